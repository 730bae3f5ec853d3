//! Following the record: what was done since the cursor is read, made into documents, and
//! committed with the next cursor.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use koreplan_search::{Change, Fault, Index, Opened, Removal};
use koreplan_store::{StoreError, Tx, Val};

use super::{
    documents,
    rules::{self, Cursor, Kind, News, SHAPE, Side, facet, key, number},
};
use crate::{App, background::away, web::choices::Choice as _};

/// Entries of the record that are read at once.
const ENTRIES: i64 = 5_000;
/// Inputs that go into one commit while nobody waits.
const SLICE: usize = 20_000;
/// Inputs in one commit while somebody waits for a page.
const SMALL_SLICE: usize = 2_000;
/// Commits somebody who looks waits for; the rest is done in the background.
const FEW: usize = 4;
/// Letters of campaigns that are put in one by one; where there are more, all inputs are
/// looked at again.
const MANY_LETTERS: usize = 2_000;
/// How long somebody waits for the one who is at it.
const PATIENCE: Duration = Duration::from_millis(300);
/// How far an index may lag behind a record that says nothing to it before that is put
/// down.
const SILENT: i64 = 10_000;

/// Both indexes.
pub struct Search {
    pub public: Tail,
    pub internal: Tail,
}

impl Search {
    /// The indexes in a data folder; they are opened when somebody needs them.
    pub fn in_folder(data: &Path) -> Self {
        let folder = data.join("search");
        Self {
            public: Tail::new(Side::Public, folder.join("public")),
            internal: Tail::new(Side::Internal, folder.join("internal")),
        }
    }

    pub fn of(&self, side: Side) -> &Tail {
        match side {
            Side::Public => &self.public,
            Side::Internal => &self.internal,
        }
    }

    /// Follows to the end, on both sides.
    ///
    /// # Errors
    /// [`StoreError`] when a database does not answer or an index can't be written.
    pub async fn finish(&self, app: &App) -> Result<(), StoreError> {
        self.internal.finish(app).await?;
        self.public.finish(app).await
    }

    /// Inputs that are stored and not found yet, as far as is known.
    pub fn behind(&self) -> i64 {
        self.internal.behind().max(self.public.behind())
    }
}

/// One index, and how far it is.
pub struct Tail {
    side: Side,
    folder: PathBuf,
    opened: Mutex<Option<Place>>,
    turn: tokio::sync::Mutex<Turn>,
    behind: AtomicI64,
}

/// An index of this process alone.
struct Place {
    index: Arc<Index>,
    /// Held as long as the index is, so that another server takes another folder.
    _lock: File,
    is_first: bool,
}

/// Servers that may have one data folder among them, each with indexes of its own.
const PLACES: usize = 64;

/// One at a time follows.
#[derive(Default)]
struct Turn {
    /// Where one is; nothing before the index was looked at.
    cursor: Option<Cursor>,
    /// The cursor in the index's files, which may be earlier.
    put_down: i64,
    looked: Option<Instant>,
}

/// The next step.
enum Step {
    /// All that is new, and the cursor after it.
    Next { news: News, cursor: Cursor, more: bool },
    /// The index is of another record.
    Foreign,
}

impl Tail {
    fn new(side: Side, folder: PathBuf) -> Self {
        Self {
            side,
            folder,
            opened: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            behind: AtomicI64::new(0),
        }
    }

