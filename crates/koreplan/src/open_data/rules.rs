//! Which tables and columns are given away, and how a cell is written.

use std::fmt::Write as _;

use crate::choices;

choices! {
    /// The tables of a case. The word is the name of the file.
    Table {
        Hearings: "hearings", "data-hearings";
        Inputs: "inputs", "data-inputs";
        InputAreas: "input-areas", "data-input-areas";
        Meetings: "meetings", "data-meetings";
        Decisions: "decisions", "data-decisions";
        Versions: "versions", "data-versions";
        Paragraphs: "paragraphs", "data-paragraphs";
        Initiatives: "initiatives", "data-initiatives";
        StatusReports: "status-reports", "data-status-reports";
        Bodies: "bodies", "data-bodies";
        Areas: "areas", "data-areas";
        Steps: "steps", "data-steps";
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    /// true or false
    Flag,
    /// An instant as RFC 3339 writes it, in UTC.
    Instant,
    /// A day as ISO 8601 writes it.
    Day,
    /// The address of the page that shows it.
    Page,
}

impl Kind {
    /// The key of its name in the locale files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "kind-text",
            Self::Number => "kind-number",
            Self::Flag => "kind-flag",
            Self::Instant => "kind-instant",
            Self::Day => "kind-day",
            Self::Page => "kind-page",
        }
    }
}

use Kind::{Day, Flag, Instant, Number, Page, Text};

/// A column: its name, what it holds, and the key of what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub key: &'static str,
}

const fn column(name: &'static str, kind: Kind, key: &'static str) -> Column {
    Column { name, kind, key }
}

impl Table {
    /// The columns, in the order of the file: these and no others leave the house.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Hearings => HEARINGS,
            Self::Inputs => INPUTS,
            Self::InputAreas => INPUT_AREAS,
            Self::Meetings => MEETINGS,
            Self::Decisions => DECISIONS,
            Self::Versions => VERSIONS,
            Self::Paragraphs => PARAGRAPHS,
            Self::Initiatives => INITIATIVES,
            Self::StatusReports => STATUS_REPORTS,
            Self::Bodies => BODIES,
            Self::Areas => AREAS,
            Self::Steps => STEPS,
        }
    }
}

const HEARINGS: &[Column] = &[
    column("id", Number, "column-id"),
    column("slug", Text, "column-slug"),
    column("title_da", Text, "column-title-da"),
    column("title_en", Text, "column-title-en"),
    column("intro_da", Text, "column-intro-da"),
    column("intro_en", Text, "column-intro-en"),
    column("opens_at", Instant, "column-opens-at"),
    column("closes_at", Instant, "column-closes-at"),
    column("time_zone", Text, "column-time-zone"),
    column("inputs_received", Number, "column-inputs-received"),
    column("inputs_late", Number, "column-inputs-late"),
    column("page", Page, "column-page"),
];
const INPUTS: &[Column] = &[
    column("id", Number, "column-id"),
    column("number", Number, "column-number"),
    column("hearing", Text, "column-hearing"),
    column("sender_kind", Text, "column-sender-kind"),
    column("sender", Text, "column-sender"),
    column("text", Text, "column-text"),
    column("received_at", Instant, "column-received-at"),
    column("late", Flag, "column-late"),
    column("published_at", Instant, "column-published-at"),
    column("page", Page, "column-page"),
];
const INPUT_AREAS: &[Column] =
    &[column("input", Number, "column-input"), column("area", Text, "column-area")];
const MEETINGS: &[Column] = &[
    column("id", Number, "column-id"),
    column("kind", Text, "column-kind"),
    column("title", Text, "column-title"),
    column("body", Text, "column-body"),
    column("area", Text, "column-area"),
    column("chair", Text, "column-chair"),
    column("place", Text, "column-place"),
    column("starts_at", Instant, "column-starts-at"),
    column("minutes", Text, "column-minutes"),
    column("published_at", Instant, "column-published-at"),
    column("page", Page, "column-page"),
];
const DECISIONS: &[Column] = &[
    column("id", Number, "column-id"),
    column("meeting", Number, "column-meeting"),
    column("title", Text, "column-title"),
    column("verb", Text, "column-verb"),
    column("decision", Text, "column-decision"),
    column("proposal", Number, "column-proposal"),
    column("area", Text, "column-area"),
    column("decided_at", Instant, "column-decided-at"),
    column("published_at", Instant, "column-published-at"),
    column("page", Page, "column-page"),
];
const VERSIONS: &[Column] = &[
    column("number", Number, "column-number"),
    column("hash", Text, "column-hash"),
    column("note", Text, "column-note"),
    column("frozen_at", Instant, "column-frozen-at"),
    column("published_at", Instant, "column-published-at"),
    column("page", Page, "column-page"),
];
const PARAGRAPHS: &[Column] = &[
    column("version", Number, "column-version"),
    column("position", Number, "column-position"),
    column("chapter", Text, "column-chapter"),
    column("paragraph", Number, "column-paragraph"),
    column("text", Text, "column-text"),
    column("page", Page, "column-page"),
];
const INITIATIVES: &[Column] = &[
    column("id", Number, "column-id"),
    column("number", Text, "column-number"),
    column("title_da", Text, "column-title-da"),
    column("title_en", Text, "column-title-en"),
    column("area", Text, "column-area"),
    column("lead", Text, "column-lead"),
    column("year", Text, "column-year"),
    column("provenance", Text, "column-provenance"),
    column("paragraph", Number, "column-paragraph"),
    column("started_at", Instant, "column-started-at"),
    column("ended_at", Instant, "column-ended-at"),
    column("ending", Text, "column-ending"),
    column("page", Page, "column-page"),
];
const STATUS_REPORTS: &[Column] = &[
    column("initiative", Text, "column-initiative"),
    column("year", Number, "column-year"),
    column("quarter", Number, "column-quarter"),
    column("budget", Text, "column-budget"),
    column("business_case", Text, "column-business-case"),
    column("risks", Text, "column-risks"),
    column("schedule", Text, "column-schedule"),
    column("action", Text, "column-action"),
    column("reported_at", Instant, "column-reported-at"),
];
const BODIES: &[Column] = &[
    column("slug", Text, "column-slug"),
    column("kind", Text, "column-kind"),
    column("name_da", Text, "column-name-da"),
    column("name_en", Text, "column-name-en"),
    column("parent", Text, "column-parent"),
    column("rule", Text, "column-rule"),
    column("quorum", Number, "column-quorum"),
    column("seats", Number, "column-seats"),
];
const AREAS: &[Column] = &[
    column("slug", Text, "column-slug"),
    column("name_da", Text, "column-name-da"),
    column("name_en", Text, "column-name-en"),
    column("focus_da", Text, "column-focus-da"),
    column("focus_en", Text, "column-focus-en"),
    column("track_da", Text, "column-track-da"),
    column("track_en", Text, "column-track-en"),
    column("minister", Text, "column-minister"),
];
const STEPS: &[Column] = &[
    column("slug", Text, "column-slug"),
    column("kind", Text, "column-kind"),
    column("title_da", Text, "column-title-da"),
    column("title_en", Text, "column-title-en"),
    column("planned_from", Day, "column-planned-from"),
    column("planned_to", Day, "column-planned-to"),
    column("current_from", Day, "column-current-from"),
    column("current_to", Day, "column-current-to"),
    column("kept_from", Day, "column-kept-from"),
    column("kept_to", Day, "column-kept-to"),
    column("moves", Number, "column-moves"),
    column("page", Page, "column-page"),
];

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Nothing,
    Number(i64),
    Flag(bool),
    Text(String),
}

