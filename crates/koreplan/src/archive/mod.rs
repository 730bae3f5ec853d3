//! A whole case as one file: every row of it as JSON lines, confidential ones too, with
//! the record as evidence and a manifest of counts and checksums. Read into an empty
//! database it gives the same case again, with the same numbers in its addresses.
//!
//! Which tables there are, and how they hang together, is read from the migrations, so
//! that a new table is in the archive without a word here; a table that belongs to no
//! case must be named in [`rules::APART`].

pub mod rules;
pub mod storage;
