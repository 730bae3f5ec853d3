//! Questions to senders in the database; of a link only its hash is kept.

use koreplan_store::{StoreError, Tx};

use super::rules::{Answer, Assurance, LIFE_S};
use crate::{
    access::{Facts, Guarded, Sealed},
    case::Case,
    input::{
        rules::{Submission, written_number},
        storage::Hearing,
    },
    outbox::{self, Clocks, Mail, rules::Kind},
    web::{
        Cx,
        choices::Choice as _,
        error::{Error, NotFound},
        session::{hashed, secret},
    },
};

/// An input whose sender was asked.
#[derive(Debug, Clone)]
pub struct Confirmation {
    pub id: i64,
    pub case_id: i64,
    pub input_id: i64,
    pub number: i64,
    pub answer: Answer,
    /// In seconds, by the clock outside.
    pub expires_at: i64,
}

impl Guarded for Confirmation {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, public: true, ..Facts::default() }
    }
}

/// Asks the sender of a new input by mail, if it names an address, and notes how sure it
/// is who sent it. The mail names the input by its number; the receipt's address, which
/// is a secret, is not in it.
pub fn enqueue(
    tx: &mut dyn Tx,
    cx: &Cx,
    hearing: &Hearing,
    (id, number): (i64, i64),
    owner_id: Option<i64>,
    submission: &Submission,
) -> Result<(), StoreError> {
    if owner_id.is_some() {
        tx.exec(
            "UPDATE input SET assurance = $1 WHERE id = $2",
            &[Assurance::SignedIn.word().into(), id.into()],
        )?;
    }
    let Ok(to) = submission.email.parse() else { return Ok(()) };
    let clocks = Clocks::of_act(cx);
    let token = secret();
    let page = |page: &str| format!("{}{}", cx.app.base_url(), cx.url(page));
    let args = [
        ("number", written_number(number).into()),
        ("hearing", cx.text(&hearing.title).to_owned().into()),
        ("confirm", page(&format!("confirmations/{token}")).into()),
        ("disown", page(&format!("disownings/{token}")).into()),
    ];
    let mail = Mail {
        once: format!("confirmation:{id}"),
        kind: Kind::Confirmation,
        to,
        subject: cx.say("confirmation-mail-subject", &args[..1]),
        body: cx.say("confirmation-mail", &args),
        calendar: String::new(),
        unsubscribe: String::new(),
    };
    // Where the address has had its mails for today, nobody is asked.
    if !outbox::enqueue(tx, clocks, &mail)? {
        return Ok(());
    }
    tx.exec(
        "INSERT INTO confirmation (input_id, token_hash, expires_at) VALUES ($1, $2, $3)",
        &[id.into(), hashed(&token).into(), (clocks.outside / 1_000_000 + LIFE_S).into()],
    )
    .map(drop)
}

/// The question behind the token in the address.
pub fn load(
    tx: &mut dyn Tx,
    case: &Case,
    token: &str,
) -> Result<Sealed<Confirmation>, Error> {
    let row = tx
        .row(
            "SELECT c.id, c.input_id, i.number, c.confirmed_at, c.disowned_at, c.expires_at
             FROM confirmation c JOIN input i ON i.id = c.input_id
             WHERE c.token_hash = $1 AND i.case_id = $2",
            &[hashed(token).into(), case.id.into()],
        )?
        .ok_or(NotFound)?;
    let (mine, not): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
    Ok(Sealed::new(Confirmation {
        id: row.get(0)?,
        case_id: case.id,
        input_id: row.get(1)?,
        number: row.get(2)?,
        answer: match (mine, not) {
            (_, Some(_)) => Answer::NotMine,
            (Some(_), None) => Answer::Mine,
            (None, None) => Answer::None,
        },
        expires_at: row.get(5)?,
    }))
}

/// Whether the sender of an input was asked by mail.
pub fn is_asked(tx: &mut dyn Tx, input_id: i64) -> Result<bool, StoreError> {
    let found =
        tx.row("SELECT id FROM confirmation WHERE input_id = $1", &[input_id.into()])?;
    Ok(found.is_some())
}

/// The receiver of the mail sent the input.
pub fn save_mine(
    tx: &mut dyn Tx,
    confirmation: &Confirmation,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE confirmation SET confirmed_at = $1 WHERE id = $2",
        &[now.into(), confirmation.id.into()],
    )?;
    // Someone signed in is surer than a mail can make it.
    tx.exec(
        "UPDATE input SET assurance = $1 WHERE id = $2 AND assurance = $3",
        &[
            Assurance::Confirmed.word().into(),
            confirmation.input_id.into(),
            Assurance::Anonymous.word().into(),
        ],
    )
    .map(drop)
}

/// The receiver of the mail did not send the input: the address goes, the input stays.
pub fn save_not_mine(
    tx: &mut dyn Tx,
    confirmation: &Confirmation,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE confirmation SET disowned_at = $1 WHERE id = $2",
        &[now.into(), confirmation.id.into()],
    )?;
    tx.exec(
        "UPDATE input SET disowned_at = $1, email = '' WHERE id = $2",
        &[now.into(), confirmation.input_id.into()],
    )
    .map(drop)
}

/// How many inputs of a hearing are how sure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub confirmed: i64,
    pub signed_in: i64,
    pub disowned: i64,
}

pub fn counts(tx: &mut dyn Tx, hearing: &Hearing) -> Result<Counts, StoreError> {
    // The public store has not all inputs: there the counts are written down.
    let known = tx.row(
        "SELECT confirmed, signed_in, disowned FROM hearing_count
         WHERE hearing_id = $1 AND confirmed IS NOT NULL",
        &[hearing.id.into()],
    )?;
    if let Some(row) = known {
        let (confirmed, signed_in) = (row.get(0)?, row.get(1)?);
        return Ok(Counts { confirmed, signed_in, disowned: row.get(2)? });
    }
    let of = |tx: &mut dyn Tx, assurance: Assurance| {
        tx.one(
            // The condition is the one of the index.
            "SELECT count(*) FROM input
             WHERE hearing_id = $1 AND assurance = $2 AND assurance <> 'anonymous'",
            &[hearing.id.into(), assurance.word().into()],
        )
    };
    Ok(Counts {
        confirmed: of(tx, Assurance::Confirmed)?,
        signed_in: of(tx, Assurance::SignedIn)?,
        disowned: tx.one(
            "SELECT count(*) FROM input WHERE hearing_id = $1 AND disowned_at IS NOT NULL",
            &[hearing.id.into()],
        )?,
    })
}
