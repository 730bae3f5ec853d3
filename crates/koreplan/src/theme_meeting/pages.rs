//! Drawing the agenda from the area's topics, writing down what the meeting concludes, and
//! releasing what was confidential.

use axum::response::Response;
use jiff::civil::DateTime;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Refused},
    storage::{self, Conclusion, NewConclusion},
};
use crate::{
    access::{
        ConcludeTheme, Guarded as _, ListInputs, PrepareMeeting, ReadConclusion,
        ReadMeeting, ReadTopics, ReleaseConclusion,
    },
    analysis::{
        self,
        documents::storage::Analysis,
        storage::{Tagged, Topic},
    },
    case::{Case, clock},
    input::input_number,
    journal,
    meetings::{
        self,
        rules::{MeetingKind, MeetingState, add_item, write},
        storage::{Meeting, NewItem},
    },
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, empty, fold, line, line_of, page_head, part as heading, post,
            post_quiet, prose, text, tick, ticks,
        },
        error::Error,
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/meetings/{id}/topics", drawing)
        .post("/{lang}/{case}/meetings/{id}/topics", draw)
        .post("/{lang}/{case}/meetings/{id}/conclusions", conclude)
        .post("/{lang}/{case}/meetings/{id}/conclusions/{number}/release", release)
}

/// Sentences the form offers of each topic.
const MOST: usize = 40;

/// What a conclusion of the meeting can rest on.
struct Ground {
    topics: Vec<Topic>,
    analyses: Vec<Analysis>,
    /// By topic; for those who read inputs at work.
    sentences: Vec<Tagged>,
}

fn ground(cx: &Cx, tx: &mut dyn Tx, case: &Case, area_id: i64) -> Result<Ground, Error> {
    let topics = analysis::storage::approved(tx, case, area_id)?;
    let analyses = analysis::documents::storage::finished_in(tx, case, area_id)?;
    let mut sentences = Vec::new();
    if cx.may::<ListInputs>(&case.facts()) {
        for topic in &topics {
            let of_topic = analysis::storage::of_topic(tx, topic.id, cx.now_us())?;
            sentences.extend(of_topic.into_iter().take(MOST));
        }
    }
    Ok(Ground { topics, analyses, sentences })
}

/// A sentence's place, as a form sends it: input and first byte.
fn place(sentence: &Tagged) -> String {
    format!("{}-{}", sentence.input_id, sentence.span.start)
}

/// What the page of a meeting says of its conclusions, and what may be done.
pub fn part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Markup, Error> {
    let Some(area_id) = meeting.area_id.filter(|_| meeting.kind == MeetingKind::Theme)
    else {
        return Ok(html! {});
    };
    let conclusions: Vec<Conclusion> = storage::conclusions(tx, case, Some(meeting.id))?
        .into_iter()
        .filter_map(|sealed| sealed.open(&cx.actor, ReadConclusion).ok())
        .map(|(conclusion, _)| conclusion)
        .collect();
    let facts = meeting.facts();
    let state = meeting.state();
    let writes = cx.may::<ConcludeTheme>(&facts) && state == MeetingState::InProgress;
    let form = if writes {
        let ground = ground(cx, tx, case, area_id)?;
        conclusion_form(cx, meeting, &ground, &Form::named("conclusion"))
    } else {
        html! {}
    };
    let mut named = Vec::new();
    if cx.may::<ListInputs>(&case.facts()) {
        for conclusion in &conclusions {
            named.push(storage::sentences(tx, conclusion.id, cx.now_us())?);
        }
    }
    Ok(html! {
        @if state.is_ahead() && cx.may::<PrepareMeeting>(&facts) {
            p { a class="button button-secondary"
                href=(cx.url(&format!("meetings/{}/topics", meeting.id))) {
                (cx.t("theme-draw")) } }
        }
        h2 { (cx.t("meeting-conclusions")) }
        @if conclusions.is_empty() { p { (cx.t("meeting-no-conclusions")) } }
        ol class="kp-list" {
            @for (at, conclusion) in conclusions.iter().enumerate() {
                li id={ "conclusion-" (conclusion.id) } {
                    (shown(cx, conclusion, named.get(at).map_or(&[], Vec::as_slice)))
                    @if conclusion.proposals == 0 && cx.may::<PrepareMeeting>(&facts) {
                        p { a href=(cx.url(&format!("proposals/new?conclusion={}",
                            conclusion.id))) { (cx.t("conclusion-to-proposal")) } }
                    }
                    @if rules::release(conclusion.confidential,
                            conclusion.released_at.is_some()).is_ok()
                        && cx.may::<ReleaseConclusion>(&facts) {
                        (post_quiet(cx, &format!("meetings/{}/conclusions/{}/release",
                            meeting.id, conclusion.id), "conclusion-release", &html! {}))
                    }
                }
            }
        }
        (form)
    })
}

