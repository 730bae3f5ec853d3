//! Meetings of all kinds: agenda, papers, attendance, minutes. Theme meetings conclude,
//! bodies decide; both meet here.
//!
//! ```text
//! planned ── papers sent ──▶ papers sent ── opened ──▶ in progress ── minutes approved ──▶ closed
//! ```

pub mod invitations;
pub mod rules;
pub mod storage;
pub mod pages;
