//! Sending an item out, the page a member answers on, and how it ended.

use axum::response::Response;
use jiff::civil::DateTime;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Answer, Answering, Count, Ended, Refused},
    storage::{self, Matter, New, OnPaper, Procedure, Voter},
};
use crate::{
    access::{
        Action, AnswerWritten, EndWritten, Guarded as _, ListWritten, NoteAway, Permit,
        ReadCase, ReadMeeting, ReadWritten, SendWritten, WithdrawWritten,
    },
    bodies::{self, storage::Body},
    case::{self, Case, clock},
    journal,
    meetings::{self, papers, rules::Verb},
    refusal::Message,
    routes::Routes,
    subscriptions::{self, rules::Subject},
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, decision_class, empty, facts, fold, hidden, line_of, moment,
            page_head, post, post_quiet, prose, search, select, select_choice, sought,
            table, text,
        },
        error::{Error, NotFound},
        form::{Form, TEXT},
    },
};

/// A day in microseconds.
const DAY: i64 = 24 * 3600 * 1_000_000;

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/written-procedures", list)
        .get("/{lang}/{case}/written-procedures/new", new)
        .post("/{lang}/{case}/written-procedures", send)
        .get("/{lang}/{case}/written-procedures/{id}", show)
        .post("/{lang}/{case}/written-procedures/{id}/answer", answer)
        .post("/{lang}/{case}/written-procedures/{id}/absence", absence)
        .post("/{lang}/{case}/written-procedures/{id}/result", end)
        .post("/{lang}/{case}/written-procedures/{id}/withdrawal", withdraw)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Procedure, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let procedure = storage::load(tx, &case, cx.id("id")?)?;
    let (procedure, permit) = procedure.open(&cx.actor, action)?;
    Ok((case, procedure, permit))
}

fn page(procedure: &Procedure, part: &str) -> String {
    format!("written-procedures/{}{part}", procedure.id)
}

fn name(cx: &Cx, procedure: &Procedure) -> String {
    cx.say("written-number", &[("number", procedure.number.into())])
}

fn standing(cx: &Cx, procedure: &Procedure) -> Markup {
    match procedure.outcome {
        Some(ended) => {
            let class = match ended {
                Ended::Carried => "badge-success",
                Ended::Lost => "badge-error",
                _ => "",
            };
            badge(class, &cx.t(ended.key()))
        }
        None if procedure.is_late(cx.now_us()) => {
            badge("badge-warning", &cx.t("written-to-end"))
        }
        None => badge("badge-info", &cx.t("written-out")),
    }
}

