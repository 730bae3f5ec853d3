-- Topics, and the words of the inputs they rest on, by place in the text (bytes).
CREATE TABLE topic (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  area_id BIGINT NOT NULL REFERENCES area (id),
  title TEXT NOT NULL,
  assessment TEXT NOT NULL,
  approved_at BIGINT,
  approved_by TEXT
);
CREATE INDEX topic_case ON topic (case_id);
CREATE TABLE topic_input (
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (topic_id, input_id, start_byte)
);
CREATE INDEX topic_input_input ON topic_input (input_id);
