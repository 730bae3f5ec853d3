//! The one binary: serve, or do one chore.

use std::{
    io::{IsTerminal as _, Read as _, Write as _},
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::{Args, Parser, Subcommand};
use koreplan::{
    App, Settings,
    analysis::{
        self,
        opinions::{self, polis},
    },
    archive, background,
    case::{self, CaseFile, Sources, clock},
    input::{
        self,
        import::{
            Choice, Mapping, Order, Outcome, Reading, Source, Undone, decoding::Encoding,
            formats::Format, separated::Separator,
        },
    },
    journal,
    meetings::invitations::{self, reading},
    outbox, people, routes,
    web::{self, app::Clock, choices::Choice as Choice_},
};
use koreplan_letters::sandbox;
use koreplan_log::Entry;
use koreplan_store::{StoreError, Tx};

/// Runs a public strategy from its first input to its last status report.
#[derive(Parser)]
#[command(name = "koreplan", version)]
struct Cli {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    chore: Option<Chore>,
}

/// Where the data is.
#[derive(Args)]
struct Place {
    /// A TOML file with these settings; environment and flags go before it
    #[arg(long, global = true, env = "KOREPLAN_CONFIG")]
    config: Option<PathBuf>,
    /// The folder of the SQLite database [default: ./data]
    #[arg(long, global = true, env = "KOREPLAN_DATA")]
    data: Option<PathBuf>,
    /// postgres://… moves to PostgreSQL, where any number of servers share the work
    #[arg(long, global = true, env = "DATABASE_URL")]
    database_url: Option<String>,
    /// Address to listen on [default: 127.0.0.1:8011]
    #[arg(long, global = true, env = "KOREPLAN_LISTEN")]
    listen: Option<SocketAddr>,
    /// The address of the accessibility statement
    #[arg(long, global = true, env = "KOREPLAN_WAS_URL")]
    was_url: Option<String>,
    /// The pages are reached by https only: cookies insist on it
    #[arg(long, global = true, env = "KOREPLAN_SECURE")]
    secure: bool,
    /// A proxy in front, whose X-Forwarded-For is believed; may be given several times
    #[arg(
        long = "proxy",
        global = true,
        env = "KOREPLAN_PROXIES",
        value_delimiter = ','
    )]
    proxies: Vec<IpAddr>,
    /// The way mail leaves: `smtps://user:password@host`, `smtp://host?tls=required`
    /// [default: mail waits in the outbox]
    #[arg(long, global = true, env = "KOREPLAN_SMTP_URL", hide_env_values = true)]
    smtp_url: Option<String>,
    /// The address mail comes from, with or without a name: Secretariat <post@host>
    #[arg(long, global = true, env = "KOREPLAN_MAIL_FROM")]
    mail_from: Option<String>,
    /// `https://host`, as readers reach this server: links in mail, feeds and data
    /// begin with it [default: the address it listens on]
    #[arg(long, global = true, env = "KOREPLAN_BASE_URL")]
    base_url: Option<String>,
    /// The folder (Maildir) of the mailbox mail comes from: answers to calls to meetings
    /// are read from it
    #[arg(long, global = true, env = "KOREPLAN_REPLIES")]
    replies: Option<PathBuf>,
    /// `https://host/v1`, an endpoint for chat completions: it may propose names of
    /// topics and summaries, when somebody asks it to [default: there is no helper]
    #[arg(long, global = true, env = "KOREPLAN_HELPER_URL")]
    helper_url: Option<String>,
    /// The model it is asked for
    #[arg(long, global = true, env = "KOREPLAN_HELPER_MODEL")]
    helper_model: Option<String>,
    /// The key it wants, if it wants one
    #[arg(long, global = true, env = "KOREPLAN_HELPER_KEY", hide_env_values = true)]
    helper_key: Option<String>,
}

#[derive(Subcommand)]
enum Chore {
    /// Shows a case: loads one if there is none, and offers its people at sign-in (default)
    Demo {
        /// Load this case instead of the ones that come with the program
        #[arg(long)]
        case: Option<PathBuf>,
        /// The small municipal case instead of the strategy of 2011-2015
        #[arg(long, conflicts_with = "case")]
        small: bool,
    },
    /// Serves the cases that are loaded, for people with passwords
    Serve,
    /// Loads a case into the database
    Load { folder: PathBuf },
    /// Checks a case and points at each mistake
    Check { folder: PathBuf },
    /// Sets a person's password, read from standard input
    Password { login: String },
    /// Brings in what was collected elsewhere
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// Writes out what is stored
    Export {
        #[command(subcommand)]
        what: Export,
    },
    /// Checks the record and names the first entry that fails
    Verify,
    /// Makes the search indexes anew from the database
    Reindex,
}

