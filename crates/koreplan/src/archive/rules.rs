//! The shape of the database, read from its migrations, and which rows are a case's.

/// Tables that are no part of a case: sessions, what runs the server, and the record,
/// which has a file of its own.
pub const APART: &[&str] = &[
    "session",
    "demo_clock",
    "tail",
    "journal",
    "journal_end",
    "mail",
    "receipt_key",
    "person_wish",
];

/// Columns that do not leave the house: they go out empty.
pub const SECRET: &[(&str, &str)] =
    &[("person", "password"), ("invitation", "token_hash")];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Bytes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    /// It may be missing in a file of an older program.
    pub optional: bool,
    /// The table and column it points to.
    pub points_to: Option<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// The columns of the primary key.
    pub key: Vec<String>,
    /// The database counts its `id`.
    pub counted: bool,
}

impl Table {
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// Reads the tables from the texts of the migrations, in the order they are made.
pub fn tables<'a>(migrations: impl Iterator<Item = &'a str>) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for text in migrations {
        let bare: String = text
            .lines()
            .map(|line| line.split("--").next().unwrap_or_default())
            .collect::<Vec<_>>()
            .join("\n");
        for statement in bare.split(';') {
            let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(rest) = statement.strip_prefix("CREATE TABLE ") {
                tables.extend(created(rest));
            } else if let Some(rest) = statement.strip_prefix("ALTER TABLE ")
                && let Some((name, column)) = rest.split_once(" ADD COLUMN ")
                && let Some(table) = tables.iter_mut().find(|table| table.name == name)
            {
                table.columns.push(self::column(column));
            }
        }
    }
    tables
}

fn created(rest: &str) -> Option<Table> {
    let (name, body) = rest.split_once('(')?;
    let body = body.strip_suffix(')')?;
    let mut table = Table {
        name: name.trim().into(),
        columns: Vec::new(),
        key: Vec::new(),
        counted: false,
    };
    for part in parts(body) {
        if let Some(key) = part.strip_prefix("PRIMARY KEY") {
            let key = key.trim().trim_matches(['(', ')']);
            table.key = key.split(',').map(|name| name.trim().to_owned()).collect();
        } else if !part.starts_with("UNIQUE") {
            let column = self::column(part);
            if part.contains(" IDENTITY") || part.contains("PRIMARY KEY") {
                table.key = vec![column.name.clone()];
            }
            table.counted |= part.contains(" IDENTITY");
            table.columns.push(column);
        }
    }
    Some(table)
}

/// What stands between the commas that are in no brackets.
fn parts(body: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, c) in body.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                found.push(body[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(body[from..].trim());
    found
}

fn column(part: &str) -> Column {
    let mut words = part.split(' ');
    let name = words.next().unwrap_or_default().to_owned();
    let kind = match words.next() {
        Some("TEXT") => Kind::Text,
        Some("BYTES") => Kind::Bytes,
        _ => Kind::Number,
    };
    let points_to = part.split_once("REFERENCES ").and_then(|(_, to)| {
        let (table, column) = to.split_once('(')?;
        Some((table.trim().to_owned(), column.split(')').next()?.trim().to_owned()))
    });
    let must = part.contains("NOT NULL")
        || part.contains("PRIMARY KEY")
        || part.contains("IDENTITY");
    let optional = !must || part.contains("DEFAULT");
    Column { name, kind, optional, points_to }
}

/// A table of a case: the condition its rows fulfil (`$1` is the case), and the columns
/// that point to rows which come later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub table: Table,
    pub only: String,
    pub later: Vec<String>,
}

/// The tables of a case in the order they are filled, or those that hang on nothing.
///
/// # Errors
/// The names of tables that no pointer leads from to a case, and that are not named as
/// being apart.
pub fn parts_of_a_case(tables: Vec<Table>) -> Result<Vec<Part>, Vec<String>> {
    let mut found: Vec<Part> = Vec::new();
    let mut lost = Vec::new();
    for table in &tables {
        if APART.contains(&table.name.as_str()) || table.name == "person" {
            continue;
        }
        match only(table, &found) {
            Some(only) => found.push(Part {
                table: table.clone(),
                only,
                later: later(table, &found),
            }),
            None => lost.push(table.name.clone()),
        }
    }
    if !lost.is_empty() {
        return Err(lost);
    }
    // People belong to no case; those a row of the case points to go with it.
    if let Some(table) = tables.into_iter().find(|table| table.name == "person") {
        let mut pointed: Vec<String> = Vec::new();
        for part in &found {
            for column in &part.table.columns {
                if column.points_to.as_ref().is_some_and(|(to, _)| to == "person") {
                    pointed.push(format!(
                        "id IN (SELECT {} FROM {} WHERE {})",
                        column.name, part.table.name, part.only
                    ));
                }
            }
        }
        let only = format!("({})", pointed.join(" OR "));
        found.insert(0, Part { table, only, later: Vec::new() });
    }
    Ok(found)
}

