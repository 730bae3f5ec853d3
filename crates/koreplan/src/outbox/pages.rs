//! The mailbox of a demonstration, and the state of the outbox for the operator.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::json;

use super::{
    Clocks,
    rules::NoneGivenUp,
    storage::{self, Letter, Stuck},
};
use crate::{
    access::{ReadMail, RetryMail},
    journal,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{badge, empty, facts, page_head, post_as, table},
        error::Error,
        see_other,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/mailbox", mailbox)
        .get("/{lang}/mail", show)
        .post("/{lang}/mail/retries", retry)
}

/// All mail of a demonstration, as its receivers would read it.
async fn mailbox(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        // Where mail goes out, it is nobody else's to read.
        if !cx.app.demo || cx.app.route.is_some() {
            return Err(Error::NotFound);
        }
        let letters = storage::newest(tx)?;
        let body = html! {
            (page_head(cx, &cx.t("mailbox-title"), &cx.t("mailbox-lead")))
            @if letters.is_empty() { (empty(cx, "mailbox-empty")) }
            @for letter in &letters { (shown(cx, letter)) }
        };
        Ok(cx.page(&cx.t("mailbox-title"), &body))
    })
    .await
}

fn shown(cx: &Cx, letter: &Letter) -> Markup {
    html! {
        article class="card kp-mail" id={ "mail-" (letter.id) } { div class="card-content" {
            h2 class="card-heading" { (letter.subject) }
            p class="kp-quiet" {
                (cx.say("mailbox-to", &[("receiver", letter.receiver.clone().into())]))
                ", " (cx.moment(letter.made_at))
                @if letter.calendar { ". " (cx.t("mailbox-calendar")) }
            }
            @if letter.sent { p { (cx.t("mailbox-sent")) } }
            @for paragraph in letter.body.split("\n\n") {
                p class="kp-prose" { @for line in paragraph.lines() { (linked(cx, line)) "\n" } }
            }
        } }
    }
}

/// A line of a mail; one that is an address of ours leads there.
fn linked(cx: &Cx, line: &str) -> Markup {
    let ours = line.strip_prefix(cx.app.base_url()).filter(|path| path.starts_with('/'));
    html! {
        @match ours {
            Some(path) => a class="kp-wrap" href=(path) { (line) },
            None => (line),
        }
    }
}

/// How much mail waits, went out and did not.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, permit) = storage::door().open(&cx.actor, ReadMail)?;
        let outbox = storage::load(tx, &permit)?;
        let body = html! {
            (page_head(cx, &cx.t("mail-title"), &cx.t("mail-lead")))
            @if cx.app.route.is_none() {
                div class="alert alert-warning" { div class="alert-body" {
                    p class="alert-text" { (cx.t("mail-off")) }
                } }
            }
            (facts(&[
                (cx.t("mail-waiting"), html! { (cx.lang.number(outbox.waiting)) }),
                (cx.t("mail-sent"), html! { (cx.lang.number(outbox.sent)) }),
                (cx.t("mail-given-up"), html! { (cx.lang.number(outbox.given_up)) }),
            ]))
            @if !outbox.stuck.is_empty() {
                h2 { (cx.t("mail-stuck")) }
                (stuck_table(cx, &outbox.stuck))
            }
            @if outbox.given_up > 0 {
                (post_as(cx, &cx.url("mail/retries"), "mail-retry", "button-primary",
                    &html! { p { (cx.t("mail-retry-hint")) } }))
            }
        };
        Ok(cx.page(&cx.t("mail-title"), &body))
    })
    .await
}

fn stuck_table(cx: &Cx, stuck: &[Stuck]) -> Markup {
    let heads =
        ["mail-head-kind", "mail-head-made", "mail-head-tries", "mail-head-fault"];
    let rows: Vec<_> = stuck
        .iter()
        .map(|mail| {
            vec![
                html! { (cx.t(mail.kind.key())) },
                html! { (cx.moment(mail.made_at)) },
                html! { (mail.attempt)
                @if mail.given_up { " " (badge("badge-error", &cx.t("mail-given-up"))) } },
                html! { span class="kp-wrap" { (mail.fault) } },
            ]
        })
        .collect();
    table(&cx.t("mail-stuck"), &heads.map(|head| cx.t(head)), &rows)
}

/// Tries again what was given up, after the fault is mended.
async fn retry(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, permit) = storage::door().open(&cx.actor, RetryMail)?;
        let count = storage::retry(tx, &permit, Clocks::of_act(cx).outside)?;
        if count == 0 {
            return Err(NoneGivenUp.into());
        }
        let what = json!({ "count": count });
        journal::record(tx, cx, &permit, "mail", what, "")?;
        Ok(see_other(&format!("{}?done=1", cx.url("mail"))))
    })
    .await
}
