//! When attendance and votes may be noted, and when a decision agrees with the votes.

use crate::{
    bodies::{
        rules::{NotQuorate, Outcome},
        sitting::{self, Event},
    },
    choices,
    meetings::rules::{self as meeting, MeetingState, Verb},
    refusal::{Message, Refusal},
};

choices! {
    /// What can happen in the room.
    Happened {
        Arrived: "arrived", "attendance-arrived";
        Left: "left", "attendance-left";
        TookSeat: "took_seat", "attendance-took-seat";
        TookSeatFor: "took_seat_for", "attendance-took-seat-for";
        Conflict: "conflict", "attendance-conflict";
        NoConflict: "no_conflict", "attendance-no-conflict";
    }
}

/// Someone, something, and what it was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted {
    pub happened: Happened,
    pub person: i64,
    /// Whose seat it is.
    pub seat: Option<i64>,
    pub item: Option<i64>,
}

impl Noted {
    /// As the room understands it; nothing where a part of it is missing.
    pub fn event(self) -> Option<Event> {
        let person = self.person;
        Some(match self.happened {
            Happened::Arrived => Event::Arrived { person },
            Happened::Left => Event::Left { person },
            Happened::TookSeat => Event::TookSeat { substitute: person, of: self.seat? },
            Happened::TookSeatFor => {
                Event::TookSeatFor { substitute: person, of: self.seat?, item: self.item? }
            }
            Happened::Conflict => Event::Conflict { person, item: self.item? },
            Happened::NoConflict => Event::NoConflict { person, item: self.item? },
        })
    }
}

/// Why nothing was noted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Meeting(#[from] meeting::Refused),
    #[error(transparent)]
    Sitting(#[from] sitting::Refused),
    #[error(transparent)]
    NotQuorate(#[from] NotQuorate),
    #[error("this meeting has no body that votes")]
    NoBody,
    #[error("the votes are no yes by the body's rule")]
    VotedDown { outcome: Outcome },
    #[error("the votes are a yes by the body's rule")]
    VotedFor,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::Meeting(refused) => refused.why(),
            Self::Sitting(refused) => refused.why(),
            Self::NotQuorate(refused) => refused.why(),
            Self::NoBody => Message::new("attendance-refused-no-body"),
            Self::VotedDown { outcome: Outcome::Tie } => {
                Message::new("attendance-refused-tie")
            }
            Self::VotedDown { .. } => Message::new("attendance-refused-voted-down"),
            Self::VotedFor => Message::new("attendance-refused-voted-for"),
        }
    }

    fn way_forward(&self) -> Message {
        match self {
            Self::Meeting(refused) => refused.way_forward(),
            Self::Sitting(refused) => refused.way_forward(),
            Self::NotQuorate(_) => Message::new("attendance-refused-not-quorate-way"),
            Self::NoBody => Message::new("attendance-refused-no-body-way"),
            Self::VotedDown { outcome: Outcome::Tie } => {
                Message::new("attendance-refused-tie-way")
            }
            Self::VotedDown { .. } | Self::VotedFor => {
                Message::new("attendance-refused-voted-down-way")
            }
        }
    }
}

/// What happens in the room is noted while the meeting goes on. A conflict that was
/// known beforehand may be noted before it is opened.
///
/// # Errors
/// [`Refused`] after the meeting and, but for conflicts, before it.
pub fn note(state: MeetingState, event: Event) -> Result<(), Refused> {
    let conflict = matches!(event, Event::Conflict { .. } | Event::NoConflict { .. });
    match meeting::write(state) {
        Err(meeting::Refused::NotInProgress) if conflict => Ok(()),
        outcome => Ok(outcome?),
    }
}

/// Votes are counted while the meeting goes on, before the item is decided, and when
/// enough are there.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn vote(
    state: MeetingState,
    decided: bool,
    quorate: Result<(), NotQuorate>,
) -> Result<(), Refused> {
    meeting::write(state)?;
    if decided {
        return Err(meeting::Refused::AlreadyDecided.into());
    }
    Ok(quorate?)
}

/// Whether a decision may be written: enough are there, or were when it was voted on,
/// and it says what the votes said. Too few may still put the matter off.
///
/// # Errors
/// [`Refused`] with the way forward.
pub fn decide(
    verb: Verb,
    quorate: Result<(), NotQuorate>,
    voted: Option<Outcome>,
) -> Result<(), Refused> {
    if verb == Verb::Postponed {
        return Ok(());
    }
    match voted {
        None => Ok(quorate?),
        Some(outcome) if verb.adopts() && !outcome.is_carried() => {
            Err(Refused::VotedDown { outcome })
        }
        Some(outcome) if verb.drops() && outcome.is_carried() => Err(Refused::VotedFor),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: Result<(), NotQuorate> =
        Err(NotQuorate::TooFew { present: 8, needed: 9 });

    #[test]
    fn too_few_decide_nothing_but_may_put_it_off() {
        let refused = Refused::NotQuorate(NotQuorate::TooFew { present: 8, needed: 9 });

        assert_eq!(decide(Verb::Approved, FEW, None), Err(refused.clone()));
        assert_eq!(decide(Verb::Noted, FEW, None), Err(refused));
        assert_eq!(decide(Verb::Postponed, FEW, None), Ok(()));
        assert_eq!(decide(Verb::Approved, Ok(()), None), Ok(()));
    }

    #[test]
    fn a_vote_stands_when_somebody_leaves_after_it() {
        assert_eq!(decide(Verb::Approved, FEW, Some(Outcome::Carried)), Ok(()));
    }

    #[test]
    fn the_decision_says_what_the_votes_said() {
        let lost = Refused::VotedDown { outcome: Outcome::Lost };
        let tied = Refused::VotedDown { outcome: Outcome::Tie };

        assert_eq!(decide(Verb::Approved, Ok(()), Some(Outcome::Lost)), Err(lost));
        assert_eq!(decide(Verb::Endorsed, Ok(()), Some(Outcome::Tie)), Err(tied));
        let yes = Some(Outcome::CarriedByChair);
        assert_eq!(decide(Verb::Rejected, Ok(()), yes), Err(Refused::VotedFor));
        assert_eq!(decide(Verb::Rejected, Ok(()), Some(Outcome::Lost)), Ok(()));
        assert_eq!(decide(Verb::Postponed, Ok(()), Some(Outcome::Tie)), Ok(()));
    }

    #[test]
    fn votes_are_counted_only_while_the_meeting_goes_on() {
        let closed = Refused::Meeting(meeting::Refused::Closed);
        let decided = Refused::Meeting(meeting::Refused::AlreadyDecided);

        assert_eq!(vote(MeetingState::Closed, false, Ok(())), Err(closed));
        assert_eq!(vote(MeetingState::InProgress, true, Ok(())), Err(decided));
        assert_eq!(vote(MeetingState::InProgress, false, Ok(())), Ok(()));
        assert!(vote(MeetingState::InProgress, false, FEW).is_err());
    }

    #[test]
    fn a_conflict_may_be_known_before_the_meeting_and_an_arrival_may_not() {
        let conflict = Event::Conflict { person: 1, item: 2 };
        let arrival = Event::Arrived { person: 1 };

        assert_eq!(note(MeetingState::PapersSent, conflict), Ok(()));
        assert!(note(MeetingState::PapersSent, arrival).is_err());
        assert!(note(MeetingState::Closed, conflict).is_err());
        assert_eq!(note(MeetingState::InProgress, arrival), Ok(()));
    }
}
