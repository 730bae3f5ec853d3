//! The queue, the input that is read from it, and how far it has come.

use axum::response::Response;
use koreplan_store::{StoreError, Tx};
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Filter, Which},
    storage::{self, Asker, PAGE, Progress, Reader, SavedFilter, Waiting},
};
use crate::{
    access::{
        AssignReading, Guarded as _, KeepFilter, ListInputs, MarkInputRead, Permit,
        ReadCase, ReadTopics, RemoveFilter, TagInput,
    },
    analysis::{self, storage::Topic},
    bodies::storage::Member,
    case::{self, Case, storage::Area},
    input::{
        self, folding,
        rules::{SenderKind, segments},
        storage::Input,
    },
    journal,
    refusal::Message,
    routes::Routes,
    search::{self, storage::Listed},
    web::{
        Cx, Post,
        charts::{Bars, bars},
        choices::Choice as _,
        components::{
            Need, badge, empty, facts, fold, hidden, line, line_of, page_head, post,
            post_quiet, select, table, tick, ticks,
        },
        error::Error,
        form::{Form, LINE},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/reading", list)
        .get("/{lang}/{case}/reading/next", next)
        .get("/{lang}/{case}/reading/progress", progress)
        .post("/{lang}/{case}/reading/assignments", share_out)
        .get("/{lang}/{case}/reading/readings", confirm_all)
        .post("/{lang}/{case}/reading/readings", mark_ticked)
        .post("/{lang}/{case}/reading/readings-of-all", mark_all)
        .post("/{lang}/{case}/reading/filters", save_filter)
        .post("/{lang}/{case}/reading/filters/{id}/removal", remove_filter)
        .get("/{lang}/{case}/reading/{id}", show)
        .post("/{lang}/{case}/reading/{id}/reading", mark_read)
        .post("/{lang}/{case}/reading/{id}/topics", tag)
        .post("/{lang}/{case}/reading/{id}/assignment", assign)
}

/// The filter in the address.
fn filter(cx: &Cx) -> Filter {
    Filter::of(|name| cx.query(name))
}

/// The filter a form carries along.
fn carried(form: &Form) -> Filter {
    Filter::of(|name| form.value(name))
}

fn carry(filter: &Filter) -> Markup {
    html! { @for (name, value) in filter.fields() { (hidden(name, &value)) } }
}

/// Who asks the queue, and which inputs have the words of the filter.
fn asker(
    cx: &Cx,
    (case, permit): (&Case, &Permit<ListInputs>),
    filter: &Filter,
) -> Result<Asker, Error> {
    let person_id = cx.actor.person.as_ref().map_or(0, |person| person.id);
    let found = if filter.words.trim().is_empty() {
        None
    } else {
        let listed = Listed {
            question: search::rules::question(&filter.words)?,
            area_id: filter.area_id,
            topic_id: 0,
            campaign_id: 0,
            sender_kind: filter.kind,
            which: if filter.which == Which::Read { "" } else { "unread" }.into(),
        };
        let index = cx.app.search.internal.index();
        let index = index.map_err(|fault| StoreError::Unfit(fault.to_string()))?;
        let who = (&cx.actor, cx.now_us());
        let page = (0, storage::MOST_FOUND);
        Some(search::storage::inputs(&index, (case, permit), who, &listed, page)?.0)
    };
    Ok(Asker { person_id, today: cx.today().to_string(), found })
}

/// Lets the lists know what has just come in.
async fn caught_up(cx: &Cx, filter: &Filter) -> Result<(), StoreError> {
    folding::catch_up(&cx.app).await?;
    if !filter.words.trim().is_empty() && cx.is_insider() {
        cx.app.search.internal.catch_up(&cx.app).await;
    }
    Ok(())
}

async fn list(cx: Cx) -> Response {
    if let Err(error) = caught_up(&cx, &filter(&cx)).await {
        return Error::from(error).answer(&cx);
    }
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
        let (filter, today) = (filter(cx), cx.today().to_string());
        let asker = asker(cx, (&case, &permit), &filter)?;
        let count = storage::count(tx, &case, &permit, &filter, &asker)?;
        let offset = cx.query("from").parse().unwrap_or(0).clamp(0, count);
        let waiting = storage::list(tx, &case, &permit, (&filter, offset), &asker)?;
        let saved = storage::filters(tx, &case, &permit)?;
        let people = storage::colleagues(tx, &case, &today)?;
        let areas = case::storage::areas(tx, &case)?;
        let next = cx.url(&format!("reading/next?{}", filter.query()));
        let body = html! {
            (page_head(cx, &cx.t("reading-title"), &cx.t("reading-lead")))
            (saved_filters(cx, &saved))
            (filter_form(cx, &areas, &filter))
            p role="status" { (cx.say("reading-count", &[("count", count.into())])) }
            @if waiting.is_empty() { (empty(cx, empty_word(filter.which))) }
            @else {
                @if filter.which != Which::Read {
                    p { a class="button button-primary" href=(next) { (cx.t("reading-begin")) } }
                }
                @if filter.which != Which::Read && cx.may::<MarkInputRead>(&case.facts()) {
                    (queue_form(cx, &waiting, (&filter, count), &today))
                } @else { (queue(cx, &waiting, &filter, &today, false)) }
                (pager(cx, &filter, offset, count))
            }
            @if count > 0 && filter.which != Which::Read {
                (fold("share", &cx.say("reading-share", &[("count", count.into())]),
                    &share_form(cx, &people, &filter, &Form::named("share"))))
            }
            (fold("keep", &cx.t("filter-save"),
                &filter_save_form(cx, &filter, &Form::named("keep"))))
            p { a href=(cx.url("reading/progress")) { (cx.t("reading-progress")) } }
        };
        Ok(cx.page(&cx.t("reading-title"), &body))
    })
    .await
}

