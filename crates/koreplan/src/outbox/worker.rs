//! Sends what is due, notes what came of it, and tries again later.

use std::time::{Duration, SystemTime};

use koreplan_store::StoreError;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp,
};
use sha2::{Digest as _, Sha256};

use super::{
    rules::{Address, one_line},
    settings::{Route, cause},
    storage::{self, Leased, Outcome},
};
use crate::App;

/// Mails taken at a time, and how many of them are on the wire at once.
const LEASE: i64 = 64;
const AT_ONCE: usize = 8;

/// How long a mail is nobody else's: longer than any try takes.
const LEASE_TIME: i64 = 5 * 60 * 1_000_000;

/// How long the mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The way out, open.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
}

impl Mailer {
    /// Opens the way; needs a running runtime.
    pub fn new(route: &Route) -> Self {
        let server = route.server.clone().timeout(Some(PATIENCE));
        Self {
            transport: server.build(),
            from: route.from.clone(),
            host: route.host.clone(),
        }
    }

    /// The mail as it goes over the wire. The same mail always has the same Message-ID.
    fn message(&self, mail: &Leased) -> Result<Message, String> {
        let said = |error: &dyn std::error::Error| cause(error);
        let to: Address = mail.receiver.parse().map_err(|e| said(&e))?;
        let once = Sha256::digest(mail.once.as_bytes());
        let once =
            once.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        let at = Duration::from_micros(u64::try_from(mail.first_due_at).unwrap_or(0));
        let mut builder = Message::builder()
            .message_id(Some(format!("<{}.{once:016x}@{}>", mail.id, self.host)))
            .date(SystemTime::UNIX_EPOCH + at)
            .from(self.from.clone())
            .to(Mailbox::new(None, to.into_inner()))
            .subject(one_line(&mail.subject, 200))
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if !mail.unsubscribe.is_empty() {
            builder = builder
                .raw_header(header(
                    "List-Unsubscribe",
                    &format!("<{}>", mail.unsubscribe),
                ))
                .raw_header(header(
                    "List-Unsubscribe-Post",
                    "List-Unsubscribe=One-Click",
                ));
        }
        let text = SinglePart::plain(mail.body.clone());
        if mail.calendar.is_empty() {
            return builder.singlepart(text).map_err(|e| said(&e));
        }
        let method = method(&mail.calendar);
        let kind = format!("text/calendar; charset=utf-8; method={method}");
        let kind = ContentType::parse(&kind).map_err(|e| said(&e))?;
        let calendar = mail.calendar.clone();
        let parts = if method == "PUBLISH" {
            let file = Attachment::new("frist.ics".to_owned()).body(calendar, kind);
            MultiPart::mixed().singlepart(text).singlepart(file)
        } else {
            // A call to a meeting is the same thing said twice: mail programs show the
            // calendar with its buttons where they can (RFC 6047).
            let call = SinglePart::builder().header(kind).body(calendar);
            MultiPart::alternative().singlepart(text).singlepart(call)
        };
        builder.multipart(parts).map_err(|e| said(&e))
    }

    async fn send(&self, mail: &Leased) -> Outcome {
        let message = match self.message(mail) {
            Ok(message) => message,
            Err(why) => return Outcome::Refused(why),
        };
        match self.transport.send(message).await {
            Ok(_) => Outcome::Sent,
            Err(error) if is_about_the_receiver(&error) => {
                Outcome::Refused(fault(&error))
            }
            Err(error) => Outcome::Failed(fault(&error)),
        }
    }
}

/// What a calendar asks of its receiver (RFC 5546); to be noted, where it says nothing.
fn method(calendar: &str) -> &'static str {
    let said = |method: &str| calendar.lines().any(|line| line == method);
    if said("METHOD:REQUEST") {
        "REQUEST"
    } else if said("METHOD:CANCEL") {
        "CANCEL"
    } else {
        "PUBLISH"
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// What the mail server said, with its number, or why it could not be asked.
fn fault(error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("{code} {}", cause(error)),
        None => cause(error),
    }
}

/// The server will never take this mail. A refusal of ourselves (a password, say) is for
/// the operator to mend, and the mail waits for that.
fn is_about_the_receiver(error: &smtp::Error) -> bool {
    let code = error.status().map_or(0, u16::from);
    error.is_permanent() && !matches!(code, 500..=504 | 530..=539)
}

/// One round: sends what is due, as far as one lease goes; gives how many were tried.
///
/// # Errors
/// [`StoreError`] when the database does not answer; the lease then runs out by itself.
pub async fn turn(app: &App, mailer: &Mailer, now: i64) -> Result<usize, StoreError> {
    if !app.store.read(move |tx| storage::any_due(tx, now)).await? {
        return Ok(0);
    }
    let leased = app
        .store
        .write(move |tx| storage::lease(tx, now, now + LEASE_TIME, LEASE))
        .await?;
    let count = leased.len();
    let mut waiting = leased.into_iter();
    let mut sending = tokio::task::JoinSet::new();
    loop {
        while sending.len() < AT_ONCE
            && let Some(mail) = waiting.next()
        {
            let mailer = mailer.clone();
            sending.spawn(async move {
                let outcome = mailer.send(&mail).await;
                ((mail.id, mail.attempt), outcome)
            });
        }
        let Some(done) = sending.join_next().await else { break };
        let (mail, outcome) = match done {
            Ok(done) => done,
            Err(error) => {
                tracing::error!(%error, "a mail could not be tried");
                continue;
            }
        };
        // Each by itself: what is noted is not sent again, whatever happens next.
        app.store.write(move |tx| storage::save_outcome(tx, mail, &outcome, now)).await?;
    }
    Ok(count)
}
