//! The rows of each table, read from the public store.

use std::sync::LazyLock;

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

/// Where the rows of a table come from: its columns in their order, the tables they are
/// in, which rows are public, and the number they are read by.
struct Source {
    columns: &'static str,
    from: &'static str,
    only: &'static str,
    key: &'static str,
    /// What lets the database begin near row `$2` where the key is no column, and the
    /// order it has the rows in already.
    near: &'static str,
    order: &'static str,
}

/// All but the steps: the plan knows what holds of them today.
///
/// The plus keeps SQLite from gathering all inputs of the case by an index to sort them
/// for each slice: it goes along the numbers instead.
const SOURCES: &[(Table, Source)] = &[
    (
        Table::Hearings,
        Source {
            columns: "h.id, h.slug, h.title_da, h.title_en, h.intro_da, h.intro_en,
                h.opens_at, h.deadline_at, h.zone, coalesce(n.inputs, 0),
                coalesce(n.late, 0), 'hearings/' || h.slug",
            from: "hearing h LEFT JOIN hearing_count n ON n.hearing_id = h.id",
            only: "h.case_id = $1",
            key: "h.id",
            near: "1 = 1",
            order: "h.id",
        },
    ),
    (
        Table::Inputs,
        Source {
            columns:
                "i.id, i.number, h.slug, i.sender_kind, CASE WHEN i.organisation <> ''
                THEN i.organisation ELSE i.name END, i.body, i.received_at, i.late,
                i.released_at, 'inputs/' || CAST(i.id AS TEXT)",
            from: "input i JOIN hearing h ON h.id = i.hearing_id",
            only: "+i.case_id = $1 AND i.released_at IS NOT NULL",
            key: "i.id",
            near: "1 = 1",
            order: "i.id",
        },
    ),
    (
        Table::InputAreas,
        Source {
            columns: "i.number, a.slug",
            from: "input_area l JOIN input i ON i.id = l.input_id JOIN area a ON a.id =
                l.area_id",
            only: "+i.case_id = $1 AND i.released_at IS NOT NULL",
            key: "l.input_id * 1000000 + l.area_id",
            near: "l.input_id >= $2 / 1000000",
            order: "l.input_id, l.area_id",
        },
    ),
    (
        Table::Meetings,
        Source {
            columns:
                "m.id, m.kind, m.title, b.slug, a.slug, p.name, m.place, m.starts_at,
                m.minutes, m.approved_at, 'meetings/' || CAST(m.id AS TEXT)",
            from:
                "meeting m JOIN person p ON p.id = m.chair_id LEFT JOIN body b ON b.id =
                m.body_id LEFT JOIN area a ON a.id = m.area_id",
            only: "m.case_id = $1 AND m.approved_at IS NOT NULL",
            key: "m.id",
            near: "1 = 1",
            order: "m.id",
        },
    ),
    (
        Table::Decisions,
        Source {
            columns: "d.id, m.id, d.title, d.verb, d.decision, p.number, a.slug,
                d.decided_at, m.approved_at, 'meetings/' || CAST(m.id AS TEXT) ||
                '#item-' || CAST(d.id AS TEXT)",
            from: "agenda_item d JOIN meeting m ON m.id = d.meeting_id LEFT JOIN proposal
                p ON p.id = d.proposal_id LEFT JOIN area a ON a.id =
                coalesce(p.area_id, m.area_id)",
            only: "m.case_id = $1 AND m.approved_at IS NOT NULL AND d.closed = 0 AND
                d.verb IS NOT NULL",
            key: "d.id",
            near: "1 = 1",
            order: "d.id",
        },
    ),
    (
        Table::Versions,
        Source {
            columns:
                "v.number, v.hash, v.note, v.frozen_at, v.released_at, 'versions/' ||
                CAST(v.number AS TEXT)",
            from: "version v",
            only: "v.case_id = $1 AND v.released_at IS NOT NULL",
            key: "v.id",
            near: "1 = 1",
            order: "v.id",
        },
    ),
    (
        Table::Paragraphs,
        Source {
            columns: "v.number, x.position, x.chapter, x.paragraph_id, x.body,
                'trace/paragraphs/' || CAST(x.paragraph_id AS TEXT)",
            from: "version_paragraph x JOIN version v ON v.id = x.version_id",
            only: "v.case_id = $1 AND v.released_at IS NOT NULL",
            key: "v.id * 1000000 + x.position",
            near: "x.version_id >= $2 / 1000000",
            order: "x.version_id, x.position",
        },
    ),
    (
        Table::Initiatives,
        Source {
            columns: "i.id, i.number, i.title_da, i.title_en, a.slug, b.slug, i.year,
                i.provenance, i.paragraph_id, i.started_at, i.ended_at, i.ending,
                'initiatives/' || CAST(i.id AS TEXT)",
            from: "initiative i JOIN area a ON a.id = i.area_id JOIN body b ON b.id =
                i.lead_id",
            only:
                "i.case_id = $1 AND EXISTS (SELECT 1 FROM version v WHERE v.case_id = $1
                AND v.released_at IS NOT NULL)",
            key: "i.id",
            near: "1 = 1",
            order: "i.id",
        },
    ),
    (
        Table::StatusReports,
        Source {
            columns: "i.number, s.year, s.quarter, s.budget, s.business_case, s.risks,
                s.schedule, s.action, s.at",
            from: "status_report s JOIN initiative i ON i.id = s.initiative_id",
            only:
                "i.case_id = $1 AND EXISTS (SELECT 1 FROM version v WHERE v.case_id = $1
                AND v.released_at IS NOT NULL)",
            key: "s.id",
            near: "1 = 1",
            order: "s.id",
        },
    ),
    (
        Table::Bodies,
        Source {
            columns: "b.slug, b.kind, b.name_da, b.name_en, u.slug, b.rule, b.quorum, b.seats",
            from: "body b LEFT JOIN body u ON u.id = b.parent_id",
            only: "b.case_id = $1",
            key: "b.id",
            near: "1 = 1",
            order: "b.id",
        },
    ),
    (
        Table::Areas,
        Source {
            columns: "a.slug, a.name_da, a.name_en, a.focus_da, a.focus_en, a.track_da,
                a.track_en, p.name",
            from: "area a LEFT JOIN person p ON p.id = a.minister_id",
            only: "a.case_id = $1",
            key: "a.id",
            near: "1 = 1",
            order: "a.id",
        },
    ),
];

