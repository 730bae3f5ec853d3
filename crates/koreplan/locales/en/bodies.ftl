## Bodies: who sits in them and how they decide

bodies-title = Actors
bodies-lead = Here you see who takes part, what role they have and how they reach decisions.
bodies-rule = Rule for decisions: { $rule }. Quorate when at least { $quorum } of { $seats } { $seats ->
    [one] member is
   *[other] members are
} present.
bodies-no-members = There are no members today.
bodies-member = Name
bodies-member-title = Title
bodies-role = Role
body-kind-secretariat = Secretariat
body-kind-steering-group = Steering group
body-kind-superior = Receives the steering group's briefs
body-kind-approver = Approves the strategy
body-kind-other = Participant
role-chair = Chair
role-member = Member
role-substitute = Substitute
role-secretary = Secretary
rule-unanimous = all who are present vote in favour
rule-majority = more vote in favour than against
refused-not-quorate = Too few are present: { $present } of the { $needed } needed
refused-not-quorate-way = Correct the attendance if it was noted wrongly, or take the matter up at a meeting where enough are present.
body-kind-sub-group = Sub-group
body-kind-board = Board
body-kind-ministry = Ministry
body-kind-working-group = Working group
role-vice-chair = Vice chair
role-observer = Observer
rule-qualified = qualified majority
rule-consensus = consensus: nobody is against, and reservations are recorded
rule-share-present = { $share } of the votes cast must be in favour
rule-share-seats = { $share } of all members must vote in favour
share-half = more than half
share-two-thirds = at least two thirds
share-three-quarters = at least three quarters
share-of = at least { $num }/{ $den }
rule-with-chair = The chair or the vice chair must be present.
rule-casting-vote = If the votes are equal, the chair's vote decides.
rule-abstention-against = Whoever is present and does not vote counts as against.
rule-abstention-ignored = Whoever does not vote is not counted.
whole-present = of the votes cast
whole-seats = of all members
abstention-ignored = is not counted
abstention-against = counts as against
vote-for = In favour
vote-reservation = In favour, with a reservation
vote-against = Against
vote-abstains = Abstains
outcome-carried = Carried
outcome-carried-by-chair = Carried by the chair's casting vote
outcome-lost = Not carried
outcome-tie = Tied
refused-no-chair = Neither the chair nor the vice chair is present, and the rule needs one of them
refused-no-chair-way = Wait until one of them has come, or postpone the item.
sitting-refused-no-place = This person takes no part in the meeting
sitting-refused-no-place-way = Add the person as a member or a substitute on the body's page and try again.
sitting-refused-here = That has been noted already
sitting-refused-here-way = Read what is noted about attendance; there is nothing more to do.
sitting-refused-not-here = This person is not noted as present
sitting-refused-not-here-way = Note first that the person has come.
sitting-refused-taken = Another substitute has the seat already
sitting-refused-taken-way = Note first that the substitute in the seat has left, or choose another seat.
sitting-refused-no-substitute = This person is no substitute for that seat
sitting-refused-no-substitute-way = Choose a substitute who may step in for the member. Substitutes are listed on the body's page.
sitting-refused-seated-elsewhere = The substitute sits in another seat already
sitting-refused-member-is-here = The member is present and has no conflict of interest in the item
sitting-refused-member-is-here-way = A substitute steps in when the member has left or has a conflict of interest. Note that first.
sitting-refused-noted = The conflict of interest has been noted already
sitting-refused-not-noted = No conflict of interest is noted

## Attendance and votes

