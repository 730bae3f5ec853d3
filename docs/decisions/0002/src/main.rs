//! The other side of decision 0002: the work of `examples/bench_store.rs` through sqlx.
//!
//! `BENCH_POSTGRES="host=… user=…" cargo run --release`. The tables are the product's own
//! and the statements stand in the product's order; there is no request around them, so
//! the figures compare with its line »an input, statements alone«.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use koreplan_log::{Entry, Hash, START};
use sha2::{Digest, Sha256};
use sqlx::{
    AssertSqlSafe, Connection as _, Row as _,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
    },
};
use tokio::sync::{mpsc, oneshot};
use unicode_normalization::UnicodeNormalization as _;

type Failed = Box<dyn std::error::Error + Send + Sync>;

const CLIENTS: usize = 64;
const IMPORT: usize = 100_000;
/// One in so many forms is sent twice.
const REPEAT: usize = 100;
/// Rows of a statement in the import of many rows at a time.
const MANY: usize = 500;
/// How many waiting acts one commit carries, as in the product.
const GROUP: usize = 256;
const NOW: i64 = 1_284_000_000_000_000;
const CASE: &str = "digitaliseringsstrategi-2011-2015";
const HEARING: &str = "external-actors";
const LOCK: &str = "SELECT pg_advisory_xact_lock(20110817)";

const MIGRATIONS: [&str; 5] = [
    include_str!("../../../../crates/koreplan/migrations/0001_people.sql"),
    include_str!("../../../../crates/koreplan/migrations/0002_journal.sql"),
    include_str!("../../../../crates/koreplan/migrations/0003_cases.sql"),
    include_str!("../../../../crates/koreplan/migrations/0004_plan.sql"),
    include_str!("../../../../crates/koreplan/migrations/0005_input.sql"),
];

/// What a sender wrote.
#[derive(Clone)]
struct Sent {
    key: String,
    name: String,
    email: String,
    body: String,
    area: Option<i64>,
}

