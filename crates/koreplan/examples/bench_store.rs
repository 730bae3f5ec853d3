//! What the store can do on this machine: the figures of decision 0002.
//!
//! `cargo xtask bench` runs it. Each figure stands beside its *limit*, measured in the
//! same run: the bare store with one INSERT and nothing of the product around it. A run
//! that loses an input or breaks the record gives no figures.

use std::{
    collections::BTreeSet,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiff::Timestamp;
use koreplan::{
    App, Settings,
    case::{self, CaseFile, Sources, storage::areas},
    input::{
        import::{self, GoodRow, Order, Rows, Undone},
        rules::{SenderKind, Source, Submission},
        storage::{self, Arrival, Hearing, Stored},
    },
    journal, routes,
    web::app::Clock,
};
use koreplan_log::Entry;
use koreplan_store::{Migration, Store, StoreError, Tx};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

type Failed = Box<dyn Error + Send + Sync>;

const CLIENTS: usize = 64;
const IMPORT: usize = 100_000;
/// One in so many forms is sent twice.
const REPEAT: usize = 100;
const HEARING: &str = "external-actors";

/// A table with what a key, a text and their indexes cost, and nothing else.
const BARE: &[Migration] = &[Migration {
    name: "bare",
    sql: "CREATE TABLE bare (\n  id IDENTITY,\n  key TEXT NOT NULL UNIQUE,\n  body TEXT NOT NULL\n);",
}];

/// A moment at which the hearing is open.
fn still() -> Timestamp {
    Timestamp::constant(1_284_000_000, 0)
}

fn main() -> Result<(), Failed> {
    let runtime = Runtime::new()?;
    let mut lines = bench(&runtime, &Place::sqlite()?, 20_000)?;
    match env::var("BENCH_POSTGRES") {
        Ok(server) => lines.extend(bench(&runtime, &Place::postgres(server)?, 5_000)?),
        Err(_) => println!("BENCH_POSTGRES names no server: SQLite alone"),
    }
    println!(
        "{:<36} {:<10} {:>8} {:>8} {:>8} {:>9}",
        "what", "database", "per s", "p50 ms", "p99 ms", "of limit"
    );
    for line in lines {
        println!("{line}");
    }
    Ok(())
}

/// All figures of one database.
fn bench(runtime: &Runtime, place: &Place, count: usize) -> Result<Vec<String>, Failed> {
    let bare = Place { folder: place.folder.join("bare"), ..place.clone() };
    let limit = limit(runtime, &bare.open("bare")?, count)?;
    let bare_import = limit_import(&bare.open("bare_import")?)?;
    let (app, hearing) = place.open_case()?;
    let alone = storage_alone(runtime, &app.store, count)?;
    let whole = whole_path(runtime, &app, count)?;
    let import = import_rows(&app.store, &hearing)?;
    check(&app.store, IMPORT + 2 * distinct(count))?;

    let name = place.name;
    let line = |what: &str, measured: &Measured, limit: &Measured| {
        let share = 100.0 * measured.rate / limit.rate;
        let times = measured.latency.map_or_else(
            || format!("{:>8} {:>8}", "", ""),
            |(p50, p99)| format!("{p50:>8.1} {p99:>8.1}"),
        );
        format!("{what:<36} {name:<10} {:>8.0} {times} {share:>7.0} %", measured.rate)
    };
    Ok(vec![
        line("limit: one INSERT, store alone", &limit, &limit),
        line("an input, statements alone", &alone, &limit),
        line("an input, from request to answer", &whole, &limit),
        line("limit: 100,000 INSERTs, store alone", &bare_import, &bare_import),
        line("import of 100,000 rows", &import, &bare_import),
    ])
}

/// Where a benchmark keeps its data; gone afterwards.
#[derive(Clone)]
struct Place {
    name: &'static str,
    folder: PathBuf,
    server: Option<String>,
    owner: Arc<Owner>,
}

/// Takes away what a run leaves behind.
struct Owner {
    folder: PathBuf,
    server: Option<String>,
}

impl Place {
    fn sqlite() -> Result<Self, Failed> {
        Self::named("SQLite", None)
    }

    fn postgres(server: String) -> Result<Self, Failed> {
        let mut client = postgres::Client::connect(&server, postgres::NoTls)?;
        let fsync: String = client.query_one("SHOW fsync", &[])?.get(0);
        if fsync == "off" {
            println!("fsync is off on this PostgreSQL: its commits are not durable");
        }
        Self::named("PostgreSQL", Some(server))
    }

    fn named(name: &'static str, server: Option<String>) -> Result<Self, Failed> {
        let folder =
            env::temp_dir().join(format!("koreplan-bench-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let owner = Arc::new(Owner { folder: folder.clone(), server: server.clone() });
        Ok(Self { name, folder, server, owner })
    }

    /// The address of a fresh database, where a server holds them.
    fn database(&self, name: &str) -> Result<Option<String>, Failed> {
        let Some(server) = &self.server else { return Ok(None) };
        let name = self.owner.database(name);
        postgres::Client::connect(server, postgres::NoTls)?
            .batch_execute(&format!("CREATE DATABASE {name}"))?;
        Ok(Some(format!("{server} dbname={name}")))
    }

    /// A store with the bare table.
    fn open(&self, name: &str) -> Result<Store, Failed> {
        let url = self.database(name)?;
        Ok(Store::open(url.as_deref(), &self.folder.join(name), BARE)?)
    }

    /// The application with the case of 2011-2015, and a hearing of it.
    fn open_case(&self) -> Result<(App, Hearing), Failed> {
        let settings = Settings {
            data: self.folder.join("case"),
            database_url: self.database("whole")?,
            demo: false,
            secure: false,
            mail: koreplan::outbox::settings::Settings::default(),
        };
        let app = App::open(&settings, Clock(still))?;
        let file = CaseFile::parse(&Sources::shipped()[0])
            .map_err(|problems| format!("the case has faults: {problems:?}"))?;
        let hearing = app.store.write_now(move |tx| {
            case::storage::insert(tx, &file, still().as_microsecond())?;
            found(tx)
        })?;
        Ok((app, hearing))
    }
}

impl Owner {
    fn database(&self, name: &str) -> String {
        let folder = self.folder.file_name().unwrap_or_default().to_string_lossy();
        format!("{}_{name}", folder.replace('-', "_").to_lowercase())
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
        let Some(server) = &self.server else { return };
        let Ok(mut client) = postgres::Client::connect(server, postgres::NoTls) else {
            return;
        };
        for name in ["bare", "bare_import", "whole"] {
            let name = self.database(name);
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            let _ = client.batch_execute(&drop);
        }
    }
}

/// How fast something went; p50 and p99 in milliseconds where many did it at once.
struct Measured {
    rate: f64,
    latency: Option<(f64, f64)>,
}

fn rate(count: usize, took: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / took.as_secs_f64()
}

/// Has 64 clients do the numbers below `count`, each one after another, and takes the
/// time of each.
fn drive<F, R>(runtime: &Runtime, count: usize, one: F) -> Result<Measured, Failed>
where
    F: Fn(usize) -> R + Clone + Send + 'static,
    R: Future<Output = Result<(), Failed>> + Send + 'static,
{
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (next, one) = (next.clone(), one.clone());
            runtime.spawn(async move {
                let mut took = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return Ok::<_, Failed>(took);
                    }
                    let began = Instant::now();
                    one(number).await?;
                    took.push(began.elapsed());
                }
            })
        })
        .collect();
    let mut took = Vec::with_capacity(count);
    for client in clients {
        took.extend(runtime.block_on(client)??);
    }
    let rate = rate(count, began.elapsed());
    took.sort();
    let at = |percent: usize| took[count * percent / 100].as_secs_f64() * 1000.0;
    Ok(Measured { rate, latency: Some((at(50), at(99))) })
}

