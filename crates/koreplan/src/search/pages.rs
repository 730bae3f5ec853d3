//! The page of a search.

use std::ops::Range;

use axum::response::Response;
use jiff::civil::{Date, DateTime};
use koreplan_search::{Piece, Question, excerpt};
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};

use super::{
    rules::{self, Kind, Refused, Side, facet, number, value},
    storage::{self, Asker, Found, Group, Wanted},
};
use crate::{
    access::{Facts, ListInputs, ReadCase, ReadTopics},
    case::{self, Case, clock, storage::Area},
    confirmations::rules::Assurance,
    input::rules::SenderKind,
    refusal::Refusal as _,
    routes::Routes,
    web::{
        Cx,
        choices::Choice,
        components::{empty, page_head},
        error::Error,
    },
};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/{case}/search", search)
}

async fn search(cx: Cx) -> Response {
    let question = match rules::question(cx.query("q")) {
        Ok(question) => question,
        Err(refused) => return refuse(cx, refused).await,
    };
    let wanted = wanted(&cx, question);
    let mut found = Found::default();
    if wanted.is_asked() {
        for (side, kinds) in sides(&cx) {
            match looked(&cx, side, kinds, wanted.clone()).await {
                Ok(more) => found.add(more),
                Err(error) => return error.answer(&cx),
            }
        }
    }
    let answer = move |cx: &Cx, tx: &mut dyn Tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let choices = Choices::of(cx, tx, &case, &wanted, &found)?;
        let title = cx.t("search-title");
        let count = found.count();
        let behind = cx.app.search.behind();
        let lead = if is_inside(cx) { "search-lead-inside" } else { "search-lead" };
        let body = html! {
            (page_head(cx, &title, &cx.t(lead)))
            (form(cx, &choices))
            @if wanted.is_asked() {
                p role="status" { (cx.say("search-count", &[("count", count.into())])) }
                @if behind > 0 {
                    p class="kp-quiet" { (cx.say("search-behind", &[("count", behind.into())])) }
                }
                @if count == 0 { (empty(cx, "search-nothing")) }
            }
            @for group in &found.groups { (shown(cx, &wanted, group)) }
        };
        Ok(cx.page(&title, &body))
    };
    if is_inside(&cx) { cx.read(answer).await } else { cx.read_public(answer).await }
}

impl Wanted {
    /// Whether anything is looked for: words, or a choice among all there is.
    fn is_asked(&self) -> bool {
        !self.question.is_empty()
            || self.kind.is_some()
            || self.area.is_some()
            || self.topic.is_some()
            || self.campaign.is_some()
            || self.sender.is_some()
            || self.assurance.is_some()
            || self.dates.is_some()
    }
}

/// Whether what is not public is looked through too: for those with a seat in the case,
/// unless they ask for the public view.
fn is_inside(cx: &Cx) -> bool {
    cx.is_insider() && cx.query("where") != "public"
}

/// Which index answers for what. Whole inputs are the secretariat's; other bodies find
/// what is public of them.
fn sides(cx: &Cx) -> Vec<(Side, Vec<Kind>)> {
    let all = || Kind::ALL.to_vec();
    if !is_inside(cx) {
        return vec![(Side::Public, all())];
    }
    if lists_inputs(cx) {
        return vec![(Side::Internal, all())];
    }
    let others = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Input).collect();
    vec![(Side::Internal, others), (Side::Public, vec![Kind::Input])]
}

fn lists_inputs(cx: &Cx) -> bool {
    let mut seats = cx.actor.seats.iter().filter(|seat| seat.case == cx.case);
    seats.any(|seat| {
        cx.may::<ListInputs>(&Facts { case_id: seat.case_id, ..Facts::default() })
    })
}

/// Searches one side in the store its index is made from.
async fn looked(
    cx: &Cx,
    side: Side,
    kinds: Vec<Kind>,
    wanted: Wanted,
) -> Result<Found, Error> {
    let tail = cx.app.search.of(side);
    tail.catch_up(&cx.app).await;
    let index = tail.index().map_err(|fault| StoreError::Unfit(fault.to_string()))?;
    let store = match side {
        Side::Public => cx.app.public.renewed(&cx.app.store).await?,
        Side::Internal => &cx.app.store,
    };
    let cx = cx.clone();
    store
        .read(move |tx| {
            let (case, permit) =
                case::storage::load(tx, &cx)?.open(&cx.actor, ReadCase)?;
            let actor = &cx.actor;
            let (lang, now) = (cx.lang, cx.now_us());
            let asker = Asker { actor, side, kinds: &kinds, lang, now };
            Ok(storage::all(tx, &index, (&case, &permit), asker, &wanted)?)
        })
        .await
}

