## A file of inputs

import-title = Indlæs høringssvar fra en fil
import-lead = Filen bliver læst og vist først. Intet gemmes, før du har set, hvad der bliver gemt.
import-file = Fil
import-file-hint = CSV, JSON, Excel (XLSX), en e-mail (EML) eller en ZIP-fil, højst { $limit } MB. Større filer indlæses med kommandoen »koreplan import«.
import-look = Se på filen
import-formats = Det kan læses
import-formats-letters = En ZIP-fil med breve (DOCX, ODT, PDF, TXT, EML) bliver til ét høringssvar pr. brev.
import-file-title = Indlæs { $file }
import-another = Vælg en anden fil

import-format = Format
import-format-table = Tabel
import-about-table = Én række pr. høringssvar. Du siger, hvilken kolonne der er teksten.
import-format-survey = Spørgeskema med ét spørgsmål pr. kolonne
import-about-survey = Hver kolonne, der ikke er andet, er et spørgsmål. Hver svarperson bliver ét høringssvar med svarene under spørgsmålene.
import-format-qualtrics = Qualtrics
import-about-qualtrics = Spørgeskema med tre rækker overskrifter. Hver svarperson bliver ét høringssvar med svarene under spørgsmålene.
import-format-decidim = Decidim, forslag
import-about-decidim = Udtræk af forslag som CSV, JSON eller Excel. Titlen bliver overskrift. Findes teksten på flere sprog, bruges dansk, ellers engelsk, ellers det første.
import-format-polis = Polis, udsagn
import-about-polis = Filen comments.csv. Stemmerne er en anden fil.
import-format-consult = i.AI Consult
import-about-consult = En ZIP-fil med question.json og responses.jsonl for hvert spørgsmål, eller én responses.jsonl. Hver svarperson bliver ét høringssvar. Oplysninger om svarpersonerne gemmes ikke.
import-format-regulations = Regulations.gov
import-about-regulations = Udtræk af kommentarer som CSV. Er svaret kun et bilag, gemmes det, hvor bilaget ligger. Bilag hentes ikke.
import-format-demosplan = demosplan
import-about-demosplan = Tabel med tyske overskrifter (Stellungnahmetext, Eingangsnummer). En afsender med Institution regnes for en forening eller organisation.
import-format-letters = Breve
import-about-letters = Ét høringssvar pr. brev.

import-as-read = Sådan er filen læst
import-encoding = Tegnsæt
import-mark = (står forrest i filen)
encoding-utf-8 = UTF-8
encoding-windows-1252 = Windows-1252 (også ISO-8859-1)
encoding-utf-16le = UTF-16, mindste del først
encoding-utf-16be = UTF-16, største del først
import-separator = Skilletegn
separator-comma = Komma
separator-semicolon = Semikolon
separator-tab = Tabulator
separator-bar = Lodret streg
import-unused = Kolonner, der ikke gemmes
import-field-title = Overskrift
import-field-text = Tekst
import-field-name = Navn
import-field-organisation = Virksomhed, organisation eller råd
import-field-email = E-mail
import-field-kind = Afsendertype
import-field-id = Kildens nummer
import-field-received = Modtaget
import-field-attachments = Bilagenes adresser
import-note-twice = Kolonnen »{ $column }« findes to gange, som nummer { $first } og { $second }. Ingen af dem læses.
import-note-ends = Linjerne slutter ikke ens: Rækken i linje { $line } slutter anderledes end dem før.
import-note-html = Linjeskift og tegn skrevet som HTML (<br>, &amp;) er læst som det, de betyder.

import-counts = Det sker, hvis filen gemmes
import-count-new = Nye høringssvar
import-count-known = Gemt før, gemmes ikke igen
import-count-bad = Rækker med fejl
import-count-late = Heraf modtaget efter fristen
import-count-left = Rækker, der ikke er høringssvar: { $why }
import-kinds = Afsendere af de nye høringssvar
import-line = Linje
import-reason = Fejl
import-row = Række
import-bad-title = Rækker med fejl
import-bad-shown = { $count ->
    [one] Én række kan ikke gemmes.
   *[other] { $count } rækker kan ikke gemmes. De første { $shown } vises her.
}
import-bad-download = Hent alle rækker med fejl som CSV
import-bad-file = fejl

