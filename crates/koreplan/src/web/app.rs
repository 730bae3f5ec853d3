//! The running product: store, clock, settings.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    num::NonZeroU32,
    path::PathBuf,
    sync::{
        Arc, OnceLock, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use koreplan_store::{Migration, Store, StoreError};
use tokio::sync::Semaphore;

use crate::{input::intake::Intake, publication::copy::PublicStore};

/// How the product runs: from flags, environment and file.
#[derive(Debug, Clone)]
pub struct Settings {
    pub data: PathBuf,
    pub database_url: Option<String>,
    /// Offers the people of the case at sign-in, and lets one turn the clock.
    pub demo: bool,
    /// Pages are reached by https only, so cookies may insist on it.
    pub secure: bool,
    /// How long a public page is shown before it is looked at anew.
    pub freshness: Duration,
    /// Scheme and host the world knows this server by; the address it listens on, if
    /// not given. Links in feeds, mails and data are made of it, never of a request.
    pub base_url: Option<String>,
    /// The address of the accessibility statement.
    pub was_url: Option<String>,
}

/// The scheme and host of an address such as `https://plan.example`, without a slash at
/// its end.
///
/// # Errors
/// Says what is wrong with the address.
pub fn base_url(written: &str) -> Result<String, String> {
    let url = web_address(written)?;
    let authority = url.authority().map(axum::http::uri::Authority::as_str);
    let bare = url.path() == "/" && url.query().is_none() && !written.contains('#');
    match (url.scheme_str(), authority) {
        (Some(scheme), Some(authority)) if bare => Ok(format!("{scheme}://{authority}")),
        _ => Err(format!("{written}: write scheme and host alone: https://plan.example")),
    }
}

/// An address of the web.
///
/// # Errors
/// Says what is wrong with the address.
pub fn web_address(written: &str) -> Result<axum::http::Uri, String> {
    let url: axum::http::Uri = written.parse().map_err(|e| format!("{written}: {e}"))?;
    let host = url.authority().is_some_and(|it| !it.as_str().contains('@'));
    if matches!(url.scheme_str(), Some("http" | "https")) && host {
        Ok(url)
    } else {
        Err(format!("{written}: an address begins with https:// and a host"))
    }
}

/// Where the time comes from. Nothing else reads a clock.
#[derive(Clone, Copy)]
pub struct Clock(pub fn() -> Timestamp);

impl Clock {
    /// The clock of the machine.
    pub const SYSTEM: Self = Self(system);
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn system() -> Timestamp {
    Timestamp::now()
}

/// The application: cheap to clone, shared by all requests.
#[derive(Clone)]
pub struct App(Arc<Parts>);

pub struct Parts {
    pub store: Store,
    pub demo: bool,
    pub secure: bool,
    base_url: OnceLock<String>,
    pub was_url: Option<String>,
    pub zone: TimeZone,
    /// What everybody may read, and nothing else.
    pub public: PublicStore,
    pub freshness: Duration,
    clock: Clock,
    /// Seconds a demonstration is ahead of (or behind) the clock.
    ahead: AtomicI64,
    /// Tries to sign in, by network and login, and by network alone; keys are hashes.
    pub sign_ins: DefaultKeyedRateLimiter<u64>,
    pub networks: DefaultKeyedRateLimiter<u64>,
    /// The slugs of the cases seen so far: cases are added, never removed.
    cases: RwLock<BTreeSet<String>>,
    /// The way in for inputs.
    pub intake: Intake,
    /// How many passwords are checked at once: each takes 19 MiB.
    pub checks: Semaphore,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The database's shape, step by step.
pub const MIGRATIONS: &[Migration] = {
    macro_rules! migrations {
        ($($name:literal),+) => {
            &[$(Migration {
                name: $name,
                sql: include_str!(concat!("../../migrations/", $name, ".sql")),
            }),+]
        };
    }
    migrations!(
        "0001_people",
        "0002_journal",
        "0003_cases",
        "0004_plan",
        "0005_input",
        "0006_analysis",
        "0007_proposals",
        "0008_meetings",
        "0009_briefs",
        "0010_draft",
        "0011_approvals",
        "0012_initiatives",
        "0017_tails"
    )
};

/// How often one network may try one login, and all logins, a minute.
const SIGN_INS: NonZeroU32 = NonZeroU32::new(10).unwrap();
const NETWORKS: NonZeroU32 = NonZeroU32::new(100).unwrap();
const CHECKS: usize = 4;

impl App {
    /// Opens the database, migrates it, and sets the clock.
    ///
    /// # Errors
    /// [`StoreError`] with one clear line when the database can't be used.
    pub fn open(settings: &Settings, clock: Clock) -> Result<Self, StoreError> {
        let store =
            Store::open(settings.database_url.as_deref(), &settings.data, MIGRATIONS)?;
        let ahead = store.write_now(|tx| {
            let row = tx.row("SELECT ahead FROM demo_clock WHERE id = 1", &[])?;
            row.map_or(Ok(0), |row| row.get(0))
        })?;
        let public = Store::open_copy(&settings.data, MIGRATIONS)?;
        let unfit = StoreError::Unfit;
        let given = settings.base_url.as_deref().map(base_url).transpose();
        let given = given.map_err(unfit)?.into_iter();
        let base_url = OnceLock::new();
        given.for_each(|url| drop(base_url.set(url)));
        if let Some(url) = &settings.was_url {
            web_address(url).map_err(unfit)?;
        }
        let zone = TimeZone::get("Europe/Copenhagen")
            .map_err(|e| StoreError::Unfit(e.to_string()))?;
        Ok(Self(Arc::new(Parts {
            store,
            demo: settings.demo,
            secure: settings.secure,
            base_url,
            was_url: settings.was_url.clone(),
            zone,
            public: PublicStore::new(public, settings.freshness)?,
            freshness: settings.freshness,
            clock,
            ahead: AtomicI64::new(if settings.demo { ahead } else { 0 }),
            sign_ins: RateLimiter::keyed(Quota::per_minute(SIGN_INS)),
            cases: RwLock::new(BTreeSet::new()),
            networks: RateLimiter::keyed(Quota::per_minute(NETWORKS)),
            intake: Intake::default(),
            checks: Semaphore::new(CHECKS),
        })))
    }

    /// What time it is; in a demonstration, what time it is there.
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead.load(Ordering::Relaxed));
        (self.clock.0)().checked_add(ahead).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// What time it is outside, for what protects people: sessions end by this clock,
    /// also where a demonstration turns its own.
    pub fn outside(&self) -> Timestamp {
        (self.clock.0)()
    }

    /// Scheme and host the world knows this server by.
    pub fn base_url(&self) -> &str {
        self.base_url.get().map_or("http://localhost", String::as_str)
    }

    /// Takes the address it listens on for the address it is known by, unless one was
    /// given.
    pub fn listens_on(&self, address: std::net::SocketAddr) {
        let scheme = if self.secure { "https" } else { "http" };
        let _ = self.base_url.set(format!("{scheme}://{address}"));
    }

    /// Whether a case of that name has been seen.
    pub fn knows(&self, slug: &str) -> bool {
        self.cases.read().unwrap_or_else(PoisonError::into_inner).contains(slug)
    }

    pub fn learn(&self, slug: &str) {
        let mut cases = self.cases.write().unwrap_or_else(PoisonError::into_inner);
        cases.insert(slug.to_owned());
    }

    /// Whether this network may try this login once more.
    pub fn may_try(&self, network: &str, login: &str) -> bool {
        // Keys that have rested are forgotten, so that they do not pile up.
        if rand::random::<u8>() == 0 {
            self.sign_ins.retain_recent();
            self.networks.retain_recent();
        }
        let key = |parts: &[&str]| {
            let mut hasher = DefaultHasher::new();
            parts.hash(&mut hasher);
            hasher.finish()
        };
        self.networks.check_key(&key(&[network])).is_ok()
            && self.sign_ins.check_key(&key(&[network, login])).is_ok()
    }

    /// How far ahead a demonstration's clock must run to show `then` now.
    pub fn ahead_for(&self, then: Timestamp) -> i64 {
        then.as_second() - (self.clock.0)().as_second()
    }

    /// Turns the demonstration's clock, after it was stored.
    pub fn set_ahead(&self, ahead: i64) {
        self.ahead.store(ahead, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_is_scheme_and_host_alone() {
        assert_eq!(base_url("https://plan.example/"), Ok("https://plan.example".into()));
        assert_eq!(base_url("http://[::1]:8011"), Ok("http://[::1]:8011".into()));
        for wrong in [
            "plan.example",
            "/plan",
            "ftp://plan.example",
            "https://plan.example/sub",
            "https://plan.example?x",
            "https://a@plan.example",
            "https://plan.example/#x",
            "javascript:alert(1)",
        ] {
            assert!(base_url(wrong).is_err(), "{wrong}");
        }
    }
}
