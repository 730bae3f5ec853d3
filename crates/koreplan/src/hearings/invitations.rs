//! Writes invitations in the background, some at a time, so that a list of any length
//! is a short act for the one who sends it.

use jiff::Timestamp;
use koreplan_store::{Row, StoreError, Tx};
use sha2::{Digest as _, Sha256};

use super::rules::appointment;
use crate::{
    App,
    outbox::{
        self, Clocks, Mail,
        rules::{Address, Kind},
    },
    web::l10n::{Lang, Text},
};

/// Invitations written in one transaction.
const SLICE: i64 = 200;

/// Writes the next invitations; gives how many parties were dealt with. Party and mail
/// are written together, so whoever is stopped half-way goes on where it was.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn fill(tx: &mut dyn Tx, app: &App, at: Clocks) -> Result<usize, StoreError> {
    let rows = tx.rows(
        "SELECT p.id, p.email, p.lang, h.id, h.slug, h.title_da, h.title_en, h.intro_da,
           h.intro_en, h.deadline_at, h.contact, c.slug, h.case_number
         FROM party p JOIN hearing h ON h.id = p.hearing_id
         JOIN cases c ON c.id = h.case_id
         WHERE p.invited_at IS NULL AND p.email <> '' AND p.id <= h.invite_up_to
           AND h.published_at IS NOT NULL
         ORDER BY p.hearing_id, p.id LIMIT $1",
        &[SLICE.into()],
    )?;
    for row in &rows {
        if let Some(mail) = invitation(app, at, row)? {
            outbox::enqueue(tx, at, &mail)?;
        }
        tx.exec(
            "UPDATE party SET invited_at = $1 WHERE id = $2",
            &[at.here.into(), row.get::<i64>(0)?.into()],
        )?;
    }
    Ok(rows.len())
}

/// Whether anybody waits for an invitation.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn any(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT p.id FROM party p JOIN hearing h ON h.id = p.hearing_id
         WHERE p.invited_at IS NULL AND p.email <> '' AND p.id <= h.invite_up_to LIMIT 1",
        &[],
    )?;
    Ok(found.is_some())
}

fn invitation(app: &App, at: Clocks, row: &Row) -> Result<Option<Mail>, StoreError> {
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
    let page = format!("{}/{}/{case}/hearings/{slug}", app.base_url(), lang.word());
    let last_minute = closes_at - 60_000_000;
    let title = lang.pick(&title).to_owned();
    let body = lang.say(
        "invitation-mail",
        &[
            ("title", title.clone().into()),
            ("intro", lang.pick(&intro).to_owned().into()),
            ("deadline", lang.moment(last_minute, &app.zone).into()),
            ("page", page.clone().into()),
            ("letter", format!("{page}/letter").into()),
            ("contact", contact.into()),
            ("number", case_number.into()),
        ],
    );
    let host = app.base_url().split("://").nth(1).unwrap_or_default();
    let calendar = appointment(
        &format!("hearing-{hearing_id}@{host}"),
        (&instant(at.here), &instant(last_minute)),
        &lang.say("invitation-appointment", &[("title", title.clone().into())]),
        &page,
    );
    // Two parties may share a mailbox: it gets one invitation to a hearing.
    let mailbox = Sha256::digest(to.key().as_bytes());
    let mailbox =
        mailbox.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    Ok(Some(Mail {
        once: format!("invitation:{hearing_id}:{mailbox:016x}"),
        kind: Kind::Invitation,
        to,
        subject: lang.say("invitation-mail-subject", &[("title", title.into())]),
        body,
        calendar,
        unsubscribe: String::new(),
    }))
}

/// An instant as calendars write it.
fn instant(at: i64) -> String {
    let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}
