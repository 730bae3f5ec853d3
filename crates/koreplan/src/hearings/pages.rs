//! Where the secretariat makes a hearing, publishes it and ends it; and its letter.

use axum::response::Response;
use jiff::civil::DateTime;
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Period},
    storage::{self, Listed, Material, Plan, Prepared},
};
use crate::{
    access::{
        Action, EndHearing, Guarded as _, Permit, PrepareHearing, PublishHearing,
        ReadCase, ReadHearing,
    },
    case::{self, Case, clock, storage::Area},
    input::{
        self,
        rules::{HearingState, TooShort, check_length},
        storage::{Hearing, Question},
    },
    journal,
    refusal::Message,
    routes::Routes,
    subscriptions::{self, rules::Subject},
    web::{
        Cx, Post,
        components::{
            Need, badge, empty, facts, fold, line, line_of, moment, page_head, part,
            post, post_quiet, prose, select, text, ticks,
        },
        error::Error,
        form::{Form, LETTER, LINE, TEXT},
        l10n::{Lang, Text},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/hearings/new", new)
        .post("/{lang}/{case}/hearings", create)
        .get("/{lang}/{case}/hearings/{hearing}/preparation", show)
        .post("/{lang}/{case}/hearings/{hearing}/preparation", update)
        .post("/{lang}/{case}/hearings/{hearing}/questions", add_question)
        .post("/{lang}/{case}/hearings/{hearing}/questions/{id}/removal", remove_question)
        .post("/{lang}/{case}/hearings/{hearing}/materials", add_material)
        .post("/{lang}/{case}/hearings/{hearing}/materials/{id}/removal", remove_material)
        .shared("/{lang}/{case}/hearings/{hearing}/letter", show_letter)
        .post("/{lang}/{case}/hearings/{hearing}/letter", write_letter)
        .post("/{lang}/{case}/hearings/{hearing}/publication", publish)
        .post("/{lang}/{case}/hearings/{hearing}/processing", process)
        .post("/{lang}/{case}/hearings/{hearing}/note", publish_note)
}

/// Opens the case and the hearing in the address.
pub(super) fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Hearing, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let hearing = input::storage::load_hearing(tx, &case, cx.param("hearing"))?;
    let (hearing, permit) = hearing.open(&cx.actor, action)?;
    Ok((case, hearing, permit))
}

/// As [`opened`], while the hearing may still be changed.
fn opened_draft(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Hearing, Permit<PrepareHearing>), Error> {
    let opened = opened(cx, tx, PrepareHearing)?;
    rules::change(opened.1.state(cx.now_us()))?;
    Ok(opened)
}

/// A page of a hearing.
pub(super) fn page(hearing: &Hearing, page: &str) -> String {
    format!("hearings/{}/{page}", hearing.slug)
}

/// The hearings that are being prepared, for those who prepare them.
pub fn drafts(cx: &Cx, drafts: &Option<Vec<(String, Text)>>) -> Markup {
    html! {
        @if let Some(drafts) = drafts {
            @if !drafts.is_empty() {
                h2 { (cx.t("hearing-drafts")) }
                ul class="kp-list" {
                    @for (slug, title) in drafts {
                        li { a href=(cx.url(&format!("hearings/{slug}/preparation"))) {
                            (cx.text(title))
                        } }
                    }
                }
            }
            p { a href=(cx.url("hearings/new")) class="button button-secondary" {
                (cx.t("hearing-new"))
            } }
        }
    }
}

