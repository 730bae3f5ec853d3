//! What the enemies of good files make is refused before it costs anything.

use koreplan_letters::{
    Kind, Refused,
    limits::{DEPTH, MEMBERS, PIXELS, SCANS},
    table::sheet,
    work::{Answer, Job, attachment, work},
};
use proptest::prelude::*;

use crate::made::{self, docx_with, odt_with, paragraph};

fn refused(name: &str, bytes: &[u8]) -> Refused {
    match attachment(name, bytes) {
        Err(refused) => refused,
        Ok(seen) => panic!("{name} was taken: {:?}", seen.kind),
    }
}

#[test]
fn u01_a_packed_file_that_grows_without_end_is_refused() {
    let zeros = vec![b' '; 30 << 20];
    let bomb = docx_with("", &[("word/styles.xml", &zeros)]);
    assert!(bomb.len() < 100_000);

    assert!(matches!(refused("a.docx", &bomb), Refused::Ratio { .. }));

    let huge = vec![b' '; 50 << 20];
    let five: Vec<_> = (0..5).map(|n| format!("word/{n}.xml")).collect();
    let more: Vec<(&str, &[u8])> = five.iter().map(|name| (&**name, &huge[..])).collect();
    assert!(matches!(refused("a.docx", &docx_with("", &more)), Refused::Unpacked { .. }));
}

#[test]
fn u01_a_packed_file_in_a_packed_file_is_refused() {
    let inner = made::zip(&[("a.txt", b"a")]);
    for (name, bytes) in [
        ("a.docx", docx_with("", &[("word/embeddings/x.bin", &inner)])),
        ("a.odt", odt_with("", &[("Pictures/a.png", &inner)])),
    ] {
        assert!(matches!(refused(name, &bytes), Refused::Nested { .. }), "{name}");
    }
    let twice = made::zip(&[("b.zip", &inner)]);
    let job = Job::Bulk { name: "a.zip".into() };
    let Ok(Answer::Letters(members)) = work(&job, &twice) else { panic!() };
    assert_eq!(members[0].letter, Err(Refused::NotTaken { kind: Kind::Zip }));
}

#[test]
fn u01_members_that_lie_about_their_size_share_bytes_or_leave_the_folder_are_refused() {
    // The directory says one byte; what unpacks is 3 MB.
    let mut lying = docx_with("", &[("word/styles.xml", &vec![b' '; 3 << 20])]);
    let real = u32::try_from(3 << 20).unwrap().to_le_bytes();
    while let Some(at) = memchr::memmem::find(&lying, &real) {
        lying[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    let lie = refused("a.docx", &lying);
    assert!(matches!(lie, Refused::Unpacked { .. } | Refused::Broken { .. }), "{lie}");

    // Two entries of the directory point to the same member.
    let mut overlap = made::zip(&[("one.txt", b"aaaa"), ("two.txt", b"bbbb")]);
    let directory = memchr::memmem::find(&overlap, b"PK\x01\x02").unwrap();
    let second = directory
        + 1
        + memchr::memmem::find(&overlap[directory + 1..], b"PK\x01\x02").unwrap();
    overlap.copy_within(directory + 42..directory + 46, second + 42);
    let job = Job::Bulk { name: "a.zip".into() };
    assert!(matches!(work(&job, &overlap), Err(Refused::Overlap { .. })));

    for name in ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "C:x", "a/../../b"] {
        let out = made::zip(&[(name, b"a")]);
        assert!(matches!(work(&job, &out), Err(Refused::Member { .. })), "{name}");
    }

    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .add_symlink("a.txt", "/etc/passwd", zip::write::SimpleFileOptions::default())
        .unwrap();
    let link = writer.finish().unwrap().into_inner();
    assert!(matches!(work(&job, &link), Err(Refused::Member { .. })));

    let names: Vec<_> = (0..=MEMBERS).map(|n| format!("{n}.txt")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|n| (&**n, &b"a"[..])).collect();
    assert!(matches!(work(&job, &made::zip(&many)), Err(Refused::Members { .. })));

    let mut twice = made::zip(&[("a.txt", b"aaaa"), ("b.txt", b"bbbb")]);
    while let Some(at) = memchr::memmem::find(&twice, b"b.txt") {
        twice[at] = b'a';
    }
    assert!(matches!(work(&job, &twice), Err(Refused::Member { .. })));
}

#[test]
fn u01_a_pdf_whose_page_unpacks_without_end_is_refused_or_read_without_it() {
    let mut document = lopdf::Document::load_mem(&made::pdf("x")).unwrap();
    let page = *document.get_pages().values().next().unwrap();
    let content = document.get_page_contents(page)[0];
    let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), vec![b' '; 80 << 20]);
    stream.compress().unwrap();
    document.objects.insert(content, stream.into());
    let mut bomb = Vec::new();
    document.save_to(&mut bomb).unwrap();

    match attachment("a.pdf", &bomb) {
        Ok(seen) => assert_eq!(seen.text, ""),
        Err(refused) => assert!(matches!(refused, Refused::Unpacked { .. }), "{refused}"),
    }
}

