//! Bars with their numbers: drawn here, without script, and beside them the same as a
//! table for those who do not see them.

use maud::{Markup, html};

use super::{
    Cx,
    components::{fold, table},
};

/// Bars side by side, each made of parts one after the other.
#[derive(Debug)]
pub struct Bars<'a> {
    /// Tells the chart from others on the page.
    pub id: &'a str,
    pub title: String,
    /// What each bar stands for: the head of the table's first column.
    pub head: String,
    /// The names of the parts; at most six, each with a colour of its own.
    pub parts: Vec<String>,
    /// A name, and a number for each part.
    pub rows: Vec<(String, Vec<i64>)>,
}

/// The length of the longest bar, in units of the drawing.
const LONGEST: i64 = 1_000;

fn sum(numbers: &[i64]) -> i64 {
    numbers.iter().sum()
}

/// Where each part begins and how long it is, when the longest bar is [`LONGEST`].
fn laid_out(numbers: &[i64], most: i64) -> Vec<(i64, i64)> {
    let mut before = 0;
    let at = |count: i64| LONGEST * count / most.max(1);
    numbers
        .iter()
        .map(|number| {
            let from = at(before);
            before += number;
            (from, at(before) - from)
        })
        .collect()
}

/// The chart, and its numbers as a table.
pub fn bars(cx: &Cx, chart: &Bars) -> Markup {
    let most = chart.rows.iter().map(|(_, numbers)| sum(numbers)).max().unwrap_or(0);
    let several = chart.parts.len() > 1;
    let mut heads = vec![chart.head.clone()];
    heads.extend(chart.parts.iter().cloned());
    if several {
        heads.push(cx.t("chart-sum"));
    }
    let number =
        |number: i64| html! { span class="kp-number" { (cx.lang.number(number)) } };
    let rows: Vec<_> = chart
        .rows
        .iter()
        .map(|(name, numbers)| {
            let mut cells = vec![html! { (name) }];
            cells.extend(numbers.iter().map(|count| number(*count)));
            if several {
                cells.push(number(sum(numbers)));
            }
            cells
        })
        .collect();
    html! {
        figure class="kp-bars" {
            figcaption { (chart.title) }
            div role="img" aria-label=(chart.title) {
                @if several {
                    p class="kp-bars-key" {
                        @for (at, part) in chart.parts.iter().enumerate() {
                            span { span class={ "kp-bars-mark kp-part-" (at) } {} (part) }
                        }
                    }
                }
                @for (name, numbers) in &chart.rows {
                    div class="kp-bars-row" {
                        span class="kp-bars-name" { (name) }
                        svg viewBox={ "0 0 " (LONGEST) " 20" } preserveAspectRatio="none" {
                            @for (at, (from, long)) in
                                laid_out(numbers, most).into_iter().enumerate() {
                                rect class={ "kp-part-" (at) } x=(from) y="0" width=(long)
                                    height="20" {}
                            }
                        }
                        span class="kp-number" { (cx.lang.number(sum(numbers))) }
                    }
                }
            }
        }
        (fold(&format!("{}-table", chart.id), &cx.t("chart-table"),
            &table(&chart.title, &heads, &rows)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_bar_is_as_long_as_the_drawing() {
        assert_eq!(laid_out(&[1, 3], 4), [(0, 250), (250, 750)]);
        assert_eq!(laid_out(&[0, 0], 0), [(0, 0), (0, 0)]);
    }

    proptest! {
        #[test]
        fn parts_follow_each_other_without_a_gap(numbers in prop::collection::vec(0..9_999_i64, 0..6)) {
            let most = sum(&numbers);
            let mut end = 0;
            for (from, long) in laid_out(&numbers, most) {
                prop_assert_eq!(from, end);
                prop_assert!(long >= 0);
                end = from + long;
            }
            prop_assert!(end <= LONGEST);
        }
    }
}
