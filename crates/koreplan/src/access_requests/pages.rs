//! Access requests for the secretariat: the list, a request and its file list, a document
//! and what is left out of it, the decision, and what goes out.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    export,
    rules::{self, Class, Ground, Kind, Redaction, Refused, Verdict},
    storage::{self, AccessRequest, Arrived, Candidate, Document, Settled},
};
use crate::{
    access::{
        Action, DecideAccessRequest, Permit, ReadAccessRequests, ReadCase,
        RegisterAccessRequest, WorkOnAccessRequest,
    },
    analysis::reading::storage::colleagues,
    case::{self, Case},
    input::public_copy::rules::passages,
    journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, choice_options, empty, facts, fold, line, line_of, page_head, post,
            post_quiet, prose, select, select_choice, table, text, tick,
        },
        error::{Error, NotFound},
        form::{Form, LETTER, LINE, TEXT, folded},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/access-requests", list)
        .post("/{lang}/{case}/access-requests", create)
        .get("/{lang}/{case}/access-requests/{id}", show)
        .get("/{lang}/{case}/access-requests/{id}/collection", collection)
        .get("/{lang}/{case}/access-requests/{id}/export.zip", archive)
        .post("/{lang}/{case}/access-requests/{id}/documents", collect)
        .post("/{lang}/{case}/access-requests/{id}/extension", extend)
        .post("/{lang}/{case}/access-requests/{id}/decision", decide)
        .get("/{lang}/{case}/access-requests/{id}/documents/{position}", document)
        .post("/{lang}/{case}/access-requests/{id}/documents/{position}", settle)
        .post(
            "/{lang}/{case}/access-requests/{id}/documents/{position}/redactions",
            redact,
        )
        .post(
            "/{lang}/{case}/access-requests/{id}/documents/{position}/redactions/removal",
            put_back,
        )
        .post("/{lang}/{case}/access-requests/{id}/documents/{position}/removal", remove)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, AccessRequest, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let request = storage::load(tx, &case, cx.id("id")?)?;
    let (request, permit) = request.open(&cx.actor, action)?;
    Ok((case, request, permit))
}

/// The document of the request at the place in the address.
fn placed(cx: &Cx, tx: &mut dyn Tx, request: &AccessRequest) -> Result<Document, Error> {
    let position = cx.id("position")?;
    let all = storage::documents(tx, request)?;
    let found = all.into_iter().find(|document| document.position == position);
    Ok(found.ok_or(NotFound)?)
}

fn name(cx: &Cx, request: &AccessRequest) -> String {
    cx.say("access-number", &[("number", request.number.to_string().into())])
}

/// How the clock of a request stands.
fn clock(cx: &Cx, request: &AccessRequest) -> String {
    if let Some(at) = request.decided_at {
        return cx.say("access-decided", &[("date", cx.day(at).into())]);
    }
    let due = request.due();
    let (date, today) = (cx.lang.date(due), cx.today());
    if due < today {
        return cx.say("access-overdue", &[("date", date.into())]);
    }
    let left = i64::from(case::working_days::between(today, due));
    cx.say("access-due", &[("date", date.into()), ("count", left.into())])
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, ReadAccessRequests)?;
        let requests = storage::list(tx, &case, &permit)?;
        let officers = officers(cx, tx, &case)?;
        let heads =
            ["access-head-number", "access-requester", "access-received", "access-clock"];
        let rows: Vec<_> = requests
            .iter()
            .map(|request| {
                vec![
                    html! { a href=(cx.url(&request.page())) { (name(cx, request)) } },
                    html! { (request.requester) },
                    html! { (cx.lang.date(request.received)) },
                    html! { (clock(cx, request)) },
                ]
            })
            .collect();
        let today = cx.today().to_string();
        let form = Form::with(&[("received", &today)]);
        let body = html! {
            (page_head(cx, &cx.t("access-title"), &cx.t("access-lead")))
            @if rows.is_empty() { (empty(cx, "access-empty")) } @else {
                p role="status" { (cx.say("access-count", &[
                    ("count", i64::try_from(rows.len()).unwrap_or(0).into()),
                ])) }
                (table(&cx.t("access-title"), &heads.map(|head| cx.t(head)), &rows))
            }
            @if rows.is_empty() {
                h2 { (cx.t("access-new")) }
                (new_form(cx, &officers, &form))
            } @else {
                (fold("new", &cx.t("access-new"), &new_form(cx, &officers, &form)))
            }
        };
        Ok(cx.page(&cx.t("access-title"), &body))
    })
    .await
}

