## List and calling

meetings-title = Møder
meetings-lead = Her er de møder, du har adgang til. Et møde bliver offentligt, når referatet er godkendt, bortset fra de lukkede punkter.
meetings-count = { $count ->
    [one] Ét møde
   *[other] { $count } møder
}
meetings-empty = Der er ingen møder at vise endnu. Se i køreplanen, hvornår de holdes.
meetings-head-title = Møde
meetings-head-when = Tidspunkt
meetings-head-chair = Mødeleder
meetings-head-state = Status
meeting-call-theme = Indkald til temamøde
meeting-call-body = Indkald styregruppe eller bestyrelse
meeting-call-lead = Vælg, hvem der mødes, hvor og hvornår. Et temamøde begynder med områdets godkendte emner på dagsordenen.
meeting-area = Område
meeting-body = Hvem mødes
meeting-name = Mødets titel
meeting-place = Sted
meeting-call = Indkald til mødet

## The meeting

meeting-kind-theme = Temamøde
meeting-kind-body = Møde i styregruppe eller bestyrelse
meeting-planned = Planlagt
meeting-papers-sent = Materiale udsendt
meeting-in-progress = I gang
meeting-closed = Afsluttet
meeting-host = Hvem mødes
meeting-attendance = Fremmøde
presence-present = Til stede
presence-apology = Afbud
meeting-agenda = Dagsorden
meeting-agenda-empty = Dagsordenen er tom. Det første punkt tilføjes, før materialet sendes ud.
meeting-conclusions = Konklusioner
meeting-no-conclusions = Der er ingen konklusioner endnu. De skrives ned, mens mødet er i gang.
conclusion-to-proposal = Lav et forslag
meeting-minutes = Referat
meeting-no-minutes = Der er ikke skrevet referat endnu.
meeting-approved-by = Referatet er godkendt af { $by } den { $date }.
meeting-send-papers = Udsend materialet
meeting-who-is-here = Hvem er til stede?
meeting-open = Åbn mødet
meeting-correct = Ret fremmødet
meeting-save-minutes = Gem referatet
meeting-approve = Godkend referatet, og afslut mødet

## Items of the agenda

item-new = Nyt punkt på dagsordenen
item-title = Punktets titel
item-resume = Resumé
item-recommend = Indstilling
item-recommend-hint = Begynd med »Det indstilles, at …«.
item-presentation = Sagsfremstilling
item-is-closed = Lukket punkt: kun sekretariatet og mødets deltagere kan læse det
item-add = Tilføj punktet
item-closed = Lukket punkt
item-recommendation = Indstilling:
item-decision = Beslutning:
item-proposal = Se forslaget
item-topic = Se emnet
verb-approved = Godkendt
verb-endorsed = Tiltrådt
verb-discussed = Drøftet
verb-noted = Taget til efterretning
verb-postponed = Udsat
verb-recommended-up = Indstillet til næste led
verb-rejected = Afvist

## Refusals

meeting-refused-empty-agenda = Der er ingen punkter på dagsordenen
meeting-refused-empty-agenda-way = Tilføj mindst ét punkt, og udsend derefter materialet.
meeting-refused-closed = Mødet er afsluttet
meeting-refused-already-decided = Punktet er allerede besluttet
meeting-refused-too-late-way = Tag sagen op på et senere møde, hvis noget skal tilføjes eller ændres.
meeting-refused-papers-not-sent = Materialet til mødet er ikke udsendt
meeting-refused-papers-not-sent-way = Udsend materialet, og åbn derefter mødet.
meeting-refused-not-in-progress = Mødet er ikke i gang
meeting-refused-not-in-progress-way = Åbn mødet, og notér, hvem der er til stede.
meeting-refused-no-minutes = Der er ikke skrevet referat
meeting-refused-no-minutes-way = Skriv og gem referatet, og godkend det derefter.
meeting-refused-nobody-present = Ingen er noteret som til stede
meeting-refused-nobody-present-way = Gå tilbage, og kryds dem af, der er mødt.
meeting-refused-undecided = { $count ->
    [one] Ét punkt er ikke besluttet
   *[other] { $count } punkter er ikke besluttet
}
meeting-refused-undecided-way = Skriv en beslutning ved hvert punkt, også når punktet bliver udsat.
meeting-refused-no-conclusion = Temamødet har ingen konklusion
meeting-refused-no-conclusion-way = Skriv mindst én konklusion ned, og godkend derefter referatet.

## Tasks

task-meetings-not-closed = { $count ->
    [one] Ét møde er åbnet, men referatet er ikke godkendt
   *[other] { $count } møder er åbnet, men referaterne er ikke godkendt
}
meeting-minutes-hint = Referatet bliver offentligt, når mødelederen har godkendt det. Skriv ikke noget fra lukkede punkter.
meeting-refused-too-early = Mødedagen er ikke kommet endnu
meeting-refused-too-early-way = Vent til mødedagen. I en demonstration kan uret stilles frem.
