//! Mail: written with its act, sent to a real mail server, and what its links do.

use koreplan::outbox::{self, Clocks, Mail, rules::Kind};

use super::support::{Box_, smtp::Sink, story, strategy};

fn write(case: &Box_, once: &str, to: &str, subject: &str, body: &str) -> bool {
    let mail = Mail {
        once: once.into(),
        kind: Kind::News,
        to: to.parse().unwrap(),
        subject: subject.into(),
        body: body.into(),
        calendar: String::new(),
        unsubscribe: String::new(),
    };
    let at = Clocks::of(&case.app);
    case.app.store.write_now(move |tx| outbox::enqueue(tx, at, &mail)).unwrap()
}

fn count(case: &Box_, sql: &'static str) -> i64 {
    case.app.store.write_now(move |tx| tx.one(sql, &[])).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn hanne_confirms_by_mail_that_the_input_is_hers() {
    let case = strategy();
    let sink = Sink::start().await;
    let hanne = case.anyone();
    let receipt =
        story::send_input_from(&case, &hanne, "hanne@eksempel.dk", "Ja tak.").await;

    sink.work(&case.app, 0).await;

    receipt.shows("sendt en mail til hanne@eksempel.dk");
    let mails = sink.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["hanne@eksempel.dk"]);
    assert_eq!(mails[0].from, "post@koreplan.example");
    assert_eq!(mails[0].subject(), "Bekræft høringssvar nr. 000001-3");
    let text = mails[0].text();
    assert!(text.contains("høringssvar nr. 000001-3"), "{text}");
    let secret = receipt.to.rsplit('/').next().unwrap();
    assert!(!text.contains(secret), "the receipt's secret was mailed");
    assert!(!text.contains("Ja tak."), "the text was mailed to whoever was named");

    let page = mails[0].link("/confirmations/");
    hanne.send("GET", &page, &[]).await.shows("Ja, jeg har sendt det");
    let hearing = format!("hearings/{}", story::hearing(&case));
    hanne.get(&hearing).await.shows("0 bekræftet med e-mail, 1 ikke bekræftet");
    let said = hanne.send("POST", &page, &[]).await;
    assert_eq!(said.status, 303);
    hanne.send("GET", &said.to, &[]).await.shows("Det er bekræftet");
    hanne.get(&hearing).await.shows("1 bekræftet med e-mail, 0 ikke bekræftet");
    case.person("bo").await.get("inputs/1").await.shows("Afsender bekræftet med e-mail");
    assert_eq!(hanne.send("POST", &page, &[]).await.status, 409, "confirmed twice");
    hanne.send("GET", &receipt.to, &[]).await.shows("Du har bekræftet");
}

#[tokio::test(flavor = "multi_thread")]
async fn n06_an_input_in_anothers_name_is_disowned_and_kept_without_the_address() {
    let case = strategy();
    let sink = Sink::start().await;
    let ib = case.anyone();
    story::send_input_from(&case, &ib, "eva@eksempel.dk", "Eva mener det modsatte.")
        .await;
    sink.work(&case.app, 0).await;
    let bo = case.person("bo").await;
    bo.get("inputs/1").await.shows("Afsender ikke bekræftet");
    story::publish(&bo, 1).await;
    ib.get("inputs/1").await.shows("Hanne");

    let page = sink.mails()[0].link("/disownings/");
    ib.send("GET", &page, &[]).await.shows("Nej, det var ikke mig");
    assert_eq!(ib.send("POST", &page, &[]).await.status, 303);

    ib.get("inputs/1").await.shows("Eva mener det modsatte.").hides("Hanne");
    bo.get("inputs/1").await.shows("Adressens ejer har ikke sendt det");
    let left = count(&case, "SELECT count(*) FROM input WHERE email <> ''");
    assert_eq!(left, 0, "the address is still on the input");
    let confirm = page.replace("disownings", "confirmations");
    assert_eq!(ib.send("POST", &confirm, &[]).await.status, 409, "confirmed afterwards");
    let hearing = ib.get(&format!("hearings/{}", story::hearing(&case))).await;
    hearing.shows("Ved ét høringssvar siger adressens ejer");
}

