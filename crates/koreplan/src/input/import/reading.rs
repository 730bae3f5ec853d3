//! From the bytes of a file to rows: what the file is, in which encoding and by which
//! separator it is read, and what its columns are. Nothing is guessed in silence: what
//! was found is part of what is read, and each guess can be overruled.

use std::{borrow::Cow, collections::BTreeMap, path::Path};

use jiff::tz::TimeZone;
use koreplan_letters::{
    kind,
    sandbox::{self, Fault as Stopped},
    table::{self, Table},
    work::{Answer, Job, Member, QUESTION, RESPONSES, TextFile},
};

use super::{
    decoding::{Decoded, Encoding, decode},
    formats::{Format, Head, LETTERS, Mapping},
    rules::{BadRow, Fault, Field, Plan, Rows, Verdict, tell_twins_apart},
    separated::{Separated, Separator},
};
use crate::web::choices::Choice as _;

/// A file, as far as it is read without anything being chosen.
#[derive(Debug)]
pub enum Source {
    /// Cells with something between them.
    Text(Vec<u8>),
    /// An object a line.
    JsonLines(Vec<u8>),
    /// A list of objects.
    Json(Vec<u8>),
    Sheet(Table),
    Letters(Vec<Member>),
    /// Questions and what was answered to them.
    Answers(Vec<TextFile>),
}

impl Source {
    /// Looks at a file by what its name says it is. What strangers wrote and only a parser
    /// understands is read by a worker: `program` is this binary.
    ///
    /// # Errors
    /// [`Fault`] when the file is none we take.
    pub fn open(name: &str, bytes: Vec<u8>, program: &Path) -> Result<Self, Fault> {
        if bytes.is_empty() {
            return Err(Fault::Empty);
        }
        let ending = kind::ending(name).to_lowercase();
        match ending.as_str() {
            "jsonl" | "ndjson" => Ok(Self::JsonLines(bytes)),
            "json" => Ok(Self::Json(bytes)),
            "xlsx" | "zip" | "eml" => asked(name, &bytes, program),
            _ if bytes.starts_with(b"PK\x03\x04") => asked(name, &bytes, program),
            _ => Ok(Self::Text(bytes)),
        }
    }
}

fn asked(name: &str, bytes: &[u8], program: &Path) -> Result<Source, Fault> {
    let worker = |fault: Stopped| Fault::Worker(fault.to_string());
    let job = Job::Bulk { name: name.to_owned() };
    let report = sandbox::run(program, &job, bytes).map_err(worker)?;
    match report.outcome.map_err(Fault::Refused)? {
        Answer::Rows(table) => Ok(Source::Sheet(table)),
        Answer::Letters(members) => Ok(Source::Letters(members)),
        Answer::Answers(texts) => Ok(Source::Answers(texts)),
        Answer::Attachment(_) => Err(worker(Stopped::Nonsense)),
    }
}

/// What a person chose instead of what is found.
#[derive(Debug, Clone)]
pub struct Choice {
    pub format: Option<&'static Format>,
    pub encoding: Option<Encoding>,
    pub separator: Option<Separator>,
    pub mapping: Mapping,
    /// Days and times without a zone are meant here.
    pub zone: TimeZone,
}

/// What is found beside the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A column that stands twice, by number: neither is read.
    Twice { column: String, first: usize, second: usize },
    /// The first line that ends otherwise than the lines before it.
    MixedEnds { line: u64 },
    /// Line breaks and letters written as HTML are read as what they mean.
    Html,
}

/// A file as it was read.
#[derive(Debug)]
pub struct Reading {
    pub format: &'static Format,
    /// The encoding, and whether the file begins with its mark.
    pub encoding: Option<(Encoding, bool)>,
    pub separator: Option<Separator>,
    pub head: Vec<String>,
    /// Which columns hold which fields.
    pub used: Vec<(Field, Vec<String>)>,
    pub notes: Vec<Note>,
    pub rows: Rows,
}

impl Reading {
    /// The columns that are not stored.
    pub fn unused(&self) -> Vec<&str> {
        let is_used =
            |name: &&String| self.used.iter().any(|(_, columns)| columns.contains(name));
        self.head.iter().filter(|name| !is_used(name)).map(String::as_str).collect()
    }

