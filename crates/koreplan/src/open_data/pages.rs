//! The files, the catalogue, and the page that says what is in them.

use std::fmt::Write as _;

use axum::{
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use koreplan_store::{StoreError, Tx};
use maud::html;
use serde_json::json;

use super::{
    catalogue::{self, About},
    rules::{Cell, Table, csv, json_line},
    storage::{self, Slice},
};
use crate::{
    access::{Permit, ReadCase, Sealed},
    bodies::{self, rules::BodyKind},
    case::{self, Case},
    feeds,
    routes::Routes,
    web::{
        Cx,
        choices::Choice as _,
        components::{empty, page_head, table},
        error::Error,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/open-data", show)
        .for_all("/data/catalogue.ttl", turtle)
        .for_all("/data/catalogue.jsonld", json_ld)
        .for_all("/data/{case}/{file}", file)
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Lines,
    Csv,
}

impl Form {
    fn media_type(self) -> &'static str {
        match self {
            Self::Lines => "application/jsonl; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    fn head(self, table: Table) -> String {
        let names: Vec<_> = table.columns().iter().map(|column| column.name).collect();
        match self {
            Self::Lines => String::new(),
            Self::Csv => format!("{}\r\n", names.join(",")),
        }
    }

    fn rows(self, table: Table, rows: &[Vec<Cell>]) -> Vec<u8> {
        match self {
            Self::Lines => {
                let columns = table.columns();
                let lines = rows.iter().map(|row| json_line(columns, row));
                lines.collect::<String>().into_bytes()
            }
            Self::Csv => csv(&[], rows.iter().cloned()),
        }
    }
}

fn opened(cx: &Cx, tx: &mut dyn Tx) -> Result<(Case, Permit<ReadCase>), Error> {
    Ok(case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?)
}

/// A table as a file: whole where it is small, else slice by slice.
async fn file(cx: Cx) -> Response {
    let name = cx.param("file").to_owned();
    if name == "index.json" {
        return index(cx).await;
    }
    let (word, form) = match name.rsplit_once('.') {
        Some((word, "jsonl")) => (word, Form::Lines),
        Some((word, "csv")) => (word, Form::Csv),
        _ => return Error::NotFound.answer(&cx),
    };
    let Some(table) = Table::of(word) else { return Error::NotFound.answer(&cx) };
    let later = cx.clone();
    cx.read_public(move |cx, tx| {
        let (case, permit) = opened(cx, tx)?;
        let first = storage::slice(cx, tx, (&case, &permit), table, i64::MIN)?;
        let mut bytes = form.head(table).into_bytes();
        bytes.extend(form.rows(table, &first.rows));
        let body = match first.next {
            None => Body::from(bytes),
            Some(next) => streamed(later, table, form, bytes, next),
        };
        Ok(([(header::CONTENT_TYPE, form.media_type())], body).into_response())
    })
    .await
}

/// The rest of a large table, read as the reader takes it. A fault cuts the answer off
/// where it is, so that nobody takes it for whole.
fn streamed(cx: Cx, table: Table, form: Form, first: Vec<u8>, next: i64) -> Body {
    let begin = stream::iter([Ok(Bytes::from(first))]);
    let rest = stream::try_unfold(Some(next), move |after| {
        let cx = cx.clone();
        async move {
            let Some(after) = after else { return Ok::<_, StoreError>(None) };
            let public = cx.app.public.renewed(&cx.app.store).await?;
            let asked = cx.clone();
            let (bytes, next) = public
                .read(move |tx| -> Result<_, StoreError> {
                    let (case, permit) = opened(&asked, tx)
                        .map_err(|_| StoreError::Broken("the case is gone".into()))?;
                    let Slice { rows, next } =
                        storage::slice(&asked, tx, (&case, &permit), table, after)?;
                    Ok((form.rows(table, &rows), next))
                })
                .await?;
            Ok(Some((Bytes::from(bytes), next)))
        }
    });
    Body::from_stream(stream::StreamExt::chain(begin, rest))
}

/// What files there are of a case, for machines.
async fn index(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let (case, permit) = opened(cx, tx)?;
        let mut tables = Vec::new();
        for table in Table::ALL {
            let at = format!("/data/{}/{}", case.slug, table.word());
            let columns: Vec<_> = table.columns().iter().map(|it| it.name).collect();
            tables.push(json!({
                "table": table.word(),
                "rows": storage::count(cx, tx, (&case, &permit), *table)?,
                "columns": columns,
                "csv": cx.absolute(&format!("{at}.csv")),
                "jsonl": cx.absolute(&format!("{at}.jsonl")),
            }));
        }
        let index = json!({
            "case": case.slug,
            "title": { "da": case.title.da, "en": case.title.en },
            "licence": catalogue::LICENCE,
            "catalogue": cx.absolute("/data/catalogue.ttl"),
            "tables": tables,
        });
        let kind = (header::CONTENT_TYPE, "application/json; charset=utf-8");
        Ok(([kind], format!("{index:#}\n")).into_response())
    })
    .await
}

