//! Proposals that become others: several merged into one, one split into several.
//!
//! ```text
//! 3 ─┐                     ┌─▶ 8
//!    ├─ merge ──▶ 7 ─ split┤          the old ones stay and point to what they became
//! 5 ─┘                     └─▶ 9      a step may be taken back while nothing rests on it
//! ```
//!
//! What comes of a step is always new, so no proposal comes of itself.

pub mod rules;
pub mod storage;
pub mod pages;
