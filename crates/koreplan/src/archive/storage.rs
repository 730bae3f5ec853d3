//! Writing a case into a file, and reading it back.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Seek, Write},
    sync::LazyLock,
};

use koreplan_log::{Entry, Hash, Hex, START, Stored};
use koreplan_store::{StoreError, Tx, Val};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use zip::{ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::rules::{self, Kind, Part, SECRET};
use crate::{case, journal, web::app::MIGRATIONS};

/// The form of the file; another one is refused.
const FORMAT: u32 = 1;
/// Rows read, and written, at once; of those that are little but bytes, fewer.
const SLICE: usize = 200;
const BLOBS: usize = 4;
const MANIFEST: &str = "manifest.json";
const JOURNAL: &str = "journal.jsonl";
const EVIDENCE: &str = "evidence.jsonl";

/// What the file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub version: String,
    pub exported_at: String,
    pub case: String,
    /// Always: the file holds what only the secretariat may read.
    pub confidential: bool,
    /// `whole` when the chain is the one of the database, `own` when the entries of this
    /// case were chained anew because others stood between them.
    pub chain: String,
    /// By name; in the order they are filled the numbers are those of the migrations.
    pub files: BTreeMap<String, FileOf>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileOf {
    pub rows: u64,
    pub sha256: String,
}

/// Why a case was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum Undone {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the file cannot be written or read: {0}")]
    Io(#[from] std::io::Error),
    #[error("the file is no archive of a case: {0}")]
    Zip(#[from] ZipError),
    #[error("the archive cannot be used: {0}")]
    Unfit(String),
}

fn unfit(why: impl Into<String>) -> Undone {
    Undone::Unfit(why.into())
}

/// A table, and how its rows are read; made once.
struct Statements {
    part: Part,
    read: &'static str,
}

fn leaked(text: String) -> &'static str {
    Box::leak(text.into())
}

impl Statements {
    fn of(part: Part) -> Self {
        let table = &part.table;
        let names: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
        let key = table.key.join(", ");
        // A large table is read slice by slice, by its number.
        let after = if is_numbered(&part) {
            format!("AND {key} > $2 ORDER BY {key} LIMIT $3")
        } else {
            format!("ORDER BY {key}")
        };
        let (name, all) = (&table.name, names.join(", "));
        let read = format!("SELECT {all} FROM {name} WHERE {} {after}", part.only);
        Self { read: leaked(read), part }
    }

    fn file(&self) -> String {
        format!("tables/{}.jsonl", self.part.table.name)
    }
}

/// Whether the rows go by one number, which lets them be read slice by slice.
fn is_numbered(part: &Part) -> bool {
    match &part.table.key[..] {
        [key] => part.table.column(key).is_some_and(|it| it.kind == Kind::Number),
        _ => false,
    }
}

/// Rows of a table that are taken at once. What has bytes and no words holds files.
fn slice(part: &Part) -> usize {
    let has = |kind| part.table.columns.iter().any(|column| column.kind == kind);
    if has(Kind::Bytes) && !has(Kind::Text) { BLOBS } else { SLICE }
}

/// The tables of a case; or those that belong to none and are not named as such.
static TABLES: LazyLock<Result<Vec<Statements>, Vec<String>>> = LazyLock::new(|| {
    let tables = rules::tables(MIGRATIONS.iter().map(|migration| migration.sql));
    let parts = rules::parts_of_a_case(tables)?;
    Ok(parts.into_iter().map(Statements::of).collect())
});

fn tables() -> Result<&'static [Statements], Undone> {
    TABLES.as_deref().map_err(|lost| {
        unfit(format!("these tables belong to no case: {}", lost.join(", ")))
    })
}

/// Writes lines into the archive, and counts and sums them up.
struct Lines<'a, W: Write + Seek> {
    zip: &'a mut ZipWriter<W>,
    rows: u64,
    hasher: Sha256,
}

impl<'a, W: Write + Seek> Lines<'a, W> {
    fn begin(zip: &'a mut ZipWriter<W>, name: &str) -> Result<Self, Undone> {
        // No time: the same case gives the same bytes.
        zip.start_file(name, SimpleFileOptions::default().large_file(true))?;
        Ok(Self { zip, rows: 0, hasher: Sha256::new() })
    }

    fn add(&mut self, line: &Value) -> Result<(), Undone> {
        let line = format!("{line}\n");
        self.zip.write_all(line.as_bytes())?;
        self.hasher.update(line.as_bytes());
        self.rows += 1;
        Ok(())
    }

    fn end(self) -> FileOf {
        let sum: [u8; 32] = self.hasher.finalize().into();
        FileOf { rows: self.rows, sha256: Hex(&sum).to_string() }
    }
}

