//! Exports of real Polis conversations: the votes, and the group Polis gave each
//! participant.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use koreplan_text::opinions::{Choice, Vote};

/// The exports that have votes.
pub const SETS: [&str; 5] = [
    "15-per-hour-seattle",
    "brexit-consensus",
    "london.youth.policing",
    "scoop-hivemind.freshwater",
    "vtaiwan.uberx",
];

/// One export, with participants and statements counted from 0.
pub struct Export {
    /// Moderated out, by statement.
    pub hidden: Vec<bool>,
    pub votes: Vec<Vote>,
    /// The group Polis gave, by participant.
    pub groups: Vec<Option<usize>>,
}

/// Where a set lies: in `shared/data` beside the project or further up.
pub fn folder(set: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut folders = above.map(|above| above.join("shared/data/polis").join(set));
    let found = folders.find(|folder| folder.join("participants-votes.csv").is_file());
    if found.is_none() {
        eprintln!("not run: shared/data/polis/{set} is missing beside the project");
    }
    found
}

pub fn read(set: &str) -> Option<Export> {
    let folder = folder(set)?;
    let rows = |file| csv::Reader::from_path(folder.join(file)).expect("the file opens");
    let mut comments = rows("comments.csv");
    let heads = comments.headers().expect("a head line").clone();
    let column =
        |name: &str| heads.iter().position(|head| head == name).expect("the column");
    let (id, moderated) = (column("comment-id"), column("moderated"));
    let out: BTreeMap<String, bool> = comments
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| (row[id].to_owned(), &row[moderated] == "-1"))
        .collect();
    let mut matrix = rows("participants-votes.csv");
    let heads = matrix.headers().expect("a head line").clone();
    let first =
        heads.iter().position(|head| head == "n-disagree").expect("the column") + 1;
    let group = heads.iter().position(|head| head == "group-id").expect("the column");
    let hidden = heads.iter().skip(first).map(|id| out[id]).collect();
    let (mut votes, mut groups) = (Vec::new(), Vec::new());
    for (participant, row) in matrix.records().enumerate() {
        let row = row.expect("a row");
        groups.push(row[group].parse().ok());
        for (statement, cell) in row.iter().skip(first).enumerate() {
            let choice = match cell {
                "1" => Choice::Agree,
                "0" => Choice::Pass,
                "-1" => Choice::Disagree,
                _ => continue,
            };
            let number = |index| u32::try_from(index).expect("small");
            votes.push(Vote {
                participant: number(participant),
                statement: number(statement),
                choice,
            });
        }
    }
    Some(Export { hidden, votes, groups })
}

/// How far two groupings agree on those both have grouped: the adjusted Rand index
/// (Hubert & Arabie 1985), the number that agree when groups are matched as well as can
/// be, and the number compared.
pub fn agreement(one: &[Option<usize>], other: &[Option<usize>]) -> (f64, usize, usize) {
    let pairs: Vec<(usize, usize)> = one
        .iter()
        .zip(other)
        .filter_map(|(one, other)| Some(((*one)?, (*other)?)))
        .collect();
    let mut cells: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let (mut rows, mut columns) =
        (BTreeMap::<usize, usize>::new(), BTreeMap::<usize, usize>::new());
    for (one, other) in &pairs {
        *cells.entry((*one, *other)).or_default() += 1;
        *rows.entry(*one).or_default() += 1;
        *columns.entry(*other).or_default() += 1;
    }
    let two = |count: &usize| {
        let count = f64::from(u32::try_from(*count).expect("a count of participants"));
        count * (count - 1.0) / 2.0
    };
    let together: f64 = cells.values().map(two).sum();
    let (row, column): (f64, f64) =
        (rows.values().map(two).sum(), columns.values().map(two).sum());
    let by_chance = row * column / two(&pairs.len());
    let index = (together - by_chance) / (f64::midpoint(row, column) - by_chance);
    let (rows, columns): (Vec<_>, Vec<_>) =
        (rows.into_keys().collect(), columns.into_keys().collect());
    (index, matched(&rows, &columns, &cells), pairs.len())
}

/// The most that agree over all ways to match groups.
fn matched(
    rows: &[usize],
    columns: &[usize],
    cells: &BTreeMap<(usize, usize), usize>,
) -> usize {
    let Some((row, rows)) = rows.split_first() else { return 0 };
    let without = matched(rows, columns, cells);
    columns.iter().fold(without, |most, column| {
        let left: Vec<usize> =
            columns.iter().copied().filter(|other| other != column).collect();
        let here = cells.get(&(*row, *column)).unwrap_or(&0);
        most.max(here + matched(rows, &left, cells))
    })
}