/// What the public page of a hearing says beside its dates.
pub fn about(
    cx: &Cx,
    tx: &mut dyn Tx,
    hearing: &Hearing,
    areas: &[Area],
) -> Result<Markup, Error> {
    let prepared = storage::load(tx, hearing)?;
    let materials = storage::materials(tx, hearing.id)?;
    let asked = storage::has_parties(tx, hearing)?;
    let note = storage::has_released_note(tx, hearing)?;
    let plan = &prepared.plan;
    let known = [
        ("hearing-case-number", &plan.case_number),
        ("hearing-officer", &plan.officer),
        ("hearing-contact", &plan.contact),
    ];
    let mut pairs: Vec<_> = known
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| (cx.t(key), html! { (value) }))
        .collect();
    let names: Vec<&str> = areas
        .iter()
        .filter(|area| plan.areas.contains(&area.id))
        .map(|area| cx.text(&area.name))
        .collect();
    if !names.is_empty() {
        pairs.push((cx.t("hearing-areas"), html! { (names.join(", ")) }));
    }
    Ok(html! {
        @if !pairs.is_empty() { (facts(&pairs)) }
        @if !materials.is_empty() {
            h2 { (cx.t("materials")) }
            @for material in &materials { (shown(material)) }
        }
        @if !prepared.letter.da.is_empty() {
            p { a href=(cx.url(&page(hearing, "letter"))) { (cx.t("hearing-letter")) } }
        }
        @if asked {
            p { a href=(cx.url(&page(hearing, "parties"))) { (cx.t("parties")) } }
        }
        @if cx.may::<PrepareHearing>(&hearing.facts()) {
            p { a href=(cx.url(&page(hearing, "preparation"))) {
                (cx.t("hearing-preparation"))
            } }
        }
        @if note || !prepared.note.is_empty() {
            section class="kp-section" {
                h2 id="note" { (cx.t("hearing-note")) }
                (prose(&prepared.note))
                @if note {
                    p { a href=(cx.url(&page(hearing, "hearing-note"))) {
                        (cx.t("note-read-released"))
                    } }
                    p { a href=(cx.url(&page(hearing, "hearing-note.docx"))) download {
                        (cx.t("note-download-word"))
                    } }
                    p { a href=(cx.url(&page(hearing, "hearing-note.pdf"))) download {
                        (cx.t("note-download-pdf"))
                    } }
                }
            }
        }
    })
}

/// Material as everybody reads it.
fn shown(material: &Material) -> Markup {
    html! {
        @if material.body.is_empty() {
            p { a href=(material.link) rel="noopener" { (material.title) } }
        } @else {
            details class="details" {
                summary class="details-summary" {
                    span class="details-summary-text" { (material.title) }
                }
                div class="details-text" {
                    (prose(&material.body))
                    @if !material.link.is_empty() {
                        p { a class="kp-wrap" href=(material.link) rel="noopener" {
                            (material.link)
                        } }
                    }
                }
            }
        }
    }
}

fn plan_form(
    cx: &Cx,
    action: &str,
    button: &'static str,
    areas: &[Area],
    form: &Form,
) -> Markup {
    let hint = |name: &str, label, hint| {
        line_of(cx, form, name, label, Some(hint), Need::Must, "text")
    };
    let fields = html! {
        (part(cx, "hearing-part-about"))
        (line(cx, form, "title_da", "hearing-title-da", Need::Must))
        (line(cx, form, "title_en", "hearing-title-en", Need::Must))
        (text(cx, form, "intro_da", "hearing-intro-da", Some("hearing-intro-hint"),
            Need::Must, (4, TEXT)))
        (text(cx, form, "intro_en", "hearing-intro-en", None, Need::Must, (4, TEXT)))
        (ticks(cx, form, "area", "hearing-areas", &case::storage::area_options(cx, areas)))
        (part(cx, "hearing-part-time"))
        fieldset class="form-group" {
            legend class="form-label" { (cx.t("hearing-opens")) }
            (moment(cx, form, "opens", "opens_time"))
        }
        fieldset class="form-group" {
            legend class="form-label" { (cx.t("hearing-deadline")) }
            (moment(cx, form, "deadline", "deadline_time"))
        }
        (line_of(cx, form, "normal_days", "hearing-normal-days",
            Some("hearing-normal-days-hint"), Need::Must, "number"))
        (text(cx, form, "reason", "hearing-reason", Some("hearing-reason-hint"), Need::May,
            (2, TEXT)))
        (part(cx, "hearing-part-contact"))
        (line(cx, form, "case_number", "hearing-case-number", Need::Must))
        (line(cx, form, "officer", "hearing-officer", Need::Must))
        (hint("contact", "hearing-contact", "hearing-contact-hint"))
    };
    post(cx, action, button, &fields)
}

