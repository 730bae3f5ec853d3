//! What an index holds.

use std::ops::Range;

use crate::{index::composed, terms::SECTION};

/// What the documents of an index look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Changes with what the caller puts in: an index of another version is thrown away.
    pub version: u32,
    /// The names of what documents can be filtered and counted by.
    pub facets: &'static [&'static str],
}

/// One thing that can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its number: putting it in again replaces what was there.
    pub key: u64,
    /// Titles and names: a word here counts twice.
    pub titles: Vec<String>,
    /// The rest, each text in a language of its own.
    pub bodies: Vec<String>,
    /// Values to filter and count by, with the number of their facet in the [`Shape`]. A
    /// facet may have several values, or none.
    pub facets: Vec<(usize, u64)>,
    /// Who may find it at any time: one of these is enough.
    pub doors: Vec<u64>,
    /// While everybody may find it: from the first instant to the one before the second.
    pub public: Option<Range<i64>>,
    /// When it is from, in the unit of `public`.
    pub at: i64,
    /// Its place in lists that are not ranked.
    pub number: u64,
}

impl Document {
    /// Everything it is found by, as one text in sections.
    pub fn text(&self) -> String {
        let mut all = String::new();
        for text in self.titles.iter().chain(&self.titles).chain(&self.bodies) {
            if !text.is_empty() {
                all.push_str(&composed(text));
                all.push(SECTION);
            }
        }
        all
    }
}
