//! The papers of a meeting in one piece: agenda, the cover of each item, annexes. One PDF
//! with bookmarks, and one page that is read without network. Each is made for whoever
//! asks, of what that reader may see; what one may not see is not left out of it but
//! never comes in.

pub mod rules;
pub mod storage;
pub mod pages;
