//! How each statement stands in each group: which set a group apart, what unites, what
//! divides.

use super::{
    Choice,
    matrix::{Matrix, float},
};

/// Votes on a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub agree: usize,
    pub disagree: usize,
    pub pass: usize,
}

impl Tally {
    pub fn all(self) -> usize {
        self.agree + self.disagree + self.pass
    }

    fn add(&mut self, choice: Choice) {
        match choice {
            Choice::Agree => self.agree += 1,
            Choice::Disagree => self.disagree += 1,
            Choice::Pass => self.pass += 1,
        }
    }

    /// These votes and those.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            agree: self.agree + other.agree,
            disagree: self.disagree + other.disagree,
            pass: self.pass + other.pass,
        }
    }

    fn on(self, side: Side) -> usize {
        match side {
            Side::Agree => self.agree,
            Side::Disagree => self.disagree,
        }
    }

    /// How likely the next vote is on this side, with one vote for and one against added,
    /// so that few votes say little.
    pub fn chance(self, side: Side) -> f64 {
        (float(self.on(side)) + 1.0) / (float(self.all()) + 2.0)
    }
}

/// Agreement or disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Agree,
    Disagree,
}

/// How a statement stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The votes of all, grouped or not.
    pub votes: Tally,
    /// The votes of each group.
    pub by_group: Vec<Tally>,
    /// Group-informed consensus: the chance that one of each group agrees with it. High
    /// only when every group agrees.
    pub consensus_for: f64,
    /// The same for disagreement.
    pub consensus_against: f64,
    /// The chance of agreement in the group most for it, less that in the group most
    /// against it.
    pub division: f64,
}

impl Standing {
    /// How a statement stands by the votes of these groups.
    pub fn of(votes: Tally, by_group: Vec<Tally>) -> Self {
        let all_on = |side| by_group.iter().map(|tally| tally.chance(side)).product();
        let (consensus_for, consensus_against) =
            (all_on(Side::Agree), all_on(Side::Disagree));
        let chances = by_group.iter().map(|tally| tally.chance(Side::Agree));
        let most = chances.clone().reduce(f64::max).unwrap_or(0.0);
        let division = most - chances.reduce(f64::min).unwrap_or(0.0);
        Self { votes, by_group, consensus_for, consensus_against, division }
    }
}

/// A statement that sets a group apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Representative {
    pub statement: usize,
    /// What the group says to it more than others do.
    pub side: Side,
    /// The group's votes on that side.
    pub votes: usize,
    /// The group's votes on the statement.
    pub of: usize,
    /// How likely a vote of the group is on that side.
    pub chance: f64,
    /// z of the chance against one half.
    pub chance_z: f64,
    /// How many times likelier than a vote of the others.
    pub ratio: f64,
    /// z of the difference from the others.
    pub ratio_z: f64,
}

impl Representative {
    fn weight(&self) -> f64 {
        self.ratio * self.ratio_z * self.chance * self.chance_z
    }

    fn significant(&self) -> bool {
        self.ratio_z > SIGNIFICANT && self.chance_z > SIGNIFICANT
    }
}

/// z beyond which a difference is taken for one: 90 % on one side.
const SIGNIFICANT: f64 = 1.2816;
/// Statements shown for a group.
const SHOWN: usize = 5;

/// How each statement stands, and by group the statements that set it apart.
pub(super) fn stand(
    matrix: &Matrix,
    group_of: &[Option<usize>],
    groups: usize,
) -> (Vec<Option<Standing>>, Vec<Vec<Representative>>) {
    let mut all = vec![Tally::default(); matrix.statements()];
    let mut tallies = vec![vec![Tally::default(); groups]; matrix.statements()];
    for (who, group) in group_of.iter().enumerate() {
        for (statement, choice) in matrix.votes(who) {
            all[statement].add(choice);
            if let Some(group) = group {
                tallies[statement][*group].add(choice);
            }
        }
    }
    let representative = (0..groups)
        .map(|group| {
            let shown = (0..matrix.statements())
                .filter(|statement| !matrix.is_hidden(*statement));
            let apart =
                shown.map(|statement| apart(statement, group, &tallies[statement]));
            select(apart.collect())
        })
        .collect();
    let standings = all.into_iter().zip(tallies).enumerate();
    let standings = standings.map(|(statement, (votes, by_group))| {
        (!matrix.is_hidden(statement)).then(|| Standing::of(votes, by_group))
    });
    (standings.collect(), representative)
}

/// A group beside all others on one statement, from both sides.
fn apart(statement: usize, group: usize, tallies: &[Tally]) -> [Representative; 2] {
    let own = tallies[group];
    let others = tallies.iter().enumerate().filter(|(other, _)| *other != group);
    let others = others.fold(Tally::default(), |sum, (_, tally)| sum.with(*tally));
    [Side::Agree, Side::Disagree].map(|side| Representative {
        statement,
        side,
        votes: own.on(side),
        of: own.all(),
        chance: own.chance(side),
        chance_z: against_half(own.on(side), own.all()),
        ratio: own.chance(side) / others.chance(side),
        ratio_z: against(own.on(side), own.all(), others.on(side), others.all()),
    })
}