    /// Why rows are no inputs, and how many of each.
    pub fn left(&self) -> Vec<(&Fault, usize)> {
        let mut left: Vec<(&Fault, usize)> = Vec::new();
        for row in &self.rows.left {
            match left.iter_mut().find(|(reason, _)| **reason == row.reason) {
                Some((_, count)) => *count += 1,
                None => left.push((&row.reason, 1)),
            }
        }
        left
    }
}

/// Reads the rows of a file.
///
/// # Errors
/// [`Fault`] when nothing can be read; bad rows are among the rows.
pub fn read(source: &Source, choice: &Choice) -> Result<Reading, Fault> {
    let mut reading = read_rows(source, choice)?;
    tell_twins_apart(&mut reading.rows.good);
    Ok(reading)
}

fn read_rows(source: &Source, choice: &Choice) -> Result<Reading, Fault> {
    match source {
        Source::Text(bytes) => text(bytes, choice),
        Source::JsonLines(bytes) => {
            let decoded = decode(bytes, choice.encoding);
            let table = table::json_lines(decoded.bytes.as_ref());
            let table = table.map_err(|e| Fault::Parser(e.to_string()))?;
            from_json(table, &decoded, choice)
        }
        Source::Json(bytes) => {
            let decoded = decode(bytes, choice.encoding);
            let table = table::json_list(&decoded.bytes).map_err(Fault::Parser)?;
            from_json(table, &decoded, choice)
        }
        Source::Sheet(table) => rows_of(Cow::Borrowed(table), choice),
        Source::Letters(members) => letters(members, choice),
        Source::Answers(texts) => answers(texts, choice),
    }
}

/// A reading without rows.
fn begun(head: &Head, plan: &Plan) -> Reading {
    let used = |field: &Field| {
        let columns = plan.of(*field);
        let names = columns.iter().map(|at| head.names[*at].clone()).collect();
        (!columns.is_empty()).then_some((*field, names))
    };
    let twice = |(column, first, second)| Note::Twice { column, first, second };
    let mut notes: Vec<_> = head.twice().into_iter().map(twice).collect();
    if plan.format.html {
        notes.push(Note::Html);
    }
    Reading {
        format: plan.format,
        encoding: None,
        separator: None,
        head: head.names.clone(),
        used: Field::ALL.iter().filter_map(used).collect(),
        notes,
        rows: Rows::default(),
    }
}

/// How the columns under a head become inputs.
fn planned(head: &Head, choice: &Choice) -> Result<Plan, Fault> {
    let format = choice.format.map_or_else(|| head.format(), Ok)?;
    head.plan(format, &choice.mapping, choice.zone.clone())
}

/// The names of the columns of a file that has some, to choose from.
pub fn heads(source: &Source, choice: &Choice) -> Vec<String> {
    match source {
        Source::Text(bytes) => {
            let decoded = decode(bytes, choice.encoding);
            let mut names = Vec::new();
            Separated::new(&decoded.bytes, choice.separator).each(|_, record| {
                names = record.map(strings).unwrap_or_default();
                false
            });
            names
        }
        Source::JsonLines(bytes) => {
            let decoded = decode(bytes, choice.encoding);
            let table = table::json_lines(decoded.bytes.as_ref());
            table.map_or_else(|_| Vec::new(), |table| table.head)
        }
        Source::Json(bytes) => {
            let decoded = decode(bytes, choice.encoding);
            let table = table::json_list(&decoded.bytes);
            table.map_or_else(|_| Vec::new(), |table| table.head)
        }
        Source::Sheet(table) => table.head.clone(),
        Source::Letters(_) | Source::Answers(_) => Vec::new(),
    }
}

fn strings(record: &csv::ByteRecord) -> Vec<String> {
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).trim().to_owned();
    record.iter().map(text).collect()
}