fn shown(cx: &Cx, conclusion: &Conclusion, sentences: &[Tagged]) -> Markup {
    let inside = cx.is_insider();
    html! {
        (prose(&conclusion.body))
        p class="kp-quiet" {
            (conclusion.by)
            @for (_, topic) in &conclusion.topics { " · " (topic) }
            @if inside {
                @for (id, title) in &conclusion.analyses {
                    " · " a href=(cx.url(&format!("analyses/{id}"))) { (title) }
                }
            }
            // Who said it is noted for the authority; it is not published.
            @if let Some((by, at)) = conclusion.said.as_ref().filter(|_| inside) {
                " · " (cx.say("conclusion-said", &[
                    ("by", by.clone().into()), ("at", cx.moment(*at).into()),
                ]))
            }
        }
        @if conclusion.confidential && conclusion.released_at.is_none() {
            p { (badge("badge-warning", &cx.t("conclusion-confidential"))) " "
                @match conclusion.release_at {
                    Some(at) => (cx.say("conclusion-released-at",
                        &[("at", cx.moment(at).into())])),
                    None => (cx.t("conclusion-released-by-act")),
                } }
        }
        @for one in sentences {
            blockquote class="kp-quote" { (one.words) " – "
                a href=(cx.url(&format!("inputs/{}", one.input_id))) {
                    (input_number(cx, one.input_number)) } }
        }
    }
}

/// The form on the meeting's page.
fn conclusion_form(cx: &Cx, meeting: &Meeting, ground: &Ground, form: &Form) -> Markup {
    let pairs = |id: i64, title: &str| (id.to_string(), title.to_owned());
    let topics: Vec<_> =
        ground.topics.iter().map(|one| pairs(one.id, &one.title)).collect();
    let analyses: Vec<_> =
        ground.analyses.iter().map(|one| pairs(one.id, &one.title)).collect();
    let sentences: Vec<_> = ground
        .sentences
        .iter()
        .map(|one| {
            let number = input_number(cx, one.input_number);
            (place(one), format!("{}: »{}« – {number}", one.topic, one.words))
        })
        .collect();
    let fields = html! {
        (text(cx, form, "body", "conclusion-text", Some("conclusion-hint"), Need::Must,
            (4, TEXT)))
        @if let Some(fault) = form.fault_of("grounds") {
            p class="form-error-message" id=(form.id("grounds")) { (cx.message(fault)) }
        }
        @if !topics.is_empty() { (ticks(cx, form, "topic", "conclusion-topics", &topics)) }
        @if !analyses.is_empty() {
            (ticks(cx, form, "analysis", "conclusion-analyses", &analyses))
        }
        @if !sentences.is_empty() {
            (fold(&form.id("sentences"), &cx.t("conclusion-sentences"),
                &ticks(cx, form, "segment", "conclusion-sentences", &sentences)))
        }
        (heading(cx, "conclusion-oral"))
        p class="form-hint" { (cx.t("conclusion-oral-hint")) }
        (line(cx, form, "said_by", "conclusion-said-by", Need::May))
        (line_of(cx, form, "said_time", "conclusion-said-time", None, Need::May, "time"))
        (heading(cx, "conclusion-secrecy"))
        (tick(cx, form, "confidential", "conclusion-is-confidential"))
        div class="kp-pair" {
            (line_of(cx, form, "release_day", "conclusion-release-day", None, Need::May,
                "date"))
            (line_of(cx, form, "release_time", "conclusion-release-time", None, Need::May,
                "time"))
        }
    };
    post(cx, &format!("meetings/{}/conclusions", meeting.id), "conclusion-add", &fields)
}

