//! What a developer types: `cargo xtask test | screenshots | bench`.

mod postgres;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    time::Instant,
};

/// What went wrong, in one line.
type Failed = Box<dyn std::error::Error>;

const HELP: &str = "\
cargo xtask test           everything a change must pass
cargo xtask test --quick   formatting, lints, and the tests on SQLite
cargo xtask screenshots    pictures of the pages, in target/screenshots
cargo xtask bench intake   durable inputs beside a bare server, on both databases
cargo xtask bench pages    public pages beside a bare server, alone and under intake
cargo xtask bench import   a million rows beside bare INSERTs
cargo xtask bench docket   a million letters from a file to findable, grouped and public
cargo xtask bench text     campaigns, opinion groups, topics and search beside their peers
cargo xtask bench crash    killed 100 times while 64 programs send: nothing may be lost
cargo xtask api            the JSON interface against its own description (schemathesis)
cargo xtask calls          calls to meetings through another mail server and mailbox
cargo xtask documents      documents as PDF and Word files in other programs";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => test(),
        ["test", "--quick"] => quick(),
        ["screenshots"] => screenshots(),
        ["bench", "text", more @ ..] => bench_text(more),
        ["bench", what, more @ ..] => bench(what, more),
        ["api"] => api(),
        ["calls"] => calls(),
        ["documents"] => documents(),
        _ => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).into()
}

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    env::var("CARGO_TARGET_DIR").map_or_else(|_| root().join("target"), PathBuf::from)
}

/// Runs a step and says how long it took.
fn step(what: &str, run: impl FnOnce() -> Result<(), Failed>) -> Result<(), Failed> {
    println!("== {what}");
    let began = Instant::now();
    run()?;
    println!("== {what}: {} s", began.elapsed().as_secs());
    Ok(())
}

fn run(command: &mut Command) -> Result<(), Failed> {
    let shown = format!("{command:?}");
    let status = command
        .current_dir(root())
        .status()
        .map_err(|e| format!("{shown} did not start: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown}: {status}").into()) }
}

fn cargo(words: &[&str]) -> Command {
    let mut cargo = Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    cargo.args(words);
    cargo
}

