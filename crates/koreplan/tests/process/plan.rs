//! The timetable: dates, moves, gates.

use super::support::strategy;

#[tokio::test(flavor = "multi_thread")]
async fn the_front_page_is_the_timetable_with_a_table_behind_it() {
    let case = strategy();
    let page = case.anyone().get("").await;

    page.shows("<svg").shows("<table").shows("KL");
    for area in &case.file.areas {
        page.shows(&area.name.da);
    }
    for step in &case.file.steps {
        page.shows(&format!("steps/{}", step.slug.get_ref()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_from_the_case_is_shown_from_the_day_it_was_decided() {
    let case = strategy();
    let moved = case.file.steps.iter().find(|step| !step.moves.is_empty()).unwrap();
    let change = &moved.moves[0];
    let page = format!("steps/{}", moved.slug.get_ref());

    case.anyone().get(&page).await.hides(&change.reason.da);
    case.turn_to(&change.decided.to_string(), "09:00").await;
    case.anyone().get(&page).await.shows(&change.reason.da);
}

#[tokio::test(flavor = "multi_thread")]
async fn astrid_moves_a_step_with_a_reason_and_the_plan_is_kept_beside_it() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let form =
        |reason| [("from", "2011-03-01"), ("to", "2011-07-31"), ("reason", reason)];

    let silent = astrid.post("steps/draft/moves", &form("")).await;
    let page = astrid.does("steps/draft/moves", &form("Analyserne trak ud")).await;
    let same = astrid.post("steps/draft/moves", &form("Igen")).await;

    assert_eq!(silent.status, 422);
    assert_eq!(same.status, 409);
    page.shows("Analyserne trak ud").shows("1. marts 2011");
    case.anyone().get("steps/draft").await.shows("Analyserne trak ud");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_lists_what_is_missing_and_opens_against_it_only_with_a_reason() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let gate = case.file.gates[0].slug.get_ref();
    let page = format!("gates/{gate}/opening");

    let refused = astrid.post(&page, &[]).await;
    let opened = astrid.does(&page, &[("reason", "Ministeren vil videre")]).await;
    let again = astrid.post(&page, &[("reason", "Igen")]).await;

    assert_eq!(refused.status, 409);
    opened.shows("Ministeren vil videre");
    assert_eq!(again.status, 409);
    let by_bo = case.person("bo").await.post(&page, &[]).await;
    assert_eq!(by_bo.status, 404, "a head of section opened a gate");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_step_is_not_found() {
    let case = strategy();

    assert_eq!(case.anyone().get("steps/nowhere").await.status, 404);
}

/// The address that shows what follows a move of the analyses.
const PREVIEW: &str = "steps/analysis/moves/new?from=2010-10-05&to=2011-02-28";

#[tokio::test(flavor = "multi_thread")]
async fn before_a_move_is_saved_astrid_sees_what_follows_and_chooses() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let meeting = super::support::story::call_theme(&astrid, 0, "2010-12-09").await;
    let entries = "SELECT count(*) FROM journal";
    let before = case.count(entries);

    let page = astrid.get(PREVIEW).await;

    page.shows("Intet er gemt endnu").shows("Trin: ").shows("Møde: Temamøde");
    assert_eq!(case.count(entries), before, "looking is no act");
    assert_eq!(case.person("bo").await.get(PREVIEW).await.status, 404);
    let wrong =
        astrid.get("steps/analysis/moves/new?from=2011-03-01&to=2011-01-01").await;
    assert_eq!(wrong.status, 422);
    wrong.shows("Sidste dag ligger før første dag");

    let read = page.hidden("read");
    let follow: Vec<String> = page.values("follow");
    assert!(follow.iter().any(|name| name.starts_with("step-")), "{follow:?}");
    let called = format!("meeting-{meeting}");
    assert!(follow.contains(&called), "{follow:?}");
    let step = follow.iter().find(|name| name.starts_with("step-")).unwrap();
    let form = [
        ("from", "2010-10-05"),
        ("to", "2011-02-28"),
        ("reason", "Der kom flere svar end ventet"),
        ("read", &*read),
        ("follow", &**step),
        ("follow", &*called),
    ];
    astrid.does("steps/analysis/moves", &form).await;

    let front = case.anyone().get("").await;
    front.shows("Der kom flere svar end ventet").shows("28. februar 2011");
    assert_eq!(
        front.text.matches("<br><span class=\"kp-quiet\">Der kom flere").count(),
        2
    );
    let moved = astrid.get(&format!("meetings/{meeting}")).await;
    moved.shows("kl. 10.00");
    // The meeting keeps where it stood, and why it moved.
    moved.shows("9. december 2010").shows("Der kom flere svar end ventet");
    astrid.get("journal?act=MoveStep").await.shows(&format!("meetings/{meeting}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_what_follows_that_is_no_longer_true_is_not_saved() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let page = astrid.get(PREVIEW).await;
    let (read, follow) = (page.hidden("read"), page.values("follow"));
    super::support::story::call_theme(&astrid, 0, "2010-12-09").await;

    let form = [
        ("from", "2010-10-05"),
        ("to", "2011-02-28"),
        ("reason", "Flere svar"),
        ("read", &*read),
        ("follow", &*follow[0]),
    ];
    let late = astrid.post("steps/analysis/moves", &form).await;

    assert_eq!(late.status, 409);
    late.shows("ændret, siden du så");
    case.anyone().get("steps/analysis").await.hides("Flere svar");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_is_taken_back_by_another_move() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let planned = &case.file.steps.iter().find(|s| s.slug.get_ref() == "draft").unwrap();
    let form = [("from", "2011-03-01"), ("to", "2011-07-31"), ("reason", "Valg ventes")];
    let page = astrid.does("steps/draft/moves", &form).await;
    let (_, rest) = page.text.split_once("steps/draft/moves/new?from=").unwrap();
    let (from, rest) = rest.split_once("&amp;to=").unwrap();
    let to = rest.split('"').next().unwrap();
    assert_eq!(from, planned.planned.get_ref()[0].to_string());

    let back = [("from", from), ("to", to), ("reason", "Valget kom ikke")];
    let page = astrid.does("steps/draft/moves", &back).await;

    page.shows("Valg ventes").shows("Valget kom ikke");
    assert_eq!(
        case.count("SELECT count(*) FROM step_move WHERE reason_da LIKE 'Valg%'"),
        2
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_case_says_so_on_every_page_takes_inputs_and_holds_its_deadlines_still()
{
    use super::support::story;
    let case = strategy();
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    story::send_input(&case, &case.anyone(), "Hanne", "Send brevene digitalt.").await;
    let reader = super::reading::person_id(&case, "bo");
    let form = [("which", "unassigned"), ("person", &*reader), ("due", "2010-09-10")];
    astrid.does("reading/assignments", &form).await;
    case.turn_to("2010-09-08", "09:00").await;
    assert_eq!(bo.post("pauses", &[("reason", "Valg")]).await.status, 404);
    assert_eq!(astrid.post("pauses", &[("reason", "")]).await.status, 422);
    let form = [("reason", "Der er udskrevet valg"), ("expected", "2010-09-20")];
    astrid.does("pauses", &form).await;

    let notice = "Sagen er sat i bero siden 8. september 2010";
    for page in [
        "",
        "hearings",
        "meetings",
        "decisions",
        "steps/draft",
        "feeds",
        "bodies",
        "post-list",
        "versions",
        "trace",
        "search?q=brev",
    ] {
        case.anyone().get(page).await.shows(notice).shows("udskrevet valg");
    }
    for page in ["desk", "journal", "inputs", "reading", "topics", "access-requests"] {
        bo.get(page).await.shows(notice);
    }
    assert_eq!(astrid.post("pauses", &[("reason", "Igen")]).await.status, 409);
    story::send_input(&case, &case.anyone(), "Ib", "Også mig.").await;
    case.turn_to("2010-09-16", "09:00").await;
    bo.get("desk?part=reading").await.hides("Overskredet (");

    astrid.does("pauses/end", &[("reason", "Ny regering")]).await;
    case.anyone().get("").await.hides(notice);
    case.anyone().get("pauses").await.shows("Der er udskrevet valg").shows("Ny regering");
    // Eight days stood still: Friday 10 has become Saturday 18.
    let desk = bo.get("desk?part=reading").await;
    desk.shows("18. september 2010").hides("Overskredet (");
    case.turn_to("2010-09-19", "09:00").await;
    bo.get("desk?part=reading").await.shows("Overskredet (");
}
