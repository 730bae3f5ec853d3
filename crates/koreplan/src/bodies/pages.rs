//! The actors: every body, a page for each, and the forms by which the secretariat keeps
//! them: what a body is for, how it decides, and who sits in it from when to when.

use axum::response::Response;
use jiff::civil::Date;
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{Abstention, BodyKind, DecisionRule, Quorum, Role, Rule, Share, Whole},
    seats::{self, Period, Wanted},
    storage::{self, Body, Edited, Known, NewSeat, Seat},
};
use crate::{
    access::{
        Action, EditBody, Guarded as _, ImportPeople, ListMeetings, PassOn, Permit,
        ReadCase, ReadMeeting, SeatMember,
    },
    case::{self, Case},
    journal,
    meetings::{self, storage::Meeting},
    people,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, beginning, choice_options, empty, facts, fold, line, line_of,
            page_head, part, post, post_quiet, prose, search, select, select_choice,
            sought, table, text, tick,
        },
        error::{Error, NotFound},
        form::{Form, LINE, TEXT},
        l10n::Text,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/bodies", list)
        .get("/{lang}/{case}/bodies/new", new)
        .post("/{lang}/{case}/bodies", create)
        .shared("/{lang}/{case}/bodies/{body}", show)
        .get("/{lang}/{case}/bodies/{body}/edit", edit)
        .post("/{lang}/{case}/bodies/{body}/edit", update)
        .post("/{lang}/{case}/bodies/{body}/members", seat)
        .post("/{lang}/{case}/bodies/{body}/members/{member}/end", unseat)
}

/// Opens the case and the body in the address.
pub fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Body, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let body = storage::load(tx, &case, cx.param("body"))?;
    let (body, permit) = body.open(&cx.actor, action)?;
    Ok((case, body, permit))
}

/// A rule in the words of its members.
pub fn in_words(cx: &Cx, rule: &DecisionRule, quorum: Quorum, seats: i64) -> String {
    let how = match rule.rule {
        Rule::Qualified => {
            let key = match rule.whole {
                Whole::Present => "rule-share-present",
                Whole::Seats => "rule-share-seats",
            };
            let (num, den) = (rule.share.num(), rule.share.den());
            let share = match (num, den) {
                (1, 2) => cx.t("share-half"),
                (2, 3) => cx.t("share-two-thirds"),
                (3, 4) => cx.t("share-three-quarters"),
                _ => cx.say("share-of", &[("num", num.into()), ("den", den.into())]),
            };
            cx.say(key, &[("share", share.into())])
        }
        other => cx.t(other.key()),
    };
    let mut words = cx.say(
        "bodies-rule",
        &[
            ("rule", how.into()),
            ("quorum", quorum.needed.into()),
            ("seats", seats.into()),
        ],
    );
    let more = [
        (quorum.with_chair, "rule-with-chair"),
        (rule.rule == Rule::Majority && rule.casting_vote, "rule-casting-vote"),
        (
            rule.rule != Rule::Consensus && rule.abstention == Abstention::Against,
            "rule-abstention-against",
        ),
        (
            rule.rule == Rule::Unanimous && rule.abstention == Abstention::Ignored,
            "rule-abstention-ignored",
        ),
    ];
    for (_, key) in more.into_iter().filter(|(holds, _)| *holds) {
        words.push(' ');
        words.push_str(&cx.t(key));
    }
    words
}

/// How a body decides, as its page and others say it.
fn rule_of(cx: &Cx, body: &Body) -> String {
    in_words(cx, &body.rule, body.quorum, body.seats)
}

