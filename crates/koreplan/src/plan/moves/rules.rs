//! What else moves when a step does.

use std::collections::BTreeSet;

use jiff::{Span as Time, civil::Date};
use koreplan_log::Hex;
use sha2::{Digest, Sha256};

use crate::{
    case::working_days,
    choices,
    plan::rules::{Dates, Refused, Span, StepKind},
    refusal::{Message, Refusal},
    web::choices::Choice as _,
};

choices! {
    /// What a consequence is.
    What {
        Step: "step", "moves-what-step";
        Meeting: "meeting", "moves-what-meeting";
        Deadline: "deadline", "moves-what-deadline";
        Gate: "gate", "moves-what-gate";
    }
}

choices! {
    /// Why it is one, or why it can't follow by itself.
    Why {
        /// A gate between them waits for the step that moves.
        BehindGate: "behind_gate", "moves-why-gate";
        /// It begins after the step that moves begins.
        Later: "later", "moves-why-later";
        /// It lies in the days of a step that moves.
        InItsDays: "in_its_days", "moves-why-days";
        /// Its papers have gone out: it is moved on its own page.
        PapersOut: "papers_out", "moves-why-papers";
        /// It was promised to the public: only an extension moves it.
        Promised: "promised", "moves-why-promised";
        /// It opens when its steps are done, whenever that is.
        Waits: "waits", "moves-why-waits";
    }
}

/// A step as the plan has it.
#[derive(Debug, Clone)]
pub struct Planned {
    pub id: i64,
    pub position: usize,
    pub kind: StepKind,
    pub dates: Dates,
}

/// A gate: the steps it waits for, and the one it opens.
#[derive(Debug, Clone)]
pub struct Gated {
    pub id: i64,
    pub requires: Vec<i64>,
    pub opens_id: Option<i64>,
    pub is_open: bool,
}

/// A meeting that has not been held.
#[derive(Debug, Clone)]
pub struct Called {
    pub id: i64,
    pub day: Date,
    /// The kind of step it belongs to.
    pub kind: StepKind,
    pub papers_sent: bool,
}

/// A deadline of a hearing that has not passed.
#[derive(Debug, Clone)]
pub struct Promised {
    pub id: i64,
    pub day: Date,
}

/// Everything a move may touch.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub steps: Vec<Planned>,
    pub gates: Vec<Gated>,
    pub meetings: Vec<Called>,
    pub deadlines: Vec<Promised>,
}

/// Something that a move touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    pub what: What,
    pub id: i64,
    pub why: Why,
    pub now: Span,
    /// Where it goes if it follows; nothing where it can't.
    pub to: Option<Span>,
    /// Following is what is usual.
    pub usual: bool,
}

impl Consequence {
    /// Names it in forms.
    pub fn name(&self) -> String {
        format!("{}-{}", self.what.word(), self.id)
    }
}

/// Why a move was not saved: the plan is not what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what follows is not what was read")]
pub struct OtherConsequences;

impl Refusal for OtherConsequences {
    fn why(&self) -> Message {
        Message::new("moves-refused-other")
    }

    fn way_forward(&self) -> Message {
        Message::new("moves-refused-other-way")
    }
}

/// By how many days a move puts off what comes after it.
fn days(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}

fn put_off(day: Date, by: i32) -> Date {
    day.checked_add(Time::new().days(by)).unwrap_or(day)
}

/// The steps that gates keep behind this one, however many gates there are between.
fn behind(id: i64, gates: &[Gated]) -> BTreeSet<i64> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![id];
    while let Some(step) = waiting.pop() {
        for gate in gates.iter().filter(|gate| gate.requires.contains(&step)) {
            if let Some(next) = gate.opens_id
                && next != id
                && found.insert(next)
            {
                waiting.push(next);
            }
        }
    }
    found
}