fn empty_word(which: Which) -> &'static str {
    match which {
        Which::Mine => "reading-none-mine",
        Which::Overdue => "reading-none-overdue",
        Which::Unread | Which::Unassigned | Which::Own | Which::Read => "reading-none",
    }
}

fn saved_filters(cx: &Cx, saved: &[SavedFilter]) -> Markup {
    html! {
        @if !saved.is_empty() {
            h2 { (cx.t("filters-title")) }
            ul class="kp-list" {
                @for filter in saved {
                    li {
                        a href=(cx.url(&format!("reading?{}", filter.query))) { (filter.name) }
                        @if cx.may::<RemoveFilter>(&filter.facts()) {
                            @if filter.shared { " " (badge("", &cx.t("filter-is-shared"))) }
                            (post_quiet(cx, &format!("reading/filters/{}/removal", filter.id),
                                "filter-remove", &html! {}))
                        } @else {
                            " " span class="kp-quiet" { (cx.say("filter-shared-by", &[
                                ("by", filter.by.clone().into()),
                            ])) }
                        }
                    }
                }
            }
        }
    }
}

fn filter_form(cx: &Cx, areas: &[Area], filter: &Filter) -> Markup {
    html! {
        form method="get" class="kp-filter" role="search" {
            div { label class="form-label" for="which" { (cx.t("reading-which")) }
                select class="form-select" id="which" name="which" {
                    @for which in Which::ALL {
                        option value=(which.word()) selected[filter.which == *which] {
                            (cx.t(which.key()))
                        }
                    }
                } }
            div { label class="form-label" for="area" { (cx.t("inputs-area")) }
                select class="form-select" id="area" name="area" {
                    option value="0" { (cx.t("inputs-all-areas")) }
                    @for area in areas {
                        option value=(area.id) selected[filter.area_id == area.id] {
                            (cx.text(&area.name))
                        }
                    }
                } }
            div { label class="form-label" for="kind" { (cx.t("reading-kind")) }
                select class="form-select" id="kind" name="kind" {
                    option value="" { (cx.t("reading-all-kinds")) }
                    @for kind in SenderKind::ALL {
                        option value=(kind.word()) selected[filter.kind == Some(*kind)] {
                            (cx.t(kind.key()))
                        }
                    }
                } }
            div { label class="form-label" for="q" { (cx.t("inputs-search")) }
                input class="form-input" type="search" id="q" name="q" value=(filter.words); }
            button class="button button-secondary" type="submit" { (cx.t("inputs-filter")) }
        }
    }
}

