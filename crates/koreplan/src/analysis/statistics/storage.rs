//! Counting in the database. What was corrected counts as its correction alone.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Count, Line, lines};
use crate::{
    access::{Permit, ReadStatistics},
    case::Case,
    web::{choices::stored, l10n::Text},
};

fn count(row: &Row) -> Result<Count, StoreError> {
    Ok(Count {
        position: row.get(0)?,
        id: row.get(1)?,
        area_id: row.get(2)?,
        area: Text { da: row.get(3)?, en: row.get(4)? },
        name: Text { da: row.get(5)?, en: row.get(6)? },
        kind: stored(&row.get::<String>(7)?)?,
        inputs: row.get(8)?,
    })
}

/// The topics with how many inputs of each kind of sender are under them, by area.
pub fn topics(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadStatistics>,
) -> Result<Vec<Line>, StoreError> {
    let counts = tx
        .rows(
            "SELECT a.position, t.id, a.id, a.name_da, a.name_en, t.title, t.title,
               i.sender_kind, count(DISTINCT i.id)
             FROM topic t JOIN area a ON a.id = t.area_id
             JOIN topic_input l ON l.topic_id = t.id JOIN input i ON i.id = l.input_id
             WHERE t.case_id = $1 AND i.replaced_at IS NULL
             GROUP BY a.position, t.id, a.id, a.name_da, a.name_en, t.title, i.sender_kind",
            &[case.id.into()],
        )?
        .iter()
        .map(count)
        .collect::<Result<_, _>>()?;
    Ok(lines(counts))
}

/// The areas with how many inputs of each kind of sender speak of them. An input of two
/// areas counts in both; the last line, nameless, is what names none.
pub fn areas(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadStatistics>,
) -> Result<Vec<Line>, StoreError> {
    let counts = tx
        .rows(
            "SELECT a.position, a.id, a.id, a.name_da, a.name_en, a.name_da, a.name_en,
               i.sender_kind, count(*)
             FROM area a JOIN input_area x ON x.area_id = a.id
             JOIN input i ON i.id = x.input_id
             WHERE a.case_id = $1 AND i.replaced_at IS NULL
             GROUP BY a.position, a.id, a.name_da, a.name_en, i.sender_kind
             UNION ALL
             SELECT 9223372036854775807, 0, 0, '', '', '', '', i.sender_kind, count(*)
             FROM input i WHERE i.case_id = $1 AND i.replaced_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM input_area x WHERE x.input_id = i.id)
             GROUP BY i.sender_kind",
            &[case.id.into()],
        )?
        .iter()
        .map(count)
        .collect::<Result<_, _>>()?;
    Ok(lines(counts))
}
