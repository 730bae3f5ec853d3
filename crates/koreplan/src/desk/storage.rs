//! What the desk asks the features for, in their own words.

use koreplan_store::Tx;

use super::rules::{Part, Row, papers_due, readings};
use crate::{
    access::{
        DecideApproval, ListMeetings, ListWritten, Permit, ReadCase, ReadDesk, ReadMail,
        ReadMeeting, ReadWritten, Sealed, SendTreatment,
    },
    access_requests, analysis, approval, bodies,
    case::Case,
    input,
    meetings::{self, rules::MeetingState, written_procedure},
    outbox,
    plan::{
        self, pause,
        rules::{StepState, Task},
        storage::Step,
    },
    post_list, proposals,
    refusal::Message,
    tasks,
    web::{Cx, error::Error},
};

/// The most inputs that are counted, and the most proposals that have a row of their own.
pub const MOST: i64 = 1_000;
const ROWS: i64 = 10;

/// Days before a theme meeting, which has no body with a rule, its papers go out.
const PAPERS: i64 = 7;

/// Everything there is to do, due or not.
pub fn rows(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadDesk>,
) -> Result<Vec<Row>, Error> {
    let mut rows = of_tasks(cx, tx, case)?;
    rows.extend(reading(cx, tx, case)?);
    rows.extend(hearings(cx, tx, case)?);
    rows.extend(of_meetings(cx, tx, case)?);
    rows.extend(written(cx, tx, case)?);
    rows.extend(of_proposals(tx, case)?);
    rows.extend(treatments(cx, tx, case)?);
    rows.extend(answers(cx, tx, case)?);
    rows.extend(of_the_plan(cx, tx, case)?);
    rows.extend(access_requests::storage::on_the_desk(cx, tx, case)?);
    rows.extend(post_list::storage::on_the_desk(cx, tx, case)?);
    rows.extend(mail(cx, tx)?);
    Ok(rows)
}

/// Tasks stand still, too, while the case is paused.
fn of_tasks(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    for task in tasks::pages::readable(cx, tx, case)? {
        if task.done_at.is_some() {
            continue;
        }
        let what = Message::new("desk-task").with("name", task.title.clone());
        let page = format!("tasks/{}", task.id);
        let row = Row::new(Part::Task, what, page).due(Some(task.due));
        rows.push(match (&task.owner, &task.body) {
            (Some((id, name)), _) => row.with(Some(*id), name),
            (None, Some((_, body))) => row.with(None, cx.text(body)),
            (None, None) => row,
        });
    }
    Ok(rows)
}

