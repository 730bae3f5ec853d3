//! A file is chosen, looked at, read in another way if need be, and stored.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use koreplan_store::Tx;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    decoding::Encoding,
    formats::{FORMATS, Format, Mapping},
    reading::{self, Choice, Note, Reading, Source},
    rules::{BadRow, Fault, Field, GoodRow, Rows, kinds},
    separated::Separator,
    storage::{self, Foreseen, Order, Undone},
    waiting::WaitingFile,
};
use crate::{
    access::{Action, ImportInputs, Permit, ReadCase},
    background::away,
    case::{self, Case},
    input::{
        attachments::why_refused,
        rules,
        storage::{Hearing, load_hearing},
    },
    journal,
    open_data::rules::{Cell, csv},
    refusal::{Message, Refusal},
    routes::Routes,
    uploads::{self, disposition},
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, beginning, choice_options, facts, file, fold, hidden, page_head,
            post, post_files, prose, select, table,
        },
        error::Error,
        files::PostFiles,
        form::Form,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/hearings/{hearing}/import", choose)
        .post("/{lang}/{case}/hearings/{hearing}/import", send)
        .get("/{lang}/{case}/hearings/{hearing}/import/{file}", look)
        .get("/{lang}/{case}/hearings/{hearing}/import/{file}/bad-lines", bad_lines)
        .post("/{lang}/{case}/hearings/{hearing}/import/{file}", keep)
}

/// Why a file is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the file does not wait any more")]
    Gone,
    #[error("rows are bad, and the good ones were not asked for")]
    BadRows,
    #[error("the file cannot be read as it was chosen")]
    Unreadable,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Gone => "import-gone",
            Self::BadRows => "import-bad-rows",
            Self::Unreadable => "import-unreadable",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Gone => "import-gone-way",
            Self::BadRows => "import-bad-rows-way",
            Self::Unreadable => "import-unreadable-way",
        })
    }
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Hearing, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let hearing = load_hearing(tx, &case, cx.param("hearing"))?;
    let (hearing, permit) = hearing.open(&cx.actor, action)?;
    Ok((case, hearing, permit))
}

/// The hearing in the address, for one who may import into it.
async fn hearing(cx: &Cx) -> Result<Hearing, Error> {
    let asked = cx.clone();
    let open = move |tx: &mut dyn Tx| -> Result<_, Error> {
        let (_, hearing, _) = opened(&asked, tx, ImportInputs)?;
        rules::accepts(hearing.state(asked.now_us()))?;
        Ok(hearing)
    };
    cx.app.store.read(open).await
}

fn by_id(cx: &Cx) -> Option<i64> {
    cx.actor.person.as_ref().map(|person| person.id)
}

fn page_of(hearing: &Hearing) -> String {
    format!("hearings/{}/import", hearing.slug)
}

const FILE: &str = "files";
const ACCEPT: &str = ".csv,.tsv,.txt,.json,.jsonl,.ndjson,.xlsx,.zip,.eml";

fn file_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let limit = koreplan_letters::limits::FILE / (1024 * 1024);
    let hint = cx.say("import-file-hint", &[("limit", limit.into())]);
    let field = file(cx, form, FILE, "import-file", &hint, ACCEPT);
    post_files(cx, &page_of(hearing), "import-look", &field)
}

async fn choose(cx: Cx) -> Response {
    let hearing = match hearing(&cx).await {
        Ok(hearing) => hearing,
        Err(error) => return error.answer(&cx),
    };
    let title = cx.t("import-title");
    let body = html! {
        (page_head(&cx, &title, &cx.t("import-lead")))
        (file_form(&cx, &hearing, &Form::default()))
        section class="kp-section" {
            h2 { (cx.t("import-formats")) }
            ul { @for format in FORMATS { li {
                strong { (cx.t(format.key)) } ". "
                (cx.t(format.about))
            } } }
            p { (cx.t("import-formats-letters")) }
        }
    };
    cx.page(&title, &body)
}

