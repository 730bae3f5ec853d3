//! Step 4: from a conclusion to something a body can decide.

use koreplan::bodies::rules::BodyKind;
use koreplan_store::Tx;

use super::{
    analysis_documents,
    support::{Box_, Visitor, story, strategy},
};

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

/// Hanne's sentence in a proposal of its own; gives the page of her receipt, the input and
/// the proposal.
async fn of_a_sentence(case: &Box_, said: &str, title: &str) -> (String, i64, i64) {
    let bo = case.person("bo").await;
    let receipt = story::send_input(case, &case.anyone(), "Hanne", said).await.to;
    let input = case.count("SELECT max(id) FROM input");
    let page = bo.get(&format!("proposals/new?input={input}")).await;
    let (sentences, number) = (page.values("sentence"), input.to_string());
    let area = story::area_id(&bo, 0).await;
    let body = format!("Vi gør det: {title}.");
    let mut form =
        vec![("title", title), ("body", &*body), ("area", &*area), ("input", &*number)];
    form.extend(sentences.iter().map(|sentence| ("sentence", sentence.as_str())));
    let proposal = bo.does("proposals", &form).await.sent_to_id();
    (receipt, input, proposal)
}

/// Writes an assessment of a proposal that has none.
async fn assess(bo: &Visitor, proposal: i64) {
    let form = [
        ("read", "0"),
        ("assessment", "Færre breve."),
        ("cost", "12 mio. kr."),
        ("legal", "Kræver lovændring."),
        ("parties", "KL er enig."),
        ("recommendation", "Det indstilles, at det godkendes"),
    ];
    bo.does(&format!("proposals/{proposal}/recommendation"), &form).await;
}

