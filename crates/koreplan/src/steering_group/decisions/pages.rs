//! The list of decisions, and the release of one on its own.

use std::collections::BTreeMap;

use axum::response::Response;
use koreplan_log::Hex;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{
    rules::{self, Became, Refused, Standing},
    storage::{self, Decision},
};
use crate::{
    access::{
        self, Guarded as _, ListTasks, Permit, ReadBriefs, ReadCase, ReadClosedItem,
        ReadDecisions, ReadMeeting, ReadTask, ReleaseDecision, Sealed,
    },
    bodies::{self, rules::BodyKind},
    case::{self, Case, clock},
    journal,
    meetings::{
        self,
        rules::Verb,
        storage::{Item, Meeting},
    },
    refusal::Message,
    routes::Routes,
    tasks::{self, rules::Thing},
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, choice_options, decision_class, empty, facts, hidden, line,
            line_of, page_head, post, post_quiet, sought, table,
        },
        error::{Error, NotFound},
        form::{Form, LINE},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/decisions", list)
        .get("/{lang}/{case}/meetings/{id}/items/{item}/release", preview)
        .post("/{lang}/{case}/meetings/{id}/items/{item}/release", release)
        .post("/{lang}/{case}/meetings/{id}/items/{item}/withdrawal", withdraw)
}

/// Opens a decision: a closed item for those of the meeting, an open one for its readers.
fn open(cx: &Cx, sealed: Sealed<Decision>) -> Option<Decision> {
    let (decision, _) = sealed.open(&cx.actor, ReadDecisions).ok()?;
    let facts = decision.facts();
    let may = facts.public
        || if decision.closed {
            access::may::<ReadClosedItem>(&cx.actor, &facts)
        } else {
            access::may::<ReadMeeting>(&cx.actor, &facts)
        };
    may.then_some(decision)
}

/// A decision as a line of the list.
struct Entry {
    decision: Decision,
    tasks: Vec<(i64, String)>,
    became: Vec<Became>,
}

fn entry(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    decision: Decision,
) -> Result<Entry, Error> {
    let mut tasks = Vec::new();
    if cx.may::<ListTasks>(&case.facts()) {
        for sealed in tasks::storage::about(tx, case, (Thing::Item, decision.item_id))? {
            if let Ok((task, _)) = sealed.open(&cx.actor, ReadTask) {
                tasks.push((task.id, task.title));
            }
        }
    }
    let became = rules::became(decision.consequences(tasks.len()));
    Ok(Entry { decision, tasks, became })
}

/// Whether the list shows a decision, by what the address asks for.
fn wanted(cx: &Cx, entry: &Entry) -> bool {
    let one = &entry.decision;
    let is = |name: &str, id: Option<i64>| {
        let asked = cx.query(name);
        asked.is_empty() || id.is_some_and(|id| id.to_string() == asked)
    };
    let day = cx.date_of(one.at).to_string();
    let (from, to) = (cx.query("from"), cx.query("to"));
    let became = Became::of(cx.query("became"));
    is("body", one.body_id)
        && is("meeting", one.meeting.as_ref().map(|(id, _)| *id))
        && is("area", one.area_id)
        && Verb::of(cx.query("verb")).is_none_or(|verb| verb == one.verb)
        && became.is_none_or(|became| entry.became.contains(&became))
        && (from.is_empty() || day.as_str() >= from)
        && (to.is_empty() || day.as_str() <= to)
        && sought(cx, &[&one.title, &one.decision])
}