/// Writes a case with everything that is stored about it, confidential rows too.
///
/// # Errors
/// [`Undone`] in one line.
pub fn export<W: Write + Seek>(
    tx: &mut dyn Tx,
    slug: &str,
    exported_at: String,
    into: W,
) -> Result<Manifest, Undone> {
    let case = case::storage::find(tx, slug)?
        .ok_or_else(|| unfit(format!("there is no case {slug}")))?;
    let mut zip = ZipWriter::new(into);
    let mut files = BTreeMap::new();
    for table in tables()? {
        let name = table.file();
        let mut lines = Lines::begin(&mut zip, &name)?;
        rows(tx, table, case.id, &mut lines)?;
        files.insert(name, lines.end());
    }
    let chain = record(tx, slug, &mut zip, &mut files)?;
    let manifest = Manifest {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").into(),
        exported_at,
        case: slug.into(),
        confidential: true,
        chain: chain.into(),
        files,
    };
    zip.start_file(MANIFEST, SimpleFileOptions::default())?;
    let text = serde_json::to_string_pretty(&manifest).map_err(std::io::Error::from)?;
    zip.write_all(text.as_bytes())?;
    zip.finish()?.flush()?;
    Ok(manifest)
}

fn rows<W: Write + Seek>(
    tx: &mut dyn Tx,
    table: &Statements,
    case_id: i64,
    lines: &mut Lines<W>,
) -> Result<(), Undone> {
    let columns = &table.part.table.columns;
    let numbered = is_numbered(&table.part);
    let key = table.part.table.key.first();
    let key = columns.iter().position(|column| Some(&column.name) == key).unwrap_or(0);
    let slice = slice(&table.part);
    let limit = i64::try_from(slice).unwrap_or(i64::MAX);
    let mut after = i64::MIN;
    loop {
        let found = if numbered {
            tx.rows(table.read, &[case_id.into(), after.into(), limit.into()])?
        } else {
            tx.rows(table.read, &[case_id.into()])?
        };
        for row in &found {
            let mut line = Map::new();
            for (at, column) in columns.iter().enumerate() {
                let secret = SECRET.contains(&(&*table.part.table.name, &*column.name));
                let value = match column.kind {
                    _ if secret => Value::Null,
                    Kind::Text => row.get::<Option<String>>(at)?.into(),
                    Kind::Number => row.get::<Option<i64>>(at)?.into(),
                    Kind::Bytes => match row.get::<Option<Vec<u8>>>(at)? {
                        Some(bytes) => hex(&bytes).into(),
                        None => Value::Null,
                    },
                };
                line.insert(column.name.clone(), value);
            }
            lines.add(&Value::Object(line))?;
        }
        match found.last() {
            Some(last) if numbered && found.len() == slice => after = last.get(key)?,
            _ => return Ok(()),
        }
    }
}

/// The record of the case. Where it is all there is, the chain goes out as it stands.
/// Where other cases stand between, their entries stay: the entries of this case are
/// chained anew, and each is told where it stood and by which hash.
fn record<W: Write + Seek>(
    tx: &mut dyn Tx,
    slug: &str,
    zip: &mut ZipWriter<W>,
    files: &mut BTreeMap<String, FileOf>,
) -> Result<&'static str, Undone> {
    let others = tx.one(
        "SELECT count(*) FROM journal WHERE case_slug <> $1 AND case_slug <> ''",
        &[slug.into()],
    )?;
    let (whole, of) = if others == 0 { (true, "") } else { (false, slug) };
    let mut lines = Lines::begin(zip, JOURNAL)?;
    let mut evidence = Vec::new();
    let (mut last, mut seq, mut end) = (0, 0, START);
    loop {
        let page = journal::page(tx, of, last, 1_000)?;
        let Some(newest) = page.last() else { break };
        last = newest.entry.seq;
        for Stored { entry, hash } in page {
            if whole {
                lines.add(&entry_line(&entry, &hash))?;
                continue;
            }
            seq += 1;
            let stood = json!({"hash": hex(&hash), "seq": entry.seq, "seq_here": seq});
            evidence.push(stood);
            let entry = Entry { seq, ..entry };
            end = entry.hash(&end);
            lines.add(&entry_line(&entry, &end))?;
        }
    }
    files.insert(JOURNAL.into(), lines.end());
    if !whole {
        let mut lines = Lines::begin(zip, EVIDENCE)?;
        evidence.iter().try_for_each(|line| lines.add(line))?;
        files.insert(EVIDENCE.into(), lines.end());
    }
    Ok(if whole { "whole" } else { "own" })
}

fn entry_line(entry: &Entry, hash: &Hash) -> Value {
    json!({
        "action": entry.action,
        "actor": entry.actor,
        "at": entry.at,
        "case_slug": entry.case,
        "hash": hex(hash),
        "seq": entry.seq,
        "subject": entry.subject,
        "what": entry.what,
        "why": entry.why,
    })
}

