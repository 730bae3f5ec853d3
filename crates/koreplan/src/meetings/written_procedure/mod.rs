//! Written procedure: an item is sent to the voting members of a body, and each answers
//! for the own seat before a day. What the answers come to is the item's decision, as at
//! a meeting: the item goes into a meeting on paper that is closed with it.
//!
//! ```text
//! sent ── everybody answered, or the day passed ──▶ decided | not enough took part
//!   ├── as many want a meeting as the terms say ──▶ to a meeting: the item stays where it is
//!   └── withdrawn, with a reason
//! ```

pub mod rules;
pub mod storage;
pub mod reminders;
pub mod pages;