/// z of a share against one half, with one success added (as Polis has it).
fn against_half(successes: usize, trials: usize) -> f64 {
    let (successes, trials) = (float(successes + 1), float(trials + 1));
    2.0 * trials.sqrt() * (successes / trials - 0.5)
}

/// z of the difference of two shares, with one success added to both (as Polis has it).
fn against(
    successes: usize,
    trials: usize,
    other_successes: usize,
    other_trials: usize,
) -> f64 {
    let [successes, trials, other_successes, other_trials] =
        [successes, trials, other_successes, other_trials].map(|count| float(count + 1));
    let together = (successes + other_successes) / (trials + other_trials);
    if together >= 1.0 {
        return 0.0;
    }
    let spread = together * (1.0 - together) * (1.0 / trials + 1.0 / other_trials);
    (successes / trials - other_successes / other_trials) / spread.sqrt()
}

/// The statements shown for a group, as Polis selects them: the significant ones by
/// weight, behind the one the group agrees on best; if none is significant, the best there
/// is.
fn select(apart: Vec<[Representative; 2]>) -> Vec<Representative> {
    let mut enough: Vec<Representative> = Vec::new();
    let mut best: Option<Representative> = None;
    let mut best_agreed: Option<Representative> = None;
    for [agree, disagree] in apart {
        let likelier = if agree.ratio_z > disagree.ratio_z { agree } else { disagree };
        if agree.significant() || disagree.significant() {
            enough.push(likelier);
        }
        if best.is_none_or(|best| likelier.ratio_z > best.ratio_z) {
            best = Some(likelier);
        }
        if (agree.votes, disagree.votes) != (0, 0)
            && agrees_better(&agree, best_agreed.as_ref())
        {
            best_agreed = Some(agree);
        }
    }
    let Some(head) = best_agreed.or(best) else { return Vec::new() };
    let mut shown = vec![head];
    if !enough.is_empty() {
        enough.retain(|other| other.statement != head.statement);
        // A stable sort: as good, in the order of statements.
        enough.sort_by(|one, other| other.weight().total_cmp(&one.weight()));
        shown.extend(enough);
        shown.truncate(SHOWN);
        shown.sort_by_key(|shown| shown.side);
    }
    shown
}

/// Whether the group agrees on this better than on the best so far: more than others do
/// goes before as much as all do. (Polis takes the first of the latter it comes to.)
fn agrees_better(agree: &Representative, best: Option<&Representative>) -> bool {
    let merit = |agree: &Representative| {
        if agree.ratio > 1.0 {
            (true, agree.weight())
        } else {
            (false, agree.chance * agree.chance_z)
        }
    };
    match best {
        Some(best) => merit(agree) > merit(best),
        None => agree.chance_z > SIGNIFICANT || (agree.ratio > 1.0 && agree.chance > 0.5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(agree: usize, disagree: usize, pass: usize) -> Tally {
        Tally { agree, disagree, pass }
    }

    #[test]
    fn both_tests_are_those_of_polis() {
        // Figures from Polis' own formulas, with one added to each count.
        assert!(
            (against_half(9, 11) - 2.0 * 12.0_f64.sqrt() * (10.0 / 12.0 - 0.5)).abs()
                < 1e-12
        );
        let (own, other) = (10.0 / 12.0, 3.0 / 21.0);
        let together = 13.0 / 33.0;
        let spread = (together * (1.0 - together) * (1.0 / 12.0 + 1.0 / 21.0_f64)).sqrt();
        assert!((against(9, 11, 2, 20) - (own - other) / spread).abs() < 1e-12);
        assert!(
            against(11, 11, 20, 20).abs() < f64::EPSILON,
            "all on one side is no difference"
        );
    }

    #[test]
    fn consensus_is_high_only_when_every_group_agrees() {
        let united =
            Standing::of(tally(38, 0, 0), vec![tally(19, 0, 0), tally(19, 0, 0)]);
        let divided =
            Standing::of(tally(38, 20, 0), vec![tally(38, 0, 0), tally(0, 20, 0)]);

        assert!(united.consensus_for > 0.9 && united.division < 0.01);
        assert!(divided.consensus_for < 0.1 && divided.division > 0.9);
    }

    #[test]
    fn a_group_has_at_least_one_statement_that_stands_for_it() {
        let nothing_significant = apart(0, 0, &[tally(1, 0, 0), tally(1, 0, 0)]);

        assert_eq!(select(vec![nothing_significant]).len(), 1);
    }

    #[test]
    fn agreement_comes_before_disagreement() {
        let agreed = apart(0, 0, &[tally(20, 1, 0), tally(2, 20, 0)]);
        let opposed = apart(1, 0, &[tally(0, 30, 0), tally(30, 0, 0)]);

        let sides: Vec<_> =
            select(vec![opposed, agreed]).iter().map(|shown| shown.side).collect();

        assert_eq!(sides, [Side::Agree, Side::Disagree]);
    }
}
