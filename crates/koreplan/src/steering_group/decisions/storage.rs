//! Decisions and their release in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Consequences, Release, Standing, standing};
use crate::{
    access::{Facts, Guarded, Permit, ReleaseDecision, Sealed},
    case::Case,
    meetings::rules::Verb,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

/// A decision of a body, and what became of it.
#[derive(Debug, Clone)]
pub struct Decision {
    pub item_id: i64,
    /// None where the reader knows the decision and not its meeting.
    pub meeting: Option<(i64, String)>,
    pub case_id: i64,
    pub body_id: Option<i64>,
    pub body: Option<Text>,
    pub area_id: Option<i64>,
    pub chair_id: Option<i64>,
    pub title: String,
    pub verb: Verb,
    pub decision: String,
    pub at: i64,
    pub by: String,
    pub closed: bool,
    pub minutes_approved: bool,
    pub release: Option<Release>,
    pub withdrawn_reason: Option<String>,
    pub proposal: Option<(i64, i64)>,
    pub paragraphs: Vec<i64>,
    /// The bodies its proposal was sent on to after it.
    pub sent_to: Vec<Text>,
    /// Why its proposal fell.
    pub ended: Option<String>,
}

impl Decision {
    pub fn standing(&self) -> Standing {
        standing(self.minutes_approved, self.closed, self.release)
    }

    /// What became of it, with as many tasks as the reader may see.
    pub fn consequences(&self, tasks: usize) -> Consequences {
        Consequences {
            verb: self.verb,
            paragraphs: self.paragraphs.len(),
            tasks,
            sent_on: !self.sent_to.is_empty(),
            ended: self.ended.is_some(),
        }
    }
}

impl Guarded for Decision {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            body_id: self.body_id,
            chair_id: self.chair_id.filter(|_| self.body_id.is_none()),
            public: self.standing().is_public(),
            ..Facts::default()
        }
    }
}

fn text(row: &Row, at: usize) -> Result<Option<Text>, StoreError> {
    let da: Option<String> = row.get(at)?;
    Ok(match da {
        Some(da) => Some(Text { da, en: row.get(at + 1)? }),
        None => None,
    })
}

fn release_of(row: &Row, at: usize) -> Result<Option<Release>, StoreError> {
    let item: Option<i64> = row.get(at)?;
    Ok(match item {
        Some(_) => Some(Release {
            at: row.get(at + 1)?,
            released: row.get(at + 2)?,
            withdrawn: row.get(at + 3)?,
        }),
        None => None,
    })
}

fn decision(row: &Row) -> Result<Decision, StoreError> {
    let meeting: Option<i64> = row.get(1)?;
    let proposal: Option<i64> = row.get(20)?;
    Ok(Decision {
        item_id: row.get(0)?,
        meeting: match meeting {
            Some(id) => Some((id, row.get(2)?)),
            None => None,
        },
        case_id: row.get(3)?,
        body_id: row.get(4)?,
        body: text(row, 5)?,
        area_id: row.get(7)?,
        chair_id: row.get(8)?,
        title: row.get(9)?,
        verb: stored(&row.get::<String>(10)?)?,
        decision: row.get(11)?,
        at: row.get(12)?,
        by: row.get(13)?,
        closed: row.get(14)?,
        minutes_approved: row.get::<Option<i64>>(15)?.is_some(),
        release: release_of(row, 16)?,
        withdrawn_reason: row.get(21)?,
        proposal: match proposal {
            Some(id) => Some((id, row.get::<Option<i64>>(22)?.unwrap_or(0))),
            None => None,
        },
        paragraphs: Vec::new(),
        sent_to: Vec::new(),
        ended: row.get(23)?,
    })
}

/// Every decision of the case, the newest first, each behind its own door. In the public
/// store that is what everybody may read. Only insiders are told which paragraphs of the
/// draft came of it; others those of released versions.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    inside: bool,
) -> Result<Vec<Sealed<Decision>>, StoreError> {
    let mut all: Vec<Decision> = tx
        .rows(
            "SELECT a.id AS item, m.id, m.title, m.case_id, m.body_id, b.name_da, b.name_en,
               coalesce(p.area_id, m.area_id), m.chair_id, a.title, a.verb,
               coalesce(a.decision, ''), coalesce(a.decided_at, 0) AS at,
               coalesce(a.decided_by, ''), a.closed, m.approved_at, r.item_id, r.release_at,
               r.released_at, r.withdrawn_at, a.proposal_id, r.withdrawn_reason, p.number,
               p.dropped_reason
             FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
             LEFT JOIN body b ON b.id = m.body_id
             LEFT JOIN proposal p ON p.id = a.proposal_id
             LEFT JOIN decision_release r ON r.item_id = a.id
             WHERE m.case_id = $1 AND a.verb IS NOT NULL
             UNION ALL
             SELECT r.item_id, NULL, NULL, r.case_id, r.body_id, b.name_da, b.name_en,
               r.area_id, NULL, r.title, r.verb, r.decision, r.decided_at, '', 0, NULL,
               r.item_id, r.release_at, r.released_at, NULL, r.proposal_id, NULL, p.number,
               p.dropped_reason
             FROM decision_release r LEFT JOIN body b ON b.id = r.body_id
             LEFT JOIN proposal p ON p.id = r.proposal_id
             WHERE r.case_id = $1 AND r.released_at IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM agenda_item a
                 WHERE a.id = r.item_id AND a.verb IS NOT NULL)
             ORDER BY at DESC, item DESC",
            &[case.id.into()],
        )?
        .iter()
        .map(decision)
        .collect::<Result<_, _>>()?;
    for one in &mut all {
        let Some((proposal, _)) = one.proposal else { continue };
        one.paragraphs = tx
            .rows(
                "SELECT l.paragraph_id FROM paragraph_proposal l
                 JOIN paragraph p ON p.id = l.paragraph_id
                 WHERE l.proposal_id = $1 AND (CAST($2 AS BIGINT) = 1 OR EXISTS (
                   SELECT 1 FROM version_paragraph x JOIN version v ON v.id = x.version_id
                   WHERE x.paragraph_id = p.id AND v.released_at IS NOT NULL))
                 ORDER BY l.paragraph_id",
                &[proposal.into(), i64::from(inside).into()],
            )?
            .iter()
            .map(|row| row.get(0))
            .collect::<Result<_, _>>()?;
        for row in tx.rows(
            "SELECT b.name_da, b.name_en FROM referral f JOIN body b ON b.id = f.body_id
             WHERE f.proposal_id = $1 AND f.after_item = $2 ORDER BY f.id",
            &[proposal.into(), one.item_id.into()],
        )? {
            one.sent_to.push(Text { da: row.get(0)?, en: row.get(1)? });
        }
    }
    Ok(all.into_iter().map(Sealed::new).collect())
}

