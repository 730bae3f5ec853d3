//! The page of a search.

use axum::response::Response;
use maud::{Markup, html};

use super::{
    rules::{Refused, Words},
    storage::{self, Found},
};
use crate::{
    access::ReadCase,
    case,
    refusal::Refusal as _,
    routes::Routes,
    web::{
        Cx,
        choices::Choice as _,
        components::{empty, page_head},
        error::Error,
    },
};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/{case}/search", search)
}

async fn search(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let title = cx.t("search-title");
        let words = match Words::of(cx.query("q")) {
            Ok(words) => words,
            Err(refused) => return Err(Error::Invalid(Box::new(told(cx, &refused)))),
        };
        let found = if words.is_empty() {
            Vec::new()
        } else {
            storage::all(tx, &case, &permit, &words, cx.lang)?
        };
        let all: i64 = found.iter().map(|found| found.count).sum();
        let body = html! {
            (page_head(cx, &title, &cx.t("search-lead")))
            (form(cx))
            @if !words.is_empty() {
                p role="status" { (cx.say("search-count", &[("count", all.into())])) }
                @if all == 0 { (empty(cx, "search-nothing")) }
            }
            @for found in found.iter().filter(|found| found.count > 0) {
                (group(cx, &words, found))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// The page that says why, with the question still in its field.
fn told(cx: &Cx, refused: &Refused) -> (String, Markup) {
    let title = cx.t("search-title");
    let body = html! {
        h1 { (title) }
        div class="alert alert-error" role="alert" { div class="alert-body" {
            h2 class="alert-heading" { (cx.message(&refused.why())) }
            p class="alert-text" { (cx.message(&refused.way_forward())) }
        } }
        (form(cx))
    };
    (title, body)
}

fn form(cx: &Cx) -> Markup {
    html! {
        form method="get" action=(cx.url("search")) class="kp-filter" role="search"
            aria-label=(cx.t("search-words")) {
            div {
                label class="form-label" for="q" { (cx.t("search-words")) }
                input class="form-input" type="search" id="q" name="q"
                    value=(cx.query("q").chars().take(400).collect::<String>());
            }
            button class="button button-primary" type="submit" { (cx.t("search-button")) }
        }
    }
}

fn group(cx: &Cx, words: &Words, found: &Found) -> Markup {
    let shown = i64::try_from(found.hits.len()).unwrap_or(i64::MAX);
    html! {
        section class="kp-section" {
            h2 { (cx.t(found.kind.key())) " (" (cx.lang.number(found.count)) ")" }
            ul class="kp-list" {
                @for hit in &found.hits {
                    li {
                        a href=(cx.url(&hit.page)) { (hit.title) }
                        @if !hit.text.is_empty() {
                            p { @for (word, marked) in words.shown(&hit.text) {
                                @if marked { mark { (word) } } @else { (word) }
                                " "
                            } }
                        }
                    }
                }
            }
            @if found.count > shown {
                p class="kp-quiet" { (cx.say("search-first", &[("count", shown.into())])) }
            }
        }
    }
}
