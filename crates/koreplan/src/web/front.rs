//! The public face: pages for those who are not signed in are bytes in memory.
//!
//! A page is made by the handler that makes it for everybody, from the public store, out
//! of a bare request: nothing a visitor sends but the address goes into it. It is kept
//! with its headers and in each encoding, and looked at anew after a moment; while that
//! goes on, the old one is shown.

use std::{
    collections::HashMap,
    convert::Infallible,
    io::Write as _,
    pin::Pin,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody as _},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use sha2::{Digest, Sha256};
use tower::{Service, ServiceExt as _};

/// Marks a route, and its answer, as the same for everybody who is not signed in.
#[derive(Debug, Clone, Copy)]
pub struct Shared;

/// Marks the request on its way in and a whole page on its way out.
pub async fn shared(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(Shared);
    let mut response = next.run(request).await;
    if response.status() == StatusCode::OK {
        response.extensions_mut().insert(Shared);
    }
    response
}

/// Marks an answer as the same for everybody, also for those who are signed in.
#[derive(Debug, Clone, Copy)]
pub struct ForAll;

/// As [`shared`], for what is the same whoever asks.
pub async fn for_all(request: Request, next: Next) -> Response {
    let mut response = shared(request, next).await;
    if response.status() == StatusCode::OK {
        response.extensions_mut().insert(ForAll);
    }
    response
}

/// A page as it goes out, in one encoding.
#[derive(Clone)]
struct Copy {
    headers: HeaderMap,
    bytes: Bytes,
}

/// A page in memory.
struct Page {
    made: Instant,
    /// Somebody is making the next one.
    renewing: AtomicBool,
    for_all: bool,
    hash: [u8; 32],
    plain: Copy,
    gzip: Copy,
    brotli: Copy,
}

/// Pages kept at once, and the longest address one is kept by.
const PAGES: usize = 4_096;
const ADDRESS: usize = 300;
/// The largest page that is kept, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

/// The whole service with the public face before it.
#[derive(Clone)]
pub struct Front {
    inner: Router,
    pages: Arc<RwLock<HashMap<String, Arc<Page>>>>,
    /// How long a page is shown before it is looked at anew; twice that, and it is gone.
    freshness: Duration,
    cookie: &'static str,
}

impl Front {
    pub fn new(inner: Router, freshness: Duration, cookie: &'static str) -> Self {
        Self { inner, pages: Arc::default(), freshness, cookie }
    }

    /// Whether the answer may be one that is kept.
    fn may_be_kept(request: &Request) -> bool {
        request.method() == Method::GET
            && request.uri().query().is_none()
            && request.uri().path().len() <= ADDRESS
    }

    /// Whether the asker may be signed in.
    fn is_somebodys(&self, request: &Request) -> bool {
        request.headers().get_all(header::COOKIE).iter().any(|cookies| {
            cookies
                .as_bytes()
                .windows(self.cookie.len())
                .any(|w| w == self.cookie.as_bytes())
        })
    }

    fn known(&self, path: &str) -> Option<Arc<Page>> {
        self.pages.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// Makes a page and keeps it, or gives the answer that is not for everybody.
    async fn make(&self, path: String) -> Result<Arc<Page>, Response> {
        let bare = Request::builder().uri(&path).body(Body::empty()).unwrap_or_default();
        let answer = match self.inner.clone().oneshot(bare).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        };
        // What comes bit by bit is too large to keep.
        let whole = answer.body().size_hint().exact().is_some();
        if answer.extensions().get::<Shared>().is_none() || !whole {
            self.forget(&path);
            return Err(answer);
        }
        let for_all = answer.extensions().get::<ForAll>().is_some();
        let (parts, body) = answer.into_parts();
        let Ok(bytes) = axum::body::to_bytes(body, LARGEST).await else {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            return Err(Response::builder()
                .status(status)
                .body(Body::empty())
                .unwrap_or_default());
        };
        let page = self.page(&path, (&parts.headers, for_all), bytes).await;
        let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= PAGES {
            pages.retain(|_, page| page.made.elapsed() < self.freshness);
            if pages.len() >= PAGES {
                pages.clear();
            }
        }
        pages.insert(path, page.clone());
        Ok(page)
    }

    fn forget(&self, path: &str) {
        self.pages.write().unwrap_or_else(PoisonError::into_inner).remove(path);
    }

