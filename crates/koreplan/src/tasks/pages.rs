//! The list of tasks, a task, making one, and what is done with it.

use axum::response::Response;
use jiff::civil::Date;
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Happened, Standing, Thing, Urgency, Whose},
    storage::{self, Event, Holder, NewTask, Task},
};
use crate::{
    access::{Action, ChangeTask, Guarded as _, ListTasks, MakeTask, Permit, ReadTask},
    bodies,
    case::{self, Case},
    journal,
    plan::pause,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice,
        components::{
            Need, badge, empty, facts, fold, hidden, line, line_of, page_head, post,
            post_quiet, prose, select, sought, table, text,
        },
        error::Error,
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/tasks", list)
        .get("/{lang}/{case}/tasks/new", new)
        .post("/{lang}/{case}/tasks", create)
        .get("/{lang}/{case}/tasks/{id}", show)
        .post("/{lang}/{case}/tasks/{id}/done", finish)
        .post("/{lang}/{case}/tasks/{id}/reopening", reopen)
        .post("/{lang}/{case}/tasks/{id}/owner", hand_over)
        .post("/{lang}/{case}/tasks/{id}/deadline", move_due)
}

/// The tasks of the case that open for whoever asks.
pub fn readable(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Task>, Error> {
    let (case, permit) =
        crate::access::Sealed::new(case.clone()).open(&cx.actor, ListTasks)?;
    let all = storage::list(tx, &case, &permit)?;
    let open = all.into_iter().filter_map(|sealed| sealed.open(&cx.actor, ReadTask).ok());
    standing(cx, tx, &case, open.map(|(task, _)| task).collect())
}

/// The same tasks, each with its deadline where it stands today.
fn standing(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    mut tasks: Vec<Task>,
) -> Result<Vec<Task>, Error> {
    let pauses = pause::storage::all(tx, case)?;
    for task in &mut tasks {
        task.put_off(&cx.app.zone, &pauses, cx.today());
    }
    Ok(tasks)
}

/// Whether a task is this one's to do: the own, or one of a body the person sits in.
pub fn is_mine(cx: &Cx, task: &Task) -> bool {
    let person = cx.actor.person.as_ref().map(|person| person.id);
    match (&task.owner, &task.body) {
        (Some((id, _)), _) => person == Some(*id),
        (None, Some((id, _))) => cx.actor.seats.iter().any(|seat| seat.body_id == *id),
        (None, None) => false,
    }
}

pub fn holder(cx: &Cx, task: &Task) -> String {
    let body = task.body.as_ref().map(|(_, name)| cx.text(name).to_owned());
    let person = task.owner.as_ref().map(|(_, name)| name.clone());
    [person, body].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub fn urgency_badge(cx: &Cx, task: &Task) -> Markup {
    let (class, key) = match Urgency::of(task.due, task.done_at.is_some(), cx.today()) {
        Urgency::Overdue => ("badge-error", "task-urgency-overdue"),
        Urgency::Today => ("badge-warning", "task-urgency-today"),
        Urgency::Soon => ("badge-info", "task-urgency-soon"),
        Urgency::Later => ("", "task-urgency-later"),
        Urgency::Done => ("badge-success", "task-urgency-done"),
    };
    badge(class, &cx.t(key))
}

fn chosen<T: Choice>(cx: &Cx, name: &str) -> T {
    T::of(cx.query(name)).unwrap_or(T::ALL[0])
}

fn filter_select<T: Choice>(cx: &Cx, name: &str, label: &'static str) -> Markup {
    let now: T = chosen(cx, name);
    html! {
        div {
            label class="form-label" for=(name) { (cx.t(label)) }
            select class="form-select" id=(name) name=(name) {
                @for choice in T::ALL {
                    option value=(choice.word()) selected[*choice == now] {
                        (cx.t(choice.key()))
                    }
                }
            }
        }
    }
}

fn filters(cx: &Cx) -> Markup {
    html! {
        form method="get" class="kp-filter" role="search" {
            (filter_select::<Whose>(cx, "whose", "tasks-whose"))
            (filter_select::<Standing>(cx, "standing", "tasks-standing"))
            div {
                label class="form-label" for="q" { (cx.t("search-list")) }
                input class="form-input" type="search" id="q" name="q" value=(cx.query("q"));
            }
            button class="button button-secondary" type="submit" { (cx.t("tasks-show")) }
        }
    }
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ListTasks)?;
        let (whose, standing) =
            (chosen::<Whose>(cx, "whose"), chosen::<Standing>(cx, "standing"));
        let mut tasks = readable(cx, tx, &case)?;
        tasks.retain(|task| {
            let wanted = match whose {
                Whose::Mine => is_mine(cx, task),
                Whose::All => true,
                Whose::Overdue => task.done_at.is_none() && task.due < cx.today(),
            };
            let done = standing == Standing::Done;
            wanted
                && task.done_at.is_some() == done
                && sought(cx, &[&task.title, &holder(cx, task), &task.note])
        });
        let body = html! {
            (page_head(cx, &cx.t("tasks-title"), &cx.t("tasks-lead")))
            p { a class="button button-primary" href=(cx.url("tasks/new")) {
                (cx.t("tasks-new"))
            } }
            (filters(cx))
            p role="status" { (cx.say("tasks-count", &[
                ("count", i64::try_from(tasks.len()).unwrap_or(0).into()),
            ])) }
            @if tasks.is_empty() { (empty(cx, "tasks-empty")) }
            @else { (task_table(cx, &cx.t("tasks-title"), &tasks)) }
        };
        Ok(cx.page(&cx.t("tasks-title"), &body))
    })
    .await
}

