//! When a body may decide an item, and what a brief upward tells.

use crate::{
    meetings::rules::{self as meeting, MeetingState},
    plan::rules::Task,
    refusal::{Message, Refusal},
};

/// Why an item was not decided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Meeting(#[from] meeting::Refused),
    #[error("this meeting does not decide")]
    NoBody,
    #[error("the brief has been noted")]
    AlreadyNoted,
    #[error("nothing was decided since the last brief")]
    NothingNew,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::Meeting(refused) => refused.why(),
            Self::NoBody => Message::new("steering-refused-no-body"),
            Self::AlreadyNoted => Message::new("steering-refused-already-noted"),
            Self::NothingNew => Message::new("steering-refused-nothing-new"),
        }
    }

    fn way_forward(&self) -> Message {
        match self {
            Self::Meeting(refused) => refused.way_forward(),
            Self::NoBody => Message::new("steering-refused-no-body-way"),
            Self::AlreadyNoted => Message::new("steering-refused-already-noted-way"),
            Self::NothingNew => Message::new("steering-refused-nothing-new-way"),
        }
    }
}

/// Whether an item is to be decided now: a body meets, the meeting is in progress, and it
/// is undecided. Whether enough are there, and what they voted, is a question to the room.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn decide(state: MeetingState, decided: bool, body: bool) -> Result<(), Refused> {
    meeting::write(state)?;
    if !body {
        return Err(Refused::NoBody);
    }
    if decided {
        return Err(meeting::Refused::AlreadyDecided.into());
    }
    Ok(())
}

/// What a gate behind this step asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Recommended proposals without a decision that stands.
    pub undecided: i64,
    pub meetings_not_closed: i64,
    pub briefs: i64,
}

/// What is missing before the gate may open.
pub fn open_tasks(tally: &Tally) -> Vec<Task> {
    let none =
        (tally.briefs == 0).then(|| Task::new("briefs", Message::new("task-no-brief")));
    [
        Task::counting("proposals", "task-proposals-undecided", tally.undecided),
        Task::counting("meetings", "task-meetings-not-closed", tally.meetings_not_closed),
        none,
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_of_no_body_decides_nothing() {
        let theme = decide(MeetingState::InProgress, false, false);

        assert_eq!(theme, Err(Refused::NoBody));
        assert_eq!(decide(MeetingState::InProgress, false, true), Ok(()));
    }

    #[test]
    fn an_item_is_decided_once() {
        let again = decide(MeetingState::InProgress, true, true);

        assert_eq!(again, Err(Refused::Meeting(meeting::Refused::AlreadyDecided)));
    }

    #[test]
    fn a_closed_meeting_decides_nothing_more() {
        let closed = decide(MeetingState::Closed, false, true);

        assert_eq!(closed, Err(Refused::Meeting(meeting::Refused::Closed)));
    }
}