/// The queue with a box for each input, and what is done with those that are ticked.
fn queue_form(
    cx: &Cx,
    waiting: &[Waiting],
    (filter, count): (&Filter, i64),
    today: &str,
) -> Markup {
    html! {
        form method="post" action=(cx.url("reading/readings")) {
            input type="hidden" name="csrf" value=(cx.actor.csrf);
            (carry(filter))
            (queue(cx, waiting, filter, today, true))
            div class="mt-5 kp-actions" {
                button type="submit" class="button button-secondary" {
                    (cx.t("reading-mark-ticked"))
                }
                a href=(cx.url(&format!("reading/readings?{}", filter.query()))) {
                    (cx.say("reading-mark-all", &[("count", count.into())]))
                }
            }
        }
    }
}

fn all_form(cx: &Cx, filter: &Filter, count: usize) -> Markup {
    let fields = html! { (carry(filter)) (hidden("count", &count.to_string())) };
    post(cx, "reading/readings-of-all", "reading-mark-all-button", &fields)
}

/// Asks whether all inputs of the list are to be noted as read.
async fn confirm_all(cx: Cx) -> Response {
    if let Err(error) = caught_up(&cx, &filter(&cx)).await {
        return Error::from(error).answer(&cx);
    }
    cx.read(|cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, MarkInputRead)?;
        let filter = filter(cx);
        let (_, lists) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
        let asker = asker(cx, (&case, &lists), &filter)?;
        let limit = (&filter, rules::MOST + 1);
        let inputs = storage::unread(tx, &case, &permit, limit, &asker)?.len();
        rules::may_share(inputs)?;
        let count = i64::try_from(inputs).unwrap_or(i64::MAX);
        let title = cx.say("reading-mark-all", &[("count", count.into())]);
        let body = html! {
            (page_head(cx, &title, &cx.t("reading-mark-all-lead")))
            (narrowed(cx, tx, &case, &filter)?)
            (all_form(cx, &filter, inputs))
            p { a href=(cx.url(&format!("reading?{}", filter.query()))) {
                (cx.t("reading-back"))
            } }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// What the list is narrowed to, in words.
fn narrowed(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    filter: &Filter,
) -> Result<Markup, Error> {
    let areas = case::storage::areas(tx, case)?;
    let area = areas.iter().find(|area| area.id == filter.area_id);
    let mut pairs = vec![(cx.t("reading-which"), html! { (cx.t(filter.which.key())) })];
    if let Some(area) = area {
        pairs.push((cx.t("inputs-area"), html! { (cx.text(&area.name)) }));
    }
    if let Some(kind) = filter.kind {
        pairs.push((cx.t("reading-kind"), html! { (cx.t(kind.key())) }));
    }
    if !filter.words.trim().is_empty() {
        pairs.push((cx.t("inputs-search"), html! { (filter.words) }));
    }
    Ok(facts(&pairs))
}

/// What the record says of inputs that were noted as read together.
fn noted(read: &[i64]) -> serde_json::Value {
    json!({"count": read.len(), "first": read.iter().min(), "last": read.iter().max()})
}

/// Notes the ticked inputs as read.
async fn mark_ticked(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, MarkInputRead)?;
        let ticked = form.ids("input");
        if ticked.is_empty() {
            return Err(rules::Refused::NothingTicked.into());
        }
        let read = storage::mark_read(tx, &case, &permit, &ticked, cx.now_us())?;
        let back = format!("reading?{}&done=1", carried(&form).query());
        if read.is_empty() {
            // Colleagues were faster: nothing was done, and nothing is recorded.
            return Ok(cx.see(&back));
        }
        let mut what = noted(&read);
        what["inputs"] = json!(read);
        journal::record(tx, cx, &permit, "reading", what, "")?;
        Ok(cx.see(&back))
    })
    .await
}

