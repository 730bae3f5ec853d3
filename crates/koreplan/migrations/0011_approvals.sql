-- One answer per body to one frozen version.
CREATE TABLE approval (
  id IDENTITY,
  version_id BIGINT NOT NULL REFERENCES version (id),
  body_id BIGINT NOT NULL REFERENCES body (id),
  verdict TEXT,
  present BIGINT,
  votes_for BIGINT,
  votes_against BIGINT,
  reason TEXT NOT NULL,
  resolved TEXT,
  decided_by TEXT,
  decided_at BIGINT,
  UNIQUE (version_id, body_id)
);
