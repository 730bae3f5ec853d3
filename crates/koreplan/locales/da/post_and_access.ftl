## The post list

post-title = Postliste
post-lead = Breve og andre dokumenter, der er kommet ind og sendt ud, dag for dag. Private personers navne står her ikke.
post-draft-lead = Listen er ikke offentlig endnu. Skriv et kort emne, hvor det hjælper, og lad navne og fortrolige ord ude. Offentliggør så dagen.
post-days = Offentliggjorte dage
post-missing = Dage, der ikke er offentliggjort
post-empty = Ingen dage er offentliggjort endnu. De kommer her, når sekretariatet har gennemgået dem.
post-nothing = Der kom ikke noget ind, og der blev ikke sendt noget den dag. Se de andre dage i postlisten.
post-count = { $count ->
    [one] (ét dokument)
   *[other] ({ $count } dokumenter)
}
post-day-title = Postliste { $date }
post-in = Ind
post-out = Ud
post-kind-input = Høringssvar
post-kind-request = Anmodning om aktindsigt
post-kind-hearing-letter = Høringsbrev
post-kind-decision = Afgørelse om aktindsigt
post-about = { $kind } – »{ $name }«
post-parties = { $count ->
    [one] Én høringspart
   *[other] { $count } høringsparter
}
post-head-direction = Retning
post-head-number = Nr.
post-head-party = Afsender eller modtager
post-head-subject = Emne
post-shorten = Kort emne
post-subject = Kort emne
post-save = Gem emnet
post-publish = Offentliggør dagens postliste
post-file = Hent som CSV
post-next = Vis de næste dokumenter
post-all = Alle dage i postlisten
post-refused-not-over = Dagen er ikke slut
post-refused-not-over-way = Vent til i morgen, så hele dagen er med.
post-refused-published = Dagens postliste er allerede offentliggjort
post-refused-published-way = Gå til postlisten, og læs den, som den blev offentliggjort.

## Access requests

