//! Items that change, move and go on; the agenda as it was sent.

use std::collections::BTreeMap;

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Annexed, Point};
use crate::{
    access::{Permit, PrepareMeeting},
    case::Case,
    choices,
    meetings::{
        rules::Verb,
        storage::{self, Item, Meeting, NewItem},
    },
    web::choices::{Choice as _, stored},
};

choices! {
    /// What an item can be about.
    About {
        Topic: "topic", "item-topic";
        Proposal: "proposal", "item-proposal";
        Analysis: "analysis", "item-analysis";
        Conclusion: "conclusion", "item-conclusion";
        Paragraph: "paragraph", "item-paragraph";
        Version: "version", "item-version";
    }
}

/// Something an item can be about.
#[derive(Debug, Clone)]
pub struct Matter {
    pub about: About,
    pub id: i64,
    pub title: String,
}

/// All that an item of the case can be about.
pub fn matters(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<PrepareMeeting>,
) -> Result<Vec<Matter>, StoreError> {
    tx.rows(
        "SELECT 'proposal', id, title, 1 FROM proposal WHERE case_id = $1
         UNION ALL SELECT 'topic', id, title, 2 FROM topic
           WHERE case_id = $1 AND approved_at IS NOT NULL
         UNION ALL SELECT 'analysis', id, title, 3 FROM analysis WHERE case_id = $1
         UNION ALL SELECT 'conclusion', c.id, c.body, 4 FROM conclusion c
           JOIN meeting m ON m.id = c.meeting_id WHERE m.case_id = $1
         UNION ALL SELECT 'paragraph', p.id, p.body, 5 FROM paragraph p
           JOIN chapter c ON c.id = p.chapter_id WHERE c.case_id = $1
         UNION ALL SELECT 'version', id, note, 6 FROM version WHERE case_id = $1
         ORDER BY 4, 2",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Matter {
            about: stored(&row.get::<String>(0)?)?,
            id: row.get(1)?,
            title: row.get(2)?,
        })
    })
    .collect()
}

/// The page of what an item is about.
pub fn page_of(
    tx: &mut dyn Tx,
    kind: About,
    id: i64,
) -> Result<Option<String>, StoreError> {
    let mut one = |sql| -> Result<Option<i64>, StoreError> {
        tx.row(sql, &[id.into()])?.map(|row| row.get(0)).transpose()
    };
    Ok(match kind {
        About::Topic => Some(format!("topics/{id}")),
        About::Proposal => Some(format!("proposals/{id}")),
        About::Analysis => Some(format!("analyses/{id}")),
        About::Conclusion => one("SELECT meeting_id FROM conclusion WHERE id = $1")?
            .map(|meeting| format!("meetings/{meeting}#conclusion-{id}")),
        About::Paragraph => Some(format!("paragraphs/{id}")),
        About::Version => one("SELECT number FROM version WHERE id = $1")?
            .map(|number| format!("versions/{number}")),
    })
}

/// Writes an item anew.
pub fn save_item(tx: &mut dyn Tx, id: i64, new: &NewItem) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE agenda_item SET title = $1, resume = $2, recommendation = $3,
           presentation = $4, closed = $5, case_number = $6, matter = $7, proposed = $8,
           topic_id = $9, proposal_id = $10, analysis_id = $11, conclusion_id = $12,
           paragraph_id = $13, version_id = $14 WHERE id = $15 AND verb IS NULL",
        &[
            (&new.title).into(),
            (&new.resume).into(),
            (&new.recommendation).into(),
            (&new.presentation).into(),
            new.closed.into(),
            (&new.case_number).into(),
            new.matter.word().into(),
            new.proposed.map(Verb::word).into(),
            new.topic_id.into(),
            new.proposal_id.into(),
            new.analysis_id.into(),
            new.conclusion_id.into(),
            new.paragraph_id.into(),
            new.version_id.into(),
            id.into(),
        ],
    )
    .map(drop)
}

