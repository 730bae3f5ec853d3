## Campaigns

campaigns-title = Campaigns
campaigns-lead = A campaign is letters that follow one template. Each letter still counts as a response of its own, and what a sender has added is shown apart.
campaigns-count = { $count ->
    [0] No campaigns
    [one] One campaign with { $letters } letters
   *[other] { $count } campaigns with { $letters } letters in all
}
campaigns-empty = There are no campaigns yet. Find them by grouping the responses below.
campaigns-head-campaign = Campaign
campaigns-head-letters = Letters
campaigns-head-own = With own sentences
campaigns-head-made = Made
campaigns-one-each = Show the responses with only one of each campaign
campaigns-of-hearing = Many have sent letters that follow one template:
campaign-number = Campaign no. { $number }
campaign-by-machine = By the system on { $date }
campaign-by-hand = By { $by } on { $date }
campaign-is-public = Published
campaign-share = { $whole }.{ $part }
campaign-unlike = less than 0.7
campaign-how-exact = The template word for word
campaign-how-near = Likeness to the template: { $share }
campaign-how-hand = Put here by { $by }; likeness to the template: { $share }

## Finding them

grouping-title = Group the responses
grouping-what = The system compares the responses that are in no campaign, and groups those that follow one template. What you have moved, taken out or dissolved stays as it is.
grouping-smallest = Fewest letters
grouping-smallest-hint = So many letters there must be before they are a campaign.
grouping-hearing = Only this hearing
grouping-ask = Find campaigns
grouping-waiting = The comparison waits to begin
grouping-reading = The responses are being read
grouping-comparing = The responses are being compared
grouping-storing = The campaigns are being stored
grouping-done = The campaigns are found
grouping-so-far = { $done } of { $total }.
grouping-in-background = You can go on working meanwhile.
grouping-look-again = See how far it has come
grouping-last = Last grouped { $date } as { $by } asked: { $letters } letters in { $campaigns ->
    [one] one campaign
   *[other] { $campaigns } campaigns
}.

## One campaign

campaign-lead = The letters are like the template. Sentences that the template does not have are the sender's own, and are marked.
campaign-template = The template
campaign-senders = Who and when
campaign-by-kind = Letters by sender
campaign-by-day = Letters by when they came
campaign-from = from { $date }
campaign-head-kind = Sender
campaign-head-days = Received
campaign-chart-table = Show the numbers as a table
campaign-letters = The letters
campaign-letters-lead = Letters that add most come first.
campaign-letters-count = { $count ->
    [one] One letter
   *[other] { $count } letters
}
campaign-show-own = Show only letters with own sentences
campaign-show-all = Show all letters
campaign-in-list = Show them in the list of responses
campaign-no-letters = No letter has sentences of its own. Show all letters instead.
campaign-read-letter = Read the letter
campaign-measuring = The letters are being compared with the new template. The numbers may change meanwhile.
campaign-is-dissolved = The campaign is dissolved. Its letters count one by one.
campaign-tie = { $count ->
    [one] The letter is in
   *[other] The letter is one of { $count } in
}
campaign-tie-template = { $count ->
    [one] The letter is the template of
   *[other] The letter is the template of { $count } letters in
}
campaign-tie-to = – the template is
campaign-differences = Show how it differs from the template
campaign-differences-lead = The template does not have the marked sentences.

## Changing it

campaign-reshape = Change the campaign
campaign-reason = Reason
campaign-choose = What is to happen to the chosen letters?
campaign-choose-release = Take them out of the campaign
campaign-choose-move = Move them to another campaign
campaign-choose-split = Make a campaign of their own
campaign-choose-template = Make the chosen letter the template
campaign-choose-other = Move to campaign no.
campaign-choose-other-hint = Only when the letters are to be moved.
campaign-choose-reason-hint = The system does not put back a letter that was taken out.
campaign-choose-do = Do it
campaign-title = Name
campaign-name = Give the campaign a name
campaign-merge = Merge the campaign into another
campaign-merge-into = Put the letters into campaign no.
campaign-merge-hint = This campaign is dissolved, and the other's template holds for all.
campaign-dissolve = Dissolve the campaign
campaign-dissolve-what = The letters then count one by one and must be read one by one. The system does not group them again.
campaign-undo = Undo
campaign-undo-what = Done last: { $act }.
campaign-undone = Undone { $date }
campaign-history = History
campaign-no-history = Nobody has changed the campaign. Choose letters above to correct it.
campaign-act-released = { $letters ->
    [one] One letter taken out
   *[other] { $letters } letters taken out
}
campaign-act-moved = { $letters ->
    [one] One letter moved
   *[other] { $letters } letters moved
}
campaign-act-split = { $letters ->
    [one] One letter made a campaign of its own
   *[other] { $letters } letters made a new campaign
}
campaign-act-template = Another letter made the template
campaign-act-merged = { $letters ->
    [one] One letter merged
   *[other] { $letters } letters merged
}
campaign-act-dissolved = Dissolved
campaign-act-named = Was given a name
campaign-act-published = Published
campaign-act-withdrawn = Withdrawn from the public

