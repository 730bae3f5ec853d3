//! When a person may be written to about tasks, and what of.

use jiff::{
    ToSpan as _,
    civil::{Date, DateTime, Weekday},
};

use crate::{case::working_days, choices};

choices! {
    /// How a person wants to be told of tasks.
    Digest {
        /// Each working day on which something is due within a week, or overdue.
        Daily: "daily", "digest-daily";
        /// The first working day of the week, and a reminder when a deadline is near.
        Weekly: "weekly", "digest-weekly";
        /// A reminder when a deadline is near, and when it has passed.
        Reminders: "reminders", "digest-reminders";
        None: "none", "digest-none";
    }
}

/// Hours in which no mail is written, from and to; the same hour twice: none.
pub type Quiet = (i8, i8);

/// The quiet hours of somebody who has not chosen: evenings and nights.
pub const QUIET: Quiet = (17, 8);

/// The hour mail is written at where no hours are quiet.
const MORNING: i8 = 8;

fn is_quiet((from, to): Quiet, hour: i8) -> bool {
    if from <= to { (from..to).contains(&hour) } else { hour >= from || hour < to }
}

/// Whether mail may be written: on a working day, outside quiet hours.
pub fn may_write(quiet: Quiet, now: DateTime) -> bool {
    working_days::is_working_day(now.date()) && !is_quiet(quiet, now.hour())
}

/// The next moment after `now` at which mail is written: when the quiet hours of a
/// working day end.
pub fn next(quiet: Quiet, now: DateTime) -> DateTime {
    let hour = if quiet.0 == quiet.1 { MORNING } else { quiet.1 };
    let mut day = now.date();
    if day.at(hour, 0, 0, 0) <= now {
        day = day.checked_add(1.day()).unwrap_or(day);
    }
    working_days::on_or_after(day).at(hour, 0, 0, 0)
}

/// An open task of a person, and what the person was told of it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub due: Date,
    pub told_before: bool,
    pub told_overdue: bool,
}

/// Why a task is in a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    Overdue,
    /// Due today, or before the end of the next working day.
    Near,
    /// Due within seven days.
    ThisWeek,
}

