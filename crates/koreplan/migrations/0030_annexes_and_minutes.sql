-- Files on items. An annex stays with the matter: its item is the first of those that go
-- on from each other. Replacing a file keeps the ones before.
CREATE TABLE annex (
  id IDENTITY,
  item_id BIGINT NOT NULL REFERENCES agenda_item (id),
  access TEXT NOT NULL,
  release_at BIGINT,
  released_at BIGINT,
  added_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX annex_item ON annex (item_id);
CREATE TABLE annex_file (
  id IDENTITY,
  annex_id BIGINT NOT NULL REFERENCES annex (id),
  number BIGINT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 BYTES NOT NULL,
  words TEXT NOT NULL,
  has_copy BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE (annex_id, number)
);
CREATE TABLE annex_bytes (
  file_id BIGINT PRIMARY KEY REFERENCES annex_file (id),
  original BYTES NOT NULL,
  public_copy BYTES
);
-- Which files stood on which version of the agenda.
CREATE TABLE agenda_version_annex (
  version_id BIGINT NOT NULL REFERENCES agenda_version (id),
  item_id BIGINT NOT NULL REFERENCES agenda_item (id),
  file_id BIGINT NOT NULL REFERENCES annex_file (id),
  PRIMARY KEY (version_id, file_id)
);
-- What the minutes say is to be done, by whom and when; the work itself is a task.
CREATE TABLE item_action (
  id IDENTITY,
  item_id BIGINT NOT NULL REFERENCES agenda_item (id),
  what TEXT NOT NULL,
  person_id BIGINT REFERENCES person (id),
  who TEXT NOT NULL,
  due TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX item_action_item ON item_action (item_id);
-- What a member said to the minutes that were sent out, and how a remark was settled.
CREATE TABLE minutes_answer (
  id IDENTITY,
  meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  answer TEXT NOT NULL,
  remark TEXT NOT NULL,
  at BIGINT NOT NULL,
  settled TEXT NOT NULL,
  settled_by TEXT NOT NULL,
  settled_at BIGINT,
  UNIQUE (meeting_id, person_id)
);
