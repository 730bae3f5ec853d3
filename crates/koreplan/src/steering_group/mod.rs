//! Step 5, steering group: decides on proposals and reports upward.
//!
//! A decision is written while the meeting is in progress and enough members are
//! there. A brief to the body above is written from what was decided since the last.

pub mod decisions;

pub mod rules;
pub mod storage;
pub mod pages;
pub mod briefs;
