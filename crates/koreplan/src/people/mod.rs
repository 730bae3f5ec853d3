//! People: local accounts, signing in and out, and the clock of a demonstration.

pub mod import;
pub mod storage;
pub mod pages;
