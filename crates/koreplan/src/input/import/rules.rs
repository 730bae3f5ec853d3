//! Which rows of a file are inputs, what they say, and why others are none.

use std::collections::HashMap;

use jiff::{Timestamp, civil, fmt::strtime, tz::TimeZone};
use koreplan_letters::Refused;
use koreplan_log::Hex;

use super::formats::Format;
use crate::{
    choices,
    input::rules::{SenderKind, Submission, sender_faults},
    web::{
        choices::Choice as _,
        form::{LETTER, LINE, clean},
    },
};

choices! {
    /// What a column can hold.
    Field {
        /// A heading of the text.
        Title: "title", "import-field-title";
        Text: "text", "import-field-text";
        Name: "name", "import-field-name";
        Organisation: "organisation", "import-field-organisation";
        Email: "email", "import-field-email";
        Kind: "kind", "import-field-kind";
        /// The source's own id: by it a row is known again.
        Id: "id", "import-field-id";
        Received: "received", "import-field-received";
        /// Addresses of files at the source.
        Attachments: "attachments", "import-field-attachments";
    }
}

/// Why a file, or a row of it, is not taken. `Display` says it in plain English.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("no field is called {0}: use {fields}", fields = fields())]
    NoField(String),
    #[error("no column is called {column}: the file has {there}")]
    NoColumn { column: String, there: String },
    #[error("say which column is the text: --map text=… (the file has {there})")]
    NoText { there: String },
    #[error("the column {column} stands twice, as number {first} and {second}")]
    Twice { column: String, first: usize, second: usize },
    #[error("the file has votes on statements, and no inputs")]
    Votes,
    #[error("no format is called {0}")]
    NoFormat(String),
    #[error("the file is not laid out as this format is")]
    OtherFormat,
    #[error("the file is empty")]
    Empty,
    #[error("{0}")]
    Refused(Refused),
    /// The worker could not say: what it died of.
    #[error("{0}")]
    Worker(String),
    /// A part of a packed file.
    #[error("{file}: {why}")]
    In { file: String, why: Box<Fault> },
    /// What a parser of another kind of file says of a row.
    #[error("{0}")]
    Parser(String),

    #[error("{cells} cells where the head has {width}")]
    Ragged { cells: usize, width: usize },
    #[error("a quotation mark in line {line} is neither closed nor doubled")]
    Quote { line: u64 },
    #[error("quotation marks break so often that nothing is read from line {line} on")]
    Broken { line: u64 },
    #[error("the {field} is not UTF-8", field = .0.word())]
    NotUtf8(Field),
    #[error("the {field} has a character that cannot be read", field = .0.word())]
    Unread(Field),
    #[error("the {field} holds a NUL", field = .0.word())]
    Nul(Field),
    #[error("the text is empty")]
    NoWords,
    #[error("the {field} is longer than {longest} characters", field = field.word())]
    TooLong { field: Field, longest: usize },
    #[error("the kind {kind} is none of {kinds}", kinds = kinds())]
    NoKind { kind: String },
    #[error("the organisation is missing")]
    NoOrganisation,
    #[error("the email is no e-mail address")]
    NoAddress,
    #[error("{0} is no time: use 2010-09-06T12:00:00Z")]
    NoTime(String),
    #[error("a row with this id was imported with another text")]
    OtherText,

    // Rows that are no inputs, and are not meant to be.
    #[error("{column} is {value}")]
    NotMeant { column: String, value: String },
    #[error("no question is answered")]
    NoAnswer,
}

fn fields() -> String {
    Field::ALL.iter().map(|field| field.word()).collect::<Vec<_>>().join(", ")
}

/// The kinds of senders a file can name.
pub fn kinds() -> String {
    SenderKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ")
}

/// A row that can't be stored, or is not meant to be, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The line of the file on which the row begins, counted from 1.
    pub line: u64,
    pub reason: Fault,
    /// The row as it stands in the file, where the file is a text.
    pub row: String,
}

