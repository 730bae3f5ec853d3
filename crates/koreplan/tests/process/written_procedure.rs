//! Written procedure: an item is out, members answer, the rule decides.

use koreplan_store::StoreError;

use super::{
    reading::person_id,
    support::{Answer, Box_, Visitor, smtp::Sink, story, strategy},
};

/// The members of the steering group, the chair first.
const MEMBERS: [&str; 7] = [
    "dorte",
    "kl-direktoer",
    "dr-direktoer",
    "departementschef-indenrigs",
    "departementschef-beskaeftigelse",
    "departementschef-social",
    "departementschef-videnskab",
];

fn change(case: &Box_, sql: &'static str) {
    let done = move |tx: &mut dyn koreplan_store::Tx| -> Result<u64, StoreError> {
        tx.exec(sql, &[])
    };
    case.app.store.write_now(done).unwrap();
}

/// An item on the agenda of the steering group's next meeting.
async fn item(case: &Box_, bo: &Visitor, title: &str, closed: bool) -> i64 {
    let slug = story::steering_group(case);
    let meeting = story::call_body(case, bo, slug, "2010-10-20").await;
    let mut form = vec![
        ("title", title),
        ("recommendation", "Det indstilles, at budgettet godkendes"),
    ];
    if closed {
        form.push(("closed", "yes"));
    }
    bo.does(&format!("meetings/{meeting}/items"), &form).await;
    story::items(bo, meeting).await[0]
}

/// Bo sends an item out until noon on 20 September.
async fn send_out(bo: &Visitor, item: i64, wishes: &str) -> i64 {
    let item = item.to_string();
    let form = [
        ("item", &*item),
        ("verb", "approved"),
        ("note", "Sagen kan ikke vente."),
        ("day", "2010-09-20"),
        ("time", "12:00"),
        ("remind", "2"),
        ("wishes", wishes),
    ];
    bo.does("written-procedures", &form).await.sent_to_id()
}

async fn say(
    case: &Box_,
    login: &str,
    procedure: i64,
    answer: &str,
    words: &str,
) -> Answer {
    let seat = person_id(case, login);
    let who = case.person(login).await;
    say_for(&who, procedure, &seat, answer, words).await
}

async fn say_for(
    who: &Visitor,
    procedure: i64,
    seat: &str,
    answer: &str,
    words: &str,
) -> Answer {
    let form = [("seat", seat), ("answer", answer), ("words", words)];
    who.post(&format!("written-procedures/{procedure}/answer"), &form).await
}

