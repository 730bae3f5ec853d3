//! The papers as one PDF and as one page for reading without network.

use std::sync::LazyLock;

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use koreplan_export::Day;
use koreplan_pdf::{Bundle, Marks, Part as Bound};
use koreplan_store::{StoreError, Tx};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::{
    rules::{self, Annex, Frame, Item, Part, Point},
    storage,
};
use crate::{
    access::{
        self, Actor, Guarded as _, PrepareMeeting, ReadAnnex, ReadCase, ReadClosedItem,
        ReadMeeting, Sealed, Seat,
    },
    bodies::rules::Role,
    case::{self, Case},
    meetings::{self, storage::Meeting},
    routes::Routes,
    uploads::disposition,
    web::{
        Cx,
        choices::Choice as _,
        components::prose,
        error::{Error, NotFound},
        security::Policy,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/meetings/{id}/papers.pdf", bundle)
        .get("/{lang}/{case}/meetings/{id}/reading", reading)
}

/// The way from a meeting to its papers in one piece.
pub fn links(cx: &Cx, meeting: &Meeting) -> Markup {
    let page = |part: &str| cx.url(&format!("meetings/{}/{part}", meeting.id));
    html! {
        ul class="kp-list" {
            li { a href=(page("papers.pdf")) download { (cx.t("papers-as-pdf")) } }
            li { a href=(page("reading")) { (cx.t("papers-as-page")) } }
            @if cx.may::<PrepareMeeting>(&meeting.facts()) {
                li { a href=(page("papers.pdf?as=body")) download { (cx.t("papers-for-body")) } }
                li { a href=(page("papers.pdf?as=public")) download {
                    (cx.t("papers-for-public"))
                } }
            }
        }
    }
}

/// For whom the papers are made: who asks, or whom the secretariat looks through the eyes
/// of before it sends them.
fn reader(cx: &Cx, case: &Case, meeting: &Meeting) -> Result<(Actor, String), NotFound> {
    let own = cx.actor.person.as_ref().map_or(String::new(), |it| it.name.clone());
    if !cx.has_query("as") {
        return Ok((cx.actor.clone(), own));
    }
    if !cx.may::<PrepareMeeting>(&meeting.facts()) {
        return Err(NotFound);
    }
    let host = meeting.body_id.zip(cx.actor.person.clone());
    match (cx.query("as"), host) {
        ("public", _) => Ok((Actor::default(), String::new())),
        ("body", Some((body_id, person))) => {
            // A seat of no special kind: a member sees the meeting by being a member.
            let seat = Seat {
                case_id: case.id,
                case: cx.case.clone(),
                body_id,
                kind: crate::bodies::rules::BodyKind::Other,
                role: Role::Member,
            };
            let seats = vec![seat];
            Ok((Actor { person: Some(person), seats, csrf: String::new() }, own))
        }
        _ => Err(NotFound),
    }
}

/// The papers as that reader gets them.
struct Papers {
    frame: Frame,
    points: Vec<Point>,
}

fn papers(cx: &Cx, tx: &mut dyn Tx) -> Result<Papers, Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let meeting = meetings::storage::load(tx, &case, cx.id("id")?)?;
    let (meeting, _) = meeting.open(&cx.actor, ReadMeeting)?;
    let (reader, name) = reader(cx, &case, &meeting)?;
    let mut points = Vec::new();
    for item in meetings::storage::items(tx, meeting.id)? {
        if item.closed && !access::may::<ReadClosedItem>(&reader, &meeting.facts()) {
            points.push(Point::Closed { position: item.position });
            continue;
        }
        let sealed = meetings::annexes::storage::of_item(tx, &meeting, &item)?;
        points.push(Point::Seen(Item {
            position: item.position,
            title: item.title,
            case_number: item.case_number,
            closed: item.closed,
            resume: item.resume,
            recommendation: item.recommendation,
            presentation: item.presentation,
            decision: item.verb.zip(item.decision),
            reservations: item.reservations,
            annexes: annexes(cx, tx, sealed, &reader)?,
        }));
    }
    let body = meetings::storage::body(tx, &case, &meeting)?;
    let today = cx.today();
    let embargo = rules::embargo(&points).map_or_else(String::new, |at| cx.moment(at));
    let frame = Frame {
        title: meeting.title.clone(),
        lang: cx.lang,
        made: Day {
            year: today.year(),
            month: today.month().unsigned_abs(),
            day: today.day().unsigned_abs(),
        },
        host: body.map_or_else(
            || cx.t("meeting-kind-theme"),
            |body| cx.text(&body.name).to_owned(),
        ),
        when: cx.moment(meeting.starts_at),
        place: meeting.place.clone(),
        chair: meeting.chair.clone(),
        reader: name,
        embargo,
    };
    Ok(Papers { frame, points })
}

