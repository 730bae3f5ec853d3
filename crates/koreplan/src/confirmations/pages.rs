//! The two pages a mail leads to: it was me, and it was not me. Opening them changes
//! nothing, since programs that check mail open links too; a button does.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Answer, Assurance},
    storage::{self, Confirmation, Counts},
};
use crate::{
    access::{Action, ConfirmInput, DisownInput, Permit, ReadCase},
    case::{self, Case},
    input::{
        rules::written_number,
        storage::{Hearing, Input},
    },
    journal,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{badge, page_head, post},
        error::Error,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/confirmations/{token}", show)
        .post("/{lang}/{case}/confirmations/{token}", confirm)
        .get("/{lang}/{case}/disownings/{token}", show_disowning)
        .post("/{lang}/{case}/disownings/{token}", disown)
}

/// Opens the question behind the token in the address.
fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Confirmation, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let confirmation = storage::load(tx, &case, cx.param("token"))?;
    let (confirmation, permit) = confirmation.open(&cx.actor, action)?;
    Ok((case, confirmation, permit))
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, confirmation, _) = opened(cx, tx, ConfirmInput)?;
        let page = format!("confirmations/{}", cx.param("token"));
        let ask = html! {
            p { (cx.t("confirmation-ask")) }
            (post(cx, &page, "confirmation-button", &html! {}))
            p { a href=(cx.url(&format!("disownings/{}", cx.param("token")))) {
                (cx.t("disowning-title"))
            } }
        };
        Ok(answered(cx, &case, &confirmation, "confirmation-title", &ask))
    })
    .await
}

async fn show_disowning(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, confirmation, _) = opened(cx, tx, DisownInput)?;
        let page = format!("disownings/{}", cx.param("token"));
        let ask = html! {
            p { (cx.t("disowning-ask")) }
            (post(cx, &page, "disowning-button", &html! {}))
        };
        Ok(answered(cx, &case, &confirmation, "disowning-title", &ask))
    })
    .await
}

/// The question, or what was answered.
fn answered(
    cx: &Cx,
    case: &Case,
    confirmation: &Confirmation,
    title: &'static str,
    ask: &Markup,
) -> Response {
    let lead = cx.say(
        "confirmation-lead",
        &[
            ("number", written_number(confirmation.number).into()),
            ("case", cx.text(&case.title).to_owned().into()),
        ],
    );
    let body = html! {
        (page_head(cx, &cx.t(title), &lead))
        @match confirmation.answer {
            Answer::Mine => p { (cx.t("confirmation-is-mine")) },
            Answer::NotMine => p { (cx.t("confirmation-is-not-mine")) },
            Answer::None => (ask),
        }
    };
    cx.page(&cx.t(title), &body)
}

/// It was me.
async fn confirm(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, confirmation, permit) = opened(cx, tx, ConfirmInput)?;
        let outside = cx.app.outside().as_second();
        rules::answer(confirmation.answer, confirmation.expires_at, outside)?;

        storage::save_mine(tx, &confirmation, cx.now_us())?;
        let subject = format!("inputs/{}", confirmation.input_id);
        journal::record(tx, cx, &permit, &subject, json!({}), "")?;
        Ok(cx.done(&format!("confirmations/{}", cx.param("token"))))
    })
    .await
}

/// It was not me.
async fn disown(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, confirmation, permit) = opened(cx, tx, DisownInput)?;
        let outside = cx.app.outside().as_second();
        rules::answer(confirmation.answer, confirmation.expires_at, outside)?;

        storage::save_not_mine(tx, &confirmation, cx.now_us())?;
        let subject = format!("inputs/{}", confirmation.input_id);
        journal::record(tx, cx, &permit, &subject, json!({}), "")?;
        Ok(cx.done(&format!("disownings/{}", cx.param("token"))))
    })
    .await
}

/// How sure it is who sent an input, beside its name.
pub fn badges(cx: &Cx, input: &Input) -> Markup {
    let class = match input.assurance {
        Assurance::Anonymous => "",
        Assurance::Confirmed | Assurance::SignedIn => "badge-success",
    };
    html! {
        @if input.disowned { (badge("badge-warning", &cx.t("assurance-disowned"))) }
        @else { (badge(class, &cx.t(input.assurance.key()))) }
    }
}

/// What the receipt says of the mail that asks its sender.
pub fn on_receipt(cx: &Cx, tx: &mut dyn Tx, input: &Input) -> Result<Markup, Error> {
    let said = match (input.assurance, input.email.is_empty()) {
        (Assurance::Confirmed, _) => "receipt-confirmed",
        (_, true) => return Ok(html! {}),
        (_, false) if storage::is_asked(tx, input.id)? => "receipt-asked",
        (_, false) => "receipt-not-asked",
    };
    Ok(
        html! { p class="alert-text" { (cx.say(said, &[("email", input.email.clone().into())])) } },
    )
}

/// How sure it is who sent the inputs of a hearing, in numbers.
pub fn counts(
    cx: &Cx,
    tx: &mut dyn Tx,
    hearing: &Hearing,
    total: i64,
) -> Result<Markup, Error> {
    let Counts { confirmed, signed_in, disowned } = storage::counts(tx, hearing)?;
    Ok(html! {
        @if total > 0 {
            p class="kp-quiet" { (cx.say("assurance-counts", &[
                ("confirmed", confirmed.into()),
                ("signed", signed_in.into()),
                ("anonymous", (total - confirmed - signed_in).into()),
            ]))
            @if disowned > 0 { " " (cx.say("assurance-count-disowned", &[
                ("count", disowned.into()),
            ])) } }
        }
    })
}
