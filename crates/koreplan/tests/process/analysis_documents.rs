//! Analyses: findings that rest on sentences, on the agenda of a theme meeting, in the
//! trace.

use super::support::{Box_, Visitor, story, strategy};

/// An analysis of the first area with a text and one finding on a sentence of the topic;
/// gives its id.
pub async fn drafted(officer: &Visitor, topic: i64) -> i64 {
    let area = story::area_id(officer, 0).await;
    let form = [("title", "Hvad borgerne vil"), ("area", &*area)];
    let id = officer.does("analyses", &form).await.sent_to_id();
    let page = format!("analyses/{id}");
    let form = [
        ("read", "0"),
        ("title", "Hvad borgerne vil"),
        ("body", "Mange skriver om breve.\n\nFå er imod."),
    ];
    officer.does(&format!("{page}/text"), &form).await;
    let choice = officer.get(&format!("{page}/findings/new?topic={topic}")).await;
    let sentence = choice.values("sentence").remove(0);
    let topic = topic.to_string();
    let form = [
        ("topic", &*topic),
        ("body", "Borgerne vil have digitale breve."),
        ("sentence", &*sentence),
    ];
    officer.does(&format!("{page}/findings"), &form).await;
    id
}

/// As [`drafted`], and finished.
pub async fn finished(officer: &Visitor, topic: i64) -> i64 {
    let id = drafted(officer, topic).await;
    officer.does(&format!("analyses/{id}/completion"), &[("read", "1")]).await;
    id
}

async fn topic(case: &Box_, eva: &Visitor) -> i64 {
    story::send_input(case, &case.anyone(), "Hanne", "Send brevene digitalt.").await;
    let input = story::input_ids(eva).await[0];
    story::tag_as_new(eva, input, "Digital post", 0).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_without_a_sentence_is_refused_and_a_draft_is_the_secretariats_own() {
    let case = strategy();
    let (eva, clara) = (case.person("eva").await, case.person("clara").await);
    let topic = topic(&case, &eva).await;
    let id = drafted(&eva, topic).await;
    let page = format!("analyses/{id}");

    let number = topic.to_string();
    let loose = [("topic", &*number), ("body", "Alle vil have breve.")];
    let refused = eva.post(&format!("{page}/findings"), &loose).await;

    assert_eq!(refused.status, 409);
    eva.get(&page).await.shows("Send brevene digitalt.").hides("Alle vil have breve.");
    assert_eq!(clara.get(&page).await.status, 404, "a draft");
    clara.get("analyses").await.hides("Hvad borgerne vil");
    let early = eva.post(&format!("{page}/agenda"), &[]).await;
    assert_eq!(early.status, 409, "a draft is on no agenda");
    eva.does(&format!("{page}/findings/1/removal"), &[]).await;
    let empty = eva.post(&format!("{page}/completion"), &[("read", "1")]).await;
    assert_eq!(empty.status, 409, "no finding is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_write_the_same_analysis_lose_no_text() {
    let case = strategy();
    let (eva, bo) = (case.person("eva").await, case.person("bo").await);
    let topic = topic(&case, &eva).await;
    let id = drafted(&eva, topic).await;
    let page = format!("analyses/{id}");

    let late = [("read", "0"), ("title", "Hvad borgerne vil"), ("body", "Bos ord.")];
    let answer = bo.post(&format!("{page}/text"), &late).await;

    assert_eq!(answer.status, 409);
    answer.shows("Bos ord.").shows("Mange skriver om breve.");
    let read = answer.hidden("read");
    let merged = [("read", &*read), ("title", "Begge"), ("body", "Begges ord.")];
    bo.does(&format!("{page}/text"), &merged).await.shows("Begges ord.");
    let unread = eva.post(&format!("{page}/completion"), &[("read", "1")]).await;
    assert_eq!(unread.status, 409, "what is finished is what was read");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finished_analysis_goes_to_a_theme_meeting_and_into_the_trace() {
    let case = strategy();
    let eva = case.person("eva").await;
    let topic = topic(&case, &eva).await;
    let id = finished(&eva, topic).await;
    let page = format!("analyses/{id}");
    let again = [("read", "1"), ("title", "Andet"), ("body", "Andet")];
    assert_eq!(eva.post(&format!("{page}/text"), &again).await.status, 409);
    case.turn_to("2010-10-06", "09:00").await;
    let meeting = story::call_theme(&eva, 0, "2010-10-20").await.to_string();

    eva.does(&format!("{page}/agenda"), &[("meeting", &*meeting), ("closed", "yes")])
        .await;

    let agenda = eva.get(&format!("meetings/{meeting}")).await;
    agenda.shows("Hvad borgerne vil").shows("Borgerne vil have digitale breve.");
    agenda.shows(&format!("/{page}\""));
    eva.get("trace/inputs/1").await.shows("Hvad borgerne vil");
    let clara = case.person("clara").await;
    clara.get(&page).await.shows("Borgerne vil have digitale breve.");
    story::publish(&eva, 1).await;
    case.anyone().get("trace/inputs/1").await.hides("Hvad borgerne vil");
    assert_eq!(case.anyone().get(&page).await.status, 404);
}
