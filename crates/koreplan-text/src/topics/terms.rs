//! The terms of a text, and what each of them weighs.

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;

use super::count;
use crate::words::{self, Compounds, Language};

/// The terms of a text where they stand: words, two words in a row, parts of compounds.
pub type Reading = Vec<Occurrence>;

#[derive(Debug, Clone, PartialEq)]
pub struct Occurrence {
    pub stem: String,
    /// How it is written here, without capitals.
    pub written: String,
    pub span: Range<usize>,
    /// 1 for a word, less for a part of one.
    pub share: f64,
}

/// What two words in a row count beside each of them.
const PAIR: f64 = 0.3;

/// What a part of a compound counts beside the whole word.
const PART: f64 = 0.5;

/// Longer words are numbers of cases and addresses of websites.
const LONGEST: usize = 60;

/// Reads the terms of texts, each in its language, or in the language of most where it
/// is too short to tell.
pub struct Reader {
    majority: Language,
    compounds: Compounds,
}

impl Reader {
    /// Learns the language of most texts, and the parts of their compounds.
    pub fn of(texts: &[&str]) -> Self {
        let languages: Vec<_> =
            texts.par_iter().map(|text| words::language(text)).collect();
        let of = |which| languages.iter().filter(|one| **one == Some(which)).count();
        let english = of(Language::English) > of(Language::Danish);
        let majority = if english { Language::English } else { Language::Danish };
        let danish: Vec<Vec<String>> = texts
            .par_iter()
            .zip(languages)
            .filter(|(_, one)| one.unwrap_or(majority) == Language::Danish)
            .map(|(text, _)| {
                words::words(text).map(|(_, word)| words::fold(word)).collect()
            })
            .collect();
        let compounds = Compounds::learned(danish.iter().flatten().map(String::as_str));
        Self { majority, compounds }
    }

    /// The terms of a text, by where they end.
    pub fn read(&self, text: &str) -> Reading {
        let language = words::language(text).unwrap_or(self.majority);
        let mut found = Reading::new();
        let mut before: Option<(String, Range<usize>)> = None;
        for token in words::stems(text, language) {
            let span = token.span;
            let word = &text[span.clone()];
            let says = !token.stop
                && (2..=LONGEST).contains(&word.len())
                && word.contains(char::is_alphabetic);
            if !says {
                before = None;
                continue;
            }
            let written = words::fold(word);
            if let Some((first, at)) = before.take()
                && text[at.end..span.start].chars().all(char::is_whitespace)
            {
                let span = at.start..span.end;
                found.push(Occurrence {
                    stem: format!("{first} {}", token.stem),
                    written: format!("{} {written}", words::fold(&text[at])),
                    span,
                    share: PAIR,
                });
            }
            if language == Language::Danish {
                for part in self.compounds.parts(&written) {
                    let written = written[part].to_owned();
                    found.push(Occurrence {
                        stem: words::stem(&written, language),
                        written,
                        span: span.clone(),
                        share: PART,
                    });
                }
            }
            before = Some((token.stem.clone(), span.clone()));
            found.push(Occurrence { stem: token.stem, written, span, share: 1.0 });
        }
        found
    }
}

/// A text as its terms by number, in order, with their weights; its length is 1.
pub type Row = Vec<(usize, f64)>;

/// The terms of many texts: how they are written, and in how many.
pub struct Vocabulary {
    terms: Vec<Known>,
    /// How many texts it was taken from.
    texts: usize,
}

struct Known {
    stem: String,
    label: String,
    texts: usize,
}

impl Vocabulary {
    /// The terms that at least so many of these texts use.
    pub fn of(readings: &[Reading], least: usize) -> Self {
        let mut uses: Vec<(&str, usize, &str)> = readings
            .par_iter()
            .enumerate()
            .flat_map_iter(|(number, reading)| {
                reading
                    .iter()
                    .map(move |one| (one.stem.as_str(), number, one.written.as_str()))
            })
            .collect();
        uses.par_sort_unstable();
        let terms = uses
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|uses| {
                let texts = uses.chunk_by(|a, b| a.1 == b.1).count();
                let stem = uses[0].0.to_owned();
                (texts >= least).then(|| Known { stem, label: label(uses), texts })
            })
            .collect();
        Self { terms, texts: readings.len() }
    }

    pub fn len(&self) -> usize {
        self.terms.len()
    }

    pub fn stem(&self, term: usize) -> &str {
        &self.terms[term].stem
    }

    pub fn label(&self, term: usize) -> &str {
        &self.terms[term].label
    }

    pub fn number(&self, stem: &str) -> Option<usize> {
        self.terms.binary_search_by(|known| known.stem.as_str().cmp(stem)).ok()
    }

    /// What a term weighs by its rarity: `ln((1 + texts) / (1 + texts with it)) + 1`.
    pub fn rarity(&self, term: usize) -> f64 {
        (count(1 + self.texts) / count(1 + self.terms[term].texts)).ln() + 1.0
    }

    /// A text as a row of length 1: `1 + ln(times)`, times the rarity of the term. What
    /// no text of the vocabulary says is left out.
    pub fn weigh(&self, reading: &Reading) -> Row {
        let mut times: BTreeMap<usize, f64> = BTreeMap::new();
        for one in reading {
            if let Some(term) = self.number(&one.stem) {
                *times.entry(term).or_default() += one.share;
            }
        }
        let weigh = |(term, times): (usize, f64)| {
            let times = if times > 1.0 { 1.0 + times.ln() } else { times };
            (term, times * self.rarity(term))
        };
        normal(times.into_iter().map(weigh).collect())
    }
}

/// The row with length 1; one without weight stays as it is.
pub fn normal(mut row: Row) -> Row {
    let length = row.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        for (_, weight) in &mut row {
            *weight /= length;
        }
    }
    row
}

/// How a term is written most often; the first by the alphabet of several.
fn label(uses: &[(&str, usize, &str)]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, _, written) in uses {
        *counts.entry(written).or_default() += 1;
    }
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    most.map(|(written, _)| (*written).to_owned()).unwrap_or_default()
}
