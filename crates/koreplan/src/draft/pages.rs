//! The draft, a paragraph with its history, freezing, and versions with differences.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules,
    storage::{self, Change, Chapter, Paragraph, Version},
};
use crate::{
    access::{
        Action, FreezeVersion, Guarded as _, Permit, ReadCase, ReadDraft, ReadTrace,
        ReadVersion, WriteDraft,
    },
    bodies,
    case::{self, Case},
    journal, proposals,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        components::{
            Need, badge, empty, fold, hidden, line, page_head, post, select, text, ticks,
        },
        differences::marked,
        error::{Error, NotFound},
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/draft", show)
        .post("/{lang}/{case}/draft/chapters", add_chapter)
        .post("/{lang}/{case}/draft/chapters/{id}/paragraphs", add_paragraph)
        .get("/{lang}/{case}/paragraphs/{id}", show_paragraph)
        .post("/{lang}/{case}/paragraphs/{id}/revisions", revise)
        .shared("/{lang}/{case}/versions/{number}/changes", changes)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Paragraph, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let paragraph = storage::load(tx, &case, cx.id("id")?)?;
    let (paragraph, permit) = paragraph.open(&cx.actor, action)?;
    Ok((case, paragraph, permit))
}

fn sources(cx: &Cx, paragraph: &Paragraph) -> Markup {
    html! {
        p class="kp-quiet" {
            @if paragraph.proposals.is_empty() {
                (badge("badge-warning", &cx.t("paragraph-no-source")))
            } @else {
                (cx.t("paragraph-rests-on"))
                @for (id, number, title) in &paragraph.proposals {
                    " " a href=(cx.url(&format!("proposals/{id}"))) { (number) ". " (title) }
                }
            }
        }
    }
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadDraft)?;
        let chapters = storage::chapters(tx, &case, &permit)?;
        let may_write = cx.may::<WriteDraft>(&case.facts());
        let adopted = adopted_options(tx, &case)?;
        let owners = owner_options(cx, tx, &case)?;
        let body = html! {
            (page_head(cx, &cx.t("draft-title"), &cx.t("draft-lead")))
            p { a href=(cx.url("trace/orphans")) { (cx.t("orphans-title")) } " · "
                a href=(cx.url("versions")) { (cx.t("versions-title")) } }
            @if chapters.is_empty() { (empty(cx, "draft-empty")) }
            @for chapter in &chapters { (chapter_part(cx, chapter, &adopted, may_write)) }
            @if may_write {
                (fold("chapter", &cx.t("chapter-new"),
                    &chapter_form(cx, &owners, &Form::named("chapter"))))
            }
            @if cx.may::<FreezeVersion>(&case.facts()) && !chapters.is_empty() {
                h2 { (cx.t("freeze-title")) }
                p { (cx.t("freeze-about")) }
                p { a class="button button-primary" href=(cx.url("versions#freeze")) {
                    (cx.t("freeze-go"))
                } }
            }
        };
        Ok(cx.page(&cx.t("draft-title"), &body))
    })
    .await
}

fn chapter_part(
    cx: &Cx,
    chapter: &Chapter,
    adopted: &[(String, String)],
    may_write: bool,
) -> Markup {
    html! {
        section class="kp-section" {
            h2 { (chapter.position) ". " (chapter.title) }
            p class="kp-quiet" { (cx.say("chapter-owner", &[
                ("body", cx.text(&chapter.owner).to_owned().into()),
            ])) }
            @for paragraph in &chapter.paragraphs {
                div class="kp-paragraph" id={ "p" (paragraph.id) } {
                    p class="kp-prose" { (paragraph.body) }
                    (sources(cx, paragraph))
                    p { a href=(cx.url(&format!("paragraphs/{}", paragraph.id))) {
                        (cx.say("paragraph-open", &[("number", paragraph.id.into())]))
                    } }
                }
            }
            @if may_write {
                (fold(&format!("add-{}", chapter.id), &cx.t("paragraph-new"),
                    &paragraph_form(cx, chapter.id, adopted, &Form::named("paragraph"))))
            }
        }
    }
}

fn adopted_options(tx: &mut dyn Tx, case: &Case) -> Result<Vec<(String, String)>, Error> {
    let adopted = proposals::storage::adopted(tx, case)?;
    Ok(adopted
        .iter()
        .map(|one| (one.id.to_string(), format!("{}. {}", one.number, one.title)))
        .collect())
}

