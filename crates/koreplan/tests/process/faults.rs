//! Lines of the fault catalogue that belong to no single step: time that jumps, acts at
//! once and out of order, crowds. `docs/faults.md` names the test of every line.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicI64, Ordering},
};

use axum::{
    body::Body,
    http::{Request, header},
};
use futures_util::future::join_all;
use jiff::Timestamp;
use koreplan::{case::Sources, journal, outbox::Clocks, people, routes, web::app::Clock};
use koreplan_store::StoreError;
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, TestRunner},
};

use super::support::{Answer, Box_, Visitor, open, open_by, story, strategy};

/// Where the clocks of these tests begin, in microseconds.
const START: i64 = 1_795_521_600_000_000;
const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// A clock that a test sets: a function of its own for each, for nothing else moves it.
macro_rules! clock {
    ($name:ident) => {
        static $name: AtomicI64 = AtomicI64::new(START);
    };
}

fn at(now: &AtomicI64) -> Timestamp {
    Timestamp::from_microsecond(now.load(Ordering::SeqCst)).unwrap()
}

fn entries(case: &Box_) -> i64 {
    case.app.store.write_now(journal::verify).unwrap().unwrap()
}

/// Entries of the record in which time runs backwards.
fn falls(case: &Box_) -> i64 {
    case.count(
        "SELECT count(*) FROM journal a JOIN journal b ON b.seq = a.seq + 1
         WHERE b.at < a.at",
    )
}

/// Sends an input as a program does.
async fn by_program(case: &Box_, key: &str, text: &str) -> Answer {
    let (slug, hearing) = (case.file.head.slug.get_ref(), story::hearing(case));
    let sent = serde_json::json!({
        "sender": { "kind": "person", "name": "Farid" }, "text": text,
    });
    let request =
        Request::post(format!("/api/v1/cases/{slug}/hearings/{hearing}/inputs"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key)
            .body(Body::from(sent.to_string()))
            .unwrap();
    case.anyone().request(request).await
}

/// The fields of the form for an input, under a key.
fn form<'a>(key: &'a str, body: &'a str) -> [(&'static str, &'a str); 4] {
    [("key", key), ("sender_kind", "person"), ("name", "Hanne"), ("body", body)]
}

fn inputs(case: &Box_) -> String {
    format!("hearings/{}/inputs", story::hearing(case))
}

#[tokio::test(flavor = "multi_thread")]
async fn t01_a_millisecond_before_is_on_time_at_the_deadline_and_after_is_late_and_kept()
{
    clock!(NOW);
    let case = open_by(Clock(|| at(&NOW)), &Sources::shipped()[0], true);
    let closes = case.count("SELECT min(deadline_at) FROM hearing");
    let deadline: Timestamp = "2010-10-04T22:00:00Z".parse().unwrap();
    assert_eq!(closes, deadline.as_microsecond());
    let ahead = case.app.now().as_microsecond() - case.app.outside().as_microsecond();

    for (number, past) in [(1, -1_000), (2, 0), (3, 1_000)] {
        NOW.store(closes - ahead + past, Ordering::SeqCst);
        let is_late = past >= 0;

        let key = format!("0b9d1e0c-8f3a-4d2b-9a57-{number:012}");
        let sent = by_program(&case, &key, "Fra et program.").await;
        assert_eq!(sent.status, 201, "{past}: {}", sent.text);
        let receipt: serde_json::Value = serde_json::from_str(&sent.text).unwrap();
        assert_eq!(receipt["late"], is_late, "{past} µs after");
        let named: Timestamp = receipt["received_at"].as_str().unwrap().parse().unwrap();
        assert_eq!(named.as_second(), case.app.now().as_second(), "the server's time");

        let page =
            story::send_input(&case, &case.anyone(), "Hanne", "Fra en side.").await;
        page.shows("Fra en side.");
        assert_eq!(page.text.contains("alert-warning"), is_late, "{past} µs after");
        page.shows(if is_late {
            "5. oktober 2010 kl. 00.00"
        } else {
            "4. oktober 2010 kl. 23.59"
        });
    }
    let late = case.count("SELECT count(*) FROM input WHERE late = 1");
    assert_eq!((late, case.count("SELECT count(*) FROM input")), (4, 6));
}

