//! Joint answers in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::INVITATION;
use crate::{
    access::{
        AcceptInvitation, BeginJointAnswer, CommentJointAnswer, DeleteJointAnswer, Facts,
        Guarded, InviteColleague, Permit, Sealed, SendJointAnswer, WriteJointAnswer,
    },
    case::Case,
    input::{
        rules::SenderKind,
        storage::{Hearing, key_hash},
    },
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct JointAnswer {
    pub id: i64,
    pub case_id: i64,
    /// Slug and title of the hearing.
    pub hearing: String,
    pub hearing_title: Text,
    pub lead_id: i64,
    pub lead: String,
    pub colleagues: Vec<Colleague>,
    pub sender_kind: SenderKind,
    pub organisation: String,
    pub version: i64,
    pub body: String,
    pub by: String,
    pub saved_at: i64,
    /// Number of the input it became.
    pub number: Option<i64>,
    pub sent_at: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct Colleague {
    pub id: i64,
    pub name: String,
}

impl Guarded for JointAnswer {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            owner_id: Some(self.lead_id),
            colleagues: self.colleagues.iter().map(|one| one.id).collect(),
            ..Facts::default()
        }
    }
}

macro_rules! select_answer {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, h.case_id, h.slug, h.title_da, h.title_en, a.lead_id, p.name,
               a.sender_kind, a.organisation, a.version, a.body, a.by_name, a.saved_at,
               i.number, a.sent_at
             FROM joint_answer a JOIN hearing h ON h.id = a.hearing_id
             JOIN person p ON p.id = a.lead_id LEFT JOIN input i ON i.id = a.input_id ",
            $rest
        )
    };
}

fn answer(tx: &mut dyn Tx, row: &Row) -> Result<JointAnswer, StoreError> {
    let id: i64 = row.get(0)?;
    let colleagues = tx
        .rows(
            "SELECT p.id, p.name FROM joint_colleague c JOIN person p ON p.id = c.person_id
             WHERE c.answer_id = $1 ORDER BY p.name, p.id",
            &[id.into()],
        )?
        .iter()
        .map(|row| Ok(Colleague { id: row.get(0)?, name: row.get(1)? }))
        .collect::<Result<_, StoreError>>()?;
    Ok(JointAnswer {
        id,
        case_id: row.get(1)?,
        hearing: row.get(2)?,
        hearing_title: Text { da: row.get(3)?, en: row.get(4)? },
        lead_id: row.get(5)?,
        lead: row.get(6)?,
        colleagues,
        sender_kind: stored(&row.get::<String>(7)?)?,
        organisation: row.get(8)?,
        version: row.get(9)?,
        body: row.get(10)?,
        by: row.get(11)?,
        saved_at: row.get(12)?,
        number: row.get(13)?,
        sent_at: row.get(14)?,
    })
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<JointAnswer>, Error> {
    let row = tx.row(
        select_answer!("WHERE h.case_id = $1 AND a.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(answer(tx, &row.ok_or(NotFound)?)?))
}

/// The answers to a hearing that the person leads or writes on.
pub fn own(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    person_id: i64,
) -> Result<Vec<JointAnswer>, StoreError> {
    let rows = tx.rows(
        select_answer!(
            "WHERE a.hearing_id = $1 AND (a.lead_id = $2 OR EXISTS
               (SELECT 1 FROM joint_colleague c WHERE c.answer_id = a.id
                AND c.person_id = $2)) ORDER BY a.id"
        ),
        &[hearing.id.into(), person_id.into()],
    )?;
    rows.iter().map(|row| answer(tx, row)).collect()
}

/// Begins an answer that the person of the permit leads.
pub fn begin(
    tx: &mut dyn Tx,
    permit: &Permit<BeginJointAnswer>,
    hearing: &Hearing,
    (kind, organisation): (SenderKind, &str),
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO joint_answer (hearing_id, lead_id, sender_kind, organisation, version,
           body, by_name, saved_at)
         VALUES ($1, $2, $3, $4, 0, '', $5, $6) RETURNING id",
        &[
            hearing.id.into(),
            permit.by_id.into(),
            kind.word().into(),
            organisation.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
}

/// Saves a text as the next version; no if another was faster.
pub fn save(
    tx: &mut dyn Tx,
    permit: &Permit<WriteJointAnswer>,
    answer: &JointAnswer,
    body: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let version = answer.version + 1;
    let touched = tx.exec(
        "UPDATE joint_answer SET version = $1, body = $2, by_name = $3, saved_at = $4
         WHERE id = $5 AND version = $6 AND sent_at IS NULL",
        &[
            version.into(),
            body.into(),
            (&permit.by).into(),
            now.into(),
            answer.id.into(),
            answer.version.into(),
        ],
    )?;
    tx.exec(
        "INSERT INTO joint_version (answer_id, version, body, by_name, at)
         VALUES ($1, $2, $3, $4, $5)",
        &[answer.id.into(), version.into(), body.into(), (&permit.by).into(), now.into()],
    )?;
    Ok(touched == 1)
}

/// A version that was saved.
#[derive(Debug, Clone)]
pub struct Version {
    pub version: i64,
    pub body: String,
    pub by: String,
    pub at: i64,
}

pub fn versions(tx: &mut dyn Tx, answer_id: i64) -> Result<Vec<Version>, StoreError> {
    tx.rows(
        "SELECT version, body, by_name, at FROM joint_version WHERE answer_id = $1
         ORDER BY version DESC LIMIT 20",
        &[answer_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Version {
            version: row.get(0)?,
            body: row.get(1)?,
            by: row.get(2)?,
            at: row.get(3)?,
        })
    })
    .collect()
}

#[derive(Debug, Clone)]
pub struct Comment {
    pub by: String,
    pub body: String,
    pub at: i64,
}

pub fn comments(tx: &mut dyn Tx, answer_id: i64) -> Result<Vec<Comment>, StoreError> {
    tx.rows(
        "SELECT by_name, body, at FROM joint_comment WHERE answer_id = $1 ORDER BY id",
        &[answer_id.into()],
    )?
    .iter()
    .map(|row| Ok(Comment { by: row.get(0)?, body: row.get(1)?, at: row.get(2)? }))
    .collect()
}

pub fn save_comment(
    tx: &mut dyn Tx,
    permit: &Permit<CommentJointAnswer>,
    answer: &JointAnswer,
    body: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO joint_comment (answer_id, by_name, body, at) VALUES ($1, $2, $3, $4)",
        &[answer.id.into(), (&permit.by).into(), body.into(), now.into()],
    )
    .map(drop)
}

/// Makes an invitation; only the hash of its token is kept.
pub fn invite(
    tx: &mut dyn Tx,
    _: &Permit<InviteColleague>,
    answer: &JointAnswer,
    token: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO joint_invitation (answer_id, token_hash, made_at, expires_at)
         VALUES ($1, $2, $3, $4)",
        &[
            answer.id.into(),
            key_hash(token).into(),
            now.into(),
            (now + INVITATION).into(),
        ],
    )
    .map(drop)
}

