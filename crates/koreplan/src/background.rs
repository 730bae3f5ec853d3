//! What the server does by itself: writes the mails of long lists, and sends mail.

use std::time::Duration;

use koreplan_store::{StoreError, Tx};

use crate::{
    App,
    hearings::invitations,
    outbox::{self, Clocks, worker::Mailer},
    subscriptions,
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

/// Writes the next mails of lists that are too long for the act that asked for them.
async fn write(app: &App, at: Clocks) -> Result<usize, StoreError> {
    let mut written = 0;
    if app.store.read(invitations::any).await? {
        let parts = app.clone();
        written += app.store.write(move |tx| invitations::fill(tx, &parts, at)).await?;
    }
    if app.store.read(subscriptions::storage::any).await? {
        let parts = app.clone();
        let fill = move |tx: &mut dyn Tx| subscriptions::storage::fill(tx, &parts, at);
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
    let written = write(app, at).await?;
    let tried = match mailer {
        Some(mailer) => outbox::worker::turn(app, mailer, at.outside).await?,
        None => 0,
    };
    Ok(written + tried)
}
