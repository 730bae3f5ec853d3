//! A document as a Word file: real heading styles, a table of contents that is a field,
//! header rows, the language, a title, and page numbers.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use quick_xml::escape::escape;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{Block, Day, Document};

/// Why no file was written: only where packing fails.
#[derive(Debug, thiserror::Error)]
#[error("the document can't be packed: {0}")]
pub struct Unwritable(#[from] zip::result::ZipError);

impl From<std::io::Error> for Unwritable {
    fn from(error: std::io::Error) -> Self {
        Self(error.into())
    }
}

const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TIES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKED_TIES: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Writes the file. The same document gives the same bytes.
///
/// # Errors
/// [`Unwritable`] where packing fails.
pub fn write(document: &Document) -> Result<Vec<u8>, Unwritable> {
    pack(&[
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_ties()),
        ("docProps/core.xml", properties(document)),
        ("word/document.xml", body(document)),
        ("word/_rels/document.xml.rels", document_ties()),
        ("word/styles.xml", styles(document)),
        ("word/numbering.xml", numbering()),
        ("word/settings.xml", settings(document)),
        ("word/footer1.xml", footer(document)),
    ])
}

/// Packs members, without times and owners: the same members give the same bytes.
///
/// # Errors
/// [`Unwritable`] where a name can't be written.
pub fn pack<T: AsRef<[u8]>>(members: &[(&str, T)]) -> Result<Vec<u8>, Unwritable> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in members {
        writer.start_file(*name, options)?;
        writer.write_all(bytes.as_ref())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A text as XML holds it: what XML 1.0 can't hold is left out.
pub(crate) fn xml(text: &str) -> String {
    let text: String = text.chars().filter(|c| is_xml(*c)).collect();
    escape(text).into_owned()
}

/// The characters of XML 1.0.
pub(crate) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut types = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("footer1", "footer"),
    ] {
        let _ = write!(
            types,
            "<Override PartName=\"/word/{part}.xml\" ContentType=\"{word}.{kind}+xml\"/>"
        );
    }
    types + "</Types>"
}

fn package_ties() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKED_TIES}\">\
         <Relationship Id=\"rId1\" Type=\"{TIES}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKED_TIES}/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn document_ties() -> String {
    let mut ties = format!("{HEAD}<Relationships xmlns=\"{PACKED_TIES}\">");
    let parts = [
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("footer", "footer1"),
    ];
    for (at, (kind, part)) in parts.iter().enumerate() {
        let _ = write!(
            ties,
            "<Relationship Id=\"rId{}\" Type=\"{TIES}/{kind}\" Target=\"{part}.xml\"/>",
            at + 1
        );
    }
    ties + "</Relationships>"
}

fn properties(document: &Document) -> String {
    let Day { year, month, day } = document.made;
    let at = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    format!(
        "{HEAD}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>Køreplan</dc:creator>\
         <dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:modified>\
         </cp:coreProperties>",
        xml(&document.title),
        document.language.tag()
    )
}

/// Text in a run; lines are kept.
fn run(text: &str, strong: bool) -> String {
    let looks = if strong { "<w:rPr><w:b/></w:rPr>" } else { "" };
    let mut run = format!("<w:r>{looks}");
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            run.push_str("<w:br/>");
        }
        let _ = write!(run, "<w:t xml:space=\"preserve\">{}</w:t>", xml(line));
    }
    run + "</w:r>"
}

fn paragraph(style: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inside}</w:p>")
}

/// A field of Word, with what it shows until Word works it out.
fn field(instruction: &str, shown: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
         <w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        run(shown, false)
    )
}

fn body(document: &Document) -> String {
    let mut out =
        format!("{HEAD}<w:document xmlns:w=\"{WORDS}\" xmlns:r=\"{TIES}\"><w:body>");
    out.push_str(&paragraph("Title", &run(&document.title, false)));
    for (name, value) in &document.head {
        let inside = run(&format!("{name}: "), true) + &run(value, false);
        out.push_str(&paragraph("DocumentHead", &inside));
    }
    if let Some(heading) = &document.contents {
        contents(&mut out, heading, document);
    }
    let mut headings = 0;
    for block in &document.blocks {
        match block {
            Block::Heading { level, text } => {
                headings += 1;
                let mark = format!(
                    "<w:bookmarkStart w:id=\"{headings}\" w:name=\"_Toc{headings}\"/>{}\
                     <w:bookmarkEnd w:id=\"{headings}\"/>",
                    run(text, false)
                );
                let style = format!("Heading{}", level.clamp(&1, &3));
                out.push_str(&paragraph(&style, &mark));
            }
            Block::Paragraph(text) => {
                out.push_str(&paragraph("BodyText", &run(text, false)));
            }
            Block::Labelled { label, text } => {
                let inside = run(&format!("{label} "), true) + &run(text, false);
                out.push_str(&paragraph("BodyText", &inside));
            }
            Block::List(items) => {
                for item in items {
                    out.push_str(&paragraph("ListBullet", &run(item, false)));
                }
            }
            Block::Table { caption, heads, rows } => {
                table(&mut out, caption, heads, rows);
            }
        }
    }
    let margins = "w:top=\"1418\" w:right=\"1247\" w:bottom=\"1418\" w:left=\"1247\" \
         w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"";
    let _ = write!(
        out,
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar {margins}/></w:sectPr></w:body></w:document>"
    );
    out
}

