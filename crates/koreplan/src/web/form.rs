//! What a person wrote into a form: read once at the edge, with every fault marked.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    ops::RangeInclusive,
    time::{Duration, Instant},
};

use axum::body::Body;
use futures_util::StreamExt as _;
use jiff::civil::{Date, DateTime, Time};
use maud::Markup;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::{Cx, choices::Choice, components, error::Error};
use crate::refusal::Message;

/// The largest form anyone may send, in bytes.
pub const LARGEST: usize = 1024 * 1024;

/// How slowly a form may arrive: after a while to begin, so many bytes a second. The
/// slowest line that can be meant honestly is faster; the whole is done within the
/// quarter of an hour that is granted after a deadline.
const BEGIN: Duration = Duration::from_secs(10);
const BYTES_A_SECOND: u32 = 1_500;

/// The longest texts, in Unicode scalar values: what browser and server both count.
pub const LINE: usize = 200;
pub const TEXT: usize = 20_000;
pub const LETTER: usize = 100_000;

/// Reads what is sent, neither too much nor too slowly.
///
/// # Errors
/// [`Error::TooLarge`] above `largest` bytes, [`Error::TooSlow`].
pub async fn body(body: Body, largest: usize) -> Result<Vec<u8>, Error> {
    let began = Instant::now();
    let mut read = Vec::new();
    let mut body = body.into_data_stream();
    loop {
        let read_so_far = u32::try_from(read.len()).unwrap_or(u32::MAX);
        let due = BEGIN + Duration::from_secs(1) * read_so_far / BYTES_A_SECOND;
        let next = tokio::time::timeout_at((began + due).into(), body.next());
        match next.await {
            Err(_) => return Err(Error::TooSlow),
            Ok(None) => return Ok(read),
            Ok(Some(Err(_))) => return Err(Error::Unreadable("error-no-form")),
            Ok(Some(Ok(bytes))) if read.len() + bytes.len() > largest => {
                return Err(Error::TooLarge);
            }
            Ok(Some(Ok(bytes))) => read.extend_from_slice(&bytes),
        }
    }
}

/// A form's values and faults.
#[derive(Debug, Clone, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    faults: Vec<(&'static str, Message)>,
    /// Tells the fields of this form from those of others on the same page.
    prefix: String,
    /// The labels of the fields drawn so far: the summary of faults names them.
    labels: RefCell<BTreeMap<String, &'static str>>,
}

