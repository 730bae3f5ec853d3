## The hearing note: what the machine writes

note-title = Høringsnotat om »{ $title }«
note-contents = Indhold
note-date = Dato
note-unit = Enhed
note-case-number = J.nr.
note-officer = Sagsbehandler
note-foot-draft = UDKAST – { $title }
note-heading-hearing = 1. Høringen
note-heading-period = 1.1 Høringsperiode
note-heading-parties = 1.2 Hørte myndigheder og organisationer
note-heading-answers = 2. Høringssvarene
note-heading-general = 2.1 Generelle bemærkninger
note-heading-changes = 3. Ændringer i forhold til høringsudkastet
note-hearing = »{ $title }« har været i offentlig høring fra den { $from } til den { $to }.
note-period = Høringsperioden løb fra den { $from } til den { $to }, i alt { $days ->
    [one] én dag
   *[other] { $days } dage
}.
note-published = Høringen blev offentliggjort den { $date }.
note-moved = Fristen blev flyttet fra den { $old } til den { $new }. Begrundelsen var: { $reason }
note-parties-none = Der er ikke udpeget særlige høringsparter. Alle har kunnet svare.
note-parties = { $asked ->
    [one] Én myndighed eller organisation er hørt.
   *[other] { $asked } myndigheder og organisationer er hørt.
} { $answered ->
    [0] Ingen af dem har svaret.
    [one] Én af dem har svaret.
   *[other] { $answered } af dem har svaret.
} { $silent ->
    [0] {""}
    [one] Én af dem havde ingen bemærkninger.
   *[other] { $silent } af dem havde ingen bemærkninger.
}
note-table-parties = Hørte myndigheder og organisationer
note-table-others = Andre organisationer og virksomheder, der har svaret
note-party = Høringspart
note-other = Navn
note-answered = Svar modtaget
note-remarks = Med bemærkninger
note-no-remarks = Ingen bemærkninger
note-yes = ✓
note-no = –
note-answers = { $count ->
    [0] Der er ikke modtaget høringssvar.
    [one] Der er modtaget ét høringssvar.
   *[other] Der er modtaget { $count } høringssvar.
} { $late ->
    [0] {""}
    [one] Ét af dem kom efter fristen og er taget med.
   *[other] { $late } af dem kom efter fristen og er taget med.
}
note-from-persons = { $count } fra privatpersoner
note-from-companies = { $count } fra virksomheder
note-from-associations = { $count } fra foreninger og organisationer
note-from-councils = { $count } fra råd og nævn
note-persons-unnamed = Privatpersoner er talt med, men er ikke nævnt ved navn.
note-no-topics = Høringssvarene er endnu ikke samlet i godkendte emner.
note-general = { $count ->
    [one] Høringssvarenes bemærkninger er samlet i ét emne:
   *[other] Høringssvarenes bemærkninger er samlet i { $count } emner:
}
note-topic-line = { $title } ({ $area }): { $count } høringssvar
note-area = Område:
note-label-said = Høringssvarene:
note-label-comment = Bemærkning:
note-and = og
note-said = Emnet er berørt i { $count ->
    [one] ét høringssvar
   *[other] { $count } høringssvar
} fra { $who }.
note-campaign = { $count } breve følger én skabelon.
note-changes = Høringen har givet anledning til ændringer inden for disse emner:
note-changes-none = Høringen har ikke givet anledning til ændringer.

## The hearing note: the workplace

