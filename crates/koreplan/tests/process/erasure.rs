//! Erasure: the words are gone everywhere, that they came stays.

use koreplan::journal;
use koreplan_store::{StoreError, Tx};

use super::support::{Answer, Box_, story, strategy};

/// Words that stand nowhere else.
const CANARIES: [&str; 6] = [
    "kanariefuglesangen",
    "Kanariesen",
    "kanarie@eksempel.dk",
    "070761-4285",
    "naboskabskanarien",
    "rettelseskanarien",
];

/// Every text and every byte string of the database that holds one of the canaries.
fn found_in_tables(tx: &mut dyn Tx) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for (table, sql) in TABLES {
        for row in tx.rows(sql, &[])? {
            let text: String = row.get(0)?;
            let text = text.to_lowercase();
            found.extend(
                CANARIES
                    .iter()
                    .filter(|word| text.contains(&word.to_lowercase()))
                    .map(|word| format!("{word} in {table}")),
            );
        }
    }
    Ok(found)
}

/// All TEXT columns of the tables that an input can reach. The test beside this one sees
/// to it that none is forgotten.
macro_rules! tables {
    ($($table:literal: $($column:literal),+;)+) => {
        const TABLES: &[(&str, &str)] = &[$($(
            ($table, concat!("SELECT coalesce(", $column, ", '') FROM ", $table)),
        )+)+];
        const COLUMNS: &[(&str, &str)] = &[$($(($table, $column),)+)+];
    };
}

tables! {
    "input": "name", "organisation", "email", "body", "search", "sender_kind", "source",
        "read_by";
    "public_piece": "body", "reason";
    "redaction": "reason", "note";
    "withdrawal": "by_name", "reason";
    "erasure": "by_name", "decision", "reason";
    "answer_draft": "key", "fields";
    "joint_answer": "sender_kind", "organisation", "body", "by_name";
    "joint_version": "body", "by_name";
    "joint_comment": "by_name", "body";
    "journal": "case_slug", "actor", "action", "subject", "what", "why";
    "topic": "title", "said", "met", "assessment", "approved_by";
    "assessment": "title", "said", "met", "why", "by_name";
    "topic_input": "by_name";
    "analysis": "title", "body", "saved_by", "finished_by";
    "finding": "body";
    "proposal": "title", "body", "assessment", "recommendation", "created_by";
}

#[test]
fn the_search_for_what_is_left_knows_every_text_column_of_these_tables() {
    let migrations = koreplan::web::app::MIGRATIONS;
    for (table, _) in TABLES {
        let head = format!("CREATE TABLE {table} (");
        let sql = migrations.iter().find_map(|one| one.sql.split_once(&head)).unwrap().1;
        for line in sql.split("\n);").next().unwrap().lines() {
            let mut words = line.split_whitespace();
            if let (Some(column), Some("TEXT")) =
                (words.next(), words.next().map(|kind| kind.trim_end_matches(',')))
            {
                assert!(
                    COLUMNS.contains(&(table, column)),
                    "{table}.{column} is not searched"
                );
            }
        }
    }
}

/// A letter with much in it, read, tagged, redacted, published, corrected.
async fn letter(case: &Box_) -> (String, String) {
    let farid = case.person("farid").await;
    let hearing = story::hearing(case);
    for number in 0..40 {
        let body = format!("Brev nummer {number}. {}", "Fyld. ".repeat(number * 13));
        story::send_input(case, &case.anyone(), "Ib", &body).await;
    }
    let key = farid.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let body = format!(
        "Hør kanariefuglesangen. Mit nummer er 070761-4285. {} Naboskabskanarien er syg.",
        "Langt ".repeat(2_000)
    );
    let form = [
        ("key", &*key),
        ("sender_kind", "person"),
        ("name", "Farid Kanariesen"),
        ("email", "kanarie@eksempel.dk"),
        ("body", &*body),
    ];
    let first = farid.does(&format!("hearings/{hearing}/inputs"), &form).await.to;
    let bo = case.person("bo").await;
    let page = format!("inputs/{}", 41);
    story::tag_as_new(&bo, 41, "Fugle", 0).await;
    let out = [("quote", "070761-4285"), ("reason", "personal"), ("note", "cpr")];
    bo.does(&format!("{page}/redactions"), &out).await;
    story::publish(&bo, 41).await;
    let form_page = farid.send("GET", &format!("{first}/correction"), &[]).await;
    let key = form_page.hidden("key");
    let form = [
        ("key", &*key),
        ("sender_kind", "person"),
        ("name", "Farid Kanariesen"),
        ("body", "Hør rettelseskanarien i stedet."),
    ];
    let second = farid.send("POST", &format!("{first}/corrections"), &form).await.to;
    for number in 0..20 {
        let body = format!("Senere brev {number}. {}", "Mere. ".repeat(number * 7));
        story::send_input(case, &case.anyone(), "Ib", &body).await;
    }
    (first, second)
}

async fn erase(case: &Box_, input: i64) -> Answer {
    let astrid = case.person("astrid").await;
    let form = [("decision", "Afgørelse 2010-77"), ("reason", "Ikke nødvendig længere")];
    astrid.does(&format!("inputs/{input}/erasure"), &form).await
}

