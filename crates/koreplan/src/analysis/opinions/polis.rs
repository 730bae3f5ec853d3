//! A Polis export: which of its files is which, and what they hold. Participants come
//! with their numbers; names, outside ids and authors are not read.

use std::collections::BTreeMap;

use koreplan_text::opinions::Choice;

use super::rules::Moderation;
use crate::{
    refusal::Message,
    web::form::{LINE, TEXT, clean},
};

/// What the files of an export hold.
#[derive(Debug, Default)]
pub struct Export {
    /// By the number Polis gave.
    pub statements: BTreeMap<i64, Statement>,
    /// By participant and statement; of several votes the last one.
    pub votes: BTreeMap<(i64, i64), Choice>,
    /// From the summary; empty without one.
    pub title: String,
    pub source: String,
    pub bad: Vec<BadRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Empty where only its number is known.
    pub body: String,
    pub moderation: Moderation,
    /// Where it stands, for faults that show only in the database.
    pub file: String,
    pub line: u64,
}

/// A row that cannot be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    pub file: String,
    /// The line of the file on which the row begins, counted from 1.
    pub line: u64,
    pub reason: Reason,
}

/// `Display` says it on the command line; the page says it in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error(
        "the file is none of comments.csv, votes.csv, participants-votes.csv and summary.csv"
    )]
    UnknownFile,
    #[error("the files hold no statements")]
    NoStatements,
    #[error("the row cannot be read as CSV in UTF-8")]
    Unreadable,
    #[error("{found} cells where the head has {wanted}")]
    Width { found: usize, wanted: usize },
    #[error("{0} is no number")]
    NoNumber(String),
    #[error("the statement has no text, or one that is too long")]
    NoText,
    #[error("{0} is no moderation: -1, 0 or 1")]
    NoModeration(String),
    #[error("{0} is no vote: -1, 0 or 1")]
    NoVote(String),
    #[error("statement {0} is not among the comments")]
    NoStatement(i64),
    #[error("statement {0} was given before with another text")]
    OtherText(i64),
}

impl Reason {
    pub fn message(&self) -> Message {
        match self {
            Self::UnknownFile => Message::new("polis-bad-file"),
            Self::NoStatements => Message::new("polis-bad-no-statements"),
            Self::Unreadable => Message::new("polis-bad-unreadable"),
            Self::Width { found, wanted } => Message::new("polis-bad-width")
                .with("found", *found)
                .with("wanted", *wanted),
            Self::NoNumber(cell) => {
                Message::new("polis-bad-number").with("cell", cell.clone())
            }
            Self::NoText => Message::new("polis-bad-text"),
            Self::NoModeration(cell) => {
                Message::new("polis-bad-moderation").with("cell", cell.clone())
            }
            Self::NoVote(cell) => {
                Message::new("polis-bad-vote").with("cell", cell.clone())
            }
            Self::NoStatement(number) => {
                Message::new("polis-bad-statement").with("number", *number)
            }
            Self::OtherText(number) => {
                Message::new("polis-bad-other-text").with("number", *number)
            }
        }
    }
}

/// Reads the files of an export, known by what their first line says.
pub fn read(files: &[(String, Vec<u8>)]) -> Export {
    let mut export = Export::default();
    let tables: Vec<Table> = files
        .iter()
        .filter_map(|(name, bytes)| Table::read(name, bytes, &mut export.bad))
        .collect();
    let of = |kind| tables.iter().filter(move |table| table.kind == kind);
    for table in of(Kind::Summary) {
        summary(table, &mut export);
    }
    for table in of(Kind::Comments) {
        comments(table, &mut export);
    }
    let has_comments = of(Kind::Comments).next().is_some();
    // The matrix says again what the votes say, without their times.
    if of(Kind::Votes).next().is_some() {
        let mut times = BTreeMap::new();
        for table in of(Kind::Votes) {
            votes(table, has_comments, &mut times, &mut export);
        }
    } else {
        for table in of(Kind::Matrix) {
            matrix(table, has_comments, &mut export);
        }
    }
    if let ([(file, _), ..], true, true) =
        (files, export.statements.is_empty(), export.bad.is_empty())
    {
        let (file, reason) = (file.clone(), Reason::NoStatements);
        export.bad.push(BadRow { file, line: 1, reason });
    }
    export
        .bad
        .sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    export
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Comments,
    Votes,
    Matrix,
    Summary,
    /// A file of an export that says nothing of its own: counts over time or by group.
    Aside,
}

