//! Annexes on the page of their item: handing out, adding, replacing, letting out.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use koreplan_letters::Refused as FileRefused;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Access},
    storage::{self, Annex, Terms},
};
use crate::{
    access::{
        Action, ChangeAnnex, Guarded as _, Permit, PrepareMeeting, ReadAnnex, ReadCase,
    },
    case::{self, Case, clock},
    input::attachments,
    journal,
    meetings::{
        agenda::item_pages::opened_item,
        storage::{self as meetings, Item, Meeting},
    },
    refusal::Message,
    routes::Routes,
    uploads::{self, CheckedFiles, Verdict, disposition},
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, choice_options, fold, line_of, post_files, post_quiet, radios,
        },
        error::{Error, NotFound},
        files::PostFiles,
        form::Form,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/meetings/{id}/items/{item}/annexes", add)
        .get("/{lang}/{case}/annexes/{annex}", hand_out)
        .post("/{lang}/{case}/annexes/{annex}/replacement", replace)
        .post("/{lang}/{case}/annexes/{annex}/access", set_access)
        .post("/{lang}/{case}/annexes/{annex}/removal", remove)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Annex, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let annex = storage::load(tx, &case, cx.param("annex"))?;
    let (annex, permit) = annex.open(&cx.actor, action)?;
    Ok((case, annex, permit))
}

/// Whether the one who asks may have an annex, and so may read its name.
pub fn may_read(cx: &Cx, tx: &mut dyn Tx, annex_id: i64) -> Result<bool, Error> {
    let annex = storage::by_id(tx, annex_id)?;
    Ok(annex.is_some_and(|annex| annex.open(&cx.actor, ReadAnnex).is_ok()))
}

/// A file: saved, never shown; if shown after all, with nothing allowed.
async fn hand_out(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, annex, permit) = opened(cx, tx, ReadAnnex)?;
        let bytes = storage::bytes(tx, &annex, cx.is_insider(), &permit)?;
        let text = |text: &str, or: &'static str| {
            HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(or))
        };
        let headers = [
            (header::CONTENT_TYPE, text(&annex.media, "application/octet-stream")),
            (header::CONTENT_DISPOSITION, text(&disposition(&annex.name), "attachment")),
            (
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static("sandbox; default-src 'none'"),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("same-origin"),
            ),
        ];
        Ok((StatusCode::OK, headers, bytes).into_response())
    })
    .await
}

/// The annexes of an item that this reader may have.
pub fn annex_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    meeting: &Meeting,
    item: &Item,
) -> Result<Markup, Error> {
    let prepares = cx.may::<PrepareMeeting>(&meeting.facts());
    let mut shown = Vec::new();
    for annex in storage::of_item(tx, meeting, item)? {
        let Ok((annex, permit)) = annex.open(&cx.actor, ReadAnnex) else { continue };
        let before = if cx.is_insider() {
            storage::replaced(tx, &annex, &permit)?
        } else {
            Vec::new()
        };
        // What has no copy for everybody is not offered to them.
        if cx.is_insider() || annex.has_copy {
            shown.push((annex, before));
        }
    }
    Ok(html! {
        @if !shown.is_empty() {
            p { strong { (cx.t("annexes")) } }
            ul class="kp-list" {
                @for (annex, before) in &shown { li { (one(cx, annex, before, prepares)) } }
            }
        }
        @if prepares && rules::change(meeting.state()).is_ok() {
            (fold(&format!("annex-new-{}", item.id), &cx.t("annex-new"),
                &add_form(cx, item, &Form::named("annex").numbered(item.id))))
        }
    })
}

fn link(cx: &Cx, annex: &Annex) -> Markup {
    let size = cx.say("file-size", &[("size", ((annex.size + 1023) / 1024).into())]);
    html! {
        a href=(cx.url(&format!("annexes/{}", annex.token))) { (annex.name) } " (" (size) ")"
    }
}

