## The mailbox of a demonstration

mailbox-title = Mailbox
mailbox-lead = A demonstration sends no mail. Here you can read it as its receivers would have got it.
mailbox-empty = There is no mail yet. It comes, for instance, when someone sends a response and gives a mail address.
mailbox-to = To { $receiver }
mailbox-calendar = With an appointment for the calendar
mailbox-sent = The mail has been sent, and its text is deleted.

## The outbox, for the operator

mail-title = Mail
mail-lead = Here you can see whether mail goes out, and what is wrong when it does not.
mail-off = Mail is off: no mail server is set. Mail waits until smtp_url, mail_from and base_url are set. Until then, messages about hearings reach nobody.
mail-waiting = Waiting
mail-sent = Sent
mail-given-up = Given up
mail-stuck = Mail that has not gone out
mail-head-kind = Kind
mail-head-made = Written
mail-head-tries = Tries
mail-head-fault = Latest fault
mail-retry = Try again
mail-retry-hint = Mend the fault first. Then you can send the mail that was given up.
mail-kind-confirmation = Confirmation of a sender
mail-kind-opt-in = Confirmation of a subscription
mail-kind-invitation = Invitation to a hearing
mail-kind-news = News to subscribers
mail-kind-tasks = Mail about tasks
mail-kind-meeting = Calls to meetings
mail-refused-none-given-up = No mail has been given up
mail-refused-none-given-up-way = Go back and reload the page. There is nothing to try again.

## Confirming a sender

assurance-anonymous = Sender not confirmed
assurance-confirmed = Sender confirmed by e-mail
assurance-signed-in = Sender signed in
assurance-disowned = The owner of the address did not send it
assurance-counts = Senders: { $signed } signed in, { $confirmed } confirmed by e-mail, { $anonymous } not confirmed.
assurance-count-disowned = { $count ->
    [one] For one response the owner of the address says that someone else sent it.
   *[other] For { $count } responses the owner of the address says that someone else sent them.
}
receipt-confirmed = You have confirmed that the response is yours.
receipt-asked = We have sent a mail to { $email }. Confirm in it that the response is yours.
receipt-not-asked = We have not sent a mail to { $email }, because the address has had what it can have in a day. The response counts all the same.
confirmation-title = Confirm your response
confirmation-lead = Response no. { $number } to { $case }
confirmation-ask = Press the button if you sent the response. The sender is then shown as confirmed.
confirmation-button = Yes, I sent it
confirmation-is-mine = It is confirmed that you sent the response. There is nothing more to do.
confirmation-is-not-mine = You have said that you did not send the response. Your address has been taken off it.
confirmation-refused-confirmed = The response has been confirmed already
confirmation-refused-disowned = The address has been taken off the response already
confirmation-refused-answered-way = There is nothing more to do. Write to the secretariat if something went wrong.
confirmation-refused-expired = The link is too old
confirmation-refused-expired-way = The response is stored and still counts. Write to the secretariat if something must be put right.
disowning-title = I did not send the response
disowning-ask = Press the button if someone else used your mail address. We then take the address off the response, and the name is not shown to others. The text is kept.
disowning-button = No, it was not me
confirmation-mail-subject = Confirm response no. { $number }
confirmation-mail =
    Hello

    We have received response no. { $number } to “{ $hearing }”. The sender gave this mail address.

    Did you send it? Then confirm it on this page:
    { $confirm }

    Did you not send it? Then say so on this page, and we will take your address off:
    { $disown }

    The response is stored and counts, also if you do nothing. The links work for 30 days.

    Regards, Køreplan
