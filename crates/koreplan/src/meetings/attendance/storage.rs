//! The room and the votes in the database.

use std::collections::BTreeMap;

use koreplan_store::{StoreError, Tx};

use super::rules::Noted;
use crate::{
    access::{NoteAttendance, NoteVotes, Permit},
    bodies::{
        rules::{NotQuorate, Outcome, Role, Tally, Vote},
        sitting::{Place, Sitting, Voter},
        storage::{self as bodies, Body, Member},
    },
    case::Case,
    meetings::storage::Meeting,
    web::{
        Cx,
        choices::{Choice as _, stored},
    },
};

/// Something that was noted, as the log shows it.
#[derive(Debug, Clone)]
pub struct Logged {
    pub noted: Noted,
    pub note: String,
    pub at: i64,
    pub by: String,
}

/// What the votes on an item came to.
#[derive(Debug, Clone)]
pub struct Poll {
    pub tally: Tally,
    pub needed: i64,
    pub seats: i64,
    pub outcome: Outcome,
    pub by: String,
    pub at: i64,
}

/// One voice, with the words of its reservation.
#[derive(Debug, Clone)]
pub struct Voice {
    pub person: i64,
    pub seat: i64,
    pub vote: Vote,
    pub words: String,
}

/// A meeting of a body from within: who has a place, who is there, what was voted.
#[derive(Debug)]
pub struct Room {
    pub body: Body,
    pub members: Vec<Member>,
    pub sitting: Sitting,
    /// How many seats were filled when the meeting was opened.
    pub began: i64,
    pub log: Vec<Logged>,
    pub polls: BTreeMap<i64, Poll>,
    pub voices: BTreeMap<i64, Vec<Voice>>,
}

impl Room {
    /// The name of somebody who has a place.
    pub fn name(&self, person: i64) -> &str {
        let found = self.members.iter().find(|member| member.person_id == person);
        found.map_or("", |member| member.name.as_str())
    }

    /// Whether the body can decide, on this item or in general, with those there now.
    ///
    /// # Errors
    /// [`NotQuorate`] with what is missing.
    pub fn quorate(&self, item: Option<i64>) -> Result<(), NotQuorate> {
        self.sitting.quorate(self.body.quorum, item)
    }

    /// What was voted on an item, if it was.
    pub fn voted(&self, item: i64) -> Option<Outcome> {
        self.polls.get(&item).map(|poll| poll.outcome)
    }

    /// Who may vote on an item.
    pub fn voters(&self, item: i64) -> Vec<Voter> {
        self.sitting.voters(Some(item))
    }
}

/// The room of a meeting; none where no body meets. Seats are those of the day it was
/// opened, before that those of today.
pub fn room(
    tx: &mut dyn Tx,
    cx: &Cx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Option<Room>, StoreError> {
    let body = bodies::all(tx, case)?;
    let Some(body) = body.into_iter().find(|body| Some(body.id) == meeting.body_id)
    else {
        return Ok(None);
    };
    let day = meeting.opened_at.map_or_else(|| cx.today(), |at| cx.date_of(at));
    let members = bodies::members(tx, body.id, &day.to_string())?;
    let places: Vec<Place> = members
        .iter()
        .map(|member| Place {
            person: member.person_id,
            role: member.role,
            stands_for: member.for_id,
        })
        .collect();
    let here = tx.rows(
        "SELECT person_id FROM attendance WHERE meeting_id = $1 AND presence = 'present'",
        &[meeting.id.into()],
    )?;
    let here = here.iter().map(|row| row.get(0)).collect::<Result<Vec<i64>, _>>()?;
    let log = log(tx, meeting)?;
    let events: Vec<_> = log.iter().filter_map(|one| one.noted.event()).collect();
    let opened = Sitting::opened(&places, here);
    Ok(Some(Room {
        began: opened.present(None),
        sitting: opened.after(&events),
        polls: polls(tx, meeting)?,
        voices: voices(tx, meeting)?,
        body,
        members,
        log,
    }))
}

fn log(tx: &mut dyn Tx, meeting: &Meeting) -> Result<Vec<Logged>, StoreError> {
    tx.rows(
        "SELECT kind, person_id, for_id, item_id, note, at, by_name FROM attendance_event
         WHERE meeting_id = $1 ORDER BY id",
        &[meeting.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Logged {
            noted: Noted {
                happened: stored(&row.get::<String>(0)?)?,
                person: row.get(1)?,
                seat: row.get(2)?,
                item: row.get(3)?,
            },
            note: row.get(4)?,
            at: row.get(5)?,
            by: row.get(6)?,
        })
    })
    .collect()
}

