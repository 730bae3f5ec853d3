//! Writing an analysis, tying its findings to sentences, and putting it on an agenda.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Refused},
    storage::{self, Analysis, Finding},
};
use crate::{
    access::{
        Guarded as _, MakeProposal, Permit, PrepareMeeting, ReadAnalysis, ReadCase,
        ReadTopics, Sealed, WriteAnalysis,
    },
    analysis::{
        self,
        storage::{Tagged, Topic},
    },
    case::{self, Case},
    input, journal,
    meetings::{
        self,
        storage::{Meeting, NewItem},
    },
    refusal::{Message, Refusal as _},
    routes::Routes,
    trace,
    web::{
        Cx, Post,
        components::{
            Need, badge, beginning, empty, facts, fold, hidden, line, page_head, post,
            post_quiet, prose, select, text, tick, ticks,
        },
        error::{Error, NotFound},
        form::{Form, LETTER, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/analyses", list)
        .post("/{lang}/{case}/analyses", create)
        .get("/{lang}/{case}/analyses/{id}", show)
        .post("/{lang}/{case}/analyses/{id}/text", write)
        .get("/{lang}/{case}/analyses/{id}/findings/new", new_finding)
        .post("/{lang}/{case}/analyses/{id}/findings", add_finding)
        .post("/{lang}/{case}/analyses/{id}/findings/{finding}/removal", remove_finding)
        .post("/{lang}/{case}/analyses/{id}/completion", finish)
        .post("/{lang}/{case}/analyses/{id}/agenda", put_on_agenda)
}

fn opened(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Analysis, Permit<WriteAnalysis>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let (analysis, permit) =
        storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, WriteAnalysis)?;
    Ok((case, analysis, permit))
}

fn new_form(cx: &Cx, areas: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "title", "document-name", Need::Must))
        (select(cx, form, "area", "topic-area", Need::Must, areas))
    };
    post(cx, "analyses", "document-begin", &fields)
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadTopics)?;
        let at_work = cx.may::<WriteAnalysis>(&case.facts());
        let analyses = storage::list(tx, &case, &permit, at_work)?;
        let areas = case::storage::areas(tx, &case)?;
        let options = case::storage::area_options(cx, &areas);
        let body = html! {
            (page_head(cx, &cx.t("documents-title"), &cx.t("documents-lead")))
            p role="status" { (cx.say("documents-count", &[
                ("count", i64::try_from(analyses.len()).unwrap_or(0).into()),
            ])) }
            @if analyses.is_empty() {
                (empty(cx, if at_work { "documents-empty" } else { "documents-none" }))
            }
            ul class="kp-list" {
                @for one in &analyses {
                    li {
                        a href=(cx.url(&format!("analyses/{}", one.id))) { (one.title) } " "
                        (state(cx, one)) br;
                        span class="kp-quiet" { (cx.text(&one.area)) ", " (one.author) ", "
                            (cx.day(one.saved_at)) }
                    }
                }
            }
            @if at_work {
                (fold("new", &cx.t("document-new"), &new_form(cx, &options, &Form::default())))
            }
        };
        Ok(cx.page(&cx.t("documents-title"), &body))
    })
    .await
}

fn state(cx: &Cx, analysis: &Analysis) -> Markup {
    if analysis.finished_at.is_some() {
        badge("badge-success", &cx.t("document-finished"))
    } else {
        badge("badge-warning", &cx.t("document-draft"))
    }
}

