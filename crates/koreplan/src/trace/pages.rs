//! The trace as pages: forward from an input, back from a paragraph, and the orphans.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};

use super::storage::{self, ConclusionStop, Fate, ItemStop, ProposalStop, Stop, Voice};
use crate::{
    access::{
        Facts, Guarded, ListInputs, ReadCase, ReadClosedItem, ReadConclusion, ReadInput,
        ReadMeeting, ReadOrphans, ReadTrace, Sealed,
    },
    analysis::{campaigns, storage::Tagged},
    case::{self, Case},
    input::{self, input_number, public_copy, storage::Input},
    routes::Routes,
    web::{
        Cx,
        choices::Choice as _,
        components::{badge, beginning, decision_class, empty, page_head, prose},
        error::{Error, NotFound},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/trace", index)
        .get("/{lang}/{case}/trace/orphans", orphans)
        .shared("/{lang}/{case}/trace/inputs/{id}", forward)
        .shared("/{lang}/{case}/trace/paragraphs/{id}", back)
        .shared("/{lang}/{case}/trace/items/{id}", behind_item)
}

async fn index(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let inside = cx.is_insider();
        let only_public = !cx.may::<ListInputs>(&case.facts());
        let inputs = storage::travelled(tx, &case, only_public, cx.now_us())?;
        let body = html! {
            (page_head(cx, &cx.t("trace-title"), &cx.t("trace-lead")))
            @if inside {
                p { a class="button button-secondary" href=(cx.url("trace/orphans")) {
                    (cx.t("orphans-title"))
                } }
            }
            @if inputs.is_empty() { (empty(cx, "trace-empty")) }
            ul class="kp-list" {
                @for input in &inputs {
                    @let copy = public_copy::text(cx, &input.copy);
                    li { a href=(cx.url(&format!("trace/inputs/{}", input.id))) {
                        (input_number(cx, input.number))
                    } ": " (beginning(if only_public { &copy } else { &input.body }, 140)) }
                }
            }
        };
        Ok(cx.page(&cx.t("trace-title"), &body))
    })
    .await
}

/// Who said it: a link for those who may read the whole input.
pub fn said_by(cx: &Cx, said: &Tagged, page: &str) -> Markup {
    let number = input_number(cx, said.input_number);
    html! {
        @if cx.may::<ReadInput>(&said.facts) {
            a href=(cx.url(&format!("{page}/{}", said.input_id))) { (number) }
        } @else { (number) }
        ", " @match &said.sender {
            Some(sender) => (sender),
            None => (cx.t("sender-person")),
        }
    }
}

/// On a sender's receipt: that the letter is one of many alike, once everybody is told
/// so, and that its own sentences are read apart.
pub fn campaign(cx: &Cx, tx: &mut dyn Tx, input: &Input) -> Result<Markup, Error> {
    let tie = campaigns::storage::of_input(tx, input.id)?;
    let told = tie.and_then(|tie| Some((tie.campaign.id, tie.campaign.released_count?)));
    Ok(html! {
        @if let Some((id, count)) = told {
            p { (cx.say("campaign-receipt", &[("count", count.into())])) " "
                a href=(cx.url(&format!("campaigns/{id}"))) { (cx.t("campaign-receipt-link")) }
            }
        }
    })
}

/// On the page of a hearing: the campaigns everybody is told of.
pub fn campaigns(cx: &Cx, tx: &mut dyn Tx, hearing_id: i64) -> Result<Markup, Error> {
    let released = campaigns::storage::released(tx, hearing_id)?;
    Ok(html! {
        @if !released.is_empty() {
            p { (cx.t("campaigns-of-hearing")) }
            ul {
                @for campaign in &released {
                    li { a href=(cx.url(&format!("campaigns/{}", campaign.id))) {
                        (campaigns::pages::called(cx, campaign))
                    } ": " (cx.say("campaign-public-count", &[
                        ("count", campaign.released_count.unwrap_or(0).into()),
                    ])) }
                }
            }
        }
    })
}

