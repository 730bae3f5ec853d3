//! Step 4, proposals: from a conclusion or an input to something a body can decide.
//!
//! ```text
//! drafted ── recommended ──▶ recommended ── on an agenda ──▶ decided: adopted | dropped
//!                                 ▲────────── postponed ─────────┘
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