    /// The index, opened.
    ///
    /// # Errors
    /// [`Fault`] when its folder can't be written.
    pub fn index(&self) -> Result<Arc<Index>, Fault> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = &*opened {
            return Ok(place.index.clone());
        }
        let place = self.place()?;
        let index = place.index.clone();
        *opened = Some(place);
        Ok(index)
    }

    /// Whether the index is the first of its folder: other servers use no other.
    pub fn is_first(&self) -> bool {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.as_ref().is_some_and(|place| place.is_first)
    }

    /// Opens the first index that no other process has open.
    fn place(&self) -> Result<Place, Fault> {
        for number in 1..=PLACES {
            let is_first = number == 1;
            let folder = self.numbered(number);
            fs::create_dir_all(&folder)?;
            let lock = File::create(self.lock_of(number))?;
            if lock.try_lock().is_err() {
                continue;
            }
            self.clear_dead(number);
            let (index, found) = Index::open(&folder, SHAPE)?;
            let folder = folder.display();
            match found {
                Opened::Kept => {}
                Opened::New => tracing::info!(%folder, "a search index begins"),
                Opened::ThrownAway(why) => {
                    tracing::warn!(%folder, why, "a search index is made anew");
                }
            }
            return Ok(Place { index: Arc::new(index), _lock: lock, is_first });
        }
        Err(std::io::Error::other("too many servers use this data folder").into())
    }

    fn numbered(&self, number: usize) -> PathBuf {
        if number == 1 {
            self.folder.clone()
        } else {
            self.folder.with_extension(number.to_string())
        }
    }

    fn lock_of(&self, number: usize) -> PathBuf {
        self.folder.with_extension(format!("{number}.lock"))
    }

    /// Clears away the later indexes of servers that live no more: nobody follows them,
    /// so they would keep words that were erased since. The files of the locks stay, for
    /// whoever is about to take one.
    fn clear_dead(&self, mine: usize) {
        for number in (2..=PLACES).filter(|number| *number != mine) {
            let folder = self.numbered(number);
            if !folder.exists() {
                continue;
            }
            let lock = File::create(self.lock_of(number));
            if lock.is_ok_and(|lock| lock.try_lock().is_ok() && cleared(&folder)) {
                tracing::info!(folder = %folder.display(), "a dead index was cleared away");
            }
        }
    }

    /// Inputs that are stored and not found yet, as far as is known.
    pub fn behind(&self) -> i64 {
        self.behind.load(Ordering::Relaxed)
    }

    /// Follows a few steps, for somebody who is about to look. Whatever goes wrong is
    /// logged: what is there can be searched.
    pub async fn catch_up(&self, app: &App) {
        let Ok(mut turn) = tokio::time::timeout(PATIENCE, self.turn.lock()).await else {
            return;
        };
        if turn.looked.is_some_and(|looked| looked.elapsed() < app.freshness) {
            return;
        }
        for _ in 0..FEW {
            match self.step(app, &mut turn, SMALL_SLICE).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    tracing::warn!(%error, "the search is behind");
                    break;
                }
            }
        }
    }

    /// Follows one step; whether there is more to follow.
    ///
    /// # Errors
    /// [`StoreError`] when a database does not answer or the index can't be written.
    pub async fn follow(&self, app: &App) -> Result<bool, StoreError> {
        let mut turn = self.turn.lock().await;
        self.step(app, &mut turn, SLICE).await
    }

    /// Follows to the end.
    ///
    /// # Errors
    /// As [`Tail::follow`].
    pub async fn finish(&self, app: &App) -> Result<(), StoreError> {
        while self.follow(app).await? {}
        Ok(())
    }

    /// Forgets everything, so that the index is made anew by the next steps.
    ///
    /// # Errors
    /// [`StoreError`] when the index can't be written.
    pub async fn forget(&self) -> Result<(), StoreError> {
        let mut turn = self.turn.lock().await;
        self.clear(&mut turn).await
    }

    async fn clear(&self, turn: &mut Turn) -> Result<(), StoreError> {
        *turn = Turn::default();
        let index = self.index().map_err(unfit)?;
        away(move || index.clear()).await?.map_err(unfit)
    }

    async fn step(
        &self,
        app: &App,
        turn: &mut Turn,
        slice: usize,
    ) -> Result<bool, StoreError> {
        let index = self.index().map_err(unfit)?;
        if turn.cursor.is_none() {
            let written = index.cursor().map_err(unfit)?;
            turn.cursor = written.and_then(|written| written.parse().ok());
            turn.put_down = turn.cursor.as_ref().map_or(0, |cursor| cursor.seq);
        }
        let (source, reached) = match self.side {
            Side::Internal => (&app.store, i64::MAX),
            Side::Public => app.public.reached(&app.store).await?,
        };
        let (side, before) = (self.side, turn.cursor.clone());
        let asked = before.clone();
        let step =
            app.store.read(move |tx| step(tx, side, asked.as_ref(), reached)).await?;
        let Step::Next { news, cursor, more } = step else {
            tracing::warn!(
                folder = %self.folder.display(),
                "a search index is of another record and is made anew"
            );
            self.clear(turn).await?;
            return Ok(true);
        };
        let begins = before.is_none();
        let asked = source.clone();
        let (mut change, cursor, scanned_all, behind) =
            asked.read(move |tx| changed(tx, side, &news, cursor, slice, begins)).await?;
        self.behind.store(behind, Ordering::Relaxed);
        // Only what was found before has words that can go.
        if change.words_go {
            let put = change.put.iter().map(|document| document.key);
            let removed = change.remove.iter().filter_map(|removal| match removal {
                Removal::Document(key) => Some(*key),
                Removal::Facet(..) => None,
            });
            let keys: Vec<u64> = put.chain(removed).collect();
            let inputs =
                |key: &&u64| rules::of_key(**key).is_some_and(|it| it.0 == Kind::Input);
            let known = keys.iter().filter(inputs).map(|key| index.has(*key));
            change.words_go =
                known.collect::<Result<Vec<_>, _>>().map_err(unfit)?.contains(&true);
        }
        let is_nothing = change.put.is_empty() && change.remove.is_empty();
        if !(is_nothing && !begins && cursor.seq - turn.put_down < SILENT) {
            turn.put_down = cursor.seq;
            // An act that is undone here is looked for again from the cursor in the files.
            turn.cursor = None;
            away(move || index.apply(&change)).await?.map_err(unfit)?;
        }
        turn.cursor = Some(cursor);
        turn.looked = Some(Instant::now());
        Ok(more || !scanned_all)
    }
}

