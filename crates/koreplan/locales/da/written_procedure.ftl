written-title = Skriftlige procedurer
written-lead = En sag kan afgøres skriftligt mellem møderne: Medlemmerne får den tilsendt og svarer inden en frist.
written-empty = Der er ingen skriftlige procedurer endnu. Sekretariatet kan sende et punkt ud, når det står på en dagsorden eller i et punktarkiv.
written-count = { $count ->
    [one] Én skriftlig procedure
   *[other] { $count } skriftlige procedurer
}
written-number = Skriftlig procedure nr. { $number }
written-place = Skriftlig procedure
written-head-item = Sag
written-head-body = Organ
written-head-closes = Svarfrist
written-head-answers = Svar
written-head-standing = Status
written-head-member = Medlem
written-head-role = Rolle
written-head-answer = Svar
written-out = Ude til svar
written-to-end = Fristen er udløbet
front-yours-written = Svar i skriftlig procedure nr. { $name }
written-of-item = Send punktet i skriftlig procedure

## Sending

written-send = Send i skriftlig procedure
written-send-lead = Punktet sendes til de stemmeberettigede medlemmer. Organets regler for flertal, beslutningsdygtighed og tavshed gælder, som de er i dag.
written-nothing-to-send = Der er ingen punkter uden beslutning. Sæt først sagen på en dagsorden eller i organets punktarkiv.
written-item = Punkt
written-verb = Hvad et ja betyder
written-note = Besked til medlemmerne
written-note-hint = Skriv for eksempel, hvorfor sagen ikke kan vente til næste møde.
written-closes = Svarfrist
written-remind = Påmindelse, antal dage før fristen
written-remind-hint = Den sendes kun til dem, der ikke har svaret. Skriv 0 for ingen tid før fristen.
written-wishes = Så mange skal ønske et møde, før sagen kommer på et møde
written-wishes-hint = Skriv 1, hvis ét medlem er nok. Skriv 0, hvis ønsket kun skal noteres.

## The item, and answering

written-sent = Sendt af
written-rule = Regel for beslutning
written-case-number = Sagsnr. { $number }
written-a-yes = Svarer du ja, er indstillingen for dig: { $verb }.
written-where = Se punktet på dagsordenen
written-days-left = { $days ->
    [0] Fristen er i dag. Svar senest { $moment }.
    [one] Der er én dag tilbage. Svar senest { $moment }.
   *[other] Der er { $days } dage tilbage. Svar senest { $moment }.
}
written-silence-consents = Svarer du ikke inden fristen, regnes det som et ja.
written-silence-is-none = Svarer du ikke inden fristen, tæller du ikke med.
written-wishes-noted = Ønsker du et møde, bliver det noteret, men sagen afgøres på svarene.
written-wishes-stop = { $count ->
    [one] Ønsker ét medlem et møde, afgøres sagen på et møde i stedet.
   *[other] Ønsker { $count } medlemmer et møde, afgøres sagen på et møde i stedet.
}
written-your-answer = Dit svar
written-answer-for = Svar som suppleant for { $name }
written-answered = Svaret er: { $answer }. Givet af { $by } den { $date }. Det kan ændres, til fristen udløber.
written-words = Bemærkning
written-words-hint = Den skal udfyldes, hvis du har forbehold eller ønsker et møde.
written-fault-words = Skriv, hvad forbeholdet går ud på, eller hvorfor sagen skal på et møde.
written-answer-yes = Ja
written-answer-reservation = Ja med forbehold
written-answer-no = Nej
written-answer-meeting = Ønsker et møde
written-away = Jeg er fraværende: lad suppleanten svare
written-back = Ikke længere fraværende
written-note-away = Notér fravær

## Answers and result

written-answers = Medlemmernes svar
written-counted = { $answered } af { $seats } har svaret.
written-has-answered = Har svaret
written-is-away = Fraværende
written-no-answer = Intet svar
written-by-substitute = ved suppleant { $by }
written-result = Resultat
written-ended-carried = Vedtaget
written-ended-lost = Ikke vedtaget
written-ended-tie = Stemmelighed
written-ended-meeting = Til møde
written-ended-too-few = Ikke beslutningsdygtig
written-ended-withdrawn = Trukket tilbage
written-ended-by = { $outcome }. Afsluttet af { $by } den { $date }.
written-on-paper = Se beslutningen, som den står i referatet
written-end = Afslut og før resultatet ind
written-decision = Beslutningens ordlyd
written-decision-hint = Lad feltet stå tomt for at bruge resultatet som ordlyd.
written-withdraw = Træk tilbage
written-reason = Begrundelse
written-told = Skriftlig procedure nr. { $number }: { $outcome }. Ja: { $yes }. Ja med forbehold: { $reservations }. Nej: { $no }. Ønsker møde: { $wishes }. Intet svar: { $silent }.
written-told-silence = Skriftlig procedure nr. { $number }: { $outcome }. Ja: { $yes }. Ja med forbehold: { $reservations }. Nej: { $no }. Ønsker møde: { $wishes }. Intet svar, regnet som ja: { $silent }.

## Mail

written-mail-subject = Svar i skriftlig procedure nr. { $number }, { $body }
written-mail = Der er en sag til skriftlig afgørelse i { $body }.

    Svar senest { $moment } her:
    { $page }
written-mail-remind-subject = Påmindelse: skriftlig procedure nr. { $number }, { $body }
written-mail-remind = Vi mangler dit svar i en skriftlig procedure i { $body }.

    Svar senest { $moment } her:
    { $page }

## Refusals

written-refused-decided = Punktet er afgjort
written-refused-decided-way = Se beslutningen på punktet, og træk proceduren tilbage, hvis den stadig er ude.
written-refused-out = Punktet er allerede ude i skriftlig procedure
written-refused-out-way = Afslut den, eller træk den tilbage, før punktet sendes ud igen.
written-refused-nobody = Organet har ingen stemmeberettigede medlemmer i dag
written-refused-nobody-way = Ret medlemmerne, og send punktet ud igen.
written-refused-ended = Proceduren er afsluttet
written-refused-ended-way = Gå tilbage, genindlæs siden, og se resultatet.
written-refused-late = Svarfristen er udløbet
written-refused-late-way = Skriv til sekretariatet, hvis dit svar skal med i sagen.
written-refused-not-asked = Du kan ikke svare for dette medlem
written-refused-not-asked-way = Medlemmet selv eller medlemmets suppleant kan svare.
written-refused-not-away = Medlemmet er ikke noteret som fraværende
written-refused-not-away-way = Bed medlemmet eller sekretariatet om at notere fraværet først.
written-refused-answered = Medlemmet har selv svaret
written-refused-answered-way = Kun medlemmet kan ændre sit svar.
written-refused-too-early = { $silent ->
    [one] Ét medlem har ikke svaret, og fristen er ikke udløbet
   *[other] { $silent } medlemmer har ikke svaret, og fristen er ikke udløbet
}
written-refused-too-early-way = Vent, til alle har svaret, eller fristen er udløbet.
