//! Files on items, each with its own access: for everybody, for those who meet, or for
//! the secretariat. What a reader may not have is not named to them either.
//!
//! ```text
//! public:  with its item's approved minutes, or at its own time ──▶ released
//! file 1 ── replaced ──▶ file 2 (file 1 is kept)
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
