//! Campaigns beside rensa and datasketch, and beside the least a program can do.
//!
//! Each runs as a program of its own on the same letters from one file, one after the
//! other in each of three rounds; reading the file is not counted. Rensa takes minutes and
//! runs in the first round only. Datasketch does, too, and gets the first letters of the
//! file only; that is to its advantage. A figure is the median, a share the ratio of
//! medians. Quality is over pairs of letters (see
//! `letters::quality`). `campaigns stream [SIZE]` groups a docket that is never in memory.

#![expect(
    clippy::cast_precision_loss,
    reason = "figures for a table, far below where they would lose anything"
)]

#[path = "letters.rs"]
mod letters;

use std::{
    convert::Infallible,
    env, fs,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use koreplan_text::campaigns::{Campaign, Grouper, Joiner, group};
use letters::{Letters, Quality, quality};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::Failed;

const ROUNDS: usize = 3;

/// Letters for datasketch.
const SAMPLE: usize = 100_000;

/// Letters that are written at a time.
const BATCH: usize = 20_000;

/// Stands for a letter that is in no group.
const ALONE: u32 = u32::MAX;

const PROGRAMS: [&str; 4] = ["Køreplan", "limit", "rensa", "datasketch"];

/// Those of them that others wrote.
const PEERS: [&str; 2] = ["rensa", "datasketch"];

pub fn bench(more: &[&str]) -> Result<(), Failed> {
    match more {
        [] => table(1_000_000),
        ["run", what, texts, groups] => run(what, Path::new(texts), Path::new(groups)),
        ["stream"] => stream(22_000_000),
        ["stream", size] => stream(size.parse()?),
        [size] => table(size.parse()?),
        _ => Err("bench text campaigns [SIZE | stream [SIZE]]".into()),
    }
}

/// What one program did with the letters.
struct Outcome {
    seconds: f64,
    /// KiB
    peak: u64,
    quality: Quality,
}

fn table(size: usize) -> Result<(), Failed> {
    let python = env::var("PEERS").map_err(|_| "PEERS names the Python of the peers")?;
    let folder = Folder::new()?;
    let texts = folder.0.join("texts");
    let letters = Letters::new(size);
    let bytes = write_letters(&letters, &texts)?;
    let count = |program| match program {
        "datasketch" => size.min(SAMPLE),
        _ => size,
    };
    println!("campaigns: {size} letters of {} bytes on average", bytes / size as u64);

    let mut outcomes: [Vec<Outcome>; PROGRAMS.len()] = Default::default();
    for round in 0..ROUNDS {
        for (program, outcomes) in PROGRAMS.iter().zip(&mut outcomes) {
            if round > 0 && PEERS.contains(program) {
                continue;
            }
            let groups = folder.0.join("groups");
            let program = *program;
            let mut command = match program {
                _ if PEERS.contains(&program) => {
                    let mut command = Command::new(&python);
                    let script = "examples/bench/peers/campaigns.py";
                    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(script));
                    command.arg(program).arg(&texts).arg(count(program).to_string());
                    command
                }
                _ => {
                    let mut command = Command::new(env::current_exe()?);
                    command.args(["campaigns", "run", program]).arg(&texts);
                    command
                }
            };
            let output = command.arg(&groups).output()?;
            if !output.status.success() {
                let error = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(format!("{program}: {error}").into());
            }
            let printed = String::from_utf8(output.stdout)?;
            let mut lines = printed.lines();
            let (seconds, peak) =
                lines.next().and_then(|line| line.split_once(' ')).ok_or("no figures")?;
            let quality = judge(&letters, &fs::read(&groups)?);
            eprintln!("{program}: {seconds} s");
            outcomes.push(Outcome {
                seconds: seconds.parse()?,
                peak: peak.parse()?,
                quality,
            });
            if outcomes.len() == ROUNDS {
                lines.for_each(|line| println!("{line}"));
            }
        }
    }

    println!("| program | letters | letters/s | ratio | peak MiB | precision | recall |");
    println!("|---|---|---|---|---|---|---|");
    let mut ours = 0.0;
    for (program, mut outcomes) in PROGRAMS.into_iter().zip(outcomes) {
        outcomes.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let Outcome { seconds, peak, quality } = &outcomes[outcomes.len() / 2];
        let count = count(program);
        let rate = count as f64 / seconds;
        if program == PROGRAMS[0] {
            ours = rate;
        }
        println!(
            "| {program} | {count} | {rate:.0} | {:.2} | {} | {:.4} | {:.4} |",
            ours / rate,
            peak / 1024,
            quality.precision,
            quality.recall,
        );
    }
    Ok(())
}

/// A folder that is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Failed> {
        let name = format!("koreplan-campaigns-{}", std::process::id());
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn write_letters(letters: &Letters, file: &Path) -> Result<u64, Failed> {
    let mut file = BufWriter::new(fs::File::create(file)?);
    let mut bytes = 0;
    for start in (0..letters.size).step_by(BATCH) {
        for text in batch(letters, start) {
            bytes += text.len() as u64;
            file.write_all(text.as_bytes())?;
            file.write_all(&[0])?;
        }
    }
    file.flush()?;
    Ok(bytes)
}

