//! One item: its text, its place on the agenda, where it came from and goes.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Way},
    storage::{self, About, Matter},
};
use crate::{
    access::{
        Action, Guarded as _, Permit, PrepareMeeting, ReadClosedItem, ReadPreparation,
    },
    case::Case,
    journal,
    meetings::{
        annexes,
        pages::opened,
        rules::{self as life, Matter as Kind, MeetingKind, Verb},
        storage::{self as meetings, Item, Meeting, NewItem},
    },
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, beginning, decision_class, facts, fold, hidden, line, page_head,
            post, post_quiet, prose, select, text, tick,
        },
        error::{Error, NotFound},
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .post("/{lang}/{case}/meetings/{id}/items", add)
        .get("/{lang}/{case}/meetings/{id}/items/{item}", show)
        .post("/{lang}/{case}/meetings/{id}/items/{item}", edit)
        .post("/{lang}/{case}/meetings/{id}/items/{item}/place", reorder)
        .post("/{lang}/{case}/meetings/{id}/items/{item}/carrying", carry)
}

/// Opens the meeting and the item in the address. A closed item is there for those alone
/// who may read it.
pub fn opened_item<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Meeting, Item, Permit<A>), Error> {
    let (case, meeting, permit) = opened(cx, tx, action)?;
    let id = cx.id("item")?;
    let items = meetings::items(tx, meeting.id)?;
    let item = items.into_iter().find(|item| item.id == id).ok_or(NotFound)?;
    if item.closed && !cx.may::<ReadClosedItem>(&meeting.facts()) {
        return Err(NotFound.into());
    }
    Ok((case, meeting, item, permit))
}

/// The form an item is written in.
pub fn item_form(
    cx: &Cx,
    action: &str,
    button: &'static str,
    matters: &[Matter],
    form: &Form,
) -> Markup {
    let kinds: Vec<_> =
        Kind::ALL.iter().map(|kind| (kind.word().to_owned(), cx.t(kind.key()))).collect();
    let verbs: Vec<_> = Verb::ALL
        .iter()
        .map(|verb| (verb.word().to_owned(), cx.t(verb.proposed_key())))
        .collect();
    let abouts: Vec<_> = matters
        .iter()
        .map(|it| {
            let name =
                format!("{}: {}", cx.t(kind_key(it.about)), beginning(&it.title, 80));
            (format!("{}:{}", it.about.word(), it.id), name)
        })
        .collect();
    let fields = html! {
        (line(cx, form, "title", "item-title", Need::Must))
        (line(cx, form, "case_number", "item-case-number", Need::May))
        (select(cx, form, "matter", "item-matter", Need::May, &kinds))
        @if !abouts.is_empty() {
            (select(cx, form, "about", "item-about", Need::May, &abouts))
        }
        (text(cx, form, "resume", "item-resume", None, Need::May, (3, TEXT)))
        (text(cx, form, "recommendation", "item-recommend", Some("item-recommend-how"),
            Need::May, (2, TEXT)))
        (select(cx, form, "proposed", "item-proposed", Need::May, &verbs))
        (text(cx, form, "presentation", "item-presentation", None, Need::May, (5, TEXT)))
        (tick(cx, form, "closed", "item-is-closed"))
    };
    post(cx, action, button, &fields)
}

/// What something is called that an item can be about.
fn kind_key(about: About) -> &'static str {
    match about {
        About::Topic => "about-topic",
        About::Proposal => "about-proposal",
        About::Analysis => "about-analysis",
        About::Conclusion => "about-conclusion",
        About::Paragraph => "about-paragraph",
        About::Version => "about-version",
    }
}

/// Reads an item from its form.
pub fn item_of(form: &mut Form, matters: &[Matter]) -> NewItem {
    let mut item = NewItem {
        title: form.text("title", LINE),
        case_number: form.optional("case_number", LINE),
        resume: form.optional("resume", TEXT),
        recommendation: form.optional("recommendation", TEXT),
        presentation: form.optional("presentation", TEXT),
        closed: form.ticked("closed"),
        ..NewItem::default()
    };
    if form.ticked("matter") {
        item.matter = form.choice("matter").unwrap_or_default();
    }
    if form.ticked("proposed") {
        item.proposed = form.choice("proposed");
    }
    if form.ticked("about") {
        let about = form.value("about").to_owned();
        let found =
            matters.iter().find(|it| format!("{}:{}", it.about.word(), it.id) == about);
        match found {
            Some(it) => {
                *match it.about {
                    About::Topic => &mut item.topic_id,
                    About::Proposal => &mut item.proposal_id,
                    About::Analysis => &mut item.analysis_id,
                    About::Conclusion => &mut item.conclusion_id,
                    About::Paragraph => &mut item.paragraph_id,
                    About::Version => &mut item.version_id,
                } = Some(it.id);
            }
            None => form.fault("about", Message::new("fault-choose")),
        }
    }
    item
}