/// The table of contents: a field that Word fills in when it opens the file, and until
/// then the headings as links.
fn contents(out: &mut String, heading: &str, document: &Document) {
    out.push_str(&paragraph("ContentsHeading", &run(heading, false)));
    let headings: Vec<(u8, &str)> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level, text } => Some((*level, text.as_str())),
            _ => None,
        })
        .collect();
    for (at, (level, text)) in headings.iter().enumerate() {
        let mut inside = String::new();
        if at == 0 {
            inside.push_str(
                "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r>\
                 <w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-3\" \\h \\z \\u \
                 </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
            );
        }
        let _ = write!(
            inside,
            "<w:hyperlink w:anchor=\"_Toc{}\" w:history=\"1\">{}</w:hyperlink>",
            at + 1,
            run(text, false)
        );
        if at + 1 == headings.len() {
            inside.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
        }
        out.push_str(&paragraph(&format!("TOC{level}"), &inside));
    }
}

/// How wide the page is between its margins, in twentieths of a point.
const WIDE: usize = 9412;

/// A table as wide as the page. The first column holds names and is wider than the others.
fn table(out: &mut String, caption: &str, heads: &[String], rows: &[Vec<String>]) {
    if !caption.is_empty() {
        out.push_str(&paragraph("Caption", &run(caption, false)));
    }
    let others = heads.len().saturating_sub(1);
    let other = WIDE.checked_div(others + 2).unwrap_or(WIDE);
    let width = |at: usize| if at == 0 { WIDE - other * others } else { other };
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{WIDE}\" \
         w:type=\"dxa\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" \
         w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
        xml(caption)
    );
    for at in 0..heads.len() {
        let _ = write!(out, "<w:gridCol w:w=\"{}\"/>", width(at));
    }
    out.push_str("</w:tblGrid>");
    row(out, heads, true, width);
    for cells in rows {
        row(out, cells, false, width);
    }
    out.push_str("</w:tbl>");
    // Two tables that touch would be one.
    out.push_str(&paragraph("BodyText", ""));
}

fn row(out: &mut String, cells: &[String], head: bool, width: impl Fn(usize) -> usize) {
    let repeated = if head { "<w:tblHeader/>" } else { "" };
    let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>");
    for (at, cell) in cells.iter().enumerate() {
        let _ = write!(
            out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
            width(at),
            paragraph("TableText", &run(cell, head))
        );
    }
    out.push_str("</w:tr>");
}

fn styles(document: &Document) -> String {
    let language = document.language.tag();
    let font = "w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" \
         w:eastAsia=\"Arial\"";
    let mut out = format!(
        "{HEAD}<w:styles xmlns:w=\"{WORDS}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts {font}/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>\
         <w:lang w:val=\"{language}\" w:eastAsia=\"{language}\" w:bidi=\"ar-SA\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">\
         <w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
    );
    // Id, name as Word knows it, spacing, looks of the text, more of the paragraph.
    let heading = |level: u8| format!("<w:keepNext/><w:outlineLvl w:val=\"{level}\"/>");
    let bullets = "<w:numPr><w:numId w:val=\"1\"/></w:numPr>".to_owned();
    for (id, name, (before, after, indent), looks, more) in [
        ("Title", "Title", (0, 240, 0), "<w:b/><w:sz w:val=\"40\"/>", String::new()),
        ("DocumentHead", "Document Head", (0, 40, 0), "", String::new()),
        (
            "ContentsHeading",
            "Contents Heading",
            (360, 120, 0),
            "<w:b/><w:sz w:val=\"26\"/>",
            "<w:keepNext/>".into(),
        ),
        ("TOC1", "toc 1", (60, 40, 0), "<w:b/>", String::new()),
        ("TOC2", "toc 2", (0, 40, 284), "", String::new()),
        ("TOC3", "toc 3", (0, 40, 568), "", String::new()),
        (
            "Heading1",
            "heading 1",
            (480, 160, 0),
            "<w:b/><w:sz w:val=\"32\"/>",
            heading(0),
        ),
        (
            "Heading2",
            "heading 2",
            (320, 120, 0),
            "<w:b/><w:sz w:val=\"26\"/>",
            heading(1),
        ),
        ("Heading3", "heading 3", (240, 80, 0), "<w:b/><w:sz w:val=\"22\"/>", heading(2)),
        ("BodyText", "Body Text", (80, 140, 0), "", String::new()),
        ("ListBullet", "List Bullet", (0, 60, 0), "", bullets),
        ("Caption", "caption", (160, 80, 0), "<w:b/>", "<w:keepNext/>".into()),
        ("TableText", "Table Text", (30, 30, 0), "<w:sz w:val=\"19\"/>", String::new()),
        ("Footer", "footer", (0, 0, 0), "<w:sz w:val=\"17\"/>", String::new()),
    ] {
        let indent = match indent {
            0 => String::new(),
            indent => format!("<w:ind w:left=\"{indent}\"/>"),
        };
        let (keep, rest) = split_keep(&more);
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{keep}{numbers}\
             <w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"276\" \
             w:lineRule=\"auto\"/>{indent}{outline}</w:pPr><w:rPr>{looks}</w:rPr></w:style>",
            numbers = if rest.starts_with("<w:numPr>") { rest } else { "" },
            outline = if rest.starts_with("<w:outlineLvl") { rest } else { "" },
        );
    }
    let mut lines = String::new();
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(
            lines,
            "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8A8A8A\"/>"
        );
    }
    let _ = write!(
        out,
        "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/>\
         <w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>\
         <w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/>\
         </w:tblCellMar></w:tblPr></w:style></w:styles>"
    );
    out
}

