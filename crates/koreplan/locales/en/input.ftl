## Hearings

hearings-title = Hearings
hearings-lead = Here anyone can send a response and read the responses that have been published.
hearings-empty = There are no hearings in this strategy. See the timetable for what else is going on.
hearing-none-open = No hearing is open just now. Look under Hearing for what was said in the hearings so far.
hearing-next = No hearing is open just now. The next one is “{ $title }”, which opens on { $date }.
hearing-until = Respond by { $date }.
hearing-period = From { $from } to { $to }.
hearing-coming = Upcoming
hearing-open = Open
hearing-closed = Closed
hearing-short = The deadline is shorter than normal. Reason:
hearing-extended = The deadline was extended by { $by } on { $date }. Reason:
hearing-questions = Questions
hearing-counts = { $count ->
    [0] No responses have been received yet.
    [one] { $late ->
        [0] One response has been received.
       *[other] One response has been received, and it came after the deadline.
    }
   *[other] { $late ->
        [0] { $count } responses have been received.
       *[other] { $count } responses have been received, { $late } of them after the deadline.
    }
}
hearing-late-notice = The deadline has passed. You can still send a response, but it will be marked as received after the deadline.
hearing-released = Published responses
hearing-none-released = No responses have been published yet. The secretariat reads them first, so come back later.
hearing-extend = Extend the deadline
hearing-extend-reason = Reason
hearing-extend-button = Extend the deadline

## Writing

input-write = Write your response
input-sender-kind = Sender
sender-person = Private person
sender-company = Company
sender-association = Association or organisation
sender-council = Council or board
input-name = Name
input-organisation = Company, organisation or council
input-organisation-hint = Write the name if the sender is not a private person.
input-email = E-mail
input-email-hint = We send a mail in which you can confirm that the response is yours. The secretariat can also use the address if it has questions. It is never shown to others.
input-protected = The sender has name and address protection. Do not show the name.
input-areas = Which areas is the response about? (optional)
input-questions = Which questions does it answer? (optional)
input-body = Response
input-body-hint = Write short sentences. Each sentence can be followed to the adopted strategy. Do not write sensitive information about yourself or others.
input-part-sender = 1. Who is responding?
input-part-about = 2. Areas and questions
input-part-text = 3. The text
input-part-send = 4. Send
input-how = You do not need to sign in. You get a receipt at once.
input-how-public = What becomes public?
input-public-heading = This may be read by everyone
input-public-text = The text and the attachments, if the secretariat decides so. CPR numbers, addresses and the like can be left out first.
input-public-name = The name of the company, organisation or council. A private person's name is not shown if name and address protection is ticked.
input-public-never = The e-mail address is never shown.
input-send = Send response
input-fault-organisation = Write the name of the company, organisation or council.
input-fault-email = Write an e-mail address such as name@example.com, or leave the field empty.

## Receipt

receipt-title = Receipt for response no. { $number }
receipt-lead = Your response has been received and stored.
receipt-late = The response was received after the deadline. It is stored and will be read, but it is marked as received after the deadline.
receipt-number = Number
receipt-received = Received
receipt-on-time = Deadline
receipt-case = Strategy
receipt-keep = The address of this page is the only key to your response. We cannot find it again for you. Use it to follow the response, to correct it and to prove that you sent it. Do not give it to others.
receipt-fate = What became of your response
receipt-facts = Status
receipt-next = What happens now?
receipt-next-read = The secretariat reads your response.
receipt-next-public = The secretariat decides what everyone may read of it.
receipt-next-here = On this page you can follow what is answered and what your response leads to.
receipt-text = What you wrote
input-on-time = Received before the deadline
input-late = Received after the deadline

## Lists

inputs-own = Your responses
inputs-title = Responses
inputs-lead = Here are all the responses that have been received. Read them, put their sentences under topics and decide which are to be published.
inputs-count = { $count ->
    [one] One response
   *[other] { $count } responses
}
inputs-empty = No response fits what you are looking for. Change the search, or show all.
inputs-search = Search in text and sender
inputs-area = Area
inputs-all-areas = All areas
inputs-which = Show
inputs-which-all = All
inputs-which-unread = Not read
inputs-which-untagged = Without a topic
inputs-which-late = Received after the deadline
inputs-filter = Search
inputs-head-number = Number
inputs-head-sender = Sender
inputs-head-text = Text
inputs-head-received = Received
inputs-head-state = Status
input-number = Response no. { $number }
input-read = Read
input-unread = Not read
input-released = Published
source-web = sent on this site
source-letter = letter
source-import = loaded from a file
pager = Pages
pager-previous = Previous page
pager-here = { $from }–{ $to } of { $count }
pager-next = Next page
letters-title = Identical letters
letters-lead = Here are the letters that several people sent in the same words. Each letter still counts as a response of its own.
letters-empty = There are no identical letters. Read the responses one by one.
letters-group = { $count ->
    [one] One sender has sent this letter
   *[other] { $count } senders have sent this letter
}
letters-members = Show the senders