fn left(case: &Box_) -> Vec<String> {
    case.app.store.write_now(found_in_tables).unwrap()
}

/// The canaries that are in the files of the SQLite database and of the indexes.
fn left_in_files(case: &Box_) -> Vec<String> {
    let mut found = Vec::new();
    for path in super::support::files_in(&case.settings.data) {
        let bytes = std::fs::read(&path).unwrap();
        for word in CANARIES {
            let forms = [word.to_owned(), word.to_lowercase(), {
                let mut letters = word.chars();
                letters.next().unwrap().to_uppercase().chain(letters).collect()
            }];
            for form in forms {
                if bytes.windows(form.len()).any(|window| window == form.as_bytes()) {
                    found.push(format!("{form} in {}", path.display()));
                }
            }
        }
    }
    found
}

/// The canaries that stand in the word lists of the indexes, found by somebody or not.
fn left_in_index(case: &Box_) -> Vec<&'static str> {
    let search = &case.app.search;
    let indexes = [search.internal.index().unwrap(), search.public.index().unwrap()];
    let held = |word: &&&str| indexes.iter().any(|index| index.holds(word).unwrap());
    // What is no word alone stands there in parts: those of the others will do.
    let words = CANARIES.iter().filter(|word| word.chars().all(char::is_alphabetic));
    words.filter(held).copied().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn o08_after_erasure_the_words_are_nowhere() {
    let case = strategy();
    letter(&case).await;
    let sqlite = case.settings.database_url.is_none();
    case.app.search.finish(&case.app).await.unwrap();
    assert!(left_in_index(&case).contains(&"kanariefuglesangen"));
    assert!(left(&case).len() >= 6, "{:?}", left(&case));
    if sqlite {
        assert!(left_in_files(&case).len() >= 6);
    }

    erase(&case, 41).await;

    assert_eq!(left(&case), Vec::<String>::new());
    case.app.search.finish(&case.app).await.unwrap();
    assert_eq!(left_in_index(&case), Vec::<&str>::new());
    if sqlite {
        // One act later, in case a reader was still looking.
        story::send_input(&case, &case.anyone(), "Ib", "Til sidst.").await;
        assert_eq!(left_in_files(&case), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn v13_the_pages_say_erased_when_and_by_which_decision_and_the_record_holds() {
    let case = strategy();
    let (first, second) = letter(&case).await;
    erase(&case, 42).await;
    let anyone = case.anyone();

    for page in [first, second] {
        let receipt = anyone.send("GET", &page, &[]).await;
        assert_eq!(receipt.status, 200);
        receipt.shows("Afgørelse 2010-77").hides("kanarie").hides("Kanarie");
        receipt.hides("/correction");
    }
    let public = anyone.get("inputs/41").await;
    public.shows("Afgørelse 2010-77").hides("kanarie").hides("Kanarie").hides("Farid");
    anyone.get("trace/inputs/41").await.hides("kanarie").hides("Kanarie");
    let bo = case.person("bo").await;
    bo.get("inputs/42").await.shows("Afgørelse 2010-77").hides("kanarie");
    bo.get("inputs?which=unread").await.hides("000042-");
    let farid = case.person("farid").await;
    assert_eq!(farid.get("inputs/42").await.status, 404);
    assert!(case.app.store.write_now(journal::verify).unwrap().is_ok());
    let count: i64 = case
        .app
        .store
        .write_now(|tx| {
            tx.one("SELECT count(*) FROM input WHERE erased_at IS NOT NULL", &[])
        })
        .unwrap();
    assert_eq!(count, 2, "both versions go");
    let astrid = case.person("astrid").await;
    let again = [("decision", "A"), ("reason", "B")];
    assert_eq!(astrid.post("inputs/41/erasure", &again).await.status, 409);
    let published = bo.post("inputs/41/release", &[("read", "x")]).await;
    assert_eq!(published.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_that_quote_the_input_are_pointed_at_before_it_is_erased() {
    let case = strategy();
    let body = "Min mor på 93 år kan ikke bruge en computer.";
    story::send_input(&case, &case.anyone(), "Hanne", body).await;
    let bo = case.person("bo").await;
    let topic = story::tag_as_new(&bo, 1, "Ældre", 0).await;
    let said =
        "Én skriver: »min mor på 93 år kan ikke bruge en computer.« Det imødekommes.";
    let form = [("title", "Ældre"), ("assessment", said)];
    bo.does(&format!("topics/{topic}/assessment"), &form).await;
    let astrid = case.person("astrid").await;
    // The record keeps what was assessed: nothing can be done, but one is told.
    let page = astrid.get("inputs/1/erasure").await;
    page.shows(&format!("topics/{topic}\"")).shows("journal?after=");

    let mut form = vec![("decision", "2010-78"), ("reason", "Bedt om")];
    assert_eq!(astrid.post("inputs/1/erasure", &form).await.status, 409);
    form.push(("seen", "yes"));
    astrid.does("inputs/1/erasure", &form).await;
}
