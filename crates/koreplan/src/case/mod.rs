//! A case: everything about one strategy that is data and not program.
//!
//! A case is a folder of TOML files, one per subject. `file.rs` reads and checks it
//! without I/O, `storage.rs` puts it into the database and finds it there.

pub mod clock;
pub mod file;
pub mod storage;
pub mod working_days;

pub use crate::access::ReadCase;
pub use file::{CaseFile, Problem, Sources};
pub use storage::Case;
