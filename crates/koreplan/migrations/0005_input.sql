-- Hearings and what was sent to them. A deadline is stored as the clock on the wall,
-- the zone it hangs in, and the instant both came to.
CREATE TABLE hearing (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  slug TEXT NOT NULL,
  position BIGINT NOT NULL,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  intro_da TEXT NOT NULL,
  intro_en TEXT NOT NULL,
  zone TEXT NOT NULL,
  opens TEXT NOT NULL,
  opens_at BIGINT NOT NULL,
  deadline TEXT NOT NULL,
  deadline_at BIGINT NOT NULL,
  normal_days BIGINT NOT NULL,
  reason TEXT NOT NULL,
  UNIQUE (case_id, slug)
);
CREATE TABLE extension (
  id IDENTITY,
  hearing_id BIGINT NOT NULL REFERENCES hearing (id),
  old_deadline TEXT NOT NULL,
  new_deadline TEXT NOT NULL,
  reason TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE TABLE question (
  id IDENTITY,
  hearing_id BIGINT NOT NULL REFERENCES hearing (id),
  position BIGINT NOT NULL,
  area_id BIGINT REFERENCES area (id),
  text_da TEXT NOT NULL,
  text_en TEXT NOT NULL
);
CREATE INDEX question_hearing ON question (hearing_id);
CREATE TABLE input (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  hearing_id BIGINT NOT NULL REFERENCES hearing (id),
  number BIGINT NOT NULL,
  key_hash BYTES NOT NULL UNIQUE,
  request_hash BYTES NOT NULL,
  sender_kind TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  email TEXT NOT NULL,
  protected BIGINT NOT NULL,
  owner_id BIGINT REFERENCES person (id),
  body TEXT NOT NULL,
  letter BYTES NOT NULL,
  search TEXT NOT NULL,
  source TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  late BIGINT NOT NULL,
  read_at BIGINT,
  read_by TEXT,
  released_at BIGINT,
  UNIQUE (case_id, number)
);
CREATE INDEX input_letter ON input (case_id, letter);
CREATE INDEX input_owner ON input (owner_id);
CREATE TABLE input_area (
  input_id BIGINT NOT NULL REFERENCES input (id),
  area_id BIGINT NOT NULL REFERENCES area (id),
  PRIMARY KEY (input_id, area_id)
);
CREATE TABLE input_question (
  input_id BIGINT NOT NULL REFERENCES input (id),
  question_id BIGINT NOT NULL REFERENCES question (id),
  PRIMARY KEY (input_id, question_id)
);
