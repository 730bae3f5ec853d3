//! Answers in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Minutes, Question, Tally, Verdict, is_adopted};
use crate::{
    access::{Facts, Guarded, Permit, ReadVersion, Sealed},
    bodies::{
        self,
        rules::{BodyKind, Vote},
    },
    case::Case,
    draft::{self, storage::Version},
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

/// One body's answer to one version, given or waited for.
#[derive(Debug, Clone)]
pub struct Approval {
    pub id: i64,
    pub case_id: i64,
    pub version: i64,
    pub body_id: i64,
    pub body: Text,
    pub question: Question,
    pub present: Option<i64>,
    pub votes_for: Option<i64>,
    pub votes_against: Option<i64>,
    /// What the chair voted, where that decided.
    pub chair_vote: Option<Vote>,
    pub reason: String,
    /// How a reservation was met.
    pub resolved: Option<String>,
    pub decided_by: Option<String>,
    pub decided_at: Option<i64>,
    pub public: bool,
}

impl Approval {
    pub fn verdict(&self) -> Option<Verdict> {
        self.question.answered
    }

    pub fn has_open_reservation(&self) -> bool {
        self.verdict() == Some(Verdict::Reservation) && self.resolved.is_none()
    }
}

impl Guarded for Approval {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            body_id: Some(self.body_id),
            public: self.public,
            ..Facts::default()
        }
    }
}

fn approval(row: &Row) -> Result<Approval, StoreError> {
    let verdict: Option<String> = row.get(8)?;
    let released: Option<i64> = row.get(15)?;
    let chair: Option<String> = row.get(17)?;
    let (rule, quorum, seats) = bodies::storage::rule(row, 18)?;
    Ok(Approval {
        id: row.get(0)?,
        case_id: row.get(1)?,
        version: row.get(2)?,
        body_id: row.get(3)?,
        body: Text { da: row.get(4)?, en: row.get(5)? },
        question: Question {
            hash: row.get(6)?,
            newest: row.get(7)?,
            rule,
            answered: verdict.as_deref().map(stored).transpose()?,
            quorum,
            seats,
        },
        present: row.get(9)?,
        votes_for: row.get(10)?,
        votes_against: row.get(11)?,
        chair_vote: chair.as_deref().map(stored).transpose()?,
        reason: row.get(12)?,
        resolved: row.get(13)?,
        decided_by: row.get(14)?,
        decided_at: row.get(16)?,
        public: released.is_some(),
    })
}

macro_rules! select_approval {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, v.case_id, v.number, a.body_id, b.name_da, b.name_en, v.hash,
               CASE WHEN v.number = (SELECT max(n.number) FROM version n
                 WHERE n.case_id = v.case_id) THEN 1 ELSE 0 END,
               a.verdict, a.present, a.votes_for, a.votes_against, a.reason, a.resolved,
               a.decided_by, v.released_at, a.decided_at, a.chair_vote, ",
            $crate::rule_columns!("b"),
            " FROM approval a JOIN version v ON v.id = a.version_id
             JOIN body b ON b.id = a.body_id ",
            $rest
        )
    };
}

