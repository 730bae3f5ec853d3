//! Who is in the room: the line on the meeting's page, the page on which it is noted, and
//! the votes on an item.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use koreplan_store::Tx;
use maud::{Markup, html};
use serde_json::json;

use super::{
    rules::{self, Happened, Noted, Refused},
    storage::{self, Logged, Poll, Room, Voice},
};
use crate::{
    access::{
        Action, Guarded as _, NoteAttendance, NoteVotes, Permit, ReadClosedItem,
        ReadMeeting,
    },
    bodies::{
        self,
        rules::{Outcome, Role, Vote, outcome},
    },
    case::Case,
    journal,
    meetings::{
        self,
        rules::MeetingState,
        storage::{Item, Meeting},
    },
    refusal::{Message, Refusal as _},
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, empty, facts, fold, hidden, line, page_head, post, post_quiet,
            select, table,
        },
        error::{Error, NotFound},
        form::{Form, LINE, TEXT, clean, too_long},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/meetings/{id}/attendance", show)
        .post("/{lang}/{case}/meetings/{id}/attendance", note)
        .get("/{lang}/{case}/meetings/{id}/items/{item}/votes", ballot)
        .post("/{lang}/{case}/meetings/{id}/items/{item}/votes", vote)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Meeting, Room, Permit<A>), Error> {
    let (case, meeting, permit) = meetings::pages::opened(cx, tx, action)?;
    let room = storage::room(tx, cx, &case, &meeting)?.ok_or(Refused::NoBody)?;
    Ok((case, meeting, room, permit))
}

fn page_of(meeting: &Meeting) -> String {
    format!("meetings/{}/attendance", meeting.id)
}

/// Whether this reader is in the room, or prepares it: others read what is public.
fn is_inside(cx: &Cx, meeting: &Meeting) -> bool {
    cx.may::<ReadClosedItem>(&meeting.facts())
}

/// "9 of 17 present, 9 needed", and whether the body can decide.
fn quorum_line(cx: &Cx, room: &Room, item: Option<i64>) -> Markup {
    let quorum = room.body.quorum;
    let (class, word) = match room.quorate(item) {
        Ok(()) => ("badge-success", cx.t("attendance-quorate")),
        Err(_) => ("badge-error", cx.t("attendance-not-quorate")),
    };
    html! {
        p role="status" {
            (cx.say("attendance-present-of", &[
                ("present", room.sitting.present(item).into()),
                ("seats", room.body.seats.into()),
                ("needed", quorum.needed.into()),
            ]))
            " " (badge(class, &word))
        }
        @if let Err(missing) = room.quorate(item) {
            p class="kp-quiet" { (cx.message(&missing.why())) }
        }
    }
}

/// The room on the meeting's own page, once the meeting is opened.
pub fn live(cx: &Cx, meeting: &Meeting, room: Option<&Room>, items: &[Item]) -> Markup {
    let Some(room) = room.filter(|_| meeting.opened_at.is_some()) else {
        return html! {};
    };
    html! {
        section id="room" {
            @if meeting.state() == MeetingState::InProgress { (quorum_line(cx, room, None)) }
            @else {
                p { (cx.say("attendance-began", &[
                    ("present", room.began.into()),
                    ("seats", room.body.seats.into()),
                    ("needed", room.body.quorum.needed.into()),
                ])) }
            }
            @let shown = log_of(cx, meeting, room, items);
            @if !shown.is_empty() {
                (fold("comings", &cx.t("attendance-log"), &log_list(cx, &shown)))
            }
            @if cx.may::<NoteAttendance>(&meeting.facts()) {
                p { a class="button button-secondary" href=(cx.url(&page_of(meeting))) {
                    (cx.t("attendance-title"))
                } }
            }
        }
    }
}

/// What stands under an item: who may not vote, what was voted, and the way to vote.
pub fn of_item(
    cx: &Cx,
    meeting: &Meeting,
    room: Option<&Room>,
    item: &Item,
) -> Markup {
    let Some(room) = room.filter(|_| !item.closed || is_inside(cx, meeting)) else {
        return html! {};
    };
    let conflicts: Vec<&str> = room
        .members
        .iter()
        .filter(|member| room.sitting.has_conflict(member.person_id, item.id))
        .map(|member| member.name.as_str())
        .collect();
    let voting = meeting.state() == MeetingState::InProgress
        && item.verb.is_none()
        && cx.may::<NoteVotes>(&meeting.facts());
    html! {
        @if !conflicts.is_empty() {
            p { (cx.say("attendance-conflicts", &[("names", conflicts.join(", ").into())])) }
        }
        @if let Some(poll) = room.polls.get(&item.id) { (poll_part(cx, poll)) }
        @if let Some(voices) = room.voices.get(&item.id).filter(|_| is_inside(cx, meeting)) {
            (reservations(cx, room, voices))
        }
        @if voting {
            @if room.sitting.present(Some(item.id)) != room.sitting.present(None)
                || room.quorate(Some(item.id)).is_err() {
                (quorum_line(cx, room, Some(item.id)))
            }
            p { a href=(cx.url(&format!("meetings/{}/items/{}/votes", meeting.id, item.id))) {
                @if room.polls.contains_key(&item.id) { (cx.t("votes-again")) }
                @else { (cx.t("votes-note")) }
            } }
        }
    }
}

