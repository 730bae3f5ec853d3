//! Gitte leads an organisation: its people write one answer together, and nobody else
//! sees how.

use super::support::{Box_, Visitor, story, strategy};

/// An answer that gitte leads; hanne has been let in.
struct Joint {
    case: Box_,
    gitte: Visitor,
    hanne: Visitor,
    page: String,
}

async fn invitation(gitte: &Visitor, page: &str) -> String {
    let answer = gitte.post(&format!("{page}/invitations"), &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let (_, token) = answer.text.split_once("/joint-invitations/").unwrap();
    format!("joint-invitations/{}", &token[..64])
}

async fn joint() -> Joint {
    let case = strategy();
    let (gitte, hanne) = (case.person("gitte").await, case.person("hanne").await);
    let hearing = story::hearing(&case);
    let form = [("sender_kind", "association"), ("organisation", "Ældre Sagen")];
    let begun = gitte.does(&format!("hearings/{hearing}/joint-answers"), &form).await;
    let page = format!("joint-answers/{}", begun.sent_to_id());
    let link = invitation(&gitte, &page).await;
    hanne.get(&link).await.shows("Gitte inviterer dig");
    hanne.does(&link, &[]).await.shows("Fælles svar fra Ældre Sagen");
    Joint { case, gitte, hanne, page }
}

async fn save(visitor: &Visitor, page: &str, read: &str, body: &str) -> (u16, String) {
    let form = [("read", read), ("body", body)];
    let answer = visitor.post(&format!("{page}/text"), &form).await;
    (answer.status.as_u16(), answer.text)
}

async fn send(joint: &Joint, key: &str, read: &str) -> super::support::Answer {
    let form = [("key", key), ("read", read), ("name", "Gitte")];
    joint.gitte.post(&format!("{}/sending", joint.page), &form).await
}

#[tokio::test(flavor = "multi_thread")]
async fn colleagues_write_one_answer_and_the_lead_sends_it_as_everybody_does() {
    let joint = joint().await;
    let (gitte, hanne, page) = (&joint.gitte, &joint.hanne, &joint.page);
    assert_eq!(save(hanne, page, "0", "Udkast fra Hanne.").await.0, 303);
    hanne.does(&format!("{page}/comments"), &[("comment", "INTERN bemærkning")]).await;
    let shown = gitte.get(page).await;
    shown.shows("Udkast fra Hanne.").shows("INTERN bemærkning").shows(", Hanne");
    let read = shown.hidden("read");
    assert_eq!(save(gitte, page, &read, "Vi er imod. Vi er mange.").await.0, 303);
    let shown = gitte.get(page).await;
    let (key, read) = (shown.hidden("key"), shown.hidden("read"));

    let sent = send(&joint, &key, &read).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let again = send(&joint, &key, &read).await;
    assert_eq!((again.status.as_u16(), &again.to), (303, &sent.to), "sent twice");
    let other = send(&joint, &"a".repeat(64), &read).await;
    assert_eq!(other.status, 409, "one answer is sent once");

    joint.case.anyone().send("GET", &sent.to, &[]).await.shows("Ældre Sagen");
    hanne.get(page).await.shows("Svaret er sendt").shows("Vi er mange.");
    assert_eq!(save(hanne, page, &read, "Bagefter").await.0, 409);
    let bo = joint.case.person("bo").await;
    let list = bo.get("inputs").await;
    list.shows("Ældre Sagen (Gitte)").shows("Vi er imod.").hides("Udkast fra Hanne");
    assert_eq!(story::input_ids(&bo).await.len(), 1);
    bo.get("inputs/1").await.hides("INTERN").hides("Udkast fra Hanne");
    let record = joint.case.person("astrid").await.get("journal.csv").await;
    record.shows("SendJointAnswer").hides("Gitte").hides("Hanne").hides("INTERN");
    record.hides("WriteJointAnswer").hides("BeginJointAnswer");
}

#[tokio::test(flavor = "multi_thread")]
async fn s10_the_second_who_saves_gets_both_texts_and_nothing_is_lost() {
    let joint = joint().await;
    let (gitte, hanne, page) = (&joint.gitte, &joint.hanne, &joint.page);
    assert_eq!(save(gitte, page, "0", "Gittes tekst.").await.0, 303);

    let (status, both) = save(hanne, page, "0", "Hannes tekst.").await;
    assert_eq!(status, 409);
    assert!(both.contains("Gittes tekst.") && both.contains("Hannes tekst."), "{both}");
    gitte.get(page).await.shows("Gittes tekst.").hides("Hannes tekst.");

    // The form beside the two texts saves what she made of them.
    let read = both.split("name=\"read\" value=\"").nth(1).unwrap();
    let read = read.split('"').next().unwrap();
    assert_eq!(save(hanne, page, read, "Gittes og Hannes tekst.").await.0, 303);
    gitte.get(page).await.shows("Gittes og Hannes tekst.").shows("Gittes tekst.");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_is_the_text_the_lead_has_read() {
    let joint = joint().await;
    let empty = send(&joint, &"b".repeat(64), "0").await;
    assert_eq!(empty.status, 409, "an answer without a text was sent");
    save(&joint.gitte, &joint.page, "0", "Vi er imod.").await;
    let shown = joint.gitte.get(&joint.page).await;
    let (key, read) = (shown.hidden("key"), shown.hidden("read"));
    save(&joint.hanne, &joint.page, &read, "Vi er for.").await;

    assert_eq!(send(&joint, &key, &read).await.status, 409);
    let bo = joint.case.person("bo").await;
    assert_eq!(story::input_ids(&bo).await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a02_nobody_but_the_colleagues_finds_the_answer() {
    let joint = joint().await;
    let page = &joint.page;
    save(&joint.gitte, page, "0", "FORTROLIGT").await;

    for login in ["", "ib", "farid", "bo", "astrid", "kim", "jan", "clara", "dorte"] {
        let other = if login.is_empty() {
            joint.case.anyone()
        } else {
            joint.case.person(login).await
        };
        let shown = other.get(page).await;
        assert_eq!(shown.status, 404, "{login} sees it");
        for act in ["text", "comments", "invitations", "sending", "colleagues/1/removal"]
        {
            let answer = other.post(&format!("{page}/{act}"), &[("body", "x")]).await;
            assert_eq!(answer.status, 404, "{login} does {act}");
        }
        let hearing = format!("hearings/{}", story::hearing(&joint.case));
        for page in ["", "hearings", &hearing] {
            other.get(page).await.hides("FORTROLIGT").hides("Fælles svar fra");
        }
        if login == "ib" {
            let missing = other.get("joint-answers/999").await;
            let id = page.rsplit('/').next().unwrap();
            let bare =
                |text: &str, id: &str| text.replace(&format!("joint-answers/{id}"), "");
            assert_eq!(bare(&shown.text, id), bare(&missing.text, "999"));
        }
    }
    // A colleague writes; inviting and sending are the lead's.
    for act in ["invitations", "sending", "colleagues/1/removal"] {
        let answer = joint.hanne.post(&format!("{page}/{act}"), &[]).await;
        assert_eq!(answer.status, 404, "hanne does {act}");
    }
    joint.hanne.get(page).await.hides("/invitations").hides("/sending");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_not_sent_can_be_deleted_and_one_that_is_cannot() {
    let joint = joint().await;
    let (gitte, page) = (&joint.gitte, &joint.page);
    save(gitte, page, "0", "Fortrudt.").await;
    let sure = [("sure", "yes")];
    assert_eq!(joint.hanne.post(&format!("{page}/removal"), &sure).await.status, 404);
    gitte.does(&format!("{page}/removal"), &sure).await;
    assert_eq!(gitte.get(page).await.status, 404);

    let joint = self::joint().await;
    save(&joint.gitte, &joint.page, "0", "Vi er imod.").await;
    let shown = joint.gitte.get(&joint.page).await;
    let sent = send(&joint, &shown.hidden("key"), &shown.hidden("read")).await;
    assert_eq!(sent.status, 303);
    let late = joint.gitte.post(&format!("{}/removal", joint.page), &sure).await;
    assert_eq!(late.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn o08_erasing_the_answer_erases_how_it_was_written() {
    let joint = joint().await;
    let (gitte, hanne, page) = (&joint.gitte, &joint.hanne, &joint.page);
    save(hanne, page, "0", "KANARIE et.").await;
    hanne.does(&format!("{page}/comments"), &[("comment", "KANARIE to")]).await;
    save(gitte, page, "1", "KANARIE tre.").await;
    let shown = gitte.get(page).await;
    let sent = send(&joint, &shown.hidden("key"), &shown.hidden("read")).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let left = || {
        joint
            .case
            .app
            .store
            .write_now(|tx| {
                tx.one(
                    "SELECT (SELECT count(*) FROM joint_answer) + (SELECT count(*)
                       FROM joint_version) + (SELECT count(*) FROM joint_comment)
                       + (SELECT count(*) FROM joint_colleague)
                       + (SELECT count(*) FROM input WHERE body LIKE '%KANARIE%')",
                    &[],
                )
            })
            .unwrap()
    };
    assert_eq!(left(), 6);

    let astrid = joint.case.person("astrid").await;
    let form = [("decision", "2010-80"), ("reason", "Bedt om")];
    astrid.does("inputs/1/erasure", &form).await.shows("Ældre Sagen").hides("Gitte");

    assert_eq!(left(), 0);
    if joint.case.settings.database_url.is_none() {
        story::send_input(&joint.case, &joint.case.anyone(), "Ib", "Til sidst.").await;
        for file in std::fs::read_dir(&joint.case.settings.data).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(7).any(|window| window == b"KANARIE"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a04_an_invitation_is_for_one_person_and_two_weeks_and_a_colleague_can_be_let_go()
{
    let joint = joint().await;
    let (case, gitte, page) = (&joint.case, &joint.gitte, &joint.page);
    let link = invitation(gitte, page).await;
    assert_eq!(case.anyone().get(&link).await.status, 404);
    let farid = case.person("farid").await;
    farid.does(&link, &[]).await;
    let ib = case.person("ib").await;
    assert_eq!(ib.get(&link).await.status, 409);
    assert_eq!(ib.post(&link, &[]).await.status, 409);
    assert_eq!(ib.get(page).await.status, 404);
    // Who used it comes back by it.
    assert_eq!(farid.post(&link, &[]).await.status, 303);

    let kept: i64 = case
        .app
        .store
        .write_now({
            let token = link.rsplit('/').next().unwrap().to_owned();
            move |tx| {
                tx.one(
                    "SELECT count(*) FROM joint_invitation WHERE token_hash = $1",
                    &[token.into_bytes().into()],
                )
            }
        })
        .unwrap();
    assert_eq!(kept, 0, "the token itself is kept");

    let removal = gitte.get(page).await;
    let ids = removal.ids_after("/colleagues/");
    assert_eq!(ids.len(), 2);
    for id in ids {
        gitte.does(&format!("{page}/colleagues/{id}/removal"), &[]).await;
    }
    assert_eq!(farid.get(page).await.status, 404);
    assert_eq!(joint.hanne.get(page).await.status, 404);
    assert_eq!(farid.post(&link, &[]).await.status, 303, "told where it was");
    assert_eq!(farid.get(page).await.status, 404, "a used invitation let him in again");

    let old = invitation(gitte, page).await;
    case.turn_to("2010-10-30", "09:00").await;
    assert_eq!(ib.post(&old, &[]).await.status, 409);
    assert_eq!(ib.get(page).await.status, 404);
}
