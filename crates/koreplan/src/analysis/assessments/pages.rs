//! The assessment on the page of its topic: form, versions, and two texts side by side.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Assessment, Met, Refused, Voices},
    storage::{self, Version},
};
use crate::{
    access::{ApproveTopic, AssessTopic, Guarded as _},
    analysis::{self, pages::opened, storage::Topic},
    journal,
    refusal::Refusal as _,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, choice_options, facts, fold, hidden, line, post, post_quiet,
            prose, radios, text,
        },
        differences::marked,
        error::Error,
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/topics/{id}/assessment", assess)
        .post("/{lang}/{case}/topics/{id}/approval", approve)
}

/// What the page of a topic says of its assessment, and how it is written.
pub fn part(cx: &Cx, tx: &mut dyn Tx, topic: &Topic) -> Result<Markup, Error> {
    let voices = storage::voices_of(tx, topic.id)?;
    let versions = storage::versions(tx, topic.id)?;
    let open = topic.approved_at.is_none();
    Ok(html! {
        h2 { (cx.t("topic-assessment")) }
        @if topic.assessment.is_empty() { p { (cx.t("topic-no-assessment")) } }
        @else { (shown(cx, &topic.assessment, Some(&voices))) }
        @if let (Some(at), Some(by)) = (topic.approved_at, &topic.approved_by) {
            p { (cx.say("topic-approved-by", &[
                ("by", by.clone().into()), ("date", cx.day(at).into()),
            ])) }
        }
        @if open && cx.may::<AssessTopic>(&topic.facts()) {
            (form_of(cx, topic, &standing(topic)))
        }
        @if open && cx.may::<ApproveTopic>(&topic.facts())
            && analysis::rules::approve(false, topic.inputs, &topic.assessment).is_ok() {
            (post_quiet(cx, &format!("topics/{}/approval", topic.id), "topic-approve",
                &hidden("read", &topic.version.to_string())))
        }
        @if !versions.is_empty() { (history(cx, &versions)) }
    })
}

/// An assessment to read.
fn shown(cx: &Cx, assessment: &Assessment, voices: Option<&Voices>) -> Markup {
    let mut pairs = Vec::new();
    if !assessment.said.is_empty() {
        pairs.push((cx.t("assessment-said"), prose(&assessment.said)));
    }
    if let Some(voices) = voices {
        pairs.push((cx.t("assessment-by-whom"), html! { (by_whom(cx, voices)) }));
    }
    pairs.push((cx.t("assessment-met"), met(cx, assessment.met)));
    pairs.push((cx.t("assessment-why"), prose(&assessment.why)));
    facts(&pairs)
}

/// Whether it is met, as a coloured word.
pub fn met(cx: &Cx, met: Option<Met>) -> Markup {
    match met {
        None => badge("badge-warning", &cx.t("met-open")),
        Some(met) => {
            let class = match met {
                Met::Met => "badge-success",
                Met::Partly | Met::Noted => "badge-info",
                Met::Not => "badge-error",
            };
            badge(class, &cx.t(met.key()))
        }
    }
}

/// Who said it: organisations by name, private persons as a number.
pub fn by_whom(cx: &Cx, voices: &Voices) -> String {
    let mut who = voices.organisations.clone();
    if voices.private > 0 {
        let count = i64::try_from(voices.private).unwrap_or(0);
        who.push(cx.say("assessment-persons", &[("count", count.into())]));
    }
    if who.is_empty() { cx.t("assessment-nobody") } else { who.join(", ") }
}

fn standing(topic: &Topic) -> Form {
    let met = topic.assessment.met.map_or("", Met::word);
    Form::with(&[
        ("title", &topic.title),
        ("said", &topic.assessment.said),
        ("met", met),
        ("assessment", &topic.assessment.why),
        ("read", &topic.version.to_string()),
    ])
}

fn form_of(cx: &Cx, topic: &Topic, form: &Form) -> Markup {
    let fields = html! {
        (hidden("read", form.value("read")))
        (line(cx, form, "title", "topic-name", Need::Must))
        (text(cx, form, "said", "assessment-said", Some("assessment-said-hint"), Need::May,
            (5, TEXT)))
        (radios(cx, form, "met", "assessment-met", &choice_options::<Met>(cx)))
        (text(cx, form, "assessment", "assessment-why", Some("assessment-why-hint"),
            Need::Must, (6, TEXT)))
    };
    post(cx, &format!("topics/{}/assessment", topic.id), "topic-assess", &fields)
}

