//! Calling a meeting, who came, and the page that shows it all.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    agenda::{self, item_pages},
    annexes,
    attendance::{self, storage::Room},
    invitations, minutes,
    minutes::storage::ItemAction,
    papers,
    rules::{self, MeetingKind, MeetingState, Presence},
    storage::{self, Attendee, Call, Item, Meeting, NewItem},
};
use crate::{
    access::{
        Action, CallMeeting, Decide, Guarded as _, HoldMeeting, ListMeetings,
        ListWritten, Permit, PrepareMeeting, ReadBacklog, ReadCase, ReadClosedItem,
        ReadMeeting, ReadPreparation, ReleaseDecision, SendWritten,
    },
    analysis,
    bodies::{self, rules::Role, storage::Body},
    case::{self, Case, clock},
    journal, proposals,
    refusal::Message,
    routes::Routes,
    steering_group, tasks, theme_meeting,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, empty, facts, fold, hidden, line, moment, page_head, post,
            prose, search, select, sought, table, ticks,
        },
        error::Error,
        form::{Form, LINE},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/meetings", list)
        .get("/{lang}/{case}/meetings/new", new)
        .post("/{lang}/{case}/meetings", create)
        .shared("/{lang}/{case}/meetings/{id}", show)
        .post("/{lang}/{case}/meetings/{id}/opening", open)
        .and(agenda::pages::routes())
        .and(item_pages::routes())
        .and(annexes::pages::routes())
        .and(minutes::pages::routes())
}

/// Opens the case and the meeting in the address.
pub fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Meeting, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let meeting = storage::load(tx, &case, cx.id("id")?)?;
    let (meeting, permit) = meeting.open(&cx.actor, action)?;
    Ok((case, meeting, permit))
}

fn state_badge(cx: &Cx, state: MeetingState) -> Markup {
    let class = match state {
        MeetingState::Planned | MeetingState::AgendaOpen => "badge-info",
        MeetingState::PapersSent | MeetingState::MinutesDraft => "badge-warning",
        MeetingState::InProgress => "badge-success",
        MeetingState::Cancelled => "badge-error",
        MeetingState::MinutesApproved | MeetingState::Closed => "",
    };
    badge(class, &cx.t(state.key()))
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListMeetings)?;
        let meetings: Vec<Meeting> = storage::list(tx, &case, &permit)?
            .into_iter()
            .filter_map(|sealed| sealed.open(&cx.actor, ReadMeeting).ok())
            .map(|(meeting, _)| meeting)
            .filter(|meeting| sought(cx, &[&meeting.title, &meeting.chair]))
            .collect();
        let backlogs = backlogs(cx, tx, &case)?;
        let heads = ["meetings-head-title", "meetings-head-when", "meetings-head-chair",
            "meetings-head-state"];
        let rows: Vec<_> = meetings
            .iter()
            .map(|meeting| {
                vec![
                    html! { a href=(cx.url(&format!("meetings/{}", meeting.id))) {
                        (meeting.title)
                    } },
                    html! { (cx.moment(meeting.starts_at)) },
                    html! { (meeting.chair) },
                    state_badge(cx, meeting.state()),
                ]
            })
            .collect();
        let body = html! {
            (page_head(cx, &cx.t("meetings-title"), &cx.t("meetings-lead")))
            @if cx.may::<CallMeeting>(&case.facts()) {
                p { a class="button button-primary" href=(cx.url("meetings/new?kind=theme")) {
                    (cx.t("meeting-call-theme"))
                } " "
                a class="button button-secondary" href=(cx.url("meetings/new?kind=body")) {
                    (cx.t("meeting-call-body"))
                } }
            }
            @if !backlogs.is_empty() {
                p id="backlogs" { (cx.t("backlogs-title")) ":" }
                ul class="kp-doors" aria-labelledby="backlogs" {
                    @for (id, name) in &backlogs {
                        li { a href=(cx.url(&format!("backlogs/{id}"))) { (name) } }
                    }
                }
            }
            @if cx.may::<ListWritten>(&case.facts()) {
                p { a href=(cx.url("written-procedures")) { (cx.t("written-title")) } }
            }
            (search(cx))
            p role="status" { (cx.say("meetings-count", &[
                ("count", i64::try_from(meetings.len()).unwrap_or(0).into()),
            ])) }
            @if rows.is_empty() { (empty(cx, "meetings-empty")) }
            @else { (table(&cx.t("meetings-title"), &heads.map(|head| cx.t(head)), &rows)) }
        };
        Ok(cx.page(&cx.t("meetings-title"), &body))
    })
    .await
}

