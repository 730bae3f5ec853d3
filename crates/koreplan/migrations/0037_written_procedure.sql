-- An item out in writing: the terms are those of the body on the day it was sent. An
-- ended procedure that decided has a meeting on paper, where its item then stands.
CREATE TABLE written_procedure (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  body_id BIGINT NOT NULL REFERENCES body (id),
  item_id BIGINT NOT NULL REFERENCES agenda_item (id),
  number BIGINT NOT NULL,
  note TEXT NOT NULL,
  verb TEXT NOT NULL,
  zone TEXT NOT NULL,
  closes TEXT NOT NULL,
  closes_at BIGINT NOT NULL,
  remind_at BIGINT NOT NULL,
  rule TEXT NOT NULL,
  share_num BIGINT NOT NULL,
  share_den BIGINT NOT NULL,
  whole TEXT NOT NULL,
  abstention TEXT,
  casting_vote BIGINT NOT NULL,
  quorum BIGINT NOT NULL,
  quorum_chair BIGINT NOT NULL,
  seats BIGINT NOT NULL,
  silence_consents BIGINT NOT NULL,
  wishes_needed BIGINT NOT NULL,
  sent_by TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by TEXT NOT NULL,
  outcome TEXT,
  reason TEXT NOT NULL,
  meeting_id BIGINT REFERENCES meeting (id),
  UNIQUE (case_id, number)
);
CREATE INDEX written_procedure_item ON written_procedure (item_id);
CREATE INDEX written_procedure_out ON written_procedure (remind_at) WHERE ended_at IS NULL;
-- Whose answer is asked for, as it was when the item was sent.
CREATE TABLE written_voter (
  procedure_id BIGINT NOT NULL REFERENCES written_procedure (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  role TEXT NOT NULL,
  away_by TEXT NOT NULL,
  away_at BIGINT,
  told_at BIGINT,
  reminded_at BIGINT,
  PRIMARY KEY (procedure_id, person_id)
);
-- Every answer that was given; the last of a seat counts.
CREATE TABLE written_answer (
  id IDENTITY,
  procedure_id BIGINT NOT NULL REFERENCES written_procedure (id),
  seat_id BIGINT NOT NULL REFERENCES person (id),
  by_id BIGINT NOT NULL REFERENCES person (id),
  by_name TEXT NOT NULL,
  answer TEXT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX written_answer_procedure ON written_answer (procedure_id, seat_id);
