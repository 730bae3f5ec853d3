//! Papers of a meeting in one file: our own pages and, between them, the pages of
//! documents somebody else made. All pages are set by the typesetter, those of others
//! with a picture of one point in the place of what stands on them; afterwards each
//! picture is exchanged for the page. So bookmarks, contents, page numbers, marks and
//! tags are the typesetter's, and nothing of another document comes along but what is
//! drawn: no scripts, no attachments, nothing about who made it.

use std::collections::{BTreeMap, BTreeSet};

use koreplan_export::{Block, Document};
use lopdf::{
    Dictionary, LoadOptions, Object, ObjectId, Stream, content::Content,
    content::Operation, dictionary,
};
use typst::foundations::{Array, Bytes, Value};

use crate::{Failed, dict, part, readable, says, set, text};

/// What is written on every page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// At the top: until when it is under embargo, and who got it.
    pub notice: String,
    /// Across the page.
    pub watermark: String,
}

/// A file made of several.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// What stands around: title, language, day, head, contents and foot, and the first
    /// blocks.
    pub document: Document,
    pub marks: Marks,
    pub parts: Vec<Part>,
}

/// What follows the first blocks, in reading order.
#[derive(Debug, Clone)]
pub enum Part {
    Blocks(Vec<Block>),
    /// What follows begins on a page of its own.
    NewPage,
    Annex(Annex),
}

/// A PDF whose pages go in.
#[derive(Debug, Clone)]
pub struct Annex {
    /// The bookmark of its first page, and the stamp on each.
    pub title: String,
    /// The level of the bookmark.
    pub level: u8,
    pub bytes: Vec<u8>,
    /// What stands there when its pages can't be put in.
    pub otherwise: Vec<Block>,
}

/// Sets a bundle. With pages of others in it, the file no longer says that it is PDF/A,
/// and that it is PDF/UA only where all fonts are in it: it says what holds.
///
/// # Errors
/// [`Failed`] with the typesetter's own words.
pub fn write(bundle: &Bundle) -> Result<Vec<u8>, Failed> {
    let mut document = bundle.document.clone();
    document.each_text(|text| *text = readable(text));
    let marks = Marks {
        notice: readable(&bundle.marks.notice),
        watermark: readable(&bundle.marks.watermark),
    };
    let mut parts: Array =
        document.blocks.iter().filter(|it| says(it)).map(part).collect();
    let mut sheets = Vec::new();
    for one in &bundle.parts {
        match one {
            Part::NewPage => parts.push(dict([("kind", text("break"))])),
            Part::Blocks(blocks) => parts.extend(written(blocks)),
            Part::Annex(annex) => match pages(&annex.bytes) {
                Some(pages) => {
                    let count = pages.len();
                    for (at, page) in pages.into_iter().enumerate() {
                        let place = (at, count, sheets.len());
                        parts.push(sheet(&document, annex, &page, place));
                        sheets.push(page);
                    }
                }
                None => parts.extend(written(&annex.otherwise)),
            },
        }
    }
    let pdf = set(&document, &marks, parts)?;
    if sheets.is_empty() { Ok(pdf) } else { filled(&pdf, sheets) }
}

fn written(blocks: &[Block]) -> Vec<Value> {
    let mut blocks = blocks.to_vec();
    for block in &mut blocks {
        block.each_text(&mut |text| *text = readable(text));
    }
    blocks.iter().filter(|it| says(it)).map(part).collect()
}

/// The room on a page for somebody else's, in centimetres: upright and across.
const ROOM: [(f64, f64); 2] = [(18.6, 23.6), (27.3, 14.9)];

fn sheet(
    document: &Document,
    annex: &Annex,
    page: &Page,
    (at, count, number): (usize, usize, usize),
) -> Value {
    let (side, of) = document.language.page_of();
    let stamp = format!("{} · {side} {} {of} {count}", annex.title, at + 1);
    let flipped = page.width > page.height;
    let (width, height) = ROOM[usize::from(flipped)];
    let scale = (width / page.width).min(height / page.height);
    let alt = if page.text.is_empty() {
        stamp.clone()
    } else {
        format!("{stamp}: {}", page.text)
    };
    dict([
        ("kind", text("sheet")),
        ("flipped", Value::Bool(flipped)),
        ("stamp", text(&readable(&stamp))),
        ("title", text(&readable(if at == 0 { &annex.title } else { "" }))),
        ("level", Value::Int(annex.level.clamp(1, 3).into())),
        ("alt", text(&readable(&alt))),
        ("width", Value::Float(page.width * scale)),
        ("height", Value::Float(page.height * scale)),
        ("pixel", Value::Bytes(Bytes::new(pixel(number)))),
    ])
}