/// Notes all inputs of the list as read, if they are still as many as were confirmed.
async fn mark_all(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, MarkInputRead)?;
        let filter = carried(&form);
        let (_, lists) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
        let asker = asker(cx, (&case, &lists), &filter)?;
        let limit = (&filter, rules::MOST + 1);
        let inputs = storage::unread(tx, &case, &permit, limit, &asker)?;
        rules::may_read_all(inputs.len(), form.value("count").parse().unwrap_or(0))?;
        let read = storage::mark_read(tx, &case, &permit, &inputs, cx.now_us())?;
        let mut what = noted(&read);
        what["list"] = json!(filter.query());
        journal::record(tx, cx, &permit, "reading", what, "")?;
        Ok(cx.see(&format!("reading?{}&done=1", filter.query())))
    })
    .await
}

fn queue(
    cx: &Cx,
    waiting: &[Waiting],
    filter: &Filter,
    today: &str,
    with_boxes: bool,
) -> Markup {
    let mut heads = vec!["reading-head-choose"];
    heads.extend([
        "inputs-head-number",
        "inputs-head-sender",
        "inputs-head-text",
        "inputs-head-received",
        "reading-head-reader",
    ]);
    let shown = usize::from(!with_boxes);
    let rows: Vec<_> = waiting
        .iter()
        .map(|one| {
            let page = format!("reading/{}?{}", one.id, filter.query());
            let mut row = vec![
                one_box(cx, one),
                html! { a href=(cx.url(&page)) { (input::input_number(cx, one.number)) } },
                html! { (one.sender) br;
                span class="kp-quiet" { (cx.t(one.kind.key())) } },
                html! { (one.words) },
                html! { (cx.moment(one.received_at))
                @if one.late { " " (badge("badge-warning", &cx.t("input-late"))) } },
                html! { (reader_line(cx, one.reader.as_ref(), today)) },
            ];
            row.split_off(shown)
        })
        .collect();
    let heads: Vec<String> = heads[shown..].iter().map(|head| cx.t(head)).collect();
    table(&cx.t("reading-title"), &heads, &rows)
}

fn one_box(cx: &Cx, one: &Waiting) -> Markup {
    let id = format!("input-{}", one.id);
    html! {
        span class="form-group-checkbox" {
            input class="form-checkbox" type="checkbox" id=(id) name="input" value=(one.id);
            label class="form-label" for=(id) {
                span class="sr-only" {
                    (cx.say("reading-tick", &[
                        ("number", input::input_number(cx, one.number).into()),
                    ]))
                }
            }
        }
    }
}

/// Who reads it and until when.
fn reader_line(cx: &Cx, reader: Option<&Reader>, today: &str) -> Markup {
    html! {
        @match reader {
            None => span class="kp-quiet" { (cx.t("reading-nobody")) },
            Some(reader) => {
                (reader.name)
                @if let Ok(day) = reader.due.parse() {
                    br;
                    @if *reader.due < *today {
                        (badge("badge-error", &cx.t("reading-overdue"))) " "
                    }
                    span class="kp-quiet" { (cx.say("reading-until", &[
                        ("date", cx.lang.date(day).into()),
                    ])) }
                }
            },
        }
    }
}

fn pager(cx: &Cx, filter: &Filter, offset: i64, count: i64) -> Markup {
    let link = |from: i64| cx.url(&format!("reading?{}&from={from}", filter.query()));
    html! {
        @if count > PAGE {
            nav class="kp-pager" aria-label=(cx.t("pager")) {
                @if offset > 0 {
                    a href=(link((offset - PAGE).max(0))) { (cx.t("pager-previous")) }
                }
                span { (cx.say("pager-here", &[
                    ("from", (offset + 1).into()),
                    ("to", (offset + PAGE).min(count).into()),
                    ("count", count.into()),
                ])) }
                @if offset + PAGE < count {
                    a href=(link(offset + PAGE)) { (cx.t("pager-next")) }
                }
            }
        }
    }
}

