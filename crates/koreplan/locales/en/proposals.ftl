## List

proposals-title = Proposals
proposals-lead = Here are the proposals for what the strategy is to contain, and what has been decided about them.
proposals-waiting = Conclusions that have not become proposals yet
proposals-count = { $count ->
    [one] One proposal
   *[other] { $count } proposals
}
proposals-empty = There are no proposals yet. The first one is made from a conclusion of a theme meeting.
proposals-head-number = No.
proposals-head-title = Proposal
proposals-head-area = Area
proposals-head-state = Status
proposal-drafted = Not recommended yet
proposal-recommended = Recommended
proposal-on-agenda = On the agenda
proposal-postponed = Not finally decided
proposal-adopted = Adopted
proposal-dropped = Rejected

## Writing

proposal-new = New proposal
proposal-new-lead = A proposal rests on conclusions and on the sentences from responses behind them.
proposal-name = Title of the proposal
proposal-body = Proposal
proposal-body-hint = Write what is to be done and who is to do it.
proposal-area = Area
proposal-conclusions = Conclusions the proposal rests on
proposal-sentences = Sentences from responses the proposal rests on
proposal-create = Create the proposal

## The proposal

proposal-number = Proposal no. { $number }
proposal-meeting = See the meeting
proposal-behind = What the proposal rests on
proposal-nothing-behind = The proposal rests on no conclusion and no response. Create it from a conclusion if its trace is to be followed.
proposal-conclusion = Conclusion
proposal-assessment = Assessment
proposal-assessment-hint = Write what the proposal will mean, what it takes and whom it affects.
proposal-recommendation = Recommendation
proposal-recommend = Save assessment and recommendation
proposal-agenda = Put the proposal on an agenda
proposal-no-meeting = The steering group has no coming meeting with an open agenda.
proposal-which-meeting = Meeting
proposal-put-on-agenda = Put on the agenda

## Refusals

proposal-refused-not-recommended = The proposal has no recommendation
proposal-refused-not-recommended-way = Write and save an assessment and a recommendation, and then put the proposal on the agenda.
proposal-refused-on-agenda = The proposal is on the agenda of a meeting
proposal-refused-on-agenda-way = Wait for the decision of the meeting before the proposal is changed or put on an agenda again.
proposal-refused-decided = The proposal has been decided
proposal-refused-decided-way = Create a new proposal if the matter is to be taken up again.

## Tasks

task-no-proposals = There are no proposals
task-conclusions-without-proposal = { $count ->
    [one] One conclusion has not become a proposal
   *[other] { $count } conclusions have not become proposals
}
task-not-recommended = { $count ->
    [one] One proposal has no recommendation
   *[other] { $count } proposals have no recommendation
}
