//! Merging and splitting proposals, taking it back, and what a proposal's page says of it.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Kind, Outcome, Part, Refused},
    storage::{self, Step},
};
use crate::{
    access::{Guarded as _, ReshapeProposal},
    case::{self, Case},
    input::input_number,
    journal,
    proposals::{
        self,
        pages::{conclusions, opened, place},
        rules::ProposalState,
        storage::{NewProposal, Proposal, Rests},
        treatment,
    },
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        components::{
            Need, empty, fold, line, page_head, post, post_quiet, select, text, ticks,
        },
        error::{Error, NotFound},
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/proposals/merger", merger)
        .post("/{lang}/{case}/proposals/merger", merge)
        .get("/{lang}/{case}/proposals/{id}/split", splitting)
        .post("/{lang}/{case}/proposals/{id}/split", split)
        .post("/{lang}/{case}/proposals/{id}/changes/{number}/undoing", undo)
}

fn part_of(cx: &Cx, tx: &mut dyn Tx, proposal: &Proposal) -> Result<Part, Error> {
    Ok(Part {
        state: proposal.state,
        treatment_waiting: treatment::storage::is_waiting(tx, proposal, cx.today())?,
    })
}

/// The proposals that are at hand, to choose from.
fn at_hand(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Proposal>, Error> {
    let mut all = proposals::storage::all(tx, case)?;
    all.retain(|one| one.state.is_at_hand());
    Ok(all)
}

fn merge_form(
    cx: &Cx,
    known: &[Proposal],
    areas: &[(String, String)],
    form: &Form,
) -> Markup {
    let options: Vec<_> = known
        .iter()
        .map(|one| (one.id.to_string(), format!("{}. {}", one.number, one.title)))
        .collect();
    let fields = html! {
        (ticks(cx, form, "proposal", "lineage-which", &options))
        (line(cx, form, "title", "proposal-name", Need::Must))
        (text(cx, form, "body", "proposal-body", Some("proposal-body-hint"), Need::Must,
            (6, TEXT)))
        (select(cx, form, "area", "proposal-area", Need::Must, areas))
        (line(cx, form, "reason", "lineage-reason", Need::Must))
    };
    post(cx, "proposals/merger", "lineage-merge-them", &fields)
}

async fn merger(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReshapeProposal)?;
        let known = at_hand(tx, &case)?;
        let areas = case::storage::areas(tx, &case)?;
        let areas = case::storage::area_options(cx, &areas);
        let first = known.iter().find(|one| one.id.to_string() == cx.query("with"));
        let mut values = Vec::new();
        if let Some(first) = first {
            values.push(("proposal".to_owned(), first.id.to_string()));
            values.push(("title".to_owned(), first.title.clone()));
            values.push(("body".to_owned(), first.body.clone()));
            values.push(("area".to_owned(), first.area_id.to_string()));
        }
        let title = cx.t("lineage-merge-title");
        let body = html! {
            (page_head(cx, &title, &cx.t("lineage-merge-lead")))
            @if known.len() < 2 { (empty(cx, "lineage-nothing-to-merge")) }
            @else { (merge_form(cx, &known, &areas, &Form::of(values))) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Makes one new proposal of several, with all they rest on.
async fn merge(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, ReshapeProposal)?;
        let ticked = form.ids("proposal");
        let all = proposals::storage::all(tx, &case)?;
        let chosen: Vec<Proposal> =
            all.into_iter().filter(|one| ticked.contains(&one.id)).collect();
        let mut parts = Vec::new();
        for one in &chosen {
            parts.push(part_of(cx, tx, one)?);
        }
        let known = at_hand(tx, &case)?;
        let areas = case::storage::areas(tx, &case)?;
        let areas = case::storage::area_options(cx, &areas);
        if chosen.len() < 2 {
            form.fault("proposal", Message::new("lineage-refused-too-few"));
        }
        let (title, body) = (form.text("title", LINE), form.text("body", TEXT));
        let area: Option<i64> = areas
            .iter()
            .find(|(id, _)| id == form.value("area"))
            .and_then(|(id, _)| id.parse().ok());
        if area.is_none() {
            form.fault("area", Message::new("fault-choose"));
        }
        let reason = form.text("reason", LINE);
        form.check(cx, &cx.t("lineage-merge-title"), |form| {
            merge_form(cx, &known, &areas, form)
        })?;
        rules::merge(&parts)?;
        let mut rests = Rests::default();
        for one in &chosen {
            let more = proposals::storage::rests(tx, one.id)?;
            rests.conclusions.extend(more.conclusions);
            rests.analyses.extend(more.analyses);
            rests.sentences.extend(more.sentences);
        }
        let new = NewProposal { area_id: area.ok_or(NotFound)?, title, body, rests };
        let from: Vec<i64> = chosen.iter().map(|one| one.id).collect();
        let made = storage::become_others(
            tx,
            &permit,
            &case,
            (Kind::Merge, &from, &reason),
            std::slice::from_ref(&new),
            cx.now_us(),
        )?;
        let page = format!("proposals/{}", made.first().ok_or(NotFound)?);
        let what = json!({"merged": from, "title": new.title});
        journal::record(tx, cx, &permit, &page, what, &reason)?;
        Ok(cx.done(&page))
    })
    .await
}