## The public

campaign-public = Publicity
campaign-publish = Publish the campaign
campaign-publish-anew = Publish today's number
campaign-publish-what = Everybody is told that { $count } letters follow the template, and can read the template's public copy. A letter is shown only if it is published itself.
campaign-public-since = Published on { $date } with { $count } letters.
campaign-withdraw = Withdraw
campaign-public-lead = Letters that follow one template. Each letter is counted as a response of its own.
campaign-public-count = { $count ->
    [one] One letter follows the template
   *[other] { $count } letters follow the template
}
campaign-public-no-template = The template is not public. See under Hearing which responses there are.
campaign-receipt = Your letter is one of many that follow one template ({ $count } in all). What you have added yourself is read apart.
campaign-receipt-link = See the campaign
topic-through-campaigns = { $templates ->
    [one] Through campaigns: one template, { $letters } letters
   *[other] Through campaigns: { $templates } templates, { $letters } letters
}
inputs-which-one = Only one of each campaign
inputs-of-campaign = The list shows only letters of one campaign.
inputs-to-campaign = Go to the campaign
inputs-all-again = Show all responses

## Refusals

campaign-refused-under-way = The responses are being grouped just now
campaign-refused-under-way-way = Wait until the campaigns are found, and try again.
campaign-refused-nothing-chosen = No letter was chosen
campaign-refused-nothing-chosen-way = Go back, tick at least one letter, and choose what is to happen.
campaign-refused-is-template = The template cannot be taken out of its campaign
campaign-refused-is-template-way = Make another letter the template first, or dissolve the campaign.
campaign-refused-one-template = A campaign has one template
campaign-refused-one-template-way = Go back, and tick one letter that is not the template now.
campaign-refused-too-few = One letter is no campaign
campaign-refused-too-few-way = Choose at least two letters, or take the letter out.
campaign-refused-dissolved = The campaign is dissolved
campaign-refused-dissolved-way = Undo the dissolution if the campaign is to be changed.
campaign-refused-no-other = There is no other campaign of that number
campaign-refused-no-other-way = Find the number in the list of campaigns, and try again.
campaign-refused-nothing-to-undo = There is nothing to undo
campaign-refused-nothing-to-undo-way = See in the history what has happened.
campaign-refused-changed-since = The other campaign has changed since
campaign-refused-changed-since-way = Undo first what happened to the other campaign.
campaign-refused-template-not-public = The template is not published
campaign-refused-template-not-public-way = Publish the response that is the template first.
campaign-refused-not-public = The campaign is not published
campaign-refused-not-public-way = See in the history when it was withdrawn.

## Publishing together

bulk-title = Publish the responses together
bulk-lead = The responses that nobody needs to look at first are published at once. The rest are decided one by one.
bulk-ask = Publish together
bulk-what = These responses are held back:
bulk-holds-found = those that may hold CPR numbers, addresses, telephone numbers or e-mail addresses
bulk-holds-protected = those whose sender has a protected name and address
bulk-holds-redacted = those of which somebody has begun to leave something out
bulk-holds-withdrawn = those that were withdrawn once, and those that are not from whom they say
bulk-sure = I have read which are held back, and want to publish the rest
bulk-fault-sure = Tick the box if the responses are to be published.
bulk-last = Last time they were published together
bulk-under-way = The responses are being published. You can go on working meanwhile.
bulk-asked = Decided
bulk-released = Published
bulk-held-back = Held back
bulk-held-back-what = Open them from the list of responses, and decide them one by one.
bulk-refused-under-way = The responses are being published just now
bulk-refused-under-way-way = Wait until it is done, and try again.
bulk-names = Names of private persons are shown only when the sender has confirmed the response or was signed in. Otherwise the response is shown without a name.
