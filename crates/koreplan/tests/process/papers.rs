//! Papers in one piece: what each reader gets, and no trace of what one does not.

use std::io::Read as _;

use koreplan_export::{Block, Day, Document, Language};
use koreplan_letters::work::attachment;

use super::{
    attachments::{multipart, send_raw},
    support::{Box_, Visitor, story, strategy},
};

/// A PDF that says a word.
fn pdf(word: &str) -> Vec<u8> {
    let document = Document {
        title: format!("Bilag {word}"),
        language: Language::Da,
        made: Day { year: 2010, month: 9, day: 6 },
        head: Vec::new(),
        contents: None,
        foot: String::new(),
        blocks: vec![Block::Paragraph(format!("Her står {word}."))],
    };
    koreplan_pdf::write(&document).unwrap()
}

async fn annex(
    bo: &Visitor,
    (meeting, item): (i64, i64),
    name: &str,
    bytes: &[u8],
    terms: &[(&str, &str)],
) {
    let mut fields = vec![("csrf", bo.csrf.as_str())];
    fields.extend(terms);
    let page = format!("meetings/{meeting}/items/{item}/annexes");
    let answer = send_raw(bo, &page, multipart(&fields, &[(name, bytes)])).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
}

/// All that a PDF says in letters, and all bytes in it, unpacked.
pub struct Inside {
    text: String,
    /// Each byte as one character.
    raw: String,
}

