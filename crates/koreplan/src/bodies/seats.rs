//! When somebody may be given a seat, and when one ends.

use jiff::civil::Date;

use super::rules::{BodyKind, Role};
use crate::refusal::{Message, Refusal};

/// From a day to a day, both counted; open where nothing stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    pub since: Option<Date>,
    pub until: Option<Date>,
}

impl Period {
    pub fn holds(self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| until >= day)
    }

    /// A period that ends before it begins has no day.
    pub fn is_empty(self) -> bool {
        matches!((self.since, self.until), (Some(since), Some(until)) if until < since)
    }

    /// Whether a day is in both.
    pub fn meets(self, other: Self) -> bool {
        let before = |a: Option<Date>, b: Option<Date>| {
            matches!((a, b), (Some(until), Some(since)) if until < since)
        };
        !(self.is_empty()
            || other.is_empty()
            || before(self.until, other.since)
            || before(other.until, self.since))
    }
}

/// A seat somebody has, had or will have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub person: i64,
    pub role: Role,
    pub period: Period,
}

/// A seat that is to be given; a person who is new has no number yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub person: Option<i64>,
    pub role: Role,
    pub stands_for: Option<i64>,
    pub period: Period,
}

/// Why a seat was not given or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("nobody gives a seat to themselves")]
    OwnSeat,
    #[error("the person has a seat in the body then")]
    Seated,
    #[error("the body has a chair then")]
    Chaired,
    #[error("only a substitute stands for a member")]
    NoSubstitute,
    #[error("the one who is stood for has no seat that votes")]
    NoMember,
    #[error("the seat ends before it begins")]
    Backwards,
    #[error("the secretariat would have no head")]
    LastHead,
    #[error("the seat has ended")]
    Ended,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::OwnSeat => "seat-refused-own",
            Self::Seated => "seat-refused-seated",
            Self::Chaired => "seat-refused-chaired",
            Self::NoSubstitute => "seat-refused-no-substitute",
            Self::NoMember => "seat-refused-no-member",
            Self::Backwards => "seat-refused-backwards",
            Self::LastHead => "seat-refused-last-head",
            Self::Ended => "seat-refused-ended",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::OwnSeat => "seat-refused-own-way",
            Self::Seated => "seat-refused-seated-way",
            Self::Chaired => "seat-refused-chaired-way",
            Self::NoSubstitute | Self::NoMember => "seat-refused-no-substitute-way",
            Self::Backwards => "seat-refused-backwards-way",
            Self::LastHead => "seat-refused-last-head-way",
            Self::Ended => "seat-refused-ended-way",
        })
    }
}

/// Whether a seat may be given. Who gives it is `by`: nobody seats themselves, so that
/// nobody comes to answer for a body by their own hand.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn give(by: Option<i64>, wanted: &Wanted, held: &[Held]) -> Result<(), Refused> {
    if by.is_some() && by == wanted.person {
        return Err(Refused::OwnSeat);
    }
    if wanted.period.is_empty() {
        return Err(Refused::Backwards);
    }
    let then = || held.iter().filter(|one| one.period.meets(wanted.period));
    if then().any(|one| Some(one.person) == wanted.person) {
        return Err(Refused::Seated);
    }
    if wanted.role == Role::Chair && then().any(|one| one.role == Role::Chair) {
        return Err(Refused::Chaired);
    }
    if let Some(member) = wanted.stands_for {
        if wanted.role != Role::Substitute {
            return Err(Refused::NoSubstitute);
        }
        if !then().any(|one| one.person == member && one.role.has_vote()) {
            return Err(Refused::NoMember);
        }
    }
    Ok(())
}

