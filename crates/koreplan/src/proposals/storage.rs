//! Proposals in the database.

use std::ops::Range;

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{ProposalState, Tally, state};
use crate::{
    access::{Facts, Guarded, MakeProposal, Permit, ReadProposals, Sealed},
    analysis::storage::{Tagged, sentence},
    case::Case,
    meetings::rules::Verb,
    web::{
        choices::stored,
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Proposal {
    pub id: i64,
    pub case_id: i64,
    pub number: i64,
    pub area_id: i64,
    pub area: Text,
    pub title: String,
    pub body: String,
    pub assessment: String,
    pub recommendation: String,
    pub state: ProposalState,
    /// The last decision, in the words of the minutes.
    pub verb: Option<Verb>,
    pub decision: Option<String>,
    pub meeting_id: Option<i64>,
    /// The last decision stands in minutes that are approved and open.
    pub public: bool,
}

impl Guarded for Proposal {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, public: self.public, ..Facts::default() }
    }
}

fn proposal(row: &Row) -> Result<Proposal, StoreError> {
    let verb: Option<String> = row.get(11)?;
    let verb = verb.as_deref().map(stored).transpose()?;
    let recommended: Option<i64> = row.get(9)?;
    let waiting: i64 = row.get(10)?;
    Ok(Proposal {
        id: row.get(0)?,
        case_id: row.get(1)?,
        number: row.get(2)?,
        area_id: row.get(3)?,
        area: Text { da: row.get(4)?, en: row.get(5)? },
        title: row.get(6)?,
        body: row.get(7)?,
        assessment: row.get(8)?,
        recommendation: row.get(14)?,
        state: state(recommended.is_some(), waiting > 0, verb),
        verb,
        decision: row.get(12)?,
        meeting_id: row.get(13)?,
        public: row.get::<i64>(15)? > 0,
    })
}

/// All proposals of the case, each with its last decision.
pub fn all(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Proposal>, StoreError> {
    tx.rows(
        "SELECT p.id, p.case_id, p.number, p.area_id, a.name_da, a.name_en, p.title, p.body,
           p.assessment, p.recommended_at,
           (SELECT count(*) FROM agenda_item w JOIN meeting m ON m.id = w.meeting_id
            WHERE w.proposal_id = p.id AND w.verb IS NULL AND m.approved_at IS NULL),
           d.verb, d.decision, d.meeting_id, p.recommendation,
           CASE WHEN dm.approved_at IS NOT NULL AND d.closed = 0 THEN 1 ELSE 0 END
         FROM proposal p JOIN area a ON a.id = p.area_id
         LEFT JOIN agenda_item d ON d.id = (SELECT max(x.id) FROM agenda_item x
           WHERE x.proposal_id = p.id AND x.verb IS NOT NULL)
         LEFT JOIN meeting dm ON dm.id = d.meeting_id
         WHERE p.case_id = $1 ORDER BY p.number",
        &[case.id.into()],
    )?
    .iter()
    .map(proposal)
    .collect()
}

pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadProposals>,
) -> Result<Vec<Proposal>, StoreError> {
    all(tx, case)
}

/// The proposals that were adopted: what the text is made of.
pub fn adopted(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Proposal>, StoreError> {
    let mut proposals = all(tx, case)?;
    proposals.retain(|proposal| proposal.state == ProposalState::Adopted);
    Ok(proposals)
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Proposal>, Error> {
    let found = all(tx, case)?.into_iter().find(|proposal| proposal.id == id);
    Ok(Sealed::new(found.ok_or(NotFound)?))
}

/// What a new proposal says and rests on.
#[derive(Debug)]
pub struct NewProposal {
    pub area_id: i64,
    pub title: String,
    pub body: String,
    pub conclusions: Vec<i64>,
    pub sentences: Vec<(i64, Range<usize>)>,
}

pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<MakeProposal>,
    case: &Case,
    new: &NewProposal,
    now: i64,
) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO proposal (case_id, area_id, number, title, body, assessment,
           recommendation, created_by, created_at)
         VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM proposal
           WHERE case_id = $1), $3, $4, '', '', $5, $6) RETURNING id",
        &[
            case.id.into(),
            new.area_id.into(),
            (&new.title).into(),
            (&new.body).into(),
            (&permit.by).into(),
            now.into(),
        ],
    )?;
    for conclusion in &new.conclusions {
        tx.exec(
            "INSERT INTO proposal_conclusion (proposal_id, conclusion_id) VALUES ($1, $2)",
            &[id.into(), (*conclusion).into()],
        )?;
    }
    for (input_id, span) in &new.sentences {
        let place = |byte: usize| i64::try_from(byte).unwrap_or(i64::MAX);
        tx.exec(
            "INSERT INTO proposal_input (proposal_id, input_id, start_byte, end_byte)
             VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            &[
                id.into(),
                (*input_id).into(),
                place(span.start).into(),
                place(span.end).into(),
            ],
        )?;
    }
    Ok(id)
}

