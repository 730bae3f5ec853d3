//! The front page of a case, a page per step, and the gates.

use axum::response::Response;
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};
use serde_json::json;

use super::{
    map, moves,
    rules::{self, Span, StepKind, Task},
    storage::{self, Gate, Step},
};
use crate::{
    access::{MoveStep, OpenGate, Permit, ReadCase, Sealed, StartStep},
    analysis, approval,
    bodies::{self, rules::BodyKind},
    case::{self, Case},
    desk, draft, feeds, follow_up, input, journal, meetings, negotiation, proposals,
    refusal::Refusal as _,
    routes::Routes,
    steering_group, theme_meeting,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, empty, fold, page_head, post, post_quiet, table, text,
        },
        error::Error,
        form::{Form, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}", choose)
        .shared("/{lang}/{case}", show)
        .shared("/{lang}/{case}/steps/{step}", step)
        .post("/{lang}/{case}/steps/{step}/start", start)
        .post("/{lang}/{case}/gates/{gate}/opening", open_gate)
}

/// What is missing before a gate behind this kind of step may open.
pub fn tasks(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    kind: StepKind,
) -> Result<Vec<Task>, StoreError> {
    Ok(match kind {
        StepKind::Input => {
            input::rules::open_tasks(&input::storage::tally(tx, case, cx.now_us())?)
        }
        StepKind::Analysis => {
            analysis::rules::open_tasks(&analysis::storage::tally(tx, case)?)
        }
        StepKind::ThemeMeeting => {
            theme_meeting::rules::open_tasks(&theme_meeting::storage::tally(tx, case)?)
        }
        StepKind::Proposals => {
            proposals::rules::open_tasks(&proposals::storage::tally(tx, case)?)
        }
        StepKind::SteeringGroup => {
            steering_group::rules::open_tasks(&steering_group::storage::tally(tx, case)?)
        }
        StepKind::Draft => draft::rules::open_tasks(&draft::storage::tally(tx, case)?),
        StepKind::Approval => {
            approval::rules::open_tasks(&approval::storage::tally(tx, case)?)
        }
        StepKind::Negotiation => {
            negotiation::rules::open_tasks(&negotiation::storage::tally(tx, case)?)
        }
        StepKind::FollowUp => {
            let quarter = follow_up::rules::Quarter::of(cx.today());
            let begins = quarter.first_day().unwrap_or(cx.today());
            let begins = begins
                .to_zoned_datetime(cx.app.zone.clone())
                .map_or(cx.now_us(), |begins| begins.timestamp().as_microsecond());
            follow_up::rules::open_tasks(&follow_up::storage::tally(
                tx,
                case,
                quarter.before(),
                begins,
            )?)
        }
    })
}

/// The tasks of all steps a gate requires.
pub fn gate_tasks(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    gate: &Gate,
    steps: &[Step],
) -> Result<Vec<Task>, StoreError> {
    let mut found = Vec::new();
    for step in steps.iter().filter(|step| gate.requires.contains(&step.id)) {
        found.extend(tasks(cx, tx, case, step.kind)?);
    }
    Ok(found)
}

/// The next gate that is not open, and what it misses.
pub fn next_gate(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Option<(Gate, Vec<Task>)>, Error> {
    let (_, permit) = Sealed::new(case.clone()).open(&cx.actor, ReadCase)?;
    let steps = storage::steps(tx, case, &permit, cx.today())?;
    let gates = storage::gates(tx, case)?;
    let Some(gate) = gates.into_iter().find(|gate| gate.opened_at.is_none()) else {
        return Ok(None);
    };
    let tasks = gate_tasks(cx, tx, case, &gate, &steps)?;
    Ok(Some((gate, tasks)))
}

fn task_list(cx: &Cx, tasks: &[Task]) -> Markup {
    html! {
        ul class="kp-tasks" {
            @for task in tasks {
                li { a href=(cx.url(task.page)) { (cx.message(&task.what)) } }
            }
        }
    }
}

/// Which case, when there are several.
async fn choose(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let cases = case::storage::all(tx)?;
        if let [only] = cases.as_slice() {
            return Ok(cx.see(&only.slug));
        }
        let body = html! {
            (page_head(cx, &cx.t("cases-title"), &cx.t("cases-lead")))
            @if cases.is_empty() { (empty(cx, "cases-empty")) }
            div class="kp-cards" {
                @for case in &cases {
                    div class="card" { div class="card-content" {
                        h2 class="card-heading" {
                            a href=(format!("/{}/{}", cx.lang.word(), case.slug)) {
                                (cx.text(&case.title))
                            }
                        }
                        p { (cx.text(&case.summary)) }
                    } }
                }
            }
        };
        Ok(cx.page(&cx.t("cases-title"), &body))
    })
    .await
}

