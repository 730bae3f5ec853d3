-- What happens in the room while a meeting goes on, and what was voted on its items.
CREATE TABLE attendance_event (
  id IDENTITY,
  meeting_id BIGINT NOT NULL REFERENCES meeting (id),
  kind TEXT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES person (id),
  for_id BIGINT REFERENCES person (id),
  item_id BIGINT REFERENCES agenda_item (id),
  note TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL
);
CREATE INDEX attendance_event_meeting ON attendance_event (meeting_id);
-- The votes on an item in numbers, with the rule's answer as it was then.
CREATE TABLE item_poll (
  item_id BIGINT PRIMARY KEY REFERENCES agenda_item (id),
  present BIGINT NOT NULL,
  needed BIGINT NOT NULL,
  seats BIGINT NOT NULL,
  votes_for BIGINT NOT NULL,
  votes_against BIGINT NOT NULL,
  reservations BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  chair_id BIGINT REFERENCES person (id),
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL
);
-- The same by name; the words are those of a reservation.
CREATE TABLE item_vote (
  item_id BIGINT NOT NULL REFERENCES agenda_item (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  seat_id BIGINT NOT NULL REFERENCES person (id),
  vote TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (item_id, person_id)
);
