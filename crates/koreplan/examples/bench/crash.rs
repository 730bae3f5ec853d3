//! Killed again and again while 64 programs send: every acknowledged receipt must be
//! there afterwards, once, byte for byte; what was not acknowledged can be sent again.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::net::TcpStream;

use crate::{CASE, Failed, HEARING, Server, load, runtime};

/// Receipts by the number of what was sent; nothing where the answer was lost.
type Told = Arc<Mutex<BTreeMap<usize, Option<Vec<u8>>>>>;

pub fn run(runs: usize) -> Result<(), Failed> {
    let folder =
        std::env::temp_dir().join(format!("koreplan_crash_{}", std::process::id()));
    let outcome = run_in(&folder, runs);
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn run_in(folder: &Path, runs: usize) -> Result<(), Failed> {
    let runtime = runtime()?;
    let next = Arc::new(AtomicUsize::new(0));
    let (mut receipts, mut lost) = (BTreeMap::new(), 0);
    for run in 0..runs {
        let mut server = Server::in_folder(folder)?;
        let told = Told::default();
        // A moment that is another in each run, and the same in each repetition.
        let moment = Duration::from_millis(40 + (run as u64 * 97) % 400);
        runtime.block_on(async {
            for _ in 0..load::CLIENTS {
                let (address, told) = (server.address.clone(), told.clone());
                tokio::spawn(send_on(address, next.clone(), told));
            }
            tokio::time::sleep(moment).await;
        });
        server.kill()?;
        runtime.block_on(async { tokio::time::sleep(Duration::from_millis(50)).await });
        let told =
            std::mem::take(&mut *told.lock().unwrap_or_else(PoisonError::into_inner));
        lost += told.values().filter(|receipt| receipt.is_none()).count();

        // Everything sent in this run is sent again to the server that comes after.
        let server = Server::in_folder(folder)?;
        for (number, receipt) in told {
            let again = runtime.block_on(async {
                let mut stream = TcpStream::connect(&server.address).await?;
                let request = request(&server.address, number);
                load::exchange(&mut stream, &request).await
            })?;
            let body = load::body(&again).to_vec();
            if receipt.as_ref().is_some_and(|first| *first != body) {
                return Err(format!("run {run}: receipt {number} is another one").into());
            }
            receipts.insert(number, body);
        }
    }
    let numbers: BTreeSet<_> = receipts.values().collect();
    if numbers.len() != receipts.len() {
        return Err("two inputs have one receipt".into());
    }
    let mut server = Server::in_folder(folder)?;
    let path = format!("/api/v1/cases/{CASE}/hearings/{HEARING}");
    let hearing = runtime.block_on(async {
        let mut stream = TcpStream::connect(&server.address).await?;
        let ask = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", server.address);
        load::exchange(&mut stream, ask.as_bytes()).await
    })?;
    let counted = format!("\"inputs\":{},", receipts.len());
    if !String::from_utf8_lossy(&hearing).contains(&counted) {
        return Err(
            format!("{} were sent, another number is there", receipts.len()).into()
        );
    }
    server.check()?;
    println!(
        "killed {runs} times: {} inputs, each there once with its receipt; {lost} answers \
         were lost and got by sending again; the record holds",
        receipts.len()
    );
    Ok(())
}

async fn send_on(
    address: String,
    next: Arc<AtomicUsize>,
    told: Told,
) -> Result<(), Failed> {
    let mut stream = TcpStream::connect(&address).await?;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let note = |receipt| {
            told.lock().unwrap_or_else(PoisonError::into_inner).insert(number, receipt);
        };
        note(None);
        let answer = load::exchange(&mut stream, &request(&address, number)).await?;
        note(Some(load::body(&answer).to_vec()));
    }
}

fn request(host: &str, number: usize) -> Vec<u8> {
    let body = format!(
        "{{\"sender\":{{\"kind\":\"person\",\"name\":\"Hanne\"}},\"text\":\"Svar {number}: {}\"}}",
        "borgerne skal kunne skrive til kommunen på nettet ".repeat(12)
    );
    format!(
        "POST /api/v1/cases/{CASE}/hearings/{HEARING}/inputs HTTP/1.1\r\nhost: {host}\r\n\
         content-type: application/json\r\nidempotency-key: crash-{number:032}\r\n\
         x-forwarded-for: 10.{}.{}.{}\r\ncontent-length: {}\r\n\r\n{body}",
        number % 251,
        number % 241,
        number % 239,
        body.len()
    )
    .into_bytes()
}
