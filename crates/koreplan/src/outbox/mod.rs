//! Mail leaves through here. An act writes its mail in its own transaction; a worker
//! sends it afterwards, at least once, under one Message-ID.
//!
//! ```text
//! mail:  waiting ──▶ leased ──▶ sent (its text is erased)
//!           ▲          │
//!           └─ later ──┴──▶ given up (shown to the operator, who may try again)
//! ```

pub mod rules;
pub mod settings;
pub mod storage;
pub mod worker;
pub mod pages;

pub use storage::{Clocks, Mail, enqueue};
