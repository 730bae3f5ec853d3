//! Calling a meeting, its agenda, who came, the minutes, and the page that shows it all.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, MeetingKind, MeetingState, Minutes, Presence},
    storage::{self, Attendee, Call, Item, Meeting, NewItem},
};
use crate::{
    access::{
        Action, ApproveMinutes, CallMeeting, Decide, Guarded as _, HoldMeeting,
        ListMeetings, Permit, PrepareMeeting, ReadCase, ReadMeeting, ReleaseDecision,
    },
    analysis,
    bodies::{self, rules::Role, storage::Body},
    case::{self, Case, clock},
    journal, proposals,
    refusal::Message,
    routes::Routes,
    steering_group,
    subscriptions::{self, rules::Subject},
    theme_meeting,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, decision_class, empty, facts, fold, hidden, line, moment,
            page_head, post, post_quiet, prose, search, select, sought, table, text,
            tick, ticks,
        },
        error::Error,
        form::{Form, LETTER, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/meetings", list)
        .get("/{lang}/{case}/meetings/new", new)
        .post("/{lang}/{case}/meetings", create)
        .shared("/{lang}/{case}/meetings/{id}", show)
        .post("/{lang}/{case}/meetings/{id}/items", add_item)
        .post("/{lang}/{case}/meetings/{id}/papers", send_papers)
        .post("/{lang}/{case}/meetings/{id}/opening", open)
        .post("/{lang}/{case}/meetings/{id}/minutes", write_minutes)
        .post("/{lang}/{case}/meetings/{id}/approval", approve)
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
        MeetingState::Planned => "badge-info",
        MeetingState::PapersSent => "badge-warning",
        MeetingState::InProgress => "badge-success",
        MeetingState::Closed => "",
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
            MeetingKind::Body => (select(cx, form, "body", "meeting-body", Need::Must, &bodies)),
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
        MeetingKind::Body => "meeting-call-body",
    }
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, CallMeeting)?;
        let kind = MeetingKind::of(cx.query("kind")).unwrap_or(MeetingKind::Theme);
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
        let kind = form.choice("kind").unwrap_or(MeetingKind::Theme);
        let area =
            hosts.areas.iter().find(|area| area.id.to_string() == form.value("area"));
        let body = hosts
            .bodies
            .iter()
            .find(|(body, _)| body.id.to_string() == form.value("body"));
        let (host, chair_id) = match kind {
            MeetingKind::Theme => ("area", area.and_then(|area| area.minister_id)),
            MeetingKind::Body => ("body", body.and_then(|(_, chair)| *chair)),
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

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, meeting, _) = opened(cx, tx, ReadMeeting)?;
        let body = storage::body(tx, &case, &meeting)?;
        let items = storage::items(tx, meeting.id)?;
        let attendees = storage::attendees(tx, &case, &meeting, &cx.today().to_string())?;
        let theme = theme_meeting::pages::part(cx, tx, &case, &meeting)?;
        let proposing = proposals::pages::meeting_part(cx, tx, &case, &meeting)?;
        let inside = cx.may::<PrepareMeeting>(&meeting.facts())
            || cx.actor.seats.iter().any(|seat| Some(seat.body_id) == meeting.body_id)
            || cx.may::<HoldMeeting>(&meeting.facts());
        let page = html! {
            (page_head(cx, &meeting.title, ""))
            p { (state_badge(cx, meeting.state())) }
            (about(cx, &meeting, body.as_ref()))
            (attendance(cx, &meeting, body.as_ref(), &attendees))
            h2 { (cx.t("meeting-agenda")) }
            @if items.is_empty() { (empty(cx, "meeting-agenda-empty")) }
            @for item in &items { (item_part(cx, &meeting, item, inside)) }
            (theme)
            (proposing)
            h2 { (cx.t("meeting-minutes")) }
            @if meeting.minutes.is_empty() { p { (cx.t("meeting-no-minutes")) } }
            (prose(&meeting.minutes))
            @if let (Some(by), Some(at)) = (&meeting.approved_by, meeting.approved_at) {
                p { (cx.say("meeting-approved-by", &[
                    ("by", by.clone().into()), ("date", cx.day(at).into()),
                ])) }
            }
            (work(cx, &meeting, &attendees))
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

fn attendance(
    cx: &Cx,
    meeting: &Meeting,
    body: Option<&Body>,
    attendees: &[Attendee],
) -> Markup {
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
            @if let Some(body) = body {
                p role="status" { (cx.say("meeting-quorum", &[
                    ("present", storage::present(attendees).into()),
                    ("needed", body.quorum.needed.into()),
                ])) }
            }
        }
    }
}

