//! Step 2: statements people voted on, brought in from Polis, and the groups in them.

use std::path::{Path, PathBuf};

use axum::http::StatusCode;

use super::{
    attachments::{multipart, send_raw},
    import::Place,
    support::{Answer, Box_, Visitor, folder, strategy},
};

/// A real conversation, where the shared data stand beside the project or further up.
fn real(set: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above
        .map(|above| above.join("shared/data/polis").join(set))
        .find(|folder| folder.join("votes.csv").is_file());
    if found.is_none() {
        eprintln!("not run: shared/data/polis/{set} is missing beside the project");
    }
    found
}

/// The files of an export that say something of their own.
fn files(folder: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let names = ["comments.csv", "votes.csv", "summary.csv"];
    names.map(|name| (name, std::fs::read(folder.join(name)).unwrap())).to_vec()
}

async fn bring(visitor: &Visitor, title: &str, files: &[(&str, Vec<u8>)]) -> Answer {
    let fields = [("csrf", &*visitor.csrf), ("title", title)];
    let files: Vec<_> = files.iter().map(|(name, bytes)| (*name, &**bytes)).collect();
    send_raw(visitor, "opinions", multipart(&fields, &files)).await
}

const COMMENTS: &str = "comment-id,moderated,comment-body\n\
    0,1,Bussen skal være gratis\n1,1,Havnen skal være grøn\n2,-1,Køb mine sko\n";

/// Two camps of these sizes on two statements, and a rejected one all agree with.
fn votes(one: usize, other: usize) -> String {
    let rows = (0..one + other).map(|who| {
        let side = if who < one { 1 } else { -1 };
        format!("1,0,{who},{side}\n1,1,{who},{}\n1,2,{who},1\n", -side)
    });
    format!("timestamp,comment-id,voter-id,vote\n{}", rows.collect::<String>())
}

async fn bring_small(visitor: &Visitor, one: usize, other: usize) -> Answer {
    let files = [("c.csv", COMMENTS.into()), ("v.csv", votes(one, other).into_bytes())];
    bring(visitor, "Byens samtale", &files).await
}

/// A conversation with two camps of these sizes; gives its number.
pub async fn bring_camps(visitor: &Visitor, one: usize, other: usize) -> i64 {
    bring_small(visitor, one, other).await.sent_to_id()
}

/// A conversation with one vote, for tests that need something at its address.
pub async fn bring_least(visitor: &Visitor) -> i64 {
    bring_small(visitor, 1, 0).await.sent_to_id()
}

