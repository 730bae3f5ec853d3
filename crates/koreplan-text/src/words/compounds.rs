//! Danish compounds and their parts: `høringsnotat` is `høring` + `notat`.
//!
//! A word is a compound if it can be laid out from known parts without a gap, with
//! nothing, an `s` or an `e` between them. Parts are known from a short list, and from
//! the texts themselves: what stands alone in them often enough is a part of others.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
    ops::Range,
    sync::LazyLock,
};

use super::{Language, is_stop, stem};

/// Parts every administration uses.
static LISTED: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| include_str!("parts.txt").split_whitespace().collect());

/// A listed word is taken whole in all its forms: `kontoret` is no `konto` + `ret`.
static LISTED_STEMS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| LISTED.iter().map(|word| stem(word, Language::Danish)).collect());

/// How a noun ends in its other forms.
const ENDINGS: [&str; 18] = [
    "", "e", "en", "ene", "enes", "ens", "er", "erne", "ernes", "ers", "es", "et", "ets",
    "n", "r", "rne", "s", "t",
];

/// What begins a word without being a part of it: `undervisning` is no `visning`.
const PREFIXES: [&str; 33] = [
    "afgørelse",
    "efter",
    "ende",
    "endelig",
    "frem",
    "første",
    "gennem",
    "halv",
    "hele",
    "igen",
    "imod",
    "inter",
    "lang",
    "ligge",
    "mellem",
    "meste",
    "mindst",
    "modsat",
    "nærmere",
    "nærme",
    "omkring",
    "over",
    "række",
    "samme",
    "samt",
    "sammen",
    "sidste",
    "stort",
    "tilbage",
    "under",
    "usikker",
    "videre",
    "uden",
];

/// Endings that are words of their own too, but not here: `ansvarlig`, `borgerne`.
const SUFFIXES: [&str; 12] = [
    "agtig", "ende", "erne", "else", "fuld", "heden", "heder", "inger", "lige", "ligt",
    "skab", "somme",
];

/// Words this short are parts only if they are listed; chance finds them everywhere.
const SHORTEST: usize = 4;

/// The longest word that is looked at, in bytes.
const LONGEST: usize = 60;

/// What compounds are laid out from.
#[derive(Debug, Clone, Default)]
pub struct Compounds {
    /// Words as they stand at the front or in the middle.
    words: BTreeSet<String>,
    /// Stems of the words, for the last part has an ending: `strategierne`.
    stems: BTreeSet<String>,
}

impl Compounds {
    /// The listed parts alone.
    pub fn listed() -> Self {
        Self::learned(iter::empty())
    }

    /// The listed parts, and those words that are used at least twice and are no
    /// compounds of the listed parts themselves. Words are folded; their order makes no
    /// difference.
    pub fn learned<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut compounds = Self::default();
        for word in LISTED.iter() {
            compounds.add(word);
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in words {
            if is_part(word) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let new: Vec<&str> = counts
            .into_iter()
            .filter(|(word, count)| *count > 1 && compounds.parts(word).is_empty())
            .map(|(word, _)| word)
            .collect();
        for word in new {
            compounds.add(word);
        }
        compounds
    }

    fn add(&mut self, word: &str) {
        self.words.insert(word.to_owned());
        self.stems.insert(stem(word, Language::Danish));
    }

    /// The parts of a folded word by their places in bytes, without what links them;
    /// empty for a word that is no compound.
    ///
    /// Of several ways the one with the fewest parts is taken, and of those the one with
    /// the longest first part.
    pub fn parts(&self, word: &str) -> Vec<Range<usize>> {
        let whole = word.len() < 6
            || word.len() > LONGEST
            || !word.chars().all(char::is_alphabetic)
            || LISTED_STEMS.contains(&stem(word, Language::Danish));
        if whole {
            return Vec::new();
        }
        (2..=4).find_map(|count| self.laid_out(word, 0, count)).unwrap_or_default()
    }

    /// The rest of the word from `at` on in exactly so many parts.
    fn laid_out(&self, word: &str, at: usize, count: usize) -> Option<Vec<Range<usize>>> {
        let rest = &word[at..];
        if count == 1 {
            return self.is_last(rest).then(|| iter::once(at..word.len()).collect());
        }
        let ends = rest.char_indices().map(|(end, _)| end).filter(|end| *end > 1);
        let ends: Vec<usize> = ends.collect();
        ends.into_iter().rev().find_map(|end| {
            let part = &rest[..end];
            if !self.is_first(part) {
                return None;
            }
            ["s", "", "e"].into_iter().find_map(|link| {
                let next = end + link.len();
                rest[end..].starts_with(link).then_some(())?;
                let more = self.laid_out(word, at + next, count - 1)?;
                Some(iter::once(at..at + end).chain(more).collect())
            })
        })
    }

    fn is_first(&self, part: &str) -> bool {
        self.words.contains(part) && !PREFIXES.contains(&part)
    }

    fn is_last(&self, part: &str) -> bool {
        if part.len() < 2 || SUFFIXES.contains(&part) {
            return false;
        }
        let stem = stem(part, Language::Danish);
        let ending = part.strip_prefix(&stem);
        self.words.contains(part)
            || ending.is_some_and(|ending| ENDINGS.contains(&ending))
                && stem.chars().count() >= SHORTEST
                && self.stems.contains(&stem)
            || ENDINGS
                .iter()
                .filter_map(|ending| part.strip_suffix(ending))
                .any(|base| LISTED.contains(base))
    }
}

fn is_part(word: &str) -> bool {
    word.chars().count() >= SHORTEST
        && word.chars().all(char::is_alphabetic)
        && !is_stop(word, Language::Danish)
        && !PREFIXES.contains(&word)
        && !SUFFIXES.contains(&word)
}
