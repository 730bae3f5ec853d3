//! The pages on which colleagues write one answer. What they do here the record does not
//! tell: only the sending is an act of the case.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};

use super::{
    rules::{self, Refused},
    storage::{self, Invitation, JointAnswer},
};
use crate::{
    access::{
        AcceptInvitation, Action, BeginJointAnswer, CommentJointAnswer,
        DeleteJointAnswer, Guarded as _, InviteColleague, Permit, ReadCase,
        ReadJointAnswer, SendJointAnswer, WriteJointAnswer,
    },
    case::{self, Case},
    input::{
        self,
        intake::Desk,
        pages::{key, receive, submission, what_is_public},
        rules::{SenderKind, Source},
        storage::{Arriving, Hearing},
    },
    refusal::{Message, Refusal as _},
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, choice_options, empty, facts, fold, hidden, line, line_of, page_head,
            post, post_quiet, prose, radios, text, ticks,
        },
        error::{Error, NotFound},
        form::{Form, LETTER, LINE, TEXT},
        session,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/hearings/{hearing}/joint-answers/new", new)
        .post("/{lang}/{case}/hearings/{hearing}/joint-answers", begin)
        .get("/{lang}/{case}/joint-answers/{id}", show)
        .post("/{lang}/{case}/joint-answers/{id}/text", write)
        .post("/{lang}/{case}/joint-answers/{id}/comments", comment)
        .post("/{lang}/{case}/joint-answers/{id}/invitations", invite)
        .post("/{lang}/{case}/joint-answers/{id}/colleagues/{person}/removal", let_go)
        .post("/{lang}/{case}/joint-answers/{id}/sending", send)
        .post("/{lang}/{case}/joint-answers/{id}/removal", delete)
        .get("/{lang}/{case}/joint-invitations/{token}", show_invitation)
        .post("/{lang}/{case}/joint-invitations/{token}", accept)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, JointAnswer, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let (answer, permit) =
        storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, action)?;
    Ok((case, answer, permit))
}

fn opened_hearing(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Hearing, Permit<BeginJointAnswer>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let hearing = input::storage::load_hearing(tx, &case, cx.param("hearing"))?;
    Ok(hearing.open(&cx.actor, BeginJointAnswer)?)
}

/// The kinds of sender that have colleagues.
fn kinds(cx: &Cx) -> Vec<(String, String)> {
    let mut kinds = choice_options::<SenderKind>(cx);
    kinds.retain(|(word, _)| *word != SenderKind::Person.word());
    kinds
}

fn begin_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let fields = html! {
        (radios(cx, form, "sender_kind", "input-sender-kind", &kinds(cx)))
        (line(cx, form, "organisation", "input-organisation", Need::Must))
    };
    post(cx, &format!("hearings/{}/joint-answers", hearing.slug), "joint-begin", &fields)
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (hearing, _) = opened_hearing(cx, tx)?;
        let body = html! {
            (page_head(cx, &cx.t("joint-new"), &cx.t("joint-lead")))
            (begin_form(cx, &hearing, &Form::default()))
        };
        Ok(cx.page(&cx.t("joint-new"), &body))
    })
    .await
}

/// Begins an answer that the one who begins it leads.
async fn begin(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (hearing, permit) = opened_hearing(cx, tx)?;
        input::rules::accepts(hearing.state(cx.now_us()))?;
        let kind = form.choice("sender_kind").filter(|kind| *kind != SenderKind::Person);
        if kind.is_none() && form.fault_of("sender_kind").is_none() {
            form.fault("sender_kind", Message::new("fault-choose"));
        }
        let organisation = form.text("organisation", LINE);
        form.check(cx, &cx.t("joint-new"), |form| begin_form(cx, &hearing, form))?;
        let sender = (kind.ok_or(NotFound)?, organisation.as_str());
        let id = storage::begin(tx, &permit, &hearing, sender, cx.now_us())?;
        Ok(cx.done(&format!("joint-answers/{id}")))
    })
    .await
}

fn text_form(cx: &Cx, answer: &JointAnswer, form: &Form) -> Markup {
    let fields = html! {
        (hidden("read", form.value("read")))
        (text(cx, form, "body", "input-body", Some("input-body-hint"), Need::Must,
            (16, LETTER)))
    };
    post(cx, &format!("joint-answers/{}/text", answer.id), "joint-save", &fields)
}

fn comment_form(cx: &Cx, answer: &JointAnswer, form: &Form) -> Markup {
    let fields = text(cx, form, "comment", "joint-comment", None, Need::Must, (3, TEXT));
    post_quiet(
        cx,
        &format!("joint-answers/{}/comments", answer.id),
        "joint-comment-add",
        &fields,
    )
}

