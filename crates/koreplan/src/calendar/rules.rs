//! Months and their weeks, and what stands on a day.

use jiff::{
    ToSpan as _,
    civil::{Date, date},
};

use crate::choices;

choices! {
    /// What can stand in the calendar.
    Sort {
        Step: "step", "calendar-sort-step";
        Gate: "gate", "calendar-sort-gate";
        Hearing: "hearing", "calendar-sort-hearing";
        Meeting: "meeting", "calendar-sort-meeting";
        Task: "task", "calendar-sort-task";
    }
}

choices! {
    /// How the calendar is shown.
    View {
        List: "list", "calendar-view-list";
        Month: "month", "calendar-view-month";
    }
}

/// The first day of the month written as `2010-11`, or of the month of `today`.
pub fn month(written: &str, today: Date) -> Date {
    let asked = || {
        let (year, month) = written.split_once('-')?;
        let year: i16 = year.parse().ok().filter(|year| (1900..=2199).contains(year))?;
        Date::new(year, month.parse().ok()?, 1).ok()
    };
    asked().unwrap_or_else(|| today.first_of_month())
}

/// A month as addresses have it.
pub fn word(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

/// The months before and after one.
pub fn around(month: Date) -> (Date, Date) {
    let before = month.checked_sub(1.month()).unwrap_or(date(1900, 1, 1));
    (before, month.checked_add(1.month()).unwrap_or(month))
}

/// The weeks a month lies in, each from Monday to Sunday.
pub fn weeks(month: Date) -> Vec<[Date; 7]> {
    let back = i64::from(month.weekday().to_monday_zero_offset());
    let mut monday = month.checked_sub(back.days()).unwrap_or(month);
    let mut weeks = Vec::new();
    while monday <= month.last_of_month() {
        weeks.push(
            [0, 1, 2, 3, 4, 5, 6]
                .map(|day: i64| monday.checked_add(day.days()).unwrap_or(monday)),
        );
        let Ok(next) = monday.checked_add(7.days()) else { break };
        monday = next;
    }
    weeks
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_that_is_no_month_is_the_month_of_today() {
        let today = date(2010, 11, 2);

        assert_eq!(month("2011-02", today), date(2011, 2, 1));
        for wrong in ["", "2011", "2011-13", "99999-01", "0-1", "2011-02-01", "æ-å"] {
            assert_eq!(month(wrong, today), date(2010, 11, 1), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn the_weeks_of_a_month_hold_each_of_its_days_once(
            year in 1950_i16..2150, number in 1_i8..=12,
        ) {
            let first = date(year, number, 1);
            let weeks = weeks(first);
            let days: Vec<Date> = weeks.concat();

            prop_assert!(weeks.iter().all(|week| week[0].weekday() == Weekday::Monday));
            prop_assert!(days.windows(2).all(|two| two[0].tomorrow().unwrap() == two[1]));
            let own = days.iter().filter(|day| day.first_of_month() == first).count();
            prop_assert_eq!(own, usize::try_from(first.days_in_month()).unwrap());
            prop_assert_eq!(month(&word(first), date(2000, 1, 1)), first);
        }
    }
}
