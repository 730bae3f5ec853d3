## Finding topics

finding-title = Find emner
finding-lead = Lad maskinen læse høringssvarene og foreslå emner. Forslagene bliver først til emner, når I har set dem igennem og godkendt dem.
finding-count = { $count ->
    [one] Én søgning
   *[other] { $count } søgninger
}
finding-empty = Der er ikke søgt efter emner endnu. Vælg nedenfor, hvor maskinen skal lede.
finding-everything = Alle høringssvar
finding-reading = Maskinen læser
finding-done = Klar til gennemsyn
finding-signed = Godkendt
finding-asked = Bestilt af { $by } den { $date }.
finding-new = Søg efter emner
finding-place = Hvor skal maskinen lede?
finding-wanted = Antal emner
finding-wanted-hint = Lad feltet stå tomt, så vælger maskinen det antal, der deler sætningerne bedst (højst 30).
finding-ask = Find emner
finding-topics-in = Emneforslag: { $place }
finding-progress = { $read } af { $count } høringssvar er læst.
finding-look-again = Se, hvor langt den er
finding-read = Maskinen har læst { $inputs } høringssvar med { $sentences } sætninger. Forslagene bygger på { $studied } forskellige sætninger.
finding-candidates = { $count ->
    [one] Ét forslag
   *[other] { $count } forslag
}: { $kept } beholdt, { $open } uafgjort
finding-no-candidates = Maskinen fandt ingen emner. Der er for få sætninger, der bruger de samme ord.
finding-how = Behold de forslag, der giver mening, og giv dem et navn. Slå dem sammen, der handler om det samme, og drop resten.
finding-sign = Godkend emnerne
finding-sign-lead = { $kept ->
    [one] Ét forslag bliver til et emne.
   *[other] { $kept } forslag bliver til emner.
} { $open ->
    [0] Alle forslag er afgjort.
    [one] Ét forslag er ikke afgjort og bliver ikke til noget.
   *[other] { $open } forslag er ikke afgjort og bliver ikke til noget.
}
finding-signed-by = Godkendt af { $by } den { $date }.

candidate-open = Ikke afgjort
candidate-kept = Beholdt
candidate-merged = Slået sammen
candidate-dropped = Droppet
candidate-merged-into = Slået sammen med »{ $name }«
candidate-under-other = Underemne af »{ $name }«
candidate-inputs = { $inputs ->
    [one] Ét høringssvar
   *[other] { $inputs } høringssvar
}, { $sentences ->
    [one] én sætning
   *[other] { $sentences } forskellige sætninger
}
candidate-terms = Ord, der kendetegner det:
candidate-more = Flere sætninger
candidate-history = Hvad I har ændret
candidate-proposed = Maskinens forslag: »{ $name }«
candidate-edit-keep = Beholdt som »{ $name }«
candidate-undone = Fortrudt af { $by }
candidate-decide = Afgør forslaget
candidate-description = Beskrivelse
candidate-description-hint = Skriv de ord, høringssvarene bruger om emnet. Maskinen leder efter dem, når den fordeler sætningerne.
candidate-under = Underemne af
candidate-into = Slå sammen med
candidate-keep = Behold
candidate-merge = Slå sammen
candidate-drop = Drop forslaget
candidate-undo = Fortryd den seneste ændring

finding-refused-not-done = Maskinen læser stadig
finding-refused-not-done-way = Vent, til den er færdig, og prøv igen.
finding-refused-signed = Emnerne er godkendt, og forslagene kan ikke ændres længere
finding-refused-signed-way = Ret emnerne hver for sig, eller søg efter emner igen.
finding-refused-no-other = Forslaget kan ikke knyttes til det andet, for det er ikke beholdt som et emne for sig selv
finding-refused-no-other-way = Behold først det andet forslag som et emne, der ikke selv er et underemne.
finding-refused-has-others = Andre forslag er slået sammen med det eller lagt under det
finding-refused-has-others-way = Afgør de andre forslag på ny først.
finding-refused-nothing-to-undo = Der er ikke noget at fortryde
finding-refused-nothing-to-undo-way = Gå tilbage til forslagene.
finding-refused-nothing-kept = Der er ingen emner at gå videre med
finding-refused-nothing-kept-way = Behold mindst ét forslag, eller opret et emne.
finding-refused-no-area = »{ $name }« har ikke noget område
finding-refused-no-area-way = Vælg et område til forslaget, og godkend igen.
finding-refused-nothing-to-read = Der er ingen høringssvar at læse
finding-refused-nothing-to-read-way = Vælg et andet sted at lede, eller vent på de første høringssvar.
finding-refused-under-way = Maskinen er allerede i gang med det
finding-refused-under-way-way = Vent, til den er færdig.

