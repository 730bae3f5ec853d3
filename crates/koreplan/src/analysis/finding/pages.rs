//! Searches for topics, and the candidates of one.

use std::{iter, ops::Range};

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Edit, EditKind, Fate},
    storage::{self, Candidate, Edited, Quoted, Scope, Search},
};
use crate::{
    access::{
        Action, EditCandidate, FindTopics, Guarded as _, Permit, ReadCase, SignTopics,
    },
    analysis::suggestions::{pages::ask_for_mapping, storage as suggestions},
    case::{self, Case, storage::Area},
    input, journal,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, empty, fold, hidden, line, line_of, page_head, post, post_quiet,
            select, text,
        },
        error::{Error, NotFound},
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/topic-searches", list)
        .post("/{lang}/{case}/topic-searches", ask)
        .get("/{lang}/{case}/topic-searches/{id}", show)
        .post("/{lang}/{case}/topic-searches/{id}/edits", edit)
        .post("/{lang}/{case}/topic-searches/{id}/undo", undo)
        .post("/{lang}/{case}/topic-searches/{id}/approval", sign)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Search, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let (search, permit) =
        storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, action)?;
    Ok((case, search, permit))
}

/// Where a search looks, as the page says it.
fn about(cx: &Cx, search: &Search) -> String {
    match &search.about {
        Some(about) => cx.text(about).to_owned(),
        None => cx.t("finding-everything"),
    }
}

fn state(cx: &Cx, search: &Search) -> Markup {
    match (search.done_at, search.signed_at) {
        (None, _) => badge("badge-warning", &cx.t("finding-reading")),
        (Some(_), None) => badge("badge-info", &cx.t("finding-done")),
        (Some(_), Some(_)) => badge("badge-success", &cx.t("finding-signed")),
    }
}

/// The ways to the searches and the code book, on the page of topics.
pub fn door(cx: &Cx, case: &Case) -> Markup {
    html! {
        p class="kp-actions" {
            @if cx.may::<FindTopics>(&case.facts()) {
                a href=(cx.url("topic-searches")) { (cx.t("finding-title")) } " "
            }
            a href=(cx.url("code-book")) { (cx.t("code-book")) }
        }
    }
}

/// All searches of the case, and the form for a new one.
async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, FindTopics)?;
        let searches = storage::list(tx, &case)?;
        let places = places(cx, tx, &case)?;
        let body = html! {
            (page_head(cx, &cx.t("finding-title"), &cx.t("finding-lead")))
            p role="status" { (cx.say("finding-count", &[
                ("count", storage::place(searches.len()).into()),
            ])) }
            @if searches.is_empty() { (empty(cx, "finding-empty")) }
            ul class="kp-list" {
                @for search in &searches {
                    li {
                        a href=(cx.url(&format!("topic-searches/{}", search.id))) {
                            (about(cx, search))
                        } " " (state(cx, search))
                        p class="kp-quiet" { (asked(cx, search)) }
                    }
                }
            }
            @if cx.may::<FindTopics>(&case.facts()) {
                section class="kp-section" {
                    h2 { (cx.t("finding-new")) }
                    (ask_form(cx, &places, &Form::with(&[("place", "all")])))
                }
            }
        };
        Ok(cx.page(&cx.t("finding-title"), &body))
    })
    .await
}

fn asked(cx: &Cx, search: &Search) -> String {
    cx.say(
        "finding-asked",
        &[
            ("by", search.asked_by.clone().into()),
            ("date", cx.moment(search.asked_at).into()),
        ],
    )
}

/// Where one can look: everything, the areas, the hearings, and their questions.
fn places(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<(String, String)>, Error> {
    let mut places = vec![("all".to_owned(), cx.t("finding-everything"))];
    for area in case::storage::areas(tx, case)? {
        places.push((format!("area-{}", area.id), cx.text(&area.name).to_owned()));
    }
    for (id, title) in storage::hearings(tx, case)? {
        let name =
            cx.say("finding-hearing", &[("title", cx.text(&title).to_owned().into())]);
        places.push((format!("hearing-{id}"), name));
    }
    for (id, text) in storage::questions(tx, case)? {
        places.push((format!("question-{id}"), cx.text(&text).to_owned()));
    }
    Ok(places)
}

fn ask_form(cx: &Cx, places: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (select(cx, form, "place", "finding-place", Need::Must, places))
        (line_of(cx, form, "wanted", "finding-wanted", Some("finding-wanted-hint"),
            Need::May, "number"))
    };
    post(cx, "topic-searches", "finding-ask", &fields)
}

