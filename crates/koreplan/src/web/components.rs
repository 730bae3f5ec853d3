//! The parts pages are built of: each wires label, hint, fault and field together once.

use koreplan_export::Block;
use maud::{Markup, PreEscaped, html};

use crate::meetings::rules::Verb;

use super::{
    Cx,
    choices::Choice,
    form::{Form, folded},
};

/// The head of a page: what it is called and what it is for.
pub fn page_head(cx: &Cx, title: &str, lead: &str) -> Markup {
    html! {
        h1 { (title) }
        @if !lead.is_empty() { p class="font-lead kp-lead" { (lead) } }
        @if !cx.query("done").is_empty() {
            div class="alert alert-success" role="status" {
                div class="alert-body" { p class="alert-text" { (cx.t("done")) } }
            }
        }
    }
}

/// A form that came back: the summary of its faults, then the form itself.
pub fn again(cx: &Cx, title: &str, form: &Form, fields: &Markup) -> Markup {
    html! {
        h1 { (title) }
        div class="alert alert-error" role="alert" aria-labelledby="faults" {
            div class="alert-body" {
                h2 class="alert-heading" id="faults" { (cx.t("faults-heading")) }
                ul class="alert-text" {
                    @for (name, message) in form.faults() {
                        li { a href={ "#" (form.id(name)) } {
                            @if let Some(label) = form.label_of(name) { (cx.t(label)) ": " }
                            (cx.message(message))
                        } }
                    }
                }
            }
        }
        (fields)
    }
}

/// A form that changes something. `action` is a page of the case.
pub fn post(cx: &Cx, action: &str, button: &'static str, fields: &Markup) -> Markup {
    post_as(cx, &cx.url(action), button, "button-primary", fields)
}

/// As [`post`], with a quieter button.
pub fn post_quiet(
    cx: &Cx,
    action: &str,
    button: &'static str,
    fields: &Markup,
) -> Markup {
    post_as(cx, &cx.url(action), button, "button-secondary", fields)
}

/// A form to any address, with a button of any class.
pub fn post_as(
    cx: &Cx,
    action: &str,
    button: &'static str,
    class: &str,
    fields: &Markup,
) -> Markup {
    posted(cx, action, button, class, None, fields)
}

/// As [`post`], for a form that may bring files.
pub fn post_files(
    cx: &Cx,
    action: &str,
    button: &'static str,
    fields: &Markup,
) -> Markup {
    let kind = Some("multipart/form-data");
    posted(cx, &cx.url(action), button, "button-primary", kind, fields)
}

fn posted(
    cx: &Cx,
    action: &str,
    button: &'static str,
    class: &str,
    kind: Option<&str>,
    fields: &Markup,
) -> Markup {
    html! {
        form method="post" action=(action) class="kp-form" enctype=[kind] novalidate {
            @if cx.actor.person.is_some() {
                input type="hidden" name="csrf" value=(cx.actor.csrf);
            }
            (fields)
            div class="mt-5" {
                button type="submit" class={ "button " (class) } { (cx.t(button)) }
            }
        }
    }
}