/// Asks each body that must approve for its answer to a version.
pub fn ask(tx: &mut dyn Tx, case: &Case, version_id: i64) -> Result<(), StoreError> {
    for body in bodies::storage::of_kind(tx, case, BodyKind::Approver)? {
        tx.exec(
            "INSERT INTO approval (version_id, body_id, reason) VALUES ($1, $2, '')",
            &[version_id.into(), body.id.into()],
        )?;
    }
    Ok(())
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Approval>, Error> {
    let row = tx.row(
        select_approval!("WHERE v.case_id = $1 AND a.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(approval(&row.ok_or(NotFound)?)?))
}

/// The answers to a version, one per body, in the order of the case.
pub fn of_version(
    tx: &mut dyn Tx,
    version: &Version,
    _: &Permit<ReadVersion>,
) -> Result<Vec<Approval>, StoreError> {
    answers(tx, version.id)
}

/// The bare verdicts to a version: what a release is decided by.
pub fn verdicts(
    tx: &mut dyn Tx,
    version: &Version,
) -> Result<Vec<Option<Verdict>>, StoreError> {
    Ok(answers(tx, version.id)?.iter().map(Approval::verdict).collect())
}

fn answers(tx: &mut dyn Tx, version_id: i64) -> Result<Vec<Approval>, StoreError> {
    tx.rows(
        select_approval!("WHERE a.version_id = $1 ORDER BY b.position"),
        &[version_id.into()],
    )?
    .iter()
    .map(approval)
    .collect()
}

/// The answers the newest version still waits for, each behind its own door.
pub fn waiting(
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<Sealed<Approval>>, StoreError> {
    let rows = tx.rows(
        select_approval!(
            "WHERE v.case_id = $1 AND (a.verdict IS NULL OR a.verdict = 'postponed')
             ORDER BY b.position"
        ),
        &[case.id.into()],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        let approval = approval(row)?;
        if approval.question.newest {
            found.push(Sealed::new(approval));
        }
    }
    Ok(found)
}

/// The version this body answered last before this one.
pub fn answered_before(
    tx: &mut dyn Tx,
    approval: &Approval,
) -> Result<Option<i64>, StoreError> {
    let row = tx.row(
        "SELECT v.number FROM approval a JOIN version v ON v.id = a.version_id
         WHERE a.body_id = $1 AND v.case_id = $2 AND v.number < $3 AND a.verdict IS NOT NULL
         ORDER BY v.number DESC LIMIT 1",
        &[approval.body_id.into(), approval.case_id.into(), approval.version.into()],
    )?;
    row.map(|row| row.get(0)).transpose()
}

/// Writes the answer, unless someone else just did.
pub fn save(
    tx: &mut dyn Tx,
    approval: &Approval,
    minutes: &Minutes,
    reason: &str,
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    let touched = tx.exec(
        "UPDATE approval SET verdict = $1, present = $2, votes_for = $3,
           votes_against = $4, reason = $5, decided_by = $6, decided_at = $7,
           chair_vote = $8
         WHERE id = $9 AND (verdict IS NULL OR verdict = 'postponed')",
        &[
            minutes.verdict.word().into(),
            minutes.present.into(),
            minutes.votes_for.into(),
            minutes.votes_against.into(),
            reason.into(),
            by.into(),
            now.into(),
            minutes.chair_vote.map(Vote::word).into(),
            approval.id.into(),
        ],
    )?;
    if touched == 0 {
        return Err(StoreError::Taken("the answer was given".into()));
    }
    Ok(())
}

pub fn save_resolution(
    tx: &mut dyn Tx,
    approval: &Approval,
    how: &str,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE approval SET resolved = $1 WHERE id = $2",
        &[how.into(), approval.id.into()],
    )
    .map(drop)
}

pub fn tally(tx: &mut dyn Tx, case: &Case) -> Result<Tally, StoreError> {
    let row = tx.row(
        "SELECT id, released_at FROM version WHERE case_id = $1
         ORDER BY number DESC LIMIT 1",
        &[case.id.into()],
    )?;
    let Some(row) = row else {
        return Ok(Tally {
            frozen: false,
            without_yes: 0,
            reservations: 0,
            released: false,
        });
    };
    let answers = answers(tx, row.get(0)?)?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let yes = |one: &&Approval| is_adopted(&[one.verdict()]);
    Ok(Tally {
        frozen: draft::storage::newest(tx, case)?.is_some(),
        without_yes: count(answers.len() - answers.iter().filter(yes).count()),
        reservations: count(
            answers.iter().filter(|one| one.has_open_reservation()).count(),
        ),
        released: row.get::<Option<i64>>(1)?.is_some(),
    })
}
