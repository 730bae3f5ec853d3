//! What is left out of a public copy, what remains, and when it may be published.

use std::ops::Range;

use jiff::civil::Date;
use koreplan_log::Hex;
use sha2::{Digest, Sha256};

use crate::{
    choices,
    input::personal_data::{Confidence, Finding, Kind},
    refusal::{Message, Refusal},
    web::choices::Choice as _,
};

choices! {
    /// Why something was left out.
    Reason {
        Personal: "personal", "left-out-personal";
        Sensitive: "sensitive", "left-out-sensitive";
        Others: "others", "left-out-others";
        Business: "business", "left-out-business";
        Unlawful: "unlawful", "left-out-unlawful";
        Other: "other", "left-out-other";
    }
}

/// A passage that is to be left out; its place in the original, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    pub span: Range<usize>,
    pub reason: Reason,
    /// For the secretariat alone.
    pub note: String,
}

/// A piece of the public copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its place in the original.
    pub span: Range<usize>,
    /// Empty where it was left out.
    pub body: String,
    pub left_out: Option<Reason>,
}

/// The public copy of a text: every byte of it is in one piece, and those of redactions
/// in pieces without words. Redactions that cut a letter take the whole letter.
pub fn pieces(body: &str, redactions: &[Redaction]) -> Vec<Piece> {
    let mut redactions: Vec<_> = redactions
        .iter()
        .map(|one| (whole_letters(body, &one.span), one.reason))
        .filter(|(span, _)| !span.is_empty())
        .collect();
    redactions.sort_by_key(|(span, _)| (span.start, span.end));
    let mut pieces = Vec::new();
    let mut at = 0;
    for (span, reason) in redactions {
        if at < span.start {
            pieces.push(kept(body, at..span.start));
        }
        let rest = at.max(span.start)..span.end;
        if !rest.is_empty() {
            at = rest.end;
            let left_out = Some(reason);
            pieces.push(Piece { span: rest, body: String::new(), left_out });
        }
    }
    if at < body.len() {
        pieces.push(kept(body, at..body.len()));
    }
    pieces
}

fn kept(body: &str, span: Range<usize>) -> Piece {
    let words = body.get(span.clone()).unwrap_or_default().to_owned();
    Piece { span, body: words, left_out: None }
}

fn whole_letters(body: &str, span: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (span.start.min(body.len()), span.end.min(body.len()));
    while !body.is_char_boundary(start) {
        start -= 1;
    }
    while !body.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// What everybody may read of one stretch of the original, such as a sentence.
pub fn part(pieces: &[Piece], span: &Range<usize>) -> Vec<Piece> {
    pieces
        .iter()
        .filter_map(|piece| {
            let start = piece.span.start.max(span.start);
            let end = piece.span.end.min(span.end);
            if start >= end {
                return None;
            }
            let within = start - piece.span.start..end - piece.span.start;
            let body = piece.body.get(within).unwrap_or_default().to_owned();
            Some(Piece { span: start..end, body, left_out: piece.left_out })
        })
        .collect()
}

/// The pieces as one text; `shown` says what stands where something was left out.
pub fn said(pieces: &[Piece], shown: impl Fn(Reason) -> String) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece.left_out {
            Some(reason) => text.push_str(&shown(reason)),
            None => text.push_str(&piece.body),
        }
    }
    text
}

/// What tells one public copy from another: published is what was read.
pub fn digest(pieces: &[Piece]) -> String {
    let mut hasher = Sha256::new();
    for piece in pieces {
        let reason = piece.left_out.map_or("", Reason::word);
        let said =
            serde_json::json!([piece.span.start, piece.span.end, piece.body, reason]);
        hasher.update(said.to_string().as_bytes());
    }
    Hex(&hasher.finalize()).to_string()
}

