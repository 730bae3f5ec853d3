//! Sentences the machine suggests under a topic, and what people say to them.
//!
//! ```text
//! suggestion:  open ──▶ confirmed: the sentence is under the topic, in a person's name
//!                   ──▶ refused: it is not suggested there again
//! ```
//!
//! The machine reads equal texts once; who confirms a sentence confirms it for all inputs
//! with the same text.

pub mod storage;
pub mod pages;
