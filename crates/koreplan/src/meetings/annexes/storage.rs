//! Annexes in the database. They hang on the first item of a matter, so that they are
//! there wherever the matter goes.

use koreplan_log::Entry;
use koreplan_store::{Row, StoreError, Tx};
use serde_json::json;

use super::rules::{Access, Standing, facts};
use crate::{
    App,
    access::{
        Action as _, ChangeAnnex, Facts, Guarded, Permit, PrepareMeeting, ReadAnnex, Sealed,
    },
    case::Case,
    journal,
    meetings::storage::{Item, Meeting},
    uploads::{Checked, Verdict},
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        form::clean,
        session,
    },
};

/// An annex with one of its files: the newest, or the one that was asked for.
#[derive(Debug, Clone)]
pub struct Annex {
    pub id: i64,
    /// The first item of the matter.
    pub item_id: i64,
    pub access: Access,
    pub release_at: Option<i64>,
    pub released_at: Option<i64>,
    pub file_id: i64,
    pub number: i64,
    /// Names the file in addresses; it can't be guessed.
    pub token: String,
    pub name: String,
    pub media: String,
    pub size: i64,
    pub has_copy: bool,
    pub by: String,
    pub at: i64,
    meeting: Facts,
    standing: Standing,
}

impl Guarded for Annex {
    fn facts(&self) -> Facts {
        facts(self.standing, &self.meeting)
    }
}

macro_rules! select_annex {
    ($rest:literal) => {
        concat!(
            "SELECT x.id, x.item_id, x.access, x.release_at, x.released_at, f.id, f.number,
               f.token, f.name, f.media, f.size, f.has_copy, f.by_name, f.at, m.case_id,
               m.body_id, m.chair_id,
               (SELECT count(*) FROM agenda_item r JOIN meeting s ON s.id = r.meeting_id
                WHERE coalesce(r.root_id, r.id) = x.item_id AND s.agenda_at IS NOT NULL
                  AND (s.approved_at IS NULL OR s.approved_at >= x.added_at)),
               (SELECT count(*) FROM agenda_item r JOIN meeting s ON s.id = r.meeting_id
                WHERE coalesce(r.root_id, r.id) = x.item_id
                  AND s.approved_at >= x.added_at),
               (SELECT coalesce(max(r.closed), 0) FROM agenda_item r
                WHERE coalesce(r.root_id, r.id) = x.item_id)
             FROM annex x JOIN annex_file f ON f.annex_id = x.id
             JOIN agenda_item i ON i.id = x.item_id
             JOIN meeting m ON m.id = i.meeting_id ",
            $rest
        )
    };
}

fn annex(row: &Row) -> Result<Annex, StoreError> {
    let access = stored(&row.get::<String>(2)?)?;
    let (release_at, released_at) = (row.get(3)?, row.get(4)?);
    let body_id: Option<i64> = row.get(15)?;
    let chair_id: i64 = row.get(16)?;
    let is_waiting = |at: Option<i64>, done: Option<i64>| at.is_some() && done.is_none();
    Ok(Annex {
        id: row.get(0)?,
        item_id: row.get(1)?,
        access,
        release_at,
        released_at,
        file_id: row.get(5)?,
        number: row.get(6)?,
        token: row.get(7)?,
        name: row.get(8)?,
        media: row.get(9)?,
        size: row.get(10)?,
        has_copy: row.get(11)?,
        by: row.get(12)?,
        at: row.get(13)?,
        meeting: Facts {
            case_id: row.get(14)?,
            body_id,
            chair_id: body_id.is_none().then_some(chair_id),
            ..Facts::default()
        },
        standing: Standing {
            access,
            shown: row.get::<i64>(17)? > 0,
            approved: row.get::<i64>(18)? > 0,
            closed: row.get::<i64>(19)? > 0,
            embargoed: is_waiting(release_at, released_at),
        },
    })
}

