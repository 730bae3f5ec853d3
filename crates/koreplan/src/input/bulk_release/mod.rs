//! Publishing a hearing's inputs together: those that need nobody's eye. What may hold
//! personal data, what somebody has begun to redact, and what was taken back once is
//! held back, and is decided one by one as ever.
//!
//! ```text
//! asked for by the head of the secretariat ──▶ published slice by slice ──▶ done
//!                                                └── held back: decided one by one
//! ```

pub mod rules;
pub mod storage;
pub mod work;
pub mod pages;