fn page_of(body: &Body) -> String {
    format!("bodies/{}", body.slug)
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let today = cx.today().to_string();
        let mut bodies = storage::with_members(tx, &case, &permit, &today)?;
        bodies.retain(|(body, members)| {
            let names = members.iter().map(|member| member.name.as_str());
            let line: Vec<&str> = std::iter::once(cx.text(&body.name)).chain(names).collect();
            sought(cx, &line)
        });
        let page = html! {
            (page_head(cx, &cx.t("bodies-title"), &cx.t("bodies-lead")))
            @if cx.may::<EditBody>(&case.facts()) {
                p class="kp-actions" {
                    a class="button button-primary" href=(cx.url("bodies/new")) {
                        (cx.t("body-new"))
                    } " "
                    @if cx.may::<ImportPeople>(&case.facts()) {
                        a class="button button-secondary" href=(cx.url("people/import")) {
                            (cx.t("people-import-title"))
                        }
                    }
                }
            }
            (search(cx))
            p role="status" { (cx.say("bodies-count", &[("count", bodies.len().into())])) }
            @if bodies.is_empty() { (empty(cx, "bodies-empty")) }
            @for (body, members) in &bodies {
                section class="kp-section" id=(body.slug) {
                    h2 { a href=(cx.url(&page_of(body))) { (cx.text(&body.name)) } }
                    p { (cx.t(body.kind.key())) ". " (rule_of(cx, body)) }
                    @if members.is_empty() {
                        p { (cx.t("bodies-no-members")) }
                    } @else {
                        @let heads = ["bodies-member", "bodies-member-title", "bodies-role"];
                        @let rows: Vec<_> = members.iter().map(|member| vec![
                            html! { (member.name) },
                            html! { (cx.text(&member.title)) },
                            html! { (cx.t(member.role.key())) },
                        ]).collect();
                        (table(cx.text(&body.name), &heads.map(|head| cx.t(head)), &rows))
                    }
                }
            }
        };
        Ok(cx.page(&cx.t("bodies-title"), &page))
    })
    .await
}

/// The meetings of the body that this reader may read.
fn meetings_of(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    body: &Body,
) -> Result<Vec<Meeting>, Error> {
    let (_, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ListMeetings)?;
    Ok(meetings::storage::list(tx, case, &permit)?
        .into_iter()
        .filter_map(|sealed| sealed.open(&cx.actor, ReadMeeting).ok())
        .map(|(meeting, _)| meeting)
        .filter(|meeting| meeting.body_id == Some(body.id))
        .collect())
}

async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, body, _) = opened(cx, tx, ReadCase)?;
        let all = storage::all(tx, &case)?;
        let seats = storage::seats(tx, body.id)?;
        let meetings = meetings_of(cx, tx, &case, &body)?;
        let people = storage::people(tx, &case)?;
        let page = html! {
            (page_head(cx, cx.text(&body.name), &cx.t(body.kind.key())))
            (about(cx, &body, &all))
            (members_part(cx, &body, &seats))
            (meetings_part(cx, &meetings))
            @if cx.may::<SeatMember>(&body.facts()) {
                section class="kp-section kp-work" {
                    (fold("seat", &cx.t("seat-new"), &seat_form(cx, &body, &people, &seats,
                        &Form::named_with("seat", &[("since", &cx.today().to_string())]))))
                    p class="kp-actions" {
                        @if cx.may::<EditBody>(&body.facts()) {
                            a class="button button-secondary"
                                href=(cx.url(&format!("{}/edit", page_of(&body)))) {
                                (cx.t("body-edit"))
                            }
                        }
                        @if cx.may::<PassOn>(&body.facts()) {
                            " " a class="button button-secondary"
                                href=(cx.url(&format!("{}/succession", page_of(&body)))) {
                                (cx.t("succession-title"))
                            }
                        }
                    }
                }
            }
        };
        Ok(cx.page(cx.text(&body.name), &page))
    })
    .await
}

