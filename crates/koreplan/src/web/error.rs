//! Every "no" ends here: missing, refused, wrong, busy, or our fault.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use koreplan_store::StoreError;
use maud::{Markup, html};

use super::{Cx, html as page_bytes, layout};
use crate::refusal::{Message, Refusal};

/// Missing, or forbidden: the asker can't tell which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFound;

/// Why a request was not done.
#[derive(Debug)]
pub enum Error {
    NotFound,
    /// A rule said no: why, and the way forward.
    Refused(Message, Message),
    /// The request contradicts an earlier one: why, and the way forward.
    Contradiction(Message, Message),
    /// A rule said no, and here is the list of what is missing.
    Missing(Message, Message, Box<Markup>),
    /// The form needs another look: the same form, with the faults marked.
    Invalid(Box<(String, Markup)>),
    /// The request can't be read at all.
    Unreadable(&'static str),
    /// The request breaks off, or is not built as it says.
    Malformed,
    TooLarge,
    /// It came so slowly that others would have had to wait for it.
    TooSlow,
    /// The form is older than the sign-in.
    Stale,
    TooMany,
    Store(StoreError),
}

impl From<NotFound> for Error {
    fn from(_: NotFound) -> Self {
        Self::NotFound
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<R: Refusal> From<R> for Error {
    fn from(refusal: R) -> Self {
        let (why, way) = (refusal.why(), refusal.way_forward());
        if refusal.is_contradiction() {
            Self::Contradiction(why, way)
        } else {
            Self::Refused(why, way)
        }
    }
}

impl Error {
    /// The page that says it.
    pub fn answer(self, cx: &Cx) -> Response {
        if cx.path.starts_with("/api/") {
            return crate::api::problem::of(cx, self);
        }
        match self {
            Self::NotFound => {
                let way = if cx.actor.person.is_some() {
                    "error-not-found-way-signed-in"
                } else {
                    "error-not-found-way"
                };
                said(cx, StatusCode::NOT_FOUND, "error-not-found", way)
            }
            Self::Refused(why, way) => {
                refused(cx, StatusCode::CONFLICT, (&why, &way), &html! {})
            }
            Self::Contradiction(why, way) => {
                refused(cx, StatusCode::UNPROCESSABLE_ENTITY, (&why, &way), &html! {})
            }
            Self::Missing(why, way, list) => {
                refused(cx, StatusCode::CONFLICT, (&why, &way), &list)
            }
            Self::Invalid(form) => {
                let (title, body) = *form;
                page_bytes(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    layout::page(
                        cx,
                        &format!("{}: {title}", cx.t("error-prefix")),
                        &body,
                    ),
                )
            }
            Self::Unreadable(key) => {
                said(cx, StatusCode::UNPROCESSABLE_ENTITY, key, "error-unreadable-way")
            }
            Self::Malformed => {
                said(cx, StatusCode::BAD_REQUEST, "error-no-form", "error-unreadable-way")
            }
            Self::TooLarge => said(
                cx,
                StatusCode::PAYLOAD_TOO_LARGE,
                "error-too-large",
                "error-too-large-way",
            ),
            Self::TooSlow => said(
                cx,
                StatusCode::REQUEST_TIMEOUT,
                "error-too-slow",
                "error-unreadable-way",
            ),
            Self::Stale => {
                said(cx, StatusCode::FORBIDDEN, "error-stale", "error-stale-way")
            }
            Self::TooMany => {
                let mut answer = said(
                    cx,
                    StatusCode::TOO_MANY_REQUESTS,
                    "error-too-many",
                    "error-too-many-way",
                );
                retry_after(&mut answer, "60");
                answer
            }
            Self::Store(error) => store(cx, &error),
        }
    }
}

fn store(cx: &Cx, error: &StoreError) -> Response {
    match error {
        StoreError::Away(_) => {
            tracing::warn!(%error, path = cx.path, "not done now");
            let mut answer =
                said(cx, StatusCode::SERVICE_UNAVAILABLE, "error-busy", "error-busy-way");
            retry_after(&mut answer, "5");
            answer
        }
        StoreError::Unknown(_) => {
            tracing::error!(%error, path = cx.path, "the outcome of a commit is not known");
            let status = StatusCode::SERVICE_UNAVAILABLE;
            said(cx, status, "error-unknown", "error-unknown-way")
        }
        StoreError::Full => {
            tracing::error!(path = cx.path, "the disk is full");
            said(cx, StatusCode::INSUFFICIENT_STORAGE, "error-full", "error-full-way")
        }
        // Two people did the same thing; the database let one of them.
        StoreError::Taken(_) => {
            said(cx, StatusCode::CONFLICT, "error-taken", "error-taken-way")
        }
        StoreError::Unfit(_) | StoreError::Broken(_) => {
            let why = incident(cx, error);
            tell(cx, StatusCode::INTERNAL_SERVER_ERROR, &why, &cx.t("error-broken-way"))
        }
    }
}

/// Logs a fault of ours under a number, and says the number.
pub fn incident(cx: &Cx, error: &StoreError) -> String {
    let incident = format!("{:08x}", rand::random::<u32>());
    tracing::error!(%error, incident, path = cx.path, "broken");
    cx.say("error-broken", &[("incident", incident.into())])
}

/// The page of a rule's "no": why, and what to do next.
fn refused(
    cx: &Cx,
    status: StatusCode,
    (why, way): (&Message, &Message),
    more: &Markup,
) -> Response {
    let said = (&*cx.message(why), &*cx.message(way));
    tell_more(cx, status, said, more)
}

fn said(cx: &Cx, status: StatusCode, why: &'static str, way: &'static str) -> Response {
    tell(cx, status, &cx.t(why), &cx.t(way))
}

fn tell(cx: &Cx, status: StatusCode, why: &str, way: &str) -> Response {
    tell_more(cx, status, (why, way), &html! {})
}

/// The page of a "no": why, the way forward, what more there is to say, and the way back.
fn tell_more(
    cx: &Cx,
    status: StatusCode,
    (why, way): (&str, &str),
    more: &Markup,
) -> Response {
    let came = cx.here != cx.path && !cx.here.is_empty();
    let body = html! {
        h1 { (why) }
        p class="font-lead" { (way) }
        (more)
        @if came && !cx.here.is_empty() {
            p { a class="button button-primary" href=(cx.here) { (cx.t("error-back")) } }
        }
        @if status == StatusCode::NOT_FOUND && cx.actor.person.is_none() {
            p { a href=(layout::sign_in_address(cx)) { (cx.t("sign-in")) } }
        }
        p { a href=(cx.url("")) { (cx.t("error-home")) } }
    };
    page_bytes(status, layout::page(cx, why, &body))
}

fn retry_after(answer: &mut Response, seconds: &'static str) {
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
}