#[derive(Subcommand)]
enum Import {
    /// Inputs from rows under a head (CSV, XLSX, JSON, JSON lines), from an e-mail (EML),
    /// or from a ZIP of letters (DOCX, ODT, PDF, TXT, EML) or of questions with answers
    Inputs(Inputs),
    /// A case from an archive, into an empty database
    Case { file: PathBuf },
    /// Statements people voted on, from the CSV files of a Polis export
    Polis(Polis),
    /// Answers to calls to meetings, from mail: a mailbox (mbox), mails (EML), or a folder
    /// of mails (Maildir)
    Replies {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

#[derive(Args)]
struct Polis {
    /// The files of the export, or the folder they are in
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The case, if there are several
    #[arg(long)]
    case: Option<String>,
    /// What the conversation is called [default: as its summary says]
    #[arg(long)]
    title: Option<String>,
    /// Where it was held [default: as its summary says]
    #[arg(long)]
    source: Option<String>,
}

#[derive(Args)]
struct Inputs {
    file: PathBuf,
    /// The case, if there are several
    #[arg(long)]
    case: Option<String>,
    /// The hearing; the case's first one if not given
    #[arg(long)]
    hearing: Option<String>,
    /// FIELD=COLUMN; fields: title, text, name, organisation, email, kind, id, received,
    /// attachments. Given several times, a field has several columns: each column of text
    /// is then a part under the column's name
    #[arg(long = "map", value_parser = pair)]
    map: Vec<(String, String)>,
    /// table, survey, qualtrics, decidim, polis, consult, regulations or demosplan; found by
    /// the file's head if not given
    #[arg(long)]
    format: Option<String>,
    /// utf-8, windows-1252, utf-16le or utf-16be; found if not given
    #[arg(long, value_parser = word::<Encoding>)]
    encoding: Option<Encoding>,
    /// comma, semicolon, tab or bar; found if not given
    #[arg(long, value_parser = word::<Separator>)]
    separator: Option<Separator>,
    /// Store the good rows even if others are bad
    #[arg(long)]
    keep_good: bool,
}

#[derive(Subcommand)]
enum Export {
    /// A whole case as one archive, with everything confidential that is stored about it
    Case { slug: String, file: PathBuf },
}

/// One of a closed list of words.
fn word<T: Choice_>(written: &str) -> Result<T, String> {
    let words = || T::ALL.iter().map(|known| known.word()).collect::<Vec<_>>().join(", ");
    T::of(written).ok_or_else(|| format!("use one of {}", words()))
}

fn pair(written: &str) -> Result<(String, String), String> {
    let (field, column) = written.split_once('=').ok_or("write FIELD=COLUMN")?;
    Ok((field.to_owned(), column.to_owned()))
}

/// The settings a file may hold.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    data: Option<PathBuf>,
    database_url: Option<String>,
    listen: Option<SocketAddr>,
    was_url: Option<String>,
    secure: Option<bool>,
    proxies: Option<Vec<IpAddr>>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    base_url: Option<String>,
    replies: Option<PathBuf>,
    helper_url: Option<String>,
    helper_model: Option<String>,
    helper_key: Option<String>,
}

/// A chore that can't be done, in one line.
type Failed = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    // Asked by ourselves, to look at a stranger's file: before anything is read or opened.
    if std::env::args_os().nth(1).is_some_and(|word| word == sandbox::WORD) {
        return koreplan_letters::worker();
    }
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("KOREPLAN_LOG")
                .unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("koreplan: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, Failed> {
    let config = match &cli.place.config {
        Some(path) => read_config(path)?,
        None => Config::default(),
    };
    let chore = cli.chore.unwrap_or(Chore::Demo { case: None, small: false });
    let settings = Settings {
        data: cli.place.data.or(config.data).unwrap_or_else(|| "data".into()),
        database_url: cli.place.database_url.or(config.database_url),
        demo: matches!(chore, Chore::Demo { .. }),
        secure: cli.place.secure || config.secure.unwrap_or(false),
        freshness: FRESHNESS,
        proxies: if cli.place.proxies.is_empty() {
            config.proxies.unwrap_or_default()
        } else {
            cli.place.proxies
        },
        mail: outbox::settings::Settings {
            smtp_url: cli.place.smtp_url.or(config.smtp_url),
            mail_from: cli.place.mail_from.or(config.mail_from),
            base_url: cli.place.base_url.or(config.base_url),
            replies: cli.place.replies.or(config.replies),
        },
        was_url: cli.place.was_url.or(config.was_url),
        helper: analysis::helper::endpoint::Settings {
            url: cli.place.helper_url.or(config.helper_url),
            model: cli.place.helper_model.or(config.helper_model),
            key: cli.place.helper_key.or(config.helper_key),
        },
    };
    let listen = cli.place.listen.or(config.listen);
    let listen = listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8011)));
    match chore {
        Chore::Demo { case, small } => {
            let sources = match case {
                Some(folder) => Sources::read(&folder).map_err(|e| e.to_string())?,
                None => {
                    let [strategy, plan] = Sources::shipped();
                    if small { plan } else { strategy }
                }
            };
            let app = App::open(&settings, Clock::SYSTEM)?;
            begin_demo(&app, &sources)?;
            serve(app, listen)
        }
        Chore::Serve => serve(App::open(&settings, Clock::SYSTEM)?, listen),
        Chore::Load { folder } => load(&settings, &folder),
        Chore::Check { folder } => Ok(check(&folder)),
        Chore::Password { login } => password(&settings, &login),
        Chore::Import { what: Import::Inputs(what) } => import(&settings, what),
        Chore::Import { what: Import::Case { file } } => import_case(&settings, &file),
        Chore::Import { what: Import::Polis(what) } => import_polis(&settings, what),
        Chore::Import { what: Import::Replies { files } } => {
            import_replies(&settings, &files)
        }
        Chore::Export { what: Export::Case { slug, file } } => {
            export_case(&settings, &slug, &file)
        }
        Chore::Verify => verify(&settings),
        Chore::Reindex => reindex(&settings),
    }
}

