//! Reading and writing code books.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    open_data::rules::{Cell, csv, csv_text},
    refusal::Message,
    web::form::{LINE, TEXT},
};

/// A topic in a code book.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Code {
    pub code: String,
    pub title: String,
    pub description: String,
    /// The code of the topic it is a part of; empty for none.
    pub parent: String,
    /// The code of the municipalities' subject classification; empty for none.
    pub kle: String,
    /// The slug of the area; empty for the one chosen at import.
    pub area: String,
}

/// What a column is called in the file.
const HEADS: [&str; 6] = ["code", "title", "description", "parent", "kle", "area"];

/// A code book as CSV, with commas.
pub fn csv_of(codes: &[Code]) -> Vec<u8> {
    let cells = |one: &Code| {
        [&one.code, &one.title, &one.description, &one.parent, &one.kle, &one.area]
            .map(|text| Cell::Text(text.clone()))
            .to_vec()
    };
    csv(&HEADS, codes.iter().map(cells))
}

/// Something is wrong with a row. Lines count from 1; in JSON, entries do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: u64,
    pub what: Wrong,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    Unreadable(String),
    /// The head of the file has no column of this name.
    NoColumn(&'static str),
    NoCode,
    NoTitle,
    TooLong,
    Twice(String),
    /// Another topic of the case has the code.
    Taken(String),
    NoParent(String),
    /// The parent is a sub-topic itself.
    ThirdLevel(String),
    NoKle(String),
    NoArea(String),
}

impl Fault {
    pub fn message(&self) -> Message {
        let say = |key| Message::new(key).with("line", self.line.to_string());
        match &self.what {
            Wrong::Unreadable(why) => {
                say("code-fault-unreadable").with("why", why.clone())
            }
            Wrong::NoColumn(name) => say("code-fault-column").with("name", *name),
            Wrong::NoCode => say("code-fault-no-code"),
            Wrong::NoTitle => say("code-fault-no-title"),
            Wrong::TooLong => say("code-fault-too-long"),
            Wrong::Twice(code) => say("code-fault-twice").with("code", code.clone()),
            Wrong::Taken(code) => say("code-fault-taken").with("code", code.clone()),
            Wrong::NoParent(code) => say("code-fault-parent").with("code", code.clone()),
            Wrong::ThirdLevel(code) => say("code-fault-level").with("code", code.clone()),
            Wrong::NoKle(kle) => say("code-fault-kle").with("code", kle.clone()),
            Wrong::NoArea(area) => say("code-fault-area").with("area", area.clone()),
        }
    }
}

/// Reads a code book: JSON if it begins like a list, else CSV with commas or semicolons.
///
/// # Errors
/// The rows that can't be read, by line.
pub fn read(text: &str) -> Result<Vec<(u64, Code)>, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('[') { read_json(text) } else { read_csv(text) }
}

fn read_json(text: &str) -> Result<Vec<(u64, Code)>, Vec<Fault>> {
    let unreadable = |line, error: serde_json::Error| Fault {
        line,
        what: Wrong::Unreadable(error.to_string()),
    };
    let rows: Vec<serde_json::Value> = serde_json::from_str(text)
        .map_err(|e| vec![unreadable(u64::try_from(e.line()).unwrap_or(1), e)])?;
    let rows = (1..).zip(rows).map(|(line, row)| {
        serde_json::from_value(row)
            .map(|code| (line, code))
            .map_err(|e| unreadable(line, e))
    });
    parted(rows)
}

