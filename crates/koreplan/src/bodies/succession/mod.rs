//! Succession: a minister, a chair or a whole government changes on a day.
//!
//! ```text
//! who goes, who comes, from which day ─→ plan: everything that passes on ─→ shown ─→ done
//! ```
//!
//! Seats end the day before and begin on the day, so the past stays as it was; what is
//! open - areas, meetings to come, reading, tasks - gets its new holder. What a body has
//! to answer, such as an approval, passes on with its chair's seat.

pub mod rules;
pub mod storage;
pub mod pages;
