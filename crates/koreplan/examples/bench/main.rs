//! What the product does on this machine beside the least a program can do: `cargo xtask
//! bench intake | pages | import`. Both run as programs of their own, one after the
//! other in each of three rounds; a figure is the median, a share the ratio of medians.
//! A run in which an input is lost or the record breaks gives no figures.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures for a table, far below where they would lose anything"
)]

mod crash;
mod docket;
mod limit;
mod load;

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Instant,
};

use load::Times;

pub type Failed = Box<dyn Error + Send + Sync>;

const CASE: &str = "digitaliseringsstrategi-2011-2015";
const HEARING: &str = "external-actors";
const ROUNDS: usize = 3;
const SECONDS: u64 = 8;

fn main() -> Result<(), Failed> {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["limit", folder] => {
            let url = env::var("BENCH_LIMIT_URL").ok();
            runtime()?.block_on(limit::serve(url, (*folder).to_owned()))
        }
        ["intake"] => intake(),
        ["pages"] => pages(),
        ["import", rows] => import(rows.parse()?),
        ["import"] => import(1_000_000),
        ["docket", letters] => docket::run(letters.parse()?),
        ["docket"] => docket::run(1_000_000),
        ["crash", runs] => crash::run(runs.parse()?),
        ["crash"] => crash::run(100),
        _ => {
            Err("bench intake | pages | import [ROWS] | docket [LETTERS] | crash [RUNS]"
                .into())
        }
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Failed> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// A program that serves, with its data; both are gone afterwards.
struct Server {
    child: Child,
    address: String,
    folder: PathBuf,
    url: Option<String>,
    owns: Option<String>,
    /// The folder stays.
    keeps: bool,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !self.keeps {
            let _ = fs::remove_dir_all(&self.folder);
        }
        if let Some(name) = &self.owns {
            let _ = sql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn sql(text: &str) -> Result<(), Failed> {
    let server = env::var("BENCH_POSTGRES")?;
    Ok(postgres::Client::connect(&server, postgres::NoTls)?.batch_execute(text)?)
}

fn product() -> PathBuf {
    env::var("KOREPLAN").map_or_else(|_| "target/release/koreplan".into(), PathBuf::from)
}

fn start(what: &str, on_postgres: bool, round: usize) -> Result<Server, Failed> {
    let mark = format!("koreplan_bench_{}_{what}_{round}", std::process::id());
    let folder = env::temp_dir().join(&mark);
    fs::create_dir_all(&folder)?;
    let (mut url, mut owns) = (None, None);
    if on_postgres {
        sql(&format!("CREATE DATABASE {mark}"))?;
        url = Some(format!("{} dbname={mark}", env::var("BENCH_POSTGRES")?));
        owns = Some(mark);
    }
    let mut command = if what == "limit" {
        let mut command = Command::new(env::current_exe()?);
        command.args(["limit", &folder.to_string_lossy()]);
        if let Some(url) = &url {
            command.env("BENCH_LIMIT_URL", url);
        }
        command
    } else {
        serving(&folder, url.as_deref())
    };
    let (child, address) = started(&mut command)?;
    Ok(Server { child, address, folder, url, owns, keeps: false })
}

/// The product, serving the case of 2011-2015 from a folder.
fn serving(folder: &Path, url: Option<&str>) -> Command {
    let mut command = Command::new(product());
    command.args(["--data", &folder.to_string_lossy(), "--listen", "127.0.0.1:0"]);
    command.args(["--proxy", "127.0.0.1"]);
    if let Some(url) = url {
        command.args(["--database-url", url]);
    }
    command.arg("demo");
    command
}

/// Starts a program that says its address, and waits until it does.
fn started(command: &mut Command) -> Result<(Child, String), Failed> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    let out = child.stdout.take().ok_or("no output")?;
    BufReader::new(out).read_line(&mut line)?;
    let address = line.split("http://").nth(1).unwrap_or_default();
    Ok((child, address.trim().trim_end_matches('/').to_owned()))
}

impl Server {
    /// The product on a folder that outlives it.
    fn in_folder(folder: &Path) -> Result<Self, Failed> {
        let (child, address) = started(&mut serving(folder, None))?;
        let folder = folder.to_owned();
        Ok(Self { child, address, folder, url: None, owns: None, keeps: true })
    }

    /// Kills the program as the system does when it is out of memory.
    fn kill(&mut self) -> Result<(), Failed> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Stops the program, and has the product check its own record.
    fn check(&mut self) -> Result<(), Failed> {
        self.kill()?;
        let mut verify = Command::new(product());
        verify.args(["--data", &self.folder.to_string_lossy(), "verify"]);
        if let Some(url) = &self.url {
            verify.args(["--database-url", url]);
        }
        if verify.stdout(Stdio::null()).status()?.success() {
            Ok(())
        } else {
            Err("the record does not hold: no figures".into())
        }
    }

    fn page(&self, page: &str) -> String {
        format!("http://{}{page}", self.address)
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn head(title: &str) {
    println!("{title}");
    println!(
        "{:<44} {:>9} {:>8} {:>8} {:>9}",
        "what", "per s", "p50 ms", "p99 ms", "of limit"
    );
}

fn line(what: &str, rate: f64, times: Option<Times>, limit: f64) {
    let mut line = format!("{what:<44} {rate:>9.0}");
    match times {
        Some(times) => {
            let _ = write!(line, " {:>8.1} {:>8.1}", times.p50, times.p99);
        }
        None => line.push_str(&" ".repeat(18)),
    }
    println!("{line} {:>7.0} %", 100.0 * rate / limit);
}

/// Keys of different measurements of one server do not meet.
const FAR: usize = 10_000_000_000;

fn inputs() -> String {
    format!("/da/{CASE}/hearings/{HEARING}/inputs")
}

fn form(host: &str, path: &str, number: usize) -> Vec<u8> {
    let body = format!(
        "key={:064x}&sender_kind=person&name=Hanne&organisation=&email=&area=1&body=Svar+{}%3A+{}",
        FAR + number,
        number / 2,
        "borgerne+skal+kunne+skrive+til+kommunen+p%C3%A5+nettet+".repeat(10)
    );
    format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: \
         application/x-www-form-urlencoded\r\nx-forwarded-for: 10.{}.{}.{}\r\n\
         content-length: {}\r\n\r\n{body}",
        number % 251,
        number % 241,
        number % 239,
        body.len()
    )
    .into_bytes()
}

fn intake() -> Result<(), Failed> {
    head("durable input of one text of 600 characters, 64 connections");
    intake_on("SQLite", false)?;
    if env::var("BENCH_POSTGRES").is_ok() {
        intake_on("PostgreSQL", true)?;
    }
    Ok(())
}

fn intake_on(name: &str, on_postgres: bool) -> Result<(), Failed> {
    let runtime = runtime()?;
    let (mut limits, mut ours, mut p50, mut p99) = (vec![], vec![], vec![], vec![]);
    for round in 0..ROUNDS {
        let limit = start("limit", on_postgres, round)?;
        limits.push(load::most(&limit.page("/input"), SECONDS, Some(0))?);
        drop(limit);
        let mut server = start("whole", on_postgres, round)?;
        let most = load::most(&server.page(&inputs()), SECONDS, Some(0))?;
        ours.push(most);
        let host = server.address.clone();
        let times = runtime.block_on(load::paced(
            &server.address,
            most * 0.7,
            SECONDS,
            move |number| form(&host, &inputs(), number),
        ))?;
        p50.push(times.p50);
        p99.push(times.p99);
        server.check()?;
    }
    let limit = median(limits);
    line(&format!("limit: bare axum, one INSERT ({name})"), limit, None, limit);
    let times = Times { p50: median(p50), p99: median(p99) };
    line(&format!("Køreplan, whole path ({name})"), median(ours), Some(times), limit);
    Ok(())
}

fn get(host: &str, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n\r\n").into_bytes()
}

fn pages() -> Result<(), Failed> {
    let runtime = runtime()?;
    let path = format!("/da/{CASE}/bodies");
    let size = runtime.block_on(async {
        let server = start("size", false, 0)?;
        let mut stream = tokio::net::TcpStream::connect(&server.address).await?;
        let page = load::exchange(&mut stream, &get(&server.address, &path)).await?;
        Ok::<_, Failed>(load::body(&page).len())
    })?;
    let (mut limits, mut ours) = (vec![], vec![]);
    let (mut alone50, mut alone99, mut beside50, mut beside99) =
        (vec![], vec![], vec![], vec![]);
    for round in 0..ROUNDS {
        let limit = start("limit", false, round)?;
        limits.push(load::most(&limit.page(&format!("/page/{size}")), SECONDS, None)?);
        drop(limit);
        let mut server = start("whole", false, round)?;
        let most = load::most(&server.page(&path), SECONDS, None)?;
        ours.push(most);
        // Page times alone, and beside a crowd that sends at 80 % of what is possible.
        let pace = 2_000.0;
        let (host, page) = (server.address.clone(), path.clone());
        let ask = move |_| get(&host, &page);
        let alone =
            runtime.block_on(load::paced(&server.address, pace, SECONDS, ask.clone()))?;
        let sending = load::most(&server.page(&inputs()), SECONDS, Some(0))? * 0.8;
        let host = server.address.clone();
        let beside = runtime.block_on(async {
            let crowd = load::paced(&server.address, sending, SECONDS, move |number| {
                form(&host, &inputs(), number)
            });
            let reader = load::paced(&server.address, pace, SECONDS, ask);
            let (crowd, reader) = tokio::join!(crowd, reader);
            crowd?;
            reader
        })?;
        alone50.push(alone.p50);
        alone99.push(alone.p99);
        beside50.push(beside.p50);
        beside99.push(beside.p99);
        server.check()?;
    }
    let limit = median(limits);
    head("a public page, 64 connections");
    line(&format!("limit: bare axum, {size} bytes from memory"), limit, None, limit);
    let alone = Times { p50: median(alone50), p99: median(alone99) };
    let beside = Times { p50: median(beside50), p99: median(beside99) };
    line("Køreplan, page of the actors", median(ours), Some(alone), limit);
    println!(
        "{:<44} {:>9} {:>8.1} {:>8.1} {:>7.1} x",
        "while intake runs at 80 %",
        "",
        beside.p50,
        beside.p99,
        beside.p99 / alone.p99
    );
    Ok(())
}

/// A text of some 600 characters; half of the numbers give copies.
fn text(number: usize) -> String {
    format!("Svar {}: {}", number / 2, "borgerne skal kunne skrive på nettet ".repeat(16))
}

fn import(rows: usize) -> Result<(), Failed> {
    let folder = env::temp_dir().join(format!("koreplan_bench_{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let measured = import_in(&folder, rows);
    fs::remove_dir_all(&folder)?;
    let (limit, ours, findable) = measured?;
    head(&format!("import of {rows} texts of 600 characters (SQLite)"));
    line("limit: one INSERT each, one commit", limit, None, limit);
    line("Køreplan: read, checked, stored, recorded", ours, None, limit);
    println!("findable {findable:.1} s after the last row was stored");
    Ok(())
}

fn import_in(folder: &Path, rows: usize) -> Result<(f64, f64, f64), Failed> {
    let file = folder.join("inputs.csv");
    let mut out = std::io::BufWriter::new(fs::File::create(&file)?);
    writeln!(out, "id,text,name")?;
    for number in 0..rows {
        writeln!(out, "{number},\"{}\",Hanne", text(number))?;
    }
    out.flush()?;
    drop(out);
    let (mut limits, mut ours, mut found) = (vec![], vec![], vec![]);
    for round in 0..ROUNDS {
        let store = limit::store(None, &folder.join(format!("bare{round}")))?;
        let texts: Vec<_> = (0..rows).map(text).collect();
        let began = Instant::now();
        store.write_now(move |tx| -> Result<(), koreplan_store::StoreError> {
            texts.into_iter().try_for_each(|text| limit::insert(tx, text).map(drop))
        })?;
        limits.push(rows as f64 / began.elapsed().as_secs_f64());
        drop(store);
        fs::remove_dir_all(folder.join(format!("bare{round}")))?;

        let data = folder.join(format!("case{round}"));
        let koreplan = |words: &[&str]| -> Result<String, Failed> {
            let mut command = Command::new(product());
            command.args(["--data", &data.to_string_lossy()]).args(words);
            let said = command.stdout(Stdio::null()).output()?;
            if !said.status.success() {
                return Err(format!("{words:?} failed").into());
            }
            Ok(String::from_utf8_lossy(&said.stderr).into_owned())
        };
        let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/");
        koreplan(&["load", &format!("{cases}{CASE}")])?;
        let path = file.to_string_lossy().into_owned();
        let map = ["--map", "text=text", "--map", "id=id", "--map", "name=name"];
        let words =
            [&["import", "inputs", &path, "--hearing", HEARING], &map[..]].concat();
        let said = koreplan(&words)?;
        let number = |what: &str| -> Result<f64, Failed> {
            let line = said.lines().find(|line| line.contains(what));
            let figure =
                line.and_then(|line| line.split(' ').find_map(|w| w.parse().ok()));
            figure.ok_or_else(|| format!("no figure of {what} in: {said}").into())
        };
        ours.push(rows as f64 / number("seconds to store")?);
        found.push(number("seconds to fill in")?);
        koreplan(&["verify"])?;
        fs::remove_dir_all(&data)?;
    }
    Ok((median(limits), median(ours), median(found)))
}
