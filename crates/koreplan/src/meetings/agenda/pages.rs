//! Opening, sending, moving and cancelling; the versions of an agenda; the backlog.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    item_pages::{item_form, item_of},
    rules::{self, Change, News, Point, letter},
    storage::{self, Shift, Version},
};
use crate::{
    access::{
        Action, Facts, Guarded, Permit, PrepareMeeting, ReadBacklog, ReadCase,
        ReadClosedItem, ReadMeeting, Sealed,
    },
    bodies::{self, rules::Role, storage::Body},
    case::{self, Case, clock},
    journal,
    meetings::{
        annexes,
        pages::opened,
        rules::{self as life, MeetingState},
        storage::{self as meetings, Meeting},
    },
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, empty, fold, line, moment, page_head, post, post_quiet, prose,
        },
        differences::marked,
        error::{Error, NotFound},
        form::{Form, LINE},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/meetings/{id}/agenda-opening", open_agenda)
        .post("/{lang}/{case}/meetings/{id}/papers", send_papers)
        .get("/{lang}/{case}/meetings/{id}/agenda/{number}", show_version)
        .post("/{lang}/{case}/meetings/{id}/move", shift)
        .post("/{lang}/{case}/meetings/{id}/cancellation", cancel)
        .get("/{lang}/{case}/backlogs/{body}", show_backlog)
        .post("/{lang}/{case}/backlogs/{body}/items", add_to_backlog)
}

/// Shows the agenda to those who meet, before its papers are sent.
async fn open_agenda(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, meeting, permit) = opened(cx, tx, PrepareMeeting)?;
        life::open_agenda(meeting.state())?;

        storage::save_open_agenda(tx, meeting.id, cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"agenda": "opened"}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// The points as this reader may see them: files that are none of theirs are not there.
fn seen(cx: &Cx, tx: &mut dyn Tx, points: &mut [Point]) -> Result<(), Error> {
    for point in points {
        let mut kept = Vec::new();
        for annexed in point.annexes.drain(..) {
            if annexes::pages::may_read(cx, tx, annexed.annex_id)? {
                kept.push(annexed);
            }
        }
        point.annexes = kept;
    }
    Ok(())
}

/// What is new on the agenda since it was last sent, all of it.
fn unsent(tx: &mut dyn Tx, meeting: &Meeting) -> Result<Option<News>, Error> {
    let Some(last) = storage::versions(tx, meeting.id)?.pop() else { return Ok(None) };
    let old = storage::as_sent(tx, last.id)?;
    Ok(Some(rules::news(&old, &storage::now(tx, meeting.id)?)))
}

/// Whether papers that go out now are late, and the last day they would not be.
fn late(cx: &Cx, meeting: &Meeting, body: Option<&Body>) -> Option<jiff::civil::Date> {
    let (day, body) = (cx.date_of(meeting.starts_at), body?);
    rules::is_late(day, body.papers_days, cx.today())
        .then(|| rules::last_day(day, body.papers_days))
}

/// The form that sends the papers; asks for a reason where they are late.
fn papers_form(cx: &Cx, meeting: &Meeting, body: Option<&Body>, form: &Form) -> Markup {
    let reason = match late(cx, meeting, body) {
        Some(day) => html! {
            p class="form-hint" { (cx.say("papers-late", &[
                ("date", cx.lang.date(day).into()),
            ])) }
            (line(cx, form, "reason", "papers-late-reason", Need::Must))
        },
        None => html! {},
    };
    let button = if meeting.state() == MeetingState::PapersSent {
        "meeting-send-papers-again"
    } else {
        "meeting-send-papers"
    };
    post(cx, &format!("meetings/{}/papers", meeting.id), button, &reason)
}

