//! Answers that colleagues of an organisation write together, and one of them sends.
//!
//! Who begins one leads it: invites colleagues by a link that is good for one person, and
//! sends the answer the way everybody sends one. Colleagues write and comment. Nobody
//! else sees anything of it - not the secretariat, not the operator's pages, not the
//! record - until it is sent, and then only the answer.
//!
//! ```text
//! begun ──▶ written, saved against the version one has read ──▶ sent (once) ──▶ an input
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
