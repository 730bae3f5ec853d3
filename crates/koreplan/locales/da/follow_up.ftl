## List

initiatives-title = Initiativer
initiatives-lead = Her er det, strategien sætter i gang, og om det går efter planen. Det lys, der vises, er det dårligste af de fire i seneste status.
initiatives-not-yet = Initiativerne er ikke offentlige endnu. De kommer her, når strategien er godkendt og offentliggjort.
initiatives-empty = Der er ingen initiativer her endnu.
initiatives-count = { $count ->
    [one] Ét initiativ
   *[other] { $count } initiativer
}
initiatives-chart = Initiativer efter lys i seneste status
initiatives-how-many = Antal
initiatives-head-title = Initiativ
initiatives-head-area = Område
initiatives-head-lead = Ansvarlig
initiatives-head-state = Status
initiatives-head-light = Lys
initiative-idea = Ikke begyndt
initiative-running = I gang
initiative-completed = Gennemført
initiative-dropped = Udgået
provenance-verified = Titel fra kilden
provenance-content = titlen står ikke i kilden
provenance-demo = opdigtet til demonstrationen
provenance-added = Tilføjet af sekretariatet

## An initiative

initiative-new = Nyt initiativ
initiative-number = Nummer
initiative-name = Initiativets titel
initiative-area = Område
initiative-lead = Ansvarlig
initiative-create = Opret initiativet
initiative-year = År
initiative-in-text = I strategien
initiative-not-in-text = Ikke knyttet til et afsnit endnu
initiative-paragraph = Afsnit i strategien
initiative-link = Knyt initiativet til afsnittet
initiative-start = Start initiativet
initiative-how-ended = Hvordan endte initiativet?
ending-completed = Gennemført
ending-dropped = Udgået
initiative-end = Afslut initiativet

## Reports

reports-title = Status
reports-empty = Der er ingen status endnu. Den første kommer, når initiativet er i gang.
report-new = Ny status
report-year = År
report-quarter = Kvartal
report-budget = Budget
report-business-case = Business case
report-risks = Risici
report-schedule = Tidsplan
report-action = Afhjælpende handling
report-action-hint = Skal skrives, hvis et lys er gult eller rødt. Grønt: følger planen. Gult: væsentlige udfordringer, der kan afværges med en afhjælpende handling. Rødt: en kritisk afvigelse, som en afhjælpende handling ikke ventes at kunne rette op på.
report-save = Gem status
quarter = { $quarter }. kvartal { $year }
light-green = Grøn
light-yellow = Gul
light-red = Rød

## Refusals

follow-up-refused-not-running = Initiativet er ikke i gang
follow-up-refused-not-running-way = Start initiativet først, hvis det ikke er begyndt.
follow-up-refused-begun = Initiativet er allerede begyndt
follow-up-refused-begun-way = Gå tilbage, genindlæs siden, og skriv en status i stedet.
follow-up-refused-ahead = Kvartalet er ikke begyndt endnu
follow-up-refused-reported = Der er allerede givet status for kvartalet
follow-up-refused-quarter-way = Gå tilbage, og vælg et andet kvartal.
follow-up-refused-no-action = Der mangler en afhjælpende handling, for ikke alle lys er grønne
follow-up-refused-no-action-way = Gå tilbage, og skriv, hvad der bliver gjort ved det.

## Tasks

task-nothing-running = Ingen initiativer er i gang
task-without-report = { $count ->
    [one] Ét initiativ mangler sin første status
   *[other] { $count } initiativer mangler deres første status
}
follow-up-refused-dropped = Initiativet er udgået i forhandlingen
follow-up-refused-dropped-way = Start et andet initiativ, eller læs resultatet af forhandlingen.
follow-up-refused-before = Initiativet var ikke begyndt i det kvartal
initiatives-no-status = Ingen status endnu
initiatives-chart-table = Vis tallene som tabel
