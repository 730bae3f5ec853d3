//! Where the helper is, and asking it over the net: once, with little patience, and
//! reading no more than an answer may be.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{HeaderValue, Method, Request, StatusCode, Uri, header},
};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::Semaphore,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

use super::rules::Fault;
use crate::{
    outbox::settings::is_here,
    web::{error::Error, form},
};

/// As written in file, environment or flags.
#[derive(Clone, Default)]
pub struct Settings {
    /// `https://host/v1`: requests go to `/chat/completions` under it. Nothing: there is
    /// no helper.
    pub url: Option<String>,
    pub model: Option<String>,
    /// Sent as a bearer token; an endpoint in the house may need none.
    pub key: Option<String>,
}

impl std::fmt::Debug for Settings {
    /// Without the key.
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Settings")
            .field("url", &self.url)
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}

/// The helper, checked.
pub struct Endpoint {
    uri: Uri,
    /// As the record and the pages name it.
    pub host: String,
    pub model: String,
    key: Option<HeaderValue>,
    tls: Option<TlsConnector>,
    patience: Duration,
    /// Few ask at a time: it is somebody else's machine, and often a slow one.
    pub turns: Arc<Semaphore>,
}

/// How long an answer may take, from the first step towards the endpoint.
const PATIENCE: Duration = Duration::from_mins(1);
/// The largest answer, in bytes.
const LARGEST: usize = 256 * 1024;
const AT_ONCE: usize = 2;

impl Settings {
    /// The helper, or nothing when none is set.
    ///
    /// # Errors
    /// One line that says what is wrong with the settings. It never repeats the key.
    pub fn endpoint(&self) -> Result<Option<Endpoint>, String> {
        let Some(url) = &self.url else {
            let beside = [("helper_model", &self.model), ("helper_key", &self.key)];
            return match beside.iter().find(|(_, value)| value.is_some()) {
                Some((name, _)) => Err(format!("{name} needs helper_url beside it")),
                None => Ok(None),
            };
        };
        let model = self.model.as_deref().map(str::trim).filter(|it| !it.is_empty());
        let model = model.ok_or("helper_url needs helper_model beside it")?;
        let wrong =
            || "helper_url is https://, a host and a path, nothing more".to_owned();
        let parts: Uri = url.parse().map_err(|_| wrong())?;
        let host = parts.host().unwrap_or_default().to_owned();
        let user = parts.authority().is_some_and(|it| it.as_str().contains('@'));
        let is_web = matches!(parts.scheme_str(), Some("http" | "https"));
        if !is_web
            || host.is_empty()
            || user
            || parts.query().is_some()
            || url.contains('#')
        {
            return Err(wrong());
        }
        let open = parts.scheme_str() == Some("http");
        if open && !is_here(&host) {
            return Err(
                "helper_url would send letters in the clear: write https://".into()
            );
        }
        let uri = format!("{}/chat/completions", url.trim_end_matches('/'));
        let key = self.key.as_deref().map(|key| {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", key.trim()))
                .map_err(|_| "helper_key holds what no key holds")?;
            value.set_sensitive(true);
            Ok::<_, String>(value)
        });
        Ok(Some(Endpoint {
            uri: uri.parse().map_err(|_| wrong())?,
            host: parts.authority().map_or(host, |it| it.as_str().to_owned()),
            model: model.to_owned(),
            key: key.transpose()?,
            tls: if open { None } else { Some(connector()?) },
            patience: PATIENCE,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }))
    }
}

