//! The entry a receipt names, and the public halves of the keys that sign.

use koreplan_store::{StoreError, Tx};

use crate::input::storage::Input;

/// Number and hash of the entry that says the input came; imports have one for all.
pub fn entry(
    tx: &mut dyn Tx,
    input: &Input,
) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    let row = tx.row(
        "SELECT seq, hash FROM journal WHERE subject = $1
         ORDER BY seq LIMIT 1",
        &[format!("inputs/{}", input.id).into()],
    )?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// The public keys of all servers that ever signed.
pub fn keys(tx: &mut dyn Tx) -> Result<Vec<[u8; 32]>, StoreError> {
    tx.rows("SELECT public FROM receipt_key ORDER BY since, public", &[])?
        .iter()
        .map(|row| {
            row.get::<Vec<u8>>(0)?
                .try_into()
                .map_err(|_| StoreError::Broken("a key of the wrong length".into()))
        })
        .collect()
}

/// Lets all servers know this one's public key.
pub fn save_key(tx: &mut dyn Tx, public: &[u8; 32], now: i64) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO receipt_key (public, since) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        &[public[..].into(), now.into()],
    )
    .map(drop)
}
