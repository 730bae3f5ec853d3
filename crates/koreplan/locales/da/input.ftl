## Hearings

hearings-title = Høringer
hearings-lead = Her kan alle sende et høringssvar og læse de svar, der er offentliggjort.
hearings-empty = Der er ingen høringer i denne strategi. Se køreplanen for, hvad der ellers er i gang.
hearing-none-open = Der er ingen åben høring lige nu. Se under Høring, hvad der er svaret i de høringer, der har været.
hearing-next = Ingen høring er åben lige nu. Den næste er »{ $title }«, som åbner den { $date }.
hearing-until = Svar senest den { $date }.
hearing-period = Fra den { $from } til den { $to }.
hearing-coming = Kommende
hearing-open = Åben
hearing-closed = Lukket
hearing-short = Fristen er kortere end normalt. Begrundelse:
hearing-extended = Fristen er forlænget af { $by } den { $date }. Begrundelse:
hearing-questions = Spørgsmål
hearing-counts = { $count ->
    [0] Der er ikke modtaget høringssvar endnu.
    [one] { $late ->
        [0] Der er modtaget ét høringssvar.
       *[other] Der er modtaget ét høringssvar, og det kom efter fristen.
    }
   *[other] { $late ->
        [0] Der er modtaget { $count } høringssvar.
       *[other] Der er modtaget { $count } høringssvar, heraf { $late } efter fristen.
    }
}
hearing-late-notice = Fristen er udløbet. Du kan stadig sende et høringssvar, men det bliver mærket som modtaget efter fristen.
hearing-released = Offentliggjorte høringssvar
hearing-none-released = Ingen høringssvar er offentliggjort endnu. Sekretariatet læser dem først, så kom tilbage senere.
hearing-extend = Forlæng fristen
hearing-extend-reason = Begrundelse
hearing-extend-button = Forlæng fristen

## Writing

input-write = Skriv dit høringssvar
input-sender-kind = Afsender
sender-person = Privatperson
sender-company = Virksomhed
sender-association = Forening eller organisation
sender-council = Råd eller nævn
input-name = Navn
input-organisation = Virksomhed, organisation eller råd
input-organisation-hint = Skriv navnet, hvis afsenderen ikke er en privatperson.
input-email = E-mail
input-email-hint = Vi sender en mail, hvor du kan bekræfte, at høringssvaret er dit. Sekretariatet kan også bruge adressen, hvis det har spørgsmål. Den vises aldrig for andre.
input-protected = Afsenderen har navne- og adressebeskyttelse. Vis ikke navnet.
input-areas = Hvilke områder handler svaret om? (valgfrit)
input-questions = Hvilke spørgsmål svares der på? (valgfrit)
input-body = Høringssvar
input-body-hint = Skriv korte sætninger. Hver sætning kan følges frem til den vedtagne strategi. Skriv ikke følsomme oplysninger om dig selv eller andre.
input-part-sender = 1. Hvem svarer?
input-part-about = 2. Områder og spørgsmål
input-part-text = 3. Teksten
input-part-send = 4. Send
input-how = Du behøver ikke logge ind. Du får en kvittering med det samme.
input-how-public = Hvad bliver offentligt?
input-public-heading = Det kan alle komme til at læse
input-public-text = Teksten og bilagene, hvis sekretariatet beslutter det. CPR-numre, adresser og lignende kan blive udeladt først.
input-public-name = Navnet på virksomheden, organisationen eller rådet. En privatpersons navn vises ikke, hvis der er sat kryds ved navne- og adressebeskyttelse.
input-public-never = E-mailadressen vises aldrig.
input-send = Send høringssvar
input-fault-organisation = Skriv navnet på virksomheden, organisationen eller rådet.
input-fault-email = Skriv en e-mailadresse som navn@eksempel.dk, eller lad feltet stå tomt.

## Receipt

