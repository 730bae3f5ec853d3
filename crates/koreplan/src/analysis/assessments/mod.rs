//! What the authority says to a topic: what was said, whether it is met, and why.
//!
//! ```text
//! version 0 ── save ──▶ 1 ── save ──▶ 2 … ── approve ──▶ fixed
//!                                │
//!                                └─ saved on top of another text: both are shown (409)
//! ```
//!
//! The topic holds the newest version; `assessment` keeps all of them.

pub mod rules;
pub mod storage;
pub mod pages;