/// Takes a file and looks what it is; it waits until somebody says what becomes of it.
async fn send(PostFiles(cx, mut form, mut files): PostFiles) -> Response {
    let hearing = match hearing(&cx).await {
        Ok(hearing) => hearing,
        Err(error) => return error.answer(&cx),
    };
    let title = cx.t("import-title");
    let upload = files.uploads.pop();
    let source = match upload {
        Some(upload) if upload.size > koreplan_letters::limits::FILE => {
            let limit = koreplan_letters::limits::FILE;
            Err((
                upload.name,
                Fault::Refused(koreplan_letters::Refused::TooLarge {
                    size: upload.size,
                    limit,
                }),
            ))
        }
        Some(upload) if files.count == 1 => {
            let opened = uploads::alone(&cx.app, move |program| {
                let sha256 = super::file_hash(&upload.bytes);
                let source = Source::open(&upload.name, upload.bytes, program);
                match source {
                    Ok(source) => Ok((upload.name, sha256, source)),
                    Err(fault) => Err((upload.name, fault)),
                }
            })
            .await;
            let busy = || Fault::Worker("no worker was free".into());
            opened.unwrap_or_else(|| Err((String::new(), busy())))
        }
        _ => {
            form.fault(FILE, Message::new("import-fault-one-file"));
            Err((String::new(), Fault::Empty))
        }
    };
    match source {
        Ok((name, sha256, source)) => {
            let whose = (by_id(&cx), hearing.id);
            let file = WaitingFile::new(whose, (name, sha256), source, files.room.take());
            let token = cx.app.imports.put(file);
            cx.see(&format!("{}/{token}", page_of(&hearing)))
        }
        Err((name, fault)) => {
            if form.faults().is_empty() {
                form.fault(FILE, said(&cx, &name, &fault));
            }
            let again = |form: &Form| file_form(&cx, &hearing, form);
            match form.check(&cx, &title, again) {
                Ok(()) => cx.see(&page_of(&hearing)),
                Err(error) => error.answer(&cx),
            }
        }
    }
}

/// What is chosen, by the values of an address or a form.
struct Chosen {
    values: Vec<(String, String)>,
}

/// The names of the fields in which a person chooses.
const READ_AS: [&str; 3] = ["format", "encoding", "separator"];

