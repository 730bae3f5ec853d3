//! Decisions: the list of what bodies decided and what became of it, and their release on
//! their own, apart from the papers they were made on.
//!
//! ```text
//! decided ── minutes approved, open item ──▶ public
//!    ├── released, now or at a time ──▶ public, as title, verb and words alone
//!    └── withdrawn, or its time has not come ──▶ kept back, whatever the minutes say
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