fn poll_part(cx: &Cx, poll: &Poll) -> Markup {
    let tally = &poll.tally;
    html! {
        p {
            strong { (cx.t("votes-title")) } " "
            (cx.say("votes-counts", &[
                ("for", tally.votes_for.into()),
                ("against", tally.votes_against.into()),
                ("abstained", tally.abstained().into()),
                ("reservations", tally.reservations.into()),
            ]))
            " " (badge(outcome_class(poll.outcome), &cx.t(poll.outcome.key())))
        }
    }
}

fn outcome_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Carried | Outcome::CarriedByChair => "badge-success",
        Outcome::Lost => "badge-error",
        Outcome::Tie => "badge-warning",
    }
}

/// The voices that need words, or that stood alone, by name.
fn reservations(cx: &Cx, room: &Room, voices: &[Voice]) -> Markup {
    let told = voices.iter().filter(|voice| voice.vote != Vote::For);
    html! {
        ul {
            @for voice in told {
                li {
                    (room.name(voice.person))
                    @if voice.seat != voice.person {
                        " (" (cx.say("attendance-for", &[
                            ("name", room.name(voice.seat).to_owned().into()),
                        ])) ")"
                    }
                    ": " (cx.t(voice.vote.key()))
                    @if !voice.words.is_empty() { ". " (voice.words) }
                }
            }
        }
    }
}

/// The lines of the log this reader may read.
fn log_of<'a>(
    cx: &Cx,
    meeting: &Meeting,
    room: &'a Room,
    items: &'a [Item],
) -> Vec<(&'a Logged, String)> {
    let inside = is_inside(cx, meeting);
    room.log
        .iter()
        .filter_map(|one| {
            let item = one
                .noted
                .item
                .and_then(|id| items.iter().find(|item| item.id == id));
            // What happened on a closed item is nobody else's.
            if one.noted.item.is_some() && item.is_none_or(|item| item.closed && !inside) {
                return None;
            }
            let mut said = cx.say("attendance-happened", &[
                ("name", room.name(one.noted.person).to_owned().into()),
                ("what", cx.t(one.noted.happened.key()).into()),
            ]);
            if let Some(seat) = one.noted.seat {
                let name = room.name(seat).to_owned();
                said = format!("{said} ({})", cx.say("attendance-for", &[
                    ("name", name.into()),
                ]));
            }
            if let Some(item) = item {
                let item = cx.say("attendance-on-item", &[
                    ("number", item.position.into()),
                ]);
                said = format!("{said}, {item}");
            }
            if inside && !one.note.is_empty() {
                said = format!("{said}: {}", one.note);
            }
            Some((one, said))
        })
        .collect()
}

fn log_list(cx: &Cx, shown: &[(&Logged, String)]) -> Markup {
    html! {
        ol class="kp-list" {
            @for (one, said) in shown {
                li { (said) span class="kp-quiet" { " · " (cx.moment(one.at)) " · " (one.by) } }
            }
        }
    }
}

/// What somebody of the room is doing now.
fn standing(cx: &Cx, room: &Room, person: i64, role: Role) -> Markup {
    let here = room.sitting.is_here(person);
    html! {
        @if let (true, Some(seat)) = (here, room.sitting.sits_for(person)) {
            (badge("badge-success", &cx.say("attendance-for", &[
                ("name", room.name(seat).to_owned().into()),
            ])))
        } @else if here && role.has_vote() {
            (badge("badge-success", &cx.t("attendance-here")))
        } @else if here {
            (badge("badge-info", &cx.t("attendance-here-without-vote")))
        } @else {
            (badge("", &cx.t("attendance-away")))
        }
    }
}

