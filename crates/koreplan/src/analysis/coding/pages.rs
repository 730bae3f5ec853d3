//! Drawing a sample, coding it blindly, and comparing what came of it.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Agreement, Code, MOST, Refused, State, Unit, Verdict, agreed},
    storage::{self, Coding, Drawn, Part},
};
use crate::{
    access::{
        Action, CodeSample, DrawSample, Guarded as _, Permit, ReadCase, ReadCoding,
        ReadTopics, Sealed, SettleCoding, TagInput,
    },
    analysis::{self, reading},
    case::{self, Case},
    input::{self, rules::segments},
    journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, choice_options, empty, facts, fold, line_of, page_head, post,
            post_quiet, radios, table, ticks,
        },
        error::{Error, NotFound},
        form::{Form, LINE},
        l10n::Lang,
        session,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/coding", list)
        .post("/{lang}/{case}/coding", draw)
        .get("/{lang}/{case}/coding/{id}", show)
        .post("/{lang}/{case}/coding/{id}/result", finish)
        .get("/{lang}/{case}/coding/{id}/units/{position}", show_unit)
        .post("/{lang}/{case}/coding/{id}/units/{position}", code)
        .post("/{lang}/{case}/coding/{id}/units/{position}/settlement", settle)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Coding, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let (coding, permit) =
        storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, action)?;
    Ok((case, coding, permit))
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCoding)?;
        let samples = storage::list(tx, &case, &permit)?;
        let people = people(cx, tx, &case)?;
        let seed: String = session::secret().chars().take(8).collect();
        let form = Form::with(&[("size", "100"), ("unit", "sentence"), ("seed", &seed)]);
        let body = html! {
            (page_head(cx, &cx.t("coding-title"), &cx.t("coding-lead")))
            @if samples.is_empty() { (empty(cx, "coding-empty")) }
            ul class="kp-list" {
                @for sample in &samples {
                    li {
                        a href=(cx.url(&format!("coding/{}", sample.id))) {
                            (title(cx, sample))
                        } " " (progress_badge(cx, sample)) " "
                        span class="kp-quiet" { (sample.drawn_by) ", " (cx.moment(sample.drawn_at)) }
                    }
                }
            }
            @if cx.may::<DrawSample>(&case.facts()) {
                h2 { (cx.t("coding-draw")) }
                (draw_form(cx, &people, &form))
            }
        };
        Ok(cx.page(&cx.t("coding-title"), &body))
    })
    .await
}

fn title(cx: &Cx, sample: &Coding) -> String {
    cx.say(
        match sample.unit {
            Unit::Sentence => "coding-of-sentences",
            Unit::Input => "coding-of-inputs",
        },
        &[("number", sample.id.into()), ("count", sample.size.into())],
    )
}

fn progress_badge(cx: &Cx, sample: &Coding) -> Markup {
    if sample.settled_at.is_some() {
        badge("badge-success", &cx.t("coding-settled"))
    } else if sample.is_coded() {
        badge("badge-info", &cx.t("coding-compared"))
    } else {
        badge("badge-warning", &cx.t("coding-under-way"))
    }
}

fn people(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<(String, String)>, Error> {
    let people = reading::storage::colleagues(tx, case, &cx.today().to_string())?;
    Ok(people.into_iter().map(|one| (one.person_id.to_string(), one.name)).collect())
}

fn draw_form(cx: &Cx, people: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (radios(cx, form, "unit", "coding-unit", &choice_options::<Unit>(cx)))
        (line_of(cx, form, "size", "coding-size", Some("coding-size-hint"), Need::Must,
            "number"))
        (line_of(cx, form, "seed", "coding-seed", Some("coding-seed-hint"), Need::Must,
            "text"))
        (ticks(cx, form, "coder", "coding-coders", people))
    };
    post(cx, "coding", "coding-draw-button", &fields)
}

