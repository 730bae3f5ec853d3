## Personal data that was found

found-cpr = CPR number
found-email = e-mail address
found-phone = telephone number
found-address = address
found-surely = certain
found-perhaps = perhaps

## The public copy

left-out-personal = personal data
left-out-sensitive = sensitive personal data
left-out-others = information about another person
left-out-business = business secret
left-out-unlawful = may not be published
left-out-other = other reason
public-left-out = [left out: { $reason }]
public-title = Publication: { $input }
public-lead = Here you decide what everyone may read of the response. The original stays with the secretariat and the sender.
public-since = Public since { $date }.
public-until = Removed from the site on { $date }.
input-public-days = Published responses of this hearing are removed from the site after { $days } days.
public-ended = Removed from the site on { $date }
public-for-good = There is no date on which it is removed.
public-found = 1. Read the text
public-found-count = { $count ->
    [0] No personal data was found. Read the text all the same: the system does not find names and illness.
    [one] One place was found that may be personal data. Read the rest too: the system does not find names and illness.
   *[other] { $count } places were found that may be personal data. Read the rest too: the system does not find names and illness.
}
public-choose = 2. Choose what to leave out
public-findings = Found in the text
public-quote = Other words to leave out
public-quote-hint = Copy the words exactly as they stand in the text. They are left out wherever they stand.
public-reason = Reason
public-note = Note
public-note-hint = For the secretariat only. Everyone sees the reason, not the note.
public-leave-out = Leave out what is chosen
public-left-out-list = Left out so far
public-put-back = Put the chosen ones back
public-preview = 3. See what everyone will read, and publish
public-same = This is what everyone can read now. Leave out more, or put something back, to change it.
public-remove-on = Remove from the site on
public-remove-on-hint = From that day only the secretariat and the sender can read the text. Leave the field empty to keep it.
public-grave = { $count ->
    [one] The text holds a CPR number that will be published.
   *[other] The text holds { $count } CPR numbers that will be published.
}
public-despite = Publish it all the same
public-despite-reason = Why is it to be published?
public-still-in = { $count ->
    [one] One finding is still in the text. If it is to go, press “Leave out what is chosen” first.
   *[other] { $count } findings are still in the text. If they are to go, press “Leave out what is chosen” first.
}
public-publish = Publish
public-publish-anew = Publish the new copy
public-withdraw = Withdraw the publication
public-withdraw-reason = Why is it withdrawn?
public-withdraw-hint = The sender can read the reason on the receipt.
public-withdrawn = The publication was withdrawn on { $date }: { $reason }
public-days = Number of days
public-days-hint = This is how long published responses stay on the site. The date can be changed for each response. Leave the field empty to keep them.
public-days-save = How long published responses stay on the site
public-fault-quote = The words do not stand in the text. Copy them from there.
public-fault-past = Choose a day after today, or leave the field empty.
public-refused-other-copy = The text has changed since you read it
public-refused-other-copy-way = Go back, read what will be published now, and then publish.
public-refused-same-copy = This is what everyone can read now
public-refused-same-copy-way = Go back and change what is left out before you publish again.
public-refused-grave = { $count ->
    [one] A CPR number would be published
   *[other] { $count } CPR numbers would be published
}
public-refused-grave-way = Go back and leave it out. If it has to be there, tick that it does and write why.
public-refused-nothing = Nothing was chosen
public-refused-nothing-way = Go back and tick at least one place, or copy in the words to leave out.
public-refused-not-public = The response is not published
public-refused-not-public-way = Go back and reload the page. There is nothing more to do.

## Erasure

