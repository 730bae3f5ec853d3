//! Meetings, agendas and attendance in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{MeetingKind, MeetingState, Presence, Verb, state};
use crate::{
    access::{Facts, Guarded, ListMeetings, Permit, Sealed},
    bodies,
    bodies::{
        rules::{BodyKind, Role},
        storage::Body,
    },
    case::Case,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Meeting {
    pub id: i64,
    pub case_id: i64,
    pub kind: MeetingKind,
    pub body_id: Option<i64>,
    pub area_id: Option<i64>,
    pub title: String,
    pub place: String,
    pub starts_at: i64,
    pub chair_id: i64,
    pub chair: String,
    pub papers_at: Option<i64>,
    pub opened_at: Option<i64>,
    pub minutes: String,
    pub approved_at: Option<i64>,
    pub approved_by: Option<String>,
}

impl Meeting {
    pub fn state(&self) -> MeetingState {
        state(
            self.papers_at.is_some(),
            self.opened_at.is_some(),
            self.approved_at.is_some(),
        )
    }
}

impl Guarded for Meeting {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            body_id: self.body_id,
            // A body is chaired by whoever has the seat today; a theme meeting by the
            // minister who was asked.
            chair_id: self.body_id.is_none().then_some(self.chair_id),
            public: self.approved_at.is_some(),
            owner_id: None,
            ..Facts::default()
        }
    }
}

/// One point of an agenda, in Danish form.
#[derive(Debug, Clone)]
pub struct Item {
    pub id: i64,
    pub position: i64,
    pub title: String,
    pub resume: String,
    /// "Det indstilles, at …"
    pub recommendation: String,
    pub presentation: String,
    /// On the closed agenda: the public reads that there was one, not what.
    pub closed: bool,
    pub topic_id: Option<i64>,
    pub proposal_id: Option<i64>,
    pub analysis_id: Option<i64>,
    pub verb: Option<Verb>,
    pub decision: Option<String>,
}

/// What an item is made of.
#[derive(Debug, Clone, Default)]
pub struct NewItem {
    pub title: String,
    pub resume: String,
    pub recommendation: String,
    pub presentation: String,
    pub closed: bool,
    pub topic_id: Option<i64>,
    pub proposal_id: Option<i64>,
    pub analysis_id: Option<i64>,
}

/// Who may come, and whether they did.
#[derive(Debug, Clone)]
pub struct Attendee {
    pub person_id: i64,
    pub name: String,
    pub title: Text,
    pub presence: Option<Presence>,
    /// Counts for the quorum.
    pub votes: bool,
}

macro_rules! select_meeting {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.case_id, m.kind, m.body_id, m.area_id, m.title, m.place,
               m.starts_at, m.chair_id, p.name, m.papers_at, m.opened_at, m.minutes,
               m.approved_at, m.approved_by
             FROM meeting m JOIN person p ON p.id = m.chair_id ",
            $rest
        )
    };
}

fn meeting(row: &Row) -> Result<Meeting, StoreError> {
    Ok(Meeting {
        id: row.get(0)?,
        case_id: row.get(1)?,
        kind: stored(&row.get::<String>(2)?)?,
        body_id: row.get(3)?,
        area_id: row.get(4)?,
        title: row.get(5)?,
        place: row.get(6)?,
        starts_at: row.get(7)?,
        chair_id: row.get(8)?,
        chair: row.get(9)?,
        papers_at: row.get(10)?,
        opened_at: row.get(11)?,
        minutes: row.get(12)?,
        approved_at: row.get(13)?,
        approved_by: row.get(14)?,
    })
}

/// All meetings, each behind its own door: the list shows those that open.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListMeetings>,
) -> Result<Vec<Sealed<Meeting>>, StoreError> {
    Ok(all(tx, case)?.into_iter().map(Sealed::new).collect())
}