/// What the catalogue says of each case.
fn abouts(cx: &Cx, tx: &mut dyn Tx) -> Result<Vec<About>, Error> {
    let mut found = Vec::new();
    for case in case::storage::all(tx)? {
        let (case, permit) = Sealed::new(case).open(&cx.actor, ReadCase)?;
        let (issued, modified) = feeds::pages::changed(cx, tx, &case, &permit)?;
        let secretariats = bodies::storage::of_kind(tx, &case, BodyKind::Secretariat)?;
        let publisher = secretariats.into_iter().next().map(|body| body.name);
        found.push(About {
            publisher: publisher.unwrap_or_else(|| case.title.clone()),
            slug: case.slug,
            title: case.title,
            summary: case.summary,
            issued,
            modified,
        });
    }
    Ok(found)
}

async fn turtle(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let written = catalogue::turtle(cx, &abouts(cx, tx)?)?;
        let kind = (header::CONTENT_TYPE, "text/turtle; charset=utf-8");
        Ok(([kind], written).into_response())
    })
    .await
}

async fn json_ld(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let written = catalogue::json_ld(cx, &abouts(cx, tx)?)?;
        Ok(([(header::CONTENT_TYPE, "application/ld+json")], written).into_response())
    })
    .await
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let cases = case::storage::all(tx)?;
        let heads = ["data-page-table", "data-page-lines", "data-page-csv"];
        let heads = heads.map(|head| cx.t(head));
        let files = |slug: &str| -> Vec<_> {
            Table::ALL
                .iter()
                .map(|it| {
                    let of = |ending| format!("/data/{slug}/{}.{ending}", it.word());
                    let link = |ending| {
                        html! { a href=(of(ending)) {
                            (it.word()) "." (ending)
                        } }
                    };
                    let name = html! { a href={ "#" (it.word()) } { (cx.t(it.key())) } };
                    vec![name, link("jsonl"), link("csv")]
                })
                .collect()
        };
        let columns = ["data-page-column", "data-page-kind", "data-page-meaning"];
        let columns = columns.map(|head| cx.t(head));
        let body = html! {
            (page_head(cx, &cx.t("data-page-title"), &cx.t("data-page-lead")))
            p { (cx.t("data-page-fresh")) }
            p { strong { (cx.t("data-page-licence")) ": " }
                a href=(catalogue::LICENCE) { (cx.t("data-page-licence-text")) } }
            h2 { (cx.t("data-page-catalogue")) }
            p { (cx.t("data-page-catalogue-lead")) }
            ul class="kp-list" {
                li { a href="/data/catalogue.ttl" { "catalogue.ttl" } " (Turtle)" }
                li { a href="/data/catalogue.jsonld" { "catalogue.jsonld" } " (JSON-LD)" }
            }
            h2 { (cx.t("data-page-files")) }
            @if cases.is_empty() { (empty(cx, "data-page-none")) }
            @for case in &cases {
                @let title = cx.text(&case.title).to_owned();
                (table(&cx.say("data-page-files-of", &[("title", title.into())]), &heads,
                    &files(&case.slug)))
            }
            h2 { (cx.t("data-page-columns")) }
            p { (cx.t("data-page-columns-lead")) }
            @for it in Table::ALL {
                section id=(it.word()) {
                    (table(&format!("{} ({})", cx.t(it.key()), it.word()), &columns,
                        &it.columns().iter().map(|column| vec![
                            html! { code { (column.name) } },
                            html! { (cx.t(column.kind.key())) },
                            html! { (cx.t(column.key)) },
                        ]).collect::<Vec<_>>()))
                }
            }
        };
        Ok(cx.page(&cx.t("data-page-title"), &body))
    })
    .await
}

/// The columns as `docs/open-data.md` lists them.
pub fn columns_as_markdown() -> String {
    use crate::web::l10n::Lang;
    let mut text = String::new();
    for table in Table::ALL {
        let _ = writeln!(
            text,
            "\n### {}: `{}`\n",
            Lang::En.say(table.key(), &[]),
            table.word()
        );
        text.push_str("| Column | Kind | Meaning |\n|---|---|---|\n");
        for column in table.columns() {
            let (kind, meaning) =
                (Lang::En.say(column.kind.key(), &[]), Lang::En.say(column.key, &[]));
            let _ = writeln!(text, "| `{}` | {kind} | {meaning} |", column.name);
        }
    }
    text
}
