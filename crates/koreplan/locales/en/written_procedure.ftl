written-title = Written procedures
written-lead = A matter can be settled in writing between meetings: the members receive it and answer before a deadline.
written-empty = There are no written procedures yet. The secretariat can send an item out once it stands on an agenda or in a backlog.
written-count = { $count ->
    [one] One written procedure
   *[other] { $count } written procedures
}
written-number = Written procedure no. { $number }
written-place = Written procedure
written-head-item = Matter
written-head-body = Body
written-head-closes = Deadline
written-head-answers = Answers
written-head-standing = Status
written-head-member = Member
written-head-role = Role
written-head-answer = Answer
written-out = Out for answers
written-to-end = The deadline has passed
front-yours-written = Answer in written procedure no. { $name }
written-of-item = Send the item out in writing

## Sending

written-send = Send out in writing
written-send-lead = The item is sent to the voting members. The body's rules on majority, quorum and silence apply as they are today.
written-nothing-to-send = There are no items without a decision. First put the matter on an agenda or in the body's backlog.
written-item = Item
written-verb = What a yes means
written-note = Message to the members
written-note-hint = Say, for example, why the matter can't wait for the next meeting.
written-closes = Deadline for answers
written-remind = Reminder, days before the deadline
written-remind-hint = It goes only to those who have not answered. Write 0 for no time before the deadline.
written-wishes = How many must want a meeting before the matter goes to one
written-wishes-hint = Write 1 if one member is enough. Write 0 if the wish is only noted.

## The item, and answering

written-sent = Sent by
written-rule = Rule of decision
written-case-number = Case no. { $number }
written-a-yes = If you answer yes, the recommendation is for your part: { $verb }.
written-where = See the item on its agenda
written-days-left = { $days ->
    [0] The deadline is today. Answer by { $moment }.
    [one] There is one day left. Answer by { $moment }.
   *[other] There are { $days } days left. Answer by { $moment }.
}
written-silence-consents = If you do not answer in time, it counts as a yes.
written-silence-is-none = If you do not answer in time, you are not counted.
written-wishes-noted = If you want a meeting, that is noted, but the answers settle the matter.
written-wishes-stop = { $count ->
    [one] If one member wants a meeting, the matter is settled at a meeting instead.
   *[other] If { $count } members want a meeting, the matter is settled at a meeting instead.
}
written-your-answer = Your answer
written-answer-for = Answer as substitute for { $name }
written-answered = The answer is: { $answer }. Given by { $by } on { $date }. It can be changed until the deadline.
written-words = Remark
written-words-hint = It must be filled in if you have a reservation or want a meeting.
written-fault-words = Write what the reservation is about, or why the matter should go to a meeting.
written-answer-yes = Yes
written-answer-reservation = Yes, with a reservation
written-answer-no = No
written-answer-meeting = Want a meeting
written-away = I am away: let the substitute answer
written-back = No longer away
written-note-away = Note an absence

## Answers and result

written-answers = The members' answers
written-counted = { $answered } of { $seats } have answered.
written-has-answered = Has answered
written-is-away = Away
written-no-answer = No answer
written-by-substitute = by the substitute { $by }
written-result = Result
written-ended-carried = Carried
written-ended-lost = Not carried
written-ended-tie = Tied
written-ended-meeting = To a meeting
written-ended-too-few = No quorum
written-ended-withdrawn = Withdrawn
written-ended-by = { $outcome }. Ended by { $by } on { $date }.
written-on-paper = See the decision as it stands in the minutes
written-end = End it and record the result
written-decision = Wording of the decision
written-decision-hint = Leave the field empty to use the result as wording.
written-withdraw = Withdraw
written-reason = Reason
written-told = Written procedure no. { $number }: { $outcome }. Yes: { $yes }. Yes, with a reservation: { $reservations }. No: { $no }. Want a meeting: { $wishes }. No answer: { $silent }.
written-told-silence = Written procedure no. { $number }: { $outcome }. Yes: { $yes }. Yes, with a reservation: { $reservations }. No: { $no }. Want a meeting: { $wishes }. No answer, counted as yes: { $silent }.

## Mail

written-mail-subject = Answer in written procedure no. { $number }, { $body }
written-mail = There is a matter to be settled in writing in { $body }.

    Answer by { $moment } here:
    { $page }
written-mail-remind-subject = Reminder: written procedure no. { $number }, { $body }
written-mail-remind = Your answer is missing in a written procedure in { $body }.

    Answer by { $moment } here:
    { $page }

## Refusals

written-refused-decided = The item has been decided
written-refused-decided-way = See the decision on the item, and withdraw the procedure if it is still out.
written-refused-out = The item is out in writing already
written-refused-out-way = End it or withdraw it before the item is sent out again.
written-refused-nobody = The body has no voting members today
written-refused-nobody-way = Mend the list of members, and send the item out again.
written-refused-ended = The procedure has ended
written-refused-ended-way = Go back, reload the page, and see the result.
written-refused-late = The deadline for answers has passed
written-refused-late-way = Write to the secretariat if your answer should be part of the matter.
written-refused-not-asked = You can't answer for this member
written-refused-not-asked-way = The member or the member's substitute can answer.
written-refused-not-away = The member is not noted as away
written-refused-not-away-way = Ask the member or the secretariat to note the absence first.
written-refused-answered = The member has answered in person
written-refused-answered-way = Only the member can change that answer.
written-refused-too-early = { $silent ->
    [one] One member has not answered, and the deadline has not passed
   *[other] { $silent } members have not answered, and the deadline has not passed
}
written-refused-too-early-way = Wait until everybody has answered, or the deadline has passed.
