//! Opinion groups beside red-dwarf, the Python port of Polis: speed, memory, and how far
//! both agree with the groups Polis itself gave (or, in made-up votes, with the groups
//! that were planted).

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use koreplan_text::opinions::{self, Choice, Vote};
use serde_json::{Value, json};

use super::Failed;

#[path = "../../tests/text/polis.rs"]
mod polis;

/// Names the file of votes when this program measures itself in a process of its own, so
/// that the peak of memory is that of one set.
const ALONE: &str = "BENCH_OPINIONS";

pub fn bench() -> Result<(), Failed> {
    if let Some(file) = env::var_os(ALONE) {
        return alone(Path::new(&file));
    }
    let python = env::var("PEERS").map_err(|_| "PEERS names no Python")?;
    let peer =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bench/peers/opinions.py");
    let mut sets = Vec::new();
    for name in polis::SETS {
        if let Some(export) = polis::read(name) {
            sets.push((name.to_owned(), export, true));
        }
    }
    sets.push(("10,000 x 300".into(), made_up(10_000, 300), true));
    sets.push(("100,000 x 500".into(), made_up(100_000, 500), false));
    println!(
        "{:<26}{:>11}{:>11}{:>10}{:>8}{:>9}{:>9}{:>16}{:>16}",
        "opinion groups",
        "votes",
        "Køreplan",
        "red-dwarf",
        "ratio",
        "MB",
        "MB",
        "same groups",
        "same groups"
    );
    for (name, export, with_peer) in sets {
        let file = write(&export)?;
        let ours = measured(
            Command::new(env::current_exe()?).arg("opinions").env(ALONE, &file),
        )?;
        let theirs = if with_peer {
            let rounds = if export.votes.len() > 100_000 { "1" } else { "3" };
            Some(measured(Command::new(&python).arg(&peer).arg(&file).arg(rounds))?)
        } else {
            None
        };
        fs::remove_file(file)?;
        print_row(&name, &export, &ours, theirs.as_ref());
    }
    println!(
        "same groups: adjusted Rand index, and participants in the same group of those both \
         have grouped"
    );
    Ok(())
}

fn print_row(
    name: &str,
    export: &polis::Export,
    ours: &Outcome,
    theirs: Option<&Outcome>,
) {
    let same = |outcome: &Outcome| {
        let (index, same, of) = polis::agreement(&outcome.groups, &export.groups);
        format!("{index:.3} {same}/{of}")
    };
    let dash = || "-".to_owned();
    println!(
        "{name:<26}{:>11}{:>8.1} ms{:>10}{:>8}{:>9.0}{:>9}  {:<18}{}",
        export.votes.len(),
        ours.ms,
        theirs.map_or_else(dash, |theirs| format!("{:.0} ms", theirs.ms)),
        theirs.map_or_else(dash, |theirs| format!("{:.0} x", theirs.ms / ours.ms)),
        ours.kb / 1024.0,
        theirs.map_or_else(dash, |theirs| format!("{:.0}", theirs.kb / 1024.0)),
        same(ours),
        theirs.map_or_else(dash, same),
    );
}

/// What a run said of itself.
struct Outcome {
    ms: f64,
    /// Peak of memory, in KiB.
    kb: f64,
    groups: Vec<Option<usize>>,
}

fn measured(command: &mut Command) -> Result<Outcome, Failed> {
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let said: Value = serde_json::from_slice(&output.stdout)?;
    let mut groups = Vec::new();
    for (who, group) in said["groups"].as_object().into_iter().flatten() {
        let who: usize = who.parse()?;
        if groups.len() <= who {
            groups.resize(who + 1, None);
        }
        groups[who] = group.as_u64().and_then(|group| usize::try_from(group).ok());
    }
    let number = |name: &str| said[name].as_f64().ok_or("no figure");
    Ok(Outcome { ms: number("ms")?, kb: number("kb")?, groups })
}

/// Measures this engine on one file, and says so as the peer does.
fn alone(file: &Path) -> Result<(), Failed> {
    let (participants, hidden, votes) = read(file)?;
    let mut times = Vec::new();
    let mut groups = serde_json::Map::new();
    for _ in 0..7 {
        let begun = Instant::now();
        let found = opinions::read(participants, &hidden, &votes)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        let places = found.places.iter().enumerate();
        groups = places
            .filter_map(|(who, place)| Some((who.to_string(), json!(place.group?))))
            .collect();
    }
    times.sort_by(f64::total_cmp);
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak: u64 =
        peak.and_then(|peak| peak.split_whitespace().next()).ok_or("no peak")?.parse()?;
    println!("{}", json!({"ms": times[times.len() / 2], "kb": peak, "groups": groups}));
    Ok(())
}

fn write(export: &polis::Export) -> Result<PathBuf, Failed> {
    let file =
        env::temp_dir().join(format!("koreplan-bench-votes-{}.csv", std::process::id()));
    let mut writer = csv::Writer::from_path(&file)?;
    for (statement, _) in export.hidden.iter().enumerate().filter(|(_, hidden)| **hidden)
    {
        writer.write_record(["hidden", &statement.to_string(), ""])?;
    }
    for vote in &export.votes {
        let value = match vote.choice {
            Choice::Agree => "1",
            Choice::Pass => "0",
            Choice::Disagree => "-1",
        };
        writer.write_record([
            &vote.participant.to_string(),
            &vote.statement.to_string(),
            value,
        ])?;
    }
    writer.flush()?;
    Ok(file)
}

fn read(file: &Path) -> Result<(usize, Vec<bool>, Vec<Vote>), Failed> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(file)?;
    let (mut hidden, mut votes, mut participants) = (Vec::new(), Vec::new(), 0);
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        let statement: u32 = row[1].parse()?;
        let at = usize::try_from(statement)?;
        if hidden.len() <= at {
            hidden.resize(at + 1, false);
        }
        let choice = match &row[2] {
            "1" => Choice::Agree,
            "0" => Choice::Pass,
            "-1" => Choice::Disagree,
            _ => {
                hidden[at] = true;
                continue;
            }
        };
        let participant: u32 = row[0].parse()?;
        participants = participants.max(usize::try_from(participant)? + 1);
        votes.push(Vote { participant, statement, choice });
    }
    Ok((participants, hidden, votes))
}

/// Votes of three groups that differ on three statements out of four; everybody votes on
/// about a fifth.
fn made_up(participants: u32, statements: u32) -> polis::Export {
    let mut state = 4_u64;
    let mut chance = move || {
        // Marsaglia's xorshift, as a number below 1000.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % 1000
    };
    let leaning: Vec<[u64; 3]> = (0..statements)
        .map(|statement| {
            let lean = [0; 3].map(|_| if chance() < 500 { 200 } else { 800 });
            if statement % 4 == 0 { [650; 3] } else { lean }
        })
        .collect();
    let (mut votes, mut groups) = (Vec::new(), Vec::new());
    for participant in 0..participants {
        let group = match chance() {
            0..500 => 0,
            500..800 => 1,
            _ => 2,
        };
        groups.push(Some(group));
        for statement in 0..statements {
            if chance() >= 200 {
                continue;
            }
            let agrees = leaning[statement as usize][group];
            let choice = match chance() {
                0..150 => Choice::Pass,
                _ if chance() < agrees => Choice::Agree,
                _ => Choice::Disagree,
            };
            votes.push(Vote { participant, statement, choice });
        }
    }
    let hidden = vec![false; statements as usize];
    polis::Export { hidden, votes, groups }
}
