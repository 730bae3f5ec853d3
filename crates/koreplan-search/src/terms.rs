//! Words and what they are found by, as a tokenizer of tantivy.
//!
//! What a word is, its stem and its parts is decided in `koreplan-text`, for the search as
//! for everything else; here it is made fast enough for tens of thousands of texts a
//! second.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
};

use koreplan_text::words::{Compounds, Language, fold, is_stop, stem};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Parts a text where its title ends: no phrase goes across.
pub(crate) const SECTION: char = '\u{1}';

/// The longest word that can be found, in bytes.
const LONGEST: usize = 120;

static COMPOUNDS: LazyLock<Compounds> = LazyLock::new(Compounds::listed);

/// The words of a text, by their bytes.
pub fn words_in(text: &str) -> Words<'_> {
    Words { text, at: 0, within: Vec::new() }
}

/// See [`words_in`].
#[derive(Debug)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
    /// Words of the run one is in, last one first.
    within: Vec<Range<usize>>,
}

/// A letter or digit that follows its like without a boundary between them.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            if let Some(word) = self.within.pop() {
                return Some(word);
            }
            let rest = &self.text[self.at..];
            let start = self.at + rest.find(|c: char| !is_gap(c))?;
            let run = &self.text[start..];
            let length = run.find(is_gap).unwrap_or(run.len());
            self.at = start + length;
            let run = &run[..length];
            // Most runs are a word with a sign before or after it: no need to look up
            // what kind of character each letter is.
            let opened = run.trim_start_matches(is_around);
            let word = opened.trim_end_matches(is_around);
            if word.bytes().all(is_plain) || word.chars().all(is_danish) {
                if !word.is_empty() {
                    let start = start + (run.len() - opened.len());
                    return Some(start..start + word.len());
                }
                continue;
            }
            // With the sign before it: a mark that stands after a space belongs to that.
            let start = start.saturating_sub(1);
            let run = &self.text[start..self.at];
            let words = koreplan_text::words::words(run);
            self.within = words.map(|(at, _)| start + at.start..start + at.end).collect();
            self.within.reverse();
        }
    }
}

/// No word goes across it.
fn is_gap(c: char) -> bool {
    c == SECTION || c.is_ascii_whitespace()
}

/// A sign that is no part of the word it stands beside.
fn is_around(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '»' | '«' | '-' | '/'
    )
}

fn is_danish(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, 'æ' | 'ø' | 'å' | 'Æ' | 'Ø' | 'Å' | 'é' | 'ö' | 'ü' | 'ä')
}

/// What a word is found by: its stem first, then the stems of its parts.
pub fn terms_of(word: &str, language: Language) -> Vec<Box<str>> {
    if word.len() > LONGEST {
        return Vec::new();
    }
    let folded = fold(word);
    let mut terms: Vec<Box<str>> = vec![stem(&folded, language).into()];
    if language == Language::Danish {
        for part in COMPOUNDS.parts(&folded) {
            let part: Box<str> = stem(&folded[part], language).into();
            if !terms.contains(&part) {
                terms.push(part);
            }
        }
    }
    terms
}

/// Everything a text is found by, with the place of the word it comes from. What the
/// index holds of a text is this and nothing else.
pub fn terms_in(text: &str) -> Vec<(usize, Box<str>)> {
    let mut tokenizer = OwnTokenizer::default();
    let mut stream = tokenizer.token_stream(text);
    let mut terms = Vec::new();
    while stream.advance() {
        let token = stream.token();
        terms.push((token.position, token.text.as_str().into()));
    }
    terms
}

/// What is known of a word that was seen before: most words of a text are.
#[derive(Default)]
struct Known {
    stop: [bool; 2],
    terms: [Option<Arc<[Box<str>]>>; 2],
}

/// Words seen before. Its hasher is quick, and seeded by chance: nobody can send words
/// that fall on each other.
#[derive(Default)]
pub(crate) struct Cache {
    known: HashMap<Box<str>, Known, foldhash::fast::RandomState>,
}

/// Words kept in mind; then all are forgotten.
const KEPT: usize = 100_000;

/// Caches kept for the next segments: as many as are written at a time.
const RESTING: usize = 4;

/// Words of a text that are asked for its language.
const ASKED: usize = 200;

impl Cache {
    /// Sees to it that a word is known.
    fn learn(&mut self, word: &str) {
        if self.known.contains_key(word) {
            return;
        }
        if self.known.len() >= KEPT {
            self.known.clear();
        }
        let folded = fold(word);
        let stop = [Language::Danish, Language::English]
            .map(|language| is_stop(&folded, language));
        self.known.insert(word.into(), Known { stop, ..Known::default() });
    }