/// The room with everybody in it, for those who keep the minutes and those in it. Asked
/// to, it comes anew by itself.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, meeting, room, _) = opened(cx, tx, ReadMeeting)?;
        if !is_inside(cx, &meeting) {
            return Err(NotFound.into());
        }
        let items = meetings::storage::items(tx, meeting.id)?;
        let body = room_page(cx, &meeting, &room, &items, &Form::default());
        let mut page = cx.page(&cx.t("attendance-title"), &body);
        if cx.has_query("live") {
            let often = HeaderValue::from_static("10");
            page.headers_mut().insert(header::REFRESH, often);
        }
        Ok(page)
    })
    .await
}

fn room_page(
    cx: &Cx,
    meeting: &Meeting,
    room: &Room,
    items: &[Item],
    form: &Form,
) -> Markup {
    let heads = ["bodies-member", "bodies-role", "attendance-now", "attendance-note"];
    let notes = cx.may::<NoteAttendance>(&meeting.facts())
        && meeting.state() == MeetingState::InProgress;
    let rows: Vec<_> = room
        .members
        .iter()
        .map(|member| {
            vec![
                html! { (member.name) },
                html! { (cx.t(member.role.key())) },
                standing(cx, room, member.person_id, member.role),
                html! { @if notes { (come_or_go(cx, meeting, room, member.person_id)) } },
            ]
        })
        .collect();
    let shown = log_of(cx, meeting, room, items);
    let rule = &room.body;
    html! {
        (page_head(cx, &cx.t("attendance-title"), &meeting.title))
        (quorum_line(cx, room, None))
        p { (bodies::pages::in_words(cx, &rule.rule, rule.quorum, rule.seats)) }
        @if meeting.state() == MeetingState::InProgress {
            @if cx.has_query("live") {
                p { a href=(cx.url(&page_of(meeting))) { (cx.t("attendance-live-off")) } }
            } @else {
                p { a href=(cx.url(&format!("{}?live=1", page_of(meeting)))) {
                    (cx.t("attendance-live-on"))
                } }
            }
        }
        (table(&cx.t("attendance-title"), &heads.map(|head| cx.t(head)), &rows))
        @if notes {
            section class="kp-section kp-work" {
                @if !storage::substitutes(room).is_empty() {
                    h2 { (cx.t("attendance-substitute-title")) }
                    (seat_form(cx, meeting, room, items, form))
                }
                h2 { (cx.t("attendance-conflict-title")) }
                p { (cx.t("attendance-conflict-about")) }
                (conflict_form(cx, meeting, room, items, form))
            }
        }
        h2 { (cx.t("attendance-log")) }
        @if shown.is_empty() { (empty(cx, "attendance-log-empty")) }
        @else { (log_list(cx, &shown)) }
        p { a href=(cx.url(&format!("meetings/{}", meeting.id))) {
            (cx.t("attendance-back"))
        } }
    }
}

fn come_or_go(cx: &Cx, meeting: &Meeting, room: &Room, person: i64) -> Markup {
    let (what, button) = if room.sitting.is_here(person) {
        (Happened::Left, "attendance-note-left")
    } else {
        (Happened::Arrived, "attendance-note-arrived")
    };
    let fields = html! {
        (hidden("happened", what.word()))
        (hidden("person", &person.to_string()))
    };
    post_quiet(cx, &page_of(meeting), button, &fields)
}

fn options_of<'a>(
    members: impl Iterator<Item = &'a bodies::storage::Member>,
) -> Vec<(String, String)> {
    members.map(|member| (member.person_id.to_string(), member.name.clone())).collect()
}

fn item_options(items: &[Item]) -> Vec<(String, String)> {
    items
        .iter()
        .map(|item| (item.id.to_string(), format!("{}. {}", item.position, item.title)))
        .collect()
}

fn seat_form(
    cx: &Cx,
    meeting: &Meeting,
    room: &Room,
    items: &[Item],
    form: &Form,
) -> Markup {
    let substitutes = options_of(storage::substitutes(room).into_iter());
    let seats = options_of(room.members.iter().filter(|member| member.role.has_vote()));
    let fresh = Form::named("seat");
    let came_back = form.value("happened") == Happened::TookSeat.word();
    let mine = if came_back { form } else { &fresh };
    let fields = html! {
        (hidden("happened", Happened::TookSeat.word()))
        (select(cx, mine, "person", "attendance-substitute", Need::Must, &substitutes))
        (select(cx, mine, "seat", "attendance-seat", Need::Must, &seats))
        (select(cx, mine, "item", "attendance-seat-item", Need::May, &item_options(items)))
    };
    post(cx, &page_of(meeting), "attendance-note-seat", &fields)
}