fn text(bytes: &[u8], choice: &Choice) -> Result<Reading, Fault> {
    let decoded = decode(bytes, choice.encoding);
    let bytes: &[u8] = &decoded.bytes;
    let separated = Separated::new(bytes, choice.separator);
    let mut heads = Vec::new();
    separated.each(|_, record| {
        heads.push(record.map(strings));
        heads.len() < 3
    });
    let mut heads = heads.into_iter();
    let names = heads.next().ok_or(Fault::Empty)??;
    let mut more = || heads.next().and_then(Result::ok).unwrap_or_default();
    let head = Head { names, second: more(), third: more() };
    let mut plan = planned(&head, choice)?;
    plan.lossy = decoded.lossy;
    let mut reading = begun(&head, &plan);
    reading.encoding = Some((decoded.encoding, decoded.mark));
    reading.separator = Some(separated.separator);

    let rows = &mut reading.rows;
    let mut to_skip = 1 + plan.more_heads;
    let mut end = None;
    let mut mixed = None;
    separated.each(|place, record| {
        let next = ending(bytes, place.bytes.end);
        if next.is_some() && *end.get_or_insert(next) != next && mixed.is_none() {
            mixed = Some(place.line);
        }
        if to_skip > 0 {
            to_skip -= 1;
            return true;
        }
        let verdict = match record {
            Ok(record) => plan.verdict(place.line, record.len(), |at| {
                record.get(at).unwrap_or_default()
            }),
            Err(fault) => Verdict::Bad(fault),
        };
        let raw = || String::from_utf8_lossy(&bytes[place.bytes.clone()]);
        put(rows, place.line, verdict, || raw().trim_end().to_owned());
        true
    });
    if let Some(line) = mixed {
        reading.notes.push(Note::MixedEnds { line });
    }
    Ok(reading)
}

/// How a record ends that reaches up to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Lf,
    Cr,
    CrLf,
}

/// The parser stops after the first byte of a line end.
fn ending(bytes: &[u8], at: usize) -> Option<Ending> {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    match (before, bytes.get(at)) {
        (Some(b'\r'), Some(b'\n')) => Some(Ending::CrLf),
        (Some(b'\r'), _) => Some(Ending::Cr),
        (Some(b'\n'), _) if at > 1 && bytes[at - 2] == b'\r' => Some(Ending::CrLf),
        (Some(b'\n'), _) => Some(Ending::Lf),
        _ => None,
    }
}

fn put(rows: &mut Rows, line: u64, verdict: Verdict, row: impl FnOnce() -> String) {
    match verdict {
        Verdict::Good(good) => rows.good.push(*good),
        Verdict::Bad(reason) => rows.bad.push(BadRow { line, reason, row: row() }),
        Verdict::Left(reason) => rows.left.push(BadRow { line, reason, row: row() }),
    }
}

fn from_json(
    table: Table,
    decoded: &Decoded<'_>,
    choice: &Choice,
) -> Result<Reading, Fault> {
    let mut reading = rows_of(Cow::Owned(table), choice)?;
    reading.encoding = Some((decoded.encoding, decoded.mark));
    Ok(reading)
}

fn rows_of(table: Cow<'_, Table>, choice: &Choice) -> Result<Reading, Fault> {
    let more = |at: usize| table.rows.get(at).map_or(Vec::new(), |(_, row)| row.clone());
    let names = table.head.iter().map(|name| name.trim().to_owned()).collect();
    let head = Head { names, second: more(0), third: more(1) };
    if table.head.is_empty() && table.bad.is_empty() {
        return Err(Fault::Empty);
    }
    let plan = planned(&head, choice)?;
    Ok(planned_rows(&head, &table, &plan))
}

fn planned_rows(head: &Head, table: &Table, plan: &Plan) -> Reading {
    let mut reading = begun(head, plan);
    let rows = &mut reading.rows;
    for (line, cells) in table.rows.iter().skip(plan.more_heads) {
        let cell = |at: usize| cells.get(at).map_or(&b""[..], |cell| cell.as_bytes());
        let verdict = plan.verdict(*line, cells.len(), cell);
        put(rows, *line, verdict, || cells.join(" | "));
    }
    let bad = table.bad.iter().map(|(line, why)| BadRow {
        line: *line,
        reason: Fault::Parser(why.clone()),
        row: String::new(),
    });
    rows.bad.extend(bad);
    rows.bad.sort_by_key(|bad| bad.line);
    reading
}

/// The columns that letters have of themselves.
const HEAD: [&str; 5] = ["text", "name", "email", "id", "received"];