fn hashed(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

impl Sent {
    fn request(&self) -> Vec<u8> {
        let said =
            serde_json::json!([0, self.name, "", self.email, false, self.body, self.area, []]);
        hashed(&said.to_string())
    }

    fn letter(&self) -> Vec<u8> {
        let letters = self.body.chars().filter(|c| c.is_alphanumeric());
        hashed(&letters.flat_map(char::to_lowercase).collect::<String>())
    }

    /// The same text for searching.
    fn search(&self) -> String {
        let small: String =
            format!("{}  {}", self.name, self.body).nfc().flat_map(char::to_lowercase).collect();
        small.split_whitespace().fold(String::new(), |mut text, word| {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
            text
        })
    }
}

fn entry(id: i64, number: i64, action: &str) -> Entry {
    let what = serde_json::json!({
        "hearing": HEARING, "late": false, "number": number, "source": "web",
    });
    Entry {
        seq: 0,
        at: NOW,
        case: CASE.into(),
        actor: "anyone".into(),
        action: action.into(),
        subject: format!("inputs/{id}"),
        what: what.to_string(),
        why: String::new(),
    }
}

/// sqlx compiles a query for one database: the same functions are written out for each.
macro_rules! layer {
    ($layer:ident, $Db:ty, $Pool:ty, $Connection:ty) => {
        mod $layer {
            use super::*;

            /// One case with twelve areas, two hearings, and their questions.
            pub async fn fill(pool: &$Pool, spell: fn(&str) -> String) -> Result<(), Failed> {
                for migration in MIGRATIONS {
                    sqlx::raw_sql(AssertSqlSafe(spell(migration))).execute(pool).await?;
                }
                sqlx::query("INSERT INTO cases (slug, title_da, title_en, summary_da,
                    summary_en, period, zone) VALUES ($1, $2, $2, $3, $3, '2011-2015', $4)")
                    .bind(CASE)
                    .bind("Den digitale vej til fremtidens velfærd")
                    .bind(text(1))
                    .bind("Europe/Copenhagen")
                    .execute(pool)
                    .await?;
                for (position, slug) in (1_i64..).zip([HEARING, "debate-booklet"]) {
                    sqlx::query("INSERT INTO hearing (case_id, slug, position, title_da,
                        title_en, intro_da, intro_en, zone, opens, opens_at, deadline,
                        deadline_at, normal_days, reason) VALUES (1, $1, $2, $1, $1, $3, $3,
                        'Europe/Copenhagen', '2010-09-06T08:00:00', $4,
                        '2010-10-04T23:59:00', $5, 28, '')")
                        .bind(slug)
                        .bind(position)
                        .bind(&text(2)[..300])
                        .bind(NOW - 1)
                        .bind(NOW + 1)
                        .execute(pool)
                        .await?;
                }
                for number in 1..=12_i64 {
                    sqlx::query("INSERT INTO area (case_id, slug, position, name_da, name_en,
                        focus_da, focus_en, track_da, track_en, minister_id)
                        VALUES (1, $1, $2, $1, $1, $3, $3, $3, $3, NULL)")
                        .bind(format!("area-{number}"))
                        .bind(number)
                        .bind(&text(3)[..80])
                        .execute(pool)
                        .await?;
                    sqlx::query("INSERT INTO question (hearing_id, position, text_da, text_en)
                        VALUES ($1, $2, $3, $3)")
                        .bind(if number <= 4 { 1_i64 } else { 2 })
                        .bind(number)
                        .bind(&text(4)[..90])
                        .execute(pool)
                        .await?;
                }
                Ok(())
            }

            /// What an act reads before it writes: case, hearing, areas, questions.
            async fn found(db: &mut $Connection) -> Result<(i64, i64), sqlx::Error> {
                let case = sqlx::query("SELECT id, slug, title_da, title_en, summary_da,
                    summary_en, period, zone FROM cases WHERE slug = $1")
                    .bind(CASE)
                    .fetch_one(&mut *db)
                    .await?;
                let case_id: i64 = case.try_get(0)?;
                strings(&case, 1..8)?;
                let hearings = sqlx::query("SELECT id, case_id, slug, title_da, title_en,
                    intro_da, intro_en, zone, opens_at, deadline, deadline_at, reason
                    FROM hearing WHERE case_id = $1 ORDER BY position")
                    .bind(case_id)
                    .fetch_all(&mut *db)
                    .await?;
                for hearing in &hearings {
                    strings(hearing, 2..8)?;
                }
                let hearing: i64 = hearings[0].try_get(0)?;
                let areas = sqlx::query("SELECT a.id, a.slug, a.name_da, a.name_en, a.focus_da,
                    a.focus_en, a.track_da, a.track_en, a.minister_id, p.name
                    FROM area a LEFT JOIN person p ON p.id = a.minister_id
                    WHERE a.case_id = $1 ORDER BY a.position")
                    .bind(case_id)
                    .fetch_all(&mut *db)
                    .await?;
                for area in &areas {
                    strings(area, 1..8)?;
                }
                let questions = sqlx::query("SELECT id, text_da, text_en FROM question
                    WHERE hearing_id = $1 ORDER BY position")
                    .bind(hearing)
                    .fetch_all(&mut *db)
                    .await?;
                for question in &questions {
                    strings(question, 1..3)?;
                }
                Ok((case_id, hearing))
            }

            fn strings(
                row: &<$Db as sqlx::Database>::Row,
                columns: std::ops::Range<usize>,
            ) -> Result<(), sqlx::Error> {
                for column in columns {
                    std::hint::black_box(row.try_get::<String, _>(column)?);
                }
                Ok(())
            }

            /// Stores an input once; gives id and number of a new one.
            async fn store(
                db: &mut $Connection,
                (case_id, hearing_id): (i64, i64),
                sent: &Sent,
                source: &'static str,
            ) -> Result<Option<(i64, i64)>, sqlx::Error> {
                let key = hashed(&sent.key);
                let request = sent.request();
                let known = sqlx::query("SELECT number, request_hash FROM input
                    WHERE key_hash = $1")
                    .bind(&key)
                    .fetch_optional(&mut *db)
                    .await?;
                if let Some(row) = known {
                    assert!(row.try_get::<Vec<u8>, _>(1)? == request, "another text");
                    return Ok(None);
                }
                let number: i64 = sqlx::query_scalar("SELECT coalesce((SELECT number FROM input
                    WHERE case_id = $1 ORDER BY number DESC LIMIT 1), 0) + 1")
                    .bind(case_id)
                    .fetch_one(&mut *db)
                    .await?;
                let id: i64 = sqlx::query_scalar("INSERT INTO input (case_id, hearing_id, number,
                      key_hash, request_hash, sender_kind, name, organisation, email, protected,
                      owner_id, body, letter, search, source, received_at, late)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                      $16, $17) RETURNING id")
                    .bind(case_id)
                    .bind(hearing_id)
                    .bind(number)
                    .bind(key)
                    .bind(request)
                    .bind("person")
                    .bind(&sent.name)
                    .bind("")
                    .bind(&sent.email)
                    .bind(0_i64)
                    .bind(None::<i64>)
                    .bind(&sent.body)
                    .bind(sent.letter())
                    .bind(sent.search())
                    .bind(source)
                    .bind(NOW)
                    .bind(0_i64)
                    .fetch_one(&mut *db)
                    .await?;
                if let Some(area) = sent.area {
                    sqlx::query("INSERT INTO input_area (input_id, area_id) VALUES ($1, $2)")
                        .bind(id)
                        .bind(area)
                        .execute(&mut *db)
                        .await?;
                }
                Ok(Some((id, number)))
            }

            /// Puts an entry at the end of the record.
            async fn append(db: &mut $Connection, entry: Entry) -> Result<(), sqlx::Error> {
                let end = sqlx::query("SELECT seq, at, hash FROM journal_end WHERE id = 1")
                    .fetch_optional(&mut *db)
                    .await?;
                let (seq, at, previous) = match end {
                    Some(row) => {
                        let hash: Vec<u8> = row.try_get(2)?;
                        let hash: Hash = hash.try_into().unwrap_or(START);
                        (row.try_get(0)?, row.try_get(1)?, hash)
                    }
                    None => (0, i64::MIN, START),
                };
                let entry = Entry { seq: seq + 1, at: entry.at.max(at), ..entry };
                let hash = entry.hash(&previous).to_vec();
                sqlx::query("INSERT INTO journal
                      (seq, at, case_slug, actor, action, subject, what, why, hash)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
                    .bind(entry.seq)
                    .bind(entry.at)
                    .bind(entry.case)
                    .bind(entry.actor)
                    .bind(entry.action)
                    .bind(entry.subject)
                    .bind(entry.what)
                    .bind(entry.why)
                    .bind(&hash)
                    .execute(&mut *db)
                    .await?;
                sqlx::query("INSERT INTO journal_end (id, seq, at, hash)
                    VALUES (1, $1, $2, $3)
                    ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, at = excluded.at,
                      hash = excluded.hash")
                    .bind(entry.seq)
                    .bind(entry.at)
                    .bind(hash)
                    .execute(&mut *db)
                    .await
                    .map(drop)
            }

            /// One input: what it reads, the lock where there is one, what it writes.
            async fn submit(
                db: &mut $Connection,
                lock: Option<&'static str>,
                sent: &Sent,
            ) -> Result<(), sqlx::Error> {
                let place = found(db).await?;
                if let Some(lock) = lock {
                    sqlx::query(lock).execute(&mut *db).await?;
                }
                match store(db, place, sent, "web").await? {
                    Some((id, number)) => append(db, entry(id, number, "SubmitInput")).await,
                    None => Ok(()),
                }
            }

            /// A transaction for each input, on a connection of the pool.
            pub async fn pooled(
                pool: $Pool,
                (begin, lock): (&'static str, Option<&'static str>),
                all: Arc<Vec<Sent>>,
            ) -> Measured {
                let count = all.len();
                drive(count, move |number| {
                    let (pool, all) = (pool.clone(), all.clone());
                    async move {
                        let mut tx = pool.begin_with(begin).await?;
                        submit(&mut tx, lock, &all[number]).await?;
                        tx.commit().await
                    }
                })
                .await
            }

            /// The product's own way, written with sqlx: one task, many acts a commit.
            pub async fn grouped(
                pool: $Pool,
                (begin, lock): (&'static str, Option<&'static str>),
                all: Arc<Vec<Sent>>,
            ) -> Measured {
                let (send, mut waiting) =
                    mpsc::channel::<(Sent, oneshot::Sender<Result<(), String>>)>(4096);
                let writer = tokio::spawn(async move {
                    let mut group = Vec::new();
                    while waiting.recv_many(&mut group, GROUP).await > 0 {
                        let mut tx = pool.begin_with(begin).await?;
                        if let Some(lock) = lock {
                            sqlx::query(lock).execute(&mut *tx).await?;
                        }
                        let mut answers = Vec::with_capacity(group.len());
                        for (sent, answer) in group.drain(..) {
                            let mut act = tx.begin().await?;
                            let outcome = submit(&mut act, None, &sent).await;
                            match &outcome {
                                Ok(()) => act.commit().await?,
                                Err(_) => act.rollback().await?,
                            }
                            answers.push((answer, outcome.map_err(|e| e.to_string())));
                        }
                        tx.commit().await?;
                        for (answer, outcome) in answers {
                            let _ = answer.send(outcome);
                        }
                    }
                    Ok::<_, sqlx::Error>(())
                });
                let count = all.len();
                let measured = drive(count, move |number| {
                    let (send, sent) = (send.clone(), all[number].clone());
                    async move {
                        let gone = |_| sqlx::Error::WorkerCrashed;
                        let (tell, answer) = oneshot::channel();
                        send.send((sent, tell)).await.map_err(|_| sqlx::Error::WorkerCrashed)?;
                        answer.await.map_err(gone)?.map_err(|_| sqlx::Error::WorkerCrashed)
                    }
                })
                .await;
                assert!(matches!(writer.await, Ok(Ok(()))), "the writer failed");
                measured
            }

            /// An import as the product does it: three statements a row.
            pub async fn import(pool: &$Pool, begin: &'static str) -> Result<f64, Failed> {
                let rows: Vec<_> = (0..IMPORT).map(|row| import_row(row, "one")).collect();
                let began = Instant::now();
                let mut tx = pool.begin_with(begin).await?;
                for row in &rows {
                    store(&mut tx, (1, 1), row, "import").await?;
                }
                append(&mut tx, entry(0, 0, "ImportInputs")).await?;
                tx.commit().await?;
                Ok(rate(IMPORT, began.elapsed()))
            }

            /// An import of many rows a statement. A row that is known is passed over;
            /// that it says the same is not checked.
            pub async fn import_many(pool: &$Pool, begin: &'static str) -> Result<f64, Failed> {
                let rows: Vec<_> = (0..IMPORT).map(|row| import_row(row, "many")).collect();
                let began = Instant::now();
                let mut tx = pool.begin_with(begin).await?;
                let first: i64 = sqlx::query_scalar("SELECT coalesce((SELECT number FROM input
                    WHERE case_id = $1 ORDER BY number DESC LIMIT 1), 0) + 1")
                    .bind(1_i64)
                    .fetch_one(&mut *tx)
                    .await?;
                let mut numbered = (first..).zip(&rows);
                for _ in 0..IMPORT / MANY {
                    let mut insert = sqlx::QueryBuilder::<$Db>::new("INSERT INTO input (case_id,
                      hearing_id, number, key_hash, request_hash, sender_kind, name,
                      organisation, email, protected, owner_id, body, letter, search, source,
                      received_at, late) ");
                    insert.push_values(numbered.by_ref().take(MANY), |mut row, (number, sent)| {
                        row.push_bind(1_i64)
                            .push_bind(1_i64)
                            .push_bind(number)
                            .push_bind(hashed(&sent.key))
                            .push_bind(sent.request())
                            .push_bind("person")
                            .push_bind(sent.name.as_str())
                            .push_bind("")
                            .push_bind(sent.email.as_str())
                            .push_bind(0_i64)
                            .push_bind(None::<i64>)
                            .push_bind(sent.body.as_str())
                            .push_bind(sent.letter())
                            .push_bind(sent.search())
                            .push_bind("import")
                            .push_bind(NOW)
                            .push_bind(0_i64);
                    });
                    insert.push(" ON CONFLICT (key_hash) DO NOTHING");
                    insert.build().execute(&mut *tx).await?;
                }
                append(&mut tx, entry(0, 0, "ImportInputs")).await?;
                tx.commit().await?;
                Ok(rate(IMPORT, began.elapsed()))
            }

            /// Speed without quality is void.
            pub async fn check(pool: &$Pool, inputs: usize) -> Result<(), Failed> {
                let stored: i64 =
                    sqlx::query_scalar("SELECT count(*) FROM input").fetch_one(pool).await?;
                let (last, entries): (i64, i64) = sqlx::query_as(
                    "SELECT (SELECT seq FROM journal_end), (SELECT count(*) FROM journal)",
                )
                .fetch_one(pool)
                .await?;
                if usize::try_from(stored)? != inputs || last != entries {
                    return Err(format!("{stored} inputs of {inputs}, entry {last} of {entries}").into());
                }
                Ok(())
            }
        }
    };
}

layer!(lite, sqlx::Sqlite, SqlitePool, sqlx::SqliteConnection);
layer!(pg, sqlx::Postgres, PgPool, sqlx::PgConnection);

/// How fast something went.
struct Measured {
    rate: f64,
    p50: f64,
    p99: f64,
    longest: f64,
    done: Vec<usize>,
    failed: usize,
}

fn rate(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

/// Has 64 clients do the numbers below `count`, each one after another, and takes the
/// time of each.
async fn drive<F, R>(count: usize, one: F) -> Measured
where
    F: Fn(usize) -> R + Clone + Send + 'static,
    R: Future<Output = Result<(), sqlx::Error>> + Send + 'static,
{
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (next, one) = (next.clone(), one.clone());
            tokio::spawn(async move {
                let mut took = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return took;
                    }
                    let began = Instant::now();
                    let outcome = one(number).await;
                    if let Err(error) = &outcome {
                        eprintln!("{error}");
                    }
                    took.push((number, began.elapsed(), outcome.is_ok()));
                }
            })
        })
        .collect();
    drop(one);
    let mut all = Vec::with_capacity(count);
    for client in clients {
        all.extend(client.await.unwrap_or_default());
    }
    let took = began.elapsed();
    let done: Vec<_> = all.iter().filter(|one| one.2).map(|one| one.0).collect();
    let mut times: Vec<_> = all.iter().map(|one| one.1).collect();
    times.sort();
    let at = |index: usize| times[index].as_secs_f64() * 1000.0;
    Measured {
        rate: rate(done.len(), took),
        p50: at(count / 2),
        p99: at(count * 99 / 100),
        longest: at(count - 1),
        failed: count - done.len(),
        done,
    }
}

/// A text of some 600 characters, as in `bench_store.rs`.
fn text(number: usize) -> String {
    const WORDS: [&str; 16] = [
        "borgerne", "skal", "kunne", "skrive", "til", "kommunen", "på", "nettet", "uden", "at",
        "oplyse", "de", "samme", "tal", "flere", "gange",
    ];
    let mut text = format!("Svar {number}:");
    let mut turn = number.wrapping_mul(2_654_435_761) % 4_294_967_296;
    while text.len() < 600 {
        turn = (turn.wrapping_mul(1_664_525) + 1_013_904_223) % 4_294_967_296;
        text.push(' ');
        text.push_str(WORDS[turn >> 28]);
    }
    text
}

/// The number whose form is sent as number `number`: now and then one from before.
fn form_of(number: usize) -> usize {
    if number % REPEAT == REPEAT - 1 { number - REPEAT / 2 } else { number }
}

fn body_of(form: usize) -> String {
    text(if form.is_multiple_of(2) { form } else { form % 20 })
}

fn sent(form: usize, way: &str) -> Sent {
    Sent {
        key: format!("{way}:{form}"),
        name: format!("Afsender {form}"),
        email: format!("afsender{form}@example.org"),
        body: body_of(form),
        area: Some(1),
    }
}

fn import_row(row: usize, way: &str) -> Sent {
    Sent { area: None, ..sent(row, &format!("import:{way}")) }
}

fn all(count: usize, way: &str) -> Arc<Vec<Sent>> {
    Arc::new((0..count).map(|number| sent(form_of(number), way)).collect())
}

/// How many different forms were stored.
fn distinct(measured: &Measured) -> usize {
    let forms: std::collections::BTreeSet<_> =
        measured.done.iter().map(|number| form_of(*number)).collect();
    forms.len()
}

fn spell_sqlite(migration: &str) -> String {
    migration
        .replace("IDENTITY", "INTEGER PRIMARY KEY AUTOINCREMENT")
        .replace("BIGINT", "INTEGER")
        .replace("BYTES", "BLOB")
        .replace("\n);", "\n) STRICT;")
}

fn spell_postgres(migration: &str) -> String {
    migration
        .replace("IDENTITY", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
        .replace("BYTES", "BYTEA")
}

fn line(what: &str, database: &str, measured: &Measured) {
    println!(
        "{what:<38} {database:<10} {:>8.0} {:>8.1} {:>8.1} {:>9.1} {:>7}",
        measured.rate, measured.p50, measured.p99, measured.longest, measured.failed
    );
}

fn import_line(what: &str, database: &str, rate: f64) {
    println!("{what:<38} {database:<10} {rate:>8.0}");
}

async fn sqlite_pool(folder: &Path, name: &str, size: u32) -> Result<SqlitePool, Failed> {
    let options = SqliteConnectOptions::new()
        .filename(folder.join(name))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true);
    Ok(SqlitePoolOptions::new()
        .max_connections(size)
        .test_before_acquire(false)
        .connect_with(options)
        .await?)
}

async fn sqlite(folder: &Path, count: usize) -> Result<(), Failed> {
    let way = ("BEGIN IMMEDIATE", None);
    let pool = sqlite_pool(folder, "group.db", 1).await?;
    lite::fill(&pool, spell_sqlite).await?;
    let group = lite::grouped(pool.clone(), way, all(count, "group")).await;
    line("an input, one task, group commit", "SQLite", &group);
    lite::check(&pool, distinct(&group)).await?;

    let pool = sqlite_pool(folder, "one.db", 1).await?;
    lite::fill(&pool, spell_sqlite).await?;
    let one = lite::pooled(pool.clone(), way, all(count, "one")).await;
    line("an input, pool of 1", "SQLite", &one);
    import_line("import, row by row", "SQLite", lite::import(&pool, way.0).await?);
    lite::check(&pool, IMPORT + distinct(&one)).await?;

    let pool = sqlite_pool(folder, "many.db", 16).await?;
    lite::fill(&pool, spell_sqlite).await?;
    let many = lite::pooled(pool.clone(), way, all(count, "many")).await;
    line("an input, pool of 16", "SQLite", &many);
    let rate = lite::import_many(&pool, way.0).await?;
    import_line("import, 500 rows a statement", "SQLite", rate);
    lite::check(&pool, IMPORT + distinct(&many)).await
}

/// Options from words like `host=/run/x user=postgres`, which sqlx does not read itself.
fn postgres_options(server: &str) -> PgConnectOptions {
    let pairs = server.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.fold(PgConnectOptions::new(), |options, (name, value)| match name {
        "host" if value.starts_with('/') => options.socket(value),
        "host" => options.host(value),
        "port" => options.port(value.parse().unwrap_or(5432)),
        "user" => options.username(value),
        "password" => options.password(value),
        _ => options.database(value),
    })
}

async fn postgres_pool(server: &str, name: &str) -> Result<PgPool, Failed> {
    let name = format!("sqlx_{}_{name}", std::process::id());
    let mut admin =
        sqlx::PgConnection::connect_with(&postgres_options(server).database("postgres")).await?;
    let create = format!("CREATE DATABASE {name}");
    sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut admin).await?;
    Ok(PgPoolOptions::new()
        .max_connections(16)
        .test_before_acquire(false)
        .connect_with(postgres_options(server).database(&name))
        .await?)
}

async fn drop_database(server: &str, pool: &PgPool, name: &str) -> Result<(), Failed> {
    pool.close().await;
    let mut admin =
        sqlx::PgConnection::connect_with(&postgres_options(server).database("postgres")).await?;
    let drop = format!("DROP DATABASE sqlx_{}_{name} WITH (FORCE)", std::process::id());
    sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut admin).await?;
    Ok(())
}

async fn postgres(server: &str, count: usize) -> Result<(), Failed> {
    let way = ("BEGIN", Some(LOCK));
    let pool = postgres_pool(server, "group").await?;
    pg::fill(&pool, spell_postgres).await?;
    let group = pg::grouped(pool.clone(), way, all(count, "group")).await;
    line("an input, one task, group commit", "PostgreSQL", &group);
    let rate = pg::import(&pool, way.0).await?;
    import_line("import, row by row", "PostgreSQL", rate);
    pg::check(&pool, IMPORT + distinct(&group)).await?;
    drop_database(server, &pool, "group").await?;

    let pool = postgres_pool(server, "many").await?;
    pg::fill(&pool, spell_postgres).await?;
    let many = pg::pooled(pool.clone(), way, all(count, "many")).await;
    line("an input, pool of 16, advisory lock", "PostgreSQL", &many);
    let rate = pg::import_many(&pool, way.0).await?;
    import_line("import, 500 rows a statement", "PostgreSQL", rate);
    pg::check(&pool, IMPORT + distinct(&many)).await?;
    drop_database(server, &pool, "many").await
}

/// A folder that is gone afterwards.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn main() -> Result<(), Failed> {
    let folder = Folder(env::temp_dir().join(format!("store-over-sqlx-{}", std::process::id())));
    fs::create_dir_all(&folder.0)?;
    let runtime = tokio::runtime::Runtime::new()?;
    println!(
        "{:<38} {:<10} {:>8} {:>8} {:>8} {:>9} {:>7}",
        "what (sqlx)", "database", "per s", "p50 ms", "p99 ms", "most ms", "failed"
    );
    runtime.block_on(sqlite(&folder.0, 20_000))?;
    match env::var("BENCH_POSTGRES") {
        Ok(server) => runtime.block_on(postgres(&server, 5_000)),
        Err(_) => Ok(()),
    }
}
