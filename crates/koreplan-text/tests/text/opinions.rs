//! Opinion groups beside those of Polis itself, and the laws they follow.

#[path = "polis.rs"]
mod polis;

use koreplan_text::opinions::{self, Choice, Opinions, Side, Unreadable, Vote};
use proptest::prelude::*;

fn groups(opinions: &Opinions) -> Vec<Option<usize>> {
    opinions.places.iter().map(|place| place.group).collect()
}

/// Polis goes on from its last result with every vote, so its export is one of many
/// results its votes may have; these are the figures of ours beside it.
#[test]
fn groups_of_real_conversations_are_those_of_polis_as_far_as_its_votes_tell() {
    let figures =
        [(2, 134, 138), (2, 184, 189), (3, 13, 24), (2, 77, 100), (2, 1_166, 1_218)];
    for (set, (number, wanted, compared)) in polis::SETS.into_iter().zip(figures) {
        let Some(export) = polis::read(set) else { return };

        let found =
            opinions::read(export.groups.len(), &export.hidden, &export.votes).unwrap();

        let (index, same, of) = polis::agreement(&groups(&found), &export.groups);
        assert_eq!(found.groups.len(), number, "{set}");
        assert_eq!(of, compared, "{set}: who is grouped");
        assert!(same >= wanted, "{set}: {same} of {of}, index {index}");
    }
}

#[test]
fn what_was_moderated_out_is_never_shown() {
    let Some(export) = polis::read("vtaiwan.uberx") else { return };

    let found =
        opinions::read(export.groups.len(), &export.hidden, &export.votes).unwrap();

    for (statement, hidden) in export.hidden.iter().enumerate() {
        assert_eq!(found.statements[statement].is_none(), *hidden);
        let shown = found.representative.iter().flatten();
        assert!(!hidden || shown.clone().all(|shown| shown.statement != statement));
    }
}

fn vote(participant: u32, statement: u32, choice: Choice) -> Vote {
    Vote { participant, statement, choice }
}

/// Two camps of these sizes that agree on statement 0 and differ on the rest.
fn two_camps(one: u32, other: u32) -> Vec<Vote> {
    let all =
        (0..one + other).flat_map(|who| (0..8).map(move |statement| (who, statement)));
    all.map(|(who, statement)| {
        let agrees = statement == 0 || (who < one) == (statement % 2 == 0);
        vote(who, statement, if agrees { Choice::Agree } else { Choice::Disagree })
    })
    .collect()
}

#[test]
fn two_camps_are_two_groups_the_larger_first() {
    let found = opinions::read(50, &[false; 8], &two_camps(20, 30)).unwrap();

    assert_eq!(found.groups, [30, 20]);
    assert_eq!(found.places[0].group, Some(1));
    assert_eq!(found.places[49].group, Some(0));
    assert!(found.tried[0].silhouette > 0.99);
}

#[test]
fn what_all_agree_on_unites_and_what_camps_differ_on_divides() {
    let found = opinions::read(50, &[false; 8], &two_camps(20, 30)).unwrap();
    let standing = |statement: usize| found.statements[statement].as_ref().unwrap();

    assert!(standing(0).consensus_for > 0.9 && standing(0).division < 0.05);
    assert!(standing(1).consensus_for < 0.1 && standing(1).division > 0.9);
    assert_eq!(standing(1).votes.agree, 30);
    let [larger, smaller] = &found.representative[..] else { panic!("two groups") };
    let agreed = larger.iter().filter(|shown| shown.side == Side::Agree);
    assert!(
        agreed.clone().count() > 0
            && agreed.clone().all(|shown| shown.statement % 2 == 1)
    );
    assert!(smaller.iter().all(|shown| shown.statement != 0), "it sets nobody apart");
}

#[test]
fn who_voted_too_little_has_a_place_but_no_group() {
    let mut votes = two_camps(20, 30);
    votes.push(vote(50, 3, Choice::Agree));

    let found = opinions::read(51, &[false; 8], &votes).unwrap();

    assert_eq!(found.threshold, 7);
    assert_eq!(found.places[50].group, None);
    assert_eq!(found.groups.iter().sum::<usize>(), 50);
}

#[test]
fn with_few_participants_fewer_votes_are_enough() {
    let votes: Vec<_> =
        two_camps(6, 6).into_iter().filter(|vote| vote.statement < 4).collect();

    let found = opinions::read(12, &[false; 8], &votes).unwrap();

    assert_eq!((found.threshold, found.groups), (1, vec![6, 6]));
}

#[test]
fn no_votes_and_no_differences_are_no_error() {
    let none = opinions::read(0, &[], &[]).unwrap();
    assert!(none.groups.is_empty() && none.places.is_empty());
    let same: Vec<_> = (0..40)
        .flat_map(|who| (0..9).map(move |on| vote(who, on, Choice::Agree)))
        .collect();

    let found = opinions::read(40, &[false; 9], &same).unwrap();

    assert_eq!(found.groups, [40]);
}

