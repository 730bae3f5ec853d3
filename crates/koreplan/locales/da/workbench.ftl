## Assessments

met-met = Imødekommes
met-partly = Imødekommes delvist
met-not = Imødekommes ikke
met-noted = Tages til efterretning
met-open = Ikke afgjort
assessment-said = Hvad siger høringssvarene?
assessment-said-hint = Sammenfat synspunkterne i få sætninger. Høringsnotatet bruger teksten.
assessment-by-whom = Hvem siger det?
assessment-persons = { $count ->
    [one] én privatperson
   *[other] { $count } privatpersoner
}
assessment-nobody = Ingen endnu
assessment-met = Imødekommes det?
assessment-why = Myndighedens bemærkninger
assessment-why-hint = Skriv, hvad I mener om synspunkterne, og hvorfor de imødekommes eller ikke gør.
assessment-versions = Alle udgaver af vurderingen
assessment-version = Udgave { $number }
assessment-before-versions = skrevet, før hver udgave blev gemt for sig
assessment-theirs = Den vurdering, der er gemt
assessment-yours = Din vurdering
assessment-refused-changed = Vurderingen er ændret, siden du åbnede siden
assessment-refused-changed-way = Læs emnet igen. Har du skrevet en vurdering, står både den gemte og din egen herunder: Saml dem til én tekst, og gem den.
assessment-refused-nothing-changed = Vurderingen er ikke ændret
assessment-refused-nothing-changed-way = Gå tilbage, og ret det, der skal rettes.