async fn end(who: &Visitor, procedure: i64) -> Answer {
    who.post(&format!("written-procedures/{procedure}/result"), &[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_members_answer_is_the_items_decision_as_at_a_meeting() {
    let case = strategy();
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let item = item(&case, &bo, "Budget for 2011", false).await;
    let procedure = send_out(&bo, item, "1").await;
    let page = format!("written-procedures/{procedure}");
    dorte
        .get(&page)
        .await
        .shows("Budget for 2011")
        .shows("Sagen kan ikke vente.")
        .shows("Svarer du ikke inden fristen, tæller du ikke med.")
        .shows("14 dage tilbage");

    for login in &MEMBERS[..3] {
        assert_eq!(say(&case, login, procedure, "yes", "").await.status, 303);
    }
    let short = say(&case, MEMBERS[3], procedure, "reservation", "").await;
    assert_eq!(short.status, 422, "a reservation without words was taken");
    say(&case, MEMBERS[3], procedure, "reservation", "Kun for ét år.").await;
    say(&case, MEMBERS[4], procedure, "no", "For dyrt.").await;
    say(&case, MEMBERS[4], procedure, "yes", "Så længe.").await;
    // Nobody answers by what the others said; those who lead it see it.
    case.person(MEMBERS[5])
        .await
        .get(&page)
        .await
        .hides("Kun for ét år.")
        .hides("Så længe.");
    bo.get(&page).await.shows("Kun for ét år.").shows("5 af 7 har svaret");
    let early = end(&bo, procedure).await;
    assert_eq!(early.status, 409);
    early.shows("2 medlemmer har ikke svaret");

    case.turn_to("2010-09-20", "12:00").await;
    let late = say(&case, MEMBERS[5], procedure, "no", "").await;
    assert_eq!(late.status, 409, "an answer after the deadline was taken");
    assert_eq!(end(&dorte, procedure).await.status, 303);
    assert_eq!(end(&dorte, procedure).await.status, 409, "it ended twice");

    let ended = dorte.get(&page).await;
    ended.shows("Vedtaget").shows("Godkendt").shows("Kun for ét år.").shows("Ja: 4");
    let paper = ended.ids_after("/meetings/");
    let paper = paper.last().unwrap();
    dorte.get(&format!("meetings/{paper}")).await.shows("Budget for 2011");
    case.anyone().get("decisions").await.shows("Budget for 2011").shows("Godkendt");
    assert_eq!(case.count("SELECT count(*) FROM item_move"), 1, "the item's way is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_consent_only_where_the_bodys_rule_says_so() {
    for (silence, shown) in [(false, "Ikke beslutningsdygtig"), (true, "Vedtaget")] {
        let case = strategy();
        if silence {
            change(&case, "UPDATE body SET silence_consents = 1");
        }
        let bo = case.person("bo").await;
        let item = item(&case, &bo, "Budget for 2011", false).await;
        let procedure = send_out(&bo, item, "1").await;
        say(&case, "dorte", procedure, "yes", "").await;
        case.turn_to("2010-09-21", "09:00").await;

        assert_eq!(end(&bo, procedure).await.status, 303);

        bo.get(&format!("written-procedures/{procedure}")).await.shows(shown);
        let decided =
            case.count("SELECT count(*) FROM agenda_item WHERE verb IS NOT NULL");
        assert_eq!(decided, i64::from(silence));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_member_who_wants_a_meeting_gets_it_where_one_is_enough() {
    let case = strategy();
    let bo = case.person("bo").await;
    let item = item(&case, &bo, "Budget for 2011", false).await;
    let procedure = send_out(&bo, item, "1").await;
    for login in &MEMBERS[1..] {
        say(&case, login, procedure, "yes", "").await;
    }
    let again = [("item", &*item.to_string()), ("verb", "approved")];
    assert_eq!(
        bo.post("written-procedures", &again).await.status,
        422,
        "it is out already"
    );

    say(&case, "dorte", procedure, "meeting", "Vi skal tale om det.").await;
    assert_eq!(end(&bo, procedure).await.status, 303);

    bo.get(&format!("written-procedures/{procedure}")).await.shows("Til møde");
    assert_eq!(case.count("SELECT count(*) FROM agenda_item WHERE verb IS NOT NULL"), 0);
    // The item stands where it stood, and can be sent out anew.
    assert!(send_out(&bo, item, "0").await > procedure);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_substitute_answers_for_a_member_who_is_away_and_for_nobody_else() {
    let case = strategy();
    change(
        &case,
        "INSERT INTO member (body_id, person_id, role, for_id)
         SELECT b.id, s.id, 'substitute', m.id FROM body b, person s, person m
         WHERE b.kind = 'steering_group' AND s.login = 'jan' AND m.login = 'kl-direktoer'",
    );
    let (bo, jan) = (case.person("bo").await, case.person("jan").await);
    let kl = case.person("kl-direktoer").await;
    let item = item(&case, &bo, "Budget for 2011", false).await;
    let procedure = send_out(&bo, item, "1").await;
    let seat = person_id(&case, "kl-direktoer");
    let other = person_id(&case, "dorte");

    let there = say_for(&jan, procedure, &seat, "yes", "").await;
    assert_eq!(there.status, 409, "the member was not away");
    let absence = format!("written-procedures/{procedure}/absence");
    kl.does(&absence, &[("seat", &*seat), ("away", "yes")]).await;
    jan.get(&format!("written-procedures/{procedure}"))
        .await
        .shows("Svar som suppleant for");
    assert_eq!(say_for(&jan, procedure, &other, "no", "").await.status, 409);
    assert_eq!(say_for(&jan, procedure, &seat, "no", "").await.status, 303);
    bo.get(&format!("written-procedures/{procedure}")).await.shows("ved suppleant");
    // The member is back: the own answer stands, and the substitute's no more.
    assert_eq!(say_for(&kl, procedure, &seat, "yes", "").await.status, 303);
    assert_eq!(say_for(&jan, procedure, &seat, "no", "").await.status, 409);
    let strangers = case.person("clara").await;
    assert_eq!(
        strangers.get(&format!("written-procedures/{procedure}")).await.status,
        404
    );
    assert_eq!(say_for(&strangers, procedure, &seat, "no", "").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_withdrawn_says_why_and_decides_nothing() {
    let case = strategy();
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let item = item(&case, &bo, "Budget for 2011", false).await;
    let procedure = send_out(&bo, item, "1").await;
    let page = format!("written-procedures/{procedure}/withdrawal");

    assert_eq!(dorte.post(&page, &[("reason", "")]).await.status, 422);
    let ended = dorte.does(&page, &[("reason", "Tallene er forkerte")]).await;

    ended.shows("Trukket tilbage").shows("Tallene er forkerte");
    let late = say(&case, MEMBERS[1], procedure, "yes", "").await;
    assert_eq!(late.status, 409);
    assert_eq!(end(&bo, procedure).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_item_leaves_no_word_outside_and_none_in_a_mail() {
    let case = strategy();
    let sink = Sink::start().await;
    change(&case, "DELETE FROM person_wish");
    change(
        &case,
        "INSERT INTO person_wish (person_id, email, lang, digest, quiet_from, quiet_to)
         SELECT id, 'kl@eksempel.dk', 'da', 'none', 0, 0 FROM person
         WHERE login = 'kl-direktoer'",
    );
    let bo = case.person("bo").await;
    let item = item(&case, &bo, "Kanariefugl", true).await;
    let procedure = send_out(&bo, item, "1").await;
    sink.work(&case.app, 0).await;
    case.turn_to("2010-09-18", "13:00").await;
    sink.work(&case.app, 0).await;
    sink.work(&case.app, 0).await;

    let mails = sink.mails();
    assert_eq!(mails.len(), 2, "told once and reminded once");
    assert!(mails[1].subject().contains("Påmindelse"), "{}", mails[1].subject());
    for mail in &mails {
        assert!(
            !mail.text().contains("Kanariefugl") && !mail.subject().contains("Kanarie")
        );
        assert!(mail.text().contains(&format!("written-procedures/{procedure}")));
    }
    for login in MEMBERS {
        say(&case, login, procedure, "yes", "").await;
    }
    end(&bo, procedure).await;
    let anyone = case.anyone();
    for page in ["decisions", "meetings", "written-procedures"] {
        anyone.get(page).await.hides("Kanariefugl");
    }
    let paper = case.count("SELECT meeting_id FROM written_procedure");
    let page = anyone.get(&format!("meetings/{paper}")).await;
    page.hides("Kanariefugl").shows("Lukket punkt");
}
