//! The page of the calendar, and the file behind a secret address.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{
    rules::{self, Sort, View},
    storage::{self, Read},
};
use crate::{
    access::ReadCalendar,
    case,
    feeds::{
        self,
        rules::{Entry, When},
    },
    routes::Routes,
    web::{
        Cx,
        choices::Choice,
        components::{badge, empty, page_head, sought},
        error::NotFound,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/calendar", show)
        .get("/{lang}/{case}/my-calendar/{token}/calendar.ics", own)
}

/// A line of the calendar: its day, its time if it has one, and what it is.
struct Line<'a> {
    day: Date,
    at: i64,
    sort: Sort,
    entry: &'a Entry,
    /// Which end of something that takes many days.
    end: Option<&'static str>,
}

fn lines<'a>(cx: &Cx, entries: &'a [(Sort, Entry)]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for (sort, entry) in entries {
        let mut add = |day, at, end| {
            lines.push(Line { day, at, sort: *sort, entry, end });
        };
        match entry.when {
            When::At(at) => add(cx.date_of(at), at, None),
            When::Days(span) if span.from == span.to => add(span.from, 0, None),
            When::Days(span) => {
                add(span.from, 0, Some("calendar-begins"));
                add(span.to, 0, Some("calendar-ends"));
            }
        }
    }
    lines.sort_by_key(|line| (line.day, line.at, line.sort));
    lines
}

fn shown(cx: &Cx, line: &Line) -> Markup {
    let class = match line.sort {
        Sort::Meeting => "badge-info",
        Sort::Task => "badge-warning",
        Sort::Hearing | Sort::Gate => "badge-error",
        Sort::Step => "",
    };
    html! {
        (badge(class, &cx.t(line.sort.key()))) " "
        a href=(cx.url(&line.entry.page)) { (line.entry.title) }
        @if let Some(end) = line.end { " " (cx.t(end)) }
        @if line.at > 0 { span class="kp-quiet" { " " (cx.moment(line.at)) } }
    }
}

fn by_day(cx: &Cx, lines: &[Line]) -> Markup {
    html! {
        @for of_day in lines.chunk_by(|a, b| a.day == b.day) {
            h3 { (cx.t(weekday(of_day[0].day))) " " (cx.lang.date(of_day[0].day)) }
            ul class="kp-list" { @for line in of_day { li { (shown(cx, line)) } } }
        }
    }
}

const WEEKDAYS: [&str; 7] = [
    "weekday-1",
    "weekday-2",
    "weekday-3",
    "weekday-4",
    "weekday-5",
    "weekday-6",
    "weekday-7",
];

fn weekday(day: Date) -> &'static str {
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    WEEKDAYS[at % 7]
}

fn by_month(cx: &Cx, title: &str, month: Date, lines: &[Line]) -> Markup {
    html! {
        div class="kp-scroll" tabindex="0" role="region" aria-label=(title) {
            table class="table table--compact" {
                caption class="kp-caption" { (title) }
                thead { tr { @for name in WEEKDAYS { th scope="col" { (cx.t(name)) } } } }
                tbody {
                    @for week in rules::weeks(month) {
                        tr { @for day in week { td {
                            @if day.first_of_month() == month {
                                @let today = (day == cx.today()).then_some("date");
                                strong aria-current=[today] { (day.day()) }
                                @for line in lines.iter().filter(|line| line.day == day) {
                                    div { (shown(cx, line)) }
                                }
                            }
                        } } }
                    }
                }
            }
        }
    }
}

/// What is asked of the page; the same in its links.
struct Asked {
    month: Date,
    view: View,
    sort: Option<Sort>,
}

impl Asked {
    fn of(cx: &Cx) -> Self {
        Self {
            month: rules::month(cx.query("month"), cx.today()),
            view: View::of(cx.query("view")).unwrap_or(View::List),
            sort: Sort::of(cx.query("sort")),
        }
    }

    fn url(&self, cx: &Cx, month: Date) -> String {
        let sort = self.sort.map_or("", Choice::word);
        let (view, month) = (self.view.word(), rules::word(month));
        cx.url(&format!("calendar?month={month}&view={view}&sort={sort}"))
    }
}

