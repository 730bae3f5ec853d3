//! The threads that own the connections: one that writes, a few that read.

use std::{
    fs::File,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use tokio::sync::oneshot;

use crate::{
    Engine, Migration, StoreError, Tx, Val,
    migrations::{self, Migrate},
    postgres::Postgres,
    sqlite::Sqlite,
};

/// How many waiting closures one commit carries at the most.
const GROUP: usize = 256;
/// How many closures may wait before new ones are told to come back later.
const QUEUE: usize = 4096;
const READERS: usize = 4;

/// Told after the commit what became of it.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// Runs in a savepoint; says whether to keep the work, and whom to tell.
type Job = Box<dyn FnOnce(&mut dyn Tx) -> (bool, Answer) + Send>;

/// The database: closures go in, answers come out after the commit.
#[derive(Clone)]
pub struct Store {
    write: mpsc::SyncSender<Job>,
    read: mpsc::SyncSender<Job>,
    engine: Engine,
    /// Held as long as the store lives, so that a second process is refused.
    _lock: Arc<Option<File>>,
    /// A copy's file, taken away with the store.
    _copy: Option<Arc<CopyFile>>,
}

/// The file of a copy: nobody needs it once the program has ended.
struct CopyFile(PathBuf);

impl Drop for CopyFile {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let mut name = self.0.clone().into_os_string();
            name.push(end);
            let _ = std::fs::remove_file(name);
        }
    }
}

/// Tells the copies of one process apart.
static COPIES: AtomicUsize = AtomicUsize::new(0);

#[derive(Clone)]
enum Target {
    File(PathBuf),
    Url(String),
}

impl Store {
    /// Opens `postgres://…` or the SQLite file in `folder`, and migrates it.
    pub fn open(
        url: Option<&str>,
        folder: &Path,
        all: &[Migration],
    ) -> Result<Self, StoreError> {
        // The driver waits for its server, which a thread of an async runtime may not.
        thread::scope(|scope| {
            let opened = scope.spawn(|| Self::open_here(url, folder, all)).join();
            opened.unwrap_or_else(|_| Err(StoreError::Broken("opening panicked".into())))
        })
    }

    fn open_here(
        url: Option<&str>,
        folder: &Path,
        all: &[Migration],
    ) -> Result<Self, StoreError> {
        let (target, lock, engine) = if let Some(url) = url {
            (Target::Url(url.to_owned()), None, Engine::Postgres)
        } else {
            let lock = check_exclusive(folder)?;
            (Target::File(folder.join("koreplan.db")), Some(lock), Engine::Sqlite)
        };
        let mut writer = Connection::writer(&target)?;
        migrations::run(&mut writer, all)?;

        Self::run(writer, target, engine, lock, None)
    }

    /// An empty SQLite file of the same shape in `folder`, of this process alone: what is
    /// in it can be made anew, and goes with the process.
    pub fn open_copy(folder: &Path, all: &[Migration]) -> Result<Self, StoreError> {
        let unfit = |e: std::io::Error| {
            StoreError::Unfit(format!("{} cannot be written: {e}", folder.display()))
        };
        std::fs::create_dir_all(folder).map_err(unfit)?;
        for file in std::fs::read_dir(folder).map_err(unfit)?.flatten() {
            // Left behind by a process that was killed.
            let name = file.file_name().to_string_lossy().into_owned();
            let owner =
                name.strip_prefix("public-").and_then(|rest| rest.split('-').next());
            if owner.is_some_and(|owner| !Path::new("/proc").join(owner).exists()) {
                let _ = std::fs::remove_file(file.path());
            }
        }
        let number = COPIES.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("public-{}-{number}.db", std::process::id()));
        let mut writer = Connection::Sqlite(Sqlite::open_copy(&path)?);
        migrations::run(&mut writer, all)?;
        let copy = Some(Arc::new(CopyFile(path.clone())));
        Self::run(writer, Target::File(path), Engine::Sqlite, None, copy)
    }

    fn run(
        writer: Connection,
        target: Target,
        engine: Engine,
        lock: Option<File>,
        copy: Option<Arc<CopyFile>>,
    ) -> Result<Self, StoreError> {
        let (write, jobs) = mpsc::sync_channel(QUEUE);
        let origin = target.clone();
        spawn("writer", move || write_loop(writer, &origin, &jobs))?;
        let (read, jobs) = mpsc::sync_channel(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        for number in 0..READERS {
            let (jobs, target) = (jobs.clone(), target.clone());
            let reader = Connection::reader(&target)?;
            spawn(&format!("reader-{number}"), move || {
                read_loop(reader, &target, &jobs);
            })?;
        }
        Ok(Self { write, read, engine, _lock: Arc::new(lock), _copy: copy })
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Whether no other process writes here as long as this one runs.
    pub fn is_of_one_process(&self) -> bool {
        self.engine == Engine::Sqlite
    }

    /// Runs `act` in a transaction; the answer comes after the commit, or is the error
    /// that undid the act.
    pub async fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (send, answer) = oneshot::channel();
        let job = job(act, move |outcome| drop(send.send(outcome)));
        self.write.try_send(job).map_err(|_| busy())?;
        answer.await.unwrap_or_else(|_| Err(gone().into()))
    }

    /// Runs `ask` on a snapshot that nothing can change.
    pub async fn read<T, E, F>(&self, ask: F) -> Result<T, E>
    where
        F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (send, answer) = oneshot::channel();
        let job = job(ask, move |outcome| drop(send.send(outcome)));
        self.read.try_send(job).map_err(|_| busy())?;
        answer.await.unwrap_or_else(|_| Err(gone().into()))
    }

    /// [`Store::write`] for a chore that has the thread to itself.
    pub fn write_now<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (send, answer) = mpsc::channel();
        let job = job(act, move |outcome| drop(send.send(outcome)));
        self.write.send(job).map_err(|_| gone())?;
        answer.recv().unwrap_or_else(|_| Err(gone().into()))
    }
}

