-- Statements people voted on elsewhere, their votes by participant number (never a name),
-- and the opinion groups computed from them. A result rests on so many votes; its figures
-- are JSON. Places are in steps of 2^-20.
CREATE TABLE conversation (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  UNIQUE (case_id, title)
);
CREATE TABLE statement (
  id IDENTITY,
  conversation_id BIGINT NOT NULL REFERENCES conversation (id),
  number BIGINT NOT NULL,
  body TEXT NOT NULL,
  moderation TEXT NOT NULL,
  UNIQUE (conversation_id, number)
);
CREATE TABLE statement_vote (
  statement_id BIGINT NOT NULL REFERENCES statement (id),
  participant BIGINT NOT NULL,
  choice TEXT NOT NULL,
  PRIMARY KEY (statement_id, participant)
);
CREATE TABLE opinion_result (
  conversation_id BIGINT NOT NULL PRIMARY KEY REFERENCES conversation (id),
  computed_at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  votes BIGINT NOT NULL,
  figures TEXT NOT NULL
);
CREATE TABLE opinion_place (
  conversation_id BIGINT NOT NULL REFERENCES conversation (id),
  participant BIGINT NOT NULL,
  x BIGINT NOT NULL,
  y BIGINT NOT NULL,
  group_number BIGINT,
  PRIMARY KEY (conversation_id, participant)
);
