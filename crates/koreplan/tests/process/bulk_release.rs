//! A hearing's inputs that nobody needs to look at, published together.

use koreplan::input::bulk_release::work;

use super::support::{Box_, story, strategy};

async fn finish(case: &Box_) {
    while work::turn(&case.app).await.unwrap() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_personal_is_held_back_and_the_rest_is_public_at_once() {
    let case = strategy();
    let anyone = case.anyone();
    let hearing = format!("hearings/{}", story::hearing(&case));
    for body in ["Bevar biblioteket.", "Ring til mig på 20 30 40 50.", "Byg en cykelsti."]
    {
        story::send_input(&case, &anyone, "Hanne", body).await;
    }
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    let inputs = story::input_ids(&bo).await;
    anyone.get(&hearing).await.hides(&format!("inputs/{}", inputs[0]));
    assert_eq!(bo.get(&format!("{hearing}/releases")).await.status, 404);

    let unsure = astrid.post(&format!("{hearing}/releases"), &[]).await;
    assert_eq!(unsure.status, 422);
    astrid.does(&format!("{hearing}/releases"), &[("sure", "yes")]).await;
    let again = astrid.post(&format!("{hearing}/releases"), &[]).await;
    assert_eq!(again.status, 409, "it is under way");
    finish(&case).await;

    let page = anyone.get(&hearing).await;
    for (at, input) in inputs.iter().enumerate() {
        let link = format!("/inputs/{input}\"");
        if at == 1 {
            page.hides(&link)
        } else {
            page.shows(&link)
        };
    }
    anyone.get(&format!("inputs/{}", inputs[2])).await.shows("Byg en cykelsti.");
    assert_eq!(anyone.get(&format!("inputs/{}", inputs[1])).await.status, 404);
    let told = astrid.get(&format!("{hearing}/releases")).await;
    told.shows("Holdt tilbage").shows("<dd>2</dd>").shows("<dd>1</dd>");
    let record = astrid.get("journal").await;
    record.shows("Astrid");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_back_or_is_being_redacted_stays_with_people() {
    let case = strategy();
    let anyone = case.anyone();
    for body in ["Bevar biblioteket. Hils Erik.", "Byg en cykelsti.", "Åbn havnen."] {
        story::send_input(&case, &anyone, "Hanne", body).await;
    }
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    let inputs = story::input_ids(&bo).await;
    let mark = [("quote", "Erik"), ("reason", "others")];
    bo.does(&format!("inputs/{}/redactions", inputs[0]), &mark).await;
    story::publish(&bo, inputs[1]).await;
    bo.does(&format!("inputs/{}/withdrawal", inputs[1]), &[("reason", "Fejl")]).await;

    let page = format!("hearings/{}/releases", story::hearing(&case));
    let day = [("remove_on", "2010-12-24"), ("sure", "yes")];
    astrid.does(&page, &day).await;
    finish(&case).await;

    let status =
        async |at: usize| anyone.get(&format!("inputs/{}", inputs[at])).await.status;
    assert_eq!(status(0).await, 404);
    assert_eq!(status(1).await, 404);
    assert_eq!(status(2).await, 200);
    case.turn_to("2010-12-24", "00:01").await;
    assert_eq!(status(2).await, 404, "the day has come on which copies go");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_person_is_named_only_when_the_name_is_proved() {
    let case = strategy();
    let (anyone, farid) = (case.anyone(), case.person("farid").await);
    story::send_input(&case, &anyone, "Hanne Holm", "Bevar biblioteket.").await;
    story::send_input(&case, &farid, "Farid Farsi", "Byg en cykelsti.").await;
    story::send_input_from(&case, &anyone, "hanne@holm.example", "Åbn havnen.").await;
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    let page = format!("hearings/{}/releases", story::hearing(&case));
    astrid.does(&page, &[("sure", "yes")]).await;
    finish(&case).await;

    let inputs = story::input_ids(&bo).await;
    let shown = async |at: usize| anyone.get(&format!("inputs/{}", inputs[at])).await;
    shown(0).await.shows("Bevar biblioteket.").hides("Holm");
    shown(1).await.shows("Byg en cykelsti.").shows("Farid Farsi");
    shown(2).await.hides("Hanne");
    bo.get(&format!("inputs/{}", inputs[0])).await.shows("Hanne Holm");
    // Bo looks at the first one, and publishes it by itself.
    bo.does(&format!("inputs/{}/withdrawal", inputs[0]), &[("reason", "Fejl")]).await;
    story::publish(&bo, inputs[0]).await;
    shown(0).await.shows("Hanne Holm");
    // The third one says that the letter is hers.
    let link = story::mailed(&anyone, "confirmations").await;
    anyone.send("POST", &link, &[]).await;
    shown(2).await.shows("Hanne");
}
