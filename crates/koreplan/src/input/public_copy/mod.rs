//! What everybody may read of an input: a copy of its own, decided input by input.
//!
//! The original is for the sender and the secretariat. The public copy is kept in pieces
//! by their place in the original, so that a sentence is found in both; where something
//! was left out there is a reason and there are no words. Nothing public reads the
//! original.
//!
//! ```text
//! received ──▶ marked and redacted ──▶ published ──▶ withdrawn (with a reason)
//!                     ▲                    │    └──▶ gone on its removal date
//!                     └── published anew ──┘
//! ```

pub mod rules;
pub mod storage;
pub mod pages;

use crate::web::{Cx, choices::Choice as _};

/// The public text in the reader's language.
pub fn text(cx: &Cx, pieces: &[rules::Piece]) -> String {
    rules::said(pieces, |reason| {
        cx.say("public-left-out", &[("reason", cx.t(reason.key()).into())])
    })
}
