//! The page on which the secretariat decides what everybody may read of an input.

use std::ops::Range;

use axum::response::Response;
use jiff::{Timestamp, civil::Date};
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Piece, Reason, Redaction, Refused, Wish},
    storage,
};
use crate::{
    access::{
        Action, Permit, ReadCase, RedactInput, ReleaseInput, SetRemoval, WithdrawInput,
    },
    case::{self, Case, clock},
    input::{
        self, input_number,
        personal_data::{Confidence, Finding, find},
        storage::{Hearing, Input},
        ties,
    },
    journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, beginning, empty, facts, fold, hidden, line_of, page_head, post,
            post_quiet, prose, select_choice, text, tick, ticks,
        },
        error::{Error, NotFound},
        form::{Form, LETTER, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/inputs/{id}/publication", show)
        .post("/{lang}/{case}/inputs/{id}/redactions", redact)
        .post("/{lang}/{case}/inputs/{id}/redactions/removal", take_back)
        .post("/{lang}/{case}/inputs/{id}/release", release)
        .post("/{lang}/{case}/inputs/{id}/withdrawal", withdraw)
        .post("/{lang}/{case}/hearings/{hearing}/public-days", set_days)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Input, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let input = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?;
    let (input, permit) = input.open(&cx.actor, action)?;
    Ok((case, input, permit))
}

/// Everything the page shows and the acts need.
struct Desk {
    case: Case,
    input: Input,
    findings: Vec<Finding>,
    redactions: Vec<Redaction>,
    /// The copy as it would be now.
    next: Vec<Piece>,
    /// The copy that is public.
    public: Vec<Piece>,
    /// How many days the hearing's copies are public.
    days: Option<i64>,
}

impl Desk {
    fn lay(tx: &mut dyn Tx, case: Case, input: Input) -> Result<Self, Error> {
        let findings = find(&input.body);
        let redactions = storage::redactions(tx, input.id)?;
        let next = rules::pieces(&input.body, &redactions);
        let public = storage::pieces(tx, input.id)?;
        let days = storage::days(tx, input.hearing_id)?;
        Ok(Self { case, input, findings, redactions, next, public, days })
    }

    fn page(&self) -> String {
        format!("inputs/{}", self.input.id)
    }

    fn grave(&self) -> usize {
        rules::grave(&self.findings, &self.redactions).len()
    }

    fn public_digest(&self) -> Option<String> {
        self.input.released_at.map(|_| rules::digest(&self.public))
    }

    /// Findings that are not left out yet.
    fn open(&self) -> Vec<&Finding> {
        let open =
            |one: &&Finding| !rules::uncovered(&one.span, &self.redactions).is_empty();
        self.findings.iter().filter(open).collect()
    }
}

/// What a finding is, in words.
fn named(cx: &Cx, finding: &Finding) -> String {
    let kind = cx.t(finding.kind.key());
    format!("{kind}, {}", cx.t(finding.confidence.key()))
}