erasure-title = Erase the content of a response
erasure-lead = The text, the sender and all copies are erased for ever. The number, the times and the decision stay.
erasure-versions = The sender corrected the response. All { $count } versions are erased.
erasure-decision = Decision
erasure-decision-hint = Case number or date of the decision to erase. Everyone can read it.
erasure-reason = Reason
erasure-reason-hint = Stays in the record for ever. Write no names and no words of the response.
erasure-quoted = These pages quote the response or name its sender. Erasing does not change them. Mend those that can be mended. Frozen versions and the record cannot:
erasure-seen = I have looked through the pages
erasure-erase = Erase for ever
erasure-notice = The content was erased on { $date } by decision: { $decision }
erasure-nothing-left = The text and the sender no longer exist.
erasure-sentence = (erased)
erasure-refused-already = The content has been erased
erasure-refused-already-way = Go back and reload the page. There is nothing more to do.
erasure-refused-quoted = { $count ->
    [one] The response is quoted on one other page
   *[other] The response is quoted on { $count } other pages
}
erasure-refused-quoted-way = Go back, look through the pages, and tick that you did.

## Corrections

correction-link = Correct your response
correction-title = Correction: { $input }
correction-lead = Write the response as it should be. The new version gets a number and a receipt of its own. The old one is kept but no longer counts.
correction-files = The attachments of the previous version do not come along. Choose them again if they still apply.
correction-late = The deadline has passed. You can still correct your response, but the new version is marked as received after the deadline.
correction-send = Send the corrected version
correction-newer = The sender has corrected the response. The version that counts is:
correction-older = This is a corrected version. It replaces:
input-replaced = Corrected
input-erased = Erased
inputs-which-replaced = Earlier versions
input-refused-erased = The content has been erased
input-refused-erased-way = There is nothing left to correct. To say something new, send a new response from the page of the hearing.
input-refused-replaced = A corrected version has already taken the place of the response
input-refused-replaced-way = Open the receipt of the corrected version and correct that one.

## The receipt as a file

receipt-keep-heading = Save the address now
receipt-file = Download the receipt as a text file
receipt-code = Scan the code to open the receipt on a phone.
receipt-file-hearing = Hearing
receipt-file-source = Came in
receipt-file-deadline = Deadline for responses
receipt-file-rule = Rule
receipt-file-rule-text = version { $version }: on time is what began to arrive before the deadline was over. The last minute of the deadline counts in full.
receipt-points = Answers to your points
receipt-point-open = The secretariat has not answered this yet.
inputs-number-sought = You are looking for response no. { $number }.
inputs-number-mistyped = There is no such number: the last digit does not fit the others. See whether a digit is wrong.
check-title = Check a receipt
check-lead = A receipt carries a digital signature. Here anyone can see whether it is genuine and unchanged. What you paste is not stored.
check-receipt = Text of the receipt
check-receipt-hint = Open the text file, copy all of it and paste it here.
check-text = Text of the response
check-text-hint = Paste the response if you also want to see whether the receipt is for that very text.
check-button = Check
check-holds = The receipt is genuine. It was signed here and has not been changed since.
check-foreign = The receipt has not been changed since it was signed, but it was not signed here.
check-broken = The signature does not fit. The receipt was changed, not copied in full, or is not genuine.
check-fault-none = This is not a receipt. Copy the whole text file, its last lines too.
check-text-fits = It is for the text you pasted.
check-text-other = It is not for the text you pasted. If a single character differs, it is another text.
check-another = Check another one
check-keys = Keys
check-keys-lead = Receipts are signed with one of these keys. Keep them if you want to check without this page.

## Drafts of answers

draft-answer-keep = Save draft
draft-answer-lead = Here is your draft as you left it. It has not been sent.
draft-answer-saved = The draft was saved on { $date } and is deleted when you send the response, or on { $until }.
draft-answer-yours = You find it again on the page of the hearing when you are signed in. Nobody else can open it.
draft-answer-address = Save the address to come back. Do not give it to others: it opens the draft, and once the response is sent it is the key to the receipt too:
draft-answer-hearing = To the hearing
draft-answer-remove = Delete the draft
draft-answers-own = Your drafts
draft-answer-of = Draft of { $date }
