//! The page on which an input is erased.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules,
    storage::{self, Order},
};
use crate::{
    access::{EraseInput, Permit, ReadCase},
    case,
    input::{self, input_number, storage::Input, ties},
    journal,
    routes::Routes,
    web::{
        Cx, Post,
        components::{Need, line_of, page_head, post_as, text, tick},
        error::Error,
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/inputs/{id}/erasure", show)
        .post("/{lang}/{case}/inputs/{id}/erasure", erase)
}

fn opened(cx: &Cx, tx: &mut dyn Tx) -> Result<(Input, Permit<EraseInput>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let input = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?;
    Ok(input.open(&cx.actor, EraseInput)?)
}

fn erase_form(cx: &Cx, input: &Input, quoted: &[String], form: &Form) -> Markup {
    let fields = html! {
        (line_of(cx, form, "decision", "erasure-decision", Some("erasure-decision-hint"),
            Need::Must, "text"))
        (text(cx, form, "reason", "erasure-reason", Some("erasure-reason-hint"), Need::Must,
            (3, TEXT)))
        @if !quoted.is_empty() {
            p { (cx.t("erasure-quoted")) }
            ul { @for page in quoted { li { a href=(cx.url(page)) { (page) } } } }
            (tick(cx, form, "seen", "erasure-seen"))
        }
    };
    let action = cx.url(&format!("inputs/{}/erasure", input.id));
    post_as(cx, &action, "erasure-erase", "button-warning", &fields)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (input, _) = opened(cx, tx)?;
        let quoted = storage::quoted_in(tx, &input)?;
        let versions = storage::versions(tx, &input)?.len();
        let ties = ties(cx, tx, &input)?;
        let body = html! {
            (page_head(cx, &cx.t("erasure-title"), &cx.t("erasure-lead")))
            (ties)
            p { a href=(cx.url(&format!("inputs/{}", input.id))) {
                (input_number(cx, input.number))
            } }
            @if versions > 1 {
                p { (cx.say("erasure-versions", &[
                    ("count", i64::try_from(versions).unwrap_or(0).into()),
                ])) }
            }
            @if input.erased_at.is_none() {
                (erase_form(cx, &input, &quoted, &Form::default()))
            }
        };
        Ok(cx.page(&cx.t("erasure-title"), &body))
    })
    .await
}

/// Erases an input in all its versions. It can't be undone.
async fn erase(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (input, permit) = opened(cx, tx)?;
        let quoted = storage::quoted_in(tx, &input)?;
        let decision = form.text("decision", LINE);
        let reason = form.text("reason", TEXT);
        form.check(cx, &cx.t("erasure-title"), |form| {
            erase_form(cx, &input, &quoted, form)
        })?;
        rules::erase(input.erased_at.is_some(), quoted.len(), form.ticked("seen"))?;

        let order = Order { decision: &decision, reason: &reason, at: cx.now_us() };
        let versions = storage::versions(tx, &input)?;
        for id in &versions {
            storage::erase(tx, &permit, *id, &order)?;
        }
        let page = format!("inputs/{}", input.id);
        let what = json!({"decision": decision, "versions": versions});
        journal::record(tx, cx, &permit, &page, what, &reason)?;
        Ok(cx.done(&page))
    })
    .await
}
