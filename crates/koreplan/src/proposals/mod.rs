//! Step 4, proposals: from a conclusion, an analysis, an input or by hand to something a
//! body can decide, and what became of it.
//!
//! ```text
//! drafted ── recommended ──▶ recommended ── on an agenda ──▶ decided: adopted | rejected
//!    │                            ▲────────── postponed ─────────┤
//!    │                            ▲─ sent on to another body ────┘
//!    ├─ merged or split ──▶ became others (lineage/)  ── taken back ──▶ as before
//!    └─ dropped with a reason ──▶ ended
//! ```

pub mod lineage;
pub mod treatment;

pub mod likeness;
pub mod rules;
pub mod storage;
pub mod pages;
