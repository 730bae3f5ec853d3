//! Statements on the page of a topic, and topics on the page of a statement.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::storage::{self, Placed, Suggested};
use crate::{
    access::{
        Action, ConfirmSuggestion, Guarded as _, Permit, ReadCase, ReadOpinions, TagInput,
    },
    analysis::{
        finding::pages::marked,
        opinions::{
            pages::votes_by_group,
            storage::{self as opinions, Conversation},
        },
        pages::opened,
        rules,
        storage::{self as topics, Topic},
    },
    case::{self, Case},
    journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        components::{Need, badge, post_quiet, select},
        error::{Error, NotFound},
        form::Form,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/topics/{id}/statements/confirmation", confirm)
        .post("/{lang}/{case}/topics/{id}/statements/refusal", refuse)
        .post("/{lang}/{case}/opinions/{id}/statements/{number}/topics", place)
        .post(
            "/{lang}/{case}/opinions/{id}/statements/{number}/topics/{topic}/removal",
            remove,
        )
}

/// Suggested statements that are shown at once.
const MOST: i64 = 50;

/// The statements under a topic with how the groups voted, and those that are suggested.
pub fn section(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    topic: &Topic,
) -> Result<Markup, Error> {
    if !cx.may::<ReadOpinions>(&case.facts()) {
        return Ok(html! {});
    }
    let placed = storage::of_topic(tx, topic.id)?;
    let may = topic.approved_at.is_none() && cx.may::<ConfirmSuggestion>(&topic.facts());
    let open = if may { storage::open(tx, topic.id, MOST)? } else { Vec::new() };
    if placed.is_empty() && open.is_empty() {
        return Ok(html! {});
    }
    let count = i64::try_from(placed.len()).unwrap_or(i64::MAX);
    let mut tables = Vec::new();
    for conversation in opinions::list(tx, case)? {
        let here: Vec<&Placed> =
            placed.iter().filter(|one| one.conversation_id == conversation.id).collect();
        if !here.is_empty() {
            tables.push(voted(cx, tx, &conversation, &here)?);
        }
    }
    Ok(html! {
        section class="kp-section" id="statements" {
            h2 { (cx.say("placing-title", &[("count", count.into())])) }
            @if placed.is_empty() { p { (cx.t("placing-none")) } }
            @for table in &tables { (table) }
            @if !open.is_empty() { (suggested(cx, topic, &open)) }
        }
    })
}

/// The statements of one conversation with the votes of its groups.
fn voted(
    cx: &Cx,
    tx: &mut dyn Tx,
    conversation: &Conversation,
    placed: &[&Placed],
) -> Result<Markup, Error> {
    let figures = opinions::result(tx, conversation)?.map(|result| result.figures);
    let page = format!("opinions/{}", conversation.id);
    let rows: Vec<(i64, Markup)> = placed
        .iter()
        .map(|one| {
            let words = html! {
                a href=(cx.url(&format!("{page}/statements/{}", one.number))) {
                    @if one.body.is_empty() {
                        (cx.say("opinions-statement", &[("number", one.number.into())]))
                    } @else { (one.body) }
                }
                @if one.suggested {
                    " " (badge("badge-info", &cx.t("suggestion-confirmed")))
                }
            };
            (one.number, words)
        })
        .collect();
    Ok(html! {
        h3 { a href=(cx.url(&page)) { (conversation.title) } }
        @match &figures {
            Some(figures) => (votes_by_group(cx, &cx.t("placing-caption"), figures, rows)),
            None => {
                ul class="kp-list" { @for (_, words) in rows { li { (words) } } }
                p class="kp-quiet" { (cx.t("opinions-not-grouped")) }
            }
        }
    })
}

