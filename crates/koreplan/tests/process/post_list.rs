//! The post list: what came in and went out, once somebody has published the day.

use super::support::{Box_, story, strategy};

/// Hanne and a company answer on the first day of the case; KL is invited.
async fn a_day(case: &Box_) {
    let anyone = case.anyone();
    story::send_input(case, &anyone, "Hanne Kanarie", "Send brevene digitalt.").await;
    let hearing = story::hearing(case);
    let key = anyone.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let form = [
        ("key", &*key),
        ("sender_kind", "company"),
        ("organisation", "Farids firma"),
        ("name", "Farid Kanarie"),
        ("body", "Åbne data."),
    ];
    anyone.does(&format!("hearings/{hearing}/inputs"), &form).await;
    case.turn_to("2010-09-07", "09:00").await;
}

const DAY: &str = "post-list/2010-09-06";

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_nobody_elses_until_bo_publishes_it_and_names_no_private_person() {
    let case = strategy();
    a_day(&case).await;
    let bo = case.person("bo").await;
    assert_eq!(case.anyone().get(DAY).await.status, 404);
    bo.get("desk").await.shows("Offentliggør postlisten");

    bo.get("post-list").await.shows("6. september 2010");
    bo.get(DAY).await.shows("Høringssvar – »").hides("Kanarie").hides("Farids firma");
    bo.does(&format!("{DAY}/publication"), &[]).await;

    let page = case.anyone().get(DAY).await;
    page.shows("Ind").shows("Høringssvar – »").shows("Privatperson").shows("Virksomhed");
    page.hides("Kanarie").hides("Farids firma");
    case.anyone().get("post-list").await.shows("(2 dokumenter)");
    let again = bo.post(&format!("{DAY}/publication"), &[]).await;
    assert_eq!(again.status, 409);
    bo.get("desk").await.hides("Offentliggør postlisten");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_is_named_as_long_as_its_input_is_public() {
    let case = strategy();
    a_day(&case).await;
    let astrid = case.person("astrid").await;
    astrid.does(&format!("{DAY}/publication"), &[]).await;
    case.anyone().get(DAY).await.hides("Farids firma");

    story::publish(&astrid, 2).await;
    case.anyone().get(DAY).await.shows("Farids firma").hides("Kanarie");
    astrid.does("inputs/2/withdrawal", &[("reason", "Efter ønske")]).await;
    case.anyone().get(DAY).await.hides("Farids firma");
}

#[tokio::test(flavor = "multi_thread")]
async fn bo_gives_a_document_a_short_subject_before_the_day_is_published() {
    let case = strategy();
    a_day(&case).await;
    let bo = case.person("bo").await;
    let long = "x".repeat(121);
    let of = |subject| [("thing", "inputs/1"), ("subject", subject)];
    assert_eq!(bo.post(&format!("{DAY}/subjects"), &of(&long)).await.status, 422);
    let other = [("thing", "inputs/99"), ("subject", "Om breve")];
    assert_eq!(bo.post(&format!("{DAY}/subjects"), &other).await.status, 404);

    bo.does(&format!("{DAY}/subjects"), &of("=Om digitale breve")).await;
    bo.get("journal").await.hides("Om digitale breve");
    bo.does(&format!("{DAY}/publication"), &[]).await;

    case.anyone().get(DAY).await.shows("=Om digitale breve");
    let file = case.anyone().get(&format!("{DAY}/list.csv")).await;
    file.shows("'=Om digitale breve").hides(",=Om").shows("2010-09-06");
    let late = bo.post(&format!("{DAY}/subjects"), &of("Noget andet")).await;
    assert_eq!(late.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_not_over_is_not_published() {
    let case = strategy();
    let bo = case.person("bo").await;

    assert_eq!(bo.post(&format!("{DAY}/publication"), &[]).await.status, 409);
    for page in ["post-list/2010-02-30", "post-list/i-gaar", "post-list/2010-9-6"] {
        assert_eq!(bo.get(page).await.status, 404, "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_input_leaves_no_subject_behind() {
    let case = strategy();
    a_day(&case).await;
    let astrid = case.person("astrid").await;
    let form = [("thing", "inputs/1"), ("subject", "Kanariebrev")];
    astrid.does(&format!("{DAY}/subjects"), &form).await;
    astrid.does(&format!("{DAY}/publication"), &[]).await;
    case.anyone().get(DAY).await.shows("Kanariebrev");

    let form = [("decision", "2010-78"), ("reason", "Bedt om"), ("seen", "yes")];
    astrid.does("inputs/1/erasure", &form).await;

    case.anyone().get(DAY).await.hides("Kanariebrev");
    assert_eq!(case.count("SELECT count(*) FROM post_subject"), 0);
}
