//! Words and what they are found by, as a tokenizer of tantivy.

use std::{collections::HashMap, ops::Range, sync::Arc};

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization as _;

/// The language a text is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    Danish,
    English,
}

/// The language of a text.
pub fn language_of(_text: &str) -> Language {
    Language::Danish
}

/// The words of a text, by their bytes.
pub fn words_in(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.find(char::is_alphanumeric)?;
        let end = self.text[start..]
            .find(|c: char| !c.is_alphanumeric())
            .map_or(self.text.len(), |end| start + end);
        self.at = end;
        Some(start..end)
    }
}

/// A word in small letters, composed.
pub(crate) fn folded(word: &str) -> String {
    word.nfc().collect::<String>().to_lowercase()
}

/// What a word is found by: its stem first, then the stems of its parts.
pub fn terms_of(word: &str, _language: Language) -> Vec<Box<str>> {
    vec![folded(word).into()]
}

/// Words whose terms are known already: most words of a text are.
#[derive(Default)]
pub(crate) struct Cache {
    known: [HashMap<Box<str>, Arc<[Box<str>]>>; 2],
}

/// Words kept in mind; then all are forgotten.
const KEPT: usize = 100_000;

impl Cache {
    pub(crate) fn terms(&mut self, word: &str, language: Language) -> Arc<[Box<str>]> {
        let known = &mut self.known[usize::from(language == Language::English)];
        if let Some(terms) = known.get(word) {
            return terms.clone();
        }
        if known.len() >= KEPT {
            known.clear();
        }
        let terms: Arc<[Box<str>]> = terms_of(word, language).into();
        known.insert(word.into(), terms.clone());
        terms
    }
}

/// What a text begins with when it goes into the index, to say its language: titles are
/// too short to tell.
pub(crate) fn mark(language: Language) -> char {
    match language {
        Language::Danish => '\u{1}',
        Language::English => '\u{2}',
    }
}

/// The words of a text that begins with [`mark`], each by all its terms in one place.
#[derive(Default)]
pub(crate) struct OwnTokenizer {
    cache: Cache,
}

impl Clone for OwnTokenizer {
    /// A copy knows no words yet: each thread learns its own.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Tokenizer for OwnTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let language = if text.starts_with(mark(Language::English)) {
            Language::English
        } else {
            Language::Danish
        };
        Stream {
            cache: &mut self.cache,
            words: words_in(text),
            text,
            language,
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
    language: Language,
    /// The terms of the word one is at.
    terms: Option<Arc<[Box<str>]>>,
    next: usize,
    token: Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            if let Some(term) = self.terms.as_ref().and_then(|terms| terms.get(self.next)) {
                self.token.text.clear();
                self.token.text.push_str(term);
                self.next += 1;
                return true;
            }
            let Some(word) = self.words.next() else { return false };
            self.token.position = self.token.position.wrapping_add(1);
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
