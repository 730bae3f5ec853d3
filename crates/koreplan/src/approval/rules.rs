//! When an answer counts, and when a version may be released.

use crate::{
    access::{DecideApproval, Permit},
    bodies::rules::{DecisionRule, NotQuorate, Quorum, Tally as Votes, Vote, outcome},
    choices,
    plan::rules::Task,
    refusal::{Message, Refusal},
};

choices! {
    /// What a body says to a version.
    Verdict {
        Approved: "approved", "verdict-approved";
        Reservation: "reservation", "verdict-reservation";
        Endorsed: "endorsed", "verdict-endorsed";
        Returned: "returned", "verdict-returned";
        Postponed: "postponed", "verdict-postponed";
    }
}

impl Verdict {
    /// The body stands behind the text.
    pub fn is_yes(self) -> bool {
        matches!(self, Self::Approved | Self::Reservation | Self::Endorsed)
    }

    /// The answer says nothing without words.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Reservation | Self::Returned | Self::Postponed)
    }
}

/// What a body's meeting came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The hash of the version the meeting read.
    pub read: String,
    pub verdict: Verdict,
    pub present: i64,
    pub votes_for: i64,
    pub votes_against: i64,
    /// What the chair voted, where that decides a tie.
    pub chair_vote: Option<Vote>,
}

impl Minutes {
    fn votes(&self) -> Votes {
        Votes {
            present: self.present,
            votes_for: self.votes_for,
            votes_against: self.votes_against,
            reservations: 0,
            chair: self.chair_vote,
        }
    }
}

/// The question to a body, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub hash: String,
    /// The version is the newest: nobody answers an old one.
    pub newest: bool,
    pub answered: Option<Verdict>,
    pub rule: DecisionRule,
    pub quorum: Quorum,
    pub seats: i64,
}

/// Why an answer was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the body has answered this version")]
    AlreadyAnswered,
    #[error("the meeting read another version")]
    OtherVersion,
    #[error("there is a newer version")]
    Superseded,
    #[error(transparent)]
    NotQuorate(#[from] NotQuorate),
    #[error("more votes than members present, or more members than seats")]
    CountsDoNotFit,
    #[error("the votes are no yes by the body's rule")]
    NotCarried,
    #[error("not all bodies have said yes")]
    NotAllYes,
    #[error("the version has been released")]
    Released,
    #[error("there is no open reservation")]
    NoReservation,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::NotQuorate(refused) => refused.why(),
            Self::AlreadyAnswered => Message::new("approval-refused-already-answered"),
            Self::OtherVersion => Message::new("approval-refused-other-version"),
            Self::Superseded => Message::new("approval-refused-superseded"),
            Self::CountsDoNotFit => Message::new("approval-refused-counts"),
            Self::NotCarried => Message::new("approval-refused-not-carried"),
            Self::NotAllYes => Message::new("approval-refused-not-all-yes"),
            Self::Released => Message::new("approval-refused-released"),
            Self::NoReservation => Message::new("approval-refused-no-reservation"),
        }
    }

    fn way_forward(&self) -> Message {
        match self {
            Self::NotQuorate(refused) => refused.way_forward(),
            Self::AlreadyAnswered | Self::Released => {
                Message::new("approval-refused-already-answered-way")
            }
            Self::OtherVersion | Self::Superseded => {
                Message::new("approval-refused-other-version-way")
            }
            Self::CountsDoNotFit => Message::new("approval-refused-counts-way"),
            Self::NotCarried => Message::new("approval-refused-not-carried-way"),
            Self::NotAllYes => Message::new("approval-refused-not-all-yes-way"),
            Self::NoReservation => Message::new("approval-refused-no-reservation-way"),
        }
    }
}

/// Takes a body's answer.
///
/// # Errors
/// [`Refused`] if the body has answered, read another version, is not quorate, or if the
/// votes are no yes by its rule. A postponement may be followed by an answer.
pub fn decide(
    question: &Question,
    _: &Permit<DecideApproval>,
    minutes: &Minutes,
) -> Result<Verdict, Refused> {
    check(question, minutes)
}

fn check(question: &Question, minutes: &Minutes) -> Result<Verdict, Refused> {
    if question.answered.is_some_and(|verdict| verdict != Verdict::Postponed) {
        return Err(Refused::AlreadyAnswered);
    }
    if !question.newest {
        return Err(Refused::Superseded);
    }
    if minutes.read != question.hash {
        return Err(Refused::OtherVersion);
    }
    let votes = minutes.votes();
    if !votes.fits(question.seats) {
        return Err(Refused::CountsDoNotFit);
    }
    // The answer is given by the chair, who was there.
    question.quorum.check(votes.present, true)?;
    let yes = outcome(&question.rule, question.seats, &votes).is_carried();
    if minutes.verdict.is_yes() && !yes {
        return Err(Refused::NotCarried);
    }
    Ok(minutes.verdict)
}

/// Whether all bodies stand behind the version.
pub fn is_adopted(answers: &[Option<Verdict>]) -> bool {
    !answers.is_empty()
        && answers.iter().all(|answer| answer.is_some_and(Verdict::is_yes))
}