fn one(cx: &Cx, annex: &Annex, before: &[Annex], prepares: bool) -> Markup {
    let page = format!("annexes/{}", annex.token);
    let form = Form::named_with("annex-access", &[("access", annex.access.word())]);
    html! {
        (link(cx, annex))
        @if cx.is_insider() {
            " " (badge("", &cx.t(annex.access.key())))
            @if let (Some(at), None) = (annex.release_at, annex.released_at) {
                " " (cx.say("annex-embargo", &[("when", cx.moment(at).into())]))
            }
        }
        @if !before.is_empty() {
            p class="kp-quiet" { (cx.t("annex-before")) ": "
                @for old in before { (link(cx, old)) ", " (cx.day(old.at)) " " }
            }
        }
        @if prepares && cx.may::<ChangeAnnex>(&annex.facts()) {
            @if annex.access == Access::Public && !annex.has_copy {
                p class="kp-quiet" { (cx.t("annex-no-copy")) }
            }
            (fold(&format!("annex-{}", annex.id), &cx.t("annex-change"), &html! {
                (replace_form(cx, annex, &Form::named("replace").numbered(annex.id)))
                (access_form(cx, annex, &form.numbered(annex.id)))
                (post_quiet(cx, &format!("{page}/removal"), "annex-remove", &html! {}))
            }))
        }
    }
}

fn terms_fields(cx: &Cx, form: &Form) -> Markup {
    html! {
        (radios(cx, form, "access", "annex-access", &choice_options::<Access>(cx)))
        (line_of(cx, form, "release_day", "annex-release-day", Some("annex-release-hint"),
            Need::May, "date"))
        (line_of(cx, form, "release_time", "field-time", None, Need::May, "time"))
    }
}

/// Reads who may have it, and from when on. Only what is for everybody has a time.
fn terms(cx: &Cx, case: &Case, form: &mut Form) -> Result<Option<Terms>, Error> {
    let access = form.choice::<Access>("access");
    let mut release_at = None;
    if form.ticked("release_day") || form.ticked("release_time") {
        let zone = case.time_zone()?;
        let at = form.moment("release_day", "release_time");
        match at.map(|time| clock::instant(&zone, time)) {
            Some(Err(clock::Ambiguous)) => {
                form.fault("release_time", Message::new("fault-ambiguous"));
            }
            Some(Ok(at)) if at <= cx.now => {
                form.fault("release_day", Message::new("fault-past"));
            }
            Some(Ok(at)) => release_at = Some(Timestamp::as_microsecond(at)),
            None => {}
        }
        if access.is_some_and(|access| access != Access::Public) {
            form.fault("release_day", Message::new("annex-release-public-only"));
        }
    }
    Ok(access.map(|access| Terms { access, release_at }))
}

fn add_form(cx: &Cx, item: &Item, form: &Form) -> Markup {
    let fields = html! { (attachments::field(cx, form)) (terms_fields(cx, form)) };
    let action = format!("meetings/{}/items/{}/annexes", item.meeting_id, item.id);
    post_files(cx, &action, "annex-add", &fields)
}

fn replace_form(cx: &Cx, annex: &Annex, form: &Form) -> Markup {
    let action = format!("annexes/{}/replacement", annex.token);
    post_files(cx, &action, "annex-replace", &attachments::field(cx, form))
}

fn access_form(cx: &Cx, annex: &Annex, form: &Form) -> Markup {
    let action = format!("annexes/{}/access", annex.token);
    post_quiet(cx, &action, "annex-set-access", &terms_fields(cx, form))
}

