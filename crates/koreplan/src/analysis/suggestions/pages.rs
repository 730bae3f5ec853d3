//! The sentences the machine suggests under a topic.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::storage::{self, Counts, Mapping, Suggestion};
use crate::{
    access::{Action, AskForMapping, ConfirmSuggestion, Guarded as _, Permit, ReadCase},
    analysis::{
        finding::{
            pages::marked,
            rules::{Refused, ask as may_ask},
            storage::{Scope, count_inputs, newest_input},
        },
        rules,
        storage::{self as topics, Topic},
    },
    case::{self, Case},
    input, journal,
    routes::Routes,
    web::{
        Cx, Post,
        components::{Need, badge, empty, fold, line_of, page_head, post, post_quiet},
        error::Error,
        form::Form,
    },
};

/// Suggestions on a page.
const PAGE: i64 = 50;

/// What the form suggests as strong enough to confirm unread, in hundredths: two words of
/// a short sentence, or three of a long one.
const STRONG: &str = "30";

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/topic-mappings", ask)
        .get("/{lang}/{case}/topics/{id}/suggestions", list)
        .post("/{lang}/{case}/topics/{id}/suggestions/confirmation", confirm)
        .post("/{lang}/{case}/topics/{id}/suggestions/confirmation-of-all", confirm_all)
        .post("/{lang}/{case}/topics/{id}/suggestions/refusal", refuse)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Topic, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let (topic, permit) =
        topics::load(tx, &case, cx.id("id")?)?.open(&cx.actor, action)?;
    Ok((case, topic, permit))
}

/// How far the machine is with placing sentences, and the button that asks it to.
pub fn ask_for_mapping(cx: &Cx, case: &Case, newest: Option<&Mapping>) -> Markup {
    let under_way = newest.filter(|mapping| mapping.done_at.is_none());
    html! {
        section class="kp-section" id="mapping" {
            h2 { (cx.t("mapping-title")) }
            p { (cx.t("mapping-lead")) }
            @if let Some(mapping) = under_way {
                p role="status" { (cx.say("finding-progress", &[
                    ("read", cx.lang.number(mapping.inputs_read).into()),
                    ("count", cx.lang.number(mapping.inputs).into()),
                ])) }
                progress class="kp-progress" value=(mapping.inputs_read)
                    max=(mapping.inputs.max(1)) aria-label=(cx.t("mapping-title")) {}
                p { a class="button button-secondary" href=(cx.here) {
                    (cx.t("finding-look-again"))
                } }
            } @else {
                @if let Some((mapping, at)) = newest.and_then(|m| Some((m, m.done_at?))) {
                    p { (cx.say("mapping-done", &[
                        ("by", mapping.asked_by.clone().into()),
                        ("date", cx.moment(at).into()),
                        ("count", cx.lang.number(mapping.inputs).into()),
                    ])) }
                    @if cx.path != cx.url("topics") {
                        p { a href=(cx.url("topics")) { (cx.t("mapping-to-topics")) } }
                    }
                }
                @if cx.may::<AskForMapping>(&case.facts()) {
                    (post(cx, "topic-mappings", "mapping-ask", &html! {}))
                }
            }
        }
    }
}

