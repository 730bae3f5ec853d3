//! Tasks in the database.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Happened, Thing};
use crate::{
    access::{
        self, Actor, ChangeTask, Facts, Guarded, ListTasks, Permit, ReadAnalysis,
        ReadApproval, ReadBriefs, ReadCase, ReadClosedItem, ReadDraft, ReadHearing,
        ReadInitiatives, ReadInput, ReadMeeting, ReadProposals, ReadTopics, ReadVersion,
        Sealed, Seat,
    },
    bodies::rules::{BodyKind, Role},
    case::Case,
    meetings,
    plan::pause::{self, rules::Pause},
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

/// What a task is about.
pub type About = (Thing, i64);

/// A task to be made. `due` is a day on the calendar, as `2010-11-02`.
#[derive(Debug, Clone, Default)]
pub struct NewTask {
    pub case_id: i64,
    pub title: String,
    pub note: String,
    pub owner_person_id: Option<i64>,
    pub body_id: Option<i64>,
    pub due: String,
    pub about: Option<About>,
}

/// Makes a task: who makes it, when, and what. The act that makes it leaves the entry in
/// the record; that it was made also stands in the task's own history.
pub fn insert(
    tx: &mut dyn Tx,
    (by, at): (&str, i64),
    task: &NewTask,
) -> Result<i64, StoreError> {
    let (kind, about_id) = task.about.map_or(("", 0), |(kind, id)| (kind.word(), id));
    let id = tx.one(
        "INSERT INTO task (case_id, title, note, owner_person_id, body_id, due, about_kind,
           about_id, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        &[
            task.case_id.into(),
            (&task.title).into(),
            (&task.note).into(),
            task.owner_person_id.into(),
            task.body_id.into(),
            (&task.due).into(),
            kind.into(),
            about_id.into(),
            by.into(),
            at.into(),
        ],
    )?;
    note(tx, id, (by, at), Happened::Made, "", "")?;
    Ok(id)
}

/// A task.
#[derive(Debug, Clone)]
pub struct Task {
    pub id: i64,
    pub case_id: i64,
    pub title: String,
    pub note: String,
    pub owner: Option<(i64, String)>,
    pub body: Option<(i64, Text)>,
    pub due: Date,
    /// When that day was set.
    pub due_set_at: i64,
    pub about: Option<About>,
    pub made_by: String,
    pub made_at: i64,
    pub done_at: Option<i64>,
    pub done_by: Option<String>,
    /// Everybody with a seat may read what it is about.
    pub open_matter: bool,
}

impl Task {
    /// Puts the deadline off by the days the case stood still since it was set.
    pub fn put_off(&mut self, zone: &TimeZone, pauses: &[Pause], today: Date) {
        let set = Timestamp::from_microsecond(self.due_set_at).unwrap_or_default();
        let set = set.to_zoned_datetime(zone.clone()).date();
        self.due = pause::rules::stands_at(self.due, set, pauses, today);
    }
}

impl Guarded for Task {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            owner_id: self.owner.as_ref().map(|(id, _)| *id),
            body_id: self.body.as_ref().map(|(id, _)| *id),
            public: self.open_matter,
            ..Facts::default()
        }
    }
}

macro_rules! select_task {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, t.case_id, t.title, t.note, t.owner_person_id, p.name, t.body_id,
               b.name_da, b.name_en, t.due, t.about_kind, t.about_id, t.made_by, t.made_at,
               t.done_at, t.done_by,
               coalesce((SELECT max(e.at) FROM task_event e
                 WHERE e.task_id = t.id AND e.what = 'moved'), t.made_at)
             FROM task t LEFT JOIN person p ON p.id = t.owner_person_id
             LEFT JOIN body b ON b.id = t.body_id ",
            $rest
        )
    };
}

