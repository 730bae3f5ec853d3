//! PostgreSQL over one connection per thread.

use std::{collections::HashMap, error::Error};

use futures_util::future::try_join_all;
use tokio::runtime::Runtime;
use tokio_postgres::{
    Client, NoTls, Statement,
    error::SqlState,
    types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};

use crate::{Row, StoreError, Tx, Val};

/// A connection with the thread of its own that drives it.
pub(crate) struct Postgres {
    client: Client,
    runtime: Runtime,
    prepared: HashMap<&'static str, Statement>,
}

impl Postgres {
    pub(crate) fn open(url: &str) -> Result<Self, StoreError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| StoreError::Broken(e.to_string()))?;
        let (client, connection) =
            runtime.block_on(tokio_postgres::connect(url, NoTls)).map_err(broken)?;
        runtime.spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(%error, "a connection to the database ended");
            }
        });
        Ok(Self { client, runtime, prepared: HashMap::new() })
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.runtime.block_on(self.client.batch_execute(sql)).map_err(broken)
    }

    fn prepare(&mut self, sql: &'static str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement =
            self.runtime.block_on(self.client.prepare(sql)).map_err(broken)?;
        self.prepared.insert(sql, statement.clone());
        Ok(statement)
    }
}

impl Tx for Postgres {
    fn exec(&mut self, sql: &'static str, params: &[Val]) -> Result<u64, StoreError> {
        let statement = self.prepare(sql)?;
        let run = self.client.execute_raw(&statement, params);
        self.runtime.block_on(run).map_err(broken)
    }

    fn rows(
        &mut self,
        sql: &'static str,
        params: &[Val],
    ) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepare(sql)?;
        let params = borrowed(params);
        let run = self.client.query(&statement, &params);
        let found = self.runtime.block_on(run).map_err(broken)?;
        found.iter().map(row).collect()
    }

    fn numbers_came(&mut self, table: &str) -> Result<(), StoreError> {
        self.batch(&format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
        ))
    }

    fn each(
        &mut self,
        sql: &'static str,
        sets: &[Vec<Val>],
    ) -> Result<Vec<Vec<Row>>, StoreError> {
        let statement = self.prepare(sql)?;
        let client = &self.client;
        let runs = sets.iter().map(|params| {
            let statement = &statement;
            async move { client.query(statement, &borrowed(params)).await }
        });
        let found = self.runtime.block_on(try_join_all(runs)).map_err(broken)?;
        found.iter().map(|rows| rows.iter().map(row).collect()).collect()
    }
}

fn row(row: &tokio_postgres::Row) -> Result<Row, StoreError> {
    (0..row.len())
        .map(|at| row.try_get::<_, Val>(at).map_err(broken))
        .collect::<Result<_, _>>()
        .map(Row)
}

fn borrowed(params: &[Val]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Val {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) if *kind == Type::INT4 => {
                i32::try_from(*value)?.to_sql(kind, out)
            }
            Self::Int(value) => value.to_sql_checked(kind, out),
            Self::Text(value) => value.to_sql_checked(kind, out),
            Self::Bytes(value) => value.to_sql_checked(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl FromSql<'_> for Val {
    fn from_sql(kind: &Type, raw: &[u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *kind {
            Type::INT8 => Self::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Self::Int(i64::from(i32::from_sql(kind, raw)?)),
            Type::BOOL => Self::Int(i64::from(bool::from_sql(kind, raw)?)),
            Type::BYTEA => Self::Bytes(Vec::from_sql(kind, raw)?),
            Type::VOID => Self::Null,
            _ => Self::Text(String::from_sql(kind, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(kind: &Type) -> bool {
        matches!(
            *kind,
            Type::INT8
                | Type::INT4
                | Type::BOOL
                | Type::BYTEA
                | Type::VOID
                | Type::TEXT
                | Type::VARCHAR
        )
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err wants")]
fn broken(error: tokio_postgres::Error) -> StoreError {
    let said = error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
    match error.code() {
        Some(code) if *code == SqlState::UNIQUE_VIOLATION => StoreError::Taken(said),
        Some(code) if *code == SqlState::DISK_FULL => StoreError::Full,
        Some(code) if is_passing(code.code()) => StoreError::Away(said),
        Some(_) => StoreError::Broken(said),
        None if error.is_closed() => StoreError::Away(said),
        None => {
            // No code: the connection broke, or a value was of the wrong kind.
            let io = error.source().is_some_and(<dyn Error>::is::<std::io::Error>);
            if io { StoreError::Away(said) } else { StoreError::Broken(said) }
        }
    }
}

/// Faults that pass: the server stops or starts, a statement was cancelled, a lock not
/// given, too many connections, or a standby answered.
fn is_passing(code: &str) -> bool {
    let passing = ["57014", "55P03", "40P01", "40001", "53300", "25006"];
    code.starts_with("57P") || code.starts_with("08") || passing.contains(&code)
}
