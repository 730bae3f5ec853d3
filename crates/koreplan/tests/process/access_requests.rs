//! Access requests: the clock, the file list, what is withheld, and what goes out.

use std::{fmt::Write as _, io::Read as _};

use jiff::civil::date;
use koreplan::{
    access_requests::{
        export,
        rules::{Class, Ground, Kind, Redaction, Verdict},
        storage::{AccessRequest, Document},
    },
    web::l10n::Lang,
};
use proptest::prelude::*;

use super::{
    reading::person_id,
    support::{Box_, Visitor, story, strategy},
};

/// Ib the journalist asks on Monday 6 September 2010, and Bo answers.
async fn asked(case: &Box_, bo: &Visitor) -> i64 {
    let officer = person_id(case, "bo");
    let form = [
        ("requester", "Ib Pressemand"),
        ("contact", "ib@avis.example"),
        ("wish", "Alle høringssvar om digital post"),
        ("received", "2010-09-06"),
        ("officer", &*officer),
    ];
    bo.does("access-requests", &form).await.sent_to_id()
}

/// Puts everything of a kind that has the words on the file list.
async fn collect(bo: &Visitor, request: i64, kind: &str, words: &str) {
    let page = format!("access-requests/{request}/collection?kind={kind}&words={words}");
    let things = bo.get(&page).await.values("thing");
    let mut form = vec![("kind", kind)];
    form.extend(things.iter().map(|thing| ("thing", thing.as_str())));
    bo.does(&format!("access-requests/{request}/documents"), &form).await;
}