fn task(row: &Row) -> Result<Task, StoreError> {
    let (owner_id, owner): (Option<i64>, Option<String>) = (row.get(4)?, row.get(5)?);
    let (body_id, da): (Option<i64>, Option<String>) = (row.get(6)?, row.get(7)?);
    let body = match body_id.zip(da) {
        Some((id, da)) => Some((id, Text { da, en: row.get(8)? })),
        None => None,
    };
    let kind: String = row.get(10)?;
    let about = match kind.as_str() {
        "" => None,
        kind => Some((stored(kind)?, row.get(11)?)),
    };
    Ok(Task {
        id: row.get(0)?,
        case_id: row.get(1)?,
        title: row.get(2)?,
        note: row.get(3)?,
        owner: owner_id.zip(owner),
        body,
        due: day(&row.get::<String>(9)?)?,
        due_set_at: row.get(16)?,
        about,
        made_by: row.get(12)?,
        made_at: row.get(13)?,
        done_at: row.get(14)?,
        done_by: row.get(15)?,
        open_matter: false,
    })
}

fn day(written: &str) -> Result<Date, StoreError> {
    written.parse().map_err(|e: jiff::Error| StoreError::Broken(e.to_string()))
}

/// Whether everybody with a seat in the case may read the things that tasks are about;
/// each thing is looked at once.
#[derive(Default)]
struct Matters(BTreeMap<(&'static str, i64), bool>);

impl Matters {
    fn look(&mut self, tx: &mut dyn Tx, mut task: Task) -> Result<Task, StoreError> {
        let Some((kind, id)) = task.about else {
            task.open_matter = true;
            return Ok(task);
        };
        let known = self.0.get(&(kind.word(), id)).copied();
        task.open_matter = match known {
            Some(open) => open,
            None => opens(tx, &somebody(task.case_id), task.case_id, (kind, id))?,
        };
        self.0.insert((kind.word(), id), task.open_matter);
        Ok(task)
    }
}

/// Somebody with a seat in the case and no more: in a body that is nothing special.
fn somebody(case_id: i64) -> Actor {
    let seat = Seat {
        case_id,
        case: String::new(),
        body_id: -1,
        kind: BodyKind::Other,
        role: Role::Member,
    };
    Actor { seats: vec![seat], ..Actor::default() }
}

/// What decides who may read a thing, if it is there.
fn door(
    tx: &mut dyn Tx,
    case_id: i64,
    (kind, id): About,
) -> Result<Option<Row>, StoreError> {
    let asked = &[id.into(), case_id.into()];
    match kind {
        Thing::Step => {
            tx.row("SELECT id FROM step WHERE id = $1 AND case_id = $2", asked)
        }
        Thing::Gate => {
            tx.row("SELECT id FROM gate WHERE id = $1 AND case_id = $2", asked)
        }
        Thing::Hearing => tx.row(
            "SELECT published_at FROM hearing WHERE id = $1 AND case_id = $2",
            asked,
        ),
        Thing::Input => {
            tx.row("SELECT released_at FROM input WHERE id = $1 AND case_id = $2", asked)
        }
        Thing::Topic => {
            tx.row("SELECT id FROM topic WHERE id = $1 AND case_id = $2", asked)
        }
        Thing::Analysis => {
            tx.row("SELECT id FROM analysis WHERE id = $1 AND case_id = $2", asked)
        }
        Thing::Meeting => tx.row(
            "SELECT approved_at, body_id, chair_id, 0, agenda_at FROM meeting
             WHERE id = $1 AND case_id = $2",
            asked,
        ),
        Thing::Item => tx.row(
            "SELECT m.approved_at, m.body_id, m.chair_id, a.closed, m.agenda_at FROM agenda_item a
             JOIN meeting m ON m.id = a.meeting_id WHERE a.id = $1 AND m.case_id = $2",
            asked,
        ),
        Thing::Conclusion => tx.row(
            "SELECT m.approved_at, m.body_id, m.chair_id,
               CASE WHEN c.confidential = 1 AND c.released_at IS NULL THEN 1 ELSE 0 END,
               m.agenda_at
             FROM conclusion c JOIN meeting m ON m.id = c.meeting_id
             WHERE c.id = $1 AND m.case_id = $2",
            asked,
        ),
        Thing::Proposal => {
            tx.row("SELECT id FROM proposal WHERE id = $1 AND case_id = $2", asked)
        }
        Thing::Brief => {
            tx.row("SELECT body_id FROM brief WHERE id = $1 AND case_id = $2", asked)
        }
        Thing::Chapter => {
            tx.row("SELECT id FROM chapter WHERE id = $1 AND case_id = $2", asked)
        }
        Thing::Paragraph => tx.row(
            "SELECT p.id FROM paragraph p JOIN chapter c ON c.id = p.chapter_id
             WHERE p.id = $1 AND c.case_id = $2",
            asked,
        ),
        Thing::Version => tx
            .row("SELECT released_at FROM version WHERE id = $1 AND case_id = $2", asked),
        Thing::Approval => tx.row(
            "SELECT a.body_id FROM approval a JOIN version v ON v.id = a.version_id
             WHERE a.id = $1 AND v.case_id = $2",
            asked,
        ),
        Thing::Initiative => {
            tx.row("SELECT id FROM initiative WHERE id = $1 AND case_id = $2", asked)
        }
    }
}

/// Whether the thing opens for this one, by its own door. What is not there does not.
pub fn opens(
    tx: &mut dyn Tx,
    actor: &Actor,
    case_id: i64,
    (kind, id): About,
) -> Result<bool, StoreError> {
    let row = door(tx, case_id, (kind, id))?;
    let Some(row) = row else { return Ok(false) };
    let since =
        || -> Result<bool, StoreError> { Ok(row.get::<Option<i64>>(0)?.is_some()) };
    let facts = Facts { case_id, ..Facts::default() };
    Ok(match kind {
        Thing::Step | Thing::Gate => access::may::<ReadCase>(actor, &facts),
        Thing::Hearing => {
            access::may::<ReadHearing>(actor, &Facts { public: since()?, ..facts })
        }
        Thing::Input => {
            access::may::<ReadInput>(actor, &Facts { public: since()?, ..facts })
        }
        Thing::Topic => access::may::<ReadTopics>(actor, &facts),
        Thing::Analysis => access::may::<ReadAnalysis>(actor, &facts),
        Thing::Meeting | Thing::Item | Thing::Conclusion => {
            let times = (row.get(0)?, row.get(4)?);
            let facts =
                meetings::storage::facts(case_id, row.get(1)?, Some(row.get(2)?), times);
            if row.get::<i64>(3)? == 0 {
                access::may::<ReadMeeting>(actor, &facts)
            } else {
                access::may::<ReadClosedItem>(actor, &facts)
            }
        }
        Thing::Proposal => access::may::<ReadProposals>(actor, &facts),
        Thing::Brief => {
            access::may::<ReadBriefs>(actor, &Facts { body_id: row.get(0)?, ..facts })
        }
        Thing::Chapter | Thing::Paragraph => access::may::<ReadDraft>(actor, &facts),
        Thing::Version => {
            access::may::<ReadVersion>(actor, &Facts { public: since()?, ..facts })
        }
        Thing::Approval => {
            access::may::<ReadApproval>(actor, &Facts { body_id: row.get(0)?, ..facts })
        }
        Thing::Initiative => access::may::<ReadInitiatives>(actor, &facts),
    })
}

/// The page of a thing, below the case.
pub fn page_of(tx: &mut dyn Tx, (kind, id): About) -> Result<Option<String>, StoreError> {
    let asked = &[id.into()];
    Ok(match kind {
        Thing::Step => {
            let row = tx.row("SELECT slug FROM step WHERE id = $1", asked)?;
            row.map(|row| row.get::<String>(0)).transpose()?.map(|s| format!("steps/{s}"))
        }
        Thing::Gate => Some(String::new()),
        Thing::Hearing => {
            let row = tx.row("SELECT slug FROM hearing WHERE id = $1", asked)?;
            let slug = row.map(|row| row.get::<String>(0)).transpose()?;
            slug.map(|slug| format!("hearings/{slug}"))
        }
        Thing::Input => Some(format!("inputs/{id}")),
        Thing::Topic => Some(format!("topics/{id}")),
        Thing::Analysis => Some(format!("analyses/{id}")),
        Thing::Meeting => Some(format!("meetings/{id}")),
        Thing::Item => {
            let row =
                tx.row("SELECT meeting_id FROM agenda_item WHERE id = $1", asked)?;
            let meeting = row.map(|row| row.get::<i64>(0)).transpose()?;
            meeting.map(|meeting| format!("meetings/{meeting}#item-{id}"))
        }
        Thing::Conclusion => {
            let row = tx.row("SELECT meeting_id FROM conclusion WHERE id = $1", asked)?;
            let meeting = row.map(|row| row.get::<i64>(0)).transpose()?;
            meeting.map(|meeting| format!("meetings/{meeting}#conclusion-{id}"))
        }
        Thing::Proposal => Some(format!("proposals/{id}")),
        Thing::Brief => Some(format!("briefs/{id}")),
        Thing::Chapter => Some(format!("draft/{id}")),
        Thing::Paragraph => {
            let row = tx.row("SELECT chapter_id FROM paragraph WHERE id = $1", asked)?;
            let chapter = row.map(|row| row.get::<i64>(0)).transpose()?;
            chapter.map(|chapter| format!("draft/{chapter}"))
        }
        Thing::Version => {
            let row = tx.row("SELECT number FROM version WHERE id = $1", asked)?;
            let number = row.map(|row| row.get::<i64>(0)).transpose()?;
            number.map(|number| format!("versions/{number}"))
        }
        Thing::Approval => Some(format!("approvals/{id}")),
        Thing::Initiative => Some(format!("initiatives/{id}")),
    })
}

/// All tasks, each behind its own door: a list shows those that open.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListTasks>,
) -> Result<Vec<Sealed<Task>>, StoreError> {
    let rows = tx.rows(
        select_task!("WHERE t.case_id = $1 ORDER BY t.due, t.id"),
        &[case.id.into()],
    )?;
    let mut matters = Matters::default();
    rows.iter().map(|row| Ok(Sealed::new(matters.look(tx, task(row)?)?))).collect()
}

/// The open tasks of a person in any case: the person's own, and those of bodies the
/// person answers for - as chair or secretary - on that day.
pub fn open_of(
    tx: &mut dyn Tx,
    person_id: i64,
    today: &str,
) -> Result<Vec<Task>, StoreError> {
    let rows = tx.rows(
        select_task!(
            "WHERE t.done_at IS NULL AND (t.owner_person_id = $1
               OR (t.owner_person_id IS NULL AND t.body_id IN (
                 SELECT m.body_id FROM member m WHERE m.person_id = $1
                   AND m.role IN ('chair', 'secretary')
                   AND (m.since IS NULL OR m.since <= $2)
                   AND (m.until IS NULL OR m.until >= $2))))
             AND t.case_id IN (SELECT b.case_id FROM member m JOIN body b ON b.id = m.body_id
               WHERE m.person_id = $1 AND (m.since IS NULL OR m.since <= $2)
                 AND (m.until IS NULL OR m.until >= $2))
             ORDER BY t.due, t.id"
        ),
        &[person_id.into(), today.into()],
    )?;
    let mut matters = Matters::default();
    rows.iter().map(|row| matters.look(tx, task(row)?)).collect()
}

