## The life of a meeting

meeting-agenda-open = Agenda open
meeting-minutes-draft = Minutes in draft
meeting-minutes-approved = Minutes approved
meeting-cancelled = Cancelled
meeting-kind-backlog = Items that wait for a meeting
meeting-back = Back to the meeting
meeting-is-a-draft = The meeting is a draft: only the secretariat and the chair can see it, and nothing is sent.
meeting-open-agenda = Show the agenda to those who meet
meeting-move = Move the meeting
meeting-move-reason = Why is the meeting moved?
meeting-move-save = Save the new time and place
meeting-was-moved = { $by } moved the meeting from { $old }, { $place }: { $reason }
meeting-cancel = Cancel the meeting
meeting-cancel-hint = Its items are put with those that wait for a meeting.
meeting-cancel-reason = Why is the meeting cancelled?
meeting-cancel-save = Cancel it
meeting-was-cancelled = The meeting was cancelled by { $by }: { $reason }
meeting-close = Close the meeting
meeting-send-papers-again = Send the changed agenda
papers-late = The papers should have been sent by { $date }.
papers-late-reason = Why are the papers sent late?

## The agenda and its versions

agenda-sent = Agenda { $letter } was sent { $when } to { $count ->
    [one] one receiver
   *[other] { $count } receivers
}.
agenda-late = Sent late: { $reason }
agenda-new-since = New since { $letter }
agenda-version = Agenda { $letter }
agenda-versions = Agendas that were sent
agenda-nothing-new = Nothing in this version is new to you.
agenda-added = New item
agenda-removed = Removed
agenda-changed = Changed
agenda-reordered = The items stand in another order
agenda-now-closed = The item is now closed.
agenda-now-open = The item is now open.
agenda-left = Items taken off the agenda
agenda-refused-decided = The item has been decided
agenda-refused-decided-way = Make a new item if the matter is to be taken up again.
agenda-refused-not-postponed = The meeting has begun, and the item is not postponed
agenda-refused-not-postponed-way = Write the decision “postponed” under the item, and then put it on another meeting.
agenda-refused-goes-on = The item already goes on elsewhere
agenda-refused-goes-on-way = Find the item at the meeting it goes on in.
agenda-refused-full = The other meeting takes no more items
agenda-refused-full-way = Choose a meeting that has not begun.

## Items that wait

backlogs-title = Items that wait for a meeting
backlog-title = Items that wait: { $body }
backlog-lead = These items are not on a meeting yet. Open an item to put it on an agenda.
backlog-link = See the items that wait for a meeting
backlog-place = Items that wait for a meeting
backlog-count = { $count ->
    [one] One item waits
   *[other] { $count } items wait
}
backlog-empty = No items wait. Add one, or postpone one from a meeting.

## Items

matter-decision = For decision
matter-discussion = For discussion
matter-information = For information
proposed-approved = be approved
proposed-endorsed = be endorsed
proposed-discussed = be discussed
proposed-noted = be noted
proposed-postponed = be postponed
proposed-recommended-up = be recommended to the next level
proposed-rejected = be rejected
about-topic = Topic
about-proposal = Proposal
about-analysis = Analysis
about-conclusion = Conclusion
about-paragraph = Paragraph
about-version = Version
item-new-extra = Extra item
item-extra = Extra item
item-case-number = Case number
item-case = Case { $number }
item-matter = What is the item for?
item-about = What is the item about?
item-recommend-how = Write what follows “It is recommended that”, and choose the verb below. Or write the whole sentence.
item-proposed = What is recommended?
item-recommended = It is recommended that { $what } { $verb }.
item-conclusion = See the conclusion
item-paragraph = See the paragraph
item-version = See the version
item-place = Stands on
item-edit = Edit the item
item-save = Save the item
item-up = Move up
item-down = Move down
item-carry = Put the item elsewhere
item-carry-to = Where should the item stand?
item-carry-reason = Reason
item-history = History of the item
item-was-moved = { $by } moved the item on { $date } from { $from } to { $to }.
item-came-from = Postponed from { $meeting }
item-goes-on-in = Goes on in { $meeting }
item-undecided = Not decided
item-outcome-more = Reservations and follow-up
item-reservations = Reservations
item-action = Follow-up
action-what = What is to be done?
action-who = Who does it?
action-due = No later than
action-add = Add a follow-up

