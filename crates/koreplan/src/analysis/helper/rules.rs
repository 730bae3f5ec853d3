//! What may be sent, how it is asked for, and what of an answer is believed.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    choices,
    input::personal_data::find,
    refusal::{Message, Refusal},
    web::{form::LINE, l10n::Lang},
};

choices! {
    /// What the helper may propose.
    Kind {
        Name: "name", "helper-kind-name";
        Summary: "summary", "helper-kind-summary";
    }
}

choices! {
    /// Why there is no answer that can be used.
    Fault {
        Unreachable: "unreachable", "helper-fault-unreachable";
        TimedOut: "timed-out", "helper-fault-timed-out";
        /// It has too much to do (429).
        Busy: "busy", "helper-fault-busy";
        /// It failed by itself (5xx).
        Failed: "failed", "helper-fault-failed";
        /// It does not want this from us: a wrong key, a model it does not know.
        Refused: "refused", "helper-fault-refused";
        TooLarge: "too-large", "helper-fault-too-large";
        Unreadable: "unreadable", "helper-fault-unreadable";
        /// No sentence of it rests on what was sent.
        NothingKept: "nothing-kept", "helper-fault-nothing-kept";
        /// An input that was sent was erased while the helper answered.
        Erased: "erased", "helper-fault-erased";
    }
}

/// Why nothing was asked, or nothing was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there are no sentences to send")]
    NothingToSend,
    #[error("something else would be sent than what was shown")]
    Changed,
    #[error("others are being answered")]
    Busy,
    #[error("it was taken or left already")]
    Settled,
    #[error("no sentence was chosen")]
    NothingChosen,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NothingToSend => "helper-refused-nothing",
            Self::Changed => "helper-refused-changed",
            Self::Busy => "helper-refused-busy",
            Self::Settled => "helper-refused-settled",
            Self::NothingChosen => "helper-refused-none-chosen",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NothingToSend => "helper-refused-nothing-way",
            Self::Changed => "helper-refused-changed-way",
            Self::Busy => "helper-refused-busy-way",
            Self::Settled => "helper-refused-settled-way",
            Self::NothingChosen => "helper-refused-none-chosen-way",
        })
    }
}

/// An input with the places of its sentences under the topic.
#[derive(Debug, Clone)]
pub struct Letter {
    pub id: i64,
    pub body: String,
    /// What its sender is called, in every way that is known.
    pub names: Vec<String>,
    /// Places that are to be left out of its public copy.
    pub hidden: Vec<Range<usize>>,
    pub sentences: Vec<Range<usize>>,
}

/// A sentence as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub input_id: i64,
    pub span: Range<usize>,
    /// With `[…]` in the place of what nobody outside may read.
    pub text: String,
}

impl Given {
    /// How the helper is to name it.
    pub fn id(&self) -> String {
        format!("{}-{}", self.input_id, self.span.start)
    }
}

const LEFT_OUT: &str = "[…]";

/// Bytes of sentences that are sent at once.
const MOST: usize = 24_000;

/// The sentences to send, each text once, and how many more there are.
pub fn given(letters: &[Letter]) -> (Vec<Given>, usize) {
    let names: Vec<&str> =
        letters.iter().flat_map(|letter| &letter.names).map(String::as_str).collect();
    let (mut given, mut left, mut bytes) = (Vec::<Given>::new(), 0, 0);
    for letter in letters {
        let hidden = hidden(letter, &names);
        for span in &letter.sentences {
            let text = masked(&letter.body, span, &hidden);
            if text.is_empty() || given.iter().any(|known| known.text == text) {
                continue;
            }
            bytes += text.len();
            if bytes > MOST {
                left += 1;
                continue;
            }
            given.push(Given { input_id: letter.id, span: span.clone(), text });
        }
    }
    (given, left)
}