/// A form that may bring files, with a second, quieter button that sends it somewhere
/// else without them. It stands last:
/// the Enter key presses the first.
pub fn post_or(
    cx: &Cx,
    (action, button): (&str, &'static str),
    (other, other_button): (&str, &'static str),
    fields: &Markup,
) -> Markup {
    html! {
        form method="post" action=(cx.url(action)) class="kp-form"
            enctype="multipart/form-data" novalidate {
            @if cx.actor.person.is_some() {
                input type="hidden" name="csrf" value=(cx.actor.csrf);
            }
            (fields)
            div class="mt-5 kp-actions" {
                button type="submit" class="button button-primary" { (cx.t(button)) }
                button type="submit" class="button button-secondary"
                    formaction=(cx.url(other))
                    formenctype="application/x-www-form-urlencoded" {
                    (cx.t(other_button))
                }
            }
        }
    }
}

/// A hidden value.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// Whether a field must be filled in. Optional ones say so in their label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Must,
    May,
}

/// A field's surroundings: label, hint, fault; `field` gets the ids that describe it.
fn group(
    cx: &Cx,
    form: &Form,
    name: &str,
    label: &'static str,
    hint: Option<&'static str>,
    need: Need,
    field: impl FnOnce(&str, Option<&str>) -> Markup,
) -> Markup {
    let id = form.id(name);
    let fault = form.fault_of(name);
    form.label(name, label);
    let mut described = Vec::new();
    if hint.is_some() {
        described.push(format!("{id}-hint"));
    }
    if fault.is_some() {
        described.push(format!("{id}-fault"));
    }
    let described = (!described.is_empty()).then(|| described.join(" "));
    let class = if fault.is_some() { "form-group form-error" } else { "form-group" };
    html! {
        div class=(class) {
            label class="form-label" for=(id) {
                (cx.t(label))
                @if need == Need::May { " (" (cx.t("optional")) ")" }
            }
            @if let Some(hint) = hint {
                span class="form-hint" id={ (id) "-hint" } { (cx.t(hint)) }
            }
            @if let Some(fault) = fault {
                span class="form-error-message" id={ (id) "-fault" } { (cx.message(fault)) }
            }
            (field(&id, described.as_deref()))
        }
    }
}

/// The heading of one part of a long form.
pub fn part(cx: &Cx, title: &'static str) -> Markup {
    html! { h2 class="kp-part" { (cx.t(title)) } }
}

/// One line of text.
pub fn line(cx: &Cx, form: &Form, name: &str, label: &'static str, need: Need) -> Markup {
    line_of(cx, form, name, label, None, need, "text")
}

/// One line of some kind: `text`, `email`, `date`, `password`, `search`.
pub fn line_of(
    cx: &Cx,
    form: &Form,
    name: &str,
    label: &'static str,
    hint: Option<&'static str>,
    need: Need,
    kind: &str,
) -> Markup {
    group(cx, form, name, label, hint, need, |id, described| {
        let numeric = (kind == "number").then_some("numeric");
        let kind = if kind == "number" { "text" } else { kind };
        html! {
            input type=(kind) class="form-input" id=(id) name=(name)
                value=(form.value(name)) inputmode=[numeric]
                aria-required=[(need == Need::Must).then_some("true")]
                aria-invalid=[form.fault_of(name).map(|_| "true")]
                aria-describedby=[described];
        }
    })
}

/// Any number of files, or none.
pub fn files(
    cx: &Cx,
    form: &Form,
    name: &str,
    label: &'static str,
    hint: &str,
    accept: &str,
) -> Markup {
    file_field(cx, form, (name, label), (hint, accept), (Need::May, true))
}

/// One file, which must be chosen.
pub fn file(
    cx: &Cx,
    form: &Form,
    name: &str,
    label: &'static str,
    hint: &str,
    accept: &str,
) -> Markup {
    file_field(cx, form, (name, label), (hint, accept), (Need::Must, false))
}

/// Any number of files, and at least one.
pub fn some_files(
    cx: &Cx,
    form: &Form,
    name: &str,
    label: &'static str,
    hint: &str,
    accept: &str,
) -> Markup {
    file_field(cx, form, (name, label), (hint, accept), (Need::Must, true))
}

fn file_field(
    cx: &Cx,
    form: &Form,
    (name, label): (&str, &'static str),
    (hint, accept): (&str, &str),
    (need, many): (Need, bool),
) -> Markup {
    let id = form.id(name);
    let faults: Vec<_> =
        form.faults().iter().filter(|(field, _)| *field == name).collect();
    form.label(name, label);
    let faulty = !faults.is_empty();
    let described =
        if faulty { format!("{id}-hint {id}-fault") } else { format!("{id}-hint") };
    html! {
        div class=(if faulty { "form-group form-error" } else { "form-group" }) {
            label class="form-label" for=(id) {
                (cx.t(label))
                @if need == Need::May { " (" (cx.t("optional")) ")" }
            }
            span class="form-hint" id={ (id) "-hint" } { (hint) }
            @if faulty {
                div id={ (id) "-fault" } {
                    @for (_, fault) in &faults {
                        span class="form-error-message" { (cx.message(fault)) }
                    }
                }
            }
            input type="file" class="form-input" id=(id) name=(name) accept=(accept)
                multiple[many]
                aria-required=[(need == Need::Must).then_some("true")]
                aria-invalid=[faulty.then_some("true")] aria-describedby=(described);
        }
    }
}

/// A day and a time of day.
pub fn moment(cx: &Cx, form: &Form, name: &str, time_name: &str) -> Markup {
    html! {
        div class="kp-pair" {
            (line_of(cx, form, name, "field-day", None, Need::Must, "date"))
            (line_of(cx, form, time_name, "field-time", None, Need::Must, "time"))
        }
    }
}

/// A longer text with its limit.
pub fn text(
    cx: &Cx,
    form: &Form,
    name: &str,
    label: &'static str,
    hint: Option<&'static str>,
    need: Need,
    (rows, limit): (usize, usize),
) -> Markup {
    group(cx, form, name, label, hint, need, |id, described| {
        html! {
            textarea class="form-input" id=(id) name=(name) rows=(rows)
                data-limit=(limit)
                aria-required=[(need == Need::Must).then_some("true")]
                aria-invalid=[form.fault_of(name).map(|_| "true")]
                aria-describedby=[described]
            {
                // A newline straight after the tag would be swallowed by the browser.
                (PreEscaped("\n")) (form.value(name))
            }
            span class="form-hint kp-left" id={ (id) "-left" }
                data-text=(cx.t("characters-left")) {
                (cx.say("characters-at-most", &[
                    ("limit", cx.lang.number(i64::try_from(limit).unwrap_or(0)).into()),
                ]))
            }
        }
    })
}

/// One of a list that may be long.
pub fn select(
    cx: &Cx,
    form: &Form,
    name: &str,
    label: &'static str,
    need: Need,
    options: &[(String, String)],
) -> Markup {
    group(cx, form, name, label, None, need, |id, described| {
        html! {
            select class="form-select" id=(id) name=(name)
                aria-invalid=[form.fault_of(name).map(|_| "true")]
                aria-describedby=[described]
            {
                option value="" { (cx.t("choose")) }
                @for (value, shown) in options {
                    option value=(value) selected[form.value(name) == value] { (shown) }
                }
            }
        }
    })
}

/// One of a closed list of words.
pub fn select_choice<T: Choice>(
    cx: &Cx,
    form: &Form,
    name: &str,
    label: &'static str,
) -> Markup {
    select(cx, form, name, label, Need::Must, &choice_options::<T>(cx))
}

/// The words of a closed list with their names.
pub fn choice_options<T: Choice>(cx: &Cx) -> Vec<(String, String)> {
    T::ALL.iter().map(|word| (word.word().to_owned(), cx.t(word.key()))).collect()
}

/// One of a short list, all seen at once.
pub fn radios(
    cx: &Cx,
    form: &Form,
    name: &str,
    legend: &'static str,
    options: &[(String, String)],
) -> Markup {
    boxes(cx, form, name, legend, "radio", options)
}

/// Any number of a list.
pub fn ticks(
    cx: &Cx,
    form: &Form,
    name: &str,
    legend: &'static str,
    options: &[(String, String)],
) -> Markup {
    boxes(cx, form, name, legend, "checkbox", options)
}

fn boxes(
    cx: &Cx,
    form: &Form,
    name: &str,
    legend: &'static str,
    kind: &str,
    options: &[(String, String)],
) -> Markup {
    let fault = form.fault_of(name);
    let first = form.id(name);
    // A long list of short words stands in two columns.
    let short = options.iter().all(|(_, shown)| shown.chars().count() < 32);
    let many = (options.len() > 6 && short).then_some("kp-many");
    form.label(name, legend);
    html! {
        fieldset class=(if fault.is_some() { "form-group form-error" } else { "form-group" }) {
            legend class="form-label" { (cx.t(legend)) }
            @if let Some(fault) = fault {
                span class="form-error-message" { (cx.message(fault)) }
            }
            div class=[many] {
                @for (at, (value, shown)) in options.iter().enumerate() {
                    @let id = if at == 0 { first.clone() } else { format!("{first}-{at}") };
                    div class={ "form-group-" (kind) } {
                        input type=(kind) class={ "form-" (kind) } id=(id) name=(name)
                            value=(value) checked[form.all(name).contains(value)];
                        label class="form-label" for=(id) { (shown) }
                    }
                }
            }
        }
    }
}

/// One tick.
pub fn tick(cx: &Cx, form: &Form, name: &str, label: &'static str) -> Markup {
    let id = form.id(name);
    html! {
        div class="form-group-checkbox" {
            input type="checkbox" class="form-checkbox" id=(id) name=(name) value="yes"
                checked[form.ticked(name)];
            label class="form-label" for=(id) { (cx.t(label)) }
        }
    }
}

/// What to show where a list is empty: that it is, and what to do next.
pub fn empty(cx: &Cx, what: &'static str) -> Markup {
    let words = cx.query("q");
    html! {
        div class="kp-empty" { p {
            @if words.is_empty() { (cx.t(what)) }
            @else { (cx.say("search-none", &[("words", words.to_owned().into())])) }
        } }
    }
}

/// The class of a decision's box: a no does not look like a yes.
pub fn decision_class(verb: Verb) -> &'static str {
    if verb.drops() {
        "kp-decision kp-decision-rejected"
    } else if verb.adopts() {
        "kp-decision"
    } else {
        "kp-decision kp-decision-postponed"
    }
}

/// A table whose cells are ready. On a phone each cell stands under the head of its
/// column; on wider windows it scrolls sideways by itself when it must.
pub fn table(caption: &str, heads: &[String], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div class="kp-scroll" tabindex="0" role="region" aria-label=(caption) {
            table class="table table--compact table--responsive-headers" {
                caption class="kp-caption" { (caption) }
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr { @for (at, cell) in row.iter().enumerate() {
                            td data-title=[heads.get(at)] { (cell) }
                        } }
                    }
                }
            }
        }
    }
}

