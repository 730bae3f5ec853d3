//! When a paragraph may change, what a frozen version is, and how two texts differ.

use koreplan_log::Hex;
use sha2::{Digest, Sha256};

use crate::{
    plan::rules::Task,
    refusal::{Message, Refusal},
};

/// Why the text was not changed or frozen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("someone saved the paragraph first; it says now: {now}")]
    SomeoneWasFaster { now: String },
    #[error("nothing was changed")]
    NothingChanged,
    #[error("the draft has no text")]
    NoText,
    #[error("this text is frozen as version {number}")]
    SameAsVersion { number: i64 },
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::SomeoneWasFaster { now } => {
                Message::new("draft-refused-someone-was-faster").with("now", now.clone())
            }
            Self::NothingChanged => Message::new("draft-refused-nothing-changed"),
            Self::NoText => Message::new("draft-refused-no-text"),
            Self::SameAsVersion { number } => {
                Message::new("draft-refused-same-as-version").with("number", *number)
            }
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::SomeoneWasFaster { .. } => "draft-refused-someone-was-faster-way",
            Self::NothingChanged => "draft-refused-nothing-changed-way",
            Self::NoText => "draft-refused-no-text-way",
            Self::SameAsVersion { .. } => "draft-refused-same-as-version-way",
        })
    }
}

/// Changes a paragraph, if it still is what the writer read.
///
/// # Errors
/// [`Refused`] if someone saved in between, or nothing is different.
pub fn revise(
    now: (i64, &str),
    read: i64,
    new: &str,
    same_sources: bool,
) -> Result<(), Refused> {
    let (revision, body) = now;
    if revision != read {
        return Err(Refused::SomeoneWasFaster { now: body.to_owned() });
    }
    if body == new && same_sources {
        return Err(Refused::NothingChanged);
    }
    Ok(())
}

/// A paragraph as a version holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenParagraph {
    pub chapter: String,
    pub paragraph_id: i64,
    pub revision: i64,
    pub body: String,
}

/// The hash of a version: over chapter and text of each paragraph in order, each with
/// its length before it. One changed byte is another version.
pub fn version_hash(paragraphs: &[FrozenParagraph]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"koreplan-version-1");
    for paragraph in paragraphs {
        for part in [&paragraph.chapter, &paragraph.body] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
    }
    Hex(&hasher.finalize()).to_string()
}

/// Freezes the text as it stands.
///
/// # Errors
/// [`Refused`] if there is no text, or it is the text of the last version.
pub fn freeze(
    paragraphs: &[FrozenParagraph],
    last: Option<(i64, &str)>,
) -> Result<String, Refused> {
    if paragraphs.is_empty() {
        return Err(Refused::NoText);
    }
    let hash = version_hash(paragraphs);
    match last {
        Some((number, known)) if known == hash => Err(Refused::SameAsVersion { number }),
        _ => Ok(hash),
    }
}

/// What a gate behind this step asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub adopted_not_in_text: i64,
    pub without_source: i64,
    /// The text as it stands is frozen.
    pub frozen: bool,
}

/// What is missing before the gate may open.
pub fn open_tasks(tally: &Tally) -> Vec<Task> {
    let freeze =
        (!tally.frozen).then(|| Task::new("draft", Message::new("task-not-frozen")));
    [
        Task::counting(
            "trace/orphans",
            "task-adopted-not-in-text",
            tally.adopted_not_in_text,
        ),
        Task::counting("trace/orphans", "task-without-source", tally.without_source),
        freeze,
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(body: &str) -> FrozenParagraph {
        FrozenParagraph {
            chapter: "Digital post".into(),
            paragraph_id: 1,
            revision: 1,
            body: body.into(),
        }
    }

    #[test]
    fn what_someone_else_saved_is_not_overwritten() {
        let faster = revise((2, "Alle borgere"), 1, "Borgere", true);

        assert_eq!(faster, Err(Refused::SomeoneWasFaster { now: "Alle borgere".into() }));
    }

    #[test]
    fn one_changed_comma_is_another_version() {
        let (a, b) = ([paragraph("Post, til alle")], [paragraph("Post til alle")]);

        assert_ne!(version_hash(&a), version_hash(&b));
    }

    #[test]
    fn the_same_text_is_not_frozen_twice() {
        let text = [paragraph("Post til alle")];
        let hash = freeze(&text, None).unwrap();

        assert_eq!(
            freeze(&text, Some((1, &hash))),
            Err(Refused::SameAsVersion { number: 1 })
        );
        assert_eq!(freeze(&[], None), Err(Refused::NoText));
    }

    #[test]
    fn words_cannot_wander_between_chapter_and_text() {
        let moved = FrozenParagraph {
            chapter: "Digital".into(),
            body: "post Post".into(),
            ..paragraph("")
        };

        assert_ne!(version_hash(&[moved]), version_hash(&[paragraph("Post")]));
    }
}
