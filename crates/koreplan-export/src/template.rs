//! An office's own Word file with places to fill in: `{{navn}}`.
//!
//! Word parts the text of a paragraph into runs as it likes, in the middle of a
//! placeholder too. So a paragraph's text is read as a whole, and what comes in its
//! place goes where the placeholder began. A value is text and never anything else.

use std::collections::{BTreeMap, BTreeSet};

use koreplan_letters::{Kind, Refused, limits, packed::Packed, xml};
use quick_xml::{
    Reader, Writer,
    events::{BytesEnd, BytesStart, BytesText, Event},
};

use crate::docx::{Unwritable, is_xml, pack};

/// Why a template was not filled in.
#[derive(Debug, thiserror::Error)]
pub enum Unfilled {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
}

/// The longest name between the braces, in characters.
const LONGEST: usize = 60;

/// The names of the placeholders in a template, each once, in alphabetical order.
///
/// # Errors
/// [`Refused`] where the file is no Word file in order.
pub fn placeholders(template: &[u8]) -> Result<BTreeSet<String>, Refused> {
    let mut found = BTreeSet::new();
    for (name, part) in parts(template)? {
        if is_text(&name) {
            rewritten(&name, &part, &mut |placeholder| {
                found.insert(placeholder.to_owned());
                None
            })?;
        }
    }
    Ok(found)
}

/// Fills in a template. A placeholder that has no value stays as it is. Where one stands
/// alone in its paragraph, each paragraph of its value gets one like it.
///
/// # Errors
/// [`Unfilled`] where the file is no Word file in order.
pub fn fill(
    template: &[u8],
    values: &BTreeMap<&str, String>,
) -> Result<Vec<u8>, Unfilled> {
    let mut filled = Vec::new();
    for (name, part) in parts(template)? {
        let part = if is_text(&name) {
            rewritten(&name, &part, &mut |placeholder| values.get(placeholder).cloned())?
        } else {
            part
        };
        filled.push((name, part));
    }
    let filled: Vec<_> =
        filled.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
    Ok(pack(&filled)?)
}