/// The letters of a packed file, in its order; a bad one is called by its name.
fn letters(members: &[Member], choice: &Choice) -> Result<Reading, Fault> {
    let mut names = BTreeMap::new();
    let mut refused = Vec::new();
    let mut table =
        Table { head: HEAD.map(ToOwned::to_owned).to_vec(), ..Table::default() };
    for (number, member) in (1_u64..).zip(members) {
        let name = || member.name.clone();
        match &member.letter {
            Ok(letter) => {
                // Two senders may send the same words: what tells them apart is the
                // message's own id, or which member of the file it was.
                let id = if letter.id.is_empty() { name() } else { letter.id.clone() };
                let sent = letter.sent.map_or(String::new(), |ms| ms.to_string());
                let (text, from) = (letter.text.clone(), letter.from_name.clone());
                let row = vec![text, from, letter.from_address.clone(), id, sent];
                table.rows.push((number, row));
            }
            Err(why) => refused.push((number, why.clone())),
        }
        names.insert(number, name());
    }
    let mapping = if choice.mapping.is_empty() {
        HEAD.map(|head| (head.to_owned(), vec![head.to_owned()])).into()
    } else {
        choice.mapping.clone()
    };
    let choice = Choice { format: Some(&LETTERS), mapping, ..choice.clone() };
    let mut reading = rows_of(Cow::Owned(table), &choice)?;
    let bad = &mut reading.rows.bad;
    bad.extend(refused.into_iter().map(|(line, why)| BadRow {
        line,
        reason: Fault::Refused(why),
        row: String::new(),
    }));
    bad.sort_by_key(|bad| bad.line);
    for bad in bad {
        if let Some(name) = names.get(&bad.line) {
            let why = Box::new(bad.reason.clone());
            bad.reason = Fault::In { file: name.clone(), why };
            bad.row = String::new();
        }
    }
    Ok(reading)
}

/// A question's text and number.
#[derive(Debug, serde::Deserialize)]
struct Question {
    #[serde(rename = "question_text")]
    text: String,
    #[serde(rename = "question_part_text", default)]
    part: String,
    #[serde(rename = "question_number", default)]
    number: i64,
}

/// The answers to all questions, joined by who answered: one input each, known by the
/// line on which its first answer stands.
fn answers(texts: &[TextFile], choice: &Choice) -> Result<Reading, Fault> {
    let fault =
        |file: &str, why: Fault| Fault::In { file: file.into(), why: Box::new(why) };
    let mut parts = Vec::new();
    for answers in texts.iter().filter(|text| text.name.ends_with(RESPONSES)) {
        let folder = answers.name.strip_suffix(RESPONSES).unwrap_or_default();
        let name = format!("{folder}{QUESTION}");
        let question = texts.iter().find(|text| text.name == name);
        let question = question
            .ok_or_else(|| fault(&name, Fault::Parser("the file is missing".into())))?;
        let read: Result<Question, _> = serde_json::from_str(&question.text);
        let question = read.map_err(|e| fault(&name, Fault::Parser(e.to_string())))?;
        parts.push((question, answers));
    }
    parts.sort_by(|(a, x), (b, y)| (a.number, &x.name).cmp(&(b.number, &y.name)));

    let mut head = vec!["id".to_owned()];
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    let mut places = BTreeMap::new();
    let mut bad = Vec::new();
    for (part, (question, answers)) in (1..).zip(&parts) {
        let heading = [&*question.text, &*question.part];
        head.push(heading.join(" ").trim().to_owned());
        let table = table::json_lines(answers.text.as_bytes());
        let table =
            table.map_err(|e| fault(&answers.name, Fault::Parser(e.to_string())))?;
        let names = Head { names: table.head.clone(), ..Head::default() };
        let mut wrong = |line, why| {
            let reason = fault(&answers.name, why);
            bad.push(BadRow { line, reason, row: String::new() });
        };
        for (line, why) in &table.bad {
            wrong(*line, Fault::Parser(why.clone()));
        }
        if table.rows.is_empty() {
            continue;
        }
        let format = Format::named("consult")?;
        let plan = names
            .plan(format, &Mapping::new(), TimeZone::UTC)
            .map_err(|why| fault(&answers.name, why))?;
        let cell = |row: &Vec<String>, field| {
            plan.of(field)
                .first()
                .and_then(|at| row.get(*at))
                .cloned()
                .unwrap_or_default()
        };
        for (line, row) in &table.rows {
            let (id, text) = (cell(row, Field::Id), cell(row, Field::Text));
            let place = if id.is_empty() { None } else { places.get(&id).copied() };
            let place = place.unwrap_or_else(|| {
                rows.push((*line, vec![id.clone()]));
                places.insert(id.clone(), rows.len() - 1);
                rows.len() - 1
            });
            let cells = &mut rows[place].1;
            if cells.len() > part {
                wrong(*line, Fault::Parser(format!("{id} has answered before")));
                continue;
            }
            cells.resize(part, String::new());
            cells.push(text);
        }
    }
    for (_, cells) in &mut rows {
        cells.resize(head.len(), String::new());
    }
    let names = Head { names: head, ..Head::default() };
    let plan = survey(&names, choice)?;
    let table = Table { head: names.names.clone(), rows, bad: Vec::new() };
    let mut reading = planned_rows(&names, &table, &plan);
    reading.rows.bad.extend(bad);
    reading.rows.bad.sort_by_key(|bad| bad.line);
    Ok(reading)
}

