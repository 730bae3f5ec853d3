//! The agenda of a meeting: its items and their order, where an item came from and went,
//! and the agenda as it was sent - A, then B with what is new, then C.
//!
//! ```text
//! backlog ── placed ──▶ on an agenda ── decided ──▶ stays there
//!    ▲                    │     └───── postponed ──▶ goes on: next agenda, or backlog
//!    └─── taken off ──────┘
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
pub mod item_pages;
