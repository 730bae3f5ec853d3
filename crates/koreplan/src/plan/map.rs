//! The line map: each area a coloured line, from input to the steering group, then one
//! track through the draft, the platforms of the bodies that approve, and follow-up.

use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};

use super::{
    rules::{StepKind, StepState},
    storage::Step,
};
use crate::{
    bodies::storage::Body,
    case::storage::Area,
    web::{Cx, choices::Choice as _, l10n::Lang},
};

/// Colours of the lines; each has at least 4.5:1 against white.
const COLOURS: [&str; 12] = [
    "#0b4c6f", "#b3261e", "#1b7340", "#8a4b00", "#6a3d9a", "#006d77", "#a61e5b",
    "#3f5aa9", "#5f5f00", "#7a3b2e", "#2f4f4f", "#4b0082",
];
const LEFT: i64 = 150;
const WIDTH: i64 = 1_200;
const TOP: i64 = 132;
const LANE: i64 = 30;
/// From one platform to the next.
const PLATFORM: i64 = 54;

/// The colour of a line, by its place in the case.
pub fn colour(at: usize) -> &'static str {
    COLOURS[at % COLOURS.len()]
}

fn month(lang: Lang, date: Date) -> String {
    const SHORT: [&str; 12] = [
        "month-short-1",
        "month-short-2",
        "month-short-3",
        "month-short-4",
        "month-short-5",
        "month-short-6",
        "month-short-7",
        "month-short-8",
        "month-short-9",
        "month-short-10",
        "month-short-11",
        "month-short-12",
    ];
    let at = usize::try_from(date.month() - 1).unwrap_or(0);
    format!("{} {}", lang.say(SHORT[at], &[]), date.year())
}

/// First and last month of a span, short.
pub fn months(lang: Lang, span: super::rules::Span) -> String {
    let (from, to) = (month(lang, span.from), month(lang, span.to));
    if from == to { from } else { format!("{from} – {to}") }
}

struct Column<'a> {
    step: &'a Step,
    x: i64,
    kind: ColumnKind,
    state: StepState,
    /// A step of this kind came before: its name alone would not tell them apart.
    repeats: bool,
}

#[derive(PartialEq, Clone, Copy)]
enum ColumnKind {
    /// A station on every line.
    Areas,
    /// One station on the track.
    Joint,
    /// A platform for each body that approves.
    Platforms,
}

/// Where a map is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// On a page, which has the style.
    Page,
    /// Alone: it brings its style and whole addresses.
    Alone,
}

/// The style of a map that stands alone; on pages it is `timetable.css` that says it.
pub const STYLE: &str = "\
    .kp-map{font-family:'IBM Plex Sans',Arial,'Liberation Sans',sans-serif;background:#fff}\
    .kp-map-lane{font-size:13px;font-weight:600}\
    .kp-map-name{font-size:12px;font-weight:600;fill:#0b4c6f;text-decoration:underline}\
    .kp-map-date{font-size:12px;fill:#1a1a1a}\
    .kp-map-old{text-decoration:line-through;fill:#595959}\
    .kp-map-platform{font-size:12px;font-weight:600;fill:#1a1a1a;paint-order:stroke;\
    stroke:#fff;stroke-width:5px}\
    .kp-map-here{stroke:#b3261e;stroke-width:2;stroke-dasharray:5 4}\
    .kp-map-today{font-size:12px;font-weight:600;fill:#b3261e}";

