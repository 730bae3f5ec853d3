//! The text of a PDF's pages. A page is drawn, not written: what stands on one line is
//! told by where it is drawn.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, content::Content};

use crate::{
    limits::{TEXT, UNPACKED},
    pdf::STREAM,
    refused::Refused,
};

/// Drawings inside drawings that are followed.
const INSIDE: usize = 8;

/// The text of all pages; empty for a scan. A page that can't be read is left out.
///
/// # Errors
/// [`Refused::Unpacked`] when the pages unpack to too much.
pub fn text(document: &Document) -> Result<String, Refused> {
    let mut pen = Pen { document, left: UNPACKED, said: String::new(), last: None };
    for (_, page) in document.get_pages() {
        let content = document.get_page_content_with_limit(page, STREAM);
        let resources = page_resources(document, page);
        if let Ok(content) = content {
            pen.read(&content, &resources, Place::START, &mut BTreeSet::new())?;
        }
        pen.end_line();
        pen.last = None;
        if pen.is_full() {
            break;
        }
    }
    Ok(pen.said)
}

/// Fonts and drawings by their names on the page.
#[derive(Default)]
struct Resources<'a> {
    fonts: BTreeMap<&'a [u8], &'a Dictionary>,
    drawings: BTreeMap<&'a [u8], ObjectId>,
}

fn page_resources(document: &Document, page: ObjectId) -> Resources<'_> {
    let mut found = Resources::default();
    let Ok((own, inherited)) = document.get_page_resources(page) else { return found };
    let inherited = inherited.iter().filter_map(|id| document.get_dictionary(*id).ok());
    // The nearest comes first, and the first of a name counts.
    for resources in own.into_iter().chain(inherited) {
        add_resources(document, resources, &mut found);
    }
    found
}

fn add_resources<'a>(
    document: &'a Document,
    resources: &'a Dictionary,
    found: &mut Resources<'a>,
) {
    let of = |key| resources.get_deref(key, document).and_then(Object::as_dict).ok();
    for (name, font) in of(b"Font").into_iter().flat_map(Dictionary::iter) {
        if let Ok((_, Object::Dictionary(font))) = document.dereference(font) {
            found.fonts.entry(name).or_insert(font);
        }
    }
    for (name, drawing) in of(b"XObject").into_iter().flat_map(Dictionary::iter) {
        if let Ok(id) = drawing.as_reference() {
            found.drawings.entry(name).or_insert(id);
        }
    }
}

/// Where the pen is and how it moves: a matrix of PDF.
#[derive(Debug, Clone, Copy)]
struct Place([f32; 6]);

impl Place {
    const START: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(operands: &[Object]) -> Option<Self> {
        let mut numbers = [0.0; 6];
        if operands.len() != 6 {
            return None;
        }
        for (number, operand) in numbers.iter_mut().zip(operands) {
            *number = operand.as_float().ok()?;
        }
        Some(Self(numbers))
    }

    fn moved(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This, seen from inside `outer`.
    fn within(self, outer: Self) -> Self {
        let (own, outer) = (self.0, outer.0);
        let column = |x: f32, y: f32, at: usize| x * outer[at] + y * outer[at + 2];
        Self([
            column(own[0], own[1], 0),
            column(own[0], own[1], 1),
            column(own[2], own[3], 0),
            column(own[2], own[3], 1),
            column(own[4], own[5], 0) + outer[4],
            column(own[4], own[5], 1) + outer[5],
        ])
    }
}

/// Where something was drawn last, how large, and about where it ended.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    y: f32,
    end: f32,
}

struct Pen<'a> {
    document: &'a Document,
    left: u64,
    said: String,
    last: Option<Drawn>,
}

impl<'a> Pen<'a> {
    fn is_full(&self) -> bool {
        // Four bytes at most make a character.
        self.said.len() > 4 * TEXT
    }

    fn end_line(&mut self) {
        self.said.truncate(self.said.trim_end_matches([' ', '\t']).len());
        if !self.said.is_empty() && !self.said.ends_with('\n') {
            self.said.push('\n');
        }
    }

