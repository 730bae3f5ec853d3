//! Searches for topics and their candidates in the database.

use std::{collections::BTreeMap, ops::Range};

use koreplan_store::{Row, StoreError, Tx, Val};
use koreplan_text::topics::Term;

use super::rules::{Edit, EditKind, Fate, Stand, stand};
use crate::{
    access::{EditCandidate, Facts, FindTopics, Guarded, Permit, Sealed},
    case::Case,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

/// In which inputs topics are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    pub case_id: i64,
    pub area_id: Option<i64>,
    pub question_id: Option<i64>,
    pub hearing_id: Option<i64>,
    /// Inputs that came later are not in it.
    pub up_to: i64,
}

#[derive(Debug, Clone)]
pub struct Search {
    pub id: i64,
    pub scope: Scope,
    /// The slug of the case, for the record.
    pub case: String,
    /// The name of the area, the text of the question or the title of the hearing; nothing
    /// for everything.
    pub about: Option<Text>,
    /// 0: as many as divide the sentences best.
    pub wanted: i64,
    pub asked_by: String,
    pub asked_at: i64,
    pub inputs: i64,
    pub inputs_read: i64,
    pub sentences: i64,
    pub studied: i64,
    pub done_at: Option<i64>,
    pub signed_by: Option<String>,
    pub signed_at: Option<i64>,
}

impl Guarded for Search {
    fn facts(&self) -> Facts {
        Facts { case_id: self.scope.case_id, ..Facts::default() }
    }
}

macro_rules! select_search {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.case_id, s.area_id, s.question_id, s.up_to, c.slug,
               coalesce(a.name_da, q.text_da, h.title_da),
               coalesce(a.name_en, q.text_en, h.title_en), s.wanted,
               s.asked_by, s.asked_at, s.inputs, s.inputs_read, s.sentences, s.studied,
               s.done_at, s.signed_by, s.signed_at, s.hearing_id
             FROM topic_search s JOIN cases c ON c.id = s.case_id
             LEFT JOIN area a ON a.id = s.area_id
             LEFT JOIN question q ON q.id = s.question_id
             LEFT JOIN hearing h ON h.id = s.hearing_id ",
            $rest
        )
    };
}

fn search(row: &Row) -> Result<Search, StoreError> {
    let about = (row.get::<Option<String>>(6)?, row.get::<Option<String>>(7)?);
    Ok(Search {
        id: row.get(0)?,
        scope: Scope {
            case_id: row.get(1)?,
            area_id: row.get(2)?,
            question_id: row.get(3)?,
            hearing_id: row.get(18)?,
            up_to: row.get(4)?,
        },
        case: row.get(5)?,
        about: match about {
            (Some(da), Some(en)) => Some(Text { da, en }),
            _ => None,
        },
        wanted: row.get(8)?,
        asked_by: row.get(9)?,
        asked_at: row.get(10)?,
        inputs: row.get(11)?,
        inputs_read: row.get(12)?,
        sentences: row.get(13)?,
        studied: row.get(14)?,
        done_at: row.get(15)?,
        signed_by: row.get(16)?,
        signed_at: row.get(17)?,
    })
}

/// The searches of the case, the newest first.
pub fn list(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Search>, StoreError> {
    tx.rows(select_search!("WHERE s.case_id = $1 ORDER BY s.id DESC"), &[case.id.into()])?
        .iter()
        .map(search)
        .collect()
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Search>, Error> {
    let row = tx.row(
        select_search!("WHERE s.case_id = $1 AND s.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(search(&row.ok_or(NotFound)?)?))
}

/// The oldest search that waits for the machine.
pub fn waiting(tx: &mut dyn Tx) -> Result<Option<Search>, StoreError> {
    tx.row(select_search!("WHERE s.done_at IS NULL ORDER BY s.id LIMIT 1"), &[])?
        .as_ref()
        .map(search)
        .transpose()
}

/// The questions of the case's hearings, with the hearing first in their names.
pub fn questions(tx: &mut dyn Tx, case: &Case) -> Result<Vec<(i64, Text)>, StoreError> {
    tx.rows(
        "SELECT q.id, h.title_da, h.title_en, q.text_da, q.text_en
         FROM question q JOIN hearing h ON h.id = q.hearing_id
         WHERE h.case_id = $1 ORDER BY h.position, q.position",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        let text = |hearing, question| -> Result<String, StoreError> {
            let (hearing, question): (String, String) =
                (row.get(hearing)?, row.get(question)?);
            Ok(format!("{hearing}: {question}"))
        };
        Ok((row.get(0)?, Text { da: text(1, 3)?, en: text(2, 4)? }))
    })
    .collect()
}

/// The hearings of the case.
pub fn hearings(tx: &mut dyn Tx, case: &Case) -> Result<Vec<(i64, Text)>, StoreError> {
    tx.rows(
        "SELECT id, title_da, title_en FROM hearing WHERE case_id = $1 ORDER BY position",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, Text { da: row.get(1)?, en: row.get(2)? })))
    .collect()
}

