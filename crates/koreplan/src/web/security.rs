//! What holds for every answer: headers, and no forms from foreign pages.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The policy of a route that has one of its own.
#[derive(Debug, Clone)]
pub struct Policy(pub String);

/// Headers of every answer.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let own = response.extensions_mut().remove::<Policy>();
    let own = own.and_then(|Policy(own)| HeaderValue::from_str(&own).ok());
    let headers = response.headers_mut();
    if let Some(own) = own {
        headers.insert(header::CONTENT_SECURITY_POLICY, own);
    }
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        // Bytes of strangers come with a stricter policy of their own.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Refuses what changes something and does not come from our own pages.
pub async fn same_origin(request: Request, next: Next) -> Response {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return next.run(request).await;
    }
    if is_ours(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "This form was sent from another site.\n").into_response()
    }
}

fn is_ours(headers: &HeaderMap) -> bool {
    let named =
        |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (named(HeaderName::from_static("sec-fetch-site")), named(header::ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            origin.split_once("://").map(|(_, from)| from) == named(header::HOST)
        }
        // Neither header: no browser of the last years; the form's token still counts.
        (None, None) => true,
    }
}
