//! Opinion groups: statements people voted on elsewhere (Polis), who votes alike, what
//! sets each group apart, what unites all and what divides.
//!
//! Participants are numbers and never names. The secretariat alone sees any of it; below
//! ten grouped participants there are no groups, and a group of fewer than five has no
//! figures of its own (`rules.rs` says how they are kept from being worked out).
//!
//! ```text
//! conversation:  imported ──▶ grouped ── more votes imported ──▶ grouped again
//! ```

pub mod polis;
pub mod rules;
pub mod storage;
pub mod map;
pub mod pages;
