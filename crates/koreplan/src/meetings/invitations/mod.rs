//! Calls to meetings as iCalendar mail, and the answers to them.
//!
//! ```text
//! agenda open ──▶ called (REQUEST, 0) ── time or place moves ──▶ called anew (REQUEST, +1)
//!   or papers sent   │                                              │
//!                    ├── somebody loses the seat ──▶ CANCEL to that one
//!                    └── called off ──▶ CANCEL to all
//! answer: none ──▶ comes │ does not │ perhaps │ sends somebody else
//! ```
//!
//! A meeting that is being planned sends nothing. A call names who meets, when and where,
//! and leads to the page; the title of the meeting and of its items stay in the house.
//! Answers come from the page, from the link in the mail, and from mail programs. An
//! answer is about a sequence: one to an earlier time is not taken for the new one.

pub mod rules;
pub mod reading;
pub mod maildir;
pub mod storage;
pub mod pages;
