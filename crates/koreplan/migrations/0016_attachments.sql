-- Files that came with inputs. The list is read often and the bytes seldom, so they lie
-- apart. Originals are sealed; what the public may get is a copy made from them.
CREATE TABLE attachment (
  id IDENTITY,
  input_id BIGINT NOT NULL REFERENCES input (id),
  position BIGINT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  ending TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 BYTES NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  tries BIGINT NOT NULL,
  words TEXT NOT NULL,
  has_copy BIGINT NOT NULL,
  cleared_at BIGINT,
  cleared_by TEXT,
  UNIQUE (input_id, position)
);
CREATE INDEX attachment_state ON attachment (state);
CREATE TABLE attachment_bytes (
  attachment_id BIGINT PRIMARY KEY REFERENCES attachment (id),
  original BYTES NOT NULL,
  public_copy BYTES
);
