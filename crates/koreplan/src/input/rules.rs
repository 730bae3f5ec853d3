//! How long a hearing is, what is late, what an input says and where its sentences are.

use jiff::civil::Date;
pub use koreplan_text::segments::sentences as segments;
use sha2::{Digest, Sha256};

use crate::{
    choices,
    outbox::rules::Address,
    plan::rules::Task,
    refusal::{Message, Refusal},
};

choices! {
    /// Where a hearing stands.
    HearingState {
        /// Being prepared: the secretariat alone sees it.
        Draft: "draft", "hearing-draft";
        Coming: "coming", "hearing-coming";
        Open: "open", "hearing-open";
        Closed: "closed", "hearing-closed";
        /// What was answered has been dealt with.
        Processed: "processed", "hearing-processed";
        /// And everybody can read how.
        NotePublished: "note_published", "hearing-note-published";
    }
}

impl HearingState {
    /// Whether the deadline has passed.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Processed | Self::NotePublished)
    }

    /// Whether anything can be sent; what comes after the deadline is late.
    pub fn takes_input(self) -> bool {
        !matches!(self, Self::Draft | Self::Coming)
    }
}

/// Where a published hearing stands by the clock alone; instants in microseconds.
pub fn state(opens_at: i64, closes_at: i64, now: i64) -> HearingState {
    if now < opens_at {
        HearingState::Coming
    } else if is_late(now, closes_at) {
        HearingState::Closed
    } else {
        HearingState::Open
    }
}

/// Whether something received then is after the deadline. The end is exclusive.
pub fn is_late(received_at: i64, closes_at: i64) -> bool {
    received_at >= closes_at
}

/// Whether everybody may read the public copy now. The end is exclusive.
pub fn is_public(released_at: Option<i64>, remove_at: Option<i64>, now: i64) -> bool {
    released_at.is_some() && remove_at.is_none_or(|end| now < end)
}

choices! {
    /// As whom a sender speaks.
    SenderKind {
        Person: "person", "sender-person";
        Company: "company", "sender-company";
        Association: "association", "sender-association";
        Council: "council", "sender-council";
    }
}

choices! {
    /// How an input came.
    Source {
        Web: "web", "source-web";
        Letter: "letter", "source-letter";
        Import: "import", "source-import";
        Api: "api", "source-api";
    }
}

/// What someone sends, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    pub sender_kind: SenderKind,
    pub name: String,
    pub organisation: String,
    pub email: String,
    /// Name and address are protected.
    pub protected: bool,
    pub body: String,
    pub areas: Vec<i64>,
    pub questions: Vec<i64>,
}

impl Submission {
    /// SHA-256 over all that was said: tells a repeat from another text.
    pub fn hash(&self) -> Vec<u8> {
        let said = serde_json::json!([
            self.sender_kind as u8,
            self.name,
            self.organisation,
            self.email,
            self.protected,
            self.body,
            self.areas,
            self.questions,
        ]);
        Sha256::digest(said.to_string().as_bytes()).to_vec()
    }
}

/// What is wrong with who sends: a body has a name, and mail can reach an address.
pub fn sender_faults(
    kind: Option<SenderKind>,
    organisation: &str,
    email: &str,
) -> Vec<(&'static str, Message)> {
    let mut faults = Vec::new();
    let is_body = kind.is_some_and(|kind| kind != SenderKind::Person);
    if is_body && organisation.is_empty() {
        faults.push(("organisation", Message::new("input-fault-organisation")));
    }
    if !email.is_empty() && email.parse::<Address>().is_err() {
        faults.push(("email", Message::new("input-fault-email")));
    }
    faults
}

/// An input's number as people read it, say it and type it: `000123-4`.
///
/// The last digit checks the others by Damm's table: it finds every wrong digit and
/// every swap of neighbours.
pub fn written_number(number: i64) -> String {
    let digits = format!("{number:06}");
    let check = damm(&digits);
    format!("{digits}-{check}")
}

/// Someone typed a number whose check digit does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mistyped;

