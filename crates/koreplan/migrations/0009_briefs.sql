-- Briefs to the body above the steering group, kept as they were sent.
CREATE TABLE brief (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  body_id BIGINT NOT NULL REFERENCES body (id),
  number BIGINT NOT NULL,
  summary TEXT NOT NULL,
  content_da TEXT NOT NULL,
  content_en TEXT NOT NULL,
  sent_by TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  noted_by TEXT,
  noted_at BIGINT,
  answer TEXT NOT NULL,
  UNIQUE (case_id, number)
);
