//! The record: one entry per act, in the transaction of the act.
//!
//! `acts.rs` has a sentence for every kind of act, `rules.rs` says which entries somebody
//! looks for, `pages.rs` shows them.

pub mod acts;
pub mod rules;
pub mod pages;

use koreplan_log::{Checker, Entry, Fault, START, Stored};
use koreplan_store::{Row, StoreError, Tx};

use self::rules::Way;
use crate::{
    access::{Action, Permit},
    refusal::Message,
    web::Cx,
};

/// Acts of senders. The record does not name them, signed in or not: what they sent can
/// be erased by a decision, and the record can't.
const UNNAMED: [&str; 3] = ["SubmitInput", "CorrectInput", "SendJointAnswer"];

/// Writes down an act that the access table allowed.
pub fn record<A: Action>(
    tx: &mut dyn Tx,
    cx: &Cx,
    permit: &Permit<A>,
    subject: &str,
    what: serde_json::Value,
    why: &str,
) -> Result<(), StoreError> {
    append(tx, entry((cx.now_us(), &cx.case), permit, subject, &what, why))
}

/// The entry of an act that the access table allowed: when and in which case, by whom,
/// on what, and why.
pub fn entry<A: Action>(
    (at, case): (i64, &str),
    permit: &Permit<A>,
    subject: &str,
    what: &serde_json::Value,
    why: &str,
) -> Entry {
    Entry {
        seq: 0,
        at,
        case: case.to_owned(),
        actor: if UNNAMED.contains(&A::NAME) { String::new() } else { permit.by.clone() },
        action: A::NAME.into(),
        subject: subject.into(),
        what: what.to_string(),
        why: why.into(),
    }
}

pub fn append(tx: &mut dyn Tx, entry: Entry) -> Result<(), StoreError> {
    append_all(tx, vec![entry])
}

/// Puts entries at the end of the chain. Their numbers are given here, and no time is
/// before that of the entry before it.
pub fn append_all(tx: &mut dyn Tx, entries: Vec<Entry>) -> Result<(), StoreError> {
    if entries.is_empty() {
        return Ok(());
    }
    let end = tx.row("SELECT seq, at, hash FROM journal_end WHERE id = 1", &[])?;
    let (mut seq, mut at, mut hash) = match end {
        Some(row) => (row.get(0)?, row.get(1)?, hash_of(&row.get::<Vec<u8>>(2)?)?),
        None => (0, i64::MIN, START),
    };
    let rows: Vec<_> = entries
        .into_iter()
        .map(|entry| {
            seq += 1;
            at = at.max(entry.at);
            let entry = Entry { seq, at, ..entry };
            hash = entry.hash(&hash);
            vec![
                entry.seq.into(),
                entry.at.into(),
                entry.case.into(),
                entry.actor.into(),
                entry.action.into(),
                entry.subject.into(),
                entry.what.into(),
                entry.why.into(),
                hash.to_vec().into(),
            ]
        })
        .collect();
    tx.each(
        "INSERT INTO journal (seq, at, case_slug, actor, action, subject, what, why, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &rows,
    )?;
    tx.exec(
        "INSERT INTO journal_end (id, seq, at, hash) VALUES (1, $1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, at = excluded.at,
           hash = excluded.hash",
        &[seq.into(), at.into(), hash.to_vec().into()],
    )?;
    Ok(())
}

/// Checks the whole chain and gives the number of entries, or the first fault.
pub fn verify(tx: &mut dyn Tx) -> Result<Result<i64, Fault>, StoreError> {
    let mut checker = Checker::default();
    let mut last = 0;
    loop {
        let entries = page(tx, "", last, 1_000)?;
        let Some(end) = entries.last() else { break };
        last = end.entry.seq;
        for stored in &entries {
            if let Err(fault) = checker.feed(stored) {
                return Ok(Err(fault));
            }
        }
    }
    let end = tx.row("SELECT seq, hash FROM journal_end WHERE id = 1", &[])?;
    Ok(match end {
        Some(row) => checker.end(row.get(0)?, &hash_of(&row.get::<Vec<u8>>(1)?)?),
        None => checker.end(0, &START),
    })
}

