-- Proposals become others, by merging and splitting. The old ones stay and say what they
-- became; a step that was taken back stays too.
CREATE TABLE proposal_change (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  undone_at BIGINT,
  undone_by TEXT,
  undone_reason TEXT
);
CREATE INDEX proposal_change_case ON proposal_change (case_id);
CREATE TABLE proposal_lineage (
  change_id BIGINT NOT NULL REFERENCES proposal_change (id),
  from_id BIGINT NOT NULL REFERENCES proposal (id),
  to_id BIGINT NOT NULL REFERENCES proposal (id),
  PRIMARY KEY (change_id, from_id, to_id)
);
CREATE INDEX proposal_lineage_from ON proposal_lineage (from_id);
CREATE INDEX proposal_lineage_to ON proposal_lineage (to_id);
-- A proposal may rest on an analysis, beside conclusions and sentences.
CREATE TABLE proposal_analysis (
  proposal_id BIGINT NOT NULL REFERENCES proposal (id),
  analysis_id BIGINT NOT NULL REFERENCES analysis (id),
  PRIMARY KEY (proposal_id, analysis_id)
);
-- The proposal holds the assessment that stands; `proposal_assessment` keeps every version.
-- `assessment` is what the proposal will bring about.
ALTER TABLE proposal ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE proposal ADD COLUMN cost TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal ADD COLUMN legal TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal ADD COLUMN parties TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal ADD COLUMN dropped_at BIGINT;
ALTER TABLE proposal ADD COLUMN dropped_by TEXT;
ALTER TABLE proposal ADD COLUMN dropped_reason TEXT;
CREATE TABLE proposal_assessment (
  proposal_id BIGINT NOT NULL REFERENCES proposal (id),
  version BIGINT NOT NULL,
  effect TEXT NOT NULL,
  cost TEXT NOT NULL,
  legal TEXT NOT NULL,
  parties TEXT NOT NULL,
  recommendation TEXT NOT NULL,
  by_name TEXT NOT NULL,
  -- Not known of what was written before versions were kept.
  at BIGINT,
  PRIMARY KEY (proposal_id, version)
);
UPDATE proposal SET version = 1 WHERE assessment <> '';
INSERT INTO proposal_assessment (proposal_id, version, effect, cost, legal, parties,
  recommendation, by_name, at)
  SELECT id, 1, assessment, '', '', '', recommendation, '', recommended_at FROM proposal
  WHERE assessment <> '';
-- How long a body has to answer a proposed treatment, and in which days it is counted.
ALTER TABLE body ADD COLUMN treatment_days BIGINT NOT NULL DEFAULT 10;
ALTER TABLE body ADD COLUMN treatment_counting TEXT NOT NULL DEFAULT 'working';
-- How the secretariat wants to treat a proposal, put to the body it concerns. Each version
-- stays, with the answer it had; the rule is as it was when it was sent.
CREATE TABLE treatment (
  id IDENTITY,
  proposal_id BIGINT NOT NULL REFERENCES proposal (id),
  body_id BIGINT NOT NULL REFERENCES body (id),
  version BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  body TEXT NOT NULL,
  why TEXT NOT NULL,
  due TEXT NOT NULL,
  counting TEXT NOT NULL,
  silence BIGINT NOT NULL,
  sent_by TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  answer TEXT,
  comment TEXT NOT NULL DEFAULT '',
  counter TEXT NOT NULL DEFAULT '',
  answered_by TEXT,
  answered_at BIGINT,
  late BIGINT NOT NULL DEFAULT 0,
  UNIQUE (proposal_id, body_id, version)
);
-- A proposal sent on to another body: the same proposal, never a copy of it.
CREATE TABLE referral (
  id IDENTITY,
  proposal_id BIGINT NOT NULL REFERENCES proposal (id),
  body_id BIGINT NOT NULL REFERENCES body (id),
  -- The decision it was sent on after; nothing if there was none.
  after_item BIGINT REFERENCES agenda_item (id),
  note TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX referral_proposal ON referral (proposal_id);
