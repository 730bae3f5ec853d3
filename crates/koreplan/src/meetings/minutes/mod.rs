//! Decision minutes: put together from who was there, the items and what came of them;
//! sent to the members, remarked on, approved, closed.
//!
//! ```text
//! in progress ─┬─ sent to the members ──▶ draft ──▶ all say yes, or nobody objects in
//!              │                            │       time, or the next meeting approves
//!              │                            ▼
//!              └──── the chair approves ──▶ approved ──▶ closed
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