/// A row that can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodRow {
    pub line: u64,
    /// Tells this row from all others, the same on every run.
    pub key: String,
    pub submission: Submission,
    /// When the sender sent it, if the file says so; microseconds.
    pub received_at: Option<i64>,
}

/// Two senders may say the same, word for word: where the source has no numbers of its
/// own, the second such row of a file is the second such input, on every run.
pub fn tell_twins_apart(rows: &mut [GoodRow]) {
    let mut before: HashMap<String, u32> = HashMap::new();
    // The source's own numbers have its name before a colon.
    for row in rows.iter_mut().filter(|row| !row.key.contains(':')) {
        let count = before.entry(row.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            row.key = format!("{}#{count}", row.key);
        }
    }
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Rows {
    pub good: Vec<GoodRow>,
    pub bad: Vec<BadRow>,
    /// Rows that are no inputs: drafts of a survey, withdrawn ones, documents.
    pub left: Vec<BadRow>,
}

/// What becomes of one row.
#[derive(Debug)]
pub enum Verdict {
    Good(Box<GoodRow>),
    Bad(Fault),
    Left(Fault),
}

/// A column whose value says that a row is meant, or is not.
#[derive(Debug, Clone)]
pub struct Filter {
    pub at: usize,
    pub column: String,
    pub values: &'static [&'static str],
    /// Rows with these values are meant; otherwise they are the ones that are not.
    pub meant: bool,
}

/// How the columns of a file become inputs.
#[derive(Debug)]
pub struct Plan {
    pub format: &'static Format,
    /// The columns of each field, in the order in which they are asked.
    pub columns: [Vec<usize>; Field::ALL.len()],
    /// Where each text column is a part of the input: its heading.
    pub headings: Option<Vec<String>>,
    pub filters: Vec<Filter>,
    /// How many cells a row has.
    pub width: usize,
    /// Rows of the head after the first.
    pub more_heads: usize,
    /// Days and times without a zone are meant here.
    pub zone: TimeZone,
    /// U+FFFD stands for what could not be read.
    pub lossy: bool,
}

impl Plan {
    pub fn of(&self, field: Field) -> &[usize] {
        &self.columns[field as usize]
    }