impl Form {
    /// A form with values to begin with.
    pub fn with(values: &[(&str, &str)]) -> Self {
        let values = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]))
            .collect();
        Self { values, ..Self::default() }
    }

    /// A form with values to begin with, several of a name for ticks.
    pub fn of(values: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in values {
            form.values.entry(name).or_default().push(value);
        }
        form
    }

    /// An empty form whose fields have ids of their own.
    pub fn named(prefix: &'static str) -> Self {
        Self { prefix: prefix.to_owned(), ..Self::default() }
    }

    /// A form with values to begin with, whose fields have ids of their own.
    pub fn named_with(prefix: &'static str, values: &[(&str, &str)]) -> Self {
        Self { prefix: prefix.to_owned(), ..Self::with(values) }
    }

    /// The same form, told from its sisters by a number.
    #[must_use]
    pub fn numbered(mut self, number: i64) -> Self {
        if !self.prefix.is_empty() {
            self.prefix = format!("{}-{number}", self.prefix);
        }
        self
    }

    /// The id of a field on the page.
    pub fn id(&self, name: &str) -> String {
        if self.prefix.is_empty() {
            name.to_owned()
        } else {
            format!("{}-{name}", self.prefix)
        }
    }

    /// Reads the body of a request.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when a value is no UTF-8 or holds a NUL.
    pub fn read(body: &[u8]) -> Result<Self, Error> {
        let mut form = Self::default();
        for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decoded(halves.next().unwrap_or_default())?;
            let value = decoded(halves.next().unwrap_or_default())?;
            form.values.entry(name).or_default().push(value);
        }
        Ok(form)
    }

    /// The first value of that name, or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// Puts a value in, as if it had been sent.
    pub fn put(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), vec![value.to_owned()]);
    }

    /// All values of that name: ticks of a list.
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn ticked(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    pub fn fault(&mut self, name: &'static str, message: Message) {
        self.faults.push((name, message));
    }

    /// Notes the label a field is drawn with.
    pub fn label(&self, name: &str, key: &'static str) {
        self.labels.borrow_mut().insert(name.to_owned(), key);
    }

    /// The label a field was drawn with.
    pub fn label_of(&self, name: &str) -> Option<&'static str> {
        self.labels.borrow().get(name).copied()
    }

    pub fn faults(&self) -> &[(&'static str, Message)] {
        &self.faults
    }

    pub fn fault_of(&self, name: &str) -> Option<&Message> {
        self.faults.iter().find(|(field, _)| *field == name).map(|(_, message)| message)
    }

    /// A text that must be there.
    pub fn text(&mut self, name: &'static str, longest: usize) -> String {
        let text = self.optional(name, longest);
        if text.is_empty() {
            self.fault(name, Message::new("fault-empty"));
        }
        text
    }

    /// A text that may be left out. Trimmed, NFC, with newlines as `\n`.
    pub fn optional(&mut self, name: &'static str, longest: usize) -> String {
        let text = clean(self.value(name));
        let length = text.chars().count();
        if length > longest {
            self.fault(name, too_long(length, longest));
        }
        text
    }

    /// One of a closed list.
    pub fn choice<T: Choice>(&mut self, name: &'static str) -> Option<T> {
        let choice = T::of(self.value(name));
        if choice.is_none() {
            self.fault(name, Message::new("fault-choose"));
        }
        choice
    }

    /// A whole number, written with or without the dots of thousands.
    pub fn number(&mut self, name: &'static str, allowed: RangeInclusive<i64>) -> i64 {
        let number =
            whole(self.value(name).trim()).filter(|number| allowed.contains(number));
        number.unwrap_or_else(|| {
            self.fault(
                name,
                Message::new("fault-number")
                    .with("least", *allowed.start())
                    .with("most", *allowed.end()),
            );
            *allowed.start()
        })
    }

    /// A day, as date fields send it.
    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        let date =
            self.value(name).trim().parse().ok().filter(|date: &Date| sensible(*date));
        if date.is_none() {
            self.fault(name, Message::new("fault-date"));
        }
        date
    }

    /// A time of day, as time fields send it.
    pub fn time(&mut self, name: &'static str) -> Option<Time> {
        let time = parse_time(self.value(name).trim());
        if time.is_none() {
            self.fault(name, Message::new("fault-time"));
        }
        time
    }

    /// A day and a time of day from two fields: `name` and `name-time`.
    pub fn moment(
        &mut self,
        name: &'static str,
        time_name: &'static str,
    ) -> Option<DateTime> {
        let date = self.date(name);
        let time = self.time(time_name);
        Some(date?.to_datetime(time?))
    }

    /// The numbers that were ticked.
    pub fn ids(&self, name: &str) -> Vec<i64> {
        self.all(name).iter().filter_map(|id| id.parse().ok()).collect()
    }

    /// Gives the form back with its faults marked, if it has any.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the page that `again` draws.
    pub fn check(
        &self,
        cx: &Cx,
        title: &str,
        again: impl FnOnce(&Self) -> Markup,
    ) -> Result<(), Error> {
        if self.faults.is_empty() {
            return Ok(());
        }
        let body = components::again(cx, title, self, &again(self));
        Err(Error::Invalid(Box::new((title.to_owned(), body))))
    }
}

/// A text has more characters than it may have.
pub fn too_long(length: usize, longest: usize) -> Message {
    Message::new("fault-too-long").with("length", length).with("longest", longest)
}

