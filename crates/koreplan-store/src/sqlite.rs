//! SQLite: WAL, `synchronous=FULL`, one writer; readers that cannot write.

use std::{collections::HashMap, path::Path, time::Duration};

use rusqlite::{
    Connection, ErrorCode, OpenFlags, ToSql,
    types::{ToSqlOutput, ValueRef},
};

use crate::{Row, StoreError, Tx, Val, dialect::numbered};

pub(crate) struct Sqlite {
    connection: Connection,
    /// The text each statement has in SQLite, by the text it has in our code.
    texts: HashMap<&'static str, String>,
    /// Something was deleted that the files must not keep.
    scrub: bool,
}

impl Sqlite {
    pub(crate) fn open_writer(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path).map_err(broken)?;
        connection
            .execute_batch(
                // No temp_store = MEMORY here: it makes a savepoint over a large import
                // three times as slow (decision 0002). The cache is 64 MiB.
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;
                 PRAGMA secure_delete = ON;",
            )
            .map_err(broken)?;
        Ok(Self::new(connection))
    }

    /// A file that can be made anew at any time: nothing waits for the disk, and rows go
    /// in any order.
    pub(crate) fn open_copy(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path).map_err(broken)?;
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
                 PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;
                 PRAGMA secure_delete = ON;",
            )
            .map_err(broken)?;
        Ok(Self::new(connection))
    }

    pub(crate) fn open_reader(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(broken)?;
        connection
            .execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;")
            .map_err(broken)?;
        Ok(Self::new(connection))
    }

    fn new(connection: Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(256);
        // Another process may be checkpointing; a reader waits for it.
        let _ = connection.busy_timeout(Duration::from_secs(5));
        Self { connection, texts: HashMap::new(), scrub: false }
    }

    pub(crate) fn is_autocommit(&self) -> bool {
        self.connection.is_autocommit()
    }

    /// Empties the write-ahead log: deleted words stay in it until it is. A reader that
    /// is still looking at them delays it; then the next commit tries again.
    pub(crate) fn scrub_now(&mut self) {
        if !self.scrub {
            return;
        }
        let busy =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
                row.get::<_, i64>(0)
            });
        self.scrub = !matches!(busy, Ok(0));
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(broken)
    }
}

impl Tx for Sqlite {
    fn exec(&mut self, sql: &'static str, params: &[Val]) -> Result<u64, StoreError> {
        let text = self.texts.entry(sql).or_insert_with(|| numbered(sql));
        let mut statement = self.connection.prepare_cached(text).map_err(broken)?;
        let touched =
            statement.execute(rusqlite::params_from_iter(params)).map_err(broken)?;
        Ok(touched as u64)
    }

    fn rows(
        &mut self,
        sql: &'static str,
        params: &[Val],
    ) -> Result<Vec<Row>, StoreError> {
        let text = self.texts.entry(sql).or_insert_with(|| numbered(sql));
        let mut statement = self.connection.prepare_cached(text).map_err(broken)?;
        let width = statement.column_count();
        let mut found =
            statement.query(rusqlite::params_from_iter(params)).map_err(broken)?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(broken)? {
            let values = (0..width)
                .map(|at| row.get_ref(at).map_err(broken).and_then(val))
                .collect::<Result<_, _>>()?;
            rows.push(Row(values));
        }
        Ok(rows)
    }

    fn scrub(&mut self) {
        self.scrub = true;
    }
}

impl ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

fn val(value: ValueRef<'_>) -> Result<Val, StoreError> {
    Ok(match value {
        ValueRef::Null => Val::Null,
        ValueRef::Integer(value) => Val::Int(value),
        ValueRef::Text(value) => Val::Text(
            String::from_utf8(value.to_vec())
                .map_err(|e| StoreError::Broken(e.to_string()))?,
        ),
        ValueRef::Blob(value) => Val::Bytes(value.to_vec()),
        ValueRef::Real(_) => {
            return Err(StoreError::Broken("a REAL, which no table has".into()));
        }
    })
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err wants")]
fn broken(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error().map(|e| (e.code, e.extended_code)) {
        Some((ErrorCode::ConstraintViolation, 1555 | 2067)) => {
            StoreError::Taken(error.to_string())
        }
        Some((ErrorCode::DiskFull, _)) => StoreError::Full,
        Some((ErrorCode::DatabaseBusy, _)) => StoreError::Away(error.to_string()),
        _ => StoreError::Broken(error.to_string()),
    }
}
