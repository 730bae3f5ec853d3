//! The clock of a request, what may be withheld by which section, and what remains of a
//! text.

use std::ops::Range;

use jiff::civil::Date;

use crate::{
    case::working_days,
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// What a document is by the law.
    Class {
        External: "external", "access-class-external";
        Internal: "internal", "access-class-internal";
        /// Between ministries, to serve a minister.
        MinisterService: "minister_service", "access-class-minister";
        /// Between KL or Danske Regioner and their members.
        LocalGovernment: "local_government", "access-class-local";
    }
}

choices! {
    /// What becomes of a document.
    Verdict {
        Given: "given", "access-given";
        Redacted: "redacted", "access-redacted";
        Withheld: "withheld", "access-withheld";
    }
}

choices! {
    /// The section of offentlighedsloven something is left out by.
    Ground {
        Internal: "s23", "access-s23";
        MinisterService: "s24", "access-s24";
        LocalGovernment: "s25", "access-s25";
        Private: "s30_1", "access-s30-1";
        Business: "s30_2", "access-s30-2";
        Security: "s31", "access-s31";
        Economy: "s33", "access-s33";
        Secrecy: "s35", "access-s35";
    }
}

impl Ground {
    /// The class a document must have to be withheld by it; none where any may.
    pub fn needs(self) -> Option<Class> {
        match self {
            Self::Internal => Some(Class::Internal),
            Self::MinisterService => Some(Class::MinisterService),
            Self::LocalGovernment => Some(Class::LocalGovernment),
            _ => None,
        }
    }
}

choices! {
    /// What kinds of documents a case has.
    Kind {
        Input: "input", "access-kind-input";
        Attachment: "attachment", "access-kind-attachment";
        Minutes: "minutes", "access-kind-minutes";
        Item: "item", "access-kind-item";
        Analysis: "analysis", "access-kind-analysis";
        Brief: "brief", "access-kind-brief";
        Letter: "letter", "access-kind-letter";
        Mail: "mail", "access-kind-mail";
        Entry: "entry", "access-kind-entry";
    }
}

/// Working days the law gives.
pub const DAYS: u16 = 7;

/// The last day, as of the extension if there is one.
pub fn due(received: Date, extended_to: Option<Date>) -> Date {
    extended_to.unwrap_or_else(|| working_days::add(received, DAYS))
}

/// Why an act on a request was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the request is decided")]
    Decided,
    #[error("no document has been collected")]
    NoDocuments,
    #[error("{count} documents are not decided")]
    Undecided { count: i64 },
    #[error("the section does not fit the class of the document")]
    GroundNeedsClass,
    #[error("nothing is redacted")]
    NothingRedacted,
    #[error("something is redacted")]
    SomethingRedacted,
    #[error("the new day is not after the old one")]
    NotLater,
    #[error("the request is not decided")]
    NotDecided,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::Decided => Message::new("access-refused-decided"),
            Self::NoDocuments => Message::new("access-refused-no-documents"),
            Self::Undecided { count } => {
                Message::new("access-refused-undecided").with("count", *count)
            }
            Self::GroundNeedsClass => Message::new("access-refused-ground"),
            Self::NothingRedacted => Message::new("access-refused-nothing"),
            Self::SomethingRedacted => Message::new("access-refused-something"),
            Self::NotLater => Message::new("access-refused-not-later"),
            Self::NotDecided => Message::new("access-refused-not-decided"),
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Decided => "access-refused-decided-way",
            Self::NoDocuments => "access-refused-no-documents-way",
            Self::Undecided { .. } => "access-refused-undecided-way",
            Self::GroundNeedsClass => "access-refused-ground-way",
            Self::NothingRedacted => "access-refused-nothing-way",
            Self::SomethingRedacted => "access-refused-something-way",
            Self::NotLater => "access-refused-not-later-way",
            Self::NotDecided => "access-refused-not-decided-way",
        })
    }
}

/// Work on a request is done until it is decided.
///
/// # Errors
/// [`Refused::Decided`].
pub fn work_on(decided: bool) -> Result<(), Refused> {
    if decided { Err(Refused::Decided) } else { Ok(()) }
}

/// Gives the office more time.
///
/// # Errors
/// [`Refused`] if it is decided, or the day is no later.
pub fn extend(decided: bool, due: Date, to: Date) -> Result<(), Refused> {
    work_on(decided)?;
    if to <= due {
        return Err(Refused::NotLater);
    }
    Ok(())
}

/// Says what becomes of a document.
///
/// # Errors
/// [`Refused`] if the section is for another class of document, or what is redacted and
/// what is said of it do not fit.
pub fn settle(
    class: Class,
    verdict: Verdict,
    ground: Option<Ground>,
    redactions: usize,
) -> Result<(), Refused> {
    match (verdict, redactions) {
        (Verdict::Redacted, 0) => return Err(Refused::NothingRedacted),
        (Verdict::Given, 1..) => return Err(Refused::SomethingRedacted),
        _ => {}
    }
    redact(class, ground)
}

/// Whether something of a document of that class may be left out by that section.
///
/// # Errors
/// [`Refused::GroundNeedsClass`].
pub fn redact(class: Class, ground: Option<Ground>) -> Result<(), Refused> {
    match ground.and_then(Ground::needs) {
        Some(needed) if needed != class => Err(Refused::GroundNeedsClass),
        _ => Ok(()),
    }
}

/// Decides the request.
///
/// # Errors
/// [`Refused`] if it is decided, or a document is not.
pub fn decide(decided: bool, documents: usize, undecided: usize) -> Result<(), Refused> {
    work_on(decided)?;
    if documents == 0 {
        return Err(Refused::NoDocuments);
    }
    if undecided > 0 {
        let count = i64::try_from(undecided).unwrap_or(i64::MAX);
        return Err(Refused::Undecided { count });
    }
    Ok(())
}

