//! The index finds what a plain look through all texts finds, and nothing else.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use koreplan_search::{
    Ask, Change, Document, Filter, Index, Opened, Order, Question, Refused, Removal,
    Searcher, Shape, excerpt, terms_in, terms_of,
};
use koreplan_text::words::Language;
use proptest::prelude::*;

const SHAPE: Shape = Shape { version: 1, facets: &["kind", "area"] };
const KIND: usize = 0;
const AREA: usize = 1;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A folder that is taken away in the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("koreplan-search-{}-{number}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn open(folder: &Folder) -> (Index, Opened) {
    Index::open(&folder.0, SHAPE).unwrap()
}

/// A text everybody may find.
fn text(key: u64, body: &str) -> Document {
    Document {
        key,
        bodies: vec![body.into()],
        public: Some(i64::MIN..i64::MAX),
        number: key,
        ..Document::default()
    }
}

fn with(documents: Vec<Document>) -> (Folder, Index) {
    let folder = Folder::new();
    let (index, _) = open(&folder);
    let change = Change { put: documents, cursor: "1".into(), ..Change::default() };
    index.apply(&change).unwrap();
    (folder, index)
}

fn asked(words: &str) -> Question {
    Question::of(words, 200).unwrap()
}

fn found_by(
    index: &Index,
    words: &str,
    searcher: &Searcher,
    filters: &[Filter],
) -> Vec<u64> {
    let ask = Ask {
        question: &asked(words),
        searcher,
        filters,
        dates: None,
        counted: &[],
        order: Order::Best,
        offset: 0,
        limit: 1_000,
    };
    let found = index.search(&ask).unwrap();
    assert_eq!(found.count, found.keys.len() as u64, "{words}");
    let mut keys = found.keys;
    keys.sort_unstable();
    keys
}

fn found(index: &Index, words: &str) -> Vec<u64> {
    found_by(index, words, &Searcher::default(), &[])
}

#[test]
fn words_are_found_in_all_their_forms_in_both_languages() {
    let (_folder, index) = with(vec![
        text(
            1,
            "Kommunerne skal have en ny høringsnotat-skabelon og det er godt for alle.",
        ),
        text(2, "The municipalities of the country are paying for it and that is good."),
        text(3, "Cafe\u{301}en i A\u{30a}rhus og på Ærø er ikke åben."),
        text(4, "ÅRHUS HAR BRUG FOR DET HER OGSÅ"),
    ]);

    assert_eq!(found(&index, "kommune"), [1]);
    assert_eq!(found(&index, "notat"), [1]);
    assert_eq!(found(&index, "municipality pays"), [2]);
    assert_eq!(found(&index, "århus"), [3, 4]);
    assert_eq!(found(&index, "a\u{30a}rhus"), [3, 4]);
    assert_eq!(found(&index, "ærø café"), [3]);
    assert_eq!(found(&index, "aeroe"), [0_u64; 0]);
    assert_eq!(found(&index, "arhus"), [0_u64; 0]);
}

#[test]
fn phrases_beginnings_and_words_that_must_not_be_there() {
    let (_folder, index) = with(vec![
        text(1, "Digital post til alle borgere."),
        text(2, "Posten er ikke digital."),
        text(3, "Digitaliseringen af posten fortsætter."),
    ]);

    assert_eq!(found(&index, "\"digital post\""), [1]);
    assert_eq!(found(&index, "»digital post«"), [1]);
    assert_eq!(found(&index, "digital post"), [1, 2]);
    assert_eq!(found(&index, "post -borgere "), [2, 3]);
    assert_eq!(found(&index, "post -\"digital post\""), [2, 3]);
    assert_eq!(found(&index, "digit"), [1, 2, 3]);
    assert_eq!(found(&index, "digit "), [0_u64; 0]);
    assert_eq!(found(&index, "digit post "), [0_u64; 0]);
    assert_eq!(found(&index, "di"), [0_u64; 0]);
    assert_eq!(found(&index, "%"), [0_u64; 0]);
    assert_eq!(Question::of("-post", 200), Err(Refused::OnlyWithout));
    assert_eq!(Question::of("a b c d e f g h i", 200), Err(Refused::TooManyWords));
    assert_eq!(Question::of(&"a".repeat(201), 200), Err(Refused::TooLong));
    assert!(asked("  ").is_empty());
}

#[test]
fn a_title_and_a_body_are_no_phrase_and_a_word_in_the_title_counts_more() {
    let mut titled = text(1, "post til alle i hele landet");
    titled.titles = vec!["Digital".into()];
    let (_folder, index) = with(vec![text(2, "digital og andet i hele landet"), titled]);

    assert_eq!(found(&index, "\"digital post\""), [0_u64; 0]);
    let ask = Ask {
        question: &asked("digital "),
        searcher: &Searcher::default(),
        filters: &[],
        dates: None,
        counted: &[],
        order: Order::Best,
        offset: 0,
        limit: 1,
    };
    assert_eq!(index.best(&ask).unwrap(), [1]);
}

