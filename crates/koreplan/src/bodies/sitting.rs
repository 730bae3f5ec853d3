//! Who is in the room, and who votes on an item: seats, substitutes, comings and goings,
//! conflicts of interest.
//!
//! ```text
//! seats of the day ─→ those who were there from the beginning ─→ events in their order
//!                                                    └→ voters of item N, and quorum
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{NotQuorate, Quorum, Role, Tally, Vote};
use crate::refusal::{Message, Refusal};

/// A seat of the body on the day of the meeting, as one person has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub person: i64,
    pub role: Role,
    /// The member a substitute steps in for; nobody in particular: for anyone.
    pub stands_for: Option<i64>,
}

/// Something that happens while the meeting goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Arrived {
        person: i64,
    },
    Left {
        person: i64,
    },
    /// A substitute takes the seat of a member who is not there, until that one comes.
    TookSeat {
        substitute: i64,
        of: i64,
    },
    /// A substitute takes the seat of a member with a conflict, for that item alone.
    TookSeatFor {
        substitute: i64,
        of: i64,
        item: i64,
    },
    /// Someone has an interest in an item, and neither votes on it nor counts.
    Conflict {
        person: i64,
        item: i64,
    },
    /// There was no conflict after all.
    NoConflict {
        person: i64,
        item: i64,
    },
}

/// Why something could not have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("this person has no place in the meeting")]
    NoPlace,
    #[error("this person is here already")]
    Here,
    #[error("this person is not here")]
    NotHere,
    #[error("the seat is taken")]
    Taken,
    #[error("this person is no substitute for that seat")]
    NoSubstitute,
    #[error("the substitute has another seat")]
    SeatedElsewhere,
    #[error("the member is here and has no conflict")]
    MemberIsHere,
    #[error("the conflict was noted already")]
    Noted,
    #[error("no conflict was noted")]
    NotNoted,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NoPlace => "sitting-refused-no-place",
            Self::Here => "sitting-refused-here",
            Self::NotHere => "sitting-refused-not-here",
            Self::Taken => "sitting-refused-taken",
            Self::NoSubstitute => "sitting-refused-no-substitute",
            Self::SeatedElsewhere => "sitting-refused-seated-elsewhere",
            Self::MemberIsHere => "sitting-refused-member-is-here",
            Self::Noted => "sitting-refused-noted",
            Self::NotNoted => "sitting-refused-not-noted",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NoPlace => "sitting-refused-no-place-way",
            Self::NotHere => "sitting-refused-not-here-way",
            Self::NoSubstitute => "sitting-refused-no-substitute-way",
            Self::Taken | Self::SeatedElsewhere => "sitting-refused-taken-way",
            Self::MemberIsHere => "sitting-refused-member-is-here-way",
            Self::Here | Self::Noted | Self::NotNoted => "sitting-refused-here-way",
        })
    }
}

/// Someone who votes, and whose seat it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Voter {
    pub person: i64,
    /// The member whose seat it is: the person, or the one who is stood in for.
    pub seat: i64,
}

/// The room at one moment.
#[derive(Debug, Clone, Default)]
pub struct Sitting {
    places: BTreeMap<i64, Place>,
    here: BTreeSet<i64>,
    /// Which substitute sits in whose seat.
    taken: BTreeMap<i64, i64>,
    /// The same for one item: (item, member) → substitute.
    taken_for: BTreeMap<(i64, i64), i64>,
    conflicts: BTreeSet<(i64, i64)>,
}

impl Sitting {
    /// The room when the meeting is opened. A person who has two places has the first
    /// that votes.
    pub fn opened(places: &[Place], here: impl IntoIterator<Item = i64>) -> Self {
        let mut sitting = Self::default();
        for place in places {
            let known = sitting.places.entry(place.person).or_insert(*place);
            if place.role.has_vote() && !known.role.has_vote() {
                *known = *place;
            }
        }
        sitting.here = here.into_iter().collect();
        sitting.here.retain(|person| sitting.places.contains_key(person));
        sitting
    }

