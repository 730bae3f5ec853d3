//! What bytes are, whatever their name says.

use std::fmt;

use memchr::memmem::{find, rfind};
use serde::{Deserialize, Serialize};

use crate::{limits, packed::Packed, plain, refused::Refused};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    Pdf,
    Docx,
    Odt,
    Txt,
    Png,
    Jpeg,
    // Taken from an operator alone.
    Zip,
    Xlsx,
    Eml,
    Csv,
    JsonLines,
    // Never taken; known so that they can be named.
    Gif,
    Html,
    OldOffice,
    Program,
    Unknown,
}

/// The endings of each kind's names, and what a browser is told.
const KINDS: [(Kind, &[&str], &str); 11] = [
    (Kind::Pdf, &["pdf"], "application/pdf"),
    (
        Kind::Docx,
        &["docx"],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (Kind::Odt, &["odt"], "application/vnd.oasis.opendocument.text"),
    (Kind::Txt, &["txt"], "text/plain; charset=utf-8"),
    (Kind::Png, &["png"], "image/png"),
    (Kind::Jpeg, &["jpg", "jpeg"], "image/jpeg"),
    (Kind::Zip, &["zip"], "application/zip"),
    (
        Kind::Xlsx,
        &["xlsx"],
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (Kind::Eml, &["eml"], "message/rfc822"),
    (Kind::Csv, &["csv"], "text/csv"),
    (Kind::JsonLines, &["jsonl", "ndjson"], "application/jsonl"),
];

/// What everybody may send.
pub const LETTERS: [Kind; 6] =
    [Kind::Pdf, Kind::Docx, Kind::Odt, Kind::Txt, Kind::Png, Kind::Jpeg];

/// The letters in a packed file that an operator brings in.
pub const PACKED_LETTERS: [Kind; 5] =
    [Kind::Docx, Kind::Odt, Kind::Pdf, Kind::Txt, Kind::Eml];

impl Kind {
    /// What a name claims.
    pub fn named(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        KINDS
            .iter()
            .find(|(_, endings, _)| endings.contains(&&*ending))
            .map(|(kind, _, _)| *kind)
    }

    /// What a browser is told. Kinds that are never taken have nothing better.
    pub fn media_type(self) -> &'static str {
        KINDS
            .iter()
            .find(|(kind, _, _)| *kind == self)
            .map_or("application/octet-stream", |(_, _, media)| media)
    }

    /// Kinds that are plain text, so that the name alone tells them apart.
    fn is_text(self) -> bool {
        matches!(self, Self::Txt | Self::Eml | Self::Csv | Self::JsonLines)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "a PDF",
            Self::Docx => "a Word document (DOCX)",
            Self::Odt => "an OpenDocument text (ODT)",
            Self::Txt => "plain text",
            Self::Png => "a PNG picture",
            Self::Jpeg => "a JPEG picture",
            Self::Zip => "a packed file (ZIP)",
            Self::Xlsx => "a sheet (XLSX)",
            Self::Eml => "an e-mail (EML)",
            Self::Csv => "a table (CSV)",
            Self::JsonLines => "JSON lines",
            Self::Gif => "a GIF picture",
            Self::Html => "a web page or a drawing with script (HTML, SVG, XML)",
            Self::OldOffice => "an Office file of the old kind (DOC, XLS)",
            Self::Program => "a program",
            Self::Unknown => "of no kind we know",
        })
    }
}

/// The ending of a name, without the dot; empty if there is none.
pub fn ending(name: &str) -> &str {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.rsplit_once('.').map_or("", |(_, ending)| ending.trim())
}

/// What the bytes are and what the name says, in agreement, and one of `taken`.
///
/// # Errors
/// [`Refused`] naming both where they disagree.
pub fn agreed(name: &str, bytes: &[u8], taken: &[Kind]) -> Result<Kind, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if is_marked(bytes) {
        return Err(Refused::Infected);
    }
    let told = told(bytes)?;
    let ending = ending(name);
    let kind = match Kind::named(ending) {
        Some(named) if named == told || (told == Kind::Txt && named.is_text()) => named,
        _ => {
            // What we would not take under any name is better said by what it is.
            if !taken.contains(&told) {
                return Err(Refused::NotTaken { kind: told });
            }
            let ending = ending.chars().take(20).collect();
            return Err(Refused::WrongName { ending, kind: told });
        }
    };
    if !taken.contains(&kind) {
        return Err(Refused::NotTaken { kind });
    }
    match other_face(bytes, kind) {
        Some(other) => Err(Refused::TwoFaced { kind, other }),
        None => Ok(kind),
    }
}