/// What moving a step to other days touches, in the order of the plan.
///
/// # Errors
/// [`Refused`] if the step may not be moved so.
pub fn consequences(
    plan: &Plan,
    step_id: i64,
    to: Span,
) -> Result<Vec<Consequence>, Refused> {
    let Some(step) = plan.steps.iter().find(|step| step.id == step_id) else {
        return Err(Refused::StepHasEnded);
    };
    crate::plan::rules::move_to(&step.dates, to)?;
    let old = step.dates.current();
    let by = match days(old.to, to.to) {
        0 => days(old.from, to.from),
        by => by,
    };
    let mut found = Vec::new();
    if by != 0 {
        found.extend(steps(plan, step, (old, by)));
    }
    // The days that move: those of the step and of the steps that usually follow it.
    let followers: Vec<i64> =
        found.iter().filter(|one| one.usual).map(|one| one.id).collect();
    let moving: Vec<&Planned> = plan
        .steps
        .iter()
        .filter(|other| other.id == step.id || followers.contains(&other.id))
        .collect();
    if by != 0 {
        found.extend(meetings(plan, &moving, by));
    }
    if moving.iter().any(|step| step.kind == StepKind::Input) {
        found.extend(plan.deadlines.iter().map(|deadline| Consequence {
            what: What::Deadline,
            id: deadline.id,
            why: Why::Promised,
            now: Span { from: deadline.day, to: deadline.day },
            to: None,
            usual: false,
        }));
    }
    let ids: Vec<i64> = moving.iter().map(|step| step.id).collect();
    for gate in plan.gates.iter().filter(|gate| !gate.is_open) {
        if gate.requires.iter().any(|id| ids.contains(id)) {
            let day = if gate.requires.contains(&step.id) { to.to } else { old.to };
            found.push(Consequence {
                what: What::Gate,
                id: gate.id,
                why: Why::Waits,
                now: Span { from: day, to: day },
                to: None,
                usual: false,
            });
        }
    }
    Ok(found)
}

fn steps(plan: &Plan, step: &Planned, (old, by): (Span, i32)) -> Vec<Consequence> {
    let kept_behind = behind(step.id, &plan.gates);
    plan.steps
        .iter()
        .filter(|other| other.id != step.id && other.dates.kept_to.is_none())
        .filter_map(|other| {
            let now = other.dates.current();
            let gated = kept_behind.contains(&other.id);
            let later = other.position > step.position && now.from >= old.from;
            if !gated && !later {
                return None;
            }
            // What has begun has its first day behind it.
            let begun = other.dates.kept_from.is_some();
            let from = if begun { now.from } else { put_off(now.from, by) };
            let to = Span { from, to: put_off(now.to, by) };
            (to.from <= to.to).then_some(Consequence {
                what: What::Step,
                id: other.id,
                why: if gated { Why::BehindGate } else { Why::Later },
                now,
                to: Some(to),
                usual: gated,
            })
        })
        .collect()
}

fn meetings(plan: &Plan, moving: &[&Planned], by: i32) -> Vec<Consequence> {
    let in_its_days = |meeting: &Called| {
        moving.iter().any(|step| {
            let days = step.dates.current();
            step.kind == meeting.kind
                && days.from <= meeting.day
                && meeting.day <= days.to
        })
    };
    plan.meetings
        .iter()
        .filter(|meeting| in_its_days(meeting))
        .map(|meeting| {
            // Nobody is called to a meeting on a Sunday because a step moved.
            let day = working_days::on_or_after(put_off(meeting.day, by));
            let to = Span { from: day, to: day };
            Consequence {
                what: What::Meeting,
                id: meeting.id,
                why: if meeting.papers_sent { Why::PapersOut } else { Why::InItsDays },
                now: Span { from: meeting.day, to: meeting.day },
                to: (!meeting.papers_sent).then_some(to),
                usual: !meeting.papers_sent,
            }
        })
        .collect()
}

/// Those of the consequences that were chosen, of those that can follow.
pub fn chosen(all: &[Consequence], names: &[String]) -> Vec<Consequence> {
    all.iter()
        .filter(|one| one.to.is_some() && names.contains(&one.name()))
        .cloned()
        .collect()
}

