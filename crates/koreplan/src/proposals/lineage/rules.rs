//! When proposals may become others, when that may be taken back, and what comes of whom.

use std::collections::BTreeSet;

use crate::{
    choices,
    proposals::rules::{self as proposal, ProposalState},
    refusal::{Message, Refusal},
};

choices! {
    /// How proposals became others.
    Kind {
        Merge: "merge", "lineage-merge";
        Split: "split", "lineage-split";
    }
}

/// A step of the lineage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: i64,
    pub from: Vec<i64>,
    pub to: Vec<i64>,
    pub undone: bool,
}

/// Why a step was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Proposal(#[from] proposal::Refused),
    #[error("fewer than two proposals")]
    TooFew,
    #[error("the step has been taken back")]
    AlreadyUndone,
    #[error("something rests on what came of the step")]
    RestedOn,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::Proposal(refused) => refused.why(),
            Self::TooFew => Message::new("lineage-refused-too-few"),
            Self::AlreadyUndone => Message::new("lineage-refused-already-undone"),
            Self::RestedOn => Message::new("lineage-refused-rested-on"),
        }
    }

    fn way_forward(&self) -> Message {
        match self {
            Self::Proposal(refused) => refused.way_forward(),
            Self::TooFew => Message::new("lineage-refused-too-few-way"),
            Self::AlreadyUndone => Message::new("lineage-refused-already-undone-way"),
            Self::RestedOn => Message::new("lineage-refused-rested-on-way"),
        }
    }
}

/// A proposal as it is merged or split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub state: ProposalState,
    /// A body has time left to answer how it is to be treated.
    pub treatment_waiting: bool,
}

fn at_hand(part: Part) -> Result<(), Refused> {
    proposal::change(part.state)?;
    if part.treatment_waiting {
        return Err(proposal::Refused::TreatmentWaiting.into());
    }
    Ok(())
}

/// At least two proposals that are at hand are merged.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn merge(parts: &[Part]) -> Result<(), Refused> {
    if parts.len() < 2 {
        return Err(Refused::TooFew);
    }
    parts.iter().try_for_each(|part| at_hand(*part))
}

/// A proposal that is at hand is split.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn split(part: Part) -> Result<(), Refused> {
    at_hand(part)
}

/// What has happened to something that came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    pub state: ProposalState,
    /// On an agenda once, sent to a body, put to one, or given more to rest on.
    pub rested_on: bool,
}

/// A step is taken back once, while nothing rests on what came of it.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn undo(undone: bool, outcomes: &[Outcome]) -> Result<(), Refused> {
    if undone {
        return Err(Refused::AlreadyUndone);
    }
    let free = |outcome: &Outcome| {
        let untouched =
            matches!(outcome.state, ProposalState::Drafted | ProposalState::Recommended);
        untouched && !outcome.rested_on
    };
    if outcomes.iter().all(free) { Ok(()) } else { Err(Refused::RestedOn) }
}

/// What goes to the parts of a split: to each what was chosen for it, and to all of them
/// what was chosen for none. So nothing is lost.
pub fn shares<T: Clone + PartialEq>(all: &[T], chosen: &[Vec<T>]) -> Vec<Vec<T>> {
    let nowhere = |one: &T| chosen.iter().all(|part| !part.contains(one));
    chosen
        .iter()
        .map(|part| {
            let mine = all.iter().filter(|one| part.contains(one) || nowhere(one));
            mine.cloned().collect()
        })
        .collect()
}

/// Everything a proposal came of, near and far, by steps that stand.
pub fn ancestors(changes: &[Change], id: i64) -> BTreeSet<i64> {
    follow(changes, id, |change| (&change.to, &change.from))
}

/// Everything a proposal became, near and far, by steps that stand.
pub fn descendants(changes: &[Change], id: i64) -> BTreeSet<i64> {
    follow(changes, id, |change| (&change.from, &change.to))
}

