//! Mail about tasks: one a day at most, on working days, outside quiet hours, by the clock
//! of the case.

use koreplan::outbox::Clocks;

use super::{
    support::{Box_, Visitor, smtp::Sink, story, strategy},
    tasks::{body, give, give_about, person},
};

/// Says how one wants to be told.
async fn wish(who: &Visitor, digest: &str, quiet: (&str, &str)) {
    let form = [
        ("email", "eva@demo.example"),
        ("mail_lang", "da"),
        ("digest", digest),
        ("quiet_from", quiet.0),
        ("quiet_to", quiet.1),
    ];
    let answer = who.send("POST", "/da/my-page", &form).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
}

/// Turns the clock, lets the server work, and counts the mails Eva has.
async fn eva_has(case: &Box_, sink: &Sink, day: &str, time: &str) -> usize {
    case.turn_to(day, time).await;
    sink.work(&case.app, 0).await;
    sink.to("eva@demo.example").len()
}

#[tokio::test(flavor = "multi_thread")]
async fn eva_gets_one_mail_a_day_when_her_quiet_hours_end_and_none_at_the_weekend() {
    let case = strategy();
    let sink = Sink::start().await;
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    wish(&eva, "daily", ("17", "8")).await;
    give(&bo, "Skriv resumé", &person(&case, "eva"), "2010-09-13").await;
    give(&bo, "Senere", &person(&case, "eva"), "2010-12-24").await;

    assert_eq!(
        eva_has(&case, &sink, "2010-09-06", "16:00").await,
        0,
        "the next one is tomorrow"
    );
    assert_eq!(eva_has(&case, &sink, "2010-09-07", "07:30").await, 0, "quiet hours");
    assert_eq!(eva_has(&case, &sink, "2010-09-07", "08:30").await, 1);
    assert_eq!(eva_has(&case, &sink, "2010-09-07", "15:00").await, 1, "twice on one day");
    assert_eq!(eva_has(&case, &sink, "2010-09-11", "10:00").await, 1, "on a Saturday");
    assert_eq!(eva_has(&case, &sink, "2010-09-12", "10:00").await, 1, "on a Sunday");
    assert_eq!(eva_has(&case, &sink, "2010-09-13", "08:05").await, 2);
    assert_eq!(eva_has(&case, &sink, "2010-09-14", "09:00").await, 3);

    let mails = sink.to("eva@demo.example");
    assert_eq!(mails[0].subject(), "Dine opgaver: 0 over fristen, 1 tæt på");
    assert!(mails[0].text().contains("Frist inden for en uge:"), "{}", mails[0].text());
    assert!(mails[1].text().contains("Frist nu eller på næste arbejdsdag:"));
    assert!(
        mails[2].text().contains("Over fristen:\n\nSkriv resumé"),
        "{}",
        mails[2].text()
    );
    assert!(!mails[2].text().contains("Senere"));
    let page = mails[2].link("/tasks/");
    eva.send("GET", &page, &[]).await.shows("Skriv resumé");
    let id = page.rsplit('/').next().unwrap();
    eva.does(&format!("tasks/{id}/done"), &[]).await;
    assert_eq!(eva_has(&case, &sink, "2010-09-15", "09:00").await, 3, "it is done");
}