/// From an input to the adopted text. Others than insiders follow what is public.
async fn forward(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (input, _) = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?
            .open(&cx.actor, ReadInput)?;
        let fate = storage::of_input(tx, &input)?;
        let number = input_number(cx, input.number);
        let words = input::readable(cx, tx, &input)?;
        let title = cx.say("trace-from", &[("input", number.clone().into())]);
        let body = html! {
            (page_head(cx, &title, &cx.t("trace-from-lead")))
            ol class="kp-way" {
                li { h2 { (number) } blockquote class="kp-quote" { (words) } }
                (way(cx, &visible(cx, fate)))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn visible(cx: &Cx, fate: Fate) -> Fate {
    if !cx.is_insider() {
        return fate.public();
    }
    let mut fate = fate;
    fate.conclusions.retain(|conclusion| cx.may::<ReadConclusion>(&conclusion.facts));
    fate
}

/// What became of an input, for the sender's receipt: what everybody may read.
pub fn fate(cx: &Cx, fate: &Fate) -> Markup {
    let fate = fate.clone().public();
    html! {
        @if fate.is_empty() { p { (cx.t("trace-not-yet")) } }
        @else { ol class="kp-way" { (way(cx, &fate)) } }
    }
}

fn decision(cx: &Cx, proposal: &ProposalStop) -> Markup {
    html! {
        @match proposal.verb {
            Some(verb) => span class=(decision_class(verb)) {
                (badge("badge-info", &cx.t(verb.key()))) " " (proposal.decision)
                @if let Some(id) = proposal.meeting_id {
                    " " a href=(cx.url(&format!("meetings/{id}"))) { (cx.t("proposal-meeting")) }
                }
            },
            None if proposal.ended.is_none() && proposal.became.is_empty() => {
                span class="kp-quiet" { (cx.t("trace-undecided")) }
            }
            None => {}
        }
        @if let Some(reason) = &proposal.ended {
            span class="kp-decision kp-decision-rejected" {
                (badge("badge-error", &cx.t("proposal-ended"))) " " (reason)
            }
        }
        @for number in &proposal.became {
            span { " " (cx.say("trace-became", &[("number", (*number).into())])) }
        }
    }
}

fn analyses(cx: &Cx, stops: &[Stop]) -> Markup {
    html! {
        ul { @for stop in stops { li {
            a href=(cx.url(&format!("analyses/{}", stop.id))) { (stop.text) }
        } } }
    }
}

fn way(cx: &Cx, fate: &Fate) -> Markup {
    let inside = cx.is_insider();
    html! {
        li {
            h2 { (cx.t("trace-topics")) }
            @if fate.topics.is_empty() { p { (cx.t("trace-none")) } }
            ul { @for stop in &fate.topics { li {
                @if inside { a href=(cx.url(&format!("topics/{}", stop.id))) { (stop.text) } }
                @else { (stop.text) }
            } } }
        }
        @if inside && !fate.analyses.is_empty() {
            li {
                h2 { (cx.t("trace-analyses")) }
                (analyses(cx, &fate.analyses))
            }
        }
        li {
            h2 { (cx.t("trace-conclusions")) }
            @if fate.conclusions.is_empty() { p { (cx.t("trace-none")) } }
            ul { @for ConclusionStop { stop, meeting_id, .. } in &fate.conclusions { li {
                a href=(cx.url(&format!("meetings/{meeting_id}#conclusion-{}", stop.id))) {
                    (stop.text)
                }
            } } }
        }
        li {
            h2 { (cx.t("trace-proposals")) }
            @if fate.proposals.is_empty() { p { (cx.t("trace-none")) } }
            ul { @for proposal in &fate.proposals { li {
                @if inside {
                    a href=(cx.url(&format!("proposals/{}", proposal.stop.id))) {
                        (proposal.number) ". " (proposal.stop.text)
                    }
                } @else { (proposal.number) ". " (proposal.stop.text) }
                br; (decision(cx, proposal))
            } } }
        }
        li {
            h2 { (cx.t("trace-paragraphs")) }
            @if fate.paragraphs.is_empty() { p { (cx.t("trace-none")) } }
            ul { @for stop in &fate.paragraphs { li {
                a href=(cx.url(&format!("trace/paragraphs/{}", stop.id))) {
                    (beginning(&stop.text, 140))
                }
            } } }
            @for number in &fate.versions {
                p { a href=(cx.url(&format!("versions/{number}"))) {
                    (cx.say("trace-in-version", &[("number", (*number).into())]))
                } }
            }
        }
        li {
            h2 { (cx.t("trace-initiatives")) }
            @if fate.initiatives.is_empty() { p { (cx.t("trace-none")) } }
            ul { @for one in &fate.initiatives { li {
                a href=(cx.url(&format!("initiatives/{}", one.id))) {
                    (one.number) " " (cx.text(&one.title))
                }
            } } }
        }
    }
}

/// A paragraph as something with a door: released, or for insiders.
struct Line {
    case_id: i64,
    public: bool,
    body: String,
}

impl Guarded for Line {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, public: self.public, ..Facts::default() }
    }
}

fn load_line(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Line>, Error> {
    let (body, public) = storage::paragraph(tx, case, id)?.ok_or(NotFound)?;
    Ok(Sealed::new(Line { case_id: case.id, public, body }))
}

/// A proposal behind something, with the sentences it rests on.
struct Ground {
    proposal: ProposalStop,
    hidden: usize,
    voices: Vec<Voice>,
}

/// Sentences the reader may read, and how many are left out.
fn readable(cx: &Cx, case: &Case, mut voices: Vec<Voice>) -> (Vec<Voice>, usize) {
    let all = voices.len();
    voices.retain(|voice| voice.public || cx.may::<ListInputs>(&case.facts()));
    // How many are kept from everybody is for insiders to know.
    let hidden = if cx.is_insider() { all - voices.len() } else { 0 };
    (voices, hidden)
}

/// What a proposal rests on, itself and through all it came of.
fn ground(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    proposal: ProposalStop,
) -> Result<Ground, Error> {
    let mut all = Vec::new();
    for id in storage::lineage_of(tx, case, proposal.stop.id)? {
        all.extend(storage::voices_of(tx, id, cx.now_us())?);
    }
    all.sort_by_key(|one| (one.number, one.input_id, one.span.start));
    all.dedup_by(|one, other| (one.input_id, &one.span) == (other.input_id, &other.span));
    let (voices, hidden) = readable(cx, case, all);
    Ok(Ground { proposal, hidden, voices })
}

fn sentences(cx: &Cx, case: &Case, voices: &[Voice], hidden: usize) -> Markup {
    let reads_all = cx.may::<ListInputs>(&case.facts());
    html! {
        ul {
            @for voice in voices {
                @let copy = public_copy::text(cx, &voice.copy);
                li { blockquote class="kp-quote" {
                        (if reads_all { &voice.words } else { &copy }) }
                    a href=(cx.url(&format!("trace/inputs/{}", voice.input_id))) {
                        (input_number(cx, voice.number))
                    } }
            }
        }
        @if hidden > 0 {
            p { (cx.say("trace-hidden", &[
                ("count", i64::try_from(hidden).unwrap_or(0).into()),
            ])) }
        }
    }
}

fn grounds(cx: &Cx, case: &Case, steps: &[Ground]) -> Markup {
    html! {
        ol class="kp-way" {
            @for step in steps {
                li {
                    h2 { (step.proposal.number) ". " (step.proposal.stop.text) }
                    p { (decision(cx, &step.proposal)) }
                    (sentences(cx, case, &step.voices, step.hidden))
                }
            }
        }
    }
}

/// From a paragraph back to the sentences it rests on.
async fn back(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let id = cx.id("id")?;
        let (line, _) = load_line(tx, &case, id)?.open(&cx.actor, ReadTrace)?;
        let inside = cx.is_insider();
        let mut proposals = storage::proposals_of(tx, id)?;
        proposals.retain(|proposal| inside || proposal.stop.public);
        let mut steps = Vec::new();
        for proposal in proposals {
            steps.push(ground(cx, tx, &case, proposal)?);
        }
        let versions = storage::released_versions(tx, id)?;
        let initiatives = storage::initiatives_of(tx, id)?;
        let read = if inside { storage::analyses_of(tx, id)? } else { Vec::new() };
        let title = cx.t("trace-of-paragraph");
        let body = html! {
            (page_head(cx, &title, &cx.t("trace-back-lead")))
            blockquote class="kp-quote" { (prose(&line.body)) }
            @for number in &versions {
                p { a href=(cx.url(&format!("versions/{number}#p{id}"))) {
                    (cx.say("trace-in-version", &[("number", (*number).into())]))
                } }
            }
            @if steps.is_empty() { (empty(cx, "trace-no-source")) }
            (grounds(cx, &case, &steps))
            @if !read.is_empty() {
                h2 { (cx.t("trace-analyses")) }
                (analyses(cx, &read))
            }
            @if !initiatives.is_empty() {
                h2 { (cx.t("trace-initiatives")) }
                ul { @for one in &initiatives { li {
                    a href=(cx.url(&format!("initiatives/{}", one.id))) {
                        (one.number) " " (cx.text(&one.title))
                    }
                } } }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// The item in the address, for those who may read it: a closed one for its own meeting.
fn open_item(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<ItemStop, Error> {
    let sealed = storage::item(tx, case, cx.id("id")?)?.ok_or(NotFound)?;
    let (item, _) = sealed.open(&cx.actor, ReadMeeting)?;
    if item.closed && !cx.may::<ReadClosedItem>(&item.facts) {
        return Err(Error::NotFound);
    }
    Ok(item)
}

/// The proposals an item is about: itself, or by the text it puts to the body.
fn behind(tx: &mut dyn Tx, item: &ItemStop) -> Result<Vec<ProposalStop>, Error> {
    let mut found = Vec::new();
    if let Some(id) = item.proposal_id {
        found.extend(storage::proposal_of(tx, id)?);
    }
    if let Some(id) = item.paragraph_id {
        found.extend(storage::proposals_of(tx, id)?);
    }
    if let Some(id) = item.version_id {
        found.extend(storage::proposals_of_version(tx, id)?);
    }
    Ok(found)
}

/// From an item of an agenda - a board's paper too - back to the sentences behind it.
async fn behind_item(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let item = open_item(cx, tx, &case)?;
        let inside = cx.is_insider();
        let mut steps = Vec::new();
        for proposal in behind(tx, &item)? {
            if inside || proposal.stop.public {
                steps.push(ground(cx, tx, &case, proposal)?);
            }
        }
        let mut other = Vec::new();
        if let Some(id) = item.topic_id {
            other.extend(storage::voices_of_topic(tx, id, cx.now_us())?);
        }
        if let (Some(id), true) = (item.conclusion_id, inside) {
            other.extend(storage::voices_of_conclusion(tx, id, cx.now_us())?);
        }
        if let (Some(id), true) = (item.analysis_id, inside) {
            other.extend(storage::voices_of_analysis(tx, id, cx.now_us())?);
        }
        let (other, hidden) = readable(cx, &case, other);
        let own = cx.may::<ReadClosedItem>(&item.facts);
        let title = cx.say("trace-of-item", &[("title", item.title.clone().into())]);
        let nothing = steps.is_empty() && other.is_empty() && hidden == 0;
        let body = html! {
            (page_head(cx, &title, &cx.t("trace-item-lead")))
            p { a href=(cx.url(&format!("meetings/{}#item-{}", item.meeting_id, item.id))) {
                (item.meeting) } }
            @if let Some(verb) = item.verb.filter(|_| own || !item.kept_back) {
                p class=(decision_class(verb)) {
                    strong { (cx.t("item-decision")) } " " (cx.t(verb.key())) ". "
                    (item.decision)
                }
            }
            @if nothing { (empty(cx, "trace-item-nothing")) }
            (grounds(cx, &case, &steps))
            @if !other.is_empty() || hidden > 0 {
                h2 { (cx.t("trace-item-sentences")) }
                (sentences(cx, &case, &other, hidden))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn orphan_list(
    cx: &Cx,
    heading: &'static str,
    page: &str,
    count: i64,
    stops: &[Stop],
) -> Markup {
    html! {
        section class="kp-section" {
            h2 { (cx.t(heading)) " (" (cx.lang.number(count)) ")" }
            @if stops.is_empty() { p { (cx.t("orphans-none")) } }
            ul class="kp-list" {
                @for stop in stops {
                    li { a href=(cx.url(&format!("{page}/{}", stop.id))) {
                        (beginning(&stop.text, 140))
                    } }
                }
            }
        }
    }
}

/// What lost its way: proposals, paragraphs, inputs.
async fn orphans(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadOrphans)?;
        let orphans = storage::orphans(tx, &case)?;
        // Others than the secretariat see how many inputs there are, not which.
        let reads_all = cx.may::<ListInputs>(&case.facts());
        let count = |stops: &[Stop]| i64::try_from(stops.len()).unwrap_or(0);
        let body = html! {
            (page_head(cx, &cx.t("orphans-title"), &cx.t("orphans-lead")))
            (orphan_list(cx, "orphans-proposals", "proposals",
                count(&orphans.adopted_not_in_text), &orphans.adopted_not_in_text))
            (orphan_list(cx, "orphans-paragraphs", "paragraphs",
                count(&orphans.paragraphs_without_source),
                &orphans.paragraphs_without_source))
            (orphan_list(cx, "orphans-inputs", "inputs", orphans.inputs_without_fate_count,
                if reads_all { &orphans.inputs_without_fate } else { &[] }))
        };
        Ok(cx.page(&cx.t("orphans-title"), &body))
    })
    .await
}
