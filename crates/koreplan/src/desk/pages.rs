//! The desk as a page, and what the front page says waits for a person.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};

use super::{
    rules::{self, Part, Row, Wanted, When},
    storage,
};
use crate::{
    access::{Guarded as _, ReadDesk},
    case::{self, Case},
    routes::Routes,
    web::{
        Cx,
        choices::Choice as _,
        components::{empty, page_head, select},
        error::Error,
        form::Form,
    },
};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/{case}/desk", show)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadDesk)?;
        let rows = storage::rows(cx, tx, &case, &permit)?;
        let mine = cx.query("whose") == "mine";
        let person = cx.actor.person.as_ref().map(|person| person.id);
        let wanted = Wanted {
            part: Part::of(cx.query("part")),
            person_id: person.filter(|_| mine),
        };
        let shown = rules::shown(rows, wanted, cx.today());
        let body = html! {
            (page_head(cx, &cx.t("desk-title"), &cx.t("desk-lead")))
            (filter(cx, wanted, mine))
            (summary(cx, &shown))
            @if shown.is_empty() { (empty(cx, "desk-empty")) }
            @for when in When::ALL { (section(cx, *when, &shown)) }
            p class="kp-quiet" { (cx.t("desk-keys")) }
        };
        Ok(cx.page(&cx.t("desk-title"), &body))
    })
    .await
}

fn filter(cx: &Cx, wanted: Wanted, mine: bool) -> Markup {
    let word = wanted.part.map_or("", Part::word);
    let whose = if mine { "mine" } else { "all" };
    let form = Form::with(&[("part", word), ("whose", whose)]);
    let parts = crate::web::components::choice_options::<Part>(cx);
    let whose = [("all", "desk-everyones"), ("mine", "desk-mine")]
        .map(|(word, key)| (word.to_owned(), cx.t(key)));
    html! {
        form method="get" class="kp-filter" role="search" aria-label=(cx.t("desk-filter")) {
            (crate::web::components::radios(cx, &form, "whose", "desk-whose", &whose))
            (select(cx, &form, "part", "desk-part", crate::web::components::Need::May, &parts))
            button class="button button-secondary" type="submit" { (cx.t("desk-show")) }
        }
    }
}

/// How many there are of each, and the way to them by keyboard.
fn summary(cx: &Cx, shown: &[(When, Row)]) -> Markup {
    html! {
        nav aria-label=(cx.t("desk-jump")) {
            div role="status" {
                ul class="kp-doors" {
                    @for when in When::ALL {
                        @let count = shown.iter().filter(|(it, _)| it == when).count();
                        li {
                            @if count == 0 { (cx.t(when.key())) ": 0" } @else {
                                a href={ "#" (when.word()) } {
                                    (cx.t(when.key())) ": " (count)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn section(cx: &Cx, when: When, shown: &[(When, Row)]) -> Markup {
    let rows: Vec<&Row> =
        shown.iter().filter(|(it, _)| *it == when).map(|(_, row)| row).collect();
    html! {
        @if !rows.is_empty() {
            section class="kp-section" aria-labelledby=(when.word()) {
                h2 id=(when.word()) tabindex="-1" {
                    (cx.t(when.key())) " (" (rows.len()) ")"
                }
                ul class="kp-tasks" { @for row in rows { (line(cx, row)) } }
            }
        }
    }
}

fn line(cx: &Cx, row: &Row) -> Markup {
    // A page that begins with a stroke is of no case.
    let page = match row.page.strip_prefix('/') {
        Some(page) => format!("/{}/{page}", cx.lang.word()),
        None => cx.url(&row.page),
    };
    html! {
        li {
            @if row.page.is_empty() { (cx.message(&row.what)) }
            @else { a href=(page) { (cx.message(&row.what)) } }
            " "
            span class="kp-quiet" {
                (cx.t(row.part.key()))
                @if let Some(due) = row.due {
                    ", " (cx.say("desk-due", &[("date", cx.lang.date(due).into())]))
                }
                @if let Some(who) = &row.who { ", " (who.name) }
            }
        }
    }
}

/// What waits for this very person, and the way to the desk for those who have one.
pub fn yours(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Markup, Error> {
    let waiting = storage::yours(cx, tx, case)?;
    let desk = cx.may::<ReadDesk>(&case.facts());
    Ok(html! {
        @if !waiting.is_empty() || desk {
            section class="kp-section kp-desk" aria-labelledby="yours" {
                h2 id="yours" { (cx.t("front-yours")) }
                ul class="kp-tasks" {
                    @for (key, name, page) in &waiting {
                        li { a href=(cx.url(page)) {
                            (cx.say(key, &[("name", name.clone().into())]))
                        } }
                    }
                    @if desk { li { a href=(cx.url("desk")) { (cx.t("desk-open")) } } }
                }
            }
        }
    })
}