/// What can be dealt out to the parts of a split, as a form sends it.
fn goods(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    proposal: &Proposal,
) -> Result<(Rests, Vec<(String, String)>), Error> {
    let rests = proposals::storage::rests(tx, proposal.id)?;
    let mut options = Vec::new();
    for one in conclusions(cx, tx, case, None)? {
        if rests.conclusions.contains(&one.id) {
            let shown = format!("{}: {}", cx.t("proposal-conclusion"), one.body);
            options.push((format!("c{}", one.id), shown));
        }
    }
    for (id, title) in proposals::storage::analyses_of(tx, proposal.id)? {
        options.push((format!("a{id}"), format!("{}: {title}", cx.t("item-analysis"))));
    }
    for one in proposals::storage::sentences(tx, proposal.id, cx.now_us())? {
        let number = input_number(cx, one.input_number);
        options.push((place(&one), format!("»{}« – {number}", one.words)));
    }
    Ok((rests, options))
}

fn split_form(
    cx: &Cx,
    proposal: &Proposal,
    options: &[(String, String)],
    form: &Form,
) -> Markup {
    let fields = html! {
        @for (title, body, rests, heading) in [
            ("title_1", "body_1", "rests_1", "lineage-first"),
            ("title_2", "body_2", "rests_2", "lineage-second"),
        ] {
            h2 class="kp-part" { (cx.t(heading)) }
            (line(cx, form, title, "proposal-name", Need::Must))
            (text(cx, form, body, "proposal-body", None, Need::Must, (4, TEXT)))
            @if !options.is_empty() { (ticks(cx, form, rests, "lineage-rests", options)) }
        }
        (line(cx, form, "reason", "lineage-reason", Need::Must))
    };
    post(cx, &format!("proposals/{}/split", proposal.id), "lineage-split-it", &fields)
}

async fn splitting(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, proposal, _) = opened(cx, tx, ReshapeProposal)?;
        let (_, options) = goods(cx, tx, &case, &proposal)?;
        let form = Form::with(&[
            ("title_1", &proposal.title),
            ("body_1", &proposal.body),
            ("body_2", &proposal.body),
        ]);
        let title = cx.say("lineage-split-title", &[("number", proposal.number.into())]);
        let body = html! {
            (page_head(cx, &title, &cx.t("lineage-split-lead")))
            p { a href=(cx.url(&format!("proposals/{}", proposal.id))) {
                (proposal.number) ". " (proposal.title) } }
            (split_form(cx, &proposal, &options, &form))
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Makes two new proposals of one; what goes to neither goes to both.
async fn split(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, proposal, permit) = opened(cx, tx, ReshapeProposal)?;
        let part = part_of(cx, tx, &proposal)?;
        rules::split(part)?;
        let (rests, options) = goods(cx, tx, &case, &proposal)?;
        let texts = [
            (form.text("title_1", LINE), form.text("body_1", TEXT)),
            (form.text("title_2", LINE), form.text("body_2", TEXT)),
        ];
        let reason = form.text("reason", LINE);
        form.check(cx, &cx.t("lineage-split-it"), |form| {
            split_form(cx, &proposal, &options, form)
        })?;
        let keys: Vec<String> = options.into_iter().map(|(key, _)| key).collect();
        let chosen = [form.all("rests_1").to_vec(), form.all("rests_2").to_vec()];
        let new: Vec<NewProposal> = rules::shares(&keys, &chosen)
            .into_iter()
            .zip(texts)
            .map(|(share, (title, body))| NewProposal {
                area_id: proposal.area_id,
                title,
                body,
                rests: dealt(&rests, &share),
            })
            .collect();
        let made = storage::become_others(
            tx,
            &permit,
            &case,
            (Kind::Split, &[proposal.id], &reason),
            &new,
            cx.now_us(),
        )?;
        let page = format!("proposals/{}", proposal.id);
        journal::record(tx, cx, &permit, &page, json!({"split": made}), &reason)?;
        Ok(cx.done(&page))
    })
    .await
}

/// What of all a proposal rests on goes with these keys.
fn dealt(all: &Rests, keys: &[String]) -> Rests {
    let has = |key: &str| keys.iter().any(|known| known == key);
    let picked = |ids: &[i64], kind: &str| -> Vec<i64> {
        ids.iter().copied().filter(|id| has(&format!("{kind}{id}"))).collect()
    };
    Rests {
        conclusions: picked(&all.conclusions, "c"),
        analyses: picked(&all.analyses, "a"),
        sentences: all
            .sentences
            .iter()
            .filter(|(input, span)| has(&format!("{input}-{}", span.start)))
            .cloned()
            .collect(),
    }
}

