-- Campaigns: letters that follow one template. What a campaign's letters have of their
-- own is never copied: it is worked out anew from the two texts, so that an erased letter
-- leaves nothing behind here.
CREATE TABLE campaign (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  number BIGINT NOT NULL,
  template_id BIGINT NOT NULL REFERENCES input (id),
  -- The grouping that found it; nothing where a person made it.
  grouping_id BIGINT,
  title TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  dissolved_at BIGINT,
  -- Counted as letters come and go: all, those with sentences of their own, and those
  -- that nobody needs to read one by one.
  members BIGINT NOT NULL,
  with_own BIGINT NOT NULL,
  silent BIGINT NOT NULL,
  -- The last letter that has been compared with the template; nothing when all have.
  measured_to BIGINT,
  -- What the public is told: since when, and of how many letters.
  released_at BIGINT,
  released_count BIGINT,
  UNIQUE (case_id, number)
);
CREATE INDEX campaign_template ON campaign (template_id);
CREATE INDEX campaign_measured ON campaign (measured_to) WHERE measured_to IS NOT NULL;
CREATE UNIQUE INDEX campaign_found ON campaign (grouping_id, template_id)
  WHERE grouping_id IS NOT NULL;
-- The campaign a letter belongs to. A letter with a row and no campaign was released by
-- a person: it stands alone, and the machine leaves it alone.
CREATE TABLE campaign_member (
  input_id BIGINT PRIMARY KEY REFERENCES input (id),
  campaign_id BIGINT REFERENCES campaign (id),
  -- In thousandths; 0 where it is less than what makes a member.
  alike BIGINT NOT NULL,
  how TEXT NOT NULL,
  -- How many bytes of its sentences are its own.
  own BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL
);
CREATE INDEX campaign_member_campaign ON campaign_member (campaign_id, own);
-- What people did to campaigns, and how it was before: an act can be undone.
CREATE TABLE campaign_act (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  campaign_id BIGINT NOT NULL REFERENCES campaign (id),
  -- The other campaign of a move, a split or a merger.
  other_id BIGINT REFERENCES campaign (id),
  what TEXT NOT NULL,
  reason TEXT NOT NULL,
  letters BIGINT NOT NULL,
  -- The template before another one was chosen.
  old_template_id BIGINT REFERENCES input (id),
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  undone_at BIGINT
);
CREATE INDEX campaign_act_campaign ON campaign_act (campaign_id);
CREATE INDEX campaign_act_other ON campaign_act (other_id) WHERE other_id IS NOT NULL;
CREATE TABLE campaign_act_member (
  act_id BIGINT NOT NULL REFERENCES campaign_act (id),
  input_id BIGINT NOT NULL REFERENCES input (id),
  old_campaign_id BIGINT REFERENCES campaign (id),
  old_alike BIGINT NOT NULL,
  old_how TEXT NOT NULL,
  old_own BIGINT NOT NULL,
  old_at BIGINT NOT NULL,
  old_by TEXT NOT NULL,
  PRIMARY KEY (act_id, input_id)
);
-- A grouping that was asked for. One that was interrupted is begun anew and stores what
-- is missing: the same letters give the same campaigns.
CREATE TABLE campaign_grouping (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  -- Of one hearing, or of all.
  hearing_id BIGINT REFERENCES hearing (id),
  -- The fewest letters that make a campaign.
  smallest BIGINT NOT NULL,
  -- The last input that it looks at.
  last_id BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  stage TEXT NOT NULL,
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  ended_at BIGINT,
  campaigns BIGINT NOT NULL,
  letters BIGINT NOT NULL
);
CREATE INDEX campaign_grouping_case ON campaign_grouping (case_id);
INSERT INTO tail (name, at) VALUES ('campaigns', 0);
-- A hearing's inputs that are published together, a slice at a time; those with anything
-- that asks for a person's eye are held back.
CREATE TABLE bulk_release (
  id IDENTITY,
  hearing_id BIGINT NOT NULL REFERENCES hearing (id),
  last_id BIGINT NOT NULL,
  remove_at BIGINT,
  asked_at BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  done_id BIGINT NOT NULL,
  released BIGINT NOT NULL,
  held_back BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX bulk_release_hearing ON bulk_release (hearing_id);
