## The life of a meeting

meeting-agenda-open = Dagsorden åben
meeting-minutes-draft = Referat i udkast
meeting-minutes-approved = Referat godkendt
meeting-cancelled = Aflyst
meeting-kind-backlog = Punkter, der venter på et møde
meeting-back = Tilbage til mødet
meeting-is-a-draft = Mødet er en kladde: kun sekretariatet og mødelederen kan se det, og der sendes ikke noget.
meeting-open-agenda = Vis dagsordenen for mødets deltagere
meeting-move = Flyt mødet
meeting-move-reason = Hvorfor flyttes mødet?
meeting-move-save = Gem den nye tid og det nye sted
meeting-was-moved = { $by } har flyttet mødet fra { $old }, { $place }: { $reason }
meeting-cancel = Aflys mødet
meeting-cancel-hint = Punkterne bliver lagt i bunken af punkter, der venter på et møde.
meeting-cancel-reason = Hvorfor aflyses mødet?
meeting-cancel-save = Aflys
meeting-was-cancelled = Mødet er aflyst af { $by }: { $reason }
meeting-close = Afslut mødet
meeting-send-papers-again = Udsend den ændrede dagsorden
papers-late = Materialet skulle være udsendt senest den { $date }.
papers-late-reason = Hvorfor udsendes materialet for sent?

## The agenda and its versions

agenda-sent = Dagsorden { $letter } er udsendt { $when } til { $count ->
    [one] én modtager
   *[other] { $count } modtagere
}.
agenda-late = For sent udsendt: { $reason }
agenda-new-since = Nyt siden { $letter }
agenda-version = Dagsorden { $letter }
agenda-versions = Udsendte dagsordener
agenda-nothing-new = Intet nyt for dig i denne udgave.
agenda-added = Nyt punkt
agenda-removed = Udgået
agenda-changed = Ændret
agenda-reordered = Punkterne står i en anden rækkefølge
agenda-now-closed = Punktet er nu lukket.
agenda-now-open = Punktet er nu åbent.
agenda-left = Punkter, der er taget af dagsordenen
agenda-refused-decided = Punktet er besluttet
agenda-refused-decided-way = Opret et nyt punkt, hvis sagen skal tages op igen.
agenda-refused-not-postponed = Mødet er begyndt, og punktet er ikke udsat
agenda-refused-not-postponed-way = Skriv beslutningen »udsat« ved punktet, og sæt det derefter på et andet møde.
agenda-refused-goes-on = Punktet er allerede ført videre
agenda-refused-goes-on-way = Find punktet på det møde, det er ført videre til.
agenda-refused-full = Det andet møde tager ikke imod flere punkter
agenda-refused-full-way = Vælg et møde, der ikke er begyndt.

## Items that wait

backlogs-title = Punkter, der venter på et møde
backlog-title = Punkter, der venter: { $body }
backlog-lead = Her ligger de punkter, der ikke er sat på et møde endnu. Åbn et punkt for at sætte det på en dagsorden.
backlog-link = Se de punkter, der venter på et møde
backlog-place = Punkter, der venter på et møde
backlog-count = { $count ->
    [one] Ét punkt venter
   *[other] { $count } punkter venter
}
backlog-empty = Ingen punkter venter. Tilføj et punkt, eller udsæt et fra et møde.

## Items

matter-decision = Til beslutning
matter-discussion = Til drøftelse
matter-information = Til orientering
proposed-approved = godkendes
proposed-endorsed = tiltrædes
proposed-discussed = drøftes
proposed-noted = tages til efterretning
proposed-postponed = udsættes
proposed-recommended-up = indstilles til næste led
proposed-rejected = afvises
about-topic = Emne
about-proposal = Forslag
about-analysis = Analyse
about-conclusion = Konklusion
about-paragraph = Afsnit
about-version = Version
item-new-extra = Ekstra punkt
item-extra = Ekstra punkt
item-case-number = Sagsnummer
item-case = Sag { $number }
item-matter = Hvad skal der ske med punktet?
item-about = Hvad handler punktet om?
item-recommend-how = Skriv det, der står efter »Det indstilles, at«, og vælg udsagnsordet nedenfor. Eller skriv hele sætningen.
item-proposed = Hvad indstilles der til?
item-recommended = Det indstilles, at { $what } { $verb }.
item-conclusion = Se konklusionen
item-paragraph = Se afsnittet
item-version = Se versionen
item-place = Står på
item-edit = Ret punktet
item-save = Gem punktet
item-up = Flyt op
item-down = Flyt ned
item-carry = Sæt punktet et andet sted
item-carry-to = Hvor skal punktet stå?
item-carry-reason = Begrundelse
item-history = Punktets historie
item-was-moved = { $by } flyttede punktet den { $date } fra { $from } til { $to }.
item-came-from = Udsat fra { $meeting }
item-goes-on-in = Ført videre til { $meeting }
item-undecided = Ikke besluttet
item-outcome-more = Forbehold og opfølgning
item-reservations = Forbehold
item-action = Opfølgning
action-what = Hvad skal der gøres?
action-who = Hvem gør det?
action-due = Senest den
action-add = Tilføj en opfølgning

## Annexes