/// The plan of a table whose first column is who answered and whose others are questions.
fn survey(head: &Head, choice: &Choice) -> Result<Plan, Fault> {
    let format = Format::named("consult")?;
    let mut columns: [Vec<usize>; Field::ALL.len()] = Default::default();
    columns[Field::Id as usize] = vec![0];
    columns[Field::Text as usize] = (1..head.names.len()).collect();
    if head.names.len() < 2 {
        return Err(Fault::OtherFormat);
    }
    Ok(Plan {
        format,
        columns,
        headings: Some(head.names[1..].to_vec()),
        filters: Vec::new(),
        width: head.names.len(),
        more_heads: 0,
        zone: choice.zone.clone(),
        lossy: false,
    })
}

#[cfg(test)]
mod tests {
    use koreplan_letters::{Refused, work::Letter};
    use proptest::prelude::*;

    use super::*;

    fn choice() -> Choice {
        Choice {
            format: None,
            encoding: None,
            separator: None,
            mapping: Mapping::new(),
            zone: TimeZone::get("Europe/Copenhagen").unwrap(),
        }
    }

    fn mapped(pairs: &[(&str, &str)]) -> Choice {
        let mut mapping = Mapping::new();
        for (field, column) in pairs {
            mapping.entry((*field).to_owned()).or_default().push((*column).to_owned());
        }
        Choice { mapping, ..choice() }
    }

    fn opened(name: &str, bytes: &[u8]) -> Source {
        Source::open(name, bytes.to_vec(), Path::new("")).unwrap()
    }

    fn csv(text: impl AsRef<[u8]>, choice: &Choice) -> Reading {
        read(&opened("a.csv", text.as_ref()), choice).unwrap()
    }

    fn bodies(reading: &Reading) -> Vec<(u64, &str)> {
        reading.rows.good.iter().map(|row| (row.line, &*row.submission.body)).collect()
    }

    fn bad(reading: &Reading) -> Vec<(u64, String)> {
        reading.rows.bad.iter().map(|row| (row.line, row.reason.to_string())).collect()
    }

    fn at(row: &super::super::rules::GoodRow) -> String {
        let time = row.received_at.unwrap();
        jiff::Timestamp::from_microsecond(time).unwrap().to_string()
    }

    #[test]
    fn quoted_newlines_stay_inside_their_row_and_lines_are_counted() {
        let file = "body,who\n\"one\ntwo\",a\n,b\nthree,c\n";
        let reading = csv(file, &mapped(&[("text", "body")]));

        assert_eq!(bodies(&reading), [(2, "one\ntwo"), (5, "three")]);
        assert_eq!(bad(&reading), [(4, "the text is empty".into())]);
        assert_eq!(reading.rows.bad[0].row, ",b");
    }

    #[test]
    fn a_missing_column_is_named_with_those_there_are() {
        let error = read(&opened("a.csv", b"a,b\n1,2\n"), &mapped(&[("text", "c")]));

        assert_eq!(
            error.unwrap_err().to_string(),
            "no column is called c: the file has a, b"
        );
    }

    #[test]
    fn broken_utf8_and_nul_are_bad_rows() {
        let utf8 = Choice { encoding: Some(Encoding::Utf8), ..choice() };
        let reading = csv(b"text\n\xff\nok\na\0b\n", &utf8);

        assert_eq!(bodies(&reading), [(3, "ok")]);
        let reasons =
            [(2, "the text is not UTF-8".into()), (4, "the text holds a NUL".into())];
        assert_eq!(bad(&reading), reasons);
    }

    #[test]
    fn a_row_without_an_id_is_known_by_what_it_says() {
        let key = || csv("text\nhej\n", &choice()).rows.good[0].key.clone();

        assert_eq!(key(), key());
    }

