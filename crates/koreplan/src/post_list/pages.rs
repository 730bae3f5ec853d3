//! The post list for everybody, and the list of a day before it is published.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, SUBJECT},
    storage::{self, Day, Line, PAGE},
};
use crate::{
    access::{
        Action, Guarded as _, Permit, PublishPost, ReadCase, ReadPostDay, ShortenPost,
    },
    case, journal,
    open_data::rules::{Cell, marked_csv},
    plan,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{Need, empty, hidden, line, page_head, post, post_quiet, table},
        error::{Error, NotFound},
        form::Form,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/post-list", list)
        .shared("/{lang}/{case}/post-list/{day}", show)
        .for_all("/{lang}/{case}/post-list/{day}/list.csv", file)
        .post("/{lang}/{case}/post-list/{day}/subjects", shorten)
        .post("/{lang}/{case}/post-list/{day}/publication", publish)
}

/// Days a secretariat is reminded of.
const DAYS: usize = 14;

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let days = storage::days(tx, &case)?;
        let known: Vec<_> = days.iter().map(|(day, _)| *day).collect();
        let steps = plan::storage::steps(tx, &case, &permit, cx.today())?;
        let begins = steps.iter().map(|step| step.dates.planned.from).min();
        let missing = rules::missing(&known, begins, cx.today(), DAYS);
        let address = |day: jiff::civil::Date| cx.url(&format!("post-list/{day}"));
        let body = html! {
            (page_head(cx, &cx.t("post-title"), &cx.t("post-lead")))
            @if cx.may::<PublishPost>(&case.facts()) && !missing.is_empty() {
                section class="kp-own" {
                    h2 { (cx.t("post-missing")) }
                    ul class="kp-tasks kp-columns" { @for day in &missing {
                        li { a href=(address(*day)) { (cx.lang.date(*day)) } }
                    } }
                }
            }
            h2 { (cx.t("post-days")) }
            @if days.is_empty() { (empty(cx, "post-empty")) } @else {
                ul class="kp-list" { @for (day, count) in &days {
                    li {
                        a href=(address(*day)) { (cx.lang.date(*day)) } " "
                        (cx.say("post-count", &[("count", (*count).into())]))
                    }
                } }
            }
        };
        Ok(cx.page(&cx.t("post-title"), &body))
    })
    .await
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Day, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    Ok(storage::load(cx, tx, &case, cx.param("day"))?.open(&cx.actor, action)?)
}

fn page(day: &Day) -> String {
    format!("post-list/{}", day.day)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (day, permit) = opened(cx, tx, ReadPostDay)?;
        let from = cx.query("from").parse::<i64>().unwrap_or(0).max(0);
        let title = cx.say("post-day-title", &[("date", cx.lang.date(day.day).into())]);
        if day.published_at.is_none() {
            return drafted(cx, tx, &title, from);
        }
        let lines = storage::lines(tx, &day, &permit, (from, PAGE))?;
        let rows: Vec<_> = lines.iter().map(|line| cells(cx, line)).collect();
        let next = i64::try_from(lines.len()) == Ok(PAGE);
        let body = html! {
            (page_head(cx, &title, &cx.t("post-lead")))
            @if rows.is_empty() { (empty(cx, "post-nothing")) }
            @else { (table(&title, &heads(cx), &rows)) }
            @if next {
                p { a href={ (cx.url(&page(&day))) "?from=" (from + PAGE) } {
                    (cx.t("post-next"))
                } }
            }
            p { a class="button button-secondary" download
                href=(cx.url(&format!("{}/list.csv", page(&day)))) {
                (cx.t("post-file"))
            } }
            p { a href=(cx.url("post-list")) { (cx.t("post-all")) } }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn heads(cx: &Cx) -> Vec<String> {
    ["post-head-direction", "post-head-number", "post-head-party", "post-head-subject"]
        .map(|head| cx.t(head))
        .to_vec()
}

fn subject(cx: &Cx, line: &Line) -> String {
    if !line.subject.is_empty() {
        return line.subject.clone();
    }
    let about = line.hearing.as_ref().map(|title| cx.text(title).to_owned());
    match about {
        Some(name) => cx.say(
            "post-about",
            &[("kind", cx.t(line.kind.key()).into()), ("name", name.into())],
        ),
        None => cx.t(line.kind.key()),
    }
}

fn party(cx: &Cx, line: &Line) -> String {
    if !line.organisation.is_empty() {
        return line.organisation.clone();
    }
    match line.kind {
        rules::Kind::HearingLetter => {
            cx.say("post-parties", &[("count", line.number.into())])
        }
        _ => line.sender_kind.map_or(String::new(), |kind| cx.t(kind.key())),
    }
}

fn number(line: &Line) -> String {
    match line.kind {
        rules::Kind::HearingLetter => String::new(),
        _ => line.number.to_string(),
    }
}

fn cells(cx: &Cx, line: &Line) -> Vec<Markup> {
    vec![
        html! { (cx.t(line.kind.direction().key())) },
        html! { (number(line)) },
        html! { (party(cx, line)) },
        html! { (subject(cx, line)) },
    ]
}

/// The list of a day before it is published, for the secretariat.
fn drafted(cx: &Cx, tx: &mut dyn Tx, title: &str, from: i64) -> Result<Response, Error> {
    let (day, permit) = opened(cx, tx, ShortenPost)?;
    let lines = storage::draft(tx, &day, &permit, (from, PAGE))?;
    let inputs = storage::inputs(tx, &day)?;
    let mut heads = heads(cx);
    heads.push(cx.t("post-shorten"));
    let rows: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let mut cells = cells(cx, line);
            let at = i64::try_from(at).unwrap_or(0);
            let form =
                Form::named_with("line", &[("subject", &line.subject)]).numbered(at);
            cells.push(shorten_form(cx, &day, &line.thing, &form));
            cells
        })
        .collect();
    let body = html! {
        (page_head(cx, title, &cx.t("post-draft-lead")))
        @if rows.is_empty() { (empty(cx, "post-nothing")) }
        @else { (table(title, &heads, &rows)) }
        @if from + PAGE < inputs {
            p { a href={ (cx.url(&page(&day))) "?from=" (from + PAGE) } {
                (cx.t("post-next"))
            } }
        }
        @if day.day < cx.today() {
            (post(cx, &format!("{}/publication", page(&day)), "post-publish", &html! {}))
        }
        p { a href=(cx.url("post-list")) { (cx.t("post-all")) } }
    };
    Ok(cx.page(title, &body))
}

