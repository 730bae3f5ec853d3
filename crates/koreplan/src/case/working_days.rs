//! Working days in Denmark: what deadlines counted in working days are counted by.
//!
//! A working day is Monday to Friday and no holiday (helligdag). The days on which offices
//! shut by custom - 5 June, 24 and 31 December - are no holidays and count, so that a
//! deadline never falls later than the law says.

use jiff::{
    ToSpan as _,
    civil::{Date, Weekday, date},
};

/// The last year in which Great Prayer Day was a holiday: it was abolished from 2024.
const LAST_GREAT_PRAYER_DAY: i16 = 2023;

/// Easter Sunday, by the Gregorian computus in the form of Meeus, Jones and Butcher.
#[expect(clippy::many_single_char_names, reason = "the computus is known by its letters")]
pub fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    // Month and day are what this form of the computus is about: 22 March to 25 April.
    let month = i8::try_from(n / 31).unwrap_or(3);
    let day = i8::try_from(n % 31 + 1).unwrap_or(1);
    date(year, month, day)
}

/// Whether a day is a holiday. Sundays that are holidays are Sundays anyway.
pub fn is_holiday(day: Date) -> bool {
    if matches!((day.month(), day.day()), (1, 1) | (12, 25 | 26)) {
        return true;
    }
    let easter = easter(day.year());
    let after = day.since(easter).map_or(i32::MAX, |span| span.get_days());
    match after {
        // Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Monday.
        -3 | -2 | 0 | 1 | 39 | 49 | 50 => true,
        26 => day.year() <= LAST_GREAT_PRAYER_DAY,
        _ => false,
    }
}

pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

/// The day itself, or the first working day after it.
pub fn on_or_after(day: Date) -> Date {
    let mut day = day;
    while !is_working_day(day) {
        day = next(day);
    }
    day
}

/// The working day that is `days` working days after `day`, which does not count itself.
/// With none to add it is the day itself.
pub fn add(day: Date, days: u16) -> Date {
    let (mut day, mut left) = (day, days);
    while left > 0 {
        day = next(day);
        left -= u16::from(is_working_day(day));
    }
    day
}

/// How many working days there are after `from` up to and with `to`; none backwards.
pub fn between(from: Date, to: Date) -> u16 {
    let (mut day, mut count) = (from, 0_u16);
    while day < to {
        day = next(day);
        count = count.saturating_add(u16::from(is_working_day(day)));
    }
    count
}

fn next(day: Date) -> Date {
    day.checked_add(1.day()).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn easter_falls_on_the_days_the_almanac_says() {
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2008, 3, 23),
            (2010, 4, 4),
            (2011, 4, 24),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn the_holidays_of_2011_are_those_of_the_almanac() {
        let mut day = date(2011, 1, 1);
        let mut found = Vec::new();
        while day.year() == 2011 {
            if is_holiday(day) && day.weekday() != Weekday::Sunday {
                found.push((day.month(), day.day()));
            }
            day = next(day);
        }

        assert_eq!(
            found,
            [(1, 1), (4, 21), (4, 22), (4, 25), (5, 20), (6, 2), (6, 13), (12, 26),],
            "Christmas Day was a Sunday"
        );
    }

    #[test]
    fn great_prayer_day_was_a_holiday_until_2023() {
        assert!(is_holiday(date(2023, 5, 5)));
        assert!(is_working_day(date(2024, 4, 26)));
        assert!(is_working_day(date(2025, 5, 16)));
    }

    #[test]
    fn seven_working_days_over_easter_2011() {
        // Monday 18 April: three days before Easter, four after it.
        assert_eq!(add(date(2011, 4, 18), 7), date(2011, 5, 2));
        assert_eq!(add(date(2010, 11, 1), 7), date(2010, 11, 10));
        assert_eq!(on_or_after(date(2011, 4, 21)), date(2011, 4, 26));
    }

    proptest! {
        #[test]
        fn a_deadline_is_no_weekend_and_no_holiday_and_is_counted_back(
            year in 1950_i16..2150, day in 0_i64..366, days in 1_u16..60,
        ) {
            let from = date(year, 1, 1).checked_add(day.days()).unwrap();
            let to = add(from, days);

            prop_assert!(is_working_day(to));
            prop_assert_eq!(between(from, to), days);
            prop_assert!(between(from, to.yesterday().unwrap()) < days, "it is the first");
        }
    }
}
