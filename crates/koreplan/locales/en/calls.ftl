## The calendar of everything

calendar-title = Calendar
calendar-lead = Meetings, deadlines, tasks, gates and hearings of the case. You see what you may see.
calendar-sort = Show
calendar-everything = Everything
calendar-sort-step = Step
calendar-sort-gate = Gate
calendar-sort-hearing = Hearing deadline
calendar-sort-meeting = Meeting
calendar-sort-task = Task
calendar-view = View
calendar-view-list = List
calendar-view-month = Month
calendar-months = Other months
calendar-now = This month
calendar-begins = begins
calendar-ends = ends
calendar-count = { $count ->
    [one] One thing in the month
   *[other] { $count } things in the month
}
calendar-empty = There is nothing in the calendar this month. Choose another month, or show everything.
calendar-own = Have the calendar in your own calendar program
calendar-meeting-of = Meeting: { $host }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

## Calls to meetings

call-answers = Answers to the call
call-answers-all = See what each has answered
call-counted = { $accepted } come, { $declined } do not, { $tentative } perhaps, { $delegated } send somebody else, { $none } have not answered.
call-answer-none = Not answered
call-answer-accepted = Comes
call-answer-declined = Does not come
call-answer-tentative = Perhaps
call-answer-delegated = Sends somebody else
call-how-page = answered here
call-how-mail = answered by mail
call-answer = Your answer
call-answer-button = Send the answer
call-stand-in = Who comes instead?
call-for = Called
call-lead = Answer the call here. Your latest answer counts.
call-to-meeting = Go to the meeting
call-refused-no-call = There is no call to answer
call-refused-old = The meeting was moved after the answer was sent
call-refused-overtaken = There is a later answer already
call-refused-over = The meeting has begun or is called off, so nobody can answer any more
call-refused-way = Go to the page of the meeting and see what holds now.
call-mail-subject = Call: { $title }, { $when }
call-mail =
    Hello

    You are called to a meeting.

    { $title }
    Time: { $when }
    Place: { $place }

    Agenda and annexes are on the page of the meeting:
    { $page }

    Answer in your calendar program, or here:
    { $answer }

    Køreplan
call-mail-subject-again = Changed call: { $title }, { $when }
call-mail-again =
    Hello

    The call was changed. Answer again, even if you have answered before.

    { $title }
    Time: { $when }
    Place: { $place }

    The page of the meeting:
    { $page }

    Answer in your calendar program, or here:
    { $answer }

    Køreplan
call-mail-subject-off = Called off: { $title }, { $when }
call-mail-off =
    Hello

    The meeting is called off for you.

    { $title }
    Time: { $when }
    Place: { $place }

    The page of the meeting:
    { $page }

    Køreplan