/// A file with its kind and its rows, each with its line.
struct Table {
    name: String,
    kind: Kind,
    heads: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

impl Table {
    fn read(name: &str, bytes: &[u8], bad: &mut Vec<BadRow>) -> Option<Self> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut note = |line: u64, reason: Reason| {
            bad.push(BadRow { file: name.to_owned(), line, reason });
        };
        let mut record = csv::StringRecord::new();
        let mut rows = Vec::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    rows.push((line, record.iter().map(clean).collect::<Vec<_>>()));
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    note(line, Reason::Unreadable);
                }
            }
        }
        let heads = rows.first().map(|(_, heads)| heads.clone()).unwrap_or_default();
        let has = |names: &[&str]| {
            names.iter().all(|name| heads.iter().any(|head| head == name))
        };
        let kind = if has(&["comment-id", "comment-body", "moderated"]) {
            Kind::Comments
        } else if has(&["comment-id", "voter-id", "vote"]) {
            Kind::Votes
        } else if has(&["participant", "n-disagree"]) {
            Kind::Matrix
        } else if heads.first().is_some_and(|head| head == "topic") {
            Kind::Summary
        } else if has(&["n-visitors"]) || has(&["comment-id", "total-votes"]) {
            Kind::Aside
        } else {
            note(1, Reason::UnknownFile);
            return None;
        };
        if kind != Kind::Summary {
            rows.remove(0);
        }
        let wanted = heads.len();
        rows.retain(|(line, row)| {
            let fits = kind == Kind::Summary || row.len() == wanted;
            if !fits {
                note(*line, Reason::Width { found: row.len(), wanted });
            }
            fits
        });
        Some(Self { name: name.to_owned(), kind, heads, rows })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.heads.iter().position(|head| head == name)
    }

    /// Gives each row to `take`, and notes those it refuses.
    fn each(
        &self,
        bad: &mut Vec<BadRow>,
        mut take: impl FnMut(u64, &[String]) -> Result<(), Reason>,
    ) {
        for (line, row) in &self.rows {
            if let Err(reason) = take(*line, row) {
                bad.push(BadRow { file: self.name.clone(), line: *line, reason });
            }
        }
    }
}

fn summary(table: &Table, export: &mut Export) {
    for (_, row) in &table.rows {
        let short = |cell: &String| cell.chars().take(LINE).collect();
        match &row[..] {
            [name, value, ..] if name == "topic" => export.title = short(value),
            [name, value, ..] if name == "url" => export.source = short(value),
            _ => {}
        }
    }
}

fn comments(table: &Table, export: &mut Export) {
    let at = |name| table.column(name).unwrap_or(0);
    let (id, body, moderated) = (at("comment-id"), at("comment-body"), at("moderated"));
    let statements = &mut export.statements;
    table.each(&mut export.bad, |line, row| {
        let number = number(&row[id])?;
        let moderation = match row[moderated].as_str() {
            "1" => Moderation::Accepted,
            "0" => Moderation::Waiting,
            "-1" => Moderation::Rejected,
            other => return Err(Reason::NoModeration(other.to_owned())),
        };
        if row[body].is_empty() || row[body].chars().count() > TEXT {
            return Err(Reason::NoText);
        }
        let (file, body) = (table.name.clone(), row[body].clone());
        let statement = Statement { body, moderation, file, line };
        match statements.get(&number) {
            Some(before) if before.body != statement.body => {
                Err(Reason::OtherText(number))
            }
            _ => {
                statements.insert(number, statement);
                Ok(())
            }
        }
    });
}

/// `times` holds when each vote was given: the last one counts.
fn votes(
    table: &Table,
    has_comments: bool,
    times: &mut BTreeMap<(i64, i64), i64>,
    export: &mut Export,
) {
    let at = |name| table.column(name).unwrap_or(0);
    let (id, voter, vote) = (at("comment-id"), at("voter-id"), at("vote"));
    let time = table.column("timestamp");
    let (statements, votes) = (&mut export.statements, &mut export.votes);
    table.each(&mut export.bad, |line, row| {
        let key = (number(&row[voter])?, number(&row[id])?);
        let choice = choice(&row[vote])?;
        let time = time.map_or(Ok(0), |at| number(&row[at]))?;
        known(statements, has_comments, key.1, (&table.name, line))?;
        let last = times.entry(key).or_insert(time);
        if time >= *last {
            *last = time;
            votes.insert(key, choice);
        }
        Ok(())
    });
}

fn matrix(table: &Table, has_comments: bool, export: &mut Export) {
    let participant = table.column("participant").unwrap_or(0);
    let first = table.column("n-disagree").map_or(0, |at| at + 1);
    let (statements, votes) = (&mut export.statements, &mut export.votes);
    table.each(&mut export.bad, |line, row| {
        let participant = number(&row[participant])?;
        for (head, cell) in table.heads.iter().zip(row).skip(first) {
            let statement = number(head)?;
            known(statements, has_comments, statement, (&table.name, line))?;
            if !cell.is_empty() {
                votes.insert((participant, statement), choice(cell)?);
            }
        }
        Ok(())
    });
}

