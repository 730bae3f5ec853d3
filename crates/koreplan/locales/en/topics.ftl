## Finding topics

finding-title = Find topics
finding-lead = Let the machine read the responses and propose topics. Proposals become topics only when you have looked through them and signed them off.
finding-count = { $count ->
    [one] One search
   *[other] { $count } searches
}
finding-empty = Nobody has searched for topics yet. Choose below where the machine is to look.
finding-everything = All responses
finding-reading = The machine is reading
finding-done = Ready to look through
finding-signed = Signed off
finding-asked = Asked for by { $by } on { $date }.
finding-new = Search for topics
finding-place = Where is the machine to look?
finding-wanted = Number of topics
finding-wanted-hint = Leave it empty, and the machine takes the number that divides the sentences best (30 at most).
finding-ask = Find topics
finding-topics-in = Proposed topics: { $place }
finding-progress = { $read } of { $count } responses read.
finding-look-again = See how far it is
finding-read = The machine has read { $inputs } responses with { $sentences } sentences. The proposals rest on { $studied } different sentences.
finding-candidates = { $count ->
    [one] One proposal
   *[other] { $count } proposals
}: { $kept } kept, { $open } undecided
finding-no-candidates = The machine found no topics. Too few sentences use the same words.
finding-how = Keep the proposals that make sense and name them. Merge those about the same, and drop the rest.
finding-sign = Sign the topics off
finding-sign-lead = { $kept ->
    [one] One proposal becomes a topic.
   *[other] { $kept } proposals become topics.
} { $open ->
    [0] Every proposal is decided.
    [one] One proposal is undecided and becomes nothing.
   *[other] { $open } proposals are undecided and become nothing.
}
finding-signed-by = Signed off by { $by } on { $date }.

candidate-open = Undecided
candidate-kept = Kept
candidate-merged = Merged
candidate-dropped = Dropped
candidate-merged-into = Merged into “{ $name }”
candidate-under-other = Sub-topic of “{ $name }”
candidate-inputs = { $inputs ->
    [one] One response
   *[other] { $inputs } responses
}, { $sentences ->
    [one] one sentence
   *[other] { $sentences } different sentences
}
candidate-terms = Words that tell it:
candidate-more = More sentences
candidate-history = What you changed
candidate-proposed = The machine's proposal: “{ $name }”
candidate-edit-keep = Kept as “{ $name }”
candidate-undone = Undone by { $by }
candidate-decide = Decide on the proposal
candidate-description = Description
candidate-description-hint = Write the words the responses use for it. The machine looks for them when it places sentences.
candidate-under = Sub-topic of
candidate-into = Merge into
candidate-keep = Keep
candidate-merge = Merge
candidate-drop = Drop the proposal
candidate-undo = Undo the last change

finding-refused-not-done = The machine is still reading
finding-refused-not-done-way = Wait until it is done and try again.
finding-refused-signed = The topics are signed off, and the proposals no longer change
finding-refused-signed-way = Change the topics one by one, or search for topics again.
finding-refused-no-other = The proposal can't lean on the other one, which is not kept as a topic of its own
finding-refused-no-other-way = First keep the other proposal as a topic that is no sub-topic itself.
finding-refused-has-others = Other proposals were merged into it or put under it
finding-refused-has-others-way = Decide anew on those first.
finding-refused-nothing-to-undo = There is nothing to undo
finding-refused-nothing-to-undo-way = Go back to the proposals.
finding-refused-nothing-kept = There are no topics to go on with
finding-refused-nothing-kept-way = Keep at least one proposal, or make a topic.
finding-refused-no-area = “{ $name }” has no area
finding-refused-no-area-way = Choose an area for the proposal and sign off again.
finding-refused-nothing-to-read = There are no responses to read
finding-refused-nothing-to-read-way = Choose another place to look, or wait for the first responses.
finding-refused-under-way = The machine is at it already
finding-refused-under-way-way = Wait until it is done.

## Suggested sentences

mapping-title = Place the sentences under the topics
mapping-lead = The machine reads all responses and suggests sentences under the topics that are not approved yet. Nothing is put under a topic before one of you has confirmed it.
mapping-done = Last asked for by { $by } and done on { $date }: { $count } responses read.
mapping-to-topics = See the topics and their suggestions
mapping-ask = Suggest sentences

suggestions = Suggested sentences
suggestions-of = Suggested sentences: { $topic }
suggestions-lead = The marked words are why a sentence is suggested. The strength goes from 1 to 100: the closer the words of the sentence are to those of the topic, the higher it is. The strongest suggestions stand first.
suggestions-count = { $open } waiting, { $confirmed } confirmed, { $refused } refused. { $people ->
    [one] One sentence you put under the topic yourselves.
   *[other] { $people } sentences you put under the topic yourselves.
}
suggestions-empty = No suggestions are waiting. Ask the machine for sentences on the page of topics.
suggestion-strength = Strength { $strength }
suggestion-alike = In { $count } equal responses
suggestion-confirmed = Suggested by the machine and confirmed
suggestions-tick = Tick sentences
suggestions-confirm = Put them under the topic
suggestions-refuse = They do not belong here
suggestions-all = Confirm all from a strength
suggestions-strength = Least strength
suggestions-strength-hint = A number from 1 to 100. Look through the list first: all suggestions of at least this strength are put under the topic.
suggestions-confirm-all = Confirm them all

## Code book

code-book = Code book
code-book-lead = The topics of the case with their codes. Other programs can read the code book, and theirs can be read here.
code-book-empty = There are no topics yet. Import a code book, or find topics.
code-book-csv = Download as CSV
code-book-json = Download as JSON
code-book-import = Import a code book
code-book-text = The code book
code-book-text-hint = CSV with the heads code, title and, if you like, description, parent, kle and area, or JSON with the same names. All rows are taken, or none.
code-book-area = Area for rows without one
code-code = Code
code-kle = KLE number
code-kle-hint = For example 27.36.04 or 27.36.04-G01.
code-kle-fault = That is no KLE number. Write it as 27.36.04.
code-taken = Another topic has that code already.
code-parent = Part of
code-parent-fault = The topic can't be put under that one: there are topics and sub-topics only.
code-children = Sub-topics
code-edit = Change code, description and place
code-save = Save
code-fault-unreadable = Line { $line } can't be read: { $why }
code-fault-column = Line { $line }: the column { $name } is missing
code-fault-no-code = Line { $line }: the code is missing
code-fault-no-title = Line { $line }: the title is missing
code-fault-too-long = Line { $line }: a text is too long
code-fault-twice = Line { $line }: the code { $code } is there more than once
code-fault-taken = Line { $line }: another topic of the case has the code { $code }
code-fault-parent = Line { $line }: there is no topic with the code { $code }
code-fault-level = Line { $line }: { $code } is a sub-topic itself
code-fault-kle = Line { $line }: { $code } is no KLE number
code-fault-area = Line { $line }: the case has no area called { $area }
topic-first = The first { $count } passages are shown.
finding-hearing = The hearing “{ $title }”
