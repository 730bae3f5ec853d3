## The trace

trace-title = Følg sporet
trace-lead = Vælg et høringssvar, og se, hvad det blev til: emner, konklusioner, forslag, afsnit i strategien og initiativer.
trace-empty = Ingen høringssvar er offentliggjort endnu. Har du selv sendt et, så åbn din kvittering. Du kan også følge et afsnit i strategien tilbage.
trace-from = Sporet: { $input }
trace-from-lead = Fra høringssvaret til den vedtagne tekst, led for led.
trace-not-yet = Der er ikke noget offentligt resultat af dit høringssvar endnu. Kom tilbage til denne side senere.
trace-topics = Emner
trace-conclusions = Konklusioner
trace-proposals = Forslag
trace-paragraphs = Afsnit i strategien
trace-initiatives = Initiativer
trace-none = Ingen endnu.
trace-undecided = Ikke besluttet endnu
trace-in-version = Står i version { $number }
trace-of-paragraph = Sporet bag afsnittet
trace-back-lead = Fra afsnittet tilbage til beslutningerne og de sætninger, det bygger på.
trace-became = Blev en del af forslag { $number }.
trace-of-item = Sporet bag punktet: { $title }
trace-item-lead = Fra punktet på dagsordenen tilbage til de sætninger fra høringssvar, det bygger på.
trace-item-nothing = Der er ingen sætninger at vise bag punktet endnu. De kommer her, når punktet handler om et forslag, et emne eller en analyse, der bygger på høringssvar.
trace-item-sentences = Sætninger bag punktet
item-trace = Sporet bag punktet
trace-no-source = Der er ingen beslutning at vise bag afsnittet endnu. Den kommer her, når afsnittet er knyttet til et vedtaget forslag, og mødets referat er godkendt.
trace-hidden = { $count ->
    [one] Én sætning mere står i et høringssvar, der ikke er offentliggjort.
   *[other] { $count } sætninger mere står i høringssvar, der ikke er offentliggjort.
}

## Loose ends

orphans-title = Løse ender
orphans-lead = Her mangler sporet et led. Åbn hver løs ende, og knyt den til det, den hører sammen med.
orphans-proposals = Vedtagne forslag, der ikke står i teksten
orphans-paragraphs = Afsnit uden kilde
orphans-inputs = Høringssvar, der hverken er brugt i et emne eller i et forslag
orphans-none = Ingen løse ender her.
