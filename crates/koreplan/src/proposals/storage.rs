//! Proposals in the database.

use std::ops::Range;

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Assessment, Left, Progress, ProposalState, Tally, state};
use crate::{
    access::{
        Action, EndProposal, Facts, Guarded, MakeProposal, Permit, ReadProposals,
        RecommendProposal, Sealed, SendProposalOn,
    },
    analysis::{
        self,
        storage::{Tagged, sentence},
    },
    case::Case,
    input::storage::nameless,
    meetings::{decided_in_public, last_decision, rules::Verb},
    theme_meeting,
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
    pub assessment: Assessment,
    /// The number of the assessment that stands; 0 before the first.
    pub version: i64,
    pub recommended: bool,
    pub state: ProposalState,
    /// The last decision, in the words of the minutes.
    pub verb: Option<Verb>,
    pub decision: Option<String>,
    pub meeting_id: Option<i64>,
    /// The item of the last decision.
    pub item_id: Option<i64>,
    /// The body it was sent on to and which has not decided.
    pub sent_to: Option<i64>,
    pub ended: Option<Ended>,
    /// The last decision is public, or it fell with a reason everybody may read.
    pub public: bool,
}

/// Why a proposal fell.
#[derive(Debug, Clone)]
pub struct Ended {
    pub at: i64,
    pub by: String,
    pub reason: String,
}

impl Guarded for Proposal {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, public: self.public, ..Facts::default() }
    }
}

fn proposal(row: &Row) -> Result<Proposal, StoreError> {
    let verb: Option<String> = row.get(15)?;
    let verb = verb.as_deref().map(stored).transpose()?;
    let recommended = row.get::<Option<i64>>(13)?.is_some();
    let some = |at| row.get(at).map(|count: i64| count > 0);
    let ended: Option<i64> = row.get(19)?;
    let ended = match ended {
        Some(at) => Some(Ended { at, by: row.get(20)?, reason: row.get(21)? }),
        None => None,
    };
    let sent_to: Option<i64> = row.get(24)?;
    let left = match (some(23)?, some(22)?) {
        (true, _) => Some(Left::TakenBack),
        (false, true) => Some(Left::Became),
        (false, false) if ended.is_some() => Some(Left::Ended),
        (false, false) => sent_to.map(|_| Left::SentOn),
    };
    let progress = Progress { recommended, waiting: some(14)?, last: verb, left };
    Ok(Proposal {
        id: row.get(0)?,
        case_id: row.get(1)?,
        number: row.get(2)?,
        area_id: row.get(3)?,
        area: Text { da: row.get(4)?, en: row.get(5)? },
        title: row.get(6)?,
        body: row.get(7)?,
        assessment: assessment(row, 8)?,
        version: row.get(25)?,
        recommended,
        state: state(progress),
        verb,
        decision: row.get(16)?,
        meeting_id: row.get(17)?,
        item_id: row.get(18)?,
        sent_to,
        ended,
        public: some(26)?,
    })
}

/// An assessment; its five columns stand from `at` on.
fn assessment(row: &Row, at: usize) -> Result<Assessment, StoreError> {
    Ok(Assessment {
        effect: row.get(at)?,
        cost: row.get(at + 1)?,
        legal: row.get(at + 2)?,
        parties: row.get(at + 3)?,
        recommendation: row.get(at + 4)?,
    })
}

