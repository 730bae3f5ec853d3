//! Who comes, on the page of a meeting; answering there and by the link of a mail.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{How, Reply},
    storage::{self, Invitation, NewAnswer},
};
use crate::{
    access::{AnswerCall, Permit},
    case::{self, Case},
    journal,
    meetings::{self, storage::Meeting},
    outbox::Clocks,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{Need, badge, facts, fold, page_head, post, radios, select},
        error::{Error, NotFound},
        form::Form,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/meetings/{id}/answer", answer)
        .get("/{lang}/{case}/calls/{token}", show)
        .post("/{lang}/{case}/calls/{token}", answer_by_link)
}

fn reply_class(reply: Reply) -> &'static str {
    match reply {
        Reply::Accepted => "badge-success",
        Reply::Declined => "badge-error",
        Reply::Tentative | Reply::Delegated => "badge-warning",
        Reply::None => "",
    }
}

/// Who comes, for those who work with the meeting; and the own answer of who was called.
pub fn part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Markup, Error> {
    if !cx.is_insider() {
        return Ok(html! {});
    }
    let called = storage::called(tx, meeting)?;
    let before = meeting.opened_at.is_none() && meeting.cancelled_at.is_none();
    let person = cx.actor.person.as_ref().map(|person| person.id);
    let own = called.iter().find(|one| Some(one.person_id) == person);
    let own_form = match own {
        Some(one) if before => {
            let today = cx.today().to_string();
            let stand_ins = storage::stand_ins(tx, case, meeting, (one, &today))?;
            let page = format!("meetings/{}/answer", meeting.id);
            answer_form(cx, &page, &stand_ins, &filled(one))
        }
        _ => html! {},
    };
    Ok(html! {
        @if !called.is_empty() {
            section class="kp-section" id="answers" {
                h2 { (cx.t("call-answers")) }
                p role="status" { (counted(cx, &called)) }
                (own_form)
                (fold("answers-all", &cx.t("call-answers-all"), &html! {
                    ul class="kp-list" { @for one in &called { (line(cx, one)) } }
                }))
            }
        }
    })
}

fn counted(cx: &Cx, called: &[Invitation]) -> String {
    let count = |reply| called.iter().filter(|one| one.answer.reply == reply).count();
    let args = [
        ("accepted", count(Reply::Accepted).into()),
        ("declined", count(Reply::Declined).into()),
        ("tentative", count(Reply::Tentative).into()),
        ("delegated", count(Reply::Delegated).into()),
        ("none", count(Reply::None).into()),
    ];
    cx.say("call-counted", &args)
}

fn line(cx: &Cx, one: &Invitation) -> Markup {
    let reply = one.answer.reply;
    html! {
        li {
            (one.name) " " (badge(reply_class(reply), &cx.t(reply.key())))
            @if !one.delegate.is_empty() { " " (one.delegate) }
            @if reply != Reply::None { span class="kp-quiet" { " " (cx.t(one.answer.how.key())) } }
        }
    }
}

fn filled(one: &Invitation) -> Form {
    match one.answer.reply {
        Reply::None => Form::default(),
        reply => Form::with(&[("answer", reply.word())]),
    }
}

fn answer_form(cx: &Cx, page: &str, stand_ins: &[(i64, String)], form: &Form) -> Markup {
    let replies: Vec<_> = Reply::ALL
        .iter()
        .filter(|reply| **reply != Reply::None)
        .map(|reply| (reply.word().to_owned(), cx.t(reply.key())))
        .collect();
    let people: Vec<_> =
        stand_ins.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let fields = html! {
        (radios(cx, form, "answer", "call-answer", &replies))
        (select(cx, form, "stand_in", "call-stand-in", Need::May, &people))
    };
    post(cx, page, "call-answer-button", &fields)
}

/// What the form says: an answer, and who comes instead where somebody is sent.
fn answered(
    form: &mut Form,
    stand_ins: &[(i64, String)],
) -> Option<(Reply, Option<(i64, String)>)> {
    let mut reply = form.choice("answer");
    if reply == Some(Reply::None) {
        form.fault("answer", Message::new("fault-choose"));
        reply = None;
    }
    let wanted = form.value("stand_in").parse().ok();
    let stand_in = stand_ins.iter().find(|(id, _)| Some(*id) == wanted).cloned();
    if reply == Some(Reply::Delegated) && stand_in.is_none() {
        form.fault("stand_in", Message::new("fault-choose"));
    }
    Some((reply?, stand_in.filter(|_| reply == Some(Reply::Delegated))))
}

