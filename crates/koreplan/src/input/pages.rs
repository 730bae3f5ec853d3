//! Hearings for everybody, receipts for senders, and the pile for the secretariat.

use axum::response::Response;
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};
use serde_json::json;

use super::{
    attachments, bulk_release, corrections, drafts, erasure, folding, import,
    input_number,
    intake::{self, Desk},
    public_copy, receipts,
    rules::{self, HearingState, Refused, SenderKind, Source, Submission},
    storage::{self, Arriving, Extension, Filter, Hearing, Input, Stored},
    ties,
};
use crate::{
    access::{
        Action, ExtendHearing, FollowInput, Guarded as _, ImportInputs, ListInputs,
        MarkInputRead, Permit, PrepareHearing, ReadCase, ReadHearing, RegisterLetter,
        SetRemoval, SubmitInput,
    },
    case::{self, Case, clock, storage::Area},
    confirmations, hearings, journal, organisation_answers,
    refusal::Message,
    routes::Routes,
    search::{self, storage::Listed},
    trace,
    uploads::{self, CheckedFiles},
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, beginning, choice_options, empty, facts, fold, hidden, line,
            line_of, moment, page_head, part, post, post_files, post_or, prose, radios,
            table, text, tick, ticks,
        },
        error::{Error, NotFound},
        files::PostFiles,
        form::{Form, LETTER, LINE, TEXT},
        session,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/hearings", list_hearings)
        .shared("/{lang}/{case}/hearings/{hearing}", show_hearing)
        .get("/{lang}/{case}/hearings/{hearing}/answer", answer)
        .post("/{lang}/{case}/hearings/{hearing}/inputs", create)
        .post("/{lang}/{case}/hearings/{hearing}/extensions", extend)
        .get("/{lang}/{case}/hearings/{hearing}/letters/new", new_letter)
        .post("/{lang}/{case}/hearings/{hearing}/letters", create_letter)
        .get("/{lang}/{case}/receipts/{number}/{key}", receipt)
        .get("/{lang}/{case}/inputs", list)
        .get("/{lang}/{case}/letters", letters)
        .post("/{lang}/{case}/inputs/{id}/reading", mark_read)
        .and(public_copy::pages::routes())
        .and(bulk_release::pages::routes())
        .and(erasure::pages::routes())
        .and(corrections::pages::routes())
        .and(receipts::pages::routes())
        .and(drafts::pages::routes())
        .and(import::pages::routes())
}

/// Opens the case and the hearing in the address.
fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Hearing, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let hearing = storage::load_hearing(tx, &case, cx.param("hearing"))?;
    let (hearing, permit) = hearing.open(&cx.actor, action)?;
    Ok((case, hearing, permit))
}

/// Opens the input in the address.
fn opened_input<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Input, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    Ok(storage::load(tx, &case, cx.id("id")?, cx.now_us())?.open(&cx.actor, action)?)
}

pub fn state_badge(cx: &Cx, state: HearingState) -> Markup {
    let class = match state {
        HearingState::Draft => "badge-warning",
        HearingState::Coming => "badge-info",
        HearingState::Open => "badge-success",
        HearingState::Closed | HearingState::Processed | HearingState::NotePublished => {
            ""
        }
    };
    badge(class, &cx.t(state.key()))
}

/// The hearings one can answer now, or the next one.
pub fn open_now(cx: &Cx, hearings: &[Hearing]) -> Markup {
    let now = cx.now_us();
    let open: Vec<_> =
        hearings.iter().filter(|h| h.state(now) == HearingState::Open).collect();
    let next = hearings.iter().find(|h| h.state(now) == HearingState::Coming);
    html! {
        @if open.is_empty() {
            @match next {
                Some(next) => p { (cx.say("hearing-next", &[
                    ("title", cx.text(&next.title).to_owned().into()),
                    ("date", cx.moment(next.opens_at).into()),
                ])) },
                None => (empty(cx, "hearing-none-open")),
            }
        }
        div class="kp-cards" {
            @for hearing in open {
                div class="card" { div class="card-content" {
                    h3 class="card-heading" {
                        a href=(cx.url(&format!("hearings/{}", hearing.slug))) {
                            (cx.text(&hearing.title))
                        }
                    }
                    p { (cx.text(&hearing.intro)) }
                    p { strong { (cx.say("hearing-until", &[
                        ("date", cx.moment(hearing.last_minute()).into()),
                    ])) } }
                } }
            }
        }
    }
}