/// Whether today is the first working day of its week.
fn begins_week(today: Date) -> bool {
    let back = i64::from(today.weekday().to_monday_zero_offset());
    (1..=back).all(|days| {
        let before = today.checked_sub(days.days()).unwrap_or(today);
        !working_days::is_working_day(before)
    }) && !matches!(today.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Why each task is in today's mail, if it is.
pub fn told(digest: Digest, today: Date, tasks: &[Waiting]) -> Vec<Option<Because>> {
    let whole = match digest {
        Digest::Daily => true,
        Digest::Weekly => begins_week(today),
        Digest::Reminders => false,
        Digest::None => return vec![None; tasks.len()],
    };
    let near = working_days::add(today, 1);
    let week = today.checked_add(7.days()).unwrap_or(today);
    tasks
        .iter()
        .map(|task| match task.due {
            due if due < today => {
                (whole || !task.told_overdue).then_some(Because::Overdue)
            }
            due if due <= near => (whole || !task.told_before).then_some(Because::Near),
            due if due <= week => whole.then_some(Because::ThisWeek),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::{prelude::*, sample::select};

    use super::*;
    use crate::web::choices::Choice as _;

    fn due(day: Date) -> Waiting {
        Waiting { due: day, told_before: false, told_overdue: false }
    }

    #[test]
    fn mail_is_written_when_the_quiet_hours_of_a_working_day_end() {
        let friday = date(2010, 11, 5).at(9, 0, 0, 0);

        assert_eq!(next(QUIET, friday), date(2010, 11, 8).at(8, 0, 0, 0));
        let early = date(2010, 11, 5).at(6, 0, 0, 0);
        assert_eq!(next(QUIET, early), date(2010, 11, 5).at(8, 0, 0, 0));
        assert_eq!(next((7, 7), early), date(2010, 11, 5).at(8, 0, 0, 0));
        assert_eq!(next((12, 14), early), date(2010, 11, 5).at(14, 0, 0, 0));
    }

    #[test]
    fn no_mail_is_written_over_easter_2011() {
        let wednesday = date(2011, 4, 20).at(9, 0, 0, 0);

        assert_eq!(next(QUIET, wednesday), date(2011, 4, 26).at(8, 0, 0, 0));
        for day in 21..=25 {
            assert!(!may_write(QUIET, date(2011, 4, day).at(10, 0, 0, 0)), "{day} April");
        }
        assert!(may_write(QUIET, date(2011, 4, 26).at(10, 0, 0, 0)));
    }

    #[test]
    fn a_deadline_on_monday_is_near_on_friday() {
        let tasks = [
            due(date(2010, 11, 4)),
            due(date(2010, 11, 8)),
            due(date(2010, 11, 9)),
            due(date(2010, 11, 15)),
        ];

        let friday = told(Digest::Daily, date(2010, 11, 5), &tasks);
        let reminders = told(Digest::Reminders, date(2010, 11, 5), &tasks);

        let (overdue, near) = (Some(Because::Overdue), Some(Because::Near));
        assert_eq!(friday, [overdue, near, Some(Because::ThisWeek), None]);
        assert_eq!(reminders, [overdue, near, None, None]);
    }

    #[test]
    fn a_weekly_digest_comes_on_the_first_working_day_and_reminders_in_between() {
        let tasks = [due(date(2011, 4, 29))];
        let on = |day| told(Digest::Weekly, day, &tasks)[0];

        // Monday 25 April 2011 is Easter Monday.
        assert_eq!(on(date(2011, 4, 26)), Some(Because::ThisWeek));
        assert_eq!(on(date(2011, 4, 27)), None);
        assert_eq!(on(date(2011, 4, 28)), Some(Because::Near));
        let told_once = [Waiting { told_before: true, ..tasks[0] }];
        assert_eq!(told(Digest::Weekly, date(2011, 4, 29), &told_once), [None]);
        assert_eq!(told(Digest::None, date(2011, 4, 29), &tasks), [None]);
    }

    proptest! {
        #[test]
        fn the_next_moment_is_later_and_one_at_which_mail_may_be_written(
            from in 0_i8..24, to in 0_i8..24, year in 2010_i16..2040, day in 0_i64..365,
            hour in 0_i8..24,
        ) {
            let now = date(year, 1, 1).checked_add(day.days()).unwrap().at(hour, 30, 0, 0);
            let next = next((from, to), now);

            prop_assert!(next > now);
            prop_assert!(may_write((from, to), next));
        }

        #[test]
        fn no_open_task_passes_its_deadline_untold(
            which in select(&[Digest::Daily, Digest::Weekly, Digest::Reminders][..]),
            day in 0_i64..700, ahead in 1_i64..60,
        ) {
            prop_assert_eq!(Digest::ALL.len(), 4);
            let begin = working_days::on_or_after(
                date(2010, 9, 1).checked_add(day.days()).unwrap());
            let mut task = due(begin.checked_add(ahead.days()).unwrap());
            let mut now = begin.at(9, 0, 0, 0);
            let mut mails = [0, 0];
            while now.date() <= task.due.checked_add(14.days()).unwrap() {
                match told(which, now.date(), &[task])[0] {
                    Some(Because::Near) => { task.told_before = true; mails[0] += 1; }
                    Some(Because::Overdue) => { task.told_overdue = true; mails[1] += 1; }
                    _ => {}
                }
                now = next(QUIET, now);
            }
            prop_assert!(mails[0] > 0, "nothing before the deadline");
            prop_assert!(mails[1] > 0, "nothing after it");
            if which == Digest::Reminders {
                prop_assert_eq!(mails, [1, 1]);
            }
        }
    }
}