async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, WriteAnalysis)?;
        let areas = case::storage::areas(tx, &case)?;
        let options = case::storage::area_options(cx, &areas);
        let title = form.text("title", LINE);
        let area = areas.iter().find(|area| area.id.to_string() == form.value("area"));
        if area.is_none() {
            form.fault("area", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("document-new"), |form| new_form(cx, &options, form))?;
        let area = area.ok_or(NotFound)?;
        let begun = (area.id, title.as_str());
        let id = storage::insert(tx, &permit, &case, begun, cx.now_us())?;
        let page = format!("analyses/{id}");
        let what = json!({"area": area.slug, "title": title});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// The analysis: drafts for the secretariat, what is finished for everyone inside.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let id = cx.id("id")?;
        let writes = cx.may::<WriteAnalysis>(&case.facts());
        let analysis = if writes {
            storage::load(tx, &case, id)?.open(&cx.actor, WriteAnalysis)?.0
        } else {
            storage::load_finished(tx, &case, id)?.open(&cx.actor, ReadAnalysis)?.0
        };
        let findings = storage::findings(tx, analysis.id, cx.now_us())?;
        let agendas = storage::on_agendas(tx, analysis.id)?;
        let draft = writes && analysis.finished_at.is_none();
        let body = html! {
            (page_head(cx, &analysis.title, ""))
            p { (state(cx, &analysis)) }
            (facts(&[
                (cx.t("topic-area"), html! { (cx.text(&analysis.area)) }),
                (cx.t("document-author"), html! { (analysis.author) }),
                (cx.t("document-saved"), html! {
                    (analysis.saved_by) ", " (cx.moment(analysis.saved_at))
                }),
            ]))
            @if analysis.body.is_empty() { p { (cx.t("document-no-text")) } }
            (prose(&analysis.body))
            @if draft {
                (fold("text", &cx.t("document-write"),
                    &text_form(cx, &analysis, &standing(&analysis))))
            }
            h2 { (cx.t("findings-title")) }
            @if findings.is_empty() { (empty(cx, "findings-empty")) }
            @for (number, finding) in (1_i64..).zip(&findings) {
                (finding_part(cx, &analysis, (number, finding), draft))
            }
            @if draft {
                p { a class="button button-secondary"
                    href=(cx.url(&format!("analyses/{id}/findings/new"))) {
                    (cx.t("finding-add"))
                } }
                @if rules::finish(false, &analysis.body, findings.len()).is_ok() {
                    (post(cx, &format!("analyses/{id}/completion"), "document-finish",
                        &hidden("read", &analysis.version.to_string())))
                }
            }
            @if let (Some(at), Some(by)) = (analysis.finished_at, &analysis.finished_by) {
                p { (cx.say("document-finished-by", &[
                    ("by", by.clone().into()), ("date", cx.day(at).into()),
                ])) }
            }
            @if !agendas.is_empty() {
                h2 { (cx.t("document-agendas")) }
                ul { @for (id, title) in &agendas {
                    li { a href=(cx.url(&format!("meetings/{id}"))) { (title) } }
                } }
            }
            @if analysis.finished_at.is_some() && cx.may::<MakeProposal>(&case.facts()) {
                p { a href=(cx.url(&format!("proposals/new?analysis={}", analysis.id))) {
                    (cx.t("conclusion-to-proposal"))
                } }
            }
            @if analysis.finished_at.is_some() && cx.may::<PrepareMeeting>(&case.facts()) {
                @let planned = meetings::storage::planned_in(tx, &case, analysis.area_id)?;
                (agenda_form(cx, &analysis, &planned, &Form::named("agenda")))
            }
        };
        Ok(cx.page(&analysis.title, &body))
    })
    .await
}

/// One finding with the sentences it rests on.
fn finding_part(
    cx: &Cx,
    analysis: &Analysis,
    (number, finding): (i64, &Finding),
    draft: bool,
) -> Markup {
    html! {
        section class="kp-item" id={ "finding-" (finding.id) } {
            h3 { (cx.say("finding-number", &[("number", number.into())])) }
            (prose(&finding.body))
            ul class="kp-list" {
                @for said in &finding.sentences {
                    li {
                        blockquote class="kp-quote" { (input::sentence(cx, &said.words)) }
                        (trace::pages::said_by(cx, said, "inputs"))
                    }
                }
            }
            @if draft {
                (post_quiet(cx, &format!("analyses/{}/findings/{}/removal", analysis.id,
                    finding.id), "finding-remove", &html! {}))
            }
        }
    }
}

fn standing(analysis: &Analysis) -> Form {
    Form::named_with(
        "text",
        &[
            ("title", &analysis.title),
            ("body", &analysis.body),
            ("read", &analysis.version.to_string()),
        ],
    )
}

fn text_form(cx: &Cx, analysis: &Analysis, form: &Form) -> Markup {
    let fields = html! {
        (hidden("read", form.value("read")))
        (line(cx, form, "title", "document-name", Need::Must))
        (text(cx, form, "body", "document-body", Some("document-body-hint"), Need::Must,
            (14, LETTER)))
    };
    post(cx, &format!("analyses/{}/text", analysis.id), "document-save", &fields)
}

