//! The way in for programs: one input, with a key that makes a repeat harmless.

use axum::{
    Json,
    extract::{FromRequestParts as _, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use koreplan_log::Hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{
    problem::{self, Fault, Problem},
    things::instant,
};
use crate::{
    App,
    access::{FollowInput, ReadCase, SubmitInput},
    case,
    input::{
        intake::{self, Desk},
        rules::{self, SenderKind, Source, Submission},
        storage::{self, Arriving},
    },
    refusal::Message,
    routes::Routes,
    trace,
    web::{
        Cx,
        choices::Choice as _,
        error::Error,
        form::{self, LETTER, LINE, clean},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/api/v1/cases/{case}/hearings/{hearing}/inputs", send)
        .get("/api/v1/cases/{case}/receipts/{number}", receipt)
}

/// An input to a hearing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInput {
    pub sender: Sender,
    /// Slugs of the subject areas it is about.
    #[serde(default)]
    #[schema(example = json!(["health"]))]
    pub areas: Vec<String>,
    /// Numbers of the questions it answers, from 1.
    #[serde(default)]
    #[schema(example = json!([1]))]
    pub questions: Vec<usize>,
    #[schema(example = "Send brevene digitalt.", min_length = 1, max_length = 100_000)]
    pub text: String,
}

/// Who sends it. What is shown to the public is said in the form's own words: the
/// organisation, or a person's name unless it is protected; never the address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// `person`, `company`, `association` or `council`.
    #[schema(value_type = String, pattern = "^(person|company|association|council)$",
        example = "person")]
    pub kind: String,
    #[schema(example = "Hanne", min_length = 1, max_length = 200)]
    pub name: String,
    /// Needed unless a person sends.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub organisation: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    pub email: String,
    /// The sender's name and address are protected.
    #[serde(default)]
    pub protected: bool,
}

/// That it was received, when, and how to come back to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receipt {
    #[schema(example = 12)]
    pub number: i64,
    pub received_at: String,
    /// After the deadline: stored, and marked as late.
    pub late: bool,
    /// Shown nowhere else: with it the sender comes back to the input.
    pub secret: String,
    /// The receipt as a page; keep it to yourself.
    pub page: String,
}

/// What became of an input so far.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fate {
    pub number: i64,
    pub received_at: String,
    pub late: bool,
    pub read_at: Option<String>,
    pub published_at: Option<String>,
    /// Approved topics that rest on it.
    pub topics: Vec<String>,
    /// Decided proposals that rest on it.
    pub proposals: Vec<String>,
    /// Released versions with its words in them.
    pub versions: Vec<i64>,
}

/// A key as clients make them: at least 128 bits, printable.
fn is_key(key: &str) -> bool {
    (22..=128).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// The receipt's secret follows from the key, so that a repeat gets the same receipt.
fn secret(key: &str) -> String {
    Hex(&Sha256::digest(format!("koreplan-receipt-1:{key}"))).to_string()
}

fn header_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let value = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(value)
}

/// Send an input
///
/// Stored before it is answered. Sent again with the same key, it gives the same receipt
/// and the header `Idempotency-Replayed: true`; with another content, 422.
#[utoipa::path(post, path = "/api/v1/cases/{case}/hearings/{hearing}/inputs", tag = "hearings",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015"),
        ("hearing" = String, Path, example = "external-actors"),
        ("Idempotency-Key" = String, Header, min_length = 22, max_length = 128,
            pattern = "^[A-Za-z0-9_-]{22,128}$",
            description = "Random, at least 128 bits, made by the sender; as secret as the receipt",
            example = "0b9d1e0c-8f3a-4d2b-9a57-1f2e3d4c5b6a")),
    request_body = NewInput,
    responses((status = 201, description = "Received", body = Receipt),
        (status = 400, description = "No key, or no JSON", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "It came too slowly", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "The hearing has not opened", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "A field needs another look, or the key was used for \
            another input", body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not stored; try again with the same key", body = Problem,
            content_type = "application/problem+json"),
        (status = 507, description = "Not stored: no room", body = Problem,
            content_type = "application/problem+json")))]
pub async fn send(State(app): State<App>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let cx = match anyone(&mut parts, &app).await {
        Ok(cx) => cx,
        Err(answer) => return answer,
    };
    match receive(&cx, &parts.headers, body).await {
        Ok(answer) => answer,
        Err(No::Problem(problem)) => problem.into_response(),
        Err(No::Error(error)) => problem::of(&cx, error),
    }
}

/// A request as of somebody without an account: the interface knows no sign-in.
async fn anyone(parts: &mut Parts, app: &App) -> Result<Cx, Response> {
    parts.headers.remove(header::COOKIE);
    Cx::from_request_parts(parts, app).await
}

enum No {
    Problem(Problem),
    Error(Error),
}

