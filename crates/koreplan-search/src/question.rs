//! What is searched for: words, »a phrase«, the beginning of a word, and words that must
//! not be there.

use koreplan_text::words::{Language, fold};

use crate::{
    index::composed,
    terms::{Cache, terms_of, words_in},
};

/// Words one may search for at once.
pub const MOST_WORDS: usize = 8;

/// Letters the last word must have before it also finds what only begins with it.
const BEGINNING: usize = 3;

/// Why something is not searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("more characters than a question has")]
    TooLong,
    #[error("more than {MOST_WORDS} words")]
    TooManyWords,
    #[error("only words that must not be there")]
    OnlyWithout,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Clause {
    /// A word, by its stem in each language.
    Word(Vec<String>),
    /// As [`Clause::Word`], or any word that begins so.
    Beginning(Vec<String>, String),
    /// Words that follow each other, by their stems in one language after the other.
    Phrase(Vec<Vec<String>>),
}

/// A question, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    pub(crate) with: Vec<Clause>,
    pub(crate) without: Vec<Clause>,
    /// Something is asked, and there is no word in it: nothing is found.
    pub(crate) wordless: bool,
}

/// The languages a word of a question may be in.
const LANGUAGES: [Language; 2] = [Language::Danish, Language::English];

impl Question {
    /// Reads what was asked for: `digital "åben dør" post -papir`.
    ///
    /// # Errors
    /// [`Refused`] when it is longer than `longest` characters, has too many words, or
    /// only such as must not be there.
    pub fn of(asked: &str, longest: usize) -> Result<Self, Refused> {
        if asked.chars().nth(longest).is_some() {
            return Err(Refused::TooLong);
        }
        let asked = &*composed(asked);
        let mut question = Self::default();
        let mut count = 0;
        let chunks = chunks(asked);
        let last = chunks.len().saturating_sub(1);
        for (at, chunk) in chunks.iter().enumerate() {
            let is_open = at == last && !chunk.quoted && !asked.ends_with(' ');
            let Some((clause, words)) = clause(chunk, is_open && !chunk.minus) else {
                continue;
            };
            let clauses =
                if chunk.minus { &mut question.without } else { &mut question.with };
            if !clauses.contains(&clause) {
                count += words;
                clauses.push(clause);
            }
        }
        if count > MOST_WORDS {
            return Err(Refused::TooManyWords);
        }
        if question.with.is_empty() && !question.without.is_empty() {
            return Err(Refused::OnlyWithout);
        }
        question.wordless = question.with.is_empty() && !asked.trim().is_empty();
        Ok(question)
    }

    /// Whether nothing is asked at all.
    pub fn is_empty(&self) -> bool {
        self.with.is_empty() && !self.wordless
    }

    /// Whether a word is one that was searched for, in either language.
    pub(crate) fn marks(&self, word: &str, cache: &mut Cache) -> bool {
        LANGUAGES
            .into_iter()
            .any(|language| self.marks_terms(&cache.terms(word, language)))
    }

    fn marks_terms(&self, terms: &[Box<str>]) -> bool {
        let has = |wanted: &String| terms.iter().any(|term| **term == **wanted);
        self.with.iter().any(|clause| match clause {
            Clause::Word(stems) => stems.iter().any(has),
            Clause::Beginning(stems, start) => {
                stems.iter().any(has)
                    || terms.iter().any(|term| term.starts_with(start.as_str()))
            }
            Clause::Phrase(ways) => ways.iter().flatten().any(has),
        })
    }
}

/// A part of a question between spaces or quotes.
struct Chunk<'a> {
    text: &'a str,
    minus: bool,
    quoted: bool,
}

/// Splits at white space outside quotes. A quote that is never closed ends with the text.
fn chunks(asked: &str) -> Vec<Chunk<'_>> {
    const QUOTES: [char; 5] = ['"', '»', '«', '“', '”'];
    let mut chunks = Vec::new();
    let mut rest = asked.trim_start();
    while let Some(first) = rest.chars().next() {
        let minus = first == '-';
        if minus {
            rest = &rest[1..];
        }
        let opening = rest.chars().next().filter(|c| QUOTES.contains(c));
        let (text, quoted) = if let Some(quote) = opening {
            rest = &rest[quote.len_utf8()..];
            let end = rest.find(QUOTES).unwrap_or(rest.len());
            let text = &rest[..end];
            rest = rest[end..].trim_start_matches(QUOTES);
            (text, true)
        } else {
            let is_end = |c: char| c.is_whitespace() || QUOTES.contains(&c);
            let end = rest.find(is_end).unwrap_or(rest.len());
            let text = &rest[..end];
            rest = &rest[end..];
            (text, false)
        };
        chunks.push(Chunk { text, minus, quoted });
        rest = rest.trim_start();
    }
    chunks
}

/// The condition of a part, and how many words it has; nothing if it has none.
fn clause(chunk: &Chunk, is_open: bool) -> Option<(Clause, usize)> {
    let words: Vec<_> = words_in(chunk.text).collect();
    let stem = |range: &std::ops::Range<usize>, language| {
        terms_of(&chunk.text[range.clone()], language).first().map(ToString::to_string)
    };
    let clause = match words.as_slice() {
        [] => return None,
        [word] => {
            let mut stems: Vec<_> = LANGUAGES
                .into_iter()
                .filter_map(|language| stem(word, language))
                .collect();
            stems.dedup();
            let start = fold(&chunk.text[word.clone()]);
            let ends_open = word.end == chunk.text.len() || chunk.text.ends_with('*');
            if is_open && ends_open && start.chars().count() >= BEGINNING {
                Clause::Beginning(stems, start)
            } else {
                Clause::Word(stems)
            }
        }
        several => {
            let mut ways: Vec<Vec<String>> = LANGUAGES
                .into_iter()
                .map(|language| {
                    several.iter().filter_map(|word| stem(word, language)).collect()
                })
                .collect();
            ways.dedup();
            Clause::Phrase(ways)
        }
    };
    Some((clause, words.len()))
}
