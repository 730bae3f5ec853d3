//! The accept loop: who may come in, how long they may take to say what they want, and
//! how it ends.

use std::{net::SocketAddr, time::Duration};

use axum::{
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::net::{TcpListener, TcpStream};
use tower::Service as _;

use super::{
    front::Front,
    network::{Door, Doors, Network},
};
use crate::App;

/// How long the head of a request may take, also the next one on the same connection.
const HEAD: Duration = Duration::from_secs(10);
/// The largest head, in bytes, and the most headers.
const HEAD_BYTES: usize = 32 * 1024;
const HEADERS: usize = 100;
/// Connections of one network, and of all, at a time.
const OF_ONE: usize = 1_024;
const OF_ALL: usize = 16_384;
/// How long open answers may take after the signal to stop.
const DRAIN: Duration = Duration::from_secs(25);

/// Serves until `stop` is done; those who are being answered get their answers, the slow
/// ones not for ever.
pub async fn serve(
    app: &App,
    front: Front,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) {
    let (one, all) = (Doors::default(), Doors::default());
    let open = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of files, or the caller hung up: the next one may have luck.
                    tracing::warn!(%error, "a connection was not taken");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let network = Network::of(peer.ip());
        let of_one = if app.proxies.contains(&peer.ip()) { OF_ALL } else { OF_ONE };
        let everybody = Network::of([0, 0, 0, 0].into());
        let doors = one.enter(network, of_one).zip(all.enter(everybody, OF_ALL));
        // Closed without a word: an answer would cost what is short.
        let Some(doors) = doors else { continue };
        talk(stream, peer, front.clone(), doors, &open);
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, open.shutdown()).await.is_err() {
        tracing::warn!("stopped before everybody was answered");
    }
}

fn talk(
    stream: TcpStream,
    peer: SocketAddr,
    front: Front,
    doors: (Door, Door),
    open: &GracefulShutdown,
) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        front.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    let connection = open.watch(connection);
    tokio::spawn(async move {
        // A connection that breaks is the caller's affair.
        let _ = connection.await;
        drop(doors);
    });
}
