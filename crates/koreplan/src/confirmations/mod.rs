//! Whether an input comes from the address written on it: asked by mail, answered by a
//! button. The answer changes what is shown of the sender, never whether the input counts.
//!
//! ```text
//! asked ──▶ confirmed
//!   └─────▶ disowned (the address is taken off the input, the text stays)
//! ```

pub mod rules;
pub mod storage;
pub mod pages;

pub use storage::enqueue;
