//! What passes on from whom to whom, and when it may.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{
    bodies::{rules::Role, seats::Period},
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// How far a change of people reaches.
    Reach {
        /// Everything the person has in the case.
        Everything: "everything", "succession-everything";
        /// Only what belongs to this body.
        Body: "body", "succession-body";
    }
}

/// One who goes and one who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub from: i64,
    /// Somebody new has no number yet.
    pub to: Option<i64>,
}

/// A seat as the succession sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    pub id: i64,
    pub body: i64,
    pub person: i64,
    pub role: Role,
    pub stands_for: Option<i64>,
    pub period: Period,
}

/// What becomes of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    /// The seat ends the day before; the successor has the same from the day.
    Handed { seat: Seat },
    /// It had not begun: it becomes the successor's as it is.
    Renamed { seat: Seat },
    /// The successor sat in the body already: the weaker of the two seats ends.
    Ended { seat: Seat },
    /// A substitute stands for the successor from the day.
    Restood { seat: Seat },
}

impl Passing {
    pub fn seat(self) -> Seat {
        let (Self::Handed { seat }
        | Self::Renamed { seat }
        | Self::Ended { seat }
        | Self::Restood { seat }) = self;
        seat
    }
}

/// Why nothing passes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("nobody goes")]
    Nobody,
    #[error("the day has not come")]
    TooEarly,
    #[error("somebody succeeds themselves")]
    Same,
    #[error("two succeed to one another's seats, or one to two")]
    Tangled,
    #[error("nobody passes a seat on to themselves")]
    OwnSeat,
    #[error("the one who goes has nothing to pass on")]
    Nothing,
    #[error("what passes on has changed since it was shown")]
    Changed,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Nobody => "succession-refused-nobody",
            Self::TooEarly => "succession-refused-too-early",
            Self::Same => "succession-refused-same",
            Self::Tangled => "succession-refused-tangled",
            Self::OwnSeat => "succession-refused-own",
            Self::Nothing => "succession-refused-nothing",
            Self::Changed => "succession-refused-changed",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Nobody | Self::Nothing => "succession-refused-nobody-way",
            Self::TooEarly => "succession-refused-too-early-way",
            Self::Same | Self::Tangled => "succession-refused-same-way",
            Self::OwnSeat => "succession-refused-own-way",
            Self::Changed => "succession-refused-changed-way",
        })
    }
}

/// Whether these people may succeed one another on that day.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn check(
    by: Option<i64>,
    day: Date,
    today: Date,
    changes: &[Change],
) -> Result<(), Refused> {
    if changes.is_empty() {
        return Err(Refused::Nobody);
    }
    if day > today {
        return Err(Refused::TooEarly);
    }
    if changes.iter().any(|change| change.to == Some(change.from)) {
        return Err(Refused::Same);
    }
    if by.is_some() && changes.iter().any(|change| change.to == by) {
        return Err(Refused::OwnSeat);
    }
    let going: BTreeSet<i64> = changes.iter().map(|change| change.from).collect();
    let coming: Vec<i64> = changes.iter().filter_map(|change| change.to).collect();
    let once: BTreeSet<i64> = coming.iter().copied().collect();
    let twice = going.len() < changes.len() || once.len() < coming.len();
    if twice || coming.iter().any(|person| going.contains(person)) {
        return Err(Refused::Tangled);
    }
    Ok(())
}

/// How strong a role is, when one person would have two.
fn strength(role: Role) -> u8 {
    match role {
        Role::Chair => 5,
        Role::ViceChair => 4,
        Role::Member => 3,
        Role::Secretary => 2,
        Role::Substitute => 1,
        Role::Observer => 0,
    }
}

/// What becomes of all seats when one person succeeds another on a day. `seats` are those
/// in reach, of everybody.
pub fn seats(change: Change, day: Date, seats: &[Seat]) -> Vec<Passing> {
    let from_then = Period { since: Some(day), until: None };
    let lasting = |seat: &&Seat| seat.period.meets(from_then);
    let mut passing = Vec::new();
    for seat in seats.iter().filter(lasting) {
        if seat.stands_for == Some(change.from) && Some(seat.person) != change.to {
            passing.push(Passing::Restood { seat: *seat });
        }
        if seat.person != change.from {
            continue;
        }
        let has = seats.iter().filter(lasting).find(|other| {
            Some(other.person) == change.to
                && other.body == seat.body
                && other.period.meets(seat.period)
        });
        match has {
            Some(other) if strength(other.role) >= strength(seat.role) => {
                passing.push(Passing::Ended { seat: *seat });
            }
            Some(other) => {
                passing.push(Passing::Ended { seat: *other });
                passing.push(handed(*seat, day));
            }
            None => passing.push(handed(*seat, day)),
        }
    }
    passing
}

