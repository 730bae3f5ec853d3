//! A table of people is sent or pasted, looked at, and stored: all of it or nothing.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Fault, Field, Given, Person, Reader, Row},
    storage,
};
use crate::{
    access::{ImportPeople, Permit},
    bodies,
    case::{self, Case},
    input::import::{
        decoding::{Encoding, decode},
        rules::Fault as Broken,
        separated::Separated,
    },
    journal,
    refusal::{Message, Refusal},
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, beginning, empty, file, hidden, page_head, post, post_files, table, text,
        },
        error::Error,
        files::PostFiles,
        form::{Form, LINE, clean, folded},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/people/import", new)
        .post("/{lang}/{case}/people/import/preview", preview)
        .post("/{lang}/{case}/people/import", save)
}

const PAGE: &str = "people/import";
const FILE: &str = "files";

/// The longest table, in characters and in rows: it goes to and fro in a form.
const LONGEST: usize = 200_000;
const ROWS: usize = 2_000;

/// Why a table is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("rows are wrong")]
    WrongRows,
    #[error("every row is known already")]
    NothingNew,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::WrongRows => "people-refused-wrong",
            Self::NothingNew => "people-refused-nothing",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::WrongRows => "people-refused-wrong-way",
            Self::NothingNew => "people-refused-nothing-way",
        })
    }
}

/// A table as it was read: rows that give seats, and rows that are wrong.
#[derive(Debug, Default)]
struct Table {
    good: Vec<Given>,
    bad: Vec<(u64, Fault, String)>,
}

fn table_form(cx: &Cx, form: &Form) -> Markup {
    let hint = cx.t("people-file-hint");
    let fields = html! {
        (file(cx, form, FILE, "people-file", &hint, ".csv,.tsv,.txt"))
        (text(cx, form, "rows", "people-rows", Some("people-rows-hint"), Need::May,
            (8, LONGEST)))
    };
    post_files(cx, &format!("{PAGE}/preview"), "people-look", &fields)
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, _) = case::storage::load(tx, cx)?.open(&cx.actor, ImportPeople)?;
        let body = html! {
            (page_head(cx, &cx.t("people-import-title"), &cx.t("people-import-lead")))
            p { (cx.t("people-import-columns")) }
            pre class="kp-wrap" { (cx.t("people-import-example")) }
            (table_form(cx, &Form::default()))
        };
        Ok(cx.page(&cx.t("people-import-title"), &body))
    })
    .await
}

/// Reads the rows of a table.
fn read(tx: &mut dyn Tx, case: &Case, by: Option<i64>, rows: &str) -> Result<Table, Error> {
    let mut reader = Reader::new(storage::known(tx, case)?, by);
    let mut read = Table::default();
    let mut columns = None;
    let mut width = 0;
    let mut count = 0;
    Separated::new(rows.as_bytes(), None).each(|place, record| {
        let line = place.line;
        let bytes = &rows.as_bytes()[place.bytes];
        let shown = || beginning(String::from_utf8_lossy(bytes).trim(), 80);
        let cells: Vec<String> = match record {
            Ok(record) => {
                record.iter().map(|cell| clean(&String::from_utf8_lossy(cell))).collect()
            }
            Err(broken) => {
                read.bad.push((line, Fault::Quote, shown()));
                return !matches!(broken, Broken::Broken { .. });
            }
        };
        let Some(columns) = &columns else {
            width = cells.len();
            match rules::columns(&cells) {
                Ok(found) => columns = Some(found),
                Err(fault) => {
                    read.bad.push((line, fault, shown()));
                    return false;
                }
            }
            return true;
        };
        if cells.iter().all(String::is_empty) {
            return true;
        }
        count += 1;
        if count > ROWS {
            read.bad.push((line, Fault::TooMany { most: ROWS }, String::new()));
            return false;
        }
        if cells.len() != width {
            let fault = Fault::Ragged { cells: cells.len(), width };
            read.bad.push((line, fault, shown()));
            return true;
        }
        let cell = |field: Field| {
            columns.get(&field).map_or_else(String::new, |at| cells[*at].clone())
        };
        let (name, title) = (cell(Field::Name), cell(Field::Title));
        let row = Row {
            line,
            folded_name: folded(&name),
            folded_title: folded(&title),
            name,
            title,
            role: folded(&cell(Field::Role)),
            body: cell(Field::Body),
            since: cell(Field::Since),
            until: cell(Field::Until),
        };
        if [&row.name, &row.title].iter().any(|cell| cell.contains('\u{fffd}')) {
            read.bad.push((line, Fault::NotUtf8, shown()));
            return true;
        }
        match reader.read(&Row { body: folded(&row.body), ..row.clone() }, LINE) {
            Ok(given) => read.good.push(given),
            Err(Fault::NoBody(_)) => {
                read.bad.push((line, Fault::NoBody(row.body), shown()));
            }
            Err(fault) => read.bad.push((line, fault, shown())),
        }
        true
    });
    if columns.is_none() && read.bad.is_empty() {
        read.bad.push((1, Fault::Empty, String::new()));
    }
    Ok(read)
}

