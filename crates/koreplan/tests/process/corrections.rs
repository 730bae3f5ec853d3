//! A sender corrects an answer: a linked version, and only the newest counts.

use super::support::{Answer, Box_, Visitor, story, strategy};

/// Where a receipt is, without its query.
fn address(receipt: &Answer) -> String {
    receipt.to.split('?').next().unwrap().to_owned()
}

async fn correct(visitor: &Visitor, receipt: &str, body: &str) -> Answer {
    let page = visitor.send("GET", &format!("{receipt}/correction"), &[]).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let key = page.hidden("key");
    let name = page.input("name");
    let form =
        [("key", &*key), ("sender_kind", "person"), ("name", &*name), ("body", body)];
    let answer = visitor.send("POST", &format!("{receipt}/corrections"), &form).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer
}

async fn sent(case: &Box_, body: &str) -> String {
    address(&story::send_input(case, &case.anyone(), "Hanne", body).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn s06_a_correction_is_a_linked_version_both_are_kept_and_only_the_newest_counts() {
    let case = strategy();
    let first = sent(&case, "Vi er for.").await;
    story::send_input(&case, &case.anyone(), "Ib", "En anden.").await;
    let hanne = case.anyone();

    let second = correct(&hanne, &first, "Vi er imod. Læs vores begrundelse.").await;
    let third = correct(&hanne, &address(&second), "Vi er stærkt imod.").await;

    let bo = case.person("bo").await;
    let list = bo.get("inputs").await;
    list.shows("stærkt imod").hides("Vi er for.").hides("begrundelse").shows("En anden.");
    list.shows("2 høringssvar");
    bo.get("inputs?which=replaced").await.shows("Vi er for.").shows("begrundelse");
    let hearing = bo.get(&format!("hearings/{}", story::hearing(&case))).await;
    hearing.shows("modtaget 2 høringssvar");
    bo.get("inputs?which=unread").await.shows("2 høringssvar");
    bo.get("trace/orphans").await.shows("(2)").hides("Vi er for.");
    let old = hanne.send("GET", &first, &[]).await;
    old.shows("Vi er for.").shows("000003-").hides("/correction");
    hanne.send("GET", &third.to, &[]).await.shows("000003-").shows("stærkt imod");
    bo.get("inputs/1").await.shows("/inputs/3").shows("Vi er for.");
    bo.get("inputs/3").await.shows("/inputs/1").shows("/inputs/4");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_sent_twice_is_one_and_two_corrections_of_one_are_refused() {
    let case = strategy();
    let first = sent(&case, "Vi er for.").await;
    let hanne = case.anyone();
    let form_of = async || {
        hanne.send("GET", &format!("{first}/correction"), &[]).await.hidden("key")
    };
    let (key, other) = (form_of().await, form_of().await);
    let send = async |key: &str, body: &str| {
        let form =
            [("key", key), ("sender_kind", "person"), ("name", "H"), ("body", body)];
        hanne.send("POST", &format!("{first}/corrections"), &form).await
    };

    let one = send(&key, "Imod.").await;
    let again = send(&key, "Imod.").await;
    assert_eq!((one.status.as_u16(), &one.to), (303, &again.to));
    assert_eq!(send(&key, "Noget andet.").await.status, 422);
    assert_eq!(send(&other, "For.").await.status, 409);
    let page = hanne.send("GET", &format!("{first}/correction"), &[]).await;
    assert_eq!(page.status, 409);
    assert_eq!(story::input_ids(&case.person("bo").await).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_after_the_deadline_is_taken_and_flagged() {
    let case = strategy();
    let first = sent(&case, "Vi er for.").await;
    case.turn_to(&story::after_hearing(&case), "09:00").await;
    let hanne = case.anyone();
    hanne.send("GET", &format!("{first}/correction"), &[]).await.shows("alert-warning");

    let second = correct(&hanne, &first, "Vi er imod.").await;

    hanne.send("GET", &second.to, &[]).await.shows("efter fristen");
    case.person("bo").await.get("inputs?which=late").await.shows("Vi er imod.");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_has_the_secret_corrects() {
    let case = strategy();
    let first = sent(&case, "Vi er for.").await;
    let guess = format!("{}{}", &first[..first.len() - 64], "0".repeat(64));
    let ib = case.person("ib").await;

    assert_eq!(ib.send("GET", &format!("{guess}/correction"), &[]).await.status, 404);
    let form = [("name", "Ib"), ("body", "x")];
    let answer = ib.send("POST", &format!("{guess}/corrections"), &form).await;
    assert_eq!(answer.status, 404);
}
