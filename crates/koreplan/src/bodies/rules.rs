//! What bodies are, when they can decide, and what their votes come to.
//!
//! A rule is data: the same few lines read the government's unanimity, a board's
//! majority and a group that goes by consensus. Who is in the room is in
//! [`super::sitting`].

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// What a body is for.
    BodyKind {
        Secretariat: "secretariat", "body-kind-secretariat";
        SteeringGroup: "steering_group", "body-kind-steering-group";
        /// The body the steering group reports to.
        Superior: "superior", "body-kind-superior";
        /// Steers one or more initiatives on behalf of the steering group.
        SubGroup: "sub_group", "body-kind-sub-group";
        /// A party that must approve the text, and pays its part.
        Approver: "approver", "body-kind-approver";
        Board: "board", "body-kind-board";
        Ministry: "ministry", "body-kind-ministry";
        WorkingGroup: "working_group", "body-kind-working-group";
        Other: "other", "body-kind-other";
    }
}

impl BodyKind {
    /// Without one of each, the process can't be walked.
    pub const NEEDED: [Self; 4] =
        [Self::Secretariat, Self::SteeringGroup, Self::Superior, Self::Approver];
}

choices! {
    /// What a member is in a body.
    Role {
        Chair: "chair", "role-chair";
        ViceChair: "vice_chair", "role-vice-chair";
        Member: "member", "role-member";
        /// Takes the seat of a member who is away.
        Substitute: "substitute", "role-substitute";
        /// Hears and speaks, and does not vote.
        Observer: "observer", "role-observer";
        Secretary: "secretary", "role-secretary";
    }
}

impl Role {
    /// Has a seat of its own that votes and counts for the quorum.
    pub fn has_vote(self) -> bool {
        matches!(self, Self::Chair | Self::ViceChair | Self::Member)
    }
}

choices! {
    /// How a body comes to a yes.
    Rule {
        /// All say yes.
        Unanimous: "unanimous", "rule-unanimous";
        /// More say yes than no.
        Majority: "majority", "rule-majority";
        /// A share of those present, or of all seats, says yes.
        Qualified: "qualified", "rule-qualified";
        /// Nobody says no; who has a reservation says it, and it is recorded.
        Consensus: "consensus", "rule-consensus";
    }
}

choices! {
    /// What a qualified majority is a share of.
    Whole {
        Present: "present", "whole-present";
        Seats: "seats", "whole-seats";
    }
}

choices! {
    /// What it means that someone who is there does not vote.
    Abstention {
        /// As if they were not there.
        Ignored: "ignored", "abstention-ignored";
        /// As a no.
        Against: "against", "abstention-against";
    }
}

choices! {
    /// What a member says to a matter.
    Vote {
        For: "for", "vote-for";
        /// A yes with words that are recorded.
        Reservation: "reservation", "vote-reservation";
        Against: "against", "vote-against";
        Abstains: "abstains", "vote-abstains";
    }
}

/// A part of the whole, from more than nothing to all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    num: i64,
    den: i64,
}

impl Share {
    pub const HALF: Self = Self { num: 1, den: 2 };

    /// At least half, at most all; below that it is no majority.
    pub fn new(num: i64, den: i64) -> Option<Self> {
        let fits = (1..=1_000).contains(&den) && num <= den && 2 * num >= den;
        fits.then_some(Self { num, den })
    }

    pub fn num(self) -> i64 {
        self.num
    }

    pub fn den(self) -> i64 {
        self.den
    }

    /// Whether `part` is that much of `whole`. Half of it is no majority: then it must be
    /// more.
    fn reached(self, part: i64, whole: i64) -> bool {
        let (have, need) = (part * self.den, whole * self.num);
        if 2 * self.num == self.den { have > need } else { have >= need && part > 0 }
    }
}

/// How a body decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionRule {
    pub rule: Rule,
    /// How much of `whole` a qualified majority is.
    pub share: Share,
    pub whole: Whole,
    pub abstention: Abstention,
    /// The chair's vote decides where a simple majority is tied.
    pub casting_vote: bool,
}

impl Rule {
    /// What an abstention means where a body has not said.
    pub fn usual_abstention(self) -> Abstention {
        match self {
            Self::Unanimous => Abstention::Against,
            Self::Majority | Self::Qualified | Self::Consensus => Abstention::Ignored,
        }
    }
}

impl DecisionRule {
    /// More yes than no.
    pub const MAJORITY: Self = Self {
        rule: Rule::Majority,
        share: Share::HALF,
        whole: Whole::Present,
        abstention: Abstention::Ignored,
        casting_vote: false,
    };
    /// All who are present say yes.
    pub const UNANIMOUS: Self =
        Self { rule: Rule::Unanimous, abstention: Abstention::Against, ..Self::MAJORITY };
}

/// What the votes were. Whoever is present and said nothing abstains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those who could vote.
    pub present: i64,
    /// Reservations are among them.
    pub votes_for: i64,
    pub votes_against: i64,
    pub reservations: i64,
    /// What the one who chairs said; nothing where nobody does.
    pub chair: Option<Vote>,
}

