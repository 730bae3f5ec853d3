//! The running product: store, clock, settings.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    net::{IpAddr, SocketAddr},
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

use super::{network::Network, signer::Signer};
use crate::{
    analysis::helper::{self, endpoint::Endpoint},
    input::{import::waiting::Waiting, intake::Intake, receipts},
    outbox,
    publication::copy::PublicStore,
    search::Search,
    uploads::Uploads,
};

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
    /// Whose word is taken for where a request comes from.
    pub proxies: Vec<IpAddr>,
    pub mail: outbox::settings::Settings,
    /// The address of the accessibility statement.
    pub was_url: Option<String>,
    pub helper: helper::endpoint::Settings,
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
    pub was_url: Option<String>,
    pub zone: TimeZone,
    /// What everybody may read, and nothing else.
    pub public: PublicStore,
    /// The indexes texts are found by.
    pub search: Search,
    pub freshness: Duration,
    /// How mail leaves; nothing: it waits.
    pub route: Option<outbox::settings::Route>,
    /// The mailbox answers to calls are read from.
    pub replies: Option<PathBuf>,
    /// Where readers reach this server: links in mail begin with it.
    base_url: OnceLock<String>,
    clock: Clock,
    /// Seconds a demonstration is ahead of (or behind) the clock.
    ahead: AtomicI64,
    /// Tries to sign in, by network and login, and by network alone; keys are hashes.
    pub sign_ins: DefaultKeyedRateLimiter<u64>,
    pub networks: DefaultKeyedRateLimiter<u64>,
    /// Inputs by network, and by all networks of one owner.
    sends: DefaultKeyedRateLimiter<Network>,
    sites: DefaultKeyedRateLimiter<Network>,
    /// Whose word is taken for where a request comes from.
    pub proxies: Vec<IpAddr>,
    /// The slugs of the cases seen so far: cases are added, never removed.
    cases: RwLock<BTreeSet<String>>,
    /// The way in for inputs.
    pub intake: Intake,
    /// Signs receipts.
    pub signer: Signer,
    /// How many passwords are checked at once: each takes 19 MiB.
    pub checks: Semaphore,
    /// What looking at strangers' files takes.
    pub uploads: Uploads,
    /// Files that were sent to be imported.
    pub imports: Waiting,
    /// Who may be asked for names and summaries; nothing: nobody.
    pub helper: Option<Arc<Endpoint>>,
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
        "0013_input_life",
        "0014_outbox",
        "0015_hearings",
        "0016_attachments",
        "0017_tails",
        "0018_campaigns",
        "0019_topics",
        "0020_reading",
        "0021_assessments",
        "0022_opinions",
        "0023_hearing_note",
        "0026_analyses",
        "0027_mandates",
        "0028_attendance",
        "0029_meeting_life",
        "0030_annexes_and_minutes",
        "0031_tasks",
        "0032_invitations",
        "0033_proposal_lineage",
        "0034_decision_release",
        "0035_desk",
        "0036_post_and_access",
        "0037_written_procedure",
        "0038_briefs",
        "0039_workbench",
        "0040_helper"
    )
};

/// How often one network may try one login, and all logins, a minute.
const SIGN_INS: NonZeroU32 = NonZeroU32::new(10).unwrap();
const NETWORKS: NonZeroU32 = NonZeroU32::new(100).unwrap();
/// Inputs of one network a minute: a whole ministry may sit behind one address.
const SENDS: NonZeroU32 = NonZeroU32::new(1_200).unwrap();
/// Inputs a minute of all IPv6 networks one owner may have.
const SITES: NonZeroU32 = NonZeroU32::new(12_000).unwrap();
const CHECKS: usize = 4;

