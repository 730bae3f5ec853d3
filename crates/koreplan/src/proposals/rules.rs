//! Where a proposal stands, and what it needs before it goes to a body.

use crate::{
    choices,
    meetings::rules::Verb,
    plan::rules::Task,
    refusal::{Message, Refusal},
};

choices! {
    /// Where a proposal stands.
    ProposalState {
        Drafted: "drafted", "proposal-drafted";
        Recommended: "recommended", "proposal-recommended";
        OnAgenda: "on_agenda", "proposal-on-agenda";
        Postponed: "postponed", "proposal-postponed";
        Adopted: "adopted", "proposal-adopted";
        Dropped: "dropped", "proposal-dropped";
    }
}

/// Where a proposal stands, from its recommendation, agenda and last decision.
pub fn state(recommended: bool, waiting: bool, last: Option<Verb>) -> ProposalState {
    if waiting {
        return ProposalState::OnAgenda;
    }
    match last {
        Some(verb) if verb.adopts() => ProposalState::Adopted,
        Some(verb) if verb.drops() => ProposalState::Dropped,
        Some(_) => ProposalState::Postponed,
        None if recommended => ProposalState::Recommended,
        None => ProposalState::Drafted,
    }
}

/// Why an act on a proposal was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the proposal has no recommendation")]
    NotRecommended,
    #[error("the proposal is on an agenda")]
    OnAgenda,
    #[error("the proposal has been decided")]
    Decided,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NotRecommended => "proposal-refused-not-recommended",
            Self::OnAgenda => "proposal-refused-on-agenda",
            Self::Decided => "proposal-refused-decided",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NotRecommended => "proposal-refused-not-recommended-way",
            Self::OnAgenda => "proposal-refused-on-agenda-way",
            Self::Decided => "proposal-refused-decided-way",
        })
    }
}

/// A proposal is assessed and recommended until a body has it.
pub fn recommend(state: ProposalState) -> Result<(), Refused> {
    match state {
        ProposalState::OnAgenda => Err(Refused::OnAgenda),
        ProposalState::Adopted | ProposalState::Dropped => Err(Refused::Decided),
        ProposalState::Drafted
        | ProposalState::Recommended
        | ProposalState::Postponed => Ok(()),
    }
}

/// A proposal goes on one agenda at a time, with a recommendation.
pub fn put_on_agenda(state: ProposalState) -> Result<(), Refused> {
    match state {
        ProposalState::Drafted => Err(Refused::NotRecommended),
        ProposalState::OnAgenda => Err(Refused::OnAgenda),
        ProposalState::Adopted | ProposalState::Dropped => Err(Refused::Decided),
        ProposalState::Recommended | ProposalState::Postponed => Ok(()),
    }
}

/// What a gate behind this step asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub proposals: i64,
    pub conclusions_without: i64,
    pub not_recommended: i64,
}

/// What is missing before the gate may open.
pub fn open_tasks(tally: &Tally) -> Vec<Task> {
    let none = (tally.proposals == 0)
        .then(|| Task::new("proposals", Message::new("task-no-proposals")));
    [
        none,
        Task::counting(
            "proposals",
            "task-conclusions-without-proposal",
            tally.conclusions_without,
        ),
        Task::counting("proposals", "task-not-recommended", tally.not_recommended),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_goes_to_a_body_with_a_recommendation() {
        let drafted = state(false, false, None);

        assert_eq!(put_on_agenda(drafted), Err(Refused::NotRecommended));
        assert_eq!(put_on_agenda(state(true, false, None)), Ok(()));
    }

    #[test]
    fn a_postponed_proposal_comes_back_and_a_decided_one_does_not() {
        let postponed = state(true, false, Some(Verb::Postponed));

        assert_eq!(put_on_agenda(postponed), Ok(()));
        let adopted = state(true, false, Some(Verb::Approved));
        assert_eq!(put_on_agenda(adopted), Err(Refused::Decided));
    }

    #[test]
    fn a_proposal_is_on_one_agenda_at_a_time() {
        let waiting = state(true, true, Some(Verb::Postponed));

        assert_eq!(put_on_agenda(waiting), Err(Refused::OnAgenda));
    }
}
