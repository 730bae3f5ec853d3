## Versions

versions-title = Versioner
versions-lead = En version er teksten, som den var, da den blev frosset. Hver part svarer på præcis den tekst.
versions-empty = Der er ingen versioner at vise endnu. En version bliver offentlig, når alle parter har sagt ja, og den er offentliggjort.
version-number = Version { $number }
version-frozen = Frosset
version-hash = Kontrolsum (SHA-256)
version-is-released = Offentliggjort
version-not-released = Ikke offentliggjort
version-released = Offentliggjort
version-release = Offentliggør versionen
version-changes = Se ændringer siden forrige version
freeze-title = Frys en version
freeze-about = Når teksten fryses, bliver hver part bedt om at svare på præcis den tekst. Ændres teksten derefter, skal der fryses en ny version, og alle skal svare igen.
freeze-note = Kort om versionen
freeze-button = Frys teksten

## Answers

approval-answers = Svar
approval-head-body = Part
approval-head-answer = Svar
approval-head-votes = Stemmer
approval-head-reason = Begrundelse eller forbehold
approval-waiting = Afventer svar
approval-votes = { $present } til stede, { $for } for, { $against } imod.
approval-title = { $body }: svar på version { $number }
approval-version = Version
approval-rule = Sådan besluttes der
approval-given-by = Svaret er givet af { $by } den { $date }.
approval-superseded = Der er en nyere version, så denne kan ikke længere besvares.
approval-resolved = Forbeholdet er løst:
approval-verdict = Svar
verdict-approved = Godkendt
verdict-reservation = Godkendt med forbehold
verdict-endorsed = Tiltrådt
verdict-returned = Sendt retur
verdict-postponed = Udsat
approval-present = Antal til stede
approval-votes-for = Stemmer for
approval-votes-against = Stemmer imod
approval-chair-vote = Formandens stemme ved stemmelighed
approval-chair-voted = Formanden stemte: { $vote }.
approval-reason = Begrundelse eller forbehold
approval-reason-hint = Skal udfyldes ved forbehold, når versionen sendes retur, og når svaret udsættes.
approval-fault-reason = Skriv forbeholdet eller begrundelsen.
approval-decide = Afgiv svaret
approval-how-resolved = Hvordan er forbeholdet løst?
approval-resolve = Notér forbeholdet som løst

## Refusals

approval-refused-already-answered = Parten har allerede svaret på denne version
approval-refused-released = Versionen er allerede offentliggjort
approval-refused-already-answered-way = Frys en ny version, hvis teksten skal ændres og godkendes igen.
approval-refused-other-version = Svaret gælder en anden version end den, mødet har læst
approval-refused-superseded = Der er en nyere version end denne
approval-refused-other-version-way = Åbn den nyeste version, læs den, og svar på den.
approval-refused-counts = Der er flere stemmer end fremmødte eller flere fremmødte end medlemmer
approval-refused-counts-way = Gå tilbage, og ret tallene, så de passer med referatet.
approval-refused-not-carried = Stemmerne er ikke et ja efter partens beslutningsregel
approval-refused-not-carried-way = Gå tilbage, og ret stemmetallene, eller vælg »Sendt retur« eller »Udsat«.
approval-refused-not-all-yes = Ikke alle parter har sagt ja til versionen
approval-refused-not-all-yes-way = Vent, til alle parter har sagt ja, eller frys en ny version, som de kan sige ja til.
approval-refused-no-reservation = Der er ikke noget åbent forbehold
approval-refused-no-reservation-way = Gå tilbage, genindlæs siden, og se svaret, som det står nu.

## Tasks

task-not-frozen = Teksten er ikke frosset som en version
task-not-released = Versionen er ikke offentliggjort
task-bodies-without-yes = { $count ->
    [one] Én part har ikke sagt ja
   *[other] { $count } parter har ikke sagt ja
}
task-reservations-open = { $count ->
    [one] Ét forbehold er ikke løst
   *[other] { $count } forbehold er ikke løst
}
approval-since = Se, hvad der er ændret siden version { $number }, som parten sidst svarede på
approval-text = Læs teksten, der svares på
