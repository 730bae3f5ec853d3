//! Following the links through the database.

use std::{collections::BTreeSet, ops::Range};

use koreplan_store::{Row, StoreError, Tx, Val};

use crate::{
    access::{Facts, Guarded, Sealed},
    analysis::assessments::{rules::Assessment, storage::assessment},
    case::Case,
    input::{
        public_copy::{
            self,
            rules::{Piece, part},
        },
        rules::is_public,
        storage::Input,
    },
    meetings::{self, decided_in_public, last_decision, rules::Verb},
    proposals::lineage,
    web::{choices::stored, l10n::Text},
};

/// One stop on the way; `public` when everybody may read it.
#[derive(Debug, Clone)]
pub struct Stop {
    pub id: i64,
    pub text: String,
    pub public: bool,
}

/// A proposal on the way, with what was decided.
#[derive(Debug, Clone)]
pub struct ProposalStop {
    pub stop: Stop,
    pub number: i64,
    pub verb: Option<Verb>,
    pub decision: String,
    pub meeting_id: Option<i64>,
    pub minutes_public: bool,
    /// Why it fell, for everybody to read.
    pub ended: Option<String>,
    /// The numbers of the proposals it became.
    pub became: Vec<i64>,
}

/// A conclusion on the way, with its door.
#[derive(Debug, Clone)]
pub struct ConclusionStop {
    pub stop: Stop,
    pub meeting_id: i64,
    pub facts: Facts,
}

/// An initiative on the way.
#[derive(Debug, Clone)]
pub struct InitiativeStop {
    pub id: i64,
    pub number: String,
    pub title: Text,
}

/// What became of an input.
#[derive(Debug, Clone, Default)]
pub struct Fate {
    pub topics: Vec<Stop>,
    /// Finished analyses that rest on its words; for insiders alone.
    pub analyses: Vec<Stop>,
    pub conclusions: Vec<ConclusionStop>,
    pub proposals: Vec<ProposalStop>,
    pub paragraphs: Vec<Stop>,
    /// Numbers of the released versions the paragraphs stand in.
    pub versions: Vec<i64>,
    pub initiatives: Vec<InitiativeStop>,
}

impl Fate {
    /// What everybody may read of it.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.topics.retain(|stop| stop.public);
        self.analyses.clear();
        self.conclusions.retain(|conclusion| conclusion.stop.public);
        self.proposals.retain(|proposal| proposal.stop.public);
        for proposal in &mut self.proposals {
            proposal.meeting_id = proposal.meeting_id.filter(|_| proposal.minutes_public);
            proposal.became.clear();
        }
        self.paragraphs.retain(|stop| stop.public);
        if self.paragraphs.is_empty() {
            self.initiatives.clear();
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.topics.is_empty() && self.proposals.is_empty()
    }
}

fn stop(row: &Row) -> Result<Stop, StoreError> {
    Ok(Stop { id: row.get(0)?, text: row.get(1)?, public: row.get::<i64>(2)? > 0 })
}

macro_rules! select_proposals {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.title, CASE WHEN p.dropped_at IS NOT NULL OR ",
            decided_in_public!(),
            " THEN 1 ELSE 0 END, p.number, coalesce(r.verb, d.verb),
               coalesce(r.decision, d.decision, ''), d.meeting_id, m.approved_at,
               p.dropped_reason
             FROM proposal p ",
            last_decision!(),
            " ",
            $rest,
            " ORDER BY p.number"
        )
    };
}

fn proposals(
    tx: &mut dyn Tx,
    sql: &'static str,
    id: i64,
) -> Result<Vec<ProposalStop>, StoreError> {
    let mut found = Vec::new();
    for row in tx.rows(sql, &[id.into()])? {
        let verb: Option<String> = row.get(4)?;
        let stop = stop(&row)?;
        let became = tx.rows(
            "SELECT DISTINCT p.number FROM proposal_lineage l
             JOIN proposal_change c ON c.id = l.change_id JOIN proposal p ON p.id = l.to_id
             WHERE l.from_id = $1 AND c.undone_at IS NULL ORDER BY p.number",
            &[stop.id.into()],
        )?;
        found.push(ProposalStop {
            stop,
            number: row.get(3)?,
            verb: verb.as_deref().map(stored).transpose()?,
            decision: row.get(5)?,
            meeting_id: row.get(6)?,
            minutes_public: row.get::<Option<i64>>(7)?.is_some(),
            ended: row.get(8)?,
            became: became.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?,
        });
    }
    Ok(found)
}