/// The newest input of the database: what comes later is not read.
pub fn newest_input(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    tx.one("SELECT coalesce(max(id), 0) FROM input", &[])
}

impl Scope {
    fn params(&self) -> Vec<Val> {
        vec![
            self.case_id.into(),
            self.up_to.into(),
            self.area_id.into(),
            self.question_id.into(),
            self.hearing_id.into(),
        ]
    }
}

/// The inputs of a scope: those that stand, not what was corrected or erased.
macro_rules! in_scope {
    ($select:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $select,
            " FROM input i WHERE i.case_id = $1 AND i.id <= $2
               AND i.replaced_at IS NULL AND i.erased_at IS NULL
               AND (CAST($3 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM input_area a
                 WHERE a.input_id = i.id AND a.area_id = $3))
               AND (CAST($4 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM input_question q
                 WHERE q.input_id = i.id AND q.question_id = $4))
               AND (CAST($5 AS BIGINT) IS NULL OR i.hearing_id = $5) ",
            $rest
        )
    };
}

pub fn count_inputs(tx: &mut dyn Tx, scope: &Scope) -> Result<i64, StoreError> {
    tx.one(in_scope!("count(*)", ""), &scope.params())
}

/// The next inputs of a scope by id, with their texts.
pub fn bodies(
    tx: &mut dyn Tx,
    scope: &Scope,
    after: i64,
    most: i64,
) -> Result<Vec<(i64, String)>, StoreError> {
    let mut params = scope.params();
    params.extend([after.into(), most.into()]);
    tx.rows(in_scope!("i.id, i.body", "AND i.id > $6 ORDER BY i.id LIMIT $7"), &params)?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// Whether the same is being read already.
pub fn is_under_way(tx: &mut dyn Tx, scope: &Scope) -> Result<bool, StoreError> {
    let same = tx.one(
        "SELECT count(*) FROM topic_search WHERE case_id = $1 AND done_at IS NULL
           AND coalesce(area_id, 0) = $2 AND coalesce(question_id, 0) = $3
           AND coalesce(hearing_id, 0) = $4",
        &[
            scope.case_id.into(),
            scope.area_id.unwrap_or(0).into(),
            scope.question_id.unwrap_or(0).into(),
            scope.hearing_id.unwrap_or(0).into(),
        ],
    )?;
    Ok(same > 0)
}

pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<FindTopics>,
    scope: &Scope,
    (wanted, inputs): (i64, i64),
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO topic_search (case_id, area_id, question_id, wanted, asked_by,
           asked_at, up_to, inputs, inputs_read, sentences, studied, hearing_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, $9) RETURNING id",
        &[
            scope.case_id.into(),
            scope.area_id.into(),
            scope.question_id.into(),
            wanted.into(),
            (&permit.by).into(),
            now.into(),
            scope.up_to.into(),
            inputs.into(),
            scope.hearing_id.into(),
        ],
    )
}

pub fn save_progress(tx: &mut dyn Tx, id: i64, read: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE topic_search SET inputs_read = $1 WHERE id = $2 AND done_at IS NULL",
        &[read.into(), id.into()],
    )
    .map(drop)
}

/// A sentence of an input and the words that brought it here, all in bytes of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    pub input_id: i64,
    pub span: Range<usize>,
    pub because: Vec<Range<usize>>,
    /// Thousandths.
    pub strength: i64,
}

/// A candidate as the machine proposes it.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub name: String,
    pub terms: Vec<Term>,
    pub inputs: i64,
    pub sentences: i64,
    pub examples: Vec<Example>,
}

/// What the machine has found; false if another server was faster.
pub fn save_found(
    tx: &mut dyn Tx,
    search: &Search,
    (sentences, studied): (i64, i64),
    found: &[Proposal],
    now: i64,
) -> Result<bool, StoreError> {
    let first = tx.exec(
        "UPDATE topic_search SET done_at = $1, inputs_read = inputs, sentences = $2,
           studied = $3 WHERE id = $4 AND done_at IS NULL",
        &[now.into(), sentences.into(), studied.into(), search.id.into()],
    )?;
    if first == 0 {
        return Ok(false);
    }
    for (position, proposal) in (1_i64..).zip(found) {
        let id = tx.one(
            "INSERT INTO candidate (search_id, position, name, terms, inputs, sentences)
             VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            &[
                search.id.into(),
                position.into(),
                (&proposal.name).into(),
                terms_text(&proposal.terms).into(),
                proposal.inputs.into(),
                proposal.sentences.into(),
            ],
        )?;
        for example in &proposal.examples {
            tx.exec(
                "INSERT INTO candidate_sentence (candidate_id, input_id, start_byte,
                   end_byte, because, strength) VALUES ($1, $2, $3, $4, $5, $6)",
                &[
                    id.into(),
                    example.input_id.into(),
                    place(example.span.start).into(),
                    place(example.span.end).into(),
                    spans_text(&example.because).into(),
                    example.strength.into(),
                ],
            )?;
        }
    }
    Ok(true)
}

