//! One form for a body: who goes, who comes, from which day; what that passes on is shown
//! before it is done.

use axum::response::Response;
use jiff::civil::Date;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Change, Passing, Reach, Refused},
    storage::{self, Passed},
};
use crate::{
    access::PassOn,
    bodies::{
        pages::{opened, person_options},
        storage::{self as bodies, Body, Known},
    },
    case::{Case, clock},
    journal, people,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, choice_options, hidden, line_of, page_head, post, radios, text,
        },
        error::{Error, NotFound},
        form::{Form, LINE, TEXT, clean, too_long},
        l10n::Text,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/bodies/{body}/succession", new)
        .post("/{lang}/{case}/bodies/{body}/succession/preview", preview)
        .post("/{lang}/{case}/bodies/{body}/succession", save)
}

fn page_of(body: &Body) -> String {
    format!("bodies/{}/succession", body.slug)
}

/// One who goes, and what the form says of who comes.
#[derive(Debug, Clone)]
struct Asked {
    from: i64,
    name: String,
    to: Option<i64>,
    /// Somebody new: name and title.
    new: String,
    title: Text,
}

/// What the form asks for.
#[derive(Debug)]
struct Wish {
    day: Date,
    reach: Reach,
    why: String,
    asked: Vec<Asked>,
}

impl Wish {
    fn changes(&self) -> Vec<Change> {
        self.asked.iter().map(|one| Change { from: one.from, to: one.to }).collect()
    }
}

/// Those with a seat in the body today or later: any of them may go.
fn sitting(cx: &Cx, tx: &mut dyn Tx, body: &Body) -> Result<Vec<Known>, Error> {
    let mut found: Vec<Known> = Vec::new();
    for seat in bodies::seats(tx, body.id)? {
        let lasts = !seat.period.is_empty()
            && seat.period.until.is_none_or(|until| until >= cx.today());
        if lasts && found.iter().all(|one| one.id != seat.person_id) {
            found.push(Known { id: seat.person_id, name: seat.name, title: seat.title });
        }
    }
    Ok(found)
}

fn read(cx: &Cx, form: &mut Form, sitting: &[Known], people: &[Known]) -> Option<Wish> {
    let day = form.date("day");
    let reach = form.choice::<Reach>("reach");
    let why = form.text("why", TEXT);
    let mut asked = Vec::new();
    for one in sitting {
        let field = |name: &str| clean(form.value(&format!("{name}-{}", one.id)));
        let to: Option<i64> = field("to").parse().ok();
        let to = to.filter(|id| people.iter().any(|known| known.id == *id));
        let (new, da, en) = (field("name"), field("title_da"), field("title_en"));
        if to.is_none() && new.is_empty() {
            continue;
        }
        if to.is_some() && !new.is_empty() {
            let both =
                Message::new("succession-fault-both").with("name", one.name.clone());
            form.fault("people", both);
        }
        for text in [&new, &da, &en] {
            let length = text.chars().count();
            if length > LINE {
                form.fault("people", too_long(length, LINE));
            }
        }
        let title = Text { da, en };
        asked.push(Asked { from: one.id, name: one.name.clone(), to, new, title });
    }
    if let Some(day) = day
        && day > cx.today()
    {
        form.fault("day", Message::new("succession-fault-day"));
    }
    if asked.is_empty() {
        form.fault("people", Message::new("succession-refused-nobody-way"));
    }
    Some(Wish { day: day?, reach: reach?, why, asked })
}

fn fields(cx: &Cx, sitting: &[Known], people: &[Known], form: &Form) -> Markup {
    let options = person_options(cx, people);
    html! {
        (line_of(cx, form, "day", "succession-day", Some("succession-day-hint"), Need::Must,
            "date"))
        (radios(cx, form, "reach", "succession-reach", &choice_options::<Reach>(cx)))
        @if let Some(fault) = form.fault_of("people") {
            p class="form-error-message" id=(form.id("people")) { (cx.message(fault)) }
        }
        @for one in sitting {
            @let [to, name, da, en] = ["to", "name", "title_da", "title_en"]
                .map(|field| format!("{field}-{}", one.id));
            fieldset class="form-group" {
                legend class="form-label" {
                    (one.name)
                    @if !cx.text(&one.title).is_empty() { ", " (cx.text(&one.title)) }
                }
                label class="form-label" for=(to) { (cx.t("succession-to")) }
                select class="form-select" id=(to) name=(to) {
                    option value="" { (cx.t("succession-stays")) }
                    @for (value, shown) in options.iter()
                        .filter(|(value, _)| *value != one.id.to_string()) {
                        option value=(value) selected[form.value(&to) == value] { (shown) }
                    }
                }
                @let somebody_new = [&name, &da, &en].iter()
                    .any(|field| !form.value(field).is_empty());
                details class="details" open[somebody_new] {
                    summary class="details-summary" {
                        span class="details-summary-text" { (cx.t("succession-somebody-new")) }
                    }
                    div class="details-text" {
                        @for (field, label) in [(&name, "succession-new"),
                            (&da, "seat-title-da"), (&en, "seat-title-en")] {
                            label class="form-label" for=(field) {
                                (cx.t(label)) " (" (cx.t("optional")) ")"
                            }
                            input type="text" class="form-input" id=(field) name=(field)
                                value=(form.value(field));
                        }
                    }
                }
            }
        }
        (text(cx, form, "why", "succession-why", None, Need::Must, (3, TEXT)))
    }
}