/// All proposals of the case, each with its last decision.
pub fn all(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Proposal>, StoreError> {
    tx.rows(
        concat!(
            "SELECT p.id, p.case_id, p.number, p.area_id, a.name_da, a.name_en, p.title, p.body,
               p.assessment, p.cost, p.legal, p.parties, p.recommendation, p.recommended_at,
               (SELECT count(*) FROM agenda_item w JOIN meeting n ON n.id = w.meeting_id
                WHERE w.proposal_id = p.id AND w.verb IS NULL AND n.approved_at IS NULL
                  AND n.kind <> 'backlog' AND n.cancelled_at IS NULL),
               d.verb, d.decision, d.meeting_id, d.id, p.dropped_at,
               coalesce(p.dropped_by, ''), coalesce(p.dropped_reason, ''),
               (SELECT count(*) FROM proposal_lineage l JOIN proposal_change c
                  ON c.id = l.change_id WHERE l.from_id = p.id AND c.undone_at IS NULL),
               (SELECT count(*) FROM proposal_lineage l JOIN proposal_change c
                  ON c.id = l.change_id WHERE l.to_id = p.id AND c.undone_at IS NOT NULL),
               (SELECT f.body_id FROM referral f WHERE f.id =
                  (SELECT max(y.id) FROM referral y WHERE y.proposal_id = p.id)
                  AND coalesce(f.after_item, 0) = coalesce(d.id, 0)),
               p.version, CASE WHEN p.dropped_at IS NOT NULL OR ",
            decided_in_public!(),
            " THEN 1 ELSE 0 END
             FROM proposal p JOIN area a ON a.id = p.area_id ",
            last_decision!(),
            " WHERE p.case_id = $1 ORDER BY p.number"
        ),
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
    pub rests: Rests,
}

/// What a proposal rests on.
#[derive(Debug, Clone, Default)]
pub struct Rests {
    pub conclusions: Vec<i64>,
    pub analyses: Vec<i64>,
    pub sentences: Vec<(i64, Range<usize>)>,
}

impl Rests {
    pub fn is_empty(&self) -> bool {
        self.conclusions.is_empty()
            && self.analyses.is_empty()
            && self.sentences.is_empty()
    }
}

/// Makes a proposal; who may is who may make one, or shape one anew.
pub fn insert<A: Action>(
    tx: &mut dyn Tx,
    permit: &Permit<A>,
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
    rest_on(tx, id, &new.rests)?;
    Ok(id)
}

/// Gives a proposal more to rest on; says whether any of it is new.
pub fn add(
    tx: &mut dyn Tx,
    _: &Permit<MakeProposal>,
    id: i64,
    rests: &Rests,
) -> Result<u64, StoreError> {
    rest_on(tx, id, rests)
}

fn rest_on(tx: &mut dyn Tx, id: i64, rests: &Rests) -> Result<u64, StoreError> {
    let mut new = 0;
    for conclusion in &rests.conclusions {
        new += tx.exec(
            "INSERT INTO proposal_conclusion (proposal_id, conclusion_id) VALUES ($1, $2)
             ON CONFLICT DO NOTHING",
            &[id.into(), (*conclusion).into()],
        )?;
    }
    for analysis in &rests.analyses {
        new += tx.exec(
            "INSERT INTO proposal_analysis (proposal_id, analysis_id) VALUES ($1, $2)
             ON CONFLICT DO NOTHING",
            &[id.into(), (*analysis).into()],
        )?;
    }
    for (input_id, span) in &rests.sentences {
        let place = |byte: usize| i64::try_from(byte).unwrap_or(i64::MAX);
        new += tx.exec(
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
    Ok(new)
}

/// What a proposal rests on.
pub fn rests(tx: &mut dyn Tx, id: i64) -> Result<Rests, StoreError> {
    let ids = |rows: Vec<Row>| -> Result<Vec<i64>, StoreError> {
        rows.iter().map(|row| row.get(0)).collect()
    };
    let place = |row: &Row, at| -> Result<usize, StoreError> {
        Ok(usize::try_from(row.get::<i64>(at)?).unwrap_or(0))
    };
    Ok(Rests {
        conclusions: ids(tx.rows(
            "SELECT conclusion_id FROM proposal_conclusion WHERE proposal_id = $1
             ORDER BY conclusion_id",
            &[id.into()],
        )?)?,
        analyses: ids(tx.rows(
            "SELECT analysis_id FROM proposal_analysis WHERE proposal_id = $1
             ORDER BY analysis_id",
            &[id.into()],
        )?)?,
        sentences: tx
            .rows(
                "SELECT input_id, start_byte, end_byte FROM proposal_input
                 WHERE proposal_id = $1 ORDER BY input_id, start_byte",
                &[id.into()],
            )?
            .iter()
            .map(|row| Ok((row.get(0)?, place(row, 1)?..place(row, 2)?)))
            .collect::<Result<_, StoreError>>()?,
    })
}

/// The sentences behind some conclusions: under their topics, and those they name.
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
            found.extend(analysis::storage::of_topic(tx, row.get(0)?, now)?);
        }
        found.extend(theme_meeting::storage::sentences(tx, *conclusion, now)?);
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
        concat!(
            "SELECT p.input_id, i.number, i.name, i.organisation, p.start_byte, p.end_byte,
               i.body, ",
            nameless!(),
            ", i.released_at, i.case_id, i.remove_at
             FROM proposal_input p JOIN input i ON i.id = p.input_id
             WHERE p.proposal_id = $1 ORDER BY i.number, p.start_byte"
        ),
        &[proposal_id.into()],
    )?
    .iter()
    .map(|row| sentence(row, (0, String::new()), 0, now))
    .collect()
}

/// The analyses a proposal rests on: id and title.
pub fn analyses_of(
    tx: &mut dyn Tx,
    proposal_id: i64,
) -> Result<Vec<(i64, String)>, StoreError> {
    tx.rows(
        "SELECT y.id, y.title FROM proposal_analysis p JOIN analysis y ON y.id = p.analysis_id
         WHERE p.proposal_id = $1 ORDER BY y.id",
        &[proposal_id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}

/// A version of the assessment that was saved.
#[derive(Debug, Clone)]
pub struct Version {
    pub version: i64,
    pub assessment: Assessment,
    /// Empty, and no time, for what was written before versions were kept.
    pub by: String,
    pub at: Option<i64>,
}

/// All versions of a proposal's assessment, the oldest first.
pub fn versions(tx: &mut dyn Tx, proposal_id: i64) -> Result<Vec<Version>, StoreError> {
    tx.rows(
        "SELECT version, effect, cost, legal, parties, recommendation, by_name, at
         FROM proposal_assessment WHERE proposal_id = $1 ORDER BY version",
        &[proposal_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Version {
            version: row.get(0)?,
            assessment: assessment(row, 1)?,
            by: row.get(6)?,
            at: row.get(7)?,
        })
    })
    .collect()
}

/// Saves an assessment in the place of the one that stands; no if another was faster.
pub fn save_assessment(
    tx: &mut dyn Tx,
    permit: &Permit<RecommendProposal>,
    proposal: &Proposal,
    new: &Assessment,
    now: i64,
) -> Result<bool, StoreError> {
    let kept = proposal.version == 0 && !proposal.assessment.is_empty();
    if kept {
        // It came in an archive from before versions were kept.
        keep(tx, proposal.id, 1, &proposal.assessment, ("", None))?;
    }
    let version = proposal.version + if kept { 2 } else { 1 };
    let touched = tx.exec(
        "UPDATE proposal SET assessment = $1, cost = $2, legal = $3, parties = $4,
           recommendation = $5, recommended_at = $6, version = $7
         WHERE id = $8 AND version = $9",
        &[
            (&new.effect).into(),
            (&new.cost).into(),
            (&new.legal).into(),
            (&new.parties).into(),
            (&new.recommendation).into(),
            now.into(),
            version.into(),
            proposal.id.into(),
            proposal.version.into(),
        ],
    )?;
    if touched == 1 {
        keep(tx, proposal.id, version, new, (&permit.by, Some(now)))?;
    }
    Ok(touched == 1)
}

fn keep(
    tx: &mut dyn Tx,
    proposal_id: i64,
    version: i64,
    text: &Assessment,
    (by, at): (&str, Option<i64>),
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO proposal_assessment (proposal_id, version, effect, cost, legal, parties,
           recommendation, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            proposal_id.into(),
            version.into(),
            (&text.effect).into(),
            (&text.cost).into(),
            (&text.legal).into(),
            (&text.parties).into(),
            (&text.recommendation).into(),
            by.into(),
            at.into(),
        ],
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

/// Lets a proposal fall, with the reason its senders read.
pub fn end(
    tx: &mut dyn Tx,
    permit: &Permit<EndProposal>,
    proposal: &Proposal,
    reason: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE proposal SET dropped_at = $1, dropped_by = $2, dropped_reason = $3
         WHERE id = $4",
        &[now.into(), (&permit.by).into(), reason.into(), proposal.id.into()],
    )
    .map(drop)
}

/// Whether a paragraph of the text rests on it.
pub fn is_in_text(tx: &mut dyn Tx, proposal_id: i64) -> Result<bool, StoreError> {
    let count = tx.one(
        "SELECT count(*) FROM paragraph_proposal WHERE proposal_id = $1",
        &[proposal_id.into()],
    )?;
    Ok(count > 0)
}

/// Sends a proposal on to a body.
pub fn send_on(
    tx: &mut dyn Tx,
    permit: &Permit<SendProposalOn>,
    proposal: &Proposal,
    (body_id, note): (i64, &str),
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO referral (proposal_id, body_id, after_item, note, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            proposal.id.into(),
            body_id.into(),
            proposal.item_id.into(),
            note.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
    .map(drop)
}

/// Something that was done with a proposal on its way through the bodies.
#[derive(Debug, Clone)]
pub struct Stage {
    pub at: i64,
    /// The body it was done by, or for.
    pub body: Option<Text>,
    pub what: StageKind,
    body_id: Option<i64>,
    chair_id: Option<i64>,
    /// On the closed agenda.
    pub closed: bool,
    /// Everybody may read it.
    public: bool,
    /// On an agenda that is being prepared.
    withheld: bool,
}

impl Stage {
    /// The door of the meeting, or of the body it was sent to.
    pub fn facts(&self, case: &Case) -> Facts {
        Facts {
            case_id: case.id,
            body_id: self.body_id,
            chair_id: self.chair_id.filter(|_| self.body_id.is_none()),
            public: self.public,
            withheld: self.withheld,
            ..Facts::default()
        }
    }
}

#[derive(Debug, Clone)]
pub enum StageKind {
    /// On the agenda of a meeting that is to decide.
    OnAgenda {
        meeting_id: i64,
        meeting: String,
    },
    Decided {
        meeting_id: i64,
        item_id: i64,
        verb: Verb,
        decision: String,
        by: String,
    },
    SentOn {
        note: String,
        by: String,
    },
}

/// Everything the bodies did with a proposal, in order: the same for all of them.
pub fn stages(tx: &mut dyn Tx, proposal_id: i64) -> Result<Vec<Stage>, StoreError> {
    let name = |row: &Row, at| -> Result<Option<Text>, StoreError> {
        let da: Option<String> = row.get(at)?;
        Ok(match da {
            Some(da) => Some(Text { da, en: row.get(at + 1)? }),
            None => None,
        })
    };
    let mut stages = Vec::new();
    for row in tx.rows(
        "SELECT a.id, m.id, m.title, m.starts_at, b.name_da, b.name_en, a.verb,
           coalesce(a.decision, ''), coalesce(a.decided_by, ''), a.decided_at, m.body_id,
           m.chair_id, a.closed, m.approved_at, r.item_id, r.released_at, m.agenda_at
         FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
         LEFT JOIN decision_release r ON r.item_id = a.id
         LEFT JOIN body b ON b.id = m.body_id WHERE a.proposal_id = $1 ORDER BY a.id",
        &[proposal_id.into()],
    )? {
        let verb: Option<String> = row.get(6)?;
        let (item_id, meeting_id) = (row.get(0)?, row.get(1)?);
        let what = match verb.as_deref().map(stored).transpose()? {
            Some(verb) => StageKind::Decided {
                meeting_id,
                item_id,
                verb,
                decision: row.get(7)?,
                by: row.get(8)?,
            },
            None => StageKind::OnAgenda { meeting_id, meeting: row.get(2)? },
        };
        let decided: Option<i64> = row.get(9)?;
        let at = decided.map_or_else(|| row.get(3), Ok)?;
        let closed: bool = row.get(12)?;
        let approved = row.get::<Option<i64>>(13)?.is_some();
        let kept = row.get::<Option<i64>>(14)?.is_some();
        let released = row.get::<Option<i64>>(15)?.is_some();
        let stage = Stage {
            at,
            body: name(&row, 4)?,
            what,
            body_id: row.get(10)?,
            chair_id: row.get(11)?,
            closed,
            public: released || (approved && !closed && !kept),
            withheld: row.get::<Option<i64>>(16)?.is_none(),
        };
        stages.push((item_id, 0, stage));
    }
    for row in tx.rows(
        "SELECT f.at, b.name_da, b.name_en, f.note, f.by_name, coalesce(f.after_item, 0), b.id
         FROM referral f JOIN body b ON b.id = f.body_id WHERE f.proposal_id = $1
         ORDER BY f.id",
        &[proposal_id.into()],
    )? {
        let what = StageKind::SentOn { note: row.get(3)?, by: row.get(4)? };
        let stage = Stage {
            at: row.get(0)?,
            body: name(&row, 1)?,
            what,
            body_id: row.get(6)?,
            chair_id: None,
            closed: false,
            public: false,
            withheld: false,
        };
        stages.push((row.get(5)?, 1, stage));
    }
    // By the decision it came after: clocks may stand still.
    stages.sort_by_key(|(after, kind, _)| (*after, *kind));
    Ok(stages.into_iter().map(|(_, _, stage)| stage).collect())
}

/// The paragraphs of the text that rest on a proposal.
pub fn paragraphs_of(tx: &mut dyn Tx, proposal_id: i64) -> Result<Vec<i64>, StoreError> {
    tx.rows(
        "SELECT paragraph_id FROM paragraph_proposal WHERE proposal_id = $1
         ORDER BY paragraph_id",
        &[proposal_id.into()],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

pub fn tally(tx: &mut dyn Tx, case: &Case) -> Result<Tally, StoreError> {
    let all = all(tx, case)?;
    let open = all.iter().filter(|one| one.state.is_open() && !one.recommended).count();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Tally {
        proposals: count(all.len()),
        conclusions_without: tx.one(
            "SELECT count(*) FROM conclusion c JOIN meeting m ON m.id = c.meeting_id
             WHERE m.case_id = $1 AND NOT EXISTS
               (SELECT 1 FROM proposal_conclusion p WHERE p.conclusion_id = c.id)",
            &[case.id.into()],
        )?,
        not_recommended: count(open),
    })
}
