//! Files out again: the original to those who read at work, the copy to all once it is
//! cleared; and the acts on them.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use koreplan_store::Tx;
use serde_json::json;

use super::attachments::{self, Attachment, State};
use crate::{
    access::{
        Action, CheckAttachment, ClearAttachment, Permit, ReadAttachmentCopy,
        ReadAttachmentOriginal, ReadCase,
    },
    case, journal,
    routes::Routes,
    uploads::{check_one, disposition},
    web::{Cx, Post, choices::Choice as _, error::Error},
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/attachments/{file}/original", original)
        .get("/{lang}/{case}/attachments/{file}/copy", copy)
        .post("/{lang}/{case}/attachments/{file}/clearing", clear)
        .post("/{lang}/{case}/attachments/{file}/checking", check)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Attachment, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    Ok(attachments::load(tx, &case, cx.param("file"))?.open(&cx.actor, action)?)
}

/// Bytes of strangers: saved, never shown; if shown after all, with nothing allowed.
fn saved(name: &str, media: &str, cache: &'static str, bytes: Vec<u8>) -> Response {
    let header_of = |text: &str| HeaderValue::from_str(text).ok();
    let plain = HeaderValue::from_static("application/octet-stream");
    let headers = [
        (header::CONTENT_TYPE, header_of(media).unwrap_or(plain)),
        (
            header::CONTENT_DISPOSITION,
            header_of(&disposition(name))
                .unwrap_or(HeaderValue::from_static("attachment")),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("sandbox; default-src 'none'"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}

async fn original(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (it, permit) = opened(cx, tx, ReadAttachmentOriginal)?;
        let bytes = attachments::original(tx, &it, &permit)?;
        Ok(saved(&it.name, &it.media, "no-store", bytes))
    })
    .await
}

async fn copy(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (it, permit) = opened(cx, tx, ReadAttachmentCopy)?;
        let bytes = attachments::public_copy(tx, &it, &permit)?;
        Ok(saved(&it.public_name(cx), &it.media, "no-cache", bytes))
    })
    .await
}

/// Lets the copy out, once the input itself is.
async fn clear(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (it, permit) = opened(cx, tx, ClearAttachment)?;
        it.clearing()?;
        attachments::save_clearing(tx, &it, &permit.by, cx.now_us())?;
        let subject = format!("inputs/{}/attachments", it.input_id);
        journal::record(tx, cx, &permit, &subject, json!({"number": it.number}), "")?;
        Ok(cx.done(&format!("inputs/{}#files", it.input_id)))
    })
    .await
}

/// Has a worker look again. It looks before the transaction that writes what it found.
async fn check(Post(cx, _): Post) -> Response {
    let asked = cx.clone();
    let found = cx
        .app
        .store
        .read(move |tx| -> Result<_, Error> {
            let (it, permit) = opened(&asked, tx, CheckAttachment)?;
            let original = attachments::original(tx, &it, &permit)?;
            Ok((it.state, it.upload(original)))
        })
        .await;
    let checked = match found {
        Ok((State::Checking, upload)) => Some(check_one(&cx.app, upload).await),
        Ok(_) => None,
        Err(error) => return error.answer(&cx),
    };
    cx.write(move |cx, tx| {
        let (it, permit) = opened(cx, tx, CheckAttachment)?;
        let page = format!("inputs/{}", it.input_id);
        let verdict = checked.as_ref().map(|checked| &checked.verdict);
        let state = verdict
            .map(|verdict| attachments::save_check(tx, &it, verdict))
            .transpose()?;
        if let Some(state) = state.flatten() {
            let what = json!({"number": it.number, "state": state.word()});
            journal::record(tx, cx, &permit, &format!("{page}/attachments"), what, "")?;
        }
        Ok(cx.see(&format!("{page}#files")))
    })
    .await
}
