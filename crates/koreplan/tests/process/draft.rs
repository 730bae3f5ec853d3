//! Step 6: paragraphs, revisions, versions.

use super::support::{story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn two_who_write_the_same_paragraph_lose_nothing() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    let page = format!("paragraphs/{}", adopted.paragraph);
    let read = bo.get(&page).await.hidden("read");
    let form = |body| [("body", body), ("note", "Rettet"), ("read", &*read)];

    bo.does(&format!("{page}/revisions"), &form("Bos tekst")).await;
    let second = eva.post(&format!("{page}/revisions"), &form("Evas tekst")).await;

    assert_eq!(second.status, 409);
    second.shows("Bos tekst");
    eva.get(&page).await.shows("Bos tekst").hides("Evas tekst");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paragraph_shows_how_its_words_came_about() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let bo = case.person("bo").await;

    story::revise(&bo, adopted.paragraph, "Alle virksomheder får digital post i 2013.")
        .await;

    let page = bo.get(&format!("paragraphs/{}", adopted.paragraph)).await;
    page.shows("<del>borgere</del>").shows("<ins>virksomheder</ins>");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_text_is_not_frozen_twice_and_no_text_not_at_all() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let nothing = astrid.post("versions", &[("note", "Tom")]).await;
    story::adopt_one(&case).await;

    story::freeze(&astrid, "Første").await;
    let again = astrid.post("versions", &[("note", "Igen")]).await;

    assert_eq!(nothing.status, 409);
    assert_eq!(again.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_version_stays_what_it_was() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let version = story::freeze(&astrid, "Første").await;
    let frozen = astrid.get(&format!("versions/{version}")).await;

    story::revise(&bo, adopted.paragraph, "Noget helt andet.").await;

    let now = astrid.get(&format!("versions/{version}")).await;
    assert_eq!(frozen.text, now.text);
}