fn follow(
    changes: &[Change],
    id: i64,
    ends: fn(&Change) -> (&Vec<i64>, &Vec<i64>),
) -> BTreeSet<i64> {
    let mut found = BTreeSet::new();
    let mut next = vec![id];
    while let Some(at) = next.pop() {
        for change in changes.iter().filter(|change| !change.undone) {
            let (near, far) = ends(change);
            if near.contains(&at) {
                next.extend(far.iter().copied().filter(|far| found.insert(*far)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::proposals::rules::{Left, Progress, state};

    const FREE: Part = Part { state: ProposalState::Drafted, treatment_waiting: false };

    #[test]
    fn one_proposal_is_not_merged_and_a_decided_one_neither() {
        assert_eq!(merge(&[FREE]), Err(Refused::TooFew));
        let decided = Part { state: ProposalState::Adopted, ..FREE };
        assert_eq!(merge(&[FREE, decided]), Err(proposal::Refused::Decided.into()));
        assert_eq!(merge(&[FREE, FREE]), Ok(()));
    }

    #[test]
    fn what_a_body_is_reading_is_not_taken_from_under_it() {
        let asked = Part { treatment_waiting: true, ..FREE };

        assert_eq!(split(asked), Err(proposal::Refused::TreatmentWaiting.into()));
    }

    #[test]
    fn a_step_is_taken_back_until_something_rests_on_it() {
        let fresh = Outcome { state: ProposalState::Recommended, rested_on: false };
        let used = Outcome { rested_on: true, ..fresh };

        assert_eq!(undo(false, &[fresh, fresh]), Ok(()));
        assert_eq!(undo(false, &[fresh, used]), Err(Refused::RestedOn));
        assert_eq!(undo(true, &[fresh]), Err(Refused::AlreadyUndone));
    }

    #[test]
    fn a_sentence_chosen_for_no_part_goes_to_all() {
        let parts = shares(&[1, 2, 3], &[vec![1], vec![2, 9]]);

        assert_eq!(parts, [vec![1, 3], vec![2, 3]]);
    }

    /// A case as small as it can be: what each proposal rests on, and the steps.
    #[derive(Debug, Default)]
    struct World {
        proposals: Vec<(BTreeSet<u8>, Option<ProposalState>, bool)>,
        changes: Vec<Change>,
        said: BTreeSet<u8>,
    }

    #[derive(Debug, Clone)]
    enum Act {
        Make(BTreeSet<u8>),
        Add(usize, u8),
        Merge(BTreeSet<usize>),
        Split(usize, BTreeSet<u8>, BTreeSet<u8>),
        Undo(usize),
        Decide(usize, bool),
    }

    impl World {
        fn id(at: usize) -> i64 {
            i64::try_from(at).unwrap()
        }

        fn state(&self, at: usize) -> ProposalState {
            let id = Self::id(at);
            let became = self.changes.iter().any(|c| !c.undone && c.from.contains(&id));
            let taken_back = self.changes.iter().any(|c| c.undone && c.to.contains(&id));
            let left = match (taken_back, became) {
                (true, _) => Some(Left::TakenBack),
                (false, true) => Some(Left::Became),
                (false, false) => None,
            };
            let progress = Progress { left, ..Progress::default() };
            match (state(progress), self.proposals[at].1) {
                (ProposalState::Drafted, Some(decided)) => decided,
                (standing, _) => standing,
            }
        }

        fn part(&self, at: usize) -> Part {
            Part { state: self.state(at), treatment_waiting: false }
        }

        fn new_one(&mut self, sentences: BTreeSet<u8>) -> i64 {
            self.proposals.push((sentences, None, false));
            Self::id(self.proposals.len() - 1)
        }

        fn step(&mut self, from: Vec<i64>, to: Vec<i64>) {
            let id = Self::id(self.changes.len());
            self.changes.push(Change { id, from, to, undone: false });
        }

        fn does(&mut self, act: Act) {
            let all = self.proposals.len();
            match act {
                Act::Make(sentences) => {
                    self.said.extend(&sentences);
                    self.new_one(sentences);
                }
                Act::Add(at, sentence) if at < all => {
                    if proposal::change(self.state(at)).is_ok() {
                        self.said.insert(sentence);
                        self.proposals[at].0.insert(sentence);
                        self.proposals[at].2 = true;
                    }
                }
                Act::Merge(which) => {
                    let which: Vec<_> =
                        which.into_iter().filter(|at| *at < all).collect();
                    let parts: Vec<_> = which.iter().map(|at| self.part(*at)).collect();
                    if merge(&parts).is_ok() {
                        let sentences = which
                            .iter()
                            .flat_map(|at| self.proposals[*at].0.clone())
                            .collect();
                        let to = self.new_one(sentences);
                        self.step(which.into_iter().map(Self::id).collect(), vec![to]);
                    }
                }
                Act::Split(at, one, other) if at < all => {
                    if split(self.part(at)).is_ok() {
                        let sentences: Vec<_> =
                            self.proposals[at].0.iter().copied().collect();
                        let chosen =
                            [one, other].map(|part| part.into_iter().collect::<Vec<_>>());
                        let to = shares(&sentences, &chosen)
                            .into_iter()
                            .map(|share| self.new_one(share.into_iter().collect()))
                            .collect();
                        self.step(vec![Self::id(at)], to);
                    }
                }
                Act::Undo(at) if at < self.changes.len() => {
                    let change = &self.changes[at];
                    let outcomes: Vec<_> = change
                        .to
                        .iter()
                        .map(|id| usize::try_from(*id).unwrap())
                        .map(|at| Outcome {
                            state: self.state(at),
                            rested_on: self.proposals[at].2,
                        })
                        .collect();
                    if undo(change.undone, &outcomes).is_ok() {
                        self.changes[at].undone = true;
                    }
                }
                Act::Decide(at, yes) if at < all => {
                    if proposal::change(self.state(at)).is_ok() {
                        self.proposals[at].1 = Some(if yes {
                            ProposalState::Adopted
                        } else {
                            ProposalState::Rejected
                        });
                    }
                }
                Act::Add(..) | Act::Split(..) | Act::Undo(_) | Act::Decide(..) => {}
            }
        }

        /// Sentences of proposals that are open or decided.
        fn reached(&self) -> BTreeSet<u8> {
            (0..self.proposals.len())
                .filter(|at| {
                    let state = self.state(*at);
                    state.is_open()
                        || matches!(
                            state,
                            ProposalState::Adopted | ProposalState::Rejected
                        )
                })
                .flat_map(|at| self.proposals[at].0.clone())
                .collect()
        }
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let some = || proptest::collection::btree_set(0..12_u8, 0..4);
        let at = 0..10_usize;
        let act = prop_oneof![
            3 => proptest::collection::btree_set(0..12_u8, 1..4).prop_map(Act::Make),
            1 => (at.clone(), 0..12_u8).prop_map(|(at, one)| Act::Add(at, one)),
            4 => proptest::collection::btree_set(at.clone(), 2..4).prop_map(Act::Merge),
            4 => (at.clone(), some(), some()).prop_map(|(at, a, b)| Act::Split(at, a, b)),
            3 => at.clone().prop_map(Act::Undo),
            1 => (at, any::<bool>()).prop_map(|(at, yes)| Act::Decide(at, yes)),
        ];
        proptest::collection::vec(act, 1..40)
    }

    proptest! {
        #[test]
        fn whatever_is_merged_and_split_every_sentence_stays_within_reach(acts in acts()) {
            let mut world = World::default();
            for act in acts {
                world.does(act);
                prop_assert_eq!(world.reached(), world.said.clone());
            }
            for at in 0..world.proposals.len() {
                let id = World::id(at);
                let (before, after) =
                    (ancestors(&world.changes, id), descendants(&world.changes, id));
                prop_assert!(!before.contains(&id) && !after.contains(&id), "a cycle");
                prop_assert!(before.is_disjoint(&after));
                for other in &after {
                    prop_assert!(ancestors(&world.changes, *other).contains(&id));
                }
                // Who became others leads to some that did not.
                if world.state(at) == ProposalState::Became {
                    let last = after.iter().any(|id| {
                        let at = usize::try_from(*id).unwrap();
                        world.state(at) != ProposalState::Became
                    });
                    prop_assert!(last, "it leads nowhere");
                }
            }
        }
    }
}