fn suggested(cx: &Cx, topic: &Topic, open: &[Suggested]) -> Markup {
    let page = format!("topics/{}/statements", topic.id);
    html! {
        form method="post" action=(cx.url(&format!("{page}/confirmation"))) class="kp-form" {
            input type="hidden" name="csrf" value=(cx.actor.csrf);
            fieldset class="form-group kp-segments" {
                legend class="form-label" { (cx.t("placing-tick")) }
                @for one in open {
                    @let id = format!("statement-{}", one.statement_id);
                    div class="form-group-checkbox" {
                        input class="form-checkbox" type="checkbox" id=(id) name="statement"
                            value=(one.statement_id);
                        label class="form-label" for=(id) {
                            (marked(&one.body, &(0..one.body.len()), &one.because)) " "
                            (badge("badge-info", &cx.say("suggestion-strength", &[
                                ("strength", (one.strength / 10).into()),
                            ])))
                        }
                        " " a class="kp-whole" href=(cx.url(&format!(
                            "opinions/{}/statements/{}", one.conversation_id, one.number))) {
                            (cx.say("opinions-statement", &[("number", one.number.into())]))
                        }
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

/// The topics of a statement on its page, and the form to put it under one.
pub fn of_statement(
    cx: &Cx,
    tx: &mut dyn Tx,
    conversation: &Conversation,
    number: i64,
) -> Result<Markup, Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadOpinions)?;
    let Some(statement) = storage::statement(tx, conversation.id, number)? else {
        return Ok(html! {});
    };
    let under = storage::topics_of(tx, statement)?;
    let known = topics::of_case(tx, &case)?;
    let may = cx.may::<TagInput>(&case.facts());
    let page = format!("opinions/{}/statements/{number}/topics", conversation.id);
    let here: Vec<&Topic> =
        known.iter().filter(|topic| under.contains(&topic.id)).collect();
    Ok(html! {
        section class="kp-section" id="topics" {
            h2 { (cx.t("placing-topics")) }
            @if here.is_empty() { p { (cx.t("placing-no-topics")) } }
            ul class="kp-list" {
                @for topic in here {
                    li {
                        a href=(cx.url(&format!("topics/{}", topic.id))) { (topic.title) }
                        @if may && topic.approved_at.is_none() {
                            (post_quiet(cx, &format!("{page}/{}/removal", topic.id),
                                "placing-remove", &html! {}))
                        }
                    }
                }
            }
            @if may { (place_form(cx, &page, &options(cx, &known, &under), &Form::default())) }
        }
    })
}

/// The topics a statement can still be put under.
fn options(cx: &Cx, known: &[Topic], under: &[i64]) -> Vec<(String, String)> {
    known
        .iter()
        .filter(|topic| topic.approved_at.is_none() && !under.contains(&topic.id))
        .map(|topic| {
            (topic.id.to_string(), format!("{} – {}", cx.text(&topic.area), topic.title))
        })
        .collect()
}

fn place_form(cx: &Cx, page: &str, options: &[(String, String)], form: &Form) -> Markup {
    html! {
        @if !options.is_empty() {
            (post_quiet(cx, page, "placing-place",
                &select(cx, form, "topic", "tag-topic", Need::Must, options)))
        }
    }
}

/// The statement of the address, if the table lets the act be done: its conversation, its
/// number and id.
fn addressed<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    action: A,
) -> Result<(Conversation, i64, i64, Permit<A>), Error> {
    let (conversation, permit) =
        opinions::load(tx, case, cx.id("id")?)?.open(&cx.actor, action)?;
    let number = cx.id("number")?;
    let id = storage::statement(tx, conversation.id, number)?.ok_or(NotFound)?;
    Ok((conversation, number, id, permit))
}

/// Puts a statement under a topic.
async fn place(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (conversation, number, id, permit) = addressed(cx, tx, &case, TagInput)?;
        let known = topics::of_case(tx, &case)?;
        let options = options(cx, &known, &storage::topics_of(tx, id)?);
        let chosen = form.value("topic").to_owned();
        if !options.iter().any(|(id, _)| *id == chosen) {
            form.fault("topic", Message::new("fault-choose"));
        }
        let page = format!("opinions/{}/statements/{number}", conversation.id);
        form.check(cx, &cx.t("placing-place"), |form| {
            place_form(cx, &format!("{page}/topics"), &options, form)
        })?;
        let topic_id: i64 = chosen.parse().map_err(|_| NotFound)?;
        storage::place(tx, &permit, (topic_id, id), cx.now_us())?;
        journal::record(tx, cx, &permit, &page, json!({"topic": topic_id}), "")?;
        Ok(cx.done(&format!("{page}#topics")))
    })
    .await
}

/// Takes a statement out of a topic again.
async fn remove(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (conversation, number, id, permit) = addressed(cx, tx, &case, TagInput)?;
        let (topic, _) =
            topics::load(tx, &case, cx.id("topic")?)?.open(&cx.actor, TagInput)?;
        rules::change(topic.approved_at.is_some())?;
        storage::remove(tx, &permit, (topic.id, id))?;
        let page = format!("opinions/{}/statements/{number}", conversation.id);
        journal::record(tx, cx, &permit, &page, json!({"removed_topic": topic.id}), "")?;
        Ok(cx.done(&format!("{page}#topics")))
    })
    .await
}

/// Puts the ticked statements under the topic.
async fn confirm(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (topic, permit, chosen) = ticked(cx, tx, &form)?;
        storage::confirm(tx, &permit, topic.id, &chosen, cx.now_us())?;
        let page = format!("topics/{}", topic.id);
        journal::record(tx, cx, &permit, &page, json!({"statements": chosen}), "")?;
        Ok(cx.done(&format!("topics/{}#statements", topic.id)))
    })
    .await
}

/// Says of the ticked statements that they do not belong there.
async fn refuse(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (topic, permit, chosen) = ticked(cx, tx, &form)?;
        storage::refuse(tx, &permit, topic.id, &chosen, cx.now_us())?;
        let page = format!("topics/{}", topic.id);
        journal::record(tx, cx, &permit, &page, json!({"refused": chosen}), "")?;
        Ok(cx.done(&format!("topics/{}#statements", topic.id)))
    })
    .await
}

/// The topic of the address, which still changes, and the statements that are ticked.
fn ticked(
    cx: &Cx,
    tx: &mut dyn Tx,
    form: &Form,
) -> Result<(Topic, Permit<ConfirmSuggestion>, Vec<i64>), Error> {
    let (topic, permit) = opened(cx, tx, ConfirmSuggestion)?;
    rules::change(topic.approved_at.is_some())?;
    let chosen = form.ids("statement");
    if chosen.is_empty() {
        return Err(rules::Refused::NothingChosen.into());
    }
    Ok((topic, permit, chosen))
}
