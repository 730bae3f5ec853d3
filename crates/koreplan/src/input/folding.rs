//! What letter groups look inputs up by, filled in after the receipt: nobody waits for it
//! with a receipt, and it is done before anybody looks.

use koreplan_store::{StoreError, Val};

use super::storage::{self, Unfolded};
use crate::App;

/// Inputs that are read, and then written, at once.
const SLICE: usize = 1_000;
/// Slices somebody who looks waits for; the rest is done in the background.
const FEW: usize = 4;

/// Fills in what is new, as long as that takes a moment only.
pub async fn catch_up(app: &App) -> Result<(), StoreError> {
    for _ in 0..FEW {
        if !slice(app).await? {
            break;
        }
    }
    Ok(())
}

/// Fills in all that is new.
pub async fn finish(app: &App) -> Result<(), StoreError> {
    while slice(app).await? {}
    Ok(())
}

/// Fills in what is new, a slice at a time while a crowd sends: receipts come first.
pub async fn follow(app: &App) -> Result<(), StoreError> {
    while slice(app).await? && !app.intake.is_busy() {}
    Ok(())
}

/// Fills in a slice; whether there may be more. The work is done between a reading and
/// a writing act, so that nobody waits for it.
async fn slice(app: &App) -> Result<bool, StoreError> {
    let (last, inputs) = app.store.read(|tx| storage::unfolded(tx, SLICE)).await?;
    let Some(newest) = inputs.last().map(|input| input.id) else { return Ok(false) };
    let more = inputs.len() == SLICE;
    let rows: Vec<Vec<Val>> = inputs.iter().map(row).collect();
    app.store.write(move |tx| storage::save_folded(tx, last, newest, &rows)).await?;
    Ok(more)
}

fn row(input: &Unfolded) -> Vec<Val> {
    vec![super::rules::letter_key(&input.body).into(), input.id.into()]
}
