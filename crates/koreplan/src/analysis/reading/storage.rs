//! The queue in the database.

use koreplan_store::{Row, StoreError, Tx, Val};

use super::rules::Filter;
use crate::{
    access::{
        AssignReading, Facts, Guarded, KeepFilter, ListInputs, MarkInputRead, Permit,
        RemoveFilter, Sealed,
    },
    bodies::{self, rules::BodyKind, storage::Member},
    case::Case,
    desk::rules::ToRead,
    input::{rules::SenderKind, storage::adds_nothing},
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

/// An input as the queue shows it.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub id: i64,
    pub number: i64,
    pub kind: SenderKind,
    /// Name or organisation; empty when nobody said.
    pub sender: String,
    /// The first letters of the text.
    pub words: String,
    pub received_at: i64,
    pub late: bool,
    pub reader: Option<Reader>,
}

/// Who reads an input.
#[derive(Debug, Clone)]
pub struct Reader {
    pub person_id: i64,
    pub name: String,
    /// A day on the calendar, or empty.
    pub due: String,
}

/// Inputs on one page of the queue.
pub const PAGE: i64 = 50;

/// Inputs with the words that are sought which the queue looks at.
pub const MOST_FOUND: usize = 5_000;

/// Who asks, and on which day.
#[derive(Debug, Clone)]
pub struct Asker {
    pub person_id: i64,
    pub today: String,
    /// The inputs that have the words, by number, where words are sought.
    pub found: Option<Vec<i64>>,
}

fn params(case: &Case, filter: &Filter, asker: &Asker) -> Vec<Val> {
    vec![
        case.id.into(),
        filter.area_id.into(),
        filter.kind.map_or("", SenderKind::word).into(),
        filter.which.word().into(),
        asker.person_id.into(),
        (&asker.today).into(),
    ]
}

macro_rules! queue {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM input i LEFT JOIN reading r ON r.input_id = i.id
             LEFT JOIN person p ON p.id = r.person_id
             WHERE i.case_id = $1 AND i.replaced_at IS NULL AND i.erased_at IS NULL
               AND (CAST($2 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM input_area a
                 WHERE a.input_id = i.id AND a.area_id = $2))
               AND (CAST($3 AS TEXT) = '' OR i.sender_kind = $3)
               AND (i.read_at IS NOT NULL) = ($4 = 'read')
               AND ($4 <> 'mine' OR r.person_id = $5)
               AND ($4 <> 'unassigned' OR r.input_id IS NULL)
               AND ($4 <> 'own' OR NOT ",
            adds_nothing!("i"),
            ") AND ($4 <> 'overdue' OR (r.due <> '' AND r.due < $6)) ",
            $rest
        )
    };
}

fn waiting(row: &Row) -> Result<Waiting, StoreError> {
    let (name, organisation): (String, String) = (row.get(3)?, row.get(4)?);
    Ok(Waiting {
        id: row.get(0)?,
        number: row.get(1)?,
        kind: stored(&row.get::<String>(2)?)?,
        sender: if organisation.is_empty() { name } else { organisation },
        words: row.get(5)?,
        received_at: row.get(6)?,
        late: row.get(7)?,
        reader: reader(row, 8)?,
    })
}

fn reader(row: &Row, at: usize) -> Result<Option<Reader>, StoreError> {
    let person_id: Option<i64> = row.get(at)?;
    person_id
        .map(|person_id| {
            Ok(Reader { person_id, name: row.get(at + 1)?, due: row.get(at + 2)? })
        })
        .transpose()
}

macro_rules! shown {
    ($rest:literal) => {
        queue!(
            "i.id, i.number, i.sender_kind, i.name, i.organisation, substr(i.body, 1, 140),
             i.received_at, i.late, r.person_id, p.name, r.due, i.read_at",
            $rest
        )
    };
}

/// The inputs of the queue that have the words: each is looked up by itself.
fn with_words(
    tx: &mut dyn Tx,
    case: &Case,
    filter: &Filter,
    asker: &Asker,
    found: &[i64],
) -> Result<Vec<Row>, StoreError> {
    let one = |id: &i64| {
        let mut params = params(case, filter, asker);
        params.push((*id).into());
        params
    };
    let each: Vec<Vec<Val>> = found.iter().map(one).collect();
    Ok(tx.each(shown!("AND i.id = $7"), &each)?.into_iter().flatten().collect())
}

fn length(rows: &[Row]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}

