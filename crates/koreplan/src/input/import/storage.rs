//! Rows of a file on their way into the database: all or nothing, and twice stores
//! nothing twice.

use std::{collections::BTreeMap, sync::mpsc::sync_channel, thread};

use koreplan_log::Hex;
use koreplan_store::{StoreError, Tx};
use sha2::{Digest, Sha256};

use super::rules::{BadRow, Fault, GoodRow, Rows};
use crate::{
    input::{
        rules::{SenderKind, Source},
        storage::{self, Arriving, Hearing, Known, Stored},
    },
    web::choices::Choice as _,
};

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub stored: i64,
    pub known: i64,
    /// Rows that were no inputs by the format itself.
    pub left: usize,
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
    /// The word of the format, for the record.
    pub format: &'static str,
    /// Store the good rows even if others are bad.
    pub keep_good: bool,
    pub now: i64,
}

impl Order {
    /// What the record says of the import.
    pub fn noted(&self, outcome: &Outcome) -> serde_json::Value {
        serde_json::json!({
            "bad": outcome.bad.len(),
            "file": self.file,
            "format": self.format,
            "known": outcome.known,
            "left": outcome.left,
            "sha256": Hex(&self.file_hash).to_string(),
            "stored": outcome.stored,
        })
    }
}

/// SHA-256 of the file, for the record.
pub fn file_hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Rows that are stored together, and how many such slices wait to be stored.
const SLICE: usize = 1_000;
const AHEAD: usize = 4;

/// A row's line, and the input that it becomes.
type Ready = (u64, Arriving);

fn ready(row: GoodRow, hearing: i64, now: i64) -> Ready {
    let key = format!("import:{hearing}:{}", row.key);
    let received_at = row.received_at.unwrap_or(now);
    (row.line, Arriving::new(&key, row.submission, Source::Import, None, received_at))
}

/// For one that is stored: what letter groups look it up by comes with it.
fn stored((line, arriving): Ready) -> Ready {
    (line, arriving.folded())
}

/// Hashes the rows on a thread of its own, and does there with each what it is given,
/// while `take` works on those before them.
fn sliced(
    rows: Vec<GoodRow>,
    (hearing, now): (i64, i64),
    with: fn(Ready) -> Ready,
    mut take: impl FnMut(&[Ready]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let (give, get) = sync_channel(AHEAD);
    thread::scope(|scope| {
        scope.spawn(move || {
            let ready = |row| with(ready(row, hearing, now));
            let mut rows = rows.into_iter().map(ready).peekable();
            while rows.peek().is_some() {
                let slice: Vec<_> = rows.by_ref().take(SLICE).collect();
                // Whoever takes has stopped: nobody needs the rest.
                if give.send(slice).is_err() {
                    return;
                }
            }
        });
        // Owned here, so that an early end also ends the thread that gives.
        get.into_iter().try_for_each(|slice: Vec<Ready>| take(&slice))
    })
}

/// Stores the rows in the transaction of the caller, who also writes the record.
/// `progress` is told after each slice how many are done.
///
/// # Errors
/// [`Undone`] with every bad row; then the caller must undo what was stored.
pub fn store(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    rows: Rows,
    order: &Order,
    progress: &mut dyn FnMut(usize),
) -> Result<Outcome, Undone> {
    let mut outcome =
        Outcome { bad: rows.bad, left: rows.left.len(), ..Outcome::default() };
    if !outcome.bad.is_empty() && !order.keep_good {
        return Err(Undone::Bad(outcome.bad));
    }
    let was_folded = storage::is_all_folded(tx)?;
    let mut done = 0;
    sliced(rows.good, (hearing.id, order.now), stored, |slice| {
        let arriving: Vec<_> = slice.iter().map(|(_, arriving)| arriving).collect();
        let stored = storage::submit_all(tx, hearing, &arriving)?;
        for ((line, _), stored) in slice.iter().zip(stored) {
            match stored {
                Stored::New { .. } => outcome.stored += 1,
                Stored::Repeat(_) => outcome.known += 1,
                Stored::OtherText => outcome.bad.push(changed(*line)),
            }
        }
        done += slice.len();
        progress(done);
        Ok(())
    })?;
    if was_folded {
        storage::note_all_folded(tx)?;
    }
    outcome.bad.sort_by_key(|bad| bad.line);
    if !outcome.bad.is_empty() && !order.keep_good {
        return Err(Undone::Bad(outcome.bad));
    }
    Ok(outcome)
}

fn changed(line: u64) -> BadRow {
    BadRow { line, reason: Fault::OtherText, row: String::new() }
}

/// What an import would do.
#[derive(Debug, Default)]
pub struct Foreseen {
    pub new: i64,
    pub known: i64,
    /// Senders of the new ones, by kind.
    pub kinds: Vec<(SenderKind, i64)>,
    pub late: i64,
    /// Rows whose id was imported with another text.
    pub changed: Vec<BadRow>,
}

/// Looks what an import of these rows would do, without doing it.
pub fn foresee(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    rows: Vec<GoodRow>,
    now: i64,
) -> Result<Foreseen, StoreError> {
    let mut foreseen = Foreseen::default();
    let mut kinds = [0; 4];
    let mut firsts = BTreeMap::new();
    sliced(
        rows,
        (hearing.id, now),
        |ready| ready,
        |slice| {
            let arriving: Vec<_> = slice.iter().map(|(_, arriving)| arriving).collect();
            let known = storage::known(tx, &arriving)?;
            for ((line, one), known) in slice.iter().zip(known) {
                let request = one.request_hash().to_vec();
                let known = match (known, firsts.get(one.key_hash())) {
                    (Known::No, Some(first)) if *first == request => Known::Same,
                    (Known::No, Some(_)) => Known::OtherText,
                    (known, _) => known,
                };
                match known {
                    Known::No => {
                        firsts.insert(one.key_hash().to_vec(), request);
                        foreseen.new += 1;
                        foreseen.late += i64::from(one.is_late(hearing));
                        kinds[one.submission.sender_kind as usize] += 1;
                    }
                    Known::Same => foreseen.known += 1,
                    Known::OtherText => foreseen.changed.push(changed(*line)),
                }
            }
            Ok(())
        },
    )?;
    foreseen.kinds = SenderKind::ALL.iter().copied().zip(kinds).collect();
    Ok(foreseen)
}