/// Draws a sample and gives it to its coders, with the topics as they are now.
async fn draw(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, DrawSample)?;
        let people = people(cx, tx, &case)?;
        let unit: Option<Unit> = form.choice("unit");
        let size = form.number("size", 1..=MOST);
        let seed = form.text("seed", LINE);
        let mut coders = form.ids("coder");
        coders.retain(|id| people.iter().any(|(known, _)| *known == id.to_string()));
        coders.sort_unstable();
        coders.dedup();
        if coders.len() < 2 {
            form.fault("coder", Message::new("coding-fault-two"));
        }
        form.check(cx, &cx.t("coding-draw"), |form| draw_form(cx, &people, form))?;
        let unit = unit.ok_or(NotFound)?;
        let topics = open_topics(cx, tx, &case)?;
        let size = usize::try_from(size).unwrap_or(0);
        let numbers = storage::numbers(tx, &case, &permit)?;
        let mut parts = Vec::new();
        for number in rules::draw(&numbers, size, &seed) {
            let (input, body) = storage::text_of(tx, &case, &permit, number)?;
            let part = rules::part(&segments(&body), unit, (&seed, number));
            parts.extend(part.map(|span| (input, span)));
        }
        if parts.is_empty() {
            return Err(Refused::NothingToDraw.into());
        }
        let drawn =
            Drawn { unit, seed: &seed, coders: &coders, topics: &topics, parts: &parts };
        let id = storage::insert(tx, &permit, &case, &drawn, cx.now_us())?;
        let what = json!({
            "coders": coders, "drawn_from": numbers.len(), "seed": seed,
            "size": parts.len(), "unit": unit.word(),
        });
        journal::record(tx, cx, &permit, &format!("coding/{id}"), what, "")?;
        Ok(cx.done(&format!("coding/{id}")))
    })
    .await
}

