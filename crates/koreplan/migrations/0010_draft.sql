-- The strategy text: chapters, paragraphs with every revision, frozen versions.
CREATE TABLE chapter (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  owner_id BIGINT NOT NULL REFERENCES body (id)
);
CREATE INDEX chapter_case ON chapter (case_id);
CREATE TABLE paragraph (
  id IDENTITY,
  chapter_id BIGINT NOT NULL REFERENCES chapter (id),
  position BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX paragraph_chapter ON paragraph (chapter_id);
CREATE TABLE paragraph_revision (
  paragraph_id BIGINT NOT NULL REFERENCES paragraph (id),
  revision BIGINT NOT NULL,
  body TEXT NOT NULL,
  note TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (paragraph_id, revision)
);
CREATE TABLE paragraph_proposal (
  paragraph_id BIGINT NOT NULL REFERENCES paragraph (id),
  proposal_id BIGINT NOT NULL REFERENCES proposal (id),
  PRIMARY KEY (paragraph_id, proposal_id)
);
CREATE INDEX paragraph_proposal_proposal ON paragraph_proposal (proposal_id);
CREATE TABLE version (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  number BIGINT NOT NULL,
  hash TEXT NOT NULL,
  note TEXT NOT NULL,
  frozen_by TEXT NOT NULL,
  frozen_at BIGINT NOT NULL,
  released_at BIGINT,
  UNIQUE (case_id, number)
);
CREATE TABLE version_paragraph (
  version_id BIGINT NOT NULL REFERENCES version (id),
  position BIGINT NOT NULL,
  chapter TEXT NOT NULL,
  paragraph_id BIGINT NOT NULL REFERENCES paragraph (id),
  revision BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (version_id, position)
);
CREATE INDEX version_paragraph_paragraph ON version_paragraph (paragraph_id);