/// What an item is about: the kind, and its number.
fn about(item: &Item) -> Option<(About, i64)> {
    [
        (About::Topic, item.topic_id),
        (About::Proposal, item.proposal_id),
        (About::Analysis, item.analysis_id),
        (About::Conclusion, item.conclusion_id),
        (About::Paragraph, item.paragraph_id),
        (About::Version, item.version_id),
    ]
    .into_iter()
    .find_map(|(kind, id)| Some((kind, id?)))
}

/// "Det indstilles, at … godkendes."
pub fn recommendation(cx: &Cx, item: &Item) -> Option<String> {
    if item.recommendation.is_empty() {
        return None;
    }
    Some(match item.proposed {
        Some(verb) if !rules::is_whole(&item.recommendation) => cx.say(
            "item-recommended",
            &[
                ("what", item.recommendation.trim_end_matches('.').to_owned().into()),
                ("verb", cx.t(verb.proposed_key()).into()),
            ],
        ),
        _ => item.recommendation.clone(),
    })
}

/// What stands under the title of an item, for those who may read it.
pub fn text_of(cx: &Cx, tx: &mut dyn Tx, item: &Item) -> Result<Markup, Error> {
    let insider = cx.is_insider();
    let link = match about(item).filter(|_| insider) {
        Some((kind, id)) => storage::page_of(tx, kind, id)?.map(|page| (kind, page)),
        None => None,
    };
    Ok(html! {
        p class="kp-quiet" {
            (cx.t(item.matter.key()))
            @if !item.case_number.is_empty() {
                " · " (cx.say("item-case", &[("number", item.case_number.clone().into())]))
            }
        }
        @if !item.resume.is_empty() { (prose(&item.resume)) }
        @if let Some(said) = recommendation(cx, item) {
            p { strong { (cx.t("item-recommendation")) } " " (said) }
        }
        @if !item.presentation.is_empty() {
            p { strong { (cx.t("papers-presentation")) ":" } }
            (prose(&item.presentation))
        }
        @if let Some((kind, page)) = link { p { a href=(cx.url(&page)) { (cx.t(kind.key())) } } }
    })
}

/// What was decided.
pub fn decision(cx: &Cx, meeting: &Meeting, item: &Item) -> Markup {
    let may = !item.kept_back || cx.may::<ReadClosedItem>(&meeting.facts());
    html! {
        @if let Some(verb) = item.verb.filter(|_| may) {
            div class=(decision_class(verb)) {
                p { strong { (cx.t("item-decision")) } " " (cx.t(verb.key())) ". "
                    (item.decision.as_deref().unwrap_or_default()) }
                @if !item.reservations.is_empty() {
                    p { strong { (cx.t("item-reservations")) ": " } (item.reservations) }
                }
            }
        }
    }
}

async fn add(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = opened(cx, tx, PrepareMeeting)?;
        life::add_item(meeting.state())?;
        let matters = storage::matters(tx, &case, &permit)?;
        let item = item_of(&mut form, &matters);
        let page = format!("meetings/{}", meeting.id);
        form.check(cx, &cx.t("item-new"), |form| {
            item_form(cx, &format!("{page}/items"), "item-add", &matters, form)
        })?;

        meetings::add_item(tx, meeting.id, &item)?;
        journal::record(tx, cx, &permit, &page, json!({"item": item.title}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Where an item may go from here: meetings ahead of the same body or area, and for a
/// body its backlog.
fn targets(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Vec<(String, String)>, Error> {
    let mut found: Vec<_> = meetings::sisters(tx, case, meeting)?
        .into_iter()
        .filter(|sister| sister.state().is_ahead())
        .map(|it| {
            (it.id.to_string(), format!("{}, {}", it.title, cx.moment(it.starts_at)))
        })
        .collect();
    if meeting.body_id.is_some() && meeting.kind != MeetingKind::Backlog {
        found.push(("backlog".into(), cx.t("backlog-place")));
    }
    Ok(found)
}

fn carry_form(cx: &Cx, item: &Item, targets: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (select(cx, form, "to", "item-carry-to", Need::Must, targets))
        (line(cx, form, "reason", "item-carry-reason", Need::May))
    };
    let action = format!("meetings/{}/items/{}/carrying", item.meeting_id, item.id);
    post_quiet(cx, &action, "item-carry", &fields)
}

/// The form that carries a postponed item on, on the page of its meeting.
pub fn carry_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
    item: &Item,
) -> Result<Markup, Error> {
    let open = item.verb == Some(Verb::Postponed)
        && cx.may::<PrepareMeeting>(&meeting.facts())
        && !storage::goes_on(tx, item.id)?;
    if !open {
        return Ok(html! {});
    }
    let targets = targets(cx, tx, case, meeting)?;
    let form = Form::named("carry").numbered(item.id);
    Ok(fold(
        &format!("carry-{}", item.id),
        &cx.t("item-carry"),
        &carry_form(cx, item, &targets, &form),
    ))
}

/// Takes an item off this agenda to another, or lets a postponed one go on there.
async fn carry(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, item, permit) = opened_item(cx, tx, PrepareMeeting)?;
        let goes_on = storage::goes_on(tx, item.id)?;
        let targets = targets(cx, tx, &case, &meeting)?;
        let to = form.value("to").to_owned();
        if !targets.iter().any(|(target, _)| *target == to) {
            form.fault("to", Message::new("fault-choose"));
        }
        let reason = form.optional("reason", LINE);
        form.check(cx, &item.title, |form| carry_form(cx, &item, &targets, form))?;
        let there = match (to.parse(), meeting.body_id) {
            (Ok(id), _) => id,
            (Err(_), Some(body)) => {
                storage::backlog_of(tx, &case, body, meeting.chair_id)?
            }
            (Err(_), None) => return Err(NotFound.into()),
        };
        let (target, _) =
            meetings::load(tx, &case, there)?.open(&cx.actor, PrepareMeeting)?;
        let way = rules::carry(meeting.state(), item.verb, goes_on, target.state())?;

        let id = match way {
            Way::Moved => {
                let by = (permit.by.as_str(), cx.now_us());
                storage::save_move(tx, &item, (there, &reason), by)?;
                item.id
            }
            Way::GoesOn => storage::go_on(tx, &item, there)?,
        };
        let page = format!("meetings/{}", meeting.id);
        let what = json!({"item": item.title, "to": there});
        journal::record(tx, cx, &permit, &page, what, &reason)?;
        Ok(cx.done(&format!("meetings/{there}/items/{id}")))
    })
    .await
}

