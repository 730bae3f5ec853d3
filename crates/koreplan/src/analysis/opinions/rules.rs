//! What is made of the votes: groups, their figures, and what small groups are spared.

use koreplan_text::opinions::{Opinions, Side, Standing, Tally};
use serde::{Deserialize, Serialize};

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// Whether a statement may be shown, as the conversation's moderators decided.
    Moderation {
        Accepted: "accepted", "moderation-accepted";
        Waiting: "waiting", "moderation-waiting";
        Rejected: "rejected", "moderation-rejected";
    }
}

/// Fewer grouped participants than this are shown on no map: each could be recognised.
pub const FEWEST: usize = 10;
/// A group of fewer has no figures of its own.
pub const SMALL: usize = 5;
/// Statements named as uniting or dividing.
const NAMED: usize = 5;
/// Votes each group must have on a statement that is said to unite or divide.
const VOTES: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("{0} participants voted enough to be grouped")]
    TooFew(usize),
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        let Self::TooFew(count) = self;
        Message::new("opinions-refused-too-few").with("count", *count)
    }

    fn way_forward(&self) -> Message {
        Message::new("opinions-refused-too-few-way").with("fewest", FEWEST)
    }
}

/// What is stored and shown of a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Participants with at least one vote.
    pub participants: usize,
    /// Votes it took to be grouped.
    pub threshold: usize,
    /// Each number of groups that was tried, with its silhouette.
    pub tried: Vec<(usize, f64)>,
    pub groups: Vec<Group>,
    pub statements: Vec<Stated>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub size: usize,
    /// The middle of its participants.
    pub x: f64,
    pub y: f64,
    /// What sets it apart; empty where it is small.
    pub representative: Vec<Apart>,
}

impl Group {
    pub fn is_small(&self) -> bool {
        self.size < SMALL
    }
}

/// A statement that sets a group apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Apart {
    pub statement: i64,
    pub agrees: bool,
    /// z of its share against one half, and against the others' share.
    pub chance_z: f64,
    pub ratio_z: f64,
    /// How many times likelier it says so than the others.
    pub ratio: f64,
}

/// How a statement stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stated {
    pub number: i64,
    /// By group: agree, disagree, pass; none where the group is small.
    pub by_group: Vec<Option<Votes>>,
    /// Of all groups that are shown.
    pub all: Votes,
    pub consensus_for: f64,
    pub consensus_against: f64,
    pub division: f64,
}

/// Votes on a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    pub agree: usize,
    pub disagree: usize,
    pub pass: usize,
}

impl From<Tally> for Votes {
    fn from(tally: Tally) -> Self {
        Self { agree: tally.agree, disagree: tally.disagree, pass: tally.pass }
    }
}

impl Votes {
    pub fn count(self) -> usize {
        self.agree + self.disagree + self.pass
    }
}

impl Stated {
    /// Enough votes of every group that is shown.
    fn weighs(&self) -> bool {
        self.by_group.iter().flatten().all(|votes| votes.count() >= VOTES)
    }
}

impl Figures {
    /// The figures of a result, for the statements with these numbers. A small group's
    /// votes are left out altogether, also of the sums, so that nobody can work them out
    /// by taking off what is shown from what is summed.
    ///
    /// # Errors
    /// [`Refused::TooFew`] when those grouped are too few for anyone to hide among.
    pub fn of(
        opinions: &Opinions,
        numbers: &[i64],
        participants: usize,
    ) -> Result<Self, Refused> {
        let grouped: usize = opinions.groups.iter().sum();
        if grouped < FEWEST {
            return Err(Refused::TooFew(grouped));
        }
        let groups: Vec<Group> = (0..opinions.groups.len())
            .map(|group| Self::group(opinions, numbers, group))
            .collect();
        let statements =
            numbers.iter().zip(&opinions.statements).filter_map(|(number, standing)| {
                Some(Self::stated(*number, standing.as_ref()?, &groups))
            });
        Ok(Self {
            participants,
            threshold: opinions.threshold,
            tried: opinions
                .tried
                .iter()
                .map(|tried| (tried.groups, tried.silhouette))
                .collect(),
            statements: statements.collect(),
            groups,
        })
    }

    fn group(opinions: &Opinions, numbers: &[i64], group: usize) -> Group {
        let members = opinions.places.iter().filter(|place| place.group == Some(group));
        let sum =
            members.fold([0.0; 2], |sum, place| [sum[0] + place.x, sum[1] + place.y]);
        let size = opinions.groups[group];
        let [x, y] =
            sum.map(|sum| sum / f64::from(u32::try_from(size).unwrap_or(u32::MAX)));
        let apart = opinions.representative[group].iter().map(|apart| Apart {
            statement: numbers[apart.statement],
            agrees: apart.side == Side::Agree,
            chance_z: apart.chance_z,
            ratio_z: apart.ratio_z,
            ratio: apart.ratio,
        });
        let representative = if size < SMALL { Vec::new() } else { apart.collect() };
        Group { size, x, y, representative }
    }