/// Tasks as a table, for any page that has some.
pub fn task_table(cx: &Cx, caption: &str, tasks: &[Task]) -> Markup {
    let heads = [
        "tasks-head-title",
        "tasks-head-due",
        "tasks-head-owner",
        "tasks-head-about",
        "tasks-head-state",
    ];
    let rows: Vec<_> = tasks
        .iter()
        .map(|task| {
            vec![
                html! { a href=(cx.url(&format!("tasks/{}", task.id))) { (task.title) } },
                html! { (cx.lang.date(task.due)) },
                html! { (holder(cx, task)) },
                html! { @if let Some((kind, _)) = task.about { (cx.t(kind.key())) } },
                urgency_badge(cx, task),
            ]
        })
        .collect();
    table(caption, &heads.map(|head| cx.t(head)), &rows)
}

/// The tasks about a thing, and the way to make one, for the page of the thing.
pub fn part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    (kind, id): storage::About,
) -> Result<Markup, Error> {
    if !cx.may::<ListTasks>(&case.facts()) {
        return Ok(html! {});
    }
    let tasks: Vec<Task> = storage::about(tx, case, (kind, id))?
        .into_iter()
        .filter_map(|sealed| sealed.open(&cx.actor, ReadTask).ok())
        .map(|(task, _)| task)
        .collect();
    let tasks = standing(cx, tx, case, tasks)?;
    let new = cx.url(&format!("tasks/new?about={}&thing={id}", kind.word()));
    Ok(html! {
        section class="kp-section" id="tasks" {
            h2 { (cx.t("tasks-title")) }
            @if !tasks.is_empty() { (task_table(cx, &cx.t("tasks-title"), &tasks)) }
            p { a href=(new) { (cx.t("tasks-new")) } }
        }
    })
}

/// Who may be given a task: everybody with a seat today, and the bodies.
fn holders(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<(Holder, String)>, StoreError> {
    let (mut people, mut found) = (Vec::new(), Vec::new());
    for body in bodies::storage::all(tx, case)? {
        for member in bodies::storage::members(tx, body.id, &cx.today().to_string())? {
            let one = (Holder::Person(member.person_id), member.name);
            if !people.contains(&one) {
                people.push(one);
            }
        }
        found.push((Holder::Body(body.id), cx.text(&body.name).to_owned()));
    }
    people.sort_by(|(_, a), (_, b)| a.cmp(b));
    people.append(&mut found);
    Ok(people)
}

fn options(holders: &[(Holder, String)]) -> Vec<(String, String)> {
    holders.iter().map(|(holder, name)| (holder.word(), name.clone())).collect()
}

/// The holder that was chosen, of those there are.
fn chosen_holder(
    form: &mut Form,
    holders: &[(Holder, String)],
) -> Option<(Holder, String)> {
    let wanted = Holder::of(form.value("holder"));
    let found = holders.iter().find(|(holder, _)| Some(*holder) == wanted).cloned();
    if found.is_none() {
        form.fault("holder", Message::new("task-fault-holder"));
    }
    found
}

/// A deadline that can still be kept.
fn due(cx: &Cx, form: &mut Form) -> Option<Date> {
    let due = form.date("due");
    if due.is_some_and(|due| due < cx.today()) {
        form.fault("due", Message::new("task-fault-past"));
    }
    due
}

fn task_form(cx: &Cx, holders: &[(Holder, String)], form: &Form) -> Markup {
    let fields = html! {
        (hidden("about", form.value("about")))
        (hidden("thing", form.value("thing")))
        @if let Some(kind) = Thing::of(form.value("about")) {
            p { (cx.t("task-about")) ": " (cx.t(kind.key())) }
        }
        (line(cx, form, "title", "task-title-label", Need::Must))
        (select(cx, form, "holder", "task-holder", Need::Must, &options(holders)))
        (line_of(cx, form, "due", "task-due", None, Need::Must, "date"))
        (text(cx, form, "note", "task-note", None, Need::May, (4, TEXT)))
    };
    post(cx, "tasks", "task-create", &fields)
}

/// What the task is to be about, if that opens for whoever makes it.
fn asked_about(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    (kind, id): (&str, &str),
) -> Result<Option<storage::About>, Error> {
    if kind.is_empty() {
        return Ok(None);
    }
    let about = Thing::of(kind).zip(id.parse().ok()).ok_or(Error::NotFound)?;
    if storage::opens(tx, &cx.actor, case.id, about)? {
        Ok(Some(about))
    } else {
        Err(Error::NotFound)
    }
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, MakeTask)?;
        let (kind, id) = (cx.query("about"), cx.query("thing"));
        asked_about(cx, tx, &case, (kind, id))?;
        let holders = holders(cx, tx, &case)?;
        let form = Form::with(&[("about", kind), ("thing", id)]);
        let body = html! {
            (page_head(cx, &cx.t("tasks-new"), &cx.t("task-lead")))
            (task_form(cx, &holders, &form))
        };
        Ok(cx.page(&cx.t("tasks-new"), &body))
    })
    .await
}

