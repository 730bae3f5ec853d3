//! The map of opinions: a point for each place participants stand at, with the shape and
//! the colour of their group, and the same in a table.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{rules::Figures, storage::Place};
use crate::web::{Cx, components::fold, components::table};

/// Colours of the groups; each has at least 4.5:1 against white.
const COLOURS: [&str; 5] = ["#0b4c6f", "#b3261e", "#1b7340", "#8a4b00", "#6a3d9a"];
/// Of those who are in no group.
const NOBODY: &str = "#767676";
const WIDTH: i32 = 720;
const TALLEST: i32 = 560;
/// Also where all stand in one line.
const SHORTEST: i32 = 200;
const MARGIN: i32 = 24;
/// Points nearer to each other than this are drawn as one, larger one.
const CELL: i32 = 6;
/// The table counts participants in squares of this side.
const SQUARE: i32 = 60;

/// What a group is called: A, B, C.
pub fn letter(group: usize) -> char {
    u8::try_from(group).map_or('?', |group| char::from(b'A'.saturating_add(group)))
}

/// Where on the sheet everybody is drawn.
struct Sheet {
    points: Vec<(i32, i32, Option<usize>)>,
    height: i32,
    left: f64,
    top: f64,
    scale: f64,
}

impl Sheet {
    /// Both axes have one scale: a distance means the same in every direction.
    fn of(places: &[Place]) -> Self {
        let ends = |along: fn(&Place) -> f64| {
            places
                .iter()
                .map(along)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |ends, at| {
                    (ends.0.min(at), ends.1.max(at))
                })
        };
        let ((left, right), (bottom, top)) =
            (ends(|place| place.x), ends(|place| place.y));
        let room = |side: i32| f64::from(side - 2 * MARGIN);
        let scale = (room(WIDTH) / (right - left).max(1e-6))
            .min(room(TALLEST) / (top - bottom).max(1e-6));
        let mut sheet = Self { points: Vec::new(), height: 0, left, top, scale };
        sheet.height = sheet.down(bottom) + MARGIN;
        if sheet.height < SHORTEST {
            // The line in the middle of the sheet.
            sheet.top += f64::from(SHORTEST - sheet.height) / 2.0 / scale;
            sheet.height = SHORTEST;
        }
        sheet.points = places
            .iter()
            .map(|place| (sheet.across(place.x), sheet.down(place.y), place.group))
            .collect();
        sheet
    }

    fn across(&self, x: f64) -> i32 {
        pixels((x - self.left) * self.scale)
    }

    fn down(&self, y: f64) -> i32 {
        pixels((self.top - y) * self.scale)
    }

    /// How many of each group stand in each square of this side, by its middle.
    fn squares(&self, side: i32) -> BTreeMap<(Option<usize>, i32, i32), usize> {
        let mut squares = BTreeMap::new();
        for (x, y, group) in &self.points {
            let middle = |at: i32| at / side * side + side / 2;
            *squares.entry((*group, middle(*x), middle(*y))).or_default() += 1;
        }
        squares
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the sheet is some hundred pixels wide"
)]
fn pixels(length: f64) -> i32 {
    length.round() as i32 + MARGIN
}

/// The map, its key, and the tables behind it.
pub fn draw(cx: &Cx, places: &[Place], figures: &Figures) -> Markup {
    let sheet = Sheet::of(places);
    html! {
        figure {
            svg xmlns="http://www.w3.org/2000/svg" width="100%" role="img"
                viewBox={ "0 0 " (WIDTH) " " (sheet.height) }
                aria-label=(cx.say("opinions-map-label", &[
                    ("participants", places.len().into()),
                    ("groups", figures.groups.len().into()),
                ])) {
                rect x="0.5" y="0.5" width=(WIDTH - 1) height=(sheet.height - 1)
                    fill="#ffffff" stroke="#bfbfbf" {}
                @for ((group, x, y), count) in sheet.squares(CELL) {
                    (mark(group, x, y, radius(count)))
                }
                @for (at, group) in figures.groups.iter().enumerate() {
                    // Above the middle: points that all stand there are seen.
                    text x=(sheet.across(group.x)) y=((sheet.down(group.y) - 14).max(26))
                        font-size="28" font-weight="700" text-anchor="middle" fill="#1a1a1a"
                        stroke="#ffffff" stroke-width="6" paint-order="stroke" {
                        (letter(at))
                    }
                }
            }
            figcaption { (key(cx, places, figures)) }
        }
        (by_group(cx, places, figures))
        (fold("places", &cx.t("opinions-places"), &by_square(cx, &sheet)))
    }
}

fn radius(count: usize) -> i32 {
    let doublings = i32::try_from(count.max(1).ilog2()).unwrap_or(0);
    (4 + doublings).min(10)
}

