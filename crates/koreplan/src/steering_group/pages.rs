//! Deciding, the list of decisions, and briefs to the body above.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    decisions,
    rules::{self, Refused},
    storage::{self, Brief, Shelf},
};
use crate::{
    access::{
        Action, Decide, Guarded as _, NoteBrief, Permit, ReadBriefs, ReadCase, Sealed,
        SendBrief,
    },
    bodies::{self, rules::BodyKind, storage::Body},
    case::{self, Case},
    journal,
    meetings::{
        self, attendance, minutes,
        rules::{Matter, Verb},
        storage::{Item, Meeting},
    },
    plan,
    routes::Routes,
    web::{
        Cx, Post,
        choices::{Choice as _, stored},
        components::{
            Need, badge, empty, facts, page_head, post, prose, select_choice, text,
        },
        error::{Error, NotFound},
        form::{Form, TEXT},
        l10n::{Lang, Text},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/meetings/{id}/items/{item}/decision", decide)
        .get("/{lang}/{case}/briefs", briefs)
        .post("/{lang}/{case}/briefs", send)
        .get("/{lang}/{case}/briefs/{id}", show_brief)
        .post("/{lang}/{case}/briefs/{id}/note", note)
        .and(decisions::pages::routes())
}

/// The form under an item of a meeting in progress. The verb that is recommended, or that
/// fits the kind of matter, is chosen beforehand.
pub fn decision_form(
    cx: &Cx,
    meeting: &Meeting,
    item: &Item,
    people: &[(String, String)],
    form: &Form,
) -> Markup {
    let id = |name: &str| format!("item-{}-{name}", item.id);
    let usual = item.proposed.or(match item.matter {
        Matter::Decision => None,
        Matter::Discussion => Some(Verb::Discussed),
        Matter::Information => Some(Verb::Noted),
    });
    let fault = form.faults().is_empty();
    let fields = html! {
        @if fault {
            div class="form-group" {
                label class="form-label" for=(id("verb")) { (cx.t("decision-verb")) }
                select class="form-select" id=(id("verb")) name="verb" {
                    option value="" { (cx.t("choose")) }
                    @for verb in Verb::ALL {
                        option value=(verb.word()) selected[usual == Some(*verb)] {
                            (cx.t(verb.key()))
                        }
                    }
                }
            }
            div class="form-group" {
                label class="form-label" for=(id("decision")) { (cx.t("decision-text")) }
                textarea class="form-input" id=(id("decision")) name="decision" rows="2" {}
            }
        } @else {
            (select_choice::<Verb>(cx, form, "verb", "decision-verb"))
            (text(cx, form, "decision", "decision-text", None, Need::Must, (3, TEXT)))
        }
        (minutes::pages::outcome_fields(cx, form, item.id, people))
    };
    let action = format!("meetings/{}/items/{}/decision", meeting.id, item.id);
    post(cx, &action, "decision-save", &fields)
}

/// Decides an item; needs the meeting in progress and enough members present.
async fn decide(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = meetings::pages::opened(cx, tx, Decide)?;
        let items = meetings::storage::items(tx, meeting.id)?;
        let item_id = cx.id("item")?;
        let item = items.into_iter().find(|item| item.id == item_id).ok_or(NotFound)?;
        let room = attendance::storage::room(tx, cx, &case, &meeting)?;
        rules::decide(meeting.state(), item.verb.is_some(), room.is_some())?;
        let room = room.ok_or(Refused::NoBody)?;
        let verb = form.choice::<Verb>("verb");
        let decision = form.text("decision", TEXT);
        let today = cx.today().to_string();
        let attendees = meetings::storage::attendees(tx, &case, &meeting, &today)?;
        let outcome = minutes::pages::outcome_of(&mut form, &attendees);
        form.check(cx, &item.title, |form| {
            let people = minutes::pages::people(&attendees);
            decision_form(cx, &meeting, &item, &people, form)
        })?;
        let verb = verb.ok_or(NotFound)?;
        let (quorate, voted) = (room.quorate(Some(item.id)), room.voted(item.id));
        attendance::rules::decide(verb, quorate, voted)?;

        let (by, now) = (permit.by.as_str(), cx.now_us());
        meetings::storage::save_decision(tx, item.id, (verb, &decision), by, now)?;
        minutes::pages::save_outcome(tx, (&case, &item), &outcome, (by, now))?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({
            "action": outcome.action.map(|action| action.what),
            "decision": decision,
            "item": item.title,
            "present": room.sitting.present(Some(item.id)),
            "proposal": item.proposal_id,
            "reservations": outcome.reservations,
            "verb": verb.word(),
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#item-{}", item.id)))
    })
    .await
}

/// The body above the steering group of this case.
fn above(tx: &mut dyn Tx, case: &Case) -> Result<Body, Error> {
    let above = bodies::storage::of_kind(tx, case, BodyKind::Superior)?;
    Ok(above.into_iter().next().ok_or(NotFound)?)
}

fn shelf(tx: &mut dyn Tx, case: &Case) -> Result<Shelf, Error> {
    Ok(Shelf { case_id: case.id, body_id: above(tx, case)?.id })
}

fn opened_shelf<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Shelf, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let (shelf, permit) = Sealed::new(shelf(tx, &case)?).open(&cx.actor, action)?;
    Ok((case, shelf, permit))
}

