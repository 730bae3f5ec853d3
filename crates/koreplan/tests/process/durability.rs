//! Nothing acknowledged is lost: not when a write fails, not when the process is killed.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use super::support::folder;

const CASE: &str = "digitaliseringsstrategi-2011-2015";

/// A demonstration in a process of its own.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Starts it; no file may grow beyond `blocks` of 512 bytes, if given.
    fn start(data: &Path, blocks: Option<u32>) -> Self {
        Self::start_in(data, blocks, &[])
    }

    /// As [`Server::start`], in surroundings of its own.
    pub fn start_in(data: &Path, blocks: Option<u32>, with: &[(&str, &str)]) -> Self {
        let limit = blocks.map_or(String::new(), |blocks| {
            format!("trap '' XFSZ; ulimit -f {blocks}; ")
        });
        let program = env!("CARGO_BIN_EXE_koreplan");
        let script = format!(
            "{limit}exec {program} demo --data {} --listen 127.0.0.1:0",
            data.display()
        );
        let mut child = Command::new("sh")
            .args(["-c", &script])
            .envs(with.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (_, address) =
            line.trim().trim_end_matches('/').split_once("http://").unwrap();
        let address = address.to_owned();
        Self { child, address }
    }

    pub fn submit(&self, key: &str) -> Option<String> {
        submit(&self.address, key)
    }

    pub fn page(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

/// Sends an input whose text is told by its key; gives the address of its receipt, when
/// it was taken.
fn submit(address: &str, key: &str) -> Option<String> {
    let form = format!("key={key}&sender_kind=person&name=Hanne&body=Mit+svar+{key}");
    let mut stream = TcpStream::connect(address).ok()?;
    write!(
        stream,
        "POST /da/{CASE}/hearings/external-actors/inputs HTTP/1.1\r\nhost: {address}\r\n\
         connection: close\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\n\r\n{form}",
        form.len()
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let line = answer.lines().find(|line| line.starts_with("location: "))?;
    answer.starts_with("HTTP/1.1 303").then(|| line["location: ".len()..].to_owned())
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts anew on the same folder and looks every receipt up.
fn all_are_there(data: &Path, receipts: &[(String, String)]) {
    let server = Server::start(data, None);
    for (key, receipt) in receipts {
        let page = server.page(receipt);
        assert!(page.contains(&format!("Mit svar {key}")), "{receipt} is lost: {page}");
    }
    drop(server);
    let mut verify = Command::new(env!("CARGO_BIN_EXE_koreplan"));
    let verify = verify.arg("verify").arg("--data").arg(data).output().unwrap();
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stderr));
}

#[test]
fn a_commit_that_fails_stops_the_process_and_loses_nothing_it_acknowledged() {
    let data = folder();
    // The case is loaded, and its log of writes folded in, before anything is short.
    let mut server = Server::start(&data, None);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    all_are_there(&data, &[]);
    // The log of writes may grow to 3 MB: it fails there, long before it is folded in.
    let mut server = Server::start(&data, Some(6_000));
    let mut receipts = Vec::new();
    for number in 0..2_000 {
        let key = format!("{number:064}");
        match server.submit(&key) {
            Some(receipt) => receipts.push((key, receipt)),
            None => break,
        }
    }
    let status = server.child.wait().unwrap();
    let mut said = String::new();
    server.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();

    assert!(!status.success(), "the process went on after a failed commit");
    assert!(said.contains("a commit failed"), "{said}");
    assert!(receipts.len() > 10, "only {} were acknowledged", receipts.len());
    all_are_there(&data, &receipts);
}

#[test]
fn a_process_that_is_killed_under_load_loses_nothing_it_acknowledged() {
    let data = folder();
    let mut server = Server::start(&data, None);
    let receipts = Mutex::new(Vec::new());
    let killed = AtomicBool::new(false);
    let address = server.address.clone();
    std::thread::scope(|scope| {
        for sender in 0..8 {
            let (receipts, killed, address) = (&receipts, &killed, &address);
            scope.spawn(move || {
                for number in 0.. {
                    let key = format!("{sender:02}{number:062}");
                    match submit(address, &key) {
                        Some(receipt) => receipts.lock().unwrap().push((key, receipt)),
                        None if killed.load(Ordering::SeqCst) => return,
                        None => {}
                    }
                }
            });
        }
        while receipts.lock().unwrap().len() < 200 {
            std::thread::yield_now();
        }
        server.child.kill().unwrap();
        killed.store(true, Ordering::SeqCst);
    });

    all_are_there(&data, &receipts.into_inner().unwrap());
}