fn officers(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<(String, String)>, Error> {
    let people = colleagues(tx, case, &cx.today().to_string())?;
    Ok(people.into_iter().map(|one| (one.person_id.to_string(), one.name)).collect())
}

fn new_form(cx: &Cx, officers: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "requester", "access-requester", Need::Must))
        (line(cx, form, "contact", "access-contact", Need::May))
        (text(cx, form, "wish", "access-wish", Some("access-wish-hint"), Need::Must,
            (4, TEXT)))
        (line_of(cx, form, "received", "access-received", Some("access-received-hint"),
            Need::Must, "date"))
        (select(cx, form, "officer", "access-officer", Need::Must, officers))
    };
    post(cx, "access-requests", "access-create", &fields)
}

/// Registers a request; the clock runs from the day it came.
async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, RegisterAccessRequest)?;
        let officers = officers(cx, tx, &case)?;
        let requester = form.text("requester", LINE);
        let contact = form.optional("contact", LINE);
        let wish = form.text("wish", TEXT);
        let received = form.date("received");
        if received.is_some_and(|day| day > cx.today()) {
            form.fault("received", Message::new("access-fault-future"));
        }
        let chosen = form.value("officer").to_owned();
        if officers.iter().all(|(id, _)| *id != chosen) {
            form.fault("officer", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("access-new"), |form| new_form(cx, &officers, form))?;
        let (Some(received), Ok(officer_id)) = (received, chosen.parse()) else {
            return Err(Error::NotFound);
        };
        let arrived = Arrived { requester, contact, wish, received, officer_id };
        let id = storage::insert(tx, &case, &permit, &arrived, cx.now_us())?;
        // Who asks stands in the request, not in the record.
        let page = format!("access-requests/{id}");
        journal::record(
            tx,
            cx,
            &permit,
            &page,
            json!({"from": received.to_string()}),
            "",
        )?;
        Ok(cx.done(&page))
    })
    .await
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, request, _) = opened(cx, tx, ReadAccessRequests)?;
        let documents = storage::documents(tx, &request)?;
        let open = request.decided_at.is_none();
        let title = name(cx, &request);
        let body = html! {
            (page_head(cx, &title, &clock(cx, &request)))
            (about(cx, &request))
            h2 { (cx.t("access-list")) }
            (file_list(cx, &request, &documents))
            @if open {
                p { a class="button button-secondary"
                    href=(cx.url(&format!("{}/collection", request.page()))) {
                    (cx.t("access-collect"))
                } }
                (fold("extension", &cx.t("access-extend"),
                    &extension_form(cx, &request, &Form::named("extension"))))
                h2 { (cx.t("access-decide")) }
                (warnings(cx, &documents))
                (decision_form(cx, &request, &proposed(cx, &request, &documents)))
            } @else {
                h2 { (cx.t("access-letter-title")) }
                (prose(&request.decision))
                p { a class="button button-primary" download
                    href=(cx.url(&format!("{}/export.zip", request.page()))) {
                    (cx.t("access-export"))
                } }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn about(cx: &Cx, request: &AccessRequest) -> Markup {
    let mut pairs = vec![
        (cx.t("access-requester"), html! { (request.requester) }),
        (cx.t("access-contact"), html! { (request.contact) }),
        (cx.t("access-received"), html! { (cx.lang.date(request.received)) }),
        (cx.t("access-officer"), html! { (request.officer) }),
        (cx.t("access-wish"), prose(&request.wish)),
    ];
    if let Some(to) = request.extended_to {
        let said = html! { (cx.lang.date(to)) ": " (request.extension_reason) };
        pairs.push((cx.t("access-extended"), said));
    }
    if request.decided_at.is_some() {
        pairs.push((cx.t("access-decided-by"), html! { (request.decided_by) }));
    }
    facts(&pairs)
}

fn file_list(cx: &Cx, request: &AccessRequest, documents: &[Document]) -> Markup {
    let heads = [
        "access-head-number",
        "access-head-document",
        "access-head-date",
        "access-head-class",
        "access-head-verdict",
        "access-head-reason",
    ];
    let rows: Vec<_> = documents
        .iter()
        .map(|document| {
            let page = format!("{}/documents/{}", request.page(), document.position);
            vec![
                html! { (document.position) },
                html! { a href=(cx.url(&page)) {
                    (cx.t(document.kind.key())) ": " (document.title)
                } },
                html! { (cx.lang.date(document.dated)) },
                html! { (cx.t(document.class.key())) },
                html! { (document.verdict.map_or_else(|| cx.t("access-undecided"),
                |verdict| cx.t(verdict.key()))) },
                html! {
                    @if let Some(ground) = document.ground { (cx.t(ground.key())) ". " }
                    (document.reason)
                },
            ]
        })
        .collect();
    html! {
        @if rows.is_empty() { (empty(cx, "access-no-documents")) } @else {
            p role="status" { (cx.say("access-documents", &[
                ("count", i64::try_from(rows.len()).unwrap_or(0).into()),
            ])) }
            (table(&cx.t("access-list"), &heads.map(|head| cx.t(head)), &rows))
        }
    }
}

/// Names and numbers that are left out in one place and stand in another.
fn warnings(cx: &Cx, documents: &[Document]) -> Markup {
    let out: Vec<&str> = documents
        .iter()
        .flat_map(|document| {
            document
                .redactions
                .iter()
                .filter_map(|one| document.body.get(one.span.clone()))
        })
        .collect();
    let going: Vec<_> = documents
        .iter()
        .filter_map(|document| export::outgoing(cx.lang, document))
        .collect();
    let given: Vec<&str> = going
        .iter()
        .flat_map(|one| [one.title.as_str(), one.text.as_str()])
        .chain(documents.iter().map(|document| document.reason.as_str()))
        .collect();
    let standing = rules::still_standing(&out, &given);
    html! {
        @if !standing.is_empty() {
            div class="alert alert-warning" { div class="alert-body" {
                p class="alert-text" { (cx.t("access-standing")) " " (standing.join(", ")) }
            } }
        }
    }
}

/// The letter as it would usually be, to be written on.
fn proposed(cx: &Cx, request: &AccessRequest, documents: &[Document]) -> Form {
    let count = |verdict| {
        let found = documents.iter().filter(|one| one.verdict == Some(verdict)).count();
        i64::try_from(found).unwrap_or(0)
    };
    let mut grounds: Vec<Ground> = documents
        .iter()
        .flat_map(|one| {
            one.ground.into_iter().chain(one.redactions.iter().map(|r| r.ground))
        })
        .collect();
    grounds.sort_unstable();
    grounds.dedup();
    let mut letter = cx.say(
        "access-letter",
        &[
            ("received", cx.lang.date(request.received).into()),
            ("given", count(Verdict::Given).into()),
            ("redacted", count(Verdict::Redacted).into()),
            ("withheld", count(Verdict::Withheld).into()),
        ],
    );
    if !grounds.is_empty() {
        let grounds: Vec<_> =
            grounds.iter().map(|ground| format!("- {}", cx.t(ground.key()))).collect();
        for part in [
            cx.t("access-letter-grounds"),
            grounds.join("\n"),
            cx.t("access-letter-openness"),
        ] {
            letter.push_str("\n\n");
            letter.push_str(&part);
        }
    }
    letter.push_str("\n\n");
    letter.push_str(&cx.t("access-letter-appeal"));
    Form::named_with("decision", &[("decision", &letter)])
}

fn decision_form(cx: &Cx, request: &AccessRequest, form: &Form) -> Markup {
    let fields = text(
        cx,
        form,
        "decision",
        "access-decision",
        Some("access-decision-hint"),
        Need::Must,
        (12, TEXT),
    );
    post(cx, &format!("{}/decision", request.page()), "access-decide-button", &fields)
}

fn extension_form(cx: &Cx, request: &AccessRequest, form: &Form) -> Markup {
    let fields = html! {
        (line_of(cx, form, "to", "access-extend-to", None, Need::Must, "date"))
        (text(cx, form, "reason", "access-extend-reason", Some("access-extend-hint"),
            Need::Must, (3, TEXT)))
    };
    post_quiet(cx, &format!("{}/extension", request.page()), "access-extend", &fields)
}

/// Gives the office more time; the one who asks is told why.
async fn extend(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, request, permit) = opened(cx, tx, WorkOnAccessRequest)?;
        let to = form.date("to");
        let reason = form.text("reason", TEXT);
        form.check(cx, &cx.t("access-extend"), |form| {
            extension_form(cx, &request, form)
        })?;
        let Some(to) = to else { return Err(Error::NotFound) };
        rules::extend(request.decided_at.is_some(), request.due(), to)?;

        storage::save_extension(tx, &request, &permit, (to, &reason), cx.now_us())?;
        let what = json!({"old": request.due().to_string(), "new": to.to_string()});
        journal::record(tx, cx, &permit, &request.page(), what, &reason)?;
        Ok(cx.done(&request.page()))
    })
    .await
}

