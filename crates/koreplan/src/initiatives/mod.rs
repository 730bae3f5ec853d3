//! Initiatives: what the strategy sets going. Negotiation puts a price on them, follow-up
//! reports on them.

pub mod rules;
pub mod storage;