/// A search in the list of the page it stands on; [`sought`] says what it keeps.
pub fn search(cx: &Cx) -> Markup {
    html! {
        form method="get" class="kp-filter" role="search" {
            div {
                label class="form-label" for="q" { (cx.t("search-list")) }
                input class="form-input" type="search" id="q" name="q" value=(cx.query("q"));
            }
            button class="button button-secondary" type="submit" { (cx.t("search-button")) }
        }
    }
}

/// Whether a line of a list has every word that is searched for.
pub fn sought(cx: &Cx, line: &[&str]) -> bool {
    let line = folded(&line.join(" "));
    folded(cx.query("q")).split(' ').all(|word| line.contains(word))
}

/// A short coloured word.
pub fn badge(class: &str, word: &str) -> Markup {
    html! { span class={ "badge " (class) } { (word) } }
}

/// The beginning of a text, cut at a letter.
pub fn beginning(text: &str, letters: usize) -> String {
    let mut short: String = text.chars().take(letters).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A text a person wrote, with its paragraphs; blank lines part them.
pub fn prose(text: &str) -> Markup {
    html! {
        @for paragraph in text.split("\n\n").filter(|p| !p.trim().is_empty()) {
            p class="kp-prose" { (paragraph.trim()) }
        }
    }
}

/// Name and value pairs.
pub fn facts(pairs: &[(String, Markup)]) -> Markup {
    html! {
        dl class="kp-facts" {
            @for (name, value) in pairs {
                div { dt { (name) } dd { (value) } }
            }
        }
    }
}

/// A part of a page that folds open.
pub fn fold(id: &str, summary: &str, inner: &Markup) -> Markup {
    html! {
        details class="details" id=(id) {
            summary class="details-summary" {
                span class="details-summary-text" { (summary) }
            }
            div class="details-text" { (inner) }
        }
    }
}

/// The parts of a document on a page; the page's own title is above them.
pub fn document_parts(blocks: &[Block]) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Heading { level: 1, text } => h2 { (text) },
                Block::Heading { level: 2, text } => h3 { (text) },
                Block::Heading { text, .. } => h4 { (text) },
                Block::Paragraph(text) => (prose(text)),
                Block::Labelled { label, text } => {
                    p class="kp-prose" { strong { (label) } " " (text) }
                }
                Block::List(items) => ul { @for item in items { li { (item) } } },
                Block::Table { caption, heads, rows } => {
                    @let rows: Vec<Vec<Markup>> = rows.iter()
                        .map(|row| row.iter().map(|cell| html! { (cell) }).collect())
                        .collect();
                    (table(caption, heads, &rows))
                }
            }
        }
    }
}