#[test]
fn u03_document_types_entities_and_bottomless_nesting_are_refused() {
    let laughs = r#"<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;&l;">]><a>&m;</a>"#;
    let outside = r#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#;
    for xml in [laughs, outside] {
        for (name, bytes) in [
            ("a.docx", docx_with("", &[("word/document.xml", xml.as_bytes())])),
            ("a.docx", docx_with("", &[("docProps/core.xml", xml.as_bytes())])),
            ("a.docx", docx_with("", &[("word/theme/odd.name", xml.as_bytes())])),
            ("a.odt", odt_with("", &[("content.xml", xml.as_bytes())])),
            ("a.odt", odt_with("", &[("meta.xml", xml.as_bytes())])),
        ] {
            assert!(matches!(refused(name, &bytes), Refused::Dtd { .. }), "{name} {xml}");
        }
    }
    // In UTF-16 another program would see it where we would not.
    let wide: Vec<u8> =
        format!("\u{feff}{outside}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = docx_with("", &[("word/document.xml", &wide)]);
    assert!(matches!(refused("a.docx", &wide), Refused::Broken { .. }));

    let undeclared = docx_with(&paragraph("&x;"), &[]);
    assert!(matches!(refused("a.docx", &undeclared), Refused::Broken { .. }));

    let deep = "<a>".repeat(DEPTH + 1) + &"</a>".repeat(DEPTH + 1);
    let deep = docx_with(&deep, &[]);
    assert!(matches!(refused("a.docx", &deep), Refused::Depth { .. }));

    let shared = made::zip(&[
        ("[Content_Types].xml", made::TYPES.as_bytes()),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", laughs.as_bytes()),
    ]);
    assert!(matches!(sheet(&shared), Err(Refused::Dtd { .. })));
}

#[test]
fn u05_files_of_two_kinds_are_refused() {
    let (pdf, zip) = (made::pdf("Hej"), made::zip(&[("a.txt", b"a")]));
    let page = b"<html><script>alert(1)</script>";
    let cases: [(&str, Vec<u8>); 8] = [
        ("a.pdf", [&page[..], &pdf].concat()),
        ("a.pdf", [&pdf[..], &zip].concat()),
        ("a.pdf", [&pdf[..], b"\n", page].concat()),
        ("a.pdf", [&b"%PDF-1.4\n%<script>alert(1)</script>\n"[..], &pdf].concat()),
        ("a.docx", [&pdf[..], &made::docx("Hej")].concat()),
        ("a.docx", [&made::docx("Hej")[..], page].concat()),
        ("a.png", [&made::png(8, 8)[..], &zip].concat()),
        ("a.gif", b"GIF89a=1;alert(document.domain)".to_vec()),
    ];
    for (number, (name, bytes)) in cases.iter().enumerate() {
        assert!(attachment(name, bytes).is_err(), "case {number}, {name}");
    }
    let zipped = refused("a.pdf", &[&pdf[..], &zip].concat());
    assert_eq!(zipped, Refused::TwoFaced { kind: Kind::Pdf, other: Kind::Zip });
}

#[test]
fn u06_drawings_and_pages_are_refused_under_every_name() {
    let svg =
        br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    let foreign = br#"<?xml version="1.0"?><svg><foreignObject><body onload="x()"/></foreignObject></svg>"#;
    for bytes in [&svg[..], foreign, b"\xef\xbb\xbf \n<HTML><p>"] {
        for name in ["a.svg", "a.png", "a.txt", "a.pdf", "a"] {
            assert_eq!(
                refused(name, bytes),
                Refused::NotTaken { kind: Kind::Html },
                "{name}"
            );
        }
    }
}

#[test]
fn u08_a_name_that_says_otherwise_than_the_bytes_is_refused_naming_both() {
    let files: [(&[&str], Vec<u8>, &str); 6] = [
        (&["pdf"], made::pdf("Hej"), "a PDF"),
        (&["docx"], made::docx("Hej"), "a Word document (DOCX)"),
        (&["odt"], made::odt("Hej"), "an OpenDocument text (ODT)"),
        (&["txt"], b"Hej".to_vec(), "plain text"),
        (&["png"], made::png(8, 8), "a PNG picture"),
        (&["jpg", "jpeg"], made::jpeg(8, 8, 1), "a JPEG picture"),
    ];
    for (own, bytes, kind) in &files {
        for name in ["pdf", "docx", "odt", "txt", "png", "jpg", "jpeg", "exe", "html"] {
            let outcome = attachment(&format!("brev.{name}"), bytes);
            if own.contains(&name) {
                assert!(outcome.is_ok(), "{kind} as {name}: {outcome:?}");
            } else {
                let said = outcome.unwrap_err().to_string();
                assert!(
                    said.contains(kind) && said.contains(&format!(".{name}")),
                    "{said}"
                );
            }
        }
    }
    assert_eq!(refused("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").word(), "not-taken");
    assert_eq!(refused("a.txt", b""), Refused::Empty);
    assert_eq!(refused("a.txt", b"\x00\x01\x02").word(), "not-taken");
    let sheet = made::xlsx(&[&["a"]]);
    assert_eq!(refused("a.xlsx", &sheet), Refused::NotTaken { kind: Kind::Xlsx });
}

#[test]
fn u09_pictures_too_large_to_draw_are_refused_by_their_head() {
    let png = refused("a.png", &made::png(60_000, 60_000));
    assert_eq!(png, Refused::Pixels { width: 60_000, height: 60_000, limit: PIXELS });
    assert!(matches!(
        refused("a.jpg", &made::jpeg(60_000, 60_000, 1)),
        Refused::Pixels { .. }
    ));
    let inside = docx_with("", &[("word/media/a.png", &made::png(60_000, 60_000))]);
    assert!(matches!(refused("a.docx", &inside), Refused::Pixels { .. }));
}

#[test]
fn u09_a_picture_drawn_in_ten_thousand_runs_is_refused() {
    let runs = refused("a.jpg", &made::jpeg(8, 8, 10_000));
    assert_eq!(runs, Refused::Scans { limit: SCANS });
}

#[test]
fn u13_the_sign_for_a_harmful_file_is_seen_packed_and_unpacked() {
    let sign =
        ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];
    let sign = sign.concat();
    assert_eq!(refused("a.txt", sign.as_bytes()), Refused::Infected);
    assert_eq!(refused("a.docx", &made::docx(&sign)), Refused::Infected);
}

