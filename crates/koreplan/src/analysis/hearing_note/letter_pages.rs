//! The template of the answer letters, one letter to look at, and all of them to send.

use axum::response::Response;
use koreplan_export::{docx, template};
use koreplan_letters::{
    Kind, NoCopy, Refused as BadFile, limits::UNPACKED, office::Office,
};
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};
use serde_json::json;

use super::{
    letters::{self, FIELDS, Letter, Refused},
    pages::{handed_out, hearing},
    storage::{self, Template},
};
use crate::{
    access::{Permit, PrepareLetters, Sealed},
    background::away,
    case::Case,
    input::{attachments::why_refused, storage::Hearing},
    journal,
    refusal::Message,
    routes::Routes,
    uploads::{self, CheckedFiles, Verdict},
    web::{
        Cx,
        components::{files, fold, page_head, post_files, prose, table},
        error::Error,
        files::PostFiles,
        form::Form,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/hearings/{hearing}/answer-letters", show)
        .post("/{lang}/{case}/hearings/{hearing}/answer-letters", upload)
        .get("/{lang}/{case}/hearings/{hearing}/answer-letters/template", own)
        .get("/{lang}/{case}/hearings/{hearing}/answer-letters/all", all)
        .get("/{lang}/{case}/hearings/{hearing}/answer-letters/{id}", preview)
        .get("/{lang}/{case}/hearings/{hearing}/answer-letters/{id}/letter", one)
}

/// Letters in one packed file, and lines on one page.
const SLICE: i64 = 1_000;

/// What the letters of a packed file may weigh together, in bytes.
const HEAVY: usize = 64 << 20;

/// Letters in a packed file: fewer where the template has heavy pictures.
fn slice(template: &Template) -> i64 {
    let light = HEAVY / template.bytes.len().max(1);
    i64::try_from(light).unwrap_or(SLICE).clamp(10, SLICE)
}
const PAGE: i64 = 100;

fn opened(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Hearing, Permit<PrepareLetters>), Error> {
    let (case, hearing) = hearing(cx, tx)?;
    let (hearing, permit) = Sealed::new(hearing).open(&cx.actor, PrepareLetters)?;
    Ok((case, hearing, permit))
}

fn page(hearing: &Hearing, part: &str) -> String {
    format!("hearings/{}/answer-letters{part}", hearing.slug)
}

/// The template, and who has an answer.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, hearing, permit) = opened(cx, tx)?;
        let template = storage::template(tx, &hearing, &permit)?;
        let (ready, waiting) = storage::letter_count(tx, &hearing)?;
        let from = cx.query("from").parse::<i64>().unwrap_or(0).clamp(0, ready);
        let mut letters = Vec::new();
        for id in storage::letter_ids(tx, &hearing, (from, PAGE))? {
            letters.push(storage::letter(cx, tx, (&case, &hearing), id)?);
        }
        let body = html! {
            (page_head(cx, &cx.t("answerletters-title"), &cx.t("answerletters-lead")))
            (template_part(cx, &hearing, template.as_ref()))
            h2 { (cx.t("answerletters-list")) }
            p role="status" { (cx.say("answerletters-ready", &[("count", ready.into())])) }
            @if waiting > 0 {
                p { a href=(cx.url("topics")) {
                    (cx.say("answerletters-waiting", &[("count", waiting.into())]))
                } }
            }
            @if let Some(template) = template.as_ref().filter(|_| ready > 0) {
                (slices(cx, &hearing, ready, slice(template)))
            }
            ul class="kp-list" {
                @for letter in &letters {
                    li {
                        a href=(cx.url(&page(&hearing, &format!("/{}", letter.input_id)))) {
                            (cx.say("input-number", &[("number", letter.number.clone().into())]))
                        } ", " (letter.receiver())
                    }
                }
            }
            (pager(cx, &hearing, from, ready))
        };
        Ok(cx.page(&cx.t("answerletters-title"), &body))
    })
    .await
}

fn pager(cx: &Cx, hearing: &Hearing, from: i64, ready: i64) -> Markup {
    let link = |from: i64| cx.url(&page(hearing, &format!("?from={from}")));
    html! {
        @if ready > PAGE {
            nav class="kp-pager" aria-label=(cx.t("pager")) {
                @if from > 0 {
                    a href=(link((from - PAGE).max(0))) { (cx.t("pager-previous")) }
                }
                span { (cx.say("pager-here", &[
                    ("from", (from + 1).into()),
                    ("to", (from + PAGE).min(ready).into()),
                    ("count", ready.into()),
                ])) }
                @if from + PAGE < ready {
                    a href=(link(from + PAGE)) { (cx.t("pager-next")) }
                }
            }
        }
    }
}