/// How many entries there are.
pub fn length(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    tx.one("SELECT coalesce(max(seq), 0) FROM journal_end", &[])
}

/// A fault of the record, for a page.
pub fn fault_message(fault: &Fault) -> Message {
    match fault {
        Fault::Changed { seq } => Message::new("journal-fault-changed").with("seq", *seq),
        Fault::Missing { expected, .. } | Fault::Cut { expected, .. } => {
            Message::new("journal-fault-missing").with("seq", *expected)
        }
        Fault::OutOfTime { seq } => {
            Message::new("journal-fault-out-of-time").with("seq", *seq)
        }
        Fault::OtherEnd { seq } => {
            Message::new("journal-fault-other-end").with("seq", *seq)
        }
    }
}

/// Entries after number `after`, oldest first; of one case, or of all (empty slug).
pub fn page(
    tx: &mut dyn Tx,
    case: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Stored>, StoreError> {
    tx.rows(
        "SELECT seq, at, case_slug, actor, action, subject, what, why, hash FROM journal
         WHERE seq > $1 AND ($2 = '' OR case_slug = $2) ORDER BY seq LIMIT $3",
        &[after.into(), case.into(), limit.into()],
    )?
    .iter()
    .map(stored)
    .collect()
}

fn stored(row: &Row) -> Result<Stored, StoreError> {
    Ok(Stored {
        entry: Entry {
            seq: row.get(0)?,
            at: row.get(1)?,
            case: row.get(2)?,
            actor: row.get(3)?,
            action: row.get(4)?,
            subject: row.get(5)?,
            what: row.get(6)?,
            why: row.get(7)?,
        },
        hash: hash_of(&row.get::<Vec<u8>>(8)?)?,
    })
}

macro_rules! before {
    ($only:literal) => {
        concat!(
            "SELECT seq, at, case_slug, actor, action, subject, what, why, hash
             FROM journal WHERE case_slug = $1 AND seq < $2 AND seq > $3 ",
            $only,
            " ORDER BY seq DESC LIMIT $4"
        )
    };
}

/// Entries of a case from one number back to another, newest first, by the index that
/// leads to them: `of` is the name of who acted, or of the act.
pub fn back(
    tx: &mut dyn Tx,
    case: &str,
    (before, after): (i64, i64),
    (way, of): (Way, &str),
    limit: i64,
) -> Result<Vec<Stored>, StoreError> {
    let mut params = vec![case.into(), before.into(), after.into(), limit.into()];
    let sql = match way {
        Way::InOrder => before!(""),
        Way::ByActor => before!("AND actor <> '' AND actor = $5"),
        Way::ByAction => before!("AND action <> 'SubmitInput' AND action = $5"),
    };
    if way != Way::InOrder {
        params.push(of.into());
    }
    tx.rows(sql, &params)?.iter().map(stored).collect()
}

/// The number of the first entry at or after a time, of all cases. Times never fall along
/// the record, and no number is left out: halving finds it.
pub fn first_at(tx: &mut dyn Tx, at: i64) -> Result<i64, StoreError> {
    let (mut low, mut high) = (1, length(tx)? + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let row = tx.row("SELECT at FROM journal WHERE seq = $1", &[middle.into()])?;
        match row {
            Some(row) if row.get::<i64>(0)? < at => low = middle + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}

/// Everybody whose name stands in the record, for a list to choose from: one look into
/// the index a name.
pub fn actors(tx: &mut dyn Tx) -> Result<Vec<String>, StoreError> {
    let mut names: Vec<String> = Vec::new();
    while let Some(row) = tx.row(
        "SELECT actor FROM journal WHERE actor <> '' AND actor > $1
         ORDER BY actor, seq LIMIT 1",
        &[names.last().map_or("", String::as_str).into()],
    )? {
        names.push(row.get(0)?);
    }
    Ok(names)
}

fn hash_of(bytes: &[u8]) -> Result<koreplan_log::Hash, StoreError> {
    bytes.try_into().map_err(|_| StoreError::Broken("a hash of the wrong length".into()))
}
