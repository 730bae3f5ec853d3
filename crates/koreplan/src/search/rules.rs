//! What can be found, what an entry of the record changes in the indexes, and how far
//! they have followed.

use std::{collections::BTreeSet, fmt, str::FromStr};

use koreplan_log::Hex;
use koreplan_search::{MOST_WORDS, Question, Shape};

use crate::{
    choices,
    refusal::{Message, Refusal},
    web::{choices::Choice, form::LINE},
};

choices! {
    /// What can be found, in the order it is shown.
    Kind {
        Hearing: "hearing", "subject-hearings";
        Input: "input", "data-inputs";
        Topic: "topic", "topics-title";
        Meeting: "meeting", "subject-meetings";
        Decision: "decision", "subject-decisions";
        Proposal: "proposal", "proposals-title";
        Paragraph: "paragraph", "search-paragraphs";
        Draft: "draft", "draft-title";
        Initiative: "initiative", "data-initiatives";
    }
}

choices! {
    /// How a list of inputs is narrowed by where they stand.
    State {
        /// No correction has taken its place.
        Current: "current", "inputs-which-all";
        Replaced: "replaced", "inputs-which-replaced";
        Unread: "unread", "inputs-which-unread";
        Late: "late", "inputs-which-late";
        Untagged: "untagged", "inputs-which-untagged";
        /// Alone, or the template of its campaign.
        One: "one", "inputs-which-one";
    }
}

/// Which store an index is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The public store: everything in it is everybody's.
    Public,
    /// The main store, each thing behind its doors.
    Internal,
}

/// What documents are filtered and counted by.
pub mod facet {
    pub const KIND: usize = 0;
    pub const CASE: usize = 1;
    pub const AREA: usize = 2;
    pub const TOPIC: usize = 3;
    pub const SENDER: usize = 4;
    pub const ASSURANCE: usize = 5;
    pub const STATE: usize = 6;
    pub const CAMPAIGN: usize = 7;
}

/// The shape of both indexes. The version changes with what `documents.rs` puts in.
pub const SHAPE: Shape = Shape {
    version: 1,
    facets: &[
        "kind",
        "case",
        "area",
        "topic",
        "sender",
        "assurance",
        "state",
        "campaign",
    ],
};

/// The number of a choice among its like; 0 is none.
pub fn number<T: Choice>(choice: T) -> u64 {
    (1..).zip(T::ALL).find(|(_, known)| **known == choice).map_or(0, |(number, _)| number)
}

/// The choice of a number.
pub fn of_number<T: Choice>(number: u64) -> Option<T> {
    T::ALL.get(usize::try_from(number).ok()?.checked_sub(1)?).copied()
}

/// An id as a value of a facet.
pub fn value(id: i64) -> u64 {
    u64::try_from(id).unwrap_or_default()
}

/// The key of a thing in an index: its kind in the highest byte.
pub fn key(kind: Kind, id: i64) -> u64 {
    (number(kind) << 56) | value(id)
}

/// The thing of a key.
pub fn of_key(key: u64) -> Option<(Kind, i64)> {
    let id = i64::try_from(key & ((1 << 56) - 1)).ok()?;
    Some((of_number(key >> 56)?, id))
}

/// Why a search was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("more than {LINE} characters or {MOST_WORDS} words are searched for")]
    TooMuch,
    #[error("only words are given that must not be there")]
    OnlyWithout,
}

impl From<koreplan_search::Refused> for Refused {
    fn from(refused: koreplan_search::Refused) -> Self {
        match refused {
            koreplan_search::Refused::OnlyWithout => Self::OnlyWithout,
            koreplan_search::Refused::TooLong
            | koreplan_search::Refused::TooManyWords => Self::TooMuch,
        }
    }
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::TooMuch => "search-too-much",
            Self::OnlyWithout => "search-only-without",
        })
    }

    fn way_forward(&self) -> Message {
        let number = |limit| i64::try_from(limit).unwrap_or(i64::MAX);
        match self {
            Self::TooMuch => Message::new("search-too-much-way")
                .with("words", number(MOST_WORDS))
                .with("letters", number(LINE)),
            Self::OnlyWithout => Message::new("search-only-without-way"),
        }
    }

    fn is_contradiction(&self) -> bool {
        // 422: it is the question that is wrong, not how things stand.
        true
    }
}

