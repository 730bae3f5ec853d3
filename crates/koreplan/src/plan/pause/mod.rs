//! The whole case stands still, with a reason: an election, a new government.
//!
//! While it does, deadlines of the secretariat's own work stand still and nobody is
//! reminded; every page says so. Inputs are taken all the same: a hearing's deadline was
//! given to the public, and only its own extension moves it.
//!
//! ```text
//! at work ── pause (with a reason) ──▶ standing still ── resume ──▶ at work
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
