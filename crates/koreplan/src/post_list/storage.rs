//! Days of post in the database.

use jiff::civil::Date;
use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Direction, Kind};
use crate::{
    access::{Facts, Guarded, Permit, PublishPost, ReadPostDay, Sealed, ShortenPost},
    case::Case,
    desk::rules::{Part, Row as DeskRow},
    input::rules::SenderKind,
    refusal::Message,
    web::{
        Cx,
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

/// A day of post, published or not.
#[derive(Debug, Clone)]
pub struct Day {
    pub case_id: i64,
    pub day: Date,
    /// The day's first microsecond, and the first after it.
    pub from: i64,
    pub to: i64,
    pub id: Option<i64>,
    pub published_at: Option<i64>,
    pub published_by: String,
}

impl Guarded for Day {
    fn facts(&self) -> Facts {
        let public = self.published_at.is_some();
        Facts { case_id: self.case_id, public, ..Facts::default() }
    }
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    pub kind: Kind,
    /// The number of the document among its kind, or how many went out.
    pub number: i64,
    pub sender_kind: Option<SenderKind>,
    /// The name of an organisation whose input is public, or empty.
    pub organisation: String,
    pub subject: String,
    pub hearing: Option<Text>,
    /// Names the document in forms of the secretariat.
    pub thing: String,
}

/// Lines on one page.
pub const PAGE: i64 = 200;

/// The day of that name.
pub fn load(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    written: &str,
) -> Result<Sealed<Day>, Error> {
    let day: Date = written.parse().map_err(|_| NotFound)?;
    if day.to_string() != written || !(1900..=2199).contains(&day.year()) {
        return Err(NotFound.into());
    }
    let start = |day: Date| -> Result<i64, StoreError> {
        let zoned = day.to_zoned_datetime(cx.app.zone.clone());
        let zoned = zoned.map_err(|e| StoreError::Broken(e.to_string()))?;
        Ok(zoned.timestamp().as_microsecond())
    };
    let next = day.tomorrow().map_err(|_| NotFound)?;
    let row = tx.row(
        "SELECT id, published_at, published_by FROM post_day
         WHERE case_id = $1 AND day = $2",
        &[case.id.into(), written.into()],
    )?;
    let mut found = Day {
        case_id: case.id,
        day,
        from: start(day)?,
        to: start(next)?,
        id: None,
        published_at: None,
        published_by: String::new(),
    };
    if let Some(row) = row {
        found.id = Some(row.get(0)?);
        found.published_at = Some(row.get(1)?);
        found.published_by = row.get(2)?;
    }
    Ok(Sealed::new(found))
}

/// The published days, newest first, each with its number of lines.
pub fn days(tx: &mut dyn Tx, case: &Case) -> Result<Vec<(Date, i64)>, StoreError> {
    tx.rows(
        "SELECT d.day, (SELECT count(*) FROM post_entry e WHERE e.day_id = d.id)
         FROM post_day d WHERE d.case_id = $1 ORDER BY d.day DESC",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        let day: String = row.get(0)?;
        let day =
            day.parse().map_err(|e: jiff::Error| StoreError::Broken(e.to_string()))?;
        Ok((day, row.get(1)?))
    })
    .collect()
}

fn line(row: &Row) -> Result<Line, StoreError> {
    let sender: String = row.get(2)?;
    let title: Option<String> = row.get(5)?;
    let hearing = match title {
        Some(da) => Some(Text { da, en: row.get(6)? }),
        None => None,
    };
    Ok(Line {
        kind: stored(&row.get::<String>(0)?)?,
        number: row.get(1)?,
        sender_kind: (!sender.is_empty()).then(|| stored(&sender)).transpose()?,
        organisation: row.get(3)?,
        subject: row.get(4)?,
        hearing,
        thing: row.get(7)?,
    })
}

/// The lines of a published day from a place on; the organisation is named as long as its
/// input is public, and no person ever is.
pub fn lines(
    tx: &mut dyn Tx,
    day: &Day,
    _: &Permit<ReadPostDay>,
    (from, most): (i64, i64),
) -> Result<Vec<Line>, StoreError> {
    tx.rows(
        "SELECT e.kind, e.number, e.sender_kind,
           CASE WHEN i.released_at IS NOT NULL AND i.erased_at IS NULL
             AND i.disowned_at IS NULL AND i.protected = 0 AND e.sender_kind <> 'person'
             THEN i.organisation ELSE '' END,
           e.subject, h.title_da, h.title_en, ''
         FROM post_entry e LEFT JOIN input i ON i.id = e.input_id
         LEFT JOIN hearing h ON h.id = e.hearing_id
         WHERE e.day_id = $1 AND e.position > $2 ORDER BY e.position LIMIT $3",
        &[day.id.into(), from.into(), most.into()],
    )?
    .iter()
    .map(line)
    .collect()
}

/// How many inputs came in on the day.
pub fn inputs(tx: &mut dyn Tx, day: &Day) -> Result<i64, StoreError> {
    tx.one(
        "SELECT count(*) FROM input WHERE case_id = $1 AND received_at >= $2
           AND received_at < $3",
        &[day.case_id.into(), day.from.into(), day.to.into()],
    )
}

/// What would stand in the list of a day: inputs from a place on, and all others.
pub fn draft(
    tx: &mut dyn Tx,
    day: &Day,
    _: &Permit<ShortenPost>,
    (from, most): (i64, i64),
) -> Result<Vec<Line>, StoreError> {
    let mut lines: Vec<Line> = tx
        .rows(
            "SELECT 'input', i.number, i.sender_kind,
               CASE WHEN i.released_at IS NOT NULL AND i.erased_at IS NULL
                 AND i.disowned_at IS NULL AND i.protected = 0
                 AND i.sender_kind <> 'person' THEN i.organisation ELSE '' END,
               coalesce(s.subject, ''), h.title_da, h.title_en,
               'inputs/' || CAST(i.id AS TEXT)
             FROM input i JOIN hearing h ON h.id = i.hearing_id
             LEFT JOIN post_subject s ON s.case_id = i.case_id
               AND s.thing = 'inputs/' || CAST(i.id AS TEXT)
             WHERE i.case_id = $1 AND i.received_at >= $2 AND i.received_at < $3
             ORDER BY i.received_at, i.id LIMIT $4 OFFSET $5",
            &[
                day.case_id.into(),
                day.from.into(),
                day.to.into(),
                most.into(),
                from.into(),
            ],
        )?
        .iter()
        .map(line)
        .collect::<Result<_, _>>()?;
    if from == 0 {
        lines.extend(others(tx, day)?);
    }
    Ok(lines)
}

/// What is no input: requests that came, hearing letters and decisions that went.
fn others(tx: &mut dyn Tx, day: &Day) -> Result<Vec<Line>, StoreError> {
    let bounds = [day.case_id.into(), day.from.into(), day.to.into()];
    let requests = "SELECT 'request', r.number, '', '', coalesce(s.subject, ''),
           CAST(NULL AS TEXT), CAST(NULL AS TEXT),
           'access-requests/' || CAST(r.id AS TEXT)
         FROM access_request r LEFT JOIN post_subject s ON s.case_id = r.case_id
           AND s.thing = 'access-requests/' || CAST(r.id AS TEXT)
         WHERE r.case_id = $1 AND r.received = $2 ORDER BY r.number";
    let decisions = "SELECT 'decision', r.number, '', '', coalesce(s.subject, ''),
           CAST(NULL AS TEXT), CAST(NULL AS TEXT),
           'access-requests/' || CAST(r.id AS TEXT) || '/decision'
         FROM access_request r LEFT JOIN post_subject s ON s.case_id = r.case_id
           AND s.thing = 'access-requests/' || CAST(r.id AS TEXT) || '/decision'
         WHERE r.case_id = $1 AND r.decided_at >= $2 AND r.decided_at < $3
         ORDER BY r.number";
    let letters =
        "SELECT 'hearing_letter', count(*), '', '', coalesce(max(s.subject), ''),
           h.title_da, h.title_en, 'hearings/' || h.slug
         FROM party p JOIN hearing h ON h.id = p.hearing_id
         LEFT JOIN post_subject s ON s.case_id = h.case_id
           AND s.thing = 'hearings/' || h.slug
         WHERE h.case_id = $1 AND h.published_at IS NOT NULL
           AND p.invited_at >= $2 AND p.invited_at < $3
         GROUP BY h.id, h.title_da, h.title_en, h.slug ORDER BY h.id";
    let on_the_day = [day.case_id.into(), day.day.to_string().into()];
    let mut rows = tx.rows(requests, &on_the_day)?;
    rows.extend(tx.rows(letters, &bounds)?);
    rows.extend(tx.rows(decisions, &bounds)?);
    rows.iter().map(line).collect()
}

/// Keeps a short subject; an empty one is by kind again. Says whether the document came
/// in or went out on that day.
pub fn save_subject(
    tx: &mut dyn Tx,
    day: &Day,
    permit: &Permit<ShortenPost>,
    (thing, subject): (&str, &str),
    now: i64,
) -> Result<bool, StoreError> {
    let input = thing.strip_prefix("inputs/").and_then(|id| id.parse::<i64>().ok());
    let known = match input {
        Some(id) => tx
            .row(
                "SELECT id FROM input WHERE id = $1 AND case_id = $2 AND received_at >= $3
                   AND received_at < $4 AND erased_at IS NULL",
                &[id.into(), day.case_id.into(), day.from.into(), day.to.into()],
            )?
            .is_some(),
        None => others(tx, day)?.iter().any(|line| line.thing == thing),
    };
    if !known {
        return Ok(false);
    }
    tx.exec(
        "INSERT INTO post_subject (case_id, thing, subject, input_id, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (case_id, thing) DO UPDATE SET subject = excluded.subject,
           by_name = excluded.by_name, at = excluded.at",
        &[
            day.case_id.into(),
            thing.into(),
            subject.into(),
            input.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )?;
    Ok(true)
}

/// Publishes a day as it is now; gives the number of its lines.
pub fn publish(
    tx: &mut dyn Tx,
    day: &Day,
    permit: &Permit<PublishPost>,
    now: i64,
) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO post_day (case_id, day, published_at, published_by)
         VALUES ($1, $2, $3, $4) RETURNING id",
        &[
            day.case_id.into(),
            day.day.to_string().into(),
            now.into(),
            (&permit.by).into(),
        ],
    )?;
    tx.exec(
        "INSERT INTO post_entry (day_id, position, direction, kind, number, sender_kind,
           subject, hearing_id, input_id)
         SELECT CAST($1 AS BIGINT), row_number() OVER (ORDER BY i.received_at, i.id), 'in',
           'input', i.number, i.sender_kind, coalesce(s.subject, ''), i.hearing_id, i.id
         FROM input i LEFT JOIN post_subject s ON s.case_id = i.case_id
           AND s.thing = 'inputs/' || CAST(i.id AS TEXT)
         WHERE i.case_id = $2 AND i.received_at >= $3 AND i.received_at < $4",
        &[id.into(), day.case_id.into(), day.from.into(), day.to.into()],
    )?;
    let inputs =
        tx.one("SELECT count(*) FROM post_entry WHERE day_id = $1", &[id.into()])?;
    let mut position = inputs;
    for line in others(tx, day)? {
        position += 1;
        let direction: Direction = line.kind.direction();
        let slug = line.thing.strip_prefix("hearings/").unwrap_or_default();
        tx.exec(
            "INSERT INTO post_entry (day_id, position, direction, kind, number,
               sender_kind, subject, hearing_id)
             VALUES ($1, $2, $3, $4, $5, '', $6,
               (SELECT id FROM hearing WHERE case_id = $7 AND slug = $8))",
            &[
                id.into(),
                position.into(),
                direction.word().into(),
                line.kind.word().into(),
                line.number.into(),
                (&line.subject).into(),
                day.case_id.into(),
                slug.into(),
            ],
        )?;
    }
    Ok(position)
}

/// That days are over whose post nobody has published, once lists are published at all
/// or something came in.
pub fn on_the_desk(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<DeskRow>, StoreError> {
    let row =
        tx.row("SELECT max(day) FROM post_day WHERE case_id = $1", &[case.id.into()])?;
    let last: Option<String> = row.map_or(Ok(None), |row| row.get(0))?;
    let start = cx.today().to_zoned_datetime(cx.app.zone.clone());
    let start = start.map_or(0, |zoned| zoned.timestamp().as_microsecond());
    let since = last
        .and_then(|day| day.parse::<Date>().ok())
        .and_then(|day| day.tomorrow().ok())
        .and_then(|day| day.to_zoned_datetime(cx.app.zone.clone()).ok())
        .map_or(0, |zoned| zoned.timestamp().as_microsecond());
    let waits = tx.one(
        "SELECT count(*) FROM (SELECT 1 FROM input WHERE case_id = $1
           AND received_at >= $2 AND received_at < $3 LIMIT 1) found",
        &[case.id.into(), since.into(), start.into()],
    )?;
    Ok((waits > 0)
        .then(|| DeskRow::new(Part::Post, Message::new("desk-post"), "post-list"))
        .into_iter()
        .collect())
}
