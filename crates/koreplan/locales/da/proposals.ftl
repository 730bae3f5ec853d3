## List

proposals-title = Forslag
proposals-lead = Her er forslagene til, hvad strategien skal indeholde, og hvad der er besluttet om dem.
proposals-waiting = Konklusioner, der ikke er blevet til forslag endnu
proposals-count = { $count ->
    [one] Ét forslag
   *[other] { $count } forslag
}
proposals-empty = Der er ingen forslag endnu. Det første laves ud fra en konklusion på et temamøde.
proposals-head-number = Nr.
proposals-head-title = Forslag
proposals-head-area = Område
proposals-head-state = Status
proposal-drafted = Ikke indstillet endnu
proposal-recommended = Indstillet
proposal-on-agenda = På dagsordenen
proposal-postponed = Ikke endeligt besluttet
proposal-adopted = Vedtaget
proposal-dropped = Afvist

## Writing

proposal-new = Nyt forslag
proposal-new-lead = Et forslag bygger på konklusioner og på de sætninger fra høringssvar, der ligger bag dem.
proposal-name = Forslagets titel
proposal-body = Forslag
proposal-body-hint = Skriv, hvad der skal gøres, og hvem der skal gøre det.
proposal-area = Område
proposal-conclusions = Konklusioner, forslaget bygger på
proposal-sentences = Sætninger fra høringssvar, forslaget bygger på
proposal-create = Opret forslaget

## The proposal

proposal-number = Forslag nr. { $number }
proposal-meeting = Se mødet
proposal-behind = Det bygger forslaget på
proposal-nothing-behind = Forslaget bygger ikke på nogen konklusion eller noget høringssvar. Opret det ud fra en konklusion, hvis sporet skal kunne følges.
proposal-conclusion = Konklusion
proposal-assessment = Vurdering
proposal-assessment-hint = Skriv, hvad forslaget vil betyde, hvad det kræver, og hvem det berører.
proposal-recommendation = Indstilling
proposal-recommend = Gem vurdering og indstilling
proposal-agenda = Sæt forslaget på en dagsorden
proposal-no-meeting = Styregruppen har ikke noget kommende møde, hvor dagsordenen er åben.
proposal-which-meeting = Møde
proposal-put-on-agenda = Sæt på dagsordenen

## Refusals

proposal-refused-not-recommended = Forslaget har ingen indstilling
proposal-refused-not-recommended-way = Skriv og gem en vurdering og en indstilling, og sæt derefter forslaget på dagsordenen.
proposal-refused-on-agenda = Forslaget er på dagsordenen for et møde
proposal-refused-on-agenda-way = Vent på mødets beslutning, før forslaget ændres eller sættes på igen.
proposal-refused-decided = Forslaget er besluttet
proposal-refused-decided-way = Opret et nyt forslag, hvis sagen skal tages op igen.

## Tasks

task-no-proposals = Der er ingen forslag
task-conclusions-without-proposal = { $count ->
    [one] Én konklusion er ikke blevet til et forslag
   *[other] { $count } konklusioner er ikke blevet til forslag
}
task-not-recommended = { $count ->
    [one] Ét forslag har ingen indstilling
   *[other] { $count } forslag har ingen indstilling
}
