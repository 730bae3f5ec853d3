//! Bodies and members in the database.

use jiff::civil::Date;
use koreplan_store::{Row, StoreError, Tx};

use super::{
    rules::{Abstention, BodyKind, DecisionRule, Quorum, Role, Rule, Share},
    seats::{Held, Period},
};
use crate::{
    access::{EditBody, Facts, Guarded, Permit, ReadCase, Sealed},
    case::Case,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Body {
    pub id: i64,
    pub case_id: i64,
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

impl Guarded for Body {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            body_id: Some(self.id),
            public: true,
            ..Facts::default()
        }
    }
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
    ", b.case_id FROM body b WHERE b.case_id = $1 ORDER BY b.position"
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
        case_id: row.get(20)?,
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

/// A seat somebody has, had or will have.
#[derive(Debug, Clone)]
pub struct Seat {
    pub id: i64,
    pub person_id: i64,
    pub name: String,
    pub title: Text,
    pub role: Role,
    pub for_id: Option<i64>,
    pub stands_for: Option<String>,
    pub period: Period,
}

impl Seat {
    pub fn held(&self) -> Held {
        Held { person: self.person_id, role: self.role, period: self.period }
    }
}

/// A day as it is stored.
fn day(text: Option<String>) -> Result<Option<Date>, StoreError> {
    let broken = |e: jiff::Error| StoreError::Broken(e.to_string());
    text.map(|text| text.parse().map_err(broken)).transpose()
}

/// Every seat of the body, now, earlier and later.
pub fn seats(tx: &mut dyn Tx, body_id: i64) -> Result<Vec<Seat>, StoreError> {
    tx.rows(
        "SELECT m.id, m.person_id, p.name, p.title_da, p.title_en, m.role, m.for_id, s.name,
           m.since, m.until
         FROM member m JOIN person p ON p.id = m.person_id
         LEFT JOIN person s ON s.id = m.for_id WHERE m.body_id = $1 ORDER BY m.id",
        &[body_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Seat {
            id: row.get(0)?,
            person_id: row.get(1)?,
            name: row.get(2)?,
            title: Text { da: row.get(3)?, en: row.get(4)? },
            role: stored(&row.get::<String>(5)?)?,
            for_id: row.get(6)?,
            stands_for: row.get(7)?,
            period: Period { since: day(row.get(8)?)?, until: day(row.get(9)?)? },
        })
    })
    .collect()
}

/// The body of that name.
pub fn load(tx: &mut dyn Tx, case: &Case, slug: &str) -> Result<Sealed<Body>, Error> {
    let body = all(tx, case)?.into_iter().find(|body| body.slug == slug);
    Ok(Sealed::new(body.ok_or(NotFound)?))
}

/// A body as it is edited.
#[derive(Debug, Clone)]
pub struct Edited {
    pub name: Text,
    pub parent_id: Option<i64>,
    pub rule: DecisionRule,
    pub quorum: Quorum,
    pub seats: i64,
    pub terms: Text,
    pub papers_days: i64,
    pub remark_days: i64,
    pub silence_consents: bool,
}

/// Adds a body at the end of the case.
pub fn create(
    tx: &mut dyn Tx,
    _: &Permit<EditBody>,
    case: &Case,
    (slug, kind): (&str, BodyKind),
    edited: &Edited,
) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO body (case_id, slug, position, kind, name_da, name_en, rule, quorum, seats)
         VALUES ($1, $2, (SELECT coalesce(max(position), 0) + 1 FROM body
           WHERE case_id = $1), $3, '', '', 'majority', 1, 1) RETURNING id",
        &[case.id.into(), slug.into(), kind.word().into()],
    )?;
    write(tx, id, edited)?;
    Ok(id)
}

pub fn save(
    tx: &mut dyn Tx,
    _: &Permit<EditBody>,
    body: &Body,
    edited: &Edited,
) -> Result<(), StoreError> {
    write(tx, body.id, edited)
}

fn write(tx: &mut dyn Tx, id: i64, edited: &Edited) -> Result<(), StoreError> {
    let (rule, share) = (&edited.rule, edited.rule.share);
    tx.exec(
        "UPDATE body SET name_da = $1, name_en = $2, parent_id = $3, rule = $4,
           share_num = $5, share_den = $6, whole = $7, abstention = $8, casting_vote = $9,
           quorum = $10, quorum_chair = $11, seats = $12, terms_da = $13, terms_en = $14,
           papers_days = $15, remark_days = $16, silence_consents = $17 WHERE id = $18",
        &[
            (&edited.name.da).into(),
            (&edited.name.en).into(),
            edited.parent_id.into(),
            rule.rule.word().into(),
            share.num().into(),
            share.den().into(),
            rule.whole.word().into(),
            rule.abstention.word().into(),
            rule.casting_vote.into(),
            edited.quorum.needed.into(),
            edited.quorum.with_chair.into(),
            edited.seats.into(),
            (&edited.terms.da).into(),
            (&edited.terms.en).into(),
            edited.papers_days.into(),
            edited.remark_days.into(),
            edited.silence_consents.into(),
            id.into(),
        ],
    )
    .map(drop)
}

/// A seat that is given.
#[derive(Debug, Clone, Copy)]
pub struct NewSeat {
    pub body_id: i64,
    pub person_id: i64,
    pub role: Role,
    pub for_id: Option<i64>,
    pub period: Period,
}

/// Gives a seat. Whoever calls has asked [`super::seats::give`], or passes one on.
pub fn insert_seat(tx: &mut dyn Tx, seat: &NewSeat) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO member (body_id, person_id, role, for_id, since, until)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        &[
            seat.body_id.into(),
            seat.person_id.into(),
            seat.role.word().into(),
            seat.for_id.into(),
            seat.period.since.map(|day| day.to_string()).into(),
            seat.period.until.map(|day| day.to_string()).into(),
        ],
    )
}

/// Writes the last day of a seat.
pub fn end_seat(tx: &mut dyn Tx, seat_id: i64, last: Date) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE member SET until = $1 WHERE id = $2",
        &[last.to_string().into(), seat_id.into()],
    )
    .map(drop)
}

/// Somebody the case knows: with a seat in it at some time, or heading an area.
#[derive(Debug, Clone)]
pub struct Known {
    pub id: i64,
    pub name: String,
    pub title: Text,
}

/// The people of the case by name. Accounts of others who sent something are not among
/// them: a name alone makes nobody of those a member.
pub fn people(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Known>, StoreError> {
    tx.rows(
        "SELECT p.id, p.name, p.title_da, p.title_en FROM person p
         WHERE p.id IN (SELECT m.person_id FROM member m JOIN body b ON b.id = m.body_id
             WHERE b.case_id = $1)
           OR p.id IN (SELECT a.minister_id FROM area a WHERE a.case_id = $1)
         ORDER BY p.name, p.id",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Known {
            id: row.get(0)?,
            name: row.get(1)?,
            title: Text { da: row.get(2)?, en: row.get(3)? },
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
            body.voting_seats().into(),
            body.share.get_ref()[0].into(),
            body.share.get_ref()[1].into(),
            body.of.word().into(),
            body.abstentions.map(Abstention::word).into(),
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