/// The bodies whose backlog the one who asks may read.
fn backlogs(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<(i64, String)>, Error> {
    if !cx.is_insider() {
        return Ok(Vec::new());
    }
    let mut found = hosts(cx, tx, case)?.bodies;
    found.retain(|(body, chair)| {
        let facts = crate::access::Facts { body_id: Some(body.id), ..case.facts() };
        chair.is_some() && cx.may::<ReadBacklog>(&facts)
    });
    Ok(found
        .into_iter()
        .map(|(body, _)| (body.id, cx.text(&body.name).to_owned()))
        .collect())
}

/// Bodies and areas that can meet, with the person who chairs.
struct Hosts {
    areas: Vec<case::storage::Area>,
    bodies: Vec<(Body, Option<i64>)>,
}

fn hosts(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Hosts, Error> {
    let mut areas = case::storage::areas(tx, case)?;
    areas.retain(|area| area.minister_id.is_some());
    let mut bodies = Vec::new();
    for body in bodies::storage::all(tx, case)? {
        let members = bodies::storage::members(tx, body.id, &cx.today().to_string())?;
        let chair = members.iter().find(|member| member.role == Role::Chair);
        bodies.push((body, chair.map(|member| member.person_id)));
    }
    Ok(Hosts { areas, bodies })
}

fn call_form(cx: &Cx, kind: MeetingKind, hosts: &Hosts, form: &Form) -> Markup {
    let bodies: Vec<_> = hosts
        .bodies
        .iter()
        .filter(|(_, chair)| chair.is_some())
        .map(|(body, _)| (body.id.to_string(), cx.text(&body.name).to_owned()))
        .collect();
    let fields = html! {
        (hidden("kind", kind.word()))
        @match kind {
            MeetingKind::Theme => (select(cx, form, "area", "meeting-area", Need::Must,
                &case::storage::area_options(cx, &hosts.areas))),
            MeetingKind::Body | MeetingKind::Backlog =>
                (select(cx, form, "body", "meeting-body", Need::Must, &bodies)),
        }
        (line(cx, form, "title", "meeting-name", Need::Must))
        (line(cx, form, "place", "meeting-place", Need::Must))
        (moment(cx, form, "day", "time"))
    };
    post(cx, "meetings", "meeting-call", &fields)
}

fn call_title(kind: MeetingKind) -> &'static str {
    match kind {
        MeetingKind::Theme => "meeting-call-theme",
        MeetingKind::Body | MeetingKind::Backlog => "meeting-call-body",
    }
}

fn is_called(kind: MeetingKind) -> bool {
    kind != MeetingKind::Backlog
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, CallMeeting)?;
        let kind = MeetingKind::of(cx.query("kind")).filter(|kind| is_called(*kind));
        let kind = kind.unwrap_or(MeetingKind::Theme);
        let hosts = hosts(cx, tx, &case)?;
        let title = cx.t(call_title(kind));
        let body = html! {
            (page_head(cx, &title, &cx.t("meeting-call-lead")))
            (call_form(cx, kind, &hosts, &Form::default()))
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Calls a meeting. A theme meeting begins with the approved topics of its area.
async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, CallMeeting)?;
        let hosts = hosts(cx, tx, &case)?;
        let kind = form.choice("kind").filter(|kind| is_called(*kind));
        let kind = kind.unwrap_or(MeetingKind::Theme);
        let area =
            hosts.areas.iter().find(|area| area.id.to_string() == form.value("area"));
        let body = hosts
            .bodies
            .iter()
            .find(|(body, _)| body.id.to_string() == form.value("body"));
        let (host, chair_id) = match kind {
            MeetingKind::Theme => ("area", area.and_then(|area| area.minister_id)),
            MeetingKind::Body | MeetingKind::Backlog => {
                ("body", body.and_then(|(_, chair)| *chair))
            }
        };
        if chair_id.is_none() {
            form.fault(host, Message::new("fault-choose"));
        }
        let (title, place) = (form.text("title", LINE), form.text("place", LINE));
        let starts = form.moment("day", "time");
        let zone = case.time_zone()?;
        let starts_at = starts.map(|time| clock::instant(&zone, time));
        match starts_at {
            Some(Err(clock::Ambiguous)) => {
                form.fault("time", Message::new("fault-ambiguous"));
            }
            Some(Ok(at)) if at < cx.now => form.fault("day", Message::new("fault-past")),
            _ => {}
        }
        form.check(cx, &cx.t(call_title(kind)), |form| {
            call_form(cx, kind, &hosts, form)
        })?;
        let (Some(chair_id), Some(starts), Some(Ok(starts_at))) =
            (chair_id, starts, starts_at)
        else {
            return Err(Error::NotFound);
        };
        let call = Call {
            kind,
            body_id: body.filter(|_| kind == MeetingKind::Body).map(|(body, _)| body.id),
            area_id: area.filter(|_| kind == MeetingKind::Theme).map(|area| area.id),
            title,
            place,
            starts: starts.to_string(),
            starts_at: starts_at.as_microsecond(),
            chair_id,
        };
        let id = storage::insert(tx, &case, &call)?;
        if let Some(area_id) = call.area_id {
            for topic in analysis::storage::approved(tx, &case, area_id)? {
                let met =
                    topic.assessment.met.map_or_else(String::new, |met| cx.t(met.key()));
                let item = NewItem {
                    title: topic.title,
                    resume: topic.assessment.written(&met),
                    topic_id: Some(topic.id),
                    ..NewItem::default()
                };
                storage::add_item(tx, id, &item)?;
            }
        }
        let page = format!("meetings/{id}");
        let what =
            json!({"kind": kind.word(), "starts": call.starts, "title": call.title});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// What the page of a meeting shows.
struct Shown {
    case: Case,
    meeting: Meeting,
    body: Option<Body>,
    items: Vec<Item>,
    attendees: Vec<Attendee>,
    actions: Vec<ItemAction>,
    room: Option<Room>,
    /// May read what is closed.
    inside: bool,
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, meeting, _) = opened(cx, tx, ReadMeeting)?;
        if let (MeetingKind::Backlog, Some(body)) = (meeting.kind, meeting.body_id) {
            return Ok(cx.see(&format!("backlogs/{body}")));
        }
        let theme = theme_meeting::pages::part(cx, tx, &case, &meeting)?;
        let proposing = proposals::pages::meeting_part(cx, tx, &case, &meeting)?;
        let it = Shown {
            body: storage::body(tx, &case, &meeting)?,
            items: storage::items(tx, meeting.id)?,
            attendees: storage::attendees(tx, &case, &meeting, &cx.today().to_string())?,
            actions: minutes::storage::actions(tx, meeting.id)?,
            room: attendance::storage::room(tx, cx, &case, &meeting)?,
            inside: cx.may::<ReadClosedItem>(&meeting.facts()),
            case,
            meeting,
        };
        let matter = (tasks::rules::Thing::Meeting, it.meeting.id);
        let tasks = tasks::pages::part(cx, tx, &it.case, matter)?;
        let answers = invitations::pages::part(cx, tx, &it.case, &it.meeting)?;
        let (meeting, body) = (&it.meeting, it.body.as_ref());
        let page = html! {
            (page_head(cx, &meeting.title, ""))
            p { (state_badge(cx, meeting.state())) }
            (about(cx, meeting, body))
            (agenda::pages::history_part(cx, tx, meeting)?)
            @if meeting.opened_at.is_none() { (answers) }
            (attendance_part(cx, meeting, &it.attendees))
            (attendance::pages::live(cx, meeting, it.room.as_ref(), &it.items))
            h2 { (cx.t("meeting-agenda")) }
            (agenda::pages::versions_part(cx, tx, meeting)?)
            @if !it.items.is_empty() { (papers::pages::links(cx, meeting)) }
            @if it.items.is_empty() { (empty(cx, "meeting-agenda-empty")) }
            @for (at, item) in it.items.iter().enumerate() {
                (item_part(cx, tx, &it, item, at)?)
            }
            (theme)
            (proposing)
            h2 id="record" { (cx.t("meeting-minutes")) }
            @if meeting.minutes.is_empty() { p { (cx.t("meeting-no-minutes")) } }
            (prose(&meeting.minutes))
            @if meeting.opened_at.is_some() {
                p { a href=(cx.url(&format!("meetings/{}/minutes", meeting.id))) {
                    (cx.t("minutes-whole"))
                } }
            }
            (minutes::pages::how_approved(cx, tx, &it.case, meeting)?)
            (minutes::pages::answers_part(cx, tx, meeting, body)?)
            (work(cx, tx, &it)?)
            (tasks)
            @if meeting.opened_at.is_some() { (answers) }
        };
        Ok(cx.page(&meeting.title, &page))
    })
    .await
}