attendance-title = Attendance
attendance-present-of = { $present } of { $seats } present, { $needed } needed.
attendance-began = When the meeting began, { $present } of { $seats } were present; { $needed } are needed.
attendance-quorate = Quorate
attendance-not-quorate = Not quorate
attendance-log = Came, left and stepped in
attendance-log-empty = Nothing has been noted since the meeting was opened. Note it when somebody comes or leaves.
attendance-now = Now
attendance-note = Note
attendance-here = Present
attendance-here-without-vote = Present without a vote
attendance-away = Not present
attendance-for = substitute for { $name }
attendance-on-item = item { $number }
attendance-happened = { $name } { $what }
attendance-arrived = came
attendance-left = left
attendance-took-seat = stepped in
attendance-took-seat-for = stepped in for an item
attendance-conflict = has a conflict of interest
attendance-no-conflict = has no conflict of interest after all
attendance-conflicts = Conflict of interest in this item: { $names }
attendance-note-arrived = Note as come
attendance-note-left = Note as left
attendance-live-on = Refresh this page by itself every 10 seconds
attendance-live-off = Stop refreshing this page
attendance-substitute-title = A substitute steps in
attendance-substitute = Substitute
attendance-seat = In whose seat
attendance-seat-item = For this item only
attendance-note-seat = Let the substitute step in
attendance-conflict-title = Conflict of interest
attendance-conflict-about = Whoever has a conflict of interest in an item does not vote on it and does not count in it.
attendance-person = Who
attendance-item = Item
attendance-why = Why
attendance-note-conflict = Note the conflict
attendance-note-no-conflict = Take the conflict back
attendance-back = Back to the meeting
attendance-refused-no-body = This meeting is not held by a body that votes
attendance-refused-no-body-way = Go back to the meeting and note the attendance there.
attendance-refused-not-quorate-way = Let a substitute step in, note those who have come, or postpone the item; that may be done without a quorum.
attendance-refused-tie = The votes are equal, so the item is not carried
attendance-refused-tie-way = Vote again, or choose a decision that does not adopt the recommendation, such as postponing it.
attendance-refused-voted-down = The recommendation did not get the votes the body's rule needs
attendance-refused-voted-down-way = Correct the votes if they were noted wrongly, or choose a decision that agrees with them.
attendance-refused-voted-for = The votes carried the recommendation, so it can't be rejected
votes-title = Vote
votes-counts = { $for } in favour (of them { $reservations } with a reservation), { $against } against, { $abstained } did not vote.
votes-about = Note what each person voted. Everybody stands as in favour until you choose otherwise. A reservation is recorded with its words.
votes-note = Note the votes
votes-again = Correct the votes
votes-leads = leads the item
votes-words = Words for the minutes
votes-save = Save the votes
votes-fault-missing = Choose what { $name } voted.
votes-fault-words = Write the words of the reservation by { $name }.

## A body's page

bodies-count = { $count ->
    [one] One body
   *[other] { $count } bodies
}
bodies-empty = No bodies match the search. Change the search or clear it.
body-new = Create a body
body-new-lead = A body is a steering group, a board, a ministry or any other circle that meets and decides.
body-create = Create the body
body-edit = Edit the body
body-save = Save the body
body-kind = Kind
body-name-da = Name in Danish
body-name-en = Name in English
body-parent = Reports to
body-children = Below it
body-terms = Terms of reference
body-no-terms = No terms of reference have been written.
body-terms-da = Terms of reference in Danish
body-terms-en = Terms of reference in English
body-terms-hint = What the body is to do, what it may decide, and whom it reports to.
body-part-rule = How the body decides
body-part-days = Deadlines
body-seats = Number of seats with a vote
body-quorum = So many must be present
body-quorum-hint = The body is quorate when at least so many seats are filled.
body-with-chair = The chair or the vice chair must be one of them
body-rule = Rule
body-share-num = Qualified majority: at least so many parts
body-share-den = out of so many
body-whole = The share is
body-abstention = Whoever does not vote
body-casting-vote = The chair's vote decides if the votes are equal
body-papers = Papers
body-papers-days = { $days ->
    [one] Sent out at least one day before the meeting.
   *[other] Sent out at least { $days } days before the meeting.
}
body-papers-days-field = Papers go out so many days before the meeting
body-remarks = Remarks to the minutes
body-remark-days = { $days ->
    [one] Made within one day.
   *[other] Made within { $days } days.
}
body-remark-days-field = Members have so many days for remarks
body-silence = Whoever does not answer in time has consented
body-silence-consents = Whoever does not answer in time has consented.
body-silence-is-no = Silence is not consent.
body-fault-share = A majority is at least half and at most the whole.
body-fault-parent = A body can't report to itself or to a body below it.
body-members = Members
body-members-count = { $count } of { $seats } seats with a vote are filled.
body-members-later = Members to come
body-members-earlier = Earlier members
body-no-meetings = The body has no meetings you may read.
seat-new = Give somebody a seat
seat-person = Person
seat-name = Or a new person: name
seat-name-hint = Write a name only if the person is not on the list. The new person gets in once operations have set a password.
seat-title-da = Title in Danish
seat-title-en = Title in English
seat-stands-for = Substitute for (otherwise for anyone)
seat-for = for { $name }
seat-since = From, inclusive
seat-until = Until, inclusive
seat-period = Period
seat-give = Give the seat
seat-end = End the seat
seat-end-fold = Choose the day
seat-end-day = First day without the seat
seat-fault-person = Choose a person on the list or write the name of a new one, not both.
seat-refused-own = You can't give yourself a seat
seat-refused-own-way = Ask a colleague in the secretariat to do it.
seat-refused-seated = The person has a seat in the body in that period already
seat-refused-seated-way = End that seat first, or choose another period.
seat-refused-chaired = The body has a chair in that period already
seat-refused-chaired-way = End the chair's seat first, or pass it on to the successor.
seat-refused-no-substitute = Only a substitute can stand for a member
seat-refused-no-member = The one who is stood for has no seat with a vote in that period
seat-refused-no-substitute-way = Choose the role substitute and a member who has a seat with a vote.
seat-refused-backwards = The seat ends before it begins
seat-refused-backwards-way = Correct the dates so that the first day comes first.
seat-refused-last-head = The secretariat would be without a head
seat-refused-last-head-way = Pass the seat on to a successor instead.
seat-refused-ended = The seat has ended already
seat-refused-ended-way = Read the list of members on the body's page again.
period-always = All the time
period-since = From { $since }
period-until = Until { $until }
period-both = { $since } to { $until }

