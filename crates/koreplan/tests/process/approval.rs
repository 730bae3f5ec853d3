//! Step 7: one frozen version, one answer per body.

use super::support::{story, strategy};

#[tokio::test(flavor = "multi_thread")]
async fn jan_answers_for_his_board_and_for_no_other() {
    let case = strategy();
    story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    let version = story::freeze(&astrid, "Til godkendelse").await;
    let approvals = story::approvals(&astrid, version).await;
    let jan = case.person("jan").await;
    let own = case
        .file
        .bodies
        .iter()
        .filter(|b| b.kind == koreplan::bodies::rules::BodyKind::Approver);
    let at = own.into_iter().position(|b| b.slug.get_ref() == "kl-bestyrelse").unwrap();

    let mut statuses = Vec::new();
    for approval in &approvals {
        statuses.push(
            story::answer(&jan, *approval, "approved", 9, "").await.status.as_u16(),
        );
    }
    let mut expected = vec![404; approvals.len()];
    expected[at] = 303;
    assert_eq!(statuses, expected);
    let by_astrid = story::answer(&astrid, approvals[at], "approved", 9, "").await;
    assert_eq!(by_astrid.status, 404, "the secretariat answered for a body");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_another_text_than_was_read_does_not_count() {
    let case = strategy();
    story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    story::freeze(&astrid, "Til godkendelse").await;
    let approvals = story::approvals(&astrid, 1).await;
    let bent = case.person("bent").await;
    let form = [
        ("read", "0000"),
        ("verdict", "approved"),
        ("present", "9"),
        ("votes_for", "9"),
        ("votes_against", "0"),
    ];

    let answer = bent.post(&format!("approvals/{}", approvals[2]), &form).await;

    assert_eq!(answer.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_text_needs_new_answers() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let (bo, astrid, jan) =
        (case.person("bo").await, case.person("astrid").await, case.person("jan").await);
    story::freeze(&astrid, "Første").await;
    let old = story::approvals(&astrid, 1).await[1];
    assert_eq!(story::answer(&jan, old, "approved", 9, "").await.status, 303);
    story::revise(&bo, adopted.paragraph, "Et komma, mere.").await;
    story::freeze(&astrid, "Anden").await;

    astrid.get("versions/2").await.hides("badge-success");
    let bent = case.person("bent").await;
    let other = story::approvals(&astrid, 1).await[2];
    let late = story::answer(&bent, other, "approved", 9, "").await;
    assert_eq!(late.status, 409, "an old version was answered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reservation_without_words_is_asked_for_them() {
    let case = strategy();
    story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    story::freeze(&astrid, "Første").await;
    let approval = story::approvals(&astrid, 1).await[1];
    let jan = case.person("jan").await;

    let answer = story::answer(&jan, approval, "reservation", 9, "").await;

    assert_eq!(answer.status, 422);
    answer.shows("form-error-message").shows("value=\"9\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_answers_of_one_body_at_once_are_one() {
    let case = strategy();
    story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    story::freeze(&astrid, "Første").await;
    let approval = story::approvals(&astrid, 1).await[1];
    let jan = case.person("jan").await;
    let mut answers = Vec::new();
    for _ in 0..8 {
        let jan = jan.clone();
        answers.push(tokio::spawn(async move {
            story::answer(&jan, approval, "approved", 9, "").await.status.as_u16()
        }));
    }
    let mut taken = 0;
    for answer in answers {
        taken += i32::from(answer.await.unwrap() == 303);
    }

    assert_eq!(taken, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approved_version_with_a_newer_one_behind_it_is_not_released() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    story::freeze(&astrid, "Første").await;
    let cast = story::cast(&case);
    let asked = story::approvals(&astrid, 1).await;
    for ((login, _, quorum), approval) in cast.approvers.iter().zip(asked) {
        let chair = case.person(login).await;
        story::answer(&chair, approval, "approved", *quorum, "").await;
    }
    story::revise(&bo, adopted.paragraph, "En anden tekst.").await;
    story::freeze(&astrid, "Anden").await;

    let answer = astrid.post("versions/1/release", &[]).await;

    assert_eq!(answer.status, 409);
    assert_eq!(case.anyone().get("versions/1").await.status, 404);
}