fn about(cx: &Cx, meeting: &Meeting, body: Option<&Body>) -> Markup {
    let host = body.map_or_else(
        || cx.t("meeting-kind-theme"),
        |body| cx.text(&body.name).to_owned(),
    );
    facts(&[
        (cx.t("meeting-host"), html! { (host) }),
        (cx.t("meetings-head-when"), html! { (cx.moment(meeting.starts_at)) }),
        (cx.t("meeting-place"), html! { (meeting.place) }),
        (cx.t("meetings-head-chair"), html! { (meeting.chair) }),
    ])
}

fn attendance_part(cx: &Cx, meeting: &Meeting, attendees: &[Attendee]) -> Markup {
    let named = |presence| -> Vec<&str> {
        let those = attendees.iter().filter(|one| one.presence == Some(presence));
        those.map(|one| one.name.as_str()).collect()
    };
    html! {
        @if meeting.opened_at.is_some() {
            h2 { (cx.t("meeting-attendance")) }
            p { (cx.t("presence-present")) ": " (named(Presence::Present).join(", ")) }
            @let away = named(Presence::Apology);
            @if !away.is_empty() { p { (cx.t("presence-apology")) ": " (away.join(", ")) } }
        }
    }
}

fn item_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    it: &Shown,
    item: &Item,
    at: usize,
) -> Result<Markup, Error> {
    let meeting = &it.meeting;
    if item.closed && !it.inside {
        return Ok(html! {
            section class="kp-item" id={ "item-" (item.id) } {
                h3 { (item.position) ". " (cx.t("item-closed")) }
            }
        });
    }
    let facts = meeting.facts();
    let decides = meeting.kind == MeetingKind::Body
        && meeting.state() == MeetingState::InProgress
        && item.verb.is_none()
        && cx.may::<Decide>(&facts);
    let prepares = meeting.state().is_ahead() && cx.may::<PrepareMeeting>(&facts);
    let people = minutes::pages::people(&it.attendees);
    Ok(html! {
        section class="kp-item" id={ "item-" (item.id) } {
            h3 { (item.position) ". "
                @if cx.may::<ReadPreparation>(&facts) {
                    a href=(cx.url(&format!("meetings/{}/items/{}", meeting.id, item.id))) {
                        (item.title)
                    }
                } @else { (item.title) }
                @if item.closed { " " (badge("", &cx.t("item-closed"))) } }
            (item_pages::text_of(cx, tx, item)?)
            (annexes::pages::annex_part(cx, tx, meeting, item)?)
            (item_pages::lineage_part(cx, tx, (&it.case, meeting), item)?)
            @if it.inside || !item.kept_back {
                (attendance::pages::of_item(cx, meeting, it.room.as_ref(), item))
            }
            (item_pages::decision(cx, meeting, item))
            @if item.is_traceable() {
                p { a href=(cx.url(&format!("trace/items/{}", item.id))) {
                    (cx.t("item-trace")) } }
            }
            @if item.verb.is_some() && cx.may::<ReleaseDecision>(&facts) {
                p { a href=(cx.url(&format!("meetings/{}/items/{}/release", meeting.id,
                    item.id))) { (cx.t("decision-release")) } }
            }
            @if decides {
                (steering_group::pages::decision_form(cx, meeting, item, &people,
                    &Form::default()))
            }
            (minutes::pages::actions_part(cx, meeting, item, &it.actions, &it.attendees))
            (item_pages::carry_part(cx, tx, &it.case, meeting, item)?)
            @if prepares && item.verb.is_none() && cx.may::<SendWritten>(&facts) {
                p { a href=(cx.url(&format!("written-procedures/new?item={}", item.id))) {
                    (cx.t("written-of-item"))
                } }
            }
            @if prepares {
                (item_pages::order_part(cx, meeting, item, (at, it.items.len())))
            }
        }
    })
}

