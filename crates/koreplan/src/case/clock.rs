//! Times on the wall and the instants they come to.

use jiff::{Timestamp, ToSpan as _, civil::DateTime, tz::TimeZone};

/// The time happens twice or never, because the clocks change in that hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ambiguous;

/// The instant of a time on the wall.
///
/// # Errors
/// [`Ambiguous`] in a gap or a fold: never chosen silently, a person is asked.
pub fn instant(zone: &TimeZone, time: DateTime) -> Result<Timestamp, Ambiguous> {
    zone.to_ambiguous_timestamp(time).unambiguous().map_err(|_| Ambiguous)
}

/// The first instant after a deadline. The minute of the deadline counts in full:
/// 23.59 means before 00.00.00.
///
/// # Errors
/// [`Ambiguous`] as [`instant`].
pub fn closes_at(zone: &TimeZone, deadline: DateTime) -> Result<Timestamp, Ambiguous> {
    instant(zone, deadline)?.checked_add(1.minute()).map_err(|_| Ambiguous)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn copenhagen() -> TimeZone {
        TimeZone::get("Europe/Copenhagen").unwrap()
    }

    #[test]
    fn t03_a_time_that_happens_twice_is_refused() {
        let twice = date(2026, 10, 25).at(2, 30, 0, 0);

        assert_eq!(instant(&copenhagen(), twice), Err(Ambiguous));
    }

    #[test]
    fn t03_a_time_that_never_happens_is_refused() {
        let never = date(2027, 3, 28).at(2, 30, 0, 0);

        assert_eq!(instant(&copenhagen(), never), Err(Ambiguous));
    }

    #[test]
    fn the_last_minute_counts_in_full() {
        let closes =
            closes_at(&copenhagen(), date(2010, 10, 4).at(23, 59, 0, 0)).unwrap();

        assert_eq!(closes.to_string(), "2010-10-04T22:00:00Z");
    }
}