/// The topics that can still take sentences.
fn open_topics(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<i64>, Error> {
    let (case, permit) = Sealed::new(case.clone()).open(&cx.actor, ReadTopics)?;
    let topics = analysis::storage::list(tx, &case, &permit)?;
    let open: Vec<i64> = topics
        .iter()
        .filter(|topic| topic.approved_at.is_none())
        .map(|topic| topic.id)
        .collect();
    if open.is_empty() { Err(Refused::NoTopics.into()) } else { Ok(open) }
}

/// A sample: who codes it; once all have, how far they agree and where they do not.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, sample, permit) = opened(cx, tx, ReadCoding)?;
        let topics = storage::topics(tx, &sample)?;
        let title = title(cx, &sample);
        let compared = if sample.is_coded() {
            compared(cx, tx, &sample, &topics, &permit)?
        } else {
            html! { p { (cx.t("coding-blind")) } }
        };
        let own = match first_open(cx, tx, &sample)? {
            Some(position) => html! {
                p { a class="button button-primary"
                    href=(cx.url(&format!("coding/{}/units/{position}", sample.id))) {
                    (cx.t("coding-go-on"))
                } }
            },
            None => html! {},
        };
        let body = html! {
            (page_head(cx, &title, ""))
            p { (progress_badge(cx, &sample)) }
            (facts(&[
                (cx.t("coding-seed"), html! { code { (sample.seed) } }),
                (cx.t("coding-drawn"), html! {
                    (sample.drawn_by) ", " (cx.moment(sample.drawn_at))
                }),
                (cx.t("coding-coders"), html! {
                    @for (_, name, coded) in &sample.coders {
                        (cx.say("coding-coder", &[
                            ("name", name.clone().into()), ("coded", (*coded).into()),
                            ("size", sample.size.into()),
                        ])) br;
                    }
                }),
            ]))
            (own)
            (compared)
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// The place of the first unit that the one who asks has still to code.
fn first_open(cx: &Cx, tx: &mut dyn Tx, sample: &Coding) -> Result<Option<i64>, Error> {
    let Ok((sample, permit)) = Sealed::new(sample.clone()).open(&cx.actor, CodeSample)
    else {
        return Ok(None);
    };
    let own = storage::own_codes(tx, &sample, &permit)?;
    let coder = permit.by_id.unwrap_or(0);
    let parts = storage::parts(tx, &sample)?;
    let open = parts.iter().find(|part| !own.contains_key(&(part.id, coder)));
    Ok(open.map(|part| part.position))
}

fn compared(
    cx: &Cx,
    tx: &mut dyn Tx,
    sample: &Coding,
    topics: &[(i64, String, bool)],
    permit: &Permit<ReadCoding>,
) -> Result<Markup, Error> {
    let parts = storage::parts(tx, sample)?;
    let codes = storage::codes(tx, sample, permit)?;
    let codes = storage::side_by_side(sample, &parts, &codes);
    let settled = storage::settled(tx, sample)?;
    let state = storage::state(sample, &parts, &codes);
    let ids: Vec<i64> = topics.iter().map(|(id, ..)| *id).collect();
    let agreement = rules::agreement(&codes, &ids);
    let differ: Vec<_> =
        parts.iter().zip(&codes).filter(|(_, codes)| agreed(codes).is_none()).collect();
    Ok(html! {
        (agreement_part(cx, sample, topics, &agreement))
        h2 { (cx.say("coding-differences", &[("count", count(differ.len()).into())])) }
        @if differ.is_empty() { p { (cx.t("coding-no-differences")) } }
        @for (part, codes) in &differ {
            (difference(cx, sample, topics, (part, codes), settled.get(&part.id)))
        }
        @if rules::finish(state).is_ok() && cx.may::<SettleCoding>(&sample.facts()) {
            h2 { (cx.t("coding-finish")) }
            p { (cx.t("coding-finish-lead")) }
            (post(cx, &format!("coding/{}/result", sample.id), "coding-finish", &html! {}))
        }
        @if let (Some(by), Some(at)) = (&sample.settled_by, sample.settled_at) {
            p { (cx.say("coding-settled-by", &[
                ("by", by.clone().into()), ("date", cx.day(at).into()),
            ])) }
        }
    })
}

/// An alpha with three decimals, as the language writes them.
fn written(cx: &Cx, alpha: Option<f64>) -> String {
    match (alpha, cx.lang) {
        (None, _) => "–".to_owned(),
        (Some(alpha), Lang::En) => format!("{alpha:.3}"),
        (Some(alpha), Lang::Da) => format!("{alpha:.3}").replace('.', ","),
    }
}

fn verdict(cx: &Cx, alpha: Option<f64>) -> Markup {
    match rules::verdict(alpha) {
        Verdict::Good => badge("badge-success", &cx.t("coding-good")),
        Verdict::Tentative => badge("badge-warning", &cx.t("coding-tentative")),
        Verdict::Poor => badge("badge-error", &cx.t("coding-poor")),
        Verdict::Untold => badge("", &cx.t("coding-untold")),
    }
}

fn agreement_part(
    cx: &Cx,
    sample: &Coding,
    topics: &[(i64, String, bool)],
    agreement: &Agreement,
) -> Markup {
    let mut rows = vec![vec![
        html! { strong { (cx.t("coding-all")) } },
        html! { span class="kp-number" { (written(cx, agreement.all)) } },
        verdict(cx, agreement.all),
    ]];
    for (id, title, _) in topics {
        let alpha = agreement.topics.get(id).copied().flatten();
        rows.push(vec![
            html! { (title) },
            html! { span class="kp-number" { (written(cx, alpha)) } },
            verdict(cx, alpha),
        ]);
    }
    let heads = ["coding-head-topic", "coding-head-alpha", "coding-head-verdict"];
    html! {
        h2 { (cx.t("coding-agreement")) }
        p { (cx.say("coding-same", &[
            ("same", count(agreement.same).into()), ("size", sample.size.into()),
        ])) }
        (table(&cx.t("coding-agreement"), &heads.map(|head| cx.t(head)), &rows))
        p { (cx.t("coding-alpha")) }
    }
}

/// The titles of a code's topics, or that it has none.
fn named(cx: &Cx, topics: &[(i64, String, bool)], code: &Code) -> String {
    let titles: Vec<&str> = topics
        .iter()
        .filter(|(id, ..)| code.contains(id))
        .map(|(_, title, _)| title.as_str())
        .collect();
    if titles.is_empty() { cx.t("coding-none") } else { titles.join(", ") }
}

fn difference(
    cx: &Cx,
    sample: &Coding,
    topics: &[(i64, String, bool)],
    (part, codes): (&Part, &[Option<Code>]),
    settled: Option<&Code>,
) -> Markup {
    let open = sample.settled_at.is_none() && cx.may::<SettleCoding>(&sample.facts());
    let nothing = Code::new();
    let settled = part.settled_by.as_ref().map(|by| (by, settled.unwrap_or(&nothing)));
    let values = match settled {
        None => Vec::new(),
        Some((_, code)) if code.is_empty() => vec![("none".to_owned(), "yes".to_owned())],
        Some((_, code)) => {
            code.iter().map(|id| ("topic".to_owned(), id.to_string())).collect()
        }
    };
    let page = format!("coding/{}/units/{}/settlement", sample.id, part.position);
    html! {
        div class="kp-disagreement" id={ "unit-" (part.position) } {
            h3 { (cx.say("coding-unit-number", &[("number", part.position.into())])) ", "
                a href=(cx.url(&format!("inputs/{}", part.input_id))) {
                    (input::input_number(cx, part.input_number))
                } }
            blockquote class="kp-quote" { p class="kp-prose" { (part.words) } }
            ul {
                @for ((_, name, _), code) in sample.coders.iter().zip(codes) {
                    li { strong { (name) } ": "
                        @if let Some(code) = code { (named(cx, topics, code)) } }
                }
            }
            @if let Some((by, code)) = settled {
                p { (badge("badge-success", &cx.t("coding-unit-settled"))) " "
                    (named(cx, topics, code)) " " span class="kp-quiet" { (by) } }
            }
            @if open {
                (fold(&format!("settle-{}", part.position), &cx.t("coding-settle"),
                    &post_quiet(cx, &page, "coding-settle",
                        &code_fields(cx, topics, &Form::of(values), part.position))))
            }
        }
    }
}

/// The topics with a box each, and a box for none of them.
fn code_fields(
    cx: &Cx,
    topics: &[(i64, String, bool)],
    form: &Form,
    position: i64,
) -> Markup {
    let given = form.ids("topic");
    html! {
        fieldset class="form-group" {
            legend class="form-label" { (cx.t("coding-topics")) }
            ul class="kp-reading-topics" {
                @for (id, title, _) in topics {
                    @let field = format!("topic-{position}-{id}");
                    li class="form-group-checkbox" {
                        input class="form-checkbox" type="checkbox" id=(field) name="topic"
                            value=(id) checked[given.contains(id)];
                        label class="form-label" for=(field) { (title) }
                    }
                }
                @let field = format!("none-{position}");
                li class="form-group-checkbox" {
                    input class="form-checkbox" type="checkbox" id=(field) name="none"
                        value="yes" checked[form.ticked("none")];
                    label class="form-label" for=(field) { (cx.t("coding-none")) }
                }
            }
        }
    }
}

fn unit_of(cx: &Cx, tx: &mut dyn Tx, sample: &Coding) -> Result<(Part, i64), Error> {
    let position = cx.id("position")?;
    let parts = storage::parts(tx, sample)?;
    let last = parts.last().map_or(0, |part| part.position);
    let part = parts.into_iter().find(|part| part.position == position);
    Ok((part.ok_or(NotFound)?, last))
}

/// One unit to code. What others have said of it is not shown.
async fn show_unit(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, sample, permit) = opened(cx, tx, CodeSample)?;
        let (part, last) = unit_of(cx, tx, &sample)?;
        let topics = storage::topics(tx, &sample)?;
        let own = storage::own_codes(tx, &sample, &permit)?;
        let coded = own.get(&(part.id, permit.by_id.unwrap_or(0)));
        let values = match coded {
            None => Vec::new(),
            Some(code) if code.is_empty() => vec![("none".to_owned(), "yes".to_owned())],
            Some(code) => {
                code.iter().map(|id| ("topic".to_owned(), id.to_string())).collect()
            }
        };
        let title = cx.say("coding-unit-of", &[
            ("number", part.position.into()), ("size", last.into()),
        ]);
        let body = html! {
            (page_head(cx, &title, ""))
            p { (cx.t("coding-blind-unit")) }
            blockquote class="kp-quote" { p class="kp-prose" { (part.words) } }
            @if sample.is_coded() { p { (cx.t("coding-refused-done")) } }
            @else { (post(cx, &format!("coding/{}/units/{}", sample.id, part.position),
                "coding-save", &code_fields(cx, &topics, &Form::of(values), part.position))) }
            nav class="kp-pager" aria-label=(cx.t("pager")) {
                @if part.position > 1 {
                    a href=(cx.url(&format!("coding/{}/units/{}", sample.id,
                        part.position - 1))) { (cx.t("coding-before")) }
                }
                a href=(cx.url(&format!("coding/{}", sample.id))) { (cx.t("coding-back")) }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// The topics of a form that the sample knows.
fn chosen(form: &Form, topics: &[(i64, String, bool)]) -> Vec<i64> {
    let given = form.ids("topic");
    topics.iter().map(|(id, ..)| *id).filter(|id| given.contains(id)).collect()
}

fn state_of(coding: &Coding, unsettled: usize) -> State {
    State { coded: coding.is_coded(), unsettled, settled: coding.settled_at.is_some() }
}

/// Keeps one's code of a unit and goes on to the next that has none.
async fn code(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, sample, permit) = opened(cx, tx, CodeSample)?;
        let (part, _) = unit_of(cx, tx, &sample)?;
        let topics = chosen(&form, &storage::topics(tx, &sample)?);
        rules::code(state_of(&sample, 0), topics.len(), form.ticked("none"))?;
        storage::save_code(tx, &permit, &part, &topics, cx.now_us())?;
        // Which topics it were the record does not tell: coders read it too.
        let page = format!("coding/{}", sample.id);
        journal::record(tx, cx, &permit, &page, json!({"unit": part.position}), "")?;
        Ok(match first_open(cx, tx, &sample)? {
            Some(next) => cx.see(&format!("{page}/units/{next}")),
            None => cx.done(&page),
        })
    })
    .await
}

/// Settles a unit on which the coders differ.
async fn settle(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, sample, permit) = opened(cx, tx, SettleCoding)?;
        let (part, _) = unit_of(cx, tx, &sample)?;
        let topics = chosen(&form, &storage::topics(tx, &sample)?);
        rules::settle(state_of(&sample, 0), topics.len(), form.ticked("none"))?;
        storage::save_settled(tx, &permit, &part, &topics)?;
        let page = format!("coding/{}", sample.id);
        let what = json!({"settled": part.position, "topics": topics});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#unit-{}", part.position)))
    })
    .await
}

