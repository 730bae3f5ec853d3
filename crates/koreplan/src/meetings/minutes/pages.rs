//! Outcomes while the meeting is held; the minutes put together, sent, answered,
//! approved and closed.

use axum::response::Response;
use jiff::civil::Date;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Answer, Refused},
    storage::{self, Answered, ItemAction, NewAction},
};
use crate::{
    access::{
        AnswerMinutes, ApproveMinutes, CloseMeeting, Guarded as _, HoldMeeting,
        ReadClosedItem, ReadMeeting, ReadPreparation, SendMinutes,
    },
    bodies::storage::Body,
    case::Case,
    journal,
    meetings::{
        agenda::{self, item_pages::opened_item},
        pages::opened,
        rules::{
            self as life, ApprovedHow, Matter, MeetingKind, MeetingState, Minutes,
            Presence, Verb,
        },
        storage::{self as meetings, Attendee, Item, Meeting},
    },
    refusal::Message,
    routes::Routes,
    subscriptions::{self, rules::Subject},
    theme_meeting,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, facts, fold, hidden, line, line_of, page_head, post, post_quiet,
            prose, select, text,
        },
        error::{Error, NotFound},
        form::{Form, LETTER, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/meetings/{id}/items/{item}/actions", add_action)
        .shared("/{lang}/{case}/meetings/{id}/minutes", show)
        .post("/{lang}/{case}/meetings/{id}/minutes", write)
        .post("/{lang}/{case}/meetings/{id}/minutes/sending", send)
        .post("/{lang}/{case}/meetings/{id}/minutes/answer", answer)
        .post("/{lang}/{case}/meetings/{id}/minutes/remarks/{remark}", settle)
        .post("/{lang}/{case}/meetings/{id}/approval", approve)
        .post("/{lang}/{case}/meetings/{id}/closing", close)
}

// Outcomes.

/// Those who can be given something to do, for the list of a form.
pub fn people(attendees: &[Attendee]) -> Vec<(String, String)> {
    attendees.iter().map(|one| (one.person_id.to_string(), one.name.clone())).collect()
}

/// What came of an item besides its decision.
#[derive(Debug)]
pub struct Outcome {
    pub reservations: String,
    pub action: Option<NewAction>,
}

/// The fields for reservations, and for what is to be done; part of the decision's form.
pub fn outcome_fields(
    cx: &Cx,
    form: &Form,
    id: i64,
    people: &[(String, String)],
) -> Markup {
    let mut own = Form::named("outcome").numbered(id);
    if !form.faults().is_empty() {
        own = form.clone();
    }
    fold(
        &format!("outcome-{id}"),
        &cx.t("item-outcome-more"),
        &html! {
            (text(cx, &own, "reservations", "item-reservations", None, Need::May, (2, TEXT)))
            (action_fields(cx, &own, Need::May, people))
        },
    )
}

fn action_fields(
    cx: &Cx,
    form: &Form,
    need: Need,
    people: &[(String, String)],
) -> Markup {
    html! {
        (line(cx, form, "action", "action-what", need))
        (select(cx, form, "who", "action-who", need, people))
        (line_of(cx, form, "due", "action-due", None, need, "date"))
    }
}

/// Reads what came of an item. What is to be done has somebody who does it, and a day.
pub fn outcome_of(form: &mut Form, attendees: &[Attendee]) -> Outcome {
    let reservations = form.optional("reservations", TEXT);
    let action = form.ticked("action").then(|| action_of(form, attendees)).flatten();
    Outcome { reservations, action }
}

fn action_of(form: &mut Form, attendees: &[Attendee]) -> Option<NewAction> {
    let what = form.text("action", LINE);
    let person =
        attendees.iter().find(|one| one.person_id.to_string() == form.value("who"));
    if person.is_none() {
        form.fault("who", Message::new("fault-choose"));
    }
    let due = form.date("due");
    let (person, due) = (person?, due?);
    Some(NewAction {
        what,
        person_id: person.person_id,
        who: person.name.clone(),
        due: due.to_string(),
    })
}

