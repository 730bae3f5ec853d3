## The hearing note: what the machine writes

note-title = Hearing note on “{ $title }”
note-contents = Contents
note-date = Date
note-unit = Unit
note-case-number = Case no.
note-officer = Case officer
note-foot-draft = DRAFT – { $title }
note-heading-hearing = 1. The hearing
note-heading-period = 1.1 Hearing period
note-heading-parties = 1.2 Authorities and organisations consulted
note-heading-answers = 2. The answers
note-heading-general = 2.1 General remarks
note-heading-changes = 3. Changes from the hearing draft
note-hearing = “{ $title }” was in public hearing from { $from } to { $to }.
note-period = The hearing ran from { $from } to { $to }, { $days ->
    [one] one day
   *[other] { $days } days
} in all.
note-published = The hearing was published on { $date }.
note-moved = The deadline was moved from { $old } to { $new }. The reason given was: { $reason }
note-parties-none = No parties were asked in particular. Everybody could answer.
note-parties = { $asked ->
    [one] One authority or organisation was consulted.
   *[other] { $asked } authorities and organisations were consulted.
} { $answered ->
    [0] None of them answered.
    [one] One of them answered.
   *[other] { $answered } of them answered.
} { $silent ->
    [0] {""}
    [one] One of them had no remarks.
   *[other] { $silent } of them had no remarks.
}
note-table-parties = Authorities and organisations consulted
note-table-others = Other organisations and companies that answered
note-party = Party
note-other = Name
note-answered = Answer received
note-remarks = With remarks
note-no-remarks = No remarks
note-yes = ✓
note-no = –
note-answers = { $count ->
    [0] No answers were received.
    [one] One answer was received.
   *[other] { $count } answers were received.
} { $late ->
    [0] {""}
    [one] One of them came after the deadline and is included.
   *[other] { $late } of them came after the deadline and are included.
}
note-from-persons = { $count } from private persons
note-from-companies = { $count } from companies
note-from-associations = { $count } from associations and organisations
note-from-councils = { $count } from councils and boards
note-persons-unnamed = Private persons are counted, but not named.
note-no-topics = The answers have not been gathered in approved topics yet.
note-general = { $count ->
    [one] The remarks are gathered in one topic:
   *[other] The remarks are gathered in { $count } topics:
}
note-topic-line = { $title } ({ $area }): { $count ->
    [one] one answer
   *[other] { $count } answers
}
note-area = Area:
note-label-said = The answers:
note-label-comment = Comment:
note-and = and
note-said = The topic is touched on in { $count ->
    [one] one answer
   *[other] { $count } answers
} from { $who }.
note-campaign = { $count } letters follow one template.
note-changes = The hearing has led to changes within these topics:
note-changes-none = The hearing has not led to changes.

## The hearing note: the workplace

note-make = Write the hearing note
note-make-lead = The note is written from what is recorded: the period, the parties, the answers, and the approved topics with their assessments. Afterwards every section can be edited.
note-make-when = The note can be written once the deadline has passed.
note-lead = Every section is written from data and can be edited. Edited sections stay when the note is written again.
note-open = Open the hearing note
note-read-released = Read the hearing note
note-write-again = Write the note again from the newest data
note-stale = The data have changed since the note was written.
note-up-to-date = The note agrees with the newest data.
note-written = Written { $date } by { $by }.
note-released = Published on { $date }.
note-download-word = Download as Word (DOCX)
note-download-pdf = Download as PDF
note-missing = Missing before the note can be published
note-missing-unsettled = { $count ->
    [one] The data under one edited section have changed. Choose which text is to stand.
   *[other] The data under { $count } edited sections have changed. Choose which text is to stand.
}
note-missing-empty = { $count ->
    [one] One section has no text.
   *[other] { $count } sections have no text.
}
note-missing-stale = The data have changed: write the note again.
note-missing-topics = { $count ->
    [one] One topic is not approved and is left out.
   *[other] { $count } topics are not approved and are left out.
}
note-missing-processed = The hearing is not reported as processed.
note-nothing-missing = The note is ready to be published.
note-sections = The sections of the note
note-section-hearing = The hearing
note-section-period = Hearing period
note-section-parties = Authorities and organisations consulted
note-section-ticks = Table of parties
note-section-answers = The answers
note-section-general = General remarks
note-section-said = What the answers say
note-section-comment = The authority's comment
note-section-changes = Changes from the hearing draft
note-badge-edited = Edited
note-badge-unsettled = Data have changed under the section
note-badge-empty = No text
note-no-text = There is no text yet. Write it yourself.
note-edit = Edit the section
note-edit-of = Edit “{ $section }”
note-edit-lead = Your text stays, also when the note is written again.
note-text = The text of the section
note-text-hint = An empty line parts paragraphs. Lines that begin with a hyphen become a list.
note-save = Save the section
note-machine = What the machine writes now
note-machine-gone = The data behind the section are gone: the topic is no longer approved.
note-machine-before = What has changed since you edited the section
note-your-text = The edited text
note-choose = The data under the section have changed since it was edited. Which text is to stand?
note-keep = Keep the edited text
note-take = Take the machine's text
note-take-gone = Remove the section
note-versions = All versions of the section
note-version = Version { $number }, { $by }, { $date }
note-by-machine = written from data
note-theirs = The text that is saved
note-yours = Your text
note-release = Publish the note
note-release-about = Afterwards everybody can read and download the note, and it can't be changed.
note-back = To the hearing note
note-files = Download the note