/// Numbers the items anew, in that order.
pub fn save_order(tx: &mut dyn Tx, ids: &[i64]) -> Result<(), StoreError> {
    for (position, id) in (1_i64..).zip(ids) {
        tx.exec(
            "UPDATE agenda_item SET position = $1 WHERE id = $2",
            &[position.into(), (*id).into()],
        )?;
    }
    Ok(())
}

/// Takes an undecided item from one agenda to the end of another; those behind it close
/// the gap.
pub fn save_move(
    tx: &mut dyn Tx,
    item: &Item,
    (to, reason): (i64, &str),
    (by, at): (&str, i64),
) -> Result<(), StoreError> {
    storage::place(tx, item.id, to)?;
    let left: Vec<i64> =
        storage::items(tx, item.meeting_id)?.iter().map(|item| item.id).collect();
    save_order(tx, &left)?;
    tx.exec(
        "INSERT INTO item_move (item_id, from_meeting_id, to_meeting_id, reason, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            item.id.into(),
            item.meeting_id.into(),
            to.into(),
            reason.into(),
            by.into(),
            at.into(),
        ],
    )
    .map(drop)
}

/// A postponed item goes on as an item of another agenda.
pub fn go_on(tx: &mut dyn Tx, item: &Item, to: i64) -> Result<i64, StoreError> {
    let new = NewItem {
        title: item.title.clone(),
        resume: item.resume.clone(),
        recommendation: item.recommendation.clone(),
        presentation: item.presentation.clone(),
        closed: item.closed,
        topic_id: item.topic_id,
        proposal_id: item.proposal_id,
        analysis_id: item.analysis_id,
        conclusion_id: item.conclusion_id,
        paragraph_id: item.paragraph_id,
        version_id: item.version_id,
        case_number: item.case_number.clone(),
        matter: item.matter,
        proposed: item.proposed,
    };
    storage::insert_item(tx, to, &new, Some(item))
}

/// Whether another item goes on from this one.
pub fn goes_on(tx: &mut dyn Tx, item_id: i64) -> Result<bool, StoreError> {
    let next =
        tx.row("SELECT id FROM agenda_item WHERE from_item_id = $1", &[item_id.into()])?;
    Ok(next.is_some())
}

/// The backlog of a body, made when the first item goes there. It is chaired by whoever
/// chairs the body, has no place, and stands after every day.
pub fn backlog_of(
    tx: &mut dyn Tx,
    case: &Case,
    body_id: i64,
    chair_id: i64,
) -> Result<i64, StoreError> {
    if let Some(backlog) = storage::backlog(tx, case, body_id)? {
        return Ok(backlog.id);
    }
    tx.one(
        "INSERT INTO meeting (case_id, kind, body_id, title, place, zone, starts, starts_at,
           chair_id, minutes)
         VALUES ($1, 'backlog', $2, '', '', $3, '2200-01-01T00:00:00', $4, $5, '')
         RETURNING id",
        &[
            case.id.into(),
            body_id.into(),
            (&case.zone).into(),
            AFTER_ALL.into(),
            chair_id.into(),
        ],
    )
}

/// The beginning of the year 2200: no list of what is due reaches it.
const AFTER_ALL: i64 = 7_258_118_400_000_000;

/// An item was taken from one agenda to another.
#[derive(Debug, Clone)]
pub struct Moved {
    pub from: i64,
    pub to: i64,
    pub reason: String,
    pub by: String,
    pub at: i64,
}

/// The moves of a matter, over all items that go on from each other.
pub fn moves(tx: &mut dyn Tx, of: &Item) -> Result<Vec<Moved>, StoreError> {
    tx.rows(
        "SELECT v.from_meeting_id, v.to_meeting_id, v.reason, v.by_name, v.at
         FROM item_move v JOIN agenda_item a ON a.id = v.item_id
         WHERE a.id = $1 OR a.root_id = $1 ORDER BY v.id",
        &[of.root().into()],
    )?
    .iter()
    .map(|row| {
        Ok(Moved {
            from: row.get(0)?,
            to: row.get(1)?,
            reason: row.get(2)?,
            by: row.get(3)?,
            at: row.get(4)?,
        })
    })
    .collect()
}

