//! Reading: each handler names the thing, opens its door as anybody would, and shows it.

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use koreplan_store::Tx;
use serde::Serialize;

use super::{
    problem,
    things::{
        Area, Body, Case, Decision, Hearing, Initiative, Input, Inputs, Meeting, Step,
        Version, instant,
    },
};
use crate::{
    access::{
        Action, Actor, ListMeetings, ReadCase, ReadConclusion, ReadDecisions,
        ReadHearing, ReadInitiatives, ReadInput, ReadMeeting, ReadVersion,
    },
    bodies, case, draft, follow_up, initiatives, input, meetings, plan,
    routes::Routes,
    theme_meeting,
    web::{
        Cx,
        choices::Choice as _,
        error::{Error, NotFound},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/api/v1/cases", cases)
        .shared("/api/v1/cases/{case}", one_case)
        .shared("/api/v1/cases/{case}/areas", areas)
        .shared("/api/v1/cases/{case}/bodies", bodies)
        .shared("/api/v1/cases/{case}/steps", steps)
        .shared("/api/v1/cases/{case}/hearings", hearings)
        .shared("/api/v1/cases/{case}/hearings/{hearing}", hearing)
        .shared("/api/v1/cases/{case}/hearings/{hearing}/inputs", inputs)
        .shared("/api/v1/cases/{case}/inputs/{number}", input)
        .shared("/api/v1/cases/{case}/meetings", meetings)
        .shared("/api/v1/cases/{case}/meetings/{id}", meeting)
        .shared("/api/v1/cases/{case}/decisions", decisions)
        .shared("/api/v1/cases/{case}/versions", versions)
        .shared("/api/v1/cases/{case}/versions/{number}", version)
        .shared("/api/v1/cases/{case}/initiatives", initiatives)
        .shared("/api/v1/cases/{case}/initiatives/{id}", initiative)
}

/// Answers from the public store.
async fn read<T, F>(cx: Cx, ask: F) -> Response
where
    T: Serialize + Send + 'static,
    F: FnOnce(&Cx, &mut dyn Tx) -> Result<T, Error> + Send + 'static,
{
    let asked = cx.clone();
    let outcome = match cx.app.public.renewed(&cx.app.store).await {
        Ok(public) => public.read(move |tx| ask(&asked, tx)).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(thing) => {
            let mut answer = Json(thing).into_response();
            let anyone = HeaderValue::from_static("*");
            answer.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, anyone);
            answer
        }
        Err(error) => problem::of(&cx, error),
    }
}

/// The case in the address, as anybody may open it.
fn opened<A: Action>(cx: &Cx, tx: &mut dyn Tx, action: A) -> Result<Opened<A>, Error> {
    Ok(case::storage::load(tx, cx)?.open(&Actor::default(), action)?)
}

type Opened<A> = (case::Case, crate::access::Permit<A>);

/// All cases
#[utoipa::path(get, path = "/api/v1/cases", tag = "cases",
    responses((status = 200, body = Vec<Case>)))]
pub async fn cases(cx: Cx) -> Response {
    read(cx, |_, tx| {
        let cases = case::storage::all(tx)?;
        Ok(cases.iter().map(Case::from).collect::<Vec<_>>())
    })
    .await
}

/// A case
#[utoipa::path(get, path = "/api/v1/cases/{case}", tag = "cases",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015")),
    responses((status = 200, body = Case),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn one_case(cx: Cx) -> Response {
    read(cx, |cx, tx| Ok(Case::from(&opened(cx, tx, ReadCase)?.0))).await
}

/// The subject areas
#[utoipa::path(get, path = "/api/v1/cases/{case}/areas", tag = "cases",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015")),
    responses((status = 200, body = Vec<Area>),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn areas(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, _) = opened(cx, tx, ReadCase)?;
        let areas = case::storage::areas(tx, &case)?;
        Ok(areas.iter().map(Area::from).collect::<Vec<_>>())
    })
    .await
}

/// The bodies and who sits in them
#[utoipa::path(get, path = "/api/v1/cases/{case}/bodies", tag = "cases",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015")),
    responses((status = 200, body = Vec<Body>),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn bodies(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, permit) = opened(cx, tx, ReadCase)?;
        let today = cx.today().to_string();
        let bodies = bodies::storage::with_members(tx, &case, &permit, &today)?;
        Ok(bodies.iter().map(Body::from).collect::<Vec<_>>())
    })
    .await
}

/// The timetable: planned, moved and kept dates
#[utoipa::path(get, path = "/api/v1/cases/{case}/steps", tag = "cases",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015")),
    responses((status = 200, body = Vec<Step>),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn steps(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, permit) = opened(cx, tx, ReadCase)?;
        let steps = plan::storage::steps(tx, &case, &permit, cx.today())?;
        Ok(steps.iter().map(Step::from).collect::<Vec<_>>())
    })
    .await
}

