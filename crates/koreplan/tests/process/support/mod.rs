//! The app in a box, the people, and what they read.

pub mod smtp;
pub mod story;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiff::Timestamp;
use koreplan::{
    App, Settings,
    case::{self, CaseFile, Sources, clock},
    people, routes,
    web::{
        app::{Clock, MIGRATIONS},
        front::Front,
    },
};
use koreplan_store::{Store, StoreError};
use tower::ServiceExt as _;

/// An application on a database of its own, with a case loaded.
pub struct Box_ {
    pub app: App,
    pub file: CaseFile,
    pub settings: Settings,
    service: Front,
}

/// The machine's clock in tests: it stands still, demonstrations turn their own.
fn still() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Clears away the folders of runs that have ended.
fn tidy() {
    let entries = std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(rest) = name.strip_prefix("koreplan-test-") else { continue };
        let process = rest.split('-').next().unwrap_or_default();
        if !std::path::Path::new("/proc").join(process).exists() {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// A folder nobody else has.
pub fn folder() -> PathBuf {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    if number == 0 {
        tidy();
    }
    let folder = std::env::temp_dir()
        .join(format!("koreplan-test-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// All files in a folder and in the folders in it.
pub fn files_in(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_in(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// The address of a fresh database where `TEST_DATABASE_URL` names a server.
pub fn database() -> Option<String> {
    let server = std::env::var("TEST_DATABASE_URL").ok()?;
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("koreplan_{}_{number}", std::process::id());
    let create = format!("CREATE DATABASE {name}");
    ask_server(&server, create).unwrap();
    Some(format!("{server} dbname={name}"))
}

/// As [`database`], with all tables in it: made once, and copied for each test.
fn database_with_tables() -> Option<String> {
    static MADE: OnceLock<Option<String>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let url = database()?;
        drop(Store::open(Some(&url), &folder(), MIGRATIONS).unwrap());
        Some(url)
    });
    let (server, template) = made.as_ref()?.split_once(" dbname=").unwrap();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("koreplan_{}_{number}", std::process::id());
    // Copying files is a third quicker than writing them all to the log as well.
    let create = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
    // Whoever made the tables lets go of them in the own time.
    wait_for(|| ask_server(server, create.clone()));
    Some(format!("{server} dbname={name}"))
}

/// Says something to a server of databases, away from what waits for nothing.
fn ask_server(server: &str, what: String) -> Result<(), postgres::Error> {
    let server = server.to_owned();
    let asked = std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&server, postgres::NoTls)?;
        client.batch_execute(&what)
    });
    asked.join().unwrap()
}

/// Tries until it is done, for ten seconds.
fn wait_for<T, E: std::fmt::Debug>(mut act: impl FnMut() -> Result<T, E>) -> T {
    let began = std::time::Instant::now();
    loop {
        match act() {
            Ok(done) => return done,
            Err(error) => {
                assert!(began.elapsed() < Duration::from_secs(10), "{error:?}");
                std::thread::yield_now();
            }
        }
    }
}

/// Settings for a database of one's own.
pub fn settings(demo: bool) -> Settings {
    Settings { database_url: database(), demo, ..without_database() }
}

/// A folder of one's own, and a demonstration.
fn without_database() -> Settings {
    Settings {
        data: folder(),
        database_url: None,
        demo: true,
        secure: false,
        freshness: Duration::ZERO,
        proxies: Vec::new(),
        mail: mail(),
        was_url: None,
        helper: koreplan::analysis::helper::endpoint::Settings::default(),
    }
}

/// Links in mail begin with an address of our own; mail stays in the outbox.
fn mail() -> koreplan::outbox::settings::Settings {
    koreplan::outbox::settings::Settings {
        base_url: Some("https://koreplan.example".into()),
        ..Default::default()
    }
}

/// The strategy of 2011-2015, on its first day.
pub fn strategy() -> Box_ {
    open(&Sources::shipped()[0], true)
}

/// The municipal plan, on its first day.
pub fn plan() -> Box_ {
    open(&Sources::shipped()[1], true)
}

pub fn open(sources: &Sources, demo: bool) -> Box_ {
    open_by(Clock(still), sources, demo)
}

/// As [`open`], by a clock of one's own: the demonstration begins where it stands now.
pub fn open_by(clock: Clock, sources: &Sources, demo: bool) -> Box_ {
    let settings =
        Settings { database_url: database_with_tables(), demo, ..without_database() };
    let app = App::open(&settings, clock).unwrap();
    let file = CaseFile::parse(sources).unwrap();
    let zone = jiff::tz::TimeZone::get(file.head.zone.get_ref()).unwrap();
    let begins = clock::instant(&zone, file.head.demo_begins).unwrap();
    let ahead = app.ahead_for(begins);
    let again = CaseFile::parse(sources).unwrap();
    app.store
        .write_now(move |tx| -> Result<(), StoreError> {
            case::storage::insert(tx, &again, begins.as_microsecond())?;
            people::pages::save_ahead(tx, ahead)
        })
        .unwrap();
    app.set_ahead(ahead);
    Box_::of(app, file, settings)
}

impl Box_ {
    fn of(app: App, file: CaseFile, settings: Settings) -> Self {
        app.uploads.use_program(std::path::Path::new(env!("CARGO_BIN_EXE_koreplan")));
        let service = routes::service(app.clone());
        Self { app, file, settings, service }
    }

    /// One more server on the same PostgreSQL database, with a folder of its own. SQLite
    /// has one server: nothing.
    pub fn beside(&self, sources: &Sources) -> Option<Self> {
        let url = self.settings.database_url.clone()?;
        let settings = Settings { database_url: Some(url), ..without_database() };
        let app = App::open(&settings, Clock(still)).unwrap();
        Some(Self::of(app, CaseFile::parse(sources).unwrap(), settings))
    }

    /// The server stops, and starts again on the same database by that clock.
    pub fn restarted(self, clock: Clock) -> Self {
        let Self { app, file, settings, service } = self;
        drop((app, service));
        // The threads of the one before let go of the folder in their own time.
        let began = std::time::Instant::now();
        while began.elapsed() < Duration::from_secs(10) {
            match App::open(&settings, clock) {
                Ok(app) => return Self::of(app, file, settings),
                Err(_) => std::thread::yield_now(),
            }
        }
        panic!("the folder was never let go of");
    }

    /// How many, as the database counts.
    pub fn count(&self, sql: &'static str) -> i64 {
        self.app.store.write_now(move |tx| tx.one(sql, &[])).unwrap()
    }

    /// Somebody who is not signed in.
    pub fn anyone(&self) -> Visitor {
        Visitor {
            service: self.service.clone(),
            case: self.file.head.slug.get_ref().clone(),
            cookie: String::new(),
            csrf: String::new(),
            lang: "da",
        }
    }

    /// A named person, signed in.
    pub async fn person(&self, login: &str) -> Visitor {
        let mut visitor = self.anyone();
        let answer = visitor.send("POST", "/da/sign-in", &[("login", login)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login} signs in");
        visitor.cookie = answer.cookie;
        visitor.csrf = visitor.get("").await.hidden("csrf");
        visitor
    }

    /// Turns the demonstration's clock.
    pub async fn turn_to(&self, day: &str, time: &str) {
        let form = [("day", day), ("time", time)];
        let answer = self.anyone().send("POST", "/da/demo/clock", &form).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "turned to {day}: {}",
            answer.text
        );
    }
}

/// Someone with a browser.
#[derive(Clone)]
pub struct Visitor {
    service: Front,
    case: String,
    pub cookie: String,
    pub csrf: String,
    pub lang: &'static str,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    pub cookie: String,
    pub text: String,
    /// As it came: `text` is for reading.
    pub bytes: Vec<u8>,
    pub headers: BTreeMap<String, String>,
}

impl Answer {
    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.text.split_once(&mark).unwrap_or(("", ""));
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    /// The value of a line of text.
    pub fn input(&self, name: &str) -> String {
        let (_, rest) = self.text.split_once(&format!("name=\"{name}\"")).unwrap();
        let (_, rest) = rest.split_once("value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// The number after `prefix` in the first address that has one.
    pub fn id_after(&self, prefix: &str) -> i64 {
        *self
            .ids_after(prefix)
            .first()
            .unwrap_or_else(|| panic!("no {prefix} in:\n{}", self.text))
    }

    /// The numbers after `prefix` in all addresses, each once, in order of appearance.
    pub fn ids_after(&self, prefix: &str) -> Vec<i64> {
        let mut found = Vec::new();
        for part in self.text.split(prefix).skip(1) {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            if let Ok(id) = digits.parse()
                && !found.contains(&id)
            {
                found.push(id);
            }
        }
        found
    }

    /// The values of all boxes of that name.
    pub fn values(&self, name: &str) -> Vec<String> {
        let mark = format!("name=\"{name}\" value=\"");
        let parts = self.text.split(mark.as_str()).skip(1);
        parts.map(|part| part.split('"').next().unwrap_or_default().to_owned()).collect()
    }

    /// The last number of the address one is sent to.
    pub fn sent_to_id(&self) -> i64 {
        let path = self.to.split(['?', '#']).next().unwrap_or_default();
        path.rsplit('/')
            .find_map(|part| part.parse().ok())
            .unwrap_or_else(|| panic!("{} leads to no number: {}", self.to, self.text))
    }

    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "»{words}« is not in:\n{}", self.text);
        self
    }

    #[track_caller]
    pub fn hides(&self, words: &str) -> &Self {
        assert!(!self.text.contains(words), "»{words}« is in:\n{}", self.text);
        self
    }

    /// The heading of the page.
    pub fn heading(&self) -> String {
        let (_, rest) = self.text.split_once("<h1>").unwrap_or_default();
        rest.split("</h1>").next().unwrap_or_default().to_owned()
    }
}

/// Percent-encodes as a browser's form does.
fn encoded(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => {
                    char::from(byte).to_string()
                }
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&")
}

impl Visitor {
    /// Opens a page of the case.
    pub async fn get(&self, page: &str) -> Answer {
        let path = self.address(page);
        self.send("GET", &path, &[]).await
    }

    /// Sends a form of the case, with the session's token.
    pub async fn post(&self, page: &str, form: &[(&str, &str)]) -> Answer {
        let path = self.address(page);
        self.send("POST", &path, form).await
    }

    /// Sends a form that must be taken, and opens the page it leads to.
    #[track_caller]
    pub fn does(
        &self,
        page: &str,
        form: &[(&str, &str)],
    ) -> impl Future<Output = Answer> + use<'_> {
        let caller = std::panic::Location::caller();
        let path = self.address(page);
        let form: Vec<(String, String)> =
            form.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        async move {
            let form: Vec<(&str, &str)> =
                form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let answer = self.send("POST", &path, &form).await;
            let status = answer.status;
            assert_eq!(
                status,
                StatusCode::SEE_OTHER,
                "{caller}: {path} said {status}:\n{}",
                answer.text
            );
            let mut page =
                self.send("GET", answer.to.split('#').next().unwrap(), &[]).await;
            assert_eq!(
                page.status,
                StatusCode::OK,
                "{caller}: after {path}:\n{}",
                page.text
            );
            page.to = answer.to;
            page
        }
    }

    pub fn address(&self, page: &str) -> String {
        let base = format!("/{}/{}", self.lang, self.case);
        if page.is_empty() { base } else { format!("{base}/{page}") }
    }

    /// Sends a request to any address.
    pub async fn send(&self, method: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let mut form = form.to_vec();
        if !self.csrf.is_empty() && form.iter().all(|(name, _)| *name != "csrf") {
            form.push(("csrf", &self.csrf));
        }
        let body = if method == "GET" { String::new() } else { encoded(&form) };
        self.raw(method, path, body.into_bytes()).await
    }

    /// Sends bytes as a form.
    pub async fn raw(&self, method: &str, path: &str, body: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.request(request).await
    }

    pub async fn request(&self, request: Request<Body>) -> Answer {
        let response = self.service.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let headers: BTreeMap<String, String> = response
            .headers()
            .iter()
            .map(|(name, value)| {
                (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let cookie = headers.get("set-cookie").cloned().unwrap_or_default();
        Answer {
            status,
            to: headers.get("location").cloned().unwrap_or_default(),
            cookie: cookie.split(';').next().unwrap_or_default().to_owned(),
            text: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
            headers,
        }
    }
}
