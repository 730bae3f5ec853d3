//! Numbered migrations, each in one transaction with the note that it ran.

use sha2::{Digest, Sha256};

use crate::{Engine, Row, StoreError, Tx};

/// A step from one shape of the database to the next. Never edited once released.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub name: &'static str,
    pub sql: &'static str,
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (
  number BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  hash BYTES NOT NULL
);";

pub(crate) trait Migrate: Tx {
    fn engine(&self) -> Engine;
    fn batch(&mut self, sql: &str) -> Result<(), StoreError>;
}

/// Brings the database to the newest shape, or says in one line why it can't.
pub(crate) fn run(db: &mut dyn Migrate, all: &[Migration]) -> Result<(), StoreError> {
    let engine = db.engine();
    db.batch(engine.begin_write())?;
    db.batch(&engine.spell(TABLE))?;
    db.batch("COMMIT")?;
    for (number, migration) in (1_i64..).zip(all) {
        db.batch(engine.begin_write())?;
        let outcome = step(db, number, migration);
        match outcome {
            Ok(()) => db.batch("COMMIT")?,
            Err(error) => {
                let _ = db.batch("ROLLBACK");
                return Err(error);
            }
        }
    }
    let newest = db.one("SELECT coalesce(max(number), 0) FROM migration", &[])?;
    if usize::try_from(newest).unwrap_or(0) > all.len() {
        return Err(StoreError::Unfit(format!(
            "this database was made by a newer Køreplan (step {newest}; this one knows {}): \
             start that one, or restore a backup from before the upgrade",
            all.len()
        )));
    }
    Ok(())
}

fn step(
    db: &mut dyn Migrate,
    number: i64,
    migration: &Migration,
) -> Result<(), StoreError> {
    let hash = Sha256::digest(migration.sql.as_bytes()).to_vec();
    let known: Option<Row> =
        db.row("SELECT hash FROM migration WHERE number = $1", &[number.into()])?;
    if let Some(row) = known {
        if row.get::<Vec<u8>>(0)? == hash {
            return Ok(());
        }
        return Err(StoreError::Unfit(format!(
            "migration {} ran here with another text than this program has",
            migration.name
        )));
    }
    let engine = db.engine();
    db.batch(&engine.spell(migration.sql))
        .map_err(|e| StoreError::Unfit(format!("migration {}: {e}", migration.name)))?;
    db.exec(
        "INSERT INTO migration (number, name, hash) VALUES ($1, $2, $3)",
        &[number.into(), migration.name.into(), hash.into()],
    )?;
    Ok(())
}
