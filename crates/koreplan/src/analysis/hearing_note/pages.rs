//! The note's workplace, its sections, its release; and the note as everybody reads it.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use koreplan_export::{Block, Day, Document};
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Frame, Made, Place, Refused, Section, Standing},
    storage::{self, FORMS, Note},
};
use crate::{
    access::{
        Action, Guarded as _, Permit, ReadCase, ReadHearing, ReadNote, ReleaseNote,
        Sealed, WriteNote,
    },
    background::away,
    bodies::{self, rules::BodyKind},
    case::{self, Case},
    hearings,
    input::{self, rules::HearingState, storage::Hearing},
    journal,
    refusal::Refusal as _,
    routes::Routes,
    uploads::disposition,
    web::{
        Cx, Post,
        components::{
            Need, badge, document_parts, fold, hidden, page_head, post, post_quiet,
            prose, text,
        },
        differences::marked,
        error::{Error, NotFound},
        form::{Form, LETTER, TEXT},
        l10n::Lang,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/hearings/{hearing}/hearing-note", show)
        .post("/{lang}/{case}/hearings/{hearing}/hearing-note", generate)
        .get("/{lang}/{case}/hearings/{hearing}/hearing-note.docx", docx)
        .get("/{lang}/{case}/hearings/{hearing}/hearing-note.pdf", pdf)
        .get("/{lang}/{case}/hearings/{hearing}/hearing-note/{place}", edit)
        .post("/{lang}/{case}/hearings/{hearing}/hearing-note/{place}", save)
        .post("/{lang}/{case}/hearings/{hearing}/hearing-note/{place}/choice", choose)
        .post("/{lang}/{case}/hearings/{hearing}/hearing-note-release", release)
        .post("/{lang}/{case}/hearings/{hearing}/hearing-note-withdrawal", withdraw)
}

/// The address of a page of the note.
fn page(hearing: &Hearing, part: &str) -> String {
    format!("hearings/{}/hearing-note{part}", hearing.slug)
}

/// Opens the hearing in the address for those who may read it.
pub(super) fn hearing(cx: &Cx, tx: &mut dyn Tx) -> Result<(Case, Hearing), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let hearing = input::storage::load_hearing(tx, &case, cx.param("hearing"))?;
    let (hearing, _) = hearing.open(&cx.actor, ReadHearing)?;
    Ok((case, hearing))
}

/// A note and what it is about.
struct Opened<A> {
    case: Case,
    hearing: Hearing,
    note: Note,
    permit: Permit<A>,
}

fn opened<A: Action>(cx: &Cx, tx: &mut dyn Tx, action: A) -> Result<Opened<A>, Error> {
    let (case, hearing) = hearing(cx, tx)?;
    let (note, permit) = storage::load(tx, &hearing)?.open(&cx.actor, action)?;
    Ok(Opened { case, hearing, note, permit })
}

/// The section in the address.
fn section(cx: &Cx, tx: &mut dyn Tx, note: &Note) -> Result<Section, Error> {
    let place: Place = cx.param("place").parse().map_err(|_| NotFound)?;
    let mut sections = storage::sections(tx, note)?.into_iter();
    let found = sections.find(|section| section.place == place && place.is_text());
    Ok(found.ok_or(NotFound)?)
}

/// What the machine would write now.
fn fresh(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, hearing, lang): (&Case, &Hearing, Lang),
) -> Result<Vec<Made>, Error> {
    let data = storage::data(cx, tx, case, hearing, lang)?;
    Ok(rules::write(&data, lang))
}

/// The note as a document, with the day it is made on.
fn document(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, hearing, note): (&Case, &Hearing, &Note),
    is_draft: bool,
) -> Result<Document, Error> {
    let plan = hearings::storage::load(tx, hearing)?.plan;
    let secretariat = bodies::storage::of_kind(tx, case, BodyKind::Secretariat)?;
    let unit = secretariat.first().map_or("", |body| note.lang.pick(&body.name));
    let today = cx.today();
    let frame = Frame {
        title: note.lang.pick(&hearing.title).to_owned(),
        lang: note.lang,
        made: Day {
            year: today.year(),
            month: today.month().unsigned_abs(),
            day: today.day().unsigned_abs(),
        },
        date: note.lang.date(today),
        unit: unit.to_owned(),
        case_number: plan.case_number,
        officer: plan.officer,
        is_draft,
    };
    Ok(rules::document(&frame, &storage::sections(tx, note)?))
}

