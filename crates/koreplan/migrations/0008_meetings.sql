-- Meetings of all kinds: agenda, attendance, minutes, conclusions, decisions.
CREATE TABLE meeting (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  body_id BIGINT REFERENCES body (id),
  area_id BIGINT REFERENCES area (id),
  title TEXT NOT NULL,
  place TEXT NOT NULL,
  zone TEXT NOT NULL,
  starts TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  chair_id BIGINT NOT NULL REFERENCES person (id),
  papers_at BIGINT,
  opened_at BIGINT,
  minutes TEXT NOT NULL,
  approved_at BIGINT,
  approved_by TEXT
);
CREATE INDEX meeting_case ON meeting (case_id);
CREATE TABLE agenda_item (
  id IDENTITY,
  meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  resume TEXT NOT NULL,
  recommendation TEXT NOT NULL,
  presentation TEXT NOT NULL,
  closed BIGINT NOT NULL,
  topic_id BIGINT REFERENCES topic (id),
  proposal_id BIGINT REFERENCES proposal (id),
  verb TEXT,
  decision TEXT,
  decided_at BIGINT,
  decided_by TEXT,
  told_in BIGINT
);
CREATE INDEX agenda_item_meeting ON agenda_item (meeting_id);
CREATE INDEX agenda_item_proposal ON agenda_item (proposal_id);
CREATE TABLE attendance (
  meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  presence TEXT NOT NULL,
  name TEXT NOT NULL,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  votes BIGINT NOT NULL,
  PRIMARY KEY (meeting_id, person_id)
);
CREATE TABLE conclusion (
  id IDENTITY,
  meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  item_id BIGINT REFERENCES agenda_item (id),
  body TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX conclusion_meeting ON conclusion (meeting_id);
CREATE TABLE conclusion_topic (
  conclusion_id BIGINT NOT NULL REFERENCES conclusion (id),
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  PRIMARY KEY (conclusion_id, topic_id)
);
CREATE TABLE proposal_conclusion (
  proposal_id BIGINT NOT NULL REFERENCES proposal (id),
  conclusion_id BIGINT NOT NULL REFERENCES conclusion (id),
  PRIMARY KEY (proposal_id, conclusion_id)
);
CREATE INDEX proposal_conclusion_conclusion ON proposal_conclusion (conclusion_id);