/// The colour that a picture is known by. Never grey: grey is written in one byte.
fn pixel(number: usize) -> [u8; 3] {
    let number = number.to_le_bytes();
    [number[0], number[1], number[2] | 0x80]
}

/// What a document drawn by us may unpack to, a stream.
const STREAM: usize = 64 * 1024 * 1024;

/// Letters of a page that its description says; more than a page of a report has.
const READ_ALOUD: usize = 6_000;

/// A page of somebody else's document: what is drawn on it, and where.
struct Page {
    /// As it is seen, in points.
    width: f64,
    height: f64,
    text: String,
    form: Stream,
    /// What the drawing needs, by the ids the form knows it by.
    needs: BTreeMap<ObjectId, Object>,
    /// All fonts are in it, and no tags of its own are left.
    clean: bool,
}

/// The pages of a document; nothing where it can't be opened, or hides layers.
fn pages(bytes: &[u8]) -> Option<Vec<Page>> {
    let options = LoadOptions::with_max_decompressed_size(STREAM);
    let document = lopdf::Document::load_mem_with_options(bytes, options).ok()?;
    if document.is_encrypted() || hides_layers(&document) {
        return None;
    }
    let ids = document.get_pages();
    let pages: Option<Vec<_>> =
        ids.iter().map(|(number, id)| page(&document, *number, *id)).collect();
    pages.filter(|pages| !pages.is_empty())
}

fn hides_layers(document: &lopdf::Document) -> bool {
    let hidden = || {
        let catalog = document.catalog().ok()?;
        let layers = resolved_dict(document, catalog.get(b"OCProperties").ok()?)?;
        let shown = resolved_dict(document, layers.get(b"D").ok()?)?;
        let off = resolved(document, shown.get(b"OFF").ok()?);
        let base = shown.get(b"BaseState").and_then(Object::as_name).ok();
        Some(off.as_array().is_ok_and(|off| !off.is_empty()) || base == Some(b"OFF"))
    };
    hidden().unwrap_or(false)
}

fn resolved<'a>(document: &'a lopdf::Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, object)| object)
}

fn resolved_dict<'a>(
    document: &'a lopdf::Document,
    object: &'a Object,
) -> Option<&'a Dictionary> {
    resolved(document, object).as_dict().ok()
}

/// How deep a tree of pages may be.
const DEPTH: usize = 64;

/// What a page says itself or has of those above it.
fn inherited<'a>(
    document: &'a lopdf::Document,
    page: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..DEPTH {
        if let Ok(found) = node.get(key) {
            return Some(resolved(document, found));
        }
        node = resolved_dict(document, node.get(b"Parent").ok()?)?;
    }
    None
}

