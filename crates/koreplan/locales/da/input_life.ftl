## Personal data that was found

found-cpr = CPR-nummer
found-email = e-mailadresse
found-phone = telefonnummer
found-address = adresse
found-surely = sikkert
found-perhaps = måske

## The public copy

left-out-personal = personoplysning
left-out-sensitive = følsom personoplysning
left-out-others = oplysning om en anden person
left-out-business = forretningshemmelighed
left-out-unlawful = må ikke offentliggøres
left-out-other = anden grund
public-left-out = [udeladt: { $reason }]
public-title = Offentliggørelse: { $input }
public-lead = Her beslutter du, hvad alle må læse af høringssvaret. Originalen bliver liggende for sekretariatet og afsenderen.
public-since = Offentlig siden den { $date }.
public-until = Fjernes fra siden den { $date }.
input-public-days = Offentliggjorte svar i denne høring bliver fjernet fra siden efter { $days } dage.
public-ended = Fjernet fra siden den { $date }
public-for-good = Der er ingen dato for, hvornår det fjernes.
public-found = 1. Læs teksten
public-found-count = { $count ->
    [0] Der er ikke fundet personoplysninger. Læs alligevel teksten: navne og sygdom finder systemet ikke.
    [one] Der er fundet ét sted, som kan være en personoplysning. Læs også resten: navne og sygdom finder systemet ikke.
   *[other] Der er fundet { $count } steder, som kan være personoplysninger. Læs også resten: navne og sygdom finder systemet ikke.
}
public-choose = 2. Vælg, hvad der skal udelades
public-findings = Fundet i teksten
public-quote = Andre ord, der skal udelades
public-quote-hint = Kopiér ordene, præcis som de står i teksten. De udelades alle de steder, hvor de står.
public-reason = Grund
public-note = Bemærkning
public-note-hint = Kun for sekretariatet. Alle ser grunden, ikke bemærkningen.
public-leave-out = Udelad det valgte
public-left-out-list = Udeladt indtil nu
public-put-back = Tag de valgte med igen
public-preview = 3. Se, hvad alle kommer til at læse, og offentliggør
public-same = Det er det, alle kan læse nu. Udelad mere, eller tag noget med igen, hvis det skal ændres.
public-remove-on = Fjern fra siden den
public-remove-on-hint = Fra den dag kan teksten ikke læses af andre end sekretariatet og afsenderen. Lad feltet stå tomt, hvis den skal blive stående.
public-grave = { $count ->
    [one] Teksten indeholder et CPR-nummer, som bliver offentliggjort.
   *[other] Teksten indeholder { $count } CPR-numre, som bliver offentliggjort.
}
public-despite = Det skal offentliggøres alligevel
public-despite-reason = Hvorfor skal det offentliggøres?
public-still-in = { $count ->
    [one] Ét fund er stadig med i teksten. Skal det væk, så tryk på »Udelad det valgte« først.
   *[other] { $count } fund er stadig med i teksten. Skal de væk, så tryk på »Udelad det valgte« først.
}
public-publish = Offentliggør
public-publish-anew = Offentliggør den nye udgave
public-withdraw = Træk offentliggørelsen tilbage
public-withdraw-reason = Hvorfor trækkes den tilbage?
public-withdraw-hint = Afsenderen kan læse begrundelsen på sin kvittering.
public-withdrawn = Offentliggørelsen blev trukket tilbage den { $date }: { $reason }
public-days = Antal dage
public-days-hint = Så længe er de offentliggjorte svar på siden. Datoen kan ændres for hvert svar. Lad feltet stå tomt, hvis de skal blive stående.
public-days-save = Hvor længe offentliggjorte svar er på siden
public-fault-quote = Ordene står ikke i teksten. Kopiér dem derfra.
public-fault-past = Vælg en dag efter i dag, eller lad feltet stå tomt.
public-refused-other-copy = Teksten er ændret, siden du læste den
public-refused-other-copy-way = Gå tilbage, læs, hvad der nu bliver offentliggjort, og offentliggør så.
public-refused-same-copy = Det er det, alle kan læse nu
public-refused-same-copy-way = Gå tilbage, og ret i, hvad der skal udelades, før du offentliggør igen.
public-refused-grave = { $count ->
    [one] Et CPR-nummer ville blive offentliggjort
   *[other] { $count } CPR-numre ville blive offentliggjort
}
public-refused-grave-way = Gå tilbage, og udelad det. Skal det med, så sæt kryds ved det, og skriv hvorfor.
public-refused-nothing = Der er ikke valgt noget
public-refused-nothing-way = Gå tilbage, og sæt kryds ved mindst ét sted, eller kopiér de ord ind, der skal udelades.
public-refused-not-public = Høringssvaret er ikke offentliggjort
public-refused-not-public-way = Gå tilbage, og genindlæs siden. Der er ikke mere at gøre.

## Erasure