/// The places of a letter that nobody outside may read: what is redacted, what the finder
/// finds, and the names of those who wrote any of the letters.
fn hidden(letter: &Letter, names: &[&str]) -> Vec<Range<usize>> {
    let mut hidden = letter.hidden.clone();
    hidden.extend(find(&letter.body).into_iter().map(|found| found.span));
    for name in names {
        hidden.extend(named(&letter.body, name, false));
        for part in name.split(|c: char| !c.is_alphabetic()) {
            // Shorter ones are words more often than names; the whole name is hidden.
            if part.chars().count() > 2 {
                hidden.extend(named(&letter.body, part, true));
            }
        }
    }
    hidden.sort_by_key(|span| (span.start, span.end));
    hidden
}

/// Where a name stands as words of their own, large or small, also in the genitive. A part
/// of a name is one only where it begins large: a holm is an island too.
fn named(body: &str, name: &str, is_part: bool) -> Vec<Range<usize>> {
    let name: Vec<char> = name.trim().chars().flat_map(char::to_lowercase).collect();
    if name.is_empty() {
        return Vec::new();
    }
    let is_inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut before = None;
    let mut found = Vec::new();
    for (start, first) in body.char_indices() {
        let begins = !is_inner(before) && (!is_part || first.is_uppercase());
        before = Some(first);
        let Some(long) = Some(start).filter(|_| begins).and_then(|start| {
            let mut wanted = name.as_slice();
            for (at, c) in body[start..].char_indices() {
                if wanted.is_empty() {
                    return Some(at);
                }
                for c in c.to_lowercase() {
                    wanted = wanted.strip_prefix(&[c])?;
                }
            }
            wanted.is_empty().then_some(body.len() - start)
        }) else {
            continue;
        };
        let after = &body[start + long..];
        let genitive = after.strip_prefix(['s', 'S']).unwrap_or(after);
        if !is_inner(genitive.chars().next()) {
            found.push(start..start + long);
        }
    }
    found
}

/// A sentence with what is hidden of it left out; `hidden` in order, perhaps overlapping.
fn masked(body: &str, span: &Range<usize>, hidden: &[Range<usize>]) -> String {
    let (mut text, mut at) = (String::new(), span.start);
    for one in hidden {
        let (mut start, mut end) = (one.start.max(at), one.end.min(span.end));
        if start >= end {
            continue;
        }
        // Whole letters go.
        while !body.is_char_boundary(start) {
            start -= 1;
        }
        while end < body.len() && !body.is_char_boundary(end) {
            end += 1;
        }
        text.push_str(body.get(at..start).unwrap_or_default());
        // What overlaps, or stands side by side, is left out as one.
        if start > at || !text.ends_with(LEFT_OUT) {
            text.push_str(LEFT_OUT);
        }
        at = end;
    }
    text.push_str(body.get(at..span.end).unwrap_or_default());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is said to the helper: how to answer, and the sentences as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    pub instruction: String,
    pub material: String,
}

impl Prompt {
    pub fn of(kind: Kind, lang: Lang, given: &[Given]) -> Self {
        let instruction = lang.say(
            match kind {
                Kind::Name => "helper-instruction-name",
                Kind::Summary => "helper-instruction-summary",
            },
            &[],
        );
        // Fluent has no way to write braces plainly that reads well.
        let form = r#"{"sentences":[{"sentence":"…","ids":["12-0"]}]}"#;
        let sentences: Vec<Value> =
            given.iter().map(|one| json!({"id": one.id(), "text": one.text})).collect();
        Self {
            instruction: format!("{instruction}\n{form}"),
            material: json!({"sentences": sentences}).to_string(),
        }
    }

    /// The body of the request, byte for byte.
    pub fn body(&self, model: &str) -> String {
        json!({
            "model": model,
            "messages": [
                {"role": "system", "content": self.instruction},
                {"role": "user", "content": self.material},
            ],
            "stream": false,
            "temperature": 0,
        })
        .to_string()
    }
}

/// A sentence of an answer and the given ones it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    pub text: String,
    /// Places in the list of what was given, each once, ascending.
    pub rests_on: Vec<usize>,
}