impl Chosen {
    fn of<'a>(value: impl Fn(&str) -> &'a str) -> Self {
        let columns = Field::ALL.iter().map(|field| field.word());
        let names = READ_AS.into_iter().chain(columns);
        let values = names
            .map(|name| (name.to_owned(), value(name).to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        Self { values }
    }

    fn value(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    fn choice(&self, hearing: &Hearing) -> Result<Choice, Error> {
        let format = match self.value("format") {
            "" => None,
            word => Some(Format::named(word).map_err(|_| Refused::Unreadable)?),
        };
        let column = |field: &Field| {
            let column = self.value(field.word());
            (!column.is_empty())
                .then(|| (field.word().to_owned(), vec![column.to_owned()]))
        };
        Ok(Choice {
            format,
            encoding: Encoding::of(self.value("encoding")),
            separator: Separator::of(self.value("separator")),
            mapping: Field::ALL.iter().filter_map(column).collect::<Mapping>(),
            zone: hearing.time_zone()?,
        })
    }

    /// As the end of an address.
    fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in &self.values {
            let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
            let _ = write!(query, "&{name}={value}");
        }
        query
    }

    fn hidden(&self) -> Markup {
        html! { @for (name, value) in &self.values { (hidden(name, value)) } }
    }

    fn form(&self) -> Form {
        Form::of(self.values.clone())
    }
}

/// The file in the address, and the hearing it waits for.
async fn waiting(cx: &Cx) -> Result<(Arc<WaitingFile>, Hearing), Error> {
    let hearing = hearing(cx).await?;
    let file = cx.app.imports.get(cx.param("file"), by_id(cx), hearing.id);
    Ok((file.ok_or(Refused::Gone)?, hearing))
}

/// Reads a file on a thread that may take its time.
async fn read(
    file: &Arc<WaitingFile>,
    choice: Choice,
) -> Result<(Vec<String>, Result<Reading, Fault>), Error> {
    let file = file.clone();
    let read = move || {
        let heads = reading::heads(&file.source, &choice);
        (heads, reading::read(&file.source, &choice))
    };
    away(read).await.map_err(|_| Refused::Unreadable.into())
}

/// Rows shown as they will look, and bad ones shown with their reasons.
const SHOWN: usize = 5;
const BAD_SHOWN: usize = 20;

/// A file before it is stored: what it seems to be, and what would become of it.
async fn look(cx: Cx) -> Response {
    match looked(&cx).await {
        Ok(response) => response,
        Err(error) => error.answer(&cx),
    }
}

async fn looked(cx: &Cx) -> Result<Response, Error> {
    let (file, hearing) = waiting(cx).await?;
    let chosen = Chosen::of(|name| cx.query(name));
    let (heads, reading) = read(&file, chosen.choice(&hearing)?).await?;
    let page = format!("{}/{}", page_of(&hearing), file.token);
    let title = cx.say("import-file-title", &[("file", file.name.clone().into())]);
    let stored: i64 = cx.query("stored").parse().unwrap_or(-1);
    let is_read = reading.is_ok();
    let outcome = match reading {
        Ok(mut reading) => {
            let first: Vec<GoodRow> =
                reading.rows.good.iter().take(SHOWN).cloned().collect();
            let good = std::mem::take(&mut reading.rows.good);
            let (seen, now) = (hearing.clone(), cx.now_us());
            let foresee = move |tx: &mut dyn Tx| storage::foresee(tx, &seen, good, now);
            let mut foreseen = cx.app.store.read(foresee).await?;
            reading.rows.bad.append(&mut foreseen.changed);
            reading.rows.bad.sort_by_key(|bad| bad.line);
            html! {
                (as_read(cx, &reading))
                (counts(cx, &reading, &foreseen))
                (bad_rows(cx, &file.name, &reading.rows.bad, &(page.clone(), chosen.query())))
                (store_form(cx, &page, &chosen, (foreseen.new, reading.rows.bad.len())))
                (preview(cx, &hearing, &first))
            }
        }
        Err(fault) => html! {
            div class="alert alert-error" role="alert" { div class="alert-body" {
                h2 class="alert-heading" { (cx.t("import-unreadable")) }
                p class="alert-text" { (cx.message(&said(cx, &file.name, &fault))) }
            } }
        },
    };
    let body = html! {
        (page_head(cx, &title, ""))
        @if stored >= 0 {
            div class="alert alert-success" role="status" { div class="alert-body" {
                p class="alert-text" { (cx.say("import-stored", &[("count", stored.into())])) }
                p { a href=(cx.url("inputs")) { (cx.t("inputs-title")) } }
            } }
        }
        (outcome)
        (otherwise(cx, &page, &chosen, (&file.source, &heads), is_read))
        p { a href=(cx.url(&page_of(&hearing))) { (cx.t("import-another")) } }
    };
    Ok(cx.page(&title, &body))
}

/// How the file was read.
fn as_read(cx: &Cx, reading: &Reading) -> Markup {
    let mut pairs = vec![(cx.t("import-format"), html! { (cx.t(reading.format.key)) })];
    if let Some((encoding, mark)) = reading.encoding {
        let encoding = cx.t(encoding.key());
        let mark = if mark { cx.t("import-mark") } else { String::new() };
        pairs.push((cx.t("import-encoding"), html! { (encoding) " " (mark) }));
    }
    if let Some(separator) = reading.separator {
        pairs.push((cx.t("import-separator"), html! { (cx.t(separator.key())) }));
    }
    for (field, columns) in &reading.used {
        pairs.push((cx.t(field.key()), html! { (columns.join(", ")) }));
    }
    let unused = reading.unused().join(", ");
    if !unused.is_empty() {
        pairs.push((cx.t("import-unused"), html! { (beginning(&unused, 1_000)) }));
    }
    html! {
        section class="kp-section" {
            h2 { (cx.t("import-as-read")) }
            (facts(&pairs))
            @if !reading.notes.is_empty() {
                ul { @for note in &reading.notes { li { (noted(cx, note)) } } }
            }
        }
    }
}

fn noted(cx: &Cx, note: &Note) -> String {
    match note {
        Note::Twice { column, first, second } => cx.say(
            "import-note-twice",
            &[
                ("column", column.clone().into()),
                ("first", (*first).into()),
                ("second", (*second).into()),
            ],
        ),
        Note::MixedEnds { line } => {
            cx.say("import-note-ends", &[("line", (*line).into())])
        }
        Note::Html => cx.t("import-note-html"),
    }
}

/// What an import would do, in numbers.
fn counts(cx: &Cx, reading: &Reading, foreseen: &Foreseen) -> Markup {
    let number = |count: i64| html! { (cx.lang.number(count)) };
    let count = |count: usize| number(i64::try_from(count).unwrap_or(i64::MAX));
    let mut pairs = vec![(cx.t("import-count-new"), number(foreseen.new))];
    if foreseen.late > 0 {
        pairs.push((cx.t("import-count-late"), number(foreseen.late)));
    }
    pairs.push((cx.t("import-count-known"), number(foreseen.known)));
    pairs.push((cx.t("import-count-bad"), count(reading.rows.bad.len())));
    for (reason, left) in reading.left() {
        let why = cx.message(&said(cx, "", reason));
        let name = cx.say("import-count-left", &[("why", why.into())]);
        pairs.push((name, count(left)));
    }
    let kinds: Vec<_> = foreseen
        .kinds
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| vec![html! { (cx.t(kind.key())) }, number(*count)])
        .collect();
    let heads = [cx.t("input-sender-kind"), cx.t("import-count-new")];
    html! {
        section class="kp-section" {
            h2 { (cx.t("import-counts")) }
            (facts(&pairs))
            @if !kinds.is_empty() { (table(&cx.t("import-kinds"), &heads, &kinds)) }
        }
    }
}

