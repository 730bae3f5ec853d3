//! The rows of each table, read from the public store.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Cell, Column, Kind, Table};
use crate::{
    access::{Permit, ReadCase},
    case::Case,
    plan::{self, storage::Step},
    web::{Cx, choices::Choice as _},
};

/// Rows read at once.
pub const SLICE: i64 = 2_000;

/// A slice of a table.
#[derive(Debug)]
pub struct Slice {
    pub rows: Vec<Vec<Cell>>,
    /// The key of the last row, when there may be more.
    pub next: Option<i64>,
}

/// Reads a table: the key of the row first, then its columns in their order.
fn select(table: Table) -> &'static str {
    match table {
        Table::Hearings => {
            "SELECT h.id, h.id, h.slug, h.title_da, h.title_en, h.intro_da,
             h.intro_en, h.opens_at, h.deadline_at, h.zone, coalesce(n.inputs, 0),
             coalesce(n.late, 0), 'hearings/' || h.slug FROM hearing h LEFT JOIN
             hearing_count n ON n.hearing_id = h.id WHERE h.case_id = $1 AND h.id >
             $2 ORDER BY 1 LIMIT $3"
        }
        Table::Inputs => {
            "SELECT i.id, i.id, i.number, h.slug, i.sender_kind, CASE WHEN
             i.organisation <> '' THEN i.organisation ELSE i.name END, i.body,
             i.received_at, i.late, i.released_at, 'inputs/' || CAST(i.id AS TEXT)
             FROM input i JOIN hearing h ON h.id = i.hearing_id WHERE i.case_id = $1
             AND i.released_at IS NOT NULL AND i.id > $2 ORDER BY 1 LIMIT $3"
        }
        Table::InputAreas => {
            "SELECT i.id * 1000000 + a.id, i.number, a.slug FROM input_area l JOIN
             input i ON i.id = l.input_id JOIN area a ON a.id = l.area_id WHERE
             i.case_id = $1 AND i.released_at IS NOT NULL AND i.id * 1000000 + a.id >
             $2 ORDER BY 1 LIMIT $3"
        }
        Table::Meetings => {
            "SELECT m.id, m.id, m.kind, m.title, b.slug, a.slug, p.name, m.place,
             m.starts_at, m.minutes, m.approved_at, 'meetings/' || CAST(m.id AS TEXT)
             FROM meeting m JOIN person p ON p.id = m.chair_id LEFT JOIN body b ON
             b.id = m.body_id LEFT JOIN area a ON a.id = m.area_id WHERE m.case_id =
             $1 AND m.approved_at IS NOT NULL AND m.id > $2 ORDER BY 1 LIMIT $3"
        }
        Table::Decisions => {
            "SELECT d.id, d.id, m.id, d.title, d.verb, d.decision, p.number, a.slug,
             d.decided_at, m.approved_at, 'meetings/' || CAST(m.id AS TEXT) ||
             '#item-' || CAST(d.id AS TEXT) FROM agenda_item d JOIN meeting m ON m.id
             = d.meeting_id LEFT JOIN proposal p ON p.id = d.proposal_id LEFT JOIN
             area a ON a.id = coalesce(p.area_id, m.area_id) WHERE m.case_id = $1 AND
             m.approved_at IS NOT NULL AND d.closed = 0 AND d.verb IS NOT NULL AND
             d.id > $2 ORDER BY 1 LIMIT $3"
        }
        Table::Versions => {
            "SELECT v.id, v.number, v.hash, v.note, v.frozen_at, v.released_at,
             'versions/' || CAST(v.number AS TEXT) FROM version v WHERE v.case_id =
             $1 AND v.released_at IS NOT NULL AND v.id > $2 ORDER BY 1 LIMIT $3"
        }
        Table::Paragraphs => {
            "SELECT v.id * 1000000 + x.position, v.number, x.position, x.chapter,
             x.paragraph_id, x.body, 'trace/paragraphs/' || CAST(x.paragraph_id AS
             TEXT) FROM version_paragraph x JOIN version v ON v.id = x.version_id
             WHERE v.case_id = $1 AND v.released_at IS NOT NULL AND v.id * 1000000 +
             x.position > $2 ORDER BY 1 LIMIT $3"
        }
        Table::Initiatives => {
            "SELECT i.id, i.id, i.number, i.title_da, i.title_en, a.slug, b.slug,
             i.year, i.provenance, i.paragraph_id, i.started_at, i.ended_at,
             i.ending, 'initiatives/' || CAST(i.id AS TEXT) FROM initiative i JOIN
             area a ON a.id = i.area_id JOIN body b ON b.id = i.lead_id WHERE
             i.case_id = $1 AND EXISTS (SELECT 1 FROM version v WHERE v.case_id = $1
             AND v.released_at IS NOT NULL) AND i.id > $2 ORDER BY 1 LIMIT $3"
        }
        Table::StatusReports => {
            "SELECT s.id, i.number, s.year, s.quarter, s.budget, s.business_case,
             s.risks, s.schedule, s.action, s.at FROM status_report s JOIN initiative
             i ON i.id = s.initiative_id WHERE i.case_id = $1 AND EXISTS (SELECT 1
             FROM version v WHERE v.case_id = $1 AND v.released_at IS NOT NULL) AND
             s.id > $2 ORDER BY 1 LIMIT $3"
        }
        Table::Bodies => {
            "SELECT b.id, b.slug, b.kind, b.name_da, b.name_en, u.slug, b.rule,
             b.quorum, b.seats FROM body b LEFT JOIN body u ON u.id = b.parent_id
             WHERE b.case_id = $1 AND b.id > $2 ORDER BY 1 LIMIT $3"
        }
        Table::Areas => {
            "SELECT a.id, a.slug, a.name_da, a.name_en, a.focus_da, a.focus_en,
             a.track_da, a.track_en, p.name FROM area a LEFT JOIN person p ON p.id =
             a.minister_id WHERE a.case_id = $1 AND a.id > $2 ORDER BY 1 LIMIT $3"
        }
        // Made from the plan, which knows what holds today.
        Table::Steps => "",
    }
}