/// Keeps what came of an item, in the act that decides it.
pub fn save_outcome(
    tx: &mut dyn Tx,
    (case, item): (&Case, &Item),
    outcome: &Outcome,
    by: (&str, i64),
) -> Result<(), Error> {
    if !outcome.reservations.is_empty() {
        storage::save_reservations(tx, item.id, &outcome.reservations)?;
    }
    if let Some(action) = &outcome.action {
        storage::insert_action(tx, (case.id, item.id), action, by)?;
    }
    Ok(())
}

fn action_form(cx: &Cx, item: &Item, people: &[(String, String)], form: &Form) -> Markup {
    let action = format!("meetings/{}/items/{}/actions", item.meeting_id, item.id);
    post_quiet(cx, &action, "action-add", &action_fields(cx, form, Need::Must, people))
}

/// What is to be done after an item, and the form for more.
pub fn actions_part(
    cx: &Cx,
    meeting: &Meeting,
    item: &Item,
    actions: &[ItemAction],
    attendees: &[Attendee],
) -> Markup {
    let form = Form::named("action").numbered(item.id);
    let writes =
        cx.may::<HoldMeeting>(&meeting.facts()) && meeting.state().is_under_way();
    html! {
        @if cx.may::<ReadPreparation>(&meeting.facts()) { (action_list(cx, item, actions)) }
        @if writes && (item.verb.is_some() || meeting.kind == MeetingKind::Theme) {
            (fold(&format!("action-{}", item.id), &cx.t("action-add"),
                &action_form(cx, item, &people(attendees), &form)))
        }
    }
}

fn action_list(cx: &Cx, item: &Item, actions: &[ItemAction]) -> Markup {
    let mut own = actions.iter().filter(|action| action.item_id == item.id).peekable();
    html! {
        @if own.peek().is_some() {
            ul class="kp-list" {
                @for action in own {
                    li { strong { (cx.t("item-action")) ": " } (action.what) " – " (action.who)
                        ", " (day(cx, &action.due)) }
                }
            }
        }
    }
}

fn day(cx: &Cx, date: &str) -> String {
    date.parse::<Date>().map_or_else(|_| date.to_owned(), |date| cx.lang.date(date))
}

/// Something is to be done after an item: it stands in the minutes, and becomes a task.
async fn add_action(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, item, permit) = opened_item(cx, tx, HoldMeeting)?;
        life::mend(meeting.state())?;
        let today = cx.today().to_string();
        let attendees = meetings::attendees(tx, &case, &meeting, &today)?;
        let action = action_of(&mut form, &attendees);
        form.check(cx, &item.title, |form| {
            action_form(cx, &item, &people(&attendees), form)
        })?;
        let action = action.ok_or(NotFound)?;

        let by = (permit.by.as_str(), cx.now_us());
        storage::insert_action(tx, (case.id, item.id), &action, by)?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({
            "action": action.what, "due": action.due, "item": item.title, "who": action.who,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#item-{}", item.id)))
    })
    .await
}

// The minutes, put together.

/// What came of an item, in a line.
fn outcome(cx: &Cx, item: &Item) -> String {
    match (item.verb, item.matter) {
        (Some(verb), _) => {
            let decision = item.decision.as_deref().unwrap_or_default();
            format!("{}. {decision}", cx.t(verb.key())).trim_end().to_owned()
        }
        (None, Matter::Discussion) => cx.t(Verb::Discussed.key()) + ".",
        (None, Matter::Information) => cx.t(Verb::Noted.key()) + ".",
        (None, Matter::Decision) => cx.t("item-undecided") + ".",
    }
}

/// The minutes of a body as a text, from the open agenda alone: what is kept, and goes
/// out, where nobody wrote another.
fn composed(cx: &Cx, items: &[Item]) -> String {
    let open = items.iter().filter(|item| !item.closed);
    let lines: Vec<String> = open
        .map(|item| {
            let mut line =
                format!("{}. {}: {}", item.position, item.title, outcome(cx, item));
            if !item.reservations.is_empty() {
                line = format!(
                    "{line} {}: {}",
                    cx.t("item-reservations"),
                    item.reservations
                );
            }
            line
        })
        .collect();
    if lines.is_empty() { cx.t("minutes-only-closed") } else { lines.join("\n\n") }
}

