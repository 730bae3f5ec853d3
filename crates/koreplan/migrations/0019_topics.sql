-- Topics the machine finds, what people make of them, and sentences it suggests.
ALTER TABLE topic ADD COLUMN parent_id BIGINT REFERENCES topic (id);
ALTER TABLE topic ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE topic ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE topic ADD COLUMN kle TEXT NOT NULL DEFAULT '';
-- 1: the machine suggested the sentence, and the person in by_name confirmed it.
ALTER TABLE topic_input ADD COLUMN suggested BIGINT NOT NULL DEFAULT 0;
-- A search for topics: in what, and how far it has come.
CREATE TABLE topic_search (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  area_id BIGINT REFERENCES area (id),
  question_id BIGINT REFERENCES question (id),
  -- How many topics are wanted; 0: as many as divide the sentences best.
  wanted BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  -- Inputs that came later are not in it.
  up_to BIGINT NOT NULL,
  inputs BIGINT NOT NULL,
  inputs_read BIGINT NOT NULL,
  sentences BIGINT NOT NULL,
  studied BIGINT NOT NULL,
  done_at BIGINT,
  signed_by TEXT,
  signed_at BIGINT
);
CREATE INDEX topic_search_case ON topic_search (case_id);
-- A topic as the machine proposed it: never changed.
CREATE TABLE candidate (
  id IDENTITY,
  search_id BIGINT NOT NULL REFERENCES topic_search (id),
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  -- JSON: stem, the way it is written most often, weight in millionths.
  terms TEXT NOT NULL,
  inputs BIGINT NOT NULL,
  sentences BIGINT NOT NULL,
  -- The topic it became, alone or with others.
  topic_id BIGINT REFERENCES topic (id)
);
CREATE INDEX candidate_search ON candidate (search_id);
CREATE INDEX candidate_topic ON candidate (topic_id);
-- The sentences nearest to a candidate, and the words that say so, by place (bytes).
CREATE TABLE candidate_sentence (
  candidate_id BIGINT NOT NULL REFERENCES candidate (id),
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  because TEXT NOT NULL,
  strength BIGINT NOT NULL,
  PRIMARY KEY (candidate_id, input_id, start_byte)
);
CREATE INDEX candidate_sentence_input ON candidate_sentence (input_id);
-- What people did to a candidate, in order; what was undone stays here.
CREATE TABLE candidate_edit (
  id IDENTITY,
  candidate_id BIGINT NOT NULL REFERENCES candidate (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  area_id BIGINT REFERENCES area (id),
  -- The candidate it was merged into, or put under.
  other_id BIGINT REFERENCES candidate (id),
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  undone_by TEXT,
  undone_at BIGINT
);
CREATE INDEX candidate_edit_candidate ON candidate_edit (candidate_id);
-- The machine places sentences under the topics people signed.
CREATE TABLE topic_mapping (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  up_to BIGINT NOT NULL,
  inputs BIGINT NOT NULL,
  inputs_read BIGINT NOT NULL,
  done_at BIGINT
);
CREATE INDEX topic_mapping_case ON topic_mapping (case_id);
CREATE TABLE topic_suggestion (
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  because TEXT NOT NULL,
  -- The cosine in thousandths.
  strength BIGINT NOT NULL,
  refused_by TEXT,
  refused_at BIGINT,
  PRIMARY KEY (topic_id, input_id, start_byte)
);
CREATE INDEX topic_suggestion_input ON topic_suggestion (input_id);
