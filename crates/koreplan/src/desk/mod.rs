//! The secretariat's first page: what is due, what is late and with whom, what waits.
//!
//! Each row comes from a small function of the feature it is about and leads to the act
//! that clears it. `rules.rs` says when a row is due and in which order rows stand.

pub mod rules;
pub mod storage;
pub mod pages;
