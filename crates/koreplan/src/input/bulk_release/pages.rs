//! The page on which the head of the secretariat publishes a hearing's inputs together.

use axum::response::Response;
use jiff::Timestamp;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::Refused,
    storage::{self, Release},
};
use crate::{
    access::{Permit, ReadCase, ReleaseInputs},
    case::{self, Case, clock},
    input::{self, public_copy, storage::Hearing},
    journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        components::{Need, facts, line_of, page_head, post, tick},
        error::{Error, NotFound},
        form::Form,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/hearings/{hearing}/releases", show)
        .post("/{lang}/{case}/hearings/{hearing}/releases", ask)
}

fn opened(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Hearing, Permit<ReleaseInputs>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let hearing = input::storage::load_hearing(tx, &case, cx.param("hearing"))?;
    let (hearing, permit) = hearing.open(&cx.actor, ReleaseInputs)?;
    Ok((case, hearing, permit))
}

fn page_of(hearing: &Hearing) -> String {
    format!("hearings/{}/releases", hearing.slug)
}

fn ask_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let fields = html! {
        (line_of(cx, form, "remove_on", "public-remove-on", Some("public-remove-on-hint"),
            Need::May, "date"))
        (tick(cx, form, "sure", "bulk-sure"))
    };
    post(cx, &page_of(hearing), "bulk-ask", &fields)
}

fn standing(cx: &Cx, hearing: &Hearing, release: &Release) -> Markup {
    let percent = release.done_id * 100 / release.last_id.max(1);
    html! {
        h2 { (cx.t("bulk-last")) }
        @if release.ended_at.is_none() {
            p role="status" {
                progress max="100" value=(percent)
                            aria-label=(cx.t("bulk-under-way")) { (percent) " %" } " "
                (cx.t("bulk-under-way")) " "
                a href=(cx.url(&page_of(hearing))) { (cx.t("grouping-look-again")) }
            }
        }
        (facts(&[
            (cx.t("bulk-asked"), html! { (release.asked_by) ", " (cx.moment(release.asked_at)) }),
            (cx.t("bulk-released"), html! { (cx.lang.number(release.released)) }),
            (cx.t("bulk-held-back"), html! { (cx.lang.number(release.held_back)) }),
        ]))
        @if release.held_back > 0 { p { (cx.t("bulk-held-back-what")) } }
    }
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, hearing, _) = opened(cx, tx)?;
        let last = storage::last(tx, hearing.id)?;
        let busy = last.as_ref().is_some_and(|release| release.ended_at.is_none());
        let days = public_copy::storage::days(tx, hearing.id)?;
        let remove_on = public_copy::rules::removal(cx.today(), days);
        let remove_on = remove_on.map(|day| day.to_string()).unwrap_or_default();
        let form = Form::with(&[("remove_on", &remove_on)]);
        let body = html! {
            (page_head(cx, &cx.t("bulk-title"), &cx.t("bulk-lead")))
            p { a href=(cx.url(&format!("hearings/{}", hearing.slug))) {
                (cx.text(&hearing.title))
            } }
            @if let Some(release) = &last { (standing(cx, &hearing, release)) }
            @if !busy {
                h2 { (cx.t("bulk-ask")) }
                p { (cx.t("bulk-what")) }
                ul {
                    li { (cx.t("bulk-holds-found")) }
                    li { (cx.t("bulk-holds-protected")) }
                    li { (cx.t("bulk-holds-redacted")) }
                    li { (cx.t("bulk-holds-withdrawn")) }
                }
                p { (cx.t("bulk-names")) }
                (ask_form(cx, &hearing, &form))
            }
        };
        Ok(cx.page(&cx.t("bulk-title"), &body))
    })
    .await
}

/// Asks for it; it is done in the background.
async fn ask(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, hearing, permit) = opened(cx, tx)?;
        let last = storage::last(tx, hearing.id)?;
        if last.is_some_and(|release| release.ended_at.is_none()) {
            return Err(Refused::UnderWay.into());
        }
        let day = public_copy::pages::remove_on(cx, &mut form);
        if !form.ticked("sure") {
            form.fault("sure", Message::new("bulk-fault-sure"));
        }
        form.check(cx, &cx.t("bulk-title"), |form| ask_form(cx, &hearing, form))?;
        let zone = case.time_zone()?;
        let remove_at = day
            .map(|day| clock::instant(&zone, day.at(0, 0, 0, 0)))
            .transpose()
            .map_err(|_| NotFound)?
            .map(Timestamp::as_microsecond);
        let id = storage::ask(tx, &permit, &hearing, remove_at, cx.now_us())?;
        let what = json!({"asked": id, "remove_on": day.map(|day| day.to_string())});
        journal::record(tx, cx, &permit, &page_of(&hearing), what, "")?;
        Ok(cx.done(&page_of(&hearing)))
    })
    .await
}
