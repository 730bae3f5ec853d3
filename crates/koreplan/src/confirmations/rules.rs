//! How sure it is who sent an input, and when that can change.

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// How sure it is who sent an input.
    Assurance {
        /// Nobody has proved anything.
        Anonymous: "anonymous", "assurance-anonymous";
        /// Whoever reads mail at the address says: it was me.
        Confirmed: "confirmed", "assurance-confirmed";
        /// Sent by someone signed in.
        SignedIn: "signed_in", "assurance-signed-in";
    }
}

/// How long the links of the mail work, in seconds.
pub const LIFE_S: i64 = 30 * 24 * 3600;

/// What the receiver of the mail has answered so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    None,
    Mine,
    NotMine,
}

/// Why an answer was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the input was confirmed")]
    Confirmed,
    #[error("the input was disowned")]
    Disowned,
    #[error("the link is too old")]
    Expired,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Confirmed => "confirmation-refused-confirmed",
            Self::Disowned => "confirmation-refused-disowned",
            Self::Expired => "confirmation-refused-expired",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Confirmed | Self::Disowned => "confirmation-refused-answered-way",
            Self::Expired => "confirmation-refused-expired-way",
        })
    }
}

/// Takes an answer once, while the link works; times in seconds.
///
/// # Errors
/// [`Refused`] after an answer, or when the link is too old.
pub fn answer(before: Answer, expires_at: i64, now: i64) -> Result<(), Refused> {
    match before {
        Answer::Mine => Err(Refused::Confirmed),
        Answer::NotMine => Err(Refused::Disowned),
        Answer::None if now >= expires_at => Err(Refused::Expired),
        Answer::None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_given_once_and_in_time() {
        assert_eq!(answer(Answer::None, 100, 99), Ok(()));
        assert_eq!(answer(Answer::None, 100, 100), Err(Refused::Expired));
        assert_eq!(answer(Answer::Mine, 100, 99), Err(Refused::Confirmed));
        assert_eq!(answer(Answer::NotMine, 100, 999), Err(Refused::Disowned));
    }
}
