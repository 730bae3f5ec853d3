-- How far those who work after the receipt have come: the last id they have done.
CREATE TABLE tail (
  name TEXT PRIMARY KEY,
  at BIGINT NOT NULL
);
INSERT INTO tail (name, at) VALUES ('folding', 0);
