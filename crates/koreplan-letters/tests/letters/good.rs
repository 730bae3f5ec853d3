//! What people send is read, and the public gets it without what it says about them.

use koreplan_letters::{
    Kind, NoCopy,
    table::{json_lines, sheet},
    work::{Answer, Job, Seen, attachment, work},
};
use memchr::memmem::find;

use crate::made::{self, CANARY, docx_with, odt_with, paragraph};

fn seen(name: &str, bytes: &[u8]) -> Seen {
    attachment(name, bytes).unwrap_or_else(|refused| panic!("{name}: {refused}"))
}

/// A copy of `bytes`, in which nothing of the canary is left, packed or not.
fn clean_copy(name: &str, bytes: &[u8]) -> Vec<u8> {
    let copy = seen(name, bytes).copy.unwrap_or_else(|| panic!("no copy of {name}"));
    let mut all = copy.clone();
    if copy.starts_with(b"PK") {
        let mut packed = koreplan_letters::packed::Packed::open(&copy, 1 << 30).unwrap();
        let mut unpacked = Vec::new();
        packed
            .each(|name, part| {
                unpacked.extend(name.as_bytes());
                unpacked.extend(part);
                Ok(())
            })
            .unwrap();
        all.extend(unpacked);
    }
    if copy.starts_with(b"%PDF") {
        for object in lopdf::Document::load_mem(&copy).unwrap().objects.values() {
            all.extend(format!("{object:?}").bytes());
            if let Ok(stream) = object.as_stream() {
                all.extend(&stream.content);
            }
        }
    }
    assert!(
        find(&all, CANARY.as_bytes()).is_none(),
        "the canary sits in the copy of {name}"
    );
    copy
}

#[test]
fn every_kind_is_read_and_its_copy_is_read_the_same() {
    let said = "Kære ministerium, æøå & tak.";
    let escaped = "Kære ministerium, æøå &amp; tak.";
    let files = [
        ("brev.txt", said.as_bytes().to_vec(), Kind::Txt),
        ("brev.docx", made::docx(escaped), Kind::Docx),
        ("brev.odt", made::odt(escaped), Kind::Odt),
        ("BREV.PDF", made::pdf(said), Kind::Pdf),
    ];
    for (name, bytes, kind) in files {
        let before = seen(name, &bytes);
        assert_eq!((before.kind, before.text.trim()), (kind, said), "{name}");

        let copy = clean_copy(name, &bytes);

        let after = seen(name, &copy);
        assert_eq!(after.text.trim(), said, "the copy of {name}");
        assert_eq!(seen(name, &copy).copy.unwrap(), seen(name, &bytes).copy.unwrap());
    }
}

#[test]
fn pictures_keep_their_points_and_lose_the_rest() {
    let (png, jpeg) = (made::png(8, 8), made::jpeg(8, 8, 3));
    assert!(find(&png, CANARY.as_bytes()).is_some());
    assert!(find(&jpeg, CANARY.as_bytes()).is_some());

    let copy = clean_copy("a.png", &png);
    assert!(find(&copy, b"IDAT").is_some() && find(&copy, b"tIME").is_none());
    assert_eq!(copy, clean_copy("a.png", &copy));

    let copy = clean_copy("a.jpg", &jpeg);
    let run = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];
    assert_eq!(memchr::memmem::find_iter(&copy, &run).count(), 3);
    // Held on its side it stays on its side.
    assert!(find(&copy, &[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]).is_some());
    assert_eq!(copy, clean_copy("a.jpg", &copy));
}

#[test]
fn a_pdf_keeps_its_web_links_and_loses_what_acts() {
    let pdf = made::pdf("Hej");
    for planted in [&b"JavaScript"[..], b"EmbeddedFile", b"OpenAction", b"FileAttachment"]
    {
        assert!(find(&pdf, planted).is_some());
        let copy = clean_copy("a.pdf", &pdf);
        assert!(find(&copy, planted).is_none(), "{}", String::from_utf8_lossy(planted));
    }
    assert!(find(&clean_copy("a.pdf", &pdf), b"https://example.dk/strategi").is_some());
}