fn people_options(people: &[Member]) -> Vec<(String, String)> {
    people.iter().map(|one| (one.person_id.to_string(), one.name.clone())).collect()
}

fn share_form(cx: &Cx, people: &[Member], filter: &Filter, form: &Form) -> Markup {
    let fields = html! {
        (carry(filter))
        p class="form-hint" { (cx.t("reading-share-hint")) }
        (ticks(cx, form, "person", "reading-share-among", &people_options(people)))
        (line_of(cx, form, "due", "reading-due", None, Need::May, "date"))
    };
    post(cx, "reading/assignments", "reading-share-button", &fields)
}

/// The deadline of a form: a day that is not past, or none.
fn due(cx: &Cx, form: &mut Form) -> String {
    if form.value("due").is_empty() {
        return String::new();
    }
    let day = form.date("due");
    if day.is_some_and(|day| day < cx.today()) {
        form.fault("due", Message::new("fault-past"));
    }
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Shares the unread inputs of the list out among colleagues.
async fn share_out(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, AssignReading)?;
        let (filter, today) = (carried(&form), cx.today().to_string());
        let people = storage::colleagues(tx, &case, &today)?;
        let chosen: Vec<&Member> = people
            .iter()
            .filter(|one| form.ids("person").contains(&one.person_id))
            .collect();
        if chosen.is_empty() {
            form.fault("person", Message::new("fault-choose"));
        }
        let due = due(cx, &mut form);
        form.check(cx, &cx.t("reading-share-button"), |form| {
            share_form(cx, &people, &filter, form)
        })?;
        let limit = (&filter, rules::MOST + 1);
        let (_, reads) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
        let asker = asker(cx, (&case, &reads), &filter)?;
        let inputs = storage::unread(tx, &case, &permit, limit, &asker)?;
        rules::may_share(inputs.len())?;
        let ids: Vec<i64> = chosen.iter().map(|one| one.person_id).collect();
        let shares = rules::shared_out(&inputs, &ids);
        storage::assign(tx, &permit, &shares, &due, cx.now_us())?;
        let names: Vec<&str> = chosen.iter().map(|one| one.name.as_str()).collect();
        let what = json!({"due": due, "inputs": inputs.len(), "readers": names});
        journal::record(tx, cx, &permit, "reading", what, "")?;
        Ok(cx.done("reading"))
    })
    .await
}

fn filter_save_form(cx: &Cx, filter: &Filter, form: &Form) -> Markup {
    let fields = html! {
        (carry(filter))
        (line(cx, form, "name", "filter-name", Need::Must))
        (tick(cx, form, "shared", "filter-share"))
    };
    post_quiet(cx, "reading/filters", "filter-save", &fields)
}

/// Gives the filter of the list a name.
async fn save_filter(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, KeepFilter)?;
        let filter = carried(&form);
        let name = form.text("name", LINE);
        form.check(cx, &cx.t("filter-save"), |form| filter_save_form(cx, &filter, form))?;
        let kept = (name.as_str(), &filter, form.ticked("shared"));
        let id = storage::save_filter(tx, &permit, &case, kept, cx.now_us())?;
        let what = json!({"filter": id, "shared": form.ticked("shared")});
        journal::record(tx, cx, &permit, "reading", what, "")?;
        Ok(cx.see(&format!("reading?{}&done=1", filter.query())))
    })
    .await
}

/// Removes one's own filter.
async fn remove_filter(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (filter, permit) = storage::load_filter(tx, &case, cx.id("id")?)?
            .open(&cx.actor, RemoveFilter)?;
        storage::remove_filter(tx, &permit, &filter)?;
        journal::record(
            tx,
            cx,
            &permit,
            "reading",
            json!({"removed_filter": filter.id}),
            "",
        )?;
        Ok(cx.done("reading"))
    })
    .await
}