/// Asks the machine for topics; it reads in the background.
async fn ask(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, FindTopics)?;
        let places = places(cx, tx, &case)?;
        let place = form.value("place").to_owned();
        if !places.iter().any(|(word, _)| *word == place) {
            return Err(NotFound.into());
        }
        let wanted = match form.value("wanted").trim() {
            "" => 0,
            _ => form.number("wanted", 1..=100),
        };
        form.check(cx, &cx.t("finding-new"), |form| ask_form(cx, &places, form))?;
        let number = |prefix| place.strip_prefix(prefix).and_then(|id| id.parse().ok());
        let scope = Scope {
            case_id: case.id,
            area_id: number("area-"),
            question_id: number("question-"),
            hearing_id: number("hearing-"),
            up_to: storage::newest_input(tx)?,
        };
        let inputs = storage::count_inputs(tx, &scope)?;
        rules::ask(inputs, storage::is_under_way(tx, &scope)?)?;

        let id = storage::insert(tx, &permit, &scope, (wanted, inputs), cx.now_us())?;
        let page = format!("topic-searches/{id}");
        let what = json!({
            "place": place, "wanted": wanted, "inputs": inputs, "up_to": scope.up_to,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// One search: how far the machine is, or its candidates.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, search, _) = opened(cx, tx, FindTopics)?;
        let title = cx.say("finding-topics-in", &[("place", about(cx, &search).into())]);
        let body = html! {
            (page_head(cx, &title, ""))
            p { (state(cx, &search)) " " (asked(cx, &search)) }
            @if search.done_at.is_none() { (progress(cx, &search)) }
            @else { (found(cx, tx, &case, &search)?) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn progress(cx: &Cx, search: &Search) -> Markup {
    html! {
        p role="status" { (cx.say("finding-progress", &[
            ("read", cx.lang.number(search.inputs_read).into()),
            ("count", cx.lang.number(search.inputs).into()),
        ])) }
        progress class="kp-progress" value=(search.inputs_read) max=(search.inputs.max(1))
            aria-label=(cx.t("finding-reading")) {}
        p { a class="button button-secondary"
            href=(cx.url(&format!("topic-searches/{}", search.id))) {
            (cx.t("finding-look-again"))
        } }
    }
}

/// What a page of candidates needs to know beside them.
struct Around<'a> {
    search: &'a Search,
    areas: &'a [Area],
    candidates: &'a [Candidate],
    may_edit: bool,
}

fn found(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    search: &Search,
) -> Result<Markup, Error> {
    let edits = storage::edits(tx, search)?;
    let candidates = storage::candidates(tx, search, &edits)?;
    let examples = storage::examples(tx, search)?;
    let areas = case::storage::areas(tx, case)?;
    let mapping = suggestions::newest(tx, case)?;
    let is_open = search.signed_at.is_none();
    let may_edit = is_open && cx.may::<EditCandidate>(&search.facts());
    let around = Around { search, areas: &areas, candidates: &candidates, may_edit };
    let fate = |fate| candidates.iter().filter(|one| one.stand.fate == fate).count();
    let kept = fate(Fate::Kept);
    Ok(html! {
        p { (cx.say("finding-read", &[
            ("inputs", cx.lang.number(search.inputs).into()),
            ("sentences", cx.lang.number(search.sentences).into()),
            ("studied", cx.lang.number(search.studied).into()),
        ])) }
        p role="status" { (cx.say("finding-candidates", &[
            ("count", storage::place(candidates.len()).into()),
            ("kept", storage::place(kept).into()),
            ("open", storage::place(fate(Fate::Open)).into()),
        ])) }
        @if candidates.is_empty() { (empty(cx, "finding-no-candidates")) }
        @if may_edit { p { (cx.t("finding-how")) } }
        ol class="kp-list" {
            @for candidate in &candidates {
                @let none = Vec::new();
                @let examples = examples.get(&candidate.id).unwrap_or(&none);
                (one(cx, &around, candidate, examples, &edits))
            }
        }
        @if may_edit && edits.iter().any(|edit| edit.undone_by.is_none()) {
            (post_quiet(cx, &format!("topic-searches/{}/undo", search.id),
                "candidate-undo", &html! {}))
        }
        @if is_open && kept > 0 && cx.may::<SignTopics>(&search.facts()) {
            section class="kp-section" {
                h2 { (cx.t("finding-sign")) }
                p { (cx.say("finding-sign-lead", &[
                    ("kept", storage::place(kept).into()),
                    ("open", storage::place(fate(Fate::Open)).into()),
                ])) }
                (post(cx, &format!("topic-searches/{}/approval", search.id),
                    "finding-sign", &html! {}))
            }
        }
        @if let (Some(by), Some(at)) = (&search.signed_by, search.signed_at) {
            p { (cx.say("finding-signed-by", &[
                ("by", by.clone().into()), ("date", cx.day(at).into()),
            ])) }
            (ask_for_mapping(cx, case, mapping.as_ref()))
        }
    })
}

fn one(
    cx: &Cx,
    around: &Around,
    candidate: &Candidate,
    examples: &[Quoted],
    edits: &[Edited],
) -> Markup {
    let stand = &candidate.stand;
    let name_of = |id: i64| {
        let other = around.candidates.iter().find(|one| one.id == id);
        other.map_or(String::new(), |other| other.stand.name.clone())
    };
    html! {
        li id={ "candidate-" (candidate.id) } {
            h2 {
                @match candidate.topic_id {
                    Some(topic) => a href=(cx.url(&format!("topics/{topic}"))) { (stand.name) },
                    None => (stand.name),
                } " "
                @match stand.fate {
                    Fate::Open => (badge("badge-warning", &cx.t("candidate-open"))),
                    Fate::Kept => (badge("badge-success", &cx.t("candidate-kept"))),
                    Fate::Merged(_) => (badge("badge-info", &cx.t("candidate-merged"))),
                    Fate::Dropped => (badge("badge-info", &cx.t("candidate-dropped"))),
                }
            }
            @if let Fate::Merged(into) = stand.fate {
                p { (cx.say("candidate-merged-into", &[("name", name_of(into).into())])) }
            }
            @if let (Fate::Kept, Some(under)) = (stand.fate, stand.under) {
                p { (cx.say("candidate-under-other", &[("name", name_of(under).into())])) }
            }
            @if let Some(area) = around.areas.iter().find(|a| Some(a.id) == stand.area_id) {
                p { (cx.text(&area.name)) }
            }
            @if !stand.description.is_empty() { p class="kp-prose" { (stand.description) } }
            p { (cx.say("candidate-inputs", &[
                ("inputs", candidate.inputs.into()),
                ("sentences", candidate.sentences.into()),
            ])) }
            p class="kp-quiet" {
                (cx.t("candidate-terms")) " "
                (candidate.terms.iter().take(12).map(|term| term.label.as_str())
                    .collect::<Vec<_>>().join(" · "))
            }
            ul {
                @for example in examples.iter().take(3) { (quoted(cx, example)) }
            }
            @if examples.len() > 3 {
                (fold(&format!("more-{}", candidate.id), &cx.t("candidate-more"), &html! {
                    ul { @for example in &examples[3..] { (quoted(cx, example)) } }
                }))
            }
            (history(cx, around, candidate, edits))
            @if around.may_edit { (edit_forms(cx, around, candidate)) }
        }
    }
}

/// A sentence with the words marked that brought it here.
pub fn marked(body: &str, span: &Range<usize>, because: &[Range<usize>]) -> Markup {
    let marks = because.iter().filter(|mark| mark.end <= span.end);
    let ends = iter::once(span.start).chain(because.iter().map(|mark| mark.end));
    let last = because.iter().rfind(|mark| mark.end <= span.end);
    html! {
        @for (at, mark) in ends.zip(marks) {
            (body.get(at..mark.start).unwrap_or_default())
            mark { (body.get(mark.clone()).unwrap_or_default()) }
        }
        (body.get(last.map_or(span.start, |mark| mark.end)..span.end).unwrap_or_default())
    }
}

fn quoted(cx: &Cx, example: &Quoted) -> Markup {
    html! {
        li {
            (marked(&example.body, &example.span, &example.because)) " "
            a class="kp-whole" href=(cx.url(&format!("inputs/{}", example.input_id))) {
                (input::input_number(cx, example.number))
            }
        }
    }
}

/// What the machine proposed, and what people did to it.
fn history(cx: &Cx, around: &Around, candidate: &Candidate, edits: &[Edited]) -> Markup {
    let mine: Vec<_> =
        edits.iter().filter(|edit| edit.candidate_id == candidate.id).collect();
    let said = |edit: &Edit| match edit {
        Edit::Keep { name, .. } => {
            cx.say("candidate-edit-keep", &[("name", name.clone().into())])
        }
        Edit::Merge { into } => {
            let other = around.candidates.iter().find(|one| one.id == *into);
            let name = other.map_or(String::new(), |other| other.proposed.clone());
            cx.say("candidate-merged-into", &[("name", name.into())])
        }
        Edit::Drop => cx.t("candidate-dropped"),
    };
    html! {
        @if !mine.is_empty() {
            (fold(&format!("history-{}", candidate.id), &cx.t("candidate-history"), &html! {
                p { (cx.say("candidate-proposed", &[
                    ("name", candidate.proposed.clone().into()),
                ])) }
                ol {
                    @for edit in mine {
                        li {
                            (said(&edit.edit)) " – " (edit.by) ", " (cx.moment(edit.at))
                            @if let Some(by) = &edit.undone_by {
                                " " (badge("badge-info", &cx.say("candidate-undone", &[
                                    ("by", by.clone().into()),
                                ])))
                            }
                        }
                    }
                }
            }))
        }
    }
}

fn edit_forms(cx: &Cx, around: &Around, candidate: &Candidate) -> Markup {
    let stand = &candidate.stand;
    let area = stand.area_id.or(around.search.scope.area_id);
    let number = |id: Option<i64>| id.map_or(String::new(), |id| id.to_string());
    let form = Form::named_with(
        "candidate",
        &[
            ("name", &stand.name),
            ("description", &stand.description),
            ("area", &number(area)),
            ("under", &number(stand.under)),
        ],
    )
    .numbered(candidate.id);
    let others: Vec<_> = kept(around, candidate).map(option).collect();
    let page = edits_page(around);
    fold(
        &format!("edit-{}", candidate.id),
        &cx.t("candidate-decide"),
        &html! {
            (keep_form(cx, around, candidate, &form))
            @if !others.is_empty() {
                (post_quiet(cx, &page, "candidate-merge", &html! {
                    (of_kind(candidate, EditKind::Merge))
                    (select(cx, &form, "into", "candidate-into", Need::Must, &others))
                }))
            }
            @if stand.fate != Fate::Dropped {
                (post_quiet(cx, &page, "candidate-drop",
                    &of_kind(candidate, EditKind::Drop)))
            }
        },
    )
}

fn edits_page(around: &Around) -> String {
    format!("topic-searches/{}/edits", around.search.id)
}

/// The kept candidates beside this one.
fn kept<'a>(
    around: &'a Around,
    candidate: &Candidate,
) -> impl Iterator<Item = &'a Candidate> {
    let id = candidate.id;
    let all = around.candidates.iter();
    all.filter(move |one| one.id != id && one.stand.fate == Fate::Kept)
}

fn option(candidate: &Candidate) -> (String, String) {
    (candidate.id.to_string(), candidate.stand.name.clone())
}

fn of_kind(candidate: &Candidate, kind: EditKind) -> Markup {
    html! {
        (hidden("candidate", &candidate.id.to_string()))
        (hidden("kind", kind.word()))
    }
}

fn keep_form(cx: &Cx, around: &Around, candidate: &Candidate, form: &Form) -> Markup {
    let upper: Vec<_> = kept(around, candidate)
        .filter(|one| one.stand.under.is_none())
        .map(option)
        .collect();
    let fields = html! {
        (of_kind(candidate, EditKind::Keep))
        (line(cx, form, "name", "topic-name", Need::Must))
        (text(cx, form, "description", "candidate-description",
            Some("candidate-description-hint"), Need::May, (3, TEXT)))
        (select(cx, form, "area", "topic-area", Need::Must,
            &case::storage::area_options(cx, around.areas)))
        @if !upper.is_empty() {
            (select(cx, form, "under", "candidate-under", Need::May, &upper))
        }
    };
    post(cx, &edits_page(around), "candidate-keep", &fields)
}

/// Keeps, names, merges or drops a candidate.
async fn edit(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, search, permit) = opened(cx, tx, EditCandidate)?;
        rules::open(search.done_at.is_some(), search.signed_at.is_some())?;
        let edits = storage::edits(tx, &search)?;
        let candidates = storage::candidates(tx, &search, &edits)?;
        let id: i64 = form.value("candidate").parse().map_err(|_| NotFound)?;
        let candidate = candidates.iter().find(|one| one.id == id).ok_or(NotFound)?;
        let areas = case::storage::areas(tx, &case)?;
        let edit = asked_edit(&mut form, &areas)?;
        let around = Around {
            search: &search,
            areas: &areas,
            candidates: &candidates,
            may_edit: true,
        };
        let again = |form: &Form| keep_form(cx, &around, candidate, form);
        form.check(cx, &candidate.stand.name, again)?;
        rules::edit(id, &edit, &storage::stands(&candidates))?;

        storage::save_edit(tx, &permit, id, &edit, cx.now_us())?;
        let page = format!("topic-searches/{}", search.id);
        journal::record(tx, cx, &permit, &page, said(id, &edit), "")?;
        Ok(cx.done(&format!("{page}#candidate-{id}")))
    })
    .await
}

