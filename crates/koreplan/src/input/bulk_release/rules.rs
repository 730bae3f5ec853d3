//! Which inputs are published without anybody having looked at each.

use crate::{
    input::personal_data::find,
    refusal::{Message, Refusal},
};

/// An input as it is looked at.
#[derive(Debug, Clone, Default)]
pub struct Letter {
    pub id: i64,
    pub body: String,
    /// The sender's name is protected: the text may give it away.
    pub protected: bool,
    /// Somebody has begun to choose what is left out.
    pub redacted: bool,
    /// It was public once, and taken back.
    pub withdrawn: bool,
    /// The one it names says that it is false.
    pub disowned: bool,
}

/// Whether somebody must look at it before it is published.
pub fn is_held_back(letter: &Letter) -> bool {
    letter.protected
        || letter.redacted
        || letter.withdrawn
        || letter.disowned
        || !find(&letter.body).is_empty()
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

    fn letter(body: &str) -> Letter {
        Letter { body: body.into(), ..Letter::default() }
    }

    #[test]
    fn what_may_be_personal_waits_for_a_person() {
        assert!(!is_held_back(&letter("Bevar biblioteket.")));
        for body in ["Ring 20 30 40 50.", "Skriv til hanne@eksempel.dk", "070761-4285"] {
            assert!(is_held_back(&letter(body)), "{body}");
        }
    }

    #[test]
    fn what_somebody_has_decided_about_waits_for_a_person() {
        let plain = letter("Bevar biblioteket.");
        for held in [
            Letter { protected: true, ..plain.clone() },
            Letter { redacted: true, ..plain.clone() },
            Letter { withdrawn: true, ..plain.clone() },
            Letter { disowned: true, ..plain },
        ] {
            assert!(is_held_back(&held), "{held:?}");
        }
    }
}
