//! Who said what: topics by kind of sender and area, as charts, tables and a file.

pub mod rules;
pub mod storage;
pub mod pages;
