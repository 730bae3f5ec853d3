//! Step 8, negotiation: cost and gain per initiative, party and year; positions;
//! outcomes; and the paragraphs that no longer match.
//!
//! ```text
//! initiative:  priced ──▶ positions of the parties ──▶ agreed | changed | dropped
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
