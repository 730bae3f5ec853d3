//! The initiatives with their latest lights, and one initiative with its reports.

use axum::response::Response;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Light, Lights, Quarter},
    storage::{self, Report},
};
use crate::{
    access::{
        Guarded as _, LinkInitiative, ReadCase, ReadInitiatives, ReadNegotiation,
        ReportStatus, StartInitiative,
    },
    bodies,
    case::{self, Case},
    draft,
    initiatives::{
        self,
        rules::{Ending, InitiativeState, Provenance},
        storage::Initiative,
    },
    journal, negotiation,
    refusal::Message,
    routes::Routes,
    subscriptions::{self, rules::Subject},
    web::{
        Cx, Post,
        choices::Choice,
        components::{
            Need, badge, empty, facts, fold, line, line_of, page_head, post, post_quiet,
            search, select, select_choice, sought, table, text,
        },
        error::{Error, NotFound},
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/initiatives", list)
        .post("/{lang}/{case}/initiatives", create)
        .shared("/{lang}/{case}/initiatives/{id}", show)
        .post("/{lang}/{case}/initiatives/{id}/paragraph", link)
        .post("/{lang}/{case}/initiatives/{id}/start", start)
        .post("/{lang}/{case}/initiatives/{id}/ending", end)
        .post("/{lang}/{case}/initiatives/{id}/reports", report)
}

/// A light: never by colour alone.
fn light(cx: &Cx, light: Light) -> Markup {
    html! {
        span class={ "kp-light kp-light-" (light.word()) } {
            span class="kp-lamp" aria-hidden="true" {} (cx.t(light.key()))
        }
    }
}

fn quarter_name(cx: &Cx, quarter: Quarter) -> String {
    cx.say(
        "quarter",
        &[("quarter", quarter.quarter.into()), ("year", quarter.year.to_string().into())],
    )
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let register = initiatives::storage::register(tx, &case)?;
        let Ok((_, permit)) = register.open(&cx.actor, ReadInitiatives) else {
            let body = html! {
                (page_head(cx, &cx.t("initiatives-title"), &cx.t("initiatives-lead")))
                (empty(cx, "initiatives-not-yet"))
            };
            return Ok(cx.page(&cx.t("initiatives-title"), &body));
        };
        let mut initiatives = initiatives::storage::list(tx, &case, &permit)?;
        initiatives.retain(|one| {
            let title = cx.text(&one.title);
            sought(cx, &[&one.number, title, cx.text(&one.area), cx.text(&one.lead)])
        });
        let heads = ["initiatives-head-title", "initiatives-head-area",
            "initiatives-head-lead", "initiatives-head-state", "initiatives-head-light"];
        let mut rows = Vec::new();
        let mut counts = [0_i64; 3];
        for initiative in &initiatives {
            let latest = storage::reports(tx, initiative.id)?.into_iter().next();
            if let Some(report) = &latest {
                counts[report.lights.overall() as usize] += 1;
            }
            rows.push(row(cx, initiative, latest.as_ref()));
        }
        let body = html! {
            (page_head(cx, &cx.t("initiatives-title"), &cx.t("initiatives-lead")))
            (search(cx))
            p role="status" { (cx.say("initiatives-count", &[
                ("count", i64::try_from(initiatives.len()).unwrap_or(0).into()),
            ])) }
            (light_chart(cx, counts, initiatives.len()))
            @if rows.is_empty() { (empty(cx, "initiatives-empty")) }
            @else { (table(&cx.t("initiatives-title"), &heads.map(|head| cx.t(head)), &rows)) }
            @if cx.may::<LinkInitiative>(&case.facts()) {
                (fold("new", &cx.t("initiative-new"), &new_form(cx,
                    &options(cx, tx, &case)?, &Form::default())))
            }
        };
        Ok(cx.page(&cx.t("initiatives-title"), &body))
    })
    .await
}

fn row(cx: &Cx, initiative: &Initiative, latest: Option<&Report>) -> Vec<Markup> {
    vec![
        html! { a href=(cx.url(&format!("initiatives/{}", initiative.id))) {
            (initiative.number) " " (cx.text(&initiative.title))
        } " " (provenance(cx, initiative)) },
        html! { (cx.text(&initiative.area)) },
        html! { (cx.text(&initiative.lead)) },
        html! { (cx.t(initiative.state().key())) },
        html! { @if let Some(report) = latest {
            (light(cx, report.lights.overall())) " " (quarter_name(cx, report.quarter))
        } @else { span class="kp-quiet" { (cx.t("initiatives-no-status")) } } },
    ]
}