    fn read(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        from: Place,
        above: &mut BTreeSet<ObjectId>,
    ) -> Result<(), Refused> {
        self.left = self
            .left
            .checked_sub(content.len() as u64)
            .ok_or(Refused::Unpacked { limit: UNPACKED })?;
        let mut encodings: BTreeMap<&[u8], Option<Encoding>> = BTreeMap::new();
        let mut font: Option<&[u8]> = None;
        let (mut here, mut line, mut at) = (from, Place::START, Place::START);
        let (mut size, mut leading) = (1.0_f32, 0.0_f32);
        let mut kept = Vec::new();
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else { return Ok(()) };
            if self.is_full() {
                return Ok(());
            }
            let operands = &operation.operands;
            let number = |at: usize| {
                operands.get(at).and_then(|it| it.as_float().ok()).unwrap_or(0.0)
            };
            match operation.operator.as_str() {
                "q" if kept.len() < 1_000 => kept.push((here, size, font)),
                "Q" => (here, size, font) = kept.pop().unwrap_or((here, size, font)),
                "cm" => {
                    if let Some(place) = Place::of(operands) {
                        here = place.within(here);
                    }
                }
                "BT" => (line, at) = (Place::START, Place::START),
                "Tf" => {
                    size = number(1);
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    let known = name.and_then(|name| resources.fonts.get_key_value(name));
                    font = known.map(|(name, _)| *name);
                    if let Some((name, font)) = known {
                        encodings.entry(name).or_insert_with(|| {
                            font.get_font_encoding_with_limit(self.document, STREAM).ok()
                        });
                    }
                }
                "TL" => leading = number(0),
                "Tm" => {
                    if let Some(place) = Place::of(operands) {
                        (line, at) = (place, place);
                    }
                }
                "Td" | "TD" => {
                    if operation.operator == "TD" {
                        leading = -number(1);
                    }
                    line = Place::moved(number(0), number(1)).within(line);
                    at = line;
                }
                "T*" => {
                    line = Place::moved(0.0, -leading).within(line);
                    at = line;
                }
                "Tj" | "TJ" | "'" | "\"" => {
                    if matches!(operation.operator.as_str(), "'" | "\"") {
                        line = Place::moved(0.0, -leading).within(line);
                        at = line;
                    }
                    let encoding = font
                        .and_then(|name| encodings.get(name))
                        .and_then(Option::as_ref);
                    if let (Some(encoding), Some(shown)) = (encoding, operands.last()) {
                        let shown = said(encoding, shown);
                        let width = self.draw(&shown, at.within(here), size);
                        at = Place::moved(width, 0.0).within(at);
                    }
                }
                "Do" => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    if let Some(id) = name.and_then(|name| resources.drawings.get(name)) {
                        self.follow(*id, here, above)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads a drawing that a page draws with.
    fn follow(
        &mut self,
        id: ObjectId,
        here: Place,
        above: &mut BTreeSet<ObjectId>,
    ) -> Result<(), Refused> {
        let document = self.document;
        let Ok(Object::Stream(stream)) = document.get_object(id) else { return Ok(()) };
        let is_form = stream
            .dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == b"Form");
        if !is_form || above.len() >= INSIDE || !above.insert(id) {
            return Ok(());
        }
        let mut resources = Resources::default();
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict);
        if let Ok(own) = own {
            add_resources(document, own, &mut resources);
        }
        let place = stream.dict.get(b"Matrix").and_then(Object::as_array).ok();
        let place = place.and_then(|numbers| Place::of(numbers)).unwrap_or(Place::START);
        if let Ok(content) = stream.decompressed_content_with_limit(STREAM) {
            self.read(&content, &resources, place.within(here), above)?;
        }
        above.remove(&id);
        Ok(())
    }

    /// Notes what is drawn there, and gives about how wide it is.
    fn draw(&mut self, shown: &str, place: Place, size: f32) -> f32 {
        let [right, rise, lean, up, x, y] = place.0;
        let (wide, high) = (right.hypot(rise), size.abs() * lean.hypot(up));
        // Half as wide as high: near enough to tell a gap from none.
        let letters = f32::from(u16::try_from(shown.chars().count()).unwrap_or(u16::MAX));
        let width = letters * size * 0.5;
        if let Some(last) = self.last {
            if (y - last.y).abs() > 0.5 * high {
                self.end_line();
                // More than a line apart is another paragraph.
                if (y - last.y).abs() > 1.9 * high && !self.said.ends_with("\n\n") {
                    self.said.push('\n');
                }
            } else if x - last.end > 0.8 * high && !self.said.ends_with([' ', '\n']) {
                let is_far = x - last.end > 3.0 * high;
                self.said.push(if is_far { '\t' } else { ' ' });
            }
        }
        self.said.push_str(shown);
        self.last = Some(Drawn { y, end: x + width * wide });
        width
    }
}

/// The letters of a string, or of strings with gaps between: a wide gap is a space.
fn said(encoding: &Encoding, shown: &Object) -> String {
    let mut text = String::new();
    let mut add = |item: &Object| match item {
        Object::String(bytes, _) => {
            let letters = Document::decode_text(encoding, bytes).unwrap_or_default();
            for c in letters.chars() {
                match c {
                    '\u{fb00}' => text.push_str("ff"),
                    '\u{fb01}' => text.push_str("fi"),
                    '\u{fb02}' => text.push_str("fl"),
                    '\u{fb03}' => text.push_str("ffi"),
                    '\u{fb04}' => text.push_str("ffl"),
                    '\u{ad}' => text.push('-'),
                    c if c.is_control() => text.push(' '),
                    c => text.push(c),
                }
            }
        }
        gap => {
            if gap.as_float().is_ok_and(|gap| gap < -200.0) && !text.ends_with(' ') {
                text.push(' ');
            }
        }
    };
    match shown {
        Object::Array(items) => items.iter().for_each(&mut add),
        one => add(one),
    }
    text
}
