//! A document as a PDF that everybody can read: tagged, with title, language, bookmarks
//! and header rows; PDF/UA-1 and PDF/A-2a at once. The same document gives the same bytes.
//!
//! The typesetter is typst, shut in: it has one source, ours, and the fonts that came
//! with the program. It can open no file, fetch no package and see no clock. What a
//! document says goes in as data, so no text of anybody is ever read as markup.

mod bundle;

use std::sync::LazyLock;

pub use bundle::{Annex, Bundle, Marks, Part, write as write_bundle};

use koreplan_export::{Block, Document};
use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Array, Bytes, Datetime, Dict, Duration, Smart, Str, Value},
    syntax::{FileId, Source},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
#[error("the document can't be set: {0}")]
pub struct Failed(String);

/// What a character becomes that no font of ours has.
const MISSING: char = '◊';

/// Sets a document.
///
/// # Errors
/// [`Failed`] with the typesetter's own words.
pub fn write(document: &Document) -> Result<Vec<u8>, Failed> {
    let mut document = document.clone();
    document.each_text(|text| *text = readable(text));
    let parts = document.blocks.iter().filter(|it| says(it)).map(part).collect();
    set(&document, &Marks::default(), parts)
}

/// Sets what stands around the parts, and the parts.
fn set(document: &Document, marks: &Marks, parts: Array) -> Result<Vec<u8>, Failed> {
    // What the typesetter remembers is dropped whichever way this ends: it would grow
    // with every document.
    let _forgetful = Forgetful;
    let made = &document.made;
    let day = Datetime::from_ymd(made.year.into(), made.month, made.day)
        .ok_or_else(|| Failed("there is no such day".into()))?;
    let set = Set::new(data(document, marks, parts));
    let paged =
        typst::compile::<PagedDocument>(&set).output.map_err(|why| failed(&why))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|why| Failed(why.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(document.title.clone()),
        creator: Smart::Custom(Some("Køreplan".into())),
        timestamp: Some(Timestamp::new_utc(day)),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&paged, &options).map_err(|why| failed(&why))
}

struct Forgetful;

impl Drop for Forgetful {
    fn drop(&mut self) {
        comemo::evict(0);
    }
}

fn failed(why: &[SourceDiagnostic]) -> Failed {
    Failed(why.iter().map(|why| why.message.as_str()).collect::<Vec<_>>().join("; "))
}

/// The text in characters our fonts have. A PDF for all may hold no other: a picture in
/// place of a letter is read by nobody's screen reader.
fn readable(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !is_ignored(*c))
        .map(|c| if c == '\n' || has(c) { c } else { MISSING })
        .collect()
}

/// Characters that only say how others are shown, and controls.
fn is_ignored(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Whether all of our fonts have the character.
fn has(c: char) -> bool {
    FONTS.iter().all(|font| font.info().coverage.contains(c.into()))
}

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let fonts = koreplan_assets::FONTS.iter();
    fonts.filter_map(|bytes| Font::new(Bytes::new(*bytes), 0)).collect()
});
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
static SOURCE: LazyLock<Source> =
    LazyLock::new(|| Source::detached(include_str!("document.typ")));

/// The world of one document: our source and fonts, and what the document says.
struct Set(LazyHash<Library>);

impl Set {
    fn new(data: Value) -> Self {
        let inputs = Dict::from_iter([(Str::from("document"), data)]);
        Self(LazyHash::new(Library::builder().with_inputs(inputs).build()))
    }
}

