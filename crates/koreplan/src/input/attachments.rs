//! Files that came with an input: what is kept of them, who gets which, and how that is
//! shown.
//!
//! ```text
//! attachment:  (checking ──▶) clean ──▶ its copy cleared for the public
//!                      └────▶ refused: kept apart, given to nobody
//! ```

use koreplan_letters::{
    Kind, NoCopy, Refused,
    limits::{FILE, FILES},
    work::Seen,
};
use koreplan_log::{Entry, Hex};
use koreplan_store::{Row, StoreError, Tx};
use maud::{Markup, html};
use serde_json::json;

use super::rules;
use crate::{
    App,
    access::{
        Action, CheckAttachment, ClearAttachment, Facts, Guarded, Permit,
        ReadAttachmentCopy, ReadAttachmentOriginal, Sealed,
    },
    case::Case,
    choices, journal,
    refusal::{Message, Refusal},
    uploads::{self, Checked, CheckedFiles, Upload, Verdict},
    web::{
        Cx,
        choices::{Choice as _, stored},
        components::{badge, fold, post_quiet, prose},
        error::{Error, NotFound},
        form::{Form, clean},
        session,
    },
};

choices! {
    /// What is known of a file.
    State {
        /// No worker has looked at it yet.
        Checking: "checking", "file-checking";
        Clean: "clean", "file-clean";
        Refused: "refused", "file-refused";
    }
}

/// A file that came with an input, without its bytes.
#[derive(Debug, Clone)]
pub struct Attachment {
    pub id: i64,
    pub input_id: i64,
    pub number: i64,
    /// Names it in addresses; it can't be guessed.
    pub token: String,
    pub name: String,
    pub media: String,
    pub ending: String,
    pub size: i64,
    pub state: State,
    /// A [`Refused`], or a [`NoCopy`] of a clean one, as JSON.
    reason: String,
    /// How often a worker has failed at it.
    pub tries: i64,
    /// Its text, as far as it has one.
    pub words: String,
    pub has_copy: bool,
    pub cleared_at: Option<i64>,
    case_id: i64,
    owner_id: Option<i64>,
    input_number: i64,
    released: bool,
}

impl Guarded for Attachment {
    /// The public sees it when both the input and the file were let out.
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            owner_id: self.owner_id,
            public: self.released && self.cleared_at.is_some(),
            ..Facts::default()
        }
    }
}

/// Why a file is not let out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCleared {
    #[error("the file has no copy for the public")]
    NoCopy,
    #[error("the file is out already")]
    Already,
}

impl Refusal for NotCleared {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NoCopy => "file-not-cleared-no-copy",
            Self::Already => "file-not-cleared-already",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NoCopy => "file-not-cleared-no-copy-way",
            Self::Already => "file-not-cleared-already-way",
        })
    }
}

impl Attachment {
    /// Whether its copy may be let out.
    ///
    /// # Errors
    /// [`NotCleared`] where there is no copy, or it is out already.
    pub fn clearing(&self) -> Result<(), NotCleared> {
        if self.state != State::Clean || !self.has_copy {
            Err(NotCleared::NoCopy)
        } else if self.cleared_at.is_some() {
            Err(NotCleared::Already)
        } else {
            Ok(())
        }
    }

    /// What everybody may know it as: a sender's own name for it may say too much.
    pub fn public_name(&self, cx: &Cx) -> String {
        let word = cx.t("file-saved-as");
        format!("{word}-{}-{}.{}", self.input_number, self.number, self.ending)
    }

    /// As it came, for a worker.
    pub fn upload(&self, original: Vec<u8>) -> Upload {
        Upload { name: self.name.clone(), size: original.len(), bytes: original }
    }

    fn refused(&self) -> Option<Refused> {
        serde_json::from_str(&self.reason).ok()
    }

    fn no_copy(&self) -> Option<NoCopy> {
        serde_json::from_str(&self.reason).ok()
    }
}

// What is said of files.

fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Pdf => "file-kind-pdf",
        Kind::Docx => "file-kind-docx",
        Kind::Odt => "file-kind-odt",
        Kind::Txt => "file-kind-txt",
        Kind::Png => "file-kind-png",
        Kind::Jpeg => "file-kind-jpeg",
        Kind::Zip => "file-kind-zip",
        Kind::Xlsx => "file-kind-xlsx",
        Kind::Eml => "file-kind-eml",
        Kind::Csv | Kind::JsonLines => "file-kind-table",
        Kind::Gif => "file-kind-gif",
        Kind::Html => "file-kind-html",
        Kind::OldOffice => "file-kind-old-office",
        Kind::Program => "file-kind-program",
        Kind::Unknown => "file-kind-unknown",
    }
}

