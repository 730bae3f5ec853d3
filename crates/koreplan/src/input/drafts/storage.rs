//! Drafts of answers in the database.

use koreplan_store::{Row, StoreError, Tx, Val};

use crate::{
    access::{Facts, Guarded, KeepAnswerDraft, Permit, Sealed},
    input::storage::{Hearing, key_hash},
    web::error::{Error, NotFound},
};

/// How long a draft is kept after it was last saved, in microseconds.
pub const KEPT: i64 = 90 * 24 * 3600 * 1_000_000;

#[derive(Debug, Clone)]
pub struct AnswerDraft {
    pub case_id: i64,
    pub owner_id: Option<i64>,
    /// The fields of the form, as they were left.
    pub fields: Vec<(String, String)>,
    pub saved_at: i64,
}

impl Guarded for AnswerDraft {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            owner_id: self.owner_id,
            // Whoever came this far has the key; where nobody owns it, that is enough.
            public: self.owner_id.is_none(),
            ..Facts::default()
        }
    }
}

fn draft(row: &Row, case_id: i64) -> Result<AnswerDraft, StoreError> {
    let fields: String = row.get(1)?;
    Ok(AnswerDraft {
        case_id,
        owner_id: row.get(0)?,
        fields: serde_json::from_str(&fields)
            .map_err(|e| StoreError::Broken(e.to_string()))?,
        saved_at: row.get(2)?,
    })
}

/// The draft under this key, if there is one that is not too old.
pub fn find(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    key: &str,
    now: i64,
) -> Result<Option<Sealed<AnswerDraft>>, StoreError> {
    let row = tx.row(
        "SELECT owner_id, fields, saved_at FROM answer_draft
         WHERE key_hash = $1 AND hearing_id = $2 AND saved_at > $3",
        &[key_hash(key).into(), hearing.id.into(), (now - KEPT).into()],
    )?;
    row.map(|row| Ok(Sealed::new(draft(&row, hearing.case_id)?))).transpose()
}

pub fn load(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    key: &str,
    now: i64,
) -> Result<Sealed<AnswerDraft>, Error> {
    Ok(find(tx, hearing, key, now)?.ok_or(NotFound)?)
}

/// Keeps a draft in the place of the one before, and clears away those that are too old.
pub fn save(
    tx: &mut dyn Tx,
    permit: &Permit<KeepAnswerDraft>,
    hearing: &Hearing,
    key: &str,
    fields: &[(&str, &str)],
    now: i64,
) -> Result<(), StoreError> {
    tx.exec("DELETE FROM answer_draft WHERE saved_at <= $1", &[(now - KEPT).into()])?;
    let fields =
        serde_json::to_string(fields).map_err(|e| StoreError::Broken(e.to_string()))?;
    tx.exec(
        "INSERT INTO answer_draft (key_hash, hearing_id, owner_id, key, fields, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (key_hash) DO UPDATE SET owner_id = excluded.owner_id,
           key = excluded.key, fields = excluded.fields, saved_at = excluded.saved_at",
        &[
            key_hash(key).into(),
            hearing.id.into(),
            permit.by_id.into(),
            permit.by_id.map(|_| key).into(),
            fields.into(),
            now.into(),
        ],
    )
    .map(drop)
}

/// The keys of the person's drafts of this hearing, and when they were saved.
pub fn own(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    person_id: i64,
    now: i64,
) -> Result<Vec<(String, i64)>, StoreError> {
    tx.rows(
        "SELECT key, saved_at FROM answer_draft
         WHERE owner_id = $1 AND hearing_id = $2 AND saved_at > $3 ORDER BY saved_at",
        &[person_id.into(), hearing.id.into(), (now - KEPT).into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}

/// The number of the input that was sent with this key, if one was.
pub fn sent(tx: &mut dyn Tx, key: &str) -> Result<Option<i64>, StoreError> {
    let row =
        tx.row("SELECT number FROM input WHERE key_hash = $1", &[key_hash(key).into()])?;
    row.map(|row| row.get(0)).transpose()
}

/// Forgets a draft: it was sent, or is not wanted any more.
pub fn forget(tx: &mut dyn Tx, key: &str) -> Result<(), StoreError> {
    tx.exec("DELETE FROM answer_draft WHERE key_hash = $1", &[key_hash(key).into()])
        .map(drop)
}

/// Whether anybody keeps a draft at all.
pub fn any(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    Ok(tx.row("SELECT 1 FROM answer_draft LIMIT 1", &[])?.is_some())
}

/// Forgets the drafts that were sent, by what is stored in place of their keys.
pub fn forget_all(tx: &mut dyn Tx, key_hashes: &[Vec<Val>]) -> Result<(), StoreError> {
    tx.each("DELETE FROM answer_draft WHERE key_hash = $1", key_hashes).map(drop)
}