impl Tally {
    pub fn abstained(&self) -> i64 {
        self.present - self.votes_for - self.votes_against
    }

    /// Whether these numbers can be those of a vote in a body of so many seats.
    pub fn fits(&self, seats: i64) -> bool {
        self.votes_for >= 0
            && self.votes_against >= 0
            && (0..=self.votes_for).contains(&self.reservations)
            && self.abstained() >= 0
            && self.present <= seats
    }

    /// The same with one more voice.
    #[must_use]
    pub fn and(mut self, vote: Vote, chairs: bool) -> Self {
        self.present += 1;
        match vote {
            Vote::For => self.votes_for += 1,
            Vote::Reservation => {
                self.votes_for += 1;
                self.reservations += 1;
            }
            Vote::Against => self.votes_against += 1,
            Vote::Abstains => {}
        }
        if chairs {
            self.chair = Some(vote);
        }
        self
    }
}

choices! {
    /// What the votes came to.
    Outcome {
        Carried: "carried", "outcome-carried";
        /// The votes were equal, and the chair said yes.
        CarriedByChair: "carried_by_chair", "outcome-carried-by-chair";
        Lost: "lost", "outcome-lost";
        /// The votes were equal, and nobody's vote decides.
        Tie: "tie", "outcome-tie";
    }
}

impl Outcome {
    pub fn is_carried(self) -> bool {
        matches!(self, Self::Carried | Self::CarriedByChair)
    }
}

/// What the votes come to by the rule of a body of so many seats. Quorum is another
/// question: [`Quorum::check`].
pub fn outcome(rule: &DecisionRule, seats: i64, tally: &Tally) -> Outcome {
    let yes = tally.votes_for;
    let no = match rule.abstention {
        Abstention::Ignored => tally.votes_against,
        Abstention::Against => tally.present - yes,
    };
    let carried = match rule.rule {
        Rule::Unanimous => yes > 0 && no == 0,
        Rule::Consensus => tally.present > 0 && tally.votes_against == 0,
        Rule::Qualified => {
            let whole = match rule.whole {
                Whole::Seats => seats,
                Whole::Present => yes + no,
            };
            rule.share.reached(yes, whole)
        }
        Rule::Majority if yes == no && yes > 0 => {
            return match tally.chair.filter(|_| rule.casting_vote) {
                Some(Vote::For | Vote::Reservation) => Outcome::CarriedByChair,
                Some(Vote::Against) => Outcome::Lost,
                Some(Vote::Abstains) | None => Outcome::Tie,
            };
        }
        Rule::Majority => yes > no,
    };
    if carried { Outcome::Carried } else { Outcome::Lost }
}

/// Who must be there before a body can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    /// How many seats must be filled.
    pub needed: i64,
    /// The chair or the vice chair must be among them.
    pub with_chair: bool,
}

impl Quorum {
    /// Checks that enough are present, and the right ones.
    ///
    /// # Errors
    /// [`NotQuorate`] with what is missing.
    pub fn check(self, present: i64, chaired: bool) -> Result<(), NotQuorate> {
        if present < self.needed {
            return Err(NotQuorate::TooFew { present, needed: self.needed });
        }
        if self.with_chair && !chaired {
            return Err(NotQuorate::NoChair);
        }
        Ok(())
    }
}

/// The body can't decide with those who are there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotQuorate {
    #[error("{present} were present; {needed} are needed")]
    TooFew { present: i64, needed: i64 },
    #[error("neither chair nor vice chair is there")]
    NoChair,
}