/// Ends a seat: `day` is the first day without it. Gives the last day with it.
///
/// # Errors
/// [`Refused`] when it has ended by then, or when the secretariat would have no head.
pub fn end(
    kind: BodyKind,
    seat: &Held,
    day: Date,
    others: &[Held],
) -> Result<Date, Refused> {
    let last = day.yesterday().map_err(|_| Refused::Backwards)?;
    if seat.period.until.is_some_and(|until| until <= last) {
        return Err(Refused::Ended);
    }
    let heads = kind == BodyKind::Secretariat && seat.role == Role::Chair;
    let another = others.iter().any(|other| {
        other.role == Role::Chair && other != seat && other.period.holds(day)
    });
    if heads && !another {
        return Err(Refused::LastHead);
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const JAN: i64 = 1;
    const BENT: i64 = 2;

    fn since(year: i16) -> Period {
        Period { since: Some(date(year, 1, 1)), until: None }
    }

    fn chair(person: i64, period: Period) -> Held {
        Held { person, role: Role::Chair, period }
    }

    fn wanted(person: i64, role: Role, period: Period) -> Wanted {
        Wanted { person: Some(person), role, stands_for: None, period }
    }

    #[test]
    fn nobody_seats_themselves() {
        let seat = wanted(JAN, Role::Member, since(2011));

        assert_eq!(give(Some(JAN), &seat, &[]), Err(Refused::OwnSeat));
        assert_eq!(give(Some(BENT), &seat, &[]), Ok(()));
    }

    #[test]
    fn a_body_has_one_chair_at_a_time() {
        let was = Period { until: Some(date(2010, 12, 31)), ..since(2009) };
        let seat = wanted(BENT, Role::Chair, since(2011));

        let both = give(None, &seat, &[chair(JAN, since(2009))]);
        assert_eq!(both, Err(Refused::Chaired));
        assert_eq!(give(None, &seat, &[chair(JAN, was)]), Ok(()));
    }

    #[test]
    fn nobody_has_two_seats_in_a_body_on_one_day() {
        let held = [Held { person: BENT, role: Role::Member, period: since(2009) }];

        let again = give(None, &wanted(BENT, Role::Observer, since(2011)), &held);
        assert_eq!(again, Err(Refused::Seated));
    }

    #[test]
    fn a_substitute_stands_for_somebody_who_has_a_vote() {
        let held = [chair(JAN, since(2009))];
        let stands = |role, stands_for| Wanted {
            stands_for: Some(stands_for),
            ..wanted(BENT, role, since(2011))
        };

        assert_eq!(give(None, &stands(Role::Substitute, JAN), &held), Ok(()));
        let other = give(None, &stands(Role::Substitute, 9), &held);
        assert_eq!(other, Err(Refused::NoMember));
        let member = give(None, &stands(Role::Member, JAN), &held);
        assert_eq!(member, Err(Refused::NoSubstitute));
    }

    #[test]
    fn a_seat_ends_the_day_before_and_the_secretariat_keeps_a_head() {
        let astrid = chair(JAN, since(2009));
        let day = date(2011, 10, 3);

        let alone = end(BodyKind::Secretariat, &astrid, day, &[astrid]);
        assert_eq!(alone, Err(Refused::LastHead));
        let ended = end(BodyKind::SteeringGroup, &astrid, day, &[astrid]);
        assert_eq!(ended, Ok(date(2011, 10, 2)));
        let over = Period { until: Some(date(2010, 1, 1)), ..since(2009) };
        let again = end(BodyKind::Other, &chair(JAN, over), day, &[]);
        assert_eq!(again, Err(Refused::Ended));
    }

    fn any_period() -> impl Strategy<Value = Period> {
        let day = || proptest::option::of((1_i8..=28).prop_map(|day| date(2011, 1, day)));
        (day(), day()).prop_map(|(since, until)| Period { since, until })
    }

    proptest! {
        #[test]
        fn two_periods_meet_when_a_day_is_in_both(a in any_period(), b in any_period()) {
            let days = (0..40).map(|at| date(2010, 12, 25) + jiff::Span::new().days(at));
            let both = days.into_iter().any(|day| a.holds(day) && b.holds(day));
            prop_assert_eq!(a.meets(b), both);
            prop_assert_eq!(b.meets(a), both);
        }
    }
}