fn shown(
    cx: &Cx,
    tx: &mut dyn Tx,
    hearing: &input::storage::Hearing,
) -> Result<Hearing, Error> {
    let questions = input::storage::questions(tx, hearing)?;
    let extensions = input::storage::extensions(tx, hearing)?;
    let (inputs, late) = input::storage::counts(tx, hearing)?;
    Ok(Hearing {
        slug: hearing.slug.clone(),
        title: (&hearing.title).into(),
        intro: (&hearing.intro).into(),
        state: hearing.state(cx.now_us()).word(),
        opens_at: instant(hearing.opens_at),
        closes_at: instant(hearing.closes_at),
        questions: questions.iter().map(|question| (&question.text).into()).collect(),
        extensions: extensions.iter().map(Into::into).collect(),
        inputs,
        late,
    })
}

/// The hearings
#[utoipa::path(get, path = "/api/v1/cases/{case}/hearings", tag = "hearings",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015")),
    responses((status = 200, body = Vec<Hearing>),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn hearings(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, _) = opened(cx, tx, ReadHearing)?;
        let hearings = input::storage::hearings(tx, &case)?;
        hearings
            .iter()
            .map(|hearing| shown(cx, tx, hearing))
            .collect::<Result<Vec<_>, _>>()
    })
    .await
}

fn opened_hearing(cx: &Cx, tx: &mut dyn Tx) -> Result<input::storage::Hearing, Error> {
    let (case, _) = opened(cx, tx, ReadCase)?;
    let hearing = input::storage::load_hearing(tx, &case, cx.param("hearing"))?;
    Ok(hearing.open(&Actor::default(), ReadHearing)?.0)
}

/// A hearing
#[utoipa::path(get, path = "/api/v1/cases/{case}/hearings/{hearing}", tag = "hearings",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015"),
        ("hearing" = String, Path, example = "external-actors")),
    responses((status = 200, body = Hearing),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn hearing(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let hearing = opened_hearing(cx, tx)?;
        shown(cx, tx, &hearing)
    })
    .await
}

/// Inputs on one page.
const PAGE: i64 = 100;

/// An input with the words of its public copy, in the language asked for where
/// something was left out.
fn worded(
    cx: &Cx,
    tx: &mut dyn Tx,
    input: &input::storage::Input,
) -> Result<Input, Error> {
    let pieces = input::public_copy::storage::pieces(tx, input.id)?;
    Ok(Input::of(input, input::public_copy::text(cx, &pieces)))
}

/// The published inputs of a hearing, by number
#[utoipa::path(get, path = "/api/v1/cases/{case}/hearings/{hearing}/inputs", tag = "hearings",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015"),
        ("hearing" = String, Path, example = "external-actors"),
        ("after" = Option<i64>, Query, minimum = 0, description = "Only numbers after this one")),
    responses((status = 200, body = Inputs),
        (status = 404, body = problem::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`after` is no number", body = problem::Problem,
            content_type = "application/problem+json")))]
pub async fn inputs(cx: Cx) -> Response {
    let after = match cx.query("after") {
        "" if cx.has_query("after") => None,
        "" => Some(0),
        written => written.parse::<i64>().ok().filter(|after| *after >= 0),
    };
    let Some(after) = after else {
        let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        let (why, way) = (cx.t("api-after"), cx.t("error-unreadable-way"));
        return problem::Problem::new(status, why, way).into_response();
    };
    read(cx, move |cx, tx| {
        let hearing = opened_hearing(cx, tx)?;
        let found =
            input::storage::released_after(tx, &hearing, after, PAGE, cx.now_us())?;
        let full = i64::try_from(found.len()).is_ok_and(|many| many == PAGE);
        let last = found.last().map(|input| input.number);
        Ok(Inputs {
            inputs: found
                .iter()
                .map(|input| worded(cx, tx, input))
                .collect::<Result<_, _>>()?,
            next_after: last.filter(|_| full),
        })
    })
    .await
}

/// A published input
#[utoipa::path(get, path = "/api/v1/cases/{case}/inputs/{number}", tag = "hearings",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015"),
        ("number" = i64, Path, example = 1)),
    responses((status = 200, body = Input),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn input(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, _) = opened(cx, tx, ReadCase)?;
        let input =
            input::storage::load_by_number(tx, &case, cx.id("number")?, cx.now_us())?;
        worded(cx, tx, &input.open(&Actor::default(), ReadInput)?.0)
    })
    .await
}

