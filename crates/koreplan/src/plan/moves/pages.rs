//! The page that shows what a move touches before it is saved, and the move itself.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Consequence, OtherConsequences, What},
    storage::{self, Loaded},
};
use crate::{
    access::{MoveStep, Permit, ReadCase},
    case::{self, Case},
    journal,
    plan::{
        pages::span,
        rules::Span,
        storage::{self as steps, Step},
    },
    refusal::Refusal as _,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{Need, empty, hidden, line_of, page_head, post, text},
        error::Error,
        form::{Form, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/steps/{step}/moves/new", preview)
        .post("/{lang}/{case}/steps/{step}/moves", move_step)
}

/// Asks for the new days; what follows is shown before anything is saved.
pub fn ask(cx: &Cx, step: &Step) -> Markup {
    let now = step.dates.current();
    let (from, to) = (now.from.to_string(), now.to.to_string());
    let form = Form::with(&[("from", &from), ("to", &to)]);
    let page = cx.url(&format!("steps/{}/moves/new", step.slug));
    html! {
        form method="get" action=(page) class="kp-form" {
            (days(cx, &form))
            div class="mt-5" {
                button type="submit" class="button button-secondary" {
                    (cx.t("moves-preview"))
                }
            }
        }
        @if let Some(before) = before(step) {
            p { a href={ (page) "?from=" (before.from) "&to=" (before.to) } {
                (cx.t("moves-undo"))
            } }
        }
    }
}

/// The days a step had before its last move.
fn before(step: &Step) -> Option<Span> {
    let (_, earlier) = step.moves.split_last()?;
    Some(earlier.last().map_or(step.dates.planned, |last| last.to))
}

fn days(cx: &Cx, form: &Form) -> Markup {
    html! {
        (line_of(cx, form, "from", "step-move-from", None, Need::Must, "date"))
        (line_of(cx, form, "to", "step-move-to", None, Need::Must, "date"))
    }
}

fn opened(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Step, Loaded, Permit<MoveStep>), Error> {
    let (case, read) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let step = steps::step(tx, &case, cx.param("step"), cx.today())?;
    let (step, permit) = step.open(&cx.actor, MoveStep)?;
    let loaded = storage::load(cx, tx, &case, &read)?;
    Ok((case, step, loaded, permit))
}

async fn preview(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, step, loaded, _) = opened(cx, tx)?;
        let mut form = Form::with(&[("from", cx.query("from")), ("to", cx.query("to"))]);
        let title = cx.t("step-move");
        let (from, to) = (form.date("from"), form.date("to"));
        form.check(cx, &title, |form| days_again(cx, &step, form))?;
        let (Some(from), Some(to)) = (from, to) else { return Err(Error::NotFound) };
        let to = Span { from, to };
        let all = match rules::consequences(&loaded.plan, step.id, to) {
            Ok(all) => all,
            Err(no) => {
                form.fault("to", no.why());
                form.check(cx, &title, |form| days_again(cx, &step, form))?;
                return Err(Error::NotFound);
            }
        };
        let usual = all
            .iter()
            .filter(|one| one.usual && one.to.is_some())
            .map(|one| ("follow".to_owned(), one.name()));
        let form = Form::of(usual.collect());
        let body = html! {
            (page_head(cx, &title, &cx.t("moves-lead")))
            (whole(cx, &step, &loaded, &all, to, &form))
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn days_again(cx: &Cx, step: &Step, form: &Form) -> Markup {
    let page = cx.url(&format!("steps/{}/moves/new", step.slug));
    html! {
        form method="get" action=(page) class="kp-form" {
            (days(cx, form))
            div class="mt-5" {
                button type="submit" class="button button-primary" {
                    (cx.t("moves-preview"))
                }
            }
        }
    }
}

/// What moves from when to when, what follows, why, and the button.
fn whole(
    cx: &Cx,
    step: &Step,
    loaded: &Loaded,
    all: &[Consequence],
    to: Span,
    form: &Form,
) -> Markup {
    let free: Vec<&Consequence> = all.iter().filter(|one| one.to.is_some()).collect();
    let fixed: Vec<&Consequence> = all.iter().filter(|one| one.to.is_none()).collect();
    let count = i64::try_from(free.len()).unwrap_or(i64::MAX);
    let fields = html! {
        (hidden("from", &to.from.to_string()))
        (hidden("to", &to.to.to_string()))
        (hidden("read", &rules::digest(all)))
        h2 { (cx.t("moves-follow")) }
        p role="status" { (cx.say("moves-count", &[("count", count.into())])) }
        @if free.is_empty() { (empty(cx, "moves-none")) } @else {
            fieldset class="form-group" {
                legend class="form-label" { (cx.t("moves-choose")) }
                @for (at, one) in free.iter().enumerate() {
                    @let named = loaded.named(cx, one.what, one.id);
                    @let id = if at == 0 { "follow".to_owned() }
                        else { format!("follow-{at}") };
                    div class="form-group-checkbox" {
                        input type="checkbox" class="form-checkbox" id=(id) name="follow"
                            value=(one.name())
                            checked[form.all("follow").contains(&one.name())];
                        label class="form-label" for=(id) {
                            (cx.t(one.what.key())) ": " (named.name) ", "
                            (span(cx, one.now)) " → "
                            @if let Some(to) = one.to { (span(cx, to)) }
                            " (" (cx.t(one.why.key())) ")"
                        }
                    }
                }
            }
        }
        @if !fixed.is_empty() {
            h2 { (cx.t("moves-fixed")) }
            ul class="kp-list" { @for one in &fixed {
                @let named = loaded.named(cx, one.what, one.id);
                li {
                    (cx.t(one.what.key())) ": "
                    a href=(cx.url(&named.page)) { (named.name) } ", "
                    (span(cx, one.now)) " (" (cx.t(one.why.key())) ")"
                }
            } }
        }
        (text(cx, form, "reason", "step-move-reason", Some("step-move-reason-hint"),
            Need::Must, (3, TEXT)))
    };
    html! {
        p {
            a href=(cx.url(&format!("steps/{}", step.slug))) { (cx.text(&step.title)) } ": "
            (span(cx, step.dates.current())) " → " strong { (span(cx, to)) }
        }
        (post(cx, &format!("steps/{}/moves", step.slug), "step-move-button", &fields))
    }
}

/// Moves the step and what was chosen to follow it, with a reason everybody can read.
async fn move_step(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, step, loaded, permit) = opened(cx, tx)?;
        let (from, to) = (form.date("from"), form.date("to"));
        let reason = form.text("reason", TEXT);
        let title = cx.t("step-move");
        let (Some(from), Some(to)) = (from, to) else {
            form.check(cx, &title, |form| days_again(cx, &step, form))?;
            return Err(Error::NotFound);
        };
        let to = Span { from, to };
        let all = rules::consequences(&loaded.plan, step.id, to)?;
        form.check(cx, &title, |form| whole(cx, &step, &loaded, &all, to, form))?;
        let follow = form.all("follow");
        if !follow.is_empty() && form.value("read") != rules::digest(&all) {
            return Err(OtherConsequences.into());
        }
        let follow = rules::chosen(&all, follow);

        steps::save_move(tx, (step.id, None), to, &reason, &permit.by, cx.today())?;
        for one in &follow {
            storage::follow(cx, tx, (&case, &step), &permit, one, &reason)?;
        }
        let page = format!("steps/{}", step.slug);
        let old = step.dates.current();
        let followed: Vec<String> = follow
            .iter()
            .filter(|one| matches!(one.what, What::Step | What::Meeting))
            .map(|one| loaded.named(cx, one.what, one.id).page)
            .collect();
        let what = json!({
            "new": [to.from.to_string(), to.to.to_string()],
            "old": [old.from.to_string(), old.to.to_string()],
            "followed": followed,
        });
        journal::record(tx, cx, &permit, &page, what, &reason)?;
        Ok(cx.done(&page))
    })
    .await
}