    /// Reads a row by its cells.
    pub fn verdict<'a>(
        &self,
        line: u64,
        cells: usize,
        cell: impl Fn(usize) -> &'a [u8],
    ) -> Verdict {
        if cells != self.width {
            return Verdict::Bad(Fault::Ragged { cells, width: self.width });
        }
        for filter in &self.filters {
            let value = String::from_utf8_lossy(cell(filter.at));
            let value = value.trim();
            let among =
                filter.values.iter().any(|known| known.eq_ignore_ascii_case(value));
            if among != filter.meant {
                let column = filter.column.clone();
                return Verdict::Left(Fault::NotMeant {
                    column,
                    value: value.to_owned(),
                });
            }
        }
        match self.row(line, &cell) {
            Ok(row) => Verdict::Good(Box::new(row)),
            Err(fault @ Fault::NoAnswer) => Verdict::Left(fault),
            Err(fault) => Verdict::Bad(fault),
        }
    }

    fn row<'a>(
        &self,
        line: u64,
        cell: &impl Fn(usize) -> &'a [u8],
    ) -> Result<GoodRow, Fault> {
        let first = |field: Field| self.first(field, cell);
        let body = self.body(cell)?;
        let longer = |text: &str, longest: usize| {
            text.len() > longest && text.chars().count() > longest
        };
        let organisation = first(Field::Organisation)?;
        let name = self.name(cell)?;
        let email = first(Field::Email)?;
        for (field, text, longest) in [
            (Field::Text, &body, LETTER),
            (Field::Name, &name, LINE),
            (Field::Organisation, &organisation, LINE),
            (Field::Email, &email, LINE),
        ] {
            if longer(text, longest) {
                return Err(Fault::TooLong { field, longest });
            }
        }
        let kind = first(Field::Kind)?;
        let sender_kind = if !kind.is_empty() {
            SenderKind::of(&kind).ok_or(Fault::NoKind { kind })?
        } else if self.format.bodies && !organisation.is_empty() {
            SenderKind::Association
        } else {
            SenderKind::Person
        };
        let faults = sender_faults(Some(sender_kind), &organisation, &email);
        if let Some((field, _)) = faults.first() {
            return Err(match *field {
                "email" => Fault::NoAddress,
                _ => Fault::NoOrganisation,
            });
        }
        let submission = Submission {
            sender_kind,
            name,
            organisation,
            email,
            protected: false,
            body,
            areas: Vec::new(),
            questions: Vec::new(),
        };
        let id = first(Field::Id)?;
        let key = if id.is_empty() {
            Hex(&submission.hash()).to_string()
        } else {
            format!("{}:{id}", self.format.ids)
        };
        let received_at = time(&first(Field::Received)?, &self.zone)?;
        Ok(GoodRow { line, key, submission, received_at })
    }

    fn read<'a>(
        &self,
        field: Field,
        at: usize,
        cell: &impl Fn(usize) -> &'a [u8],
    ) -> Result<String, Fault> {
        let text = std::str::from_utf8(cell(at)).map_err(|_| Fault::NotUtf8(field))?;
        if text.contains('\0') {
            return Err(Fault::Nul(field));
        }
        if self.lossy && text.contains('\u{fffd}') {
            return Err(Fault::Unread(field));
        }
        let is_text = matches!(field, Field::Title | Field::Text);
        Ok(if self.format.html && is_text { clean(&plain(text)) } else { clean(text) })
    }

    /// The first column of a field that holds something.
    fn first<'a>(
        &self,
        field: Field,
        cell: &impl Fn(usize) -> &'a [u8],
    ) -> Result<String, Fault> {
        for at in self.of(field) {
            let text = self.read(field, *at, cell)?;
            if !text.is_empty() {
                return Ok(text);
            }
        }
        Ok(String::new())
    }

    /// A name may stand in several columns.
    fn name<'a>(&self, cell: &impl Fn(usize) -> &'a [u8]) -> Result<String, Fault> {
        let mut name = String::new();
        for at in self.of(Field::Name) {
            let part = self.read(Field::Name, *at, cell)?;
            if !name.is_empty() && !part.is_empty() {
                name.push(' ');
            }
            name.push_str(&part);
        }
        Ok(name)
    }

    /// The text of the input: its title, its words, each answer under its question, and
    /// where its files are.
    fn body<'a>(&self, cell: &impl Fn(usize) -> &'a [u8]) -> Result<String, Fault> {
        let mut words = String::new();
        match &self.headings {
            Some(headings) => {
                for (at, heading) in self.of(Field::Text).iter().zip(headings) {
                    let answer = self.read(Field::Text, *at, cell)?;
                    if !answer.is_empty() {
                        add(&mut words, heading);
                        words.push('\n');
                        words.push_str(&answer);
                    }
                }
            }
            None => words = self.first(Field::Text, cell)?,
        }
        let files = self.first(Field::Attachments, cell)?;
        if words.is_empty() && files.is_empty() {
            let is_survey = self.headings.is_some();
            return Err(if is_survey { Fault::NoAnswer } else { Fault::NoWords });
        }
        let mut body = self.first(Field::Title, cell)?;
        add(&mut body, &words);
        if !files.is_empty() {
            add(&mut body, ELSEWHERE);
            for file in files.split(',').map(str::trim).filter(|file| !file.is_empty()) {
                body.push('\n');
                body.push_str(file);
            }
        }
        Ok(body)
    }
}

/// Stands in an input above the addresses of its files.
const ELSEWHERE: &str =
    "Bilag hos kilden, ikke hentet / Attachments at the source, not fetched:";

/// Puts a paragraph under what there is.
fn add(text: &mut String, paragraph: &str) {
    if !text.is_empty() && !paragraph.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(paragraph);
}

/// Line breaks and character references of HTML as what they mean; all other marks stay.
fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (meant, length) = mark(rest).unwrap_or_else(|| (rest[..1].to_owned(), 1));
        plain.push_str(&meant);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain
}

