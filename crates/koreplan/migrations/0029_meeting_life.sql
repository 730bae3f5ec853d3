-- The life of a meeting in facts: when its agenda was opened to those who meet, when it
-- ended, how its minutes were approved, when it was closed or cancelled. The backlog of a
-- body is an agenda without a day: a row of kind 'backlog'.
ALTER TABLE meeting ADD COLUMN agenda_at BIGINT;
ALTER TABLE meeting ADD COLUMN ended_at BIGINT;
ALTER TABLE meeting ADD COLUMN minutes_sent_at BIGINT;
ALTER TABLE meeting ADD COLUMN minutes_due TEXT;
ALTER TABLE meeting ADD COLUMN approved_how TEXT;
ALTER TABLE meeting ADD COLUMN approved_in BIGINT REFERENCES meeting (id);
ALTER TABLE meeting ADD COLUMN closed_at BIGINT;
ALTER TABLE meeting ADD COLUMN cancelled_at BIGINT;
ALTER TABLE meeting ADD COLUMN cancelled_by TEXT;
ALTER TABLE meeting ADD COLUMN cancelled_why TEXT;
UPDATE meeting SET agenda_at = coalesce(papers_at, opened_at, approved_at),
  ended_at = approved_at, closed_at = approved_at;
UPDATE meeting SET approved_how = 'chair' WHERE approved_at IS NOT NULL;
-- An item in Danish form, what else it is about, and which item it goes on from.
ALTER TABLE agenda_item ADD COLUMN case_number TEXT NOT NULL DEFAULT '';
ALTER TABLE agenda_item ADD COLUMN matter TEXT NOT NULL DEFAULT 'decision';
ALTER TABLE agenda_item ADD COLUMN proposed TEXT;
ALTER TABLE agenda_item ADD COLUMN reservations TEXT NOT NULL DEFAULT '';
ALTER TABLE agenda_item ADD COLUMN conclusion_id BIGINT REFERENCES conclusion (id);
ALTER TABLE agenda_item ADD COLUMN paragraph_id BIGINT REFERENCES paragraph (id);
ALTER TABLE agenda_item ADD COLUMN version_id BIGINT REFERENCES version (id);
ALTER TABLE agenda_item ADD COLUMN from_item_id BIGINT REFERENCES agenda_item (id);
ALTER TABLE agenda_item ADD COLUMN root_id BIGINT REFERENCES agenda_item (id);
CREATE INDEX agenda_item_root ON agenda_item (root_id);
-- A meeting was given another day or place.
CREATE TABLE meeting_move (
  id IDENTITY,
  meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  old_starts_at BIGINT NOT NULL,
  new_starts_at BIGINT NOT NULL,
  old_place TEXT NOT NULL,
  new_place TEXT NOT NULL,
  reason TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX meeting_move_meeting ON meeting_move (meeting_id);
-- An undecided item was put on another agenda, or into the backlog.
CREATE TABLE item_move (
  id IDENTITY,
  item_id BIGINT NOT NULL REFERENCES agenda_item (id),
  from_meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  to_meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  reason TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX item_move_item ON item_move (item_id);
-- The agenda as it was sent each time: version 1 is shown as A.
CREATE TABLE agenda_version (
  id IDENTITY,
  meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  number BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  sent_by TEXT NOT NULL,
  late_reason TEXT NOT NULL,
  receivers BIGINT NOT NULL,
  UNIQUE (meeting_id, number)
);
CREATE TABLE agenda_version_item (
  version_id BIGINT NOT NULL REFERENCES agenda_version (id),
  item_id BIGINT NOT NULL REFERENCES agenda_item (id),
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  case_number TEXT NOT NULL,
  matter TEXT NOT NULL,
  closed BIGINT NOT NULL,
  resume TEXT NOT NULL,
  recommendation TEXT NOT NULL,
  presentation TEXT NOT NULL,
  PRIMARY KEY (version_id, item_id)
);