fn hex(bytes: &[u8]) -> String {
    Hex(bytes).to_string()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    digits
        .chunks(2)
        .map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok())
        .collect()
}

/// Reads the manifest, and refuses a file that this program does not understand.
///
/// # Errors
/// [`Undone`] in one line.
pub fn manifest<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Manifest, Undone> {
    let mut text = String::new();
    zip.by_name(MANIFEST)?.take(1 << 20).read_to_string(&mut text)?;
    let format: Value =
        serde_json::from_str(&text).map_err(|e| unfit(format!("{MANIFEST}: {e}")))?;
    if format["format"] != FORMAT {
        return Err(unfit(format!(
            "it has format {}; this program reads format {FORMAT}",
            format["format"]
        )));
    }
    serde_json::from_value(format).map_err(|e| unfit(format!("{MANIFEST}: {e}")))
}

/// Reads every file against its count and checksum, before anything is stored.
fn check<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    manifest: &Manifest,
) -> Result<(), Undone> {
    for (name, file) in &manifest.files {
        let mut hasher = Sha256::new();
        let mut rows = 0;
        let mut reader = BufReader::new(zip.by_name(name)?);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            hasher.update(&line);
            rows += 1;
            line.clear();
        }
        let sum: [u8; 32] = hasher.finalize().into();
        if hex(&sum) != file.sha256 || rows != file.rows {
            return Err(unfit(format!("{name} is not as the manifest says")));
        }
    }
    Ok(())
}

/// Reads a case into an empty database; the record must verify afterwards.
///
/// # Errors
/// [`Undone`] in one line; nothing is stored then.
pub fn import<R: Read + Seek>(tx: &mut dyn Tx, from: R) -> Result<Manifest, Undone> {
    let mut zip = ZipArchive::new(from)?;
    let manifest = manifest(&mut zip)?;
    check(&mut zip, &manifest)?;
    for sql in [
        "SELECT count(*) FROM cases",
        "SELECT count(*) FROM person",
        "SELECT count(*) FROM journal",
    ] {
        if tx.one(sql, &[])? > 0 {
            return Err(unfit(
                "the database is not empty; a case keeps its numbers, so it needs one of \
                 its own",
            ));
        }
    }
    let tables = tables()?;
    let known = |name: &str| {
        [JOURNAL, EVIDENCE].contains(&name)
            || tables.iter().any(|table| table.file() == name)
    };
    if let Some(strange) = manifest.files.keys().find(|name| !known(name)) {
        return Err(unfit(format!(
            "it holds {strange}, which this program does not know"
        )));
    }
    let mut later = Vec::new();
    for table in tables {
        if manifest.files.contains_key(&table.file()) {
            later.extend(fill(tx, table, &mut zip)?);
        }
    }
    for (sql, sets) in later {
        tx.each(sql, &sets)?;
    }
    for table in tables.iter().filter(|table| table.part.table.counted) {
        tx.numbers_came(&table.part.table.name)?;
    }
    // Letters that came with the archive stand as they stood: no campaign takes them in.
    tx.exec(
        "UPDATE tail SET at = (SELECT coalesce(max(id), 0) FROM input)
         WHERE name = 'campaigns' AND at = 0",
        &[],
    )?;
    chain(tx, &mut zip)?;
    match journal::verify(tx)? {
        Ok(_) => Ok(manifest),
        Err(fault) => Err(unfit(format!("its record does not hold: {fault}"))),
    }
}

