//! A body of 24 with substitutes, whatever happens in the room and by every rule, beside
//! a small model that shares nothing with the rules but the words. The model keeps no
//! state: it asks the history, backwards, each time.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, prelude::*, sample::select};

use super::{
    rules::{
        Abstention, DecisionRule, NotQuorate, Outcome, Quorum, Role, Rule, Share, Vote,
        Whole, outcome,
    },
    sitting::{Event, Place, Sitting},
};
use crate::web::choices::Choice as _;

const SEATS: i64 = 24;
const ITEMS: [i64; 3] = [501, 502, 503];

/// 1 chairs, 2 is vice chair, up to 24 are members; 101 to 106 stand in for 1, 2, 3, 4, 5
/// and 5, 107 to 110 for anyone; 201 and 202 observe; 203 keeps the minutes.
fn places() -> Vec<Place> {
    let role = |person: i64| match person {
        1 => Role::Chair,
        2 => Role::ViceChair,
        3..=24 => Role::Member,
        101..=110 => Role::Substitute,
        203 => Role::Secretary,
        _ => Role::Observer,
    };
    (1..=24)
        .chain(101..=110)
        .chain(201..=203)
        .map(|person| Place {
            person,
            role: role(person),
            stands_for: stands_for(person).filter(|_| (101..=106).contains(&person)),
        })
        .collect()
}

fn stands_for(substitute: i64) -> Option<i64> {
    (101..=106).contains(&substitute).then(|| (substitute - 100).min(5))
}

fn is_substitute(person: i64) -> bool {
    (101..=110).contains(&person)
}

fn is_seat(person: i64) -> bool {
    (1..=24).contains(&person)
}

fn has_place(person: i64) -> bool {
    is_seat(person) || is_substitute(person) || (201..=203).contains(&person)
}

/// What was there at the beginning, and all that could happen since.
struct History {
    began: BTreeSet<i64>,
    events: Vec<Event>,
}

impl History {
    fn of(began: &BTreeSet<i64>, events: &[Event]) -> Self {
        let mut history = Self { began: began.clone(), events: Vec::new() };
        for event in events {
            if history.could(*event) {
                history.events.push(*event);
            }
        }
        history
    }

    fn here(&self, who: i64) -> bool {
        for event in self.events.iter().rev() {
            match event {
                Event::Arrived { person } if *person == who => return true,
                Event::Left { person } if *person == who => return false,
                _ => {}
            }
        }
        self.began.contains(&who)
    }

    fn conflict(&self, who: i64, about: i64) -> bool {
        for event in self.events.iter().rev() {
            match event {
                Event::Conflict { person, item } if (*person, *item) == (who, about) => {
                    return true;
                }
                Event::NoConflict { person, item } if (*person, *item) == (who, about) => {
                    return false;
                }
                _ => {}
            }
        }
        false
    }

    fn left_since(&self, at: usize, who: i64) -> bool {
        self.events[at..].contains(&Event::Left { person: who })
    }

    /// Who sits in the seat of a member who is away.
    fn in_seat(&self, seat: i64) -> Option<i64> {
        let took = |event: &Event| match event {
            Event::TookSeat { substitute, of } if *of == seat => Some(*substitute),
            _ => None,
        };
        let at = self.events.iter().rposition(|event| took(event).is_some())?;
        let substitute = took(&self.events[at])?;
        let back = self.events[at..].contains(&Event::Arrived { person: seat });
        (!back && !self.left_since(at, substitute)).then_some(substitute)
    }

    /// Who sits in the seat of a member with a conflict.
    fn in_seat_for(&self, seat: i64, about: i64) -> Option<i64> {
        let took = |event: &Event| match event {
            Event::TookSeatFor { substitute, of, item } if (*of, *item) == (seat, about) => {
                Some(*substitute)
            }
            _ => None,
        };
        let at = self.events.iter().rposition(|event| took(event).is_some())?;
        let substitute = took(&self.events[at])?;
        let over = Event::NoConflict { person: seat, item: about };
        let over = self.events[at..].contains(&over);
        (!over && !self.left_since(at, substitute)).then_some(substitute)
    }

    fn sits_somewhere(&self, who: i64) -> bool {
        (1..=SEATS).any(|seat| self.in_seat(seat) == Some(who))
    }

    fn sits_on(&self, who: i64, item: i64) -> bool {
        (1..=SEATS).any(|seat| self.in_seat_for(seat, item) == Some(who))
    }

