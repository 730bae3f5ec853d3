-- Proposals; what they rest on is linked once meetings have conclusions.
CREATE TABLE proposal (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  area_id BIGINT NOT NULL REFERENCES area (id),
  number BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  assessment TEXT NOT NULL,
  recommendation TEXT NOT NULL,
  recommended_at BIGINT,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (case_id, number)
);
CREATE TABLE proposal_input (
  proposal_id BIGINT NOT NULL REFERENCES proposal (id),
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  PRIMARY KEY (proposal_id, input_id, start_byte)
);
CREATE INDEX proposal_input_input ON proposal_input (input_id);
