//! Which inputs are published without anybody having looked at each.

use crate::{
    input::personal_data::find,
    refusal::{Message, Refusal},
};

/// What has happened to an input that asks for a person's eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// The sender's name is protected: the text may give it away.
    Protected,
    /// Somebody has begun to choose what is left out.
    Redacted,
    /// It was public once, and taken back.
    Withdrawn,
    /// The one it names says that it is false.
    Disowned,
}

/// An input as it is looked at.
#[derive(Debug, Clone)]
pub struct Letter {
    pub id: i64,
    pub body: String,
    pub concerns: Vec<Concern>,
}

/// Whether somebody must look at it before it is published.
pub fn is_held_back(letter: &Letter) -> bool {
    !letter.concerns.is_empty() || !find(&letter.body).is_empty()
}

/// Why inputs are not published together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("they are being published already")]
    UnderWay,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new("bulk-refused-under-way")
    }

    fn way_forward(&self) -> Message {
        Message::new("bulk-refused-under-way-way")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(body: &str, concerns: &[Concern]) -> Letter {
        Letter { id: 1, body: body.into(), concerns: concerns.to_vec() }
    }

    #[test]
    fn what_may_be_personal_waits_for_a_person() {
        assert!(!is_held_back(&letter("Bevar biblioteket.", &[])));
        for body in ["Ring 20 30 40 50.", "Skriv til hanne@eksempel.dk", "070761-4285"] {
            assert!(is_held_back(&letter(body, &[])), "{body}");
        }
    }

    #[test]
    fn what_somebody_has_decided_about_waits_for_a_person() {
        for concern in
            [Concern::Protected, Concern::Redacted, Concern::Withdrawn, Concern::Disowned]
        {
            assert!(
                is_held_back(&letter("Bevar biblioteket.", &[concern])),
                "{concern:?}"
            );
        }
    }
}