const MB: usize = 1024 * 1024;

/// Why a file is not taken, and what the sender can do.
pub fn why_refused(cx: &Cx, name: &str, refused: &Refused) -> Message {
    let kind = |kind: &Kind| cx.t(kind_key(*kind));
    let message = match refused {
        Refused::Empty => Message::new("file-refused-empty"),
        Refused::TooLarge { limit, .. } => {
            Message::new("file-refused-too-large").with("limit", limit / MB)
        }
        Refused::NotTaken { kind: it } => {
            Message::new("file-refused-not-taken").with("kind", kind(it))
        }
        Refused::WrongName { ending, kind: it } => {
            Message::new("file-refused-wrong-name")
                .with("ending", ending.clone())
                .with("kind", kind(it))
        }
        Refused::TwoFaced { kind: it, other } => Message::new("file-refused-two-faced")
            .with("kind", kind(it))
            .with("other", kind(other)),
        Refused::Broken { .. } | Refused::Sheet { .. } => {
            Message::new("file-refused-broken")
        }
        Refused::Locked => Message::new("file-refused-locked"),
        Refused::Program { .. } => Message::new("file-refused-program"),
        Refused::Infected => Message::new("file-refused-infected"),
        Refused::Unpacked { .. }
        | Refused::Ratio { .. }
        | Refused::Members { .. }
        | Refused::Nested { .. }
        | Refused::Overlap { .. }
        | Refused::Member { .. } => Message::new("file-refused-packed"),
        Refused::Dtd { .. } | Refused::Depth { .. } => Message::new("file-refused-xml"),
        Refused::Pixels { .. } | Refused::Scans { .. } => {
            Message::new("file-refused-picture")
        }
    };
    message.with("file", name.to_owned())
}

fn why_no_copy(no_copy: &NoCopy) -> &'static str {
    match no_copy {
        NoCopy::Changes => "file-no-copy-changes",
        NoCopy::Comments => "file-no-copy-comments",
        NoCopy::Outside { .. } => "file-no-copy-outside",
        NoCopy::Part { .. } | NoCopy::Unwritable { .. } => "file-no-copy-part",
    }
}

/// The name of the field in forms.
pub const FIELD: &str = "files";

/// Marks what is wrong with the files of a form. A file that carries the sign of a harmful
/// one is no fault of the form: it is kept apart, and the text is taken.
pub fn faults(cx: &Cx, form: &mut Form, files: &CheckedFiles) {
    if files.count > FILES {
        form.fault(FIELD, Message::new("file-too-many").with("limit", FILES));
    }
    for file in &files.files {
        match &file.verdict {
            Verdict::Refused(Refused::Infected)
            | Verdict::Clean(_)
            | Verdict::Unknown => {}
            Verdict::Refused(refused) => {
                form.fault(FIELD, why_refused(cx, &file.name, refused));
            }
        }
    }
    let others = form.faults().iter().any(|(name, _)| *name != FIELD);
    if others && files.count > 0 {
        // A browser forgets the files of a form that comes back.
        form.fault(FIELD, Message::new("file-choose-again"));
    }
}

/// The field for files.
pub fn field(cx: &Cx, form: &Form) -> Markup {
    let accept = ".pdf,.docx,.odt,.txt,.png,.jpg,.jpeg";
    let hint = cx.say(
        "file-field-hint",
        &[("files", FILES.into()), ("limit", (FILE / MB).into())],
    );
    crate::web::components::files(cx, form, FIELD, "file-field", &hint, accept)
}

/// The files of an input, for those who read it at work or, of what is out, for all.
pub fn listed(cx: &Cx, attachments: &[Attachment]) -> Markup {
    let mut seen = attachments
        .iter()
        .filter(|it| cx.may::<ReadAttachmentCopy>(&it.facts()))
        .peekable();
    html! {
        @if seen.peek().is_some() {
            section class="kp-section" id="files" {
                h2 { (cx.t("files-title")) }
                ul class="kp-list" {
                    @for it in seen {
                        li {
                            @if cx.may::<ReadAttachmentOriginal>(&it.facts()) { (at_work(cx, it)) }
                            @else { (for_all(cx, it)) }
                        }
                    }
                }
            }
        }
    }
}

fn size(cx: &Cx, it: &Attachment) -> String {
    cx.say("file-size", &[("size", ((it.size + 1023) / 1024).into())])
}

