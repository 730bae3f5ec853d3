//! Conclusions in the database.

use koreplan_store::{StoreError, Tx};

use super::rules::Tally;
use crate::{
    access::{ConcludeTheme, Permit},
    case::Case,
};

/// Writes a conclusion down with the topics it rests on.
pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<ConcludeTheme>,
    meeting_id: i64,
    body: &str,
    topics: &[i64],
    now: i64,
) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO conclusion (meeting_id, body, by_name, at)
         VALUES ($1, $2, $3, $4) RETURNING id",
        &[meeting_id.into(), body.into(), (&permit.by).into(), now.into()],
    )?;
    for topic in topics {
        tx.exec(
            "INSERT INTO conclusion_topic (conclusion_id, topic_id) VALUES ($1, $2)",
            &[id.into(), (*topic).into()],
        )?;
    }
    Ok(id)
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
