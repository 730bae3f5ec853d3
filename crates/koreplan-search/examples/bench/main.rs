//! `cargo xtask bench text search`: indexing and ranked search beside SQLite's FTS5, in one
//! run on the same texts, with permissions and filters.
//!
//! The texts are of about 1,000 characters, of words that are as frequent as words are:
//! Danish small words, then made-up ones by Zipf's law. Speed without the right answers is
//! void: a sample of questions is also answered by looking through texts one by one.

#![expect(clippy::unwrap_used, reason = "a benchmark that can't go on has failed")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use koreplan_search::{
    Ask, Change, Document, Filter, Index, Order, Question, Searcher, Shape, terms_in,
    terms_of,
};
use koreplan_text::words::Language;
use rusqlite::Connection;

type Failed = Box<dyn std::error::Error>;

const SHAPE: Shape = Shape { version: 1, facets: &["case", "area", "sender"] };
const CASE: usize = 0;
const AREA: usize = 1;
const SENDER: usize = 2;

/// Documents in one commit, as the product does it.
const SLICE: u64 = 20_000;
/// Rounds of questions; the two take turns.
const ROUNDS: usize = 3;
/// The door everything is behind, and the one that a third of it is also behind.
const SECRETARIAT: u64 = 7;
const BODY: u64 = 9;

const SMALL: [&str; 24] = [
    "og", "det", "at", "en", "den", "til", "er", "som", "på", "de", "med", "han", "af",
    "for", "ikke", "der", "var", "mig", "sig", "men", "et", "har", "om", "vi",
];

/// Numbers by chance, the same on every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// Words there are.
const VOCABULARY: u64 = 60_000;

/// A made-up word, the same for a number every time.
fn word(number: u64) -> String {
    const STARTS: [&str; 16] = [
        "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "kr",
    ];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "æ", "ø", "å"];
    let mut word = String::new();
    let mut rest = number;
    for _ in 0..3 {
        word.push_str(STARTS[usize::try_from(rest % 16).unwrap()]);
        rest /= 16;
        word.push_str(VOWELS[usize::try_from(rest % 8).unwrap()]);
        rest /= 8;
    }
    word.push_str("nk");
    word
}

/// A rank by Zipf's law, nearly: the logarithm of ranks is even.
fn rank(chance: &mut Chance) -> u64 {
    #[expect(clippy::cast_precision_loss, reason = "chance")]
    let even = chance.below(1 << 40) as f64 / (1_u64 << 40) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "ranks are small"
    )]
    let rank = ((VOCABULARY as f64).powf(even) - 1.0) as u64;
    rank
}

