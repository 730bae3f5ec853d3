//! Finding texts by their words: what is public, for everybody; what the secretariat and
//! the bodies work with, for each as the access table says.
//!
//! There are two indexes beside the database, files that can be made anew at any time
//! (`koreplan reindex`). The public one is made from the public store alone; the internal
//! one holds texts whole, with the doors of each. Both follow the record: the cursor is
//! in the commit of the documents it stands for. Nothing is indexed in an act.
//!
//! ```text
//! act ──▶ record ──▶ tail reads the entries after its cursor ──▶ documents ──▶ one commit
//!              ▲                                                                │
//!              └── another record, or an older one: begin anew ◀── next start ──┘
//! ```

pub mod rules;
pub mod documents;
pub mod tail;
pub mod storage;
pub mod pages;

pub use tail::{Search, Tail};