fn for_all(cx: &Cx, it: &Attachment) -> Markup {
    let name = cx.say("file-number", &[("number", it.number.into())]);
    html! {
        @if it.has_copy {
            a href=(cx.url(&format!("attachments/{}/copy", it.token))) { (name) }
        } @else { (name) }
        " (" (it.ending.to_uppercase()) ", " (size(cx, it)) ")"
    }
}

fn at_work(cx: &Cx, it: &Attachment) -> Markup {
    let page = format!("attachments/{}", it.token);
    let class = match it.state {
        State::Checking => "badge-info",
        State::Clean => "badge-success",
        State::Refused => "badge-error",
    };
    html! {
        p {
            strong { (it.name) } " (" (size(cx, it)) ") " (badge(class, &cx.t(it.state.key())))
            @if it.cleared_at.is_some() {
                " " (badge("", &cx.t("file-cleared")))
            }
        }
        @if let Some(refused) = it.refused() {
            p class="kp-quiet" { (cx.message(&why_refused(cx, &it.name, &refused))) }
        }
        @if let Some(no_copy) = it.no_copy() {
            p class="kp-quiet" { (cx.t(why_no_copy(&no_copy))) }
        }
        @if it.state != State::Refused {
            p {
                a href=(cx.url(&format!("{page}/original"))) { (cx.t("file-original")) }
                @if it.has_copy {
                    " · " a href=(cx.url(&format!("{page}/copy"))) { (cx.t("file-copy")) }
                }
            }
        }
        @if !it.words.is_empty() {
            (fold(&format!("words-{}", it.id), &cx.t("file-words"), &prose(&it.words)))
        } @else if it.state == State::Clean {
            p class="kp-quiet" { (cx.t("file-no-words")) }
        }
        @if it.state == State::Checking && cx.may::<CheckAttachment>(&it.facts()) {
            (post_quiet(cx, &format!("{page}/checking"), "file-check-again", &html! {}))
        }
        @if it.clearing().is_ok() && cx.may::<ClearAttachment>(&it.facts()) {
            (post_quiet(cx, &format!("{page}/clearing"), "file-clear", &html! {
                p class="form-hint" { (cx.t("file-clear-hint")) }
            }))
        }
    }
}

/// What the sender is told of the own files.
pub fn told(cx: &Cx, attachments: &[Attachment]) -> Markup {
    html! {
        @if !attachments.is_empty() {
            h2 { (cx.t("files-title")) }
            ul class="kp-list" {
                @for it in attachments {
                    li {
                        (it.name) " (" (size(cx, it)) "): "
                        @match (it.state, it.refused()) {
                            (State::Refused, Some(refused)) =>
                                (cx.message(&why_refused(cx, &it.name, &refused))),
                            (State::Checking, _) => (cx.t("file-told-checking")),
                            (State::Clean, _) => (cx.t("file-told-clean")),
                            (State::Refused, None) => (cx.t("file-refused")),
                        }
                    }
                }
            }
        }
    }
}

// What is kept of files.

macro_rules! select_attachment {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.input_id, a.position, a.token, a.name, a.media, a.ending, a.size,
               a.state, a.reason, a.tries, a.words, a.has_copy, a.cleared_at, i.case_id,
               i.owner_id, i.number, i.released_at
             FROM attachment a JOIN input i ON i.id = a.input_id ",
            $rest
        )
    };
}

fn attachment(row: &Row) -> Result<Attachment, StoreError> {
    Ok(Attachment {
        id: row.get(0)?,
        input_id: row.get(1)?,
        number: row.get(2)?,
        token: row.get(3)?,
        name: row.get(4)?,
        media: row.get(5)?,
        ending: row.get(6)?,
        size: row.get(7)?,
        state: stored(&row.get::<String>(8)?)?,
        reason: row.get(9)?,
        tries: row.get(10)?,
        words: row.get(11)?,
        has_copy: row.get(12)?,
        cleared_at: row.get(13)?,
        case_id: row.get(14)?,
        owner_id: row.get(15)?,
        input_number: row.get(16)?,
        released: row.get::<Option<i64>>(17)?.is_some(),
    })
}

/// The files of an input, in the order they were chosen.
pub fn of_input(tx: &mut dyn Tx, input_id: i64) -> Result<Vec<Attachment>, StoreError> {
    tx.rows(
        select_attachment!("WHERE a.input_id = $1 ORDER BY a.position"),
        &[input_id.into()],
    )?
    .iter()
    .map(attachment)
    .collect()
}