/// Decides the request; what goes out is as it stands now.
async fn decide(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, request, permit) = opened(cx, tx, DecideAccessRequest)?;
        let documents = storage::documents(tx, &request)?;
        let decision = form.text("decision", TEXT);
        form.check(cx, &cx.t("access-decide"), |form| decision_form(cx, &request, form))?;
        let undecided = documents.iter().filter(|one| one.verdict.is_none()).count();
        rules::decide(request.decided_at.is_some(), documents.len(), undecided)?;

        storage::save_decision(tx, &request, &permit, &decision, cx.now_us())?;
        let what = json!({"documents": documents.len()});
        journal::record(tx, cx, &permit, &request.page(), what, "")?;
        Ok(cx.done(&request.page()))
    })
    .await
}

/// What is looked for among the documents of the case.
fn wanted(cx: &Cx) -> impl Fn(&Candidate) -> bool + use<> {
    let day = |name: &str| cx.query(name).parse::<jiff::civil::Date>().ok();
    let (from, to) = (day("from"), day("to"));
    let words = folded(cx.query("words"));
    move |one| {
        let text = folded(&format!("{} {}", one.title, one.body));
        from.is_none_or(|from| one.dated >= from)
            && to.is_none_or(|to| one.dated <= to)
            && words.split_whitespace().all(|word| text.contains(word))
    }
}