fn provenance(cx: &Cx, initiative: &Initiative) -> Markup {
    html! {
        @if initiative.provenance == Provenance::Demo
            || initiative.provenance == Provenance::Content {
            span class="kp-quiet" { "(" (cx.t(initiative.provenance.key())) ")" }
        }
    }
}

/// How many stand at each light, as bars with their numbers.
fn light_chart(cx: &Cx, counts: [i64; 3], all: usize) -> Markup {
    let none = i64::try_from(all).unwrap_or(0) - counts.iter().sum::<i64>();
    let words = Light::ALL.iter().map(|light| (light.word(), cx.t(light.key())));
    let words = words.chain([("none", cx.t("initiatives-no-status"))]);
    let bars: Vec<_> = words.zip(counts.into_iter().chain([none])).collect();
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    html! {
        @if counts.iter().any(|count| *count > 0) {
            figure class="kp-chart" {
                figcaption { (cx.t("initiatives-chart")) }
                svg viewBox="0 0 400 126" role="img" aria-label=(cx.t("initiatives-chart")) {
                    @for (at, ((word, name), count)) in (0_i64..).zip(&bars) {
                        text x="0" y=(22 + at * 30) { (name) }
                        rect class={ "kp-bar-" (word) } x="150" y=(6 + at * 30)
                            width=((200 * count / most).max(1)) height="22" {}
                        text x=(158 + 200 * count / most) y=(22 + at * 30) { (count) }
                    }
                }
            }
            (fold("lights", &cx.t("initiatives-chart-table"), &table(
                &cx.t("initiatives-chart"),
                &[cx.t("initiatives-head-light"), cx.t("initiatives-how-many")],
                &bars.iter().map(|((_, name), count)| {
                    vec![html! { (name) }, html! { (count) }]
                }).collect::<Vec<_>>())))
        }
    }
}

/// Areas and bodies to choose from.
struct Options {
    areas: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
}

fn options(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Options, Error> {
    let areas = case::storage::areas(tx, case)?;
    let bodies = bodies::storage::all(tx, case)?;
    Ok(Options {
        areas: case::storage::area_options(cx, &areas),
        bodies: bodies
            .iter()
            .map(|body| (body.id.to_string(), cx.text(&body.name).to_owned()))
            .collect(),
    })
}

fn new_form(cx: &Cx, options: &Options, form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "number", "initiative-number", Need::Must))
        (line(cx, form, "title", "initiative-name", Need::Must))
        (select(cx, form, "area", "initiative-area", Need::Must, &options.areas))
        (select(cx, form, "lead", "initiative-lead", Need::Must, &options.bodies))
    };
    post(cx, "initiatives", "initiative-create", &fields)
}