/// Packed files of all letters: so many each.
fn slices(cx: &Cx, hearing: &Hearing, ready: i64, slice: i64) -> Markup {
    let starts = (0..ready).step_by(usize::try_from(slice).unwrap_or(1));
    html! {
        ul {
            @for from in starts {
                @let to = ready.min(from + slice);
                li { a href=(cx.url(&page(hearing, &format!("/all?from={from}")))) download {
                    (cx.say("answerletters-all", &[("from", (from + 1).into()), ("to", to.into())]))
                } }
            }
        }
    }
}

fn template_part(cx: &Cx, hearing: &Hearing, template: Option<&Template>) -> Markup {
    let heads =
        ["answerletters-field", "answerletters-field-means"].map(|head| cx.t(head));
    let rows: Vec<_> = FIELDS
        .iter()
        .map(|field| {
            let name = if cx.lang.word() == "da" { field.da } else { field.en };
            vec![html! { code { "{{" (name) "}}" } }, html! { (cx.t(field.means)) }]
        })
        .collect();
    html! {
        h2 { (cx.t("answerletters-template")) }
        @match template {
            Some(template) => {
                p { (cx.say("answerletters-has-template", &[
                    ("name", template.name.clone().into()),
                    ("date", cx.day(template.at).into()),
                    ("by", template.by.clone().into()),
                ])) " "
                a href=(cx.url(&page(hearing, "/template"))) download {
                    (cx.t("answerletters-template-download"))
                } }
            }
            None => p class="kp-empty" { (cx.t("answerletters-no-template")) },
        }
        (fold("upload", &cx.t("answerletters-template-upload"),
            &upload_form(cx, hearing, &Form::default())))
        (table(&cx.t("answerletters-fields"), &heads, &rows))
    }
}

fn upload_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let fields = files(
        cx,
        form,
        "files",
        "answerletters-template-file",
        &cx.t("answerletters-template-hint"),
        ".docx",
    );
    post_files(cx, &page(hearing, ""), "answerletters-template-save", &fields)
}

/// The template as it is kept: cleaned of who wrote it, with no part that runs or
/// fetches; or what is wrong with it.
fn kept(cx: &Cx, checked: &CheckedFiles) -> Result<(String, Vec<u8>), Message> {
    let file = checked.files.first().ok_or(Message::new("answerletters-fault-none"))?;
    let seen = match &file.verdict {
        Verdict::Clean(seen) if seen.kind == Kind::Docx => seen,
        Verdict::Clean(_) => return Err(Message::new("answerletters-fault-kind")),
        Verdict::Refused(why) => return Err(why_refused(cx, &file.name, why)),
        Verdict::Unknown => return Err(Message::new("answerletters-fault-checking")),
    };
    let copy = match (&seen.copy, &seen.no_copy) {
        (Some(copy), _) => copy,
        (None, why) => {
            let why = cx.t(match why {
                Some(NoCopy::Changes) => "answerletters-unclean-changes",
                Some(NoCopy::Comments) => "answerletters-unclean-comments",
                Some(NoCopy::Outside { .. }) => "answerletters-unclean-outside",
                _ => "answerletters-unclean-part",
            });
            return Err(Message::new("answerletters-fault-unclean").with("why", why));
        }
    };
    let found =
        template::placeholders(copy).map_err(|why| why_refused(cx, &file.name, &why))?;
    letters::check(&found)?;
    Ok((file.name.clone(), copy.clone()))
}

/// Takes a template, if it is a Word file whose fields are known and that does nothing.
async fn upload(PostFiles(cx, mut form, files): PostFiles) -> Response {
    // Nobody else's file is looked at: that takes a worker's time.
    let asked = cx.clone();
    let may = cx.app.store.read(move |tx| opened(&asked, tx).map(drop)).await;
    if let Err(error) = may {
        return error.answer(&cx);
    }
    let checked = uploads::check(&cx.app, files).await;
    let asked = cx.clone();
    let found = away(move || kept(&asked, &checked)).await;
    cx.write(move |cx, tx| {
        let (_, hearing, permit) = opened(cx, tx)?;
        let kept = found?.map_err(|fault| form.fault("files", fault)).ok();
        form.check(cx, &cx.t("answerletters-template-upload"), |form| {
            upload_form(cx, &hearing, form)
        })?;
        let (name, bytes) = kept.ok_or(Error::NotFound)?;

        storage::save_template(tx, &hearing, (&name, &bytes), &permit, cx.now_us())?;
        let page = page(&hearing, "");
        let what = json!({"name": name, "size": bytes.len()});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// The template as it is kept.
async fn own(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, hearing, permit) = opened(cx, tx)?;
        let template =
            storage::template(tx, &hearing, &permit)?.ok_or(Error::NotFound)?;
        Ok(handed_out(&template.name, "docx", template.bytes))
    })
    .await
}