/// The decisions the reader may know of, newest first, with what became of each.
async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadDecisions)?;
        let known: Vec<Decision> = storage::list(tx, &case, cx.is_insider())?
            .into_iter()
            .filter_map(|sealed| open(cx, sealed))
            .collect();
        let mut entries = Vec::new();
        for decision in known {
            entries.push(entry(cx, tx, &case, decision)?);
        }
        let areas = case::storage::areas(tx, &case)?;
        let areas = case::storage::area_options(cx, &areas);
        let filter = filter(cx, &entries, &areas);
        let all = entries.len();
        entries.retain(|entry| wanted(cx, entry));
        let heads = ["decisions-head-matter", "decisions-head-verb", "decisions-head-text",
            "decisions-head-body", "decisions-head-date", "decisions-head-became"];
        let rows: Vec<_> = entries.iter().map(|entry| row(cx, entry)).collect();
        let above = bodies::storage::of_kind(tx, &case, BodyKind::Superior)?;
        let briefs = above.first().is_some_and(|above| {
            let facts = access::Facts {
                case_id: case.id,
                body_id: Some(above.id),
                ..access::Facts::default()
            };
            cx.may::<ReadBriefs>(&facts)
        });
        let body = html! {
            (page_head(cx, &cx.t("decisions-title"), &cx.t("decisions-lead")))
            (filter)
            p role="status" { (cx.say("decisions-count", &[
                ("count", i64::try_from(rows.len()).unwrap_or(0).into()),
            ])) }
            @if rows.is_empty() && all > 0 && cx.query("q").is_empty() {
                (empty(cx, "decisions-none-chosen"))
            } @else if rows.is_empty() { (empty(cx, "decisions-empty")) }
            @else { (table(&cx.t("decisions-title"), &heads.map(|head| cx.t(head)), &rows)) }
            @if briefs {
                p { a class="button button-secondary" href=(cx.url("briefs")) {
                    (cx.t("briefs-title"))
                } }
            }
        };
        Ok(cx.page(&cx.t("decisions-title"), &body))
    })
    .await
}

/// One choice of the filter, with what was chosen.
fn choice(
    cx: &Cx,
    name: &'static str,
    label: &'static str,
    options: &[(String, String)],
) -> Markup {
    html! {
        div {
            label class="form-label" for=(name) { (cx.t(label)) }
            select class="form-select" id=(name) name=(name) {
                option value="" { (cx.t("decisions-any")) }
                @for (value, shown) in options {
                    option value=(value) selected[cx.query(name) == value] { (shown) }
                }
            }
        }
    }
}

fn filter(cx: &Cx, entries: &[Entry], areas: &[(String, String)]) -> Markup {
    let (mut bodies, mut meetings) = (BTreeMap::new(), BTreeMap::new());
    for Entry { decision, .. } in entries {
        if let (Some(id), Some(name)) = (decision.body_id, &decision.body) {
            bodies.insert(id, cx.text(name).to_owned());
        }
        if let Some((id, title)) = &decision.meeting {
            meetings.insert(*id, title.clone());
        }
    }
    let options = |map: BTreeMap<i64, String>| -> Vec<(String, String)> {
        map.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
    };
    html! {
        form method="get" class="kp-filter" role="search" {
            div {
                label class="form-label" for="q" { (cx.t("search-list")) }
                input class="form-input" type="search" id="q" name="q" value=(cx.query("q"));
            }
            (choice(cx, "body", "decisions-head-body", &options(bodies)))
            (choice(cx, "meeting", "decisions-meeting", &options(meetings)))
            (choice(cx, "verb", "decisions-head-verb", &choice_options::<Verb>(cx)))
            (choice(cx, "area", "decisions-area", areas))
            (choice(cx, "became", "decisions-head-became", &choice_options::<Became>(cx)))
            @for (name, label) in [("from", "decisions-from"), ("to", "decisions-to")] {
                div {
                    label class="form-label" for=(name) { (cx.t(label)) }
                    input class="form-input" type="date" id=(name) name=(name)
                        value=(cx.query(name));
                }
            }
            button class="button button-secondary" type="submit" { (cx.t("search-button")) }
        }
    }
}

/// Where a decision stands towards the public, as a coloured word.
fn standing(cx: &Cx, standing: Standing) -> Markup {
    match standing {
        Standing::Inside => badge("badge-warning", &cx.t("release-inside")),
        Standing::WithMinutes => badge("badge-success", &cx.t("release-with-minutes")),
        Standing::Released { since } => badge(
            "badge-success",
            &cx.say("release-released", &[("at", cx.moment(since).into())]),
        ),
        Standing::Planned { at } => badge(
            "badge-info",
            &cx.say("release-planned", &[("at", cx.moment(at).into())]),
        ),
        Standing::Withdrawn { since } => badge(
            "badge-error",
            &cx.say("release-withdrawn", &[("at", cx.moment(since).into())]),
        ),
    }
}

