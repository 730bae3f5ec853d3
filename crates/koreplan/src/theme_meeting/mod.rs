//! Step 3, theme meeting: a minister heads a meeting in one area, and it concludes.
//!
//! The meeting itself - agenda, attendance, minutes - is in `meetings/`; here is what
//! makes it a theme meeting: its conclusions, each tied to the topics it rests on.

pub mod rules;
pub mod storage;
pub mod pages;