receipt-title = Kvittering for høringssvar nr. { $number }
receipt-lead = Dit høringssvar er modtaget og gemt.
receipt-late = Høringssvaret er modtaget efter fristen. Det er gemt og bliver læst, men det er mærket som modtaget efter fristen.
receipt-number = Nummer
receipt-received = Modtaget
receipt-on-time = Frist
receipt-case = Strategi
receipt-keep = Adressen på denne side er den eneste nøgle til dit høringssvar. Vi kan ikke finde den igen for dig. Brug den til at følge svaret, rette det og bevise, at du har sendt det. Giv den ikke til andre.
receipt-fate = Det er der sket med dit høringssvar
receipt-facts = Status
receipt-next = Hvad sker der nu?
receipt-next-read = Sekretariatet læser dit svar.
receipt-next-public = Sekretariatet beslutter, hvad alle må læse af det.
receipt-next-here = Her på siden kan du følge, hvad der bliver svaret, og hvad dit svar fører til.
receipt-text = Det skrev du
input-on-time = Modtaget inden fristen
input-late = Modtaget efter fristen

## Lists

inputs-own = Dine høringssvar
inputs-title = Høringssvar
inputs-lead = Her er alle høringssvar, der er modtaget. Læs dem, læg deres sætninger under emner, og beslut, hvilke der skal offentliggøres.
inputs-count = { $count ->
    [one] Ét høringssvar
   *[other] { $count } høringssvar
}
inputs-empty = Ingen høringssvar passer til det, du søger efter. Ret søgningen, eller vis alle.
inputs-search = Søg i tekst og afsender
inputs-area = Område
inputs-all-areas = Alle områder
inputs-which = Vis
inputs-which-all = Alle
inputs-which-unread = Ikke læst
inputs-which-untagged = Uden emne
inputs-which-late = Modtaget efter fristen
inputs-filter = Søg
inputs-head-number = Nummer
inputs-head-sender = Afsender
inputs-head-text = Tekst
inputs-head-received = Modtaget
inputs-head-state = Status
input-number = Høringssvar nr. { $number }
input-read = Læst
input-unread = Ikke læst
input-released = Offentliggjort
source-web = sendt på siden
source-letter = brev
source-import = indlæst fra fil
pager = Sider
pager-previous = Forrige side
pager-here = { $from }–{ $to } af { $count }
pager-next = Næste side
letters-title = Enslydende breve
letters-lead = Her er de breve, som flere har sendt med samme ordlyd. Hvert brev tæller stadig som sit eget høringssvar.
letters-empty = Der er ingen enslydende breve. Læs høringssvarene hver for sig.
letters-group = { $count ->
    [one] Én har sendt dette brev
   *[other] { $count } har sendt dette brev
}
letters-members = Vis afsenderne

## Letters on paper

letter-new = Registrér et brev
letter-lead = Skriv et brev ind, som er kommet på papir. Angiv, hvornår det blev modtaget.
letter-save = Gem brevet
letter-fault-future = Et brev kan ikke være modtaget i fremtiden.

## Files that go with a response