async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, MakeTask)?;
        let about =
            asked_about(cx, tx, &case, (form.value("about"), form.value("thing")))?;
        let holders = holders(cx, tx, &case)?;
        let title = form.text("title", LINE);
        let holder = chosen_holder(&mut form, &holders);
        let due = due(cx, &mut form);
        let note = form.optional("note", TEXT);
        form.check(cx, &cx.t("tasks-new"), |form| task_form(cx, &holders, form))?;
        let (Some((holder, _)), Some(due)) = (holder, due) else {
            return Err(Error::NotFound);
        };
        let (owner_person_id, body_id) = holder.parts();
        let task = NewTask {
            case_id: case.id,
            title,
            note,
            owner_person_id,
            body_id,
            due: due.to_string(),
            about,
        };
        let id = storage::insert(tx, (&permit.by, cx.now_us()), &task)?;
        let page = format!("tasks/{id}");
        let what = json!({"due": task.due, "holder": holder.word(), "title": task.title});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Opens the case and the task in the address.
fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Task, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ListTasks)?;
    let task = storage::load(tx, &case, cx.id("id")?)?;
    let (mut task, permit) = task.open(&cx.actor, action)?;
    let pauses = pause::storage::all(tx, &case)?;
    task.put_off(&cx.app.zone, &pauses, cx.today());
    Ok((case, task, permit))
}

fn with_note(
    cx: &Cx,
    (page, button): (&str, &'static str),
    label: &'static str,
    form: &Form,
    more: &Markup,
) -> Markup {
    let fields = html! {
        (more)
        (text(cx, form, "said", label, None, Need::May, (3, TEXT)))
    };
    post_quiet(cx, page, button, &fields)
}

fn finish_form(cx: &Cx, task: &Task, form: &Form) -> Markup {
    let fields = text(cx, form, "said", "task-finish-note", None, Need::May, (3, TEXT));
    post(cx, &format!("tasks/{}/done", task.id), "task-finish", &fields)
}

fn reopen_form(cx: &Cx, task: &Task, form: &Form) -> Markup {
    let page = format!("tasks/{}/reopening", task.id);
    with_note(cx, (&page, "task-reopen"), "task-reopen-note", form, &html! {})
}

fn owner_form(cx: &Cx, task: &Task, holders: &[(Holder, String)], form: &Form) -> Markup {
    let page = format!("tasks/{}/owner", task.id);
    let field = select(cx, form, "holder", "task-holder", Need::Must, &options(holders));
    with_note(cx, (&page, "task-hand-over"), "task-hand-over-note", form, &field)
}

fn due_form(cx: &Cx, task: &Task, form: &Form) -> Markup {
    let page = format!("tasks/{}/deadline", task.id);
    let field = line_of(cx, form, "due", "task-due", None, Need::Must, "date");
    with_note(cx, (&page, "task-move"), "task-move-note", form, &field)
}

fn happened(cx: &Cx, event: &Event) -> Markup {
    let said = match event.what {
        Happened::Moved => {
            let day = |day: &str| {
                day.parse().map_or_else(|_| day.to_owned(), |day| cx.lang.date(day))
            };
            let (from, to) = event.said.split_once(' ').unwrap_or_default();
            cx.say(
                "task-moved-days",
                &[("from", day(from).into()), ("to", day(to).into())],
            )
        }
        _ => event.said.clone(),
    };
    let by = [("name", event.by.clone().into()), ("when", cx.moment(event.at).into())];
    html! {
        li {
            strong { (cx.t(event.what.key())) } " " (said)
            p class="kp-quiet" { (cx.say("task-by", &by)) }
            (prose(&event.note))
        }
    }
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, task, _) = opened(cx, tx, ReadTask)?;
        let history = storage::history(tx, &task)?;
        let about = match task.about {
            Some(about) if storage::opens(tx, &cx.actor, case.id, about)? => {
                storage::page_of(tx, about)?.map(|page| (about.0, page))
            }
            _ => None,
        };
        let mut pairs = vec![
            (cx.t("tasks-head-due"), html! { (cx.lang.date(task.due)) }),
            (cx.t("tasks-head-owner"), html! { (holder(cx, &task)) }),
        ];
        if let Some((kind, page)) = &about {
            let link = html! { a href=(cx.url(page)) { (cx.t(kind.key())) } };
            pairs.push((cx.t("tasks-head-about"), link));
        }
        let may = cx.may::<ChangeTask>(&task.facts());
        let holders = if may { holders(cx, tx, &case)? } else { Vec::new() };
        let body = html! {
            (page_head(cx, &task.title, ""))
            p { (urgency_badge(cx, &task)) }
            (facts(&pairs))
            (prose(&task.note))
            @if may { (work(cx, &task, &holders)) }
            h2 { (cx.t("task-history")) }
            ol class="kp-list" { @for event in &history { (happened(cx, event)) } }
        };
        Ok(cx.page(&task.title, &body))
    })
    .await
}

