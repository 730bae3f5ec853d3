//! The list of briefs, the draft of the next one, risks, and a brief as it was sent.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use koreplan_export::{Block, Day, Document};
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Data, Frame, Light, Place, Refused, Risk, Section},
    storage::{self, Brief, Draft, FORMS, Recorded, Sent, Shelf, above},
};
use crate::{
    access::{
        Action, Guarded as _, NoteBrief, NoteRisk, Permit, ReadBriefs, ReadCase, Sealed,
        SendBrief,
    },
    bodies::{self, rules::BodyKind, storage::Body},
    case::{self, Case},
    journal,
    meetings::{
        self,
        rules::{Matter, Verb},
        storage::NewItem,
    },
    outbox::{
        self, Clocks, Mail,
        rules::{Address, Kind},
    },
    routes::Routes,
    uploads::disposition,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, document_parts, empty, facts, fold, hidden, line, page_head,
            post, post_quiet, prose, select, select_choice, text, tick,
        },
        differences::marked,
        error::{Error, NotFound},
        form::{Form, LETTER, LINE, TEXT},
        l10n::{Lang, Text},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/briefs", list)
        .post("/{lang}/{case}/briefs", send)
        .get("/{lang}/{case}/briefs/draft", draft)
        .post("/{lang}/{case}/briefs/draft", write)
        .post("/{lang}/{case}/briefs/draft/{place}", save)
        .post("/{lang}/{case}/briefs/draft/{place}/choice", choose)
        .get("/{lang}/{case}/briefs/{id}", show)
        .get("/{lang}/{case}/briefs/{id}/brief.docx", docx)
        .get("/{lang}/{case}/briefs/{id}/brief.pdf", pdf)
        .post("/{lang}/{case}/briefs/{id}/note", note)
        .post("/{lang}/{case}/risks", add_risk)
        .post("/{lang}/{case}/risks/{id}/end", end_risk)
}

/// The door to the briefs of a case.
pub fn shelf(tx: &mut dyn Tx, case: &Case) -> Result<Shelf, Error> {
    Ok(Shelf { case_id: case.id, body_id: above(tx, case)?.id })
}

fn opened_shelf<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Shelf, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let (shelf, permit) = Sealed::new(shelf(tx, &case)?).open(&cx.actor, action)?;
    Ok((case, shelf, permit))
}

/// A brief as it would be sent now.
struct Composed {
    data: Data,
    sections: Vec<Section>,
    document: Document,
    lang: Lang,
    /// The items whose decisions it tells.
    told: Vec<i64>,
    receiver: Body,
}

/// Composes the next brief of the data and of what people wrote in its draft.
fn compose(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    draft: Option<&Draft>,
    summary: &str,
) -> Result<Composed, Error> {
    let receiver = above(tx, case)?;
    let lang = draft.map_or(cx.lang, |draft| draft.lang);
    let (data, told) = storage::data(cx, tx, case, &receiver, lang)?;
    let known = draft.map_or(&[][..], |draft| &draft.sections);
    let mut sections = rules::renewed(known, rules::write(&data, lang));
    for section in &mut sections {
        if section.place == Place::Summary && !summary.is_empty() {
            section.edited = Some(summary.to_owned());
        }
    }
    let from = bodies::storage::of_kind(tx, case, BodyKind::SteeringGroup)?;
    let today = cx.today();
    let frame = Frame {
        number: storage::next_number(tx, case)?,
        lang,
        made: Day {
            year: today.year(),
            month: today.month().unsigned_abs(),
            day: today.day().unsigned_abs(),
        },
        date: lang.date(today),
        from: from.first().map_or("", |body| lang.pick(&body.name)).to_owned(),
        to: lang.pick(&receiver.name).to_owned(),
        case: lang.pick(&case.title).to_owned(),
    };
    let document = rules::document(&frame, &sections);
    Ok(Composed { data, sections, document, lang, told, receiver })
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, shelf, permit) = opened_shelf(cx, tx, ReadBriefs)?;
        let briefs = storage::list(tx, &case, &permit)?;
        let above = above(tx, &case)?;
        let to = cx.say("brief-to", &[("body", cx.text(&above.name).to_owned().into())]);
        let next = if cx.may::<SendBrief>(&shelf.facts()) {
            let (_, shelf_permit) =
                Sealed::new(shelf.clone()).open(&cx.actor, SendBrief)?;
            let draft = storage::draft(tx, &case, &shelf_permit)?;
            next_part(cx, tx, &case, draft.as_ref())?
        } else {
            html! {}
        };
        let risks = if cx.may::<NoteRisk>(&case.facts()) {
            risk_part(cx, &storage::risks(tx, &case)?)
        } else {
            html! {}
        };
        let body = html! {
            (page_head(cx, &cx.t("briefs-title"), &to))
            @if briefs.is_empty() { (empty(cx, "briefs-empty")) }
            ul class="kp-list" {
                @for brief in &briefs {
                    li {
                        a href=(cx.url(&format!("briefs/{}", brief.id))) {
                            (cx.say("brief-number", &[("number", brief.number.into())]))
                        } ", " (cx.day(brief.sent_at)) " "
                        @if brief.noted_at.is_some() {
                            (badge("badge-success", &cx.t("brief-noted")))
                        } @else { (badge("badge-warning", &cx.t("brief-waiting"))) }
                    }
                }
            }
            (next)
            (risks)
        };
        Ok(cx.page(&cx.t("briefs-title"), &body))
    })
    .await
}

