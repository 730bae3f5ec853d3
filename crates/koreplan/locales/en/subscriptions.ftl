## Asking to be told

subscription-title = Get news by mail
subscription-lead = Choose what you would like to be told about { $case }. You can always unsubscribe.
subscription-subjects = What would you like to be told about?
subscription-areas = Areas
subscription-areas-hint = If you choose no areas, you are told about all of them.
subscription-email = Mail address
subscription-email-hint = We send a mail in which you say yes. Before that you get no news. The address is used for the news only.
subscription-ask = Send me a mail
subscription-fault-subject = Choose at least one thing.
subscription-fault-email = Write a mail address such as name@example.org.
subscription-sent = Look in your mail
subscription-sent-lead = We have sent a mail to the address. Follow the link in it and say yes. We send at most three mails a day to the same address.
subscription-back = Back to the timetable
subscription-confirm-title = News by mail
subscription-confirm-lead = Say yes if you would like this news. It replaces what you may have chosen before.
subscription-is-on = You get this news. Each mail has a link to unsubscribe.
subscription-case = Strategy
subscription-all-areas = All areas
subscription-yes = Yes, send me news
subscription-end-title = Unsubscribe
subscription-end-lead = Press the button if you want no more mail. We then delete your address.
subscription-end = Unsubscribe me
subscription-ended = You have unsubscribed
subscription-ended-lead = You get no more mail with that link, and the address is deleted.
subscription-refused-expired = The link is too old
subscription-refused-expired-way = Ask for news once more, and follow the link in the new mail within a week.
subscription-mail-subject = Would you like news about { $case }?
subscription-mail =
    Hello

    Someone, probably you, has asked for news about { $case } to this address.

    Say yes on this page:
    { $page }

    If it was not you, do nothing. You then get no news, and we delete the address after a week.

    Regards, Køreplan
subject-hearings = Hearings
subject-meetings = Meetings
subject-decisions = Decisions
subject-documents = Documents
subject-follow-up = Follow-up

## What is told

news-mail =
    News about { $case }:

    { $title }

    Read more:
    { $page }

    Do you want no more mail? Unsubscribe here:
    { $unsubscribe }
news-hearing-published = New hearing: { $title }
news-hearing-extended = The deadline is extended: { $title }
news-hearing-note = Hearing note: { $title }
news-minutes = Minutes are approved: { $title }
news-version = Version { $number } of the strategy is released
news-status = New status: { $title }
