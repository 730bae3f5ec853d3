//! The rows of the desk: when each is due, whose it is, and which are shown.

use jiff::{Span, civil::Date};

use crate::{case::working_days, choices, refusal::Message};

choices! {
    /// What a row is about.
    Part {
        Task: "tasks", "desk-part-tasks";
        Reading: "reading", "desk-part-reading";
        Hearing: "hearings", "desk-part-hearings";
        Papers: "papers", "desk-part-papers";
        Minutes: "minutes", "desk-part-minutes";
        Proposal: "proposals", "desk-part-proposals";
        Answer: "answers", "desk-part-answers";
        Gate: "gates", "desk-part-gates";
        Step: "steps", "desk-part-steps";
        Request: "requests", "desk-part-requests";
        Post: "post", "desk-part-post";
        Mail: "mail", "desk-part-mail";
    }
}

choices! {
    /// When a row is due.
    When {
        Overdue: "overdue", "desk-overdue";
        Today: "today", "desk-today";
        ThisWeek: "week", "desk-week";
        /// It has no day and waits all the same.
        Waiting: "waiting", "desk-waiting";
    }
}

/// Somebody who owes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Nothing for a body.
    pub person_id: Option<i64>,
    pub name: String,
}

/// Something to do, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub part: Part,
    pub what: Message,
    /// A page of the case on which it is done; empty where somebody else does it.
    pub page: String,
    pub due: Option<Date>,
    pub who: Option<Holder>,
}

impl Row {
    pub fn new(part: Part, what: Message, page: impl Into<String>) -> Self {
        Self { part, what, page: page.into(), due: None, who: None }
    }

    #[must_use]
    pub fn due(self, due: Option<Date>) -> Self {
        Self { due, ..self }
    }

    #[must_use]
    pub fn with(self, person_id: Option<i64>, name: &str) -> Self {
        Self { who: Some(Holder { person_id, name: name.to_owned() }), ..self }
    }

    /// Nothing where it is due after this week.
    pub fn when(&self, today: Date) -> Option<When> {
        match self.due {
            None => Some(When::Waiting),
            Some(due) if due < today => Some(When::Overdue),
            Some(due) if due == today => Some(When::Today),
            Some(due) if due <= end_of_week(today) => Some(When::ThisWeek),
            Some(_) => None,
        }
    }
}

/// The Sunday of the week.
pub fn end_of_week(day: Date) -> Date {
    let left = 7 - i32::from(day.weekday().to_monday_one_offset());
    day.checked_add(Span::new().days(left)).unwrap_or(day)
}

/// The day papers must be out for a meeting: so many days before it, and a working day.
pub fn papers_due(meeting: Date, days: i64) -> Date {
    let mut due = meeting.checked_sub(Span::new().days(days)).unwrap_or(meeting);
    while !working_days::is_working_day(due) {
        due = due.yesterday().unwrap_or(due);
    }
    due
}

/// Which rows somebody wants to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    pub part: Option<Part>,
    /// Those of this person alone.
    pub person_id: Option<i64>,
}

/// What is shown: due first, then by what it is about, as it came.
pub fn shown(rows: Vec<Row>, wanted: Wanted, today: Date) -> Vec<(When, Row)> {
    let mut shown: Vec<_> = rows
        .into_iter()
        .filter(|row| wanted.part.is_none_or(|part| part == row.part))
        .filter(|row| {
            wanted.person_id.is_none_or(|id| {
                row.who.as_ref().is_some_and(|who| who.person_id == Some(id))
            })
        })
        .filter_map(|row| Some((row.when(today)?, row)))
        .collect();
    shown.sort_by_key(|(when, row)| (*when, row.due, row.part));
    shown
}

/// Inputs somebody is to have read by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToRead {
    pub person_id: i64,
    pub name: String,
    pub due: Date,
    pub count: i64,
}

/// One row a reader for all that is late, one for each day that comes.
pub fn readings(found: &[ToRead], today: Date) -> Vec<Row> {
    let mut rows: Vec<(ToRead, bool)> = Vec::new();
    for one in found {
        let late = one.due < today;
        let same = |(row, was_late): &&mut (ToRead, bool)| {
            row.person_id == one.person_id
                && *was_late == late
                && (late || row.due == one.due)
        };
        match rows.iter_mut().find(same) {
            Some((row, _)) => {
                row.count += one.count;
                row.due = row.due.min(one.due);
            }
            None => rows.push((one.clone(), late)),
        }
    }
    rows.into_iter()
        .map(|(row, late)| {
            let what = Message::new("desk-readings").with("count", row.count);
            let page = if late { "reading?which=overdue" } else { "reading" };
            Row::new(Part::Reading, what, page)
                .due(Some(row.due))
                .with(Some(row.person_id), &row.name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::web::choices::Choice as _;

    fn row(due: Option<Date>) -> Row {
        Row::new(Part::Papers, Message::new("desk-papers"), "meetings/1").due(due)
    }

    #[test]
    fn a_week_ends_on_its_sunday() {
        assert_eq!(end_of_week(date(2010, 11, 1)), date(2010, 11, 7));
        assert_eq!(end_of_week(date(2010, 11, 7)), date(2010, 11, 7));
    }

    #[test]
    fn papers_for_a_meeting_after_easter_go_out_on_a_working_day_before_it() {
        // Seven days before Thursday 28 April 2011 is Maundy Thursday.
        assert_eq!(papers_due(date(2011, 4, 28), 7), date(2011, 4, 20));
    }

    #[test]
    fn what_bo_is_late_with_is_one_row_and_what_comes_is_one_a_day() {
        let of = |due, count| ToRead { person_id: 2, name: "Bo".into(), due, count };
        let found = [
            of(date(2010, 10, 28), 3),
            of(date(2010, 10, 30), 2),
            of(date(2010, 11, 2), 5),
        ];

        let rows = readings(&found, date(2010, 11, 1));

        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].due, Some(date(2010, 10, 28)));
        assert_eq!(rows[0].what, Message::new("desk-readings").with("count", 5));
    }

    proptest! {
        #[test]
        fn every_row_of_the_week_is_shown_once_and_late_ones_stand_first(
            days in prop::collection::vec(prop::option::of(-20_i32..20), 0..30),
        ) {
            let today = date(2010, 11, 3);
            let day = |days| today.checked_add(Span::new().days(days)).unwrap();
            let rows: Vec<_> = days.iter().map(|due| row(due.map(day))).collect();
            let wanted = rows
                .iter()
                .filter(|row| row.due.is_none_or(|due| due <= date(2010, 11, 7)))
                .count();

            let shown = shown(rows, Wanted::default(), today);

            prop_assert_eq!(shown.len(), wanted);
            prop_assert!(shown.is_sorted_by_key(|(when, row)| (*when, row.due)));
            for (when, row) in &shown {
                let late = row.due.is_some_and(|due| due < today);
                prop_assert_eq!(*when == When::Overdue, late, "{}", when.word());
            }
        }
    }
}