/// Moves an item one place up or down.
async fn reorder(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, meeting, item, permit) = opened_item(cx, tx, PrepareMeeting)?;
        life::prepare(meeting.state())?;
        let by = if form.value("step") == "up" { -1 } else { 1 };
        let ids: Vec<i64> =
            meetings::items(tx, meeting.id)?.iter().map(|item| item.id).collect();
        let order = rules::reordered(&ids, item.id, by);

        storage::save_order(tx, &order)?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({"item": item.title, "order": order});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#item-{}", item.id)))
    })
    .await
}

/// The buttons that move an item up and down, and the way to its page.
pub fn order_part(
    cx: &Cx,
    meeting: &Meeting,
    item: &Item,
    (at, count): (usize, usize),
) -> Markup {
    let action = format!("meetings/{}/items/{}/place", meeting.id, item.id);
    html! {
        div class="kp-actions" {
            @if at > 0 {
                (post_quiet(cx, &action, "item-up", &hidden("step", "up")))
            }
            @if at + 1 < count {
                (post_quiet(cx, &action, "item-down", &hidden("step", "down")))
            }
        }
    }
}

fn edit_form(cx: &Cx, item: &Item, matters: &[Matter], form: &Form) -> Markup {
    let action = format!("meetings/{}/items/{}", item.meeting_id, item.id);
    item_form(cx, &action, "item-save", matters, form)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, meeting, item, _) = opened_item(cx, tx, ReadPreparation)?;
        let history = history(cx, tx, &case, &item)?;
        let can = cx.may::<PrepareMeeting>(&meeting.facts());
        let prepare = if can && life::prepare(meeting.state()).is_ok() {
            let (_, permit) =
                meetings::load(tx, &case, meeting.id)?.open(&cx.actor, PrepareMeeting)?;
            let matters = storage::matters(tx, &case, &permit)?;
            let about = about(&item).map(|(kind, id)| format!("{}:{id}", kind.word()));
            let form = Form::named_with(
                "item",
                &[
                    ("title", &item.title),
                    ("case_number", &item.case_number),
                    ("matter", item.matter.word()),
                    ("about", about.as_deref().unwrap_or_default()),
                    ("resume", &item.resume),
                    ("recommendation", &item.recommendation),
                    ("proposed", item.proposed.map_or("", Verb::word)),
                    ("presentation", &item.presentation),
                    ("closed", if item.closed { "yes" } else { "" }),
                ],
            );
            let targets = targets(cx, tx, &case, &meeting)?;
            html! {
                (fold("edit", &cx.t("item-edit"), &edit_form(cx, &item, &matters, &form)))
                @if !targets.is_empty() {
                    (fold("carry", &cx.t("item-carry"),
                        &carry_form(cx, &item, &targets, &Form::named("carry"))))
                }
            }
        } else {
            carry_part(cx, tx, &case, &meeting, &item)?
        };
        let place = match meeting.kind {
            MeetingKind::Backlog => html! { a href=(cx.url(&format!("backlogs/{}",
            meeting.body_id.unwrap_or_default()))) { (cx.t("meeting-kind-backlog")) } },
            _ => html! { a href=(cx.url(&format!("meetings/{}", meeting.id))) {
            (meeting.title) ", " (cx.moment(meeting.starts_at)) } },
        };
        let body = html! {
            (page_head(cx, &item.title, ""))
            @if item.closed { p { (badge("", &cx.t("item-closed"))) } }
            (facts(&[(cx.t("item-place"), place)]))
            (text_of(cx, tx, &item)?)
            (decision(cx, &meeting, &item))
            (annexes::pages::annex_part(cx, tx, &meeting, &item)?)
            (history)
            section class="kp-section kp-work" { (prepare) }
        };
        Ok(cx.page(&item.title, &body))
    })
    .await
}