/// The original with what was found and what is left out marked in it.
fn marked(cx: &Cx, desk: &Desk) -> Markup {
    let body = &desk.input.body;
    let mut cuts: Vec<usize> = vec![0, body.len()];
    let spans = desk.findings.iter().map(|one| &one.span);
    for span in spans.chain(desk.next.iter().map(|piece| &piece.span)) {
        cuts.extend([span.start, span.end]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let at = |span: &Range<usize>, cut: usize| span.start <= cut && cut < span.end;
    html! {
        p class="kp-prose" {
            @for pair in cuts.windows(2) {
                @let words = body.get(pair[0]..pair[1]).unwrap_or_default();
                @let finding = desk.findings.iter().find(|one| at(&one.span, pair[0]));
                @let out = desk.next.iter()
                    .find(|piece| at(&piece.span, pair[0]))
                    .and_then(|piece| piece.left_out);
                @match (out, finding) {
                    (Some(reason), _) => {
                        del { (words) }
                        " (" (cx.t(reason.key())) ")"
                    },
                    (None, Some(finding)) => {
                        mark { (words) }
                        @if finding.span.end == pair[1] { " (" (named(cx, finding)) ")" }
                    },
                    (None, None) => (words),
                }
            }
        }
    }
}

fn redact_form(cx: &Cx, desk: &Desk, form: &Form) -> Markup {
    let findings: Vec<_> = desk
        .open()
        .into_iter()
        .map(|one| {
            let words = &desk.input.body[one.span.clone()];
            (one.span.start.to_string(), format!("{words} – {}", named(cx, one)))
        })
        .collect();
    let fields = html! {
        @if !findings.is_empty() {
            (ticks(cx, form, "finding", "public-findings", &findings))
        }
        (text(cx, form, "quote", "public-quote", Some("public-quote-hint"), Need::May,
            (2, LETTER)))
        (select_choice::<Reason>(cx, form, "reason", "public-reason"))
        (line_of(cx, form, "note", "public-note", Some("public-note-hint"), Need::May,
            "text"))
    };
    let page = format!("{}/redactions", desk.page());
    // As long as something is found, leaving out is what to do next.
    let next = if findings.is_empty() { post_quiet } else { post };
    next(cx, &page, "public-leave-out", &fields)
}

fn back_form(cx: &Cx, desk: &Desk) -> Markup {
    let options: Vec<_> = desk
        .redactions
        .iter()
        .map(|one| {
            let words = desk.input.body.get(one.span.clone()).unwrap_or_default();
            let note = if one.note.is_empty() {
                String::new()
            } else {
                format!(": {}", one.note)
            };
            let shown =
                format!("{} – {}{note}", beginning(words, 80), cx.t(one.reason.key()));
            (one.span.start.to_string(), shown)
        })
        .collect();
    let form = Form::named("back");
    let fields = ticks(cx, &form, "start", "public-left-out-list", &options);
    let page = format!("{}/redactions/removal", desk.page());
    html! { @if !options.is_empty() { (post_quiet(cx, &page, "public-put-back", &fields)) } }
}

/// What is ticked to begin with: whatever is surely personal.
fn first_form(desk: &Desk) -> Form {
    let mut values: Vec<_> = desk
        .open()
        .into_iter()
        .filter(|one| one.confidence == Confidence::High)
        .map(|one| ("finding".to_owned(), one.span.start.to_string()))
        .collect();
    values.push(("reason".to_owned(), Reason::Personal.word().to_owned()));
    Form::of(values)
}

fn release_form(cx: &Cx, desk: &Desk, form: &Form) -> Markup {
    // A form that comes back still speaks of the copy that was read with it.
    let read = match form.value("read") {
        "" => rules::digest(&desk.next),
        read => read.to_owned(),
    };
    let fields = html! {
        (hidden("read", &read))
        (line_of(cx, form, "remove_on", "public-remove-on", Some("public-remove-on-hint"),
            Need::May, "date"))
        @if !desk.open().is_empty() {
            div class="alert alert-warning" { div class="alert-body" {
                p class="alert-text" { (cx.say("public-still-in", &[
                    ("count", i64::try_from(desk.open().len()).unwrap_or(0).into()),
                ])) }
            } }
        }
        @if desk.grave() > 0 {
            div class="alert alert-warning" { div class="alert-body" {
                p class="alert-text" { (cx.say("public-grave", &[
                    ("count", i64::try_from(desk.grave()).unwrap_or(0).into()),
                ])) }
            } }
            (tick(cx, form, "despite", "public-despite"))
            (line_of(cx, form, "despite_reason", "public-despite-reason", None, Need::May,
                "text"))
        }
    };
    let button = if desk.input.released_at.is_some() {
        "public-publish-anew"
    } else {
        "public-publish"
    };
    let next = if desk.open().is_empty() { post } else { post_quiet };
    next(cx, &format!("{}/release", desk.page()), button, &fields)
}

fn withdraw_form(cx: &Cx, desk: &Desk, form: &Form) -> Markup {
    let fields = text(
        cx,
        form,
        "reason",
        "public-withdraw-reason",
        Some("public-withdraw-hint"),
        Need::Must,
        (3, TEXT),
    );
    post_quiet(cx, &format!("{}/withdrawal", desk.page()), "public-withdraw", &fields)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, input, _) = opened(cx, tx, ReleaseInput)?;
        let ties = ties(cx, tx, &input)?;
        let desk = Desk::lay(tx, case, input)?;
        let title = cx.say(
            "public-title",
            &[("input", input_number(cx, desk.input.number).into())],
        );
        let remove_on = rules::removal(cx.today(), desk.days);
        let remove_on = remove_on.map(|day| day.to_string()).unwrap_or_default();
        let form = Form::with(&[("remove_on", &remove_on)]);
        let body = html! {
            (page_head(cx, &title, &cx.t("public-lead")))
            (ties)
            p { a href=(cx.url(&desk.page())) { (input_number(cx, desk.input.number)) } }
            @if let Some(at) = desk.input.released_at { (standing(cx, &desk, at)) }
            @if desk.input.erased_at.is_none() {
                h2 { (cx.t("public-found")) }
                p role="status" { (cx.say("public-found-count", &[
                    ("count", i64::try_from(desk.findings.len()).unwrap_or(0).into()),
                ])) }
                (marked(cx, &desk))
                h2 { (cx.t("public-choose")) }
                (redact_form(cx, &desk, &first_form(&desk)))
                (back_form(cx, &desk))
                h2 id="preview" { (cx.t("public-preview")) }
                (facts(&[(cx.t("input-from"), html! { (desk.input.public_sender(cx)) })]))
                blockquote class="kp-quote" { (prose(&super::text(cx, &desk.next))) }
                @if Some(rules::digest(&desk.next)) == desk.public_digest() {
                    (empty(cx, "public-same"))
                } @else { (release_form(cx, &desk, &form)) }
                @if desk.input.released_at.is_some() {
                    (fold("withdraw", &cx.t("public-withdraw"),
                        &withdraw_form(cx, &desk, &Form::named("withdraw"))))
                }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Since when and until when the copy is public.
fn standing(cx: &Cx, desk: &Desk, since: i64) -> Markup {
    html! {
        p { (cx.say("public-since", &[("date", cx.day(since).into())])) " "
            @match desk.input.remove_at {
                Some(end) => (cx.say("public-until", &[("date", cx.day(end).into())])),
                None => (cx.t("public-for-good")),
            } }
    }
}

/// Marks passages to be left out: those ticked among the findings, and those quoted.
async fn redact(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, input, permit) = opened(cx, tx, RedactInput)?;
        if input.erased_at.is_some() {
            return Err(Refused::Erased.into());
        }
        let desk = Desk::lay(tx, case, input)?;
        let quote = form.optional("quote", LETTER);
        let quoted = rules::passages(&desk.input.body, &quote);
        if !quote.is_empty() && quoted.is_empty() {
            form.fault("quote", Message::new("public-fault-quote"));
        }
        let reason = form.choice::<Reason>("reason");
        let note = form.optional("note", LINE);
        form.check(cx, &cx.t("public-choose"), |form| redact_form(cx, &desk, form))?;
        let ticked = form.all("finding");
        let mut spans: Vec<_> = desk
            .findings
            .iter()
            .map(|one| one.span.clone())
            .filter(|span| ticked.contains(&span.start.to_string()))
            .collect();
        spans.extend(quoted);
        let reason = reason.ok_or(NotFound)?;
        let added = rules::add(&desk.redactions, &spans, reason, &note);
        if added.is_empty() {
            return Err(Refused::Nothing.into());
        }
        storage::save_redactions(tx, &permit, &desk.input, &added)?;
        // The record says how much and why, never which words.
        let what = json!({"left_out": added.len(), "reason": reason.word()});
        journal::record(tx, cx, &permit, &desk.page(), what, "")?;
        Ok(cx.done(&format!("{}/publication#preview", desk.page())))
    })
    .await
}

/// Takes redactions back.
async fn take_back(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, input, permit) = opened(cx, tx, RedactInput)?;
        let removed =
            storage::remove_redactions(tx, &permit, &input, &form.ids("start"))?;
        if removed == 0 {
            return Err(Refused::Nothing.into());
        }
        let page = format!("inputs/{}", input.id);
        journal::record(tx, cx, &permit, &page, json!({"put_back": removed}), "")?;
        Ok(cx.done(&format!("{page}/publication#preview")))
    })
    .await
}