/// The timetable: line map and table, what is open, the latest decisions, the actors.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let steps = storage::steps(tx, &case, &permit, cx.today())?;
        let areas = case::storage::areas(tx, &case)?;
        let bodies = bodies::storage::all(tx, &case)?;
        let approvers: Vec<_> =
            bodies.iter().filter(|b| b.kind == BodyKind::Approver).cloned().collect();
        let hearings = input::storage::hearings(tx, &case)?;
        let decisions = meetings::storage::public_decisions(tx, &case, 5)?;
        let insider = cx.is_insider();
        let body = html! {
            (page_head(cx, cx.text(&case.title), cx.text(&case.summary)))
            section aria-labelledby="timetable" {
                h2 id="timetable" { (cx.t("front-timetable")) }
                (map::draw(cx, map::Sheet::Page, &areas, &approvers, &steps))
                (map::list(cx, &steps))
                (legend(cx))
                (timetable(cx, &steps))
            }
            @if insider { (desk::pages::yours(cx, tx, &case)?) }
            section class="kp-section" aria-labelledby="open-now" {
                h2 id="open-now" { (cx.t("front-open")) }
                (input::pages::open_now(cx, &hearings))
            }
            section class="kp-section" aria-labelledby="latest" {
                h2 id="latest" { (cx.t("front-decisions")) }
                @if decisions.is_empty() { (empty(cx, "front-no-decisions")) } @else {
                    ul class="kp-list" {
                        @for decision in &decisions {
                            li {
                                @match decision.meeting_id {
                                    Some(id) => a href=(cx.url(&format!("meetings/{id}#item-{}",
                                        decision.item_id))) { (decision.title) },
                                    None => (decision.title),
                                }
                                " " (badge("badge-info", &cx.t(decision.verb.key())))
                                " " (cx.day(decision.at))
                            }
                        }
                    }
                    p { a href=(cx.url("decisions")) { (cx.t("front-all-decisions")) } }
                }
            }
            section class="kp-section" aria-labelledby="follow" {
                h2 id="follow" { (cx.t("front-follow")) }
                (feeds::pages::ways(cx))
            }
            section class="kp-section" aria-labelledby="areas" {
                h2 id="areas" { (cx.t("front-areas")) }
                p { (cx.say("front-areas-count", &[
                    ("count", i64::try_from(areas.len()).unwrap_or(0).into()),
                ])) }
                ul class="kp-list kp-columns" {
                    @for (at, area) in areas.iter().enumerate() {
                        li {
                            @if area.minister_id.is_some() {
                                span class={ "kp-dot kp-dot-" (at % 12) } aria-hidden="true" {}
                            }
                            strong { (cx.text(&area.name)) }
                            br;
                            (cx.text(&area.focus))
                            @if let Some(minister) = &area.minister {
                                br;
                                span class="kp-quiet" { (cx.say("front-area-minister", &[
                                    ("name", minister.clone().into()),
                                ])) }
                            }
                        }
                    }
                }
            }
            section class="kp-section" aria-labelledby="actors" {
                h2 id="actors" { (cx.t("front-actors")) }
                ul class="kp-list" {
                    @for body in &bodies {
                        li {
                            a href=(cx.url(&format!("bodies#{}", body.slug))) {
                                (cx.text(&body.name))
                            }
                            ": " (cx.t(body.kind.key()))
                        }
                    }
                }
            }
        };
        Ok(cx.page(cx.text(&case.title), &body))
    })
    .await
}

fn legend(cx: &Cx) -> Markup {
    html! {
        ul class="kp-legend" aria-label=(cx.t("map-legend")) {
            @for state in rules::StepState::ALL {
                li {
                    span class={ "kp-mark kp-mark-" (state.word()) } aria-hidden="true" {}
                    (cx.t(state.key()))
                }
            }
        }
    }
}