/// Where the matter has been: each meeting it stood on that the reader may read, what was
/// decided there, and each move.
fn history(cx: &Cx, tx: &mut dyn Tx, case: &Case, item: &Item) -> Result<Markup, Error> {
    let rows = meetings::lineage(tx, item)?;
    let moves = storage::moves(tx, item)?;
    let mut place = |id: i64| -> Result<Option<(String, String)>, Error> {
        let Ok((it, _)) = meetings::load(tx, case, id)?.open(&cx.actor, ReadPreparation)
        else {
            return Ok(None);
        };
        Ok(Some(match it.kind {
            MeetingKind::Backlog => (
                cx.t("backlog-place"),
                format!("backlogs/{}", it.body_id.unwrap_or_default()),
            ),
            _ => (
                format!("{}, {}", it.title, cx.moment(it.starts_at)),
                format!("meetings/{id}"),
            ),
        }))
    };
    let mut lines = Vec::new();
    for moved in &moves {
        let (Some((from, _)), Some((to, page))) = (place(moved.from)?, place(moved.to)?)
        else {
            continue;
        };
        let said = cx.say(
            "item-was-moved",
            &[
                ("by", moved.by.clone().into()),
                ("date", cx.day(moved.at).into()),
                ("from", from.into()),
                ("to", to.into()),
            ],
        );
        lines.push(html! { li { a href=(cx.url(&page)) { (said) }
        @if !moved.reason.is_empty() { " " (moved.reason) } } });
    }
    for row in &rows {
        let Some((name, page)) = place(row.meeting_id)? else { continue };
        lines.push(html! { li {
            a href=(cx.url(&format!("{page}#item-{}", row.id))) { (name) }
            @match row.verb.filter(|_| !row.kept_back) {
                Some(verb) => { ": " (cx.t(verb.key())) ". "
                    (row.decision.as_deref().unwrap_or_default()) }
                None => { ": " (cx.t("item-undecided")) }
            }
        } });
    }
    Ok(html! {
        h2 { (cx.t("item-history")) }
        ol class="kp-list" { @for line in &lines { (line) } }
    })
}

/// Where an item comes from and goes to, in a line each, on the page of its meeting.
pub fn lineage_part(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, meeting): (&Case, &Meeting),
    item: &Item,
) -> Result<Markup, Error> {
    if !cx.may::<ReadPreparation>(&meeting.facts()) {
        return Ok(html! {});
    }
    let rows = meetings::lineage(tx, item)?;
    let mut lines = Vec::new();
    for row in rows {
        let key = if Some(row.id) == item.from_item_id {
            "item-came-from"
        } else if row.from_item_id == Some(item.id) {
            "item-goes-on-in"
        } else {
            continue;
        };
        let there = meetings::load(tx, case, row.meeting_id)?;
        let Ok((there, _)) = there.open(&cx.actor, ReadPreparation) else { continue };
        let name = match there.kind {
            MeetingKind::Backlog => cx.t("backlog-place"),
            _ => format!("{}, {}", there.title, cx.moment(there.starts_at)),
        };
        let page = format!("meetings/{}/items/{}", there.id, row.id);
        lines.push((cx.say(key, &[("meeting", name.into())]), page));
    }
    Ok(html! {
        @for (said, page) in &lines {
            p class="kp-quiet" { a href=(cx.url(page)) { (said) } }
        }
    })
}

/// Writes an item anew, until the meeting begins.
async fn edit(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, item, permit) = opened_item(cx, tx, PrepareMeeting)?;
        life::prepare(meeting.state())?;
        let matters = storage::matters(tx, &case, &permit)?;
        let new = item_of(&mut form, &matters);
        form.check(cx, &cx.t("item-edit"), |form| edit_form(cx, &item, &matters, form))?;

        storage::save_item(tx, item.id, &new)?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({"item": new.title, "was": item.title});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}/items/{}", item.id)))
    })
    .await
}
