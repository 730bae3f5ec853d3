//! Putting a treatment to a body, and the body's answer, on the page of the proposal.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Answer, Refused, Standing, Verdict, last_day},
    storage::{self, NewTreatment, Treatment},
};
use crate::{
    access::{AnswerTreatment, Guarded as _, SendTreatment},
    bodies::{self, storage::Body},
    case::Case,
    journal,
    proposals::{pages::opened, rules::change, storage::Proposal},
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, choice_options, fold, hidden, line_of, post, post_quiet, prose,
            radios, select, select_choice, text,
        },
        differences::marked,
        error::{Error, NotFound},
        form::{Form, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/proposals/{id}/treatments", send)
        .post("/{lang}/{case}/proposals/{id}/treatments/{number}/answer", answer)
}

/// How a treatment stands, as a coloured word.
pub fn standing(cx: &Cx, treatment: &Treatment) -> Markup {
    match treatment.standing(cx.today()) {
        Standing::Waiting { left } => badge(
            "badge-warning",
            &cx.say("treatment-days-left", &[("days", left.into())]),
        ),
        Standing::Answered(Answer::Accepted) => {
            badge("badge-success", &cx.t(Answer::Accepted.key()))
        }
        Standing::Answered(Answer::Objected) => {
            badge("badge-error", &cx.t(Answer::Objected.key()))
        }
        Standing::Consented => badge("badge-success", &cx.t("treatment-consented")),
        Standing::Expired { since } => {
            badge("badge-error", &cx.say("treatment-expired", &[("days", since.into())]))
        }
        Standing::Replaced => badge("badge-info", &cx.t("treatment-replaced")),
    }
}

/// What the page of a proposal says of its treatments, and what may be done.
pub fn part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    proposal: &Proposal,
) -> Result<Markup, Error> {
    let treatments = storage::of_proposal(tx, proposal)?;
    let open = change(proposal.state).is_ok();
    let may_send = open && cx.may::<SendTreatment>(&proposal.facts());
    let bodies = if may_send { bodies::storage::all(tx, case)? } else { Vec::new() };
    Ok(html! {
        @if !treatments.is_empty() || may_send { h2 id="treatment" { (cx.t("treatment-title")) } }
        @for (at, treatment) in treatments.iter().enumerate() {
            @let before = treatments.get(at + 1)
                .filter(|before| before.body_id == treatment.body_id);
            (shown(cx, treatment, before, open))
        }
        @if may_send {
            (fold("send-treatment", &cx.t("treatment-new"),
                &send_form(cx, proposal, &bodies, &Form::named("treatment"))))
        }
    })
}

/// A version: the newest of a body is open to read, the earlier ones fold away.
fn shown(
    cx: &Cx,
    treatment: &Treatment,
    before: Option<&Treatment>,
    open: bool,
) -> Markup {
    let title = cx.say(
        "treatment-version",
        &[
            ("body", cx.text(&treatment.body_name).to_owned().into()),
            ("number", treatment.version.into()),
        ],
    );
    let parts = html! {
        p { strong { (cx.t(treatment.verdict.key())) } " " (standing(cx, treatment)) }
        p class="kp-prose" {
            (marked(before.map_or("", |before| &before.body), &treatment.body))
        }
        @if !treatment.why.is_empty() { (prose(&treatment.why)) }
        p class="kp-quiet" {
            (treatment.sent_by) ", " (cx.moment(treatment.sent_at)) " · "
            (cx.say("treatment-due", &[("date", cx.lang.date(treatment.sent.due).into())]))
            @if treatment.sent.silence { " · " (cx.t("treatment-silence")) }
        }
        @if let (Some(by), Some(at)) = (&treatment.answered_by, treatment.answered_at) {
            div class="kp-quote" {
                (prose(&treatment.comment))
                @if !treatment.counter.is_empty() {
                    p { strong { (cx.t("treatment-counter")) } }
                    p class="kp-prose" { (marked(&treatment.body, &treatment.counter)) }
                }
                p class="kp-quiet" { (by) ", " (cx.moment(at))
                    @if treatment.late { " · " (cx.t("treatment-late")) } }
            }
        }
    };
    if treatment.sent.replaced {
        return fold(&format!("treatment-{}", treatment.id), &title, &parts);
    }
    let may_answer = open
        && treatment.sent.answer.is_none()
        && cx.may::<AnswerTreatment>(&treatment.facts());
    html! {
        section class="kp-item" id={ "treatment-" (treatment.id) } {
            h3 { (title) }
            (parts)
            @if may_answer {
                (answer_form(cx, treatment,
                    &Form::named("answer").numbered(treatment.id)))
            }
        }
    }
}