/// What tells one list of consequences from another: saved is what was read.
pub fn digest(all: &[Consequence]) -> String {
    let mut hasher = Sha256::new();
    for one in all {
        let dates = one.to.map(|to| format!("{} {}", to.from, to.to));
        let line = format!("{} {} {:?}\n", one.name(), one.now.from, dates);
        hasher.update(line.as_bytes());
    }
    Hex(&hasher.finalize()).to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn step(id: i64, kind: StepKind, from: Date, to: Date) -> Planned {
        let planned = Span { from, to };
        let dates = Dates { planned, moved: None, kept_from: None, kept_to: None };
        Planned { id, position: usize::try_from(id).unwrap(), kind, dates }
    }

    /// The plan of 2010-11: analyses behind a gate after the inputs, then theme meetings,
    /// then the draft.
    fn plan() -> Plan {
        Plan {
            steps: vec![
                step(1, StepKind::Input, date(2010, 9, 6), date(2010, 10, 4)),
                step(2, StepKind::Analysis, date(2010, 10, 5), date(2010, 11, 30)),
                step(3, StepKind::ThemeMeeting, date(2010, 12, 1), date(2011, 1, 31)),
                step(4, StepKind::Draft, date(2011, 2, 1), date(2011, 6, 30)),
            ],
            gates: vec![
                Gated { id: 1, requires: vec![1], opens_id: Some(2), is_open: true },
                Gated { id: 2, requires: vec![2], opens_id: Some(3), is_open: false },
            ],
            meetings: vec![
                Called {
                    id: 7,
                    day: date(2010, 12, 9),
                    kind: StepKind::ThemeMeeting,
                    papers_sent: false,
                },
                Called {
                    id: 8,
                    day: date(2010, 12, 2),
                    kind: StepKind::ThemeMeeting,
                    papers_sent: true,
                },
            ],
            deadlines: vec![Promised { id: 5, day: date(2010, 10, 4) }],
        }
    }

    fn of(all: &[Consequence], what: What, id: i64) -> &Consequence {
        all.iter().find(|one| one.what == what && one.id == id).unwrap()
    }

    #[test]
    fn longer_analyses_put_off_the_theme_meetings_and_those_called_in_their_days() {
        let to = Span { from: date(2010, 10, 5), to: date(2011, 1, 31) };
        let all = consequences(&plan(), 2, to).unwrap();

        let themes = of(&all, What::Step, 3);
        assert_eq!(themes.to.unwrap().from, date(2011, 2, 1));
        assert!(themes.usual, "a gate keeps them behind the analyses");
        let draft = of(&all, What::Step, 4);
        assert!(!draft.usual, "no gate keeps it behind: it is for a person to say");
        // 62 days after 9 December 2010 is a Wednesday.
        assert_eq!(of(&all, What::Meeting, 7).to.unwrap().from, date(2011, 2, 9));
        let called = of(&all, What::Meeting, 8);
        assert_eq!((called.to, called.why), (None, Why::PapersOut));
        assert_eq!(of(&all, What::Gate, 2).why, Why::Waits);
        assert!(all.iter().all(|one| one.what != What::Deadline));
    }

    #[test]
    fn a_deadline_promised_to_the_public_does_not_follow() {
        let to = Span { from: date(2010, 9, 6), to: date(2010, 10, 18) };
        let all = consequences(&plan(), 1, to).unwrap();

        assert_eq!(of(&all, What::Deadline, 5).to, None);
    }

    #[test]
    fn a_meeting_does_not_move_to_a_weekend() {
        let to = Span { from: date(2010, 12, 3), to: date(2011, 2, 2) };
        let all = consequences(&plan(), 3, to).unwrap();

        // Two days after Thursday 9 December is a Saturday.
        assert_eq!(of(&all, What::Meeting, 7).to.unwrap().from, date(2010, 12, 13));
    }

    #[test]
    fn what_has_begun_keeps_its_first_day() {
        let mut plan = plan();
        plan.steps[2].dates.kept_from = Some(date(2010, 12, 1));
        let to = Span { from: date(2010, 10, 5), to: date(2010, 12, 14) };
        let all = consequences(&plan, 2, to).unwrap();

        let themes = of(&all, What::Step, 3).to.unwrap();
        assert_eq!(themes.from, date(2010, 12, 1));
        assert_eq!(themes.to, date(2011, 2, 14));
    }

    proptest! {
        #[test]
        fn moving_there_and_back_is_where_it_was(by in 1_i32..300) {
            let there = plan();
            let old = there.steps[1].dates.current();
            let to = Span { from: put_off(old.from, by), to: put_off(old.to, by) };
            let mut back = there.clone();
            for one in consequences(&there, 2, to).unwrap() {
                if one.what == What::Step {
                    let step = back.steps.iter_mut().find(|it| it.id == one.id).unwrap();
                    step.dates.moved = one.to;
                }
            }
            back.steps[1].dates.moved = Some(to);

            for one in consequences(&back, 2, old).unwrap() {
                if one.what == What::Step {
                    let step = there.steps.iter().find(|it| it.id == one.id).unwrap();
                    prop_assert_eq!(one.to, Some(step.dates.planned));
                }
            }
        }
    }
}
