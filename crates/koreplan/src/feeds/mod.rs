//! Following a case from outside: Atom feeds of what became public, calendars of what is
//! planned, and the page that lists both. All of it is made from the public store.

pub mod rules;
pub mod storage;
pub mod atom;
pub mod calendar;
pub mod pages;
