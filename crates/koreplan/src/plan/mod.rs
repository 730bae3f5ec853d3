//! The roadmap: steps with planned, moved and kept dates, and the gates between them.
//!
//! Code owns the nine kinds of step, data owns the plan: which steps run, when, and
//! behind which gates. A gate opens by a named person's sign-off. Gate, task list and
//! error page show the same list of what is missing.
//!
//! ```text
//! coming ── start ──▶ running ── gate opens ──▶ kept
//!    └────── move (with a reason) ──────┘
//! ```

pub mod map;
pub mod moves;
pub mod pause;
pub mod rules;
pub mod storage;
pub mod pages;
