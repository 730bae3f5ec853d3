//! What counts as news, whom it concerns, and how an entry of a calendar changes.

use jiff::civil::Date;

use crate::{
    choices,
    plan::rules::{Dates, Span},
    web::l10n::Text,
};

choices! {
    /// What one can follow, one feed each.
    Subject {
        Hearings: "hearings", "subject-hearings";
        Meetings: "meetings", "subject-meetings";
        Decisions: "decisions", "subject-decisions";
        Documents: "documents", "subject-documents";
        FollowUp: "initiatives", "subject-follow-up";
    }
}

choices! {
    /// What happened.
    What {
        HearingOpened: "hearing_opened", "event-hearing-opened";
        HearingExtended: "hearing_extended", "event-hearing-extended";
        HearingClosed: "hearing_closed", "event-hearing-closed";
        InputPublished: "input_published", "event-input-published";
        MinutesApproved: "minutes_approved", "event-minutes-approved";
        Decided: "decided", "event-decided";
        VersionReleased: "version_released", "event-version-released";
        StatusReported: "status_reported", "event-status-reported";
    }
}

impl What {
    pub fn subject(self) -> Subject {
        match self {
            Self::HearingOpened
            | Self::HearingExtended
            | Self::HearingClosed
            | Self::InputPublished => Subject::Hearings,
            Self::MinutesApproved => Subject::Meetings,
            Self::Decided => Subject::Decisions,
            Self::VersionReleased => Subject::Documents,
            Self::StatusReported => Subject::FollowUp,
        }
    }
}

/// Which areas something is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    WholeCase,
    Areas(Vec<i64>),
}

impl About {
    pub fn concerns(&self, area_id: i64) -> bool {
        match self {
            Self::WholeCase => true,
            Self::Areas(areas) => areas.contains(&area_id),
        }
    }

    /// What a hearing is about, from the areas of its questions: one question without an
    /// area, or none at all, makes it everybody's.
    pub fn of_questions(areas: Vec<Option<i64>>) -> Self {
        match areas.into_iter().collect::<Option<Vec<_>>>() {
            Some(areas) if !areas.is_empty() => Self::Areas(areas),
            _ => Self::WholeCase,
        }
    }
}

/// One thing that became public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub what: What,
    /// The number of the thing; with `what` it names the event for ever.
    pub id: i64,
    pub at: i64,
    pub about: About,
    /// What it is called, for the title.
    pub name: Text,
    pub text: Text,
    /// A page of the case.
    pub page: String,
}

/// What a feed is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    pub area_id: Option<i64>,
    pub subject: Option<Subject>,
}

impl Wanted {
    pub fn has(self, event: &Event) -> bool {
        self.subject.is_none_or(|subject| event.what.subject() == subject)
            && self.area_id.is_none_or(|area| event.about.concerns(area))
    }
}

/// Entries one feed holds.
pub const MOST: usize = 100;

/// The newest of what is wanted and has happened, newest first; equal times in an order
/// that does not change.
pub fn newest(mut events: Vec<Event>, wanted: Wanted, now: i64) -> Vec<Event> {
    events.retain(|event| event.at <= now && wanted.has(event));
    events.sort_by_key(|event| std::cmp::Reverse((event.at, event.what, event.id)));
    events.truncate(MOST);
    events
}

/// When an entry of a calendar is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// Whole days, the last one included.
    Days(Span),
    /// An instant, shown by the clocks of the case.
    At(i64),
}

/// An entry of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Names the entry for ever, within the case.
    pub name: String,
    /// How often it was changed.
    pub sequence: i64,
    /// When it was changed last, in microseconds.
    pub changed: i64,
    pub when: When,
    pub about: About,
    pub title: String,
    pub text: String,
    pub place: String,
    pub page: String,
}

/// The days a step is shown on: those it kept as far as it did, else those that hold now.
pub fn days(dates: &Dates) -> Span {
    let current = dates.current();
    let from = dates.kept_from.unwrap_or(current.from);
    let to = dates.kept_to.unwrap_or(current.to).max(from);
    Span { from, to }
}

/// How often the days of a step have changed: each move, its beginning and its end.
pub fn changes(moves: usize, dates: &Dates) -> i64 {
    let kept =
        usize::from(dates.kept_from.is_some()) + usize::from(dates.kept_to.is_some());
    i64::try_from(moves + kept).unwrap_or(i64::MAX)
}

/// The day the days of a step changed last, if they did.
pub fn changed(moved: impl Iterator<Item = Date>, dates: &Dates) -> Option<Date> {
    moved.chain(dates.kept_from).chain(dates.kept_to).max()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::web::choices::Choice as _;

    fn event(what: What, id: i64, at: i64, about: About) -> Event {
        let (name, text) = (Text::default(), Text::default());
        Event { what, id, at, about, name, text, page: String::new() }
    }

    #[test]
    fn every_subject_has_news_and_every_news_a_subject() {
        for subject in Subject::ALL {
            assert!(What::ALL.iter().any(|what| what.subject() == *subject));
        }
    }

    #[test]
    fn a_feed_holds_what_has_happened_newest_first_and_nothing_that_lies_ahead() {
        let area = |id| About::Areas(vec![id]);
        let events = vec![
            event(What::HearingOpened, 1, 10, About::WholeCase),
            event(What::Decided, 2, 30, area(7)),
            event(What::Decided, 3, 30, area(8)),
            event(What::HearingClosed, 1, 99, About::WholeCase),
        ];
        let ids = |wanted| -> Vec<i64> {
            newest(events.clone(), wanted, 50).iter().map(|event| event.id).collect()
        };

        assert_eq!(ids(Wanted::default()), [3, 2, 1]);
        assert_eq!(ids(Wanted { area_id: Some(7), subject: None }), [2, 1]);
        let decisions = Some(Subject::Decisions);
        assert_eq!(ids(Wanted { area_id: Some(8), subject: decisions }), [3]);
    }

    #[test]
    fn a_hearing_with_one_open_question_is_about_the_whole_case() {
        assert_eq!(About::of_questions(vec![Some(1), None]), About::WholeCase);
        assert_eq!(About::of_questions(vec![]), About::WholeCase);
        assert_eq!(About::of_questions(vec![Some(1)]), About::Areas(vec![1]));
    }

    #[test]
    fn each_change_of_a_steps_days_is_counted() {
        let planned = Span { from: date(2011, 1, 3), to: date(2011, 1, 7) };
        let moved = Span { from: date(2011, 1, 10), to: date(2011, 1, 14) };
        let mut dates =
            Dates { planned, moved: Some(moved), kept_from: None, kept_to: None };
        assert_eq!((changes(1, &dates), days(&dates)), (1, moved));

        dates.kept_from = Some(date(2011, 1, 20));
        assert_eq!(changes(1, &dates), 2);
        let late = Span { from: date(2011, 1, 20), to: date(2011, 1, 20) };
        assert_eq!(days(&dates), late, "a step does not end before it begins");
        let day = changed([date(2011, 1, 5)].into_iter(), &dates);
        assert_eq!(day, Some(date(2011, 1, 20)));
    }
}
