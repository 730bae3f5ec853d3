## Assessments

met-met = Imødekommes
met-partly = Imødekommes delvist
met-not = Imødekommes ikke
met-noted = Tages til efterretning
met-open = Ikke afgjort
assessment-said = Hvad siger høringssvarene?
assessment-said-hint = Sammenfat synspunkterne i få sætninger. Skal være skrevet, før emnet kan godkendes; høringsnotatet bruger teksten.
assessment-by-whom = Hvem siger det?
assessment-persons = { $count ->
    [one] én privatperson
   *[other] { $count } privatpersoner
}
assessment-nobody = Ingen endnu
assessment-met = Imødekommes det?
assessment-why = Myndighedens bemærkninger
assessment-why-hint = Skriv, hvad I mener om synspunkterne, og hvorfor de imødekommes eller ikke gør.
assessment-versions = Alle udgaver af vurderingen
assessment-version = Udgave { $number }
assessment-before-versions = skrevet, før hver udgave blev gemt for sig
assessment-theirs = Den vurdering, der er gemt
assessment-yours = Din vurdering
assessment-refused-changed = Vurderingen er ændret, siden du åbnede siden
assessment-refused-changed-way = Læs emnet igen. Har du skrevet en vurdering, står både den gemte og din egen herunder: Saml dem til én tekst, og gem den.
assessment-refused-nothing-changed = Vurderingen er ikke ændret
assessment-refused-nothing-changed-way = Gå tilbage, og ret det, der skal rettes.

## Charts

chart-sum = I alt
chart-table = Vis tallene som tabel

## The reading queue

reading-title = Læsekø
reading-lead = Her ligger de høringssvar, der venter på at blive læst. Fordel dem mellem kollegerne, og læs dem ét for ét.
reading-count = { $count ->
    [0] Ingen høringssvar i listen
    [one] Ét høringssvar i listen
   *[other] { $count } høringssvar i listen
}
reading-which = Vis
reading-which-unread = Ulæste
reading-which-mine = Mine ulæste
reading-which-overdue = Overskredet frist
reading-which-unassigned = Ulæste uden læser
reading-which-own = Ulæste med egne ord
reading-which-read = Læste
reading-kind = Afsendertype
reading-all-kinds = Alle afsendere
reading-begin = Læs det første
reading-none = Der er ingen høringssvar i listen. Vælg en anden liste ovenfor.
reading-none-mine = Du har ingen ulæste høringssvar. Vis de ulæste uden læser, og tag dem, du kan nå.
reading-none-overdue = Ingen læsefrist er overskredet.
reading-head-reader = Læser
reading-nobody = Ingen endnu
reading-until = senest { $date }
reading-overdue = Overskredet
reading-share = Fordel listen ({ $count ->
    [one] ét høringssvar
   *[other] { $count } høringssvar
})
reading-share-hint = Alle ulæste høringssvar i listen fordeles ligeligt mellem dem, du vælger. Har et høringssvar allerede en læser, får det en ny.
reading-share-among = Fordel mellem
reading-due = Læses senest
reading-share-button = Fordel høringssvarene
reading-assign = Vælg læser
reading-assign-hint = Vælg ingen, hvis høringssvaret ikke længere skal have en bestemt læser.
reading-left = { $count ->
    [0] Der er ikke flere i listen.
    [one] Ét høringssvar i listen.
   *[other] { $count } høringssvar i listen.
}
reading-back = Tilbage til læsekøen
reading-next = Gå videre uden at markere
reading-whole = Åbn hele høringssvaret med bilag og flere handlinger
reading-read-next = Markér som læst, og gå videre
reading-tag-next = Læg sætningerne under emnet, og gå videre
reading-no-topics = Der er ingen emner, som kan ændres. Åbn hele høringssvaret for at oprette et.
reading-keys = Brug tastaturgenveje
reading-key-down = næste sætning
reading-key-up = forrige sætning
reading-key-tick = kryds af
reading-key-topic = vælg emne efter nummer
reading-key-tag = læg under emnet
reading-key-read = læst
reading-key-next = gå videre
filters-title = Gemte lister
filter-save = Gem listen
filter-name = Listens navn
filter-share = Del listen med sekretariatet
filter-is-shared = Delt
filter-shared-by = delt af { $by }
filter-remove = Fjern listen
reading-progress = Så langt er læsningen
reading-progress-lead = Hvor mange høringssvar der er læst, og hvor mange der venter, for hvert område og hver læser.
reading-by-area = Læste og ulæste høringssvar i hvert område
reading-by-person = Læste og ulæste høringssvar hos hver læser
reading-no-readers = Ingen har fået høringssvar at læse. Fordel dem fra læsekøen.
reading-no-area = Uden område
reading-part-read = Læst
reading-part-waits = Venter
reading-part-overdue = Overskredet frist
reading-refused-nothing = Der er ingen ulæste høringssvar i listen
reading-refused-nothing-way = Gå tilbage til læsekøen, og vælg en anden liste.
reading-refused-too-many = Listen er for lang til at fordele på én gang
reading-refused-too-many-way = Vælg et område eller en afsendertype, og fordel en del ad gangen.
reading-refused-read = Høringssvaret er allerede læst
reading-refused-read-way = Det behøver ingen læser mere.