/// Takes an answer to the call that holds, and writes it down.
fn answer_call(
    cx: &Cx,
    tx: &mut dyn Tx,
    what: (&Case, &Meeting, &Invitation, &Permit<AnswerCall>),
    (reply, stand_in): (Reply, Option<(i64, String)>),
) -> Result<(), Error> {
    let (_, meeting, one, permit) = what;
    let at = Clocks::of_act(cx);
    let (delegate_id, delegate) = stand_in.unzip();
    let answer = NewAnswer {
        sequence: storage::sequence(tx, meeting.id)?,
        stamp: at.outside / 1_000_000,
        how: How::Page,
        reply,
        delegate: delegate.unwrap_or_default(),
        delegate_id,
    };
    storage::save_answer(tx, &cx.app, at, what, &answer)?;
    let what =
        json!({"answer": reply.word(), "how": How::Page.word(), "person": one.name});
    journal::record(tx, cx, permit, &format!("meetings/{}", meeting.id), what, "")?;
    Ok(())
}

/// The answer of somebody who is signed in.
async fn answer(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, _) =
            meetings::pages::opened(cx, tx, crate::access::ReadMeeting)?;
        let person = cx.actor.person.as_ref().ok_or(NotFound)?;
        let one = storage::of_person(tx, &meeting, person.id)?;
        let (one, permit) = one.open(&cx.actor, AnswerCall)?;
        let today = cx.today().to_string();
        let stand_ins = storage::stand_ins(tx, &case, &meeting, (&one, &today))?;
        let said = answered(&mut form, &stand_ins);
        let page = format!("meetings/{}/answer", meeting.id);
        form.check(cx, &cx.t("call-answers"), |form| {
            answer_form(cx, &page, &stand_ins, form)
        })?;
        let Some(said) = said else { return Err(Error::NotFound) };
        answer_call(cx, tx, (&case, &meeting, &one, &permit), said)?;
        Ok(cx.done(&format!("meetings/{}#answers", meeting.id)))
    })
    .await
}

/// What is called, and the answer: all that the mail said, and no more.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) =
            case::storage::load(tx, cx)?.open(&cx.actor, crate::access::ReadCase)?;
        let (token, today) = (cx.param("token"), cx.today().to_string());
        let (one, meeting) = storage::of_link(tx, &case, token, &today)?;
        let (one, _) = one.open(&cx.actor, AnswerCall)?;
        let host = storage::host(tx, &case, &meeting)?;
        let host = cx.text(&host).to_owned();
        let title = cx.say("calendar-meeting-of", &[("host", host.into())]);
        let stand_ins = storage::stand_ins(tx, &case, &meeting, (&one, &today))?;
        let open = meeting.opened_at.is_none() && meeting.cancelled_at.is_none();
        let reply = one.answer.reply;
        let body = html! {
            (page_head(cx, &title, &cx.t("call-lead")))
            (facts(&[
                (cx.t("call-for"), html! { (one.name) }),
                (cx.t("meetings-head-when"), html! { (cx.moment(meeting.starts_at)) }),
                (cx.t("meeting-place"), html! { (meeting.place) }),
                (cx.t("call-answer"), badge(reply_class(reply), &cx.t(reply.key()))),
            ]))
            @if open {
                (answer_form(cx, &format!("calls/{token}"), &stand_ins, &filled(&one)))
            } @else { p { (cx.t("call-refused-over")) } }
            p { a href=(cx.url(&format!("meetings/{}", meeting.id))) { (cx.t("call-to-meeting")) } }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// The answer of whoever holds the secret link.
async fn answer_by_link(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) =
            case::storage::load(tx, cx)?.open(&cx.actor, crate::access::ReadCase)?;
        let (token, today) = (cx.param("token"), cx.today().to_string());
        let (one, meeting) = storage::of_link(tx, &case, token, &today)?;
        let (one, permit) = one.open(&cx.actor, AnswerCall)?;
        let stand_ins = storage::stand_ins(tx, &case, &meeting, (&one, &today))?;
        let said = answered(&mut form, &stand_ins);
        form.check(cx, &cx.t("call-answers"), |form| {
            answer_form(cx, &format!("calls/{token}"), &stand_ins, form)
        })?;
        let Some(said) = said else { return Err(Error::NotFound) };
        answer_call(cx, tx, (&case, &meeting, &one, &permit), said)?;
        Ok(cx.done(&format!("calls/{token}")))
    })
    .await
}
