## Assessments

met-met = Met
met-partly = Partly met
met-not = Not met
met-noted = Noted
met-open = Not decided
assessment-said = What do the responses say?
assessment-said-hint = Sum up the views in a few sentences. Must be written before the topic can be approved; the hearing note uses this text.
assessment-by-whom = Who says so?
assessment-persons = { $count ->
    [one] one private person
   *[other] { $count } private persons
}
assessment-nobody = Nobody yet
assessment-met = Is it met?
assessment-why = The authority’s comments
assessment-why-hint = Write what you think of the views, and why they are met or not.
assessment-versions = All versions of the assessment
assessment-version = Version { $number }
assessment-before-versions = written before each version was kept
assessment-theirs = The assessment that is saved
assessment-yours = Your assessment
assessment-refused-changed = The assessment has changed since you opened the page
assessment-refused-changed-way = Read the topic again. If you wrote an assessment, the saved one and your own are below: bring them together in one text, and save it.
assessment-refused-nothing-changed = The assessment has not been changed
assessment-refused-nothing-changed-way = Go back and change what has to be changed.

## Charts

chart-sum = In all
chart-table = Show the numbers as a table

## The reading queue

reading-title = Reading queue
reading-lead = The responses that wait to be read. Share them out among colleagues, and read them one by one.
reading-count = { $count ->
    [0] No responses in the list
    [one] One response in the list
   *[other] { $count } responses in the list
}
reading-which = Show
reading-which-unread = Unread
reading-which-mine = Mine, unread
reading-which-overdue = Overdue
reading-which-unassigned = Unread without a reader
reading-which-own = Unread with words of their own
reading-which-read = Read
reading-kind = Kind of sender
reading-all-kinds = All senders
reading-begin = Read the first
reading-none = There are no responses in the list. Choose another list above.
reading-none-mine = You have no unread responses. Show the unread ones without a reader, and take those you have time for.
reading-none-overdue = Nothing is overdue.
reading-head-reader = Reader
reading-nobody = Nobody yet
reading-until = by { $date }
reading-overdue = Overdue
reading-share = Share out the list ({ $count ->
    [one] one response
   *[other] { $count } responses
})
reading-share-hint = All unread responses in the list are shared out evenly among those you choose. A response that has a reader gets a new one.
reading-share-among = Share out among
reading-due = To be read by
reading-share-button = Share out the responses
reading-assign = Choose a reader
reading-assign-hint = Choose nobody if the response is no longer to have a reader of its own.
reading-left = { $count ->
    [0] There are no more in the list.
    [one] One response in the list.
   *[other] { $count } responses in the list.
}
reading-back = Back to the reading queue
reading-next = Go on without marking
reading-whole = Open the whole response with attachments and more acts
reading-read-next = Mark as read, and go on
reading-tag-next = Put the sentences under the topic, and go on
reading-no-topics = There are no topics that can be changed. Open the whole response to create one.
reading-keys = Use keyboard shortcuts
reading-key-down = next sentence
reading-key-up = previous sentence
reading-key-tick = tick
reading-key-topic = choose a topic by its number
reading-key-tag = put under the topic
reading-key-read = read
reading-key-next = go on
filters-title = Saved lists
filter-save = Save the list
filter-name = Name of the list
filter-share = Share the list with the secretariat
filter-is-shared = Shared
filter-shared-by = shared by { $by }
filter-remove = Remove the list
reading-progress = How far the reading has come
reading-progress-lead = How many responses have been read, and how many wait, for each area and each reader.
reading-by-area = Read and unread responses in each area
reading-by-person = Read and unread responses of each reader
reading-no-readers = Nobody has been given responses to read. Share them out from the queue.
reading-no-area = Without an area
reading-part-read = Read
reading-part-waits = Waiting
reading-part-overdue = Overdue
reading-refused-nothing = There are no unread responses in the list
reading-refused-nothing-way = Go back to the queue and choose another list.
reading-refused-too-many = The list is too long to be shared out at once
reading-refused-too-many-way = Choose an area or a kind of sender, and share out one part at a time.
reading-refused-read = The response has been read already
reading-refused-read-way = It needs no reader any more.

## Coding a sample

