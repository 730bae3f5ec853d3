//! The code book of the case, and the codes of one topic.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Code},
    storage::{self, Details},
};
use crate::{
    access::{Guarded as _, ReadCase, ReadTopics, WriteCodeBook},
    analysis::{
        rules as topic_rules,
        storage::{self as topics, Topic},
    },
    case, journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        components::{
            Need, empty, facts, fold, line, line_of, page_head, post, post_quiet, select,
            table, text,
        },
        error::{Error, NotFound},
        form::{Form, LETTER, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/code-book", show)
        .get("/{lang}/{case}/code-book.csv", csv)
        .get("/{lang}/{case}/code-book.json", json)
        .post("/{lang}/{case}/code-book", import)
        .post("/{lang}/{case}/topics/{id}/code", save)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadTopics)?;
        let codes = storage::codes(tx, &case, &permit)?;
        let areas = case::storage::areas(tx, &case)?;
        let options = case::storage::area_options(cx, &areas);
        let body = html! {
            (page_head(cx, &cx.t("code-book"), &cx.t("code-book-lead")))
            @if codes.is_empty() { (empty(cx, "code-book-empty")) }
            @else {
                (listed(cx, &codes))
                p class="kp-actions" {
                    a href=(cx.url("code-book.csv")) download { (cx.t("code-book-csv")) } " "
                    a href=(cx.url("code-book.json")) download { (cx.t("code-book-json")) }
                }
            }
            @if cx.may::<WriteCodeBook>(&case.facts()) {
                section class="kp-section" {
                    h2 { (cx.t("code-book-import")) }
                    (import_form(cx, &options, &Form::default()))
                }
            }
        };
        Ok(cx.page(&cx.t("code-book"), &body))
    })
    .await
}

fn listed(cx: &Cx, codes: &[Code]) -> Markup {
    let heads = ["code-code", "topic-name", "code-parent", "code-kle", "topic-area"];
    let rows: Vec<Vec<Markup>> = codes
        .iter()
        .map(|one| {
            [&one.code, &one.title, &one.parent, &one.kle, &one.area]
                .map(|cell| html! { (cell) })
                .to_vec()
        })
        .collect();
    table(&cx.t("code-book"), &heads.map(|head| cx.t(head)), &rows)
}

async fn csv(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadTopics)?;
        let codes = storage::codes(tx, &case, &permit)?;
        Ok(file("text/csv; charset=utf-8", "code-book.csv", rules::csv_of(&codes)))
    })
    .await
}

async fn json(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadTopics)?;
        let codes = storage::codes(tx, &case, &permit)?;
        let bytes = serde_json::to_vec_pretty(&codes).unwrap_or_default();
        Ok(file("application/json", "code-book.json", bytes))
    })
    .await
}

fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

fn import_form(cx: &Cx, areas: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (text(cx, form, "book", "code-book-text", Some("code-book-text-hint"), Need::Must,
            (8, LETTER)))
        (select(cx, form, "area", "code-book-area", Need::Must, areas))
    };
    post(cx, "code-book", "code-book-import", &fields)
}

/// Makes topics of a code book: all rows, or none.
async fn import(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, WriteCodeBook)?;
        let areas = case::storage::areas(tx, &case)?;
        let options = case::storage::area_options(cx, &areas);
        let book = form.text("book", LETTER);
        let area = form.text("area", LINE);
        let area = areas.iter().find(|known| known.id.to_string() == area);
        let slugs: Vec<&str> = areas.iter().map(|area| area.slug.as_str()).collect();
        let known = storage::known(tx, &case)?;
        let checked =
            rules::read(&book).and_then(|rows| rules::check(rows, &known, &slugs));
        let new = match checked {
            Ok(new) => new,
            Err(faults) => {
                for fault in faults.iter().filter(|_| !book.is_empty()) {
                    form.fault("book", fault.message());
                }
                Vec::new()
            }
        };
        let again = |form: &Form| import_form(cx, &options, form);
        form.check(cx, &cx.t("code-book-import"), again)?;

        let area = area.ok_or(NotFound)?;
        storage::insert(tx, &permit, &case, (&areas, area), &new)?;
        let codes: Vec<&str> = new.iter().map(|one| one.code.as_str()).collect();
        journal::record(tx, cx, &permit, "code-book", json!({"codes": codes}), "")?;
        Ok(cx.done("code-book"))
    })
    .await
}

