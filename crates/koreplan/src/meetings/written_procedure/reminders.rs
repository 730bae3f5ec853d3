//! Tells those whose answer is asked for, by mail: when an item is sent out, and once
//! more before its day. A mail names the procedure and its page, and nothing of the
//! matter: what is closed or under embargo is read behind the door.

use koreplan_store::{Row, StoreError, Tx};

use crate::{
    App,
    outbox::{
        self, Clocks, Mail,
        rules::{Address, Kind},
    },
    web::l10n::{Lang, Text},
};

/// Members written to in one transaction.
const SLICE: i64 = 200;

/// Seats that are to be told or reminded, in the order [`write`] reads them: those that
/// have not answered, for as long as an answer counts. A substitute is told in the place
/// of a member who is away by that member.
macro_rules! select_waiting {
    ($rest:literal) => {
        concat!(
            "SELECT w.id, w.number, w.closes_at, v.person_id, v.told_at, c.slug, b.name_da,
               b.name_en, coalesce(p.email, ''), coalesce(p.lang, 'da')
             FROM written_procedure w JOIN written_voter v ON v.procedure_id = w.id
             JOIN cases c ON c.id = w.case_id JOIN body b ON b.id = w.body_id
             LEFT JOIN person_wish p ON p.person_id = v.person_id
             WHERE w.ended_at IS NULL AND w.closes_at > $1
               AND (v.told_at IS NULL OR (v.reminded_at IS NULL AND w.remind_at <= $1
                 AND NOT EXISTS (SELECT 1 FROM written_answer a
                   WHERE a.procedure_id = w.id AND a.seat_id = v.person_id))) ",
            $rest
        )
    };
}

/// Whether anybody is to be written to.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn any(tx: &mut dyn Tx, now: i64) -> Result<bool, StoreError> {
    Ok(tx.row(select_waiting!("LIMIT 1"), &[now.into()])?.is_some())
}

/// Writes the next mails; gives how many seats were dealt with. Mail and mark are one
/// transaction: nobody is told twice.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn fill(tx: &mut dyn Tx, app: &App, at: Clocks) -> Result<usize, StoreError> {
    let waiting = tx.rows(
        select_waiting!("ORDER BY w.id, v.person_id LIMIT $2"),
        &[at.here.into(), SLICE.into()],
    )?;
    for row in &waiting {
        write(tx, app, at, row)?;
    }
    Ok(waiting.len())
}

fn write(tx: &mut dyn Tx, app: &App, at: Clocks, row: &Row) -> Result<(), StoreError> {
    let (id, number, closes_at): (i64, i64, i64) =
        (row.get(0)?, row.get(1)?, row.get(2)?);
    let person: i64 = row.get(3)?;
    let reminds = row.get::<Option<i64>>(4)?.is_some();
    if reminds {
        tx.exec(
            "UPDATE written_voter SET reminded_at = $1
             WHERE procedure_id = $2 AND person_id = $3",
            &[at.here.into(), id.into(), person.into()],
        )?;
    } else {
        tx.exec(
            "UPDATE written_voter SET told_at = $1 WHERE procedure_id = $2 AND person_id = $3",
            &[at.here.into(), id.into(), person.into()],
        )?;
    }
    // Who has given no address sees it on the pages alone.
    let Ok(to) = row.get::<String>(8)?.parse::<Address>() else { return Ok(()) };
    let lang = Lang::of(&row.get::<String>(9)?).unwrap_or(Lang::Da);
    let body = Text { da: row.get(6)?, en: row.get(7)? };
    let slug: String = row.get(5)?;
    let page =
        format!("{}/{}/{slug}/written-procedures/{id}", app.base_url(), lang.word());
    let args = [
        ("number", number.into()),
        ("body", lang.pick(&body).to_owned().into()),
        ("moment", lang.moment(closes_at, &app.zone).into()),
        ("page", page.into()),
    ];
    let (subject, text, act) = if reminds {
        ("written-mail-remind-subject", "written-mail-remind", "reminded")
    } else {
        ("written-mail-subject", "written-mail", "told")
    };
    let mail = Mail {
        once: format!("written:{act}:{id}:{person}"),
        kind: Kind::News,
        to,
        subject: lang.say(subject, &args[..2]),
        body: lang.say(text, &args),
        calendar: String::new(),
        unsubscribe: String::new(),
    };
    outbox::enqueue(tx, at, &mail).map(drop)
}
