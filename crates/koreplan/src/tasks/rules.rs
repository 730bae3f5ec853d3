//! The life of a task, and what it can be about.

use jiff::civil::Date;

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// What a task can be about.
    Thing {
        Step: "step", "task-about-step";
        Gate: "gate", "task-about-gate";
        Hearing: "hearing", "task-about-hearing";
        Input: "input", "task-about-input";
        Topic: "topic", "task-about-topic";
        Analysis: "analysis", "task-about-analysis";
        Meeting: "meeting", "task-about-meeting";
        Item: "item", "task-about-item";
        Conclusion: "conclusion", "task-about-conclusion";
        Proposal: "proposal", "task-about-proposal";
        Brief: "brief", "task-about-brief";
        Chapter: "chapter", "task-about-chapter";
        Paragraph: "paragraph", "task-about-paragraph";
        Version: "version", "task-about-version";
        Approval: "approval", "task-about-approval";
        Initiative: "initiative", "task-about-initiative";
    }
}

choices! {
    /// What happened to a task.
    Happened {
        Made: "made", "task-was-made";
        Done: "done", "task-was-done";
        Reopened: "reopened", "task-was-reopened";
        HandedOver: "handed_over", "task-was-handed-over";
        Moved: "moved", "task-was-moved";
    }
}

choices! {
    /// Whose tasks a list shows.
    Whose {
        Mine: "mine", "tasks-mine";
        All: "all", "tasks-all";
        Overdue: "overdue", "tasks-overdue";
    }
}

choices! {
    /// Which tasks a list shows.
    Standing {
        Open: "open", "tasks-open";
        Done: "done", "tasks-done";
    }
}

/// Where a task stands on a day. The day it is due counts in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Overdue,
    Today,
    /// Within the next seven days.
    Soon,
    Later,
    Done,
}

impl Urgency {
    pub fn of(due: Date, done: bool, today: Date) -> Self {
        let days = due.since(today).map_or(i32::MAX, |span| span.get_days());
        match days {
            _ if done => Self::Done,
            ..0 => Self::Overdue,
            0 => Self::Today,
            1..=7 => Self::Soon,
            _ => Self::Later,
        }
    }
}

/// Why an act on a task was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the task is done")]
    Done,
    #[error("the task is open")]
    Open,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Done => "task-refused-done",
            Self::Open => "task-refused-open",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Done => "task-refused-done-way",
            Self::Open => "task-refused-open-way",
        })
    }
}

/// An act on an open task: done, handed over, moved.
///
/// # Errors
/// [`Refused::Done`].
pub fn work_on(done: bool) -> Result<(), Refused> {
    if done { Err(Refused::Done) } else { Ok(()) }
}

/// # Errors
/// [`Refused::Open`].
pub fn reopen(done: bool) -> Result<(), Refused> {
    if done { Ok(()) } else { Err(Refused::Open) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_a_task_is_due_counts_in_full() {
        let today = date(2010, 11, 2);
        let urgency = |due| Urgency::of(due, false, today);

        assert_eq!(urgency(date(2010, 11, 1)), Urgency::Overdue);
        assert_eq!(urgency(today), Urgency::Today);
        assert_eq!(urgency(date(2010, 11, 9)), Urgency::Soon);
        assert_eq!(urgency(date(2010, 11, 10)), Urgency::Later);
        assert_eq!(Urgency::of(date(2009, 1, 1), true, today), Urgency::Done);
    }

    #[test]
    fn s12_a_task_is_done_once_and_reopened_once() {
        assert_eq!(work_on(false), Ok(()));
        assert_eq!(work_on(true), Err(Refused::Done));
        assert_eq!(reopen(true), Ok(()));
        assert_eq!(reopen(false), Err(Refused::Open));
    }
}
