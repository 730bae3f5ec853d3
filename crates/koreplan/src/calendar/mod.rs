//! The calendar of everything: steps, gates, deadlines of hearings, meetings and tasks on
//! one page, for those with a seat in the case, and the same in each one's own calendar
//! program under a secret address.
//!
//! What everybody may know has its own calendar in `feeds/`. What goes to a program
//! leaves the house: titles of what is confidential are not in it.

pub mod rules;
pub mod storage;
pub mod pages;