/// What the bytes are.
///
/// # Errors
/// [`Refused`] where a packed file must not even be looked into.
pub fn told(bytes: &[u8]) -> Result<Kind, Refused> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    Ok(if begins(b"%PDF-") {
        Kind::Pdf
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        Kind::Png
    } else if begins(b"\xff\xd8\xff") {
        Kind::Jpeg
    } else if begins(b"GIF8") {
        Kind::Gif
    } else if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        packed_kind(bytes)?
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Kind::OldOffice
    } else if begins(b"MZ") && bytes.contains(&0)
        || begins(b"\x7fELF")
        || begins(b"#!")
        || begins(b"\xca\xfe\xba\xbe")
    {
        Kind::Program
    } else if begins_markup(bytes) {
        Kind::Html
    } else if plain::decode(bytes).is_some() {
        Kind::Txt
    } else {
        Kind::Unknown
    })
}

fn packed_kind(bytes: &[u8]) -> Result<Kind, Refused> {
    let mut packed = Packed::open(bytes, limits::UNPACKED)?;
    let has = |name| packed.names().any(|known| known == name);
    if has("[Content_Types].xml") {
        if has("word/document.xml") {
            return Ok(Kind::Docx);
        }
        if has("xl/workbook.xml") {
            return Ok(Kind::Xlsx);
        }
    }
    if has("mimetype") && has("content.xml") {
        let media = packed.read("mimetype")?;
        if media.trim_ascii_end() == Kind::Odt.media_type().as_bytes() {
            return Ok(Kind::Odt);
        }
    }
    Ok(Kind::Zip)
}

/// Whether a browser that guesses would show this as a page or a drawing.
fn begins_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let head = bytes[..bytes.len().min(16)].to_ascii_lowercase();
    MARKUP.iter().any(|mark| head.starts_with(mark))
}

/// How the standard for guessing types knows a page, and how one knows a drawing.
const MARKUP: [&[u8]; 19] = [
    b"<!doctype",
    b"<html",
    b"<head",
    b"<script",
    b"<iframe",
    b"<h1",
    b"<div",
    b"<font",
    b"<table",
    b"<a ",
    b"<style",
    b"<title",
    b"<b>",
    b"<body",
    b"<br",
    b"<p>",
    b"<!--",
    b"<?xml",
    b"<svg",
];

/// A second kind the same bytes can be read as, by a program that looks elsewhere: at
/// the end, past junk, or behind what we read.
fn other_face(bytes: &[u8], kind: Kind) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(1024)];
    let is_packed = matches!(kind, Kind::Docx | Kind::Odt | Kind::Xlsx | Kind::Zip);
    if kind != Kind::Pdf && !kind.is_text() && find(head, b"%PDF-").is_some() {
        return Some(Kind::Pdf);
    }
    if !is_packed && ends_packed(bytes) {
        return Some(Kind::Zip);
    }
    if kind == Kind::Pdf || kind == Kind::Jpeg || kind == Kind::Png {
        let lower = head.to_ascii_lowercase();
        let page: [&[u8]; 5] = [b"<html", b"<script", b"<!doctype", b"<svg", b"<iframe"];
        if page.iter().any(|mark| find(&lower, mark).is_some()) {
            return Some(Kind::Html);
        }
    }
    let rest = match kind {
        Kind::Pdf => rfind(bytes, b"%%EOF").map_or(&bytes[..0], |at| &bytes[at + 5..]),
        _ => return None,
    };
    let rest = rest.trim_ascii_start();
    if rest.is_empty() {
        return None;
    }
    match told(rest) {
        Ok(Kind::Unknown | Kind::Txt) => None,
        Ok(other) => Some(other),
        Err(_) => Some(Kind::Zip),
    }
}

/// Whether a program that reads packed files from their end would find one here.
fn ends_packed(bytes: &[u8]) -> bool {
    const END: usize = 22;
    let from = bytes.len().saturating_sub(END + 0xffff);
    let tail = &bytes[from..];
    let mut at = 0;
    while let Some(found) = find(&tail[at..], b"PK\x05\x06") {
        let end = at + found;
        at = end + 1;
        let Some(record) = tail.get(end..end + END) else { return false };
        let two = |at: usize| u16::from_le_bytes([record[at], record[at + 1]]);
        // Of one part, as many members here as in all: no chance meeting of four bytes.
        if two(4) == two(6) && two(8) == two(10) {
            return true;
        }
    }
    false
}

/// The two halves of the string by which scanners are tried; whole, it would have our own
/// program locked away.
const MARK: [&[u8]; 2] =
    [b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*"];

/// Whether the bytes carry the sign that stands for a harmful file.
pub fn is_marked(bytes: &[u8]) -> bool {
    let mark = MARK.concat();
    find(bytes, &mark).is_some()
}
