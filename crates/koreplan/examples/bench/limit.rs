//! The limit: the least a program can do that keeps a text durably, or shows a page.

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{StatusCode, header},
    response::IntoResponse,
    routing::{get, post},
};
use koreplan_store::{Migration, Store, StoreError, Tx};

use crate::Failed;

/// A table with what a key, a text and their indexes cost, and nothing else.
const BARE: &[Migration] = &[Migration {
    name: "bare",
    sql: "CREATE TABLE bare (\n  id IDENTITY,\n  body TEXT NOT NULL\n);",
}];

pub fn store(url: Option<&str>, folder: &std::path::Path) -> Result<Store, Failed> {
    Ok(Store::open(url, folder, BARE)?)
}

/// Serves until it is stopped.
pub async fn serve(url: Option<String>, folder: String) -> Result<(), Failed> {
    let store = store(url.as_deref(), folder.as_ref())?;
    let page = Bytes::from(vec![b'x'; 1024 * 1024]);
    let service = Router::new()
        .route("/input", post(keep))
        .route(
            "/page/{size}",
            get(async move |Path(size): Path<usize>| {
                ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page.slice(..size))
            }),
        )
        .with_state(store);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("http://{}/", listener.local_addr()?);
    axum::serve(listener, service).await?;
    Ok(())
}

async fn keep(State(store): State<Store>, body: Bytes) -> impl IntoResponse {
    let body = String::from_utf8_lossy(&body).into_owned();
    let kept = store.write(move |tx| insert(tx, body)).await;
    match kept {
        Ok(id) => (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/{id}"))]),
        Err(error) => {
            (StatusCode::INTERNAL_SERVER_ERROR, [(header::LOCATION, error.to_string())])
        }
    }
}

pub fn insert(tx: &mut dyn Tx, body: String) -> Result<i64, StoreError> {
    tx.one("INSERT INTO bare (body) VALUES ($1) RETURNING id", &[body.into()])
}