note-make = Skriv høringsnotatet
note-make-lead = Notatet skrives af det, der er registreret: perioden, høringsparterne, høringssvarene og de godkendte emner med deres vurderinger. Bagefter kan hvert afsnit rettes.
note-make-when = Notatet kan skrives, når høringsfristen er udløbet.
note-lead = Hvert afsnit er skrevet af data og kan rettes. Rettede afsnit bliver stående, når notatet skrives igen.
note-open = Åbn høringsnotatet
note-read-released = Læs høringsnotatet
note-write-again = Skriv notatet igen af de nyeste data
note-stale = Data er ændret, siden notatet blev skrevet.
note-up-to-date = Notatet svarer til de nyeste data.
note-written = Skrevet { $date } af { $by }.
note-released = Offentliggjort den { $date }.
note-download-word = Hent som Word (DOCX)
note-download-pdf = Hent som PDF
note-missing = Det mangler, før notatet kan offentliggøres
note-missing-unsettled = { $count ->
    [one] Data under ét rettet afsnit er ændret. Vælg, hvilken tekst der skal stå.
   *[other] Data under { $count } rettede afsnit er ændret. Vælg, hvilken tekst der skal stå.
}
note-missing-empty = { $count ->
    [one] Ét afsnit har ingen tekst.
   *[other] { $count } afsnit har ingen tekst.
}
note-missing-stale = Data er ændret: Skriv notatet igen.
note-missing-topics = { $count ->
    [one] Ét emne er ikke godkendt og kommer ikke med.
   *[other] { $count } emner er ikke godkendt og kommer ikke med.
}
note-missing-processed = Høringen er ikke meldt behandlet.
note-nothing-missing = Notatet er klar til at blive offentliggjort.
note-sections = Notatets afsnit
note-section-hearing = Høringen
note-section-period = Høringsperiode
note-section-parties = Hørte myndigheder og organisationer
note-section-ticks = Skema over høringsparter
note-section-answers = Høringssvarene
note-section-general = Generelle bemærkninger
note-section-said = Hvad høringssvarene siger
note-section-comment = Myndighedens bemærkning
note-section-changes = Ændringer i forhold til høringsudkastet
note-badge-edited = Rettet
note-badge-unsettled = Data er ændret under afsnittet
note-badge-empty = Mangler tekst
note-no-text = Der er ingen tekst endnu. Skriv den selv.
note-edit = Ret afsnittet
note-edit-of = Ret »{ $section }«
note-edit-lead = Din tekst bliver stående, også når notatet skrives igen.
note-text = Afsnittets tekst
note-text-hint = En tom linje skiller afsnit. Linjer, der begynder med en bindestreg, bliver en liste.
note-save = Gem afsnittet
note-machine = Det skriver maskinen nu
note-machine-gone = Data bag afsnittet er væk: Emnet er ikke længere godkendt.
note-machine-before = Det er ændret, siden du rettede afsnittet
note-your-text = Den rettede tekst
note-choose = Data under afsnittet er ændret, siden det blev rettet. Hvilken tekst skal stå?
note-keep = Behold den rettede tekst
note-take = Tag maskinens tekst
note-take-gone = Fjern afsnittet
note-versions = Alle udgaver af afsnittet
note-version = Udgave { $number }, { $by }, { $date }
note-by-machine = skrevet af data
note-theirs = Den tekst, der er gemt
note-yours = Din tekst
note-release = Offentliggør notatet
note-release-about = Derefter kan alle læse og hente notatet, og det kan ikke ændres.
note-back = Til høringsnotatet
note-files = Hent notatet

## The hearing note: refused

note-refused-not-closed = Høringen er ikke slut
note-refused-not-closed-way = Vent, til høringsfristen er udløbet.
note-refused-released = Notatet er offentliggjort og kan ikke ændres
note-refused-released-way = Læs det, som det er.
note-refused-changed = En anden har ændret teksten, siden du åbnede den
note-refused-changed-way = Læs den igen. Har du skrevet en tekst, står både den gemte og din egen herunder: Saml dem til én, og gem den.
note-refused-nothing-changed = Teksten er ikke ændret
note-refused-nothing-changed-way = Gå tilbage, og ret det, der skal rettes.
note-refused-not-processed = Høringen er ikke meldt behandlet
note-refused-not-processed-way = Læs og vurdér de sidste høringssvar, og meld høringen behandlet.
note-refused-empty = { $count ->
    [one] Ét afsnit har ingen tekst
   *[other] { $count } afsnit har ingen tekst
}
note-refused-empty-way = Skriv teksten, og offentliggør så notatet.
note-refused-unsettled = { $count ->
    [one] Data under ét rettet afsnit er ændret
   *[other] Data under { $count } rettede afsnit er ændret
}
note-refused-unsettled-way = Vælg for hvert af dem, om den rettede eller den nye tekst skal stå.
note-refused-stale = Data er ændret, siden notatet blev skrevet
note-refused-stale-way = Skriv notatet igen, og læs det igennem.

