//! Who wants to be told by mail what happens in a case. An address counts once its owner
//! says yes, and every mail carries the way out.
//!
//! ```text
//! asked ──▶ confirmed ──▶ ended (everything about it is deleted)
//!   └─ after a week: deleted
//! ```

pub mod rules;
pub mod storage;
pub mod pages;

pub use storage::tell;