#[test]
fn what_is_counted_is_what_one_may_find_and_a_facet_is_counted_without_its_own_filter() {
    let of = |key, area, doors: &[u64]| Document {
        facets: vec![(KIND, 1), (AREA, area)],
        doors: doors.to_vec(),
        public: None,
        ..text(key, "digital post")
    };
    let (_folder, index) =
        with(vec![of(1, 7, &[5]), of(2, 7, &[5, 6]), of(3, 8, &[6]), of(4, 9, &[])]);
    let searcher = Searcher { doors: vec![5], now: 0 };
    let filters = [Filter { facet: AREA, values: vec![8] }];
    let ask = Ask {
        question: &asked("post"),
        searcher: &searcher,
        filters: &filters,
        dates: None,
        counted: &[KIND, AREA],
        order: Order::Number,
        offset: 0,
        limit: 10,
    };

    let none = index.search(&ask).unwrap();
    assert_eq!((none.count, none.keys), (0, vec![]));
    assert!(none.counts[0].is_empty());
    assert_eq!(none.counts[1], [(7, 2)].into());
    let all = index.search(&Ask { filters: &[], ..ask }).unwrap();
    assert_eq!(all.keys, [1, 2]);
    assert_eq!(found_by(&index, "post", &Searcher::default(), &[]), [0_u64; 0]);
    assert_eq!(
        found_by(&index, "post", &Searcher { doors: vec![6], now: 0 }, &[]),
        [2, 3]
    );
}

#[test]
fn what_is_under_embargo_is_found_from_its_instant_on_and_until_its_end() {
    let timed = Document { public: Some(100..200), ..text(1, "Klausuleret tekst") };
    let (_folder, index) = with(vec![timed]);
    let at = |now| found_by(&index, "klausuleret", &Searcher { doors: vec![], now }, &[]);

    assert_eq!(at(99), [0_u64; 0]);
    assert_eq!(at(100), [1]);
    assert_eq!(at(199), [1]);
    assert_eq!(at(200), [0_u64; 0]);
}

#[test]
fn an_index_goes_on_where_it_was_and_what_is_broken_is_thrown_away() {
    let folder = Folder::new();
    {
        let (index, opened) = open(&folder);
        assert_eq!((opened, index.cursor().unwrap()), (Opened::New, None));
        let put = vec![text(1, "Digital post")];
        index.apply(&Change { put, cursor: "17 x".into(), ..Change::default() }).unwrap();
    }
    {
        let (index, opened) = open(&folder);
        assert_eq!(opened, Opened::Kept);
        assert_eq!(index.cursor().unwrap().as_deref(), Some("17 x"));
        assert_eq!(found(&index, "digital"), [1]);
    }
    let other = Shape { version: 2, ..SHAPE };
    {
        let (index, opened) = Index::open(&folder.0, other).unwrap();
        assert!(matches!(opened, Opened::ThrownAway(_)));
        assert_eq!((index.cursor().unwrap(), index.count()), (None, 0));
        let put = vec![text(1, "Digital post")];
        index.apply(&Change { put, cursor: "1".into(), ..Change::default() }).unwrap();
    }
    let broken =
        |path: &Path| path.extension().is_some_and(|end| end == "idx" || end == "term");
    let files = fs::read_dir(&folder.0).unwrap().map(|file| file.unwrap().path());
    for file in files.filter(|path| broken(path)) {
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 3;
        bytes[middle] ^= 0xff;
        fs::write(&file, bytes).unwrap();
    }
    let (_, opened) = Index::open(&folder.0, other).unwrap();
    assert!(matches!(opened, Opened::ThrownAway(_)), "{opened:?}");
    fs::write(folder.0.join("meta.json"), "{").unwrap();
    let (_, opened) = Index::open(&folder.0, other).unwrap();
    assert!(matches!(opened, Opened::ThrownAway(_)), "{opened:?}");
}

/// Files that belong to no segment the index knows.
fn left_over(folder: &Folder) -> Vec<PathBuf> {
    let meta = fs::read_to_string(folder.0.join("meta.json")).unwrap().replace('-', "");
    let files = fs::read_dir(&folder.0).unwrap().map(|file| file.unwrap().path());
    files
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let segment = name.split('.').next().unwrap_or_default();
            !(name.starts_with('.') || name == "meta.json" || meta.contains(segment))
        })
        .collect()
}

