## Decisions

decisions-title = Beslutninger
decisions-lead = Her er alle beslutninger, der er truffet på åbne punkter. De vises, når mødets referat er godkendt.
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
