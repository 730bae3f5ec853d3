## Preparing a hearing

hearing-draft = Kladde
hearing-processed = Behandlet
hearing-note-published = Høringsnotat offentliggjort
hearing-new = Opret en høring
hearing-new-lead = Høringen er en kladde, indtil den bliver offentliggjort. Til da kan alt ændres, og kun sekretariatet kan se den.
hearing-create = Opret kladden
hearing-drafts = Høringer under forberedelse
hearing-preparation = Forbered og følg høringen
hearing-preparation-lead = Her gør du høringen klar, offentliggør den og afslutter den.
hearing-as-shown = Se høringens side
hearing-change = Ret oplysningerne
hearing-save = Gem oplysningerne
hearing-part-about = 1. Om høringen
hearing-part-time = 2. Hvornår?
hearing-part-contact = 3. Sag og kontakt
hearing-title-da = Titel på dansk
hearing-title-en = Titel på engelsk
hearing-intro-da = Hvad handler høringen om? (dansk)
hearing-intro-en = Hvad handler høringen om? (engelsk)
hearing-intro-hint = Skriv kort baggrunden, og hvad I gerne vil have svar på.
hearing-areas = Områder
hearing-opens = Høringen åbner
hearing-deadline = Frist for at svare
hearing-normal-days = Normal længde i dage
hearing-normal-days-hint = 28 dage er passende under normale forhold. Forslag til kommuneplaner skal i høring i mindst 56 dage.
hearing-reason = Begrundelse for en kort frist
hearing-reason-hint = Skal udfyldes, hvis der er færre dage end normalt. Begrundelsen bliver vist for alle.
hearing-case-number = Journalnummer
hearing-officer = Sagsbehandler
hearing-contact = Kontakt
hearing-contact-hint = E-mail eller telefon, som høringsparterne kan bruge. Den bliver vist for alle.
hearing-fault-ends-first = Fristen skal ligge efter, at høringen åbner.
hearing-fault-short = Fristen er på { $days } dage, og det normale er { $normal }. Skriv hvorfor, eller vælg en senere frist.
hearing-no-questions = Der er ingen spørgsmål. Tilføj dem, hvis I vil have svar på noget bestemt.
hearing-add-question = Tilføj et spørgsmål
hearing-question-da = Spørgsmål på dansk
hearing-question-en = Spørgsmål på engelsk
hearing-question-area = Område
hearing-remove = Fjern
hearing-publish = Offentliggør høringen
hearing-publish-about = Derefter kan alle se høringen. Oplysninger, spørgsmål og høringsbrev kan ikke længere ændres, og fristen kan kun forlænges.
hearing-process = Meld høringen behandlet
hearing-process-about = Det gør du, når alle høringssvar er læst og vurderet. Derefter kan fristen ikke forlænges.
hearing-note = Høringsnotat
hearing-note-hint = Skriv, hvem der har svaret, hvad de mener, og hvad svarene har ført til. Notatet kan ikke ændres, når det er offentliggjort.
hearing-note-publish = Offentliggør høringsnotatet

## Material

materials = Høringsmateriale
materials-empty = Der er ikke noget materiale endnu. Tilføj et udkast eller det, der ellers skal læses, før man svarer.
material-add = Tilføj materiale
material-title = Titel
material-link = Link
material-link-hint = Adressen på et dokument, for eksempel https://eksempel.dk/udkast.pdf
material-body = Tekst
material-fault-link = Skriv en adresse, der begynder med https://
material-fault-nothing = Skriv et link eller en tekst.

## Letter

hearing-letter = Høringsbrev
hearing-letter-about = Brevet er skrevet ud fra en skabelon og høringens oplysninger.
hearing-letter-read = Læs brevet
hearing-letter-edit = Ret brevet
hearing-letter-da = Brevet på dansk
hearing-letter-en = Brevet på engelsk
hearing-letter-hint = Når du gemmer dine egne ord, følger brevet ikke længere med, hvis du ændrer oplysningerne.
hearing-letter-save = Gem brevet
hearing-letter-of = Høringsbrev: { $title }
hearing-letter-extended = Fristen er forlænget, efter at brevet blev sendt. Du kan svare til og med den { $date }.
hearing-letter-print = Brevet kan printes fra denne side. Så kommer kun brevet med.
letter-all-areas = alle områder
letter-template =
    Til høringsparterne, se høringslisten

    { $date }
    J.nr. { $number }
    Sagsbehandler: { $officer }

    Høring: { $title }

    { $intro }

    Høringen er en del af arbejdet med { $case }. Den handler om: { $areas }.

    Vi beder om jeres bemærkninger. Bemærkninger kan sendes fra den { $opens }. De skal være modtaget senest den { $deadline }.

    Send høringssvaret på denne side, hvor også høringsmaterialet ligger:
    { $address }

    Har I ingen bemærkninger, vil vi også gerne vide det.

    Har I spørgsmål, så kontakt { $officer }: { $contact }. Oplys j.nr. { $number }.

    Høringssvar kan blive offentliggjort. Sammen med teksten vises navnet på myndigheden, organisationen eller virksomheden. For privatpersoner vises navnet, medmindre der er navne- og adressebeskyttelse. E-mailadresser vises ikke. Skriv ikke følsomme personoplysninger.

    Med venlig hilsen
    { $officer }

    Bilag: høringsmaterialet og høringslisten på høringens side

## Parties

