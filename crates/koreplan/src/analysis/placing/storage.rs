//! Statements under topics in the database.

use std::ops::Range;

use koreplan_store::{StoreError, Tx, Val};

use crate::{
    access::{ConfirmSuggestion, Permit, TagInput},
    analysis::finding::storage::spans_of,
};

/// A statement under a topic.
#[derive(Debug, Clone)]
pub struct Placed {
    pub conversation_id: i64,
    pub number: i64,
    pub body: String,
    /// The machine suggested it.
    pub suggested: bool,
}

/// The statements under a topic, by conversation and number.
pub fn of_topic(tx: &mut dyn Tx, topic_id: i64) -> Result<Vec<Placed>, StoreError> {
    tx.rows(
        "SELECT s.conversation_id, s.number, s.body, l.suggested FROM statement_topic l
         JOIN statement s ON s.id = l.statement_id
         WHERE l.topic_id = $1 ORDER BY s.conversation_id, s.number",
        &[topic_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Placed {
            conversation_id: row.get(0)?,
            number: row.get(1)?,
            body: row.get(2)?,
            suggested: row.get(3)?,
        })
    })
    .collect()
}

/// A statement the machine suggests under a topic.
#[derive(Debug, Clone)]
pub struct Suggested {
    pub statement_id: i64,
    pub conversation_id: i64,
    pub number: i64,
    pub body: String,
    pub because: Vec<Range<usize>>,
    /// Thousandths.
    pub strength: i64,
}

/// The statements that wait for an answer, the strongest first.
pub fn open(
    tx: &mut dyn Tx,
    topic_id: i64,
    most: i64,
) -> Result<Vec<Suggested>, StoreError> {
    tx.rows(
        "SELECT s.id, s.conversation_id, s.number, s.body, g.because, g.strength
         FROM statement_suggestion g JOIN statement s ON s.id = g.statement_id
         WHERE g.topic_id = $1 AND g.refused_at IS NULL AND s.moderation <> 'rejected'
           AND NOT EXISTS (SELECT 1 FROM statement_topic l
             WHERE l.topic_id = g.topic_id AND l.statement_id = g.statement_id)
         ORDER BY g.strength DESC, s.id LIMIT $2",
        &[topic_id.into(), most.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Suggested {
            statement_id: row.get(0)?,
            conversation_id: row.get(1)?,
            number: row.get(2)?,
            body: row.get(3)?,
            because: spans_of(&row.get::<String>(4)?),
            strength: row.get(5)?,
        })
    })
    .collect()
}

/// The id of a statement of a conversation, by its number.
pub fn statement(
    tx: &mut dyn Tx,
    conversation_id: i64,
    number: i64,
) -> Result<Option<i64>, StoreError> {
    let row = tx.row(
        "SELECT id FROM statement WHERE conversation_id = $1 AND number = $2",
        &[conversation_id.into(), number.into()],
    )?;
    row.map(|row| row.get(0)).transpose()
}

/// The topics a statement is under.
pub fn topics_of(tx: &mut dyn Tx, statement_id: i64) -> Result<Vec<i64>, StoreError> {
    tx.rows(
        "SELECT topic_id FROM statement_topic WHERE statement_id = $1 ORDER BY topic_id",
        &[statement_id.into()],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// Puts a statement under a topic by hand; what is there already stays.
pub fn place(
    tx: &mut dyn Tx,
    permit: &Permit<TagInput>,
    (topic_id, statement_id): (i64, i64),
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO statement_topic (topic_id, statement_id, by_name, at, suggested)
         VALUES ($1, $2, $3, $4, 0) ON CONFLICT DO NOTHING",
        &[topic_id.into(), statement_id.into(), (&permit.by).into(), now.into()],
    )
    .map(drop)
}

/// Takes a statement out of a topic again.
pub fn remove(
    tx: &mut dyn Tx,
    _: &Permit<TagInput>,
    (topic_id, statement_id): (i64, i64),
) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM statement_topic WHERE topic_id = $1 AND statement_id = $2",
        &[topic_id.into(), statement_id.into()],
    )
    .map(drop)
}

/// Puts suggested statements under their topic; gives how many.
pub fn confirm(
    tx: &mut dyn Tx,
    permit: &Permit<ConfirmSuggestion>,
    topic_id: i64,
    statements: &[i64],
    now: i64,
) -> Result<u64, StoreError> {
    let mut confirmed = 0;
    for statement in statements {
        confirmed += tx.exec(
            "INSERT INTO statement_topic (topic_id, statement_id, by_name, at, suggested)
             SELECT topic_id, statement_id, CAST($3 AS TEXT), CAST($4 AS BIGINT), 1
             FROM statement_suggestion
             WHERE topic_id = $1 AND statement_id = $2 AND refused_at IS NULL
             ON CONFLICT DO NOTHING",
            &[topic_id.into(), (*statement).into(), (&permit.by).into(), now.into()],
        )?;
    }
    Ok(confirmed)
}

/// Says of suggested statements that they do not belong there; gives of how many.
pub fn refuse(
    tx: &mut dyn Tx,
    permit: &Permit<ConfirmSuggestion>,
    topic_id: i64,
    statements: &[i64],
    now: i64,
) -> Result<u64, StoreError> {
    let mut refused = 0;
    for statement in statements {
        refused += tx.exec(
            "UPDATE statement_suggestion SET refused_by = $3, refused_at = $4
             WHERE topic_id = $1 AND statement_id = $2 AND refused_at IS NULL",
            &[topic_id.into(), (*statement).into(), (&permit.by).into(), now.into()],
        )?;
    }
    Ok(refused)
}

/// The statements of a case that the machine places: id and words.
pub fn to_place(tx: &mut dyn Tx, case_id: i64) -> Result<Vec<(i64, String)>, StoreError> {
    tx.rows(
        "SELECT s.id, s.body FROM statement s
         JOIN conversation c ON c.id = s.conversation_id
         WHERE c.case_id = $1 AND s.body <> '' AND s.moderation <> 'rejected'
         ORDER BY s.id",
        &[case_id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}

/// Puts what the machine suggests in the place of what nobody has answered; what was
/// refused stays refused. Rows: topic, statement, reasons, strength.
pub fn save(tx: &mut dyn Tx, case_id: i64, rows: &[Vec<Val>]) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM statement_suggestion WHERE refused_at IS NULL
           AND topic_id IN (SELECT id FROM topic WHERE case_id = $1
             AND approved_at IS NULL)",
        &[case_id.into()],
    )?;
    tx.each(
        "INSERT INTO statement_suggestion (topic_id, statement_id, because, strength)
         SELECT t.id, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS BIGINT)
         FROM topic t WHERE t.id = $1 AND t.approved_at IS NULL
         ON CONFLICT (topic_id, statement_id) DO UPDATE SET
           because = excluded.because, strength = excluded.strength",
        rows,
    )
    .map(drop)
}