/// Trusts whom the machine trusts.
fn connector() -> Result<TlsConnector, String> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(
            "helper_url needs the certificates of this machine, and has none".into()
        );
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| format!("helper_url cannot be used: {e}"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

impl Endpoint {
    /// Sends these bytes, and gives the bytes that come back. Nothing is sent twice and no
    /// redirection is followed: what was shown goes to the host that was shown.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn ask(&self, body: String) -> Result<Vec<u8>, Fault> {
        let asked = tokio::time::timeout(self.patience, self.exchange(body));
        asked.await.map_err(|_| Fault::TimedOut)?
    }

    async fn exchange(&self, body: String) -> Result<Vec<u8>, Fault> {
        let host = self.uri.host().unwrap_or_default();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let port = if self.tls.is_some() { 443 } else { 80 };
        let port = self.uri.port_u16().unwrap_or(port);
        let stream = TcpStream::connect((bare, port)).await;
        let stream = stream.map_err(|_| Fault::Unreachable)?;
        match &self.tls {
            None => self.over(stream, body).await,
            Some(tls) => {
                let name = ServerName::try_from(bare.to_owned());
                let name = name.map_err(|_| Fault::Unreachable)?;
                let stream = tls.connect(name, stream).await;
                self.over(stream.map_err(|_| Fault::Unreachable)?, body).await
            }
        }
    }

    async fn over<S>(&self, stream: S, body: String) -> Result<Vec<u8>, Fault>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|_| Fault::Unreachable)?;
        let talk = tokio::spawn(connection);
        let answer = async {
            let path = self.uri.path_and_query().map_or("/", |path| path.as_str());
            let mut request = Request::builder()
                .method(Method::POST)
                .uri(path)
                .header(header::HOST, &self.host)
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::ACCEPT, "application/json");
            if let Some(key) = &self.key {
                request = request.header(header::AUTHORIZATION, key);
            }
            let request =
                request.body(Body::from(body)).map_err(|_| Fault::Unreachable)?;
            let response =
                sender.send_request(request).await.map_err(|_| Fault::Unreachable)?;
            match response.status() {
                StatusCode::OK => {}
                StatusCode::TOO_MANY_REQUESTS => return Err(Fault::Busy),
                status if status.is_server_error() => return Err(Fault::Failed),
                _ => return Err(Fault::Refused),
            }
            let read = form::body(Body::new(response.into_body()), LARGEST).await;
            read.map_err(|error| match error {
                Error::TooLarge => Fault::TooLarge,
                Error::TooSlow => Fault::TimedOut,
                _ => Fault::Unreachable,
            })
        };
        let answer = answer.await;
        talk.abort();
        answer
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpListener,
    };

    use super::*;

    fn settings(url: &str, model: &str, key: &str) -> Settings {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Settings { url: some(url), model: some(model), key: some(key) }
    }

    #[test]
    fn there_is_no_helper_unless_one_is_set() {
        assert!(settings("", "", "").endpoint().is_ok_and(|it| it.is_none()));
        for url in
            ["http://127.0.0.1:11434/v1", "http://localhost/v1/", "http://[::1]:8/"]
        {
            assert!(
                settings(url, "m", "").endpoint().is_ok_and(|it| it.is_some()),
                "{url}"
            );
        }
    }

    #[test]
    fn a_wrong_value_is_said_in_one_line_without_the_key() {
        for (url, model, key) in [
            ("", "m", ""),
            ("", "", "hemmelig"),
            ("https://x.dk/v1", "", ""),
            ("https://x.dk/v1", " ", ""),
            ("x.dk", "m", "hemmelig"),
            ("ftp://x.dk", "m", ""),
            ("http://x.dk/v1", "m", "hemmelig"),
            ("https://", "m", ""),
            ("https://u:hemmelig@x.dk/v1", "m", ""),
            ("https://x.dk/v1?a=b", "m", ""),
            ("https://x.dk/v1#a", "m", ""),
            ("http://127.0.0.1/v1", "m", "hemmelig\r\nX: y"),
        ] {
            let Err(said) = settings(url, model, key).endpoint() else {
                panic!("{url} {model}")
            };
            assert!(!said.contains('\n') && !said.contains("hemmelig"), "{said}");
        }
        let shown = format!("{:?}", settings("https://x.dk", "m", "hemmelig"));
        assert!(!shown.contains("hemmelig"), "{shown}");
    }

    /// Asks an endpoint on loopback that answers with these bytes, and then waits.
    async fn answered(answer: Vec<u8>) -> Result<Vec<u8>, Fault> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let _ = stream.write_all(&answer);
            let _ = stream.flush();
            // Until the other side hangs up.
            let _ = stream.read_to_end(&mut Vec::new());
        });
        let mut endpoint = settings(&url, "m", "k").endpoint().unwrap().unwrap();
        endpoint.patience = Duration::from_millis(500);
        endpoint.ask("{}".into()).await
    }

    fn with(status: &str, body: &str) -> Vec<u8> {
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
            .into()
    }

    #[tokio::test]
    async fn an_endpoint_that_does_not_do_as_it_should_is_a_fault_and_no_more() {
        assert_eq!(answered(with("200 OK", "{}")).await, Ok(b"{}".to_vec()));
        let busy = with("429 Too Many Requests", "");
        assert_eq!(answered(busy).await, Err(Fault::Busy));
        let failed = with("503 Service Unavailable", "x");
        assert_eq!(answered(failed).await, Err(Fault::Failed));
        let key = with("401 Unauthorized", "");
        assert_eq!(answered(key).await, Err(Fault::Refused));
        let elsewhere = b"HTTP/1.1 302 Found\r\nLocation: http://evil.example/\r\n\r\n";
        assert_eq!(answered(elsewhere.to_vec()).await, Err(Fault::Refused));
        let huge = with("200 OK", &"x".repeat(LARGEST + 1));
        assert_eq!(answered(huge).await, Err(Fault::TooLarge));
        assert_eq!(answered(b"SSH-2.0-x\r\n".to_vec()).await, Err(Fault::Unreachable));
        assert_eq!(answered(Vec::new()).await, Err(Fault::TimedOut));
        let half = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_vec();
        assert_eq!(answered(half).await, Err(Fault::TimedOut));
    }

    #[tokio::test]
    async fn an_endpoint_that_is_not_there_is_said_to_be_out_of_reach() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        drop(listener);
        let endpoint = settings(&url, "m", "").endpoint().unwrap().unwrap();

        assert_eq!(endpoint.ask("{}".into()).await, Err(Fault::Unreachable));
    }
}