fn all(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Meeting>, StoreError> {
    tx.rows(
        select_meeting!("WHERE m.case_id = $1 ORDER BY m.starts_at, m.id"),
        &[case.id.into()],
    )?
    .iter()
    .map(meeting)
    .collect()
}

/// The meetings of the steering group whose agenda still takes items.
pub fn planned_of(
    tx: &mut dyn Tx,
    case: &Case,
    kind: BodyKind,
) -> Result<Vec<Meeting>, StoreError> {
    let bodies = bodies::storage::of_kind(tx, case, kind)?;
    let mut meetings = all(tx, case)?;
    meetings.retain(|meeting| {
        meeting.state() == MeetingState::Planned
            && bodies.iter().any(|body| Some(body.id) == meeting.body_id)
    });
    Ok(meetings)
}

/// The theme meetings of an area whose agenda still takes items.
pub fn planned_in(
    tx: &mut dyn Tx,
    case: &Case,
    area_id: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let mut meetings = all(tx, case)?;
    meetings.retain(|meeting| {
        meeting.state() == MeetingState::Planned && meeting.area_id == Some(area_id)
    });
    Ok(meetings)
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Meeting>, Error> {
    let row = tx.row(
        select_meeting!("WHERE m.case_id = $1 AND m.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(meeting(&row.ok_or(NotFound)?)?))
}

/// A meeting that is called.
#[derive(Debug)]
pub struct Call {
    pub kind: MeetingKind,
    pub body_id: Option<i64>,
    pub area_id: Option<i64>,
    pub title: String,
    pub place: String,
    pub starts: String,
    pub starts_at: i64,
    pub chair_id: i64,
}

pub fn insert(tx: &mut dyn Tx, case: &Case, call: &Call) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO meeting (case_id, kind, body_id, area_id, title, place, zone, starts,
           starts_at, chair_id, minutes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '') RETURNING id",
        &[
            case.id.into(),
            call.kind.word().into(),
            call.body_id.into(),
            call.area_id.into(),
            (&call.title).into(),
            (&call.place).into(),
            (&case.zone).into(),
            (&call.starts).into(),
            call.starts_at.into(),
            call.chair_id.into(),
        ],
    )
}

/// When a meeting begins, inside an act that opened it.
pub fn starts_at(tx: &mut dyn Tx, id: i64) -> Result<i64, StoreError> {
    tx.one("SELECT starts_at FROM meeting WHERE id = $1", &[id.into()])
}

/// Moves a meeting that has not been held to another day.
pub fn save_start(
    tx: &mut dyn Tx,
    id: i64,
    starts: &str,
    starts_at: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET starts = $1, starts_at = $2
         WHERE id = $3 AND opened_at IS NULL",
        &[starts.into(), starts_at.into(), id.into()],
    )
    .map(drop)
}

pub fn items(tx: &mut dyn Tx, meeting_id: i64) -> Result<Vec<Item>, StoreError> {
    tx.rows(
        "SELECT id, position, title, resume, recommendation, presentation, closed, topic_id,
           proposal_id, verb, decision, analysis_id
         FROM agenda_item WHERE meeting_id = $1 ORDER BY position",
        &[meeting_id.into()],
    )?
    .iter()
    .map(|row| {
        let verb: Option<String> = row.get(9)?;
        Ok(Item {
            id: row.get(0)?,
            position: row.get(1)?,
            title: row.get(2)?,
            resume: row.get(3)?,
            recommendation: row.get(4)?,
            presentation: row.get(5)?,
            closed: row.get(6)?,
            topic_id: row.get(7)?,
            proposal_id: row.get(8)?,
            verb: verb.as_deref().map(stored).transpose()?,
            decision: row.get(10)?,
            analysis_id: row.get(11)?,
        })
    })
    .collect()
}

/// Adds an item at the end of the agenda.
pub fn add_item(
    tx: &mut dyn Tx,
    meeting_id: i64,
    item: &NewItem,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO agenda_item (meeting_id, position, title, resume, recommendation,
           presentation, closed, topic_id, proposal_id, analysis_id)
         VALUES ($1, (SELECT coalesce(max(position), 0) + 1 FROM agenda_item
           WHERE meeting_id = $1), $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        &[
            meeting_id.into(),
            (&item.title).into(),
            (&item.resume).into(),
            (&item.recommendation).into(),
            (&item.presentation).into(),
            item.closed.into(),
            item.topic_id.into(),
            item.proposal_id.into(),
            item.analysis_id.into(),
        ],
    )
}

pub fn save_papers(tx: &mut dyn Tx, id: i64, now: i64) -> Result<(), StoreError> {
    tx.exec("UPDATE meeting SET papers_at = $1 WHERE id = $2", &[now.into(), id.into()])
        .map(drop)
}

/// Opens the meeting, or corrects who is there.
pub fn save_opening(
    tx: &mut dyn Tx,
    id: i64,
    attendees: &[Attendee],
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET opened_at = coalesce(opened_at, $1) WHERE id = $2",
        &[now.into(), id.into()],
    )?;
    for attendee in attendees {
        tx.exec(
            "INSERT INTO attendance
               (meeting_id, person_id, presence, name, title_da, title_en, votes)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (meeting_id, person_id) DO UPDATE SET presence = excluded.presence",
            &[
                id.into(),
                attendee.person_id.into(),
                attendee.presence.unwrap_or(Presence::Apology).word().into(),
                (&attendee.name).into(),
                (&attendee.title.da).into(),
                (&attendee.title.en).into(),
                attendee.votes.into(),
            ],
        )?;
    }
    Ok(())
}

