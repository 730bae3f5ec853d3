//! What the queue is narrowed to, and how inputs are shared out.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    choices,
    input::rules::SenderKind,
    refusal::{Message, Refusal},
    web::choices::Choice as _,
};

choices! {
    /// Which inputs the queue holds.
    Which {
        Unread: "unread", "reading-which-unread";
        Mine: "mine", "reading-which-mine";
        Overdue: "overdue", "reading-which-overdue";
        Unassigned: "unassigned", "reading-which-unassigned";
        /// Without letters that say what the template of their campaign says, and no more.
        Own: "own", "reading-which-own";
        Read: "read", "reading-which-read";
    }
}

/// How many inputs are shared out in one act.
pub const MOST: usize = 50_000;

/// Why an act on the queue was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the list holds no unread input")]
    NothingToShare,
    #[error("the list holds more than {MOST} inputs")]
    TooMany,
    #[error("the input is read")]
    Read,
    #[error("the list holds {now} unread inputs, not the number that was confirmed")]
    Changed { now: usize },
    #[error("no input was ticked")]
    NothingTicked,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::NothingToShare => Message::new("reading-refused-nothing"),
            Self::TooMany => Message::new("reading-refused-too-many").with("most", MOST),
            Self::Read => Message::new("reading-refused-read"),
            Self::Changed { now } => {
                Message::new("reading-refused-changed").with("count", *now)
            }
            Self::NothingTicked => Message::new("reading-refused-ticked"),
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NothingToShare => "reading-refused-nothing-way",
            Self::TooMany => "reading-refused-too-many-way",
            Self::Read => "reading-refused-read-way",
            Self::Changed { .. } => "reading-refused-changed-way",
            Self::NothingTicked => "reading-refused-ticked-way",
        })
    }
}

/// What the queue is narrowed to. Written and read as the words of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub words: String,
    /// 0: every area.
    pub area_id: i64,
    pub kind: Option<SenderKind>,
    pub which: Which,
}

impl Filter {
    /// Reads the fields by name; what makes no sense is left out.
    pub fn of<'a>(value: impl Fn(&str) -> &'a str) -> Self {
        Self {
            words: value("q").chars().take(200).collect(),
            area_id: value("area").parse().unwrap_or(0),
            kind: SenderKind::of(value("kind")),
            which: Which::of(value("which")).unwrap_or(Which::Unread),
        }
    }

    /// The fields by name.
    pub fn fields(&self) -> [(&'static str, String); 4] {
        let kind = self.kind.map_or("", SenderKind::word);
        [
            ("q", self.words.clone()),
            ("area", self.area_id.to_string()),
            ("kind", kind.to_owned()),
            ("which", self.which.word().to_owned()),
        ]
    }

    /// The words of an address, without the question mark.
    pub fn query(&self) -> String {
        let pairs = self.fields().map(|(name, value)| {
            format!("{name}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC))
        });
        pairs.join("&")
    }
}

/// Checks that there are inputs to share out, and not too many at once.
///
/// # Errors
/// [`Refused::NothingToShare`] or [`Refused::TooMany`].
pub fn may_share(inputs: usize) -> Result<(), Refused> {
    match inputs {
        0 => Err(Refused::NothingToShare),
        1..=MOST => Ok(()),
        _ => Err(Refused::TooMany),
    }
}

/// Checks that all that is in the list may be noted as read: somebody has confirmed their
/// number, and it is still that.
///
/// # Errors
/// As [`may_share`], or [`Refused::Changed`].
pub fn may_read_all(inputs: usize, confirmed: usize) -> Result<(), Refused> {
    may_share(inputs)?;
    if inputs == confirmed { Ok(()) } else { Err(Refused::Changed { now: inputs }) }
}

/// Checks that an input still waits for a reader.
///
/// # Errors
/// [`Refused::Read`].
pub fn assign(read: bool) -> Result<(), Refused> {
    if read { Err(Refused::Read) } else { Ok(()) }
}

/// Shares inputs out evenly, in turn: nobody gets two more than another.
pub fn shared_out(inputs: &[i64], people: &[i64]) -> Vec<(i64, i64)> {
    inputs.iter().copied().zip(people.iter().copied().cycle()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_queue_of_nothing_and_of_too_much_is_not_shared_out() {
        assert_eq!(may_share(0), Err(Refused::NothingToShare));
        assert_eq!(may_share(MOST), Ok(()));
        assert_eq!(may_share(MOST + 1), Err(Refused::TooMany));
        assert_eq!(assign(true), Err(Refused::Read));
        assert_eq!(assign(false), Ok(()));
    }

    #[test]
    fn an_unknown_word_in_an_address_is_the_queue_of_unread() {
        let filter = Filter::of(|name| if name == "which" { "x' OR 1=1" } else { "" });

        assert_eq!(filter.which, Which::Unread);
    }

    proptest! {
        #[test]
        fn every_input_gets_one_reader_and_nobody_two_more_than_another(
            inputs in 0..200_i64,
            people in 1..7_i64,
        ) {
            let inputs: Vec<i64> = (0..inputs).collect();
            let people: Vec<i64> = (0..people).collect();
            let shared = shared_out(&inputs, &people);
            let mut load: BTreeMap<i64, i64> =
                people.iter().map(|person| (*person, 0)).collect();
            for (_, person) in &shared {
                *load.entry(*person).or_default() += 1;
            }
            let got: Vec<i64> = shared.iter().map(|(input, _)| *input).collect();
            prop_assert_eq!(got, inputs);
            let (least, most) = (load.values().min(), load.values().max());
            prop_assert!(most.unwrap() - least.unwrap() <= 1);
        }

        #[test]
        fn a_filter_is_read_as_it_was_written(words in "\\PC{0,40}", area in 0..99_i64) {
            let filter = Filter {
                words,
                area_id: area,
                kind: Some(SenderKind::Company),
                which: Which::Overdue,
            };
            let fields = filter.fields();
            let again = Filter::of(|name| {
                fields.iter().find(|(known, _)| *known == name).map_or("", |(_, it)| it)
            });
            prop_assert_eq!(again, filter);
        }
    }
}
