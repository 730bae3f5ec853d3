## Bodies: who sits in them and how they decide

bodies-title = Aktører
bodies-lead = Her står, hvem der deltager, hvilken rolle de har, og hvordan de træffer beslutning.
bodies-rule = Beslutningsregel: { $rule }. Beslutningsdygtig, når mindst { $quorum } af { $seats } { $seats ->
    [one] medlem
   *[other] medlemmer
} er til stede.
bodies-no-members = Der er ingen medlemmer i dag.
bodies-member = Navn
bodies-member-title = Titel
bodies-role = Rolle
body-kind-secretariat = Sekretariat
body-kind-steering-group = Styregruppe
body-kind-superior = Modtager styregruppens orienteringer
body-kind-approver = Godkender strategien
body-kind-other = Deltager
role-chair = Formand
role-member = Medlem
role-substitute = Suppleant
role-secretary = Sekretær
rule-unanimous = alle fremmødte stemmer for
rule-majority = flere stemmer for end imod
refused-not-quorate = Der er for få til stede: { $present } af de { $needed }, der kræves
refused-not-quorate-way = Ret fremmødet, hvis det er noteret forkert, eller tag sagen op på et møde, hvor nok er til stede.
body-kind-sub-group = Underliggende styregruppe
body-kind-board = Bestyrelse
body-kind-ministry = Ministerium
body-kind-working-group = Arbejdsgruppe
role-vice-chair = Næstformand
role-observer = Observatør
rule-qualified = kvalificeret flertal
rule-consensus = konsensus: ingen er imod, og forbehold føres til referat
rule-share-present = { $share } af de afgivne stemmer skal være for
rule-share-seats = { $share } af alle medlemmer skal stemme for
share-half = mere end halvdelen
share-two-thirds = mindst to tredjedele
share-three-quarters = mindst tre fjerdedele
share-of = mindst { $num }/{ $den }
rule-with-chair = Formanden eller næstformanden skal være til stede.
rule-casting-vote = Ved stemmelighed er formandens stemme afgørende.
rule-abstention-against = Den, der er til stede og ikke stemmer, tæller som imod.
rule-abstention-ignored = Den, der ikke stemmer, tæller ikke med.
whole-present = af de afgivne stemmer
whole-seats = af alle medlemmer
abstention-ignored = tæller ikke med
abstention-against = tæller som imod
vote-for = For
vote-reservation = For, med forbehold
vote-against = Imod
vote-abstains = Undlader at stemme
outcome-carried = Vedtaget
outcome-carried-by-chair = Vedtaget med formandens stemme
outcome-lost = Ikke vedtaget
outcome-tie = Stemmelighed
refused-no-chair = Hverken formanden eller næstformanden er til stede, og det kræver reglen
refused-no-chair-way = Vent, til en af dem er kommet, eller udsæt punktet.
sitting-refused-no-place = Personen deltager ikke i mødet
sitting-refused-no-place-way = Optag personen som medlem eller suppleant på organets side, og prøv igen.
sitting-refused-here = Det er allerede noteret
sitting-refused-here-way = Læs, hvad der er noteret om fremmødet; der er ikke mere at gøre.
sitting-refused-not-here = Personen er ikke noteret som til stede
sitting-refused-not-here-way = Notér først, at personen er kommet.
sitting-refused-taken = En anden suppleant har allerede pladsen
sitting-refused-taken-way = Notér først, at den suppleant, der har pladsen, er gået, eller vælg en anden plads.
sitting-refused-no-substitute = Personen er ikke suppleant for den plads
sitting-refused-no-substitute-way = Vælg en suppleant, der må træde ind for medlemmet. Suppleanter står på organets side.
sitting-refused-seated-elsewhere = Suppleanten sidder allerede på en anden plads
sitting-refused-member-is-here = Medlemmet er selv til stede og er ikke inhabil i punktet
sitting-refused-member-is-here-way = En suppleant træder ind, når medlemmet er gået eller er inhabil. Notér det først.
sitting-refused-noted = Inhabiliteten er allerede noteret
sitting-refused-not-noted = Der er ikke noteret inhabilitet

## Attendance and votes

