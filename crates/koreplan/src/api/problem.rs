//! Every "no" as `application/problem+json` (RFC 9457).

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use koreplan_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::{
    Cx,
    error::{self, Error},
};

/// Why a request was not done, and what is wrong where.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// What went wrong, in the language asked for.
    #[schema(example = "The page doesn’t exist, or you don’t have access to it")]
    pub title: String,
    #[schema(example = 404)]
    pub status: u16,
    /// What to do next.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The fields that need another look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
}

/// A field and what is wrong with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fault {
    #[schema(example = "text")]
    pub field: String,
    pub message: String,
}

impl Problem {
    pub fn new(status: StatusCode, title: String, detail: String) -> Self {
        Self { title, status: status.as_u16(), detail, faults: Vec::new() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let kind = HeaderValue::from_static("application/problem+json");
        let mut answer = (status, Json(self)).into_response();
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if matches!(
            status,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
        ) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        answer
    }
}

/// A "no" of the product in this form.
pub fn of(cx: &Cx, error: Error) -> Response {
    let say = |status, why: &'static str, way: &'static str| {
        Problem::new(status, cx.t(why), cx.t(way))
    };
    match error {
        Error::NotFound => {
            say(StatusCode::NOT_FOUND, "error-not-found", "error-not-found-way")
        }
        Error::Refused(why, way) | Error::Missing(why, way, _) => {
            Problem::new(StatusCode::CONFLICT, cx.message(&why), cx.message(&way))
        }
        Error::Contradiction(why, way) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Problem::new(status, cx.message(&why), cx.message(&way))
        }
        Error::TooLarge => {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            say(status, "error-too-large", "error-too-large-way")
        }
        Error::TooSlow => {
            say(StatusCode::REQUEST_TIMEOUT, "error-too-slow", "error-unreadable-way")
        }
        Error::TooMany => {
            say(StatusCode::TOO_MANY_REQUESTS, "error-too-many", "error-too-many-way")
        }
        Error::Unreadable(key) => {
            say(StatusCode::BAD_REQUEST, key, "error-unreadable-way")
        }
        Error::Store(StoreError::Away(_)) => {
            say(StatusCode::SERVICE_UNAVAILABLE, "error-busy", "error-busy-way")
        }
        Error::Store(StoreError::Unknown(_)) => {
            say(StatusCode::SERVICE_UNAVAILABLE, "error-unknown", "error-unknown-way")
        }
        Error::Store(StoreError::Full) => {
            say(StatusCode::INSUFFICIENT_STORAGE, "error-full", "error-full-way")
        }
        Error::Store(StoreError::Taken(_)) => {
            say(StatusCode::CONFLICT, "error-taken", "error-taken-way")
        }
        Error::Store(error) => {
            let why = error::incident(cx, &error);
            let way = cx.t("error-broken-way");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, why, way)
        }
        // Forms are not for programs.
        Error::Invalid(_) | Error::Stale | Error::Malformed => {
            say(StatusCode::BAD_REQUEST, "error-no-form", "error-unreadable-way")
        }
    }
    .into_response()
}