/// What may be done next.
fn work(cx: &Cx, task: &Task, holders: &[(Holder, String)]) -> Markup {
    let due = task.due.to_string();
    html! {
        section class="kp-section kp-work" {
            @if task.done_at.is_some() {
                (reopen_form(cx, task, &Form::default()))
            } @else {
                (finish_form(cx, task, &Form::default()))
                (fold("hand-over", &cx.t("task-hand-over"),
                    &owner_form(cx, task, holders, &Form::named("owner"))))
                (fold("move", &cx.t("task-move"),
                    &due_form(cx, task, &Form::named_with("move", &[("due", &due)]))))
            }
        }
    }
}

async fn finish(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, task, permit) = opened(cx, tx, ChangeTask)?;
        rules::work_on(task.done_at.is_some())?;
        let said = form.optional("said", TEXT);
        form.check(cx, &task.title, |form| finish_form(cx, &task, form))?;

        storage::save_done(tx, &permit, &task, &said, cx.now_us())?;
        let page = format!("tasks/{}", task.id);
        journal::record(tx, cx, &permit, &page, json!({"done": task.title}), &said)?;
        Ok(cx.done(&page))
    })
    .await
}

async fn reopen(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, task, permit) = opened(cx, tx, ChangeTask)?;
        rules::reopen(task.done_at.is_some())?;
        let said = form.optional("said", TEXT);
        form.check(cx, &task.title, |form| reopen_form(cx, &task, form))?;

        storage::save_reopened(tx, &permit, &task, &said, cx.now_us())?;
        let page = format!("tasks/{}", task.id);
        journal::record(tx, cx, &permit, &page, json!({"reopened": task.title}), &said)?;
        Ok(cx.done(&page))
    })
    .await
}

/// Gives a task to somebody else. Whoever gives it away may lose sight of it.
async fn hand_over(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, task, permit) = opened(cx, tx, ChangeTask)?;
        rules::work_on(task.done_at.is_some())?;
        let holders = holders(cx, tx, &case)?;
        let chosen = chosen_holder(&mut form, &holders);
        let said = form.optional("said", TEXT);
        form.check(cx, &task.title, |form| owner_form(cx, &task, &holders, form))?;
        let Some((holder, name)) = chosen else { return Err(Error::NotFound) };

        storage::save_owner(tx, &permit, &task, (&name, holder), (&said, cx.now_us()))?;
        let page = format!("tasks/{}", task.id);
        let what = json!({"holder": holder.word(), "title": task.title});
        journal::record(tx, cx, &permit, &page, what, &said)?;
        let after = storage::load(tx, &case, task.id)?.open(&cx.actor, ReadTask);
        Ok(cx.done(if after.is_ok() { &page } else { "tasks" }))
    })
    .await
}

async fn move_due(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, task, permit) = opened(cx, tx, ChangeTask)?;
        rules::work_on(task.done_at.is_some())?;
        let due = due(cx, &mut form);
        let said = form.optional("said", TEXT);
        form.check(cx, &task.title, |form| due_form(cx, &task, form))?;
        let Some(due) = due else { return Err(Error::NotFound) };

        storage::save_due(tx, &permit, &task, due, (&said, cx.now_us()))?;
        let page = format!("tasks/{}", task.id);
        let what = json!({"from": task.due.to_string(), "to": due.to_string()});
        journal::record(tx, cx, &permit, &page, what, &said)?;
        Ok(cx.done(&page))
    })
    .await
}
