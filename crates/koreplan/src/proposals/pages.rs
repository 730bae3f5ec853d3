//! Proposals: made from conclusions, analyses, inputs or by hand, assessed, put on an
//! agenda, sent on, and dropped.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    likeness, lineage,
    rules::{self, Assessment, ProposalState, Refused},
    storage::{self, NewProposal, Proposal, Rests, Stage, StageKind, Version},
    treatment,
};
use crate::{
    access::{
        Action, EndProposal, Guarded as _, MakeProposal, Permit, PrepareMeeting,
        ReadAnalysis, ReadCase, ReadClosedItem, ReadConclusion, ReadInput, ReadMeeting,
        ReadProposals, ReadTrace, RecommendProposal, SendProposalOn,
    },
    analysis::{documents, storage::Tagged},
    bodies::{self, rules::BodyKind, storage::Body},
    case::{self, Case},
    input::{self, input_number, rules::segments},
    journal,
    meetings::{
        self,
        rules::{MeetingKind, MeetingState, write},
        storage::{Meeting, NewItem},
    },
    refusal::{Message, Refusal as _},
    routes::Routes,
    theme_meeting::{self, storage::Conclusion},
    trace,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, decision_class, empty, facts, fold, hidden, line, page_head,
            post, post_quiet, prose, search, select, sought, table, text, ticks,
        },
        differences::marked,
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
        .post("/{lang}/{case}/proposals/{id}/additions", add)
        .post("/{lang}/{case}/proposals/{id}/recommendation", recommend)
        .post("/{lang}/{case}/proposals/{id}/agenda", put_on_agenda)
        .post("/{lang}/{case}/proposals/{id}/referral", send_on)
        .post("/{lang}/{case}/proposals/{id}/ending", end)
        .post("/{lang}/{case}/meetings/{id}/proposals", propose_in_meeting)
        .and(lineage::pages::routes())
        .and(treatment::pages::routes())
}

/// Opens the case and the proposal in the address.
pub(super) fn opened<A: Action>(
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
        ProposalState::Rejected | ProposalState::Ended => "badge-error",
        ProposalState::Postponed | ProposalState::Drafted => "badge-warning",
        ProposalState::Recommended | ProposalState::OnAgenda | ProposalState::SentOn => {
            "badge-info"
        }
        ProposalState::Became | ProposalState::TakenBack => "",
    };
    badge(class, &cx.t(state.key()))
}

/// The conclusions the reader may read.
pub(super) fn conclusions(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting_id: Option<i64>,
) -> Result<Vec<Conclusion>, Error> {
    let all = theme_meeting::storage::conclusions(tx, case, meeting_id)?.into_iter();
    let open = all.filter_map(|sealed| sealed.open(&cx.actor, ReadConclusion).ok());
    Ok(open.map(|(conclusion, _)| conclusion).collect())
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadProposals)?;
        let mut proposals = storage::list(tx, &case, &permit)?;
        proposals.retain(|one| sought(cx, &[&one.title, &one.body, cx.text(&one.area)]));
        let may_make = cx.may::<MakeProposal>(&case.facts());
        let waiting: Vec<Conclusion> = if may_make {
            let mut conclusions = conclusions(cx, tx, &case, None)?;
            conclusions.retain(|conclusion| conclusion.proposals == 0);
            conclusions
        } else {
            Vec::new()
        };
        let asked = asked(cx, tx, &case)?;
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
            (asked)
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
                p class="kp-actions" {
                    a class="button button-primary" href=(cx.url("proposals/new")) {
                        (cx.t("proposal-new")) }
                    " "
                    a class="button button-secondary" href=(cx.url("proposals/merger")) {
                        (cx.t("lineage-merge-title")) }
                }
            }
        };
        Ok(cx.page(&cx.t("proposals-title"), &body))
    })
    .await
}

