//! The finance sheet, and one initiative's lines, positions and outcome.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Kroner, Line, MOST, OutcomeKind, Stance},
    storage,
};
use crate::{
    access::{
        Facts, Guarded as _, ReadNegotiation, SettleOutcome, TakePosition, WriteFinance,
    },
    bodies::{self, storage::Body},
    case::{self, Case},
    initiatives::{self, storage::Initiative},
    journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, empty, hidden, line_of, page_head, post, search, select,
            select_choice, sought, table, text,
        },
        error::{Error, NotFound},
        form::{Form, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/negotiation", sheet)
        .get("/{lang}/{case}/negotiation/{id}", show)
        .post("/{lang}/{case}/negotiation/{id}/lines", add_line)
        .post("/{lang}/{case}/negotiation/{id}/positions", take_position)
        .post("/{lang}/{case}/negotiation/{id}/outcome", settle)
}

fn kroner(cx: &Cx, amount: Kroner) -> String {
    cx.say("kroner", &[("amount", cx.lang.number(amount.0).into())])
}

fn name_of<'a>(cx: &'a Cx, bodies: &'a [Body], id: i64) -> &'a str {
    bodies.iter().find(|body| body.id == id).map_or("", |body| cx.text(&body.name))
}

async fn sheet(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadNegotiation)?;
        let mut initiatives = initiatives::storage::list(tx, &case, &permit)?;
        initiatives.retain(|one| sought(cx, &[&one.number, cx.text(&one.title)]));
        let sums = storage::sums(tx, &case, &permit)?;
        let bodies = bodies::storage::all(tx, &case)?;
        let stale = storage::stale(tx, &case)?;
        let mut parties: Vec<i64> = sums.iter().map(|sum| sum.body_id).collect();
        parties.sort_unstable();
        parties.dedup();
        let mut heads = vec![cx.t("negotiation-head-initiative")];
        for party in &parties {
            heads.push(cx.say("negotiation-head-party", &[
                ("body", name_of(cx, &bodies, *party).to_owned().into()),
            ]));
        }
        heads.push(cx.t("negotiation-head-outcome"));
        let mut rows = Vec::new();
        for initiative in &initiatives {
            let outcome = storage::outcome(tx, initiative.id)?;
            let mut row = vec![html! {
                a href=(cx.url(&format!("negotiation/{}", initiative.id))) {
                    (initiative.number) " " (cx.text(&initiative.title))
                }
            }];
            for party in &parties {
                let sum = sums
                    .iter()
                    .find(|sum| sum.initiative_id == initiative.id && sum.body_id == *party);
                row.push(html! { @if let Some(sum) = sum {
                    span class="kp-number" { (kroner(cx, sum.cost)) } br;
                    span class="kp-number kp-quiet" { (kroner(cx, sum.gain)) }
                } });
            }
            row.push(html! { @if let Some(outcome) = outcome { (outcome_badge(cx, outcome.kind)) } });
            rows.push(row);
        }
        let body = html! {
            (page_head(cx, &cx.t("negotiation-title"), &cx.t("negotiation-lead")))
            @if !stale.is_empty() {
                h2 { (cx.t("negotiation-stale")) }
                ul class="kp-list" {
                    @for one in &stale {
                        li { a href=(cx.url(&format!("paragraphs/{}", one.paragraph_id))) {
                            (one.body)
                        } " – " (one.number) " " (outcome_badge(cx, one.kind)) }
                    }
                }
            }
            (search(cx))
            p role="status" { (cx.say("initiatives-count", &[
                ("count", i64::try_from(rows.len()).unwrap_or(0).into()),
            ])) }
            @if rows.is_empty() { (empty(cx, "initiatives-empty")) }
            @else { (table(&cx.t("negotiation-title"), &heads, &rows)) }
        };
        Ok(cx.page(&cx.t("negotiation-title"), &body))
    })
    .await
}

fn outcome_badge(cx: &Cx, kind: OutcomeKind) -> Markup {
    let class = match kind {
        OutcomeKind::Agreed => "badge-success",
        OutcomeKind::Changed => "badge-warning",
        OutcomeKind::Dropped => "badge-error",
    };
    badge(class, &cx.t(kind.key()))
}

/// Everything around one initiative in the talks.
struct Talks {
    bodies: Vec<Body>,
    parties: Vec<i64>,
    lines: Vec<Line>,
    settled: bool,
}