/// Left, bottom, right, top.
fn corners(document: &lopdf::Document, object: &Object) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = object
        .as_array()
        .ok()?
        .iter()
        .filter_map(|it| resolved(document, it).as_float().ok().map(f64::from))
        .collect();
    let [a, b, c, d] = numbers[..] else { return None };
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn page(document: &lopdf::Document, number: u32, id: ObjectId) -> Option<Page> {
    let page = document.get_dictionary(id).ok()?;
    let media = inherited(document, page, b"MediaBox")
        .and_then(|it| corners(document, it))
        .unwrap_or([0.0, 0.0, 595.0, 842.0]);
    let crop = inherited(document, page, b"CropBox").and_then(|it| corners(document, it));
    let [x0, y0, x1, y1] = crop.map_or(media, |crop| {
        [
            crop[0].max(media[0]),
            crop[1].max(media[1]),
            crop[2].min(media[2]),
            crop[3].min(media[3]),
        ]
    });
    let (width, height) = (x1 - x0, y1 - y0);
    if !(width > 1.0 && height > 1.0 && width < 20_000.0 && height < 20_000.0) {
        return None;
    }
    let turned = inherited(document, page, b"Rotate").and_then(|it| it.as_i64().ok());
    // What is drawn is brought into the square that a picture fills.
    let (matrix, across) = match turned.unwrap_or(0).rem_euclid(360) {
        90 => {
            ([0.0, -1.0 / width, 1.0 / height, 0.0, -y0 / height, 1.0 + x0 / width], true)
        }
        180 => (
            [-1.0 / width, 0.0, 0.0, -1.0 / height, 1.0 + x0 / width, 1.0 + y0 / height],
            false,
        ),
        270 => {
            ([0.0, 1.0 / width, -1.0 / height, 0.0, 1.0 + y0 / height, -x0 / width], true)
        }
        _ => ([1.0 / width, 0.0, 0.0, 1.0 / height, -x0 / width, -y0 / height], false),
    };
    let mut resources = inherited(document, page, b"Resources")
        .and_then(|it| it.as_dict().ok())
        .cloned()
        .unwrap_or_default();
    let (mut drawn, mut clean) = untagged(&document.get_page_content(id));
    // What is drawn must not leave its own state behind for the notes in the margin.
    drawn.splice(0..0, *b"q\n");
    drawn.extend_from_slice(b"\nQ\n");
    drawn.extend(margin(document, page, &mut resources));
    let mut form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => numbers(&[x0, y0, x1, y1]),
        "Matrix" => numbers(&matrix),
        "Resources" => Object::Dictionary(resources),
    };
    if let Some(group) = page.get(b"Group").ok().map(|it| resolved(document, it)) {
        form.set("Group", group.clone());
    }
    let mut needs = BTreeMap::new();
    let mut form = Object::Dictionary(form);
    clean &= take(document, &mut form, &mut needs);
    let Object::Dictionary(form) = form else { return None };
    let mut form = Stream::new(form, drawn);
    form.compress().ok()?;
    let said = document.extract_text_with_limit(&[number], STREAM).unwrap_or_default();
    let said: Vec<&str> = said.split_whitespace().collect();
    let (width, height) = if across { (height, width) } else { (width, height) };
    Some(Page {
        width,
        height,
        text: said.join(" ").chars().take(READ_ALOUD).collect(),
        form,
        needs,
        clean,
    })
}

fn numbers(numbers: &[f64]) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "a PDF holds no finer numbers")]
    Object::Array(numbers.iter().map(|it| Object::Real(*it as f32)).collect())
}

/// Draws without marks that tie them to tags, which belong to the other document; and
/// whether all are out.
fn untagged(drawn: &[u8]) -> (Vec<u8>, bool) {
    let marks = ["BMC", "BDC", "EMC", "MP", "DP"];
    let is_mark = |it: &Operation| marks.contains(&it.operator.as_str());
    match Content::decode(drawn) {
        Ok(Content { operations }) if operations.iter().any(is_mark) => {
            let operations: Vec<_> =
                operations.into_iter().filter(|it| !is_mark(it)).collect();
            match (Content { operations }).encode() {
                Ok(drawn) => (drawn, true),
                Err(_) => (drawn.to_vec(), false),
            }
        }
        Ok(_) => (drawn.to_vec(), true),
        Err(_) => (drawn.to_vec(), false),
    }
}

/// Draws the notes in the margin, the stamps and what was filled in: they are seen on
/// the page, and lie beside it.
fn margin(
    document: &lopdf::Document,
    page: &Dictionary,
    resources: &mut Dictionary,
) -> Vec<u8> {
    let mut drawn = String::new();
    let mut pictures = resources
        .get(b"XObject")
        .ok()
        .and_then(|it| resolved_dict(document, it))
        .cloned()
        .unwrap_or_default();
    let notes = page.get(b"Annots").ok().map(|it| resolved(document, it));
    let notes = notes.and_then(|it| it.as_array().ok()).map_or(&[][..], Vec::as_slice);
    for (at, note) in notes.iter().enumerate() {
        let Some((id, place)) = appearance(document, note) else { continue };
        let name = format!("KpNote{at}");
        let place: Vec<String> = place.iter().map(|it| format!("{it:.5}")).collect();
        drawn.extend(["q ", &*place.join(" "), " cm /", &*name, " Do Q\n"]);
        pictures.set(name, Object::Reference(id));
    }
    if !drawn.is_empty() {
        resources.set("XObject", Object::Dictionary(pictures));
    }
    drawn.into_bytes()
}