/// What a mark at the beginning of a text means, and how long it is.
fn mark(text: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 12;
    let end = if text.starts_with('<') { '>' } else { ';' };
    let length = text.char_indices().take(LONGEST).find(|(_, c)| *c == end)?.0 + 1;
    let inner = text[1..length - 1].trim_end_matches(['/', ' ']);
    let meant = match inner.to_ascii_lowercase().as_str() {
        "br" if end == '>' => '\n',
        "p" if end == '>' && text.starts_with("</") => return None,
        "p" if end == '>' => return Some((String::new(), length)),
        "/p" if end == '>' => return Some(("\n\n".into(), length)),
        "amp" if end == ';' => '&',
        "lt" if end == ';' => '<',
        "gt" if end == ';' => '>',
        "quot" if end == ';' => '"',
        "apos" if end == ';' => '\'',
        "nbsp" if end == ';' => ' ',
        number if end == ';' => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
        _ => return None,
    };
    Some((meant.to_string(), length))
}

/// A time as programs write it: ISO 8601, milliseconds since 1970, a day, or a day with
/// a time. What names no zone is meant in `zone`; a day alone is its noon.
fn time(written: &str, zone: &TimeZone) -> Result<Option<i64>, Fault> {
    const ZONED: [&str; 2] = ["%Y-%m-%d %H:%M:%S %z", "%d/%m/%Y %H:%M:%S %z"];
    const CIVIL: [&str; 6] = [
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%d.%m.%Y %H:%M:%S",
        "%d.%m.%Y %H:%M",
        "%d-%m-%Y %H:%M",
        "%Y-%m-%dT%H:%M:%S",
    ];
    const DAYS: [&str; 3] = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"];
    if written.is_empty() {
        return Ok(None);
    }
    let instant = || -> Option<Timestamp> {
        if let Ok(ms) = written.parse::<i64>() {
            return Timestamp::from_millisecond(ms).ok();
        }
        if let Ok(time) = written.parse() {
            return Some(time);
        }
        let plain = written.strip_suffix(" UTC").map(|plain| format!("{plain} +0000"));
        let zoned = plain.as_deref().unwrap_or(written);
        for format in ZONED {
            if let Ok(time) = Timestamp::strptime(format, zoned) {
                return Some(time);
            }
        }
        let civil = CIVIL
            .iter()
            .find_map(|format| civil::DateTime::strptime(format, written).ok())
            .or_else(|| {
                let days = DAYS.iter();
                days.map(|format| strtime::parse(format, written))
                    .find_map(|parsed| parsed.ok()?.to_date().ok())
                    .map(|day| day.at(12, 0, 0, 0))
            })?;
        let zoned = zone.to_ambiguous_timestamp(civil);
        zoned.compatible().ok()
    };
    instant()
        .map(|time| Some(time.as_microsecond()))
        .ok_or_else(|| Fault::NoTime(written.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_many_programs_are_read() {
        let zone = TimeZone::get("Europe/Copenhagen").unwrap();
        let noon = time("2026-01-02T11:00:00Z", &zone).unwrap();
        for written in [
            "1767351600000",
            "2026-01-02T11:00Z",
            "2026-01-02T12:00:00+01:00",
            "2026-01-02 11:00:00 UTC",
            "2026-01-02 12:00:00 +0100",
            "2026-01-02 12:00:00",
            "02.01.2026",
            "2026-01-02",
            "02.01.2026 12:00",
        ] {
            assert_eq!(time(written, &zone), Ok(noon), "{written}");
        }
        assert_eq!(time("i går", &zone), Err(Fault::NoTime("i går".into())));
        assert_eq!(time("", &zone), Ok(None));
    }

    #[test]
    fn line_breaks_and_references_of_html_are_what_they_mean() {
        assert_eq!(
            plain("I don&#39;t<br/>agree &amp; <b>so</b> a < b &x; &#x41;<p>To</p>"),
            "I don't\nagree & <b>so</b> a < b &x; ATo\n\n"
        );
    }
}
