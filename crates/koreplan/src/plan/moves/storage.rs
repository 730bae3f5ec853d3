//! What a move touches, read from the database, and what follows it.

use koreplan_store::{StoreError, Tx};

use super::rules::{Called, Consequence, Gated, Plan, Planned, Promised, What};
use crate::{
    access::{ListMeetings, MoveStep, Permit, ReadCase},
    bodies::{self, rules::BodyKind},
    case::Case,
    input,
    meetings::{self, rules::MeetingKind},
    plan::{
        rules::StepKind,
        storage::{self as steps, Gate, Step},
    },
    web::{Cx, error::Error},
};

/// The plan as it is today, with the names of its parts.
pub struct Loaded {
    pub plan: Plan,
    pub steps: Vec<Step>,
    gates: Vec<Gate>,
    meetings: Vec<(i64, String)>,
    hearings: Vec<input::storage::Hearing>,
}

/// What something is called, and its page.
pub struct Named {
    pub name: String,
    pub page: String,
}

impl Loaded {
    pub fn named(&self, cx: &Cx, what: What, id: i64) -> Named {
        let found = match what {
            What::Step => {
                self.steps.iter().find(|step| step.id == id).map(|step| Named {
                    name: cx.text(&step.title).to_owned(),
                    page: format!("steps/{}", step.slug),
                })
            }
            What::Meeting => {
                self.meetings.iter().find(|(it, _)| *it == id).map(|(id, title)| Named {
                    name: title.clone(),
                    page: format!("meetings/{id}"),
                })
            }
            What::Deadline => {
                self.hearings.iter().find(|it| it.id == id).map(|hearing| Named {
                    name: cx.text(&hearing.title).to_owned(),
                    page: format!("hearings/{}", hearing.slug),
                })
            }
            What::Gate => self.gates.iter().find(|it| it.id == id).map(|gate| Named {
                name: cx.text(&gate.title).to_owned(),
                page: self
                    .steps
                    .iter()
                    .find(|step| gate.requires.contains(&step.id))
                    .map_or(String::new(), |step| {
                        format!("steps/{}#gate-{}", step.slug, gate.slug)
                    }),
            }),
        };
        found.unwrap_or(Named { name: String::new(), page: String::new() })
    }
}

pub fn load(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<ReadCase>,
) -> Result<Loaded, Error> {
    let steps = steps::steps(tx, case, permit, cx.today())?;
    let gates = steps::gates(tx, case)?;
    let (_, list) =
        crate::access::Sealed::new(case.clone()).open(&cx.actor, ListMeetings)?;
    let bodies = bodies::storage::all(tx, case)?;
    let mut plan = Plan::default();
    let mut called = Vec::new();
    for sealed in meetings::storage::list(tx, case, &list)? {
        let Ok((meeting, _)) = sealed.open(&cx.actor, crate::access::ReadMeeting) else {
            continue;
        };
        if meeting.opened_at.is_some() || meeting.cancelled_at.is_some() {
            continue;
        }
        let body = bodies.iter().find(|body| Some(body.id) == meeting.body_id);
        let kind = match (meeting.kind, body.map(|body| body.kind)) {
            (MeetingKind::Theme, _) => StepKind::ThemeMeeting,
            (MeetingKind::Body, Some(BodyKind::Approver)) => StepKind::Approval,
            (MeetingKind::Body, _) => StepKind::SteeringGroup,
            (MeetingKind::Backlog, _) => continue,
        };
        plan.meetings.push(Called {
            id: meeting.id,
            day: cx.date_of(meeting.starts_at),
            kind,
            papers_sent: meeting.papers_at.is_some(),
        });
        called.push((meeting.id, meeting.title));
    }
    let hearings = input::storage::hearings(tx, case)?;
    plan.deadlines = hearings
        .iter()
        .filter(|hearing| hearing.closes_at > cx.now_us())
        .map(|it| Promised { id: it.id, day: cx.date_of(it.last_minute()) })
        .collect();
    plan.steps = steps
        .iter()
        .enumerate()
        .map(|(position, step)| Planned {
            id: step.id,
            position,
            kind: step.kind,
            dates: step.dates.clone(),
        })
        .collect();
    plan.gates = gates
        .iter()
        .map(|gate| Gated {
            id: gate.id,
            requires: gate.requires.clone(),
            opens_id: gate.opens_id,
            is_open: gate.opened_at.is_some(),
        })
        .collect();
    Ok(Loaded { plan, steps, gates, meetings: called, hearings })
}

/// Lets one thing follow a step that moved.
pub fn follow(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, step): (&Case, &Step),
    permit: &Permit<MoveStep>,
    one: &Consequence,
    reason: &str,
) -> Result<(), Error> {
    let Some(to) = one.to else { return Ok(()) };
    match one.what {
        What::Step => steps::save_move(
            tx,
            (one.id, Some(step.id)),
            to,
            reason,
            &permit.by,
            cx.today(),
        )?,
        What::Meeting => {
            let zone = case.time_zone()?;
            let (meeting, _) = meetings::storage::load(tx, case, one.id)?
                .open(&cx.actor, crate::access::PrepareMeeting)?;
            let at = jiff::Timestamp::from_microsecond(meeting.starts_at)
                .map_err(|e| StoreError::Broken(e.to_string()))?;
            let starts = to.from.to_datetime(at.to_zoned_datetime(zone.clone()).time());
            // In the night in which clocks change, the hour there is.
            let starts = starts
                .to_zoned_datetime(zone)
                .map_err(|e| StoreError::Broken(e.to_string()))?;
            let written = starts.datetime().to_string();
            let shift = meetings::agenda::storage::Shift {
                old_starts_at: meeting.starts_at,
                new_starts_at: starts.timestamp().as_microsecond(),
                old_place: meeting.place.clone(),
                new_place: meeting.place.clone(),
                reason: reason.to_owned(),
                by: permit.by.clone(),
                at: cx.now_us(),
            };
            meetings::agenda::storage::save_shift(tx, &meeting, (&written, &shift))?;
        }
        What::Deadline | What::Gate => {}
    }
    Ok(())
}