/// A row as one line of JSON, with its columns in the order of the file.
pub fn json_line(columns: &[Column], row: &[Cell]) -> String {
    let mut line = String::from("{");
    for (at, (column, cell)) in columns.iter().zip(row).enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let value = match cell {
            Cell::Nothing => "null".to_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        };
        let _ = write!(line, "{comma}\"{}\":{value}", column.name);
    }
    line.push_str("}\n");
    line
}

/// A cell as CSV holds it. A text that a spreadsheet would run as a formula gets an
/// apostrophe in front: it is shown, not run.
fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Text(text) if is_formula(text) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
    }
}

/// A table as CSV; all that we write goes through here. An empty head is left out, for
/// what is written slice by slice.
pub fn csv(heads: &[&str], rows: impl IntoIterator<Item = Vec<Cell>>) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    // Writing to memory does not fail.
    if !heads.is_empty() {
        let _ = csv.write_record(heads);
    }
    for row in rows {
        let _ = csv.write_record(row.iter().map(csv_cell));
    }
    csv.into_inner().unwrap_or_default()
}

/// The same, with the mark by which spreadsheets know the encoding.
pub fn marked_csv(heads: &[&str], rows: impl IntoIterator<Item = Vec<Cell>>) -> Vec<u8> {
    let mut marked = "\u{feff}".as_bytes().to_vec();
    marked.extend(csv(heads, rows));
    marked
}

/// The text of a cell that [`csv_cell`] wrote: without the apostrophe it put in front.
pub fn csv_text(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// Whether a spreadsheet may take a text for a formula: by its first letter, also the
/// wide ones of East Asian keyboards, which some turn into the narrow ones.
fn is_formula(text: &str) -> bool {
    matches!(
        text.chars().next(),
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::web::choices::Choice as _;

    #[test]
    fn w15_what_a_spreadsheet_would_run_is_inert_in_csv_and_raw_in_json() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            let text = format!("{start}HYPERLINK(\"https://evil.example\")");
            let cell = Cell::Text(text.clone());
            assert_eq!(csv_cell(&cell), format!("'{text}"));
            let line = json_line(&Table::Versions.columns()[2..3], &[cell]);
            let read: serde_json::Value = serde_json::from_str(&line).unwrap();
            assert_eq!(read["note"], text);
        }
        assert_eq!(csv_cell(&Cell::Text("a=b".into())), "a=b");
        assert_eq!(csv_cell(&Cell::Number(-5)), "-5", "a number is no formula");
    }

    #[test]
    fn no_table_has_two_columns_of_a_name() {
        for table in Table::ALL {
            let mut names: Vec<_> = table.columns().iter().map(|it| it.name).collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{}", table.word());
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_from_a_line_of_json(text in any::<String>()) {
            let columns = &Table::Versions.columns()[2..3];
            let line = json_line(columns, &[Cell::Text(text.clone())]);
            prop_assert_eq!(line.matches('\n').count(), 1);
            let read: serde_json::Value = serde_json::from_str(&line).unwrap();
            prop_assert_eq!(read["note"].as_str(), Some(text.as_str()));
        }

        #[test]
        fn w15_no_cell_of_csv_begins_a_formula(text in any::<String>()) {
            let cell = csv_cell(&Cell::Text(text.clone()));
            prop_assert!(!is_formula(&cell));
            // What begins like our own guard comes back without it.
            prop_assume!(!text.starts_with('\''));
            prop_assert_eq!(csv_text(&cell), text);
        }
    }
}
