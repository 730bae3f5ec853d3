## Reading an input

input-from = Afsender
input-is-protected = Afsenderen har navne- og adressebeskyttelse. En privatpersons navn må ikke vises for andre end sekretariatet.
input-same-letter = { $count ->
    [one] Én anden har sendt det samme brev
   *[other] { $count } andre har sendt det samme brev
}
input-mark-read = Markér som læst
input-read-by = Læst af { $by } den { $date }.
input-release = Gør klar til offentliggørelse
tag-sentences = Kryds de sætninger af, der hører under samme emne
tag-topic = Emne
tag-new-topic = Eller et nyt emne
tag-new-area = Det nye emnes område
tag-save = Læg sætningerne under emnet
tag-topics = Emner i høringssvaret
tag-remove = Fjern emnet
trace-of-input = Følg høringssvarets spor

## Topics

topics-title = Emner
topics-lead = Høringssvarenes sætninger er samlet i emner. Et temamøde kan bygge på et emne, når det er vurderet og godkendt.
topics-count = { $count ->
    [one] Ét emne
   *[other] { $count } emner
}
topics-empty = Der er ingen emner endnu. Læs et høringssvar, og læg dets første sætning under et emne.
topics-read-next = Læs høringssvar uden emne
topic-new = Nyt emne
topic-name = Emnets navn
topic-area = Område
topic-create = Opret emnet
topic-inputs = { $count ->
    [one] (ét høringssvar)
   *[other] ({ $count } høringssvar)
}
topic-not-assessed = Ikke vurderet
topic-assessed = Vurderet
topic-approved = Godkendt
topic-said = { $count ->
    [one] Det er sagt i ét høringssvar
   *[other] Det er sagt i { $count } høringssvar
}
topic-no-inputs = Der er ingen høringssvar under emnet. Læs høringssvarene, og læg de sætninger, der hører til, under emnet.
topic-assessment = Vurdering
topic-no-assessment = Emnet er ikke vurderet endnu.
topic-assess = Gem vurderingen
topic-approve = Godkend emnet
topic-approved-by = Godkendt af { $by } den { $date }.

## Refusals

analysis-refused-no-inputs = Der er ingen høringssvar under emnet
analysis-refused-no-inputs-way = Læg mindst én sætning fra et høringssvar under emnet, og godkend det derefter.
analysis-refused-not-assessed = Vurderingen af emnet er ikke færdig
analysis-refused-not-assessed-way = Skriv, hvad der er sagt, om det imødekommes, og hvorfor. Godkend emnet derefter.
analysis-refused-approved = Emnet er godkendt og kan ikke ændres
analysis-refused-approved-way = Opret et nyt emne, hvis der er mere at vurdere.
analysis-refused-nothing-chosen = Der er ikke valgt nogen sætning
analysis-refused-nothing-chosen-way = Gå tilbage, og kryds mindst én sætning af.

## Tasks

task-no-topics = Der er ingen emner
task-inputs-untagged = { $count ->
    [one] Ét høringssvar er uden emne
   *[other] { $count } høringssvar er uden emne
}
task-topics-not-approved = { $count ->
    [one] Ét emne er ikke godkendt
   *[other] { $count } emner er ikke godkendt
}
