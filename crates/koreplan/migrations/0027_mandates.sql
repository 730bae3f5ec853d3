-- How a body decides and works, as data; and whom a substitute stands in for. Where
-- nothing is said about abstentions, the rule's own habit holds.
ALTER TABLE body ADD COLUMN share_num BIGINT NOT NULL DEFAULT 1;
ALTER TABLE body ADD COLUMN share_den BIGINT NOT NULL DEFAULT 2;
ALTER TABLE body ADD COLUMN whole TEXT NOT NULL DEFAULT 'present';
ALTER TABLE body ADD COLUMN abstention TEXT;
ALTER TABLE body ADD COLUMN casting_vote BIGINT NOT NULL DEFAULT 0;
ALTER TABLE body ADD COLUMN quorum_chair BIGINT NOT NULL DEFAULT 0;
ALTER TABLE body ADD COLUMN terms_da TEXT NOT NULL DEFAULT '';
ALTER TABLE body ADD COLUMN terms_en TEXT NOT NULL DEFAULT '';
ALTER TABLE body ADD COLUMN papers_days BIGINT NOT NULL DEFAULT 7;
ALTER TABLE body ADD COLUMN remark_days BIGINT NOT NULL DEFAULT 5;
ALTER TABLE body ADD COLUMN silence_consents BIGINT NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN for_id BIGINT REFERENCES person (id);
ALTER TABLE approval ADD COLUMN chair_vote TEXT;
