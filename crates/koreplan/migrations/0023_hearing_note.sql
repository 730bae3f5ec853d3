-- The hearing note. Its sections keep what the machine makes of the data (`made`) apart
-- from what a person wrote in its place (`edited`), and over which words of the machine
-- (`base`). `revision` counts every change of the note, `version` those of a section.
CREATE TABLE hearing_note (
  id IDENTITY,
  hearing_id BIGINT NOT NULL UNIQUE REFERENCES hearing (id),
  lang TEXT NOT NULL,
  revision BIGINT NOT NULL,
  generated_at BIGINT NOT NULL,
  generated_by TEXT NOT NULL,
  released_at BIGINT,
  released_by TEXT,
  -- The released document as data: what it said then, it says for good.
  document TEXT NOT NULL
);
CREATE TABLE note_section (
  note_id BIGINT NOT NULL REFERENCES hearing_note (id),
  place TEXT NOT NULL,
  position BIGINT NOT NULL,
  topic_id BIGINT REFERENCES topic (id),
  made TEXT NOT NULL,
  edited TEXT,
  base TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (note_id, place)
);
CREATE TABLE note_section_version (
  note_id BIGINT NOT NULL REFERENCES hearing_note (id),
  place TEXT NOT NULL,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  -- Nobody: the machine.
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (note_id, place, version)
);
-- The files of a released note, as they were handed out first.
CREATE TABLE note_file (
  note_id BIGINT NOT NULL REFERENCES hearing_note (id),
  form TEXT NOT NULL,
  bytes BYTES NOT NULL,
  PRIMARY KEY (note_id, form)
);
-- The authority's own letter with places to fill in.
CREATE TABLE letter_template (
  hearing_id BIGINT PRIMARY KEY REFERENCES hearing (id),
  name TEXT NOT NULL,
  bytes BYTES NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
