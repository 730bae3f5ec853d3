//! Who was faster, what is sent already, and how long an invitation is good.

use crate::refusal::{Message, Refusal};

/// How long an invitation is good, in microseconds.
pub const INVITATION: i64 = 14 * 24 * 3600 * 1_000_000;

/// Why an act on a joint answer was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the answer has been sent")]
    Sent,
    #[error("someone else has saved another text since")]
    Changed,
    #[error("there is no text")]
    Empty,
    #[error("the invitation was used, or is too old")]
    InvitationOver,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Sent => "joint-refused-sent",
            Self::Changed => "joint-refused-changed",
            Self::Empty => "joint-refused-empty",
            Self::InvitationOver => "joint-refused-invitation",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Sent => "joint-refused-sent-way",
            Self::Changed => "joint-refused-changed-way",
            Self::Empty => "joint-refused-empty-way",
            Self::InvitationOver => "joint-refused-invitation-way",
        })
    }
}

/// Checks that nothing was sent yet.
///
/// # Errors
/// [`Refused::Sent`].
pub fn still_open(sent: bool) -> Result<(), Refused> {
    if sent { Err(Refused::Sent) } else { Ok(()) }
}

/// Checks that a text may take the place of the one that stands.
///
/// # Errors
/// [`Refused`] if it is sent, or if what stands is not what was read.
pub fn save(sent: bool, standing: i64, read: i64) -> Result<(), Refused> {
    still_open(sent)?;
    if standing == read { Ok(()) } else { Err(Refused::Changed) }
}

/// Checks that the text that was read may be sent.
///
/// # Errors
/// [`Refused`] as [`save`], or if there is no text.
pub fn send(sent: bool, standing: i64, read: i64, body: &str) -> Result<(), Refused> {
    save(sent, standing, read)?;
    if body.trim().is_empty() { Err(Refused::Empty) } else { Ok(()) }
}

/// Checks that an invitation is good: for one person, and not for ever.
///
/// # Errors
/// [`Refused::InvitationOver`].
pub fn accept(used: bool, expires_at: i64, now: i64) -> Result<(), Refused> {
    if used || now >= expires_at { Err(Refused::InvitationOver) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_who_saves_the_same_version_is_told() {
        assert_eq!(save(false, 3, 3), Ok(()));
        assert_eq!(save(false, 4, 3), Err(Refused::Changed));
        assert_eq!(save(true, 3, 3), Err(Refused::Sent));
    }

    #[test]
    fn what_is_sent_is_what_was_read_and_is_a_text() {
        assert_eq!(send(false, 3, 3, "Vi er for."), Ok(()));
        assert_eq!(send(false, 3, 3, " \n"), Err(Refused::Empty));
        assert_eq!(send(false, 4, 3, "Vi er for."), Err(Refused::Changed));
    }

    #[test]
    fn an_invitation_is_good_once_and_until_its_end() {
        assert_eq!(accept(false, 10, 9), Ok(()));
        assert_eq!(accept(false, 10, 10), Err(Refused::InvitationOver));
        assert_eq!(accept(true, 10, 9), Err(Refused::InvitationOver));
    }
}