#[test]
fn what_a_pdf_draws_on_one_line_is_one_line() {
    let page = b"q 1 0 0 -1 0 842 cm BT 1 0 0 -1 72 100 Tm /F1 12 Tf [(Bor) 20 (ger) -300 (har)] TJ ET \
        BT 1 0 0 -1 150 100 Tm /F1 12 Tf (ret.) Tj ET Q \
        BT /F1 12 Tf 14 TL 72 728 Td (N\\346ste) ' (linje) Tj 0 -40 Td (Afsnit) Tj ET";

    let text = seen("a.pdf", &made::pdf_of(page.to_vec())).text;

    assert_eq!(text, "Borger har ret.\n\nNæstelinje\n\nAfsnit");
}

#[test]
fn text_in_the_encodings_of_old_and_new_windows_is_read() {
    let utf16: Vec<u8> =
        "\u{feff}Brev på dansk".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        b"Brev p\xe5 dansk".to_vec(),
        utf16,
        b"\xef\xbb\xbfBrev p\xc3\xa5 dansk".to_vec(),
    ] {
        let seen = seen("brev.txt", &bytes);
        assert_eq!(seen.text, "Brev på dansk");
        assert_eq!(seen.copy.unwrap(), "Brev på dansk".as_bytes());
    }
}

#[test]
fn what_was_struck_out_is_neither_read_nor_copied() {
    let body = format!(
        "{}<w:p><w:del w:author=\"{CANARY}\"><w:r><w:delText>gammelt</w:delText></w:r></w:del>\
         <w:ins w:author=\"{CANARY}\"><w:r><w:t>nyt</w:t></w:r></w:ins></w:p>",
        paragraph("Hej")
    );
    let seen = seen("a.docx", &docx_with(&body, &[]));

    assert_eq!(seen.text, "Hej\nnyt");
    assert_eq!((seen.copy, seen.no_copy), (None, Some(NoCopy::Changes)));
}

#[test]
fn the_public_gets_no_copy_of_what_cannot_be_cleaned() {
    let image = "<draw:image xlink:href=\"http://spor.example/1.png\"/>";
    let note = "<text:p><office:annotation><dc:creator>a</dc:creator></office:annotation></text:p>";
    let rels = br#"<Relationships><Relationship Id="x" Type="r/image" Target="http://spor.example/1.png" TargetMode="External"/></Relationships>"#;
    let files = [
        ("a.docx", docx_with("", &[("word/comments.xml", b"<a/>")]), "comments"),
        ("a.docx", docx_with("", &[("word/media/a.emf", b"\x01\0\0\0")]), "part"),
        ("a.docx", docx_with("", &[("word/embeddings/a.bin", b"\xd0\xcf")]), "part"),
        ("a.docx", docx_with("", &[("word/_rels/document.xml.rels", rels)]), "outside"),
        ("a.odt", odt_with(image, &[]), "outside"),
        ("a.odt", odt_with(note, &[]), "comments"),
        ("a.odt", odt_with("<text:tracked-changes/>", &[]), "changes"),
        ("a.odt", odt_with("", &[("Object 1/content.xml", b"<a/>")]), "part"),
    ];
    for (name, bytes, why) in files {
        let seen = seen(name, &bytes);
        assert_eq!(seen.copy, None, "{name} {why}");
        assert_eq!(seen.no_copy.map(|no| no.word()), Some(why), "{name}");
    }
}