attendance-title = Fremmøde
attendance-present-of = { $present } af { $seats } til stede, { $needed } kræves.
attendance-began = Ved mødets start var { $present } af { $seats } til stede; { $needed } kræves.
attendance-quorate = Beslutningsdygtig
attendance-not-quorate = Ikke beslutningsdygtig
attendance-log = Kom, gik og trådte ind
attendance-log-empty = Der er ikke noteret noget, siden mødet blev åbnet. Notér, når nogen kommer eller går.
attendance-now = Nu
attendance-note = Notér
attendance-here = Til stede
attendance-here-without-vote = Til stede uden stemme
attendance-away = Ikke til stede
attendance-for = suppleant for { $name }
attendance-on-item = punkt { $number }
attendance-happened = { $name } { $what }
attendance-arrived = kom
attendance-left = gik
attendance-took-seat = trådte ind
attendance-took-seat-for = trådte ind i et punkt
attendance-conflict = er inhabil
attendance-no-conflict = er alligevel ikke inhabil
attendance-conflicts = Inhabil i punktet: { $names }
attendance-note-arrived = Notér som kommet
attendance-note-left = Notér som gået
attendance-live-on = Opdatér siden af sig selv hvert 10. sekund
attendance-live-off = Stop med at opdatere siden
attendance-substitute-title = Suppleant træder ind
attendance-substitute = Suppleant
attendance-seat = På hvilken plads
attendance-seat-item = Kun i dette punkt
attendance-note-seat = Lad suppleanten træde ind
attendance-conflict-title = Inhabilitet
attendance-conflict-about = Den, der er inhabil i et punkt, stemmer ikke og tæller ikke med i punktet.
attendance-person = Hvem
attendance-item = Punkt
attendance-why = Hvorfor
attendance-note-conflict = Notér som inhabil
attendance-note-no-conflict = Ophæv inhabiliteten
attendance-back = Tilbage til mødet
attendance-refused-no-body = Mødet holdes ikke af et organ, der stemmer
attendance-refused-no-body-way = Gå tilbage til mødet, og notér fremmødet dér.
attendance-refused-not-quorate-way = Lad en suppleant træde ind, notér dem, der er kommet, eller udsæt punktet; det kan I uden at være beslutningsdygtige.
attendance-refused-tie = Stemmerne står lige, så punktet er ikke vedtaget
attendance-refused-tie-way = Stem igen, eller vælg en beslutning, der ikke vedtager indstillingen, for eksempel at punktet udsættes.
attendance-refused-voted-down = Indstillingen fik ikke de stemmer, som organets regel kræver
attendance-refused-voted-down-way = Ret stemmerne, hvis de er noteret forkert, eller vælg en beslutning, der svarer til dem.
attendance-refused-voted-for = Stemmerne vedtog indstillingen, så den kan ikke afvises
votes-title = Afstemning
votes-counts = { $for } for (heraf { $reservations } med forbehold), { $against } imod, { $abstained } stemte ikke.
votes-about = Notér, hvad hver enkelt stemte. Alle står som stemt for, til du vælger andet. Et forbehold føres til referat med ordene.
votes-note = Notér stemmerne
votes-again = Ret stemmerne
votes-leads = leder punktet
votes-words = Ord til referatet
votes-save = Gem stemmerne
votes-fault-missing = Vælg, hvad { $name } stemte.
votes-fault-words = Skriv ordene i forbeholdet fra { $name }.

## A body's page

