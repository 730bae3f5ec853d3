//! XML without its dangers: no document type, no entities of one's own, no bottomless
//! nesting.

use quick_xml::{
    Reader, Writer,
    events::{BytesStart, Event},
};

use crate::{Kind, limits::DEPTH, packed::shown, refused::Refused};

/// What a walk does with an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    Yes,
    /// Neither the element nor what is inside.
    No,
}

/// Whether a part is XML by its name, or by how it begins: a document can call a part of
/// any name XML.
pub fn is_xml(name: &str, bytes: &[u8]) -> bool {
    let ending = crate::kind::ending(name).to_lowercase();
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    ["xml", "rels", "rdf"].contains(&&*ending) || bytes.starts_with(b"<") || wide
}

/// Reads a part of a document, event by event, after the dangers are ruled out.
/// References to the five known entities and to characters arrive as text.
///
/// # Errors
/// [`Refused`] naming the member.
pub fn read(
    kind: Kind,
    member: &str,
    bytes: &[u8],
    mut see: impl FnMut(&Event) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let text = checked_text(kind, member, bytes)?;
    let mut reader = Reader::from_str(text);
    let mut depth = 0;
    loop {
        let event = reader.read_event().map_err(|e| at(kind, member, e))?;
        match &event {
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(at(kind, member, "it ends too early")),
            other => guard(kind, member, other, &mut depth)?,
        }
        see(&event)?;
    }
}

/// Writes a part anew, without what `keep` doesn't want; `keep` may change an element's
/// attributes. Comments and instructions are left out.
///
/// # Errors
/// [`Refused`] naming the member.
pub fn rewrite(
    kind: Kind,
    member: &str,
    bytes: &[u8],
    mut keep: impl FnMut(&mut BytesStart) -> Keep,
) -> Result<Vec<u8>, Refused> {
    let text = checked_text(kind, member, bytes)?;
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let mut depth = 0;
    // How deep inside an element that is left out.
    let mut out = 0_usize;
    loop {
        let event = reader.read_event().map_err(|e| at(kind, member, e))?;
        guard(kind, member, &event, &mut depth)?;
        let event = match event {
            Event::Eof if depth == 0 => return Ok(writer.into_inner()),
            Event::Eof => return Err(at(kind, member, "it ends too early")),
            Event::Comment(_) | Event::PI(_) => continue,
            Event::Start(_) if out > 0 => {
                out += 1;
                continue;
            }
            Event::End(_) if out > 0 => {
                out -= 1;
                continue;
            }
            _ if out > 0 => continue,
            Event::Start(mut start) => {
                if keep(&mut start) == Keep::No {
                    out = 1;
                    continue;
                }
                Event::Start(start)
            }
            Event::Empty(mut start) => {
                if keep(&mut start) == Keep::No {
                    continue;
                }
                Event::Empty(start)
            }
            other => other,
        };
        writer.write_event(event).map_err(|e| at(kind, member, e))?;
    }
}

fn checked_text<'a>(
    kind: Kind,
    member: &str,
    bytes: &'a [u8],
) -> Result<&'a str, Refused> {
    // UTF-16 could hide a document type from us and show it to another program.
    let text = std::str::from_utf8(bytes).map_err(|_| at(kind, member, "not UTF-8"))?;
    if text.contains('\0') {
        return Err(at(kind, member, "it holds a NUL"));
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn guard(
    kind: Kind,
    member: &str,
    event: &Event,
    depth: &mut usize,
) -> Result<(), Refused> {
    match event {
        Event::DocType(_) => return Err(Refused::Dtd { member: shown(member) }),
        Event::GeneralRef(reference) => {
            let name: &str = reference;
            let known = ["amp", "lt", "gt", "quot", "apos"].contains(&name);
            let is_char = reference.is_char_ref()
                && reference.resolve_char_ref().is_ok_and(|c| c.is_some());
            if !known && !is_char {
                return Err(at(kind, member, "it uses an entity of its own"));
            }
        }
        Event::Start(_) => {
            *depth += 1;
            if *depth > DEPTH {
                return Err(Refused::Depth { member: shown(member), limit: DEPTH });
            }
        }
        Event::End(_) => *depth = depth.saturating_sub(1),
        _ => {}
    }
    Ok(())
}

fn at(kind: Kind, member: &str, why: impl ToString) -> Refused {
    Refused::broken(kind, format!("{}: {}", shown(member), why.to_string()))
}

/// The text of an event, if it is one.
pub fn text_of(event: &Event) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::CData(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(reference) => {
            if let Ok(Some(c)) = reference.resolve_char_ref() {
                return Some(c.to_string());
            }
            let name: &str = reference;
            quick_xml::escape::resolve_xml_entity(name).map(ToOwned::to_owned)
        }
        _ => None,
    }
}

/// The value of an attribute by its local name.
pub fn attribute(start: &BytesStart, local: &str) -> Option<String> {
    start.attributes().flatten().find_map(|attribute| {
        let name: &str = attribute.key.local_name().into_inner();
        (name == local).then(|| attribute.value.to_string())
    })
}

/// Leaves the attributes for which `keep` says yes.
pub fn keep_attributes(start: &mut BytesStart, keep: impl Fn(&str) -> bool) {
    let all: Vec<(String, String)> = start
        .attributes()
        .flatten()
        .map(|it| (it.key.into_inner().to_owned(), it.value.to_string()))
        .collect();
    if all.iter().all(|(key, _)| keep(key)) {
        return;
    }
    start.clear_attributes();
    for (key, value) in &all {
        if keep(key) {
            // The value is still written as it was read.
            start.push_attribute(quick_xml::events::attributes::Attribute {
                key: quick_xml::name::QName(key),
                value: value.as_str().into(),
            });
        }
    }
}