/// Reads a plan; faults stay in the form.
fn read_plan(
    form: &mut Form,
    case: &Case,
    areas: &[Area],
) -> Result<Option<Plan>, StoreError> {
    let title = Text { da: form.text("title_da", LINE), en: form.text("title_en", LINE) };
    let intro = Text { da: form.text("intro_da", TEXT), en: form.text("intro_en", TEXT) };
    let opens = form.moment("opens", "opens_time");
    let deadline = form.moment("deadline", "deadline_time");
    let normal_days = form.number("normal_days", 1..=365);
    let reason = form.optional("reason", TEXT);
    let case_number = form.text("case_number", LINE);
    let officer = form.text("officer", LINE);
    let contact = form.text("contact", LINE);
    let chosen = form.ids("area");
    let zone = case.time_zone()?;
    let opens_at = opens.map(|time| clock::instant(&zone, time));
    let closes_at = deadline.map(|time| clock::closes_at(&zone, time));
    // A time that happens twice or never is asked about, never chosen.
    if opens_at == Some(Err(clock::Ambiguous)) {
        form.fault("opens_time", Message::new("fault-ambiguous"));
    }
    if closes_at == Some(Err(clock::Ambiguous)) {
        form.fault("deadline_time", Message::new("fault-ambiguous"));
    }
    let (Some(opens), Some(deadline)) = (opens, deadline) else { return Ok(None) };
    let (Some(Ok(opens_at)), Some(Ok(closes_at))) = (opens_at, closes_at) else {
        return Ok(None);
    };
    if closes_at <= opens_at {
        form.fault("deadline", Message::new("hearing-fault-ends-first"));
    } else if let Err(TooShort { days, normal }) =
        check_length(opens.date(), deadline.date(), normal_days, &reason)
    {
        let fault = Message::new("hearing-fault-short");
        form.fault("reason", fault.with("days", days).with("normal", normal));
    }
    Ok(Some(Plan {
        title,
        intro,
        opens: opens.to_string(),
        opens_at: opens_at.as_microsecond(),
        deadline: deadline.to_string(),
        closes_at: closes_at.as_microsecond(),
        normal_days,
        reason,
        case_number,
        officer,
        contact,
        areas: areas
            .iter()
            .map(|area| area.id)
            .filter(|id| chosen.contains(id))
            .collect(),
    }))
}

/// The form of a plan that is there.
fn filled(plan: &Plan) -> Form {
    let day = |civil: &str| civil.chars().take(10).collect::<String>();
    let time = |civil: &str| civil.chars().skip(11).take(5).collect::<String>();
    let mut values: Vec<(String, String)> = [
        ("title_da", plan.title.da.clone()),
        ("title_en", plan.title.en.clone()),
        ("intro_da", plan.intro.da.clone()),
        ("intro_en", plan.intro.en.clone()),
        ("opens", day(&plan.opens)),
        ("opens_time", time(&plan.opens)),
        ("deadline", day(&plan.deadline)),
        ("deadline_time", time(&plan.deadline)),
        ("normal_days", plan.normal_days.to_string()),
        ("reason", plan.reason.clone()),
        ("case_number", plan.case_number.clone()),
        ("officer", plan.officer.clone()),
        ("contact", plan.contact.clone()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    values.extend(plan.areas.iter().map(|area| ("area".to_owned(), area.to_string())));
    Form::of(values)
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, PrepareHearing)?;
        let areas = case::storage::areas(tx, &case)?;
        let person = cx.actor.person.as_ref().map_or("", |person| &person.name);
        let form = Form::with(&[
            ("normal_days", "28"),
            ("opens_time", "09:00"),
            ("deadline_time", "23:59"),
            ("officer", person),
        ]);
        let body = html! {
            (page_head(cx, &cx.t("hearing-new"), &cx.t("hearing-new-lead")))
            (plan_form(cx, "hearings", "hearing-create", &areas, &form))
        };
        Ok(cx.page(&cx.t("hearing-new"), &body))
    })
    .await
}

