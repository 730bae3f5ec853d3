-- Mail on its way out, written in the transaction of its act; a worker sends it. What
-- is sent loses its text. And the proof that an input's address is its sender's.
CREATE TABLE mail (
  id IDENTITY,
  once TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  receiver TEXT NOT NULL,
  receiver_key TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  calendar TEXT NOT NULL,
  unsubscribe TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  first_due_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  sent_at BIGINT,
  given_up_at BIGINT,
  last_error TEXT NOT NULL
);
CREATE INDEX mail_waiting ON mail (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX mail_receiver ON mail (receiver_key, first_due_at);
ALTER TABLE input ADD COLUMN assurance TEXT NOT NULL DEFAULT 'anonymous';
ALTER TABLE input ADD COLUMN disowned_at BIGINT;
UPDATE input SET assurance = 'signed_in' WHERE owner_id IS NOT NULL;
CREATE INDEX input_assurance ON input (hearing_id, assurance)
  WHERE assurance <> 'anonymous';
CREATE INDEX input_disowned ON input (hearing_id) WHERE disowned_at IS NOT NULL;
CREATE TABLE confirmation (
  id IDENTITY,
  input_id BIGINT NOT NULL UNIQUE REFERENCES input (id),
  token_hash BYTES NOT NULL UNIQUE,
  expires_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  disowned_at BIGINT
);
