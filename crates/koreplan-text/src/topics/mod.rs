//! Topics: what many texts are about, named by their own words.
//!
//! ```text
//! texts ──▶ weighted terms ──▶ directions (LSA) ──▶ groups (spherical k-means) ──▶ proposed topics
//! topics with names, descriptions and terms people signed ──▶ Mapper ──▶ topics of a further text
//! ```
//!
//! Texts are sorted and taken once before anything is counted, and sums are taken in a
//! fixed order: neither the order of the texts nor the number of threads changes a bit of
//! the result. Nothing is decided here: what comes out are proposals with their reasons.

mod directions;
mod grouping;
mod mapping;
mod terms;

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

pub use mapping::{Found, Mapper, Signed, THRESHOLD};
use terms::{Reader, Reading, Row, Vocabulary};

/// At most so many texts are studied to find topics; all are placed under them.
pub const STUDIED: usize = 50_000;

/// A topic has at most so many terms.
const TERMS: usize = 20;

/// So many terms of a text say why it is under a topic.
const REASONS: usize = 5;

/// A text is also under a topic that is nearly as near as its nearest.
const NEARLY: f64 = 0.9;

/// How many topics to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// As many as divide the texts best, from 3 up to this many.
    Best(usize),
    Exactly(usize),
}

/// What many texts have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// Its most telling words as they are written in the texts.
    pub name: String,
    /// The most telling first.
    pub terms: Vec<Term>,
    /// The texts under it, the nearest first.
    pub members: Vec<Placed>,
}

/// A word, or two in a row, that tells a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    pub stem: String,
    /// How it is written most often.
    pub label: String,
    /// How much it tells; the squares of a topic's weights come to 1 at most.
    pub weight: f64,
}

/// A text under a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its place in the list of texts.
    pub text: usize,
    /// How near it is, up to 1.
    pub strength: f64,
    /// The words that brought it here, in order and apart. Empty where it came by words
    /// that are used together with the topic's, not by the topic's own.
    pub because: Vec<Range<usize>>,
}

/// Proposes topics. Texts alike are studied once and placed together; texts without a
/// word that another one uses too are under no topic.
pub fn propose(texts: &[&str], count: Count) -> Vec<Proposed> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, text) in texts.iter().enumerate() {
        places.entry(text).or_default().push(place);
    }
    let unique: Vec<&str> = places.keys().copied().collect();
    let studied = studied(&unique);
    let reader = Reader::of(&studied);
    let readings: Vec<Reading> =
        studied.par_iter().map(|text| reader.read(text)).collect();
    let vocabulary = Vocabulary::of(&readings, 2);
    let rows: Vec<_> = readings.iter().map(|one| vocabulary.weigh(one)).collect();
    let directions = directions::find(&rows, vocabulary.len());
    let points: Vec<_> = rows.par_iter().map(|row| directions.point(row)).collect();
    let centres = grouping::group(&points, count);
    let told = told(&rows, &points, &centres, &vocabulary);

    let placed: Vec<Vec<(usize, f64)>> = unique
        .par_iter()
        .map(|text| {
            let row = vocabulary.weigh(&reader.read(text));
            nearest(&directions.point(&row), &centres)
        })
        .collect();
    let mut topics: Vec<Proposed> = told
        .into_iter()
        .map(|terms| {
            let terms: Vec<Term> = terms
                .into_iter()
                .map(|(term, weight)| Term {
                    stem: vocabulary.stem(term).to_owned(),
                    label: vocabulary.label(term).to_owned(),
                    weight,
                })
                .collect();
            Proposed { name: name(&terms), terms, members: Vec::new() }
        })
        .collect();
    for ((text, places), topics_of_it) in places.iter().zip(&placed) {
        for (topic, strength) in topics_of_it {
            let because = because(&reader.read(text), &topics[*topic].terms);
            for place in places {
                let because = because.clone();
                topics[*topic].members.push(Placed {
                    text: *place,
                    strength: *strength,
                    because,
                });
            }
        }
    }
    for topic in &mut topics {
        topic.members.sort_by(|a, b| {
            b.strength
                .total_cmp(&a.strength)
                .then_with(|| texts[a.text].cmp(texts[b.text]).then(a.text.cmp(&b.text)))
        });
    }
    topics.retain(|topic| !topic.members.is_empty());
    topics.sort_by(|a, b| {
        b.members.len().cmp(&a.members.len()).then_with(|| a.name.cmp(&b.name))
    });
    topics
}

