## The post list

post-title = Post list
post-lead = Letters and other documents that came in and went out, day by day. Private persons are not named.
post-draft-lead = The list is not public yet. Write a short subject where it helps, and leave out names and confidential words. Then publish the day.
post-days = Published days
post-missing = Days that are not published
post-empty = No day is published yet. They come here when the secretariat has looked through them.
post-nothing = Nothing came in or went out on that day. See the other days of the post list.
post-count = { $count ->
    [one] (one document)
   *[other] ({ $count } documents)
}
post-day-title = Post list { $date }
post-in = In
post-out = Out
post-kind-input = Input to a hearing
post-kind-request = Access request
post-kind-hearing-letter = Hearing letter
post-kind-decision = Decision of an access request
post-about = { $kind } – “{ $name }”
post-parties = { $count ->
    [one] One party
   *[other] { $count } parties
}
post-head-direction = Direction
post-head-number = No.
post-head-party = Sender or receiver
post-head-subject = Subject
post-shorten = Short subject
post-subject = Short subject
post-save = Save the subject
post-publish = Publish the post list of the day
post-file = Get as CSV
post-next = Show the next documents
post-all = All days of the post list
post-refused-not-over = The day is not over
post-refused-not-over-way = Wait until tomorrow, so that the whole day is in it.
post-refused-published = The post list of the day is published already
post-refused-published-way = Go to the post list and read it as it was published.

## Access requests

nav-access = Access requests
access-title = Access requests
access-lead = Requests for access to documents of the case. The law gives seven working days; if it takes longer, whoever asks is told why.
access-empty = There are no requests. Register the first one below when it comes.
access-count = { $count ->
    [one] One request
   *[other] { $count } requests
}
access-number = Access request no. { $number }
access-new = Register a request
access-create = Register the request
access-requester = Who asks
access-contact = Contact
access-wish = What is asked for
access-wish-hint = In the words of the request.
access-received = Received
access-received-hint = The seven working days count from the day after.
access-officer = Case officer
access-clock = Deadline
access-due = { $count ->
    [0] Due today, { $date }
    [one] Due { $date }: one working day left
   *[other] Due { $date }: { $count } working days left
}
access-overdue = The deadline { $date } has passed
access-decided = Decided { $date }
access-decided-by = Decided by
access-extended = Extended to
access-fault-future = the day has not come yet
access-list = File list
access-no-documents = There is no document on the file list. Find them among the documents of the case.
access-documents = { $count ->
    [one] One document on the file list
   *[other] { $count } documents on the file list
}
access-collect = Find documents
access-collect-lead = Choose a kind of document and search. What you put on the file list keeps its text as it is now.
access-kind = Kind
access-found = Found
access-add = Put on the file list
access-nothing-found = No document of that kind fits. Change the search or choose another kind.
access-kind-input = Input
access-kind-attachment = Attachment of an input
access-kind-minutes = Minutes
access-kind-item = Agenda item
access-kind-analysis = Analysis
access-kind-brief = Brief
access-kind-letter = Hearing letter
access-kind-mail = Mail to a party
access-kind-entry = Journal entry
access-class-external = External document
access-class-internal = Internal document
access-class-minister = Minister service
access-class-local = Internal in KL or Danske Regioner
access-given = Given
access-redacted = Given redacted
access-withheld = Withheld
access-undecided = Not decided
access-s23 = § 23 (internal document)
access-s24 = § 24 (minister service)
access-s25 = § 25 (KL and Danske Regioner)
access-s30-1 = § 30, no. 1 (private matters)
access-s30-2 = § 30, no. 2 (business matters)
access-s31 = § 31 (security of the state)
access-s33 = § 33 (public interests)
access-s35 = § 35 (special secrecy)
access-head-number = No.
access-head-document = Document
access-head-date = Date
access-head-class = Kind by the law
access-head-verdict = Decision
access-head-ground = Section
access-head-reason = Reason
access-document-lead = Choose what the document is and what becomes of it. What is left out is gone from what is sent.
access-document-title = Title on the file list
access-text = The text
access-redact = Leave words out
access-redact-button = Leave the words out everywhere
access-quote = The words to leave out
access-quote-hint = Copy them from the text. They are left out wherever they stand.
access-ground = Section of the law
access-reason = Reason
access-reason-hint = Must be given if the document is withheld. It stands on the file list; do not write what is left out.
access-facts = Facts that are given all the same
access-facts-hint = § 28: facts the case rests on, in internal documents and minister service.
access-facts-of = Facts of the document (§ 28):
access-settle = Decide the document
access-settle-button = Save the decision of the document
access-put-back = Put passages back
access-left-out-list = Left out
access-left-out = [left out by { $ground }]
access-remove = Take the document off the list
access-remove-sure = Yes, take the document and what was decided about it off the list
access-preview = As it is sent
access-standing = These names and numbers are left out in one place and stand in another. Look before you decide:
access-extend = Extend the deadline
access-extend-to = New deadline
access-extend-reason = Why it takes longer
access-extend-hint = Send this to whoever asks: why, and when the decision can be expected (§ 36).
access-decide = Decide the request
access-decide-button = Decide the request
access-decision = The letter of decision
access-decision-hint = Adjust what is proposed. The letter is sent as it stands here.
access-letter-title = Decision of your access request
access-letter = You have asked for access to documents. We received your request on { $received }.

    We give { $given } documents in full and { $redacted } redacted. { $withheld } documents are withheld. The file list says what becomes of each document.
access-letter-grounds = What is left out is exempt by these sections of the access act:
access-letter-openness = We have considered whether you can see more than the law demands (§ 14).
access-letter-appeal = You may appeal the decision. Write to us, and we pass the appeal on with our remarks within seven working days.
access-documents-title = Documents
access-none-given = No document is given.
access-export = Get letter, file list and documents (ZIP)
access-refused-decided = The request is decided already
access-refused-no-documents = There is no document on the file list
access-refused-undecided = { $count ->
    [one] One document is not decided
   *[other] { $count } documents are not decided
}
access-refused-ground = The section is not for that kind of document
access-refused-nothing = Nothing is left out
access-refused-something = Words of the document are left out
access-refused-not-later = The new deadline is not after the old one
access-refused-not-decided = The request is not decided
access-refused-decided-way = Register a new request if more is to be given.
access-refused-no-documents-way = Find the documents of the case and put them on the file list.
access-refused-undecided-way = Open each document of the file list and say what becomes of it.
access-refused-ground-way = Choose another section, or correct what the document is by the law.
access-refused-nothing-way = Choose at least one place, or give the document in full.
access-refused-something-way = Choose that it is given redacted, or put the words back.
access-refused-not-later-way = Go back and choose a later day.
access-refused-not-decided-way = Decide the request first, and then get what is to be sent.