annexes = Bilag
annex-new = Tilføj bilag
annex-add = Tilføj
annex-added = Nyt bilag
annex-removed = Bilag udgået
annex-replaced = Ny udgave af bilag
annex-before = Tidligere udgaver
annex-change = Ret bilaget
annex-replace = Erstat med den nye fil
annex-remove = Fjern bilaget
annex-access = Hvem må få bilaget?
annex-access-public = Alle, når referatet er godkendt
annex-access-body = Mødets deltagere
annex-access-secretariat = Kun sekretariatet
annex-set-access = Gem, hvem der må få bilaget
annex-release-day = Offentligt tidligst den
annex-release-hint = Lad feltet stå tomt, hvis bilaget følger referatet.
annex-release-public-only = Kun bilag for alle kan få et tidspunkt.
annex-embargo = Klausuleret til { $when }
annex-no-copy = Filen har ingen kopi til offentligheden. Den bliver ikke vist for alle.
annex-not-looked-at = Filen kunne ikke undersøges. Prøv igen om lidt.
annex-no-file = Vælg en fil.
annex-one-file = Vælg én fil.

## Minutes

minutes-title = Referat: { $meeting }
minutes-whole = Se hele beslutningsreferatet
minutes-only-closed = Mødet havde kun lukkede punkter.
minutes-send = Send referatet til medlemmerne
minutes-approve = Godkend referatet
minutes-at-meeting = Godkendt på et senere møde
minutes-yes = Godkend referatet med ét klik
minutes-remark = Bemærkning til referatet
minutes-send-remark = Send bemærkningen
minutes-settle = Afslut bemærkningen
minutes-settled = Hvad blev der gjort ved bemærkningen?
minutes-standing = { $approved } af { $members } medlemmer har godkendt referatet. Frist for bemærkninger: { $date }.
minutes-silence = Den, der ikke svarer inden fristen, har godkendt referatet.
minutes-answer-approved = Har godkendt
minutes-answer-remark = Har en bemærkning
approved-how-chair = Mødelederen har godkendt det alene.
approved-how-members = Alle medlemmer har godkendt det.
approved-how-silence = Ingen har gjort indsigelse inden fristen.
approved-how-next-meeting = Det blev godkendt på et senere møde:
minutes-refused-not-sent = Referatet er ikke sendt til medlemmerne
minutes-refused-not-sent-way = Send det til medlemmerne, eller vent, til det er sendt.
minutes-refused-too-late = Fristen for bemærkninger er overskredet
minutes-refused-too-late-way = Tag bemærkningen op på det næste møde.
minutes-refused-no-members = Mødet har ingen medlemmer at spørge
minutes-refused-no-members-way = Mødelederen godkender referatet.
minutes-refused-no-vote = Kun medlemmer med stemmeret godkender referatet
minutes-refused-no-vote-way = Giv bemærkningen til sekretariatet.
minutes-refused-open-remarks = { $count ->
    [one] Én bemærkning er ikke afsluttet
   *[other] { $count } bemærkninger er ikke afsluttet
}
minutes-refused-open-remarks-way = Skriv ved hver bemærkning, hvad der blev gjort ved den.
minutes-refused-awaited = { $count ->
    [one] Ét medlem mangler at svare, og fristen er ikke udløbet
   *[other] { $count } medlemmer mangler at svare, og fristen er ikke udløbet
}
minutes-refused-awaited-way = Vent til fristen, eller godkend referatet på det næste møde.
minutes-refused-silent = { $count ->
    [one] Ét medlem har ikke svaret, og tavshed er ikke samtykke i dette organ
   *[other] { $count } medlemmer har ikke svaret, og tavshed er ikke samtykke i dette organ
}
minutes-refused-silent-way = Bed dem om at svare, eller godkend referatet på det næste møde.
minutes-refused-settled = Bemærkningen er allerede afsluttet
minutes-refused-settled-way = Se, hvad der blev gjort ved den, på mødets side.
minutes-refused-not-later = Referatet kan kun godkendes på et senere møde i samme organ, der er begyndt
minutes-refused-not-later-way = Åbn det senere møde, og godkend referatet derefter.

## Refusals

meeting-refused-agenda-open = Dagsordenen er allerede vist for mødets deltagere
meeting-refused-agenda-open-way = Udsend materialet, når dagsordenen er klar.
meeting-refused-nothing-new = Intet er ændret, siden materialet blev udsendt
meeting-refused-nothing-new-way = Ret dagsordenen først. Derefter kan den udsendes igen.
meeting-refused-begun = Mødet er begyndt
meeting-refused-begun-way = Skriv i referatet, hvad der skete, eller tag sagen op på et senere møde.
meeting-refused-cancelled = Mødet er aflyst
meeting-refused-cancelled-way = Indkald til et nyt møde.
meeting-refused-not-approved = Referatet er ikke godkendt
meeting-refused-not-approved-way = Godkend referatet, og afslut derefter mødet.
meeting-refused-same-place = Tid og sted er som før
meeting-refused-same-place-way = Vælg en anden tid eller et andet sted.
meeting-refused-no-meeting = Dette er ikke et møde
meeting-refused-no-meeting-way = Sæt punkterne på et møde.