/// The note: the released one for everybody, the workplace for those who write it.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, hearing) = hearing(cx, tx)?;
        let Some(note) = storage::find(tx, &hearing)? else {
            if !cx.may::<WriteNote>(&hearing.facts()) {
                return Err(Error::NotFound);
            }
            return Ok(cx.page(&cx.t("note-make"), &offer(cx, &hearing)));
        };
        if !cx.may::<ReadNote>(&note.facts()) {
            return Err(Error::NotFound);
        }
        let body = match &note.document {
            Some(document) => released(cx, &hearing, &note, document),
            None => workplace(cx, tx, (&case, &hearing, &note))?,
        };
        let title = note
            .document
            .as_ref()
            .map_or_else(|| cx.t("hearing-note"), |document| document.title.clone());
        Ok(cx.page(&title, &body))
    })
    .await
}

fn offer(cx: &Cx, hearing: &Hearing) -> Markup {
    let may = rules::generate(hearing.state(cx.now_us()), false).is_ok();
    html! {
        (page_head(cx, &cx.t("note-make"), cx.text(&hearing.title)))
        p { (cx.t("note-make-lead")) }
        @if may { (post(cx, &page(hearing, ""), "note-make", &html! {})) }
        @else { p class="kp-empty" { (cx.t("note-make-when")) } }
    }
}

fn downloads(cx: &Cx, hearing: &Hearing) -> Markup {
    html! {
        h2 { (cx.t("note-files")) }
        ul {
            @for (ending, key) in [(".docx", "note-download-word"), (".pdf", "note-download-pdf")] {
                li { a href=(cx.url(&page(hearing, ending))) download { (cx.t(key)) } }
            }
        }
    }
}

fn released(cx: &Cx, hearing: &Hearing, note: &Note, document: &Document) -> Markup {
    let lang = note.lang.word();
    html! {
        (page_head(cx, &document.title, ""))
        @if let Some(at) = note.released_at {
            p { (cx.say("note-released", &[("date", cx.day(at).into())])) " "
                a href=(cx.url(&format!("hearings/{}", hearing.slug))) {
                    (cx.text(&hearing.title))
                } }
        }
        (downloads(cx, hearing))
        article class="kp-letter" lang=(lang) {
            @for (name, value) in &document.head { p { strong { (name) ":" } " " (value) } }
            (document_parts(&document.blocks))
        }
        @if cx.may::<ReleaseNote>(&note.facts()) {
            (fold("withdrawal", &cx.t("note-withdraw"),
                &withdrawal_form(cx, hearing, &Form::default())))
        }
    }
}

fn withdrawal_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let fields = html! {
        p { (cx.t("note-withdraw-about")) }
        (text(cx, form, "reason", "note-withdraw-reason", None, Need::Must, (2, TEXT)))
    };
    post(cx, &page(hearing, "-withdrawal"), "note-withdraw", &fields)
}

/// Takes the release back, with a reason: somebody's words must go, or the note is wrong.
async fn withdraw(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let Opened { hearing, note, permit, .. } = opened(cx, tx, ReleaseNote)?;
        rules::withdraw(note.released_at.is_some())?;
        let reason = form.text("reason", TEXT);
        form.check(cx, &cx.t("note-withdraw"), |form| {
            withdrawal_form(cx, &hearing, form)
        })?;

        storage::withdraw(tx, &permit, &note)?;
        let page = page(&hearing, "");
        let what = json!({"revision": note.revision, "withdrawn": true});
        journal::record(tx, cx, &permit, &page, what, &reason)?;
        Ok(cx.done(&page))
    })
    .await
}

