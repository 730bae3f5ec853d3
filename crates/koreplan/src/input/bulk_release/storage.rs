//! Bulk releases in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Concern, Letter};
use crate::{
    access::{Permit, ReleaseInputs},
    input::storage::Hearing,
};

/// A release that was asked for.
#[derive(Debug, Clone)]
pub struct Release {
    pub id: i64,
    pub hearing_id: i64,
    pub hearing: String,
    pub case: String,
    /// The last input that it looks at.
    pub last_id: i64,
    pub remove_at: Option<i64>,
    pub asked_at: i64,
    pub asked_by: String,
    /// The last input that was looked at.
    pub done_id: i64,
    pub released: i64,
    pub held_back: i64,
    pub ended_at: Option<i64>,
}

macro_rules! select_release {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.hearing_id, h.slug, s.slug, r.last_id, r.remove_at, r.asked_at,
               r.asked_by, r.done_id, r.released, r.held_back, r.ended_at
             FROM bulk_release r JOIN hearing h ON h.id = r.hearing_id
             JOIN cases s ON s.id = h.case_id ",
            $rest
        )
    };
}

fn release(row: &Row) -> Result<Release, StoreError> {
    Ok(Release {
        id: row.get(0)?,
        hearing_id: row.get(1)?,
        hearing: row.get(2)?,
        case: row.get(3)?,
        last_id: row.get(4)?,
        remove_at: row.get(5)?,
        asked_at: row.get(6)?,
        asked_by: row.get(7)?,
        done_id: row.get(8)?,
        released: row.get(9)?,
        held_back: row.get(10)?,
        ended_at: row.get(11)?,
    })
}

/// The last release of the hearing.
pub fn last(tx: &mut dyn Tx, hearing_id: i64) -> Result<Option<Release>, StoreError> {
    let row = tx.row(
        select_release!("WHERE r.hearing_id = $1 ORDER BY r.id DESC LIMIT 1"),
        &[hearing_id.into()],
    )?;
    row.as_ref().map(release).transpose()
}

/// The next release to be done, in any hearing.
pub fn next(tx: &mut dyn Tx) -> Result<Option<Release>, StoreError> {
    let row =
        tx.row(select_release!("WHERE r.ended_at IS NULL ORDER BY r.id LIMIT 1"), &[])?;
    row.as_ref().map(release).transpose()
}

/// Asks for the release of all inputs of the hearing that are there now.
pub fn ask(
    tx: &mut dyn Tx,
    permit: &Permit<ReleaseInputs>,
    hearing: &Hearing,
    remove_at: Option<i64>,
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO bulk_release (hearing_id, last_id, remove_at, asked_at, asked_by,
           done_id, released, held_back)
         VALUES ($1, (SELECT coalesce(max(id), 0) FROM input), $2, $3, $4, 0, 0, 0)
         RETURNING id",
        &[hearing.id.into(), remove_at.into(), now.into(), (&permit.by).into()],
    )
}

/// The next inputs that are not public, up to `to`.
pub fn letters(
    tx: &mut dyn Tx,
    release: &Release,
    to: i64,
) -> Result<Vec<Letter>, StoreError> {
    tx.rows(
        // `+ 0` keeps the query on the ids: they are read as they stand in the file.
        "SELECT i.id, i.body, i.protected, i.disowned_at,
           (SELECT count(*) FROM redaction r WHERE r.input_id = i.id),
           (SELECT count(*) FROM withdrawal w WHERE w.input_id = i.id)
         FROM input i WHERE i.id > $1 AND i.id <= $2 AND i.hearing_id + 0 = $3
           AND i.body <> '' AND i.released_at IS NULL AND i.replaced_at IS NULL
           AND i.erased_at IS NULL ORDER BY i.id",
        &[release.done_id.into(), to.into(), release.hearing_id.into()],
    )?
    .into_iter()
    .map(|row| {
        let concerns = [
            (Concern::Protected, row.get::<bool>(2)?),
            (Concern::Disowned, row.get::<Option<i64>>(3)?.is_some()),
            (Concern::Redacted, row.get::<i64>(4)? > 0),
            (Concern::Withdrawn, row.get::<i64>(5)? > 0),
        ];
        let concerns = concerns.into_iter().filter_map(|(what, is)| is.then_some(what));
        Ok(Letter { id: row.get(0)?, body: row.get(1)?, concerns: concerns.collect() })
    })
    .collect()
}

/// Publishes inputs up to `to` as they are, unless something has happened to them since
/// they were looked at; gives how many, or nothing if another server was faster.
pub fn publish(
    tx: &mut dyn Tx,
    release: &Release,
    (to, held_back): (i64, i64),
    letters: &[i64],
    now: i64,
) -> Result<Option<i64>, StoreError> {
    let ended = (to >= release.last_id).then_some(now);
    let mine = tx.exec(
        "UPDATE bulk_release SET done_id = $1, held_back = held_back + $2, ended_at = $3
         WHERE id = $4 AND done_id = $5 AND ended_at IS NULL",
        &[
            to.into(),
            held_back.into(),
            ended.into(),
            release.id.into(),
            release.done_id.into(),
        ],
    )?;
    if mine == 0 {
        return Ok(None);
    }
    let rows: Vec<_> = letters
        .iter()
        .map(|id| vec![now.into(), release.remove_at.into(), (*id).into()])
        .collect();
    let released = tx.each(
        "UPDATE input SET released_at = $1, remove_at = $2, released_together = 1
         WHERE id = $3 AND released_at IS NULL AND replaced_at IS NULL
           AND erased_at IS NULL AND disowned_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM redaction r WHERE r.input_id = input.id)
           AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.input_id = input.id)
         RETURNING id",
        &rows,
    )?;
    let released: Vec<_> = released
        .iter()
        .flatten()
        .map(|row| Ok(vec![row.get::<i64>(0)?.into()]))
        .collect::<Result<_, StoreError>>()?;
    tx.each(
        "INSERT INTO public_piece (input_id, start_byte, end_byte, body, reason)
         SELECT id, 0, octet_length(body), body, NULL FROM input WHERE id = $1",
        &released,
    )?;
    let count = i64::try_from(released.len()).unwrap_or(i64::MAX);
    tx.exec(
        "UPDATE bulk_release SET released = released + $1 WHERE id = $2",
        &[count.into(), release.id.into()],
    )?;
    Ok(Some(count))
}