async fn list_hearings(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadHearing)?;
        let published = storage::hearings(tx, &case)?;
        let drafts = if cx.may::<PrepareHearing>(&case.facts()) {
            Some(hearings::storage::drafts(tx, &case)?)
        } else {
            None
        };
        let own = match &cx.actor.person {
            Some(person) => storage::own(tx, &case, person.id, cx.now_us())?,
            None => Vec::new(),
        };
        let now = cx.now_us();
        let body = html! {
            (page_head(cx, &cx.t("hearings-title"), &cx.t("hearings-lead")))
            @if published.is_empty() { (empty(cx, "hearings-empty")) }
            ul class="kp-list" {
                @for hearing in &published {
                    li {
                        h2 { a href=(cx.url(&format!("hearings/{}", hearing.slug))) {
                            (cx.text(&hearing.title))
                        } " " (state_badge(cx, hearing.state(now))) }
                        p { (cx.text(&hearing.intro)) }
                        p class="kp-quiet" { (cx.say("hearing-period", &[
                            ("from", cx.moment(hearing.opens_at).into()),
                            ("to", cx.moment(hearing.last_minute()).into()),
                        ])) }
                    }
                }
            }
            @if !own.is_empty() {
                h2 { (cx.t("inputs-own")) }
                ul class="kp-list" {
                    @for input in &own {
                        li { a href=(cx.url(&format!("inputs/{}", input.id))) {
                            (input_number(cx, input.number))
                        } ", " (cx.moment(input.received_at)) }
                    }
                }
            }
            p { a href={ "/" (cx.lang.word()) "/check-receipt" } { (cx.t("check-title")) } }
            (hearings::pages::drafts(cx, &drafts))
            @if cx.may::<ListInputs>(&case.facts()) {
                p { a href=(cx.url("inputs")) class="button button-primary" {
                    (cx.t("inputs-title"))
                } " "
                a href=(cx.url("letters")) class="button button-secondary" {
                    (cx.t("letters-title"))
                } }
            }
        };
        Ok(cx.page(&cx.t("hearings-title"), &body))
    })
    .await
}

pub(super) fn sender_fields(cx: &Cx, asked: &Desk, form: &Form) -> Markup {
    let questions: Vec<_> = (1..)
        .zip(&asked.questions)
        .map(|(number, question)| {
            (question.id.to_string(), format!("{number}. {}", cx.text(&question.text)))
        })
        .collect();
    html! {
        (part(cx, "input-part-sender"))
        (radios(cx, form, "sender_kind", "input-sender-kind",
            &choice_options::<SenderKind>(cx)))
        (line(cx, form, "name", "input-name", Need::Must))
        (line_of(cx, form, "organisation", "input-organisation",
            Some("input-organisation-hint"), Need::May, "text"))
        (line_of(cx, form, "email", "input-email", Some("input-email-hint"), Need::May, "email"))
        (tick(cx, form, "protected", "input-protected"))
        (part(cx, "input-part-about"))
        (ticks(cx, form, "area", "input-areas",
            &case::storage::area_options(cx, &asked.areas)))
        @if !questions.is_empty() {
            (ticks(cx, form, "question", "input-questions", &questions))
        }
        (part(cx, "input-part-text"))
        (text(cx, form, "body", "input-body", Some("input-body-hint"), Need::Must,
            (12, LETTER)))
        (attachments::field(cx, form))
    }
}

/// What everybody can come to read, said before it is sent.
pub(crate) fn what_is_public(cx: &Cx, hearing: &Hearing) -> Markup {
    html! {
        div class="alert alert-info" id="public" { div class="alert-body" {
            h2 class="alert-heading" { (cx.t("input-public-heading")) }
            ul class="alert-text" {
                li { (cx.t("input-public-text")) }
                li { (cx.t("input-public-name")) }
                li { (cx.t("input-public-never")) }
                @if let Some(days) = hearing.public_days {
                    li { (cx.say("input-public-days", &[("days", days.into())])) }
                }
            }
        } }
    }
}

pub(super) fn input_form(cx: &Cx, desk: &Desk, form: &Form) -> Markup {
    let fields = html! {
        (hidden("key", form.value("key")))
        (sender_fields(cx, desk, form))
        (part(cx, "input-part-send"))
        (what_is_public(cx, &desk.hearing))
    };
    let (send, keep) = ("inputs", "drafts");
    let page = |what| format!("hearings/{}/{what}", desk.hearing.slug);
    post_or(cx, (&page(send), "input-send"), (&page(keep), "draft-answer-keep"), &fields)
}