/// How long a public page is shown as it is: with the public store's own pace, nobody
/// reads what is more than a second old.
const FRESHNESS: Duration = Duration::from_millis(400);

fn read_config(path: &Path) -> Result<Config, Failed> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
    Ok(toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?)
}

/// Reads a case, or prints every mistake in it.
fn parsed(sources: &Sources) -> Option<CaseFile> {
    match CaseFile::parse(sources) {
        Ok(file) => Some(file),
        Err(problems) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            eprintln!("{} mistakes", problems.len());
            None
        }
    }
}

/// Loads the case if the database is empty, and sets the clock to its first day.
fn begin_demo(app: &App, sources: &Sources) -> Result<(), Failed> {
    let file = parsed(sources).ok_or("the case has mistakes")?;
    let zone = jiff::tz::TimeZone::get(file.head.zone.get_ref())?;
    let begins = clock::instant(&zone, file.head.demo_begins)
        .map_err(|_| "demo_begins happens twice or never")?;
    let ahead = app.ahead_for(begins);
    let loaded = app.store.write_now(move |tx| -> Result<_, StoreError> {
        if !case::storage::all(tx)?.is_empty() {
            return Ok(false);
        }
        case::storage::insert(tx, &file, begins.as_microsecond())?;
        people::pages::save_ahead(tx, ahead)?;
        Ok(true)
    })?;
    if loaded {
        app.set_ahead(ahead);
    }
    Ok(())
}

