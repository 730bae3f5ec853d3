-- Hearings the secretariat makes. A hearing of a case file was published with its case
-- (0); one that is being prepared has no such time. And who is told what happens.
ALTER TABLE hearing ADD COLUMN published_at BIGINT DEFAULT 0;
ALTER TABLE hearing ADD COLUMN processed_at BIGINT;
ALTER TABLE hearing ADD COLUMN note_at BIGINT;
ALTER TABLE hearing ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE hearing ADD COLUMN case_number TEXT NOT NULL DEFAULT '';
ALTER TABLE hearing ADD COLUMN officer TEXT NOT NULL DEFAULT '';
ALTER TABLE hearing ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE hearing ADD COLUMN letter_da TEXT NOT NULL DEFAULT '';
ALTER TABLE hearing ADD COLUMN letter_en TEXT NOT NULL DEFAULT '';
ALTER TABLE hearing ADD COLUMN invite_up_to BIGINT NOT NULL DEFAULT 0;
ALTER TABLE hearing ADD COLUMN told_deadline BIGINT NOT NULL DEFAULT 0;
CREATE TABLE hearing_area (
  hearing_id BIGINT NOT NULL REFERENCES hearing (id),
  area_id BIGINT NOT NULL REFERENCES area (id),
  PRIMARY KEY (hearing_id, area_id)
);
CREATE TABLE material (
  id IDENTITY,
  hearing_id BIGINT NOT NULL REFERENCES hearing (id),
  title TEXT NOT NULL,
  link TEXT NOT NULL,
  body TEXT NOT NULL,
  added_at BIGINT NOT NULL
);
CREATE INDEX material_hearing ON material (hearing_id);
CREATE TABLE party (
  id IDENTITY,
  hearing_id BIGINT NOT NULL REFERENCES hearing (id),
  name TEXT NOT NULL,
  sort BYTES NOT NULL,
  kind TEXT NOT NULL,
  email TEXT NOT NULL,
  lang TEXT NOT NULL,
  invited_at BIGINT,
  told_deadline BIGINT,
  reply TEXT NOT NULL,
  input_id BIGINT REFERENCES input (id),
  UNIQUE (hearing_id, sort)
);
CREATE INDEX party_told ON party (hearing_id, told_deadline);
CREATE INDEX party_uninvited ON party (hearing_id, id)
  WHERE invited_at IS NULL AND email <> '';
-- Who wants to be told what. Subjects and areas are words and ids parted by spaces; no
-- areas means all of them.
CREATE TABLE subscription (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  address TEXT NOT NULL,
  lang TEXT NOT NULL,
  subjects TEXT NOT NULL,
  areas TEXT NOT NULL,
  token_hash BYTES NOT NULL UNIQUE,
  expires_at BIGINT NOT NULL,
  confirmed_at BIGINT
);
CREATE INDEX subscription_address ON subscription (case_id, address);
CREATE TABLE unsubscription (
  token_hash BYTES PRIMARY KEY,
  subscription_id BIGINT NOT NULL REFERENCES subscription (id)
);
CREATE INDEX unsubscription_subscription ON unsubscription (subscription_id);
CREATE TABLE news (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  subjects TEXT NOT NULL,
  areas TEXT NOT NULL,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  page TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  reached BIGINT NOT NULL,
  done_at BIGINT
);
CREATE INDEX news_waiting ON news (id) WHERE done_at IS NULL;