/// The next brief: what it would say, and the ways on.
fn next_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    draft: Option<&Draft>,
) -> Result<Markup, Error> {
    let composed = compose(cx, tx, case, draft, "")?;
    Ok(html! {
        h2 { (cx.t("brief-new")) }
        @if !composed.data.is_news() {
            p { (cx.t("steering-refused-nothing-new-way")) }
        } @else if draft.is_some() {
            p { a class="button button-primary" href=(cx.url("briefs/draft")) {
                (cx.t("brief-go-on"))
            } }
        } @else {
            p { (cx.t("brief-write-about")) }
            (post(cx, "briefs/draft", "brief-write", &html! {}))
            (fold("now", &cx.t("brief-will-tell"), &html! {
                div lang=(composed.lang.word()) { (document_parts(&composed.document.blocks)) }
                (send_form(cx, &[], true, &Form::default()))
            }))
        }
    })
}

/// Sends the brief: with a summary where there is no draft to read it in.
fn send_form(
    cx: &Cx,
    meetings: &[(String, String)],
    summary: bool,
    form: &Form,
) -> Markup {
    let fields = html! {
        @if summary {
            (text(cx, form, "summary", "brief-summary", Some("brief-summary-hint"), Need::Must,
                (4, TEXT)))
        } @else { (hidden("from_draft", "yes")) }
        @if !meetings.is_empty() {
            (select(cx, form, "meeting", "brief-on-agenda", Need::May, meetings))
        }
    };
    post(cx, "briefs", "brief-send", &fields)
}

