//! Step 3: a minister heads a meeting, and it concludes.

use koreplan::outbox::Clocks;

use super::support::{Box_, story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn claras_meeting_begins_with_the_approved_topics_of_her_area() {
    let case = strategy();
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let cast = story::cast(&case);
    let (area, _) = cast.ministers.iter().find(|(_, login)| login == "clara").unwrap();
    story::send_input(&case, &case.anyone(), "Hanne", "Velfærdsteknologi hjælper.").await;
    let input = story::input_ids(&bo).await[0];
    let topic = story::tag_as_new(&bo, input, "Velfærdsteknologi", *area).await;
    story::approve_topic(&bo, &astrid, topic, "Velfærdsteknologi").await;

    let meeting = story::call_theme(&bo, *area, "2010-09-06").await;

    let clara = case.person("clara").await;
    clara.get(&format!("meetings/{meeting}")).await.shows("Velfærdsteknologi");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_minister_approves_the_minutes_and_then_everybody_reads_them() {
    let case = strategy();
    let (bo, clara) = (case.person("bo").await, case.person("clara").await);
    let cast = story::cast(&case);
    let (area, _) = cast.ministers.iter().find(|(_, login)| login == "clara").unwrap();
    let meeting = story::call_theme(&bo, *area, "2010-09-06").await;
    story::add_item(&bo, meeting, "Velkomst").await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let minutes = [("minutes", "Der blev talt.")];
    bo.does(&format!("meetings/{meeting}/minutes"), &minutes).await;

    let empty = clara.post(&format!("meetings/{meeting}/approval"), &[]).await;
    let bare = [("body", "Teknologien skal bredes ud.")];
    let bare = clara.post(&format!("meetings/{meeting}/conclusions"), &bare).await;
    let said = [
        ("body", "Teknologien skal bredes ud."),
        ("said_by", "Clara"),
        ("said_time", "10:20"),
    ];
    clara.does(&format!("meetings/{meeting}/conclusions"), &said).await;
    let by_bo = bo.post(&format!("meetings/{meeting}/approval"), &[]).await;
    let before = case.anyone().get(&format!("meetings/{meeting}")).await;
    clara.does(&format!("meetings/{meeting}/approval"), &[]).await;

    assert_eq!(empty.status, 409, "minutes without a conclusion were approved");
    assert_eq!(bare.status, 422, "a conclusion rested on nothing");
    assert_eq!(by_bo.status, 404);
    assert_eq!(before.status, 404);
    case.anyone()
        .get(&format!("meetings/{meeting}"))
        .await
        .shows("Teknologien skal bredes ud.")
        .hides("Sagt af Clara");
    bo.get(&format!("meetings/{meeting}")).await.shows("Sagt af Clara");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_concluded_before_the_meeting_is_opened() {
    let case = strategy();
    let bo = case.person("bo").await;
    let meeting = story::call_theme(&bo, 0, "2010-09-06").await;

    let early =
        bo.post(&format!("meetings/{meeting}/conclusions"), &[("body", "x")]).await;
    let papers = bo.post(&format!("meetings/{meeting}/papers"), &[]).await;

    assert_eq!(early.status, 409);
    assert_eq!(papers.status, 409, "papers without an agenda were sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_in_the_past_is_not_called() {
    let case = strategy();
    let bo = case.person("bo").await;
    let area = story::area_id(&bo, 0).await;
    let form = [
        ("kind", "theme"),
        ("area", &*area),
        ("title", "T"),
        ("place", "P"),
        ("day", "2010-09-01"),
        ("time", "10:00"),
    ];

    assert_eq!(bo.post("meetings", &form).await.status, 422);
}

/// Clara's meeting in progress about one approved topic that rests on Hanne's sentence.
async fn in_progress(case: &Box_) -> (i64, i64) {
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let cast = story::cast(case);
    let (area, _) = cast.ministers.iter().find(|(_, login)| login == "clara").unwrap();
    story::send_input(case, &case.anyone(), "Hanne", "Velfærdsteknologi hjælper.").await;
    let input = story::input_ids(&bo).await[0];
    let topic = story::tag_as_new(&bo, input, "Velfærdsteknologi", *area).await;
    story::approve_topic(&bo, &astrid, topic, "Velfærdsteknologi").await;
    let meeting = story::call_theme(&bo, *area, "2010-09-06").await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    (meeting, input)
}

#[tokio::test(flavor = "multi_thread")]
async fn bo_draws_the_agenda_from_topics_that_came_after_the_call_in_one_act() {
    let case = strategy();
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let cast = story::cast(&case);
    let (area, _) = cast.ministers.iter().find(|(_, login)| login == "clara").unwrap();
    let meeting = story::call_theme(&bo, *area, "2010-09-06").await;
    let page = format!("meetings/{meeting}/topics");
    let nothing = bo.post(&page, &[]).await;
    story::send_input(&case, &case.anyone(), "Hanne", "Hjælp. Mere hjælp.").await;
    let input = story::input_ids(&bo).await[0];
    for title in ["Hjælp i hjemmet", "Hjælp ude"] {
        let topic = story::tag_as_new(&bo, input, title, *area).await;
        story::approve_topic(&bo, &astrid, topic, title).await;
    }

    let topics = bo.get(&page).await.values("topic");
    let chosen: Vec<_> = topics.iter().map(|id| ("topic", id.as_str())).collect();
    let drawn = bo.does(&page, &chosen).await;
    let again = bo.post(&page, &chosen).await;
    let by_jan = case.person("jan").await.get(&page).await;

    assert_eq!(topics.len(), 2);
    drawn.shows("Hjælp i hjemmet").shows("Hjælp ude");
    assert_eq!(story::items(&bo, meeting).await.len(), 2);
    assert_eq!(nothing.status, 409);
    assert_eq!(again.status, 409, "a topic stood on the agenda twice");
    assert_eq!(by_jan.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confidential_conclusion_is_read_by_those_who_were_there_until_its_time() {
    let case = strategy();
    let (bo, clara) = (case.person("bo").await, case.person("clara").await);
    let (meeting, input) = in_progress(&case).await;
    story::publish(&bo, input).await;
    let page = format!("meetings/{meeting}");
    let segment = bo.get(&page).await.values("segment").remove(0);
    let form = [
        ("body", "Robotterne kommer i 2013."),
        ("segment", &*segment),
        ("confidential", "yes"),
        ("release_day", "2010-10-01"),
        ("release_time", "12:00"),
    ];
    clara
        .does(
            &format!("{page}/conclusions"),
            &[
                ("body", "Clara taler for sig selv."),
                ("said_by", "Clara"),
                ("said_time", "10:20"),
            ],
        )
        .await;
    bo.does(&format!("{page}/conclusions"), &form).await;
    story::close_meeting(&bo, &clara, meeting).await;
    let conclusion = case.count("SELECT max(id) FROM conclusion");
    let proposal = story::propose(&bo, conclusion, "Et nyt udstyr").await;
    let by_dorte = case.person("dorte").await;
    by_dorte.get(&page).await.shows("Robotterne kommer");

    let outside = [case.anyone(), case.person("jan").await, case.person("hanne").await];
    let pages = [
        page.clone(),
        format!("trace/inputs/{input}"),
        format!("proposals/{proposal}"),
        "proposals".into(),
        "search?q=Robotterne".into(),
        "decisions".into(),
    ];
    for turned in [false, true] {
        if turned {
            case.turn_to("2010-10-01", "11:59").await;
            background(&case).await;
        }
        for visitor in &outside {
            for page in &pages {
                visitor.get(page).await.hides("Robotterne kommer");
            }
            let api = format!(
                "/api/v1/cases/{}/meetings/{meeting}",
                case.file.head.slug.get_ref()
            );
            visitor.send("GET", &api, &[]).await.hides("Robotterne kommer");
        }
    }
    outside[0].get(&page).await.shows("Clara taler for sig selv.");

    case.turn_to("2010-10-01", "12:00").await;
    background(&case).await;

    outside[0].get(&page).await.shows("Robotterne kommer i 2013.");
    outside[1].get(&page).await.shows("Robotterne kommer i 2013.");
    outside[0].get(&format!("trace/inputs/{input}")).await.shows("Robotterne kommer");
}

/// What the server does by itself, once.
async fn background(case: &Box_) {
    while koreplan::background::turn(&case.app, None, Clocks::of(&case.app))
        .await
        .unwrap()
        > 0
    {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confidential_conclusion_without_a_time_is_released_by_clara_and_not_by_bo() {
    let case = strategy();
    let (bo, clara) = (case.person("bo").await, case.person("clara").await);
    let (meeting, _) = in_progress(&case).await;
    let page = format!("meetings/{meeting}");
    let form = [
        ("body", "Det bliver dyrt."),
        ("said_by", "Clara"),
        ("said_time", "10:20"),
        ("confidential", "yes"),
    ];
    let past = [("release_day", "2010-01-01"), ("release_time", "12:00")];
    let past =
        bo.post(&format!("{page}/conclusions"), &[&form[..], &past].concat()).await;
    clara.does(&format!("{page}/conclusions"), &form).await;
    story::close_meeting(&bo, &clara, meeting).await;
    let conclusion = case.count("SELECT max(id) FROM conclusion");
    let release = format!("{page}/conclusions/{conclusion}/release");

    let by_bo = bo.post(&release, &[]).await;
    case.anyone().get(&page).await.hides("Det bliver dyrt.");
    clara.does(&release, &[]).await;
    let again = clara.post(&release, &[]).await;

    assert_eq!(past.status, 422, "a release in the past was planned");
    assert_eq!(by_bo.status, 404);
    assert_eq!(again.status, 409);
    case.anyone().get(&page).await.shows("Det bliver dyrt.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_typed_in_the_meeting_rests_on_the_sentence_behind_its_conclusion() {
    let case = strategy();
    let bo = case.person("bo").await;
    let (meeting, _) = in_progress(&case).await;
    let page = format!("meetings/{meeting}");
    let topic = bo.get(&page).await.values("topic").remove(0);
    let said = [("body", "Teknologien bredes ud."), ("topic", &*topic)];
    bo.does(&format!("{page}/conclusions"), &said).await;
    let conclusion = case.count("SELECT max(id) FROM conclusion").to_string();
    let form = [
        ("title", "Velfærdsteknologi i alle kommuner"),
        ("body", "Kommunerne tager den i brug."),
        ("conclusion", &*conclusion),
    ];

    bo.does(&format!("{page}/proposals"), &form).await;
    let by_clara =
        case.person("clara").await.post(&format!("{page}/proposals"), &form).await;

    let proposal = case.count("SELECT max(id) FROM proposal");
    bo.get(&format!("proposals/{proposal}"))
        .await
        .shows("Velfærdsteknologi hjælper.")
        .shows("Teknologien bredes ud.");
    assert_eq!(by_clara.status, 404);
    assert_eq!(case.count("SELECT count(*) FROM proposal"), 1);
}
