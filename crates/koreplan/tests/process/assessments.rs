//! The assessment of a topic: whole, versioned, and written by two people at once.

use super::support::{Box_, Visitor, story, strategy};

/// A topic of one organisation and two private persons, and Eva, who reads.
async fn topic_of_three(case: &Box_) -> (Visitor, i64) {
    let eva = case.person("eva").await;
    for name in ["Hanne", "Ib"] {
        story::send_input(case, &case.anyone(), name, "Send brevene digitalt.").await;
    }
    let hearing = story::hearing(case);
    let anyone = case.anyone();
    let key = anyone.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let form = [
        ("key", &*key),
        ("sender_kind", "association"),
        ("organisation", "Ældre Sagen"),
        ("name", "Gitte"),
        ("body", "Behold brevene på papir."),
    ];
    anyone.does(&format!("hearings/{hearing}/inputs"), &form).await;
    let inputs = story::input_ids(&eva).await;
    let topic = story::tag_as_new(&eva, inputs[0], "Digital post", 0).await;
    for input in &inputs[1..] {
        story::tag_as(&eva, *input, topic).await;
    }
    (eva, topic)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assessment_names_organisations_and_counts_private_persons() {
    let case = strategy();
    let (eva, topic) = topic_of_three(&case).await;

    let page = story::assess_topic(&eva, topic, "Digital post").await;

    page.shows("Ældre Sagen, 2 privatpersoner").shows("Imødekommes</span>");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_version_is_kept_with_what_it_changed() {
    let case = strategy();
    let (eva, topic) = topic_of_three(&case).await;
    let bo = case.person("bo").await;
    let page = story::assess_topic(&eva, topic, "Digital post").await;
    let form = [
        ("read", &*page.hidden("read")),
        ("title", "Digital post"),
        ("said", "Det skal være enkelt."),
        ("met", "partly"),
        ("assessment", "Imødekommes, fordi det er billigt."),
    ];

    let page = bo.does(&format!("topics/{topic}/assessment"), &form).await;

    page.shows("Udgave 2: Bo").shows("Udgave 1: Eva");
    page.shows("<del>enkelt</del><ins>billigt</ins>");
    let again = bo.post(&format!("topics/{topic}/assessment"), &form).await;
    assert_eq!(again.status, 409, "the same text was saved on top of version 2");
    assert_eq!(case.count("SELECT count(*) FROM assessment"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_who_write_sees_both_texts_and_brings_them_together() {
    let case = strategy();
    let (eva, topic) = topic_of_three(&case).await;
    let bo = case.person("bo").await;
    let page = format!("topics/{topic}/assessment");
    let read = eva.get(&format!("topics/{topic}")).await.hidden("read");
    let written = |why| {
        [("read", &*read), ("title", "Digital post"), ("met", "met"), ("assessment", why)]
    };
    eva.does(&page, &written("Evas ord.")).await;

    let late = bo.post(&page, &written("Bos ord.")).await;

    assert_eq!(late.status, 409);
    late.shows("Evas ord.").shows("Bos ord.");
    let merged = [
        ("read", &*late.hidden("read")),
        ("title", "Digital post"),
        ("said", "Begge dele."),
        ("met", "met"),
        ("assessment", "Evas ord og Bos ord."),
    ];
    bo.does(&page, &merged).await.shows("Evas ord og Bos ord.");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_approved_is_what_was_read_and_is_whole() {
    let case = strategy();
    let (eva, topic) = topic_of_three(&case).await;
    let astrid = case.person("astrid").await;
    let page = format!("topics/{topic}/approval");
    let begun = [("title", "Digital post"), ("assessment", "Godt.")];
    eva.does(&format!("topics/{topic}/assessment"), &begun).await.shows("Ikke afgjort");
    assert_eq!(astrid.post(&page, &[("read", "1")]).await.status, 409, "not whole");
    let whole = [
        ("read", "1"),
        ("title", "Digital post"),
        ("said", "Enkelt."),
        ("met", "not"),
        ("assessment", "Nej."),
    ];
    eva.does(&format!("topics/{topic}/assessment"), &whole).await;

    assert_eq!(astrid.post(&page, &[("read", "1")]).await.status, 409, "another text");
    astrid.does(&page, &[("read", "2")]).await.shows("Godkendt af Astrid");
}
