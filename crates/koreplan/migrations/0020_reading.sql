-- Who reads which input until when. The day is a day on the calendar; empty: no deadline.
CREATE TABLE reading (
  input_id BIGINT PRIMARY KEY REFERENCES input (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  due TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX reading_person ON reading (person_id);
-- A way of narrowing the queue that somebody gave a name; the words of an address.
CREATE TABLE saved_filter (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  shared BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX saved_filter_case ON saved_filter (case_id);
-- A sample that several people code without seeing each other's codes.
CREATE TABLE coding (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  unit TEXT NOT NULL,
  seed TEXT NOT NULL,
  drawn_by TEXT NOT NULL,
  drawn_at BIGINT NOT NULL,
  settled_at BIGINT,
  settled_by TEXT
);
CREATE INDEX coding_case ON coding (case_id);
CREATE TABLE coding_coder (
  coding_id BIGINT NOT NULL REFERENCES coding (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  PRIMARY KEY (coding_id, person_id)
);
-- The topics there are to choose from, as they were when the sample was drawn.
CREATE TABLE coding_topic (
  coding_id BIGINT NOT NULL REFERENCES coding (id),
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  PRIMARY KEY (coding_id, topic_id)
);
CREATE TABLE coding_unit (
  id IDENTITY,
  coding_id BIGINT NOT NULL REFERENCES coding (id),
  position BIGINT NOT NULL,
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  -- Who settled what the coders saw differently.
  settled_by TEXT
);
CREATE INDEX coding_unit_coding ON coding_unit (coding_id);
CREATE INDEX coding_unit_input ON coding_unit (input_id);
-- That a coder coded a unit; the topics beside it may be none.
CREATE TABLE coding_mark (
  unit_id BIGINT NOT NULL REFERENCES coding_unit (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, person_id)
);
CREATE TABLE coding_code (
  unit_id BIGINT NOT NULL REFERENCES coding_unit (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  PRIMARY KEY (unit_id, person_id, topic_id)
);
-- The topics a unit was settled on.
CREATE TABLE coding_settled (
  unit_id BIGINT NOT NULL REFERENCES coding_unit (id),
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  PRIMARY KEY (unit_id, topic_id)
);
