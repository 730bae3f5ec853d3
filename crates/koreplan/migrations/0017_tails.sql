-- How far those who work after the receipt have come: the last id they have done.
CREATE TABLE tail (
  name TEXT PRIMARY KEY,
  at BIGINT NOT NULL
);
INSERT INTO tail (name, at) VALUES ('folding', 0);
-- How many inputs a hearing has, and how many of them came late: counted as they come.
CREATE TABLE hearing_count (
  hearing_id BIGINT PRIMARY KEY REFERENCES hearing (id),
  inputs BIGINT NOT NULL,
  late BIGINT NOT NULL,
  -- In the public store alone, which has not all inputs to count.
  confirmed BIGINT,
  signed_in BIGINT,
  disowned BIGINT
);
INSERT INTO hearing_count (hearing_id, inputs, late)
  SELECT h.id, (SELECT count(*) FROM input i WHERE i.hearing_id = h.id
      AND i.replaced_at IS NULL),
    (SELECT count(*) FROM input i WHERE i.hearing_id = h.id AND i.late = 1
      AND i.replaced_at IS NULL)
  FROM hearing h;
-- Most inputs have no owner: they need no place in its index.
DROP INDEX input_owner;
CREATE INDEX input_owner ON input (owner_id) WHERE owner_id IS NOT NULL;