/// Looks at a database that another process may be serving: reads, writes nothing.
pub fn look<T: Send>(
    url: Option<&str>,
    folder: &Path,
    ask: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError> + Send,
) -> Result<T, StoreError> {
    let target = match url {
        Some(url) => Target::Url(url.to_owned()),
        None => Target::File(folder.join("koreplan.db")),
    };
    thread::scope(|scope| {
        let looked = scope.spawn(|| {
            let mut db = Connection::reader(&target)?;
            db.begin_read()?;
            ask(&mut db)
        });
        looked
            .join()
            .unwrap_or_else(|_| Err(StoreError::Broken("a look panicked".into())))
    })
}

/// Takes the folder for this process alone.
///
/// # Errors
/// [`StoreError::Unfit`] when the folder can't be written or another process has it.
pub fn check_exclusive(folder: &Path) -> Result<File, StoreError> {
    let shown = folder.display();
    std::fs::create_dir_all(folder)
        .map_err(|e| StoreError::Unfit(format!("{shown} cannot be made: {e}")))?;
    let lock = File::create(folder.join("koreplan.lock"))
        .map_err(|e| StoreError::Unfit(format!("{shown} cannot be written: {e}")))?;
    lock.try_lock().map_err(|_| {
        StoreError::Unfit(format!(
            "another Køreplan has {shown} open: stop it, choose another --data folder, \
             or use PostgreSQL, where servers share the work"
        ))
    })?;
    Ok(lock)
}

fn busy() -> StoreError {
    StoreError::Away("too many acts are waiting".into())
}

fn gone() -> StoreError {
    StoreError::Away("the store has stopped".into())
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(run)
        .map(drop)
        .map_err(|e| StoreError::Broken(e.to_string()))
}

/// An act with the one who waits for its outcome.
fn job<T, E, F>(act: F, tell: impl FnOnce(Result<T, E>) + Send + 'static) -> Job
where
    F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    Box::new(move |tx| {
        let outcome = catch_unwind(AssertUnwindSafe(|| act(tx)))
            .unwrap_or_else(|_| Err(StoreError::Broken("an act panicked".into()).into()));
        let keep = outcome.is_ok();
        let answer: Answer = Box::new(move |committed| {
            tell(outcome.and_then(|value| {
                committed.map_err(E::from)?;
                Ok(value)
            }));
        });
        (keep, answer)
    })
}

fn write_loop(mut db: Connection, target: &Target, jobs: &mpsc::Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut group = vec![first];
        group.extend(jobs.try_iter().take(GROUP - 1));
        if let Err(error) = db.begin(target, Connection::begin_write) {
            tracing::error!(%error, "a group of acts could not begin");
            refuse(group, &error);
            continue;
        }
        let mut answers = Vec::with_capacity(group.len());
        let mut lost = None;
        // An act that has the transaction to itself needs no savepoint.
        let alone = group.len() == 1;
        let mut undone = false;
        if !alone {
            lost = db.batch("SAVEPOINT act").err();
        }
        for job in group {
            if let Some(error) = &lost {
                refuse(vec![job], error);
                continue;
            }
            let (keep, answer) = job(&mut db);
            answers.push(answer);
            let end = match (alone, keep) {
                (true, keep) => {
                    undone = !keep;
                    if keep && db.was_undone() {
                        lost = Some(StoreError::Full);
                    }
                    continue;
                }
                (false, true) => "RELEASE SAVEPOINT act; SAVEPOINT act",
                // The savepoint stays, for the next act.
                (false, false) => "ROLLBACK TO SAVEPOINT act",
            };
            if let Err(error) = db.batch(end) {
                // SQLite undoes the whole transaction by itself when the disk is full.
                lost = Some(if db.was_undone() { StoreError::Full } else { error });
            }
        }
        if undone {
            // The act keeps its own "no"; whether the undoing is heard changes nothing.
            let _ = db.batch("ROLLBACK");
            for answer in answers {
                answer(Ok(()));
            }
            continue;
        }
        let outcome = match lost {
            Some(error) => {
                let _ = db.batch("ROLLBACK");
                Err(error)
            }
            None => db.commit(),
        };
        for answer in answers {
            answer(outcome.clone());
        }
    }
}