/// The schema wants a paragraph's properties in its own order: what keeps it with the
/// next comes first, its outline level last.
fn split_keep(more: &str) -> (&str, &str) {
    more.strip_prefix("<w:keepNext/>").map_or(("", more), |rest| ("<w:keepNext/>", rest))
}

fn numbering() -> String {
    format!(
        "{HEAD}<w:numbering xmlns:w=\"{WORDS}\"><w:abstractNum w:abstractNumId=\"0\">\
         <w:multiLevelType w:val=\"hybridMultilevel\"/><w:lvl w:ilvl=\"0\">\
         <w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"–\"/>\
         <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"425\" w:hanging=\"425\"/></w:pPr>\
         </w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
         </w:numbering>"
    )
}

fn settings(document: &Document) -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{WORDS}\"><w:autoHyphenation w:val=\"true\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{}\"/></w:settings>",
        document.language.tag()
    )
}

fn footer(document: &Document) -> String {
    let (page, of) = document.language.page_of();
    let foot = match document.foot.as_str() {
        "" => String::new(),
        foot => format!("{foot} · "),
    };
    let inside = run(&format!("{foot}{page} "), false)
        + &field("PAGE", "1")
        + &run(&format!(" {of} "), false)
        + &field("NUMPAGES", "1");
    format!("{HEAD}<w:ftr xmlns:w=\"{WORDS}\">{}</w:ftr>", paragraph("Footer", &inside))
}

#[cfg(test)]
mod tests {
    use koreplan_letters::work::{Seen, attachment};
    use proptest::prelude::*;

    use super::*;
    use crate::Language;

    fn document(blocks: Vec<Block>) -> Document {
        Document {
            title: "Høringsnotat om »åbne data« & <andet>".into(),
            language: Language::Da,
            made: Day { year: 2010, month: 11, day: 2 },
            head: vec![("J.nr.".into(), "2010-4711".into())],
            contents: Some("Indhold".into()),
            foot: "Høringsnotat".into(),
            blocks,
        }
    }

    /// The file as the reader of strangers' files sees it: it opens, and this is its text.
    fn read(document: &Document) -> Seen {
        attachment("notat.docx", &write(document).unwrap()).unwrap()
    }

    #[test]
    fn a_document_is_a_word_file_with_its_text_in_order() {
        let document = document(vec![
            Block::Heading { level: 1, text: "1. Høringen".into() },
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
        ]);

        let seen = read(&document);

        let mut at = 0;
        for words in [
            "Høringsnotat om »åbne data« & <andet>",
            "J.nr.: 2010-4711",
            "Indhold",
            "1. Høringen",
            "1. Høringen",
            "Én linje\nog én til.",
            "Bemærkning: Imødekommes.",
            "Ældre Sagen",
            "Parter",
            "Navn",
            "KL",
        ] {
            let found = seen.text[at..].find(words);
            at += found
                .unwrap_or_else(|| panic!("no »{words}« after {at} in {}", seen.text));
        }
        assert!(seen.copy.is_some(), "it has nothing that must be cleaned away");
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        let document = document(vec![Block::Paragraph("Ens.".into())]);

        assert_eq!(write(&document).unwrap(), write(&document).unwrap());
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_file(text in any::<String>()) {
            let document = document(vec![
                Block::Heading { level: 1, text: text.clone() },
                Block::Table {
                    caption: text.clone(), heads: vec![text.clone()], rows: vec![vec![text]],
                },
            ]);
            prop_assert!(attachment("notat.docx", &write(&document).unwrap()).is_ok());
        }
    }
}
