//! Step 8: the finance sheet.

use super::support::{story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn an_outcome_needs_a_price_and_is_settled_once() {
    let case = strategy();
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let initiative = bo.get("initiatives").await.id_after("/initiatives/");
    let page = format!("negotiation/{initiative}");
    let outcome = [("kind", "agreed"), ("note", "Aftalt")];
    let unpriced = astrid.post(&format!("{page}/outcome"), &outcome).await;
    let bodies = bo.get(&page).await;
    let (_, bodies) = bodies.text.split_once("name=\"body\"").unwrap();
    let body = bodies.split("value=\"").nth(2).unwrap().split('"').next().unwrap();
    let line = [("body", body), ("year", "2012"), ("cost", "1.000"), ("gain", "0")];
    bo.does(&format!("{page}/lines"), &line).await;

    astrid.does(&format!("{page}/outcome"), &outcome).await;
    let again = astrid.post(&format!("{page}/outcome"), &outcome).await;
    let late = bo.post(&format!("{page}/lines"), &line).await;

    assert_eq!(unpriced.status, 409);
    assert_eq!(again.status, 409);
    assert_eq!(late.status, 409, "the sheet was changed after the deal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_party_speaks_for_itself_alone() {
    let case = strategy();
    let jan = case.person("jan").await;
    let dorte = case.person("dorte").await;
    let initiative = jan.get("initiatives").await.id_after("/initiatives/");
    let page = format!("negotiation/{initiative}");
    let own = jan.get(&page).await.values("body");
    assert_eq!(own.len(), 1, "KL has one corner in the talks");

    let form = [("body", own[0].as_str()), ("stance", "opposes"), ("note", "For dyrt")];
    let by_dorte = dorte.post(&format!("{page}/positions"), &form).await;
    jan.does(&format!("{page}/positions"), &form).await.shows("For dyrt");

    assert_eq!(by_dorte.status, 404);
    let _ = story::hearing(&case);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_that_is_no_number_is_asked_for_again() {
    let case = strategy();
    let bo = case.person("bo").await;
    let initiative = bo.get("initiatives").await.id_after("/initiatives/");
    for cost in ["mange", "-1", "1e9", "99999999999999999999", ""] {
        let line = [("body", "1"), ("year", "2012"), ("cost", cost), ("gain", "0")];
        let answer = bo.post(&format!("negotiation/{initiative}/lines"), &line).await;
        assert_eq!(answer.status, 422, "{cost}");
    }
}