/// Follows an input to where its words went.
pub fn of_input(tx: &mut dyn Tx, input: &Input) -> Result<Fate, StoreError> {
    let id = || -> [Val; 1] { [input.id.into()] };
    let topics = tx.rows(
        "SELECT DISTINCT t.id, t.title,
           CASE WHEN t.approved_at IS NULL THEN 0 ELSE 1 END
         FROM topic t JOIN topic_input l ON l.topic_id = t.id
         WHERE l.input_id = $1 ORDER BY t.id",
        &id(),
    )?;
    let analyses = tx.rows(
        "SELECT DISTINCT y.id, y.title, 0 FROM analysis y
         JOIN finding f ON f.analysis_id = y.id JOIN finding_input l ON l.finding_id = f.id
         WHERE l.input_id = $1 AND y.finished_at IS NOT NULL ORDER BY y.id",
        &id(),
    )?;
    let conclusions = tx.rows(
        "SELECT c.id, c.body, CASE WHEN m.approved_at IS NOT NULL
             AND (c.confidential = 0 OR c.released_at IS NOT NULL) THEN 1 ELSE 0 END,
           c.meeting_id, m.case_id, m.chair_id, m.approved_at
         FROM conclusion c JOIN meeting m ON m.id = c.meeting_id
         WHERE c.id IN (SELECT ct.conclusion_id FROM conclusion_topic ct
             JOIN topic_input l ON l.topic_id = ct.topic_id WHERE l.input_id = $1)
           OR c.id IN (SELECT s.conclusion_id FROM conclusion_input s WHERE s.input_id = $1)
         ORDER BY c.id",
        &id(),
    )?;
    let proposals = proposals(
        tx,
        select_proposals!(
            "WHERE p.id IN (SELECT proposal_id FROM proposal_input WHERE input_id = $1)"
        ),
        input.id,
    )?;
    let mut fate = Fate {
        topics: topics.iter().map(stop).collect::<Result<_, _>>()?,
        analyses: analyses.iter().map(stop).collect::<Result<_, _>>()?,
        conclusions: conclusions
            .iter()
            .map(|row| {
                let stop = stop(row)?;
                let facts = Facts {
                    case_id: row.get(4)?,
                    chair_id: row.get(5)?,
                    public: stop.public,
                    withheld: row.get::<Option<i64>>(6)?.is_none(),
                    ..Facts::default()
                };
                Ok(ConclusionStop { stop, meeting_id: row.get(3)?, facts })
            })
            .collect::<Result<_, StoreError>>()?,
        proposals,
        ..Fate::default()
    };
    for proposal in &fate.proposals {
        for row in tx.rows(
            "SELECT p.id,
               coalesce((SELECT x.body FROM version_paragraph x JOIN version v
                  ON v.id = x.version_id
                WHERE x.paragraph_id = p.id AND v.released_at IS NOT NULL
                ORDER BY v.number DESC LIMIT 1), p.body),
               (SELECT count(*) FROM version_paragraph x JOIN version v
                  ON v.id = x.version_id
                WHERE x.paragraph_id = p.id AND v.released_at IS NOT NULL)
             FROM paragraph p JOIN paragraph_proposal l ON l.paragraph_id = p.id
             WHERE l.proposal_id = $1 ORDER BY p.id",
            &[proposal.stop.id.into()],
        )? {
            let stop = stop(&row)?;
            if fate.paragraphs.iter().all(|known| known.id != stop.id) {
                fate.paragraphs.push(stop);
            }
        }
    }
    for paragraph in &fate.paragraphs {
        fate.versions.extend(released_versions(tx, paragraph.id)?);
        fate.initiatives.extend(initiatives_of(tx, paragraph.id)?);
    }
    fate.versions.sort_unstable();
    fate.versions.dedup();
    Ok(fate)
}

