//! Who knocks: `wrk` for how much, an open loop for how long.

use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::Failed;

pub const CLIENTS: usize = 64;

/// Requests a second that `wrk` gets through, from 64 connections for `seconds`.
pub fn most(url: &str, seconds: u64, form: Option<usize>) -> Result<f64, Failed> {
    let mut wrk = Command::new("wrk");
    wrk.args(["-t1", &format!("-c{CLIENTS}"), &format!("-d{seconds}s")]);
    if let Some(first) = form {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bench/submit.lua");
        wrk.args(["-s", script, url, "--", &first.to_string()]);
    } else {
        wrk.arg(url);
    }
    let said = wrk.output().map_err(|e| format!("wrk is missing: {e}"))?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    if said.contains("Non-2xx") || said.contains("Socket errors") {
        return Err(format!("not every request was answered well:\n{said}").into());
    }
    let rate = said.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    Ok(rate.ok_or_else(|| format!("wrk said:\n{said}"))?.trim().parse()?)
}

/// Times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    pub p50: f64,
    pub p99: f64,
}

/// Sends `rate` requests a second whether or not they are answered, and takes the time
/// from when each was due: a slow answer makes the next ones late, as people feel it.
pub async fn paced(
    address: &str,
    rate: f64,
    seconds: u64,
    request: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
) -> Result<Times, Failed> {
    let count = (rate * seconds as f64) as usize;
    let next = Arc::new(AtomicUsize::new(0));
    let request = Arc::new(request);
    let began = Instant::now() + Duration::from_millis(100);
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let (next, request, address) =
            (next.clone(), request.clone(), address.to_owned());
        clients.push(tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut took = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return Ok::<_, Failed>(took);
                }
                let due = began + Duration::from_secs_f64(number as f64 / rate);
                tokio::time::sleep_until(due.into()).await;
                exchange(&mut stream, &request(number)).await?;
                took.push(due.elapsed());
            }
        }));
    }
    let mut took = Vec::new();
    for client in clients {
        took.extend(client.await??);
    }
    took.sort();
    let at = |percent: usize| took[(took.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    Ok(Times { p50: at(50), p99: at(99) })
}

/// What stands after the head of an answer.
pub fn body(answer: &[u8]) -> &[u8] {
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n");
    &answer[head.map_or(answer.len(), |head| head + 4)..]
}

/// Sends a request and reads its whole answer, which must be 200, 201 or 303.
pub async fn exchange(stream: &mut TcpStream, request: &[u8]) -> Result<Vec<u8>, Failed> {
    stream.write_all(request).await?;
    let mut answer = Vec::with_capacity(32 * 1024);
    loop {
        if stream.read_buf(&mut answer).await? == 0 {
            return Err("the connection was closed".into());
        }
        let Some(head) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let text = String::from_utf8_lossy(&answer[..head]).to_lowercase();
        let length = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .and_then(|length| length.trim().parse::<usize>().ok())
            .unwrap_or(0);
        if answer.len() < head + 4 + length {
            continue;
        }
        let good = ["http/1.1 200", "http/1.1 201", "http/1.1 303"];
        if good.iter().any(|good| text.starts_with(good)) {
            return Ok(answer);
        }
        return Err(format!("answered: {}", text.lines().next().unwrap_or("")).into());
    }
}
