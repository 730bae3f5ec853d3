//! Word documents and open documents: the packing is made here, so that what is inside is
//! what is tried; and whole files as they come.
#![no_main]

use std::io::{Cursor, Write as _};

use koreplan_letters::work::attachment;
use libfuzzer_sys::fuzz_target;

fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The copy of a file that is taken is taken as well, and needs no more cleaning.
fn again(name: &str, bytes: &[u8]) {
    let Ok(seen) = attachment(name, bytes) else { return };
    if let Some(copy) = seen.copy {
        let clean = attachment(name, &copy).expect("a copy is a file as any other");
        assert_eq!(clean.text, seen.text);
        assert_eq!(clean.copy.as_deref(), Some(&copy[..]));
    }
}

fuzz_target!(|data: &[u8]| {
    let _ = attachment("a.docx", data);
    let (first, second) = data.split_at(data.len() / 2);
    again(
        "a.docx",
        &packed(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", data),
        ]),
    );
    again(
        "a.docx",
        &packed(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", first),
            ("word/_rels/document.xml.rels", second),
        ]),
    );
    again(
        "a.odt",
        &packed(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", data),
        ]),
    );
});