/// Begins a hearing that nobody outside sees yet.
async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, PrepareHearing)?;
        let areas = case::storage::areas(tx, &case)?;
        let plan = read_plan(&mut form, &case, &areas)?;
        form.check(cx, &cx.t("hearing-new"), |form| {
            plan_form(cx, "hearings", "hearing-create", &areas, form)
        })?;
        let plan = plan.ok_or(Error::NotFound)?;

        let slug = storage::insert(tx, &case, &rules::slug(&plan.title.da), &plan)?;
        let page = format!("hearings/{slug}");
        journal::record(tx, cx, &permit, &page, said(&plan), "")?;
        Ok(cx.done(&format!("{page}/preparation")))
    })
    .await
}

/// What the record says of a plan.
fn said(plan: &Plan) -> serde_json::Value {
    json!({
        "deadline": plan.deadline,
        "normal_days": plan.normal_days,
        "opens": plan.opens,
        "title": plan.title.da,
    })
}

/// Everything of a hearing that is being prepared, and how it stands afterwards.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, hearing, _) = opened(cx, tx, PrepareHearing)?;
        let prepared = storage::load(tx, &hearing)?;
        let areas = case::storage::areas(tx, &case)?;
        let questions = input::storage::questions(tx, &hearing)?;
        let materials = storage::materials(tx, hearing.id)?;
        let listed = storage::listed(tx, &hearing)?;
        let state = hearing.state(cx.now_us());
        let draft = state == HearingState::Draft;
        let title = cx.text(&hearing.title).to_owned();
        let body = html! {
            (page_head(cx, &title, &cx.t("hearing-preparation-lead")))
            p { (input::pages::state_badge(cx, state)) " " (cx.say("hearing-period", &[
                ("from", cx.moment(hearing.opens_at).into()),
                ("to", cx.moment(hearing.last_minute()).into()),
            ])) }
            p { a href=(cx.url(&format!("hearings/{}", hearing.slug))) {
                (cx.t("hearing-as-shown"))
            } }
            @if draft {
                (fold("plan", &cx.t("hearing-change"), &plan_form(cx,
                    &page(&hearing, "preparation"), "hearing-save", &areas,
                    &filled(&prepared.plan))))
            }
            (question_part(cx, &hearing, draft, &areas, &questions))
            (material_part(cx, &hearing, draft, &materials))
            // A hearing that came with the case has no letter.
            @if draft || !prepared.letter.da.is_empty() { section class="kp-section" {
                h2 { (cx.t("hearing-letter")) }
                p { (cx.t("hearing-letter-about")) " "
                    a href=(cx.url(&page(&hearing, "letter"))) { (cx.t("hearing-letter-read")) } }
                @if draft {
                    (fold("letter", &cx.t("hearing-letter-edit"),
                        &letter_form(cx, &hearing, &letter_as_form(cx, &case, &hearing,
                            &prepared, &areas))))
                }
            } }
            (parties_part(cx, &hearing, listed))
            (acts(cx, &hearing, state))
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn question_part(
    cx: &Cx,
    hearing: &Hearing,
    draft: bool,
    areas: &[Area],
    questions: &[Question],
) -> Markup {
    html! {
        section class="kp-section" {
            h2 id="questions" { (cx.t("hearing-questions")) }
            @if questions.is_empty() { (empty(cx, "hearing-no-questions")) }
            ol class="kp-questions" {
                @for question in questions {
                    li { (cx.text(&question.text))
                        @if draft {
                            (post_quiet(cx, &page(hearing, &format!("questions/{}/removal",
                                question.id)), "hearing-remove", &html! {}))
                        }
                    }
                }
            }
            @if draft {
                (fold("new-question", &cx.t("hearing-add-question"),
                    &question_form(cx, hearing, areas, &Form::named("question"))))
            }
        }
    }
}

fn question_form(cx: &Cx, hearing: &Hearing, areas: &[Area], form: &Form) -> Markup {
    let fields = html! {
        (text(cx, form, "question_da", "hearing-question-da", None, Need::Must, (2, TEXT)))
        (text(cx, form, "question_en", "hearing-question-en", None, Need::Must, (2, TEXT)))
        (select(cx, form, "question_area", "hearing-question-area", Need::May,
            &case::storage::area_options(cx, areas)))
    };
    post_quiet(cx, &page(hearing, "questions"), "hearing-add-question", &fields)
}

fn material_part(
    cx: &Cx,
    hearing: &Hearing,
    draft: bool,
    materials: &[Material],
) -> Markup {
    html! {
        section class="kp-section" {
            h2 id="materials" { (cx.t("materials")) }
            @if materials.is_empty() { (empty(cx, "materials-empty")) }
            @for material in materials {
                (shown(material))
                @if draft {
                    (post_quiet(cx, &page(hearing, &format!("materials/{}/removal",
                        material.id)), "hearing-remove", &html! {}))
                }
            }
            (fold("new-material", &cx.t("material-add"),
                &material_form(cx, hearing, &Form::named("material"))))
        }
    }
}

fn material_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "title", "material-title", Need::Must))
        (line_of(cx, form, "link", "material-link", Some("material-link-hint"), Need::May,
            "url"))
        (text(cx, form, "body", "material-body", None, Need::May, (6, LETTER)))
    };
    post_quiet(cx, &page(hearing, "materials"), "material-add", &fields)
}