/// The table that came: the file, or else the rows that were pasted.
fn sent(form: &mut Form, files: &mut crate::uploads::Files) -> String {
    let pasted = form.value("rows").to_owned();
    let rows = match files.uploads.pop() {
        Some(upload) if pasted.trim().is_empty() && files.count == 1 => {
            let decoded = decode(&upload.bytes, None::<Encoding>);
            String::from_utf8_lossy(&decoded.bytes).into_owned()
        }
        Some(_) => {
            form.fault(FILE, Message::new("people-fault-both"));
            return String::new();
        }
        None => pasted,
    };
    if rows.trim().is_empty() {
        form.fault(FILE, Message::new("people-fault-nothing"));
    } else if rows.chars().count() > LONGEST || rows.contains('\0') {
        form.fault(FILE, Message::new("people-fault-too-large"));
    }
    rows
}

/// Shows what the table would do; stores nothing.
async fn preview(PostFiles(cx, mut form, mut files): PostFiles) -> Response {
    let rows = sent(&mut form, &mut files);
    cx.read(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ImportPeople)?;
        form.check(cx, &cx.t("people-import-title"), |form| table_form(cx, form))?;
        let read = read(tx, &case, permit.by_id, &rows)?;
        let body = looked(cx, tx, &case, &read, &rows)?;
        Ok(cx.page(&cx.t("people-preview"), &body))
    })
    .await
}

fn looked(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    read: &Table,
    rows: &str,
) -> Result<Markup, Error> {
    let all = bodies::storage::all(tx, case)?;
    let new = read.good.iter().filter(|row| !row.known).count();
    Ok(html! {
        (page_head(cx, &cx.t("people-preview"), ""))
        p role="status" { (cx.say("people-counts", &[
            ("new", new.into()),
            ("known", (read.good.len() - new).into()),
            ("bad", read.bad.len().into()),
        ])) }
        @if !read.bad.is_empty() { (wrong_rows(cx, &read.bad)) }
        @if read.good.is_empty() { @if read.bad.is_empty() { (empty(cx, "people-fault-empty")) } }
        @else { (good_rows(cx, &all, &read.good)) }
        @if read.bad.is_empty() && new > 0 {
            (post(cx, PAGE, "people-store", &hidden("rows", rows)))
        } @else if read.bad.is_empty() {
            p { (cx.t("people-refused-nothing")) }
        }
        p { a href=(cx.url(PAGE)) { (cx.t("people-another")) } }
    })
}

fn wrong_rows(cx: &Cx, bad: &[(u64, Fault, String)]) -> Markup {
    let heads = ["import-line", "import-reason", "import-row"].map(|head| cx.t(head));
    let rows: Vec<_> = bad
        .iter()
        .take(200)
        .map(|(line, fault, row)| {
            let (message, field) = fault.message();
            let message = match field {
                Some(field) => message.with("field", cx.t(field.key())),
                None => message,
            };
            vec![html! { (line) }, html! { (cx.message(&message)) }, html! { (row) }]
        })
        .collect();
    html! {
        div class="alert alert-error" role="alert" { div class="alert-body" {
            h2 class="alert-heading" { (cx.t("people-refused-wrong")) }
            p class="alert-text" { (cx.t("people-refused-wrong-way")) }
        } }
        (table(&cx.t("import-bad-title"), &heads, &rows))
    }
}

fn good_rows(cx: &Cx, all: &[bodies::storage::Body], good: &[Given]) -> Markup {
    let heads = ["import-line", "bodies-member", "bodies-role", "people-column-body",
        "people-becomes"];
    let rows: Vec<_> = good
        .iter()
        .map(|row| {
            let body = all.iter().find(|body| body.id == row.body);
            let becomes = match (&row.person, row.known) {
                (_, true) => "people-row-known",
                (Person::Known(_), false) => "people-row-seat",
                (Person::New(..), false) => "people-row-new",
            };
            vec![
                html! { (row.line) },
                html! { (row.name) @if !row.title.is_empty() { ", " (row.title) } },
                html! { (cx.t(row.role.key())) },
                html! { @if let Some(body) = body { (cx.text(&body.name)) }
                    ", " (bodies::pages::period(cx, row.period)) },
                html! { (cx.t(becomes)) },
            ]
        })
        .collect();
    table(&cx.t("people-preview"), &heads.map(|head| cx.t(head)), &rows)
}

/// Stores the table, if every row of it is good.
async fn save(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit): (Case, Permit<ImportPeople>) =
            case::storage::load(tx, cx)?.open(&cx.actor, ImportPeople)?;
        let read = read(tx, &case, permit.by_id, form.value("rows"))?;
        if !read.bad.is_empty() {
            return Err(Refused::WrongRows.into());
        }
        if read.good.iter().all(|row| row.known) {
            return Err(Refused::NothingNew.into());
        }

        let (people, seats) = storage::save(tx, &permit, &read.good)?;
        let known = read.good.len() - seats;
        let what = json!({"known": known, "people": people, "seats": seats});
        journal::record(tx, cx, &permit, "bodies", what, "")?;
        Ok(cx.done("bodies"))
    })
    .await
}