/// Takes a step back: the old proposals are as they were, the new ones are set aside.
async fn undo(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, proposal, permit) = opened(cx, tx, ReshapeProposal)?;
        let step = storage::load(tx, &case, cx.id("number")?)?;
        let concerned = [&step.change.from, &step.change.to];
        if concerned.iter().all(|ids| !ids.contains(&proposal.id)) {
            return Err(Error::NotFound);
        }
        let all = proposals::storage::all(tx, &case)?;
        let mut outcomes = Vec::new();
        for one in all.iter().filter(|one| step.change.to.contains(&one.id)) {
            let rested_on = storage::is_rested_on(tx, one, &step)?;
            outcomes.push(Outcome { state: one.state, rested_on });
        }
        rules::undo(step.change.undone, &outcomes)?;
        let reason = form.text("reason", LINE);
        form.check(cx, &cx.t("lineage-undo"), |form| {
            undo_form(cx, proposal.id, &step, form)
        })?;
        if !storage::undo(tx, &permit, &step, &reason, cx.now_us())? {
            return Err(Refused::AlreadyUndone.into());
        }
        let page = format!("proposals/{}", proposal.id);
        let what = json!({
            "again": step.change.from, "aside": step.change.to, "undone": step.change.id,
        });
        journal::record(tx, cx, &permit, &page, what, &reason)?;
        Ok(cx.done(&page))
    })
    .await
}

fn undo_form(cx: &Cx, proposal_id: i64, step: &Step, form: &Form) -> Markup {
    let fields = line(cx, form, "reason", "lineage-undo-reason", Need::Must);
    let page = format!("proposals/{proposal_id}/changes/{}/undoing", step.change.id);
    post_quiet(cx, &page, "lineage-undo", &fields)
}

/// What a proposal came of and became, on its page, with what was taken back.
pub fn part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    proposal: &Proposal,
) -> Result<Markup, Error> {
    let steps = storage::all(tx, case)?;
    let all = proposals::storage::all(tx, case)?;
    let mine: Vec<&Step> = steps
        .iter()
        .filter(|step| {
            step.change.from.contains(&proposal.id)
                || step.change.to.contains(&proposal.id)
        })
        .collect();
    let may = cx.may::<ReshapeProposal>(&proposal.facts());
    let free = may && proposal.state.is_at_hand();
    Ok(html! {
        @if !mine.is_empty() { h2 id="lineage" { (cx.t("lineage-title")) } }
        ul class="kp-list" { @for step in &mine {
            li {
                (sentence(cx, step, &all))
                p class="kp-quiet" { (step.by) ", " (cx.moment(step.at)) ": " (step.reason) }
                @if let Some((by, at, reason)) = &step.undone {
                    p { strong { (cx.t("lineage-undone")) } " "
                        (by) ", " (cx.moment(*at)) ": " (reason) }
                } @else if may {
                    (fold(&format!("undo-{}", step.change.id), &cx.t("lineage-undo"),
                        &undo_form(cx, proposal.id, step,
                            &Form::named("undo").numbered(step.change.id))))
                }
            }
        } }
        @if free {
            p class="kp-actions" {
                a class="button button-secondary"
                    href=(cx.url(&format!("proposals/merger?with={}", proposal.id))) {
                    (cx.t("lineage-merge-with")) }
                " "
                a class="button button-secondary"
                    href=(cx.url(&format!("proposals/{}/split", proposal.id))) {
                    (cx.t("lineage-split-open")) }
            }
        }
    })
}

fn links(cx: &Cx, ids: &[i64], all: &[Proposal]) -> Markup {
    html! {
        @for (at, one) in all.iter().filter(|one| ids.contains(&one.id)).enumerate() {
            @if at > 0 { ", " }
            a href=(cx.url(&format!("proposals/{}", one.id))) {
                (one.number) ". " (one.title) }
            @if one.state == ProposalState::TakenBack { " (" (cx.t("proposal-taken-back")) ")" }
        }
    }
}

/// »3. Digital post, 5. Breve → 7. Digital post til alle«
fn sentence(cx: &Cx, step: &Step, all: &[Proposal]) -> Markup {
    let words = match step.kind {
        Kind::Merge => "lineage-were-merged",
        Kind::Split => "lineage-was-split",
    };
    html! {
        (links(cx, &step.change.from, all)) " " (cx.t(words)) " "
        (links(cx, &step.change.to, all))
    }
}

/// »Became 7. Digital post til alle«, where a proposal is named that became others.
pub fn became(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    proposal: &Proposal,
) -> Result<Markup, Error> {
    if proposal.state != ProposalState::Became {
        return Ok(html! {});
    }
    let steps = storage::all(tx, case)?;
    let all = proposals::storage::all(tx, case)?;
    let step = steps
        .iter()
        .find(|step| !step.change.undone && step.change.from.contains(&proposal.id));
    Ok(html! {
        @if let Some(step) = step {
            div class="alert alert-info" { div class="alert-body" {
                p class="alert-text" {
                    (cx.t("lineage-became")) " " (links(cx, &step.change.to, &all))
                }
            } }
        }
    })
}
