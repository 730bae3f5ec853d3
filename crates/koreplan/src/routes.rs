//! Every route of every step, on one screen.

use axum::{
    Router,
    extract::Path,
    handler::Handler,
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    App, access_requests, analysis, api, approval, bodies, calendar, confirmations, desk,
    draft, feeds, follow_up, hearings, input, journal, meetings, negotiation, open_data,
    organisation_answers, outbox, people, plan, post_list, proposals, publication,
    reminders, search, signposts, steering_group, subscriptions, tasks, theme_meeting,
    trace,
    web::{
        Cx,
        error::Error,
        front::{self, Front},
        security, see_other, session,
    },
};

/// A list of routes that can also be read: the access test knocks on each.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    known: Vec<(&'static str, &'static str)>,
}

impl Routes {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn get<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        handler: H,
    ) -> Self {
        self.add("GET", path, get(handler))
    }

    /// A page that everybody sees the same who is not signed in: it is made from the
    /// public store and kept in memory.
    #[must_use]
    pub fn shared<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        handler: H,
    ) -> Self {
        self.add("GET", path, get(handler).layer(middleware::from_fn(front::shared)))
    }

    /// A page that is the same for everybody, signed in or not: it is made from the
    /// public store whoever asks, and kept in memory.
    #[must_use]
    pub fn for_all<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        handler: H,
    ) -> Self {
        self.add("GET", path, get(handler).layer(middleware::from_fn(front::for_all)))
    }

    #[must_use]
    pub fn post<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        handler: H,
    ) -> Self {
        self.add("POST", path, post(handler))
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        handler: MethodRouter<App>,
    ) -> Self {
        self.router = self.router.route(path, handler);
        self.known.push((method, path));
        self
    }

    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.router = self.router.merge(more.router);
        self.known.extend(more.known);
        self
    }

    /// Method and path of every route.
    pub fn known(&self) -> &[(&'static str, &'static str)] {
        &self.known
    }
}

/// All routes, in process order.
pub fn all() -> Routes {
    Routes::new()
        .get("/", start)
        .get("/healthz", healthy)
        .get("/assets/{name}", asset)
        .and(people::pages::routes())
        .and(plan::pages::routes())
        .and(plan::moves::pages::routes())
        .and(plan::pause::pages::routes())
        .and(desk::pages::routes())
        .and(input::pages::routes())
        .and(input::attachment_pages::routes())
        .and(organisation_answers::pages::routes())
        .and(hearings::pages::routes())
        .and(hearings::party_pages::routes())
        .and(confirmations::pages::routes())
        .and(analysis::pages::routes())
        .and(analysis::finding::pages::routes())
        .and(analysis::suggestions::pages::routes())
        .and(analysis::code_book::pages::routes())
        .and(analysis::opinions::pages::routes())
        .and(analysis::placing::pages::routes())
        .and(analysis::helper::pages::routes())
        .and(analysis::hearing_note::pages::routes())
        .and(analysis::hearing_note::letter_pages::routes())
        .and(theme_meeting::pages::routes())
        .and(proposals::pages::routes())
        .and(steering_group::pages::routes())
        .and(steering_group::briefs::pages::routes())
        .and(draft::pages::routes())
        .and(approval::pages::routes())
        .and(negotiation::pages::routes())
        .and(follow_up::pages::routes())
        .and(meetings::pages::routes())
        .and(meetings::papers::pages::routes())
        .and(meetings::written_procedure::pages::routes())
        .and(meetings::attendance::pages::routes())
        .and(bodies::pages::routes())
        .and(tasks::pages::routes())
        .and(bodies::succession::pages::routes())
        .and(people::import::pages::routes())
        .and(publication::pages::routes())
        .and(trace::pages::routes())
        .and(subscriptions::pages::routes())
        .and(reminders::pages::routes())
        .and(search::pages::routes())
        .and(feeds::pages::routes())
        .and(calendar::pages::routes())
        .and(meetings::invitations::pages::routes())
        .and(open_data::pages::routes())
        .and(signposts::pages::routes())
        .and(journal::pages::routes())
        .and(post_list::pages::routes())
        .and(access_requests::pages::routes())
        .and(outbox::pages::routes())
        .and(api::description::routes())
        .and(api::reading::routes())
        .and(api::sending::routes())
}

/// The whole service.
pub fn service(app: App) -> Front {
    let (freshness, cookie) = (app.freshness, session::cookie_name(&app));
    let inner = all()
        .router
        .fallback(missing)
        .method_not_allowed_fallback(not_so)
        .layer(middleware::from_fn(security::same_origin))
        .layer(middleware::from_fn(security::headers))
        .layer(CatchPanicLayer::new())
        .with_state(app);
    Front::new(inner, freshness, cookie)
}

async fn start(cx: Cx) -> Response {
    see_other(&format!("/{}", cx.lang.word()))
}

/// 200 when the database answers. A server whose search lags serves all the same, and
/// says so.
async fn healthy(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        tx.one("SELECT 1", &[])?;
        let behind = cx.app.search.behind();
        let lag = (behind > 0).then(|| format!("search: {behind} inputs behind\n"));
        Ok(format!("ok\n{}", lag.unwrap_or_default()).into_response())
    })
    .await
}

async fn missing(cx: Cx) -> Response {
    if cx.path.starts_with("/api/") {
        return api::problem::of(&cx, Error::NotFound);
    }
    Error::NotFound.answer(&cx)
}

/// A page that takes no such act looks like one that is not there; a program is told.
async fn not_so(cx: Cx) -> Response {
    if cx.path.starts_with("/api/") {
        let status = StatusCode::METHOD_NOT_ALLOWED;
        let title = cx.t("api-not-so");
        let way = cx.t("error-unreadable-way");
        return api::problem::Problem::new(status, title, way).into_response();
    }
    Error::NotFound.answer(&cx)
}

const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M1 4h5l4 4h5M1 12h5l4-4" fill="none" stroke="#0b4c6f" stroke-width="2"/><circle cx="10" cy="8" r="2.4" fill="#fff" stroke="#0b4c6f" stroke-width="2"/></svg>"##;

async fn asset(Path(name): Path<String>, cx: Cx) -> Response {
    let forever = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    if name == "icon.svg" {
        return ([(header::CONTENT_TYPE, "image/svg+xml"), forever], ICON)
            .into_response();
    }
    match koreplan_assets::File::find(&name) {
        Some(file) => {
            let kind = (header::CONTENT_TYPE, file.media_type());
            (StatusCode::OK, [kind, forever], file.bytes).into_response()
        }
        None => Error::NotFound.answer(&cx),
    }
}