/// The form with which the lead sends; it names the version that is sent.
fn send_form(cx: &Cx, answer: &JointAnswer, asked: &Desk, form: &Form) -> Markup {
    let questions: Vec<_> = (1..)
        .zip(&asked.questions)
        .map(|(number, one)| {
            (one.id.to_string(), format!("{number}. {}", cx.text(&one.text)))
        })
        .collect();
    let fields = html! {
        (hidden("key", form.value("key")))
        (hidden("read", form.value("read")))
        (line(cx, form, "name", "joint-contact", Need::Must))
        (line_of(cx, form, "email", "input-email", Some("input-email-hint"), Need::May,
            "email"))
        (ticks(cx, form, "area", "input-areas",
            &case::storage::area_options(cx, &asked.areas)))
        @if !questions.is_empty() {
            (ticks(cx, form, "question", "input-questions", &questions))
        }
        (what_is_public(cx, &asked.hearing))
    };
    post(cx, &format!("joint-answers/{}/sending", answer.id), "joint-send", &fields)
}

fn colleagues(cx: &Cx, answer: &JointAnswer) -> Markup {
    let leads = cx.may::<InviteColleague>(&answer.facts());
    let page = format!("joint-answers/{}", answer.id);
    html! {
        h2 { (cx.t("joint-colleagues")) }
        ul class="kp-list" {
            li { (answer.lead) " (" (cx.t("joint-leads")) ")" }
            @for one in &answer.colleagues {
                li {
                    (one.name)
                    @if leads {
                        (post_quiet(cx, &format!("{page}/colleagues/{}/removal", one.id),
                            "joint-let-go", &html! {}))
                    }
                }
            }
        }
        @if leads && answer.sent_at.is_none() {
            (post_quiet(cx, &format!("{page}/invitations"), "joint-invite", &html! {
                p class="form-hint" { (cx.t("joint-invite-hint")) }
            }))
        }
    }
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, answer, _) = opened(cx, tx, ReadJointAnswer)?;
        let versions = storage::versions(tx, answer.id)?;
        let comments = storage::comments(tx, answer.id)?;
        let hearing = input::storage::load_hearing(tx, &case, &answer.hearing)?;
        let (hearing, _) = hearing.open(&cx.actor, BeginJointAnswer)?;
        let asked = Desk::of(tx, &case, hearing.clone())?;
        let read = answer.version.to_string();
        let form = Form::with(&[("body", &answer.body), ("read", &read)]);
        let title = cx.say("joint-title", &[
            ("organisation", answer.organisation.clone().into()),
        ]);
        let body = html! {
            (page_head(cx, &title, &cx.t("joint-inside")))
            (facts(&[
                (cx.t("receipt-file-hearing"), html! {
                    a href=(cx.url(&format!("hearings/{}", answer.hearing))) {
                        (cx.text(&answer.hearing_title))
                    }
                }),
                (cx.t("receipt-file-deadline"), html! { (cx.moment(hearing.last_minute())) }),
                (cx.t("joint-saved"), html! {
                    (cx.moment(answer.saved_at)) ", " (answer.by)
                }),
            ]))
            @if let (Some(number), Some(at)) = (answer.number, answer.sent_at) {
                div class="alert alert-success" { div class="alert-body" {
                    p class="alert-text" { (cx.say("joint-sent", &[
                        ("number", input::rules::written_number(number).into()),
                        ("date", cx.moment(at).into()),
                    ])) }
                } }
                (prose(&answer.body))
            } @else { (text_form(cx, &answer, &form)) }
            (colleagues(cx, &answer))
            h2 { (cx.t("joint-comments")) }
            @if comments.is_empty() { (empty(cx, "joint-no-comments")) }
            ul class="kp-list" {
                @for comment in &comments {
                    li { (prose(&comment.body))
                        p class="kp-quiet" { (comment.by) ", " (cx.moment(comment.at)) } }
                }
            }
            @if answer.sent_at.is_none() {
                (comment_form(cx, &answer, &Form::named("comment")))
            }
            @if !versions.is_empty() {
                h2 { (cx.t("joint-versions")) }
                @for version in &versions {
                    (fold(&format!("version-{}", version.version),
                        &format!("{}. {}, {}", version.version, cx.moment(version.at),
                            version.by),
                        &prose(&version.body)))
                }
            }
            @if answer.sent_at.is_none() && cx.may::<SendJointAnswer>(&answer.facts()) {
                section class="kp-section kp-work" {
                h2 { (cx.t("joint-send")) }
                p { (cx.t("joint-send-saved")) }
                (send_form(cx, &answer, &asked, &first_sending(&answer)))
                (fold("delete", &cx.t("joint-delete"), &delete_form(cx, &answer)))
                }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn first_sending(answer: &JointAnswer) -> Form {
    let read = answer.version.to_string();
    Form::with(&[("key", &session::secret()), ("name", &answer.lead), ("read", &read)])
}

/// Saves the text, if nobody has saved another since it was read; else shows both.
async fn write(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, answer, permit) = opened(cx, tx, WriteJointAnswer)?;
        let body = form.optional("body", LETTER);
        form.check(cx, &cx.t("joint-save"), |form| text_form(cx, &answer, form))?;
        let read = form.value("read").parse().unwrap_or(-1);
        match rules::save(answer.sent_at.is_some(), answer.version, read) {
            Err(Refused::Changed) => return Err(both(cx, &answer, &body)),
            other => other?,
        }
        if body != answer.body
            && !storage::save(tx, &permit, &answer, &body, cx.now_us())?
        {
            return Err(Refused::Changed.into());
        }
        Ok(cx.done(&format!("joint-answers/{}", answer.id)))
    })
    .await
}