bodies-count = { $count ->
    [one] Ét organ
   *[other] { $count } organer
}
bodies-empty = Ingen organer passer til søgningen. Ret søgningen, eller ryd den.
body-new = Opret et organ
body-new-lead = Et organ er en styregruppe, en bestyrelse, et ministerium eller en anden kreds, der mødes og beslutter.
body-create = Opret organet
body-edit = Ret organet
body-save = Gem organet
body-kind = Slags
body-name-da = Navn på dansk
body-name-en = Navn på engelsk
body-parent = Refererer til
body-children = Herunder
body-terms = Kommissorium
body-no-terms = Der er ikke skrevet noget kommissorium.
body-terms-da = Kommissorium på dansk
body-terms-en = Kommissorium på engelsk
body-terms-hint = Hvad organet skal, hvad det kan beslutte, og hvem det refererer til.
body-part-rule = Sådan beslutter organet
body-part-days = Frister
body-seats = Antal pladser med stemme
body-quorum = Så mange skal være til stede
body-quorum-hint = Organet er beslutningsdygtigt, når mindst så mange pladser er besat.
body-with-chair = Formanden eller næstformanden skal være en af dem
body-rule = Regel
body-share-num = Kvalificeret flertal: mindst så mange dele
body-share-den = ud af så mange
body-whole = Andelen regnes
body-abstention = Den, der ikke stemmer
body-casting-vote = Formandens stemme afgør ved stemmelighed
body-papers = Materiale
body-papers-days = { $days ->
    [one] Sendes ud senest én dag før mødet.
   *[other] Sendes ud senest { $days } dage før mødet.
}
body-papers-days-field = Materialet sendes ud så mange dage før mødet
body-remarks = Bemærkninger til referatet
body-remark-days = { $days ->
    [one] Gives inden for én dag.
   *[other] Gives inden for { $days } dage.
}
body-remark-days-field = Medlemmerne har så mange dage til bemærkninger
body-silence = Den, der ikke svarer inden fristen, har samtykket
body-silence-consents = Den, der ikke svarer inden fristen, har samtykket.
body-silence-is-no = Tavshed er ikke samtykke.
body-fault-share = Et flertal er mindst halvdelen og højst det hele.
body-fault-parent = Et organ kan ikke referere til sig selv eller til et organ under sig.
body-members = Medlemmer
body-members-count = { $count } af { $seats } pladser med stemme er besat.
body-members-later = Kommende medlemmer
body-members-earlier = Tidligere medlemmer
body-no-meetings = Organet har ingen møder, du har adgang til.
seat-new = Giv en person en plads
seat-person = Person
seat-name = Eller en ny person: navn
seat-name-hint = Skriv kun et navn, hvis personen ikke er på listen. Den nye får adgang, når driften har givet en adgangskode.
seat-title-da = Titel på dansk
seat-title-en = Titel på engelsk
seat-stands-for = Suppleant for (ellers for alle)
seat-for = for { $name }
seat-since = Fra og med
seat-until = Til og med
seat-period = Periode
seat-give = Giv pladsen
seat-end = Afslut pladsen
seat-end-fold = Vælg dag
seat-end-day = Første dag uden pladsen
seat-fault-person = Vælg en person på listen, eller skriv navnet på en ny; ikke begge dele.
seat-refused-own = Du kan ikke give dig selv en plads
seat-refused-own-way = Bed en kollega i sekretariatet om at gøre det.
seat-refused-seated = Personen har allerede en plads i organet i den periode
seat-refused-seated-way = Afslut den plads først, eller vælg en anden periode.
seat-refused-chaired = Organet har allerede en formand i den periode
seat-refused-chaired-way = Afslut formandens plads først, eller lad den gå videre til efterfølgeren.
seat-refused-no-substitute = Kun en suppleant kan stå for et medlem
seat-refused-no-member = Den, der suppleres, har ingen plads med stemme i den periode
seat-refused-no-substitute-way = Vælg rollen suppleant og et medlem, der har en plads med stemme.
seat-refused-backwards = Pladsen slutter, før den begynder
seat-refused-backwards-way = Ret datoerne, så den første dag kommer først.
seat-refused-last-head = Sekretariatet ville stå uden chef
seat-refused-last-head-way = Lad pladsen gå videre til en efterfølger i stedet.
seat-refused-ended = Pladsen er allerede slut
seat-refused-ended-way = Læs medlemslisten på organets side igen.
period-always = Hele tiden
period-since = Fra { $since }
period-until = Til { $until }
period-both = { $since } til { $until }

## Succession

