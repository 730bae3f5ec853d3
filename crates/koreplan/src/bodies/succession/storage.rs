//! Everything that passes on, found and written.

use jiff::civil::Date;
use koreplan_store::{StoreError, Tx};

use super::rules::{Change, Passing, Reach, Seat, seats};
use crate::{
    access::{PassOn, Permit},
    bodies::{
        rules::Role,
        seats::Period,
        storage::{self as bodies, Body, NewSeat, end_seat, insert_seat},
    },
    case::Case,
    web::l10n::Text,
};

/// What one person passes on, beside the seats: its number and what it is called.
#[derive(Debug, Default)]
pub struct Open {
    pub areas: Vec<(i64, Text)>,
    pub meetings: Vec<(i64, String)>,
    pub readings: Vec<i64>,
    pub tasks: Vec<(i64, String)>,
    /// Answers to frozen versions that wait for the body whose chair changes. They are
    /// the body's, and pass on with the seat.
    pub approvals: i64,
}

/// Everything one change passes on.
#[derive(Debug)]
pub struct Passed {
    pub change: Change,
    pub seats: Vec<Passing>,
    pub open: Open,
}

impl Passed {
    pub fn is_empty(&self) -> bool {
        let Open { areas, meetings, readings, tasks, .. } = &self.open;
        self.seats.is_empty()
            && areas.is_empty()
            && meetings.is_empty()
            && readings.is_empty()
            && tasks.is_empty()
    }
}

/// The seats in reach, of everybody: those of this body, or of all bodies of the case.
pub fn seats_in_reach(
    tx: &mut dyn Tx,
    case: &Case,
    body: &Body,
    reach: Reach,
) -> Result<Vec<Seat>, StoreError> {
    let mut found = Vec::new();
    for one in bodies::all(tx, case)? {
        if reach == Reach::Body && one.id != body.id {
            continue;
        }
        found.extend(bodies::seats(tx, one.id)?.into_iter().map(|seat| Seat {
            id: seat.id,
            body: one.id,
            person: seat.person_id,
            role: seat.role,
            stands_for: seat.for_id,
            period: seat.period,
        }));
    }
    Ok(found)
}

/// What a change passes on from `day`, which begins at the instant `from_us`.
pub fn passes_on(
    tx: &mut dyn Tx,
    case: &Case,
    body: &Body,
    reach: Reach,
    (day, from_us): (Date, i64),
    change: Change,
) -> Result<Passed, StoreError> {
    let in_reach = seats_in_reach(tx, case, body, reach)?;
    let seats = seats(change, day, &in_reach);
    let mut open = Open {
        meetings: named(
            tx,
            "SELECT id, title FROM meeting WHERE case_id = $1 AND chair_id = $2
               AND opened_at IS NULL AND starts_at >= $3
               AND (CAST($4 AS BIGINT) = 0 OR body_id = $4) ORDER BY starts_at, id",
            &[
                case.id.into(),
                change.from.into(),
                from_us.into(),
                (if reach == Reach::Body { body.id } else { 0 }).into(),
            ],
        )?,
        ..Open::default()
    };
    let chaired = seats.iter().filter_map(|passing| match passing {
        Passing::Handed { seat } | Passing::Renamed { seat }
            if seat.role == Role::Chair =>
        {
            Some(seat.body)
        }
        _ => None,
    });
    for body_id in chaired {
        open.approvals += tx.one(
            "SELECT count(*) FROM approval a JOIN version v ON v.id = a.version_id
             WHERE a.body_id = $1 AND (a.verdict IS NULL OR a.verdict = 'postponed')
               AND v.number = (SELECT max(n.number) FROM version n
                 WHERE n.case_id = v.case_id)",
            &[body_id.into()],
        )?;
    }
    let of = [case.id.into(), change.from.into()];
    if reach == Reach::Everything {
        open.areas = tx
            .rows(
                "SELECT id, name_da, name_en FROM area WHERE case_id = $1
                   AND minister_id = $2 ORDER BY position",
                &of,
            )?
            .iter()
            .map(|row| Ok((row.get(0)?, Text { da: row.get(1)?, en: row.get(2)? })))
            .collect::<Result<_, StoreError>>()?;
        open.readings = tx
            .rows(
                "SELECT r.input_id FROM reading r JOIN input i ON i.id = r.input_id
                 WHERE i.case_id = $1 AND r.person_id = $2 AND i.read_at IS NULL
                 ORDER BY r.input_id",
                &of,
            )?
            .iter()
            .map(|row| row.get(0))
            .collect::<Result<_, StoreError>>()?;
        open.tasks = named(
            tx,
            "SELECT id, title FROM task WHERE case_id = $1 AND owner_person_id = $2
               AND done_at IS NULL ORDER BY due, id",
            &of,
        )?;
    }
    Ok(Passed { change, seats, open })
}