#[tokio::test(flavor = "multi_thread")]
async fn reminders_before_and_after_a_deadline_come_once_each_and_not_at_easter() {
    let case = strategy();
    let sink = Sink::start().await;
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    case.turn_to("2011-04-18", "09:00").await;
    wish(&eva, "reminders", ("17", "8")).await;
    give(&bo, "Skriv resumé", &person(&case, "eva"), "2011-04-26").await;

    assert_eq!(eva_has(&case, &sink, "2011-04-19", "09:00").await, 0, "not yet near");
    assert_eq!(eva_has(&case, &sink, "2011-04-20", "08:01").await, 1, "Easter follows");
    for day in 21..=25 {
        let day = format!("2011-04-{day}");
        assert_eq!(
            eva_has(&case, &sink, &day, "10:00").await,
            1,
            "{day} is no working day"
        );
    }
    assert_eq!(eva_has(&case, &sink, "2011-04-26", "10:00").await, 1, "told before");
    assert_eq!(
        eva_has(&case, &sink, "2011-04-27", "10:00").await,
        2,
        "now it is overdue"
    );
    assert_eq!(eva_has(&case, &sink, "2011-04-28", "10:00").await, 2, "told that too");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weekly_digest_comes_on_mondays_and_nothing_to_who_wants_none() {
    let case = strategy();
    let sink = Sink::start().await;
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    wish(&eva, "weekly", ("0", "0")).await;
    give(&bo, "Skriv resumé", &person(&case, "eva"), "2010-09-17").await;

    assert_eq!(eva_has(&case, &sink, "2010-09-10", "09:00").await, 0, "a Friday");
    assert_eq!(eva_has(&case, &sink, "2010-09-13", "09:00").await, 1);
    assert_eq!(eva_has(&case, &sink, "2010-09-14", "09:00").await, 1);
    assert_eq!(eva_has(&case, &sink, "2010-09-16", "09:00").await, 2, "the day before");
    wish(&eva, "none", ("0", "0")).await;
    assert_eq!(eva_has(&case, &sink, "2010-09-20", "09:00").await, 2);
    // A leap over half a year is one day of mail, not a hundred.
    wish(&eva, "daily", ("0", "0")).await;
    assert_eq!(eva_has(&case, &sink, "2011-03-01", "09:00").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_of_a_body_is_told_to_its_chair_and_ends_with_the_seat() {
    let case = strategy();
    let sink = Sink::start().await;
    let bo = case.person("bo").await;
    sink.work(&case.app, 0).await;
    give(&bo, "Indkald", &body(&case, "digital-taskforce"), "2010-09-07").await;
    eva_has(&case, &sink, "2010-09-07", "09:00").await;

    assert_eq!(sink.to("astrid@demo.example").len(), 1);
    assert_eq!(sink.to("bo@demo.example").len(), 0, "a member, not the chair");
    let gone = "UPDATE member SET until = '2010-09-07' WHERE person_id =
        (SELECT id FROM person WHERE login = 'astrid')";
    case.app.store.write_now(move |tx| tx.exec(gone, &[])).unwrap();
    eva_has(&case, &sink, "2010-09-08", "09:00").await;
    assert_eq!(sink.to("astrid@demo.example").len(), 1, "she has no seat");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_does_not_say_what_a_confidential_task_is_called() {
    let case = strategy();
    let sink = Sink::start().await;
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    wish(&eva, "daily", ("17", "8")).await;
    let (area, _) = story::cast(&case).ministers[0].clone();
    let meeting = story::call_theme(&bo, area, "2010-11-09").await;
    let holder = person(&case, "eva");
    give_about(&bo, "Kanarie", (&holder, "2010-09-08"), ("meeting", meeting)).await;

    assert_eq!(eva_has(&case, &sink, "2010-09-07", "09:00").await, 1);

    let mail = &sink.to("eva@demo.example")[0];
    assert!(!String::from_utf8_lossy(&mail.data).contains("Kanarie"));
    assert!(mail.text().contains("En opgave om noget fortroligt"), "{}", mail.text());
    eva.send("GET", &mail.link("/tasks/"), &[]).await.shows("Kanarie");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_at_once_write_one_mail() {
    let sources = koreplan::case::Sources::shipped();
    let case = strategy();
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    wish(&eva, "daily", ("17", "8")).await;
    give(&bo, "Skriv resumé", &person(&case, "eva"), "2010-09-08").await;
    case.turn_to("2010-09-07", "09:00").await;
    let other = case.beside(&sources[0]);
    let apps = [case.app.clone(), other.as_ref().unwrap_or(&case).app.clone()];
    let at = Clocks::of(&case.app);

    let mut turns = tokio::task::JoinSet::new();
    for _ in 0..4 {
        for app in apps.clone() {
            turns.spawn(async move { koreplan::background::turn(&app, None, at).await });
        }
    }
    while let Some(turn) = turns.join_next().await {
        turn.unwrap().unwrap();
    }

    let mails = "SELECT count(*) FROM mail WHERE kind = 'tasks'";
    assert_eq!(case.count(mails), 1);
    assert_eq!(case.count("SELECT count(*) FROM task_told"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_own_page_takes_what_can_be_meant_and_is_nobody_elses() {
    let case = strategy();
    let eva = case.person("eva").await;
    eva.send("GET", "/da/my-page", &[]).await.shows("eva@demo.example");
    for (email, digest, from, field) in [
        ("eva", "daily", "17", "email"),
        ("a@x.dk,b@x.dk", "daily", "17", "email"),
        ("eva@x.dk", "hourly", "17", "digest"),
        ("eva@x.dk", "daily", "24", "quiet_from"),
    ] {
        let form = [
            ("email", email),
            ("mail_lang", "da"),
            ("digest", digest),
            ("quiet_from", from),
            ("quiet_to", "8"),
        ];
        let answer = eva.send("POST", "/da/my-page", &form).await;
        assert_eq!(answer.status, 422, "{field}");
        answer.shows("form-error-message");
    }
    eva.send("GET", "/da/my-page", &[]).await.shows("eva@demo.example");
    assert_eq!(case.anyone().send("GET", "/da/my-page", &[]).await.status, 404);
    let bo = case.person("bo").await;
    bo.send("GET", "/da/my-page", &[]).await.hides("eva@");
    wish(&eva, "daily", ("17", "8")).await;
    let journal = case.person("kim").await.send("GET", "/da/journal", &[]).await;
    journal.hides("eva@demo.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_deadline_passes_while_the_case_stands_still_and_a_new_day_is_the_day_it_says()
{
    let case = strategy();
    let sink = Sink::start().await;
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    let astrid = case.person("astrid").await;
    wish(&eva, "reminders", ("17", "8")).await;
    let task = give(&bo, "Skriv resumé", &person(&case, "eva"), "2010-09-17").await;
    let page = format!("tasks/{}", task.sent_to_id());
    case.turn_to("2010-09-08", "09:00").await;
    astrid.does("pauses", &[("reason", "Valg"), ("expected", "2010-11-01")]).await;

    assert_eq!(eva_has(&case, &sink, "2010-09-20", "09:00").await, 0, "it stands still");
    eva.get("tasks?whose=overdue").await.hides("Skriv resumé");
    // Friday 8 October, a month after: the deadline is nine days on, as it was.
    case.turn_to("2010-10-08", "09:00").await;
    astrid.does("pauses/end", &[("reason", "Ny regering")]).await;
    eva.get(&page).await.shows("17. oktober 2010");
    assert_eq!(eva_has(&case, &sink, "2010-10-13", "09:00").await, 0);
    assert_eq!(
        eva_has(&case, &sink, "2010-10-15", "09:00").await,
        1,
        "near, on a Friday"
    );
    eva.get("tasks?whose=overdue").await.hides("Skriv resumé");

    let form = [("due", "2010-10-20"), ("said", "Ferie")];
    bo.does(&format!("{page}/deadline"), &form).await.shows("20. oktober 2010");
    bo.get(&page).await.shows("Fra 17. oktober 2010");
}