fn owner_options(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<(String, String)>, Error> {
    let bodies = bodies::storage::all(tx, case)?;
    Ok(bodies
        .iter()
        .map(|body| (body.id.to_string(), cx.text(&body.name).to_owned()))
        .collect())
}

fn chapter_form(cx: &Cx, owners: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "title", "chapter-name", Need::Must))
        (select(cx, form, "owner", "chapter-owned-by", Need::Must, owners))
    };
    post(cx, "draft/chapters", "chapter-add", &fields)
}

fn paragraph_fields(cx: &Cx, adopted: &[(String, String)], form: &Form) -> Markup {
    html! {
        (text(cx, form, "body", "paragraph-text", None, Need::Must, (6, TEXT)))
        @if !adopted.is_empty() {
            (ticks(cx, form, "proposal", "paragraph-proposals", adopted))
        }
    }
}

fn paragraph_form(
    cx: &Cx,
    chapter_id: i64,
    adopted: &[(String, String)],
    form: &Form,
) -> Markup {
    // Several chapters stand on one page, each with this form: the ids must differ.
    let action = format!("draft/chapters/{chapter_id}/paragraphs");
    let form = form.clone().numbered(chapter_id);
    post(cx, &action, "paragraph-add", &paragraph_fields(cx, adopted, &form))
}

async fn add_chapter(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, WriteDraft)?;
        let owners = owner_options(cx, tx, &case)?;
        let title = form.text("title", LINE);
        let owner = owners.iter().find(|(id, _)| id == form.value("owner")).cloned();
        if owner.is_none() {
            form.fault("owner", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("chapter-new"), |form| chapter_form(cx, &owners, form))?;
        let (owner, _) = owner.ok_or(NotFound)?;

        let owner = owner.parse().map_err(|_| NotFound)?;
        let id = storage::insert_chapter(tx, &case, &title, owner)?;
        let what = json!({"chapter": id, "title": title});
        journal::record(tx, cx, &permit, "draft", what, "")?;
        Ok(cx.done("draft"))
    })
    .await
}

/// The ticked proposals, as far as they were adopted.
fn ticked(form: &Form, adopted: &[(String, String)]) -> Vec<i64> {
    let ids = form.ids("proposal");
    adopted
        .iter()
        .filter_map(|(id, _)| id.parse().ok())
        .filter(|id| ids.contains(id))
        .collect()
}

async fn add_paragraph(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, read) = case::storage::load(tx, cx)?.open(&cx.actor, ReadDraft)?;
        let (_, permit) = case::storage::load(tx, cx)?.open(&cx.actor, WriteDraft)?;
        let chapter_id = cx.id("id")?;
        let chapters = storage::chapters(tx, &case, &read)?;
        let chapter =
            chapters.iter().find(|chapter| chapter.id == chapter_id).ok_or(NotFound)?;
        let adopted = adopted_options(tx, &case)?;
        let body = form.text("body", TEXT);
        form.check(cx, &cx.t("paragraph-new"), |form| {
            paragraph_form(cx, chapter.id, &adopted, form)
        })?;
        let proposals = ticked(&form, &adopted);
        let change = Change {
            body: &body,
            note: "",
            by: &permit.by,
            at: cx.now_us(),
            proposals: &proposals,
        };
        let id = storage::insert_paragraph(tx, chapter.id, &change)?;
        let what = json!({"body": body, "proposals": proposals});
        journal::record(tx, cx, &permit, &format!("paragraphs/{id}"), what, "")?;
        Ok(cx.done(&format!("draft#p{id}")))
    })
    .await
}

fn revision_form(
    cx: &Cx,
    paragraph: &Paragraph,
    adopted: &[(String, String)],
    form: &Form,
) -> Markup {
    let fields = html! {
        (hidden("read", form.value("read")))
        (paragraph_fields(cx, adopted, form))
        (line(cx, form, "note", "paragraph-note", Need::Must))
    };
    post(cx, &format!("paragraphs/{}/revisions", paragraph.id), "paragraph-save", &fields)
}