fn serve(app: App, listen: SocketAddr) -> Result<ExitCode, Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen)
            .await
            .map_err(|e| format!("{listen} cannot be used: {e}"))?;
        let address = listener.local_addr()?;
        app.listens_on(address);
        println!("Køreplan: http://{address}/");
        std::io::stdout().flush()?;
        let chores = tokio::spawn(fold(app.clone()));
        let work = tokio::spawn(background::run(app.clone()));
        let topics = tokio::spawn(analysis::finding::worker::run(app.clone()));
        let files = tokio::spawn(look_at_waiting_files(app.clone()));
        let found = tokio::spawn(index(app.clone()));
        let campaigns = tokio::spawn(analysis::campaigns::work::run(app.clone()));
        let releases = tokio::spawn(input::bulk_release::work::run(app.clone()));
        let front = routes::service(app.clone());
        web::serve::serve(&app, front, listener, stopped()).await;
        // What was half done is done again by the next start.
        work.abort();
        chores.abort();
        files.abort();
        topics.abort();
        found.abort();
        campaigns.abort();
        releases.abort();
        Ok(ExitCode::SUCCESS)
    })
}

/// Fills in what lists look inputs up by, as they come, and keeps the public store near.
async fn fold(app: App) {
    loop {
        if let Err(error) = input::folding::follow(&app).await {
            tracing::warn!(%error, "new inputs can't be looked up yet");
        }
        if let Err(error) = app.public.renewed(&app.store).await {
            tracing::warn!(%error, "the public store is behind");
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Lets the indexes follow the record. While a crowd sends, at most half of the time:
/// receipts come first.
async fn index(app: App) {
    loop {
        let began = Instant::now();
        let internal = app.search.internal.follow(&app).await;
        let public = app.search.public.follow(&app).await;
        let more = match (internal, public) {
            (Ok(internal), Ok(public)) => internal || public,
            (Err(error), _) | (_, Err(error)) => {
                tracing::warn!(%error, "the search is behind");
                tokio::time::sleep(LONG_REST).await;
                continue;
            }
        };
        if app.intake.is_busy() {
            tokio::time::sleep(began.elapsed().max(REST)).await;
        } else if !more {
            tokio::time::sleep(REST).await;
        }
    }
}

/// How long the indexes rest when they have caught up.
const REST: Duration = Duration::from_millis(200);
/// How long they rest when something went wrong.
const LONG_REST: Duration = Duration::from_secs(10);

/// Looks at files no worker could look at when they came: now, and every so often.
async fn look_at_waiting_files(app: App) {
    loop {
        match input::attachments::check_waiting(&app).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "looked again at files"),
            Err(error) => tracing::warn!(%error, "files wait to be looked at"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

const LOOK_AGAIN: Duration = Duration::from_mins(5);

/// Waits for the operator's signal to stop.
async fn stopped() {
    let mut terminate =
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(error) => {
                tracing::warn!(%error, "SIGTERM will stop the server at once");
                return std::future::pending().await;
            }
        };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

fn check(folder: &Path) -> ExitCode {
    let sources = match Sources::read(folder) {
        Ok(sources) => sources,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::FAILURE;
        }
    };
    match parsed(&sources) {
        Some(file) => {
            println!(
                "{}: {} bodies, {} areas, {} steps, {} gates, {} hearings, {} initiatives. \
                 No mistakes.",
                file.head.slug.get_ref(),
                file.bodies.len(),
                file.areas.len(),
                file.steps.len(),
                file.gates.len(),
                file.hearings.len(),
                file.initiatives.len()
            );
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}

fn load(settings: &Settings, folder: &Path) -> Result<ExitCode, Failed> {
    let sources = Sources::read(folder).map_err(|e| e.to_string())?;
    let file = parsed(&sources).ok_or("the case has mistakes; nothing was loaded")?;
    let slug = file.head.slug.get_ref().clone();
    let app = App::open(settings, Clock::SYSTEM)?;
    let now = app.now().as_microsecond();
    let loaded = app.store.write_now(move |tx| case::storage::insert(tx, &file, now))?;
    match loaded {
        Some(_) => println!("{slug} is loaded"),
        None => println!("{slug} was there already; nothing was changed"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The shortest password anyone may set, in characters.
const SHORTEST: usize = 12;

fn password(settings: &Settings, login: &str) -> Result<ExitCode, Failed> {
    let mut password = String::new();
    if std::io::stdin().is_terminal() {
        println!("Write the password and end the line:");
        std::io::stdin().read_line(&mut password)?;
    } else {
        std::io::stdin().read_to_string(&mut password)?;
    }
    let password = password.trim_end_matches(['\r', '\n']);
    if password.chars().count() < SHORTEST {
        return Err(format!("a password has at least {SHORTEST} characters").into());
    }
    let hash = people::storage::hash(password)?;
    let app = App::open(settings, Clock::SYSTEM)?;
    let (login, sought) = (login.to_owned(), login.to_owned());
    let touched = app
        .store
        .write_now(move |tx| people::storage::save_password(tx, &login, &hash))?;
    if touched == 0 {
        return Err(format!("nobody signs in as {sought}: load the case first").into());
    }
    println!("{sought} has a new password; sessions with the old one have ended");
    Ok(ExitCode::SUCCESS)
}

fn verify(settings: &Settings) -> Result<ExitCode, Failed> {
    // A server may be running on the same database: it is not disturbed.
    let url = settings.database_url.as_deref();
    match koreplan_store::look(url, &settings.data, journal::verify)? {
        Ok(count) => {
            println!("the record holds: {count} entries");
            Ok(ExitCode::SUCCESS)
        }
        Err(fault) => {
            eprintln!("the record does not hold: {fault}");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Makes both indexes anew. A server that uses them must not run meanwhile.
fn reindex(settings: &Settings) -> Result<ExitCode, Failed> {
    let app = App::open(settings, Clock::SYSTEM)?;
    let began = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    app.search.internal.index()?;
    if !app.search.internal.is_first() {
        return Err("a server uses the indexes in this folder: stop it first".into());
    }
    runtime.block_on(async {
        app.search.internal.forget().await?;
        app.search.public.forget().await?;
        app.search.finish(&app).await
    })?;
    let (internal, public) = (app.search.internal.index()?, app.search.public.index()?);
    println!(
        "{} things are found at work, {} in public",
        internal.count(),
        public.count()
    );
    eprintln!("{:.2} seconds", began.elapsed().as_secs_f64());
    Ok(ExitCode::SUCCESS)
}

/// Writes a case into a new file that only its owner may read. A server may be running
/// on the same database: it is not disturbed.
fn export_case(settings: &Settings, slug: &str, path: &Path) -> Result<ExitCode, Failed> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|e| format!("{} cannot be made: {e}", path.display()))?;
    let now = (Clock::SYSTEM.0)().to_string();
    let url = settings.database_url.as_deref();
    let looked = koreplan_store::look(url, &settings.data, |tx| {
        Ok((archive::storage::export(tx, slug, now, file), journal::verify(tx)?))
    });
    let manifest = looked.map_err(Failed::from).and_then(|(manifest, held)| {
        if let Err(fault) = held {
            eprintln!(
                "the record does not hold, and the archive cannot be read back: {fault}"
            );
        }
        Ok(manifest?)
    });
    let manifest = manifest.inspect_err(|_| drop(std::fs::remove_file(path)))?;
    let rows: u64 = manifest.files.values().map(|file| file.rows).sum();
    println!("{slug}: {rows} rows in {}", path.display());
    eprintln!(
        "The file is CONFIDENTIAL: it holds every response with name and e-mail address, \
         the draft, the positions and the record. Passwords are not in it."
    );
    Ok(ExitCode::SUCCESS)
}

/// How a file was read, for the one who imports it.
fn said(reading: &Reading) -> String {
    let mut said = vec![format!("read as {}", reading.format.word)];
    if let Some((encoding, mark)) = reading.encoding {
        let mark = if mark { " with its mark" } else { "" };
        said.push(format!("in {}{mark}", encoding.word()));
    }
    if let Some(separator) = reading.separator {
        said.push(format!("separated by {}", separator.word()));
    }
    for (field, columns) in &reading.used {
        said.push(format!("{} from {}", field.word(), columns.join(" and ")));
    }
    said.join(", ")
}

fn import_case(settings: &Settings, path: &Path) -> Result<ExitCode, Failed> {
    let file = std::fs::File::open(path)
        .map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
    let app = App::open(settings, Clock::SYSTEM)?;
    let manifest = app.store.write_now(move |tx| {
        archive::storage::import(tx, std::io::BufReader::new(file))
    })?;
    let rows: u64 = manifest.files.values().map(|file| file.rows).sum();
    println!("{}: {rows} rows; the record holds", manifest.case);
    eprintln!("People have no passwords here: set them with `koreplan password LOGIN`.");
    Ok(ExitCode::SUCCESS)
}

/// The case that is named, or the only one there is.
fn case_meant(tx: &mut dyn Tx, slug: Option<&str>) -> Result<case::Case, StoreError> {
    let cases = case::storage::all(tx)?;
    let chosen = match slug {
        Some(slug) => cases.into_iter().find(|known| known.slug == slug),
        None if cases.len() == 1 => cases.into_iter().next(),
        None => None,
    };
    let unfit = || StoreError::Unfit("say which case is meant: --case SLUG".into());
    chosen.ok_or_else(unfit)
}

/// The case and the hearing that a command means.
fn chosen_hearing(
    tx: &mut dyn Tx,
    case: Option<&str>,
    hearing: Option<&str>,
) -> Result<(String, input::storage::Hearing), StoreError> {
    let case = case_meant(tx, case)?;
    let mut hearings = input::storage::hearings(tx, &case)?.into_iter();
    let hearing = match hearing {
        Some(slug) => hearings.find(|known| known.slug == *slug),
        None => hearings.next(),
    };
    let unfit = || StoreError::Unfit("the case has no such hearing".into());
    Ok((case.slug, hearing.ok_or_else(unfit)?))
}

/// Reads the files of an export, and those in folders that are named, by name.
fn export_files(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Failed> {
    let mut files = Vec::new();
    for path in paths {
        let mut found = vec![path.clone()];
        if path.is_dir() {
            let inside = std::fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
            found = inside.into_iter().map(|entry| entry.path()).collect();
            found.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
            found.sort();
        }
        for path in found {
            let bytes = std::fs::read(&path)
                .map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
            let name =
                path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, bytes));
        }
    }
    Ok(files)
}

/// The mails of a mailbox, of a file, or of a folder and the folders of a Maildir in it.
fn mails_of(path: &Path) -> Result<Vec<(String, Vec<u8>)>, Failed> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        let inside = |folder: &Path| -> Result<Vec<PathBuf>, std::io::Error> {
            let found = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
            Ok(found.into_iter().map(|entry| entry.path()).collect())
        };
        files = inside(path)?;
        for folder in ["cur", "new"].map(|name| path.join(name)) {
            if folder.is_dir() {
                files.extend(inside(&folder)?);
            }
        }
        files.retain(|file| file.is_file());
        files.sort();
    }
    let mut mails = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file)
            .map_err(|e| format!("{} cannot be read: {e}", file.display()))?;
        for (at, mail) in (1..).zip(reading::mails(&bytes)) {
            mails.push((format!("{}:{at}", file.display()), mail));
        }
    }
    Ok(mails)
}

/// Reads answers to calls out of mail. A mail that holds none is named, and harms nothing:
/// a mailbox can be read again and again.
fn import_replies(settings: &Settings, paths: &[PathBuf]) -> Result<ExitCode, Failed> {
    let mut mails = Vec::new();
    for path in paths {
        mails.extend(mails_of(path)?);
    }
    // Into a demonstration one imports at its own time.
    let settings = Settings { demo: true, ..settings.clone() };
    let app = App::open(&settings, Clock::SYSTEM)?;
    let (mut taken, all) = (0, mails.len());
    for (name, mail) in mails {
        let answered = match reading::read(&mail) {
            Ok(answered) => answered,
            Err(why) => {
                eprintln!("{name}: {why}");
                continue;
            }
        };
        let (parts, at) = (app.clone(), outbox::Clocks::of(&app));
        let outcome = app.store.write_now(move |tx| {
            invitations::storage::take_mail(tx, &parts, at, &answered)
        })?;
        match outcome {
            Ok(()) => taken += 1,
            Err(why) => eprintln!("{name}: {why}"),
        }
    }
    println!("{taken} answers taken of {all} mails");
    Ok(ExitCode::SUCCESS)
}

fn import_polis(settings: &Settings, what: Polis) -> Result<ExitCode, Failed> {
    let files = export_files(&what.files)?;
    let export = polis::read(&files);
    let title = what.title.unwrap_or_else(|| export.title.clone());
    let source = what.source.unwrap_or_else(|| export.source.clone());
    if title.is_empty() {
        return Err("say what the conversation is called: --title TITLE".into());
    }
    // Into a demonstration one imports at its own time.
    let settings = Settings { demo: true, ..settings.clone() };
    let app = App::open(&settings, Clock::SYSTEM)?;
    let (now, case) = (app.now().as_microsecond(), what.case);
    let imported = app.store.write_now(move |tx| {
        let case = case_meant(tx, case.as_deref())?;
        let hashes = opinions::pages::hashes(&files);
        let names = (&*title, &*source);
        opinions::storage::import_by_command(tx, &case, names, export, hashes, now)
    });
    match imported {
        Ok(done) => {
            println!(
                "{} new statements, {} new votes, {} changed",
                done.new_statements, done.new_votes, done.changed
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(opinions::storage::Undone::Bad(bad)) => {
            for row in &bad {
                eprintln!("{}:{}: {}", row.file, row.line, row.reason);
            }
            eprintln!("{} rows are bad and nothing was stored: mend them", bad.len());
            Ok(ExitCode::FAILURE)
        }
        Err(opinions::storage::Undone::Store(error)) => Err(error.into()),
    }
}

fn import(settings: &Settings, what: Inputs) -> Result<ExitCode, Failed> {
    let Inputs { file, case, hearing, map, format, encoding, separator, keep_good } =
        what;
    let bytes = std::fs::read(&file)
        .map_err(|e| format!("{} cannot be read: {e}", file.display()))?;
    let mut mapping = Mapping::new();
    for (field, column) in map {
        mapping.entry(field).or_default().push(column);
    }
    let began = Instant::now();
    // Into a demonstration one imports at its own time.
    let settings = Settings { demo: true, ..settings.clone() };
    let app = App::open(&settings, Clock::SYSTEM)?;
    let (case, hearing) = app
        .store
        .write_now(move |tx| chosen_hearing(tx, case.as_deref(), hearing.as_deref()))?;
    let choice = Choice {
        format: format.as_deref().map(Format::named).transpose()?,
        encoding,
        separator,
        mapping,
        zone: hearing.time_zone()?,
    };
    let program = std::env::current_exe()?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file_hash = input::import::file_hash(&bytes);
    let source = Source::open(&name, bytes, &program)?;
    let reading = input::import::read(&source, &choice)?;
    drop(source);
    eprintln!("{}", said(&reading));
    let order = Order {
        file: name,
        file_hash,
        format: reading.format.word,
        keep_good,
        now: app.now().as_microsecond(),
    };
    let all = reading.rows.good.len();
    let outcome = app.store.write_now(move |tx| -> Result<Outcome, Undone> {
        let mut progress = |done: usize| {
            if done.is_multiple_of(1_000) || done == all {
                eprintln!("{done} of {all} rows");
            }
        };
        let outcome =
            input::import::store(tx, &hearing, reading.rows, &order, &mut progress)?;
        let entry = Entry {
            seq: 0,
            at: order.now,
            case,
            actor: "koreplan import".into(),
            action: "ImportInputs".into(),
            subject: format!("hearings/{}", hearing.slug),
            what: order.noted(&outcome).to_string(),
            why: String::new(),
        };
        journal::append(tx, entry)?;
        Ok(outcome)
    });
    let (bad, done) = match outcome {
        Ok(outcome) => {
            println!("{} stored, {} known before", outcome.stored, outcome.known);
            if outcome.left > 0 {
                eprintln!("{} rows are no inputs by the format itself", outcome.left);
            }
            eprintln!("{:.2} seconds to store", began.elapsed().as_secs_f64());
            let began = Instant::now();
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(input::folding::finish(&app))?;
            eprintln!("{:.2} seconds to fill in", began.elapsed().as_secs_f64());
            // Beside PostgreSQL servers may be running, each with an index of its own.
            if app.store.is_of_one_process() {
                let began = Instant::now();
                runtime.block_on(app.search.finish(&app))?;
                eprintln!(
                    "{:.2} seconds until it is found",
                    began.elapsed().as_secs_f64()
                );
            }
            (outcome.bad, true)
        }
        Err(Undone::Bad(bad)) => (bad, false),
        Err(Undone::Store(error)) => return Err(error.into()),
    };
    for row in &bad {
        eprintln!("{}:{}: {}", file.display(), row.line, row.reason);
    }
    if done {
        Ok(ExitCode::SUCCESS)
    } else {
        eprintln!(
            "{} rows are bad and nothing was stored: mend them, or add --keep-good",
            bad.len()
        );
        Ok(ExitCode::FAILURE)
    }
}
