//! Strange files, told from good ones. The numbers are those of the catalogue of faults.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod made;
mod good;
mod bad;
mod walls;
