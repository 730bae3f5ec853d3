//! What every page needs: who asks, in which language, from which case; and the way
//! back out as a page, a redirect or a "no".

pub mod app;
pub mod charts;
pub mod choices;
pub mod components;
pub mod differences;
pub mod error;
pub mod files;
pub mod form;
pub mod front;
pub mod l10n;
pub mod layout;
pub mod network;
pub mod security;
pub mod serve;
pub mod session;
pub mod signer;

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use axum::{
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use fluent_bundle::FluentValue;
use jiff::{Timestamp, civil::Date};
use koreplan_store::{StoreError, Tx};
use maud::{Markup, PreEscaped};

use crate::{
    App,
    access::{self, Action, Actor, Facts},
    plan::pause::{self, rules::Pause},
    refusal::Message,
    web::{
        error::{Error, NotFound},
        form::Form,
        l10n::{Lang, Text},
        network::Network,
    },
};

/// One request: who, where, when, in which language.
#[derive(Clone)]
pub struct Cx {
    request: Arc<Request_>,
    /// When the page is asked for, or the act is done.
    pub now: Timestamp,
}

/// What [`Cx`] holds; reached through it.
pub struct Request_ {
    pub app: App,
    pub actor: Actor,
    pub lang: Lang,
    /// The slug of the case, or empty outside one.
    pub case: String,
    /// When the head of the request was read: what counts against a deadline.
    pub arrived: Timestamp,
    /// The path of the request, without the query.
    pub path: String,
    /// Where the request comes from; unknown in tests without a socket.
    pub network: Option<Network>,
    /// The page to read: this one, or the one a form was sent from; path and query.
    pub here: String,
    /// The route is one that shows everybody the same who is not signed in.
    shared: bool,
    /// That the case stands still, once a transaction has looked.
    paused: OnceLock<Option<Pause>>,
    params: BTreeMap<String, String>,
    query: BTreeMap<String, String>,
}

impl std::ops::Deref for Cx {
    type Target = Request_;

    fn deref(&self) -> &Request_ {
        &self.request
    }
}

impl Cx {
    fn new(request: Request_) -> Self {
        Self { now: request.arrived, request: Arc::new(request) }
    }

    /// Runs `ask` on a snapshot of the database and answers.
    pub async fn read<F>(self, ask: F) -> Response
    where
        F: FnOnce(&Self, &mut dyn Tx) -> Result<Response, Error> + Send + 'static,
    {
        let cx = self.clone();
        let app = &self.app;
        if self.shared && self.actor.person.is_none() {
            // What everybody reads is made from what everybody may read.
            return self.read_public(ask).await;
        }
        let outcome = app
            .store
            .read(move |tx| {
                cx.look_at_pause(tx)?;
                ask(&cx, tx)
            })
            .await;
        outcome.unwrap_or_else(|error: Error| error.answer(&self))
    }

    /// Runs `ask` on the public store, whoever asks: what is made for machines, and the
    /// search, is the same for all.
    pub async fn read_public<F>(self, ask: F) -> Response
    where
        F: FnOnce(&Self, &mut dyn Tx) -> Result<Response, Error> + Send + 'static,
    {
        let cx = self.clone();
        let outcome = match self.app.public.renewed(&self.app.store).await {
            Ok(public) => {
                public
                    .read(move |tx| {
                        cx.look_at_pause(tx)?;
                        ask(&cx, tx)
                    })
                    .await
            }
            Err(error) => Err(error.into()),
        };
        outcome.unwrap_or_else(|error: Error| error.answer(&self))
    }

    /// Runs `act` in a transaction and answers after the commit; a "no" undoes it.
    pub async fn write<F>(self, act: F) -> Response
    where
        F: FnOnce(&Self, &mut dyn Tx) -> Result<Response, Error> + Send + 'static,
    {
        let mut cx = self.clone();
        let outcome = self
            .app
            .store
            .write(move |tx| {
                // Acts are done one after the other, and so are their times.
                cx.now = cx.app.now();
                cx.look_at_pause(tx)?;
                act(&cx, tx)
            })
            .await;
        self.app.intake.forget();
        outcome.unwrap_or_else(|error: Error| error.answer(&self))
    }

    /// Looks whether the case stands still, so that the frame of the page can say so.
    pub fn look_at_pause(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        if !self.case.is_empty() && self.paused.get().is_none() {
            let found = pause::storage::running(tx, &self.case, self.today())?;
            // Somebody who looked at the same time found the same.
            let _ = self.paused.set(found);
        }
        Ok(())
    }

    /// The pause of the case, if it stands still.
    pub fn pause(&self) -> Option<&Pause> {
        self.paused.get().and_then(Option::as_ref)
    }

    /// A number in the address.
    pub fn id(&self, name: &str) -> Result<i64, NotFound> {
        self.param(name).parse().map_err(|_| NotFound)
    }

    pub fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    pub fn query(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }

    pub fn has_query(&self, name: &str) -> bool {
        self.query.contains_key(name)
    }

    /// The address of a page of this case.
    pub fn url(&self, page: &str) -> String {
        let lang = self.lang.word();
        match (self.case.as_str(), page) {
            ("", page) => format!("/{lang}/{page}"),
            (case, "") => format!("/{lang}/{case}"),
            (case, page) => format!("/{lang}/{case}/{page}"),
        }
    }

    /// The address of a page as the world knows it.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.app.base_url())
    }

    pub fn t(&self, key: &'static str) -> String {
        self.lang.say(key, &[])
    }

    pub fn say(
        &self,
        key: &'static str,
        args: &[(&'static str, FluentValue<'static>)],
    ) -> String {
        self.lang.say(key, args)
    }

    pub fn message(&self, message: &Message) -> String {
        self.lang.say(message.key, &message.args)
    }

    pub fn text<'a>(&self, text: &'a Text) -> &'a str {
        self.lang.pick(text)
    }

    /// Microseconds since 1970: how the database stores an instant.
    pub fn now_us(&self) -> i64 {
        self.now.as_microsecond()
    }

    /// Today, by the clocks where the server's people work.
    pub fn today(&self) -> Date {
        self.now.to_zoned_datetime(self.app.zone.clone()).date()
    }

    /// An instant as date and time in the reader's language.
    pub fn moment(&self, at: i64) -> String {
        self.lang.moment(at, &self.app.zone)
    }

    /// The day of an instant.
    pub fn date_of(&self, at: i64) -> Date {
        let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        at.to_zoned_datetime(self.app.zone.clone()).date()
    }

    /// An instant as a date in the reader's language.
    pub fn day(&self, at: i64) -> String {
        self.lang.date(self.date_of(at))
    }

    /// Whether the person has a seat in this case.
    pub fn is_insider(&self) -> bool {
        self.actor.seats.iter().any(|seat| seat.case == self.case)
    }

    /// Whether to show the button.
    pub fn may<A: Action>(&self, facts: &Facts) -> bool {
        access::may::<A>(&self.actor, facts)
    }

    /// A whole page.
    pub fn page(&self, title: &str, body: &Markup) -> Response {
        html(StatusCode::OK, layout::page(self, title, body))
    }

    /// A page with a form that carries a key. The browser may keep it, so that going back
    /// shows the same key again and a second press is a repeat of the first.
    pub fn page_to_go_back_to(&self, title: &str, body: &Markup) -> Response {
        let mut page = self.page(title, body);
        let kept = HeaderValue::from_static("private, no-cache");
        page.headers_mut().insert(header::CACHE_CONTROL, kept);
        page
    }

    /// On to a page of this case, after an act.
    pub fn see(&self, page: &str) -> Response {
        see_other(&self.url(page))
    }

    /// As [`Cx::see`], and the page says that it is done. `page` may end in `#place`.
    pub fn done(&self, page: &str) -> Response {
        match page.split_once('#') {
            Some((page, place)) => self.see(&format!("{page}?done=1#{place}")),
            None => self.see(&format!("{page}?done=1")),
        }
    }
}