fn wish_form(
    cx: &Cx,
    body: &Body,
    sitting: &[Known],
    people: &[Known],
    form: &Form,
) -> Markup {
    let action = format!("{}/preview", page_of(body));
    post(cx, &action, "succession-look", &fields(cx, sitting, people, form))
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, body, _) = opened(cx, tx, PassOn)?;
        let sitting = sitting(cx, tx, &body)?;
        let people = bodies::people(tx, &case)?;
        let today = cx.today().to_string();
        let form = Form::with(&[("day", &today), ("reach", Reach::Everything.word())]);
        let lead =
            cx.say("succession-lead", &[("body", cx.text(&body.name).to_owned().into())]);
        let page = html! {
            (page_head(cx, &cx.t("succession-title"), &lead))
            @if sitting.is_empty() { p { (cx.t("bodies-no-members")) } }
            @else { (wish_form(cx, &body, &sitting, &people, &form)) }
        };
        Ok(cx.page(&cx.t("succession-title"), &page))
    })
    .await
}

/// The instant a day begins by the clocks of the case.
fn midnight(case: &Case, day: Date) -> Result<i64, Error> {
    let begins = clock::instant(&case.time_zone()?, day.at(0, 0, 0, 0));
    Ok(begins.map_err(|_| NotFound)?.as_microsecond())
}

/// What the wish passes on, in the order of the form.
fn passed(
    tx: &mut dyn Tx,
    case: &Case,
    body: &Body,
    wish: &Wish,
) -> Result<Vec<Passed>, Error> {
    let when = (wish.day, midnight(case, wish.day)?);
    let mut all = Vec::new();
    for change in wish.changes() {
        all.push(storage::passes_on(tx, case, body, wish.reach, when, change)?);
    }
    if all.iter().any(Passed::is_empty) {
        return Err(Refused::Nothing.into());
    }
    Ok(all)
}

/// What passes on, in one line: if it changes after it was shown, nothing is done.
fn print_of(passed: &[Passed]) -> String {
    let parts: Vec<String> = passed
        .iter()
        .map(|one| {
            let seats: Vec<i64> =
                one.seats.iter().map(|passing| passing.seat().id).collect();
            let open = &one.open;
            let ids =
                |of: &[(i64, String)]| of.iter().map(|(id, _)| *id).collect::<Vec<_>>();
            let areas: Vec<i64> = open.areas.iter().map(|(id, _)| *id).collect();
            format!(
                "{} {seats:?} {areas:?} {:?} {:?} {:?}",
                one.change.from,
                ids(&open.meetings),
                open.readings,
                ids(&open.tasks)
            )
        })
        .collect();
    parts.join("; ")
}

async fn preview(Post(cx, mut form): Post) -> Response {
    cx.read(move |cx, tx| {
        let (case, body, permit) = opened(cx, tx, PassOn)?;
        let sitting = sitting(cx, tx, &body)?;
        let people = bodies::people(tx, &case)?;
        let wish = read(cx, &mut form, &sitting, &people);
        form.check(cx, &cx.t("succession-title"), |form| {
            wish_form(cx, &body, &sitting, &people, form)
        })?;
        let wish = wish.ok_or(NotFound)?;
        rules::check(permit.by_id, wish.day, cx.today(), &wish.changes())?;
        let passed = passed(tx, &case, &body, &wish)?;
        let all = bodies::all(tx, &case)?;
        let page = html! {
            (page_head(cx, &cx.t("succession-preview"), &cx.say("succession-from", &[
                ("day", cx.lang.date(wish.day).into()),
            ])))
            p { (cx.t("succession-past")) }
            @for (asked, passed) in wish.asked.iter().zip(&passed) {
                (passes(cx, &all, &people, asked, passed))
            }
            (post(cx, &page_of(&body), "succession-do", &html! {
                (kept(&form, &wish))
                (hidden("seen", &print_of(&passed)))
            }))
            p { a href=(cx.url(&page_of(&body))) { (cx.t("succession-otherwise")) } }
        };
        Ok(cx.page(&cx.t("succession-preview"), &page))
    })
    .await
}

