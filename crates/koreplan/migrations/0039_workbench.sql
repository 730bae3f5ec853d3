-- Statements people voted on, under topics. What the machine suggests waits for a person;
-- what was refused is not suggested there again.
CREATE TABLE statement_topic (
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  statement_id BIGINT NOT NULL REFERENCES statement (id),
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  -- 1: the machine suggested it, and the person in by_name confirmed it.
  suggested BIGINT NOT NULL,
  PRIMARY KEY (topic_id, statement_id)
);
CREATE INDEX statement_topic_statement ON statement_topic (statement_id);
CREATE TABLE statement_suggestion (
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  statement_id BIGINT NOT NULL REFERENCES statement (id),
  -- JSON: the words that say so, by place (bytes).
  because TEXT NOT NULL,
  -- The cosine in thousandths.
  strength BIGINT NOT NULL,
  refused_by TEXT,
  refused_at BIGINT,
  PRIMARY KEY (topic_id, statement_id)
);
-- A search for topics in one hearing.
ALTER TABLE topic_search ADD COLUMN hearing_id BIGINT REFERENCES hearing (id);
-- 1: published with others, without anybody having looked at the name.
ALTER TABLE input ADD COLUMN released_together BIGINT NOT NULL DEFAULT 0;
-- What the note of a hearing counts, without reading the inputs themselves.
CREATE INDEX input_hearing ON input
  (hearing_id, replaced_at, disowned_at, sender_kind, late);
CREATE INDEX input_hearing_organisation ON input (hearing_id, organisation)
  WHERE organisation <> '';