fn shorten_form(cx: &Cx, day: &Day, thing: &str, form: &Form) -> Markup {
    let fields = html! {
        (hidden("thing", thing))
        (line(cx, form, "subject", "post-subject", Need::May))
    };
    post_quiet(cx, &format!("{}/subjects", page(day)), "post-save", &fields)
}

/// Gives a document a short subject.
async fn shorten(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (day, permit) = opened(cx, tx, ShortenPost)?;
        let subject = form.optional("subject", SUBJECT);
        let thing = form.value("thing").to_owned();
        form.check(cx, &cx.t("post-shorten"), |form| {
            shorten_form(cx, &day, &thing, form)
        })?;
        rules::shorten(day.published_at.is_some())?;
        let kept =
            storage::save_subject(tx, &day, &permit, (&thing, &subject), cx.now_us())?;
        if !kept {
            return Err(NotFound.into());
        }
        // What is written may be erased with an input: the record has no word of it.
        journal::record(tx, cx, &permit, &page(&day), json!({"thing": thing}), "")?;
        Ok(cx.done(&page(&day)))
    })
    .await
}

/// Publishes the list of a day as it was read.
async fn publish(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (day, permit) = opened(cx, tx, PublishPost)?;
        rules::publish(day.day, day.published_at.is_some(), cx.today())?;
        let entries = storage::publish(tx, &day, &permit, cx.now_us())?;
        let what = json!({"day": day.day.to_string(), "entries": entries});
        journal::record(tx, cx, &permit, &page(&day), what, "")?;
        Ok(cx.done(&page(&day)))
    })
    .await
}

/// A published day as CSV, in which no cell is a formula.
async fn file(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let (day, permit) = opened(cx, tx, ReadPostDay)?;
        if day.published_at.is_none() {
            return Err(NotFound.into());
        }
        let lines = storage::lines(tx, &day, &permit, (0, i64::MAX))?;
        let heads = ["date", "direction", "kind", "number", "party", "subject"];
        let text = |text: &str| Cell::Text(text.to_owned());
        let rows = lines.iter().map(|line| {
            vec![
                Cell::Text(day.day.to_string()),
                text(line.kind.direction().word()),
                text(line.kind.word()),
                Cell::Text(number(line)),
                Cell::Text(party(cx, line)),
                Cell::Text(subject(cx, line)),
            ]
        });
        let bytes = marked_csv(&heads, rows);
        let name = format!("attachment; filename=\"post-{}.csv\"", day.day);
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, name),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        Ok((headers, bytes).into_response())
    })
    .await
}