/// The treatments that wait for the reader's own body.
fn asked(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Markup, Error> {
    let waiting = treatment::storage::waiting(tx, case, cx.today())?;
    let mine: Vec<_> = waiting
        .into_iter()
        .filter_map(|sealed| sealed.open(&cx.actor, crate::access::AnswerTreatment).ok())
        .map(|(treatment, _)| treatment)
        .collect();
    Ok(html! {
        @if !mine.is_empty() {
            h2 { (cx.t("treatment-yours")) }
            ul class="kp-list" { @for one in &mine { li {
                a href=(cx.url(&format!("proposals/{}#treatment-{}", one.proposal_id,
                    one.id))) { (cx.text(&one.body_name)) }
                " " (treatment::pages::standing(cx, one))
            } } }
        }
    })
}

/// What a proposal can be made from, and what it was begun from.
struct Ground {
    areas: Vec<(String, String)>,
    conclusions: Vec<Conclusion>,
    analyses: Vec<(i64, String)>,
    sentences: Vec<Tagged>,
    input: Option<i64>,
}

/// Where a proposal begins: with what is named in an address, or ticked in a form.
#[derive(Debug, Default)]
struct Beginning {
    conclusions: Vec<i64>,
    analyses: Vec<i64>,
    input: Option<i64>,
}

impl Beginning {
    fn of_address(cx: &Cx) -> Self {
        let ids = |name| cx.query(name).parse().into_iter().collect();
        Self {
            conclusions: ids("conclusion"),
            analyses: ids("analysis"),
            input: cx.query("input").parse().ok(),
        }
    }

    fn of_form(form: &Form) -> Self {
        Self {
            conclusions: form.ids("conclusion"),
            analyses: form.ids("analysis"),
            input: form.value("input").parse().ok(),
        }
    }
}

fn ground(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    begin: &Beginning,
) -> Result<Ground, Error> {
    let areas = case::storage::areas(tx, case)?;
    let conclusions = conclusions(cx, tx, case, None)?;
    let known: Vec<i64> = conclusions
        .iter()
        .map(|known| known.id)
        .filter(|id| begin.conclusions.contains(id))
        .collect();
    let mut sentences = storage::sentences_behind(tx, &known, cx.now_us())?;
    let mut analyses = Vec::new();
    for id in &begin.analyses {
        let (analysis, _) = documents::storage::load_finished(tx, case, *id)?
            .open(&cx.actor, ReadAnalysis)?;
        for finding in documents::storage::findings(tx, analysis.id, cx.now_us())? {
            sentences.extend(finding.sentences);
        }
        analyses.push((analysis.id, analysis.title));
    }
    if let Some(id) = begin.input {
        sentences.extend(of_input(cx, tx, case, id)?);
    }
    sentences.sort_by_key(|one| (one.input_number, one.span.start));
    sentences.dedup_by_key(|one| (one.input_id, one.span.start));
    Ok(Ground {
        areas: case::storage::area_options(cx, &areas),
        conclusions,
        analyses,
        sentences,
        input: begin.input,
    })
}

/// The sentences of an input, to choose from.
fn of_input(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    id: i64,
) -> Result<Vec<Tagged>, Error> {
    let (input, _) =
        input::storage::load(tx, case, id, cx.now_us())?.open(&cx.actor, ReadInput)?;
    let spans = segments(&input.body).into_iter();
    let sentences = spans.map(|span| Tagged {
        topic_id: 0,
        topic: String::new(),
        input_id: input.id,
        input_number: input.number,
        sender: None,
        facts: input.facts(),
        words: input.body[span.clone()].to_owned(),
        span,
    });
    Ok(sentences.collect())
}

/// A sentence's place, as a form sends it: input and first byte.
pub(super) fn place(sentence: &Tagged) -> String {
    format!("{}-{}", sentence.input_id, sentence.span.start)
}

fn new_form(cx: &Cx, ground: &Ground, form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "title", "proposal-name", Need::Must))
        (text(cx, form, "body", "proposal-body", Some("proposal-body-hint"), Need::Must,
            (6, TEXT)))
        (select(cx, form, "area", "proposal-area", Need::Must, &ground.areas))
        (grounds(cx, ground, form))
        @if let Some(input) = ground.input { (hidden("input", &input.to_string())) }
        @if form.ticked("anyway") { (hidden("anyway", "yes")) }
    };
    let button =
        if form.ticked("anyway") { "proposal-create-anyway" } else { "proposal-create" };
    post(cx, "proposals", button, &fields)
}

