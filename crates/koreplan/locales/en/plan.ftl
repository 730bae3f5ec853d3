## Choosing a strategy

cases-title = Strategies
cases-lead = Choose the strategy you want to follow.
cases-empty = There are no strategies yet. Whoever runs the system can load the first one.

## Front page

front-timetable = Timetable
front-open = Open hearings
front-decisions = Latest decisions
front-no-decisions = There are no public decisions yet. They will appear here when the minutes of the meeting have been approved.
front-all-decisions = See all decisions
front-areas = Areas
front-areas-count = { $count ->
    [one] The strategy has one area.
   *[other] The strategy has { $count } areas.
}
front-area-minister = The theme meeting is headed by { $name }
front-actors = Actors

## Map and table

map-label = Map of the steps of the strategy as lines and stations. The same dates are in the table.
map-legend = What the stations mean
map-today = Today
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
timetable-caption = Steps and dates
timetable-step = Step
timetable-planned = Planned
timetable-moved = Moved to
timetable-kept = Actual
timetable-state = Status
timetable-not-moved = Not moved
timetable-since = Since { $date }
timetable-not-begun = Not begun

## Steps

step-input = Hearing
step-analysis = Analysis
step-theme-meeting = Theme meetings
step-proposals = Proposals
step-steering-group = Steering group
step-draft = Draft
step-approval = Approval
step-negotiation = Negotiation
step-follow-up = Follow-up
step-state-coming = Upcoming
step-state-running = In progress
step-state-late = Overdue
step-state-kept = Completed
step-input-about = Anyone can send a response to a hearing. Each response gets a receipt, and one that comes after the deadline is marked but never thrown away.
step-analysis-about = The secretariat reads the responses, gathers their sentences under topics and writes an assessment of each topic.
step-theme-meeting-about = Each area holds a theme meeting on the topics from the responses. The meeting ends in conclusions.
step-proposals-about = The conclusions become proposals, which are assessed and get a recommendation to the steering group.
step-steering-group-about = The steering group takes up the proposals at its meetings and sends briefs upward on what it has decided.
step-draft-about = The adopted proposals are written into the text of the strategy. Each paragraph shows what it rests on.
step-approval-about = The text is frozen, and each party answers on exactly that version. When all have said yes, it can be published.
step-negotiation-about = The parties negotiate what the initiatives cost, what they bring and who pays.
step-follow-up-about = The initiatives are set going, and each quarter shows whether they are on plan.
step-work = See what is in this step
step-dates = Dates
step-moves = Moves and reasons
step-start = Start the step
step-move = Move the step
step-move-from = First day
step-move-to = Last day
step-move-reason = Reason
step-move-reason-hint = The reason is public and is shown in the timetable.
step-move-button = Move the step

## Gates

gate = Gate
gate-opened = Opened by { $by } on { $date }.
gate-opened-against = The gate was opened although tasks were open. Reason:
gate-nothing-missing = Nothing is missing.
gate-missing = { $count ->
    [one] One thing is missing before the gate can be opened.
   *[other] { $count } things are missing before the gate can be opened.
}
gate-reason = Reason
gate-reason-hint = Needed if the gate is opened although tasks are open. The reason is public and goes into the journal.
gate-open = Open the gate
plan-refused-tasks-open = { $count ->
    [one] The gate was not opened: one task is open and no reason was given
   *[other] The gate was not opened: { $count } tasks are open and no reason was given
}
plan-refused-tasks-open-way = Finish the tasks, or go back and write why the gate must be opened all the same.
plan-refused-gate-is-open = The gate has already been opened
plan-refused-step-has-ended = The step has ended
plan-refused-step-has-begun = The step has already begun
plan-refused-done-way = Go back, reload the page and see how things stand now.
plan-refused-same-dates = The step already has those dates
plan-refused-end-before-start = The last day is before the first day
plan-refused-dates-way = Go back and choose other dates.
front-yours = Waiting for you
front-yours-minutes = Approve the minutes of “{ $name }”
front-yours-answer = Answer on the text of the strategy for { $name }
front-yours-brief = Take note of brief no. { $name }
gate-not-open = The gate has not opened yet.