fn talks(tx: &mut dyn Tx, case: &Case, initiative: &Initiative) -> Result<Talks, Error> {
    Ok(Talks {
        bodies: bodies::storage::all(tx, case)?,
        parties: storage::parties(tx, initiative.id)?,
        lines: storage::lines(tx, initiative.id)?,
        settled: storage::outcome(tx, initiative.id)?.is_some(),
    })
}

fn line_form(cx: &Cx, initiative: &Initiative, talks: &Talks, form: &Form) -> Markup {
    let parties: Vec<_> = talks
        .parties
        .iter()
        .map(|id| (id.to_string(), name_of(cx, &talks.bodies, *id).to_owned()))
        .collect();
    let hint = Some("negotiation-amount-hint");
    let fields = html! {
        (select(cx, form, "body", "negotiation-party", Need::Must, &parties))
        (line_of(cx, form, "year", "negotiation-year", None, Need::Must, "number"))
        (line_of(cx, form, "cost", "negotiation-cost", hint, Need::Must, "number"))
        (line_of(cx, form, "gain", "negotiation-gain", hint, Need::Must, "number"))
    };
    let action = format!("negotiation/{}/lines", initiative.id);
    post(cx, &action, "negotiation-add-line", &fields)
}

fn position_form(
    cx: &Cx,
    initiative: &Initiative,
    (body_id, name): (i64, &str),
    form: &Form,
) -> Markup {
    let form = form.clone().numbered(body_id);
    let fields = html! {
        h3 { (name) }
        (hidden("body", &body_id.to_string()))
        (select_choice::<Stance>(cx, &form, "stance", "negotiation-stance"))
        (text(cx, &form, "note", "negotiation-note", None, Need::May, (3, TEXT)))
    };
    let action = format!("negotiation/{}/positions", initiative.id);
    post(cx, &action, "negotiation-take-position", &fields)
}

