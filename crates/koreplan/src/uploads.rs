//! Files on their way in and out: room for them while they are read, the worker that
//! looks at them, and names that do no harm. It knows no feature.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use koreplan_letters::{
    Refused,
    limits::FILE,
    sandbox,
    work::{Answer, Job, Seen},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest as _, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use unicode_normalization::UnicodeNormalization as _;

use crate::App;

/// Bytes of files that are held at once, of all who send. Above that one is told to come
/// again: ten files of the largest size fit.
const ROOM: usize = 256 * 1024 * 1024;

/// Workers at once: each may take [`koreplan_letters::limits::MEMORY`].
const WORKERS: usize = 2;

/// How long a file waits for a worker before it is stored unlooked-at.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file as it came.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Upload {
    /// A name without path, harmless to show.
    pub name: String,
    /// Empty where `size` is more than may be sent.
    pub bytes: Vec<u8>,
    pub size: usize,
}

/// The files of a form, and the room they take while they are worked on.
#[derive(Debug, Default)]
pub struct Files {
    pub uploads: Vec<Upload>,
    /// How many came; those past the limit are not among the uploads.
    pub count: usize,
    pub(crate) room: Option<OwnedSemaphorePermit>,
}

/// What a file was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Clean(Seen),
    Refused(Refused),
    /// The worker could not say: the file is looked at again later.
    Unknown,
}

/// A file with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub name: String,
    pub size: usize,
    pub bytes: Vec<u8>,
    pub sha256: Vec<u8>,
    pub verdict: Verdict,
}

/// The files of a form, looked at.
#[derive(Debug, Default)]
pub struct CheckedFiles {
    pub files: Vec<Checked>,
    pub count: usize,
    _room: Option<OwnedSemaphorePermit>,
}

/// What looking at files takes.
pub struct Uploads {
    program: RwLock<PathBuf>,
    room: Arc<Semaphore>,
    workers: Semaphore,
}

impl Default for Uploads {
    fn default() -> Self {
        Self {
            // This binary, whatever has become of its name since it started.
            program: RwLock::new("/proc/self/exe".into()),
            room: Arc::new(Semaphore::new(ROOM)),
            workers: Semaphore::new(WORKERS),
        }
    }
}

impl Uploads {
    /// Names another binary as the worker: a test is none itself.
    pub fn use_program(&self, program: &Path) {
        *self.program.write().unwrap_or_else(PoisonError::into_inner) = program.into();
    }

    /// Room for so many bytes, if there is any.
    pub fn make_room(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        self.room.clone().try_acquire_many_owned(u32::try_from(bytes).ok()?).ok()
    }

