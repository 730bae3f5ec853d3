//! The feeds, the calendars, and the page that lists them.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use jiff::{civil::Date, tz::TimeZone};
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};

use super::{
    atom, calendar,
    rules::{self, About, Entry, Event, Subject, Wanted, When},
    storage,
};
use crate::{
    access::{ListMeetings, Permit, ReadCase, ReadMeeting, Sealed},
    bodies::{self, rules::BodyKind},
    case::{self, Case, storage::Area},
    input, meetings,
    plan::{self, storage::Step},
    routes::Routes,
    web::{
        Cx,
        choices::Choice as _,
        components::page_head,
        error::{Error, NotFound},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/feeds", show)
        .for_all("/{lang}/{case}/feed.atom", feed)
        .for_all("/{lang}/{case}/areas/{area}/feed.atom", feed)
        .for_all("/{lang}/{case}/subjects/{subject}/feed.atom", feed)
        .for_all("/{lang}/{case}/calendar.ics", calendar_of)
        .for_all("/{lang}/{case}/areas/{area}/calendar.ics", calendar_of)
}

/// Opens the case, and the area in the address if one is there.
fn opened(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Option<Area>, Permit<ReadCase>), Error> {
    let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let slug = cx.param("area");
    if slug.is_empty() {
        return Ok((case, None, permit));
    }
    let areas = case::storage::areas(tx, &case)?;
    let area = areas.into_iter().find(|area| area.slug == slug).ok_or(NotFound)?;
    Ok((case, Some(area), permit))
}

/// Who publishes what is public of the case: its secretariat.
pub fn publisher(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<String, StoreError> {
    let secretariats = bodies::storage::of_kind(tx, case, BodyKind::Secretariat)?;
    let first = secretariats.first();
    Ok(first.map_or("Køreplan".into(), |body| cx.text(&body.name).to_owned()))
}

/// The first instant of a day, by the clocks of the case.
fn morning(zone: &TimeZone, day: Date) -> i64 {
    day.to_zoned_datetime(zone.clone()).map_or(0, |day| day.timestamp().as_microsecond())
}

/// When the plan of a case begins.
fn begins(case: &Case, steps: &[Step]) -> Result<i64, StoreError> {
    let first = steps.iter().map(|step| step.dates.planned.from).min();
    let zone = case.time_zone()?;
    Ok(first.map_or(0, |day| morning(&zone, day)))
}

/// When something of the case became public last, and when its plan begins.
pub fn changed(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<ReadCase>,
) -> Result<(i64, i64), StoreError> {
    let steps = plan::storage::steps(tx, case, permit, cx.today())?;
    let begins = begins(case, &steps)?;
    let events = storage::events(tx, case, permit, Wanted::default())?;
    let last = events.iter().map(|event| event.at).filter(|at| *at <= cx.now_us()).max();
    Ok((begins, last.unwrap_or(begins)))
}

async fn feed(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let (case, area, permit) = opened(cx, tx)?;
        let subject = match cx.param("subject") {
            "" => None,
            word => Some(Subject::of(word).ok_or(NotFound)?),
        };
        let wanted = Wanted { area_id: area.as_ref().map(|area| area.id), subject };
        let events = storage::events(tx, &case, &permit, wanted)?;
        let events: Vec<Event> = rules::newest(events, wanted, cx.now_us());
        let steps = plan::storage::steps(tx, &case, &permit, cx.today())?;
        let title = match (&area, subject) {
            (Some(area), _) => {
                format!("{}: {}", cx.text(&case.title), cx.text(&area.name))
            }
            (_, Some(subject)) => {
                format!("{}: {}", cx.text(&case.title), cx.t(subject.key()))
            }
            _ => cx.text(&case.title).to_owned(),
        };
        let head = atom::Head {
            title,
            subtitle: cx.text(&case.summary).to_owned(),
            author: publisher(cx, tx, &case)?,
            path: cx.path.clone(),
            page: cx.url(""),
            begins: begins(&case, &steps)?,
        };
        let written = atom::written(cx, &head, &events)
            .map_err(|e| StoreError::Broken(e.to_string()))?;
        let kind = (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8");
        Ok(([kind], written).into_response())
    })
    .await
}

async fn calendar_of(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let (case, area, permit) = opened(cx, tx)?;
        let zone = case.time_zone()?;
        let mut entries = entries(cx, tx, &case, &permit)?;
        if let Some(area) = &area {
            entries.retain(|entry| entry.about.concerns(area.id));
        }
        let title = match &area {
            Some(area) => format!("{}: {}", cx.text(&case.title), cx.text(&area.name)),
            None => cx.text(&case.title).to_owned(),
        };
        let written = calendar::written(cx, &title, &zone, &entries);
        let kind = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
        Ok(([kind], written).into_response())
    })
    .await
}