/// Saves the text, if nobody has saved another since it was read; else shows both.
async fn write(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, analysis, permit) = opened(cx, tx)?;
        let (title, body) = (form.text("title", LINE), form.text("body", LETTER));
        form.check(cx, &cx.t("document-write"), |form| text_form(cx, &analysis, form))?;
        let read = form.value("read").parse().unwrap_or(-1);
        match rules::save(analysis.finished_at.is_some(), analysis.version, read) {
            Err(Refused::Changed) => return Err(both(cx, &analysis, &title, &body)),
            other => other?,
        }
        if !storage::save(tx, &permit, &analysis, (&title, &body), cx.now_us())? {
            return Err(Refused::Changed.into());
        }
        let page = format!("analyses/{}", analysis.id);
        let what = json!({"text": body, "title": title});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Both texts, and the form to save what comes of them.
fn both(cx: &Cx, analysis: &Analysis, title: &str, mine: &str) -> Error {
    let read = analysis.version.to_string();
    let form = Form::with(&[("title", title), ("body", mine), ("read", &read)]);
    let texts = html! {
        h2 { (cx.t("document-theirs")) }
        p class="kp-quiet" { (analysis.saved_by) ", " (cx.moment(analysis.saved_at)) }
        blockquote class="kp-quote" { (prose(&analysis.body)) }
        h2 { (cx.t("document-yours")) }
        (text_form(cx, analysis, &form))
    };
    let refused = Refused::Changed;
    Error::Missing(refused.why(), refused.way_forward(), Box::new(texts))
}

/// Sentences of a topic to choose from, at most so many at once.
const MOST: usize = 300;

/// The topics of the case, those of the analysis's area first.
fn topics(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    analysis: &Analysis,
) -> Result<Vec<Topic>, Error> {
    let (case, permit) = Sealed::new(case.clone()).open(&cx.actor, ReadTopics)?;
    let mut topics = analysis::storage::list(tx, &case, &permit)?;
    topics.sort_by_key(|topic| topic.area_id != analysis.area_id);
    Ok(topics)
}

/// A sentence's place, as a form sends it: input and first byte.
fn place(said: &Tagged) -> String {
    format!("{}-{}", said.input_id, said.span.start)
}

fn finding_form(
    cx: &Cx,
    analysis: &Analysis,
    (topic, sentences): (&Topic, &[Tagged]),
    form: &Form,
) -> Markup {
    let options: Vec<_> = sentences
        .iter()
        .map(|said| {
            let number = input::input_number(cx, said.input_number);
            (place(said), format!("{} ({number})", beginning(&said.words, 300)))
        })
        .collect();
    let fields = html! {
        (hidden("topic", &topic.id.to_string()))
        (text(cx, form, "body", "finding-body", Some("finding-body-hint"), Need::Must,
            (4, TEXT)))
        (ticks(cx, form, "sentence", "finding-sentences", &options))
    };
    post(cx, &format!("analyses/{}/findings", analysis.id), "finding-save", &fields)
}

/// A finding to be written: first the topic, then its sentences.
async fn new_finding(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, analysis, _) = opened(cx, tx)?;
        rules::change(analysis.finished_at.is_some())?;
        let topics = topics(cx, tx, &case, &analysis)?;
        let wanted = cx.query("topic");
        let chosen = topics
            .iter()
            .find(|topic| topic.id.to_string() == wanted)
            .or(topics.iter().find(|topic| topic.inputs > 0));
        let mut sentences = match chosen {
            Some(topic) => analysis::storage::of_topic(tx, topic.id, cx.now_us())?,
            None => Vec::new(),
        };
        let all = sentences.len();
        sentences.truncate(MOST);
        let title = cx.t("finding-add");
        let body = html! {
            (page_head(cx, &title, &cx.t("finding-add-lead")))
            p { a href=(cx.url(&format!("analyses/{}", analysis.id))) { (analysis.title) } }
            @if topics.is_empty() { (empty(cx, "topics-empty")) }
            @else { (topic_choice(cx, &topics, chosen)) }
            @if all > sentences.len() {
                p { (cx.say("finding-most", &[("most", MOST.into()), ("count", all.into())])) }
            }
            @if let Some(topic) = chosen {
                @if sentences.is_empty() { (empty(cx, "finding-no-sentences")) }
                @else {
                    (finding_form(cx, &analysis, (topic, &sentences), &Form::default()))
                }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn topic_choice(cx: &Cx, topics: &[Topic], chosen: Option<&Topic>) -> Markup {
    html! {
        form method="get" class="kp-filter" {
            div { label class="form-label" for="topic" { (cx.t("finding-topic")) }
                select class="form-select" id="topic" name="topic" {
                    @for topic in topics {
                        option value=(topic.id)
                            selected[chosen.is_some_and(|one| one.id == topic.id)] {
                            (cx.text(&topic.area)) " – " (topic.title)
                        }
                    }
                } }
            button class="button button-secondary" type="submit" { (cx.t("finding-show")) }
        }
    }
}

/// Keeps a finding with the sentences it rests on.
async fn add_finding(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, analysis, permit) = opened(cx, tx)?;
        rules::change(analysis.finished_at.is_some())?;
        let topics = topics(cx, tx, &case, &analysis)?;
        let topic = topics.iter().find(|one| one.id.to_string() == form.value("topic"));
        let topic = topic.ok_or(NotFound)?;
        let mut sentences = analysis::storage::of_topic(tx, topic.id, cx.now_us())?;
        sentences.truncate(MOST);
        let body = form.text("body", TEXT);
        form.check(cx, &cx.t("finding-add"), |form| {
            finding_form(cx, &analysis, (topic, &sentences), form)
        })?;
        let chosen: Vec<_> = sentences
            .iter()
            .filter(|said| form.all("sentence").contains(&place(said)))
            .map(|said| (said.input_id, said.span.clone()))
            .collect();
        rules::find(analysis.finished_at.is_some(), chosen.len())?;
        let id = storage::add_finding(tx, &permit, &analysis, (&body, &chosen))?;
        let page = format!("analyses/{}", analysis.id);
        let what = json!({"finding": body, "sentences": chosen.len()});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#finding-{id}")))
    })
    .await
}

