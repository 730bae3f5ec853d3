//! Publishing a hearing's inputs in the background, a slice at a time: inputs go on
//! coming in, and what was done stays done when the server stops.

use std::{panic::resume_unwind, thread, time::Duration};

use koreplan_log::Entry;
use koreplan_store::{StoreError, Tx};
use serde_json::json;

use super::{
    rules::{Letter, is_held_back},
    storage::{self, Release},
};
use crate::{App, background::away, journal};

/// Ids that are looked at, and then written, at once.
const SLICE: i64 = 2_000;

const REST: Duration = Duration::from_secs(1);
const LONG_REST: Duration = Duration::from_secs(10);

/// Works until it is aborted.
pub async fn run(app: App) {
    loop {
        let rest = match turn(&app).await {
            Ok(true) => continue,
            Ok(false) => REST,
            Err(error) => {
                tracing::warn!(%error, "inputs wait to be published");
                LONG_REST
            }
        };
        tokio::time::sleep(rest).await;
    }
}

/// Publishes a slice; whether there may be more.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn turn(app: &App) -> Result<bool, StoreError> {
    let Some(release) = app.store.read(storage::next).await? else { return Ok(false) };
    let to = release.done_id.saturating_add(SLICE).min(release.last_id);
    let asked = release.clone();
    let letters = app.store.read(move |tx| storage::letters(tx, &asked, to)).await?;
    let (held_back, letters) = away(move || looked_at(&letters)).await?;
    let now = app.now().as_microsecond();
    app.store
        .write(move |tx| {
            let how_far = (to, held_back);
            let released = storage::publish(tx, &release, how_far, &letters, now)?;
            if let Some(released) = released {
                note(tx, &release, (to, now), (released, held_back))?;
            }
            Ok(true)
        })
        .await
}

/// How many must wait for a person, and which need not; looked at on two threads.
fn looked_at(letters: &[Letter]) -> (i64, Vec<i64>) {
    let look = |letters: &[Letter]| -> Vec<i64> {
        let free = letters.iter().filter(|letter| !is_held_back(letter));
        free.map(|letter| letter.id).collect()
    };
    let (one, other) = letters.split_at(letters.len() / 2);
    let mut free = thread::scope(|scope| {
        let other = scope.spawn(|| look(other));
        let mut free = look(one);
        // A panic there is a panic here.
        free.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        free
    });
    free.sort_unstable();
    (i64::try_from(letters.len() - free.len()).unwrap_or(i64::MAX), free)
}

/// One entry for a slice, in the name of the person who asked for it. The public store
/// reads from it which inputs have changed.
fn note(
    tx: &mut dyn Tx,
    release: &Release,
    (to, now): (i64, i64),
    (released, held_back): (i64, i64),
) -> Result<(), StoreError> {
    let what = json!({
        "first": release.done_id + 1,
        "held_back": held_back,
        "last": to,
        "released": released,
    });
    let entry = Entry {
        seq: 0,
        at: now,
        case: release.case.clone(),
        actor: release.asked_by.clone(),
        action: "ReleaseInputs".into(),
        subject: format!("hearings/{}/releases", release.hearing),
        what: what.to_string(),
        why: String::new(),
    };
    journal::append(tx, entry)
}