/// The statements of a table, made once: one that reads a slice, the key of the row
/// first, and one that counts.
struct Statements {
    read: &'static str,
    count: &'static str,
}

static STATEMENTS: LazyLock<Vec<(Table, Statements)>> = LazyLock::new(|| {
    let of = |(table, source): &(Table, Source)| {
        let Source { columns, from, only, key, near, order } = source;
        let read = format!(
            "SELECT {key}, {columns} FROM {from} WHERE {only} AND {near} AND {key} > $2
             ORDER BY {order} LIMIT $3"
        );
        let count = format!("SELECT count(*) FROM {from} WHERE {only}");
        let statements =
            Statements { read: Box::leak(read.into()), count: Box::leak(count.into()) };
        (*table, statements)
    };
    SOURCES.iter().map(of).collect()
});

fn statements(table: Table) -> Option<&'static Statements> {
    STATEMENTS.iter().find(|(known, _)| *known == table).map(|(_, statements)| statements)
}

/// The rows of a table after the one with key `after`.
pub fn slice(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, permit): (&Case, &Permit<ReadCase>),
    table: Table,
    after: i64,
) -> Result<Slice, StoreError> {
    let Some(statements) = statements(table) else {
        let steps = plan::storage::steps(tx, case, permit, cx.today())?;
        let rows = steps.iter().map(|step| step_row(cx, step)).collect();
        return Ok(Slice { rows, next: None });
    };
    let found =
        tx.rows(statements.read, &[case.id.into(), after.into(), SLICE.into()])?;
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
    (case, permit): (&Case, &Permit<ReadCase>),
    table: Table,
) -> Result<i64, StoreError> {
    match statements(table) {
        Some(statements) => tx.one(statements.count, &[case.id.into()]),
        None => {
            let steps = plan::storage::steps(tx, case, permit, cx.today())?;
            Ok(i64::try_from(steps.len()).unwrap_or(i64::MAX))
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
