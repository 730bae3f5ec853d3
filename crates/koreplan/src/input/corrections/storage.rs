//! The link between an input and its correction.

use koreplan_store::{StoreError, Tx};

use crate::{
    access::{CorrectInput, Permit},
    input::storage::{self, Input},
};

/// Lets a new input take the place of an old one; no if another was faster.
pub fn replace(
    tx: &mut dyn Tx,
    _: &Permit<CorrectInput>,
    old: &Input,
    new_id: i64,
    now: i64,
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "UPDATE input SET replaced_at = $1
         WHERE id = $2 AND replaced_at IS NULL AND erased_at IS NULL",
        &[now.into(), old.id.into()],
    )?;
    tx.exec(
        "UPDATE input SET replaces_id = $1 WHERE id = $2",
        &[old.id.into(), new_id.into()],
    )?;
    storage::uncount(tx, old)?;
    storage::leave_campaign(tx, old.id, now)?;
    Ok(touched == 1)
}

/// What the sender ticked: areas and questions.
pub fn ticked(
    tx: &mut dyn Tx,
    input: &Input,
) -> Result<(Vec<i64>, Vec<i64>), StoreError> {
    let ids = |rows: Vec<koreplan_store::Row>| -> Result<Vec<i64>, StoreError> {
        rows.iter().map(|row| row.get(0)).collect()
    };
    let areas = tx.rows(
        "SELECT area_id FROM input_area WHERE input_id = $1 ORDER BY area_id",
        &[input.id.into()],
    )?;
    let questions = tx.rows(
        "SELECT question_id FROM input_question WHERE input_id = $1 ORDER BY question_id",
        &[input.id.into()],
    )?;
    Ok((ids(areas)?, ids(questions)?))
}