/// Sends the papers, as version A, and again as B when the agenda has changed.
async fn send_papers(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = opened(cx, tx, PrepareMeeting)?;
        let points = storage::now(tx, meeting.id)?;
        let changed = unsent(tx, &meeting)?.is_none_or(|news| !news.is_empty());
        life::send_papers(meeting.state(), points.len(), changed)?;
        let body = meetings::body(tx, &case, &meeting)?;
        let is_late = late(cx, &meeting, body.as_ref()).is_some();
        let reason = if is_late { form.text("reason", LINE) } else { String::new() };
        form.check(cx, &cx.t("meeting-send-papers"), |form| {
            papers_form(cx, &meeting, body.as_ref(), form)
        })?;

        let today = cx.today().to_string();
        let receivers = meetings::attendees(tx, &case, &meeting, &today)?.len();
        let receivers = i64::try_from(receivers).unwrap_or(i64::MAX);
        let now = cx.now_us();
        meetings::save_papers(tx, meeting.id, now)?;
        let sent = (reason.as_str(), receivers);
        let number =
            storage::save_version(tx, &meeting, &points, sent, (&permit.by, now))?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({"papers": points.len(), "version": letter(number)});
        journal::record(tx, cx, &permit, &page, what, &reason)?;
        Ok(cx.done(&page))
    })
    .await
}

/// What may be done with a meeting that is ahead.
pub fn preparing(
    cx: &Cx,
    tx: &mut dyn Tx,
    meeting: &Meeting,
    body: Option<&Body>,
    permit: &Permit<PrepareMeeting>,
) -> Result<Markup, Error> {
    let page = format!("meetings/{}", meeting.id);
    let matters = match case::storage::load(tx, cx)?.open(&cx.actor, ReadCase) {
        Ok((case, _)) => storage::matters(tx, &case, permit)?,
        Err(error) => return Err(error.into()),
    };
    if meeting.state() == MeetingState::InProgress {
        return Ok(fold("add-item", &cx.t("item-new-extra"), &item_form(cx,
            &format!("{page}/items"), "item-add", &matters, &Form::named("item"))));
    }
    let changed = unsent(tx, meeting)?.is_none_or(|news| !news.is_empty());
    let moved = Form::named_with("move", &[("place", &meeting.place)]);
    Ok(html! {
        (fold("add-item", &cx.t("item-new"), &item_form(cx, &format!("{page}/items"),
            "item-add", &matters, &Form::named("item"))))
        @if let Some(body) = body {
            p { a href=(cx.url(&format!("backlogs/{}", body.id))) { (cx.t("backlog-link")) } }
        }
        @if meeting.state() == MeetingState::Planned {
            p class="kp-quiet" { (cx.t("meeting-is-a-draft")) }
            (post_quiet(cx, &format!("{page}/agenda-opening"), "meeting-open-agenda",
                &html! {}))
        }
        @if changed { (papers_form(cx, meeting, body, &Form::named("papers"))) }
        (fold("move", &cx.t("meeting-move"), &move_form(cx, meeting, &moved)))
        (fold("cancel", &cx.t("meeting-cancel"), &cancel_form(cx, meeting,
            &Form::named("cancel"))))
    })
}

/// The versions that were sent, and what is new since the one before.
pub fn versions_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    meeting: &Meeting,
) -> Result<Markup, Error> {
    let versions = storage::versions(tx, meeting.id)?;
    let Some(last) = versions.last() else { return Ok(html! {}) };
    let news = news_of(cx, tx, meeting, &versions, last.number)?;
    let page = format!("meetings/{}/agenda", meeting.id);
    Ok(html! {
        p { (cx.say("agenda-sent", &[
                ("letter", letter(last.number).into()),
                ("when", cx.moment(last.sent_at).into()),
                ("count", last.receivers.into()),
            ]))
            @if !last.late_reason.is_empty() {
                " " (cx.say("agenda-late", &[("reason", last.late_reason.clone().into())]))
            }
        }
        @if let Some(news) = news.filter(|news| !news.is_empty()) {
            (fold("news", &since(cx, last.number - 1), &news_part(cx, meeting, &news)))
        }
        @if versions.len() > 1 {
            p { (cx.t("agenda-versions")) ": "
                @for version in &versions {
                    a href=(cx.url(&format!("{page}/{}", version.number))) {
                        (letter(version.number))
                    } " "
                }
            }
        }
    })
}

fn since(cx: &Cx, number: i64) -> String {
    cx.say("agenda-new-since", &[("letter", letter(number).into())])
}