fn parties_part(cx: &Cx, hearing: &Hearing, listed: Listed) -> Markup {
    html! {
        section class="kp-section" {
            h2 { (cx.t("parties")) }
            p { (cx.say("parties-status", &[
                ("all", listed.all.into()),
                ("invited", listed.invited.into()),
                ("replied", listed.replied.into()),
            ])) " " a href=(cx.url(&page(hearing, "parties"))) { (cx.t("parties-edit")) } }
        }
    }
}

/// The next act in the life of a hearing.
fn acts(cx: &Cx, hearing: &Hearing, state: HearingState) -> Markup {
    html! {
        @if state == HearingState::Draft && cx.may::<PublishHearing>(&hearing.facts()) {
            section class="kp-section" {
                h2 { (cx.t("hearing-publish")) }
                p { (cx.t("hearing-publish-about")) }
                (post(cx, &page(hearing, "publication"), "hearing-publish", &html! {}))
            }
        }
        @if state == HearingState::Closed && cx.may::<EndHearing>(&hearing.facts()) {
            section class="kp-section" {
                h2 { (cx.t("hearing-process")) }
                p { (cx.t("hearing-process-about")) }
                (post(cx, &page(hearing, "processing"), "hearing-process", &html! {}))
            }
        }
        @if state.is_over() {
            section class="kp-section" {
                h2 { (cx.t("note-make")) }
                p { (cx.t("note-make-lead")) }
                p { a class="button button-secondary"
                    href=(cx.url(&page(hearing, "hearing-note"))) { (cx.t("note-open")) } }
                p { a href=(cx.url(&page(hearing, "answer-letters"))) {
                    (cx.t("answerletters-open"))
                } }
            }
        }
        @if state == HearingState::Processed && cx.may::<EndHearing>(&hearing.facts()) {
            section class="kp-section" {
                h2 { (cx.t("hearing-note")) }
                (note_form(cx, hearing, &Form::named("note")))
            }
        }
    }
}