/// The annexes an item had on that meeting, each with its newest file, each behind its
/// own door.
pub fn of_item(
    tx: &mut dyn Tx,
    meeting: &Meeting,
    item: &Item,
) -> Result<Vec<Sealed<Annex>>, StoreError> {
    let until = meeting.approved_at.unwrap_or(i64::MAX);
    let rows = tx.rows(
        select_annex!(
            "WHERE x.item_id = $1 AND x.removed_at IS NULL AND x.added_at <= $2
               AND f.number = (SELECT max(n.number) FROM annex_file n
                 WHERE n.annex_id = x.id)
             ORDER BY x.id"
        ),
        &[item.root().into(), until.into()],
    )?;
    rows.iter().map(|row| Ok(Sealed::new(annex(row)?))).collect()
}

/// The files that were replaced, the newest first.
pub fn replaced(
    tx: &mut dyn Tx,
    of: &Annex,
    _: &Permit<ReadAnnex>,
) -> Result<Vec<Annex>, StoreError> {
    tx.rows(
        select_annex!("WHERE x.id = $1 AND f.number < $2 ORDER BY f.number DESC"),
        &[of.id.into(), of.number.into()],
    )?
    .iter()
    .map(annex)
    .collect()
}

/// The annex with its newest file, removed or not.
pub fn by_id(tx: &mut dyn Tx, id: i64) -> Result<Option<Sealed<Annex>>, StoreError> {
    let row = tx.row(
        select_annex!("WHERE x.id = $1 ORDER BY f.number DESC LIMIT 1"),
        &[id.into()],
    )?;
    row.map(|row| Ok(Sealed::new(annex(&row)?))).transpose()
}

/// The annex with the file of that token.
pub fn load(tx: &mut dyn Tx, case: &Case, token: &str) -> Result<Sealed<Annex>, Error> {
    let row = tx.row(
        select_annex!("WHERE m.case_id = $1 AND f.token = $2 AND x.removed_at IS NULL"),
        &[case.id.into(), token.into()],
    )?;
    Ok(Sealed::new(annex(&row.ok_or(NotFound)?)?))
}

/// The bytes: as they came, or the copy for everybody else.
pub fn bytes(
    tx: &mut dyn Tx,
    of: &Annex,
    is_inside: bool,
    _: &Permit<ReadAnnex>,
) -> Result<Vec<u8>, Error> {
    let sql = if is_inside {
        "SELECT original FROM annex_bytes WHERE file_id = $1"
    } else {
        "SELECT public_copy FROM annex_bytes WHERE file_id = $1 AND public_copy IS NOT NULL"
    };
    Ok(tx.row(sql, &[of.file_id.into()])?.ok_or(NotFound)?.get(0)?)
}

/// The meeting the matter stands on now, and its item there.
pub fn home(tx: &mut dyn Tx, of: &Annex) -> Result<(i64, i64), Error> {
    let row = tx.row(
        "SELECT meeting_id, id FROM agenda_item WHERE coalesce(root_id, id) = $1
         ORDER BY id DESC LIMIT 1",
        &[of.item_id.into()],
    )?;
    let row = row.ok_or(NotFound)?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Who may have it, and from when on.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    pub access: Access,
    pub release_at: Option<i64>,
}

/// Adds an annex.
pub fn insert(
    tx: &mut dyn Tx,
    item: &Item,
    terms: Terms,
    file: &Checked,
    (permit, now): (&Permit<PrepareMeeting>, i64),
) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO annex (item_id, access, release_at, added_at)
         VALUES ($1, $2, $3, $4) RETURNING id",
        &[
            item.root().into(),
            terms.access.word().into(),
            terms.release_at.into(),
            now.into(),
        ],
    )?;
    insert_file(tx, id, file, &permit.by, now)?;
    Ok(id)
}

