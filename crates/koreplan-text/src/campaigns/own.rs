//! The sentences of a letter that its template does not have.
//!
//! A sentence is the template's if its words follow one another as they do there. Names
//! and numbers are left out on both sides, and a word with one typing error counts as
//! the word it was, so that neither makes a sentence the sender's own. One word more,
//! another word or one word less does (`ikke`): rather a sentence too many is shown than
//! one too few.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use unicode_normalization::UnicodeNormalization as _;

use super::reading::{Kind, kind};
use crate::segments::sentences;

/// What letters begin and end with.
const GREETINGS: [&str; 36] = [
    "all",
    "alle",
    "att",
    "bedste",
    "best",
    "de",
    "dear",
    "faithfully",
    "fra",
    "from",
    "hej",
    "hello",
    "hi",
    "hilsen",
    "hilsner",
    "kh",
    "kind",
    "kindest",
    "kære",
    "madam",
    "mange",
    "med",
    "minister",
    "mvh",
    "regards",
    "sincerely",
    "sir",
    "til",
    "to",
    "truly",
    "undertegnede",
    "venlig",
    "venlige",
    "vh",
    "with",
    "yours",
];

/// Longest greeting, in words.
const GREETING: usize = 6;

/// Longest line of names and numbers (a signature, an address), in words.
const SIGNATURE: usize = 8;

/// Small words within names.
const PARTICLES: [&str; 10] =
    ["af", "al", "bin", "da", "de", "den", "der", "la", "van", "von"];

/// The sentences of a letter that its template does not have, as byte spans into the
/// letter, in order.
///
/// A name is a word with a large first letter that does not begin a sentence. In German
/// nouns are therefore not compared; in scripts without large letters a changed name
/// makes the sentence the sender's own.
pub fn own_sentences(template: &str, letter: &str) -> Vec<Range<usize>> {
    let template = Template::read(template);
    let mut sentences = sentences(letter);
    sentences.retain(|span| template.lacks(&letter[span.clone()]));
    sentences
}

/// What is known of a template: which word follows which.
struct Template {
    sentences: BTreeSet<Vec<String>>,
    after: BTreeMap<String, BTreeSet<String>>,
    before: BTreeMap<String, BTreeSet<String>>,
}

impl Template {
    fn read(text: &str) -> Self {
        let (mut after, mut before) = (BTreeMap::new(), BTreeMap::new());
        let mut whole = BTreeSet::new();
        let mut last: Option<String> = None;
        for span in sentences(text) {
            let words = words(&text[span]);
            for word in words.iter().filter(|word| !word.is_name) {
                let this = word.small.clone();
                // A last word has nothing after it, but it is known.
                after.entry(this.clone()).or_insert_with(BTreeSet::new);
                if let Some(last) = last.replace(this.clone()) {
                    let befores = before.entry(this.clone());
                    befores.or_insert_with(BTreeSet::new).insert(last.clone());
                    after.entry(last).or_default().insert(this);
                }
            }
            whole.insert(words.into_iter().map(|word| word.small).collect());
        }
        Self { sentences: whole, after, before }
    }

    fn lacks(&self, sentence: &str) -> bool {
        let words = words(sentence);
        let spoken: Vec<&str> =
            words.iter().filter(|w| !w.is_name).map(|w| w.small.as_str()).collect();
        let all = words.len();
        if spoken.is_empty() && (all <= SIGNATURE && !sentence.ends_with(['.', '!', '?']))
        {
            return false;
        }
        if all <= GREETING && spoken.iter().all(|word| GREETINGS.contains(word)) {
            return false;
        }
        let whole: Vec<String> = words.iter().map(|word| word.small.clone()).collect();
        !self.sentences.contains(&whole) && !self.follows(&spoken)
    }

    /// Whether the words follow one another in the template, but for typing errors.
    fn follows(&self, spoken: &[&str]) -> bool {
        let Some((first, rest)) = spoken.split_first() else { return false };
        let mut last: &str = first;
        if !self.after.contains_key(*first) {
            let before = rest.first().and_then(|next| self.before.get(*next));
            let meant =
                before.into_iter().flatten().find(|word| is_typing_error(first, word));
            match meant {
                Some(meant) => last = meant,
                None => return false,
            }
        }
        for word in rest {
            let Some(after) = self.after.get(last) else { return false };
            match after
                .get(*word)
                .or_else(|| after.iter().find(|w| is_typing_error(word, w)))
            {
                Some(meant) => last = meant,
                None => return false,
            }
        }
        true
    }
}

struct Spoken {
    small: String,
    is_name: bool,
}

fn words(sentence: &str) -> Vec<Spoken> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    for letter in sentence.nfc() {
        let kind = kind(letter);
        match kind {
            Kind::Part | Kind::Whole => {
                match words.last_mut() {
                    Some(word) if is_open && kind == Kind::Part => word.push(letter),
                    _ => words.push(letter.to_string()),
                }
                is_open = kind == Kind::Part;
            }
            Kind::Nothing => {}
            Kind::Between => is_open = false,
        }
    }
    let looks: Vec<bool> = words.iter().map(|word| looks_like_a_name(word)).collect();
    let looks = |place: usize| looks.get(place).copied().unwrap_or(false);
    let named = |(place, word): (usize, String)| {
        let small = word.to_lowercase();
        // Every sentence begins with a large letter; before another one it is a name.
        let is_name = match place.checked_sub(1) {
            None => {
                looks(place) && (looks(1) || small.starts_with(|c: char| c.is_numeric()))
            }
            Some(before) => {
                let within = looks(before) && looks(place + 1);
                looks(place) || within && PARTICLES.contains(&small.as_str())
            }
        };
        Spoken { small, is_name }
    };
    words.into_iter().enumerate().map(named).collect()
}

/// A word with a digit, or with a large letter first and no other.
fn looks_like_a_name(word: &str) -> bool {
    let mut letters = word.chars();
    let has_large = letters.next().is_some_and(char::is_uppercase);
    has_large && !letters.any(char::is_uppercase)
        || word.contains(|c: char| c.is_numeric())
}

/// Whether one word is the other with one letter left out, put in, changed or in the
/// wrong order. The first letter must be right: `enig` is not `uenig`.
fn is_typing_error(written: &str, meant: &str) -> bool {
    let (written, meant): (Vec<char>, Vec<char>) =
        (written.chars().collect(), meant.chars().collect());
    if written.len().abs_diff(meant.len()) > 1 || written.len().min(meant.len()) < 3 {
        return false;
    }
    let same = written.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let (one, other) = (&written[same..], &meant[same..]);
    let is_one_error = match (one, other) {
        ([a, b, one @ ..], [c, d, other @ ..]) if a == d && b == c && one == other => {
            true
        }
        ([_, one @ ..], [_, other @ ..]) if one == other => true,
        ([_, one @ ..], other) if one == other => true,
        (one, [_, other @ ..]) if one == other => true,
        _ => false,
    };
    same > 0 && is_one_error
}
