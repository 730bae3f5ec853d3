//! The case as its author writes it, and what can be wrong with it.

use std::{collections::BTreeSet, fmt, ops::Range, path::Path};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, de::DeserializeOwned};
use toml::Spanned;

use crate::{
    bodies::rules::{Abstention, BodyKind, Role, Rule, Share, Whole},
    initiatives::rules::Provenance,
    outbox::rules::Address,
    plan::rules::StepKind,
    proposals::treatment::rules::Counting,
};

/// A text in both languages of the pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    pub da: String,
    pub en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The part of every address of the case.
    pub slug: Spanned<String>,
    pub title: Both,
    pub summary: Both,
    pub period: String,
    /// IANA name: deadlines and meetings are held by its clocks.
    pub zone: Spanned<String>,
    /// The day a demonstration of the case begins.
    pub demo_begins: DateTime,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub login: Spanned<String>,
    pub name: String,
    pub title: Both,
    /// Runs the server; sees no content by that.
    #[serde(default)]
    pub operator: bool,
    /// Where the person is written to, until the person says otherwise.
    pub email: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    pub slug: Spanned<String>,
    pub kind: BodyKind,
    pub name: Both,
    pub parent: Option<Spanned<String>>,
    #[serde(default = "majority")]
    pub rule: Rule,
    /// How many members must be present for a decision.
    #[serde(default = "one")]
    pub quorum: Spanned<i64>,
    /// How many seats the body has; the named members may be fewer.
    pub seats: Option<i64>,
    /// What it is there for, and what it may do.
    #[serde(default)]
    pub terms: Both,
    /// How much of `of` a qualified majority is: two numbers.
    #[serde(default = "half")]
    pub share: Spanned<[i64; 2]>,
    #[serde(default = "present")]
    pub of: Whole,
    /// What an abstention means; where it is not said, the rule's own habit holds.
    pub abstentions: Option<Abstention>,
    #[serde(default)]
    pub casting_vote: bool,
    /// The chair or the vice chair must be present for a decision.
    #[serde(default)]
    pub quorum_with_chair: bool,
    #[serde(default = "week")]
    pub papers_days: i64,
    #[serde(default = "five")]
    pub remark_days: i64,
    #[serde(default)]
    pub silence_consents: bool,
    /// How long it has to answer a proposed treatment.
    #[serde(default = "ten")]
    pub treatment_days: i64,
    #[serde(default = "working")]
    pub treatment_counting: Counting,
    #[serde(default, rename = "member")]
    pub members: Vec<Member>,
}

impl Body {
    /// The seats that vote: as said, or those of the named members who do.
    pub fn voting_seats(&self) -> i64 {
        let named = self.members.iter().filter(|member| member.role.has_vote());
        self.seats.unwrap_or(i64::try_from(named.count()).unwrap_or(0))
    }
}

fn majority() -> Rule {
    Rule::Majority
}

fn one() -> Spanned<i64> {
    Spanned::new(0..0, 1)
}

fn half() -> Spanned<[i64; 2]> {
    Spanned::new(0..0, [1, 2])
}

fn present() -> Whole {
    Whole::Present
}

fn week() -> i64 {
    7
}

fn five() -> i64 {
    5
}

fn ten() -> i64 {
    10
}