/// What is new in a version since the one before it, as this reader may know it.
fn news_of(
    cx: &Cx,
    tx: &mut dyn Tx,
    meeting: &Meeting,
    versions: &[Version],
    number: i64,
) -> Result<Option<News>, Error> {
    let find = |number| versions.iter().find(|version| version.number == number);
    let (Some(old), Some(new)) = (find(number - 1), find(number)) else {
        return Ok(None);
    };
    let mut points = [storage::as_sent(tx, old.id)?, storage::as_sent(tx, new.id)?];
    let inside = cx.may::<ReadClosedItem>(&meeting.facts());
    for points in &mut points {
        seen(cx, tx, points)?;
        if !inside {
            points.retain(|point| !point.closed);
        }
    }
    let [old, new] = points;
    Ok(Some(rules::news(&old, &new)))
}

fn news_part(cx: &Cx, meeting: &Meeting, news: &News) -> Markup {
    let inside = cx.may::<ReadClosedItem>(&meeting.facts());
    html! {
        ul class="kp-list" {
            @for change in &news.changes {
                @match change {
                    Change::Added(point) => li {
                        (badge("badge-success", &cx.t("agenda-added"))) " " (point.title)
                    },
                    Change::Removed(point) => li {
                        (badge("badge-warning", &cx.t("agenda-removed"))) " " (point.title)
                    },
                    Change::Changed { old, new } => @if inside || !(old.closed || new.closed) {
                        li { (badge("badge-info", &cx.t("agenda-changed"))) " " (new.title)
                            (changed(cx, old, new)) }
                    },
                }
            }
            @if news.reordered {
                li { (badge("badge-info", &cx.t("agenda-reordered"))) }
            }
        }
    }
}

/// What is new about one item: words that came and went, files that came and went.
fn changed(cx: &Cx, old: &Point, new: &Point) -> Markup {
    let texts = [
        ("item-title", &old.title, &new.title),
        ("item-case-number", &old.case_number, &new.case_number),
        ("item-resume", &old.resume, &new.resume),
        ("item-recommend", &old.recommendation, &new.recommendation),
        ("item-presentation", &old.presentation, &new.presentation),
    ];
    let has = |point: &Point, id| point.annexes.iter().any(|a| a.annex_id == id);
    let same = |point: &Point, id| point.annexes.iter().any(|a| a.file_id == id);
    html! {
        @for (name, old, new) in texts.iter().filter(|(_, old, new)| old != new) {
            p { strong { (cx.t(name)) ": " } (marked(old, new)) }
        }
        @if old.matter != new.matter {
            p { strong { (cx.t("item-matter")) ": " }
                (marked(&cx.t(old.matter.key()), &cx.t(new.matter.key()))) }
        }
        @if old.closed != new.closed {
            p { (cx.t(if new.closed { "agenda-now-closed" } else { "agenda-now-open" })) }
        }
        @for annex in &new.annexes {
            @if !has(old, annex.annex_id) {
                p { strong { (cx.t("annex-added")) ": " } ins { (annex.name) } }
            } @else if !same(old, annex.file_id) {
                p { strong { (cx.t("annex-replaced")) ": " } (annex.name) }
            }
        }
        @for annex in old.annexes.iter().filter(|annex| !has(new, annex.annex_id)) {
            p { strong { (cx.t("annex-removed")) ": " } del { (annex.name) } }
        }
    }
}