/// What a topic has beside its assessment, on its page.
pub fn details(cx: &Cx, tx: &mut dyn Tx, topic: &Topic) -> Result<Markup, Error> {
    let details = storage::details(tx, topic)?;
    let link = |(id, title): &(i64, String)| {
        html! { a href=(cx.url(&format!("topics/{id}"))) { (title) } " " }
    };
    let mut pairs = Vec::new();
    for (key, value) in [("code-code", &details.code), ("code-kle", &details.kle)] {
        if !value.is_empty() {
            pairs.push((cx.t(key), html! { (value) }));
        }
    }
    if let Some(parent) = &details.parent {
        pairs.push((cx.t("code-parent"), link(parent)));
    }
    if !details.children.is_empty() {
        let children = html! { @for child in &details.children { (link(child)) } };
        pairs.push((cx.t("code-children"), children));
    }
    let may = topic.approved_at.is_none() && cx.may::<WriteCodeBook>(&topic.facts());
    let upper = if may { upper(cx, tx, topic)? } else { Vec::new() };
    Ok(html! {
        @if !details.description.is_empty() { p class="kp-prose" { (details.description) } }
        @if !pairs.is_empty() { (facts(&pairs)) }
        @if may {
            (fold("code", &cx.t("code-edit"), &code_form(cx, topic, &upper,
                &filled(&details))))
        }
    })
}

fn upper(
    cx: &Cx,
    tx: &mut dyn Tx,
    topic: &Topic,
) -> Result<Vec<(String, String)>, Error> {
    let upper = storage::upper(tx, topic)?.into_iter();
    Ok(upper
        .map(|(id, title, area)| {
            (id.to_string(), format!("{} – {title}", cx.text(&area)))
        })
        .collect())
}

fn filled(details: &Details) -> Form {
    let parent = details.parent.as_ref().map_or(String::new(), |(id, _)| id.to_string());
    Form::named_with(
        "code",
        &[
            ("code", &details.code),
            ("kle", &details.kle),
            ("description", &details.description),
            ("parent", &parent),
        ],
    )
}

fn code_form(cx: &Cx, topic: &Topic, upper: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "code", "code-code", Need::May))
        (line_of(cx, form, "kle", "code-kle", Some("code-kle-hint"), Need::May, "text"))
        (text(cx, form, "description", "candidate-description",
            Some("candidate-description-hint"), Need::May, (3, TEXT)))
        (select(cx, form, "parent", "code-parent", Need::May, upper))
    };
    post_quiet(cx, &format!("topics/{}/code", topic.id), "code-save", &fields)
}

/// Gives a topic its code, its place under another, and the words that find it.
async fn save(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (topic, permit) =
            topics::load(tx, &case, cx.id("id")?)?.open(&cx.actor, WriteCodeBook)?;
        topic_rules::change(topic.approved_at.is_some())?;
        let upper = upper(cx, tx, &topic)?;
        let code = form.optional("code", LINE);
        let kle = form.optional("kle", LINE);
        let description = form.optional("description", TEXT);
        let parent = form.value("parent").to_owned();
        if !kle.is_empty() && !rules::is_kle(&kle) {
            form.fault("kle", Message::new("code-kle-fault"));
        }
        if !code.is_empty() && storage::is_taken(tx, &topic, &code)? {
            form.fault("code", Message::new("code-taken"));
        }
        let has_children = !storage::details(tx, &topic)?.children.is_empty();
        let is_known = upper.iter().any(|(id, _)| *id == parent);
        if !parent.is_empty() && (has_children || !is_known) {
            form.fault("parent", Message::new("code-parent-fault"));
        }
        let again = |form: &Form| code_form(cx, &topic, &upper, form);
        form.check(cx, &cx.t("code-edit"), again)?;

        let words = (code.as_str(), kle.as_str(), description.as_str());
        storage::save_details(tx, &permit, &topic, words, parent.parse().ok())?;
        let page = format!("topics/{}", topic.id);
        let what = json!({
            "code": code, "kle": kle, "description": description, "parent": parent,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}
