## The mailbox of a demonstration

mailbox-title = Postkasse
mailbox-lead = I en demonstration bliver mails ikke sendt. Her kan du læse dem, som modtagerne ville have fået dem.
mailbox-empty = Der er ingen mails endnu. De kommer for eksempel, når nogen sender et høringssvar og skriver sin e-mailadresse.
mailbox-to = Til { $receiver }
mailbox-calendar = Med en aftale til kalenderen
mailbox-sent = Mailen er sendt, og teksten er slettet.

## The outbox, for the operator

mail-title = Mails
mail-lead = Her kan du se, om mails bliver sendt, og hvad der er galt, hvis de ikke gør.
mail-off = Mails er slået fra: der er ikke angivet nogen mailserver. Mails venter, indtil smtp_url, mail_from og base_url er sat. Beskeder om høringer når ikke frem imens.
mail-waiting = Venter
mail-sent = Sendt
mail-given-up = Opgivet
mail-stuck = Mails, der ikke er kommet af sted
mail-head-kind = Slags
mail-head-made = Skrevet
mail-head-tries = Forsøg
mail-head-fault = Seneste fejl
mail-retry = Prøv igen
mail-retry-hint = Ret fejlen først. Derefter kan du sende de opgivne mails igen.
mail-kind-confirmation = Bekræftelse af afsender
mail-kind-opt-in = Bekræftelse af abonnement
mail-kind-invitation = Invitation til høring
mail-kind-news = Nyt til abonnenter
mail-kind-tasks = Mails om opgaver
mail-kind-meeting = Mødeindkaldelser
mail-refused-none-given-up = Ingen mails er opgivet
mail-refused-none-given-up-way = Gå tilbage, og genindlæs siden. Der er ikke noget at prøve igen.

## Confirming a sender

assurance-anonymous = Afsender ikke bekræftet
assurance-confirmed = Afsender bekræftet med e-mail
assurance-signed-in = Afsender logget ind
assurance-disowned = Adressens ejer har ikke sendt det
assurance-counts = Afsendere: { $signed } logget ind, { $confirmed } bekræftet med e-mail, { $anonymous } ikke bekræftet.
assurance-count-disowned = { $count ->
    [one] Ved ét høringssvar siger adressens ejer, at det er sendt af en anden.
   *[other] Ved { $count } høringssvar siger adressens ejer, at det er sendt af en anden.
}
receipt-confirmed = Du har bekræftet, at høringssvaret er dit.
receipt-asked = Vi har sendt en mail til { $email }. Bekræft i den, at høringssvaret er dit.
receipt-not-asked = Vi har ikke sendt en mail til { $email }, fordi adressen har fået, hvad den kan få på en dag. Høringssvaret gælder alligevel.
confirmation-title = Bekræft dit høringssvar
confirmation-lead = Høringssvar nr. { $number } til { $case }
confirmation-ask = Tryk på knappen, hvis du har sendt høringssvaret. Så står afsenderen som bekræftet.
confirmation-button = Ja, jeg har sendt det
confirmation-is-mine = Det er bekræftet, at du har sendt høringssvaret. Du skal ikke gøre mere.
confirmation-is-not-mine = Du har sagt, at du ikke har sendt høringssvaret. Din adresse er fjernet fra det.
confirmation-refused-confirmed = Høringssvaret er allerede bekræftet
confirmation-refused-disowned = Adressen er allerede fjernet fra høringssvaret
confirmation-refused-answered-way = Du skal ikke gøre mere. Kontakt sekretariatet, hvis der er sket en fejl.
confirmation-refused-expired = Linket er for gammelt
confirmation-refused-expired-way = Høringssvaret er gemt og tæller stadig. Kontakt sekretariatet, hvis noget skal rettes.
disowning-title = Jeg har ikke sendt høringssvaret
disowning-ask = Tryk på knappen, hvis en anden har brugt din e-mailadresse. Så fjerner vi adressen fra høringssvaret, og navnet bliver ikke vist for andre. Teksten bliver gemt.
disowning-button = Nej, det var ikke mig
confirmation-mail-subject = Bekræft høringssvar nr. { $number }
confirmation-mail =
    Hej

    Vi har modtaget høringssvar nr. { $number } til »{ $hearing }«. Afsenderen har oplyst denne e-mailadresse.

    Har du sendt det? Så bekræft det på denne side:
    { $confirm }

    Har du ikke sendt det? Så sig det på denne side, og vi fjerner din adresse:
    { $disown }

    Høringssvaret er gemt og tæller med, også hvis du ikke gør noget. Linkene virker i 30 dage.

    Hilsen Køreplan
