-- People, their sessions, and the clock a demonstration runs on.
CREATE TABLE person (
  id IDENTITY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  password TEXT,
  epoch BIGINT NOT NULL,
  operator BIGINT NOT NULL
);
CREATE TABLE session (
  id BYTES PRIMARY KEY,
  person_id BIGINT NOT NULL REFERENCES person (id),
  csrf TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person_id);
CREATE TABLE demo_clock (
  id BIGINT PRIMARY KEY,
  ahead BIGINT NOT NULL
);