    pub(crate) fn terms(&mut self, word: &str, language: Language) -> Arc<[Box<str>]> {
        self.learn(word);
        let Some(known) = self.known.get_mut(word) else { return Arc::from([]) };
        let slot = &mut known.terms[usize::from(language == Language::English)];
        slot.get_or_insert_with(|| terms_of(word, language).into()).clone()
    }

    /// The language the small words of a text tell; nothing where they tell none.
    fn language(&mut self, text: &str) -> Option<Language> {
        let (mut danish, mut english) = (0, 0);
        for word in words_in(text).take(ASKED) {
            let word = &text[word];
            self.learn(word);
            let stop = self.known.get(word).map_or([false; 2], |known| known.stop);
            danish += usize::from(stop[0]);
            english += usize::from(stop[1]);
        }
        if danish > 2 * english && danish > 1 {
            Some(Language::Danish)
        } else if english > 2 * danish && english > 1 {
            Some(Language::English)
        } else {
            None
        }
    }
}

/// The words of a text, each by all its terms in one place. Every segment of an index is
/// written with a copy of its own; what one has learnt, the next one begins with.
#[derive(Default)]
pub(crate) struct OwnTokenizer {
    cache: Cache,
    /// Caches that no copy works with just now.
    resting: Arc<Mutex<Vec<Cache>>>,
}

impl OwnTokenizer {
    fn resting(&self) -> MutexGuard<'_, Vec<Cache>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clone for OwnTokenizer {
    fn clone(&self) -> Self {
        let cache = self.resting().pop().unwrap_or_default();
        Self { cache, resting: self.resting.clone() }
    }
}

impl Drop for OwnTokenizer {
    fn drop(&mut self) {
        let cache = std::mem::take(&mut self.cache);
        let mut resting = self.resting();
        if !cache.known.is_empty() && resting.len() < RESTING {
            resting.push(cache);
        }
    }
}

impl Tokenizer for OwnTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let whole = self.cache.language(text).unwrap_or(Language::Danish);
        Stream {
            cache: &mut self.cache,
            words: words_in(text),
            text,
            whole,
            language: whole,
            before: 0,
            terms: None,
            next: 0,
            token: Token::default(),
        }
    }
}

pub(crate) struct Stream<'a> {
    cache: &'a mut Cache,
    words: Words<'a>,
    text: &'a str,
    /// The language of the whole, for sections too short to tell.
    whole: Language,
    language: Language,
    /// Where the word before ended.
    before: usize,
    /// The terms of the word one is at.
    terms: Option<Arc<[Box<str>]>>,
    next: usize,
    token: Token,
}

impl Stream<'_> {
    /// A section has a language of its own, if its words tell.
    fn enter(&mut self, start: usize) {
        let rest = &self.text[start..];
        let section = &rest[..rest.find(SECTION).unwrap_or(rest.len())];
        self.language = self.cache.language(section).unwrap_or(self.whole);
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            if let Some(term) = self.terms.as_ref().and_then(|terms| terms.get(self.next))
            {
                self.token.text.clear();
                self.token.text.push_str(term);
                self.next += 1;
                return true;
            }
            let Some(word) = self.words.next() else { return false };
            self.token.position = self.token.position.wrapping_add(1);
            if self.text[self.before..word.start].contains(SECTION) {
                self.token.position += 1;
                self.enter(word.start);
            }
            self.before = word.end;
            (self.token.offset_from, self.token.offset_to) = (word.start, word.end);
            self.terms = Some(self.cache.terms(&self.text[word], self.language));
            self.next = 0;
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_part_of_a_compound_is_found_and_so_is_the_whole() {
        let terms = |word| terms_of(word, Language::Danish);
        assert!(terms("Høringsnotatet").contains(&terms("notater")[0]));
        assert!(terms("høringsnotat").contains(&terms("høringer")[0]));
        assert_eq!(terms("høringsnotat")[0], terms("HØRINGSNOTATERNE")[0]);
    }

    #[test]
    fn each_section_is_read_in_its_own_language() {
        let terms =
            terms_in("Vi er for og ikke imod det\u{1}this is what we are saying to you");
        let terms: Vec<_> = terms.iter().map(|(_, term)| &**term).collect();
        assert!(terms.contains(&"say"), "{terms:?}");
    }

    proptest! {
        #[test]
        fn words_are_those_of_the_text_crate(text in r#"([a-zæøåé0-9_'’.,:;!?()»«"/\-\t\n A\u{30a}\u{301}]{0,12}|\PC){0,6}"#) {
            let ours: Vec<_> = words_in(&text).collect();
            let theirs: Vec<_> = koreplan_text::words::words(&text).map(|(at, _)| at).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