coding-title = Test coding
coding-lead = Two or more people read the same sample without seeing each other’s choices. It shows how alike you understand the topics before the rest is read.
coding-empty = No sample has been drawn yet. Draw one below.
coding-of-sentences = Sample { $number }: { $count ->
    [one] one sentence
   *[other] { $count } sentences
}
coding-of-inputs = Sample { $number }: { $count } responses
coding-under-way = Being coded
coding-compared = All are done
coding-settled = Closed
coding-draw = Draw a new sample
coding-draw-button = Draw the sample
coding-unit = What is to be coded?
coding-unit-sentence = One random sentence of each response in the sample
coding-unit-input = Whole responses
coding-size = Size of the sample
coding-size-hint = How many responses are drawn, at most 1,000.
coding-seed = Seed of the draw
coding-seed-hint = The same seed draws the same responses, so that others can repeat it.
coding-coders = Who codes?
coding-fault-two = Choose at least two.
coding-drawn = Drawn
coding-coder = { $name }: { $coded } of { $size }
coding-blind = The choices are shown when everybody is done.
coding-go-on = Code the next one
coding-unit-number = No. { $number }
coding-unit-of = No. { $number } of { $size }
coding-blind-unit = Choose all the topics that fit. The others do not see your choice until everybody is done.
coding-topics = Topics
coding-none = None of the topics
coding-save = Save, and go on
coding-before = Previous
coding-back = Back to the sample
coding-agreement = How far you agree
coding-same = In { $same } of { $size } cases everybody chose the same topics.
coding-head-topic = Topic
coding-head-alpha = Alpha
coding-head-verdict = Agreement
coding-all = All topics together
coding-good = Good
coding-tentative = For tentative conclusions only
coding-poor = Too low
coding-untold = Cannot be computed
coding-alpha = Krippendorff’s alpha is 1 for full agreement and 0 where agreement is no better than chance. From 0.8 the coding can be relied on, from 0.667 only for tentative conclusions; below that, describe the topics more clearly and code a sample again. If everybody chose the same every time, the number says nothing and cannot be computed. Source: Klaus Krippendorff, Content Analysis, 2004, chapter 11.
coding-differences = { $count ->
    [0] No differences
    [one] One difference
   *[other] { $count } differences
}
coding-no-differences = Everybody chose the same every time.
coding-settle = Settle the difference
coding-unit-settled = Settled
coding-finish = Put the sample under the topics
coding-finish-lead = All differences are settled. The texts of the sample are now put under the topics you agree on.
coding-settled-by = Put under the topics by { $by } on { $date }.
coding-refused-nothing = There is nothing to draw a sample from
coding-refused-nothing-way = Wait until responses have come in.
coding-refused-no-topics = There are no topics to code with
coding-refused-no-topics-way = Create at least one topic that is not approved yet.
coding-refused-not-done = The sample is not coded yet
coding-refused-not-done-way = Wait until everybody has coded all of it.
coding-refused-done = Everybody is done, and the choices are open
coding-refused-done-way = Differences are settled on the page of the sample.
coding-refused-not-settled = There are differences nobody has settled
coding-refused-not-settled-way = Settle them on the page of the sample first.
coding-refused-settled = The sample is closed
coding-refused-settled-way = Draw a new sample if the topics are to be tested again.
coding-refused-no-code = A choice is missing
coding-refused-no-code-way = Go back and choose either one or more topics, or “None of the topics”.

## Statistics

statistics-title = Statistics
statistics-lead = Who said what: topics and areas by kind of sender. A response counts once under each topic it is put under. Campaign letters are counted apart, under the topics their template is put under.
statistics-show = Show
statistics-topics = Topics
statistics-areas = Areas
statistics-by-topic = Responses under each topic, by sender
statistics-by-area = Responses in each area, by sender
statistics-letters-by-topic = Campaign letters under each topic, by sender
statistics-letters-by-area = Campaign letters in each area, by sender
statistics-no-topics = There are no responses under topics yet. Read the responses from the reading queue.
statistics-no-inputs = There are no responses yet.
statistics-file = Get all numbers as CSV

## Analyses

documents-title = Analyses
documents-lead = An analysis brings together what the reading has shown. Each finding rests on sentences of the responses. A finished analysis can go on the agenda of a theme meeting.
documents-count = { $count ->
    [one] One analysis
   *[other] { $count } analyses
}
documents-empty = There are no analyses yet. Begin one below.
documents-none = There are no finished analyses yet.
document-new = New analysis
document-begin = Begin the analysis
document-name = Title
document-draft = Draft
document-finished = Finished
document-author = Author
document-saved = Last saved
document-no-text = The analysis has no text yet.
document-write = Write the text
document-body = Text
document-body-hint = An empty line parts the paragraphs.
document-save = Save the text
document-theirs = The text that is saved
document-yours = Your text
document-finish = Finish the analysis
document-finished-by = Finished by { $by } on { $date }.
document-agendas = On the agenda of
document-agenda = Put on the agenda
document-no-meeting = There is no theme meeting of the area whose agenda is still open.
document-meeting = Theme meeting
document-closed = Closed item: the public sees only that there was one
document-put = Put the analysis on the agenda
findings-title = Findings
findings-empty = There are no findings yet.
finding-number = Finding { $number }
finding-add = Add a finding
finding-add-lead = Choose a topic, and tick the sentences the finding rests on.
finding-topic = Topic
finding-show = Show the sentences
finding-most = The first { $most } of { $count } sentences are shown.
finding-no-sentences = There are no sentences under the topic. Choose another.
finding-body = The finding
finding-body-hint = Write what the sentences show.
finding-sentences = Sentences the finding rests on
finding-save = Save the finding
finding-remove = Remove the finding
item-analysis = Read the analysis
trace-analyses = Analyses
document-refused-finished = The analysis is finished and cannot be changed
document-refused-finished-way = Begin a new analysis if there is more to say.
document-refused-changed = The text has changed since you opened the page
document-refused-changed-way = Read the analysis again. If you wrote a text, the saved one and your own are below: bring them together, and save.
document-refused-no-sentences = The finding rests on no sentence
document-refused-no-sentences-way = Go back and tick at least one sentence.
document-refused-no-text = The analysis has no text
document-refused-no-text-way = Write the text, and then finish the analysis.
document-refused-no-findings = The analysis has no findings
document-refused-no-findings-way = Add at least one finding, and then finish the analysis.
document-refused-draft = The analysis is a draft
document-refused-draft-way = Finish it before it goes on an agenda.

reading-left-many = There are more than { $most } responses in the list.
reading-mark-ticked = Note the ticked ones as read
reading-mark-all = { $count ->
    [one] Note the one response in the list as read
   *[other] Note all { $count } responses in the list as read
}
reading-mark-all-lead = They are noted as read in your name, without anybody having read each of them. It can't be undone for all at once.
reading-mark-all-button = Yes, note all of them as read
reading-tick = Choose { $number }
reading-refused-changed = The list has changed: it holds { $count } unread responses now
reading-refused-changed-way = Go back to the list and confirm the new number.
reading-refused-ticked = You have chosen no response
reading-refused-ticked-way = Tick those that are read.
reading-head-choose = Choose