fn about(cx: &Cx, body: &Body, all: &[Body]) -> Markup {
    let link = |other: &Body| {
        html! {
            a href=(cx.url(&page_of(other))) { (cx.text(&other.name)) }
        }
    };
    let parent = all.iter().find(|other| Some(other.id) == body.parent_id);
    let children: Vec<_> =
        all.iter().filter(|other| other.parent_id == Some(body.id)).collect();
    let days = |key, days: i64| cx.say(key, &[("days", days.into())]);
    let mut pairs = vec![(cx.t("approval-rule"), html! { (rule_of(cx, body)) })];
    if let Some(parent) = parent {
        pairs.push((cx.t("body-parent"), link(parent)));
    }
    if !children.is_empty() {
        pairs.push((
            cx.t("body-children"),
            html! {
                @for (at, child) in children.iter().enumerate() {
                    @if at > 0 { ", " }
                    (link(child))
                }
            },
        ));
    }
    pairs.push((
        cx.t("body-papers"),
        html! { (days("body-papers-days", body.papers_days)) },
    ));
    pairs.push((cx.t("body-remarks"), html! {
        (days("body-remark-days", body.remark_days)) " "
        (cx.t(if body.silence_consents { "body-silence-consents" } else { "body-silence-is-no" }))
    }));
    html! {
        (facts(&pairs))
        h2 { (cx.t("body-terms")) }
        @if cx.text(&body.terms).is_empty() { p { (cx.t("body-no-terms")) } }
        (prose(cx.text(&body.terms)))
    }
}

/// From when to when, in words.
pub fn period(cx: &Cx, period: Period) -> String {
    let day = |day: Date| cx.lang.date(day);
    match (period.since, period.until) {
        (None, None) => cx.t("period-always"),
        (Some(since), None) => cx.say("period-since", &[("since", day(since).into())]),
        (None, Some(until)) => cx.say("period-until", &[("until", day(until).into())]),
        (Some(since), Some(until)) => cx.say(
            "period-both",
            &[("since", day(since).into()), ("until", day(until).into())],
        ),
    }
}

fn members_part(cx: &Cx, body: &Body, seats: &[Seat]) -> Markup {
    let today = cx.today();
    let shown = seats.iter().filter(|seat| !seat.period.is_empty());
    let (now, others): (Vec<_>, Vec<_>) =
        shown.partition(|seat| seat.period.holds(today));
    let (later, earlier): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|seat| seat.period.since.is_some_and(|day| day > today));
    let may = cx.may::<SeatMember>(&body.facts());
    let of = |key: &'static str, those: &[&Seat]| {
        let mut heads = vec![
            cx.t("bodies-member"),
            cx.t("bodies-member-title"),
            cx.t("bodies-role"),
            cx.t("seat-period"),
        ];
        if may {
            heads.push(cx.t("seat-end"));
        }
        let rows: Vec<_> = those
            .iter()
            .map(|seat| {
                let mut row = vec![
                    html! { (seat.name) },
                    html! { (cx.text(&seat.title)) },
                    html! {
                        (cx.t(seat.role.key()))
                        @if let Some(name) = &seat.stands_for {
                            " (" (cx.say("seat-for", &[("name", name.clone().into())])) ")"
                        }
                    },
                    html! { (period(cx, seat.period)) },
                ];
                if may {
                    let open = seat.period.until.is_none_or(|until| until >= today);
                    row.push(html! { @if open {
                        (fold(&format!("seat-end-{}", seat.id), &cx.t("seat-end-fold"),
                            &end_form(cx, body, seat, &Form::default())))
                    } });
                }
                row
            })
            .collect();
        table(&cx.t(key), &heads, &rows)
    };
    html! {
        h2 { (cx.t("body-members")) }
        p { (cx.say("body-members-count", &[
            ("count", now.iter().filter(|seat| seat.role.has_vote()).count().into()),
            ("seats", body.seats.into()),
        ])) }
        @if now.is_empty() { p { (cx.t("bodies-no-members")) } }
        @else { (of("body-members", &now)) }
        @if !later.is_empty() { (of("body-members-later", &later)) }
        @if !earlier.is_empty() {
            (fold("earlier", &cx.t("body-members-earlier"), &of("body-members-earlier",
                &earlier)))
        }
    }
}