/// The receiver's meetings that still take items.
fn agendas(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<(String, String)>, StoreError> {
    let planned = meetings::storage::planned_of(tx, case, BodyKind::Superior)?;
    Ok(planned
        .iter()
        .map(|meeting| {
            let when = cx.day(meeting.starts_at);
            (meeting.id.to_string(), format!("{}, {when}", meeting.title))
        })
        .collect())
}

/// The workplace of the next brief.
async fn draft(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _, permit) = opened_shelf(cx, tx, SendBrief)?;
        let draft = storage::draft(tx, &case, &permit)?.ok_or(NotFound)?;
        let composed = compose(cx, tx, &case, Some(&draft), "")?;
        let agendas = agendas(cx, tx, &case)?;
        let waiting = rules::send(&composed.data, &composed.sections).err();
        let title = composed.document.title.clone();
        let body = html! {
            (page_head(cx, &title, &cx.t("brief-draft-lead")))
            p { (cx.say("brief-written", &[
                ("date", cx.moment(draft.at).into()), ("by", draft.by.clone().into()),
            ])) }
            @for section in &composed.sections {
                (section_part(cx, composed.lang, section))
            }
            section class="kp-section kp-work" {
                h2 { (cx.t("brief-send-head")) }
                @if let Some(refused) = waiting {
                    p { (cx.message(&crate::refusal::Refusal::why(&refused))) ". "
                        (cx.message(&crate::refusal::Refusal::way_forward(&refused))) }
                }
                (send_form(cx, &agendas, false, &Form::named("send")))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn edit_form(cx: &Cx, section: &Section, form: &Form) -> Markup {
    let fields = html! {
        (hidden("read", &section.version.to_string()))
        (text(cx, form, "body", section.place.key(), None, Need::Must, (8, LETTER)))
    };
    post_quiet(
        cx,
        &format!("briefs/draft/{}", section.place.word()),
        "brief-save",
        &fields,
    )
}

fn choice_form(cx: &Cx, section: &Section, choice: &str, button: &'static str) -> Markup {
    let fields = html! {
        (hidden("read", &section.version.to_string()))
        (hidden("choice", choice))
    };
    let action = format!("briefs/draft/{}/choice", section.place.word());
    post_quiet(cx, &action, button, &fields)
}

fn section_part(cx: &Cx, lang: Lang, section: &Section) -> Markup {
    let form = Form::named_with("section", &[("body", section.text())])
        .numbered(section.place as i64);
    html! {
        section class="kp-section" id=(section.place.word()) {
            h2 { (cx.t(section.place.key())) }
            @if section.is_unsettled() {
                p { (badge("badge-warning", &cx.t("brief-unsettled"))) }
            } @else if section.edited.is_some() {
                p { (badge("badge-info", &cx.t("brief-edited"))) }
            }
            div lang=(lang.word()) { (document_parts(&Block::of_text(section.text()))) }
            @if section.is_unsettled() {
                h3 { (cx.t("brief-machine")) }
                p class="kp-prose" lang=(lang.word()) { (marked(&section.base, &section.made)) }
                (choice_form(cx, section, "mine", "brief-keep"))
                (choice_form(cx, section, "machine", "brief-take"))
            } @else if section.edited.is_some() && section.edited.as_ref() != Some(&section.made) {
                (fold(&format!("{}-machine", section.place.word()), &cx.t("brief-machine"),
                    &html! {
                        (prose(&section.made))
                        (choice_form(cx, section, "machine", "brief-take"))
                    }))
            }
            (fold(&format!("{}-edit", section.place.word()), &cx.t("brief-edit"),
                &edit_form(cx, section, &form)))
        }
    }
}

/// Writes the draft of the data, first or again; what people wrote stays.
async fn write(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, _, permit) = opened_shelf(cx, tx, SendBrief)?;
        let draft = storage::draft(tx, &case, &permit)?;
        let composed = compose(cx, tx, &case, draft.as_ref(), "")?;
        if !composed.data.is_news() {
            return Err(Refused::NothingNew.into());
        }
        let kept = (composed.lang, composed.sections.as_slice());
        storage::save_draft(tx, &case, kept, &permit, cx.now_us())?;
        let what = json!({"decisions": composed.data.decided.len()});
        journal::record(tx, cx, &permit, "briefs/draft", what, "")?;
        Ok(cx.done("briefs/draft"))
    })
    .await
}

/// The section of the draft in the address, as the data are now. The draft follows the
/// data before anything is written into it.
fn section(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<SendBrief>,
) -> Result<Section, Error> {
    let draft = storage::draft(tx, case, permit)?.ok_or(NotFound)?;
    let place = Place::of(cx.param("place")).ok_or(NotFound)?;
    let composed = compose(cx, tx, case, Some(&draft), "")?;
    storage::save_draft(tx, case, (draft.lang, &composed.sections), permit, cx.now_us())?;
    let found = composed.sections.into_iter().find(|section| section.place == place);
    Ok(found.ok_or(NotFound)?)
}

async fn save(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _, permit) = opened_shelf(cx, tx, SendBrief)?;
        let section = section(cx, tx, &case, &permit)?;
        let body = form.text("body", LETTER);
        form.check(cx, &cx.t(section.place.key()), |form| edit_form(cx, &section, form))?;
        let read = form.value("read").parse().unwrap_or(0);
        match rules::save(&section, read, &body) {
            Err(Refused::Changed) => return Err(both(cx, &section, &body)),
            other => other?,
        }
        let edited = (body != section.made).then_some(body.as_str());
        if !storage::save_text(tx, &case, &section, edited, &permit)? {
            return Err(both(cx, &section, &body));
        }
        let what = json!({"section": section.place.word()});
        journal::record(tx, cx, &permit, "briefs/draft", what, "")?;
        Ok(cx.done(&format!("briefs/draft#{}", section.place.word())))
    })
    .await
}

