//! The receipt as a file: signed, so that the sender can prove what came and when, also
//! where this server is gone.
//!
//! The file holds no words of the input but a commitment to them: SHA-256 over `kp1`, a
//! salt and the text. The salt comes from the sender's secret, of which the server keeps
//! only a hash: once the text is erased, nobody can confirm a guess of it from here.

pub mod rules;
pub mod storage;
pub mod pages;