/// Text number `number`, of about 1,000 characters.
fn text(number: u64) -> String {
    let mut chance = Chance(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut text = String::with_capacity(1_100);
    while text.len() < 1_000 {
        if chance.below(5) < 2 {
            text.push_str(SMALL[usize::try_from(chance.below(24)).unwrap()]);
        } else {
            text.push_str(&word(rank(&mut chance)));
        }
        text.push_str(if chance.below(12) == 0 { ". " } else { " " });
    }
    text
}

fn document(number: u64) -> Document {
    let mut doors = vec![SECRETARIAT];
    if number.is_multiple_of(3) {
        doors.push(BODY);
    }
    Document {
        key: number,
        bodies: vec![text(number)],
        facets: vec![(CASE, 1), (AREA, number % 12), (SENDER, number % 4)],
        doors,
        number,
        ..Document::default()
    }
}

fn main() -> Result<(), Failed> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let size = match words.first() {
        Some(word) => word.replace('_', "").parse()?,
        None => 1_000_000,
    };
    let folder =
        std::env::temp_dir().join(format!("koreplan-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let outcome = bench(&folder, size);
    fs::remove_dir_all(&folder)?;
    outcome
}

fn bench(folder: &Path, size: u64) -> Result<(), Failed> {
    println!(
        "search: {size} texts of 1,000 characters, every third behind a second door"
    );
    right_answers(folder)?;
    forget_peak();
    let began = worked();
    let (index, rate) = indexed(&folder.join("own"), size)?;
    let (own_peak, own_work) = (peak(), worked() - began);
    forget_peak();
    let began = worked();
    let (fts5, fts5_rate) = fts5(&folder.join("fts5.db"), size)?;
    let (fts5_peak, fts5_work) = (peak(), worked() - began);
    println!(
        "{:<34}{:>12.0}/s{:>12.0}/s{:>9.1}x",
        "indexed, Køreplan beside FTS5",
        rate,
        fts5_rate,
        rate / fts5_rate
    );
    // With the time to make the texts up, the same for both. On a busy machine this tells
    // more than rates.
    println!(
        "{:<34}{:>11.1} µs{:>11.1} µs",
        "processor time a text",
        micros(own_work, size),
        micros(fts5_work, size)
    );
    println!(
        "{:<34}{:>11} MB{:>11} MB",
        "on disk",
        weight(&folder.join("own")) >> 20,
        weight(&folder.join("fts5.db")) >> 20
    );
    println!(
        "{:<34}{own_peak:>11} MB{fts5_peak:>11} MB",
        "peak of memory while indexing"
    );
    searches(&index, &fts5, size)
}

/// Puts all texts into an index of ours; gives documents a second.
fn indexed(folder: &Path, size: u64) -> Result<(Index, f64), Failed> {
    let (index, _) = Index::open(folder, SHAPE)?;
    let mut spent = Duration::ZERO;
    let mut first = 0;
    while first < size {
        let last = (first + SLICE).min(size);
        let put: Vec<_> = (first..last).map(document).collect();
        let began = Instant::now();
        let change = Change { put, cursor: last.to_string(), ..Change::default() };
        index.apply(&change)?;
        spent += began.elapsed();
        first = last;
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    Ok((index, size as f64 / spent.as_secs_f64()))
}

/// Puts all texts into FTS5, without keeping the texts, and what they are filtered by into
/// a table beside it.
fn fts5(path: &PathBuf, size: u64) -> Result<(Connection, f64), Failed> {
    let mut db = Connection::open(path)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144;
         CREATE VIRTUAL TABLE texts USING fts5(body, content='');
         CREATE TABLE about (id INTEGER PRIMARY KEY, area INTEGER, sender INTEGER, body INTEGER)",
    )?;
    let mut spent = Duration::ZERO;
    let mut first = 0;
    while first < size {
        let last = (first + SLICE).min(size);
        let slice: Vec<_> = (first..last).map(|number| (number, text(number))).collect();
        let began = Instant::now();
        let act = db.transaction()?;
        {
            let mut put =
                act.prepare("INSERT INTO texts (rowid, body) VALUES (?1, ?2)")?;
            let mut note = act.prepare("INSERT INTO about VALUES (?1, ?2, ?3, ?4)")?;
            for (number, text) in &slice {
                let id = i64::try_from(*number)? + 1;
                put.execute((id, text))?;
                note.execute((id, id % 12, id % 4, id % 3))?;
            }
        }
        act.commit()?;
        spent += began.elapsed();
        first = last;
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    Ok((db, size as f64 / spent.as_secs_f64()))
}

/// Questions of a kind.
struct Kind {
    name: &'static str,
    words: Vec<String>,
    is_filtered: bool,
}

fn kinds() -> Vec<Kind> {
    let ranks =
        |from: u64, count: u64| (from..from + count).map(word).collect::<Vec<_>>();
    let frequent: Vec<String> = SMALL[..8].iter().map(ToString::to_string).collect();
    let pairs = (40..52).map(|at| format!("{} {}", word(at), word(at + 30))).collect();
    vec![
        Kind { name: "frequent word", words: frequent.clone(), is_filtered: false },
        Kind { name: "medium word", words: ranks(60, 40), is_filtered: false },
        Kind { name: "rare word", words: ranks(40_000, 100), is_filtered: false },
        Kind { name: "two words", words: pairs, is_filtered: false },
        Kind {
            name: "frequent, permissions and filters",
            words: frequent,
            is_filtered: true,
        },
        Kind {
            name: "medium, permissions and filters",
            words: ranks(60, 40),
            is_filtered: true,
        },
        Kind {
            name: "rare, permissions and filters",
            words: ranks(40_000, 100),
            is_filtered: true,
        },
    ]
}

fn searches(index: &Index, fts5: &Connection, size: u64) -> Result<(), Failed> {
    println!(
        "\n{:<36}{:>10}{:>10}{:>12}{:>12}{:>9}",
        "ranked, first ten (ms)", "p50", "p99", "FTS5 p50", "FTS5 p99", "p99"
    );
    let (mut all, mut all_fts5) = (Vec::new(), Vec::new());
    for kind in kinds() {
        let (mut own, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            for words in &kind.words {
                own.push(timed(|| best(index, words, kind.is_filtered))?);
            }
            // What takes a second each is asked once a round all the same.
            for words in kind.words.iter().skip(round % 2) {
                theirs.push(timed(|| fts5_best(fts5, words, kind.is_filtered))?);
            }
        }
        print_row(kind.name, &mut own, &mut theirs);
        all.extend(own);
        all_fts5.extend(theirs);
    }
    print_row("all of them", &mut all, &mut all_fts5);
    let mut counted = Vec::new();
    for words in kinds().iter().flat_map(|kind| &kind.words) {
        counted.push(timed(|| {
            let ask_all = |ask: &Ask| index.search(ask).map(drop).map_err(Failed::from);
            with_ask(words, true, ask_all)
        })?);
    }
    counted.sort();
    println!(
        "{:<36}{:>10.2}{:>10.2}   ({size} texts)",
        "the same with all counts by filter",
        at(&counted, 50),
        at(&counted, 99)
    );
    Ok(())
}

fn print_row(name: &str, own: &mut [Duration], theirs: &mut [Duration]) {
    own.sort();
    theirs.sort();
    println!(
        "{name:<36}{:>10.2}{:>10.2}{:>12.2}{:>12.2}{:>8.1}x",
        at(own, 50),
        at(own, 99),
        at(theirs, 50),
        at(theirs, 99),
        at(theirs, 99) / at(own, 99)
    );
}

/// A percentile in milliseconds.
fn at(sorted: &[Duration], percent: usize) -> f64 {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).map_or(0.0, |it| it.as_secs_f64() * 1_000.0)
}

fn timed(act: impl FnOnce() -> Result<(), Failed>) -> Result<Duration, Failed> {
    let began = Instant::now();
    act()?;
    Ok(began.elapsed())
}

fn with_ask<T>(
    words: &str,
    is_filtered: bool,
    act: impl FnOnce(&Ask) -> Result<T, Failed>,
) -> Result<T, Failed> {
    // A space at the end: whole words, as FTS5 is asked for.
    let question = Question::of(&format!("{words} "), 200)?;
    let doors = if is_filtered { vec![BODY] } else { vec![SECRETARIAT] };
    let searcher = Searcher { doors, now: 0 };
    let one = |facet, value| Filter { facet, values: vec![value] };
    let mut filters = vec![one(CASE, 1)];
    if is_filtered {
        filters.extend([one(AREA, 3), one(SENDER, 3)]);
    }
    act(&Ask {
        question: &question,
        searcher: &searcher,
        filters: &filters,
        dates: None,
        counted: &[AREA, SENDER],
        order: Order::Best,
        offset: 0,
        limit: 10,
    })
}

fn best(index: &Index, words: &str, is_filtered: bool) -> Result<(), Failed> {
    let keys = with_ask(words, is_filtered, |ask| Ok(index.best(ask)?))?;
    if keys.is_empty() && !is_filtered {
        return Err(format!("{words} is not found").into());
    }
    Ok(())
}

fn fts5_best(db: &Connection, words: &str, is_filtered: bool) -> Result<(), Failed> {
    let sql = if is_filtered {
        "SELECT t.rowid FROM texts t JOIN about a ON a.id = t.rowid
         WHERE texts MATCH ?1 AND a.area = 3 AND a.sender = 3 AND a.body = 0
         ORDER BY rank LIMIT 10"
    } else {
        "SELECT rowid FROM texts WHERE texts MATCH ?1 ORDER BY rank LIMIT 10"
    };
    let mut ask = db.prepare_cached(sql)?;
    let rows = ask.query_map([words], |row| row.get::<_, i64>(0))?;
    if rows.count() == 0 && !is_filtered {
        return Err(format!("FTS5 does not find {words}").into());
    }
    Ok(())
}

/// Counts in a sample by looking through it, and by the index: both must agree.
fn right_answers(folder: &Path) -> Result<(), Failed> {
    const SAMPLE: u64 = 5_000;
    let (index, _) = indexed(&folder.join("sample"), SAMPLE)?;
    let texts: Vec<BTreeSet<Box<str>>> = (0..SAMPLE)
        .map(|number| terms_in(&text(number)).into_iter().map(|(_, term)| term).collect())
        .collect();
    let (mut asked, mut hits) = (0, 0);
    for kind in kinds() {
        for words in &kind.words {
            let mut expected = 0;
            for (number, terms) in (0_u64..).zip(&texts) {
                let may = !kind.is_filtered
                    || (number % 12 == 3 && number % 4 == 3 && number % 3 == 0);
                let has = words.split(' ').all(|word| {
                    [Language::Danish, Language::English].into_iter().any(|language| {
                        let stem = terms_of(word, language).into_iter().next();
                        stem.is_some_and(|stem| terms.contains(&stem))
                    })
                });
                expected += u64::from(may && has);
            }
            let found = with_ask(words, kind.is_filtered, |ask| Ok(index.search(ask)?))?;
            if found.count != expected {
                return Err(
                    format!("{words}: {} found of {expected}", found.count).into()
                );
            }
            asked += 1;
            hits += expected;
        }
    }
    println!(
        "{asked} questions to {SAMPLE} texts found the same {hits} as a look through all"
    );
    Ok(())
}

/// Bytes of a file, or of all files in a folder.
fn weight(path: &Path) -> u64 {
    if let Ok(files) = fs::read_dir(path) {
        return files.flatten().map(|file| weight(&file.path())).sum();
    }
    fs::metadata(path).map_or(0, |file| file.len())
}

/// The most memory this process had at once, in MB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes =
        line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) >> 10
}

/// Processor time of this process so far, in hundredths of a second.
fn worked() -> u64 {
    let line = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = line.rsplit(')').next().unwrap_or_default();
    let times = after_name.split_whitespace().skip(11).take(2);
    times.filter_map(|time| time.parse::<u64>().ok()).sum()
}

fn micros(hundredths: u64, texts: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    let mean = hundredths as f64 * 10_000.0 / texts as f64;
    mean
}

/// Begins to measure the peak anew.
fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}
