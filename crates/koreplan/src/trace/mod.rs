//! The trace: from any sentence of an input to the adopted paragraph and back, and the
//! three lists of orphans.

pub mod storage;
pub mod pages;
