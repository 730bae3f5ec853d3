//! What a person or a machine sends wrong: a clear sentence, nothing stored, no 500.

use koreplan::{journal, routes};

use super::support::{Box_, story, strategy};

fn entries(case: &Box_) -> i64 {
    case.app.store.write_now(journal::verify).unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_however_wrong_gives_a_500_or_leaves_a_trace() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    let before = entries(&case);
    let long = "x".repeat(30_000);
    let bodies: Vec<Vec<u8>> = vec![
        b"title=%00&body=%00&text=%00".to_vec(),
        b"title=%ff%fe&body=%c3".to_vec(),
        b"&&&===&=&title".to_vec(),
        format!(
            "title={long}&body={long}&name={long}&reason={long}&minutes={long}&how={long}\
                 &assessment={long}&recommendation={long}&summary={long}&answer={long}\
                 &decision={long}&place={long}&note={long}&new_topic={long}&number={long}\
                 &resume={long}&action={long}&presentation={long}"
        )
        .into_bytes(),
        "title=   &body=%20%0a&area=-1&topic=99999999999999999999&segment=0&verdict=yes\
         &year=x&quarter=9&present=-5&day=2026-02-30&time=24:60&deadline=9999-99-99"
            .into(),
    ];
    for (method, path) in routes::all().known() {
        if *method != "POST" || path.contains("sign-") || path.contains("clock") {
            continue;
        }
        let address = path
            .replace("{lang}", "da")
            .replace("{case}", case.file.head.slug.get_ref())
            .replace("{id}", &adopted.input.to_string())
            .replace("{item}", "1")
            .replace("{topic}", "77")
            .replace("{number}", "1")
            .replace("{step}", "analysis")
            .replace("{gate}", case.file.gates.last().unwrap().slug.get_ref())
            .replace("{token}", &"0".repeat(64))
            .replace("{hearing}", case.file.hearings[0].slug.get_ref());
        for body in &bodies {
            let body = [body.as_slice(), b"&csrf=", astrid.csrf.as_bytes()].concat();
            let answer = astrid.raw("POST", &address, body).await;
            let status = answer.status.as_u16();
            let acts_alone = [
                "reading",
                "release",
                "briefs/draft",
                "my-page/calendar/end",
                "start",
                "papers",
                "removal",
                "processing",
                "hearings/external-actors/note",
                "hearings/external-actors/hearing-note",
            ];
            // The interface for programs says 400 to what is no JSON at all.
            let program = address.starts_with("/api/");
            // The way out says the same to everybody.
            let silent = address.contains("/unsubscriptions/") && status == 200;
            // The secret address of the own calendar is shown this once.
            let once = address.ends_with("/my-page/calendar") && status == 200;
            let said = matches!(status, 404 | 409 | 422) || program && status == 400;
            let harmless = acts_alone.iter().any(|act| address.ends_with(act));
            assert!(
                said || silent || once || harmless && status == 303,
                "{address}: {status} {}",
                answer.text
            );
            let heard = answer.text.contains("<h1>") || program;
            assert!(status == 303 || heard, "{address} is silent");
        }
    }
    // Acts without a form, each once for a body; the own calendar is begun and ended.
    let acts_alone = 18;
    assert!(entries(&case) <= before + acts_alone, "a wrong form left a trace");
}

#[tokio::test(flavor = "multi_thread")]
async fn s08_a_too_long_input_is_told_its_length_and_kept_in_the_form() {
    let case = strategy();
    let hanne = case.anyone();
    let hearing = story::hearing(&case);
    let body = format!("Begynder her {}", "æ".repeat(100_000));
    let form = [("key", "k"), ("sender_kind", "person"), ("name", "H"), ("body", &*body)];

    let answer = hanne.post(&format!("hearings/{hearing}/inputs"), &form).await;

    assert_eq!(answer.status, 422);
    answer.shows("100.013").shows("Begynder her").shows("href=\"#body\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_larger_than_a_form_can_be_is_refused_whole() {
    let case = strategy();
    let hanne = case.anyone();
    let page = hanne.address(&format!("hearings/{}/inputs", story::hearing(&case)));

    let answer = hanne.raw("POST", &page, vec![b'x'; 2 * 1024 * 1024]).await;

    assert_eq!(answer.status, 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn w10_strange_addresses_are_not_found_and_strange_filters_are_harmless() {
    let case = strategy();
    let bo = case.person("bo").await;
    for page in [
        "inputs/x",
        "inputs/-1",
        "inputs/99999999999999999999",
        "versions/0",
        "meetings/%00",
        "inputs?q=%00",
        "inputs?which=%00",
        "a%00b",
        "steps/%ff",
        "negotiation/0",
        "../etc",
    ] {
        assert_eq!(bo.get(page).await.status, 404, "{page}");
    }
    for page in [
        "inputs?from=-1&area=x&topic=y&which='",
        "inputs?q=%25_%5c'%22",
        "inputs?from=9223372036854775807",
        "inputs?area=9999999999&topic=9999999999",
        "journal?after=x",
        "meetings/new?kind=zz",
        "proposals/new?conclusion=zz",
    ] {
        assert_eq!(bo.get(page).await.status, 200, "{page}");
    }
    assert_eq!(bo.send("GET", "/xx/plan", &[]).await.status, 404);
    assert_eq!(bo.send("PUT", "/da", &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn w01_what_people_write_is_shown_and_never_run() {
    let case = strategy();
    let attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    story::send_input(&case, &case.anyone(), attack, attack).await;
    let bo = case.person("bo").await;
    let input = story::input_ids(&bo).await[0];
    story::tag_as_new(&bo, input, attack, 0).await;

    for page in ["inputs", "letters", "topics", "journal", &format!("inputs/{input}")] {
        bo.get(page).await.hides("<script>alert").hides("<img src=x");
    }
    let policy = &bo.get("inputs").await.headers["content-security-policy"];
    assert!(policy.starts_with("default-src 'none'"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_is_said_in_the_readers_language() {
    let case = strategy();
    let mut astrid = case.person("astrid").await;
    let page = format!("gates/{}/opening", case.file.gates[0].slug.get_ref());

    let danish = astrid.post(&page, &[]).await;
    astrid.lang = "en";
    let english = astrid.post(&page, &[]).await;

    danish.shows("<html lang=\"da\"");
    english.shows("<html lang=\"en\"");
    assert_ne!(danish.heading(), english.heading());
}
