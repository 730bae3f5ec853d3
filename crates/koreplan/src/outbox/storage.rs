//! Mail in the database: once per act, leased to whoever sends it.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Above, Address, Kind, MOST_A_DAY, one_line, wait_s};
use crate::{
    App,
    access::{Facts, Guarded, Permit, ReadMail, RetryMail, Sealed},
    web::{
        Cx,
        choices::{Choice as _, stored},
    },
};

/// What time it is: in the case, which a demonstration turns, and outside, where mail is
/// sent. Microseconds.
#[derive(Debug, Clone, Copy)]
pub struct Clocks {
    pub here: i64,
    pub outside: i64,
}

impl Clocks {
    pub fn of(app: &App) -> Self {
        Self { here: app.now().as_microsecond(), outside: app.outside().as_microsecond() }
    }

    /// The clocks of an act.
    pub fn of_act(cx: &Cx) -> Self {
        Self { here: cx.now_us(), outside: cx.app.outside().as_microsecond() }
    }
}

/// A mail to be sent.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Tells this mail from all others: an act repeated writes it once.
    pub once: String,
    pub kind: Kind,
    pub to: Address,
    pub subject: String,
    pub body: String,
    /// An appointment as iCalendar text, or empty.
    pub calendar: String,
    /// Where one click ends the subscription, or empty.
    pub unsubscribe: String,
}

/// A day in microseconds.
const DAY: i64 = 24 * 3600 * 1_000_000;

/// Writes a mail in the transaction of its act. Says whether it will be sent: not when
/// it was written before, nor when others have sent that address enough today.
pub fn enqueue(tx: &mut dyn Tx, at: Clocks, mail: &Mail) -> Result<bool, StoreError> {
    let key = mail.to.key();
    let Some(due) = due(tx, at.outside, mail.kind.above(), &key)? else {
        return Ok(false);
    };
    let written = tx.exec(
        "INSERT INTO mail (once, kind, receiver, receiver_key, subject, body, calendar,
           unsubscribe, made_at, first_due_at, due_at, attempt, lease_until, last_error)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, 0, 0, '')
         ON CONFLICT (once) DO NOTHING",
        &[
            (&mail.once).into(),
            mail.kind.word().into(),
            mail.to.to_string().into(),
            key.into(),
            one_line(&mail.subject, 200).into(),
            (&mail.body).into(),
            (&mail.calendar).into(),
            (&mail.unsubscribe).into(),
            at.here.into(),
            due.into(),
        ],
    )?;
    Ok(written > 0)
}

/// When the mailbox may get one more of the mails that strangers can aim at it.
fn due(
    tx: &mut dyn Tx,
    now: i64,
    above: Above,
    key: &str,
) -> Result<Option<i64>, StoreError> {
    if above == Above::Send {
        return Ok(Some(now));
    }
    let days = if above == Above::Drop { 1 } else { 30 };
    for day in 0..days {
        let due = now + day * DAY;
        let count = tx.one(
            "SELECT count(*) FROM mail
             WHERE receiver_key = $1 AND first_due_at > $2 AND first_due_at <= $3
               AND kind NOT IN ('news', 'tasks', 'meeting')",
            &[key.into(), (due - DAY).into(), due.into()],
        )?;
        if count < MOST_A_DAY {
            return Ok(Some(due));
        }
    }
    Ok(None)
}

/// A mail that someone is about to send.
#[derive(Debug, Clone)]
pub struct Leased {
    pub id: i64,
    pub once: String,
    pub receiver: String,
    pub subject: String,
    pub body: String,
    pub calendar: String,
    pub unsubscribe: String,
    pub attempt: i64,
    pub first_due_at: i64,
}

/// Whether a mail is waiting to be sent now.
pub fn any_due(tx: &mut dyn Tx, now: i64) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT id FROM mail WHERE sent_at IS NULL AND given_up_at IS NULL
           AND due_at <= $1 AND lease_until <= $1 LIMIT 1",
        &[now.into()],
    )?;
    Ok(found.is_some())
}

/// Takes mail that is due, so that no other server sends it before `until`.
pub fn lease(
    tx: &mut dyn Tx,
    now: i64,
    until: i64,
    most: i64,
) -> Result<Vec<Leased>, StoreError> {
    let rows = tx.rows(
        "SELECT id, once, receiver, subject, body, calendar, unsubscribe, attempt,
           first_due_at FROM mail
         WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= $1
           AND lease_until <= $1
         ORDER BY due_at, id LIMIT $2",
        &[now.into(), most.into()],
    )?;
    let mut leased = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: i64 = row.get(0)?;
        tx.exec(
            "UPDATE mail SET lease_until = $1, attempt = attempt + 1 WHERE id = $2",
            &[until.into(), id.into()],
        )?;
        leased.push(Leased {
            id,
            once: row.get(1)?,
            receiver: row.get(2)?,
            subject: row.get(3)?,
            body: row.get(4)?,
            calendar: row.get(5)?,
            unsubscribe: row.get(6)?,
            attempt: row.get::<i64>(7)? + 1,
            first_due_at: row.get(8)?,
        });
    }
    Ok(leased)
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// It may go better later.
    Failed(String),
    /// It will not go better.
    Refused(String),
}