pub fn place(byte: usize) -> i64 {
    i64::try_from(byte).unwrap_or(i64::MAX)
}

/// Places as they are kept: pairs of first byte and the byte after the last.
pub fn spans_text(spans: &[Range<usize>]) -> String {
    let pairs: Vec<[usize; 2]> = spans.iter().map(|one| [one.start, one.end]).collect();
    serde_json::json!(pairs).to_string()
}

pub fn spans_of(text: &str) -> Vec<Range<usize>> {
    let pairs: Vec<[usize; 2]> = serde_json::from_str(text).unwrap_or_default();
    pairs.into_iter().map(|[start, end]| start..end).collect()
}

/// Terms as they are kept: stem, label, and weight in millionths.
fn terms_text(terms: &[Term]) -> String {
    let rows: Vec<(&str, &str, i64)> = terms
        .iter()
        .map(|term| (term.stem.as_str(), term.label.as_str(), millionths(term.weight)))
        .collect();
    serde_json::json!(rows).to_string()
}

#[expect(clippy::cast_possible_truncation, reason = "weights are between 0 and 1")]
fn millionths(weight: f64) -> i64 {
    (weight * 1e6).round() as i64
}

pub fn terms_of(text: &str) -> Vec<Term> {
    let rows: Vec<(String, String, u32)> = serde_json::from_str(text).unwrap_or_default();
    rows.into_iter()
        .map(|(stem, label, weight)| Term {
            stem,
            label,
            weight: f64::from(weight) / 1e6,
        })
        .collect()
}

#[derive(Debug, Clone)]
pub struct Candidate {
    pub id: i64,
    /// As the machine named it.
    pub proposed: String,
    pub terms: Vec<Term>,
    pub inputs: i64,
    pub sentences: i64,
    pub topic_id: Option<i64>,
    pub stand: Stand,
}

/// What a person did, for the page.
#[derive(Debug, Clone)]
pub struct Edited {
    pub id: i64,
    pub candidate_id: i64,
    pub edit: Edit,
    pub by: String,
    pub at: i64,
    pub undone_by: Option<String>,
}

/// The edits of a search, in the order they were made; those undone too.
pub fn edits(tx: &mut dyn Tx, search: &Search) -> Result<Vec<Edited>, StoreError> {
    tx.rows(
        "SELECT e.id, e.candidate_id, e.kind, e.name, e.description, e.area_id, e.other_id,
           e.by_name, e.at, e.undone_by
         FROM candidate_edit e JOIN candidate c ON c.id = e.candidate_id
         WHERE c.search_id = $1 ORDER BY e.id",
        &[search.id.into()],
    )?
    .iter()
    .map(|row| {
        let other: Option<i64> = row.get(6)?;
        let edit = match stored(&row.get::<String>(2)?)? {
            EditKind::Keep => Edit::Keep {
                name: row.get(3)?,
                description: row.get(4)?,
                area_id: row.get(5)?,
                under: other,
            },
            EditKind::Merge => Edit::Merge { into: other.unwrap_or_default() },
            EditKind::Drop => Edit::Drop,
        };
        Ok(Edited {
            id: row.get(0)?,
            candidate_id: row.get(1)?,
            edit,
            by: row.get(7)?,
            at: row.get(8)?,
            undone_by: row.get(9)?,
        })
    })
    .collect()
}

/// The candidates of a search as they stand after these edits.
pub fn candidates(
    tx: &mut dyn Tx,
    search: &Search,
    edits: &[Edited],
) -> Result<Vec<Candidate>, StoreError> {
    tx.rows(
        "SELECT id, name, terms, inputs, sentences, topic_id FROM candidate
         WHERE search_id = $1 ORDER BY position",
        &[search.id.into()],
    )?
    .iter()
    .map(|row| {
        let (id, proposed): (i64, String) = (row.get(0)?, row.get(1)?);
        let stand = stand_of(id, &proposed, edits, None);
        Ok(Candidate {
            id,
            terms: terms_of(&row.get::<String>(2)?),
            inputs: row.get(3)?,
            sentences: row.get(4)?,
            topic_id: row.get(5)?,
            stand,
            proposed,
        })
    })
    .collect()
}

