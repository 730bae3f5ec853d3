## The calendar of everything

calendar-title = Kalender
calendar-lead = Møder, frister, opgaver, porte og høringer i sagen. Du ser det, du må se.
calendar-sort = Vis
calendar-everything = Det hele
calendar-sort-step = Trin
calendar-sort-gate = Port
calendar-sort-hearing = Høringsfrist
calendar-sort-meeting = Møde
calendar-sort-task = Opgave
calendar-view = Visning
calendar-view-list = Liste
calendar-view-month = Måned
calendar-months = Andre måneder
calendar-now = Denne måned
calendar-begins = begynder
calendar-ends = slutter
calendar-count = { $count ->
    [one] Én ting i måneden
   *[other] { $count } ting i måneden
}
calendar-empty = Der er intet i kalenderen i denne måned. Vælg en anden måned, eller vis det hele.
calendar-own = Få kalenderen i dit eget kalenderprogram
calendar-meeting-of = Møde: { $host }
weekday-1 = Mandag
weekday-2 = Tirsdag
weekday-3 = Onsdag
weekday-4 = Torsdag
weekday-5 = Fredag
weekday-6 = Lørdag
weekday-7 = Søndag

## Calls to meetings

call-answers = Svar på indkaldelsen
call-answers-all = Se, hvad hver enkelt har svaret
call-counted = { $accepted } kommer, { $declined } kommer ikke, { $tentative } måske, { $delegated } sender en anden, { $none } har ikke svaret.
call-answer-none = Ikke svaret
call-answer-accepted = Kommer
call-answer-declined = Kommer ikke
call-answer-tentative = Måske
call-answer-delegated = Sender en anden
call-how-page = svaret her
call-how-mail = svaret med mail
call-answer = Dit svar
call-answer-button = Send svar
call-stand-in = Hvem kommer i stedet?
call-for = Indkaldt
call-lead = Svar på indkaldelsen her. Dit seneste svar gælder.
call-to-meeting = Gå til mødet
call-refused-no-call = Der er ingen indkaldelse at svare på
call-refused-old = Mødet er flyttet, efter at svaret blev sendt
call-refused-overtaken = Der er allerede et nyere svar
call-refused-over = Mødet er begyndt eller aflyst, så der kan ikke svares mere
call-refused-way = Gå til mødets side, og se, hvad der gælder nu.
call-mail-subject = Indkaldelse: { $title }, { $when }
call-mail =
    Hej

    Du er indkaldt.

    { $title }
    Tid: { $when }
    Sted: { $place }

    Dagsorden og bilag ligger på mødets side:
    { $page }

    Svar i dit kalenderprogram, eller svar her:
    { $answer }

    Hilsen Køreplan
call-mail-subject-again = Ændret indkaldelse: { $title }, { $when }
call-mail-again =
    Hej

    Indkaldelsen er ændret. Svar igen, også hvis du har svaret før.

    { $title }
    Tid: { $when }
    Sted: { $place }

    Mødets side:
    { $page }

    Svar i dit kalenderprogram, eller svar her:
    { $answer }

    Hilsen Køreplan
call-mail-subject-off = Aflyst: { $title }, { $when }
call-mail-off =
    Hej

    Mødet er aflyst for dig.

    { $title }
    Tid: { $when }
    Sted: { $place }

    Mødets side:
    { $page }

    Hilsen Køreplan
