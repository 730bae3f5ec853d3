## Campaigns

campaigns-title = Kampagner
campaigns-lead = En kampagne er breve, der følger samme skabelon. Hvert brev tæller stadig som sit eget høringssvar, og det, som en afsender selv har tilføjet, vises for sig.
campaigns-count = { $count ->
    [0] Ingen kampagner
    [one] Én kampagne med { $letters } breve
   *[other] { $count } kampagner med { $letters } breve i alt
}
campaigns-empty = Der er ingen kampagner endnu. Find dem ved at samle høringssvarene nedenfor.
campaigns-head-campaign = Kampagne
campaigns-head-letters = Breve
campaigns-head-own = Med egne sætninger
campaigns-head-made = Oprettet
campaigns-one-each = Vis høringssvarene med kun ét svar pr. kampagne
campaigns-of-hearing = Mange har sendt breve, der følger samme skabelon:
campaign-number = Kampagne nr. { $number }
campaign-by-machine = Af systemet den { $date }
campaign-by-hand = Af { $by } den { $date }
campaign-is-public = Offentliggjort
campaign-share = { $whole },{ $part }
campaign-unlike = under 0,7
campaign-how-exact = Ordret som skabelonen
campaign-how-near = Lighed med skabelonen: { $share }
campaign-how-hand = Lagt her af { $by }; lighed med skabelonen: { $share }

## Finding them

grouping-title = Saml høringssvarene
grouping-what = Systemet sammenligner de høringssvar, der ikke er i en kampagne, og samler dem, der følger samme skabelon. Det, som I selv har flyttet, taget ud eller opløst, bliver stående.
grouping-smallest = Mindste antal breve
grouping-smallest-hint = Så mange breve skal der mindst være, før de er en kampagne.
grouping-hearing = Kun denne høring
grouping-ask = Find kampagner
grouping-waiting = Sammenligningen venter på at begynde
grouping-reading = Høringssvarene læses
grouping-comparing = Høringssvarene sammenlignes
grouping-storing = Kampagnerne gemmes
grouping-done = Kampagnerne er fundet
grouping-so-far = { $done } af { $total }.
grouping-in-background = Du kan arbejde videre imens.
grouping-look-again = Se, hvor langt det er
grouping-last = Senest samlet { $date } efter ønske fra { $by }: { $letters } breve i { $campaigns ->
    [one] én kampagne
   *[other] { $campaigns } kampagner
}.

## One campaign

campaign-lead = Brevene ligner skabelonen. Sætninger, som skabelonen ikke har, er afsenderens egne og er markeret.
campaign-template = Skabelonen
campaign-senders = Hvem og hvornår
campaign-by-kind = Breve efter afsender
campaign-by-day = Breve efter modtagelse
campaign-from = fra { $date }
campaign-head-kind = Afsender
campaign-head-days = Modtaget
campaign-chart-table = Vis tallene som tabel
campaign-letters = Brevene
campaign-letters-lead = De breve, der tilføjer mest, står først.
campaign-letters-count = { $count ->
    [one] Ét brev
   *[other] { $count } breve
}
campaign-show-own = Vis kun breve med egne sætninger
campaign-show-all = Vis alle breve
campaign-in-list = Vis dem i listen over høringssvar
campaign-no-letters = Ingen breve har egne sætninger. Vis alle breve i stedet.
campaign-read-letter = Læs brevet
campaign-measuring = Brevene sammenlignes med den nye skabelon. Tallene kan ændre sig imens.
campaign-is-dissolved = Kampagnen er opløst. Dens breve tæller hver for sig.
campaign-tie = { $count ->
    [one] Brevet er i
   *[other] Brevet er ét af { $count } i
}
campaign-tie-template = { $count ->
    [one] Brevet er skabelonen for
   *[other] Brevet er skabelonen for { $count } breve i
}
campaign-tie-to = – skabelonen er
campaign-differences = Vis forskellen fra skabelonen
campaign-differences-lead = De markerede sætninger har skabelonen ikke.

## Changing it

campaign-reshape = Ret kampagnen
campaign-reason = Begrundelse
campaign-choose = Hvad skal der ske med de valgte breve?
campaign-choose-release = Tag dem ud af kampagnen
campaign-choose-move = Flyt dem til en anden kampagne
campaign-choose-split = Lav en ny kampagne af dem
campaign-choose-template = Gør det valgte brev til skabelon
campaign-choose-other = Flyt til kampagne nr.
campaign-choose-other-hint = Kun når brevene skal flyttes.
campaign-choose-reason-hint = Et brev, der er taget ud, lægger systemet ikke tilbage.
campaign-choose-do = Udfør
campaign-title = Navn
campaign-name = Giv kampagnen et navn
campaign-merge = Læg kampagnen sammen med en anden
campaign-merge-into = Læg brevene i kampagne nr.
campaign-merge-hint = Denne kampagne opløses, og den andens skabelon gælder for alle.
campaign-dissolve = Opløs kampagnen
campaign-dissolve-what = Brevene tæller derefter hver for sig og skal læses hver for sig. Systemet samler dem ikke igen.
campaign-undo = Fortryd
campaign-undo-what = Senest sket: { $act }.
campaign-undone = Fortrudt { $date }
campaign-history = Historik
campaign-no-history = Ingen har ændret kampagnen. Vælg breve ovenfor for at rette den.
campaign-act-released = { $letters ->
    [one] Ét brev taget ud
   *[other] { $letters } breve taget ud
}
campaign-act-moved = { $letters ->
    [one] Ét brev flyttet
   *[other] { $letters } breve flyttet
}
campaign-act-split = { $letters ->
    [one] Ét brev gjort til sin egen kampagne
   *[other] { $letters } breve gjort til en ny kampagne
}
campaign-act-template = Et andet brev gjort til skabelon
campaign-act-merged = { $letters ->
    [one] Ét brev lagt sammen
   *[other] { $letters } breve lagt sammen
}
campaign-act-dissolved = Opløst
campaign-act-named = Fik et navn
campaign-act-published = Offentliggjort
campaign-act-withdrawn = Trukket tilbage fra offentligheden