/// Draws the map as SVG, with links on the names of the stations.
pub fn draw(
    cx: &Cx,
    sheet: Sheet,
    areas: &[Area],
    bodies: &[Body],
    steps: &[Step],
) -> Markup {
    let today = cx.today();
    let lanes: Vec<&Area> =
        areas.iter().filter(|area| area.minister_id.is_some()).collect();
    let count = |len: usize| i64::try_from(len).unwrap_or(1).max(1);
    let per_step = (WIDTH - LEFT - 60) / count(steps.len());
    let mut columns: Vec<Column> = Vec::new();
    for (at, step) in (0_i64..).zip(steps) {
        let before_joint = columns.iter().all(|column| column.kind == ColumnKind::Areas);
        let kind = match step.kind {
            StepKind::Input
            | StepKind::Analysis
            | StepKind::ThemeMeeting
            | StepKind::Proposals
                if before_joint =>
            {
                ColumnKind::Areas
            }
            StepKind::Approval => ColumnKind::Platforms,
            _ => ColumnKind::Joint,
        };
        let x = LEFT + per_step / 2 + at * per_step;
        let repeats = columns.iter().any(|before| before.step.kind == step.kind);
        columns.push(Column { step, x, kind, state: step.dates.state(today), repeats });
    }
    let half_lanes = LANE * (count(lanes.len()) - 1) / 2;
    let half = half_lanes.max(PLATFORM * (count(bodies.len()) - 1) / 2);
    let middle = TOP + half;
    let height = middle + half + 44;
    let last_area_x =
        columns.iter().rfind(|c| c.kind == ColumnKind::Areas).map_or(LEFT, |c| c.x);
    let first_joint = columns.iter().find(|c| c.kind != ColumnKind::Areas);
    let end_x = columns.last().map_or(LEFT, |c| c.x);
    let alone = sheet == Sheet::Alone;
    html! {
        svg xmlns=[alone.then_some("http://www.w3.org/2000/svg")] class="kp-map"
            viewBox={ "0 0 " (WIDTH) " " (height) } role="group"
            aria-label=(cx.t("map-label")) {
            @if alone { style { (PreEscaped(STYLE)) } }
            (here(cx, &columns, per_step, today, height))
            @for (at, area) in lanes.iter().enumerate() {
                @let y = middle - half_lanes + LANE * i64::try_from(at).unwrap_or(0);
                text x="4" y=(y + 5) class="kp-map-lane" fill=(colour(at)) {
                    (cx.text(&area.name))
                }
                @if let Some(joint) = first_joint {
                    @let bend = joint.x - 34;
                    path fill="none" stroke=(colour(at)) stroke-width="5"
                        d={ "M" (LEFT - 12) " " (y) " H" (last_area_x.max(LEFT) + 18)
                            " C" (bend) " " (y) " " (last_area_x + 40) " " (middle)
                            " " (joint.x) " " (middle) } {}
                } @else {
                    path fill="none" stroke=(colour(at)) stroke-width="5"
                        d={ "M" (LEFT - 12) " " (y) " H" (end_x) } {}
                }
                @for column in columns.iter().filter(|c| c.kind == ColumnKind::Areas) {
                    (station(column.x, y, 6, colour(at), column.state))
                }
            }
            @if let Some(joint) = first_joint {
                path fill="none" stroke="#1a1a1a" stroke-width="7"
                    d={ "M" (joint.x) " " (middle) " H" (end_x) } {}
            }
            @for column in columns.iter().filter(|c| c.kind != ColumnKind::Areas) {
                @if column.kind == ColumnKind::Platforms {
                    (platforms(cx, bodies, column, middle))
                } @else {
                    (station(column.x, middle, 9, "#1a1a1a", column.state))
                }
            }
            @for column in &columns { (name(cx, sheet, column)) }
        }
    }
}

