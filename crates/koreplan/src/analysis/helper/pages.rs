//! What would be sent, word for word; what came back; and a person who takes or leaves it.

use std::sync::Arc;

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    endpoint::Endpoint,
    rules::{self, Given, Kind, Prompt, Refused},
    storage::{self, Asked, Own, Sentence, Source, Use},
};
use crate::{
    access::{AskHelper, AssessTopic, Guarded as _, Permit},
    analysis::{
        self,
        assessments::{self, rules::Assessment},
        pages::opened,
        storage::Topic,
    },
    input, journal,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{badge, facts, fold, hidden, page_head, post, post_quiet, prose},
        error::{Error, NotFound},
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/topics/{id}/helper", show)
        .post("/{lang}/{case}/topics/{id}/helper", ask)
        .post("/{lang}/{case}/topics/{id}/helper/{use}/taking", take)
        .post("/{lang}/{case}/topics/{id}/helper/{use}/refusal", leave)
}

fn page_of(topic: &Topic) -> String {
    format!("topics/{}/helper", topic.id)
}

/// The way to the helper, on the page of a topic; none where there is none.
pub fn door(cx: &Cx, tx: &mut dyn Tx, topic: &Topic) -> Result<Markup, Error> {
    if !cx.may::<AskHelper>(&topic.facts()) {
        return Ok(html! {});
    }
    let (asked, waiting) = storage::counts(tx, topic)?;
    let may = cx.app.helper.is_some() && topic.approved_at.is_none();
    Ok(html! {
        @if may || asked > 0 {
            p {
                a href=(cx.url(&page_of(topic))) { (cx.t("helper-title")) } " "
                @if waiting > 0 { (cx.say("helper-waiting", &[("count", waiting.into())])) }
            }
        }
    })
}

/// What would be sent about a topic.
struct Draft {
    given: Vec<Given>,
    left: usize,
    prompt: Prompt,
    body: String,
}

fn draft(
    cx: &Cx,
    tx: &mut dyn Tx,
    (topic, kind): (&Topic, Kind),
    (endpoint, permit): (&Endpoint, &Permit<AskHelper>),
) -> Result<Draft, Error> {
    let (given, left) = rules::given(&storage::letters(tx, topic, permit)?);
    let prompt = Prompt::of(kind, cx.lang, &given);
    let body = prompt.body(&endpoint.model);
    Ok(Draft { given, left, prompt, body })
}

