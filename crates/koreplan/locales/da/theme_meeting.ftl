## Conclusions

conclusion-text = Konklusion
conclusion-hint = Skriv kort, hvad mødet kom frem til. Skriv én konklusion ad gangen.
conclusion-topics = Hvilke emner bygger konklusionen på?
conclusion-add = Tilføj konklusionen

## Refusals

theme-refused-no-theme-meeting = Mødet er ikke et temamøde og har derfor ingen konklusioner
theme-refused-no-theme-meeting-way = Skriv i stedet beslutningen ved hvert punkt på dagsordenen.

## Tasks

task-areas-without-meeting = { $count ->
    [one] Ét område mangler et afsluttet temamøde
   *[other] { $count } områder mangler et afsluttet temamøde
}