fn named(
    tx: &mut dyn Tx,
    sql: &'static str,
    of: &[koreplan_store::Val],
) -> Result<Vec<(i64, String)>, StoreError> {
    tx.rows(sql, of)?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Passes everything on to `to`.
pub fn save(
    tx: &mut dyn Tx,
    permit: &Permit<PassOn>,
    (passed, to): (&Passed, i64),
    day: Date,
    now: i64,
) -> Result<(), StoreError> {
    let last = day.yesterday().map_err(|e| StoreError::Unfit(e.to_string()))?;
    let from = passed.change.from;
    for passing in &passed.seats {
        let seat = passing.seat();
        let new = NewSeat {
            body_id: seat.body,
            person_id: to,
            role: seat.role,
            for_id: seat.stands_for,
            period: Period { since: Some(day), until: seat.period.until },
        };
        match passing {
            Passing::Handed { .. } => {
                end_seat(tx, seat.id, last)?;
                insert_seat(tx, &new)?;
            }
            Passing::Renamed { .. } => {
                tx.exec(
                    "UPDATE member SET person_id = $1 WHERE id = $2",
                    &[to.into(), seat.id.into()],
                )?;
            }
            Passing::Ended { .. } => end_seat(tx, seat.id, last)?,
            Passing::Restood { .. } => {
                end_seat(tx, seat.id, last)?;
                insert_seat(
                    tx,
                    &NewSeat { person_id: seat.person, for_id: Some(to), ..new },
                )?;
            }
        }
    }
    let open = &passed.open;
    for (id, _) in &open.areas {
        tx.exec(
            "UPDATE area SET minister_id = $1 WHERE id = $2 AND minister_id = $3",
            &[to.into(), (*id).into(), from.into()],
        )?;
    }
    for (id, _) in &open.meetings {
        tx.exec(
            "UPDATE meeting SET chair_id = $1 WHERE id = $2 AND chair_id = $3",
            &[to.into(), (*id).into(), from.into()],
        )?;
    }
    for id in &open.readings {
        tx.exec(
            "UPDATE reading SET person_id = $1 WHERE input_id = $2 AND person_id = $3",
            &[to.into(), (*id).into(), from.into()],
        )?;
    }
    let (name, came) = (name_of(tx, from)?, name_of(tx, to)?);
    for (id, _) in &open.tasks {
        tx.exec(
            "UPDATE task SET owner_person_id = $1 WHERE id = $2 AND owner_person_id = $3",
            &[to.into(), (*id).into(), from.into()],
        )?;
        // Whoever is asked anew is told anew.
        tx.exec("DELETE FROM task_told WHERE task_id = $1", &[(*id).into()])?;
        tx.exec(
            "INSERT INTO task_event (task_id, what, said, note, by_name, at)
             VALUES ($1, 'handed_over', $2, $3, $4, $5)",
            &[
                (*id).into(),
                (&came).into(),
                (&name).into(),
                (&permit.by).into(),
                now.into(),
            ],
        )?;
    }
    Ok(())
}

fn name_of(tx: &mut dyn Tx, person: i64) -> Result<String, StoreError> {
    let row = tx.row("SELECT name FROM person WHERE id = $1", &[person.into()])?;
    row.map_or_else(|| Ok(String::new()), |row| row.get(0))
}
