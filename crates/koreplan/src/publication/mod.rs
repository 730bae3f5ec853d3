//! Publication: letting everybody read what was approved.

pub mod pages;