/// What the brief tells by itself, in both languages: decisions no brief has told, and
/// steps that moved.
fn content(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<(Text, usize), Error> {
    let decisions = storage::untold(tx, case)?;
    let (_, permit) = Sealed::new(case.clone()).open(&cx.actor, ReadCase)?;
    let steps = plan::storage::steps(tx, case, &permit, cx.today())?;
    let da = told(Lang::Da, &decisions, &steps)?;
    let en = told(Lang::En, &decisions, &steps)?;
    Ok((Text { da, en }, decisions.len()))
}

fn told(
    lang: Lang,
    decisions: &[(String, String, String)],
    steps: &[plan::storage::Step],
) -> Result<String, Error> {
    let say = |key| lang.say(key, &[]);
    let mut lines = vec![say("brief-decisions")];
    for (title, verb, decision) in decisions {
        let verb: Verb = stored(verb)?;
        lines.push(format!("– {title}: {}. {decision}", say(verb.key())));
    }
    if decisions.is_empty() {
        lines.push(say("brief-no-decisions"));
    }
    lines.push(say("brief-deviations"));
    let moved = steps.iter().filter_map(|step| Some((step, step.moves.last()?)));
    let moved: Vec<String> = moved
        .map(|(step, change)| {
            format!(
                "– {}: {} – {}. {}",
                lang.pick(&step.title),
                lang.date(change.to.from),
                lang.date(change.to.to),
                lang.pick(&change.reason)
            )
        })
        .collect();
    if moved.is_empty() {
        lines.push(say("brief-no-deviations"));
    }
    lines.extend(moved);
    Ok(lines.join("\n"))
}

fn brief_form(cx: &Cx, form: &Form) -> Markup {
    let fields = text(
        cx,
        form,
        "summary",
        "brief-summary",
        Some("brief-summary-hint"),
        Need::Must,
        (4, TEXT),
    );
    post(cx, "briefs", "brief-send", &fields)
}

async fn briefs(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, shelf, permit) = opened_shelf(cx, tx, ReadBriefs)?;
        let briefs = storage::list(tx, &case, &permit)?;
        let above = above(tx, &case)?;
        let (content, decisions) = content(cx, tx, &case)?;
        let to = cx.say("brief-to", &[("body", cx.text(&above.name).to_owned().into())]);
        let body = html! {
            (page_head(cx, &cx.t("briefs-title"), &to))
            @if briefs.is_empty() { (empty(cx, "briefs-empty")) }
            ul class="kp-list" {
                @for brief in &briefs {
                    li {
                        a href=(cx.url(&format!("briefs/{}", brief.id))) {
                            (cx.say("brief-number", &[("number", brief.number.into())]))
                        } ", " (cx.day(brief.sent_at)) " "
                        @if brief.noted_at.is_some() {
                            (badge("badge-success", &cx.t("brief-noted")))
                        } @else { (badge("badge-warning", &cx.t("brief-waiting"))) }
                    }
                }
            }
            @if decisions == 0 && cx.may::<SendBrief>(&shelf.facts()) {
                p { (cx.t("steering-refused-nothing-new-way")) }
            } @else if cx.may::<SendBrief>(&shelf.facts()) {
                h2 { (cx.t("brief-new")) }
                p { (cx.t("brief-will-tell")) }
                div class="kp-quote" { (lines(cx.text(&content))) }
                (brief_form(cx, &Form::default()))
            }
        };
        Ok(cx.page(&cx.t("briefs-title"), &body))
    })
    .await
}

