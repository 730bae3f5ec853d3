//! Inputs from files of other kinds than CSV: sheets, JSON lines, e-mails, and packed
//! letters. Each becomes the rows that a CSV file would have had, so that the same rules
//! say which are good.

use std::{collections::BTreeMap, path::Path};

use koreplan_letters::{
    kind,
    sandbox::{self, Fault},
    table::{self, Table},
    work::{Answer, Job, Member},
};

use super::import::{self, Mapping, Rows};

/// Reads a file's rows by what its name says it is. What strangers wrote and only a
/// parser understands is read by a worker: `program` is this binary.
///
/// # Errors
/// A sentence when nothing can be read; bad rows are among the rows.
pub fn read(
    name: &str,
    bytes: &[u8],
    mapping: &Mapping,
    program: &Path,
) -> Result<Rows, String> {
    match kind::ending(name).to_lowercase().as_str() {
        "jsonl" | "ndjson" => {
            let table = table::json_lines(bytes).map_err(|e| e.to_string())?;
            rows_of(table, mapping)
        }
        "xlsx" | "zip" | "eml" => match asked(name, bytes, program)? {
            Answer::Rows(table) => rows_of(table, mapping),
            Answer::Letters(members) => letters(members, mapping),
            Answer::Attachment(_) => Err(Fault::Nonsense.to_string()),
        },
        _ => import::read(bytes, mapping),
    }
}

fn asked(name: &str, bytes: &[u8], program: &Path) -> Result<Answer, String> {
    let job = Job::Bulk { name: name.to_owned() };
    let report = sandbox::run(program, &job, bytes).map_err(|fault| fault.to_string())?;
    report.outcome.map_err(|refused| refused.to_string())
}

/// The rows of a table, each known by its line in the file it came from.
fn rows_of(table: Table, mapping: &Mapping) -> Result<Rows, String> {
    let written = |e: csv::Error| e.to_string();
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(&table.head).map_err(written)?;
    // In the CSV a row may take several lines: where each begins leads back.
    let mut lines = BTreeMap::new();
    let mut at = 1 + breaks(&table.head);
    for (line, cells) in &table.rows {
        at += 1;
        lines.insert(at, *line);
        at += breaks(cells);
        csv.write_record(cells).map_err(written)?;
    }
    let csv = csv.into_inner().map_err(|e| e.to_string())?;
    let mut rows = import::read(csv.as_slice(), mapping)?;
    let back = |line: u64| lines.get(&line).copied().unwrap_or(line);
    for row in &mut rows.good {
        row.line = back(row.line);
    }
    for row in &mut rows.bad {
        row.line = back(row.line);
    }
    rows.bad.extend(
        table.bad.into_iter().map(|(line, reason)| import::BadRow { line, reason }),
    );
    rows.bad.sort_by_key(|bad| bad.line);
    Ok(rows)
}

fn breaks(cells: &[String]) -> u64 {
    cells.iter().map(|cell| cell.matches('\n').count() as u64).sum()
}

/// The columns that letters have of themselves.
const HEAD: [&str; 5] = ["text", "name", "email", "id", "received"];

/// The letters of a packed file, in its order; a bad one is called by its name.
fn letters(members: Vec<Member>, mapping: &Mapping) -> Result<Rows, String> {
    if let Some(column) = mapping.values().find(|column| !HEAD.contains(&column.as_str()))
    {
        let there = HEAD.join(", ");
        return Err(format!("letters have no column {column}: they have {there}"));
    }
    let mut names = BTreeMap::new();
    let mut table =
        Table { head: HEAD.map(ToOwned::to_owned).to_vec(), ..Table::default() };
    for (number, member) in (1_u64..).zip(members) {
        match member.letter {
            Ok(letter) => {
                // Two senders may send the same words: what tells them apart is the
                // message's own id, or which member of the file it was.
                let id =
                    if letter.id.is_empty() { member.name.clone() } else { letter.id };
                let sent = letter.sent.map_or(String::new(), |ms| ms.to_string());
                let row =
                    vec![letter.text, letter.from_name, letter.from_address, id, sent];
                table.rows.push((number, row));
            }
            Err(refused) => table.bad.push((number, refused.to_string())),
        }
        names.insert(number, member.name);
    }
    let mapping = if mapping.is_empty() {
        HEAD.map(|head| (head.to_owned(), head.to_owned())).into()
    } else {
        mapping.clone()
    };
    let mut rows = rows_of(table, &mapping)?;
    for bad in &mut rows.bad {
        if let Some(name) = names.get(&bad.line) {
            bad.reason = format!("{name}: {}", bad.reason);
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use koreplan_letters::{Refused, work::Letter};

    use super::*;

    fn json(lines: &str) -> Rows {
        let mapping = Mapping::from([("name".to_owned(), "who".to_owned())]);
        read("a.jsonl", lines.as_bytes(), &mapping, Path::new("")).unwrap()
    }

    #[test]
    fn json_lines_follow_the_rules_of_rows_with_their_own_line_numbers() {
        let rows = json(
            "{\"text\":\"Et\\nbrev\",\"who\":\"Hanne\"}\n\n{\"text\":\"\"}\nnej\n{\"text\":\"To\"}\n",
        );

        let good: Vec<_> =
            rows.good.iter().map(|row| (row.line, &*row.submission.body)).collect();
        assert_eq!(good, [(1, "Et\nbrev"), (5, "To")]);
        assert_eq!(rows.good[0].submission.name, "Hanne");
        assert_eq!(rows.bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(rows.bad[0].reason, "the text is empty");
    }

    #[test]
    fn equal_letters_of_two_members_are_two_and_a_bad_one_is_named() {
        let letter = |name: &str, text: &str| Member {
            name: name.into(),
            letter: Ok(Letter { text: text.into(), ..Letter::default() }),
        };
        let bad = Member { name: "c.exe".into(), letter: Err(Refused::Locked) };
        let members = vec![
            letter("a.txt", "Hej"),
            letter("b.txt", "Hej"),
            bad,
            letter("d.pdf", ""),
        ];

        let rows = letters(members, &Mapping::new()).unwrap();

        assert_eq!(rows.good.len(), 2);
        assert_ne!(rows.good[0].key, rows.good[1].key);
        let reasons: Vec<_> = rows.bad.iter().map(|bad| &*bad.reason).collect();
        assert_eq!(
            reasons,
            ["c.exe: the file is locked with a password", "d.pdf: the text is empty"]
        );
    }
}
