-- The record: one entry per act, chained by hash, and where it ends.
CREATE TABLE journal (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  case_slug TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  hash BYTES NOT NULL
);
CREATE INDEX journal_case ON journal (case_slug, seq);
CREATE TABLE journal_end (
  id BIGINT PRIMARY KEY,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  hash BYTES NOT NULL
);
