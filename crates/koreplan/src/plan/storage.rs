//! Steps, moves and gates in the database.

use jiff::civil::Date;
use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Dates, Span, StepKind};
use crate::{
    access::{Facts, Guarded, Permit, ReadCase, Sealed},
    case::Case,
    web::{choices::stored, error::NotFound, l10n::Text},
};

#[derive(Debug, Clone)]
pub struct Step {
    pub id: i64,
    pub case_id: i64,
    pub slug: String,
    pub kind: StepKind,
    pub title: Text,
    pub dates: Dates,
    pub moves: Vec<Move>,
}

/// One change of the dates, with its reason.
#[derive(Debug, Clone)]
pub struct Move {
    pub to: Span,
    pub reason: Text,
    pub decided: Date,
    pub by: String,
    /// The step whose move this one followed.
    pub follows_id: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct Gate {
    pub id: i64,
    pub case_id: i64,
    pub slug: String,
    pub title: Text,
    /// The steps whose tasks must be done.
    pub requires: Vec<i64>,
    pub opens_id: Option<i64>,
    pub opened_at: Option<i64>,
    pub opened_by: Option<String>,
    /// What was missing when it opened, and why it opened all the same.
    pub missing: Option<String>,
    pub reason: Option<String>,
}

impl Guarded for Step {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, public: true, ..Facts::default() }
    }
}

impl Guarded for Gate {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, public: true, ..Facts::default() }
    }
}

fn day(row: &Row, at: usize) -> Result<Date, StoreError> {
    let written: String = row.get(at)?;
    written.parse().map_err(|e: jiff::Error| StoreError::Broken(e.to_string()))
}

fn past_day(row: &Row, at: usize, today: Date) -> Result<Option<Date>, StoreError> {
    match row.get::<Option<String>>(at)? {
        Some(_) => day(row, at).map(|day| (day <= today).then_some(day)),
        None => Ok(None),
    }
}

/// The steps as they are known today: a move or an end that lies ahead is not shown.
pub fn steps(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadCase>,
    today: Date,
) -> Result<Vec<Step>, StoreError> {
    all_steps(tx, case.id, today)
}

fn all_steps(
    tx: &mut dyn Tx,
    case_id: i64,
    today: Date,
) -> Result<Vec<Step>, StoreError> {
    let rows = tx.rows(
        "SELECT id, slug, kind, title_da, title_en, planned_from, planned_to, kept_from,
           kept_to,
           (SELECT min(substr(h.opens, 1, 10)) FROM hearing h
             WHERE h.case_id = step.case_id AND step.kind = 'input'
               AND h.published_at IS NOT NULL
               AND substr(h.opens, 1, 10) BETWEEN step.planned_from AND step.planned_to)
         FROM step WHERE case_id = $1 ORDER BY position",
        &[case_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let id = row.get(0)?;
            let moves = moves(tx, id, today)?;
            Ok(Step {
                id,
                case_id,
                slug: row.get(1)?,
                kind: stored(&row.get::<String>(2)?)?,
                title: Text { da: row.get(3)?, en: row.get(4)? },
                dates: Dates {
                    planned: Span { from: day(row, 5)?, to: day(row, 6)? },
                    moved: moves.last().map(|last| last.to),
                    kept_from: match past_day(row, 7, today)? {
                        Some(day) => Some(day),
                        None => past_day(row, 9, today)?,
                    },
                    kept_to: past_day(row, 8, today)?,
                },
                moves,
            })
        })
        .collect()
}

fn moves(tx: &mut dyn Tx, step_id: i64, today: Date) -> Result<Vec<Move>, StoreError> {
    tx.rows(
        "SELECT new_from, new_to, reason_da, reason_en, decided, by_name, follows_id
         FROM step_move
         WHERE step_id = $1 AND decided <= $2 ORDER BY decided, id",
        &[step_id.into(), today.to_string().into()],
    )?
    .iter()
    .map(|row| {
        Ok(Move {
            to: Span { from: day(row, 0)?, to: day(row, 1)? },
            reason: Text { da: row.get(2)?, en: row.get(3)? },
            decided: day(row, 4)?,
            by: row.get(5)?,
            follows_id: row.get(6)?,
        })
    })
    .collect()
}

