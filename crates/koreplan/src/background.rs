//! What the server does by itself: writes the mails of long lists, sends mail, and releases
//! what was to be released at a time.

use std::time::Duration;

use koreplan_log::Entry;
use koreplan_store::{StoreError, Tx};
use serde_json::json;

use crate::{
    App,
    hearings::invitations,
    journal,
    meetings::{self, annexes, written_procedure},
    outbox::{self, Clocks, worker::Mailer},
    reminders,
    steering_group::decisions,
    subscriptions, theme_meeting,
};

/// How long to rest when there was nothing to do.
const REST: Duration = Duration::from_secs(1);

/// How long to rest when the database did not answer.
const LONG_REST: Duration = Duration::from_secs(10);

/// How often what is too old is forgotten, in microseconds.
const TIDY: i64 = 3600 * 1_000_000;

/// Works until it is aborted. Whatever is half done then is done again, once, by the
/// next start: each piece is a transaction of its own.
pub async fn run(app: App) {
    let mailer = app.route.as_ref().map(Mailer::new);
    let mut tidied = i64::MIN;
    loop {
        app.imports.tidy();
        let at = Clocks::of(&app);
        if at.outside > tidied.saturating_add(TIDY) {
            tidied = at.outside;
            if let Err(error) = tidy(&app, at).await {
                tracing::warn!(%error, "nothing was tidied");
            }
        }
        let rest = match turn(&app, mailer.as_ref(), at).await {
            Ok(0) => REST,
            Ok(_) => continue,
            Err(error) => {
                tracing::warn!(%error, "the outbox rests");
                LONG_REST
            }
        };
        tokio::time::sleep(rest).await;
    }
}

/// Forgets addresses that are no longer needed.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn tidy(app: &App, at: Clocks) -> Result<(), StoreError> {
    app.store
        .write(move |tx| {
            outbox::storage::tidy(tx, at.outside)?;
            subscriptions::storage::tidy(tx, at.outside / 1_000_000)
        })
        .await
}

/// Releases what was to be released at a time that has come: conclusions and decisions.
/// Until the clock has done it, nobody reads them who could not before.
async fn released(app: &App) -> Result<usize, StoreError> {
    let now = app.now().as_microsecond();
    let waits = move |tx: &mut dyn Tx| {
        let conclusions = theme_meeting::storage::due(tx, now)?;
        Ok::<_, StoreError>(conclusions.len() + decisions::storage::due(tx, now)?.len())
    };
    if app.store.read(waits).await? == 0 {
        return Ok(0);
    }
    app.store
        .write(move |tx| {
            let mut done = 0;
            for due in theme_meeting::storage::due(tx, now)? {
                theme_meeting::storage::release_due(tx, &due, now)?;
                let what = json!({"released": due.id});
                let subject = (due.meeting_id, "ReleaseConclusion");
                journal::append(
                    tx,
                    by_the_clock(now, &due.case, &due.by, subject, &what),
                )?;
                done += 1;
            }
            for due in decisions::storage::due(tx, now)? {
                decisions::storage::release_due(tx, &due, now)?;
                let what = json!({"released": due.item_id});
                let subject = (due.meeting_id, "ReleaseDecision");
                journal::append(
                    tx,
                    by_the_clock(now, &due.case, &due.by, subject, &what),
                )?;
                done += 1;
            }
            Ok::<_, StoreError>(done)
        })
        .await
}

/// An entry in the name of the person who set the time.
fn by_the_clock(
    at: i64,
    case: &str,
    by: &str,
    (meeting, action): (i64, &str),
    what: &serde_json::Value,
) -> Entry {
    Entry {
        seq: 0,
        at,
        case: case.to_owned(),
        actor: by.to_owned(),
        action: action.to_owned(),
        subject: format!("meetings/{meeting}"),
        what: what.to_string(),
        why: String::new(),
    }
}

/// Writes the next mails of lists that are too long for the act that asked for them.
async fn write(app: &App, at: Clocks) -> Result<usize, StoreError> {
    let mut written = 0;
    if app.store.read(invitations::any).await? {
        let parts = app.clone();
        written += app.store.write(move |tx| invitations::fill(tx, &parts, at)).await?;
    }
    if app.store.read(move |tx| written_procedure::reminders::any(tx, at.here)).await? {
        let parts = app.clone();
        written += app
            .store
            .write(move |tx| written_procedure::reminders::fill(tx, &parts, at))
            .await?;
    }
    if app.store.read(subscriptions::storage::any).await? {
        let parts = app.clone();
        let fill = move |tx: &mut dyn Tx| subscriptions::storage::fill(tx, &parts, at);
        written += app.store.write(fill).await?;
    }
    if app.store.read(move |tx| reminders::storage::any(tx, at)).await? {
        let parts = app.clone();
        let fill = move |tx: &mut dyn Tx| reminders::storage::fill(tx, &parts, at);
        written += app.store.write(fill).await?;
    }
    let parts = app.clone();
    let calls =
        move |tx: &mut dyn Tx| meetings::invitations::storage::any(tx, &parts, at);
    if app.store.read(calls).await? {
        let parts = app.clone();
        let fill =
            move |tx: &mut dyn Tx| meetings::invitations::storage::fill(tx, &parts, at);
        written += app.store.write(fill).await?;
    }
    Ok(written)
}

/// Does what takes long, or waits for files, away from the threads that answer.
///
/// # Errors
/// [`StoreError`] when the work panicked.
pub async fn away<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|panic| StoreError::Broken(panic.to_string()))
}

/// One round; gives how much was done.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn turn(
    app: &App,
    mailer: Option<&Mailer>,
    at: Clocks,
) -> Result<usize, StoreError> {
    let written = write(app, at).await?
        + released(app).await?
        + annexes::storage::release_due(app).await?
        + meetings::invitations::maildir::turn(app, at).await?;
    let tried = match mailer {
        Some(mailer) => outbox::worker::turn(app, mailer, at.outside).await?,
        None => 0,
    };
    Ok(written + tried)
}