/// Without comments a statement is known by its number alone.
fn known(
    statements: &mut BTreeMap<i64, Statement>,
    has_comments: bool,
    number: i64,
    (file, line): (&str, u64),
) -> Result<(), Reason> {
    if statements.contains_key(&number) {
        return Ok(());
    }
    if has_comments {
        return Err(Reason::NoStatement(number));
    }
    let moderation = Moderation::Accepted;
    let statement =
        Statement { body: String::new(), moderation, file: file.to_owned(), line };
    statements.insert(number, statement);
    Ok(())
}

fn number(cell: &str) -> Result<i64, Reason> {
    let number = cell.parse().ok().filter(|number| *number >= 0);
    number.ok_or_else(|| Reason::NoNumber(cell.to_owned()))
}

/// In an export 1 is agreement (inside Polis it is -1).
fn choice(cell: &str) -> Result<Choice, Reason> {
    match cell {
        "1" => Ok(Choice::Agree),
        "0" => Ok(Choice::Pass),
        "-1" => Ok(Choice::Disagree),
        other => Err(Reason::NoVote(other.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMENTS: &str = "timestamp,comment-id,author-id,moderated,comment-body\n\
        1,0,7,1,\"Fri bus,\nfor alle\"\n1,1,7,-1,Reklame\n";

    fn read(files: &[(&str, &str)]) -> Export {
        let files: Vec<_> = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
            .collect();
        super::read(&files)
    }

    fn reasons(export: &Export) -> Vec<(u64, Reason)> {
        export.bad.iter().map(|bad| (bad.line, bad.reason.clone())).collect()
    }

    #[test]
    fn the_last_vote_counts_and_not_the_last_line() {
        let votes = "timestamp,comment-id,voter-id,vote\n5,0,3,-1\n4,0,3,1\n5,1,3,0\n";

        let export = read(&[("c.csv", COMMENTS), ("v.csv", votes)]);

        assert_eq!(export.bad, []);
        assert_eq!(export.votes[&(3, 0)], Choice::Disagree);
        assert_eq!(export.statements[&0].body, "Fri bus,\nfor alle");
        assert_eq!(export.statements[&1].moderation, Moderation::Rejected);
    }

    #[test]
    fn a_matrix_alone_gives_statements_by_number_and_no_outside_ids() {
        let matrix = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,4\n\
            1,hanne@example.dk,0,0,2,1,1,1,-1\n2,,,0,1,0,0,,0\n";

        let export = read(&[("m.csv", matrix)]);

        assert_eq!(export.bad, []);
        assert_eq!(export.votes.len(), 3);
        assert_eq!(export.votes[&(2, 4)], Choice::Pass);
        assert!(export.statements[&4].body.is_empty());
        assert!(!format!("{export:?}").contains("hanne"));
    }

    #[test]
    fn the_matrix_is_not_read_beside_the_votes() {
        let votes = "timestamp,comment-id,voter-id,vote\n5,0,3,-1\n";
        let matrix = "participant,n-disagree,0\n3,0,1\n";

        let export = read(&[("c.csv", COMMENTS), ("m.csv", matrix), ("v.csv", votes)]);

        assert_eq!(export.votes[&(3, 0)], Choice::Disagree);
    }

    #[test]
    fn bad_rows_are_named_by_line() {
        let comments = format!(
            "\u{feff}{COMMENTS}1,x,7,1,Tekst\n1,2,7,2,Tekst\n1,3,7,1\n1,0,7,1,Andet\n"
        );
        let votes = "timestamp,comment-id,voter-id,vote\n5,0,3,2\n5,9,3,1\n";

        let comments = reasons(&read(&[("c.csv", &comments)]));
        let votes = reasons(&read(&[("c.csv", COMMENTS), ("v.csv", votes)]));

        assert_eq!(
            comments,
            [
                (5, Reason::NoNumber("x".into())),
                (6, Reason::NoModeration("2".into())),
                (7, Reason::Width { found: 4, wanted: 5 }),
                (8, Reason::OtherText(0)),
            ]
        );
        assert_eq!(votes, [(2, Reason::NoVote("2".into())), (3, Reason::NoStatement(9))]);
        assert_eq!(reasons(&read(&[("x.csv", "a,b\n")])), [(1, Reason::UnknownFile)]);
        let empty = read(&[("summary.csv", "topic,Byen\nurl,https://pol.is/x\n")]);
        assert_eq!(reasons(&empty), [(1, Reason::NoStatements)]);
        assert_eq!((&*empty.title, &*empty.source), ("Byen", "https://pol.is/x"));
    }
}