    fn stated(number: i64, standing: &Standing, groups: &[Group]) -> Stated {
        let with = standing.by_group.iter().zip(groups);
        let by_group = with
            .clone()
            .map(|(tally, group)| (!group.is_small()).then(|| (*tally).into()));
        let shown: Vec<Tally> = with
            .filter(|(_, group)| !group.is_small())
            .map(|(tally, _)| *tally)
            .collect();
        let all = shown.iter().fold(Tally::default(), |sum, tally| sum.with(*tally));
        let by_group = by_group.collect();
        let shown = Standing::of(all, shown);
        Stated {
            number,
            by_group,
            all: all.into(),
            consensus_for: shown.consensus_for,
            consensus_against: shown.consensus_against,
            division: shown.division,
        }
    }

    pub fn grouped(&self) -> usize {
        self.groups.iter().map(|group| group.size).sum()
    }

    pub fn statement(&self, number: i64) -> Option<&Stated> {
        self.statements.iter().find(|stated| stated.number == number)
    }

    /// What every group agrees on, or every group disagrees on, best first; with whether
    /// it is agreement.
    pub fn unites(&self) -> Vec<(&Stated, bool)> {
        let mut united: Vec<(&Stated, bool, f64)> = self
            .statements
            .iter()
            .filter(|stated| stated.weighs())
            .flat_map(|stated| {
                [
                    (stated, true, stated.consensus_for),
                    (stated, false, stated.consensus_against),
                ]
            })
            .filter(|(stated, agrees, _)| stated.is_majority(*agrees))
            .collect();
        united.sort_by(|one, other| other.2.total_cmp(&one.2));
        united
            .into_iter()
            .take(NAMED)
            .map(|(stated, agrees, _)| (stated, agrees))
            .collect()
    }

    /// What groups stand furthest apart on, most first. One group alone is divided by
    /// nothing.
    pub fn divides(&self) -> Vec<&Stated> {
        let mut divided: Vec<&Stated> = self
            .statements
            .iter()
            .filter(|stated| stated.weighs() && stated.division > 0.0 && self.shown() > 1)
            .collect();
        divided.sort_by(|one, other| other.division.total_cmp(&one.division));
        divided.truncate(NAMED);
        divided
    }

    fn shown(&self) -> usize {
        self.groups.iter().filter(|group| !group.is_small()).count()
    }
}

impl Stated {
    /// Whether more than half of every shown group's votes are on that side.
    fn is_majority(&self, agrees: bool) -> bool {
        self.by_group.iter().flatten().all(|votes| {
            let side = if agrees { votes.agree } else { votes.disagree };
            2 * side > votes.count()
        })
    }
}

/// A whole per cent.
pub fn percent(part: usize, of: usize) -> usize {
    if of == 0 { 0 } else { (200 * part + of) / (2 * of) }
}

#[cfg(test)]
mod tests {
    use koreplan_text::opinions::{self, Choice, Vote};

    use super::*;

    /// Camps of these sizes: all agree on statement 0; on statement n camp n is alone in
    /// disagreeing.
    fn camps(sizes: &[u32]) -> Opinions {
        let mut votes = Vec::new();
        let mut participant = 0;
        for (camp, size) in (0..).zip(sizes) {
            for _ in 0..*size {
                for statement in 0..9 {
                    let alone = statement > 0 && (statement - 1) % 3 == camp;
                    let choice = if alone { Choice::Disagree } else { Choice::Agree };
                    votes.push(Vote { participant, statement, choice });
                }
                participant += 1;
            }
        }
        opinions::read(participant as usize, &[false; 9], &votes).unwrap()
    }

    const NUMBERS: [i64; 9] = [10, 11, 12, 13, 14, 15, 16, 17, 18];

    fn figures(sizes: &[u32]) -> Figures {
        let participants = sizes.iter().sum::<u32>() as usize;
        Figures::of(&camps(sizes), &NUMBERS, participants).unwrap()
    }

    #[test]
    fn nine_participants_are_too_few_to_be_shown() {
        assert_eq!(Figures::of(&camps(&[5, 4]), &NUMBERS, 9), Err(Refused::TooFew(9)));
        assert!(Figures::of(&camps(&[5, 5]), &NUMBERS, 10).is_ok());
    }

    #[test]
    fn a_small_group_has_no_figures_and_is_in_no_sum() {
        let figures = figures(&[20, 4]);

        let [large, small] = &figures.groups[..] else { panic!("two groups") };
        assert!(!large.is_small() && small.is_small() && small.representative.is_empty());
        for stated in &figures.statements {
            assert_eq!(stated.by_group[1], None);
            assert_eq!(stated.all.count(), 20);
        }
    }

    #[test]
    fn what_all_agree_on_unites_and_leads_to_its_number() {
        let figures = figures(&[20, 15]);

        let (stated, agrees) = figures.unites()[0];
        assert_eq!((stated.number, agrees, stated.all.agree), (10, true, 35));
        assert!(figures.divides().iter().all(|stated| stated.number != 10));
        assert_eq!(figures.statement(10), Some(stated));
    }

    #[test]
    fn one_group_alone_is_divided_by_nothing() {
        let figures = figures(&[20]);

        assert_eq!((figures.groups.len(), figures.divides().len()), (1, 0));
    }

    #[test]
    fn shares_are_rounded_to_the_nearest_per_cent() {
        assert_eq!(
            (percent(1, 3), percent(2, 3), percent(1, 2), percent(0, 0)),
            (33, 67, 50, 0)
        );
    }
}
