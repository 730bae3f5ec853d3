//! The receipt as a file and as a code to scan, and the page that checks one.

use std::fmt::Write as _;

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use koreplan_log::Hex;
use koreplan_store::Tx;
use maud::{Markup, html};
use qrcode::{Color, QrCode};

use super::{
    rules::{self, DEADLINE_RULE, Facts, Verdict},
    storage,
};
use crate::{
    access::{FollowInput, ReadCase},
    case,
    input::{
        self,
        rules::{segments, written_number},
        storage::Input,
    },
    refusal::Message,
    routes::Routes,
    trace::storage::Point,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{Need, page_head, post, prose, text},
        error::{Error, NotFound},
        form::{Form, LETTER, TEXT, clean},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/check-receipt", new_check)
        .post("/{lang}/check-receipt", check)
}

/// The receipt's file: `…/receipts/1/<secret>.txt`.
pub async fn file(cx: Cx, secret: String) -> Response {
    cx.read(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let number = cx.id("number")?;
        let input = input::storage::load_by_key(tx, &case, number, &secret, cx.now_us())?;
        let (input, _) = input.open(&cx.actor, FollowInput)?;
        let hearings = input::storage::hearings(tx, &case)?;
        let hearing = hearings.into_iter().find(|hearing| hearing.id == input.hearing_id);
        let hearing = hearing.ok_or(NotFound)?;

        let received = Timestamp::from_microsecond(input.received_at);
        let received = received.unwrap_or(Timestamp::UNIX_EPOCH);
        let received = received.to_zoned_datetime(case.time_zone()?);
        let mut lines =
            cx.say("receipt-title", &[("number", written_number(input.number).into())]);
        let facts = [
            ("receipt-case", cx.text(&case.title).to_owned()),
            ("receipt-file-hearing", cx.text(&hearing.title).to_owned()),
            ("receipt-number", written_number(input.number)),
            ("receipt-file-source", cx.t(input.source.key())),
            ("receipt-received", received.to_string()),
            ("receipt-file-deadline", format!("{}[{}]", hearing.deadline, hearing.zone)),
            (
                "receipt-on-time",
                cx.t(if input.late { "input-late" } else { "input-on-time" }),
            ),
            (
                "receipt-file-rule",
                cx.say(
                    "receipt-file-rule-text",
                    &[("version", i64::from(DEADLINE_RULE).into())],
                ),
            ),
        ];
        lines.push('\n');
        for (key, value) in facts {
            let _ = writeln!(lines, "{}: {value}", cx.t(key));
        }
        if input.erased_at.is_some() {
            lines.push_str(&cx.t("erasure-nothing-left"));
        }
        let salt = rules::salt(&secret);
        let bound = input
            .erased_at
            .is_none()
            .then(|| (rules::commitment(&salt, &input.body), salt));
        let facts = Facts { bound, entry: storage::entry(tx, &input)? };
        let signer = &cx.app.signer;
        // As the page that checks it gets it back from a browser's field.
        let lines = clean(&lines);
        let text =
            rules::signed(&lines, &facts, &signer.public(), |said| signer.sign(said));
        let name = format!("koreplan-{}.txt", written_number(input.number));
        let headers = [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        Ok((StatusCode::OK, headers, text).into_response())
    })
    .await
}

/// A code to scan that holds an address.
fn code(address: &str) -> Option<Markup> {
    let code = QrCode::new(address).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.into_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let _ = write!(path, "M{} {}h1v1h-1z", at % width + 4, at / width + 4);
        }
    }
    let side = width + 8;
    Some(html! {
        svg xmlns="http://www.w3.org/2000/svg" width="240" height="240"
            viewBox={ "0 0 " (side) " " (side) } aria-hidden="true"
            shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    })
}

/// That it arrived, and what the sender is asked by mail.
pub fn arrived(cx: &Cx, input: &Input, asked: &Markup) -> Markup {
    let class = if input.late { "alert-warning" } else { "alert-success" };
    html! {
        div class={ "alert " (class) } role="status" { div class="alert-body" {
            h2 class="alert-heading" { (cx.t("receipt-lead")) }
            p class="alert-text" {
                (cx.t(if input.late { "input-late" } else { "input-on-time" })) ", "
                (cx.moment(input.received_at))
            }
            @if input.late { p class="alert-text" { (cx.t("receipt-late")) } }
            (asked)
        } }
    }
}

/// What happens now, as long as nothing has.
pub fn next(cx: &Cx) -> Markup {
    html! {
        h2 { (cx.t("receipt-next")) }
        ol {
            @for key in ["receipt-next-read", "receipt-next-public", "receipt-next-here"] {
                li { (cx.t(key)) }
            }
        }
    }
}