/// How many days there are left to answer.
fn days_left(cx: &Cx, procedure: &Procedure) -> i64 {
    let last = procedure.closes.parse().map_or(cx.today(), |at: DateTime| at.date());
    i64::from((last - cx.today()).get_days()).max(0)
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListWritten)?;
        let procedures: Vec<Procedure> = storage::list(tx, &case, &permit)?
            .into_iter()
            .filter_map(|sealed| sealed.open(&cx.actor, ReadWritten).ok())
            .map(|(procedure, _)| procedure)
            .filter(|one| sought(cx, &[&one.item.title, cx.text(&one.body)]))
            .collect();
        let mut rows = Vec::new();
        for procedure in &procedures {
            let count = count(&storage::voters(tx, procedure)?);
            rows.push(vec![
                html! { a href=(cx.url(&page(procedure, ""))) {
                    (name(cx, procedure)) ": " (procedure.item.title)
                } },
                html! { (cx.text(&procedure.body)) },
                html! { (cx.moment(procedure.closes_at)) },
                html! { (count.seats - count.silent) "/" (count.seats) },
                standing(cx, procedure),
            ]);
        }
        let heads = ["written-head-item", "written-head-body", "written-head-closes",
            "written-head-answers", "written-head-standing"];
        let title = cx.t("written-title");
        let body = html! {
            (page_head(cx, &title, &cx.t("written-lead")))
            @if cx.may::<SendWritten>(&case.facts()) {
                p { a class="button button-primary" href=(cx.url("written-procedures/new")) {
                    (cx.t("written-send"))
                } }
            }
            (search(cx))
            p role="status" { (cx.say("written-count", &[
                ("count", i64::try_from(rows.len()).unwrap_or(0).into()),
            ])) }
            @if rows.is_empty() { (empty(cx, "written-empty")) }
            @else { (table(&title, &heads.map(|head| cx.t(head)), &rows)) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// What can be sent out, as the form names it.
fn item_options(
    cx: &Cx,
    found: &[(Matter, i64, crate::web::l10n::Text)],
) -> Vec<(String, String)> {
    found
        .iter()
        .map(|(item, _, body)| {
            (item.id.to_string(), format!("{}: {}", cx.text(body), item.title))
        })
        .collect()
}

fn send_form(cx: &Cx, items: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (select(cx, form, "item", "written-item", Need::Must, items))
        (select_choice::<Verb>(cx, form, "verb", "written-verb"))
        (text(cx, form, "note", "written-note", Some("written-note-hint"), Need::May, (4, TEXT)))
        fieldset class="form-group" {
            legend class="form-label" { (cx.t("written-closes")) }
            (moment(cx, form, "day", "time"))
        }
        (line_of(cx, form, "remind", "written-remind", Some("written-remind-hint"), Need::Must,
            "number"))
        (line_of(cx, form, "wishes", "written-wishes", Some("written-wishes-hint"), Need::Must,
            "number"))
    };
    post(cx, "written-procedures", "written-send", &fields)
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, SendWritten)?;
        let found = storage::sendable(tx, &case, &permit)?;
        let asked = cx.query("item");
        let proposed = found
            .iter()
            .find(|(item, ..)| item.id.to_string() == asked)
            .and_then(|(item, ..)| item.proposed)
            .unwrap_or(Verb::Approved);
        let form = Form::with(&[
            ("item", asked),
            ("verb", proposed.word()),
            ("time", "12:00"),
            ("remind", "2"),
            ("wishes", "1"),
        ]);
        let title = cx.t("written-send");
        let body = html! {
            (page_head(cx, &title, &cx.t("written-send-lead")))
            @if found.is_empty() { (empty(cx, "written-nothing-to-send")) }
            @else { (send_form(cx, &item_options(cx, &found), &form)) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Sends an item out. Whose answer is asked for and by which rule is written down now.
async fn send(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, SendWritten)?;
        let found = storage::sendable(tx, &case, &permit)?;
        let chosen =
            found.iter().find(|(item, ..)| item.id.to_string() == form.value("item"));
        if chosen.is_none() {
            form.fault("item", Message::new("fault-choose"));
        }
        let verb = form.choice::<Verb>("verb");
        let note = form.optional("note", TEXT);
        let (remind, wishes) =
            (form.number("remind", 0..=30), form.number("wishes", 0..=100));
        let closes = form.moment("day", "time");
        let zone = case.time_zone()?;
        let closes_at = closes.map(|time| clock::instant(&zone, time));
        match closes_at {
            Some(Err(clock::Ambiguous)) => {
                form.fault("time", Message::new("fault-ambiguous"));
            }
            Some(Ok(at)) if at <= cx.now => form.fault("day", Message::new("fault-past")),
            _ => {}
        }
        form.check(cx, &cx.t("written-send"), |form| {
            send_form(cx, &item_options(cx, &found), form)
        })?;
        let (Some((item, body_id, _)), Some(verb), Some(closes), Some(Ok(closes_at))) =
            (chosen, verb, closes, closes_at)
        else {
            return Err(Error::NotFound);
        };
        let body = body_of(tx, &case, *body_id)?;
        let voters = storage::electorate(tx, body.id, &cx.today().to_string())?;
        let out = storage::is_out(tx, item.id)?;
        rules::send(item.verb.is_some(), out, voters.len())?;

        let closes_at = closes_at.as_microsecond();
        let new = New {
            body: &body,
            item_id: item.id,
            note: &note,
            verb,
            closes: closes.to_string(),
            closes_at,
            remind_at: closes_at - remind * DAY,
            wishes_needed: wishes,
        };
        let id = storage::insert(tx, &case, &new, &voters, &permit, cx.now_us())?;
        let page = format!("written-procedures/{id}");
        let what = json!({
            "body": body.slug, "closes": new.closes, "item": item.id,
            "verb": verb.word(), "voters": voters.len(),
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn body_of(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Body, Error> {
    let bodies = bodies::storage::all(tx, case)?;
    Ok(bodies.into_iter().find(|body| body.id == id).ok_or(NotFound)?)
}

fn count(voters: &[Voter]) -> Count {
    rules::count(&voters.iter().map(Voter::voice).collect::<Vec<_>>())
}

/// The seats the reader may answer for: the own one, and those of members who are away
/// that the reader is a substitute for.
fn seats_of<'a>(
    cx: &Cx,
    tx: &mut dyn Tx,
    procedure: &Procedure,
    voters: &'a [Voter],
) -> Result<Vec<(&'a Voter, Answering)>, Error> {
    let Some(me) = cx.actor.person.as_ref().map(|person| person.id) else {
        return Ok(Vec::new());
    };
    let today = cx.today().to_string();
    let stands_in = storage::stands_in(tx, procedure, me, &today)?;
    let seats = voters.iter().map(|voter| {
        let for_it =
            stands_in.is_some_and(|of| of.is_none_or(|of| of == voter.person_id));
        let who = Answering {
            own: voter.person_id == me,
            stands_in: for_it,
            away: voter.away_at.is_some(),
            answered_in_person: voter.answered_in_person(),
        };
        (voter, who)
    });
    Ok(seats.filter(|(_, who)| who.own || who.stands_in).collect())
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, procedure, _) = opened(cx, tx, ReadWritten)?;
        let stands_on = meetings::storage::load(tx, &case, procedure.item.meeting_id)?;
        let is_shown = stands_on.open(&cx.actor, ReadMeeting).is_ok();
        let voters = storage::voters(tx, &procedure)?;
        let seats = seats_of(cx, tx, &procedure, &voters)?;
        let late = procedure.is_late(cx.now_us());
        let ended = procedure.ended_at.is_some();
        let annexes = papers::pages::annex_list(cx, tx, procedure.item.root)?;
        let title = name(cx, &procedure);
        let body = html! {
            (page_head(cx, &title, ""))
            p { (standing(cx, &procedure)) }
            (about(cx, &procedure))
            @if !ended && !late { (consequence(cx, &procedure)) }
            (matter(cx, &procedure, &annexes, is_shown))
            @for (voter, who) in &seats {
                @if rules::answer(ended, late, *who).is_ok() {
                    (answer_part(cx, &procedure, voter, *who))
                }
            }
            @if let Some(ended) = procedure.outcome { (ending(cx, &procedure, ended)) }
            (answers(cx, &procedure, &voters))
            @if !ended { (work(cx, &procedure, &voters)) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn about(cx: &Cx, procedure: &Procedure) -> Markup {
    facts(&[
        (cx.t("written-head-body"), html! { (cx.text(&procedure.body)) }),
        (
            cx.t("written-sent"),
            html! {
                (procedure.sent_by) ", " (cx.moment(procedure.sent_at))
            },
        ),
        (cx.t("written-head-closes"), html! { (cx.moment(procedure.closes_at)) }),
        (cx.t("written-rule"), html! { (cx.t(procedure.terms.rule.rule.key())) }),
    ])
}

/// How long there is left, and what it means not to answer.
fn consequence(cx: &Cx, procedure: &Procedure) -> Markup {
    let terms = &procedure.terms;
    html! {
        div class="alert alert-info" { div class="alert-body" {
            p class="alert-heading" { (cx.say("written-days-left", &[
                ("days", days_left(cx, procedure).into()),
                ("moment", cx.moment(procedure.closes_at).into()),
            ])) }
            p class="alert-text" {
                (cx.t(if terms.silence_consents { "written-silence-consents" }
                    else { "written-silence-is-none" }))
                " "
                @if terms.wishes_needed == 0 { (cx.t("written-wishes-noted")) }
                @else { (cx.say("written-wishes-stop", &[
                    ("count", terms.wishes_needed.into()),
                ])) }
            }
        } }
    }
}

/// The item as on its agenda, with the way there where it is shown.
fn matter(cx: &Cx, procedure: &Procedure, annexes: &Markup, is_shown: bool) -> Markup {
    let item = &procedure.item;
    html! {
        section class="kp-section kp-item" {
            h2 { (item.title) @if item.closed { " " (badge("", &cx.t("item-closed"))) } }
            @if !item.case_number.is_empty() {
                p class="kp-quiet" { (cx.say("written-case-number", &[
                    ("number", item.case_number.clone().into()),
                ])) }
            }
            (prose(&procedure.note))
            (prose(&item.resume))
            p { strong { (cx.t("item-recommendation")) } " " (item.recommendation) " "
                (cx.say("written-a-yes", &[("verb", cx.t(procedure.verb.key()).into())])) }
            (prose(&item.presentation))
            (annexes)
            @if is_shown {
                p { a href=(cx.url(&format!("meetings/{}#item-{}", item.meeting_id, item.id))) {
                    (cx.t("written-where"))
                } }
            }
        }
    }
}

/// The buttons, and room for words.
fn answer_form(cx: &Cx, procedure: &Procedure, seat: i64, form: &Form) -> Markup {
    html! {
        form method="post" action=(cx.url(&page(procedure, "/answer"))) class="kp-form" novalidate {
            input type="hidden" name="csrf" value=(cx.actor.csrf);
            (hidden("seat", &seat.to_string()))
            (text(cx, form, "words", "written-words", Some("written-words-hint"), Need::May,
                (3, TEXT)))
            div class="mt-5 kp-actions" {
                @for answer in Answer::ALL {
                    @let class = match answer {
                        Answer::Yes => "button-primary",
                        _ => "button-secondary",
                    };
                    button type="submit" name="answer" value=(answer.word())
                        class={ "button " (class) } { (cx.t(answer.key())) }
                }
            }
        }
    }
}

fn answer_part(cx: &Cx, procedure: &Procedure, voter: &Voter, who: Answering) -> Markup {
    let form = Form::named("answer").numbered(voter.person_id);
    let words = voter.said.as_ref().map_or("", |said| said.words.as_str());
    let form = if words.is_empty() {
        form
    } else {
        Form::named_with("answer", &[("words", words)]).numbered(voter.person_id)
    };
    html! {
        section class="kp-section kp-work" {
            @if who.own { h2 { (cx.t("written-your-answer")) } }
            @else { h2 { (cx.say("written-answer-for", &[
                ("name", voter.name.clone().into()),
            ])) } }
            @if let Some(said) = &voter.said {
                p role="status" { (cx.say("written-answered", &[
                    ("answer", cx.t(said.answer.key()).into()),
                    ("by", said.by.clone().into()),
                    ("date", cx.moment(said.at).into()),
                ])) }
            }
            (answer_form(cx, procedure, voter.person_id, &form))
            @if who.own { (absence_form(cx, procedure, voter)) }
        }
    }
}

fn absence_form(cx: &Cx, procedure: &Procedure, voter: &Voter) -> Markup {
    let (button, away) = if voter.away_at.is_some() {
        ("written-back", "no")
    } else {
        ("written-away", "yes")
    };
    let fields = html! {
        (hidden("seat", &voter.person_id.to_string()))
        (hidden("away", away))
    };
    post_quiet(cx, &page(procedure, "/absence"), button, &fields)
}

fn ending(cx: &Cx, procedure: &Procedure, ended: Ended) -> Markup {
    let item = &procedure.item;
    html! {
        section class="kp-section" {
            h2 { (cx.t("written-result")) }
            p { (cx.say("written-ended-by", &[
                ("outcome", cx.t(ended.key()).into()),
                ("by", procedure.ended_by.clone().into()),
                ("date", cx.moment(procedure.ended_at.unwrap_or(0)).into()),
            ])) }
            (prose(&procedure.reason))
            @if let (Some(verb), Some(meeting)) = (item.verb, procedure.meeting_id) {
                p class=(decision_class(verb)) {
                    strong { (cx.t("item-decision")) } " " (cx.t(verb.key())) ". "
                    (item.decision)
                }
                p { a href=(cx.url(&format!("meetings/{meeting}"))) {
                    (cx.t("written-on-paper"))
                } }
            }
        }
    }
}

/// Who has answered. What was answered is for those who lead the procedure, and for all
/// once it has ended: nobody answers by what the others said.
fn answers(cx: &Cx, procedure: &Procedure, voters: &[Voter]) -> Markup {
    let shown = procedure.ended_at.is_some() || cx.may::<EndWritten>(&procedure.facts());
    let rows: Vec<_> = voters
        .iter()
        .map(|voter| {
            let said = match &voter.said {
                Some(said) if shown => html! {
                    (cx.t(said.answer.key()))
                    @if said.by_id != voter.person_id {
                        " (" (cx.say("written-by-substitute", &[
                            ("by", said.by.clone().into()),
                        ])) ")"
                    }
                    @if !said.words.is_empty() { ": " (said.words) }
                },
                Some(_) => html! { (cx.t("written-has-answered")) },
                None if voter.away_at.is_some() => html! { (cx.t("written-is-away")) },
                None => html! { (cx.t("written-no-answer")) },
            };
            vec![html! { (voter.name) }, html! { (cx.t(voter.role.key())) }, said]
        })
        .collect();
    let count = count(voters);
    let heads = ["written-head-member", "written-head-role", "written-head-answer"];
    html! {
        h2 { (cx.t("written-answers")) }
        p role="status" { (cx.say("written-counted", &[
            ("answered", (count.seats - count.silent).into()),
            ("seats", count.seats.into()),
        ])) }
        (table(&cx.t("written-answers"), &heads.map(|head| cx.t(head)), &rows))
    }
}

fn withdrawal_form(cx: &Cx, procedure: &Procedure, form: &Form) -> Markup {
    let fields = text(cx, form, "reason", "written-reason", None, Need::Must, (2, TEXT));
    post_quiet(cx, &page(procedure, "/withdrawal"), "written-withdraw", &fields)
}

fn result_form(cx: &Cx, procedure: &Procedure, form: &Form) -> Markup {
    let fields = text(
        cx,
        form,
        "words",
        "written-decision",
        Some("written-decision-hint"),
        Need::May,
        (3, TEXT),
    );
    post(cx, &page(procedure, "/result"), "written-end", &fields)
}

/// What those who lead the procedure may do.
fn work(cx: &Cx, procedure: &Procedure, voters: &[Voter]) -> Markup {
    let facts = procedure.facts();
    let count = count(voters);
    let decided = procedure.item.verb.is_some();
    let late = procedure.is_late(cx.now_us());
    let may_end = rules::end(false, decided, late, &procedure.terms, &count);
    let mine = cx.actor.person.as_ref().map(|person| person.id);
    html! {
        section class="kp-section kp-work" {
            @if cx.may::<EndWritten>(&facts) {
                @match may_end {
                    Ok(()) => (result_form(cx, procedure, &Form::named("result"))),
                    Err(refused) => p class="kp-quiet" {
                        (cx.message(&crate::refusal::Refusal::why(&refused)))
                    },
                }
            }
            @if cx.may::<SendWritten>(&facts) && !late {
                (fold("absence", &cx.t("written-note-away"), &html! {
                    @for voter in voters.iter().filter(|one| {
                        !one.answered_in_person() && Some(one.person_id) != mine
                    }) {
                        p { (voter.name) }
                        (absence_form(cx, procedure, voter))
                    }
                }))
            }
            @if cx.may::<WithdrawWritten>(&facts) {
                (fold("withdrawal", &cx.t("written-withdraw"),
                    &withdrawal_form(cx, procedure, &Form::named("withdrawal"))))
            }
        }
    }
}

/// Answers for a seat.
async fn answer(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, procedure, permit) = opened(cx, tx, AnswerWritten)?;
        let voters = storage::voters(tx, &procedure)?;
        let seats = seats_of(cx, tx, &procedure, &voters)?;
        let wanted = form.value("seat").to_owned();
        let (voter, who) = *seats
            .iter()
            .find(|(voter, _)| voter.person_id.to_string() == wanted)
            .ok_or(Refused::NotAsked)?;
        let late = procedure.is_late(cx.now_us());
        rules::answer(procedure.ended_at.is_some(), late, who)?;
        let said = Answer::of(form.value("answer"));
        if said.is_none() {
            form.fault("words", Message::new("fault-choose"));
        }
        let words = form.optional("words", TEXT);
        if words.is_empty() && said.is_some_and(Answer::needs_words) {
            form.fault("words", Message::new("written-fault-words"));
        }
        form.check(cx, &cx.t("written-your-answer"), |form| {
            answer_form(cx, &procedure, voter.person_id, form)
        })?;
        let said = said.ok_or(NotFound)?;

        let now = cx.now_us();
        let seat = voter.person_id;
        storage::save_answer(tx, &procedure, seat, (said, &words), &permit, now)?;
        let page = page(&procedure, "");
        let what = json!({
            "answer": said.word(), "for": voter.name, "substitute": !who.own,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Notes that a member is away, so that the substitute answers: the member says so, or
/// the secretariat knows.
async fn absence(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, procedure, permit) = opened(cx, tx, NoteAway)?;
        let voters = storage::voters(tx, &procedure)?;
        let wanted = form.value("seat");
        let voter = voters.iter().find(|one| one.person_id.to_string() == wanted);
        let voter = voter.ok_or(Refused::NotAsked)?;
        let own = permit.by_id == Some(voter.person_id);
        if !own && !cx.may::<SendWritten>(&procedure.facts()) {
            return Err(Refused::NotAsked.into());
        }
        let who = Answering {
            own: true,
            stands_in: false,
            away: false,
            answered_in_person: voter.answered_in_person(),
        };
        let late = procedure.is_late(cx.now_us());
        rules::answer(procedure.ended_at.is_some(), late, who)?;

        let away = form.value("away") == "yes";
        let at = away.then_some(cx.now_us());
        let by = if away { permit.by.as_str() } else { "" };
        storage::save_away(tx, &procedure, voter.person_id, by, at)?;
        let page = page(&procedure, "");
        let what = json!({"away": away, "member": voter.name});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

async fn withdraw(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, procedure, permit) = opened(cx, tx, WithdrawWritten)?;
        rules::withdraw(procedure.ended_at.is_some())?;
        let reason = form.text("reason", TEXT);
        form.check(cx, &cx.t("written-withdraw"), |form| {
            withdrawal_form(cx, &procedure, form)
        })?;

        storage::save_withdrawal(tx, &procedure, &reason, &permit, cx.now_us())?;
        let page = page(&procedure, "");
        journal::record(tx, cx, &permit, &page, json!({"withdrawn": true}), &reason)?;
        Ok(cx.done(&page))
    })
    .await
}

/// Ends a procedure: the rule says what the answers come to. What is decided is the
/// item's decision, on a meeting on paper that is closed with it.
async fn end(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, procedure, permit) = opened(cx, tx, EndWritten)?;
        let voters = storage::voters(tx, &procedure)?;
        let voices: Vec<_> = voters.iter().map(Voter::voice).collect();
        let count = rules::count(&voices);
        let late = procedure.is_late(cx.now_us());
        let (ended, decided) =
            (procedure.ended_at.is_some(), procedure.item.verb.is_some());
        rules::end(ended, decided, late, &procedure.terms, &count)?;
        let words = form.optional("words", TEXT);
        form.check(cx, &cx.t("written-end"), |form| result_form(cx, &procedure, form))?;

        let outcome = rules::result(&procedure.terms, &voices);
        let told = told(cx, &procedure, outcome, &count);
        if !storage::save_end(tx, &procedure, (outcome, &told), &permit.by, cx.now_us())?
        {
            return Err(Refused::Ended.into());
        }
        let what = json!({
            "no": count.no, "outcome": outcome.word(), "reservations": count.reservations,
            "silent": count.silent, "wishes": count.wishes, "yes": count.yes,
        });
        let page = page(&procedure, "");
        journal::record(tx, cx, &permit, &page, what, "")?;
        if let Some(verb) = outcome.decision(procedure.verb) {
            let decision = if words.is_empty() { told.clone() } else { words };
            let decided = (verb, decision.as_str());
            put_on_paper(cx, tx, (&case, &procedure), &voters, decided, &told, &permit)?;
        }
        Ok(cx.done(&page))
    })
    .await
}

/// The result in words, without names.
fn told(cx: &Cx, procedure: &Procedure, outcome: Ended, count: &Count) -> String {
    let silence = procedure.terms.silence_consents;
    cx.say(
        if silence { "written-told-silence" } else { "written-told" },
        &[
            ("number", procedure.number.into()),
            ("outcome", cx.t(outcome.key()).into()),
            ("yes", count.yes.into()),
            ("reservations", count.reservations.into()),
            ("no", count.no.into()),
            ("wishes", count.wishes.into()),
            ("silent", count.silent.into()),
        ],
    )
}

fn put_on_paper(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, procedure): (&Case, &Procedure),
    voters: &[Voter],
    (verb, decision): (Verb, &str),
    minutes: &str,
    permit: &Permit<EndWritten>,
) -> Result<(), Error> {
    let title = name(cx, procedure);
    let said = voters.iter().filter_map(|one| one.said.as_ref().map(|said| (one, said)));
    let reservations: Vec<String> = said
        .filter(|(_, said)| said.answer == Answer::Reservation)
        .map(|(voter, said)| format!("{}: {}", voter.name, said.words))
        .collect();
    let silent = voters.iter().any(|voter| voter.said.is_none());
    let words = OnPaper {
        title: &title,
        place: &cx.t("written-place"),
        minutes,
        moved: &title,
        silence: silent && procedure.terms.silence_consents,
        reservations: &reservations.join("\n"),
    };
    let now = cx.now_us();
    meetings::storage::save_decision(
        tx,
        procedure.item.id,
        (verb, decision),
        &permit.by,
        now,
    )?;
    let meeting = storage::put_on_paper(tx, procedure, voters, &words, permit, now)?;
    let page = format!("meetings/{meeting}");
    let what = json!({
        "decision": decision, "item": procedure.item.id, "verb": verb.word(),
        "written_procedure": procedure.number,
    });
    journal::record(tx, cx, permit, &page, what, "")?;
    let about = (&[Subject::Meetings, Subject::Decisions][..], &[][..]);
    subscriptions::tell(tx, cx, case.id, about, &page, |lang| {
        let title = lang.say("written-number", &[("number", procedure.number.into())]);
        lang.say("news-minutes", &[("title", title.into())])
    })?;
    Ok(())
}