    fn could(&self, event: Event) -> bool {
        let fits = |substitute: i64, of: i64| {
            is_substitute(substitute)
                && is_seat(of)
                && stands_for(substitute).is_none_or(|member| member == of)
                && self.here(substitute)
        };
        match event {
            Event::Arrived { person } => has_place(person) && !self.here(person),
            Event::Left { person } => has_place(person) && self.here(person),
            Event::TookSeat { substitute, of } => {
                fits(substitute, of)
                    && !self.here(of)
                    && self.in_seat(of).is_none()
                    && !self.sits_somewhere(substitute)
                    && !ITEMS.iter().any(|item| self.sits_on(substitute, *item))
            }
            Event::TookSeatFor { substitute, of, item } => {
                fits(substitute, of)
                    && self.conflict(of, item)
                    && self.in_seat_for(of, item).is_none()
                    && !self.sits_somewhere(substitute)
                    && !self.sits_on(substitute, item)
            }
            Event::Conflict { person, item } => {
                has_place(person) && !self.conflict(person, item)
            }
            Event::NoConflict { person, item } => self.conflict(person, item),
        }
    }

    /// Who speaks from a seat on an item.
    fn speaks(&self, seat: i64, item: i64) -> Option<i64> {
        let who = match (self.in_seat_for(seat, item), self.here(seat)) {
            (Some(substitute), _) => substitute,
            (None, true) => seat,
            (None, false) => self.in_seat(seat)?,
        };
        (self.here(who) && !self.conflict(who, item)).then_some(who)
    }

    fn speakers(&self, item: i64) -> Vec<i64> {
        (1..=SEATS).filter_map(|seat| self.speaks(seat, item)).collect()
    }

    fn leads(&self, item: i64) -> Option<i64> {
        [1, 2].into_iter().find(|chair| self.speaks(*chair, item) == Some(*chair))
    }
}

/// What votes come to, by looking at them one by one.
fn came_to(rule: &DecisionRule, votes: &[Vote], chair: Option<Vote>) -> Outcome {
    let says_yes = |vote: &Vote| matches!(vote, Vote::For | Vote::Reservation);
    let heard: Vec<bool> = votes
        .iter()
        .filter(|vote| {
            **vote != Vote::Abstains || rule.abstention == Abstention::Against
        })
        .map(says_yes)
        .collect();
    let yes = heard.iter().filter(|yes| **yes).count();
    let yes_or_no = |yes| if yes { Outcome::Carried } else { Outcome::Lost };
    match rule.rule {
        Rule::Unanimous => yes_or_no(!heard.is_empty() && yes == heard.len()),
        Rule::Consensus => {
            yes_or_no(!votes.is_empty() && !votes.contains(&Vote::Against))
        }
        Rule::Qualified => {
            let whole = match rule.whole {
                Whole::Seats => usize::try_from(SEATS).unwrap(),
                Whole::Present => heard.len(),
            };
            let (num, den) = (rule.share.num(), rule.share.den());
            let (num, den) =
                (usize::try_from(num).unwrap(), usize::try_from(den).unwrap());
            // The least number that is enough, found by counting up.
            let enough = (1..=whole).find(|some| {
                if num * 2 == den { some * 2 > whole } else { some * den >= num * whole }
            });
            yes_or_no(enough.is_some_and(|enough| yes >= enough))
        }
        Rule::Majority if yes > 0 && yes * 2 == heard.len() => {
            match chair.filter(|_| rule.casting_vote) {
                Some(vote) if says_yes(&vote) => Outcome::CarriedByChair,
                Some(Vote::Against) => Outcome::Lost,
                _ => Outcome::Tie,
            }
        }
        Rule::Majority => yes_or_no(yes * 2 > heard.len()),
    }
}

fn any_person() -> impl Strategy<Value = i64> {
    prop_oneof![6 => 1..=24_i64, 4 => 101..=110_i64, 1 => 201..=203_i64, 1 => Just(999)]
}

fn any_event() -> impl Strategy<Value = Event> {
    let item = || select(ITEMS.to_vec());
    // Few seats meet often.
    let seat = || prop_oneof![3 => 1..=6_i64, 1 => 1..=24_i64, 1 => Just(201)];
    let substitute = || prop_oneof![9 => 101..=110_i64, 1 => any_person()];
    prop_oneof![
        3 => any_person().prop_map(|person| Event::Arrived { person }),
        3 => any_person().prop_map(|person| Event::Left { person }),
        2 => seat().prop_map(|person| Event::Left { person }),
        4 => (substitute(), seat())
            .prop_map(|(substitute, of)| Event::TookSeat { substitute, of }),
        3 => (substitute(), seat(), item())
            .prop_map(|(substitute, of, item)| Event::TookSeatFor { substitute, of, item }),
        3 => (any_person(), item())
            .prop_map(|(person, item)| Event::Conflict { person, item }),
        3 => (seat(), item()).prop_map(|(person, item)| Event::Conflict { person, item }),
        2 => (seat(), item()).prop_map(|(person, item)| Event::NoConflict { person, item }),
    ]
}