fn row(cx: &Cx, entry: &Entry) -> Vec<Markup> {
    let one = &entry.decision;
    let facts = one.facts();
    let host = one.body.as_ref().map(|body| cx.text(body).to_owned());
    let meeting = one.meeting.as_ref().filter(|_| {
        one.minutes_approved || cx.may::<ReadMeeting>(&facts) && cx.actor.person.is_some()
    });
    vec![
        html! {
            span id={ "item-" (one.item_id) } {}
            @match meeting {
                Some((id, _)) => a href=(cx.url(&format!("meetings/{id}#item-{}",
                    one.item_id))) { (one.title) },
                None => (one.title),
            }
            @if cx.may::<ReleaseDecision>(&facts) && meeting.is_some() {
                br; (standing(cx, one.standing())) " "
                @if let Some((id, _)) = meeting {
                    a href=(cx.url(&format!("meetings/{id}/items/{}/release",
                        one.item_id))) { (cx.t("decision-release")) }
                }
            }
        },
        badge("badge-info", &cx.t(one.verb.key())),
        html! { (one.decision) },
        html! {
            @match (&host, &one.meeting) {
                (Some(host), _) => (host),
                (None, Some((_, title))) => (title),
                (None, None) => {}
            }
        },
        html! { (cx.day(one.at)) },
        outcome(cx, entry),
    ]
}

/// What became of a decision, each with the way there.
fn outcome(cx: &Cx, entry: &Entry) -> Markup {
    let one = &entry.decision;
    let inside = cx.is_insider();
    html! {
        ul class="kp-plain" {
            @for became in &entry.became { li {
                (cx.t(became.key()))
                @match became {
                    Became::Draft => @for id in &one.paragraphs {
                        " " a href=(cx.url(&format!("trace/paragraphs/{id}"))) {
                            (cx.say("became-paragraph", &[("number", (*id).into())])) }
                    },
                    Became::Task => @for (id, title) in &entry.tasks {
                        ": " a href=(cx.url(&format!("tasks/{id}"))) { (title) }
                    },
                    Became::SentOn => @for body in &one.sent_to { ": " (cx.text(body)) },
                    Became::Dropped => @if let Some(reason) = &one.ended { ": " (reason) },
                    Became::Nothing => {}
                }
            } }
            @if let (Some((id, number)), true) = (one.proposal, inside) {
                li { a href=(cx.url(&format!("proposals/{id}"))) {
                    (cx.say("proposal-number", &[("number", number.into())])) } }
            }
            @if one.proposal.is_some() && one.meeting.is_some() {
                li { a href=(cx.url(&format!("trace/items/{}", one.item_id))) {
                    (cx.t("item-trace")) } }
            }
        }
    }
}

fn opened(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Decision, Permit<ReleaseDecision>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let id = cx.id("id")?;
    // The meeting is one of this case.
    let (meeting, _): (Meeting, _) =
        meetings::storage::load(tx, &case, id)?.open(&cx.actor, ReleaseDecision)?;
    let items: Vec<Item> = meetings::storage::items(tx, meeting.id)?;
    let item_id = cx.id("item")?;
    if items.iter().all(|item| item.id != item_id) {
        return Err(Error::NotFound);
    }
    let decision = storage::load(tx, (meeting.id, item_id))?.ok_or(Refused::Undecided)?;
    let (decision, permit) = decision.open(&cx.actor, ReleaseDecision)?;
    Ok((case, decision, permit))
}

/// What is read before it is released, in few letters: the same words are released.
fn seal(decision: &Decision) -> String {
    let words =
        [decision.title.as_str(), decision.verb.word(), decision.decision.as_str()];
    Hex(&Sha256::digest(words.join("\n"))).to_string()
}

fn page_of(decision: &Decision, act: &str) -> String {
    let meeting = decision.meeting.as_ref().map_or(0, |(id, _)| *id);
    format!("meetings/{meeting}/items/{}/{act}", decision.item_id)
}

