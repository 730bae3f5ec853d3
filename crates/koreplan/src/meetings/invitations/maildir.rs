//! The mailbox answers come to, as a folder the mail server fills (Maildir).

use std::path::{Path, PathBuf};

use koreplan_store::StoreError;

use super::{
    reading::{self, LARGEST},
    storage,
};
use crate::{App, outbox::Clocks};

/// Mails looked at in one round.
const MOST: usize = 50;

/// The mails nobody has looked at yet. What is larger than any answer is not read.
fn fresh(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let found = std::fs::read_dir(folder.join("new")).into_iter().flatten().flatten();
    let mut files: Vec<_> = found.map(|entry| entry.path()).collect();
    files.sort();
    let mut mails = Vec::new();
    for file in files.into_iter().take(MOST) {
        let size = std::fs::metadata(&file).map_or(0, |about| about.len());
        let small = usize::try_from(size).is_ok_and(|size| size <= LARGEST);
        let bytes =
            if small { std::fs::read(&file).unwrap_or_default() } else { Vec::new() };
        mails.push((file, bytes));
    }
    mails
}

/// Puts a mail where those are that were seen.
fn seen(folder: &Path, file: &Path) -> std::io::Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.split(":2,").next().unwrap_or_default().to_owned();
    let cur = folder.join("cur");
    std::fs::create_dir_all(&cur)?;
    std::fs::rename(file, cur.join(format!("{name}:2,S")))
}

/// Takes the answers that came; gives how many mails were dealt with. A mail that holds
/// no answer, or one that does not count, stays in the mailbox as seen.
///
/// # Errors
/// [`StoreError`] when the database does not answer; the mail is then looked at again.
pub async fn turn(app: &App, at: Clocks) -> Result<usize, StoreError> {
    let Some(folder) = app.replies.clone() else { return Ok(0) };
    let place = folder.clone();
    let looked = tokio::task::spawn_blocking(move || fresh(&place)).await;
    let mut done = 0;
    for (file, mail) in looked.unwrap_or_default() {
        match reading::read(&mail) {
            Ok(answered) => {
                let parts = app.clone();
                let taken = app
                    .store
                    .write(move |tx| storage::take_mail(tx, &parts, at, &answered))
                    .await?;
                if let Err(why) = taken {
                    tracing::info!(%why, "an answer to a call is not taken");
                }
            }
            Err(why) => tracing::info!(%why, "a mail holds no answer to a call"),
        }
        match seen(&folder, &file) {
            Ok(()) => done += 1,
            Err(error) => tracing::warn!(%error, "a mail stays unseen"),
        }
    }
    Ok(done)
}