fn working() -> Counting {
    Counting::Working
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    pub person: Spanned<String>,
    pub role: Role,
    /// The member a substitute stands in for; nobody in particular: for anyone.
    #[serde(rename = "for")]
    pub stands_for: Option<Spanned<String>>,
    pub since: Option<Date>,
    pub until: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub slug: Spanned<String>,
    pub name: Both,
    /// What the area is called in the strategy itself.
    pub focus: Both,
    pub track: Both,
    /// Who heads the theme meeting; an area without one is cross-cutting.
    pub minister: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub slug: Spanned<String>,
    pub kind: StepKind,
    pub title: Both,
    pub planned: Spanned<[Date; 2]>,
    pub kept: Option<Spanned<[Date; 2]>>,
    #[serde(default, rename = "move")]
    pub moves: Vec<Move>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    pub to: Spanned<[Date; 2]>,
    pub decided: Date,
    pub reason: Both,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    pub slug: Spanned<String>,
    pub title: Both,
    /// The steps whose open tasks must be done.
    pub requires: Vec<Spanned<String>>,
    /// The step that may begin when the gate opens.
    pub opens: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hearing {
    pub slug: Spanned<String>,
    pub title: Both,
    pub intro: Both,
    pub opens: Spanned<DateTime>,
    pub deadline: Spanned<DateTime>,
    /// Whole days the parties normally get.
    pub normal_days: i64,
    /// Why the parties get fewer.
    #[serde(default)]
    pub reason: String,
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub text: Both,
    pub area: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Initiative {
    pub number: Spanned<String>,
    pub title: Both,
    pub area: Spanned<String>,
    #[serde(default)]
    pub year: String,
    /// The bodies that carry it out; the first one leads.
    pub parties: Vec<Spanned<String>>,
    pub provenance: Provenance,
}

/// A whole case, checked.
#[derive(Debug)]
pub struct CaseFile {
    pub head: Head,
    pub people: Vec<Person>,
    pub bodies: Vec<Body>,
    pub areas: Vec<Area>,
    pub steps: Vec<Step>,
    pub gates: Vec<Gate>,
    pub hearings: Vec<Hearing>,
    pub initiatives: Vec<Initiative>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    person: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodiesFile {
    body: Vec<Body>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AreasFile {
    area: Vec<Area>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    step: Vec<Step>,
    #[serde(default)]
    gate: Vec<Gate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HearingsFile {
    #[serde(default)]
    hearing: Vec<Hearing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InitiativesFile {
    #[serde(default)]
    initiative: Vec<Initiative>,
}

/// The files of a case, one a subject, in the order they are read.
pub const FILES: [&str; 7] = [
    "case.toml",
    "people.toml",
    "bodies.toml",
    "areas.toml",
    "plan.toml",
    "hearings.toml",
    "initiatives.toml",
];

/// The texts of a case's files, in the order of [`FILES`].
#[derive(Debug, Clone)]
pub struct Sources(pub [String; 7]);

impl Sources {
    /// Reads the folder.
    ///
    /// # Errors
    /// A [`Problem`] that names the file that is missing or can't be read.
    pub fn read(folder: &Path) -> Result<Self, Problem> {
        let mut texts: [String; 7] = Default::default();
        for (text, name) in texts.iter_mut().zip(FILES) {
            *text = std::fs::read_to_string(folder.join(name)).map_err(|e| Problem {
                file: name,
                line: 0,
                column: 0,
                what: format!("cannot be read from {}: {e}", folder.display()),
                hint: format!("A case is a folder with {}.", FILES.join(", ")),
            })?;
        }
        Ok(Self(texts))
    }

    /// The cases that come with the program.
    pub fn shipped() -> [Self; 2] {
        macro_rules! case {
            ($folder:literal) => {
                Self([
                    include_str!(concat!("../../../../cases/", $folder, "/case.toml"))
                        .into(),
                    include_str!(concat!("../../../../cases/", $folder, "/people.toml"))
                        .into(),
                    include_str!(concat!("../../../../cases/", $folder, "/bodies.toml"))
                        .into(),
                    include_str!(concat!("../../../../cases/", $folder, "/areas.toml"))
                        .into(),
                    include_str!(concat!("../../../../cases/", $folder, "/plan.toml"))
                        .into(),
                    include_str!(concat!(
                        "../../../../cases/",
                        $folder,
                        "/hearings.toml"
                    ))
                    .into(),
                    include_str!(concat!(
                        "../../../../cases/",
                        $folder,
                        "/initiatives.toml"
                    ))
                    .into(),
                ])
            };
        }
        [
            case!("digitaliseringsstrategi-2011-2015"),
            case!("sandby-digital-plan-2027-2030"),
        ]
    }
}

/// One mistake in a case, with its place and a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub file: &'static str,
    /// Counted from 1; 0 when the mistake is the file itself.
    pub line: usize,
    pub column: usize,
    pub what: String,
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}\n  hint: {}",
            self.file, self.line, self.column, self.what, self.hint
        )
    }
}

impl CaseFile {
    /// Reads and checks a case.
    ///
    /// # Errors
    /// Every mistake that could be found, in the order of the files.
    pub fn parse(sources: &Sources) -> Result<Self, Vec<Problem>> {
        let [head, people, bodies, areas, plan, hearings, initiatives] = &sources.0;
        let mut problems = Vec::new();
        let head: Option<Head> = part(0, head, &mut problems);
        let people: Option<PeopleFile> = part(1, people, &mut problems);
        let bodies: Option<BodiesFile> = part(2, bodies, &mut problems);
        let areas: Option<AreasFile> = part(3, areas, &mut problems);
        let plan: Option<PlanFile> = part(4, plan, &mut problems);
        let hearings: Option<HearingsFile> = part(5, hearings, &mut problems);
        let initiatives: Option<InitiativesFile> = part(6, initiatives, &mut problems);
        let (
            Some(head),
            Some(people),
            Some(bodies),
            Some(areas),
            Some(plan),
            Some(hearings),
            Some(initiatives),
        ) = (head, people, bodies, areas, plan, hearings, initiatives)
        else {
            return Err(problems);
        };
        let case = Self {
            head,
            people: people.person,
            bodies: bodies.body,
            areas: areas.area,
            steps: plan.step,
            gates: plan.gate,
            hearings: hearings.hearing,
            initiatives: initiatives.initiative,
        };
        let mut check = Check { sources, problems };
        case.check(&mut check);
        if check.problems.is_empty() { Ok(case) } else { Err(check.problems) }
    }

    fn check(&self, check: &mut Check) {
        let people = check.names(1, "person", self.people.iter().map(|p| &p.login));
        let bodies = check.names(2, "body", self.bodies.iter().map(|b| &b.slug));
        let areas = check.names(3, "area", self.areas.iter().map(|a| &a.slug));
        let steps = check.names(4, "step", self.steps.iter().map(|s| &s.slug));
        check.names(4, "gate", self.gates.iter().map(|g| &g.slug));
        check.names(5, "hearing", self.hearings.iter().map(|h| &h.slug));
        check.slug(0, &self.head.slug);
        if self.head.zone.get_ref().parse::<Zone>().is_err() {
            check.problem(
                0,
                self.head.zone.span(),
                format!("`{}` is no time zone", self.head.zone.get_ref()),
                "Write an IANA name such as Europe/Copenhagen.",
            );
        }
        for email in self.people.iter().filter_map(|person| person.email.as_ref()) {
            if email.get_ref().parse::<Address>().is_err() {
                check.problem(
                    1,
                    email.span(),
                    format!("`{}` is no mail address", email.get_ref()),
                    "Write one address such as navn@eksempel.dk.",
                );
            }
        }
        for body in &self.bodies {
            check.known(2, "body", body.parent.as_ref(), &bodies);
            for member in &body.members {
                check.known(2, "person", Some(&member.person), &people);
                check.known(2, "person", member.stands_for.as_ref(), &people);
                if let (Some(member), true) =
                    (&member.stands_for, member.role != Role::Substitute)
                {
                    check.problem(
                        2,
                        member.span(),
                        "only a substitute stands `for` a member".into(),
                        "Write role = \"substitute\", or leave `for` out.",
                    );
                }
            }
            let [num, den] = *body.share.get_ref();
            if Share::new(num, den).is_none() {
                check.problem(
                    2,
                    body.share.span(),
                    format!("{num} of {den} is no majority"),
                    "A share is at least [1, 2] and at most all; [1, 2] means more than half.",
                );
            }
            let seats = body.voting_seats();
            if *body.quorum.get_ref() < 1 || *body.quorum.get_ref() > seats.max(1) {
                check.problem(
                    2,
                    body.quorum.span(),
                    format!("the quorum is {} of {seats} seats", body.quorum.get_ref()),
                    "A quorum is at least 1 and at most the number of seats.",
                );
            }
        }
        self.check_needed_bodies(check);
        for area in &self.areas {
            check.known(3, "person", area.minister.as_ref(), &people);
        }
        for step in &self.steps {
            check.ordered(4, &step.planned);
            if let Some(kept) = &step.kept {
                check.ordered(4, kept);
            }
            for change in &step.moves {
                check.ordered(4, &change.to);
            }
        }
        for gate in &self.gates {
            for step in gate.requires.iter().chain(&gate.opens) {
                check.known(4, "step", Some(step), &steps);
            }
        }
        for hearing in &self.hearings {
            self.check_hearing(check, hearing, &areas);
        }
        check.unique(6, "initiative", self.initiatives.iter().map(|i| &i.number));
        for initiative in &self.initiatives {
            check.known(6, "area", Some(&initiative.area), &areas);
            for party in &initiative.parties {
                check.known(6, "body", Some(party), &bodies);
            }
        }
    }

    /// The process can't be walked without these bodies.
    fn check_needed_bodies(&self, check: &mut Check) {
        for kind in BodyKind::NEEDED {
            if !self.bodies.iter().any(|body| body.kind == kind) {
                check.problem(
                    2,
                    0..0,
                    format!("no body is of kind {kind:?}"),
                    "A case needs a secretariat, a steering_group, a superior and an approver.",
                );
            }
        }
    }

    fn check_hearing(
        &self,
        check: &mut Check,
        hearing: &Hearing,
        areas: &BTreeSet<String>,
    ) {
        for question in &hearing.questions {
            check.known(5, "area", question.area.as_ref(), areas);
        }
        let Ok(Zone(zone)) = self.head.zone.get_ref().parse() else { return };
        for time in [&hearing.opens, &hearing.deadline] {
            if super::clock::instant(&zone, *time.get_ref()).is_err() {
                check.problem(
                    5,
                    time.span(),
                    format!(
                        "{} happens twice or never: the clocks change",
                        time.get_ref()
                    ),
                    "Choose a time outside the hour in which the clocks change.",
                );
            }
        }
        let (opens, deadline) = (*hearing.opens.get_ref(), *hearing.deadline.get_ref());
        if deadline <= opens {
            check.problem(
                5,
                hearing.deadline.span(),
                "the deadline is before the opening".into(),
                "Write the opening first; the deadline comes later.",
            );
            return;
        }
        let terms = crate::input::rules::check_length(
            opens.date(),
            deadline.date(),
            hearing.normal_days,
            &hearing.reason,
        );
        if let Err(short) = terms {
            check.problem(
                5,
                hearing.deadline.span(),
                format!("the parties get {} days", short.days),
                "Move the deadline, or write a `reason` for the short time.",
            );
        }
    }
}

/// A time zone by its IANA name.
pub struct Zone(pub jiff::tz::TimeZone);

impl std::str::FromStr for Zone {
    type Err = jiff::Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        jiff::tz::TimeZone::get(name).map(Self)
    }
}

struct Check<'a> {
    sources: &'a Sources,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn problem(
        &mut self,
        file: usize,
        span: Range<usize>,
        what: String,
        hint: impl Into<String>,
    ) {
        self.problems.push(located(file, &self.sources.0[file], span, what, hint.into()));
    }

    /// The slugs of a list, each written right and once.
    fn names<'s>(
        &mut self,
        file: usize,
        noun: &str,
        slugs: impl Iterator<Item = &'s Spanned<String>> + Clone,
    ) -> BTreeSet<String> {
        for slug in slugs.clone() {
            self.slug(file, slug);
        }
        self.unique(file, noun, slugs)
    }

    fn unique<'s>(
        &mut self,
        file: usize,
        noun: &str,
        slugs: impl Iterator<Item = &'s Spanned<String>>,
    ) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        for slug in slugs {
            if !seen.insert(slug.get_ref().clone()) {
                self.problem(
                    file,
                    slug.span(),
                    format!("there are two of {noun} `{}`", slug.get_ref()),
                    "Give each its own name.",
                );
            }
        }
        seen
    }

    fn slug(&mut self, file: usize, slug: &Spanned<String>) {
        let text = slug.get_ref();
        let right = !text.is_empty()
            && text.len() <= 60
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !right {
            self.problem(
                file,
                slug.span(),
                format!("`{text}` cannot be part of an address"),
                "Use a-z, 0-9 and hyphens, at most 60 of them.",
            );
        }
    }

    fn known(
        &mut self,
        file: usize,
        noun: &str,
        name: Option<&Spanned<String>>,
        all: &BTreeSet<String>,
    ) {
        let Some(name) = name.filter(|name| !all.contains(name.get_ref())) else {
            return;
        };
        let near = all.iter().min_by_key(|known| distance(known, name.get_ref()));
        self.problem(
            file,
            name.span(),
            format!("no {noun} is called `{}`", name.get_ref()),
            near.map_or_else(
                || format!("There is no {noun} at all."),
                |near| format!("Did you mean `{near}`?"),
            ),
        );
    }

    fn ordered(&mut self, file: usize, dates: &Spanned<[Date; 2]>) {
        let [from, to] = dates.get_ref();
        if to < from {
            self.problem(
                file,
                dates.span(),
                format!("{to} is before {from}"),
                "Write the first day first.",
            );
        }
    }
}

fn part<T: DeserializeOwned>(
    file: usize,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let hint = "The words a case may use are described in docs/case-files.md.";
            problems.push(located(
                file,
                text,
                error.span().unwrap_or(0..0),
                error.message().to_owned(),
                hint.into(),
            ));
            None
        }
    }
}

fn located(
    file: usize,
    text: &str,
    span: Range<usize>,
    what: String,
    hint: String,
) -> Problem {
    let before = text.get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Problem { file: FILES[file], line, column, what, hint }
}

/// How many letters two names differ by at the least, roughly: enough for a hint.
fn distance(a: &str, b: &str) -> usize {
    let same = similar::TextDiff::from_chars(a, b).ratio();
    // Larger ratio, smaller distance; whole numbers sort without surprises.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a ratio is between 0 and 1"
    )]
    let distance = ((1.0 - same) * 1_000.0) as usize;
    distance
}