/// An invitation; who holds its token may look at it.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: i64,
    pub case_id: i64,
    pub answer_id: i64,
    pub organisation: String,
    pub lead: String,
    pub lead_id: i64,
    pub expires_at: i64,
    pub used_by: Option<i64>,
}

impl Guarded for Invitation {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, ..Facts::default() }
    }
}

pub fn load_invitation(
    tx: &mut dyn Tx,
    case: &Case,
    token: &str,
) -> Result<Sealed<Invitation>, Error> {
    let row = tx.row(
        "SELECT v.id, h.case_id, a.id, a.organisation, p.name, a.lead_id, v.expires_at,
           v.used_by
         FROM joint_invitation v JOIN joint_answer a ON a.id = v.answer_id
         JOIN hearing h ON h.id = a.hearing_id JOIN person p ON p.id = a.lead_id
         WHERE v.token_hash = $1 AND h.case_id = $2",
        &[key_hash(token).into(), case.id.into()],
    )?;
    let row = row.ok_or(NotFound)?;
    Ok(Sealed::new(Invitation {
        id: row.get(0)?,
        case_id: row.get(1)?,
        answer_id: row.get(2)?,
        organisation: row.get(3)?,
        lead: row.get(4)?,
        lead_id: row.get(5)?,
        expires_at: row.get(6)?,
        used_by: row.get(7)?,
    }))
}

/// Uses an invitation up; no if another was faster.
pub fn accept(
    tx: &mut dyn Tx,
    permit: &Permit<AcceptInvitation>,
    invitation: &Invitation,
    now: i64,
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "UPDATE joint_invitation SET used_at = $1, used_by = $2
         WHERE id = $3 AND used_at IS NULL",
        &[now.into(), permit.by_id.into(), invitation.id.into()],
    )?;
    tx.exec(
        "INSERT INTO joint_colleague (answer_id, person_id, since) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING",
        &[invitation.answer_id.into(), permit.by_id.into(), now.into()],
    )?;
    Ok(touched == 1)
}

/// Lets a colleague go; their invitation stays used.
pub fn remove(
    tx: &mut dyn Tx,
    _: &Permit<InviteColleague>,
    answer: &JointAnswer,
    person_id: i64,
) -> Result<u64, StoreError> {
    tx.exec(
        "DELETE FROM joint_colleague WHERE answer_id = $1 AND person_id = $2",
        &[answer.id.into(), person_id.into()],
    )
}

/// Deletes an answer that was not sent, with all that was written about it.
pub fn delete(
    tx: &mut dyn Tx,
    _: &Permit<DeleteJointAnswer>,
    answer: &JointAnswer,
) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM joint_version WHERE answer_id = $1",
        "DELETE FROM joint_comment WHERE answer_id = $1",
        "DELETE FROM joint_colleague WHERE answer_id = $1",
        "DELETE FROM joint_invitation WHERE answer_id = $1",
        "DELETE FROM joint_answer WHERE id = $1",
    ] {
        tx.exec(sql, &[answer.id.into()])?;
    }
    tx.scrub();
    Ok(())
}

/// Whether the answer became the input that was sent with this key.
pub fn sent_with(
    tx: &mut dyn Tx,
    answer: &JointAnswer,
    key: &str,
) -> Result<Option<i64>, StoreError> {
    let row = tx.row(
        "SELECT i.number FROM input i JOIN joint_answer a ON a.input_id = i.id
         WHERE a.id = $1 AND i.key_hash = $2",
        &[answer.id.into(), key_hash(key).into()],
    )?;
    row.map(|row| row.get(0)).transpose()
}

/// Notes that the answer became the input of that key.
pub fn save_sent(
    tx: &mut dyn Tx,
    _: &Permit<SendJointAnswer>,
    answer: &JointAnswer,
    key: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE joint_answer SET sent_at = $1,
           input_id = (SELECT id FROM input WHERE key_hash = $2) WHERE id = $3",
        &[now.into(), key_hash(key).into(), answer.id.into()],
    )
    .map(drop)
}
