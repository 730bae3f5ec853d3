//! The whole docket: a million letters, seven of ten from campaigns, from an empty
//! database to findable, grouped and public. One run; each stage with its time, its
//! rate and the most memory its program has held.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use tokio::net::TcpStream;

use crate::{CASE, Failed, HEARING, Server, load, product, runtime};

/// Letters that follow one template, of a hundred.
const IN_CAMPAIGNS: u64 = 70;
/// Of those, letters with a sentence of their own, of a hundred.
const WITH_OWN: u64 = 30;
const TEMPLATES: u64 = 300;
/// How long the whole may take, in seconds, for a million letters.
const GOAL: f64 = 40.0;

/// Chance that is the same on every run (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of 60,000 words, the first ones the more often, as it is with words (the
    /// logarithm of the rank is even).
    fn word(&mut self, into: &mut String) {
        const STARTS: [&str; 16] = [
            "b", "br", "d", "f", "g", "h", "k", "kl", "l", "m", "n", "p", "s", "sk", "t",
            "v",
        ];
        const VOWELS: [&str; 9] = ["a", "e", "i", "o", "u", "y", "æ", "ø", "å"];
        const ENDS: [&str; 8] = ["", "n", "r", "t", "l", "s", "nd", "ng"];
        const WORDS: f64 = 60_000.0;
        let even = self.below(1 << 40) as f64 / (1_u64 << 40) as f64;
        let mut rest = WORDS.powf(even) as u64;
        let mut pick = |of: &[&'static str]| {
            let place = rest % of.len() as u64;
            rest /= of.len() as u64;
            into.push_str(of[usize::try_from(place).unwrap_or(0)]);
            rest > 0
        };
        loop {
            pick(&STARTS);
            pick(&VOWELS);
            if !pick(&ENDS) {
                break;
            }
        }
    }

    fn sentence(&mut self, into: &mut String) {
        into.push_str("Vi ");
        for _ in 0..8 + self.below(6) {
            self.word(into);
            into.push(' ');
        }
        into.push_str("nu. ");
    }

    fn letter(&mut self) -> Vec<String> {
        (0..8)
            .map(|_| {
                let mut sentence = String::new();
                self.sentence(&mut sentence);
                sentence
            })
            .collect()
    }
}

/// Writes the letters; gives how many are in campaigns, and the size of the file.
fn write(file: &Path, letters: u64) -> Result<(u64, u64), Failed> {
    let mut chance = Chance(2011);
    let templates: Vec<_> = (0..TEMPLATES).map(|_| chance.letter()).collect();
    let mut out = std::io::BufWriter::new(fs::File::create(file)?);
    writeln!(out, "id,text,name")?;
    let mut in_campaigns = 0;
    let mut body = String::new();
    for number in 0..letters {
        body.clear();
        if chance.below(100) < IN_CAMPAIGNS {
            in_campaigns += 1;
            // Few campaigns are large and many are small.
            let place = chance.below(TEMPLATES) * chance.below(TEMPLATES) / TEMPLATES;
            let mut sentences = templates[usize::try_from(place)?].clone();
            if chance.below(100) < WITH_OWN {
                let mut own = String::new();
                chance.sentence(&mut own);
                sentences.insert(usize::try_from(chance.below(9))?, own);
            }
            body.extend(sentences);
        } else {
            body.extend(chance.letter());
        }
        writeln!(out, "{number},\"{}\",Hanne", body.trim())?;
    }
    out.flush()?;
    Ok((in_campaigns, fs::metadata(file)?.len()))
}