/// Notes what came of a try. What is sent keeps no text: its links are secrets.
pub fn save_outcome(
    tx: &mut dyn Tx,
    (id, attempt): (i64, i64),
    outcome: &Outcome,
    now: i64,
) -> Result<(), StoreError> {
    let wait = wait_s(attempt).filter(|_| !matches!(outcome, Outcome::Refused(_)));
    match (outcome, wait) {
        (Outcome::Sent, _) => tx.exec(
            "UPDATE mail SET sent_at = $1, body = '', calendar = '', unsubscribe = '',
               last_error = '' WHERE id = $2",
            &[now.into(), id.into()],
        ),
        (Outcome::Failed(why) | Outcome::Refused(why), None) => tx.exec(
            "UPDATE mail SET given_up_at = $1, last_error = $2 WHERE id = $3",
            &[now.into(), why.into(), id.into()],
        ),
        (Outcome::Failed(why) | Outcome::Refused(why), Some(wait)) => tx.exec(
            "UPDATE mail SET due_at = $1, lease_until = 0, last_error = $2 WHERE id = $3",
            &[(now + wait * 1_000_000).into(), why.into(), id.into()],
        ),
    }
    .map(drop)
}

/// How long it is kept that a mail was sent, and to whom.
const KEPT: i64 = 30 * DAY;

/// How long a mail may wait: afterwards what it says is old.
const LONGEST_WAIT: i64 = 14 * DAY;

/// Gives up what has waited too long, and forgets whom mail was for when that is long
/// ago; what was written once stays known.
pub fn tidy(tx: &mut dyn Tx, now: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE mail SET given_up_at = $1, last_error = 'waited too long'
         WHERE sent_at IS NULL AND given_up_at IS NULL AND first_due_at < $2",
        &[now.into(), (now - LONGEST_WAIT).into()],
    )?;
    tx.exec(
        "UPDATE mail SET receiver = '', receiver_key = '', subject = '', body = '',
           calendar = '', unsubscribe = ''
         WHERE (sent_at < $1 OR given_up_at < $1) AND receiver <> ''",
        &[(now - KEPT).into()],
    )
    .map(drop)
}

/// Takes back the news to an address that has not left, of the subscription of that
/// number.
pub fn withdraw_news(
    tx: &mut dyn Tx,
    to: &Address,
    subscription_id: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM mail WHERE receiver_key = $1 AND kind = 'news' AND sent_at IS NULL
           AND once LIKE $2",
        &[to.key().into(), format!("news:%:{subscription_id}").into()],
    )
    .map(drop)
}

/// All mail, as the one who runs the server sees it.
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    pub waiting: i64,
    pub sent: i64,
    pub given_up: i64,
    /// Kind, number of tries and last fault of what does not go out.
    pub stuck: Vec<Stuck>,
}

#[derive(Debug, Clone)]
pub struct Stuck {
    pub kind: Kind,
    pub attempt: i64,
    pub given_up: bool,
    pub fault: String,
    pub made_at: i64,
}

impl Guarded for Outbox {
    fn facts(&self) -> Facts {
        Facts::default()
    }
}

/// The door to the outbox.
pub fn door() -> Sealed<Outbox> {
    Sealed::new(Outbox::default())
}

pub fn load(tx: &mut dyn Tx, _: &Permit<ReadMail>) -> Result<Outbox, StoreError> {
    let stuck = tx
        .rows(
            "SELECT kind, attempt, given_up_at, last_error, made_at FROM mail
             WHERE sent_at IS NULL AND last_error <> '' AND receiver <> '' ORDER BY id DESC LIMIT 100",
            &[],
        )?
        .iter()
        .map(|row| {
            Ok(Stuck {
                kind: stored(&row.get::<String>(0)?)?,
                attempt: row.get(1)?,
                given_up: row.get::<Option<i64>>(2)?.is_some(),
                fault: row.get(3)?,
                made_at: row.get(4)?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Outbox {
        waiting: tx.one(
            "SELECT count(*) FROM mail WHERE sent_at IS NULL AND given_up_at IS NULL",
            &[],
        )?,
        sent: tx.one("SELECT count(*) FROM mail WHERE sent_at IS NOT NULL", &[])?,
        given_up: given_up(tx)?,
        stuck,
    })
}

/// How many mails were given up, for the desks of those who wait for an answer.
pub fn given_up(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    tx.one(
        "SELECT count(*) FROM mail WHERE given_up_at IS NOT NULL AND receiver <> ''",
        &[],
    )
}

/// Lets what was given up be tried again; gives how many.
pub fn retry(
    tx: &mut dyn Tx,
    _: &Permit<RetryMail>,
    now: i64,
) -> Result<u64, StoreError> {
    tx.exec(
        "UPDATE mail SET given_up_at = NULL, attempt = 0, lease_until = 0, due_at = $1
         WHERE given_up_at IS NOT NULL AND receiver <> ''",
        &[now.into()],
    )
}

/// A mail as its receiver sees it, in a demonstration.
#[derive(Debug, Clone)]
pub struct Letter {
    pub id: i64,
    pub receiver: String,
    pub subject: String,
    pub body: String,
    pub calendar: bool,
    pub made_at: i64,
    pub sent: bool,
}

fn letter(row: &Row) -> Result<Letter, StoreError> {
    Ok(Letter {
        id: row.get(0)?,
        receiver: row.get(1)?,
        subject: row.get(2)?,
        body: row.get(3)?,
        calendar: !row.get::<String>(4)?.is_empty(),
        made_at: row.get(5)?,
        sent: row.get::<Option<i64>>(6)?.is_some(),
    })
}

/// Mails a demonstration shows.
const SHOWN: i64 = 50;

/// The newest mails, for the mailbox of a demonstration.
pub fn newest(tx: &mut dyn Tx) -> Result<Vec<Letter>, StoreError> {
    tx.rows(
        "SELECT id, receiver, subject, body, calendar, made_at, sent_at FROM mail
         WHERE receiver <> '' ORDER BY id DESC LIMIT $1",
        &[SHOWN.into()],
    )?
    .iter()
    .map(letter)
    .collect()
}