/// What the proposal may rest on, to tick.
fn grounds(cx: &Cx, ground: &Ground, form: &Form) -> Markup {
    let conclusions: Vec<_> =
        ground.conclusions.iter().map(|c| (c.id.to_string(), c.body.clone())).collect();
    let analyses: Vec<_> = ground
        .analyses
        .iter()
        .map(|(id, title)| (id.to_string(), title.clone()))
        .collect();
    let sentences: Vec<_> = ground
        .sentences
        .iter()
        .map(|one| {
            let number = input_number(cx, one.input_number);
            (place(one), format!("»{}« – {number}", one.words))
        })
        .collect();
    html! {
        @if !conclusions.is_empty() {
            (ticks(cx, form, "conclusion", "proposal-conclusions", &conclusions))
        }
        @if !analyses.is_empty() {
            (ticks(cx, form, "analysis", "proposal-analyses", &analyses))
        }
        @if !sentences.is_empty() {
            (ticks(cx, form, "sentence", "proposal-sentences", &sentences))
        }
    }
}

/// What was ticked, of what there is.
fn rests(ground: &Ground, form: &Form) -> Rests {
    let (conclusions, analyses) = (form.ids("conclusion"), form.ids("analysis"));
    let known = ground.conclusions.iter().map(|one| one.id);
    let read = ground.analyses.iter().map(|(id, _)| *id);
    let chosen =
        ground.sentences.iter().filter(|one| form.all("sentence").contains(&place(one)));
    Rests {
        conclusions: known.filter(|id| conclusions.contains(id)).collect(),
        analyses: read.filter(|id| analyses.contains(id)).collect(),
        sentences: chosen.map(|one| (one.input_id, one.span.clone())).collect(),
    }
}

/// A new proposal; from a conclusion, an analysis or an input, with everything behind it
/// already chosen, or by hand.
async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, MakeProposal)?;
        let begin = Beginning::of_address(cx);
        let ground = ground(cx, tx, &case, &begin)?;
        let conclusion =
            ground.conclusions.iter().find(|known| begin.conclusions.contains(&known.id));
        let mut body = vec![];
        if ground.input.is_none() {
            for sentence in &ground.sentences {
                body.push(("sentence".to_owned(), place(sentence)));
            }
        }
        for (id, _) in &ground.analyses {
            body.push(("analysis".to_owned(), id.to_string()));
        }
        if let Some(conclusion) = conclusion {
            body.push(("conclusion".to_owned(), conclusion.id.to_string()));
            body.push(("body".to_owned(), conclusion.body.clone()));
            if let Some(area) = conclusion.area_id {
                body.push(("area".to_owned(), area.to_string()));
            }
        }
        let secret =
            conclusion.is_some_and(|one| !one.facts().public && one.confidential);
        let form = Form::of(body);
        let body = html! {
            (page_head(cx, &cx.t("proposal-new"), &cx.t("proposal-new-lead")))
            @if secret {
                div class="alert alert-warning" { div class="alert-body" {
                    p class="alert-text" { (cx.t("proposal-from-confidential")) }
                } }
            }
            (new_form(cx, &ground, &form))
        };
        Ok(cx.page(&cx.t("proposal-new"), &body))
    })
    .await
}

/// The proposals that say nearly the same as a new one.
fn like(tx: &mut dyn Tx, case: &Case, new: &NewProposal) -> Result<Vec<Proposal>, Error> {
    let text =
        likeness::Text { title: &new.title, body: &new.body, area_id: new.area_id };
    let mut all = storage::all(tx, case)?;
    all.retain(|one| {
        let other =
            likeness::Text { title: &one.title, body: &one.body, area_id: one.area_id };
        (one.state.is_open() || one.state == ProposalState::Adopted)
            && likeness::is_like(text, other)
    });
    Ok(all)
}

/// »This is like proposal 12«: add to that one instead, or go on.
fn duplicates(cx: &Cx, like: &[Proposal], new: &NewProposal, again: &Markup) -> Error {
    let rests = html! {
        @for id in &new.rests.conclusions { (hidden("conclusion", &id.to_string())) }
        @for id in &new.rests.analyses { (hidden("analysis", &id.to_string())) }
        @for (input, span) in &new.rests.sentences {
            (hidden("sentence", &format!("{input}-{}", span.start)))
            (hidden("input", &input.to_string()))
        }
    };
    let list = html! {
        ul class="kp-list" { @for one in like {
            li {
                a href=(cx.url(&format!("proposals/{}", one.id))) {
                    (one.number) ". " (one.title) } " " (state_badge(cx, one.state))
                (prose(&one.body))
                @if rules::change(one.state).is_ok() && !new.rests.is_empty() {
                    (post_quiet(cx, &format!("proposals/{}/additions", one.id),
                        "proposal-add-here", &rests))
                }
            }
        } }
        h2 { (cx.t("proposal-anyway")) }
        (again)
    };
    let numbers: Vec<_> = like.iter().map(|one| one.number.to_string()).collect();
    Error::Missing(
        Message::new("proposal-is-like").with("numbers", numbers.join(", ")),
        Message::new("proposal-is-like-way"),
        Box::new(list),
    )
}

