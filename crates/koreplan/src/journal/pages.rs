//! The record as a page and as a file: who, when, what, why, newest first.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use jiff::civil::Date;
use koreplan_log::{Entry, Hex, Stored};
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};

use super::{acts, rules::Filter};
use crate::{
    access::ReadJournal,
    case::{self, Case},
    journal,
    open_data::rules::{Cell, marked_csv},
    routes::{self, Routes},
    web::{
        Cx,
        components::{Need, empty, line_of, page_head, select, table},
        form::Form,
    },
};

/// Entries on one page, and in one file.
const PAGE: usize = 100;
const FILE: usize = 20_000;
/// Entries that are looked at for one page; what is rarer is looked for further on.
const LOOKED: usize = 50_000;
const STRETCH: i64 = 2_000;
/// Entries up to which the page checks the whole chain.
const CHECKED: i64 = 5_000;

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/journal", list)
        .get("/{lang}/{case}/journal.csv", file)
}

/// What was found, and from which number one looks on.
struct Found {
    entries: Vec<Stored>,
    /// Nothing when the beginning was reached.
    on: Option<i64>,
}

fn filter(cx: &Cx) -> Filter {
    let word = |name| cx.query(name).trim().to_owned();
    let day = |name: &str| cx.query(name).parse::<Date>().ok();
    let start = |day: Date| {
        let zoned = day.to_zoned_datetime(cx.app.zone.clone()).ok()?;
        Some(zoned.timestamp().as_microsecond())
    };
    Filter {
        who: word("who"),
        act: word("act"),
        about: word("about"),
        from: day("from").and_then(start),
        to: day("to").and_then(|day| day.tomorrow().ok()).and_then(start),
        words: word("words"),
    }
}

/// Looks back through the record until `most` are found.
fn find(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, filter): (&Case, &Filter),
    before: i64,
    (most, looked): (usize, usize),
) -> Result<Found, StoreError> {
    let mut before = before;
    if let Some(to) = filter.to {
        before = before.min(journal::first_at(tx, to)?);
    }
    let after = match filter.from {
        Some(from) => journal::first_at(tx, from)? - 1,
        None => 0,
    };
    let way = filter.way();
    let of = match way {
        super::rules::Way::ByActor => &filter.who,
        _ => &filter.act,
    };
    let (mut entries, mut seen) = (Vec::new(), 0);
    loop {
        let stretch = journal::back(tx, &case.slug, (before, after), (way, of), STRETCH)?;
        let full = i64::try_from(stretch.len()) == Ok(STRETCH);
        for mut stored in stretch {
            if !cx.is_insider() {
                stored.entry.subject = kind_of(&stored.entry.subject);
            }
            if entries.len() == most {
                return Ok(Found { entries, on: Some(before) });
            }
            before = stored.entry.seq;
            seen += 1;
            if filter.fits(&stored.entry, &read(cx, &stored.entry)) {
                entries.push(stored);
            }
        }
        if !full {
            return Ok(Found { entries, on: None });
        }
        if seen >= looked {
            return Ok(Found { entries, on: Some(before) });
        }
    }
}

/// What an address leads to, without names: a hearing that is being prepared has one that
/// tells of it.
fn kind_of(subject: &str) -> String {
    let parts = subject.split('/').enumerate().map(|(at, part)| {
        let is_name = at == 1 && !part.bytes().all(|byte| byte.is_ascii_digit());
        if is_name { "…" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// An entry as this person reads it. The operator reads that and when, not what.
fn read(cx: &Cx, entry: &Entry) -> String {
    let said = acts::said(cx, &entry.actor, &entry.action);
    if !cx.is_insider() {
        return said;
    }
    let facts = acts::facts(cx, &entry.what);
    let facts: Vec<_> =
        facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    [said, facts.join("; "), entry.why.clone(), entry.subject.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(". ")
}

/// The page an entry is about, if there is one to read.
fn page_of(cx: &Cx, subject: &str) -> Option<String> {
    let (page, _) = subject.split_once('#').unwrap_or((subject, ""));
    let parts: Vec<&str> = page.split('/').collect();
    // Drafts of answers are their senders' own.
    let own = matches!(parts[0], "joint-answers" | "drafts" | "subscriptions" | "");
    let fits = |route: &str| {
        let route: Vec<&str> = route.split('/').skip(3).collect();
        route.len() == parts.len()
            && route.iter().zip(&parts).all(|(a, b)| a.starts_with('{') || a == b)
    };
    let known = PAGES.iter().any(|route| fits(route));
    (!own && known && cx.is_insider()).then(|| cx.url(subject))
}

static PAGES: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
    let known = routes::all();
    let pages = known.known().iter().filter(|(method, _)| *method == "GET");
    pages
        .map(|(_, path)| *path)
        .filter(|path| path.starts_with("/{lang}/{case}/"))
        .collect()
});

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadJournal)?;
        let filter = filter(cx);
        let length = journal::length(tx)?;
        let before = start(cx, length);
        let found = find(cx, tx, (&case, &filter), before, (PAGE, LOOKED))?;
        // A short record is checked at each look; a long one by the command.
        let holds = if length <= CHECKED { Some(journal::verify(tx)?) } else { None };
        let heads = ["journal-number", "journal-when", "journal-act", "journal-subject",
            "journal-what", "journal-why", "journal-hash"];
        let rows: Vec<_> = found.entries.iter().map(|stored| row(cx, stored)).collect();
        let actors = journal::actors(tx)?;
        let body = html! {
            (page_head(cx, &cx.t("journal-title"), &cx.t("journal-lead")))
            @match holds {
                Some(Ok(count)) => p role="status" {
                    (cx.say("journal-holds", &[("count", count.into())]))
                },
                None => p { (cx.t("journal-long")) },
                Some(Err(fault)) => div class="alert alert-error" role="alert" {
                    p class="alert-text" {
                        (cx.say("journal-broken", &[("fault", cx.message(&journal::fault_message(&fault)).into())]))
                    }
                },
            }
            (filter_form(cx, &actors))
            @if rows.is_empty() {
                @if filter.is_empty() { (empty(cx, "journal-empty")) }
                @else { (empty(cx, "journal-none")) }
            } @else {
                p role="status" { (cx.say("journal-shown", &[
                    ("count", i64::try_from(rows.len()).unwrap_or(0).into()),
                ])) }
                (table(&cx.t("journal-title"), &heads.map(|head| cx.t(head)), &rows))
            }
            @if let Some(on) = found.on {
                p { a href=(further(cx, "journal", Some(on))) { (cx.t("journal-more")) } }
            }
            p { a class="button button-secondary" href=(further(cx, "journal.csv", None))
                download { (cx.t("journal-file")) } }
        };
        Ok(cx.page(&cx.t("journal-title"), &body))
    })
    .await
}

