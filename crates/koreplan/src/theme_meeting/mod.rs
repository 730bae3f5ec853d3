//! Step 3, theme meeting: a minister heads a meeting in one area, and it concludes.
//!
//! The meeting itself - agenda, attendance, minutes - is in `meetings/`; here is what
//! makes it a theme meeting: its agenda drawn from the topics of the area, and its
//! conclusions, each tied to what it rests on. A confidential one is read by those who were
//! there until it is released:
//!
//! ```text
//! written ── minutes approved ──▶ public
//! written, confidential ── its time comes, or somebody releases it, and minutes approved ──▶ public
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
