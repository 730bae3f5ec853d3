//! The lineage of proposals in the database.

use koreplan_store::{StoreError, Tx};

use super::rules::{Change, Kind};
use crate::{
    access::{Permit, ReshapeProposal},
    case::Case,
    proposals::storage::{self, NewProposal, Proposal},
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
    },
};

/// A step as it is shown.
#[derive(Debug, Clone)]
pub struct Step {
    pub change: Change,
    pub kind: Kind,
    pub reason: String,
    pub by: String,
    pub at: i64,
    /// By whom, when and why it was taken back.
    pub undone: Option<(String, i64, String)>,
}

/// All steps of the case, the oldest first.
pub fn all(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Step>, StoreError> {
    let rows = tx.rows(
        "SELECT id, kind, reason, by_name, at, undone_by, undone_at, undone_reason
         FROM proposal_change WHERE case_id = $1 ORDER BY id",
        &[case.id.into()],
    )?;
    let links = tx.rows(
        "SELECT l.change_id, l.from_id, l.to_id FROM proposal_lineage l
         JOIN proposal_change c ON c.id = l.change_id
         WHERE c.case_id = $1 ORDER BY l.change_id, l.from_id, l.to_id",
        &[case.id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let id: i64 = row.get(0)?;
            let undone_at: Option<i64> = row.get(6)?;
            let undone = match undone_at {
                Some(at) => Some((row.get(5)?, at, row.get(7)?)),
                None => None,
            };
            let (mut from, mut to) = (Vec::new(), Vec::new());
            for link in &links {
                if link.get::<i64>(0)? == id {
                    from.push(link.get(1)?);
                    to.push(link.get(2)?);
                }
            }
            for ids in [&mut from, &mut to] {
                ids.sort_unstable();
                ids.dedup();
            }
            Ok(Step {
                change: Change { id, from, to, undone: undone.is_some() },
                kind: stored(&row.get::<String>(1)?)?,
                reason: row.get(2)?,
                by: row.get(3)?,
                at: row.get(4)?,
                undone,
            })
        })
        .collect()
}

/// One step of the case.
pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Step, Error> {
    let found = all(tx, case)?.into_iter().find(|step| step.change.id == id);
    Ok(found.ok_or(NotFound)?)
}

/// Makes others of some proposals; gives the ids of the new ones.
pub fn become_others(
    tx: &mut dyn Tx,
    permit: &Permit<ReshapeProposal>,
    case: &Case,
    (kind, from, reason): (Kind, &[i64], &str),
    new: &[NewProposal],
    now: i64,
) -> Result<Vec<i64>, StoreError> {
    let change: i64 = tx.one(
        "INSERT INTO proposal_change (case_id, kind, reason, by_name, at)
         VALUES ($1, $2, $3, $4, $5) RETURNING id",
        &[
            case.id.into(),
            kind.word().into(),
            reason.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )?;
    let mut made = Vec::new();
    for one in new {
        let to = storage::insert(tx, permit, case, one, now)?;
        for from in from {
            tx.exec(
                "INSERT INTO proposal_lineage (change_id, from_id, to_id)
                 VALUES ($1, $2, $3)",
                &[change.into(), (*from).into(), to.into()],
            )?;
        }
        made.push(to);
    }
    Ok(made)
}

/// Takes a step back; no if somebody else has.
pub fn undo(
    tx: &mut dyn Tx,
    permit: &Permit<ReshapeProposal>,
    step: &Step,
    reason: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "UPDATE proposal_change SET undone_at = $1, undone_by = $2, undone_reason = $3
         WHERE id = $4 AND undone_at IS NULL",
        &[now.into(), (&permit.by).into(), reason.into(), step.change.id.into()],
    )?;
    Ok(touched == 1)
}

/// Whether something rests on a proposal that came of a step: an agenda, a treatment, a
/// body it was sent to, or more to rest on than what it came of had.
pub fn is_rested_on(
    tx: &mut dyn Tx,
    proposal: &Proposal,
    step: &Step,
) -> Result<bool, StoreError> {
    let mut count = 0;
    for sql in [
        "SELECT count(*) FROM agenda_item WHERE proposal_id = $1",
        "SELECT count(*) FROM treatment WHERE proposal_id = $1",
        "SELECT count(*) FROM referral WHERE proposal_id = $1",
        "SELECT count(*) FROM paragraph_proposal WHERE proposal_id = $1",
    ] {
        count += tx.one(sql, &[proposal.id.into()])?;
    }
    let mine = storage::rests(tx, proposal.id)?;
    let mut before = storage::Rests::default();
    for from in &step.change.from {
        let rests = storage::rests(tx, *from)?;
        before.conclusions.extend(rests.conclusions);
        before.analyses.extend(rests.analyses);
        before.sentences.extend(rests.sentences);
    }
    let more = mine.conclusions.iter().any(|one| !before.conclusions.contains(one))
        || mine.analyses.iter().any(|one| !before.analyses.contains(one))
        || mine.sentences.iter().any(|one| !before.sentences.contains(one));
    Ok(count > 0 || more)
}
