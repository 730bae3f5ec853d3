//! Step 5: quorum, decisions, briefs.

use super::support::{story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_without_quorum_is_refused_with_a_way_forward() {
    let case = strategy();
    let bo = case.person("bo").await;
    let slug = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, slug, "2010-09-06").await;
    story::add_item(&bo, meeting, "Tidsplan").await;
    story::open_meeting(&bo, meeting, 2).await;
    let item = story::items(&bo, meeting).await[0];

    let answer = story::decide(&bo, meeting, item, "noted").await;

    assert_eq!(answer.status, 409);
    answer.shows("2").shows("4").shows("font-lead");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_is_decided_once_and_minutes_wait_for_every_decision() {
    let case = strategy();
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let slug = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, slug, "2010-09-06").await;
    story::add_item(&bo, meeting, "Tidsplan").await;
    story::add_item(&bo, meeting, "Budget").await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let items = story::items(&bo, meeting).await;
    assert_eq!(story::decide(&bo, meeting, items[0], "noted").await.status, 303);
    assert_eq!(story::decide(&bo, meeting, items[0], "approved").await.status, 409);

    bo.does(&format!("meetings/{meeting}/minutes"), &[("minutes", "Kort møde")]).await;
    let early = dorte.post(&format!("meetings/{meeting}/approval"), &[]).await;

    assert_eq!(early.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_on_the_closed_agenda_is_a_closed_item_to_everybody_else() {
    let case = strategy();
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let slug = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, slug, "2010-09-06").await;
    let form = [("title", "Fortrolig aftale"), ("closed", "yes")];
    bo.does(&format!("meetings/{meeting}/items"), &form).await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let item = story::items(&bo, meeting).await[0];
    story::decide(&bo, meeting, item, "discussed").await;
    story::close_meeting(&bo, &dorte, meeting).await;

    let anyone = case.anyone();
    anyone.get(&format!("meetings/{meeting}")).await.hides("Fortrolig aftale");
    anyone.get("decisions").await.hides("Fortrolig aftale");
    dorte.get(&format!("meetings/{meeting}")).await.shows("Fortrolig aftale");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_brief_tells_what_was_decided_and_is_noted_once_by_the_chair_above() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let empty = astrid.post("briefs", &[("summary", "Intet nyt")]).await;
    assert_eq!(empty.status, 409, "a brief without news was sent");
    story::adopt_one(&case).await;

    let brief = astrid.does("briefs", &[("summary", "Godt i gang")]).await;
    brief.shows("Digital post til alle");
    let brief = brief.sent_to_id();
    let page = format!("briefs/{brief}/note");
    let by_dorte = case.person("dorte").await.post(&page, &[]).await;
    let above = case.person(&story::cast(&case).above_chair).await;
    above.does(&page, &[]).await;

    assert_eq!(by_dorte.status, 404);
    assert_eq!(above.post(&page, &[]).await.status, 409);
}