fn any_rule() -> impl Strategy<Value = DecisionRule> {
    let share = (1..=8_i64, 1..=8_i64)
        .prop_filter_map("a majority", |(num, den)| Share::new(num, den));
    (
        select(Rule::ALL.to_vec()),
        share,
        select(Whole::ALL.to_vec()),
        select(Abstention::ALL.to_vec()),
        any::<bool>(),
    )
        .prop_map(|(rule, share, whole, abstention, casting_vote)| DecisionRule {
            rule,
            share,
            whole,
            abstention,
            casting_vote,
        })
}

/// Votes of those with a number up to 300: often nearly even.
fn any_votes() -> impl Strategy<Value = BTreeMap<i64, Vote>> {
    let vote = select(vec![
        Vote::For,
        Vote::Against,
        Vote::For,
        Vote::Against,
        Vote::Reservation,
        Vote::Abstains,
    ]);
    vec(vote, 300).prop_map(|votes| (1..).zip(votes).collect())
}

fn any_beginning() -> impl Strategy<Value = BTreeSet<i64>> {
    vec(any_person(), 0..40).prop_map(|people| {
        people.into_iter().filter(|person| has_place(*person)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_body_of_twenty_four_sits_counts_and_decides_as_the_model_does(
        began in any_beginning(),
        events in vec(any_event(), 0..40),
        rule in any_rule(),
        needed in 0..=24_i64,
        with_chair in any::<bool>(),
        votes in any_votes(),
    ) {
        let quorum = Quorum { needed, with_chair };
        let mut sitting = Sitting::opened(&places(), began.iter().copied());
        let mut model = History::of(&began, &[]);
        for event in events {
            let could = model.could(event);
            prop_assert_eq!(sitting.happen(event).is_ok(), could, "{:?}", event);
            if could {
                model.events.push(event);
            }
            // After every event: somebody may leave in the middle of any item.
            for item in ITEMS {
                let voters = sitting.voters(Some(item));
                let people: Vec<i64> = voters.iter().map(|voter| voter.person).collect();
                let speakers = model.speakers(item);
                prop_assert_eq!(&people, &speakers);
                let once: BTreeSet<i64> = people.iter().copied().collect();
                prop_assert_eq!(once.len(), people.len(), "somebody votes twice");
                prop_assert_eq!(sitting.chair(Some(item)), model.leads(item));

                let present = i64::try_from(speakers.len()).unwrap();
                let quorate = sitting.quorate(quorum, Some(item));
                if present < needed {
                    prop_assert_eq!(quorate, Err(NotQuorate::TooFew { present, needed }));
                } else if with_chair && model.leads(item).is_none() {
                    prop_assert_eq!(quorate, Err(NotQuorate::NoChair));
                } else {
                    prop_assert_eq!(quorate, Ok(()));
                }

                let said: Vec<Vote> = speakers
                    .iter()
                    .map(|who| votes.get(who).copied().unwrap_or(Vote::Abstains))
                    .collect();
                let chair = model.leads(item).map(|who| votes[&who]);
                let tally = sitting.tally(item, &votes);
                prop_assert!(tally.fits(SEATS));
                prop_assert_eq!(
                    outcome(&rule, SEATS, &tally),
                    came_to(&rule, &said, chair),
                    "{:?} {:?} {:?}", rule, said, chair
                );
            }
        }
    }

    #[test]
    fn one_more_yes_never_loses_what_was_carried(
        rule in any_rule(), votes in vec(select(Vote::ALL.to_vec()), 0..23),
    ) {
        let count = |votes: &[Vote]| votes.iter().fold(
            super::rules::Tally::default(), |tally, vote| tally.and(*vote, false));
        let before = outcome(&rule, SEATS, &count(&votes));
        let mut more = votes.clone();
        more.push(Vote::For);
        let after = outcome(&rule, SEATS, &count(&more));
        prop_assert!(!before.is_carried() || after.is_carried(), "{before:?} {after:?}");
    }
}