/// A passage that is left out; its place in the text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    pub span: Range<usize>,
    pub ground: Ground,
    pub reason: String,
}

/// A stretch of a text: words, or that they were left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    LeftOut(Ground),
}

/// What remains of a text. Nothing of what is left out is in it, not its length either.
pub fn pieces(body: &str, redactions: &[Redaction]) -> Vec<Piece> {
    let mut spans: Vec<(Range<usize>, Ground)> = redactions
        .iter()
        .map(|one| (whole_letters(body, &one.span), one.ground))
        .filter(|(span, _)| !span.is_empty())
        .collect();
    spans.sort_by_key(|(span, _)| (span.start, span.end));
    let (mut pieces, mut at) = (Vec::new(), 0);
    for (span, ground) in spans {
        if at < span.start {
            pieces.push(Piece::Words(body[at..span.start].to_owned()));
        }
        if at < span.end {
            pieces.push(Piece::LeftOut(ground));
            at = span.end;
        }
    }
    if at < body.len() {
        pieces.push(Piece::Words(body[at..].to_owned()));
    }
    pieces
}

fn whole_letters(body: &str, span: &Range<usize>) -> Range<usize> {
    body.floor_char_boundary(span.start)..body.ceil_char_boundary(span.end)
}

/// The remaining text; `mark` says what stands where something was left out.
pub fn said(pieces: &[Piece], mark: impl Fn(Ground) -> String) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::LeftOut(ground) => mark(*ground),
        })
        .collect()
}

/// Words shorter than this say nothing by themselves.
const TELLING: usize = 4;

/// Words of at least four letters, each once, as they are written.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= TELLING)
}

/// Names and numbers that were left out of one text and stand in another: somebody should
/// look at them before they go out.
pub fn still_standing(left_out: &[&str], given: &[&str]) -> Vec<String> {
    let telling = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            || word.chars().any(|c| c.is_ascii_digit())
    };
    let mut found: Vec<String> = left_out
        .iter()
        .flat_map(|text| words(text))
        .filter(telling)
        .filter(|word| given.iter().any(|text| words(text).any(|other| other == *word)))
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_request_of_a_monday_is_due_on_the_wednesday_of_the_week_after() {
        assert_eq!(due(date(2010, 11, 1), None), date(2010, 11, 10));
        let longer = Some(date(2010, 11, 24));
        assert_eq!(due(date(2010, 11, 1), longer), date(2010, 11, 24));
    }

    #[test]
    fn minister_service_is_no_reason_to_withhold_what_came_from_outside() {
        let settle = |class, ground| settle(class, Verdict::Withheld, Some(ground), 0);

        assert_eq!(
            settle(Class::External, Ground::MinisterService),
            Err(Refused::GroundNeedsClass)
        );
        assert_eq!(settle(Class::MinisterService, Ground::MinisterService), Ok(()));
        assert_eq!(settle(Class::External, Ground::Private), Ok(()));
    }

    #[test]
    fn what_is_redacted_is_given_redacted() {
        let settle = |verdict, count| settle(Class::External, verdict, None, count);

        assert_eq!(settle(Verdict::Redacted, 0), Err(Refused::NothingRedacted));
        assert_eq!(settle(Verdict::Given, 1), Err(Refused::SomethingRedacted));
        assert_eq!(settle(Verdict::Redacted, 1), Ok(()));
    }

    #[test]
    fn a_request_is_decided_once_and_not_before_every_document_is() {
        assert_eq!(decide(false, 0, 0), Err(Refused::NoDocuments));
        assert_eq!(decide(false, 3, 1), Err(Refused::Undecided { count: 1 }));
        assert_eq!(decide(true, 3, 0), Err(Refused::Decided));
        assert_eq!(decide(false, 3, 0), Ok(()));
    }

    #[test]
    fn a_name_left_out_in_one_place_and_standing_in_another_is_seen() {
        let standing =
            still_standing(&["Hanne Jensen skrev"], &["Svar fra Hanne, som skrev"]);

        assert_eq!(standing, ["Hanne"]);
    }

    proptest! {
        #[test]
        fn nothing_left_out_remains_and_all_else_does(
            parts in prop::collection::vec(("[a-zæøå ]{1,12}", any::<bool>()), 1..12),
        ) {
            let mut body = String::new();
            let (mut redactions, mut kept) = (Vec::new(), String::new());
            for (at, (words, out)) in parts.iter().enumerate() {
                let start = body.len();
                let words = format!("{words}{at}");
                body.push_str(&words);
                if *out {
                    let (ground, reason) = (Ground::Private, String::new());
                    redactions.push(Redaction { span: start..body.len(), ground, reason });
                } else {
                    kept.push_str(&words);
                }
            }

            prop_assert_eq!(said(&pieces(&body, &redactions), |_| String::new()), kept);
        }

        #[test]
        fn any_spans_leave_whole_letters(
            body in "\\PC{0,40}",
            spans in prop::collection::vec((0_usize..80, 0_usize..80), 0..6),
        ) {
            let redactions: Vec<_> = spans
                .iter()
                .map(|(a, b)| Redaction {
                    span: *a.min(b)..*a.max(b),
                    ground: Ground::Private,
                    reason: String::new(),
                })
                .collect();

            let kept = said(&pieces(&body, &redactions), |_| String::new());

            prop_assert!(kept.chars().count() <= body.chars().count());
        }
    }
}
