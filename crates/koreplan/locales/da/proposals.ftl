## List

proposals-title = Forslag
proposals-lead = Her er forslagene til, hvad strategien skal indeholde, og hvad der er besluttet om dem.
proposals-waiting = Konklusioner, der ikke er blevet til forslag endnu
proposals-count = { $count ->
    [one] Ét forslag
   *[other] { $count } forslag
}
proposals-empty = Der er ingen forslag endnu. Det første laves ud fra en konklusion på et temamøde, en analyse, et høringssvar eller i hånden.
proposals-head-number = Nr.
proposals-head-title = Forslag
proposals-head-area = Område
proposals-head-state = Status
proposal-drafted = Ikke indstillet endnu
proposal-recommended = Indstillet
proposal-on-agenda = På dagsordenen
proposal-postponed = Ikke endeligt besluttet
proposal-adopted = Vedtaget
proposal-sent-on = Sendt videre
proposal-rejected = Afvist
proposal-ended = Bortfaldet
proposal-became = Blevet til andre forslag
proposal-taken-back = Fortrudt

## Writing

proposal-new = Nyt forslag
proposal-new-lead = Et forslag bygger på konklusioner, analyser eller sætninger fra høringssvar. Det kan også skrives i hånden.
proposal-name = Forslagets titel
proposal-body = Forslag
proposal-body-hint = Skriv, hvad der skal gøres, og hvem der skal gøre det.
proposal-area = Område
proposal-conclusions = Konklusioner, forslaget bygger på
proposal-analyses = Analyser, forslaget bygger på
proposal-sentences = Sætninger fra høringssvar, forslaget bygger på
proposal-create = Opret forslaget
proposal-create-anyway = Opret alligevel et nyt forslag
proposal-in-meeting = Skriv et forslag på mødet
proposal-from-confidential = Konklusionen er fortrolig. Forslaget kan læses af alle med en plads i sagen, så skriv det uden det fortrolige.
proposal-is-like = Forslaget ligner forslag { $numbers }
proposal-is-like-way = Føj grundlaget til et forslag, der er der i forvejen, eller opret alligevel et nyt.
proposal-add-here = Føj til dette forslag i stedet
proposal-anyway = Opret et nyt forslag alligevel

## The proposal

proposal-number = Forslag nr. { $number }
proposal-meeting = Se mødet
proposal-behind = Det bygger forslaget på
proposal-nothing-behind = Forslaget bygger ikke på nogen konklusion, analyse eller noget høringssvar. Opret det ud fra en af dem, hvis sporet skal kunne følges.
proposal-hidden-conclusions = Forslaget bygger også på en konklusion, der er fortrolig endnu.
proposal-way = Forslagets vej
proposal-decided-inside = Besluttet. Ordlyden er endnu kun for mødets egne.
proposal-lies-with = Forslaget ligger hos { $body }.
proposal-conclusion = Konklusion
proposal-assessments = Vurdering og indstilling
proposal-assessment = Virkning
proposal-assessment-hint = Skriv, hvad forslaget vil betyde, og for hvem.
proposal-cost = Økonomi
proposal-cost-hint = Skriv, hvad det koster og giver, for staten, kommunerne og regionerne.
proposal-legal = Jura
proposal-legal-hint = Skriv, om der er hjemmel, eller om regler skal ændres.
proposal-parties = Parter
proposal-parties-hint = Skriv, hvem det berører, og hvad de siger.
proposal-recommendation = Indstilling
proposal-recommend = Gem vurdering og indstilling
proposal-agenda = Sæt forslaget på en dagsorden
proposal-no-meeting = Der er ikke noget kommende møde, hvor dagsordenen er åben.
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

## Sending on and letting fall

proposal-send-on = Send videre til et andet organ
proposal-to-body = Organ
proposal-send-note = Følgeord
proposal-send-note-hint = Skriv, hvad organet skal tage stilling til. Begge organer ser hele forslagets vej.
proposal-end = Lad forslaget bortfalde
proposal-end-reason = Begrundelse
proposal-end-hint = Titlen og begrundelsen bliver offentlige, og de kan læses af dem, hvis høringssvar forslaget bygger på.

## Lineage

