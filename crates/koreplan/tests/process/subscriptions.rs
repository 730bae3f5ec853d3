//! Who is told what by mail, and how it ends.

use koreplan::routes;

use super::support::{Box_, Visitor, smtp::Sink, story, strategy};

fn count(case: &Box_, sql: &'static str) -> i64 {
    case.app.store.write_now(move |tx| tx.one(sql, &[])).unwrap()
}

/// Asks for news and says yes.
async fn subscribe(case: &Box_, sink: &Sink, email: &str, wish: &[(&str, &str)]) {
    let anyone = case.anyone();
    let mut form = wish.to_vec();
    form.push(("email", email));
    let sent = anyone.does("subscriptions", &form).await;
    sent.shows("Se i din indbakke");
    sink.work(&case.app, 0).await;
    let page = sink.to(email).last().unwrap().link("/subscriptions/");
    assert_eq!(anyone.send("POST", &page, &[]).await.status, 303);
}

/// Makes a hearing in the area at that place of the case, and publishes it.
async fn publish_in(head: &Visitor, title: &str, area: usize) {
    let area = story::area_id(head, area).await;
    let plan = story::plan_of(title);
    let mut form: Vec<_> = plan.iter().map(|(name, value)| (*name, &**value)).collect();
    form.push(("area", &area));
    let page = head.does("hearings", &form).await.to;
    let slug = page.split("/hearings/").nth(1).unwrap().split('/').next().unwrap();
    head.does(&format!("hearings/{slug}/publication"), &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hanne_is_told_of_the_area_she_asked_for_after_she_said_yes() {
    let case = strategy();
    let sink = Sink::start().await;
    let (astrid, hanne) = (case.person("astrid").await, case.anyone());
    let area = story::area_id(&astrid, 0).await;
    let wish =
        [("subject", "hearings"), ("area", &*area), ("email", "hanne@eksempel.dk")];
    hanne.does("subscriptions", &wish).await;
    sink.work(&case.app, 0).await;
    publish_in(&astrid, "Før jaet", 0).await;
    sink.work(&case.app, 0).await;
    assert_eq!(sink.mails().len(), 1, "told before she said yes");

    let page = sink.mails()[0].link("/subscriptions/");
    hanne.send("GET", &page, &[]).await.shows("Ja, send mig beskeder").shows("Høringer");
    assert_eq!(hanne.send("POST", &page, &[]).await.status, 303);
    hanne.send("GET", &page, &[]).await.shows("Du får disse beskeder");
    case.turn_to("2010-09-06", "10:00").await;
    publish_in(&astrid, "I et andet område", 1).await;
    publish_in(&astrid, "Åbne skoledata", 0).await;
    sink.work(&case.app, 0).await;

    let mails = sink.to("hanne@eksempel.dk");
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[1].subject(), "Ny høring: Åbne skoledata");
    hanne.send("GET", &mails[1].link("/hearings/"), &[]).await.shows("Åbne skoledata");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_in_a_mail_program_ends_it_and_nothing_of_the_address_is_left() {
    let case = strategy();
    let sink = Sink::start().await;
    let astrid = case.person("astrid").await;
    subscribe(&case, &sink, "hanne@eksempel.dk", &[("subject", "hearings")]).await;
    publish_in(&astrid, "Åbne data", 0).await;
    sink.work(&case.app, 0).await;
    let mail = sink.to("hanne@eksempel.dk").remove(1);
    assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    let header = mail.header("List-Unsubscribe");
    let folded: String = header.split_whitespace().collect();
    let address = folded.trim_matches(['<', '>']);
    let path = address.strip_prefix("https://koreplan.example").unwrap();
    assert_eq!(path, mail.link("/unsubscriptions/"), "header and text disagree");

    let robot = case.anyone();
    robot.send("GET", path, &[]).await.shows("Frameld mig");
    let ended = robot.send("POST", path, &[("List-Unsubscribe", "One-Click")]).await;

    assert_eq!(ended.status, 200, "a mail program follows no redirect");
    for sql in
        ["SELECT count(*) FROM subscription", "SELECT count(*) FROM unsubscription"]
    {
        assert_eq!(count(&case, sql), 0, "{sql}");
    }
    publish_in(&astrid, "Flere data", 0).await;
    sink.work(&case.app, 0).await;
    assert_eq!(sink.to("hanne@eksempel.dk").len(), 2);
    let again = robot.send("POST", path, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!((again.status, &again.text), (ended.status, &ended.text));
}

#[tokio::test(flavor = "multi_thread")]
async fn w09_a_known_address_and_an_unknown_one_get_the_same_answer() {
    let case = strategy();
    let sink = Sink::start().await;
    subscribe(&case, &sink, "hanne@eksempel.dk", &[("subject", "hearings")]).await;
    let ask = async |email: &str| {
        let form = [("subject", "decisions"), ("email", email)];
        let answer = case.anyone().post("subscriptions", &form).await;
        let page = case.anyone().send("GET", &answer.to, &[]).await;
        (answer.status, answer.to, answer.text, answer.headers, page.text)
    };

    let known = ask("hanne@eksempel.dk").await;
    let unknown = ask("ib@eksempel.dk").await;

    assert_eq!(known, unknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_yes_replaces_the_old_wish_and_a_wish_alone_does_not() {
    let case = strategy();
    let sink = Sink::start().await;
    let astrid = case.person("astrid").await;
    subscribe(&case, &sink, "hanne@eksempel.dk", &[("subject", "hearings")]).await;
    let wish = [("subject", "follow_up"), ("email", "hanne@eksempel.dk")];
    case.anyone().does("subscriptions", &wish).await;
    publish_in(&astrid, "Åbne data", 0).await;
    sink.work(&case.app, 0).await;
    let subjects = |sink: &Sink| {
        let mails = sink.to("hanne@eksempel.dk");
        mails.iter().map(super::support::smtp::Arrived::subject).collect::<Vec<_>>()
    };
    assert!(subjects(&sink).contains(&"Ny høring: Åbne data".to_owned()));

    let mails = sink.to("hanne@eksempel.dk");
    let asked = mails.iter().rfind(|mail| mail.subject().starts_with("Vil du")).unwrap();
    let page = asked.link("/subscriptions/");
    assert_eq!(case.anyone().send("POST", &page, &[]).await.status, 303);
    publish_in(&astrid, "Flere data", 0).await;
    sink.work(&case.app, 0).await;

    assert!(!subjects(&sink).contains(&"Ny høring: Flere data".to_owned()));
    assert_eq!(count(&case, "SELECT count(*) FROM subscription"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn n11_nobody_is_asked_more_than_three_times_a_day() {
    let case = strategy();
    let sink = Sink::start().await;
    for _ in 0..6 {
        let wish = [("subject", "hearings"), ("email", "eva@eksempel.dk")];
        case.anyone().does("subscriptions", &wish).await;
    }
    sink.work(&case.app, 0).await;

    assert_eq!(sink.mails().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_nobody_said_yes_to_is_forgotten_after_a_week() {
    let case = strategy();
    let sink = Sink::start().await;
    let wish = [("subject", "hearings"), ("email", "eva@eksempel.dk")];
    case.anyone().does("subscriptions", &wish).await;
    sink.work(&case.app, 0).await;
    let mut at = koreplan::outbox::Clocks::of(&case.app);
    at.outside += 6 * 86_400 * 1_000_000;
    koreplan::background::tidy(&case.app, at).await.unwrap();
    assert_eq!(count(&case, "SELECT count(*) FROM subscription"), 1);

    at.outside += 30 * 86_400 * 1_000_000;
    koreplan::background::tidy(&case.app, at).await.unwrap();

    assert_eq!(count(&case, "SELECT count(*) FROM subscription"), 0);
    let kept = "SELECT count(*) FROM mail WHERE receiver <> '' OR receiver_key <> ''";
    assert_eq!(count(&case, kept), 0, "the outbox remembers the address");
}

#[tokio::test(flavor = "multi_thread")]
async fn a07_a_link_from_a_mail_does_its_one_act_and_opens_nothing_else() {
    let case = strategy();
    let sink = Sink::start().await;
    let astrid = case.person("astrid").await;
    story::send_input_from(&case, &case.anyone(), "ib@eksempel.dk", "Hej").await;
    subscribe(&case, &sink, "hanne@eksempel.dk", &[("subject", "hearings")]).await;
    publish_in(&astrid, "Åbne data", 0).await;
    sink.work(&case.app, 0).await;
    let hanne = sink.to("hanne@eksempel.dk");
    let links = [
        ("confirmations", sink.to("ib@eksempel.dk")[0].link("/confirmations/")),
        ("subscriptions", hanne[0].link("/subscriptions/")),
        ("unsubscriptions", hanne[1].link("/unsubscriptions/")),
    ];
    let journal = "SELECT count(*) FROM journal";
    for (own, link) in links {
        let token = link.rsplit('/').next().unwrap();
        // As a session, a key of a receipt, or the token of another kind of link.
        let mut thief = case.anyone();
        thief.cookie = format!("koreplan={token}");
        thief.get("inputs").await.hides("Hej");
        assert_eq!(thief.get("inputs").await.status, 404);
        let before = count(&case, journal);
        for (method, path) in routes::all().known() {
            let takes = path.contains("{token}") || path.contains("{key}");
            let others = match own {
                // One mail, two answers: they share their token.
                "confirmations" => {
                    !path.contains("confirmations") && !path.contains("disownings")
                }
                own => !path.contains(&format!("/{own}/")),
            };
            if !takes || !others {
                continue;
            }
            let address = path
                .replace("{lang}", "da")
                .replace("{case}", case.file.head.slug.get_ref())
                .replace("{number}", "1")
                .replace("{token}", token)
                .replace("{key}", token);
            let answer = thief.send(method, &address, &[]).await;
            // The way out never says whether it knows a link.
            let silent = path.contains("/unsubscriptions/") && answer.status == 200;
            assert!(answer.status == 404 || silent, "{own}: {method} {path} opened");
        }
        assert_eq!(count(&case, journal), before, "{own} did another's act");
    }
    assert_eq!(count(&case, "SELECT count(*) FROM subscription"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a09_what_is_not_public_is_told_to_nobody() {
    let case = strategy();
    let bo = case.person("bo").await;
    let report = [
        ("year", "2010"),
        ("quarter", "3"),
        ("budget", "green"),
        ("business_case", "green"),
        ("risks", "green"),
        ("schedule", "green"),
    ];
    let initiative = bo.get("initiatives").await.id_after("/initiatives/");
    bo.does(&format!("initiatives/{initiative}/start"), &[]).await;
    bo.does(&format!("initiatives/{initiative}/reports"), &report).await;
    story::make_hearing(&bo, "Hemmelig endnu").await;

    assert_eq!(count(&case, "SELECT count(*) FROM news"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_public_act_is_told_under_its_subject() {
    let case = strategy();
    let sink = Sink::start().await;
    let all = ["hearings", "meetings", "decisions", "documents", "follow_up"];
    let wish: Vec<_> = all.iter().map(|subject| ("subject", *subject)).collect();
    subscribe(&case, &sink, "ib@eksempel.dk", &wish).await;
    subscribe(&case, &sink, "eva@eksempel.dk", &[("subject", "documents")]).await;
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    let hearing = story::hearing(&case);
    let later = [("deadline", "2010-10-20"), ("deadline_time", "12:00"), ("reason", "x")];
    astrid.does(&format!("hearings/{hearing}/extensions"), &later).await;
    story::adopt_one(&case).await;
    let version = story::release(&case).await;
    let initiative = bo.get("initiatives").await.id_after("/initiatives/");
    bo.does(&format!("initiatives/{initiative}/start"), &[]).await;
    let today = case.app.now().to_zoned_datetime(case.app.zone.clone()).date();
    let year = today.year().to_string();
    let quarter = ((today.month() - 1) / 3 + 1).to_string();
    let report = [
        ("year", &*year),
        ("quarter", &*quarter),
        ("budget", "green"),
        ("business_case", "green"),
        ("risks", "green"),
        ("schedule", "green"),
    ];
    bo.does(&format!("initiatives/{initiative}/reports"), &report).await;

    sink.work(&case.app, 0).await;

    let told: Vec<_> = sink.to("ib@eksempel.dk");
    for start in ["Fristen er forlænget", "Referat er godkendt", "Version", "Ny status"]
    {
        let mail = told.iter().find(|mail| mail.subject().starts_with(start));
        let mail = mail.unwrap_or_else(|| panic!("nobody told: {start}"));
        let page = mail.link(&format!("/{}/", case.file.head.slug.get_ref()));
        assert_eq!(case.anyone().send("GET", &page, &[]).await.status, 200, "{start}");
    }
    let eva = sink.to("eva@eksempel.dk");
    assert_eq!(eva.len(), 2);
    let version = format!("Version {version} af strategien er offentliggjort");
    assert_eq!(eva[1].subject(), version);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_ends_it_gets_nothing_that_was_still_waiting() {
    let case = strategy();
    let sink = Sink::start().await;
    let astrid = case.person("astrid").await;
    subscribe(&case, &sink, "hanne@eksempel.dk", &[("subject", "hearings")]).await;
    subscribe(&case, &sink, "ib@eksempel.dk", &[("subject", "hearings")]).await;
    publish_in(&astrid, "Åbne data", 0).await;
    sink.work(&case.app, 0).await;
    let out = sink.to("hanne@eksempel.dk")[1].link("/unsubscriptions/");
    publish_in(&astrid, "Flere data", 0).await;
    let at = koreplan::outbox::Clocks::of(&case.app);
    koreplan::background::turn(&case.app, None, at).await.unwrap();
    let waiting = "SELECT count(*) FROM mail WHERE sent_at IS NULL";
    assert_eq!(count(&case, waiting), 2);

    case.anyone().send("POST", &out, &[]).await;
    sink.work(&case.app, 0).await;

    assert_eq!(sink.to("hanne@eksempel.dk").len(), 2);
    assert_eq!(sink.to("ib@eksempel.dk").len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn n13_news_to_many_is_a_short_act_and_reaches_each_once() {
    const MANY: i64 = 1_000;
    let case = strategy();
    let astrid = case.person("astrid").await;
    let now = case.app.now().as_microsecond();
    case.app
        .store
        .write_now(move |tx| -> Result<(), koreplan_store::StoreError> {
            for at in 0..MANY {
                tx.exec(
                    "INSERT INTO subscription (case_id, address, lang, subjects, areas,
                       token_hash, expires_at, confirmed_at)
                     VALUES (1, $1, 'da', 'hearings', '', $2, 0, $3)",
                    &[
                        format!("laeser{at}@x.example").into(),
                        at.to_be_bytes().to_vec().into(),
                        now.into(),
                    ],
                )?;
            }
            Ok(())
        })
        .unwrap();

    publish_in(&astrid, "Åbne data", 0).await;

    assert_eq!(count(&case, "SELECT count(*) FROM mail"), 0, "the act wrote the mails");
    let at = koreplan::outbox::Clocks::of(&case.app);
    koreplan::background::turn(&case.app, None, at).await.unwrap();
    assert_eq!(count(&case, "SELECT count(*) FROM mail"), 200);
    while koreplan::background::turn(&case.app, None, at).await.unwrap() > 0 {}
    assert_eq!(count(&case, "SELECT count(*) FROM mail"), MANY);
    assert_eq!(count(&case, "SELECT count(DISTINCT receiver) FROM mail"), MANY);
}
