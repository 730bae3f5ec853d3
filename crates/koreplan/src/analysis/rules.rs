//! What a topic needs before meetings may rest on it.

use std::ops::Range;

use super::assessments::rules::Assessment;
use crate::{
    plan::rules::Task,
    refusal::{Message, Refusal},
};

/// Why an act on a topic was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("no input rests under the topic")]
    NoInputs,
    #[error("the topic has no assessment")]
    NotAssessed,
    #[error("the topic is approved")]
    Approved,
    #[error("no sentence was chosen")]
    NothingChosen,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NoInputs => "analysis-refused-no-inputs",
            Self::NotAssessed => "analysis-refused-not-assessed",
            Self::Approved => "analysis-refused-approved",
            Self::NothingChosen => "analysis-refused-nothing-chosen",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NoInputs => "analysis-refused-no-inputs-way",
            Self::NotAssessed => "analysis-refused-not-assessed-way",
            Self::Approved => "analysis-refused-approved-way",
            Self::NothingChosen => "analysis-refused-nothing-chosen-way",
        })
    }
}

/// A topic changes until it is approved: meetings rest on it then.
pub fn change(approved: bool) -> Result<(), Refused> {
    if approved { Err(Refused::Approved) } else { Ok(()) }
}

/// Checks that a topic may be approved.
///
/// # Errors
/// [`Refused`] without inputs, without a whole assessment, or when it is approved.
pub fn approve(
    approved: bool,
    inputs: i64,
    assessment: &Assessment,
) -> Result<(), Refused> {
    change(approved)?;
    if inputs == 0 {
        return Err(Refused::NoInputs);
    }
    if !assessment.is_whole() {
        return Err(Refused::NotAssessed);
    }
    Ok(())
}

/// The chosen sentences, by their first bytes; only whole sentences of this text count.
///
/// # Errors
/// [`Refused::NothingChosen`] if none of them is one.
pub fn chosen(
    segments: &[Range<usize>],
    starts: &[i64],
) -> Result<Vec<Range<usize>>, Refused> {
    let chosen: Vec<_> = segments
        .iter()
        .filter(|at| i64::try_from(at.start).is_ok_and(|start| starts.contains(&start)))
        .cloned()
        .collect();
    if chosen.is_empty() { Err(Refused::NothingChosen) } else { Ok(chosen) }
}

/// What a gate behind this step asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub topics: i64,
    pub not_approved: i64,
    pub untagged: i64,
}

/// What is missing before the gate may open.
pub fn open_tasks(tally: &Tally) -> Vec<Task> {
    let none =
        (tally.topics == 0).then(|| Task::new("topics", Message::new("task-no-topics")));
    [
        none,
        Task::counting("inputs?which=untagged", "task-inputs-untagged", tally.untagged),
        Task::counting("topics", "task-topics-not-approved", tally.not_approved),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::assessments::rules::Met;

    #[test]
    fn a_topic_needs_inputs_and_an_assessment() {
        let whole = Assessment {
            said: "Send brevene digitalt.".into(),
            met: Some(Met::Met),
            why: "Det er enkelt.".into(),
        };
        let begun = Assessment { met: None, ..whole.clone() };

        assert_eq!(approve(false, 0, &whole), Err(Refused::NoInputs));
        assert_eq!(approve(false, 3, &begun), Err(Refused::NotAssessed));
        assert_eq!(approve(false, 3, &whole), Ok(()));
        assert_eq!(approve(true, 3, &whole), Err(Refused::Approved));
    }

    #[test]
    fn only_whole_sentences_are_chosen() {
        let segments = [0..5, 6..12];

        assert_eq!(chosen(&segments, &[6]), Ok(vec![segments[1].clone()]));
        assert_eq!(chosen(&segments, &[1, 7, -1]), Err(Refused::NothingChosen));
    }
}