/// What a brief tells: headings, and lists of what begins with a dash.
fn lines(text: &str) -> Markup {
    html! {
        @for line in text.lines().filter(|line| !line.is_empty()) {
            @match line.strip_prefix("– ") {
                Some(point) => p class="kp-point" { (point) },
                None => p { strong { (line) } },
            }
        }
    }
}

/// Sends a brief upward; it is kept as it was sent.
async fn send(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, shelf, permit) = opened_shelf(cx, tx, SendBrief)?;
        let summary = form.text("summary", TEXT);
        form.check(cx, &cx.t("brief-new"), |form| brief_form(cx, form))?;
        let (content, decisions) = content(cx, tx, &case)?;
        if decisions == 0 {
            return Err(Refused::NothingNew.into());
        }
        let id = storage::insert(tx, &permit, &shelf, &summary, &content, cx.now_us())?;
        let page = format!("briefs/{id}");
        journal::record(tx, cx, &permit, &page, json!({"decisions": decisions}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn opened_brief<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Brief, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    Ok(storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, action)?)
}

fn note_form(cx: &Cx, brief: &Brief, form: &Form) -> Markup {
    let fields = text(cx, form, "answer", "brief-answer", None, Need::May, (3, TEXT));
    post(cx, &format!("briefs/{}/note", brief.id), "brief-note", &fields)
}

async fn show_brief(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (brief, _) = opened_brief(cx, tx, ReadBriefs)?;
        let title = cx.say("brief-number", &[("number", brief.number.into())]);
        let body = html! {
            (page_head(cx, &title, ""))
            (facts(&[(cx.t("brief-sent"), html! {
                (brief.sent_by) ", " (cx.moment(brief.sent_at))
            })]))
            (prose(&brief.summary))
            (lines(cx.text(&brief.content)))
            @if let (Some(by), Some(at)) = (&brief.noted_by, brief.noted_at) {
                p class="kp-decision" { (cx.say("brief-noted-by", &[
                    ("by", by.clone().into()), ("date", cx.day(at).into()),
                ])) " " (brief.answer) }
            } @else if cx.may::<NoteBrief>(&brief.facts()) {
                (note_form(cx, &brief, &Form::default()))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// The chair of the body above takes note, with or without an answer.
async fn note(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (brief, permit) = opened_brief(cx, tx, NoteBrief)?;
        if brief.noted_at.is_some() {
            return Err(Refused::AlreadyNoted.into());
        }
        let answer = form.optional("answer", TEXT);
        form.check(cx, &cx.t("brief-note"), |form| note_form(cx, &brief, form))?;

        storage::save_note(tx, &brief, &permit.by, &answer, cx.now_us())?;
        let page = format!("briefs/{}", brief.id);
        journal::record(tx, cx, &permit, &page, json!({"answer": answer}), "")?;
        Ok(cx.done(&page))
    })
    .await
}
