## The trace

trace-title = Follow the trace
trace-lead = Choose an input and see what became of it: topics, conclusions, proposals, paragraphs of the strategy and initiatives.
trace-empty = There is no input to follow yet. It comes here when it has been put under a topic and you have access to it.
trace-from = The trace: { $input }
trace-from-lead = From the input to the adopted text, link by link.
trace-not-yet = Nothing public has come of your input yet. Come back to this page later.
trace-topics = Topics
trace-conclusions = Conclusions
trace-proposals = Proposals
trace-paragraphs = Paragraphs of the strategy
trace-initiatives = Initiatives
trace-none = None yet.
trace-undecided = Not decided yet
trace-in-version = Stands in version { $number }
trace-of-paragraph = The trace behind the paragraph
trace-back-lead = From the paragraph back to the decisions and sentences it rests on.
trace-no-source = There is no decision to show behind the paragraph yet. It comes here when the paragraph is tied to an adopted proposal and the minutes of the meeting have been approved.
trace-hidden = { $count ->
    [one] One more sentence is in input that has not been published.
   *[other] { $count } more sentences are in input that has not been published.
}

## Loose ends

orphans-title = Loose ends
orphans-lead = Here the trace lacks a link. Open each loose end and tie it to what it belongs with.
orphans-proposals = Adopted proposals that are not in the text
orphans-paragraphs = Paragraphs without a source
orphans-inputs = Input used in no topic and no proposal
orphans-none = No loose ends here.