/// The decision of an item of a meeting.
pub fn load(
    tx: &mut dyn Tx,
    (meeting_id, item_id): (i64, i64),
) -> Result<Option<Sealed<Decision>>, Error> {
    let row = tx.row(
        "SELECT a.id, m.id, m.title, m.case_id, m.body_id, b.name_da, b.name_en,
           coalesce(p.area_id, m.area_id), m.chair_id, a.title, a.verb,
           coalesce(a.decision, ''), coalesce(a.decided_at, 0), coalesce(a.decided_by, ''),
           a.closed, m.approved_at, r.item_id, r.release_at, r.released_at, r.withdrawn_at,
           a.proposal_id, r.withdrawn_reason, p.number, p.dropped_reason
         FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
         LEFT JOIN body b ON b.id = m.body_id
         LEFT JOIN proposal p ON p.id = a.proposal_id
         LEFT JOIN decision_release r ON r.item_id = a.id
         WHERE m.id = $1 AND a.id = $2",
        &[meeting_id.into(), item_id.into()],
    )?;
    let row = row.ok_or(NotFound)?;
    if row.get::<Option<String>>(10)?.is_none() {
        return Ok(None);
    }
    Ok(Some(Sealed::new(decision(&row)?)))
}

/// Releases a decision in the words it has: now, or at a time.
pub fn release(
    tx: &mut dyn Tx,
    permit: &Permit<ReleaseDecision>,
    decision: &Decision,
    at: Option<i64>,
    now: i64,
) -> Result<(), StoreError> {
    let released = if at.is_none() { Some(now) } else { None };
    keep(tx, permit, decision, (at, released, None, None))
}

/// Withdraws a release, or keeps back what the minutes would make public.
pub fn withdraw(
    tx: &mut dyn Tx,
    permit: &Permit<ReleaseDecision>,
    decision: &Decision,
    reason: &str,
    now: i64,
) -> Result<(), StoreError> {
    keep(tx, permit, decision, (None, None, Some(now), Some(reason)))
}

type Columns<'a> = (Option<i64>, Option<i64>, Option<i64>, Option<&'a str>);

fn keep(
    tx: &mut dyn Tx,
    permit: &Permit<ReleaseDecision>,
    decision: &Decision,
    (at, released, withdrawn, reason): Columns<'_>,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO decision_release (item_id, case_id, proposal_id, body_id, area_id, title,
           verb, decision, decided_at, by_name, release_at, released_at, withdrawn_at,
           withdrawn_reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (item_id) DO UPDATE SET title = excluded.title, verb = excluded.verb,
           decision = excluded.decision, by_name = excluded.by_name,
           release_at = excluded.release_at, released_at = excluded.released_at,
           withdrawn_at = excluded.withdrawn_at,
           withdrawn_reason = excluded.withdrawn_reason",
        &[
            decision.item_id.into(),
            decision.case_id.into(),
            decision.proposal.map(|(id, _)| id).into(),
            decision.body_id.into(),
            decision.area_id.into(),
            (&decision.title).into(),
            decision.verb.word().into(),
            (&decision.decision).into(),
            decision.at.into(),
            (&permit.by).into(),
            at.into(),
            released.into(),
            withdrawn.into(),
            reason.map(str::to_owned).into(),
        ],
    )
    .map(drop)
}

/// A planned release whose time has come: case, meeting, item, and who planned it.
#[derive(Debug)]
pub struct Due {
    pub case: String,
    pub meeting_id: i64,
    pub item_id: i64,
    pub by: String,
}

pub fn due(tx: &mut dyn Tx, now: i64) -> Result<Vec<Due>, StoreError> {
    tx.rows(
        "SELECT k.slug, a.meeting_id, r.item_id, r.by_name FROM decision_release r
         JOIN cases k ON k.id = r.case_id JOIN agenda_item a ON a.id = r.item_id
         WHERE r.released_at IS NULL AND r.withdrawn_at IS NULL AND r.release_at <= $1
         ORDER BY r.item_id",
        &[now.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Due {
            case: row.get(0)?,
            meeting_id: row.get(1)?,
            item_id: row.get(2)?,
            by: row.get(3)?,
        })
    })
    .collect()
}

pub fn release_due(tx: &mut dyn Tx, due: &Due, now: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE decision_release SET released_at = $1
         WHERE item_id = $2 AND released_at IS NULL",
        &[now.into(), due.item_id.into()],
    )
    .map(drop)
}