    #[test]
    fn what_was_found_is_said_and_can_be_overruled() {
        let file = b"tekst;navn;navn\r\nBl\xe5b\xe6r;Bo;x\r\nTo;Eva;y\n";
        let reading = csv(file, &choice());

        assert_eq!(bodies(&reading), [(2, "Blåbær"), (3, "To")]);
        assert_eq!(reading.encoding, Some((Encoding::Windows1252, false)));
        assert_eq!(reading.separator, Some(Separator::Semicolon));
        assert_eq!(
            reading.notes,
            [
                Note::Twice { column: "navn".into(), first: 2, second: 3 },
                Note::MixedEnds { line: 3 },
            ]
        );

        let comma = Choice { separator: Some(Separator::Comma), ..choice() };
        assert!(matches!(
            read(&opened("a.csv", file), &comma),
            Err(Fault::NoText { .. })
        ));
    }

    #[test]
    fn ragged_and_broken_rows_are_bad_on_their_own_lines_alone() {
        let file = "id,text\n1,Et\n2\n3,\"Tre\n4,\"Fire\"\n5,Fem,6\n7,Syv\n";
        let reading = csv(file, &choice());

        assert_eq!(bodies(&reading), [(2, "Et"), (5, "Fire"), (7, "Syv")]);
        assert_eq!(
            bad(&reading),
            [
                (3, "1 cells where the head has 2".into()),
                (4, "a quotation mark in line 5 is neither closed nor doubled".into()),
                (6, "3 cells where the head has 2".into()),
            ]
        );
        assert_eq!(reading.rows.bad[1].row, "3,\"Tre");
    }