    /// The room after all that happened; what could not have happened is passed over.
    #[must_use]
    pub fn after(mut self, events: &[Event]) -> Self {
        for event in events {
            // A correction of who was there at the beginning may make a later event void.
            let _ = self.happen(*event);
        }
        self
    }

    /// Lets something happen.
    ///
    /// # Errors
    /// [`Refused`] when it can't; the room is as it was.
    pub fn happen(&mut self, event: Event) -> Result<(), Refused> {
        match event {
            Event::Arrived { person } => {
                self.place(person)?;
                if !self.here.insert(person) {
                    return Err(Refused::Here);
                }
                self.taken.remove(&person);
            }
            Event::Left { person } => {
                self.place(person)?;
                if !self.here.remove(&person) {
                    return Err(Refused::NotHere);
                }
                self.taken.retain(|_, substitute| *substitute != person);
                self.taken_for.retain(|_, substitute| *substitute != person);
            }
            Event::TookSeat { substitute, of } => {
                self.may_take(substitute, of)?;
                if self.here.contains(&of) {
                    return Err(Refused::MemberIsHere);
                }
                if self.taken.contains_key(&of) {
                    return Err(Refused::Taken);
                }
                let mut seated = self.taken.values().chain(self.taken_for.values());
                if seated.any(|seated| *seated == substitute) {
                    return Err(Refused::SeatedElsewhere);
                }
                self.taken.insert(of, substitute);
            }
            Event::TookSeatFor { substitute, of, item } => {
                self.may_take(substitute, of)?;
                if !self.has_conflict(of, item) {
                    return Err(Refused::MemberIsHere);
                }
                if self.taken_for.contains_key(&(item, of)) {
                    return Err(Refused::Taken);
                }
                let seated = self.taken.values().any(|seated| *seated == substitute)
                    || self
                        .taken_for
                        .iter()
                        .any(|((on, _), seated)| *on == item && *seated == substitute);
                if seated {
                    return Err(Refused::SeatedElsewhere);
                }
                self.taken_for.insert((item, of), substitute);
            }
            Event::Conflict { person, item } => {
                self.place(person)?;
                if !self.conflicts.insert((item, person)) {
                    return Err(Refused::Noted);
                }
            }
            Event::NoConflict { person, item } => {
                if !self.conflicts.remove(&(item, person)) {
                    return Err(Refused::NotNoted);
                }
                self.taken_for.remove(&(item, person));
            }
        }
        Ok(())
    }

    fn place(&self, person: i64) -> Result<Place, Refused> {
        self.places.get(&person).copied().ok_or(Refused::NoPlace)
    }

    fn may_take(&self, substitute: i64, of: i64) -> Result<(), Refused> {
        let (place, seat) = (self.place(substitute)?, self.place(of)?);
        let stands = place.stands_for.is_none_or(|member| member == of);
        if place.role != Role::Substitute || !seat.role.has_vote() || !stands {
            return Err(Refused::NoSubstitute);
        }
        if !self.here.contains(&substitute) {
            return Err(Refused::NotHere);
        }
        Ok(())
    }

    pub fn is_here(&self, person: i64) -> bool {
        self.here.contains(&person)
    }

    pub fn has_conflict(&self, person: i64, item: i64) -> bool {
        self.conflicts.contains(&(item, person))
    }

    /// Whose seat this substitute sits in now.
    pub fn sits_for(&self, substitute: i64) -> Option<i64> {
        self.taken.iter().find(|(_, seated)| **seated == substitute).map(|(of, _)| *of)
    }

    /// The same on one item, where a member with a conflict steps back.
    pub fn sits_for_on(&self, substitute: i64, item: i64) -> Option<i64> {
        self.taken_for
            .iter()
            .find(|((on, _), seated)| *on == item && **seated == substitute)
            .map(|((_, of), _)| *of)
            .or_else(|| self.sits_for(substitute))
    }

