//! People and their seats from a table another program wrote.
//!
//! ```text
//! file or pasted rows ─→ rows: new │ known already │ wrong (line, reason)
//!                          └→ shown ─→ stored, all or nothing
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
