## The sheet

negotiation-title = Forhandling
negotiation-lead = Her er, hvad hvert initiativ koster og giver hver part, hvad parterne mener, og hvad forhandlingen er endt med.
negotiation-stale = Afsnit, der ikke længere passer med det aftalte
negotiation-head-initiative = Initiativ
negotiation-head-party = { $body }: udgift / gevinst
negotiation-head-outcome = Resultat
kroner = { $amount } kr.

## An initiative

negotiation-sheet = Økonomi
negotiation-no-lines = Der er ikke skrevet udgifter eller gevinster ind endnu. Tilføj den første linje.
negotiation-party = Part
negotiation-year = År
negotiation-cost = Udgift
negotiation-gain = Gevinst
negotiation-amount-hint = Skriv hele kroner, for eksempel 1.500.000.
negotiation-add-line = Gem linjen
negotiation-total = I alt
negotiation-positions = Parternes holdninger
negotiation-no-positions = Ingen part har meldt sin holdning endnu. Partens formand skriver den her på siden.
negotiation-stance = Holdning
stance-agrees = Enig
stance-agrees-if = Enig på betingelser
stance-opposes = Imod
negotiation-note = Begrundelse eller betingelser
negotiation-fault-note = Skriv begrundelsen eller betingelserne.
negotiation-take-position = Gem holdningen
negotiation-outcome = Resultat
negotiation-no-outcome = Der er ikke noget resultat endnu. Det skrives ind, når parterne er færdige med at forhandle.
outcome-agreed = Aftalt
outcome-changed = Ændret
outcome-dropped = Udgået
negotiation-settle = Fastlæg resultatet

## Refusals

negotiation-refused-settled = Resultatet for initiativet er fastlagt og kan ikke ændres
negotiation-refused-settled-way = Ret afsnittene i udkastet, hvis de ikke passer med resultatet.
negotiation-refused-not-priced = Der er ikke skrevet udgifter eller gevinster ind for initiativet
negotiation-refused-not-priced-way = Tilføj mindst én linje med udgift og gevinst, og fastlæg derefter resultatet.

## Tasks

task-nothing-priced = Ingen initiativer har udgifter eller gevinster
task-without-outcome = { $count ->
    [one] Ét initiativ mangler et resultat
   *[other] { $count } initiativer mangler et resultat
}
task-stale-paragraphs = { $count ->
    [one] Ét afsnit passer ikke længere med det aftalte
   *[other] { $count } afsnit passer ikke længere med det aftalte
}