async fn show_hearing(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, hearing, _) = opened(cx, tx, ReadHearing)?;
        let areas = case::storage::areas(tx, &case)?;
        let questions = storage::questions(tx, &hearing)?;
        let extensions = storage::extensions(tx, &hearing)?;
        let released = storage::released(tx, &hearing, cx.now_us())?;
        let (count, late) = storage::counts(tx, &hearing)?;
        let about = hearings::pages::about(cx, tx, &hearing, &areas)?;
        let assurance = confirmations::pages::counts(cx, tx, &hearing, count)?;
        let campaigns = trace::pages::campaigns(cx, tx, hearing.id)?;
        let state = hearing.state(cx.now_us());
        let own = html! {
            (drafts::pages::own(cx, tx, &hearing)?)
            (organisation_answers::pages::own(cx, tx, &hearing)?)
        };
        let title = cx.text(&hearing.title).to_owned();
        let body = html! {
            (page_head(cx, &title, cx.text(&hearing.intro)))
            section class="kp-call" {
                p { (state_badge(cx, state)) " " (cx.say("hearing-period", &[
                    ("from", cx.moment(hearing.opens_at).into()),
                    ("to", cx.moment(hearing.last_minute()).into()),
                ])) }
                @if state.is_over() { (late_notice(cx)) }
                @if state.takes_input() {
                    p { a class="button button-primary"
                        href=(cx.url(&format!("hearings/{}/answer", hearing.slug))) {
                        (cx.t("input-write"))
                    } }
                    p { (cx.t("input-how")) }
                }
            }
            @if cx.actor.person.is_some() && state.takes_input() {
                section class="kp-own" { (own) }
            }
            @if !hearing.reason.is_empty() {
                p { (cx.t("hearing-short")) " " (hearing.reason) }
            }
            @for extension in &extensions {
                p { (cx.say("hearing-extended", &[
                    ("by", extension.by.clone().into()),
                    ("date", cx.day(extension.at).into()),
                ])) " " (extension.reason) }
            }
            (about)
            @if !questions.is_empty() {
                h2 { (cx.t("hearing-questions")) }
                ol class="kp-questions" {
                    @for question in &questions { li { (cx.text(&question.text)) } }
                }
            }
            section class="kp-section" {
                h2 { (cx.t("hearing-released")) }
                p { (cx.say("hearing-counts", &[
                    ("count", count.into()), ("late", late.into()),
                ])) }
                (assurance)
                (campaigns)
                @if released.is_empty() { (empty(cx, "hearing-none-released")) }
                ul class="kp-list" {
                    @for input in &released {
                        li { a href=(cx.url(&format!("inputs/{}", input.id))) {
                            (input_number(cx, input.number))
                        } ", " (input.public_sender(cx))
                        @if input.replaced_at.is_some() {
                            " " (badge("", &cx.t("input-replaced")))
                        } }
                    }
                }
            }
            @if cx.may::<RegisterLetter>(&hearing.facts()) && state.takes_input() {
                p { a href=(cx.url(&format!("hearings/{}/letters/new", hearing.slug))) {
                    (cx.t("letter-new"))
                } }
            }
            @if cx.may::<ImportInputs>(&hearing.facts()) && state.takes_input() {
                p { a href=(cx.url(&format!("hearings/{}/import", hearing.slug))) {
                    (cx.t("import-title"))
                } }
            }
            @if cx.may::<ExtendHearing>(&hearing.facts())
                && hearings::rules::extend(state).is_ok() {
                (fold("extend", &cx.t("hearing-extend"),
                    &extend_form(cx, &hearing, &Form::named("extend"))))
            }
            @if cx.may::<SetRemoval>(&hearing.facts()) {
                (public_copy::pages::days_fold(cx, &hearing))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn late_notice(cx: &Cx) -> Markup {
    html! {
        div class="alert alert-warning" { div class="alert-body" {
            p class="alert-text" { (cx.t("hearing-late-notice")) }
        } }
    }
}

/// The form. It carries a key of its own, so no two people are ever shown the same.
async fn answer(cx: Cx) -> Response {
    let desk = intake::desk(&cx).await;
    match desk.and_then(|desk| Ok(desk.open(&cx.actor, SubmitInput)?)) {
        Ok((desk, _)) => match rules::accepts(desk.hearing.state(cx.now_us())) {
            Ok(()) => {
                cx.page_to_go_back_to(&cx.t("input-write"), &answer_page(&cx, &desk))
            }
            Err(refused) => Error::from(refused).answer(&cx),
        },
        Err(error) => error.answer(&cx),
    }
}

fn answer_page(cx: &Cx, desk: &Desk) -> Markup {
    let hearing = &desk.hearing;
    let form = Form::with(&[("key", &session::secret())]);
    html! {
        (page_head(cx, &cx.t("input-write"), cx.text(&hearing.title)))
        p { a href=(cx.url(&format!("hearings/{}", hearing.slug))) {
            (cx.t("input-about-hearing"))
        } ". " (cx.say("hearing-until", &[
            ("date", cx.moment(hearing.last_minute()).into()),
        ])) }
        p { (cx.t("input-how")) " " a href="#public" { (cx.t("input-how-public")) } }
        @if hearing.state(cx.now_us()).is_over() { (late_notice(cx)) }
        (input_form(cx, desk, &form))
    }
}

/// The key the form was given when it was drawn: 64 hexadecimal digits.
pub(crate) fn key(form: &mut Form) -> String {
    let key = form.value("key").to_owned();
    if key.len() != 64 || !key.chars().all(|c| c.is_ascii_hexdigit()) {
        form.fault("key", Message::new("input-fault-key"));
    }
    key
}

/// Reads what was sent; faults stay in the form.
pub(crate) fn submission(form: &mut Form, asked: &Desk) -> Option<Submission> {
    let sender_kind = form.choice("sender_kind");
    let name = form.text("name", LINE);
    let organisation = form.optional("organisation", LINE);
    if sender_kind.is_some_and(|kind| kind != SenderKind::Person)
        && organisation.is_empty()
    {
        form.fault("organisation", Message::new("input-fault-organisation"));
    }
    let email = form.optional("email", LINE);
    for (field, message) in rules::sender_faults(sender_kind, &organisation, &email) {
        form.fault(field, message);
    }
    let body = form.text("body", LETTER);
    let known = |ids: Vec<i64>, all: &mut dyn Iterator<Item = i64>| -> Vec<i64> {
        all.filter(|id| ids.contains(id)).collect()
    };
    let areas = known(form.ids("area"), &mut asked.areas.iter().map(|area| area.id));
    let questions =
        known(form.ids("question"), &mut asked.questions.iter().map(|asked| asked.id));
    let protected = form.ticked("protected");
    Some(Submission {
        sender_kind: sender_kind?,
        name,
        organisation,
        email,
        protected,
        body,
        areas,
        questions,
    })
}

/// Receives an input. A repeat of the same form gives the first receipt.
async fn create(PostFiles(cx, mut form, files): PostFiles) -> Response {
    let files = uploads::check(&cx.app, files).await;
    match received(&cx, &mut form, files).await {
        Ok((number, key)) => cx.see(&format!("receipts/{number}/{key}")),
        Err(error) => error.answer(&cx),
    }
}

/// Checks what was sent and has it stored; the number and the key are the receipt.
async fn received(
    cx: &Cx,
    form: &mut Form,
    files: CheckedFiles,
) -> Result<(i64, String), Error> {
    if !cx.app.may_send(cx.network) {
        return Err(Error::TooMany);
    }
    let (desk, permit) = intake::desk(cx).await?.open(&cx.actor, SubmitInput)?;
    let arrived = cx.arrived.as_microsecond();
    rules::accepts(desk.hearing.state(arrived))?;
    let key = key(form);
    let submission = submission(form, &desk);
    attachments::faults(cx, form, &files);
    form.check(cx, &cx.t("input-write"), |form| input_form(cx, &desk, form))?;
    let submission = submission.ok_or(NotFound)?;
    let arriving = Arriving::new(&key, submission, Source::Web, permit.by_id, arrived);
    let number = if files.files.is_empty() {
        intake::receive(cx, desk, permit, arriving).await?.0.number
    } else {
        intake::receive_files(cx, desk, permit, arriving, files).await?
    };
    Ok((number, key))
}

/// Stores one input inside an act of its own, with its entry in the record.
pub(crate) fn receive<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    permit: &Permit<A>,
    hearing: &Hearing,
    arriving: &Arriving,
) -> Result<i64, Error> {
    match storage::submit_all(tx, hearing, &[arriving])?[..] {
        [Stored::New { id, number }] => {
            let noted = intake::noted(hearing, arriving, number);
            journal::record(tx, cx, permit, &format!("inputs/{id}"), noted, "")?;
            let (owner, said) = (arriving.owner_id, &arriving.submission);
            confirmations::enqueue(tx, cx, hearing, (id, number), owner, said)?;
            Ok(number)
        }
        [Stored::Repeat(received)] => Ok(received.number),
        _ => Err(Refused::OtherText.into()),
    }
}

/// As [`receive`], with the files that came with it.
pub(super) fn receive_with<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    permit: &Permit<A>,
    hearing: &Hearing,
    arriving: &Arriving,
    files: &CheckedFiles,
) -> Result<i64, Error> {
    let known = attachments::before(tx, arriving.key_hash(), files)?;
    let number = receive(cx, tx, permit, hearing, arriving)?;
    attachments::keep(tx, cx, permit, (hearing.case_id, number), (known, files))?;
    Ok(number)
}

