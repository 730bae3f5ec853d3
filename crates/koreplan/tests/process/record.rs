//! The record: one entry per act, and a chain that shows what was done to it.

use koreplan::journal;
use koreplan_log::Fault;
use koreplan_store::{StoreError, Val};

use super::support::{Box_, story, strategy};

fn touch(case: &Box_, sql: &'static str, params: Vec<Val>) {
    let touched = case
        .app
        .store
        .write_now(move |tx| -> Result<u64, StoreError> { tx.exec(sql, &params) })
        .unwrap();
    assert!(touched > 0, "{sql} touched nothing");
}

fn verify(case: &Box_) -> Result<i64, Fault> {
    case.app.store.write_now(journal::verify).unwrap()
}

async fn with_five_entries() -> Box_ {
    let case = strategy();
    for name in ["Hanne", "Ib", "Farid", "Gitte"] {
        story::send_input(&case, &case.anyone(), name, "Hej").await;
    }
    assert_eq!(verify(&case), Ok(5));
    case
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_entry_is_named() {
    let case = with_five_entries().await;
    touch(&case, "UPDATE journal SET actor = 'X' WHERE seq = 3", vec![]);

    assert_eq!(verify(&case), Err(Fault::Changed { seq: 3 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_entry_is_named_also_at_the_end() {
    let case = with_five_entries().await;
    touch(&case, "DELETE FROM journal WHERE seq = 5", vec![]);
    assert_eq!(verify(&case), Err(Fault::Cut { expected: 5, last: 4 }));

    touch(&case, "DELETE FROM journal WHERE seq = 2", vec![]);
    assert_eq!(verify(&case), Err(Fault::Missing { expected: 2, found: 3 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn swapped_entries_are_named() {
    let case = with_five_entries().await;
    touch(&case, "UPDATE journal SET seq = 99 WHERE seq = 2", vec![]);
    touch(&case, "UPDATE journal SET seq = 2 WHERE seq = 3", vec![]);
    touch(&case, "UPDATE journal SET seq = 3 WHERE seq = 99", vec![]);

    assert_eq!(verify(&case), Err(Fault::Changed { seq: 2 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_act_leaves_no_entry() {
    let case = with_five_entries().await;
    let astrid = case.person("astrid").await;
    let before = verify(&case).unwrap();

    let gate = case.file.gates[0].slug.get_ref();
    astrid.post(&format!("gates/{gate}/opening"), &[]).await;

    assert_eq!(verify(&case), Ok(before));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journal_says_who_when_what_and_why() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let form =
        [("from", "2011-03-01"), ("to", "2011-07-31"), ("reason", "Analyserne trak ud")];
    astrid.does("steps/draft/moves", &form).await;

    let page = astrid.get("journal").await;

    page.shows("Astrid flyttede et trin i køreplanen")
        .shows("/steps/draft\"")
        .hides("&quot;")
        .shows("Analyserne trak ud");
    page.shows("6. september 2010").shows("31. juli 2011");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_names_the_first_entry_that_fails() {
    let case = with_five_entries().await;
    touch(&case, "UPDATE journal SET what = '{}' WHERE seq = 4", vec![]);
    // The server goes on running: to look at its record disturbs nobody.
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_koreplan"));
    command.arg("verify").arg("--data").arg(&case.settings.data);
    if let Some(url) = &case.settings.database_url {
        command.arg("--database-url").arg(url);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();

    assert!(!output.status.success());
    assert!(said.contains("entry 4 was changed"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journal_page_says_in_the_readers_language_that_the_record_is_broken() {
    let case = with_five_entries().await;
    let astrid = case.person("astrid").await;
    astrid.get("journal").await.hides("alert-error");
    touch(&case, "UPDATE journal SET actor = 'X' WHERE seq = 3", vec![]);

    astrid.get("journal").await.shows("alert-error").shows("Indførsel 3 er ændret");
}

#[tokio::test(flavor = "multi_thread")]
async fn kim_the_operator_reads_that_and_when_but_not_what() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let form =
        [("from", "2011-03-01"), ("to", "2011-07-31"), ("reason", "Analyserne trak ud")];
    astrid.does("steps/draft/moves", &form).await;
    let kim = case.person("kim").await;

    let page = kim.get("journal").await;

    page.shows("Astrid flyttede et trin i køreplanen")
        .hides("Analyserne trak ud")
        .hides("31. juli 2011");
}