async fn settle(bo: &Visitor, page: &str, form: &[(&str, &str)]) -> u16 {
    let now = bo.get(page).await;
    let title = now.input("title");
    let mut all = vec![("title", title.as_str())];
    all.extend_from_slice(form);
    bo.post(page, &all).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn seven_working_days_run_from_the_day_after_and_longer_needs_a_reason() {
    let case = strategy();
    let bo = case.person("bo").await;
    let request = asked(&case, &bo).await;
    let page = format!("access-requests/{request}");

    bo.get(&page).await.shows("Frist 15. september 2010: 7 arbejdsdage tilbage");
    bo.get("desk").await.hides("Aktindsigt nr. 1:");
    case.turn_to("2010-09-13", "09:00").await;
    let desk = bo.get("desk?whose=mine").await;
    desk.shows("Aktindsigt nr. 1: 2 arbejdsdage tilbage").shows(&format!("/{page}\""));
    let form = |to, reason| [("to", to), ("reason", reason)];
    let extension = format!("{page}/extension");
    assert_eq!(bo.post(&extension, &form("2010-09-24", "")).await.status, 422);
    assert_eq!(bo.post(&extension, &form("2010-09-15", "Mange")).await.status, 409);
    bo.does(&extension, &form("2010-09-24", "Mange dokumenter")).await;
    bo.get(&page).await.shows("Frist 24. september 2010").shows("Mange dokumenter");
    case.turn_to("2010-09-27", "09:00").await;
    bo.get(&page).await.shows("Fristen 24. september 2010 er overskredet");
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_request_to_the_files_that_go_out_without_a_withheld_word() {
    let case = strategy();
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let anyone = case.anyone();
    story::send_input(
        &case,
        &anyone,
        "Hanne Kanarie",
        "Min genbo Frydenlund er syg. Send brevene digitalt.",
    )
    .await;
    story::send_input(&case, &anyone, "Gerda", "Fortroligt om Zirkelby Maskiner.").await;
    let request = asked(&case, &bo).await;
    let base = format!("access-requests/{request}");
    let decision = format!("{base}/decision");
    let letter = [("decision", "Vi udleverer ét dokument med udeladelser.")];
    assert_eq!(astrid.post(&decision, &letter).await.status, 409, "nothing collected");

    collect(&bo, request, "input", "").await;
    let list = bo.get(&base).await;
    list.shows("2 dokumenter på aktlisten");
    assert_eq!(astrid.post(&decision, &letter).await.status, 409, "nothing settled");
    let of = |page: &str| {
        let page = page.to_owned();
        let bo = bo.clone();
        async move { bo.get(&page).await }
    };
    let (first, second) = (format!("{base}/documents/1"), format!("{base}/documents/2"));
    let (open, secret) = if of(&first).await.text.contains("Frydenlund") {
        (first, second)
    } else {
        (second, first)
    };

    // The neighbour's name is private; the whole second letter is about a business.
    let redact = [("quote", "Frydenlund"), ("ground", "s30_1"), ("reason", "Nabo")];
    bo.does(&format!("{open}/redactions"), &redact).await.shows("<del>Frydenlund</del>");
    let external = [("class", "external"), ("verdict", "given")];
    assert_eq!(settle(&bo, &open, &external).await, 409, "words are left out of it");
    let redacted = [("class", "external"), ("verdict", "redacted")];
    assert_eq!(settle(&bo, &open, &redacted).await, 303);
    let withheld = |ground| {
        [
            ("class", "external"),
            ("verdict", "withheld"),
            ("ground", ground),
            ("reason", "Forretningsforhold"),
        ]
    };
    assert_eq!(settle(&bo, &secret, &withheld("s24")).await, 409, "it came from outside");
    assert_eq!(settle(&bo, &secret, &withheld("")).await, 422, "no section");
    assert_eq!(settle(&bo, &secret, &withheld("s30_2")).await, 303);

    assert_eq!(bo.post(&decision, &letter).await.status, 404, "Astrid decides");
    assert_eq!(astrid.get(&format!("{base}/export.zip")).await.status, 409);
    astrid.does(&decision, &letter).await;
    let late = [("title", "Et brev"), ("class", "external"), ("verdict", "redacted")];
    assert_eq!(bo.post(&open, &late).await.status, 409, "it is decided");
    let file = astrid.get(&format!("{base}/export.zip")).await;

    assert_eq!(file.headers["content-type"], "application/zip");
    let said = everything_in(&file.bytes);
    assert!(said.contains("Send brevene digitalt"), "the rest is given");
    assert!(said.contains("Ib Pressemand"), "the letter is to the one who asks");
    for word in ["Frydenlund", "Zirkelby", "Maskiner", "Kanarie", "Gerda", "Nabo"] {
        let small = said.to_lowercase();
        assert!(!small.contains(&word.to_lowercase()), "{word} went out");
    }
    // The record says that and by whom, not what it was about.
    let journal = astrid.get("journal").await;
    journal.shows("afgjorde en anmodning om aktindsigt").hides("Frydenlund");
    journal.hides("Pressemand");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_secretariat_sees_who_asked_for_what() {
    let case = strategy();
    let bo = case.person("bo").await;
    let request = asked(&case, &bo).await;

    for login in ["hanne", "ib", "clara", "dorte", "jan", "kim"] {
        let person = case.person(login).await;
        for page in [
            "access-requests".to_owned(),
            format!("access-requests/{request}"),
            format!("access-requests/{request}/collection"),
        ] {
            assert_eq!(person.get(&page).await.status, 404, "{login} {page}");
        }
    }
    case.anyone().get("").await.hides("Pressemand");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_input_is_gone_from_the_file_list_too() {
    let case = strategy();
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    story::send_input(&case, &case.anyone(), "Hanne", "Kanariefuglen synger.").await;
    let request = asked(&case, &bo).await;
    collect(&bo, request, "input", "kanariefuglen").await;
    let page = format!("access-requests/{request}/documents/1");
    bo.get(&page).await.shows("Kanariefuglen synger");

    let form = [("decision", "2010-78"), ("reason", "Bedt om"), ("seen", "yes")];
    astrid.does("inputs/1/erasure", &form).await;

    bo.get(&page).await.hides("Kanariefuglen");
    let left = "SELECT count(*) FROM access_document WHERE body LIKE '%anarie%'";
    assert_eq!(case.count(left), 0);
}

/// Every byte of a file as text, and of the files packed in it: members of a ZIP, streams
/// of a PDF, and the words a reader of PDF finds.
fn everything_in(bytes: &[u8]) -> String {
    let mut said = String::from_utf8_lossy(bytes).into_owned();
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for at in 0..archive.len() {
            let mut member = archive.by_index(at).unwrap();
            let mut inner = Vec::new();
            member.read_to_end(&mut inner).unwrap();
            said.push_str(&member.name().unwrap());
            said.push_str(&everything_in(&inner));
        }
    }
    if bytes.starts_with(b"%PDF") {
        let pdf = lopdf::Document::load_mem(bytes).unwrap();
        for object in pdf.objects.values() {
            if let Ok(stream) = object.as_stream()
                && let Ok(content) = stream.decompressed_content()
            {
                said.push_str(&String::from_utf8_lossy(&content));
                // What is written in two bytes a letter.
                let wide: Vec<u16> = content
                    .chunks_exact(2)
                    .map(|two| u16::from_be_bytes([two[0], two[1]]))
                    .collect();
                said.push_str(&String::from_utf16_lossy(&wide));
            }
            let _ = write!(said, "{object:?}");
        }
        let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
        said.push_str(&pdf.extract_text(&pages).unwrap());
    }
    said
}

fn request() -> AccessRequest {
    AccessRequest {
        id: 1,
        case_id: 1,
        number: 1,
        requester: "Ib".into(),
        contact: String::new(),
        wish: "Alt".into(),
        received: date(2010, 9, 6),
        officer_id: 1,
        officer: "Bo".into(),
        extended_to: None,
        extension_reason: String::new(),
        decision: "Vi udleverer det, der kan udleveres.".into(),
        decided_at: Some(0),
        decided_by: "Astrid".into(),
    }
}

/// A document of words that stand nowhere else, some of them left out.
fn document(position: i64, parts: &[(String, bool)], verdict: Verdict) -> Document {
    let (mut body, mut redactions) = (String::new(), Vec::new());
    for (words, out) in parts {
        let start = body.len();
        body.push_str(words);
        if *out {
            redactions.push(Redaction {
                span: start..body.len(),
                ground: Ground::Private,
                reason: "Private forhold".into(),
            });
        }
        body.push(' ');
    }
    let title =
        parts.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join(" ");
    Document {
        id: position,
        position,
        thing: format!("inputs/{position}"),
        kind: Kind::Input,
        title,
        dated: date(2010, 9, 6),
        body,
        class: Class::External,
        verdict: Some(verdict),
        ground: None,
        reason: String::new(),
        facts: String::new(),
        redactions,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_withheld_word_of_four_letters_is_anywhere_in_what_goes_out(
        parts in prop::collection::vec(("[bcdfghjkmpqvwxz]{5,9}", any::<bool>()), 1..6),
        secret in prop::collection::vec("[bcdfghjkmpqvwxz]{5,9}", 1..4),
    ) {
        // Each word stands once: what is left out is not also given.
        let parts: Vec<(String, bool)> = parts
            .into_iter()
            .enumerate()
            .map(|(at, (word, out))| (format!("{word}{}", "æøåÆØÅ".chars().nth(at % 6).unwrap()), out))
            .collect();
        let secret: Vec<(String, bool)> =
            secret.into_iter().map(|word| (format!("{word}ü"), false)).collect();
        let given: Vec<&str> =
            parts.iter().filter(|(_, out)| !out).map(|(word, _)| word.as_str()).collect();
        let verdict = if parts.iter().any(|(_, out)| *out) {
            Verdict::Redacted
        } else {
            Verdict::Given
        };
        let documents =
            [document(1, &parts, verdict), document(2, &secret, Verdict::Withheld)];

        let out = export::parts((Lang::Da, date(2010, 9, 10)), &request(), &documents);
        let bytes = export::packed(&out.unwrap()).unwrap();
        let said = everything_in(&bytes);

        let withheld = parts.iter().filter(|(_, out)| *out).chain(&secret);
        for (word, _) in withheld {
            // Compressed bytes hold any four letters by chance: whole words they do not.
            prop_assert!(given.contains(&word.as_str()) || !said.contains(word), "{word}");
        }
        for word in &given {
            prop_assert!(said.contains(word), "{word} was to be given");
        }
    }
}