fn extend_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let fields = html! {
        (moment(cx, form, "deadline", "deadline_time"))
        (text(cx, form, "reason", "hearing-extend-reason", None, Need::Must, (3, TEXT)))
    };
    post(
        cx,
        &format!("hearings/{}/extensions", hearing.slug),
        "hearing-extend-button",
        &fields,
    )
}

/// Moves a deadline later; a closed hearing opens again.
async fn extend(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, hearing, permit) = opened(cx, tx, ExtendHearing)?;
        hearings::rules::extend(hearing.state(cx.now_us()))?;
        let deadline = form.moment("deadline", "deadline_time");
        let reason = form.text("reason", TEXT);
        let zone = case.time_zone()?;
        let closes = deadline.map(|deadline| clock::closes_at(&zone, deadline));
        if closes == Some(Err(clock::Ambiguous)) {
            form.fault("deadline_time", Message::new("fault-ambiguous"));
        }
        form.check(cx, &cx.t("hearing-extend"), |form| extend_form(cx, &hearing, form))?;
        let (Some(deadline), Some(Ok(closes))) = (deadline, closes) else {
            return Err(Error::NotFound);
        };
        let closes_at = closes.as_microsecond();
        rules::extend(hearing.closes_at, closes_at, cx.now_us())?;

        let extension = Extension {
            old: hearing.deadline.clone(),
            new: deadline.to_string(),
            reason,
            by: permit.by.clone(),
            at: cx.now_us(),
        };
        storage::save_extension(tx, &hearing, &extension, closes_at)?;
        let page = format!("hearings/{}", hearing.slug);
        let what = json!({"new": extension.new, "old": extension.old, "zone": case.zone});
        journal::record(tx, cx, &permit, &page, what, &extension.reason)?;
        hearings::pages::told(tx, cx, &hearing, "news-hearing-extended")?;
        Ok(cx.done(&page))
    })
    .await
}