/// The instant of a time on the wall, or a fault at `name`.
fn instant(
    case: &Case,
    form: &mut Form,
    name: &'static str,
    time: Option<DateTime>,
) -> Result<Option<i64>, Error> {
    let Some(time) = time else { return Ok(None) };
    let Ok(at) = clock::instant(&case.time_zone()?, time) else {
        form.fault(name, Message::new("fault-ambiguous"));
        return Ok(None);
    };
    Ok(Some(at.as_microsecond()))
}

/// Who said it, and when on the day of the meeting.
fn said(
    cx: &Cx,
    case: &Case,
    meeting: &Meeting,
    form: &mut Form,
) -> Result<Option<(String, i64)>, Error> {
    let by = form.optional("said_by", LINE);
    if by.is_empty() {
        return Ok(None);
    }
    let day = cx.date_of(meeting.starts_at);
    let time = form.time("said_time");
    let at = instant(case, form, "said_time", time.map(|time| day.to_datetime(time)))?;
    Ok(at.map(|at| (by, at)))
}

/// When a confidential conclusion is released by itself; nothing: by an act.
fn release_time(cx: &Cx, case: &Case, form: &mut Form) -> Result<Option<i64>, Error> {
    if !form.ticked("confidential")
        || (!form.ticked("release_day") && !form.ticked("release_time"))
    {
        return Ok(None);
    }
    let time = form.moment("release_day", "release_time");
    let at = instant(case, form, "release_time", time)?;
    if at.is_some_and(|at| at <= cx.now_us()) {
        form.fault("release_day", Message::new("fault-past"));
    }
    Ok(at)
}

