//! The post list (offentlighedsloven §16): what came in and went out, day by day.
//!
//! A day is a list for the secretariat until somebody publishes it; then it stands as it
//! was published. Subjects are by kind unless somebody writes a short one. No private
//! person is named: who an input is from is read from its public copy, when the list is.
//!
//! ```text
//! day over ── (subjects shortened) ── published
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
