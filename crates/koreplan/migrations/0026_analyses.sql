-- What somebody of the secretariat found out by reading: a document with an author and
-- findings, each of which rests on words of the inputs, by place in the text (bytes).
CREATE TABLE analysis (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  area_id BIGINT NOT NULL REFERENCES area (id),
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  author_id BIGINT NOT NULL REFERENCES person (id),
  version BIGINT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  finished_at BIGINT,
  finished_by TEXT
);
CREATE INDEX analysis_case ON analysis (case_id);
CREATE TABLE finding (
  id IDENTITY,
  analysis_id BIGINT NOT NULL REFERENCES analysis (id),
  body TEXT NOT NULL
);
CREATE INDEX finding_analysis ON finding (analysis_id);
CREATE TABLE finding_input (
  finding_id BIGINT NOT NULL REFERENCES finding (id),
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  PRIMARY KEY (finding_id, input_id, start_byte)
);
CREATE INDEX finding_input_input ON finding_input (input_id);
ALTER TABLE agenda_item ADD COLUMN analysis_id BIGINT REFERENCES analysis (id);
