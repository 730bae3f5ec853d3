//! Which inputs a sample is, how far its coders agree, and where they do not.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use koreplan_text::agreement::alpha;
use sha2::{Digest, Sha256};

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// What gets a code.
    Unit {
        Sentence: "sentence", "coding-unit-sentence";
        Input: "input", "coding-unit-input";
    }
}

/// The largest sample.
pub const MOST: i64 = 1_000;

/// Why an act on a sample was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no input to draw from")]
    NothingToDraw,
    #[error("there is no topic to code with")]
    NoTopics,
    #[error("the coders are not done")]
    NotDone,
    #[error("the coders are done, and their codes are open")]
    Done,
    #[error("there are differences that nobody has settled")]
    NotSettled,
    #[error("the sample is settled")]
    Settled,
    #[error("it is not said whether a topic fits")]
    NoCode,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NothingToDraw => "coding-refused-nothing",
            Self::NoTopics => "coding-refused-no-topics",
            Self::NotDone => "coding-refused-not-done",
            Self::Done => "coding-refused-done",
            Self::NotSettled => "coding-refused-not-settled",
            Self::Settled => "coding-refused-settled",
            Self::NoCode => "coding-refused-no-code",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NothingToDraw => "coding-refused-nothing-way",
            Self::NoTopics => "coding-refused-no-topics-way",
            Self::NotDone => "coding-refused-not-done-way",
            Self::Done => "coding-refused-done-way",
            Self::NotSettled => "coding-refused-not-settled-way",
            Self::Settled => "coding-refused-settled-way",
            Self::NoCode => "coding-refused-no-code-way",
        })
    }
}

/// The lot of something numbered: the same for the same seed, on every machine.
fn lot(seed: &str, number: i64) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"koreplan-sample-1");
    hasher.update((seed.len() as u64).to_be_bytes());
    hasher.update(seed.as_bytes());
    hasher.update(number.to_be_bytes());
    hasher.finalize().into()
}

/// Draws so many of the numbers, in rising order. Each number has a lot of its own, made
/// of the seed and the number, and the lowest lots are drawn: the same seed draws the same
/// of the same numbers, in whatever order they come.
pub fn draw(numbers: &[i64], size: usize, seed: &str) -> Vec<i64> {
    let mut lots: Vec<_> =
        numbers.iter().map(|number| (lot(seed, *number), *number)).collect();
    lots.sort_unstable();
    lots.truncate(size);
    let mut drawn: Vec<i64> = lots.into_iter().map(|(_, number)| number).collect();
    drawn.sort_unstable();
    drawn
}

/// The part of an input that is coded: all of it, or one of its sentences by lot.
/// Nothing if it has no words.
pub fn part(
    segments: &[Range<usize>],
    unit: Unit,
    (seed, number): (&str, i64),
) -> Option<Range<usize>> {
    match unit {
        Unit::Input => Some(segments.first()?.start..segments.last()?.end),
        Unit::Sentence => (0_i64..)
            .zip(segments)
            .min_by_key(|(at, _)| lot(&format!("{seed}/{number}"), *at))
            .map(|(_, segment)| segment.clone()),
    }
}

/// The topics one coder gave a unit; none at all is a code too.
pub type Code = BTreeSet<i64>;

/// How far the coders agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Over whole codes: the same topics or not.
    pub all: Option<f64>,
    /// Over each topic alone: given or not.
    pub topics: BTreeMap<i64, Option<f64>>,
    /// How many units all coders gave the same topics.
    pub same: usize,
}

/// Compares the codes of units by their coders. Krippendorff's alpha for nominal codes:
/// over all, two codes are equal if they are the same topics; for one topic, if both
/// gave it or neither did.
pub fn agreement(units: &[Vec<Option<Code>>], topics: &[i64]) -> Agreement {
    let mut known: BTreeMap<&Code, u32> = BTreeMap::new();
    for code in units.iter().flatten().flatten() {
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        known.entry(code).or_insert(next);
    }
    let numbered = |value: &dyn Fn(&Code) -> u32| -> Vec<Vec<Option<u32>>> {
        units
            .iter()
            .map(|codes| codes.iter().map(|code| code.as_ref().map(value)).collect())
            .collect()
    };
    let all = alpha(&numbered(&|code| known.get(code).copied().unwrap_or(0)));
    let topics = topics
        .iter()
        .map(|topic| (*topic, alpha(&numbered(&|code| u32::from(code.contains(topic))))))
        .collect();
    let same = units.iter().filter(|codes| agreed(codes).is_some()).count();
    Agreement { all, topics, same }
}

/// The code of a unit that all its coders gave.
pub fn agreed(codes: &[Option<Code>]) -> Option<&Code> {
    let (first, rest) = codes.split_first()?;
    let first = first.as_ref()?;
    rest.iter().all(|code| code.as_ref() == Some(first)).then_some(first)
}

/// How good an agreement is.
///
/// # Source
/// Klaus Krippendorff, *Content Analysis* (2004), chapter 11: rely on codes with an alpha
/// of at least 0.800; draw tentative conclusions alone from 0.667 up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Good,
    Tentative,
    Poor,
    /// All codes are equal, so that nothing could be told apart.
    Untold,
}

pub fn verdict(alpha: Option<f64>) -> Verdict {
    match alpha {
        None => Verdict::Untold,
        Some(alpha) if alpha >= 0.8 => Verdict::Good,
        Some(alpha) if alpha >= 0.667 => Verdict::Tentative,
        Some(_) => Verdict::Poor,
    }
}

