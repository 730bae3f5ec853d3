//! Deciding, and the list of decisions.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::json;

use super::{
    briefs,
    rules::{self, Refused},
};
use crate::{
    access::{Decide, Guarded as _, ReadBriefs, ReadDecisions},
    case, journal,
    meetings::{
        self, attendance, minutes,
        rules::{Matter, Verb},
        storage::{Item, Meeting},
    },
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, empty, page_head, post, search, select_choice, sought, table,
            text,
        },
        error::NotFound,
        form::{Form, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/meetings/{id}/items/{item}/decision", decide)
        .shared("/{lang}/{case}/decisions", list)
}

/// The form under an item of a meeting in progress. The verb that is recommended, or that
/// fits the kind of matter, is chosen beforehand.
pub fn decision_form(
    cx: &Cx,
    meeting: &Meeting,
    item: &Item,
    people: &[(String, String)],
    form: &Form,
) -> Markup {
    let id = |name: &str| format!("item-{}-{name}", item.id);
    let usual = item.proposed.or(match item.matter {
        Matter::Decision => None,
        Matter::Discussion => Some(Verb::Discussed),
        Matter::Information => Some(Verb::Noted),
    });
    let fault = form.faults().is_empty();
    let fields = html! {
        @if fault {
            div class="form-group" {
                label class="form-label" for=(id("verb")) { (cx.t("decision-verb")) }
                select class="form-select" id=(id("verb")) name="verb" {
                    option value="" { (cx.t("choose")) }
                    @for verb in Verb::ALL {
                        option value=(verb.word()) selected[usual == Some(*verb)] {
                            (cx.t(verb.key()))
                        }
                    }
                }
            }
            div class="form-group" {
                label class="form-label" for=(id("decision")) { (cx.t("decision-text")) }
                textarea class="form-input" id=(id("decision")) name="decision" rows="2" {}
            }
        } @else {
            (select_choice::<Verb>(cx, form, "verb", "decision-verb"))
            (text(cx, form, "decision", "decision-text", None, Need::Must, (3, TEXT)))
        }
        (minutes::pages::outcome_fields(cx, form, item.id, people))
    };
    let action = format!("meetings/{}/items/{}/decision", meeting.id, item.id);
    post(cx, &action, "decision-save", &fields)
}

/// Decides an item; needs the meeting in progress and enough members present.
async fn decide(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = meetings::pages::opened(cx, tx, Decide)?;
        let items = meetings::storage::items(tx, meeting.id)?;
        let item_id = cx.id("item")?;
        let item = items.into_iter().find(|item| item.id == item_id).ok_or(NotFound)?;
        let room = attendance::storage::room(tx, cx, &case, &meeting)?;
        rules::decide(meeting.state(), item.verb.is_some(), room.is_some())?;
        let room = room.ok_or(Refused::NoBody)?;
        let verb = form.choice::<Verb>("verb");
        let decision = form.text("decision", TEXT);
        let today = cx.today().to_string();
        let attendees = meetings::storage::attendees(tx, &case, &meeting, &today)?;
        let outcome = minutes::pages::outcome_of(&mut form, &attendees);
        form.check(cx, &item.title, |form| {
            let people = minutes::pages::people(&attendees);
            decision_form(cx, &meeting, &item, &people, form)
        })?;
        let verb = verb.ok_or(NotFound)?;
        let (quorate, voted) = (room.quorate(Some(item.id)), room.voted(item.id));
        attendance::rules::decide(verb, quorate, voted)?;

        let (by, now) = (permit.by.as_str(), cx.now_us());
        meetings::storage::save_decision(tx, item.id, (verb, &decision), by, now)?;
        minutes::pages::save_outcome(tx, (&case, &item), &outcome, (by, now))?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({
            "action": outcome.action.map(|action| action.what),
            "decision": decision,
            "item": item.title,
            "present": room.sitting.present(Some(item.id)),
            "proposal": item.proposal_id,
            "reservations": outcome.reservations,
            "verb": verb.word(),
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#item-{}", item.id)))
    })
    .await
}

/// Every decision on the open agenda, newest first.
async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadDecisions)?;
        let mut decisions = meetings::storage::public_decisions(tx, &case, 1_000)?;
        decisions.retain(|one| sought(cx, &[&one.title, &one.decision, &one.meeting]));
        let shelf = briefs::pages::shelf(tx, &case)?;
        let heads = ["decisions-head-matter", "decisions-head-verb", "decisions-head-text",
            "decisions-head-body", "decisions-head-date"];
        let rows: Vec<_> = decisions
            .iter()
            .map(|decision| {
                let page =
                    format!("meetings/{}#item-{}", decision.meeting_id, decision.item_id);
                vec![
                    html! { a href=(cx.url(&page)) { (decision.title) } },
                    badge("badge-info", &cx.t(decision.verb.key())),
                    html! { (decision.decision) },
                    html! { @match &decision.body {
                        Some(body) => (cx.text(body)),
                        None => (decision.meeting),
                    } },
                    html! { (cx.day(decision.at)) },
                ]
            })
            .collect();
        let body = html! {
            (page_head(cx, &cx.t("decisions-title"), &cx.t("decisions-lead")))
            (search(cx))
            p role="status" { (cx.say("decisions-count", &[
                ("count", i64::try_from(rows.len()).unwrap_or(0).into()),
            ])) }
            @if rows.is_empty() { (empty(cx, "decisions-empty")) }
            @else { (table(&cx.t("decisions-title"), &heads.map(|head| cx.t(head)), &rows)) }
            @if cx.may::<ReadBriefs>(&shelf.facts()) {
                p { a class="button button-secondary" href=(cx.url("briefs")) {
                    (cx.t("briefs-title"))
                } }
            }
        };
        Ok(cx.page(&cx.t("decisions-title"), &body))
    })
    .await
}
