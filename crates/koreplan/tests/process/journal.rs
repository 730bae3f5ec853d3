//! The journal's page and file: filters, pages, words.

use koreplan::journal;
use koreplan_log::Entry;
use koreplan_store::StoreError;

use super::support::{Box_, story, strategy};

/// So many entries of somebody in the case, one a second.
fn fill(case: &Box_, count: i64, actor: &'static str, action: &'static str) {
    let slug = case.file.head.slug.get_ref().clone();
    let now = case.app.now().as_microsecond();
    case.app
        .store
        .write_now(move |tx| -> Result<(), StoreError> {
            let entries = (0..count).map(|at| Entry {
                seq: 0,
                at: now + at * 1_000_000,
                case: slug.clone(),
                actor: actor.into(),
                action: action.into(),
                subject: format!("inputs/{at}"),
                what: "{}".into(),
                why: String::new(),
            });
            journal::append_all(tx, entries.collect())
        })
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_stands_first_and_the_pages_hold_each_entry_once() {
    let case = strategy();
    fill(&case, 250, "Bo", "TagInput");
    let astrid = case.person("astrid").await;

    let mut page = astrid.get("journal").await;
    let mut seen = page.ids_after("id=\"entry-");
    assert!(seen[0] > seen[1], "the newest stands first");
    while page.text.contains("Se længere tilbage") {
        // The way to the other language names the page it stands on.
        let before = *page.ids_after("before=").last().unwrap();
        page = astrid.get(&format!("journal?before={before}")).await;
        seen.extend(page.ids_after("id=\"entry-"));
    }

    let mut once = seen.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), seen.len());
    // Signing in belongs to no case.
    let of_case = "SELECT count(*) FROM journal WHERE case_slug <> ''";
    assert_eq!(i64::try_from(seen.len()).unwrap(), case.count(of_case));
}

#[tokio::test(flavor = "multi_thread")]
async fn astrid_finds_what_bo_did_what_was_done_when_about_what_and_in_which_words() {
    let case = strategy();
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    story::send_input(&case, &case.anyone(), "Hanne", "Send brevene digitalt.").await;
    fill(&case, 3_000, "", "SubmitInput");
    bo.does("inputs/1/reading", &[]).await;
    case.turn_to("2010-09-20", "09:00").await;
    let form =
        [("from", "2011-03-01"), ("to", "2011-07-31"), ("reason", "Analyserne trak ud")];
    astrid.does("steps/draft/moves", &form).await;

    let read = "læste et høringssvar</td>";
    let moved = "flyttede et trin i køreplanen</td>";
    for (query, shown, hidden) in [
        ("act=MoveStep", moved, read),
        ("act=MarkInputRead", read, moved),
        ("about=steps", moved, read),
        ("about=inputs/1", read, moved),
        ("from=2010-09-20", moved, read),
        ("to=2010-09-19", read, moved),
        ("words=analyserne+TRAK", moved, read),
    ] {
        let page = astrid.get(&format!("journal?{query}")).await;
        page.shows(shown).hides(hidden);
    }
    astrid.get("journal?who=Bo").await.shows(read).hides(moved);
    astrid.get("journal?act=MoveStep").await.shows("/steps/draft\"");
    astrid.get("journal?who=Ingen").await.shows("Ingen indførsler passer");
}

#[tokio::test(flavor = "multi_thread")]
async fn both_languages_have_words_for_what_happened_in_the_whole_process() {
    let case = strategy();
    story::adopt_one(&case).await;
    let mut astrid = case.person("astrid").await;

    for lang in ["da", "en"] {
        astrid.lang = lang;
        let page = astrid.get("journal").await;
        // An act without words is named after a colon.
        for koreplan::access::Row { action, .. } in koreplan::access::TABLE {
            page.hides(&format!(": {action}<"));
        }
        page.hides("{&quot;");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_that_looks_like_a_formula_is_no_formula_in_the_file() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let form = [("from", "2011-03-01"), ("to", "2011-07-31"), ("reason", "=1+1")];
    astrid.does("steps/draft/moves", &form).await;

    let file = astrid.get("journal.csv?act=MoveStep").await;

    file.shows("'=1+1").hides(",=1+1").shows("31. juli 2011");
    assert_eq!(file.text.lines().count(), 2, "a head and one entry:\n{}", file.text);
    let kims = case.person("kim").await.get("journal.csv").await;
    kims.shows("MoveStep").hides("1+1");
    assert_eq!(case.person("hanne").await.get("journal.csv").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_record_is_searched_a_part_at_a_time_and_says_so() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let form = [("from", "2011-03-01"), ("to", "2011-07-31"), ("reason", "Nålen")];
    astrid.does("steps/draft/moves", &form).await;
    fill(&case, 60_000, "", "SubmitInput");

    // By its words it is looked for in order, by who acted at once.
    let mut page = astrid.get("journal?words=N%C3%A5len").await;
    page.shows("Ingen indførsler passer").shows("Se længere tilbage");
    let before = page.id_after("before=");
    page = astrid.get(&format!("journal?words=N%C3%A5len&before={before}")).await;
    page.shows("Nålen");
    astrid.get("journal?act=MoveStep").await.shows("Nålen");
}