/// Finds documents of the case to put on the list.
async fn collection(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, request, permit) = opened(cx, tx, WorkOnAccessRequest)?;
        let kind = Kind::of(cx.query("kind")).unwrap_or(Kind::Input);
        let found = storage::candidates(cx, tx, &case, &permit, kind, wanted(cx))?;
        let listed = storage::documents(tx, &request)?;
        let known = |one: &Candidate| listed.iter().any(|it| it.thing == one.thing);
        let names = ["from", "to", "words"];
        let mut values: Vec<_> = names.iter().map(|name| (*name, cx.query(name))).collect();
        values.push(("kind", kind.word()));
        let form = Form::with(&values);
        let fields = html! {
            input type="hidden" name="kind" value=(kind.word());
            fieldset class="form-group" {
                legend class="form-label" { (cx.t("access-found")) }
                @for (at, one) in found.iter().enumerate() {
                    div class="form-group-checkbox" {
                        input type="checkbox" class="form-checkbox" id={ "thing-" (at) }
                            name="thing" value=(one.thing) disabled[known(one)];
                        label class="form-label" for={ "thing-" (at) } {
                            (cx.t(kind.key())) " " (one.title) ", " (cx.lang.date(one.dated))
                            ": " (crate::web::components::beginning(&one.body, 120))
                        }
                    }
                }
            }
        };
        let body = html! {
            (page_head(cx, &cx.t("access-collect"), &cx.t("access-collect-lead")))
            p { a href=(cx.url(&request.page())) { (name(cx, &request)) } }
            form method="get" class="kp-filter" role="search" {
                (select(cx, &form, "kind", "access-kind", Need::Must,
                    &choice_options::<Kind>(cx)))
                (line_of(cx, &form, "from", "journal-from", None, Need::May, "date"))
                (line_of(cx, &form, "to", "journal-to", None, Need::May, "date"))
                (line_of(cx, &form, "words", "journal-words", None, Need::May, "search"))
                button class="button button-secondary" type="submit" {
                    (cx.t("search-button"))
                }
            }
            @if found.is_empty() { (empty(cx, "access-nothing-found")) } @else {
                (post(cx, &format!("{}/documents", request.page()), "access-add", &fields))
            }
        };
        Ok(cx.page(&cx.t("access-collect"), &body))
    })
    .await
}