fn item_part(cx: &Cx, meeting: &Meeting, item: &Item, inside: bool) -> Markup {
    html! {
        section class="kp-item" id={ "item-" (item.id) } {
            @if item.closed && !inside {
                h3 { (item.position) ". " (cx.t("item-closed")) }
            } @else {
                h3 { (item.position) ". " (item.title)
                    @if item.closed { " " (badge("", &cx.t("item-closed"))) } }
                @if !item.resume.is_empty() { (prose(&item.resume)) }
                @if !item.recommendation.is_empty() {
                    p { strong { (cx.t("item-recommendation")) } " " (item.recommendation) }
                }
                (prose(&item.presentation))
                @if let (Some(id), true) = (item.proposal_id, inside) {
                    p { a href=(cx.url(&format!("proposals/{id}"))) { (cx.t("item-proposal")) } }
                }
                @if let (Some(id), true) = (item.analysis_id, inside) {
                    p { a href=(cx.url(&format!("analyses/{id}"))) { (cx.t("item-analysis")) } }
                }
                @if item.proposal_id.or(item.topic_id).or(item.analysis_id).is_some() {
                    p { a href=(cx.url(&format!("trace/items/{}", item.id))) {
                        (cx.t("item-trace")) } }
                }
                @if let (Some(id), true) = (item.topic_id, inside) {
                    p { a href=(cx.url(&format!("topics/{id}"))) { (cx.t("item-topic")) } }
                }
                @if let Some(verb) = item.verb.filter(|_| inside || !item.kept_back) {
                    p class=(decision_class(verb)) {
                        strong { (cx.t("item-decision")) } " " (cx.t(verb.key())) ". "
                        (item.decision.as_deref().unwrap_or_default())
                    }
                    @if cx.may::<ReleaseDecision>(&meeting.facts()) {
                        p { a href=(cx.url(&format!("meetings/{}/items/{}/release", meeting.id,
                            item.id))) { (cx.t("decision-release")) } }
                    }
                } @else if meeting.kind == MeetingKind::Body
                    && meeting.state() == MeetingState::InProgress
                    && cx.may::<Decide>(&meeting.facts()) {
                    (steering_group::pages::decision_form(cx, meeting, item, &Form::default()))
                }
            }
        }
    }
}

fn item_form(cx: &Cx, meeting: &Meeting, form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "title", "item-title", Need::Must))
        (text(cx, form, "resume", "item-resume", None, Need::May, (3, TEXT)))
        (text(cx, form, "recommendation", "item-recommend", Some("item-recommend-hint"),
            Need::May, (2, TEXT)))
        (text(cx, form, "presentation", "item-presentation", None, Need::May, (5, TEXT)))
        (tick(cx, form, "closed", "item-is-closed"))
    };
    post(cx, &format!("meetings/{}/items", meeting.id), "item-add", &fields)
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

fn minutes_form(cx: &Cx, meeting: &Meeting, form: &Form) -> Markup {
    let fields = text(
        cx,
        form,
        "minutes",
        "meeting-minutes",
        Some("meeting-minutes-hint"),
        Need::Must,
        (10, LETTER),
    );
    post(cx, &format!("meetings/{}/minutes", meeting.id), "meeting-save-minutes", &fields)
}