/// The step of that slug.
pub fn step(
    tx: &mut dyn Tx,
    case: &Case,
    slug: &str,
    today: Date,
) -> Result<Sealed<Step>, crate::web::error::Error> {
    let found = all_steps(tx, case.id, today)?.into_iter().find(|step| step.slug == slug);
    Ok(Sealed::new(found.ok_or(NotFound)?))
}

/// All gates of the case, in its order.
pub fn gates(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Gate>, StoreError> {
    let rows = tx.rows(
        "SELECT id, slug, title_da, title_en, opens_id, opened_at, opened_by, missing,
           reason
         FROM gate WHERE case_id = $1 ORDER BY position",
        &[case.id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let id: i64 = row.get(0)?;
            let requires = tx
                .rows(
                    "SELECT g.step_id FROM gate_step g JOIN step s ON s.id = g.step_id
                     WHERE g.gate_id = $1 ORDER BY s.position",
                    &[id.into()],
                )?
                .iter()
                .map(|row| row.get(0))
                .collect::<Result<_, _>>()?;
            Ok(Gate {
                id,
                case_id: case.id,
                slug: row.get(1)?,
                title: Text { da: row.get(2)?, en: row.get(3)? },
                requires,
                opens_id: row.get(4)?,
                opened_at: row.get(5)?,
                opened_by: row.get(6)?,
                missing: row.get(7)?,
                reason: row.get(8)?,
            })
        })
        .collect()
}

/// The gate of that slug.
pub fn gate(
    tx: &mut dyn Tx,
    case: &Case,
    slug: &str,
) -> Result<Sealed<Gate>, crate::web::error::Error> {
    let found = gates(tx, case)?.into_iter().find(|gate| gate.slug == slug);
    Ok(Sealed::new(found.ok_or(NotFound)?))
}

/// Notes that a step began.
pub fn save_start(tx: &mut dyn Tx, step_id: i64, today: Date) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE step SET kept_from = $1 WHERE id = $2",
        &[today.to_string().into(), step_id.into()],
    )
    .map(drop)
}

/// Adds a move, which may follow that of another step; the plan and the earlier moves
/// stay.
pub fn save_move(
    tx: &mut dyn Tx,
    (step_id, follows_id): (i64, Option<i64>),
    to: Span,
    reason: &str,
    by: &str,
    today: Date,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO step_move
           (step_id, new_from, new_to, reason_da, reason_en, decided, by_name, follows_id)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7)",
        &[
            step_id.into(),
            to.from.to_string().into(),
            to.to.to_string().into(),
            reason.into(),
            today.to_string().into(),
            by.into(),
            follows_id.into(),
        ],
    )
    .map(drop)
}

/// Opens a gate: ends the steps before it, each with the day it began, and starts the
/// one behind it.
pub fn save_open(
    tx: &mut dyn Tx,
    gate: &Gate,
    ended: &[(i64, Date)],
    (by, missing, reason): (&str, &str, &str),
    today: Date,
    now_us: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE gate SET opened_at = $1, opened_by = $2, missing = $3, reason = $4
         WHERE id = $5 AND opened_at IS NULL",
        &[now_us.into(), by.into(), missing.into(), reason.into(), gate.id.into()],
    )?;
    let today = today.to_string();
    for (step, began) in ended {
        tx.exec(
            "UPDATE step SET kept_to = $1, kept_from = $2
             WHERE id = $3 AND (kept_to IS NULL OR kept_to > $1)",
            &[(&today).into(), began.to_string().into(), (*step).into()],
        )?;
    }
    if let Some(step) = gate.opens_id {
        tx.exec(
            "UPDATE step SET kept_from = $1
             WHERE id = $2 AND (kept_from IS NULL OR kept_from > $1)",
            &[(&today).into(), step.into()],
        )?;
    }
    Ok(())
}
