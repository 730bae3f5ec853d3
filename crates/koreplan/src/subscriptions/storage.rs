//! Subscriptions and news in the database.

use koreplan_store::{StoreError, Tx};

use super::rules::{LIFE_S, Subject, concerns};
use crate::{
    App,
    access::{Facts, Guarded, Sealed},
    case::Case,
    outbox::{
        self, Clocks, Mail,
        rules::{Address, Kind},
    },
    web::{
        Cx,
        choices::Choice,
        error::{Error, NotFound},
        l10n::{Lang, Text},
        session::{hashed, secret},
    },
};

/// What someone asked to be told.
#[derive(Debug, Clone)]
pub struct Subscription {
    pub id: i64,
    pub case_id: i64,
    pub address: String,
    pub subjects: Vec<Subject>,
    /// None: all of them.
    pub areas: Vec<i64>,
    pub confirmed: bool,
    /// In seconds, by the clock outside.
    pub expires_at: i64,
}

impl Guarded for Subscription {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, public: true, ..Facts::default() }
    }
}

fn words<T>(stored: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    stored.split_whitespace().filter_map(read).collect()
}

fn written<T>(values: &[T], write: impl Fn(&T) -> String) -> String {
    values.iter().map(write).collect::<Vec<_>>().join(" ")
}

fn subjects(stored: &str) -> Vec<Subject> {
    words(stored, Subject::of)
}

fn areas(stored: &str) -> Vec<i64> {
    words(stored, |id| id.parse().ok())
}

/// Notes a wish and asks the owner of the address by mail. An address that is known and
/// one that is not are treated alike.
pub fn ask(
    tx: &mut dyn Tx,
    cx: &Cx,
    case: &Case,
    to: Address,
    wanted: (&[Subject], &[i64]),
) -> Result<(), StoreError> {
    let clocks = Clocks::of_act(cx);
    let token = secret();
    let (subjects, areas) = wanted;
    let id = tx.one(
        "INSERT INTO subscription (case_id, address, lang, subjects, areas, token_hash,
           expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        &[
            case.id.into(),
            to.to_string().into(),
            cx.lang.word().into(),
            written(subjects, |subject| subject.word().to_owned()).into(),
            written(areas, ToString::to_string).into(),
            hashed(&token).into(),
            (clocks.outside / 1_000_000 + LIFE_S).into(),
        ],
    )?;
    let args = [
        ("case", cx.text(&case.title).to_owned().into()),
        (
            "page",
            format!("{}{}", cx.app.base_url(), cx.url(&format!("subscriptions/{token}")))
                .into(),
        ),
    ];
    let mail = Mail {
        once: format!("subscription:{id}"),
        kind: Kind::OptIn,
        to,
        subject: cx.say("subscription-mail-subject", &args[..1]),
        body: cx.say("subscription-mail", &args),
        calendar: String::new(),
        unsubscribe: String::new(),
    };
    outbox::enqueue(tx, clocks, &mail).map(drop)
}

/// The wish behind the token in the address.
pub fn load(
    tx: &mut dyn Tx,
    case: &Case,
    token: &str,
) -> Result<Sealed<Subscription>, Error> {
    let row = tx
        .row(
            "SELECT id, address, subjects, areas, confirmed_at, expires_at
             FROM subscription WHERE token_hash = $1 AND case_id = $2",
            &[hashed(token).into(), case.id.into()],
        )?
        .ok_or(NotFound)?;
    Ok(Sealed::new(Subscription {
        id: row.get(0)?,
        case_id: case.id,
        address: row.get(1)?,
        subjects: subjects(&row.get::<String>(2)?),
        areas: areas(&row.get::<String>(3)?),
        confirmed: row.get::<Option<i64>>(4)?.is_some(),
        expires_at: row.get(5)?,
    }))
}

/// Takes the yes; it replaces what the address had asked for before.
pub fn save_yes(
    tx: &mut dyn Tx,
    subscription: &Subscription,
    now: i64,
) -> Result<(), StoreError> {
    let others = tx.rows(
        "SELECT id FROM subscription WHERE case_id = $1 AND address = $2 AND id <> $3",
        &[
            subscription.case_id.into(),
            (&subscription.address).into(),
            subscription.id.into(),
        ],
    )?;
    for other in others {
        delete(tx, other.get(0)?)?;
    }
    tx.exec(
        "UPDATE subscription SET confirmed_at = $1 WHERE id = $2 AND confirmed_at IS NULL",
        &[now.into(), subscription.id.into()],
    )
    .map(drop)
}

/// Deletes a subscription with all its links.
fn delete(tx: &mut dyn Tx, id: i64) -> Result<(), StoreError> {
    tx.exec("DELETE FROM unsubscription WHERE subscription_id = $1", &[id.into()])?;
    tx.exec("DELETE FROM subscription WHERE id = $1", &[id.into()]).map(drop)
}

