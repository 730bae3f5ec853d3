//! A person's own page.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::Digest,
    storage::{self, Wish},
};
use crate::{
    access::{Action, ChangeOwnPage, Permit, ReadOwnPage},
    journal,
    outbox::rules::Address,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{Need, choice_options, line_of, page_head, post_as, radios, select},
        error::{Error, NotFound},
        form::{Form, LINE},
        l10n::Lang,
        see_other,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/my-page", show)
        .post("/{lang}/my-page", save)
        .post("/{lang}/my-page/calendar", new_calendar)
        .post("/{lang}/my-page/calendar/end", end_calendar)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Wish, Permit<A>), Error> {
    let person = cx.actor.person.as_ref().ok_or(NotFound)?;
    Ok(storage::load(tx, person.id)?.open(&cx.actor, action)?)
}

fn address(cx: &Cx, page: &str) -> String {
    format!("/{}/my-page{page}", cx.lang.word())
}

fn hours() -> Vec<(String, String)> {
    (0..24).map(|hour| (hour.to_string(), format!("{hour:02}.00"))).collect()
}

fn filled(wish: &Wish) -> Form {
    Form::with(&[
        ("email", &wish.email),
        ("mail_lang", wish.lang.word()),
        ("digest", wish.digest.word()),
        ("quiet_from", &wish.quiet.0.to_string()),
        ("quiet_to", &wish.quiet.1.to_string()),
    ])
}

fn wish_form(cx: &Cx, form: &Form) -> Markup {
    let languages: Vec<_> = Lang::ALL
        .iter()
        .map(|lang| (lang.word().to_owned(), lang.say("language-name", &[])))
        .collect();
    let fields = html! {
        (line_of(cx, form, "email", "my-email", Some("my-email-hint"), Need::May, "email"))
        (radios(cx, form, "mail_lang", "my-language", &languages))
        (radios(cx, form, "digest", "my-digest", &choice_options::<Digest>(cx)))
        p class="form-hint" { (cx.t("my-digest-hint")) }
        div class="kp-pair" {
            (select(cx, form, "quiet_from", "my-quiet-from", Need::Must, &hours()))
            (select(cx, form, "quiet_to", "my-quiet-to", Need::Must, &hours()))
        }
        p class="form-hint" { (cx.t("my-quiet-hint")) }
    };
    post_as(cx, &address(cx, ""), "my-save", "button-primary", &fields)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (wish, _) = opened(cx, tx, ReadOwnPage)?;
        let body = html! {
            (page_head(cx, &cx.t("my-title"), &cx.t("my-lead")))
            h2 { (cx.t("my-mail")) }
            (wish_form(cx, &filled(&wish)))
            h2 { (cx.t("my-calendar")) }
            p { (cx.t("my-calendar-lead")) }
            @if wish.calendar {
                p { (cx.t("my-calendar-is-on")) }
                (post_as(cx, &address(cx, "/calendar/end"), "my-calendar-end",
                    "button-secondary", &html! {}))
            }
            (post_as(cx, &address(cx, "/calendar"), "my-calendar-new", "button-secondary",
                &html! {}))
        };
        Ok(cx.page(&cx.t("my-title"), &body))
    })
    .await
}

/// Saves where and when the person is written to. The record says how, not where.
async fn save(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (old, permit) = opened(cx, tx, ChangeOwnPage)?;
        let email = form.optional("email", LINE);
        if !email.is_empty() && email.parse::<Address>().is_err() {
            form.fault("email", Message::new("subscription-fault-email"));
        }
        let lang = Lang::of(form.value("mail_lang"));
        if lang.is_none() {
            form.fault("mail_lang", Message::new("fault-choose"));
        }
        let digest = form.choice("digest");
        let from = form.number("quiet_from", 0..=23);
        let to = form.number("quiet_to", 0..=23);
        form.check(cx, &cx.t("my-title"), |form| wish_form(cx, form))?;
        let (Some(lang), Some(digest)) = (lang, digest) else {
            return Err(Error::NotFound);
        };
        let hour = |hour| i8::try_from(hour).unwrap_or(0);
        let quiet = (hour(from), hour(to));
        let wish = Wish { email, lang, digest, quiet, ..old };

        storage::save(tx, &permit, &cx.app, &wish, cx.now_us())?;
        let what = json!({"digest": wish.digest.word(), "mail": !wish.email.is_empty()});
        journal::record(tx, cx, &permit, "my-page", what, "")?;
        Ok(see_other(&format!("{}?done=1", address(cx, ""))))
    })
    .await
}

/// Makes a secret address for each case the person sits in. It is shown this once.
async fn new_calendar(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (wish, permit) = opened(cx, tx, ChangeOwnPage)?;
        let secret = storage::new_secret(tx, &permit, wish.person_id)?;
        journal::record(tx, cx, &permit, "my-page", json!({"calendar": "new"}), "")?;
        let mut cases: Vec<&str> =
            cx.actor.seats.iter().map(|seat| seat.case.as_str()).collect();
        cases.sort_unstable();
        cases.dedup();
        let lang = cx.lang.word();
        let body = html! {
            (page_head(cx, &cx.t("my-calendar"), &cx.t("my-calendar-once")))
            @if cases.is_empty() { p { (cx.t("my-calendar-no-case")) } }
            ul class="kp-list" {
                @for case in cases {
                    @let path = format!("/{lang}/{case}/my-calendar/{secret}/calendar.ics");
                    li class="kp-wrap" { code { (cx.absolute(&path)) } }
                }
            }
            p { a href=(address(cx, "")) { (cx.t("my-title")) } }
        };
        Ok(cx.page(&cx.t("my-calendar"), &body))
    })
    .await
}

/// Ends the secret address: whoever has it sees nothing from now on.
async fn end_calendar(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (wish, permit) = opened(cx, tx, ChangeOwnPage)?;
        storage::end_secret(tx, &permit, wish.person_id)?;
        journal::record(tx, cx, &permit, "my-page", json!({"calendar": "ended"}), "")?;
        Ok(see_other(&format!("{}?done=1", address(cx, ""))))
    })
    .await
}
