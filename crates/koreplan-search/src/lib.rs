//! Finds texts by their words: documents go in, ranked hits and counts come out.
//!
//! The only crate that knows tantivy. An [`Index`] is derived from a database and can be
//! made anew at any time; it carries, in the same commit as its documents, a cursor that
//! says how far along its source it is. Nothing of a document is stored in it but words
//! in an inverted list and numbers to filter by: what is shown is read from the source.
//!
//! ```text
//! no folder ──▶ empty ──apply──▶ at a cursor ──apply──▶ at the next cursor
//!    ▲                               │
//!    └──── broken, or of another shape: thrown away
//! ```
//!
//! Who may find a document is part of every search, not a step after it: counts and
//! filters see what the [`Searcher`] may see and nothing else.

mod document;
mod excerpt;
mod index;
mod question;
mod search;
mod terms;

pub use document::{Document, Shape};
pub use excerpt::{Piece, excerpt};
pub use index::{Change, Fault, Index, Opened, Removal};
pub use question::{MOST_WORDS, Question, Refused};
pub use search::{Ask, Filter, Found, Order, Searcher};
pub use terms::{terms_in, terms_of, words_in};
