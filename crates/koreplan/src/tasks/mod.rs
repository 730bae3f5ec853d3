//! Tasks: what a person or a body must do before a day, made by hand or by an act - a
//! decision, a conclusion, a proposal that waits for its treatment - and what it is about.
//!
//! ```text
//! open ── done, with a note ──▶ done
//!  ▲ │                           │
//!  │ └─ handed over, moved       │
//!  └───────── reopened ──────────┘
//! ```
//!
//! A task about something that not everybody with a seat may read is there only for those
//! who have it to do, and for the secretariat: not in lists, counts, calendars or mails
//! of others.

pub mod rules;
pub mod storage;
pub mod pages;