pub fn load(
    tx: &mut dyn Tx,
    case: &Case,
    token: &str,
) -> Result<Sealed<Attachment>, Error> {
    let row = tx.row(
        select_attachment!("WHERE i.case_id = $1 AND a.token = $2"),
        &[case.id.into(), token.into()],
    )?;
    Ok(Sealed::new(attachment(&row.ok_or(NotFound)?)?))
}

/// The bytes as they came. A refused file is kept apart and given to nobody.
pub fn original<A: Action>(
    tx: &mut dyn Tx,
    it: &Attachment,
    _: &Permit<A>,
) -> Result<Vec<u8>, Error> {
    if it.state == State::Refused {
        return Err(Error::NotFound);
    }
    let row = tx.row(
        "SELECT original FROM attachment_bytes WHERE attachment_id = $1",
        &[it.id.into()],
    )?;
    Ok(row.ok_or(NotFound)?.get(0)?)
}

/// The bytes of the copy for the public.
pub fn public_copy(
    tx: &mut dyn Tx,
    it: &Attachment,
    _: &Permit<ReadAttachmentCopy>,
) -> Result<Vec<u8>, Error> {
    let row = tx.row(
        "SELECT public_copy FROM attachment_bytes
         WHERE attachment_id = $1 AND public_copy IS NOT NULL",
        &[it.id.into()],
    )?;
    Ok(row.ok_or(NotFound)?.get(0)?)
}

/// Whether an input with that key was there before its form was sent with files.
pub fn before(
    tx: &mut dyn Tx,
    key_hash: &[u8],
    files: &CheckedFiles,
) -> Result<bool, StoreError> {
    if files.files.is_empty() {
        return Ok(false);
    }
    let known = tx.row("SELECT id FROM input WHERE key_hash = $1", &[key_hash.into()]);
    Ok(known?.is_some())
}

/// Keeps the files of an input, with their own entry in the record. A repeat of the form
/// with the same files keeps nothing twice; with others it is another form.
///
/// # Errors
/// [`rules::Refused::OtherText`] for other files under the same key.
pub fn keep<A: Action>(
    tx: &mut dyn Tx,
    cx: &Cx,
    permit: &Permit<A>,
    (case_id, number): (i64, i64),
    (known, files): (bool, &CheckedFiles),
) -> Result<(), Error> {
    if files.files.is_empty() {
        return Ok(());
    }
    let input_id = tx.one(
        "SELECT id FROM input WHERE case_id = $1 AND number = $2",
        &[case_id.into(), number.into()],
    )?;
    if known {
        let kept = tx.rows(
            "SELECT sha256 FROM attachment WHERE input_id = $1 ORDER BY position",
            &[input_id.into()],
        )?;
        let kept: Vec<Vec<u8>> =
            kept.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
        let same = kept.iter().eq(files.files.iter().map(|file| &file.sha256));
        return if same { Ok(()) } else { Err(rules::Refused::OtherText.into()) };
    }
    let mut noted = Vec::new();
    for (position, file) in (1_i64..).zip(&files.files) {
        let state = insert(tx, input_id, position, file)?;
        // The record says what came, not what it is called: names can be erased, it can't.
        noted.push(json!({
            "sha256": Hex(&file.sha256).to_string(),
            "size": file.size,
            "state": state.word(),
        }));
    }
    let subject = format!("inputs/{input_id}/attachments");
    journal::record(tx, cx, permit, &subject, json!({"files": noted}), "")?;
    Ok(())
}

/// What is stored of a verdict.
struct Found<'a> {
    state: State,
    reason: String,
    seen: Option<&'a Seen>,
}

fn found(verdict: &Verdict) -> Result<Found<'_>, StoreError> {
    let json = |e: serde_json::Error| StoreError::Broken(e.to_string());
    Ok(match verdict {
        Verdict::Clean(seen) => Found {
            state: State::Clean,
            reason: seen
                .no_copy
                .as_ref()
                .map(serde_json::to_string)
                .transpose()
                .map_err(json)?
                .unwrap_or_default(),
            seen: Some(seen),
        },
        Verdict::Refused(refused) => Found {
            state: State::Refused,
            reason: serde_json::to_string(refused).map_err(json)?,
            seen: None,
        },
        Verdict::Unknown => {
            Found { state: State::Checking, reason: String::new(), seen: None }
        }
    })
}

fn ending(name: &str) -> String {
    koreplan_letters::kind::ending(name).to_lowercase().chars().take(10).collect()
}

fn media(seen: Option<&Seen>) -> &'static str {
    seen.map_or(Kind::Unknown, |seen| seen.kind).media_type()
}