## Succession

succession-title = Pass seats on
succession-lead = A minister, a chair or the whole of { $body } changes on a day. Everything open passes on from that day; the past stays as it was.
succession-day = The day of the change
succession-day-hint = The successor's first day. A change is noted on the day or later.
succession-reach = What passes on
succession-everything = Everything the person has in the case
succession-body = Only what belongs to this body
succession-to = Successor
succession-stays = Stays
succession-new = Name
succession-somebody-new = The successor is not on the list
succession-why = Why
succession-look = See what passes on
succession-preview = This will pass on
succession-from = From { $day }
succession-past = Meetings that were held, decisions and answers that were given, and earlier seats do not change.
succession-change = { $from } → { $to }
succession-seat = The seat as { $role } in { $body }
succession-seat-ends = The seat as { $role } in { $body } ends, because the successor sits there already
succession-seat-stands = The substitute in { $body } stands for the successor from then on ({ $role })
succession-area = The area { $area }
succession-meeting = Chairing the meeting “{ $title }”
succession-task = The task “{ $title }”
succession-readings = { $count ->
    [one] One input to be read
   *[other] { $count } inputs to be read
}
succession-approvals = { $count ->
    [one] One approval waits for the body's answer; the successor gives it
   *[other] { $count } approvals wait for the body's answer; the successor gives them
}
succession-do = Pass it on
succession-otherwise = Choose something else
succession-fault-both = Choose a successor for { $name } on the list or write the name of a new one, not both.
succession-fault-day = The day has not come yet. Note the change on the day.
succession-refused-nobody = No successor is chosen
succession-refused-nothing = The one who goes has nothing to pass on
succession-refused-nobody-way = Choose a successor for at least one who has something from that day.
succession-refused-too-early = The day has not come yet
succession-refused-too-early-way = Note the change on the day. A seat that begins later is given on the body's page.
succession-refused-same = Nobody can succeed themselves
succession-refused-tangled = The same person goes twice or comes twice
succession-refused-same-way = Choose a successor for each who does not go themselves. Two who swap seats are handled on the body's page.
succession-refused-own = You can't pass a seat on to yourself
succession-refused-own-way = A head of secretariat can't give themselves a seat. Ask a colleague in the secretariat to do it on the body's page.
succession-refused-changed = Something has changed since you saw what passes on
succession-refused-changed-way = Go back and look at the list again.

## People from a table

people-import-title = Bring in people from a table
people-import-lead = People and their seats are read from a file or from rows you paste. You see everything before it is stored, and either all rows are stored or none.
people-import-columns = The first row names the columns. Name, role and body must be there; title, from and to may be left out. Roles and bodies are written as on the page Actors.
people-import-example = name;title;role;body;from;to
people-file = File
people-file-hint = A CSV file as a spreadsheet saves it.
people-rows = Or paste the rows
people-rows-hint = Copy them from the spreadsheet, with the names of the columns on top.
people-look = Look at the rows
people-preview = The rows of the table
people-counts = { $new } new seats, { $known } known already, { $bad } wrong rows.
people-store = Store all rows
people-another = Bring in another table
people-becomes = What happens
people-row-known = Known already
people-row-seat = New seat
people-row-new = New person, new seat
people-column-name = name
people-column-title = title
people-column-role = role
people-column-body = body
people-column-since = from
people-column-until = to
people-fault-nothing = Choose a file or paste the rows.
people-fault-both = Send either one file or rows, not both.
people-fault-too-large = The table is too large. Split it.
people-fault-empty = There are no rows.
people-fault-no-column = The column “{ $field }” is missing.
people-fault-twice = The column “{ $field }” stands twice.
people-fault-too-many = There are more than { $most } rows. Split the table.
people-fault-quote = A quotation mark is not closed.
people-fault-ragged = The row has { $cells } cells; there are { $width } columns.
people-fault-utf8 = A character can't be read. Save the file as UTF-8.
people-fault-missing = The cell “{ $field }” is empty.
people-fault-too-long = A name or a title is longer than { $longest } characters.
people-fault-no-role = “{ $written }” is no role.
people-fault-no-body = No body is called “{ $written }”.
people-fault-no-date = “{ $written }” is no date. Write 2011-10-03 or 3.10.2011.
people-fault-namesakes = { $count } people are called { $name }. Write the title the person has in the case.
people-fault-again = The person has a seat in the body in the same period in line { $line } already.
people-refused-wrong = Some rows are wrong, so nothing is stored
people-refused-wrong-way = Mend the rows in the spreadsheet and bring the table in again.
people-refused-nothing = All rows are known already, so there is nothing to store
people-refused-nothing-way = Bring in another table, or see the members on the page Actors.
