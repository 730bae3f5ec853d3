-- What a case consists of: bodies with their members, and subject areas.
CREATE TABLE cases (
  id IDENTITY,
  slug TEXT NOT NULL UNIQUE,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  summary_da TEXT NOT NULL,
  summary_en TEXT NOT NULL,
  period TEXT NOT NULL,
  zone TEXT NOT NULL
);
CREATE TABLE body (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  slug TEXT NOT NULL,
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  parent_id BIGINT REFERENCES body (id),
  rule TEXT NOT NULL,
  quorum BIGINT NOT NULL,
  seats BIGINT NOT NULL,
  UNIQUE (case_id, slug)
);
CREATE TABLE member (
  id IDENTITY,
  body_id BIGINT NOT NULL REFERENCES body (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  role TEXT NOT NULL,
  since TEXT,
  until TEXT
);
CREATE INDEX member_body ON member (body_id);
CREATE INDEX member_person ON member (person_id);
CREATE TABLE area (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  slug TEXT NOT NULL,
  position BIGINT NOT NULL,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  focus_da TEXT NOT NULL,
  focus_en TEXT NOT NULL,
  track_da TEXT NOT NULL,
  track_en TEXT NOT NULL,
  minister_id BIGINT REFERENCES person (id),
  UNIQUE (case_id, slug)
);
