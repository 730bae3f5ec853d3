//! Public copies, and what is left out of them, in the database.

use std::ops::Range;

use koreplan_store::{StoreError, Tx};

use super::rules::{Piece, Reason, Redaction};
use crate::{
    access::{Permit, RedactInput, ReleaseInput, SetRemoval, WithdrawInput},
    input::storage::{Hearing, Input},
    web::choices::{Choice as _, stored},
};

fn place(byte: usize) -> i64 {
    i64::try_from(byte).unwrap_or(i64::MAX)
}

fn span(start: i64, end: i64) -> Range<usize> {
    usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0)
}

/// The public copy of an input; no pieces where there is none. Whether it is public
/// now, the door of the input says.
pub fn pieces(tx: &mut dyn Tx, input_id: i64) -> Result<Vec<Piece>, StoreError> {
    tx.rows(
        "SELECT start_byte, end_byte, body, reason FROM public_piece
         WHERE input_id = $1 ORDER BY start_byte",
        &[input_id.into()],
    )?
    .iter()
    .map(|row| {
        let reason: Option<String> = row.get(3)?;
        Ok(Piece {
            span: span(row.get(0)?, row.get(1)?),
            body: row.get(2)?,
            left_out: reason.as_deref().map(stored).transpose()?,
        })
    })
    .collect()
}

/// What the secretariat leaves out of the next copy.
pub fn redactions(tx: &mut dyn Tx, input_id: i64) -> Result<Vec<Redaction>, StoreError> {
    tx.rows(
        "SELECT start_byte, end_byte, reason, note FROM redaction
         WHERE input_id = $1 ORDER BY start_byte",
        &[input_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Redaction {
            span: span(row.get(0)?, row.get(1)?),
            reason: stored(&row.get::<String>(2)?)?,
            note: row.get(3)?,
        })
    })
    .collect()
}

pub fn save_redactions(
    tx: &mut dyn Tx,
    _: &Permit<RedactInput>,
    input: &Input,
    added: &[Redaction],
) -> Result<(), StoreError> {
    for one in added {
        tx.exec(
            "INSERT INTO redaction (input_id, start_byte, end_byte, reason, note)
             VALUES ($1, $2, $3, $4, $5)",
            &[
                input.id.into(),
                place(one.span.start).into(),
                place(one.span.end).into(),
                one.reason.word().into(),
                (&one.note).into(),
            ],
        )?;
    }
    Ok(())
}

/// Takes redactions back; gives how many.
pub fn remove_redactions(
    tx: &mut dyn Tx,
    _: &Permit<RedactInput>,
    input: &Input,
    starts: &[i64],
) -> Result<u64, StoreError> {
    let mut removed = 0;
    for start in starts {
        removed += tx.exec(
            "DELETE FROM redaction WHERE input_id = $1 AND start_byte = $2",
            &[input.id.into(), (*start).into()],
        )?;
    }
    Ok(removed)
}

/// Puts a copy in the place of the one before, until `remove_at` if that is given.
pub fn save_copy(
    tx: &mut dyn Tx,
    _: &Permit<ReleaseInput>,
    input: &Input,
    pieces: &[Piece],
    remove_at: Option<i64>,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec("DELETE FROM public_piece WHERE input_id = $1", &[input.id.into()])?;
    for piece in pieces {
        tx.exec(
            "INSERT INTO public_piece (input_id, start_byte, end_byte, body, reason)
             VALUES ($1, $2, $3, $4, $5)",
            &[
                input.id.into(),
                place(piece.span.start).into(),
                place(piece.span.end).into(),
                (&piece.body).into(),
                piece.left_out.map(Reason::word).into(),
            ],
        )?;
    }
    tx.exec(
        "UPDATE input SET released_at = $1, remove_at = $2, released_together = 0
         WHERE id = $3",
        &[now.into(), remove_at.into(), input.id.into()],
    )
    .map(drop)
}

/// A copy that was taken back.
#[derive(Debug, Clone)]
pub struct Withdrawal {
    pub at: i64,
    pub reason: String,
}

pub fn withdraw(
    tx: &mut dyn Tx,
    permit: &Permit<WithdrawInput>,
    input: &Input,
    reason: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec("DELETE FROM public_piece WHERE input_id = $1", &[input.id.into()])?;
    tx.exec(
        "UPDATE input SET released_at = NULL, remove_at = NULL WHERE id = $1",
        &[input.id.into()],
    )?;
    tx.exec(
        "INSERT INTO withdrawal (input_id, at, by_name, reason) VALUES ($1, $2, $3, $4)",
        &[input.id.into(), now.into(), (&permit.by).into(), reason.into()],
    )
    .map(drop)
}

/// The last time the copy was taken back, if it was.
pub fn withdrawal(
    tx: &mut dyn Tx,
    input_id: i64,
) -> Result<Option<Withdrawal>, StoreError> {
    let row = tx.row(
        "SELECT at, reason FROM withdrawal WHERE input_id = $1 ORDER BY id DESC LIMIT 1",
        &[input_id.into()],
    )?;
    row.map(|row| Ok(Withdrawal { at: row.get(0)?, reason: row.get(1)? })).transpose()
}

/// How many days the hearing's copies are public, if that is bounded.
pub fn days(tx: &mut dyn Tx, hearing_id: i64) -> Result<Option<i64>, StoreError> {
    let row =
        tx.row("SELECT public_days FROM hearing WHERE id = $1", &[hearing_id.into()])?;
    row.map_or(Ok(None), |row| row.get(0))
}

pub fn save_days(
    tx: &mut dyn Tx,
    _: &Permit<SetRemoval>,
    hearing: &Hearing,
    days: Option<i64>,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing SET public_days = $1 WHERE id = $2",
        &[days.into(), hearing.id.into()],
    )
    .map(drop)
}
