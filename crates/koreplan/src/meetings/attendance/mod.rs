//! Who is in the room while a meeting goes on, item by item, and what they vote.
//!
//! ```text
//! opened ─→ arrived │ left │ substitute takes a seat │ conflict on an item ─→ …
//!              └→ the room of an item ─→ quorate? ─→ votes ─→ outcome by the body's rule
//! ```
//!
//! Nothing is written over: the room is what the opening and the events after it make
//! of it. A vote that was taken while enough were there stands when somebody leaves.

pub mod rules;
pub mod storage;
pub mod pages;
