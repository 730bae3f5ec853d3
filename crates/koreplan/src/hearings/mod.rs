//! Hearings as the secretariat makes them: prepared, published, and ended in order.
//!
//! Until it is published everything about a hearing may change and nobody outside sees
//! it. Afterwards its deadline may only be moved later. What people send to it is step
//! 1, `input`.
//!
//! ```text
//! draft ──▶ published: coming ──▶ open ──▶ closed ──▶ processed ──▶ note published
//!                                  ▲         │
//!                                  └─ extended
//! party:  listed ──▶ invited (once) ──▶ answered | no remarks
//! ```

pub mod rules;
pub mod storage;
pub mod invitations;
pub mod pages;
pub mod party_pages;