/// Reads what was asked for.
///
/// # Errors
/// [`Refused`] when it is more than a question.
pub fn question(asked: &str) -> Result<Question, Refused> {
    Ok(Question::of(asked, LINE)?)
}

/// How far an index has followed its database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The last entry of the record that was followed.
    pub seq: i64,
    /// Its hash, in hexadecimal: which record it was.
    pub hash: String,
    /// Inputs up to this id are in.
    pub last_input: i64,
}

impl Cursor {
    /// The name of a place in a record; the same for a record that has not begun.
    pub fn name_of(hash: &[u8]) -> String {
        if hash.is_empty() { "-".into() } else { Hex(hash).to_string() }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.seq, self.hash, self.last_input)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        let mut parts = written.split(' ');
        let mut part = || parts.next().ok_or(());
        let seq = part()?.parse().map_err(drop)?;
        let hash = part()?.to_owned();
        let last_input = part()?.parse().map_err(drop)?;
        Ok(Self { seq, hash, last_input })
    }
}

/// What entries of the record change in an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// Inputs to put in anew, or to take out.
    pub inputs: BTreeSet<i64>,
    /// Stretches of inputs, by their first and last ids.
    pub stretches: BTreeSet<(i64, i64)>,
    /// Campaigns whose letters are put in anew.
    pub campaigns: BTreeSet<i64>,
    /// Everything that is no input is put in anew: it is little.
    pub others: bool,
    /// All inputs are looked at again.
    pub all_inputs: bool,
    /// Words are to leave the index's files.
    pub words_go: bool,
}

/// Acts after which words that were public are not public any more.
const TAKE_BACK: [&str; 4] =
    ["EraseInput", "WithdrawInput", "ReleaseInput", "DisownInput"];

/// Acts on many inputs at once; their entries say from which to which.
const FOR_MANY: [&str; 4] =
    ["ReleaseInputs", "JoinCampaign", "ConfirmSuggestion", "SettleCoding"];

/// Inputs that one step of an index puts in anew at most, beside those that are new.
const LONG: i64 = 20_000;

impl News {
    /// Takes in an entry: its subject, its action, and what it says. One for many inputs
    /// says from which to which.
    pub fn add(&mut self, side: Side, subject: &str, action: &str, what: &str) {
        let of_many = FOR_MANY.contains(&action)
            || (action, subject) == ("MarkInputRead", "reading");
        if of_many {
            let what: serde_json::Value = serde_json::from_str(what).unwrap_or_default();
            let stretch = what["first"].as_i64().zip(what["last"].as_i64());
            let concerned = (action == "ReleaseInputs") == (side == Side::Public);
            self.stretches.extend(stretch.filter(|_| concerned));
            return;
        }
        let input =
            subject.strip_prefix("inputs/").and_then(|rest| rest.split('/').next());
        if let Some(id) = input.and_then(|id| id.parse().ok()) {
            self.inputs.insert(id);
            self.words_go |= match side {
                Side::Internal => action == "EraseInput",
                Side::Public => TAKE_BACK.contains(&action),
            };
        } else if let Some(id) = subject.strip_prefix("campaigns/") {
            // What it is called and whether it is public is no matter of its letters. The
            // public is told of campaigns, not which inputs are of one.
            let what: serde_json::Value = serde_json::from_str(what).unwrap_or_default();
            let of_letters = action != "PublishCampaign" && what.get("title").is_none();
            if side == Side::Internal && of_letters {
                self.campaigns.extend(id.parse::<i64>());
            }
        } else if subject == "campaigns" {
            // Asking for campaigns finds none yet.
            self.all_inputs |= side == Side::Internal && action != "GroupInputs";
        } else if !matches!(subject, "mail" | "subscriptions") {
            self.others = true;
            // What was late by the old deadline may be on time by the new one.
            self.all_inputs |= action == "ExtendHearing";
        }
    }

