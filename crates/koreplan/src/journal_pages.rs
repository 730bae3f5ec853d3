//! The record as a page: who, when, what, why, newest last.

use axum::response::Response;
use koreplan_log::Hex;
use maud::html;

use crate::{
    access::ReadJournal,
    case, journal,
    routes::Routes,
    web::{
        Cx,
        components::{empty, page_head, table},
    },
};

/// Entries on one page.
const PAGE: i64 = 200;
/// Entries up to which the page checks the whole chain.
const CHECKED: i64 = 5_000;

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/{case}/journal", list)
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadJournal)?;
        let after = cx.query("after").parse().unwrap_or(0);
        let entries = journal::page(tx, &case.slug, after, PAGE)?;
        // A short record is checked at each look; a long one by the command.
        let short = journal::length(tx)? <= CHECKED;
        let holds = if short { Some(journal::verify(tx)?) } else { None };
        let heads = ["journal-number", "journal-when", "journal-who", "journal-action",
            "journal-subject", "journal-what", "journal-why", "journal-hash"];
        // The operator sees who acted when, not what was said.
        let may_read = cx.is_insider();
        let rows: Vec<_> = entries
            .iter()
            .map(|stored| {
                let entry = &stored.entry;
                vec![
                    html! { (entry.seq) },
                    html! { (cx.moment(entry.at)) },
                    html! {
                        @if entry.actor.is_empty() { (cx.t("journal-public")) }
                        @else { (entry.actor) }
                    },
                    html! { (entry.action) },
                    html! { (entry.subject) },
                    html! { @if may_read { code class="kp-wrap" { (entry.what) } } },
                    html! { @if may_read { (entry.why) } },
                    html! { code title=(Hex(&stored.hash)) { (Hex(&stored.hash[..6])) } },
                ]
            })
            .collect();
        let body = html! {
            (page_head(cx, &cx.t("journal-title"), &cx.t("journal-lead")))
            @match holds {
                Some(Ok(count)) => p role="status" {
                    (cx.say("journal-holds", &[("count", count.into())]))
                },
                None => p { (cx.t("journal-long")) },
                Some(Err(fault)) => div class="alert alert-error" role="alert" {
                    p class="alert-text" {
                        (cx.say("journal-broken", &[("fault", cx.message(&journal::fault_message(&fault)).into())]))
                    }
                },
            }
            @if rows.is_empty() { (empty(cx, "journal-empty")) } @else {
                (table(&cx.t("journal-title"), &heads.map(|head| cx.t(head)), &rows))
                @if let Some(last) = entries.last().filter(|_| i64::try_from(rows.len()) == Ok(PAGE)) {
                    p { a href={ (cx.url("journal")) "?after=" (last.entry.seq) } {
                        (cx.t("journal-more"))
                    } }
                }
            }
        };
        Ok(cx.page(&cx.t("journal-title"), &body))
    })
    .await
}
