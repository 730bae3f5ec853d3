//! Statements people voted on, under topics: by hand, or suggested by the machine.

use koreplan::analysis::finding::worker;

use super::{
    opinions::bring_camps,
    support::{Box_, Visitor, story, strategy},
};

/// Two camps of six voted on the bus and the harbour; a letter speaks of the bus.
async fn voted(case: &Box_) -> (Visitor, i64, i64) {
    let bus = "Bussen skal være gratis for alle, og bussen skal køre om natten.";
    story::send_input(case, &case.anyone(), "Hanne", bus).await;
    let eva = case.person("eva").await;
    let conversation = bring_camps(&eva, 6, 6).await;
    eva.does(&format!("opinions/{conversation}/groups"), &[]).await;
    let area = story::area_id(&eva, 0).await;
    let form = [("title", "Gratis bus"), ("area", &*area)];
    let topic = eva.does("topics", &form).await.sent_to_id();
    let words =
        [("description", "bussen gratis"), ("code", ""), ("kle", ""), ("parent", "")];
    eva.does(&format!("topics/{topic}/code"), &words).await;
    (eva, conversation, topic)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_is_put_under_a_topic_and_the_topic_shows_how_the_groups_voted() {
    let case = strategy();
    let (eva, conversation, topic) = voted(&case).await;
    let statement = format!("opinions/{conversation}/statements/0");
    eva.get(&statement).await.shows("Udsagnet ligger ikke under noget emne");
    let nowhere = [("topic", "999")];
    assert_eq!(eva.post(&format!("{statement}/topics"), &nowhere).await.status, 422);

    let id = topic.to_string();
    eva.does(&format!("{statement}/topics"), &[("topic", &*id)])
        .await
        .shows("Gratis bus");

    let page = eva.get(&format!("topics/{topic}")).await;
    page.shows("Ét udsagn, der er stemt om").shows("Bussen skal være gratis");
    page.shows("Gruppe A").shows("Gruppe B").shows("100 % enig");
    let clara = case.person("clara").await;
    let seen = clara.get(&format!("topics/{topic}")).await;
    assert_eq!(seen.status, 200);
    seen.hides("der er stemt om");
    let removal = format!("{statement}/topics/{topic}/removal");
    assert_eq!(clara.post(&removal, &[]).await.status, 404);
    eva.does(&removal, &[]).await.shows("Udsagnet ligger ikke under noget emne");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_machine_suggests_statements_and_what_is_refused_stays_refused() {
    let case = strategy();
    let (eva, _, topic) = voted(&case).await;
    let work = async || while worker::turn(&case.app).await.unwrap() {};
    eva.does("topic-mappings", &[]).await;
    work().await;

    let page = eva.get(&format!("topics/{topic}")).await;
    page.shows("Udsagn, som maskinen foreslår").shows("<mark>");
    let suggested = page.values("statement");
    assert_eq!(suggested.len(), 1, "the harbour is another matter");
    let form = [("statement", &*suggested[0])];
    let none = eva.post(&format!("topics/{topic}/statements/confirmation"), &[]).await;
    assert_eq!(none.status, 409);
    eva.does(&format!("topics/{topic}/statements/refusal"), &form).await;
    eva.get(&format!("topics/{topic}")).await.hides("Udsagn, som maskinen foreslår");
    eva.does("topic-mappings", &[]).await;
    work().await;
    eva.get(&format!("topics/{topic}")).await.hides("Udsagn, som maskinen foreslår");

    // Another topic of the same words gets it, and Eva agrees.
    let area = story::area_id(&eva, 0).await;
    let form = [("title", "Bussen gratis"), ("area", &*area)];
    let other = eva.does("topics", &form).await.sent_to_id();
    eva.does("topic-mappings", &[]).await;
    work().await;
    let form = [("statement", &*suggested[0])];
    let page = eva.does(&format!("topics/{other}/statements/confirmation"), &form).await;
    page.shows("Ét udsagn, der er stemt om").shows("Foreslået af maskinen og bekræftet");
}
