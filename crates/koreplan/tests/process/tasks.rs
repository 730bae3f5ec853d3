//! Tasks: made, done, reopened, handed over, moved; and who does not see them.

use koreplan::{
    tasks::{
        rules::Thing,
        storage::{self, NewTask},
    },
    web::choices::Choice as _,
};

use super::{
    reading::person_id,
    support::{Answer, Box_, Visitor, story, strategy},
};

/// Gives somebody a task; the page of it.
pub async fn give(by: &Visitor, title: &str, holder: &str, due: &str) -> Answer {
    by.does("tasks", &[("title", title), ("holder", holder), ("due", due)]).await
}

/// As [`give`], about a thing.
pub async fn give_about(
    by: &Visitor,
    title: &str,
    (holder, due): (&str, &str),
    (kind, id): (&str, i64),
) -> Answer {
    let id = id.to_string();
    let form = [
        ("title", title),
        ("holder", holder),
        ("due", due),
        ("about", kind),
        ("thing", &*id),
    ];
    by.does("tasks", &form).await
}

/// A person as a form names one.
pub fn person(case: &Box_, login: &str) -> String {
    format!("person-{}", person_id(case, login))
}

/// A body as a form names one.
pub fn body(case: &Box_, slug: &'static str) -> String {
    let id = case.app.store.write_now(move |tx| {
        tx.one("SELECT id FROM body WHERE slug = $1", &[slug.into()])
    });
    format!("body-{}", id.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn bo_gives_eva_a_task_and_eva_does_it() {
    let case = strategy();
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    let to_eva = person(&case, "eva");

    let page = give(&bo, "Skriv resumé af høringssvarene", &to_eva, "2010-09-13").await;
    let id = page.sent_to_id();

    page.shows("Inden for en uge").shows("13. september 2010").shows("Oprettet");
    eva.get("tasks").await.shows("Skriv resumé").shows("Én opgave");
    bo.get("tasks").await.hides("Skriv resumé").shows("0 opgaver");
    bo.get("tasks?whose=all").await.shows("Skriv resumé").shows("Eva");
    bo.get("tasks?whose=all&q=findes-ikke").await.shows("0 opgaver");
    let said = [("said", "Sendt til Bo.")];
    let done = eva.does(&format!("tasks/{id}/done"), &said).await;
    done.shows("Udført").shows("Sendt til Bo.");
    eva.get("tasks").await.hides("Skriv resumé");
    eva.get("tasks?standing=done").await.shows("Skriv resumé");
    assert_eq!(eva.post(&format!("tasks/{id}/done"), &[]).await.status, 409);

    let again = [("said", "Afsnit 3 mangler.")];
    bo.does(&format!("tasks/{id}/reopening"), &again).await.shows("Afsnit 3 mangler.");
    assert_eq!(bo.post(&format!("tasks/{id}/reopening"), &[]).await.status, 409);
    let moved = [("due", "2010-09-20"), ("said", "Eva er syg.")];
    let page = bo.does(&format!("tasks/{id}/deadline"), &moved).await;
    page.shows("Fra 13. september 2010 til 20. september 2010").shows("Eva er syg.");
    let steering = body(&case, "styregruppen");
    let to = [("holder", &*steering), ("said", "Styregruppen tager over.")];
    bo.does(&format!("tasks/{id}/owner"), &to).await.shows("Styregruppen tager over.");
    let dorte = case.person("dorte").await;
    dorte.get("tasks").await.shows("Skriv resumé");
    case.turn_to("2010-09-21", "09:00").await;
    dorte.get("tasks?whose=overdue").await.shows("Skriv resumé").shows("Over fristen");
    let journal = case.person("astrid").await.get("journal").await;
    for act in ["MakeTask", "ChangeTask"] {
        journal.shows(act);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_makes_a_task_in_its_own_transaction() {
    let case = strategy();
    let eva: i64 = person_id(&case, "eva").parse().unwrap();
    let id = case
        .app
        .store
        .write_now(move |tx| {
            let case_id = tx.one("SELECT id FROM cases", &[])?;
            let task = NewTask {
                case_id,
                title: "Følg op på beslutningen".into(),
                owner_person_id: Some(eva),
                due: "2010-10-01".into(),
                ..NewTask::default()
            };
            storage::insert(tx, ("Køreplan", 0), &task)
        })
        .unwrap();

    let page = case.person("eva").await.get(&format!("tasks/{id}")).await;
    page.shows("Følg op på beslutningen").shows("Køreplan");
}

#[tokio::test(flavor = "multi_thread")]
async fn a09_a_task_about_a_meeting_in_preparation_is_there_for_nobody_who_may_not_read_it()
 {
    let case = strategy();
    let (bo, jan) = (case.person("bo").await, case.person("jan").await);
    let cast = story::cast(&case);
    let (area, minister) = &cast.ministers[0];
    let meeting = story::call_theme(&bo, *area, "2010-11-09").await;
    let (to_eva, due) = (person(&case, "eva"), "2010-09-13");
    let page =
        give_about(&bo, "Kanarieopgave", (&to_eva, due), ("meeting", meeting)).await;
    let id = page.sent_to_id();
    let open = give(&bo, "Åben opgave", &to_eva, due).await.sent_to_id();

    page.shows("Et møde");
    case.person("eva").await.get(&format!("tasks/{id}")).await.shows("Kanarieopgave");
    let list = jan.get("tasks?whose=all").await;
    list.shows("Åben opgave").hides("Kanarie").shows("Én opgave");
    jan.get(&format!("tasks/{open}")).await.shows("Åben opgave");
    assert_eq!(jan.get(&format!("tasks/{id}")).await.status, 404);
    for act in ["done", "reopening", "owner", "deadline"] {
        for task in [id, open] {
            let answer = jan.post(&format!("tasks/{task}/{act}"), &[]).await;
            assert_eq!(answer.status, 404, "{act} {task}");
        }
    }
    jan.get("tasks?whose=overdue").await.hides("Kanarie");
    jan.get("calendar?month=2010-09").await.shows("Åben opgave").hides("Kanarie");
    let about = format!("tasks/new?about=meeting&thing={meeting}");
    assert_eq!(jan.get(&about).await.status, 404);
    assert_eq!(bo.get(&about).await.status, 200);

    // When the minutes are approved, everybody reads the meeting, and so the task.
    let head = case.person(minister).await;
    case.turn_to("2010-11-09", "10:00").await;
    story::add_item(&bo, meeting, "Velkomst").await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let form =
        [("body", "Ingen indvendinger."), ("said_by", "Clara"), ("said_time", "10:30")];
    bo.does(&format!("meetings/{meeting}/conclusions"), &form).await;
    story::close_meeting(&bo, &head, meeting).await;
    jan.get("tasks?whose=all").await.shows("Kanarieopgave");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_people_with_a_seat_see_tasks_at_all() {
    let case = strategy();
    let bo = case.person("bo").await;
    let id = give(&bo, "Opgave", &person(&case, "bo"), "2010-09-13").await.sent_to_id();
    for login in ["", "hanne", "ib", "kim", "farid"] {
        let who = if login.is_empty() { case.anyone() } else { case.person(login).await };
        for page in ["tasks", "tasks/new", &format!("tasks/{id}"), "calendar"] {
            assert_eq!(who.get(page).await.status, 404, "{login} {page}");
        }
        let form = [("title", "x"), ("holder", "person-1"), ("due", "2010-10-01")];
        assert_eq!(who.post("tasks", &form).await.status, 404, "{login}");
        assert_eq!(who.post(&format!("tasks/{id}/done"), &[]).await.status, 404);
    }
    case.anyone().get("").await.hides("/tasks");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_cannot_be_meant_is_given_back_with_its_words() {
    let case = strategy();
    let bo = case.person("bo").await;
    let eva = person(&case, "eva");
    let hanne = person(&case, "hanne");
    for (form, field) in [
        ([("title", ""), ("holder", &*eva), ("due", "2010-10-01")], "title"),
        ([("title", "Kaldes"), ("holder", &*hanne), ("due", "2010-10-01")], "holder"),
        ([("title", "Kaldes"), ("holder", "body-999"), ("due", "2010-10-01")], "holder"),
        ([("title", "Kaldes"), ("holder", &*eva), ("due", "2010-09-05")], "due"),
        ([("title", "Kaldes"), ("holder", &*eva), ("due", "2010-02-30")], "due"),
    ] {
        let answer = bo.post("tasks", &form).await;
        assert_eq!(answer.status, 422, "{field}");
        answer.shows(&format!("id=\"{field}-fault\""));
    }
    assert_eq!(case.count("SELECT count(*) FROM task"), 0);
    for about in ["?about=weather&thing=1", "?about=meeting&thing=999"] {
        assert_eq!(bo.get(&format!("tasks/new{about}")).await.status, 404, "{about}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_task_can_be_about_what_is_not_there_opens_for_nobody() {
    let case = strategy();
    let bo = case.person("bo").await;
    for kind in Thing::ALL {
        let page = format!("tasks/new?about={}&thing=987654", kind.word());
        assert_eq!(bo.get(&page).await.status, 404, "{page}");
    }
    for (kind, id) in [("step", 1), ("gate", 1), ("hearing", 1), ("initiative", 1)] {
        let holder = person(&case, "bo");
        let link = give_about(&bo, kind, (&holder, "2010-10-01"), (kind, id)).await;
        let (_, rest) = link.text.split_once("Handler om").unwrap();
        let (_, rest) = rest.split_once("href=\"").unwrap();
        let to = rest.split('"').next().unwrap();
        assert_eq!(bo.send("GET", to, &[]).await.status, 200, "{kind} leads to {to}");
    }
}