/// A text of some 600 characters; the same number gives the same text.
fn text(number: usize) -> String {
    const WORDS: [&str; 16] = [
        "borgerne", "skal", "kunne", "skrive", "til", "kommunen", "på", "nettet", "uden",
        "at", "oplyse", "de", "samme", "tal", "flere", "gange",
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

/// How many different forms `count` sendings are.
fn distinct(count: usize) -> usize {
    (0..count).map(form_of).collect::<BTreeSet<_>>().len()
}

/// Half the texts are letters that many send.
fn body_of(form: usize) -> String {
    text(if form.is_multiple_of(2) { form } else { form % 20 })
}

fn submission(form: usize, area: i64) -> Submission {
    Submission {
        sender_kind: SenderKind::Person,
        name: format!("Afsender {form}"),
        organisation: String::new(),
        email: format!("afsender{form}@example.org"),
        protected: false,
        body: body_of(form),
        areas: vec![area],
        questions: Vec::new(),
    }
}

fn limit(runtime: &Runtime, store: &Store, count: usize) -> Result<Measured, Failed> {
    let bodies: Arc<Vec<_>> = Arc::new((0..count).map(body_of).collect());
    let store = store.clone();
    drive(runtime, count, move |number| {
        let (store, body) = (store.clone(), bodies[number].clone());
        async move { Ok(store.write(move |tx| bare(tx, number, &body)).await?) }
    })
}

fn bare(tx: &mut dyn Tx, number: usize, body: &str) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO bare (key, body) VALUES ($1, $2)",
        &[number.to_string().into(), body.into()],
    )
    .map(drop)
}

