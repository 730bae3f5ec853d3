//! Step 1, input: hearings, what people send to them, and receipts.
//!
//! Everything is stored and receipted; what comes after the deadline is flagged, never
//! dropped. The key a form carries is its idempotency key and, afterwards, the
//! sender's secret: only its hash is kept.
//!
//! ```text
//! hearing:  coming ──▶ open ──▶ closed ── extended (with a reason) ──▶ open
//! input:    draft ──▶ received (on time | late) ──▶ read ──▶ released to the public
//!                          │         └──▶ replaced by a correction
//!                          └──▶ erased by a decision
//! ```

pub mod personal_data;
pub mod rules;
pub mod storage;
pub mod pages;
pub mod attachments;
pub mod attachment_pages;
pub mod import;
pub mod letters;
pub mod intake;
pub mod folding;
pub mod shown;
pub mod public_copy;
pub mod bulk_release;
pub mod erasure;
pub mod corrections;
pub mod receipts;
pub mod drafts;

pub use shown::{input_number, readable, sentence, ties};