/// Both texts, and the form to save what comes of them.
fn both(cx: &Cx, answer: &JointAnswer, mine: &str) -> Error {
    let read = answer.version.to_string();
    let form = Form::with(&[("body", mine), ("read", &read)]);
    let texts = html! {
        h2 { (cx.say("joint-theirs", &[
            ("by", answer.by.clone().into()), ("date", cx.moment(answer.saved_at).into()),
        ])) }
        blockquote class="kp-quote" { (prose(&answer.body)) }
        h2 { (cx.t("joint-yours")) }
        (text_form(cx, answer, &form))
    };
    let refused = Refused::Changed;
    Error::Missing(refused.why(), refused.way_forward(), Box::new(texts))
}

async fn comment(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, answer, permit) = opened(cx, tx, CommentJointAnswer)?;
        rules::still_open(answer.sent_at.is_some())?;
        let body = form.text("comment", TEXT);
        form.check(cx, &cx.t("joint-comments"), |form| comment_form(cx, &answer, form))?;
        storage::save_comment(tx, &permit, &answer, &body, cx.now_us())?;
        Ok(cx.done(&format!("joint-answers/{}", answer.id)))
    })
    .await
}

/// Makes an invitation. Its link is on this page alone.
async fn invite(Post(cx, _): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, answer, permit) = opened(cx, tx, InviteColleague)?;
        rules::still_open(answer.sent_at.is_some())?;
        let token = session::secret();
        let now = cx.now_us();
        storage::invite(tx, &permit, &answer, &token, now)?;
        let link = cx.absolute(&cx.url(&format!("joint-invitations/{token}")));
        let body = html! {
            (page_head(cx, &cx.t("joint-invitation"), &cx.t("joint-invitation-once")))
            p { code class="kp-wrap" { (link) } }
            p { (cx.say("joint-invitation-until", &[
                ("date", cx.day(now + rules::INVITATION).into()),
            ])) }
            p { a href=(cx.url(&format!("joint-answers/{}", answer.id))) {
                (cx.t("joint-back"))
            } }
        };
        Ok(cx.page(&cx.t("joint-invitation"), &body))
    })
    .await
}

fn opened_invitation(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Invitation, Permit<AcceptInvitation>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let invitation = storage::load_invitation(tx, &case, cx.param("token"))?;
    Ok(invitation.open(&cx.actor, AcceptInvitation)?)
}

async fn show_invitation(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (invitation, permit) = opened_invitation(cx, tx)?;
        if permit.by_id.is_some() && invitation.used_by == permit.by_id {
            return Ok(cx.see(&format!("joint-answers/{}", invitation.answer_id)));
        }
        let used = invitation.used_by.is_some();
        rules::accept(used, invitation.expires_at, cx.now_us())?;
        let title = cx.say(
            "joint-title",
            &[("organisation", invitation.organisation.clone().into())],
        );
        let page = format!("joint-invitations/{}", cx.param("token"));
        let body = html! {
            (page_head(cx, &title, &cx.say("joint-invited", &[
                ("lead", invitation.lead.clone().into()),
            ])))
            (post(cx, &page, "joint-accept", &html! {}))
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Becomes a colleague. The invitation is used up.
async fn accept(Post(cx, _): Post) -> Response {
    cx.write(move |cx, tx| {
        let (invitation, permit) = opened_invitation(cx, tx)?;
        let page = format!("joint-answers/{}", invitation.answer_id);
        if permit.by_id.is_some() && invitation.used_by == permit.by_id {
            return Ok(cx.see(&page));
        }
        // Whoever leads it is in already, and keeps the link for a colleague.
        if permit.by_id == Some(invitation.lead_id) {
            return Ok(cx.see(&page));
        }
        let used = invitation.used_by.is_some();
        rules::accept(used, invitation.expires_at, cx.now_us())?;
        if !storage::accept(tx, &permit, &invitation, cx.now_us())? {
            return Err(Refused::InvitationOver.into());
        }
        Ok(cx.done(&page))
    })
    .await
}

/// Lets a colleague go.
async fn let_go(Post(cx, _): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, answer, permit) = opened(cx, tx, InviteColleague)?;
        if storage::remove(tx, &permit, &answer, cx.id("person")?)? == 0 {
            return Err(Error::NotFound);
        }
        Ok(cx.done(&format!("joint-answers/{}", answer.id)))
    })
    .await
}