fn letter_form(cx: &Cx, desk: &Desk, form: &Form) -> Markup {
    let fields = html! {
        (hidden("key", form.value("key")))
        (moment(cx, form, "received", "received_time"))
        (sender_fields(cx, desk, form))
    };
    let page = format!("hearings/{}/letters", desk.hearing.slug);
    post_files(cx, &page, "letter-save", &fields)
}

async fn new_letter(cx: Cx) -> Response {
    match intake::desk(&cx).await.and_then(|d| Ok(d.open(&cx.actor, RegisterLetter)?)) {
        Ok((desk, _)) => {
            let form = Form::with(&[
                ("key", &session::secret()),
                ("received", &cx.today().to_string()),
                ("received_time", "12:00"),
            ]);
            let body = html! {
                (page_head(&cx, &cx.t("letter-new"), &cx.t("letter-lead")))
                (letter_form(&cx, &desk, &form))
            };
            cx.page_to_go_back_to(&cx.t("letter-new"), &body)
        }
        Err(error) => error.answer(&cx),
    }
}

/// Enters a letter that came on paper, with the time it came.
async fn create_letter(PostFiles(cx, mut form, files): PostFiles) -> Response {
    let files = uploads::check(&cx.app, files).await;
    let desk = match intake::desk(&cx).await {
        Ok(desk) => desk,
        Err(error) => return error.answer(&cx),
    };
    cx.write(move |cx, tx| {
        let (desk, permit) = desk.open(&cx.actor, RegisterLetter)?;
        let hearing = storage::hearing_by_id(tx, desk.hearing.id)?;
        let (key, came) = (key(&mut form), came(cx, &hearing, &mut form)?);
        let submission = submission(&mut form, &desk);
        attachments::faults(cx, &mut form, &files);
        form.check(cx, &cx.t("letter-new"), |form| letter_form(cx, &desk, form))?;
        let (Some(came), Some(submission)) = (came, submission) else {
            return Err(Error::NotFound);
        };
        rules::accepts(hearing.state(came))?;

        let arriving = Arriving::new(&key, submission, Source::Letter, None, came);
        receive_with(cx, tx, &permit, &hearing, &arriving, &files)?;
        Ok(cx.done("inputs"))
    })
    .await
}

