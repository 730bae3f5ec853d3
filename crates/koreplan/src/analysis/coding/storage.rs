//! Samples and their codes in the database.

use std::{collections::BTreeMap, ops::Range};

use koreplan_store::{Row, StoreError, Tx, Val};

use super::rules::{Code, State, Unit, agreed};
use crate::{
    access::{
        CodeSample, DrawSample, Facts, Guarded, Permit, ReadCoding, Sealed, SettleCoding,
    },
    case::Case,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
    },
};

/// A sample.
#[derive(Debug, Clone)]
pub struct Coding {
    pub id: i64,
    pub case_id: i64,
    pub unit: Unit,
    pub seed: String,
    pub drawn_by: String,
    pub drawn_at: i64,
    pub settled_at: Option<i64>,
    pub settled_by: Option<String>,
    /// Id, name, and how many units each has coded; by name.
    pub coders: Vec<(i64, String, i64)>,
    /// How many units it has.
    pub size: i64,
}

impl Guarded for Coding {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            colleagues: self.coders.iter().map(|(id, ..)| *id).collect(),
            ..Facts::default()
        }
    }
}

impl Coding {
    /// Every coder has coded every unit: the codes are open.
    pub fn is_coded(&self) -> bool {
        self.coders.iter().all(|(_, _, coded)| *coded >= self.size)
    }
}

/// A unit of a sample.
#[derive(Debug, Clone)]
pub struct Part {
    pub id: i64,
    pub position: i64,
    pub input_id: i64,
    pub input_number: i64,
    pub span: Range<usize>,
    pub words: String,
    pub settled_by: Option<String>,
}

fn coding(tx: &mut dyn Tx, row: &Row) -> Result<Coding, StoreError> {
    let id: i64 = row.get(0)?;
    // An input that was erased is nothing to code any more.
    let coders = tx
        .rows(
            "SELECT p.id, p.name, (SELECT count(*) FROM coding_mark m
               JOIN coding_unit u ON u.id = m.unit_id JOIN input i ON i.id = u.input_id
               WHERE u.coding_id = $1 AND m.person_id = p.id AND i.erased_at IS NULL)
             FROM coding_coder c JOIN person p ON p.id = c.person_id
             WHERE c.coding_id = $1 ORDER BY p.name, p.id",
            &[id.into()],
        )?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect::<Result<_, StoreError>>()?;
    Ok(Coding {
        id,
        case_id: row.get(1)?,
        unit: stored(&row.get::<String>(2)?)?,
        seed: row.get(3)?,
        drawn_by: row.get(4)?,
        drawn_at: row.get(5)?,
        settled_at: row.get(6)?,
        settled_by: row.get(7)?,
        coders,
        size: row.get(8)?,
    })
}

macro_rules! select_coding {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.case_id, c.unit, c.seed, c.drawn_by, c.drawn_at, c.settled_at,
               c.settled_by, (SELECT count(*) FROM coding_unit u
                 JOIN input i ON i.id = u.input_id
                 WHERE u.coding_id = c.id AND i.erased_at IS NULL)
             FROM coding c WHERE c.case_id = $1 ",
            $rest
        )
    };
}