fn whole(
    tx: &mut dyn Tx,
    case: &case::Case,
    meeting: &meetings::storage::Meeting,
) -> Result<Meeting, Error> {
    let items = meetings::storage::items(tx, meeting.id)?;
    let conclusions: Vec<_> =
        theme_meeting::storage::conclusions(tx, case, Some(meeting.id))?
            .into_iter()
            .filter_map(|sealed| sealed.open(&Actor::default(), ReadConclusion).ok())
            .map(|(conclusion, _)| conclusion)
            .collect();
    Ok(Meeting::of(meeting, &items, &conclusions))
}

/// The meetings with approved minutes
#[utoipa::path(get, path = "/api/v1/cases/{case}/meetings", tag = "meetings",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015")),
    responses((status = 200, body = Vec<Meeting>),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn meetings(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, permit) = opened(cx, tx, ListMeetings)?;
        let mut shown = Vec::new();
        for sealed in meetings::storage::list(tx, &case, &permit)? {
            if let Ok((meeting, _)) = sealed.open(&Actor::default(), ReadMeeting) {
                shown.push(whole(tx, &case, &meeting)?);
            }
        }
        Ok(shown)
    })
    .await
}

/// A meeting with approved minutes
#[utoipa::path(get, path = "/api/v1/cases/{case}/meetings/{id}", tag = "meetings",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015"),
        ("id" = i64, Path, example = 1)),
    responses((status = 200, body = Meeting),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn meeting(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, _) = opened(cx, tx, ReadCase)?;
        let meeting = meetings::storage::load(tx, &case, cx.id("id")?)?;
        whole(tx, &case, &meeting.open(&Actor::default(), ReadMeeting)?.0)
    })
    .await
}

/// The decisions on open agendas, newest first
#[utoipa::path(get, path = "/api/v1/cases/{case}/decisions", tag = "meetings",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015")),
    responses((status = 200, body = Vec<Decision>),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn decisions(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, _) = opened(cx, tx, ReadDecisions)?;
        let decisions = meetings::storage::public_decisions(tx, &case, 10_000)?;
        Ok(decisions.iter().map(Decision::from).collect::<Vec<_>>())
    })
    .await
}

/// The released versions of the text
#[utoipa::path(get, path = "/api/v1/cases/{case}/versions", tag = "text",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015")),
    responses((status = 200, body = Vec<Version>),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn versions(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, _) = opened(cx, tx, ReadCase)?;
        let mut shown = Vec::new();
        for sealed in draft::storage::versions(tx, &case)? {
            if let Ok((version, _)) = sealed.open(&Actor::default(), ReadVersion) {
                shown.push(Version::of(&version, draft::storage::frozen(tx, &version)?));
            }
        }
        Ok(shown)
    })
    .await
}

/// A released version of the text
#[utoipa::path(get, path = "/api/v1/cases/{case}/versions/{number}", tag = "text",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015"),
        ("number" = i64, Path, example = 1)),
    responses((status = 200, body = Version),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn version(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, _) = opened(cx, tx, ReadCase)?;
        let version = draft::storage::load_version(tx, &case, cx.id("number")?)?;
        let (version, _) = version.open(&Actor::default(), ReadVersion)?;
        Ok(Version::of(&version, draft::storage::frozen(tx, &version)?))
    })
    .await
}

/// The initiatives with their quarterly reports
#[utoipa::path(get, path = "/api/v1/cases/{case}/initiatives", tag = "status",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015")),
    responses((status = 200, description = "Empty until a version is released",
            body = Vec<Initiative>),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn initiatives(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, _) = opened(cx, tx, ReadCase)?;
        let register = initiatives::storage::register(tx, &case)?;
        let Ok((_, permit)) = register.open(&Actor::default(), ReadInitiatives) else {
            return Ok(Vec::new());
        };
        let mut shown = Vec::new();
        for initiative in initiatives::storage::list(tx, &case, &permit)? {
            let reports = follow_up::storage::reports(tx, initiative.id)?;
            shown.push(Initiative::of(&initiative, &reports));
        }
        Ok(shown)
    })
    .await
}

/// An initiative with its quarterly reports
#[utoipa::path(get, path = "/api/v1/cases/{case}/initiatives/{id}", tag = "status",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015"),
        ("id" = i64, Path, example = 1)),
    responses((status = 200, body = Initiative),
        (status = 404, body = problem::Problem, content_type = "application/problem+json")))]
pub async fn initiative(cx: Cx) -> Response {
    read(cx, |cx, tx| {
        let (case, _) = opened(cx, tx, ReadCase)?;
        let initiative = initiatives::storage::load(tx, &case, cx.id("id")?)?;
        let initiative = initiative.open(&Actor::default(), ReadInitiatives);
        let (initiative, _) = initiative.map_err(|_| NotFound)?;
        let reports = follow_up::storage::reports(tx, initiative.id)?;
        Ok(Initiative::of(&initiative, &reports))
    })
    .await
}
