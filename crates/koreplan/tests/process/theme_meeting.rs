//! Step 3: a minister heads a meeting, and it concludes.

use super::support::{story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn claras_meeting_begins_with_the_approved_topics_of_her_area() {
    let case = strategy();
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let cast = story::cast(&case);
    let (area, _) = cast.ministers.iter().find(|(_, login)| login == "clara").unwrap();
    story::send_input(&case, &case.anyone(), "Hanne", "Velfærdsteknologi hjælper.").await;
    let input = story::input_ids(&bo).await[0];
    let topic = story::tag_as_new(&bo, input, "Velfærdsteknologi", *area).await;
    story::approve_topic(&bo, &astrid, topic, "Velfærdsteknologi").await;

    let meeting = story::call_theme(&bo, *area, "2010-09-06").await;

    let clara = case.person("clara").await;
    clara.get(&format!("meetings/{meeting}")).await.shows("Velfærdsteknologi");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_minister_approves_the_minutes_and_then_everybody_reads_them() {
    let case = strategy();
    let (bo, clara) = (case.person("bo").await, case.person("clara").await);
    let cast = story::cast(&case);
    let (area, _) = cast.ministers.iter().find(|(_, login)| login == "clara").unwrap();
    let meeting = story::call_theme(&bo, *area, "2010-09-06").await;
    story::add_item(&bo, meeting, "Velkomst").await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let minutes = [("minutes", "Der blev talt.")];
    bo.does(&format!("meetings/{meeting}/minutes"), &minutes).await;

    let empty = clara.post(&format!("meetings/{meeting}/approval"), &[]).await;
    let said = [("body", "Teknologien skal bredes ud.")];
    clara.does(&format!("meetings/{meeting}/conclusions"), &said).await;
    let by_bo = bo.post(&format!("meetings/{meeting}/approval"), &[]).await;
    let before = case.anyone().get(&format!("meetings/{meeting}")).await;
    clara.does(&format!("meetings/{meeting}/approval"), &[]).await;

    assert_eq!(empty.status, 409, "minutes without a conclusion were approved");
    assert_eq!(by_bo.status, 404);
    assert_eq!(before.status, 404);
    case.anyone()
        .get(&format!("meetings/{meeting}"))
        .await
        .shows("Teknologien skal bredes ud.");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_concluded_before_the_meeting_is_opened() {
    let case = strategy();
    let bo = case.person("bo").await;
    let meeting = story::call_theme(&bo, 0, "2010-09-06").await;

    let early =
        bo.post(&format!("meetings/{meeting}/conclusions"), &[("body", "x")]).await;
    let papers = bo.post(&format!("meetings/{meeting}/papers"), &[]).await;

    assert_eq!(early.status, 409);
    assert_eq!(papers.status, 409, "papers without an agenda were sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_in_the_past_is_not_called() {
    let case = strategy();
    let bo = case.person("bo").await;
    let area = story::area_id(&bo, 0).await;
    let form = [
        ("kind", "theme"),
        ("area", &*area),
        ("title", "T"),
        ("place", "P"),
        ("day", "2010-09-01"),
        ("time", "10:00"),
    ];

    assert_eq!(bo.post("meetings", &form).await.status, 422);
}