/// The text that stands, and the form with one's own to save what comes of them.
fn both(cx: &Cx, section: &Section, mine: &str) -> Error {
    let texts = html! {
        (prose(section.text()))
        (edit_form(cx, section, &Form::with(&[("body", mine)])))
    };
    let refused = Refused::Changed;
    Error::Missing(
        crate::refusal::Refusal::why(&refused),
        crate::refusal::Refusal::way_forward(&refused),
        Box::new(texts),
    )
}

/// Settles a section whose data changed: one's own words stay, or the machine's come.
async fn choose(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _, permit) = opened_shelf(cx, tx, SendBrief)?;
        let section = section(cx, tx, &case, &permit)?;
        let edited = match form.value("choice") {
            "mine" => section.edited.as_deref(),
            "machine" => None,
            _ => return Err(Error::Unreadable("error-no-form")),
        };
        if form.value("read") != section.version.to_string()
            || !storage::save_text(tx, &case, &section, edited, &permit)?
        {
            return Err(Refused::Changed.into());
        }
        let what = json!({"section": section.place.word()});
        journal::record(tx, cx, &permit, "briefs/draft", what, "")?;
        Ok(cx.done(&format!("briefs/draft#{}", section.place.word())))
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

/// The brief as it would be sent, and its files.
async fn made(cx: &Cx, summary: String) -> Result<(Document, Vec<Vec<u8>>), Error> {
    let asked = cx.clone();
    let document = cx
        .app
        .store
        .read(move |tx| -> Result<_, Error> {
            let (case, _, permit) = opened_shelf(&asked, tx, SendBrief)?;
            let draft = storage::draft(tx, &case, &permit)?;
            Ok(compose(&asked, tx, &case, draft.as_ref(), &summary)?.document)
        })
        .await?;
    let setting = tokio::task::spawn_blocking(move || {
        let files: Result<Vec<_>, _> =
            FORMS.iter().map(|form| set(&document, form)).collect();
        files.map(|files| (document, files))
    });
    setting.await.unwrap_or_else(|why| Err(StoreError::Broken(why.to_string()).into()))
}

