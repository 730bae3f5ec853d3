//! Suggested sentences in the database.

use std::{collections::BTreeSet, ops::Range};

use koreplan_store::{Row, StoreError, Tx, Val};
use koreplan_text::topics::Signed;

use crate::{
    access::{AskForMapping, ConfirmSuggestion, Permit},
    analysis::finding::storage::{Scope, spans_of, terms_of},
    case::Case,
    input::storage::follows_a_template,
};

/// The machine's way through the inputs of a case.
#[derive(Debug, Clone)]
pub struct Mapping {
    pub id: i64,
    pub scope: Scope,
    /// The slug of the case, for the record.
    pub case: String,
    pub asked_by: String,
    pub asked_at: i64,
    pub inputs: i64,
    pub inputs_read: i64,
    pub done_at: Option<i64>,
}

macro_rules! select_mapping {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.case_id, m.up_to, c.slug, m.asked_by, m.asked_at, m.inputs,
               m.inputs_read, m.done_at
             FROM topic_mapping m JOIN cases c ON c.id = m.case_id ",
            $rest
        )
    };
}

fn mapping(row: &Row) -> Result<Mapping, StoreError> {
    Ok(Mapping {
        id: row.get(0)?,
        scope: Scope {
            case_id: row.get(1)?,
            area_id: None,
            question_id: None,
            hearing_id: None,
            up_to: row.get(2)?,
        },
        case: row.get(3)?,
        asked_by: row.get(4)?,
        asked_at: row.get(5)?,
        inputs: row.get(6)?,
        inputs_read: row.get(7)?,
        done_at: row.get(8)?,
    })
}

/// The oldest mapping that waits for the machine.
pub fn waiting(tx: &mut dyn Tx) -> Result<Option<Mapping>, StoreError> {
    tx.row(select_mapping!("WHERE m.done_at IS NULL ORDER BY m.id LIMIT 1"), &[])?
        .as_ref()
        .map(mapping)
        .transpose()
}

/// The newest mapping of the case.
pub fn newest(tx: &mut dyn Tx, case: &Case) -> Result<Option<Mapping>, StoreError> {
    tx.row(
        select_mapping!("WHERE m.case_id = $1 ORDER BY m.id DESC LIMIT 1"),
        &[case.id.into()],
    )?
    .as_ref()
    .map(mapping)
    .transpose()
}

pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<AskForMapping>,
    scope: &Scope,
    inputs: i64,
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO topic_mapping (case_id, asked_by, asked_at, up_to, inputs, inputs_read)
         VALUES ($1, $2, $3, $4, $5, 0) RETURNING id",
        &[
            scope.case_id.into(),
            (&permit.by).into(),
            now.into(),
            scope.up_to.into(),
            inputs.into(),
        ],
    )
}

/// The topics that still change, as the machine needs them: their words, and the terms of
/// the candidates they came of.
pub fn signed(tx: &mut dyn Tx, case_id: i64) -> Result<Vec<(i64, Signed)>, StoreError> {
    let rows = tx.rows(
        "SELECT id, title, description FROM topic
         WHERE case_id = $1 AND approved_at IS NULL ORDER BY id",
        &[case_id.into()],
    )?;
    let mut topics = Vec::new();
    for row in &rows {
        let id: i64 = row.get(0)?;
        let terms = tx.rows(
            "SELECT terms FROM candidate WHERE topic_id = $1 ORDER BY id",
            &[id.into()],
        )?;
        let terms: Result<Vec<String>, _> = terms.iter().map(|row| row.get(0)).collect();
        let terms = terms?.iter().flat_map(|text| terms_of(text)).collect();
        let signed = Signed { name: row.get(1)?, description: row.get(2)?, terms };
        topics.push((id, signed));
    }
    Ok(topics)
}

/// Forgets what nobody has answered: it is suggested anew, by what the topics are now.
pub fn forget_open(tx: &mut dyn Tx, case_id: i64) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM topic_suggestion WHERE refused_at IS NULL
           AND topic_id IN (SELECT id FROM topic WHERE case_id = $1
             AND approved_at IS NULL)",
        &[case_id.into()],
    )
    .map(drop)
}