fn batch(letters: &Letters, start: usize) -> Vec<String> {
    let end = letters.size.min(start + BATCH);
    (start..end).into_par_iter().map(|number| letters.text(number)).collect()
}

fn judge(letters: &Letters, groups: &[u8]) -> Quality {
    let found: Vec<Option<u64>> = groups
        .chunks_exact(4)
        .map(|group| u32::from_le_bytes([group[0], group[1], group[2], group[3]]))
        .map(|group| (group != ALONE).then_some(u64::from(group)))
        .collect();
    let labels: Vec<u64> = (0..found.len()).map(|number| letters.label(number)).collect();
    quality(&labels, &found)
}

/// What a program of ours does with the letters in a file; it prints as the peers do.
fn run(what: &str, texts: &Path, groups: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(texts)?;
    let texts: Vec<&str> = text.split_terminator('\0').collect();
    let mut found = vec![ALONE; texts.len()];
    let began = Instant::now();
    if what == "limit" {
        copies(&texts, &mut found);
        println!("{} {}", began.elapsed().as_secs_f64(), peak()?);
    } else {
        let campaigns = group(&texts);
        println!("{} {}", began.elapsed().as_secs_f64(), peak()?);
        mark(&campaigns, &mut found);
        println!("{}", joining(&texts, &campaigns));
    }
    let bytes: Vec<u8> = found.iter().flat_map(|group| group.to_le_bytes()).collect();
    Ok(fs::write(groups, bytes)?)
}

/// The least: exact copies, by a hash of each letter as it is.
fn copies(texts: &[&str], found: &mut [u32]) {
    let hash = |(number, text): (usize, &&str)| (xxh3_128(text.as_bytes()), number);
    let mut hashes: Vec<(u128, usize)> = texts.par_iter().enumerate().map(hash).collect();
    hashes.par_sort_unstable();
    let groups = hashes.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    for (group, copies) in (0..).zip(groups) {
        for (_, number) in copies {
            found[*number] = group;
        }
    }
}

fn mark(campaigns: &[Campaign], found: &mut [u32]) {
    for (group, campaign) in (0..).zip(campaigns) {
        for member in &campaign.members {
            found[member.text] = group;
        }
    }
}

/// How long one letter takes to find its campaign among all there are.
fn joining(texts: &[&str], campaigns: &[Campaign]) -> String {
    let mut joiner = Joiner::new();
    for (id, campaign) in (0..).zip(campaigns) {
        joiner.add(id, texts[campaign.template]);
    }
    let mut times: Vec<Duration> = texts
        .iter()
        .take(10_000)
        .map(|text| {
            let began = Instant::now();
            std::hint::black_box(joiner.join(text));
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    let micros = |share: usize| {
        times.get(times.len() * share / 1000).map_or(0, Duration::as_micros)
    };
    format!(
        "one letter among {} campaigns: median {} µs, 99.9 of 100 within {} µs",
        campaigns.len(),
        micros(500),
        micros(999),
    )
}

/// A docket that is never in memory: the letters are written as they are asked for.
fn stream(size: usize) -> Result<(), Failed> {
    let letters = Letters::new(size);
    let began = Instant::now();
    let mut writing = Duration::ZERO;
    let mut write = |numbers: &[usize]| -> Vec<String> {
        let began = Instant::now();
        let texts = numbers.par_iter().map(|number| letters.text(*number)).collect();
        writing += began.elapsed();
        texts
    };
    let mut grouper = Grouper::new();
    let numbers: Vec<usize> = (0..size).collect();
    for batch in numbers.chunks(BATCH) {
        grouper.read(&write(batch));
    }
    drop(numbers);
    let campaigns = grouper.finish::<_, Infallible>(|numbers| Ok(write(numbers)));
    let campaigns = match campaigns {
        Ok(campaigns) => campaigns,
        Err(never) => match never {},
    };
    let (took, peak) = (began.elapsed(), peak()?);
    let mut found = vec![ALONE; size];
    mark(&campaigns, &mut found);
    let bytes: Vec<u8> = found.iter().flat_map(|group| group.to_le_bytes()).collect();
    let quality = judge(&letters, &bytes);
    println!(
        "{size} letters, {} campaigns: {:.1} s ({:.1} s without writing them), peak {} MiB, \
         precision {:.4}, recall {:.4}",
        campaigns.len(),
        took.as_secs_f64(),
        took.saturating_sub(writing).as_secs_f64(),
        peak / 1024,
        quality.precision,
        quality.recall,
    );
    Ok(())
}

/// The most memory this program has had, in KiB.
fn peak() -> Result<u64, Failed> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.split_whitespace().next()).ok_or("no VmHWM")?;
    Ok(peak.parse()?)
}