/// How far a sample has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Every coder has coded every unit.
    pub coded: bool,
    /// Units on which coders differ and which nobody has settled.
    pub unsettled: usize,
    /// The codes are under the topics.
    pub settled: bool,
}

/// Checks that a unit may be coded: until the codes are open, for nobody may change their
/// own after having seen the others'.
///
/// # Errors
/// [`Refused::Done`] or [`Refused::NoCode`], when neither a topic nor »none« is chosen.
pub fn code(state: State, topics: usize, none: bool) -> Result<(), Refused> {
    if state.coded {
        return Err(Refused::Done);
    }
    if (topics == 0) == none { Ok(()) } else { Err(Refused::NoCode) }
}

/// Checks that a difference may be settled.
///
/// # Errors
/// [`Refused`] before all is coded, after it is settled, or without a choice.
pub fn settle(state: State, topics: usize, none: bool) -> Result<(), Refused> {
    open(state)?;
    if (topics == 0) == none { Ok(()) } else { Err(Refused::NoCode) }
}

fn open(state: State) -> Result<(), Refused> {
    if !state.coded {
        return Err(Refused::NotDone);
    }
    if state.settled { Err(Refused::Settled) } else { Ok(()) }
}

/// Checks that the settled codes may go under their topics.
///
/// # Errors
/// [`Refused`] as [`settle`], or while differences are left.
pub fn finish(state: State) -> Result<(), Refused> {
    open(state)?;
    if state.unsettled > 0 { Err(Refused::NotSettled) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What coders gave a unit, one list of topics each.
    fn unit(codes: &[&[i64]]) -> Vec<Option<Code>> {
        codes.iter().map(|topics| Some(topics.iter().copied().collect())).collect()
    }

    #[test]
    fn full_agreement_is_one_and_differences_are_found() {
        let units = [unit(&[&[1], &[1]]), unit(&[&[], &[]]), unit(&[&[1, 2], &[1, 2]])];

        let same = agreement(&units, &[1, 2]);

        assert_eq!(same.all, Some(1.0));
        assert_eq!(same.topics[&1], Some(1.0));
        assert_eq!(same.same, 3);
        let differ = [unit(&[&[1], &[1]]), unit(&[&[1], &[]])];
        assert_eq!(agreement(&differ, &[1]).same, 1);
        assert_eq!(agreed(&differ[1]), None);
        assert_eq!(agreement(&differ, &[2]).topics[&2], None, "nobody gave it");
    }

    #[test]
    fn two_coders_agree_as_krippendorff_counts_it() {
        // Two coders, ten units, topic 1 or none (Krippendorff 2011, section A).
        let first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        let second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        let code = |given: i32| -> &[i64] { if given == 1 { &[1] } else { &[] } };
        let units: Vec<_> =
            first.iter().zip(second).map(|(a, b)| unit(&[code(*a), code(b)])).collect();

        let alpha = agreement(&units, &[1]).topics[&1].unwrap();

        assert!((alpha - 0.095).abs() < 0.0005, "{alpha}");
    }

    #[test]
    fn what_an_alpha_is_good_for() {
        assert_eq!(verdict(Some(0.8)), Verdict::Good);
        assert_eq!(verdict(Some(0.7999)), Verdict::Tentative);
        assert_eq!(verdict(Some(0.667)), Verdict::Tentative);
        assert_eq!(verdict(Some(-0.2)), Verdict::Poor);
        assert_eq!(verdict(None), Verdict::Untold);
    }

    #[test]
    fn a_code_is_topics_or_none_and_is_given_blindly() {
        let coding = State { coded: false, unsettled: 0, settled: false };
        let compared = State { coded: true, unsettled: 1, settled: false };

        assert_eq!(code(coding, 2, false), Ok(()));
        assert_eq!(code(coding, 0, true), Ok(()));
        assert_eq!(code(coding, 0, false), Err(Refused::NoCode));
        assert_eq!(code(coding, 1, true), Err(Refused::NoCode));
        assert_eq!(code(compared, 1, false), Err(Refused::Done));
        assert_eq!(settle(coding, 1, false), Err(Refused::NotDone));
        assert_eq!(settle(compared, 1, false), Ok(()));
        assert_eq!(finish(compared), Err(Refused::NotSettled));
        let settled = State { unsettled: 0, settled: true, ..compared };
        assert_eq!(finish(State { settled: false, ..settled }), Ok(()));
        assert_eq!(finish(settled), Err(Refused::Settled));
    }

    #[test]
    fn a_sentence_is_one_of_the_input_and_an_input_is_all_of_it() {
        let segments = [0..5, 6..12, 13..20];

        let one = part(&segments, Unit::Sentence, ("a", 7)).unwrap();

        assert!(segments.contains(&one));
        assert_eq!(part(&segments, Unit::Input, ("a", 7)), Some(0..20));
        assert_eq!(part(&[], Unit::Sentence, ("a", 7)), None);
        assert_eq!(part(&[], Unit::Input, ("a", 7)), None);
    }

    proptest! {
        #[test]
        fn the_same_seed_draws_the_same_sample_in_whatever_order_inputs_come(
            numbers in prop::collection::btree_set(0..10_000_i64, 0..60),
            size in 0..80_usize,
            seed in "[a-z0-9]{1,8}",
        ) {
            let rising: Vec<i64> = numbers.iter().copied().collect();
            let falling: Vec<i64> = numbers.iter().rev().copied().collect();
            let drawn = draw(&rising, size, &seed);
            prop_assert_eq!(&draw(&falling, size, &seed), &drawn);
            prop_assert_eq!(drawn.len(), size.min(numbers.len()));
            prop_assert!(drawn.iter().all(|number| numbers.contains(number)));
        }
    }
}
