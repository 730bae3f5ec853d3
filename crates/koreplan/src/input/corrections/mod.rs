//! A sender corrects what was sent: a new version, linked to the one before. Both are
//! kept, and only the newest counts. Who has the receipt's secret may correct.

pub mod storage;
pub mod pages;