#[test]
fn a_document_loses_its_template_its_sessions_and_the_words_of_its_pictures() {
    let rels = format!(
        r#"<Relationships><Relationship Id="x" Type="r/attachedTemplate" Target="file:///C:/{CANARY}" TargetMode="External"/></Relationships>"#
    );
    let settings = format!(
        "<w:settings xmlns:w=\"w\"><w:attachedTemplate/><w:rsids><w:rsid w:val=\"{CANARY}\"/>\
         </w:rsids><w:zoom w:percent=\"100\"/></w:settings>"
    );
    let bytes = docx_with(
        &paragraph("Hej"),
        &[
            ("word/settings.xml", settings.as_bytes()),
            ("word/_rels/settings.xml.rels", rels.as_bytes()),
            ("word/media/image1.jpeg", &made::jpeg(8, 8, 1)),
            ("customXml/item1.xml", format!("<a>{CANARY}</a>").as_bytes()),
        ],
    );

    let copy = clean_copy("a.docx", &bytes);

    let mut packed = koreplan_letters::packed::Packed::open(&copy, 1 << 30).unwrap();
    let mut all = Vec::new();
    packed
        .each(|_, part| {
            all.extend(part);
            Ok(())
        })
        .unwrap();
    for gone in [&b"rsid"[..], b"core-properties", b"docProps", b"attachedTemplate"] {
        assert!(find(&all, gone).is_none(), "{}", String::from_utf8_lossy(gone));
    }
    assert!(find(&all, b"w:zoom").is_some());
}

#[test]
fn letters_in_a_packed_file_are_read_one_by_one() {
    let packed = made::zip(&[
        ("breve/", b""),
        ("breve/1.docx", &made::docx("Et")),
        ("breve/2.odt", &made::odt("To")),
        ("breve/3.pdf", &made::pdf("Tre")),
        ("breve/4.txt", "Fire".as_bytes()),
        ("breve/5.eml", &made::mail("Fem æøå")),
        ("breve/6.exe", b"MZ\0\0"),
        ("__MACOSX/._1.docx", b"\0\0"),
    ]);
    let job = Job::Bulk { name: "breve.zip".into() };

    let Ok(Answer::Letters(members)) = work(&job, &packed) else { panic!() };

    let texts: Vec<_> = members
        .iter()
        .map(|member| match &member.letter {
            Ok(letter) => letter.text.trim().to_owned(),
            Err(refused) => refused.to_string(),
        })
        .collect();
    assert_eq!(texts, ["Et", "To", "Tre", "Fire", "Fem æøå", "a program is not taken"]);
    let mail = members[4].letter.as_ref().unwrap();
    assert_eq!(
        (&*mail.from_name, &*mail.from_address),
        ("Gitte Gammel", "gitte@example.dk")
    );
    assert_eq!(mail.sent, Some(1_283_774_400_000));
    assert_eq!(mail.attachments, ["bilag.pdf"]);
}

#[test]
fn an_email_of_one_web_page_is_read_as_text() {
    let mail = b"From: a@b.dk\r\nContent-Type: text/html\r\n\r\n<p>Hej <b>alle</b></p><script>x()</script>";

    let letter = koreplan_letters::work::mail(mail).unwrap();

    assert!(letter.text.contains("Hej") && !letter.text.contains('<'), "{}", letter.text);
}

#[test]
fn a_sheet_is_rows_under_a_head_with_their_lines() {
    let bytes = made::xlsx(&[&["text", "name"], &["Hej", "Hanne"], &[], &["Farvel", ""]]);

    let table = sheet(&bytes).unwrap();

    assert_eq!(table.head, ["text", "name"]);
    let row = |line, a: &str, b: &str| (line, vec![a.to_owned(), b.to_owned()]);
    assert_eq!(table.rows, [row(2, "Hej", "Hanne"), row(4, "Farvel", "")]);
}

#[test]
fn json_lines_are_rows_and_a_bad_line_is_named() {
    let lines =
        "{\"text\":\"Hej\",\"n\":1}\n\n{\"name\":\"Ib\",\"text\":\"Farvel\"}\n[1]\n";

    let table = json_lines(lines.as_bytes()).unwrap();

    assert_eq!(table.head, ["n", "text", "name"]);
    assert_eq!(table.rows[0], (1, vec!["1".into(), "Hej".into(), String::new()]));
    assert_eq!(table.rows[1].0, 3);
    assert_eq!(table.bad[0].0, 4);
}
