//! Pauses of a case in the database.

use jiff::civil::Date;
use koreplan_store::{Row, StoreError, Tx};

use super::rules::{self, Pause};
use crate::{
    access::{PauseCase, Permit, ResumeCase},
    case::Case,
};

fn day(row: &Row, at: usize) -> Result<Option<Date>, StoreError> {
    let written: Option<String> = row.get(at)?;
    let day = written.map(|written| written.parse()).transpose();
    day.map_err(|e: jiff::Error| StoreError::Broken(e.to_string()))
}

fn pause(row: &Row) -> Result<Pause, StoreError> {
    let since = day(row, 1)?.ok_or_else(|| StoreError::Broken("no first day".into()))?;
    Ok(Pause {
        id: row.get(0)?,
        since,
        expected: day(row, 2)?,
        reason: row.get(3)?,
        by: row.get(4)?,
        resumed: day(row, 5)?,
        resumed_by: row.get(6)?,
        resumed_reason: row.get(7)?,
    })
}

/// All pauses of the case, oldest first.
pub fn all(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Pause>, StoreError> {
    of(tx, &case.slug)
}

/// All pauses of the case with that number, oldest first.
pub fn of_case(tx: &mut dyn Tx, case_id: i64) -> Result<Vec<Pause>, StoreError> {
    let row = tx.row("SELECT slug FROM cases WHERE id = $1", &[case_id.into()])?;
    row.map_or_else(|| Ok(Vec::new()), |row| of(tx, &row.get::<String>(0)?))
}

fn of(tx: &mut dyn Tx, slug: &str) -> Result<Vec<Pause>, StoreError> {
    tx.rows(
        "SELECT p.id, p.since, p.expected, p.reason, p.by_name, p.resumed, p.resumed_by,
           p.resumed_reason
         FROM case_pause p JOIN cases c ON c.id = p.case_id
         WHERE c.slug = $1 ORDER BY p.id",
        &[slug.into()],
    )?
    .iter()
    .map(pause)
    .collect()
}

/// Whether the case of that name stands still, for the frame of every page.
pub fn running(
    tx: &mut dyn Tx,
    slug: &str,
    today: Date,
) -> Result<Option<Pause>, StoreError> {
    Ok(rules::running(&of(tx, slug)?, today).cloned())
}

pub fn insert(
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<PauseCase>,
    (since, expected): (Date, Option<Date>),
    reason: &str,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO case_pause (case_id, since, expected, reason, by_name)
         VALUES ($1, $2, $3, $4, $5)",
        &[
            case.id.into(),
            since.to_string().into(),
            expected.map(|day| day.to_string()).into(),
            reason.into(),
            (&permit.by).into(),
        ],
    )
    .map(drop)
}

pub fn save_resumption(
    tx: &mut dyn Tx,
    pause: &Pause,
    permit: &Permit<ResumeCase>,
    today: Date,
    reason: &str,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE case_pause SET resumed = $1, resumed_by = $2, resumed_reason = $3
         WHERE id = $4 AND resumed IS NULL",
        &[today.to_string().into(), (&permit.by).into(), reason.into(), pause.id.into()],
    )
    .map(drop)
}
