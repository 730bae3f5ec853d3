//! What a worker is asked, and what it answers.

use mail_parser::{MessageParser, MimeHeaders as _};
use serde::{Deserialize, Serialize};

use crate::{
    Kind,
    kind::{self, LETTERS, PACKED_LETTERS},
    limits::{ANSWER, BULK, BULK_ANSWER, FILE, UNPACKED},
    office::Office,
    packed::{Packed, shown},
    pdf, picture, plain, reading,
    refused::{NoCopy, Refused},
    table::{self, Table},
};

/// What a worker is asked about the bytes it is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// A file that goes with an input, under the name it came with.
    Attachment { name: String },
    /// A file of letters or rows that an operator brings in.
    Bulk { name: String },
}

impl Job {
    /// How much a worker may say to it.
    pub(crate) fn longest_answer(&self) -> usize {
        match self {
            Self::Attachment { .. } => ANSWER,
            Self::Bulk { .. } => BULK_ANSWER,
        }
    }
}

/// What a worker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    Attachment(Seen),
    Letters(Vec<Member>),
    Rows(Table),
    /// A packed folder of answers by question.
    Answers(Vec<TextFile>),
}

/// A text of a packed file, under its path in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFile {
    pub name: String,
    pub text: String,
}

/// A file that is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub kind: Kind,
    /// Its text as far as it has one: a scan has none.
    pub text: String,
    /// What the public may be given, or why it may not.
    #[serde(skip)]
    pub copy: Option<Vec<u8>>,
    pub no_copy: Option<NoCopy>,
}

/// A member of a packed file of letters, or the one letter of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    pub letter: Result<Letter, Refused>,
}

/// A letter and what it says about its sender.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub text: String,
    pub from_name: String,
    pub from_address: String,
    /// Milliseconds since 1970.
    pub sent: Option<i64>,
    pub id: String,
    /// Names of the files that came with an e-mail.
    pub attachments: Vec<String>,
}

/// Does the work. All that can go wrong with a file is a [`Refused`]; a panic or a limit
/// of the worker is for the one who waits.
///
/// # Errors
/// [`Refused`] with the first thing that is wrong.
pub fn work(job: &Job, bytes: &[u8]) -> Result<Answer, Refused> {
    match job {
        Job::Attachment { name } => attachment(name, bytes).map(Answer::Attachment),
        Job::Bulk { name } => bulk(name, bytes),
    }
}

fn size(bytes: &[u8], limit: usize) -> Result<(), Refused> {
    if bytes.len() > limit {
        return Err(Refused::TooLarge { size: bytes.len(), limit });
    }
    Ok(())
}

/// Checks a file that goes with an input.
///
/// # Errors
/// [`Refused`] with the first thing that is wrong.
pub fn attachment(name: &str, bytes: &[u8]) -> Result<Seen, Refused> {
    size(bytes, FILE)?;
    let kind = kind::agreed(name, bytes, &LETTERS)?;
    let (text, copy) = match kind {
        Kind::Png => (String::new(), Ok(picture::png(bytes)?)),
        Kind::Jpeg => (String::new(), Ok(picture::jpeg(bytes)?)),
        Kind::Pdf => {
            let document = pdf::open(bytes)?;
            (reading::text(&document)?, pdf::copy(document))
        }
        Kind::Docx | Kind::Odt => {
            let office = Office::open(kind, bytes, UNPACKED)?;
            (office.text()?, office.copy())
        }
        _ => {
            let text = plain::decode(bytes).unwrap_or_default();
            // In one encoding, as its head will say.
            (text.clone(), Ok(text.into_bytes()))
        }
    };
    let (copy, no_copy) = match copy {
        Ok(copy) => (Some(copy), None),
        Err(why) => (None, Some(why)),
    };
    Ok(Seen { kind, text: plain::cut(text), copy, no_copy })
}

fn bulk(name: &str, bytes: &[u8]) -> Result<Answer, Refused> {
    size(bytes, BULK)?;
    match kind::agreed(name, bytes, &[Kind::Zip, Kind::Xlsx, Kind::Eml])? {
        Kind::Xlsx => table::sheet(bytes).map(Answer::Rows),
        Kind::Zip => packed(bytes),
        _ => {
            let letter = letter(name, bytes, UNPACKED).map(|(letter, _)| letter);
            Ok(Answer::Letters(vec![Member { name: shown(name), letter }]))
        }
    }
}

