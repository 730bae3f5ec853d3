## The draft

draft-title = Udkast
draft-lead = Her er strategiens tekst, som den er lige nu. Under hvert afsnit står de vedtagne forslag, det bygger på.
draft-empty = Udkastet er tomt. Tilføj det første kapitel, og skriv derefter afsnittene.
chapter-new = Nyt kapitel
chapter-name = Kapitlets titel
chapter-owned-by = Ansvarlig
chapter-owner = Ansvarlig: { $body }
chapter-add = Tilføj kapitlet
paragraph-new = Nyt afsnit
paragraph-text = Afsnittets tekst
paragraph-proposals = Vedtagne forslag, afsnittet bygger på
paragraph-add = Tilføj afsnittet
paragraph-open = Åbn afsnit { $number }
paragraph-no-source = Uden kilde
paragraph-rests-on = Bygger på:
freeze-go = Frys en version

## A paragraph

paragraph-number = Afsnit { $number }
paragraph-note = Hvad er ændret, og hvorfor?
paragraph-save = Gem afsnittet
paragraph-history = Historik
paragraph-revision = Udgave { $number }

## Differences between versions

version-difference = Ændringer fra version { $from } til version { $to }
version-no-difference = De to versioner er ens.

## Refusals

draft-refused-someone-was-faster = En anden har gemt afsnittet før dig. Nu står der: »{ $now }«
draft-refused-someone-was-faster-way = Gå tilbage, kopiér det, du har skrevet, åbn afsnittet igen, og skriv dine ændringer ind i den nye tekst.
draft-refused-nothing-changed = Der er ikke ændret noget i afsnittet
draft-refused-nothing-changed-way = Gå tilbage, ret teksten eller det, den bygger på, og gem igen.
draft-refused-no-text = Udkastet har ingen tekst, der kan fryses
draft-refused-no-text-way = Skriv mindst ét afsnit i udkastet, og frys det derefter.
draft-refused-same-as-version = Teksten er allerede frosset som version { $number }
draft-refused-same-as-version-way = Brug den version, eller ret udkastet, før der fryses igen.

## Tasks

task-adopted-not-in-text = { $count ->
    [one] Ét vedtaget forslag står ikke i teksten
   *[other] { $count } vedtagne forslag står ikke i teksten
}
task-without-source = { $count ->
    [one] Ét afsnit er uden kilde
   *[other] { $count } afsnit er uden kilde
}