/// As [`ask_for_mapping`], on the page of topics, where there are any.
pub fn section(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Markup, Error> {
    let newest = storage::newest(tx, case)?;
    let topics = storage::signed(tx, case.id)?;
    if topics.is_empty() && newest.is_none() {
        return Ok(html! {});
    }
    Ok(ask_for_mapping(cx, case, newest.as_ref()))
}

/// The way to the suggestions of a topic, on its page.
pub fn door(cx: &Cx, tx: &mut dyn Tx, topic: &Topic) -> Result<Markup, Error> {
    let counts = storage::counts(tx, topic.id)?;
    let any = counts.open + counts.confirmed + counts.refused > 0;
    Ok(html! {
        @if any && cx.may::<ConfirmSuggestion>(&topic.facts()) {
            p {
                a href=(cx.url(&format!("topics/{}/suggestions", topic.id))) {
                    (cx.t("suggestions"))
                }
                // Nothing waits for an approved topic: it takes no more sentences.
                @if topic.approved_at.is_none() { " " (tally(cx, counts)) }
            }
        }
    })
}

/// Asks the machine to place all sentences under the topics that still change.
async fn ask(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, AskForMapping)?;
        let up_to = newest_input(tx)?;
        let (case_id, nothing) = (case.id, None);
        let scope = Scope {
            case_id,
            area_id: nothing,
            question_id: nothing,
            hearing_id: nothing,
            up_to,
        };
        let inputs = count_inputs(tx, &scope)?;
        let newest = storage::newest(tx, &case)?;
        may_ask(inputs, newest.is_some_and(|mapping| mapping.done_at.is_none()))?;
        let topics = storage::signed(tx, case.id)?;
        if topics.is_empty() {
            return Err(Refused::NothingKept.into());
        }

        let id = storage::insert(tx, &permit, &scope, inputs, cx.now_us())?;
        let ids: Vec<_> = topics.iter().map(|(id, _)| id).collect();
        let what = json!({"inputs": inputs, "up_to": up_to, "topics": ids});
        journal::record(tx, cx, &permit, &format!("topic-mappings/{id}"), what, "")?;
        Ok(cx.done("topics#mapping"))
    })
    .await
}