## Coding a sample

coding-title = Prøvekodning
coding-lead = To eller flere læser den samme stikprøve uden at se hinandens valg. Så kan I se, hvor ens I forstår emnerne, før resten læses.
coding-empty = Der er ikke trukket nogen stikprøve endnu. Træk en herunder.
coding-of-sentences = Stikprøve { $number }: { $count ->
    [one] én sætning
   *[other] { $count } sætninger
}
coding-of-inputs = Stikprøve { $number }: { $count } høringssvar
coding-under-way = Kodes
coding-compared = Alle er færdige
coding-settled = Afsluttet
coding-draw = Træk en ny stikprøve
coding-draw-button = Træk stikprøven
coding-unit = Hvad skal kodes?
coding-unit-sentence = Én tilfældig sætning fra hvert høringssvar i stikprøven
coding-unit-input = Hele høringssvar
coding-size = Stikprøvens størrelse
coding-size-hint = Antal høringssvar, der trækkes, højst 1.000.
coding-seed = Lodtrækningens nøgle
coding-seed-hint = Den samme nøgle trækker de samme høringssvar, så andre kan gøre det efter.
coding-coders = Hvem koder?
coding-fault-two = Vælg mindst to.
coding-drawn = Trukket
coding-coder = { $name }: { $coded } af { $size }
coding-blind = Valgene vises, når alle er færdige.
coding-go-on = Kod den næste
coding-unit-number = Nr. { $number }
coding-unit-of = Nr. { $number } af { $size }
coding-blind-unit = Vælg alle de emner, der passer. De andre ser ikke dit valg, før alle er færdige.
coding-topics = Emner
coding-none = Intet af emnerne
coding-save = Gem, og gå videre
coding-before = Forrige
coding-back = Tilbage til stikprøven
coding-agreement = Så enige er I
coding-same = I { $same } af { $size } tilfælde har alle valgt de samme emner.
coding-head-topic = Emne
coding-head-alpha = Alfa
coding-head-verdict = Enighed
coding-all = Alle emner under ét
coding-good = God
coding-tentative = Kun til foreløbige konklusioner
coding-poor = For lav
coding-untold = Kan ikke beregnes
coding-alpha = Krippendorffs alfa er 1 ved fuld enighed og 0, når enigheden ikke er større, end tilfældet giver. Fra 0,8 kan man stole på kodningen, fra 0,667 kun drage foreløbige konklusioner; derunder bør emnerne beskrives klarere og stikprøven kodes igen. Har alle valgt det samme hver gang, siger tallet intet og kan ikke beregnes. Kilde: Klaus Krippendorff, Content Analysis, 2004, kapitel 11.
coding-differences = { $count ->
    [0] Ingen forskelle
    [one] Én forskel
   *[other] { $count } forskelle
}
coding-no-differences = Alle har valgt det samme hver gang.
coding-settle = Afgør forskellen
coding-unit-settled = Afgjort
coding-finish = Læg stikprøven under emnerne
coding-finish-lead = Alle forskelle er afgjort. Stikprøvens tekster lægges nu under de emner, I er enige om.
coding-settled-by = Lagt under emnerne af { $by } den { $date }.
coding-refused-nothing = Der er intet at trække en stikprøve af
coding-refused-nothing-way = Vent, til der er kommet høringssvar.
coding-refused-no-topics = Der er ingen emner at kode med
coding-refused-no-topics-way = Opret mindst ét emne, der ikke er godkendt endnu.
coding-refused-not-done = Stikprøven er ikke kodet færdig
coding-refused-not-done-way = Vent, til alle har kodet det hele.
coding-refused-done = Alle er færdige, og valgene er åbne
coding-refused-done-way = Forskellene afgøres på stikprøvens side.
coding-refused-not-settled = Der er forskelle, som ikke er afgjort
coding-refused-not-settled-way = Afgør dem på stikprøvens side først.
coding-refused-settled = Stikprøven er afsluttet
coding-refused-settled-way = Træk en ny stikprøve, hvis emnerne skal prøves igen.
coding-refused-no-code = Der mangler et valg
coding-refused-no-code-way = Gå tilbage, og vælg enten et eller flere emner eller »Intet af emnerne«.

## Statistics