#[test]
fn a_vote_given_twice_or_on_nothing_is_refused() {
    let once = vote(0, 0, Choice::Agree);
    let read = |votes: &[Vote]| opinions::read(1, &[false], votes);

    let twice = Unreadable::Twice { participant: 0, statement: 0 };
    assert_eq!(read(&[once, vote(0, 0, Choice::Pass)]), Err(twice));
    assert_eq!(read(&[vote(0, 1, Choice::Pass)]), Err(Unreadable::NoStatement(1)));
    assert_eq!(read(&[vote(1, 0, Choice::Pass)]), Err(Unreadable::NoParticipant(1)));
}

/// So many votes that several threads share the work, and differently when turned round.
#[test]
fn threads_never_show_in_the_last_bit() {
    let (participants, statements) = (4_000_u32, 80_u32);
    let says = |who: u32, on: u32| {
        let noise = (who.wrapping_mul(2_654_435_761) ^ on.wrapping_mul(40_503)) >> 7;
        let leans = who.is_multiple_of(3) == on.is_multiple_of(2);
        match noise % 10 {
            0..=6 if leans => Choice::Agree,
            0..=6 => Choice::Disagree,
            7 => Choice::Pass,
            _ if leans => Choice::Disagree,
            _ => Choice::Agree,
        }
    };
    let read = |turned: bool| {
        let votes: Vec<_> = (0..participants)
            .flat_map(|who| (0..statements).map(move |on| (who, on)))
            .map(|(who, on)| {
                let name = if turned { participants - 1 - who } else { who };
                vote(name, on, says(who, on))
            })
            .collect();
        opinions::read(participants as usize, &[false; 80], &votes).unwrap()
    };

    let (mut turned, straight) = (read(true), read(false));
    turned.places.reverse();

    assert_eq!(turned, straight);
    assert_eq!(straight.groups.len(), 2);
}

const STATEMENTS: usize = 12;

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![Just(Choice::Agree), Just(Choice::Pass), Just(Choice::Disagree)]
}

/// Votes of up to 60 participants, each on about two statements of three.
fn ballots() -> impl Strategy<Value = Vec<Vec<Option<Choice>>>> {
    let ballot = prop::collection::vec(prop::option::weighted(0.7, choice()), STATEMENTS);
    prop::collection::vec(ballot, 0..60)
}

fn votes(ballots: &[Vec<Option<Choice>>]) -> Vec<Vote> {
    let rows = (0..).zip(ballots);
    rows.flat_map(|(who, ballot)| {
        (0..).zip(ballot).filter_map(move |(on, choice)| Some(vote(who, on, (*choice)?)))
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_votes_never_changes_anything(
        (count, ordered, shuffled) in ballots().prop_flat_map(|ballots| {
            let votes = votes(&ballots);
            (Just(ballots.len()), Just(votes.clone()), Just(votes).prop_shuffle())
        }),
    ) {
        let read = |votes: &[Vote]| opinions::read(count, &[false; STATEMENTS], votes).unwrap();
        prop_assert_eq!(read(&ordered), read(&shuffled));
    }

    #[test]
    fn other_numbers_for_participants_keep_their_places_and_groups(
        (ballots, names) in ballots().prop_flat_map(|ballots| {
            let names: Vec<usize> = (0..ballots.len()).collect();
            (Just(ballots), Just(names).prop_shuffle())
        }),
    ) {
        let renamed: Vec<_> = names.iter().map(|who| ballots[*who].clone()).collect();
        let read = |ballots: &[Vec<_>]| {
            opinions::read(ballots.len(), &[false; STATEMENTS], &votes(ballots)).unwrap()
        };
        let (before, after) = (read(&ballots), read(&renamed));
        for (now, who) in names.iter().enumerate() {
            prop_assert_eq!(after.places[now], before.places[*who]);
        }
        prop_assert_eq!(before.statements, after.statements);
        prop_assert_eq!(before.representative, after.representative);
    }

    #[test]
    fn votes_on_what_was_moderated_out_move_nobody(ballots in ballots(), other in choice()) {
        let mut hidden = [false; STATEMENTS];
        hidden[3] = true;
        let mut turned = votes(&ballots);
        for vote in turned.iter_mut().filter(|vote| vote.statement == 3) {
            vote.choice = other;
        }
        let read = |votes: &[Vote]| opinions::read(ballots.len(), &hidden, votes).unwrap();
        prop_assert_eq!(read(&votes(&ballots)), read(&turned));
    }

    #[test]
    fn everybody_with_votes_enough_is_in_one_group_and_no_group_is_empty(ballots in ballots()) {
        let votes = votes(&ballots);
        let found = opinions::read(ballots.len(), &[false; STATEMENTS], &votes).unwrap();
        let mut sizes = vec![0; found.groups.len()];
        for (place, ballot) in found.places.iter().zip(&ballots) {
            let cast = ballot.iter().flatten().count();
            prop_assert_eq!(place.group.is_some(), cast >= found.threshold);
            if let Some(group) = place.group {
                sizes[group] += 1;
            }
            prop_assert!(place.x.is_finite() && place.y.is_finite());
        }
        prop_assert!(sizes.iter().all(|size| *size > 0));
        prop_assert_eq!(sizes, found.groups);
    }
}
