-- The timetable: steps with planned, moved and kept dates, and the gates between them.
CREATE TABLE step (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  slug TEXT NOT NULL,
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  planned_from TEXT NOT NULL,
  planned_to TEXT NOT NULL,
  kept_from TEXT,
  kept_to TEXT,
  UNIQUE (case_id, slug)
);
CREATE TABLE step_move (
  id IDENTITY,
  step_id BIGINT NOT NULL REFERENCES step (id),
  new_from TEXT NOT NULL,
  new_to TEXT NOT NULL,
  reason_da TEXT NOT NULL,
  reason_en TEXT NOT NULL,
  decided TEXT NOT NULL,
  by_name TEXT NOT NULL
);
CREATE INDEX step_move_step ON step_move (step_id);
CREATE TABLE gate (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  slug TEXT NOT NULL,
  position BIGINT NOT NULL,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  opens_id BIGINT REFERENCES step (id),
  opened_at BIGINT,
  opened_by TEXT,
  missing TEXT,
  reason TEXT,
  UNIQUE (case_id, slug)
);
CREATE TABLE gate_step (
  gate_id BIGINT NOT NULL REFERENCES gate (id),
  step_id BIGINT NOT NULL REFERENCES step (id),
  PRIMARY KEY (gate_id, step_id)
);
