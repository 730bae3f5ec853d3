//! Quarters, lights, and what a report must say.

use jiff::civil::Date;

use crate::{
    choices,
    initiatives::rules::InitiativeState,
    negotiation::rules::OutcomeKind,
    plan::rules::Task,
    refusal::{Message, Refusal},
};

choices! {
    /// One of four lights, each with a defined meaning.
    ///
    /// # Source
    /// S9 in docs/sources.md: the quarterly reports of the strategy 2011-2015.
    Light {
        /// On plan.
        Green: "green", "light-green";
        /// Substantial challenges that corrective action can avert.
        Yellow: "yellow", "light-yellow";
        /// Critical deviation that corrective action is not expected to mend.
        Red: "red", "light-red";
    }
}

/// A quarter of a year, 1 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    pub year: i64,
    pub quarter: i64,
}

impl Quarter {
    /// The quarter a day is in.
    pub fn of(day: Date) -> Self {
        let quarter = (i64::from(day.month()) - 1) / 3 + 1;
        Self { year: i64::from(day.year()), quarter }
    }

    /// The first day of the quarter.
    pub fn first_day(self) -> Option<Date> {
        let month = i8::try_from((self.quarter - 1) * 3 + 1).ok()?;
        Date::new(i16::try_from(self.year).ok()?, month, 1).ok()
    }

    /// The quarter before.
    #[must_use]
    pub fn before(self) -> Self {
        if self.quarter == 1 {
            Self { year: self.year - 1, quarter: 4 }
        } else {
            Self { quarter: self.quarter - 1, ..self }
        }
    }
}

/// The four lights of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lights {
    pub budget: Light,
    pub business_case: Light,
    pub risks: Light,
    pub schedule: Light,
}

impl Lights {
    pub fn all(self) -> [Light; 4] {
        [self.budget, self.business_case, self.risks, self.schedule]
    }

    /// The worst of the four: the colour shown where there is room for one.
    pub fn overall(self) -> Light {
        self.all().into_iter().max().unwrap_or(Light::Green)
    }
}

/// Why a report or a change was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the initiative is not running")]
    NotRunning,
    #[error("the initiative has begun")]
    Begun,
    #[error("the initiative was dropped in the talks")]
    DroppedInTalks,
    #[error("the initiative had not begun in that quarter")]
    BeforeStart,
    #[error("the quarter lies ahead")]
    Ahead,
    #[error("the quarter has its report")]
    Reported,
    #[error("a light that is not green needs a corrective action")]
    NoAction,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NotRunning => "follow-up-refused-not-running",
            Self::Begun => "follow-up-refused-begun",
            Self::DroppedInTalks => "follow-up-refused-dropped",
            Self::BeforeStart => "follow-up-refused-before",
            Self::Ahead => "follow-up-refused-ahead",
            Self::Reported => "follow-up-refused-reported",
            Self::NoAction => "follow-up-refused-no-action",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NotRunning => "follow-up-refused-not-running-way",
            Self::Begun => "follow-up-refused-begun-way",
            Self::DroppedInTalks => "follow-up-refused-dropped-way",
            Self::BeforeStart | Self::Ahead | Self::Reported => {
                "follow-up-refused-quarter-way"
            }
            Self::NoAction => "follow-up-refused-no-action-way",
        })
    }
}

/// An initiative begins once, and not after the talks dropped it.
pub fn start(
    state: InitiativeState,
    outcome: Option<OutcomeKind>,
) -> Result<(), Refused> {
    if outcome == Some(OutcomeKind::Dropped) {
        return Err(Refused::DroppedInTalks);
    }
    if state == InitiativeState::Idea { Ok(()) } else { Err(Refused::Begun) }
}

/// An initiative that runs may end.
pub fn end(state: InitiativeState) -> Result<(), Refused> {
    if state == InitiativeState::Running { Ok(()) } else { Err(Refused::NotRunning) }
}

/// Takes a report on a quarter in which the initiative ran, once, with an action where
/// it is needed.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn report(
    state: InitiativeState,
    quarter: Quarter,
    (began, today): (Date, Date),
    reported: &[Quarter],
    lights: Lights,
    action: &str,
) -> Result<(), Refused> {
    if state != InitiativeState::Running {
        return Err(Refused::NotRunning);
    }
    if quarter < Quarter::of(began) {
        return Err(Refused::BeforeStart);
    }
    if quarter > Quarter::of(today) {
        return Err(Refused::Ahead);
    }
    if reported.contains(&quarter) {
        return Err(Refused::Reported);
    }
    if lights.overall() != Light::Green && action.is_empty() {
        return Err(Refused::NoAction);
    }
    Ok(())
}

/// What a gate behind this step asks about, and the desk shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub running: i64,
    pub without_report: i64,
}

/// What is missing.
pub fn open_tasks(tally: &Tally) -> Vec<Task> {
    let none = (tally.running == 0)
        .then(|| Task::new("initiatives", Message::new("task-nothing-running")));
    [none, Task::counting("initiatives", "task-without-report", tally.without_report)]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const GREEN: Lights = Lights {
        budget: Light::Green,
        business_case: Light::Green,
        risks: Light::Green,
        schedule: Light::Green,
    };
    const Q2: Quarter = Quarter { year: 2013, quarter: 2 };

    fn report_in_june(
        reported: &[Quarter],
        lights: Lights,
        action: &str,
    ) -> Result<(), Refused> {
        let today = date(2013, 6, 26);
        let days = (date(2012, 1, 1), today);
        report(InitiativeState::Running, Q2, days, reported, lights, action)
    }

    #[test]
    fn a_yellow_light_needs_a_corrective_action() {
        let yellow = Lights { schedule: Light::Yellow, ..GREEN };

        assert_eq!(report_in_june(&[], yellow, ""), Err(Refused::NoAction));
        assert_eq!(report_in_june(&[], yellow, "Flere folk"), Ok(()));
        assert_eq!(report_in_june(&[], GREEN, ""), Ok(()));
    }

    #[test]
    fn a_quarter_is_reported_once_and_not_before_it_begins() {
        assert_eq!(report_in_june(&[Q2], GREEN, ""), Err(Refused::Reported));
        let ahead = report(
            InitiativeState::Running,
            Quarter { quarter: 3, ..Q2 },
            (date(2012, 1, 1), date(2013, 6, 26)),
            &[],
            GREEN,
            "",
        );
        assert_eq!(ahead, Err(Refused::Ahead));
    }

    #[test]
    fn a_quarter_before_the_start_has_no_report() {
        let days = (date(2013, 5, 1), date(2013, 6, 26));
        let early = Quarter { quarter: 1, ..Q2 };

        let outcome = report(InitiativeState::Running, early, days, &[], GREEN, "");
        assert_eq!(outcome, Err(Refused::BeforeStart));
    }

    #[test]
    fn what_the_talks_dropped_does_not_begin() {
        let dropped = start(InitiativeState::Idea, Some(OutcomeKind::Dropped));

        assert_eq!(dropped, Err(Refused::DroppedInTalks));
        assert_eq!(start(InitiativeState::Idea, Some(OutcomeKind::Changed)), Ok(()));
    }

    #[test]
    fn the_worst_light_is_the_one_that_is_shown() {
        let red = Lights { risks: Light::Red, budget: Light::Yellow, ..GREEN };

        assert_eq!(red.overall(), Light::Red);
    }

    #[test]
    fn the_quarter_before_the_first_is_the_fourth_of_last_year() {
        let first = Quarter::of(date(2013, 1, 1));

        assert_eq!(first.before(), Quarter { year: 2012, quarter: 4 });
    }
}
