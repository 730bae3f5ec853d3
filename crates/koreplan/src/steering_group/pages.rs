//! Deciding, and the list of decisions.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::json;

use super::{
    decisions,
    rules::{self, Refused},
};
use crate::{
    access::Decide,
    journal,
    meetings::{
        self, attendance, minutes,
        rules::{Matter, Verb},
        storage::{Item, Meeting},
    },
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{Need, post, select_choice, text},
        error::NotFound,
        form::{Form, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/meetings/{id}/items/{item}/decision", decide)
        .and(decisions::pages::routes())
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