fn html(status: StatusCode, page: Markup) -> Response {
    let PreEscaped(page) = page;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, page).into_response()
}

/// 303: what follows an act is a page to read.
pub fn see_other(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// A path of ours and nothing that a browser could take for another site.
pub fn is_own_page(next: &str) -> bool {
    let rest = next.strip_prefix('/').unwrap_or("/");
    !rest.starts_with(['/', '\\'])
        && next.chars().all(|c| c.is_ascii_graphic() && c != '\\')
}

impl FromRequestParts<App> for Cx {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let params =
            Path::<BTreeMap<String, String>>::from_request_parts(parts, app).await;
        let params = params.map(|Path(params)| params).unwrap_or_default();
        let named = params.get("lang").map(|lang| Lang::of(lang));
        let lang = match named {
            Some(Some(lang)) => lang,
            _ => Lang::wanted(parts),
        };
        let query =
            axum::extract::Query::<BTreeMap<String, String>>::try_from_uri(&parts.uri)
                .map(|query| query.0)
                .unwrap_or_default();
        let case = known_case(app, params.get("case")).await;
        let actor = session::actor(app, parts).await;
        let nul = |text: &String| text.contains('\0');
        let unknown = matches!(named, Some(None))
            || params.values().any(nul)
            || query.values().any(nul);
        let mut request = Request_ {
            app: app.clone(),
            actor: Actor::default(),
            lang,
            case,
            arrived: app.now(),
            network: Network::behind(&app.proxies, parts),
            here: here(parts),
            path: parts.uri.path().to_owned(),
            shared: parts.extensions.get::<front::Shared>().is_some(),
            paused: OnceLock::new(),
            params,
            query,
        };
        match actor {
            Ok(actor) if !unknown => {
                request.actor = actor;
                Ok(Self::new(request))
            }
            Ok(_) => Err(Error::NotFound.answer(&Self::new(request))),
            Err(error) => Err(Error::from(error).answer(&Self::new(request))),
        }
    }
}

