## Opinion groups

opinions-title = Opinion groups
opinions-lead = Statements people voted on elsewhere, and who votes alike. Only the secretariat sees it. Participants are numbers, not names.
opinions-count = { $count ->
    [one] One conversation
   *[other] { $count } conversations
}
opinions-empty = There are no conversations yet. Bring in an export from Polis below.
opinions-size = { $statements ->
    [one] one statement
   *[other] { $statements } statements
}, { $written } votes
opinions-import = Bring in an export from Polis
opinions-import-files = The files of the export
opinions-import-files-hint = comments.csv and votes.csv, and summary.csv if you have it. participants-votes.csv may stand alone; statements are then known by number only. All rows are taken or none. The same export can be brought in again.
opinions-import-title = Title of the conversation
opinions-import-title-hint = Leave it empty if the title is in summary.csv. A conversation of the same title gets the new votes.
opinions-import-source = Where the conversation was held
opinions-import-save = Bring in the files
opinions-fault-files = Choose the files of the export
opinions-fault-large = { $name } is too large
opinions-bad-row = { $file }, line { $line }: { $reason }
opinions-bad-more = { $count ->
    [one] One more row cannot be taken
   *[other] { $count } more rows cannot be taken
}

polis-bad-file = The file is none of comments.csv, votes.csv, participants-votes.csv and summary.csv
polis-bad-no-statements = The files hold no statements
polis-bad-unreadable = The row cannot be read as CSV in UTF-8
polis-bad-width = There are { $found } cells, but { $wanted } in the first line
polis-bad-number = { $cell } is no number
polis-bad-text = The statement has no text, or one that is too long
polis-bad-moderation = { $cell } is no moderation: write -1, 0 or 1
polis-bad-vote = { $cell } is no vote: write -1, 0 or 1
polis-bad-statement = Statement { $number } is not in comments.csv
polis-bad-other-text = Statement { $number } is known with another text

moderation-accepted = Accepted
moderation-waiting = Not moderated
moderation-rejected = Rejected

opinions-show-lead = Who votes alike, what each group stands for, what unites all, and what divides.
opinions-source = Held at
opinions-imported = Brought in
opinions-holds = Holds
opinions-computed = Groups found
opinions-computed-by = { $at } by { $by } from { $votes } votes
opinions-grouped = Participants
opinions-grouped-of = { $grouped } of { $all } are in a group. It takes { $threshold ->
    [one] one vote
   *[other] { $threshold } votes
}.
opinions-all = All statements
opinions-outdated = Votes have been brought in since the groups were found. Find them again to count these too.
opinions-not-grouped = The groups have not been found yet.
opinions-find = Find the groups
opinions-regroup = Find the groups again
opinions-refused-too-few = { $count ->
    [0] No participant has voted enough to be in a group
    [one] Only one participant has voted enough to be in a group
   *[other] Only { $count } participants have voted enough to be in a group
}
opinions-refused-too-few-way = So few could be recognised. Bring in more votes; at least { $fewest } participants are needed.

## The map

opinions-map = Map of opinions
opinions-map-label = Map of the opinions of { $participants } participants in { $groups ->
    [one] one group
   *[other] { $groups } groups
}. The figures are in the table below.
opinions-map-reading = A point is one or more participants; the larger, the more. Those who stand close together voted alike. The directions mean nothing by themselves.
opinions-group = Group { $letter }
opinions-ungrouped = In no group: voted too little
opinions-groups-caption = The groups on the map
opinions-places = The figures behind the map
opinions-places-caption = Participants in each part of the map, counted in squares
opinions-head-group = Group
opinions-head-participants = Participants
opinions-head-share = Share of all
opinions-head-x = Across
opinions-head-y = Up

## Groups and statements

opinions-group-of = Group { $letter }: { $count ->
    [one] one participant
   *[other] { $count } participants
}
opinions-small-group = Fewer than five participants: what the group says is not shown.
opinions-apart-caption = Statements that set group { $letter } apart
opinions-agrees = Agrees
opinions-disagrees = Disagrees
opinions-shares = { $agree } % agree, { $disagree } % disagree, { $pass } % pass ({ $count ->
    [one] one vote
   *[other] { $count } votes
})
opinions-statement = Statement { $number }
opinions-head-statement = Statement
opinions-head-says = The group
opinions-head-votes = Votes
opinions-head-others = Others who say the same
opinions-head-z = Difference (z)
opinions-head-all-say = All
opinions-all-agree = Agree
opinions-all-disagree = Disagree
opinions-head-consensus = Joint agreement
opinions-head-division = Distance in percentage points
opinions-head-number = Number
opinions-head-moderation = Moderation
opinions-head-groups = Number of groups
opinions-head-silhouette = Silhouette
opinions-unites = What unites all
opinions-unites-caption = Statements the majority of every group sees alike
opinions-unites-none = No statement has a majority on the same side in all groups.
opinions-divides = What divides
opinions-divides-caption = Statements on which the groups are furthest apart: share that agrees
opinions-divides-none = No statement divides the groups.
opinions-all-groups = All groups shown
opinions-statement-caption = What the groups say to the statement
opinions-statement-left-out = The statement was rejected by the conversation's moderators and is not counted.
opinions-consensus-for = Joint agreement for
opinions-consensus-against = Joint agreement against
opinions-consensus-reading = Joint agreement is the chance that one of each group says the same. It is high only when all groups agree.
opinions-statements-of = Statements in { $title }
opinions-statements-count = { $count ->
    [one] One statement
   *[other] { $count } statements
}
opinions-statements-none = There are no statements.
opinions-statements-caption = Statements, and the votes of all groups shown
opinions-to-map = To the map
opinions-method = How it was computed
opinions-method-text = Groups are found as in Polis: two principal components of the votes, k-means, and the silhouette to choose the number. One more group must make the silhouette better by at least 0.02. The same votes always give the same groups. A difference (z) above 1.28 is certain at 90 per cent.
opinions-protected = Below ten participants no groups are shown. A group of fewer than five has no figures, and its votes are left out of the sums too.
opinions-tried-caption = Numbers of groups that were tried

## Statements under topics

placing-title = { $count ->
    [0] Statements people voted on
    [one] One statement people voted on
   *[other] { $count } statements people voted on
}
placing-none = No statement has been put under the topic yet.
placing-tick = Statements the machine suggests
placing-topics = Topics
placing-no-topics = The statement is under no topic.
placing-place = Put under the topic
placing-remove = Take out of the topic
placing-caption = How the groups voted