/// An agenda as it was sent, and what was new in it.
async fn show_version(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, meeting, _) = opened(cx, tx, ReadMeeting)?;
        let number = cx.id("number")?;
        let versions = storage::versions(tx, meeting.id)?;
        let version =
            versions.iter().find(|version| version.number == number).ok_or(NotFound)?;
        let mut points = storage::as_sent(tx, version.id)?;
        seen(cx, tx, &mut points)?;
        let news = news_of(cx, tx, &meeting, &versions, number)?;
        let inside = cx.may::<ReadClosedItem>(&meeting.facts());
        let title = format!(
            "{}: {}",
            meeting.title,
            cx.say("agenda-version", &[("letter", letter(number).into())])
        );
        let body = html! {
            (page_head(cx, &title, ""))
            p { (cx.say("agenda-sent", &[
                ("letter", letter(number).into()),
                ("when", cx.moment(version.sent_at).into()),
                ("count", version.receivers.into()),
            ])) " " (version.sent_by) }
            @if let Some(news) = news {
                h2 { (since(cx, number - 1)) }
                @if news.is_empty() { p { (cx.t("agenda-nothing-new")) } }
                (news_part(cx, &meeting, &news))
            }
            h2 { (cx.t("meeting-agenda")) }
            @for point in &points {
                section class="kp-item" {
                    @if point.closed && !inside {
                        h3 { (point.position) ". " (cx.t("item-closed")) }
                    } @else {
                        h3 { (point.position) ". " (point.title) }
                        (prose(&point.resume))
                        (prose(&point.recommendation))
                        (prose(&point.presentation))
                        @for annex in &point.annexes { p class="kp-quiet" { (annex.name) } }
                    }
                }
            }
            p { a href=(cx.url(&format!("meetings/{}", meeting.id))) {
                (cx.t("meeting-back"))
            } }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn move_form(cx: &Cx, meeting: &Meeting, form: &Form) -> Markup {
    let fields = html! {
        (moment(cx, form, "day", "time"))
        (line(cx, form, "place", "meeting-place", Need::Must))
        (line(cx, form, "reason", "meeting-move-reason", Need::Must))
    };
    post_quiet(cx, &format!("meetings/{}/move", meeting.id), "meeting-move-save", &fields)
}

/// Gives the meeting another time or place, with a reason.
async fn shift(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = opened(cx, tx, PrepareMeeting)?;
        life::prepare(meeting.state())?;
        let (place, reason) = (form.text("place", LINE), form.text("reason", LINE));
        let starts = form.moment("day", "time");
        let zone = case.time_zone()?;
        let at = starts.map(|time| clock::instant(&zone, time));
        match at {
            Some(Err(clock::Ambiguous)) => {
                form.fault("time", Message::new("fault-ambiguous"));
            }
            Some(Ok(at)) if at < cx.now => form.fault("day", Message::new("fault-past")),
            _ => {}
        }
        form.check(cx, &cx.t("meeting-move"), |form| move_form(cx, &meeting, form))?;
        let (Some(starts), Some(Ok(at))) = (starts, at) else {
            return Err(Error::NotFound);
        };
        let shift = Shift {
            old_starts_at: meeting.starts_at,
            new_starts_at: at.as_microsecond(),
            old_place: meeting.place.clone(),
            new_place: place,
            reason,
            by: permit.by.clone(),
            at: cx.now_us(),
        };
        let is_other = shift.new_starts_at != shift.old_starts_at
            || shift.new_place != shift.old_place;
        life::shift(meeting.state(), is_other)?;

        storage::save_shift(tx, &meeting, (&starts.to_string(), &shift))?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({"place": shift.new_place, "starts": starts.to_string()});
        journal::record(tx, cx, &permit, &page, what, &shift.reason)?;
        Ok(cx.done(&page))
    })
    .await
}

fn cancel_form(cx: &Cx, meeting: &Meeting, form: &Form) -> Markup {
    let fields = html! {
        p class="form-hint" { (cx.t("meeting-cancel-hint")) }
        (line(cx, form, "reason", "meeting-cancel-reason", Need::Must))
    };
    let action = format!("meetings/{}/cancellation", meeting.id);
    post_quiet(cx, &action, "meeting-cancel-save", &fields)
}

/// Cancels the meeting; a body's items go to its backlog.
async fn cancel(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = opened(cx, tx, PrepareMeeting)?;
        life::prepare(meeting.state())?;
        let reason = form.text("reason", LINE);
        form.check(cx, &cx.t("meeting-cancel"), |form| cancel_form(cx, &meeting, form))?;

        let by = (permit.by.as_str(), cx.now_us());
        storage::save_cancellation(tx, meeting.id, &reason, by)?;
        if let Some(body_id) = meeting.body_id {
            let items = meetings::items(tx, meeting.id)?;
            let to = storage::backlog_of(tx, &case, body_id, meeting.chair_id)?;
            for item in &items {
                storage::save_move(tx, item, (to, &reason), by)?;
            }
        }
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"cancelled": true}), &reason)?;
        Ok(cx.done(&page))
    })
    .await
}