fn meetings_part(cx: &Cx, meetings: &[Meeting]) -> Markup {
    html! {
        h2 { (cx.t("meetings-title")) }
        @if meetings.is_empty() { p { (cx.t("body-no-meetings")) } }
        @else {
            ul class="kp-list" {
                @for meeting in meetings {
                    li {
                        a href=(cx.url(&format!("meetings/{}", meeting.id))) { (meeting.title) }
                        ", " (cx.moment(meeting.starts_at)) " · "
                        (cx.t(meeting.state().key()))
                    }
                }
            }
        }
    }
}

fn end_form(cx: &Cx, body: &Body, seat: &Seat, form: &Form) -> Markup {
    let named =
        Form::named_with("end", &[("day", &cx.today().to_string())]).numbered(seat.id);
    let form = if form.faults().is_empty() { &named } else { form };
    let fields = line_of(cx, form, "day", "seat-end-day", None, Need::Must, "date");
    let action = format!("{}/members/{}/end", page_of(body), seat.id);
    post_quiet(cx, &action, "seat-end", &fields)
}

/// People of the case as the options of a form; namesakes are told apart by their titles.
pub fn person_options(cx: &Cx, people: &[Known]) -> Vec<(String, String)> {
    people
        .iter()
        .map(|one| {
            let title = cx.text(&one.title);
            let shown = if title.is_empty() {
                one.name.clone()
            } else {
                format!("{}, {title}", one.name)
            };
            (one.id.to_string(), shown)
        })
        .collect()
}

fn seat_form(
    cx: &Cx,
    body: &Body,
    people: &[Known],
    seats: &[Seat],
    form: &Form,
) -> Markup {
    let voting: Vec<Known> = seats
        .iter()
        .filter(|seat| seat.role.has_vote() && !seat.period.is_empty())
        .filter(|seat| seat.period.until.is_none_or(|until| until >= cx.today()))
        .map(|seat| Known {
            id: seat.person_id,
            name: seat.name.clone(),
            title: seat.title.clone(),
        })
        .collect();
    let fields = html! {
        (select(cx, form, "person", "seat-person", Need::May, &person_options(cx, people)))
        (line_of(cx, form, "name", "seat-name", Some("seat-name-hint"), Need::May, "text"))
        (line(cx, form, "title_da", "seat-title-da", Need::May))
        (line(cx, form, "title_en", "seat-title-en", Need::May))
        (select_choice::<Role>(cx, form, "role", "bodies-role"))
        (select(cx, form, "for", "seat-stands-for", Need::May, &person_options(cx, &voting)))
        div class="kp-pair" {
            (line_of(cx, form, "since", "seat-since", None, Need::Must, "date"))
            (line_of(cx, form, "until", "seat-until", None, Need::May, "date"))
        }
    };
    post(cx, &format!("{}/members", page_of(body)), "seat-give", &fields)
}

/// Gives somebody a seat: a person of the case, or somebody new.
async fn seat(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, body, permit) = opened(cx, tx, SeatMember)?;
        let people = storage::people(tx, &case)?;
        let held = storage::seats(tx, body.id)?;
        let known = form.value("person").parse().ok();
        let known = people.iter().find(|one| Some(one.id) == known);
        let name = form.optional("name", LINE);
        let title = Text {
            da: form.optional("title_da", LINE),
            en: form.optional("title_en", LINE),
        };
        if known.is_some() != name.is_empty() {
            form.fault("person", Message::new("seat-fault-person"));
        }
        let role = form.choice::<Role>("role");
        let stands_for: Option<i64> = form.value("for").parse().ok();
        let since = form.date("since");
        let until = if form.ticked("until") { form.date("until") } else { None };
        form.check(cx, &cx.t("seat-new"), |form| {
            seat_form(cx, &body, &people, &held, form)
        })?;
        let wanted = Wanted {
            person: known.map(|one| one.id),
            role: role.ok_or(NotFound)?,
            stands_for,
            period: Period { since, until },
        };
        let held: Vec<_> = held.iter().map(Seat::held).collect();
        seats::give(permit.by_id, &wanted, &held)?;

        let person_id = match known {
            Some(known) => known.id,
            None => people::storage::insert(tx, &name, &title)?,
        };
        let new = NewSeat {
            body_id: body.id,
            person_id,
            role: wanted.role,
            for_id: wanted.stands_for,
            period: wanted.period,
        };
        storage::insert_seat(tx, &new)?;
        let what = json!({
            "new": known.is_none(),
            "person": known.map_or(&name, |one| &one.name),
            "role": wanted.role.word(),
            "since": since.map(|day| day.to_string()),
            "until": until.map(|day| day.to_string()),
        });
        journal::record(tx, cx, &permit, &page_of(&body), what, "")?;
        Ok(cx.done(&page_of(&body)))
    })
    .await
}