/// Reads what the reader chose. A choice that is none is not made.
fn wanted(cx: &Cx, question: Question) -> Wanted {
    let id = |name| cx.query(name).parse().ok().filter(|id| *id > 0);
    Wanted {
        question,
        kind: Kind::of(cx.query("kind")),
        area: id("area"),
        topic: id("topic"),
        campaign: id("campaign"),
        sender: SenderKind::of(cx.query("sender")),
        assurance: Assurance::of(cx.query("assurance")),
        dates: dates(cx),
    }
}

/// The days between two dates, both included, by the server's clocks.
fn dates(cx: &Cx) -> Option<Range<i64>> {
    let start = |date: Date| {
        let at = clock::instant(&cx.app.zone, DateTime::from(date)).ok()?;
        Some(at.as_microsecond())
    };
    let day = |name: &str| cx.query(name).parse::<Date>().ok();
    let from = day("from").and_then(start);
    let until = day("to").and_then(|date| date.tomorrow().ok()).and_then(start);
    if from.is_none() && until.is_none() {
        return None;
    }
    Some(from.unwrap_or(i64::MIN)..until.unwrap_or(i64::MAX))
}

/// The page that says why, with the question still in its field.
async fn refuse(cx: Cx, refused: Refused) -> Response {
    cx.read_public(move |cx, tx| {
        case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let title = cx.t("search-title");
        let body = html! {
            h1 { (title) }
            (told(cx, &refused))
            (form(cx, &Choices::default()))
        };
        Err(Error::Invalid(Box::new((title, body))))
    })
    .await
}

/// Why a search was not done, and what to do.
pub fn told(cx: &Cx, refused: &Refused) -> Markup {
    html! {
        div class="alert alert-error" role="alert" { div class="alert-body" {
            h2 class="alert-heading" { (cx.message(&refused.why())) }
            p class="alert-text" { (cx.message(&refused.way_forward())) }
        } }
    }
}

/// What one can choose among, each with how much it would leave.
#[derive(Default)]
struct Choices {
    lists: Vec<Choosing>,
}

/// One list to choose from.
struct Choosing {
    name: &'static str,
    label: &'static str,
    all: &'static str,
    /// Value, words, and whether it is chosen.
    options: Vec<(String, String, bool)>,
}

impl Choices {
    fn of(
        cx: &Cx,
        tx: &mut dyn Tx,
        case: &Case,
        wanted: &Wanted,
        found: &Found,
    ) -> Result<Self, Error> {
        let areas = case::storage::areas(tx, case)?;
        let mut lists = vec![
            kind_choices(cx, found, wanted.kind),
            area_choices(cx, found, &areas, wanted.area),
            choices(cx, found, ("sender", "search-sender", facet::SENDER), wanted.sender),
            choices(
                cx,
                found,
                ("assurance", "search-assurance", facet::ASSURANCE),
                wanted.assurance,
            ),
        ];
        if is_inside(cx) {
            let (_, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadTopics)?;
            let topics = storage::topics(tx, case, &permit)?;
            let options = topics.into_iter().map(|(id, title)| {
                let count = found.of(facet::TOPIC, value(id));
                (id.to_string(), title, count, wanted.topic == Some(id))
            });
            lists.push(choosing(cx, "topic", "search-topic", options));
        }
        if is_inside(cx) && lists_inputs(cx) {
            let (_, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
            let campaigns = storage::campaigns(tx, case, &permit)?;
            let options = campaigns.into_iter().map(|(id, title)| {
                let count = found.of(facet::CAMPAIGN, value(id));
                (id.to_string(), title, count, wanted.campaign == Some(id))
            });
            lists.push(choosing(cx, "campaign", "search-campaign", options));
        }
        lists.retain(|list| !list.options.is_empty());
        Ok(Self { lists })
    }
}

/// A closed list of words; those that would leave nothing are not offered.
fn choices<T: Choice>(
    cx: &Cx,
    found: &Found,
    (name, label, facet): (&'static str, &'static str, usize),
    chosen: Option<T>,
) -> Choosing {
    let options = T::ALL.iter().map(|choice| {
        let count = found.of(facet, number(*choice));
        (choice.word().to_owned(), cx.t(choice.key()), count, chosen == Some(*choice))
    });
    choosing(cx, name, label, options)
}

/// The kinds, by the names their groups have.
fn kind_choices(cx: &Cx, found: &Found, chosen: Option<Kind>) -> Choosing {
    let whole_inputs = is_inside(cx) && lists_inputs(cx);
    let options = Kind::ALL.iter().map(|kind| {
        let count = found.of(facet::KIND, number(*kind));
        let name = name_of(*kind, whole_inputs);
        (kind.word().to_owned(), cx.t(name), count, chosen == Some(*kind))
    });
    choosing(cx, "kind", "search-kind", options)
}

/// What a kind is called: the secretariat's inputs are not only those that are published.
fn name_of(kind: Kind, whole_inputs: bool) -> &'static str {
    if kind == Kind::Input && whole_inputs { "inputs-title" } else { kind.key() }
}