/// Saves suggestions, and how far the mapping has come. What was refused stays refused.
pub fn save(
    tx: &mut dyn Tx,
    mapping_id: i64,
    read: i64,
    rows: &[Vec<Val>],
) -> Result<(), StoreError> {
    tx.each(
        "INSERT INTO topic_suggestion
           (topic_id, input_id, start_byte, end_byte, because, strength)
         SELECT t.id, i.id, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS TEXT),
           CAST($6 AS BIGINT)
         FROM topic t JOIN input i ON i.id = $2
         WHERE t.id = $1 AND t.approved_at IS NULL AND i.erased_at IS NULL
         ON CONFLICT (topic_id, input_id, start_byte) DO UPDATE SET
           end_byte = excluded.end_byte, because = excluded.because,
           strength = excluded.strength",
        rows,
    )?;
    tx.exec(
        "UPDATE topic_mapping SET inputs_read = $1 WHERE id = $2 AND done_at IS NULL",
        &[read.into(), mapping_id.into()],
    )
    .map(drop)
}

/// Notes that a mapping is done; false if another server was faster.
pub fn save_done(tx: &mut dyn Tx, id: i64, now: i64) -> Result<bool, StoreError> {
    let done = tx.exec(
        "UPDATE topic_mapping SET done_at = $1 WHERE id = $2 AND done_at IS NULL",
        &[now.into(), id.into()],
    )?;
    Ok(done > 0)
}

/// A suggested sentence with the words of its input.
#[derive(Debug, Clone)]
pub struct Suggestion {
    pub input_id: i64,
    pub number: i64,
    pub body: String,
    pub span: Range<usize>,
    pub because: Vec<Range<usize>>,
    /// Thousandths.
    pub strength: i64,
    /// How many inputs have exactly this text.
    pub alike: i64,
}

/// How many suggestions of a topic wait, were confirmed, and were refused; and how many
/// sentences people put under it by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub open: i64,
    pub confirmed: i64,
    pub refused: i64,
    pub by_people: i64,
}

/// A suggestion waits until it is refused or the sentence is under the topic.
macro_rules! open {
    ($rest:literal) => {
        concat!(
            " FROM topic_suggestion s JOIN input i ON i.id = s.input_id
             WHERE s.topic_id = $1 AND s.refused_at IS NULL AND i.erased_at IS NULL
               AND i.replaced_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM topic_input l WHERE l.topic_id = s.topic_id
                 AND l.input_id = s.input_id AND l.start_byte = s.start_byte) ",
            $rest
        )
    };
}

