## Tasks

tasks-title = Opgaver
tasks-lead = Her ser du, hvem der skal gøre hvad og hvornår. Du ser dine egne opgaver, og dem du må se i sagen.
tasks-mine = Mine
tasks-all = Alles
tasks-overdue = Over fristen
tasks-open = Åbne
tasks-done = Udførte
tasks-whose = Hvis opgaver
tasks-standing = Status
tasks-show = Vis
tasks-count = { $count ->
    [one] Én opgave
   *[other] { $count } opgaver
}
tasks-empty = Der er ingen opgaver her. Opret en opgave, eller vælg en anden visning.
tasks-new = Opret opgave
tasks-head-title = Opgave
tasks-head-due = Frist
tasks-head-owner = Hvem
tasks-head-about = Handler om
tasks-head-state = Status
task-urgency-overdue = Over fristen
task-urgency-today = I dag
task-urgency-soon = Inden for en uge
task-urgency-later = Senere
task-urgency-done = Udført
task-title-label = Hvad skal gøres?
task-note = Bemærkning
task-holder = Hvem skal gøre det?
task-due = Frist
task-about = Handler om
task-create = Opret opgave
task-lead = En opgave har én ansvarlig og én frist. Den ansvarlige får en mail før fristen, hvis personen har valgt det på sin egen side.
task-history = Forløb
task-finish = Markér som udført
task-finish-note = Hvad blev gjort?
task-reopen = Genåbn opgaven
task-reopen-note = Hvorfor genåbnes den?
task-hand-over = Giv opgaven videre
task-hand-over-note = Besked til den, der overtager
task-move = Flyt fristen
task-move-note = Hvorfor flyttes fristen?
task-moved-days = Fra { $from } til { $to }
task-by = { $name }, { $when }
task-fault-holder = Vælg en, der har plads i sagen.
task-fault-past = Fristen er allerede passeret. Vælg i dag eller senere.
task-about-step = Et trin i køreplanen
task-about-gate = En port
task-about-hearing = En høring
task-about-input = Et høringssvar
task-about-topic = Et emne
task-about-analysis = En analyse
task-about-meeting = Et møde
task-about-item = Et punkt på dagsordenen
task-about-conclusion = En konklusion
task-about-proposal = Et forslag
task-about-brief = En orientering
task-about-chapter = Et kapitel
task-about-paragraph = Et afsnit
task-about-version = En version
task-about-approval = En godkendelse
task-about-initiative = Et initiativ
task-was-made = Oprettet
task-was-done = Udført
task-was-reopened = Genåbnet
task-was-handed-over = Givet videre til
task-was-moved = Frist flyttet
task-refused-done = Opgaven er allerede udført
task-refused-done-way = Genåbn den, hvis der er mere at gøre.
task-refused-open = Opgaven er åben
task-refused-open-way = Gå tilbage, og genindlæs siden. Den skal ikke genåbnes.

## The own page

my-title = Min side
my-lead = Her bestemmer du, hvordan du får besked om dine opgaver og møder.
my-mail = Mails
my-email = E-mail
my-email-hint = Dine påmindelser og mødeindkaldelser sendes hertil. Uden en adresse får du ingen mails.
my-language = Sprog i mails
my-digest = Mails om opgaver
my-digest-hint = Du får højst én mail om dagen, og kun på arbejdsdage.
my-quiet-from = Stille fra kl.
my-quiet-to = Stille til kl.
my-quiet-hint = I de stille timer sender vi ikke mails om opgaver. Vælger du det samme klokkeslæt to gange, er der ingen stille timer.
my-save = Gem
my-calendar = Min kalender
my-calendar-lead = Du kan følge møder, frister og dine opgaver i dit eget kalenderprogram. Adressen er hemmelig: Den, der har den, kan læse kalenderen. Fortrolige titler står ikke i den.
my-calendar-is-on = Du har en hemmelig adresse. Laver du en ny, holder den gamle op med at virke.
my-calendar-new = Lav en ny hemmelig adresse
my-calendar-end = Luk den hemmelige adresse
my-calendar-once = Kopiér adressen nu. Den bliver ikke vist igen.
my-calendar-no-case = Du har ingen plads i en sag, så der er ingen kalender at vise.
digest-daily = Hver arbejdsdag, hvis der er noget at nævne
digest-weekly = Hver uge, og en påmindelse lige før en frist
digest-reminders = Kun påmindelser før og efter en frist
digest-none = Ingen
task-covered = En opgave om noget fortroligt
digest-mail-subject = Dine opgaver: { $overdue } over fristen, { $near } tæt på
digest-mail-hello = Hej
digest-mail-overdue = Over fristen:
digest-mail-near = Frist nu eller på næste arbejdsdag:
digest-mail-week = Frist inden for en uge:
digest-mail-task =
    { $title }
    Frist: { $due } · { $case }
    { $page }
digest-mail-end =
    Du bestemmer selv, hvornår du får disse mails:
    { $page }

    Hilsen Køreplan