async fn remove_finding(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, analysis, permit) = opened(cx, tx)?;
        rules::change(analysis.finished_at.is_some())?;
        let finding = cx.id("finding")?;
        if !storage::remove_finding(tx, &permit, &analysis, finding)? {
            return Err(Error::NotFound);
        }
        let page = format!("analyses/{}", analysis.id);
        journal::record(tx, cx, &permit, &page, json!({"removed_finding": finding}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Finishes the analysis as it was read: it changes no more, and everyone inside reads it.
async fn finish(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, analysis, permit) = opened(cx, tx)?;
        let findings = usize::try_from(analysis.findings).unwrap_or(0);
        let finished = analysis.finished_at.is_some();
        rules::finish(finished, &analysis.body, findings)?;
        let read = form.value("read").parse().unwrap_or(-1);
        rules::save(finished, analysis.version, read)?;
        storage::finish(tx, &permit, &analysis, cx.now_us())?;
        let page = format!("analyses/{}", analysis.id);
        journal::record(tx, cx, &permit, &page, json!({"findings": findings}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn agenda_form(
    cx: &Cx,
    analysis: &Analysis,
    meetings: &[Meeting],
    form: &Form,
) -> Markup {
    let options: Vec<_> = meetings
        .iter()
        .map(|m| (m.id.to_string(), format!("{}, {}", m.title, cx.moment(m.starts_at))))
        .collect();
    html! {
        h2 { (cx.t("document-agenda")) }
        @if options.is_empty() {
            p { (cx.t("document-no-meeting")) " "
                a href=(cx.url("meetings/new?kind=theme")) { (cx.t("meeting-call-theme")) } }
        } @else {
            (post_quiet(cx, &format!("analyses/{}/agenda", analysis.id), "document-put", &html! {
                (select(cx, form, "meeting", "document-meeting", Need::Must, &options))
                (tick(cx, form, "closed", "document-closed"))
            }))
        }
    }
}

/// Puts the analysis on the agenda of a theme meeting of its area.
async fn put_on_agenda(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (analysis, permit) =
            storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, PrepareMeeting)?;
        rules::put_on_agenda(analysis.finished_at.is_some())?;
        let planned = meetings::storage::planned_in(tx, &case, analysis.area_id)?;
        let meeting = planned.iter().find(|m| m.id.to_string() == form.value("meeting"));
        if meeting.is_none() {
            form.fault("meeting", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("document-agenda"), |form| {
            agenda_form(cx, &analysis, &planned, form)
        })?;
        let meeting = meeting.ok_or(NotFound)?;
        let findings = storage::findings(tx, analysis.id, cx.now_us())?;
        let found: Vec<_> = findings.iter().map(|one| one.body.as_str()).collect();
        let item = NewItem {
            title: analysis.title.clone(),
            resume: found.join("\n\n"),
            closed: form.ticked("closed"),
            analysis_id: Some(analysis.id),
            ..NewItem::default()
        };
        meetings::storage::add_item(tx, meeting.id, &item)?;
        let page = format!("analyses/{}", analysis.id);
        let what = json!({"closed": item.closed, "meeting": meeting.id});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}
