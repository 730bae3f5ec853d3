//! Step 5: briefs to the body above - written from the case, mended, sent, noted.

use koreplan_letters::work::attachment;

use super::support::{Answer, Visitor, story, strategy};

async fn edit(who: &Visitor, place: &str, body: &str) -> Answer {
    let page = who.get("briefs/draft").await;
    let (_, section) = page.text.split_once(&format!("id=\"{place}\"")).unwrap();
    let (_, form) = section.split_once(&format!("/briefs/draft/{place}\"")).unwrap();
    let (_, read) = form.split_once("name=\"read\" value=\"").unwrap();
    let read = read.split('"').next().unwrap().to_owned();
    let form = [("read", &*read), ("body", body)];
    who.post(&format!("briefs/draft/{place}"), &form).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_brief_is_written_in_one_click_and_keeps_what_people_wrote() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    assert_eq!(astrid.post("briefs/draft", &[]).await.status, 409, "there is no news");
    story::adopt_one(&case).await;
    let risk = [("title", "Valget"), ("light", "red"), ("action", "Vi venter.")];
    astrid.does("risks", &risk).await;
    let hidden = [
        ("title", "Kanariefugl"),
        ("light", "yellow"),
        ("action", "Vi tier."),
        ("internal", "yes"),
    ];
    astrid.does("risks", &hidden).await.shows("Kanariefugl");

    let draft = astrid.does("briefs/draft", &[]).await;
    draft.shows("Digital post til alle").shows("Rød: Valget").hides("Kanariefugl");
    draft.shows("Dette er den første orientering.");
    assert_eq!(edit(&astrid, "summary", "Vi er godt i gang.").await.status, 303);
    assert_eq!(edit(&astrid, "changes", "Posten er digital.").await.status, 303);
    astrid.does("briefs/draft", &[]).await.shows("Vi er godt i gang.");

    let brief = astrid.does("briefs", &[("from_draft", "yes")]).await;
    brief.shows("Vi er godt i gang.").shows("Posten er digital.").shows("Valget");
    brief.hides("Kanariefugl");
    let id = brief.sent_to_id();
    let above = case.person(&story::cast(&case).above_chair).await;
    above.get(&format!("briefs/{id}")).await.shows("Posten er digital.");
    for file in ["brief.docx", "brief.pdf"] {
        let page = format!("briefs/{id}/{file}");
        let answer = above.get(&page).await;
        assert_eq!(answer.status, 200, "{file}");
        let text = attachment(file, &answer.bytes).unwrap().text;
        assert!(text.contains("Posten er digital."), "{file}: {text}");
        assert!(!text.contains("Kanariefugl"), "{file}: {text}");
        assert_eq!(case.anyone().get(&page).await.status, 404);
    }
    above.does(&format!("briefs/{id}/note"), &[("answer", "Godt.")]).await;

    // The next one says what this one said, and what became of it.
    let slug = story::steering_group(&case);
    let day = story::after_hearing(&case);
    let bo = case.person("bo").await;
    let meeting = story::call_body(&case, &bo, slug, &day).await;
    story::add_item(&bo, meeting, "Nyt spor").await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let item = story::items(&bo, meeting).await[0];
    story::decide(&bo, meeting, item, "approved").await;
    let next = astrid.does("briefs/draft", &[]).await;
    next.shows("Vi er godt i gang.").shows("Godt.").shows("Nyt spor");
    next.hides("Digital post til alle:");
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_case_changes_under_a_mended_section_one_chooses() {
    let case = strategy();
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    story::adopt_one(&case).await;
    astrid.does("briefs/draft", &[]).await;
    edit(&astrid, "changes", "Posten er digital.").await;
    let slug = story::steering_group(&case);
    let day = story::after_hearing(&case);
    let meeting = story::call_body(&case, &bo, slug, &day).await;
    story::add_item(&bo, meeting, "Nyt spor").await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let item = story::items(&bo, meeting).await[0];
    story::decide(&bo, meeting, item, "approved").await;

    let early = astrid.post("briefs", &[("from_draft", "yes")]).await;
    assert_eq!(early.status, 409);
    early.shows("passer ikke længere til sagen");
    let draft = astrid.get("briefs/draft").await;
    draft.shows("Sagen har ændret sig").shows("Nyt spor");
    let (_, choice) = draft.text.split_once("briefs/draft/changes/choice").unwrap();
    let (_, read) = choice.split_once("name=\"read\" value=\"").unwrap();
    let read = read.split('"').next().unwrap().to_owned();
    let form = [("read", &*read), ("choice", "machine")];
    astrid.does("briefs/draft/changes/choice", &form).await;
    let brief = astrid.does("briefs", &[("from_draft", "yes")]).await;
    brief.shows("Nyt spor").hides("Posten er digital.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_decision_is_told_only_where_it_is_recommended_upward() {
    let case = strategy();
    let (astrid, bo) = (case.person("astrid").await, case.person("bo").await);
    let slug = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, slug, "2010-09-06").await;
    for title in ["Kanariefugl", "Solsort"] {
        let form = [("title", title), ("closed", "yes")];
        bo.does(&format!("meetings/{meeting}/items"), &form).await;
    }
    story::add_item(&bo, meeting, "Tidsplan").await;
    story::open_meeting(&bo, meeting, usize::MAX).await;
    let items = story::items(&bo, meeting).await;
    for (item, verb) in items.iter().zip(["approved", "recommended_up", "noted"]) {
        assert_eq!(story::decide(&bo, meeting, *item, verb).await.status, 303);
    }

    let brief = astrid.does("briefs", &[("summary", "Nyt")]).await;
    brief.shows("Tidsplan").shows("Solsort").hides("Kanariefugl");
    let page = format!("briefs/{}/brief.pdf", brief.sent_to_id());
    let file = astrid.get(&page).await;
    let text = attachment("brief.pdf", &file.bytes).unwrap().text;
    assert!(text.contains("Solsort") && !text.contains("Kanariefugl"), "{text}");
    // It is not told, so the next brief may still tell it where that becomes right.
    let untold =
        "SELECT count(*) FROM agenda_item WHERE told_in IS NULL AND verb IS NOT NULL";
    assert_eq!(case.count(untold), 1);
}