/// Sends a brief upward; it is kept as it was sent. Its files are made before the
/// transaction that keeps them; a change in between is seen by the document.
async fn send(Post(cx, mut form): Post) -> Response {
    let from_draft = form.ticked("from_draft");
    let summary = if from_draft { String::new() } else { form.text("summary", TEXT) };
    // A form with faults is shown again: nothing is made for it.
    let made = if form.faults().is_empty() {
        match made(&cx, summary.clone()).await {
            Ok(made) => Some(made),
            Err(error) => return error.answer(&cx),
        }
    } else {
        None
    };
    cx.write(move |cx, tx| {
        let (case, shelf, permit) = opened_shelf(cx, tx, SendBrief)?;
        let agendas = agendas(cx, tx, &case)?;
        form.check(cx, &cx.t("brief-new"), |form| {
            send_form(cx, &agendas, !from_draft, form)
        })?;
        let draft = storage::draft(tx, &case, &permit)?;
        if from_draft && draft.is_none() {
            return Err(Refused::Changed.into());
        }
        let composed = compose(cx, tx, &case, draft.as_ref(), &summary)?;
        rules::send(&composed.data, &composed.sections)?;
        let (document, files) = made.ok_or(Refused::Changed)?;
        if document != composed.document {
            return Err(Refused::Changed.into());
        }

        let id = keep(cx, tx, (&case, &shelf), &composed, &files, &permit)?;
        let page = format!("briefs/{id}");
        if agendas.iter().any(|(meeting, _)| meeting == form.value("meeting")) {
            let meeting = form.value("meeting").parse().map_err(|_| NotFound)?;
            put_on_agenda(cx, tx, meeting, &composed, &page)?;
        }
        tell(cx, tx, &composed, id)?;
        let what = json!({"decisions": composed.data.decided.len()});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn keep(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, shelf): (&Case, &Shelf),
    composed: &Composed,
    files: &[Vec<u8>],
    permit: &Permit<SendBrief>,
) -> Result<i64, Error> {
    let summary = composed
        .sections
        .iter()
        .find(|section| section.place == Place::Summary)
        .map_or("", |section| section.text());
    // What the machine would say stands beside in the other language.
    let other = match composed.lang {
        Lang::Da => Lang::En,
        Lang::En => Lang::Da,
    };
    let (data, _) = storage::data(cx, tx, case, &composed.receiver, other)?;
    let theirs = rules::renewed(&[], rules::write(&data, other));
    let (own, theirs) =
        (rules::plain(composed.lang, &composed.sections), rules::plain(other, &theirs));
    let content = match composed.lang {
        Lang::Da => Text { da: own, en: theirs },
        Lang::En => Text { da: theirs, en: own },
    };
    let sent = Sent {
        summary,
        content,
        lang: composed.lang,
        document: &composed.document,
        files,
        told: &composed.told,
    };
    Ok(storage::insert(tx, permit, shelf, &sent, cx.now_us())?)
}

/// Puts the brief on an agenda of the receiver, to be noted.
fn put_on_agenda(
    cx: &Cx,
    tx: &mut dyn Tx,
    meeting_id: i64,
    composed: &Composed,
    page: &str,
) -> Result<(), Error> {
    let lang = composed.lang;
    let summary = composed.sections.first().map_or("", |section| section.text());
    let page = cx.absolute(&cx.url(page));
    let item = NewItem {
        title: composed.document.title.clone(),
        resume: summary.to_owned(),
        recommendation: lang.say("brief-item-recommendation", &[]),
        presentation: lang.say("brief-item-presentation", &[("page", page.into())]),
        matter: Matter::Information,
        proposed: Some(Verb::Noted),
        ..NewItem::default()
    };
    meetings::storage::add_item(tx, meeting_id, &item)?;
    Ok(())
}

/// Tells the members of the receiving body by mail that a brief has come; what it says is
/// read behind the door.
fn tell(cx: &Cx, tx: &mut dyn Tx, composed: &Composed, id: i64) -> Result<(), Error> {
    let today = cx.today().to_string();
    for (person, address, lang) in storage::addresses(tx, composed.receiver.id, &today)? {
        let Ok(to) = address.parse::<Address>() else { continue };
        let page = format!("/{}/{}/briefs/{id}", lang.word(), cx.case);
        let args = [
            ("body", lang.pick(&composed.receiver.name).to_owned().into()),
            ("page", cx.absolute(&page).into()),
        ];
        let mail = Mail {
            once: format!("brief:{id}:{person}"),
            kind: Kind::News,
            to,
            subject: lang.say("brief-mail-subject", &args[..1]),
            body: lang.say("brief-mail", &args),
            calendar: String::new(),
            unsubscribe: String::new(),
        };
        outbox::enqueue(tx, Clocks::of_act(cx), &mail)?;
    }
    Ok(())
}

fn opened_brief<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Brief, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    Ok(storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, action)?)
}