/// Writes a conclusion down while the meeting is in progress.
async fn conclude(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = meetings::pages::opened(cx, tx, ConcludeTheme)?;
        let Some(area_id) =
            meeting.area_id.filter(|_| meeting.kind == MeetingKind::Theme)
        else {
            return Err(Refused::NoThemeMeeting.into());
        };
        write(meeting.state())?;
        let ground = ground(cx, tx, &case, area_id)?;
        let body = form.text("body", TEXT);
        let said = said(cx, &case, &meeting, &mut form)?;
        let release_at = release_time(cx, &case, &mut form)?;
        let (topics, analyses) = (form.ids("topic"), form.ids("analysis"));
        let segments = form.all("segment").to_vec();
        let chosen = |known: Vec<i64>, ticked: &[i64]| -> Vec<i64> {
            known.into_iter().filter(|id| ticked.contains(id)).collect()
        };
        let sentences =
            ground.sentences.iter().filter(|one| segments.contains(&place(one)));
        let new = NewConclusion {
            body,
            topics: chosen(ground.topics.iter().map(|one| one.id).collect(), &topics),
            analyses: chosen(
                ground.analyses.iter().map(|one| one.id).collect(),
                &analyses,
            ),
            sentences: sentences.map(|one| (one.input_id, one.span.clone())).collect(),
            said,
            confidential: form.ticked("confidential"),
            release_at,
        };
        let written = new.topics.len() + new.analyses.len() + new.sentences.len();
        if !rules::rests(written, form.value("said_by").trim()) {
            form.fault("grounds", Message::new("conclusion-rests-on-nothing"));
        }
        form.check(cx, &cx.t("conclusion-add"), |form| {
            conclusion_form(cx, &meeting, &ground, form)
        })?;

        storage::insert(tx, &permit, meeting.id, &new, cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({
            "analyses": new.analyses,
            "conclusion": new.body,
            "confidential": new.confidential,
            "release_at": new.release_at,
            "said_by": new.said.as_ref().map(|(by, _)| by),
            "sentences": new.sentences.len(),
            "topics": new.topics,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Releases a confidential conclusion; it is public as soon as the minutes are approved.
async fn release(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, meeting, _) = meetings::pages::opened(cx, tx, ReadMeeting)?;
        let conclusion = storage::load(tx, &case, (meeting.id, cx.id("number")?))?;
        let (conclusion, permit) = conclusion.open(&cx.actor, ReleaseConclusion)?;
        rules::release(conclusion.confidential, conclusion.released_at.is_some())?;
        storage::release(tx, &permit, conclusion.id, cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        journal::record(tx, cx, &permit, &page, json!({"released": conclusion.id}), "")?;
        Ok(cx.done(&format!("{page}#conclusion-{}", conclusion.id)))
    })
    .await
}

/// What is not on the agenda yet: approved topics and finished analyses of the area.
fn to_draw(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<(Vec<Topic>, Vec<Analysis>), Error> {
    let Some(area_id) = meeting.area_id.filter(|_| meeting.kind == MeetingKind::Theme)
    else {
        return Err(Refused::NoThemeMeeting.into());
    };
    let items = meetings::storage::items(tx, meeting.id)?;
    let mut topics = if cx.may::<ReadTopics>(&case.facts()) {
        analysis::storage::approved(tx, case, area_id)?
    } else {
        Vec::new()
    };
    topics.retain(|one| items.iter().all(|item| item.topic_id != Some(one.id)));
    let mut analyses = analysis::documents::storage::finished_in(tx, case, area_id)?;
    analyses.retain(|one| items.iter().all(|item| item.analysis_id != Some(one.id)));
    Ok((topics, analyses))
}

fn draw_form(
    cx: &Cx,
    meeting: &Meeting,
    topics: &[Topic],
    analyses: &[Analysis],
    form: &Form,
) -> Markup {
    let topics: Vec<_> =
        topics.iter().map(|one| (one.id.to_string(), one.title.clone())).collect();
    let analyses: Vec<_> =
        analyses.iter().map(|one| (one.id.to_string(), one.title.clone())).collect();
    let fields = html! {
        @if !topics.is_empty() { (ticks(cx, form, "topic", "theme-draw-topics", &topics)) }
        @if !analyses.is_empty() {
            (ticks(cx, form, "analysis", "theme-draw-analyses", &analyses))
        }
    };
    post(cx, &format!("meetings/{}/topics", meeting.id), "theme-draw-do", &fields)
}

async fn drawing(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, meeting, _) = meetings::pages::opened(cx, tx, PrepareMeeting)?;
        let (topics, analyses) = to_draw(cx, tx, &case, &meeting)?;
        // Everything is chosen to begin with.
        let all = topics.iter().map(|one| ("topic".to_owned(), one.id.to_string()));
        let form = Form::of(all.collect());
        let title = cx.t("theme-draw");
        let body = html! {
            (page_head(cx, &title, &cx.t("theme-draw-lead")))
            p { a href=(cx.url(&format!("meetings/{}", meeting.id))) { (meeting.title) } }
            @if topics.is_empty() && analyses.is_empty() { (empty(cx, "theme-draw-nothing")) }
            @else { (draw_form(cx, &meeting, &topics, &analyses, &form)) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Puts the chosen topics and analyses on the agenda, in one act.
async fn draw(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = meetings::pages::opened(cx, tx, PrepareMeeting)?;
        add_item(meeting.state())?;
        let (topics, analyses) = to_draw(cx, tx, &case, &meeting)?;
        let (wanted, read) = (form.ids("topic"), form.ids("analysis"));
        let mut items = Vec::new();
        for topic in topics.into_iter().filter(|one| wanted.contains(&one.id)) {
            let met =
                topic.assessment.met.map_or_else(String::new, |met| cx.t(met.key()));
            items.push(NewItem {
                resume: topic.assessment.written(&met),
                title: topic.title,
                topic_id: Some(topic.id),
                ..NewItem::default()
            });
        }
        for analysis in analyses.into_iter().filter(|one| read.contains(&one.id)) {
            let found =
                analysis::documents::storage::findings(tx, analysis.id, cx.now_us())?;
            let found: Vec<_> = found.iter().map(|one| one.body.as_str()).collect();
            items.push(NewItem {
                title: analysis.title,
                resume: found.join("\n\n"),
                analysis_id: Some(analysis.id),
                ..NewItem::default()
            });
        }
        if items.is_empty() {
            return Err(Refused::NothingChosen.into());
        }
        for item in &items {
            meetings::storage::add_item(tx, meeting.id, item)?;
        }
        let page = format!("meetings/{}", meeting.id);
        let titles: Vec<_> = items.iter().map(|item| item.title.as_str()).collect();
        journal::record(tx, cx, &permit, &page, json!({"items": titles}), "")?;
        Ok(cx.done(&page))
    })
    .await
}
