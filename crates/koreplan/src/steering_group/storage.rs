//! Briefs in the database, and what they are written from.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::Tally;
use crate::{
    access::{Facts, Guarded, Permit, ReadBriefs, Sealed, SendBrief},
    case::Case,
    proposals,
    web::{
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Brief {
    pub id: i64,
    pub case_id: i64,
    pub body_id: i64,
    pub number: i64,
    pub summary: String,
    /// What was told, as it was sent.
    pub content: Text,
    pub sent_by: String,
    pub sent_at: i64,
    pub noted_by: Option<String>,
    pub noted_at: Option<i64>,
    pub answer: String,
}

impl Guarded for Brief {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, body_id: Some(self.body_id), ..Facts::default() }
    }
}

/// The door to the briefs of a case: the body above may open it too.
#[derive(Debug, Clone)]
pub struct Shelf {
    pub case_id: i64,
    pub body_id: i64,
}

impl Guarded for Shelf {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, body_id: Some(self.body_id), ..Facts::default() }
    }
}

fn brief(row: &Row) -> Result<Brief, StoreError> {
    Ok(Brief {
        id: row.get(0)?,
        case_id: row.get(1)?,
        body_id: row.get(2)?,
        number: row.get(3)?,
        summary: row.get(4)?,
        content: Text { da: row.get(5)?, en: row.get(6)? },
        sent_by: row.get(7)?,
        sent_at: row.get(8)?,
        noted_by: row.get(9)?,
        noted_at: row.get(10)?,
        answer: row.get(11)?,
    })
}

pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadBriefs>,
) -> Result<Vec<Brief>, StoreError> {
    all(tx, case)
}

fn all(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Brief>, StoreError> {
    tx.rows(
        "SELECT id, case_id, body_id, number, summary, content_da, content_en, sent_by, sent_at, noted_by,
           noted_at, answer
         FROM brief WHERE case_id = $1 ORDER BY number",
        &[case.id.into()],
    )?
    .iter()
    .map(brief)
    .collect()
}

/// The briefs that nobody has noted, each behind its own door.
pub fn waiting(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Sealed<Brief>>, StoreError> {
    let briefs = all(tx, case)?.into_iter();
    Ok(briefs.filter(|brief| brief.noted_at.is_none()).map(Sealed::new).collect())
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Brief>, Error> {
    let found = all(tx, case)?.into_iter().find(|brief| brief.id == id);
    Ok(Sealed::new(found.ok_or(NotFound)?))
}

/// What the steering group decided and no brief has told: title, verb, decision.
pub fn untold(
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<(String, String, String)>, StoreError> {
    tx.rows(
        "SELECT a.title, a.verb, a.decision FROM agenda_item a
         JOIN meeting m ON m.id = a.meeting_id JOIN body b ON b.id = m.body_id
         WHERE m.case_id = $1 AND b.kind = 'steering_group' AND a.verb IS NOT NULL
           AND a.told_in IS NULL
         ORDER BY a.decided_at, a.id",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    .collect()
}

pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<SendBrief>,
    shelf: &Shelf,
    summary: &str,
    content: &Text,
    now: i64,
) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO brief (case_id, body_id, number, summary, content_da, content_en, sent_by, sent_at,
           answer)
         VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM brief WHERE case_id = $1),
           $3, $4, $5, $6, $7, '') RETURNING id",
        &[
            shelf.case_id.into(),
            shelf.body_id.into(),
            summary.into(),
            (&content.da).into(),
            (&content.en).into(),
            (&permit.by).into(),
            now.into(),
        ],
    )?;
    tx.exec(
        "UPDATE agenda_item SET told_in = $1 WHERE told_in IS NULL AND verb IS NOT NULL
           AND meeting_id IN (SELECT m.id FROM meeting m JOIN body b ON b.id = m.body_id
             WHERE m.case_id = $2 AND b.kind = 'steering_group')",
        &[id.into(), shelf.case_id.into()],
    )?;
    Ok(id)
}

pub fn save_note(
    tx: &mut dyn Tx,
    brief: &Brief,
    by: &str,
    answer: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE brief SET noted_by = $1, noted_at = $2, answer = $3
         WHERE id = $4 AND noted_at IS NULL",
        &[by.into(), now.into(), answer.into(), brief.id.into()],
    )
    .map(drop)
}

pub fn tally(tx: &mut dyn Tx, case: &Case) -> Result<Tally, StoreError> {
    let undecided = proposals::storage::all(tx, case)?
        .iter()
        .filter(|proposal| proposal.state.is_open())
        .count();
    Ok(Tally {
        undecided: i64::try_from(undecided).unwrap_or(i64::MAX),
        meetings_not_closed: tx.one(
            "SELECT count(*) FROM meeting m JOIN body b ON b.id = m.body_id
             WHERE m.case_id = $1 AND b.kind = 'steering_group' AND m.opened_at IS NOT NULL
               AND m.approved_at IS NULL",
            &[case.id.into()],
        )?,
        briefs: tx
            .one("SELECT count(*) FROM brief WHERE case_id = $1", &[case.id.into()])?,
    })
}