fn workplace(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, hearing, note): (&Case, &Hearing, &Note),
) -> Result<Markup, Error> {
    let sections = storage::sections(tx, note)?;
    let made = fresh(cx, tx, (case, hearing, note.lang))?;
    let stale = rules::is_stale(&sections, &made);
    let not_approved = storage::not_approved(tx, case)?;
    let title = note.lang.say(
        "note-title",
        &[("title", note.lang.pick(&hearing.title).to_owned().into())],
    );
    Ok(html! {
        (page_head(cx, &title, &cx.t("note-lead")))
        p { (cx.say("note-written", &[
            ("date", cx.moment(note.generated_at).into()),
            ("by", note.generated_by.clone().into()),
        ])) " " (cx.t(if stale { "note-stale" } else { "note-up-to-date" })) }
        (missing(cx, hearing, &sections, stale, not_approved))
        div class="kp-actions" {
            (post_quiet(cx, &page(hearing, ""), "note-write-again", &html! {}))
        }
        (downloads(cx, hearing))
        h2 { (cx.t("note-sections")) }
        @for section in &sections { (part(cx, hearing, note, section)) }
        @if cx.may::<ReleaseNote>(&note.facts()) {
            section class="kp-section" {
                h2 { (cx.t("note-release")) }
                p { (cx.t("note-release-about")) }
                (post(cx, &page(hearing, "-release"), "note-release",
                    &hidden("read", &note.revision.to_string())))
            }
        }
    })
}

/// What stands in the way of the release.
fn missing(
    cx: &Cx,
    hearing: &Hearing,
    sections: &[Section],
    stale: bool,
    not_approved: i64,
) -> Markup {
    let count = |key, count: usize| {
        let count = i64::try_from(count).unwrap_or(0);
        (count > 0).then(|| cx.say(key, &[("count", count.into())]))
    };
    let processed = matches!(
        hearing.state(cx.now_us()),
        HearingState::Processed | HearingState::NotePublished
    );
    let tasks: Vec<String> = [
        stale.then(|| cx.t("note-missing-stale")),
        count("note-missing-unsettled", rules::unsettled(sections)),
        count("note-missing-empty", rules::empty(sections)),
        (!processed).then(|| cx.t("note-missing-processed")),
    ]
    .into_iter()
    .flatten()
    .collect();
    html! {
        @if tasks.is_empty() {
            p { (badge("badge-success", &cx.t("note-nothing-missing"))) }
        } @else {
            h2 { (cx.t("note-missing")) }
            ul { @for task in &tasks { li { (task) } } }
        }
        @if not_approved > 0 {
            p { a href=(cx.url("topics")) {
                (cx.say("note-missing-topics", &[("count", not_approved.into())]))
            } }
        }
    }
}

/// What a section is called on the page.
fn name(cx: &Cx, section: &Section) -> String {
    match &section.topic {
        Some((title, _)) => format!("{title}: {}", cx.t(section.place.key())),
        None => cx.t(section.place.key()),
    }
}

fn part(cx: &Cx, hearing: &Hearing, note: &Note, section: &Section) -> Markup {
    let is_empty = section.text().trim().is_empty();
    let is_table = section.place == Place::Ticks;
    let blocks: Vec<Block> = if is_table {
        serde_json::from_str(&section.made).unwrap_or_default()
    } else {
        Block::of_text(section.text())
    };
    // Without parties there is no table of them, neither here nor in the note.
    if is_table && blocks.is_empty() {
        return html! {};
    }
    html! {
        section class="kp-section" id=(section.position) {
            h3 { (name(cx, section)) }
            @if section.is_unsettled() {
                p { (badge("badge-warning", &cx.t("note-badge-unsettled"))) }
            } @else if section.edited.is_some() {
                p { (badge("badge-info", &cx.t("note-badge-edited"))) }
            }
            @if is_empty {
                p { (badge("badge-warning", &cx.t("note-badge-empty"))) " " (cx.t("note-no-text")) }
            }
            div lang=(note.lang.word()) { (document_parts(&blocks)) }
            @if section.place.is_text() {
                p { a href=(cx.url(&page(hearing, &format!("/{}", section.place.word())))) {
                    (cx.t("note-edit"))
                    span class="sr-only" { ": " (name(cx, section)) }
                } }
            }
        }
    }
}

fn edit_form(cx: &Cx, hearing: &Hearing, section: &Section, form: &Form) -> Markup {
    let fields = html! {
        (hidden("read", form.value("read")))
        (text(cx, form, "body", "note-text", Some("note-text-hint"), Need::Must, (14, LETTER)))
    };
    let action = page(hearing, &format!("/{}", section.place.word()));
    post(cx, &action, "note-save", &fields)
}