/// What is kept of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    pub sentences: Vec<Proposed>,
    pub thrown: usize,
}

#[derive(Deserialize)]
struct Completion {
    choices: Vec<OneChoice>,
}

#[derive(Deserialize)]
struct OneChoice {
    message: Said,
}

#[derive(Deserialize)]
struct Said {
    content: String,
}

#[derive(Deserialize)]
struct Sentences {
    sentences: Vec<Value>,
}

#[derive(Deserialize)]
struct Sentence {
    sentence: String,
    ids: Vec<String>,
}

/// Sentences of an answer that are kept.
fn most(kind: Kind) -> usize {
    match kind {
        Kind::Name => 3,
        Kind::Summary => 12,
    }
}

/// Letters of a sentence.
fn longest(kind: Kind) -> usize {
    match kind {
        Kind::Name => LINE.min(120),
        Kind::Summary => 500,
    }
}

/// Reads an answer. Whatever it says, it is words: a sentence is kept when it is plain,
/// not too long, names nobody's personal data, and rests on sentences that were given and
/// on no others; the rest is thrown away and counted.
///
/// # Errors
/// [`Fault::Unreadable`] when it is not built as it was asked to be,
/// [`Fault::NothingKept`] when nothing of it is kept.
pub fn read(kind: Kind, body: &[u8], given: &[Given]) -> Result<Answer, Fault> {
    let completion: Completion =
        serde_json::from_slice(body).map_err(|_| Fault::Unreadable)?;
    let said = completion.choices.into_iter().next().ok_or(Fault::Unreadable)?;
    let content = said.message.content;
    // Models like to put a fence or a polite word around what they were asked for.
    let (from, to) =
        content.find('{').zip(content.rfind('}')).ok_or(Fault::Unreadable)?;
    let inner = content.get(from..=to).ok_or(Fault::Unreadable)?;
    let sentences: Sentences =
        serde_json::from_str(inner).map_err(|_| Fault::Unreadable)?;
    let places: BTreeMap<String, usize> =
        given.iter().enumerate().map(|(at, one)| (one.id(), at)).collect();
    let mut answer = Answer::default();
    for value in sentences.sentences {
        let kept = serde_json::from_value(value)
            .ok()
            .and_then(|sentence| believed(kind, sentence, &places));
        match kept {
            Some(kept) if answer.sentences.len() < most(kind) => {
                answer.sentences.push(kept);
            }
            _ => answer.thrown += 1,
        }
    }
    if answer.sentences.is_empty() { Err(Fault::NothingKept) } else { Ok(answer) }
}

fn believed(
    kind: Kind,
    said: Sentence,
    places: &BTreeMap<String, usize>,
) -> Option<Proposed> {
    let text = said.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_plain = !text.contains(['<', '>'])
        && !text.contains("://")
        && !text.contains("](")
        && !text.chars().any(is_hidden);
    let fits = !text.is_empty() && text.chars().count() <= longest(kind);
    if !is_plain || !fits || !find(&text).is_empty() {
        return None;
    }
    let mut rests_on: Vec<usize> =
        said.ids.iter().map(|id| places.get(id).copied()).collect::<Option<_>>()?;
    rests_on.sort_unstable();
    rests_on.dedup();
    (!rests_on.is_empty()).then_some(Proposed { text, rests_on })
}

