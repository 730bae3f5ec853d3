//! Step 9, follow-up: initiatives begin, report four lights a quarter, and end.
//!
//! ```text
//! idea ── started ──▶ running ── report each quarter ──▶ completed | dropped
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
