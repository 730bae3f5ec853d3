//! Asking to be told, saying yes to it, and ending it.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Subject},
    storage,
};
use crate::{
    access::{ConfirmSubscription, EndSubscription, ReadCase, Subscribe},
    case::{self, storage::Area},
    journal,
    outbox::rules::Address,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{Need, choice_options, facts, line_of, page_head, post, ticks},
        error::{Error, NotFound},
        form::{Form, LINE},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/subscriptions/new", new)
        .post("/{lang}/{case}/subscriptions", create)
        .get("/{lang}/{case}/subscriptions/sent", sent)
        .get("/{lang}/{case}/subscriptions/{token}", show)
        .post("/{lang}/{case}/subscriptions/{token}", confirm)
        .get("/{lang}/{case}/unsubscriptions/{token}", show_end)
        .post("/{lang}/{case}/unsubscriptions/{token}", end)
}

fn ask_form(cx: &Cx, areas: &[Area], form: &Form) -> Markup {
    let fields = html! {
        (ticks(cx, form, "subject", "subscription-subjects", &choice_options::<Subject>(cx)))
        (ticks(cx, form, "area", "subscription-areas",
            &case::storage::area_options(cx, areas)))
        p class="form-hint" { (cx.t("subscription-areas-hint")) }
        (line_of(cx, form, "email", "subscription-email", Some("subscription-email-hint"),
            Need::Must, "email"))
    };
    post(cx, "subscriptions", "subscription-ask", &fields)
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, Subscribe)?;
        let areas = case::storage::areas(tx, &case)?;
        let form = Form::with(&[("subject", Subject::Hearings.word())]);
        let lead = cx.say(
            "subscription-lead",
            &[("case", cx.text(&case.title).to_owned().into())],
        );
        let body = html! {
            (page_head(cx, &cx.t("subscription-title"), &lead))
            (ask_form(cx, &areas, &form))
        };
        Ok(cx.page(&cx.t("subscription-title"), &body))
    })
    .await
}

/// Notes the wish and asks by mail: the answer is the same for every address.
async fn create(Post(cx, mut form): Post) -> Response {
    if !cx.app.demo && !cx.app.may_try(cx.network, "subscriptions") {
        return Error::TooMany.answer(&cx);
    }
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, Subscribe)?;
        let areas = case::storage::areas(tx, &case)?;
        let subjects: Vec<Subject> = Subject::ALL
            .iter()
            .copied()
            .filter(|subject| {
                form.all("subject").iter().any(|word| word == subject.word())
            })
            .collect();
        if subjects.is_empty() {
            form.fault("subject", Message::new("subscription-fault-subject"));
        }
        let chosen = form.ids("area");
        let chosen: Vec<i64> =
            areas.iter().map(|area| area.id).filter(|id| chosen.contains(id)).collect();
        let email = form.text("email", LINE);
        let address = email.parse::<Address>();
        if !email.is_empty() && address.is_err() {
            form.fault("email", Message::new("subscription-fault-email"));
        }
        form.check(cx, &cx.t("subscription-title"), |form| ask_form(cx, &areas, form))?;
        let Ok(address) = address else { return Err(Error::NotFound) };

        storage::ask(tx, cx, &case, address, (&subjects, &chosen))?;
        let what =
            json!({"subjects": subjects.iter().map(|s| s.word()).collect::<Vec<_>>()});
        journal::record(tx, cx, &permit, "subscriptions", what, "")?;
        Ok(cx.see("subscriptions/sent"))
    })
    .await
}

async fn sent(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        case::storage::load(tx, cx)?.open(&cx.actor, Subscribe)?;
        let body = html! {
            (page_head(cx, &cx.t("subscription-sent"), &cx.t("subscription-sent-lead")))
            p { a href=(cx.url("")) { (cx.t("subscription-back")) } }
        };
        Ok(cx.page(&cx.t("subscription-sent"), &body))
    })
    .await
}

/// What was asked for, and the button that says yes.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let token = cx.param("token");
        let (wish, _) =
            storage::load(tx, &case, token)?.open(&cx.actor, ConfirmSubscription)?;
        let areas = case::storage::areas(tx, &case)?;
        let subjects: Vec<_> = wish.subjects.iter().map(|s| cx.t(s.key())).collect();
        let names: Vec<_> = areas
            .iter()
            .filter(|area| wish.areas.contains(&area.id))
            .map(|area| cx.text(&area.name).to_owned())
            .collect();
        let names =
            if names.is_empty() { cx.t("subscription-all-areas") } else { names.join(", ") };
        let lead =
            if wish.confirmed { "subscription-is-on" } else { "subscription-confirm-lead" };
        let body = html! {
            (page_head(cx, &cx.t("subscription-confirm-title"), &cx.t(lead)))
            (facts(&[
                (cx.t("subscription-email"), html! { (wish.address) }),
                (cx.t("subscription-case"), html! { (cx.text(&case.title)) }),
                (cx.t("subscription-subjects"), html! { (subjects.join(", ")) }),
                (cx.t("subscription-areas"), html! { (names) }),
            ]))
            @if !wish.confirmed {
                (post(cx, &format!("subscriptions/{token}"), "subscription-yes", &html! {}))
            }
        };
        Ok(cx.page(&cx.t("subscription-confirm-title"), &body))
    })
    .await
}

/// Takes the yes.
async fn confirm(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let token = cx.param("token");
        let (wish, permit) =
            storage::load(tx, &case, token)?.open(&cx.actor, ConfirmSubscription)?;
        rules::confirm(wish.confirmed, wish.expires_at, cx.app.outside().as_second())?;

        storage::save_yes(tx, &wish, cx.now_us())?;
        if !wish.confirmed {
            journal::record(
                tx,
                cx,
                &permit,
                "subscriptions",
                json!({"confirmed": true}),
                "",
            )?;
        }
        Ok(cx.done(&format!("subscriptions/{token}")))
    })
    .await
}

/// What a link of ours looks like: 64 hexadecimal digits.
fn token(cx: &Cx) -> Result<&str, NotFound> {
    let token = cx.param("token");
    let digits = token.len() == 64 && token.chars().all(|c| c.is_ascii_hexdigit());
    if digits { Ok(token) } else { Err(NotFound) }
}

/// The button that ends it. Whether the link is known is not told.
async fn show_end(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        case::storage::load(tx, cx)?.open(&cx.actor, EndSubscription)?;
        let page = format!("unsubscriptions/{}", token(cx)?);
        let body = html! {
            (page_head(cx, &cx.t("subscription-end-title"), &cx.t("subscription-end-lead")))
            (post(cx, &page, "subscription-end", &html! {}))
        };
        Ok(cx.page(&cx.t("subscription-end-title"), &body))
    })
    .await
}

/// Ends a subscription, by the button or by a mail program's one click; the latter takes
/// no redirect (RFC 8058).
async fn end(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, EndSubscription)?;
        if storage::end(tx, &case, token(cx)?)? {
            journal::record(
                tx,
                cx,
                &permit,
                "subscriptions",
                json!({"ended": true}),
                "",
            )?;
        }
        let body = html! {
            (page_head(cx, &cx.t("subscription-ended"), &cx.t("subscription-ended-lead")))
            p { a href=(cx.url("subscriptions/new")) { (cx.t("subscription-title")) } }
        };
        Ok(cx.page(&cx.t("subscription-ended"), &body))
    })
    .await
}