/// Ends the subscription of that link, also for mail that waits; says whether there was
/// one.
pub fn end(tx: &mut dyn Tx, case: &Case, token: &str) -> Result<bool, StoreError> {
    let row = tx.row(
        "SELECT s.id, s.address FROM unsubscription u JOIN subscription s ON s.id = u.subscription_id
         WHERE u.token_hash = $1 AND s.case_id = $2",
        &[hashed(token).into(), case.id.into()],
    )?;
    let Some(row) = row else { return Ok(false) };
    let id = row.get(0)?;
    if let Ok(to) = row.get::<String>(1)?.parse() {
        outbox::storage::withdraw_news(tx, &to, id)?;
    }
    delete(tx, id)?;
    Ok(true)
}

/// Forgets wishes nobody said yes to in time.
pub fn tidy(tx: &mut dyn Tx, now_s: i64) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM subscription WHERE confirmed_at IS NULL AND expires_at < $1",
        &[now_s.into()],
    )
    .map(drop)
}

/// Tells subscribers what just happened: one line in the act, however many they are; the
/// mails are written in the background. Only what is public may be told.
pub fn tell(
    tx: &mut dyn Tx,
    cx: &Cx,
    case_id: i64,
    about: (&[Subject], &[i64]),
    page: &str,
    title: impl Fn(Lang) -> String,
) -> Result<(), StoreError> {
    let (subjects, areas) = about;
    tx.exec(
        "INSERT INTO news (case_id, subjects, areas, title_da, title_en, page, made_at,
           reached) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
        &[
            case_id.into(),
            written(subjects, |subject| subject.word().to_owned()).into(),
            written(areas, ToString::to_string).into(),
            title(Lang::Da).into(),
            title(Lang::En).into(),
            page.into(),
            cx.now_us().into(),
        ],
    )
    .map(drop)
}

/// Subscribers looked at in one transaction.
const SLICE: usize = 200;

/// Whether any news has not reached all its subscribers.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn any(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    let found = tx.row("SELECT id FROM news WHERE done_at IS NULL LIMIT 1", &[])?;
    Ok(found.is_some())
}

/// Writes the next mails of the oldest news; gives how many subscribers were looked at,
/// and at least one while there is news. Who is reached and the mails are one
/// transaction: whoever is stopped half-way goes on where it was.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn fill(tx: &mut dyn Tx, app: &App, at: Clocks) -> Result<usize, StoreError> {
    let news = tx.row(
        "SELECT n.id, n.case_id, n.subjects, n.areas, n.title_da, n.title_en, n.page,
           n.made_at, n.reached, c.slug, c.title_da, c.title_en
         FROM news n JOIN cases c ON c.id = n.case_id
         WHERE n.done_at IS NULL ORDER BY n.id LIMIT 1",
        &[],
    )?;
    let Some(news) = news else { return Ok(0) };
    let id: i64 = news.get(0)?;
    let about = (subjects(&news.get::<String>(2)?), areas(&news.get::<String>(3)?));
    let title = Text { da: news.get(4)?, en: news.get(5)? };
    let (page, slug): (String, String) = (news.get(6)?, news.get(9)?);
    let case = Text { da: news.get(10)?, en: news.get(11)? };
    // Who said yes afterwards is told of what comes next.
    let rows = tx.rows(
        "SELECT id, address, lang, subjects, areas FROM subscription
         WHERE case_id = $1 AND confirmed_at <= $2 AND id > $3 ORDER BY id LIMIT $4",
        &[
            news.get::<i64>(1)?.into(),
            news.get::<i64>(7)?.into(),
            news.get::<i64>(8)?.into(),
            i64::try_from(SLICE).unwrap_or(i64::MAX).into(),
        ],
    )?;
    let mut reached: i64 = news.get(8)?;
    for row in &rows {
        reached = row.get(0)?;
        let wanted = (subjects(&row.get::<String>(3)?), areas(&row.get::<String>(4)?));
        let concerned = concerns((&wanted.0, &wanted.1), (&about.0, &about.1));
        let Ok(to) = row.get::<String>(1)?.parse::<Address>() else { continue };
        if !concerned {
            continue;
        }
        let lang = Lang::of(&row.get::<String>(2)?).unwrap_or(Lang::Da);
        let token = secret();
        tx.exec(
            "INSERT INTO unsubscription (token_hash, subscription_id) VALUES ($1, $2)",
            &[hashed(&token).into(), reached.into()],
        )?;
        let base = format!("{}/{}/{slug}", app.base_url(), lang.word());
        let unsubscribe = format!("{base}/unsubscriptions/{token}");
        let title = lang.pick(&title).to_owned();
        let args = [
            ("title", title.clone().into()),
            ("case", lang.pick(&case).to_owned().into()),
            ("page", format!("{base}/{page}").into()),
            ("unsubscribe", unsubscribe.clone().into()),
        ];
        let mail = Mail {
            once: format!("news:{id}:{reached}"),
            kind: Kind::News,
            to,
            subject: title,
            body: lang.say("news-mail", &args),
            calendar: String::new(),
            unsubscribe,
        };
        outbox::enqueue(tx, at, &mail)?;
    }
    let done = (rows.len() < SLICE).then_some(at.here);
    tx.exec(
        "UPDATE news SET reached = $1, done_at = $2 WHERE id = $3",
        &[reached.into(), done.into(), id.into()],
    )?;
    Ok(rows.len().max(1))
}