/// The rows of a table after the one with key `after`.
pub fn slice(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, permit): (&Case, &Permit<ReadCase>),
    table: Table,
    after: i64,
) -> Result<Slice, StoreError> {
    if table == Table::Steps {
        let steps = plan::storage::steps(tx, case, permit, cx.today())?;
        let rows = steps.iter().map(|step| step_row(cx, step)).collect();
        return Ok(Slice { rows, next: None });
    }
    let found = tx.rows(select(table), &[case.id.into(), after.into(), SLICE.into()])?;
    let next = match found.last() {
        Some(last) if found.len() >= usize::try_from(SLICE).unwrap_or(usize::MAX) => {
            Some(last.get(0)?)
        }
        _ => None,
    };
    let columns = table.columns();
    let rows = found
        .iter()
        .map(|row| {
            (1..).zip(columns).map(|(at, column)| cell(cx, row, at, column)).collect()
        })
        .collect::<Result<_, _>>()?;
    Ok(Slice { rows, next })
}

/// How many rows a table has.
pub fn count(
    cx: &Cx,
    tx: &mut dyn Tx,
    opened: (&Case, &Permit<ReadCase>),
    table: Table,
) -> Result<usize, StoreError> {
    let (mut count, mut after) = (0, i64::MIN);
    loop {
        let slice = slice(cx, tx, opened, table, after)?;
        count += slice.rows.len();
        match slice.next {
            Some(next) => after = next,
            None => return Ok(count),
        }
    }
}

fn cell(cx: &Cx, row: &Row, at: usize, column: &Column) -> Result<Cell, StoreError> {
    Ok(match column.kind {
        Kind::Number => row.get::<Option<i64>>(at)?.map_or(Cell::Nothing, Cell::Number),
        Kind::Flag => Cell::Flag(row.get(at)?),
        Kind::Instant => row.get::<Option<i64>>(at)?.map_or(Cell::Nothing, instant),
        Kind::Text | Kind::Day => {
            row.get::<Option<String>>(at)?.map_or(Cell::Nothing, Cell::Text)
        }
        Kind::Page => page(cx, &row.get::<String>(at)?),
    })
}

/// The Danish page: data are the same in every language.
fn page(cx: &Cx, page: &str) -> Cell {
    Cell::Text(cx.absolute(&format!("/da/{}/{page}", cx.case)))
}

/// To the second, as pages show it.
fn instant(at: i64) -> Cell {
    let second = at.div_euclid(1_000_000);
    let at = jiff::Timestamp::from_second(second).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Cell::Text(at.to_string())
}

/// A step as it is known today.
fn step_row(cx: &Cx, step: &Step) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let day = |day: jiff::civil::Date| Cell::Text(day.to_string());
    let dates = &step.dates;
    let current = dates.current();
    vec![
        text(&step.slug),
        text(step.kind.word()),
        text(&step.title.da),
        text(&step.title.en),
        day(dates.planned.from),
        day(dates.planned.to),
        day(current.from),
        day(current.to),
        dates.kept_from.map_or(Cell::Nothing, day),
        dates.kept_to.map_or(Cell::Nothing, day),
        Cell::Number(i64::try_from(step.moves.len()).unwrap_or(i64::MAX)),
        page(cx, &format!("steps/{}", step.slug)),
    ]
}