files-title = Bilag
file-field = Bilag
file-field-hint = Højst { $files } filer på hver højst { $limit } MB: PDF, Word (DOCX), OpenDocument (ODT), tekst (TXT) eller billeder (PNG, JPEG). Bilag offentliggøres kun, hvis sekretariatet beslutter det, og da som en kopi uden oplysninger om, hvem der har lavet filen. Hvad der står i filen, og hvad billederne viser, bliver ikke ændret.
file-too-many = Der kan højst sendes { $limit } filer. Vælg færre filer.
file-choose-again = Vælg filerne igen, når du har rettet fejlene. Browseren husker dem ikke.
file-size = { $size } kB
file-number = Bilag { $number }
file-saved-as = bilag
file-checking = Under kontrol
file-clean = Kontrolleret
file-refused = Afvist
file-cleared = Kopien er frigivet
file-original = Hent originalen
file-copy = Hent kopien uden oplysninger om ophav
file-words = Vis filens tekst
file-no-words = Filen har ingen tekst, der kan læses.
file-check-again = Kontrollér igen
file-clear = Frigiv kopien
file-clear-hint = Læs filen først: Kopien er uden oplysninger om ophav, men tekst og billeder er de samme. Den kan hentes af alle, når høringssvaret også er offentliggjort.
file-told-clean = modtaget og kontrolleret
file-told-checking = modtaget, men ikke kontrolleret endnu. Det sker automatisk, og du behøver ikke gøre noget.
file-not-cleared-no-copy = Filen har ingen kopi, der kan frigives
file-not-cleared-no-copy-way = Bed afsenderen om filen som PDF, eller gengiv indholdet i en tekst.
file-not-cleared-already = Kopien er allerede frigivet
file-not-cleared-already-way = Gå tilbage, og genindlæs siden. Der er ikke mere at gøre.
file-no-copy-changes = Der kan ikke laves en kopi til offentligheden, fordi dokumentet indeholder registrerede ændringer.
file-no-copy-comments = Der kan ikke laves en kopi til offentligheden, fordi dokumentet indeholder kommentarer.
file-no-copy-outside = Der kan ikke laves en kopi til offentligheden, fordi dokumentet henter noget udefra.
file-no-copy-part = Der kan ikke laves en kopi til offentligheden, fordi filen indeholder noget, der ikke kan renses.
file-refused-empty = »{ $file }« er tom. Vælg en anden fil.
file-refused-too-large = »{ $file }« er for stor. Hver fil må højst fylde { $limit } MB.
file-refused-not-taken = »{ $file }« er { $kind }, og den slags kan ikke sendes. Gem den som PDF, og vælg PDF-filen.
file-refused-wrong-name = »{ $file }« ender på ».{ $ending }«, men filen er { $kind }. Giv filen det rigtige navn, eller gem den som PDF.
file-refused-two-faced = »{ $file }« er { $kind }, men rummer også { $other }. Gem den som en ny PDF, og vælg den.
file-refused-broken = »{ $file }« er beskadiget og kan ikke læses. Åbn og gem den igen, og vælg den nye fil.
file-refused-locked = »{ $file }« er låst med en adgangskode. Gem den uden adgangskode.
file-refused-program = »{ $file }« indeholder et program eller makroer. Gem den som PDF.
file-refused-infected = »{ $file }« er mærket som skadelig. Filen er lagt til side og bliver ikke læst. Teksten i høringssvaret er modtaget.
file-refused-packed = »{ $file }« er pakket på en måde, der ikke kan åbnes sikkert. Gem den som PDF.
file-refused-xml = »{ $file }« er bygget på en måde, der ikke kan åbnes sikkert. Gem den som PDF.
file-refused-picture = »{ $file }« har et billede med for mange punkter. Gør billedet mindre, og vælg det igen.
file-kind-pdf = en PDF-fil
file-kind-docx = et Word-dokument (DOCX)
file-kind-odt = et OpenDocument-dokument (ODT)
file-kind-txt = ren tekst
file-kind-png = et PNG-billede
file-kind-jpeg = et JPEG-billede
file-kind-zip = en pakket fil (ZIP)
file-kind-xlsx = et regneark (XLSX)
file-kind-eml = en e-mail (EML)
file-kind-table = en tabel
file-kind-gif = et GIF-billede
file-kind-html = en webside eller en tegning med kode (HTML, SVG, XML)
file-kind-old-office = en gammel Office-fil (DOC, XLS)
file-kind-program = et program
file-kind-unknown = af ukendt slags

## Refusals

input-refused-not-open = Høringen er ikke åbnet endnu
input-refused-not-open-way = Gå til høringens side, se, hvornår den åbner, og send svaret derefter.
input-refused-other-text = Der er allerede sendt et andet høringssvar med denne formular
input-refused-other-text-way = Det første svar er gemt. Åbn høringen igen, og send den nye tekst som et nyt høringssvar.
input-refused-shortened = En frist, der er offentliggjort, kan kun forlænges
input-refused-passed = Den nye frist er allerede udløbet
input-refused-deadline-way = Gå tilbage, og vælg en senere frist.

## Tasks

task-no-inputs = Der er ikke modtaget høringssvar
task-hearings-open = { $count ->
    [one] Én høring er stadig åben
   *[other] { $count } høringer er stadig åbne
}
task-inputs-unread = { $count ->
    [one] Ét høringssvar er ikke læst
   *[other] { $count } høringssvar er ikke læst
}
input-fault-key = Formularen er ikke gyldig længere. Åbn høringen igen, og send derfra.
receipt-read = Læst af sekretariatet
receipt-published = Offentliggjort
receipt-not-yet = Ikke endnu
input-about-hearing = Om høringen
source-api = Sendt af et program