fn reading(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Row>, Error> {
    let today = cx.today();
    let until = super::rules::end_of_week(today);
    let pauses = pause::storage::all(tx, case)?;
    let found = analysis::reading::storage::due(tx, case, &until.to_string())?;
    let found: Vec<_> = found
        .into_iter()
        .map(|(mut one, set)| {
            one.due = pause::rules::stands_at(one.due, cx.date_of(set), &pauses, today);
            one
        })
        .collect();
    let mut rows = readings(&found, today);
    let without = analysis::reading::storage::without_reader(tx, case, MOST)?;
    if without > 0 {
        let key = if without < MOST { "desk-unassigned" } else { "desk-unassigned-many" };
        let what = Message::new(key).with("count", without);
        rows.push(Row::new(Part::Reading, what, "reading?which=unassigned"));
    }
    Ok(rows)
}

fn hearings(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Row>, Error> {
    Ok(input::storage::hearings(tx, case)?
        .iter()
        .filter(|hearing| hearing.closes_at > cx.now_us())
        .map(|hearing| {
            let name = cx.text(&hearing.title).to_owned();
            let what = Message::new("desk-hearing-closes").with("name", name);
            let page = format!("hearings/{}", hearing.slug);
            Row::new(Part::Hearing, what, page)
                .due(Some(cx.date_of(hearing.last_minute())))
        })
        .collect())
}

fn of_meetings(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Row>, Error> {
    let (_, permit) = Sealed::new(case.clone()).open(&cx.actor, ListMeetings)?;
    let bodies = bodies::storage::all(tx, case)?;
    let mut rows = Vec::new();
    for sealed in meetings::storage::list(tx, case, &permit)? {
        let Ok((meeting, _)) = sealed.open(&cx.actor, ReadMeeting) else { continue };
        let page = format!("meetings/{}", meeting.id);
        let day = cx.date_of(meeting.starts_at);
        let message = |key| Message::new(key).with("name", meeting.title.clone());
        let chair = |row: Row| row.with(Some(meeting.chair_id), &meeting.chair);
        rows.extend(match meeting.state() {
            MeetingState::Planned | MeetingState::AgendaOpen => {
                let body = bodies.iter().find(|body| Some(body.id) == meeting.body_id);
                let days = body.map_or(PAPERS, |body| body.papers_days);
                let due = Some(papers_due(day, days));
                Some(Row::new(Part::Papers, message("desk-papers"), page).due(due))
            }
            MeetingState::PapersSent if day <= cx.today() => {
                let row = Row::new(Part::Minutes, message("desk-hold"), page);
                Some(row.due(Some(day)))
            }
            MeetingState::InProgress if meeting.minutes.is_empty() => {
                let row = Row::new(Part::Minutes, message("desk-minutes"), page);
                Some(row.due(Some(day)))
            }
            MeetingState::InProgress | MeetingState::MinutesDraft => {
                Some(chair(Row::new(Part::Minutes, message("desk-approval"), page)))
            }
            _ => None,
        });
    }
    Ok(rows)
}

/// What is out in writing: it is ended once its time is over.
fn written(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Row>, Error> {
    let (_, permit) = Sealed::new(case.clone()).open(&cx.actor, ListWritten)?;
    let mut rows = Vec::new();
    for sealed in written_procedure::storage::list(tx, case, &permit)? {
        let Ok((procedure, _)) = sealed.open(&cx.actor, ReadWritten) else { continue };
        if procedure.ended_at.is_some() {
            continue;
        }
        let what = Message::new("desk-written")
            .with("number", procedure.number)
            .with("name", procedure.item.title.clone());
        let page = format!("written-procedures/{}", procedure.id);
        let due = cx.date_of(procedure.closes_at);
        let row = Row::new(Part::Answer, what, page).due(Some(due));
        rows.push(row.with(None, cx.text(&procedure.body)));
    }
    Ok(rows)
}

/// Bodies that were asked for their word on a proposal.
fn treatments(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    for sealed in proposals::treatment::storage::waiting(tx, case, cx.today())? {
        let Ok((one, _)) = sealed.open(&cx.actor, SendTreatment) else { continue };
        let what = Message::new("desk-treatment").with("version", one.version);
        let page = format!("proposals/{}", one.proposal_id);
        let row = Row::new(Part::Answer, what, page).due(Some(one.sent.due));
        rows.push(row.with(None, cx.text(&one.body_name)));
    }
    Ok(rows)
}

fn of_proposals(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Row>, Error> {
    let (first, count) = proposals::storage::not_recommended(tx, case, ROWS)?;
    let mut rows: Vec<_> = first
        .into_iter()
        .map(|(id, number, title)| {
            let what = Message::new("desk-proposal")
                .with("number", number.to_string())
                .with("name", title);
            Row::new(Part::Proposal, what, format!("proposals/{id}"))
        })
        .collect();
    if count > ROWS {
        let what = Message::new("desk-proposals-more").with("count", count - ROWS);
        rows.push(Row::new(Part::Proposal, what, "proposals"));
    }
    Ok(rows)
}

fn answers(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    for sealed in approval::storage::waiting(tx, case)? {
        let Ok((approval, _)) = sealed.open(&cx.actor, crate::access::ReadApproval)
        else {
            continue;
        };
        let body = cx.text(&approval.body).to_owned();
        let what = Message::new("desk-answer").with("version", approval.version);
        let page = format!("approvals/{}", approval.id);
        rows.push(Row::new(Part::Answer, what, page).with(None, &body));
    }
    Ok(rows)
}

/// Steps past their last day, and what the next gates miss.
fn of_the_plan(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Row>, Error> {
    let (case, permit) = Sealed::new(case.clone()).open(&cx.actor, ReadCase)?;
    let steps = plan::storage::steps(tx, &case, &permit, cx.today())?;
    let mut rows = Vec::new();
    for step in &steps {
        if step.dates.state(cx.today()) == StepState::Late {
            let name = cx.text(&step.title).to_owned();
            let what = Message::new("desk-step").with("name", name);
            let row = Row::new(Part::Step, what, format!("steps/{}", step.slug));
            rows.push(row.due(Some(step.dates.current().to)));
        }
    }
    let gates = plan::storage::gates(tx, &case)?;
    // What is missing before a gate stands at the gate.
    let at_a_gate = |step: &Step| {
        let shut = gates.iter().filter(|gate| gate.opened_at.is_none());
        shut.flat_map(|gate| &gate.requires).any(|id| *id == step.id)
    };
    for step in steps.iter().filter(|step| !at_a_gate(step)) {
        let runs =
            step.dates.kept_from.is_some() || step.dates.current().from <= cx.today();
        if step.dates.kept_to.is_some() || !runs {
            continue;
        }
        for task in plan::pages::tasks(cx, tx, &case, step.kind)? {
            rows.push(Row::new(Part::Step, task.what, task.page));
        }
    }
    for gate in gates {
        let waits = steps.iter().filter(|step| gate.requires.contains(&step.id));
        let begun = waits.clone().any(|step| {
            step.dates.kept_from.is_some() || step.dates.current().from <= cx.today()
        });
        if gate.opened_at.is_some() || !begun {
            continue;
        }
        // What a gate misses is shown also when its day is far off.
        let week = super::rules::end_of_week(cx.today());
        let due = waits.clone().map(|step| step.dates.current().to).max();
        let due = due.filter(|due| *due <= week);
        let Some(slug) = waits.clone().next_back().map(|step| &step.slug) else {
            continue;
        };
        let name = cx.text(&gate.title).to_owned();
        let tasks = plan::pages::gate_tasks(cx, tx, &case, &gate, &steps)?;
        let page = format!("steps/{slug}#gate-{}", gate.slug);
        if tasks.is_empty() {
            let what = Message::new("desk-gate-ready").with("name", name);
            rows.push(Row::new(Part::Gate, what, page));
        } else {
            rows.extend(tasks.iter().map(|task| missing(cx, &name, task).due(due)));
        }
    }
    Ok(rows)
}

fn missing(cx: &Cx, gate: &str, task: &Task) -> Row {
    let what = Message::new("desk-gate")
        .with("name", gate.to_owned())
        .with("task", cx.message(&task.what));
    Row::new(Part::Gate, what, task.page)
}

/// Mail is of no case: whoever runs the server lets it be tried again.
fn mail(cx: &Cx, tx: &mut dyn Tx) -> Result<Vec<Row>, Error> {
    let count = outbox::storage::given_up(tx)?;
    if count == 0 {
        return Ok(Vec::new());
    }
    let operator = cx.may::<ReadMail>(&crate::access::Facts::default());
    let page = if operator { "/mail" } else { "" };
    let what = Message::new("desk-mail").with("count", count);
    Ok(vec![Row::new(Part::Mail, what, page)])
}

/// The minutes, versions and briefs that wait for this very person: a word of what to do,
/// its name, and its page.
pub fn yours(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<(&'static str, String, String)>, Error> {
    use crate::access::{AnswerWritten, ApproveMinutes, NoteBrief};
    let mut waiting = Vec::new();
    let (_, permit) = Sealed::new(case.clone()).open(&cx.actor, ListMeetings)?;
    for sealed in meetings::storage::list(tx, case, &permit)? {
        let Ok((meeting, _)) = sealed.open(&cx.actor, ApproveMinutes) else { continue };
        if meeting.state() == MeetingState::MinutesDraft
            || meeting.state() == MeetingState::InProgress && !meeting.minutes.is_empty()
        {
            let page = format!("meetings/{}", meeting.id);
            waiting.push(("front-yours-minutes", meeting.title.clone(), page));
        }
    }
    for approval in approval::storage::waiting(tx, case)? {
        let Ok((approval, _)) = approval.open(&cx.actor, DecideApproval) else {
            continue;
        };
        let body = cx.text(&approval.body).to_owned();
        waiting.push(("front-yours-answer", body, format!("approvals/{}", approval.id)));
    }
    let me = cx.actor.person.as_ref().map_or(0, |person| person.id);
    for sealed in written_procedure::storage::waiting(tx, case, me, cx.now_us())? {
        let Ok((procedure, _)) = sealed.open(&cx.actor, AnswerWritten) else { continue };
        let page = format!("written-procedures/{}", procedure.id);
        waiting.push(("front-yours-written", procedure.number.to_string(), page));
    }
    for brief in crate::steering_group::storage::waiting(tx, case)? {
        let Ok((brief, _)) = brief.open(&cx.actor, NoteBrief) else { continue };
        let number = brief.number.to_string();
        waiting.push(("front-yours-brief", number, format!("briefs/{}", brief.id)));
    }
    Ok(waiting)
}