fn note_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let fields = text(
        cx,
        form,
        "note",
        "hearing-note",
        Some("hearing-note-hint"),
        Need::Must,
        (12, LETTER),
    );
    post(cx, &page(hearing, "note"), "hearing-note-publish", &fields)
}

/// Changes a hearing that is being prepared.
async fn update(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, hearing, permit) = opened_draft(cx, tx)?;
        let areas = case::storage::areas(tx, &case)?;
        let action = page(&hearing, "preparation");
        let plan = read_plan(&mut form, &case, &areas)?;
        form.check(cx, &cx.t("hearing-change"), |form| {
            plan_form(cx, &action, "hearing-save", &areas, form)
        })?;
        let plan = plan.ok_or(Error::NotFound)?;

        storage::save(tx, hearing.id, &plan)?;
        let subject = format!("hearings/{}", hearing.slug);
        journal::record(tx, cx, &permit, &subject, said(&plan), "")?;
        Ok(cx.done(&action))
    })
    .await
}

async fn add_question(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, hearing, permit) = opened_draft(cx, tx)?;
        let areas = case::storage::areas(tx, &case)?;
        let question = Text {
            da: form.text("question_da", TEXT),
            en: form.text("question_en", TEXT),
        };
        let chosen = form.ids("question_area");
        let area = areas.iter().map(|area| area.id).find(|id| chosen.contains(id));
        form.check(cx, &cx.t("hearing-add-question"), |form| {
            question_form(cx, &hearing, &areas, form)
        })?;

        storage::insert_question(tx, hearing.id, area, &question)?;
        let subject = format!("hearings/{}", hearing.slug);
        journal::record(tx, cx, &permit, &subject, json!({"question": question.da}), "")?;
        Ok(cx.done(&page(&hearing, "preparation#questions")))
    })
    .await
}

async fn remove_question(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, hearing, permit) = opened_draft(cx, tx)?;
        let id = cx.id("id")?;
        if storage::remove_question(tx, hearing.id, id)? {
            let subject = format!("hearings/{}", hearing.slug);
            let what = json!({"question_removed": id});
            journal::record(tx, cx, &permit, &subject, what, "")?;
        }
        Ok(cx.done(&page(&hearing, "preparation#questions")))
    })
    .await
}

/// Adds something to read; also after publication, and the record says when.
async fn add_material(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, hearing, permit) = opened(cx, tx, PrepareHearing)?;
        let material = Material {
            id: 0,
            title: form.text("title", LINE),
            link: form.optional("link", 2_000),
            body: form.optional("body", LETTER),
        };
        if !material.link.is_empty() && !rules::is_web_address(&material.link) {
            form.fault("link", Message::new("material-fault-link"));
        }
        if material.link.is_empty() && material.body.is_empty() {
            form.fault("link", Message::new("material-fault-nothing"));
        }
        form.check(cx, &cx.t("material-add"), |form| material_form(cx, &hearing, form))?;

        storage::insert_material(tx, hearing.id, &material, cx.now_us())?;
        let subject = format!("hearings/{}", hearing.slug);
        journal::record(
            tx,
            cx,
            &permit,
            &subject,
            json!({"material": material.title}),
            "",
        )?;
        Ok(cx.done(&page(&hearing, "preparation#materials")))
    })
    .await
}

async fn remove_material(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, hearing, permit) = opened_draft(cx, tx)?;
        let id = cx.id("id")?;
        if storage::remove_material(tx, hearing.id, id)? {
            let subject = format!("hearings/{}", hearing.slug);
            let what = json!({"material_removed": id});
            journal::record(tx, cx, &permit, &subject, what, "")?;
        }
        Ok(cx.done(&page(&hearing, "preparation#materials")))
    })
    .await
}