fn read_csv(text: &str) -> Result<Vec<(u64, Code)>, Vec<Fault>> {
    let head = text.lines().next().unwrap_or_default();
    let semicolons = head.matches(';').count() > head.matches(',').count();
    let mut csv = csv::ReaderBuilder::new()
        .delimiter(if semicolons { b';' } else { b',' })
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let unreadable = |line, error: csv::Error| Fault {
        line,
        what: Wrong::Unreadable(error.to_string()),
    };
    let heads = csv.headers().map_err(|e| vec![unreadable(1, e)])?.clone();
    let column =
        |name: &str| heads.iter().position(|head| head.eq_ignore_ascii_case(name));
    let missing: Vec<Fault> = ["code", "title"]
        .into_iter()
        .filter(|name| column(name).is_none())
        .map(|name| Fault { line: 1, what: Wrong::NoColumn(name) })
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let columns = HEADS.map(column);
    let rows = csv.records().map(|row| {
        let row = row.map_err(|e| {
            let line = e.position().map_or(0, csv::Position::line);
            unreadable(line, e)
        })?;
        let [code, title, description, parent, kle, area] = columns
            .map(|at| csv_text(at.and_then(|at| row.get(at)).unwrap_or_default()))
            .map(ToOwned::to_owned);
        let line = row.position().map_or(0, csv::Position::line);
        Ok((line, Code { code, title, description, parent, kle, area }))
    });
    parted(rows)
}

/// All rows, or all that is wrong with them.
fn parted<T>(rows: impl Iterator<Item = Result<T, Fault>>) -> Result<Vec<T>, Vec<Fault>> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Ok(row) => good.push(row),
            Err(fault) => bad.push(fault),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}

/// The rows that are new, those without a parent first.
///
/// A row whose code and title are in the case already is left as it is there.
///
/// # Errors
/// All that is wrong, by line.
pub fn check(
    rows: Vec<(u64, Code)>,
    known: &[Code],
    areas: &[&str],
) -> Result<Vec<Code>, Vec<Fault>> {
    let known: BTreeMap<&str, &Code> = known
        .iter()
        .filter(|k| !k.code.is_empty())
        .map(|k| (k.code.as_str(), k))
        .collect();
    let here: BTreeMap<String, bool> =
        rows.iter().map(|(_, row)| (row.code.clone(), row.parent.is_empty())).collect();
    let is_top = |code: &str| {
        here.get(code).copied().or_else(|| known.get(code).map(|k| k.parent.is_empty()))
    };
    let mut seen = BTreeSet::new();
    let wrong = |row: &Code, is_new_here: bool| {
        let too_long = [&row.code, &row.title, &row.parent, &row.kle]
            .into_iter()
            .any(|text| text.chars().count() > LINE)
            || row.description.chars().count() > TEXT;
        let taken = known.get(row.code.as_str()).is_some_and(|k| k.title != row.title);
        Some(if row.code.is_empty() {
            Wrong::NoCode
        } else if row.title.is_empty() {
            Wrong::NoTitle
        } else if too_long {
            Wrong::TooLong
        } else if !is_new_here {
            Wrong::Twice(row.code.clone())
        } else if taken {
            Wrong::Taken(row.code.clone())
        } else if !row.kle.is_empty() && !is_kle(&row.kle) {
            Wrong::NoKle(row.kle.clone())
        } else if !row.area.is_empty() && !areas.contains(&row.area.as_str()) {
            Wrong::NoArea(row.area.clone())
        } else if row.parent.is_empty() {
            return None;
        } else {
            match is_top(&row.parent) {
                Some(true) if row.parent != row.code => return None,
                Some(_) => Wrong::ThirdLevel(row.parent.clone()),
                None => Wrong::NoParent(row.parent.clone()),
            }
        })
    };
    let checked = rows.into_iter().map(|(line, row)| {
        let is_new_here = seen.insert(row.code.clone());
        match wrong(&row, is_new_here) {
            None => Ok(row),
            Some(what) => Err(Fault { line, what }),
        }
    });
    let mut new = parted(checked)?;
    new.retain(|row| !known.contains_key(row.code.as_str()));
    new.sort_by_key(|row| !row.parent.is_empty());
    Ok(new)
}

