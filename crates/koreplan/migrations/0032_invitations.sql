-- Calls to meetings: what was told of each, whom, and what they answered.
CREATE TABLE invitation_round (
  meeting_id BIGINT PRIMARY KEY REFERENCES meeting (id),
  uid TEXT NOT NULL UNIQUE,
  sequence BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  place TEXT NOT NULL,
  looked TEXT NOT NULL,
  called_off BIGINT NOT NULL
);
CREATE TABLE invitation (
  id IDENTITY,
  meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  email TEXT NOT NULL,
  token_hash BYTES UNIQUE,
  told BIGINT NOT NULL,
  answer TEXT NOT NULL,
  how TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  stamp BIGINT NOT NULL,
  delegate TEXT NOT NULL,
  for_person_id BIGINT REFERENCES person (id),
  answered_at BIGINT,
  withdrawn BIGINT NOT NULL,
  UNIQUE (meeting_id, person_id)
);