/// The number of a body in forms, by its slug.
fn body_id(case: &Box_, slug: &'static str) -> String {
    let find = move |tx: &mut dyn Tx| {
        tx.one("SELECT id FROM body WHERE slug = $1", &[slug.into()])
    };
    case.app.store.write_now(find).unwrap().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_proposals_become_one_and_each_sentence_is_followed_both_ways() {
    let case = strategy();
    let bo = case.person("bo").await;
    let (_, one, first) =
        of_a_sentence(&case, "Send brevene digitalt.", "Digital post").await;
    let (_, other, second) =
        of_a_sentence(&case, "Mød os på nettet.", "Selvbetjening").await;
    let area = story::area_id(&bo, 0).await;
    let (first_id, second_id) = (first.to_string(), second.to_string());
    let form = [
        ("proposal", &*first_id),
        ("proposal", &*second_id),
        ("title", "Alt på nettet"),
        ("body", "Både post og selvbetjening."),
        ("area", &*area),
        ("reason", "De vil det samme"),
    ];
    let alone = bo.post("proposals/merger", &form[1..]).await;

    let merged = bo.does("proposals/merger", &form).await;

    let made = merged.sent_to_id();
    merged.shows("Send brevene digitalt.").shows("Mød os på nettet.");
    merged.shows("Digital post").shows("Selvbetjening").shows("De vil det samme");
    assert_eq!(alone.status, 422, "one proposal was merged with itself");
    let old = bo.get(&format!("proposals/{first}")).await;
    old.shows("Forslaget er blevet til").shows("Alt på nettet").shows("Send brevene");
    for input in [one, other] {
        bo.get(&format!("trace/inputs/{input}")).await.shows("Alt på nettet");
    }
    let page = format!("proposals/{first}/recommendation");
    let form = [("assessment", "x"), ("recommendation", "y")];
    assert_eq!(
        bo.post(&page, &form).await.status,
        409,
        "what became others was worked on"
    );

    let change = case.count("SELECT max(id) FROM proposal_change");
    let undo = format!("proposals/{made}/changes/{change}/undoing");
    let back = bo.does(&undo, &[("reason", "Alligevel ikke")]).await;
    back.shows("Fortrudt").shows("Alligevel ikke");
    bo.get(&format!("proposals/{first}")).await.hides("Forslaget er blevet til");
    assert_eq!(bo.post(&undo, &[("reason", "x")]).await.status, 409);
    assess(&bo, first).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dealt_to_neither_part_of_a_split_goes_to_both() {
    let case = strategy();
    let bo = case.person("bo").await;
    let said = "Send brevene digitalt. Mød os på nettet. Gør det nemt.";
    let (_, input, proposal) = of_a_sentence(&case, said, "Alt på nettet").await;
    let page = bo.get(&format!("proposals/{proposal}/split")).await;
    let keys = page.values("rests_1");
    let form = [
        ("title_1", "Digital post"),
        ("body_1", "Breve."),
        ("rests_1", &*keys[0]),
        ("title_2", "Selvbetjening"),
        ("body_2", "Nettet."),
        ("rests_2", &*keys[1]),
        ("reason", "To sager"),
    ];
    bo.does(&format!("proposals/{proposal}/split"), &form).await.shows("To sager");

    let last = case.count("SELECT max(id) FROM proposal");
    let first = bo.get(&format!("proposals/{}", last - 1)).await;
    let second = bo.get(&format!("proposals/{last}")).await;
    first
        .shows("Send brevene digitalt.")
        .shows("Gør det nemt.")
        .hides("Mød os på nettet.");
    second
        .shows("Mød os på nettet.")
        .shows("Gør det nemt.")
        .hides("Send brevene digitalt.");
    let trace = bo.get(&format!("trace/inputs/{input}")).await;
    trace.shows("Digital post").shows("Selvbetjening");
    trace.shows("Blev en del af forslag 2.").shows("Blev en del af forslag 3.");

    // Once something rests on a part, the split is not taken back.
    assess(&bo, last).await;
    let board = body_id(&case, "kl-bestyrelse");
    let sent = [("body", &*board), ("verdict", "with"), ("text", "Nettet, ja.")];
    bo.does(&format!("proposals/{last}/treatments"), &sent).await;
    let change = case.count("SELECT max(id) FROM proposal_change");
    let undo = format!("proposals/{proposal}/changes/{change}/undoing");
    assert_eq!(bo.post(&undo, &[("reason", "Fortrudt")]).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn bo_sees_what_a_new_proposal_is_like_and_adds_to_that_instead() {
    let case = strategy();
    let bo = case.person("bo").await;
    let (_, _, first) =
        of_a_sentence(&case, "Send brevene digitalt.", "Digital post").await;
    story::send_input(&case, &case.anyone(), "Gitte", "Ingen papirbreve mere.").await;
    let input = case.count("SELECT max(id) FROM input").to_string();
    let page = bo.get(&format!("proposals/new?input={input}")).await;
    let sentence = page.values("sentence").remove(0);
    let area = story::area_id(&bo, 0).await;
    let form = [
        ("title", "Digital post"),
        ("body", "Vi gør det: Digital post til alle."),
        ("area", &*area),
        ("input", &*input),
        ("sentence", &*sentence),
    ];

    let like = bo.post("proposals", &form).await;

    assert_eq!(like.status, 409);
    like.shows("ligner forslag 1").shows("Føj til dette forslag i stedet");
    assert_eq!(
        case.count("SELECT count(*) FROM proposal"),
        1,
        "it was made all the same"
    );
    let more = [("input", &*input), ("sentence", &*sentence)];
    let added = bo.does(&format!("proposals/{first}/additions"), &more).await;
    added.shows("Ingen papirbreve mere.").shows("Send brevene digitalt.");
    let again = bo.post(&format!("proposals/{first}/additions"), &more).await;
    assert_eq!(again.status, 409, "the same sentence was added twice");

    let anyway = [&form[..], &[("anyway", "yes")]].concat();
    bo.does("proposals", &anyway).await;
    assert_eq!(case.count("SELECT count(*) FROM proposal"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_who_assesses_the_same_version_sees_both_texts() {
    let case = strategy();
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    let (_, _, proposal) = of_a_sentence(&case, "Send breve.", "Digital post").await;
    let page = format!("proposals/{proposal}");
    let read = eva.get(&page).await.hidden("read");
    assess(&bo, proposal).await;
    bo.get(&page)
        .await
        .shows("12 mio. kr.")
        .shows("Kræver lovændring.")
        .shows("KL er enig.");
    let form = [
        ("read", &*read),
        ("assessment", "Evas vurdering"),
        ("recommendation", "Det indstilles, at det drøftes"),
    ];

    let late = eva.post(&format!("{page}/recommendation"), &form).await;

    assert_eq!(late.status, 409);
    late.shows("Færre breve.").shows("Evas vurdering");
    let read = late.hidden("read");
    let form = [("read", &*read), form[1], form[2]];
    let saved = eva.does(&format!("{page}/recommendation"), &form).await;
    saved.shows("Evas vurdering").shows("Udgave 2").shows("Udgave 1");
    let same = eva.get(&page).await.hidden("read");
    let same = [("read", &*same), form[1], form[2]];
    assert_eq!(eva.post(&format!("{page}/recommendation"), &same).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn jan_objects_for_kl_with_a_text_of_its_own_and_accepts_the_next_version() {
    let case = strategy();
    let (bo, jan, bent) =
        (case.person("bo").await, case.person("jan").await, case.person("bent").await);
    let (_, _, proposal) = of_a_sentence(&case, "Send breve.", "Digital post").await;
    assess(&bo, proposal).await;
    let page = format!("proposals/{proposal}");
    let board = body_id(&case, "kl-bestyrelse");
    let form = [("body", &*board), ("verdict", "with"), ("text", "Alle i 2012.")];
    let short = [&form[..], &[("due", "2010-09-08")]].concat();
    let short = bo.post(&format!("{page}/treatments"), &short).await;
    assert_eq!(short.status, 422, "the body's own time was cut short");

    bo.does(&format!("{page}/treatments"), &form).await;

    let first = case.count("SELECT max(id) FROM treatment");
    let answer = format!("{page}/treatments/{first}/answer");
    jan.get(&page).await.shows("10 dage tilbage").shows("Send svaret");
    jan.get("proposals").await.shows("Venter på jeres svar");
    bent.get(&page).await.shows("Alle i 2012.").hides("Send svaret");
    bent.get("proposals").await.hides("Venter på jeres svar");
    let accepted = [("answer", "accepted")];
    assert_eq!(bent.post(&answer, &accepted).await.status, 404);
    assert_eq!(bo.post(&answer, &accepted).await.status, 404);
    let slug = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, slug, "2010-11-02").await.to_string();
    let early = bo.post(&format!("{page}/agenda"), &[("meeting", &*meeting)]).await;
    assert_eq!(early.status, 409, "the body had time left");

    let bare = jan.post(&answer, &[("answer", "objected")]).await;
    assert_eq!(bare.status, 422, "an objection without a word");
    let objection = [
        ("answer", "objected"),
        ("comment", "For tidligt."),
        ("counter", "Alle i 2014."),
    ];
    jan.does(&answer, &objection).await.shows("Indsigelse").shows("For tidligt.");
    assert_eq!(jan.post(&answer, &accepted).await.status, 409, "it was answered twice");

    let next = [("body", &*board), ("verdict", "changed"), ("text", "Alle i 2014.")];
    bo.does(&format!("{page}/treatments"), &next).await.shows("version 2");
    assert_eq!(
        jan.post(&answer, &accepted).await.status,
        409,
        "an old version was answered"
    );
    let second = case.count("SELECT max(id) FROM treatment");
    jan.does(&format!("{page}/treatments/{second}/answer"), &accepted)
        .await
        .shows("Tiltrådt");
    bo.does(&format!("{page}/agenda"), &[("meeting", &*meeting)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_consent_in_the_body_whose_rule_says_so_and_nowhere_else() {
    let case = strategy();
    let consents =
        "UPDATE body SET silence_consents = 1 WHERE slug = 'danske-regioner-bestyrelse'";
    case.app.store.write_now(move |tx| tx.exec(consents, &[])).unwrap();
    let (bo, jan, bent) =
        (case.person("bo").await, case.person("jan").await, case.person("bent").await);
    let (_, _, proposal) = of_a_sentence(&case, "Send breve.", "Digital post").await;
    let page = format!("proposals/{proposal}");
    for slug in ["kl-bestyrelse", "danske-regioner-bestyrelse"] {
        let body = body_id(&case, slug);
        let form = [("body", &*body), ("verdict", "with"), ("text", "Alle i 2012.")];
        bo.does(&format!("{page}/treatments"), &form).await;
    }
    let last = case.count("SELECT max(id) FROM treatment");

    case.turn_to("2010-10-20", "09:00").await;

    let accepted = [("answer", "accepted")];
    let shown = bo.get(&page).await;
    shown.shows("Samtykke ved tavshed").shows("Udløbet for");
    let silent = bent.post(&format!("{page}/treatments/{last}/answer"), &accepted).await;
    assert_eq!(silent.status, 409);
    let late = format!("{page}/treatments/{}/answer", last - 1);
    jan.does(&late, &accepted).await.shows("efter fristen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_sent_on_is_one_proposal_and_both_bodies_see_the_same_way() {
    let case = strategy();
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let cast = story::cast(&case);
    let above = case.person(&cast.above_chair).await;
    let (_, _, proposal) = of_a_sentence(&case, "Send breve.", "Digital post").await;
    assess(&bo, proposal).await;
    let page = format!("proposals/{proposal}");
    let slug = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, slug, "2010-09-06").await;
    story::put_on_agenda(&bo, proposal, meeting).await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let item = story::items(&bo, meeting).await[0];
    let form = [("verb", "recommended_up"), ("decision", "STS bør sige ja.")];
    bo.does(&format!("meetings/{meeting}/items/{item}/decision"), &form).await;
    story::close_meeting(&bo, &dorte, meeting).await;
    let sts = case.file.bodies.iter().find(|b| b.kind == BodyKind::Superior).unwrap();
    let sts = sts.slug.get_ref().clone();
    let slug: &'static str = sts.clone().leak();
    let body = body_id(&case, slug);

    let form = [("body", &*body), ("note", "Til endelig beslutning")];
    bo.does(&format!("{page}/referral"), &form).await.shows("Sendt videre");
    let again = bo.post(&format!("{page}/referral"), &form).await;
    assert_eq!(again.status, 422, "it was sent to where it lies");
    let next = story::call_body(&case, &bo, slug, "2010-09-06").await;
    story::put_on_agenda(&bo, proposal, next).await;
    story::open_meeting(&bo, next, usize::MAX).await;
    let item = story::items(&bo, next).await[0];
    let form = [("verb", "approved"), ("decision", "STS siger ja.")];
    bo.does(&format!("meetings/{next}/items/{item}/decision"), &form).await;
    let chair = case.person(&cast.above_chair).await;
    story::close_meeting(&bo, &chair, next).await;

    for reader in [&dorte, &above, &bo] {
        let shown = reader.get(&page).await;
        shown
            .shows("STS bør sige ja.")
            .shows("Til endelig beslutning")
            .shows("STS siger ja.");
    }
    assert_eq!(case.count("SELECT count(*) FROM proposal"), 1, "it was copied");
    bo.get("proposals").await.shows("Vedtaget");
}

#[tokio::test(flavor = "multi_thread")]
async fn hanne_reads_on_her_receipt_why_the_proposal_of_her_sentence_fell() {
    let case = strategy();
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let (receipt, _, proposal) =
        of_a_sentence(&case, "Send breve.", "Digital post til alle").await;
    let end = format!("proposals/{proposal}/ending");
    let before = case.anyone().send("GET", &receipt, &[]).await;
    let reason = [("reason", "Loven om breve er allerede vedtaget.")];

    let by_bo = bo.post(&end, &reason).await;
    let bare = astrid.post(&end, &[]).await;
    astrid.does(&end, &reason).await;

    let after = case.anyone().send("GET", &receipt, &[]).await;
    before.hides("Digital post til alle");
    after.shows("Digital post til alle").shows("Loven om breve er allerede vedtaget.");
    assert_eq!(by_bo.status, 404);
    assert_eq!(bare.status, 422);
    assert_eq!(astrid.post(&end, &reason).await.status, 409, "it fell twice");
    // Who let it fall is the secretariat's alone.
    let input = case.count("SELECT max(id) FROM input");
    story::publish(&bo, input).await;
    let trace = case.anyone().get(&format!("trace/inputs/{input}")).await;
    trace.shows("Loven om breve er allerede vedtaget.").hides("Astrid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_begins_with_everything_an_analysis_rests_on() {
    let case = strategy();
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    story::send_input(&case, &case.anyone(), "Hanne", "Send brevene digitalt.").await;
    let input = story::input_ids(&bo).await[0];
    let topic = story::tag_as_new(&bo, input, "Digital post", 0).await;
    story::approve_topic(&bo, &astrid, topic, "Digital post").await;
    let analysis = analysis_documents::finished(&bo, topic).await;
    let page = bo.get(&format!("proposals/new?analysis={analysis}")).await;
    let area = story::area_id(&bo, 0).await;
    let id = analysis.to_string();
    let mut form = vec![
        ("title", "Digital post"),
        ("body", "Alle får den."),
        ("area", &*area),
        ("analysis", &*id),
    ];
    let sentences = page.values("sentence");
    form.extend(sentences.iter().map(|one| ("sentence", one.as_str())));

    let made = bo.does("proposals", &form).await;

    made.shows("Send brevene digitalt.").shows(&format!("analyses/{analysis}"));
    let missing = bo.get("proposals/new?analysis=999").await;
    assert_eq!(missing.status, 404);
    assert_eq!(case.person("jan").await.get("proposals/new").await.status, 404);
}
