//! When a body can decide, and what its votes came to.

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
        /// A party that must approve the text, and pays its part.
        Approver: "approver", "body-kind-approver";
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
        Member: "member", "role-member";
        Substitute: "substitute", "role-substitute";
        Secretary: "secretary", "role-secretary";
    }
}

choices! {
    /// How a body comes to a yes.
    Rule {
        /// All who are present say yes.
        Unanimous: "unanimous", "rule-unanimous";
        /// More say yes than no.
        Majority: "majority", "rule-majority";
    }
}

/// Too few were there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{present} were present; {needed} are needed")]
pub struct NotQuorate {
    pub present: i64,
    pub needed: i64,
}

impl Refusal for NotQuorate {
    fn why(&self) -> Message {
        Message::new("refused-not-quorate")
            .with("present", self.present)
            .with("needed", self.needed)
    }

    fn way_forward(&self) -> Message {
        Message::new("refused-not-quorate-way")
    }
}

/// Checks that enough members are present.
///
/// # Errors
/// [`NotQuorate`] when fewer than `needed` are.
pub fn check_quorum(present: i64, needed: i64) -> Result<(), NotQuorate> {
    if present < needed { Err(NotQuorate { present, needed }) } else { Ok(()) }
}

/// Whether these votes are a yes by the rule.
pub fn carried(rule: Rule, present: i64, votes_for: i64, votes_against: i64) -> bool {
    match rule {
        Rule::Unanimous => votes_for == present && votes_against == 0,
        Rule::Majority => votes_for > votes_against,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_of_seventeen_needs_nine() {
        assert_eq!(check_quorum(8, 9), Err(NotQuorate { present: 8, needed: 9 }));
        assert_eq!(check_quorum(9, 9), Ok(()));
    }

    #[test]
    fn one_no_stops_the_government_and_not_a_board() {
        assert!(!carried(Rule::Unanimous, 10, 9, 1));
        assert!(carried(Rule::Majority, 10, 9, 1));
    }

    #[test]
    fn an_abstention_is_no_unanimous_yes() {
        assert!(!carried(Rule::Unanimous, 10, 9, 0));
    }

    #[test]
    fn a_tie_is_no_majority() {
        assert!(!carried(Rule::Majority, 10, 5, 5));
    }
}
