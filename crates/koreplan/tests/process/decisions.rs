//! The list of decisions with what became of each, their release apart from their papers,
//! and the trace from an item of an agenda back to a citizen's sentence.

use koreplan::outbox::Clocks;

use super::support::{Box_, Visitor, story, strategy};

/// What the server does by itself, once.
async fn background(case: &Box_) {
    let turn = || koreplan::background::turn(&case.app, None, Clocks::of(&case.app));
    while turn().await.unwrap() > 0 {}
}

/// A meeting of the steering group in progress with one decided item, which has papers.
async fn decided(case: &Box_, closed: bool) -> (i64, i64) {
    let bo = case.person("bo").await;
    let slug = story::steering_group(case);
    let meeting = story::call_body(case, &bo, slug, "2010-09-06").await;
    let mut form = vec![
        ("title", "Aftale om breve"),
        ("recommendation", "Det indstilles, at aftalen godkendes"),
        ("presentation", "Forhandlingsoplægget er hemmeligt."),
    ];
    if closed {
        form.push(("closed", "yes"));
    }
    bo.does(&format!("meetings/{meeting}/items"), &form).await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let item = story::items(&bo, meeting).await[0];
    let form = [("verb", "approved"), ("decision", "Aftalen om breve er godkendt.")];
    bo.does(&format!("meetings/{meeting}/items/{item}/decision"), &form).await;
    (meeting, item)
}

