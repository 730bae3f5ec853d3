//! Hearings being prepared, their parties and material, in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{NewParty, PartyKind, Reply, danish_order};
use crate::{
    access::{Facts, Guarded, Sealed},
    case::Case,
    input::storage::{Hearing, adds_nothing},
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::{Lang, Text},
    },
};

/// What the secretariat fills in to make a hearing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub title: Text,
    pub intro: Text,
    /// By the clocks of the zone: `2027-01-04T09:00:00`.
    pub opens: String,
    pub opens_at: i64,
    pub deadline: String,
    /// The first instant after the deadline.
    pub closes_at: i64,
    pub normal_days: i64,
    pub reason: String,
    pub case_number: String,
    pub officer: String,
    pub contact: String,
    pub areas: Vec<i64>,
}

/// A plan and what has come of it.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub plan: Plan,
    /// As edited; empty: as the template has it.
    pub letter: Text,
    pub note: String,
    pub invite_up_to: i64,
}

pub fn load(tx: &mut dyn Tx, hearing: &Hearing) -> Result<Prepared, StoreError> {
    let row = tx
        .row(
            "SELECT opens, deadline, normal_days, reason, case_number, officer, contact,
               letter_da, letter_en, note, invite_up_to FROM hearing WHERE id = $1",
            &[hearing.id.into()],
        )?
        .ok_or_else(|| StoreError::Broken("a hearing is gone".into()))?;
    let areas = tx
        .rows(
            "SELECT area_id FROM hearing_area WHERE hearing_id = $1 ORDER BY area_id",
            &[hearing.id.into()],
        )?
        .iter()
        .map(|row| row.get(0))
        .collect::<Result<_, _>>()?;
    Ok(Prepared {
        plan: Plan {
            title: hearing.title.clone(),
            intro: hearing.intro.clone(),
            opens: row.get(0)?,
            opens_at: hearing.opens_at,
            deadline: row.get(1)?,
            closes_at: hearing.closes_at,
            normal_days: row.get(2)?,
            reason: row.get(3)?,
            case_number: row.get(4)?,
            officer: row.get(5)?,
            contact: row.get(6)?,
            areas,
        },
        letter: Text { da: row.get(7)?, en: row.get(8)? },
        note: row.get(9)?,
        invite_up_to: row.get(10)?,
    })
}

/// Whether the case has a hearing of that name, published or not.
fn is_taken(tx: &mut dyn Tx, case: &Case, slug: &str) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT id FROM hearing WHERE case_id = $1 AND slug = $2",
        &[case.id.into(), slug.into()],
    )?;
    Ok(found.is_some())
}

/// Begins a hearing that nobody outside sees yet; gives the name in its address.
pub fn insert(
    tx: &mut dyn Tx,
    case: &Case,
    wanted: &str,
    plan: &Plan,
) -> Result<String, StoreError> {
    let mut slug = wanted.to_owned();
    let mut number = 2;
    while is_taken(tx, case, &slug)? {
        slug = format!("{wanted}-{number}");
        number += 1;
    }
    let id = tx.one(
        "INSERT INTO hearing (case_id, slug, position, title_da, title_en, intro_da,
           intro_en, zone, opens, opens_at, deadline, deadline_at, normal_days, reason,
           published_at)
         VALUES ($1, $2, (SELECT coalesce(max(position), 0) + 1 FROM hearing
             WHERE case_id = $1), '', '', '', '', $3, '', 0, '', 0, 0, '', NULL)
         RETURNING id",
        &[case.id.into(), (&slug).into(), (&case.zone).into()],
    )?;
    save(tx, id, plan)?;
    Ok(slug)
}

