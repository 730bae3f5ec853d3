//! Signing in and out; in a demonstration also as anybody, and turning its clock.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use koreplan_log::Entry;
use koreplan_store::Tx;
use maud::{Markup, html};

use super::storage::{self, Account};
use crate::{
    bodies, case, journal,
    refusal::{Message, Refusal},
    routes::Routes,
    web::{
        Cx, Post,
        components::{Need, hidden, line, line_of, moment, page_head, post_as},
        error::Error,
        form::{Form, LINE},
        is_own_page, see_other, session,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/sign-in", new)
        .post("/{lang}/sign-in", create)
        .post("/{lang}/sign-out", destroy)
        .get("/{lang}/demo/clock", clock)
        .post("/{lang}/demo/clock", turn)
}

fn address(cx: &Cx, page: &str) -> String {
    format!("/{}/{page}", cx.lang.word())
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let people = if cx.app.demo { storage::all(tx)? } else { Vec::new() };
        let body = html! {
            (page_head(cx, &cx.t("sign-in-title"), &cx.t("sign-in-lead")))
            @if cx.app.demo { (demo_people(cx, tx, &people)?) }
            @else { (sign_in_form(cx, &Form::with(&[("next", cx.query("next"))]))) }
        };
        Ok(cx.page(&cx.t("sign-in-title"), &body))
    })
    .await
}

/// The people of the cases, one button each.
fn demo_people(cx: &Cx, tx: &mut dyn Tx, people: &[Account]) -> Result<Markup, Error> {
    let mut seats = Vec::new();
    for case in case::storage::all(tx)? {
        for body in bodies::storage::all(tx, &case)? {
            let members = bodies::storage::members(tx, body.id, &cx.today().to_string())?;
            for member in members {
                seats.push((member.person_id, cx.text(&body.name).to_owned()));
            }
        }
    }
    Ok(html! {
        p { (cx.t("sign-in-demo")) }
        ul class="kp-people" {
            @for person in people {
                li {
                    (post_as(cx, &address(cx, "sign-in"), "sign-in-as", "button-secondary",
                        &html! {
                            (hidden("login", &person.login))
                            (hidden("next", cx.query("next")))
                            strong { (person.name) }
                            span class="kp-quiet" {
                                (cx.text(&person.title))
                                @for (_, body) in
                                    seats.iter().filter(|(id, _)| *id == person.id) {
                                    " · " (body)
                                }
                            }
                        }))
                }
            }
        }
    })
}

fn sign_in_form(cx: &Cx, form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "login", "sign-in-login", Need::Must))
        (line_of(cx, form, "password", "sign-in-password", None, Need::Must, "password"))
        (hidden("next", form.value("next")))
    };
    post_as(cx, &address(cx, "sign-in"), "sign-in", "button-primary", &fields)
}

async fn create(Post(cx, mut form): Post) -> Response {
    let login = form.text("login", LINE);
    if let Err(error) =
        form.check(&cx, &cx.t("sign-in-title"), |form| sign_in_form(&cx, form))
    {
        return error.answer(&cx);
    }
    if !cx.app.demo && !cx.app.may_try(cx.network, &login) {
        return Error::TooMany.answer(&cx);
    }
    let password = form.value("password").to_owned();
    let demo = cx.app.demo;
    let account = cx.app.store.read(move |tx| storage::find(tx, &login)).await;
    let account = match account {
        Ok(account) => account,
        Err(error) => return Error::from(error).answer(&cx),
    };
    let checked = if demo {
        account
    } else {
        // Hashing takes its time on purpose: few at once, on no thread that serves others.
        let _turn = cx.app.checks.acquire().await;
        tokio::task::spawn_blocking(move || {
            let fits = storage::fits(account.as_ref(), &password);
            account.filter(|_| fits)
        })
        .await
        .unwrap_or_default()
    };
    cx.write(move |cx, tx| {
        let Some(account) = checked else {
            form.fault("login", Message::new("sign-in-wrong"));
            form.check(cx, &cx.t("sign-in-title"), |form| sign_in_form(cx, form))?;
            return Err(Error::NotFound);
        };
        let secret = session::begin(tx, account.id, cx.app.outside().as_second())?;
        note(tx, cx, &account.name, "SignIn")?;
        let next = form.value("next");
        let to = if is_own_page(next) { next.to_owned() } else { address(cx, "") };
        let mut answer = see_other(to.trim_end_matches('/'));
        set_cookie(&mut answer, &session::cookie(&cx.app, &secret));
        Ok(answer)
    })
    .await
}