/// Releases a decision as its page shows it; gives the answer to the form.
async fn release(
    head: &Visitor,
    (meeting, item): (i64, i64),
    when: &[(&str, &str)],
) -> u16 {
    let page = format!("meetings/{meeting}/items/{item}/release");
    let read = head.get(&page).await.hidden("read");
    let form = [&[("read", &*read)], when].concat();
    head.post(&page, &form).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_released_before_the_minutes_and_without_its_papers() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let (meeting, item) = decided(&case, true).await;
    let anyone = case.anyone();
    anyone.get("decisions").await.hides("Aftale om breve");
    let page = format!("meetings/{meeting}/items/{item}/release");
    let preview = astrid.get(&page).await;
    preview.shows("Aftalen om breve er godkendt.").hides("Forhandlingsoplægget");

    assert_eq!(release(&astrid, (meeting, item), &[]).await, 303);

    for page in ["decisions", "search?q=breve", ""] {
        anyone.get(page).await.hides("Forhandlingsoplægget").hides("Det indstilles");
    }
    anyone.get("decisions").await.shows("Aftale om breve").shows("Aftalen om breve er");
    let api = format!("/api/v1/cases/{}/decisions", case.file.head.slug.get_ref());
    anyone.send("GET", &api, &[]).await.shows("Aftalen om breve").hides("Forhandlings");
    assert_eq!(anyone.get(&format!("meetings/{meeting}")).await.status, 404);
    assert_eq!(release(&astrid, (meeting, item), &[]).await, 409, "released twice");
    // The minutes of a closed item tell nothing more.
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    story::close_meeting(&bo, &dorte, meeting).await;
    anyone.get(&format!("meetings/{meeting}")).await.hides("Forhandlingsoplægget");
    anyone.get("decisions").await.shows("Aftalen om breve er").hides("Forhandlings");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_than_the_head_of_the_secretariat_releases_a_decision() {
    let case = strategy();
    let (meeting, item) = decided(&case, false).await;
    let page = format!("meetings/{meeting}/items/{item}");

    for login in ["bo", "dorte", "jan", "clara", "kim", "hanne"] {
        let person = case.person(login).await;
        assert_eq!(person.get(&format!("{page}/release")).await.status, 404, "{login}");
        assert_eq!(
            person.post(&format!("{page}/release"), &[]).await.status,
            404,
            "{login}"
        );
        let withdrawal =
            person.post(&format!("{page}/withdrawal"), &[("reason", "x")]).await;
        assert_eq!(withdrawal.status, 404, "{login}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_under_embargo_is_read_by_nobody_outside_before_its_time() {
    let case = strategy();
    let (bo, dorte, astrid) = (
        case.person("bo").await,
        case.person("dorte").await,
        case.person("astrid").await,
    );
    let (meeting, item) = decided(&case, false).await;
    let past = [("day", "2010-01-01"), ("time", "12:00")];
    assert_eq!(release(&astrid, (meeting, item), &past).await, 422);
    let when = [("day", "2010-10-01"), ("time", "12:00")];
    assert_eq!(release(&astrid, (meeting, item), &when).await, 303);
    story::close_meeting(&bo, &dorte, meeting).await;
    let outside = [case.anyone(), case.person("jan").await, case.person("hanne").await];
    let slug = case.file.head.slug.get_ref().clone();

    for day in ["2010-09-20", "2010-10-01"] {
        let time = if day == "2010-10-01" { "11:59" } else { "09:00" };
        case.turn_to(day, time).await;
        background(&case).await;
        for visitor in &outside {
            for page in [
                "decisions".to_owned(),
                format!("meetings/{meeting}"),
                format!("trace/items/{item}"),
                "search?q=godkendt".into(),
                String::new(),
            ] {
                visitor.get(&page).await.hides("Aftalen om breve er godkendt.");
            }
            for path in [
                format!("/api/v1/cases/{slug}/decisions"),
                format!("/api/v1/cases/{slug}/meetings/{meeting}"),
                format!("/da/{slug}/subjects/decisions/feed.atom"),
                format!("/data/{slug}/decisions.csv"),
            ] {
                visitor
                    .send("GET", &path, &[])
                    .await
                    .hides("Aftalen om breve er godkendt.");
            }
        }
    }
    dorte.get("decisions").await.shows("Aftalen om breve er godkendt.");

    case.turn_to("2010-10-01", "12:00").await;
    background(&case).await;

    for visitor in &outside {
        visitor.get("decisions").await.shows("Aftalen om breve er godkendt.");
        visitor.get(&format!("meetings/{meeting}")).await.shows("Aftalen om breve er");
    }
    astrid.get("journal").await.shows("ReleaseDecision");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_withdrawn_is_away_again_and_the_record_says_why() {
    let case = strategy();
    let (bo, dorte, astrid) = (
        case.person("bo").await,
        case.person("dorte").await,
        case.person("astrid").await,
    );
    let (meeting, item) = decided(&case, false).await;
    story::close_meeting(&bo, &dorte, meeting).await;
    case.anyone().get("decisions").await.shows("Aftalen om breve er godkendt.");
    let withdrawal = format!("meetings/{meeting}/items/{item}/withdrawal");

    let bare = astrid.post(&withdrawal, &[]).await;
    astrid.does(&withdrawal, &[("reason", "Forkert ordlyd")]).await;
    let again = astrid.post(&withdrawal, &[("reason", "x")]).await;

    for visitor in [case.anyone(), case.person("jan").await, case.person("farid").await] {
        visitor.get("decisions").await.hides("Aftalen om breve er godkendt.");
        visitor
            .get(&format!("meetings/{meeting}"))
            .await
            .hides("Aftalen om breve er godkendt.");
    }
    assert_eq!((bare.status.as_u16(), again.status.as_u16()), (422, 409));
    astrid.get("journal").await.shows("Forkert ordlyd");
    assert_eq!(release(&astrid, (meeting, item), &[]).await, 303);
    case.anyone().get("decisions").await.shows("Aftalen om breve er godkendt.");
}

#[tokio::test(flavor = "multi_thread")]
async fn ib_sees_what_a_decision_became_and_narrows_the_list() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    story::release(&case).await;
    let (ib, bo) = (case.anyone(), case.person("bo").await);

    let list = ib.get("decisions").await;

    list.shows("Digital post til alle");
    list.shows(&format!("trace/paragraphs/{}", adopted.paragraph));
    let count =
        |answer: &super::support::Answer| answer.text.matches("badge-info").count();
    let all = count(&list);
    assert!(all > 0);
    for none in
        ["verb=rejected", "became=task", "became=dropped", "from=2011-01-01", "area=7"]
    {
        let narrowed = ib.get(&format!("decisions?{none}")).await;
        narrowed.hides("Digital post til alle");
    }
    for some in ["verb=approved", "became=draft", "q=digital+post", "to=2011-01-01"] {
        ib.get(&format!("decisions?{some}")).await.shows("Digital post til alle");
    }
    bo.get("decisions?became=draft").await.shows("Digital post til alle");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trace_leads_from_an_item_of_an_agenda_to_the_citizens_sentence() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let (bo, jan) = (case.person("bo").await, case.person("jan").await);
    let item = case.count("SELECT max(id) FROM agenda_item");
    let theme = case.count("SELECT min(id) FROM agenda_item");
    let page = format!("trace/items/{item}");
    bo.get(&page).await.shows("Send brevene digitalt.").shows("Digital post til alle");
    // The input is not public: that there is a sentence is told, not what it says.
    for reader in [&jan, &case.anyone()] {
        let shown = reader.get(&page).await;
        assert_eq!(shown.status, 200);
        shown.hides("Send brevene digitalt.");
    }

    story::publish(&bo, adopted.input).await;

    for reader in [&jan, &case.anyone(), &case.person("hanne").await] {
        for item in [item, theme] {
            let shown = reader.get(&format!("trace/items/{item}")).await;
            shown.shows("Send brevene digitalt.");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trace_behind_a_closed_item_is_for_its_own_meeting() {
    let case = strategy();
    let (meeting, item) = decided(&case, true).await;
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    story::close_meeting(&bo, &dorte, meeting).await;
    let page = format!("trace/items/{item}");

    for visitor in [case.anyone(), case.person("jan").await, case.person("clara").await] {
        assert_eq!(visitor.get(&page).await.status, 404);
    }
    dorte.get(&page).await.shows("Aftale om breve");
}

#[tokio::test(flavor = "multi_thread")]
async fn which_paragraphs_of_the_draft_a_decision_became_is_told_outside_once_they_are_released()
 {
    let case = strategy();
    story::adopt_one(&case).await;
    let outside = [case.anyone(), case.person("hanne").await];
    case.person("jan").await.get("decisions").await.shows("trace/paragraphs/");
    for visitor in &outside {
        visitor.get("decisions").await.shows("Digital post").hides("trace/paragraphs/");
    }

    story::release(&case).await;

    for visitor in &outside {
        visitor.get("decisions").await.shows("trace/paragraphs/");
    }
}
