//! The queue of unread inputs: who reads which, until when, and how far it has come.
//!
//! ```text
//! unread ── assign (person, day) ──▶ assigned ── the day passes ──▶ overdue
//!    │                                  │                             │
//!    └──────────── read, with or without a topic: the next input ◀────┘
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