/// What may be done next, by who is looking.
fn work(cx: &Cx, meeting: &Meeting, attendees: &[Attendee]) -> Markup {
    let facts = meeting.facts();
    let page = format!("meetings/{}", meeting.id);
    html! {
        section class="kp-section kp-work" {
            @match meeting.state() {
                MeetingState::Planned => {
                    @if cx.may::<PrepareMeeting>(&facts) {
                        (fold("add-item", &cx.t("item-new"),
                            &item_form(cx, meeting, &Form::named("item"))))
                        (post(cx, &format!("{page}/papers"), "meeting-send-papers", &html! {}))
                    }
                }
                MeetingState::PapersSent => {
                    @if cx.may::<HoldMeeting>(&facts) { (opening_form(cx, meeting, attendees)) }
                }
                MeetingState::InProgress => {
                    @if cx.may::<HoldMeeting>(&facts) {
                        (minutes_form(cx, meeting,
                            &Form::with(&[("minutes", &meeting.minutes)])))
                        (fold("attendance", &cx.t("meeting-correct"),
                            &opening_form(cx, meeting, attendees)))
                    }
                    @if cx.may::<ApproveMinutes>(&facts) {
                        (post_quiet(cx, &format!("{page}/approval"), "meeting-approve",
                            &html! {}))
                    }
                }
                MeetingState::Closed => {}
            }
        }
    }
}

async fn add_item(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, meeting, permit) = opened(cx, tx, PrepareMeeting)?;
        rules::add_item(meeting.state())?;
        let item = NewItem {
            title: form.text("title", LINE),
            resume: form.optional("resume", TEXT),
            recommendation: form.optional("recommendation", TEXT),
            presentation: form.optional("presentation", TEXT),
            closed: form.ticked("closed"),
            ..NewItem::default()
        };
        form.check(cx, &cx.t("item-new"), |form| item_form(cx, &meeting, form))?;

        storage::add_item(tx, meeting.id, &item)?;
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"item": item.title}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

async fn send_papers(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, meeting, permit) = opened(cx, tx, PrepareMeeting)?;
        let items = storage::items(tx, meeting.id)?;
        rules::send_papers(meeting.state(), items.len())?;

        storage::save_papers(tx, meeting.id, cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"papers": items.len()}), "")?;
        Ok(cx.done(&page))
    })
    .await
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

async fn write_minutes(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, meeting, permit) = opened(cx, tx, HoldMeeting)?;
        rules::write(meeting.state())?;
        let minutes = form.text("minutes", LETTER);
        form.check(cx, &cx.t("meeting-minutes"), |form| {
            minutes_form(cx, &meeting, form)
        })?;

        storage::save_minutes(tx, meeting.id, &minutes)?;
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"minutes": minutes}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// The chair approves the minutes: the meeting closes, its open decisions are public.
async fn approve(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, meeting, permit) = opened(cx, tx, ApproveMinutes)?;
        let items = storage::items(tx, meeting.id)?;
        let conclusions = theme_meeting::storage::count(tx, meeting.id)?;
        let count = |len: usize| i64::try_from(len).unwrap_or(i64::MAX);
        let minutes = Minutes {
            kind: meeting.kind,
            written: !meeting.minutes.is_empty(),
            undecided: count(items.iter().filter(|item| item.verb.is_none()).count()),
            conclusions,
        };
        rules::approve(meeting.state(), minutes)?;

        storage::save_approval(tx, meeting.id, &permit.by, cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({"conclusions": minutes.conclusions, "items": items.len()});
        journal::record(tx, cx, &permit, &page, what, "")?;
        let areas: Vec<i64> = meeting.area_id.into_iter().collect();
        let about = (&[Subject::Meetings, Subject::Decisions][..], &*areas);
        subscriptions::tell(tx, cx, case.id, about, &page, |lang| {
            lang.say("news-minutes", &[("title", meeting.title.clone().into())])
        })?;
        Ok(cx.done(&page))
    })
    .await
}
