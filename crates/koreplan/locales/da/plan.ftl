## Choosing a strategy

cases-title = Strategier
cases-lead = Vælg den strategi, du vil følge.
cases-empty = Der er ingen strategier endnu. Den, der driver systemet, kan indlæse den første.

## Front page

front-timetable = Køreplan
front-open = Åbne høringer
front-decisions = Seneste beslutninger
front-no-decisions = Der er ingen offentlige beslutninger endnu. De kommer her, når referatet af mødet er godkendt.
front-all-decisions = Se alle beslutninger
front-areas = Områder
front-areas-count = { $count ->
    [one] Strategien har ét område.
   *[other] Strategien har { $count } områder.
}
front-area-minister = Temamødet ledes af { $name }
front-actors = Aktører

## Map and table

map-label = Kort over strategiens trin som linjer og stationer. De samme datoer står i tabellen.
map-legend = Stationernes betydning
map-today = I dag
month-short-1 = jan
month-short-2 = feb
month-short-3 = mar
month-short-4 = apr
month-short-5 = maj
month-short-6 = jun
month-short-7 = jul
month-short-8 = aug
month-short-9 = sep
month-short-10 = okt
month-short-11 = nov
month-short-12 = dec
timetable-caption = Trin og datoer
timetable-step = Trin
timetable-planned = Planlagt
timetable-moved = Flyttet til
timetable-kept = Faktisk
timetable-state = Status
timetable-not-moved = Ikke flyttet
timetable-since = Siden { $date }
timetable-not-begun = Ikke begyndt

## Steps

step-input = Høring
step-analysis = Analyse
step-theme-meeting = Temamøder
step-proposals = Forslag
step-steering-group = Styregruppe
step-draft = Udkast
step-approval = Godkendelse
step-negotiation = Forhandling
step-follow-up = Opfølgning
step-state-coming = Kommende
step-state-running = I gang
step-state-late = Forsinket
step-state-kept = Gennemført
step-input-about = Alle kan sende høringssvar. Hvert svar får en kvittering, og det, der kommer efter fristen, bliver mærket, men aldrig smidt væk.
step-analysis-about = Sekretariatet læser høringssvarene, samler deres sætninger i emner og skriver en vurdering af hvert emne.
step-theme-meeting-about = Hvert område holder et temamøde om emnerne fra høringssvarene. Mødet ender med konklusioner.
step-proposals-about = Konklusionerne bliver til forslag, som vurderes og får en indstilling til styregruppen.
step-steering-group-about = Styregruppen behandler forslagene på sine møder og orienterer opad om det, den har besluttet.
step-draft-about = De vedtagne forslag skrives ind i strategiens tekst. Hvert afsnit viser, hvad det bygger på.
step-approval-about = Teksten fryses, og hver part svarer på præcis den version. Når alle har sagt ja, kan den offentliggøres.
step-negotiation-about = Parterne forhandler om, hvad initiativerne koster, hvad de giver, og hvem der betaler.
step-follow-up-about = Initiativerne sættes i gang, og hvert kvartal vises, om de følger planen.
step-work = Se indholdet af trinnet
step-dates = Datoer
step-moves = Flytninger og begrundelser
step-start = Start trinnet
step-move = Flyt trinnet
step-move-from = Første dag
step-move-to = Sidste dag
step-move-reason = Begrundelse
step-move-reason-hint = Begrundelsen er offentlig og står i køreplanen.
step-move-button = Flyt trinnet

## Gates

gate = Port
gate-opened = Åbnet af { $by } den { $date }.
gate-opened-against = Porten blev åbnet, selv om der var åbne opgaver. Begrundelse:
gate-nothing-missing = Der mangler ikke noget.
gate-missing = { $count ->
    [one] Der mangler én ting, før porten kan åbnes.
   *[other] Der mangler { $count } ting, før porten kan åbnes.
}
gate-reason = Begrundelse
gate-reason-hint = Skal skrives, hvis porten åbnes, selv om der er åbne opgaver. Begrundelsen er offentlig og føres i journalen.
gate-open = Åbn porten
plan-refused-tasks-open = { $count ->
    [one] Porten er ikke åbnet: der er én åben opgave, og der er ikke skrevet en begrundelse
   *[other] Porten er ikke åbnet: der er { $count } åbne opgaver, og der er ikke skrevet en begrundelse
}
plan-refused-tasks-open-way = Gør opgaverne færdige, eller gå tilbage, og skriv, hvorfor porten skal åbnes alligevel.
plan-refused-gate-is-open = Porten er allerede åbnet
plan-refused-step-has-ended = Trinnet er afsluttet
plan-refused-step-has-begun = Trinnet er allerede begyndt
plan-refused-done-way = Gå tilbage, genindlæs siden, og se, hvordan det står til nu.
plan-refused-same-dates = Trinnet har allerede de datoer
plan-refused-end-before-start = Sidste dag ligger før første dag
plan-refused-dates-way = Gå tilbage, og vælg andre datoer.
front-yours = Det venter på dig
front-yours-minutes = Godkend referatet af »{ $name }«
front-yours-answer = Svar på strategiteksten for { $name }
front-yours-brief = Tag orientering nr. { $name } til efterretning
gate-not-open = Porten er ikke åbnet endnu.
