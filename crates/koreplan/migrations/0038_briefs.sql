-- A brief as it was sent: its document as data, its files as bytes, and where the record
-- stood. The draft of the next one, a case; `made` is the machine's text, `edited` what a
-- person wrote in its place, `base` the machine's words that were settled with.
ALTER TABLE brief ADD COLUMN lang TEXT NOT NULL DEFAULT 'da';
ALTER TABLE brief ADD COLUMN document TEXT NOT NULL DEFAULT '';
ALTER TABLE brief ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
CREATE TABLE brief_file (
  brief_id BIGINT NOT NULL REFERENCES brief (id),
  form TEXT NOT NULL,
  bytes BYTES NOT NULL,
  PRIMARY KEY (brief_id, form)
);
CREATE TABLE brief_draft (
  case_id BIGINT PRIMARY KEY REFERENCES cases (id),
  lang TEXT NOT NULL,
  written_by TEXT NOT NULL,
  written_at BIGINT NOT NULL
);
CREATE TABLE brief_section (
  case_id BIGINT NOT NULL REFERENCES cases (id),
  place TEXT NOT NULL,
  made TEXT NOT NULL,
  edited TEXT,
  base TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (case_id, place)
);
-- What may go wrong, as somebody recorded it; what is not for the body above is not told.
CREATE TABLE risk (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  title TEXT NOT NULL,
  light TEXT NOT NULL,
  action TEXT NOT NULL,
  is_internal BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by TEXT
);
CREATE INDEX risk_case ON risk (case_id) WHERE ended_at IS NULL;
