//! Proposals: made from conclusions, tied to sentences, recommended, put on an agenda.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, ProposalState},
    storage::{self, NewProposal, Proposal},
};
use crate::{
    access::{
        Action, Guarded as _, MakeProposal, Permit, PrepareMeeting, ReadCase,
        ReadProposals, ReadTrace, RecommendProposal,
    },
    analysis::storage::Tagged,
    bodies::rules::BodyKind,
    case::{self, Case},
    journal, meetings,
    meetings::storage::{Conclusion, NewItem},
    refusal::Message,
    routes::Routes,
    trace,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, decision_class, empty, line, page_head, post, post_quiet, prose,
            search, select, sought, table, text, ticks,
        },
        error::{Error, NotFound},
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/proposals", list)
        .get("/{lang}/{case}/proposals/new", new)
        .post("/{lang}/{case}/proposals", create)
        .get("/{lang}/{case}/proposals/{id}", show)
        .post("/{lang}/{case}/proposals/{id}/recommendation", recommend)
        .post("/{lang}/{case}/proposals/{id}/agenda", put_on_agenda)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Proposal, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let proposal = storage::load(tx, &case, cx.id("id")?)?;
    let (proposal, permit) = proposal.open(&cx.actor, action)?;
    Ok((case, proposal, permit))
}

fn state_badge(cx: &Cx, state: ProposalState) -> Markup {
    let class = match state {
        ProposalState::Adopted => "badge-success",
        ProposalState::Dropped => "badge-error",
        ProposalState::Postponed | ProposalState::Drafted => "badge-warning",
        ProposalState::Recommended | ProposalState::OnAgenda => "badge-info",
    };
    badge(class, &cx.t(state.key()))
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadProposals)?;
        let mut proposals = storage::list(tx, &case, &permit)?;
        proposals.retain(|one| sought(cx, &[&one.title, &one.body, cx.text(&one.area)]));
        let may_make = cx.may::<MakeProposal>(&case.facts());
        let waiting: Vec<Conclusion> = if may_make {
            let mut conclusions = meetings::storage::conclusions(tx, &case, None)?;
            conclusions.retain(|conclusion| conclusion.proposals == 0);
            conclusions
        } else {
            Vec::new()
        };
        let heads = ["proposals-head-number", "proposals-head-title", "proposals-head-area",
            "proposals-head-state"];
        let rows: Vec<_> = proposals
            .iter()
            .map(|proposal| {
                vec![
                    html! { (proposal.number) },
                    html! { a href=(cx.url(&format!("proposals/{}", proposal.id))) {
                        (proposal.title)
                    } },
                    html! { (cx.text(&proposal.area)) },
                    state_badge(cx, proposal.state),
                ]
            })
            .collect();
        let body = html! {
            (page_head(cx, &cx.t("proposals-title"), &cx.t("proposals-lead")))
            @if !waiting.is_empty() {
                h2 { (cx.t("proposals-waiting")) }
                ul class="kp-list" {
                    @for conclusion in &waiting {
                        li { (conclusion.body) " "
                            a href=(cx.url(&format!("proposals/new?conclusion={}",
                                conclusion.id))) { (cx.t("conclusion-to-proposal")) }
                        }
                    }
                }
            }
            (search(cx))
            p role="status" { (cx.say("proposals-count", &[
                ("count", i64::try_from(proposals.len()).unwrap_or(0).into()),
            ])) }
            @if rows.is_empty() { (empty(cx, "proposals-empty")) }
            @else { (table(&cx.t("proposals-title"), &heads.map(|head| cx.t(head)), &rows)) }
            @if may_make {
                p { a class="button button-primary" href=(cx.url("proposals/new")) {
                    (cx.t("proposal-new"))
                } }
            }
        };
        Ok(cx.page(&cx.t("proposals-title"), &body))
    })
    .await
}

/// What a proposal can be made from.
struct Ground {
    areas: Vec<(String, String)>,
    conclusions: Vec<Conclusion>,
    sentences: Vec<Tagged>,
}

fn ground(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    conclusion: &[i64],
) -> Result<Ground, Error> {
    let areas = case::storage::areas(tx, case)?;
    let conclusions = meetings::storage::conclusions(tx, case, None)?;
    let known: Vec<i64> = conclusions
        .iter()
        .map(|known| known.id)
        .filter(|id| conclusion.contains(id))
        .collect();
    Ok(Ground {
        areas: case::storage::area_options(cx, &areas),
        sentences: storage::sentences_behind(tx, &known, cx.now_us())?,
        conclusions,
    })
}

/// A sentence's place, as a form sends it: input and first byte.
fn place(sentence: &Tagged) -> String {
    format!("{}-{}", sentence.input_id, sentence.span.start)
}

