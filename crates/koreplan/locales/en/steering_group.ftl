## Decisions

decisions-title = Decisions
decisions-lead = Here are all decisions taken on open items. They are shown once the minutes of the meeting have been approved.
decisions-count = { $count ->
    [one] One decision
   *[other] { $count } decisions
}
decisions-empty = There are no public decisions yet. They will appear here when the first minutes have been approved.
decisions-head-matter = Matter
decisions-head-verb = Decision
decisions-head-text = Wording
decisions-head-body = Taken by
decisions-head-date = Date
decision-verb = Decision
decision-text = Wording of the decision
decision-save = Save the decision

## Briefs

briefs-title = Briefs
briefs-empty = No brief has been sent yet. The first one can be sent once the steering group has taken a decision.
brief-to = Briefs from the steering group to { $body }.
brief-number = Brief no. { $number }
brief-waiting = Awaiting an answer
brief-noted = Noted
brief-new = New brief
brief-will-tell = This is included automatically:
brief-decisions = Decisions since the last brief
brief-no-decisions = No decisions have been taken since the last brief.
brief-deviations = Deviations from the timetable
brief-no-deviations = No steps have been moved.
brief-summary = Summary
brief-summary-hint = Write what matters most, and what has to be decided, if anything.
brief-send = Send the brief
brief-sent = Sent
brief-answer = Answer
brief-note = Note the brief
brief-noted-by = Noted by { $by } on { $date }.

## Refusals

steering-refused-no-body = The meeting cannot take decisions
steering-refused-no-body-way = Put the item on the agenda of a meeting of the steering group or a board.
steering-refused-already-noted = The brief has already been noted
steering-refused-already-noted-way = Go back, reload the page and see the answer.
steering-refused-nothing-new = No decisions have been taken since the last brief
steering-refused-nothing-new-way = Wait with the brief until the steering group has taken a decision.

## Tasks

task-no-brief = No brief has been sent
task-proposals-undecided = { $count ->
    [one] One proposal has no decision
   *[other] { $count } proposals have no decision
}
