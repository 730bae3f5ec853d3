## The desk

desk-title = Desk
desk-lead = What is to be done, what is late and with whom. Each line leads to where it is done.
desk-open = Open the desk
desk-empty = Nothing waits here. Choose everyone's, or see in the timetable what comes.
desk-keys = By keyboard: Tab goes from line to line, Enter opens. The access key D opens the desk from every page (Alt+D or Alt+Shift+D, depending on the browser).
desk-filter = Choose what is shown
desk-jump = Jump to
desk-whose = Whose
desk-everyones = Everyone's
desk-mine = Mine
desk-part = About
desk-show = Show
desk-due = due { $date }
desk-overdue = Overdue
desk-today = Today
desk-week = The rest of the week
desk-waiting = Waiting without a deadline
desk-part-tasks = Task
desk-part-reading = Reading
desk-part-hearings = Hearing
desk-part-papers = Meeting papers
desk-part-minutes = Minutes
desk-part-proposals = Proposal
desk-part-answers = Answer of a body
desk-part-gates = Gate
desk-part-steps = Step
desk-part-requests = Access request
desk-part-post = Post list
desk-part-mail = Mail
desk-readings = { $count ->
    [one] Read one input
   *[other] Read { $count } inputs
}
desk-unassigned = { $count ->
    [one] Find a reader for one input
   *[other] Find readers for { $count } inputs
}
desk-unassigned-many = Find readers for { $count } inputs or more
desk-hearing-closes = The hearing “{ $name }” closes
desk-papers = Send the papers for “{ $name }”
desk-hold = Note who came to “{ $name }”
desk-minutes = Write the minutes of “{ $name }”
desk-approval = The minutes of “{ $name }” wait for approval
desk-proposal = Write the recommendation of proposal { $number }: { $name }
desk-proposals-more = { $count ->
    [one] One more proposal has no recommendation
   *[other] { $count } more proposals have no recommendation
}
desk-answer = Version { $version } waits for an answer
desk-gate = The gate “{ $name }” misses: { $task }
desk-gate-ready = The gate “{ $name }” misses nothing and may be opened
desk-step = The step “{ $name }” is past its last day: end it or move it
desk-mail = { $count ->
    [one] One mail was given up. Whoever runs the server can send it again.
   *[other] { $count } mails were given up. Whoever runs the server can send them again.
}
desk-request = { $count ->
    [0] Access request no. { $number }: no working day left
    [one] Access request no. { $number }: one working day left
   *[other] Access request no. { $number }: { $count } working days left
}
desk-post = Publish the post list of the days that are over

## Moves

moves-preview = See what else moves
moves-undo = Move back to the dates before the last move
moves-lead = Nothing is saved yet. Choose what is to follow, and give a reason. The move is public as soon as it is saved.
moves-follow = What can follow
moves-count = { $count ->
    [0] Nothing else moves.
    [one] One thing can follow.
   *[other] { $count } things can follow.
}
moves-none = No later step and no meeting is touched. Give a reason and move the step.
moves-choose = Follows
moves-fixed = Touched, and not moved by itself
moves-followed = Followed the move of “{ $step }”.
moves-what-step = Step
moves-what-meeting = Meeting
moves-what-deadline = Deadline of a hearing
moves-what-gate = Gate
moves-why-gate = can't begin before the gate opens
moves-why-later = stands later in the timetable
moves-why-days = lies in the days that move
moves-why-papers = its papers are out: move it on its own page
moves-why-promised = was promised to the public: extend it on the hearing's page
moves-why-waits = opens when the step is done
moves-refused-other = The timetable has changed since you saw what follows
moves-refused-other-way = Go back, look at what follows again, and then move the step.

## Pauses

pause-title = The case paused
pause-lead = While the case is paused, the secretariat's deadlines and reminders stand still. Inputs are still taken, and deadlines of hearings do not move.
pause-notice = The case has been paused since { $date }.
pause-expected = It is expected to resume on { $date }.
pause-more = Read more about the pause
pause-begin = Pause the case
pause-button = Pause the case from today
pause-end = Resume the case
pause-end-button = Resume the case from today
pause-end-reason = Reason
pause-reason = Reason
pause-reason-hint = The reason is public and stands in the journal.
pause-expected-day = Expected to resume
pause-list = Pauses
pause-empty = The case has not been paused. What happens in it stands in the timetable.
pause-from = Since { $from }:
pause-from-to = From { $from }, resumed { $to }:
pause-resumed = Resumed:
pause-refused-paused = The case is paused already
pause-refused-not-paused = The case is not paused
pause-refused-way = Go back, reload the page, and see how things stand.
pause-refused-end = The day on which the case is expected to resume is not after today
pause-refused-end-way = Go back and choose a later day, or leave the field empty.
desk-task = { $name }
desk-written = Written procedure { $number } is out: { $name }
desk-treatment = Proposed treatment, version { $version }, waits for an answer
