//! Topics in the database.

use std::ops::Range;

use koreplan_store::{Row, StoreError, Tx};

use super::{
    assessments::{rules::Assessment, storage::assessment},
    campaigns,
    rules::Tally,
};
use crate::{
    access::{Facts, Guarded, Permit, ReadTopics, Sealed, TagInput},
    case::Case,
    input::{rules::is_public, storage::nameless},
    web::{
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Topic {
    pub id: i64,
    pub case_id: i64,
    pub area_id: i64,
    pub area: Text,
    /// The topic it is a part of.
    pub parent_id: Option<i64>,
    pub title: String,
    pub assessment: Assessment,
    /// The number of the assessment that stands; 0 before the first.
    pub version: i64,
    pub approved_at: Option<i64>,
    pub approved_by: Option<String>,
    pub inputs: i64,
}

impl Guarded for Topic {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, ..Facts::default() }
    }
}

/// A sentence under a topic.
#[derive(Debug, Clone)]
pub struct Tagged {
    pub topic_id: i64,
    pub topic: String,
    pub input_id: i64,
    pub input_number: i64,
    /// Nobody where a private person has not been published, or is protected.
    pub sender: Option<String>,
    /// The door of the whole input.
    pub facts: Facts,
    pub span: Range<usize>,
    pub words: String,
}

fn topic(row: &Row) -> Result<Topic, StoreError> {
    Ok(Topic {
        id: row.get(0)?,
        case_id: row.get(1)?,
        area_id: row.get(2)?,
        area: Text { da: row.get(3)?, en: row.get(4)? },
        title: row.get(5)?,
        assessment: assessment(row, 6)?,
        version: row.get(9)?,
        approved_at: row.get(10)?,
        approved_by: row.get(11)?,
        inputs: row.get(12)?,
        parent_id: row.get(13)?,
    })
}

/// The topics of the case, by area.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadTopics>,
) -> Result<Vec<Topic>, StoreError> {
    all(tx, case.id)
}

fn all(tx: &mut dyn Tx, case_id: i64) -> Result<Vec<Topic>, StoreError> {
    tx.rows(
        "SELECT t.id, t.case_id, t.area_id, a.name_da, a.name_en, t.title, t.said, t.met,
           t.assessment, t.version, t.approved_at, t.approved_by,
           (SELECT count(DISTINCT l.input_id) FROM topic_input l
            JOIN input i ON i.id = l.input_id
            WHERE l.topic_id = t.id AND i.replaced_at IS NULL), t.parent_id
         FROM topic t JOIN area a ON a.id = t.area_id
         WHERE t.case_id = $1 ORDER BY a.position, t.id",
        &[case_id.into()],
    )?
    .iter()
    .map(topic)
    .collect()
}

/// The topics of the case, by area, inside an act that has its own permit.
pub fn of_case(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Topic>, StoreError> {
    all(tx, case.id)
}

/// The approved topics of an area: what a theme meeting may rest on.
pub fn approved(
    tx: &mut dyn Tx,
    case: &Case,
    area_id: i64,
) -> Result<Vec<Topic>, StoreError> {
    let topics = all(tx, case.id)?.into_iter();
    Ok(topics.filter(|t| t.area_id == area_id && t.approved_at.is_some()).collect())
}

/// All approved topics of the case, by area: what the hearing note tells of.
pub fn all_approved(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Topic>, StoreError> {
    let topics = all(tx, case.id)?.into_iter();
    Ok(topics.filter(|topic| topic.approved_at.is_some()).collect())
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Topic>, Error> {
    let found = all(tx, case.id)?.into_iter().find(|topic| topic.id == id);
    Ok(Sealed::new(found.ok_or(NotFound)?))
}

pub fn insert(
    tx: &mut dyn Tx,
    case: &Case,
    area_id: i64,
    title: &str,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO topic (case_id, area_id, title, assessment)
         VALUES ($1, $2, $3, '') RETURNING id",
        &[case.id.into(), area_id.into(), title.into()],
    )
}

/// Puts sentences of an input under a topic; what is there already stays.
pub fn save_tags(
    tx: &mut dyn Tx,
    permit: &Permit<TagInput>,
    (topic_id, input_id): (i64, i64),
    spans: &[Range<usize>],
    now: i64,
) -> Result<(), StoreError> {
    for span in spans {
        let place = |byte: usize| i64::try_from(byte).unwrap_or(i64::MAX);
        tx.exec(
            "INSERT INTO topic_input (topic_id, input_id, start_byte, end_byte, by_name, at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            &[
                topic_id.into(),
                input_id.into(),
                place(span.start).into(),
                place(span.end).into(),
                (&permit.by).into(),
                now.into(),
            ],
        )?;
    }
    Ok(())
}

/// Takes an input out of a topic again.
pub fn remove_tags(
    tx: &mut dyn Tx,
    topic_id: i64,
    input_id: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM topic_input WHERE topic_id = $1 AND input_id = $2",
        &[topic_id.into(), input_id.into()],
    )
    .map(drop)
}

