//! Placing further texts under topics that people have named, described and signed.

use std::ops::Range;

use rayon::prelude::*;

use super::{
    Term, count, reasons,
    terms::{Reader, Reading, Row, Vocabulary, normal},
};

/// A text this near to a topic is worth showing to a person.
pub const THRESHOLD: f64 = 0.08;

/// So many texts nearest to a topic teach further words of it.
const TEACHING: usize = 10;

/// What the words learned from texts count beside the words of people.
const LEARNED: f64 = 0.4;

/// A topic as people left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed {
    pub name: String,
    pub description: String,
    /// The machine's terms that people kept; may be none.
    pub terms: Vec<Term>,
}

/// A text under a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its place in the list of topics.
    pub topic: usize,
    /// The cosine between the words of the text and of the topic.
    pub strength: f64,
    /// The words that brought it here, in order and apart; never empty.
    pub because: Vec<Range<usize>>,
}

/// Places texts under signed topics.
pub struct Mapper {
    reader: Reader,
    vocabulary: Vocabulary,
    /// Per topic its words, sorted.
    topics: Vec<Row>,
}

impl Mapper {
    /// Learns from the texts at hand which words are rare, and which go with the words
    /// of a topic. Neither order of the texts nor of the topics makes a difference.
    pub fn new(topics: &[Signed], texts: &[&str]) -> Self {
        let mut unique = texts.to_vec();
        unique.par_sort_unstable();
        unique.dedup();
        let studied = super::studied(&unique);
        let reader = Reader::of(&studied);
        let mut readings: Vec<Reading> =
            studied.par_iter().map(|text| reader.read(text)).collect();
        let named: Vec<Reading> =
            topics.iter().map(|topic| read(&reader, topic)).collect();
        readings.extend(named.iter().cloned());
        let vocabulary = Vocabulary::of(&readings, 1);
        readings.truncate(studied.len());
        let rows: Vec<Row> =
            readings.par_iter().map(|reading| vocabulary.weigh(reading)).collect();
        let own = own_words(&vocabulary, topics, &named);
        let topics = own.par_iter().map(|own| with_learned(own, &rows)).collect();
        Self { reader, vocabulary, topics }
    }

    /// The topics a text is near to, the nearest first.
    pub fn place(&self, text: &str) -> Vec<Found> {
        let reading = self.reader.read(text);
        let row = self.vocabulary.weigh(&reading);
        let mut found: Vec<Found> = self
            .topics
            .iter()
            .enumerate()
            .filter_map(|(topic, words)| {
                let strength = sparse_dot(&row, words);
                (strength >= THRESHOLD).then(|| Found {
                    topic,
                    strength,
                    because: reasons(&reading, |stem| {
                        let term = self.vocabulary.number(stem);
                        term.map_or(0.0, |term| weight(&row, term) * weight(words, term))
                    }),
                })
            })
            .collect();
        found.sort_by(|a, b| b.strength.total_cmp(&a.strength));
        found
    }
}

fn read(reader: &Reader, topic: &Signed) -> Reading {
    let mut reading = reader.read(&topic.name);
    reading.extend(reader.read(&topic.description));
    reading
}

/// What people say a topic is, with the machine's terms they kept. A word that many
/// topics use tells little of any of them.
fn own_words(vocabulary: &Vocabulary, topics: &[Signed], named: &[Reading]) -> Vec<Row> {
    let rows: Vec<Row> = topics
        .iter()
        .zip(named)
        .map(|(topic, reading)| {
            let terms: Row = topic
                .terms
                .iter()
                .filter_map(|term| Some((vocabulary.number(&term.stem)?, term.weight)))
                .collect();
            sum(&vocabulary.weigh(reading), &normal(sorted(terms)), 1.0)
        })
        .collect();
    let mut uses: Vec<usize> = rows.iter().flatten().map(|(term, _)| *term).collect();
    uses.sort_unstable();
    let of = |term: usize| {
        uses.partition_point(|one| *one <= term) - uses.partition_point(|one| *one < term)
    };
    let all = count(topics.len() + 1);
    rows.iter()
        .map(|row| {
            let tells = |term: usize| (all / count(of(term))).ln() / all.ln();
            normal(
                row.iter().map(|(term, weight)| (*term, weight * tells(*term))).collect(),
            )
        })
        .collect()
}

/// A topic's words with those of the texts nearest to it.
fn with_learned(own: &Row, rows: &[Row]) -> Row {
    let mut near: Vec<(f64, &Row)> = rows
        .iter()
        .map(|row| (sparse_dot(row, own), row))
        .filter(|(near, _)| *near > 0.0)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let learned = near
        .iter()
        .take(TEACHING)
        .fold(Row::new(), |learned, (near, row)| sum(&learned, row, *near));
    normal(sum(own, &normal(learned), LEARNED))
}

fn sorted(mut row: Row) -> Row {
    row.sort_by_key(|(term, _)| *term);
    row.dedup_by_key(|(term, _)| *term);
    row
}

fn weight(row: &Row, term: usize) -> f64 {
    row.binary_search_by_key(&term, |(term, _)| *term).map_or(0.0, |at| row[at].1)
}

/// The terms of both rows, those of the second counted `share` times.
fn sum(a: &Row, b: &Row, share: f64) -> Row {
    let mut all: Row = a.clone();
    all.extend(b.iter().map(|(term, weight)| (*term, weight * share)));
    all.sort_by_key(|(term, _)| *term);
    all.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    all
}

fn sparse_dot(a: &Row, b: &Row) -> f64 {
    let (mut a, mut b) = (a.as_slice(), b.as_slice());
    let mut sum = 0.0;
    while let ([(left, x), a_rest @ ..], [(right, y), b_rest @ ..]) = (a, b) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => a = a_rest,
            std::cmp::Ordering::Greater => b = b_rest,
            std::cmp::Ordering::Equal => {
                sum += x * y;
                (a, b) = (a_rest, b_rest);
            }
        }
    }
    sum
}