fn timetable(cx: &Cx, steps: &[Step]) -> Markup {
    let heads = [
        "timetable-step",
        "timetable-planned",
        "timetable-moved",
        "timetable-kept",
        "timetable-state",
    ];
    let rows: Vec<_> = steps
        .iter()
        .map(|step| {
            vec![
                html! { a href=(cx.url(&format!("steps/{}", step.slug))) {
                    (cx.text(&step.title))
                } },
                span(cx, step.dates.planned),
                html! {
                    @if let (Some(moved), Some(last)) = (step.dates.moved, step.moves.last()) {
                        (span(cx, moved))
                        br;
                        span class="kp-quiet" { (cx.text(&last.reason)) }
                    }
                    @else { (cx.t("timetable-not-moved")) }
                },
                kept(cx, step),
                html! { (cx.t(step.dates.state(cx.today()).key())) },
            ]
        })
        .collect();
    table(&cx.t("timetable-caption"), &heads.map(|head| cx.t(head)), &rows)
}

pub fn span(cx: &Cx, span: Span) -> Markup {
    html! {
        (cx.lang.date(span.from))
        @if span.to != span.from { " – " (cx.lang.date(span.to)) }
    }
}

fn kept(cx: &Cx, step: &Step) -> Markup {
    html! {
        @match (step.dates.kept_from, step.dates.kept_to) {
            (Some(from), Some(to)) => (span(cx, Span { from, to })),
            (Some(from), None) => (cx.say("timetable-since", &[
                ("date", cx.lang.date(from).into()),
            ])),
            _ => (cx.t("timetable-not-begun")),
        }
    }
}

/// Whether a step's page says something to everybody.
fn is_for_all(kind: StepKind) -> bool {
    !matches!(
        kind,
        StepKind::Analysis
            | StepKind::Proposals
            | StepKind::Draft
            | StepKind::Negotiation
    )
}

/// The page of a kind of step where the work is done.
fn work_page(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Input => "hearings",
        StepKind::Analysis => "topics",
        StepKind::ThemeMeeting => "meetings",
        StepKind::Proposals => "proposals",
        StepKind::SteeringGroup => "decisions",
        StepKind::Draft => "draft",
        StepKind::Approval => "versions",
        StepKind::Negotiation => "negotiation",
        StepKind::FollowUp => "initiatives",
    }
}

fn about(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Input => "step-input-about",
        StepKind::Analysis => "step-analysis-about",
        StepKind::ThemeMeeting => "step-theme-meeting-about",
        StepKind::Proposals => "step-proposals-about",
        StepKind::SteeringGroup => "step-steering-group-about",
        StepKind::Draft => "step-draft-about",
        StepKind::Approval => "step-approval-about",
        StepKind::Negotiation => "step-negotiation-about",
        StepKind::FollowUp => "step-follow-up-about",
    }
}

