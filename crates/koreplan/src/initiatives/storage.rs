//! Initiatives in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Ending, InitiativeState, Provenance, state};
use crate::{
    access::{Action, Facts, Guarded, Permit, ReadCase, Sealed},
    case::{self, Case},
    web::{
        Cx,
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Initiative {
    pub id: i64,
    pub case_id: i64,
    pub number: String,
    pub title: Text,
    pub area_id: i64,
    pub area: Text,
    pub lead: Text,
    pub year: String,
    pub provenance: Provenance,
    pub paragraph_id: Option<i64>,
    pub started_at: Option<i64>,
    pub ended_at: Option<i64>,
    pub ending: Option<Ending>,
    /// A version of the strategy has been released.
    pub public: bool,
}

impl Initiative {
    pub fn state(&self) -> InitiativeState {
        state(self.started_at.is_some(), self.ending)
    }
}

impl Guarded for Initiative {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, public: self.public, ..Facts::default() }
    }
}

/// The door to the list: open to everybody once a version is released.
#[derive(Debug)]
pub struct Register {
    pub case_id: i64,
    pub public: bool,
}

impl Guarded for Register {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, public: self.public, ..Facts::default() }
    }
}

pub fn register(tx: &mut dyn Tx, case: &Case) -> Result<Sealed<Register>, StoreError> {
    let released = tx.one(
        "SELECT count(*) FROM version WHERE case_id = $1 AND released_at IS NOT NULL",
        &[case.id.into()],
    )?;
    Ok(Sealed::new(Register { case_id: case.id, public: released > 0 }))
}

macro_rules! select_initiative {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.case_id, i.number, i.title_da, i.title_en, i.area_id, a.name_da,
               a.name_en, b.name_da, b.name_en, i.year, i.provenance, i.paragraph_id,
               i.started_at, i.ended_at, i.ending,
               (SELECT count(*) FROM version v WHERE v.case_id = i.case_id
                 AND v.released_at IS NOT NULL)
             FROM initiative i JOIN area a ON a.id = i.area_id
             JOIN body b ON b.id = i.lead_id ",
            $rest
        )
    };
}

fn initiative(row: &Row) -> Result<Initiative, StoreError> {
    let ending: Option<String> = row.get(15)?;
    Ok(Initiative {
        id: row.get(0)?,
        case_id: row.get(1)?,
        number: row.get(2)?,
        title: Text { da: row.get(3)?, en: row.get(4)? },
        area_id: row.get(5)?,
        area: Text { da: row.get(6)?, en: row.get(7)? },
        lead: Text { da: row.get(8)?, en: row.get(9)? },
        year: row.get(10)?,
        provenance: stored(&row.get::<String>(11)?)?,
        paragraph_id: row.get(12)?,
        started_at: row.get(13)?,
        ended_at: row.get(14)?,
        ending: ending.as_deref().map(stored).transpose()?,
        public: row.get::<i64>(16)? > 0,
    })
}

/// All initiatives, in the order of the case; any permit of the register will do.
pub fn list<A: Action>(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<A>,
) -> Result<Vec<Initiative>, StoreError> {
    tx.rows(
        select_initiative!("WHERE i.case_id = $1 ORDER BY i.position"),
        &[case.id.into()],
    )?
    .iter()
    .map(initiative)
    .collect()
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Initiative>, Error> {
    let row = tx.row(
        select_initiative!("WHERE i.case_id = $1 AND i.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(initiative(&row.ok_or(NotFound)?)?))
}

/// Opens the case and the initiative in the address of a request.
pub fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Initiative, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let initiative = load(tx, &case, cx.id("id")?)?;
    let (initiative, permit) = initiative.open(&cx.actor, action)?;
    Ok((case, initiative, permit))
}

/// Adds an initiative while the strategy runs.
pub fn insert(
    tx: &mut dyn Tx,
    case: &Case,
    (number, title): (&str, &str),
    area_id: i64,
    lead_id: i64,
) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO initiative (case_id, position, number, title_da, title_en, area_id,
           lead_id, year, provenance)
         VALUES ($1, (SELECT coalesce(max(position), 0) + 1 FROM initiative
           WHERE case_id = $1), $2, $3, $3, $4, $5, '', $6) RETURNING id",
        &[
            case.id.into(),
            number.into(),
            title.into(),
            area_id.into(),
            lead_id.into(),
            Provenance::Added.word().into(),
        ],
    )?;
    tx.exec(
        "INSERT INTO initiative_party (initiative_id, body_id) VALUES ($1, $2)",
        &[id.into(), lead_id.into()],
    )?;
    Ok(id)
}

pub fn save_paragraph(
    tx: &mut dyn Tx,
    initiative: &Initiative,
    paragraph_id: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE initiative SET paragraph_id = $1 WHERE id = $2",
        &[paragraph_id.into(), initiative.id.into()],
    )
    .map(drop)
}

pub fn save_start(
    tx: &mut dyn Tx,
    initiative: &Initiative,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE initiative SET started_at = $1 WHERE id = $2",
        &[now.into(), initiative.id.into()],
    )
    .map(drop)
}

pub fn save_ending(
    tx: &mut dyn Tx,
    initiative: &Initiative,
    ending: Ending,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE initiative SET ended_at = $1, ending = $2 WHERE id = $3",
        &[now.into(), ending.word().into(), initiative.id.into()],
    )
    .map(drop)
}