/// Puts what was ticked on the list, with its text as it is now.
async fn collect(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, request, permit) = opened(cx, tx, WorkOnAccessRequest)?;
        rules::work_on(request.decided_at.is_some())?;
        let kind = Kind::of(form.value("kind")).ok_or(NotFound)?;
        let things = form.all("thing").to_vec();
        let ticked = |one: &Candidate| things.contains(&one.thing);
        let found = storage::candidates(cx, tx, &case, &permit, kind, ticked)?;

        let added = storage::add(tx, &request, &permit, kind, &found)?;
        journal::record(
            tx,
            cx,
            &permit,
            &request.page(),
            json!({"documents": added}),
            "",
        )?;
        Ok(cx.done(&request.page()))
    })
    .await
}

fn document_page(request: &AccessRequest, document: &Document) -> String {
    format!("{}/documents/{}", request.page(), document.position)
}

async fn document(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, request, _) = opened(cx, tx, ReadAccessRequests)?;
        let document = placed(cx, tx, &request)?;
        let page = document_page(&request, &document);
        let title = format!("{}: {}", cx.t(document.kind.key()), document.title);
        let open = request.decided_at.is_none();
        let form = settled_form(&document);
        let back: Vec<_> = document
            .redactions
            .iter()
            .map(|one| {
                let words = document.body.get(one.span.clone()).unwrap_or_default();
                let words = crate::web::components::beginning(words, 80);
                let shown = format!("{words} – {}. {}", cx.t(one.ground.key()), one.reason);
                (one.span.start.to_string(), shown)
            })
            .collect();
        let body = html! {
            (page_head(cx, &title, &cx.t("access-document-lead")))
            p { a href=(cx.url(&request.page())) { (name(cx, &request)) } }
            h2 { (cx.t("access-text")) }
            (marked(cx, &document))
            @if open {
                h2 { (cx.t("access-redact")) }
                (redact_form(cx, &page, &Form::named("redact")))
                @if !back.is_empty() {
                    (post_quiet(cx, &format!("{page}/redactions/removal"), "access-put-back",
                        &crate::web::components::ticks(cx, &Form::named("back"), "start",
                            "access-left-out-list", &back)))
                }
                h2 { (cx.t("access-settle")) }
                (settle_form(cx, &page, &form))
                (fold("removal", &cx.t("access-remove"),
                    &removal_form(cx, &page, &Form::named("removal"))))
            }
            @if let Some(one) = export::outgoing(cx.lang, &document) {
                h2 id="preview" { (cx.t("access-preview")) }
                p { strong { (one.title) } }
                blockquote class="kp-quote" { (prose(&one.text)) }
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// The whole text, with what is left out marked in it.
fn marked(cx: &Cx, document: &Document) -> Markup {
    let mut at = 0;
    let mut parts = Vec::new();
    for one in &document.redactions {
        let start = one.span.start.max(at);
        if start >= one.span.end {
            continue;
        }
        parts.push(html! { (document.body.get(at..start).unwrap_or_default()) });
        parts.push(html! {
            del { (document.body.get(start..one.span.end).unwrap_or_default()) }
            " (" (cx.t(one.ground.key())) ")"
        });
        at = one.span.end;
    }
    html! {
        p class="kp-prose" {
            @for part in parts { (part) }
            (document.body.get(at..).unwrap_or_default())
        }
    }
}

fn redact_form(cx: &Cx, page: &str, form: &Form) -> Markup {
    let fields = html! {
        (text(cx, form, "quote", "access-quote", Some("access-quote-hint"), Need::Must,
            (2, LETTER)))
        (select_choice::<Ground>(cx, form, "ground", "access-ground"))
        (line(cx, form, "reason", "access-reason", Need::Must))
    };
    post(cx, &format!("{page}/redactions"), "access-redact-button", &fields)
}

fn settled_form(document: &Document) -> Form {
    Form::named_with(
        "settle",
        &[
            ("title", &document.title),
            ("class", document.class.word()),
            ("verdict", document.verdict.map_or("", Verdict::word)),
            ("ground", document.ground.map_or("", Ground::word)),
            ("reason", &document.reason),
            ("facts", &document.facts),
        ],
    )
}

fn settle_form(cx: &Cx, page: &str, form: &Form) -> Markup {
    let fields = html! {
        (line(cx, form, "title", "access-document-title", Need::Must))
        (select_choice::<Class>(cx, form, "class", "access-head-class"))
        (select_choice::<Verdict>(cx, form, "verdict", "access-head-verdict"))
        (select(cx, form, "ground", "access-ground", Need::May,
            &choice_options::<Ground>(cx)))
        (text(cx, form, "reason", "access-reason", Some("access-reason-hint"), Need::May,
            (2, TEXT)))
        (text(cx, form, "facts", "access-facts", Some("access-facts-hint"), Need::May,
            (3, TEXT)))
    };
    post(cx, page, "access-settle-button", &fields)
}

/// Says what a document is and what becomes of it.
async fn settle(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, request, permit) = opened(cx, tx, WorkOnAccessRequest)?;
        let document = placed(cx, tx, &request)?;
        let page = document_page(&request, &document);
        rules::work_on(request.decided_at.is_some())?;
        let title = form.text("title", LINE);
        let (class, verdict) = (form.choice::<Class>("class"), form.choice("verdict"));
        let ground = Ground::of(form.value("ground"));
        let (reason, facts) =
            (form.optional("reason", TEXT), form.optional("facts", TEXT));
        if verdict == Some(Verdict::Withheld) {
            if ground.is_none() {
                form.fault("ground", Message::new("fault-choose"));
            }
            if reason.is_empty() {
                form.fault("reason", Message::new("fault-empty"));
            }
        }
        form.check(cx, &cx.t("access-settle"), |form| settle_form(cx, &page, form))?;
        let (Some(class), Some(verdict)) = (class, verdict) else {
            return Err(Error::NotFound);
        };
        let ground = ground.filter(|_| verdict == Verdict::Withheld);
        rules::settle(class, verdict, ground, document.redactions.len())?;

        let settled = Settled { title, class, verdict, ground, reason, facts };
        storage::settle(tx, &document, &permit, &settled)?;
        let what = json!({"document": document.position, "decision": verdict.word()});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Leaves out every place where the words stand.
async fn redact(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, request, permit) = opened(cx, tx, WorkOnAccessRequest)?;
        let document = placed(cx, tx, &request)?;
        let page = document_page(&request, &document);
        rules::work_on(request.decided_at.is_some())?;
        let quote = form.text("quote", LETTER);
        let spans = passages(&document.body, &quote);
        if !quote.is_empty() && spans.is_empty() {
            form.fault("quote", Message::new("public-fault-quote"));
        }
        let ground = form.choice::<Ground>("ground");
        let reason = form.text("reason", LINE);
        form.check(cx, &cx.t("access-redact"), |form| redact_form(cx, &page, form))?;
        let Some(ground) = ground else { return Err(Error::NotFound) };
        rules::redact(document.class, Some(ground))?;

        let redactions: Vec<_> = spans
            .into_iter()
            .map(|span| Redaction { span, ground, reason: reason.clone() })
            .collect();
        storage::redact(tx, &document, &permit, &redactions)?;
        let what = json!({"document": document.position, "left_out": redactions.len()});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

/// Puts passages back.
async fn put_back(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, request, permit) = opened(cx, tx, WorkOnAccessRequest)?;
        let document = placed(cx, tx, &request)?;
        rules::work_on(request.decided_at.is_some())?;
        let starts = form.ids("start");
        if starts.is_empty() {
            return Err(Refused::NothingRedacted.into());
        }
        let back = storage::put_back(tx, &document, &permit, &starts)?;
        let page = document_page(&request, &document);
        let what = json!({"document": document.position, "put_back": back});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn removal_form(cx: &Cx, page: &str, form: &Form) -> Markup {
    let fields = tick(cx, form, "sure", "access-remove-sure");
    post_quiet(cx, &format!("{page}/removal"), "access-remove", &fields)
}

/// Takes a document off the list, with what was decided about it.
async fn remove(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, request, permit) = opened(cx, tx, WorkOnAccessRequest)?;
        let document = placed(cx, tx, &request)?;
        rules::work_on(request.decided_at.is_some())?;
        if !form.ticked("sure") {
            form.fault("sure", Message::new("fault-choose"));
        }
        let page = document_page(&request, &document);
        form.check(cx, &cx.t("access-remove"), |form| removal_form(cx, &page, form))?;
        storage::remove(tx, &document, &permit)?;
        let what = json!({"document": document.position, "removed": true});
        journal::record(tx, cx, &permit, &request.page(), what, "")?;
        Ok(cx.done(&request.page()))
    })
    .await
}