#[test]
fn words_that_are_to_go_leave_the_files_and_the_rest_is_found_as_before() {
    let folder = Folder::new();
    let (index, _) = open(&folder);
    let canary = "kanariefuglesangxyzzy";
    for slice in 0..3_u64 {
        let mut put: Vec<_> = (0..50)
            .map(|n| text(slice * 100 + n, &format!("Brev nummer {n} om post")))
            .collect();
        put.push(text(slice * 100 + 99, &format!("Hør {canary} i dag")));
        index
            .apply(&Change { put, cursor: slice.to_string(), ..Change::default() })
            .unwrap();
    }
    assert!(index.holds(canary).unwrap());
    assert_eq!(found(&index, canary), [99, 199, 299]);

    let remove =
        vec![Removal::Document(99), Removal::Document(199), Removal::Document(299)];
    let change =
        Change { remove, cursor: "4".into(), words_go: true, ..Change::default() };
    index.apply(&Change { words_go: false, ..change.clone() }).unwrap();
    assert!(index.holds(canary).unwrap(), "found by nobody, but still in the files");
    index.apply(&change).unwrap();

    assert_eq!(found(&index, canary), [0_u64; 0]);
    assert!(!index.holds(canary).unwrap());
    assert_eq!(left_over(&folder), Vec::<PathBuf>::new());
    assert_eq!(found(&index, "post").len(), 150);
}

#[test]
fn the_part_of_a_text_that_shows_why_is_marked() {
    let text = format!(
        "{}Kommunerne får digital post, ja. {}",
        "Fyld. ".repeat(50),
        "Mere. ".repeat(50)
    );
    let pieces = excerpt(&text, &asked("kommune post"));

    let marked: Vec<_> =
        pieces.iter().filter(|it| it.marked).map(|it| it.text.as_str()).collect();
    assert_eq!(marked, ["Kommunerne", "post"]);
    assert!(pieces[0].text.starts_with("… "));
    assert!(pieces.last().unwrap().text.ends_with(" …"));
}

/// The keys of the texts that have every word, by looking through all of them.
fn looked_through(texts: &[String], words: &[&str]) -> Vec<u64> {
    let ways = |word: &str| -> BTreeSet<Box<str>> {
        [Language::Danish, Language::English]
            .into_iter()
            .filter_map(|language| terms_of(word, language).into_iter().next())
            .collect()
    };
    (1..)
        .zip(texts)
        .filter(|(_, text)| {
            let terms: BTreeSet<_> =
                terms_in(text).into_iter().map(|(_, term)| term).collect();
            words.iter().all(|word| ways(word).iter().any(|way| terms.contains(way)))
        })
        .map(|(key, _)| key)
        .collect()
}

const WORDS: [&str; 16] = [
    "kommune",
    "kommunerne",
    "høring",
    "høringsnotat",
    "notater",
    "digital",
    "digitalisering",
    "the",
    "and",
    "paying",
    "og",
    "det",
    "Ærø",
    "ærø",
    "a\u{30a}en",
    "post-it",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn single_words_find_what_a_look_through_all_texts_finds(
        texts in proptest::collection::vec(
            proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..12), 1..30),
        deleted in proptest::collection::btree_set(1_u64..30, 0..5),
    ) {
        let texts: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
        let documents = (1..).zip(&texts).map(|(key, words)| text(key, words)).collect();
        let (_folder, index) = with(documents);
        let remove = deleted.iter().map(|key| Removal::Document(*key)).collect();
        index.apply(&Change { remove, cursor: "2".into(), ..Change::default() }).unwrap();
        let composed: Vec<String> = texts.iter().map(|text| koreplan_text::words::fold(text)).collect();
        for word in WORDS.iter().filter(|word| !word.contains('-')) {
            for other in WORDS.iter().take(3) {
                let mut expected = looked_through(&composed, &[word, other]);
                expected.retain(|key| !deleted.contains(key));
                prop_assert_eq!(found(&index, &format!("{word} {other} ")), expected);
            }
        }
    }

    #[test]
    fn any_question_is_answered_or_refused(words in "\\PC{0,60}", text_ in "\\PC{0,80}") {
        if let Ok(question) = Question::of(&words, 200) {
            let (_folder, index) = with(vec![text(1, &text_)]);
            let ask = Ask {
                question: &question,
                searcher: &Searcher::default(),
                filters: &[],
                dates: None,
                counted: &[],
                order: Order::Best,
                offset: 0,
                limit: 10,
            };
            let found = index.search(&ask).unwrap();
            let shown: String = excerpt(&text_, &question).into_iter().map(|it| it.text).collect();
            prop_assert!(found.count <= 1 && shown.chars().count() <= text_.chars().count() + 8);
        }
    }
}
