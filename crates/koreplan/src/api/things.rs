//! What the interface shows: each thing with only the fields that are public.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    bodies, case, draft, follow_up, initiatives, input, meetings, plan, theme_meeting,
    web::{choices::Choice as _, l10n},
};

/// An instant as the interface writes it.
pub fn instant(at: i64) -> String {
    Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub struct Text {
    pub da: String,
    pub en: String,
}

impl From<&l10n::Text> for Text {
    fn from(text: &l10n::Text) -> Self {
        Self { da: text.da.clone(), en: text.en.clone() }
    }
}

/// A strategy, from its first input to its last status report.
#[derive(Debug, Serialize, ToSchema)]
pub struct Case {
    #[schema(example = "digitaliseringsstrategi-2011-2015")]
    pub slug: String,
    pub title: Text,
    pub summary: Text,
    #[schema(example = "2011-2015")]
    pub period: String,
    /// The zone whose clocks count.
    #[schema(example = "Europe/Copenhagen")]
    pub zone: String,
}

impl From<&case::Case> for Case {
    fn from(case: &case::Case) -> Self {
        Self {
            slug: case.slug.clone(),
            title: (&case.title).into(),
            summary: (&case.summary).into(),
            period: case.period.clone(),
            zone: case.zone.clone(),
        }
    }
}

/// A subject area.
#[derive(Debug, Serialize, ToSchema)]
pub struct Area {
    #[schema(example = "health")]
    pub slug: String,
    pub name: Text,
    pub focus: Text,
    /// Who heads its theme meeting.
    pub minister: Option<String>,
}

impl From<&case::storage::Area> for Area {
    fn from(area: &case::storage::Area) -> Self {
        Self {
            slug: area.slug.clone(),
            name: (&area.name).into(),
            focus: (&area.focus).into(),
            minister: area.minister.clone(),
        }
    }
}

/// A body of the case and who sits in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Body {
    pub slug: String,
    /// `secretariat`, `steering-group`, `approver` and so on.
    pub kind: &'static str,
    pub name: Text,
    /// How it decides.
    pub rule: &'static str,
    pub quorum: i64,
    pub seats: i64,
    pub members: Vec<Member>,
}

/// Somebody with a seat.
#[derive(Debug, Serialize, ToSchema)]
pub struct Member {
    pub name: String,
    pub title: Text,
    pub role: &'static str,
}

impl From<&(bodies::storage::Body, Vec<bodies::storage::Member>)> for Body {
    fn from(
        (body, members): &(bodies::storage::Body, Vec<bodies::storage::Member>),
    ) -> Self {
        let member = |member: &bodies::storage::Member| Member {
            name: member.name.clone(),
            title: (&member.title).into(),
            role: member.role.word(),
        };
        Self {
            slug: body.slug.clone(),
            kind: body.kind.word(),
            name: (&body.name).into(),
            rule: body.rule.rule.word(),
            quorum: body.quorum.needed,
            seats: body.seats,
            members: members.iter().map(member).collect(),
        }
    }
}

/// From a day to a day, both counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Span {
    #[schema(example = "2010-09-06")]
    pub from: String,
    #[schema(example = "2010-10-04")]
    pub to: String,
}

impl From<plan::rules::Span> for Span {
    fn from(span: plan::rules::Span) -> Self {
        Self { from: span.from.to_string(), to: span.to.to_string() }
    }
}

/// A step of the timetable: planned, moved, kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct Step {
    pub slug: String,
    /// `input`, `analysis`, `theme_meeting` and so on.
    pub kind: &'static str,
    pub title: Text,
    pub planned: Span,
    pub moves: Vec<Move>,
    /// When it began and ended in fact.
    pub kept_from: Option<String>,
    pub kept_to: Option<String>,
}

/// A step that was moved, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct Move {
    pub to: Span,
    pub reason: Text,
    pub decided: String,
    pub by: String,
}