## The public

campaign-public = Offentlighed
campaign-publish = Offentliggør kampagnen
campaign-publish-anew = Offentliggør dagens antal
campaign-publish-what = Alle får at vide, at { $count } breve følger skabelonen, og kan læse skabelonens offentlige udgave. De enkelte breve vises kun, hvis de selv er offentliggjort.
campaign-public-since = Offentliggjort den { $date } med { $count } breve.
campaign-withdraw = Træk tilbage
campaign-public-lead = Breve, der følger samme skabelon. Hvert brev er talt med som sit eget høringssvar.
campaign-public-count = { $count ->
    [one] Ét brev følger skabelonen
   *[other] { $count } breve følger skabelonen
}
campaign-public-no-template = Skabelonen er ikke offentlig. Se under Høring, hvilke høringssvar der er.
campaign-receipt = Dit brev er ét af mange, der følger samme skabelon ({ $count } i alt). Det, du selv har tilføjet, læses for sig.
campaign-receipt-link = Se kampagnen
topic-through-campaigns = { $templates ->
    [one] Gennem kampagner: én skabelon, { $letters } breve
   *[other] Gennem kampagner: { $templates } skabeloner, { $letters } breve
}
inputs-which-one = Kun ét svar pr. kampagne
inputs-of-campaign = Listen viser kun breve i én kampagne.
inputs-to-campaign = Gå til kampagnen
inputs-all-again = Vis alle høringssvar

## Refusals

campaign-refused-under-way = Høringssvarene bliver samlet lige nu
campaign-refused-under-way-way = Vent, til kampagnerne er fundet, og prøv igen.
campaign-refused-nothing-chosen = Der er ikke valgt noget brev
campaign-refused-nothing-chosen-way = Gå tilbage, sæt kryds ved mindst ét brev, og vælg, hvad der skal ske.
campaign-refused-is-template = Skabelonen kan ikke tages ud af sin kampagne
campaign-refused-is-template-way = Gør først et andet brev til skabelon, eller opløs kampagnen.
campaign-refused-one-template = En kampagne har én skabelon
campaign-refused-one-template-way = Gå tilbage, og sæt kryds ved ét brev, som ikke er skabelonen nu.
campaign-refused-too-few = Ét brev er ingen kampagne
campaign-refused-too-few-way = Vælg mindst to breve, eller tag brevet ud.
campaign-refused-dissolved = Kampagnen er opløst
campaign-refused-dissolved-way = Fortryd opløsningen, hvis kampagnen skal ændres.
campaign-refused-no-other = Der er ingen anden kampagne med det nummer
campaign-refused-no-other-way = Find nummeret på listen over kampagner, og prøv igen.
campaign-refused-nothing-to-undo = Der er ikke noget at fortryde
campaign-refused-nothing-to-undo-way = Se i historikken, hvad der er sket.
campaign-refused-changed-since = Den anden kampagne er ændret siden
campaign-refused-changed-since-way = Fortryd først det, der er sket med den anden kampagne.
campaign-refused-template-not-public = Skabelonen er ikke offentliggjort
campaign-refused-template-not-public-way = Offentliggør først det høringssvar, der er skabelonen.
campaign-refused-not-public = Kampagnen er ikke offentliggjort
campaign-refused-not-public-way = Se i historikken, hvornår den blev trukket tilbage.

## Publishing together

bulk-title = Offentliggør høringssvarene samlet
bulk-lead = De høringssvar, som ingen behøver at se på først, offentliggøres på én gang. Resten afgøres ét for ét.
bulk-ask = Offentliggør samlet
bulk-what = Disse høringssvar holdes tilbage:
bulk-holds-found = dem, hvor der kan stå CPR-numre, adresser, telefonnumre eller e-mailadresser
bulk-holds-protected = dem, hvor afsenderen har navne- og adressebeskyttelse
bulk-holds-redacted = dem, hvor nogen er begyndt at udelade noget
bulk-holds-withdrawn = dem, der har været trukket tilbage, og dem, der ikke er fra den, de siger
bulk-sure = Jeg har læst, hvilke der holdes tilbage, og vil offentliggøre resten
bulk-fault-sure = Sæt kryds, hvis høringssvarene skal offentliggøres.
bulk-last = Seneste samlede offentliggørelse
bulk-under-way = Høringssvarene offentliggøres. Du kan arbejde videre imens.
bulk-asked = Besluttet
bulk-released = Offentliggjort
bulk-held-back = Holdt tilbage
bulk-held-back-what = Åbn dem fra listen over høringssvar, og afgør dem ét for ét.
bulk-refused-under-way = Høringssvarene bliver offentliggjort lige nu
bulk-refused-under-way-way = Vent, til det er færdigt, og prøv igen.
bulk-names = Privatpersoners navne vises kun, når afsenderen har bekræftet svaret eller var logget ind. Ellers vises svaret uden navn.