/// The form's values, to be sent again.
fn kept(form: &Form, wish: &Wish) -> Markup {
    html! {
        @for name in ["day", "reach", "why"] { (hidden(name, form.value(name))) }
        @for one in &wish.asked {
            @for field in ["to", "name", "title_da", "title_en"] {
                @let name = format!("{field}-{}", one.from);
                (hidden(&name, form.value(&name)))
            }
        }
    }
}

fn came(asked: &Asked, people: &[Known]) -> String {
    let known = people.iter().find(|known| Some(known.id) == asked.to);
    known.map_or_else(|| asked.new.clone(), |known| known.name.clone())
}

/// What one change passes on, as a list.
fn passes(
    cx: &Cx,
    all: &[Body],
    people: &[Known],
    asked: &Asked,
    passed: &Passed,
) -> Markup {
    let body_name = |id: i64| {
        let body = all.iter().find(|body| body.id == id);
        body.map_or_else(String::new, |body| cx.text(&body.name).to_owned())
    };
    let open = &passed.open;
    html! {
        section class="kp-section" {
            h2 { (cx.say("succession-change", &[
                ("from", asked.name.clone().into()), ("to", came(asked, people).into()),
            ])) }
            ul {
                @for passing in &passed.seats {
                    @let seat = passing.seat();
                    @let key = match passing {
                        Passing::Handed { .. } | Passing::Renamed { .. } => "succession-seat",
                        Passing::Ended { .. } => "succession-seat-ends",
                        Passing::Restood { .. } => "succession-seat-stands",
                    };
                    li { (cx.say(key, &[
                        ("body", body_name(seat.body).into()),
                        ("role", cx.t(seat.role.key()).into()),
                    ])) }
                }
                @for (_, area) in &open.areas {
                    li { (cx.say("succession-area", &[
                        ("area", cx.text(area).to_owned().into()),
                    ])) }
                }
                @for (_, title) in &open.meetings {
                    li { (cx.say("succession-meeting", &[("title", title.clone().into())])) }
                }
                @for (_, title) in &open.tasks {
                    li { (cx.say("succession-task", &[("title", title.clone().into())])) }
                }
                @if !open.readings.is_empty() {
                    li { (cx.say("succession-readings", &[
                        ("count", open.readings.len().into()),
                    ])) }
                }
                @if open.approvals > 0 {
                    li { (cx.say("succession-approvals", &[
                        ("count", open.approvals.into()),
                    ])) }
                }
            }
        }
    }
}

/// Passes everything on, with one entry in the record.
async fn save(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, body, permit) = opened(cx, tx, PassOn)?;
        let sitting = sitting(cx, tx, &body)?;
        let people = bodies::people(tx, &case)?;
        let wish = read(cx, &mut form, &sitting, &people);
        form.check(cx, &cx.t("succession-title"), |form| {
            wish_form(cx, &body, &sitting, &people, form)
        })?;
        let wish = wish.ok_or(NotFound)?;
        rules::check(permit.by_id, wish.day, cx.today(), &wish.changes())?;
        if form.value("seen") != print_of(&passed(tx, &case, &body, &wish)?) {
            return Err(Refused::Changed.into());
        }

        let when = (wish.day, midnight(&case, wish.day)?);
        let mut told = Vec::new();
        for asked in &wish.asked {
            let to = match asked.to {
                Some(to) => to,
                None => people::storage::insert(tx, &asked.new, &asked.title)?,
            };
            // One after the other: a substitute may go together with the member.
            let change = Change { from: asked.from, to: Some(to) };
            let passed = &storage::passes_on(tx, &case, &body, wish.reach, when, change)?;
            storage::save(tx, &permit, (passed, to), wish.day, cx.now_us())?;
            let open = &passed.open;
            told.push(json!({
                "approvals": open.approvals,
                "areas": open.areas.len(),
                "from": asked.name,
                "meetings": open.meetings.len(),
                "readings": open.readings.len(),
                "seats": passed.seats.len(),
                "tasks": open.tasks.len(),
                "to": came(asked, &people),
            }));
        }
        let page = format!("bodies/{}", body.slug);
        let what = json!({
            "changes": told,
            "day": wish.day.to_string(),
            "reach": wish.reach.word(),
        });
        journal::record(tx, cx, &permit, &page, what, &wish.why)?;
        Ok(cx.done(&page))
    })
    .await
}
