//! Files that were sent and not yet stored: in memory alone, for half an hour, and only
//! for whoever sent them. Letters of strangers leave no copy behind that nobody keeps.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::OwnedSemaphorePermit;

use super::reading::Source;
use crate::web::session;

/// Files that wait at once; the oldest makes room for the next.
const MOST: usize = 4;
/// How long one waits.
const PATIENCE: Duration = Duration::from_mins(30);

/// A file that waits.
#[derive(Debug)]
pub struct WaitingFile {
    /// Names it in addresses; it can't be guessed.
    pub token: String,
    pub by_id: Option<i64>,
    pub hearing_id: i64,
    pub name: String,
    pub sha256: [u8; 32],
    pub source: Source,
    since: Instant,
    /// The room it takes of all who send files.
    _room: Option<OwnedSemaphorePermit>,
}

impl WaitingFile {
    pub fn new(
        (by_id, hearing_id): (Option<i64>, i64),
        (name, sha256): (String, [u8; 32]),
        source: Source,
        room: Option<OwnedSemaphorePermit>,
    ) -> Self {
        let (token, since) = (session::secret(), Instant::now());
        Self { token, by_id, hearing_id, name, sha256, source, since, _room: room }
    }
}

/// The files that wait.
#[derive(Debug, Default)]
pub struct Waiting(Mutex<Vec<Arc<WaitingFile>>>);

impl Waiting {
    fn locked(&self) -> MutexGuard<'_, Vec<Arc<WaitingFile>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a file wait, and gives the token that names it.
    pub fn put(&self, file: WaitingFile) -> String {
        let token = file.token.clone();
        let mut files = self.locked();
        files.push(Arc::new(file));
        let over = files.len().saturating_sub(MOST);
        let gone: Vec<_> = files.drain(..over).collect();
        // Freeing a large file takes a moment: nobody waits for it.
        mem::drop(files);
        mem::drop(gone);
        token
    }

    /// The file of that name, if it still waits and is this person's.
    pub fn get(
        &self,
        token: &str,
        by_id: Option<i64>,
        hearing_id: i64,
    ) -> Option<Arc<WaitingFile>> {
        let is_it = |file: &&Arc<WaitingFile>| {
            file.token == token && file.by_id == by_id && file.hearing_id == hearing_id
        };
        self.locked().iter().find(is_it).filter(|file| !is_old(file)).cloned()
    }

    /// Forgets the files nobody came back for.
    pub fn tidy(&self) {
        let mut files = self.locked();
        let all = mem::take(&mut *files);
        let (old, young): (Vec<_>, Vec<_>) = all.into_iter().partition(is_old);
        *files = young;
        mem::drop(files);
        mem::drop(old);
    }
}

fn is_old(file: &Arc<WaitingFile>) -> bool {
    file.since.elapsed() > PATIENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(by: i64) -> WaitingFile {
        let named = ("a.csv".into(), [0; 32]);
        WaitingFile::new((Some(by), 1), named, Source::Text(Vec::new()), None)
    }

    #[test]
    fn a_file_is_there_for_its_sender_alone_until_others_need_the_room() {
        let waiting = Waiting::default();
        let token = waiting.put(file(7));

        assert!(waiting.get(&token, Some(7), 1).is_some());
        assert!(waiting.get(&token, Some(8), 1).is_none());
        assert!(waiting.get(&token, Some(7), 2).is_none());
        assert!(waiting.get("", Some(7), 1).is_none());

        for other in 0..4 {
            waiting.put(file(other));
        }
        assert!(waiting.get(&token, Some(7), 1).is_none());
    }
}
