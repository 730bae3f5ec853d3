//! Dates planned, moved and kept, and when a gate may open.

use jiff::civil::Date;

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// The nine kinds of step, in their usual order. This is the one place that has it.
    StepKind {
        Input: "input", "step-input";
        Analysis: "analysis", "step-analysis";
        ThemeMeeting: "theme_meeting", "step-theme-meeting";
        Proposals: "proposals", "step-proposals";
        SteeringGroup: "steering_group", "step-steering-group";
        Draft: "draft", "step-draft";
        Approval: "approval", "step-approval";
        Negotiation: "negotiation", "step-negotiation";
        FollowUp: "follow_up", "step-follow-up";
    }
}

choices! {
    /// Where a step stands today.
    StepState {
        Coming: "coming", "step-state-coming";
        Running: "running", "step-state-running";
        /// Past its last day and not ended.
        Late: "late", "step-state-late";
        Kept: "kept", "step-state-kept";
    }
}

/// First and last day, both counted in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Date,
    pub to: Date,
}

/// A step's dates as of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    pub planned: Span,
    /// Where it was moved to last; the reasons stand beside the moves.
    pub moved: Option<Span>,
    pub kept_from: Option<Date>,
    pub kept_to: Option<Date>,
}

impl Dates {
    /// What holds now: the last move, or the first plan.
    pub fn current(&self) -> Span {
        self.moved.unwrap_or(self.planned)
    }

    pub fn state(&self, today: Date) -> StepState {
        if self.kept_to.is_some() {
            StepState::Kept
        } else if self.current().to < today && self.kept_from.is_some() {
            StepState::Late
        } else if self.kept_from.is_some() {
            StepState::Running
        } else if self.current().to < today {
            StepState::Late
        } else {
            StepState::Coming
        }
    }
}

/// Something that must be done before a gate may open, and where to do it.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    pub what: Message,
    /// A page of the case.
    pub page: &'static str,
}

impl Task {
    pub fn new(page: &'static str, what: Message) -> Self {
        Self { what, page }
    }

    /// A task that counts things; none when there is nothing to count.
    pub fn counting(page: &'static str, key: &'static str, count: i64) -> Option<Self> {
        (count > 0).then(|| Self::new(page, Message::new(key).with("count", count)))
    }
}

/// Why the plan was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("{count} tasks are open and no reason is given")]
    TasksOpen { count: usize },
    #[error("the gate is open")]
    GateIsOpen,
    #[error("the step has ended")]
    StepHasEnded,
    #[error("the step has begun")]
    StepHasBegun,
    #[error("these are the dates it has")]
    SameDates,
    #[error("the last day is before the first")]
    EndBeforeStart,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::TasksOpen { count } => Message::new("plan-refused-tasks-open")
                .with("count", i64::try_from(*count).unwrap_or(i64::MAX)),
            Self::GateIsOpen => Message::new("plan-refused-gate-is-open"),
            Self::StepHasEnded => Message::new("plan-refused-step-has-ended"),
            Self::StepHasBegun => Message::new("plan-refused-step-has-begun"),
            Self::SameDates => Message::new("plan-refused-same-dates"),
            Self::EndBeforeStart => Message::new("plan-refused-end-before-start"),
        }
    }

    fn way_forward(&self) -> Message {
        match self {
            Self::TasksOpen { .. } => Message::new("plan-refused-tasks-open-way"),
            Self::GateIsOpen | Self::StepHasEnded | Self::StepHasBegun => {
                Message::new("plan-refused-done-way")
            }
            Self::SameDates | Self::EndBeforeStart => {
                Message::new("plan-refused-dates-way")
            }
        }
    }
}

/// Moves a step to other days.
///
/// # Errors
/// [`Refused`] if the step has ended, or the days are the same or the wrong way round.
pub fn move_to(dates: &Dates, to: Span) -> Result<Span, Refused> {
    if dates.kept_to.is_some() {
        return Err(Refused::StepHasEnded);
    }
    if to.to < to.from {
        return Err(Refused::EndBeforeStart);
    }
    if dates.current() == to {
        return Err(Refused::SameDates);
    }
    Ok(to)
}

/// Starts a step.
///
/// # Errors
/// [`Refused`] if it has begun or ended.
pub fn start(dates: &Dates) -> Result<(), Refused> {
    match (dates.kept_from, dates.kept_to) {
        (_, Some(_)) => Err(Refused::StepHasEnded),
        (Some(_), None) => Err(Refused::StepHasBegun),
        (None, None) => Ok(()),
    }
}

/// Opens a gate; against the list of open tasks only with a reason.
///
/// # Errors
/// [`Refused`] if it is open, or tasks are and nobody says why it opens all the same.
pub fn open_gate(is_open: bool, tasks: &[Task], reason: &str) -> Result<(), Refused> {
    if is_open {
        return Err(Refused::GateIsOpen);
    }
    if !tasks.is_empty() && reason.is_empty() {
        return Err(Refused::TasksOpen { count: tasks.len() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn dates() -> Dates {
        Dates {
            planned: Span { from: date(2010, 10, 1), to: date(2011, 1, 31) },
            moved: None,
            kept_from: None,
            kept_to: None,
        }
    }

    fn task() -> Task {
        Task::new("inputs", Message::new("task-inputs-unread"))
    }

    #[test]
    fn a_gate_with_open_tasks_opens_only_with_a_reason() {
        assert_eq!(open_gate(false, &[task()], ""), Err(Refused::TasksOpen { count: 1 }));
        assert_eq!(open_gate(false, &[task()], "Ministeren vil videre"), Ok(()));
        assert_eq!(open_gate(false, &[], ""), Ok(()));
    }

    #[test]
    fn a_gate_opens_once() {
        assert_eq!(open_gate(true, &[], ""), Err(Refused::GateIsOpen));
    }

    #[test]
    fn a_moved_step_has_the_new_dates_and_keeps_the_plan() {
        let later = Span { from: date(2011, 2, 1), to: date(2011, 3, 31) };
        let moved = Dates { moved: Some(later), ..dates() };

        assert_eq!(moved.current(), later);
        assert_eq!(moved.planned, dates().planned);
    }

    #[test]
    fn an_ended_step_is_not_moved() {
        let ended = Dates { kept_to: Some(date(2011, 1, 31)), ..dates() };
        let later = Span { from: date(2011, 2, 1), to: date(2011, 3, 31) };

        assert_eq!(move_to(&ended, later), Err(Refused::StepHasEnded));
    }

    #[test]
    fn a_step_past_its_last_day_is_late_until_it_ends() {
        let running = Dates { kept_from: Some(date(2010, 10, 1)), ..dates() };

        assert_eq!(running.state(date(2011, 1, 31)), StepState::Running);
        assert_eq!(running.state(date(2011, 2, 1)), StepState::Late);
        assert_eq!(dates().state(date(2010, 9, 30)), StepState::Coming);
    }
}
