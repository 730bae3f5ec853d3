//! Files as people and their enemies make them, made here.

use std::io::{Cursor, Write as _};

use lopdf::{Document, Object, Stream, dictionary};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Planted where a file says who made it; it must not come out again.
pub const CANARY: &str = "Kanariefugl Jensen";

pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let method = if *name == "mimetype" {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="jpeg" ContentType="image/jpeg"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"#;

const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
<Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"#;

/// A Word document with that body and further parts.
pub fn docx_with(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    let core = format!(
        r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>{CANARY}</dc:creator></cp:coreProperties>"#
    );
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ];
    members.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    members.extend(more);
    zip(&members)
}

pub fn paragraph(text: &str) -> String {
    format!("<w:p w:rsidR=\"00AB12CD\"><w:r><w:t>{text}</w:t></w:r></w:p>")
}

pub fn docx(text: &str) -> Vec<u8> {
    docx_with(&paragraph(text), &[])
}

/// An open document with that body and further parts.
pub fn odt_with(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:dc="d" xmlns:draw="g" xmlns:xlink="x"><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    let meta = format!("<office:meta xmlns:office=\"o\"><a>{CANARY}</a></office:meta>");
    let manifest = r#"<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="/"/><manifest:file-entry manifest:full-path="content.xml"/><manifest:file-entry manifest:full-path="meta.xml"/></manifest:manifest>"#;
    let mut members: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ];
    members.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    members.extend(more);
    zip(&members)
}

pub fn odt(text: &str) -> Vec<u8> {
    odt_with(&format!("<text:p>{text}</text:p>"), &[])
}

/// A PDF of one page with words, and all that a program may hang on it.
pub fn pdf(text: &str) -> Vec<u8> {
    let text = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let mut content = b"BT /F1 12 Tf 72 720 Td (".to_vec();
    content.extend(text);
    content.extend(b") Tj ET");
    pdf_of(content)
}

/// A PDF whose one page is drawn by that.
pub fn pdf_of(content: Vec<u8>) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let resources = document.add_object(dictionary! {
        "Font" => dictionary! { "F1" => font },
    });
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let script = document.add_object(dictionary! {
        "Type" => "Action", "S" => "JavaScript", "JS" => Object::string_literal(CANARY),
    });
    let photo = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 8, "Height" => 8,
            "Filter" => "DCTDecode",
        },
        jpeg(8, 8, 1),
    );
    let photo = document.add_object(photo);
    let file = document.add_object(Stream::new(
        dictionary! { "Type" => "EmbeddedFile" },
        CANARY.as_bytes().to_vec(),
    ));
    let clip = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FileAttachment",
        "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "FS" => dictionary! { "Type" => "Filespec", "F" => Object::string_literal(CANARY),
            "EF" => dictionary! { "F" => file } },
    });
    let link = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "T" => Object::string_literal(CANARY),
        "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()], "A" => script,
    });
    let web = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Link",
        "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "A" => dictionary! { "S" => "URI",
            "URI" => Object::string_literal("https://example.dk/strategi") },
    });
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => resources, "Annots" => vec![clip.into(), link.into(), web.into()],
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "AA" => dictionary! { "O" => script }, "Photo" => photo,
    });
    document.objects.insert(
        pages,
        dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }
            .into(),
    );
    let xmp = document.add_object(Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        format!("<x:xmpmeta>{CANARY}</x:xmpmeta>").into_bytes(),
    ));
    let info = document.add_object(dictionary! {
        "Author" => Object::string_literal(CANARY), "Producer" => Object::string_literal(CANARY),
    });
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => xmp, "OpenAction" => script,
        "Names" => dictionary! {
            "JavaScript" => dictionary! { "Names" =>
                vec![Object::string_literal("a"), script.into()] },
            "EmbeddedFiles" => dictionary! { "Names" =>
                vec![Object::string_literal(CANARY), dictionary! {
                    "Type" => "Filespec", "EF" => dictionary! { "F" => file } }.into()] },
        },
    });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}

pub fn chunk(name: &str, bytes: &[u8]) -> Vec<u8> {
    let named = [name.as_bytes(), bytes].concat();
    let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// A PNG of that size. Its points are one grey, packed by hand.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let size =
        [&width.to_be_bytes()[..], &height.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    // 8 points a byte and a byte of filter a row, stored as they are.
    let points = vec![0_u8; 2 * 8];
    let length = u16::try_from(points.len()).unwrap();
    let mut packed = vec![0x78, 0x01, 0x01];
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(&points);
    packed.extend([0, 16, 0, 1]);
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk("IHDR", &size),
        chunk("tEXt", format!("Author\0{CANARY}").as_bytes()),
        chunk("eXIf", format!("II*\0{CANARY}").as_bytes()),
        chunk("tIME", &[7, 0, 1, 1, 0, 0, 0]),
        chunk("IDAT", &packed),
        chunk("IEND", &[]),
    ]
    .concat()
}

fn segment(marker: u8, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length, bytes].concat()
}

/// A JPEG of that size, drawn in that many runs, with the marks of a camera that was held
/// on its side.
pub fn jpeg(width: u16, height: u16, runs: usize) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x0f, 0x01, 2, 0, 18, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(CANARY.as_bytes());
    let [h, i] = height.to_be_bytes();
    let [w, x] = width.to_be_bytes();
    let mut bytes = vec![0xff, 0xd8];
    bytes.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    bytes.extend(segment(0xe1, &exif));
    bytes.extend(segment(
        0xe1,
        format!("http://ns.adobe.com/xap/1.0/\0{CANARY}").as_bytes(),
    ));
    bytes.extend(segment(0xfe, CANARY.as_bytes()));
    bytes.extend(segment(0xdb, &[0; 65]));
    bytes.extend(segment(0xc2, &[8, h, i, w, x, 1, 1, 0x11, 0]));
    for _ in 0..runs {
        bytes.extend(segment(0xda, &[1, 1, 0, 0, 63, 0]));
        bytes.extend([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
    }
    bytes.extend([0xff, 0xd9]);
    bytes
}

pub fn mail(text: &str) -> Vec<u8> {
    format!(
        "From: \"Gitte Gammel\" <gitte@example.dk>\r\nTo: strategi@example.dk\r\n\
         Date: Mon, 6 Sep 2010 14:00:00 +0200\r\nMessage-ID: <1@example.dk>\r\n\
         Subject: =?utf-8?q?H=C3=B8ring?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--b\r\n\
         Content-Type: application/pdf\r\n\
         Content-Disposition: attachment; filename=bilag.pdf\r\n\r\nx\r\n--b--\r\n"
    )
    .into_bytes()
}

/// A sheet of those rows, without any shared words.
pub fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    use std::fmt::Write as _;
    let mut cells = String::new();
    for (at, row) in (1..).zip(rows) {
        write!(cells, "<row r=\"{at}\">").unwrap();
        for (column, value) in ('A'..).zip(*row) {
            let place = format!("{column}{at}");
            write!(cells, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{value}</t></is></c>")
                .unwrap();
        }
        cells.push_str("</row>");
    }
    xlsx_of(&cells)
}

fn rels(main: &str) -> String {
    RELS.replace("word/document.xml", main)
}

pub fn xlsx_of(rows: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet =
        format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>\
         <sheet name=\"Svar\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
    );
    let sheets = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"a\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         </Relationships>"
    );
    zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", rels("xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", sheets.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}