fn stored(case: &Box_) -> (i64, i64) {
    let statements = case.count("SELECT count(*) FROM statement");
    (statements, case.count("SELECT count(*) FROM statement_vote"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_conversation_is_grouped_and_every_figure_leads_to_its_statement() {
    let Some(folder) = real("vtaiwan.uberx") else { return };
    let case = strategy();
    let eva = case.person("eva").await;
    let answer = bring(&eva, "", &files(&folder)).await;
    let id = answer.sent_to_id();
    assert_eq!(stored(&case), (197, 49_443));
    eva.get("opinions").await.shows("UberX").shows("197 udsagn").shows("49.443 stemmer");
    eva.get(&format!("opinions/{id}")).await.shows("Grupperne er ikke fundet endnu");

    eva.does(&format!("opinions/{id}/groups"), &[]).await;

    let page = eva.get(&format!("opinions/{id}")).await;
    page.shows("Gruppe A: 936 deltagere").shows("Gruppe B: 282 deltagere");
    page.shows("<svg").shows("Grupperne på kortet").shows("Det samler alle");
    page.shows("1.218 af 1.921 er i en gruppe").hides("gruppens svar vises ikke");
    let led_to = page.ids_after(&format!("opinions/{id}/statements/"));
    assert!(led_to.len() >= 10, "{led_to:?}");
    for number in led_to {
        let statement = eva.get(&format!("opinions/{id}/statements/{number}")).await;
        statement.shows("Hvad grupperne siger til udsagnet").shows("Godkendt");
    }
    // What was moderated out tells nobody apart and has no figures.
    let rejected = eva.get(&format!("opinions/{id}/statements/1")).await;
    rejected.shows("Afvist").shows("tæller ikke med").hides("Samlet enighed");
    assert!(case.app.store.write_now(koreplan::journal::verify).unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_brought_in_twice_stores_nothing_twice_and_gives_the_same_groups() {
    let Some(folder) = real("vtaiwan.uberx") else { return };
    let case = strategy();
    let eva = case.person("eva").await;
    let figures = || {
        case.app.store.write_now(|tx| -> Result<String, koreplan_store::StoreError> {
            tx.row("SELECT figures FROM opinion_result", &[])?.unwrap().get(0)
        })
    };
    let id = bring(&eva, "", &files(&folder)).await.sent_to_id();
    eva.does(&format!("opinions/{id}/groups"), &[]).await;
    let first = figures().unwrap();

    assert_eq!(bring(&eva, "", &files(&folder)).await.sent_to_id(), id);
    eva.does(&format!("opinions/{id}/groups"), &[]).await;

    assert_eq!(stored(&case), (197, 49_443));
    assert_eq!(figures().unwrap(), first);
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_rows_are_named_by_line_and_nothing_is_stored() {
    let case = strategy();
    let eva = case.person("eva").await;
    let votes = b"timestamp,comment-id,voter-id,vote\n1,0,1,1\n1,0,2,5\n1,8,2,1\n";

    let files = [("c.csv", COMMENTS.into()), ("v.csv", votes.to_vec())];
    let answer = bring(&eva, "Byens samtale", &files).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.shows("v.csv, linje 3: 5 er ikke en stemme");
    answer.shows("v.csv, linje 4: Udsagn 8 findes ikke");
    assert_eq!(stored(&case), (0, 0));
    assert_eq!(case.count("SELECT count(*) FROM conversation"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn fewer_than_ten_participants_are_shown_on_no_map() {
    let case = strategy();
    let eva = case.person("eva").await;
    let id = bring_small(&eva, 5, 4).await.sent_to_id();

    let answer = eva.post(&format!("opinions/{id}/groups"), &[]).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.shows("Kun 9 deltagere har stemt nok");
    eva.get(&format!("opinions/{id}")).await.hides("<svg xmlns").hides("Gruppe A");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_small_group_says_is_not_shown() {
    let case = strategy();
    let eva = case.person("eva").await;
    let id = bring_small(&eva, 12, 3).await.sent_to_id();

    eva.does(&format!("opinions/{id}/groups"), &[]).await;

    let page = eva.get(&format!("opinions/{id}")).await;
    page.shows("Gruppe B: 3 deltagere").shows("Færre end fem deltagere");
    let statement = eva.get(&format!("opinions/{id}/statements/0")).await;
    statement.shows("100 % enig, 0 % uenig, 0 % pas (12 stemmer)").hides("(15 stemmer)");
    statement.hides("100 % uenig");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_that_was_changed_is_changed_and_the_groups_are_said_to_be_old() {
    let case = strategy();
    let eva = case.person("eva").await;
    let id = bring_small(&eva, 8, 6).await.sent_to_id();
    eva.does(&format!("opinions/{id}/groups"), &[]).await;
    eva.get(&format!("opinions/{id}")).await.hides("siden grupperne blev fundet");
    let later = "timestamp,comment-id,voter-id,vote\n9,0,0,-1\n9,0,99,1\n";

    let files = [("c.csv", COMMENTS.into()), ("v.csv", later.into())];
    bring(&eva, "Byens samtale", &files).await;

    assert_eq!(stored(&case), (3, 43));
    let against = "SELECT count(*) FROM statement_vote WHERE choice = 'disagree'";
    assert_eq!(case.count(against), 15);
    eva.get(&format!("opinions/{id}")).await.shows("siden grupperne blev fundet");
}

#[tokio::test(flavor = "multi_thread")]
async fn opinions_are_the_secretariats_alone() {
    let case = strategy();
    let eva = case.person("eva").await;
    let id = bring_small(&eva, 8, 6).await.sent_to_id();
    for login in ["clara", "hanne", "kim"] {
        let other = case.person(login).await;

        for page in ["opinions", &format!("opinions/{id}")] {
            assert_eq!(other.get(page).await.status, StatusCode::NOT_FOUND, "{login}");
        }
        assert_eq!(bring_small(&other, 9, 9).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(stored(&case), (3, 42));
}

#[test]
fn a_folder_goes_in_by_command_and_the_second_time_stores_nothing() {
    let export = folder();
    std::fs::write(export.join("comments.csv"), COMMENTS).unwrap();
    std::fs::write(export.join("votes.csv"), votes(7, 5)).unwrap();
    std::fs::write(export.join("stats-history.csv"), "n-votes,n-visitors\n0,1\n")
        .unwrap();
    let place = Place::new();
    let run = |more: &[&str]| {
        let words = ["import", "polis", export.to_str().unwrap(), "--title", "Samtale"];
        let output = place.run(&[&words[..], more].concat());
        let said = String::from_utf8(output.stdout).unwrap();
        (said, String::from_utf8(output.stderr).unwrap())
    };

    assert_eq!(run(&[]).0, "3 new statements, 36 new votes, 0 changed\n");
    assert_eq!(run(&[]).0, "0 new statements, 0 new votes, 0 changed\n");

    std::fs::write(export.join("votes.csv"), "comment-id,voter-id,vote\n0,x,1\n")
        .unwrap();
    let (_, faults) = run(&[]);
    assert!(faults.contains("votes.csv:2: x is no number"), "{faults}");
    assert!(faults.contains("1 rows are bad and nothing was stored"), "{faults}");
}