/// Ends a seat. From that day on every page, download and link is shut to the person,
/// for who has a seat is looked up anew at each request.
async fn unseat(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, body, permit) = opened(cx, tx, SeatMember)?;
        let seats = storage::seats(tx, body.id)?;
        let id = cx.id("member")?;
        let seat = seats.iter().find(|seat| seat.id == id).ok_or(NotFound)?;
        let day = form.date("day");
        form.check(cx, &cx.t("seat-end"), |form| end_form(cx, &body, seat, form))?;
        let held: Vec<_> = seats.iter().map(Seat::held).collect();
        let day = day.ok_or(NotFound)?;
        let last = seats::end(body.kind, &seat.held(), day, &held)?;

        storage::end_seat(tx, seat.id, last)?;
        let what = json!({
            "last_day": last.to_string(),
            "person": seat.name,
            "role": seat.role.word(),
        });
        journal::record(tx, cx, &permit, &page_of(&body), what, "")?;
        Ok(cx.done(&page_of(&body)))
    })
    .await
}

/// The kinds a body may be made of here. The secretariat comes with the case.
const MADE: [BodyKind; 8] = [
    BodyKind::SteeringGroup,
    BodyKind::Superior,
    BodyKind::SubGroup,
    BodyKind::Approver,
    BodyKind::Board,
    BodyKind::Ministry,
    BodyKind::WorkingGroup,
    BodyKind::Other,
];

fn body_fields(cx: &Cx, all: &[Body], of: Option<&Body>, form: &Form) -> Markup {
    let parents: Vec<_> = all
        .iter()
        .filter(|other| of.is_none_or(|body| body.id != other.id))
        .map(|other| (other.id.to_string(), cx.text(&other.name).to_owned()))
        .collect();
    html! {
        @if of.is_none() {
            @let kinds = MADE.map(|kind| (kind.word().to_owned(), cx.t(kind.key())));
            (select(cx, form, "kind", "body-kind", Need::Must, &kinds))
        }
        (line(cx, form, "name_da", "body-name-da", Need::Must))
        (line(cx, form, "name_en", "body-name-en", Need::Must))
        (select(cx, form, "parent", "body-parent", Need::May, &parents))
        (text(cx, form, "terms_da", "body-terms-da", Some("body-terms-hint"), Need::May,
            (6, TEXT)))
        (text(cx, form, "terms_en", "body-terms-en", None, Need::May, (6, TEXT)))
        (part(cx, "body-part-rule"))
        (line_of(cx, form, "seats", "body-seats", None, Need::Must, "number"))
        (line_of(cx, form, "quorum", "body-quorum", Some("body-quorum-hint"), Need::Must,
            "number"))
        (tick(cx, form, "with_chair", "body-with-chair"))
        (select_choice::<Rule>(cx, form, "rule", "body-rule"))
        div class="kp-pair" {
            (line_of(cx, form, "num", "body-share-num", None, Need::Must, "number"))
            (line_of(cx, form, "den", "body-share-den", None, Need::Must, "number"))
        }
        (select_choice::<Whole>(cx, form, "whole", "body-whole"))
        (select(cx, form, "abstention", "body-abstention", Need::Must,
            &choice_options::<Abstention>(cx)))
        (tick(cx, form, "casting_vote", "body-casting-vote"))
        (part(cx, "body-part-days"))
        (line_of(cx, form, "papers_days", "body-papers-days-field", None, Need::Must, "number"))
        (line_of(cx, form, "remark_days", "body-remark-days-field", None, Need::Must, "number"))
        (tick(cx, form, "silence_consents", "body-silence"))
    }
}

