//! The public face: what everybody reads, where it comes from, and how it goes out.

use std::collections::{BTreeSet, VecDeque};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::support::{Answer, Box_, Visitor, story, strategy};

/// The part of a page that is about the case, not about who reads it.
fn main_part(answer: &Answer) -> String {
    let (_, rest) = answer.text.split_once("<main").unwrap_or_default();
    let main = rest.split("</main>").next().unwrap_or_default();
    let Some((before, own)) = main.split_once("<section class=\"kp-own\">") else {
        return main.to_owned();
    };
    let (_, after) = own.split_once("</section>").unwrap_or_default();
    format!("{before}{after}")
}

/// Addresses of this case on a page, without places and questions.
fn links(text: &str, slug: &str) -> BTreeSet<String> {
    let start = format!("/da/{slug}");
    let hrefs = text.split("href=\"").skip(1);
    hrefs
        .filter_map(|part| part.split('"').next())
        .map(|href| href.split(['#', '?']).next().unwrap_or_default().to_owned())
        .filter(|href| href.starts_with(&start))
        .collect()
}

/// Reads every public page twice: as a stranger, from the public store, and as somebody
/// signed in who has no part in the case, from the main one. Both must say the same.
pub async fn says_the_same_from_both_stores(case: &Box_) -> usize {
    let stranger = case.anyone();
    let seated = |login: &str| {
        let mut members = case.file.bodies.iter().flat_map(|body| &body.members);
        members.any(|member| member.person.get_ref() == login)
    };
    let mut reader = case.file.people.iter().map(|person| person.login.get_ref());
    let reader = case.person(reader.find(|login| !seated(login)).unwrap()).await;
    let slug = case.file.head.slug.get_ref();
    let mut known = BTreeSet::from([format!("/da/{slug}")]);
    let mut waiting: VecDeque<_> = known.iter().cloned().collect();
    let mut same = 0;
    while let Some(path) = waiting.pop_front() {
        let public = stranger.send("GET", &path, &[]).await;
        let main = reader.send("GET", &path, &[]).await;
        assert_eq!(public.status, main.status, "{path}");
        if public.status != StatusCode::OK {
            continue;
        }
        // A form has a key of its own each time it is drawn.
        if !path.ends_with("/answer") && !path.ends_with("/new") {
            assert_eq!(main_part(&public), main_part(&main), "{path}");
            same += 1;
        }
        for link in links(&public.text, slug).union(&links(&main_part(&main), slug)) {
            if known.insert(link.clone()) {
                waiting.push_back(link.clone());
            }
        }
    }
    same
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_read_the_same_from_the_public_store_as_others_from_the_main_one() {
    let case = strategy();
    let at_first = says_the_same_from_both_stores(&case).await;
    story::adopt_one(&case).await;
    story::release(&case).await;
    let in_the_end = says_the_same_from_both_stores(&case).await;

    assert!(at_first > 15, "{at_first}");
    assert!(in_the_end > at_first, "{in_the_end}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_public_is_not_in_the_public_store() {
    let case = strategy();
    let hanne = case.anyone();
    let astrid = case.person("astrid").await;
    story::send_input(&case, &hanne, "Kanariehanne", "Kanariefugl i svaret.").await;
    story::adopt_one(&case).await;
    story::release(&case).await;
    let chapter = story::add_chapter(&astrid, "Kanariekapitel").await;
    story::add_paragraph(&astrid, chapter, "Kanarieafsnit.", None).await;
    let theme = story::call_theme(&astrid, 0, "2011-01-10").await;
    story::add_item(&astrid, theme, "Kanariepunkt").await;
    case.anyone().get("").await;

    let files = std::fs::read_dir(&case.settings.data).unwrap().flatten();
    let mut read = 0;
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        if !name.starts_with("public-") {
            continue;
        }
        let bytes = std::fs::read(file.path()).unwrap();
        read += bytes.len();
        let canary = bytes.windows(6).position(|six| six.eq_ignore_ascii_case(b"Kanari"));
        assert_eq!(canary, None, "{name}");
    }
    assert!(read > 100_000, "{read} bytes are no store");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_is_seen_on_the_public_page_and_its_withdrawal_too() {
    let case = strategy();
    let hanne = case.anyone();
    let astrid = case.person("astrid").await;
    let hearing = format!("hearings/{}", story::hearing(&case));
    hanne.get(&hearing).await.shows("Ingen høringssvar er offentliggjort endnu");

    story::send_input(&case, &hanne, "Hanne", "Send brevene digitalt.").await;
    let input = story::input_ids(&astrid).await[0];
    story::publish(&astrid, input).await;

    hanne.get(&hearing).await.shows(&format!("/inputs/{input}"));
    hanne.get(&format!("inputs/{input}")).await.shows("Send brevene digitalt.");
}

async fn asks(
    visitor: &Visitor,
    path: &str,
    with: &[(header::HeaderName, &str)],
) -> Answer {
    let mut request = Request::builder().uri(path);
    for (name, value) in with {
        request = request.header(name, *value);
    }
    visitor.request(request.body(Body::empty()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_page_goes_out_packed_marked_and_not_twice() {
    let case = strategy();
    let ib = case.anyone();
    let path = ib.address("bodies");

    let plain = asks(&ib, &path, &[]).await;
    assert_eq!(plain.headers["cache-control"], "public, max-age=1");
    assert_eq!(plain.headers["vary"], "Accept-Encoding, Cookie");
    assert!(!plain.headers.contains_key("set-cookie"));
    let packed = asks(&ib, &path, &[(header::ACCEPT_ENCODING, "gzip, br")]).await;
    assert_eq!(packed.headers["content-encoding"], "br");
    let length =
        |answer: &Answer| answer.headers["content-length"].parse::<usize>().unwrap();
    assert!(length(&packed) * 3 < length(&plain));
    assert_ne!(packed.headers["etag"], plain.headers["etag"]);

    let tag = plain.headers["etag"].clone();
    let again = asks(&ib, &path, &[(header::IF_NONE_MATCH, &tag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.text.is_empty());
    let other = asks(&ib, &path, &[(header::IF_NONE_MATCH, "\"other\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn w13_a_signed_in_persons_page_is_kept_nowhere_and_nobody_elses_words_go_into_a_shared_one()
 {
    let case = strategy();
    let astrid = case.person("astrid").await;
    let ib = case.anyone();
    let path = ib.address("");

    let hers = astrid.send("GET", &path, &[]).await;
    hers.shows("Logget ind som");
    assert_eq!(hers.headers["cache-control"], "no-store");
    let evil = [
        (header::HOST, "evil.example"),
        (header::ACCEPT_LANGUAGE, "xx"),
        (header::REFERER, "https://evil.example/"),
        (header::HeaderName::from_static("x-forwarded-host"), "evil.example"),
    ];
    asks(&ib, &path, &evil).await.hides("evil.example");
    ib.send("GET", &path, &[]).await.hides("Logget ind som").hides("evil.example");
    let css = asks(&astrid, &format!("{path}/x.css"), &[]).await;
    assert_eq!(css.status, StatusCode::NOT_FOUND);
}
