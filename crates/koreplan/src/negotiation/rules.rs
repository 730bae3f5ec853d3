//! What an initiative costs whom, and when the text no longer matches the deal.

use crate::{
    choices,
    plan::rules::Task,
    refusal::{Message, Refusal},
};

choices! {
    /// What a party says to an initiative.
    Stance {
        Agrees: "agrees", "stance-agrees";
        AgreesIf: "agrees_if", "stance-agrees-if";
        Opposes: "opposes", "stance-opposes";
    }
}

choices! {
    /// What the talks came to.
    OutcomeKind {
        Agreed: "agreed", "outcome-agreed";
        Changed: "changed", "outcome-changed";
        Dropped: "dropped", "outcome-dropped";
    }
}

/// Danish kroner, whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kroner(pub i64);

/// The most one party may pay or gain in one year: 1,000 billion kroner.
pub const MOST: i64 = 1_000_000_000_000;

/// Cost and gain of one party in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub body_id: i64,
    pub year: i64,
    pub cost: Kroner,
    pub gain: Kroner,
}

/// The sums of a sheet.
///
/// # Panics
/// Never: lines hold at most [`MOST`] each, and a sheet some hundred lines.
pub fn totals<'a>(lines: impl IntoIterator<Item = &'a Line>) -> (Kroner, Kroner) {
    lines.into_iter().fold((Kroner(0), Kroner(0)), |(cost, gain), line| {
        (Kroner(cost.0 + line.cost.0), Kroner(gain.0 + line.gain.0))
    })
}

/// Why the sheet was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the outcome is settled")]
    Settled,
    #[error("no cost or gain is written down")]
    NotPriced,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Settled => "negotiation-refused-settled",
            Self::NotPriced => "negotiation-refused-not-priced",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Settled => "negotiation-refused-settled-way",
            Self::NotPriced => "negotiation-refused-not-priced-way",
        })
    }
}

/// Costs and positions change until the outcome is settled.
pub fn write(settled: bool) -> Result<(), Refused> {
    if settled { Err(Refused::Settled) } else { Ok(()) }
}

/// An outcome is settled once, on a priced initiative.
pub fn settle(settled: bool, lines: usize) -> Result<(), Refused> {
    write(settled)?;
    if lines == 0 { Err(Refused::NotPriced) } else { Ok(()) }
}

/// Whether a paragraph must be written again: the deal changed what it says, and
/// nobody has touched it since.
pub fn is_stale(kind: OutcomeKind, settled_at: i64, paragraph_changed_at: i64) -> bool {
    kind != OutcomeKind::Agreed && paragraph_changed_at <= settled_at
}

/// What a gate behind this step asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub priced: i64,
    pub without_outcome: i64,
    pub stale_paragraphs: i64,
}

/// What is missing before the gate may open.
pub fn open_tasks(tally: &Tally) -> Vec<Task> {
    let none = (tally.priced == 0)
        .then(|| Task::new("negotiation", Message::new("task-nothing-priced")));
    [
        none,
        Task::counting("negotiation", "task-without-outcome", tally.without_outcome),
        Task::counting("negotiation", "task-stale-paragraphs", tally.stale_paragraphs),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cost: i64, gain: i64) -> Line {
        Line { body_id: 1, year: 2012, cost: Kroner(cost), gain: Kroner(gain) }
    }

    #[test]
    fn a_sheet_is_summed_over_parties_and_years() {
        let sheet = [line(10, 0), line(5, 20)];

        assert_eq!(totals(&sheet), (Kroner(15), Kroner(20)));
    }

    #[test]
    fn an_outcome_is_settled_once_and_on_a_priced_initiative() {
        assert_eq!(settle(false, 0), Err(Refused::NotPriced));
        assert_eq!(settle(false, 1), Ok(()));
        assert_eq!(settle(true, 1), Err(Refused::Settled));
    }

    #[test]
    fn a_paragraph_is_stale_until_it_is_written_after_the_deal() {
        assert!(is_stale(OutcomeKind::Changed, 100, 99));
        assert!(!is_stale(OutcomeKind::Changed, 100, 101));
        assert!(!is_stale(OutcomeKind::Agreed, 100, 99));
    }
}
