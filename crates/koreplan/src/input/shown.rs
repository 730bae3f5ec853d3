//! How an input is shown: its number, to whom its own words, and what happened to it.

use koreplan_store::Tx;
use maud::{Markup, html};

use super::{
    erasure,
    public_copy::{self, storage::withdrawal},
    rules::written_number,
    storage::{self, Input},
};
use crate::{
    access::{Guarded as _, ReadInput, ReadOriginal},
    web::{Cx, components::prose, error::Error},
};

/// »Høringssvar nr. 000123-4«: the same on every page.
pub fn input_number(cx: &Cx, number: i64) -> String {
    cx.say("input-number", &[("number", written_number(number).into())])
}

/// A sentence of an input under a topic or a proposal: nothing is left of an erased one.
pub fn sentence(cx: &Cx, words: &str) -> String {
    if words.is_empty() { cx.t("erasure-sentence") } else { words.to_owned() }
}

/// The words of an input: its own for the sender and the secretariat, those of the
/// public copy for everybody else.
pub fn readable(cx: &Cx, tx: &mut dyn Tx, input: &Input) -> Result<Markup, Error> {
    if input.erased_at.is_some() {
        return Ok(html! { p { (cx.t("erasure-nothing-left")) } });
    }
    if cx.may::<ReadOriginal>(&input.facts()) {
        return Ok(prose(&input.body));
    }
    let pieces = public_copy::storage::pieces(tx, input.id)?;
    Ok(prose(&public_copy::text(cx, &pieces)))
}

fn notice(words: &str, more: &Markup) -> Markup {
    html! {
        div class="alert alert-info" { div class="alert-body" {
            p class="alert-text" { (words) " " (more) }
        } }
    }
}

/// Another version of an input, as a link where the reader may open it.
fn version(cx: &Cx, key: &'static str, other: &Input) -> Markup {
    let number = input_number(cx, other.number);
    notice(
        &cx.t(key),
        &html! {
            @if cx.may::<ReadInput>(&other.facts()) {
                a href=(cx.url(&format!("inputs/{}", other.id))) { (number) }
            } @else { (number) }
        },
    )
}

/// What happened to an input: erased, replaced, corrects another, taken back.
pub fn ties(cx: &Cx, tx: &mut dyn Tx, input: &Input) -> Result<Markup, Error> {
    let now = cx.now_us();
    let erased = erasure::storage::of_input(tx, input.id)?;
    let newer = storage::successor(tx, input, now)?;
    let older = storage::predecessor(tx, input, now)?;
    let taken_back = match input.released_at {
        Some(_) => None,
        None => withdrawal(tx, input.id)?,
    };
    Ok(html! {
        @if let Some(erasure) = &erased {
            (notice(&cx.say("erasure-notice", &[
                ("date", cx.day(erasure.at).into()),
                ("decision", erasure.decision.clone().into()),
            ]), &html! {}))
        }
        @if let Some(newer) = &newer { (version(cx, "correction-newer", newer)) }
        @if let Some(older) = &older { (version(cx, "correction-older", older)) }
        @if let Some(withdrawal) = &taken_back {
            (notice(&cx.say("public-withdrawn", &[
                ("date", cx.day(withdrawal.at).into()),
                ("reason", withdrawal.reason.clone().into()),
            ]), &html! {}))
        }
    })
}