/// How many inputs the queue holds.
pub fn count(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    filter: &Filter,
    asker: &Asker,
) -> Result<i64, StoreError> {
    match &asker.found {
        Some(found) => Ok(length(&with_words(tx, case, filter, asker, found)?)),
        None => tx.one(queue!("count(*)", ""), &params(case, filter, asker)),
    }
}

/// How many inputs the queue holds, counted to one more than `most` at the most: somebody
/// who reads letter after letter does not have all of them counted each time.
pub fn count_to(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    (filter, most): (&Filter, i64),
    asker: &Asker,
) -> Result<i64, StoreError> {
    if let Some(found) = &asker.found {
        return Ok(length(&with_words(tx, case, filter, asker, found)?));
    }
    let mut params = params(case, filter, asker);
    params.push((most + 1).into());
    tx.one(
        concat!("SELECT count(*) FROM (", queue!("i.id", "LIMIT $7"), ") counted"),
        &params,
    )
}

/// One page of the queue.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    (filter, offset): (&Filter, i64),
    asker: &Asker,
) -> Result<Vec<Waiting>, StoreError> {
    if let Some(found) = &asker.found {
        let rows = with_words(tx, case, filter, asker, found)?;
        let place = |count: i64| usize::try_from(count).unwrap_or(0);
        return rows.iter().skip(place(offset)).take(place(PAGE)).map(waiting).collect();
    }
    let mut params = params(case, filter, asker);
    params.extend([PAGE.into(), offset.into()]);
    tx.rows(shown!("ORDER BY i.number LIMIT $7 OFFSET $8"), &params)?
        .iter()
        .map(waiting)
        .collect()
}

/// The first input of the queue after a number.
pub fn next(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    (filter, after): (&Filter, i64),
    asker: &Asker,
) -> Result<Option<i64>, StoreError> {
    if let Some(found) = &asker.found {
        for row in with_words(tx, case, filter, asker, found)? {
            if row.get::<i64>(1)? > after {
                return row.get(0).map(Some);
            }
        }
        return Ok(None);
    }
    let mut params = params(case, filter, asker);
    params.push(after.into());
    let row =
        tx.row(queue!("i.id", "AND i.number > $7 ORDER BY i.number LIMIT 1"), &params)?;
    row.map(|row| row.get(0)).transpose()
}

/// Notes unread inputs of the case as read, those that still stand; gives their ids.
pub fn mark_read(
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<MarkInputRead>,
    inputs: &[i64],
    now: i64,
) -> Result<Vec<i64>, StoreError> {
    let rows: Vec<Vec<Val>> = inputs
        .iter()
        .map(|id| vec![now.into(), (&permit.by).into(), (*id).into(), case.id.into()])
        .collect();
    let read = tx.each(
        "UPDATE input SET read_at = $1, read_by = $2 WHERE id = $3 AND case_id = $4
           AND read_at IS NULL AND replaced_at IS NULL AND erased_at IS NULL
         RETURNING id",
        &rows,
    )?;
    read.iter().flatten().map(|row| row.get(0)).collect()
}

/// The unread inputs of the queue, at most so many, for an act on all of them.
pub fn unread<A>(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<A>,
    (filter, most): (&Filter, usize),
    asker: &Asker,
) -> Result<Vec<i64>, StoreError> {
    if let Some(found) = &asker.found {
        let mut ids = Vec::new();
        for row in with_words(tx, case, filter, asker, found)? {
            if row.get::<Option<i64>>(11)?.is_none() {
                ids.push(row.get(0)?);
            }
        }
        ids.truncate(most);
        return Ok(ids);
    }
    let mut params = params(case, filter, asker);
    params.push(i64::try_from(most).unwrap_or(i64::MAX).into());
    tx.rows(queue!("i.id", "AND i.read_at IS NULL ORDER BY i.number LIMIT $7"), &params)?
        .iter()
        .map(|row| row.get(0))
        .collect()
}

/// Who reads an input.
pub fn reader_of(tx: &mut dyn Tx, input_id: i64) -> Result<Option<Reader>, StoreError> {
    let row = tx.row(
        "SELECT r.person_id, p.name, r.due FROM reading r
         JOIN person p ON p.id = r.person_id WHERE r.input_id = $1",
        &[input_id.into()],
    )?;
    row.map_or(Ok(None), |row| reader(&row, 0))
}

