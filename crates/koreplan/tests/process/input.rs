//! Step 1: hearings and what people send to them.

use super::support::{plan, story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn hanne_gets_a_receipt_she_can_come_back_to_and_nobody_can_guess() {
    let case = strategy();
    let hanne = case.anyone();

    let receipt =
        story::send_input(&case, &hanne, "Hanne", "Send brevene digitalt.").await;

    receipt.shows("Send brevene digitalt.");
    let again = hanne.send("GET", &receipt.to, &[]).await;
    again.shows("Send brevene digitalt.");
    let guess = hanne.get(&format!("receipts/1/{}", "0".repeat(64))).await;
    assert_eq!(guess.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn s05_the_same_form_sent_twice_is_one_input_with_one_receipt() {
    let case = strategy();
    let hanne = case.anyone();
    let hearing = story::hearing(&case);
    let key = hanne.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let form = |body| {
        [
            ("key", key.clone()),
            ("sender_kind", "person".into()),
            ("name", "Hanne".into()),
            ("body", String::from(body)),
        ]
    };
    let send = async |body| {
        let form = form(body);
        let form: Vec<_> = form.iter().map(|(a, b)| (*a, b.as_str())).collect();
        hanne.post(&format!("hearings/{hearing}/inputs"), &form).await
    };

    let (first, second) = (send("Hej").await, send("Hej").await);
    let other = send("Farvel").await;

    assert_eq!(first.status, 303);
    assert_eq!(first.to, second.to);
    assert_eq!(other.status, 422);
    let officer = case.person("bo").await;
    assert_eq!(story::input_ids(&officer).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s01_fifty_sends_of_one_form_at_once_are_one_input() {
    let case = strategy();
    let hanne = case.anyone();
    let hearing = story::hearing(&case);
    let key = hanne.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let path = hanne.address(&format!("hearings/{hearing}/inputs"));
    let mut sends = Vec::new();
    for _ in 0..50 {
        let (hanne, key, path) = (hanne.clone(), key.clone(), path.clone());
        sends.push(tokio::spawn(async move {
            let form = [
                ("key", &*key),
                ("sender_kind", "person"),
                ("name", "Hanne"),
                ("body", "Hej"),
            ];
            hanne.send("POST", &path, &form).await.to
        }));
    }
    let mut receipts = Vec::new();
    for send in sends {
        receipts.push(send.await.unwrap());
    }
    receipts.dedup();

    assert_eq!(receipts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn t01_the_last_minute_is_on_time_and_the_next_is_late_but_stored() {
    let case = plan();
    let deadline = *case.file.hearings[0].deadline.get_ref();
    let (day, next) = (deadline.date(), deadline.date().tomorrow().unwrap());
    assert_eq!((deadline.hour(), deadline.minute()), (23, 59));

    case.turn_to(&day.to_string(), "23:59").await;
    let on_time = story::send_input(&case, &case.anyone(), "Hanne", "Lige i tide").await;
    case.turn_to(&next.to_string(), "00:00").await;
    let late = story::send_input(&case, &case.anyone(), "Ib", "Lige for sent").await;

    on_time.hides("alert-warning");
    late.shows("alert-warning").shows("Lige for sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hearing_that_has_not_opened_takes_nothing() {
    let case = strategy();
    let later = case.file.hearings[1].slug.get_ref();
    let hanne = case.anyone();

    let form = [("key", "k"), ("sender_kind", "person"), ("name", "H"), ("body", "Hej")];
    let answer = hanne.post(&format!("hearings/{later}/inputs"), &form).await;

    assert_eq!(answer.status, 409);
    hanne.get(&format!("hearings/{later}")).await.hides("/answer\"");
    let early = hanne.get(&format!("hearings/{later}/answer")).await;
    assert_eq!(early.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn t11_a_closed_hearing_opens_again_when_its_deadline_is_extended() {
    let case = strategy();
    let hearing = story::hearing(&case);
    case.turn_to(&story::after_hearing(&case), "09:00").await;
    let astrid = case.person("astrid").await;

    let page = format!("hearings/{hearing}/extensions");
    let form = |day| {
        [("deadline", day), ("deadline_time", "12:00"), ("reason", "Efterårsferie")]
    };
    let earlier = astrid.post(&page, &form("2010-09-20")).await;
    astrid.does(&page, &form("2010-10-20")).await.shows("Efterårsferie");
    let again =
        story::send_input(&case, &case.anyone(), "Hanne", "Nu nåede jeg det").await;

    assert_eq!(earlier.status, 409);
    again.hides("alert-warning");
}

#[tokio::test(flavor = "multi_thread")]
async fn t03_a_deadline_when_the_clocks_change_is_asked_about() {
    let case = strategy();
    let hearing = story::hearing(&case);
    let astrid = case.person("astrid").await;

    let twice = [("deadline", "2010-10-31"), ("deadline_time", "02:30"), ("reason", "x")];
    let answer = astrid.post(&format!("hearings/{hearing}/extensions"), &twice).await;

    assert_eq!(answer.status, 422);
    answer.shows("form-error-message");
}

#[tokio::test(flavor = "multi_thread")]
async fn bo_enters_a_letter_on_paper_with_the_day_it_came() {
    let case = strategy();
    let bo = case.person("bo").await;
    let hearing = story::hearing(&case);
    case.turn_to("2010-10-07", "09:00").await;
    let key = bo.get(&format!("hearings/{hearing}/letters/new")).await.hidden("key");
    let letter = |key: &str, day: &str| {
        [
            ("key", key.to_owned()),
            ("received", day.to_owned()),
            ("received_time", "10:00".to_owned()),
            ("sender_kind", "association".to_owned()),
            ("name", "Gitte".to_owned()),
            ("organisation", "Ældre Sagen".to_owned()),
            ("body", "Brev med posten".to_owned()),
        ]
    };
    let send = async |day| {
        let form = letter(&key, day);
        let form: Vec<_> = form.iter().map(|(a, b)| (*a, b.as_str())).collect();
        bo.post(&format!("hearings/{hearing}/letters"), &form).await.status
    };

    assert_eq!(send("2010-10-08").await, 422, "a letter from tomorrow was taken");
    assert_eq!(send("2010-10-04").await, 303);
    bo.get("inputs?which=late").await.hides("Ældre Sagen");
    bo.get("inputs").await.shows("Ældre Sagen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_name_is_not_shown_when_the_input_is_released() {
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

    assert_eq!(hanne.get(&format!("inputs/{input}")).await.status, 404);
    story::publish(&bo, input).await;

    hanne.get(&format!("inputs/{input}")).await.shows("Pas på os.").hides("Hemmelig");
    hanne.get(&format!("hearings/{hearing}")).await.hides("Hemmelig");
}

#[tokio::test(flavor = "multi_thread")]
async fn farid_follows_what_he_sent_while_signed_in() {
    let case = strategy();
    let farid = case.person("farid").await;
    story::send_input(&case, &farid, "Farid", "Åbne data, tak.").await;

    let input = farid.get("hearings").await.id_after("/inputs/");

    farid.get(&format!("inputs/{input}")).await.shows("Åbne data, tak.");
    let ib = case.person("ib").await;
    assert_eq!(ib.get(&format!("inputs/{input}")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_late_is_on_time_when_the_deadline_is_extended_over_it() {
    let case = strategy();
    let hearing = story::hearing(&case);
    case.turn_to(&story::after_hearing(&case), "09:00").await;
    let late = story::send_input(&case, &case.anyone(), "Ib", "Jeg kom for sent.").await;
    late.shows("alert-warning");
    let form = [
        ("deadline", "2010-10-20"),
        ("deadline_time", "12:00"),
        ("reason", "Efterårsferie"),
    ];
    let astrid = case.person("astrid").await;
    astrid.does(&format!("hearings/{hearing}/extensions"), &form).await;

    case.anyone().send("GET", &late.to, &[]).await.hides("alert-warning");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_key_the_form_was_given_is_taken() {
    let case = strategy();
    let hanne = case.anyone();
    let page = format!("hearings/{}/inputs", story::hearing(&case));
    for key in ["", "k", "import:1:id:7", "x/y", "a\nb", &"g".repeat(64)] {
        let form =
            [("key", key), ("sender_kind", "person"), ("name", "H"), ("body", "Hej")];
        assert_eq!(hanne.post(&page, &form).await.status, 422, "{key}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s05_a_browser_may_keep_the_form_with_its_key_and_nobody_in_between_may() {
    let case = strategy();
    let hanne = case.anyone();
    let page = hanne.get(&format!("hearings/{}/answer", story::hearing(&case))).await;
    assert_eq!(page.headers["cache-control"], "private, no-cache");
}
