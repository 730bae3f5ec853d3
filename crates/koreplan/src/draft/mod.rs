//! Step 6, draft: chapters and paragraphs with every revision, links to the proposals
//! behind them, differences, and frozen versions.
//!
//! ```text
//! paragraph:  revision 1 ──▶ 2 ──▶ … (each kept)
//! draft ── frozen ──▶ version n, a manifest of hashes ──▶ approval
//! ```

pub mod rules;
pub mod storage;
pub mod pages;
