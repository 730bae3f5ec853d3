//! The record: one entry per act, in the transaction of the act.

use koreplan_log::{Checker, Entry, Fault, START, Stored};
use koreplan_store::{StoreError, Tx};

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
    .map(|row| {
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
    })
    .collect()
}

fn hash_of(bytes: &[u8]) -> Result<koreplan_log::Hash, StoreError> {
    bytes.try_into().map_err(|_| StoreError::Broken("a hash of the wrong length".into()))
}