/// What a note looks like, and what brings it to its place; nothing where it is hidden
/// or has no looks of its own.
fn appearance(document: &lopdf::Document, note: &Object) -> Option<(ObjectId, [f64; 6])> {
    const HIDDEN: i64 = 2 | 32;
    let note = resolved_dict(document, note)?;
    let flags = note.get(b"F").and_then(Object::as_i64).unwrap_or(0);
    if flags & HIDDEN != 0 {
        return None;
    }
    let looks = resolved_dict(document, note.get(b"AP").ok()?)?;
    let mut normal = looks.get(b"N").ok()?;
    if let Object::Dictionary(states) = resolved(document, normal) {
        normal = states.get(note.get(b"AS").and_then(Object::as_name).ok()?).ok()?;
    }
    let id = normal.as_reference().ok()?;
    let form = document.get_object(id).ok()?.as_stream().ok()?;
    let rect = corners(document, resolved(document, note.get(b"Rect").ok()?))?;
    let bbox = corners(document, resolved(document, form.dict.get(b"BBox").ok()?))?;
    let matrix: Vec<f64> = match form.dict.get(b"Matrix") {
        Ok(matrix) => resolved(document, matrix)
            .as_array()
            .ok()?
            .iter()
            .filter_map(|it| it.as_float().ok().map(f64::from))
            .collect(),
        Err(_) => vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    };
    let matrix: [f64; 6] = matrix.try_into().ok()?;
    let seen = [(0, 1), (2, 1), (2, 3), (0, 3)].map(|(x, y)| {
        (
            matrix[0] * bbox[x] + matrix[2] * bbox[y] + matrix[4],
            matrix[1] * bbox[x] + matrix[3] * bbox[y] + matrix[5],
        )
    });
    let least = |of: fn(&(f64, f64)) -> f64| seen.iter().map(of).fold(f64::MAX, f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| seen.iter().map(of).fold(f64::MIN, f64::max);
    let (left, right) = (least(|it| it.0), most(|it| it.0));
    let (bottom, top) = (least(|it| it.1), most(|it| it.1));
    if right - left < 0.001 || top - bottom < 0.001 {
        return None;
    }
    let wide = (rect[2] - rect[0]) / (right - left);
    let high = (rect[3] - rect[1]) / (top - bottom);
    Some((id, [wide, 0.0, 0.0, high, rect[0] - left * wide, rect[1] - bottom * high]))
}

/// What ties a thing to the document it comes from, or does more than draw.
const LEFT: [&[u8]; 9] = [
    b"StructParent",
    b"StructParents",
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"OC",
    b"Properties",
    b"AF",
    b"OPI",
];

/// Takes all that a thing needs along. Says whether all fonts are in it and all drawing
/// is without tags.
fn take(
    document: &lopdf::Document,
    object: &mut Object,
    needs: &mut BTreeMap<ObjectId, Object>,
) -> bool {
    let mut clean = true;
    let mut asked: BTreeSet<ObjectId> = BTreeSet::new();
    let mut waiting = tidied(object);
    while let Some(id) = waiting.pop() {
        if !asked.insert(id) {
            continue;
        }
        let Ok(found) = document.get_object(id) else { continue };
        let mut found = found.clone();
        if let Object::Stream(stream) = &mut found {
            let is_form = is_named(&stream.dict, b"Subtype", b"Form");
            if is_form && let Ok(drawn) = stream.get_plain_content_with_limit(STREAM) {
                let (drawn, all_out) = untagged(&drawn);
                clean &= all_out;
                stream.dict.remove(b"Filter");
                stream.dict.remove(b"DecodeParms");
                stream.set_content(drawn);
                clean &= stream.compress().is_ok();
            }
        }
        clean &= has_its_font(document, &found);
        waiting.extend(tidied(&mut found));
        needs.insert(id, found);
    }
    clean
}

fn is_named(dict: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dict.get(key).and_then(Object::as_name).is_ok_and(|it| it == name)
}

/// Whether a font that must be in the file is: those whose letters are drawings are.
fn has_its_font(document: &lopdf::Document, object: &Object) -> bool {
    let Ok(font) = object.as_dict() else { return true };
    let kind = font.get(b"Subtype").and_then(Object::as_name);
    let is_font = is_named(font, b"Type", b"Font");
    let needs =
        [&b"Type1"[..], b"MMType1", b"TrueType", b"CIDFontType0", b"CIDFontType2"];
    if !is_font || !kind.is_ok_and(|kind| needs.contains(&kind)) {
        return true;
    }
    let about =
        font.get(b"FontDescriptor").ok().and_then(|it| resolved_dict(document, it));
    let files = [&b"FontFile"[..], b"FontFile2", b"FontFile3"];
    about.is_some_and(|about| files.iter().any(|file| about.has(file)))
}

/// Takes out what must stay behind; gives what is pointed to.
fn tidied(object: &mut Object) -> Vec<ObjectId> {
    let mut found = Vec::new();
    let mut waiting = vec![object];
    while let Some(object) = waiting.pop() {
        match object {
            Object::Reference(id) => found.push(*id),
            Object::Array(items) => waiting.extend(items.iter_mut()),
            Object::Dictionary(dict) | Object::Stream(Stream { dict, .. }) => {
                for key in LEFT {
                    dict.remove(key);
                }
                waiting.extend(dict.iter_mut().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    found
}

/// Puts the pages where the pictures are.
fn filled(pdf: &[u8], sheets: Vec<Page>) -> Result<Vec<u8>, Failed> {
    let broken = |why: lopdf::Error| Failed(why.to_string());
    let mut document = lopdf::Document::load_mem(pdf).map_err(broken)?;
    let mut pictures = BTreeMap::new();
    for (id, object) in &document.objects {
        if let Object::Stream(stream) = object
            && is_named(&stream.dict, b"Subtype", b"Image")
            && let Ok(colour) = stream.get_plain_content()
        {
            pictures.insert(colour, *id);
        }
    }
    let clean = sheets.iter().all(|page| page.clean);
    for (number, page) in sheets.into_iter().enumerate() {
        let place = pictures.get(&pixel(number)[..]);
        let place =
            *place.ok_or_else(|| Failed(format!("page {number} has no place")))?;
        let first = document.max_id + 1;
        let new: BTreeMap<ObjectId, ObjectId> =
            page.needs.keys().zip(first..).map(|(old, new)| (*old, (new, 0))).collect();
        document.max_id += u32::try_from(new.len()).unwrap_or(0);
        for (old, mut object) in page.needs {
            renamed(&mut object, &new);
            document.objects.insert(new[&old], object);
        }
        let mut form = Object::Stream(page.form);
        renamed(&mut form, &new);
        document.objects.insert(place, form);
    }
    let mut gone = vec!["pdfaid:part", "pdfaid:conformance"];
    if !clean {
        gone.push("pdfuaid:part");
    }
    disclaim(&mut document, &gone);
    let mut bytes = Vec::with_capacity(pdf.len());
    document.save_to(&mut bytes).map_err(|why| Failed(why.to_string()))?;
    Ok(bytes)
}

/// Points to things by the ids they have now; what is missing is nothing.
fn renamed(object: &mut Object, new: &BTreeMap<ObjectId, ObjectId>) {
    let mut waiting = vec![object];
    while let Some(object) = waiting.pop() {
        match object {
            Object::Reference(id) => {
                *object = new.get(id).map_or(Object::Null, |id| Object::Reference(*id));
            }
            Object::Array(items) => waiting.extend(items.iter_mut()),
            Object::Dictionary(dict) | Object::Stream(Stream { dict, .. }) => {
                waiting.extend(dict.iter_mut().map(|(_, value)| value));
            }
            _ => {}
        }
    }
}

/// Takes out what the file says of itself and no longer is.
fn disclaim(document: &mut lopdf::Document, gone: &[&str]) {
    let about = document.catalog().ok().and_then(|catalog| catalog.get(b"Metadata").ok());
    let Some(id) = about.and_then(|about| about.as_reference().ok()) else { return };
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { return };
    let Ok(said) = stream.get_plain_content() else { return };
    let mut said = String::from_utf8_lossy(&said).into_owned();
    for name in gone {
        let (from, to) = (format!("<{name}>"), format!("</{name}>"));
        if let (Some(begin), Some(end)) = (said.find(&from), said.find(&to)) {
            said.replace_range(begin..end + to.len(), "");
        }
    }
    stream.dict.remove(b"Filter");
    stream.set_content(said.into_bytes());
}

#[cfg(test)]
mod tests {
    use koreplan_export::{Day, Language};

    use super::*;

    fn document(title: &str, blocks: Vec<Block>) -> Document {
        Document {
            title: title.into(),
            language: Language::Da,
            made: Day { year: 2010, month: 11, day: 2 },
            head: vec![("Mødedato".into(), "9. november 2010".into())],
            contents: Some("Indhold".into()),
            foot: title.into(),
            blocks,
        }
    }

    fn annex(title: &str, bytes: Vec<u8>) -> Part {
        let otherwise = vec![Block::Paragraph("Åbn filen for sig.".into())];
        Part::Annex(Annex { title: title.into(), level: 2, bytes, otherwise })
    }

    fn bundle(parts: Vec<Part>) -> Bundle {
        let first = Block::Heading { level: 1, text: "Dagsorden".into() };
        Bundle {
            document: document("Styregruppen", vec![first]),
            marks: Marks::default(),
            parts,
        }
    }

    fn opened(pdf: &[u8]) -> lopdf::Document {
        lopdf::Document::load_mem(pdf).unwrap()
    }

    fn heading(text: &str) -> Part {
        Part::Blocks(vec![Block::Heading { level: 1, text: text.into() }])
    }

    #[test]
    fn the_pages_of_an_annex_stand_where_it_belongs() {
        let said = |text: &str| {
            let blocks = vec![
                Block::Heading { level: 1, text: "Først".into() },
                Block::Paragraph(text.into()),
            ];
            crate::write(&document("Bilag", blocks)).unwrap()
        };
        let pdf = write(&bundle(vec![
            Part::NewPage,
            heading("1. Åbne data"),
            annex("Bilag 1.1 Notat", said("Kanariefugl")),
            Part::NewPage,
            heading("2. Økonomi"),
        ]));

        let pdf = opened(&pdf.unwrap());
        let pages = pdf.get_pages();
        let text = |number: u32| pdf.extract_text(&[number]).unwrap();
        assert_eq!(pages.len(), 4);
        assert!(text(2).contains("Åbne data"), "{}", text(2));
        assert!(text(3).contains("Bilag 1.1 Notat · Side 1 af 1"), "{}", text(3));
        assert!(text(4).contains("Økonomi"), "{}", text(4));
        let forms = pdf.objects.values().filter_map(|it| it.as_stream().ok());
        let forms: Vec<_> =
            forms.filter(|it| is_named(&it.dict, b"Subtype", b"Form")).collect();
        assert_eq!(forms.len(), 1);
        let drawn = forms[0].get_plain_content().unwrap();
        let drawn = String::from_utf8_lossy(&drawn);
        assert!(drawn.contains("Tj") || drawn.contains("TJ"), "text stays text: {drawn}");
        assert!(!drawn.contains("BDC"), "tags of the other document are left: {drawn}");
        assert!(!drawn.contains("EMC"), "{drawn}");
    }

    #[test]
    fn a_file_says_of_itself_what_holds() {
        let clean = crate::write(&document("Bilag", vec![])).unwrap();
        let fontless = lopdf::Document::load_mem(&clean).map(|mut it| {
            for object in it.objects.values_mut() {
                if let Ok(about) = object.as_dict_mut() {
                    for file in [&b"FontFile"[..], b"FontFile2", b"FontFile3"] {
                        about.remove(file);
                    }
                }
            }
            let mut bytes = Vec::new();
            it.save_to(&mut bytes).unwrap();
            bytes
        });
        let claims = |parts: Vec<Part>| {
            let pdf = write(&bundle(parts)).unwrap();
            let text = String::from_utf8_lossy(&pdf).into_owned();
            ["<pdfaid:part>", "<pdfuaid:part>"].map(|claim| text.contains(claim))
        };

        assert_eq!(claims(vec![]), [true, true]);
        assert_eq!(claims(vec![annex("Bilag", clean)]), [false, true]);
        assert_eq!(claims(vec![annex("Bilag", fontless.unwrap())]), [false, false]);
    }

    #[test]
    fn what_is_no_pdf_is_told_of_instead() {
        let pdf = write(&bundle(vec![annex("Bilag 1.1", b"%PDF-1.7 ikke".to_vec())]));

        let pdf = opened(&pdf.unwrap());
        assert_eq!(pdf.get_pages().len(), 1);
        assert!(pdf.extract_text(&[1]).unwrap().contains("Åbn filen for sig"));
    }

    #[test]
    fn every_page_is_marked() {
        let mut bundle = bundle(vec![
            Part::NewPage,
            heading("1. Åbne data"),
            annex("Bilag 1.1", crate::write(&document("Bilag", vec![])).unwrap()),
        ]);
        bundle.marks = Marks {
            notice: "Klausuleret til den 11. juni 2025".into(),
            watermark: "Dorte Departementschef".into(),
        };

        let pdf = opened(&write(&bundle).unwrap());
        for number in pdf.get_pages().keys() {
            let text = pdf.extract_text(&[*number]).unwrap();
            for mark in ["Klausuleret til den 11. juni 2025", "Dorte Departementschef"] {
                assert!(text.contains(mark), "page {number} has no {mark}: {text}");
            }
        }
    }

    #[test]
    fn the_same_bundle_gives_the_same_bytes() {
        let annexed = crate::write(&document("Bilag", vec![])).unwrap();
        let bundle = bundle(vec![annex("Bilag 1.1", annexed)]);

        assert_eq!(write(&bundle).unwrap(), write(&bundle).unwrap());
    }
}