/// The texts to study: all, or those with the smallest hashes, which nobody can choose.
fn studied<'a>(unique: &[&'a str]) -> Vec<&'a str> {
    if unique.len() <= STUDIED {
        return unique.to_vec();
    }
    let mut hashed: Vec<([u8; 32], &str)> =
        unique.par_iter().map(|text| (Sha256::digest(text).into(), *text)).collect();
    hashed.par_sort_unstable();
    let mut some: Vec<&str> =
        hashed.into_iter().take(STUDIED).map(|(_, text)| text).collect();
    some.sort_unstable();
    some
}

/// The nearest centre of a point, and those nearly as near; none for no point at all.
fn nearest(point: &[f64], centres: &[Vec<f64>]) -> Vec<(usize, f64)> {
    let near: Vec<f64> = centres.iter().map(|centre| dot(point, centre)).collect();
    let best = near.iter().copied().fold(0.0, f64::max);
    let mut found: Vec<(usize, f64)> = near
        .into_iter()
        .enumerate()
        .filter(|(_, near)| best > 0.0 && *near >= best * NEARLY)
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

/// Per centre the terms that are heavier in its texts than in all.
fn told(
    rows: &[Row],
    points: &[Vec<f64>],
    centres: &[Vec<f64>],
    vocabulary: &Vocabulary,
) -> Vec<Row> {
    let mut all = vec![0.0; vocabulary.len()];
    let mut within = vec![vec![0.0; vocabulary.len()]; centres.len()];
    let mut sizes = vec![0_usize; centres.len()];
    for (row, point) in rows.iter().zip(points) {
        let Some((topic, _)) = nearest(point, centres).first().copied() else { continue };
        sizes[topic] += 1;
        for (term, weight) in row {
            all[*term] += weight;
            within[topic][*term] += weight;
        }
    }
    let total: usize = sizes.iter().sum();
    within
        .into_iter()
        .zip(sizes)
        .map(|(within, size)| {
            let mut terms: Row = within
                .iter()
                .zip(&all)
                .enumerate()
                .map(|(term, (within, all))| {
                    (term, within / count(size) - all / count(total))
                })
                .filter(|(_, weight)| *weight > 0.0)
                .collect();
            terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let length =
                terms.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
            terms.truncate(TERMS);
            terms.into_iter().map(|(term, weight)| (term, weight / length)).collect()
        })
        .collect()
}

/// Up to three labels that share no word.
fn name(terms: &[Term]) -> String {
    let mut stems: Vec<&str> = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    for term in terms {
        if labels.len() < 3 && !term.stem.split(' ').any(|stem| stems.contains(&stem)) {
            stems.extend(term.stem.split(' '));
            labels.push(&term.label);
        }
    }
    labels.join(", ")
}

/// The places of the terms that weigh most, in order, joined where they touch.
fn because(reading: &Reading, terms: &[Term]) -> Vec<Range<usize>> {
    let weighed = |stem: &str| {
        terms.iter().find(|term| term.stem == stem).map_or(0.0, |term| term.weight)
    };
    reasons(reading, weighed)
}

fn reasons(reading: &Reading, weighed: impl Fn(&str) -> f64) -> Vec<Range<usize>> {
    let mut told: Vec<(f64, &str, Range<usize>)> = reading
        .iter()
        .map(|one| (weighed(&one.stem), one.stem.as_str(), one.span.clone()))
        .filter(|(weight, ..)| *weight > 0.0)
        .collect();
    told.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut kept: Vec<&str> = told.iter().map(|(_, stem, _)| *stem).collect();
    kept.dedup();
    kept.truncate(REASONS);
    let mut spans: Vec<Range<usize>> = told
        .iter()
        .filter(|(_, stem, _)| kept.contains(stem))
        .map(|(.., span)| span.clone())
        .collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts of texts are far below 2^52")]
fn count(of: usize) -> f64 {
    of as f64
}
