//! Step 2, analysis: reading inputs, giving their sentences topics, and assessing each
//! topic. Every topic leads back to the sentences it rests on.
//!
//! ```text
//! topic:  suggested ── assessed ──▶ approved by the head of the secretariat
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
pub mod campaigns;
