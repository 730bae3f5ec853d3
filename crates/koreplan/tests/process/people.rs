//! Signing in and out.

use koreplan::{case::Sources, people::storage};
use koreplan_store::StoreError;

use super::support::{open, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn in_a_demonstration_the_sign_in_page_offers_the_people_of_the_case() {
    let case = strategy();
    let page = case.anyone().send("GET", "/da/sign-in", &[]).await;

    for name in ["Astrid", "Bo", "Clara", "Dorte", "Jan", "Bent", "Eva", "Kim"] {
        page.shows(&format!(">{name}<"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w09_with_passwords_only_the_right_one_lets_in_and_trying_on_is_slowed() {
    let case = open(&Sources::shipped()[0], false);
    let hash = storage::hash("en lang kode til bo").unwrap();
    case.app
        .store
        .write_now(move |tx| -> Result<u64, StoreError> {
            storage::save_password(tx, "bo", &hash)
        })
        .unwrap();
    let anyone = case.anyone();
    let try_as = async |login: &str, password: &str| {
        let form = [("login", login), ("password", password)];
        anyone.send("POST", "/da/sign-in", &form).await
    };

    let wrong = try_as("bo", "gæt").await;
    let nobody = try_as("findes-ikke", "gæt").await;
    assert_eq!((wrong.status.as_u16(), nobody.status.as_u16()), (422, 422));
    let without = |page: &str, login: &str| page.replace(login, "");
    assert_eq!(
        without(&wrong.text, "value=\"bo\""),
        without(&nobody.text, "value=\"findes-ikke\""),
        "the pages tell which logins there are"
    );
    assert_eq!(try_as("bo", "en lang kode til bo").await.status, 303);
    for _ in 0..20 {
        try_as("bo", "gæt").await;
    }
    assert_eq!(try_as("bo", "gæt").await.status, 429);
    assert_eq!(anyone.send("GET", "/da/demo/clock", &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_with_signing_out_and_with_a_new_password() {
    let case = strategy();
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    bo.send("POST", "/da/sign-out", &[]).await;
    assert_eq!(bo.get("inputs").await.status, 404);

    case.app
        .store
        .write_now(|tx| -> Result<u64, StoreError> {
            storage::save_password(tx, "eva", "x")
        })
        .unwrap();
    assert_eq!(eva.get("inputs").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn w04_a_form_without_the_sessions_token_or_from_another_site_is_refused() {
    let case = strategy();
    let bo = case.person("bo").await;
    let forged = bo.post("topics", &[("csrf", "x"), ("title", "x")]).await;
    assert_eq!(forged.status, 403);

    let mut request = axum::http::Request::post(bo.address("topics"));
    request = request.header("sec-fetch-site", "cross-site").header("cookie", &bo.cookie);
    let foreign = bo.request(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(foreign.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstrations_clock_only_runs_forward() {
    let case = strategy();
    let form = [("day", "2009-01-01"), ("time", "09:00")];

    let back = case.anyone().send("POST", "/da/demo/clock", &form).await;

    assert_eq!(back.status, 409);
}
