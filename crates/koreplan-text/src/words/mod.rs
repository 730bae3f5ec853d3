//! Words: what language, which stem, which parts.
//!
//! Everything that compares words - the search, the topics - goes through here, so that
//! `Digitaliseringsstrategien` is found under `digitalisering` in all of them alike.

mod compounds;
mod stop;

use std::{ops::Range, sync::LazyLock};

use frostem::{Algorithm, Stemmer};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation as _;
use whatlang::{Detector, Lang};

pub use compounds::Compounds;

/// The languages the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    Danish,
    English,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it has in common with its other forms: `kommunerne` and `kommune` are both
    /// `kommun`.
    pub stem: String,
    /// Its place in bytes, in the text as it was given.
    pub span: Range<usize>,
    /// Whether it says nothing alone: `og`, `the`.
    pub stop: bool,
}

/// The text with composed letters (NFC) and without capitals.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower =
        |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return lower(text);
    }
    lower(&text.nfc().collect::<String>())
}

/// The words of a text by their places in bytes, in order.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.unicode_word_indices().map(|(at, word)| (at..at + word.len(), word))
}

/// The stem of a folded word.
pub fn stem(folded: &str, language: Language) -> String {
    let algorithm = match language {
        Language::Danish => Algorithm::Danish,
        Language::English => Algorithm::English,
    };
    Stemmer::new(algorithm).stem(folded).into_owned()
}

/// Whether a folded word says nothing alone.
pub fn is_stop(folded: &str, language: Language) -> bool {
    stop::words(language).binary_search(&folded).is_ok()
}

/// The words of a text with their stems, stop words too.
pub fn stems(text: &str, language: Language) -> Vec<Token> {
    words(text)
        .map(|(span, word)| {
            let folded = fold(word);
            let stop = is_stop(&folded, language);
            Token { stem: stem(&folded, language), span, stop }
        })
        .collect()
}

static DETECTOR: LazyLock<Detector> =
    LazyLock::new(|| Detector::with_allowlist(vec![Lang::Dan, Lang::Eng]));

/// The language of a text, where it can be told.
///
/// The small words of a language tell it, in most sentences; where they do not, the
/// letters may. `None` for what is too short, and for what could be both.
pub fn language(text: &str) -> Option<Language> {
    let (mut danish, mut english) = (0, 0);
    for (_, word) in words(text).take(200) {
        let folded = fold(word);
        let of = |language| usize::from(is_stop(&folded, language));
        danish += of(Language::Danish);
        english += of(Language::English);
    }
    if danish > 2 * english && danish > 1 {
        return Some(Language::Danish);
    }
    if english > 2 * danish && english > 1 {
        return Some(Language::English);
    }
    let told = DETECTOR.detect(text).filter(whatlang::Info::is_reliable)?;
    match told.lang() {
        Lang::Dan => Some(Language::Danish),
        Lang::Eng => Some(Language::English),
        _ => None,
    }
}

/// The language most texts are in; Danish if none can be told, or as many are in both.
pub fn majority<'a>(texts: impl IntoIterator<Item = &'a str>) -> Language {
    let (mut danish, mut english) = (0_usize, 0_usize);
    for text in texts {
        match language(text) {
            Some(Language::Danish) => danish += 1,
            Some(Language::English) => english += 1,
            None => (),
        }
    }
    if english > danish { Language::English } else { Language::Danish }
}