## Annexes

annexes = Annexes
annex-new = Add annexes
annex-add = Add
annex-added = New annex
annex-removed = Annex removed
annex-replaced = New version of annex
annex-before = Earlier versions
annex-change = Edit the annex
annex-replace = Replace with the new file
annex-remove = Remove the annex
annex-access = Who may have the annex?
annex-access-public = Everybody, once the minutes are approved
annex-access-body = Those who meet
annex-access-secretariat = The secretariat only
annex-set-access = Save who may have the annex
annex-release-day = Public no earlier than
annex-release-hint = Leave the field empty if the annex follows the minutes.
annex-release-public-only = Only annexes for everybody can have a time.
annex-embargo = Embargoed until { $when }
annex-no-copy = The file has no copy for the public. It is not shown to everybody.
annex-not-looked-at = The file could not be examined. Try again in a moment.
annex-no-file = Choose a file.
annex-one-file = Choose one file.

## Minutes

minutes-title = Minutes: { $meeting }
minutes-whole = See the whole decision minutes
minutes-only-closed = The meeting had closed items only.
minutes-send = Send the minutes to the members
minutes-approve = Approve the minutes
minutes-at-meeting = Approved at a later meeting
minutes-yes = Approve the minutes with one click
minutes-remark = Remark on the minutes
minutes-send-remark = Send the remark
minutes-settle = Settle the remark
minutes-settled = What was done about the remark?
minutes-standing = { $approved } of { $members } members have approved the minutes. Remarks no later than { $date }.
minutes-silence = Whoever does not answer in time has approved the minutes.
minutes-answer-approved = Has approved
minutes-answer-remark = Has a remark
approved-how-chair = The chair approved them alone.
approved-how-members = All members have approved them.
approved-how-silence = Nobody objected in time.
approved-how-next-meeting = They were approved at a later meeting:
minutes-refused-not-sent = The minutes have not been sent to the members
minutes-refused-not-sent-way = Send them to the members, or wait until they are sent.
minutes-refused-too-late = The time for remarks is over
minutes-refused-too-late-way = Take the remark up at the next meeting.
minutes-refused-no-members = The meeting has no members to ask
minutes-refused-no-members-way = The chair approves the minutes.
minutes-refused-no-vote = Only members with a vote approve the minutes
minutes-refused-no-vote-way = Give your remark to the secretariat.
minutes-refused-open-remarks = { $count ->
    [one] One remark is not settled
   *[other] { $count } remarks are not settled
}
minutes-refused-open-remarks-way = Write under each remark what was done about it.
minutes-refused-awaited = { $count ->
    [one] One member has not answered, and there is still time
   *[other] { $count } members have not answered, and there is still time
}
minutes-refused-awaited-way = Wait until the time is over, or approve the minutes at the next meeting.
minutes-refused-silent = { $count ->
    [one] One member has not answered, and silence is no consent in this body
   *[other] { $count } members have not answered, and silence is no consent in this body
}
minutes-refused-silent-way = Ask them to answer, or approve the minutes at the next meeting.
minutes-refused-settled = The remark has already been settled
minutes-refused-settled-way = See what was done about it on the page of the meeting.
minutes-refused-not-later = Minutes are only approved at a later meeting of the same body that has begun
minutes-refused-not-later-way = Open the later meeting, and then approve the minutes.

## Refusals

meeting-refused-agenda-open = The agenda is already shown to those who meet
meeting-refused-agenda-open-way = Send the papers when the agenda is ready.
meeting-refused-nothing-new = Nothing has changed since the papers were sent
meeting-refused-nothing-new-way = Change the agenda first. Then it can be sent again.
meeting-refused-begun = The meeting has begun
meeting-refused-begun-way = Write in the minutes what happened, or take the matter up at a later meeting.
meeting-refused-cancelled = The meeting is cancelled
meeting-refused-cancelled-way = Call a new meeting.
meeting-refused-not-approved = The minutes have not been approved
meeting-refused-not-approved-way = Approve the minutes, and then close the meeting.
meeting-refused-same-place = Time and place are as before
meeting-refused-same-place-way = Choose another time or place.
meeting-refused-no-meeting = This is no meeting
meeting-refused-no-meeting-way = Put the items on a meeting.