erasure-title = Slet indholdet af et høringssvar
erasure-lead = Teksten, afsenderen og alle kopier bliver slettet for altid. Nummeret, tidspunkterne og beslutningen bliver stående.
erasure-versions = Afsenderen har rettet svaret. Alle { $count } udgaver bliver slettet.
erasure-decision = Beslutning
erasure-decision-hint = Sagsnummer eller dato for beslutningen om at slette. Alle kan læse den.
erasure-reason = Begrundelse
erasure-reason-hint = Står i journalen for altid. Skriv ingen navne og ingen ord fra svaret.
erasure-quoted = Disse sider gengiver svaret eller nævner afsenderen. Sletningen ændrer dem ikke. Ret dem, der kan rettes. Frosne versioner og journalen kan ikke:
erasure-seen = Jeg har set siderne igennem
erasure-erase = Slet for altid
erasure-notice = Indholdet er slettet den { $date } efter beslutning: { $decision }
erasure-nothing-left = Teksten og afsenderen findes ikke længere.
erasure-sentence = (slettet)
erasure-refused-already = Indholdet er allerede slettet
erasure-refused-already-way = Gå tilbage, og genindlæs siden. Der er ikke mere at gøre.
erasure-refused-quoted = { $count ->
    [one] Svaret er gengivet på én anden side
   *[other] Svaret er gengivet på { $count } andre sider
}
erasure-refused-quoted-way = Gå tilbage, se siderne igennem, og sæt kryds ved, at du har gjort det.

## Corrections

correction-link = Ret dit svar
correction-title = Rettelse: { $input }
correction-lead = Skriv svaret, som det skal være. Den nye udgave får sit eget nummer og sin egen kvittering. Den gamle bliver gemt, men tæller ikke længere med.
correction-files = Bilagene fra den forrige udgave følger ikke med. Vælg dem igen, hvis de stadig gælder.
correction-late = Fristen er udløbet. Du kan stadig rette dit svar, men den nye udgave bliver mærket som modtaget efter fristen.
correction-send = Send den rettede udgave
correction-newer = Afsenderen har rettet svaret. Den udgave, der tæller, er:
correction-older = Dette er en rettet udgave. Den erstatter:
input-replaced = Rettet
input-erased = Slettet
inputs-which-replaced = Tidligere udgaver
input-refused-erased = Indholdet er slettet
input-refused-erased-way = Der er ikke mere at rette. Vil du sige noget nyt, så send et nyt høringssvar fra høringens side.
input-refused-replaced = Svaret er allerede erstattet af en rettet udgave
input-refused-replaced-way = Åbn kvitteringen for den rettede udgave, og ret den i stedet.

## The receipt as a file

receipt-keep-heading = Gem adressen nu
receipt-file = Hent kvitteringen som tekstfil
receipt-code = Scan koden for at åbne kvitteringen på en telefon.
receipt-file-hearing = Høring
receipt-file-source = Indgivet
receipt-file-deadline = Svarfrist
receipt-file-rule = Regel
receipt-file-rule-text = version { $version }: til tiden er det, hvis begyndelse er modtaget, før fristen er udløbet. Fristens sidste minut tæller helt med.
receipt-points = Svar på dine punkter
receipt-point-open = Sekretariatet har ikke svaret på dette endnu.
inputs-number-sought = Du søger efter høringssvar nr. { $number }.
inputs-number-mistyped = Nummeret findes ikke: det sidste ciffer passer ikke til de andre. Se efter, om et ciffer er skrevet forkert.
check-title = Tjek en kvittering
check-lead = En kvittering er underskrevet digitalt. Her kan alle se, om den er ægte og uændret. Det, du sætter ind, bliver ikke gemt.
check-receipt = Kvitteringens tekst
check-receipt-hint = Åbn tekstfilen, kopiér det hele, og sæt det ind.
check-text = Høringssvarets tekst
check-text-hint = Sæt svaret ind, hvis du også vil se, om kvitteringen gælder netop den tekst.
check-button = Tjek
check-holds = Kvitteringen er ægte. Den er underskrevet her og ikke ændret siden.
check-foreign = Kvitteringen er ikke ændret, siden den blev underskrevet, men den er ikke underskrevet her.
check-broken = Underskriften passer ikke. Kvitteringen er ændret, ikke kopieret helt eller ikke ægte.
check-fault-none = Det er ikke en kvittering. Kopiér hele tekstfilen, også de sidste linjer.
check-text-fits = Den gælder den tekst, du satte ind.
check-text-other = Den gælder ikke den tekst, du satte ind. Er et eneste tegn anderledes, er det en anden tekst.
check-another = Tjek en anden
check-keys = Nøgler
check-keys-lead = Kvitteringer er underskrevet med en af disse nøgler. Gem dem, hvis du vil tjekke uden denne side.

## Drafts of answers

draft-answer-keep = Gem kladde
draft-answer-lead = Her er din kladde, som du forlod den. Den er ikke sendt.
draft-answer-saved = Kladden er gemt den { $date } og slettes, når du sender svaret, eller den { $until }.
draft-answer-yours = Du finder den igen på høringens side, når du er logget ind. Ingen andre kan åbne den.
draft-answer-address = Gem adressen for at komme tilbage. Giv den ikke til andre: den åbner kladden, og når svaret er sendt, er den også nøglen til kvitteringen:
draft-answer-hearing = Til høringen
draft-answer-remove = Slet kladden
draft-answers-own = Dine kladder
draft-answer-of = Kladde fra den { $date }
