//! The queue of unread inputs: shared out, read one after the other, followed.

use super::support::{Box_, Visitor, story, strategy};

/// The id of a person, as forms send it.
pub fn person_id(case: &Box_, login: &str) -> String {
    let login = login.to_owned();
    let sql = "SELECT id FROM person WHERE login = $1";
    let id = case.app.store.write_now(move |tx| tx.one(sql, &[login.into()]));
    id.unwrap().to_string()
}

/// Inputs of so many citizens, and Eva, who reads.
async fn citizens(case: &Box_, count: usize) -> Visitor {
    for number in 0..count {
        let body = format!("Send brev {number} digitalt. Behold biblioteket.");
        story::send_input(case, &case.anyone(), "Hanne", &body).await;
    }
    case.person("eva").await
}

async fn share(case: &Box_, who: &Visitor, due: &str) {
    let (bo, eva) = (person_id(case, "bo"), person_id(case, "eva"));
    let form =
        [("which", "unassigned"), ("person", &*bo), ("person", &*eva), ("due", due)];
    who.does("reading/assignments", &form).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_shared_out_evenly_and_says_what_is_overdue() {
    let case = strategy();
    citizens(&case, 4).await;
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);

    share(&case, &astrid, "2010-10-01").await;

    bo.get("reading?which=mine").await.shows("2 høringssvar i listen").shows("senest");
    bo.get("reading?which=unassigned").await.shows("Ingen høringssvar i listen");
    bo.get("reading?which=overdue").await.shows("Ingen læsefrist er overskredet");
    case.turn_to("2010-10-02", "09:00").await;
    bo.get("reading?which=overdue").await.shows("4 høringssvar i listen");
    let late = [("which", "unread"), ("person", "1"), ("due", "2010-10-01")];
    assert_eq!(astrid.post("reading/assignments", &late).await.status, 422, "a past day");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_reads_on_from_input_to_input_until_the_queue_is_empty() {
    let case = strategy();
    let eva = citizens(&case, 2).await;
    let topic = {
        let area = story::area_id(&eva, 0).await;
        let form = [("title", "Digital post"), ("area", &*area)];
        eva.does("topics", &form).await.sent_to_id().to_string()
    };
    let first = eva.get("reading/next?which=unread").await;
    assert_eq!(first.status, 303);
    let page = eva.send("GET", &first.to, &[]).await;
    page.shows("Send brev 0 digitalt.").shows("data-number=\"1\"");

    let form = [("segment", "0"), ("topic", &*topic), ("which", "unread")];
    let on = eva.post("reading/1/topics", &form).await;
    let second = eva.send("GET", &on.to, &[]).await;
    let page = eva.send("GET", &second.to, &[]).await;
    page.shows("Send brev 1 digitalt.");
    eva.get(&format!("topics/{topic}")).await.shows("Send brev 0 digitalt.");
    let on = eva.post("reading/2/reading", &[("which", "unread")]).await;
    let end = eva.send("GET", &on.to, &[]).await;

    assert!(end.to.contains("/reading?"), "{} is not the queue", end.to);
    eva.get("reading").await.shows("Ingen høringssvar i listen");
    eva.get("reading?which=read").await.shows("2 høringssvar i listen");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_gets_no_reader_and_a_reader_can_be_taken_back() {
    let case = strategy();
    let eva = citizens(&case, 1).await;
    let bo = person_id(&case, "bo");
    let to_bo = [("person", &*bo), ("due", "")];
    eva.does("reading/1/assignment", &to_bo).await.shows("<dd>Bo<");
    eva.does("reading/1/assignment", &[("person", "")]).await.shows("Ingen endnu");
    let strange = [("person", &*person_id(&case, "clara"))];
    assert_eq!(eva.post("reading/1/assignment", &strange).await.status, 422);
    eva.post("reading/1/reading", &[]).await;

    assert_eq!(eva.post("reading/1/assignment", &to_bo).await.status, 409);
    let all = [("person", &*bo), ("which", "unread")];
    assert_eq!(eva.post("reading/assignments", &all).await.status, 409, "nothing left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_list_is_ones_own_until_it_is_shared() {
    let case = strategy();
    let eva = citizens(&case, 1).await;
    let bo = case.person("bo").await;
    let form = [("name", "Biblioteker"), ("q", "biblioteket & co"), ("which", "unread")];
    eva.does("reading/filters", &form).await;
    bo.get("reading").await.hides("Biblioteker");
    let form = [("name", "Breve"), ("q", "brev"), ("which", "unread"), ("shared", "yes")];
    eva.does("reading/filters", &form).await.shows("Ét høringssvar i listen");

    bo.get("reading").await.shows("Breve").shows("delt af Eva").hides("Biblioteker");
    assert_eq!(bo.post("reading/filters/2/removal", &[]).await.status, 404, "not his");
    eva.does("reading/filters/2/removal", &[]).await.hides("Breve");
    let own = eva.get("reading").await;
    own.shows("reading?q=biblioteket%20%26%20co&amp;area=0&amp;kind=&amp;which=unread");
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_counted_by_area_and_by_reader() {
    let case = strategy();
    let eva = citizens(&case, 4).await;
    share(&case, &eva, "2010-10-01").await;
    eva.post("reading/1/reading", &[]).await;
    case.turn_to("2010-10-02", "09:00").await;

    let page = eva.get("reading/progress").await;

    page.shows("Uden område").shows("Så langt er læsningen");
    let numbers = page.text.split("\"><span class=\"kp-number\">").skip(1);
    let numbers: Vec<_> = numbers.map(|part| part.split('<').next().unwrap()).collect();
    // Read, waiting, overdue, in all: of no area; of Bo; of Eva.
    assert_eq!(numbers, ["1", "0", "3", "4", "1", "0", "1", "2", "0", "0", "2", "2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_noted_as_read_at_once_by_ticking_them() {
    let case = strategy();
    let eva = citizens(&case, 3).await;
    let page = eva.get("reading").await;
    assert_eq!(page.values("input"), ["1", "2", "3"]);
    let none = eva.post("reading/readings", &[("which", "unread")]).await;
    assert_eq!(none.status, 409, "nothing is ticked");

    let form = [("which", "unread"), ("input", "1"), ("input", "3"), ("input", "999")];
    eva.does("reading/readings", &form).await.shows("Ét høringssvar i listen");

    eva.get("inputs/1").await.shows("Læst af Eva");
    eva.get("reading?which=read").await.shows("2 høringssvar i listen");
    eva.get("inputs?q=brev&which=unread").await.shows("Ét høringssvar");
    let noted = "SELECT count(*) FROM journal WHERE action = 'MarkInputRead'
         AND subject = 'reading'";
    assert_eq!(case.count(noted), 1, "one act, one entry");
    eva.post("reading/readings", &form).await;
    assert_eq!(case.count(noted), 1, "nothing was done");
    let clara = case.person("clara").await;
    assert_eq!(clara.post("reading/readings", &form).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_a_list_are_noted_as_read_when_their_number_is_confirmed() {
    let case = strategy();
    let eva = citizens(&case, 3).await;
    eva.get("reading?which=unread").await.shows("Notér alle 3 høringssvar i listen");
    let asked = eva.get("reading/readings?which=unread&kind=person").await;
    asked.shows("Notér alle 3 høringssvar i listen som læst").shows("Ulæste");
    assert_eq!(asked.hidden("count"), "3");
    // Meanwhile one more comes in.
    story::send_input(&case, &case.anyone(), "Ib", "Mit brev.").await;

    let form = [("which", "unread"), ("kind", "person"), ("count", "3")];
    let refused = eva.post("reading/readings-of-all", &form).await;
    assert_eq!(refused.status, 409);
    refused.shows("den rummer nu 4 ulæste høringssvar");
    eva.get("reading").await.shows("4 høringssvar i listen");
    let form = [("which", "unread"), ("kind", "person"), ("count", "4")];
    eva.does("reading/readings-of-all", &form).await.shows("Ingen høringssvar i listen");
    let again = eva.post("reading/readings-of-all", &form).await;
    assert_eq!(again.status, 409, "nothing is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_one_reads_a_long_list_is_counted_to_a_thousand_alone() {
    let case = strategy();
    let eva = citizens(&case, 1).await;
    eva.get("reading/1?which=unread").await.shows("Ét høringssvar i listen.");
    let copies = |tx: &mut dyn koreplan_store::Tx| {
        let rows: Vec<_> = (1_000_i64..2_001)
            .map(|number| vec![number.into(), number.to_be_bytes().to_vec().into()])
            .collect();
        tx.each(
            "INSERT INTO input (case_id, hearing_id, number, key_hash, request_hash,
               sender_kind, name, organisation, email, protected, body, letter, search,
               source, received_at, late)
             VALUES (1, (SELECT hearing_id FROM input WHERE id = 1), $1, $2, $2, 'person',
               'Hanne', '', '', 0, 'Mit brev.', $2, '', 'web', 0, 0)",
            &rows,
        )
    };
    case.app.store.write_now(copies).unwrap();

    let page = eva.get("reading/1?which=unread").await;

    page.shows("Der er flere end 1.000 høringssvar i listen.");
    let all = eva.get("reading/readings?which=unread").await;
    assert_eq!(all.hidden("count"), "1002");
}