/// Whether a folder went; what can't be cleared away now is by the next start.
fn cleared(folder: &Path) -> bool {
    fs::remove_dir_all(folder).is_ok()
}

fn unfit(fault: Fault) -> StoreError {
    StoreError::Unfit(fault.to_string())
}

/// The hash of an entry of the record; none before the first.
fn hash_of(tx: &mut dyn Tx, seq: i64) -> Result<Option<String>, StoreError> {
    if seq == 0 {
        return Ok(Some(Cursor::name_of(&[])));
    }
    let row = tx.row("SELECT hash FROM journal WHERE seq = $1", &[seq.into()])?;
    row.map(|row| Ok(Cursor::name_of(&row.get::<Vec<u8>>(0)?))).transpose()
}

/// Reads what the record says since the cursor, up to entry `reached`.
fn step(
    tx: &mut dyn Tx,
    side: Side,
    cursor: Option<&Cursor>,
    reached: i64,
) -> Result<Step, StoreError> {
    let end = tx.row("SELECT seq FROM journal_end WHERE id = 1", &[])?;
    let end = end.map_or(Ok(0), |row| row.get::<i64>(0))?.min(reached);
    let mut news = News::default();
    let Some(cursor) = cursor else {
        news.others = true;
        let hash = hash_of(tx, end)?.unwrap_or_default();
        let cursor = Cursor { seq: end, hash, last_input: 0 };
        return Ok(Step::Next { news, cursor, more: false });
    };
    if hash_of(tx, cursor.seq)?.as_ref() != Some(&cursor.hash) {
        return Ok(Step::Foreign);
    }
    // New inputs are found by their ids: a file of a million is one entry.
    let entries = tx.rows(
        "SELECT subject, action, what, seq FROM journal WHERE seq > $1 AND seq <= $2
           AND action NOT IN ('SubmitInput', 'RegisterLetter', 'ImportInputs')
         ORDER BY seq LIMIT $3",
        &[cursor.seq.into(), end.into(), ENTRIES.into()],
    )?;
    for entry in &entries {
        let (subject, action): (String, String) = (entry.get(0)?, entry.get(1)?);
        news.add(side, &subject, &action, &entry.get::<String>(2)?);
    }
    if side == Side::Internal && !news.campaigns.is_empty() {
        match documents::of_campaigns(tx, &news.campaigns, MANY_LETTERS)? {
            Some(letters) => news.inputs.extend(letters),
            None => news.all_inputs = true,
        }
    }
    let more = i64::try_from(entries.len()).unwrap_or(i64::MAX) >= ENTRIES;
    let seq = match entries.last() {
        Some(last) if more => last.get(3)?,
        // A store that is behind the cursor says nothing new.
        _ => end.max(cursor.seq),
    };
    let hash = hash_of(tx, seq)?.unwrap_or_default();
    let begin = news.long_stretches_begin();
    let last_input = if news.all_inputs {
        0
    } else {
        begin.map_or(cursor.last_input, |first| cursor.last_input.min(first - 1))
    };
    Ok(Step::Next { news, cursor: Cursor { seq, hash, last_input }, more })
}

/// What to change in the index: news, and the next inputs that came. With the cursor after
/// it, whether that was all, and how many inputs are missing still.
fn changed(
    tx: &mut dyn Tx,
    side: Side,
    news: &News,
    cursor: Cursor,
    slice: usize,
    begins: bool,
) -> Result<(Change, Cursor, bool, i64), StoreError> {
    let mut change = Change { words_go: news.words_go, ..Change::default() };
    if news.others {
        let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Input);
        if !begins {
            change
                .remove
                .extend(kinds.map(|kind| Removal::Facet(facet::KIND, number(*kind))));
        }
        change.put.extend(documents::others(tx, side)?);
    }
    for id in documents::versions(tx, news.inputs.clone())? {
        let (found, _) = documents::inputs(tx, side, (id, id), 1)?;
        if found.is_empty() {
            change.remove.push(Removal::Document(key(Kind::Input, id)));
        }
        change.put.extend(found);
    }
    for stretch in &news.stretches {
        change.put.extend(documents::inputs(tx, side, *stretch, usize::MAX)?.0);
    }
    let first = cursor.last_input.saturating_add(1);
    let (new, last) = documents::inputs(tx, side, (first, i64::MAX), slice)?;
    change.put.extend(new);
    let newest =
        tx.row("SELECT id FROM input ORDER BY id DESC LIMIT 1", &[] as &[Val])?;
    let newest: i64 = newest.map_or(Ok(0), |row| row.get(0))?;
    let last_input = last.unwrap_or(cursor.last_input);
    let cursor = Cursor { last_input, ..cursor };
    change.cursor = cursor.to_string();
    let behind = (newest - last_input).max(0);
    Ok((change, cursor, behind == 0, behind))
}
