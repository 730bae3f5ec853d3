## Every page

skip = Skip to content
demo = Demonstration.
demo-today = Here it is { $date }.
demo-turn = Turn the clock forward
demo-mailbox = See the mailbox
language-name = English
signed-in-as = Signed in as { $name }
sign-in = Sign in
sign-out = Sign out
nav-label = Main menu
nav-open = Menu
nav-timetable = Timetable
nav-trace = Follow the trace
nav-bodies = Actors
nav-journal = Journal
footer-what = Køreplan follows a public strategy from its first response to its last status report.
footer-cookies = Only one cookie is set, and it remembers that you are signed in. That is why there is no cookie banner.

## Dates and numbers

date-long = { $day } { $month } { $year }
moment = { $date } at { $time }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Forms

done = Saved.
choose = Choose …
optional = optional
field-day = Date
field-time = Time
characters-left = # characters left
characters-at-most = At most { $limit } characters
faults-heading = Correct these errors and send again
fault-empty = This field must be filled in.
fault-too-long = The text has { $length } characters. It may have at most { $longest }.
fault-choose = Choose one of the options.
fault-number = Write a whole number from { $least } to { $most }.
fault-date = Choose a date that exists.
fault-time = Write a time such as 10:00.
fault-ambiguous = That time happens twice or not at all on that day, because the clocks change. Choose another.
fault-past = Choose a time that has not passed.

## Errors

error-prefix = Error
error-home = Go to the front page
error-not-found = The page does not exist, or you do not have access to it
error-not-found-way = Sign in if you have an account, or go to the front page.
error-no-form = What was sent is not a form we can read
error-not-utf8 = The text contains characters we cannot read
error-nul = The text contains a character that is not allowed
error-unreadable-way = Go back, write the text again and send the form.
error-too-large = What was sent is too large
error-too-large-way = Go back, shorten the text to less than 1 MB and send it again.
error-stale = The form is older than your sign-in
error-stale-way = Go back, copy what you have written, reload the page and send the form again.
error-too-many = There have been too many attempts in a short time
error-too-many-way = Wait a minute and try again.
error-busy = We cannot answer just now
error-busy-way = Nothing was stored. Try again in a moment.
error-full = There is no more room on the server
error-full-way = Nothing was stored. Copy what you have written and try again later.
error-taken = Someone else did the same just before you
error-taken-way = Go back, reload the page and see what it says now.
error-broken = Something went wrong on our side (error number { $incident })
error-broken-way = Nothing was stored. Try again, and give the error number to whoever runs the system if it happens again.

## Signing in, and the clock of a demonstration

sign-in-title = Sign in
sign-in-lead = Sign in to work on the strategy. Everything that is public can be read without signing in.
sign-in-demo = This is a demonstration. Choose a person and see the strategy as that person sees it.
sign-in-as = Sign in as this person
sign-in-login = User name
sign-in-password = Password
sign-in-wrong = The user name or the password is wrong.
demo-clock-title = Turn the clock forward
demo-clock-lead = In a demonstration you can jump to a later time and see what happens when a deadline passes.
demo-clock-button = Set the clock
demo-backwards = The clock of a demonstration can only be turned forward
demo-backwards-way = Go back and choose a time later than the one the demonstration shows now.

## Journal

journal-title = Journal
journal-lead = Here you see who did what, when and why. The entries are chained together, so that it shows if one of them is changed or removed.
journal-holds = { $count ->
    [0] The journal is empty and unbroken.
    [one] The journal is unbroken. Its one entry has been checked.
   *[other] The journal is unbroken. All { $count } entries have been checked.
}
journal-broken = The journal is broken. Tell whoever runs the system, and pass this on: { $fault }
journal-empty = There are no entries here. They appear as soon as someone does something in the case.
journal-more = Look further back
journal-number = No.
journal-when = Time
journal-who = Who
journal-public = Not signed in
journal-action = Action
journal-subject = About
journal-what = What
journal-why = Why
journal-hash = Checksum
search-list = Search the list
search-button = Search
journal-fault-changed = Entry { $seq } was changed or moved
journal-fault-missing = Entry { $seq } is missing
journal-fault-out-of-time = Entry { $seq } is earlier than the one before it
journal-fault-other-end = Entry { $seq } is not the one that was last written
error-unknown = We do not know whether it was stored
error-unknown-way = The connection to the database broke on the way. Open the page again and look before you try once more.
error-too-slow = The form arrived too slowly
journal-long = The journal is long. Run “koreplan verify” to check all of it.
search-none = Nothing in the list matches “{ $words }”. Change the search, or clear the field to see all.
error-back = Go back to the page
error-not-found-way-signed-in = You are signed in but have no access to this page, or it does not exist. Go to the front page, or ask the secretariat.

# For programs that use the JSON interface.
api-no-key = The header Idempotency-Key is missing or has not 22-128 characters of A-Z, a-z, 0-9, - and _
api-no-json = What was sent is not the JSON that is described
api-faults = Some fields need another look
api-not-so = The address cannot be used in that way
api-after = after must be a whole number, at least 0
journal-machine = The system
journal-act = What happened
journal-none = No entry fits. Choose something else, or empty the fields to see all.
journal-shown = { $count ->
    [one] One entry on this page, the newest first.
   *[other] { $count } entries on this page, the newest first.
}
journal-file = Get as CSV
journal-filter = Search the journal
journal-about = About
journal-about-hint = A page of the case such as “inputs/12”, or a kind such as “meetings”.
journal-from = From and with
journal-to = Up to and with
journal-words = Words
journal-show = Show
nav-desk = Desk