/// Items that were taken off this agenda, by their title and where they stand now.
pub fn taken_off(
    tx: &mut dyn Tx,
    meeting_id: i64,
) -> Result<Vec<(i64, String, bool, i64)>, StoreError> {
    tx.rows(
        "SELECT DISTINCT a.id, a.title, a.closed, a.meeting_id FROM item_move v
         JOIN agenda_item a ON a.id = v.item_id
         WHERE v.from_meeting_id = $1 AND a.meeting_id <> $1 ORDER BY a.id",
        &[meeting_id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
    .collect()
}

/// An agenda as it was sent.
#[derive(Debug, Clone)]
pub struct Version {
    pub id: i64,
    pub number: i64,
    pub sent_at: i64,
    pub sent_by: String,
    pub late_reason: String,
    pub receivers: i64,
}

pub fn versions(tx: &mut dyn Tx, meeting_id: i64) -> Result<Vec<Version>, StoreError> {
    tx.rows(
        "SELECT id, number, sent_at, sent_by, late_reason, receivers FROM agenda_version
         WHERE meeting_id = $1 ORDER BY number",
        &[meeting_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Version {
            id: row.get(0)?,
            number: row.get(1)?,
            sent_at: row.get(2)?,
            sent_by: row.get(3)?,
            late_reason: row.get(4)?,
            receivers: row.get(5)?,
        })
    })
    .collect()
}

fn annexed(row: &Row) -> Result<(i64, Annexed), StoreError> {
    let annexed =
        Annexed { file_id: row.get(1)?, annex_id: row.get(2)?, name: row.get(3)? };
    Ok((row.get(0)?, annexed))
}

fn by_item(rows: &[Row]) -> Result<BTreeMap<i64, Vec<Annexed>>, StoreError> {
    let mut found: BTreeMap<i64, Vec<Annexed>> = BTreeMap::new();
    for row in rows {
        let (item, annexed) = annexed(row)?;
        found.entry(item).or_default().push(annexed);
    }
    Ok(found)
}

/// The agenda as it stands, with the newest file of each annex.
pub fn now(tx: &mut dyn Tx, meeting_id: i64) -> Result<Vec<Point>, StoreError> {
    let mut files = by_item(&tx.rows(
        "SELECT a.id, f.id, x.id, f.name FROM agenda_item a
         JOIN annex x ON x.item_id = coalesce(a.root_id, a.id) AND x.removed_at IS NULL
         JOIN annex_file f ON f.id =
           (SELECT max(n.id) FROM annex_file n WHERE n.annex_id = x.id)
         WHERE a.meeting_id = $1 ORDER BY x.id",
        &[meeting_id.into()],
    )?)?;
    let items = storage::items(tx, meeting_id)?;
    Ok(items
        .into_iter()
        .map(|item| Point {
            annexes: files.remove(&item.id).unwrap_or_default(),
            item_id: item.id,
            position: item.position,
            title: item.title,
            case_number: item.case_number,
            matter: item.matter,
            closed: item.closed,
            resume: item.resume,
            recommendation: item.recommendation,
            presentation: item.presentation,
        })
        .collect())
}

/// The agenda as it was sent then.
pub fn as_sent(tx: &mut dyn Tx, version_id: i64) -> Result<Vec<Point>, StoreError> {
    let mut files = by_item(&tx.rows(
        "SELECT v.item_id, f.id, f.annex_id, f.name FROM agenda_version_annex v
         JOIN annex_file f ON f.id = v.file_id WHERE v.version_id = $1 ORDER BY f.annex_id",
        &[version_id.into()],
    )?)?;
    tx.rows(
        "SELECT item_id, position, title, case_number, matter, closed, resume,
           recommendation, presentation
         FROM agenda_version_item WHERE version_id = $1 ORDER BY position",
        &[version_id.into()],
    )?
    .iter()
    .map(|row| {
        let item_id = row.get(0)?;
        Ok(Point {
            annexes: files.remove(&item_id).unwrap_or_default(),
            item_id,
            position: row.get(1)?,
            title: row.get(2)?,
            case_number: row.get(3)?,
            matter: stored(&row.get::<String>(4)?)?,
            closed: row.get(5)?,
            resume: row.get(6)?,
            recommendation: row.get(7)?,
            presentation: row.get(8)?,
        })
    })
    .collect()
}

/// Keeps the agenda as it is sent.
pub fn save_version(
    tx: &mut dyn Tx,
    meeting: &Meeting,
    points: &[Point],
    (late_reason, receivers): (&str, i64),
    (by, at): (&str, i64),
) -> Result<i64, StoreError> {
    let number = tx.one(
        "SELECT coalesce(max(number), 0) + 1 FROM agenda_version WHERE meeting_id = $1",
        &[meeting.id.into()],
    )?;
    let id: i64 = tx.one(
        "INSERT INTO agenda_version
           (meeting_id, number, sent_at, sent_by, late_reason, receivers)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        &[
            meeting.id.into(),
            number.into(),
            at.into(),
            by.into(),
            late_reason.into(),
            receivers.into(),
        ],
    )?;
    for point in points {
        tx.exec(
            "INSERT INTO agenda_version_item (version_id, item_id, position, title,
               case_number, matter, closed, resume, recommendation, presentation)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &[
                id.into(),
                point.item_id.into(),
                point.position.into(),
                (&point.title).into(),
                (&point.case_number).into(),
                point.matter.word().into(),
                point.closed.into(),
                (&point.resume).into(),
                (&point.recommendation).into(),
                (&point.presentation).into(),
            ],
        )?;
        for annexed in &point.annexes {
            tx.exec(
                "INSERT INTO agenda_version_annex (version_id, item_id, file_id)
                 VALUES ($1, $2, $3)",
                &[id.into(), point.item_id.into(), annexed.file_id.into()],
            )?;
        }
    }
    Ok(number)
}