fn filters(cx: &Cx, asked: &Asked) -> Markup {
    html! {
        form method="get" class="kp-filter" role="search" {
            input type="hidden" name="month" value=(rules::word(asked.month));
            div {
                label class="form-label" for="sort" { (cx.t("calendar-sort")) }
                select class="form-select" id="sort" name="sort" {
                    option value="" { (cx.t("calendar-everything")) }
                    @for sort in Sort::ALL {
                        option value=(sort.word()) selected[asked.sort == Some(*sort)] {
                            (cx.t(sort.key()))
                        }
                    }
                }
            }
            div {
                label class="form-label" for="view" { (cx.t("calendar-view")) }
                select class="form-select" id="view" name="view" {
                    @for view in View::ALL {
                        option value=(view.word()) selected[asked.view == *view] {
                            (cx.t(view.key()))
                        }
                    }
                }
            }
            div {
                label class="form-label" for="q" { (cx.t("search-list")) }
                input class="form-input" type="search" id="q" name="q" value=(cx.query("q"));
            }
            button class="button button-secondary" type="submit" { (cx.t("tasks-show")) }
        }
    }
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, ReadCalendar)?;
        let asked = Asked::of(cx);
        let mut entries =
            storage::entries(cx, tx, &case, (&cx.actor, &permit), Read::Inside)?;
        entries.retain(|(sort, entry)| {
            asked.sort.is_none_or(|wanted| wanted == *sort)
                && sought(cx, &[&entry.title, &entry.place])
        });
        let mut lines = lines(cx, &entries);
        let today = cx.today().first_of_month();
        let months = || lines.iter().map(|line| line.day.first_of_month());
        let (first, last) =
            (months().min().unwrap_or(today), months().max().unwrap_or(today));
        lines.retain(|line| line.day.first_of_month() == asked.month);
        // Months in which there is nothing at all lead nowhere.
        let (before, after) = rules::around(asked.month);
        let before = (before >= first).then(|| before.min(last));
        let after = (after <= last).then(|| after.max(first));
        let title = cx.lang.month(asked.month);
        let body = html! {
            (page_head(cx, &cx.t("calendar-title"), &cx.t("calendar-lead")))
            (filters(cx, &asked))
            nav aria-label=(cx.t("calendar-months")) { p {
                @if let Some(before) = before {
                    a href=(asked.url(cx, before)) { (cx.lang.month(before)) } " · "
                }
                a href=(asked.url(cx, today)) { (cx.t("calendar-now")) }
                @if let Some(after) = after {
                    " · " a href=(asked.url(cx, after)) { (cx.lang.month(after)) }
                }
            } }
            h2 { (title) }
            p role="status" { (cx.say("calendar-count", &[
                ("count", i64::try_from(lines.len()).unwrap_or(0).into()),
            ])) }
            @match asked.view {
                View::Month => (by_month(cx, &title, asked.month, &lines)),
                View::List if lines.is_empty() => (empty(cx, "calendar-empty")),
                View::List => (by_day(cx, &lines)),
            }
            p { a href={ "/" (cx.lang.word()) "/my-page" } { (cx.t("calendar-own")) } }
        };
        Ok(cx.page(&cx.t("calendar-title"), &body))
    })
    .await
}

/// A person's calendar for the own program. The address is the key: whoever lost the seat
/// in the case, or closed the address, has none.
async fn own(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let actor = storage::of_secret(tx, cx, cx.param("token"))?.ok_or(NotFound)?;
        let case = case::storage::load(tx, cx)?;
        let (case, permit) = case.open(&actor, ReadCalendar)?;
        let entries = storage::entries(cx, tx, &case, (&actor, &permit), Read::Outside)?;
        let entries: Vec<Entry> = entries.into_iter().map(|(_, entry)| entry).collect();
        let title = cx.text(&case.title).to_owned();
        let zone = case.time_zone()?;
        let written = feeds::calendar::written(cx, &title, &zone, &entries);
        let kind = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
        let mut answer = ([kind], written).into_response();
        let kept = HeaderValue::from_static("private, no-store");
        answer.headers_mut().insert(header::CACHE_CONTROL, kept);
        Ok(answer)
    })
    .await
}