    /// Who may vote, on this item or in general. Each seat has one voice at most.
    pub fn voters(&self, item: Option<i64>) -> Vec<Voter> {
        let free =
            |person: i64| !item.is_some_and(|item| self.has_conflict(person, item));
        let seats = self.places.values().filter(|place| place.role.has_vote());
        seats
            .filter_map(|place| {
                let seat = place.person;
                let for_item = item.and_then(|item| self.taken_for.get(&(item, seat)));
                let person = if let Some(substitute) = for_item {
                    *substitute
                } else if self.here.contains(&seat) {
                    seat
                } else {
                    *self.taken.get(&seat)?
                };
                let votes = free(person) && self.here.contains(&person);
                votes.then_some(Voter { person, seat })
            })
            .collect()
    }

    /// How many seats are filled for this item, or in general.
    pub fn present(&self, item: Option<i64>) -> i64 {
        i64::try_from(self.voters(item).len()).unwrap_or(i64::MAX)
    }

    /// Who leads the item: the chair, else a vice chair, if they vote on it themselves.
    pub fn chair(&self, item: Option<i64>) -> Option<i64> {
        let voters = self.voters(item);
        [Role::Chair, Role::ViceChair].into_iter().find_map(|role| {
            voters
                .iter()
                .filter(|voter| voter.person == voter.seat)
                .find(|voter| self.places[&voter.person].role == role)
                .map(|voter| voter.person)
        })
    }

    /// Whether the body can decide this item, with those who are there now.
    ///
    /// # Errors
    /// [`NotQuorate`] with what is missing.
    pub fn quorate(&self, quorum: Quorum, item: Option<i64>) -> Result<(), NotQuorate> {
        quorum.check(self.present(item), self.chair(item).is_some())
    }

