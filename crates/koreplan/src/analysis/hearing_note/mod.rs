//! The hearing note: what was asked, who answered what, what the authority says to it,
//! and what was changed. The machine writes it from the data; people edit its sections;
//! the head of the secretariat releases it. And the letter that answers each sender.
//!
//! ```text
//! section:  made ── edit ──▶ edited ── data change ──▶ changed under it
//!            ▲                  ▲                          │
//!            └── take the new ──┴────── keep one's own ────┘
//! note:     draft ── write again ──▶ draft ── release ──▶ released, for good
//! ```

pub mod rules;
pub mod letters;
pub mod storage;
pub mod pages;
pub mod letter_pages;
