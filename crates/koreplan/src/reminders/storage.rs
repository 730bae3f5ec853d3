//! What people wish, in the database, and the mails that follow from it.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use koreplan_store::{StoreError, Tx};

use super::rules::{self, Because, Digest, QUIET, Quiet, Waiting};
use crate::{
    App,
    access::{ChangeOwnPage, Facts, Guarded, Permit, Sealed},
    case::clock,
    outbox::{
        self, Clocks, Mail,
        rules::{Address, Kind},
    },
    plan::pause,
    tasks::{self, storage::Task},
    web::{
        choices::{Choice as _, stored},
        l10n::{Lang, Text},
        session::{hashed, secret},
    },
};

/// What a person wishes.
#[derive(Debug, Clone)]
pub struct Wish {
    pub person_id: i64,
    /// Empty: no mail.
    pub email: String,
    pub lang: Lang,
    pub digest: Digest,
    pub quiet: Quiet,
    /// Whether there is a secret address of the own calendar.
    pub calendar: bool,
}

impl Guarded for Wish {
    fn facts(&self) -> Facts {
        Facts { owner_id: Some(self.person_id), ..Facts::default() }
    }
}

/// The wish of a person; what holds for somebody who never said any.
pub fn load(tx: &mut dyn Tx, person_id: i64) -> Result<Sealed<Wish>, StoreError> {
    Ok(Sealed::new(wish(tx, person_id)?))
}

fn hour(hour: i64) -> i8 {
    i8::try_from(hour.clamp(0, 23)).unwrap_or(0)
}

fn wish(tx: &mut dyn Tx, person_id: i64) -> Result<Wish, StoreError> {
    let row = tx.row(
        "SELECT email, lang, digest, quiet_from, quiet_to, calendar_hash FROM person_wish
         WHERE person_id = $1",
        &[person_id.into()],
    )?;
    let Some(row) = row else {
        return Ok(Wish {
            person_id,
            email: String::new(),
            lang: Lang::Da,
            digest: Digest::Daily,
            quiet: QUIET,
            calendar: false,
        });
    };
    Ok(Wish {
        person_id,
        email: row.get(0)?,
        lang: Lang::of(&row.get::<String>(1)?).unwrap_or(Lang::Da),
        digest: stored(&row.get::<String>(2)?)?,
        quiet: (hour(row.get(3)?), hour(row.get(4)?)),
        calendar: row.get::<Option<Vec<u8>>>(5)?.is_some(),
    })
}

/// Where a person is written to, and in which language; nothing where nobody said.
pub fn address(
    tx: &mut dyn Tx,
    person_id: i64,
) -> Result<Option<(Address, Lang)>, StoreError> {
    let wish = wish(tx, person_id)?;
    Ok(wish.email.parse().ok().map(|to| (to, wish.lang)))
}

/// Who is written to at an address, of all people.
pub fn people_at(tx: &mut dyn Tx, address: &Address) -> Result<Vec<i64>, StoreError> {
    let mut found = Vec::new();
    for row in
        tx.rows("SELECT person_id, email FROM person_wish WHERE email <> ''", &[])?
    {
        let email: String = row.get(1)?;
        if email.parse::<Address>().is_ok_and(|known| known.key() == address.key()) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Adds the address of a case file. What a person said stays.
pub fn insert(tx: &mut dyn Tx, person_id: i64, email: &str) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO person_wish (person_id, email, lang, digest, quiet_from, quiet_to, next_at)
         VALUES ($1, $2, 'da', $3, $4, $5, 0) ON CONFLICT (person_id) DO NOTHING",
        &[
            person_id.into(),
            email.into(),
            Digest::Daily.word().into(),
            i64::from(QUIET.0).into(),
            i64::from(QUIET.1).into(),
        ],
    )
    .map(drop)
}

/// The clocks of the zone as they stand at an instant.
fn civil(zone: &TimeZone, at: i64) -> DateTime {
    let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned_datetime(zone.clone()).datetime()
}

/// When a mail comes next, as an instant. An hour the clocks leap over or go through
/// twice is not waited for.
fn next_at(zone: &TimeZone, quiet: Quiet, now: DateTime) -> i64 {
    let next = rules::next(quiet, now);
    clock::instant(zone, next).map_or_else(
        |_| {
            let noon = next.date().at(12, 0, 0, 0);
            clock::instant(zone, noon).map_or(i64::MAX, Timestamp::as_microsecond)
        },
        Timestamp::as_microsecond,
    )
}

