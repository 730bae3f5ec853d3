## The trace

trace-title = Follow the trace
trace-lead = Choose a response and see what became of it: topics, conclusions, proposals, paragraphs of the strategy and initiatives.
trace-empty = No response has been published yet. If you sent one, open your receipt. You can also follow a paragraph of the strategy back.
trace-from = The trace: { $input }
trace-from-lead = From the response to the adopted text, link by link.
trace-not-yet = Nothing public has come of your response yet. Come back to this page later.
trace-topics = Topics
trace-conclusions = Conclusions
trace-proposals = Proposals
trace-paragraphs = Paragraphs of the strategy
trace-initiatives = Initiatives
trace-none = None yet.
trace-undecided = Not decided yet
trace-in-version = In version { $number }
trace-of-paragraph = The trace behind the paragraph
trace-back-lead = From the paragraph back to the decisions and sentences it rests on.
trace-became = Became part of proposal { $number }.
trace-of-item = The trace behind the item: { $title }
trace-item-lead = From the item on the agenda back to the sentences from responses it rests on.
trace-item-nothing = There are no sentences to show behind the item yet. They appear here when the item is about a proposal, a topic or an analysis that rests on responses.
trace-item-sentences = Sentences behind the item
item-trace = The trace behind the item
trace-no-source = There is no decision to show behind the paragraph yet. It will appear here when the paragraph is tied to an adopted proposal and the minutes of the meeting have been approved.
trace-hidden = { $count ->
    [one] One more sentence is in a response that has not been published.
   *[other] { $count } more sentences are in responses that have not been published.
}

## Loose ends

orphans-title = Loose ends
orphans-lead = Here the trace lacks a link. Open each loose end and tie it to what it belongs with.
orphans-proposals = Adopted proposals that are not in the text
orphans-paragraphs = Paragraphs without a source
orphans-inputs = Responses used in no topic and no proposal
orphans-none = No loose ends here.
