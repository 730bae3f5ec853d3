//! A text in paragraphs and sentences, each with its place in bytes.
//!
//! Sentences follow the Unicode rules (UAX 29), joined again where an abbreviation was
//! taken for an end: `f.eks. KL`. What is joined are whole sentences, so a place that was
//! a sentence by the bare rules always lies within one sentence of today.

use std::{collections::BTreeMap, fmt, ops::Range};

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// Which sentence this is, whatever is written before and after it: the words it is made
/// of, and how many times they stood in the text before.
///
/// Small and capital letters, punctuation and spaces make no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentId {
    /// The first eight bytes of the SHA-256 of the words.
    pub words: u64,
    /// 0 for the first sentence with these words, 1 for the next.
    pub ordinal: u32,
}

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{}", self.words, self.ordinal)
    }
}

/// A sentence of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub id: SegmentId,
    /// Its place in bytes, without the spaces around it.
    pub span: Range<usize>,
    /// The paragraph it stands in, counted from 0 as [`paragraphs`] gives them.
    pub paragraph: usize,
}

/// The sentences of a text, in order, with their ids and paragraphs.
pub fn segments(text: &str) -> Vec<Segment> {
    let paragraphs = paragraphs(text);
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    sentences(text)
        .into_iter()
        .map(|span| {
            let words = words_hash(&text[span.clone()]);
            let next = seen.entry(words).or_default();
            let id = SegmentId { words, ordinal: *next };
            *next += 1;
            let paragraph = paragraphs.partition_point(|p| p.end <= span.start);
            Segment { id, span, paragraph }
        })
        .collect()
}

fn words_hash(sentence: &str) -> u64 {
    let composed: String = sentence.nfc().flat_map(char::to_lowercase).collect();
    let mut hash = Sha256::new();
    for word in composed.unicode_words() {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hash.finalize()[..8]);
    u64::from_be_bytes(first)
}

/// The sentences of a text as byte spans, in order; together they are its words.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for span in bare(text) {
        match found.last_mut() {
            Some(last) if goes_on(text, last, &span) => last.end = span.end,
            _ => found.push(span),
        }
    }
    found
}

/// The sentences by the Unicode rules alone.
fn bare(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_sentence_bound_indices()
        .filter_map(|(start, sentence)| trimmed(sentence, start))
}

fn trimmed(part: &str, start: usize) -> Option<Range<usize>> {
    let words = part.trim();
    let start = start + part.len() - part.trim_start().len();
    (!words.is_empty()).then(|| start..start + words.len())
}

/// What never ends a sentence in Danish or English letters: something always follows.
const ABBREVIATIONS: [&str; 28] = [
    "bl.a.", "ca.", "dr.", "dvs.", "d.v.s.", "e.g.", "evt.", "f.eks.", "fx.", "hhv.",
    "hr.", "i.e.", "ift.", "iht.", "inkl.", "jf.", "kap.", "mr.", "mrs.", "nr.", "pga.",
    "pkt.", "pr.", "str.", "tlf.", "vedr.", "vs.", "§.",
];

/// What ends a sentence unless a number follows: `stk. 2`, but `300 kr.`
const BEFORE_NUMBERS: [&str; 5] = ["art.", "kl.", "kr.", "s.", "stk."];

/// Whether the next sentence is the rest of this one, cut at an abbreviation.
fn goes_on(text: &str, this: &Range<usize>, next: &Range<usize>) -> bool {
    let between = &text[this.end..next.start];
    let last = text[this.clone()].rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(['(', '"', '»', '“', '\'']).to_lowercase();
    let number = text[next.clone()].starts_with(|c: char| c.is_ascii_digit());
    let abbreviation = ABBREVIATIONS.contains(&last.as_str())
        || number && BEFORE_NUMBERS.contains(&last.as_str());
    abbreviation && !between.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
}

/// The paragraphs of a text as byte spans: what stands between empty lines.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match (trimmed(line, at), &mut open) {
            (Some(words), Some(paragraph)) => paragraph.end = words.end,
            (Some(words), none) => *none = Some(words),
            (None, some) => found.extend(some.take()),
        }
        at += line.len();
    }
    found.extend(open);
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Rows of the database name sentences by the places of the bare rules.
        #[test]
        fn a_sentence_of_the_bare_rules_lies_within_one_sentence(
            text in "([a-zæ]{1,4}|[A-ZÆ][a-z]|nr\\.|bl\\.a\\.|f\\.eks\\.|[.?! \n]|3){0,40}",
        ) {
            let sentences = sentences(&text);
            for old in bare(&text) {
                let holds = |new: &&Range<usize>| new.start <= old.start && old.end <= new.end;
                prop_assert_eq!(sentences.iter().filter(holds).count(), 1, "{:?}", old);
            }
        }
    }
}
