//! When an assessment is whole, whose text it may take the place of, and who said it.

use std::collections::BTreeSet;

use crate::{
    choices,
    hearings::rules::danish_order,
    refusal::{Message, Refusal},
};

choices! {
    /// What the authority does with what was said.
    Met {
        Met: "met", "met-met";
        Partly: "partly", "met-partly";
        Not: "not", "met-not";
        Noted: "noted", "met-noted";
    }
}

/// Why an assessment was not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("someone else has saved another assessment since")]
    Changed,
    #[error("nothing was changed")]
    NothingChanged,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Changed => "assessment-refused-changed",
            Self::NothingChanged => "assessment-refused-nothing-changed",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Changed => "assessment-refused-changed-way",
            Self::NothingChanged => "assessment-refused-nothing-changed-way",
        })
    }
}

/// What is said of a topic, as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assessment {
    /// What the inputs say, in short.
    pub said: String,
    /// Nothing until it is decided.
    pub met: Option<Met>,
    /// The authority's comment.
    pub why: String,
}

impl Assessment {
    /// Nothing is written yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Says all three: what was said, whether it is met, and why.
    pub fn is_whole(&self) -> bool {
        !self.said.is_empty() && self.met.is_some() && !self.why.is_empty()
    }

    /// The assessment as one text, with the words for whether it is met.
    pub fn written(&self, met: &str) -> String {
        let met = if met.is_empty() { String::new() } else { format!("{met}.") };
        let parts = [self.said.as_str(), &met, &self.why];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// Checks that what is saved takes the place of what was read, and differs from it.
///
/// # Errors
/// [`Refused::Changed`] if another version stands than the one that was read,
/// [`Refused::NothingChanged`] if it says the same.
pub fn save(standing: i64, read: i64, same: bool) -> Result<(), Refused> {
    if standing != read {
        return Err(Refused::Changed);
    }
    if same { Err(Refused::NothingChanged) } else { Ok(()) }
}

/// Checks that what is approved is what was read.
///
/// # Errors
/// [`Refused::Changed`].
pub fn approve(standing: i64, read: i64) -> Result<(), Refused> {
    if standing == read { Ok(()) } else { Err(Refused::Changed) }
}

/// Who is behind a topic: organisations by name, private persons as a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Voices {
    /// Each once, in the order of the Danish alphabet.
    pub organisations: Vec<String>,
    /// How many inputs of private persons; nobody can tell two of the same name apart.
    pub private: usize,
}

/// Counts who said it, from the inputs (id, organisation or nothing) of its sentences.
pub fn voices<'a>(said: impl Iterator<Item = (i64, &'a str)>) -> Voices {
    let mut organisations = BTreeSet::new();
    let mut private = BTreeSet::new();
    for (input, organisation) in said {
        if organisation.is_empty() {
            private.insert(input);
        } else {
            organisations.insert((danish_order(organisation), organisation));
        }
    }
    let organisations =
        organisations.into_iter().map(|(_, name)| name.to_owned()).collect();
    Voices { organisations, private: private.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assessment_says_what_was_said_whether_it_is_met_and_why() {
        let whole = Assessment {
            said: "Brevene skal sendes digitalt.".into(),
            met: Some(Met::Partly),
            why: "Ikke alle kan læse dem.".into(),
        };

        assert!(whole.is_whole());
        assert!(!Assessment { met: None, ..whole.clone() }.is_whole());
        assert!(!Assessment { said: String::new(), ..whole.clone() }.is_whole());
        assert!(!Assessment { why: String::new(), ..whole.clone() }.is_whole());
        assert!(!whole.is_empty() && Assessment::default().is_empty());
        assert_eq!(
            whole.written("Imødekommes delvist"),
            "Brevene skal sendes digitalt.\n\nImødekommes delvist.\n\nIkke alle kan læse dem."
        );
        assert_eq!(Assessment::default().written(""), "");
    }

    #[test]
    fn the_second_who_saves_the_same_version_is_told() {
        assert_eq!(save(2, 2, false), Ok(()));
        assert_eq!(save(3, 2, false), Err(Refused::Changed));
        assert_eq!(save(2, 2, true), Err(Refused::NothingChanged));
        assert_eq!(approve(3, 2), Err(Refused::Changed));
    }

    #[test]
    fn organisations_are_named_once_and_private_persons_counted() {
        let said = [
            (1, ""),
            (1, ""),
            (2, "Ældre Sagen"),
            (3, ""),
            (4, "Dansk IT"),
            (5, "Ældre Sagen"),
        ];

        let voices = voices(said.into_iter());

        assert_eq!(voices.organisations, ["Dansk IT", "Ældre Sagen"]);
        assert_eq!(voices.private, 2);
    }
}
