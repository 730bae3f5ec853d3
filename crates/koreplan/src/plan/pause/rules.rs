//! When a case stands still, and what that does to deadlines.

use jiff::{Span, civil::Date};

use crate::refusal::{Message, Refusal};

/// One time the case stood still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    pub id: i64,
    pub since: Date,
    /// The day work is thought to go on.
    pub expected: Option<Date>,
    pub reason: String,
    pub by: String,
    /// The first day of work again.
    pub resumed: Option<Date>,
    pub resumed_by: Option<String>,
    pub resumed_reason: Option<String>,
}

/// Why the case was not stopped or set going again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the case stands still")]
    Paused,
    #[error("the case does not stand still")]
    NotPaused,
    #[error("the day work is thought to go on is not after today")]
    EndBeforeStart,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Paused => "pause-refused-paused",
            Self::NotPaused => "pause-refused-not-paused",
            Self::EndBeforeStart => "pause-refused-end",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Paused | Self::NotPaused => "pause-refused-way",
            Self::EndBeforeStart => "pause-refused-end-way",
        })
    }
}

/// The pause that lasts on that day.
pub fn running(pauses: &[Pause], today: Date) -> Option<&Pause> {
    pauses.iter().find(|pause| {
        pause.since <= today && pause.resumed.is_none_or(|resumed| resumed > today)
    })
}

/// Stops the case from today.
///
/// # Errors
/// [`Refused`] if it stands still, or is thought to go on before it stops.
pub fn pause(
    pauses: &[Pause],
    expected: Option<Date>,
    today: Date,
) -> Result<(), Refused> {
    if running(pauses, today).is_some() {
        return Err(Refused::Paused);
    }
    if expected.is_some_and(|expected| expected <= today) {
        return Err(Refused::EndBeforeStart);
    }
    Ok(())
}

/// Sets the case going again.
///
/// # Errors
/// [`Refused::NotPaused`].
pub fn resume(pauses: &[Pause], today: Date) -> Result<&Pause, Refused> {
    running(pauses, today).ok_or(Refused::NotPaused)
}

/// Where a deadline of the secretariat's own work is now: each day the case stood still
/// between the day it was set and the deadline puts it off by a day.
pub fn stands_at(due: Date, set: Date, pauses: &[Pause], today: Date) -> Date {
    let mut pauses: Vec<_> = pauses.iter().collect();
    pauses.sort_by_key(|pause| pause.since);
    let mut due = due;
    for pause in pauses {
        let from = pause.since.max(set);
        let to = pause.resumed.unwrap_or(today).max(from);
        if from <= due {
            let days = to.since(from).map_or(0, |span| span.get_days());
            due = due.checked_add(Span::new().days(days)).unwrap_or(due);
        }
    }
    due
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn pause_of(since: Date, resumed: Option<Date>) -> Pause {
        Pause {
            id: 1,
            since,
            expected: None,
            reason: "Valg".into(),
            by: "Astrid".into(),
            resumed,
            resumed_by: None,
            resumed_reason: None,
        }
    }

    #[test]
    fn the_election_of_2011_puts_deadlines_off_by_the_days_it_took() {
        let election = pause_of(date(2011, 8, 26), Some(date(2011, 10, 3)));
        let pauses = [election];
        let today = date(2011, 11, 1);
        let due = |due| stands_at(due, date(2011, 8, 1), &pauses, today);

        assert_eq!(due(date(2011, 9, 1)), date(2011, 10, 9));
        assert_eq!(due(date(2011, 8, 20)), date(2011, 8, 20), "it was due before");
        let set_afterwards =
            stands_at(date(2011, 10, 20), date(2011, 10, 4), &pauses, today);
        assert_eq!(set_afterwards, date(2011, 10, 20));
    }

    #[test]
    fn a_case_stops_once_and_goes_on_once() {
        let today = date(2011, 9, 1);
        let stopped = [pause_of(date(2011, 8, 26), None)];

        assert_eq!(pause(&[], None, today), Ok(()));
        assert_eq!(pause(&stopped, None, today), Err(Refused::Paused));
        assert_eq!(resume(&[], today), Err(Refused::NotPaused));
        assert!(resume(&stopped, today).is_ok());
        assert_eq!(pause(&[], Some(today), today), Err(Refused::EndBeforeStart));
    }

    proptest! {
        #[test]
        fn nothing_is_overdue_that_was_not_when_the_case_stopped(
            due in 0_i32..60, long in 0_i32..400,
        ) {
            let day = |days| date(2011, 8, 1).checked_add(Span::new().days(days)).unwrap();
            let (set, stopped) = (day(0), day(30));
            let today = day(30 + long);
            let pauses = [pause_of(stopped, None)];

            let stands = stands_at(day(due), set, &pauses, today);

            prop_assert_eq!(stands < today, due < 30);
        }
    }
}
