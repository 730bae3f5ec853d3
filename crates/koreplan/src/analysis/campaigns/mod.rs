//! Campaigns: letters that follow one template, as an object people can take apart and
//! put together again.
//!
//! The machine proposes them in the background, and a new letter joins by itself. What a
//! person did stands: a grouping looks only at letters that are in no campaign, and one
//! that was released stays out. Nothing is deleted but the tie of a letter that was
//! corrected or erased; every act is kept with how it was before, and can be undone.
//!
//! ```text
//! grouping:  waiting ──▶ reading ──▶ comparing ──▶ storing ──▶ done
//! campaign:  found by the machine | split off by a person ──▶ dissolved ──▶ (undone) back
//! member:    joined ──▶ moved | released (with a reason) ──▶ (undone) back
//! ```

pub mod rules;
pub mod storage;
pub mod work;
pub mod pages;
