//! Counting in the database. What was corrected counts as its correction alone. Letters
//! of a campaign are counted apart; they say what their template says.

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
        in_campaign: row.get(8)?,
        inputs: row.get(9)?,
    })
}

/// Whether input `i` is a letter of a campaign: 1 or 0.
macro_rules! in_campaign {
    () => {
        "CASE WHEN EXISTS (SELECT 1 FROM campaign_member m
           JOIN campaign c ON c.id = m.campaign_id
           WHERE m.input_id = i.id AND c.dissolved_at IS NULL) THEN 1 ELSE 0 END"
    };
}

/// The topics with how many inputs of each kind of sender are under them, by area.
pub fn topics(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadStatistics>,
) -> Result<Vec<Line>, StoreError> {
    let counts = tx
        .rows(
            concat!(
                "WITH said AS (
                   SELECT l.topic_id, l.input_id FROM topic_input l
                   JOIN topic t ON t.id = l.topic_id WHERE t.case_id = $1
                   UNION
                   SELECT l.topic_id, m.input_id FROM topic_input l
                   JOIN topic t ON t.id = l.topic_id
                   JOIN campaign c ON c.template_id = l.input_id
                   JOIN campaign_member m ON m.campaign_id = c.id
                   WHERE t.case_id = $1 AND c.dissolved_at IS NULL)
                 SELECT position, topic_id, area_id, name_da, name_en, title, title,
                   sender_kind, in_campaign, count(*)
                 FROM (SELECT a.position, s.topic_id, t.area_id, a.name_da, a.name_en,
                     t.title, i.sender_kind, ",
                in_campaign!(),
                "    AS in_campaign
                   FROM said s JOIN topic t ON t.id = s.topic_id
                   JOIN area a ON a.id = t.area_id JOIN input i ON i.id = s.input_id
                   WHERE i.replaced_at IS NULL) counted
                 GROUP BY position, topic_id, area_id, name_da, name_en, title,
                   sender_kind, in_campaign"
            ),
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
            concat!(
                "SELECT position, area_id, area_id, name_da, name_en, name_da, name_en,
                   sender_kind, in_campaign, count(*)
                 FROM (SELECT coalesce(a.position, 9223372036854775807) AS position,
                     coalesce(a.id, 0) AS area_id, coalesce(a.name_da, '') AS name_da,
                     coalesce(a.name_en, '') AS name_en, i.sender_kind, ",
                in_campaign!(),
                "    AS in_campaign
                   FROM input i LEFT JOIN input_area x ON x.input_id = i.id
                   LEFT JOIN area a ON a.id = x.area_id
                   WHERE i.case_id = $1 AND i.replaced_at IS NULL) counted
                 GROUP BY position, area_id, name_da, name_en, sender_kind, in_campaign"
            ),
            &[case.id.into()],
        )?
        .iter()
        .map(count)
        .collect::<Result<_, _>>()?;
    Ok(lines(counts))
}