pub fn save_minutes(tx: &mut dyn Tx, id: i64, minutes: &str) -> Result<(), StoreError> {
    tx.exec("UPDATE meeting SET minutes = $1 WHERE id = $2", &[minutes.into(), id.into()])
        .map(drop)
}

pub fn save_approval(
    tx: &mut dyn Tx,
    id: i64,
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET approved_at = $1, approved_by = $2 WHERE id = $3",
        &[now.into(), by.into(), id.into()],
    )
    .map(drop)
}

/// The body whose meeting it is.
pub fn body(
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Option<Body>, StoreError> {
    let bodies = bodies::storage::all(tx, case)?;
    Ok(bodies.into_iter().find(|body| Some(body.id) == meeting.body_id))
}

/// Who is invited: the members of the body; to a theme meeting the minister, the
/// secretariat and the steering group.
pub fn attendees(
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
    today: &str,
) -> Result<Vec<Attendee>, StoreError> {
    if meeting.opened_at.is_some() {
        return noted(tx, meeting);
    }
    let mut found: Vec<Attendee> = Vec::new();
    let bodies: Vec<Body> = match meeting.body_id {
        Some(id) => {
            let all = bodies::storage::all(tx, case)?;
            all.into_iter().filter(|body| body.id == id).collect()
        }
        None => {
            let chair = tx.rows(
                "SELECT id, name, title_da, title_en FROM person WHERE id = $1",
                &[meeting.chair_id.into()],
            )?;
            for row in &chair {
                found.push(Attendee {
                    person_id: row.get(0)?,
                    name: row.get(1)?,
                    title: Text { da: row.get(2)?, en: row.get(3)? },
                    presence: None,
                    votes: true,
                });
            }
            let mut both = bodies::storage::of_kind(tx, case, BodyKind::SteeringGroup)?;
            both.extend(bodies::storage::of_kind(tx, case, BodyKind::Secretariat)?);
            both
        }
    };
    for body in &bodies {
        let members = bodies::storage::members(tx, body.id, today)?;
        for member in members {
            if found.iter().all(|attendee| attendee.person_id != member.person_id) {
                found.push(Attendee {
                    person_id: member.person_id,
                    votes: member.role != Role::Secretary,
                    name: member.name,
                    title: member.title,
                    presence: None,
                });
            }
        }
    }
    Ok(found)
}

/// Who was there, as it was written down when the meeting was opened.
fn noted(tx: &mut dyn Tx, meeting: &Meeting) -> Result<Vec<Attendee>, StoreError> {
    tx.rows(
        "SELECT person_id, presence, name, title_da, title_en, votes FROM attendance
         WHERE meeting_id = $1 ORDER BY votes DESC, person_id",
        &[meeting.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Attendee {
            person_id: row.get(0)?,
            presence: Some(stored(&row.get::<String>(1)?)?),
            name: row.get(2)?,
            title: Text { da: row.get(3)?, en: row.get(4)? },
            votes: row.get(5)?,
        })
    })
    .collect()
}