fn conflict_form(
    cx: &Cx,
    meeting: &Meeting,
    room: &Room,
    items: &[Item],
    form: &Form,
) -> Markup {
    let people = options_of(room.members.iter());
    let fresh = Form::named("conflict");
    let came_back = form.value("happened") == Happened::Conflict.word();
    let mine = if came_back { form } else { &fresh };
    let fields = html! {
        (hidden("happened", Happened::Conflict.word()))
        (select(cx, mine, "person", "attendance-person", Need::Must, &people))
        (select(cx, mine, "item", "attendance-item", Need::Must, &item_options(items)))
        (line(cx, mine, "note", "attendance-why", Need::May))
    };
    html! {
        (post(cx, &page_of(meeting), "attendance-note-conflict", &fields))
        @for item in items {
            @for member in room.members.iter()
                .filter(|member| room.sitting.has_conflict(member.person_id, item.id)) {
                p { (cx.say("attendance-happened", &[
                        ("name", member.name.clone().into()),
                        ("what", cx.t("attendance-conflict").into()),
                    ])) ", " (cx.say("attendance-on-item", &[
                        ("number", item.position.into()),
                    ])) }
                (post_quiet(cx, &page_of(meeting), "attendance-note-no-conflict", &html! {
                    (hidden("happened", Happened::NoConflict.word()))
                    (hidden("person", &member.person_id.to_string()))
                    (hidden("item", &item.id.to_string()))
                }))
            }
        }
    }
}

/// One of the numbers a form may name.
fn one_of(form: &mut Form, name: &'static str, known: &[i64]) -> Option<i64> {
    let found = form.value(name).parse().ok().filter(|id| known.contains(id));
    if found.is_none() {
        form.fault(name, Message::new("fault-choose"));
    }
    found
}

/// Notes what happens in the room.
async fn note(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, meeting, room, permit) = opened(cx, tx, NoteAttendance)?;
        let items = meetings::storage::items(tx, meeting.id)?;
        let mut happened = form.choice::<Happened>("happened").ok_or(NotFound)?;
        let people: Vec<i64> = room.members.iter().map(|one| one.person_id).collect();
        let item_ids: Vec<i64> = items.iter().map(|item| item.id).collect();
        let person = one_of(&mut form, "person", &people);
        let takes = matches!(happened, Happened::TookSeat | Happened::TookSeatFor);
        let seat = takes.then(|| one_of(&mut form, "seat", &people)).flatten();
        let about = matches!(happened, Happened::Conflict | Happened::NoConflict)
            || (takes && form.ticked("item"));
        let item = about.then(|| one_of(&mut form, "item", &item_ids)).flatten();
        if takes && item.is_some() {
            happened = Happened::TookSeatFor;
        }
        let why = form.optional("note", LINE);
        form.check(cx, &cx.t("attendance-title"), |form| {
            room_page(cx, &meeting, &room, &items, form)
        })?;
        let noted = Noted { happened, person: person.ok_or(NotFound)?, seat, item };
        let event = noted.event().ok_or(NotFound)?;
        rules::note(meeting.state(), event)?;
        room.sitting.clone().happen(event).map_err(Refused::from)?;

        storage::insert(tx, &permit, &meeting, noted, (&why, cx.now_us()))?;
        let what = json!({
            "happened": happened.word(),
            "item": item.and_then(|id| items.iter().find(|one| one.id == id))
                .map(|item| item.position),
            "person": room.name(noted.person),
            "seat": seat.map(|seat| room.name(seat)),
        });
        journal::record(tx, cx, &permit, &format!("meetings/{}", meeting.id), what, &why)?;
        Ok(cx.done(&page_of(&meeting)))
    })
    .await
}

/// The item in the address.
fn item_of(cx: &Cx, tx: &mut dyn Tx, meeting: &Meeting) -> Result<Item, Error> {
    let id = cx.id("item")?;
    let items = meetings::storage::items(tx, meeting.id)?;
    Ok(items.into_iter().find(|item| item.id == id).ok_or(NotFound)?)
}

async fn ballot(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, meeting, room, _) = opened(cx, tx, NoteVotes)?;
        let item = item_of(cx, tx, &meeting)?;
        rules::vote(meeting.state(), item.verb.is_some(), room.quorate(Some(item.id)))?;
        let mut values = Vec::new();
        for voice in room.voices.get(&item.id).into_iter().flatten() {
            let (vote, words) = (format!("vote-{}", voice.person), voice.words.clone());
            values.push((vote, voice.vote.word().to_owned()));
            values.push((format!("words-{}", voice.person), words));
        }
        let body = ballot_page(cx, &meeting, &room, &item, &Form::of(values));
        Ok(cx.page(&cx.t("votes-title"), &body))
    })
    .await
}

