//! The waiting side: the same binary once more, bytes in and answer out by pipe.

use std::{
    io::{self, Read as _, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    limits::TIME,
    refused::Refused,
    work::{Answer, Job},
};

/// The word that makes the binary a worker.
pub const WORD: &str = "worker";

/// What a worker could not do. It says nothing about the file: one asks again later.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the worker could not be started: {0}")]
    NotStarted(String),
    #[error("the worker took longer than {0:?} and was stopped")]
    TooSlow(Duration),
    #[error("the worker wrote more than {0} bytes and was stopped")]
    TooLong(usize),
    #[error("the worker broke down: {0}")]
    Crashed(String),
    #[error("the worker's answer makes no sense")]
    Nonsense,
}

/// What came of a job, with what the kernel did to hold the worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub outcome: Result<Answer, Refused>,
    /// Whether the kernel has Landlock, the second wall around the worker.
    pub landlock: bool,
}

/// The head of a worker's answer.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Reply {
    pub landlock: bool,
    pub seccomp: bool,
    pub has_copy: bool,
    pub outcome: Outcome,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Outcome {
    Done(Answer),
    Refused(Refused),
}

/// A head as JSON, with its length before it.
pub(crate) fn frame(head: &impl Serialize) -> io::Result<Vec<u8>> {
    let json = serde_json::to_vec(head)?;
    let length = u32::try_from(json.len()).map_err(io::Error::other)?;
    let mut framed = Vec::with_capacity(4 + json.len());
    framed.extend_from_slice(&length.to_be_bytes());
    framed.extend_from_slice(&json);
    Ok(framed)
}

/// A head, and the bytes after it.
pub(crate) fn unframe<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<(T, &[u8])> {
    let (length, rest) = bytes.split_first_chunk().ok_or(io::ErrorKind::UnexpectedEof)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (json, rest) =
        rest.split_at_checked(length).ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok((serde_json::from_slice(json)?, rest))
}

/// Has `program`, this binary, do a job on strange bytes, and stops it at every limit.
///
/// # Errors
/// [`Fault`] when there is no answer; what is wrong with the file is in the [`Report`].
pub fn run(program: &Path, job: &Job, bytes: &[u8]) -> Result<Report, Fault> {
    run_within(program, job, bytes, TIME)
}

/// As [`run`], with less patience.
///
/// # Errors
/// As [`run`].
pub fn run_within(
    program: &Path,
    job: &Job,
    bytes: &[u8],
    time: Duration,
) -> Result<Report, Fault> {
    let not_started = |e: io::Error| Fault::NotStarted(e.to_string());
    let longest = job.longest_answer();
    let head = frame(job).map_err(not_started)?;
    let child = Command::new(program)
        .arg(WORD)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(not_started)?;
    let mut child = Stopped(child);
    let (Some(mut to), Some(from)) = (child.0.stdin.take(), child.0.stdout.take()) else {
        return Err(Fault::NotStarted("it has no pipes".into()));
    };
    let answer = thread::scope(|scope| {
        scope.spawn(move || {
            // A worker that ends early says so by its answer or by its end.
            let _ = to.write_all(&head).and_then(|()| to.write_all(bytes));
        });
        let (send, received) = mpsc::channel();
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = from.take(longest as u64 + 1).read_to_end(&mut answer);
            let _ = send.send(read.map(|_| answer));
        });
        let answer = received.recv_timeout(time);
        if !matches!(&answer, Ok(Ok(answer)) if answer.len() <= longest) {
            // The pipes close with it, and both threads end.
            let _ = child.0.kill();
        }
        answer
    });
    let answer = match answer {
        Err(_) => return Err(Fault::TooSlow(time)),
        Ok(Err(error)) => return Err(Fault::Crashed(error.to_string())),
        Ok(Ok(answer)) if answer.len() > longest => return Err(Fault::TooLong(longest)),
        Ok(Ok(answer)) => answer,
    };
    if answer.is_empty() {
        // It closed its output: it is ending, unless it lies, and then it is ended.
        let _ = child.0.kill();
        let status = child.0.wait().map_err(|e| Fault::Crashed(e.to_string()))?;
        return Err(Fault::Crashed(status.to_string()));
    }
    understood(&answer)
}

fn understood(answer: &[u8]) -> Result<Report, Fault> {
    let (reply, rest): (Reply, _) = unframe(answer).map_err(|_| Fault::Nonsense)?;
    let outcome = match reply.outcome {
        Outcome::Refused(refused) => Err(refused),
        Outcome::Done(Answer::Attachment(mut seen)) => {
            if reply.has_copy == seen.no_copy.is_some() {
                return Err(Fault::Nonsense);
            }
            seen.copy = reply.has_copy.then(|| rest.to_vec());
            Ok(Answer::Attachment(seen))
        }
        Outcome::Done(answer) => Ok(answer),
    };
    Ok(Report { outcome, landlock: reply.landlock })
}

/// A worker that is stopped when nobody waits for it any more.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
