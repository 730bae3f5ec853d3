//! When papers are late, what is new on an agenda, and where an item may go.

use jiff::{ToSpan as _, civil::Date};

use crate::{
    meetings::rules::{Matter, MeetingState, Verb},
    refusal::{Message, Refusal},
};

/// Why an item stays where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the item has been decided")]
    Decided,
    #[error("the meeting has begun, and the item is not postponed")]
    NotPostponed,
    #[error("the item goes on elsewhere")]
    GoesOn,
    #[error("the agenda takes no more items")]
    Full,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Decided => "agenda-refused-decided",
            Self::NotPostponed => "agenda-refused-not-postponed",
            Self::GoesOn => "agenda-refused-goes-on",
            Self::Full => "agenda-refused-full",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Decided => "agenda-refused-decided-way",
            Self::NotPostponed => "agenda-refused-not-postponed-way",
            Self::GoesOn => "agenda-refused-goes-on-way",
            Self::Full => "agenda-refused-full-way",
        })
    }
}

/// How an item gets to another agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is taken off this one, and is the same item there.
    Moved,
    /// It stays in these minutes as postponed, and goes on there as another item.
    GoesOn,
}

/// How an item of a meeting gets to an agenda that stands there.
///
/// # Errors
/// [`Refused`] where it can't.
pub fn carry(
    from: MeetingState,
    verb: Option<Verb>,
    goes_on: bool,
    to: MeetingState,
) -> Result<Way, Refused> {
    if !to.is_ahead() {
        return Err(Refused::Full);
    }
    match verb {
        None if from.is_ahead() || from == MeetingState::Cancelled => Ok(Way::Moved),
        None => Err(Refused::NotPostponed),
        Some(Verb::Postponed) if goes_on => Err(Refused::GoesOn),
        Some(Verb::Postponed) => Ok(Way::GoesOn),
        Some(_) => Err(Refused::Decided),
    }
}

/// The last day papers go out without a reason for being late.
pub fn last_day(meeting: Date, days: i64) -> Date {
    meeting.saturating_sub(days.days())
}

/// Whether papers that go out today are late by the rule of the body.
pub fn is_late(meeting: Date, days: i64, today: Date) -> bool {
    today > last_day(meeting, days)
}

/// A version's letter: A to Z, then AA.
pub fn letter(number: i64) -> String {
    let (mut rest, mut letters) = (number, String::new());
    while rest > 0 {
        let at = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + at));
        rest = (rest - 1) / 26;
    }
    letters
}

/// A file on a version of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annexed {
    pub file_id: i64,
    pub annex_id: i64,
    pub name: String,
}

/// An item as it stands on a version of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub item_id: i64,
    pub position: i64,
    pub title: String,
    pub case_number: String,
    pub matter: Matter,
    pub closed: bool,
    pub resume: String,
    pub recommendation: String,
    pub presentation: String,
    pub annexes: Vec<Annexed>,
}

/// What is new about one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Added(Point),
    Removed(Point),
    Changed { old: Box<Point>, new: Box<Point> },
}

/// What is new on an agenda.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    pub changes: Vec<Change>,
    /// The items that were there before and still are stand in another order.
    pub reordered: bool,
}

impl News {
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && !self.reordered
    }
}

/// What is new on the agenda since it was sent.
pub fn news(old: &[Point], new: &[Point]) -> News {
    let find = |among: &[Point], id| among.iter().find(|p| p.item_id == id).cloned();
    let mut changes = Vec::new();
    for point in new {
        match find(old, point.item_id) {
            None => changes.push(Change::Added(point.clone())),
            // Another number alone is no change: it follows from the others.
            Some(before) if Point { position: point.position, ..before.clone() } == *point => {}
            Some(before) => changes.push(Change::Changed {
                old: Box::new(before),
                new: Box::new(point.clone()),
            }),
        }
    }
    for point in old.iter().filter(|point| find(new, point.item_id).is_none()) {
        changes.push(Change::Removed(point.clone()));
    }
    let order = |points: &[Point], others: &[Point]| -> Vec<i64> {
        let ids = points.iter().map(|point| point.item_id);
        ids.filter(|id| others.iter().any(|other| other.item_id == *id)).collect()
    };
    News { changes, reordered: order(old, new) != order(new, old) }
}

/// The order after an item has been moved by so many places.
pub fn reordered(ids: &[i64], id: i64, by: i64) -> Vec<i64> {
    let mut ids = ids.to_vec();
    let Some(at) = ids.iter().position(|one| *one == id) else { return ids };
    let last = i64::try_from(ids.len()).unwrap_or(0) - 1;
    let to = (i64::try_from(at).unwrap_or(0) + by).clamp(0, last.max(0));
    let moved = ids.remove(at);
    ids.insert(usize::try_from(to).unwrap_or(at), moved);
    ids
}

