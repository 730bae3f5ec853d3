//! The reading desk - one input, its sentences, their topics - and the topics.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    assessments, campaigns, code_book, coding, documents, finding, helper, placing,
    reading, rules, statistics,
    storage::{self, Tagged, Topic},
    suggestions,
};
use crate::{
    access::{
        Action, CreateTopic, EraseInput, Guarded as _, ListInputs, MakeProposal,
        MarkInputRead, Permit, ReadCampaigns, ReadCase, ReadInput, ReadTopics,
        ReleaseInput, Sealed, TagInput,
    },
    case::{self, Case, storage::Area},
    confirmations,
    input::{self, rules::segments, storage::Input},
    journal,
    routes::Routes,
    trace,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, empty, facts, fold, line, page_head, post, post_quiet, search,
            select, sought,
        },
        error::{Error, NotFound},
        form::{Form, LINE},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/inputs/{id}", read)
        .post("/{lang}/{case}/inputs/{id}/topics", tag)
        .post("/{lang}/{case}/inputs/{id}/topics/{topic}/removal", untag)
        .get("/{lang}/{case}/topics", list)
        .post("/{lang}/{case}/topics", create)
        .get("/{lang}/{case}/topics/{id}", show)
        .and(assessments::pages::routes())
        .and(reading::pages::routes())
        .and(coding::pages::routes())
        .and(statistics::pages::routes())
        .and(documents::pages::routes())
        .and(campaigns::pages::routes())
}

/// The topic of the address, if the table lets the act be done.
pub fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Topic, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    Ok(storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, action)?)
}

