//! What a theme meeting owes the plan.

use crate::{
    plan::rules::Task,
    refusal::{Message, Refusal},
};

/// Why a conclusion was not written down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("this is no theme meeting")]
    NoThemeMeeting,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new("theme-refused-no-theme-meeting")
    }

    fn way_forward(&self) -> Message {
        Message::new("theme-refused-no-theme-meeting-way")
    }
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
}
