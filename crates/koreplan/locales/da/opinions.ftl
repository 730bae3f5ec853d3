## Opinion groups

opinions-title = Meningsgrupper
opinions-lead = Udsagn, som folk har stemt om et andet sted, og hvem der stemmer ens. Kun sekretariatet ser det. Deltagerne er numre, ikke navne.
opinions-count = { $count ->
    [one] Én samtale
   *[other] { $count } samtaler
}
opinions-empty = Der er ingen samtaler endnu. Hent en eksport fra Polis ind nedenfor.
opinions-size = { $statements ->
    [one] ét udsagn
   *[other] { $statements } udsagn
}, { $written } stemmer
opinions-import = Hent en eksport fra Polis ind
opinions-import-files = Eksportens filer
opinions-import-files-hint = comments.csv og votes.csv, gerne også summary.csv. participants-votes.csv kan stå alene; så kendes udsagnene kun ved deres nummer. Alle rækker hentes ind eller ingen. Den samme eksport kan hentes ind igen.
opinions-import-title = Samtalens titel
opinions-import-title-hint = Lad feltet stå tomt, hvis titlen står i summary.csv. En samtale med samme titel får de nye stemmer.
opinions-import-source = Hvor samtalen blev holdt
opinions-import-save = Hent filerne ind
opinions-fault-files = Vælg eksportens filer
opinions-fault-large = { $name } er for stor
opinions-bad-row = { $file }, linje { $line }: { $reason }
opinions-bad-more = { $count ->
    [one] Én række mere kan ikke hentes ind
   *[other] { $count } rækker mere kan ikke hentes ind
}

polis-bad-file = Filen er hverken comments.csv, votes.csv, participants-votes.csv eller summary.csv
polis-bad-no-statements = Der er ingen udsagn i filerne
polis-bad-unreadable = Rækken kan ikke læses som CSV i UTF-8
polis-bad-width = Der er { $found } celler, men { $wanted } i første linje
polis-bad-number = { $cell } er ikke et nummer
polis-bad-text = Udsagnet har ingen tekst, eller den er for lang
polis-bad-moderation = { $cell } er ikke en moderering: skriv -1, 0 eller 1
polis-bad-vote = { $cell } er ikke en stemme: skriv -1, 0 eller 1
polis-bad-statement = Udsagn { $number } findes ikke i comments.csv
polis-bad-other-text = Udsagn { $number } er kendt med en anden tekst

moderation-accepted = Godkendt
moderation-waiting = Ikke modereret
moderation-rejected = Afvist

opinions-show-lead = Hvem der stemmer ens, hvad hver gruppe står for, hvad der samler alle, og hvad der skiller.
opinions-source = Holdt på
opinions-imported = Hentet ind
opinions-holds = Indhold
opinions-computed = Grupperne er fundet
opinions-computed-by = { $at } af { $by } ud fra { $votes } stemmer
opinions-grouped = Deltagere
opinions-grouped-of = { $grouped } af { $all } er i en gruppe. Det kræver { $threshold ->
    [one] én stemme
   *[other] { $threshold } stemmer
}.
opinions-all = Alle udsagn
opinions-outdated = Der er hentet stemmer ind, siden grupperne blev fundet. Find dem igen for at få dem med.
opinions-not-grouped = Grupperne er ikke fundet endnu.
opinions-find = Find grupperne
opinions-regroup = Find grupperne igen
opinions-refused-too-few = { $count ->
    [0] Ingen deltagere har stemt nok til at være i en gruppe
    [one] Kun én deltager har stemt nok til at være i en gruppe
   *[other] Kun { $count } deltagere har stemt nok til at være i en gruppe
}
opinions-refused-too-few-way = Så få kunne genkendes. Hent flere stemmer ind; der skal være mindst { $fewest } deltagere.

## The map

