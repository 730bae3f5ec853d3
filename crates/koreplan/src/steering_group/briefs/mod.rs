//! Briefs to the body above, written by the data and mended by people: what the last one
//! said, what must be decided, what changed, what deviates, what may go wrong. Each is
//! sent as it was read, and says no more than the receiver may see.

pub mod rules;
pub mod storage;
pub mod pages;
