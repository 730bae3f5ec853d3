//! Analyses as documents: an author, an area, and findings that rest on sentences.
//!
//! ```text
//! draft (the secretariat) ── findings, text ──▶ finished (all insiders) ──▶ on the agenda
//!                                                                     of a theme meeting
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