    /// Prepares a page; what has not changed is not packed again.
    async fn page(
        &self,
        path: &str,
        (headers, for_all): (&HeaderMap, bool),
        bytes: Bytes,
    ) -> Arc<Page> {
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        let before = self.known(path).filter(|page| page.hash == hash);
        let (gzip, brotli) = match before {
            Some(page) => (page.gzip.bytes.clone(), page.brotli.bytes.clone()),
            None => {
                let plain = bytes.clone();
                tokio::task::spawn_blocking(move || (gzip(&plain), brotli(&plain)))
                    .await
                    .unwrap_or_default()
            }
        };
        let copy = |bytes: Bytes, encoding: &'static str| Copy {
            headers: dressed((headers, for_all), &hash, encoding, bytes.len()),
            bytes,
        };
        Arc::new(Page {
            made: Instant::now(),
            renewing: AtomicBool::new(false),
            for_all,
            plain: copy(bytes, ""),
            gzip: copy(gzip, "gzip"),
            brotli: copy(brotli, "br"),
            hash,
        })
    }

    async fn answer(self, request: Request) -> Response {
        if !Self::may_be_kept(&request) || self.is_somebodys(&request) {
            return match self.inner.oneshot(request).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            };
        }
        let path = request.uri().path().to_owned();
        match self.make(path).await {
            Ok(page) => page.answer(request.headers()),
            // Not everybody's: the visitor's own language and address count.
            Err(_) => match self.inner.oneshot(request).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            },
        }
    }
}

/// The headers of a page in one encoding.
fn dressed(
    (headers, for_all): (&HeaderMap, bool),
    hash: &[u8; 32],
    encoding: &'static str,
    length: usize,
) -> HeaderMap {
    let mut headers = headers.clone();
    let mark = koreplan_log::Hex(&hash[..12]);
    let dash = if encoding.is_empty() { "" } else { "-" };
    let tag = format!("\"{mark}{dash}{encoding}\"");
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::ETAG, &tag);
    set(header::CACHE_CONTROL, "public, max-age=1");
    let vary = if for_all { "Accept-Encoding" } else { "Accept-Encoding, Cookie" };
    set(header::VARY, vary);
    set(header::CONTENT_LENGTH, &length.to_string());
    if !encoding.is_empty() {
        set(header::CONTENT_ENCODING, encoding);
    }
    headers
}

fn gzip(plain: &[u8]) -> Bytes {
    let mut packed =
        flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let _ = packed.write_all(plain);
    packed.finish().unwrap_or_default().into()
}

fn brotli(plain: &[u8]) -> Bytes {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 5, 20);
    let _ = writer.write_all(plain);
    drop(writer);
    packed.into()
}

impl Page {
    fn answer(&self, asked: &HeaderMap) -> Response {
        let takes =
            asked.get(header::ACCEPT_ENCODING).map_or(&b""[..], |it| it.as_bytes());
        let takes = |name: &[u8]| takes.windows(name.len()).any(|part| part == name);
        let copy = if takes(b"br") {
            &self.brotli
        } else if takes(b"gzip") {
            &self.gzip
        } else {
            &self.plain
        };
        let known = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
        let tag = copy.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
        let same = matches!((known, tag), (Some(known), Some(tag))
            if known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
        let mut answer = Response::new(if same {
            Body::empty()
        } else {
            Body::from(copy.bytes.clone())
        });
        *answer.headers_mut() = copy.headers.clone();
        if same {
            *answer.status_mut() = StatusCode::NOT_MODIFIED;
            answer.headers_mut().remove(header::CONTENT_LENGTH);
        }
        answer
    }
}

impl Service<Request> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Answer {
        if Self::may_be_kept(&request)
            && let Some(page) = self.known(request.uri().path())
            && (page.for_all || !self.is_somebodys(&request))
        {
            let age = page.made.elapsed();
            if age < self.freshness * 2 {
                if age >= self.freshness && !page.renewing.swap(true, Ordering::Relaxed) {
                    let (front, path) = (self.clone(), request.uri().path().to_owned());
                    tokio::spawn(async move { drop(front.make(path).await) });
                }
                return Answer::Ready(Some(page.answer(request.headers())));
            }
        }
        Answer::Made(Box::pin(self.clone().answer(request)))
    }
}

/// An answer that is there, or one that is being made.
pub enum Answer {
    Ready(Option<Response>),
    Made(Pin<Box<dyn Future<Output = Response> + Send>>),
}

impl Future for Answer {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Ready(answer) => Poll::Ready(Ok(answer.take().unwrap_or_default())),
            Self::Made(making) => making.as_mut().poll(cx).map(Ok),
        }
    }
}