fn bad_rows(
    cx: &Cx,
    file: &str,
    bad: &[BadRow],
    (page, query): &(String, String),
) -> Markup {
    let heads = [cx.t("import-line"), cx.t("import-reason"), cx.t("import-row")];
    let rows: Vec<_> = bad
        .iter()
        .take(BAD_SHOWN)
        .map(|row| {
            vec![
                html! { (row.line) },
                html! { (cx.message(&said(cx, file, &row.reason))) },
                html! { (beginning(&row.row, 80)) },
            ]
        })
        .collect();
    html! {
        @if !bad.is_empty() {
            section class="kp-section" id="bad" {
                h2 { (cx.t("import-bad-title")) }
                p { (cx.say("import-bad-shown", &[
                    ("count", bad.len().into()), ("shown", rows.len().into()),
                ])) }
                (table(&cx.t("import-bad-title"), &heads, &rows))
                p { a href={ (cx.url(&format!("{page}/bad-lines"))) "?" (query.trim_start_matches('&')) } {
                    (cx.t("import-bad-download"))
                } }
            }
        }
    }
}

fn store_form(cx: &Cx, page: &str, chosen: &Chosen, (new, bad): (i64, usize)) -> Markup {
    let keep = html! { (chosen.hidden()) (hidden("keep_good", "yes")) };
    let many = [("count", new.into()), ("bad", bad.into())];
    html! {
        @if new == 0 {
            p { (cx.t("import-nothing-new")) }
        } @else if bad == 0 {
            p { (cx.say("import-store-all", &many)) }
            (post(cx, page, "import-store", &chosen.hidden()))
        } @else {
            div class="alert alert-warning" { div class="alert-body" {
                h2 class="alert-heading" { (cx.t("import-has-bad")) }
                p class="alert-text" { (cx.say("import-has-bad-way", &many)) }
            } }
            (post(cx, page, "import-store-good", &keep))
        }
    }
}

fn preview(cx: &Cx, hearing: &Hearing, first: &[GoodRow]) -> Markup {
    html! {
        @if !first.is_empty() {
            section class="kp-section" {
                h2 { (cx.t("import-preview")) }
                p { (cx.say("import-preview-lead", &[("count", first.len().into())])) }
                ul class="kp-list" {
                    @for row in first {
                        @let said = &row.submission;
                        li {
                            p class="kp-quiet" {
                                (cx.say("import-preview-line", &[("line", row.line.into())]))
                                ". "
                                (said.organisation)
                                @if !said.organisation.is_empty() && !said.name.is_empty() { ", " }
                                (said.name) " (" (cx.t(said.sender_kind.key())) ")"
                                @if let Some(at) = row.received_at {
                                    ", " (cx.moment(at))
                                    @if rules::is_late(at, hearing.closes_at) {
                                        " " (badge("badge-warning", &cx.t("input-late")))
                                    }
                                }
                            }
                            (prose(&beginning(&said.body, 1_000)))
                        }
                    }
                }
            }
        }
    }
}

