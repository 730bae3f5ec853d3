//! The JSON interface: what it says of itself, and what it takes.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, header},
};
use koreplan::{api::description::Description, routes};
use serde_json::{Value, json};
use utoipa::OpenApi as _;

use super::support::{Answer, Box_, Visitor, story, strategy};

const KEY: &str = "0b9d1e0c-8f3a-4d2b-9a57-1f2e3d4c5b6a";

fn address(case: &Box_, page: &str) -> String {
    format!("/api/v1/cases/{}/{page}", case.file.head.slug.get_ref())
}

async fn get(visitor: &Visitor, case: &Box_, page: &str) -> Value {
    let answer = visitor.send("GET", &address(case, page), &[]).await;
    assert_eq!(answer.status, 200, "{page}: {}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

/// Sends bytes as a program does.
async fn send(case: &Box_, key: &str, body: impl Into<Body>) -> Answer {
    let path = address(case, &format!("hearings/{}/inputs", story::hearing(case)));
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(body.into())
        .unwrap();
    case.anyone().request(request).await
}

fn input(text: &str) -> Value {
    json!({
        "sender": { "kind": "person", "name": "Farid" },
        "questions": [1],
        "text": text,
    })
}

#[test]
fn the_description_and_the_routes_name_the_same_addresses() {
    let described: BTreeSet<_> = Description::openapi().paths.paths.into_keys().collect();
    let own = "/api/v1/openapi.json";
    let served: BTreeSet<_> = routes::all()
        .known()
        .iter()
        .filter(|(_, path)| path.starts_with("/api/") && *path != own)
        .map(|(_, path)| (*path).to_owned())
        .collect();

    assert_eq!(described, served);
}

#[tokio::test(flavor = "multi_thread")]
async fn farids_program_sends_an_input_and_follows_what_became_of_it() {
    let case = strategy();

    let answer = send(&case, KEY, input("Åbn dataene.").to_string()).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let receipt: Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(receipt["number"], 1);
    assert_eq!(receipt["late"], false);

    let page = receipt["page"].as_str().unwrap();
    case.anyone().send("GET", page, &[]).await.shows("Åbn dataene.");
    let status = Request::builder()
        .uri(address(&case, "receipts/1"))
        .header("receipt-secret", receipt["secret"].as_str().unwrap())
        .body(Body::empty())
        .unwrap();
    let status = case.anyone().request(status).await;
    assert_eq!(status.status, 200);
    status.shows("\"read_at\":null");
    let guessed = case.anyone().send("GET", &address(&case, "receipts/1"), &[]).await;
    assert_eq!(guessed.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn s01_two_programs_with_one_key_at_once_get_one_receipt() {
    let case = strategy();

    let body = || input("Åbn dataene.").to_string();
    let many = (0..50).map(|_| send(&case, KEY, body()));
    let answers = futures_util::future::join_all(many).await;

    let receipts: BTreeSet<_> = answers.iter().map(|answer| &answer.text).collect();
    assert!(answers.iter().all(|answer| answer.status == 201));
    assert_eq!(receipts.len(), 1, "byte for byte");
    let fresh =
        answers.iter().filter(|a| !a.headers.contains_key("idempotency-replayed"));
    assert_eq!(fresh.count(), 1);
    let hearing = get(&case.anyone(), &case, "hearings/external-actors").await;
    assert_eq!(hearing["inputs"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s03_the_same_key_with_another_text_is_422_and_the_first_is_untouched() {
    let case = strategy();
    let first = send(&case, KEY, input("Åbn dataene.").to_string()).await;

    let other = send(&case, KEY, input("Luk dataene.").to_string()).await;

    assert_eq!(other.status, 422);
    let again = send(&case, KEY, input("Åbn dataene.").to_string()).await;
    assert_eq!(again.text, first.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn s08_the_longest_text_is_taken_and_one_more_is_named() {
    let case = strategy();
    let key = |n: usize| format!("{KEY}-{n}");

    for (at, (text, status)) in [
        (String::new(), 422),
        (" \u{a0} ".to_owned(), 422),
        ("æ".repeat(100_000), 201),
        ("æ".repeat(100_001), 422),
        ("a\0b".to_owned(), 422),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = send(&case, &key(at), input(&text).to_string()).await;
        assert_eq!(answer.status, status, "{at}");
        if status == 422 {
            answer.shows("\"field\":\"text\"");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s09_json_that_means_harm_is_refused_in_a_line() {
    let case = strategy();

    for (body, status) in [
        ("[".repeat(100_000), 422),
        (format!("{{\"sender\":{}", "{\"a\":".repeat(100_000)), 422),
        ("{\"text\": 1e999}".to_owned(), 400),
        ("{\"text\":\"a\",\"text\":\"b\"}".to_owned(), 422),
        (format!("{{\"text\":\"{}\"}}", "a".repeat(5_000_000)), 413),
        ("\u{feff}".to_owned(), 400),
        (String::new(), 400),
        ("null".to_owned(), 422),
    ] {
        let answer = send(&case, KEY, body.clone()).await;
        assert_eq!(answer.status, status, "{:.40}: {}", body, answer.text);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w19_fields_nobody_asked_for_are_refused() {
    let case = strategy();

    for extra in ["released_at", "approved", "case_id", "late"] {
        let mut sent = input("Åbn dataene.");
        sent[extra] = json!(true);
        assert_eq!(send(&case, KEY, sent.to_string()).await.status, 422, "{extra}");
    }
    let mut sent = input("Åbn dataene.");
    sent["sender"]["owner_id"] = json!(1);
    assert_eq!(send(&case, KEY, sent.to_string()).await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_without_a_key_or_with_a_guessable_one_is_told() {
    let case = strategy();

    for key in ["", "1", "kort", &"a".repeat(129), "med mellemrum og mere end nok"] {
        let answer = send(&case, key, input("Åbn dataene.").to_string()).await;
        assert_eq!(answer.status, 400, "{key}");
        answer.shows("Idempotency-Key");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_public_can_be_read_without_an_account_and_nothing_else() {
    let case = strategy();
    let ib = case.anyone();
    let adopted = story::adopt_one(&case).await;
    assert_eq!(get(&ib, &case, "versions").await, json!([]));
    assert_eq!(get(&ib, &case, "initiatives").await, json!([]));
    let unread = address(&case, "inputs/1");
    assert_eq!(ib.send("GET", &unread, &[]).await.status, 404);

    story::release(&case).await;
    let astrid = case.person("astrid").await;
    story::publish(&astrid, adopted.input).await;

    let versions = get(&ib, &case, "versions").await;
    assert_eq!(
        versions[0]["paragraphs"][0]["text"],
        "Alle borgere får digital post i 2014."
    );
    let inputs = get(&ib, &case, "hearings/external-actors/inputs").await;
    assert_eq!(inputs["inputs"][0]["text"], "Send brevene digitalt. Det er enkelt.");
    assert!(inputs["inputs"][0].get("email").is_none());
    let decisions = get(&ib, &case, "decisions").await;
    assert_eq!(decisions[0]["verb"], "approved");
    assert!(get(&ib, &case, "initiatives").await[0]["title"]["da"].is_string());
    for page in ["areas", "bodies", "steps", "hearings", "meetings"] {
        assert!(!get(&ib, &case, page).await.as_array().unwrap().is_empty(), "{page}");
    }
    // Signed in or not, the interface shows the same.
    let path = address(&case, "inputs/1");
    assert_eq!(
        astrid.send("GET", &path, &[]).await.text,
        ib.send("GET", &path, &[]).await.text
    );
}
