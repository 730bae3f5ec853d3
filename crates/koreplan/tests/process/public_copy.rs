//! What everybody reads of an input: decided input by input, with what is personal left
//! out.

use super::support::{Box_, Visitor, story, strategy};

const LETTER: &str = "Jeg hedder Hanne og bor Vestergade 12, 8000 Aarhus C. \
    Mit nummer er 070761-4285. Min nabo HEMMELIGSEN er blind. Send brevene digitalt.";

/// Hanne's letter, and the officer who publishes it.
async fn letter(case: &Box_) -> (Visitor, i64) {
    story::send_input(case, &case.anyone(), "Hanne", LETTER).await;
    let bo = case.person("bo").await;
    let input = story::input_ids(&bo).await[0];
    (bo, input)
}

async fn leave_out(bo: &Visitor, input: i64) {
    let page = bo.get(&format!("inputs/{input}/publication")).await;
    let findings = page.values("finding");
    assert_eq!(findings.len(), 2, "address and number: {}", page.text);
    let mut form: Vec<_> = findings.iter().map(|at| ("finding", at.as_str())).collect();
    form.push(("reason", "personal"));
    bo.does(&format!("inputs/{input}/redactions"), &form).await;
    let form = [
        ("quote", "Min nabo  HEMMELIGSEN er blind"),
        ("reason", "others"),
        ("note", "Naboens helbred"),
    ];
    bo.does(&format!("inputs/{input}/redactions"), &form).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_out_is_nowhere_in_public_and_stays_with_sender_and_secretariat() {
    let case = strategy();
    let (bo, input) = letter(&case).await;
    let topic = story::tag_as_new(&bo, input, "Digital post", 0).await;
    bo.get(&format!("inputs/{input}/publication")).await.shows("CPR-nummer, sikkert");
    leave_out(&bo, input).await;
    let page = bo.get(&format!("inputs/{input}/publication")).await;
    page.shows("[udeladt: personoplysning]")
        .shows("[udeladt: oplysning om en anden person]");
    story::publish(&bo, input).await;

    let mut anyone = case.anyone();
    for lang in ["da", "en"] {
        anyone.lang = lang;
        for page in ["", "hearings", "trace", "meetings", "decisions", "versions"] {
            let answer = anyone.get(page).await;
            answer
                .hides("070761")
                .hides("HEMMELIGSEN")
                .hides("Vestergade")
                .hides("Naboens");
        }
        for page in [format!("inputs/{input}"), format!("trace/inputs/{input}")] {
            let answer = anyone.get(&page).await;
            assert_eq!(answer.status, 200);
            answer.shows("Send brevene digitalt.");
            answer
                .hides("070761")
                .hides("HEMMELIGSEN")
                .hides("Vestergade")
                .hides("Naboens");
            let out = if lang == "da" { "[udeladt: " } else { "[left out: " };
            assert_eq!(answer.text.matches(out).count(), 3, "{}", answer.text);
        }
    }
    bo.get(&format!("inputs/{input}")).await.shows("070761-4285");
    bo.get(&format!("topics/{topic}")).await.shows("HEMMELIGSEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sentence_behind_a_paragraph_is_the_one_of_the_public_copy() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let bo = case.person("bo").await;
    let form = [("quote", "brevene"), ("reason", "business")];
    bo.does(&format!("inputs/{}/redactions", adopted.input), &form).await;
    story::publish(&bo, adopted.input).await;
    story::release(&case).await;

    let back =
        case.anyone().get(&format!("trace/paragraphs/{}", adopted.paragraph)).await;
    back.shows("Send [udeladt: forretningshemmelighed] digitalt.")
        .shows("Det er enkelt.");
    back.hides("brevene");
    bo.get(&format!("trace/paragraphs/{}", adopted.paragraph)).await.shows("brevene");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cpr_number_is_published_only_with_a_tick_and_a_reason() {
    let case = strategy();
    let (bo, input) = letter(&case).await;
    let page = format!("inputs/{input}/release");
    let read = bo.get(&format!("inputs/{input}/publication")).await.hidden("read");

    let bare = [("read", &*read)];
    assert_eq!(bo.post(&page, &bare).await.status, 409);
    let ticked = [("read", &*read), ("despite", "yes"), ("despite_reason", " ")];
    assert_eq!(bo.post(&page, &ticked).await.status, 409);
    assert_eq!(case.anyone().get(&format!("inputs/{input}")).await.status, 404);
    let said =
        [("read", &*read), ("despite", "yes"), ("despite_reason", "Opdigtet nummer")];
    bo.does(&page, &said).await;

    case.anyone().get(&format!("inputs/{input}")).await.shows("070761-4285");
    let record = case.person("astrid").await.get("journal").await;
    record.shows("ReleaseInput").shows("Opdigtet nummer").hides("070761");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_is_what_was_read() {
    let case = strategy();
    let (bo, input) = letter(&case).await;
    leave_out(&bo, input).await;
    let publication = format!("inputs/{input}/publication");
    let read = bo.get(&publication).await.hidden("read");
    let eva = case.person("eva").await;
    let start = eva.get(&publication).await.values("start").remove(2);
    eva.does(&format!("inputs/{input}/redactions/removal"), &[("start", &*start)]).await;

    let stale = bo.post(&format!("inputs/{input}/release"), &[("read", &*read)]).await;

    assert_eq!(stale.status, 409);
    assert_eq!(case.anyone().get(&format!("inputs/{input}")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_after_publication_is_public_only_when_it_is_published_anew() {
    let case = strategy();
    let (bo, input) = letter(&case).await;
    leave_out(&bo, input).await;
    story::publish(&bo, input).await;
    let form = [("quote", "digitalt"), ("reason", "other")];
    bo.does(&format!("inputs/{input}/redactions"), &form).await;
    let anyone = case.anyone();

    anyone.get(&format!("inputs/{input}")).await.shows("digitalt");
    story::publish(&bo, input).await;
    anyone.get(&format!("inputs/{input}")).await.hides("digitalt").shows("anden grund");
    let again = bo.get(&format!("inputs/{input}/publication")).await;
    assert_eq!(again.hidden("read"), "", "the same copy is offered again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_copy_is_gone_and_the_sender_is_told_why() {
    let case = strategy();
    let receipt = story::send_input(&case, &case.anyone(), "Hanne", "Hej med jer.").await;
    let bo = case.person("bo").await;
    let input = story::input_ids(&bo).await[0];
    let early =
        bo.post(&format!("inputs/{input}/withdrawal"), &[("reason", "Fejl")]).await;
    assert_eq!(early.status, 409);
    story::publish(&bo, input).await;
    let form = [("reason", "Afsenderen har bedt om det")];
    bo.does(&format!("inputs/{input}/withdrawal"), &form).await;

    let anyone = case.anyone();
    assert_eq!(anyone.get(&format!("inputs/{input}")).await.status, 404);
    anyone.get(&format!("hearings/{}", story::hearing(&case))).await.hides("/inputs/1");
    anyone.send("GET", &receipt.to, &[]).await.shows("Afsenderen har bedt om det");
    story::publish(&bo, input).await;
    anyone.get(&format!("inputs/{input}")).await.shows("Hej med jer.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_copy_goes_on_its_day_and_the_record_stays() {
    let case = strategy();
    let hearing = story::hearing(&case);
    let astrid = case.person("astrid").await;
    astrid.does(&format!("hearings/{hearing}/public-days"), &[("days", "30")]).await;
    let adopted = story::adopt_one(&case).await;
    let bo = case.person("bo").await;
    let publication = bo.get(&format!("inputs/{}/publication", adopted.input)).await;
    let (read, day) = (publication.hidden("read"), publication.input("remove_on"));
    // The hearing ends on 4 October; the story goes on the day after.
    assert_eq!(day, "2010-11-04");
    let page = format!("inputs/{}/release", adopted.input);
    let today = [("read", &*read), ("remove_on", "2010-10-05")];
    assert_eq!(bo.post(&page, &today).await.status, 422);
    bo.does(&page, &[("read", &*read), ("remove_on", &*day)]).await;
    story::release(&case).await;
    let anyone = case.anyone();
    let places = [
        format!("hearings/{hearing}"),
        "trace".to_owned(),
        format!("trace/paragraphs/{}", adopted.paragraph),
    ];

    let jan = case.person("jan").await;
    let topic = format!("topics/{}", adopted.topic);

    case.turn_to("2010-11-03", "23:59").await;
    jan.get(&topic).await.shows("Hanne").shows("/inputs/");
    assert_eq!(anyone.get(&format!("inputs/{}", adopted.input)).await.status, 200);
    for place in &places {
        anyone.get(place).await.shows("000001-3");
    }
    case.turn_to("2010-11-04", "00:00").await;
    assert_eq!(anyone.get(&format!("inputs/{}", adopted.input)).await.status, 404);
    assert_eq!(anyone.get(&format!("trace/inputs/{}", adopted.input)).await.status, 404);
    // Those at work read the sentence, and no longer who said it.
    jan.get(&topic).await.shows("Send brevene").hides("Hanne").hides("/inputs/");
    for place in &places {
        anyone.get(place).await.hides("000001-3").hides("Send brevene");
    }
    case.person("bo")
        .await
        .get(&format!("inputs/{}", adopted.input))
        .await
        .shows("Send brevene");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_do_not_stand_in_the_text_are_pointed_at() {
    let case = strategy();
    let (bo, input) = letter(&case).await;
    let page = format!("inputs/{input}/redactions");

    let wrong =
        bo.post(&page, &[("quote", "nabohemmelighed"), ("reason", "other")]).await;
    assert_eq!(wrong.status, 422);
    wrong.shows("href=\"#quote\"").shows("nabohemmelighed");
    assert_eq!(bo.post(&page, &[("reason", "other")]).await.status, 409);
}