/// Gives inputs to their readers, in the place of those they had.
pub fn assign(
    tx: &mut dyn Tx,
    permit: &Permit<AssignReading>,
    shares: &[(i64, i64)],
    due: &str,
    now: i64,
) -> Result<(), StoreError> {
    let rows: Vec<Vec<Val>> = shares
        .iter()
        .map(|(input, person)| {
            vec![
                (*input).into(),
                (*person).into(),
                due.into(),
                (&permit.by).into(),
                now.into(),
            ]
        })
        .collect();
    tx.each(
        "INSERT INTO reading (input_id, person_id, due, by_name, at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (input_id) DO UPDATE SET person_id = excluded.person_id,
           due = excluded.due, by_name = excluded.by_name, at = excluded.at",
        &rows,
    )
    .map(drop)
}

/// Takes an input from its reader.
pub fn unassign(
    tx: &mut dyn Tx,
    _: &Permit<AssignReading>,
    input_id: i64,
) -> Result<(), StoreError> {
    tx.exec("DELETE FROM reading WHERE input_id = $1", &[input_id.into()]).map(drop)
}

/// The people of the secretariat on that day, each once.
pub fn colleagues(
    tx: &mut dyn Tx,
    case: &Case,
    today: &str,
) -> Result<Vec<Member>, StoreError> {
    let mut found: Vec<Member> = Vec::new();
    for body in bodies::storage::of_kind(tx, case, BodyKind::Secretariat)? {
        for member in bodies::storage::members(tx, body.id, today)? {
            if found.iter().all(|known| known.person_id != member.person_id) {
                found.push(member);
            }
        }
    }
    Ok(found)
}

/// What is to be read by a day and is not, by reader and day, each with the time the
/// first of it was asked for.
pub fn due(
    tx: &mut dyn Tx,
    case: &Case,
    until: &str,
) -> Result<Vec<(ToRead, i64)>, StoreError> {
    tx.rows(
        "SELECT r.person_id, p.name, r.due, count(*), min(r.at)
         FROM reading r JOIN input i ON i.id = r.input_id
         JOIN person p ON p.id = r.person_id
         WHERE r.due <> '' AND r.due <= $2 AND i.case_id = $1 AND i.read_at IS NULL
           AND i.replaced_at IS NULL AND i.erased_at IS NULL
         GROUP BY r.person_id, p.name, r.due ORDER BY r.due, p.name, r.person_id",
        &[case.id.into(), until.into()],
    )?
    .iter()
    .map(|row| {
        let due: String = row.get(2)?;
        let due =
            due.parse().map_err(|e: jiff::Error| StoreError::Broken(e.to_string()))?;
        let (person_id, name, count) = (row.get(0)?, row.get(1)?, row.get(3)?);
        Ok((ToRead { person_id, name, due, count }, row.get(4)?))
    })
    .collect()
}

/// How many unread inputs nobody is to read; counted up to `most`.
pub fn without_reader(
    tx: &mut dyn Tx,
    case: &Case,
    most: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "SELECT count(*) FROM (SELECT 1 FROM input i
           WHERE i.case_id = $1 AND i.read_at IS NULL AND i.replaced_at IS NULL
             AND i.erased_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.input_id = i.id)
           LIMIT $2) found",
        &[case.id.into(), most.into()],
    )
}

/// A filter somebody gave a name.
#[derive(Debug, Clone)]
pub struct SavedFilter {
    pub id: i64,
    pub case_id: i64,
    pub person_id: i64,
    pub by: String,
    pub name: String,
    pub query: String,
    pub shared: bool,
}

impl Guarded for SavedFilter {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            owner_id: Some(self.person_id),
            ..Facts::default()
        }
    }
}

fn saved_filter(row: &Row) -> Result<SavedFilter, StoreError> {
    Ok(SavedFilter {
        id: row.get(0)?,
        case_id: row.get(1)?,
        person_id: row.get(2)?,
        by: row.get(3)?,
        name: row.get(4)?,
        query: row.get(5)?,
        shared: row.get(6)?,
    })
}

/// One's own filters and those colleagues share, one's own first.
pub fn filters(
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<ListInputs>,
) -> Result<Vec<SavedFilter>, StoreError> {
    tx.rows(
        "SELECT f.id, f.case_id, f.person_id, p.name, f.name, f.query, f.shared
         FROM saved_filter f JOIN person p ON p.id = f.person_id
         WHERE f.case_id = $1 AND (f.person_id = $2 OR f.shared = 1)
         ORDER BY CASE WHEN f.person_id = $2 THEN 0 ELSE 1 END, f.name, f.id",
        &[case.id.into(), permit.by_id.unwrap_or(0).into()],
    )?
    .iter()
    .map(saved_filter)
    .collect()
}

