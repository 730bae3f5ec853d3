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
brief-no-decisions = No decisions have been taken since the last brief.
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
steering-refused-nothing-new = Nothing has happened since the last brief
steering-refused-nothing-new-way = Wait with the brief until there is something to tell: a decision, a move, or a matter that waits.

## Tasks

task-no-brief = No brief has been sent
task-proposals-undecided = { $count ->
    [one] One proposal has no decision
   *[other] { $count } proposals have no decision
}

## The next brief, section by section

brief-go-on = Go on with the draft
brief-write = Write the brief
brief-write-about = The brief is written from the case: what must be decided, what happened since the last one, deviations and risks. Each section can be mended afterwards.
brief-draft-lead = Mend what should be said differently. Sections you do not mend follow the case until the brief is sent.
brief-written = Written { $date } by { $by }.
brief-place-summary = Summary
brief-place-last = The last brief
brief-place-needed = What you must decide
brief-place-changes = What happened since
brief-place-deviations = Deviations from the plan
brief-place-risks = Risks
brief-edit = Mend the section
brief-save = Save the section
brief-edited = Mended
brief-unsettled = The case has changed since the section was mended
brief-machine = What the case says
brief-keep = Keep my text
brief-take = Use the text of the case
brief-send-head = Send
brief-on-agenda = Put the brief on the agenda of
brief-head-to = To
brief-head-from = From
brief-head-case = Case
brief-head-date = Date
brief-download-word = Download as a Word file
brief-download-pdf = Download as PDF
brief-item-recommendation = It is recommended that the brief is noted.
brief-item-presentation = The brief can be read and downloaded here: { $page }
brief-mail-subject = A new brief to { $body }
brief-mail = A brief was sent to { $body }.

    Read it here:
    { $page }

brief-says-summary = Since the last brief { $decided ->
    [0] no decisions were taken
    [one] one decision was taken
   *[other] { $decided } decisions were taken
}. { $needed ->
    [0] No matters wait
    [one] One matter waits
   *[other] { $needed } matters wait
} for you. { $moved ->
    [0] No steps were moved
    [one] One step was moved
   *[other] { $moved } steps were moved
}. { $worries ->
    [0] Nothing else calls for attention.
    [one] One thing calls for attention.
   *[other] { $worries } things call for attention.
}
brief-says-first = This is the first brief.
brief-says-last = Brief no. { $number } was sent on { $date }.
brief-says-noted = It was noted by { $by }.
brief-says-not-noted = It has not been noted yet.
brief-says-nothing-needed = No matters wait for you.
brief-says-no-meeting-yet = not on an agenda yet
brief-says-decided = The steering group decided:
brief-says-acts = Besides:
brief-says-moved = { $title } now ends { $to } instead of { $from }
brief-says-overdue = { $title } was to end { $since }
brief-says-tasks = { $count ->
    [one] One task is past its deadline.
   *[other] { $count } tasks are past their deadline.
}
brief-says-lights = { $title }: { $red } red and { $yellow } yellow lights
brief-says-gate = This is missing before the gate "{ $gate }" can open:
brief-says-no-risks = No risks are recorded, and nothing is missing before the next gate.
brief-act-start-step = { $count ->
    [one] One step began
   *[other] { $count } steps began
}
brief-act-open-gate = { $count ->
    [one] One gate was opened
   *[other] { $count } gates were opened
}
brief-act-publish-hearing = { $count ->
    [one] One hearing was sent out
   *[other] { $count } hearings were sent out
}
brief-act-extend-hearing = { $count ->
    [one] One deadline for answers was extended
   *[other] { $count } deadlines for answers were extended
}
brief-act-release-note = { $count ->
    [one] One hearing note was published
   *[other] { $count } hearing notes were published
}
brief-act-approve-topic = { $count ->
    [one] One topic was approved
   *[other] { $count } topics were approved
}
brief-act-conclude-theme = { $count ->
    [one] The theme meetings drew one conclusion
   *[other] The theme meetings drew { $count } conclusions
}
brief-act-make-proposal = { $count ->
    [one] One proposal was made
   *[other] { $count } proposals were made
}
brief-act-recommend-proposal = { $count ->
    [one] One proposal was recommended
   *[other] { $count } proposals were recommended
}
brief-act-approve-minutes = { $count ->
    [one] One set of minutes was approved
   *[other] { $count } sets of minutes were approved
}
brief-act-freeze-version = { $count ->
    [one] One version of the strategy was frozen
   *[other] { $count } versions of the strategy were frozen
}
brief-act-decide-approval = { $count ->
    [one] One party answered on a version
   *[other] The parties answered { $count } times on a version
}
brief-act-settle-outcome = { $count ->
    [one] The negotiation of one initiative was settled
   *[other] The negotiation of { $count } initiatives was settled
}

## Risks

brief-light-yellow = Yellow
brief-light-red = Red
risks-title = Risks
risks-count = { $count ->
    [0] No risks are recorded.
    [one] One risk is recorded.
   *[other] { $count } risks are recorded.
}
risk-new = Record a risk
risk-title = Risk
risk-light = How grave
risk-action = What we do about it
risk-internal = For the secretariat alone: the brief does not tell it
risk-is-internal = For the secretariat alone
risk-add = Record the risk
risk-end = The risk is over

## Refusals of briefs

brief-refused-changed = The brief has changed since you read it
brief-refused-changed-way = Read it again, then save or send.
brief-refused-nothing-changed = Nothing was changed
brief-refused-nothing-changed-way = Change the text, or go back.
brief-refused-unsettled = { $count ->
    [one] One mended section no longer fits the case
   *[other] { $count } mended sections no longer fit the case
}
brief-refused-unsettled-way = Choose in each section whether your text or that of the case stands.
brief-refused-risk-over = The risk is already noted as over
brief-refused-risk-over-way = Record it anew if it has come back.
