//! The running product: store, clock, settings.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    num::NonZeroU32,
    path::PathBuf,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use koreplan_store::{Migration, Store, StoreError};
use tokio::sync::Semaphore;

use crate::uploads::Uploads;

/// How the product runs: from flags, environment and file.
#[derive(Debug, Clone)]
pub struct Settings {
    pub data: PathBuf,
    pub database_url: Option<String>,
    /// Offers the people of the case at sign-in, and lets one turn the clock.
    pub demo: bool,
    /// Pages are reached by https only, so cookies may insist on it.
    pub secure: bool,
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
    pub zone: TimeZone,
    clock: Clock,
    /// Seconds a demonstration is ahead of (or behind) the clock.
    ahead: AtomicI64,
    /// Tries to sign in, by network and login, and by network alone; keys are hashes.
    pub sign_ins: DefaultKeyedRateLimiter<u64>,
    pub networks: DefaultKeyedRateLimiter<u64>,
    /// The slugs of the cases seen so far: cases are added, never removed.
    cases: RwLock<BTreeSet<String>>,
    /// How many passwords are checked at once: each takes 19 MiB.
    pub checks: Semaphore,
    /// What looking at strangers' files takes.
    pub uploads: Uploads,
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
        "0016_attachments"
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
        let zone = TimeZone::get("Europe/Copenhagen")
            .map_err(|e| StoreError::Unfit(e.to_string()))?;
        Ok(Self(Arc::new(Parts {
            store,
            demo: settings.demo,
            secure: settings.secure,
            zone,
            clock,
            ahead: AtomicI64::new(if settings.demo { ahead } else { 0 }),
            sign_ins: RateLimiter::keyed(Quota::per_minute(SIGN_INS)),
            cases: RwLock::new(BTreeSet::new()),
            networks: RateLimiter::keyed(Quota::per_minute(NETWORKS)),
            checks: Semaphore::new(CHECKS),
            uploads: Uploads::default(),
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
