//! Analyses and their findings in the database.

use std::ops::Range;

use koreplan_store::{Row, StoreError, Tx, Val};

use crate::{
    access::{Facts, Guarded, Permit, ReadTopics, Sealed, WriteAnalysis},
    analysis::storage::{Tagged, sentence},
    case::Case,
    input::storage::nameless,
    web::{
        error::{Error, NotFound},
        l10n::Text,
    },
};

/// An analysis.
#[derive(Debug, Clone)]
pub struct Analysis {
    pub id: i64,
    pub case_id: i64,
    pub area_id: i64,
    pub area: Text,
    pub title: String,
    /// Paragraphs, parted by blank lines.
    pub body: String,
    pub author: String,
    /// The number of the text that stands.
    pub version: i64,
    pub saved_by: String,
    pub saved_at: i64,
    pub finished_at: Option<i64>,
    pub finished_by: Option<String>,
    pub findings: i64,
}

impl Guarded for Analysis {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, ..Facts::default() }
    }
}

/// Something an analysis found, and the sentences it rests on.
#[derive(Debug, Clone)]
pub struct Finding {
    pub id: i64,
    pub body: String,
    pub sentences: Vec<Tagged>,
}

fn analysis(row: &Row) -> Result<Analysis, StoreError> {
    Ok(Analysis {
        id: row.get(0)?,
        case_id: row.get(1)?,
        area_id: row.get(2)?,
        area: Text { da: row.get(3)?, en: row.get(4)? },
        title: row.get(5)?,
        body: row.get(6)?,
        author: row.get(7)?,
        version: row.get(8)?,
        saved_by: row.get(9)?,
        saved_at: row.get(10)?,
        finished_at: row.get(11)?,
        finished_by: row.get(12)?,
        findings: row.get(13)?,
    })
}

macro_rules! select_analysis {
    ($rest:literal) => {
        concat!(
            "SELECT y.id, y.case_id, y.area_id, a.name_da, a.name_en, y.title, y.body, p.name,
               y.version, y.saved_by, y.saved_at, y.finished_at, y.finished_by,
               (SELECT count(*) FROM finding f WHERE f.analysis_id = y.id)
             FROM analysis y JOIN area a ON a.id = y.area_id
             JOIN person p ON p.id = y.author_id WHERE y.case_id = $1 ",
            $rest
        )
    };
}

/// The finished analyses, by area; with the drafts for those who write them.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadTopics>,
    drafts: bool,
) -> Result<Vec<Analysis>, StoreError> {
    tx.rows(
        select_analysis!(
            "AND (y.finished_at IS NOT NULL OR $2 = 1) ORDER BY a.position, y.id"
        ),
        &[case.id.into(), i64::from(drafts).into()],
    )?
    .iter()
    .map(analysis)
    .collect()
}