impl App {
    /// Opens the database, migrates it, and sets the clock.
    ///
    /// # Errors
    /// [`StoreError`] with one clear line when the database can't be used.
    pub fn open(settings: &Settings, clock: Clock) -> Result<Self, StoreError> {
        let route = settings.mail.route().map_err(StoreError::Unfit)?;
        let base_url = settings.mail.base().map_err(StoreError::Unfit)?;
        let helper = settings.helper.endpoint().map_err(StoreError::Unfit)?;
        let store =
            Store::open(settings.database_url.as_deref(), &settings.data, MIGRATIONS)?;
        let ahead = store.write_now(|tx| {
            let row = tx.row("SELECT ahead FROM demo_clock WHERE id = 1", &[])?;
            row.map_or(Ok(0), |row| row.get(0))
        })?;
        let signer = Signer::open(&settings.data)?;
        let (public, now) = (signer.public(), (clock.0)().as_microsecond());
        store.write_now(move |tx| receipts::storage::save_key(tx, &public, now))?;
        let public = Store::open_copy(&settings.data, MIGRATIONS)?;
        if let Some(url) = &settings.was_url {
            web_address(url).map_err(StoreError::Unfit)?;
        }
        let zone = TimeZone::get("Europe/Copenhagen")
            .map_err(|e| StoreError::Unfit(e.to_string()))?;
        Ok(Self(Arc::new(Parts {
            store,
            demo: settings.demo,
            secure: settings.secure,
            was_url: settings.was_url.clone(),
            zone,
            public: PublicStore::new(public, settings.freshness)?,
            search: Search::in_folder(&settings.data),
            freshness: settings.freshness,
            route,
            replies: settings.mail.replies.clone(),
            base_url: base_url.map_or_else(OnceLock::new, OnceLock::from),
            clock,
            ahead: AtomicI64::new(if settings.demo { ahead } else { 0 }),
            sign_ins: RateLimiter::keyed(Quota::per_minute(SIGN_INS)),
            cases: RwLock::new(BTreeSet::new()),
            networks: RateLimiter::keyed(Quota::per_minute(NETWORKS)),
            sends: RateLimiter::keyed(Quota::per_minute(SENDS)),
            sites: RateLimiter::keyed(Quota::per_minute(SITES)),
            proxies: settings.proxies.clone(),
            intake: Intake::default(),
            signer,
            checks: Semaphore::new(CHECKS),
            uploads: Uploads::default(),
            imports: Waiting::default(),
            helper: helper.map(Arc::new),
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

    /// Where readers reach this server: set, or the address it listens on.
    pub fn base_url(&self) -> &str {
        self.base_url.get().map_or("http://localhost", String::as_str)
    }

    /// Says where the server listens, for links where no address is set.
    pub fn listens_on(&self, address: SocketAddr) {
        let host = if address.ip().is_unspecified() {
            format!("localhost:{}", address.port())
        } else {
            address.to_string()
        };
        let scheme = if self.secure { "https" } else { "http" };
        // Where the address is set, it stands.
        let _ = self.base_url.set(format!("{scheme}://{host}"));
    }

    /// Whether a case of that name has been seen.
    pub fn knows(&self, slug: &str) -> bool {
        self.cases.read().unwrap_or_else(PoisonError::into_inner).contains(slug)
    }

    pub fn learn(&self, slug: &str) {
        let mut cases = self.cases.write().unwrap_or_else(PoisonError::into_inner);
        cases.insert(slug.to_owned());
    }

    /// Whether this network may send one more input now.
    pub fn may_send(&self, network: Option<Network>) -> bool {
        let Some(network) = network else { return true };
        if rand::random::<u16>() == 0 {
            self.sends.retain_recent();
            self.sites.retain_recent();
        }
        self.sends.check_key(&network).is_ok()
            && self.sites.check_key(&network.site()).is_ok()
    }

    /// Whether this network may try this login once more.
    pub fn may_try(&self, network: Option<Network>, login: &str) -> bool {
        // Keys that have rested are forgotten, so that they do not pile up.
        if rand::random::<u8>() == 0 {
            self.sign_ins.retain_recent();
            self.networks.retain_recent();
        }
        let key = |login: &str| {
            let mut hasher = DefaultHasher::new();
            (network, login).hash(&mut hasher);
            hasher.finish()
        };
        self.networks.check_key(&key("")).is_ok()
            && self.sign_ins.check_key(&key(login)).is_ok()
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