/// The tasks about a thing, for the page of the thing.
pub fn about(
    tx: &mut dyn Tx,
    case: &Case,
    (kind, id): About,
) -> Result<Vec<Sealed<Task>>, StoreError> {
    let rows = tx.rows(
        select_task!(
            "WHERE t.case_id = $1 AND t.about_kind = $2 AND t.about_id = $3
             ORDER BY t.due, t.id"
        ),
        &[case.id.into(), kind.word().into(), id.into()],
    )?;
    let mut matters = Matters::default();
    rows.iter().map(|row| Ok(Sealed::new(matters.look(tx, task(row)?)?))).collect()
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Task>, Error> {
    let row = tx.row(
        select_task!("WHERE t.case_id = $1 AND t.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    let task = task(&row.ok_or(NotFound)?)?;
    Ok(Sealed::new(Matters::default().look(tx, task)?))
}

/// One line of a task's history.
#[derive(Debug, Clone)]
pub struct Event {
    pub what: Happened,
    /// To whom, or from which day to which.
    pub said: String,
    pub note: String,
    pub by: String,
    pub at: i64,
}

pub fn history(tx: &mut dyn Tx, task: &Task) -> Result<Vec<Event>, StoreError> {
    tx.rows(
        "SELECT what, said, note, by_name, at FROM task_event WHERE task_id = $1 ORDER BY id",
        &[task.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Event {
            what: stored(&row.get::<String>(0)?)?,
            said: row.get(1)?,
            note: row.get(2)?,
            by: row.get(3)?,
            at: row.get(4)?,
        })
    })
    .collect()
}

fn note(
    tx: &mut dyn Tx,
    id: i64,
    (by, at): (&str, i64),
    what: Happened,
    said: &str,
    note: &str,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO task_event (task_id, what, said, note, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[id.into(), what.word().into(), said.into(), note.into(), by.into(), at.into()],
    )
    .map(drop)
}

/// Whoever is asked anew is told anew.
fn forget_told(tx: &mut dyn Tx, id: i64) -> Result<(), StoreError> {
    tx.exec("DELETE FROM task_told WHERE task_id = $1", &[id.into()]).map(drop)
}

pub fn save_done(
    tx: &mut dyn Tx,
    permit: &Permit<ChangeTask>,
    task: &Task,
    said: &str,
    at: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE task SET done_at = $1, done_by = $2 WHERE id = $3 AND done_at IS NULL",
        &[at.into(), (&permit.by).into(), task.id.into()],
    )?;
    note(tx, task.id, (&permit.by, at), Happened::Done, "", said)
}

pub fn save_reopened(
    tx: &mut dyn Tx,
    permit: &Permit<ChangeTask>,
    task: &Task,
    said: &str,
    at: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE task SET done_at = NULL, done_by = NULL WHERE id = $1",
        &[task.id.into()],
    )?;
    forget_told(tx, task.id)?;
    note(tx, task.id, (&permit.by, at), Happened::Reopened, "", said)
}