fn asked_edit(form: &mut Form, areas: &[Area]) -> Result<Edit, NotFound> {
    let number = |form: &Form, name: &str| form.value(name).parse::<i64>().ok();
    Ok(match EditKind::of(form.value("kind")).ok_or(NotFound)? {
        EditKind::Keep => {
            let area = number(form, "area");
            let area = areas.iter().find(|one| Some(one.id) == area).map(|one| one.id);
            Edit::Keep {
                name: form.text("name", LINE),
                description: form.optional("description", TEXT),
                area_id: area,
                under: number(form, "under"),
            }
        }
        EditKind::Merge => Edit::Merge { into: number(form, "into").ok_or(NotFound)? },
        EditKind::Drop => Edit::Drop,
    })
}

/// An edit as the record keeps it.
fn said(candidate: i64, edit: &Edit) -> serde_json::Value {
    match edit {
        Edit::Keep { name, description, area_id, under } => json!({
            "candidate": candidate, "kept": name, "description": description,
            "area": area_id, "under": under,
        }),
        Edit::Merge { into } => json!({"candidate": candidate, "merged_into": into}),
        Edit::Drop => json!({"candidate": candidate, "dropped": true}),
    }
}

/// Takes the last edit back.
async fn undo(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, search, permit) = opened(cx, tx, EditCandidate)?;
        rules::open(search.done_at.is_some(), search.signed_at.is_some())?;
        let edits = storage::edits(tx, &search)?;
        let candidates = storage::candidates(tx, &search, &edits)?;
        let last = edits.iter().rev().find(|edit| edit.undone_by.is_none());
        let last = last.ok_or(rules::Refused::NothingToUndo)?;
        let id = last.candidate_id;
        let candidate = candidates.iter().find(|one| one.id == id).ok_or(NotFound)?;
        let before = storage::stand_of(id, &candidate.proposed, &edits, Some(last.id));
        rules::undo(id, &before, &storage::stands(&candidates))?;

        storage::save_undo(tx, &permit, last.id, cx.now_us())?;
        let page = format!("topic-searches/{}", search.id);
        let what = json!({"candidate": id, "undone": said(id, &last.edit)});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#candidate-{id}")))
    })
    .await
}

/// Makes topics of what is kept: from now on sentences are placed under them.
async fn sign(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, search, permit) = opened(cx, tx, SignTopics)?;
        rules::open(search.done_at.is_some(), search.signed_at.is_some())?;
        let edits = storage::edits(tx, &search)?;
        let candidates = storage::candidates(tx, &search, &edits)?;
        let order = rules::sign(&storage::stands(&candidates))?;

        let by = (permit.by.as_str(), cx.now_us());
        let topics = storage::save_signed(tx, &search, &order, &candidates, by)?;
        let page = format!("topic-searches/{}", search.id);
        journal::record(tx, cx, &permit, &page, json!({"topics": topics}), "")?;
        Ok(cx.done(&page))
    })
    .await
}
