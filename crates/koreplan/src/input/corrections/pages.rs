//! Correcting from the receipt's page.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::storage;
use crate::{
    access::{CorrectInput, Permit, ReadCase},
    case::{self, Case},
    confirmations,
    input::{
        self, attachments, input_number,
        intake::{self, Desk},
        pages::{key, sender_fields, submission, what_is_public},
        rules::{self, HearingState, Refused, Source},
        storage::{Arriving, Hearing, Input, Stored},
    },
    journal,
    routes::Routes,
    uploads,
    web::{
        Cx,
        choices::Choice as _,
        components::{hidden, page_head, part, post_files},
        error::{Error, NotFound},
        files::PostFiles,
        form::Form,
        session,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/receipts/{number}/{key}/correction", new)
        .post("/{lang}/{case}/receipts/{number}/{key}/corrections", create)
}

/// Opens the input of the receipt in the address, and its hearing.
fn opened(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Input, Hearing, Permit<CorrectInput>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let (number, key) = (cx.id("number")?, cx.param("key"));
    let input = input::storage::load_by_key(tx, &case, number, key, cx.now_us())?;
    let (input, permit) = input.open(&cx.actor, CorrectInput)?;
    let hearings = input::storage::hearings(tx, &case)?;
    let hearing = hearings.into_iter().find(|hearing| hearing.id == input.hearing_id);
    Ok((case, input, hearing.ok_or(NotFound)?, permit))
}

fn correction_form(cx: &Cx, input: &Input, asked: &Desk, form: &Form) -> Markup {
    let fields = html! {
        (hidden("key", form.value("key")))
        (sender_fields(cx, asked, form))
        (part(cx, "input-part-send"))
        (what_is_public(cx, &asked.hearing))
    };
    let page = format!("receipts/{}/{}/corrections", input.number, cx.param("key"));
    post_files(cx, &page, "correction-send", &fields)
}

/// The form as it was sent, with a key of its own.
fn as_sent(input: &Input, areas: &[i64], questions: &[i64]) -> Form {
    let mut values = vec![
        ("key", session::secret()),
        ("sender_kind", input.sender_kind.word().to_owned()),
        ("name", input.name.clone()),
        ("organisation", input.organisation.clone()),
        ("email", input.email.clone()),
        ("body", input.body.clone()),
    ];
    if input.protected {
        values.push(("protected", "yes".to_owned()));
    }
    values.extend(areas.iter().map(|id| ("area", id.to_string())));
    values.extend(questions.iter().map(|id| ("question", id.to_string())));
    Form::of(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, input, hearing, _) = opened(cx, tx)?;
        rules::correct(input.erased_at.is_some(), input.replaced_at.is_some())?;
        let asked = Desk::of(tx, &case, hearing.clone())?;
        let (areas, questions) = storage::ticked(tx, &input)?;
        let form = as_sent(&input, &areas, &questions);
        let files = attachments::of_input(tx, input.id)?;
        let title = cx
            .say("correction-title", &[("input", input_number(cx, input.number).into())]);
        let closed = hearing.state(cx.now_us()) == HearingState::Closed;
        let body = html! {
            (page_head(cx, &title, &cx.t("correction-lead")))
            @if closed {
                div class="alert alert-warning" { div class="alert-body" {
                    p class="alert-text" { (cx.t("correction-late")) }
                } }
            }
            @if !files.is_empty() { p { (cx.t("correction-files")) } }
            (correction_form(cx, &input, &asked, &form))
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Takes the corrected version. The old one is kept, and is no longer counted.
async fn create(PostFiles(cx, mut form, files): PostFiles) -> Response {
    let files = uploads::check(&cx.app, files).await;
    cx.write(move |cx, tx| {
        let (case, old, hearing, permit) = opened(cx, tx)?;
        let arrived = cx.arrived.as_microsecond();
        let asked = Desk::of(tx, &case, hearing.clone())?;
        let key = key(&mut form);
        let submission = submission(&mut form, &asked);
        attachments::faults(cx, &mut form, &files);
        form.check(cx, &cx.t("correction-send"), |form| {
            correction_form(cx, &old, &asked, form)
        })?;
        let submission = submission.ok_or(NotFound)?;
        let owner = permit.by_id.or(old.owner_id);
        let arriving = Arriving::new(&key, submission, Source::Web, owner, arrived);
        let known = attachments::before(tx, arriving.key_hash(), &files)?;
        let number = match input::storage::submit_all(tx, &hearing, &[&arriving])?[..] {
            [Stored::Repeat(received)] => received.number,
            [Stored::New { id, number }] => {
                rules::correct(old.erased_at.is_some(), old.replaced_at.is_some())?;
                if !storage::replace(tx, &permit, &old, id, cx.now_us())? {
                    return Err(Refused::Replaced.into());
                }
                let mut what = intake::noted(&hearing, &arriving, number);
                what["replaces"] = json!(old.number);
                journal::record(tx, cx, &permit, &format!("inputs/{id}"), what, "")?;
                let said = &arriving.submission;
                confirmations::enqueue(tx, cx, &hearing, (id, number), owner, said)?;
                number
            }
            _ => return Err(Refused::OtherText.into()),
        };
        attachments::keep(tx, cx, &permit, (hearing.case_id, number), (known, &files))?;
        Ok(cx.see(&format!("receipts/{number}/{key}")))
    })
    .await
}
