//! Searching what is public of a case, whoever asks. It reads the public store, so what
//! is not public can't be found, counted or guessed at.

pub mod rules;
pub mod storage;
pub mod pages;