/// Everything that goes out, once the request is decided, as one ZIP.
async fn archive(cx: Cx) -> Response {
    let asked = cx.clone();
    let found = cx
        .app
        .store
        .read(move |tx| -> Result<_, Error> {
            let (_, request, _) = opened(&asked, tx, ReadAccessRequests)?;
            if request.decided_at.is_none() {
                return Err(Refused::NotDecided.into());
            }
            let documents = storage::documents(tx, &request)?;
            let day = request.decided_at.map_or(asked.today(), |at| asked.date_of(at));
            let parts = export::parts((asked.lang, day), &request, &documents)?;
            Ok((request.number, parts))
        })
        .await;
    let (number, parts) = match found {
        Ok(found) => found,
        Err(error) => return error.answer(&cx),
    };
    let packed = tokio::task::spawn_blocking(move || export::packed(&parts)).await;
    match packed {
        Ok(Ok(bytes)) => {
            let name = format!("attachment; filename=\"aktindsigt-{number}.zip\"");
            let headers = [
                (header::CONTENT_TYPE, "application/zip".to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Ok(Err(error)) => error.answer(&cx),
        Err(panicked) => {
            Error::Store(koreplan_store::StoreError::Broken(panicked.to_string()))
                .answer(&cx)
        }
    }
}