async fn show_paragraph(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, paragraph, _) = opened(cx, tx, ReadDraft)?;
        let revisions = storage::revisions(tx, &paragraph)?;
        let adopted = adopted_options(tx, &case)?;
        let mut values = vec![
            ("body".to_owned(), paragraph.body.clone()),
            ("read".to_owned(), paragraph.revision.to_string()),
        ];
        for (id, ..) in &paragraph.proposals {
            values.push(("proposal".to_owned(), id.to_string()));
        }
        let form = Form::of(values);
        let title = cx.say("paragraph-number", &[("number", paragraph.id.into())]);
        let body = html! {
            (page_head(cx, &title, ""))
            p class="kp-prose" { (paragraph.body) }
            (sources(cx, &paragraph))
            p { a href=(cx.url(&format!("draft#p{}", paragraph.id))) { (cx.t("draft-title")) }
                @if cx.may::<ReadTrace>(&paragraph.facts()) {
                    " · " a href=(cx.url(&format!("trace/paragraphs/{}", paragraph.id))) {
                        (cx.t("trace-of-paragraph"))
                    }
                } }
            @if cx.may::<WriteDraft>(&paragraph.facts()) {
                (revision_form(cx, &paragraph, &adopted, &form))
            }
            h2 { (cx.t("paragraph-history")) }
            ol class="kp-list" {
                @for (at, revision) in revisions.iter().enumerate() {
                    li {
                        strong { (cx.say("paragraph-revision", &[
                            ("number", revision.revision.into()),
                        ])) } " " (revision.by) ", " (cx.moment(revision.at))
                        @if !revision.note.is_empty() { ": " (revision.note) }
                        p class="kp-prose" {
                            @match at.checked_sub(1) {
                                Some(before) => (marked(&revisions[before].body, &revision.body)),
                                None => (revision.body),
                            }
                        }
                    }
                }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Saves a new revision, if nobody else did since the page was opened.
async fn revise(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, paragraph, permit) = opened(cx, tx, WriteDraft)?;
        let adopted = adopted_options(tx, &case)?;
        let (body, note) = (form.text("body", TEXT), form.text("note", LINE));
        form.check(cx, &cx.t("paragraph-save"), |form| {
            revision_form(cx, &paragraph, &adopted, form)
        })?;
        let read = form.value("read").parse().unwrap_or(0);
        let proposals = ticked(&form, &adopted);
        let before: Vec<i64> = paragraph.proposals.iter().map(|(id, ..)| *id).collect();
        let now = (paragraph.revision, paragraph.body.as_str());
        rules::revise(now, read, &body, before == proposals)?;

        let change = Change {
            body: &body,
            note: &note,
            by: &permit.by,
            at: cx.now_us(),
            proposals: &proposals,
        };
        let revision = storage::save_revision(tx, &paragraph, &change)?;
        let page = format!("paragraphs/{}", paragraph.id);
        let what = json!({"body": body, "proposals": proposals, "revision": revision});
        journal::record(tx, cx, &permit, &page, what, &note)?;
        Ok(cx.done(&page))
    })
    .await
}

fn opened_version(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Version, Permit<ReadVersion>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let version = storage::load_version(tx, &case, cx.id("number")?)?;
    let (version, permit) = version.open(&cx.actor, ReadVersion)?;
    Ok((case, version, permit))
}

/// How an earlier version became this one, paragraph by paragraph.
async fn changes(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, version, _) = opened_version(cx, tx)?;
        let since = cx.query("since").parse().unwrap_or(version.number - 1);
        let before = if since == 0 {
            Vec::new()
        } else {
            let old = storage::load_version(tx, &case, since)?;
            storage::frozen(tx, &old.open(&cx.actor, ReadVersion)?.0)?
        };
        let after = storage::frozen(tx, &version)?;
        let title = cx.say("version-difference", &[
            ("from", since.into()),
            ("to", version.number.into()),
        ]);
        let body = html! {
            (page_head(cx, &title, ""))
            @if before == after { p { (cx.t("version-no-difference")) } }
            @for paragraph in &after {
                @let was = before.iter().find(|p| p.paragraph_id == paragraph.paragraph_id);
                @let was_text = was.map_or("", |was| was.body.as_str());
                @if was_text != paragraph.body {
                    h2 { (paragraph.chapter) }
                    p class="kp-prose" { (marked(was_text, &paragraph.body)) }
                }
            }
            @for paragraph in &before {
                @if !after.iter().any(|p| p.paragraph_id == paragraph.paragraph_id) {
                    h2 { (paragraph.chapter) }
                    p class="kp-prose" { del { (paragraph.body) } }
                }
            }
            p { a href=(cx.url(&format!("versions/{}", version.number))) {
                (cx.say("version-number", &[("number", version.number.into())]))
            } }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}