/// One step: its dates and why they moved, its gates and what they lack.
async fn step(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let steps = storage::steps(tx, &case, &permit, cx.today())?;
        let (step, _) = storage::step(tx, &case, cx.param("step"), cx.today())?
            .open(&cx.actor, ReadCase)?;
        let gates = storage::gates(tx, &case)?;
        let facts = crate::access::Guarded::facts(&step);
        let insider = cx.is_insider();
        let title = cx.text(&step.title).to_owned();
        let body = html! {
            (page_head(cx, &title, &cx.t(about(step.kind))))
            @if insider || is_for_all(step.kind) {
                p { a href=(cx.url(work_page(step.kind))) class="button button-primary" {
                    (cx.t("step-work"))
                } }
            }
            h2 { (cx.t("step-dates")) }
            dl class="kp-facts" {
                div { dt { (cx.t("timetable-planned")) } dd { (span(cx, step.dates.planned)) } }
                div { dt { (cx.t("timetable-kept")) } dd { (kept(cx, &step)) } }
                div { dt { (cx.t("timetable-state")) }
                    dd { (cx.t(step.dates.state(cx.today()).key())) } }
            }
            @if !step.moves.is_empty() {
                h3 { (cx.t("step-moves")) }
                ol class="kp-list" {
                    @for change in &step.moves {
                        li {
                            (span(cx, change.to)) ": " (cx.text(&change.reason)) " "
                            @if let Some(led) = steps.iter()
                                .find(|step| Some(step.id) == change.follows_id) {
                                (cx.say("moves-followed", &[
                                    ("step", cx.text(&led.title).to_owned().into()),
                                ])) " "
                            }
                            span class="kp-quiet" {
                                (cx.lang.date(change.decided))
                                @if !change.by.is_empty() { ", " (change.by) }
                            }
                        }
                    }
                }
            }
            @for gate in gates.iter().filter(|gate| gate.requires.contains(&step.id)) {
                (gate_part(cx, tx, &case, gate, &steps)?)
            }
            @if cx.may::<StartStep>(&facts) && step.dates.kept_from.is_none() {
                (post_quiet(cx, &format!("steps/{}/start", step.slug), "step-start", &html! {}))
            }
            @if cx.may::<MoveStep>(&facts) && step.dates.kept_to.is_none() {
                (fold("move", &cx.t("step-move"), &moves::pages::ask(cx, &step)))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn gate_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    gate: &Gate,
    steps: &[Step],
) -> Result<Markup, StoreError> {
    // What is missing is for those who work on it; the public store does not know.
    let tasks =
        if cx.is_insider() { gate_tasks(cx, tx, case, gate, steps)? } else { Vec::new() };
    let may = cx.may::<OpenGate>(&crate::access::Guarded::facts(gate));
    let insider = cx.is_insider();
    Ok(html! {
        section class="kp-section" id={ "gate-" (gate.slug) } {
            h2 { (cx.t("gate")) ": " (cx.text(&gate.title)) }
            @if let Some(at) = gate.opened_at {
                p { (cx.say("gate-opened", &[
                    ("by", gate.opened_by.clone().unwrap_or_default().into()),
                    ("date", cx.day(at).into()),
                ])) }
                @if let Some(reason) = gate.reason.as_ref().filter(|r| !r.is_empty()) {
                    p { (cx.t("gate-opened-against")) " " (reason) }
                }
            } @else {
                @if !insider { p { (cx.t("gate-not-open")) } }
                @else if tasks.is_empty() { p { (cx.t("gate-nothing-missing")) } }
                @else {
                    p { (cx.say("gate-missing", &[
                        ("count", i64::try_from(tasks.len()).unwrap_or(0).into()),
                    ])) }
                    (task_list(cx, &tasks))
                }
                @if may { (gate_form(cx, gate, &tasks, &Form::default())) }
            }
        }
    })
}

fn gate_form(cx: &Cx, gate: &Gate, tasks: &[Task], form: &Form) -> Markup {
    let fields = html! {
        @if !tasks.is_empty() {
            (text(cx, form, "reason", "gate-reason", Some("gate-reason-hint"), Need::May,
                (3, TEXT)))
        }
    };
    post(cx, &format!("gates/{}/opening", gate.slug), "gate-open", &fields)
}

fn opened<A: crate::access::Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Step, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let step = storage::step(tx, &case, cx.param("step"), cx.today())?;
    Ok(step.open(&cx.actor, action)?)
}

/// Notes that the step has begun today.
async fn start(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (step, permit) = opened(cx, tx, StartStep)?;
        rules::start(&step.dates)?;

        storage::save_start(tx, step.id, cx.today())?;
        let page = format!("steps/{}", step.slug);
        journal::record(
            tx,
            cx,
            &permit,
            &page,
            json!({"from": cx.today().to_string()}),
            "",
        )?;
        Ok(cx.done(&page))
    })
    .await
}

/// Signs off a gate; against the list only with a reason.
async fn open_gate(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, read) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (gate, permit) =
            storage::gate(tx, &case, cx.param("gate"))?.open(&cx.actor, OpenGate)?;
        let steps = storage::steps(tx, &case, &read, cx.today())?;
        let tasks = gate_tasks(cx, tx, &case, &gate, &steps)?;
        let reason = form.optional("reason", TEXT);
        form.check(cx, &cx.t("gate-open"), |form| gate_form(cx, &gate, &tasks, form))?;
        rules::open_gate(gate.opened_at.is_some(), &tasks, &reason).map_err(|no| {
            let list = if gate.opened_at.is_none() { &tasks[..] } else { &[] };
            Error::Missing(no.why(), no.way_forward(), Box::new(task_list(cx, list)))
        })?;

        let missing: Vec<_> = tasks.iter().map(|task| cx.message(&task.what)).collect();
        let reason = if tasks.is_empty() { String::new() } else { reason };
        let signed = (permit.by.as_str(), &*missing.join("\n"), &*reason);
        let ended: Vec<_> = steps
            .iter()
            .filter(|step| gate.requires.contains(&step.id))
            .map(|step| (step.id, step.dates.kept_from.unwrap_or(cx.today())))
            .collect();
        storage::save_open(tx, &gate, &ended, signed, cx.today(), cx.now_us())?;
        let page = format!("gates/{}", gate.slug);
        journal::record(tx, cx, &permit, &page, json!({"missing": missing}), &reason)?;
        let after = steps.iter().find(|step| gate.requires.contains(&step.id));
        Ok(cx.done(&after.map_or(String::new(), |step| format!("steps/{}", step.slug))))
    })
    .await
}
