## List

proposals-title = Proposals
proposals-lead = Here are the proposals for what the strategy is to contain, and what has been decided about them.
proposals-waiting = Conclusions that have not become proposals yet
proposals-count = { $count ->
    [one] One proposal
   *[other] { $count } proposals
}
proposals-empty = There are no proposals yet. The first one is made from a conclusion of a theme meeting, an analysis, a response or by hand.
proposals-head-number = No.
proposals-head-title = Proposal
proposals-head-area = Area
proposals-head-state = Status
proposal-drafted = Not recommended yet
proposal-recommended = Recommended
proposal-on-agenda = On the agenda
proposal-postponed = Not finally decided
proposal-adopted = Adopted
proposal-sent-on = Sent on
proposal-rejected = Rejected
proposal-ended = Dropped
proposal-became = Became other proposals
proposal-taken-back = Taken back

## Writing

proposal-new = New proposal
proposal-new-lead = A proposal rests on conclusions, analyses or sentences from responses. It can also be written by hand.
proposal-name = Title of the proposal
proposal-body = Proposal
proposal-body-hint = Write what is to be done and who is to do it.
proposal-area = Area
proposal-conclusions = Conclusions the proposal rests on
proposal-analyses = Analyses the proposal rests on
proposal-sentences = Sentences from responses the proposal rests on
proposal-create = Create the proposal
proposal-create-anyway = Create a new proposal anyway
proposal-in-meeting = Write a proposal at the meeting
proposal-from-confidential = The conclusion is confidential. Everybody with a seat in the case reads the proposal, so write it without what is confidential.
proposal-is-like = The proposal is like proposal { $numbers }
proposal-is-like-way = Add what it rests on to a proposal that is there, or create a new one anyway.
proposal-add-here = Add to this proposal instead
proposal-anyway = Create a new proposal anyway

## The proposal

proposal-number = Proposal no. { $number }
proposal-meeting = See the meeting
proposal-behind = What the proposal rests on
proposal-nothing-behind = The proposal rests on no conclusion, analysis or response. Create it from one of them if its trace is to be followed.
proposal-hidden-conclusions = The proposal also rests on a conclusion that is confidential for now.
proposal-way = The way of the proposal
proposal-decided-inside = Decided. The wording is for the meeting's own people for now.
proposal-lies-with = The proposal lies with { $body }.
proposal-conclusion = Conclusion
proposal-assessments = Assessment and recommendation
proposal-assessment = Effect
proposal-assessment-hint = Write what the proposal will bring about, and for whom.
proposal-cost = Cost
proposal-cost-hint = Write what it costs and saves, for the state, the municipalities and the regions.
proposal-legal = Law
proposal-legal-hint = Write whether the law allows it, or rules must be changed.
proposal-parties = Parties
proposal-parties-hint = Write whom it concerns, and what they say.
proposal-recommendation = Recommendation
proposal-recommend = Save assessment and recommendation
proposal-agenda = Put the proposal on an agenda
proposal-no-meeting = There is no coming meeting with an open agenda.
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

## Sending on and letting fall

proposal-send-on = Send on to another body
proposal-to-body = Body
proposal-send-note = Cover note
proposal-send-note-hint = Say what the body is asked to decide. Both bodies see the whole way of the proposal.
proposal-end = Let the proposal fall
proposal-end-reason = Reason
proposal-end-hint = The title and the reason become public, and those whose inputs the proposal rests on can read them.

## Lineage

lineage-title = What the proposal came of and became
lineage-merge = Merged
lineage-split = Split
lineage-were-merged = were merged into
lineage-was-split = was split into
lineage-became = The proposal became
lineage-undone = Taken back:
lineage-undo = Take back
lineage-undo-reason = Why is it taken back?
lineage-reason = Why?
lineage-merge-title = Merge proposals
lineage-merge-lead = The old proposals stay and show what they became. The new one rests on all they rested on.
lineage-merge-with = Merge with another proposal
lineage-which = Proposals to merge
lineage-merge-them = Merge the proposals
lineage-nothing-to-merge = There are no two proposals that can be merged. Make a proposal first.
lineage-split-title = Split proposal no. { $number }
lineage-split-lead = The old proposal stays and shows what it became. What you deal to neither goes with both.
lineage-split-open = Split the proposal
lineage-split-it = Split the proposal in two
lineage-first = The first
lineage-second = The second
lineage-rests = It rests on
lineage-refused-too-few = It takes at least two proposals
lineage-refused-too-few-way = Choose at least two proposals.
lineage-refused-already-undone = It has been taken back already
lineage-refused-already-undone-way = Reload the page and see how the proposals stand.
lineage-refused-rested-on = Something rests on the new proposal
lineage-refused-rested-on-way = The new proposal was put to a body, put on an agenda, reshaped or given more to rest on. Split or merge it anew instead.

## Proposed treatment

treatment-title = Proposed treatment
treatment-yours = Waiting for your answer
treatment-new = Send a proposed treatment
treatment-version = To { $body }, version { $number }
treatment-with = To be included
treatment-changed = To be included in another form
treatment-without = Not to be included
treatment-postponed = To be postponed
treatment-body = Body
treatment-verdict = Proposed treatment
treatment-text = Text
treatment-text-hint = Write the proposal as it is proposed to be treated.
treatment-why = Reason
treatment-last-day = Last day to answer
treatment-last-day-hint = Leave empty for the body's own time limit. A shorter one cannot be given.
treatment-too-short = The time is shorter than the body's own limit
treatment-send = Send to the body
treatment-due = answer by { $date }
treatment-silence = silence is consent
treatment-days-left = { $days ->
    [0] Last day today
    [one] One day left
   *[other] { $days } days left
}
treatment-expired = { $days ->
    [one] Expired one day ago
   *[other] Expired { $days } days ago
}
treatment-consented = Consent by silence
treatment-replaced = Replaced by a new version
treatment-answer = Answer to the proposed treatment
treatment-accepted = Accepted
treatment-objected = Objection
treatment-comment = Comment
treatment-comment-hint = Needed with an objection.
treatment-counter = Counter-text
treatment-counter-hint = Write your own text if you want another one.
treatment-say-why = Say what you object to
treatment-send-answer = Send the answer
treatment-late = after the time limit
treatment-refused-replaced = A newer version was sent
treatment-refused-replaced-way = Reload the page and answer the new one.
treatment-refused-answered = It has been answered already
treatment-refused-answered-way = Reload the page and see the answer.
treatment-refused-consented = The time has run out, and silence is consent
treatment-refused-consented-way = Ask the secretariat to send a new version.
counting-calendar = Calendar days
counting-working = Working days

## More refusals

proposal-refused-became = The proposal became others
proposal-refused-became-way = Go on with the proposals it became.
proposal-refused-ended = The proposal was dropped
proposal-refused-ended-way = Make a new proposal if the matter is to be taken up again.
proposal-refused-treatment-waiting = A body still has time to answer the proposed treatment
proposal-refused-treatment-waiting-way = Wait for the answer, or until the time has run out.
proposal-refused-in-text = The proposal stands in the text
proposal-refused-in-text-way = Take it out of the paragraph in the draft first.
proposal-refused-changed = Somebody has saved another assessment in the meantime
proposal-refused-changed-way = See both texts below, and save what is to stand.
proposal-refused-nothing-changed = Nothing was changed
proposal-refused-nothing-changed-way = Change something, or go back to the proposal.