/// The sentences under the topics of some conclusions: what a proposal may rest on.
pub fn sentences_behind(
    tx: &mut dyn Tx,
    conclusions: &[i64],
    now: i64,
) -> Result<Vec<Tagged>, StoreError> {
    let mut found = Vec::new();
    for conclusion in conclusions {
        for row in tx.rows(
            "SELECT topic_id FROM conclusion_topic WHERE conclusion_id = $1 ORDER BY topic_id",
            &[(*conclusion).into()],
        )? {
            found.extend(crate::analysis::storage::of_topic(tx, row.get(0)?, now)?);
        }
    }
    found.sort_by_key(|one| (one.input_number, one.span.start));
    found.dedup_by_key(|one| (one.input_id, one.span.start));
    Ok(found)
}

/// The sentences a proposal rests on.
pub fn sentences(
    tx: &mut dyn Tx,
    proposal_id: i64,
    now: i64,
) -> Result<Vec<Tagged>, StoreError> {
    tx.rows(
        "SELECT p.input_id, i.number, i.name, i.organisation, p.start_byte, p.end_byte,
           i.body, i.protected, i.released_at, i.case_id, i.remove_at
         FROM proposal_input p JOIN input i ON i.id = p.input_id
         WHERE p.proposal_id = $1 ORDER BY i.number, p.start_byte",
        &[proposal_id.into()],
    )?
    .iter()
    .map(|row| sentence(row, (0, String::new()), 0, now))
    .collect()
}

/// The conclusions a proposal came from.
pub fn conclusions_of(
    tx: &mut dyn Tx,
    proposal_id: i64,
) -> Result<Vec<(i64, i64, String)>, StoreError> {
    tx.rows(
        "SELECT c.id, c.meeting_id, c.body FROM proposal_conclusion p
         JOIN conclusion c ON c.id = p.conclusion_id
         WHERE p.proposal_id = $1 ORDER BY c.id",
        &[proposal_id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    .collect()
}

pub fn save_recommendation(
    tx: &mut dyn Tx,
    proposal: &Proposal,
    assessment: &str,
    recommendation: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE proposal SET assessment = $1, recommendation = $2, recommended_at = $3
         WHERE id = $4",
        &[assessment.into(), recommendation.into(), now.into(), proposal.id.into()],
    )
    .map(drop)
}

/// Id, number and title of a proposal that nobody has recommended what to do with.
pub type Unrecommended = (i64, i64, String);

/// The first proposals that nobody has recommended what to do with, and how many there
/// are: id, number, title.
pub fn not_recommended(
    tx: &mut dyn Tx,
    case: &Case,
    most: i64,
) -> Result<(Vec<Unrecommended>, i64), StoreError> {
    let first = tx
        .rows(
            "SELECT id, number, title FROM proposal
             WHERE case_id = $1 AND recommended_at IS NULL ORDER BY number LIMIT $2",
            &[case.id.into(), most.into()],
        )?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect::<Result<_, StoreError>>()?;
    let count = tx.one(
        "SELECT count(*) FROM proposal WHERE case_id = $1 AND recommended_at IS NULL",
        &[case.id.into()],
    )?;
    Ok((first, count))
}

pub fn tally(tx: &mut dyn Tx, case: &Case) -> Result<Tally, StoreError> {
    let mut count = |sql| tx.one(sql, &[case.id.into()]);
    Ok(Tally {
        proposals: count("SELECT count(*) FROM proposal WHERE case_id = $1")?,
        conclusions_without: count(
            "SELECT count(*) FROM conclusion c JOIN meeting m ON m.id = c.meeting_id
             WHERE m.case_id = $1 AND NOT EXISTS
               (SELECT 1 FROM proposal_conclusion p WHERE p.conclusion_id = c.id)",
        )?,
        not_recommended: count(
            "SELECT count(*) FROM proposal WHERE case_id = $1 AND recommended_at IS NULL",
        )?,
    })
}
