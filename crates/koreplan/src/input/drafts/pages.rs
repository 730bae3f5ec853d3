//! Keeping a draft, coming back to it, and throwing it away.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};

use super::storage;
use crate::{
    access::{KeepAnswerDraft, ReadAnswerDraft, ReadCase},
    case::{self, Case},
    input::{
        self,
        intake::Desk,
        pages::{input_form, key},
        rules,
        storage::Hearing,
    },
    routes::Routes,
    web::{
        Cx, Post,
        components::{hidden, page_head, post_as},
        error::Error,
        form::{Form, LETTER, LINE},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/hearings/{hearing}/drafts", keep)
        .get("/{lang}/{case}/hearings/{hearing}/drafts/{key}", show)
        .post("/{lang}/{case}/hearings/{hearing}/drafts/{key}/removal", throw_away)
}

/// The fields of the form that a draft keeps.
const LINES: [&str; 5] = ["sender_kind", "name", "organisation", "email", "protected"];
const TICKS: [&str; 2] = ["area", "question"];

fn opened(cx: &Cx, tx: &mut dyn Tx) -> Result<(Case, Hearing), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let hearing = input::storage::load_hearing(tx, &case, cx.param("hearing"))?;
    let (hearing, _) = hearing.open(&cx.actor, KeepAnswerDraft)?;
    Ok((case, hearing))
}

/// Keeps what is written so far, unfinished as it is.
async fn keep(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let hearing = input::storage::load_hearing(tx, &case, cx.param("hearing"))?;
        let (hearing, permit) = hearing.open(&cx.actor, KeepAnswerDraft)?;
        let now = cx.now_us();
        rules::accepts(hearing.state(now))?;
        let key = key(&mut form);
        for name in LINES {
            form.optional(name, LINE);
        }
        form.optional("body", LETTER);
        let desk = Desk::of(tx, &case, hearing.clone())?;
        form.check(cx, &cx.t("input-write"), |form| input_form(cx, &desk, form))?;
        // The form was sent in the meantime: there is nothing left to keep.
        if let Some(number) = storage::sent(tx, &key)? {
            return Ok(cx.see(&format!("receipts/{number}/{key}")));
        }
        if let Some(draft) = storage::find(tx, &hearing, &key, now)? {
            draft.open(&cx.actor, ReadAnswerDraft)?;
        }
        let lines =
            LINES.into_iter().chain(["body"]).map(|name| (name, form.value(name)));
        let ticks = TICKS
            .into_iter()
            .flat_map(|name| form.all(name).iter().map(move |id| (name, id.as_str())));
        let fields: Vec<_> =
            lines.chain(ticks).filter(|(_, value)| !value.is_empty()).collect();
        storage::save(tx, &permit, &hearing, &key, &fields, now)?;
        Ok(cx.done(&format!("hearings/{}/drafts/{key}", hearing.slug)))
    })
    .await
}

/// The form as it was left.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, hearing) = opened(cx, tx)?;
        let key = cx.param("key").to_owned();
        let draft = storage::load(tx, &hearing, &key, cx.now_us())?;
        let (draft, _) = draft.open(&cx.actor, ReadAnswerDraft)?;
        let desk = Desk::of(tx, &case, hearing.clone())?;
        let mut values = draft.fields;
        values.push(("key".to_owned(), key.clone()));
        let form = Form::of(values);
        let title = cx.text(&hearing.title).to_owned();
        let body = html! {
            (page_head(cx, &title, &cx.t("draft-answer-lead")))
            div class="alert alert-info" { div class="alert-body" {
                p class="alert-text" {
                    (cx.say("draft-answer-saved", &[
                        ("date", cx.moment(draft.saved_at).into()),
                        ("until", cx.day(draft.saved_at + storage::KEPT).into()),
                    ]))
                }
                p class="alert-text" {
                    @if draft.owner_id.is_some() { (cx.t("draft-answer-yours")) }
                    @else {
                        (cx.t("draft-answer-address")) " "
                        code class="kp-wrap" { (cx.absolute(&cx.path)) }
                    }
                }
            } }
            p { a href=(cx.url(&format!("hearings/{}", hearing.slug))) {
                (cx.t("draft-answer-hearing"))
            } }
            (input_form(cx, &desk, &form))
            // A quieter button than the one that keeps it.
            (post_as(cx, &cx.url(&format!("hearings/{}/drafts/{key}/removal", hearing.slug)),
                "draft-answer-remove", "button-tertiary", &hidden("sure", "yes")))
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Throws a draft away.
async fn throw_away(Post(cx, _): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, hearing) = opened(cx, tx)?;
        let key = cx.param("key");
        storage::load(tx, &hearing, key, cx.now_us())?
            .open(&cx.actor, ReadAnswerDraft)?;
        storage::forget(tx, key)?;
        Ok(cx.done(&format!("hearings/{}", hearing.slug)))
    })
    .await
}

/// The person's own drafts of a hearing, for its page.
pub fn own(cx: &Cx, tx: &mut dyn Tx, hearing: &Hearing) -> Result<Markup, Error> {
    let Some(person) = &cx.actor.person else { return Ok(html! {}) };
    let drafts = storage::own(tx, hearing, person.id, cx.now_us())?;
    Ok(html! {
        @if !drafts.is_empty() {
            h2 { (cx.t("draft-answers-own")) }
            ul class="kp-list" {
                @for (key, saved_at) in &drafts {
                    li { a href=(cx.url(&format!("hearings/{}/drafts/{key}", hearing.slug))) {
                        (cx.say("draft-answer-of", &[("date", cx.moment(*saved_at).into())]))
                    } }
                }
            }
        }
    })
}