fn opening_form(cx: &Cx, meeting: &Meeting, attendees: &[Attendee]) -> Markup {
    let options: Vec<_> = attendees
        .iter()
        .map(|one| {
            (one.person_id.to_string(), format!("{}, {}", one.name, cx.text(&one.title)))
        })
        .collect();
    let fields =
        ticks(cx, &Form::named("opening"), "present", "meeting-who-is-here", &options);
    let button =
        if meeting.opened_at.is_some() { "meeting-correct" } else { "meeting-open" };
    post(cx, &format!("meetings/{}/opening", meeting.id), button, &fields)
}

/// What may be done next, by who is looking.
fn work(cx: &Cx, tx: &mut dyn Tx, it: &Shown) -> Result<Markup, Error> {
    let meeting = &it.meeting;
    let (facts, state) = (meeting.facts(), meeting.state());
    let prepares = cx.may::<PrepareMeeting>(&facts)
        && (state.is_ahead() || state == MeetingState::InProgress);
    let prepare = if prepares {
        let (_, permit) =
            storage::load(tx, &it.case, meeting.id)?.open(&cx.actor, PrepareMeeting)?;
        agenda::pages::preparing(cx, tx, meeting, it.body.as_ref(), &permit)?
    } else {
        html! {}
    };
    let holds = cx.may::<HoldMeeting>(&facts);
    Ok(html! {
        section class="kp-section kp-work" {
            (prepare)
            @if holds && state == MeetingState::PapersSent {
                (opening_form(cx, meeting, &it.attendees))
            }
            (minutes::pages::work_part(cx, tx, &it.case, meeting)?)
            @if holds && state.is_under_way() {
                (fold("attendance", &cx.t("meeting-correct"),
                    &opening_form(cx, meeting, &it.attendees)))
            }
        }
    })
}

/// Opens the meeting and notes who is there; may be corrected until it is closed.
async fn open(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = opened(cx, tx, HoldMeeting)?;
        let mut attendees =
            storage::attendees(tx, &case, &meeting, &cx.today().to_string())?;
        let here = form.ids("present");
        for attendee in &mut attendees {
            let present = here.contains(&attendee.person_id);
            attendee.presence =
                Some(if present { Presence::Present } else { Presence::Apology });
        }
        let present: Vec<&str> = attendees
            .iter()
            .filter(|one| one.presence == Some(Presence::Present))
            .map(|one| one.name.as_str())
            .collect();
        let day_has_come = cx.date_of(meeting.starts_at) <= cx.today();
        rules::open(meeting.state(), day_has_come, present.len())?;

        storage::save_opening(tx, meeting.id, &attendees, cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"present": present}), "")?;
        Ok(cx.done(&page))
    })
    .await
}