/// Where to look back from: the end, the entry a link names, or the page before.
fn start(cx: &Cx, length: i64) -> i64 {
    let number = |name| cx.query(name).parse::<i64>().ok();
    let after = number("after").map(|after| after.saturating_add(2));
    number("before").or(after).unwrap_or(length + 1).clamp(1, length + 1)
}

/// The same question, from a number on.
fn further(cx: &Cx, page: &str, before: Option<i64>) -> String {
    let mut parts: Vec<String> = ["who", "act", "about", "from", "to", "words"]
        .iter()
        .filter(|name| !cx.query(name).is_empty())
        .map(|name| {
            let value = percent_encoding::utf8_percent_encode(
                cx.query(name),
                percent_encoding::NON_ALPHANUMERIC,
            );
            format!("{name}={value}")
        })
        .collect();
    parts.extend(before.map(|before| format!("before={before}")));
    format!("{}?{}", cx.url(page), parts.join("&"))
}

fn filter_form(cx: &Cx, actors: &[String]) -> Markup {
    let names = ["who", "act", "about", "from", "to", "words"];
    let form = Form::with(&names.map(|name| (name, cx.query(name))));
    let actors: Vec<_> = actors.iter().map(|name| (name.clone(), name.clone())).collect();
    let mut acts: Vec<_> =
        acts::known().map(|name| (name.to_owned(), acts::said(cx, "…", name))).collect();
    acts.sort_by(|(_, a), (_, b)| a.cmp(b));
    html! {
        form method="get" class="kp-filter" role="search"
            aria-label=(cx.t("journal-filter")) {
            (select(cx, &form, "who", "journal-who", Need::May, &actors))
            (select(cx, &form, "act", "journal-action", Need::May, &acts))
            (line_of(cx, &form, "about", "journal-about", Some("journal-about-hint"),
                Need::May, "text"))
            (line_of(cx, &form, "from", "journal-from", None, Need::May, "date"))
            (line_of(cx, &form, "to", "journal-to", None, Need::May, "date"))
            (line_of(cx, &form, "words", "journal-words", None, Need::May, "search"))
            button class="button button-secondary" type="submit" { (cx.t("journal-show")) }
        }
    }
}

fn row(cx: &Cx, stored: &Stored) -> Vec<Markup> {
    let entry = &stored.entry;
    let may_read = cx.is_insider();
    vec![
        html! { span id={ "entry-" (entry.seq) } { (entry.seq) } },
        html! { (cx.moment(entry.at)) },
        html! { (acts::said(cx, &entry.actor, &entry.action)) },
        html! {
            @match page_of(cx, &entry.subject) {
                Some(page) => a href=(page) { (entry.subject) },
                None => (entry.subject),
            }
        },
        html! { @if may_read {
            @for (at, (name, value)) in acts::facts(cx, &entry.what).iter().enumerate() {
                @if at > 0 { br; }
                (name) ": " (value)
            }
        } },
        html! { @if may_read { (entry.why) } },
        html! { code title=(Hex(&stored.hash)) { (Hex(&stored.hash[..6])) } },
    ]
}

/// The same entries as CSV, in which no cell is a formula.
async fn file(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadJournal)?;
        let filter = filter(cx);
        let before = start(cx, journal::length(tx)?);
        let found = find(cx, tx, (&case, &filter), before, (FILE, LOOKED))?;
        let bytes = csv_of(cx, &found.entries);
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"journal.csv\""),
            (header::CACHE_CONTROL, "no-store"),
        ];
        Ok((headers, bytes).into_response())
    })
    .await
}

fn csv_of(cx: &Cx, entries: &[Stored]) -> Vec<u8> {
    let may_read = cx.is_insider();
    let heads =
        ["number", "time", "actor", "act", "sentence", "subject", "facts", "why", "hash"];
    let rows = entries.iter().map(|stored| {
        let entry = &stored.entry;
        let at = jiff::Timestamp::from_microsecond(entry.at);
        let facts = if may_read { acts::facts(cx, &entry.what) } else { Vec::new() };
        let facts: Vec<_> =
            facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let text = |text: &str| Cell::Text(text.to_owned());
        vec![
            Cell::Number(entry.seq),
            text(&at.map(|at| at.to_string()).unwrap_or_default()),
            text(&entry.actor),
            text(&entry.action),
            text(&acts::said(cx, &entry.actor, &entry.action)),
            text(&entry.subject),
            text(&facts.join("; ")),
            text(if may_read { &entry.why } else { "" }),
            text(&Hex(&stored.hash).to_string()),
        ]
    });
    marked_csv(&heads, rows)
}
