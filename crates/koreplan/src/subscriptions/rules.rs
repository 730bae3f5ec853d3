//! What one can subscribe to, and whom a piece of news concerns.

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// What one can be told about.
    Subject {
        /// A hearing opens, is extended, or its note is there.
        Hearings: "hearings", "subject-hearings";
        /// Minutes are approved.
        Meetings: "meetings", "subject-meetings";
        /// Something is decided.
        Decisions: "decisions", "subject-decisions";
        /// A version of the strategy is released.
        Documents: "documents", "subject-documents";
        /// An initiative reports how it goes.
        FollowUp: "follow_up", "subject-follow-up";
    }
}

/// How long one has to say yes, in seconds.
pub const LIFE_S: i64 = 7 * 24 * 3600;

/// The wish is too old, or was never made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the link is too old")]
pub struct Expired;

impl Refusal for Expired {
    fn why(&self) -> Message {
        Message::new("subscription-refused-expired")
    }

    fn way_forward(&self) -> Message {
        Message::new("subscription-refused-expired-way")
    }
}

/// Takes the owner's yes in time; a second yes changes nothing. Times in seconds.
///
/// # Errors
/// [`Expired`] when the link is too old.
pub fn confirm(confirmed: bool, expires_at: i64, now: i64) -> Result<(), Expired> {
    if confirmed || now < expires_at { Ok(()) } else { Err(Expired) }
}

/// Whether news of those subjects and areas is for a subscriber of these. No areas are
/// all areas.
pub fn concerns(
    (subjects, areas): (&[Subject], &[i64]),
    (of_subjects, of_areas): (&[Subject], &[i64]),
) -> bool {
    let subject = of_subjects.iter().any(|subject| subjects.contains(subject));
    let area = areas.is_empty()
        || of_areas.is_empty()
        || of_areas.iter().any(|area| areas.contains(area));
    subject && area
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_for_those_who_asked_for_its_subject_and_area() {
        let hearings = [Subject::Hearings];
        let both = [Subject::Hearings, Subject::FollowUp];

        assert!(concerns((&hearings, &[]), (&hearings, &[7])));
        assert!(concerns((&hearings, &[7, 8]), (&both, &[8, 9])));
        assert!(concerns((&both, &[7]), (&hearings, &[])));
        assert!(!concerns((&hearings, &[7]), (&hearings, &[8])));
        assert!(!concerns((&hearings, &[]), (&[Subject::FollowUp], &[])));
    }

    #[test]
    fn a_yes_is_taken_for_a_week_and_again_for_ever() {
        assert_eq!(confirm(false, 100, 99), Ok(()));
        assert_eq!(confirm(false, 100, 100), Err(Expired));
        assert_eq!(confirm(true, 100, 999), Ok(()));
    }
}