fn quick() -> Result<(), Failed> {
    step("formatting", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    step("lints", || {
        let lint = ["clippy", "--workspace", "--all-targets", "--quiet", "--"];
        run(cargo(&lint).args(["-D", "warnings"]))
    })?;
    step("tests on SQLite", || {
        run(cargo(&["test", "--workspace"]).env_remove("TEST_DATABASE_URL"))
    })
}

fn test() -> Result<(), Failed> {
    step("what is needed", install)?;
    quick()?;
    step("tests on PostgreSQL", || {
        let server = postgres::Server::start()?;
        let test = ["test", "--package", "koreplan", "--test", "process"];
        run(cargo(&test).env("TEST_DATABASE_URL", server.url()))
    })?;
    step("documents in other programs", documents)?;
    step("calls to meetings in other programs", calls)?;
    step("journeys in the browser", || {
        build_product()?;
        node(&["--test", "--test-concurrency=1", "journeys/"], None)
    })?;
    step("the whole process in the browser on PostgreSQL", || {
        let server = postgres::Server::start()?;
        let journey = ["--test", WHOLE_PROCESS, "journeys/whole_process.test.mjs"];
        node(&journey, Some(&server.url()))
    })?;
    println!("everything passed");
    Ok(())
}

/// Installs what the tests need on Debian, where one may; names it where not.
fn install() -> Result<(), Failed> {
    let mut missing = Vec::new();
    if postgres::programs().is_none() {
        missing.push("postgresql");
    }
    if chromium().is_none() {
        missing.push("chromium");
    }
    if !Path::new("/usr/bin/soffice").exists() {
        missing.push("libreoffice-writer-nogui");
    }
    let venv = Command::new("python3").args(["-c", "import ensurepip"]).output();
    if !venv.is_ok_and(|venv| venv.status.success()) {
        missing.push("python3-venv");
    }
    if missing.is_empty() { Ok(()) } else { get(&missing) }
}

/// Installs a package of Debian unless it is there.
fn need(package: &str, is_there: impl Fn() -> bool) -> Result<(), Failed> {
    if is_there() { Ok(()) } else { get(&[package]) }
}

fn get(missing: &[&str]) -> Result<(), Failed> {
    let may = Command::new("id").arg("-u").output();
    let is_root = may.is_ok_and(|id| id.stdout == b"0\n");
    if !is_root {
        return Err(format!("install {} and try again", missing.join(" and ")).into());
    }
    let apt = |words: &[&str]| {
        let mut apt = Command::new("apt-get");
        run(apt.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq").args(words))
    };
    apt(&["update"])?;
    let install = ["install", "--yes", "--no-install-recommends"];
    apt(&[&install[..], missing].concat())
}

fn chromium() -> Option<PathBuf> {
    ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.exists())
}

fn build_product() -> Result<(), Failed> {
    run(&mut cargo(&["build", "--package", "koreplan"]))
}

fn browser_folder() -> PathBuf {
    root().join("crates/koreplan/tests/browser")
}

/// The journey that goes all the way, without the looks at every page.
const WHOLE_PROCESS: &str = "--test-name-pattern=the strategy goes";

/// Runs node in the folder of the browser tests, with their packages in place. Products
/// they start are on the database given, or each on one of its own.
fn node(words: &[&str], database: Option<&str>) -> Result<(), Failed> {
    let folder = browser_folder();
    let lock = fs::read_to_string(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed");
    if fs::read_to_string(&stamp).ok().as_deref() != Some(lock.as_str()) {
        let ci = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
        run(Command::new("npm").args(ci).arg("--prefix").arg(&folder))?;
        fs::write(stamp, lock)?;
    }
    let target = target();
    let chromium =
        chromium().ok_or("Chromium is missing: install the package chromium")?;
    let [python, script] = checker()?;
    let shown = format!("node {}", words.join(" "));
    let mut node = Command::new("node");
    match database {
        Some(url) => node.env("DATABASE_URL", url),
        None => node.env_remove("DATABASE_URL"),
    };
    let status = node
        .args(words)
        .current_dir(&folder)
        .env("KOREPLAN", target.join("debug/koreplan"))
        .env("CHROMIUM", chromium)
        .env("CHECKER_PYTHON", python)
        .env("CHECKER", script)
        .env("SCREENSHOTS", target.join("screenshots"))
        .status()?;
    if status.success() { Ok(()) } else { Err(format!("{shown}: {status}").into()) }
}

fn screenshots() -> Result<(), Failed> {
    install()?;
    build_product()?;
    node(&["screenshots.mjs"], None)?;
    println!("pictures are in target/screenshots");
    Ok(())
}

/// The Python that has `packages`, in a place of its own under `target`.
fn python(place: &str, packages: &[&str]) -> Result<PathBuf, Failed> {
    let place = root().join("target").join(place);
    let python = place.join("bin/python");
    let listed = place.join("packages");
    let wanted = packages.join("\n");
    if fs::read_to_string(&listed).ok().as_ref() != Some(&wanted) {
        run(Command::new("python3").args(["-m", "venv"]).arg(&place))?;
        run(Command::new(place.join("bin/pip"))
            .args(["install", "--quiet"])
            .args(packages))?;
        fs::write(listed, wanted)?;
    }
    Ok(python)
}

/// What looks at documents from outside: two checkers of PDF/UA, and a reader.
const CHECKERS: [&str; 3] = ["outloud==0.2.1", "pdfua==0.1.3", "pikepdf==10.18.0"];

/// The Python that checks documents, and its script.
fn checker() -> Result<[PathBuf; 2], Failed> {
    let script = browser_folder().join("documents.py");
    Ok([python("document-checkers", &CHECKERS)?, script])
}

/// Has other programs look at a document of twenty pages and at a brief, as PDF and as
/// Word file, and at the papers of a meeting.
fn documents() -> Result<(), Failed> {
    let [python, script] = checker()?;
    let folder = root().join("target/documents");
    // Alone, the crate has other features of its libraries: all would be built again.
    run(&mut cargo(&["build", "--workspace", "--example", "sample"]))?;
    run(Command::new(target().join("debug/examples/sample")).arg(&folder))?;
    let check = |files: &[&str], headings: &[&str]| {
        let files = files.iter().map(|name| folder.join(name));
        run(Command::new(&python).arg(&script).args(files).arg("--").args(headings))
    };
    check(
        &["da.pdf", "en.pdf", "da.docx", "en.docx"],
        &["1. Emne 1", "1.1 Hvad der blev sagt", "10.3 Hvad der blev sagt"],
    )?;
    check(&["brief.pdf", "brief.docx"], &["1. Sammenfatning", "3. Risici"])?;
    check(
        &["papers.pdf"],
        &["1. Åbne data", "Bilag 1.1 Notat.pdf", "Bilag 1.2 Brev.docx"],
    )
}

/// A mail server, a server of mailboxes, and two that read calendars.
const MAILERS: [&str; 4] =
    ["aiosmtpd==1.4.6", "pymap==0.36.7", "icalendar==7.3.2", "vobject==0.9.9"];

/// Has other programs fetch a call to a meeting, read it and answer it.
fn calls() -> Result<(), Failed> {
    let python = python("mail-programs", &MAILERS)?;
    build_product()?;
    let script = root().join("crates/koreplan/tests/mail/calls.py");
    run(Command::new(python).arg(script).arg(target().join("debug/koreplan")))
}

/// What `bench text` is measured beside.
const PEERS: [&str; 4] = ["rensa", "datasketch", "red-dwarf", "scikit-learn"];

fn bench_text(more: &[&str]) -> Result<(), Failed> {
    if let ["search", more @ ..] = more {
        return bench_search(more);
    }
    let peers = python("bench-peers", &PEERS)?;
    let bench = ["run", "--release", "--package", "koreplan-text", "--example"];
    run(cargo(&bench).args(["bench-text", "--"]).args(more).env("PEERS", peers))?;
    if more.is_empty() { bench_search(&[]) } else { Ok(()) }
}

/// The search beside SQLite's own full-text index.
fn bench_search(more: &[&str]) -> Result<(), Failed> {
    let bench = ["run", "--release", "--package", "koreplan-search", "--example"];
    run(cargo(&bench).args(["bench-search", "--"]).args(more))
}

fn bench(what: &str, more: &[&str]) -> Result<(), Failed> {
    install()?;
    need("wrk", || Path::new("/usr/bin/wrk").exists())?;
    let server = postgres::Server::start_durable()?;
    run(&mut cargo(&["build", "--release", "--package", "koreplan"]))?;
    let bench = ["run", "--release", "--package", "koreplan", "--example", "bench", "--"];
    let mut bench = cargo(&bench);
    bench.arg(what).args(more).env("KOREPLAN", target().join("release/koreplan"));
    run(bench.env("BENCH_POSTGRES", server.url()))
}

/// Has schemathesis try the JSON interface; it needs Python, which nothing else does.
fn api() -> Result<(), Failed> {
    let program =
        python("schemathesis", &["schemathesis"])?.with_file_name("schemathesis");
    build_product()?;
    let folder = env::temp_dir().join(format!("koreplan-api-{}", std::process::id()));
    let mut product = Command::new(root().join("target/debug/koreplan"));
    product.args(["--listen", "127.0.0.1:8098", "--proxy", "127.0.0.1", "--data"]);
    let _running = Running(quiet(product.arg(&folder).arg("demo")).spawn()?);
    let address = "http://127.0.0.1:8098/api/v1/openapi.json";
    let outcome = run(Command::new(program)
        .args([
            "run",
            address,
            "--checks",
            "all",
            "--seed",
            "1",
            "--wait-for-schema",
            "60",
        ])
        // The same key with another text is 422, whatever its schema says.
        .args(["--exclude-checks", "positive_data_acceptance", "--max-examples", "100"]));
    let _ = fs::remove_dir_all(folder);
    outcome
}

/// A child that is stopped when it goes out of sight.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}