fn note_form(cx: &Cx, brief: &Brief, form: &Form) -> Markup {
    let fields = text(cx, form, "answer", "brief-answer", None, Need::May, (3, TEXT));
    post(cx, &format!("briefs/{}/note", brief.id), "brief-note", &fields)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (brief, _) = opened_brief(cx, tx, ReadBriefs)?;
        let title = cx.say("brief-number", &[("number", brief.number.into())]);
        let body = html! {
            (page_head(cx, &title, ""))
            (facts(&[(cx.t("brief-sent"), html! {
                (brief.sent_by) ", " (cx.moment(brief.sent_at))
            })]))
            @match &brief.document {
                Some(document) => {
                    ul {
                        @for (form, key) in FORMS.iter()
                            .zip(["brief-download-word", "brief-download-pdf"]) {
                            li { a download
                                href=(cx.url(&format!("briefs/{}/brief.{form}", brief.id))) {
                                (cx.t(key))
                            } }
                        }
                    }
                    article class="kp-letter" lang=(brief.lang.word()) {
                        @for (name, value) in &document.head {
                            p { strong { (name) ":" } " " (value) }
                        }
                        (document_parts(&document.blocks))
                    }
                }
                None => {
                    (prose(&brief.summary))
                    (lines(cx.text(&brief.content)))
                }
            }
            @if let (Some(by), Some(at)) = (&brief.noted_by, brief.noted_at) {
                p class="kp-decision" { (cx.say("brief-noted-by", &[
                    ("by", by.clone().into()), ("date", cx.day(at).into()),
                ])) " " (brief.answer) }
            } @else if cx.may::<NoteBrief>(&brief.facts()) {
                (note_form(cx, &brief, &Form::default()))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// What a brief from before documents tells: headings, and lists of what begins with a
/// dash.
fn lines(text: &str) -> Markup {
    html! {
        @for line in text.lines().filter(|line| !line.is_empty()) {
            @match line.strip_prefix("– ") {
                Some(point) => p class="kp-point" { (point) },
                None => p { strong { (line) } },
            }
        }
    }
}

async fn docx(cx: Cx) -> Response {
    file(cx, "docx").await
}

async fn pdf(cx: Cx) -> Response {
    file(cx, "pdf").await
}

async fn file(cx: Cx, form: &'static str) -> Response {
    cx.read(move |cx, tx| {
        let (brief, permit) = opened_brief(cx, tx, ReadBriefs)?;
        let bytes = storage::file(tx, &brief, form, &permit)?.ok_or(NotFound)?;
        let title = cx.say("brief-number", &[("number", brief.number.into())]);
        let media = match form {
            "pdf" => "application/pdf",
            _ => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
        };
        let named = HeaderValue::from_str(&disposition(&format!("{title}.{form}")));
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
        Ok((StatusCode::OK, headers, bytes).into_response())
    })
    .await
}

/// The chair of the body above takes note, with or without an answer.
async fn note(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (brief, permit) = opened_brief(cx, tx, NoteBrief)?;
        if brief.noted_at.is_some() {
            return Err(Refused::AlreadyNoted.into());
        }
        let answer = form.optional("answer", TEXT);
        form.check(cx, &cx.t("brief-note"), |form| note_form(cx, &brief, form))?;

        storage::save_note(tx, &brief, &permit.by, &answer, cx.now_us())?;
        let page = format!("briefs/{}", brief.id);
        journal::record(tx, cx, &permit, &page, json!({"answer": answer}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn risk_form(cx: &Cx, form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "title", "risk-title", Need::Must))
        (select_choice::<Light>(cx, form, "light", "risk-light"))
        (text(cx, form, "action", "risk-action", None, Need::Must, (3, TEXT)))
        (tick(cx, form, "internal", "risk-internal"))
    };
    post_quiet(cx, "risks", "risk-add", &fields)
}

/// The risks that are told, where they are not the secretariat's own.
fn risk_part(cx: &Cx, risks: &[Recorded]) -> Markup {
    html! {
        section class="kp-section" id="risks" {
            h2 { (cx.t("risks-title")) }
            p role="status" { (cx.say("risks-count", &[
                ("count", i64::try_from(risks.len()).unwrap_or(0).into()),
            ])) }
            @for recorded in risks {
                @let risk = &recorded.risk;
                @let class = if risk.light == Light::Red { "badge-error" } else { "badge-warning" };
                div class="kp-item" id={ "risk-" (recorded.id) } {
                    h3 { (badge(class, &cx.t(risk.light.key()))) " " (risk.title)
                        @if recorded.is_internal { " " (badge("", &cx.t("risk-is-internal"))) } }
                    (prose(&risk.action))
                    p class="kp-quiet" { (recorded.by) ", " (cx.day(recorded.at)) }
                    (post_quiet(cx, &format!("risks/{}/end", recorded.id), "risk-end", &html! {}))
                }
            }
            (fold("new-risk", &cx.t("risk-new"), &risk_form(cx, &Form::named("risk"))))
        }
    }
}

async fn add_risk(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, NoteRisk)?;
        let title = form.text("title", LINE);
        let light = form.choice::<Light>("light");
        let action = form.text("action", TEXT);
        form.check(cx, &cx.t("risk-new"), |form| risk_form(cx, form))?;
        let risk = Risk { title, light: light.ok_or(NotFound)?, action };
        let is_internal = form.ticked("internal");

        let id =
            storage::insert_risk(tx, &case, (&risk, is_internal), &permit, cx.now_us())?;
        let what = json!({"internal": is_internal, "light": risk.light.word()});
        journal::record(tx, cx, &permit, &format!("risks/{id}"), what, "")?;
        Ok(cx.done("briefs#risks"))
    })
    .await
}

async fn end_risk(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, NoteRisk)?;
        let recorded = storage::risk(tx, &case, cx.id("id")?)?;
        if recorded.ended_at.is_some() {
            return Err(Refused::RiskOver.into());
        }

        storage::save_risk_over(tx, recorded.id, &permit, cx.now_us())?;
        let page = format!("risks/{}", recorded.id);
        journal::record(tx, cx, &permit, &page, json!({"over": true}), "")?;
        Ok(cx.done("briefs#risks"))
    })
    .await
}