/// Marks what is wrong with files: nothing is kept that was not looked at, or is harmful.
fn faults(cx: &Cx, form: &mut Form, files: &CheckedFiles) {
    for file in &files.files {
        match &file.verdict {
            Verdict::Refused(FileRefused::Infected) => {
                form.fault(
                    attachments::FIELD,
                    attachments::why_refused(cx, &file.name, &FileRefused::Infected),
                );
            }
            Verdict::Unknown => {
                form.fault(attachments::FIELD, Message::new("annex-not-looked-at"));
            }
            Verdict::Clean(_) | Verdict::Refused(_) => {}
        }
    }
    if files.files.is_empty() {
        form.fault(attachments::FIELD, Message::new("annex-no-file"));
    }
    attachments::faults(cx, form, files);
}

async fn add(PostFiles(cx, mut form, files): PostFiles) -> Response {
    let files = uploads::check(&cx.app, files).await;
    cx.write(move |cx, tx| {
        let (case, meeting, item, permit) = opened_item(cx, tx, PrepareMeeting)?;
        rules::change(meeting.state())?;
        let terms = terms(cx, &case, &mut form)?;
        faults(cx, &mut form, &files);
        form.check(cx, &cx.t("annex-new"), |form| add_form(cx, &item, form))?;
        let terms = terms.ok_or(NotFound)?;

        for file in &files.files {
            storage::insert(tx, &item, terms, file, (&permit, cx.now_us()))?;
        }
        let page = format!("meetings/{}", meeting.id);
        let names: Vec<&str> = files.files.iter().map(|file| &*file.name).collect();
        let what =
            json!({"access": terms.access.word(), "annexes": names, "item": item.title});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#item-{}", item.id)))
    })
    .await
}

/// The page an act on an annex leads back to, and the meeting its matter stands on.
fn home(tx: &mut dyn Tx, cx: &Cx, case: &Case, annex: &Annex) -> Result<(Meeting, String), Error> {
    let (meeting_id, item_id) = storage::home(tx, annex)?;
    let (meeting, _) =
        meetings::load(tx, case, meeting_id)?.open(&cx.actor, PrepareMeeting)?;
    Ok((meeting, format!("meetings/{meeting_id}/items/{item_id}")))
}

async fn replace(PostFiles(cx, mut form, files): PostFiles) -> Response {
    let files = uploads::check(&cx.app, files).await;
    cx.write(move |cx, tx| {
        let (case, annex, permit) = opened(cx, tx, ChangeAnnex)?;
        let (meeting, page) = home(tx, cx, &case, &annex)?;
        rules::change(meeting.state())?;
        faults(cx, &mut form, &files);
        if files.files.len() > 1 {
            form.fault(attachments::FIELD, Message::new("annex-one-file"));
        }
        form.check(cx, &annex.name, |form| replace_form(cx, &annex, form))?;
        let file = files.files.first().ok_or(NotFound)?;

        storage::replace(tx, &annex, file, (&permit, cx.now_us()))?;
        let subject = format!("meetings/{}", meeting.id);
        let what = json!({"annex": file.name, "was": annex.name});
        journal::record(tx, cx, &permit, &subject, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

async fn set_access(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, annex, permit) = opened(cx, tx, ChangeAnnex)?;
        let (meeting, page) = home(tx, cx, &case, &annex)?;
        let terms = terms(cx, &case, &mut form)?;
        form.check(cx, &annex.name, |form| access_form(cx, &annex, form))?;
        let terms = terms.ok_or(NotFound)?;

        storage::save_terms(tx, &annex, terms)?;
        let subject = format!("meetings/{}", meeting.id);
        let what = json!({
            "access": terms.access.word(),
            "annex": annex.name,
            "release": terms.release_at,
        });
        journal::record(tx, cx, &permit, &subject, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

async fn remove(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, annex, permit) = opened(cx, tx, ChangeAnnex)?;
        let (meeting, page) = home(tx, cx, &case, &annex)?;
        rules::change(meeting.state())?;

        storage::remove(tx, &annex, cx.now_us())?;
        let subject = format!("meetings/{}", meeting.id);
        let what = json!({"annex": annex.name, "removed": true});
        journal::record(tx, cx, &permit, &subject, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}