/// Who saved a version, and when.
fn saved(cx: &Cx, version: &Version) -> String {
    match version.at {
        Some(at) => format!("{}, {}", version.by, cx.moment(at)),
        None => cx.t("assessment-before-versions"),
    }
}

/// Every version that was saved, the newest first, with what it changed.
fn history(cx: &Cx, versions: &[Version]) -> Markup {
    let met = |version: &Version| {
        version.assessment.met.map_or_else(|| cx.t("met-open"), |met| cx.t(met.key()))
    };
    html! {
        h2 { (cx.t("assessment-versions")) }
        @for (at, version) in versions.iter().enumerate().rev() {
            @let before = at.checked_sub(1).map(|at| &versions[at]);
            @let was = |old: fn(&Version) -> &str| before.map_or("", old);
            @let title = cx.say("assessment-version", &[("number", version.version.into())]);
            @let parts = html! {
                @if let Some(before) = before {
                    @if before.title != version.title {
                        p { strong { (cx.t("topic-name")) ": " }
                            (marked(&before.title, &version.title)) }
                    }
                }
                p { strong { (cx.t("assessment-said")) } }
                p class="kp-prose" { (marked(was(|it| &it.assessment.said),
                    &version.assessment.said)) }
                p { strong { (cx.t("assessment-met")) " " }
                    (marked(&before.map(met).unwrap_or_default(), &met(version))) }
                p { strong { (cx.t("assessment-why")) } }
                p class="kp-prose" { (marked(was(|it| &it.assessment.why),
                    &version.assessment.why)) }
            };
            (fold(&format!("version-{}", version.version),
                &format!("{title}: {}", saved(cx, version)), &parts))
        }
    }
}

/// Writes what was said, whether it is met, and why, if nobody has written another
/// assessment since this one was read; else shows both.
async fn assess(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (topic, permit) = opened(cx, tx, AssessTopic)?;
        analysis::rules::change(topic.approved_at.is_some())?;
        let title = form.text("title", LINE);
        let new = Assessment {
            said: form.optional("said", TEXT),
            met: if form.ticked("met") { form.choice("met") } else { None },
            why: form.text("assessment", TEXT),
        };
        form.check(cx, &cx.t("topic-assess"), |form| form_of(cx, &topic, form))?;
        let read = form.value("read").parse().unwrap_or(0);
        let same = (title.as_str(), &new) == (topic.title.as_str(), &topic.assessment);
        match rules::save(topic.version, read, same) {
            Err(Refused::Changed) => return Err(both(cx, tx, &topic, &form)?),
            other => other?,
        }
        if !storage::save(tx, &permit, &topic, (&title, &new), cx.now_us())? {
            return Err(Refused::Changed.into());
        }
        let page = format!("topics/{}", topic.id);
        let met = new.met.map_or("", Met::word);
        let what = json!({
            "assessment": new.why, "met": met, "said": new.said, "title": title,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// The text that stands, and the form with one's own to save what comes of them.
fn both(cx: &Cx, tx: &mut dyn Tx, topic: &Topic, mine: &Form) -> Result<Error, Error> {
    let newest = storage::versions(tx, topic.id)?.pop();
    let read = topic.version.to_string();
    let form = Form::with(&[
        ("title", mine.value("title")),
        ("said", mine.value("said")),
        ("met", mine.value("met")),
        ("assessment", mine.value("assessment")),
        ("read", &read),
    ]);
    let texts = html! {
        h2 { (cx.t("assessment-theirs")) }
        @if let Some(newest) = &newest { p class="kp-quiet" { (saved(cx, newest)) } }
        p { strong { (topic.title) } }
        (shown(cx, &topic.assessment, None))
        h2 { (cx.t("assessment-yours")) }
        (form_of(cx, topic, &form))
    };
    let refused = Refused::Changed;
    Ok(Error::Missing(refused.why(), refused.way_forward(), Box::new(texts)))
}

/// Signs the topic off, as it was read; meetings may rest on it from now on.
async fn approve(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (topic, permit) = opened(cx, tx, ApproveTopic)?;
        let approved = topic.approved_at.is_some();
        analysis::rules::approve(approved, topic.inputs, &topic.assessment)?;
        rules::approve(topic.version, form.value("read").parse().unwrap_or(0))?;

        analysis::storage::save_approval(tx, &topic, &permit.by, cx.now_us())?;
        let page = format!("topics/{}", topic.id);
        let what = json!({"inputs": topic.inputs, "version": topic.version});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}