/// The places where these words stand, whatever the white space between them. They are
/// words: `er` is not found in `her`.
pub fn passages(body: &str, quote: &str) -> Vec<Range<usize>> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let Some(first) = words.first() else { return Vec::new() };
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, _) in body.match_indices(first) {
        let past = found.last().is_some_and(|last| start < last.end);
        if past || is_inside(body, start) {
            continue;
        }
        if let Some(end) = ends(body, start, &words)
            && !is_inside(body, end)
        {
            found.push(start..end);
        }
    }
    found
}

/// Whether a place is inside a word.
fn is_inside(body: &str, at: usize) -> bool {
    let before = body[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    before && body[at..].chars().next().is_some_and(char::is_alphanumeric)
}

fn ends(body: &str, start: usize, words: &[&str]) -> Option<usize> {
    let mut at = start;
    for (number, word) in words.iter().enumerate() {
        let rest = &body[at..];
        let trimmed = rest.trim_start();
        let space = rest.len() - trimmed.len();
        if (number > 0) == (space == 0) || !trimmed.starts_with(word) {
            return None;
        }
        at += space + word.len();
    }
    Some(at)
}

/// The parts of a stretch that no redaction covers yet.
pub fn uncovered(span: &Range<usize>, redactions: &[Redaction]) -> Vec<Range<usize>> {
    let mut covers: Vec<_> = redactions.iter().map(|one| one.span.clone()).collect();
    covers.sort_by_key(|cover| cover.start);
    let mut open = Vec::new();
    let mut at = span.start;
    for cover in covers {
        if cover.end <= at || cover.start >= span.end {
            continue;
        }
        if at < cover.start {
            open.push(at..cover.start);
        }
        at = at.max(cover.end);
    }
    if at < span.end {
        open.push(at..span.end);
    }
    open
}

/// Adds passages; what is left out already keeps its reason.
pub fn add(
    known: &[Redaction],
    spans: &[Range<usize>],
    reason: Reason,
    note: &str,
) -> Vec<Redaction> {
    let mut all = known.to_vec();
    for span in spans {
        for span in uncovered(span, &all) {
            all.push(Redaction { span, reason, note: note.to_owned() });
        }
    }
    all.split_off(known.len())
}

/// Findings so grave and so sure that nobody publishes them by oversight.
pub fn grave<'a>(findings: &'a [Finding], redactions: &[Redaction]) -> Vec<&'a Finding> {
    findings
        .iter()
        .filter(|one| one.kind == Kind::Cpr && one.confidence == Confidence::High)
        .filter(|one| !uncovered(&one.span, redactions).is_empty())
        .collect()
}

/// What one wants to publish.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// The digest of the copy that was read.
    pub read: &'a str,
    /// The digest of the copy as it would be.
    pub now: &'a str,
    /// The digest of the copy that is public.
    pub public: Option<&'a str>,
    /// How many grave findings would be published.
    pub grave: usize,
    /// Ticked that they are to be published, and why.
    pub despite: Option<&'a str>,
    pub erased: bool,
}

/// Checks that this may be published.
///
/// # Errors
/// [`Refused`] if it is not what was read, or a grave finding is in it that nobody
/// answers for.
pub fn publish(wish: &Wish) -> Result<(), Refused> {
    if wish.erased {
        return Err(Refused::Erased);
    }
    if wish.read != wish.now {
        return Err(Refused::OtherCopy);
    }
    if wish.public == Some(wish.now) {
        return Err(Refused::SameCopy);
    }
    if wish.grave > 0 && wish.despite.is_none_or(|why| why.trim().is_empty()) {
        return Err(Refused::Grave { count: wish.grave });
    }
    Ok(())
}

/// The day a public copy is gone: the hearing's number of days after today.
pub fn removal(today: Date, days: Option<i64>) -> Option<Date> {
    today.checked_add(jiff::Span::new().try_days(days?).ok()?).ok()
}

