//! Step 4: from a conclusion to something a body can decide.

use super::support::{story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_names_the_sentences_behind_its_conclusion() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;

    let bo = case.person("bo").await;
    let page = bo.get(&format!("proposals/{}", adopted.proposal)).await;

    page.shows("Send brevene digitalt.").shows("Al post skal være digital.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_without_a_recommendation_goes_on_no_agenda() {
    let case = strategy();
    let bo = case.person("bo").await;
    let area = story::area_id(&bo, 0).await;
    let form =
        [("title", "Selvbooking"), ("body", "Borgere booker selv."), ("area", &*area)];
    let proposal = bo.does("proposals", &form).await.sent_to_id();
    let slug = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, slug, "2010-09-06").await.to_string();

    let form = [("meeting", meeting.as_str())];
    let answer = bo.post(&format!("proposals/{proposal}/agenda"), &form).await;

    assert_eq!(answer.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postponed_proposal_comes_back_to_the_next_meeting() {
    let case = strategy();
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let area = story::area_id(&bo, 0).await;
    let form =
        [("title", "Selvbooking"), ("body", "Borgere booker selv."), ("area", &*area)];
    let proposal = bo.does("proposals", &form).await.sent_to_id();
    let form =
        [("assessment", "Godt"), ("recommendation", "Det indstilles, at det godkendes")];
    bo.does(&format!("proposals/{proposal}/recommendation"), &form).await;
    let slug = story::steering_group(&case);
    for verb in ["postponed", "approved"] {
        let meeting = story::call_body(&case, &bo, slug, "2010-09-06").await;
        story::put_on_agenda(&bo, proposal, meeting).await;
        story::open_meeting(&bo, meeting, usize::MAX).await;
        let item = story::items(&bo, meeting).await[0];
        assert_eq!(story::decide(&bo, meeting, item, verb).await.status, 303);
        story::close_meeting(&bo, &dorte, meeting).await;
    }

    let again = bo.post(&format!("proposals/{proposal}/recommendation"), &form).await;
    assert_eq!(again.status, 409, "an adopted proposal was changed");
}