fn ballot_page(
    cx: &Cx,
    meeting: &Meeting,
    room: &Room,
    item: &Item,
    form: &Form,
) -> Markup {
    let rule = &room.body;
    html! {
        (page_head(cx, &cx.t("votes-title"), &format!("{}. {}", item.position, item.title)))
        (quorum_line(cx, room, Some(item.id)))
        (facts(&[(cx.t("approval-rule"), html! {
            (bodies::pages::in_words(cx, &rule.rule, rule.quorum, rule.seats))
        })]))
        p { (cx.t("votes-about")) }
        (ballot_form(cx, meeting, room, item, form))
    }
}

fn ballot_form(
    cx: &Cx,
    meeting: &Meeting,
    room: &Room,
    item: &Item,
    form: &Form,
) -> Markup {
    let chair = room.sitting.chair(Some(item.id));
    let fault = form.fault_of("votes");
    let fields = html! {
        @if let Some(fault) = fault {
            p class="form-error-message" id=(form.id("votes")) { (cx.message(fault)) }
        }
        @for voter in room.voters(item.id) {
            @let vote = format!("vote-{}", voter.person);
            @let words = format!("words-{}", voter.person);
            @let chosen = Vote::of(form.value(&vote)).unwrap_or(Vote::For);
            fieldset class="form-group" {
                legend class="form-label" {
                    (room.name(voter.person))
                    @if voter.seat != voter.person {
                        " (" (cx.say("attendance-for", &[
                            ("name", room.name(voter.seat).to_owned().into()),
                        ])) ")"
                    }
                    @if chair == Some(voter.person) { ", " (cx.t("votes-leads")) }
                }
                div class="kp-many" {
                    @for one in Vote::ALL {
                        @let id = format!("{vote}-{}", one.word());
                        div class="form-group-radio" {
                            input type="radio" class="form-radio" id=(id) name=(vote)
                                value=(one.word()) checked[*one == chosen];
                            label class="form-label" for=(id) { (cx.t(one.key())) }
                        }
                    }
                }
                label class="form-label" for=(words) {
                    (cx.t("votes-words")) " (" (cx.t("optional")) ")"
                }
                input type="text" class="form-input" id=(words) name=(words)
                    value=(form.value(&words));
            }
        }
    };
    let action = format!("meetings/{}/items/{}/votes", meeting.id, item.id);
    post(cx, &action, "votes-save", &fields)
}

/// Writes down the votes on an item and what they come to by the body's rule.
async fn vote(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, meeting, room, permit) = opened(cx, tx, NoteVotes)?;
        let item = item_of(cx, tx, &meeting)?;
        rules::vote(meeting.state(), item.verb.is_some(), room.quorate(Some(item.id)))?;
        let mut voices = Vec::new();
        for voter in room.voters(item.id) {
            let vote = Vote::of(form.value(&format!("vote-{}", voter.person)));
            let words = clean(form.value(&format!("words-{}", voter.person)));
            let length = words.chars().count();
            let name = room.name(voter.person).to_owned();
            match vote {
                None => form.fault("votes", Message::new("votes-fault-missing")
                    .with("name", name)),
                Some(Vote::Reservation) if words.is_empty() => {
                    form.fault("votes", Message::new("votes-fault-words").with("name", name));
                }
                Some(_) if length > TEXT => form.fault("votes", too_long(length, TEXT)),
                Some(vote) => {
                    let (person, seat) = (voter.person, voter.seat);
                    voices.push(Voice { person, seat, vote, words });
                }
            }
        }
        form.check(cx, &cx.t("votes-title"), |form| {
            ballot_form(cx, &meeting, &room, &item, form)
        })?;
        let said = voices.iter().map(|voice| (voice.person, voice.vote)).collect();
        let tally = room.sitting.tally(item.id, &said);
        let came_to = outcome(&room.body.rule, room.body.seats, &tally);

        let written = (item.id, voices.as_slice());
        storage::save_votes(tx, &permit, &room, written, (&tally, came_to), cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({
            "abstained": tally.abstained(),
            "against": tally.votes_against,
            "for": tally.votes_for,
            "item": item.position,
            "outcome": came_to.word(),
            "present": tally.present,
            "reservations": tally.reservations,
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&format!("{page}#item-{}", item.id)))
    })
    .await
}
