-- What is said of a topic, whether it is met and why. The topic holds what stands;
-- `assessment` keeps every version that was saved. `topic.assessment` is the authority's
-- comment: why.
ALTER TABLE topic ADD COLUMN said TEXT NOT NULL DEFAULT '';
ALTER TABLE topic ADD COLUMN met TEXT NOT NULL DEFAULT '';
ALTER TABLE topic ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
CREATE TABLE assessment (
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  version BIGINT NOT NULL,
  title TEXT NOT NULL,
  said TEXT NOT NULL,
  met TEXT NOT NULL,
  why TEXT NOT NULL,
  by_name TEXT NOT NULL,
  -- Not known of what was written before versions were kept.
  at BIGINT,
  PRIMARY KEY (topic_id, version)
);
UPDATE topic SET version = 1 WHERE assessment <> '';
INSERT INTO assessment (topic_id, version, title, said, met, why, by_name, at)
  SELECT id, 1, title, '', '', assessment, '', NULL FROM topic WHERE assessment <> '';
