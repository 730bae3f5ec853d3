//! Inputs from files that other programs wrote.
//!
//! ```text
//! bytes ──▶ source ──▶ rows: good │ bad (line, reason) │ left (no inputs)
//!           (kind)     (encoding, separator, format, columns: found, said, overruled)
//! file:  sent ──▶ waiting (looked at, read in another way) ──▶ stored, all or the good
//!                    └──▶ forgotten after half an hour
//! ```

pub mod decoding;
pub mod formats;
pub mod pages;
pub mod reading;
pub mod rules;
pub mod separated;
pub mod storage;
pub mod waiting;

pub use formats::Mapping;
pub use reading::{Choice, Reading, Source, read};
pub use rules::{BadRow, Fault, Rows};
pub use storage::{Order, Outcome, Undone, file_hash, store};
