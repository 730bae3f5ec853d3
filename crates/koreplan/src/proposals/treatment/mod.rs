//! Proposed treatment: how the secretariat wants to treat a proposal, put to the body it
//! concerns, which accepts or objects with a comment and a text of its own.
//!
//! ```text
//! version 1 ── sent ──▶ waiting ── accepted | objected ──▶ answered
//!                          │  └─ the time runs out ──▶ consent, where the body's rule says
//!                          │                          so; else expired, and still answerable
//!                          └─ a new version ──▶ the earlier one stays as it was
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