/// Adds an initiative that the case file did not have.
async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, LinkInitiative)?;
        let options = options(cx, tx, &case)?;
        let (number, title) = (form.text("number", 20), form.text("title", LINE));
        let area = options.areas.iter().find(|(id, _)| id == form.value("area")).cloned();
        let lead =
            options.bodies.iter().find(|(id, _)| id == form.value("lead")).cloned();
        if area.is_none() {
            form.fault("area", Message::new("fault-choose"));
        }
        if lead.is_none() {
            form.fault("lead", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("initiative-new"), |form| new_form(cx, &options, form))?;
        let id_of = |one: Option<(String, String)>| {
            one.and_then(|(id, _)| id.parse().ok()).ok_or(NotFound)
        };
        let (area, lead) = (id_of(area)?, id_of(lead)?);
        let id = initiatives::storage::insert(tx, &case, (&number, &title), area, lead)?;
        let page = format!("initiatives/{id}");
        let what = json!({"number": number, "title": title});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// The paragraphs of the newest version an initiative can stand in.
fn paragraphs(tx: &mut dyn Tx, case: &Case) -> Result<Vec<(String, String)>, Error> {
    let text = draft::storage::as_it_stands(tx, case)?;
    Ok(text
        .iter()
        .map(|p| {
            let words: String = p.body.chars().take(80).collect();
            (p.paragraph_id.to_string(), format!("{}: {words}", p.chapter))
        })
        .collect())
}

fn link_form(
    cx: &Cx,
    initiative: &Initiative,
    paragraphs: &[(String, String)],
    form: &Form,
) -> Markup {
    let fields =
        select(cx, form, "paragraph", "initiative-paragraph", Need::Must, paragraphs);
    post_quiet(
        cx,
        &format!("initiatives/{}/paragraph", initiative.id),
        "initiative-link",
        &fields,
    )
}

fn ending_form(cx: &Cx, initiative: &Initiative, form: &Form) -> Markup {
    let fields = select_choice::<Ending>(cx, form, "ending", "initiative-how-ended");
    post_quiet(
        cx,
        &format!("initiatives/{}/ending", initiative.id),
        "initiative-end",
        &fields,
    )
}

fn report_form(cx: &Cx, initiative: &Initiative, form: &Form) -> Markup {
    let fields = html! {
        div class="kp-pair" {
            (line_of(cx, form, "year", "report-year", None, Need::Must, "number"))
            (line_of(cx, form, "quarter", "report-quarter", None, Need::Must, "number"))
        }
        (select_choice::<Light>(cx, form, "budget", "report-budget"))
        (select_choice::<Light>(cx, form, "business_case", "report-business-case"))
        (select_choice::<Light>(cx, form, "risks", "report-risks"))
        (select_choice::<Light>(cx, form, "schedule", "report-schedule"))
        (text(cx, form, "action", "report-action", Some("report-action-hint"), Need::May,
            (4, TEXT)))
    };
    post(cx, &format!("initiatives/{}/reports", initiative.id), "report-save", &fields)
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, initiative, _) =
            initiatives::storage::opened(cx, tx, ReadInitiatives)?;
        let reports = storage::reports(tx, initiative.id)?;
        let title = format!("{} {}", initiative.number, cx.text(&initiative.title));
        let body = html! {
            (page_head(cx, &title, ""))
            p { (badge("badge-info", &cx.t(initiative.state().key()))) " "
                (provenance(cx, &initiative)) }
            (facts(&[
                (cx.t("initiatives-head-area"), html! { (cx.text(&initiative.area)) }),
                (cx.t("initiatives-head-lead"), html! { (cx.text(&initiative.lead)) }),
                (cx.t("initiative-year"), html! { (initiative.year) }),
                (cx.t("initiative-in-text"), html! { @match initiative.paragraph_id {
                    Some(id) => a href=(cx.url(&format!("trace/paragraphs/{id}"))) {
                        (cx.say("paragraph-number", &[("number", id.into())]))
                    },
                    None => (cx.t("initiative-not-in-text")),
                } }),
            ]))
            h2 { (cx.t("reports-title")) }
            (report_table(cx, &reports))
            (work(cx, tx, &case, &initiative)?)
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn report_table(cx: &Cx, reports: &[Report]) -> Markup {
    if reports.is_empty() {
        return empty(cx, "reports-empty");
    }
    let heads = [
        "report-quarter",
        "report-budget",
        "report-business-case",
        "report-risks",
        "report-schedule",
        "report-action",
    ];
    let rows: Vec<_> = reports
        .iter()
        .map(|report| {
            let mut row = vec![html! { (quarter_name(cx, report.quarter)) br;
            span class="kp-quiet" { (report.by) ", " (cx.day(report.at)) } }];
            row.extend(report.lights.all().map(|one| light(cx, one)));
            row.push(html! { (report.action) });
            row
        })
        .collect();
    table(&cx.t("reports-title"), &heads.map(|head| cx.t(head)), &rows)
}

fn work(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    initiative: &Initiative,
) -> Result<Markup, Error> {
    let facts = initiative.facts();
    if !cx.may::<ReportStatus>(&facts) {
        return Ok(html! {});
    }
    let paragraphs = paragraphs(tx, case)?;
    let quarter = Quarter::of(cx.today());
    let form = Form::with(&[
        ("year", &quarter.year.to_string()),
        ("quarter", &quarter.quarter.to_string()),
    ]);
    Ok(html! {
        section class="kp-section kp-work" {
            @match initiative.state() {
                InitiativeState::Idea => (post(cx,
                    &format!("initiatives/{}/start", initiative.id), "initiative-start",
                    &html! {})),
                InitiativeState::Running => {
                    h2 { (cx.t("report-new")) }
                    (report_form(cx, initiative, &form))
                    h2 { (cx.t("initiative-end")) }
                    (ending_form(cx, initiative, &Form::named("ending")))
                }
                InitiativeState::Completed | InitiativeState::Dropped => {}
            }
            @if !paragraphs.is_empty() {
                h2 { (cx.t("initiative-in-text")) }
                (link_form(cx, initiative, &paragraphs, &Form::named("link")))
            }
            @if cx.may::<ReadNegotiation>(&facts) {
                p { a href=(cx.url(&format!("negotiation/{}", initiative.id))) {
                    (cx.t("negotiation-sheet"))
                } }
            }
        }
    })
}

async fn link(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, initiative, permit) =
            initiatives::storage::opened(cx, tx, LinkInitiative)?;
        let paragraphs = paragraphs(tx, &case)?;
        let chosen = paragraphs.iter().find(|(id, _)| id == form.value("paragraph"));
        let chosen = chosen.and_then(|(id, _)| id.parse().ok());
        if chosen.is_none() {
            form.fault("paragraph", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("initiative-link"), |form| {
            link_form(cx, &initiative, &paragraphs, form)
        })?;
        let paragraph_id: i64 = chosen.ok_or(NotFound)?;

        initiatives::storage::save_paragraph(tx, &initiative, paragraph_id)?;
        let page = format!("initiatives/{}", initiative.id);
        journal::record(tx, cx, &permit, &page, json!({"paragraph": paragraph_id}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

async fn start(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, initiative, permit) =
            initiatives::storage::opened(cx, tx, StartInitiative)?;
        let outcome = negotiation::storage::outcome(tx, initiative.id)?;
        rules::start(initiative.state(), outcome.map(|outcome| outcome.kind))?;

        initiatives::storage::save_start(tx, &initiative, cx.now_us())?;
        let page = format!("initiatives/{}", initiative.id);
        journal::record(tx, cx, &permit, &page, json!({}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

async fn end(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, initiative, permit) =
            initiatives::storage::opened(cx, tx, StartInitiative)?;
        rules::end(initiative.state())?;
        let ending = form.choice::<Ending>("ending");
        form.check(cx, &cx.t("initiative-end"), |form| {
            ending_form(cx, &initiative, form)
        })?;
        let ending = ending.ok_or(NotFound)?;

        initiatives::storage::save_ending(tx, &initiative, ending, cx.now_us())?;
        let page = format!("initiatives/{}", initiative.id);
        journal::record(tx, cx, &permit, &page, json!({"ending": ending.word()}), "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Takes the report of a quarter.
async fn report(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, initiative, permit) = initiatives::storage::opened(cx, tx, ReportStatus)?;
        let quarter = Quarter {
            year: form.number("year", 2000..=2100),
            quarter: form.number("quarter", 1..=4),
        };
        let lights = (
            form.choice::<Light>("budget"),
            form.choice::<Light>("business_case"),
            form.choice::<Light>("risks"),
            form.choice::<Light>("schedule"),
        );
        let action = form.optional("action", TEXT);
        form.check(cx, &cx.t("report-new"), |form| report_form(cx, &initiative, form))?;
        let (Some(budget), Some(business_case), Some(risks), Some(schedule)) = lights
        else {
            return Err(Error::NotFound);
        };
        let lights = Lights { budget, business_case, risks, schedule };
        let reported: Vec<Quarter> = storage::reports(tx, initiative.id)?
            .iter()
            .map(|report| report.quarter)
            .collect();
        let began = cx.date_of(initiative.started_at.unwrap_or_default());
        let days = (began, cx.today());
        rules::report(initiative.state(), quarter, days, &reported, lights, &action)?;

        let report =
            Report { quarter, lights, action, by: permit.by.clone(), at: cx.now_us() };
        storage::insert(tx, &permit, &initiative, &report)?;
        let page = format!("initiatives/{}", initiative.id);
        let what = json!({
            "action": report.action,
            "lights": lights.all().map(Light::word),
            "quarter": quarter.quarter,
            "year": quarter.year,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        // Before a version is released the initiatives are for insiders.
        if initiative.public {
            let about = (&[Subject::FollowUp][..], &[initiative.area_id][..]);
            subscriptions::tell(tx, cx, initiative.case_id, about, &page, |lang| {
                let title =
                    format!("{} {}", initiative.number, lang.pick(&initiative.title));
                lang.say("news-status", &[("title", title.into())])
            })?;
        }
        Ok(cx.done(&page))
    })
    .await
}
