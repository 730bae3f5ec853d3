//! Bodies and members in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Abstention, BodyKind, DecisionRule, Quorum, Role, Rule, Share};
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
    pub rule: DecisionRule,
    pub quorum: Quorum,
    pub seats: i64,
    /// What it is there for, and what it may do.
    pub terms: Text,
    /// How many days before a meeting its papers go out.
    pub papers_days: i64,
    /// How many days the members have for remarks to the minutes.
    pub remark_days: i64,
    /// Who does not answer in time has consented.
    pub silence_consents: bool,
}

#[derive(Debug, Clone)]
pub struct Member {
    pub person_id: i64,
    pub name: String,
    pub title: Text,
    pub role: Role,
    /// The member a substitute stands in for; nobody in particular: for anyone.
    pub for_id: Option<i64>,
}

/// The columns [`rule`] reads, of table `$of`.
#[macro_export]
macro_rules! rule_columns {
    ($of:literal) => {
        concat!(
            $of,
            ".rule, ",
            $of,
            ".share_num, ",
            $of,
            ".share_den, ",
            $of,
            ".whole, ",
            $of,
            ".abstention, ",
            $of,
            ".casting_vote, ",
            $of,
            ".quorum, ",
            $of,
            ".quorum_chair, ",
            $of,
            ".seats"
        )
    };
}

const BODY: &str = concat!(
    "SELECT b.id, b.slug, b.kind, b.name_da, b.name_en, b.parent_id, b.terms_da, b.terms_en,
       b.papers_days, b.remark_days, b.silence_consents, ",
    rule_columns!("b"),
    " FROM body b WHERE b.case_id = $1 ORDER BY b.position"
);

/// Reads how a body decides, from the columns of [`rule_columns`] that begin at `at`:
/// rule, quorum and seats.
pub fn rule(row: &Row, at: usize) -> Result<(DecisionRule, Quorum, i64), StoreError> {
    let rule: Rule = stored(&row.get::<String>(at)?)?;
    let share = Share::new(row.get(at + 1)?, row.get(at + 2)?)
        .ok_or_else(|| StoreError::Broken("a share is no majority".into()))?;
    let abstention = row.get::<Option<String>>(at + 4)?;
    let abstention: Option<Abstention> = abstention.as_deref().map(stored).transpose()?;
    let decides = DecisionRule {
        rule,
        share,
        whole: stored(&row.get::<String>(at + 3)?)?,
        abstention: abstention.unwrap_or(rule.usual_abstention()),
        casting_vote: row.get(at + 5)?,
    };
    let quorum = Quorum { needed: row.get(at + 6)?, with_chair: row.get(at + 7)? };
    Ok((decides, quorum, row.get(at + 8)?))
}

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
    let (rule, quorum, seats) = rule(row, 11)?;
    Ok(Body {
        id: row.get(0)?,
        slug: row.get(1)?,
        kind: stored(&row.get::<String>(2)?)?,
        name: Text { da: row.get(3)?, en: row.get(4)? },
        parent_id: row.get(5)?,
        rule,
        quorum,
        seats,
        terms: Text { da: row.get(6)?, en: row.get(7)? },
        papers_days: row.get(8)?,
        remark_days: row.get(9)?,
        silence_consents: row.get(10)?,
    })
}

/// Who has a seat in the body on that day.
pub fn members(
    tx: &mut dyn Tx,
    body_id: i64,
    today: &str,
) -> Result<Vec<Member>, StoreError> {
    tx.rows(
        "SELECT p.id, p.name, p.title_da, p.title_en, m.role, m.for_id
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
            for_id: row.get(5)?,
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
           (case_id, slug, position, kind, name_da, name_en, parent_id, rule, quorum, seats,
            share_num, share_den, whole, abstention, casting_vote, quorum_chair, terms_da,
            terms_en, papers_days, remark_days, silence_consents, treatment_days,
            treatment_counting)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
           $18, $19, $20, $21, $22, $23) RETURNING id",
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
            body.share.get_ref()[0].into(),
            body.share.get_ref()[1].into(),
            body.of.word().into(),
            body.abstentions.map(|what| what.word()).into(),
            body.casting_vote.into(),
            body.quorum_with_chair.into(),
            (&body.terms.da).into(),
            (&body.terms.en).into(),
            body.papers_days.into(),
            body.remark_days.into(),
            body.silence_consents.into(),
            body.treatment_days.into(),
            body.treatment_counting.word().into(),
        ],
    )
}