fn standing(section: &Section) -> Form {
    Form::with(&[("body", section.text()), ("read", &section.version.to_string())])
}

/// One section: the form, what the machine writes, and all texts it had.
async fn edit(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let Opened { hearing, note, .. } = opened(cx, tx, WriteNote)?;
        let section = section(cx, tx, &note)?;
        let versions = storage::versions(tx, &note, section.place)?;
        let title = cx.say("note-edit-of", &[("section", name(cx, &section).into())]);
        let open = note.released_at.is_none();
        let body = html! {
            (page_head(cx, &title, &cx.t("note-edit-lead")))
            p { a href=(cx.url(&page(&hearing, ""))) { (cx.t("note-back")) } }
            @if open && section.is_unsettled() { (choice(cx, &hearing, &section)) }
            @if open { (edit_form(cx, &hearing, &section, &standing(&section))) }
            @if section.edited.is_some() && !section.is_unsettled() {
                (fold("machine", &cx.t("note-machine"), &html! {
                    (prose(&section.made))
                    @if open {
                        (choose_form(cx, &hearing, &section, "machine", "note-take"))
                    }
                }))
            }
            h2 { (cx.t("note-versions")) }
            @for (at, version) in versions.iter().enumerate().rev() {
                @let before = at.checked_sub(1).map_or("", |at| &versions[at].body);
                @let by = if version.by.is_empty() { cx.t("note-by-machine") }
                    else { version.by.clone() };
                (fold(&format!("version-{}", version.version), &cx.say("note-version", &[
                    ("number", version.version.into()),
                    ("by", by.into()),
                    ("date", cx.moment(version.at).into()),
                ]), &html! { p class="kp-prose" { (marked(before, &version.body)) } }))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn choose_form(
    cx: &Cx,
    hearing: &Hearing,
    section: &Section,
    choice: &str,
    button: &'static str,
) -> Markup {
    let fields = html! {
        (hidden("read", &section.version.to_string()))
        (hidden("choice", choice))
    };
    let action = page(hearing, &format!("/{}/choice", section.place.word()));
    post_quiet(cx, &action, button, &fields)
}

/// Both texts, and what became of the data since, to choose from.
fn choice(cx: &Cx, hearing: &Hearing, section: &Section) -> Markup {
    let gone = section.made.is_empty();
    html! {
        div class="alert alert-warning" { div class="alert-body" {
            p class="alert-text" { (cx.t("note-choose")) }
        } }
        h2 { (cx.t("note-your-text")) }
        (prose(section.text()))
        (choose_form(cx, hearing, section, "mine", "note-keep"))
        h2 { (cx.t("note-machine")) }
        @if gone { p { (cx.t("note-machine-gone")) } } @else { (prose(&section.made)) }
        (fold("changed", &cx.t("note-machine-before"), &html! {
            p class="kp-prose" { (marked(&section.base, &section.made)) }
        }))
        (choose_form(cx, hearing, section, "machine",
            if gone { "note-take-gone" } else { "note-take" }))
    }
}

/// Writes the note of the data, first or again. What people wrote stays. The data are read
/// beside the writing thread: what comes in meanwhile is told as any later change is.
async fn generate(Post(cx, _): Post) -> Response {
    let asked = cx.clone();
    let read = cx.app.store.read(move |tx| -> Result<_, Error> {
        let (case, hearing) = hearing(&asked, tx)?;
        let (hearing, _) = Sealed::new(hearing).open(&asked.actor, WriteNote)?;
        let known = storage::find(tx, &hearing)?;
        let lang = known.map_or(asked.lang, |note| note.lang);
        fresh(&asked, tx, (&case, &hearing, lang))
    });
    let made = match read.await {
        Ok(made) => made,
        Err(error) => return error.answer(&cx),
    };
    cx.write(move |cx, tx| {
        let (_, hearing) = hearing(cx, tx)?;
        let known = storage::find(tx, &hearing)?;
        let released = known.as_ref().is_some_and(|note| note.released_at.is_some());
        let (hearing, permit) = Sealed::new(hearing).open(&cx.actor, WriteNote)?;
        rules::generate(hearing.state(cx.now_us()), released)?;

        let note = match known {
            Some(note) => note,
            None => storage::insert(tx, &hearing, cx.lang, &permit, cx.now_us())?,
        };
        let page = page(&hearing, "");
        let old = storage::sections(tx, &note)?;
        if !rules::is_stale(&old, &made) {
            // It says what the data say: nothing was done, and nothing is recorded.
            return Ok(cx.see(&page));
        }
        let new = rules::renewed(&old, made);
        storage::save_renewed(tx, &note, &new, &permit, cx.now_us())?;
        let changed: Vec<_> = new
            .iter()
            .filter(|new| new.is_new)
            .map(|new| new.section.place.word())
            .collect();
        journal::record(tx, cx, &permit, &page, json!({"sections": changed}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Saves what a person wrote, if nobody wrote since it was read; else shows both.
async fn save(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let Opened { hearing, note, permit, .. } = opened(cx, tx, WriteNote)?;
        let section = section(cx, tx, &note)?;
        let body = form.text("body", LETTER);
        let title = name(cx, &section);
        form.check(cx, &title, |form| edit_form(cx, &hearing, &section, form))?;
        let read = form.value("read").parse().unwrap_or(0);
        match rules::save(note.released_at.is_some(), &section, read, &body) {
            Err(Refused::Changed) => return Err(both(cx, &hearing, &section, &body)),
            other => other?,
        }
        let edited = (body != section.made).then_some(body.as_str());
        if !storage::save_text(tx, &note, &section, edited, &permit, cx.now_us())? {
            return Err(both(cx, &hearing, &section, &body));
        }
        let what = json!({"section": section.place.word()});
        journal::record(tx, cx, &permit, &page(&hearing, ""), what, "")?;
        Ok(cx.done(&page(&hearing, &format!("/{}", section.place.word()))))
    })
    .await
}

/// The text that stands, and the form with one's own to save what comes of them.
fn both(cx: &Cx, hearing: &Hearing, section: &Section, mine: &str) -> Error {
    let form = Form::with(&[("body", mine), ("read", &section.version.to_string())]);
    let texts = html! {
        h2 { (cx.t("note-theirs")) }
        (prose(section.text()))
        h2 { (cx.t("note-yours")) }
        (edit_form(cx, hearing, section, &form))
    };
    let refused = Refused::Changed;
    Error::Missing(refused.why(), refused.way_forward(), Box::new(texts))
}

/// Settles a section whose data changed: one's own words stay, or the machine's come.
async fn choose(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let Opened { hearing, note, permit, .. } = opened(cx, tx, WriteNote)?;
        let section = section(cx, tx, &note)?;
        let mine = match form.value("choice") {
            "mine" => section.edited.as_deref(),
            "machine" => None,
            _ => return Err(Error::Unreadable("error-no-form")),
        };
        if note.released_at.is_some() {
            return Err(Refused::Released.into());
        }
        if form.value("read") != section.version.to_string() {
            return Err(Refused::Changed.into());
        }
        let gone =
            mine.is_none() && section.made.is_empty() && section.place.topic().is_some();
        let done = if gone {
            storage::remove(tx, &note, &section)?
        } else {
            storage::save_text(tx, &note, &section, mine, &permit, cx.now_us())?
        };
        if !done {
            return Err(Refused::Changed.into());
        }
        let what = json!({"section": section.place.word()});
        journal::record(tx, cx, &permit, &page(&hearing, ""), what, "")?;
        Ok(cx.done(&page(&hearing, "")))
    })
    .await
}

/// A document as a file of that form. It takes a while: never on a thread that answers.
fn set(document: &Document, form: &str) -> Result<Vec<u8>, Error> {
    let set = if form == "pdf" {
        koreplan_pdf::write(document).map_err(|why| why.to_string())
    } else {
        koreplan_export::docx::write(document).map_err(|why| why.to_string())
    };
    set.map_err(|why| StoreError::Broken(why).into())
}

/// Releases the note as it was read. Its files are made before the transaction that
/// keeps them; a change in between is seen by the note's revision. Whether the data have
/// changed under it is read after that, and before the transaction too: to count a million
/// letters takes longer than others may wait.
async fn release(Post(cx, form): Post) -> Response {
    let asked = cx.clone();
    let found = cx
        .app
        .store
        .read(move |tx| -> Result<_, Error> {
            let Opened { case, hearing, note, .. } = opened(&asked, tx, ReleaseNote)?;
            let document = document(&asked, tx, (&case, &hearing, &note), false)?;
            Ok((document, note.revision))
        })
        .await;
    let set = match found {
        Ok((document, revision)) => {
            let all = move || {
                let files: Result<Vec<_>, _> =
                    FORMS.iter().map(|form| set(&document, form)).collect();
                files.map(|files| (document, files, revision))
            };
            away(all).await.map_err(Error::from).flatten()
        }
        Err(error) => Err(error),
    };
    let (document, files, revision) = match set {
        Ok(set) => set,
        Err(error) => return error.answer(&cx),
    };
    let asked = cx.clone();
    let read = cx.app.store.read(move |tx| -> Result<_, Error> {
        let Opened { case, hearing, note, .. } = opened(&asked, tx, ReleaseNote)?;
        fresh(&asked, tx, (&case, &hearing, note.lang))
    });
    let made = match read.await {
        Ok(made) => made,
        Err(error) => return error.answer(&cx),
    };
    cx.write(move |cx, tx| {
        let Opened { hearing, note, permit, .. } = opened(cx, tx, ReleaseNote)?;
        let sections = storage::sections(tx, &note)?;
        let read = form.value("read").parse().unwrap_or(0);
        let standing = Standing {
            state: hearing.state(cx.now_us()),
            released: note.released_at.is_some(),
            revision: (note.revision, if revision == note.revision { read } else { -1 }),
            stale: rules::is_stale(&sections, &made),
        };
        rules::release(standing, &sections)?;

        storage::save_release(tx, &note, (&document, &files), &permit, cx.now_us())?;
        if hearing.note_at.is_none() {
            hearings::storage::save_note(tx, hearing.id, "", cx.now_us())?;
        }
        let page = page(&hearing, "");
        let what = json!({"revision": note.revision});
        journal::record(tx, cx, &permit, &page, what, "")?;
        hearings::pages::told(tx, cx, &hearing, "news-hearing-note")?;
        Ok(cx.done(&page))
    })
    .await
}

async fn docx(cx: Cx) -> Response {
    file(cx, "docx").await
}

async fn pdf(cx: Cx) -> Response {
    file(cx, "pdf").await
}

/// What a file of the note is made of: its bytes, or the document of a draft.
enum Source {
    Kept(Vec<u8>),
    Draft(Document),
}

/// The released file, or the draft as it is now.
async fn file(cx: Cx, form: &'static str) -> Response {
    let asked = cx.clone();
    let found = cx
        .app
        .store
        .read(move |tx| -> Result<_, Error> {
            let Opened { case, hearing, note, permit } = opened(&asked, tx, ReadNote)?;
            let name = format!("{}-{}.{form}", asked.t("hearing-note"), hearing.slug);
            let source = match storage::file(tx, &note, form, &permit)? {
                Some(bytes) => Source::Kept(bytes),
                None => {
                    let note = (&case, &hearing, &note);
                    Source::Draft(document(&asked, tx, note, true)?)
                }
            };
            Ok((name, source))
        })
        .await;
    let set = match found {
        Ok((name, Source::Kept(bytes))) => Ok((name, bytes)),
        Ok((name, Source::Draft(document))) => {
            let set = away(move || set(&document, form)).await;
            set.map_err(Error::from).flatten().map(|bytes| (name, bytes))
        }
        Err(error) => Err(error),
    };
    match set {
        Ok((name, bytes)) => handed_out(&name, form, bytes),
        Err(error) => error.answer(&cx),
    }
}

/// A file to save.
pub(super) fn handed_out(name: &str, form: &str, bytes: Vec<u8>) -> Response {
    let media = match form {
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };
    let named = HeaderValue::from_str(&disposition(name));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (
            header::CONTENT_DISPOSITION,
            named.unwrap_or(HeaderValue::from_static("attachment")),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}