/// The day on which the copy goes, if one is given: not today, and not before.
pub fn remove_on(cx: &Cx, form: &mut Form) -> Option<Date> {
    if form.value("remove_on").trim().is_empty() {
        return None;
    }
    let day = form.date("remove_on");
    if day.is_some_and(|day| day <= cx.today()) {
        form.fault("remove_on", Message::new("public-fault-past"));
    }
    day
}

/// Lets everybody read the copy that was just read here.
async fn release(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, input, permit) = opened(cx, tx, ReleaseInput)?;
        let desk = Desk::lay(tx, case, input)?;
        let day = remove_on(cx, &mut form);
        let why = form.optional("despite_reason", LINE);
        form.check(cx, &cx.t("public-publish"), |form| release_form(cx, &desk, form))?;
        rules::publish(&Wish {
            read: form.value("read"),
            now: &rules::digest(&desk.next),
            public: desk.public_digest().as_deref(),
            grave: desk.grave(),
            despite: form.ticked("despite").then_some(&why),
            erased: desk.input.erased_at.is_some(),
        })?;

        let zone = desk.case.time_zone()?;
        let remove_at = day
            .map(|day| clock::instant(&zone, day.at(0, 0, 0, 0)))
            .transpose()
            .map_err(|_| NotFound)?
            .map(Timestamp::as_microsecond);
        let now = cx.now_us();
        storage::save_copy(tx, &permit, &desk.input, &desk.next, remove_at, now)?;
        let what = json!({
            "despite": desk.grave(),
            "left_out": desk.redactions.len(),
            "remove_on": day.map(|day| day.to_string()),
        });
        journal::record(tx, cx, &permit, &desk.page(), what, &why)?;
        Ok(cx.done(&format!("{}/publication", desk.page())))
    })
    .await
}