fn outcome_form(cx: &Cx, initiative: &Initiative, form: &Form) -> Markup {
    let fields = html! {
        (select_choice::<OutcomeKind>(cx, form, "kind", "negotiation-outcome"))
        (text(cx, form, "note", "negotiation-note", None, Need::Must, (3, TEXT)))
    };
    let action = format!("negotiation/{}/outcome", initiative.id);
    post(cx, &action, "negotiation-settle", &fields)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, initiative, _) = initiatives::storage::opened(cx, tx, ReadNegotiation)?;
        let talks = talks(tx, &case, &initiative)?;
        let positions = storage::positions(tx, initiative.id)?;
        let outcome = storage::outcome(tx, initiative.id)?;
        let title = format!("{} {}", initiative.number, cx.text(&initiative.title));
        let own: Vec<_> = talks
            .parties
            .iter()
            .filter(|id| cx.may::<TakePosition>(&party_facts(&case, **id)))
            .collect();
        let body = html! {
            (page_head(cx, &title, ""))
            h2 { (cx.t("negotiation-sheet")) }
            (line_table(cx, &talks))
            @if !talks.settled && cx.may::<WriteFinance>(&initiative.facts()) {
                (line_form(cx, &initiative, &talks, &Form::named("line")))
            }
            h2 { (cx.t("negotiation-positions")) }
            @if positions.is_empty() { (empty(cx, "negotiation-no-positions")) }
            ul class="kp-list" {
                @for position in &positions {
                    li { strong { (name_of(cx, &talks.bodies, position.body_id)) } ": "
                        (cx.t(position.stance.key())) ". " (position.note)
                        span class="kp-quiet" { " " (position.by) } }
                }
            }
            @if !talks.settled {
                @for id in own {
                    (position_form(cx, &initiative, (*id, name_of(cx, &talks.bodies, *id)),
                        &Form::named("position")))
                }
            }
            h2 { (cx.t("negotiation-outcome")) }
            @if let Some(outcome) = &outcome {
                p class="kp-decision" { (outcome_badge(cx, outcome.kind)) " " (outcome.note)
                    span class="kp-quiet" { " " (outcome.by) ", " (cx.day(outcome.at)) } }
            } @else {
                p { (cx.t("negotiation-no-outcome")) }
                @if cx.may::<SettleOutcome>(&initiative.facts()) {
                    (outcome_form(cx, &initiative, &Form::named("outcome")))
                }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn line_table(cx: &Cx, talks: &Talks) -> Markup {
    if talks.lines.is_empty() {
        return empty(cx, "negotiation-no-lines");
    }
    let heads =
        ["negotiation-party", "negotiation-year", "negotiation-cost", "negotiation-gain"];
    let number = |amount| html! { span class="kp-number" { (kroner(cx, amount)) } };
    let mut rows: Vec<_> = talks
        .lines
        .iter()
        .map(|line| {
            vec![
                html! { (name_of(cx, &talks.bodies, line.body_id)) },
                html! { (line.year) },
                number(line.cost),
                number(line.gain),
            ]
        })
        .collect();
    let (cost, gain) = rules::totals(&talks.lines);
    rows.push(vec![
        html! { strong { (cx.t("negotiation-total")) } },
        html! {},
        number(cost),
        number(gain),
    ]);
    table(&cx.t("negotiation-sheet"), &heads.map(|head| cx.t(head)), &rows)
}

/// A party's own corner of the talks.
fn party_facts(case: &Case, body_id: i64) -> Facts {
    Facts { case_id: case.id, body_id: Some(body_id), ..Facts::default() }
}

/// The party a form names, if it takes part.
fn party(form: &Form, talks: &Talks) -> Option<i64> {
    talks.parties.iter().copied().find(|id| id.to_string() == form.value("body"))
}

async fn add_line(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, initiative, permit) =
            initiatives::storage::opened(cx, tx, WriteFinance)?;
        let talks = talks(tx, &case, &initiative)?;
        rules::write(talks.settled)?;
        let party = party(&form, &talks);
        if party.is_none() {
            form.fault("body", Message::new("fault-choose"));
        }
        let year = form.number("year", 2000..=2100);
        let (cost, gain) = (form.number("cost", 0..=MOST), form.number("gain", 0..=MOST));
        form.check(cx, &cx.t("negotiation-add-line"), |form| {
            line_form(cx, &initiative, &talks, form)
        })?;
        let body_id = party.ok_or(NotFound)?;
        let line = Line { body_id, year, cost: Kroner(cost), gain: Kroner(gain) };

        storage::save_line(tx, &initiative, &line)?;
        let page = format!("negotiation/{}", initiative.id);
        let what = json!({"cost": cost, "gain": gain, "party": body_id, "year": year});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// A thing of a party, for its door alone.
struct Corner(Facts);

impl crate::access::Guarded for Corner {
    fn facts(&self) -> Facts {
        self.0.clone()
    }
}

/// The chair of a party says what the party thinks.
async fn take_position(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, initiative, _) =
            initiatives::storage::opened(cx, tx, ReadNegotiation)?;
        let talks = talks(tx, &case, &initiative)?;
        let body_id = party(&form, &talks).ok_or(NotFound)?;
        let corner = crate::access::Sealed::new(Corner(party_facts(&case, body_id)));
        let (_, permit) = corner.open(&cx.actor, TakePosition)?;
        rules::write(talks.settled)?;
        let stance = form.choice::<Stance>("stance");
        let note = form.optional("note", TEXT);
        if stance.is_some_and(|stance| stance != Stance::Agrees) && note.is_empty() {
            form.fault("note", Message::new("negotiation-fault-note"));
        }
        let name = name_of(cx, &talks.bodies, body_id);
        form.check(cx, &cx.t("negotiation-take-position"), |form| {
            position_form(cx, &initiative, (body_id, name), form)
        })?;
        let stance = stance.ok_or(NotFound)?;

        let said = (stance, note.as_str());
        storage::save_position(tx, &permit, &initiative, body_id, said, cx.now_us())?;
        let page = format!("negotiation/{}", initiative.id);
        let what = json!({"note": note, "party": body_id, "stance": stance.word()});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Writes down what the talks came to; paragraphs that no longer match are listed.
async fn settle(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, initiative, permit) =
            initiatives::storage::opened(cx, tx, SettleOutcome)?;
        let talks = talks(tx, &case, &initiative)?;
        rules::settle(talks.settled, talks.lines.len())?;
        let kind = form.choice::<OutcomeKind>("kind");
        let note = form.text("note", TEXT);
        form.check(cx, &cx.t("negotiation-settle"), |form| {
            outcome_form(cx, &initiative, form)
        })?;
        let kind = kind.ok_or(NotFound)?;

        let said = (kind, note.as_str());
        storage::save_outcome(tx, &permit, &initiative, said, cx.now_us())?;
        let page = format!("negotiation/{}", initiative.id);
        journal::record(tx, cx, &permit, &page, json!({"outcome": kind.word()}), &note)?;
        Ok(cx.done(&page))
    })
    .await
}
