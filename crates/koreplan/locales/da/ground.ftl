## Every page

skip = Spring til indhold
demo = Demonstration.
demo-today = Her er det den { $date }.
demo-turn = Stil uret frem
demo-mailbox = Se postkassen
language-name = Dansk
signed-in-as = Logget ind som { $name }
sign-in = Log ind
sign-out = Log ud
nav-label = Hovedmenu
nav-open = Menu
nav-timetable = Køreplan
nav-trace = Følg sporet
nav-bodies = Aktører
nav-journal = Journal
footer-what = Køreplan følger en offentlig strategi fra det første høringssvar til den sidste status.
footer-cookies = Der sættes kun én cookie, og den husker, at du er logget ind. Derfor er der intet cookiebanner.

## Dates and numbers

date-long = { $day }. { $month } { $year }
moment = { $date } kl. { $time }
month-1 = januar
month-2 = februar
month-3 = marts
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december

## Forms

done = Det er gemt.
choose = Vælg …
optional = valgfrit
field-day = Dato
field-time = Klokkeslæt
characters-left = # tegn tilbage
characters-at-most = Højst { $limit } tegn
faults-heading = Ret disse fejl, og send igen
fault-empty = Feltet skal udfyldes.
fault-too-long = Teksten er på { $length } tegn. Den må højst være på { $longest }.
fault-choose = Vælg en af mulighederne.
fault-number = Skriv et helt tal fra { $least } til { $most }.
fault-date = Vælg en dato, der findes.
fault-time = Skriv et klokkeslæt som 10.00.
fault-ambiguous = Det klokkeslæt findes to gange eller slet ikke den dag, fordi uret stilles om. Vælg et andet.
fault-past = Vælg et tidspunkt, der ikke er passeret.

## Errors

error-prefix = Fejl
error-home = Gå til forsiden
error-not-found = Siden findes ikke, eller du har ikke adgang til den
error-not-found-way = Log ind, hvis du har en bruger, eller gå til forsiden.
error-no-form = Det, der blev sendt, er ikke en formular, vi kan læse
error-not-utf8 = Teksten indeholder tegn, vi ikke kan læse
error-nul = Teksten indeholder et tegn, der ikke må bruges
error-unreadable-way = Gå tilbage, skriv teksten ind igen, og send formularen.
error-too-large = Det, der blev sendt, fylder for meget
error-too-large-way = Gå tilbage, gør teksten kortere, så den fylder under 1 MB, og send den igen.
error-stale = Formularen er ældre end dit login
error-stale-way = Gå tilbage, kopiér det, du har skrevet, genindlæs siden, og send formularen igen.
error-too-many = Der har været for mange forsøg på kort tid
error-too-many-way = Vent et minut, og prøv igen.
error-busy = Vi kan ikke svare lige nu
error-busy-way = Intet er gemt. Prøv igen om et øjeblik.
error-full = Der er ikke plads til mere på serveren
error-full-way = Intet er gemt. Kopiér det, du har skrevet, og prøv igen senere.
error-taken = En anden har gjort det samme lige før dig
error-taken-way = Gå tilbage, genindlæs siden, og se, hvad der står nu.
error-broken = Der er sket en fejl hos os (fejlnummer { $incident })
error-broken-way = Intet er gemt. Prøv igen, og giv fejlnummeret til den, der driver systemet, hvis det sker igen.

## Signing in, and the clock of a demonstration

sign-in-title = Log ind
sign-in-lead = Log ind for at arbejde med strategien. Alt, der er offentligt, kan læses uden login.
sign-in-demo = Dette er en demonstration. Vælg en person, og se strategien, som den person ser den.
sign-in-as = Log ind som denne person
sign-in-login = Brugernavn
sign-in-password = Adgangskode
sign-in-wrong = Brugernavnet eller adgangskoden er forkert.
demo-clock-title = Stil uret frem
demo-clock-lead = I en demonstration kan du springe til et senere tidspunkt og se, hvad der sker, når en frist udløber.
demo-clock-button = Stil uret
demo-backwards = Uret i en demonstration kan kun stilles frem
demo-backwards-way = Gå tilbage, og vælg et tidspunkt, der er senere end det, demonstrationen viser nu.

## Journal

journal-title = Journal
journal-lead = Her står, hvem der har gjort hvad, hvornår og hvorfor. Indførslerne er kædet sammen, så det kan ses, hvis en af dem bliver ændret eller fjernet.
journal-holds = { $count ->
    [0] Journalen er tom og ubrudt.
    [one] Journalen er ubrudt. Dens ene indførsel er kontrolleret.
   *[other] Journalen er ubrudt. Alle { $count } indførsler er kontrolleret.
}
journal-broken = Journalen er brudt. Sig det til den, der driver systemet, og oplys: { $fault }
journal-empty = Der er ingen indførsler her. De kommer, så snart nogen gør noget i sagen.
journal-more = Se længere tilbage
journal-number = Nr.
journal-when = Tidspunkt
journal-who = Hvem
journal-public = Uden login
journal-action = Handling
journal-subject = Om
journal-what = Hvad
journal-why = Hvorfor
journal-hash = Kontrolsum
search-list = Søg i listen
search-button = Søg
journal-fault-changed = Indførsel { $seq } er ændret eller flyttet
journal-fault-missing = Indførsel { $seq } mangler
journal-fault-out-of-time = Indførsel { $seq } er ældre end den før
journal-fault-other-end = Indførsel { $seq } er ikke den, der sidst blev skrevet
error-unknown = Vi ved ikke, om det blev gemt
error-unknown-way = Forbindelsen til databasen gik ned undervejs. Åbn siden igen, og se efter, før du prøver en gang til.
error-too-slow = Formularen kom for langsomt frem
journal-long = Journalen er lang. Kør »koreplan verify« for at kontrollere hele journalen.
search-none = Intet i listen passer til »{ $words }«. Ret søgningen, eller tøm feltet for at se alle.
error-back = Gå tilbage til siden
error-not-found-way-signed-in = Du er logget ind, men har ikke adgang til denne side, eller også findes den ikke. Gå til forsiden, eller spørg sekretariatet.

# Til programmer, der bruger JSON-grænsefladen.
api-no-key = Headeren Idempotency-Key mangler eller har ikke 22-128 tegn af A-Z, a-z, 0-9, - og _
api-no-json = Det sendte er ikke den JSON, der er beskrevet
api-faults = Nogle felter skal rettes
api-not-so = Adressen kan ikke bruges på den måde
api-after = after skal være et helt tal, mindst 0
journal-machine = Systemet
journal-act = Hvad der skete
journal-none = Ingen indførsler passer. Vælg noget andet, eller tøm felterne for at se alle.
journal-shown = { $count ->
    [one] Én indførsel på siden, den nyeste først.
   *[other] { $count } indførsler på siden, de nyeste først.
}
journal-file = Hent som CSV
journal-filter = Søg i journalen
journal-about = Om
journal-about-hint = En adresse i sagen, som »inputs/12«, eller en slags, som »meetings«.
journal-from = Fra og med
journal-to = Til og med
journal-words = Ord
journal-show = Vis
nav-desk = Skrivebord
