//! Sessions on the server: a random id in a cookie, its hash in the database.

use axum::http::{HeaderMap, header, request::Parts};
use koreplan_store::{StoreError, Tx};
use sha2::{Digest, Sha256};

use super::choices::stored;
use crate::{
    App,
    access::{Actor, Person, Seat},
};

/// How long a session lives, in seconds.
pub const LIFE_S: i64 = 12 * 3600;

/// 256 random bits as hexadecimal digits.
pub fn secret() -> String {
    use std::fmt::Write as _;
    rand::random::<[u8; 32]>().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What is stored in place of a secret.
pub fn hashed(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Over https the cookie is bound to the host and never sent in the clear.
pub fn cookie_name(app: &App) -> &'static str {
    if app.secure { "__Host-koreplan" } else { "koreplan" }
}

/// The cookie that begins a session, or with an empty secret ends it.
pub fn cookie(app: &App, secret: &str) -> String {
    let name = cookie_name(app);
    let secure = if app.secure { "; Secure" } else { "" };
    let age = if secret.is_empty() { 0 } else { LIFE_S };
    format!("{name}={secret}; HttpOnly; SameSite=Lax; Path=/; Max-Age={age}{secure}")
}

/// The secret in the request's cookie, if there is one.
pub fn given(app: &App, headers: &HeaderMap) -> Option<String> {
    let name = cookie_name(app);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, secret)| secret.to_owned())
}

/// Who sends this request.
pub async fn actor(app: &App, parts: &Parts) -> Result<Actor, StoreError> {
    let Some(secret) = given(app, &parts.headers) else { return Ok(Actor::default()) };
    let today = app.now().to_zoned_datetime(app.zone.clone()).date().to_string();
    let outside = app.outside().as_second();
    let id = hashed(&secret);
    let found = app.store.read(move |tx| load(tx, &id, outside, &today)).await?;
    if let Some(actor) = found {
        return Ok(actor);
    }
    // It has ended, and does not begin again should the clock step back.
    app.store.write(move |tx| end(tx, &secret)).await?;
    Ok(Actor::default())
}

/// Who has that session; nobody, if there is none. Nothing, if it has ended.
fn load(
    tx: &mut dyn Tx,
    id: &[u8],
    now_s: i64,
    today: &str,
) -> Result<Option<Actor>, StoreError> {
    let row = tx.row(
        "SELECT p.id, p.name, p.operator, s.csrf, s.expires_at FROM session s
         JOIN person p ON p.id = s.person_id AND p.epoch = s.epoch
         WHERE s.id = $1",
        &[id.into()],
    )?;
    let Some(row) = row else { return Ok(Some(Actor::default())) };
    if row.get::<i64>(4)? <= now_s {
        return Ok(None);
    }
    let person = Person { id: row.get(0)?, name: row.get(1)?, operator: row.get(2)? };
    let seats = seats(tx, person.id, today)?;
    Ok(Some(Actor { person: Some(person), seats, csrf: row.get(3)? }))
}

/// The seats a person has on a day.
pub fn seats(
    tx: &mut dyn Tx,
    person_id: i64,
    today: &str,
) -> Result<Vec<Seat>, StoreError> {
    tx.rows(
        "SELECT b.case_id, b.id, b.kind, m.role, c.slug FROM member m
         JOIN body b ON b.id = m.body_id JOIN cases c ON c.id = b.case_id
         WHERE m.person_id = $1 AND (m.since IS NULL OR m.since <= $2)
           AND (m.until IS NULL OR m.until >= $2)
         ORDER BY m.id",
        &[person_id.into(), today.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Seat {
            case_id: row.get(0)?,
            body_id: row.get(1)?,
            kind: stored(&row.get::<String>(2)?)?,
            role: stored(&row.get::<String>(3)?)?,
            case: row.get(4)?,
        })
    })
    .collect()
}

/// Begins a session and gives the secret for the cookie.
pub fn begin(tx: &mut dyn Tx, person_id: i64, now_s: i64) -> Result<String, StoreError> {
    let secret = secret();
    tx.exec("DELETE FROM session WHERE expires_at <= $1", &[now_s.into()])?;
    tx.exec(
        "INSERT INTO session (id, person_id, csrf, epoch, expires_at)
         SELECT $1, id, $2, epoch, $3 FROM person WHERE id = $4",
        &[
            hashed(&secret).into(),
            self::secret().into(),
            (now_s + LIFE_S).into(),
            person_id.into(),
        ],
    )?;
    Ok(secret)
}

/// Ends the session of that secret.
pub fn end(tx: &mut dyn Tx, secret: &str) -> Result<(), StoreError> {
    tx.exec("DELETE FROM session WHERE id = $1", &[hashed(secret).into()]).map(drop)
}
