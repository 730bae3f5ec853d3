//! Meetings of all kinds: agenda, papers, attendance, minutes. Theme meetings conclude,
//! bodies decide; both meet here.
//!
//! ```text
//! planned ─▶ agenda open ─▶ papers sent ─▶ in progress ─▶ minutes draft ─▶ minutes
//!    │            │           │ (A, B, C)      └──────── the chair alone ──▶ approved
//!    └────────────┴───────────┴─▶ cancelled                                   └▶ closed
//! ```
//!
//! What happened is stored as facts, where a meeting stands follows from them. A meeting
//! that is planned is shown to nobody but those who prepare it. `agenda/` holds the items
//! and the agenda as it was sent, `annexes/` the files on items, `minutes/` what came of
//! the items and how the minutes are approved.

pub mod attendance;
pub mod invitations;
pub mod rules;
pub mod storage;
pub mod agenda;
pub mod annexes;
pub mod minutes;
pub mod pages;
pub mod papers;
pub mod written_procedure;