lineage-title = Hvad forslaget kom af og blev til
lineage-merge = Slået sammen
lineage-split = Delt
lineage-were-merged = blev slået sammen til
lineage-was-split = blev delt i
lineage-became = Forslaget er blevet til
lineage-undone = Fortrudt:
lineage-undo = Fortryd
lineage-undo-reason = Hvorfor fortrydes det?
lineage-reason = Hvorfor?
lineage-merge-title = Slå forslag sammen
lineage-merge-lead = De gamle forslag bliver stående og viser, hvad de blev til. Det nye bygger på alt det, de byggede på.
lineage-merge-with = Slå sammen med et andet forslag
lineage-which = Forslag, der slås sammen
lineage-merge-them = Slå forslagene sammen
lineage-nothing-to-merge = Der er ikke to forslag, der kan slås sammen. Opret et forslag først.
lineage-split-title = Del forslag nr. { $number }
lineage-split-lead = Det gamle forslag bliver stående og viser, hvad det blev til. Det, du ikke fordeler, følger begge de nye.
lineage-split-open = Del forslaget
lineage-split-it = Del forslaget i to
lineage-first = Det første
lineage-second = Det andet
lineage-rests = Det bygger på
lineage-refused-too-few = Der skal mindst to forslag til
lineage-refused-too-few-way = Vælg mindst to forslag.
lineage-refused-already-undone = Det er allerede fortrudt
lineage-refused-already-undone-way = Genindlæs siden, og se, hvordan forslagene står.
lineage-refused-rested-on = Noget bygger på det nye forslag
lineage-refused-rested-on-way = Det nye forslag er sendt i behandling, sat på en dagsorden, lavet om eller har fået mere grundlag. Del det eller slå det sammen på ny i stedet.

## Proposed treatment

treatment-title = Foreslået behandling
treatment-yours = Venter på jeres svar
treatment-new = Send en foreslået behandling
treatment-version = Til { $body }, version { $number }
treatment-with = Tages med
treatment-changed = Tages med i ændret form
treatment-without = Tages ikke med
treatment-postponed = Udskydes
treatment-body = Organ
treatment-verdict = Foreslået behandling
treatment-text = Tekst
treatment-text-hint = Skriv forslaget, som det foreslås behandlet.
treatment-why = Begrundelse
treatment-last-day = Sidste svardag
treatment-last-day-hint = Lad feltet stå tomt for organets egen frist. En kortere frist kan ikke gives.
treatment-too-short = Fristen er kortere end organets egen
treatment-send = Send til organet
treatment-due = svar senest { $date }
treatment-silence = tavshed er samtykke
treatment-days-left = { $days ->
    [0] Sidste dag i dag
    [one] Én dag tilbage
   *[other] { $days } dage tilbage
}
treatment-expired = { $days ->
    [one] Udløbet for én dag siden
   *[other] Udløbet for { $days } dage siden
}
treatment-consented = Samtykke ved tavshed
treatment-replaced = Afløst af en ny version
treatment-answer = Svar på den foreslåede behandling
treatment-accepted = Tiltrådt
treatment-objected = Indsigelse
treatment-comment = Bemærkning
treatment-comment-hint = Skal udfyldes ved en indsigelse.
treatment-counter = Modtekst
treatment-counter-hint = Skriv jeres egen tekst, hvis I vil have en anden.
treatment-say-why = Skriv, hvad indsigelsen går ud på
treatment-send-answer = Send svaret
treatment-late = efter fristen
treatment-refused-replaced = Der er sendt en nyere version
treatment-refused-replaced-way = Genindlæs siden, og svar på den nye.
treatment-refused-answered = Der er allerede svaret
treatment-refused-answered-way = Genindlæs siden, og se svaret.
treatment-refused-consented = Fristen er udløbet, og tavshed er samtykke
treatment-refused-consented-way = Bed sekretariatet om at sende en ny version.
counting-calendar = Kalenderdage
counting-working = Arbejdsdage

## More refusals

proposal-refused-became = Forslaget er blevet til andre
proposal-refused-became-way = Arbejd videre med de forslag, det blev til.
proposal-refused-ended = Forslaget er bortfaldet
proposal-refused-ended-way = Opret et nyt forslag, hvis sagen skal tages op igen.
proposal-refused-treatment-waiting = Et organ har endnu tid til at svare på den foreslåede behandling
proposal-refused-treatment-waiting-way = Vent på svaret, eller til fristen er udløbet.
proposal-refused-in-text = Forslaget står i teksten
proposal-refused-in-text-way = Tag det ud af afsnittet i udkastet først.
proposal-refused-changed = Nogen har gemt en anden vurdering i mellemtiden
proposal-refused-changed-way = Se begge tekster nedenfor, og gem det, der skal stå.
proposal-refused-nothing-changed = Der er intet ændret
proposal-refused-nothing-changed-way = Ret noget, eller gå tilbage til forslaget.
