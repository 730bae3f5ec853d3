-- What the strategy sets going, what it costs whom, and how it goes.
CREATE TABLE initiative (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  position BIGINT NOT NULL,
  number TEXT NOT NULL,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  area_id BIGINT NOT NULL REFERENCES area (id),
  lead_id BIGINT NOT NULL REFERENCES body (id),
  year TEXT NOT NULL,
  provenance TEXT NOT NULL,
  paragraph_id BIGINT REFERENCES paragraph (id),
  started_at BIGINT,
  ended_at BIGINT,
  ending TEXT,
  UNIQUE (case_id, number)
);
CREATE TABLE initiative_party (
  initiative_id BIGINT NOT NULL REFERENCES initiative (id),
  body_id BIGINT NOT NULL REFERENCES body (id),
  PRIMARY KEY (initiative_id, body_id)
);
CREATE TABLE finance (
  initiative_id BIGINT NOT NULL REFERENCES initiative (id),
  body_id BIGINT NOT NULL REFERENCES body (id),
  year BIGINT NOT NULL,
  cost BIGINT NOT NULL,
  gain BIGINT NOT NULL,
  PRIMARY KEY (initiative_id, body_id, year)
);
CREATE TABLE finance_position (
  initiative_id BIGINT NOT NULL REFERENCES initiative (id),
  body_id BIGINT NOT NULL REFERENCES body (id),
  stance TEXT NOT NULL,
  note TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (initiative_id, body_id)
);
CREATE TABLE outcome (
  initiative_id BIGINT PRIMARY KEY REFERENCES initiative (id),
  kind TEXT NOT NULL,
  note TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE TABLE status_report (
  id IDENTITY,
  initiative_id BIGINT NOT NULL REFERENCES initiative (id),
  year BIGINT NOT NULL,
  quarter BIGINT NOT NULL,
  budget TEXT NOT NULL,
  business_case TEXT NOT NULL,
  risks TEXT NOT NULL,
  schedule TEXT NOT NULL,
  action TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE (initiative_id, year, quarter)
);