/// Releases a version to everybody.
///
/// # Errors
/// [`Refused`] before every body has said yes, after it was released, or when a newer
/// version waits.
pub fn release(
    released: bool,
    newest: bool,
    answers: &[Option<Verdict>],
) -> Result<(), Refused> {
    if released {
        return Err(Refused::Released);
    }
    if !newest {
        return Err(Refused::Superseded);
    }
    if is_adopted(answers) { Ok(()) } else { Err(Refused::NotAllYes) }
}

/// What a gate behind this step asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub frozen: bool,
    pub without_yes: i64,
    pub reservations: i64,
    pub released: bool,
}

/// What is missing before the gate may open.
pub fn open_tasks(tally: &Tally) -> Vec<Task> {
    let frozen =
        (!tally.frozen).then(|| Task::new("draft", Message::new("task-not-frozen")));
    let released = (tally.frozen && !tally.released)
        .then(|| Task::new("versions", Message::new("task-not-released")));
    [
        frozen,
        Task::counting("versions", "task-bodies-without-yes", tally.without_yes),
        Task::counting("versions", "task-reservations-open", tally.reservations),
        released,
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn board() -> Question {
        Question {
            hash: "v3".into(),
            newest: true,
            answered: None,
            rule: DecisionRule::MAJORITY,
            quorum: Quorum { needed: 9, with_chair: true },
            seats: 17,
        }
    }

    fn minutes(read: &str, present: i64, votes_for: i64, votes_against: i64) -> Minutes {
        let verdict = Verdict::Approved;
        Minutes {
            read: read.into(),
            verdict,
            present,
            votes_for,
            votes_against,
            chair_vote: None,
        }
    }

    #[test]
    fn a_changed_text_needs_a_new_approval() {
        let outcome = check(&board(), &minutes("v4", 9, 9, 0));

        assert_eq!(outcome, Err(Refused::OtherVersion));
    }

    #[test]
    fn an_old_version_gets_no_answers() {
        let old = Question { newest: false, ..board() };

        assert_eq!(check(&old, &minutes("v3", 9, 9, 0)), Err(Refused::Superseded));
    }

    #[test]
    fn a_body_answers_once_but_may_postpone_first() {
        let answered = Question { answered: Some(Verdict::Returned), ..board() };
        let postponed = Question { answered: Some(Verdict::Postponed), ..board() };

        let yes = minutes("v3", 9, 9, 0);
        assert_eq!(check(&answered, &yes), Err(Refused::AlreadyAnswered));
        assert_eq!(check(&postponed, &yes), Ok(Verdict::Approved));
    }

    #[test]
    fn too_few_members_approve_nothing() {
        let few = check(&board(), &minutes("v3", 8, 8, 0));

        assert_eq!(
            few,
            Err(Refused::NotQuorate(NotQuorate::TooFew { present: 8, needed: 9 }))
        );
    }

    #[test]
    fn a_government_with_one_no_has_not_approved() {
        let government = Question {
            rule: DecisionRule::UNANIMOUS,
            quorum: Quorum { needed: 5, with_chair: false },
            seats: 8,
            ..board()
        };

        let split = check(&government, &minutes("v3", 8, 7, 1));
        assert_eq!(split, Err(Refused::NotCarried));
    }

    #[test]
    fn where_the_votes_are_equal_the_chair_may_decide_by_the_bodys_rule() {
        let casting = DecisionRule { casting_vote: true, ..DecisionRule::MAJORITY };
        let tied = Minutes { chair_vote: Some(Vote::For), ..minutes("v3", 10, 5, 5) };

        assert_eq!(check(&board(), &tied), Err(Refused::NotCarried));
        let board = Question { rule: casting, ..board() };
        assert_eq!(check(&board, &tied), Ok(Verdict::Approved));
    }

    #[test]
    fn more_votes_than_members_are_a_mistake() {
        let many = check(&board(), &minutes("v3", 9, 9, 1));

        assert_eq!(many, Err(Refused::CountsDoNotFit));
    }

    #[test]
    fn an_approved_version_is_not_released_once_there_is_a_newer_one() {
        let yes = [Some(Verdict::Approved)];

        assert_eq!(release(false, false, &yes), Err(Refused::Superseded));
        assert_eq!(release(true, true, &yes), Err(Refused::Released));
    }

    fn any_verdict() -> impl Strategy<Value = Option<Verdict>> {
        use crate::web::choices::Choice as _;
        prop_oneof![Just(None), prop::sample::select(Verdict::ALL).prop_map(Some)]
    }

    proptest! {
        #[test]
        fn one_body_that_has_not_said_yes_stops_the_release(
            mut answers in proptest::collection::vec(any_verdict(), 1..5),
        ) {
            let all = answers.iter().all(|a| a.is_some_and(Verdict::is_yes));
            prop_assert_eq!(release(false, true, &answers).is_ok(), all);
            answers.reverse();
            prop_assert_eq!(release(false, true, &answers).is_ok(), all);
        }
    }
}
