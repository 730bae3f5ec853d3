//! The trace: what each reader may follow, and what stays inside.

use super::support::{story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_a_draft_are_not_seen_through_the_trace_of_a_released_paragraph() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let bo = case.person("bo").await;
    story::publish(&bo, adopted.input).await;
    story::release(&case).await;
    story::revise(&bo, adopted.paragraph, "FORTROLIGT UDKAST").await;

    let anyone = case.anyone();
    for page in [
        format!("trace/inputs/{}", adopted.input),
        format!("trace/paragraphs/{}", adopted.paragraph),
    ] {
        anyone.get(&page).await.hides("FORTROLIGT").shows("digital post");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_tells_what_became_of_the_words_when_it_is_public() {
    let case = strategy();
    let receipt =
        story::send_input(&case, &case.anyone(), "Hanne", "Send brevene digitalt.").await;
    let bo = case.person("bo").await;
    let input = story::input_ids(&bo).await[0];
    let topic = story::tag_as_new(&bo, input, "Digital post", 0).await;
    let before = case.anyone().send("GET", &receipt.to, &[]).await;

    let astrid = case.person("astrid").await;
    story::approve_topic(&bo, &astrid, topic, "Digital post").await;
    let after = case.anyone().send("GET", &receipt.to, &[]).await;

    before.hides("Digital post");
    after.shows("Digital post");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_name_is_the_secretariats_alone() {
    let case = strategy();
    let hanne = case.anyone();
    let hearing = story::hearing(&case);
    let key = hanne.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let form = [
        ("key", &*key),
        ("sender_kind", "person"),
        ("name", "Hanne Hemmelig"),
        ("protected", "yes"),
        ("body", "Pas på os."),
    ];
    hanne.does(&format!("hearings/{hearing}/inputs"), &form).await;
    let bo = case.person("bo").await;
    let input = story::input_ids(&bo).await[0];
    let topic = story::tag_as_new(&bo, input, "Beskyttelse", 0).await;

    for login in ["jan", "clara", "dorte", "kim"] {
        let insider = case.person(login).await;
        for page in [
            format!("topics/{topic}"),
            format!("trace/inputs/{input}"),
            format!("inputs/{input}"),
            "trace".into(),
            "trace/orphans".into(),
            "journal".into(),
        ] {
            insider.get(&page).await.hides("Hemmelig");
        }
    }
    let jan = case.person("jan").await;
    assert_eq!(jan.get(&format!("trace/inputs/{input}")).await.status, 404);
    jan.get(&format!("topics/{topic}")).await.shows("Pas på os.").hides("/inputs/");
}