/// Whether a recommendation is a whole sentence, or stands between "det indstilles, at"
/// and its verb.
pub fn is_whole(recommendation: &str) -> bool {
    let small = recommendation.to_lowercase();
    small.contains("indstille") || small.contains("recommend")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::{collection::vec, prelude::*, sample::subsequence};

    use super::*;

    fn point(item_id: i64, title: &str) -> Point {
        Point {
            item_id,
            position: item_id,
            title: title.into(),
            case_number: String::new(),
            matter: Matter::Decision,
            closed: false,
            resume: String::new(),
            recommendation: String::new(),
            presentation: String::new(),
            annexes: Vec::new(),
        }
    }

    #[test]
    fn the_regions_board_sends_its_papers_seven_days_before() {
        let meeting = date(2020, 2, 6);

        assert_eq!(last_day(meeting, 7), date(2020, 1, 30));
        assert!(!is_late(meeting, 7, date(2020, 1, 30)));
        assert!(is_late(meeting, 7, date(2020, 1, 31)));
        assert!(!is_late(meeting, 0, meeting));
    }

    #[test]
    fn versions_are_lettered() {
        assert_eq!([1, 2, 26, 27, 53].map(letter), ["A", "B", "Z", "AA", "BA"]);
    }

    #[test]
    fn an_item_is_taken_off_before_the_meeting_and_postponed_in_it() {
        use MeetingState::{AgendaOpen, Cancelled, Closed, InProgress, Planned};
        let postponed = Some(Verb::Postponed);

        assert_eq!(carry(AgendaOpen, None, false, Planned), Ok(Way::Moved));
        assert_eq!(carry(Cancelled, None, false, Planned), Ok(Way::Moved));
        assert_eq!(carry(InProgress, None, false, Planned), Err(Refused::NotPostponed));
        assert_eq!(carry(Closed, postponed, false, Planned), Ok(Way::GoesOn));
        assert_eq!(carry(Closed, postponed, true, Planned), Err(Refused::GoesOn));
        assert_eq!(carry(Closed, postponed, false, InProgress), Err(Refused::Full));
        let approved = Some(Verb::Approved);
        assert_eq!(carry(InProgress, approved, false, Planned), Err(Refused::Decided));
    }

    #[test]
    fn a_new_version_says_what_was_added_removed_reworded_and_moved() {
        let old = [point(1, "Tidsplan"), point(2, "Budget"), point(3, "Eventuelt")];
        let new = [point(3, "Eventuelt"), point(1, "Ny tidsplan"), point(4, "Jura")];

        let news = news(&old, &new);

        assert!(news.reordered);
        assert_eq!(
            news.changes,
            [
                Change::Changed { old: old[0].clone().into(), new: new[1].clone().into() },
                Change::Added(new[2].clone()),
                Change::Removed(old[1].clone()),
            ]
        );
    }

    #[test]
    fn another_number_because_an_item_came_before_is_no_change() {
        let later = Point { position: 2, ..point(1, "Budget") };
        let news = news(&[point(1, "Budget")], &[point(9, "Tidsplan"), later]);

        assert_eq!(news.changes, [Change::Added(point(9, "Tidsplan"))]);
        assert!(!news.reordered);
    }

    proptest! {
        #[test]
        fn nothing_is_new_on_the_same_agenda(titles in vec("[a-c]{1,3}", 0..6)) {
            let points: Vec<_> = (1..).zip(&titles).map(|(id, t)| point(id, t)).collect();
            prop_assert!(news(&points, &points).is_empty());
        }

        #[test]
        fn what_came_and_went_leads_from_the_one_agenda_to_the_other(
            old in subsequence(vec![1, 2, 3, 4, 5, 6], 0..6),
            new in subsequence(vec![1, 2, 3, 4, 5, 6], 0..6).prop_shuffle(),
        ) {
            let points =
                |ids: &[i64]| ids.iter().map(|id| point(*id, "x")).collect::<Vec<_>>();
            let news = news(&points(&old), &points(&new));
            let mut ids = old.clone();
            for change in &news.changes {
                match change {
                    Change::Removed(point) => ids.retain(|id| *id != point.item_id),
                    Change::Added(point) => ids.push(point.item_id),
                    Change::Changed { .. } => prop_assert!(false, "nothing was reworded"),
                }
            }
            ids.sort_unstable();
            let mut wanted = new.clone();
            wanted.sort_unstable();
            prop_assert_eq!(ids, wanted);
            let stayed: Vec<_> = new.iter().filter(|id| old.contains(id)).collect();
            prop_assert_eq!(news.reordered, !stayed.is_sorted());
        }

        #[test]
        fn moving_an_item_loses_none_and_can_be_undone(
            count in 1..8_i64, at in 0..8_i64, by in -8..8_i64,
        ) {
            let ids: Vec<_> = (1..=count).collect();
            let id = at % count + 1;
            let moved = reordered(&ids, id, by);
            let place = |ids: &[i64]| {
                i64::try_from(ids.iter().position(|one| *one == id).unwrap()).unwrap()
            };
            let back = reordered(&moved, id, place(&ids) - place(&moved));
            prop_assert_eq!(back, ids);
        }
    }
}