fn insert_file(
    tx: &mut dyn Tx,
    annex_id: i64,
    file: &Checked,
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    let seen = match &file.verdict {
        Verdict::Clean(seen) => Some(seen),
        Verdict::Refused(_) | Verdict::Unknown => None,
    };
    let copy = seen.and_then(|seen| seen.copy.clone());
    let kind = seen.map_or(koreplan_letters::Kind::Unknown, |seen| seen.kind);
    let id = tx.one(
        "INSERT INTO annex_file (annex_id, number, token, name, media, size, sha256, words,
           has_copy, by_name, at)
         VALUES ($1, (SELECT coalesce(max(number), 0) + 1 FROM annex_file
           WHERE annex_id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        &[
            annex_id.into(),
            (&session::secret()[..32]).into(),
            (&file.name).into(),
            kind.media_type().into(),
            i64::try_from(file.size).unwrap_or(i64::MAX).into(),
            (&*file.sha256).into(),
            seen.map(|seen| clean(&seen.text)).unwrap_or_default().into(),
            copy.is_some().into(),
            by.into(),
            now.into(),
        ],
    )?;
    tx.exec(
        "INSERT INTO annex_bytes (file_id, original, public_copy) VALUES ($1, $2, $3)",
        &[id.into(), (&*file.bytes).into(), copy.into()],
    )
    .map(drop)
}

/// A newer file takes the place of those before it, which are kept.
pub fn replace(
    tx: &mut dyn Tx,
    of: &Annex,
    file: &Checked,
    (permit, now): (&Permit<ChangeAnnex>, i64),
) -> Result<(), StoreError> {
    insert_file(tx, of.id, file, &permit.by, now)
}

/// Changes who may have it, and from when on.
pub fn save_terms(tx: &mut dyn Tx, of: &Annex, terms: Terms) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE annex SET access = $1, release_at = $2, released_at = NULL WHERE id = $3",
        &[terms.access.word().into(), terms.release_at.into(), of.id.into()],
    )
    .map(drop)
}

/// Takes an annex off; versions that were sent still name it.
pub fn remove(tx: &mut dyn Tx, of: &Annex, now: i64) -> Result<(), StoreError> {
    tx.exec("UPDATE annex SET removed_at = $1 WHERE id = $2", &[now.into(), of.id.into()])
        .map(drop)
}

/// Annexes whose own time has come, with their item and the slug of their case.
const DUE: &str = "SELECT x.id, x.item_id, c.slug FROM annex x
    JOIN agenda_item a ON a.id = x.item_id JOIN meeting m ON m.id = a.meeting_id
    JOIN cases c ON c.id = m.case_id
    WHERE x.access = 'public' AND x.release_at <= $1 AND x.released_at IS NULL
      AND x.removed_at IS NULL
    ORDER BY x.id LIMIT 100";

/// Releases what has reached its time, with an entry in the record for each.
///
/// # Errors
/// [`StoreError`] when the database is away.
pub async fn release_due(app: &App) -> Result<usize, StoreError> {
    let now = app.now().as_microsecond();
    let any = app
        .store
        .read(move |tx| -> Result<bool, StoreError> {
            let row = tx.row(DUE, &[now.into()])?;
            Ok(row.is_some())
        })
        .await?;
    if !any {
        return Ok(0);
    }
    app.store
        .write(move |tx| -> Result<usize, StoreError> {
            let rows = tx.rows(DUE, &[now.into()])?;
            for row in &rows {
                let (id, item): (i64, i64) = (row.get(0)?, row.get(1)?);
                tx.exec(
                    "UPDATE annex SET released_at = $1 WHERE id = $2",
                    &[now.into(), id.into()],
                )?;
                journal::append(
                    tx,
                    Entry {
                        seq: 0,
                        at: now,
                        case: row.get(2)?,
                        actor: "koreplan".into(),
                        action: ChangeAnnex::NAME.into(),
                        subject: format!("annexes/{id}"),
                        what: json!({"item": item, "released": true}).to_string(),
                        why: String::new(),
                    },
                )?;
            }
            Ok(rows.len())
        })
        .await
}
