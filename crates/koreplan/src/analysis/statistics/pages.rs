//! The charts, and the same numbers as a file.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{rules::Line, storage};
use crate::{
    access::ReadStatistics,
    case::{self, storage::Area},
    input::rules::SenderKind,
    open_data::rules::{Cell, csv},
    routes::Routes,
    web::{
        Cx,
        charts::{Bars, bars},
        choices::Choice as _,
        components::{empty, page_head},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/statistics", show)
        .get("/{lang}/{case}/statistics.csv", file)
}

/// The inputs that stand alone as a chart, and the letters of campaigns beside it, if
/// there are any.
fn charts(
    cx: &Cx,
    (head, alone, letters): (&'static str, &'static str, &'static str),
    lines: &[Line],
) -> Markup {
    let chart = |title: &'static str, numbers: fn(&Line) -> &Vec<i64>| {
        let name = |line: &Line| match cx.text(&line.name) {
            "" => cx.t("reading-no-area"),
            name => name.to_owned(),
        };
        let parts = SenderKind::ALL.iter().map(|kind| cx.t(kind.key())).collect();
        let rows = lines.iter().map(|line| (name(line), numbers(line).clone())).collect();
        bars(cx, &Bars { id: title, title: cx.t(title), head: cx.t(head), parts, rows })
    };
    html! {
        (chart(alone, |line| &line.inputs))
        @if lines.iter().any(|line| line.letters.iter().any(|count| *count > 0)) {
            (chart(letters, |line| &line.letters))
        }
    }
}

fn area_form(cx: &Cx, areas: &[Area], chosen: i64) -> Markup {
    html! {
        form method="get" class="kp-filter" {
            div { label class="form-label" for="area" { (cx.t("inputs-area")) }
                select class="form-select" id="area" name="area" {
                    option value="0" { (cx.t("inputs-all-areas")) }
                    @for area in areas {
                        option value=(area.id) selected[area.id == chosen] {
                            (cx.text(&area.name))
                        }
                    }
                } }
            button class="button button-secondary" type="submit" { (cx.t("statistics-show")) }
        }
    }
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, ReadStatistics)?;
        let areas = case::storage::areas(tx, &case)?;
        let chosen = cx.query("area").parse().unwrap_or(0);
        let mut topics = storage::topics(tx, &case, &permit)?;
        topics.retain(|line| chosen == 0 || line.area_id == chosen);
        let mut by_area = storage::areas(tx, &case, &permit)?;
        by_area.retain(|line| chosen == 0 || line.area_id == chosen);
        let body = html! {
            (page_head(cx, &cx.t("statistics-title"), &cx.t("statistics-lead")))
            (area_form(cx, &areas, chosen))
            h2 { (cx.t("statistics-topics")) }
            p role="status" { (cx.say("topics-count", &[
                ("count", i64::try_from(topics.len()).unwrap_or(0).into()),
            ])) }
            @if topics.is_empty() { (empty(cx, "statistics-no-topics")) }
            @else {
                (charts(cx, ("coding-head-topic", "statistics-by-topic",
                    "statistics-letters-by-topic"), &topics))
            }
            h2 { (cx.t("statistics-areas")) }
            @if by_area.is_empty() { (empty(cx, "statistics-no-inputs")) }
            @else {
                (charts(cx, ("inputs-area", "statistics-by-area",
                    "statistics-letters-by-area"), &by_area))
            }
            p { a class="button button-secondary" href=(cx.url("statistics.csv"))
                download {
                (cx.t("statistics-file"))
            } }
        };
        Ok(cx.page(&cx.t("statistics-title"), &body))
    })
    .await
}

/// Every number: topic, area, kind of sender, inputs that stand alone, letters of campaigns.
async fn file(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, ReadStatistics)?;
        let heads = ["topic", "area", "sender_kind", "inputs", "campaign_letters"];
        let mut rows = Vec::new();
        let topics = storage::topics(tx, &case, &permit)?;
        let areas = storage::areas(tx, &case, &permit)?;
        let all = topics.iter().map(|line| (Some(line), line));
        for (topic, line) in all.chain(areas.iter().map(|line| (None, line))) {
            let numbers = line.inputs.iter().zip(&line.letters);
            for (kind, (inputs, letters)) in SenderKind::ALL.iter().zip(numbers) {
                rows.push(vec![
                    Cell::Text(topic.map_or("", |line| cx.text(&line.name)).to_owned()),
                    Cell::Text(cx.text(&line.area).to_owned()),
                    Cell::Text(kind.word().to_owned()),
                    Cell::Number(*inputs),
                    Cell::Number(*letters),
                ]);
            }
        }
        let bytes = csv(&heads, rows);
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"statistics.csv\""),
            (header::CACHE_CONTROL, "no-store"),
        ];
        Ok((headers, bytes).into_response())
    })
    .await
}