/// The annexes that open for a reader, with their copies.
fn annexes(
    cx: &Cx,
    tx: &mut dyn Tx,
    sealed: Vec<Sealed<meetings::annexes::storage::Annex>>,
    reader: &Actor,
) -> Result<Vec<Annex>, Error> {
    let mut found = Vec::new();
    for sealed in sealed {
        let Ok((annex, permit)) = sealed.open(reader, ReadAnnex) else { continue };
        // What has no copy for everybody is not offered to them.
        if !annex.has_copy && !annex.is_within(reader) {
            continue;
        }
        let (copy, words) = storage::copy(tx, &annex, &permit)?;
        found.push(Annex {
            address: cx.absolute(&cx.url(&format!("annexes/{}", annex.token))),
            token: annex.token,
            embargo: annex.release_at.filter(|at| *at > cx.now_us()),
            name: annex.name,
            media: annex.media,
            size: annex.size,
            words,
            copy,
        });
    }
    Ok(found)
}

/// The annexes of a matter that open for who asks, as a list with links.
pub fn annex_list(cx: &Cx, tx: &mut dyn Tx, root: i64) -> Result<Markup, Error> {
    let sealed = meetings::annexes::storage::of_matter(tx, root, i64::MAX)?;
    let seen = sealed.into_iter().filter_map(|it| it.open(&cx.actor, ReadAnnex).ok());
    let seen: Vec<_> = seen.map(|(annex, _)| annex).collect();
    Ok(html! {
        @if !seen.is_empty() {
            h3 { (cx.t("papers-annexes")) }
            ul class="kp-list" {
                @for annex in &seen {
                    li {
                        a href=(cx.url(&format!("annexes/{}", annex.token))) { (annex.name) }
                        @if let Some(at) = annex.release_at.filter(|at| *at > cx.now_us()) {
                            " " (cx.say("papers-under-embargo", &[
                                ("moment", cx.moment(at).into()),
                            ]))
                        }
                    }
                }
            }
        }
    })
}

/// What the papers are read from: everybody's from what is public.
async fn read(cx: &Cx) -> Result<Papers, Error> {
    let asked = cx.clone();
    if cx.actor.person.is_none() {
        let public = cx.app.public.renewed(&cx.app.store).await?;
        let papers = public.read(move |tx| papers(&asked, tx)).await?;
        let asked = cx.clone();
        return cx.app.store.read(move |tx| with_files(&asked, tx, papers)).await;
    }
    cx.app.store.read(move |tx| papers(&asked, tx)).await
}

/// Gives the annexes their files, which the public store does not have: those that are
/// still for everybody.
fn with_files(cx: &Cx, tx: &mut dyn Tx, mut papers: Papers) -> Result<Papers, Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    for point in &mut papers.points {
        let Point::Seen(item) = point else { continue };
        for annex in &mut item.annexes {
            let Ok(sealed) = meetings::annexes::storage::load(tx, &case, &annex.token)
            else {
                continue;
            };
            let Ok((found, permit)) = sealed.open(&cx.actor, ReadAnnex) else { continue };
            (annex.copy, annex.words) = storage::copy(tx, &found, &permit)?;
        }
    }
    Ok(papers)
}

/// Sets the papers as one PDF, away from the threads that answer.
async fn bundle(cx: Cx) -> Response {
    let papers = match read(&cx).await {
        Ok(papers) => papers,
        Err(error) => return error.answer(&cx),
    };
    let name = format!("{}.pdf", papers.frame.title);
    let set =
        tokio::task::spawn_blocking(move || koreplan_pdf::write_bundle(&bound(papers)));
    match set.await {
        Ok(Ok(bytes)) => handed_out(&cx, &name, "application/pdf", bytes),
        Ok(Err(why)) => Error::from(StoreError::Broken(why.to_string())).answer(&cx),
        Err(why) => Error::from(StoreError::Broken(why.to_string())).answer(&cx),
    }
}

fn bound(papers: Papers) -> Bundle {
    let Papers { frame, points } = papers;
    let (notice, watermark) = rules::marks(&frame);
    let mut parts = Vec::new();
    for part in rules::parts(frame.lang, &points) {
        match part {
            Part::Sheet(blocks) => parts.extend([Bound::NewPage, Bound::Blocks(blocks)]),
            Part::Pages { title, bytes, otherwise } => {
                parts.push(Bound::Annex(koreplan_pdf::Annex {
                    title,
                    level: 2,
                    bytes,
                    otherwise,
                }));
            }
        }
    }
    let marks = Marks { notice, watermark };
    Bundle { document: rules::front(&frame, &points), marks, parts }
}

fn handed_out(cx: &Cx, name: &str, media: &'static str, bytes: Vec<u8>) -> Response {
    let named = HeaderValue::from_str(&disposition(name));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (
            header::CONTENT_DISPOSITION,
            named.unwrap_or(HeaderValue::from_static("attachment")),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(cx.lang.word())),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}

const STYLE: &str = include_str!("reading.css");

/// The page's own style is all it may use.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    )
});