/// Why an act on a public copy was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the text is erased")]
    Erased,
    #[error("what would be published is not what was read")]
    OtherCopy,
    #[error("this very copy is public")]
    SameCopy,
    #[error("{count} CPR numbers would be published")]
    Grave { count: usize },
    #[error("nothing was chosen")]
    Nothing,
    #[error("it is not published")]
    NotPublic,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::Erased => Message::new("input-refused-erased"),
            Self::OtherCopy => Message::new("public-refused-other-copy"),
            Self::SameCopy => Message::new("public-refused-same-copy"),
            Self::Grave { count } => {
                Message::new("public-refused-grave").with("count", *count)
            }
            Self::Nothing => Message::new("public-refused-nothing"),
            Self::NotPublic => Message::new("public-refused-not-public"),
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Erased => "input-refused-erased-way",
            Self::OtherCopy => "public-refused-other-copy-way",
            Self::SameCopy => "public-refused-same-copy-way",
            Self::Grave { .. } => "public-refused-grave-way",
            Self::Nothing => "public-refused-nothing-way",
            Self::NotPublic => "public-refused-not-public-way",
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::input::personal_data;

    fn redaction(span: Range<usize>) -> Redaction {
        Redaction { span, reason: Reason::Personal, note: String::new() }
    }

    fn shown(pieces: &[Piece]) -> String {
        said(pieces, |reason| format!("[{}]", reason.word()))
    }

    #[test]
    fn what_is_left_out_is_named_and_the_rest_stays() {
        let body = "Jeg, 070761-4285, er imod.";
        let found = personal_data::find(body);

        let pieces = pieces(body, &[redaction(found[0].span.clone())]);

        assert_eq!(shown(&pieces), "Jeg, [personal], er imod.");
    }

    #[test]
    fn a_sentence_is_found_in_the_copy_by_its_place_in_the_original() {
        let body = "Ring 20304050. Vi er imod.";
        let pieces = pieces(body, &[redaction(5..13)]);

        assert_eq!(shown(&part(&pieces, &(0..14))), "Ring [personal].");
        assert_eq!(shown(&part(&pieces, &(15..26))), "Vi er imod.");
    }

    #[test]
    fn a_passage_is_found_as_words_wherever_it_stands() {
        let body = "Hun er her.\nHun  er\nher igen, siger Erik. Hun er herre.";

        assert_eq!(passages(body, "Hun er her").len(), 2);
        assert_eq!(passages(body, " er  her. ").first(), Some(&(4..11)));
        for (body, quote) in [("her Erik", "er"), (body, "  "), (body, "ikke der")] {
            assert!(passages(body, quote).is_empty(), "{quote}");
        }
    }

    #[test]
    fn what_is_left_out_already_keeps_its_reason() {
        let known = [redaction(5..10)];

        let added = add(&known, &[0..12, 6..9], Reason::Business, "");
        let spans: Vec<_> = added.iter().map(|one| one.span.clone()).collect();
        assert_eq!(spans, [0..5, 10..12]);
    }

    #[test]
    fn a_cpr_number_is_published_only_by_someone_who_says_why() {
        let body = "Mit nummer er 070761-4285, ring 20 30 40 50.";
        let found = personal_data::find(body);
        let open = grave(&found, &[]);
        assert_eq!(open.len(), 1);
        assert!(grave(&found, &[redaction(open[0].span.clone())]).is_empty());
        // Half a number is still one.
        let half = open[0].span.start..open[0].span.start + 6;
        assert_eq!(grave(&found, &[redaction(half)]).len(), 1);

        let wish = |despite| Wish {
            read: "x",
            now: "x",
            public: None,
            grave: 1,
            despite,
            erased: false,
        };
        assert_eq!(publish(&wish(None)), Err(Refused::Grave { count: 1 }));
        assert_eq!(publish(&wish(Some(" "))), Err(Refused::Grave { count: 1 }));
        assert_eq!(publish(&wish(Some("Et eksempel, ikke en persons"))), Ok(()));
        let other = Wish { read: "y", grave: 0, ..wish(None) };
        assert_eq!(publish(&other), Err(Refused::OtherCopy));
    }

    #[test]
    fn a_copy_is_gone_the_hearings_days_later_or_never() {
        assert_eq!(removal(date(2010, 12, 31), Some(365)), Some(date(2011, 12, 31)));
        assert_eq!(removal(date(2010, 12, 31), None), None);
    }

    /// A text of words, some of them secret, and where the secret ones stand.
    fn letter() -> impl Strategy<Value = (String, Vec<Range<usize>>)> {
        let word = prop_oneof![
            3 => "[a-zæøå]{1,8}|[.,!?] |\n\n".prop_map(|word| (word, false)),
            1 => "[A-ZÆØÅ]{2,8}".prop_map(|word| (word, true)),
        ];
        proptest::collection::vec(word, 0..30).prop_map(|words| {
            let mut body = String::new();
            let mut secret = Vec::new();
            for (word, is_secret) in words {
                let start = body.len();
                body.push_str(&word);
                if is_secret {
                    secret.push(start..body.len());
                }
                body.push(' ');
            }
            (body, secret)
        })
    }

    proptest! {
        /// Secret words are the only capital letters: none may come out, from the whole
        /// copy or from any stretch of it.
        #[test]
        fn no_redacted_word_ever_leaves(
            (body, secret) in letter(),
            stretch in (0_usize..300, 0_usize..300),
        ) {
            let redactions: Vec<_> = secret.iter().cloned().map(redaction).collect();
            let pieces = pieces(&body, &redactions);
            let stretch = stretch.0.min(stretch.1)..stretch.0.max(stretch.1);

            for text in [shown(&pieces), shown(&part(&pieces, &stretch))] {
                prop_assert!(!text.contains(char::is_uppercase), "{}", text);
            }
            for sentence in crate::input::rules::segments(&body) {
                let text = shown(&part(&pieces, &sentence));
                prop_assert!(!text.contains(char::is_uppercase), "{}", text);
            }
            let kept = said(&pieces, |_| String::new());
            let lower: String = body.chars().filter(|c| !c.is_uppercase()).collect();
            prop_assert_eq!(kept, lower, "and nothing else is lost");
        }

        #[test]
        fn the_pieces_are_the_whole_text_once_and_in_order(
            body in "\\PC{0,60}",
            spans in proptest::collection::vec((0_usize..200, 0_usize..40), 0..8),
        ) {
            let redactions: Vec<_> =
                spans.iter().map(|(at, long)| redaction(*at..at + long)).collect();
            let pieces = pieces(&body, &redactions);
            let mut at = 0;
            for piece in &pieces {
                prop_assert_eq!(piece.span.start, at);
                at = piece.span.end;
                match piece.left_out {
                    Some(_) => prop_assert_eq!(&piece.body, ""),
                    None => {
                        prop_assert_eq!(&piece.body, &body[piece.span.clone()]);
                        let clear = redactions.iter().all(|one| {
                            one.span.is_empty() || one.span.end <= piece.span.start
                                || piece.span.end <= one.span.start
                        });
                        prop_assert!(clear, "{:?} is partly redacted", piece);
                    }
                }
            }
            prop_assert_eq!(at, body.len());
        }

        #[test]
        fn what_is_added_covers_all_that_was_asked_and_nothing_twice(
            spans in proptest::collection::vec((0_usize..60, 1_usize..20), 1..8),
        ) {
            let spans: Vec<_> = spans.iter().map(|(at, long)| *at..at + long).collect();
            let all = add(&[], &spans, Reason::Personal, "");
            for span in &spans {
                prop_assert!(uncovered(span, &all).is_empty());
            }
            for (at, one) in all.iter().enumerate() {
                let twice = all.iter().enumerate().any(|(other_at, other)| {
                    at != other_at && one.span.start < other.span.end
                        && other.span.start < one.span.end
                });
                prop_assert!(!twice);
            }
        }
    }
}
