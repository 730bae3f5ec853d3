## List and calling

meetings-title = Meetings
meetings-lead = Here are the meetings you have access to. A meeting becomes public when its minutes have been approved, apart from closed items.
meetings-count = { $count ->
    [one] One meeting
   *[other] { $count } meetings
}
meetings-empty = There are no meetings to show yet. See in the timetable when they are held.
meetings-head-title = Meeting
meetings-head-when = Time
meetings-head-chair = Chair
meetings-head-state = Status
meeting-call-theme = Call a theme meeting
meeting-call-body = Call a steering group or board
meeting-call-lead = Choose who meets, where and when. A theme meeting begins with the approved topics of its area on the agenda.
meeting-area = Area
meeting-body = Who meets
meeting-name = Title of the meeting
meeting-place = Place
meeting-call = Call the meeting

## The meeting

meeting-kind-theme = Theme meeting
meeting-kind-body = Meeting of a steering group or board
meeting-planned = Planned
meeting-papers-sent = Papers sent
meeting-in-progress = In progress
meeting-closed = Closed
meeting-host = Who meets
meeting-attendance = Attendance
presence-present = Present
presence-apology = Apologies
meeting-agenda = Agenda
meeting-agenda-empty = The agenda is empty. The first item is added before the papers are sent.
meeting-conclusions = Conclusions
meeting-no-conclusions = There are no conclusions yet. They are written down while the meeting is in progress.
conclusion-to-proposal = Make a proposal
meeting-minutes = Minutes
meeting-no-minutes = No minutes have been written yet.
meeting-approved-by = The minutes were approved by { $by } on { $date }.
meeting-send-papers = Send the papers
meeting-who-is-here = Who is present?
meeting-open = Open the meeting
meeting-correct = Correct the attendance
meeting-save-minutes = Save the minutes
meeting-approve = Approve the minutes and close the meeting

## Items of the agenda

item-new = New agenda item
item-title = Title of the item
item-resume = Summary
item-recommend = Recommendation
item-recommend-hint = Begin with “It is recommended that …”.
item-presentation = Presentation of the case
item-is-closed = Closed item: only the secretariat and those at the meeting can read it
item-add = Add the item
item-closed = Closed item
item-recommendation = Recommendation:
item-decision = Decision:
item-proposal = See the proposal
item-topic = See the topic
verb-approved = Approved
verb-endorsed = Endorsed
verb-discussed = Discussed
verb-noted = Noted
verb-postponed = Postponed
verb-recommended-up = Recommended to the next level
verb-rejected = Rejected

## Refusals

meeting-refused-empty-agenda = There are no items on the agenda
meeting-refused-empty-agenda-way = Add at least one item, and then send the papers.
meeting-refused-closed = The meeting is closed
meeting-refused-already-decided = The item has already been decided
meeting-refused-too-late-way = Take the matter up at a later meeting if something must be added or changed.
meeting-refused-papers-not-sent = The papers for the meeting have not been sent
meeting-refused-papers-not-sent-way = Send the papers, and then open the meeting.
meeting-refused-not-in-progress = The meeting is not in progress
meeting-refused-not-in-progress-way = Open the meeting and note who is present.
meeting-refused-no-minutes = No minutes have been written
meeting-refused-no-minutes-way = Write and save the minutes, and then approve them.
meeting-refused-nobody-present = Nobody is noted as present
meeting-refused-nobody-present-way = Go back and tick those who have come.
meeting-refused-undecided = { $count ->
    [one] One item has not been decided
   *[other] { $count } items have not been decided
}
meeting-refused-undecided-way = Write a decision under each item, even when the item is postponed.
meeting-refused-no-conclusion = The theme meeting has no conclusion
meeting-refused-no-conclusion-way = Write down at least one conclusion, and then approve the minutes.

## Tasks

task-meetings-not-closed = { $count ->
    [one] One meeting was opened, but its minutes have not been approved
   *[other] { $count } meetings were opened, but their minutes have not been approved
}
meeting-minutes-hint = The minutes become public when the chair has approved them. Write nothing from closed items.
meeting-refused-too-early = The day of the meeting has not come yet
meeting-refused-too-early-way = Wait until the day of the meeting. In a demonstration the clock can be turned forward.
