## List

initiatives-title = Initiatives
initiatives-lead = Here is what the strategy sets going, and whether it is on plan. The light shown is the worst of the four in the latest status.
initiatives-not-yet = The initiatives are not public yet. They will appear here when the strategy has been approved and published.
initiatives-empty = There are no initiatives here yet.
initiatives-count = { $count ->
    [one] One initiative
   *[other] { $count } initiatives
}
initiatives-chart = Initiatives by light in the latest status
initiatives-how-many = Number
initiatives-head-title = Initiative
initiatives-head-area = Area
initiatives-head-lead = Responsible
initiatives-head-state = Status
initiatives-head-light = Light
initiative-idea = Not begun
initiative-running = In progress
initiative-completed = Completed
initiative-dropped = Dropped
provenance-verified = Title from the source
provenance-content = the title is not in the source
provenance-demo = made up for the demonstration
provenance-added = Added by the secretariat

## An initiative

initiative-new = New initiative
initiative-number = Number
initiative-name = Title of the initiative
initiative-area = Area
initiative-lead = Responsible
initiative-create = Create the initiative
initiative-year = Year
initiative-in-text = In the strategy
initiative-not-in-text = Not tied to a paragraph yet
initiative-paragraph = Paragraph of the strategy
initiative-link = Tie the initiative to the paragraph
initiative-start = Start the initiative
initiative-how-ended = How did the initiative end?
ending-completed = Completed
ending-dropped = Dropped
initiative-end = End the initiative

## Reports

reports-title = Status
reports-empty = There is no status yet. The first one comes when the initiative is in progress.
report-new = New status
report-year = Year
report-quarter = Quarter
report-budget = Budget
report-business-case = Business case
report-risks = Risks
report-schedule = Schedule
report-action = Corrective action
report-action-hint = Needed if a light is yellow or red. Green: on plan. Yellow: substantial challenges that corrective action can avert. Red: a critical deviation that corrective action is not expected to mend.
report-save = Save the status
quarter = Q{ $quarter } { $year }
light-green = Green
light-yellow = Yellow
light-red = Red

## Refusals

follow-up-refused-not-running = The initiative is not in progress
follow-up-refused-not-running-way = Start the initiative first, if it has not begun.
follow-up-refused-begun = The initiative has already begun
follow-up-refused-begun-way = Go back, reload the page and write a status instead.
follow-up-refused-ahead = The quarter has not begun yet
follow-up-refused-reported = A status has already been given for the quarter
follow-up-refused-quarter-way = Go back and choose another quarter.
follow-up-refused-no-action = A corrective action is missing, because not all lights are green
follow-up-refused-no-action-way = Go back and write what will be done about it.

## Tasks

task-nothing-running = No initiative is in progress
task-without-report = { $count ->
    [one] One initiative has no first status
   *[other] { $count } initiatives have no first status
}
follow-up-refused-dropped = The initiative was dropped in the negotiation
follow-up-refused-dropped-way = Start another initiative, or read the outcome of the negotiation.
follow-up-refused-before = The initiative had not begun in that quarter
initiatives-no-status = No status yet
initiatives-chart-table = Show the numbers as a table