type Later = Option<(&'static str, Vec<Vec<Val>>)>;

/// Fills a table; what points to later rows is left out and given back.
fn fill<R: Read + Seek>(
    tx: &mut dyn Tx,
    table: &'static Statements,
    zip: &mut ZipArchive<R>,
) -> Result<Later, Undone> {
    let name = table.file();
    let part = &table.part;
    let mut later = Vec::new();
    let mut insert = "";
    let mut columns: Vec<&rules::Column> = Vec::new();
    let mut rows: Vec<Vec<Val>> = Vec::with_capacity(SLICE);
    for (number, line) in (1..).zip(BufReader::new(zip.by_name(&name)?).lines()) {
        let wrong = |why: &str| unfit(format!("{name}:{number}: {why}"));
        let line: Map<String, Value> =
            serde_json::from_str(&line?).map_err(|e| wrong(&e.to_string()))?;
        if number == 1 {
            columns = present(part, &line).map_err(|why| wrong(&why))?;
            insert = inserting(&part.table.name, &columns);
        }
        if line.len() != columns.len() {
            return Err(wrong("it has other columns than the first line"));
        }
        let mut row = Vec::with_capacity(columns.len());
        let mut waits = Vec::new();
        for column in &columns {
            let value = line.get(&column.name).and_then(|value| read(column.kind, value));
            let value = value
                .ok_or_else(|| wrong(&format!("{} is of another kind", column.name)))?;
            if part.later.contains(&column.name) {
                waits.push(value);
                row.push(Val::Null);
            } else {
                row.push(value);
            }
        }
        if waits.iter().any(|value| *value != Val::Null) {
            for key in &part.table.key {
                let at = columns.iter().position(|column| column.name == *key);
                waits.push(at.map_or(Val::Null, |at| row[at].clone()));
            }
            later.push(waits);
        }
        rows.push(row);
        if rows.len() == slice(part) {
            tx.each(insert, &rows)?;
            rows.clear();
        }
    }
    if !rows.is_empty() {
        tx.each(insert, &rows)?;
    }
    let set: Vec<_> =
        columns.iter().filter(|column| part.later.contains(&column.name)).collect();
    Ok((!later.is_empty()).then(|| (setting(part, &set), later)))
}

/// The columns a line has; those it has not must be able to do without.
fn present<'a>(
    part: &'a Part,
    line: &Map<String, Value>,
) -> Result<Vec<&'a rules::Column>, String> {
    if let Some(strange) = line.keys().find(|key| part.table.column(key).is_none()) {
        return Err(format!("this program has no column {strange}"));
    }
    let (here, missing): (Vec<_>, Vec<_>) =
        part.table.columns.iter().partition(|column| line.contains_key(&column.name));
    match missing.iter().find(|column| !column.optional) {
        Some(column) => Err(format!("{} is missing", column.name)),
        None => Ok(here),
    }
}

fn read(kind: Kind, value: &Value) -> Option<Val> {
    match (kind, value) {
        (_, Value::Null) => Some(Val::Null),
        (Kind::Text, Value::String(text)) => Some(text.into()),
        (Kind::Number, Value::Number(number)) => number.as_i64().map(Val::from),
        (Kind::Bytes, Value::String(text)) => unhex(text).map(Val::from),
        _ => None,
    }
}

/// The statement that puts in a row of these columns; a chore makes it once a table.
fn inserting(table: &str, columns: &[&rules::Column]) -> &'static str {
    let names: Vec<_> = columns.iter().map(|column| &*column.name).collect();
    let places: Vec<_> = (1..=names.len()).map(|at| format!("${at}")).collect();
    leaked(format!(
        "INSERT INTO {table} ({}) VALUES ({})",
        names.join(", "),
        places.join(", ")
    ))
}

/// The statement that points a row, found by its key, to those that came after it.
fn setting(part: &Part, columns: &[&&rules::Column]) -> &'static str {
    let set: Vec<_> = (1..)
        .zip(columns)
        .map(|(at, column)| format!("{} = ${at}", column.name))
        .collect();
    let by: Vec<_> = (columns.len() + 1..)
        .zip(&part.table.key)
        .map(|(at, column)| format!("{column} = ${at}"))
        .collect();
    leaked(format!(
        "UPDATE {} SET {} WHERE {}",
        part.table.name,
        set.join(", "),
        by.join(" AND ")
    ))
}

fn chain<R: Read + Seek>(tx: &mut dyn Tx, zip: &mut ZipArchive<R>) -> Result<(), Undone> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        action: String,
        actor: String,
        at: i64,
        case_slug: String,
        hash: String,
        seq: i64,
        subject: String,
        what: String,
        why: String,
    }
    let mut end = None;
    let mut rows: Vec<Vec<Val>> = Vec::with_capacity(SLICE);
    let reader = BufReader::new(zip.by_name(JOURNAL)?);
    let mut lines = reader.lines().peekable();
    while let Some(line) = lines.next() {
        let line: Line =
            serde_json::from_str(&line?).map_err(|e| unfit(format!("{JOURNAL}: {e}")))?;
        let hash = unhex(&line.hash)
            .ok_or_else(|| unfit(format!("{JOURNAL}: no hexadecimal")))?;
        end = Some((line.seq, line.at, hash.clone()));
        rows.push(vec![
            line.seq.into(),
            line.at.into(),
            line.case_slug.into(),
            line.actor.into(),
            line.action.into(),
            line.subject.into(),
            line.what.into(),
            line.why.into(),
            hash.into(),
        ]);
        if rows.len() == SLICE || lines.peek().is_none() {
            tx.each(
                "INSERT INTO journal
                   (seq, at, case_slug, actor, action, subject, what, why, hash)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                &rows,
            )?;
            rows.clear();
        }
    }
    if let Some((seq, at, hash)) = end {
        tx.exec(
            "INSERT INTO journal_end (id, seq, at, hash) VALUES (1, $1, $2, $3)",
            &[seq.into(), at.into(), hash.into()],
        )?;
    }
    Ok(())
}
