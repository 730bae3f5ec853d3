## Decisions

decisions-title = Decisions
decisions-lead = Here are the decisions you may read, and what became of them. Decisions on open items become public with the approved minutes, unless they were released on their own before.
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
decisions-head-became = Became
decisions-meeting = Meeting
decisions-area = Area
decisions-from = From
decisions-to = To
decisions-any = All
decisions-none-chosen = No decisions match what is chosen. Choose “All” in one of the fields.
became-draft = The draft
became-paragraph = paragraph { $number }
became-task = Task
became-sent-on = Sent on
became-dropped = Dropped
became-nothing = Nothing yet

## Release

decision-release = Release
release-lead = A decision can be released on its own, before the minutes and without the papers of the meeting.
release-preview = This becomes public
release-not-papers = Presentation, recommendation and annexes do not go with it.
release-when = Leave the fields empty to release now, or choose a time.
release-do = Release the decision
release-withdraw = Withdraw the release
release-withdraw-reason = Why?
release-inside = Not public
release-with-minutes = Public with the minutes
release-released = Released { $at }
release-planned = To be released { $at }
release-withdrawn = Withdrawn { $at }
release-refused-undecided = The item has not been decided
release-refused-undecided-way = Write the decision on the page of the meeting first.
release-refused-public = The decision is public
release-refused-public-way = Withdraw the release first if it is to be released at another time.
release-refused-not-public = The decision is not public
release-refused-not-public-way = There is no release to withdraw.
release-refused-changed = The decision is not as you read it
release-refused-changed-way = Go back, reload the page and read it again.
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
