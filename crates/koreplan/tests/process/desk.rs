//! The desk: what is due, what is late and with whom, and where it is done.

use super::{
    reading::person_id,
    support::{Answer, story, strategy},
};

/// The part of the desk under that heading.
fn under(page: &Answer, part: &str) -> String {
    let mark = format!("aria-labelledby=\"{part}\"");
    let (_, rest) = page.text.split_once(&mark).unwrap_or_default();
    rest.split("</section>").next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_bo_has_not_read_in_time_is_overdue_with_his_name_and_goes_when_he_reads() {
    let case = strategy();
    for name in ["Hanne", "Ib"] {
        story::send_input(&case, &case.anyone(), name, "Send brevene digitalt.").await;
    }
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    let desk = astrid.get("desk").await;
    desk.shows("Find læsere til 2 høringssvar").shows("reading?which=unassigned");

    let reader = person_id(&case, "bo");
    let form = [("which", "unassigned"), ("person", &*reader), ("due", "2010-09-08")];
    astrid.does("reading/assignments", &form).await;
    case.turn_to("2010-09-09", "09:00").await;
    let late = astrid.get("desk").await;
    let overdue = under(&late, "overdue");
    assert!(overdue.contains("Læs 2 høringssvar"), "{overdue}");
    assert!(overdue.contains("Bo"), "{overdue}");
    assert!(overdue.contains("8. september 2010"), "{overdue}");
    late.hides("Find læsere");
    let evas = case.person("eva").await.get("desk?whose=mine").await;
    assert!(!under(&evas, "overdue").contains("Læs 2"), "it is not hers");
    assert!(under(&bo.get("desk?whose=mine").await, "overdue").contains("Læs 2"));

    for input in ["1", "2"] {
        bo.does(&format!("inputs/{input}/reading"), &[]).await;
    }
    assert!(!under(&astrid.get("desk").await, "overdue").contains("Læs"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_stands_on_the_desk_from_its_papers_to_its_approved_minutes() {
    let case = strategy();
    let bo = case.person("bo").await;
    let cast = story::cast(&case);
    let (area, minister) = &cast.ministers[0];
    // Papers are out seven days before: on Wednesday 8 September.
    let meeting = story::call_theme(&bo, *area, "2010-09-15").await;
    story::add_item(&bo, meeting, "Velkomst").await;
    let row = |page: &Answer, part: &str, words: &str| {
        let found = under(page, part);
        assert!(found.contains(words), "{words} not in {part}: {found}");
        assert!(found.contains(&format!("meetings/{meeting}\"")), "{found}");
    };

    row(&bo.get("desk").await, "week", "Send materialet til »Temamøde«");
    case.turn_to("2010-09-10", "09:00").await;
    row(&bo.get("desk").await, "overdue", "Send materialet til »Temamøde«");
    bo.does(&format!("meetings/{meeting}/papers"), &[]).await;
    bo.get("desk").await.hides("Send materialet");
    case.turn_to("2010-09-15", "11:00").await;
    row(&bo.get("desk").await, "today", "Notér fremmødet");
    story::note_presence(&bo, meeting, usize::MAX).await;
    case.turn_to("2010-09-20", "09:00").await;
    row(&bo.get("desk").await, "overdue", "Skriv referatet");
    let minutes = [("minutes", "Punkterne blev gennemgået.")];
    bo.does(&format!("meetings/{meeting}/minutes"), &minutes).await;
    row(&bo.get("desk").await, "waiting", "venter på godkendelse");
    let chair = case.person(minister).await;
    chair.get("").await.shows("Godkend referatet af »Temamøde«");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_gate_says_what_it_misses_and_leads_there() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    story::send_input(&case, &case.anyone(), "Hanne", "Send brevene digitalt.").await;

    let desk = astrid.get("desk?part=gates").await;

    desk.shows("mangler: ").shows("/inputs\"").hides("Find en læser");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_without_a_recommendation_leads_to_its_page() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let bo = case.person("bo").await;
    let conclusion = {
        let page = bo.get(&format!("proposals/{}", adopted.proposal)).await;
        page.id_after("#conclusion-")
    };
    let page = bo.get(&format!("proposals/new?conclusion={conclusion}")).await;
    let (_, areas) = page.text.split_once("name=\"area\"").unwrap();
    let (before, _) = areas.split_once("\" selected").unwrap();
    let area = before.rsplit('"').next().unwrap().to_owned();
    let conclusion = conclusion.to_string();
    let form = [
        ("title", "Digital skoleindskrivning"),
        ("body", "Alle kommuner tilbyder det."),
        ("area", &*area),
        ("conclusion", &*conclusion),
    ];
    let proposal = bo.does("proposals", &form).await.sent_to_id();

    let desk = bo.get("desk?part=proposals").await;

    desk.shows("Digital skoleindskrivning").shows(&format!("proposals/{proposal}\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn given_up_mail_is_told_of_and_only_the_secretariat_has_a_desk() {
    let case = strategy();
    let given_up = "INSERT INTO mail (once, kind, receiver, receiver_key, subject, body,
        calendar, unsubscribe, made_at, first_due_at, due_at, attempt, lease_until,
        given_up_at, last_error)
        VALUES ('x', 'news', 'a@b.dk', 'a@b.dk', '', '', '', '', 0, 0, 0, 9, 0, 1, 'no')";
    case.app
        .store
        .write_now(|tx| -> Result<u64, koreplan_store::StoreError> {
            tx.exec(given_up, &[])
        })
        .unwrap();

    let bo = case.person("bo").await;
    bo.get("desk").await.shows("Én mail er opgivet").hides("a@b.dk");
    bo.get("").await.shows("Åbn skrivebordet").shows("accesskey=\"d\"");
    for login in ["hanne", "clara", "dorte", "jan", "kim"] {
        assert_eq!(case.person(login).await.get("desk").await.status, 404, "{login}");
    }
    assert_eq!(case.anyone().get("desk").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_is_read_by_keyboard_in_the_order_of_its_headings() {
    let case = strategy();
    story::send_input(&case, &case.anyone(), "Hanne", "Send brevene digitalt.").await;
    let page = case.person("astrid").await.get("desk").await;

    // Skip link, way around, jump list to each part that has rows, each a heading.
    page.shows("class=\"skipnav\" href=\"#main\"");
    let jumps: Vec<_> = ["overdue", "today", "week", "waiting"]
        .into_iter()
        .filter(|part| page.text.contains(&format!("href=\"#{part}\"")))
        .collect();
    assert!(!jumps.is_empty());
    for part in jumps {
        page.shows(&format!("<h2 id=\"{part}\" tabindex=\"-1\">"));
    }
    assert!(!page.text.contains("tabindex=\"1\""), "nothing jumps the order");
}