/// Bytes as characters: the search through letters is a fast one.
fn spelled(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

impl Inside {
    pub fn of(bytes: &[u8]) -> Self {
        let text = attachment("papers.pdf", bytes).unwrap().text;
        let mut raw = bytes.to_vec();
        let mut rest = bytes;
        while let Some(at) = rest.windows(6).position(|it| it == b"stream") {
            rest = &rest[at + 6..];
            let data = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n"));
            let mut unpacked = Vec::new();
            let mut reader = flate2::read::ZlibDecoder::new(data.unwrap_or(rest));
            // What is no packed stream gives nothing.
            let _ = reader.read_to_end(&mut unpacked);
            raw.extend(unpacked);
        }
        Self { text, raw: spelled(&raw) }
    }

    /// Whether a word is in it anywhere: as text, as bytes, or as names are written.
    pub fn has(&self, word: &str) -> bool {
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let hex: Vec<String> = wide.iter().map(|byte| format!("{byte:02X}")).collect();
        let hex = hex.concat();
        let found = |needle: &[u8]| self.raw.contains(&spelled(needle));
        self.text.contains(word)
            || found(word.as_bytes())
            || found(&wide)
            || found(hex.as_bytes())
    }
}

/// A meeting with an open and a closed item, and annexes for everybody, under embargo,
/// for the body, and for the secretariat.
async fn meeting(case: &Box_, bo: &Visitor) -> i64 {
    let slug = story::steering_group(case);
    let meeting = story::call_body(case, bo, slug, "2010-09-20").await;
    for (title, closed) in [("Lukketitel", true), ("Åbne data", false)] {
        let mut form = vec![
            ("title", title),
            ("resume", "Kort fortalt."),
            ("recommendation", "Det indstilles, at punktet drøftes"),
        ];
        if closed {
            form.push(("closed", "yes"));
        }
        bo.does(&format!("meetings/{meeting}/items"), &form).await;
    }
    let items = story::items(bo, meeting).await;
    let (closed, open) = ((meeting, items[0]), (meeting, items[1]));
    let public = [("access", "public")];
    let release =
        [("access", "public"), ("release_day", "2010-12-01"), ("release_time", "10:00")];
    annex(bo, closed, "lukketfil.pdf", &pdf("Lukketbilag"), &public).await;
    annex(bo, open, "frit.pdf", &pdf("Fritbilag"), &public).await;
    annex(bo, open, "klausul.pdf", &pdf("Klausulbilag"), &release).await;
    annex(bo, open, "kreds.pdf", &pdf("Kredsbilag"), &[("access", "body")]).await;
    annex(bo, open, "eget.pdf", &pdf("Egetbilag"), &[("access", "secretariat")]).await;
    annex(bo, open, "kort.txt", b"Kun tekst", &public).await;
    meeting
}

const CLOSED: [&str; 3] = ["Lukketitel", "lukketfil", "Lukketbilag"];
const EMBARGOED: [&str; 2] = ["klausul.pdf", "Klausulbilag"];
const BODY: [&str; 2] = ["kreds.pdf", "Kredsbilag"];
const OWN: [&str; 2] = ["eget.pdf", "Egetbilag"];

async fn papers(who: &Visitor, meeting: i64, part: &str) -> Inside {
    let answer = who.get(&format!("meetings/{meeting}/papers.pdf{part}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.headers["content-type"], "application/pdf");
    Inside::of(&answer.bytes)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reader_gets_one_pdf_with_what_is_theirs_and_no_trace_of_the_rest() {
    let case = strategy();
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let meeting = meeting(&case, &bo).await;
    story::send_papers(&bo, meeting).await;

    let all = papers(&bo, meeting, "").await;
    for word in [&CLOSED[..], &EMBARGOED, &BODY, &OWN].concat() {
        assert!(all.has(word), "the secretariat misses {word}");
    }
    for reader in
        [papers(&dorte, meeting, "").await, papers(&bo, meeting, "?as=body").await]
    {
        for word in [&CLOSED[..], &EMBARGOED, &BODY].concat() {
            assert!(reader.has(word), "the body misses {word}");
        }
        for word in OWN {
            assert!(!reader.has(word), "the body finds {word}");
        }
    }
    // What everybody will get, seen before it is sent: numbers without gaps.
    let early = case.anyone().get(&format!("meetings/{meeting}/papers.pdf")).await;
    assert_eq!(early.status, 404, "papers came before the minutes were approved");
    case.turn_to("2010-09-20", "14:00").await;
    story::note_presence(&bo, meeting, usize::MAX).await;
    for item in story::items(&bo, meeting).await {
        story::decide(&bo, meeting, item, "discussed").await;
    }
    story::close_meeting(&bo, &dorte, meeting).await;
    let anyone = case.anyone();
    for reader in
        [papers(&anyone, meeting, "").await, papers(&bo, meeting, "?as=public").await]
    {
        assert!(reader.has("Fritbilag") && reader.has("frit.pdf"));
        assert!(reader.text.contains("Lukket punkt"), "{}", reader.text);
        assert!(reader.text.contains("Bilag 2.2 kort.txt"), "{}", reader.text);
        for word in [&CLOSED[..], &EMBARGOED, &BODY, &OWN].concat() {
            assert!(!reader.has(word), "everybody finds {word}");
        }
        assert!(!reader.text.contains("Klausuleret"), "{}", reader.text);
    }
    assert_eq!(
        anyone.get(&format!("meetings/{meeting}/papers.pdf?as=body")).await.status,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_marked_with_reader_and_time_until_the_embargo_is_over() {
    let case = strategy();
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let meeting = meeting(&case, &bo).await;
    story::send_papers(&bo, meeting).await;

    let marked = papers(&dorte, meeting, "").await;
    let name = case.file.people.iter().find(|one| one.login.get_ref() == "dorte");
    let name = name.unwrap().name.clone();
    let notices = marked.text.matches("Udleveret til").count();
    // Front, two covers, four annexes of a page, one sheet.
    assert!(notices >= 8, "{notices} pages are marked:\n{}", marked.text);
    assert!(marked.text.contains("1. december 2010 kl. 10.00"), "{}", marked.text);
    assert!(marked.text.contains(&name), "{}", marked.text);

    case.turn_to("2010-12-01", "10:00").await;
    let free = papers(&dorte, meeting, "").await;
    assert!(!free.text.contains("Klausuleret"), "{}", free.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_for_reading_needs_nothing_else_and_shows_the_same() {
    let case = strategy();
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let meeting = meeting(&case, &bo).await;
    story::send_papers(&bo, meeting).await;

    let page = dorte.get(&format!("meetings/{meeting}/reading")).await;
    page.shows("Lukketitel").shows("Kredsbilag").shows("href=\"#item-2\"");
    page.shows("data:application/pdf;base64,").hides("Egetbilag").hides("eget.pdf");
    page.hides("<script").hides("<link").hides("/assets/");
    assert!(page.headers["content-security-policy"].contains("style-src 'sha256-"));
    let saved = dorte.get(&format!("meetings/{meeting}/reading?save=1")).await;
    assert!(saved.headers["content-disposition"].starts_with("attachment"));
    saved.shows("Kredsbilag").hides("reading?save=1");
    assert_eq!(
        case.anyone().get(&format!("meetings/{meeting}/reading")).await.status,
        404
    );
}