/// The condition: it is the case, it names the case, or it points to a row that does.
fn only(table: &Table, before: &[Part]) -> Option<String> {
    if table.name == "cases" {
        return Some("id = $1".into());
    }
    let to = |name: &str| {
        table.columns.iter().find_map(|column| {
            let (to, key) = column.points_to.as_ref()?;
            (to == name).then_some((column, key))
        })
    };
    if let Some((column, _)) = to("cases") {
        return Some(format!("{} = $1", column.name));
    }
    // The pointer that must be there, before one that may be missing.
    let mut pointers: Vec<_> = table
        .columns
        .iter()
        .filter_map(|column| {
            let (to, key) = column.points_to.as_ref()?;
            let part = before.iter().find(|part| part.table.name == *to)?;
            Some((column, key, part))
        })
        .collect();
    pointers.sort_by_key(|(column, ..)| column.optional);
    let (column, key, part) = pointers.first()?;
    Some(format!(
        "{} IN (SELECT {key} FROM {} WHERE {})",
        column.name, part.table.name, part.only
    ))
}

/// The columns that point to a table which is not filled yet, or to the same one.
fn later(table: &Table, before: &[Part]) -> Vec<String> {
    table
        .columns
        .iter()
        .filter(|column| {
            column.points_to.as_ref().is_some_and(|(to, _)| {
                to != "person" && before.iter().all(|part| part.table.name != *to)
            })
        })
        .map(|column| column.name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE: &str = "-- A case; with a hint.
CREATE TABLE person (\n  id IDENTITY,\n  name TEXT NOT NULL,\n  password TEXT\n);
CREATE TABLE cases (\n  id IDENTITY,\n  slug TEXT NOT NULL UNIQUE\n);
CREATE TABLE body (
  id IDENTITY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  parent_id BIGINT REFERENCES body (id),
  UNIQUE (case_id, id)
);
CREATE INDEX body_case ON body (case_id);
CREATE TABLE member (
  body_id BIGINT NOT NULL REFERENCES body (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  mark BYTES,
  PRIMARY KEY (body_id, person_id)
);";

    fn made() -> Vec<Table> {
        let more = "ALTER TABLE member ADD COLUMN since TEXT NOT NULL DEFAULT '';
            UPDATE member SET since = '2027';";
        tables([MADE, more].into_iter())
    }

    #[test]
    fn tables_are_read_from_the_migrations() {
        let tables = made();
        let names: Vec<_> = tables.iter().map(|table| &*table.name).collect();
        assert_eq!(names, ["person", "cases", "body", "member"]);
        let member = &tables[3];
        assert_eq!(member.key, ["body_id", "person_id"]);
        assert!(!member.counted && tables[2].counted);
        assert_eq!(member.columns.len(), 4);
        assert_eq!(member.column("mark").unwrap().kind, Kind::Bytes);
        assert!(member.column("since").unwrap().optional, "it has a default");
        assert!(!member.column("body_id").unwrap().optional);
    }

    #[test]
    fn each_table_is_cut_to_the_case_by_what_it_points_to() {
        let parts = parts_of_a_case(made()).unwrap();
        let only: Vec<_> = parts.iter().map(|part| &*part.only).collect();
        let of_case = "body_id IN (SELECT id FROM body WHERE case_id = $1)";
        let person = format!("(id IN (SELECT person_id FROM member WHERE {of_case}))");
        assert_eq!(only, [person.as_str(), "id = $1", "case_id = $1", of_case]);
        assert_eq!(parts[2].later, ["parent_id"], "a body points to another one");
    }

    #[test]
    fn a_table_that_hangs_on_nothing_is_named() {
        let lost = "CREATE TABLE weather (\n  id IDENTITY\n);";
        let lost = parts_of_a_case(tables([MADE, lost].into_iter())).unwrap_err();
        assert_eq!(lost, ["weather"]);
    }
}