    /// Where to begin again, slice by slice, if the stretches are too long for one step;
    /// they are then no news of their own any more.
    pub fn long_stretches_begin(&mut self) -> Option<i64> {
        let inputs: i64 =
            self.stretches.iter().map(|(first, last)| last.saturating_sub(*first)).sum();
        if inputs < LONG {
            return None;
        }
        let stretches = std::mem::take(&mut self.stretches);
        stretches.first().map(|(first, _)| *first)
    }

    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn w17_ten_thousand_words_are_refused_and_so_is_one_that_never_ends() {
        let many = (0..10_000).map(|at| format!("w{at}")).collect::<Vec<_>>().join(" ");
        assert_eq!(question(&many), Err(Refused::TooMuch));
        assert_eq!(question(&"a".repeat(201)), Err(Refused::TooMuch));
        assert_eq!(question("1 2 3 4 5 6 7 8 9 "), Err(Refused::TooMuch));
        assert!(question("1 2 3 4 5 6 7 8 8 8 ").is_ok());
        assert_eq!(question("-post"), Err(Refused::OnlyWithout));
    }

    #[test]
    fn an_act_on_an_input_touches_that_input_and_other_acts_the_rest() {
        let mut news = News::default();
        news.add(Side::Public, "inputs/7/attachments", "ClearAttachment", "{}");
        assert_eq!(news, News { inputs: [7].into(), ..News::default() });
        news.add(Side::Public, "inputs/7", "WithdrawInput", "{}");
        assert!(news.words_go && !news.others);
        news.add(Side::Public, "mail", "RetryMail", "{}");
        assert!(!news.others);
        news.add(Side::Public, "meetings/1", "ApproveMinutes", "{}");
        assert!(news.others && !news.all_inputs);
    }

    #[test]
    fn many_inputs_are_told_of_by_the_first_and_the_last() {
        let what = r#"{"first":3,"last":9}"#;
        let mut news = News::default();
        news.add(Side::Public, "hearings/h/releases", "ReleaseInputs", what);
        assert_eq!(news, News { stretches: [(3, 9)].into(), ..News::default() });
        let mut news = News::default();
        news.add(Side::Public, "campaigns", "JoinCampaign", what);
        assert_eq!(news, News::default());
        news.add(Side::Internal, "campaigns", "JoinCampaign", what);
        assert_eq!(news, News { stretches: [(3, 9)].into(), ..News::default() });
        news.add(Side::Internal, "campaigns", "GroupInputs", "{}");
        assert!(!news.all_inputs, "nothing is found yet");
        news.add(Side::Internal, "campaigns", "StoreCampaigns", "{}");
        assert!(news.all_inputs && !news.others);
    }

    #[test]
    fn an_act_on_a_campaign_touches_its_letters_and_its_name_touches_none() {
        let mut news = News::default();
        news.add(Side::Internal, "campaigns/7", "ReshapeCampaign", r#"{"title":"Skov"}"#);
        news.add(Side::Internal, "campaigns/7", "PublishCampaign", "{}");
        news.add(Side::Public, "campaigns/7", "ReshapeCampaign", r#"{"dissolved":2}"#);
        assert!(news.is_nothing());
        news.add(Side::Internal, "campaigns/7", "ReshapeCampaign", r#"{"dissolved":2}"#);
        news.add(Side::Internal, "campaigns/8", "MeasureCampaign", "{}");
        assert_eq!(news, News { campaigns: [7, 8].into(), ..News::default() });
    }

    #[test]
    fn in_the_internal_index_words_go_with_erasure_alone() {
        let mut news = News::default();
        news.add(Side::Internal, "inputs/7", "WithdrawInput", "{}");
        assert!(!news.words_go);
        news.add(Side::Internal, "inputs/7", "EraseInput", "{}");
        assert!(news.words_go);
    }

    proptest! {
        #[test]
        fn a_key_names_its_thing(at in 0..Kind::ALL.len(), id in 0..1_i64 << 50) {
            let kind = Kind::ALL[at];
            prop_assert_eq!(of_key(key(kind, id)), Some((kind, id)));
        }

        #[test]
        fn a_cursor_is_read_as_it_was_written(seq in 0..i64::MAX, last in 0..i64::MAX, hash in any::<[u8; 32]>()) {
            let cursor = Cursor { seq, hash: Cursor::name_of(&hash), last_input: last };
            prop_assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
        }
    }
}
