-- What an outside helper was asked about a topic, and what it answered. The record holds
-- seals of both texts: SHA-256 over the salt and the text. Text and salt stand here alone
-- and go together when an input that was sent is erased: then nobody can confirm a guess.
CREATE TABLE helper_use (
  id IDENTITY,
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  kind TEXT NOT NULL,
  model TEXT NOT NULL,
  host TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  salt BYTES NOT NULL,
  prompt TEXT NOT NULL,
  answer TEXT NOT NULL,
  ended_at BIGINT,
  -- Why there is no answer that can be used; empty where there is one.
  fault TEXT NOT NULL,
  -- Sentences without an id that was given: nobody is shown them.
  thrown BIGINT NOT NULL,
  settled_by TEXT,
  settled_at BIGINT
);
CREATE INDEX helper_use_topic ON helper_use (topic_id);
-- The sentences that were sent, by place in their inputs (bytes).
CREATE TABLE helper_given (
  use_id BIGINT NOT NULL REFERENCES helper_use (id),
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  end_byte BIGINT NOT NULL,
  PRIMARY KEY (use_id, input_id, start_byte)
);
CREATE INDEX helper_given_input ON helper_given (input_id);
-- What it proposed, sentence by sentence.
CREATE TABLE helper_sentence (
  use_id BIGINT NOT NULL REFERENCES helper_use (id),
  position BIGINT NOT NULL,
  body TEXT NOT NULL,
  -- 1: a person took it over.
  taken BIGINT NOT NULL,
  PRIMARY KEY (use_id, position)
);
-- The given sentences each of them rests on.
CREATE TABLE helper_tie (
  use_id BIGINT NOT NULL REFERENCES helper_use (id),
  position BIGINT NOT NULL,
  input_id BIGINT NOT NULL REFERENCES input (id),
  start_byte BIGINT NOT NULL,
  PRIMARY KEY (use_id, position, input_id, start_byte)
);
CREATE INDEX helper_tie_input ON helper_tie (input_id);