/// Letters nobody sees, or that turn the others around.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// What a person takes over of a proposal: the chosen sentences, in their order.
///
/// # Errors
/// [`Refused::Settled`] once it was taken or left, [`Refused::NothingChosen`] without a
/// sentence of it, or with more than one name.
pub fn take(
    kind: Kind,
    settled: bool,
    sentences: &[(i64, String)],
    chosen: &[i64],
) -> Result<String, Refused> {
    if settled {
        return Err(Refused::Settled);
    }
    let taken: Vec<&str> = sentences
        .iter()
        .filter(|(position, _)| chosen.contains(position))
        .map(|(_, text)| text.as_str())
        .collect();
    if taken.is_empty() || (kind == Kind::Name && taken.len() > 1) {
        return Err(Refused::NothingChosen);
    }
    Ok(taken.join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letter(id: i64, body: &str, name: &str) -> Letter {
        Letter {
            id,
            body: body.into(),
            names: vec![name.into()],
            hidden: Vec::new(),
            sentences: std::iter::once(0..body.len()).collect(),
        }
    }

    fn two() -> Vec<Given> {
        given(&[
            letter(7, "Busserne kører for sjældent.", "Hanne Holm"),
            letter(9, "Togene er for dyre.", "Ib Iversen"),
        ])
        .0
    }

    /// What an endpoint answers whose model says this.
    fn completion(content: &str) -> Vec<u8> {
        json!({"choices": [{"message": {"role": "assistant", "content": content}}]})
            .to_string()
            .into_bytes()
    }

    fn answer(sentences: &Value) -> Result<Answer, Fault> {
        let content = json!({"sentences": sentences}).to_string();
        read(Kind::Summary, &completion(&content), &two())
    }

    #[test]
    fn names_and_personal_data_do_not_leave_the_house() {
        let body = "Hanne Holms bus kører ikke. Ring til HOLM på 20 30 40 50, eller skriv \
                    til hanne@holm.dk. Hannelore er en by, en holm er en ø. Hilsen hanne holm";
        let (given, left) = given(&[letter(7, body, "Hanne Holm")]);

        assert_eq!(left, 0);
        assert_eq!(
            given[0].text,
            "[…]s bus kører ikke. Ring til […] på […], eller skriv til […]. Hannelore er \
             en by, en holm er en ø. Hilsen […]"
        );
    }

    #[test]
    fn a_neighbour_who_wrote_as_well_is_not_named_either() {
        let (given, _) = given(&[
            letter(7, "Kirsten har ret om bussen.", "Hanne Holm"),
            letter(9, "Bussen kører ikke.", "Kirsten Krag"),
        ]);

        assert_eq!(given[0].text, "[…] har ret om bussen.");
    }

    #[test]
    fn what_is_redacted_is_left_out_and_the_same_words_are_sent_once() {
        let mut one = letter(7, "Min mor er blind og bussen væk.", "Hanne");
        one.hidden.push(0..16);
        let again = letter(8, "Bussen kører ikke.", "Ib");
        let (given, _) = given(&[one, again.clone(), Letter { id: 9, ..again }]);

        let texts: Vec<_> = given.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["[…] og bussen væk.", "Bussen kører ikke."]);
        assert_eq!(given[1].id(), "8-0");
    }

    #[test]
    fn what_is_more_than_enough_is_counted_and_not_sent() {
        let letters: Vec<_> = (0..1_000)
            .map(|id| letter(id, &format!("Sætning {id}: {}", "ord ".repeat(20)), "Ib"))
            .collect();
        let (given, left) = given(&letters);

        assert!(given.iter().map(|one| one.text.len()).sum::<usize>() <= MOST);
        assert_eq!(given.len() + left, 1_000);
    }

    #[test]
    fn a_sentence_is_kept_when_it_rests_on_what_was_given_alone() {
        let kept = answer(&json!([
            {"sentence": "Busser og tog svigter.", "ids": ["9-0", "7-0", "7-0"]},
            {"sentence": "Alle vil have en bro.", "ids": []},
            {"sentence": "Alle vil have en bro.", "ids": ["8-0"]},
            {"sentence": "Alle vil have en bro.", "ids": ["7-0", "8-0"]},
            {"sentence": "Alle vil have en bro."},
            {"sentence": 7, "ids": ["7-0"]},
            "Alle vil have en bro.",
        ]))
        .unwrap();

        let text = "Busser og tog svigter.".to_owned();
        assert_eq!(kept.sentences, [Proposed { text, rests_on: vec![0, 1] }]);
        assert_eq!(kept.thrown, 6);
    }

    #[test]
    fn what_is_no_plain_sentence_is_thrown_away() {
        let thrown = |text: &str| {
            let sentence = json!([{"sentence": text, "ids": ["7-0"]}]);
            answer(&sentence) == Err(Fault::NothingKept)
        };

        assert!(thrown("<script>alert(1)</script>"));
        assert!(thrown("Læs mere på https://evil.example"));
        assert!(thrown("[Klik her](javascript:alert(1))"));
        assert!(thrown("Ring til 20 30 40 50."), "personal data it made up");
        assert!(thrown("Vendt \u{202e}om"));
        assert!(thrown(&"ord ".repeat(400)));
        assert!(thrown("  "));
        assert!(!thrown("Busserne kører for sjældent."));
    }

    #[test]
    fn an_answer_in_a_fence_is_read_and_one_that_is_no_answer_is_said_to_be_none() {
        let fenced = "Gerne:\n```json\n{\"sentences\":[{\"sentence\":\"Ja.\",\
                      \"ids\":[\"7-0\"]}]}\n```";
        assert!(read(Kind::Summary, &completion(fenced), &two()).is_ok());
        for content in ["", "Nej.", "{", "}{", "{\"sentences\":7}", "{\"svar\":[]}"] {
            let outcome = read(Kind::Summary, &completion(content), &two());
            assert_eq!(outcome, Err(Fault::Unreadable), "{content}");
        }
        for body in ["", "<html>", "[]", "{}", "{\"choices\":[]}", "{\"choices\":[{}]}"] {
            let outcome = read(Kind::Summary, body.as_bytes(), &two());
            assert_eq!(outcome, Err(Fault::Unreadable), "{body}");
        }
        let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
        let outcome = read(Kind::Name, deep.as_bytes(), &two());
        assert_eq!(outcome, Err(Fault::Unreadable));
    }

    #[test]
    fn a_person_takes_the_sentences_they_choose_once() {
        let sentences = [(1, "En.".to_owned()), (2, "To.".to_owned())];

        let take =
            |kind, settled, chosen: &[i64]| take(kind, settled, &sentences, chosen);
        assert_eq!(take(Kind::Summary, false, &[2, 1]), Ok("En. To.".into()));
        assert_eq!(take(Kind::Summary, false, &[3]), Err(Refused::NothingChosen));
        assert_eq!(take(Kind::Name, false, &[1, 2]), Err(Refused::NothingChosen));
        assert_eq!(take(Kind::Summary, true, &[1]), Err(Refused::Settled));
    }

    proptest! {
        #[test]
        fn no_answer_is_believed_beyond_what_was_given(body in any::<Vec<u8>>(), text in "\\PC{0,80}", id in "[0-9]{1,2}-[0-9]") {
            let _ = read(Kind::Name, &body, &two());
            let content = json!({"sentences": [{"sentence": text, "ids": [id]}]}).to_string();
            if let Ok(answer) = read(Kind::Summary, &completion(&content), &two()) {
                for one in &answer.sentences {
                    prop_assert!(!one.rests_on.is_empty());
                    prop_assert!(one.rests_on.iter().all(|at| *at < 2));
                }
                prop_assert!(id == "7-0" || id == "9-0");
            }
        }

        #[test]
        fn masking_never_breaks_a_letter_and_never_sends_what_is_hidden(
            body in "[a-zæøå ]{1,60}", from in 0_usize..60, long in 0_usize..20,
        ) {
            let mut start = from.min(body.len());
            while !body.is_char_boundary(start) { start -= 1; }
            let mut end = (start + long).min(body.len());
            while !body.is_char_boundary(end) { end -= 1; }
            let text = masked(&body, &(0..body.len()), std::slice::from_ref(&(start..end)));
            let kept = format!("{}{}", &body[..start], &body[end..]);
            let letters = |text: &str| text.replace(LEFT_OUT, "").replace(' ', "");
            prop_assert_eq!(letters(&text), letters(&kept));
        }
    }
}