/// The names of the texts in a packed folder of answers: a question in each folder, and
/// what was answered to it.
pub const QUESTION: &str = "question.json";
pub const RESPONSES: &str = "responses.jsonl";

fn packed(bytes: &[u8]) -> Result<Answer, Refused> {
    let mut packed = Packed::open(bytes, UNPACKED)?;
    let is = |name: &str, last| name.rsplit('/').next() == Some(last);
    if !packed.names().any(|name| is(name, RESPONSES)) {
        return letters(packed).map(Answer::Letters);
    }
    let names: Vec<String> = packed.names().map(ToOwned::to_owned).collect();
    let mut texts = Vec::new();
    for name in names.into_iter().filter(|n| is(n, RESPONSES) || is(n, QUESTION)) {
        let text = plain::decode(&packed.read(&name)?).ok_or_else(|| {
            let ending = kind::ending(&name).to_owned();
            Refused::WrongName { ending, kind: Kind::Unknown }
        })?;
        texts.push(TextFile { name, text });
    }
    Ok(Answer::Answers(texts))
}

/// The letters of a packed file. What is wrong with one is said at that one; what is
/// wrong with the packing is wrong with all.
fn letters(mut packed: Packed<'_>) -> Result<Vec<Member>, Refused> {
    let names: Vec<String> = packed.names().map(ToOwned::to_owned).collect();
    let mut members = Vec::with_capacity(names.len());
    for name in names {
        // What a packer on a Mac adds for itself.
        if name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") {
            continue;
        }
        let member = packed.read(&name)?;
        // A document is packed itself: what it unpacks to counts for the whole.
        let letter = letter(&name, &member, packed.left()).map(|(letter, spent)| {
            packed.spend(spent);
            letter
        });
        if let Err(error @ Refused::Unpacked { .. }) = letter {
            return Err(error);
        }
        members.push(Member { name: shown(&name), letter });
    }
    Ok(members)
}

fn letter(name: &str, bytes: &[u8], budget: u64) -> Result<(Letter, u64), Refused> {
    size(bytes, FILE)?;
    let mut spent = 0;
    let kind = kind::agreed(name, bytes, &PACKED_LETTERS)?;
    let mut letter = match kind {
        Kind::Eml => mail(bytes)?,
        Kind::Pdf => {
            Letter { text: reading::text(&pdf::open(bytes)?)?, ..Letter::default() }
        }
        Kind::Docx | Kind::Odt => {
            let office = Office::open(kind, bytes, budget)?;
            spent = office.size();
            Letter { text: office.text()?, ..Letter::default() }
        }
        _ => {
            Letter { text: plain::decode(bytes).unwrap_or_default(), ..Letter::default() }
        }
    };
    letter.text = plain::cut(letter.text);
    Ok((letter, spent))
}

/// Reads an e-mail: its plain part, or else its page as text.
///
/// # Errors
/// [`Refused::Broken`] when it is none.
pub fn mail(bytes: &[u8]) -> Result<Letter, Refused> {
    let broken = |why| Refused::broken(Kind::Eml, why);
    let message =
        MessageParser::default().parse(bytes).ok_or_else(|| broken("no head"))?;
    if message.from().is_none() && message.subject().is_none() && message.date().is_none()
    {
        return Err(broken("it has no sender, no subject and no date"));
    }
    let from = message.from().and_then(|from| from.first());
    let word = |text: Option<&str>| shown(text.unwrap_or_default().trim());
    Ok(Letter {
        text: message.body_text(0).unwrap_or_default().into_owned(),
        from_name: word(from.and_then(|from| from.name())),
        from_address: word(from.and_then(|from| from.address())),
        sent: message.date().map(|date| date.to_timestamp().saturating_mul(1_000)),
        id: word(message.message_id()),
        attachments: message
            .attachments()
            .take(100)
            .map(|part| shown(part.attachment_name().unwrap_or("?")))
            .collect(),
    })
}