/// What the receipt's page offers to keep: the address, the file, the code.
pub fn to_keep(cx: &Cx) -> Markup {
    let address = cx.absolute(&cx.path);
    html! {
        section class="kp-call kp-keep" {
            div {
                h2 { (cx.t("receipt-keep-heading")) }
                p { (cx.t("receipt-keep")) }
                p { code class="kp-wrap" { (address) } }
                p { a class="button button-primary" href={ (cx.path) ".txt" } download {
                    (cx.t("receipt-file"))
                } }
                p { a href={ "/" (cx.lang.word()) "/check-receipt" } {
                    (cx.t("check-title"))
                } }
            }
            @if let Some(code) = code(&address) {
                figure { (code) figcaption { (cx.t("receipt-code")) } }
            }
        }
    }
}

/// The sender's points, each with what was answered to it so far.
pub fn points(cx: &Cx, input: &Input, answered: &[Point]) -> Markup {
    html! {
        h2 { (cx.t("receipt-points")) }
        ol class="kp-list" {
            @for span in segments(&input.body) {
                @let answers: Vec<_> = answered.iter()
                    .filter(|point| point.span.start < span.end && span.start < point.span.end)
                    .collect();
                li {
                    blockquote class="kp-quote" { (input.body[span.clone()]) }
                    @if answers.is_empty() { p class="kp-quiet" { (cx.t("receipt-point-open")) } }
                    @for answer in &answers {
                        p { strong { (answer.topic) }
                            @if let Some(met) = answer.assessment.met { ": " (cx.t(met.key())) } }
                        (prose(&answer.assessment.why))
                    }
                }
            }
        }
    }
}

fn check_form(cx: &Cx, form: &Form) -> Markup {
    let fields = html! {
        (text(cx, form, "receipt", "check-receipt", Some("check-receipt-hint"), Need::Must,
            (12, TEXT)))
        (text(cx, form, "text", "check-text", Some("check-text-hint"), Need::May, (6, LETTER)))
    };
    post(cx, "check-receipt", "check-button", &fields)
}

fn key_list(cx: &Cx, keys: &[[u8; 32]]) -> Markup {
    html! {
        h2 { (cx.t("check-keys")) }
        p { (cx.t("check-keys-lead")) }
        ul { @for key in keys { li { code class="kp-wrap" { "ed25519 " (Hex(key)) } } } }
    }
}

async fn new_check(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let keys = storage::keys(tx)?;
        let body = html! {
            (page_head(cx, &cx.t("check-title"), &cx.t("check-lead")))
            (check_form(cx, &Form::default()))
            (key_list(cx, &keys))
        };
        Ok(cx.page(&cx.t("check-title"), &body))
    })
    .await
}

/// Says whether a receipt holds, and whether it is for a text. Stores nothing.
async fn check(Post(cx, mut form): Post) -> Response {
    cx.read(move |cx, tx| checked(cx, tx, &mut form)).await
}

fn checked(cx: &Cx, tx: &mut dyn Tx, form: &mut Form) -> Result<Response, Error> {
    let receipt = rules::pasted(form.value("receipt"));
    form.text("receipt", TEXT);
    let text = form.optional("text", LETTER);
    let keys = storage::keys(tx)?;
    let verdict = rules::check(&receipt, &keys);
    if verdict == Verdict::NoReceipt && !receipt.is_empty() {
        form.fault("receipt", Message::new("check-fault-none"));
    }
    form.check(cx, &cx.t("check-title"), |form| check_form(cx, form))?;
    let (class, said) = match verdict {
        Verdict::Holds => ("alert-success", "check-holds"),
        Verdict::Foreign => ("alert-warning", "check-foreign"),
        Verdict::Broken | Verdict::NoReceipt => ("alert-error", "check-broken"),
    };
    let bound = (verdict == Verdict::Holds && !text.is_empty())
        .then(|| rules::is_for(&receipt, &text));
    let body = html! {
        (page_head(cx, &cx.t("check-title"), ""))
        div class={ "alert " (class) } role="status" { div class="alert-body" {
            p class="alert-text" { (cx.t(said)) }
            @if let Some(bound) = bound {
                p class="alert-text" {
                    (cx.t(if bound { "check-text-fits" } else { "check-text-other" }))
                }
            }
        } }
        pre class="kp-wrap" { (receipt) }
        p { a href=(cx.path) { (cx.t("check-another")) } }
        (key_list(cx, &keys))
    };
    Ok(cx.page(&cx.t("check-title"), &body))
}

/// »Høringssvar nr. …« in a search field: the number that was typed, or that it can't be.
pub fn sought_number(cx: &Cx, words: &str) -> Option<Markup> {
    Some(match input::rules::number_of(words)? {
        Ok(number) => html! { p { (cx.say("inputs-number-sought", &[
            ("number", written_number(number).into()),
        ])) } },
        Err(input::rules::Mistyped) => html! { p { (cx.t("inputs-number-mistyped")) } },
    })
}