/// Saves what a person wishes.
pub fn save(
    tx: &mut dyn Tx,
    _: &Permit<ChangeOwnPage>,
    app: &App,
    wish: &Wish,
    now: i64,
) -> Result<(), StoreError> {
    let silent = wish.email.is_empty() || wish.digest == Digest::None;
    let next = next_at(&app.zone, wish.quiet, civil(&app.zone, now));
    tx.exec(
        "INSERT INTO person_wish (person_id, email, lang, digest, quiet_from, quiet_to,
           next_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (person_id) DO UPDATE SET email = excluded.email,
           lang = excluded.lang, digest = excluded.digest,
           quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
           next_at = excluded.next_at",
        &[
            wish.person_id.into(),
            (&wish.email).into(),
            wish.lang.word().into(),
            wish.digest.word().into(),
            i64::from(wish.quiet.0).into(),
            i64::from(wish.quiet.1).into(),
            (!silent).then_some(next).into(),
        ],
    )
    .map(drop)
}

/// Gives a person a new secret for the own calendar; the one before opens nothing more.
pub fn new_secret(
    tx: &mut dyn Tx,
    _: &Permit<ChangeOwnPage>,
    person_id: i64,
) -> Result<String, StoreError> {
    insert(tx, person_id, "")?;
    let secret = secret();
    tx.exec(
        "UPDATE person_wish SET calendar_hash = $1 WHERE person_id = $2",
        &[hashed(&secret).into(), person_id.into()],
    )?;
    Ok(secret)
}

pub fn end_secret(
    tx: &mut dyn Tx,
    _: &Permit<ChangeOwnPage>,
    person_id: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE person_wish SET calendar_hash = NULL WHERE person_id = $1",
        &[person_id.into()],
    )
    .map(drop)
}

/// Whose calendar that secret opens: the person's number and name.
pub fn of_secret(
    tx: &mut dyn Tx,
    secret: &str,
) -> Result<Option<(i64, String)>, StoreError> {
    tx.row(
        "SELECT p.id, p.name FROM person_wish w JOIN person p ON p.id = w.person_id
         WHERE w.calendar_hash = $1",
        &[hashed(secret).into()],
    )?
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .transpose()
}

/// People looked at in one transaction.
const SLICE: i64 = 50;

/// Whether it is time to look at anybody's tasks.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn any(tx: &mut dyn Tx, at: Clocks) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT person_id FROM person_wish WHERE next_at <= $1 LIMIT 1",
        &[at.here.into()],
    )?;
    Ok(found.is_some())
}

/// Writes to those whose time has come; gives how many were looked at. Mail, what was
/// told and the next time are one transaction: whoever is stopped half-way goes on where
/// it was, and a second server finds nothing left to do.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn fill(tx: &mut dyn Tx, app: &App, at: Clocks) -> Result<usize, StoreError> {
    let people = tx.rows(
        "SELECT person_id FROM person_wish WHERE next_at <= $1 ORDER BY next_at, person_id
         LIMIT $2",
        &[at.here.into(), SLICE.into()],
    )?;
    for row in &people {
        let wish = wish(tx, row.get(0)?)?;
        let now = civil(&app.zone, at.here);
        let mut after = now;
        if rules::may_write(wish.quiet, now) {
            write(tx, app, at, &wish, now)?;
            // One mail a day.
            after = now.date().at(23, 59, 59, 0);
        }
        let silent = wish.email.is_empty() || wish.digest == Digest::None;
        let next = (!silent).then(|| next_at(&app.zone, wish.quiet, after));
        tx.exec(
            "UPDATE person_wish SET next_at = $1 WHERE person_id = $2",
            &[next.into(), wish.person_id.into()],
        )?;
    }
    Ok(people.len())
}

