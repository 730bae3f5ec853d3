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
