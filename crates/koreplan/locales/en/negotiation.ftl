## The sheet

negotiation-title = Negotiation
negotiation-lead = Here you see what each initiative costs and brings each party, what the parties think, and what the outcome is.
negotiation-stale = Paragraphs that no longer match what was agreed
negotiation-head-initiative = Initiative
negotiation-head-party = { $body }: cost / gain
negotiation-head-outcome = Outcome
kroner = DKK { $amount }

## An initiative

negotiation-sheet = Finances
negotiation-no-lines = No costs or gains have been written in yet. Add the first line.
negotiation-party = Party
negotiation-year = Year
negotiation-cost = Cost
negotiation-gain = Gain
negotiation-amount-hint = Write whole kroner without commas, for example 1500000.
negotiation-add-line = Save the line
negotiation-total = Total
negotiation-positions = Positions of the parties
negotiation-no-positions = No party has stated its position yet. The chair of the party does so on this page.
negotiation-stance = Position
stance-agrees = Agrees
stance-agrees-if = Agrees on conditions
stance-opposes = Opposes
negotiation-note = Reason or conditions
negotiation-fault-note = Write the reason or the conditions.
negotiation-take-position = Save the position
negotiation-outcome = Outcome
negotiation-no-outcome = There is no outcome yet. It is written in when the parties have finished negotiating.
outcome-agreed = Agreed
outcome-changed = Changed
outcome-dropped = Dropped
negotiation-settle = Settle the outcome

## Refusals

negotiation-refused-settled = The outcome for the initiative is settled and cannot be changed
negotiation-refused-settled-way = Change the paragraphs of the draft if they do not match the outcome.
negotiation-refused-not-priced = No costs or gains have been written in for the initiative
negotiation-refused-not-priced-way = Add at least one line with cost and gain, and then settle the outcome.

## Tasks

task-nothing-priced = No initiative has costs or gains
task-without-outcome = { $count ->
    [one] One initiative has no outcome
   *[other] { $count } initiatives have no outcome
}
task-stale-paragraphs = { $count ->
    [one] One paragraph no longer matches what was agreed
   *[other] { $count } paragraphs no longer match what was agreed
}