/// The most memory a process has held, in MiB; nothing once it is gone.
fn peak(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

fn line(what: &str, seconds: f64, letters: u64, memory: f64) {
    let rate = letters as f64 / seconds;
    println!("{what:<44} {seconds:>8.1} s {rate:>10.0} /s {memory:>8.0} MiB");
}

/// Somebody who is signed in.
struct Visitor {
    address: String,
    cookie: String,
    csrf: String,
}

impl Visitor {
    async fn ask(&self, method: &str, page: &str, form: &str) -> Result<String, Failed> {
        let body = if method == "GET" {
            String::new()
        } else {
            format!("csrf={}&{form}", self.csrf)
        };
        let request = format!(
            "{method} {page} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\ncontent-type: \
             application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        );
        let mut stream = TcpStream::connect(&self.address).await?;
        let answer = load::exchange(&mut stream, request.as_bytes()).await?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    async fn sign_in(address: &str, login: &str) -> Result<Self, Failed> {
        let mut visitor =
            Self { address: address.into(), cookie: String::new(), csrf: String::new() };
        let answer =
            visitor.ask("POST", "/da/sign-in", &format!("login={login}")).await?;
        let (_, cookie) = answer.split_once("set-cookie: ").ok_or("no cookie")?;
        visitor.cookie = cookie.split(';').next().unwrap_or_default().into();
        let page = visitor.ask("GET", &format!("/da/{CASE}"), "").await?;
        let (_, csrf) = page.split_once("name=\"csrf\" value=\"").ok_or("no token")?;
        visitor.csrf = csrf.split('"').next().unwrap_or_default().into();
        Ok(visitor)
    }

    /// Asks until the page no longer says that something is under way.
    async fn wait(&self, page: &str) -> Result<String, Failed> {
        loop {
            let shown = self.ask("GET", page, "").await?;
            if !shown.contains("role=\"status\"><progress")
                && !shown.contains("class=\"alert alert-info\" role=\"status\"")
            {
                return Ok(shown);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

pub fn run(letters: u64) -> Result<(), Failed> {
    let folder =
        std::env::temp_dir().join(format!("koreplan_docket_{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let measured = run_in(&folder, letters);
    fs::remove_dir_all(&folder)?;
    measured
}

fn run_in(folder: &Path, letters: u64) -> Result<(), Failed> {
    let file = folder.join("letters.csv");
    let (in_campaigns, size) = write(&file, letters)?;
    println!(
        "{letters} letters, {in_campaigns} of them in campaigns, {} MiB of CSV (SQLite)",
        size / 1024 / 1024
    );
    let data = folder.join("data");
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/");
    let loaded = Command::new(product())
        .args(["--data", &data.to_string_lossy(), "load", &format!("{cases}{CASE}")])
        .stdout(Stdio::null())
        .status()?;
    if !loaded.success() {
        return Err("the case was not loaded".into());
    }
    let began = Instant::now();
    import(&data, &file, letters)?;
    let server = Server::in_folder(&data)?;
    runtime()?.block_on(analyse(&server, letters, in_campaigns))?;
    let whole = began.elapsed().as_secs_f64();
    let memory = peak(server.child.id()).unwrap_or(0.0);
    line("from the file to everybody", whole, letters, memory);
    let goal = GOAL * letters as f64 / 1e6;
    println!("the goal is {goal:.1} s: {:.2} of it", whole / goal);
    let mut server = server;
    server.check()
}

fn import(data: &Path, file: &Path, letters: u64) -> Result<(), Failed> {
    let mut child = Command::new(product())
        .args(["--data", &data.to_string_lossy(), "import", "inputs"])
        .arg(file)
        .args(["--hearing", HEARING, "--map", "text=text", "--map", "id=id"])
        .args(["--map", "name=name"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let process = child.id();
    let (mut said, mut memory) = (String::new(), 0.0);
    let err = child.stderr.take().ok_or("no progress")?;
    // It says how far it has come: each time is one to look at its memory.
    for line in BufReader::new(err).lines() {
        memory = peak(process).unwrap_or(memory);
        said.push_str(&line?);
        said.push('\n');
    }
    if !child.wait()?.success() {
        return Err(format!("the import failed: {said}").into());
    }
    for (what, mark) in [
        ("read, checked, stored, recorded", "seconds to store"),
        ("findable", "seconds to fill in"),
    ] {
        let found = said.lines().find(|line| line.contains(mark));
        let seconds = found.and_then(|line| line.split(' ').next()?.parse().ok());
        line(what, seconds.ok_or("no figure of the import")?, letters, memory);
    }
    Ok(())
}

async fn analyse(server: &Server, letters: u64, in_campaigns: u64) -> Result<(), Failed> {
    let memory = || peak(server.child.id()).unwrap_or(0.0);
    let astrid = Visitor::sign_in(&server.address, "astrid").await?;
    let began = Instant::now();
    let page = format!("/da/{CASE}/campaigns");
    astrid.ask("POST", &format!("{page}/grouping"), "smallest=3").await?;
    let shown = astrid.wait(&page).await?;
    line("grouped", began.elapsed().as_secs_f64(), letters, memory());
    let mut said = String::new();
    if let Some((_, rest)) = shown.split_once("Senest samlet") {
        let _ = write!(said, "{}", rest.split('<').next().unwrap_or_default().trim());
    }
    println!(
        "    {} (made: {in_campaigns})",
        said.split_once(": ").map_or("", |(_, it)| it)
    );

    let began = Instant::now();
    let page = format!("/da/{CASE}/hearings/{HEARING}/releases");
    astrid.ask("POST", &page, "sure=yes").await?;
    let shown = astrid.wait(&page).await?;
    if !shown.contains("<dd>0</dd>") {
        return Err("something was held back".into());
    }
    line("published", began.elapsed().as_secs_f64(), letters, memory());
    let anyone = Visitor {
        address: server.address.clone(),
        cookie: String::new(),
        csrf: String::new(),
    };
    let last = format!("/da/{CASE}/inputs/{letters}");
    while anyone.ask("GET", &last, "").await.is_err() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    line("read by everybody", began.elapsed().as_secs_f64(), letters, memory());
    Ok(())
}
