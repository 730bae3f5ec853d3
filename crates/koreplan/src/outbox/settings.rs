//! Where mail is sent through, from whom, and where its links lead.

use std::path::PathBuf;

use axum::http::Uri;
use lettre::{
    AsyncSmtpTransport, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{self, extension::ClientId},
};

use super::rules::Address;

/// As written in file, environment or flags.
#[derive(Clone, Default)]
pub struct Settings {
    /// `smtps://user:password@host`, `smtp://host?tls=required`; nothing: mail waits.
    pub smtp_url: Option<String>,
    /// The address mail comes from, with or without a name.
    pub mail_from: Option<String>,
    /// `https://host`, as readers reach this server: links in mail begin with it.
    pub base_url: Option<String>,
    /// The folder (Maildir) of the mailbox behind `mail_from`: answers to calls to
    /// meetings are read from it.
    pub replies: Option<PathBuf>,
}

impl std::fmt::Debug for Settings {
    /// Without the way to the mail server, which may hold a password.
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Settings")
            .field("mail_from", &self.mail_from)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// How to reach the mail server, checked.
#[derive(Clone)]
pub struct Route {
    pub server: smtp::AsyncSmtpTransportBuilder,
    pub from: Mailbox,
    /// The host of Message-IDs.
    pub host: String,
}

impl Settings {
    /// The way mail leaves, or nothing when none is set.
    ///
    /// # Errors
    /// One line that says what is wrong with the settings.
    pub fn route(&self) -> Result<Option<Route>, String> {
        let Some(url) = &self.smtp_url else { return Ok(None) };
        let from =
            self.mail_from.as_deref().ok_or("smtp_url needs mail_from beside it")?;
        if self.base_url.is_none() {
            return Err(
                "smtp_url needs base_url beside it: links in mail begin with it".into()
            );
        }
        let from = mailbox(from)?;
        // The address may hold a password: no fault repeats it.
        let parts = url.parse::<Uri>().map_err(|_| "smtp_url is not an address")?;
        let user = parts.authority().is_some_and(|host| host.as_str().contains('@'));
        let open = parts.scheme_str() == Some("smtp")
            && !parts.query().unwrap_or_default().contains("tls=required");
        if user && open && !is_here(parts.host().unwrap_or_default()) {
            return Err(
                "smtp_url would send a password in the clear: write smtps:// or ?tls=required"
                    .into(),
            );
        }
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|e| format!("smtp_url cannot be used: {}", cause(&e)))?;
        let host = from.email.domain().to_owned();
        // A path names this server to the mail server; else it is called as readers do.
        let named = parts.path().len() > 1;
        let base = self.base()?.unwrap_or_default();
        let ours = base.parse::<Uri>().ok();
        let ours = ours.as_ref().and_then(Uri::host).map(str::to_owned);
        let server = match ours.filter(|_| !named) {
            Some(ours) => server.hello_name(ClientId::Domain(ours)),
            None => server,
        };
        Ok(Some(Route { server, from, host }))
    }

    /// Where readers reach this server, without a slash at the end.
    ///
    /// # Errors
    /// One line that says what is wrong with it.
    pub fn base(&self) -> Result<Option<String>, String> {
        let Some(written) = &self.base_url else { return Ok(None) };
        let wrong =
            || format!("base_url is https:// and a host, nothing more: {written:?}");
        let parts = written.parse::<Uri>().map_err(|_| wrong())?;
        let host = parts.authority().map_or("", |host| host.as_str());
        let web = matches!(parts.scheme_str(), Some("http" | "https"));
        let bare =
            parts.path() == "/" && parts.query().is_none() && !written.contains('#');
        if !web || !bare || host.is_empty() || host.contains('@') {
            return Err(wrong());
        }
        Ok(Some(written.trim_end_matches('/').to_owned()))
    }
}

/// Whether a host is this machine itself.
pub(crate) fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let loopback = bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    loopback || host == "localhost"
}

/// `post@x.dk`, or `Sekretariatet <post@x.dk>`.
fn mailbox(written: &str) -> Result<Mailbox, String> {
    let wrong = || format!("mail_from is not one mail address: {written:?}");
    let (name, address) = match written.trim().strip_suffix('>') {
        Some(rest) => {
            let (name, address) = rest.split_once('<').ok_or_else(wrong)?;
            (Some(name.trim().to_owned()).filter(|name| !name.is_empty()), address)
        }
        None => (None, written.trim()),
    };
    let address: Address = address.parse().map_err(|_| wrong())?;
    if name.as_deref().is_some_and(|name| name.contains(char::is_control)) {
        return Err(wrong());
    }
    Ok(Mailbox::new(name, address.into_inner()))
}

/// The reason at the bottom of an error: the ones above only say that there was one.
pub fn cause(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(below) = deepest.source() {
        deepest = below;
    }
    super::rules::one_line(&deepest.to_string(), 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(smtp: &str, from: &str, base: &str) -> Settings {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Settings {
            smtp_url: some(smtp),
            mail_from: some(from),
            base_url: some(base),
            replies: None,
        }
    }

    #[test]
    fn a_good_way_is_taken() {
        for url in [
            "smtp://127.0.0.1:2525",
            "smtp://u:p@localhost:2525",
            "smtps://u:p@mail.x.dk",
            "smtp://u:p@mail.x.dk:587?tls=required",
        ] {
            let route =
                settings(url, "Sekretariatet <post@x.dk>", "https://x.dk").route();
            assert!(route.is_ok_and(|route| route.is_some()), "{url}");
        }
        assert!(settings("", "", "").route().is_ok_and(|route| route.is_none()));
    }

    #[test]
    fn a_wrong_value_is_said_in_one_line_without_the_password() {
        for (smtp, from, base) in [
            ("smtp://mail.x.dk", "", "https://x.dk"),
            ("smtp://mail.x.dk", "post@x.dk", ""),
            ("smtp://mail.x.dk", "post@x.dk, b@x.dk", "https://x.dk"),
            ("smtp://mail.x.dk", "x\r\ny <post@x.dk>", "https://x.dk"),
            ("http://mail.x.dk", "post@x.dk", "https://x.dk"),
            ("mail.x.dk", "post@x.dk", "https://x.dk"),
            ("smtp://mail.x.dk?tls=maybe", "post@x.dk", "https://x.dk"),
            ("smtp://u:hemmelig@mail.x.dk", "post@x.dk", "https://x.dk"),
            ("smtp://u:hemmelig@mail x.dk", "post@x.dk", "https://x.dk"),
        ] {
            let Err(said) = settings(smtp, from, base).route() else {
                panic!("{smtp} {from}")
            };
            assert!(!said.contains('\n') && !said.contains("hemmelig"), "{said}");
        }
    }

    #[test]
    fn links_begin_with_a_web_address_and_nothing_more() {
        let base = |base| settings("", "", base).base();

        assert_eq!(base("https://x.dk/"), Ok(Some("https://x.dk".into())));
        assert_eq!(
            base("http://127.0.0.1:8011"),
            Ok(Some("http://127.0.0.1:8011".into()))
        );
        for wrong in [
            "x.dk",
            "ftp://x.dk",
            "https://",
            "https://u@x.dk",
            "https://x.dk/a",
            "https://x.dk?a",
            "https://x.dk#a",
            "https://x.dk\r\nBcc: a",
        ] {
            assert!(base(wrong).is_err(), "{wrong}");
        }
    }
}
