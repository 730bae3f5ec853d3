-- What a conclusion rests on beside topics: words of inputs, analyses, or what somebody
-- said at the meeting. A confidential one is not public before it is released.
CREATE TABLE conclusion_input (
  conclusion_id BIGINT NOT NULL REFERENCES conclusion (id),
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  PRIMARY KEY (conclusion_id, input_id, start_byte)
);
CREATE INDEX conclusion_input_input ON conclusion_input (input_id);
CREATE TABLE conclusion_analysis (
  conclusion_id BIGINT NOT NULL REFERENCES conclusion (id),
  analysis_id BIGINT NOT NULL REFERENCES analysis (id),
  PRIMARY KEY (conclusion_id, analysis_id)
);
ALTER TABLE conclusion ADD COLUMN said_by TEXT NOT NULL DEFAULT '';
ALTER TABLE conclusion ADD COLUMN said_at BIGINT;
ALTER TABLE conclusion ADD COLUMN confidential BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conclusion ADD COLUMN release_at BIGINT;
ALTER TABLE conclusion ADD COLUMN released_at BIGINT;
-- A decision released on its own, apart from its papers, in the words that were released.
-- Without a row here the decision of an open item is public with the approved minutes.
-- With a row that is not released it is not public.
CREATE TABLE decision_release (
  item_id BIGINT PRIMARY KEY REFERENCES agenda_item (id),
  case_id BIGINT NOT NULL REFERENCES cases (id),
  proposal_id BIGINT REFERENCES proposal (id),
  body_id BIGINT REFERENCES body (id),
  area_id BIGINT REFERENCES area (id),
  title TEXT NOT NULL,
  verb TEXT NOT NULL,
  decision TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  release_at BIGINT,
  released_at BIGINT,
  withdrawn_at BIGINT,
  withdrawn_reason TEXT
);
CREATE INDEX decision_release_case ON decision_release (case_id);