nav-access = Aktindsigt
access-title = Aktindsigt
access-lead = Anmodninger om aktindsigt i sagen. Loven giver syv arbejdsdage; tager det længere, får den, der spørger, besked om hvorfor.
access-empty = Der er ingen anmodninger. Opret den første herunder, når den kommer.
access-count = { $count ->
    [one] Én anmodning
   *[other] { $count } anmodninger
}
access-number = Aktindsigt nr. { $number }
access-new = Opret en anmodning
access-create = Opret anmodningen
access-requester = Hvem spørger
access-contact = Kontakt
access-wish = Hvad der bedes om
access-wish-hint = Med ordene fra anmodningen.
access-received = Modtaget
access-received-hint = De syv arbejdsdage regnes fra dagen efter.
access-officer = Sagsbehandler
access-clock = Frist
access-due = { $count ->
    [0] Fristen er i dag, { $date }
    [one] Frist { $date }: én arbejdsdag tilbage
   *[other] Frist { $date }: { $count } arbejdsdage tilbage
}
access-overdue = Fristen { $date } er overskredet
access-decided = Afgjort { $date }
access-decided-by = Afgjort af
access-extended = Forlænget til
access-fault-future = dagen er ikke kommet endnu
access-list = Aktliste
access-no-documents = Der er ingen dokumenter på aktlisten. Find dem blandt sagens dokumenter.
access-documents = { $count ->
    [one] Ét dokument på aktlisten
   *[other] { $count } dokumenter på aktlisten
}
access-collect = Find dokumenter
access-collect-lead = Vælg en slags dokument, og søg. Det, du sætter på aktlisten, bevarer sin tekst, som den er nu.
access-kind = Slags
access-found = Fundet
access-add = Sæt på aktlisten
access-nothing-found = Ingen dokumenter af den slags passer. Ret søgningen, eller vælg en anden slags.
access-kind-input = Høringssvar
access-kind-attachment = Bilag til høringssvar
access-kind-minutes = Referat
access-kind-item = Dagsordenspunkt
access-kind-analysis = Analyse
access-kind-brief = Orientering
access-kind-letter = Høringsbrev
access-kind-mail = Mail til høringspart
access-kind-entry = Journalindførsel
access-class-external = Eksternt dokument
access-class-internal = Internt dokument
access-class-minister = Ministerbetjening
access-class-local = Internt i KL eller Danske Regioner
access-given = Udleveres
access-redacted = Udleveres med udeladelser
access-withheld = Tilbageholdes
access-undecided = Ikke afgjort
access-s23 = § 23 (internt dokument)
access-s24 = § 24 (ministerbetjening)
access-s25 = § 25 (KL og Danske Regioner)
access-s30-1 = § 30, nr. 1 (private forhold)
access-s30-2 = § 30, nr. 2 (forretningsforhold)
access-s31 = § 31 (statens sikkerhed)
access-s33 = § 33 (offentlige interesser)
access-s35 = § 35 (særlig tavshedspligt)
access-head-number = Nr.
access-head-document = Dokument
access-head-date = Dato
access-head-class = Slags efter loven
access-head-verdict = Afgørelse
access-head-ground = Hjemmel
access-head-reason = Begrundelse
access-document-lead = Vælg, hvad dokumentet er, og hvad der skal ske med det. Det, der udelades, er væk i det, der sendes.
access-document-title = Titel på aktlisten
access-text = Teksten
access-redact = Udelad ord
access-redact-button = Udelad ordene alle steder
access-quote = Ordene, der skal udelades
access-quote-hint = Skriv dem af fra teksten. De udelades alle steder, hvor de står.
access-ground = Hjemmel i offentlighedsloven
access-reason = Begrundelse
access-reason-hint = Skal skrives, hvis dokumentet tilbageholdes. Den står på aktlisten; skriv ikke, hvad der udelades.
access-facts = Faktiske oplysninger, der udleveres alligevel
access-facts-hint = § 28: oplysninger om sagens faktiske grundlag i interne dokumenter og i ministerbetjening.
access-facts-of = Faktiske oplysninger fra dokumentet (§ 28):
access-settle = Afgør dokumentet
access-settle-button = Gem afgørelsen om dokumentet
access-put-back = Tag udeladelser tilbage
access-left-out-list = Udeladt
access-left-out = [udeladt efter { $ground }]
access-remove = Tag dokumentet af aktlisten
access-remove-sure = Ja, dokumentet og det, der er valgt om det, skal af aktlisten
access-preview = Sådan sendes det
access-standing = Disse navne og tal er udeladt ét sted, men står et andet. Se efter, før du afgør:
access-extend = Forlæng fristen
access-extend-to = Ny frist
access-extend-reason = Hvorfor det tager længere
access-extend-hint = Send beskeden til den, der spørger: hvorfor, og hvornår afgørelsen kan ventes (§ 36).
access-decide = Afgør anmodningen
access-decide-button = Afgør anmodningen
access-decision = Brevet med afgørelsen
access-decision-hint = Ret forslaget til. Brevet sendes, som det står her.
access-letter-title = Afgørelse om aktindsigt
access-letter = Du har bedt om aktindsigt. Vi modtog din anmodning { $received }.

    Vi udleverer { $given } dokumenter helt og { $redacted } med udeladelser. { $withheld } dokumenter tilbageholdes. Aktlisten viser, hvad der sker med hvert dokument.
access-letter-grounds = Det, der udelades, er undtaget efter disse bestemmelser i offentlighedsloven:
access-letter-openness = Vi har overvejet, om du kan få mere at se, end loven kræver (§ 14).
access-letter-appeal = Du kan klage over afgørelsen. Skriv til os, så sender vi klagen videre til klageinstansen med vores bemærkninger inden syv arbejdsdage.
access-documents-title = Dokumenter
access-none-given = Ingen dokumenter udleveres.
access-export = Hent brev, aktliste og dokumenter (ZIP)
access-refused-decided = Anmodningen er allerede afgjort
access-refused-no-documents = Der er ingen dokumenter på aktlisten
access-refused-undecided = { $count ->
    [one] Ét dokument er ikke afgjort
   *[other] { $count } dokumenter er ikke afgjort
}
access-refused-ground = Hjemlen gælder ikke for den slags dokument
access-refused-nothing = Intet er udeladt
access-refused-something = Der er udeladt ord i dokumentet
access-refused-not-later = Den nye frist er ikke senere end den gamle
access-refused-not-decided = Anmodningen er ikke afgjort
access-refused-decided-way = Opret en ny anmodning, hvis der skal gives mere.
access-refused-no-documents-way = Find sagens dokumenter, og sæt dem på aktlisten.
access-refused-undecided-way = Åbn hvert dokument på aktlisten, og vælg, hvad der skal ske med det.
access-refused-ground-way = Vælg en anden hjemmel, eller ret, hvad dokumentet er efter loven.
access-refused-nothing-way = Vælg mindst ét sted, eller udlever dokumentet helt.
access-refused-something-way = Vælg, at dokumentet udleveres med udeladelser, eller tag dem tilbage.
access-refused-not-later-way = Gå tilbage, og vælg en senere dag.
access-refused-not-decided-way = Afgør anmodningen først, og hent så det, der skal sendes.