/// On to the first input of the queue after a number; back to the queue at its end.
async fn next(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
        let filter = filter(cx);
        let after = cx.query("after").parse().unwrap_or(0);
        let asker = asker(cx, (&case, &permit), &filter)?;
        let found = storage::next(tx, &case, &permit, (&filter, after), &asker)?;
        Ok(match found {
            Some(id) => cx.see(&format!("reading/{id}?{}", filter.query())),
            None => cx.see(&format!("reading?{}", filter.query())),
        })
    })
    .await
}

/// One input of the queue: its sentences, the topics by number, and the way on.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
        let (input, _) = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?
            .open(&cx.actor, TagInput)?;
        let (filter, today) = (filter(cx), cx.today().to_string());
        let asker = asker(cx, (&case, &permit), &filter)?;
        let left = storage::count_to(tx, &case, &permit, (&filter, MANY), &asker)?;
        let reader = storage::reader_of(tx, input.id)?;
        let people = storage::colleagues(tx, &case, &today)?;
        let topics = topics(cx, tx, &case)?;
        let tagged = analysis::storage::of_input(tx, input.id, cx.now_us())?;
        let title = input::input_number(cx, input.number);
        let on = format!("reading/next?{}&after={}", filter.query(), input.number);
        let body = html! {
            (page_head(cx, &title, ""))
            p { (left_of(cx, left)) " "
                a href=(cx.url(&format!("reading?{}", filter.query()))) {
                    (cx.t("reading-back"))
                } }
            (facts(&[
                (cx.t("input-from"), html! {
                    (input.sender()) " " span class="kp-quiet" { (cx.t(input.sender_kind.key())) }
                }),
                (cx.t("receipt-received"), html! { (cx.moment(input.received_at)) }),
                (cx.t("reading-head-reader"), reader_line(cx, reader.as_ref(), &today)),
            ]))
            (input::ties(cx, tx, &input)?)
            @if input.erased_at.is_none() {
                (keys(cx))
                (read_form(cx, (&input, &filter), &topics, &tagged, &Form::default()))
                (post_quiet(cx, &format!("reading/{}/reading", input.id), "reading-read-next", &html! {
                    (carry(&filter))
                    span data-key="m" {}
                }))
            }
            p class="kp-actions" {
                a class="button button-secondary" href=(cx.url(&on)) data-key="n" {
                    (cx.t("reading-next"))
                }
                a href=(cx.url(&format!("inputs/{}", input.id))) { (cx.t("reading-whole")) }
            }
            @if input.read_at.is_none() {
                (fold("assign", &cx.t("reading-assign"), &assign_form(cx, (&input, &filter),
                    &people, &standing(reader.as_ref()))))
            }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// Unread inputs that are counted while one reads.
const MANY: i64 = 1_000;

fn left_of(cx: &Cx, left: i64) -> String {
    if left > MANY {
        return cx.say("reading-left-many", &[("most", cx.lang.number(MANY).into())]);
    }
    cx.say("reading-left", &[("count", left.into())])
}

/// The topics that can still take sentences, in the order of their numbers.
fn topics(cx: &Cx, tx: &mut dyn Tx, case: &Case) -> Result<Vec<Topic>, Error> {
    let (case, permit) =
        crate::access::Sealed::new(case.clone()).open(&cx.actor, ReadTopics)?;
    let mut topics = analysis::storage::list(tx, &case, &permit)?;
    topics.retain(|topic| topic.approved_at.is_none());
    Ok(topics)
}

/// Which key does what. Without script there are no keys, and this stays hidden.
fn keys(cx: &Cx) -> Markup {
    let keys = [
        ("j", "reading-key-down"),
        ("k", "reading-key-up"),
        ("x", "reading-key-tick"),
        ("1 2 3", "reading-key-topic"),
        ("t", "reading-key-tag"),
        ("m", "reading-key-read"),
        ("n", "reading-key-next"),
    ];
    html! {
        div class="kp-keys" data-keys hidden {
            div class="form-group-checkbox" {
                input class="form-checkbox" type="checkbox" id="keys" checked;
                label class="form-label" for="keys" { (cx.t("reading-keys")) }
            }
            p { @for (key, what) in keys { kbd { (key) } " " (cx.t(what)) " \u{a0} " } }
        }
    }
}

fn read_form(
    cx: &Cx,
    (input, filter): (&Input, &Filter),
    topics: &[Topic],
    tagged: &[analysis::storage::Tagged],
    form: &Form,
) -> Markup {
    let ticked = form.ids("segment");
    let fields = html! {
        (carry(filter))
        fieldset class="form-group kp-segments" {
            legend class="form-label" { (cx.t("tag-sentences")) }
            @for span in segments(&input.body) {
                @let id = format!("segment-{}", span.start);
                @let start = i64::try_from(span.start).unwrap_or(0);
                div class="form-group-checkbox" {
                    input class="form-checkbox" type="checkbox" id=(id) name="segment"
                        value=(span.start) checked[ticked.contains(&start)];
                    label class="form-label" for=(id) {
                        (input.body[span.clone()])
                        @for mark in tagged.iter().filter(|mark| mark.span == span) {
                            " " (badge("badge-info", &mark.topic))
                        }
                    }
                }
            }
        }
        @if topics.is_empty() { p { (cx.t("reading-no-topics")) } }
        @else {
            fieldset class="form-group" {
                legend class="form-label" { (cx.t("tag-topic")) }
                ul class="kp-reading-topics" {
                    @for (number, topic) in (1..).zip(topics) {
                        @let id = format!("topic-{}", topic.id);
                        li class="form-group-radio" {
                            input class="form-radio" type="radio" id=(id) name="topic"
                                value=(topic.id) data-number=(number)
                                checked[form.value("topic") == topic.id.to_string()];
                            label class="form-label" for=(id) {
                                (number) ". " (topic.title) " "
                                span class="kp-quiet" { (cx.text(&topic.area)) }
                            }
                        }
                    }
                }
            }
        }
        span data-key="t" {}
    };
    post(cx, &format!("reading/{}/topics", input.id), "reading-tag-next", &fields)
}

fn standing(reader: Option<&Reader>) -> Form {
    match reader {
        None => Form::named("assign"),
        Some(reader) => Form::named_with(
            "assign",
            &[("person", &reader.person_id.to_string()), ("due", &reader.due)],
        ),
    }
}

fn assign_form(
    cx: &Cx,
    (input, filter): (&Input, &Filter),
    people: &[Member],
    form: &Form,
) -> Markup {
    let fields = html! {
        (carry(filter))
        p class="form-hint" { (cx.t("reading-assign-hint")) }
        (select(cx, form, "person", "reading-head-reader", Need::May, &people_options(people)))
        (line_of(cx, form, "due", "reading-due", None, Need::May, "date"))
    };
    post_quiet(cx, &format!("reading/{}/assignment", input.id), "reading-assign", &fields)
}

/// Gives one input to a colleague, or to nobody.
async fn assign(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (input, permit) = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?
            .open(&cx.actor, AssignReading)?;
        rules::assign(input.read_at.is_some())?;
        let (filter, today) = (carried(&form), cx.today().to_string());
        let people = storage::colleagues(tx, &case, &today)?;
        let named = form.value("person").to_owned();
        let chosen = people.iter().find(|one| one.person_id.to_string() == named);
        let had = storage::reader_of(tx, input.id)?.is_some();
        if chosen.is_none() && !(named.is_empty() && had) {
            form.fault("person", Message::new("fault-choose"));
        }
        let due = if chosen.is_some() { due(cx, &mut form) } else { String::new() };
        form.check(cx, &cx.t("reading-assign"), |form| {
            assign_form(cx, (&input, &filter), &people, form)
        })?;
        match chosen {
            Some(one) => {
                let share = [(input.id, one.person_id)];
                storage::assign(tx, &permit, &share, &due, cx.now_us())?;
            }
            None => storage::unassign(tx, &permit, input.id)?,
        }
        let page = format!("inputs/{}", input.id);
        let what = json!({"due": due, "reader": chosen.map(|one| &one.name)});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.see(&format!("reading/{}?{}&done=1", input.id, filter.query())))
    })
    .await
}