    fn program(&self) -> PathBuf {
        self.program.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Looks at the files of a form, one after the other.
pub async fn check(app: &App, files: Files) -> CheckedFiles {
    let mut checked = Vec::with_capacity(files.uploads.len());
    for upload in files.uploads {
        checked.push(check_one(app, upload).await);
    }
    CheckedFiles { files: checked, count: files.count, _room: files.room }
}

/// Looks at one file.
pub async fn check_one(app: &App, upload: Upload) -> Checked {
    let Upload { name, bytes, size } = upload;
    if size > FILE {
        let verdict = Verdict::Refused(Refused::TooLarge { size, limit: FILE });
        return Checked { name, size, bytes, sha256: Vec::new(), verdict };
    }
    let Ok(Ok(_place)) =
        tokio::time::timeout(PATIENCE, app.uploads.workers.acquire()).await
    else {
        tracing::warn!("no worker was free to look at a file");
        let sha256 = Sha256::digest(&bytes).to_vec();
        return Checked { name, size, bytes, sha256, verdict: Verdict::Unknown };
    };
    let program = app.uploads.program();
    let looked = tokio::task::spawn_blocking(move || {
        let verdict = look(&program, &name, &bytes);
        let sha256 = Sha256::digest(&bytes).to_vec();
        Checked { name, size, bytes, sha256, verdict }
    });
    looked.await.unwrap_or_else(|error| {
        tracing::error!(%error, "looking at a file panicked");
        Checked {
            name: String::new(),
            size,
            bytes: Vec::new(),
            sha256: Vec::new(),
            verdict: Verdict::Unknown,
        }
    })
}

/// Does work that may start a worker, with the room that workers have; nothing when no
/// room came free, or the work panicked.
pub async fn alone<T, F>(app: &App, work: F) -> Option<T>
where
    T: Send + 'static,
    F: FnOnce(&Path) -> T + Send + 'static,
{
    let place = tokio::time::timeout(PATIENCE, app.uploads.workers.acquire()).await;
    let Ok(Ok(_place)) = place else { return None };
    let program = app.uploads.program();
    tokio::task::spawn_blocking(move || work(&program)).await.ok()
}

fn look(program: &Path, name: &str, bytes: &[u8]) -> Verdict {
    let job = Job::Attachment { name: name.to_owned() };
    match sandbox::run(program, &job, bytes) {
        Ok(report) => {
            if !report.landlock {
                tracing::info!(
                    "the kernel has no Landlock: the worker has one wall less"
                );
            }
            match report.outcome {
                Ok(Answer::Attachment(seen)) => Verdict::Clean(seen),
                Err(refused) => Verdict::Refused(refused),
                Ok(Answer::Letters(_) | Answer::Rows(_) | Answer::Answers(_)) => {
                    Verdict::Unknown
                }
            }
        }
        Err(fault) => {
            tracing::warn!(%fault, "a file could not be looked at");
            Verdict::Unknown
        }
    }
}

/// The longest name of a file, in bytes.
const LONGEST: usize = 200;

/// A file's name without path, controls or marks that turn the direction of reading, and
/// not too long; its ending stays.
pub fn clean_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !is_hidden(*c)).nfc().collect();
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 20 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let mut end = stem.len().min(LONGEST - ending.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    let stem = stem[..end].trim_end();
    if stem.is_empty() { format!("fil{ending}") } else { format!("{stem}{ending}") }
}

/// Characters that are not seen and change what is.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// What RFC 5987 lets stand as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// The header that has a browser save a file under a name, whatever is in the name
/// (RFC 6266): once for old browsers, once in full.
pub fn disposition(name: &str) -> String {
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ' ');
    let old: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let full = utf8_percent_encode(name, PLAIN);
    format!("attachment; filename=\"{old}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn u07_names_that_attack_become_names() {
        for (given, clean) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\breve\\svar.pdf", "svar.pdf"),
            ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
            ("svar\u{202e}fdp.exe", "svarfdp.exe"),
            ("", "fil"),
            ("..", "fil"),
            (".pdf", "pdf"),
            ("<svg onload=alert(1)>.png", "<svg onload=alert(1)>.png"),
        ] {
            assert_eq!(clean_name(given), clean, "{given}");
        }
        let long = clean_name(&format!("{}.pdf", "æ".repeat(300)));
        assert!(long.len() <= 200 && long.ends_with("æ.pdf"), "{long}");
    }

    #[test]
    fn u07_a_name_in_a_header_stays_in_its_place() {
        assert_eq!(
            disposition("Ældre \"Sagen\".pdf"),
            "attachment; filename=\"_ldre _Sagen_.pdf\"; \
             filename*=UTF-8''%C3%86ldre%20%22Sagen%22.pdf"
        );
    }

    proptest! {
        #[test]
        fn u07_every_name_is_clean_and_fits_in_a_header(given in any::<String>()) {
            let name = clean_name(&given);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST);
            prop_assert!(!name.contains(['/', '\\']) && !name.chars().any(is_hidden));
            prop_assert_eq!(clean_name(&name), name.clone());
            let header = disposition(&name);
            prop_assert!(axum::http::HeaderValue::from_str(&header).is_ok());
            prop_assert_eq!(header.matches('"').count(), 2);
            prop_assert_eq!(header.matches(';').count(), 2);
        }
    }
}