/// The decision minutes: who was there, each item, what came of it, who does what.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, meeting, _) = opened(cx, tx, ReadMeeting)?;
        let body = meetings::body(tx, &case, &meeting)?;
        let today = cx.today().to_string();
        let attendees = meetings::attendees(tx, &case, &meeting, &today)?;
        let items = meetings::items(tx, meeting.id)?;
        let inner = cx.may::<ReadPreparation>(&meeting.facts());
        let mut actions = storage::actions(tx, meeting.id)?;
        let mut versions = agenda::storage::versions(tx, meeting.id)?;
        if !inner {
            actions.clear();
            versions.clear();
        }
        let sent = versions.pop();
        let sent = match sent {
            Some(version) => Some(agenda::storage::as_sent(tx, version.id)?),
            None => None,
        };
        let is_extra = |item: &Item| {
            sent.as_ref().is_some_and(|points| points.iter().all(|p| p.item_id != item.id))
        };
        let inside = cx.may::<ReadClosedItem>(&meeting.facts());
        let named = |presence| {
            let those = attendees.iter().filter(|one| one.presence == Some(presence));
            those.map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let host = body.map_or_else(
            || cx.t("meeting-kind-theme"),
            |body| cx.text(&body.name).to_owned(),
        );
        let title = cx.say("minutes-title", &[("meeting", meeting.title.clone().into())]);
        let page = html! {
            (page_head(cx, &title, ""))
            (facts(&[
                (cx.t("meeting-host"), html! { (host) }),
                (cx.t("meetings-head-when"), html! { (cx.moment(meeting.starts_at)) }),
                (cx.t("meeting-place"), html! { (meeting.place) }),
                (cx.t("meetings-head-chair"), html! { (meeting.chair) }),
                (cx.t("presence-present"), html! { (named(Presence::Present)) }),
                (cx.t("presence-apology"), html! { (named(Presence::Apology)) }),
            ]))
            @for item in &items {
                section class="kp-item" {
                    @if item.closed && !inside {
                        h2 { (item.position) ". " (cx.t("item-closed")) }
                    } @else {
                        h2 { (item.position) ". " (item.title)
                            @if item.closed { " " (badge("", &cx.t("item-closed"))) }
                            @if is_extra(item) { " " (badge("badge-info", &cx.t("item-extra"))) }
                        }
                        @if let Some(said) = agenda::item_pages::recommendation(cx, item) {
                            p { strong { (cx.t("item-recommendation")) } " " (said) }
                        }
                        p { strong { (cx.t("item-decision")) } " " (outcome(cx, item)) }
                        @if !item.reservations.is_empty() {
                            p { strong { (cx.t("item-reservations")) ": " } (item.reservations) }
                        }
                        (action_list(cx, item, &actions))
                    }
                }
            }
            @if meeting.kind == MeetingKind::Theme || !is_composed(cx, &meeting, &items) {
                (prose(&meeting.minutes))
            }
            (how_approved(cx, tx, &case, &meeting)?)
            p { a href=(cx.url(&format!("meetings/{}", meeting.id))) {
                (cx.t("meeting-back"))
            } }
        };
        Ok(cx.page(&title, &page))
    })
    .await
}

fn is_composed(cx: &Cx, meeting: &Meeting, items: &[Item]) -> bool {
    meeting.minutes == composed(cx, items)
}

