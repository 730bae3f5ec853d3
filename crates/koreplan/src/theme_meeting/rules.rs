//! What a conclusion must say, when it is public, and what a theme meeting owes the plan.

use crate::{
    plan::rules::Task,
    refusal::{Message, Refusal},
};

/// Why a conclusion was not written down or released.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("this is no theme meeting")]
    NoThemeMeeting,
    #[error("the conclusion is not confidential")]
    NotConfidential,
    #[error("nothing new to put on the agenda")]
    NothingChosen,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NoThemeMeeting => "theme-refused-no-theme-meeting",
            Self::NotConfidential => "theme-refused-not-confidential",
            Self::NothingChosen => "theme-refused-nothing-chosen",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NoThemeMeeting => "theme-refused-no-theme-meeting-way",
            Self::NotConfidential => "theme-refused-not-confidential-way",
            Self::NothingChosen => "theme-refused-nothing-chosen-way",
        })
    }
}

/// A conclusion rests on something: topics, sentences, analyses, or what somebody said,
/// which is then noted with who and when (the duty to take notes).
pub fn rests(written: usize, said_by: &str) -> bool {
    written > 0 || !said_by.is_empty()
}

/// Whether everybody may read a conclusion.
pub fn is_public(minutes_approved: bool, confidential: bool, released: bool) -> bool {
    minutes_approved && (!confidential || released)
}

/// A confidential conclusion is released once.
///
/// # Errors
/// [`Refused::NotConfidential`].
pub fn release(confidential: bool, released: bool) -> Result<(), Refused> {
    if confidential && !released { Ok(()) } else { Err(Refused::NotConfidential) }
}

/// What a gate behind this step asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Areas headed by a minister whose theme meeting is not closed.
    pub areas_without: i64,
    /// Theme meetings that have begun and are not closed.
    pub not_closed: i64,
}

/// What is missing before the gate may open.
pub fn open_tasks(tally: &Tally) -> Vec<Task> {
    [
        Task::counting("meetings", "task-areas-without-meeting", tally.areas_without),
        Task::counting("meetings", "task-meetings-not-closed", tally.not_closed),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_with_a_minister_holds_its_meeting_before_the_gate_opens() {
        assert_eq!(open_tasks(&Tally { areas_without: 2, not_closed: 1 }).len(), 2);
        assert!(open_tasks(&Tally { areas_without: 0, not_closed: 0 }).is_empty());
    }

    #[test]
    fn a_conclusion_names_what_it_rests_on_or_who_said_it() {
        assert!(!rests(0, ""));
        assert!(rests(1, ""));
        assert!(rests(0, "Clara"));
    }

    #[test]
    fn a_confidential_conclusion_is_public_when_both_minutes_and_release_say_so() {
        assert!(is_public(true, false, false));
        assert!(!is_public(true, true, false));
        assert!(!is_public(false, true, true));
        assert!(is_public(true, true, true));
        assert_eq!(release(true, true), Err(Refused::NotConfidential));
        assert_eq!(release(false, false), Err(Refused::NotConfidential));
        assert_eq!(release(true, false), Ok(()));
    }
}
