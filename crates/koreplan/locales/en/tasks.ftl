## Tasks

tasks-title = Tasks
tasks-lead = Who must do what, and by when. You see your own tasks and those you may see in the case.
tasks-mine = Mine
tasks-all = Everyone's
tasks-overdue = Overdue
tasks-open = Open
tasks-done = Done
tasks-whose = Whose tasks
tasks-standing = Status
tasks-show = Show
tasks-count = { $count ->
    [one] One task
   *[other] { $count } tasks
}
tasks-empty = There are no tasks here. Make a task, or choose another view.
tasks-new = Make a task
tasks-head-title = Task
tasks-head-due = Deadline
tasks-head-owner = Who
tasks-head-about = About
tasks-head-state = Status
task-urgency-overdue = Overdue
task-urgency-today = Today
task-urgency-soon = Within a week
task-urgency-later = Later
task-urgency-done = Done
task-title-label = What must be done?
task-note = Note
task-holder = Who must do it?
task-due = Deadline
task-about = About
task-create = Make the task
task-lead = A task has one owner and one deadline. The owner is told by mail before the deadline, if the person chose so on the own page.
task-history = History
task-finish = Mark as done
task-finish-note = What was done?
task-reopen = Reopen the task
task-reopen-note = Why is it reopened?
task-hand-over = Hand the task over
task-hand-over-note = Message to whoever takes over
task-move = Move the deadline
task-move-note = Why is the deadline moved?
task-moved-days = From { $from } to { $to }
task-by = { $name }, { $when }
task-fault-holder = Choose somebody with a seat in the case.
task-fault-past = The deadline has passed already. Choose today or later.
task-about-step = A step of the timetable
task-about-gate = A gate
task-about-hearing = A hearing
task-about-input = A response
task-about-topic = A topic
task-about-analysis = An analysis
task-about-meeting = A meeting
task-about-item = An item of an agenda
task-about-conclusion = A conclusion
task-about-proposal = A proposal
task-about-brief = A brief
task-about-chapter = A chapter
task-about-paragraph = A paragraph
task-about-version = A version
task-about-approval = An approval
task-about-initiative = An initiative
task-was-made = Made
task-was-done = Done
task-was-reopened = Reopened
task-was-handed-over = Handed over to
task-was-moved = Deadline moved
task-refused-done = The task is done already
task-refused-done-way = Reopen it if there is more to do.
task-refused-open = The task is open
task-refused-open-way = Go back and reload the page. It need not be reopened.

## The own page

my-title = My page
my-lead = Here you decide how you are told of your tasks and meetings.
my-mail = Mail
my-email = E-mail
my-email-hint = Your reminders and calls to meetings are sent there. Without an address you get no mail.
my-language = Language of mail
my-digest = Mail about tasks
my-digest-hint = You get one mail a day at most, and only on working days.
my-quiet-from = Quiet from
my-quiet-to = Quiet until
my-quiet-hint = In the quiet hours we send no mail about tasks. Choose the same hour twice for no quiet hours.
my-save = Save
my-calendar = My calendar
my-calendar-lead = You can follow meetings, deadlines and your tasks in your own calendar program. The address is secret: whoever has it can read the calendar. Confidential titles are not in it.
my-calendar-is-on = You have a secret address. If you make a new one, the old one stops working.
my-calendar-new = Make a new secret address
my-calendar-end = Close the secret address
my-calendar-once = Copy the address now. It is not shown again.
my-calendar-no-case = You have no seat in a case, so there is no calendar to show.
digest-daily = Each working day, if there is something to say
digest-weekly = Each week, and a reminder just before a deadline
digest-reminders = Only reminders before and after a deadline
digest-none = None
task-covered = A task about something confidential
digest-mail-subject = Your tasks: { $overdue } overdue, { $near } close
digest-mail-hello = Hello
digest-mail-overdue = Overdue:
digest-mail-near = Due now or on the next working day:
digest-mail-week = Due within a week:
digest-mail-task =
    { $title }
    Deadline: { $due } · { $case }
    { $page }
digest-mail-end =
    You decide when you get these mails:
    { $page }

    Køreplan
