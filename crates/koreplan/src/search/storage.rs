//! What is found in the public store.

use koreplan_store::{Row, StoreError, Tx, Val};

use super::rules::{Kind, Words};
use crate::{
    access::{Permit, ReadCase},
    case::Case,
    web::l10n::{Lang, Text},
};

/// One thing that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    pub title: String,
    pub text: String,
    /// A page of the case.
    pub page: String,
}

/// What was found of a kind: the first ones, and how many there are.
#[derive(Debug)]
pub struct Found {
    pub kind: Kind,
    pub hits: Vec<Hit>,
    pub count: i64,
}

/// Of each kind that many are shown.
pub const SHOWN: usize = 20;

/// Searches everything that is public of the case.
pub fn all(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadCase>,
    words: &Words,
    lang: Lang,
) -> Result<Vec<Found>, StoreError> {
    Ok(vec![
        few(tx, case, words, Kind::Hearing, HEARINGS, |row| {
            let (title, intro) = (both(row, 1)?, both(row, 3)?);
            let page = format!("hearings/{}", row.get::<String>(0)?);
            let words = [title.da.as_str(), &title.en, &intro.da, &intro.en].join(" ");
            let hit = Hit {
                title: lang.pick(&title).into(),
                text: lang.pick(&intro).into(),
                page,
            };
            Ok((words, hit))
        })?,
        inputs(tx, case, words)?,
        few(tx, case, words, Kind::Meeting, MEETINGS, |row| {
            let (title, text): (String, String) = (row.get(1)?, row.get(2)?);
            let page = format!("meetings/{}", row.get::<i64>(0)?);
            Ok((format!("{title} {text}"), Hit { title, text, page }))
        })?,
        few(tx, case, words, Kind::Decision, DECISIONS, |row| {
            let (title, text): (String, String) = (row.get(2)?, row.get(3)?);
            let (id, meeting): (i64, i64) = (row.get(0)?, row.get(1)?);
            let page = format!("meetings/{meeting}#item-{id}");
            Ok((format!("{title} {text}"), Hit { title, text, page }))
        })?,
        few(tx, case, words, Kind::Paragraph, PARAGRAPHS, |row| {
            let (title, text): (String, String) = (row.get(1)?, row.get(2)?);
            let page = format!("trace/paragraphs/{}", row.get::<i64>(0)?);
            Ok((format!("{title} {text}"), Hit { title, text, page }))
        })?,
        few(tx, case, words, Kind::Initiative, INITIATIVES, |row| {
            let title = both(row, 2)?;
            let number: String = row.get(1)?;
            let actions: String = row.get(4)?;
            let words = [number.as_str(), &title.da, &title.en, &actions].join(" ");
            let hit = Hit {
                title: format!("{number} {}", lang.pick(&title)),
                text: actions,
                page: format!("initiatives/{}", row.get::<i64>(0)?),
            };
            Ok((words, hit))
        })?,
    ])
}

fn both(row: &Row, at: usize) -> Result<Text, StoreError> {
    Ok(Text { da: row.get(at)?, en: row.get(at + 1)? })
}

const HEARINGS: &str = "SELECT slug, title_da, title_en, intro_da, intro_en FROM hearing
    WHERE case_id = $1 ORDER BY position";
const MEETINGS: &str = "SELECT id, title, minutes FROM meeting
    WHERE case_id = $1 AND approved_at IS NOT NULL ORDER BY starts_at DESC, id";
const DECISIONS: &str = "SELECT a.id, m.id, a.title, coalesce(a.decision, '')
    FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
    WHERE m.case_id = $1 AND m.approved_at IS NOT NULL AND a.closed = 0
      AND a.verb IS NOT NULL ORDER BY m.starts_at DESC, a.position";
// The words of a paragraph as the newest version that is public has them.
const PARAGRAPHS: &str = "SELECT x.paragraph_id, x.chapter, x.body
    FROM version_paragraph x JOIN version v ON v.id = x.version_id
    WHERE v.case_id = $1 AND v.number = (SELECT max(n.number) FROM version n
      WHERE n.case_id = $1 AND n.released_at IS NOT NULL) ORDER BY x.position";
const INITIATIVES: &str = "SELECT i.id, i.number, i.title_da, i.title_en,
      coalesce((SELECT s.action FROM status_report s WHERE s.initiative_id = i.id
        ORDER BY s.year DESC, s.quarter DESC LIMIT 1), '')
    FROM initiative i WHERE i.case_id = $1 AND EXISTS (SELECT 1 FROM version v
      WHERE v.case_id = $1 AND v.released_at IS NOT NULL) ORDER BY i.position";

/// Searches a table that is read as a whole: `of` gives the words of a row, and the hit.
fn few(
    tx: &mut dyn Tx,
    case: &Case,
    words: &Words,
    kind: Kind,
    sql: &'static str,
    of: impl Fn(&Row) -> Result<(String, Hit), StoreError>,
) -> Result<Found, StoreError> {
    let mut found = Found { kind, hits: Vec::new(), count: 0 };
    for row in tx.rows(sql, &[case.id.into()])? {
        let (text, hit) = of(&row)?;
        if words.all_in(&text) {
            found.count += 1;
            if found.hits.len() < SHOWN {
                found.hits.push(hit);
            }
        }
    }
    Ok(found)
}

macro_rules! matching {
    () => {
        r"FROM input i WHERE i.case_id = $1 AND i.released_at IS NOT NULL
            AND i.search LIKE $2 ESCAPE '\' AND i.search LIKE $3 ESCAPE '\'
            AND i.search LIKE $4 ESCAPE '\' AND i.search LIKE $5 ESCAPE '\'
            AND i.search LIKE $6 ESCAPE '\' AND i.search LIKE $7 ESCAPE '\'
            AND i.search LIKE $8 ESCAPE '\' AND i.search LIKE $9 ESCAPE '\' "
    };
}

/// Inputs are many: the database looks through what they were folded to.
fn inputs(tx: &mut dyn Tx, case: &Case, words: &Words) -> Result<Found, StoreError> {
    let mut params: Vec<Val> = vec![case.id.into()];
    params.extend(words.patterns().map(Val::from));
    let count = tx.one(concat!("SELECT count(*) ", matching!()), &params)?;
    params.push(i64::try_from(SHOWN).unwrap_or(i64::MAX).into());
    let hits = tx
        .rows(
            concat!(
                "SELECT i.id, i.number, i.organisation, i.name, i.body ",
                matching!(),
                "ORDER BY i.number LIMIT $10"
            ),
            &params,
        )?
        .iter()
        .map(|row| {
            let (organisation, name): (String, String) = (row.get(2)?, row.get(3)?);
            let sender = if organisation.is_empty() { name } else { organisation };
            let number: i64 = row.get(1)?;
            Ok(Hit {
                title: format!("{number}. {sender}").trim_end_matches(". ").to_owned(),
                text: row.get(4)?,
                page: format!("inputs/{}", row.get::<i64>(0)?),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Found { kind: Kind::Input, hits, count })
}
