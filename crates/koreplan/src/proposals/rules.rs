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
        /// To another body, which has not decided.
        SentOn: "sent_on", "proposal-sent-on";
        Adopted: "adopted", "proposal-adopted";
        /// A body said no.
        Rejected: "dropped", "proposal-rejected";
        /// The secretariat let it fall, with a reason everybody may read.
        Ended: "ended", "proposal-ended";
        /// Merged with others or split: it says what it became.
        Became: "became", "proposal-became";
        /// It came of a merger or a split that was taken back.
        TakenBack: "taken_back", "proposal-taken-back";
    }
}

impl ProposalState {
    /// Somebody still has to do something about it.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Drafted
                | Self::Recommended
                | Self::OnAgenda
                | Self::Postponed
                | Self::SentOn
        )
    }

    /// Its text is the secretariat's to work on: nothing is decided, no meeting has it.
    pub fn is_at_hand(self) -> bool {
        self.is_open() && self != Self::OnAgenda
    }
}

/// What has happened to a proposal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub recommended: bool,
    /// On the agenda of a meeting that has not decided it.
    pub waiting: bool,
    pub last: Option<Verb>,
    pub left: Option<Left>,
}

/// How a proposal left the usual way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Sent on since it was decided last.
    SentOn,
    Ended,
    /// Merged or split.
    Became,
    TakenBack,
}

/// Where a proposal stands, from what has happened to it.
pub fn state(progress: Progress) -> ProposalState {
    let Progress { recommended, waiting, last, left } = progress;
    match (left, last) {
        (Some(Left::TakenBack), _) => ProposalState::TakenBack,
        (Some(Left::Became), _) => ProposalState::Became,
        (Some(Left::Ended), _) => ProposalState::Ended,
        _ if waiting => ProposalState::OnAgenda,
        (Some(Left::SentOn), _) => ProposalState::SentOn,
        (None, Some(verb)) if verb.adopts() => ProposalState::Adopted,
        (None, Some(verb)) if verb.drops() => ProposalState::Rejected,
        (None, Some(_)) => ProposalState::Postponed,
        (None, None) if recommended => ProposalState::Recommended,
        (None, None) => ProposalState::Drafted,
    }
}

/// What is said of a proposal before a body decides it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assessment {
    /// What it will bring about.
    pub effect: String,
    pub cost: String,
    /// Whether the law allows it, or must be changed.
    pub legal: String,
    /// Whom it concerns, and what they say.
    pub parties: String,
    pub recommendation: String,
}

impl Assessment {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
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
    #[error("the proposal became others")]
    Became,
    #[error("the proposal has been dropped")]
    Ended,
    #[error("a body has not answered the proposed treatment")]
    TreatmentWaiting,
    #[error("the proposal is in the text")]
    InText,
    #[error("someone else has saved another assessment since")]
    Changed,
    #[error("nothing was changed")]
    NothingChanged,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NotRecommended => "proposal-refused-not-recommended",
            Self::OnAgenda => "proposal-refused-on-agenda",
            Self::Decided => "proposal-refused-decided",
            Self::Became => "proposal-refused-became",
            Self::Ended => "proposal-refused-ended",
            Self::TreatmentWaiting => "proposal-refused-treatment-waiting",
            Self::InText => "proposal-refused-in-text",
            Self::Changed => "proposal-refused-changed",
            Self::NothingChanged => "proposal-refused-nothing-changed",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NotRecommended => "proposal-refused-not-recommended-way",
            Self::OnAgenda => "proposal-refused-on-agenda-way",
            Self::Decided => "proposal-refused-decided-way",
            Self::Became => "proposal-refused-became-way",
            Self::Ended => "proposal-refused-ended-way",
            Self::TreatmentWaiting => "proposal-refused-treatment-waiting-way",
            Self::InText => "proposal-refused-in-text-way",
            Self::Changed => "proposal-refused-changed-way",
            Self::NothingChanged => "proposal-refused-nothing-changed-way",
        })
    }
}

/// A proposal is worked on until a body has it, has decided it, or it became others.
pub fn change(state: ProposalState) -> Result<(), Refused> {
    match state {
        ProposalState::OnAgenda => Err(Refused::OnAgenda),
        ProposalState::Adopted | ProposalState::Rejected => Err(Refused::Decided),
        ProposalState::Became | ProposalState::TakenBack => Err(Refused::Became),
        ProposalState::Ended => Err(Refused::Ended),
        ProposalState::Drafted
        | ProposalState::Recommended
        | ProposalState::Postponed
        | ProposalState::SentOn => Ok(()),
    }
}