    /// Counts what was said on an item. Only who may vote is heard, and once.
    pub fn tally(&self, item: i64, said: &BTreeMap<i64, Vote>) -> Tally {
        let chair = self.chair(Some(item));
        self.voters(Some(item)).iter().fold(Tally::default(), |tally, voter| {
            let vote = said.get(&voter.person).copied().unwrap_or(Vote::Abstains);
            tally.and(vote, chair == Some(voter.person))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DORTE: i64 = 1;
    const VICE: i64 = 2;
    const CLARA: i64 = 3;
    const JAN: i64 = 4;
    const FOR_JAN: i64 = 5;
    const FOR_ANYONE: i64 = 6;
    const OBSERVER: i64 = 7;
    const ITEM: i64 = 30;

    fn group() -> Sitting {
        let place = |person, role| Place { person, role, stands_for: None };
        let places = [
            place(DORTE, Role::Chair),
            place(VICE, Role::ViceChair),
            place(CLARA, Role::Member),
            place(JAN, Role::Member),
            Place { stands_for: Some(JAN), ..place(FOR_JAN, Role::Substitute) },
            place(FOR_ANYONE, Role::Substitute),
            place(OBSERVER, Role::Observer),
        ];
        Sitting::opened(&places, [DORTE, VICE, CLARA, FOR_JAN, FOR_ANYONE, OBSERVER])
    }

    fn people(sitting: &Sitting, item: Option<i64>) -> Vec<i64> {
        sitting.voters(item).iter().map(|voter| voter.person).collect()
    }

    #[test]
    fn observers_and_substitutes_without_a_seat_count_for_nothing() {
        assert_eq!(people(&group(), None), [DORTE, VICE, CLARA]);
    }

    #[test]
    fn a_substitute_fills_the_seat_until_the_member_comes() {
        let mut room = group();

        let took = Event::TookSeat { substitute: FOR_JAN, of: JAN };
        assert_eq!(room.happen(took), Ok(()));
        assert_eq!(people(&room, None), [DORTE, VICE, CLARA, FOR_JAN]);
        assert_eq!(room.sits_for(FOR_JAN), Some(JAN));

        assert_eq!(room.happen(Event::Arrived { person: JAN }), Ok(()));
        assert_eq!(people(&room, None), [DORTE, VICE, CLARA, JAN]);
        assert_eq!(room.sits_for(FOR_JAN), None);
    }

    #[test]
    fn a_seat_is_taken_once_by_one_who_may_and_only_when_it_is_free() {
        let mut room = group();
        let took = |substitute, of| Event::TookSeat { substitute, of };

        assert_eq!(room.happen(took(FOR_JAN, CLARA)), Err(Refused::NoSubstitute));
        assert_eq!(room.happen(took(FOR_ANYONE, CLARA)), Err(Refused::MemberIsHere));
        assert_eq!(room.happen(took(OBSERVER, JAN)), Err(Refused::NoSubstitute));
        assert_eq!(room.happen(took(FOR_ANYONE, OBSERVER)), Err(Refused::NoSubstitute));
        assert_eq!(room.happen(took(FOR_ANYONE, JAN)), Ok(()));
        assert_eq!(room.happen(took(FOR_JAN, JAN)), Err(Refused::Taken));
        assert_eq!(room.happen(Event::Left { person: CLARA }), Ok(()));
        assert_eq!(room.happen(took(FOR_ANYONE, CLARA)), Err(Refused::SeatedElsewhere));
    }

    #[test]
    fn who_leaves_in_the_middle_of_an_item_leaves_the_seat_empty() {
        let mut room = group();
        let quorum = Quorum { needed: 3, with_chair: true };

        assert_eq!(room.quorate(quorum, Some(ITEM)), Ok(()));
        assert_eq!(room.happen(Event::Left { person: CLARA }), Ok(()));
        let few = NotQuorate::TooFew { present: 2, needed: 3 };
        assert_eq!(room.quorate(quorum, Some(ITEM)), Err(few));
        assert_eq!(room.happen(Event::Left { person: CLARA }), Err(Refused::NotHere));
    }

    #[test]
    fn a_conflict_is_about_one_item_and_a_substitute_may_step_in_for_it() {
        let mut room = group();

        assert_eq!(room.happen(Event::Conflict { person: CLARA, item: ITEM }), Ok(()));
        assert_eq!(people(&room, Some(ITEM)), [DORTE, VICE]);
        assert_eq!(people(&room, Some(ITEM + 1)), [DORTE, VICE, CLARA]);

        let took = |item| Event::TookSeatFor { substitute: FOR_ANYONE, of: CLARA, item };
        assert_eq!(room.happen(took(ITEM + 1)), Err(Refused::MemberIsHere));
        assert_eq!(room.happen(took(ITEM)), Ok(()));
        assert_eq!(people(&room, Some(ITEM)), [DORTE, VICE, FOR_ANYONE]);
        assert_eq!(people(&room, None), [DORTE, VICE, CLARA]);

        assert_eq!(room.happen(Event::NoConflict { person: CLARA, item: ITEM }), Ok(()));
        assert_eq!(people(&room, Some(ITEM)), [DORTE, VICE, CLARA]);
    }

    #[test]
    fn the_vice_chair_leads_where_the_chair_is_away_or_has_a_conflict() {
        let mut room = group();

        assert_eq!(room.chair(Some(ITEM)), Some(DORTE));
        assert_eq!(room.happen(Event::Conflict { person: DORTE, item: ITEM }), Ok(()));
        assert_eq!(room.chair(Some(ITEM)), Some(VICE));
        assert_eq!(room.chair(None), Some(DORTE));
        assert_eq!(room.happen(Event::Left { person: VICE }), Ok(()));
        assert_eq!(room.chair(Some(ITEM)), None);
    }

    #[test]
    fn who_may_not_vote_is_not_heard() {
        let mut room = group();
        assert_eq!(room.happen(Event::Conflict { person: CLARA, item: ITEM }), Ok(()));
        let said = [DORTE, CLARA, OBSERVER, FOR_JAN].map(|person| (person, Vote::For));

        let tally = room.tally(ITEM, &said.into());

        assert_eq!((tally.present, tally.votes_for, tally.abstained()), (2, 1, 1));
        assert_eq!(tally.chair, Some(Vote::For));
    }
}
