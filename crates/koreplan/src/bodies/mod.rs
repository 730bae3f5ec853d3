//! Bodies: councils, boards and groups with their members, roles, quorum and rule.

pub mod rules;
pub mod sitting;
pub mod storage;
pub mod pages;