/// Who approved the minutes, how, and when.
pub fn how_approved(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Markup, Error> {
    let (Some(by), Some(at)) = (&meeting.approved_by, meeting.approved_at) else {
        return Ok(html! {});
    };
    let there = match meeting.approved_in {
        Some(id) => {
            let there = meetings::load(tx, case, id).ok();
            there
                .and_then(|it| it.open(&cx.actor, ReadPreparation).ok())
                .map(|(it, _)| it)
        }
        None => None,
    };
    Ok(html! {
        p {
            (cx.say("meeting-approved-by", &[
                ("by", by.clone().into()), ("date", cx.day(at).into()),
            ]))
            @if let Some(how) = meeting.approved_how.filter(|how| *how != ApprovedHow::Chair) {
                " " (cx.t(how.key()))
            }
            @if let Some(there) = there {
                " " a href=(cx.url(&format!("meetings/{}", there.id))) { (there.title) }
            }
        }
    })
}

fn minutes_form(cx: &Cx, meeting: &Meeting, form: &Form) -> Markup {
    let need = if meeting.kind == MeetingKind::Theme { Need::Must } else { Need::May };
    let fields = text(
        cx,
        form,
        "minutes",
        "meeting-minutes",
        Some("meeting-minutes-hint"),
        need,
        (10, LETTER),
    );
    post(cx, &format!("meetings/{}/minutes", meeting.id), "meeting-save-minutes", &fields)
}

async fn write(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, meeting, permit) = opened(cx, tx, HoldMeeting)?;
        life::mend(meeting.state())?;
        let minutes = match meeting.kind {
            MeetingKind::Theme => form.text("minutes", LETTER),
            _ => form.optional("minutes", LETTER),
        };
        form.check(cx, &cx.t("meeting-minutes"), |form| {
            minutes_form(cx, &meeting, form)
        })?;

        meetings::save_minutes(tx, meeting.id, &minutes)?;
        if minutes != meeting.minutes {
            storage::save_change(tx, meeting.id)?;
        }
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"minutes": minutes}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// What the minutes hold so far.
fn held(tx: &mut dyn Tx, meeting: &Meeting) -> Result<Minutes, Error> {
    let items = meetings::items(tx, meeting.id)?;
    let conclusions = theme_meeting::storage::count(tx, meeting.id)?;
    let count = |len: usize| i64::try_from(len).unwrap_or(i64::MAX);
    let undecided = items.iter().filter(|item| {
        item.verb.is_none() && life::must_be_decided(meeting.kind, item.matter)
    });
    Ok(Minutes {
        kind: meeting.kind,
        written: !meeting.minutes.is_empty(),
        undecided: count(undecided.count()),
        conclusions,
    })
}

/// Ends the meeting and sends its minutes to the members.
async fn send(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, meeting, permit) = opened(cx, tx, SendMinutes)?;
        life::complete(meeting.state(), held(tx, &meeting)?)?;
        let body = meetings::body(tx, &case, &meeting)?.ok_or(Refused::NoMembers)?;
        let due = rules::last_day(cx.today(), body.remark_days).to_string();

        storage::save_sending(tx, meeting.id, &due, cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"remarks_until": due}), "")?;
        Ok(cx.done(&format!("{page}#record")))
    })
    .await
}

fn answer_form(cx: &Cx, meeting: &Meeting, form: &Form) -> Markup {
    let fields = html! {
        (hidden("answer", Answer::Remark.word()))
        (text(cx, form, "remark", "minutes-remark", None, Need::Must, (3, TEXT)))
    };
    let action = format!("meetings/{}/minutes/answer", meeting.id);
    post_quiet(cx, &action, "minutes-send-remark", &fields)
}

/// A member says yes, or remarks. The last yes approves the minutes.
async fn answer(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = opened(cx, tx, AnswerMinutes)?;
        let by_id = permit.by_id.ok_or(NotFound)?;
        let today = cx.today().to_string();
        let body = meetings::body(tx, &case, &meeting)?.ok_or(Refused::NoMembers)?;
        let votes = storage::voters(tx, &body, &today)?.contains(&by_id);
        let is_over = meeting.minutes_due.as_deref().is_some_and(|due| due < &*today);
        let word = form.choice::<Answer>("answer");
        let remark = match word {
            Some(Answer::Remark) => form.text("remark", TEXT),
            _ => String::new(),
        };
        let sent = meeting.minutes_sent_at.is_some();
        rules::answer(
            meeting.state(),
            sent,
            votes,
            is_over,
            word.unwrap_or(Answer::Approved),
        )?;
        form.check(cx, &cx.t("minutes-remark"), |form| answer_form(cx, &meeting, form))?;
        let word = word.ok_or(NotFound)?;

        let now = cx.now_us();
        let who = (by_id, permit.by.as_str());
        storage::save_answer(tx, meeting.id, who, (word, &remark), now)?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({"answer": word.word(), "remark": remark});
        journal::record(tx, cx, &permit, &page, what, "")?;
        let sent = storage::circulation(tx, &meeting, Some(&body), &today)?;
        if rules::approve(sent, false) == Ok(ApprovedHow::Members) {
            let how = (ApprovedHow::Members, None);
            approved(cx, tx, (&case, &meeting), how, &permit.by)?;
        }
        Ok(cx.done(&format!("{page}#record")))
    })
    .await
}

