//! Proposed treatments in the database.

use jiff::civil::Date;
use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Answer, Rule, Sent, Standing, Verdict, standing};
use crate::{
    access::{AnswerTreatment, Facts, Guarded, Permit, Sealed, SendTreatment},
    bodies::storage::Body,
    case::Case,
    proposals::storage::Proposal,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Treatment {
    pub id: i64,
    pub case_id: i64,
    pub proposal_id: i64,
    pub body_id: i64,
    pub body_name: Text,
    pub version: i64,
    pub verdict: Verdict,
    pub body: String,
    pub why: String,
    pub sent: Sent,
    pub sent_by: String,
    pub sent_at: i64,
    pub comment: String,
    /// The body's own text.
    pub counter: String,
    pub answered_by: Option<String>,
    pub answered_at: Option<i64>,
    pub late: bool,
}

impl Treatment {
    pub fn standing(&self, today: Date) -> Standing {
        standing(self.sent, today)
    }
}

impl Guarded for Treatment {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, body_id: Some(self.body_id), ..Facts::default() }
    }
}

fn treatment(row: &Row) -> Result<Treatment, StoreError> {
    let answer: Option<String> = row.get(15)?;
    let due: String = row.get(10)?;
    Ok(Treatment {
        id: row.get(0)?,
        case_id: row.get(1)?,
        proposal_id: row.get(2)?,
        body_id: row.get(3)?,
        body_name: Text { da: row.get(4)?, en: row.get(5)? },
        version: row.get(6)?,
        verdict: stored(&row.get::<String>(7)?)?,
        body: row.get(8)?,
        why: row.get(9)?,
        sent: Sent {
            due: due.parse().map_err(|_| {
                StoreError::Broken(format!("a treatment is due on no day: {due}"))
            })?,
            counting: stored(&row.get::<String>(11)?)?,
            silence: row.get(12)?,
            answer: answer.as_deref().map(stored::<Answer>).transpose()?,
            replaced: row.get::<i64>(21)? > 0,
        },
        sent_by: row.get(13)?,
        sent_at: row.get(14)?,
        comment: row.get(16)?,
        counter: row.get(17)?,
        answered_by: row.get(18)?,
        answered_at: row.get(19)?,
        late: row.get(20)?,
    })
}

macro_rules! select_treatment {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, p.case_id, t.proposal_id, t.body_id, b.name_da, b.name_en, t.version,
               t.verdict, t.body, t.why, t.due, t.counting, t.silence, t.sent_by, t.sent_at,
               t.answer, t.comment, t.counter, t.answered_by, t.answered_at, t.late,
               (SELECT count(*) FROM treatment n WHERE n.proposal_id = t.proposal_id
                  AND n.body_id = t.body_id AND n.version > t.version)
             FROM treatment t JOIN proposal p ON p.id = t.proposal_id
             JOIN body b ON b.id = t.body_id ",
            $rest
        )
    };
}

/// All versions that were sent of a proposal, by body, the newest first. Who reads the
/// proposal reads them: all bodies see the same history.
pub fn of_proposal(
    tx: &mut dyn Tx,
    proposal: &Proposal,
) -> Result<Vec<Treatment>, StoreError> {
    tx.rows(
        select_treatment!(
            "WHERE t.proposal_id = $1 ORDER BY b.position, t.body_id, t.version DESC"
        ),
        &[proposal.id.into()],
    )?
    .iter()
    .map(treatment)
    .collect()
}

/// The treatments of the case that wait for an answer, each behind its own door.
pub fn waiting(
    tx: &mut dyn Tx,
    case: &Case,
    today: Date,
) -> Result<Vec<Sealed<Treatment>>, StoreError> {
    let all: Vec<Treatment> = tx
        .rows(
            select_treatment!(
                "WHERE p.case_id = $1 AND t.answer IS NULL ORDER BY t.due, t.id"
            ),
            &[case.id.into()],
        )?
        .iter()
        .map(treatment)
        .collect::<Result<_, _>>()?;
    let open = |one: &Treatment| {
        matches!(one.standing(today), Standing::Waiting { .. } | Standing::Expired { .. })
    };
    Ok(all.into_iter().filter(open).map(Sealed::new).collect())
}

/// Whether a body that was asked has time left to answer.
pub fn is_waiting(
    tx: &mut dyn Tx,
    proposal: &Proposal,
    today: Date,
) -> Result<bool, StoreError> {
    let all = of_proposal(tx, proposal)?;
    Ok(all.iter().any(|one| matches!(one.standing(today), Standing::Waiting { .. })))
}

pub fn load(
    tx: &mut dyn Tx,
    proposal: &Proposal,
    id: i64,
) -> Result<Sealed<Treatment>, Error> {
    let row = tx.row(
        select_treatment!("WHERE t.proposal_id = $1 AND t.id = $2"),
        &[proposal.id.into(), id.into()],
    )?;
    Ok(Sealed::new(treatment(&row.ok_or(NotFound)?)?))
}

/// What a body's rule says of its answers.
pub fn rule(tx: &mut dyn Tx, body: &Body) -> Result<Rule, Error> {
    let row = tx.row(
        "SELECT treatment_days, treatment_counting FROM body WHERE id = $1",
        &[body.id.into()],
    )?;
    let row = row.ok_or(NotFound)?;
    Ok(Rule {
        days: row.get(0)?,
        counting: stored(&row.get::<String>(1)?)?,
        silence: body.silence_consents,
    })
}

/// What is put to a body.
#[derive(Debug)]
pub struct NewTreatment {
    pub body_id: i64,
    pub verdict: Verdict,
    pub body: String,
    pub why: String,
    pub due: Date,
    pub rule: Rule,
}

/// Sends a version to a body; gives its id.
pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<SendTreatment>,
    proposal: &Proposal,
    new: &NewTreatment,
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO treatment (proposal_id, body_id, version, verdict, body, why, due,
           counting, silence, sent_by, sent_at)
         VALUES ($1, $2, (SELECT coalesce(max(version), 0) + 1 FROM treatment
           WHERE proposal_id = $1 AND body_id = $2), $3, $4, $5, $6, $7, $8, $9, $10)
         RETURNING id",
        &[
            proposal.id.into(),
            new.body_id.into(),
            new.verdict.word().into(),
            (&new.body).into(),
            (&new.why).into(),
            new.due.to_string().into(),
            new.rule.counting.word().into(),
            new.rule.silence.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
}

/// Writes a body's answer; no if another was faster.
pub fn save_answer(
    tx: &mut dyn Tx,
    permit: &Permit<AnswerTreatment>,
    id: i64,
    (answer, comment, counter): (Answer, &str, &str),
    (late, now): (bool, i64),
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "UPDATE treatment SET answer = $1, comment = $2, counter = $3, answered_by = $4,
           answered_at = $5, late = $6 WHERE id = $7 AND answer IS NULL",
        &[
            answer.word().into(),
            comment.into(),
            counter.into(),
            (&permit.by).into(),
            now.into(),
            late.into(),
            id.into(),
        ],
    )?;
    Ok(touched == 1)
}