succession-title = Lad pladser gå videre
succession-lead = En minister, en formand eller hele kredsen i { $body } skifter på en dag. Alt, der er åbent, går videre fra den dag; det forbi står, som det var.
succession-day = Den dag, skiftet sker
succession-day-hint = Den første dag for efterfølgeren. Et skifte registreres på dagen eller senere.
succession-reach = Hvad går videre
succession-everything = Alt, hvad personen har i sagen
succession-body = Kun det, der hører til dette organ
succession-to = Efterfølger
succession-stays = Bliver siddende
succession-new = Navn
succession-somebody-new = Efterfølgeren er ikke på listen
succession-why = Hvorfor
succession-look = Se, hvad der går videre
succession-preview = Det her går videre
succession-from = Fra { $day }
succession-past = Møder, der er holdt, beslutninger og svar, der er givet, og tidligere pladser ændres ikke.
succession-change = { $from } → { $to }
succession-seat = Pladsen som { $role } i { $body }
succession-seat-ends = Pladsen som { $role } i { $body } slutter, for efterfølgeren sidder der i forvejen
succession-seat-stands = Suppleanten i { $body } står fremover for efterfølgeren ({ $role })
succession-area = Området { $area }
succession-meeting = Mødelederen af mødet »{ $title }«
succession-task = Opgaven »{ $title }«
succession-readings = { $count ->
    [one] Ét høringssvar, der skal læses
   *[other] { $count } høringssvar, der skal læses
}
succession-approvals = { $count ->
    [one] Én godkendelse venter på organets svar; efterfølgeren afgiver det
   *[other] { $count } godkendelser venter på organets svar; efterfølgeren afgiver dem
}
succession-do = Lad det gå videre
succession-otherwise = Vælg noget andet
succession-fault-both = Vælg en efterfølger for { $name } på listen, eller skriv navnet på en ny; ikke begge dele.
succession-fault-day = Dagen er ikke kommet endnu. Registrér skiftet på dagen.
succession-refused-nobody = Der er ikke valgt nogen efterfølger
succession-refused-nothing = Den, der går, har intet, der kan gå videre
succession-refused-nobody-way = Vælg en efterfølger for mindst én, der har noget fra den dag.
succession-refused-too-early = Dagen er ikke kommet endnu
succession-refused-too-early-way = Registrér skiftet på dagen. En plads, der begynder senere, gives på organets side.
succession-refused-same = Ingen kan efterfølge sig selv
succession-refused-tangled = Den samme person går to gange eller kommer to gange
succession-refused-same-way = Vælg en efterfølger for hver, som ikke selv går. Byttes to pladser, gøres det på organets side.
succession-refused-own = Du kan ikke lade en plads gå videre til dig selv
succession-refused-own-way = En sekretariatschef kan ikke give sig selv en plads. Bed en kollega i sekretariatet om at gøre det på organets side.
succession-refused-changed = Noget har ændret sig, siden du så, hvad der går videre
succession-refused-changed-way = Gå tilbage, og se listen igen.

## People from a table

people-import-title = Hent personer fra en tabel
people-import-lead = Personer og deres pladser læses af en fil eller af rækker, du sætter ind. Du ser alt, før det gemmes, og enten gemmes alle rækker eller ingen.
people-import-columns = Første række er kolonnernes navne. Navn, rolle og organ skal være der; titel, fra og til kan udelades. Roller og organer skrives, som de hedder på siden Aktører.
people-import-example = navn;titel;rolle;organ;fra;til
people-file = Fil
people-file-hint = En CSV-fil, som et regneark gemmer den.
people-rows = Eller sæt rækkerne ind
people-rows-hint = Kopiér dem fra regnearket, med kolonnernes navne øverst.
people-look = Se rækkerne
people-preview = Rækkerne i tabellen
people-counts = { $new } nye pladser, { $known } kendte i forvejen, { $bad } forkerte rækker.
people-store = Gem alle rækker
people-another = Hent en anden tabel
people-becomes = Hvad sker der
people-row-known = Kendt i forvejen
people-row-seat = Ny plads
people-row-new = Ny person, ny plads
people-column-name = navn
people-column-title = titel
people-column-role = rolle
people-column-body = organ
people-column-since = fra
people-column-until = til
people-fault-nothing = Vælg en fil, eller sæt rækkerne ind.
people-fault-both = Send enten én fil eller rækker, ikke begge dele.
people-fault-too-large = Tabellen er for stor. Del den i flere.
people-fault-empty = Der er ingen rækker.
people-fault-no-column = Kolonnen »{ $field }« mangler.
people-fault-twice = Kolonnen »{ $field }« står to gange.
people-fault-too-many = Der er flere end { $most } rækker. Del tabellen i flere.
people-fault-quote = Et anførselstegn lukkes ikke.
people-fault-ragged = Rækken har { $cells } celler; der er { $width } kolonner.
people-fault-utf8 = Et tegn kan ikke læses. Gem filen som UTF-8.
people-fault-missing = Cellen »{ $field }« er tom.
people-fault-too-long = Et navn eller en titel er længere end { $longest } tegn.
people-fault-no-role = »{ $written }« er ingen rolle.
people-fault-no-body = Intet organ hedder »{ $written }«.
people-fault-no-date = »{ $written }« er ingen dato. Skriv 2011-10-03 eller 3.10.2011.
people-fault-namesakes = { $count } personer hedder { $name }. Skriv den titel, personen har i sagen.
people-fault-again = Personen har allerede en plads i organet i samme periode i linje { $line }.
people-refused-wrong = Nogle rækker er forkerte, så intet er gemt
people-refused-wrong-way = Ret rækkerne i regnearket, og hent tabellen igen.
people-refused-nothing = Alle rækker er kendt i forvejen, så der er intet at gemme
people-refused-nothing-way = Hent en anden tabel, eller se medlemmerne på siden Aktører.
