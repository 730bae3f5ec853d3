## Assessments

met-met = Met
met-partly = Partly met
met-not = Not met
met-noted = Noted
met-open = Not decided
assessment-said = What do the responses say?
assessment-said-hint = Sum up the views in a few sentences. The hearing note uses this text.
assessment-by-whom = Who says so?
assessment-persons = { $count ->
    [one] one private person
   *[other] { $count } private persons
}
assessment-nobody = Nobody yet
assessment-met = Is it met?
assessment-why = The authority’s comments
assessment-why-hint = Write what you think of the views, and why they are met or not.
assessment-versions = All versions of the assessment
assessment-version = Version { $number }
assessment-before-versions = written before each version was kept
assessment-theirs = The assessment that is saved
assessment-yours = Your assessment
assessment-refused-changed = The assessment has changed since you opened the page
assessment-refused-changed-way = Read the topic again. If you wrote an assessment, the saved one and your own are below: bring them together in one text, and save it.
assessment-refused-nothing-changed = The assessment has not been changed
assessment-refused-nothing-changed-way = Go back and change what has to be changed.