impl World for Set {
    fn library(&self) -> &LazyHash<Library> {
        &self.0
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        SOURCE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SOURCE.id() { Ok(SOURCE.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn text(text: &str) -> Value {
    Value::Str(text.into())
}

fn texts(texts: &[String]) -> Value {
    Value::Array(texts.iter().map(|it| text(it)).collect())
}

fn dict<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Dict(pairs.into_iter().map(|(name, value)| (Str::from(name), value)).collect())
}

/// What the source finds in `sys.inputs.document`.
fn data(document: &Document, marks: &Marks, parts: Array) -> Value {
    let (lang, region) =
        document.language.tag().split_once('-').unwrap_or((document.language.tag(), ""));
    let (page, of) = document.language.page_of();
    let head: Array = document
        .head
        .iter()
        .map(|(name, value)| Value::Array(Array::from_iter([text(name), text(value)])))
        .collect();
    dict([
        ("title", text(&document.title)),
        ("year", Value::Int(document.made.year.into())),
        ("month", Value::Int(document.made.month.into())),
        ("day", Value::Int(document.made.day.into())),
        ("lang", text(lang)),
        ("region", text(region)),
        ("foot", text(&document.foot)),
        ("page", text(page)),
        ("of", text(of)),
        ("head", Value::Array(head)),
        ("contents", text(document.contents.as_deref().unwrap_or_default())),
        ("notice", text(&marks.notice)),
        ("watermark", text(&marks.watermark)),
        ("blocks", Value::Array(parts)),
    ])
}

/// Whether a part says anything: a heading without a word leads nowhere.
fn says(block: &Block) -> bool {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => !text.trim().is_empty(),
        Block::Labelled { label, text } => {
            !(label.trim().is_empty() && text.trim().is_empty())
        }
        Block::List(items) => !items.is_empty(),
        Block::Table { heads, .. } => !heads.is_empty(),
    }
}

fn part(block: &Block) -> Value {
    match block {
        Block::Heading { level, text: said } => dict([
            ("kind", text("heading")),
            ("level", Value::Int((*level).clamp(1, 3).into())),
            ("text", text(said)),
        ]),
        Block::Paragraph(said) => {
            dict([("kind", text("paragraph")), ("text", text(said))])
        }
        Block::Labelled { label, text: said } => dict([
            ("kind", text("labelled")),
            ("label", text(label)),
            ("text", text(said)),
        ]),
        Block::List(items) => dict([("kind", text("list")), ("items", texts(items))]),
        Block::Table { caption, heads, rows } => dict([
            ("kind", text("table")),
            ("caption", text(caption)),
            ("heads", texts(heads)),
            ("rows", Value::Array(rows.iter().map(|row| texts(row)).collect())),
        ]),
    }
}

#[cfg(test)]
mod tests {
    use koreplan_export::{Day, Language};
    use proptest::prelude::*;

    use super::*;

    fn document(blocks: Vec<Block>) -> Document {
        Document {
            title: "Høringsnotat om åbne data".into(),
            language: Language::Da,
            made: Day { year: 2010, month: 11, day: 2 },
            head: vec![("J.nr.".into(), "2010-4711".into())],
            contents: Some("Indhold".into()),
            foot: "Høringsnotat".into(),
            blocks,
        }
    }

    fn whole() -> Document {
        document(vec![
            Block::Heading { level: 1, text: "1. Høringen".into() },
            Block::Heading { level: 2, text: "1.1 Høringsperiode".into() },
            Block::Paragraph("Én linje\nog én til.".into()),
            Block::Labelled {
                label: "Bemærkning:".into(), text: "Imødekommes.".into()
            },
            Block::List(vec!["Ældre Sagen".into(), "KL".into()]),
            Block::Table {
                caption: "Parter".into(),
                heads: vec!["Navn".into(), "Svar".into()],
                rows: vec![vec!["KL".into(), "Ja".into()]],
            },
        ])
    }

    #[test]
    fn a_document_says_that_everybody_can_read_it() {
        let pdf = write(&whole()).unwrap();

        let text = String::from_utf8_lossy(&pdf);
        for mark in
            ["pdfuaid:part", "pdfaid:part", "/Lang(da-DK)", "/DisplayDocTitle true"]
        {
            assert!(text.contains(mark), "no {mark}");
        }
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        assert_eq!(write(&whole()).unwrap(), write(&whole()).unwrap());
    }

    #[test]
    fn a_text_is_never_markup_and_opens_no_file() {
        let attacks =
            "#read(\"/etc/passwd\") #import \"@preview/x:0.1.0\" $x$ *b* <l> @l ]";
        let said = document(vec![
            Block::Heading { level: 1, text: attacks.into() },
            Block::Paragraph(attacks.into()),
        ]);

        assert!(write(&said).is_ok());
        let world = Set::new(data(&said, &Marks::default(), Array::new()));
        let other = Source::detached("");
        assert!(world.file(other.id()).is_err());
        assert!(world.today(None).is_none());
    }

    #[test]
    fn characters_no_font_has_are_marked_and_the_rest_is_kept() {
        assert_eq!(readable("Æble 👍🏽 ok\u{200b}\u{fe0f}"), "Æble ◊◊ ok");
        assert!(has(MISSING), "the mark can be set");
        assert!(write(&document(vec![Block::Paragraph("漢字 👍 عربى".into())])).is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn no_text_keeps_a_document_from_being_set(text in any::<String>()) {
            let said = document(vec![
                Block::Heading { level: 1, text: text.clone() },
                Block::Labelled { label: text.clone(), text: text.clone() },
                Block::List(vec![text.clone()]),
                Block::Table {
                    caption: text.clone(), heads: vec![text.clone()], rows: vec![vec![text]],
                },
            ]);
            let pdf = write(&said);
            prop_assert!(pdf.is_ok(), "{:?}", pdf.err());
        }
    }
}
