//! An Atom feed (RFC 4287).

use atom_syndication::{
    Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text,
};

use super::rules::Event;
use crate::web::{Cx, choices::Choice as _};

/// What a feed is called and where it is.
pub struct Head {
    pub title: String,
    pub subtitle: String,
    /// Who publishes it.
    pub author: String,
    /// The path of the feed itself, and of the page it follows.
    pub path: String,
    pub page: String,
    /// When there is nothing in it yet.
    pub begins: i64,
}

/// The name of something for ever: RFC 4151, in the name of this server.
pub fn tag(cx: &Cx, path: &str) -> String {
    format!("tag:{},2026:{path}", host(cx.app.base_url()))
}

/// The host this server is known by, without a port.
pub fn host(base: &str) -> &str {
    let authority = base.split_once("://").map_or(base, |(_, authority)| authority);
    match authority.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => host,
        _ => authority,
    }
    .trim_matches(['[', ']'])
}

fn moment(at: i64) -> FixedDateTime {
    let at = jiff::Timestamp::from_microsecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let second = jiff::Timestamp::from_second(at.as_second()).unwrap_or(at);
    FixedDateTime::parse_from_rfc3339(&second.to_string()).unwrap_or_default()
}

/// The text without the characters that XML cannot hold.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\t' | '\n' | '\r') || !c.is_control())
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

fn plain(text: &str) -> Text {
    Text::plain(clean(text))
}

fn link(rel: &str, href: String, mime_type: &str, hreflang: Option<String>) -> Link {
    Link {
        href,
        rel: rel.into(),
        hreflang,
        mime_type: Some(mime_type.into()),
        ..Link::default()
    }
}

const ATOM: &str = "application/atom+xml";

/// Writes the feed.
///
/// # Errors
/// What the writer says; it writes to memory, so that it never does.
pub fn written(
    cx: &Cx,
    head: &Head,
    events: &[Event],
) -> Result<Vec<u8>, atom_syndication::Error> {
    let lang = cx.lang.word().to_owned();
    let author = || Person { name: clean(&head.author), ..Person::default() };
    let entries = events
        .iter()
        .map(|event| {
            let at = moment(event.at);
            let what = event.what.word();
            let name = cx.text(&event.name).to_owned();
            let subject = event.what.subject();
            let text = cx.text(&event.text);
            Entry {
                id: tag(cx, &format!("/{lang}/{}/{what}/{}", cx.case, event.id)),
                title: plain(&cx.say(event.what.key(), &[("name", name.into())])),
                updated: at,
                published: Some(at),
                authors: vec![author()],
                categories: vec![Category {
                    term: subject.word().into(),
                    scheme: None,
                    label: Some(cx.t(subject.key())),
                }],
                links: vec![link(
                    "alternate",
                    cx.absolute(&cx.url(&event.page)),
                    "text/html",
                    Some(lang.clone()),
                )],
                summary: (!text.is_empty()).then(|| plain(text)),
                ..Entry::default()
            }
        })
        .collect();
    let newest = events.iter().map(|event| event.at).max().unwrap_or(head.begins);
    let feed = Feed {
        id: tag(cx, &head.path),
        title: plain(&head.title),
        subtitle: Some(plain(&head.subtitle)),
        updated: moment(newest),
        authors: vec![author()],
        links: vec![
            link("self", cx.absolute(&head.path), ATOM, None),
            link("alternate", cx.absolute(&head.page), "text/html", Some(lang.clone())),
        ],
        generator: Some(Generator {
            value: "Køreplan".into(),
            uri: None,
            version: Some(env!("CARGO_PKG_VERSION").into()),
        }),
        entries,
        lang: Some(lang.clone()),
        ..Feed::default()
    };
    feed.write_to(Vec::new())
}