parties = Høringsliste
parties-lead = De, der er bedt om at svare på »{ $title }«. Alle andre er også velkomne til at svare.
parties-status = { $all ->
    [0] Der er ingen på listen endnu.
    [one] Der er én på listen. { $invited } er inviteret, og { $replied } har svaret.
   *[other] Der er { $all } på listen. { $invited } er inviteret, og { $replied } har svaret.
}
parties-empty = Listen er tom. Tilføj de myndigheder, organisationer og virksomheder, der skal spørges.
parties-none = Ingen er spurgt særskilt. Alle er velkomne til at svare.
parties-edit = Se og ret listen
parties-add = Tilføj til listen
parties-list = Eller indsæt mange på én gang
parties-list-hint = Én på hver linje med navn, type og e-mail, adskilt af semikolon, tabulator eller komma. Du kan kopiere fra et regneark.
parties-fault-nobody = Skriv et navn, eller indsæt en liste.
parties-invite = Send invitationer
parties-to-invite = { $count ->
    [one] Én part med e-mailadresse er ikke inviteret endnu. Invitationen bliver sendt med det samme.
   *[other] { $count } parter med e-mailadresse er ikke inviteret endnu. De får hver én mail.
}
parties-under-way = { $count ->
    [one] Én invitation er på vej.
   *[other] { $count } invitationer er på vej.
}
parties-invite-later = Invitationerne kan sendes, når høringen er offentliggjort.
party-name = Navn
party-kind = Type
party-email = E-mail
party-lang = Invitationens sprog
party-invited = Inviteret den { $date }
party-remove = Fjern fra listen
party-not-invited = Ikke inviteret
party-reply = Svar
party-note = Notér svar
party-note-or-remove = Notér svar, eller fjern
party-save = Gem
party-input = Høringssvarets nummer
party-input-hint = Hvis parten har sendt et høringssvar til denne høring.
party-authority = Myndighed
party-organisation = Organisation
party-company = Virksomhed
party-council = Råd eller nævn
party-other = Andre
party-reply-none = Ikke svaret
party-reply-remarks = Svaret med bemærkninger
party-reply-no-remarks = Ingen bemærkninger
party-fault-two-addresses = Linje { $line } har mere end én e-mailadresse. Skriv én part på hver linje.
party-fault-address = Linje { $line } har en e-mailadresse, vi ikke kan sende til.
party-fault-name = Linje { $line } mangler et navn.
party-fault-fields = Linje { $line } har et felt, vi ikke forstår. Brug navn, type og e-mail.
party-fault-long = Linje { $line } har et navn på mere end 200 tegn.
party-fault-input = Der er ikke noget høringssvar til denne høring med det nummer.
invitation-mail-subject = Høring: { $title }
invitation-mail =
    Til rette vedkommende

    I inviteres til at svare på høringen »{ $title }«.

    { $intro }

    Svar senest den { $deadline } på denne side:
    { $page }

    Høringsbrevet kan læses her:
    { $letter }

    Spørgsmål: { $contact }
    Vores journalnummer: { $number }
extension-mail-subject = Fristen er forlænget: { $title }
extension-mail =
    Til rette vedkommende

    Fristen for at svare på høringen »{ $title }« er forlænget.

    Svar senest den { $deadline } på denne side, hvor begrundelsen også står:
    { $page }

    Spørgsmål: { $contact }
    Vores journalnummer: { $number }
invitation-appointment = Frist for høringssvar: { $title }

## Refusals

hearing-refused-published = Høringen er offentliggjort og kan ikke ændres
hearing-refused-published-way = Du kan forlænge fristen på høringens side og tilføje materiale. Opret en ny høring, hvis andet skal ændres.
hearing-refused-not-published = Høringen er ikke offentliggjort
hearing-refused-not-published-way = Ret den, og offentliggør den under høringens forberedelse.
hearing-refused-passed = Fristen er allerede udløbet
hearing-refused-passed-way = Gå tilbage, og vælg en senere frist, før du offentliggør.
hearing-refused-short = Der er kun { $days } dage til fristen, og det normale er { $normal }
hearing-refused-short-way = Gå tilbage, og skriv en begrundelse for den korte frist, eller vælg en senere.
hearing-refused-not-closed = Høringen er ikke lukket
hearing-refused-not-closed-way = Vent, til fristen er udløbet.
hearing-refused-processed = Høringen er allerede behandlet
hearing-refused-done-way = Gå tilbage, og genindlæs siden for at se, hvor høringen står nu.
hearing-refused-unread = { $count ->
    [one] Ét høringssvar er ikke læst
   *[other] { $count } høringssvar er ikke læst
}
hearing-refused-unread-way = Læs alle høringssvar til høringen, før du melder den behandlet. Breve, der følger en skabelon uden at føje noget til, skal kun læses i skabelonen.
hearing-refused-not-processed = Høringen er ikke behandlet endnu
hearing-refused-not-processed-way = Meld den behandlet først. Så kan høringsnotatet offentliggøres.
hearing-refused-note-published = Høringsnotatet er allerede offentliggjort
hearing-refused-over = Fristen er udløbet, så ingen kan inviteres
hearing-refused-over-way = Forlæng fristen på høringens side, hvis flere skal spørges.
hearing-refused-nobody = Ingen på listen venter på en invitation
hearing-refused-nobody-way = Tilføj parter med e-mailadresse. Hver part bliver inviteret én gang.
hearing-refused-party-in-use = Parten er inviteret eller har svaret
hearing-refused-party-in-use-way = Lad den stå på listen, så det kan ses, hvem der er spurgt.