/// Lines of at most so many letters, by words.
fn wrapped(text: &str, longest: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < longest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn name(cx: &Cx, sheet: Sheet, column: &Column) -> Markup {
    let dates = &column.step.dates;
    let word = cx.t(column.step.kind.key());
    let lines =
        wrapped(if column.repeats { cx.text(&column.step.title) } else { &word }, 14);
    let (shown, title) = (lines.join(" "), cx.text(&column.step.title));
    let label = if shown == title { shown } else { format!("{shown}: {title}") };
    let current = months(cx.lang, dates.current());
    let first = 66 - 16 * i64::try_from(lines.len()).unwrap_or(1);
    let page = cx.url(&format!("steps/{}", column.step.slug));
    html! {
        a href=(if sheet == Sheet::Alone { cx.absolute(&page) } else { page })
            aria-label=(label) {
            title { (cx.text(&column.step.title)) }
            text class="kp-map-name" text-anchor="middle" {
                @for (at, line) in (0_i64..).zip(&lines) {
                    tspan x=(column.x) y=(first + at * 16) { (line) " " }
                }
            }
        }
        @if dates.moved.is_some() {
            text class="kp-map-date kp-map-old" text-anchor="middle" x=(column.x) y="70" {
                (months(cx.lang, dates.planned))
            }
        }
        text class="kp-map-date" text-anchor="middle" {
            @for (at, part) in (0_i64..).zip(current.split(" – ")) {
                tspan x=(column.x) y=(86 + at * 12) {
                    @if at > 0 { "– " } (part)
                }
            }
        }
    }
}

fn station(x: i64, y: i64, r: i64, colour: &str, state: StepState) -> Markup {
    let (fill, width) = match state {
        StepState::Kept => (colour, 3),
        StepState::Running => ("#ffffff", 5),
        StepState::Late => ("#ffd75e", 4),
        StepState::Coming => ("#ffffff", 2),
    };
    html! { circle cx=(x) cy=(y) r=(r) fill=(fill) stroke=(colour) stroke-width=(width) {} }
}

fn platforms(cx: &Cx, bodies: &[Body], column: &Column, middle: i64) -> Markup {
    let half = PLATFORM * (i64::try_from(bodies.len()).unwrap_or(1) - 1) / 2;
    let (left, right) = (column.x - 46, column.x + 46);
    html! {
        path fill="none" stroke="#ffffff" stroke-width="9"
            d={ "M" (left) " " (middle) " H" (right) } {}
        @for (at, _) in (0_i64..).zip(bodies) {
            @let y = middle - half + at * PLATFORM;
            path fill="none" stroke="#1a1a1a" stroke-width="4"
                d={ "M" (left) " " (middle) " C" (left + 20) " " (middle) " " (left + 16) " "
                    (y) " " (column.x) " " (y) " C" (right - 16) " " (y) " " (right - 20)
                    " " (middle) " " (right) " " (middle) } {}
        }
        @for (at, body) in (0_i64..).zip(bodies) {
            @let y = middle - half + at * PLATFORM;
            (station(column.x, y, 8, "#1a1a1a", column.state))
            text class="kp-map-platform" text-anchor="middle" x=(column.x) y=(y - 15) {
                (cx.text(&body.name))
            }
        }
    }
}

/// "You are here": a line through the step that runs today.
fn here(cx: &Cx, columns: &[Column], per_step: i64, today: Date, height: i64) -> Markup {
    let at = columns.iter().rfind(|column| column.step.dates.current().from <= today);
    let x = at.map_or(LEFT, |column| {
        let span = column.step.dates.current();
        let whole = i64::from((span.to - span.from).get_days()).max(1);
        let gone = i64::from((today - span.from).get_days()).clamp(0, whole);
        column.x - per_step / 4 + per_step * gone / (whole * 2)
    });
    html! {
        line x1=(x) x2=(x) y1=(TOP - 14) y2=(height - 18) class="kp-map-here" {}
        text x=(x) y=(height - 4) text-anchor="middle" class="kp-map-today" {
            (cx.t("map-today"))
        }
    }
}

/// The same as a list down the page, for narrow screens.
pub fn list(cx: &Cx, steps: &[Step]) -> Markup {
    let today = cx.today();
    html! {
        ol class="kp-stops" {
            @for step in steps {
                @let state = step.dates.state(today);
                li class={ "kp-stop kp-stop-" (state.word()) } {
                    a href=(cx.url(&format!("steps/{}", step.slug))) {
                        (cx.text(&step.title))
                    }
                    span { (months(cx.lang, step.dates.current())) " · " (cx.t(state.key())) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_broken_between_words() {
        assert_eq!(
            wrapped("Analyser og temadrøftelser", 14),
            ["Analyser og", "temadrøftelser"]
        );
    }
}
