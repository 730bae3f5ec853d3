//! The annexes of items, each behind its own door.

use koreplan_store::{Row, StoreError, Tx};

use crate::access::{Facts, Guarded, Permit, ReadAnnex, Sealed};

/// The newest file of an annex, without its bytes.
#[derive(Debug, Clone)]
pub struct Annex {
    pub id: i64,
    pub file_id: i64,
    pub token: String,
    pub name: String,
    pub media: String,
    pub size: i64,
    pub words: String,
    /// Until when it is under embargo; in the past, or never: nothing.
    pub release_at: Option<i64>,
    facts: Facts,
}

impl Guarded for Annex {
    fn facts(&self) -> Facts {
        self.facts.clone()
    }
}

/// The annexes of a matter, in their order, as they are at `now`; `of` are the facts of
/// what the matter stands in: a meeting, or a written procedure.
pub fn annexes(
    tx: &mut dyn Tx,
    of: &Facts,
    (root, closed): (i64, bool),
    now: i64,
) -> Result<Vec<Sealed<Annex>>, StoreError> {
    tx.rows(
        "SELECT x.id, x.access, x.release_at, f.id, f.token, f.name, f.media, f.size, f.words
         FROM annex x JOIN annex_file f ON f.annex_id = x.id
         WHERE x.item_id = $1 AND x.removed_at IS NULL
           AND f.number = (SELECT max(n.number) FROM annex_file n WHERE n.annex_id = x.id)
         ORDER BY x.id",
        &[root.into()],
    )?
    .iter()
    .map(|row| Ok(Sealed::new(annex(row, of, closed, now)?)))
    .collect()
}

fn annex(row: &Row, of: &Facts, closed: bool, now: i64) -> Result<Annex, StoreError> {
    let access: String = row.get(1)?;
    // Release times are seconds; the rest of the database counts microseconds.
    let release_at = row.get::<Option<i64>>(2)?.map(|at| at.saturating_mul(1_000_000));
    let release_at = release_at.filter(|at| *at > now);
    let facts = match access.as_str() {
        "public" => Facts {
            public: of.public && !closed && release_at.is_none(),
            ..of.clone()
        },
        "body" => Facts { public: false, ..of.clone() },
        // The secretariat's own: neither the body nor its chair.
        _ => Facts { case_id: of.case_id, withheld: true, ..Facts::default() },
    };
    Ok(Annex {
        id: row.get(0)?,
        file_id: row.get(3)?,
        token: row.get(4)?,
        name: row.get(5)?,
        media: row.get(6)?,
        size: row.get(7)?,
        words: row.get(8)?,
        release_at,
        facts,
    })
}

/// The file as it came.
pub fn original(
    tx: &mut dyn Tx,
    annex: &Annex,
    _: &Permit<ReadAnnex>,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = tx.row(
        "SELECT original FROM annex_bytes WHERE file_id = $1",
        &[annex.file_id.into()],
    )?;
    row.map(|row| row.get(0)).transpose()
}

/// The copy of a file with nothing about who made it.
pub fn copy(
    tx: &mut dyn Tx,
    annex: &Annex,
    _: &Permit<ReadAnnex>,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = tx.row(
        "SELECT public_copy FROM annex_bytes WHERE file_id = $1",
        &[annex.file_id.into()],
    )?;
    row.map_or(Ok(None), |row| row.get(0))
}