/// The slug, if there is a case of that name; pages of no case have no way around one.
async fn known_case(app: &App, slug: Option<&String>) -> String {
    let Some(slug) = slug.filter(|slug| !slug.contains('\0')).cloned() else {
        return String::new();
    };
    if app.knows(&slug) {
        return slug;
    }
    let asked = slug.clone();
    let found = app.store.read(move |tx| crate::case::storage::find(tx, &asked)).await;
    match found {
        Ok(Some(_)) => {
            app.learn(&slug);
            slug
        }
        Ok(None) | Err(_) => String::new(),
    }
}

/// The page this request shows, or the one its form stands on: a path of ours, or
/// nothing.
fn here(parts: &Parts) -> String {
    let path = |uri: &str| {
        let uri = uri.split('#').next().unwrap_or_default();
        let uri =
            uri.replace("?done=1&", "?").replace("?done=1", "").replace("&done=1", "");
        // Asked for `//elsewhere`, a link back there would leave.
        if is_own_page(&uri) { uri } else { String::new() }
    };
    if parts.method != axum::http::Method::POST {
        return path(parts.uri.path_and_query().map_or("/", |it| it.as_str()));
    }
    let header = |name: header::HeaderName| {
        parts.headers.get(name).and_then(|value| value.to_str().ok())
    };
    let from = header(header::REFERER).and_then(|from| from.split_once("://"));
    let ours = from.and_then(|(_, from)| from.split_once('/'));
    match ours {
        Some((host, rest)) if Some(host) == header(header::HOST) => {
            path(&format!("/{rest}"))
        }
        _ => String::new(),
    }
}

/// A form that was sent: the request, and what it said.
pub struct Post(pub Cx, pub Form);

impl FromRequest<App> for Post {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let cx = Cx::from_request_parts(&mut parts, app).await?;
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Error::Unreadable("error-no-form").answer(&cx));
        }
        let body =
            form::body(body, form::LARGEST).await.map_err(|error| error.answer(&cx))?;
        let form = Form::read(&body).map_err(|error| error.answer(&cx))?;
        // A signed-in person's form carries the token of the session.
        if cx.actor.person.is_some() && form.value("csrf") != cx.actor.csrf {
            return Err(Error::Stale.answer(&cx));
        }
        Ok(Self(cx, form))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w11_only_own_pages_follow_a_sign_in() {
        assert!(is_own_page("/da/plan/inputs/7?done=1"));
        for foreign in [
            "",
            "//x.dk",
            "///x.dk",
            "/\\x.dk",
            "\\/x.dk",
            "https://x.dk",
            "https:x.dk",
            "javascript:x",
            "/a\r\nb",
            "/\t/x.dk",
            " //x.dk",
            "/ /x.dk",
            "x.dk",
        ] {
            assert!(!is_own_page(foreign), "{foreign}");
        }
    }
}