/// Changes a hearing that is being prepared.
pub fn save(tx: &mut dyn Tx, id: i64, plan: &Plan) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing SET title_da = $1, title_en = $2, intro_da = $3, intro_en = $4,
           opens = $5, opens_at = $6, deadline = $7, deadline_at = $8, normal_days = $9,
           reason = $10, case_number = $11, officer = $12, contact = $13
         WHERE id = $14 AND published_at IS NULL",
        &[
            (&plan.title.da).into(),
            (&plan.title.en).into(),
            (&plan.intro.da).into(),
            (&plan.intro.en).into(),
            (&plan.opens).into(),
            plan.opens_at.into(),
            (&plan.deadline).into(),
            plan.closes_at.into(),
            plan.normal_days.into(),
            (&plan.reason).into(),
            (&plan.case_number).into(),
            (&plan.officer).into(),
            (&plan.contact).into(),
            id.into(),
        ],
    )?;
    tx.exec("DELETE FROM hearing_area WHERE hearing_id = $1", &[id.into()])?;
    for area in &plan.areas {
        tx.exec(
            "INSERT INTO hearing_area (hearing_id, area_id) VALUES ($1, $2)",
            &[id.into(), (*area).into()],
        )?;
    }
    Ok(())
}

pub fn save_letter(tx: &mut dyn Tx, id: i64, letter: &Text) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing SET letter_da = $1, letter_en = $2 WHERE id = $3",
        &[(&letter.da).into(), (&letter.en).into(), id.into()],
    )
    .map(drop)
}

/// Lets everybody see the hearing, with the letter as it is now.
pub fn save_publication(
    tx: &mut dyn Tx,
    id: i64,
    letter: &Text,
    now: i64,
) -> Result<(), StoreError> {
    save_letter(tx, id, letter)?;
    tx.exec(
        "UPDATE hearing SET published_at = $1 WHERE id = $2",
        &[now.into(), id.into()],
    )
    .map(drop)
}

pub fn save_processing(tx: &mut dyn Tx, id: i64, now: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing SET processed_at = $1 WHERE id = $2",
        &[now.into(), id.into()],
    )
    .map(drop)
}

pub fn save_note(
    tx: &mut dyn Tx,
    id: i64,
    note: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing SET note_at = $1, note = $2 WHERE id = $3",
        &[now.into(), note.into(), id.into()],
    )
    .map(drop)
}

/// Whether the hearing has a note, written from its data, that everybody may read.
pub fn has_released_note(tx: &mut dyn Tx, hearing: &Hearing) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT id FROM hearing_note WHERE hearing_id = $1 AND released_at IS NOT NULL",
        &[hearing.id.into()],
    )?;
    Ok(found.is_some())
}

/// How many inputs of the hearing somebody must read yet: not those that a correction
/// replaced, nor those erased, nor letters that follow a template and add nothing.
pub fn unread(tx: &mut dyn Tx, id: i64) -> Result<i64, StoreError> {
    tx.one(
        concat!(
            "SELECT count(*) FROM input i WHERE i.hearing_id = $1 AND i.read_at IS NULL
               AND i.replaced_at IS NULL AND i.erased_at IS NULL AND NOT ",
            adds_nothing!("i")
        ),
        &[id.into()],
    )
}

/// The hearings of the case that are being prepared.
pub fn drafts(tx: &mut dyn Tx, case: &Case) -> Result<Vec<(String, Text)>, StoreError> {
    tx.rows(
        "SELECT slug, title_da, title_en FROM hearing
         WHERE case_id = $1 AND published_at IS NULL ORDER BY position",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, Text { da: row.get(1)?, en: row.get(2)? })))
    .collect()
}

/// Adds a question at the end, of one area or of all.
pub fn insert_question(
    tx: &mut dyn Tx,
    hearing_id: i64,
    area_id: Option<i64>,
    text: &Text,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO question (hearing_id, position, area_id, text_da, text_en)
         VALUES ($1, (SELECT coalesce(max(position), 0) + 1 FROM question
           WHERE hearing_id = $1), $2, $3, $4)",
        &[hearing_id.into(), area_id.into(), (&text.da).into(), (&text.en).into()],
    )
    .map(drop)
}

/// Takes a question out; gives whether it was there.
pub fn remove_question(
    tx: &mut dyn Tx,
    hearing_id: i64,
    id: i64,
) -> Result<bool, StoreError> {
    let removed = tx.exec(
        "DELETE FROM question WHERE hearing_id = $1 AND id = $2",
        &[hearing_id.into(), id.into()],
    )?;
    Ok(removed > 0)
}