fn new_form(cx: &Cx, ground: &Ground, form: &Form) -> Markup {
    let conclusions: Vec<_> =
        ground.conclusions.iter().map(|c| (c.id.to_string(), c.body.clone())).collect();
    let sentences: Vec<_> = ground
        .sentences
        .iter()
        .map(|one| {
            let number = crate::input::input_number(cx, one.input_number);
            (place(one), format!("»{}« – {number}", one.words))
        })
        .collect();
    let fields = html! {
        (line(cx, form, "title", "proposal-name", Need::Must))
        (text(cx, form, "body", "proposal-body", Some("proposal-body-hint"), Need::Must,
            (6, TEXT)))
        (select(cx, form, "area", "proposal-area", Need::Must, &ground.areas))
        @if !conclusions.is_empty() {
            (ticks(cx, form, "conclusion", "proposal-conclusions", &conclusions))
        }
        @if !sentences.is_empty() {
            (ticks(cx, form, "sentence", "proposal-sentences", &sentences))
        }
    };
    post(cx, "proposals", "proposal-create", &fields)
}

/// A new proposal; from a conclusion, with everything behind it already chosen.
async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, MakeProposal)?;
        let from: i64 = cx.query("conclusion").parse().unwrap_or(0);
        let ground = ground(cx, tx, &case, &[from])?;
        let conclusion = ground.conclusions.iter().find(|known| known.id == from);
        let mut body = vec![];
        for sentence in &ground.sentences {
            body.push(("sentence".to_owned(), place(sentence)));
        }
        if let Some(conclusion) = conclusion {
            body.push(("conclusion".to_owned(), conclusion.id.to_string()));
            body.push(("body".to_owned(), conclusion.body.clone()));
            if let Some(area) = conclusion.area_id {
                body.push(("area".to_owned(), area.to_string()));
            }
        }
        let form = Form::of(body);
        let body = html! {
            (page_head(cx, &cx.t("proposal-new"), &cx.t("proposal-new-lead")))
            (new_form(cx, &ground, &form))
        };
        Ok(cx.page(&cx.t("proposal-new"), &body))
    })
    .await
}