## Suggested sentences

mapping-title = Fordel sætningerne på emnerne
mapping-lead = Maskinen læser alle høringssvar og foreslår sætninger under de emner, der ikke er godkendt endnu. Intet lægges under et emne, før en af jer har bekræftet det.
mapping-done = Senest bestilt af { $by } og færdig den { $date }: { $count } høringssvar er læst.
mapping-to-topics = Se emnerne og deres forslag
mapping-ask = Foreslå sætninger

suggestions = Foreslåede sætninger
suggestions-of = Foreslåede sætninger: { $topic }
suggestions-lead = De markerede ord er grunden til, at sætningen er foreslået. Styrken går fra 1 til 100: jo mere sætningens ord ligner emnets, jo højere er den. De stærkeste forslag står øverst.
suggestions-count = { $open } venter, { $confirmed } er bekræftet, { $refused } er afvist. { $people ->
    [one] Én sætning har I selv lagt under emnet.
   *[other] { $people } sætninger har I selv lagt under emnet.
}
suggestions-empty = Der er ingen forslag, der venter. Bed maskinen om at foreslå sætninger på siden med emner.
suggestion-strength = Styrke { $strength }
suggestion-alike = I { $count } ens høringssvar
suggestion-confirmed = Foreslået af maskinen og bekræftet
suggestions-tick = Kryds sætninger af
suggestions-confirm = Læg dem under emnet
suggestions-refuse = De hører ikke til her
suggestions-all = Bekræft alle fra en styrke
suggestions-strength = Mindste styrke
suggestions-strength-hint = Et tal fra 1 til 100. Se listen igennem først: alle forslag med mindst denne styrke lægges under emnet.
suggestions-confirm-all = Bekræft dem alle

## Code book

code-book = Kodebog
code-book-lead = Sagens emner med deres koder. Kodebogen kan hentes og læses ind i andre programmer, og omvendt.
code-book-empty = Der er ingen emner endnu. Læs en kodebog ind, eller find emner.
code-book-csv = Hent som CSV
code-book-json = Hent som JSON
code-book-import = Læs en kodebog ind
code-book-text = Kodebogen
code-book-text-hint = CSV med overskrifterne code, title og eventuelt description, parent, kle og area, eller JSON med de samme navne. Alle rækker læses ind, eller ingen.
code-book-area = Område for rækker uden area
code-code = Kode
code-kle = KLE-nummer
code-kle-hint = For eksempel 27.36.04 eller 27.36.04-G01.
code-kle-fault = Det er ikke et KLE-nummer. Skriv det som 27.36.04.
code-taken = Et andet emne har allerede den kode.
code-parent = Hører under
code-parent-fault = Emnet kan ikke ligge under det valgte: der er kun emner og underemner.
code-children = Underemner
code-edit = Ret kode, beskrivelse og plads
code-save = Gem
code-fault-unreadable = Linje { $line } kan ikke læses: { $why }
code-fault-column = Linje { $line }: kolonnen { $name } mangler
code-fault-no-code = Linje { $line }: koden mangler
code-fault-no-title = Linje { $line }: titlen mangler
code-fault-too-long = Linje { $line }: en tekst er for lang
code-fault-twice = Linje { $line }: koden { $code } står der flere gange
code-fault-taken = Linje { $line }: koden { $code } bruges af et andet emne i sagen
code-fault-parent = Linje { $line }: der er ikke noget emne med koden { $code }
code-fault-level = Linje { $line }: { $code } er selv et underemne
code-fault-kle = Linje { $line }: { $code } er ikke et KLE-nummer
code-fault-area = Linje { $line }: sagen har ikke et område, der hedder { $area }
topic-first = De første { $count } uddrag er vist.
finding-hearing = Høringen »{ $title }«