#[tokio::test(flavor = "multi_thread")]
async fn t06_when_the_clock_steps_back_the_records_times_do_not_and_no_page_falls_over() {
    clock!(NOW);
    let case = open_by(Clock(|| at(&NOW)), &Sources::shipped()[0], true);
    let hanne = case.anyone();
    let sends = async |body: &str| {
        story::send_input(&case, &hanne, "Hanne", body).await;
    };
    sends("Først.").await;
    let opens = case.count("SELECT min(opens_at) FROM hearing");
    let bo = case.person("bo").await;
    for step in [-3_600 * SECOND, DAY, -DAY, -2 * DAY, DAY, -3_650 * DAY] {
        NOW.fetch_add(step, Ordering::SeqCst);
        if case.app.now().as_microsecond() >= opens {
            sends("Imens.").await;
        }
        for (method, path) in routes::all().known() {
            if *method == "GET" && !path.contains("{id}") {
                let address = path
                    .replace("{lang}", "da")
                    .replace("{case}", case.file.head.slug.get_ref())
                    .replace("{hearing}", story::hearing(&case))
                    .replace("{number}", "1")
                    .replace("{step}", "analysis");
                let status = bo.send("GET", &address, &[]).await.status;
                assert!(!status.is_server_error(), "{address}: {status} after {step}");
            }
        }
        koreplan::background::turn(&case.app, None, Clocks::of(&case.app)).await.unwrap();
    }
    assert_eq!(falls(&case), 0, "time runs backwards in the record");
    assert!(entries(&case) > 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn t06_a_session_that_has_ended_does_not_begin_again_when_the_clock_steps_back() {
    clock!(NOW);
    let case = open_by(Clock(|| at(&NOW)), &Sources::shipped()[0], true);
    let bo = case.person("bo").await;
    let eva = case.person("eva").await;
    bo.get("inputs").await.shows("Logget ind som");

    NOW.fetch_add(DAY, Ordering::SeqCst);
    assert_eq!(bo.get("inputs").await.status, 404);
    NOW.fetch_add(-DAY, Ordering::SeqCst);

    assert_eq!(bo.get("inputs").await.status, 404, "the session came back");
    // Hers was not seen to end: the clock was wrong, and she keeps working.
    eva.get("inputs").await.shows("Logget ind som");
}

/// What people and machines write where a day and a time are asked for.
const TIMES: [(&str, &str); 14] = [
    ("2026-02-30", "12:00"),
    ("2010-10-20", "24:00"),
    ("2010-10-20", "23:59:60"),
    ("9999-12-31", "23:59"),
    ("10000-01-01", "00:00"),
    ("-0001-01-01", "00:00"),
    ("2010-10-20", "-1:00"),
    ("2010-10-20", "12:99"),
    ("2010-10-20", "٠١:٠٠"),
    ("20/10/2010", "12:00"),
    ("2010-10-20", "12:00Z"),
    ("2010-10-20", "99999999999999999999:00"),
    ("", ""),
    ("2010-10-20T12:00[America/New_York]", "kl. 12"),
];

#[tokio::test(flavor = "multi_thread")]
async fn t09_times_that_never_were_are_422_and_times_far_away_are_right() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let extend = async |day: &str, time: &str| {
        let form = [("deadline", day), ("deadline_time", time), ("reason", "Ferie")];
        let page = format!("hearings/{}/extensions", story::hearing(&case));
        astrid.post(&page, &form).await.status
    };
    let before = entries(&case);
    for (day, time) in TIMES {
        assert_eq!(extend(day, time).await, 422, "{day} {time}");
    }
    assert_eq!(entries(&case), before);
    // Seconds since 1970 outgrow 32 bits at 03:14:07 UTC that day.
    for day in ["2038-01-19", "2038-01-20", "2199-12-31"] {
        assert_eq!(extend(day, "04:15").await, 303, "{day}");
    }
    let closes = case.count("SELECT max(deadline_at) FROM hearing");
    let right: Timestamp = "2199-12-31T03:16:00Z".parse().unwrap();
    assert_eq!(closes, right.as_microsecond());
    case.anyone().get(&inputs(&case).replace("/inputs", "")).await.shows("2199");

    let mut runner = TestRunner::deterministic();
    let digits = "[-+0-9]{0,6}-[0-9]{0,3}-[0-9]{0,3}";
    for _ in 0..64 {
        let wild = (digits, "[-0-9.:]{0,9}").new_tree(&mut runner).unwrap().current();
        let status = extend(&wild.0, &wild.1).await.as_u16();
        assert!(matches!(status, 303 | 409 | 422), "{wild:?}: {status}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s02_fifty_sends_of_one_form_over_three_servers_are_one_row_and_one_entry() {
    let sources = &Sources::shipped()[0];
    let first = strategy();
    // On SQLite there is one server: its three doors are one.
    let servers = [first.beside(sources), first.beside(sources)];
    let servers: Vec<&Box_> =
        std::iter::once(&first).chain(servers.iter().flatten()).collect();
    let key = "5".repeat(64);
    let before = entries(&first);

    let sends = (0..50).map(|n: usize| {
        let server = servers[n % servers.len()].anyone();
        let (page, key) = (inputs(&first), key.clone());
        tokio::spawn(async move { server.post(&page, &form(&key, "Hej")).await })
    });
    let answers: Vec<_> = join_all(sends).await.into_iter().map(Result::unwrap).collect();

    let receipts: BTreeSet<_> =
        answers.iter().filter(|a| a.status == 303).map(|a| a.to.as_str()).collect();
    assert_eq!(receipts.len(), 1);
    assert!(answers.iter().all(|a| matches!(a.status.as_u16(), 303 | 409)));
    assert_eq!(first.count("SELECT count(*) FROM input"), 1);
    assert_eq!(entries(&first), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s04_a_receipt_that_was_lost_on_the_way_is_given_again_next_day_and_after_closing()
 {
    clock!(NOW);
    let clock = Clock(|| at(&NOW));
    let case = open_by(clock, &Sources::shipped()[0], true);
    let key = case.anyone().get(&inputs(&case).replace("/inputs", "/answer")).await;
    let key = key.hidden("key");
    // The answer is on its way when the line breaks.
    let lost = case.anyone().post(&inputs(&case), &form(&key, "Send brevene.")).await.to;
    let received = case.anyone().send("GET", &lost, &[]).await;

    NOW.fetch_add(DAY, Ordering::SeqCst);
    let case = case.restarted(clock);
    let next_day = case.anyone().post(&inputs(&case), &form(&key, "Send brevene.")).await;
    NOW.fetch_add(90 * DAY, Ordering::SeqCst);
    let late = case.anyone().post(&inputs(&case), &form(&key, "Send brevene.")).await;
    let other = case.anyone().post(&inputs(&case), &form(&key, "Send dem ikke.")).await;

    assert_eq!((&next_day.to, &late.to, other.status.as_u16()), (&lost, &lost, 422));
    assert_eq!(case.count("SELECT count(*) FROM input"), 1);
    let facts = |page: &Answer| {
        let (_, facts) = page.text.split_once("<dl").unwrap();
        facts.split("</dl>").next().unwrap().to_owned()
    };
    let again = case.anyone().send("GET", &lost, &[]).await;
    assert_eq!(facts(&again), facts(&received), "another time, or late");
}

#[tokio::test(flavor = "multi_thread")]
async fn s11_one_who_says_yes_a_hundred_times_at_once_has_said_it_once() {
    let case = strategy();
    let hanne = case.anyone();
    story::send_input_from(&case, &hanne, "hanne@eksempel.dk", "Ja tak.").await;
    let link = story::mailed(&hanne, "confirmations").await;
    let confirm = (0..100).map(|_| {
        let (hanne, link) = (hanne.clone(), link.clone());
        tokio::spawn(async move { hanne.send("POST", &link, &[]).await.status.as_u16() })
    });
    once(join_all(confirm).await.into_iter().map(Result::unwrap).collect());
    let said = "SELECT count(*) FROM journal WHERE action = 'ConfirmInput'";
    assert_eq!(case.count(said), 1);

    story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    let version = story::freeze(&astrid, "Til godkendelse").await;
    let approval = story::approvals(&astrid, version).await[0];
    let (chair, _, quorum) = &story::cast(&case).approvers[0];
    let chair = case.person(chair).await;
    let answers = (0..100).map(|_| {
        let (chair, quorum) = (chair.clone(), *quorum);
        tokio::spawn(async move {
            story::answer(&chair, approval, "approved", quorum, "").await.status.as_u16()
        })
    });
    once(join_all(answers).await.into_iter().map(Result::unwrap).collect());
    let said = "SELECT count(*) FROM journal WHERE action = 'DecideApproval'";
    assert_eq!(case.count(said), 1);
}

/// One was heard, the others were told that it is done.
fn once(mut statuses: Vec<u16>) {
    statuses.sort_unstable();
    assert_eq!(statuses[0], 303);
    assert!(statuses[1..].iter().all(|status| *status == 409), "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn s12_what_is_unsigned_unfrozen_or_closed_is_409_and_leaves_no_entry() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let cast = story::cast(&case);
    let astrid = case.person(&cast.head).await;
    let bo = case.person(&cast.officer).await;
    let (login, _, quorum) = &cast.approvers[0];
    let (chair, quorum) = (case.person(login).await, quorum.to_string());
    let no = async |who: &Visitor, page: &str, form: &[(&str, &str)], says: u16| {
        let before = entries(&case);
        let answer = who.post(page, form).await;
        assert_eq!(answer.status, says, "{page}: {}", answer.text);
        assert_eq!(entries(&case), before, "{page} left a trace");
    };

    // Nothing is frozen: there is no version to sign or to publish.
    no(&astrid, "versions/1/release", &[], 404).await;
    no(&chair, "approvals/1", &[("verdict", "approved")], 404).await;
    story::freeze(&astrid, "Første").await;
    no(&astrid, "versions/1/release", &[], 409).await;
    let first = story::approvals(&astrid, 1).await[0];
    let read = chair.get(&format!("approvals/{first}")).await.hidden("read");
    story::revise(&bo, adopted.paragraph, "Alle borgere får digital post i 2015.").await;
    story::freeze(&astrid, "Anden").await;
    let vote = [
        ("read", &*read),
        ("verdict", "approved"),
        ("present", &*quorum),
        ("votes_for", &*quorum),
        ("votes_against", "0"),
    ];
    no(&chair, &format!("approvals/{first}"), &vote, 409).await;
    no(&astrid, "versions/1/release", &[], 409).await;
    no(&astrid, "versions/2/release", &[], 409).await;
    let second = story::approvals(&astrid, 2).await;
    for ((login, _, quorum), approval) in cast.approvers.iter().zip(&second) {
        let chair = case.person(login).await;
        story::answer(&chair, *approval, "approved", *quorum, "").await;
        let form = [("verdict", "rejected"), ("reason", "Fortrudt")];
        let status = chair.post(&format!("approvals/{approval}"), &form).await.status;
        assert!(matches!(status.as_u16(), 409 | 422), "answered twice: {status}");
    }
    astrid.does("versions/2/release", &[]).await;
    no(&astrid, "versions/2/release", &[], 409).await;
    // What is closed stays closed.
    let meeting = case.count("SELECT max(id) FROM meeting");
    let chair = case.person(&cast.steering_chair).await;
    no(&chair, &format!("meetings/{meeting}/approval"), &[], 409).await;
    no(&bo, &format!("meetings/{meeting}/papers"), &[], 409).await;
    let item = ("title", "Nyt punkt");
    let item = [item, ("recommendation", "Det indstilles, at punktet drøftes")];
    no(&bo, &format!("meetings/{meeting}/items"), &item, 409).await;
    no(&bo, &format!("meetings/{meeting}/minutes"), &[("minutes", "Nye ord")], 409).await;
    no(&astrid, &format!("topics/{}/approval", adopted.topic), &[], 409).await;
}

/// The acts of the process and who does them; `#` is some number.
const ACTS: [(&str, &str); 27] = [
    ("head", "versions"),
    ("head", "versions/#/release"),
    ("head", "topics/#/approval"),
    ("head", "hearings/external-actors/processing"),
    ("head", "hearings/external-actors/note"),
    ("head", "hearings/external-actors/publication"),
    ("head", "hearings/external-actors/extensions"),
    ("head", "inputs/#/erasure"),
    ("officer", "inputs/#/reading"),
    ("officer", "inputs/#/release"),
    ("officer", "inputs/#/withdrawal"),
    ("officer", "topics/#/assessment"),
    ("officer", "meetings/#/papers"),
    ("officer", "meetings/#/opening"),
    ("officer", "meetings/#/minutes"),
    ("officer", "meetings/#/items"),
    ("officer", "meetings/#/items/#/decision"),
    ("officer", "meetings/#/conclusions"),
    ("officer", "proposals/#/recommendation"),
    ("officer", "proposals/#/agenda"),
    ("officer", "initiatives/#/start"),
    ("officer", "initiatives/#/ending"),
    ("officer", "draft/chapters/#/paragraphs"),
    ("chair", "meetings/#/approval"),
    ("board", "approvals/#"),
    ("board", "approvals/#/resolution"),
    ("citizen", "hearings/external-actors/inputs"),
];

#[tokio::test(flavor = "multi_thread")]
async fn s12_whatever_order_acts_come_in_each_is_done_or_refused_without_a_trace() {
    let case = strategy();
    story::adopt_one(&case).await;
    let cast = story::cast(&case);
    let mut people = std::collections::BTreeMap::new();
    people.insert("head", case.person(&cast.head).await);
    people.insert("officer", case.person(&cast.officer).await);
    people.insert("chair", case.person(&cast.steering_chair).await);
    people.insert("citizen", case.anyone());
    let mut boards = Vec::new();
    for (login, ..) in &cast.approvers {
        boards.push(case.person(login).await);
    }
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let order = (0..ACTS.len(), 1..4_i64, 0..3_usize, any::<bool>());
    let (mut done, mut refused) = (0, 0);
    for turn in 0..400 {
        let (act, id, board, yes) = order.new_tree(&mut runner).unwrap().current();
        let (who, page) = ACTS[act];
        let page = page.replace('#', &id.to_string());
        let visitor = people.get(who).unwrap_or(&boards[board % boards.len()]);
        let read = visitor.get(&page.replace("/release", "/publication")).await;
        let read = read.hidden("read");
        let key = format!("{turn:064}");
        let form = [
            ("read", &*read),
            ("key", &*key),
            ("verdict", if yes { "approved" } else { "rejected" }),
            ("verb", if yes { "approved" } else { "postponed" }),
            ("present", "9"),
            ("votes_for", if yes { "9" } else { "0" }),
            ("votes_against", if yes { "0" } else { "9" }),
            ("sender_kind", "person"),
            ("name", "Hanne"),
            ("reason", "Fordi"),
            ("decision", "Som indstillet."),
            ("note", "Bemærkning"),
            ("title", "Titel"),
            ("body", "Tekst."),
            ("assessment", "Godt."),
            ("said", "Enkelt."),
            ("met", "met"),
            ("recommendation", "Det indstilles, at punktet drøftes"),
            ("minutes", "Gennemgået."),
            ("meeting", "2"),
            ("deadline", "2010-10-20"),
            ("deadline_time", "12:00"),
        ];
        let before = entries(&case);
        let answer = visitor.post(&page, &form).await;
        let left = entries(&case) - before;
        match answer.status.as_u16() {
            303 => done += 1,
            404 | 409 | 422 => {
                refused += 1;
                assert_eq!(left, 0, "{who} {page} was refused and left a trace");
            }
            status => panic!("{who} {page}: {status} {}", answer.text),
        }
        assert!(left <= 2, "{who} {page} left {left} entries");
    }
    assert!(done > 40 && refused > 100, "{done} done, {refused} refused");
    // No one came round the order: what stands in the database could have come about.
    for (never, sql) in [
        (
            "a version out without every yes",
            "SELECT count(*) FROM version v JOIN approval a ON a.version_id = v.id
             WHERE v.released_at IS NOT NULL AND (a.verdict IS NULL
               OR a.verdict = 'rejected')",
        ),
        (
            "a note before the work",
            "SELECT count(*) FROM hearing WHERE note_at IS NOT NULL
             AND processed_at IS NULL",
        ),
        (
            "a minute approved that was not written",
            "SELECT count(*) FROM meeting WHERE approved_at IS NOT NULL AND minutes = ''",
        ),
    ] {
        assert_eq!(case.count(sql), 0, "{never}");
    }
    assert_eq!(falls(&case), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn w07_a_session_that_was_there_before_signing_in_is_not_the_one_signed_in() {
    let case = strategy();
    let ib = case.person("ib").await;
    // Ib plants a cookie in somebody's browser: one he made up, or his own.
    for planted in [format!("koreplan={}", "a".repeat(64)), ib.cookie.clone()] {
        let mut victim = case.anyone();
        victim.cookie.clone_from(&planted);
        victim.csrf.clone_from(&ib.csrf);
        let signed = victim.send("POST", "/da/sign-in", &[("login", "bo")]).await;
        assert_eq!(signed.status, 303);
        assert!(signed.cookie.starts_with("koreplan="));
        assert_ne!(signed.cookie, planted);

        let mut attacker = case.anyone();
        attacker.cookie = planted;
        let page = attacker.get("inputs").await;
        assert_eq!(page.status, 404, "the planted session became Bo's");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w07_over_https_the_cookie_is_bound_to_the_host_and_no_other_is_heard() {
    let case = strategy();
    let settings = koreplan::Settings { secure: true, ..super::support::settings(true) };
    let app =
        koreplan::App::open(&settings, Clock(|| at(&AtomicI64::new(START)))).unwrap();
    let file = koreplan::case::CaseFile::parse(&Sources::shipped()[0]).unwrap();
    app.store
        .write_now(move |tx| koreplan::case::storage::insert(tx, &file, START).map(drop))
        .unwrap();
    let mut service = routes::service(app);
    let mut ask = async |request: Request<Body>| {
        use tower::Service as _;
        service.call(request).await.unwrap()
    };
    let sign_in = Request::post("/da/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("login=bo"))
        .unwrap();
    let cookie = ask(sign_in).await.headers()[header::SET_COOKIE].clone();
    let cookie = cookie.to_str().unwrap().to_owned();
    assert!(cookie.starts_with("__Host-koreplan="), "{cookie}");
    for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/;"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));

    let pair = cookie.split(';').next().unwrap();
    let page = format!("/da/{}/inputs", case.file.head.slug.get_ref());
    for (given, status) in [(pair, 200), (pair.trim_start_matches("__Host-"), 404)] {
        let get = Request::get(&page).header(header::COOKIE, given);
        let answer = ask(get.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status(), status, "{given}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w09_what_is_known_and_what_is_not_look_alike_from_outside() {
    let case = strategy();
    story::send_input(&case, &case.anyone(), "Hanne", "Hej").await;
    let anyone = case.anyone();
    let secret = "0".repeat(64);
    let base = anyone.address("");
    // Known number and unknown one; the secret is right for neither.
    for (known, unknown) in [
        (format!("{base}/receipts/1/{secret}"), format!("{base}/receipts/7/{secret}")),
        (
            format!("{base}/receipts/1/{secret}.txt"),
            format!("{base}/receipts/7/{secret}.txt"),
        ),
        (format!("{base}/inputs/1"), format!("{base}/inputs/7")),
        (
            base.replace("/da/", "/api/v1/cases/") + "/receipts/1",
            base.replace("/da/", "/api/v1/cases/") + "/receipts/7",
        ),
    ] {
        let one = anyone.send("GET", &known, &[]).await;
        let other = anyone.send("GET", &unknown, &[]).await;
        assert_eq!((one.status.as_u16(), other.status.as_u16()), (404, 404), "{known}");
        let coded = |text: &str| text.replace("%2F", "/").replace("%2E", ".");
        let coded = |text: &str| coded(text).replace("%2D", "-");
        assert_eq!(
            coded(&one.text).replace(&known[3..], ""),
            coded(&other.text).replace(&unknown[3..], "")
        );
        assert_eq!(one.headers, other.headers, "{known}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w11_after_signing_in_one_is_on_an_own_page_whatever_the_link_said() {
    let case = strategy();
    let anyone = case.anyone();
    let next = async |next: &str| {
        let form = [("login", "bo"), ("next", next)];
        anyone.send("POST", "/da/sign-in", &form).await.to
    };
    for evil in [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/da\r\nset-cookie: a=b",
        "/da%0d%0aset-cookie:%20a=b/../..//evil.example\n",
        "/\t/evil.example",
        " /da",
        "",
    ] {
        assert_eq!(next(evil).await, "/da", "{evil:?}");
    }
    let own = anyone.address("inputs?which=late");
    assert_eq!(next(&own).await, own);
}

#[tokio::test(flavor = "multi_thread")]
async fn w11_no_page_leads_where_a_strange_address_or_referrer_points() {
    let case = strategy();
    let anyone = case.anyone();
    for path in
        ["//evil.example/?a=b", "//evil.example/da/sign-in?a=b", "/\\evil.example"]
    {
        let Ok(request) = Request::get(path).body(Body::empty()) else { continue };
        let page = anyone.request(request).await;
        for way in ["href=\"//", "href=\"/\\", "next=%2F%2F", "next=%2F%5C"] {
            page.hides(way);
        }
    }
    for referrer in ["http://here.example//evil.example/x", "http://here.example/\\evil"]
    {
        let request = Request::post(anyone.address(&inputs(&case)))
            .header(header::HOST, "here.example")
            .header(header::REFERER, referrer)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("key=k"))
            .unwrap();
        anyone.request(request).await.hides("href=\"//").hides("href=\"/\\");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w17_a_search_made_to_be_slow_or_clever_finds_its_own_letters_and_nothing_else() {
    let case = strategy();
    let anyone = case.anyone();
    story::send_input(&case, &anyone, "Hanne", "Hundrede procent (100%) digitalt.").await;
    story::send_input(&case, &anyone, "Farid", "Et_langt_ord og en \\ skråstreg.").await;
    let bo = case.person("bo").await;
    let found = async |words: &str| {
        let coded = percent_encoding::utf8_percent_encode(
            words,
            percent_encoding::NON_ALPHANUMERIC,
        );
        let answer = bo.get(&format!("inputs?q={coded}")).await;
        assert_eq!(answer.status, 200, "{words:.40}");
        answer.ids_after("/inputs/").len()
    };
    for (words, hits) in [
        ("100%", 1),
        ("%", 0),
        ("%%%%%%%%%%", 0),
        ("_", 0),
        ("e__l", 0),
        ("\\", 0),
        ("digitalt", 1),
        ("(a+)+$", 0),
        ("NEAR(a b) OR digitalt*", 0),
        ("\"digitalt\" AND hundrede", 0),
        ("' OR 1=1 --", 0),
    ] {
        assert_eq!(found(words).await, hits, "{words}");
    }
    let terms = vec!["x"; 10_000];
    assert_eq!(found(&terms.join(" ")).await, 0);
    assert_eq!(found(&"%a".repeat(10_000)).await, 0);
    for page in ["topics", "meetings", "initiatives", "proposals", "decisions"] {
        let answer = bo.get(&format!("{page}?q={}", terms.join("+"))).await;
        assert_eq!(answer.status, 200, "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn n02_a_crowd_reads_while_hundreds_send_and_everybody_is_answered_and_kept() {
    let case = strategy();
    let hearing = format!("hearings/{}", story::hearing(&case));
    let reads = (0..1_800_usize).map(|n| {
        let (reader, hearing) = (case.anyone(), hearing.clone());
        tokio::spawn(async move {
            let page = ["", &hearing, "hearings", "bodies", "initiatives"][n % 5];
            reader.get(page).await.status
        })
    });
    let sends = (0..600_usize).map(|n| {
        let (sender, page) = (case.anyone(), inputs(&case));
        tokio::spawn(async move {
            let (key, body) = (format!("{n:064}"), format!("Mit svar {n}."));
            let answer = sender.post(&page, &form(&key, &body)).await;
            (answer.status, answer.to)
        })
    });
    let (reads, sends) = tokio::join!(join_all(reads), join_all(sends));

    assert!(reads.into_iter().all(|read| read.unwrap() == 200));
    let mut receipts = BTreeSet::new();
    for (n, sent) in sends.into_iter().enumerate() {
        let (status, receipt) = sent.unwrap();
        assert_eq!(status, 303);
        if n % 50 == 0 {
            let page = case.anyone().send("GET", &receipt, &[]).await;
            page.shows(&format!("Mit svar {n}."));
        }
        receipts.insert(receipt);
    }
    assert_eq!(receipts.len(), 600);
    assert_eq!(case.count("SELECT count(*) FROM input"), 600);
}

#[tokio::test(flavor = "multi_thread")]
async fn n05_a_flood_of_near_copies_is_stored_grouped_and_counted_by_what_is_known() {
    const COPIES: usize = 1_000;
    let case = strategy();
    let copies = (0..COPIES).map(|n| {
        let (sender, page) = (case.anyone(), inputs(&case));
        tokio::spawn(async move {
            let key = format!("{n:064}");
            let (gaps, end) = (" ".repeat(1 + n % 3), "!".repeat(1 + n % 5));
            let body = format!("BEVAR{gaps}brevene,{gaps}tak{end}");
            let name = format!("Borger {n}");
            let form = [
                ("key", &*key),
                ("sender_kind", "person"),
                ("name", &*name),
                ("body", &*body),
            ];
            sender.post(&page, &form).await.status
        })
    });
    assert!(join_all(copies).await.into_iter().all(|sent| sent.unwrap() == 303));
    let hanne = case.anyone();
    story::send_input_from(&case, &hanne, "hanne@eksempel.dk", "Noget andet.").await;
    let link = story::mailed(&hanne, "confirmations").await;
    assert_eq!(hanne.send("POST", &link, &[]).await.status, 303);
    koreplan::input::folding::finish(&case.app).await.unwrap();

    let bo = case.person("bo").await;
    bo.get("letters").await.shows("1.000");
    let hearing = bo.get(&format!("hearings/{}", story::hearing(&case))).await;
    hearing.shows("modtaget 1.001 høringssvar");
    hearing.shows("1 bekræftet med e-mail");
    assert_eq!(bo.get("inputs").await.ids_after("/inputs/").len(), 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn n12_a_hundred_who_ask_for_differences_at_once_get_them_and_others_are_heard() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    let bo = case.person("bo").await;
    let chapter = adopted.chapter;
    let long = "Et afsnit om digital post med mange ord. ".repeat(200);
    for _ in 0..10 {
        story::add_paragraph(&bo, chapter, &long, None).await;
    }
    story::freeze(&astrid, "Første").await;
    story::revise(&bo, adopted.paragraph, &long.replace("digital", "fysisk")).await;
    story::freeze(&astrid, "Anden").await;
    let asks = (0..100).map(|_| {
        let bo = bo.clone();
        tokio::spawn(async move { bo.get("versions/2/changes").await })
    });
    let other = async {
        let page = story::send_input(&case, &case.anyone(), "Hanne", "Imens.").await;
        page.shows("Imens.");
    };
    let (answers, ()) = tokio::join!(join_all(asks), other);

    for answer in answers {
        answer.unwrap().shows("fysisk");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w09_with_passwords_a_login_that_is_unknown_costs_as_much_as_a_wrong_one() {
    let case = open(&Sources::shipped()[0], false);
    let hash = people::storage::hash("en lang kode til bo").unwrap();
    case.app
        .store
        .write_now(move |tx| -> Result<u64, StoreError> {
            people::storage::save_password(tx, "bo", &hash)
        })
        .unwrap();
    // Both wait their turn at the place where passwords are checked.
    let _all = case.app.checks.acquire_many(4).await.unwrap();
    for login in ["bo", "findes-ikke"] {
        let anyone = case.anyone();
        let form = [("login", login), ("password", "gæt")];
        let tried = anyone.send("POST", "/da/sign-in", &form);
        let waited = tokio::time::timeout(std::time::Duration::from_millis(300), tried);
        assert!(waited.await.is_err(), "{login} was answered without a check");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn n04_who_owns_a_whole_site_of_ipv6_networks_meets_a_limit_too() {
    use koreplan::web::network::Network;

    let case = strategy();
    let of = |site: u16, network: u16, host: u16| {
        let address =
            std::net::Ipv6Addr::new(0x2001, 0xdb8, site, network, host, 0, 0, 1);
        Some(Network::of(address.into()))
    };
    // Many addresses of one network; then many networks.
    let one = (0..2_000).filter(|host| case.app.may_send(of(1, 0, *host))).count();
    assert!((1_200..1_900).contains(&one), "{one}");
    let many = (0..30_000).filter(|network| case.app.may_send(of(2, *network, 0)));
    let many = many.count();
    assert!((12_000..25_000).contains(&many), "{many}");
    assert!(case.app.may_send(of(3, 0, 0)), "the neighbours are heard");
}
