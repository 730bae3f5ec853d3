## Preparing a hearing

hearing-draft = Draft
hearing-processed = Processed
hearing-note-published = Hearing note published
hearing-new = Make a hearing
hearing-new-lead = The hearing is a draft until it is published. Until then everything can be changed, and only the secretariat sees it.
hearing-create = Make the draft
hearing-drafts = Hearings being prepared
hearing-preparation = Prepare and follow the hearing
hearing-preparation-lead = Here you make the hearing ready, publish it and end it.
hearing-as-shown = See the page of the hearing
hearing-change = Change the details
hearing-save = Save the details
hearing-part-about = 1. About the hearing
hearing-part-time = 2. When?
hearing-part-contact = 3. Case and contact
hearing-title-da = Title in Danish
hearing-title-en = Title in English
hearing-intro-da = What is the hearing about? (Danish)
hearing-intro-en = What is the hearing about? (English)
hearing-intro-hint = Write the background briefly, and what you would like answers to.
hearing-areas = Areas
hearing-opens = The hearing opens
hearing-deadline = Deadline for responses
hearing-normal-days = Normal length in days
hearing-normal-days-hint = 28 days are suitable under normal conditions. Proposed municipal plans are heard for at least 56 days.
hearing-reason = Reason for a short deadline
hearing-reason-hint = Must be filled in when there are fewer days than normal. The reason is shown to everyone.
hearing-case-number = Case number
hearing-officer = Case officer
hearing-contact = Contact
hearing-contact-hint = Mail or phone that the parties can use. It is shown to everyone.
hearing-fault-ends-first = The deadline must be after the hearing opens.
hearing-fault-short = The deadline leaves { $days } days, and { $normal } are normal. Write why, or choose a later deadline.
hearing-no-questions = There are no questions. Add them if you want answers to something in particular.
hearing-add-question = Add a question
hearing-question-da = Question in Danish
hearing-question-en = Question in English
hearing-question-area = Area
hearing-remove = Remove
hearing-publish = Publish the hearing
hearing-publish-about = Everyone can see the hearing afterwards. Details, questions and letter can no longer be changed, and the deadline can only be extended.
hearing-process = Report the hearing as processed
hearing-process-about = Do so when all responses have been read and assessed. The deadline can't be extended afterwards.
hearing-note = Hearing note
hearing-note-hint = Write who has answered, what they think, and what the responses have led to. The note can't be changed once it is published.
hearing-note-publish = Publish the hearing note

## Material

materials = Material
materials-empty = There is no material yet. Add a draft, or whatever else should be read before answering.
material-add = Add material
material-title = Title
material-link = Link
material-link-hint = The address of a document, for instance https://example.org/draft.pdf
material-body = Text
material-fault-link = Write an address that begins with https://
material-fault-nothing = Write a link or a text.

## Letter

hearing-letter = Hearing letter
hearing-letter-about = The letter is made from a template and the details of the hearing.
hearing-letter-read = Read the letter
hearing-letter-edit = Change the letter
hearing-letter-da = The letter in Danish
hearing-letter-en = The letter in English
hearing-letter-hint = Once you have saved your own words, the letter no longer follows when you change the details.
hearing-letter-save = Save the letter
hearing-letter-of = Hearing letter: { $title }
hearing-letter-extended = The deadline was extended after the letter was sent. You can answer until { $date }.
hearing-letter-print = The letter can be printed from this page. Only the letter is then on the paper.
letter-all-areas = all areas
letter-template =
    To the parties of the hearing, see the list

    { $date }
    Case no. { $number }
    Case officer: { $officer }

    Hearing: { $title }

    { $intro }

    The hearing is part of the work on { $case }. It is about: { $areas }.

    We ask for your remarks. They can be sent from { $opens }. They must be received no later than { $deadline }.

    Send your response on this page, where the material is as well:
    { $address }

    If you have no remarks, we would like to know that too.

    If you have questions, write to { $officer }: { $contact }. Please state case no. { $number }.

    Responses may be published. The name of the authority, organisation or company is shown with the text. For private persons the name is shown unless name and address are protected. Mail addresses are not shown. Do not write sensitive personal data.

    Yours sincerely,
    { $officer }

    Attached: the material and the list of parties on the page of the hearing

## Parties