fn limit_import(store: &Store) -> Result<Measured, Failed> {
    let bodies: Vec<_> = (0..IMPORT).map(body_of).collect();
    let began = Instant::now();
    store.write_now(move |tx| {
        let mut numbered = bodies.iter().enumerate();
        numbered.try_for_each(|(number, body)| bare(tx, number, body))
    })?;
    Ok(Measured { rate: rate(IMPORT, began.elapsed()), latency: None })
}

/// The hearing, as an act finds it.
fn found(tx: &mut dyn Tx) -> Result<Hearing, StoreError> {
    let case = case::storage::find(tx, "digitaliseringsstrategi-2011-2015")?;
    let case = case.ok_or_else(|| StoreError::Broken("no case".into()))?;
    let hearing = storage::hearings(tx, &case)?.into_iter().find(|h| h.slug == HEARING);
    let hearing = hearing.ok_or_else(|| StoreError::Broken("no hearing".into()))?;
    areas(tx, &case)?;
    storage::questions(tx, &hearing)?;
    Ok(hearing)
}

/// The statements of an input in their order, without the request around them.
fn storage_alone(
    runtime: &Runtime,
    store: &Store,
    count: usize,
) -> Result<Measured, Failed> {
    let area = first_area(store)?;
    let all: Arc<Vec<_>> =
        Arc::new((0..count).map(|number| submission(form_of(number), area)).collect());
    let store = store.clone();
    drive(runtime, count, move |number| {
        let (store, submission) = (store.clone(), all[number].clone());
        let act = move |tx: &mut dyn Tx| -> Result<(), StoreError> {
            let hearing = found(tx)?;
            let arrival = Arrival {
                key: &format!("alone:{}", submission.name),
                source: Source::Web,
                owner_id: None,
                received_at: still().as_microsecond(),
                late: false,
            };
            match storage::submit(tx, &hearing, &submission, &arrival)? {
                Stored::New { id, number } => journal::append(tx, entry(id, number)),
                Stored::Repeat { .. } => Ok(()),
                Stored::OtherText => Err(StoreError::Broken("another text".into())),
            }
        };
        async move { Ok(store.write(act).await?) }
    })
}

fn first_area(store: &Store) -> Result<i64, StoreError> {
    store.write_now(|tx| tx.one("SELECT min(id) FROM area", &[]))
}