/// The letter as edited, or as the template has it today.
fn letter(
    cx: &Cx,
    lang: Lang,
    case: &Case,
    hearing: &Hearing,
    prepared: &Prepared,
    areas: &[Area],
) -> String {
    let written = lang.pick(&prepared.letter);
    if !written.is_empty() {
        return written.to_owned();
    }
    let plan = &prepared.plan;
    let names: Vec<&str> = areas
        .iter()
        .filter(|area| plan.areas.contains(&area.id))
        .map(|area| lang.pick(&area.name))
        .collect();
    let names = if names.is_empty() {
        lang.say("letter-all-areas", &[])
    } else {
        names.join(", ")
    };
    let address = format!(
        "{}/{}/{}/hearings/{}",
        cx.app.base_url(),
        lang.word(),
        cx.case,
        hearing.slug
    );
    lang.say(
        "letter-template",
        &[
            ("date", lang.date(cx.today()).into()),
            ("number", plan.case_number.clone().into()),
            ("officer", plan.officer.clone().into()),
            ("contact", plan.contact.clone().into()),
            ("title", lang.pick(&hearing.title).to_owned().into()),
            ("intro", lang.pick(&hearing.intro).to_owned().into()),
            ("case", lang.pick(&case.title).to_owned().into()),
            ("areas", names.into()),
            ("opens", lang.moment(hearing.opens_at, &cx.app.zone).into()),
            ("deadline", lang.moment(hearing.last_minute(), &cx.app.zone).into()),
            ("address", address.into()),
        ],
    )
}

fn letter_as_form(
    cx: &Cx,
    case: &Case,
    hearing: &Hearing,
    prepared: &Prepared,
    areas: &[Area],
) -> Form {
    let of = |lang| letter(cx, lang, case, hearing, prepared, areas);
    Form::with(&[("letter_da", &of(Lang::Da)), ("letter_en", &of(Lang::En))])
}

fn letter_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let fields = html! {
        (text(cx, form, "letter_da", "hearing-letter-da", Some("hearing-letter-hint"),
            Need::Must, (24, LETTER)))
        (text(cx, form, "letter_en", "hearing-letter-en", None, Need::Must, (24, LETTER)))
    };
    post_quiet(cx, &page(hearing, "letter"), "hearing-letter-save", &fields)
}

/// The letter, on paper as on screen.
async fn show_letter(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, hearing, _) = opened(cx, tx, ReadHearing)?;
        let prepared = storage::load(tx, &hearing)?;
        let published = hearing.published_at.is_some();
        if published && prepared.letter.da.is_empty() {
            return Err(Error::NotFound);
        }
        let areas = case::storage::areas(tx, &case)?;
        let letter = letter(cx, cx.lang, &case, &hearing, &prepared, &areas);
        let extensions = input::storage::extensions(tx, &hearing)?;
        let title = cx.say(
            "hearing-letter-of",
            &[("title", cx.text(&hearing.title).to_owned().into())],
        );
        let body = html! {
            (page_head(cx, &title, ""))
            @if !published {
                p { (badge("badge-warning", &cx.t("hearing-draft"))) " "
                    a href=(cx.url(&page(&hearing, "preparation"))) {
                        (cx.t("hearing-preparation"))
                    } }
            }
            @if !extensions.is_empty() {
                div class="alert alert-info" { div class="alert-body" {
                    p class="alert-text" { (cx.say("hearing-letter-extended", &[
                        ("date", cx.moment(hearing.last_minute()).into()),
                    ])) }
                } }
            }
            article class="kp-letter" { (prose(&letter)) }
            p class="kp-quiet kp-screen" { (cx.t("hearing-letter-print")) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Puts the secretariat's own words into the letter.
async fn write_letter(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, hearing, permit) = opened_draft(cx, tx)?;
        let letter = Text {
            da: form.text("letter_da", LETTER),
            en: form.text("letter_en", LETTER),
        };
        form.check(cx, &cx.t("hearing-letter-edit"), |form| {
            letter_form(cx, &hearing, form)
        })?;

        storage::save_letter(tx, hearing.id, &letter)?;
        let subject = format!("hearings/{}", hearing.slug);
        let what = json!({"letter": letter.da.chars().count()});
        journal::record(tx, cx, &permit, &subject, what, "")?;
        Ok(cx.done(&page(&hearing, "letter")))
    })
    .await
}