/// Reads a number as [`written_number`] writes it; nothing if it is none at all.
pub fn number_of(written: &str) -> Option<Result<i64, Mistyped>> {
    let (digits, check) = written.trim().split_once('-')?;
    let number = digits.parse().ok()?;
    let plain = digits.len() >= 6 && digits.bytes().all(|c| c.is_ascii_digit());
    let check: u8 = check.parse().ok().filter(|digit| *digit < 10 && plain)?;
    Some(if damm(digits) == check { Ok(number) } else { Err(Mistyped) })
}

/// A quasigroup of order 10 without a fixed point but on its diagonal.
///
/// # Source
/// H. Michael Damm, Total anti-symmetrische Quasigruppen, Marburg 2004.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

fn damm(digits: &str) -> u8 {
    digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0, |interim, digit| DAMM[usize::from(interim)][usize::from(digit - b'0')])
}

/// The same letter sent by many has the same key: letters and digits alone count.
pub fn letter_key(body: &str) -> Vec<u8> {
    let bare: String = body
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    Sha256::digest(bare.as_bytes()).to_vec()
}

/// The parties get fewer days than normal, and nobody says why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{days} days are fewer than the normal {normal}, and no reason is given")]
pub struct TooShort {
    pub days: i64,
    pub normal: i64,
}

/// Checks that the parties get long enough to answer, or are told why not.
///
/// Counts whole days in the local calendar: the day of sending is day 0, and the
/// deadline day counts in full. Weekends and holidays count.
///
/// # Errors
/// [`TooShort`] under `normal` days without a reason.
///
/// # Source
/// S40 in docs/sources.md: four weeks under normal conditions; eight for municipal plans.
pub fn check_length(
    sent: Date,
    deadline: Date,
    normal: i64,
    reason: &str,
) -> Result<(), TooShort> {
    let days = i64::from((deadline - sent).get_days());
    if days < normal && reason.trim().is_empty() {
        return Err(TooShort { days, normal });
    }
    Ok(())
}

/// Why an act on a hearing was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the hearing has not opened")]
    NotOpen,
    #[error("another text was sent with this form")]
    OtherText,
    #[error("a deadline that is published is not shortened")]
    Shortened,
    #[error("the new deadline has passed")]
    Passed,
    #[error("the text is erased")]
    Erased,
    #[error("a correction has taken its place")]
    Replaced,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NotOpen => "input-refused-not-open",
            Self::OtherText => "input-refused-other-text",
            Self::Shortened => "input-refused-shortened",
            Self::Passed => "input-refused-passed",
            Self::Erased => "input-refused-erased",
            Self::Replaced => "input-refused-replaced",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NotOpen => "input-refused-not-open-way",
            Self::OtherText => "input-refused-other-text-way",
            Self::Shortened | Self::Passed => "input-refused-deadline-way",
            Self::Erased => "input-refused-erased-way",
            Self::Replaced => "input-refused-replaced-way",
        })
    }

    fn is_contradiction(&self) -> bool {
        *self == Self::OtherText
    }
}

/// Checks that a hearing takes input at all.
///
/// # Errors
/// [`Refused::NotOpen`] before it opens. After the deadline it takes input as late.
pub fn accepts(state: HearingState) -> Result<(), Refused> {
    if state.takes_input() { Ok(()) } else { Err(Refused::NotOpen) }
}

/// Checks that a correction may take the place of this input.
///
/// # Errors
/// [`Refused`] if it is erased, or another correction was faster.
pub fn correct(erased: bool, replaced: bool) -> Result<(), Refused> {
    if erased {
        return Err(Refused::Erased);
    }
    if replaced { Err(Refused::Replaced) } else { Ok(()) }
}

/// Moves a deadline later; instants in microseconds.
///
/// # Errors
/// [`Refused`] if the new one is earlier than the old, or has passed.
pub fn extend(old: i64, new: i64, now: i64) -> Result<(), Refused> {
    if new <= old {
        return Err(Refused::Shortened);
    }
    if new <= now {
        return Err(Refused::Passed);
    }
    Ok(())
}

/// What a gate behind this step asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub hearings_open: i64,
    pub unread: i64,
    pub inputs: i64,
}