/// A meeting was given another time or place.
#[derive(Debug, Clone)]
pub struct Shift {
    pub old_starts_at: i64,
    pub new_starts_at: i64,
    pub old_place: String,
    pub new_place: String,
    pub reason: String,
    pub by: String,
    pub at: i64,
}

pub fn shifts(tx: &mut dyn Tx, meeting_id: i64) -> Result<Vec<Shift>, StoreError> {
    tx.rows(
        "SELECT old_starts_at, new_starts_at, old_place, new_place, reason, by_name, at
         FROM meeting_move WHERE meeting_id = $1 ORDER BY id",
        &[meeting_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Shift {
            old_starts_at: row.get(0)?,
            new_starts_at: row.get(1)?,
            old_place: row.get(2)?,
            new_place: row.get(3)?,
            reason: row.get(4)?,
            by: row.get(5)?,
            at: row.get(6)?,
        })
    })
    .collect()
}

/// Gives a meeting another time or place; `starts` is the time there, as on a clock.
pub fn save_shift(
    tx: &mut dyn Tx,
    meeting: &Meeting,
    (starts, shift): (&str, &Shift),
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET starts = $1, starts_at = $2, place = $3 WHERE id = $4",
        &[
            starts.into(),
            shift.new_starts_at.into(),
            (&shift.new_place).into(),
            meeting.id.into(),
        ],
    )?;
    tx.exec(
        "INSERT INTO meeting_move (meeting_id, old_starts_at, new_starts_at, old_place,
           new_place, reason, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            meeting.id.into(),
            shift.old_starts_at.into(),
            shift.new_starts_at.into(),
            (&shift.old_place).into(),
            (&shift.new_place).into(),
            (&shift.reason).into(),
            (&shift.by).into(),
            shift.at.into(),
        ],
    )
    .map(drop)
}

pub fn save_open_agenda(tx: &mut dyn Tx, id: i64, now: i64) -> Result<(), StoreError> {
    tx.exec("UPDATE meeting SET agenda_at = $1 WHERE id = $2", &[now.into(), id.into()])
        .map(drop)
}

pub fn save_cancellation(
    tx: &mut dyn Tx,
    id: i64,
    reason: &str,
    (by, at): (&str, i64),
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET cancelled_at = $1, cancelled_by = $2, cancelled_why = $3
         WHERE id = $4",
        &[at.into(), by.into(), reason.into(), id.into()],
    )
    .map(drop)
}