fn handed(seat: Seat, day: Date) -> Passing {
    if seat.period.since.is_some_and(|since| since >= day) {
        Passing::Renamed { seat }
    } else {
        Passing::Handed { seat }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const CLARA: i64 = 1;
    const ODA: i64 = 2;
    const HER_SUBSTITUTE: i64 = 3;
    const DAY: Date = date(2011, 10, 3);

    fn seat(id: i64, person: i64, role: Role, since: Date) -> Seat {
        let period = Period { since: Some(since), until: None };
        Seat { id, body: 7, person, role, stands_for: None, period }
    }

    fn change() -> Change {
        Change { from: CLARA, to: Some(ODA) }
    }

    #[test]
    fn a_minister_hands_on_what_lasts_and_not_what_is_over() {
        let now = seat(1, CLARA, Role::Member, date(2010, 2, 23));
        let over = Seat {
            period: Period { since: None, until: Some(date(2009, 4, 7)) },
            ..seat(2, CLARA, Role::Member, DAY)
        };
        let later = seat(3, CLARA, Role::Chair, date(2012, 1, 1));

        let passing = seats(change(), DAY, &[now, over, later]);

        let wanted = [Passing::Handed { seat: now }, Passing::Renamed { seat: later }];
        assert_eq!(passing, wanted);
    }

    #[test]
    fn who_sits_there_already_keeps_the_stronger_seat() {
        let chair = seat(1, CLARA, Role::Chair, date(2010, 1, 1));
        let member = seat(2, ODA, Role::Member, date(2010, 1, 1));

        let up = seats(change(), DAY, &[chair, member]);
        assert_eq!(up, [Passing::Ended { seat: member }, Passing::Handed { seat: chair }]);

        let down = Change { from: ODA, to: Some(CLARA) };
        assert_eq!(seats(down, DAY, &[chair, member]), [Passing::Ended { seat: member }]);
    }

    #[test]
    fn a_substitute_stands_for_the_successor() {
        let member = seat(1, CLARA, Role::Member, date(2010, 1, 1));
        let substitute = Seat {
            stands_for: Some(CLARA),
            ..seat(2, HER_SUBSTITUTE, Role::Substitute, date(2010, 1, 1))
        };

        let passing = seats(change(), DAY, &[member, substitute]);

        let restood = Passing::Restood { seat: substitute };
        assert_eq!(passing, [Passing::Handed { seat: member }, restood]);
    }

    #[test]
    fn a_successor_who_stood_in_stands_in_no_more() {
        let member = seat(1, CLARA, Role::Member, date(2010, 1, 1));
        let substitute = Seat {
            stands_for: Some(CLARA),
            ..seat(2, ODA, Role::Substitute, date(2010, 1, 1))
        };

        let passing = seats(change(), DAY, &[member, substitute]);

        let ended = Passing::Ended { seat: substitute };
        assert_eq!(passing, [ended, Passing::Handed { seat: member }]);
    }

    #[test]
    fn nobody_succeeds_in_circles_or_to_their_own_gain() {
        let today = DAY;
        let of = |from, to| Change { from, to: Some(to) };

        assert_eq!(check(None, DAY, today, &[]), Err(Refused::Nobody));
        assert_eq!(check(None, DAY, today, &[of(1, 1)]), Err(Refused::Same));
        assert_eq!(check(Some(2), DAY, today, &[of(1, 2)]), Err(Refused::OwnSeat));
        let circle = [of(1, 2), of(2, 1)];
        assert_eq!(check(None, DAY, today, &circle), Err(Refused::Tangled));
        let both = [of(1, 3), of(2, 3)];
        assert_eq!(check(None, DAY, today, &both), Err(Refused::Tangled));
        let early = check(None, date(2011, 10, 4), today, &[of(1, 2)]);
        assert_eq!(early, Err(Refused::TooEarly));
        let new = Change { from: 1, to: None };
        assert_eq!(check(Some(9), DAY, today, &[new, of(2, 4)]), Ok(()));
    }
}