fn read_loop(mut db: Connection, target: &Target, jobs: &Mutex<mpsc::Receiver<Job>>) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        if let Err(error) = db.begin(target, Connection::begin_read) {
            refuse(vec![job], &error);
            continue;
        }
        let (_, answer) = job(&mut db);
        answer(db.batch("ROLLBACK"));
    }
}

/// Answers without running: the closure is handed a transaction that only fails.
fn refuse(group: Vec<Job>, error: &StoreError) {
    for job in group {
        let (_, answer) = job(&mut Failing(error));
        answer(Err(error.clone()));
    }
}

struct Failing<'a>(&'a StoreError);

impl Tx for Failing<'_> {
    fn exec(&mut self, _: &'static str, _: &[Val]) -> Result<u64, StoreError> {
        Err(self.0.clone())
    }

    fn rows(
        &mut self,
        _: &'static str,
        _: &[Val],
    ) -> Result<Vec<crate::Row>, StoreError> {
        Err(self.0.clone())
    }
}

enum Connection {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Connection {
    fn writer(target: &Target) -> Result<Self, StoreError> {
        match target {
            Target::File(path) => Sqlite::open_writer(path).map(Self::Sqlite),
            Target::Url(url) => Postgres::open(url).map(Self::Postgres),
        }
    }

    fn reader(target: &Target) -> Result<Self, StoreError> {
        match target {
            Target::File(path) => Sqlite::open_reader(path).map(Self::Sqlite),
            Target::Url(url) => Postgres::open(url).map(Self::Postgres),
        }
    }

    /// Begins a transaction. A connection on which that fails is of no use any more -
    /// the server went away, a lock was refused, a statement cancelled - so a new one is
    /// made and asked once more: nothing has run yet.
    fn begin(
        &mut self,
        target: &Target,
        begin: fn(&mut Self) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let first = begin(self);
        if first.is_ok() {
            return first;
        }
        let _ = self.batch("ROLLBACK");
        if let (Self::Postgres(db), Target::Url(url)) = (&mut *self, target) {
            *db = Postgres::open(url)?;
            return begin(self);
        }
        first
    }

    fn begin_write(&mut self) -> Result<(), StoreError> {
        self.batch(self.engine().begin_write())
    }

    /// Whether the open transaction was undone by the database itself.
    fn was_undone(&self) -> bool {
        matches!(self, Self::Sqlite(db) if db.is_autocommit())
    }

    fn begin_read(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.batch("BEGIN"),
            Self::Postgres(db) => {
                db.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
        }
    }

    /// Commits. After a commit that failed for any reason but a full disk, nobody knows
    /// what a SQLite file holds: the process stops, and the next start reads the file
    /// anew (as PostgreSQL itself does; SQLite alone would carry on).
    fn commit(&mut self) -> Result<(), StoreError> {
        let outcome = self.batch("COMMIT");
        match (&mut *self, outcome) {
            (Self::Sqlite(db), Ok(())) => {
                db.scrub_now();
                Ok(())
            }
            (_, Ok(())) => Ok(()),
            (Self::Sqlite(db), Err(StoreError::Full)) => {
                let _ = db.batch("ROLLBACK");
                Err(StoreError::Full)
            }
            (Self::Sqlite(_), Err(error)) => {
                tracing::error!(%error, "a commit failed: stopping so that nothing is lost");
                eprintln!("koreplan: a commit failed ({error}): stopping, start again");
                std::process::abort();
            }
            // The server may have committed before the answer was lost.
            (Self::Postgres(_), Err(StoreError::Away(why))) => {
                Err(StoreError::Unknown(why))
            }
            (Self::Postgres(_), Err(error)) => Err(error),
        }
    }
}

impl Tx for Connection {
    fn exec(&mut self, sql: &'static str, params: &[Val]) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(db) => db.exec(sql, params),
            Self::Postgres(db) => db.exec(sql, params),
        }
    }

    fn rows(
        &mut self,
        sql: &'static str,
        params: &[Val],
    ) -> Result<Vec<crate::Row>, StoreError> {
        match self {
            Self::Sqlite(db) => db.rows(sql, params),
            Self::Postgres(db) => db.rows(sql, params),
        }
    }

    fn each(
        &mut self,
        sql: &'static str,
        sets: &[Vec<Val>],
    ) -> Result<Vec<Vec<crate::Row>>, StoreError> {
        match self {
            Self::Sqlite(db) => db.each(sql, sets),
            Self::Postgres(db) => db.each(sql, sets),
        }
    }

    fn numbers_came(&mut self, table: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.numbers_came(table),
            Self::Postgres(db) => db.numbers_came(table),
        }
    }

    fn scrub(&mut self) {
        if let Self::Sqlite(db) = self {
            db.scrub();
        }
    }
}

impl Migrate for Connection {
    fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.batch(sql),
            Self::Postgres(db) => db.batch(sql),
        }
    }
}
