//! The calendar of everything, and the secret address of the own one.

use icalendar::{Calendar, Component as _};

use super::{
    support::{Answer, Visitor, story, strategy},
    tasks::{give, give_about, person},
};

/// Makes a new secret address; the path of the calendar.
pub async fn secret(who: &Visitor) -> String {
    let page = who.send("POST", "/da/my-page/calendar", &[]).await;
    assert_eq!(page.status, 200);
    let (_, rest) = page.text.split_once("https://koreplan.example").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

fn read(answer: &Answer) -> Calendar {
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(answer.headers["cache-control"], "private, no-store");
    answer.text.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn meetings_deadlines_tasks_and_gates_stand_on_one_page() {
    let case = strategy();
    let bo = case.person("bo").await;
    let (area, _) = story::cast(&case).ministers[0].clone();
    story::call_theme(&bo, area, "2010-11-09").await;
    give(&bo, "Skriv resumé", &person(&case, "eva"), "2010-11-10").await;

    let list = bo.get("calendar?month=2010-11").await;
    list.shows("Temamøde").shows("Skriv resumé").shows("november 2010").shows("Tirsdag");
    let month = bo.get("calendar?month=2010-11&view=month").await;
    month.shows("<caption").shows("Temamøde").shows("Skriv resumé");
    let tasks = bo.get("calendar?month=2010-11&sort=task").await;
    tasks.shows("Skriv resumé").hides(">Temamøde<").shows("Én ting i måneden");
    bo.get("calendar?month=2010-11&q=resum%C3%A9").await.hides(">Temamøde<");
    bo.get("calendar?month=2050-01").await.shows("Der er intet i kalenderen");
    let hearing = case.file.hearings[0].deadline.get_ref().date();
    let of_hearing = format!("calendar?month={}", hearing.strftime("%Y-%m"));
    bo.get(&of_hearing).await.shows("Høringsfrist");
    let mut gates = 0;
    for year in 2010..=2012 {
        for month in 1..=12 {
            let page = format!("calendar?month={year}-{month:02}&sort=gate");
            gates += bo.get(&page).await.text.matches(">Port<").count();
        }
    }
    // The option of the filter stands on each of the 36 pages.
    assert!(gates > 36, "no gate in the calendar");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_own_calendar_opens_by_its_secret_alone_and_says_nothing_confidential() {
    let case = strategy();
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    let slug = story::steering_group(&case).to_owned();
    let meeting = story::call_body(&case, &bo, &slug, "2010-11-09").await;
    let name = "UPDATE meeting SET title = 'Kanariemøde'";
    case.app.store.write_now(move |tx| tx.exec(name, &[])).unwrap();
    story::add_item(&bo, meeting, "Kanariepunkt").await;
    let holder = person(&case, "eva");
    give(&bo, "Skriv resumé", &holder, "2010-11-10").await;
    give_about(&bo, "Kanarieopgave", (&holder, "2010-11-11"), ("meeting", meeting)).await;

    let path = secret(&eva).await;
    let answer = case.anyone().send("GET", &path, &[]).await;
    let calendar = read(&answer);

    answer.hides("Kanarie").shows("BEGIN:VTIMEZONE");
    let titles: Vec<&str> = calendar
        .components
        .iter()
        .filter_map(|part| part.as_event().and_then(|event| event.get_summary()))
        .collect();
    assert!(titles.contains(&"Skriv resumé"), "{titles:?}");
    assert!(titles.contains(&"En opgave om noget fortroligt"), "{titles:?}");
    assert!(titles.iter().any(|title| title.starts_with("Møde: ")), "{titles:?}");
    eva.get("calendar?month=2010-11").await.shows("Kanariemøde").shows("Kanarieopgave");
    let public = case.anyone().get("calendar.ics").await;
    public.hides("Kanarie").hides("resumé").hides("Møde: ");
    let public = eva.get("calendar.ics").await;
    public.hides("Kanarie").hides("resumé");

    let anew = secret(&eva).await;
    assert_eq!(case.anyone().send("GET", &path, &[]).await.status, 404, "the old one");
    assert_eq!(case.anyone().send("GET", &anew, &[]).await.status, 200);
    let elsewhere = anew.replace(case.file.head.slug.get_ref(), "elsewhere");
    assert_eq!(case.anyone().send("GET", &elsewhere, &[]).await.status, 404);
    let gone = "UPDATE member SET until = '2010-09-05' WHERE person_id =
        (SELECT id FROM person WHERE login = 'eva')";
    case.app.store.write_now(move |tx| tx.exec(gone, &[])).unwrap();
    assert_eq!(case.anyone().send("GET", &anew, &[]).await.status, 404, "no seat");
    let back = "UPDATE member SET until = NULL WHERE until = '2010-09-05'";
    case.app.store.write_now(move |tx| tx.exec(back, &[])).unwrap();
    assert_eq!(case.anyone().send("GET", &anew, &[]).await.status, 200);
    eva.send("POST", "/da/my-page/calendar/end", &[]).await;
    assert_eq!(case.anyone().send("GET", &anew, &[]).await.status, 404, "closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_board_may_not_read_is_not_in_its_calendar_nor_in_the_count() {
    let case = strategy();
    let (bo, jan) = (case.person("bo").await, case.person("jan").await);
    let before = jan.get("calendar?month=2010-11").await;
    let path = secret(&jan).await;
    let own = case.anyone().send("GET", &path, &[]).await;
    let slug = story::steering_group(&case).to_owned();
    let meeting = story::call_body(&case, &bo, &slug, "2010-11-09").await;
    let holder = person(&case, "eva");
    give_about(&bo, "Kanarieopgave", (&holder, "2010-11-11"), ("meeting", meeting)).await;

    assert_eq!(jan.get("calendar?month=2010-11").await.text, before.text);
    assert_eq!(case.anyone().send("GET", &path, &[]).await.text, own.text);
    assert_eq!(case.anyone().get("calendar").await.status, 404);
}
