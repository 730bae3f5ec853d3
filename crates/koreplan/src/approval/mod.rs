//! Step 7, approval: one frozen version, one answer per body, each by its own rule.
//!
//! A changed text is another version and needs new answers.
//!
//! ```text
//! waiting ──▶ approved | approved with reservation | endorsed | returned
//!    └──▶ postponed ──▶ (answers later)
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
