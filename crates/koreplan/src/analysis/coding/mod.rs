//! Several people code the same sample without seeing each other's codes: how far do they
//! agree, and what do they settle on?
//!
//! ```text
//! drawn ── every coder codes every unit ──▶ compared ── differences settled ──▶ settled
//!                                                       (the sentences go under topics)
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