/// How many of those present count for the quorum.
pub fn present(attendees: &[Attendee]) -> i64 {
    let present = attendees
        .iter()
        .filter(|one| one.votes && one.presence == Some(Presence::Present))
        .count();
    i64::try_from(present).unwrap_or(i64::MAX)
}

/// A decision everybody may read.
#[derive(Debug, Clone)]
pub struct Decision {
    pub meeting_id: i64,
    pub item_id: i64,
    pub meeting: String,
    pub body: Option<Text>,
    pub title: String,
    pub verb: Verb,
    pub decision: String,
    pub at: i64,
    pub proposal_id: Option<i64>,
}

/// The newest decisions of approved minutes on the open agenda.
pub fn public_decisions(
    tx: &mut dyn Tx,
    case: &Case,
    most: i64,
) -> Result<Vec<Decision>, StoreError> {
    tx.rows(
        "SELECT m.id, a.id, m.title, b.name_da, b.name_en, a.title, a.verb, a.decision,
           a.decided_at, a.proposal_id
         FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
         LEFT JOIN body b ON b.id = m.body_id
         WHERE m.case_id = $1 AND m.approved_at IS NOT NULL AND a.closed = 0
           AND a.verb IS NOT NULL
         ORDER BY a.decided_at DESC, a.id DESC LIMIT $2",
        &[case.id.into(), most.into()],
    )?
    .iter()
    .map(|row| {
        let name: Option<String> = row.get(3)?;
        let body = match name {
            Some(da) => Some(Text { da, en: row.get(4)? }),
            None => None,
        };
        Ok(Decision {
            meeting_id: row.get(0)?,
            item_id: row.get(1)?,
            meeting: row.get(2)?,
            body,
            title: row.get(5)?,
            verb: stored(&row.get::<String>(6)?)?,
            decision: row.get(7)?,
            at: row.get(8)?,
            proposal_id: row.get(9)?,
        })
    })
    .collect()
}

/// Writes an item's decision.
pub fn save_decision(
    tx: &mut dyn Tx,
    item_id: i64,
    (verb, decision): (Verb, &str),
    by: &str,
    now: i64,
) -> Result<u64, StoreError> {
    tx.exec(
        "UPDATE agenda_item SET verb = $1, decision = $2, decided_by = $3, decided_at = $4
         WHERE id = $5 AND verb IS NULL",
        &[verb.word().into(), decision.into(), by.into(), now.into(), item_id.into()],
    )
}

/// A conclusion of a theme meeting.
#[derive(Debug, Clone)]
pub struct Conclusion {
    pub id: i64,
    pub meeting_id: i64,
    pub area_id: Option<i64>,
    pub body: String,
    pub by: String,
    pub topics: Vec<(i64, String)>,
    pub proposals: i64,
}

/// The conclusions of a meeting, or of all theme meetings of the case.
pub fn conclusions(
    tx: &mut dyn Tx,
    case: &Case,
    meeting_id: Option<i64>,
) -> Result<Vec<Conclusion>, StoreError> {
    let rows = tx.rows(
        "SELECT c.id, c.meeting_id, m.area_id, c.body, c.by_name,
           (SELECT count(*) FROM proposal_conclusion p WHERE p.conclusion_id = c.id)
         FROM conclusion c JOIN meeting m ON m.id = c.meeting_id
         WHERE m.case_id = $1 AND (CAST($2 AS BIGINT) = 0 OR c.meeting_id = $2) ORDER BY c.id",
        &[case.id.into(), meeting_id.unwrap_or(0).into()],
    )?;
    rows.iter()
        .map(|row| {
            let id: i64 = row.get(0)?;
            let topics = tx
                .rows(
                    "SELECT t.id, t.title FROM conclusion_topic c
                     JOIN topic t ON t.id = c.topic_id
                     WHERE c.conclusion_id = $1 ORDER BY t.id",
                    &[id.into()],
                )?
                .iter()
                .map(|row| Ok((row.get(0)?, row.get(1)?)))
                .collect::<Result<_, StoreError>>()?;
            Ok(Conclusion {
                id,
                meeting_id: row.get(1)?,
                area_id: row.get(2)?,
                body: row.get(3)?,
                by: row.get(4)?,
                topics,
                proposals: row.get(5)?,
            })
        })
        .collect()
}
