-- The post list: what came in and went out, day by day, once a person has published the
-- day. Names are not kept here: who an input is from is read from its public copy.
CREATE TABLE post_day (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  day TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  published_by TEXT NOT NULL,
  UNIQUE (case_id, day)
);
CREATE TABLE post_entry (
  id IDENTITY,
  day_id BIGINT NOT NULL REFERENCES post_day (id),
  position BIGINT NOT NULL,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  number BIGINT NOT NULL,
  sender_kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  hearing_id BIGINT REFERENCES hearing (id),
  input_id BIGINT REFERENCES input (id),
  UNIQUE (day_id, position)
);
CREATE INDEX post_entry_input ON post_entry (input_id);
-- The short subject somebody wrote for a document before its day is published.
CREATE TABLE post_subject (
  case_id BIGINT NOT NULL REFERENCES cases (id),
  thing TEXT NOT NULL,
  subject TEXT NOT NULL,
  input_id BIGINT REFERENCES input (id),
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (case_id, thing)
);
-- Somebody asks to see documents (aktindsigt). Days are days on the calendar.
CREATE TABLE access_request (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  number BIGINT NOT NULL,
  requester TEXT NOT NULL,
  contact TEXT NOT NULL,
  wish TEXT NOT NULL,
  received TEXT NOT NULL,
  officer_id BIGINT NOT NULL REFERENCES person (id),
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  extended_to TEXT,
  extension_reason TEXT,
  extended_at BIGINT,
  decision TEXT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT,
  UNIQUE (case_id, number)
);
-- A document of the file list, with its text as it was when it was collected.
CREATE TABLE access_document (
  id IDENTITY,
  request_id BIGINT NOT NULL REFERENCES access_request (id),
  position BIGINT NOT NULL,
  thing TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  dated TEXT NOT NULL,
  body TEXT NOT NULL,
  input_id BIGINT REFERENCES input (id),
  class TEXT NOT NULL,
  verdict TEXT,
  ground TEXT,
  reason TEXT NOT NULL,
  facts TEXT NOT NULL,
  UNIQUE (request_id, thing)
);
CREATE INDEX access_document_input ON access_document (input_id);
CREATE TABLE access_redaction (
  document_id BIGINT NOT NULL REFERENCES access_document (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  ground TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (document_id, start_byte)
);
-- Days are read by when things came.
CREATE INDEX input_received ON input (case_id, received_at);
