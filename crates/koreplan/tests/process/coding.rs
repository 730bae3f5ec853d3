//! Two code the same sample without seeing each other, and settle what they see
//! differently.

use super::{
    reading::person_id,
    support::{Box_, Visitor, story, strategy},
};

struct Sample {
    case: Box_,
    bo: Visitor,
    eva: Visitor,
    id: i64,
    topic: String,
}

/// Three inputs, one topic, and a sample of them that Bo and Eva code.
async fn sample(seed: &str, unit: &str) -> Sample {
    let case = strategy();
    for name in ["Hanne", "Ib", "Farid"] {
        story::send_input(&case, &case.anyone(), name, "Send brevene digitalt.").await;
    }
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    let area = story::area_id(&eva, 0).await;
    let form = [("title", "Digital post"), ("area", &*area)];
    let topic = eva.does("topics", &form).await.sent_to_id().to_string();
    let (first, second) = (person_id(&case, "bo"), person_id(&case, "eva"));
    let form = [
        ("unit", unit),
        ("size", "3"),
        ("seed", seed),
        ("coder", &*first),
        ("coder", &*second),
    ];
    let id = eva.does("coding", &form).await.sent_to_id();
    Sample { case, bo, eva, id, topic }
}

impl Sample {
    /// Codes a unit: with the topic, or with none.
    async fn code(&self, who: &Visitor, position: i64, fits: bool) {
        let page = format!("coding/{}/units/{position}", self.id);
        let form = if fits { ("topic", self.topic.as_str()) } else { ("none", "yes") };
        who.does(&page, &[form]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_the_others_codes_before_all_are_done() {
    let sample = sample("nøgle", "sentence").await;
    sample.code(&sample.bo, 1, true).await;

    let page = format!("coding/{}", sample.id);
    let eva = sample.eva.get(&format!("{page}/units/1")).await;
    eva.hides("checked");
    sample.eva.get(&page).await.hides("Krippendorff").shows("nøgle");
    let settle = format!("{page}/units/1/settlement");
    assert_eq!(sample.eva.post(&settle, &[("none", "yes")]).await.status, 409);
    assert_eq!(sample.eva.post(&format!("{page}/units/1"), &[]).await.status, 409);
    let astrid = sample.case.person("astrid").await;
    let none = [("none", "yes")];
    let stranger = astrid.post(&format!("{page}/units/1"), &none).await;
    assert_eq!(stranger.status, 404, "she does not code");
}

#[tokio::test(flavor = "multi_thread")]
async fn differences_are_settled_into_one_coding_that_goes_under_the_topics() {
    let sample = sample("1", "input").await;
    for (position, bo, eva) in [(1, true, true), (2, false, false), (3, true, false)] {
        sample.code(&sample.bo, position, bo).await;
        sample.code(&sample.eva, position, eva).await;
    }
    let page = format!("coding/{}", sample.id);
    let seen = sample.eva.get(&page).await;
    // Krippendorff's alpha of 11 00 10: 1 - 5 * 2 / 18.
    seen.shows("0,444").shows("Én forskel").shows("For lav").shows("I 2 af 3 tilfælde");
    let late = sample.bo.post(&format!("{page}/units/1"), &[("none", "yes")]).await;
    assert_eq!(late.status, 409, "a code was changed after the others were seen");
    assert_eq!(sample.eva.post(&format!("{page}/result"), &[]).await.status, 409);

    let settled = [("topic", sample.topic.as_str())];
    sample.eva.does(&format!("{page}/units/3/settlement"), &settled).await;
    sample.eva.does(&format!("{page}/result"), &[]).await.shows("Lagt under emnerne");

    let count = "SELECT count(*) FROM topic_input";
    assert_eq!(sample.case.count(count), 2);
    assert_eq!(sample.eva.post(&format!("{page}/result"), &[]).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_draws_the_same_units() {
    let places =
        "SELECT CAST(sum(position * 1000 + input_id) AS BIGINT) FROM coding_unit";
    let (one, two) = (sample("a", "sentence").await, sample("a", "sentence").await);

    assert_eq!(one.case.count(places), two.case.count(places));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_takes_two_coders_a_topic_and_something_to_draw() {
    let case = strategy();
    let eva = case.person("eva").await;
    let (bo, own) = (person_id(&case, "bo"), person_id(&case, "eva"));
    let alone = [("unit", "input"), ("size", "3"), ("seed", "1"), ("coder", &*own)];
    assert_eq!(eva.post("coding", &alone).await.status, 422);
    let mut two = alone.to_vec();
    two.push(("coder", &*bo));
    assert_eq!(eva.post("coding", &two).await.status, 409, "no topics");
    let area = story::area_id(&eva, 0).await;
    eva.does("topics", &[("title", "Post"), ("area", &*area)]).await;

    assert_eq!(eva.post("coding", &two).await.status, 409, "no inputs");
}

#[tokio::test(flavor = "multi_thread")]
async fn statistics_count_each_topic_by_sender_on_the_page_and_in_the_file() {
    let sample = sample("1", "input").await;
    for position in 1..=3 {
        sample.code(&sample.bo, position, true).await;
        sample.code(&sample.eva, position, true).await;
    }
    let page = format!("coding/{}", sample.id);
    sample.eva.does(&format!("{page}/result"), &[]).await;

    sample.eva.get("statistics").await.shows("Digital post").shows("Uden område");
    let file = sample.eva.get("statistics.csv").await;
    file.shows("topic,area,sender_kind,inputs,campaign_letters\r\n")
        .shows(",person,3,0\r\n");
    let clara = sample.case.person("clara").await;
    assert_eq!(clara.get("statistics").await.status, 200);
    assert_eq!(sample.case.anyone().get("statistics.csv").await.status, 404);
}