/// A letter and the template it is written on.
fn letter(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Hearing, Letter, Option<Template>), Error> {
    let (case, hearing, permit) = opened(cx, tx)?;
    let letter = storage::letter(cx, tx, (&case, &hearing), cx.id("id")?)?;
    if letter.points.is_empty() {
        return Err(Refused::NoAnswer.into());
    }
    let template = storage::template(tx, &hearing, &permit)?;
    Ok((hearing, letter, template))
}

/// Fills in a letter.
fn filled(template: &Template, letter: &Letter) -> Result<Vec<u8>, Error> {
    template::fill(&template.bytes, &letter.values()).map_err(|why| {
        StoreError::Broken(format!("a letter can't be written: {why}")).into()
    })
}

/// The words of a filled letter.
fn words(file: &[u8]) -> Result<String, BadFile> {
    Office::open(Kind::Docx, file, UNPACKED)?.text()
}

/// One letter as its receiver will read it.
async fn preview(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (hearing, letter, template) = letter(cx, tx)?;
        let template = template.ok_or(Refused::NoTemplate)?;
        let words = words(&filled(&template, &letter)?).map_err(|why| {
            StoreError::Broken(format!("a letter can't be read: {why}"))
        })?;
        let title =
            cx.say("answerletters-preview-of", &[("name", letter.receiver().into())]);
        let file = page(&hearing, &format!("/{}/letter", letter.input_id));
        let body = html! {
            (page_head(cx, &title, ""))
            p { a href=(cx.url(&format!("inputs/{}", letter.input_id))) {
                (cx.say("input-number", &[("number", letter.number.clone().into())]))
            } }
            article class="kp-letter" { (prose(&words.replace('\n', "\n\n"))) }
            p { a class="button button-primary" href=(cx.url(&file)) download {
                (cx.t("answerletters-download"))
            } }
            p class="kp-quiet" { (cx.t("answerletters-same-on-receipt")) }
            p { a href=(cx.url(&page(&hearing, ""))) { (cx.t("answerletters-title")) } }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// One letter as a file. Its name has the number in it and nobody's own.
async fn one(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, letter, template) = letter(cx, tx)?;
        let template = template.ok_or(Refused::NoTemplate)?;
        Ok(handed_out(&named(&letter), "docx", filled(&template, &letter)?))
    })
    .await
}

fn named(letter: &Letter) -> String {
    format!("svar-{}.docx", letter.number)
}

/// A slice of all letters, packed. They are written away from the threads that answer.
async fn all(cx: Cx) -> Response {
    let asked = cx.clone();
    let found = cx
        .app
        .store
        .read(move |tx| -> Result<_, Error> {
            let (case, hearing, permit) = opened(&asked, tx)?;
            let template = storage::template(tx, &hearing, &permit)?;
            let template = template.ok_or(Refused::NoTemplate)?;
            let from = asked.query("from").parse::<i64>().unwrap_or(0).max(0);
            let letters = storage::letter_ids(tx, &hearing, (from, slice(&template)))?
                .into_iter()
                .map(|id| storage::letter(&asked, tx, (&case, &hearing), id))
                .collect::<Result<Vec<_>, Error>>()?;
            let name = format!("svarbreve-{}-{}.zip", hearing.slug, from + 1);
            Ok((name, template, letters))
        })
        .await;
    let packed = match found {
        Ok((name, template, letters)) => {
            let packed = away(move || packed(&template, &letters)).await;
            packed.map_err(Error::from).flatten().map(|bytes| (name, bytes))
        }
        Err(error) => Err(error),
    };
    match packed {
        Ok((name, bytes)) => handed_out(&name, "zip", bytes),
        Err(error) => error.answer(&cx),
    }
}

/// Writes letters and packs them.
fn packed(template: &Template, letters: &[Letter]) -> Result<Vec<u8>, Error> {
    let mut members = Vec::with_capacity(letters.len());
    for letter in letters {
        members.push((named(letter), filled(template, letter)?));
    }
    let members: Vec<_> =
        members.iter().map(|(name, file)| (name.as_str(), file)).collect();
    docx::pack(&members).map_err(|why| StoreError::Broken(why.to_string()).into())
}
