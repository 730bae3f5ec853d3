//! Moving a step, with a reason, and seeing before that what else moves with it.
//!
//! What follows a move is found by `rules.rs`: steps behind it, meetings in its days,
//! deadlines, gates. Whoever moves chooses which of them follow; all of it is one act and
//! public at once. Taking a move back is another move.

pub mod rules;
pub mod storage;
pub mod pages;
