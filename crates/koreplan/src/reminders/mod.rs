//! A person's own page: where mail goes, when it may come, and the secret address of the
//! own calendar. And the mail about tasks: one a day at most, before deadlines and after.
//!
//! ```text
//! next_at passes ──▶ working day, not quiet? ── no ──▶ the next moment that is both
//!                          └── yes ──▶ something to say? ──▶ one mail ──▶ the next day
//! ```
//!
//! Mail leaves the house: what a task about a confidential thing is called is not in it.

pub mod rules;
pub mod storage;
pub mod pages;