## The hearing note: refused

note-refused-not-closed = The hearing is not over
note-refused-not-closed-way = Wait until the deadline has passed.
note-refused-released = The note is published and can't be changed
note-refused-released-way = Read it as it is.
note-refused-changed = Someone else has changed the text since you opened it
note-refused-changed-way = Read it again. If you have written a text, both the saved one and your own stand below: make one of them, and save it.
note-refused-nothing-changed = The text was not changed
note-refused-nothing-changed-way = Go back and change what is to be changed.
note-refused-not-processed = The hearing is not reported as processed
note-refused-not-processed-way = Read and assess the last answers, and report the hearing as processed.
note-refused-empty = { $count ->
    [one] One section has no text
   *[other] { $count } sections have no text
}
note-refused-empty-way = Write the text, then publish the note.
note-refused-unsettled = { $count ->
    [one] The data under one edited section have changed
   *[other] The data under { $count } edited sections have changed
}
note-refused-unsettled-way = Choose for each of them whether the edited or the new text is to stand.
note-refused-stale = The data have changed since the note was written
note-refused-stale-way = Write the note again, and read it through.

## Answer letters

answerletters-title = Answer letters
answerletters-lead = Every sender is answered on what they wrote. The answer is the assessments of the topics their sentences fall under. The letter is your own Word template with fields that are filled in.
answerletters-open = Answer letters to the senders
answerletters-template = Template
answerletters-no-template = There is no template yet. Write a letter in Word with the fields below, and upload it.
answerletters-has-template = The template “{ $name }” was uploaded on { $date } by { $by }.
answerletters-template-download = Download the template
answerletters-template-upload = Upload a template
answerletters-template-file = Word file (DOCX)
answerletters-template-hint = At most 25 MB. Macros, comments, tracked changes and content fetched from outside are refused.
answerletters-template-save = Upload the template
answerletters-fields = Fields of the template
answerletters-field = Field
answerletters-field-means = Becomes
answerletters-field-name = The sender's name
answerletters-field-organisation = The organisation's name; empty for private persons
answerletters-field-number = The number of the answer
answerletters-field-received = The date the answer came
answerletters-field-hearing = The title of the hearing
answerletters-field-date = Today's date
answerletters-field-case-number = The case number
answerletters-field-officer = The case officer
answerletters-field-contact = The contact of the hearing
answerletters-field-answer = The assessments of the topics the sender's sentences fall under
answerletters-fault-none = Choose a Word file.
answerletters-fault-kind = The file is no Word file (DOCX).
answerletters-fault-unknown = The template has fields that do not exist: { $names }. Correct them by the list.
answerletters-fault-no-answer = The template does not have the field { $field }. Without it the letter says nothing.
answerletters-fault-unclean = The file has something that a letter may not have: { $why }.
answerletters-unclean-changes = tracked changes
answerletters-unclean-comments = comments
answerletters-unclean-outside = content fetched from outside
answerletters-unclean-part = a part that can't be cleaned
answerletters-fault-checking = The file could not be examined now. Try again in a moment.
answerletters-ready = { $count ->
    [0] No answer of the hearing has a reply yet. There is one when its sentences fall under an approved topic.
    [one] One answer of the hearing has a reply.
   *[other] { $count } answers of the hearing have a reply.
}
answerletters-waiting = { $count ->
    [one] One answer waits for a topic to be approved.
   *[other] { $count } answers wait for a topic to be approved.
}
answerletters-all = Download letters { $from }–{ $to } as ZIP
answerletters-list = Answers with a reply
answerletters-preview-of = Letter to { $name }
answerletters-download = Download the letter (DOCX)
answerletters-same-on-receipt = The sender sees the same reply on the receipt.
answerletters-refused-no-template = There is no template
answerletters-refused-no-template-way = Upload your Word template first.
answerletters-refused-no-answer = The answer has no reply yet
answerletters-refused-no-answer-way = Put its sentences under a topic, and have the topic assessed and approved.
note-withdraw = Take the publication back
note-withdraw-about = The note is the secretariat's own again, and its files are deleted. It can then be changed and published anew. What others have downloaded already can't be taken back.
note-withdraw-reason = Reason
note-refused-not-released = The note is not published.
note-refused-not-released-way = Read the note as it is now.