impl From<&plan::storage::Step> for Step {
    fn from(step: &plan::storage::Step) -> Self {
        let moved = |moved: &plan::storage::Move| Move {
            to: moved.to.into(),
            reason: (&moved.reason).into(),
            decided: moved.decided.to_string(),
            by: moved.by.clone(),
        };
        Self {
            slug: step.slug.clone(),
            kind: step.kind.word(),
            title: (&step.title).into(),
            planned: step.dates.planned.into(),
            moves: step.moves.iter().map(moved).collect(),
            kept_from: step.dates.kept_from.map(|date| date.to_string()),
            kept_to: step.dates.kept_to.map(|date| date.to_string()),
        }
    }
}

/// A hearing: what is asked, until when, and how many answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hearing {
    #[schema(example = "external-actors")]
    pub slug: String,
    pub title: Text,
    pub intro: Text,
    /// `coming`, `open` or `closed`.
    pub state: &'static str,
    pub opens_at: String,
    /// The first instant that is late: the minute of the deadline counts in full.
    pub closes_at: String,
    /// The questions, in their order; an answer names them by number, from 1.
    pub questions: Vec<Text>,
    pub extensions: Vec<Extension>,
    /// Inputs received, published or not, and those of them that came late.
    pub inputs: i64,
    pub late: i64,
}

/// A deadline that was moved later, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct Extension {
    /// Times on the wall, in the zone of the case.
    #[schema(example = "2010-10-04T23:59:00")]
    pub old_deadline: String,
    pub new_deadline: String,
    pub reason: String,
    pub by: String,
    pub at: String,
}

impl From<&input::storage::Extension> for Extension {
    fn from(extension: &input::storage::Extension) -> Self {
        Self {
            old_deadline: extension.old.clone(),
            new_deadline: extension.new.clone(),
            reason: extension.reason.clone(),
            by: extension.by.clone(),
            at: instant(extension.at),
        }
    }
}

/// A published input.
#[derive(Debug, Serialize, ToSchema)]
pub struct Input {
    #[schema(example = 12)]
    pub number: i64,
    /// `person`, `company`, `association` or `council`.
    pub sender_kind: &'static str,
    /// Nothing where the sender's name is protected.
    pub sender: Option<String>,
    /// The public copy; where something was left out, it says so.
    pub text: String,
    pub received_at: String,
    pub late: bool,
    pub published_at: Option<String>,
}

impl Input {
    /// With the words of its public copy.
    pub fn of(input: &input::storage::Input, text: String) -> Self {
        Self {
            number: input.number,
            sender_kind: input.sender_kind.word(),
            sender: input.public_name().map(str::to_owned),
            text,
            received_at: instant(input.received_at),
            late: input.late,
            published_at: input.released_at.map(instant),
        }
    }
}

/// A page of published inputs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Inputs {
    pub inputs: Vec<Input>,
    /// Ask with `after` set to this for the next page; nothing at the end.
    pub next_after: Option<i64>,
}

/// A meeting whose minutes are approved.
#[derive(Debug, Serialize, ToSchema)]
pub struct Meeting {
    pub id: i64,
    /// `theme` or `body`.
    pub kind: &'static str,
    pub title: String,
    pub place: String,
    pub starts_at: String,
    pub chair: String,
    pub minutes: String,
    pub approved_at: Option<String>,
    pub items: Vec<Item>,
    pub conclusions: Vec<String>,
}

/// An item of an agenda; of a closed one there is only that it was there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Item {
    pub position: i64,
    pub closed: bool,
    pub title: String,
    pub resume: String,
    pub recommendation: String,
    /// What was decided: `approved`, `rejected` and so on.
    pub verb: Option<&'static str>,
    pub decision: Option<String>,
}

impl From<&meetings::storage::Item> for Item {
    fn from(item: &meetings::storage::Item) -> Self {
        Self {
            position: item.position,
            closed: item.closed,
            title: item.title.clone(),
            resume: item.resume.clone(),
            recommendation: item.recommendation.clone(),
            verb: item.verb.map(meetings::rules::Verb::word),
            decision: item.decision.clone(),
        }
    }
}