fn send_form(cx: &Cx, proposal: &Proposal, bodies: &[Body], form: &Form) -> Markup {
    let options: Vec<_> = bodies
        .iter()
        .map(|body| (body.id.to_string(), cx.text(&body.name).to_owned()))
        .collect();
    let fields = html! {
        (select(cx, form, "body", "treatment-body", Need::Must, &options))
        (select_choice::<Verdict>(cx, form, "verdict", "treatment-verdict"))
        (text(cx, form, "text", "treatment-text", Some("treatment-text-hint"), Need::Must,
            (5, TEXT)))
        (text(cx, form, "why", "treatment-why", None, Need::May, (3, TEXT)))
        (line_of(cx, form, "due", "treatment-last-day", Some("treatment-last-day-hint"),
            Need::May, "date"))
    };
    post_quiet(
        cx,
        &format!("proposals/{}/treatments", proposal.id),
        "treatment-send",
        &fields,
    )
}

/// Puts a treatment, or a new version of one, to a body.
async fn send(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, proposal, permit) = opened(cx, tx, SendTreatment)?;
        rules::send(proposal.state)?;
        let bodies = bodies::storage::all(tx, &case)?;
        let body =
            bodies.iter().find(|body| body.id.to_string() == form.value("body")).cloned();
        if body.is_none() {
            form.fault("body", Message::new("fault-choose"));
        }
        let verdict = form.choice::<Verdict>("verdict");
        let (text, why) = (form.text("text", TEXT), form.optional("why", TEXT));
        let wanted = if form.ticked("due") { form.date("due") } else { None };
        let rule = body.as_ref().map(|body| storage::rule(tx, body)).transpose()?;
        let first = rule.map(|rule| last_day(cx.today(), rule.days, rule.counting));
        if wanted.is_some() && wanted < first {
            form.fault("due", Message::new("treatment-too-short"));
        }
        form.check(cx, &cx.t("treatment-new"), |form| {
            send_form(cx, &proposal, &bodies, form)
        })?;
        let (Some(body), Some(verdict), Some(rule), Some(first)) =
            (body, verdict, rule, first)
        else {
            return Err(Error::NotFound);
        };
        let new = NewTreatment {
            body_id: body.id,
            verdict,
            body: text,
            why,
            due: wanted.unwrap_or(first),
            rule,
        };
        let id = storage::insert(tx, &permit, &proposal, &new, cx.now_us())?;
        let page = format!("proposals/{}", proposal.id);
        let what = json!({
            "body": body.slug,
            "due": new.due.to_string(),
            "text": new.body,
            "treatment": verdict.word(),
        });
        journal::record(tx, cx, &permit, &page, what, &new.why)?;
        Ok(cx.done(&format!("{page}#treatment-{id}")))
    })
    .await
}

fn answer_form(cx: &Cx, treatment: &Treatment, form: &Form) -> Markup {
    let fields = html! {
        (hidden("read", &treatment.version.to_string()))
        (radios(cx, form, "answer", "treatment-answer", &choice_options::<Answer>(cx)))
        (text(cx, form, "comment", "treatment-comment", Some("treatment-comment-hint"),
            Need::May, (3, TEXT)))
        (text(cx, form, "counter", "treatment-counter", Some("treatment-counter-hint"),
            Need::May, (4, TEXT)))
    };
    let page =
        format!("proposals/{}/treatments/{}/answer", treatment.proposal_id, treatment.id);
    post(cx, &page, "treatment-send-answer", &fields)
}

/// The chair of the body accepts or objects; who objects says why.
async fn answer(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, proposal, _) = opened(cx, tx, crate::access::ReadProposals)?;
        let treatment = storage::load(tx, &proposal, cx.id("number")?)?;
        let (treatment, permit) = treatment.open(&cx.actor, AnswerTreatment)?;
        let late = rules::answer(proposal.state, treatment.standing(cx.today()))?;
        let answer = form.choice::<Answer>("answer");
        let comment = form.optional("comment", TEXT);
        let counter = form.optional("counter", TEXT);
        if answer == Some(Answer::Objected) && comment.is_empty() {
            form.fault("comment", Message::new("treatment-say-why"));
        }
        form.check(cx, &cx.t("treatment-answer"), |form| {
            answer_form(cx, &treatment, form)
        })?;
        let answer = answer.ok_or(NotFound)?;
        let texts = (answer, comment.as_str(), counter.as_str());
        if !storage::save_answer(tx, &permit, treatment.id, texts, (late, cx.now_us()))? {
            return Err(Refused::Answered.into());
        }
        let page = format!("proposals/{}", proposal.id);
        let what = json!({
            "answer": answer.word(),
            "counter": counter,
            "late": late,
            "version": treatment.version,
        });
        journal::record(tx, cx, &permit, &page, what, &comment)?;
        Ok(cx.done(&format!("{page}#treatment-{}", treatment.id)))
    })
    .await
}
