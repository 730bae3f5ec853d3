//! Inputs from a CSV file: all or nothing, and twice stores nothing twice.

use std::{collections::BTreeMap, io::Read};

use jiff::Timestamp;
use koreplan_log::{Entry, Hex};
use koreplan_store::{StoreError, Tx};
use sha2::{Digest, Sha256};

use super::{
    rules::{SenderKind, Source, Submission, sender_faults},
    storage::{self, Arriving, Hearing, Stored},
};
use crate::{
    journal,
    web::{
        choices::Choice as _,
        form::{LETTER, LINE, clean},
    },
};

/// The fields a column can be mapped to.
pub const FIELDS: [&str; 7] =
    ["text", "name", "organisation", "email", "kind", "id", "received"];

/// A row that can't be stored, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The line of the file on which the row begins, counted from 1.
    pub line: u64,
    pub reason: String,
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

/// What a file holds.
#[derive(Debug, Default)]
pub struct Rows {
    pub good: Vec<GoodRow>,
    pub bad: Vec<BadRow>,
}

/// Which column holds which field: `text=comment-body`.
pub type Mapping = BTreeMap<String, String>;

/// Reads a file's rows.
///
/// # Errors
/// A sentence when the file is no CSV with a head line, or a mapped column is missing.
pub fn read(file: impl Read, mapping: &Mapping) -> Result<Rows, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let heads = reader.byte_headers().map_err(|e| e.to_string())?.clone();
    let heads: Vec<String> = heads
        .iter()
        .map(|head| String::from_utf8_lossy(head).trim().to_owned())
        .collect();
    let mut columns = BTreeMap::new();
    for (field, column) in mapping {
        if !FIELDS.contains(&field.as_str()) {
            return Err(format!("no field is called {field}: use {}", FIELDS.join(", ")));
        }
        let at = heads.iter().position(|head| head == column);
        let at = at.ok_or_else(|| {
            format!("no column is called {column}: the file has {}", heads.join(", "))
        })?;
        columns.insert(field.as_str(), at);
    }
    if !columns.contains_key("text") {
        let text = heads.iter().position(|head| head == "text");
        columns.insert("text", text.ok_or("say which column is the text: --map text=…")?);
    }
    let mut rows = Rows::default();
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                match row(&record, &columns, line, heads.len()) {
                    Ok(good) => rows.good.push(good),
                    Err(reason) => rows.bad.push(BadRow { line, reason }),
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                rows.bad.push(BadRow { line, reason: error.to_string() });
            }
        }
    }
}

fn row(
    record: &csv::ByteRecord,
    columns: &BTreeMap<&str, usize>,
    line: u64,
    width: usize,
) -> Result<GoodRow, String> {
    if record.len() != width {
        return Err(format!("{} cells where the head has {width}", record.len()));
    }
    let cell = |field: &str| -> Result<String, String> {
        let Some(at) = columns.get(field) else { return Ok(String::new()) };
        let bytes = record.get(*at).unwrap_or_default();
        let text = std::str::from_utf8(bytes)
            .map_err(|_| format!("the {field} is not UTF-8"))?;
        if text.contains('\0') {
            return Err(format!("the {field} holds a NUL"));
        }
        Ok(clean(text))
    };
    let body = cell("text")?;
    if body.is_empty() {
        return Err("the text is empty".into());
    }
    for (field, text, longest) in
        [("text", &body, LETTER), ("name", &cell("name")?, LINE)]
    {
        if text.chars().count() > longest {
            return Err(format!("the {field} is longer than {longest} characters"));
        }
    }
    let kind = cell("kind")?;
    let sender_kind = if kind.is_empty() {
        SenderKind::Person
    } else {
        SenderKind::of(&kind).ok_or_else(|| {
            let all: Vec<_> = SenderKind::ALL.iter().map(|kind| kind.word()).collect();
            format!("the kind {kind} is none of {}", all.join(", "))
        })?
    };
    for (field, longest) in [("organisation", LINE), ("email", LINE)] {
        if cell(field)?.chars().count() > longest {
            return Err(format!("the {field} is longer than {longest} characters"));
        }
    }
    let faults =
        sender_faults(Some(sender_kind), &cell("organisation")?, &cell("email")?);
    if let Some((field, _)) = faults.first() {
        let what = if *field == "email" { "is no e-mail address" } else { "is missing" };
        return Err(format!("the {field} {what}"));
    }
    let submission = Submission {
        sender_kind,
        name: cell("name")?,
        organisation: cell("organisation")?,
        email: cell("email")?,
        protected: false,
        body,
        areas: Vec::new(),
        questions: Vec::new(),
    };
    let id = cell("id")?;
    let key = if id.is_empty() {
        Hex(&submission.hash()).to_string()
    } else {
        format!("id:{id}")
    };
    Ok(GoodRow { line, key, submission, received_at: time(&cell("received")?)? })
}

