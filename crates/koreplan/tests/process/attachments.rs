//! Files that go with an input: taken, looked at, kept, and let out.

use std::{os::unix::fs::PermissionsExt as _, path::PathBuf};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use koreplan::{input::attachments::check_waiting, journal};

use super::support::{Answer, Box_, Visitor, folder, story, strategy};

/// A file: its name and its bytes.
type File<'a> = (&'a str, &'a [u8]);

const BOUNDARY: &str = "----en-linje-der-skiller";

/// A form with files, as a browser sends it.
pub fn multipart(fields: &[(&str, &str)], files: &[File<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n\
                 {value}\r\n"
            )
            .bytes(),
        );
    }
    for (name, bytes) in files {
        body.extend(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; \
                 filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            )
            .bytes(),
        );
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

pub async fn send_raw(visitor: &Visitor, page: &str, body: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method("POST")
        .uri(visitor.address(page))
        .header(header::COOKIE, &visitor.cookie)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(body))
        .unwrap();
    visitor.request(request).await
}

/// Sends an input with files under a key.
async fn send_as(
    visitor: &Visitor,
    hearing: &str,
    key: &str,
    body: &str,
    files: &[File<'_>],
) -> Answer {
    let fields = [
        ("csrf", &*visitor.csrf),
        ("key", key),
        ("sender_kind", "person"),
        ("name", "Hanne"),
        ("body", body),
    ];
    send_raw(visitor, &format!("hearings/{hearing}/inputs"), multipart(&fields, files))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_brings_its_own_files_and_asks_its_sender_by_mail() {
    let case = strategy();
    let hanne = case.anyone();
    let first = send(&case, &hanne, &[("gammel.txt", b"Gammelt bilag")]).await;
    let page = hanne.send("GET", &format!("{}/correction", first.to), &[]).await;
    page.shows("følger ikke med");
    let key = page.hidden("key");
    let fields = [
        ("key", &*key),
        ("sender_kind", "person"),
        ("name", "Hanne"),
        ("email", "hanne@eksempel.dk"),
        ("body", "Se det nye bilag."),
    ];
    // Addresses begin with a slash; a visitor puts the case before those of pages.
    let (_, receipt) = first.to.split_once("/receipts/").unwrap();
    let to = format!("receipts/{receipt}/corrections");
    let body = || multipart(&fields, &[("ny.txt", b"Nyt bilag")]);

    let second = send_raw(&hanne, &to, body()).await;
    let again = send_raw(&hanne, &to, body()).await;

    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.text);
    assert_eq!(again.to, second.to, "a repeat keeps nothing twice");
    let page = hanne.send("GET", &second.to, &[]).await;
    page.shows("ny.txt").hides("gammel.txt").shows("sendt en mail til hanne@eksempel.dk");
    hanne.send("GET", &first.to, &[]).await.shows("gammel.txt").hides("ny.txt");
    let bad = [("side.html", b"<html><script>1</script></html>" as &[u8])];
    let refused = send_raw(&hanne, &to, multipart(&fields, &bad)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

pub async fn send(case: &Box_, visitor: &Visitor, files: &[File<'_>]) -> Answer {
    let hearing = story::hearing(case);
    let key = visitor.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    send_as(visitor, hearing, &key, "Se mit bilag.", files).await
}

/// What names the first file that came, in addresses.
pub fn first_token(case: &Box_) -> String {
    case.app
        .store
        .write_now(|tx| -> Result<String, koreplan_store::StoreError> {
            tx.row("SELECT token FROM attachment ORDER BY id", &[])?.unwrap().get(0)
        })
        .unwrap()
}

/// The address of the first file on a page, up to its last part.
fn file(page: &Answer) -> String {
    let (_, rest) = page.text.split_once("/attachments/").unwrap();
    format!("attachments/{}", rest.split('/').next().unwrap())
}

const CANARY: &str = "Kanariefugl Jensen";

/// A picture with its photographer's name in it.
fn photo() -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xfe, 0, 20];
    jpeg.extend(CANARY.bytes());
    jpeg.extend([0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
    jpeg.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0xd9]);
    jpeg
}

#[tokio::test(flavor = "multi_thread")]
async fn hannes_photo_is_sealed_until_bo_lets_a_clean_copy_out() {
    let case = strategy();
    let hanne = case.anyone();
    let photo = photo();
    let answer = send(&case, &hanne, &[("Hannes have.jpg", &photo)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    hanne
        .send("GET", &answer.to, &[])
        .await
        .shows("Hannes have.jpg")
        .shows("kontrolleret");
    let bo = case.person("bo").await;
    let input = story::input_ids(&bo).await[0];
    let page = format!("inputs/{input}");
    let at_work = bo.get(&page).await;
    let file = file(at_work.shows("Hannes have.jpg"));

    let original = bo.get(&format!("{file}/original")).await;
    assert_eq!(original.status, 200);
    assert_eq!(original.headers["cache-control"], "no-store");
    assert_eq!(original.headers["content-type"], "image/jpeg");
    original.shows(CANARY);
    for what in ["original", "copy"] {
        assert_eq!(hanne.get(&format!("{file}/{what}")).await.status, 404, "{what}");
    }

    bo.does(&format!("{file}/clearing"), &[]).await;
    assert_eq!(bo.post(&format!("{file}/clearing"), &[]).await.status, 409);
    assert_eq!(hanne.get(&format!("{file}/copy")).await.status, 404, "before its input");
    let read = bo.get(&format!("{page}/publication")).await.hidden("read");
    bo.does(&format!("{page}/release"), &[("read", &*read)]).await;

    hanne.get(&page).await.shows("Bilag 1").hides("Hannes have").hides("/original");
    let copy = hanne.get(&format!("{file}/copy")).await;
    assert_eq!(copy.status, 200);
    copy.hides(CANARY);
    assert_eq!(hanne.get(&format!("{file}/original")).await.status, 404);
    assert_eq!(
        copy.headers["content-disposition"],
        "attachment; filename=\"bilag-1-1.jpg\"; filename*=UTF-8''bilag-1-1.jpg"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn u05_files_of_strangers_are_saved_and_never_shown() {
    let case = strategy();
    let hanne = case.anyone();
    let name = "<svg onload=alert(1)>\u{202e}.txt";
    send(&case, &hanne, &[(name, b"Hej <script>alert(1)</script>")]).await;
    let bo = case.person("bo").await;
    let page = bo.get(&format!("inputs/{}", story::input_ids(&bo).await[0])).await;
    page.hides("<svg onload").hides("\u{202e}").hides("<script>alert");

    for what in ["original", "copy"] {
        let answer = bo.get(&format!("{}/{what}", file(&page))).await;
        assert_eq!(
            answer.headers["content-security-policy"],
            "sandbox; default-src 'none'"
        );
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert!(answer.headers["content-disposition"].starts_with("attachment; "));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn u08_a_bad_file_gives_the_form_back_with_its_name_and_the_reason() {
    let case = strategy();
    let hanne = case.anyone();
    let large = vec![b'x'; 25 * 1024 * 1024 + 1];
    let twelve = vec![("a.txt", &b"Hej"[..]); 12];
    let cases: [(&[File], &str); 5] = [
        (&[("brev.pdf", b"Hej")], "»brev.pdf« ender på ».pdf«, men filen er ren tekst"),
        (&[("brev.gif", b"GIF89a=1;alert(1)")], "et GIF-billede"),
        (&[("brev.txt", b"")], "»brev.txt« er tom"),
        (&[("stor.txt", &large)], "»stor.txt« er for stor"),
        (&twelve, "højst sendes 10 filer"),
    ];
    for (files, why) in cases {
        let answer = send(&case, &hanne, files).await;
        assert_eq!(answer.status, 422, "{why}");
        answer.shows(why).shows("Se mit bilag.").shows("href=\"#files\"");
    }
    let bo = case.person("bo").await;
    assert!(story::input_ids(&bo).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_files_is_taken_as_either_kind_of_form() {
    let case = strategy();
    let hanne = case.anyone();
    // What a browser sends where nothing was chosen.
    let answer = send(&case, &hanne, &[("", b"")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let receipt = hanne.send("GET", &answer.to, &[]).await;
    receipt.shows("Se mit bilag.").hides("Bilag</h2>");
    story::send_input(&case, &hanne, "Hanne", "Uden filer").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_with_the_same_files_is_one_input_and_with_others_is_refused() {
    let case = strategy();
    let hanne = case.anyone();
    let hearing = story::hearing(&case);
    let key = hanne.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let send =
        async |files: &[File<'_>]| send_as(&hanne, hearing, &key, "Hej", files).await;

    let first = send(&[("a.txt", b"Et"), ("b.txt", b"To")]).await;
    let again = send(&[("a.txt", b"Et"), ("b.txt", b"To")]).await;
    let other = send(&[("a.txt", b"Et"), ("b.txt", b"Tre")]).await;

    assert_eq!((first.status, &first.to), (StatusCode::SEE_OTHER, &again.to));
    assert_eq!(other.status, 422);
    let count = |sql| case.app.store.write_now(move |tx| tx.one(sql, &[])).unwrap();
    assert_eq!(count("SELECT count(*) FROM attachment"), 2);
    assert_eq!(count("SELECT count(*) FROM attachment_bytes"), 2);
    let acts = "SELECT count(*) FROM journal WHERE subject = 'inputs/1/attachments'";
    assert_eq!(count(acts), 1);
    case.app.store.write_now(journal::verify).unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn u13_a_file_marked_as_harmful_is_put_aside_and_the_text_is_taken() {
    let case = strategy();
    let hanne = case.anyone();
    let mark =
        ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"]
            .concat();

    let answer = send(&case, &hanne, &[("brev.txt", mark.as_bytes())]).await;

    assert_eq!(answer.status, 303);
    let receipt = hanne.send("GET", &answer.to, &[]).await;
    receipt.shows("Se mit bilag.").shows("»brev.txt« er mærket som skadelig");
    let bo = case.person("bo").await;
    let page = bo.get(&format!("inputs/{}", story::input_ids(&bo).await[0])).await;
    page.shows("Afvist").hides("/original").hides("ANTIVIRUS");
    let token = first_token(&case);
    for what in ["original", "copy"] {
        let answer = bo.get(&format!("attachments/{token}/{what}")).await;
        assert_eq!(answer.status, 404, "{what}");
    }
    assert_eq!(bo.post(&format!("attachments/{token}/clearing"), &[]).await.status, 409);
}

/// A worker that does not work.
fn worker(script: &str) -> PathBuf {
    let path = folder().join("worker");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn u15_when_the_worker_fails_the_input_stands_with_its_file_under_check() {
    let case = strategy();
    let (hanne, bo) = (case.anyone(), case.person("bo").await);
    for script in ["exit 3", "kill -9 $$", "exec cat /dev/zero", "echo nonsense"] {
        case.app.uploads.use_program(&worker(script));

        let answer = send(&case, &hanne, &[("brev.txt", b"Hej fra filen")]).await;

        assert_eq!(answer.status, 303, "{script}");
        let receipt = hanne.send("GET", &answer.to, &[]).await;
        receipt.shows("Se mit bilag.").shows("ikke kontrolleret endnu");
    }
    let inputs = story::input_ids(&bo).await;
    let page = format!("inputs/{}", inputs[0]);
    let again = format!("{}/checking", file(bo.get(&page).await.shows("Under kontrol")));
    bo.post(&again, &[]).await;
    bo.get(&page).await.shows("Under kontrol").hides("/copy");

    case.app.uploads.use_program(env!("CARGO_BIN_EXE_koreplan").as_ref());
    assert_eq!(bo.post(&again, &[]).await.status, 303);
    bo.get(&page).await.hides("Under kontrol").shows("Hej fra filen").shows("/copy");

    // The others are looked at when the server starts.
    assert_eq!(check_waiting(&case.app).await.unwrap(), 3);
    assert_eq!(check_waiting(&case.app).await.unwrap(), 0);
    bo.get(&format!("inputs/{}", inputs[1])).await.shows("Hej fra filen");
    case.app.store.write_now(journal::verify).unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn u12_forms_that_break_off_or_never_end_are_refused_whole() {
    let case = strategy();
    let hanne = case.anyone();
    let page = format!("hearings/{}/inputs", story::hearing(&case));
    let whole = multipart(&[("name", "Hanne")], &[("a.txt", b"Hej")]);
    let many = multipart(&vec![("area", "1"); 100_000], &[]);
    let no_end = whole[..whole.len() - 30].to_vec();
    for (what, body) in
        [("no end", no_end), ("many parts", many), ("nothing", Vec::new())]
    {
        let answer = send_raw(&hanne, &page, body).await;
        assert_eq!(answer.status, 400, "{what}");
        answer.shows("<h1>");
    }
    let long = multipart(&[("body", &"x".repeat(2 * 1024 * 1024))], &[]);
    assert_eq!(send_raw(&hanne, &page, long).await.status, 413);
    let nul = multipart(&[("body", "a\0b")], &[]);
    assert_eq!(send_raw(&hanne, &page, nul).await.status, 422);
    let bo = case.person("bo").await;
    assert!(story::input_ids(&bo).await.is_empty());
    let other = Box::pin(async {
        let mut bo = bo.clone();
        bo.csrf = "an older one".into();
        send(&case, &bo, &[]).await.status
    });
    assert_eq!(other.await, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn u11_when_files_have_no_room_they_are_sent_away_and_texts_are_taken() {
    let case = strategy();
    let hanne = case.anyone();
    let large = vec![b'x'; 3 * 1024 * 1024];
    let all = 256 * 1024 * 1024;
    let taken = case.app.uploads.make_room(all - 1024 * 1024).unwrap();

    let busy = send(&case, &hanne, &[("a.txt", &large)]).await;
    let text = send(&case, &hanne, &[]).await;
    let small = send(&case, &hanne, &[("a.txt", b"Hej")]).await;
    drop(taken);
    let later = send(&case, &hanne, &[("a.txt", &large)]).await;

    assert_eq!(
        (busy.status, &*busy.headers["retry-after"]),
        (StatusCode::SERVICE_UNAVAILABLE, "5")
    );
    assert_eq!([text.status, small.status, later.status], [StatusCode::SEE_OTHER; 3]);
    // What was taken is given back.
    assert!(case.app.uploads.make_room(all).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn u10_a_form_that_breaks_off_late_leaves_nothing_and_gives_its_room_back() {
    let case = strategy();
    let hanne = case.anyone();
    let hearing = story::hearing(&case);
    let key = hanne.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let fields =
        [("key", &*key), ("sender_kind", "person"), ("name", "Hanne"), ("body", "Hej")];
    let mut body = multipart(&fields, &[("a.txt", &vec![b'x'; 3 * 1024 * 1024])]);
    body.truncate(body.len() - 100);

    let answer = send_raw(&hanne, &format!("hearings/{hearing}/inputs"), body).await;

    assert_eq!(answer.status, 400);
    let count = case.app.store.write_now(|tx| tx.one("SELECT count(*) FROM input", &[]));
    assert_eq!(count.unwrap(), 0);
    assert!(case.app.uploads.make_room(256 * 1024 * 1024).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn bo_enters_a_letter_on_paper_with_its_scan() {
    let case = strategy();
    let bo = case.person("bo").await;
    let hearing = story::hearing(&case);
    case.turn_to("2010-10-07", "09:00").await;
    let key = bo.get(&format!("hearings/{hearing}/letters/new")).await.hidden("key");
    let fields = [
        ("csrf", &*bo.csrf),
        ("key", &*key),
        ("received", "2010-10-04"),
        ("received_time", "10:00"),
        ("sender_kind", "person"),
        ("name", "Hanne"),
        ("body", "Skrevet af efter brevet"),
    ];
    let body = multipart(&fields, &[("scan.jpg", &photo())]);

    let answer = send_raw(&bo, &format!("hearings/{hearing}/letters"), body).await;

    assert_eq!(answer.status, 303, "{}", answer.text);
    let page = format!("inputs/{}", story::input_ids(&bo).await[0]);
    bo.get(&page).await.shows("scan.jpg").shows("ingen tekst, der kan læses");
}