#[test]
fn programs_inside_documents_are_refused() {
    let macros = made::TYPES
        .replace("wordprocessingml.document.main", "document.macroEnabled.main");
    for bytes in [
        docx_with("", &[("word/vbaProject.bin", b"x")]),
        docx_with("", &[("[Content_Types].xml", macros.as_bytes())]),
    ] {
        assert!(matches!(refused("a.docx", &bytes), Refused::Program { .. }));
    }
    let basic = odt_with("", &[("Basic/Standard/Module1.xml", b"<a/>")]);
    assert!(matches!(refused("a.odt", &basic), Refused::Program { .. }));
}

#[test]
fn a_sheet_with_a_cell_in_its_far_corner_costs_one_cell() {
    let corner = made::xlsx_of(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>text</t></is></c></row>\
         <row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>Hej</t></is></c></row>",
    );
    let table = sheet(&corner).unwrap();
    assert_eq!(table.rows, [(1_048_576, vec!["Hej".to_owned()])]);

    let wide = made::xlsx_of(
        "<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>a</t></is></c></row>",
    );
    assert!(matches!(sheet(&wide), Err(Refused::Sheet { .. })));
}

/// A good file of each kind.
fn good() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.pdf", made::pdf("Hej med dig")),
        ("a.docx", made::docx("Hej med dig")),
        ("a.odt", made::odt("Hej med dig")),
        ("a.png", made::png(8, 8)),
        ("a.jpg", made::jpeg(8, 8, 2)),
        ("a.txt", b"Hej med dig".to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever becomes of a good file on its way, we answer, and the answer is bounded.
    #[test]
    fn files_that_were_changed_on_their_way_are_answered(
        which in 0_usize..6,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
        cut in prop::option::of(any::<prop::sample::Index>()),
        twice in any::<bool>(),
    ) {
        let (name, mut bytes) = good().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(at) = cut {
            bytes.truncate(at.index(bytes.len()));
        }
        if twice {
            bytes.extend_from_within(..);
        }
        if let Ok(seen) = attachment(name, &bytes) {
            prop_assert!(seen.text.len() <= 4 * koreplan_letters::limits::TEXT);
            prop_assert_eq!(seen.copy.is_some(), seen.no_copy.is_none());
        }
        let bulk = made::zip(&[(name, &bytes)]);
        let _ = work(&Job::Bulk { name: "a.zip".into() }, &bulk);
        let _ = work(&Job::Bulk { name: "a.zip".into() }, &bytes);
        let _ = work(&Job::Bulk { name: "a.xlsx".into() }, &bytes);
        let _ = work(&Job::Bulk { name: "a.eml".into() }, &bytes);
    }
}
