//! Drafts of answers: kept until they are sent or forgotten.

use super::support::{Answer, Box_, Visitor, story, strategy};

/// Saves what is written so far; gives the page of the draft.
async fn keep(case: &Box_, visitor: &Visitor, key: &str, body: &str) -> Answer {
    let hearing = story::hearing(case);
    let form = [
        ("key", key),
        ("sender_kind", "association"),
        ("organisation", "Ældre Sagen"),
        ("body", body),
    ];
    visitor.does(&format!("hearings/{hearing}/drafts"), &form).await
}

async fn new_key(case: &Box_, visitor: &Visitor) -> String {
    visitor.get(&format!("hearings/{}/answer", story::hearing(case))).await.hidden("key")
}

fn address(page: &Answer) -> String {
    page.to.split('?').next().unwrap().to_owned()
}

fn drafts(case: &Box_) -> i64 {
    let count = |tx: &mut dyn koreplan_store::Tx| {
        tx.one("SELECT count(*) FROM answer_draft", &[])
    };
    case.app.store.write_now(count).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_found_again_by_its_address_and_gone_when_it_is_sent() {
    let case = strategy();
    let hanne = case.anyone();
    let key = new_key(&case, &hanne).await;
    let page = keep(&case, &hanne, &key, "Vi er imod, fordi").await;
    page.shows("Vi er imod, fordi").shows("Ældre Sagen").shows("Gem adressen");
    assert_eq!(page.hidden("key"), key);
    keep(&case, &hanne, &key, "Vi er imod, fordi det går for stærkt.").await;
    assert_eq!(drafts(&case), 1);

    // Another day, another browser: the address is all it takes.
    let again = case.anyone().send("GET", &address(&page), &[]).await;
    again.shows("det går for stærkt");
    assert!(again.text.contains("value=\"association\" checked"), "{}", again.text);
    let form = [
        ("key", &*again.hidden("key")),
        ("sender_kind", "association"),
        ("name", "Gitte"),
        ("organisation", "Ældre Sagen"),
        ("body", "Vi er imod."),
    ];
    let hearing = story::hearing(&case);
    hanne.does(&format!("hearings/{hearing}/inputs"), &form).await.shows("Vi er imod.");

    assert_eq!(drafts(&case), 0);
    assert_eq!(hanne.send("GET", &address(&page), &[]).await.status, 404);
    // A tab that was left open does not bring it back.
    let late = keep(&case, &hanne, &key, "Glemt fane").await;
    late.shows("Vi er imod.").hides("Glemt fane");
    assert_eq!(drafts(&case), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_someone_signed_in_is_theirs_alone_and_on_the_hearings_page() {
    let case = strategy();
    let farid = case.person("farid").await;
    let key = new_key(&case, &farid).await;
    let page = keep(&case, &farid, &key, "HEMMELIG kladde").await;
    let hearing = farid.get(&format!("hearings/{}", story::hearing(&case))).await;
    hearing.shows(&format!("drafts/{key}"));

    for login in ["", "hanne", "ib", "bo", "astrid", "kim"] {
        let other =
            if login.is_empty() { case.anyone() } else { case.person(login).await };
        let answer = other.send("GET", &address(&page), &[]).await;
        assert_eq!(answer.status, 404, "{login}");
        let form = [("key", &*key), ("body", "Overtaget")];
        let path = format!("hearings/{}/drafts", story::hearing(&case));
        assert_eq!(other.post(&path, &form).await.status, 404, "{login}");
    }
    farid.send("GET", &address(&page), &[]).await.shows("HEMMELIG kladde");
    case.person("astrid")
        .await
        .get("journal.csv")
        .await
        .hides("HEMMELIG")
        .hides("KeepAnswer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_survives_signing_in() {
    let case = strategy();
    let anyone = case.anyone();
    let key = new_key(&case, &anyone).await;
    let page = keep(&case, &anyone, &key, "Begyndt uden login").await;

    let farid = case.person("farid").await;
    farid.send("GET", &address(&page), &[]).await.shows("Begyndt uden login");
    keep(&case, &farid, &key, "Fortsat med login").await.hides("Gem adressen for at");

    assert_eq!(anyone.send("GET", &address(&page), &[]).await.status, 404);
    farid.send("GET", &address(&page), &[]).await.shows("Fortsat med login");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_kept_for_ninety_days_and_can_be_thrown_away() {
    let case = strategy();
    case.turn_to("2010-09-10", "09:00").await;
    let hanne = case.anyone();
    let key = new_key(&case, &hanne).await;
    let page = keep(&case, &hanne, &key, "Gammel").await;
    // Ninety days of 24 hours; the clocks went back in between.
    case.turn_to("2010-12-09", "07:59").await;
    assert_eq!(hanne.send("GET", &address(&page), &[]).await.status, 200);
    case.turn_to("2010-12-09", "08:01").await;
    assert_eq!(hanne.send("GET", &address(&page), &[]).await.status, 404);

    // The next one who saves clears the old ones away.
    let key = new_key(&case, &hanne).await;
    let page = keep(&case, &hanne, &key, "Ny").await;
    assert_eq!(drafts(&case), 1);
    let removal = format!("{}/removal", address(&page));
    assert_eq!(hanne.send("POST", &removal, &[]).await.status, 303);
    assert_eq!(drafts(&case), 0);
}
