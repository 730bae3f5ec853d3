## Decisions

decisions-title = Beslutninger
decisions-lead = Her er de beslutninger, du kan læse, og hvad de blev til. Beslutninger på åbne punkter bliver offentlige med det godkendte referat, hvis de ikke er frigivet for sig selv før.
decisions-count = { $count ->
    [one] Én beslutning
   *[other] { $count } beslutninger
}
decisions-empty = Der er ingen offentlige beslutninger endnu. De kommer her, når det første referat er godkendt.
decisions-head-matter = Sag
decisions-head-verb = Beslutning
decisions-head-text = Ordlyd
decisions-head-body = Truffet af
decisions-head-date = Dato
decisions-head-became = Blev til
decisions-meeting = Møde
decisions-area = Område
decisions-from = Fra og med
decisions-to = Til og med
decisions-any = Alle
decisions-none-chosen = Ingen beslutninger passer til det valgte. Vælg »Alle« i et af felterne.
became-draft = Udkastet
became-paragraph = afsnit { $number }
became-task = Opgave
became-sent-on = Sendt videre
became-dropped = Bortfaldet
became-nothing = Intet endnu

## Release

decision-release = Frigivelse
release-lead = En beslutning kan frigives for sig selv, før referatet og uden mødets papirer.
release-preview = Det bliver offentligt
release-not-papers = Sagsfremstilling, indstilling og bilag følger ikke med.
release-when = Lad felterne stå tomme for at frigive nu, eller vælg et tidspunkt.
release-do = Frigiv beslutningen
release-withdraw = Træk frigivelsen tilbage
release-withdraw-reason = Hvorfor?
release-inside = Ikke offentlig
release-with-minutes = Offentlig med referatet
release-released = Frigivet { $at }
release-planned = Frigives { $at }
release-withdrawn = Trukket tilbage { $at }
release-refused-undecided = Punktet er ikke besluttet
release-refused-undecided-way = Skriv beslutningen på mødets side først.
release-refused-public = Beslutningen er offentlig
release-refused-public-way = Træk frigivelsen tilbage først, hvis den skal frigives på et andet tidspunkt.
release-refused-not-public = Beslutningen er ikke offentlig
release-refused-not-public-way = Der er ingen frigivelse at trække tilbage.
release-refused-changed = Beslutningen er ikke, som du læste den
release-refused-changed-way = Gå tilbage, genindlæs siden, og læs den igen.
decision-verb = Beslutning
decision-text = Beslutningens ordlyd
decision-save = Gem beslutningen

## Briefs

briefs-title = Orienteringer
briefs-empty = Der er ikke sendt nogen orientering endnu. Den første kan sendes, når styregruppen har truffet en beslutning.
brief-to = Styregruppens orienteringer til { $body }.
brief-number = Orientering nr. { $number }
brief-waiting = Afventer svar
brief-noted = Taget til efterretning
brief-new = Ny orientering
brief-will-tell = Dette kommer automatisk med i orienteringen:
brief-no-decisions = Der er ikke truffet beslutninger siden sidste orientering.
brief-no-deviations = Ingen trin er flyttet.
brief-summary = Sammenfatning
brief-summary-hint = Skriv det vigtigste, og hvad der eventuelt skal tages stilling til.
brief-send = Send orienteringen
brief-sent = Sendt
brief-answer = Svar
brief-note = Tag til efterretning
brief-noted-by = Taget til efterretning af { $by } den { $date }.

## Refusals

steering-refused-no-body = Mødet kan ikke træffe beslutninger
steering-refused-no-body-way = Sæt punktet på dagsordenen for et møde i styregruppen eller en bestyrelse.
steering-refused-already-noted = Orienteringen er allerede taget til efterretning
steering-refused-already-noted-way = Gå tilbage, genindlæs siden, og se svaret.
steering-refused-nothing-new = Der er ikke sket noget siden sidste orientering
steering-refused-nothing-new-way = Vent med orienteringen, til der er noget at fortælle: en beslutning, en flytning eller en sag, der afventer svar.

## Tasks

task-no-brief = Der er ikke sendt en orientering
task-proposals-undecided = { $count ->
    [one] Ét forslag mangler en beslutning
   *[other] { $count } forslag mangler en beslutning
}

## The next brief, section by section

brief-go-on = Fortsæt på udkastet
brief-write = Skriv orienteringen
brief-write-about = Orienteringen skrives ud fra sagen: hvad der skal besluttes, hvad der er sket siden sidst, afvigelser og risici. Bagefter kan hvert afsnit rettes.
brief-draft-lead = Ret det, der skal siges anderledes. Afsnit, du ikke retter, følger sagen, indtil orienteringen sendes.
brief-written = Skrevet { $date } af { $by }.
brief-place-summary = Sammenfatning
brief-place-last = Sidste orientering
brief-place-needed = Det skal I tage stilling til
brief-place-changes = Det er sket siden sidst
brief-place-deviations = Afvigelser fra køreplanen
brief-place-risks = Risici
brief-edit = Ret afsnittet
brief-save = Gem afsnittet
brief-edited = Rettet
brief-unsettled = Sagen har ændret sig, siden afsnittet blev rettet
brief-machine = Det siger sagen
brief-keep = Behold min tekst
brief-take = Brug sagens tekst
brief-send-head = Send
brief-on-agenda = Sæt orienteringen på dagsordenen for
brief-head-to = Til
brief-head-from = Fra
brief-head-case = Sag
brief-head-date = Dato
brief-download-word = Hent som Word-fil
brief-download-pdf = Hent som PDF
brief-item-recommendation = Det indstilles, at orienteringen tages til efterretning.
brief-item-presentation = Orienteringen kan læses og hentes her: { $page }
brief-mail-subject = Ny orientering til { $body }
brief-mail = Der er sendt en orientering til { $body }.

    Læs den her:
    { $page }

