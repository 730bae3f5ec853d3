//! When an analysis may change, what a finding rests on, and when it is finished.

use crate::refusal::{Message, Refusal};

/// Why an act on an analysis was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the analysis is finished")]
    Finished,
    #[error("someone else has saved another text since")]
    Changed,
    #[error("the finding rests on no sentence")]
    NoSentences,
    #[error("the analysis has no text")]
    NoText,
    #[error("the analysis has no finding")]
    NoFindings,
    #[error("the analysis is a draft")]
    Draft,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Finished => "document-refused-finished",
            Self::Changed => "document-refused-changed",
            Self::NoSentences => "document-refused-no-sentences",
            Self::NoText => "document-refused-no-text",
            Self::NoFindings => "document-refused-no-findings",
            Self::Draft => "document-refused-draft",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Finished => "document-refused-finished-way",
            Self::Changed => "document-refused-changed-way",
            Self::NoSentences => "document-refused-no-sentences-way",
            Self::NoText => "document-refused-no-text-way",
            Self::NoFindings => "document-refused-no-findings-way",
            Self::Draft => "document-refused-draft-way",
        })
    }
}

/// Checks that an analysis may still change: meetings read it afterwards.
///
/// # Errors
/// [`Refused::Finished`].
pub fn change(finished: bool) -> Result<(), Refused> {
    if finished { Err(Refused::Finished) } else { Ok(()) }
}

/// Checks that a text may take the place of the one that stands.
///
/// # Errors
/// [`Refused`] if it is finished, or if what stands is not what was read.
pub fn save(finished: bool, standing: i64, read: i64) -> Result<(), Refused> {
    change(finished)?;
    if standing == read { Ok(()) } else { Err(Refused::Changed) }
}

/// Checks that a finding leads back to words somebody said.
///
/// # Errors
/// [`Refused`] if the analysis is finished, or without a sentence.
pub fn find(finished: bool, sentences: usize) -> Result<(), Refused> {
    change(finished)?;
    if sentences == 0 { Err(Refused::NoSentences) } else { Ok(()) }
}

/// Checks that an analysis may be finished.
///
/// # Errors
/// [`Refused`] if it is, or without text or findings.
pub fn finish(finished: bool, body: &str, findings: usize) -> Result<(), Refused> {
    change(finished)?;
    if body.is_empty() {
        return Err(Refused::NoText);
    }
    if findings == 0 { Err(Refused::NoFindings) } else { Ok(()) }
}

/// Checks that an analysis may go on an agenda.
///
/// # Errors
/// [`Refused::Draft`].
pub fn put_on_agenda(finished: bool) -> Result<(), Refused> {
    if finished { Ok(()) } else { Err(Refused::Draft) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_analysis_is_finished_with_a_text_and_findings_and_stays_as_it_is() {
        assert_eq!(finish(false, "", 1), Err(Refused::NoText));
        assert_eq!(finish(false, "Mange vil have breve.", 0), Err(Refused::NoFindings));
        assert_eq!(finish(false, "Mange vil have breve.", 1), Ok(()));
        assert_eq!(finish(true, "Mange vil have breve.", 1), Err(Refused::Finished));
        assert_eq!(save(true, 1, 1), Err(Refused::Finished));
    }

    #[test]
    fn a_finding_rests_on_at_least_one_sentence() {
        assert_eq!(find(false, 0), Err(Refused::NoSentences));
        assert_eq!(find(false, 1), Ok(()));
        assert_eq!(find(true, 1), Err(Refused::Finished));
    }

    #[test]
    fn the_second_who_saves_the_same_text_is_told() {
        assert_eq!(save(false, 2, 1), Err(Refused::Changed));
        assert_eq!(save(false, 2, 2), Ok(()));
    }

    #[test]
    fn a_draft_is_on_no_agenda() {
        assert_eq!(put_on_agenda(false), Err(Refused::Draft));
        assert_eq!(put_on_agenda(true), Ok(()));
    }
}
