//! A document as a tree, and the forms it goes out in.
//!
//! What writes a document says what it is - headings, paragraphs, lists, tables - and
//! never how it looks. The page, the Word file ([`docx`]) and the PDF (the crate
//! `koreplan-pdf`) are made of the same tree, so they say the same. [`template`] fills an
//! office's own Word file with values. Nothing here opens a file or reads a clock.

mod document;
pub mod docx;
pub mod template;

pub use document::{Block, Day, Document, Language};
