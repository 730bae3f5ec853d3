//! What the server does by itself: writes the mails of long lists, and sends mail.

use std::time::Duration;

use koreplan_store::StoreError;

use crate::{
    App,
    hearings::invitations,
    outbox::{self, Clocks, worker::Mailer},
};

/// How long to rest when there was nothing to do.
const REST: Duration = Duration::from_secs(1);

/// How long to rest when the database did not answer.
const LONG_REST: Duration = Duration::from_secs(10);

/// Works until it is aborted. Whatever is half done then is done again, once, by the
/// next start: each piece is a transaction of its own.
pub async fn run(app: App) {
    let mailer = app.route.as_ref().map(Mailer::new);
    loop {
        let rest = match turn(&app, mailer.as_ref(), Clocks::of(&app)).await {
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

/// Writes the next mails of lists that are too long for the act that asked for them.
async fn write(app: &App, at: Clocks) -> Result<usize, StoreError> {
    if !app.store.read(invitations::any).await? {
        return Ok(0);
    }
    let parts = app.clone();
    app.store.write(move |tx| invitations::fill(tx, &parts, at)).await
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
