## The desk

desk-title = Skrivebord
desk-lead = Her står, hvad der skal gøres, hvad der er for sent, og hvem der har det. Hver linje fører til det sted, hvor det gøres.
desk-open = Åbn skrivebordet
desk-empty = Der er ikke noget, der venter her. Vælg alles opgaver, eller se i køreplanen, hvad der kommer.
desk-keys = Med tastaturet: Tab går fra linje til linje, Enter åbner. Genvejstasten D åbner skrivebordet fra alle sider (Alt+D eller Alt+Skift+D, efter browseren).
desk-filter = Vælg, hvad der vises
desk-jump = Spring til
desk-whose = Hvis opgaver
desk-everyones = Alles
desk-mine = Mine
desk-part = Om
desk-show = Vis
desk-due = frist { $date }
desk-overdue = Overskredet
desk-today = I dag
desk-week = Resten af ugen
desk-waiting = Venter uden frist
desk-part-tasks = Opgave
desk-part-reading = Læsning
desk-part-hearings = Høring
desk-part-papers = Mødemateriale
desk-part-minutes = Referat
desk-part-proposals = Forslag
desk-part-answers = Svar fra forum
desk-part-gates = Port
desk-part-steps = Trin
desk-part-requests = Aktindsigt
desk-part-post = Postliste
desk-part-mail = Mail
desk-readings = { $count ->
    [one] Læs ét høringssvar
   *[other] Læs { $count } høringssvar
}
desk-unassigned = { $count ->
    [one] Find en læser til ét høringssvar
   *[other] Find læsere til { $count } høringssvar
}
desk-unassigned-many = Find læsere til { $count } høringssvar eller flere
desk-hearing-closes = Høringen »{ $name }« slutter
desk-papers = Send materialet til »{ $name }«
desk-hold = Notér fremmødet til »{ $name }«
desk-minutes = Skriv referatet af »{ $name }«
desk-approval = Referatet af »{ $name }« venter på godkendelse
desk-proposal = Skriv indstillingen til forslag { $number }: { $name }
desk-proposals-more = { $count ->
    [one] Ét forslag mere mangler en indstilling
   *[other] { $count } forslag mere mangler en indstilling
}
desk-answer = Version { $version } venter på svar
desk-gate = Porten »{ $name }« mangler: { $task }
desk-gate-ready = Porten »{ $name }« mangler ikke noget og kan åbnes
desk-step = Trinnet »{ $name }« er over tiden: afslut det, eller flyt det
desk-mail = { $count ->
    [one] Én mail er opgivet. Den, der driver systemet, kan sende den igen.
   *[other] { $count } mails er opgivet. Den, der driver systemet, kan sende dem igen.
}
desk-request = { $count ->
    [0] Aktindsigt nr. { $number }: fristen er nået
    [one] Aktindsigt nr. { $number }: én arbejdsdag tilbage
   *[other] Aktindsigt nr. { $number }: { $count } arbejdsdage tilbage
}
desk-post = Offentliggør postlisten for de dage, der er gået

## Moves

moves-preview = Se, hvad der følger med
moves-undo = Flyt tilbage til datoerne før den seneste flytning
moves-lead = Intet er gemt endnu. Vælg, hvad der skal flytte med, og skriv en begrundelse. Flytningen er offentlig, så snart den er gemt.
moves-follow = Det kan flytte med
moves-count = { $count ->
    [0] Intet andet flytter med.
    [one] Én ting kan flytte med.
   *[other] { $count } ting kan flytte med.
}
moves-none = Ingen senere trin og ingen indkaldte møder berøres. Skriv en begrundelse, og flyt trinnet.
moves-choose = Flytter med
moves-fixed = Det berøres, men flytter ikke af sig selv
moves-followed = Fulgte flytningen af »{ $step }«.
moves-what-step = Trin
moves-what-meeting = Møde
moves-what-deadline = Høringsfrist
moves-what-gate = Port
moves-why-gate = kan først begynde, når porten er åbnet
moves-why-later = ligger senere i køreplanen
moves-why-days = ligger i de dage, der flytter
moves-why-papers = materialet er sendt: flyt mødet på dets egen side
moves-why-promised = er lovet offentligheden: forlæng fristen på høringens side
moves-why-waits = kan først åbnes, når trinnet er færdigt
moves-refused-other = Køreplanen er ændret, siden du så, hvad der flytter med
moves-refused-other-way = Gå tilbage, se følgerne igen, og flyt så trinnet.

## Pauses

pause-title = Sagen i bero
pause-lead = Når sagen er sat i bero, står sekretariatets frister og påmindelser stille. Høringssvar tages stadig imod, og høringsfrister flytter sig ikke.
pause-notice = Sagen er sat i bero siden { $date }.
pause-expected = Den ventes genoptaget { $date }.
pause-more = Læs mere om pausen
pause-begin = Sæt sagen i bero
pause-button = Sæt sagen i bero fra i dag
pause-end = Genoptag sagen
pause-end-button = Genoptag sagen fra i dag
pause-end-reason = Begrundelse
pause-reason = Begrundelse
pause-reason-hint = Begrundelsen er offentlig og føres i journalen.
pause-expected-day = Ventes genoptaget
pause-list = Pauser
pause-empty = Sagen har ikke været sat i bero. Det, der sker i den, står i køreplanen.
pause-from = Siden { $from }:
pause-from-to = Fra { $from }, genoptaget { $to }:
pause-resumed = Genoptaget:
pause-refused-paused = Sagen er allerede sat i bero
pause-refused-not-paused = Sagen er ikke sat i bero
pause-refused-way = Gå tilbage, genindlæs siden, og se, hvordan det står til nu.
pause-refused-end = Dagen, hvor sagen ventes genoptaget, er ikke efter i dag
pause-refused-end-way = Gå tilbage, og vælg en senere dag, eller lad feltet stå tomt.
desk-task = { $name }
desk-written = Skriftlig procedure { $number } er sendt ud: { $name }
desk-treatment = Foreslået behandling, version { $version }, venter på svar
