//! What the papers need of an annex's file beside its name.

use koreplan_store::{StoreError, Tx};

use crate::{
    access::{Permit, ReadAnnex},
    meetings::annexes::storage::Annex,
};

/// The copy of a file with nothing about who made it, where one could be made; and what
/// the file says, as far as it could be read.
pub fn copy(
    tx: &mut dyn Tx,
    annex: &Annex,
    _: &Permit<ReadAnnex>,
) -> Result<(Option<Vec<u8>>, String), StoreError> {
    let row = tx.row(
        "SELECT b.public_copy, f.words FROM annex_file f
         JOIN annex_bytes b ON b.file_id = f.id WHERE f.id = $1",
        &[annex.file_id.into()],
    )?;
    row.map_or(Ok((None, String::new())), |row| Ok((row.get(0)?, row.get(1)?)))
}