/// Takes the public copy back.
async fn withdraw(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, input, permit) = opened(cx, tx, WithdrawInput)?;
        let reason = form.text("reason", TEXT);
        let desk = Desk::lay(tx, case, input)?;
        if desk.input.released_at.is_none() {
            return Err(Refused::NotPublic.into());
        }
        form.check(cx, &cx.t("public-withdraw"), |form| withdraw_form(cx, &desk, form))?;
        storage::withdraw(tx, &permit, &desk.input, &reason, cx.now_us())?;
        journal::record(tx, cx, &permit, &desk.page(), json!({}), &reason)?;
        Ok(cx.done(&format!("{}/publication", desk.page())))
    })
    .await
}

/// The hearing's setting: after how many days public copies go.
fn days_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let fields = line_of(
        cx,
        form,
        "days",
        "public-days",
        Some("public-days-hint"),
        Need::May,
        "number",
    );
    let page = format!("hearings/{}/public-days", hearing.slug);
    post_quiet(cx, &page, "public-days-save", &fields)
}

/// The setting as it is, for the hearing's page.
pub fn days_fold(cx: &Cx, hearing: &Hearing) -> Markup {
    let together = format!("hearings/{}/releases", hearing.slug);
    let days = hearing.public_days.map(|days| days.to_string());
    let form = Form::with(&[("days", &days.unwrap_or_default())]);
    html! {
        p { a href=(cx.url(&together)) { (cx.t("bulk-title")) } }
        (fold("public-days", &cx.t("public-days-save"), &days_form(cx, hearing, &form)))
    }
}

/// Sets after how many days the hearing's copies go; nothing means never.
async fn set_days(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let hearing = input::storage::load_hearing(tx, &case, cx.param("hearing"))?;
        let (hearing, permit) = hearing.open(&cx.actor, SetRemoval)?;
        if form.all("days").is_empty() {
            form.fault("days", Message::new("fault-empty"));
        }
        let given = !form.value("days").trim().is_empty();
        let days = given.then(|| form.number("days", 1..=36_500));
        form.check(cx, &cx.t("public-days-save"), |form| days_form(cx, &hearing, form))?;
        storage::save_days(tx, &permit, &hearing, days)?;
        let page = format!("hearings/{}", hearing.slug);
        journal::record(tx, cx, &permit, &page, json!({"public_days": days}), "")?;
        Ok(cx.done(&page))
    })
    .await
}