## Answer letters

answerletters-title = Svarbreve
answerletters-lead = Hver afsender får svar på det, afsenderen har skrevet. Svaret er vurderingerne af de emner, som afsenderens sætninger hører under. Brevet er jeres egen Word-skabelon med felter, der bliver udfyldt.
answerletters-open = Svarbreve til afsenderne
answerletters-template = Skabelon
answerletters-no-template = Der er ingen skabelon endnu. Skriv et brev i Word med felterne nedenfor, og læg det op.
answerletters-has-template = Skabelonen »{ $name }« er lagt op den { $date } af { $by }.
answerletters-template-download = Hent skabelonen
answerletters-template-upload = Læg en skabelon op
answerletters-template-file = Word-fil (DOCX)
answerletters-template-hint = Højst 25 MB. Makroer, kommentarer, sporede ændringer og indhold, der hentes udefra, bliver afvist.
answerletters-template-save = Læg skabelonen op
answerletters-fields = Felter i skabelonen
answerletters-field = Felt
answerletters-field-means = Bliver til
answerletters-field-name = Afsenderens navn
answerletters-field-organisation = Organisationens navn; tomt for privatpersoner
answerletters-field-number = Høringssvarets nummer
answerletters-field-received = Datoen, høringssvaret kom
answerletters-field-hearing = Høringens titel
answerletters-field-date = Dags dato
answerletters-field-case-number = Journalnummeret
answerletters-field-officer = Sagsbehandleren
answerletters-field-contact = Høringens kontakt
answerletters-field-answer = Vurderingerne af de emner, afsenderens sætninger hører under
answerletters-fault-none = Vælg en Word-fil.
answerletters-fault-kind = Filen er ikke en Word-fil (DOCX).
answerletters-fault-unknown = Skabelonen har felter, der ikke findes: { $names }. Ret dem efter listen.
answerletters-fault-no-answer = Skabelonen har ikke feltet { $field }. Uden det siger brevet ikke noget.
answerletters-fault-unclean = Filen har noget, et brev ikke må have: { $why }.
answerletters-unclean-changes = sporede ændringer
answerletters-unclean-comments = kommentarer
answerletters-unclean-outside = indhold, der hentes udefra
answerletters-unclean-part = en del, der ikke kan renses
answerletters-fault-checking = Filen kunne ikke undersøges nu. Prøv igen om lidt.
answerletters-ready = { $count ->
    [0] Ingen høringssvar har et svar endnu. Der er svar, når deres sætninger hører under et godkendt emne.
    [one] Ét høringssvar har et svar.
   *[other] { $count } høringssvar har et svar.
}
answerletters-waiting = { $count ->
    [one] Ét høringssvar venter på, at et emne bliver godkendt.
   *[other] { $count } høringssvar venter på, at et emne bliver godkendt.
}
answerletters-all = Hent brev { $from }–{ $to } som ZIP
answerletters-list = Høringssvar med svar
answerletters-preview-of = Brev til { $name }
answerletters-download = Hent brevet (DOCX)
answerletters-same-on-receipt = Afsenderen ser det samme svar på sin kvittering.
answerletters-refused-no-template = Der er ingen skabelon
answerletters-refused-no-template-way = Læg jeres Word-skabelon op først.
answerletters-refused-no-answer = Høringssvaret har ikke noget svar endnu
answerletters-refused-no-answer-way = Læg dets sætninger under et emne, og få emnet vurderet og godkendt.
note-withdraw = Træk offentliggørelsen tilbage
note-withdraw-about = Notatet bliver igen sekretariatets eget, og filerne bliver slettet. Det kan derefter rettes og offentliggøres på ny. Hvad andre allerede har hentet, kan ikke trækkes tilbage.
note-withdraw-reason = Begrundelse
note-refused-not-released = Notatet er ikke offentliggjort.
note-refused-not-released-way = Læs notatet, som det er nu.
