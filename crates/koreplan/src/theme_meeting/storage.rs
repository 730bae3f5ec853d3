//! Conclusions in the database.

use std::ops::Range;

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Tally, is_public};
use crate::{
    access::{ConcludeTheme, Facts, Guarded, Permit, ReleaseConclusion, Sealed},
    analysis::storage::{Tagged, sentence},
    case::Case,
    web::error::{Error, NotFound},
};

/// A conclusion of a theme meeting.
#[derive(Debug, Clone)]
pub struct Conclusion {
    pub id: i64,
    pub case_id: i64,
    pub meeting_id: i64,
    pub chair_id: i64,
    pub area_id: Option<i64>,
    pub body: String,
    pub by: String,
    pub topics: Vec<(i64, String)>,
    pub analyses: Vec<(i64, String)>,
    /// Who said it at the meeting, and when.
    pub said: Option<(String, i64)>,
    pub confidential: bool,
    /// When it is released by itself.
    pub release_at: Option<i64>,
    pub released_at: Option<i64>,
    pub approved: bool,
    pub proposals: i64,
}

impl Guarded for Conclusion {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            chair_id: Some(self.chair_id),
            public: is_public(
                self.approved,
                self.confidential,
                self.released_at.is_some(),
            ),
            withheld: !self.approved,
            ..Facts::default()
        }
    }
}

fn pairs(rows: &[Row]) -> Result<Vec<(i64, String)>, StoreError> {
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The conclusions of a meeting, or of all theme meetings of the case, each behind its own
/// door.
pub fn conclusions(
    tx: &mut dyn Tx,
    case: &Case,
    meeting_id: Option<i64>,
) -> Result<Vec<Sealed<Conclusion>>, StoreError> {
    Ok(all(tx, case, meeting_id)?.into_iter().map(Sealed::new).collect())
}

/// A conclusion of a meeting.
pub fn load(
    tx: &mut dyn Tx,
    case: &Case,
    (meeting_id, id): (i64, i64),
) -> Result<Sealed<Conclusion>, Error> {
    let found = all(tx, case, Some(meeting_id))?.into_iter().find(|one| one.id == id);
    Ok(Sealed::new(found.ok_or(NotFound)?))
}

fn all(
    tx: &mut dyn Tx,
    case: &Case,
    meeting_id: Option<i64>,
) -> Result<Vec<Conclusion>, StoreError> {
    let rows = tx.rows(
        "SELECT c.id, m.case_id, c.meeting_id, m.chair_id, m.area_id, c.body, c.by_name,
           c.said_by, c.said_at, c.confidential, c.release_at, c.released_at, m.approved_at,
           (SELECT count(*) FROM proposal_conclusion p WHERE p.conclusion_id = c.id)
         FROM conclusion c JOIN meeting m ON m.id = c.meeting_id
         WHERE m.case_id = $1 AND (CAST($2 AS BIGINT) = 0 OR c.meeting_id = $2) ORDER BY c.id",
        &[case.id.into(), meeting_id.unwrap_or(0).into()],
    )?;
    rows.iter()
        .map(|row| {
            let id: i64 = row.get(0)?;
            let topics = tx.rows(
                "SELECT t.id, t.title FROM conclusion_topic c
                 JOIN topic t ON t.id = c.topic_id
                 WHERE c.conclusion_id = $1 ORDER BY t.id",
                &[id.into()],
            )?;
            let analyses = tx.rows(
                "SELECT y.id, y.title FROM conclusion_analysis c
                 JOIN analysis y ON y.id = c.analysis_id
                 WHERE c.conclusion_id = $1 ORDER BY y.id",
                &[id.into()],
            )?;
            let said_at: Option<i64> = row.get(8)?;
            let said = match said_at {
                Some(at) => Some((row.get(7)?, at)),
                None => None,
            };
            Ok(Conclusion {
                id,
                case_id: row.get(1)?,
                meeting_id: row.get(2)?,
                chair_id: row.get(3)?,
                area_id: row.get(4)?,
                body: row.get(5)?,
                by: row.get(6)?,
                topics: pairs(&topics)?,
                analyses: pairs(&analyses)?,
                said,
                confidential: row.get(9)?,
                release_at: row.get(10)?,
                released_at: row.get(11)?,
                approved: row.get::<Option<i64>>(12)?.is_some(),
                proposals: row.get(13)?,
            })
        })
        .collect()
}

/// The sentences a conclusion names itself.
pub fn sentences(
    tx: &mut dyn Tx,
    conclusion_id: i64,
    now: i64,
) -> Result<Vec<Tagged>, StoreError> {
    tx.rows(
        "SELECT l.input_id, i.number, i.name, i.organisation, l.start_byte, l.end_byte,
           i.body, i.protected, i.released_at, i.case_id, i.remove_at
         FROM conclusion_input l JOIN input i ON i.id = l.input_id
         WHERE l.conclusion_id = $1 ORDER BY i.number, l.start_byte",
        &[conclusion_id.into()],
    )?
    .iter()
    .map(|row| sentence(row, (0, String::new()), 0, now))
    .collect()
}

/// How many conclusions a meeting has come to, whoever may read them.
pub fn count(tx: &mut dyn Tx, meeting_id: i64) -> Result<i64, StoreError> {
    tx.one("SELECT count(*) FROM conclusion WHERE meeting_id = $1", &[meeting_id.into()])
}

/// A conclusion that is written down.
#[derive(Debug)]
pub struct NewConclusion {
    pub body: String,
    pub topics: Vec<i64>,
    pub analyses: Vec<i64>,
    pub sentences: Vec<(i64, Range<usize>)>,
    pub said: Option<(String, i64)>,
    pub confidential: bool,
    pub release_at: Option<i64>,
}

/// Writes a conclusion down with what it rests on.
pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<ConcludeTheme>,
    meeting_id: i64,
    new: &NewConclusion,
    now: i64,
) -> Result<i64, StoreError> {
    let (said_by, said_at) = match &new.said {
        Some((by, at)) => (by.as_str(), Some(*at)),
        None => ("", None),
    };
    let id = tx.one(
        "INSERT INTO conclusion (meeting_id, body, by_name, at, said_by, said_at,
           confidential, release_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        &[
            meeting_id.into(),
            (&new.body).into(),
            (&permit.by).into(),
            now.into(),
            said_by.into(),
            said_at.into(),
            new.confidential.into(),
            new.release_at.into(),
        ],
    )?;
    for topic in &new.topics {
        tx.exec(
            "INSERT INTO conclusion_topic (conclusion_id, topic_id) VALUES ($1, $2)",
            &[id.into(), (*topic).into()],
        )?;
    }
    for analysis in &new.analyses {
        tx.exec(
            "INSERT INTO conclusion_analysis (conclusion_id, analysis_id) VALUES ($1, $2)",
            &[id.into(), (*analysis).into()],
        )?;
    }
    let place = |byte: usize| i64::try_from(byte).unwrap_or(i64::MAX);
    for (input, span) in &new.sentences {
        tx.exec(
            "INSERT INTO conclusion_input (conclusion_id, input_id, start_byte, end_byte)
             VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            &[
                id.into(),
                (*input).into(),
                place(span.start).into(),
                place(span.end).into(),
            ],
        )?;
    }
    Ok(id)
}