opinions-map = Kort over meningerne
opinions-map-label = Kort over { $participants } deltageres meninger i { $groups ->
    [one] én gruppe
   *[other] { $groups } grupper
}. Tallene står i tabellen nedenunder.
opinions-map-reading = Et punkt er én eller flere deltagere; jo større, des flere. De, der står tæt på hinanden, har stemt ens. Retningerne har ingen betydning i sig selv.
opinions-group = Gruppe { $letter }
opinions-ungrouped = Uden gruppe: har stemt for lidt
opinions-groups-caption = Grupperne på kortet
opinions-places = Tallene bag kortet
opinions-places-caption = Deltagere i hver del af kortet, talt i kvadrater
opinions-head-group = Gruppe
opinions-head-participants = Deltagere
opinions-head-share = Andel af alle
opinions-head-x = Vandret
opinions-head-y = Lodret

## Groups and statements

opinions-group-of = Gruppe { $letter }: { $count ->
    [one] én deltager
   *[other] { $count } deltagere
}
opinions-small-group = Færre end fem deltagere: gruppens svar vises ikke.
opinions-apart-caption = Udsagn, der skiller gruppe { $letter } fra de andre
opinions-agrees = Enig
opinions-disagrees = Uenig
opinions-shares = { $agree } % enig, { $disagree } % uenig, { $pass } % pas ({ $count ->
    [one] én stemme
   *[other] { $count } stemmer
})
opinions-statement = Udsagn { $number }
opinions-head-statement = Udsagn
opinions-head-says = Gruppen siger
opinions-head-votes = Stemmer
opinions-head-others = Andre, der siger det samme
opinions-head-z = Forskel (z)
opinions-head-all-say = Alle siger
opinions-all-agree = Enig
opinions-all-disagree = Uenig
opinions-head-consensus = Samlet enighed
opinions-head-division = Afstand i procentpoint
opinions-head-number = Nummer
opinions-head-moderation = Moderering
opinions-head-groups = Antal grupper
opinions-head-silhouette = Silhuet
opinions-unites = Det samler alle
opinions-unites-caption = Udsagn, som flertallet i hver gruppe ser ens på
opinions-unites-none = Intet udsagn har flertal på samme side i alle grupper.
opinions-divides = Det skiller
opinions-divides-caption = Udsagn, hvor grupperne er længst fra hinanden: andel enige
opinions-divides-none = Der er ingen udsagn, som skiller grupperne.
opinions-all-groups = Alle viste grupper
opinions-statement-caption = Hvad grupperne siger til udsagnet
opinions-statement-left-out = Udsagnet er afvist af samtalens moderatorer og tæller ikke med.
opinions-consensus-for = Samlet enighed for
opinions-consensus-against = Samlet enighed imod
opinions-consensus-reading = Samlet enighed er sandsynligheden for, at én fra hver gruppe siger det samme. Den er kun høj, når alle grupper er enige.
opinions-statements-of = Udsagn i { $title }
opinions-statements-count = { $count ->
    [one] Ét udsagn
   *[other] { $count } udsagn
}
opinions-statements-none = Der er ingen udsagn.
opinions-statements-caption = Udsagn og stemmer fra alle viste grupper
opinions-to-map = Til kortet
opinions-method = Sådan er det regnet ud
opinions-method-text = Grupperne findes som i Polis: to hovedkomponenter af stemmerne, k-means og silhuetten til at vælge antallet. Én gruppe mere skal gøre silhuetten mindst 0,02 bedre. De samme stemmer giver altid de samme grupper. Forskel (z) over 1,28 er sikker med 90 procent.
opinions-protected = Under ti deltagere vises der ingen grupper. En gruppe på færre end fem har ingen tal, og dens stemmer er heller ikke med i summerne.
opinions-tried-caption = Antal grupper, der er prøvet

## Udsagn under emner

placing-title = { $count ->
    [0] Udsagn, der er stemt om
    [one] Ét udsagn, der er stemt om
   *[other] { $count } udsagn, der er stemt om
}
placing-none = Ingen udsagn er lagt under emnet endnu.
placing-tick = Udsagn, som maskinen foreslår
placing-topics = Emner
placing-no-topics = Udsagnet ligger ikke under noget emne.
placing-place = Læg under emnet
placing-remove = Tag ud af emnet
placing-caption = Sådan stemte grupperne