/// Bytes of files that go into the page; above that they are fetched.
const ROOM: usize = 24 * 1024 * 1024;

/// All papers on one page that needs nothing else: to be read on a tablet, saved, printed.
async fn reading(cx: Cx) -> Response {
    let papers = match read(&cx).await {
        Ok(papers) => papers,
        Err(error) => return error.answer(&cx),
    };
    let PreEscaped(page) = page(&cx, &papers);
    if cx.has_query("save") {
        let name = format!("{}.html", papers.frame.title);
        return handed_out(&cx, &name, "text/html; charset=utf-8", page.into_bytes());
    }
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let mut answer = (StatusCode::OK, headers, page).into_response();
    answer.extensions_mut().insert(Policy(POLICY.clone()));
    answer
}

fn page(cx: &Cx, papers: &Papers) -> Markup {
    let Papers { frame, points } = papers;
    let (notice, _) = rules::marks(frame);
    let front = rules::front(frame, points);
    let mut room = ROOM;
    html! {
        (DOCTYPE)
        html lang=(cx.lang.word()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (frame.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip" href="#papers" { (cx.t("papers-skip")) }
                @if !notice.is_empty() { p class="notice" role="note" { (notice) } }
                header {
                    h1 { (frame.title) }
                    dl { @for (name, value) in &front.head {
                        div { dt { (name) } dd { (value) } }
                    } }
                    @if !cx.has_query("save") {
                        p class="online" {
                            a class="button" href="reading?save=1" download {
                                (cx.t("papers-save"))
                            }
                        }
                    }
                }
                nav aria-labelledby="contents" {
                    h2 id="contents" { (cx.t("papers-contents")) }
                    ol { @for point in points { (entry(cx, point)) } }
                }
                main id="papers" tabindex="-1" {
                    @for point in points {
                        @if let Point::Seen(item) = point { (article(cx, item, &mut room)) }
                    }
                }
            }
        }
    }
}

fn entry(cx: &Cx, point: &Point) -> Markup {
    match point {
        Point::Closed { position } => html! {
            li value=(position) { span { (cx.t("item-closed")) } }
        },
        Point::Seen(item) => html! {
            li value=(item.position) {
                a href={ "#item-" (item.position) } { (item.title) }
                @if !item.annexes.is_empty() {
                    ul { @for number in 1..=item.annexes.len() {
                        li { a href={ "#annex-" (item.position) "-" (number) } {
                            (rules::annex_title(cx.lang, item, number))
                        } }
                    } }
                }
            }
        },
    }
}

fn article(cx: &Cx, item: &Item, room: &mut usize) -> Markup {
    let part = |key, text: &str| {
        html! { @if !text.is_empty() { h3 { (cx.t(key)) } (prose(text)) } }
    };
    html! {
        article id={ "item-" (item.position) } {
            h2 { (rules::heading(item)) }
            @if item.closed { p class="closed" { (cx.t("item-closed")) } }
            (part("papers-case-number", &item.case_number))
            (part("papers-resume", &item.resume))
            (part("papers-recommendation", &item.recommendation))
            (part("papers-presentation", &item.presentation))
            @if let Some((verb, decision)) = &item.decision {
                (part("papers-decision", &format!("{}. {decision}", cx.t(verb.key()))))
                (part("papers-reservations", &item.reservations))
            }
            @for (number, annex) in (1..).zip(&item.annexes) {
                (annex_part(cx, item, number, annex, room))
            }
            p class="up" { a href="#contents" { (cx.t("papers-up")) } }
        }
    }
}

/// An annex: its picture, what it says, and the file itself while there is room.
fn annex_part(
    cx: &Cx,
    item: &Item,
    number: usize,
    annex: &Annex,
    room: &mut usize,
) -> Markup {
    let title = rules::annex_title(cx.lang, item, number);
    let data = annex.copy.as_ref().filter(|bytes| bytes.len() <= *room).map(|bytes| {
        *room -= bytes.len();
        format!("data:{};base64,{}", annex.media, BASE64_STANDARD.encode(bytes))
    });
    let picture = annex.media.starts_with("image/");
    html! {
        section id={ "annex-" (item.position) "-" (number) } class="annex" {
            h3 { (title) }
            @if let Some(at) = annex.embargo {
                p class="closed" { (cx.say("papers-under-embargo", &[
                    ("moment", cx.moment(at).into()),
                ])) }
            }
            @match &data {
                Some(data) if picture => img src=(data) alt=(title);
                Some(data) => p { a class="button" href=(data) download=(annex.name) {
                    (cx.say("papers-open", &[("name", annex.name.clone().into())]))
                } },
                None => p { a class="button" href=(annex.address) {
                    (cx.say("papers-fetch", &[("name", annex.name.clone().into())]))
                } },
            }
            @if !annex.words.trim().is_empty() {
                details { summary { (cx.t("papers-words")) } (prose(&annex.words)) }
            }
        }
    }
}
