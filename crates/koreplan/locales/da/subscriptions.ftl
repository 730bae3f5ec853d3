## Asking to be told

subscription-title = Få besked på mail
subscription-lead = Vælg, hvad du vil have besked om i { $case }. Du kan altid framelde dig igen.
subscription-subjects = Hvad vil du have besked om?
subscription-areas = Områder
subscription-areas-hint = Vælger du ingen områder, får du besked om dem alle.
subscription-email = E-mail
subscription-email-hint = Vi sender en mail, hvor du siger ja. Før det får du ingen beskeder. Adressen bruges kun til beskederne.
subscription-ask = Send mig en mail
subscription-fault-subject = Vælg mindst én ting.
subscription-fault-email = Skriv en e-mailadresse som navn@eksempel.dk.
subscription-sent = Se i din indbakke
subscription-sent-lead = Vi har sendt en mail til adressen. Tryk på linket i den, og sig ja. Vi sender højst tre mails om dagen til den samme adresse.
subscription-back = Tilbage til køreplanen
subscription-confirm-title = Beskeder på mail
subscription-confirm-lead = Sig ja, hvis du vil have disse beskeder. De erstatter det, du eventuelt har valgt før.
subscription-is-on = Du får disse beskeder. I hver mail er der et link til at framelde dig.
subscription-case = Strategi
subscription-all-areas = Alle områder
subscription-yes = Ja, send mig beskeder
subscription-end-title = Frameld beskeder
subscription-end-lead = Tryk på knappen, hvis du ikke vil have flere mails. Så sletter vi din adresse.
subscription-end = Frameld mig
subscription-ended = Du er frameldt
subscription-ended-lead = Du får ikke flere mails med det link, og adressen er slettet.
subscription-refused-expired = Linket er for gammelt
subscription-refused-expired-way = Bed om beskeder en gang til, og tryk på linket i den nye mail inden en uge.
subscription-mail-subject = Vil du have besked om { $case }?
subscription-mail =
    Hej

    Nogen, formentlig dig, har bedt om at få beskeder om { $case } til denne adresse.

    Sig ja på denne side:
    { $page }

    Er det ikke dig, skal du ikke gøre noget. Så får du ingen beskeder, og vi sletter adressen efter en uge.

    Hilsen Køreplan
subject-hearings = Høringer
subject-meetings = Møder
subject-decisions = Beslutninger
subject-documents = Dokumenter
subject-follow-up = Opfølgning

## What is told

news-mail =
    Nyt om { $case }:

    { $title }

    Læs mere:
    { $page }

    Vil du ikke have flere mails? Frameld dig her:
    { $unsubscribe }
news-hearing-published = Ny høring: { $title }
news-hearing-extended = Fristen er forlænget: { $title }
news-hearing-note = Høringsnotat: { $title }
news-minutes = Referat er godkendt: { $title }
news-version = Version { $number } af strategien er offentliggjort
news-status = Ny status: { $title }
