//! Drafts of answers: what somebody has written and not sent. Kept under the form's key,
//! deleted when it is sent, or 90 days after it was last saved.
//!
//! Whoever has the address may open a draft that nobody owns; one saved by somebody who
//! is signed in is theirs alone. A draft is no act of the case: the record is silent.

pub mod storage;
pub mod pages;