parties = List of parties
parties-lead = Those who have been asked to answer “{ $title }”. Everyone else is welcome to answer too.
parties-status = { $all ->
    [0] Nobody is on the list yet.
    [one] One is on the list. { $invited } invited, and { $replied } answered.
   *[other] There are { $all } on the list. { $invited } invited, and { $replied } answered.
}
parties-empty = The list is empty. Add the authorities, organisations and companies that should be asked.
parties-none = Nobody was asked in particular. Everyone is welcome to answer.
parties-edit = See and change the list
parties-add = Add to the list
parties-list = Or paste many at once
parties-list-hint = One on each line with name, type and mail address, parted by semicolon, tab or comma. You can copy from a spreadsheet.
parties-fault-nobody = Write a name, or paste a list.
parties-invite = Send invitations
parties-to-invite = { $count ->
    [one] One party with a mail address has not been invited yet. The invitation is sent at once.
   *[other] { $count } parties with a mail address have not been invited yet. They get one mail each.
}
parties-under-way = { $count ->
    [one] One invitation is on its way.
   *[other] { $count } invitations are on their way.
}
parties-invite-later = Invitations can be sent once the hearing is published.
party-name = Name
party-kind = Type
party-email = Mail address
party-lang = Language of the invitation
party-invited = Invited on { $date }
party-remove = Remove from the list
party-not-invited = Not invited
party-reply = Answer
party-note = Note the answer
party-note-or-remove = Note the answer, or remove
party-save = Save
party-input = Number of the response
party-input-hint = If the party has sent a response to this hearing.
party-authority = Authority
party-organisation = Organisation
party-company = Company
party-council = Council or board
party-other = Others
party-reply-none = Not answered
party-reply-remarks = Answered with remarks
party-reply-no-remarks = No remarks
party-fault-two-addresses = Line { $line } has more than one mail address. Write one party on each line.
party-fault-address = Line { $line } has a mail address that we can't send to.
party-fault-name = Line { $line } has no name.
party-fault-fields = Line { $line } has a field that we don't understand. Use name, type and mail address.
party-fault-long = Line { $line } has a name of more than 200 characters.
party-fault-input = There is no response to this hearing with that number.
invitation-mail-subject = Hearing: { $title }
invitation-mail =
    To whom it may concern

    You are invited to answer the hearing “{ $title }”.

    { $intro }

    Answer no later than { $deadline } on this page:
    { $page }

    The hearing letter can be read here:
    { $letter }

    Questions: { $contact }
    Our case number: { $number }
extension-mail-subject = The deadline is extended: { $title }
extension-mail =
    To whom it may concern

    The deadline for answering the hearing “{ $title }” has been extended.

    Answer no later than { $deadline } on this page, where the reason is as well:
    { $page }

    Questions: { $contact }
    Our case number: { $number }
invitation-appointment = Deadline for responses: { $title }

## Refusals

hearing-refused-published = The hearing is published and can't be changed
hearing-refused-published-way = You can extend the deadline on its page and add material. Make a new hearing if something else must change.
hearing-refused-not-published = The hearing is not published
hearing-refused-not-published-way = Change it and publish it where the hearing is prepared.
hearing-refused-passed = The deadline has passed already
hearing-refused-passed-way = Go back and choose a later deadline before you publish.
hearing-refused-short = There are only { $days } days to the deadline, and { $normal } are normal
hearing-refused-short-way = Go back and write a reason for the short deadline, or choose a later one.
hearing-refused-not-closed = The hearing is not closed
hearing-refused-not-closed-way = Wait until the deadline has passed.
hearing-refused-processed = The hearing has been processed already
hearing-refused-done-way = Go back and reload the page to see how the hearing stands now.
hearing-refused-unread = { $count ->
    [one] One response has not been read
   *[other] { $count } responses have not been read
}
hearing-refused-unread-way = Read all responses to the hearing before you report it as processed. Letters that follow a template and add nothing need only be read in the template.
hearing-refused-not-processed = The hearing has not been processed yet
hearing-refused-not-processed-way = Report it as processed first. The hearing note can then be published.
hearing-refused-note-published = The hearing note has been published already
hearing-refused-over = The deadline has passed, so nobody can be invited
hearing-refused-over-way = Extend the deadline on the page of the hearing if more should be asked.
hearing-refused-nobody = Nobody on the list waits for an invitation
hearing-refused-nobody-way = Add parties with a mail address. Each party is invited once.
hearing-refused-party-in-use = The party was invited or has answered
hearing-refused-party-in-use-way = Leave it on the list, so that everyone can see who was asked.
