//! Which words are searched for, and the part of a text that shows them.

use crate::{
    choices,
    refusal::{Message, Refusal},
    web::form::{LINE, folded},
};

choices! {
    /// What can be found, in the order it is shown.
    Kind {
        Hearing: "hearing", "subject-hearings";
        Input: "input", "data-inputs";
        Meeting: "meeting", "subject-meetings";
        Decision: "decision", "subject-decisions";
        Paragraph: "paragraph", "search-paragraphs";
        Initiative: "initiative", "data-initiatives";
    }
}

/// Words one may search for at once.
pub const MOST: usize = 8;

/// Why a search was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("more than {LINE} characters or {MOST} words are searched for")]
    TooMuch,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new("search-too-much")
    }

    fn way_forward(&self) -> Message {
        let number = |limit| i64::try_from(limit).unwrap_or(i64::MAX);
        Message::new("search-too-much-way")
            .with("words", number(MOST))
            .with("letters", number(LINE))
    }

    fn is_contradiction(&self) -> bool {
        // 422: it is the question that is wrong, not how things stand.
        true
    }
}

/// The words of a search, folded; every one must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Reads what was asked for.
    ///
    /// # Errors
    /// [`Refused`] when it is longer than any question.
    pub fn of(asked: &str) -> Result<Self, Refused> {
        if asked.chars().nth(LINE).is_some() {
            return Err(Refused::TooMuch);
        }
        let folded = folded(asked);
        let mut words: Vec<String> = Vec::new();
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            if words.iter().all(|known| known != word) {
                words.push(word.to_owned());
            }
        }
        if words.len() > MOST { Err(Refused::TooMuch) } else { Ok(Self(words)) }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text has every word.
    pub fn all_in(&self, text: &str) -> bool {
        let text = folded(text);
        self.0.iter().all(|word| text.contains(word.as_str()))
    }

    /// The words as patterns of SQL's LIKE, with signs that mean something there made
    /// plain; always as many, where there are fewer words with some that fit anything.
    pub fn patterns(&self) -> [String; MOST] {
        std::array::from_fn(|at| {
            let mut pattern = String::from("%");
            for c in self.0.get(at).map_or("", String::as_str).chars() {
                if matches!(c, '%' | '_' | '\\') {
                    pattern.push('\\');
                }
                pattern.push(c);
            }
            if pattern.len() > 1 {
                pattern.push('%');
            }
            pattern
        })
    }

    fn any_in(&self, token: &str) -> bool {
        let token = folded(token);
        self.0.iter().any(|word| token.contains(word.as_str()))
    }

    /// The part of a text around the first word found; `true` marks what was found.
    pub fn shown(&self, text: &str) -> Vec<(String, bool)> {
        const BEFORE: usize = 12;
        const SHOWN: usize = 36;
        const LETTERS: usize = 80;
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let first = tokens.iter().position(|token| self.any_in(token)).unwrap_or(0);
        let from = first.saturating_sub(BEFORE);
        let to = (from + SHOWN).min(tokens.len());
        let mut shown: Vec<(String, bool)> = tokens[from..to]
            .iter()
            .map(|token| {
                // A text without spaces is one long word.
                let short: String = token.chars().take(LETTERS).collect();
                (short, self.any_in(token))
            })
            .collect();
        if from > 0 {
            shown.insert(0, ("…".into(), false));
        }
        if to < tokens.len() {
            shown.push(("…".into(), false));
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_folded_and_each_counts_once() {
        let words = Words::of("  DIGITAL  post digital Ærø ").unwrap();

        assert!(words.all_in("Ærøs nye POST er digitalt"));
        assert!(!words.all_in("Ærøs nye brev er digitalt"));
        assert_eq!(words.patterns()[..4], ["%digital%", "%post%", "%ærø%", "%"]);
    }

    #[test]
    fn w17_ten_thousand_words_are_refused_and_so_is_one_that_never_ends() {
        let many = (0..10_000).map(|at| format!("w{at}")).collect::<Vec<_>>().join(" ");
        assert_eq!(Words::of(&many), Err(Refused::TooMuch));
        assert_eq!(Words::of(&"a".repeat(201)), Err(Refused::TooMuch));
        assert_eq!(Words::of("1 2 3 4 5 6 7 8 9"), Err(Refused::TooMuch));
        assert!(Words::of("1 2 3 4 5 6 7 8 8 8").is_ok());
    }

    #[test]
    fn w17_signs_that_mean_something_to_a_database_mean_themselves() {
        let words = Words::of(r"100% a_b c\d").unwrap();
        assert_eq!(words.patterns()[..3], [r"%100\%%", r"%a\_b%", r"%c\\d%"]);
    }

    #[test]
    fn the_first_word_found_is_shown_with_what_is_around_it() {
        let words = Words::of("post").unwrap();
        let text = format!("{}Digital POST, ja", "fyld ".repeat(50));
        let shown = words.shown(&text);
        assert_eq!(shown[0], ("…".into(), false));
        assert!(shown.contains(&("POST,".into(), true)));
        assert!(shown.contains(&("Digital".into(), false)));
    }

    proptest! {
        #[test]
        fn any_question_of_a_line_has_an_answer(asked in ".{0,200}", text in any::<String>()) {
            if let Ok(words) = Words::of(&asked) {
                let found = words.shown(&text).iter().any(|(_, hit)| *hit);
                prop_assert!(words.is_empty() || !words.all_in(&text) || found);
            }
        }
    }
}
