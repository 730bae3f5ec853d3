//! When an input may be erased, and where else its words were quoted.

use crate::{
    input::rules::segments,
    refusal::{Message, Refusal},
    web::form::folded,
};

/// Why nothing was erased.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("it has been erased")]
    AlreadyErased,
    #[error("its words are quoted elsewhere, and nobody has looked there")]
    Quoted { count: usize },
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::AlreadyErased => Message::new("erasure-refused-already"),
            Self::Quoted { count } => {
                Message::new("erasure-refused-quoted").with("count", *count)
            }
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::AlreadyErased => "erasure-refused-already-way",
            Self::Quoted { .. } => "erasure-refused-quoted-way",
        })
    }
}

/// Checks that the erasure may be done.
///
/// # Errors
/// [`Refused`] if it was done, or if texts of the secretariat quote the input and it is
/// not ticked that they were seen to.
pub fn erase(erased: bool, quotes: usize, seen_to: bool) -> Result<(), Refused> {
    if erased {
        return Err(Refused::AlreadyErased);
    }
    if quotes > 0 && !seen_to {
        return Err(Refused::Quoted { count: quotes });
    }
    Ok(())
}

/// Sentences shorter than this are anybody's.
const TELLING: usize = 25;

/// Whether a text quotes a sentence of the input, or names its sender.
pub fn quotes(text: &str, body: &str, name: &str) -> bool {
    let text = folded(text);
    let named = {
        let name = folded(name);
        name.contains(' ') && text.contains(&name)
    };
    named
        || segments(body).into_iter().any(|sentence| {
            let sentence = folded(&body[sentence]);
            sentence.chars().count() >= TELLING && text.contains(&sentence)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_tells_is_found_again_and_a_short_one_is_not() {
        let body = "Vi er imod. Min mor på 93 kan ikke bruge computer.";

        assert!(quotes(
            "Én skriver: »Min mor på 93  kan ikke bruge computer.«",
            body,
            ""
        ));
        assert!(!quotes("Vi er imod. Det siger mange.", body, "Hanne"));
        assert!(quotes("Hanne Holm er imod", body, "Hanne  Holm"));
        assert!(!quotes("Hanne er imod", body, "Hanne"));
    }

    #[test]
    fn quotes_are_seen_to_first() {
        assert_eq!(erase(false, 2, false), Err(Refused::Quoted { count: 2 }));
        assert_eq!(erase(false, 2, true), Ok(()));
        assert_eq!(erase(true, 0, true), Err(Refused::AlreadyErased));
    }
}