statistics-title = Statistik
statistics-lead = Hvem der har sagt hvad: emner og områder fordelt på afsendertyper. Et høringssvar tæller én gang under hvert emne, det er lagt under. Kampagnebreve tælles for sig og hører under de emner, som deres skabelon er lagt under.
statistics-show = Vis
statistics-topics = Emner
statistics-areas = Områder
statistics-by-topic = Høringssvar under hvert emne, fordelt på afsendere
statistics-by-area = Høringssvar på hvert område, fordelt på afsendere
statistics-letters-by-topic = Kampagnebreve under hvert emne, fordelt på afsendere
statistics-letters-by-area = Kampagnebreve på hvert område, fordelt på afsendere
statistics-no-topics = Der er ingen høringssvar under emner endnu. Læs høringssvarene fra læsekøen.
statistics-no-inputs = Der er ingen høringssvar endnu.
statistics-file = Hent alle tal som CSV

## Analyses

documents-title = Analyser
documents-lead = En analyse samler, hvad læsningen har vist. Hvert fund bygger på sætninger fra høringssvarene. En færdig analyse kan sættes på et temamødes dagsorden.
documents-count = { $count ->
    [one] Én analyse
   *[other] { $count } analyser
}
documents-empty = Der er ingen analyser endnu. Begynd en herunder.
documents-none = Der er ingen færdige analyser endnu.
document-new = Ny analyse
document-begin = Begynd analysen
document-name = Titel
document-draft = Kladde
document-finished = Færdig
document-author = Forfatter
document-saved = Sidst gemt
document-no-text = Analysen har ingen tekst endnu.
document-write = Skriv teksten
document-body = Tekst
document-body-hint = En tom linje skiller afsnittene.
document-save = Gem teksten
document-theirs = Den tekst, der er gemt
document-yours = Din tekst
document-finish = Gør analysen færdig
document-finished-by = Gjort færdig af { $by } den { $date }.
document-agendas = På dagsordenen for
document-agenda = Sæt på dagsordenen
document-no-meeting = Der er ingen temamøder på området, hvor dagsordenen stadig er åben.
document-meeting = Temamøde
document-closed = Lukket punkt: offentligheden ser kun, at der var et
document-put = Sæt analysen på dagsordenen
findings-title = Fund
findings-empty = Der er ingen fund endnu.
finding-number = Fund { $number }
finding-add = Tilføj et fund
finding-add-lead = Vælg et emne, og kryds de sætninger af, som fundet bygger på.
finding-topic = Emne
finding-show = Vis sætningerne
finding-most = De første { $most } af { $count } sætninger vises.
finding-no-sentences = Der er ingen sætninger under emnet. Vælg et andet.
finding-body = Fundet
finding-body-hint = Skriv, hvad sætningerne viser.
finding-sentences = Sætninger, fundet bygger på
finding-save = Gem fundet
finding-remove = Fjern fundet
item-analysis = Læs analysen
trace-analyses = Analyser
document-refused-finished = Analysen er færdig og kan ikke ændres
document-refused-finished-way = Begynd en ny analyse, hvis der er mere at sige.
document-refused-changed = Teksten er ændret, siden du åbnede siden
document-refused-changed-way = Læs analysen igen. Har du skrevet en tekst, står både den gemte og din egen herunder: Saml dem til én, og gem den.
document-refused-no-sentences = Fundet bygger ikke på nogen sætning
document-refused-no-sentences-way = Gå tilbage, og kryds mindst én sætning af.
document-refused-no-text = Analysen har ingen tekst
document-refused-no-text-way = Skriv teksten, og gør analysen færdig derefter.
document-refused-no-findings = Analysen har ingen fund
document-refused-no-findings-way = Tilføj mindst ét fund, og gør analysen færdig derefter.
document-refused-draft = Analysen er en kladde
document-refused-draft-way = Gør den færdig, før den sættes på en dagsorden.

reading-left-many = Der er flere end { $most } høringssvar i listen.
reading-mark-ticked = Notér de afkrydsede som læst
reading-mark-all = { $count ->
    [one] Notér det ene høringssvar i listen som læst
   *[other] Notér alle { $count } høringssvar i listen som læst
}
reading-mark-all-lead = De bliver noteret som læst i dit navn, uden at nogen har læst dem hver for sig. Det kan ikke fortrydes samlet.
reading-mark-all-button = Ja, notér dem alle som læst
reading-tick = Vælg { $number }
reading-refused-changed = Listen har ændret sig: den rummer nu { $count } ulæste høringssvar
reading-refused-changed-way = Gå tilbage til listen, og bekræft det nye antal.
reading-refused-ticked = Du har ikke valgt noget høringssvar
reading-refused-ticked-way = Sæt kryds ved dem, der er læst.
reading-head-choose = Vælg
