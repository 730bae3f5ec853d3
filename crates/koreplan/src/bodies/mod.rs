//! Bodies: councils, boards and groups with their members, roles, quorum and rule.

pub mod rules;
pub mod seats;
pub mod sitting;
pub mod succession;
pub mod storage;
#[cfg(test)]
mod laws;
pub mod pages;
