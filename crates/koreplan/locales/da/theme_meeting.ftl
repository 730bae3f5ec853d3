## Conclusions

conclusion-text = Konklusion
conclusion-hint = Skriv kort, hvad mødet kom frem til. Skriv én konklusion ad gangen.
conclusion-topics = Hvilke emner bygger konklusionen på?
conclusion-add = Tilføj konklusionen
conclusion-analyses = Hvilke analyser bygger konklusionen på?
conclusion-sentences = Hvilke sætninger fra høringssvar bygger konklusionen på?
conclusion-oral = Sagt på mødet
conclusion-oral-hint = Notatpligt: Bygger konklusionen på noget, der blev sagt, så skriv, hvem der sagde det og hvornår.
conclusion-said-by = Hvem sagde det?
conclusion-said-time = Hvornår?
conclusion-said = Sagt af { $by }, { $at }
conclusion-rests-on-nothing = Vælg, hvad konklusionen bygger på, eller skriv, hvem der sagde det
conclusion-secrecy = Offentlighed
conclusion-is-confidential = Fortrolig: kun mødets deltagere læser den, til den frigives
conclusion-release-day = Frigives den
conclusion-release-time = Klokken
conclusion-confidential = Fortrolig
conclusion-released-at = Frigives { $at }, når referatet er godkendt.
conclusion-released-by-act = Frigives af formanden eller sekretariatets leder.
conclusion-release = Frigiv konklusionen

## Agenda

theme-draw = Hent punkter fra områdets emner
theme-draw-lead = Vælg de emner og analyser, der skal på dagsordenen. De, der er der i forvejen, vises ikke.
theme-draw-topics = Godkendte emner
theme-draw-analyses = Færdige analyser
theme-draw-do = Sæt på dagsordenen
theme-draw-nothing = Alle områdets godkendte emner og færdige analyser er på dagsordenen. Godkend et emne, og kom tilbage.

## Refusals

theme-refused-no-theme-meeting = Mødet er ikke et temamøde og har derfor ingen konklusioner
theme-refused-no-theme-meeting-way = Skriv i stedet beslutningen ved hvert punkt på dagsordenen.
theme-refused-not-confidential = Konklusionen er ikke fortrolig
theme-refused-not-confidential-way = Genindlæs siden: konklusionen kan læses, når referatet er godkendt.
theme-refused-nothing-chosen = Der er ikke valgt noget
theme-refused-nothing-chosen-way = Gå tilbage, og vælg mindst ét emne eller én analyse.

## Tasks

task-areas-without-meeting = { $count ->
    [one] Ét område mangler et afsluttet temamøde
   *[other] { $count } områder mangler et afsluttet temamøde
}