/// Whether this is a code of the municipalities' subject classification: main group,
/// group, subject, with or without a facet: `27.36.04`, `27.36.04-G01`.
pub fn is_kle(text: &str) -> bool {
    let (number, facet) = match text.split_once(['-', ' ']) {
        Some((number, facet)) => (number, Some(facet)),
        None => (text, None),
    };
    let two = |part: &str| part.len() == 2 && part.bytes().all(|c| c.is_ascii_digit());
    let facet = facet.is_none_or(|facet| {
        facet.len() == 3
            && facet.starts_with(|c: char| c.is_ascii_uppercase())
            && two(&facet[1..])
    });
    (1..=3).contains(&number.split('.').count()) && number.split('.').all(two) && facet
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(faults: Vec<Fault>) -> Vec<(u64, Wrong)> {
        faults.into_iter().map(|fault| (fault.line, fault.what)).collect()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let codes = [Code {
            code: "1".into(),
            title: "=Post; breve, \"pakker\"".into(),
            description: "To\nlinjer".into(),
            kle: "27.36.04".into(),
            ..Code::default()
        }];
        let csv = String::from_utf8(csv_of(&codes)).unwrap();
        assert!(csv.contains("\"'=Post"), "no spreadsheet runs it: {csv}");
        assert_eq!(read(&csv).unwrap()[0].1, codes[0]);
        let json = serde_json::to_string(&codes).unwrap();
        assert_eq!(read(&json).unwrap()[0].1, codes[0]);
    }

    #[test]
    fn a_file_of_a_danish_spreadsheet_is_read() {
        let rows = read("\u{feff}Title;Code\nPost, breve;1\n").unwrap();
        assert_eq!((rows[0].0, rows[0].1.title.as_str()), (2, "Post, breve"));
    }

    #[test]
    fn everything_that_is_wrong_is_said_by_line() {
        let rows = read(
            "code,title,parent,kle,area\n1,Post,,,\n,Uden,,,\n1,Igen,,,\n2,Under,9,,\n\
             3,Kle,,7.1,\n4,Sted,,,månen\n5,Barn,1,,\n6,Barnebarn,5,,\n7,Kendt,,,\n",
        );
        let known = [Code { code: "7".into(), title: "Anden".into(), ..Code::default() }];
        assert_eq!(
            lines(check(rows.unwrap(), &known, &["skole"]).unwrap_err()),
            [
                (3, Wrong::NoCode),
                (4, Wrong::Twice("1".into())),
                (5, Wrong::NoParent("9".into())),
                (6, Wrong::NoKle("7.1".into())),
                (7, Wrong::NoArea("månen".into())),
                (9, Wrong::ThirdLevel("5".into())),
                (10, Wrong::Taken("7".into())),
            ]
        );
        assert_eq!(
            lines(read("navn\nx\n").unwrap_err()),
            [(1, Wrong::NoColumn("code")), (1, Wrong::NoColumn("title")),]
        );
        assert_eq!(lines(read("code,title\n1,a,b\n").unwrap_err())[0].0, 2);
        assert_eq!(
            lines(read("[{\"code\":\"1\"},{\"kode\":\"2\"}]").unwrap_err())[0].0,
            2
        );
    }

    #[test]
    fn what_is_known_is_left_and_parents_come_first() {
        let rows = read("code,title,parent\n3,C,2\n2,B,\n1,A,\n").unwrap();
        let known = [Code { code: "1".into(), title: "A".into(), ..Code::default() }];
        let new = check(rows, &known, &[]).unwrap();
        assert_eq!(new.iter().map(|one| &*one.code).collect::<Vec<_>>(), ["2", "3"]);
    }

    #[test]
    fn codes_of_the_classification_are_told_from_other_numbers() {
        for right in ["27", "27.36", "27.36.04", "27.36.04-G01", "27.36.04 P22"] {
            assert!(is_kle(right), "{right}");
        }
        for wrong in ["", "7", "27.", "27.36.04.01", "27.36.04-G1", "27.36.04-g01", "æø"]
        {
            assert!(!is_kle(wrong), "{wrong}");
        }
    }
}
