//! Finding topics: the machine proposes, people decide, and only then there are topics.
//!
//! ```text
//! search:     asked ── the machine reads ──▶ done ──▶ signed off (its kept candidates are topics)
//! candidate:  open ──▶ kept (named, in an area, perhaps under another)
//!                  ──▶ merged into another
//!                  ──▶ dropped            each edit can be undone until the sign-off
//! ```
//!
//! What the machine proposed is never changed: edits are kept beside it. A candidate's
//! sentences are places in inputs; its terms are single words, or two in a row, that at
//! least two sentences use.

pub mod rules;
pub mod storage;
pub mod pages;
pub mod worker;
