-- What happens around and after an input's receipt: what the public reads of it, when
-- that ends, erasure, corrections, drafts, answers that colleagues write together, and
-- the public halves of the keys that sign receipts.
ALTER TABLE hearing ADD COLUMN public_days BIGINT;
ALTER TABLE input ADD COLUMN remove_at BIGINT;
ALTER TABLE input ADD COLUMN replaces_id BIGINT REFERENCES input (id);
ALTER TABLE input ADD COLUMN replaced_at BIGINT;
ALTER TABLE input ADD COLUMN erased_at BIGINT;
-- Only corrections stand in it: taking an answer costs nothing more.
CREATE UNIQUE INDEX input_replaces ON input (replaces_id) WHERE replaces_id IS NOT NULL;
-- The public copy: the text in pieces by their place in the original (bytes); a piece
-- with a reason was left out and has no words.
CREATE TABLE public_piece (
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  body TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (input_id, start_byte)
);
INSERT INTO public_piece (input_id, start_byte, end_byte, body)
  SELECT id, 0, octet_length(body), body FROM input WHERE released_at IS NOT NULL;
-- What the secretariat leaves out of the next public copy.
CREATE TABLE redaction (
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (input_id, start_byte)
);
CREATE TABLE withdrawal (
  id IDENTITY,
  input_id BIGINT NOT NULL REFERENCES input (id),
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX withdrawal_input ON withdrawal (input_id);
CREATE TABLE erasure (
  input_id BIGINT PRIMARY KEY REFERENCES input (id),
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL
);
-- The record by what it is about: a receipt names the entry of its input.
CREATE INDEX journal_subject ON journal (subject);
CREATE TABLE receipt_key (
  public BYTES PRIMARY KEY,
  since BIGINT NOT NULL
);
-- An answer that is not sent yet. The key itself is kept only where its owner, signed
-- in, is to find the draft again.
CREATE TABLE answer_draft (
  key_hash BYTES PRIMARY KEY,
  hearing_id BIGINT NOT NULL REFERENCES hearing (id),
  owner_id BIGINT REFERENCES person (id),
  key TEXT,
  fields TEXT NOT NULL,
  saved_at BIGINT NOT NULL
);
CREATE INDEX answer_draft_owner ON answer_draft (owner_id);
CREATE INDEX answer_draft_saved ON answer_draft (saved_at);
-- An answer that colleagues of an organisation write together.
CREATE TABLE joint_answer (
  id IDENTITY,
  hearing_id BIGINT NOT NULL REFERENCES hearing (id),
  lead_id BIGINT NOT NULL REFERENCES person (id),
  sender_kind TEXT NOT NULL,
  organisation TEXT NOT NULL,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  by_name TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  input_id BIGINT REFERENCES input (id),
  sent_at BIGINT
);
CREATE INDEX joint_answer_lead ON joint_answer (lead_id);
CREATE INDEX joint_answer_input ON joint_answer (input_id);
CREATE TABLE joint_version (
  answer_id BIGINT NOT NULL REFERENCES joint_answer (id),
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (answer_id, version)
);
CREATE TABLE joint_colleague (
  answer_id BIGINT NOT NULL REFERENCES joint_answer (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  since BIGINT NOT NULL,
  PRIMARY KEY (answer_id, person_id)
);
CREATE INDEX joint_colleague_person ON joint_colleague (person_id);
CREATE TABLE joint_invitation (
  id IDENTITY,
  answer_id BIGINT NOT NULL REFERENCES joint_answer (id),
  token_hash BYTES NOT NULL UNIQUE,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  used_by BIGINT REFERENCES person (id)
);
CREATE INDEX joint_invitation_answer ON joint_invitation (answer_id);
CREATE TABLE joint_comment (
  id IDENTITY,
  answer_id BIGINT NOT NULL REFERENCES joint_answer (id),
  by_name TEXT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX joint_comment_answer ON joint_comment (answer_id);
