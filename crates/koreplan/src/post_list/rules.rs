//! What stands in the post list, and when a day may be published.

use jiff::civil::Date;

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    Direction {
        In: "in", "post-in";
        Out: "out", "post-out";
    }
}

choices! {
    /// What a document is: what is told of it where nobody wrote a subject.
    Kind {
        Input: "input", "post-kind-input";
        Request: "request", "post-kind-request";
        HearingLetter: "hearing_letter", "post-kind-hearing-letter";
        Decision: "decision", "post-kind-decision";
    }
}

impl Kind {
    pub fn direction(self) -> Direction {
        match self {
            Self::Input | Self::Request => Direction::In,
            Self::HearingLetter | Self::Decision => Direction::Out,
        }
    }
}

/// The longest a short subject is.
pub const SUBJECT: usize = 120;

/// Why a day was not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the day is not over")]
    NotOver,
    #[error("the day is published")]
    Published,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NotOver => "post-refused-not-over",
            Self::Published => "post-refused-published",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NotOver => "post-refused-not-over-way",
            Self::Published => "post-refused-published-way",
        })
    }
}

/// A day is published once, when it is over.
///
/// # Errors
/// [`Refused`].
pub fn publish(day: Date, published: bool, today: Date) -> Result<(), Refused> {
    if published {
        return Err(Refused::Published);
    }
    if day >= today {
        return Err(Refused::NotOver);
    }
    Ok(())
}

/// A subject is written as long as its day is not published.
///
/// # Errors
/// [`Refused::Published`].
pub fn shorten(published: bool) -> Result<(), Refused> {
    if published { Err(Refused::Published) } else { Ok(()) }
}

/// The last days of the case that are over and not published, newest first.
pub fn missing(
    published: &[Date],
    begins: Option<Date>,
    today: Date,
    most: usize,
) -> Vec<Date> {
    let mut days = Vec::new();
    let mut day = today;
    while days.len() < most {
        let Ok(before) = day.yesterday() else { break };
        day = before;
        if published.contains(&day) || begins.is_some_and(|begins| day < begins) {
            break;
        }
        days.push(day);
    }
    days
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_published_once_and_not_before_it_is_over() {
        let (day, next) = (date(2010, 10, 4), date(2010, 10, 5));

        assert_eq!(publish(day, false, next), Ok(()));
        assert_eq!(publish(day, false, day), Err(Refused::NotOver));
        assert_eq!(publish(day, true, next), Err(Refused::Published));
        assert_eq!(shorten(true), Err(Refused::Published));
    }

    #[test]
    fn the_days_since_the_last_list_are_missing() {
        let published = [date(2010, 10, 1)];

        let days = missing(&published, None, date(2010, 10, 4), 14);

        assert_eq!(days, [date(2010, 10, 3), date(2010, 10, 2)]);
        assert_eq!(missing(&[], None, date(2010, 10, 4), 3).len(), 3);
        let begins = Some(date(2010, 10, 3));
        assert_eq!(missing(&[], begins, date(2010, 10, 4), 14), [date(2010, 10, 3)]);
    }
}