fn release_form(cx: &Cx, decision: &Decision, form: &Form) -> Markup {
    let fields = html! {
        (hidden("read", &seal(decision)))
        p class="form-hint" { (cx.t("release-when")) }
        div class="kp-pair" {
            (line_of(cx, form, "day", "field-day", None, Need::May, "date"))
            (line_of(cx, form, "time", "field-time", None, Need::May, "time"))
        }
    };
    post(cx, &page_of(decision, "release"), "release-do", &fields)
}

fn withdraw_form(cx: &Cx, decision: &Decision, form: &Form) -> Markup {
    let fields = line(cx, form, "reason", "release-withdraw-reason", Need::Must);
    post_quiet(cx, &page_of(decision, "withdrawal"), "release-withdraw", &fields)
}

/// Exactly what the public will read, and the acts.
async fn preview(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, decision, _) = opened(cx, tx)?;
        let title = cx.t("decision-release");
        let now = decision.standing();
        let meeting = decision.meeting.as_ref();
        let body = html! {
            (page_head(cx, &title, &cx.t("release-lead")))
            @if let Some((id, name)) = meeting {
                p { a href=(cx.url(&format!("meetings/{id}#item-{}", decision.item_id))) {
                    (name) } }
            }
            p { (standing(cx, now)) }
            @if let Some(reason) = &decision.withdrawn_reason { p { (reason) } }
            h2 { (cx.t("release-preview")) }
            section class="kp-item" {
                h3 { (decision.title) }
                p class=(decision_class(decision.verb)) {
                    strong { (cx.t("item-decision")) } " " (cx.t(decision.verb.key())) ". "
                    (decision.decision)
                }
                (facts(&[
                    (cx.t("decisions-head-body"), html! {
                        @if let Some(body) = &decision.body { (cx.text(body)) } }),
                    (cx.t("decisions-head-date"), html! { (cx.day(decision.at)) }),
                ]))
            }
            p { (cx.t("release-not-papers")) }
            @if rules::release(now, true).is_ok() {
                (release_form(cx, &decision, &Form::default()))
            }
            @if rules::withdraw(now).is_ok() {
                h2 { (cx.t("release-withdraw")) }
                (withdraw_form(cx, &decision, &Form::named("withdraw")))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Releases the decision as it was read, now or at a time.
async fn release(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, decision, permit) = opened(cx, tx)?;
        rules::release(decision.standing(), form.value("read") == seal(&decision))?;
        let planned = form.ticked("day") || form.ticked("time");
        let time = if planned { form.moment("day", "time") } else { None };
        let mut at = None;
        if let Some(time) = time {
            match clock::instant(&case.time_zone()?, time) {
                Err(clock::Ambiguous) => {
                    form.fault("time", Message::new("fault-ambiguous"));
                }
                Ok(moment) if moment <= cx.now => {
                    form.fault("day", Message::new("fault-past"));
                }
                Ok(moment) => at = Some(moment.as_microsecond()),
            }
        }
        form.check(cx, &cx.t("decision-release"), |form| {
            release_form(cx, &decision, form)
        })?;
        storage::release(tx, &permit, &decision, at, cx.now_us())?;
        let (meeting, _) = decision.meeting.as_ref().ok_or(NotFound)?;
        let page = format!("meetings/{meeting}");
        let what = json!({
            "at": at, "decision": decision.decision, "item": decision.title,
            "verb": decision.verb.word(),
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page_of(&decision, "release")))
    })
    .await
}

/// Takes a release back, or keeps the decision from being public with the minutes.
async fn withdraw(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, decision, permit) = opened(cx, tx)?;
        rules::withdraw(decision.standing())?;
        let reason = form.text("reason", LINE);
        form.check(cx, &cx.t("release-withdraw"), |form| {
            withdraw_form(cx, &decision, form)
        })?;
        storage::withdraw(tx, &permit, &decision, &reason, cx.now_us())?;
        let (meeting, _) = decision.meeting.as_ref().ok_or(NotFound)?;
        let what = json!({"item": decision.title, "withdrawn": true});
        journal::record(tx, cx, &permit, &format!("meetings/{meeting}"), what, &reason)?;
        Ok(cx.done(&page_of(&decision, "release")))
    })
    .await
}