/// The address of what comes after an input.
fn onward(cx: &Cx, filter: &Filter, input: &Input) -> Response {
    cx.see(&format!("reading/next?{}&after={}", filter.query(), input.number))
}

/// Notes the input as read and goes on.
async fn mark_read(Post(cx, form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (input, permit) = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?
            .open(&cx.actor, MarkInputRead)?;
        if input.read_at.is_none() {
            input::storage::save_read(tx, &input, &permit.by, cx.now_us())?;
            let page = format!("inputs/{}", input.id);
            journal::record(tx, cx, &permit, &page, json!({}), "")?;
        }
        Ok(onward(cx, &carried(&form), &input))
    })
    .await
}

/// Puts the ticked sentences under the topic, notes the input as read, and goes on.
async fn tag(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let (input, permit) = input::storage::load(tx, &case, cx.id("id")?, cx.now_us())?
            .open(&cx.actor, TagInput)?;
        let filter = carried(&form);
        let topics = topics(cx, tx, &case)?;
        let spans =
            analysis::rules::chosen(&segments(&input.body), &form.ids("segment"))?;
        let topic = topics.iter().find(|one| one.id.to_string() == form.value("topic"));
        if topic.is_none() {
            form.fault("topic", Message::new("fault-choose"));
            form.label("topic", "tag-topic");
        }
        form.check(cx, &input::input_number(cx, input.number), |form| {
            read_form(cx, (&input, &filter), &topics, &[], form)
        })?;
        let topic_id = topic.map_or(0, |topic| topic.id);
        let now = cx.now_us();
        analysis::storage::save_tags(tx, &permit, (topic_id, input.id), &spans, now)?;
        input::storage::save_read(tx, &input, &permit.by, now)?;
        let spans: Vec<_> = spans.iter().map(|span| [span.start, span.end]).collect();
        let what = json!({"sentences": spans, "topic": topic_id});
        journal::record(tx, cx, &permit, &format!("inputs/{}", input.id), what, "")?;
        Ok(onward(cx, &filter, &input))
    })
    .await
}

