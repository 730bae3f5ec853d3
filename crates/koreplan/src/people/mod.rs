//! People: local accounts, signing in and out, and the clock of a demonstration.

pub mod storage;
pub mod pages;