/// The finished analyses of an area: what a theme meeting may rest on.
pub fn finished_in(
    tx: &mut dyn Tx,
    case: &Case,
    area_id: i64,
) -> Result<Vec<Analysis>, StoreError> {
    tx.rows(
        select_analysis!(
            "AND y.finished_at IS NOT NULL AND y.area_id = $2 ORDER BY y.id"
        ),
        &[case.id.into(), area_id.into()],
    )?
    .iter()
    .map(analysis)
    .collect()
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Analysis>, Error> {
    let row = tx.row(select_analysis!("AND y.id = $2"), &[case.id.into(), id.into()])?;
    Ok(Sealed::new(analysis(&row.ok_or(NotFound)?)?))
}

/// An analysis that is no draft any more.
pub fn load_finished(
    tx: &mut dyn Tx,
    case: &Case,
    id: i64,
) -> Result<Sealed<Analysis>, Error> {
    let row = tx.row(
        select_analysis!("AND y.id = $2 AND y.finished_at IS NOT NULL"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(analysis(&row.ok_or(NotFound)?)?))
}

pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<WriteAnalysis>,
    case: &Case,
    (area_id, title): (i64, &str),
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO analysis (case_id, area_id, title, body, author_id, version, saved_by,
           saved_at) VALUES ($1, $2, $3, '', $4, 0, $5, $6) RETURNING id",
        &[
            case.id.into(),
            area_id.into(),
            title.into(),
            permit.by_id.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
}

/// Saves the text in the place of the one that stands; no if another was faster.
pub fn save(
    tx: &mut dyn Tx,
    permit: &Permit<WriteAnalysis>,
    standing: &Analysis,
    (title, body): (&str, &str),
    now: i64,
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "UPDATE analysis SET title = $1, body = $2, version = version + 1, saved_by = $3,
           saved_at = $4 WHERE id = $5 AND version = $6 AND finished_at IS NULL",
        &[
            title.into(),
            body.into(),
            (&permit.by).into(),
            now.into(),
            standing.id.into(),
            standing.version.into(),
        ],
    )?;
    Ok(touched == 1)
}

/// The findings of an analysis, in the order they were made.
pub fn findings(
    tx: &mut dyn Tx,
    analysis_id: i64,
    now: i64,
) -> Result<Vec<Finding>, StoreError> {
    let rows = tx.rows(
        "SELECT id, body FROM finding WHERE analysis_id = $1 ORDER BY id",
        &[analysis_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let id: i64 = row.get(0)?;
            let sentences = tx
                .rows(
                    concat!(
                        "SELECT i.id, i.number, i.name, i.organisation, l.start_byte,
                           l.end_byte, i.body, ",
                        nameless!(),
                        ", i.released_at, i.case_id, i.remove_at
                         FROM finding_input l JOIN input i ON i.id = l.input_id
                         WHERE l.finding_id = $1 ORDER BY i.number, l.start_byte"
                    ),
                    &[id.into()],
                )?
                .iter()
                .map(|row| sentence(row, (0, String::new()), 0, now))
                .collect::<Result<_, _>>()?;
            Ok(Finding { id, body: row.get(1)?, sentences })
        })
        .collect()
}

/// Keeps a finding with the sentences it rests on: input and place.
pub fn add_finding(
    tx: &mut dyn Tx,
    _: &Permit<WriteAnalysis>,
    analysis: &Analysis,
    (body, sentences): (&str, &[(i64, Range<usize>)]),
) -> Result<i64, StoreError> {
    let id: i64 = tx.one(
        "INSERT INTO finding (analysis_id, body) VALUES ($1, $2) RETURNING id",
        &[analysis.id.into(), body.into()],
    )?;
    let place = |byte: usize| Val::from(i64::try_from(byte).unwrap_or(i64::MAX));
    let rows: Vec<Vec<Val>> = sentences
        .iter()
        .map(|(input, span)| {
            vec![id.into(), (*input).into(), place(span.start), place(span.end)]
        })
        .collect();
    tx.each(
        "INSERT INTO finding_input (finding_id, input_id, start_byte, end_byte)
         VALUES ($1, $2, $3, $4)",
        &rows,
    )?;
    Ok(id)
}

/// Removes a finding of this analysis; says whether there was one.
pub fn remove_finding(
    tx: &mut dyn Tx,
    _: &Permit<WriteAnalysis>,
    analysis: &Analysis,
    id: i64,
) -> Result<bool, StoreError> {
    let params = [id.into(), analysis.id.into()];
    tx.exec(
        "DELETE FROM finding_input WHERE finding_id = $1
           AND finding_id IN (SELECT id FROM finding WHERE analysis_id = $2)",
        &params,
    )?;
    let touched =
        tx.exec("DELETE FROM finding WHERE id = $1 AND analysis_id = $2", &params)?;
    Ok(touched == 1)
}

pub fn finish(
    tx: &mut dyn Tx,
    permit: &Permit<WriteAnalysis>,
    analysis: &Analysis,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE analysis SET finished_at = $1, finished_by = $2 WHERE id = $3",
        &[now.into(), (&permit.by).into(), analysis.id.into()],
    )
    .map(drop)
}

/// The meetings an analysis is on the agenda of: id and title.
pub fn on_agendas(
    tx: &mut dyn Tx,
    analysis_id: i64,
) -> Result<Vec<(i64, String)>, StoreError> {
    tx.rows(
        "SELECT DISTINCT m.id, m.title FROM agenda_item d JOIN meeting m ON m.id = d.meeting_id
         WHERE d.analysis_id = $1 ORDER BY m.id",
        &[analysis_id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}