brief-says-summary = Siden sidst er der truffet { $decided ->
    [0] ingen beslutninger
    [one] én beslutning
   *[other] { $decided } beslutninger
}. { $needed ->
    [0] Ingen sager
    [one] Én sag
   *[other] { $needed } sager
} afventer jeres stilling. { $moved ->
    [0] Ingen trin er flyttet
    [one] Ét trin er flyttet
   *[other] { $moved } trin er flyttet
}. { $worries ->
    [0] Intet andet kræver opmærksomhed.
    [one] Ét forhold kræver opmærksomhed.
   *[other] { $worries } forhold kræver opmærksomhed.
}
brief-says-first = Dette er den første orientering.
brief-says-last = Orientering nr. { $number } blev sendt den { $date }.
brief-says-noted = Den er taget til efterretning af { $by }.
brief-says-not-noted = Den er ikke taget til efterretning endnu.
brief-says-nothing-needed = Ingen sager afventer jeres stilling.
brief-says-no-meeting-yet = endnu ikke på en dagsorden
brief-says-decided = Styregruppen har besluttet:
brief-says-acts = Desuden:
brief-says-moved = { $title } slutter nu { $to } i stedet for { $from }
brief-says-overdue = { $title } skulle være afsluttet { $since }
brief-says-tasks = { $count ->
    [one] Én opgave er over fristen.
   *[other] { $count } opgaver er over fristen.
}
brief-says-lights = { $title }: { $red } røde og { $yellow } gule lys
brief-says-gate = Dette mangler, før beslutningspunktet »{ $gate }« kan åbnes:
brief-says-no-risks = Der er ikke noteret risici, og intet mangler før næste beslutningspunkt.
brief-act-start-step = { $count ->
    [one] Ét trin er begyndt
   *[other] { $count } trin er begyndt
}
brief-act-open-gate = { $count ->
    [one] Ét beslutningspunkt er åbnet
   *[other] { $count } beslutningspunkter er åbnet
}
brief-act-publish-hearing = { $count ->
    [one] Én høring er sendt ud
   *[other] { $count } høringer er sendt ud
}
brief-act-extend-hearing = { $count ->
    [one] Én svarfrist er forlænget
   *[other] { $count } svarfrister er forlænget
}
brief-act-release-note = { $count ->
    [one] Ét høringsnotat er offentliggjort
   *[other] { $count } høringsnotater er offentliggjort
}
brief-act-approve-topic = { $count ->
    [one] Ét emne er godkendt
   *[other] { $count } emner er godkendt
}
brief-act-conclude-theme = { $count ->
    [one] Temamøderne har draget én konklusion
   *[other] Temamøderne har draget { $count } konklusioner
}
brief-act-make-proposal = { $count ->
    [one] Ét forslag er oprettet
   *[other] { $count } forslag er oprettet
}
brief-act-recommend-proposal = { $count ->
    [one] Ét forslag er indstillet
   *[other] { $count } forslag er indstillet
}
brief-act-approve-minutes = { $count ->
    [one] Ét referat er godkendt
   *[other] { $count } referater er godkendt
}
brief-act-freeze-version = { $count ->
    [one] Én version af strategien er frosset
   *[other] { $count } versioner af strategien er frosset
}
brief-act-decide-approval = { $count ->
    [one] Én part har svaret på en version
   *[other] Parterne har svaret { $count } gange på en version
}
brief-act-settle-outcome = { $count ->
    [one] Ét initiativ er forhandlet færdigt
   *[other] { $count } initiativer er forhandlet færdigt
}

## Risks

brief-light-yellow = Gul
brief-light-red = Rød
risks-title = Risici
risks-count = { $count ->
    [0] Der er ikke noteret risici.
    [one] Én risiko er noteret.
   *[other] { $count } risici er noteret.
}
risk-new = Notér en risiko
risk-title = Risiko
risk-light = Alvor
risk-action = Det gør vi ved den
risk-internal = Kun for sekretariatet: kommer ikke med i orienteringen
risk-is-internal = Kun for sekretariatet
risk-add = Notér risikoen
risk-end = Risikoen er væk

## Refusals of briefs

brief-refused-changed = Orienteringen har ændret sig, siden du læste den
brief-refused-changed-way = Læs den igen, og gem eller send derefter.
brief-refused-nothing-changed = Der er ikke ændret noget
brief-refused-nothing-changed-way = Ret teksten, eller gå tilbage.
brief-refused-unsettled = { $count ->
    [one] Ét rettet afsnit passer ikke længere til sagen
   *[other] { $count } rettede afsnit passer ikke længere til sagen
}
brief-refused-unsettled-way = Vælg i hvert afsnit, om din tekst eller sagens skal gælde.
brief-refused-risk-over = Risikoen er allerede noteret som væk
brief-refused-risk-over-way = Notér den på ny, hvis den er kommet igen.