/// Text as we keep it: NFC, `\n`, no white space around, no invisible controls.
pub fn clean(text: &str) -> String {
    let is_unwanted = |c: char| c.is_control() && c != '\n' && c != '\t';
    // Most texts are as we keep them: looking costs less than writing them anew.
    if is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.contains(is_unwanted) {
        return text.trim().to_owned();
    }
    let text: String = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !is_unwanted(*c))
        .nfc()
        .collect();
    text.trim().to_owned()
}

/// The same text for searching: small letters, one space between words.
pub fn folded(text: &str) -> String {
    let small = if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.to_lowercase()
    } else {
        text.nfc().collect::<String>().to_lowercase()
    };
    let mut folded = String::with_capacity(small.len());
    for word in small.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// A whole number; dots and spaces only between groups of three digits.
fn whole(written: &str) -> Option<i64> {
    let groups: Vec<&str> = written.split(['.', ' ', '\u{a0}']).collect();
    let (first, rest) = groups.split_first()?;
    let grouped = rest.iter().all(|group| group.len() == 3)
        && (rest.is_empty() || (1..=3).contains(&first.len()));
    let digits = groups.concat();
    let plain = digits.chars().all(|c| c.is_ascii_digit());
    (grouped && plain).then(|| digits.parse().ok()).flatten()
}

fn sensible(date: Date) -> bool {
    (1900..=2199).contains(&date.year())
}

/// `10:00` and the Danish `10.00`.
fn parse_time(written: &str) -> Option<Time> {
    let (hour, minute) = written.split_once([':', '.'])?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn decoded(part: &[u8]) -> Result<String, Error> {
    let spaced: Vec<u8> =
        part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let text = percent_encoding::percent_decode(&spaced)
        .decode_utf8()
        .map_err(|_| Error::Unreadable("error-not-utf8"))?;
    if text.contains('\0') {
        return Err(Error::Unreadable("error-nul"));
    }
    Ok(text.into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let form = Form::read(b"name=S%C3%B8ren+%26+co&area=1&area=2").unwrap();

        assert_eq!(form.value("name"), "Søren & co");
        assert_eq!(form.ids("area"), [1, 2]);
    }

    #[test]
    fn broken_utf8_and_nul_are_refused() {
        assert!(Form::read(b"name=%ff").is_err());
        assert!(Form::read(b"name=a%00b").is_err());
    }

    #[test]
    fn s08_only_spaces_is_empty() {
        let mut form = Form::with(&[("name", "  \u{a0} ")]);

        form.text("name", LINE);
        assert_eq!(form.faults(), [("name", Message::new("fault-empty"))]);
    }

    #[test]
    fn s08_the_longest_text_is_taken_and_one_more_is_not() {
        let mut form = Form::with(&[("a", &"æ".repeat(5)), ("b", &"æ".repeat(6))]);

        form.text("a", 5);
        assert!(form.faults().is_empty());
        form.text("b", 5);
        assert_eq!(form.faults().len(), 1);
    }

    #[test]
    fn t09_dates_that_never_were_are_refused() {
        for written in ["2026-02-30", "9999-99-99", "i morgen", "", "1899-12-31"] {
            let mut form = Form::with(&[("day", written)]);
            assert!(form.date("day").is_none(), "{written}");
        }
    }

    #[test]
    fn a_number_may_have_danish_dots() {
        let mut form = Form::with(&[("cost", "1.234.567")]);

        assert_eq!(form.number("cost", 0..=2_000_000), 1_234_567);
        for wrong in ["12.5", "1.50", "1.2345", "1,5", "-1", "", ".123"] {
            assert_eq!(whole(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_cleaned_text_is_clean_and_stays_as_it_is(text in any::<String>()) {
            let once = clean(&text);
            let wanted: String = text.replace("\r\n", "\n").replace('\r', "\n")
                .chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).nfc().collect();
            prop_assert_eq!(&once, wanted.trim());
            prop_assert_eq!(clean(&once), once);
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_found_by_each_other() {
        assert_eq!(folded("A\u{30a}RHUS  Kommune"), folded("århus kommune"));
    }
}
