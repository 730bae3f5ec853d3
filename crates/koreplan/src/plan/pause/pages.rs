//! The page on which the case is stopped and set going again, and the words every page
//! carries while it stands still.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Pause},
    storage,
};
use crate::{
    access::{Guarded as _, PauseCase, ReadCase, ResumeCase},
    case, journal,
    routes::Routes,
    web::{
        Cx, Post,
        components::{Need, empty, line_of, page_head, post, text},
        error::Error,
        form::{Form, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/pauses", show)
        .post("/{lang}/{case}/pauses", pause)
        .post("/{lang}/{case}/pauses/end", resume)
}

/// What every page says while the case stands still.
pub fn notice(cx: &Cx, pause: &Pause) -> Markup {
    html! {
        div class="container" {
            div class="alert alert-warning" role="note" { div class="alert-body" {
                p class="alert-text" {
                    strong {
                        (cx.say("pause-notice", &[
                            ("date", cx.lang.date(pause.since).into()),
                        ]))
                    }
                    " " (pause.reason) " "
                    @if let Some(day) = pause.expected {
                        (cx.say("pause-expected", &[("date", cx.lang.date(day).into())])) " "
                    }
                    a href=(cx.url("pauses")) { (cx.t("pause-more")) }
                }
            } }
        }
    }
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let pauses = storage::all(tx, &case)?;
        let facts = case.facts();
        let stands = rules::running(&pauses, cx.today()).is_some();
        let body = html! {
            (page_head(cx, &cx.t("pause-title"), &cx.t("pause-lead")))
            @if stands && cx.may::<ResumeCase>(&facts) {
                h2 { (cx.t("pause-end")) }
                (end_form(cx, &Form::default()))
            }
            @if !stands && cx.may::<PauseCase>(&facts) {
                h2 { (cx.t("pause-begin")) }
                (begin_form(cx, &Form::default()))
            }
            h2 { (cx.t("pause-list")) }
            @if pauses.is_empty() { (empty(cx, "pause-empty")) } @else {
                ol class="kp-list" reversed { @for pause in pauses.iter().rev() {
                    li { (listed(cx, pause)) }
                } }
            }
        };
        Ok(cx.page(&cx.t("pause-title"), &body))
    })
    .await
}

fn listed(cx: &Cx, pause: &Pause) -> Markup {
    let since = cx.lang.date(pause.since);
    html! {
        @match pause.resumed {
            Some(end) => (cx.say("pause-from-to", &[
                ("from", since.into()), ("to", cx.lang.date(end).into()),
            ])),
            None => (cx.say("pause-from", &[("from", since.into())])),
        }
        " " (pause.reason) " " span class="kp-quiet" { (pause.by) }
        @if let Some(reason) = pause.resumed_reason.as_ref().filter(|it| !it.is_empty()) {
            br;
            (cx.t("pause-resumed")) " " (reason) " "
            span class="kp-quiet" { (pause.resumed_by.as_deref().unwrap_or_default()) }
        }
    }
}

fn begin_form(cx: &Cx, form: &Form) -> Markup {
    let fields = html! {
        (text(cx, form, "reason", "pause-reason", Some("pause-reason-hint"), Need::Must,
            (3, TEXT)))
        (line_of(cx, form, "expected", "pause-expected-day", None, Need::May, "date"))
    };
    post(cx, "pauses", "pause-button", &fields)
}

fn end_form(cx: &Cx, form: &Form) -> Markup {
    let fields = text(
        cx,
        form,
        "reason",
        "pause-end-reason",
        Some("pause-reason-hint"),
        Need::Must,
        (3, TEXT),
    );
    post(cx, "pauses/end", "pause-end-button", &fields)
}

/// Stops the case from today.
async fn pause(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, PauseCase)?;
        let pauses = storage::all(tx, &case)?;
        let reason = form.text("reason", TEXT);
        let empty = form.value("expected").trim().is_empty();
        let expected = if empty { None } else { form.date("expected") };
        form.check(cx, &cx.t("pause-begin"), |form| begin_form(cx, form))?;
        rules::pause(&pauses, expected, cx.today())?;

        storage::insert(tx, &case, &permit, (cx.today(), expected), &reason)?;
        let what = json!({"expected": expected.map(|day| day.to_string())});
        journal::record(tx, cx, &permit, "pauses", what, &reason)?;
        Ok(cx.done("pauses"))
    })
    .await
}

/// Sets the case going again from today.
async fn resume(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ResumeCase)?;
        let pauses = storage::all(tx, &case)?;
        let reason = form.text("reason", TEXT);
        form.check(cx, &cx.t("pause-end"), |form| end_form(cx, form))?;
        let pause = rules::resume(&pauses, cx.today()).map_err(Error::from)?;

        storage::save_resumption(tx, pause, &permit, cx.today(), &reason)?;
        let what = json!({"since": pause.since.to_string()});
        journal::record(tx, cx, &permit, "pauses", what, &reason)?;
        Ok(cx.done("pauses"))
    })
    .await
}