async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, MakeProposal)?;
        let ticked = form.ids("conclusion");
        let ground = ground(cx, tx, &case, &ticked)?;
        let (title, body) = (form.text("title", LINE), form.text("body", TEXT));
        let area = ground.areas.iter().find(|(id, _)| id == form.value("area")).cloned();
        if area.is_none() {
            form.fault("area", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("proposal-new"), |form| new_form(cx, &ground, form))?;
        let (area, _) = area.ok_or(NotFound)?;
        let conclusions = ground.conclusions.iter().map(|c| c.id);
        let chosen = ground
            .sentences
            .iter()
            .filter(|one| form.all("sentence").contains(&place(one)));
        let new = NewProposal {
            area_id: area.parse().map_err(|_| NotFound)?,
            title,
            body,
            conclusions: conclusions.filter(|id| ticked.contains(id)).collect(),
            sentences: chosen.map(|one| (one.input_id, one.span.clone())).collect(),
        };
        let id = storage::insert(tx, &permit, &case, &new, cx.now_us())?;
        let page = format!("proposals/{id}");
        let what = json!({
            "conclusions": new.conclusions,
            "sentences": new.sentences.len(),
            "title": new.title,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn recommend_form(cx: &Cx, proposal: &Proposal, form: &Form) -> Markup {
    let fields = html! {
        (text(cx, form, "assessment", "proposal-assessment", Some("proposal-assessment-hint"),
            Need::Must, (5, TEXT)))
        (text(cx, form, "recommendation", "proposal-recommendation",
            Some("item-recommend-hint"), Need::Must, (2, TEXT)))
    };
    post(
        cx,
        &format!("proposals/{}/recommendation", proposal.id),
        "proposal-recommend",
        &fields,
    )
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, proposal, _) = opened(cx, tx, ReadProposals)?;
        let sentences = storage::sentences(tx, proposal.id, cx.now_us())?;
        let conclusions = storage::conclusions_of(tx, proposal.id)?;
        let meetings = meetings::storage::planned_of(tx, &case, BodyKind::SteeringGroup)?;
        let form = Form::with(&[
            ("assessment", &proposal.assessment),
            ("recommendation", &proposal.recommendation),
        ]);
        let title =
            cx.say("proposal-number", &[("number", proposal.number.into())])
                + ": " + &proposal.title;
        let body = html! {
            (page_head(cx, &title, ""))
            p { (cx.text(&proposal.area)) " " (state_badge(cx, proposal.state)) }
            (prose(&proposal.body))
            @if let Some(verb) = proposal.verb {
                p class=(decision_class(verb)) {
                    strong { (cx.t("item-decision")) } " " (cx.t(verb.key())) ". "
                    (proposal.decision.as_deref().unwrap_or_default())
                    @if let Some(id) = proposal.meeting_id {
                        " " a href=(cx.url(&format!("meetings/{id}"))) { (cx.t("proposal-meeting")) }
                    }
                }
            }
            h2 { (cx.t("proposal-behind")) }
            @if conclusions.is_empty() && sentences.is_empty() {
                (empty(cx, "proposal-nothing-behind"))
            }
            ul class="kp-list" {
                @for (id, meeting_id, text) in &conclusions {
                    li { a href=(cx.url(&format!("meetings/{meeting_id}#conclusion-{id}"))) {
                        (cx.t("proposal-conclusion"))
                    } ": " (text) }
                }
                @for one in &sentences {
                    li {
                        blockquote class="kp-quote" { (crate::input::sentence(cx, &one.words)) }
                        (trace::pages::said_by(cx, one, "trace/inputs"))
                    }
                }
            }
            @if !proposal.assessment.is_empty() {
                h2 { (cx.t("proposal-assessment")) }
                (prose(&proposal.assessment))
                p { strong { (cx.t("item-recommendation")) } " " (proposal.recommendation) }
            }
            @if rules::recommend(proposal.state).is_ok()
                && cx.may::<RecommendProposal>(&proposal.facts()) {
                (recommend_form(cx, &proposal, &form))
            }
            @if rules::put_on_agenda(proposal.state).is_ok()
                && cx.may::<PrepareMeeting>(&proposal.facts()) {
                (agenda_form(cx, &proposal, &meetings))
            }
            @if cx.may::<ReadTrace>(&proposal.facts()) {
                p { a href=(cx.url("trace/orphans")) { (cx.t("orphans-title")) } }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn agenda_form(
    cx: &Cx,
    proposal: &Proposal,
    meetings: &[meetings::storage::Meeting],
) -> Markup {
    let options: Vec<_> = meetings
        .iter()
        .map(|m| (m.id.to_string(), format!("{}, {}", m.title, cx.moment(m.starts_at))))
        .collect();
    html! {
        h2 { (cx.t("proposal-agenda")) }
        @if options.is_empty() {
            p { (cx.t("proposal-no-meeting")) " "
                a href=(cx.url("meetings/new?kind=body")) { (cx.t("meeting-call-body")) } }
        } @else {
            (post_quiet(cx, &format!("proposals/{}/agenda", proposal.id),
                "proposal-put-on-agenda",
                &select(cx, &Form::named("agenda"), "meeting", "proposal-which-meeting",
                    Need::Must, &options)))
        }
    }
}

/// Writes assessment and recommendation: the proposal can go to a body.
async fn recommend(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, proposal, permit) = opened(cx, tx, RecommendProposal)?;
        rules::recommend(proposal.state)?;
        let assessment = form.text("assessment", TEXT);
        let recommendation = form.text("recommendation", TEXT);
        form.check(cx, &cx.t("proposal-recommend"), |form| {
            recommend_form(cx, &proposal, form)
        })?;

        storage::save_recommendation(
            tx,
            &proposal,
            &assessment,
            &recommendation,
            cx.now_us(),
        )?;
        let page = format!("proposals/{}", proposal.id);
        let what = json!({"assessment": assessment, "recommendation": recommendation});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Puts the proposal on the agenda of a planned meeting.
async fn put_on_agenda(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, proposal, permit) = opened(cx, tx, PrepareMeeting)?;
        rules::put_on_agenda(proposal.state)?;
        let planned = meetings::storage::planned_of(tx, &case, BodyKind::SteeringGroup)?;
        let meeting = planned
            .iter()
            .find(|meeting| meeting.id.to_string() == form.value("meeting"));
        if meeting.is_none() {
            form.fault("meeting", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("proposal-agenda"), |_| {
            agenda_form(cx, &proposal, &planned)
        })?;
        let meeting = meeting.ok_or(NotFound)?;
        let item = NewItem {
            title: proposal.title.clone(),
            resume: proposal.body.clone(),
            recommendation: proposal.recommendation.clone(),
            presentation: proposal.assessment.clone(),
            proposal_id: Some(proposal.id),
            ..NewItem::default()
        };
        meetings::storage::add_item(tx, meeting.id, &item)?;
        let page = format!("proposals/{}", proposal.id);
        journal::record(tx, cx, &permit, &page, json!({"meeting": meeting.id}), "")?;
        Ok(cx.done(&page))
    })
    .await
}