/// The suggestions of a topic, the strongest first.
async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, topic, _) = opened(cx, tx, ConfirmSuggestion)?;
        let counts = storage::counts(tx, topic.id)?;
        let from = cx.query("from").parse().unwrap_or(0).clamp(0, counts.open.max(0));
        let found = storage::open(tx, topic.id, (from, PAGE))?;
        let may =
            topic.approved_at.is_none() && cx.may::<ConfirmSuggestion>(&topic.facts());
        let title = cx.say("suggestions-of", &[("topic", topic.title.clone().into())]);
        let body = html! {
            (page_head(cx, &title, &cx.t("suggestions-lead")))
            p role="status" { (tally(cx, counts)) }
            @if found.is_empty() { (empty(cx, "suggestions-empty")) }
            @else if may {
                (choice(cx, &topic, &found))
                (fold("all", &cx.t("suggestions-all"), &all_form(cx, &topic,
                    &Form::with(&[("strength", STRONG)]))))
            } @else {
                ul class="kp-list" {
                    @for one in &found { li { (suggested(cx, one)) (source(cx, one)) } }
                }
            }
            @if from + PAGE < counts.open {
                p { a href=(cx.url(&format!("topics/{}/suggestions?from={}", topic.id,
                    from + PAGE))) { (cx.t("pager-next")) } }
            }
            p { a href=(cx.url(&format!("topics/{}", topic.id))) { (topic.title) } }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn tally(cx: &Cx, counts: Counts) -> String {
    cx.say(
        "suggestions-count",
        &[
            ("open", counts.open.into()),
            ("confirmed", counts.confirmed.into()),
            ("refused", counts.refused.into()),
            ("people", counts.by_people.into()),
        ],
    )
}

/// A sentence with its reasons.
fn suggested(cx: &Cx, one: &Suggestion) -> Markup {
    html! {
        (marked(&one.body, &one.span, &one.because)) " "
        (badge("badge-info", &cx.say("suggestion-strength", &[
            ("strength", (one.strength / 10).into()),
        ])))
        @if one.alike > 1 {
            " " (badge("badge-info", &cx.say("suggestion-alike", &[
                ("count", one.alike.into()),
            ])))
        }
    }
}

/// The way to the whole input.
fn source(cx: &Cx, one: &Suggestion) -> Markup {
    html! {
        " " a class="kp-whole" href=(cx.url(&format!("inputs/{}", one.input_id))) {
            (input::input_number(cx, one.number))
        }
    }
}

/// The sentences with boxes, and two buttons for those that are ticked.
fn choice(cx: &Cx, topic: &Topic, found: &[Suggestion]) -> Markup {
    let page = format!("topics/{}/suggestions", topic.id);
    html! {
        form method="post" action=(cx.url(&format!("{page}/confirmation"))) class="kp-form" {
            input type="hidden" name="csrf" value=(cx.actor.csrf);
            fieldset class="form-group kp-segments" {
                legend class="form-label" { (cx.t("suggestions-tick")) }
                @for one in found {
                    @let value = format!("{}-{}", one.input_id, one.span.start);
                    div class="form-group-checkbox" {
                        input class="form-checkbox" type="checkbox"
                            id={ "suggestion-" (value) } name="suggestion" value=(value);
                        label class="form-label" for={ "suggestion-" (value) } {
                            (suggested(cx, one))
                        }
                        (source(cx, one))
                    }
                }
            }
            div class="mt-5 kp-actions" {
                button type="submit" class="button button-primary" {
                    (cx.t("suggestions-confirm"))
                }
                button type="submit" class="button button-secondary"
                    formaction=(cx.url(&format!("{page}/refusal"))) {
                    (cx.t("suggestions-refuse"))
                }
            }
        }
    }
}

fn all_form(cx: &Cx, topic: &Topic, form: &Form) -> Markup {
    let fields = line_of(
        cx,
        form,
        "strength",
        "suggestions-strength",
        Some("suggestions-strength-hint"),
        Need::Must,
        "number",
    );
    let page = format!("topics/{}/suggestions/confirmation-of-all", topic.id);
    post_quiet(cx, &page, "suggestions-confirm-all", &fields)
}

/// The ticked suggestions: input and first byte.
fn ticked(form: &Form) -> Result<Vec<(i64, i64)>, Error> {
    let chosen: Vec<(i64, i64)> = form
        .all("suggestion")
        .iter()
        .filter_map(|value| {
            let (input, start) = value.split_once('-')?;
            Some((input.parse().ok()?, start.parse().ok()?))
        })
        .collect();
    if chosen.is_empty() { Err(rules::Refused::NothingChosen.into()) } else { Ok(chosen) }
}

/// Puts the ticked sentences under the topic.
async fn confirm(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, topic, permit) = opened(cx, tx, ConfirmSuggestion)?;
        rules::change(topic.approved_at.is_some())?;
        let chosen = ticked(&form)?;
        let (mut inputs, now) = (0, cx.now_us());
        for one in &chosen {
            inputs += storage::confirm(tx, &permit, topic.id, *one, now)?;
        }
        let page = format!("topics/{}/suggestions", topic.id);
        let (first, last) = storage::stretch(tx, topic.id, now)?;
        let what =
            json!({"confirmed": chosen, "rows": inputs, "first": first, "last": last});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Puts all sentences from a strength on under the topic.
async fn confirm_all(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, topic, permit) = opened(cx, tx, ConfirmSuggestion)?;
        rules::change(topic.approved_at.is_some())?;
        let strength = form.number("strength", 1..=100);
        form.check(cx, &cx.t("suggestions-all"), |form| all_form(cx, &topic, form))?;

        let now = cx.now_us();
        let rows = storage::confirm_from(tx, &permit, topic.id, strength * 10, now)?;
        let page = format!("topics/{}/suggestions", topic.id);
        let (first, last) = storage::stretch(tx, topic.id, now)?;
        let what = json!({
            "confirmed_from": strength, "rows": rows, "first": first, "last": last,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Says of the ticked sentences that they do not belong there.
async fn refuse(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, topic, permit) = opened(cx, tx, ConfirmSuggestion)?;
        rules::change(topic.approved_at.is_some())?;
        let chosen = ticked(&form)?;
        for one in &chosen {
            storage::refuse(tx, &permit, topic.id, *one, cx.now_us())?;
        }
        let page = format!("topics/{}/suggestions", topic.id);
        journal::record(tx, cx, &permit, &page, json!({"refused": chosen}), "")?;
        Ok(cx.done(&page))
    })
    .await
}