pub fn release(
    tx: &mut dyn Tx,
    _: &Permit<ReleaseConclusion>,
    id: i64,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE conclusion SET released_at = $1 WHERE id = $2 AND released_at IS NULL",
        &[now.into(), id.into()],
    )
    .map(drop)
}

/// A release whose time has come: case, meeting and conclusion.
#[derive(Debug)]
pub struct Due {
    pub case: String,
    pub meeting_id: i64,
    pub id: i64,
    pub by: String,
}

/// The confidential conclusions whose time has come.
pub fn due(tx: &mut dyn Tx, now: i64) -> Result<Vec<Due>, StoreError> {
    tx.rows(
        "SELECT k.slug, c.meeting_id, c.id, c.by_name FROM conclusion c
         JOIN meeting m ON m.id = c.meeting_id JOIN cases k ON k.id = m.case_id
         WHERE c.confidential = 1 AND c.released_at IS NULL AND c.release_at <= $1
         ORDER BY c.id",
        &[now.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Due {
            case: row.get(0)?,
            meeting_id: row.get(1)?,
            id: row.get(2)?,
            by: row.get(3)?,
        })
    })
    .collect()
}

/// Releases one whose time has come.
pub fn release_due(tx: &mut dyn Tx, due: &Due, now: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE conclusion SET released_at = $1 WHERE id = $2 AND released_at IS NULL",
        &[now.into(), due.id.into()],
    )
    .map(drop)
}

pub fn tally(tx: &mut dyn Tx, case: &Case) -> Result<Tally, StoreError> {
    let mut count = |sql| tx.one(sql, &[case.id.into()]);
    Ok(Tally {
        areas_without: count(
            "SELECT count(*) FROM area a WHERE a.case_id = $1 AND a.minister_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.area_id = a.id
                 AND m.approved_at IS NOT NULL)",
        )?,
        not_closed: count(
            "SELECT count(*) FROM meeting WHERE case_id = $1 AND area_id IS NOT NULL
               AND opened_at IS NOT NULL AND approved_at IS NULL",
        )?,
    })
}
