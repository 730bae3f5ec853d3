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
brief-decisions = Beslutninger siden sidste orientering
brief-no-decisions = Der er ikke truffet beslutninger siden sidste orientering.
brief-deviations = Afvigelser fra køreplanen
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
steering-refused-nothing-new = Der er ikke truffet beslutninger siden sidste orientering
steering-refused-nothing-new-way = Vent med orienteringen, til styregruppen har truffet en beslutning.

## Tasks

task-no-brief = Der er ikke sendt en orientering
task-proposals-undecided = { $count ->
    [one] Ét forslag mangler en beslutning
   *[other] { $count } forslag mangler en beslutning
}