/// Sends the text that was read, as everybody's answers are sent.
async fn send(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, answer, permit) = opened(cx, tx, SendJointAnswer)?;
        let hearing = input::storage::load_hearing(tx, &case, &answer.hearing)?;
        let (hearing, _) = hearing.open(&cx.actor, BeginJointAnswer)?;
        let key = key(&mut form);
        // Sent with this very form: the first receipt.
        if let Some(number) = storage::sent_with(tx, &answer, &key)? {
            return Ok(cx.see(&format!("receipts/{number}/{key}")));
        }
        let arrived = cx.arrived.as_microsecond();
        input::rules::accepts(hearing.state(arrived))?;
        let asked = Desk::of(tx, &case, hearing.clone())?;
        let mut whole = whole(&answer, &form);
        let submission = submission(&mut whole, &asked);
        for (field, message) in whole.faults() {
            // A text that is missing is the refusal below, not a field of this form.
            if *field != "body" {
                form.fault(field, message.clone());
            }
        }
        form.check(cx, &cx.t("joint-send"), |form| send_form(cx, &answer, &asked, form))?;
        let read = form.value("read").parse().unwrap_or(-1);
        rules::send(answer.sent_at.is_some(), answer.version, read, &answer.body)?;
        let submission = submission.ok_or(NotFound)?;
        let arriving =
            Arriving::new(&key, submission, Source::Web, permit.by_id, arrived);
        let number = receive(cx, tx, &permit, &hearing, &arriving)?;
        storage::save_sent(tx, &permit, &answer, &key, cx.now_us())?;
        Ok(cx.see(&format!("receipts/{number}/{key}")))
    })
    .await
}

fn delete_form(cx: &Cx, answer: &JointAnswer) -> Markup {
    let fields = html! {
        p { (cx.t("joint-delete-hint")) }
        (hidden("sure", "yes"))
    };
    post_quiet(
        cx,
        &format!("joint-answers/{}/removal", answer.id),
        "joint-delete",
        &fields,
    )
}

/// Deletes an answer that is not going to be sent.
async fn delete(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, answer, permit) = opened(cx, tx, DeleteJointAnswer)?;
        rules::still_open(answer.sent_at.is_some())?;
        if !form.ticked("sure") {
            form.fault("sure", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("joint-delete"), |_| delete_form(cx, &answer))?;
        storage::delete(tx, &permit, &answer)?;
        Ok(cx.done(&format!("hearings/{}", answer.hearing)))
    })
    .await
}

/// The form of an answer as everybody sends it: who the organisation is and what it says
/// stand in the joint answer.
fn whole(answer: &JointAnswer, form: &Form) -> Form {
    let mut values = vec![
        ("sender_kind", answer.sender_kind.word()),
        ("organisation", &answer.organisation),
        ("body", &answer.body),
        ("name", form.value("name")),
        ("email", form.value("email")),
    ];
    values.extend(form.all("area").iter().map(|id| ("area", id.as_str())));
    values.extend(form.all("question").iter().map(|id| ("question", id.as_str())));
    Form::of(
        values
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    )
}

/// The person's joint answers to a hearing, for its page.
pub fn own(cx: &Cx, tx: &mut dyn Tx, hearing: &Hearing) -> Result<Markup, Error> {
    let Some(person) = &cx.actor.person else { return Ok(html! {}) };
    let answers = storage::own(tx, hearing, person.id)?;
    Ok(html! {
        @if !answers.is_empty() {
            h2 { (cx.t("joint-own")) }
            ul class="kp-list" {
                @for answer in &answers {
                    li { a href=(cx.url(&format!("joint-answers/{}", answer.id))) {
                        (cx.say("joint-title", &[
                            ("organisation", answer.organisation.clone().into()),
                        ]))
                    } }
                }
            }
        }
        p { a href=(cx.url(&format!("hearings/{}/joint-answers/new", hearing.slug))) {
            (cx.t("joint-new"))
        } }
    })
}