fn progress_chart(cx: &Cx, id: &str, title: &'static str, lines: &[Progress]) -> Markup {
    let name = |line: &Progress| match cx.text(&line.name) {
        "" => cx.t("reading-no-area"),
        name => name.to_owned(),
    };
    let rows = lines
        .iter()
        .map(|line| {
            let waits = line.unread - line.overdue;
            (name(line), vec![line.read, waits, line.overdue])
        })
        .collect();
    bars(
        cx,
        &Bars {
            id,
            title: cx.t(title),
            head: cx.t(if id == "areas" { "inputs-area" } else { "reading-head-reader" }),
            parts: ["reading-part-read", "reading-part-waits", "reading-part-overdue"]
                .map(|part| cx.t(part))
                .to_vec(),
            rows,
        },
    )
}

/// How far each area and each reader has come.
async fn progress(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListInputs)?;
        let today = cx.today().to_string();
        let areas = storage::by_area(tx, &case, &permit, &today)?;
        let people = storage::by_person(tx, &case, &permit, &today)?;
        let body = html! {
            (page_head(cx, &cx.t("reading-progress"), &cx.t("reading-progress-lead")))
            @if areas.is_empty() { (empty(cx, "reading-none")) }
            @else { (progress_chart(cx, "areas", "reading-by-area", &areas)) }
            @if people.is_empty() { (empty(cx, "reading-no-readers")) }
            @else { (progress_chart(cx, "people", "reading-by-person", &people)) }
            p { a href=(cx.url("reading")) { (cx.t("reading-title")) } }
        };
        Ok(cx.page(&cx.t("reading-progress"), &body))
    })
    .await
}