    #[test]
    fn json_lines_follow_the_rules_of_rows_with_their_own_line_numbers() {
        let lines = "{\"text\":\"Et\\nbrev\",\"who\":\"Hanne\"}\n\n{\"text\":\"\"}\nnej\n\
                     {\"text\":\"To\"}\n";
        let source = opened("a.jsonl", lines.as_bytes());
        let reading = read(&source, &mapped(&[("name", "who")])).unwrap();

        assert_eq!(bodies(&reading), [(1, "Et\nbrev"), (5, "To")]);
        assert_eq!(reading.rows.good[0].submission.name, "Hanne");
        let lines: Vec<_> = bad(&reading).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [3, 4]);
    }

    #[test]
    fn proposals_of_decidim_say_their_title_above_their_text() {
        let head = "id;participatory_space/id;author/name;title/en;title/ca;body/en;body/ca;\
                    published_at;withdrawn\n";
        let rows = "7;1;Mar;Trees;Arbres;\"<p>Plant &amp; water</p>\";x;2026-01-02 11:00:00 UTC;\n\
                    8;1;Pau;;Bancs;;Més bancs;;\n9;1;Ona;Out;;Out;;;true\n";
        let reading = csv(format!("{head}{rows}"), &choice());

        assert_eq!(reading.format.word, "decidim");
        assert_eq!(
            bodies(&reading),
            [(2, "Trees\n\nPlant & water"), (3, "Bancs\n\nMés bancs")]
        );
        assert_eq!(reading.rows.good[0].key, "decidim:7");
        assert_eq!(reading.rows.good[0].submission.name, "Mar");
        assert_eq!(at(&reading.rows.good[0]), "2026-01-02T11:00:00Z");
        assert_eq!(reading.left().len(), 1);

        let json = "[{\"id\": 7, \"participatory_space\": {\"id\": 1}, \"author\": \
                    {\"name\": [\"Mar\"]},\n \"title\": {\"en\": \"Trees\"}, \"body\": \
                    {\"en\": \"Plant & water\"}, \"published_at\": \
                    \"2026-01-02T12:00:00.000+01:00\"}]";
        let json = read(&opened("a.json", json.as_bytes()), &choice()).unwrap();
        assert_eq!(json.rows.good[0].key, reading.rows.good[0].key);
        assert_eq!(json.rows.good[0].submission, reading.rows.good[0].submission);
    }

    const QUALTRICS: &str = "\
StartDate,Status,RecordedDate,ResponseId,RecipientEmail,Q1,Q2,Q2_DO\n\
Start Date,Response Type,Recorded Date,Response ID,Recipient Email,What is good?,\"What, \
if anything, is bad?\",Order\n\
\"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"America/Denver\"\"}\",\
\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\
\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"recipientEmail\"\"}\",\
\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\",\
\"{\"\"ImportId\"\":\"\"QID2_DO\"\"}\"\n\
x,IP Address,2026-01-02 04:00:00,R_1,,The bus,,1\n\
x,IP Address,2026-01-02 04:00:00,R_2,eva@example.dk,\"Line\none\",Nothing,2\n\
x,IP Address,2026-01-02 04:00:00,R_3,,,,1\n\
x,Survey Preview,2026-01-02 04:00:00,R_4,,Test,,1\n";

    #[test]
    fn a_respondent_of_a_survey_is_one_input_with_the_answers_under_the_questions() {
        let reading = csv(QUALTRICS, &choice());

        assert_eq!(reading.format.word, "qualtrics");
        assert_eq!(
            bodies(&reading),
            [
                (4, "What is good?\nThe bus"),
                (5, "What is good?\nLine\none\n\nWhat, if anything, is bad?\nNothing"),
            ]
        );
        assert_eq!(reading.rows.good[1].key, "qualtrics:R_2");
        assert_eq!(at(&reading.rows.good[0]), "2026-01-02T11:00:00Z", "by its own zone");
        let left: Vec<_> = reading.rows.left.iter().map(|row| row.line).collect();
        assert_eq!(left, [7, 8]);
        assert!(reading.rows.bad.is_empty());
    }

    #[test]
    fn a_survey_with_one_head_is_read_when_it_is_chosen() {
        let survey = Choice { format: Format::named("survey").ok(), ..choice() };
        let reading = csv("id,Hvad er godt?,Hvad er skidt?\n1,Bussen,\n2,,\n", &survey);

        assert_eq!(bodies(&reading), [(2, "Hvad er godt?\nBussen")]);
        assert_eq!(reading.left(), [(&Fault::NoAnswer, 1)]);

        let qualtrics = Choice { format: Format::named("qualtrics").ok(), ..choice() };
        let error = read(&opened("a.csv", b"id,text\n1,a\n"), &qualtrics);
        assert_eq!(error.unwrap_err(), Fault::OtherFormat);
    }

    #[test]
    fn a_comment_that_is_an_attachment_says_where_it_is() {
        let head = "Document ID,Document Type,Received Date,Is Withdrawn?,First Name,Last \
                    Name,Organization Name,Comment,Attachment Files\n";
        let rows = "A-1,Public Submission,2026-01-02T04:00Z,,Ann,Lee,,See attached \
                    file(s),\"https://a.example/1.pdf,https://a.example/2.docx\"\n\
                    A-2,Public Submission,,,,,ACME,I don&#39;t<br/>agree,\n\
                    A-3,Public Submission,,,,,ACME,,https://a.example/3.pdf\n\
                    A-4,Proposed Rule,,,,,,The rule,\n\
                    A-5,Public Submission,,true,,,,Gone,\n";
        let reading = csv(format!("{head}{rows}"), &choice());

        let elsewhere =
            "Bilag hos kilden, ikke hentet / Attachments at the source, not fetched:";
        assert_eq!(
            bodies(&reading),
            [
                (
                    2,
                    &*format!(
                        "See attached file(s)\n\n{elsewhere}\nhttps://a.example/1.pdf\n\
                         https://a.example/2.docx"
                    )
                ),
                (3, "I don't\nagree"),
                (4, &*format!("{elsewhere}\nhttps://a.example/3.pdf")),
            ]
        );
        assert_eq!(reading.rows.good[0].submission.name, "Ann Lee");
        assert_eq!(reading.rows.good[1].submission.organisation, "ACME");
        assert_eq!(reading.rows.good[1].submission.sender_kind.word(), "association");
        let left: Vec<_> =
            reading.left().iter().map(|(why, _)| why.to_string()).collect();
        assert_eq!(left, ["Document Type is Proposed Rule", "Is Withdrawn? is true"]);
    }

    #[test]
    fn german_heads_are_known_in_the_encoding_of_old_windows() {
        let head = "Name;E-Mail;Straße;Institution;Einreichungsdatum;Eingangsnummer;\
                    Stellungnahmetext\n";
        let rows = "Jörg;joerg@example.de;Weg;;02.01.2026;S1;Mehr Bäume\n\
                    Uwe;;;Naturbund;;S2;Nein\n";
        let file =
            encoding_rs::WINDOWS_1252.encode(&format!("{head}{rows}")).0.into_owned();
        let reading = csv(file, &choice());

        assert_eq!(reading.format.word, "demosplan");
        assert_eq!(bodies(&reading), [(2, "Mehr Bäume"), (3, "Nein")]);
        assert_eq!(at(&reading.rows.good[0]), "2026-01-02T11:00:00Z", "noon of that day");
        let kinds = reading.rows.good.iter().map(|row| row.submission.sender_kind.word());
        assert_eq!(kinds.collect::<Vec<_>>(), ["person", "association"]);
        assert_eq!(reading.unused(), ["Straße"]);
    }

    fn text_file(name: &str, text: &str) -> TextFile {
        TextFile { name: name.into(), text: text.into() }
    }

    #[test]
    fn answers_to_several_questions_are_joined_by_who_answered() {
        let texts = vec![
            text_file(
                "in/q2/responses.jsonl",
                "{\"response_id\": 2, \"response\": \"C\"}\n",
            ),
            text_file(
                "in/q2/question.json",
                "{\"question_number\": 2, \"question_text\": \"Why?\"}",
            ),
            text_file(
                "in/q1/responses.jsonl",
                "{\"response_id\": 1, \"response\": \"A\"}\n\
                 {\"response_id\": 2, \"response\": \"B\"}\nnej\n\
                 {\"response_id\": 1, \"response\": \"D\"}\n",
            ),
            text_file(
                "in/q1/question.json",
                "{\"question_number\": 1, \"question_text\": \"What?\"}",
            ),
        ];
        let reading = read(&Source::Answers(texts), &choice()).unwrap();

        assert_eq!(bodies(&reading), [(1, "What?\nA"), (2, "What?\nB\n\nWhy?\nC")]);
        assert_eq!(reading.rows.good[1].key, "consult:2");
        let bad = bad(&reading);
        assert_eq!(bad[0].0, 3);
        assert_eq!(bad[1], (4, "in/q1/responses.jsonl: 1 has answered before".into()));
    }

    #[test]
    fn equal_letters_of_two_members_are_two_and_a_bad_one_is_named() {
        let letter = |name: &str, text: &str| Member {
            name: name.into(),
            letter: Ok(Letter { text: text.into(), ..Letter::default() }),
        };
        let locked = Member { name: "c.exe".into(), letter: Err(Refused::Locked) };
        let members = vec![
            letter("a.txt", "Hej"),
            letter("b.txt", "Hej"),
            locked,
            letter("d.pdf", ""),
        ];

        let reading = read(&Source::Letters(members), &choice()).unwrap();

        assert_eq!(reading.rows.good.len(), 2);
        assert_ne!(reading.rows.good[0].key, reading.rows.good[1].key);
        let reasons: Vec<_> = bad(&reading).into_iter().map(|(_, why)| why).collect();
        assert_eq!(
            reasons,
            ["c.exe: the file is locked with a password", "d.pdf: the text is empty"]
        );
    }

    fn likely_byte() -> impl Strategy<Value = u8> {
        prop_oneof![
            Just(b'"'),
            Just(b','),
            Just(b';'),
            Just(b'\n'),
            Just(b'\r'),
            Just(b'{'),
            Just(b'}'),
            Just(b'['),
            Just(b']'),
            any::<u8>(),
        ]
    }

    proptest! {
        #[test]
        fn any_bytes_give_rows_or_a_sentence_and_bad_rows_name_lines_that_exist(
            bytes in prop::collection::vec(likely_byte(), 1..300),
            has_head in any::<bool>(),
            name in prop_oneof![Just("a.csv"), Just("a.json"), Just("a.jsonl")],
        ) {
            let head: &[u8] = if has_head { b"text,name\n" } else { b"" };
            let file = [head, &bytes].concat();
            match read(&opened(name, &file), &choice()) {
                Ok(reading) => {
                    // In no encoding has a text more line ends than bytes that are one.
                    let ends = file.iter().filter(|b| matches!(b, b'\n' | b'\r')).count();
                    let rows = reading.rows;
                    for line in rows.bad.iter().map(|row| row.line)
                        .chain(rows.good.iter().map(|row| row.line)) {
                        prop_assert!(line >= 1 && line <= ends as u64 + 1);
                    }
                    for row in rows.good {
                        prop_assert!(!row.submission.body.is_empty());
                    }
                }
                Err(fault) => prop_assert!(!fault.to_string().is_empty()),
            }
        }
    }
}
