//! Statements people voted on, under topics: by hand on the statement's page, or suggested
//! by the machine as it places sentences. The topic's page shows how the groups voted.
//!
//! ```text
//! suggestion:  open ──▶ confirmed: the statement is under the topic, in a person's name
//!                   ──▶ refused: it is not suggested there again
//! ```
//!
//! The secretariat alone sees any of it, as it sees opinions.

pub mod storage;
pub mod pages;
