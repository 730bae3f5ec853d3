//! Freezing a version, the answers of the bodies, and each body's own form.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Minutes, Refused, Verdict},
    storage::{self, Approval},
};
use crate::{
    access::{
        Action, DecideApproval, FreezeVersion, Guarded as _, Permit, ReadApproval,
        ReadCase, ReadVersion, ReleaseVersion, ResolveReservation,
    },
    bodies::{self, rules::Vote},
    case::{self, Case},
    draft::{
        self,
        rules::{FrozenParagraph, freeze as freeze_text},
        storage::Version,
    },
    journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, choice_options, empty, facts, fold, hidden, line, line_of,
            page_head, post, select, select_choice, table, text,
        },
        error::Error,
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/versions", versions)
        .post("/{lang}/{case}/versions", freeze)
        .shared("/{lang}/{case}/versions/{number}", show_version)
        .shared("/{lang}/{case}/approvals/{id}", show)
        .post("/{lang}/{case}/approvals/{id}", decide)
        .post("/{lang}/{case}/approvals/{id}/resolution", resolve)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Approval, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    Ok(storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, action)?)
}

fn opened_version(
    cx: &Cx,
    tx: &mut dyn Tx,
) -> Result<(Case, Version, Permit<ReadVersion>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let version = draft::storage::load_version(tx, &case, cx.id("number")?)?;
    let (version, permit) = version.open(&cx.actor, ReadVersion)?;
    Ok((case, version, permit))
}

async fn versions(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let versions: Vec<Version> = draft::storage::versions(tx, &case)?
            .into_iter()
            .filter_map(|sealed| sealed.open(&cx.actor, ReadVersion).ok())
            .map(|(version, _)| version)
            .collect();
        let body = html! {
            (page_head(cx, &cx.t("versions-title"), &cx.t("versions-lead")))
            @if versions.is_empty() { (empty(cx, "versions-empty")) }
            ul class="kp-list" {
                @for version in versions.iter().rev() {
                    li {
                        h2 { a href=(cx.url(&format!("versions/{}", version.number))) {
                            (cx.say("version-number", &[("number", version.number.into())]))
                        } " "
                        @if version.released_at.is_some() {
                            (badge("badge-success", &cx.t("version-released")))
                        } }
                        p { (version.note) }
                        p class="kp-quiet" { (version.frozen_by) ", "
                            (cx.moment(version.frozen_at)) }
                    }
                }
            }
            @if cx.may::<FreezeVersion>(&case.facts()) {
                h2 id="freeze" { (cx.t("freeze-title")) }
                p { (cx.t("freeze-about")) }
                (freeze_form(cx, &Form::default()))
            }
        };
        Ok(cx.page(&cx.t("versions-title"), &body))
    })
    .await
}

/// Freezes the text as it stands and asks each body for its answer.
async fn freeze(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, FreezeVersion)?;
        let note = form.text("note", LINE);
        form.check(cx, &cx.t("freeze-title"), |form| freeze_form(cx, form))?;
        let paragraphs = draft::storage::as_it_stands(tx, &case)?;
        let last = draft::storage::newest(tx, &case)?;
        let last = last.as_ref().map(|(number, hash)| (*number, hash.as_str()));
        let hash = freeze_text(&paragraphs, last)?;

        let now = cx.now_us();
        let (id, number) = draft::storage::insert_version(
            tx,
            &permit,
            &case,
            (&hash, &note),
            &paragraphs,
            now,
        )?;
        storage::ask(tx, &case, id)?;
        let page = format!("versions/{number}");
        let what = json!({"hash": hash, "paragraphs": paragraphs.len()});
        journal::record(tx, cx, &permit, &page, what, &note)?;
        Ok(cx.done(&page))
    })
    .await
}

fn frozen_text(paragraphs: &[FrozenParagraph]) -> Markup {
    html! {
        @for (at, paragraph) in paragraphs.iter().enumerate() {
            @if at == 0 || paragraphs[at - 1].chapter != paragraph.chapter {
                h2 { (paragraph.chapter) }
            }
            p class="kp-prose" id={ "p" (paragraph.paragraph_id) } { (paragraph.body) }
        }
    }
}