/// One input. The secretariat gets its sentences with boxes to put them under topics.
async fn read(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (input, _) = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?
            .open(&cx.actor, ReadInput)?;
        let at_work = cx.may::<TagInput>(&case.facts());
        let title = input::input_number(cx, input.number);
        let ties = input::ties(cx, tx, &input)?;
        let words = input::readable(cx, tx, &input)?;
        let files = input::attachments::of_input(tx, input.id)?;
        let sender = if at_work { input.sender() } else { input.public_sender(cx) };
        let body = html! {
            (page_head(cx, &title, ""))
            (facts(&[
                (cx.t("input-from"), html! {
                    (sender) " " (confirmations::pages::badges(cx, &input))
                }),
                (cx.t("receipt-received"), html! {
                    (cx.moment(input.received_at)) ", " (cx.t(input.source.key()))
                    @if input.late { " " (badge("badge-warning", &cx.t("input-late"))) }
                }),
            ]))
            (ties)
            @if at_work && input.erased_at.is_none() { (desk(cx, tx, &case, &input)?) }
            @else { (words) }
            (input::attachments::listed(cx, &files))
            @if cx.may::<ReadInput>(&input.facts()) {
                p { a href=(cx.url(&format!("trace/inputs/{}", input.id))) {
                    (cx.t("trace-of-input"))
                } }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn desk(cx: &Cx, tx: &mut dyn Tx, case: &Case, input: &Input) -> Result<Markup, Error> {
    let tagged = storage::of_input(tx, input.id, cx.now_us())?;
    let same = input::storage::same_letter(tx, input)?;
    let tie = campaigns::pages::tie(cx, tx, input)?;
    let (_, permit) = Sealed::new(case.clone()).open(&cx.actor, ReadTopics)?;
    let topics = storage::list(tx, case, &permit)?;
    let areas = case::storage::areas(tx, case)?;
    let page = format!("inputs/{}", input.id);
    Ok(html! {
        @if input.protected {
            div class="alert alert-warning" { div class="alert-body" {
                p class="alert-text" { (cx.t("input-is-protected")) }
            } }
        }
        @if same > 0 {
            p { a href=(cx.url("letters")) {
                (cx.say("input-same-letter", &[("count", same.into())]))
            } }
        }
        (tie)
        (tag_form(cx, input, &tagged, &topics, &areas))
        (tags(cx, input, &tagged))
        @if cx.may::<MakeProposal>(&case.facts()) {
            p { a href=(cx.url(&format!("proposals/new?input={}", input.id))) {
                (cx.t("conclusion-to-proposal"))
            } }
        }
        div class="kp-actions" {
            @if input.read_at.is_none() && cx.may::<MarkInputRead>(&input.facts()) {
                (post_quiet(cx, &format!("{page}/reading"), "input-mark-read", &html! {}))
            }
            @if cx.may::<ReleaseInput>(&input.facts()) {
                div class="mt-5" {
                    a class="button button-secondary"
                        href=(cx.url(&format!("{page}/publication"))) {
                        (cx.t("input-release"))
                    }
                }
            }
        }
        @if cx.may::<EraseInput>(&input.facts()) {
            p { a href=(cx.url(&format!("{page}/erasure"))) { (cx.t("erasure-title")) } }
        }
        @if let Some(at) = input.released_at {
            p { (badge("badge-success", &cx.t("input-released"))) " " (cx.day(at)) }
        }
        @if let (Some(by), Some(at)) = (&input.read_by, input.read_at) {
            p class="kp-quiet" { (cx.say("input-read-by", &[
                ("by", by.clone().into()), ("date", cx.day(at).into()),
            ])) }
        }
    })
}

fn tag_form(
    cx: &Cx,
    input: &Input,
    tagged: &[Tagged],
    topics: &[Topic],
    areas: &[Area],
) -> Markup {
    let form = Form::named("tag");
    let options: Vec<_> = topics
        .iter()
        .map(|topic| {
            (topic.id.to_string(), format!("{} – {}", cx.text(&topic.area), topic.title))
        })
        .collect();
    let fields = html! {
        fieldset class="form-group kp-segments" {
            legend class="form-label" { (cx.t("tag-sentences")) }
            @for span in segments(&input.body) {
                @let id = format!("segment-{}", span.start);
                @let marks = tagged.iter()
                    .filter(|t| t.span.start < span.end && span.start < t.span.end);
                div class="form-group-checkbox" {
                    input class="form-checkbox" type="checkbox" id=(id) name="segment"
                        value=(span.start);
                    label class="form-label" for=(id) {
                        (input.body[span.clone()])
                        @for mark in marks { " " (badge("badge-info", &mark.topic)) }
                    }
                }
            }
        }
        @if !options.is_empty() {
            (select(cx, &form, "topic", "tag-topic", Need::May, &options))
        }
        (line(cx, &form, "new_topic", "tag-new-topic", Need::May))
        (select(cx, &form, "area", "tag-new-area", Need::May,
            &case::storage::area_options(cx, areas)))
    };
    post(cx, &format!("inputs/{}/topics", input.id), "tag-save", &fields)
}

fn tags(cx: &Cx, input: &Input, tagged: &[Tagged]) -> Markup {
    let mut topics: Vec<_> =
        tagged.iter().map(|tagged| (tagged.topic_id, tagged.topic.as_str())).collect();
    topics.sort_unstable();
    topics.dedup();
    html! {
        @if !topics.is_empty() {
            h2 { (cx.t("tag-topics")) }
            ul class="kp-list" {
                @for (id, title) in topics {
                    li {
                        a href=(cx.url(&format!("topics/{id}"))) { (title) }
                        (post_quiet(cx, &format!("inputs/{}/topics/{id}/removal", input.id),
                            "tag-remove", &html! {}))
                    }
                }
            }
        }
    }
}

/// Puts the chosen sentences under a topic, old or new, and notes the input as read.
async fn tag(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let sealed = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?;
        let (input, permit) = sealed.open(&cx.actor, TagInput)?;
        let spans = rules::chosen(&segments(&input.body), &form.ids("segment"))?;
        let title = form.optional("new_topic", LINE);
        let topic_id = if title.is_empty() {
            let id = form.value("topic").parse().unwrap_or(0);
            let (topic, _) = storage::load(tx, &case, id)?.open(&cx.actor, TagInput)?;
            rules::change(topic.approved_at.is_some())?;
            topic.id
        } else {
            new_topic(cx, tx, &case, &title, form.value("area"))?
        };
        storage::save_tags(tx, &permit, (topic_id, input.id), &spans, cx.now_us())?;
        input::storage::save_read(tx, &input, &permit.by, cx.now_us())?;
        let page = format!("inputs/{}", input.id);
        let spans: Vec<_> = spans.iter().map(|span| [span.start, span.end]).collect();
        let what = json!({"sentences": spans, "topic": topic_id});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Adds a topic to an area of the case.
fn new_topic(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    title: &str,
    area: &str,
) -> Result<i64, Error> {
    let (_, permit) = case::storage::load(tx, cx)?.open(&cx.actor, CreateTopic)?;
    let areas = case::storage::areas(tx, case)?;
    let area = areas.iter().find(|known| known.id.to_string() == area).ok_or(NotFound)?;
    let id = storage::insert(tx, case, area.id, title)?;
    let what = json!({"area": area.slug, "title": title});
    journal::record(tx, cx, &permit, &format!("topics/{id}"), what, "")?;
    Ok(id)
}

/// Takes an input out of a topic again.
async fn untag(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let sealed = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?;
        let (input, permit) = sealed.open(&cx.actor, TagInput)?;
        let topic_id = cx.id("topic")?;
        let (topic, _) = storage::load(tx, &case, topic_id)?.open(&cx.actor, TagInput)?;
        rules::change(topic.approved_at.is_some())?;
        storage::remove_tags(tx, topic.id, input.id)?;
        let page = format!("inputs/{}", input.id);
        journal::record(tx, cx, &permit, &page, json!({"removed_topic": topic.id}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn topic_form(cx: &Cx, areas: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "title", "topic-name", Need::Must))
        (select(cx, form, "area", "topic-area", Need::Must, areas))
    };
    post(cx, "topics", "topic-create", &fields)
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadTopics)?;
        let mut topics = storage::list(tx, &case, &permit)?;
        topics.retain(|topic| sought(cx, &[&topic.title, cx.text(&topic.area)]));
        let areas = case::storage::areas(tx, &case)?;
        let options = case::storage::area_options(cx, &areas);
        let mapping = suggestions::pages::section(cx, tx, &case)?;
        let suggested = suggestions::storage::topics_with_any(tx, case.id)?;
        let body = html! {
            (page_head(cx, &cx.t("topics-title"), &cx.t("topics-lead")))
            (finding::pages::door(cx, &case))
            (doors(cx, &case))
            (search(cx))
            p role="status" { (cx.say("topics-count", &[
                ("count", i64::try_from(topics.len()).unwrap_or(0).into()),
            ])) }
            @if topics.is_empty() { (empty(cx, "topics-empty")) }
            @for area in &areas {
                @let here: Vec<_> = topics.iter().filter(|t| t.area_id == area.id).collect();
                @if !here.is_empty() {
                    h2 { (cx.text(&area.name)) }
                    ul class="kp-list" {
                        @for topic in here {
                            li {
                                a href=(cx.url(&format!("topics/{}", topic.id))) {
                                    (topic.title)
                                } " "
                                (cx.say("topic-inputs", &[("count", topic.inputs.into())]))
                                " " (state(cx, topic))
                                @if suggested.contains(&topic.id) && cx.may::<TagInput>(&case.facts()) {
                                    br;
                                    a href=(cx.url(&format!("topics/{}/suggestions", topic.id))) {
                                        (cx.t("suggestions"))
                                        span class="sr-only" { ": " (topic.title) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @if cx.may::<CreateTopic>(&case.facts()) {
                p { a class="button button-primary" href=(cx.url("inputs?which=untagged")) {
                    (cx.t("topics-read-next"))
                } }
                (fold("new", &cx.t("topic-new"), &topic_form(cx, &options, &Form::default())))
            }
            (mapping)
        };
        Ok(cx.page(&cx.t("topics-title"), &body))
    })
    .await
}

/// The ways to the other pages of the step.
fn doors(cx: &Cx, case: &Case) -> Markup {
    let at_work = cx.may::<ListInputs>(&case.facts());
    html! {
        ul class="kp-doors" {
            @if at_work {
                li { a href=(cx.url("reading")) { (cx.t("reading-title")) } }
                li { a href=(cx.url("coding")) { (cx.t("coding-title")) } }
                li { a href=(cx.url("opinions")) { (cx.t("opinions-title")) } }
            }
            @if cx.may::<ReadCampaigns>(&case.facts()) {
                li { a href=(cx.url("campaigns")) { (cx.t("campaigns-title")) } }
            }
            li { a href=(cx.url("statistics")) { (cx.t("statistics-title")) } }
            li { a href=(cx.url("analyses")) { (cx.t("documents-title")) } }
        }
    }
}

fn state(cx: &Cx, topic: &Topic) -> Markup {
    if topic.approved_at.is_some() {
        badge("badge-success", &cx.t("topic-approved"))
    } else if !topic.assessment.is_whole() {
        badge("badge-warning", &cx.t("topic-not-assessed"))
    } else {
        badge("badge-info", &cx.t("topic-assessed"))
    }
}

async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, CreateTopic)?;
        let areas = case::storage::areas(tx, &case)?;
        let options = case::storage::area_options(cx, &areas);
        let title = form.text("title", LINE);
        if !options.iter().any(|(id, _)| id == form.value("area")) {
            form.fault("area", crate::refusal::Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("topic-new"), |form| topic_form(cx, &options, form))?;
        let id = new_topic(cx, tx, &case, &title, form.value("area"))?;
        Ok(cx.done(&format!("topics/{id}")))
    })
    .await
}

/// A topic: what was said, by whom, and what we say to it.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (topic, _) = opened(cx, tx, ReadTopics)?;
        let tagged = storage::of_topic(tx, topic.id, cx.now_us())?;
        let details = code_book::pages::details(cx, tx, &topic)?;
        let suggested = suggestions::pages::door(cx, tx, &topic)?;
        let assessment = assessments::pages::part(cx, tx, &topic)?;
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let statements = placing::pages::section(cx, tx, &case, &topic)?;
        let helper = helper::pages::door(cx, tx, &topic)?;
        let by_machine = suggestions::storage::confirmed(tx, topic.id)?;
        let body = html! {
            (page_head(cx, &topic.title, ""))
            p { (cx.text(&topic.area)) " " (state(cx, &topic)) }
            (details)
            (suggested)
            h2 { (cx.say("topic-said", &[("count", topic.inputs.into())])) }
            (campaigns::pages::through(cx, tx, topic.id)?)
            @if tagged.is_empty() { (empty(cx, "topic-no-inputs")) }
            @if i64::try_from(tagged.len()) == Ok(storage::MOST_SHOWN) {
                p class="kp-quiet" {
                    (cx.say("topic-first", &[("count", storage::MOST_SHOWN.into())]))
                }
            }
            ul class="kp-list" {
                @for said in &tagged {
                    li {
                        blockquote class="kp-quote" { (input::sentence(cx, &said.words)) }
                        (trace::pages::said_by(cx, said, "inputs"))
                        @if by_machine.contains(&(said.input_id, said.span.start)) {
                            " " (badge("badge-info", &cx.t("suggestion-confirmed")))
                        }
                    }
                }
            }
            (statements)
            (assessment)
            (helper)
        };
        Ok(cx.page(&topic.title, &body))
    })
    .await
}