impl From<Error> for No {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

async fn receive(
    cx: &Cx,
    headers: &HeaderMap,
    body: axum::body::Body,
) -> Result<Response, No> {
    let no = |status, why: &'static str| {
        No::Problem(Problem::new(status, cx.t(why), cx.t("error-unreadable-way")))
    };
    let key = header_value(headers, "idempotency-key").filter(|key| is_key(key));
    let key = key.ok_or_else(|| no(StatusCode::BAD_REQUEST, "api-no-key"))?;
    let kind = header_value(headers, "content-type").unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return Err(no(StatusCode::UNSUPPORTED_MEDIA_TYPE, "api-no-json"));
    }
    if !cx.app.may_send(cx.network) {
        return Err(Error::TooMany.into());
    }
    let desk = intake::desk(cx).await?;
    let (desk, permit) = desk.open(&cx.actor, SubmitInput).map_err(Error::from)?;
    let arrived = cx.arrived.as_microsecond();
    rules::accepts(desk.hearing.state(arrived)).map_err(Error::from)?;
    let body = form::body(body, form::LARGEST).await?;
    let sent: NewInput = serde_json::from_slice(&body).map_err(|error| {
        let status = if error.is_data() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::BAD_REQUEST
        };
        No::Problem(Problem::new(status, cx.t("api-no-json"), error.to_string()))
    })?;
    let submission = checked(cx, &desk, sent).map_err(|faults| {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let way = cx.t("error-unreadable-way");
        No::Problem(Problem { faults, ..Problem::new(status, cx.t("api-faults"), way) })
    })?;
    let secret = secret(key);
    let arriving = Arriving::new(&secret, submission, Source::Api, permit.by_id, arrived);
    let (received, again) = intake::receive(cx, desk, permit, arriving).await?;

    let page =
        format!("/{}/{}/receipts/{}/{secret}", cx.lang.word(), cx.case, received.number);
    let receipt = Receipt {
        number: received.number,
        received_at: instant(received.received_at),
        late: received.late,
        page,
        secret,
    };
    let mut answer = (StatusCode::CREATED, Json(receipt)).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if again {
        headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    Ok(answer)
}

/// Reads what was sent as the form is read, with every fault named.
fn checked(cx: &Cx, desk: &Desk, sent: NewInput) -> Result<Submission, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, message: &Message| {
        faults.push(Fault { field: field.to_owned(), message: cx.message(message) });
    };
    let mut text = |field: &str, written: &str, longest: usize, must: bool| {
        let text = clean(written);
        if must && text.is_empty() {
            fault(field, &Message::new("fault-empty"));
        }
        let length = text.chars().count();
        if length > longest {
            fault(field, &form::too_long(length, longest));
        }
        if written.contains('\0') {
            fault(field, &Message::new("error-nul"));
        }
        text
    };
    let name = text("sender.name", &sent.sender.name, LINE, true);
    let organisation =
        text("sender.organisation", &sent.sender.organisation, LINE, false);
    let email = text("sender.email", &sent.sender.email, LINE, false);
    let body = text("text", &sent.text, LETTER, true);
    let kind = SenderKind::of(&sent.sender.kind);
    if kind.is_none() {
        fault("sender.kind", &Message::new("fault-choose"));
    }
    for (field, message) in rules::sender_faults(kind, &organisation, &email) {
        fault(&format!("sender.{field}"), &message);
    }
    let mut areas = Vec::new();
    for slug in &sent.areas {
        match desk.areas.iter().find(|area| area.slug == *slug) {
            Some(area) => areas.push(area.id),
            None => fault("areas", &Message::new("fault-choose")),
        }
    }
    let mut questions = Vec::new();
    for number in &sent.questions {
        match number.checked_sub(1).and_then(|at| desk.questions.get(at)) {
            Some(question) => questions.push(question.id),
            None => fault("questions", &Message::new("fault-choose")),
        }
    }
    areas.sort_unstable();
    areas.dedup();
    questions.sort_unstable();
    questions.dedup();
    match kind {
        Some(sender_kind) if faults.is_empty() => Ok(Submission {
            sender_kind,
            name,
            organisation,
            email,
            protected: sent.sender.protected,
            body,
            areas,
            questions,
        }),
        _ => Err(faults),
    }
}

/// What became of an input
#[utoipa::path(get, path = "/api/v1/cases/{case}/receipts/{number}", tag = "hearings",
    params(("case" = String, Path, example = "digitaliseringsstrategi-2011-2015"),
        ("number" = i64, Path, example = 1),
        ("Receipt-Secret" = String, Header, description = "From the receipt")),
    responses((status = 200, body = Fate),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub async fn receipt(State(app): State<App>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let cx = match anyone(&mut parts, &app).await {
        Ok(cx) => cx,
        Err(answer) => return answer,
    };
    let secret =
        header_value(&parts.headers, "Receipt-Secret").unwrap_or_default().to_owned();
    let asked = cx.clone();
    let found = app.store.read(move |tx| -> Result<Fate, Error> {
        let cx = &asked;
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let input =
            storage::load_by_key(tx, &case, cx.id("number")?, &secret, cx.now_us())?;
        let (input, _) = input.open(&cx.actor, FollowInput)?;
        let fate = trace::storage::of_input(tx, &input)?.public();
        Ok(Fate {
            number: input.number,
            received_at: instant(input.received_at),
            late: input.late,
            read_at: input.read_at.map(instant),
            published_at: input.released_at.map(instant),
            topics: fate.topics.into_iter().map(|stop| stop.text).collect(),
            proposals: fate.proposals.into_iter().map(|one| one.stop.text).collect(),
            versions: fate.versions,
        })
    });
    match found.await {
        Ok(fate) => {
            let no_store = [(header::CACHE_CONTROL, "no-store")];
            (no_store, Json(fate)).into_response()
        }
        Err(error) => problem::of(&cx, error),
    }
}