/// When a paper letter came, by the clocks of the case; faults stay in the form.
fn came(cx: &Cx, hearing: &Hearing, form: &mut Form) -> Result<Option<i64>, Error> {
    let Some(came) = form.moment("received", "received_time") else { return Ok(None) };
    let instant = clock::instant(&hearing.time_zone()?, came);
    match instant {
        Err(clock::Ambiguous) => {
            form.fault("received_time", Message::new("fault-ambiguous"));
        }
        Ok(at) if at > cx.now => {
            form.fault("received", Message::new("letter-fault-future"));
        }
        Ok(_) => {}
    }
    Ok(instant.ok().map(jiff::Timestamp::as_microsecond))
}

/// The receipt: number, time, the address that is the sender's secret, and what became
/// of the input so far.
async fn receipt(cx: Cx) -> Response {
    if let Some(secret) = cx.param("key").strip_suffix(".txt") {
        let secret = secret.to_owned();
        return receipts::pages::file(cx, secret).await;
    }
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let number = cx.id("number")?;
        let (input, _) = storage::load_by_key(tx, &case, number, cx.param("key"), cx.now_us())?
            .open(&cx.actor, FollowInput)?;
        let fate = trace::storage::of_input(tx, &input)?.public();
        let points = trace::storage::points(tx, &input)?;
        let asked = confirmations::pages::on_receipt(cx, tx, &input)?;
        let files = attachments::of_input(tx, input.id)?;
        let title = cx.say("receipt-title", &[
            ("number", rules::written_number(input.number).into()),
        ]);
        let ties = ties(cx, tx, &input)?;
        let campaign = trace::pages::campaign(cx, tx, &input)?;
        let body = html! {
            (page_head(cx, &title, ""))
            @if input.erased_at.is_none() {
                (receipts::pages::arrived(cx, &input, &asked))
            }
            (ties)
            (campaign)
            (receipts::pages::to_keep(cx))
            h2 { (cx.t("receipt-facts")) }
            (facts(&[
                (cx.t("receipt-number"), html! { (rules::written_number(input.number)) }),
                (cx.t("input-from"), html! { (input.sender()) }),
                (cx.t("receipt-received"), html! { (cx.moment(input.received_at)) }),
                (cx.t("receipt-on-time"), html! {
                    (cx.t(if input.late { "input-late" } else { "input-on-time" }))
                }),
                (cx.t("receipt-case"), html! { (cx.text(&case.title)) }),
                (cx.t("receipt-read"), html! { @match input.read_at {
                    Some(at) => (cx.day(at)),
                    None => (cx.t("receipt-not-yet")),
                } }),
                (cx.t("receipt-published"), html! {
                    @match (input.released_at, input.remove_at) {
                        (Some(at), _) => (cx.day(at)),
                        (None, Some(end)) => (cx.say("public-ended", &[
                            ("date", cx.day(end).into()),
                        ])),
                        (None, None) => (cx.t("receipt-not-yet")),
                    }
                }),
            ]))
            @if !fate.is_empty() || !points.is_empty() {
                h2 { (cx.t("receipt-fate")) }
                (trace::pages::fate(cx, &fate))
            }
            @if input.erased_at.is_none() {
                @if !points.is_empty() { (receipts::pages::points(cx, &input, &points)) }
                @else if fate.is_empty() { (receipts::pages::next(cx)) }
                h2 { (cx.t("receipt-text")) }
                (prose(&input.body))
                (attachments::told(cx, &files))
                @if input.replaced_at.is_none() {
                    p { a class="button button-secondary" href={ (cx.path) "/correction" } {
                        (cx.t("correction-link"))
                    } }
                }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Reads once what is new can be found.
async fn folded_read<F>(cx: Cx, ask: F) -> Response
where
    F: FnOnce(&Cx, &mut dyn Tx) -> Result<Response, Error> + Send + 'static,
{
    match folding::catch_up(&cx.app).await {
        Ok(()) => cx.read(ask).await,
        Err(error) => Error::from(error).answer(&cx),
    }
}

/// The pile: all inputs, narrowed by words, area and state.
async fn list(cx: Cx) -> Response {
    let mut filter = Filter {
        words: cx.query("q").chars().take(LINE).collect(),
        area_id: cx.query("area").parse().unwrap_or(0),
        topic_id: cx.query("topic").parse().unwrap_or(0),
        campaign_id: cx.query("campaign").parse().unwrap_or(0),
        which: cx.query("which").to_owned(),
        offset: cx.query("from").parse().unwrap_or(0).max(0),
    };
    let has_words = !filter.words.trim().is_empty() && filter.number().is_none();
    if has_words && cx.is_insider() {
        cx.app.search.internal.catch_up(&cx.app).await;
    }
    cx.read(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
        let areas = case::storage::areas(tx, &case)?;
        let found = if has_words {
            sought(cx, tx, (&case, &permit), &mut filter)?
        } else {
            Ok(storage::list(tx, &case, &permit, &mut filter, cx.now_us())?)
        };
        let (refused, (inputs, count)) = match found {
            Ok(found) => (None, found),
            Err(refused) => (Some(refused), (Vec::new(), 0)),
        };
        let behind = cx.app.search.internal.behind();
        let body = html! {
            (page_head(cx, &cx.t("inputs-title"), &cx.t("inputs-lead")))
            @if let Some(refused) = &refused { (search::pages::told(cx, refused)) }
            @if filter.campaign_id != 0 {
                p { (cx.t("inputs-of-campaign")) " "
                    a href=(cx.url(&format!("campaigns/{}", filter.campaign_id))) {
                        (cx.t("inputs-to-campaign"))
                    } " · "
                    a href=(cx.url("inputs")) { (cx.t("inputs-all-again")) }
                }
            }
            (filter_form(cx, &areas, &filter))
            p role="status" { (cx.say("inputs-count", &[("count", count.into())])) }
            @if has_words && behind > 0 {
                p class="kp-quiet" { (cx.say("search-behind", &[("count", behind.into())])) }
            }
            @if let Some(sought) = receipts::pages::sought_number(cx, &filter.words) { (sought) }
            @if inputs.is_empty() { (empty(cx, "inputs-empty")) }
            @else { (input_table(cx, &inputs)) }
            (pager(cx, &filter, count))
            p {
                a href=(cx.url("campaigns")) { (cx.t("campaigns-title")) } " · "
                a href=(cx.url("letters")) { (cx.t("letters-title")) }
            }
        };
        Ok(cx.page(&cx.t("inputs-title"), &body))
    })
    .await
}

/// One page of the inputs that have the words, and how many there are in all.
fn sought(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, permit): (&Case, &Permit<ListInputs>),
    filter: &mut Filter,
) -> Result<Result<(Vec<Input>, i64), search::rules::Refused>, Error> {
    let question = match search::rules::question(&filter.words) {
        Ok(question) => question,
        Err(refused) => return Ok(Err(refused)),
    };
    let listed = Listed {
        question,
        area_id: filter.area_id,
        topic_id: filter.topic_id,
        campaign_id: filter.campaign_id,
        sender_kind: None,
        which: filter.which.clone(),
    };
    let index = cx.app.search.internal.index();
    let index = index.map_err(|fault| StoreError::Unfit(fault.to_string()))?;
    let length = |count: i64| usize::try_from(count).unwrap_or(0);
    let who = (&cx.actor, cx.now_us());
    let ask = |page| search::storage::inputs(&index, (case, permit), who, &listed, page);
    let (_, count) = ask((0, 0))?;
    filter.offset = filter.offset.min(count);
    let (ids, _) = ask((length(filter.offset), length(storage::PAGE)))?;
    Ok(Ok((storage::some(tx, case, permit, &ids, cx.now_us())?, count)))
}

fn filter_form(cx: &Cx, areas: &[Area], filter: &Filter) -> Markup {
    let which = [
        ("", "inputs-which-all"),
        ("unread", "inputs-which-unread"),
        ("untagged", "inputs-which-untagged"),
        ("one", "inputs-which-one"),
        ("late", "inputs-which-late"),
        ("replaced", "inputs-which-replaced"),
    ];
    html! {
        form method="get" class="kp-filter" role="search" {
            @if filter.campaign_id != 0 {
                (hidden("campaign", &filter.campaign_id.to_string()))
            }
            div { label class="form-label" for="q" { (cx.t("inputs-search")) }
                input class="form-input" type="search" id="q" name="q" value=(filter.words); }
            div { label class="form-label" for="area" { (cx.t("inputs-area")) }
                select class="form-select" id="area" name="area" {
                    option value="0" { (cx.t("inputs-all-areas")) }
                    @for area in areas {
                        option value=(area.id) selected[filter.area_id == area.id] {
                            (cx.text(&area.name))
                        }
                    }
                } }
            div { label class="form-label" for="which" { (cx.t("inputs-which")) }
                select class="form-select" id="which" name="which" {
                    @for (value, key) in which {
                        option value=(value) selected[filter.which == value] { (cx.t(key)) }
                    }
                } }
            button class="button button-secondary" type="submit" { (cx.t("inputs-filter")) }
        }
    }
}

fn input_table(cx: &Cx, inputs: &[Input]) -> Markup {
    let heads = [
        "inputs-head-number",
        "inputs-head-sender",
        "inputs-head-text",
        "inputs-head-received",
        "inputs-head-state",
    ];
    let rows: Vec<_> = inputs
        .iter()
        .map(|input| {
            vec![
                html! { a href=(cx.url(&format!("inputs/{}", input.id))) {
                    (input_number(cx, input.number))
                } },
                html! { (input.sender()) br;
                    span class="kp-quiet" { (cx.t(input.sender_kind.key())) } },
                html! { (beginning(&input.body, 120)) },
                html! { (cx.moment(input.received_at)) br;
                    span class="kp-quiet" { (cx.t(input.source.key())) } },
                html! {
                    @if input.replaced_at.is_some() { (badge("", &cx.t("input-replaced"))) " " }
                    @if input.erased_at.is_some() { (badge("", &cx.t("input-erased"))) " " }
                    @if input.late { (badge("badge-warning", &cx.t("input-late"))) " " }
                    @if input.read_at.is_some() { (badge("badge-success", &cx.t("input-read"))) }
                    @else { (badge("badge-info", &cx.t("input-unread"))) }
                    @if input.released_at.is_some() { " " (badge("", &cx.t("input-released"))) }
                },
            ]
        })
        .collect();
    table(&cx.t("inputs-title"), &heads.map(|head| cx.t(head)), &rows)
}

fn pager(cx: &Cx, filter: &Filter, count: i64) -> Markup {
    let link = |from: i64| {
        let words = percent_encoding::utf8_percent_encode(
            &filter.words,
            percent_encoding::NON_ALPHANUMERIC,
        );
        let which = percent_encoding::utf8_percent_encode(
            &filter.which,
            percent_encoding::NON_ALPHANUMERIC,
        );
        format!(
            "{}?q={words}&area={}&topic={}&campaign={}&which={which}&from={from}",
            cx.url("inputs"),
            filter.area_id,
            filter.topic_id,
            filter.campaign_id
        )
    };
    html! {
        @if count > storage::PAGE {
            nav class="kp-pager" aria-label=(cx.t("pager")) {
                @if filter.offset > 0 {
                    a href=(link((filter.offset - storage::PAGE).max(0))) {
                        (cx.t("pager-previous"))
                    }
                }
                span { (cx.say("pager-here", &[
                    ("from", (filter.offset + 1).into()),
                    ("to", (filter.offset + storage::PAGE).min(count).into()),
                    ("count", count.into()),
                ])) }
                @if filter.offset + storage::PAGE < count {
                    a href=(link(filter.offset + storage::PAGE)) { (cx.t("pager-next")) }
                }
            }
        }
    }
}

/// Letters that many sent, one group each, with every member.
async fn letters(cx: Cx) -> Response {
    folded_read(cx, |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
        let groups = storage::letter_groups(tx, &case, &permit, cx.now_us())?;
        let body = html! {
            (page_head(cx, &cx.t("letters-title"), &cx.t("letters-lead")))
            @if groups.is_empty() { (empty(cx, "letters-empty")) }
            @for group in &groups {
                section class="kp-section" {
                    h2 { (cx.say("letters-group", &[("count", group.count.into())])) }
                    blockquote class="kp-quote" { (prose(&beginning(&group.sample, 600))) }
                    (fold(&format!("group-{}", group.first_number), &cx.t("letters-members"),
                        &html! { ul class="kp-list" {
                            @for input in &group.members {
                                li { a href=(cx.url(&format!("inputs/{}", input.id))) {
                                    (input_number(cx, input.number))
                                } ", " (input.sender()) }
                            }
                        } }))
                }
            }
        };
        Ok(cx.page(&cx.t("letters-title"), &body))
    })
    .await
}

async fn mark_read(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (input, permit) = opened_input(cx, tx, MarkInputRead)?;
        let page = format!("inputs/{}", input.id);
        if input.read_at.is_none() {
            storage::save_read(tx, &input, &permit.by, cx.now_us())?;
            journal::record(tx, cx, &permit, &page, json!({}), "")?;
        }
        Ok(cx.done(&page))
    })
    .await
}
