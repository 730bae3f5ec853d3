//! Codes of topics in the database.

use std::collections::BTreeMap;

use koreplan_store::{StoreError, Tx};

use super::rules::Code;
use crate::{
    access::{Permit, ReadTopics, WriteCodeBook},
    analysis::storage::Topic,
    case::{Case, storage::Area},
    web::l10n::Text,
};

/// All topics of the case as rows of a code book, by area.
pub fn codes(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadTopics>,
) -> Result<Vec<Code>, StoreError> {
    known(tx, case)
}

/// As [`codes`], inside an act that has its own permit.
pub fn known(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Code>, StoreError> {
    tx.rows(
        "SELECT t.code, t.title, t.description, coalesce(p.code, ''), t.kle, a.slug
         FROM topic t JOIN area a ON a.id = t.area_id LEFT JOIN topic p ON p.id = t.parent_id
         WHERE t.case_id = $1 ORDER BY a.position, t.code, t.id",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Code {
            code: row.get(0)?,
            title: row.get(1)?,
            description: row.get(2)?,
            parent: row.get(3)?,
            kle: row.get(4)?,
            area: row.get(5)?,
        })
    })
    .collect()
}

/// What a topic has beside its assessment.
#[derive(Debug, Clone)]
pub struct Details {
    pub code: String,
    pub kle: String,
    pub description: String,
    pub parent: Option<(i64, String)>,
    /// The topics under it.
    pub children: Vec<(i64, String)>,
}

pub fn details(tx: &mut dyn Tx, topic: &Topic) -> Result<Details, StoreError> {
    let row = tx.row(
        "SELECT t.code, t.kle, t.description, p.id, p.title
         FROM topic t LEFT JOIN topic p ON p.id = t.parent_id WHERE t.id = $1",
        &[topic.id.into()],
    )?;
    let row = row.ok_or_else(|| StoreError::Broken("a topic is gone".into()))?;
    let children = tx.rows(
        "SELECT id, title FROM topic WHERE parent_id = $1 ORDER BY id",
        &[topic.id.into()],
    )?;
    let parent: Option<i64> = row.get(3)?;
    let children: Result<Vec<_>, StoreError> =
        children.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect();
    Ok(Details {
        code: row.get(0)?,
        kle: row.get(1)?,
        description: row.get(2)?,
        parent: parent.map(|id| Ok::<_, StoreError>((id, row.get(4)?))).transpose()?,
        children: children?,
    })
}

/// The topics another one may be put under: those on top, by title and area.
pub fn upper(
    tx: &mut dyn Tx,
    topic: &Topic,
) -> Result<Vec<(i64, String, Text)>, StoreError> {
    tx.rows(
        "SELECT t.id, t.title, a.name_da, a.name_en FROM topic t
         JOIN area a ON a.id = t.area_id
         WHERE t.case_id = $1 AND t.parent_id IS NULL AND t.id <> $2
         ORDER BY a.position, t.title, t.id",
        &[topic.case_id.into(), topic.id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?, Text { da: row.get(2)?, en: row.get(3)? })))
    .collect()
}

/// Whether another topic of the case has the code.
pub fn is_taken(tx: &mut dyn Tx, topic: &Topic, code: &str) -> Result<bool, StoreError> {
    let others = tx.one(
        "SELECT count(*) FROM topic WHERE case_id = $1 AND id <> $2 AND code = $3",
        &[topic.case_id.into(), topic.id.into(), code.into()],
    )?;
    Ok(others > 0)
}

pub fn save_details(
    tx: &mut dyn Tx,
    _: &Permit<WriteCodeBook>,
    topic: &Topic,
    (code, kle, description): (&str, &str, &str),
    parent: Option<i64>,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE topic SET code = $1, kle = $2, description = $3, parent_id = $4
         WHERE id = $5",
        &[code.into(), kle.into(), description.into(), parent.into(), topic.id.into()],
    )
    .map(drop)
}

/// Makes a topic of each row; a row without an area goes to `area`.
pub fn insert(
    tx: &mut dyn Tx,
    _: &Permit<WriteCodeBook>,
    case: &Case,
    (areas, area): (&[Area], &Area),
    new: &[Code],
) -> Result<(), StoreError> {
    let rows = tx.rows(
        "SELECT code, id FROM topic WHERE case_id = $1 AND code <> ''",
        &[case.id.into()],
    )?;
    let mut ids: BTreeMap<String, i64> = BTreeMap::new();
    for row in &rows {
        ids.insert(row.get(0)?, row.get(1)?);
    }
    for one in new {
        let area = areas.iter().find(|known| known.slug == one.area).unwrap_or(area);
        let id = tx.one(
            "INSERT INTO topic (case_id, area_id, title, assessment, code, description, kle,
               parent_id) VALUES ($1, $2, $3, '', $4, $5, $6, $7) RETURNING id",
            &[
                case.id.into(),
                area.id.into(),
                (&one.title).into(),
                (&one.code).into(),
                (&one.description).into(),
                (&one.kle).into(),
                ids.get(&one.parent).copied().into(),
            ],
        )?;
        ids.insert(one.code.clone(), id);
    }
    Ok(())
}