fn parts(template: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Refused> {
    let mut parts = Vec::new();
    Packed::open(template, limits::UNPACKED)?.each(|name, part| {
        parts.push((name.to_owned(), part));
        Ok(())
    })?;
    Ok(parts)
}

/// The parts of a Word file that hold text one writes.
fn is_text(name: &str) -> bool {
    let Some(part) = name.strip_prefix("word/").and_then(|it| it.strip_suffix(".xml"))
    else {
        return false;
    };
    ["document", "footnotes", "endnotes"].contains(&part)
        || part.starts_with("header")
        || part.starts_with("footer")
}

/// What stands in a paragraph: an event of its own, or a paragraph inside that is done.
enum Piece {
    Event(Event<'static>),
    Done(Vec<Event<'static>>),
}

/// Writes a part anew with what `value` gives for each placeholder.
fn rewritten(
    name: &str,
    part: &[u8],
    value: &mut impl FnMut(&str) -> Option<String>,
) -> Result<Vec<u8>, Refused> {
    let broken =
        |why: String| Refused::Broken { kind: Kind::Docx, why: format!("{name}: {why}") };
    // Rules out document types, entities of one's own and bottomless nesting.
    xml::read(Kind::Docx, name, part, |_| Ok(()))?;
    let text = std::str::from_utf8(part).map_err(|error| broken(error.to_string()))?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut writer = Writer::new(Vec::with_capacity(part.len()));
    // The paragraphs one is inside of; a text box has paragraphs inside a paragraph.
    let mut open: Vec<Vec<Piece>> = Vec::new();
    loop {
        let event = reader.read_event().map_err(|error| broken(error.to_string()))?;
        let event = event.into_owned();
        let done = match &event {
            Event::Eof => return Ok(writer.into_inner()),
            Event::Start(start) if is(start, "w:p") => {
                open.push(vec![Piece::Event(event)]);
                continue;
            }
            Event::End(end) if end.name().as_ref() == "w:p" => {
                let mut paragraph = open.pop().unwrap_or_default();
                paragraph.push(Piece::Event(event));
                paragraph_filled(&paragraph, value)
            }
            _ => match open.last_mut() {
                Some(paragraph) => {
                    paragraph.push(Piece::Event(event));
                    continue;
                }
                None => vec![event],
            },
        };
        match open.last_mut() {
            Some(outer) => outer.push(Piece::Done(done)),
            None => {
                for event in done {
                    writer
                        .write_event(event)
                        .map_err(|error| broken(error.to_string()))?;
                }
            }
        }
    }
}

fn is(start: &BytesStart, name: &str) -> bool {
    start.name().as_ref() == name
}

/// A `w:t` of a paragraph: where it begins and ends among the pieces, and its text.
struct Said {
    from: usize,
    to: usize,
    text: String,
}

/// The texts of a paragraph, those of paragraphs inside it left out.
fn said(pieces: &[Piece]) -> Vec<Said> {
    let mut said = Vec::new();
    let mut open: Option<Said> = None;
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Event(event) = piece else { continue };
        match event {
            Event::Start(start) if is(start, "w:t") => {
                open = Some(Said { from: at, to: at, text: String::new() });
            }
            Event::End(end) if end.name().as_ref() == "w:t" => {
                said.extend(open.take().map(|said| Said { to: at, ..said }));
            }
            other => {
                if let (Some(open), Some(text)) = (&mut open, xml::text_of(other)) {
                    open.text.push_str(&text);
                }
            }
        }
    }
    said
}

/// A placeholder in a text, in bytes with its braces, and what comes in its place.
struct Place {
    from: usize,
    to: usize,
    value: String,
}

/// The placeholders of a text: `{{`, a name of letters, digits and `_`, `}}`.
fn find(text: &str, value: &mut impl FnMut(&str) -> Option<String>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("{{") {
        let from = at + found;
        at = from + 2;
        // A name is short, so its end is near: a text of braces takes no time.
        let near: usize = text[at..].chars().take(LONGEST + 8).map(char::len_utf8).sum();
        let Some(end) = text[at..at + near].find("}}") else { continue };
        let name = text[at..at + end].trim();
        let is_name = !name.is_empty()
            && name.chars().count() <= LONGEST
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_name {
            let to = at + end + 2;
            places.extend(value(name).map(|value| Place { from, to, value }));
            at = to;
        }
    }
    places
}

fn paragraph_filled(
    pieces: &[Piece],
    value: &mut impl FnMut(&str) -> Option<String>,
) -> Vec<Event<'static>> {
    let said = said(pieces);
    let whole: String = said.iter().map(|said| said.text.as_str()).collect();
    let places = find(&whole, value);
    let is_alone = |place: &Place| {
        whole[..place.from].trim().is_empty() && whole[place.to..].trim().is_empty()
    };
    match places.as_slice() {
        [] => flat(pieces),
        [place] if is_alone(place) => place
            .value
            .split("\n\n")
            .flat_map(|paragraph| {
                let one = Place { value: paragraph.trim().to_owned(), ..*place };
                written(pieces, &said, &replaced(&said, &[one]))
            })
            .collect(),
        places => written(pieces, &said, &replaced(&said, places)),
    }
}

/// The texts with the values in: each stands where its placeholder began.
fn replaced(said: &[Said], places: &[Place]) -> Vec<String> {
    let mut texts = Vec::with_capacity(said.len());
    let mut begins = 0;
    for said in said {
        let mut text = String::new();
        let mut at = 0;
        for place in places {
            let from = place.from.saturating_sub(begins).min(said.text.len());
            let to = place.to.saturating_sub(begins).min(said.text.len());
            if place.to <= begins || from >= said.text.len() {
                continue;
            }
            text.push_str(&said.text[at..from]);
            if place.from >= begins {
                text.push_str(&place.value);
            }
            at = to;
        }
        text.push_str(&said.text[at..]);
        begins += said.text.len();
        texts.push(text);
    }
    texts
}

/// The events of a paragraph as they are.
fn flat(pieces: &[Piece]) -> Vec<Event<'static>> {
    written(pieces, &[], &[])
}