/// Reads what a body is to be. `None` where the form has faults.
fn read_body(form: &mut Form, all: &[Body], of: Option<&Body>) -> Edited {
    let name = Text { da: form.text("name_da", LINE), en: form.text("name_en", LINE) };
    let parent_id = form.value("parent").parse().ok();
    let parent = all.iter().find(|other| Some(other.id) == parent_id);
    if let (Some(body), Some(parent)) = (of, parent)
        && is_below(all, parent, body)
    {
        form.fault("parent", Message::new("body-fault-parent"));
    }
    let terms =
        Text { da: form.optional("terms_da", TEXT), en: form.optional("terms_en", TEXT) };
    let seats = form.number("seats", 1..=1_000);
    let quorum = Quorum {
        needed: form.number("quorum", 1..=seats),
        with_chair: form.ticked("with_chair"),
    };
    let rule = form.choice("rule").unwrap_or(Rule::Majority);
    let (num, den) = (form.number("num", 1..=1_000), form.number("den", 1..=1_000));
    let share = Share::new(num, den);
    if share.is_none() {
        form.fault("num", Message::new("body-fault-share"));
    }
    let whole = form.choice("whole").unwrap_or(Whole::Present);
    let abstention = form.choice("abstention").unwrap_or(rule.usual_abstention());
    Edited {
        name,
        parent_id: parent.map(|parent| parent.id),
        rule: DecisionRule {
            rule,
            share: share.unwrap_or(Share::HALF),
            whole,
            abstention,
            casting_vote: form.ticked("casting_vote"),
        },
        quorum,
        seats,
        terms,
        papers_days: form.number("papers_days", 0..=60),
        remark_days: form.number("remark_days", 0..=60),
        silence_consents: form.ticked("silence_consents"),
    }
}

/// Whether `body` is the other one, or stands somewhere above it.
fn is_below(all: &[Body], other: &Body, body: &Body) -> bool {
    let mut at = Some(other);
    for _ in 0..=all.len() {
        let Some(now) = at else { return false };
        if now.id == body.id {
            return true;
        }
        at = all.iter().find(|above| Some(above.id) == now.parent_id);
    }
    true
}

fn form_of(body: &Body) -> Form {
    let yes = |holds: bool| if holds { "yes" } else { "" }.to_owned();
    Form::of(
        [
            ("name_da", body.name.da.clone()),
            ("name_en", body.name.en.clone()),
            ("parent", body.parent_id.map_or_else(String::new, |id| id.to_string())),
            ("terms_da", body.terms.da.clone()),
            ("terms_en", body.terms.en.clone()),
            ("seats", body.seats.to_string()),
            ("quorum", body.quorum.needed.to_string()),
            ("with_chair", yes(body.quorum.with_chair)),
            ("rule", body.rule.rule.word().to_owned()),
            ("num", body.rule.share.num().to_string()),
            ("den", body.rule.share.den().to_string()),
            ("whole", body.rule.whole.word().to_owned()),
            ("abstention", body.rule.abstention.word().to_owned()),
            ("casting_vote", yes(body.rule.casting_vote)),
            ("papers_days", body.papers_days.to_string()),
            ("remark_days", body.remark_days.to_string()),
            ("silence_consents", yes(body.silence_consents)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec(),
    )
}

/// What a new body is, unless one says otherwise.
const USUAL: [(&str, &str); 9] = [
    ("seats", "7"),
    ("quorum", "4"),
    ("rule", "majority"),
    ("num", "1"),
    ("den", "2"),
    ("whole", "present"),
    ("abstention", "ignored"),
    ("papers_days", "7"),
    ("remark_days", "5"),
];

fn new_form(cx: &Cx, all: &[Body], form: &Form) -> Markup {
    post(cx, "bodies", "body-create", &body_fields(cx, all, None, form))
}

async fn new(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, EditBody)?;
        let all = storage::all(tx, &case)?;
        let body = html! {
            (page_head(cx, &cx.t("body-new"), &cx.t("body-new-lead")))
            (new_form(cx, &all, &Form::with(&USUAL)))
        };
        Ok(cx.page(&cx.t("body-new"), &body))
    })
    .await
}

