//! Publication: letting everybody read what was approved, and the public store that
//! holds nothing else.

pub mod pages;
pub mod copy;
