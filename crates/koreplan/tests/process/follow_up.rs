//! Step 9: initiatives and their quarterly lights.

use super::support::{story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn an_initiative_reports_after_it_began_and_not_after_it_ended() {
    let case = strategy();
    let bo = case.person("bo").await;
    let initiative = bo.get("initiatives").await.id_after("/initiatives/");
    let page = format!("initiatives/{initiative}");
    let report = [
        ("year", "2010"),
        ("quarter", "3"),
        ("budget", "green"),
        ("business_case", "green"),
        ("risks", "green"),
        ("schedule", "green"),
    ];

    assert_eq!(bo.post(&format!("{page}/reports"), &report).await.status, 409);
    bo.does(&format!("{page}/start"), &[]).await;
    bo.does(&format!("{page}/reports"), &report).await.shows("kp-light-green");
    bo.does(&format!("{page}/ending"), &[("ending", "completed")]).await;
    let after = [
        ("year", "2010"),
        ("quarter", "2"),
        ("budget", "green"),
        ("business_case", "green"),
        ("risks", "green"),
        ("schedule", "green"),
    ];
    assert_eq!(bo.post(&format!("{page}/reports"), &after).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_opens_to_everybody_when_the_strategy_is_released() {
    let case = strategy();

    let closed = case.anyone().get("initiatives").await;

    closed.hides("Digital post til alle borgere i 2014");
    case.person("bo")
        .await
        .get("initiatives")
        .await
        .shows("Digital post til alle borgere");
    story::adopt_one(&case).await;
    story::release(&case).await;
    case.anyone().get("initiatives").await.shows("Digital post til alle borgere i 2014");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_initiative_that_came_later_is_added_with_its_own_number() {
    let case = strategy();
    let bo = case.person("bo").await;
    let page = bo.get("initiatives").await;
    let option = |name: &str| {
        let (_, rest) = page.text.split_once(&format!("name=\"{name}\"")).unwrap();
        rest.split("value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned()
    };
    let (area, lead) = (option("area"), option("lead"));
    let form =
        [("number", "N1"), ("title", "Et nyt"), ("area", &*area), ("lead", &*lead)];

    bo.does("initiatives", &form).await.shows("N1 Et nyt");

    assert_eq!(
        bo.post("initiatives", &form).await.status,
        409,
        "a number was used twice"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_asks_for_the_report_of_each_quarter_that_has_ended() {
    let case = strategy();
    let bo = case.person("bo").await;
    let initiative = bo.get("initiatives").await.id_after("/initiatives/");
    let page = format!("initiatives/{initiative}");
    bo.does(&format!("{page}/start"), &[]).await;
    let report = [
        ("year", "2010"),
        ("quarter", "3"),
        ("budget", "green"),
        ("business_case", "green"),
        ("risks", "green"),
        ("schedule", "green"),
    ];
    bo.does(&format!("{page}/reports"), &report).await;

    case.turn_to("2011-11-15", "09:00").await;
    let owed = bo.get("desk").await;
    let report = [
        ("year", "2011"),
        ("quarter", "3"),
        ("budget", "green"),
        ("business_case", "green"),
        ("risks", "green"),
        ("schedule", "green"),
    ];
    bo.does(&format!("{page}/reports"), &report).await;
    let given = bo.get("desk").await;

    let asks = |text: &str| text.matches("/initiatives\"").count();
    assert_eq!(asks(&owed.text), asks(&given.text) + 1);
}