/// The part of an address that names a body, made of its name.
fn slug_of(name: &str, all: &[Body]) -> String {
    let slug = people::storage::plain_words(name);
    let slug = beginning(&slug, 60).replace('…', "");
    let slug = if slug.is_empty() { "body".into() } else { slug };
    let taken = |slug: &str| slug == "new" || all.iter().any(|body| body.slug == slug);
    (1..=all.len() + 2)
        .map(|at| if at == 1 { slug.clone() } else { format!("{slug}-{at}") })
        .find(|slug| !taken(slug))
        .unwrap_or(slug)
}

async fn create(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, EditBody)?;
        let all = storage::all(tx, &case)?;
        let kind = form.choice::<BodyKind>("kind").filter(|kind| MADE.contains(kind));
        let edited = read_body(&mut form, &all, None);
        form.check(cx, &cx.t("body-new"), |form| new_form(cx, &all, form))?;
        let slug = slug_of(&edited.name.da, &all);
        let kind = kind.ok_or(NotFound)?;

        storage::create(tx, &permit, &case, (&slug, kind), &edited)?;
        let page = format!("bodies/{slug}");
        journal::record(tx, cx, &permit, &page, said(&edited), "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn edit_form(cx: &Cx, body: &Body, all: &[Body], form: &Form) -> Markup {
    let action = format!("{}/edit", page_of(body));
    post(cx, &action, "body-save", &body_fields(cx, all, Some(body), form))
}

async fn edit(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, body, _) = opened(cx, tx, EditBody)?;
        let all = storage::all(tx, &case)?;
        let page = html! {
            (page_head(cx, &cx.t("body-edit"), cx.text(&body.name)))
            (edit_form(cx, &body, &all, &form_of(&body)))
        };
        Ok(cx.page(&cx.t("body-edit"), &page))
    })
    .await
}

/// Changes what a body is for and how it decides. Votes that were taken keep the rule
/// they were counted by.
async fn update(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, body, permit) = opened(cx, tx, EditBody)?;
        let all = storage::all(tx, &case)?;
        let edited = read_body(&mut form, &all, Some(&body));
        form.check(cx, &cx.t("body-edit"), |form| edit_form(cx, &body, &all, form))?;

        storage::save(tx, &permit, &body, &edited)?;
        journal::record(tx, cx, &permit, &page_of(&body), said(&edited), "")?;
        Ok(cx.done(&page_of(&body)))
    })
    .await
}

/// A body for the record.
fn said(edited: &Edited) -> serde_json::Value {
    let rule = &edited.rule;
    json!({
        "abstention": rule.abstention.word(),
        "casting_vote": rule.casting_vote,
        "name": edited.name.da,
        "papers_days": edited.papers_days,
        "quorum": edited.quorum.needed,
        "quorum_with_chair": edited.quorum.with_chair,
        "remark_days": edited.remark_days,
        "rule": rule.rule.word(),
        "seats": edited.seats,
        "share": [rule.share.num(), rule.share.den()],
        "silence_consents": edited.silence_consents,
        "terms": edited.terms.da,
        "whole": rule.whole.word(),
    })
}