/// The samples of the case, the newest first.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadCoding>,
) -> Result<Vec<Coding>, StoreError> {
    let rows = tx.rows(select_coding!("ORDER BY c.id DESC"), &[case.id.into()])?;
    rows.iter().map(|row| coding(tx, row)).collect()
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Coding>, Error> {
    let row = tx.row(select_coding!("AND c.id = $2"), &[case.id.into(), id.into()])?;
    Ok(Sealed::new(coding(tx, &row.ok_or(NotFound)?)?))
}

/// The numbers of the inputs a sample is drawn from.
pub fn numbers(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<DrawSample>,
) -> Result<Vec<i64>, StoreError> {
    tx.rows(
        "SELECT number FROM input WHERE case_id = $1 AND replaced_at IS NULL
           AND erased_at IS NULL ORDER BY number",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// Id and text of an input by its number.
pub fn text_of(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<DrawSample>,
    number: i64,
) -> Result<(i64, String), StoreError> {
    let row = tx.row(
        "SELECT id, body FROM input WHERE case_id = $1 AND number = $2",
        &[case.id.into(), number.into()],
    )?;
    row.map_or(Ok((0, String::new())), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What is drawn.
#[derive(Debug)]
pub struct Drawn<'a> {
    pub unit: Unit,
    pub seed: &'a str,
    pub coders: &'a [i64],
    pub topics: &'a [i64],
    /// Input and place in it.
    pub parts: &'a [(i64, Range<usize>)],
}

/// Keeps a sample; gives its id.
pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<DrawSample>,
    case: &Case,
    drawn: &Drawn,
    now: i64,
) -> Result<i64, StoreError> {
    let id: i64 = tx.one(
        "INSERT INTO coding (case_id, unit, seed, drawn_by, drawn_at)
         VALUES ($1, $2, $3, $4, $5) RETURNING id",
        &[
            case.id.into(),
            drawn.unit.word().into(),
            drawn.seed.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )?;
    let pairs = |others: &[i64]| -> Vec<Vec<Val>> {
        others.iter().map(|other| vec![id.into(), (*other).into()]).collect()
    };
    tx.each(
        "INSERT INTO coding_coder (coding_id, person_id) VALUES ($1, $2)",
        &pairs(drawn.coders),
    )?;
    tx.each(
        "INSERT INTO coding_topic (coding_id, topic_id) VALUES ($1, $2)",
        &pairs(drawn.topics),
    )?;
    let place = |byte: usize| Val::from(i64::try_from(byte).unwrap_or(i64::MAX));
    let units: Vec<Vec<Val>> = (1_i64..)
        .zip(drawn.parts)
        .map(|(position, (input, span))| {
            let (from, to) = (place(span.start), place(span.end));
            vec![id.into(), position.into(), (*input).into(), from, to]
        })
        .collect();
    tx.each(
        "INSERT INTO coding_unit (coding_id, position, input_id, start_byte, end_byte)
         VALUES ($1, $2, $3, $4, $5)",
        &units,
    )?;
    Ok(id)
}

/// The topics a sample is coded with: id, title, and whether it is approved by now.
pub fn topics(
    tx: &mut dyn Tx,
    coding: &Coding,
) -> Result<Vec<(i64, String, bool)>, StoreError> {
    tx.rows(
        "SELECT t.id, t.title, t.approved_at FROM coding_topic c
         JOIN topic t ON t.id = c.topic_id JOIN area a ON a.id = t.area_id
         WHERE c.coding_id = $1 ORDER BY a.position, t.id",
        &[coding.id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?, row.get::<Option<i64>>(2)?.is_some())))
    .collect()
}

/// The units of a sample, in order.
pub fn parts(tx: &mut dyn Tx, coding: &Coding) -> Result<Vec<Part>, StoreError> {
    tx.rows(
        "SELECT u.id, u.position, u.input_id, i.number, u.start_byte, u.end_byte, i.body,
           u.settled_by
         FROM coding_unit u JOIN input i ON i.id = u.input_id
         WHERE u.coding_id = $1 AND i.erased_at IS NULL ORDER BY u.position",
        &[coding.id.into()],
    )?
    .iter()
    .map(|row| {
        let place = |at| row.get(at).map(|byte: i64| usize::try_from(byte).unwrap_or(0));
        let span = place(4)?..place(5)?;
        let body: String = row.get(6)?;
        Ok(Part {
            id: row.get(0)?,
            position: row.get(1)?,
            input_id: row.get(2)?,
            input_number: row.get(3)?,
            words: body.get(span.clone()).unwrap_or_default().to_owned(),
            span,
            settled_by: row.get(7)?,
        })
    })
    .collect()
}

/// The codes of a sample by unit and coder; a unit nobody coded is not in it.
type Codes = BTreeMap<(i64, i64), Code>;

/// All codes of a sample whose coders are done.
pub fn codes(
    tx: &mut dyn Tx,
    coding: &Coding,
    _: &Permit<ReadCoding>,
) -> Result<Codes, StoreError> {
    read_codes(tx, coding)
}

/// One's own codes of a sample.
pub fn own_codes(
    tx: &mut dyn Tx,
    coding: &Coding,
    permit: &Permit<CodeSample>,
) -> Result<Codes, StoreError> {
    let mut codes = read_codes(tx, coding)?;
    codes.retain(|(_, person), _| Some(*person) == permit.by_id);
    Ok(codes)
}

fn read_codes(tx: &mut dyn Tx, coding: &Coding) -> Result<Codes, StoreError> {
    let mut found = Codes::new();
    for row in tx.rows(
        "SELECT m.unit_id, m.person_id FROM coding_mark m
         JOIN coding_unit u ON u.id = m.unit_id WHERE u.coding_id = $1",
        &[coding.id.into()],
    )? {
        found.insert((row.get(0)?, row.get(1)?), Code::new());
    }
    for row in tx.rows(
        "SELECT k.unit_id, k.person_id, k.topic_id FROM coding_code k
         JOIN coding_unit u ON u.id = k.unit_id WHERE u.coding_id = $1",
        &[coding.id.into()],
    )? {
        found.entry((row.get(0)?, row.get(1)?)).or_default().insert(row.get(2)?);
    }
    Ok(found)
}

/// What the units that coders saw differently were settled on.
pub fn settled(
    tx: &mut dyn Tx,
    coding: &Coding,
) -> Result<BTreeMap<i64, Code>, StoreError> {
    let mut found: BTreeMap<i64, Code> = BTreeMap::new();
    for row in tx.rows(
        "SELECT s.unit_id, s.topic_id FROM coding_settled s
         JOIN coding_unit u ON u.id = s.unit_id WHERE u.coding_id = $1",
        &[coding.id.into()],
    )? {
        found.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    Ok(found)
}

/// The codes of each unit, in the order of the coders.
pub fn side_by_side(
    coding: &Coding,
    parts: &[Part],
    codes: &Codes,
) -> Vec<Vec<Option<Code>>> {
    parts
        .iter()
        .map(|part| {
            let coders = coding.coders.iter();
            coders.map(|(person, ..)| codes.get(&(part.id, *person)).cloned()).collect()
        })
        .collect()
}

/// How far a sample has come.
pub fn state(coding: &Coding, parts: &[Part], codes: &[Vec<Option<Code>>]) -> State {
    let open = |(part, codes): &(&Part, &Vec<Option<Code>>)| {
        part.settled_by.is_none() && agreed(codes).is_none()
    };
    State {
        coded: coding.is_coded(),
        unsettled: parts.iter().zip(codes).filter(open).count(),
        settled: coding.settled_at.is_some(),
    }
}

fn rows_of(first: &[i64], topics: &[i64]) -> Vec<Vec<Val>> {
    topics
        .iter()
        .map(|topic| {
            let mut row: Vec<Val> = first.iter().map(|id| (*id).into()).collect();
            row.push((*topic).into());
            row
        })
        .collect()
}

/// Keeps one's code of a unit, in the place of the one before.
pub fn save_code(
    tx: &mut dyn Tx,
    permit: &Permit<CodeSample>,
    part: &Part,
    topics: &[i64],
    now: i64,
) -> Result<(), StoreError> {
    let person = permit.by_id.unwrap_or(0);
    tx.exec(
        "DELETE FROM coding_code WHERE unit_id = $1 AND person_id = $2",
        &[part.id.into(), person.into()],
    )?;
    tx.exec(
        "INSERT INTO coding_mark (unit_id, person_id, at) VALUES ($1, $2, $3)
         ON CONFLICT (unit_id, person_id) DO UPDATE SET at = excluded.at",
        &[part.id.into(), person.into(), now.into()],
    )?;
    tx.each(
        "INSERT INTO coding_code (unit_id, person_id, topic_id) VALUES ($1, $2, $3)",
        &rows_of(&[part.id, person], topics),
    )
    .map(drop)
}

/// Settles a unit on topics, in the place of those before.
pub fn save_settled(
    tx: &mut dyn Tx,
    permit: &Permit<SettleCoding>,
    part: &Part,
    topics: &[i64],
) -> Result<(), StoreError> {
    tx.exec("DELETE FROM coding_settled WHERE unit_id = $1", &[part.id.into()])?;
    tx.exec(
        "UPDATE coding_unit SET settled_by = $1 WHERE id = $2",
        &[(&permit.by).into(), part.id.into()],
    )?;
    tx.each(
        "INSERT INTO coding_settled (unit_id, topic_id) VALUES ($1, $2)",
        &rows_of(&[part.id], topics),
    )
    .map(drop)
}

/// Notes that the codes went under their topics; no if another was faster.
pub fn finish(
    tx: &mut dyn Tx,
    permit: &Permit<SettleCoding>,
    coding: &Coding,
    now: i64,
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "UPDATE coding SET settled_at = $1, settled_by = $2
         WHERE id = $3 AND settled_at IS NULL",
        &[now.into(), (&permit.by).into(), coding.id.into()],
    )?;
    Ok(touched == 1)
}