/// Saves an assessment in the place of the one that was read, if it differs from it.
pub fn recommend(
    state: ProposalState,
    (standing, read): (i64, i64),
    same: bool,
) -> Result<(), Refused> {
    change(state)?;
    if standing != read {
        return Err(Refused::Changed);
    }
    if same { Err(Refused::NothingChanged) } else { Ok(()) }
}

/// A proposal goes on one agenda at a time, with a recommendation, when nobody who was
/// asked has time left to answer.
pub fn put_on_agenda(
    state: ProposalState,
    recommended: bool,
    treatment_waiting: bool,
) -> Result<(), Refused> {
    change(state)?;
    if !recommended {
        return Err(Refused::NotRecommended);
    }
    if treatment_waiting { Err(Refused::TreatmentWaiting) } else { Ok(()) }
}

/// A proposal falls, with a reason, while it is nowhere in the text and no meeting has it.
pub fn end(state: ProposalState, in_text: bool) -> Result<(), Refused> {
    match state {
        ProposalState::OnAgenda => Err(Refused::OnAgenda),
        ProposalState::Became | ProposalState::TakenBack => Err(Refused::Became),
        ProposalState::Ended => Err(Refused::Ended),
        ProposalState::Rejected => Err(Refused::Decided),
        _ if in_text => Err(Refused::InText),
        _ => Ok(()),
    }
}

/// A proposal is sent on from where it lies, also after a decision that was not the last
/// word; not while a meeting has it.
pub fn send_on(state: ProposalState) -> Result<(), Refused> {
    match state {
        ProposalState::Adopted => Ok(()),
        other => change(other),
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

    fn after(last: Verb) -> ProposalState {
        state(Progress { recommended: true, last: Some(last), ..Progress::default() })
    }

    #[test]
    fn a_proposal_goes_to_a_body_with_a_recommendation() {
        let drafted = state(Progress::default());

        assert_eq!(put_on_agenda(drafted, false, false), Err(Refused::NotRecommended));
        let recommended = state(Progress { recommended: true, ..Progress::default() });
        assert_eq!(put_on_agenda(recommended, true, false), Ok(()));
    }

    #[test]
    fn a_postponed_proposal_comes_back_and_a_decided_one_does_not() {
        assert_eq!(put_on_agenda(after(Verb::Postponed), true, false), Ok(()));
        let adopted = after(Verb::Approved);
        assert_eq!(put_on_agenda(adopted, true, false), Err(Refused::Decided));
    }

    #[test]
    fn a_proposal_is_on_one_agenda_at_a_time() {
        let waiting = state(Progress {
            recommended: true,
            waiting: true,
            last: Some(Verb::Postponed),
            ..Progress::default()
        });

        assert_eq!(put_on_agenda(waiting, true, false), Err(Refused::OnAgenda));
    }

    #[test]
    fn a_body_that_was_asked_has_its_time_to_answer() {
        let recommended = state(Progress { recommended: true, ..Progress::default() });

        let early = put_on_agenda(recommended, true, true);

        assert_eq!(early, Err(Refused::TreatmentWaiting));
    }

    #[test]
    fn an_adopted_proposal_is_sent_on_and_decided_again_by_the_other_body() {
        let sent = Progress {
            recommended: true,
            last: Some(Verb::RecommendedUp),
            left: Some(Left::SentOn),
            ..Progress::default()
        };

        assert_eq!(send_on(after(Verb::RecommendedUp)), Ok(()));
        assert_eq!(state(sent), ProposalState::SentOn);
        assert_eq!(put_on_agenda(state(sent), true, false), Ok(()));
        assert_eq!(send_on(after(Verb::Rejected)), Err(Refused::Decided));
    }

    #[test]
    fn what_stands_in_the_text_is_taken_out_before_it_falls() {
        assert_eq!(end(ProposalState::Adopted, true), Err(Refused::InText));
        assert_eq!(end(ProposalState::Adopted, false), Ok(()));
        assert_eq!(end(ProposalState::Drafted, false), Ok(()));
        assert_eq!(end(ProposalState::Ended, false), Err(Refused::Ended));
    }

    #[test]
    fn the_second_who_saves_the_same_assessment_is_told() {
        let state = ProposalState::Drafted;

        assert_eq!(recommend(state, (2, 2), false), Ok(()));
        assert_eq!(recommend(state, (3, 2), false), Err(Refused::Changed));
        assert_eq!(recommend(state, (2, 2), true), Err(Refused::NothingChanged));
    }

    #[test]
    fn what_became_others_is_not_worked_on() {
        let merged = state(Progress { left: Some(Left::Became), ..Progress::default() });
        let undone =
            state(Progress { left: Some(Left::TakenBack), ..Progress::default() });

        assert_eq!(change(merged), Err(Refused::Became));
        assert_eq!(change(undone), Err(Refused::Became));
        assert!(!merged.is_open() && !undone.is_open());
    }
}
