-- The whole case stands still: since when, why, until when it is thought to, and the day
-- work went on.
CREATE TABLE case_pause (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  since TEXT NOT NULL,
  expected TEXT,
  reason TEXT NOT NULL,
  by_name TEXT NOT NULL,
  resumed TEXT,
  resumed_by TEXT,
  resumed_reason TEXT
);
CREATE INDEX case_pause_case ON case_pause (case_id);
-- The step whose move this one followed.
ALTER TABLE step_move ADD COLUMN follows_id BIGINT REFERENCES step (id);
-- The record by who acted and by what was done. Senders are unnamed, and what they send
-- is most of a long record: taking an answer costs nothing more.
CREATE INDEX journal_actor ON journal (actor, seq) WHERE actor <> '';
CREATE INDEX journal_action ON journal (action, seq) WHERE action <> 'SubmitInput';
-- What the desk counts.
CREATE INDEX input_unread ON input (case_id, id)
  WHERE read_at IS NULL AND replaced_at IS NULL AND erased_at IS NULL;
CREATE INDEX reading_due ON reading (due) WHERE due <> '';
CREATE INDEX mail_given_up ON mail (id) WHERE given_up_at IS NOT NULL AND receiver <> '';
