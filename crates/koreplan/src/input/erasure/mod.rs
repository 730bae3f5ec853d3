//! Erasing an input by a decision: its words, its sender and every copy of them go; that
//! it came, when, and by which decision it was erased stay.
//!
//! The record holds no words of inputs, so it is not touched and still verifies. All
//! versions of an input that a sender corrected go together. Whatever else keeps words of
//! inputs must be emptied in [`storage::erase`]: it is the one place.

pub mod rules;
pub mod storage;
pub mod pages;