## Letters on paper

letter-new = Register a letter
letter-lead = Enter a letter that came on paper. State when it was received.
letter-save = Save the letter
letter-fault-future = A letter cannot have been received in the future.

## Files that go with a response

files-title = Attachments
file-field = Attachments
file-field-hint = At most { $files } files of at most { $limit } MB each: PDF, Word (DOCX), OpenDocument (ODT), text (TXT) or pictures (PNG, JPEG). Attachments are published only if the secretariat decides so, and then as a copy without details of who made the file. What the file says and what its pictures show is not changed.
file-too-many = At most { $limit } files can be sent. Choose fewer files.
file-choose-again = Choose the files again once you have mended the errors. The browser does not remember them.
file-size = { $size } kB
file-number = Attachment { $number }
file-saved-as = attachment
file-checking = Being checked
file-clean = Checked
file-refused = Refused
file-cleared = The copy is released
file-original = Download the original
file-copy = Download the copy without details of its origin
file-words = Show the text of the file
file-no-words = The file has no text that can be read.
file-check-again = Check again
file-clear = Release the copy
file-clear-hint = Read the file first: the copy has no details of its origin, but text and pictures are the same. Everyone can download it once the response is published too.
file-told-clean = received and checked
file-told-checking = received, but not checked yet. That happens by itself, and you need not do anything.
file-not-cleared-no-copy = The file has no copy that can be released
file-not-cleared-no-copy-way = Ask the sender for the file as a PDF, or give its content as text.
file-not-cleared-already = The copy has already been released
file-not-cleared-already-way = Go back and reload the page. There is nothing more to do.
file-no-copy-changes = No copy for the public can be made, because the document contains tracked changes.
file-no-copy-comments = No copy for the public can be made, because the document contains comments.
file-no-copy-outside = No copy for the public can be made, because the document fetches something from outside.
file-no-copy-part = No copy for the public can be made, because the file contains something that cannot be cleaned.
file-refused-empty = “{ $file }” is empty. Choose another file.
file-refused-too-large = “{ $file }” is too large. Each file may have at most { $limit } MB.
file-refused-not-taken = “{ $file }” is { $kind }, and that kind cannot be sent. Save it as a PDF and choose the PDF file.
file-refused-wrong-name = “{ $file }” ends in “.{ $ending }”, but the file is { $kind }. Give the file the right name, or save it as a PDF.
file-refused-two-faced = “{ $file }” is { $kind }, but also holds { $other }. Save it as a new PDF and choose that.
file-refused-broken = “{ $file }” is damaged and cannot be read. Open it, save it again and choose the new file.
file-refused-locked = “{ $file }” is locked with a password. Save it without a password.
file-refused-program = “{ $file }” contains a program or macros. Save it as a PDF.
file-refused-infected = “{ $file }” is marked as harmful. The file has been put aside and will not be read. The text of the response has been received.
file-refused-packed = “{ $file }” is packed in a way that cannot be opened safely. Save it as a PDF.
file-refused-xml = “{ $file }” is built in a way that cannot be opened safely. Save it as a PDF.
file-refused-picture = “{ $file }” has a picture with too many points. Make the picture smaller and choose it again.
file-kind-pdf = a PDF file
file-kind-docx = a Word document (DOCX)
file-kind-odt = an OpenDocument document (ODT)
file-kind-txt = plain text
file-kind-png = a PNG picture
file-kind-jpeg = a JPEG picture
file-kind-zip = a packed file (ZIP)
file-kind-xlsx = a spreadsheet (XLSX)
file-kind-eml = an e-mail (EML)
file-kind-table = a table
file-kind-gif = a GIF picture
file-kind-html = a web page or a drawing with code (HTML, SVG, XML)
file-kind-old-office = an old Office file (DOC, XLS)
file-kind-program = a program
file-kind-unknown = of an unknown kind

## Refusals

input-refused-not-open = The hearing has not opened yet
input-refused-not-open-way = Go to the page of the hearing, see when it opens, and send the response after that.
input-refused-other-text = Another response has already been sent with this form
input-refused-other-text-way = The first one is stored. Open the hearing again and send the new text as a new response.
input-refused-shortened = A deadline that has been published can only be extended
input-refused-passed = The new deadline has already passed
input-refused-deadline-way = Go back and choose a later deadline.

## Tasks

task-no-inputs = No responses have been received
task-hearings-open = { $count ->
    [one] One hearing is still open
   *[other] { $count } hearings are still open
}
task-inputs-unread = { $count ->
    [one] One response has not been read
   *[other] { $count } responses have not been read
}
input-fault-key = The form is no longer valid. Open the hearing again and send from there.
receipt-read = Read by the secretariat
receipt-published = Published
receipt-not-yet = Not yet
input-about-hearing = About the hearing
source-api = Sent by a program