/// One point: the shape tells the group where colours are not seen.
fn mark(group: Option<usize>, x: i32, y: i32, r: i32) -> Markup {
    let colour = group.map_or(NOBODY, |group| COLOURS[group % COLOURS.len()]);
    let corners = |corners: &[(i32, i32)]| {
        let written: Vec<_> =
            corners.iter().map(|(dx, dy)| format!("{},{}", x + dx, y + dy)).collect();
        let points = written.join(" ");
        html! { polygon points=(points) fill=(colour) fill-opacity="0.75" {} }
    };
    match group {
        None => html! {
            circle cx=(x) cy=(y) r=(r - 1) fill="none" stroke=(colour) stroke-width="1.5" {}
        },
        Some(0) => {
            html! { circle cx=(x) cy=(y) r=(r) fill=(colour) fill-opacity="0.75" {} }
        }
        Some(1) => corners(&[(-r, -r), (r, -r), (r, r), (-r, r)]),
        Some(2) => corners(&[(0, -r - 1), (r + 1, r), (-r - 1, r)]),
        Some(3) => corners(&[(0, -r - 2), (r + 2, 0), (0, r + 2), (-r - 2, 0)]),
        Some(_) => corners(&[(0, r + 1), (r + 1, -r), (-r - 1, -r)]),
    }
}

/// The mark of a group, for use in a line of text.
pub fn sign(group: Option<usize>) -> Markup {
    html! {
        svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false" {
            (mark(group, 9, 9, 6))
        }
    }
}

fn key(cx: &Cx, places: &[Place], figures: &Figures) -> Markup {
    let alone = places.len() - figures.grouped();
    html! {
        @for at in 0..figures.groups.len() {
            (sign(Some(at))) " "
            (cx.say("opinions-group", &[("letter", letter(at).to_string().into())])) " \u{2003}"
        }
        @if alone > 0 { (sign(None)) " " (cx.t("opinions-ungrouped")) }
        p class="kp-quiet" { (cx.t("opinions-map-reading")) }
    }
}

fn by_group(cx: &Cx, places: &[Place], figures: &Figures) -> Markup {
    let alone = places.len() - figures.grouped();
    let share = |size: usize| html! { (super::rules::percent(size, places.len())) " %" };
    let mut rows: Vec<Vec<Markup>> = figures
        .groups
        .iter()
        .enumerate()
        .map(|(at, group)| {
            vec![
                html! { (sign(Some(at))) " " a href={ "#group-" (letter(at)) } {
                    (cx.say("opinions-group", &[("letter", letter(at).to_string().into())]))
                } },
                html! { (group.size) },
                share(group.size),
                html! { (decimal(cx, group.x, 1)) },
                html! { (decimal(cx, group.y, 1)) },
            ]
        })
        .collect();
    if alone > 0 {
        rows.push(vec![
            html! { (sign(None)) " " (cx.t("opinions-ungrouped")) },
            html! { (alone) },
            share(alone),
            html! { "–" },
            html! { "–" },
        ]);
    }
    let heads =
        ["opinions-head-group", "opinions-head-participants", "opinions-head-share"];
    let mut heads: Vec<String> = heads.into_iter().map(|head| cx.t(head)).collect();
    heads.extend([cx.t("opinions-head-x"), cx.t("opinions-head-y")]);
    table(&cx.t("opinions-groups-caption"), &heads, &rows)
}

/// The points themselves, counted in squares.
fn by_square(cx: &Cx, sheet: &Sheet) -> Markup {
    let rows: Vec<Vec<Markup>> = sheet
        .squares(SQUARE)
        .into_iter()
        .map(|((group, x, y), count)| {
            let x = f64::from(x - MARGIN) / sheet.scale + sheet.left;
            let y = sheet.top - f64::from(y - MARGIN) / sheet.scale;
            let name = match group {
                Some(at) => {
                    cx.say("opinions-group", &[("letter", letter(at).to_string().into())])
                }
                None => cx.t("opinions-ungrouped"),
            };
            vec![
                html! { (name) },
                html! { (decimal(cx, x, 1)) },
                html! { (decimal(cx, y, 1)) },
                html! { (count) },
            ]
        })
        .collect();
    let heads = [
        "opinions-head-group",
        "opinions-head-x",
        "opinions-head-y",
        "opinions-head-participants",
    ];
    let heads: Vec<String> = heads.into_iter().map(|head| cx.t(head)).collect();
    table(&cx.t("opinions-places-caption"), &heads, &rows)
}

/// A number with so many decimals, as the language writes it.
pub fn decimal(cx: &Cx, number: f64, digits: usize) -> String {
    let written = format!("{number:.digits$}").replace('-', "−");
    if cx.lang == crate::web::l10n::Lang::Da {
        written.replace('.', ",")
    } else {
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(x: f64, y: f64) -> Place {
        Place { x, y, group: Some(0) }
    }

    #[test]
    fn everybody_is_drawn_within_the_sheet_whatever_the_scale() {
        for far in [0.0, 0.001, 1.0, 900.0] {
            let sheet =
                Sheet::of(&[place(-far, 0.0), place(far, far / 3.0), place(0.0, -far)]);

            assert!(sheet.height <= TALLEST, "{far}");
            for (x, y, _) in &sheet.points {
                assert!((MARGIN..=WIDTH - MARGIN).contains(x), "{far}");
                assert!((MARGIN..=sheet.height - MARGIN).contains(y), "{far}");
            }
        }
    }

    #[test]
    fn every_participant_is_counted_in_one_square() {
        let places: Vec<_> =
            (0..100).map(|at| place(f64::from(at % 7), f64::from(at % 13))).collect();

        let squares = Sheet::of(&places).squares(SQUARE);

        assert_eq!(squares.values().sum::<usize>(), 100);
    }
}