/// Something to read before answering: an address, or a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    pub id: i64,
    pub title: String,
    pub link: String,
    pub body: String,
}

pub fn materials(tx: &mut dyn Tx, hearing_id: i64) -> Result<Vec<Material>, StoreError> {
    tx.rows(
        "SELECT id, title, link, body FROM material WHERE hearing_id = $1 ORDER BY id",
        &[hearing_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Material {
            id: row.get(0)?,
            title: row.get(1)?,
            link: row.get(2)?,
            body: row.get(3)?,
        })
    })
    .collect()
}

pub fn insert_material(
    tx: &mut dyn Tx,
    hearing_id: i64,
    material: &Material,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO material (hearing_id, title, link, body, added_at)
         VALUES ($1, $2, $3, $4, $5)",
        &[
            hearing_id.into(),
            (&material.title).into(),
            (&material.link).into(),
            (&material.body).into(),
            now.into(),
        ],
    )
    .map(drop)
}

/// Takes material out; gives whether it was there.
pub fn remove_material(
    tx: &mut dyn Tx,
    hearing_id: i64,
    id: i64,
) -> Result<bool, StoreError> {
    let removed = tx.exec(
        "DELETE FROM material WHERE hearing_id = $1 AND id = $2",
        &[hearing_id.into(), id.into()],
    )?;
    Ok(removed > 0)
}

/// Someone who is asked.
#[derive(Debug, Clone)]
pub struct Party {
    pub id: i64,
    pub case_id: i64,
    pub hearing_id: i64,
    pub name: String,
    pub kind: PartyKind,
    pub email: String,
    pub lang: Lang,
    pub invited_at: Option<i64>,
    pub reply: Reply,
    /// The input that is its answer, and its number.
    pub input: Option<(i64, i64)>,
}

impl Guarded for Party {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, ..Facts::default() }
    }
}

impl Party {
    /// Whether something relies on it being on the list.
    pub fn is_in_use(&self) -> bool {
        self.invited_at.is_some() || self.reply != Reply::None || self.input.is_some()
    }
}

/// The columns of a party, in the order [`party`] reads them.
macro_rules! select_party {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, h.case_id, p.hearing_id, p.name, p.kind, p.email, p.lang,
               p.invited_at, p.reply, p.input_id, i.number
             FROM party p JOIN hearing h ON h.id = p.hearing_id
             LEFT JOIN input i ON i.id = p.input_id ",
            $rest
        )
    };
}

fn party(row: &Row) -> Result<Party, StoreError> {
    let (input, number): (Option<i64>, Option<i64>) = (row.get(9)?, row.get(10)?);
    Ok(Party {
        id: row.get(0)?,
        case_id: row.get(1)?,
        hearing_id: row.get(2)?,
        name: row.get(3)?,
        kind: stored(&row.get::<String>(4)?)?,
        email: row.get(5)?,
        lang: Lang::of(&row.get::<String>(6)?).unwrap_or(Lang::Da),
        invited_at: row.get(7)?,
        reply: stored(&row.get::<String>(8)?)?,
        input: input.zip(number),
    })
}

/// Parties on one page of a list.
pub const PAGE: i64 = 200;

/// One page of the parties in Danish order.
pub fn parties(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    from: i64,
) -> Result<Vec<Party>, StoreError> {
    tx.rows(
        select_party!("WHERE p.hearing_id = $1 ORDER BY p.sort LIMIT $2 OFFSET $3"),
        &[hearing.id.into(), PAGE.into(), from.into()],
    )?
    .iter()
    .map(party)
    .collect()
}

/// Whether anybody is asked in particular.
pub fn has_parties(tx: &mut dyn Tx, hearing: &Hearing) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT id FROM party WHERE hearing_id = $1 LIMIT 1",
        &[hearing.id.into()],
    )?;
    Ok(found.is_some())
}

/// Everybody who is asked, as far as a hearing note needs to know: the name and the reply.
pub fn replies(
    tx: &mut dyn Tx,
    hearing: &Hearing,
) -> Result<Vec<(String, Reply)>, StoreError> {
    tx.rows(
        "SELECT name, reply FROM party WHERE hearing_id = $1 ORDER BY sort",
        &[hearing.id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, stored(&row.get::<String>(1)?)?)))
    .collect()
}

