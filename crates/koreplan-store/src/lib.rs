//! The only crate that knows SQL drivers.
//!
//! One synchronous, object-safe [`Tx`] over SQLite and PostgreSQL. The same SQL text
//! runs on both: `$1` placeholders, TEXT, BIGINT and bytes. Where the two differ is
//! written in `dialect.rs` and nowhere else.
//!
//! All writes of a server go through one thread that commits many closures together
//! (group commit) and answers only after the commit. Each closure runs in a savepoint,
//! so a refused act leaves no trace and does not disturb its neighbours.

mod dialect;
mod migrations;
mod postgres;
mod sqlite;
mod threads;
mod value;

pub use dialect::Engine;
pub use migrations::Migration;
pub use threads::{Store, check_exclusive, look};
pub use value::{FromVal, Row, Val};

/// What the database could not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A UNIQUE constraint said that someone was first.
    #[error("already there: {0}")]
    Taken(String),
    /// The disk is full; nothing of the act was kept.
    #[error("the disk is full")]
    Full,
    /// The database cannot be reached, or went away before it answered.
    #[error("the database does not answer: {0}")]
    Away(String),
    /// The database went away while it committed: nobody knows whether it did.
    #[error("the outcome is not known: {0}")]
    Unknown(String),
    /// The database is of another age than this program.
    #[error("{0}")]
    Unfit(String),
    /// A fault of ours: wrong SQL, wrong type, a panic inside a closure.
    #[error("broken: {0}")]
    Broken(String),
}

/// One open transaction.
pub trait Tx {
    /// Runs a statement and gives the number of rows it touched.
    fn exec(&mut self, sql: &'static str, params: &[Val]) -> Result<u64, StoreError>;

    /// Runs a query and gives all its rows.
    fn rows(&mut self, sql: &'static str, params: &[Val])
    -> Result<Vec<Row>, StoreError>;

    /// Runs a statement once for each set of parameters and gives the rows of each run.
    ///
    /// One after the other in SQLite; sent together to PostgreSQL, which answers them in
    /// order: many rows cost one way there and back.
    fn each(
        &mut self,
        sql: &'static str,
        sets: &[Vec<Val>],
    ) -> Result<Vec<Vec<Row>>, StoreError> {
        sets.iter().map(|params| self.rows(sql, params)).collect()
    }
    /// What this transaction deletes is to be gone from the database's files too, once
    /// it is committed. PostgreSQL clears its files by itself, when it vacuums.
    fn scrub(&mut self) {}

    /// Tells the database that rows came with numbers of their own into a table whose
    /// `id` it counts itself: the next one it gives is above them. SQLite sees that by
    /// itself.
    fn numbers_came(&mut self, table: &str) -> Result<(), StoreError> {
        let _ = table;
        Ok(())
    }

    /// The first row, if there is one.
    fn row(
        &mut self,
        sql: &'static str,
        params: &[Val],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, params)?.into_iter().next())
    }

    /// The one value of a row that must be there: a count, or the id of an insert.
    fn one(&mut self, sql: &'static str, params: &[Val]) -> Result<i64, StoreError> {
        self.row(sql, params)?
            .ok_or_else(|| StoreError::Broken(format!("no row from: {sql}")))?
            .get(0)
    }
}