fn set_cookie(answer: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn note(tx: &mut dyn Tx, cx: &Cx, actor: &str, action: &str) -> Result<(), Error> {
    let entry = Entry {
        seq: 0,
        at: cx.now_us(),
        case: String::new(),
        actor: actor.into(),
        action: action.into(),
        subject: String::new(),
        what: "{}".into(),
        why: String::new(),
    };
    Ok(journal::append(tx, entry)?)
}

async fn destroy(headers: axum::http::HeaderMap, Post(cx, _): Post) -> Response {
    cx.write(move |cx, tx| {
        if let Some(secret) = session::given(&cx.app, &headers) {
            session::end(tx, &secret)?;
        }
        if let Some(person) = &cx.actor.person {
            note(tx, cx, &person.name, "SignOut")?;
        }
        let mut answer = see_other(address(cx, "").trim_end_matches('/'));
        set_cookie(&mut answer, &session::cookie(&cx.app, ""));
        Ok(answer)
    })
    .await
}

/// Why a demonstration's clock was not turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the clock of a demonstration only runs forward")]
struct Backwards;

impl Refusal for Backwards {
    fn why(&self) -> Message {
        Message::new("demo-backwards")
    }

    fn way_forward(&self) -> Message {
        Message::new("demo-backwards-way")
    }
}

async fn clock(cx: Cx) -> Response {
    cx.read(|cx, _| {
        if !cx.app.demo {
            return Err(Error::NotFound);
        }
        let today = cx.today().to_string();
        let form = Form::with(&[("day", &today), ("time", "09:00")]);
        let body = html! {
            (page_head(cx, &cx.t("demo-clock-title"), &cx.t("demo-clock-lead")))
            (clock_form(cx, &form))
        };
        Ok(cx.page(&cx.t("demo-clock-title"), &body))
    })
    .await
}

fn clock_form(cx: &Cx, form: &Form) -> Markup {
    let fields = moment(cx, form, "day", "time");
    post_as(
        cx,
        &address(cx, "demo/clock"),
        "demo-clock-button",
        "button-primary",
        &fields,
    )
}

/// Turns the clock of a demonstration forward.
async fn turn(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        if !cx.app.demo {
            return Err(Error::NotFound);
        }
        let time = form.moment("day", "time");
        let then = time.map(|time| case::clock::instant(&cx.app.zone, time));
        if then == Some(Err(case::clock::Ambiguous)) {
            form.fault("time", Message::new("fault-ambiguous"));
        }
        form.check(cx, &cx.t("demo-clock-title"), |form| clock_form(cx, form))?;
        let Some(Ok(then)) = then else { return Err(Error::NotFound) };
        if then < cx.now {
            return Err(Backwards.into());
        }
        let ahead = cx.app.ahead_for(then);
        save_ahead(tx, ahead)?;
        cx.app.set_ahead(ahead);
        Ok(see_other(address(cx, "").trim_end_matches('/')))
    })
    .await
}

/// Stores how far a demonstration is ahead of the clock, in seconds.
pub fn save_ahead(tx: &mut dyn Tx, ahead: i64) -> Result<(), koreplan_store::StoreError> {
    tx.exec(
        "INSERT INTO demo_clock (id, ahead) VALUES (1, $1)
         ON CONFLICT (id) DO UPDATE SET ahead = excluded.ahead",
        &[ahead.into()],
    )
    .map(drop)
}
