//! Rows from sheets and from JSON, as text under a head line.

use std::io::{BufRead, Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx};
use serde::{Deserialize, Serialize};

use crate::{
    Kind,
    limits::{COLUMNS, ROWS, UNPACKED},
    packed::Packed,
    refused::Refused,
    xml,
};

/// A head and rows under it, as wide as the head.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub head: Vec<String>,
    /// Each with its line in the file, counted from 1.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Lines that are no rows, and why.
    pub bad: Vec<(u64, String)>,
}

/// The rows of the first sheet; its first row is the head.
///
/// # Errors
/// [`Refused`] when the sheet is too large or damaged, or the packed file is no good.
pub fn sheet(bytes: &[u8]) -> Result<Table, Refused> {
    let mut packed = Packed::open(bytes, UNPACKED)?;
    packed.each(|name, member| {
        if name.to_lowercase().contains("vbaproject") {
            return Err(Refused::Program { member: name.to_owned() });
        }
        if xml::is_xml(name, &member) {
            xml::read(Kind::Xlsx, name, &member, |_| Ok(()))?;
        }
        Ok(())
    })?;
    let broken = |e: calamine::XlsxError| Refused::broken(Kind::Xlsx, e);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let first = book.sheet_names().into_iter().next();
    let first = first.ok_or_else(|| Refused::broken(Kind::Xlsx, "it has no sheet"))?;
    // Cell by cell: a cell in the far corner must not make room for all before it.
    let mut cells = book.worksheet_cells_reader(&first).map_err(broken)?;
    let mut table = Table::default();
    let mut line: Option<(u32, Vec<String>)> = None;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let column = column as usize;
        if column >= COLUMNS {
            return Err(Refused::Sheet { what: "columns".into(), limit: COLUMNS });
        }
        if line.as_ref().is_some_and(|(at, _)| *at != row) {
            end_row(&mut table, line.take())?;
        }
        let (_, cells) = line.get_or_insert_with(|| (row, Vec::new()));
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = value(cell.get_value());
    }
    end_row(&mut table, line)?;
    Ok(table)
}

fn end_row(table: &mut Table, line: Option<(u32, Vec<String>)>) -> Result<(), Refused> {
    let Some((at, mut cells)) = line else { return Ok(()) };
    if cells.iter().all(String::is_empty) {
        return Ok(());
    }
    if table.head.is_empty() {
        table.head = cells;
        return Ok(());
    }
    if table.rows.len() >= ROWS {
        return Err(Refused::Sheet { what: "rows".into(), limit: ROWS });
    }
    let line = u64::from(at) + 1;
    if cells.len() > table.head.len() {
        table.bad.push((line, "a cell stands outside the columns of the head".into()));
        return Ok(());
    }
    cells.resize(table.head.len(), String::new());
    table.rows.push((line, cells));
    Ok(())
}

fn value(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text)
        | DataRef::DateTimeIso(text)
        | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
        }
        DataRef::Error(error) => error.to_string(),
    }
}

/// The rows of JSON lines: one object a line, its members the columns.
///
/// # Errors
/// What reading says; a line that is no object is a bad row.
pub fn json_lines(mut lines: impl BufRead) -> std::io::Result<Table> {
    /// A line longer than this holds no letter.
    const LONGEST: u64 = 4 * 1024 * 1024;
    let mut table = Table::default();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let read = (&mut lines).take(LONGEST).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            break;
        }
        if read as u64 == LONGEST && bytes.last() != Some(&b'\n') {
            lines.skip_until(b'\n')?;
            table.bad.push((line, "the line is too long".into()));
            continue;
        }
        let written = bytes.trim_ascii();
        if written.is_empty() {
            continue;
        }
        let read: Result<serde_json::Map<String, serde_json::Value>, _> =
            serde_json::from_slice(written);
        match read {
            Ok(object) => match object_row(&mut table.head, object) {
                Ok(row) => table.rows.push((line, row)),
                Err(why) => table.bad.push((line, why)),
            },
            Err(error) => {
                table.bad.push((line, format!("it is no JSON object: {error}")));
            }
        }
    }
    let width = table.head.len();
    for (_, row) in &mut table.rows {
        row.resize(width, String::new());
    }
    Ok(table)
}

