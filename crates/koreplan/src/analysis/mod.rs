//! Step 2, analysis: reading inputs, giving their sentences topics, and assessing each
//! topic. Every topic leads back to the sentences it rests on.
//!
//! ```text
//! topic:  suggested ── assessed ──▶ approved by the head of the secretariat
//! ```

pub mod assessments;
pub mod reading;
pub mod coding;
pub mod statistics;
pub mod documents;
pub mod hearing_note;
pub mod rules;
pub mod storage;
pub mod pages;
pub mod finding;
pub mod suggestions;
pub mod code_book;
pub mod campaigns;
pub mod opinions;
pub mod placing;
pub mod helper;