impl Refusal for NotQuorate {
    fn why(&self) -> Message {
        match self {
            Self::TooFew { present, needed } => Message::new("refused-not-quorate")
                .with("present", *present)
                .with("needed", *needed),
            Self::NoChair => Message::new("refused-no-chair"),
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::TooFew { .. } => "refused-not-quorate-way",
            Self::NoChair => "refused-no-chair-way",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_THIRDS: Share = Share { num: 2, den: 3 };

    fn votes(present: i64, votes_for: i64, votes_against: i64) -> Tally {
        Tally { present, votes_for, votes_against, ..Tally::default() }
    }

    fn qualified(share: Share, whole: Whole) -> DecisionRule {
        DecisionRule { rule: Rule::Qualified, share, whole, ..DecisionRule::MAJORITY }
    }

    #[test]
    fn a_board_of_seventeen_needs_nine() {
        let board = Quorum { needed: 9, with_chair: false };

        let few = NotQuorate::TooFew { present: 8, needed: 9 };
        assert_eq!(board.check(8, true), Err(few));
        assert_eq!(board.check(9, false), Ok(()));
    }

    #[test]
    fn where_the_rule_wants_the_chair_there_any_number_without_is_too_few() {
        let board = Quorum { needed: 9, with_chair: true };

        assert_eq!(board.check(16, false), Err(NotQuorate::NoChair));
        assert_eq!(board.check(9, true), Ok(()));
    }

    #[test]
    fn one_no_stops_the_government_and_not_a_board() {
        let split = votes(10, 9, 1);

        assert_eq!(outcome(&DecisionRule::UNANIMOUS, 10, &split), Outcome::Lost);
        assert_eq!(outcome(&DecisionRule::MAJORITY, 10, &split), Outcome::Carried);
    }

    #[test]
    fn an_abstention_is_no_unanimous_yes_unless_the_rule_looks_past_it() {
        let one_silent = votes(10, 9, 0);
        let lenient =
            DecisionRule { abstention: Abstention::Ignored, ..DecisionRule::UNANIMOUS };

        assert_eq!(outcome(&DecisionRule::UNANIMOUS, 10, &one_silent), Outcome::Lost);
        assert_eq!(outcome(&lenient, 10, &one_silent), Outcome::Carried);
    }

    #[test]
    fn a_tie_is_no_majority_and_the_chair_breaks_it_where_the_rule_says_so() {
        let casting = DecisionRule { casting_vote: true, ..DecisionRule::MAJORITY };
        let said = |chair| Tally { chair: Some(chair), ..votes(10, 5, 5) };

        for vote in [Vote::For, Vote::Against] {
            let plain = outcome(&DecisionRule::MAJORITY, 10, &said(vote));
            assert_eq!(plain, Outcome::Tie);
        }
        let broken = outcome(&casting, 10, &said(Vote::For));
        assert_eq!(broken, Outcome::CarriedByChair);
        assert_eq!(outcome(&casting, 10, &said(Vote::Against)), Outcome::Lost);
        assert_eq!(outcome(&casting, 10, &said(Vote::Abstains)), Outcome::Tie);
        assert_eq!(outcome(&casting, 10, &votes(10, 5, 5)), Outcome::Tie);
    }

    #[test]
    fn two_thirds_of_the_seats_are_more_than_two_thirds_of_those_present() {
        let ten_of_fifteen = votes(15, 10, 5);

        let present = qualified(TWO_THIRDS, Whole::Present);
        assert_eq!(outcome(&present, 24, &ten_of_fifteen), Outcome::Carried);
        let seats = qualified(TWO_THIRDS, Whole::Seats);
        assert_eq!(outcome(&seats, 24, &ten_of_fifteen), Outcome::Lost);
        assert_eq!(outcome(&seats, 24, &votes(16, 16, 0)), Outcome::Carried);
        assert_eq!(outcome(&seats, 24, &votes(15, 15, 0)), Outcome::Lost);
    }

    #[test]
    fn half_of_the_seats_is_no_majority_of_the_seats() {
        let half = qualified(Share::HALF, Whole::Seats);

        assert_eq!(outcome(&half, 24, &votes(20, 12, 0)), Outcome::Lost);
        assert_eq!(outcome(&half, 24, &votes(20, 13, 7)), Outcome::Carried);
        assert_eq!(Share::new(1, 3), None);
        assert_eq!(Share::new(4, 3), None);
        assert_eq!(Share::new(2, 3), Some(TWO_THIRDS));
    }

    #[test]
    fn an_abstention_can_count_as_a_no() {
        let strict =
            DecisionRule { abstention: Abstention::Against, ..DecisionRule::MAJORITY };

        let (five, six) = (votes(10, 5, 3), votes(10, 6, 3));
        assert_eq!(outcome(&DecisionRule::MAJORITY, 10, &five), Outcome::Carried);
        assert_eq!(outcome(&strict, 10, &five), Outcome::Tie);
        assert_eq!(outcome(&strict, 10, &six), Outcome::Carried);
        let thirds = DecisionRule {
            abstention: Abstention::Against,
            ..qualified(TWO_THIRDS, Whole::Present)
        };
        assert_eq!(outcome(&thirds, 10, &six), Outcome::Lost);
    }

    #[test]
    fn consensus_bears_reservations_and_silence_and_no_objection() {
        let consensus = DecisionRule { rule: Rule::Consensus, ..DecisionRule::MAJORITY };
        let reserved = Tally { reservations: 2, ..votes(7, 5, 0) };

        assert_eq!(outcome(&consensus, 7, &reserved), Outcome::Carried);
        assert_eq!(outcome(&consensus, 7, &votes(7, 6, 1)), Outcome::Lost);
        assert_eq!(outcome(&consensus, 7, &votes(0, 0, 0)), Outcome::Lost);
    }

    #[test]
    fn nothing_is_carried_by_nobody() {
        for rule in [Rule::Unanimous, Rule::Majority, Rule::Qualified, Rule::Consensus] {
            let rule = DecisionRule { rule, ..DecisionRule::MAJORITY };
            assert_eq!(outcome(&rule, 7, &Tally::default()), Outcome::Lost);
        }
    }

    #[test]
    fn more_votes_than_members_are_a_mistake() {
        assert!(votes(9, 9, 0).fits(17));
        assert!(!votes(9, 9, 1).fits(17));
        assert!(!votes(18, 9, 1).fits(17));
        assert!(!Tally { reservations: 3, ..votes(9, 2, 0) }.fits(17));
    }
}
