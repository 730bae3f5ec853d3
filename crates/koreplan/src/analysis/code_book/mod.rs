//! The code book: all topics of the case with their codes, as a table that other programs
//! read and write. A topic's code is its own in the case; a sub-topic names its parent's.

pub mod rules;
pub mod storage;
pub mod pages;