/// Gives a task to another person or body: its name for the history, and its number.
pub fn save_owner(
    tx: &mut dyn Tx,
    permit: &Permit<ChangeTask>,
    task: &Task,
    (name, to): (&str, Holder),
    (said, at): (&str, i64),
) -> Result<(), StoreError> {
    let (person_id, body_id) = to.parts();
    tx.exec(
        "UPDATE task SET owner_person_id = $1, body_id = $2 WHERE id = $3",
        &[person_id.into(), body_id.into(), task.id.into()],
    )?;
    forget_told(tx, task.id)?;
    note(tx, task.id, (&permit.by, at), Happened::HandedOver, name, said)
}

pub fn save_due(
    tx: &mut dyn Tx,
    permit: &Permit<ChangeTask>,
    task: &Task,
    due: Date,
    (said, at): (&str, i64),
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE task SET due = $1 WHERE id = $2",
        &[due.to_string().into(), task.id.into()],
    )?;
    forget_told(tx, task.id)?;
    let moved = format!("{} {due}", task.due);
    note(tx, task.id, (&permit.by, at), Happened::Moved, &moved, said)
}

/// Who has a task to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    Person(i64),
    Body(i64),
}

impl Holder {
    /// The columns of a task: the person, the body.
    pub fn parts(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Person(id) => (Some(id), None),
            Self::Body(id) => (None, Some(id)),
        }
    }

    /// As a form sends it: `person-7`, `body-3`.
    pub fn of(word: &str) -> Option<Self> {
        let (kind, id) = word.split_once('-')?;
        let id = id.parse().ok()?;
        match kind {
            "person" => Some(Self::Person(id)),
            "body" => Some(Self::Body(id)),
            _ => None,
        }
    }

    pub fn word(self) -> String {
        match self {
            Self::Person(id) => format!("person-{id}"),
            Self::Body(id) => format!("body-{id}"),
        }
    }
}
