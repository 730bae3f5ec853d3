-- Tasks: what somebody must do before a day, and what it is about. And how each person
-- wants to be told by mail; the address and the secrets belong to the person alone.
CREATE TABLE task (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  title TEXT NOT NULL,
  note TEXT NOT NULL,
  owner_person_id BIGINT REFERENCES person (id),
  body_id BIGINT REFERENCES body (id),
  due TEXT NOT NULL,
  about_kind TEXT NOT NULL,
  about_id BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  done_at BIGINT,
  done_by TEXT
);
CREATE INDEX task_case ON task (case_id, due);
CREATE INDEX task_owner ON task (owner_person_id) WHERE done_at IS NULL;
CREATE INDEX task_body ON task (body_id) WHERE done_at IS NULL;
CREATE INDEX task_about ON task (about_kind, about_id);
CREATE TABLE task_event (
  id IDENTITY,
  task_id BIGINT NOT NULL REFERENCES task (id),
  what TEXT NOT NULL,
  said TEXT NOT NULL,
  note TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX task_event_task ON task_event (task_id);
CREATE TABLE task_told (
  task_id BIGINT NOT NULL REFERENCES task (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  what TEXT NOT NULL,
  PRIMARY KEY (task_id, person_id, what)
);
CREATE TABLE person_wish (
  person_id BIGINT PRIMARY KEY REFERENCES person (id),
  email TEXT NOT NULL,
  lang TEXT NOT NULL,
  digest TEXT NOT NULL,
  quiet_from BIGINT NOT NULL,
  quiet_to BIGINT NOT NULL,
  next_at BIGINT,
  calendar_hash BYTES UNIQUE
);
CREATE INDEX person_wish_next ON person_wish (next_at);