pub fn save_approval(
    tx: &mut dyn Tx,
    topic: &Topic,
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE topic SET approved_at = $1, approved_by = $2 WHERE id = $3",
        &[now.into(), by.into(), topic.id.into()],
    )
    .map(drop)
}

macro_rules! select_tagged {
    ($rest:literal) => {
        concat!(
            "SELECT l.topic_id, t.title, l.input_id, i.number, i.name, i.organisation,
               l.start_byte, l.end_byte, i.body, ",
            nameless!(),
            ", i.released_at, i.case_id, i.remove_at
             FROM topic_input l JOIN topic t ON t.id = l.topic_id
             JOIN input i ON i.id = l.input_id ",
            $rest
        )
    };
}

fn tagged(row: &Row, now: i64) -> Result<Tagged, StoreError> {
    sentence(row, (row.get(0)?, row.get(1)?), 2, now)
}

/// A sentence of an input; its columns stand from `at` on: id, number, name,
/// organisation, first and last byte, text, whether the public is told no name, released,
/// case, end of release.
pub fn sentence(
    row: &Row,
    (topic_id, topic): (i64, String),
    at: usize,
    now: i64,
) -> Result<Tagged, StoreError> {
    let place = |at| row.get(at).map(|byte: i64| usize::try_from(byte).unwrap_or(0));
    let span = place(at + 4)?..place(at + 5)?;
    let (name, organisation): (String, String) = (row.get(at + 2)?, row.get(at + 3)?);
    let body: String = row.get(at + 6)?;
    let nameless: bool = row.get(at + 7)?;
    let public = is_public(row.get(at + 8)?, row.get(at + 10)?, now);
    let sender = if organisation.is_empty() {
        (public && !nameless && !name.is_empty()).then_some(name)
    } else {
        Some(organisation)
    };
    Ok(Tagged {
        topic_id,
        topic,
        input_id: row.get(at)?,
        input_number: row.get(at + 1)?,
        sender,
        facts: Facts { case_id: row.get(at + 9)?, public, ..Facts::default() },
        words: body.get(span.clone()).unwrap_or_default().to_owned(),
        span,
    })
}

/// Sentences under a topic that are read at once.
pub const MOST_SHOWN: i64 = 1_000;

/// The sentences under a topic, the first of them where there are very many.
pub fn of_topic(
    tx: &mut dyn Tx,
    topic_id: i64,
    now: i64,
) -> Result<Vec<Tagged>, StoreError> {
    tx.rows(
        select_tagged!("WHERE l.topic_id = $1 ORDER BY i.number, l.start_byte LIMIT $2"),
        &[topic_id.into(), MOST_SHOWN.into()],
    )?
    .iter()
    .map(|row| tagged(row, now))
    .collect()
}

/// The topics of an input's sentences.
pub fn of_input(
    tx: &mut dyn Tx,
    input_id: i64,
    now: i64,
) -> Result<Vec<Tagged>, StoreError> {
    tx.rows(
        select_tagged!("WHERE l.input_id = $1 ORDER BY l.start_byte, t.id"),
        &[input_id.into()],
    )?
    .iter()
    .map(|row| tagged(row, now))
    .collect()
}

pub fn tally(tx: &mut dyn Tx, case: &Case) -> Result<Tally, StoreError> {
    let count = |tx: &mut dyn Tx, sql| tx.one(sql, &[case.id.into()]);
    Ok(Tally {
        topics: count(tx, "SELECT count(*) FROM topic WHERE case_id = $1")?,
        not_approved: count(
            tx,
            "SELECT count(*) FROM topic WHERE case_id = $1 AND approved_at IS NULL",
        )?,
        untagged: campaigns::storage::unread_of_their_own(tx, case.id)?,
    })
}
