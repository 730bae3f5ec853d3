//! Bodies and members in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{BodyKind, Role, Rule};
use crate::{
    access::Permit,
    case::{Case, ReadCase},
    web::{
        choices::{Choice as _, stored},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Body {
    pub id: i64,
    pub slug: String,
    pub kind: BodyKind,
    pub name: Text,
    pub parent_id: Option<i64>,
    pub rule: Rule,
    pub quorum: i64,
    pub seats: i64,
}

#[derive(Debug, Clone)]
pub struct Member {
    pub person_id: i64,
    pub name: String,
    pub title: Text,
    pub role: Role,
}

const BODY: &str =
    "SELECT id, slug, kind, name_da, name_en, parent_id, rule, quorum, seats
    FROM body WHERE case_id = $1 ORDER BY position";

/// All bodies of the case. Anyone may know them, so any open case will do.
pub fn all(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Body>, StoreError> {
    tx.rows(BODY, &[case.id.into()])?.iter().map(body).collect()
}

/// The bodies of one kind, in the order of the case.
pub fn of_kind(
    tx: &mut dyn Tx,
    case: &Case,
    kind: BodyKind,
) -> Result<Vec<Body>, StoreError> {
    Ok(all(tx, case)?.into_iter().filter(|body| body.kind == kind).collect())
}

fn body(row: &Row) -> Result<Body, StoreError> {
    Ok(Body {
        id: row.get(0)?,
        slug: row.get(1)?,
        kind: stored(&row.get::<String>(2)?)?,
        name: Text { da: row.get(3)?, en: row.get(4)? },
        parent_id: row.get(5)?,
        rule: stored(&row.get::<String>(6)?)?,
        quorum: row.get(7)?,
        seats: row.get(8)?,
    })
}

/// Who has a seat in the body on that day.
pub fn members(
    tx: &mut dyn Tx,
    body_id: i64,
    today: &str,
) -> Result<Vec<Member>, StoreError> {
    tx.rows(
        "SELECT p.id, p.name, p.title_da, p.title_en, m.role
         FROM member m JOIN person p ON p.id = m.person_id
         WHERE m.body_id = $1 AND (m.since IS NULL OR m.since <= $2)
           AND (m.until IS NULL OR m.until >= $2)
         ORDER BY m.id",
        &[body_id.into(), today.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Member {
            person_id: row.get(0)?,
            name: row.get(1)?,
            title: Text { da: row.get(2)?, en: row.get(3)? },
            role: stored(&row.get::<String>(4)?)?,
        })
    })
    .collect()
}

/// Every body with its members, for the page of actors.
pub fn with_members(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadCase>,
    today: &str,
) -> Result<Vec<(Body, Vec<Member>)>, StoreError> {
    all(tx, case)?
        .into_iter()
        .map(|body| {
            let members = members(tx, body.id, today)?;
            Ok((body, members))
        })
        .collect()
}

/// Adds a body of a case file.
pub fn insert(
    tx: &mut dyn Tx,
    case_id: i64,
    position: i64,
    body: &crate::case::file::Body,
    parent_id: Option<i64>,
) -> Result<i64, StoreError> {
    let seats = body.seats.unwrap_or(i64::try_from(body.members.len()).unwrap_or(0));
    tx.one(
        "INSERT INTO body
           (case_id, slug, position, kind, name_da, name_en, parent_id, rule, quorum, seats)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        &[
            case_id.into(),
            body.slug.get_ref().into(),
            position.into(),
            body.kind.word().into(),
            (&body.name.da).into(),
            (&body.name.en).into(),
            parent_id.into(),
            body.rule.word().into(),
            (*body.quorum.get_ref()).into(),
            seats.into(),
        ],
    )
}
