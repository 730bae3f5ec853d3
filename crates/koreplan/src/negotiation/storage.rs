//! The finance sheet in the database.

use koreplan_store::{StoreError, Tx};

use super::rules::{Kroner, Line, OutcomeKind, Stance, Tally, is_stale};
use crate::{
    access::{Permit, ReadNegotiation, SettleOutcome, TakePosition},
    case::Case,
    initiatives::storage::Initiative,
    web::choices::{Choice as _, stored},
};

/// A party's word on an initiative.
#[derive(Debug, Clone)]
pub struct Position {
    pub body_id: i64,
    pub stance: Stance,
    pub note: String,
    pub by: String,
}

/// What the talks on an initiative came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub kind: OutcomeKind,
    pub note: String,
    pub by: String,
    pub at: i64,
}

/// A paragraph that no longer matches the deal.
#[derive(Debug, Clone)]
pub struct Stale {
    pub paragraph_id: i64,
    pub body: String,
    pub initiative_id: i64,
    pub number: String,
    pub kind: OutcomeKind,
}

pub fn lines(tx: &mut dyn Tx, initiative_id: i64) -> Result<Vec<Line>, StoreError> {
    tx.rows(
        "SELECT f.body_id, f.year, f.cost, f.gain FROM finance f
         JOIN body b ON b.id = f.body_id
         WHERE f.initiative_id = $1 ORDER BY b.position, f.year",
        &[initiative_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Line {
            body_id: row.get(0)?,
            year: row.get(1)?,
            cost: Kroner(row.get(2)?),
            gain: Kroner(row.get(3)?),
        })
    })
    .collect()
}

/// Writes a line; the same party and year is written over.
pub fn save_line(
    tx: &mut dyn Tx,
    initiative: &Initiative,
    line: &Line,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO finance (initiative_id, body_id, year, cost, gain)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (initiative_id, body_id, year)
         DO UPDATE SET cost = excluded.cost, gain = excluded.gain",
        &[
            initiative.id.into(),
            line.body_id.into(),
            line.year.into(),
            line.cost.0.into(),
            line.gain.0.into(),
        ],
    )
    .map(drop)
}

pub fn positions(
    tx: &mut dyn Tx,
    initiative_id: i64,
) -> Result<Vec<Position>, StoreError> {
    tx.rows(
        "SELECT body_id, stance, note, by_name FROM finance_position
         WHERE initiative_id = $1 ORDER BY body_id",
        &[initiative_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Position {
            body_id: row.get(0)?,
            stance: stored(&row.get::<String>(1)?)?,
            note: row.get(2)?,
            by: row.get(3)?,
        })
    })
    .collect()
}

pub fn save_position(
    tx: &mut dyn Tx,
    permit: &Permit<TakePosition>,
    initiative: &Initiative,
    body_id: i64,
    (stance, note): (Stance, &str),
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO finance_position (initiative_id, body_id, stance, note, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (initiative_id, body_id) DO UPDATE SET stance = excluded.stance,
           note = excluded.note, by_name = excluded.by_name, at = excluded.at",
        &[
            initiative.id.into(),
            body_id.into(),
            stance.word().into(),
            note.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
    .map(drop)
}

pub fn outcome(
    tx: &mut dyn Tx,
    initiative_id: i64,
) -> Result<Option<Outcome>, StoreError> {
    tx.row(
        "SELECT kind, note, by_name, at FROM outcome WHERE initiative_id = $1",
        &[initiative_id.into()],
    )?
    .map(|row| {
        Ok(Outcome {
            kind: stored(&row.get::<String>(0)?)?,
            note: row.get(1)?,
            by: row.get(2)?,
            at: row.get(3)?,
        })
    })
    .transpose()
}

pub fn save_outcome(
    tx: &mut dyn Tx,
    permit: &Permit<SettleOutcome>,
    initiative: &Initiative,
    (kind, note): (OutcomeKind, &str),
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO outcome (initiative_id, kind, note, by_name, at)
         VALUES ($1, $2, $3, $4, $5)",
        &[
            initiative.id.into(),
            kind.word().into(),
            note.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
    .map(drop)
}

/// The bodies that take part in an initiative.
pub fn parties(tx: &mut dyn Tx, initiative_id: i64) -> Result<Vec<i64>, StoreError> {
    tx.rows(
        "SELECT p.body_id FROM initiative_party p JOIN body b ON b.id = p.body_id
         WHERE p.initiative_id = $1 ORDER BY b.position",
        &[initiative_id.into()],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// One row of the sheet: cost, gain and outcome of an initiative.
#[derive(Debug, Clone)]
pub struct Sum {
    pub initiative_id: i64,
    pub body_id: i64,
    pub cost: Kroner,
    pub gain: Kroner,
}

/// Cost and gain per initiative and party, over all years.
pub fn sums(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadNegotiation>,
) -> Result<Vec<Sum>, StoreError> {
    tx.rows(
        "SELECT f.initiative_id, f.body_id, CAST(sum(f.cost) AS BIGINT),
           CAST(sum(f.gain) AS BIGINT)
         FROM finance f JOIN initiative i ON i.id = f.initiative_id
         WHERE i.case_id = $1 GROUP BY f.initiative_id, f.body_id
         ORDER BY f.initiative_id, f.body_id",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Sum {
            initiative_id: row.get(0)?,
            body_id: row.get(1)?,
            cost: Kroner(row.get(2)?),
            gain: Kroner(row.get(3)?),
        })
    })
    .collect()
}

/// The paragraphs that no longer match what was agreed.
pub fn stale(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Stale>, StoreError> {
    let rows = tx.rows(
        "SELECT p.id, p.body, i.id, i.number, o.kind, o.at, r.at FROM outcome o
         JOIN initiative i ON i.id = o.initiative_id
         JOIN paragraph p ON p.id = i.paragraph_id
         JOIN paragraph_revision r ON r.paragraph_id = p.id AND r.revision = p.revision
         WHERE i.case_id = $1 ORDER BY i.position",
        &[case.id.into()],
    )?;
    let mut found = Vec::new();
    for row in rows {
        let kind: OutcomeKind = stored(&row.get::<String>(4)?)?;
        if is_stale(kind, row.get(5)?, row.get(6)?) {
            found.push(Stale {
                paragraph_id: row.get(0)?,
                body: row.get(1)?,
                initiative_id: row.get(2)?,
                number: row.get(3)?,
                kind,
            });
        }
    }
    Ok(found)
}

pub fn tally(tx: &mut dyn Tx, case: &Case) -> Result<Tally, StoreError> {
    let mut count = |sql| tx.one(sql, &[case.id.into()]);
    let priced = count(
        "SELECT count(DISTINCT f.initiative_id) FROM finance f
         JOIN initiative i ON i.id = f.initiative_id WHERE i.case_id = $1",
    )?;
    let without_outcome = count(
        "SELECT count(DISTINCT f.initiative_id) FROM finance f
         JOIN initiative i ON i.id = f.initiative_id WHERE i.case_id = $1
           AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.initiative_id = i.id)",
    )?;
    let stale_paragraphs = i64::try_from(stale(tx, case)?.len()).unwrap_or(i64::MAX);
    Ok(Tally { priced, without_outcome, stale_paragraphs })
}