/// The rows of a JSON list: its objects, known by the lines on which they begin.
///
/// # Errors
/// A sentence when the file is no list; an element that is no object is a bad row.
pub fn json_list(bytes: &[u8]) -> Result<Table, String> {
    let mut table = Table::default();
    for (line, element) in elements(bytes)? {
        let read: Result<serde_json::Map<String, serde_json::Value>, _> =
            serde_json::from_slice(element);
        let row = read.map_err(|error| format!("it is no JSON object: {error}"));
        match row.and_then(|object| object_row(&mut table.head, object)) {
            Ok(row) => table.rows.push((line, row)),
            Err(why) => table.bad.push((line, why)),
        }
    }
    let width = table.head.len();
    for (_, row) in &mut table.rows {
        row.resize(width, String::new());
    }
    Ok(table)
}

/// The elements of a list with the lines on which they begin. Each is read by itself, so
/// that one fault does not cost the others.
fn elements(bytes: &[u8]) -> Result<Vec<(u64, &[u8])>, String> {
    let mut elements = Vec::new();
    let (mut depth, mut line) = (0_usize, 1_u64);
    let (mut is_text, mut is_escaped) = (false, false);
    let mut begun: Option<(u64, usize)> = None;
    for (at, byte) in bytes.iter().enumerate() {
        line += u64::from(*byte == b'\n');
        if is_text {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_text = false,
                _ => {}
            }
            continue;
        }
        if depth == 1 && matches!(byte, b',' | b']') {
            if let Some((line, start)) = begun.take() {
                elements.push((line, &bytes[start..at]));
            }
            if *byte == b']' {
                let rest = bytes[at + 1..].trim_ascii().is_empty();
                return rest.then_some(elements).ok_or_else(|| {
                    format!("something stands after the list, in line {line}")
                });
            }
            continue;
        }
        if byte.is_ascii_whitespace() {
            continue;
        }
        if depth == 0 {
            if *byte != b'[' {
                return Err("it is no JSON list".into());
            }
            depth = 1;
            continue;
        }
        begun.get_or_insert((line, at));
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'"' => is_text = true,
            _ => {}
        }
    }
    Err("the JSON list is not closed".into())
}

fn object_row(
    head: &mut Vec<String>,
    object: serde_json::Map<String, serde_json::Value>,
) -> Result<Vec<String>, String> {
    let mut row = vec![String::new(); head.len()];
    for (name, value) in object {
        put(head, &mut row, name, value)?;
    }
    Ok(row)
}

/// Puts a value into its column. Members of members are columns of their own, named with
/// a slash between, as programs name them in tables.
fn put(
    head: &mut Vec<String>,
    row: &mut Vec<String>,
    name: String,
    value: serde_json::Value,
) -> Result<(), String> {
    use serde_json::Value;
    let value = match value {
        Value::Null => return Ok(()),
        Value::Object(members) => {
            for (member, value) in members {
                put(head, row, format!("{name}/{member}"), value)?;
            }
            return Ok(());
        }
        Value::Array(values) => {
            let values: Vec<_> = values.into_iter().filter_map(plain).collect();
            values.join(", ")
        }
        value => plain(value).unwrap_or_default(),
    };
    let at = match head.iter().position(|known| *known == name) {
        Some(at) => at,
        None if head.len() < COLUMNS => {
            head.push(name);
            row.push(String::new());
            head.len() - 1
        }
        None => return Err(format!("more than {COLUMNS} columns")),
    };
    row[at] = value;
    Ok(())
}

/// A value without parts as text.
fn plain(value: serde_json::Value) -> Option<String> {
    use serde_json::Value;
    match value {
        Value::String(text) => Some(text),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_members_are_columns_and_a_fault_costs_one_element() {
        let text = "[\n {\"id\": 1, \"title\": {\"da\": \"A, ]\", \"en\": null},\n \
                    \"names\": [\"x\", 2]},\n {\"id\": }, 7,\n {\"id\": 3}\n]\n";
        let table = json_list(text.as_bytes()).unwrap();

        assert_eq!(table.head, ["id", "names", "title/da"]);
        let rows: Vec<_> =
            table.rows.iter().map(|(line, row)| (*line, row.join("|"))).collect();
        assert_eq!(rows, [(2, "1|x, 2|A, ]".into()), (5, "3||".into())]);
        assert_eq!(table.bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [4, 4]);
    }

    #[test]
    fn what_is_no_list_is_said() {
        for (text, why) in [
            ("", "the JSON list is not closed"),
            ("[{\"a\": 1}", "the JSON list is not closed"),
            ("{\"a\": 1}", "it is no JSON list"),
            ("[] x", "something stands after the list, in line 1"),
        ] {
            assert_eq!(json_list(text.as_bytes()).unwrap_err(), why);
        }
        assert_eq!(json_list(b" [ ] "), Ok(Table::default()));
    }
}
