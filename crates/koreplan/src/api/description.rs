//! What the interface says of itself, as `OpenAPI` 3.1.

use axum::{Json, response::IntoResponse as _, response::Response};
use utoipa::OpenApi;

use super::{reading, sending};
use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::new().shared("/api/v1/openapi.json", show)
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Køreplan",
        version = "1",
        description = "Everything that is public about a strategy, from its first input to its \
            last status report, and a way to send an input. Reading needs no account. What is \
            read is at most a second old.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    tags(
        (name = "cases", description = "A strategy: its areas, bodies and timetable"),
        (name = "hearings", description = "Hearings, published inputs, and sending one"),
        (name = "meetings", description = "Meetings with approved minutes, and decisions"),
        (name = "text", description = "Released versions of the text"),
        (name = "status", description = "Initiatives and their quarterly status"),
    ),
    paths(
        reading::cases,
        reading::one_case,
        reading::areas,
        reading::bodies,
        reading::steps,
        reading::hearings,
        reading::hearing,
        reading::inputs,
        reading::input,
        reading::meetings,
        reading::meeting,
        reading::decisions,
        reading::versions,
        reading::version,
        reading::initiatives,
        reading::initiative,
        sending::send,
        sending::receipt,
    ),
)]
pub struct Description;

async fn show() -> Response {
    Json(Description::openapi()).into_response()
}