/// What has become of the meeting's time and place, and of items that left it.
pub fn history_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    meeting: &Meeting,
) -> Result<Markup, Error> {
    let shifts = storage::shifts(tx, meeting.id)?;
    let inside = cx.may::<ReadClosedItem>(&meeting.facts());
    let mut left = storage::taken_off(tx, meeting.id)?;
    left.retain(|(_, _, closed, _)| inside || !closed);
    Ok(html! {
        @if let (Some(why), Some(by)) = (&meeting.cancelled_why, &meeting.cancelled_by) {
            div class="alert alert-warning" { div class="alert-body" { p class="alert-text" {
                (cx.say("meeting-was-cancelled", &[
                    ("by", by.clone().into()), ("reason", why.clone().into()),
                ]))
            } } }
        }
        @for shift in &shifts {
            p class="kp-quiet" { (cx.say("meeting-was-moved", &[
                ("by", shift.by.clone().into()),
                ("old", cx.moment(shift.old_starts_at).into()),
                ("place", shift.old_place.clone().into()),
                ("reason", shift.reason.clone().into()),
            ])) }
        }
        @if !left.is_empty() && cx.is_insider() {
            h3 { (cx.t("agenda-left")) }
            ul class="kp-list" {
                @for (id, title, _, meeting_id) in &left {
                    li { a href=(cx.url(&format!("meetings/{meeting_id}/items/{id}"))) {
                        (title)
                    } }
                }
            }
        }
    })
}

/// The door to the backlog of a body.
#[derive(Debug, Clone)]
struct Backlog {
    case_id: i64,
    body: Body,
    chair_id: Option<i64>,
}

impl Guarded for Backlog {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            body_id: Some(self.body.id),
            ..Facts::default()
        }
    }
}

fn opened_backlog<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Backlog, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let id = cx.id("body")?;
    let bodies = bodies::storage::all(tx, &case)?;
    let body = bodies.into_iter().find(|body| body.id == id).ok_or(NotFound)?;
    let members = bodies::storage::members(tx, body.id, &cx.today().to_string())?;
    let chair = members.iter().find(|member| member.role == Role::Chair);
    let chair_id = chair.map(|chair| chair.person_id);
    let backlog = Backlog { case_id: case.id, body, chair_id };
    let (backlog, permit) = Sealed::new(backlog).open(&cx.actor, action)?;
    Ok((case, backlog, permit))
}

/// The items of a body that no meeting has yet.
async fn show_backlog(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, backlog, _) = opened_backlog(cx, tx, ReadBacklog)?;
        let items = match meetings::backlog(tx, &case, backlog.body.id)? {
            Some(meeting) => meetings::items(tx, meeting.id)?,
            None => Vec::new(),
        };
        let matters = match Sealed::new(case.clone()).open(&cx.actor, PrepareMeeting) {
            Ok((_, permit)) => Some(storage::matters(tx, &case, &permit)?),
            Err(_) => None,
        };
        let page = format!("backlogs/{}", backlog.body.id);
        let title = cx.say(
            "backlog-title",
            &[("body", cx.text(&backlog.body.name).to_owned().into())],
        );
        let body = html! {
            (page_head(cx, &title, &cx.t("backlog-lead")))
            p role="status" { (cx.say("backlog-count", &[
                ("count", i64::try_from(items.len()).unwrap_or(0).into()),
            ])) }
            @if items.is_empty() { (empty(cx, "backlog-empty")) }
            ol class="kp-list" {
                @for item in &items {
                    li id={ "item-" (item.id) } {
                        a href=(cx.url(&format!("meetings/{}/items/{}", item.meeting_id,
                            item.id))) { (item.title) }
                        " " (badge("", &cx.t(item.matter.key())))
                        @if item.from_item_id.is_some() {
                            " " (badge("badge-warning", &cx.t("verb-postponed")))
                        }
                    }
                }
            }
            @if let Some(matters) = &matters {
                (fold("add-item", &cx.t("item-new"), &item_form(cx, &format!("{page}/items"),
                    "item-add", matters, &Form::named("item"))))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

async fn add_to_backlog(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, backlog, permit) = opened_backlog(cx, tx, PrepareMeeting)?;
        let chair_id = backlog.chair_id.ok_or(NotFound)?;
        let matters = storage::matters(tx, &case, &permit)?;
        let item = item_of(&mut form, &matters);
        let page = format!("backlogs/{}", backlog.body.id);
        form.check(cx, &cx.t("item-new"), |form| {
            item_form(cx, &format!("{page}/items"), "item-add", &matters, form)
        })?;

        let to = storage::backlog_of(tx, &case, backlog.body.id, chair_id)?;
        meetings::insert_item(tx, to, &item, None)?;
        journal::record(tx, cx, &permit, &page, json!({"item": item.title}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

