//! Writes to parties in the background, some at a time, so that a list of any length is
//! a short act for the one who sends it: invitations, and later deadlines to those who
//! were told an earlier one.

use jiff::Timestamp;
use koreplan_store::{Row, StoreError, Tx};
use sha2::{Digest as _, Sha256};

use super::rules::{Appointment, appointment};
use crate::{
    App,
    outbox::{
        self, Clocks, Mail,
        rules::{Address, Kind},
    },
    web::l10n::{Lang, Text},
};

/// Parties written to in one transaction.
const SLICE: i64 = 200;

/// What a mail to a party needs to know, in the order [`letter`] reads it.
macro_rules! select_letter {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.email, p.lang, h.id, h.slug, h.title_da, h.title_en,
               h.intro_da, h.intro_en, h.deadline_at, h.contact, c.slug, h.case_number,
               (SELECT count(*) FROM extension e WHERE e.hearing_id = h.id)
             FROM party p JOIN hearing h ON h.id = p.hearing_id
             JOIN cases c ON c.id = h.case_id ",
            $rest
        )
    };
}

/// Whether any party waits to be written to.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn any(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    let invited = tx.row(
        "SELECT p.id FROM hearing h JOIN party p ON p.hearing_id = h.id
         WHERE p.invited_at IS NULL AND p.email <> '' AND p.id <= h.invite_up_to LIMIT 1",
        &[],
    )?;
    Ok(invited.is_some() || extended(tx)?.is_some())
}

/// A hearing whose parties were told another deadline than the one it has now.
fn extended(tx: &mut dyn Tx) -> Result<Option<i64>, StoreError> {
    tx.row(
        "SELECT id FROM hearing WHERE told_deadline > 0 AND told_deadline < deadline_at
         LIMIT 1",
        &[],
    )?
    .map(|row| row.get(0))
    .transpose()
}

/// Writes to the next parties; gives how many were dealt with, and at least one while
/// any waits. Party and mail are written together, so whoever is stopped half-way goes
/// on where it was.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn fill(tx: &mut dyn Tx, app: &App, at: Clocks) -> Result<usize, StoreError> {
    let new = tx.rows(
        select_letter!(
            "WHERE p.invited_at IS NULL AND p.email <> '' AND p.id <= h.invite_up_to
             ORDER BY p.hearing_id, p.id LIMIT $1"
        ),
        &[SLICE.into()],
    )?;
    for row in &new {
        write(tx, app, at, row, false)?;
        tx.exec(
            "UPDATE party SET invited_at = $1, told_deadline = $2 WHERE id = $3",
            &[at.here.into(), row.get::<i64>(9)?.into(), row.get::<i64>(0)?.into()],
        )?;
    }
    if !new.is_empty() {
        return Ok(new.len());
    }
    let Some(hearing_id) = extended(tx)? else { return Ok(0) };
    let told = tx.rows(
        select_letter!(
            "WHERE p.hearing_id = $1 AND p.told_deadline < h.deadline_at
             ORDER BY p.told_deadline, p.id LIMIT $2"
        ),
        &[hearing_id.into(), SLICE.into()],
    )?;
    for row in &told {
        write(tx, app, at, row, true)?;
        tx.exec(
            "UPDATE party SET told_deadline = $1 WHERE id = $2",
            &[row.get::<i64>(9)?.into(), row.get::<i64>(0)?.into()],
        )?;
    }
    if told.is_empty() {
        tx.exec(
            "UPDATE hearing SET told_deadline = deadline_at WHERE id = $1",
            &[hearing_id.into()],
        )?;
    }
    Ok(told.len().max(1))
}

fn write(
    tx: &mut dyn Tx,
    app: &App,
    at: Clocks,
    row: &Row,
    extended: bool,
) -> Result<(), StoreError> {
    if let Some(mail) = letter(app, at, row, extended)? {
        outbox::enqueue(tx, at, &mail)?;
    }
    Ok(())
}

fn letter(
    app: &App,
    at: Clocks,
    row: &Row,
    extended: bool,
) -> Result<Option<Mail>, StoreError> {
    let Ok(to) = row.get::<String>(1)?.parse::<Address>() else { return Ok(None) };
    let lang = Lang::of(&row.get::<String>(2)?).unwrap_or(Lang::Da);
    let hearing_id: i64 = row.get(3)?;
    let slug: String = row.get(4)?;
    let title = Text { da: row.get(5)?, en: row.get(6)? };
    let intro = Text { da: row.get(7)?, en: row.get(8)? };
    let closes_at: i64 = row.get(9)?;
    let contact: String = row.get(10)?;
    let case: String = row.get(11)?;
    let case_number: String = row.get(12)?;
    let extensions: i64 = row.get(13)?;
    let page = format!("{}/{}/{case}/hearings/{slug}", app.base_url(), lang.word());
    let last_minute = closes_at - 60_000_000;
    let title = lang.pick(&title).to_owned();
    let named = [("title", title.clone().into())];
    let mut args = vec![
        ("title", title.clone().into()),
        ("deadline", lang.moment(last_minute, &app.zone).into()),
        ("page", page.clone().into()),
        ("contact", contact.into()),
        ("number", case_number.into()),
    ];
    let (subject, body, act) = if extended {
        ("extension-mail-subject", "extension-mail", format!("extension:{closes_at}"))
    } else {
        args.push(("intro", lang.pick(&intro).to_owned().into()));
        args.push(("letter", format!("{page}/letter").into()));
        ("invitation-mail-subject", "invitation-mail", "invitation".to_owned())
    };
    let host = app.base_url().split("://").nth(1).unwrap_or_default();
    let calendar = appointment(&Appointment {
        uid: &format!("hearing-{hearing_id}@{host}"),
        sequence: extensions,
        stamp: &instant(at.here),
        at: &instant(last_minute),
        summary: &lang.say("invitation-appointment", &named),
        address: &page,
    });
    // Two parties may share a mailbox: it gets one mail of each kind about a hearing.
    let mailbox = Sha256::digest(to.key().as_bytes());
    let mailbox =
        mailbox.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    Ok(Some(Mail {
        once: format!("{act}:{hearing_id}:{mailbox:016x}"),
        kind: Kind::Invitation,
        to,
        subject: lang.say(subject, &named),
        body: lang.say(body, &args),
        calendar,
        unsubscribe: String::new(),
    }))
}

/// An instant as calendars write it.
fn instant(at: i64) -> String {
    let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}