#[tokio::test(flavor = "multi_thread")]
async fn n11_one_mailbox_gets_three_confirmations_a_day_however_it_is_written() {
    let case = strategy();
    let sink = Sink::start().await;
    for (at, email) in [
        "eva@eksempel.dk",
        "EVA@eksempel.dk",
        "eva+a@Eksempel.dk",
        "eva@eksempel.dk",
        "Eva+b@eksempel.dk",
    ]
    .iter()
    .enumerate()
    {
        story::send_input_from(&case, &case.anyone(), email, &format!("Brev {at}")).await;
    }
    story::send_input_from(&case, &case.anyone(), "ib@eksempel.dk", "Mit eget").await;

    sink.work(&case.app, 0).await;

    assert_eq!(sink.mails().len(), 4);
    assert_eq!(count(&case, "SELECT count(*) FROM input"), 6, "an input was lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn w14_no_field_of_an_input_breaks_out_of_its_mail() {
    let case = strategy();
    let hanne = case.anyone();
    let hearing = format!("hearings/{}/inputs", story::hearing(&case));
    let key = hanne
        .get(&format!("hearings/{}/answer", story::hearing(&case)))
        .await
        .hidden("key");
    for email in [
        "a@x.dk\r\nBcc: b@x.dk",
        "a@x.dk\n.\nMAIL FROM:<b@x.dk>",
        "a@x.dk,b@x.dk",
        "a@x.dk;b@x.dk",
        "a@x.dk b@x.dk",
        "A <a@x.dk>",
        "\"a\r\n\"@x.dk",
        "a@x.dk>\r\nRCPT TO:<b@x.dk",
        "a@[127.0.0.1]",
    ] {
        let form = [
            ("key", &*key),
            ("sender_kind", "person"),
            ("name", "H"),
            ("email", email),
            ("body", "Hej"),
        ];
        let answer = hanne.post(&hearing, &form).await;
        assert_eq!(answer.status, 422, "{email:?} was taken");
        answer.shows("id=\"email-fault\"");
    }
    assert_eq!(count(&case, "SELECT count(*) FROM mail"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn w14_whatever_the_text_the_mail_on_the_wire_has_one_receiver_and_no_foreign_header()
 {
    let case = strategy();
    let sink = Sink::start().await;
    let nasty = [
        ("a\r\nBcc: b@x.dk", "text"),
        ("a\r\n\r\n<script>", ".\r\n.\r\nQUIT\r\n"),
        ("subject", "before\n.\nMAIL FROM:<b@x.dk>\nRCPT TO:<b@x.dk>\nDATA\nnew"),
        ("=?utf-8?q?=0D=0ABcc:_b@x.dk?=", "..\n.hidden\n"),
        ("\u{2028}Bcc: b@x.dk", "æøå \u{202e} \u{0}"),
        (&"langt ".repeat(400), &"uden mellemrum".repeat(1_000)),
    ];
    for (at, (subject, body)) in nasty.iter().enumerate() {
        let body = body.replace('\0', "");
        assert!(write(&case, &format!("test:{at}"), "hanne@eksempel.dk", subject, &body));
    }

    sink.work(&case.app, 0).await;

    let mut mails = sink.mails();
    assert_eq!(mails.len(), nasty.len());
    mails
        .sort_by_key(|mail| mail.id().split('.').next().unwrap().parse::<i64>().unwrap());
    for (mail, (_, body)) in mails.iter().zip(nasty) {
        assert_eq!(mail.to, ["hanne@eksempel.dk"]);
        let raw = String::from_utf8_lossy(&mail.data).into_owned();
        let head = raw.split("\r\n\r\n").next().unwrap();
        let mut names: Vec<_> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split(':').next().unwrap().to_lowercase())
            .collect();
        names.sort();
        assert!(!names.contains(&"bcc".to_owned()), "{head}");
        let once: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(once.len(), names.len(), "{head}");
        assert!(raw.split("\r\n").all(|line| line.len() <= 998), "a line is too long");
        let same =
            |text: &str| text.replace('\0', "").replace("\r\n", "\n").trim().to_owned();
        assert_eq!(same(&mail.text()), same(body));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_repeated_writes_its_mail_once() {
    let case = strategy();

    assert!(write(&case, "same", "a@x.dk", "s", "b"));
    assert!(!write(&case, "same", "a@x.dk", "s", "b"));
    assert_eq!(count(&case, "SELECT count(*) FROM mail"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_can_wait_is_tried_again_and_one_that_never_goes_is_given_up() {
    let case = strategy();
    let sink = Sink::start().await;
    write(&case, "1", "full@x.dk", "s", "b");
    write(&case, "2", "nobody@x.dk", "s", "b");
    write(&case, "3", "hanne@x.dk", "s", "b");

    sink.work(&case.app, 0).await;
    sink.work(&case.app, 30).await;

    assert_eq!(sink.mails().len(), 1, "one bad address stopped the others");
    assert_eq!(count(&case, "SELECT attempt FROM mail WHERE once = '1'"), 1);
    sink.work(&case.app, 61).await;
    assert_eq!(count(&case, "SELECT attempt FROM mail WHERE once = '1'"), 2);
    let given_up = "SELECT count(*) FROM mail WHERE given_up_at IS NOT NULL";
    assert_eq!(count(&case, given_up), 1);
    for day in 1..5 {
        for hour in 0..24 {
            sink.work(&case.app, day * 86_400 + hour * 3_600).await;
        }
    }
    assert_eq!(count(&case, given_up), 2);

    let kim = case.person("kim").await;
    let page = kim.send("GET", "/da/mail", &[]).await;
    page.shows("452 the mailbox is full").shows("550 nobody here").hides("full@x.dk");
    assert_eq!(kim.send("POST", "/da/mail/retries", &[]).await.status, 303);
    assert_eq!(count(&case, given_up), 0);
    assert_eq!(kim.send("POST", "/da/mail/retries", &[]).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_whose_answer_was_lost_comes_again_with_the_same_id() {
    let case = strategy();
    let sink = Sink::start().await;
    write(&case, "1", "lost@x.dk", "s", "b");

    sink.work(&case.app, 0).await;
    sink.work(&case.app, 61).await;

    let mails = sink.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].id(), mails[1].id());
    assert_eq!(mails[0].header("Date"), mails[1].header("Date"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_keeps_others_off_and_ends_when_its_holder_was_killed() {
    let case = strategy();
    let sink = Sink::start().await;
    write(&case, "1", "hanne@x.dk", "s", "b");
    let now = Clocks::of(&case.app).outside;
    let until = now + 600_000_000;
    let taken = case
        .app
        .store
        .write_now(move |tx| outbox::storage::lease(tx, now, until, 10))
        .unwrap();
    assert_eq!(taken.len(), 1);

    sink.work(&case.app, 0).await;
    assert!(sink.mails().is_empty(), "two had the same mail");
    sink.work(&case.app, 601).await;
    assert_eq!(sink.mails().len(), 1, "the mail of the killed one is lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_away_loses_nothing() {
    let case = strategy();
    let sink = Sink::start().await;
    for at in 0..20 {
        write(&case, &at.to_string(), "hanne@x.dk", "s", "b");
    }
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut settings = sink.settings();
    settings.smtp_url = Some(format!("smtp://{}", gone.local_addr().unwrap()));
    drop(gone);
    let mailer = outbox::worker::Mailer::new(&settings.route().unwrap().unwrap());
    let at = Clocks::of(&case.app);
    assert_eq!(outbox::worker::turn(&case.app, &mailer, at.outside).await, Ok(20));

    sink.work(&case.app, 61).await;

    assert_eq!(sink.mails().len(), 20);
    assert_eq!(count(&case, "SELECT count(*) FROM mail WHERE sent_at IS NULL"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_waited_too_long_is_given_up_and_then_forgotten() {
    let case = strategy();
    let sink = Sink::start().await;
    write(&case, "1", "hanne@x.dk", "s", "b");
    let tidy = async |days: i64| {
        let mut at = Clocks::of(&case.app);
        at.outside += days * 86_400 * 1_000_000;
        koreplan::background::tidy(&case.app, at).await.unwrap();
    };

    tidy(13).await;
    assert_eq!(count(&case, "SELECT count(*) FROM mail WHERE given_up_at IS NULL"), 1);
    tidy(15).await;
    sink.work(&case.app, 15 * 86_400).await;
    assert!(sink.mails().is_empty(), "old news was sent");
    assert_eq!(count(&case, "SELECT count(*) FROM mail WHERE given_up_at > 0"), 1);
    tidy(46).await;
    assert_eq!(
        count(&case, "SELECT count(*) FROM mail WHERE body = '' AND receiver = ''"),
        1
    );
    let kim = case.person("kim").await;
    assert_eq!(kim.send("POST", "/da/mail/retries", &[]).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_is_not_kept() {
    let case = strategy();
    let sink = Sink::start().await;
    story::send_input_from(&case, &case.anyone(), "hanne@eksempel.dk", "Hej").await;

    sink.work(&case.app, 0).await;

    assert_eq!(count(&case, "SELECT count(*) FROM mail WHERE body <> ''"), 0);
    let page = case.anyone().send("GET", "/da/mailbox", &[]).await;
    page.shows("hanne@eksempel.dk").hides("/confirmations/");
}

#[tokio::test(flavor = "multi_thread")]
async fn w12_links_in_mail_begin_with_the_set_address_whatever_host_was_asked() {
    let case = strategy();
    let hanne = case.anyone();
    let hearing = story::hearing(&case);
    let key = hanne.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let form =
        format!("key={key}&sender_kind=person&name=H&email=hanne%40eksempel.dk&body=Hej");
    let request = axum::http::Request::builder()
        .method("POST")
        .uri(hanne.address(&format!("hearings/{hearing}/inputs")))
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.into())
        .unwrap();
    assert_eq!(hanne.request(request).await.status, 303);

    let page = hanne.send("GET", "/da/mailbox", &[]).await;
    page.hides("evil.example").shows("https://koreplan.example/da/");
    let path = story::mailed(&hanne, "confirmations").await;
    hanne.send("GET", &path, &[]).await.shows("Ja, jeg har sendt det");
}

#[test]
fn a_wrong_way_for_mail_stops_the_start_in_one_line() {
    let data = super::support::folder();
    for (smtp, from, base) in [
        ("smtp://mail.x.dk", "", "https://x.dk"),
        ("smtp://mail.x.dk", "post@x.dk", ""),
        ("smtp://u:hemmelig@mail.x.dk", "post@x.dk", "https://x.dk"),
        ("mail.x.dk", "post@x.dk", "https://x.dk"),
        ("smtp://mail.x.dk", "post", "https://x.dk"),
        ("", "", "x.dk/køreplan"),
    ] {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_koreplan"));
        program.arg("serve").arg("--data").arg(&data);
        let settings = [
            ("KOREPLAN_SMTP_URL", smtp),
            ("KOREPLAN_MAIL_FROM", from),
            ("KOREPLAN_BASE_URL", base),
        ];
        for (name, value) in settings.into_iter().filter(|(_, value)| !value.is_empty()) {
            program.env(name, value);
        }
        let ended = program.output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success(), "{smtp} {from} {base} was taken");
        assert_eq!(said.trim().lines().count(), 1, "{said}");
        assert!(!said.contains("hemmelig"), "{said}");
    }
}