async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, MakeProposal)?;
        let ground = ground(cx, tx, &case, &Beginning::of_form(&form))?;
        let (title, body) = (form.text("title", LINE), form.text("body", TEXT));
        let area: Option<i64> = ground
            .areas
            .iter()
            .find(|(id, _)| id == form.value("area"))
            .and_then(|(id, _)| id.parse().ok());
        if area.is_none() {
            form.fault("area", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("proposal-new"), |form| new_form(cx, &ground, form))?;
        let rests = rests(&ground, &form);
        let new = NewProposal { area_id: area.ok_or(NotFound)?, title, body, rests };
        if !form.ticked("anyway") {
            let like = like(tx, &case, &new)?;
            if !like.is_empty() {
                form.put("anyway", "yes");
                let again = new_form(cx, &ground, &form);
                return Err(duplicates(cx, &like, &new, &again));
            }
        }
        let id = storage::insert(tx, &permit, &case, &new, cx.now_us())?;
        let page = format!("proposals/{id}");
        let what = json!({
            "analyses": new.rests.analyses,
            "conclusions": new.rests.conclusions,
            "sentences": new.rests.sentences.len(),
            "title": new.title,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Gives a proposal that is there more to rest on, instead of making another one.
async fn add(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, proposal, permit) = opened(cx, tx, MakeProposal)?;
        rules::change(proposal.state)?;
        let mut ground = ground(cx, tx, &case, &Beginning::of_form(&form))?;
        for id in form.ids("input") {
            ground.sentences.extend(of_input(cx, tx, &case, id)?);
        }
        ground.sentences.sort_by_key(|one| (one.input_number, one.span.start));
        ground.sentences.dedup_by_key(|one| (one.input_id, one.span.start));
        let rests = rests(&ground, &form);
        if storage::add(tx, &permit, proposal.id, &rests)? == 0 {
            return Err(Refused::NothingChanged.into());
        }
        let page = format!("proposals/{}", proposal.id);
        let what = json!({
            "added_analyses": rests.analyses,
            "added_conclusions": rests.conclusions,
            "added_sentences": rests.sentences.len(),
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// On the page of a theme meeting in progress: a proposal typed there and then.
pub fn meeting_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Markup, Error> {
    if meeting.kind != MeetingKind::Theme
        || meeting.state() != MeetingState::InProgress
        || !cx.may::<MakeProposal>(&case.facts())
    {
        return Ok(html! {});
    }
    let conclusions = conclusions(cx, tx, case, Some(meeting.id))?;
    Ok(html! {
        @if !conclusions.is_empty() {
            (fold("propose", &cx.t("proposal-in-meeting"),
                &meeting_form(cx, meeting, &conclusions, &Form::named("propose"))))
        }
    })
}

fn meeting_form(
    cx: &Cx,
    meeting: &Meeting,
    conclusions: &[Conclusion],
    form: &Form,
) -> Markup {
    let options: Vec<_> =
        conclusions.iter().map(|one| (one.id.to_string(), one.body.clone())).collect();
    let fields = html! {
        (ticks(cx, form, "conclusion", "proposal-conclusions", &options))
        (line(cx, form, "title", "proposal-name", Need::Must))
        (text(cx, form, "body", "proposal-body", Some("proposal-body-hint"), Need::Must,
            (4, TEXT)))
    };
    post_quiet(
        cx,
        &format!("meetings/{}/proposals", meeting.id),
        "proposal-create",
        &fields,
    )
}

/// A proposal typed in a theme meeting, with everything behind its conclusions.
async fn propose_in_meeting(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = meetings::pages::opened(cx, tx, MakeProposal)?;
        write(meeting.state())?;
        let area_id = meeting
            .area_id
            .filter(|_| meeting.kind == MeetingKind::Theme)
            .ok_or(theme_meeting::rules::Refused::NoThemeMeeting)?;
        let known = conclusions(cx, tx, &case, Some(meeting.id))?;
        let ticked = form.ids("conclusion");
        let chosen: Vec<i64> =
            known.iter().map(|one| one.id).filter(|id| ticked.contains(id)).collect();
        if chosen.is_empty() {
            form.fault("conclusion", Message::new("fault-choose"));
        }
        let (title, body) = (form.text("title", LINE), form.text("body", TEXT));
        form.check(cx, &cx.t("proposal-in-meeting"), |form| {
            meeting_form(cx, &meeting, &known, form)
        })?;
        let behind = storage::sentences_behind(tx, &chosen, cx.now_us())?;
        let sentences = behind.into_iter().map(|one| (one.input_id, one.span)).collect();
        let rests = Rests { conclusions: chosen, sentences, ..Rests::default() };
        let new = NewProposal { area_id, title, body, rests };
        let id = storage::insert(tx, &permit, &case, &new, cx.now_us())?;
        let page = format!("proposals/{id}");
        let what = json!({
            "conclusions": new.rests.conclusions,
            "meeting": meeting.id,
            "sentences": new.rests.sentences.len(),
            "title": new.title,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("meetings/{}", meeting.id)))
    })
    .await
}

fn recommend_form(cx: &Cx, proposal: &Proposal, form: &Form) -> Markup {
    let fields = html! {
        (hidden("read", form.value("read")))
        (text(cx, form, "assessment", "proposal-assessment", Some("proposal-assessment-hint"),
            Need::Must, (5, TEXT)))
        (text(cx, form, "cost", "proposal-cost", Some("proposal-cost-hint"), Need::May,
            (3, TEXT)))
        (text(cx, form, "legal", "proposal-legal", Some("proposal-legal-hint"), Need::May,
            (3, TEXT)))
        (text(cx, form, "parties", "proposal-parties", Some("proposal-parties-hint"),
            Need::May, (3, TEXT)))
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

fn standing(proposal: &Proposal) -> Form {
    let text = &proposal.assessment;
    Form::with(&[
        ("read", &proposal.version.to_string()),
        ("assessment", &text.effect),
        ("cost", &text.cost),
        ("legal", &text.legal),
        ("parties", &text.parties),
        ("recommendation", &text.recommendation),
    ])
}

/// The parts of an assessment with their names.
fn parts(text: &Assessment) -> [(&'static str, &str); 5] {
    [
        ("proposal-assessment", &text.effect),
        ("proposal-cost", &text.cost),
        ("proposal-legal", &text.legal),
        ("proposal-parties", &text.parties),
        ("proposal-recommendation", &text.recommendation),
    ]
}

/// An assessment to read.
fn assessed(cx: &Cx, text: &Assessment) -> Markup {
    let pairs: Vec<_> = parts(text)
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(name, said)| (cx.t(name), prose(said)))
        .collect();
    facts(&pairs)
}

/// Who saved a version, and when.
fn saved(cx: &Cx, version: &Version) -> String {
    match version.at {
        Some(at) if !version.by.is_empty() => {
            format!("{}, {}", version.by, cx.moment(at))
        }
        _ => cx.t("assessment-before-versions"),
    }
}

/// Every version of the assessment, the newest first, with what it changed.
fn history(cx: &Cx, versions: &[Version]) -> Markup {
    let nothing = Assessment::default();
    html! {
        @if versions.len() > 1 {
            h3 { (cx.t("assessment-versions")) }
            @for (at, version) in versions.iter().enumerate().rev() {
                @let before = at.checked_sub(1).map_or(&nothing, |at| &versions[at].assessment);
                @let title =
                    cx.say("assessment-version", &[("number", version.version.into())]);
                @let inner = html! {
                    @for ((name, now), (_, was)) in
                        parts(&version.assessment).into_iter().zip(parts(before)) {
                        @if !now.is_empty() || !was.is_empty() {
                            p { strong { (cx.t(name)) } }
                            p class="kp-prose" { (marked(was, now)) }
                        }
                    }
                };
                (fold(&format!("version-{}", version.version),
                    &format!("{title}: {}", saved(cx, version)), &inner))
            }
        }
    }
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, proposal, _) = opened(cx, tx, ReadProposals)?;
        let versions = storage::versions(tx, proposal.id)?;
        let stages = storage::stages(tx, proposal.id)?;
        let behind = behind(cx, tx, &case, &proposal)?;
        let became = lineage::pages::became(cx, tx, &case, &proposal)?;
        let lineage = lineage::pages::part(cx, tx, &case, &proposal)?;
        let treatment = treatment::pages::part(cx, tx, &case, &proposal)?;
        let work = work(cx, tx, &case, &proposal)?;
        let title = cx.say("proposal-number", &[("number", proposal.number.into())])
            + ": "
            + &proposal.title;
        let body = html! {
            (page_head(cx, &title, ""))
            p { (cx.text(&proposal.area)) " " (state_badge(cx, proposal.state)) }
            (became)
            (prose(&proposal.body))
            @if let Some(ended) = &proposal.ended {
                p class="kp-decision kp-decision-rejected" {
                    strong { (cx.t("proposal-ended")) ". " } (ended.reason)
                    span class="kp-quiet" { " " (ended.by) ", " (cx.moment(ended.at)) }
                }
            }
            (way(cx, &case, &stages))
            h2 { (cx.t("proposal-behind")) }
            (behind)
            @if !proposal.assessment.is_empty() {
                h2 { (cx.t("proposal-assessments")) }
                (assessed(cx, &proposal.assessment))
                (history(cx, &versions))
            }
            @if rules::change(proposal.state).is_ok()
                && cx.may::<RecommendProposal>(&proposal.facts()) {
                (recommend_form(cx, &proposal, &standing(&proposal)))
            }
            (treatment)
            (lineage)
            (work)
            @if cx.may::<ReadTrace>(&proposal.facts()) {
                p { a href=(cx.url("trace/orphans")) { (cx.t("orphans-title")) } }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// What the proposal rests on: conclusions the reader may read, analyses, sentences.
fn behind(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    proposal: &Proposal,
) -> Result<Markup, Error> {
    let known = storage::rests(tx, proposal.id)?.conclusions;
    let mut conclusions = conclusions(cx, tx, case, None)?;
    conclusions.retain(|one| known.contains(&one.id));
    let analyses = storage::analyses_of(tx, proposal.id)?;
    let sentences = storage::sentences(tx, proposal.id, cx.now_us())?;
    let hidden = known.len() - conclusions.len();
    let nothing = known.is_empty() && analyses.is_empty() && sentences.is_empty();
    Ok(html! {
        @if nothing { (empty(cx, "proposal-nothing-behind")) }
        @if hidden > 0 { p { (cx.t("proposal-hidden-conclusions")) } }
        ul class="kp-list" {
            @for one in &conclusions {
                li { a href=(cx.url(&format!("meetings/{}#conclusion-{}", one.meeting_id,
                    one.id))) { (cx.t("proposal-conclusion")) } ": " (one.body) }
            }
            @for (id, title) in &analyses {
                li { a href=(cx.url(&format!("analyses/{id}"))) { (cx.t("item-analysis")) }
                    ": " (title) }
            }
            @for one in &sentences {
                li {
                    blockquote class="kp-quote" { (input::sentence(cx, &one.words)) }
                    (trace::pages::said_by(cx, one, "trace/inputs"))
                }
            }
        }
    })
}

/// The proposal's way through the bodies: the same for all of them.
fn way(cx: &Cx, case: &Case, stages: &[Stage]) -> Markup {
    // Once it was sent on, all bodies on its way read the same.
    let is_shared =
        stages.iter().any(|stage| matches!(stage.what, StageKind::SentOn { .. }))
            && stages.iter().any(|stage| cx.may::<ReadClosedItem>(&stage.facts(case)));
    let may = |stage: &Stage| {
        let facts = stage.facts(case);
        is_shared
            || if stage.closed {
                cx.may::<ReadClosedItem>(&facts)
            } else {
                cx.may::<ReadMeeting>(&facts)
            }
    };
    let on_agenda = |stage: &Stage| matches!(stage.what, StageKind::OnAgenda { .. });
    let shown: Vec<&Stage> =
        stages.iter().filter(|stage| !on_agenda(stage) || may(stage)).collect();
    html! {
        @if !shown.is_empty() {
            h2 { (cx.t("proposal-way")) }
            ol class="kp-way" { @for stage in shown { li {
                h3 { @if let Some(body) = &stage.body { (cx.text(body)) ", " }
                    (cx.day(stage.at)) }
                @match &stage.what {
                    StageKind::OnAgenda { meeting_id, meeting } => p {
                        (cx.t("proposal-on-agenda")) ": "
                        a href=(cx.url(&format!("meetings/{meeting_id}"))) { (meeting) }
                    },
                    StageKind::Decided { .. } if !may(stage) => {
                        p { (cx.t("proposal-decided-inside")) }
                    }
                    StageKind::Decided { meeting_id, item_id, verb, decision, by } => {
                        p class=(decision_class(*verb)) {
                            strong { (cx.t("item-decision")) } " " (cx.t(verb.key())) ". "
                            (decision) " "
                            a href=(cx.url(&format!("meetings/{meeting_id}#item-{item_id}"))) {
                                (cx.t("proposal-meeting")) }
                        }
                        @if !by.is_empty() { p class="kp-quiet" { (by) } }
                    }
                    StageKind::SentOn { note, by } => {
                        p { (cx.t("proposal-sent-on")) ". " (note) }
                        p class="kp-quiet" { (by) }
                    }
                }
            } } }
        }
    }
}

/// What may be done next with the proposal, beside writing about it.
fn work(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    proposal: &Proposal,
) -> Result<Markup, Error> {
    let facts = proposal.facts();
    let waiting = treatment::storage::is_waiting(tx, proposal, cx.today())?;
    let in_text = storage::is_in_text(tx, proposal.id)?;
    let agenda = rules::put_on_agenda(proposal.state, proposal.recommended, waiting)
        .is_ok()
        && cx.may::<PrepareMeeting>(&facts);
    let planned = if agenda { planned(tx, case, proposal)? } else { Vec::new() };
    let bodies = bodies::storage::all(tx, case)?;
    let sends =
        rules::send_on(proposal.state).is_ok() && cx.may::<SendProposalOn>(&facts);
    let ends =
        rules::end(proposal.state, in_text).is_ok() && cx.may::<EndProposal>(&facts);
    let to = proposal.sent_to.and_then(|id| bodies.iter().find(|body| body.id == id));
    Ok(html! {
        @if let Some(body) = to {
            p { (cx.say("proposal-lies-with",
                &[("body", cx.text(&body.name).to_owned().into())])) }
        }
        @if agenda { (agenda_form(cx, proposal, &planned)) }
        @if sends {
            (fold("send-on", &cx.t("proposal-send-on"),
                &send_on_form(cx, proposal, &bodies, &Form::named("on"))))
        }
        @if ends {
            (fold("end", &cx.t("proposal-end"),
                &end_form(cx, proposal, &Form::named("end"))))
        }
    })
}

/// The meetings a proposal can go to: of the body it was sent to, else of the steering
/// group.
fn planned(
    tx: &mut dyn Tx,
    case: &Case,
    proposal: &Proposal,
) -> Result<Vec<Meeting>, Error> {
    Ok(match proposal.sent_to {
        Some(body) => meetings::storage::planned_of_body(tx, case, body)?,
        None => meetings::storage::planned_of(tx, case, BodyKind::SteeringGroup)?,
    })
}

fn agenda_form(cx: &Cx, proposal: &Proposal, meetings: &[Meeting]) -> Markup {
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

/// Writes assessment and recommendation, if nobody has written others since these were
/// read: the proposal can go to a body.
async fn recommend(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, proposal, permit) = opened(cx, tx, RecommendProposal)?;
        rules::change(proposal.state)?;
        let new = Assessment {
            effect: form.text("assessment", TEXT),
            cost: form.optional("cost", TEXT),
            legal: form.optional("legal", TEXT),
            parties: form.optional("parties", TEXT),
            recommendation: form.text("recommendation", TEXT),
        };
        form.check(cx, &cx.t("proposal-recommend"), |form| {
            recommend_form(cx, &proposal, form)
        })?;
        let read = form.value("read").parse().unwrap_or(0);
        let same = new == proposal.assessment;
        match rules::recommend(proposal.state, (proposal.version, read), same) {
            Err(Refused::Changed) => return Err(both(cx, tx, &proposal, &form)?),
            other => other?,
        }
        if !storage::save_assessment(tx, &permit, &proposal, &new, cx.now_us())? {
            return Err(Refused::Changed.into());
        }
        let page = format!("proposals/{}", proposal.id);
        let what = json!({
            "assessment": new.effect,
            "cost": new.cost,
            "legal": new.legal,
            "parties": new.parties,
            "recommendation": new.recommendation,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// The text that stands, and the form with one's own to save what comes of them.
fn both(
    cx: &Cx,
    tx: &mut dyn Tx,
    proposal: &Proposal,
    mine: &Form,
) -> Result<Error, Error> {
    let newest = storage::versions(tx, proposal.id)?.pop();
    let form = Form::with(&[
        ("read", &proposal.version.to_string()),
        ("assessment", mine.value("assessment")),
        ("cost", mine.value("cost")),
        ("legal", mine.value("legal")),
        ("parties", mine.value("parties")),
        ("recommendation", mine.value("recommendation")),
    ]);
    let texts = html! {
        h2 { (cx.t("assessment-theirs")) }
        @if let Some(newest) = &newest { p class="kp-quiet" { (saved(cx, newest)) } }
        (assessed(cx, &proposal.assessment))
        h2 { (cx.t("assessment-yours")) }
        (recommend_form(cx, proposal, &form))
    };
    let refused = Refused::Changed;
    Ok(Error::Missing(refused.why(), refused.way_forward(), Box::new(texts)))
}

/// Puts the proposal on the agenda of a planned meeting.
async fn put_on_agenda(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, proposal, permit) = opened(cx, tx, PrepareMeeting)?;
        let waiting = treatment::storage::is_waiting(tx, &proposal, cx.today())?;
        rules::put_on_agenda(proposal.state, proposal.recommended, waiting)?;
        let planned = planned(tx, &case, &proposal)?;
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
        let text = &proposal.assessment;
        let said: Vec<String> = parts(text)
            .into_iter()
            .take(4)
            .filter(|(_, said)| !said.is_empty())
            .enumerate()
            .map(|(at, (name, said))| {
                // What it brings about stands first, without a heading.
                if at == 0 { said.to_owned() } else { format!("{}: {said}", cx.t(name)) }
            })
            .collect();
        let item = NewItem {
            title: proposal.title.clone(),
            resume: proposal.body.clone(),
            recommendation: text.recommendation.clone(),
            presentation: said.join("\n\n"),
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

fn send_on_form(cx: &Cx, proposal: &Proposal, bodies: &[Body], form: &Form) -> Markup {
    let options: Vec<_> = bodies
        .iter()
        .filter(|body| Some(body.id) != proposal.sent_to)
        .map(|body| (body.id.to_string(), cx.text(&body.name).to_owned()))
        .collect();
    let fields = html! {
        (select(cx, form, "body", "proposal-to-body", Need::Must, &options))
        (text(cx, form, "note", "proposal-send-note", Some("proposal-send-note-hint"),
            Need::Must, (3, TEXT)))
    };
    post_quiet(
        cx,
        &format!("proposals/{}/referral", proposal.id),
        "proposal-send-on",
        &fields,
    )
}

/// Sends the proposal on to another body. It stays one proposal: both see what either does.
async fn send_on(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, proposal, permit) = opened(cx, tx, SendProposalOn)?;
        rules::send_on(proposal.state)?;
        let bodies = bodies::storage::all(tx, &case)?;
        let body = bodies.iter().find(|body| {
            body.id.to_string() == form.value("body") && Some(body.id) != proposal.sent_to
        });
        if body.is_none() {
            form.fault("body", Message::new("fault-choose"));
        }
        let note = form.text("note", TEXT);
        form.check(cx, &cx.t("proposal-send-on"), |form| {
            send_on_form(cx, &proposal, &bodies, form)
        })?;
        let body = body.ok_or(NotFound)?;
        storage::send_on(tx, &permit, &proposal, (body.id, &note), cx.now_us())?;
        let page = format!("proposals/{}", proposal.id);
        journal::record(tx, cx, &permit, &page, json!({"sent_to": body.slug}), &note)?;
        Ok(cx.done(&page))
    })
    .await
}

fn end_form(cx: &Cx, proposal: &Proposal, form: &Form) -> Markup {
    let fields = text(
        cx,
        form,
        "reason",
        "proposal-end-reason",
        Some("proposal-end-hint"),
        Need::Must,
        (3, TEXT),
    );
    post_quiet(cx, &format!("proposals/{}/ending", proposal.id), "proposal-end", &fields)
}

/// Lets the proposal fall; title and reason are public from now on.
async fn end(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, proposal, permit) = opened(cx, tx, EndProposal)?;
        rules::end(proposal.state, storage::is_in_text(tx, proposal.id)?)?;
        let reason = form.text("reason", TEXT);
        form.check(cx, &cx.t("proposal-end"), |form| end_form(cx, &proposal, form))?;
        storage::end(tx, &permit, &proposal, &reason, cx.now_us())?;
        let page = format!("proposals/{}", proposal.id);
        journal::record(
            tx,
            cx,
            &permit,
            &page,
            json!({"title": proposal.title}),
            &reason,
        )?;
        Ok(cx.done(&page))
    })
    .await
}