/// Where a candidate stands, as if the edit `without` had not been made.
pub fn stand_of(
    id: i64,
    proposed: &str,
    edits: &[Edited],
    without: Option<i64>,
) -> Stand {
    let valid = edits.iter().filter(|one| {
        one.candidate_id == id && one.undone_by.is_none() && Some(one.id) != without
    });
    stand(proposed, valid.map(|one| &one.edit))
}

pub fn stands(candidates: &[Candidate]) -> BTreeMap<i64, Stand> {
    candidates.iter().map(|one| (one.id, one.stand.clone())).collect()
}

pub fn save_edit(
    tx: &mut dyn Tx,
    permit: &Permit<EditCandidate>,
    candidate_id: i64,
    edit: &Edit,
    now: i64,
) -> Result<(), StoreError> {
    let (kind, name, description, area, other) = match edit {
        Edit::Keep { name, description, area_id, under } => {
            (EditKind::Keep, name.as_str(), description.as_str(), *area_id, *under)
        }
        Edit::Merge { into } => (EditKind::Merge, "", "", None, Some(*into)),
        Edit::Drop => (EditKind::Drop, "", "", None, None),
    };
    tx.exec(
        "INSERT INTO candidate_edit (candidate_id, kind, name, description, area_id,
           other_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            candidate_id.into(),
            kind.word().into(),
            name.into(),
            description.into(),
            area.into(),
            other.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
    .map(drop)
}

pub fn save_undo(
    tx: &mut dyn Tx,
    permit: &Permit<EditCandidate>,
    edit_id: i64,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE candidate_edit SET undone_by = $1, undone_at = $2 WHERE id = $3",
        &[(&permit.by).into(), now.into(), edit_id.into()],
    )
    .map(drop)
}

/// An example with the words of its input, for the page.
#[derive(Debug, Clone)]
pub struct Quoted {
    pub input_id: i64,
    pub number: i64,
    pub body: String,
    pub span: Range<usize>,
    pub because: Vec<Range<usize>>,
}

/// The examples of a search's candidates, the nearest first.
pub fn examples(
    tx: &mut dyn Tx,
    search: &Search,
) -> Result<BTreeMap<i64, Vec<Quoted>>, StoreError> {
    let rows = tx.rows(
        "SELECT e.candidate_id, i.id, i.number, i.body, e.start_byte, e.end_byte, e.because
         FROM candidate_sentence e JOIN candidate c ON c.id = e.candidate_id
         JOIN input i ON i.id = e.input_id
         WHERE c.search_id = $1 AND i.erased_at IS NULL
         ORDER BY e.candidate_id, e.strength DESC, i.id, e.start_byte",
        &[search.id.into()],
    )?;
    let mut found: BTreeMap<i64, Vec<Quoted>> = BTreeMap::new();
    for row in &rows {
        let place = |at| row.get(at).map(|byte: i64| usize::try_from(byte).unwrap_or(0));
        found.entry(row.get(0)?).or_default().push(Quoted {
            input_id: row.get(1)?,
            number: row.get(2)?,
            body: row.get(3)?,
            span: place(4)?..place(5)?,
            because: spans_of(&row.get::<String>(6)?),
        });
    }
    Ok(found)
}

/// Makes topics of the kept candidates, in this order; what was merged into one becomes
/// the same topic. Gives the topics' ids.
pub fn save_signed(
    tx: &mut dyn Tx,
    search: &Search,
    order: &[i64],
    candidates: &[Candidate],
    (by, now): (&str, i64),
) -> Result<Vec<i64>, StoreError> {
    let mut topics: BTreeMap<i64, i64> = BTreeMap::new();
    for id in order {
        let Some(candidate) = candidates.iter().find(|one| one.id == *id) else {
            continue;
        };
        let stand = &candidate.stand;
        let parent = stand.under.and_then(|under| topics.get(&under).copied());
        let topic = tx.one(
            "INSERT INTO topic (case_id, area_id, title, assessment, description, parent_id)
             VALUES ($1, $2, $3, '', $4, $5) RETURNING id",
            &[
                search.scope.case_id.into(),
                stand.area_id.into(),
                (&stand.name).into(),
                (&stand.description).into(),
                parent.into(),
            ],
        )?;
        topics.insert(*id, topic);
    }
    for candidate in candidates {
        let became = match candidate.stand.fate {
            Fate::Kept => topics.get(&candidate.id),
            Fate::Merged(into) => topics.get(&into),
            Fate::Open | Fate::Dropped => None,
        };
        if let Some(topic) = became {
            tx.exec(
                "UPDATE candidate SET topic_id = $1 WHERE id = $2",
                &[(*topic).into(), candidate.id.into()],
            )?;
        }
    }
    tx.exec(
        "UPDATE topic_search SET signed_by = $1, signed_at = $2 WHERE id = $3",
        &[by.into(), now.into(), search.id.into()],
    )?;
    Ok(order.iter().filter_map(|id| topics.get(id).copied()).collect())
}