/// The events of a paragraph with other texts; a line break is Word's own.
fn written(pieces: &[Piece], said: &[Said], texts: &[String]) -> Vec<Event<'static>> {
    let mut out = Vec::with_capacity(pieces.len());
    let mut texts = said.iter().zip(texts).peekable();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if let Some((said, text)) = texts.next_if(|(said, _)| said.from == at) {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    out.push(Event::Empty(BytesStart::new("w:br")));
                }
                let start =
                    BytesStart::new("w:t").with_attributes([("xml:space", "preserve")]);
                out.push(Event::Start(start));
                out.push(Event::Text(BytesText::new(&plain(line)).into_owned()));
                out.push(Event::End(BytesEnd::new("w:t")));
            }
            at = said.to + 1;
            continue;
        }
        match piece {
            Piece::Event(event) => out.push(event.clone()),
            Piece::Done(events) => out.extend(events.iter().cloned()),
        }
        at += 1;
    }
    out
}

/// The characters that XML can hold.
fn plain(line: &str) -> String {
    line.chars().filter(|c| is_xml(*c)).collect()
}

#[cfg(test)]
mod tests {
    use koreplan_letters::work::attachment;
    use proptest::prelude::*;

    use super::*;
    use crate::docx;

    /// A Word file with that inside its body.
    fn word(body: &str) -> Vec<u8> {
        let document = crate::Document {
            title: String::new(),
            language: crate::Language::Da,
            made: crate::Day { year: 2010, month: 11, day: 2 },
            head: Vec::new(),
            contents: None,
            foot: "{{hoering}}".into(),
            blocks: Vec::new(),
        };
        let file = docx::write(&document).unwrap();
        let parts: Vec<_> = parts(&file)
            .unwrap()
            .into_iter()
            .map(|(name, part)| {
                let text = String::from_utf8(part).unwrap();
                let text = if name == "word/document.xml" {
                    text.replace("<w:sectPr>", &format!("{body}<w:sectPr>"))
                } else {
                    text
                };
                (name, text)
            })
            .collect();
        let parts: Vec<_> =
            parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes())).collect();
        pack(&parts).unwrap()
    }

    fn document_of(file: &[u8]) -> String {
        let parts = parts(file).unwrap();
        let (_, part) =
            parts.iter().find(|(name, _)| name == "word/document.xml").unwrap();
        String::from_utf8(part.clone()).unwrap()
    }

    fn text_of(file: &[u8]) -> String {
        attachment("brev.docx", file).unwrap().text
    }

    fn values(pairs: &[(&'static str, &str)]) -> BTreeMap<&'static str, String> {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    }

    #[test]
    fn a_placeholder_that_word_has_split_is_still_one() {
        let file = word(
            "<w:p><w:r><w:t>Kære {</w:t></w:r><w:proofErr w:type=\"spellStart\"/>\
             <w:r><w:rPr><w:b/></w:rPr><w:t>{ na</w:t></w:r><w:r><w:t>vn }}, tak</w:t></w:r></w:p>",
        );

        let filled = fill(&file, &values(&[("navn", "Hanne")])).unwrap();

        assert_eq!(text_of(&filled).trim(), "Kære Hanne, tak");
        assert!(
            document_of(&filled).contains("<w:b/>"),
            "the looks of the runs are kept"
        );
        let names: Vec<_> = placeholders(&file).unwrap().into_iter().collect();
        assert_eq!(names, ["hoering", "navn"], "the foot of the page has one too");
    }

    #[test]
    fn several_placeholders_in_one_run_are_all_filled_and_unknown_ones_stay() {
        let file =
            word("<w:p><w:r><w:t>{{a}}-{{b}}{{c}} {{ }} {{{{a}}</w:t></w:r></w:p>");

        let filled = fill(&file, &values(&[("a", "1"), ("c", "{{a}}")])).unwrap();

        assert_eq!(text_of(&filled).trim(), "1-{{b}}{{a}} {{ }} {{1");
    }

    #[test]
    fn a_value_of_several_paragraphs_gets_a_paragraph_each_where_it_stands_alone() {
        let body = "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:t>{{svar}}</w:t></w:r></w:p>\
             <w:p><w:r><w:t>Se: {{svar}}</w:t></w:r></w:p>";

        let filled =
            fill(&word(body), &values(&[("svar", "Ét\nlinje to\n\nTo")])).unwrap();

        let document = document_of(&filled);
        assert_eq!(document.matches("<w:jc w:val=\"both\"/>").count(), 2);
        assert_eq!(text_of(&filled).trim(), "Ét\nlinje to\nTo\nSe: Ét\nlinje to\n\nTo");
    }

    #[test]
    fn a_text_box_inside_a_paragraph_is_filled_by_itself() {
        let file = word(
            "<w:p><w:r><w:t>{{a</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r>\
             <w:t>{{b}}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t>}}</w:t></w:r></w:p>",
        );

        let filled = fill(&file, &values(&[("a", "ude"), ("b", "inde")])).unwrap();

        let text = text_of(&filled);
        assert!(
            text.contains("ude") && text.contains("inde") && !text.contains('{'),
            "{text}"
        );
    }

    #[test]
    fn a_bomb_and_a_document_type_are_refused() {
        let document = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
        let file = pack(&[("word/document.xml", document)]).unwrap();
        assert!(matches!(placeholders(&file), Err(Refused::Dtd { .. })));

        let bomb = pack(&[("word/document.xml", vec![b' '; 20_000_000])]).unwrap();
        assert!(matches!(placeholders(&bomb), Err(Refused::Ratio { .. })));
    }

    proptest! {
        #[test]
        fn a_value_is_text_and_never_markup(value in any::<String>(), more in "[<>&{}\"'a]{0,40}") {
            let value = format!("{value}{more}");
            let file = word("<w:p><w:r><w:t>[{{svar}}]</w:t></w:r></w:p>");
            let filled = fill(&file, &values(&[("svar", &value)])).unwrap();
            let shown: String = value.chars().filter(|c| is_xml(*c)).collect();
            // What a line ends with is the reader's to say.
            let alike = |text: &str| text.replace(['\r', '\n', '\u{85}', '\u{2028}'], "");
            let text = text_of(&filled);
            prop_assert!(
                alike(&text).contains(&alike(&format!("[{shown}]"))), "{text:?} has no {shown:?}"
            );
            let tags = |file: &[u8]| document_of(file).matches("<w:p>").count();
            prop_assert_eq!(tags(&filled), tags(&file));
        }

        #[test]
        fn wherever_word_parts_a_placeholder_it_is_found(cuts in proptest::collection::vec(0_usize..20, 0..5)) {
            let text = "Kære {{navn}}, hej {{navn}}!";
            let mut cuts: Vec<_> = cuts.into_iter().map(|at| text.char_indices().nth(at).map_or(0, |c| c.0)).collect();
            cuts.extend([0, text.len()]);
            cuts.sort_unstable();
            cuts.dedup();
            let mut runs = String::new();
            for cut in cuts.windows(2) {
                runs.push_str("<w:r><w:t xml:space=\"preserve\">");
                runs.push_str(&text[cut[0]..cut[1]]);
                runs.push_str("</w:t></w:r>");
            }
            let filled = fill(&word(&format!("<w:p>{runs}</w:p>")), &values(&[("navn", "Hanne Ø")])).unwrap();
            let text = text_of(&filled);
            prop_assert_eq!(text.trim(), "Kære Hanne Ø, hej Hanne Ø!");
        }
    }
}