/// The steps of the timetable, and the deadlines of hearings.
pub fn steps_and_hearings(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<ReadCase>,
) -> Result<Vec<Entry>, Error> {
    let zone = case.time_zone()?;
    let steps = plan::storage::steps(tx, case, permit, cx.today())?;
    let begins = begins(case, &steps)?;
    let mut found: Vec<Entry> =
        steps.iter().map(|step| step_entry(cx, (&zone, begins), step)).collect();
    let about = storage::hearing_areas(tx, case)?;
    for hearing in input::storage::hearings(tx, case)? {
        let extensions = input::storage::extensions(tx, &hearing)?;
        let title = cx.text(&hearing.title).to_owned();
        found.push(Entry {
            name: format!("hearing-{}", hearing.slug),
            sequence: i64::try_from(extensions.len()).unwrap_or(i64::MAX),
            changed: extensions.last().map_or(begins, |last| last.at),
            when: When::At(hearing.last_minute()),
            about: about.get(&hearing.id).cloned().unwrap_or(About::WholeCase),
            title: cx.say("calendar-deadline", &[("title", title.into())]),
            text: cx.text(&hearing.intro).to_owned(),
            place: String::new(),
            page: format!("hearings/{}", hearing.slug),
        });
    }
    Ok(found)
}

/// Everything in the calendar that is public: steps, deadlines of hearings, and meetings.
fn entries(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<ReadCase>,
) -> Result<Vec<Entry>, Error> {
    let steps = plan::storage::steps(tx, case, permit, cx.today())?;
    let begins = begins(case, &steps)?;
    let mut found = steps_and_hearings(cx, tx, case, permit)?;
    let (_, permit) = Sealed::new(case.clone()).open(&cx.actor, ListMeetings)?;
    for sealed in meetings::storage::list(tx, case, &permit)? {
        let Ok((meeting, _)) = sealed.open(&cx.actor, ReadMeeting) else { continue };
        found.push(Entry {
            name: format!("meeting-{}", meeting.id),
            sequence: 0,
            changed: meeting.approved_at.unwrap_or(begins),
            when: When::At(meeting.starts_at),
            about: About::Areas(meeting.area_id.into_iter().collect()),
            title: meeting.title,
            text: String::new(),
            place: meeting.place,
            page: format!("meetings/{}", meeting.id),
        });
    }
    Ok(found)
}

fn step_entry(cx: &Cx, (zone, begins): (&TimeZone, i64), step: &Step) -> Entry {
    let moves = || step.moves.iter().map(|change| change.decided);
    let changed = rules::changed(moves(), &step.dates);
    let reason = step.moves.last().map(|change| cx.text(&change.reason));
    Entry {
        name: format!("step-{}", step.slug),
        sequence: rules::changes(step.moves.len(), &step.dates),
        changed: changed.map_or(begins, |day| morning(zone, day)),
        when: When::Days(rules::days(&step.dates)),
        about: About::WholeCase,
        title: cx.text(&step.title).to_owned(),
        text: reason.unwrap_or_default().to_owned(),
        place: String::new(),
        page: format!("steps/{}", step.slug),
    }
}

/// The ways to follow a case, for the front page.
pub fn ways(cx: &Cx) -> Markup {
    html! {
        ul class="kp-list" {
            li { a href=(cx.url("feed.atom")) { (cx.t("feeds-news")) } }
            li { a href=(cx.url("calendar.ics")) { (cx.t("feeds-calendar")) } }
            li { a href=(cx.url("feeds")) { (cx.t("feeds-more")) } }
            li { a href={ "/" (cx.lang.word()) "/open-data" } { (cx.t("footer-data")) } }
        }
    }
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _, _) = opened(cx, tx)?;
        let areas = case::storage::areas(tx, &case)?;
        let embed = format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"640\" \
             style=\"border:0\"></iframe>",
            cx.absolute(&cx.url("embed")),
            cx.text(&case.title).replace(['"', '<', '&'], "")
        );
        let body = html! {
            (page_head(cx, &cx.t("feeds-title"), &cx.t("feeds-lead")))
            h2 { (cx.t("feeds-news")) }
            p { (cx.t("feeds-news-lead")) }
            ul class="kp-list" {
                li { a href=(cx.url("feed.atom")) { (cx.t("feeds-everything")) } }
                @for subject in Subject::ALL {
                    li { a href=(cx.url(&format!("subjects/{}/feed.atom", subject.word()))) {
                        (cx.t(subject.key()))
                    } }
                }
            }
            h2 { (cx.t("feeds-calendar")) }
            p { (cx.t("feeds-calendar-lead")) }
            p { a href=(cx.url("calendar.ics")) { (cx.t("feeds-calendar-whole")) } }
            p class="kp-wrap" { code { (cx.absolute(&cx.url("calendar.ics"))) } }
            h2 { (cx.t("feeds-areas")) }
            p { (cx.t("feeds-areas-lead")) }
            ul class="kp-list kp-columns" {
                @for area in &areas {
                    @let of = |file: &str| cx.url(&format!("areas/{}/{file}", area.slug));
                    @let name = cx.text(&area.name);
                    li {
                        strong { (name) }
                        br;
                        a href=(of("feed.atom"))
                            aria-label={ (cx.t("feeds-news")) ": " (name) } {
                            (cx.t("feeds-news"))
                        }
                        " · "
                        a href=(of("calendar.ics"))
                            aria-label={ (cx.t("feeds-calendar")) ": " (name) } {
                            (cx.t("feeds-calendar"))
                        }
                    }
                }
            }
            h2 { (cx.t("feeds-embed")) }
            p { (cx.t("feeds-embed-lead")) }
            p { a href=(cx.url("embed")) { (cx.t("feeds-embed-see")) } " · "
                a href=(cx.url("map.svg")) { (cx.t("feeds-embed-file")) } }
            p class="kp-wrap" { code { (embed) } }
        };
        Ok(cx.page(&cx.t("feeds-title"), &body))
    })
    .await
}