fn area_choices(cx: &Cx, found: &Found, areas: &[Area], chosen: Option<i64>) -> Choosing {
    let options = areas.iter().map(|area| {
        let count = found.of(facet::AREA, value(area.id));
        let words = cx.text(&area.name).to_owned();
        (area.id.to_string(), words, count, chosen == Some(area.id))
    });
    choosing(cx, "area", "search-area", options)
}

fn choosing(
    cx: &Cx,
    name: &'static str,
    label: &'static str,
    options: impl Iterator<Item = (String, String, i64, bool)>,
) -> Choosing {
    let options = options.filter(|(_, _, count, chosen)| *count > 0 || *chosen);
    let options = options
        .map(|(value, words, count, chosen)| {
            (value, format!("{words} ({})", cx.lang.number(count)), chosen)
        })
        .collect();
    Choosing { name, label, all: "search-all", options }
}

fn form(cx: &Cx, choices: &Choices) -> Markup {
    let day = |name: &'static str, label: &'static str| {
        html! { div {
            label class="form-label" for=(name) { (cx.t(label)) }
            input class="form-input" type="date" id=(name) name=(name)
                value=(cx.query(name).chars().take(10).collect::<String>());
        } }
    };
    html! {
        form method="get" action=(cx.url("search")) class="kp-filter" role="search"
            aria-label=(cx.t("search-words")) {
            div {
                label class="form-label" for="q" { (cx.t("search-words")) }
                input class="form-input" type="search" id="q" name="q"
                    aria-describedby="q-hint"
                    value=(cx.query("q").chars().take(400).collect::<String>());
                span class="form-hint" id="q-hint" { (cx.t("search-how")) }
            }
            @for list in &choices.lists {
                div {
                    label class="form-label" for=(list.name) { (cx.t(list.label)) }
                    select class="form-select" id=(list.name) name=(list.name) {
                        option value="" { (cx.t(list.all)) }
                        @for (value, words, chosen) in &list.options {
                            option value=(value) selected[*chosen] { (words) }
                        }
                    }
                }
            }
            (day("from", "search-from"))
            (day("to", "search-to"))
            @if cx.is_insider() {
                div {
                    label class="form-label" for="where" { (cx.t("search-where")) }
                    select class="form-select" id="where" name="where" {
                        option value="" { (cx.t("search-where-inside")) }
                        option value="public" selected[!is_inside(cx)] {
                            (cx.t("search-where-public"))
                        }
                    }
                }
            }
            button class="button button-primary" type="submit" { (cx.t("search-button")) }
        }
    }
}

fn shown(cx: &Cx, wanted: &Wanted, group: &Group) -> Markup {
    let count = i64::try_from(group.hits.len()).unwrap_or(i64::MAX);
    let title = name_of(group.kind, group.side == Side::Internal);
    html! {
        section class="kp-section" {
            h2 { (cx.t(title)) " (" (cx.lang.number(group.count)) ")" }
            ul class="kp-list" {
                @for hit in &group.hits {
                    li {
                        a href=(cx.url(&hit.page)) { (pieces(&excerpt(&hit.title, &wanted.question))) }
                        @if !hit.text.is_empty() {
                            p { (pieces(&excerpt(&hit.text, &wanted.question))) }
                        }
                    }
                }
            }
            @if group.count > count {
                p class="kp-quiet" { (cx.say("search-first", &[("count", count.into())])) }
            }
        }
    }
}

fn pieces(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @if piece.marked { mark { (piece.text) } } @else { (piece.text) }
        }
    }
}