/// A form to read the file in another way. It changes nothing, and so is an address.
fn otherwise(
    cx: &Cx,
    page: &str,
    chosen: &Chosen,
    (source, heads): (&Source, &[String]),
    is_read: bool,
) -> Markup {
    let form = chosen.form();
    let formats = FORMATS.map(|f| (f.word.to_owned(), cx.t(f.key)));
    let mut names: Vec<_> =
        heads.iter().filter(|name| !name.is_empty()).cloned().collect();
    names.sort();
    names.dedup();
    let columns: Vec<_> = names.into_iter().map(|name| (name.clone(), name)).collect();
    let is_text = matches!(source, Source::Text(_));
    let has_encoding =
        is_text || matches!(source, Source::Json(_) | Source::JsonLines(_));
    let has_columns = !matches!(source, Source::Letters(_) | Source::Answers(_));
    let choices = html! {
        p { (cx.t("import-otherwise-lead")) }
        form method="get" action=(cx.url(page)) class="kp-form" {
            (select(cx, &form, "format", "import-format", Need::May, &formats))
            @if has_encoding {
                (select(cx, &form, "encoding", "import-encoding", Need::May,
                    &choice_options::<Encoding>(cx)))
            }
            @if is_text {
                (select(cx, &form, "separator", "import-separator", Need::May,
                    &choice_options::<Separator>(cx)))
            }
            @for field in Field::ALL {
                (select(cx, &form, field.word(), field.key(), Need::May, &columns))
            }
            div class="mt-5" {
                button type="submit" class="button button-secondary" {
                    (cx.t("import-read-again"))
                }
            }
        }
    };
    html! {
        @if !has_columns {}
        @else if is_read { (fold("otherwise", &cx.t("import-otherwise"), &choices)) }
        @else {
            section class="kp-section" { h2 { (cx.t("import-otherwise")) } (choices) }
        }
    }
}

/// The bad rows with their reasons, as a table to be mended.
async fn bad_lines(cx: Cx) -> Response {
    match bad_table(&cx).await {
        Ok(response) => response,
        Err(error) => error.answer(&cx),
    }
}

async fn bad_table(cx: &Cx) -> Result<Response, Error> {
    let (file, hearing) = waiting(cx).await?;
    let chosen = Chosen::of(|name| cx.query(name));
    let (_, reading) = read(&file, chosen.choice(&hearing)?).await?;
    let Rows { good, mut bad, .. } = reading.map_err(|_| Refused::Unreadable)?.rows;
    let (seen, now) = (hearing.clone(), cx.now_us());
    let foresee = move |tx: &mut dyn Tx| storage::foresee(tx, &seen, good, now);
    bad.append(&mut cx.app.store.read(foresee).await?.changed);
    bad.sort_by_key(|bad| bad.line);
    let heads = ["import-line", "import-reason", "import-row"].map(|key| cx.t(key));
    let rows = bad.into_iter().map(|row| {
        let line = i64::try_from(row.line).unwrap_or(i64::MAX);
        let why = cx.message(&said(cx, &file.name, &row.reason));
        vec![Cell::Number(line), Cell::Text(why), Cell::Text(row.row)]
    });
    let csv = csv(&heads.each_ref().map(String::as_str), rows);
    let name = format!("{}-{}.csv", cx.t("import-bad-file"), file.name);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    // Spreadsheets take a table for old Windows without the mark.
    Ok((headers, ["\u{feff}".as_bytes(), &csv].concat()).into_response())
}