fn polls(
    tx: &mut dyn Tx,
    meeting: &Meeting,
) -> Result<BTreeMap<i64, Poll>, StoreError> {
    tx.rows(
        "SELECT p.item_id, p.present, p.needed, p.seats, p.votes_for, p.votes_against,
           p.reservations, p.outcome, p.at, p.by_name
         FROM item_poll p JOIN agenda_item i ON i.id = p.item_id WHERE i.meeting_id = $1",
        &[meeting.id.into()],
    )?
    .iter()
    .map(|row| {
        let tally = Tally {
            present: row.get(1)?,
            votes_for: row.get(4)?,
            votes_against: row.get(5)?,
            reservations: row.get(6)?,
            chair: None,
        };
        let poll = Poll {
            tally,
            needed: row.get(2)?,
            seats: row.get(3)?,
            outcome: stored(&row.get::<String>(7)?)?,
            at: row.get(8)?,
            by: row.get(9)?,
        };
        Ok((row.get(0)?, poll))
    })
    .collect()
}

fn voices(
    tx: &mut dyn Tx,
    meeting: &Meeting,
) -> Result<BTreeMap<i64, Vec<Voice>>, StoreError> {
    let mut found: BTreeMap<i64, Vec<Voice>> = BTreeMap::new();
    let rows = tx.rows(
        "SELECT v.item_id, v.person_id, v.seat_id, v.vote, v.words
         FROM item_vote v JOIN agenda_item i ON i.id = v.item_id WHERE i.meeting_id = $1
         ORDER BY v.item_id, v.person_id",
        &[meeting.id.into()],
    )?;
    for row in &rows {
        found.entry(row.get(0)?).or_default().push(Voice {
            person: row.get(1)?,
            seat: row.get(2)?,
            vote: stored(&row.get::<String>(3)?)?,
            words: row.get(4)?,
        });
    }
    Ok(found)
}

/// Notes that something happened.
pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<NoteAttendance>,
    meeting: &Meeting,
    noted: Noted,
    (note, now): (&str, i64),
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO attendance_event
           (meeting_id, kind, person_id, for_id, item_id, note, at, by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            meeting.id.into(),
            noted.happened.word().into(),
            noted.person.into(),
            noted.seat.into(),
            noted.item.into(),
            note.into(),
            now.into(),
            (&permit.by).into(),
        ],
    )
    .map(drop)
}

/// Writes what was voted on an item, in place of what was written before.
pub fn save_votes(
    tx: &mut dyn Tx,
    permit: &Permit<NoteVotes>,
    room: &Room,
    (item, voices): (i64, &[Voice]),
    (tally, outcome): (&Tally, Outcome),
    now: i64,
) -> Result<(), StoreError> {
    tx.exec("DELETE FROM item_vote WHERE item_id = $1", &[item.into()])?;
    let rows: Vec<_> = voices
        .iter()
        .map(|voice| {
            vec![
                item.into(),
                voice.person.into(),
                voice.seat.into(),
                voice.vote.word().into(),
                (&voice.words).into(),
            ]
        })
        .collect();
    tx.each(
        "INSERT INTO item_vote (item_id, person_id, seat_id, vote, words)
         VALUES ($1, $2, $3, $4, $5)",
        &rows,
    )?;
    tx.exec(
        "INSERT INTO item_poll (item_id, present, needed, seats, votes_for, votes_against,
           reservations, outcome, chair_id, at, by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (item_id) DO UPDATE SET present = excluded.present,
           needed = excluded.needed, seats = excluded.seats,
           votes_for = excluded.votes_for, votes_against = excluded.votes_against,
           reservations = excluded.reservations, outcome = excluded.outcome,
           chair_id = excluded.chair_id, at = excluded.at, by_name = excluded.by_name",
        &[
            item.into(),
            tally.present.into(),
            room.body.quorum.needed.into(),
            room.body.seats.into(),
            tally.votes_for.into(),
            tally.votes_against.into(),
            tally.reservations.into(),
            outcome.word().into(),
            room.sitting.chair(Some(item)).into(),
            now.into(),
            (&permit.by).into(),
        ],
    )
    .map(drop)
}

/// Those of the room who may take a seat that is empty.
pub fn substitutes(room: &Room) -> Vec<&Member> {
    room.members.iter().filter(|member| member.role == Role::Substitute).collect()
}
