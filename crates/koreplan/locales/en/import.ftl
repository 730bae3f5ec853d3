## A file of inputs

import-title = Import consultation responses from a file
import-lead = The file is read and shown first. Nothing is stored until you have seen what will be stored.
import-file = File
import-file-hint = CSV, JSON, Excel (XLSX), an e-mail (EML) or a ZIP file, at most { $limit } MB. Larger files are imported with the command “koreplan import”.
import-look = Look at the file
import-formats = What can be read
import-formats-letters = A ZIP file of letters (DOCX, ODT, PDF, TXT, EML) becomes one response per letter.
import-file-title = Import { $file }
import-another = Choose another file

import-format = Format
import-format-table = Table
import-about-table = One row per response. You say which column is the text.
import-format-survey = Survey with one question per column
import-about-survey = Every column that is nothing else is a question. Each respondent becomes one response with the answers under the questions.
import-format-qualtrics = Qualtrics
import-about-qualtrics = Survey with three rows of headings. Each respondent becomes one response with the answers under the questions.
import-format-decidim = Decidim, proposals
import-about-decidim = Export of proposals as CSV, JSON or Excel. The title becomes a heading. Of several languages Danish is used, else English, else the first.
import-format-polis = Polis, statements
import-about-polis = The file comments.csv. The votes are another file.
import-format-consult = i.AI Consult
import-about-consult = A ZIP file with question.json and responses.jsonl for each question, or one responses.jsonl. Each respondent becomes one response. What is known about respondents is not stored.
import-format-regulations = Regulations.gov
import-about-regulations = Bulk export of comments as CSV. Where the response is an attachment alone, its address is stored. Attachments are not fetched.
import-format-demosplan = demosplan
import-about-demosplan = Table with German headings (Stellungnahmetext, Eingangsnummer). A sender with an Institution is taken for an association or organisation.
import-format-letters = Letters
import-about-letters = One response per letter.

import-as-read = How the file was read
import-encoding = Encoding
import-mark = (the file begins with its mark)
encoding-utf-8 = UTF-8
encoding-windows-1252 = Windows-1252 (ISO-8859-1 too)
encoding-utf-16le = UTF-16, low byte first
encoding-utf-16be = UTF-16, high byte first
import-separator = Separator
separator-comma = Comma
separator-semicolon = Semicolon
separator-tab = Tab
separator-bar = Vertical bar
import-unused = Columns that are not stored
import-field-title = Heading
import-field-text = Text
import-field-name = Name
import-field-organisation = Company, organisation or council
import-field-email = E-mail
import-field-kind = Kind of sender
import-field-id = The source’s number
import-field-received = Received
import-field-attachments = Addresses of the attachments
import-note-twice = The column “{ $column }” stands twice, as number { $first } and { $second }. Neither is read.
import-note-ends = Lines do not end alike: the row in line { $line } ends otherwise than those before.
import-note-html = Line breaks and characters written as HTML (<br>, &amp;) are read as what they mean.

import-counts = What happens if the file is stored
import-count-new = New responses
import-count-known = Stored before, not stored again
import-count-bad = Rows with faults
import-count-late = Of these, received after the deadline
import-count-left = Rows that are no responses: { $why }
import-kinds = Senders of the new responses
import-line = Line
import-reason = Fault
import-row = Row
import-bad-title = Rows with faults
import-bad-shown = { $count ->
    [one] One row cannot be stored.
   *[other] { $count } rows cannot be stored. The first { $shown } are shown here.
}
import-bad-download = Download all rows with faults as CSV
import-bad-file = faults

import-nothing-new = There are no new responses to store.
import-store-all = { $count ->
    [one] One response will be stored.
   *[other] { $count } responses will be stored, all of them or none.
}
import-store = Store the responses
import-has-bad = Some rows have faults
import-has-bad-way = Mend the file and choose it again. Or store the good rows now: { $count } will be stored and { $bad } left out. The journal says how many were left out.
import-store-good = Store the good rows
import-stored = { $count ->
    [one] One response is stored.
   *[other] { $count } responses are stored.
}
import-preview = How they will look
import-preview-lead = { $count ->
    [one] The first:
   *[other] The first { $count }:
}
import-preview-line = Line { $line }
import-otherwise = Read the file in another way
import-otherwise-lead = Choose only what was found wrong. Nothing is stored.
import-read-again = Read again

import-gone = The file is not here any more
import-gone-way = A file stays for half an hour, and only for whoever sent it. Choose it again.
import-bad-rows = Some rows have faults, so nothing was stored
import-bad-rows-way = Go back and see the rows with faults. Mend the file, or store the good rows.
import-unreadable = The file cannot be read in that way
import-unreadable-way = Go back and choose another format, encoding or separator.

import-fault-one-file = Choose one file.
import-fault-no-field = There is no field called { $field }.
import-fault-no-column = There is no column called “{ $column }”. The file has: { $there }
import-fault-no-text = It cannot be seen which column is the text. Choose it below. The file has: { $there }
import-fault-twice = The column “{ $column }” stands twice, as number { $first } and { $second }. Give each its own name in the file.
import-fault-votes = The file has votes on statements, and no responses.
import-fault-other-format = The file is not laid out as the chosen format is.
import-fault-empty = The file is empty.
import-fault-worker = The file could not be looked at. Try again in a while.
import-fault-in = { $file }: { $why }
import-fault-parser = Cannot be read: { $why }
import-fault-ragged = { $cells ->
    [one] One cell where the head has { $width }.
   *[other] { $cells } cells where the head has { $width }.
}
import-fault-quote = A quotation mark in line { $line } is neither closed nor doubled.
import-fault-broken = Quotation marks break so often that nothing is read from line { $line } on. Mend the file and import it again.
import-fault-utf8 = { $field } is not UTF-8.
import-fault-unread = { $field } has a character that cannot be read.
import-fault-nul = { $field } holds a NUL.
import-fault-no-words = The text is empty.
import-fault-too-long = { $field } is longer than { $longest } characters.
import-fault-no-kind = The kind of sender “{ $kind }” is none of { $kinds }.
import-fault-no-organisation = The company, organisation or council is missing.
import-fault-no-address = The e-mail is no e-mail address.
import-fault-no-time = “{ $written }” is no time. Write it as 2010-09-06T12:00:00Z.
import-fault-other-text = A row with the same number was imported before with another text.
import-fault-not-meant = { $column } is “{ $value }”
import-fault-no-answer = no question is answered
