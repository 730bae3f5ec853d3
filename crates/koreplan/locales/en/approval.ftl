## Versions

versions-title = Versions
versions-lead = A version is the text as it was when it was frozen. Each party answers on exactly that text.
versions-empty = There are no versions to show yet. A version becomes public when all parties have said yes and it has been published.
version-number = Version { $number }
version-frozen = Frozen
version-hash = Checksum (SHA-256)
version-is-released = Published
version-not-released = Not published
version-released = Published
version-release = Publish the version
version-changes = See the changes since the previous version
freeze-title = Freeze a version
freeze-about = When the text is frozen, each party is asked to answer on exactly that text. If the text is changed after that, a new version must be frozen, and all must answer again.
freeze-note = About this version, in brief
freeze-button = Freeze the text

## Answers

approval-answers = Answers
approval-head-body = Party
approval-head-answer = Answer
approval-head-votes = Votes
approval-head-reason = Reason or reservation
approval-waiting = Awaiting an answer
approval-votes = { $present } present, { $for } in favour, { $against } against.
approval-title = { $body }: answer on version { $number }
approval-version = Version
approval-rule = How it decides
approval-given-by = The answer was given by { $by } on { $date }.
approval-superseded = There is a newer version, so this one can no longer be answered.
approval-resolved = The reservation has been resolved:
approval-verdict = Answer
verdict-approved = Approved
verdict-reservation = Approved with reservation
verdict-endorsed = Endorsed
verdict-returned = Returned
verdict-postponed = Postponed
approval-present = Number present
approval-votes-for = Votes in favour
approval-votes-against = Votes against
approval-chair-vote = The chair's vote, if the votes are equal
approval-chair-voted = The chair voted: { $vote }.
approval-reason = Reason or reservation
approval-reason-hint = Needed for a reservation, when the version is returned, and when the answer is postponed.
approval-fault-reason = Write the reservation or the reason.
approval-decide = Give the answer
approval-how-resolved = How was the reservation resolved?
approval-resolve = Note the reservation as resolved

## Refusals

approval-refused-already-answered = The party has already answered on this version
approval-refused-released = The version has already been published
approval-refused-already-answered-way = Freeze a new version if the text is to be changed and approved again.
approval-refused-other-version = The answer is to another version than the one the meeting read
approval-refused-superseded = There is a newer version than this one
approval-refused-other-version-way = Open the newest version, read it and answer on that.
approval-refused-counts = There are more votes than people present, or more people present than members
approval-refused-counts-way = Go back and correct the figures so that they match the minutes.
approval-refused-not-carried = By the party's rule for decisions, these votes are not a yes
approval-refused-not-carried-way = Go back and correct the votes, or choose “Returned” or “Postponed”.
approval-refused-not-all-yes = Not all parties have said yes to the version
approval-refused-not-all-yes-way = Wait until all parties have said yes, or freeze a new version they can say yes to.
approval-refused-no-reservation = There is no open reservation
approval-refused-no-reservation-way = Go back, reload the page and see the answer as it stands now.

## Tasks

task-not-frozen = The text has not been frozen as a version
task-not-released = The version has not been published
task-bodies-without-yes = { $count ->
    [one] One party has not said yes
   *[other] { $count } parties have not said yes
}
task-reservations-open = { $count ->
    [one] One reservation has not been resolved
   *[other] { $count } reservations have not been resolved
}
approval-since = See what has changed since version { $number }, the last one the party answered on
approval-text = Read the text that is answered