fn settle_form(cx: &Cx, meeting: &Meeting, remark: &Answered, form: &Form) -> Markup {
    let fields = line(cx, form, "settled", "minutes-settled", Need::Must);
    let action = format!("meetings/{}/minutes/remarks/{}", meeting.id, remark.id);
    post_quiet(cx, &action, "minutes-settle", &fields)
}

/// Says what came of a remark.
async fn settle(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, meeting, permit) = opened(cx, tx, SendMinutes)?;
        life::mend(meeting.state())?;
        let id = cx.id("remark")?;
        let answers = storage::answers(tx, meeting.id)?;
        let remark = answers.iter().find(|one| one.id == id).ok_or(NotFound)?;
        let settled = form.text("settled", LINE);
        form.check(cx, &cx.t("minutes-settle"), |form| {
            settle_form(cx, &meeting, remark, form)
        })?;

        let by = (permit.by.as_str(), cx.now_us());
        if storage::save_settlement(tx, id, &settled, by)? == 0 {
            return Err(Refused::Settled.into());
        }
        let page = format!("meetings/{}", meeting.id);
        let what = json!({"remark": remark.remark, "settled": settled});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#record")))
    })
    .await
}

/// What follows an approval: a text that stays, items that go on, and news for those who
/// asked for it.
fn approved(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, meeting): (&Case, &Meeting),
    how: (ApprovedHow, Option<i64>),
    by: &str,
) -> Result<(), Error> {
    let items = meetings::items(tx, meeting.id)?;
    if meeting.minutes.is_empty() {
        meetings::save_minutes(tx, meeting.id, &composed(cx, &items))?;
    }
    meetings::save_approval(tx, meeting.id, how, by, cx.now_us())?;
    // What was postponed and put nowhere waits in the backlog: nothing is forgotten.
    for item in items.iter().filter(|item| item.verb == Some(Verb::Postponed)) {
        if let Some(body_id) = meeting.body_id
            && !agenda::storage::goes_on(tx, item.id)?
        {
            let to = agenda::storage::backlog_of(tx, case, body_id, meeting.chair_id)?;
            agenda::storage::go_on(tx, item, to)?;
        }
    }
    let areas: Vec<i64> = meeting.area_id.into_iter().collect();
    let about = (&[Subject::Meetings, Subject::Decisions][..], &*areas);
    let page = format!("meetings/{}", meeting.id);
    subscriptions::tell(tx, cx, case.id, about, &page, |lang| {
        lang.say("news-minutes", &[("title", meeting.title.clone().into())])
    })?;
    Ok(())
}