fn write(
    tx: &mut dyn Tx,
    app: &App,
    at: Clocks,
    wish: &Wish,
    now: DateTime,
) -> Result<(), StoreError> {
    let Ok(to) = wish.email.parse::<Address>() else { return Ok(()) };
    let today = now.date();
    let mut tasks = tasks::storage::open_of(tx, wish.person_id, &today.to_string())?;
    let mut pauses = BTreeMap::new();
    for task in &mut tasks {
        let pauses = match pauses.entry(task.case_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(pause::storage::of_case(tx, task.case_id)?),
        };
        task.put_off(&app.zone, pauses, today);
    }
    let known: BTreeSet<(i64, String)> = tx
        .rows(
            "SELECT task_id, what FROM task_told WHERE person_id = $1",
            &[wish.person_id.into()],
        )?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect::<Result<_, StoreError>>()?;
    let was_told = |id, what: &str| known.contains(&(id, what.to_owned()));
    let waiting: Vec<Waiting> = tasks
        .iter()
        .map(|task| Waiting {
            due: task.due,
            told_before: was_told(task.id, "before"),
            told_overdue: was_told(task.id, "overdue"),
        })
        .collect();
    let told: Vec<(&Task, Because)> = tasks
        .iter()
        .zip(rules::told(wish.digest, today, &waiting))
        .filter_map(|(task, because)| Some((task, because?)))
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    let mail = mail(tx, app, wish, to, &told, &today.to_string())?;
    if !outbox::enqueue(tx, at, &mail)? {
        return Ok(());
    }
    for (task, because) in told {
        let what = match because {
            Because::Overdue => "overdue",
            Because::Near => "before",
            Because::ThisWeek => continue,
        };
        tx.exec(
            "INSERT INTO task_told (task_id, person_id, what) VALUES ($1, $2, $3)
             ON CONFLICT DO NOTHING",
            &[task.id.into(), wish.person_id.into(), what.into()],
        )?;
    }
    Ok(())
}

/// What a task is called outside the house: its title, unless that would say something of
/// a thing that not everybody with a seat may read.
pub fn title_outside(lang: Lang, task: &Task) -> String {
    if task.open_matter { task.title.clone() } else { lang.say("task-covered", &[]) }
}

fn mail(
    tx: &mut dyn Tx,
    app: &App,
    wish: &Wish,
    to: Address,
    told: &[(&Task, Because)],
    today: &str,
) -> Result<Mail, StoreError> {
    let lang = wish.lang;
    let mut cases: BTreeMap<i64, (String, Text)> = BTreeMap::new();
    for row in tx.rows("SELECT id, slug, title_da, title_en FROM cases", &[])? {
        let title = Text { da: row.get(2)?, en: row.get(3)? };
        cases.insert(row.get(0)?, (row.get(1)?, title));
    }
    let base = format!("{}/{}", app.base_url(), lang.word());
    let mut parts = vec![lang.say("digest-mail-hello", &[])];
    for (because, head) in [
        (Because::Overdue, "digest-mail-overdue"),
        (Because::Near, "digest-mail-near"),
        (Because::ThisWeek, "digest-mail-week"),
    ] {
        let those: Vec<_> = told.iter().filter(|(_, why)| *why == because).collect();
        if those.is_empty() {
            continue;
        }
        parts.push(lang.say(head, &[]));
        for (task, _) in those {
            let Some((slug, title)) = cases.get(&task.case_id) else { continue };
            let args = [
                (
                    "title",
                    outbox::rules::one_line(&title_outside(lang, task), 200).into(),
                ),
                ("due", lang.date(task.due).into()),
                ("case", lang.pick(title).to_owned().into()),
                ("page", format!("{base}/{slug}/tasks/{}", task.id).into()),
            ];
            parts.push(lang.say("digest-mail-task", &args));
        }
    }
    parts
        .push(lang.say("digest-mail-end", &[("page", format!("{base}/my-page").into())]));
    let count = |because| told.iter().filter(|(_, why)| *why == because).count();
    Ok(Mail {
        once: format!("tasks:{}:{today}", wish.person_id),
        kind: Kind::Tasks,
        to,
        subject: lang.say(
            "digest-mail-subject",
            &[
                ("overdue", count(Because::Overdue).into()),
                ("near", (count(Because::Near) + count(Because::ThisWeek)).into()),
            ],
        ),
        body: parts.join("\n\n"),
        calendar: String::new(),
        unsubscribe: String::new(),
    })
}