fn insert(
    tx: &mut dyn Tx,
    input_id: i64,
    position: i64,
    file: &Checked,
) -> Result<State, StoreError> {
    let Found { state, reason, seen } = found(&file.verdict)?;
    let copy = seen.and_then(|seen| seen.copy.clone());
    let id = tx.one(
        "INSERT INTO attachment (input_id, position, token, name, media, ending, size, sha256,
           state, reason, tries, words, has_copy)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
        &[
            input_id.into(),
            position.into(),
            (&session::secret()[..32]).into(),
            (&file.name).into(),
            media(seen).into(),
            ending(&file.name).into(),
            i64::try_from(file.size).unwrap_or(i64::MAX).into(),
            (&*file.sha256).into(),
            state.word().into(),
            reason.into(),
            i64::from(state == State::Checking).into(),
            seen.map(|seen| clean(&seen.text)).unwrap_or_default().into(),
            copy.is_some().into(),
        ],
    )?;
    tx.exec(
        "INSERT INTO attachment_bytes (attachment_id, original, public_copy)
         VALUES ($1, $2, $3)",
        &[id.into(), (&*file.bytes).into(), copy.into()],
    )?;
    Ok(state)
}

/// Writes what a later look found, unless someone else's look was faster.
pub fn save_check(
    tx: &mut dyn Tx,
    it: &Attachment,
    verdict: &Verdict,
) -> Result<Option<State>, StoreError> {
    let Found { state, reason, seen } = found(verdict)?;
    let copy = seen.and_then(|seen| seen.copy.clone());
    let touched = tx.exec(
        "UPDATE attachment SET state = $1, reason = $2, tries = tries + 1, words = $3,
           has_copy = $4, media = $5 WHERE id = $6 AND state = 'checking'",
        &[
            state.word().into(),
            reason.into(),
            seen.map(|seen| clean(&seen.text)).unwrap_or_default().into(),
            copy.is_some().into(),
            media(seen).into(),
            it.id.into(),
        ],
    )?;
    if touched == 0 {
        return Ok(None);
    }
    if copy.is_some() {
        tx.exec(
            "UPDATE attachment_bytes SET public_copy = $1 WHERE attachment_id = $2",
            &[copy.into(), it.id.into()],
        )?;
    }
    Ok(Some(state))
}

pub fn save_clearing(
    tx: &mut dyn Tx,
    it: &Attachment,
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE attachment SET cleared_at = $1, cleared_by = $2
         WHERE id = $3 AND cleared_at IS NULL",
        &[now.into(), by.into(), it.id.into()],
    )
    .map(drop)
}

/// After so many failures only a person asks again.
const TRIES: i64 = 5;

/// Looks again at the files that no worker could look at, one after the other. The server
/// does it when it starts and now and then.
///
/// # Errors
/// [`StoreError`] when the database is away.
pub async fn check_waiting(app: &App) -> Result<usize, StoreError> {
    let waiting = app
        .store
        .read(|tx| -> Result<Vec<Attachment>, StoreError> {
            tx.rows(
                select_attachment!(
                    "WHERE a.state = 'checking' AND a.tries < $1 ORDER BY a.id"
                ),
                &[TRIES.into()],
            )?
            .iter()
            .map(attachment)
            .collect()
        })
        .await?;
    let count = waiting.len();
    for it in waiting {
        let id = it.id;
        let original = app
            .store
            .read(move |tx| -> Result<Option<Vec<u8>>, StoreError> {
                let row = tx.row(
                    "SELECT original FROM attachment_bytes WHERE attachment_id = $1",
                    &[id.into()],
                )?;
                row.map(|row| row.get(0)).transpose()
            })
            .await?;
        let Some(original) = original else { continue };
        let checked = uploads::check_one(app, it.upload(original)).await;
        let now = app.now().as_microsecond();
        app.store
            .write(move |tx| -> Result<(), StoreError> {
                let Some(state) = save_check(tx, &it, &checked.verdict)? else {
                    return Ok(());
                };
                let slug =
                    tx.row("SELECT slug FROM cases WHERE id = $1", &[it.case_id.into()])?;
                let slug = slug.map_or(Ok(String::new()), |row| row.get(0))?;
                journal::append(
                    tx,
                    Entry {
                        seq: 0,
                        at: now,
                        case: slug,
                        actor: "koreplan".into(),
                        action: CheckAttachment::NAME.into(),
                        subject: format!("inputs/{}/attachments", it.input_id),
                        what: json!({"number": it.number, "state": state.word()})
                            .to_string(),
                        why: String::new(),
                    },
                )
            })
            .await?;
    }
    Ok(count)
}