/// How a list of parties stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    pub all: i64,
    pub invited: i64,
    pub replied: i64,
    /// With an address, not invited, and nobody has asked for it yet.
    pub to_invite: i64,
    /// With an address, and their invitation is on its way into the outbox.
    pub under_way: i64,
}

pub fn listed(tx: &mut dyn Tx, hearing: &Hearing) -> Result<Listed, StoreError> {
    let count = |tx: &mut dyn Tx, sql| tx.one(sql, &[hearing.id.into()]);
    Ok(Listed {
        all: count(tx, "SELECT count(*) FROM party WHERE hearing_id = $1")?,
        invited: count(
            tx,
            "SELECT count(*) FROM party
             WHERE hearing_id = $1 AND invited_at IS NOT NULL",
        )?,
        replied: count(
            tx,
            "SELECT count(*) FROM party WHERE hearing_id = $1 AND reply <> 'none'",
        )?,
        to_invite: count(
            tx,
            "SELECT count(*) FROM party p JOIN hearing h ON h.id = p.hearing_id
             WHERE p.hearing_id = $1 AND p.invited_at IS NULL AND p.email <> ''
               AND p.id > h.invite_up_to",
        )?,
        under_way: count(
            tx,
            "SELECT count(*) FROM party p JOIN hearing h ON h.id = p.hearing_id
             WHERE p.hearing_id = $1 AND p.invited_at IS NULL AND p.email <> ''
               AND p.id <= h.invite_up_to",
        )?,
    })
}

/// Puts parties on the list; who is there already stays as it is. Gives how many are new.
pub fn insert_parties(
    tx: &mut dyn Tx,
    hearing_id: i64,
    lang: Lang,
    parties: &[NewParty],
) -> Result<u64, StoreError> {
    let mut new = 0;
    for party in parties {
        new += tx.exec(
            "INSERT INTO party (hearing_id, name, sort, kind, email, lang, reply)
             VALUES ($1, $2, $3, $4, $5, $6, 'none')
             ON CONFLICT (hearing_id, sort) DO NOTHING",
            &[
                hearing_id.into(),
                (&party.name).into(),
                danish_order(&party.name).into(),
                party.kind.word().into(),
                (&party.email).into(),
                lang.word().into(),
            ],
        )?;
    }
    Ok(new)
}

pub fn load_party(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    id: i64,
) -> Result<Sealed<Party>, Error> {
    let row = tx
        .row(
            select_party!("WHERE p.hearing_id = $1 AND p.id = $2"),
            &[hearing.id.into(), id.into()],
        )?
        .ok_or(NotFound)?;
    Ok(Sealed::new(party(&row)?))
}

/// The input of that number, if it was sent to this hearing.
pub fn input_of(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    number: i64,
) -> Result<Option<i64>, StoreError> {
    tx.row(
        "SELECT id FROM input WHERE case_id = $1 AND number = $2 AND hearing_id = $3",
        &[hearing.case_id.into(), number.into(), hearing.id.into()],
    )?
    .map(|row| row.get(0))
    .transpose()
}

pub fn save_reply(
    tx: &mut dyn Tx,
    party: &Party,
    reply: Reply,
    input_id: Option<i64>,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE party SET reply = $1, input_id = $2 WHERE id = $3",
        &[reply.word().into(), input_id.into(), party.id.into()],
    )
    .map(drop)
}

pub fn remove_party(tx: &mut dyn Tx, party: &Party) -> Result<(), StoreError> {
    tx.exec("DELETE FROM party WHERE id = $1", &[party.id.into()]).map(drop)
}

/// Asks for all who are on the list now to be invited: one statement, however many.
pub fn save_invitation(tx: &mut dyn Tx, hearing: &Hearing) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing SET invite_up_to = (SELECT coalesce(max(id), 0) FROM party
             WHERE hearing_id = $1),
           told_deadline = CASE WHEN told_deadline = 0 THEN deadline_at
             ELSE told_deadline END
         WHERE id = $1",
        &[hearing.id.into()],
    )
    .map(drop)
}