/// The released versions a paragraph stands in.
pub fn released_versions(
    tx: &mut dyn Tx,
    paragraph_id: i64,
) -> Result<Vec<i64>, StoreError> {
    tx.rows(
        "SELECT v.number FROM version_paragraph x JOIN version v ON v.id = x.version_id
         WHERE x.paragraph_id = $1 AND v.released_at IS NOT NULL ORDER BY v.number",
        &[paragraph_id.into()],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// The initiatives that stand in a paragraph.
pub fn initiatives_of(
    tx: &mut dyn Tx,
    paragraph_id: i64,
) -> Result<Vec<InitiativeStop>, StoreError> {
    tx.rows(
        "SELECT id, number, title_da, title_en FROM initiative
         WHERE paragraph_id = $1 ORDER BY position",
        &[paragraph_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(InitiativeStop {
            id: row.get(0)?,
            number: row.get(1)?,
            title: Text { da: row.get(2)?, en: row.get(3)? },
        })
    })
    .collect()
}

/// A sentence of an input with what was answered to it.
#[derive(Debug, Clone)]
pub struct Point {
    pub span: Range<usize>,
    pub topic: String,
    pub assessment: Assessment,
}

/// The answers to an input's sentences that are approved.
pub fn points(tx: &mut dyn Tx, input: &Input) -> Result<Vec<Point>, StoreError> {
    tx.rows(
        "SELECT l.start_byte, l.end_byte, t.title, t.said, t.met, t.assessment
         FROM topic_input l JOIN topic t ON t.id = l.topic_id
         WHERE l.input_id = $1 AND t.approved_at IS NOT NULL ORDER BY l.start_byte, t.id",
        &[input.id.into()],
    )?
    .iter()
    .map(|row| {
        let place = |at| row.get(at).map(|byte: i64| usize::try_from(byte).unwrap_or(0));
        Ok(Point {
            span: place(0)?..place(1)?,
            topic: row.get(2)?,
            assessment: assessment(row, 3)?,
        })
    })
    .collect()
}

/// An input behind a paragraph: number, words, and whether everybody may read them.
#[derive(Debug, Clone)]
pub struct Voice {
    pub input_id: i64,
    pub number: i64,
    pub span: Range<usize>,
    /// From the original, for those who read it at work.
    pub words: String,
    /// The same sentence in the public copy.
    pub copy: Vec<Piece>,
    pub public: bool,
}

/// The finished analyses that were on the agenda of the meetings behind a paragraph.
pub fn analyses_of(tx: &mut dyn Tx, paragraph_id: i64) -> Result<Vec<Stop>, StoreError> {
    tx.rows(
        "SELECT DISTINCT y.id, y.title, 0 FROM analysis y
         JOIN agenda_item d ON d.analysis_id = y.id
         JOIN conclusion c ON c.meeting_id = d.meeting_id
         JOIN proposal_conclusion l ON l.conclusion_id = c.id
         JOIN paragraph_proposal p ON p.proposal_id = l.proposal_id
         WHERE p.paragraph_id = $1 AND y.finished_at IS NOT NULL ORDER BY y.id",
        &[paragraph_id.into()],
    )?
    .iter()
    .map(stop)
    .collect()
}

/// The proposals behind a paragraph.
pub fn proposals_of(
    tx: &mut dyn Tx,
    paragraph_id: i64,
) -> Result<Vec<ProposalStop>, StoreError> {
    proposals(
        tx,
        select_proposals!(
            "WHERE p.id IN
               (SELECT proposal_id FROM paragraph_proposal WHERE paragraph_id = $1)"
        ),
        paragraph_id,
    )
}

/// One proposal on the way, as the trace shows it.
pub fn proposal_of(
    tx: &mut dyn Tx,
    proposal_id: i64,
) -> Result<Option<ProposalStop>, StoreError> {
    let found = proposals(tx, select_proposals!("WHERE p.id = $1"), proposal_id)?;
    Ok(found.into_iter().next())
}

/// An item of an agenda, as the trace begins at it.
#[derive(Debug, Clone)]
pub struct ItemStop {
    pub id: i64,
    pub title: String,
    pub meeting_id: i64,
    pub meeting: String,
    pub closed: bool,
    pub topic_id: Option<i64>,
    pub proposal_id: Option<i64>,
    pub analysis_id: Option<i64>,
    pub conclusion_id: Option<i64>,
    pub paragraph_id: Option<i64>,
    pub version_id: Option<i64>,
    pub verb: Option<Verb>,
    pub decision: String,
    /// The decision is not public, whatever the minutes say.
    pub kept_back: bool,
    pub facts: Facts,
}

impl Guarded for ItemStop {
    fn facts(&self) -> Facts {
        self.facts.clone()
    }
}

/// An item of an agenda of the case.
pub fn item(
    tx: &mut dyn Tx,
    case: &Case,
    id: i64,
) -> Result<Option<Sealed<ItemStop>>, StoreError> {
    let row = tx.row(
        "SELECT a.id, a.title, m.id, m.title, a.closed, a.topic_id, a.proposal_id,
           a.analysis_id, a.verb, coalesce(a.decision, ''),
           (SELECT count(*) FROM decision_release h
             WHERE h.item_id = a.id AND h.released_at IS NULL),
           m.body_id, m.chair_id, m.approved_at, a.conclusion_id, a.paragraph_id,
           a.version_id, m.agenda_at
         FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
         WHERE m.case_id = $1 AND a.id = $2",
        &[case.id.into(), id.into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let verb: Option<String> = row.get(8)?;
    let closed: bool = row.get(4)?;
    let times = (row.get(13)?, row.get(17)?);
    let meeting = meetings::storage::facts(case.id, row.get(11)?, row.get(12)?, times);
    Ok(Some(Sealed::new(ItemStop {
        id: row.get(0)?,
        title: row.get(1)?,
        meeting_id: row.get(2)?,
        meeting: row.get(3)?,
        closed,
        topic_id: row.get(5)?,
        proposal_id: row.get(6)?,
        analysis_id: row.get(7)?,
        conclusion_id: row.get(14)?,
        paragraph_id: row.get(15)?,
        version_id: row.get(16)?,
        verb: verb.as_deref().map(stored).transpose()?,
        decision: row.get(9)?,
        kept_back: row.get::<i64>(10)? > 0,
        facts: Facts { public: meeting.public && !closed, ..meeting },
    })))
}

/// A proposal and everything it came of, near and far: what it rests on may have come in
/// by any of them.
pub fn lineage_of(
    tx: &mut dyn Tx,
    case: &Case,
    proposal_id: i64,
) -> Result<BTreeSet<i64>, StoreError> {
    let steps = lineage::storage::all(tx, case)?;
    let changes: Vec<_> = steps.into_iter().map(|step| step.change).collect();
    let mut all = lineage::rules::ancestors(&changes, proposal_id);
    all.insert(proposal_id);
    Ok(all)
}

/// The proposals behind the paragraphs of a frozen version.
pub fn proposals_of_version(
    tx: &mut dyn Tx,
    version_id: i64,
) -> Result<Vec<ProposalStop>, StoreError> {
    proposals(
        tx,
        select_proposals!(
            "WHERE p.id IN (SELECT l.proposal_id FROM paragraph_proposal l
               JOIN version_paragraph x ON x.paragraph_id = l.paragraph_id
               WHERE x.version_id = $1)"
        ),
        version_id,
    )
}

/// The sentences `p` of inputs `i`, in the order [`voices`] reads their columns.
macro_rules! select_voices {
    ($from:literal) => {
        concat!(
            "SELECT i.id, i.number, i.body, p.start_byte, p.end_byte, i.released_at,
               i.remove_at ",
            $from
        )
    };
}

/// The sentences of inputs behind a conclusion: those it names, and under its topics.
pub fn voices_of_conclusion(
    tx: &mut dyn Tx,
    conclusion_id: i64,
    now: i64,
) -> Result<Vec<Voice>, StoreError> {
    let rows = tx.rows(
        select_voices!(
            "FROM (SELECT l.input_id, l.start_byte, l.end_byte FROM topic_input l
             JOIN conclusion_topic c ON c.topic_id = l.topic_id WHERE c.conclusion_id = $1
           UNION SELECT s.input_id, s.start_byte, s.end_byte FROM conclusion_input s
             WHERE s.conclusion_id = $1) p
         JOIN input i ON i.id = p.input_id WHERE i.erased_at IS NULL
         ORDER BY i.number, p.start_byte LIMIT $2"
        ),
        &[conclusion_id.into(), LISTED.into()],
    )?;
    voices(tx, &rows, now)
}

/// The sentences of inputs under a topic.
pub fn voices_of_topic(
    tx: &mut dyn Tx,
    topic_id: i64,
    now: i64,
) -> Result<Vec<Voice>, StoreError> {
    let rows = tx.rows(
        select_voices!(
            "FROM topic_input p JOIN input i ON i.id = p.input_id
         JOIN topic t ON t.id = p.topic_id
         WHERE p.topic_id = $1 AND i.erased_at IS NULL AND t.approved_at IS NOT NULL
         ORDER BY i.number, p.start_byte LIMIT $2"
        ),
        &[topic_id.into(), LISTED.into()],
    )?;
    voices(tx, &rows, now)
}

/// The sentences of inputs a finished analysis rests on.
pub fn voices_of_analysis(
    tx: &mut dyn Tx,
    analysis_id: i64,
    now: i64,
) -> Result<Vec<Voice>, StoreError> {
    let rows = tx.rows(
        select_voices!(
            "FROM finding_input p JOIN finding f ON f.id = p.finding_id
         JOIN input i ON i.id = p.input_id
         WHERE f.analysis_id = $1 AND i.erased_at IS NULL
         ORDER BY i.number, p.start_byte LIMIT $2"
        ),
        &[analysis_id.into(), LISTED.into()],
    )?;
    voices(tx, &rows, now)
}

/// The sentences of inputs behind a proposal.
pub fn voices_of(
    tx: &mut dyn Tx,
    proposal_id: i64,
    now: i64,
) -> Result<Vec<Voice>, StoreError> {
    let rows = tx.rows(
        select_voices!(
            "FROM proposal_input p JOIN input i ON i.id = p.input_id
         WHERE p.proposal_id = $1 AND i.erased_at IS NULL
         ORDER BY i.number, p.start_byte"
        ),
        &[proposal_id.into()],
    )?;
    voices(tx, &rows, now)
}

/// Sentences from rows: input, number, text, first and last byte, released, end of release.
fn voices(tx: &mut dyn Tx, rows: &[Row], now: i64) -> Result<Vec<Voice>, StoreError> {
    let mut voices = Vec::new();
    for row in rows {
        let place = |at| row.get(at).map(|byte: i64| usize::try_from(byte).unwrap_or(0));
        let span = place(3)?..place(4)?;
        let (input_id, body): (i64, String) = (row.get(0)?, row.get(2)?);
        let public = is_public(row.get(5)?, row.get(6)?, now);
        let copy = if public {
            part(&public_copy::storage::pieces(tx, input_id)?, &span)
        } else {
            Vec::new()
        };
        voices.push(Voice {
            input_id,
            number: row.get(1)?,
            words: body.get(span.clone()).unwrap_or_default().to_owned(),
            span,
            copy,
            public,
        });
    }
    Ok(voices)
}

/// Whether a paragraph is part of a released version of this case, and its last words.
pub fn paragraph(
    tx: &mut dyn Tx,
    case: &Case,
    id: i64,
) -> Result<Option<(String, bool)>, StoreError> {
    let row = tx.row(
        "SELECT p.body FROM paragraph p JOIN chapter c ON c.id = p.chapter_id
         WHERE c.case_id = $1 AND p.id = $2",
        &[case.id.into(), id.into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let frozen = tx.row(
        "SELECT x.body FROM version_paragraph x JOIN version v ON v.id = x.version_id
         WHERE x.paragraph_id = $1 AND v.released_at IS NOT NULL
         ORDER BY v.number DESC LIMIT 1",
        &[id.into()],
    )?;
    Ok(Some(match frozen {
        Some(frozen) => (frozen.get(0)?, true),
        None => (row.get(0)?, false),
    }))
}

/// What has lost its way: three lists, each with how many there are.
#[derive(Debug, Clone)]
pub struct Orphans {
    pub adopted_not_in_text: Vec<Stop>,
    pub paragraphs_without_source: Vec<Stop>,
    pub inputs_without_fate: Vec<Stop>,
    pub inputs_without_fate_count: i64,
}

/// Inputs without a fate that one page lists.
pub const LISTED: i64 = 100;

pub fn orphans(tx: &mut dyn Tx, case: &Case) -> Result<Orphans, StoreError> {
    let adopted = crate::proposals::storage::adopted(tx, case)?;
    let mut adopted_not_in_text = Vec::new();
    for proposal in adopted {
        let placed = tx.one(
            "SELECT count(*) FROM paragraph_proposal WHERE proposal_id = $1",
            &[proposal.id.into()],
        )?;
        if placed == 0 {
            let text = format!("{}. {}", proposal.number, proposal.title);
            adopted_not_in_text.push(Stop { id: proposal.id, text, public: false });
        }
    }
    let paragraphs = tx.rows(
        "SELECT p.id, p.body, 0 FROM paragraph p JOIN chapter c ON c.id = p.chapter_id
         WHERE c.case_id = $1 AND NOT EXISTS
           (SELECT 1 FROM paragraph_proposal l WHERE l.paragraph_id = p.id)
         ORDER BY c.position, p.position",
        &[case.id.into()],
    )?;
    let inputs = tx.rows(
        "SELECT i.id, i.body, 0 FROM input i WHERE i.case_id = $1
           AND i.replaced_at IS NULL AND i.erased_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM topic_input t WHERE t.input_id = i.id)
           AND NOT EXISTS (SELECT 1 FROM proposal_input p WHERE p.input_id = i.id)
         ORDER BY i.number LIMIT $2",
        &[case.id.into(), LISTED.into()],
    )?;
    Ok(Orphans {
        adopted_not_in_text,
        paragraphs_without_source: paragraphs
            .iter()
            .map(stop)
            .collect::<Result<_, _>>()?,
        inputs_without_fate: inputs.iter().map(stop).collect::<Result<_, _>>()?,
        inputs_without_fate_count: tx.one(
            "SELECT count(*) FROM input i WHERE i.case_id = $1
               AND i.replaced_at IS NULL AND i.erased_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM topic_input t WHERE t.input_id = i.id)
               AND NOT EXISTS (SELECT 1 FROM proposal_input p WHERE p.input_id = i.id)",
            &[case.id.into()],
        )?,
    })
}

/// An input with a way to show.
#[derive(Debug, Clone)]
pub struct Traveller {
    pub id: i64,
    pub number: i64,
    /// The original, for those who read it at work; else empty.
    pub body: String,
    /// The public copy, for everybody else.
    pub copy: Vec<Piece>,
}

/// Inputs with a way to show; for the public those with a public copy, and that alone.
pub fn travelled(
    tx: &mut dyn Tx,
    case: &Case,
    only_public: bool,
    now: i64,
) -> Result<Vec<Traveller>, StoreError> {
    let rows = tx.rows(
        "SELECT i.id, i.number, CASE WHEN CAST($2 AS BIGINT) = 0 THEN i.body ELSE '' END
         FROM input i WHERE i.case_id = $1 AND i.erased_at IS NULL
           AND i.replaced_at IS NULL
           AND (CAST($2 AS BIGINT) = 0 OR (i.released_at IS NOT NULL
             AND (i.remove_at IS NULL OR i.remove_at > $3)))
           AND EXISTS (SELECT 1 FROM topic_input t WHERE t.input_id = i.id)
         ORDER BY i.number LIMIT $4",
        &[case.id.into(), only_public.into(), now.into(), LISTED.into()],
    )?;
    rows.iter()
        .map(|row| {
            let id = row.get(0)?;
            let copy = if only_public {
                public_copy::storage::pieces(tx, id)?
            } else {
                Vec::new()
            };
            Ok(Traveller { id, number: row.get(1)?, body: row.get(2)?, copy })
        })
        .collect()
}