/// The later meetings of the same body that have begun: one of them may approve.
fn later(
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Vec<(String, String)>, Error> {
    let sisters = meetings::sisters(tx, case, meeting)?;
    let later = sisters.into_iter().filter(|sister| {
        meeting.body_id.is_some()
            && sister.starts_at > meeting.starts_at
            && sister.opened_at.is_some()
    });
    Ok(later.map(|sister| (sister.id.to_string(), sister.title)).collect())
}

fn approve_form(cx: &Cx, meeting: &Meeting, later: &[(String, String)]) -> Markup {
    let fields = html! {
        @if !later.is_empty() {
            (select(cx, &Form::named("approval"), "at_meeting", "minutes-at-meeting",
                Need::May, later))
        }
    };
    let button = if meeting.minutes_sent_at.is_none() && later.is_empty() {
        "meeting-approve"
    } else {
        "minutes-approve"
    };
    post_quiet(cx, &format!("meetings/{}/approval", meeting.id), button, &fields)
}

/// The chair approves the minutes: alone, or as the members let it, or at a later meeting.
/// Its open decisions are public.
async fn approve(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = opened(cx, tx, ApproveMinutes)?;
        let minutes = held(tx, &meeting)?;
        life::complete(meeting.state(), minutes)?;
        let at_meeting = match form.value("at_meeting") {
            "" => None,
            id => {
                let later = later(tx, &case, &meeting)?;
                let known = later.iter().any(|(later, _)| later == id);
                Some(id.parse::<i64>().ok().filter(|_| known).ok_or(Refused::NotLater)?)
            }
        };
        let today = cx.today().to_string();
        let body = meetings::body(tx, &case, &meeting)?;
        let sent = storage::circulation(tx, &meeting, body.as_ref(), &today)?;
        let how = rules::approve(sent, at_meeting.is_some())?;

        approved(cx, tx, (&case, &meeting), (how, at_meeting), &permit.by)?;
        let page = format!("meetings/{}", meeting.id);
        let items = meetings::items(tx, meeting.id)?.len();
        let what = json!({
            "conclusions": minutes.conclusions, "how": how.word(), "items": items,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Closes a meeting whose minutes are approved.
async fn close(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, meeting, permit) = opened(cx, tx, CloseMeeting)?;
        life::close(meeting.state())?;

        storage::save_closing(tx, meeting.id, cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"closed": true}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

// On the page of the meeting.

/// What the members have said, for those who wait for it; and the member's own buttons.
pub fn answers_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    meeting: &Meeting,
    body: Option<&Body>,
) -> Result<Markup, Error> {
    let today = cx.today().to_string();
    let (Some(sent), Some(body)) =
        (storage::circulation(tx, meeting, body, &today)?, body)
    else {
        return Ok(html! {});
    };
    if !cx.may::<ReadClosedItem>(&meeting.facts()) || meeting.approved_at.is_some() {
        return Ok(html! {});
    }
    let answers = storage::answers(tx, meeting.id)?;
    let voters = storage::voters(tx, body, &today)?;
    let me = cx.actor.person.as_ref().map(|person| person.id);
    let mine = answers.iter().find(|one| Some(one.person_id) == me);
    let asked = cx.may::<AnswerMinutes>(&meeting.facts())
        && me.is_some_and(|me| voters.contains(&me));
    let due = day(cx, meeting.minutes_due.as_deref().unwrap_or_default());
    let action = format!("meetings/{}/minutes/answer", meeting.id);
    let settles = cx.may::<SendMinutes>(&meeting.facts());
    Ok(html! {
        p role="status" { (cx.say("minutes-standing", &[
            ("approved", sent.approved.into()), ("members", sent.members.into()),
            ("date", due.into()),
        ])) }
        @if body.silence_consents { p class="kp-quiet" { (cx.t("minutes-silence")) } }
        ul class="kp-list" {
            @for one in &answers {
                li {
                    (one.name) ": " (cx.t(one.answer.key()))
                    @if !one.remark.is_empty() { blockquote class="kp-quote" { (one.remark) } }
                    @if one.settled_at.is_some() {
                        p class="kp-quiet" { (one.settled_by) ": " (one.settled) }
                    } @else if settles && one.answer == Answer::Remark {
                        (settle_form(cx, meeting, one, &Form::named("settle").numbered(one.id)))
                    }
                }
            }
        }
        @if asked && mine.is_none_or(|mine| mine.answer != Answer::Approved) {
            (post(cx, &action, "minutes-yes", &hidden("answer", Answer::Approved.word())))
            @if !sent.is_over {
                (fold("remark", &cx.t("minutes-remark"),
                    &answer_form(cx, meeting, &Form::named("remark"))))
            }
        }
    })
}

/// What may be done with the minutes next.
pub fn work_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Markup, Error> {
    let facts = meeting.facts();
    let page = format!("meetings/{}", meeting.id);
    let state = meeting.state();
    let later = later(tx, case, meeting)?;
    Ok(html! {
        @if state.is_under_way() && cx.may::<HoldMeeting>(&facts) {
            (minutes_form(cx, meeting, &Form::with(&[("minutes", &meeting.minutes)])))
        }
        @if state.is_under_way() && meeting.body_id.is_some()
            && meeting.minutes_sent_at.is_none() && cx.may::<SendMinutes>(&facts) {
            (post_quiet(cx, &format!("{page}/minutes/sending"), "minutes-send", &html! {}))
        }
        @if state.is_under_way() && cx.may::<ApproveMinutes>(&facts) {
            (approve_form(cx, meeting, &later))
        }
        @if state == MeetingState::MinutesApproved && cx.may::<CloseMeeting>(&facts) {
            (post_quiet(cx, &format!("{page}/closing"), "meeting-close", &html! {}))
        }
    })
}