import-nothing-new = Der er ingen nye høringssvar at gemme.
import-store-all = { $count ->
    [one] Ét høringssvar bliver gemt.
   *[other] { $count } høringssvar bliver gemt, alle sammen eller ingen.
}
import-store = Gem høringssvarene
import-has-bad = Der er rækker med fejl
import-has-bad-way = Ret filen, og vælg den igen. Eller gem de gode rækker nu: { $count } bliver gemt, og { $bad } bliver udeladt. Hvor mange der er udeladt, står i journalen.
import-store-good = Gem de gode rækker
import-stored = { $count ->
    [one] Ét høringssvar er gemt.
   *[other] { $count } høringssvar er gemt.
}
import-preview = Sådan kommer de til at se ud
import-preview-lead = { $count ->
    [one] Det første:
   *[other] De første { $count }:
}
import-preview-line = Linje { $line }
import-otherwise = Læs filen på en anden måde
import-otherwise-lead = Vælg kun det, der er fundet forkert. Intet gemmes.
import-read-again = Læs igen

import-gone = Filen ligger her ikke længere
import-gone-way = En fil ligger klar i en halv time, og kun til den, der sendte den. Vælg den igen.
import-bad-rows = Nogle rækker har fejl, og derfor er intet gemt
import-bad-rows-way = Gå tilbage, og se rækkerne med fejl. Ret filen, eller gem de gode rækker.
import-unreadable = Filen kan ikke læses på den måde
import-unreadable-way = Gå tilbage, og vælg et andet format, tegnsæt eller skilletegn.

import-fault-one-file = Vælg én fil.
import-fault-no-field = Der er intet felt, der hedder { $field }.
import-fault-no-column = Der er ingen kolonne, der hedder »{ $column }«. Filen har: { $there }
import-fault-no-text = Det ses ikke, hvilken kolonne der er teksten. Vælg den nedenfor. Filen har: { $there }
import-fault-twice = Kolonnen »{ $column }« findes to gange, som nummer { $first } og { $second }. Giv dem hver sit navn i filen.
import-fault-votes = Filen indeholder stemmer om udsagn og ingen høringssvar.
import-fault-other-format = Filen er ikke bygget op som det valgte format.
import-fault-empty = Filen er tom.
import-fault-worker = Filen kunne ikke undersøges. Prøv igen om lidt.
import-fault-in = { $file }: { $why }
import-fault-parser = Kan ikke læses: { $why }
import-fault-ragged = { $cells ->
    [one] Én celle, hvor overskriften har { $width }.
   *[other] { $cells } celler, hvor overskriften har { $width }.
}
import-fault-quote = Et citationstegn i linje { $line } er hverken afsluttet eller skrevet to gange.
import-fault-broken = Citationstegn er i stykker så ofte, at intet læses fra linje { $line } og frem. Ret filen, og indlæs den igen.
import-fault-utf8 = { $field } er ikke UTF-8.
import-fault-unread = { $field } indeholder et tegn, der ikke kan læses.
import-fault-nul = { $field } indeholder et nultegn.
import-fault-no-words = Teksten er tom.
import-fault-too-long = { $field } er længere end { $longest } tegn.
import-fault-no-kind = Afsendertypen »{ $kind }« er ingen af { $kinds }.
import-fault-no-organisation = Virksomheden, organisationen eller rådet mangler.
import-fault-no-address = E-mailen er ingen e-mailadresse.
import-fault-no-time = »{ $written }« er ikke et tidspunkt. Skriv det som 2010-09-06T12:00:00Z.
import-fault-other-text = En række med samme nummer er indlæst før med en anden tekst.
import-fault-not-meant = { $column } er »{ $value }«
import-fault-no-answer = intet spørgsmål er besvaret