/// A time on the wall as it is stored.
fn civil(stored: &str) -> Result<DateTime, StoreError> {
    stored.parse().map_err(|_| StoreError::Broken(format!("no time is stored: {stored}")))
}

/// Tells subscribers what happened to a hearing.
pub fn told(
    tx: &mut dyn Tx,
    cx: &Cx,
    hearing: &Hearing,
    what: &'static str,
) -> Result<(), StoreError> {
    let areas = storage::load(tx, hearing)?.plan.areas;
    let about = (&[Subject::Hearings][..], &*areas);
    let page = format!("hearings/{}", hearing.slug);
    subscriptions::tell(tx, cx, hearing.case_id, about, &page, |lang| {
        lang.say(what, &[("title", lang.pick(&hearing.title).to_owned().into())])
    })
}

/// Lets everybody see the hearing; from now on its deadline only moves later.
async fn publish(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, hearing, permit) = opened(cx, tx, PublishHearing)?;
        let prepared = storage::load(tx, &hearing)?;
        let areas = case::storage::areas(tx, &case)?;
        let plan = &prepared.plan;
        let period = Period {
            days: (civil(&plan.opens)?.date(), civil(&plan.deadline)?.date()),
            closes_at: plan.closes_at,
            normal: plan.normal_days,
            reason: &plan.reason,
        };
        rules::publish(hearing.state(cx.now_us()), period, cx.today(), cx.now_us())?;

        let of = |lang| letter(cx, lang, &case, &hearing, &prepared, &areas);
        let letter = Text { da: of(Lang::Da), en: of(Lang::En) };
        storage::save_publication(tx, hearing.id, &letter, cx.now_us())?;
        let subject = format!("hearings/{}", hearing.slug);
        journal::record(tx, cx, &permit, &subject, said(plan), &plan.reason)?;
        told(tx, cx, &hearing, "news-hearing-published")?;
        Ok(cx.done(&page(&hearing, "preparation")))
    })
    .await
}

/// Says that what was answered has been dealt with.
async fn process(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, hearing, permit) = opened(cx, tx, EndHearing)?;
        let unread = storage::unread(tx, hearing.id)?;
        rules::process(hearing.state(cx.now_us()), unread)?;

        storage::save_processing(tx, hearing.id, cx.now_us())?;
        let subject = format!("hearings/{}", hearing.slug);
        journal::record(tx, cx, &permit, &subject, json!({"state": "processed"}), "")?;
        Ok(cx.done(&page(&hearing, "preparation")))
    })
    .await
}

/// Publishes how the answers were dealt with.
async fn publish_note(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, hearing, permit) = opened(cx, tx, EndHearing)?;
        rules::publish_note(hearing.state(cx.now_us()))?;
        let note = form.text("note", LETTER);
        form.check(cx, &cx.t("hearing-note"), |form| note_form(cx, &hearing, form))?;

        storage::save_note(tx, hearing.id, &note, cx.now_us())?;
        let subject = format!("hearings/{}", hearing.slug);
        journal::record(
            tx,
            cx,
            &permit,
            &subject,
            json!({"state": "note_published"}),
            "",
        )?;
        told(tx, cx, &hearing, "news-hearing-note")?;
        Ok(cx.done(&format!("hearings/{}#note", hearing.slug)))
    })
    .await
}
