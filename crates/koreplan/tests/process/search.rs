//! The search: everybody finds what they may read, and nothing else, soon.

use std::collections::BTreeSet;

use super::support::{Answer, Box_, Visitor, files_in, story, strategy};

/// A case with something of every kind, public and not.
async fn full(case: &Box_) {
    let hanne = case.anyone();
    story::send_input(case, &hanne, "Hanne Ærlig", "Fuglene synger om digital post.")
        .await;
    story::send_input(case, &hanne, "Farid", "Kanariefugl, ikke offentliggjort.").await;
    story::adopt_one(case).await;
    let astrid = case.person("astrid").await;
    story::publish(&astrid, 1).await;
    story::release(case).await;
    let chapter = story::add_chapter(&astrid, "Kanariekapitel").await;
    story::add_paragraph(&astrid, chapter, "Kanarieafsnit om fugle.", None).await;
    let theme = story::call_theme(&astrid, 1, "2011-01-10").await;
    story::add_item(&astrid, theme, "Kanariepunkt").await;
}

/// How many of a kind the page says there are.
fn said(answer: &Answer, title: &str) -> i64 {
    let head = format!("<h2>{title} (");
    let (_, rest) = answer.text.split_once(&head).unwrap_or(("", "0"));
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secretariat_finds_what_is_not_public_and_can_ask_for_the_public_view() {
    let case = strategy();
    full(&case).await;
    let (bo, ib) = (case.person("bo").await, case.anyone());

    for (words, title) in [
        ("kanariefugl", "Høringssvar (1)"),
        ("kanarieafsnit", "Udkast (1)"),
        ("kanariepunkt", "Beslutninger (1)"),
        ("farid", "Høringssvar (1)"),
    ] {
        bo.get(&format!("search?q={words}")).await.shows(title).shows("<mark>");
        let nothing = "Der blev ikke fundet noget.";
        bo.get(&format!("search?q={words}&where=public")).await.shows(nothing);
        ib.get(&format!("search?q={words}")).await.shows(nothing);
        ib.get(&format!("search?q={words}&where=")).await.shows(nothing);
    }
    ib.get("search?q=fugl").await.shows("Offentliggjorte høringssvar (1)");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_point_is_found_by_those_who_prepare_the_meeting_alone() {
    let case = strategy();
    let bo = case.person("bo").await;
    let chair = case.person(&story::cast(&case).steering_chair).await;
    let group = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, group, "2011-01-10").await;
    story::add_item(&bo, meeting, "Zyzzyvaaben").await;
    let page = format!("meetings/{meeting}/items");
    bo.does(&page, &[("title", "Zyzzyvalukket"), ("closed", "yes")]).await;

    bo.get("search?q=zyzzyva").await.shows("Beslutninger (2)");
    let found = chair.get("search?q=zyzzyva").await;
    found.shows("Beslutninger (1)").shows("Zyzzyvaaben").hides("Zyzzyvalukket");
}

/// Pages of everything of a kind there is.
fn pages(case: &Box_, kind: &str) -> Vec<String> {
    let (sql, page) = match kind {
        "input" => ("SELECT id FROM input WHERE erased_at IS NULL", "inputs"),
        "topic" => ("SELECT id FROM topic", "topics"),
        "meeting" => ("SELECT id FROM meeting", "meetings"),
        "proposal" => ("SELECT id FROM proposal", "proposals"),
        _ => ("SELECT id FROM initiative", "initiatives"),
    };
    let rows = case.app.store.write_now(move |tx| tx.rows(sql, &[])).unwrap();
    rows.iter().map(|row| format!("{page}/{}", row.get::<i64>(0).unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_finds_as_many_as_there_are_pages_that_open_for_them() {
    let case = strategy();
    full(&case).await;
    let people: Vec<_> =
        case.file.people.iter().map(|person| person.login.get_ref().clone()).collect();
    let mut readers = vec![("nobody".to_owned(), case.anyone())];
    for login in people {
        readers.push((login.clone(), case.person(&login).await));
    }
    let mut found_of = BTreeSet::new();
    for (name, reader) in &readers {
        for (kind, titles) in [
            ("input", &["Høringssvar", "Offentliggjorte høringssvar"][..]),
            ("topic", &["Emner"]),
            ("meeting", &["Møder"]),
            ("proposal", &["Forslag"]),
            ("initiative", &["Initiativer"]),
        ] {
            let mut open = 0;
            for page in pages(&case, kind) {
                open += i64::from(reader.get(&page).await.status == 200);
            }
            let answer = reader.get(&format!("search?from=1990-01-01&kind={kind}")).await;
            let all = reader.get(&format!("search?kind={kind}")).await;
            let found: i64 = titles.iter().map(|title| said(&all, title)).sum();
            assert_eq!(found, open, "{name} finds {kind}");
            assert!(titles.iter().map(|title| said(&answer, title)).sum::<i64>() <= open);
            found_of.insert((kind, found));
        }
    }
    // Not everybody found the same: the table made a difference.
    assert!(found_of.len() > 8, "{found_of:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_says_how_many_it_would_leave_and_leaves_as_many() {
    let case = strategy();
    let hanne = case.anyone();
    for (name, kind, organisation) in
        [("Hanne", "person", ""), ("Ib", "person", ""), ("Farid", "company", "Fugle A/S")]
    {
        let hearing = story::hearing(&case);
        let key = hanne.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
        let form = [
            ("key", &*key),
            ("sender_kind", kind),
            ("name", name),
            ("organisation", organisation),
            ("body", "Vi holder af fugle."),
        ];
        hanne.does(&format!("hearings/{hearing}/inputs"), &form).await;
    }
    let bo = case.person("bo").await;

    let all = bo.get("search?q=fugle").await;
    all.shows("Høringssvar (3)").shows("Virksomhed (1)").shows("Privatperson (2)");
    let company = bo.get("search?q=fugle&sender=company").await;
    company.shows("Høringssvar (1)").shows("</mark> A/S").shows("Privatperson (2)");
    bo.get("search?q=fugle&sender=council").await.shows("Der blev ikke fundet noget.");
    bo.get("search?q=fugle&to=2009-12-31").await.shows("Der blev ikke fundet noget.");
    bo.get("search?q=fugle&sender=%27&area=x&kind=y&from=z").await.shows("(3)");
    bo.get("inputs?q=fugl&which=unread").await.shows("3 høringssvar");
    bo.does("inputs/1/reading", &[]).await;
    bo.get("inputs?q=fugl&which=unread").await.shows("2 høringssvar");
    bo.get("inputs?q=a+b+c+d+e+f+g+h+i").await.shows("Der er for mange ord");
}

/// Whether a word stands in the files of an index, found by somebody or not.
async fn held(case: &Box_, word: &str) -> (bool, bool) {
    let search = &case.app.search;
    search.finish(&case.app).await.unwrap();
    let (public, internal) =
        (search.public.index().unwrap(), search.internal.index().unwrap());
    (public.holds(word).unwrap(), internal.holds(word).unwrap())
}

async fn searched(visitor: &Visitor, words: &str) -> Answer {
    visitor.get(&format!("search?q={words}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_withdrawn_leaves_the_public_index_and_its_files_at_once() {
    let case = strategy();
    let (ib, bo) = (case.anyone(), case.person("bo").await);
    for n in 0..30 {
        story::send_input(&case, &ib, "Ib", &format!("Brev {n} om fugle.")).await;
    }
    story::send_input(&case, &ib, "Hanne", "Zyzzyvafuglen synger.").await;
    let nothing = "Der blev ikke fundet noget.";
    searched(&ib, "zyzzyvafuglen").await.shows(nothing);
    story::publish(&bo, 31).await;
    searched(&ib, "zyzzyvafuglen").await.shows("Offentliggjorte høringssvar (1)");
    assert_eq!(held(&case, "zyzzyvafuglen").await, (true, true));

    bo.does("inputs/31/withdrawal", &[("reason", "Ved en fejl")]).await;

    searched(&ib, "zyzzyvafuglen").await.shows(nothing);
    assert_eq!(held(&case, "zyzzyvafuglen").await, (false, true));
    searched(&bo, "zyzzyvafuglen").await.shows("Høringssvar (1)");
    let astrid = case.person("astrid").await;
    let form = [("decision", "2011-1"), ("reason", "Bedt om")];
    astrid.does("inputs/31/erasure", &form).await;
    searched(&bo, "zyzzyvafuglen").await.shows(nothing);
    assert_eq!(held(&case, "zyzzyvafuglen").await, (false, false));
    searched(&bo, "fugle").await.shows("Høringssvar (30)");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_goes_on_after_a_restart_and_is_made_anew_for_another_record() {
    let case = strategy();
    story::send_input(&case, &case.anyone(), "Hanne", "Fuglene synger.").await;
    case.app.search.finish(&case.app).await.unwrap();
    let case = case
        .restarted(koreplan::web::app::Clock(|| "2026-11-24T12:00:00Z".parse().unwrap()));
    let kept = case.app.search.internal.index().unwrap().cursor().unwrap();
    assert!(kept.unwrap().ends_with(" 1"));
    story::send_input(&case, &case.anyone(), "Ib", "Fuglen tier.").await;
    let bo = case.person("bo").await;
    searched(&bo, "fugl").await.shows("Høringssvar (2)");

    // Another database gets the files of this one.
    let other = strategy();
    story::send_input(&other, &other.anyone(), "Kim", "Noget helt andet.").await;
    let (from, to) = (&case.settings.data, &other.settings.data);
    for file in files_in(&from.join("search")) {
        let target = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&file, target).unwrap();
    }
    let bo = other.person("bo").await;
    searched(&bo, "fugl").await.shows("Der blev ikke fundet noget.");
    searched(&bo, "andet").await.shows("Høringssvar (1)");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_of_a_server_that_lives_no_more_is_cleared_away() {
    let case = strategy();
    let folder = case.settings.data.join("search");
    let (dead, living) = (folder.join("internal.2"), folder.join("internal.3"));
    for left in [&dead, &living] {
        std::fs::create_dir_all(left).unwrap();
        std::fs::write(left.join("words"), "kanariefugl").unwrap();
    }
    let lock = std::fs::File::create(folder.join("internal.3.lock")).unwrap();
    lock.try_lock().unwrap();

    case.app.search.finish(&case.app).await.unwrap();

    assert!(!dead.exists(), "nobody follows it, and erased words would stay in it");
    assert!(living.join("words").exists(), "its server is at work");
}