/// The topic's helper: what would be sent, and what was proposed.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (topic, permit) = opened(cx, tx, AskHelper)?;
        let uses = storage::uses(tx, &topic)?;
        let endpoint = cx.app.helper.as_deref();
        if endpoint.is_none() && uses.is_empty() {
            return Err(NotFound.into());
        }
        let own = storage::own(tx, &topic)?;
        let kind = Kind::of(cx.query("kind")).unwrap_or(Kind::Summary);
        let open = topic.approved_at.is_none();
        let ready = match endpoint.filter(|_| open) {
            Some(endpoint) => {
                let draft = draft(cx, tx, (&topic, kind), (endpoint, &permit))?;
                Some(to_send(cx, &topic, kind, endpoint, &draft))
            }
            None => None,
        };
        let title = cx.say("helper-of", &[("topic", topic.title.clone().into())]);
        let body = html! {
            (page_head(cx, &title, &cx.t("helper-lead")))
            p { a href=(cx.url(&format!("topics/{}", topic.id))) { (topic.title) } }
            (standing(cx, &topic, &own))
            section class="kp-section" id="proposals" {
                h2 { (cx.t("helper-proposals")) }
                @if uses.is_empty() { p { (cx.t("helper-none")) } }
                @for one in &uses { (proposal(cx, &topic, one)) }
            }
            @if let Some(ready) = ready { (ready) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// What stands, and what the machine itself made of it: the helper's is beside these.
fn standing(cx: &Cx, topic: &Topic, own: &Own) -> Markup {
    let said = &topic.assessment.said;
    let mut pairs = vec![
        (cx.t("topic-name"), html! { (topic.title) }),
        (
            cx.t("assessment-said"),
            html! { @if said.is_empty() { "–" } @else { (prose(said)) } },
        ),
    ];
    if !own.names.is_empty() {
        let words = own.terms.join(" · ");
        pairs.push((
            cx.t("helper-own-name"),
            html! { (own.names.join("; ")) br; span class="kp-quiet" { (words) } },
        ));
    }
    if !own.sentences.is_empty() {
        pairs.push((cx.t("helper-own-sentences"), sources(cx, &own.sentences)));
    }
    html! { h2 { (cx.t("helper-standing")) } (facts(&pairs)) }
}

fn sources(cx: &Cx, sources: &[Source]) -> Markup {
    html! {
        ul {
            @for one in sources {
                li {
                    (one.words) " "
                    a class="kp-whole" href=(cx.url(&format!("inputs/{}", one.input_id))) {
                        (input::input_number(cx, one.number))
                    }
                }
            }
        }
    }
}

/// Exactly what is sent, and the button that sends it.
fn to_send(
    cx: &Cx,
    topic: &Topic,
    kind: Kind,
    endpoint: &Endpoint,
    draft: &Draft,
) -> Markup {
    let count = i64::try_from(draft.given.len()).unwrap_or(0);
    let seal = storage::seal(&[], draft.body.as_bytes());
    html! {
        section class="kp-section" id="ask" {
            h2 { (cx.t("helper-ask-title")) }
            p { (cx.t("helper-ask-lead")) }
            ul class="kp-doors" {
                @for other in Kind::ALL {
                    li {
                        @if *other == kind { strong { (cx.t(other.key())) } } @else {
                            a href=(cx.url(&format!("{}?kind={}#ask", page_of(topic),
                                other.word()))) { (cx.t(other.key())) }
                        }
                    }
                }
            }
            @if draft.given.is_empty() { p class="kp-empty" { (cx.t("helper-nothing")) } }
            @else {
                (facts(&[
                    (cx.t("helper-to"), html! { (endpoint.host) }),
                    (cx.t("helper-model"), html! { (endpoint.model) }),
                    (cx.t("helper-sentences"), html! {
                        (cx.say("helper-count", &[
                            ("count", count.into()),
                            ("left", i64::try_from(draft.left).unwrap_or(0).into()),
                        ]))
                    }),
                ]))
                h3 { (cx.t("helper-instruction")) }
                p class="kp-prose" { (draft.prompt.instruction) }
                h3 { (cx.t("helper-material")) }
                ul {
                    @for one in &draft.given {
                        li { code { (one.id()) } " " (one.text) }
                    }
                }
                (fold("bytes", &cx.t("helper-bytes"), &html! {
                    p class="kp-prose" { code { (draft.body) } }
                }))
                p { (cx.t("helper-look")) }
                (post(cx, &page_of(topic), "helper-send", &html! {
                    (hidden("kind", kind.word()))
                    (hidden("seal", &seal))
                }))
            }
        }
    }
}

/// One use and its proposal, to be taken or left.
fn proposal(cx: &Cx, topic: &Topic, one: &Use) -> Markup {
    let open = one.settled_at.is_none() && topic.approved_at.is_none();
    html! {
        section class="kp-section" id={ "use-" (one.id) } {
            h3 { (cx.t(one.kind.key())) " " (state(cx, one)) }
            p class="kp-quiet" { (cx.say("helper-asked", &[
                ("by", one.asked_by.clone().into()),
                ("date", cx.moment(one.asked_at).into()),
                ("host", one.host.clone().into()),
                ("model", one.model.clone().into()),
            ])) }
            @if let Some(fault) = one.fault { p { (cx.t(fault.key())) } }
            @if one.thrown > 0 {
                p { (cx.say("helper-thrown", &[("count", one.thrown.into())])) }
            }
            @if let (Some(by), Some(at)) = (&one.settled_by, one.settled_at) {
                p class="kp-quiet" { (cx.say("helper-settled", &[
                    ("by", by.clone().into()), ("date", cx.moment(at).into()),
                ])) }
            }
            @if one.sentences.is_empty() {
                @if one.fault.is_none() && one.ended_at.is_some() {
                    p { (cx.t("helper-forgotten")) }
                }
            } @else if open { (take_form(cx, topic, one)) }
            @else {
                ul { @for sentence in &one.sentences { li {
                    (sentence.text) " "
                    @if sentence.taken { (badge("badge-success", &cx.t("helper-taken"))) }
                    (rests_on(cx, one, sentence))
                } } }
            }
            @if !one.prompt.is_empty() {
                (fold(&format!("sent-{}", one.id), &cx.t("helper-sent"), &html! {
                    p class="kp-prose" { code { (one.prompt) } }
                }))
            }
        }
    }
}

fn state(cx: &Cx, one: &Use) -> Markup {
    let taken = one.sentences.iter().any(|sentence| sentence.taken);
    if one.fault.is_some() {
        badge("badge-warning", &cx.t("helper-no-answer"))
    } else if one.ended_at.is_none() {
        badge("badge-warning", &cx.t("helper-under-way"))
    } else if taken {
        badge("badge-success", &cx.t("helper-taken"))
    } else if one.settled_at.is_some() {
        badge("", &cx.t("helper-left"))
    } else {
        badge("badge-info", &cx.t("helper-proposed"))
    }
}

fn rests_on(cx: &Cx, one: &Use, sentence: &Sentence) -> Markup {
    let id = format!("rests-{}-{}", one.id, sentence.position);
    let count = i64::try_from(sentence.rests_on.len()).unwrap_or(0);
    let summary = cx.say("helper-rests-on", &[("count", count.into())]);
    fold(&id, &summary, &sources(cx, &sentence.rests_on))
}

/// The sentences with boxes: all ticked of a summary, none of names.
fn take_form(cx: &Cx, topic: &Topic, one: &Use) -> Markup {
    let page = format!("{}/{}", page_of(topic), one.id);
    let is_name = one.kind == Kind::Name;
    let (kind, class) =
        if is_name { ("radio", "radio") } else { ("checkbox", "checkbox") };
    html! {
        form method="post" action=(cx.url(&format!("{page}/taking"))) class="kp-form" {
            input type="hidden" name="csrf" value=(cx.actor.csrf);
            (hidden("read", &topic.version.to_string()))
            fieldset class="form-group kp-segments" {
                legend class="form-label" { (cx.t("helper-choose")) }
                @for sentence in &one.sentences {
                    @let id = format!("sentence-{}-{}", one.id, sentence.position);
                    div class={ "form-group-" (class) } {
                        input class={ "form-" (class) } type=(kind) id=(id) name="sentence"
                            value=(sentence.position) checked[!is_name];
                        label class="form-label" for=(id) { (sentence.text) }
                        (rests_on(cx, one, sentence))
                    }
                }
            }
            p class="form-hint" {
                (cx.t(if is_name { "helper-take-name-hint" } else { "helper-take-said-hint" }))
            }
            div class="mt-5 kp-actions" {
                button type="submit" class="button button-secondary" {
                    (cx.t(if is_name { "helper-take-name" } else { "helper-take-said" }))
                }
            }
        }
        (post_quiet(cx, &format!("{page}/refusal"), "helper-leave", &html! {}))
    }
}

/// Sends what was shown, and keeps what comes back. It is sent from a task of its own: an
/// answer is kept also where nobody waits for it any longer.
async fn ask(Post(cx, form): Post) -> Response {
    let Some(endpoint) = cx.app.helper.clone() else {
        return Error::NotFound.answer(&cx);
    };
    match asked(&cx, form, endpoint).await {
        Ok(response) => response,
        Err(error) => error.answer(&cx),
    }
}

async fn asked(cx: &Cx, form: Form, endpoint: Arc<Endpoint>) -> Result<Response, Error> {
    let kind = Kind::of(form.value("kind")).unwrap_or(Kind::Summary);
    let (asking, to) = (cx.clone(), endpoint.clone());
    let read = cx.app.store.read(move |tx| -> Result<_, Error> {
        let (topic, permit) = opened(&asking, tx, AskHelper)?;
        analysis::rules::change(topic.approved_at.is_some())?;
        let draft = draft(&asking, tx, (&topic, kind), (&to, &permit))?;
        Ok((topic, draft))
    });
    let (topic, draft) = read.await?;
    if draft.given.is_empty() {
        return Err(Refused::NothingToSend.into());
    }
    if form.value("seal") != storage::seal(&[], draft.body.as_bytes()) {
        return Err(Refused::Changed.into());
    }
    let turn = endpoint.turns.clone().try_acquire_owned().map_err(|_| Refused::Busy)?;
    let salt: [u8; 32] = rand::random();
    let (asking, to, sent) = (cx.clone(), endpoint.clone(), draft.body.clone());
    let given = draft.given.clone();
    let begin = cx.app.store.write(move |tx| -> Result<_, Error> {
        let (topic, permit) = opened(&asking, tx, AskHelper)?;
        let asked = Asked {
            kind,
            model: &to.model,
            host: &to.host,
            salt: &salt,
            body: &sent,
            given: &given,
        };
        let id = storage::insert(tx, &permit, &topic, &asked, asking.now_us())?;
        let id = id.ok_or(Refused::Changed)?;
        let what = json!({
            "asked": kind.word(),
            "host": to.host,
            "model": to.model,
            "prompt": storage::seal(&salt, sent.as_bytes()),
            "sentences": given.len(),
            "use": id,
        });
        journal::record(tx, &asking, &permit, &format!("topics/{}", topic.id), what, "")?;
        Ok((id, permit))
    });
    let (id, permit) = begin.await?;
    let (asking, page) = (cx.clone(), page_of(&topic));
    let exchange = tokio::spawn(async move {
        let outcome = endpoint.ask(draft.body).await;
        drop(turn);
        let read = match &outcome {
            Ok(bytes) => rules::read(kind, bytes, &draft.given),
            Err(fault) => Err(*fault),
        };
        let bytes = outcome.unwrap_or_default();
        // A database holds no NUL in a text.
        let text = String::from_utf8_lossy(&bytes).replace('\0', "\u{fffd}");
        let (app, at) = (asking.app.clone(), asking.app.now().as_microsecond());
        let end = move |tx: &mut dyn Tx| -> Result<(), Error> {
            let read = storage::end(tx, id, (&text, &draft.given), read, at)?;
            let what = match &read {
                Ok(answer) => json!({
                    "answer": storage::seal(&salt, text.as_bytes()),
                    "kept": answer.sentences.len(),
                    "thrown": answer.thrown,
                    "use": id,
                }),
                Err(fault) => json!({"fault": fault.word(), "use": id}),
            };
            let subject = format!("topics/{}", topic.id);
            let entry = journal::entry((at, &asking.case), &permit, &subject, &what, "");
            Ok(journal::append(tx, entry)?)
        };
        app.store.write(end).await
    });
    exchange
        .await
        .map_err(|panic| koreplan_store::StoreError::Broken(panic.to_string()))??;
    Ok(cx.done(&format!("{page}#use-{id}")))
}

/// Puts the chosen sentences, or the chosen name, into the topic: a new version of its
/// assessment, in the person's name.
async fn take(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (topic, permit) = opened(cx, tx, AssessTopic)?;
        analysis::rules::change(topic.approved_at.is_some())?;
        let one = storage::of_topic(tx, &topic, cx.id("use")?)?;
        let sentences: Vec<_> =
            one.sentences.iter().map(|it| (it.position, it.text.clone())).collect();
        let chosen = form.ids("sentence");
        let text = rules::take(one.kind, one.settled_at.is_some(), &sentences, &chosen)?;
        let (title, new) = match one.kind {
            Kind::Name => {
                let title: String = text.chars().take(LINE).collect();
                (title, topic.assessment.clone())
            }
            Kind::Summary => {
                let said: String = text.chars().take(TEXT).collect();
                let new = Assessment { said, ..topic.assessment.clone() };
                (topic.title.clone(), new)
            }
        };
        let same = (&title, &new) == (&topic.title, &topic.assessment);
        let read = form.value("read").parse().unwrap_or(0);
        assessments::rules::save(topic.version, read, same)?;
        let now = cx.now_us();
        let changed = assessments::rules::Refused::Changed;
        if !assessments::storage::save(tx, &permit, &topic, (&title, &new), now)? {
            return Err(changed.into());
        }
        if !storage::settle(tx, (one.id, &chosen), &permit.by, now)? {
            return Err(Refused::Settled.into());
        }
        let page = format!("topics/{}", topic.id);
        let what =
            json!({"said": new.said, "sentences": chosen, "title": title, "use": one.id});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Leaves a proposal: nothing of it is used.
async fn leave(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (topic, permit) = opened(cx, tx, AskHelper)?;
        let one = storage::of_topic(tx, &topic, cx.id("use")?)?;
        if !storage::settle(tx, (one.id, &[]), &permit.by, cx.now_us())? {
            return Err(Refused::Settled.into());
        }
        let page = format!("topics/{}", topic.id);
        journal::record(tx, cx, &permit, &page, json!({"left": one.id}), "")?;
        Ok(cx.done(&format!("{}#proposals", page_of(&topic))))
    })
    .await
}