/// What is missing before the gate may open.
pub fn open_tasks(tally: &Tally) -> Vec<Task> {
    let none = (tally.inputs == 0)
        .then(|| Task::new("hearings", Message::new("task-no-inputs")));
    [
        none,
        Task::counting("hearings", "task-hearings-open", tally.hearings_open),
        Task::counting("inputs", "task-inputs-unread", tally.unread),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn four_weeks_are_enough_and_a_day_less_needs_a_reason() {
        let sent = date(2010, 9, 6);

        assert_eq!(check_length(sent, date(2010, 10, 4), 28, ""), Ok(()));
        let short = check_length(sent, date(2010, 10, 3), 28, " ");
        assert_eq!(short, Err(TooShort { days: 27, normal: 28 }));
        assert_eq!(check_length(sent, date(2010, 10, 3), 28, "Valget kom først"), Ok(()));
    }

    #[test]
    fn t01_at_the_deadline_is_late_and_just_before_is_on_time() {
        assert!(!is_late(999, 1_000));
        assert!(is_late(1_000, 1_000));
        assert!(is_late(1_001, 1_000));
    }

    #[test]
    fn nothing_is_sent_to_a_hearing_that_has_not_opened() {
        assert_eq!(accepts(state(100, 200, 99)), Err(Refused::NotOpen));
        assert_eq!(accepts(state(100, 200, 100)), Ok(()));
        assert_eq!(accepts(state(100, 200, 200)), Ok(()));
    }

    #[test]
    fn a_published_deadline_is_only_moved_later() {
        assert_eq!(extend(200, 200, 100), Err(Refused::Shortened));
        assert_eq!(extend(200, 300, 100), Ok(()));
        assert_eq!(extend(200, 300, 400), Err(Refused::Passed));
    }

    #[test]
    fn the_same_letter_with_other_spaces_is_the_same_letter() {
        assert_eq!(letter_key("Bevar  posten!\n"), letter_key("bevar posten"));
        assert_ne!(letter_key("Bevar posten"), letter_key("Bevar ikke posten"));
    }

    #[test]
    fn a_number_is_written_with_its_check_digit() {
        assert_eq!(written_number(572), "000572-4");
        assert_eq!(number_of("000572-4"), Some(Ok(572)));
        assert_eq!(number_of("000572-5"), Some(Err(Mistyped)));
        for other in
            ["", "digital", "572", "572-4", "2010-11-02", "000572-44", "+00572-4"]
        {
            assert_eq!(number_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_public_copy_is_public_until_its_end_and_no_longer() {
        assert!(!is_public(None, None, 5));
        assert!(is_public(Some(1), None, 5));
        assert!(is_public(Some(1), Some(6), 5));
        assert!(!is_public(Some(1), Some(5), 5));
    }

    proptest! {
        #[test]
        fn every_number_is_read_back(number in 0..=i64::MAX) {
            prop_assert_eq!(number_of(&written_number(number)), Some(Ok(number)));
        }

        #[test]
        fn one_wrong_digit_and_a_swap_of_neighbours_are_found(
            number in 0..10_000_000_i64, at in 0_usize..8, other in 0..=9_u8,
        ) {
            let right = written_number(number);
            let places: Vec<_> = right.match_indices(|c: char| c.is_ascii_digit()).collect();
            let (place, _) = places[at.min(places.len() - 1)];
            let mut wrong = right.clone().into_bytes();
            wrong[place] = b'0' + other;
            let wrong = String::from_utf8(wrong).unwrap();
            let expected = if wrong == right { Ok(number) } else { Err(Mistyped) };
            prop_assert_eq!(number_of(&wrong), Some(expected), "{}", wrong);

            let next = places[(at + 1).min(places.len() - 1)].0;
            let mut swapped = right.clone().into_bytes();
            swapped.swap(place, next);
            let swapped = String::from_utf8(swapped).unwrap();
            let expected = if swapped == right { Ok(number) } else { Err(Mistyped) };
            prop_assert_eq!(number_of(&swapped), Some(expected), "{}", swapped);
        }
    }
}
