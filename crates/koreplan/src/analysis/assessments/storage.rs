//! Assessments and their versions in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Assessment, Met, Voices, voices};
use crate::{
    access::{AssessTopic, Permit},
    analysis::storage::Topic,
    web::choices::{Choice as _, stored},
};

/// A version that was saved.
#[derive(Debug, Clone)]
pub struct Version {
    pub version: i64,
    /// What the topic was called then.
    pub title: String,
    pub assessment: Assessment,
    /// Empty, and no time, for what was written before versions were kept.
    pub by: String,
    pub at: Option<i64>,
}

/// An assessment; its three columns stand from `at` on: said, met, why.
pub fn assessment(row: &Row, at: usize) -> Result<Assessment, StoreError> {
    let met: String = row.get(at + 1)?;
    let met = if met.is_empty() { None } else { Some(stored::<Met>(&met)?) };
    Ok(Assessment { said: row.get(at)?, met, why: row.get(at + 2)? })
}

/// All versions of a topic's assessment, the oldest first.
pub fn versions(tx: &mut dyn Tx, topic_id: i64) -> Result<Vec<Version>, StoreError> {
    tx.rows(
        "SELECT version, title, said, met, why, by_name, at FROM assessment
         WHERE topic_id = $1 ORDER BY version",
        &[topic_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Version {
            version: row.get(0)?,
            title: row.get(1)?,
            assessment: assessment(row, 2)?,
            by: row.get(5)?,
            at: row.get(6)?,
        })
    })
    .collect()
}

/// Saves a version in the place of the one that stands; no if another was faster.
pub fn save(
    tx: &mut dyn Tx,
    permit: &Permit<AssessTopic>,
    topic: &Topic,
    (title, new): (&str, &Assessment),
    now: i64,
) -> Result<bool, StoreError> {
    let standing = &topic.assessment;
    let kept = topic.version == 0 && !standing.is_empty();
    if kept {
        // It came in an archive from before versions were kept.
        keep(tx, topic.id, 1, (&topic.title, standing), ("", None))?;
    }
    let version = topic.version + if kept { 2 } else { 1 };
    let touched = tx.exec(
        "UPDATE topic SET title = $1, said = $2, met = $3, assessment = $4, version = $5
         WHERE id = $6 AND version = $7",
        &[
            title.into(),
            (&new.said).into(),
            new.met.map_or("", Met::word).into(),
            (&new.why).into(),
            version.into(),
            topic.id.into(),
            topic.version.into(),
        ],
    )?;
    if touched == 1 {
        keep(tx, topic.id, version, (title, new), (&permit.by, Some(now)))?;
    }
    Ok(touched == 1)
}

fn keep(
    tx: &mut dyn Tx,
    topic_id: i64,
    version: i64,
    (title, text): (&str, &Assessment),
    (by, at): (&str, Option<i64>),
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO assessment (topic_id, version, title, said, met, why, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            topic_id.into(),
            version.into(),
            title.into(),
            (&text.said).into(),
            text.met.map_or("", Met::word).into(),
            (&text.why).into(),
            by.into(),
            at.into(),
        ],
    )
    .map(drop)
}

/// Who is behind a topic, from the sentences under it. Inputs that were corrected count
/// as their correction alone.
pub fn voices_of(tx: &mut dyn Tx, topic_id: i64) -> Result<Voices, StoreError> {
    let rows = tx.rows(
        "SELECT DISTINCT i.id, i.organisation FROM topic_input l
         JOIN input i ON i.id = l.input_id
         WHERE l.topic_id = $1 AND i.replaced_at IS NULL ORDER BY i.id",
        &[topic_id.into()],
    )?;
    let said = rows
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect::<Result<Vec<(i64, String)>, StoreError>>()?;
    Ok(voices(said.iter().map(|(id, organisation)| (*id, organisation.as_str()))))
}