fn entry(id: i64, number: i64) -> Entry {
    let what = serde_json::json!({
        "hearing": HEARING,
        "late": false,
        "number": number,
        "source": "web",
    });
    Entry {
        seq: 0,
        at: still().as_microsecond(),
        case: "digitaliseringsstrategi-2011-2015".into(),
        actor: "anyone".into(),
        action: "SubmitInput".into(),
        subject: format!("inputs/{id}"),
        what: what.to_string(),
        why: String::new(),
    }
}

/// The whole way: request, session, form, checks, statements, record, commit, answer.
fn whole_path(runtime: &Runtime, app: &App, count: usize) -> Result<Measured, Failed> {
    let area = first_area(&app.store)?;
    let forms: Arc<Vec<_>> =
        Arc::new((0..count).map(|number| encoded(form_of(number), area)).collect());
    let service = routes::service(app.clone());
    drive(runtime, count, move |number| {
        let (service, form) = (service.clone(), forms[number].clone());
        async move {
            let request = Request::builder()
                .method("POST")
                .uri(format!(
                    "/da/digitaliseringsstrategi-2011-2015/hearings/{HEARING}/inputs"
                ))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form))?;
            let answer = service.oneshot(request).await?;
            if answer.status() != StatusCode::SEE_OTHER {
                return Err(format!("a form was answered {}", answer.status()).into());
            }
            axum::body::to_bytes(answer.into_body(), 1024).await?;
            Ok(())
        }
    })
}

/// The form as a browser sends it.
fn encoded(form: usize, area: i64) -> String {
    let submission = submission(form, area);
    let mut encoded = String::new();
    for (name, value) in [
        ("key", format!("{form:064x}")),
        ("sender_kind", "person".to_owned()),
        ("name", submission.name),
        ("organisation", submission.organisation),
        ("email", submission.email),
        ("area", area.to_string()),
        ("body", submission.body),
    ] {
        let value = utf8_percent_encode(&value, NON_ALPHANUMERIC);
        let _ = write!(encoded, "{name}={value}&");
    }
    encoded
}

fn import_rows(store: &Store, hearing: &Hearing) -> Result<Measured, Failed> {
    let good = (0..IMPORT)
        .map(|number| GoodRow {
            line: 2 + number as u64,
            key: format!("id:{number}"),
            submission: Submission { areas: Vec::new(), ..submission(number, 0) },
            received_at: None,
        })
        .collect();
    let rows = Rows { good, bad: Vec::new() };
    let order = Order {
        file: "bench.csv".into(),
        file_hash: import::file_hash(b"bench"),
        keep_good: false,
        now: still().as_microsecond(),
    };
    let hearing = hearing.clone();
    let began = Instant::now();
    let outcome = store.write_now(move |tx| {
        import::store(
            tx,
            ("digitaliseringsstrategi-2011-2015", &hearing),
            rows,
            &order,
            &mut |_| (),
        )
    });
    let took = began.elapsed();
    match outcome {
        Ok(outcome) if usize::try_from(outcome.stored) == Ok(IMPORT) => {
            Ok(Measured { rate: rate(IMPORT, took), latency: None })
        }
        Ok(outcome) => Err(format!("the import stored {}", outcome.stored).into()),
        Err(Undone::Bad(bad)) => Err(format!("bad rows: {}", bad.len()).into()),
        Err(Undone::Store(error)) => Err(error.into()),
    }
}

/// Speed without quality is void: every input is there once, and the record holds.
fn check(store: &Store, expected: usize) -> Result<(), Failed> {
    let (stored, record) = store.write_now(|tx| {
        let stored = tx.one("SELECT count(*) FROM input", &[])?;
        Ok::<_, StoreError>((stored, journal::verify(tx)?))
    })?;
    record.map_err(|fault| format!("the record does not hold: {fault}"))?;
    if usize::try_from(stored) != Ok(expected) {
        return Err(format!("{stored} inputs are stored, {expected} were sent").into());
    }
    Ok(())
}