/// Puts every unit under the topics its coders agreed or settled on.
async fn finish(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, sample, permit) = opened(cx, tx, SettleCoding)?;
        let (_, reads) = Sealed::new(sample.clone()).open(&cx.actor, ReadCoding)?;
        let (_, tags) = Sealed::new(case).open(&cx.actor, TagInput)?;
        let parts = storage::parts(tx, &sample)?;
        let codes = storage::codes(tx, &sample, &reads)?;
        let codes = storage::side_by_side(&sample, &parts, &codes);
        rules::finish(storage::state(&sample, &parts, &codes))?;
        let settled = storage::settled(tx, &sample)?;
        let approved: Vec<i64> = storage::topics(tx, &sample)?
            .into_iter()
            .filter_map(|(id, _, approved)| approved.then_some(id))
            .collect();
        let (mut under, mut left) = (0, 0);
        for (part, codes) in parts.iter().zip(&codes) {
            let code = agreed(codes).or(settled.get(&part.id));
            for topic in code.into_iter().flatten() {
                // What was approved meanwhile rests on what it had then.
                if approved.contains(topic) {
                    left += 1;
                    continue;
                }
                let span = std::slice::from_ref(&part.span);
                let place = (*topic, part.input_id);
                analysis::storage::save_tags(tx, &tags, place, span, cx.now_us())?;
                under += 1;
            }
        }
        if !storage::finish(tx, &permit, &sample, cx.now_us())? {
            return Err(Refused::Settled.into());
        }
        let page = format!("coding/{}", sample.id);
        let inputs = || parts.iter().map(|part| part.input_id);
        let what = json!({
            "approved_meanwhile": left, "sentences": under,
            "first": inputs().min(), "last": inputs().max(),
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}