pub fn load_filter(
    tx: &mut dyn Tx,
    case: &Case,
    id: i64,
) -> Result<Sealed<SavedFilter>, Error> {
    let row = tx.row(
        "SELECT f.id, f.case_id, f.person_id, p.name, f.name, f.query, f.shared
         FROM saved_filter f JOIN person p ON p.id = f.person_id
         WHERE f.case_id = $1 AND f.id = $2",
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(saved_filter(&row.ok_or(NotFound)?)?))
}

pub fn save_filter(
    tx: &mut dyn Tx,
    permit: &Permit<KeepFilter>,
    case: &Case,
    (name, filter, shared): (&str, &Filter, bool),
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO saved_filter (case_id, person_id, name, query, shared, at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        &[
            case.id.into(),
            permit.by_id.into(),
            name.into(),
            filter.query().into(),
            i64::from(shared).into(),
            now.into(),
        ],
    )
}

pub fn remove_filter(
    tx: &mut dyn Tx,
    _: &Permit<RemoveFilter>,
    filter: &SavedFilter,
) -> Result<(), StoreError> {
    tx.exec("DELETE FROM saved_filter WHERE id = $1", &[filter.id.into()]).map(drop)
}

/// How far the reading of some inputs has come.
#[derive(Debug, Clone)]
pub struct Progress {
    pub name: Text,
    pub read: i64,
    pub unread: i64,
    pub overdue: i64,
}

fn progress(row: &Row) -> Result<Progress, StoreError> {
    Ok(Progress {
        name: Text { da: row.get(0)?, en: row.get(1)? },
        read: row.get(2)?,
        unread: row.get(3)?,
        overdue: row.get(4)?,
    })
}

macro_rules! far {
    () => {
        "CAST(sum(CASE WHEN i.read_at IS NULL THEN 0 ELSE 1 END) AS BIGINT),
         CAST(sum(CASE WHEN i.read_at IS NULL THEN 1 ELSE 0 END) AS BIGINT),
         CAST(sum(CASE WHEN i.read_at IS NULL AND r.due <> '' AND r.due < $2
           THEN 1 ELSE 0 END) AS BIGINT) "
    };
}

/// How far each area has come, in the order of the case; an input of two areas counts in
/// both. The last line, nameless, is what belongs to no area.
pub fn by_area(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    today: &str,
) -> Result<Vec<Progress>, StoreError> {
    let mut found = tx
        .rows(
            concat!(
                "SELECT a.name_da, a.name_en, ",
                far!(),
                "FROM area a JOIN input_area x ON x.area_id = a.id
                 JOIN input i ON i.id = x.input_id
                 LEFT JOIN reading r ON r.input_id = i.id
                 WHERE a.case_id = $1 AND i.replaced_at IS NULL AND i.erased_at IS NULL
                 GROUP BY a.id, a.name_da, a.name_en, a.position ORDER BY a.position"
            ),
            &[case.id.into(), today.into()],
        )?
        .iter()
        .map(progress)
        .collect::<Result<Vec<_>, _>>()?;
    let none = tx.rows(
        concat!(
            "SELECT '', '', ",
            far!(),
            "FROM input i LEFT JOIN reading r ON r.input_id = i.id
             WHERE i.case_id = $1 AND i.replaced_at IS NULL AND i.erased_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM input_area x WHERE x.input_id = i.id)
             HAVING count(*) > 0"
        ),
        &[case.id.into(), today.into()],
    )?;
    found.extend(none.iter().map(progress).collect::<Result<Vec<_>, _>>()?);
    Ok(found)
}

/// How far each reader has come with what is theirs, by name.
pub fn by_person(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    today: &str,
) -> Result<Vec<Progress>, StoreError> {
    tx.rows(
        concat!(
            "SELECT p.name, p.name, ",
            far!(),
            "FROM reading r JOIN input i ON i.id = r.input_id
             JOIN person p ON p.id = r.person_id
             WHERE i.case_id = $1 AND i.replaced_at IS NULL AND i.erased_at IS NULL
             GROUP BY p.id, p.name ORDER BY p.name, p.id"
        ),
        &[case.id.into(), today.into()],
    )?
    .iter()
    .map(progress)
    .collect()
}
