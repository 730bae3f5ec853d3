## The draft

draft-title = Draft
draft-lead = Here is the text of the strategy as it stands now. Under each paragraph are the adopted proposals it rests on.
draft-empty = The draft is empty. Add the first chapter, and then write its paragraphs.
chapter-new = New chapter
chapter-name = Title of the chapter
chapter-owned-by = Responsible
chapter-owner = Responsible: { $body }
chapter-add = Add the chapter
paragraph-new = New paragraph
paragraph-text = Text of the paragraph
paragraph-proposals = Adopted proposals the paragraph rests on
paragraph-add = Add the paragraph
paragraph-open = Open paragraph { $number }
paragraph-no-source = Without a source
paragraph-rests-on = Rests on:
freeze-go = Freeze a version

## A paragraph

paragraph-number = Paragraph { $number }
paragraph-note = What was changed, and why?
paragraph-save = Save the paragraph
paragraph-history = History
paragraph-revision = Revision { $number }

## Differences between versions

version-difference = Changes from version { $from } to version { $to }
version-no-difference = The two versions are the same.

## Refusals

draft-refused-someone-was-faster = Someone else saved the paragraph before you. It now says: “{ $now }”
draft-refused-someone-was-faster-way = Go back, copy what you have written, open the paragraph again and write your changes into the new text.
draft-refused-nothing-changed = Nothing was changed in the paragraph
draft-refused-nothing-changed-way = Go back, change the text or what it rests on, and save again.
draft-refused-no-text = The draft has no text that can be frozen
draft-refused-no-text-way = Write at least one paragraph of the draft, and then freeze it.
draft-refused-same-as-version = The text is already frozen as version { $number }
draft-refused-same-as-version-way = Use that version, or change the draft before freezing again.

## Tasks

task-adopted-not-in-text = { $count ->
    [one] One adopted proposal is not in the text
   *[other] { $count } adopted proposals are not in the text
}
task-without-source = { $count ->
    [one] One paragraph is without a source
   *[other] { $count } paragraphs are without a source
}