/// Whether this reader may read the version of that number, if there is one.
fn is_readable(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    number: i64,
) -> Result<bool, Error> {
    match draft::storage::load_version(tx, case, number) {
        Ok(version) => Ok(version.open(&cx.actor, ReadVersion).is_ok()),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn show_version(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, version, permit) = opened_version(cx, tx)?;
        let approvals = storage::of_version(tx, &version, &permit)?;
        let verdicts: Vec<_> = approvals.iter().map(Approval::verdict).collect();
        let older = is_readable(cx, tx, &case, version.number - 1)?;
        let newest =
            draft::storage::newest(tx, &case)?.is_some_and(|(n, _)| n == version.number);
        let paragraphs = draft::storage::frozen(tx, &version)?;
        let title = cx.say("version-number", &[("number", version.number.into())]);
        let body = html! {
            (page_head(cx, &title, &version.note))
            (facts(&[
                (cx.t("version-frozen"), html! {
                    (version.frozen_by) ", " (cx.moment(version.frozen_at))
                }),
                (cx.t("version-hash"), html! { code class="kp-wrap" { (version.hash) } }),
                (cx.t("version-is-released"), html! { @match version.released_at {
                    Some(at) => (cx.moment(at)),
                    None => (cx.t("version-not-released")),
                } }),
            ]))
            h2 { (cx.t("approval-answers")) }
            (answers(cx, &approvals))
            @if rules::release(version.released_at.is_some(), newest, &verdicts).is_ok()
                && cx.may::<ReleaseVersion>(&version.facts()) {
                (post(cx, &format!("versions/{}/release", version.number), "version-release",
                    &html! {}))
            }
            @if older {
                p { a href=(cx.url(&format!("versions/{}/changes?since={}", version.number,
                    version.number - 1))) { (cx.t("version-changes")) } }
            }
            section class="kp-version" { (frozen_text(&paragraphs)) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn freeze_form(cx: &Cx, form: &Form) -> Markup {
    let fields = line(cx, form, "note", "freeze-note", Need::Must);
    post(cx, "versions", "freeze-button", &fields)
}

fn verdict_badge(cx: &Cx, verdict: Option<Verdict>) -> Markup {
    match verdict {
        None => badge("badge-info", &cx.t("approval-waiting")),
        Some(verdict) => {
            let class = match verdict {
                Verdict::Approved | Verdict::Endorsed => "badge-success",
                Verdict::Reservation | Verdict::Postponed => "badge-warning",
                Verdict::Returned => "badge-error",
            };
            badge(class, &cx.t(verdict.key()))
        }
    }
}

/// One row per body: what it answered, by what vote, with which reservation.
fn answers(cx: &Cx, approvals: &[Approval]) -> Markup {
    let heads = [
        "approval-head-body",
        "approval-head-answer",
        "approval-head-votes",
        "approval-head-reason",
    ];
    let rows: Vec<_> = approvals
        .iter()
        .map(|approval| {
            vec![
                html! { a href=(cx.url(&format!("approvals/{}", approval.id))) {
                    (cx.text(&approval.body))
                } },
                html! { (verdict_badge(cx, approval.verdict()))
                @if let Some(at) = approval.decided_at { " " (cx.day(at)) } },
                votes(cx, approval),
                html! {
                    (approval.reason)
                    @if let Some(how) = &approval.resolved {
                        " " (cx.t("approval-resolved")) " " (how)
                    }
                },
            ]
        })
        .collect();
    table(&cx.t("approval-answers"), &heads.map(|head| cx.t(head)), &rows)
}

fn votes(cx: &Cx, approval: &Approval) -> Markup {
    html! {
        @if let (Some(present), Some(votes_for), Some(against)) =
            (approval.present, approval.votes_for, approval.votes_against) {
            (cx.say("approval-votes", &[
                ("present", present.into()),
                ("for", votes_for.into()),
                ("against", against.into()),
            ]))
            @if let Some(vote) = approval.chair_vote.filter(|_| votes_for == against) {
                " " (cx.say("approval-chair-voted", &[("vote", cx.t(vote.key()).into())]))
            }
        }
    }
}

fn decide_form(cx: &Cx, approval: &Approval, form: &Form) -> Markup {
    let fields = html! {
        (hidden("read", form.value("read")))
        (select_choice::<Verdict>(cx, form, "verdict", "approval-verdict"))
        (line_of(cx, form, "present", "approval-present", None, Need::Must, "number"))
        (line_of(cx, form, "votes_for", "approval-votes-for", None, Need::Must, "number"))
        (line_of(cx, form, "votes_against", "approval-votes-against", None, Need::Must, "number"))
        @if approval.question.rule.casting_vote {
            (select(cx, form, "chair_vote", "approval-chair-vote", Need::May,
                &choice_options::<Vote>(cx)))
        }
        (text(cx, form, "reason", "approval-reason", Some("approval-reason-hint"), Need::May,
            (4, TEXT)))
    };
    post(cx, &format!("approvals/{}", approval.id), "approval-decide", &fields)
}

fn resolve_form(cx: &Cx, approval: &Approval, form: &Form) -> Markup {
    let fields =
        text(cx, form, "how", "approval-how-resolved", None, Need::Must, (3, TEXT));
    post(
        cx,
        &format!("approvals/{}/resolution", approval.id),
        "approval-resolve",
        &fields,
    )
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (approval, _) = opened(cx, tx, ReadApproval)?;
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let version = draft::storage::load_version(tx, &case, approval.version)?;
        let (version, _) = version.open(&cx.actor, ReadVersion)?;
        let paragraphs = draft::storage::frozen(tx, &version)?;
        let since = match storage::answered_before(tx, &approval)? {
            Some(since) if is_readable(cx, tx, &case, since)? => Some(since),
            _ => None,
        };
        let question = &approval.question;
        let answered = approval.verdict().filter(|verdict| *verdict != Verdict::Postponed);
        let title = cx.say("approval-title", &[
            ("body", cx.text(&approval.body).to_owned().into()),
            ("number", approval.version.into()),
        ]);
        let form = Form::with(&[("read", &question.hash)]);
        let body = html! {
            (page_head(cx, &title, ""))
            p { (verdict_badge(cx, approval.verdict())) }
            (facts(&[
                (cx.t("approval-version"), html! {
                    a href=(cx.url(&format!("versions/{}", approval.version))) {
                        (cx.say("version-number", &[("number", approval.version.into())]))
                    }
                }),
                (cx.t("version-hash"), html! { code class="kp-wrap" { (question.hash) } }),
                (cx.t("approval-rule"), html! {
                    (bodies::pages::in_words(cx, &question.rule, question.quorum,
                        question.seats))
                }),
            ]))
            @if let (Some(by), Some(at)) = (&approval.decided_by, approval.decided_at) {
                p { (cx.say("approval-given-by", &[
                    ("by", by.clone().into()), ("date", cx.moment(at).into()),
                ])) " " (votes(cx, &approval)) }
                p { (approval.reason) }
            }
            @if !question.newest { p { (cx.t("approval-superseded")) } }
            @if let Some(how) = &approval.resolved {
                p { (cx.t("approval-resolved")) " " (how) }
            }
            @if let Some(since) = since {
                p { a href=(cx.url(&format!("versions/{}/changes?since={since}",
                    approval.version))) {
                    (cx.say("approval-since", &[("number", since.into())]))
                } }
            }
            (fold("text", &cx.t("approval-text"), &html! {
                section class="kp-version" { (frozen_text(&paragraphs)) }
            }))
            @if question.newest && answered.is_none()
                && cx.may::<DecideApproval>(&approval.facts()) {
                (decide_form(cx, &approval, &form))
            }
            @if approval.has_open_reservation()
                && cx.may::<ResolveReservation>(&approval.facts()) {
                (resolve_form(cx, &approval, &Form::default()))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Records what the body decided.
async fn decide(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (approval, permit) = opened(cx, tx, DecideApproval)?;
        let verdict = form.choice::<Verdict>("verdict");
        let seats = 0..=approval.question.seats;
        let minutes = Minutes {
            read: form.value("read").to_owned(),
            verdict: verdict.unwrap_or(Verdict::Postponed),
            present: form.number("present", seats.clone()),
            votes_for: form.number("votes_for", seats.clone()),
            votes_against: form.number("votes_against", seats),
            chair_vote: approval
                .question
                .rule
                .casting_vote
                .then(|| Vote::of(form.value("chair_vote")))
                .flatten(),
        };
        let reason = form.optional("reason", TEXT);
        if verdict.is_some_and(Verdict::needs_reason) && reason.is_empty() {
            form.fault("reason", Message::new("approval-fault-reason"));
        }
        form.check(cx, &cx.t("approval-decide"), |form| {
            decide_form(cx, &approval, form)
        })?;

        let verdict = rules::decide(&approval.question, &permit, &minutes)?;

        storage::save(tx, &approval, &minutes, &reason, &permit.by, cx.now_us())?;
        let page = format!("approvals/{}", approval.id);
        let what = json!({
            "against": minutes.votes_against,
            "body": approval.body.da,
            "chair": minutes.chair_vote.map(Vote::word),
            "for": minutes.votes_for,
            "hash": approval.question.hash,
            "present": minutes.present,
            "verdict": verdict.word(),
            "version": approval.version,
        });
        journal::record(tx, cx, &permit, &page, what, &reason)?;
        Ok(cx.done(&page))
    })
    .await
}

/// Notes how a reservation was met.
async fn resolve(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (approval, permit) = opened(cx, tx, ResolveReservation)?;
        if !approval.has_open_reservation() {
            return Err(Refused::NoReservation.into());
        }
        let how = form.text("how", TEXT);
        form.check(cx, &cx.t("approval-resolve"), |form| {
            resolve_form(cx, &approval, form)
        })?;

        storage::save_resolution(tx, &approval, &how)?;
        let page = format!("approvals/{}", approval.id);
        journal::record(tx, cx, &permit, &page, json!({"resolved": how}), "")?;
        Ok(cx.done(&page))
    })
    .await
}
