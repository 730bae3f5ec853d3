//! Step 2: sentences, topics, assessments.

use super::support::{story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_shows_the_sentences_it_rests_on_and_can_let_them_go() {
    let case = strategy();
    let eva = case.person("eva").await;
    let body = "Send brevene digitalt. Behold biblioteket.";
    story::send_input(&case, &case.anyone(), "Hanne", body).await;
    let input = story::input_ids(&eva).await[0];
    let topic = story::tag_as_new(&eva, input, "Digital post", 0).await;

    eva.get(&format!("topics/{topic}")).await.shows("Send brevene digitalt.");
    eva.does(&format!("inputs/{input}/topics/{topic}/removal"), &[]).await;
    eva.get(&format!("topics/{topic}")).await.hides("Send brevene digitalt.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_without_an_assessment_is_not_approved() {
    let case = strategy();
    let (eva, astrid) = (case.person("eva").await, case.person("astrid").await);
    story::send_input(&case, &case.anyone(), "Hanne", "Send brevene digitalt.").await;
    let input = story::input_ids(&eva).await[0];
    let topic = story::tag_as_new(&eva, input, "Digital post", 0).await;

    let answer = astrid.post(&format!("topics/{topic}/approval"), &[]).await;

    assert_eq!(answer.status, 409);
    story::approve_topic(&eva, &astrid, topic, "Digital post").await;
    let changed = [("title", "Andet"), ("assessment", "Andet")];
    let late = eva.post(&format!("topics/{topic}/assessment"), &changed).await;
    assert_eq!(late.status, 409, "an approved topic was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_of_another_text_is_not_chosen() {
    let case = strategy();
    let eva = case.person("eva").await;
    story::send_input(&case, &case.anyone(), "Hanne", "Kort.").await;
    let input = story::input_ids(&eva).await[0];
    let area = story::area_id(&eva, 0).await;

    let form = [("segment", "3"), ("new_topic", "x"), ("area", &*area)];
    let answer = eva.post(&format!("inputs/{input}/topics"), &form).await;

    assert_eq!(answer.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approved_topic_keeps_its_sentences() {
    let case = strategy();
    let (eva, astrid) = (case.person("eva").await, case.person("astrid").await);
    for name in ["Hanne", "Ib"] {
        story::send_input(&case, &case.anyone(), name, "Send brevene digitalt.").await;
    }
    let inputs = story::input_ids(&eva).await;
    let topic = story::tag_as_new(&eva, inputs[0], "Digital post", 0).await;
    story::approve_topic(&eva, &astrid, topic, "Digital post").await;

    let out =
        eva.post(&format!("inputs/{}/topics/{topic}/removal", inputs[0]), &[]).await;
    let number = topic.to_string();
    let form = [("segment", "0"), ("topic", &*number)];
    let more = eva.post(&format!("inputs/{}/topics", inputs[1]), &form).await;

    assert_eq!((out.status.as_u16(), more.status.as_u16()), (409, 409));
}
