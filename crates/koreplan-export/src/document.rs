//! The tree.

use serde::{Deserialize, Serialize};

/// What language a document is in: it decides how it is read aloud and hyphenated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Da,
    En,
}

impl Language {
    /// As Word and screen readers name it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Da => "da-DK",
            Self::En => "en-GB",
        }
    }

    /// »Side 2 af 7«: the words before, between and after the numbers.
    pub fn page_of(self) -> (&'static str, &'static str) {
        match self {
            Self::Da => ("Side", "af"),
            Self::En => ("Page", "of"),
        }
    }
}

/// A day of the calendar: what the properties of a file say it was made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    pub year: i16,
    pub month: u8,
    pub day: u8,
}

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub title: String,
    pub language: Language,
    /// The day in the file's properties: the same document gives the same bytes.
    pub made: Day,
    /// What stands under the title: date, unit, case number.
    pub head: Vec<(String, String)>,
    /// The heading of the table of contents; none without one.
    pub contents: Option<String>,
    /// What stands at the foot of each page, before its number.
    pub foot: String,
    pub blocks: Vec<Block>,
}

/// A part of a document, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// A heading of level 1 to 3; a level is never skipped on the way down.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(String),
    /// A paragraph that begins with what it is: »Bemærkning: …«.
    Labelled {
        label: String,
        text: String,
    },
    List(Vec<String>),
    /// A table with one row of headings; every row has as many cells.
    Table {
        caption: String,
        heads: Vec<String>,
        rows: Vec<Vec<String>>,
    },
}

impl Document {
    /// Every text of the tree, for what must look at each: `change` may write it anew.
    pub fn each_text(&mut self, mut change: impl FnMut(&mut String)) {
        change(&mut self.title);
        change(&mut self.foot);
        self.contents.iter_mut().for_each(&mut change);
        for (name, value) in &mut self.head {
            change(name);
            change(value);
        }
        for block in &mut self.blocks {
            block.each_text(&mut change);
        }
    }
}

impl Block {
    /// Every text of the part.
    pub fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            Self::Heading { text, .. } | Self::Paragraph(text) => change(text),
            Self::Labelled { label, text } => {
                change(label);
                change(text);
            }
            Self::List(items) => items.iter_mut().for_each(change),
            Self::Table { caption, heads, rows } => {
                change(caption);
                heads.iter_mut().for_each(&mut *change);
                rows.iter_mut().flatten().for_each(change);
            }
        }
    }

    /// Paragraphs of a text a person wrote: blank lines part them, and lines that begin
    /// with a hyphen are a list.
    pub fn of_text(text: &str) -> Vec<Self> {
        let mut blocks = Vec::new();
        for part in text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
            let items: Option<Vec<String>> = part
                .lines()
                .map(|line| line.trim().strip_prefix("- ").map(|it| it.trim().to_owned()))
                .collect();
            blocks
                .push(items.map_or_else(|| Self::Paragraph(part.to_owned()), Self::List));
        }
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_paragraphs_and_lists() {
        let blocks = Block::of_text("Først.\n\n- én\n- to\n\n\nSidst - med streg.\n");

        assert_eq!(
            blocks,
            [
                Block::Paragraph("Først.".into()),
                Block::List(vec!["én".into(), "to".into()]),
                Block::Paragraph("Sidst - med streg.".into()),
            ]
        );
    }
}