impl Meeting {
    pub fn of(
        meeting: &meetings::storage::Meeting,
        items: &[meetings::storage::Item],
        conclusions: &[theme_meeting::storage::Conclusion],
    ) -> Self {
        Self {
            id: meeting.id,
            kind: meeting.kind.word(),
            title: meeting.title.clone(),
            place: meeting.place.clone(),
            starts_at: instant(meeting.starts_at),
            chair: meeting.chair.clone(),
            minutes: meeting.minutes.clone(),
            approved_at: meeting.approved_at.map(instant),
            items: items.iter().map(Into::into).collect(),
            conclusions: conclusions.iter().map(|one| one.body.clone()).collect(),
        }
    }
}

/// A decision on the open agenda.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decision {
    /// None where the decision is public and its meeting is not.
    pub meeting_id: Option<i64>,
    pub meeting: String,
    pub body: Option<Text>,
    pub title: String,
    pub verb: &'static str,
    pub decision: String,
    pub at: String,
}

impl From<&meetings::storage::Decision> for Decision {
    fn from(decision: &meetings::storage::Decision) -> Self {
        Self {
            meeting_id: decision.meeting_id,
            meeting: decision.meeting.clone(),
            body: decision.body.as_ref().map(Into::into),
            title: decision.title.clone(),
            verb: decision.verb.word(),
            decision: decision.decision.clone(),
            at: instant(decision.at),
        }
    }
}

/// A released version of the text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    pub number: i64,
    /// SHA-256 over the text as it was frozen.
    pub hash: String,
    pub note: String,
    pub frozen_at: String,
    pub released_at: Option<String>,
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct Paragraph {
    /// The same in every version.
    pub id: i64,
    pub chapter: String,
    pub text: String,
}

impl Version {
    pub fn of(
        version: &draft::storage::Version,
        paragraphs: Vec<draft::rules::FrozenParagraph>,
    ) -> Self {
        let paragraph = |one: draft::rules::FrozenParagraph| Paragraph {
            id: one.paragraph_id,
            chapter: one.chapter,
            text: one.body,
        };
        Self {
            number: version.number,
            hash: version.hash.clone(),
            note: version.note.clone(),
            frozen_at: instant(version.frozen_at),
            released_at: version.released_at.map(instant),
            paragraphs: paragraphs.into_iter().map(paragraph).collect(),
        }
    }
}

/// An initiative with its reports, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Initiative {
    pub id: i64,
    #[schema(example = "2.1")]
    pub number: String,
    pub title: Text,
    pub area: Text,
    pub lead: Text,
    pub state: &'static str,
    pub reports: Vec<Report>,
}

/// A quarter's four lights: `green`, `yellow` or `red`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Report {
    pub year: i64,
    pub quarter: i64,
    pub budget: &'static str,
    pub business_case: &'static str,
    pub risks: &'static str,
    pub schedule: &'static str,
    /// What is done about it.
    pub action: String,
}

impl From<&follow_up::storage::Report> for Report {
    fn from(report: &follow_up::storage::Report) -> Self {
        Self {
            year: report.quarter.year,
            quarter: report.quarter.quarter,
            budget: report.lights.budget.word(),
            business_case: report.lights.business_case.word(),
            risks: report.lights.risks.word(),
            schedule: report.lights.schedule.word(),
            action: report.action.clone(),
        }
    }
}

impl Initiative {
    pub fn of(
        initiative: &initiatives::storage::Initiative,
        reports: &[follow_up::storage::Report],
    ) -> Self {
        Self {
            id: initiative.id,
            number: initiative.number.clone(),
            title: (&initiative.title).into(),
            area: (&initiative.area).into(),
            lead: (&initiative.lead).into(),
            state: initiative.state().word(),
            reports: reports.iter().map(Into::into).collect(),
        }
    }
}