/// The topics that still change and have suggestions nobody has refused.
pub fn topics_with_any(
    tx: &mut dyn Tx,
    case_id: i64,
) -> Result<BTreeSet<i64>, StoreError> {
    tx.rows(
        "SELECT t.id FROM topic t WHERE t.case_id = $1 AND t.approved_at IS NULL
           AND EXISTS (SELECT 1 FROM topic_suggestion s
             WHERE s.topic_id = t.id AND s.refused_at IS NULL)",
        &[case_id.into()],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

pub fn counts(tx: &mut dyn Tx, topic_id: i64) -> Result<Counts, StoreError> {
    let mut count = |sql| tx.one(sql, &[topic_id.into()]);
    Ok(Counts {
        open: count(concat!("SELECT count(*)", open!("")))?,
        confirmed: count(
            "SELECT count(*) FROM topic_input WHERE topic_id = $1 AND suggested = 1",
        )?,
        refused: count(
            "SELECT count(*) FROM topic_suggestion
             WHERE topic_id = $1 AND refused_at IS NOT NULL",
        )?,
        by_people: count(
            "SELECT count(*) FROM topic_input WHERE topic_id = $1 AND suggested = 0",
        )?,
    })
}

/// The sentences under a topic that the machine suggested and a person confirmed, by
/// input and first byte.
pub fn confirmed(
    tx: &mut dyn Tx,
    topic_id: i64,
) -> Result<BTreeSet<(i64, usize)>, StoreError> {
    tx.rows(
        "SELECT input_id, start_byte FROM topic_input
         WHERE topic_id = $1 AND suggested = 1",
        &[topic_id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, usize::try_from(row.get::<i64>(1)?).unwrap_or(0))))
    .collect()
}

/// The open suggestions of a topic, the strongest first.
pub fn open(
    tx: &mut dyn Tx,
    topic_id: i64,
    (from, most): (i64, i64),
) -> Result<Vec<Suggestion>, StoreError> {
    tx.rows(
        concat!(
            "SELECT i.id, i.number, i.body, s.start_byte, s.end_byte, s.because, s.strength,
               (SELECT count(*) FROM input o WHERE o.case_id = i.case_id
                 AND o.letter = i.letter AND o.body = i.body AND o.replaced_at IS NULL)",
            open!("ORDER BY s.strength DESC, i.number, s.start_byte LIMIT $2 OFFSET $3")
        ),
        &[topic_id.into(), most.into(), from.into()],
    )?
    .iter()
    .map(|row| {
        let place = |at| row.get(at).map(|byte: i64| usize::try_from(byte).unwrap_or(0));
        Ok(Suggestion {
            input_id: row.get(0)?,
            number: row.get(1)?,
            body: row.get(2)?,
            span: place(3)?..place(4)?,
            because: spans_of(&row.get::<String>(5)?),
            strength: row.get(6)?,
            alike: row.get(7)?,
        })
    })
    .collect()
}

/// Puts open suggestions under their topic, in all inputs with the same text; letters of
/// a campaign follow their template without that.
macro_rules! confirm_where {
    ($which:literal) => {
        concat!(
            "INSERT INTO topic_input (topic_id, input_id, start_byte, end_byte, by_name, at,
               suggested)
             SELECT s.topic_id, o.id, s.start_byte, s.end_byte, CAST($2 AS TEXT),
               CAST($3 AS BIGINT), 1
             FROM topic_suggestion s JOIN input i ON i.id = s.input_id
             JOIN input o ON o.case_id = i.case_id AND o.letter = i.letter
               AND o.body = i.body AND o.replaced_at IS NULL
               AND (o.id = i.id OR NOT ",
            follows_a_template!("o", ""),
            ") WHERE s.topic_id = $1 AND s.refused_at IS NULL AND i.erased_at IS NULL AND ",
            $which,
            " ON CONFLICT DO NOTHING"
        )
    };
}

/// Confirms the open suggestion that begins there.
pub fn confirm(
    tx: &mut dyn Tx,
    permit: &Permit<ConfirmSuggestion>,
    topic_id: i64,
    (input_id, start): (i64, i64),
    now: i64,
) -> Result<u64, StoreError> {
    let by = (&permit.by).into();
    tx.exec(
        confirm_where!("s.input_id = $4 AND s.start_byte = $5"),
        &[topic_id.into(), by, now.into(), input_id.into(), start.into()],
    )
}

/// Confirms all open suggestions of a topic from a strength on.
pub fn confirm_from(
    tx: &mut dyn Tx,
    permit: &Permit<ConfirmSuggestion>,
    topic_id: i64,
    strength: i64,
    now: i64,
) -> Result<u64, StoreError> {
    tx.exec(
        confirm_where!("s.strength >= $4 AND i.replaced_at IS NULL"),
        &[topic_id.into(), (&permit.by).into(), now.into(), strength.into()],
    )
}

/// The first and the last of the inputs whose suggestions were confirmed just now.
pub fn stretch(
    tx: &mut dyn Tx,
    topic_id: i64,
    now: i64,
) -> Result<(Option<i64>, Option<i64>), StoreError> {
    let row = tx.row(
        "SELECT min(input_id), max(input_id) FROM topic_input
         WHERE topic_id = $1 AND at = $2 AND suggested = 1",
        &[topic_id.into(), now.into()],
    )?;
    row.map_or(Ok((None, None)), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Refuses the open suggestion that begins there.
pub fn refuse(
    tx: &mut dyn Tx,
    permit: &Permit<ConfirmSuggestion>,
    topic_id: i64,
    (input_id, start): (i64, i64),
    now: i64,
) -> Result<u64, StoreError> {
    tx.exec(
        "UPDATE topic_suggestion SET refused_by = $4, refused_at = $5
         WHERE topic_id = $1 AND input_id = $2 AND start_byte = $3
           AND refused_at IS NULL",
        &[
            topic_id.into(),
            input_id.into(),
            start.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
}