/// ISO 8601 with a zone, or milliseconds since 1970.
fn time(written: &str) -> Result<Option<i64>, String> {
    if written.is_empty() {
        return Ok(None);
    }
    let time = match written.parse::<i64>() {
        Ok(ms) => Timestamp::from_millisecond(ms).ok(),
        Err(_) => written.parse().ok(),
    };
    time.map(|time| Some(time.as_microsecond()))
        .ok_or_else(|| format!("{written} is no time: use 2010-09-06T12:00:00Z"))
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub stored: i64,
    pub known: i64,
    pub bad: Vec<BadRow>,
}

/// Why an import was undone.
#[derive(Debug)]
pub enum Undone {
    /// Rows are bad and one wants all or nothing.
    Bad(Vec<BadRow>),
    Store(StoreError),
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// How to import.
#[derive(Debug, Clone)]
pub struct Order {
    /// Name of the file, for the record.
    pub file: String,
    pub file_hash: [u8; 32],
    /// Store the good rows even if others are bad.
    pub keep_good: bool,
    pub now: i64,
}

/// SHA-256 of the file, for the record.
pub fn file_hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Rows that are stored together.
const SLICE: usize = 1_000;

/// Stores the rows in one transaction with one entry in the record. `progress` is told
/// after each slice how many are done.
///
/// # Errors
/// [`Undone`] with every bad row; then nothing is stored.
pub fn store(
    tx: &mut dyn Tx,
    (case_slug, hearing): (&str, &Hearing),
    rows: Rows,
    order: &Order,
    progress: &mut dyn FnMut(usize),
) -> Result<Outcome, Undone> {
    let mut outcome = Outcome { bad: rows.bad, ..Outcome::default() };
    let mut done = 0;
    for slice in rows.good.chunks(SLICE) {
        let arriving: Vec<_> = slice
            .iter()
            .map(|row| {
                let key = format!("import:{}:{}", hearing.id, row.key);
                let received_at = row.received_at.unwrap_or(order.now);
                let submission = row.submission.clone();
                Arriving::new(&key, submission, Source::Import, None, received_at)
            })
            .collect();
        let stored =
            storage::submit_all(tx, hearing, &arriving.iter().collect::<Vec<_>>())?;
        for (row, stored) in slice.iter().zip(stored) {
            match stored {
                Stored::New { .. } => outcome.stored += 1,
                Stored::Repeat(_) => outcome.known += 1,
                Stored::OtherText => outcome.bad.push(BadRow {
                    line: row.line,
                    reason: "a row with this id was imported with another text".into(),
                }),
            }
        }
        done += slice.len();
        progress(done);
    }
    outcome.bad.sort_by_key(|bad| bad.line);
    if !outcome.bad.is_empty() && !order.keep_good {
        return Err(Undone::Bad(outcome.bad));
    }
    journal::append(
        tx,
        Entry {
            seq: 0,
            at: order.now,
            case: case_slug.into(),
            actor: "koreplan import".into(),
            action: "ImportInputs".into(),
            subject: format!("hearings/{}", hearing.slug),
            what: serde_json::json!({
                "bad": outcome.bad.len(),
                "file": order.file,
                "known": outcome.known,
                "sha256": Hex(&order.file_hash).to_string(),
                "stored": outcome.stored,
            })
            .to_string(),
            why: String::new(),
        },
    )?;
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(pairs: &[(&str, &str)]) -> Mapping {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn quoted_newlines_stay_inside_their_row_and_lines_are_counted() {
        let file = "body,who\n\"one\ntwo\",a\n,b\nthree,c\n";
        let rows = read(file.as_bytes(), &mapping(&[("text", "body")])).unwrap();

        let bodies: Vec<_> = rows.good.iter().map(|row| &*row.submission.body).collect();
        assert_eq!(bodies, ["one\ntwo", "three"]);
        assert_eq!(rows.bad, [BadRow { line: 4, reason: "the text is empty".into() }]);
    }

    #[test]
    fn a_missing_column_is_named_with_those_there_are() {
        let error =
            read("a,b\n1,2\n".as_bytes(), &mapping(&[("text", "c")])).unwrap_err();

        assert_eq!(error, "no column is called c: the file has a, b");
    }

    #[test]
    fn broken_utf8_and_nul_are_bad_rows() {
        let rows = read(&b"text\n\xff\nok\na\0b\n"[..], &Mapping::new()).unwrap();

        assert_eq!(rows.good.len(), 1);
        assert_eq!(rows.bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn a_row_without_an_id_is_known_by_what_it_says() {
        let read = || read("text\nhej\n".as_bytes(), &Mapping::new()).unwrap();

        assert_eq!(read().good[0].key, read().good[0].key);
    }
}