/// Stores what the file holds: everything, or the good rows where that was asked for.
async fn keep(Post(cx, form): Post) -> Response {
    let chosen = Chosen::of(|name| form.value(name));
    let ready = async {
        let (file, hearing) = waiting(&cx).await?;
        let (_, reading) = read(&file, chosen.choice(&hearing)?).await?;
        Ok::<_, Error>((file, reading.map_err(|_| Refused::Unreadable)?))
    };
    let (file, reading) = match ready.await {
        Ok(ready) => ready,
        Err(error) => return error.answer(&cx),
    };
    let query = chosen.query();
    let keep_good = form.ticked("keep_good");
    cx.write(move |cx, tx| {
        let (_, hearing, permit) = opened(cx, tx, ImportInputs)?;
        rules::accepts(hearing.state(cx.now_us()))?;
        let order = Order {
            file: file.name.clone(),
            file_hash: file.sha256,
            format: reading.format.word,
            keep_good,
            now: cx.now_us(),
        };
        let outcome = storage::store(tx, &hearing, reading.rows, &order, &mut |_| {});
        let outcome = outcome.map_err(|undone| match undone {
            Undone::Bad(_) => Refused::BadRows.into(),
            Undone::Store(error) => Error::Store(error),
        })?;
        let subject = format!("hearings/{}", hearing.slug);
        journal::record(tx, cx, &permit, &subject, order.noted(&outcome), "")?;
        let page = format!("{}/{}", page_of(&hearing), file.token);
        Ok(cx.see(&format!("{page}?stored={}{query}", outcome.stored)))
    })
    .await
}

/// Why a file or a row is not taken, in the reader's language.
fn said(cx: &Cx, file: &str, fault: &Fault) -> Message {
    let of = |key: &'static str, field: Field| {
        Message::new(key).with("field", cx.t(field.key()))
    };
    match fault {
        Fault::NoField(field) => {
            Message::new("import-fault-no-field").with("field", field.clone())
        }
        Fault::NoColumn { column, there } => Message::new("import-fault-no-column")
            .with("column", column.clone())
            .with("there", there.clone()),
        Fault::NoText { there } => {
            Message::new("import-fault-no-text").with("there", there.clone())
        }
        Fault::Twice { column, first, second } => Message::new("import-fault-twice")
            .with("column", column.clone())
            .with("first", *first)
            .with("second", *second),
        Fault::Votes => Message::new("import-fault-votes"),
        Fault::NoFormat(_) | Fault::OtherFormat => {
            Message::new("import-fault-other-format")
        }
        Fault::Empty => Message::new("import-fault-empty"),
        Fault::Refused(refused) => why_refused(cx, file, refused),
        Fault::Worker(_) => Message::new("import-fault-worker"),
        Fault::In { file, why } => {
            let why = cx.message(&said(cx, file, why));
            Message::new("import-fault-in").with("file", file.clone()).with("why", why)
        }
        Fault::Parser(why) => {
            Message::new("import-fault-parser").with("why", why.clone())
        }
        Fault::Ragged { cells, width } => Message::new("import-fault-ragged")
            .with("cells", *cells)
            .with("width", *width),
        Fault::Quote { line } => Message::new("import-fault-quote").with("line", *line),
        Fault::Broken { line } => Message::new("import-fault-broken").with("line", *line),
        Fault::NotUtf8(field) => of("import-fault-utf8", *field),
        Fault::Unread(field) => of("import-fault-unread", *field),
        Fault::Nul(field) => of("import-fault-nul", *field),
        Fault::NoWords => Message::new("import-fault-no-words"),
        Fault::TooLong { field, longest } => {
            of("import-fault-too-long", *field).with("longest", *longest)
        }
        Fault::NoKind { kind } => Message::new("import-fault-no-kind")
            .with("kind", kind.clone())
            .with("kinds", kinds()),
        Fault::NoOrganisation => Message::new("import-fault-no-organisation"),
        Fault::NoAddress => Message::new("import-fault-no-address"),
        Fault::NoTime(written) => {
            Message::new("import-fault-no-time").with("written", written.clone())
        }
        Fault::OtherText => Message::new("import-fault-other-text"),
        Fault::NotMeant { column, value } => Message::new("import-fault-not-meant")
            .with("column", column.clone())
            .with("value", value.clone()),
        Fault::NoAnswer => Message::new("import-fault-no-answer"),
    }
}
