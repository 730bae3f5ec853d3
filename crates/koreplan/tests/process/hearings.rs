//! Hearings the secretariat makes: prepared, published, with parties, and ended.

use std::time::Instant;

use koreplan::outbox::Clocks;

use super::support::{Box_, Visitor, smtp::Sink, story, strategy};

fn count(case: &Box_, sql: &'static str) -> i64 {
    case.app.store.write_now(move |tx| tx.one(sql, &[])).unwrap()
}

/// Puts a list of parties on a hearing.
async fn list(officer: &Visitor, slug: &str, parties: &str) {
    let form = [("kind", "other"), ("party_lang", "da"), ("list", parties)];
    officer.does(&format!("hearings/{slug}/parties"), &form).await;
}

async fn publish(head: &Visitor, slug: &str) {
    head.does(&format!("hearings/{slug}/publication"), &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn astrid_makes_a_hearing_that_nobody_sees_before_it_is_published() {
    let case = strategy();
    let (astrid, bo, hanne) =
        (case.person("astrid").await, case.person("bo").await, case.anyone());
    let slug = story::make_hearing(&bo, "Åbne data").await;
    assert_eq!(slug, "aabne-data");
    let question = [("question_da", "Hvilke data?"), ("question_en", "Which data?")];
    bo.does(&format!("hearings/{slug}/questions"), &question).await.shows("Hvilke data?");
    let material = [("title", "Udkast"), ("link", "https://eksempel.dk/udkast.pdf")];
    bo.does(&format!("hearings/{slug}/materials"), &material).await.shows("Udkast");
    list(&bo, &slug, "Ældre Sagen;post@aeldre.example\nKL;kl@kl.example\nAarhus Kommune")
        .await;

    for page in ["", "/letter", "/parties", "/preparation"] {
        let answer = hanne.get(&format!("hearings/{slug}{page}")).await;
        assert_eq!(answer.status, 404, "{page} was open");
    }
    hanne.get("hearings").await.hides("hearings/aabne-data");
    bo.get("hearings").await.shows("Åbne data");
    let key = "0".repeat(64);
    let form =
        [("key", &*key), ("sender_kind", "person"), ("name", "H"), ("body", "Hej")];
    let early = hanne.post(&format!("hearings/{slug}/inputs"), &form).await;
    assert_eq!(early.status, 404, "a draft took an input");
    let not_bo = bo.post(&format!("hearings/{slug}/publication"), &[]).await;
    assert_eq!(not_bo.status, 404);

    publish(&astrid, &slug).await;

    let page = hanne.get(&format!("hearings/{slug}")).await;
    page.shows("Hvilke data?").shows("https://eksempel.dk/udkast.pdf").shows("2010-4711");
    page.shows("Kommende");
    hanne.get("hearings").await.shows("Åbne data");
    let letter = hanne.get(&format!("hearings/{slug}/letter")).await;
    for part in [
        "Til høringsparterne",
        "6. september 2010",
        "J.nr. 2010-4711",
        "Sagsbehandler: Bo Fuldmægtig",
        "Høring: Åbne data",
        "senest den 15. oktober 2010 kl. 23.59",
        "bo@fm.example",
        "https://koreplan.example/da/",
        "kan blive offentliggjort",
        "Bilag:",
    ] {
        letter.shows(part);
    }
    let parties = hanne.get(&format!("hearings/{slug}/parties")).await;
    parties.hides("kl@kl.example");
    let at = |name: &str| parties.text.find(name).unwrap_or_else(|| panic!("no {name}"));
    assert!(at("KL<") < at("Ældre Sagen") && at("Ældre Sagen") < at("Aarhus Kommune"));
    bo.get(&format!("hearings/{slug}/parties")).await.shows("kl@kl.example");

    case.turn_to("2010-09-10", "09:00").await;
    let key = hanne.get(&format!("hearings/{slug}/answer")).await.hidden("key");
    let form =
        [("key", &*key), ("sender_kind", "person"), ("name", "H"), ("body", "Hej")];
    hanne.does(&format!("hearings/{slug}/inputs"), &form).await.shows("Hej");
}

#[tokio::test(flavor = "multi_thread")]
async fn t11_after_publication_the_deadline_only_moves_later() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let slug = story::make_hearing(&astrid, "Åbne data").await;
    let action = format!("hearings/{slug}/preparation");
    let mut plan = story::plan_of("Åbne data og mere");
    let send = async |plan: &[(&'static str, String)]| {
        let form: Vec<_> = plan.iter().map(|(name, value)| (*name, &**value)).collect();
        astrid.post(&action, &form).await
    };
    let extension = async |day| {
        let form = [("deadline", day), ("deadline_time", "12:00"), ("reason", "Ferie")];
        astrid.post(&format!("hearings/{slug}/extensions"), &form).await.status
    };
    assert_eq!(extension("2010-11-01").await, 409, "a draft was extended");
    assert_eq!(send(&plan).await.status, 303, "a draft could not be changed");
    astrid.get(&action).await.shows("Åbne data og mere");

    publish(&astrid, &slug).await;
    plan[0].1 = "Noget helt andet".into();
    assert_eq!(send(&plan).await.status, 409, "a published hearing was changed");
    for path in ["questions", "letter"] {
        let form = [
            ("question_da", "x"),
            ("question_en", "x"),
            ("letter_da", "x"),
            ("letter_en", "x"),
        ];
        let answer = astrid.post(&format!("hearings/{slug}/{path}"), &form).await;
        assert_eq!(answer.status, 409, "{path} were changed");
    }
    assert_eq!(
        astrid.post(&format!("hearings/{slug}/publication"), &[]).await.status,
        409
    );

    assert_eq!(extension("2010-10-01").await, 409, "a deadline was shortened");
    assert_eq!(extension("2010-11-01").await, 303);
    case.anyone()
        .get(&format!("hearings/{slug}/letter"))
        .await
        .shows("Fristen er forlænget");
}

#[tokio::test(flavor = "multi_thread")]
async fn t03_a_time_that_happens_twice_or_never_is_asked_about() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    for (field, day, faulty) in [
        ("opens", "2010-10-31", "opens_time-fault"),
        ("deadline", "2010-10-31", "deadline_time-fault"),
        ("deadline", "2011-03-27", "deadline_time-fault"),
    ] {
        let mut plan = story::plan_of("Åbne data");
        let time = format!("{field}_time");
        for (name, value) in &mut plan {
            if *name == field {
                day.clone_into(value);
            } else if *name == time {
                "02:30".clone_into(value);
            }
        }
        let form: Vec<_> = plan.iter().map(|(name, value)| (*name, &**value)).collect();
        let answer = astrid.post("hearings", &form).await;
        assert_eq!(answer.status, 422, "{field} {day}");
        answer.shows(faulty);
    }
    assert_eq!(
        count(&case, "SELECT count(*) FROM hearing WHERE published_at IS NULL"),
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_hearing_says_why_and_one_published_late_is_short() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let mut plan = story::plan_of("Åbne data");
    plan[6].1 = "2010-10-01".into();
    let send = async |plan: &[(&'static str, String)]| {
        let form: Vec<_> = plan.iter().map(|(name, value)| (*name, &**value)).collect();
        astrid.post("hearings", &form).await
    };
    let short = send(&plan).await;
    assert_eq!(short.status, 422);
    short.shows("reason-fault").shows("21 dage");
    plan[9].1 = "Aftalen skal være klar til oktober.".into();
    assert_eq!(send(&plan).await.status, 303);

    let slug = story::make_hearing(&astrid, "Sent på den").await;
    case.turn_to("2010-09-25", "09:00").await;
    let late = astrid.post(&format!("hearings/{slug}/publication"), &[]).await;
    assert_eq!(late.status, 409);
    late.shows("kun 20 dage");
    case.turn_to("2010-10-16", "09:00").await;
    let passed = astrid.post(&format!("hearings/{slug}/publication"), &[]).await;
    assert_eq!(passed.status, 409);
    passed.shows("Fristen er allerede udløbet");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_party_with_an_address_is_invited_once_by_mail() {
    let case = strategy();
    let sink = Sink::start().await;
    let astrid = case.person("astrid").await;
    let slug = story::make_hearing(&astrid, "Åbne data").await;
    let parties = "KL;Organisation;kl@kl.example\nDanske Regioner;dr@regioner.example\n\
        Digitaliseringsrådet;Råd eller nævn;KL+raad@kl.example\nÆldre Sagen";
    list(&astrid, &slug, parties).await;
    let invite = format!("hearings/{slug}/invitations");
    assert_eq!(astrid.post(&invite, &[]).await.status, 409, "a draft was sent out");
    publish(&astrid, &slug).await;

    assert_eq!(astrid.post(&invite, &[]).await.status, 303);
    assert_eq!(astrid.post(&invite, &[]).await.status, 409, "invited twice");
    sink.work(&case.app, 0).await;
    list(&astrid, &slug, parties).await;
    list(&astrid, &slug, "FOA;foa@foa.example").await;
    assert_eq!(astrid.post(&invite, &[]).await.status, 303);
    sink.work(&case.app, 0).await;

    assert_eq!(sink.mails().len(), 3, "one mailbox, one invitation");
    let mail = sink.to("kl@kl.example").remove(0);
    assert_eq!(mail.subject(), "Høring: Åbne data");
    let text = mail.text();
    for part in ["15. oktober 2010 kl. 23.59", "bo@fm.example", "2010-4711"] {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
    case.anyone()
        .send("GET", &mail.link("/letter"), &[])
        .await
        .shows("Til høringsparterne");
    list(&astrid, &slug, "For Sent;sent@x.example").await;
    case.turn_to("2010-10-16", "00:00").await;
    assert_eq!(astrid.post(&invite, &[]).await.status, 409, "invited after the deadline");
    let calendar = mail.attachments().remove(0);
    assert!(calendar.contains("DTSTART:20101015T215900Z"), "{calendar}");
    assert!(calendar.contains("SUMMARY:Frist for høringssvar: Åbne data"), "{calendar}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bo_notes_who_has_answered_and_with_which_input() {
    let case = strategy();
    let bo = case.person("bo").await;
    story::send_input(&case, &case.anyone(), "KL", "Vi har bemærkninger.").await;
    let hearing = story::hearing(&case);
    list(&bo, hearing, "KL;kl@kl.example\nFOA").await;
    let page = format!("hearings/{hearing}/parties");
    let ids = bo.get(&page).await.ids_after("id=\"party-");
    let reply = |number| [("reply", "remarks"), ("number", number)];

    let wrong = bo.post(&format!("{page}/{}", ids[0]), &reply("99")).await;
    assert_eq!(wrong.status, 422);
    bo.does(&format!("{page}/{}", ids[0]), &reply("1")).await;
    bo.does(&format!("{page}/{}", ids[1]), &reply("1")).await;
    let used = bo.post(&format!("{page}/{}/removal", ids[0]), &[]).await;

    assert_eq!(used.status, 409, "a party that answered was removed");
    let shown = case.anyone().get(&page).await;
    shown.shows("Svaret med bemærkninger").hides("kl@kl.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_with_a_fault_is_not_taken_at_all() {
    let case = strategy();
    let bo = case.person("bo").await;
    let slug = story::make_hearing(&bo, "Åbne data").await;
    let page = format!("hearings/{slug}/parties");
    let send = async |list: &str| {
        bo.post(&page, &[("party_lang", "da"), ("kind", "other"), ("list", list)]).await
    };

    let answer = send("KL;kl@kl.example\nFOA;foa@foa.example, x@x.example").await;
    assert_eq!(answer.status, 422);
    answer.shows("Linje 2");
    assert_eq!(count(&case, "SELECT count(*) FROM party"), 0);
    assert_eq!(send("").await.status, 422);
    assert_eq!(send("KL").await.status, 303);
    assert_eq!(send("kl\nFOA").await.status, 303);
    assert_eq!(count(&case, "SELECT count(*) FROM party"), 2);
    let ids = bo.get(&page).await.ids_after("id=\"party-");
    bo.does(&format!("{page}/{}/removal", ids[0]), &[]).await;
    assert_eq!(count(&case, "SELECT count(*) FROM party"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s12_a_hearing_is_processed_and_its_note_published_in_that_order() {
    let case = strategy();
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    let slug = story::hearing(&case);
    story::send_input(&case, &case.anyone(), "Hanne", "Hej.").await;
    let act = async |act: &str| {
        let form = [("note", "Ét svar er modtaget.")];
        astrid.post(&format!("hearings/{slug}/{act}"), &form).await.status
    };
    let extend = async || {
        let form =
            [("deadline", "2011-02-01"), ("deadline_time", "12:00"), ("reason", "x")];
        astrid.post(&format!("hearings/{slug}/extensions"), &form).await.status
    };
    assert_eq!(act("processing").await, 409, "an open hearing was processed");
    case.turn_to(&story::after_hearing(&case), "09:00").await;
    assert_eq!(act("note").await, 409, "the note came before the work");
    assert_eq!(act("processing").await, 409, "an unread input was passed over");
    bo.does("inputs/1/reading", &[]).await;

    assert_eq!(act("processing").await, 303);
    assert_eq!(act("processing").await, 409);
    assert_eq!(extend().await, 409, "a processed hearing was opened again");
    assert_eq!(act("note").await, 303);
    assert_eq!(act("note").await, 409);

    let page = case.anyone().get(&format!("hearings/{slug}")).await;
    page.shows("Ét svar er modtaget.").shows("Høringsnotat offentliggjort");
    // What comes now is late, and still stored.
    story::send_input(&case, &case.anyone(), "Ib", "For sent.")
        .await
        .shows("alert-warning");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_answer_and_one_that_was_corrected_need_not_be_read() {
    let case = strategy();
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    let slug = story::hearing(&case);
    story::send_input(&case, &case.anyone(), "Hanne", "Hej.").await;
    let receipt = story::send_input(&case, &case.anyone(), "Ib", "Før.").await;
    let receipt = receipt.to.trim_start_matches("/da/").split_once('/').unwrap().1;
    let receipt = receipt.split('?').next().unwrap();
    let key = case.anyone().get(&format!("{receipt}/correction")).await.hidden("key");
    let form =
        [("key", &*key), ("sender_kind", "person"), ("name", "Ib"), ("body", "Efter.")];
    case.anyone().does(&format!("{receipt}/corrections"), &form).await;
    case.turn_to(&story::after_hearing(&case), "09:00").await;
    let processing = format!("hearings/{slug}/processing");
    astrid.post(&processing, &[]).await.shows("2 høringssvar er ikke læst");

    let decision = [("decision", "2010-17"), ("reason", "Efter ønske")];
    astrid.does("inputs/1/erasure", &decision).await;
    astrid.post(&processing, &[]).await.shows("Ét høringssvar er ikke læst");
    bo.does("inputs/3/reading", &[]).await;
    assert_eq!(astrid.post(&processing, &[]).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn n13_a_hundred_thousand_invitations_are_a_short_act_and_written_in_the_background()
 {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let slug = story::make_hearing(&astrid, "Åbne data").await;
    publish(&astrid, &slug).await;
    let seek = slug.clone();
    case.app
        .store
        .write_now(move |tx| -> Result<(), koreplan_store::StoreError> {
            let sql = "SELECT id FROM hearing WHERE slug = $1";
            let hearing = tx.one(sql, &[seek.into()])?;
            for i in 1..=100_000_i64 {
                tx.exec(
                    "INSERT INTO party (hearing_id, name, sort, kind, email, lang, reply)
                     VALUES ($1, $2, $3, 'other', $4, 'da', 'none')",
                    &[
                        hearing.into(),
                        format!("Part {i}").into(),
                        i.to_be_bytes().to_vec().into(),
                        format!("part{i}@x.example").into(),
                    ],
                )?;
            }
            Ok(())
        })
        .unwrap();

    let began = Instant::now();
    let answer = astrid.post(&format!("hearings/{slug}/invitations"), &[]).await;
    let took = began.elapsed();

    assert_eq!(answer.status, 303);
    assert!(took.as_millis() <= 1_000, "the answer took {took:?}");
    let at = Clocks::of(&case.app);
    for _ in 0..3 {
        koreplan::background::turn(&case.app, None, at).await.unwrap();
    }
    // Stopped here, the next start goes on where it was: each party has its mail or waits.
    let (mails, waiting) = (
        count(&case, "SELECT count(*) FROM mail"),
        count(&case, "SELECT count(*) FROM party WHERE invited_at IS NULL"),
    );
    assert_eq!((mails, waiting), (600, 99_400));
    astrid
        .get(&format!("hearings/{slug}/parties"))
        .await
        .shows("99.400 invitationer er på vej");
}

/// A server in a process of its own, which sends its mail to `sink`.
fn serve(settings: &koreplan::Settings, sink: &Sink) -> std::process::Child {
    let mail = sink.settings();
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_koreplan"));
    program
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(&settings.data)
        .env("KOREPLAN_SMTP_URL", mail.smtp_url.unwrap())
        .env("KOREPLAN_MAIL_FROM", mail.mail_from.unwrap())
        .env("KOREPLAN_BASE_URL", mail.base_url.unwrap())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    if let Some(url) = &settings.database_url {
        program.env("DATABASE_URL", url);
    }
    program.spawn().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn n13_a_server_killed_while_it_invites_goes_on_and_forgets_nobody() {
    const PARTIES: usize = 900;
    let sink = Sink::start().await;
    let case = strategy();
    let astrid = case.person("astrid").await;
    let slug = story::make_hearing(&astrid, "Åbne data").await;
    publish(&astrid, &slug).await;
    let parties: Vec<_> =
        (1..=PARTIES).map(|i| format!("Part {i};part{i}@x.example")).collect();
    list(&astrid, &slug, &parties.join("\n")).await;
    astrid.does(&format!("hearings/{slug}/invitations"), &[]).await;
    let settings = case.settings.clone();
    drop((case, astrid));

    let mut kills = 0;
    while sink.mails().len() < PARTIES / 2 {
        let before = sink.mails().len();
        let mut server = serve(&settings, &sink);
        // It may find the folder still held by the one before, and end by itself.
        while sink.mails().len() < before + 100 && server.try_wait().unwrap().is_none() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        server.kill().unwrap();
        server.wait().unwrap();
        kills += usize::from(sink.mails().len() > before);
    }
    assert!(kills >= 2, "killed {kills} times");
    let app = koreplan::App::open(&settings, koreplan::web::app::Clock::SYSTEM).unwrap();
    sink.work(&app, 301).await;

    let mails = sink.mails();
    let of = |part: &dyn Fn(&super::support::smtp::Arrived) -> String| {
        mails.iter().map(part).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(of(&|mail| mail.to[0].clone()), PARTIES, "somebody was forgotten");
    assert_eq!(of(&super::support::smtp::Arrived::id), PARTIES, "two mails to one party");
    let twice = mails.len() - PARTIES;
    assert!(twice <= kills * 64, "{twice} went out again after {kills} kills");
}

#[tokio::test(flavor = "multi_thread")]
async fn n11_one_mailbox_gets_three_invitations_a_day_and_the_rest_the_next_day() {
    let case = strategy();
    let sink = Sink::start().await;
    let astrid = case.person("astrid").await;
    for number in 0..5 {
        let slug = story::make_hearing(&astrid, &format!("Høring {number}")).await;
        list(&astrid, &slug, "KL;kl@kl.example").await;
        publish(&astrid, &slug).await;
        astrid.does(&format!("hearings/{slug}/invitations"), &[]).await;
    }

    sink.work(&case.app, 0).await;
    assert_eq!(sink.mails().len(), 3);
    sink.work(&case.app, 86_400).await;
    assert_eq!(sink.mails().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_were_invited_are_told_a_later_deadline_once() {
    let case = strategy();
    let sink = Sink::start().await;
    let astrid = case.person("astrid").await;
    let slug = story::make_hearing(&astrid, "Åbne data").await;
    list(&astrid, &slug, "KL;kl@kl.example\nÆldre Sagen").await;
    publish(&astrid, &slug).await;
    astrid.does(&format!("hearings/{slug}/invitations"), &[]).await;
    sink.work(&case.app, 0).await;
    list(&astrid, &slug, "FOA;foa@foa.example").await;
    let later =
        [("deadline", "2010-10-29"), ("deadline_time", "12:00"), ("reason", "Ferie")];
    astrid.does(&format!("hearings/{slug}/extensions"), &later).await;
    sink.work(&case.app, 0).await;
    sink.work(&case.app, 0).await;

    let mails = sink.mails();
    assert_eq!(mails.len(), 2, "who was not invited, or has no address, was told");
    assert_eq!(mails[1].subject(), "Fristen er forlænget: Åbne data");
    assert!(mails[1].text().contains("29. oktober 2010 kl. 12.00"));
    let (before, after) = (mails[0].attachments(), mails[1].attachments());
    let line = |calendar: &str, name: &str| {
        calendar.lines().find(|line| line.starts_with(name)).unwrap().to_owned()
    };
    assert_eq!(line(&before[0], "UID:"), line(&after[0], "UID:"));
    assert_eq!(line(&after[0], "SEQUENCE:"), "SEQUENCE:1");
    assert_eq!(line(&after[0], "DTSTART:"), "DTSTART:20101029T100000Z");

    astrid.does(&format!("hearings/{slug}/invitations"), &[]).await;
    sink.work(&case.app, 0).await;
    assert_eq!(
        sink.to("foa@foa.example").len(),
        1,
        "invited with the new deadline alone"
    );
    assert_eq!(sink.mails().len(), 3);
}
