//! PDF: a copy with the pages and nothing about who made them.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use crate::{
    Kind,
    limits::DEPTH,
    picture,
    refused::{NoCopy, Refused},
};

/// What one stream may unpack to; all pages together are bounded by the worker's memory
/// and time, and by the limit of what is unpacked.
pub(crate) const STREAM: usize = 64 * 1024 * 1024;

/// Opens a PDF.
///
/// # Errors
/// [`Refused`] when it is damaged or locked.
pub fn open(bytes: &[u8]) -> Result<Document, Refused> {
    let options = LoadOptions::with_max_decompressed_size(STREAM);
    let document = Document::load_mem_with_options(bytes, options)
        .map_err(|e| Refused::broken(Kind::Pdf, e))?;
    if document.is_encrypted() {
        return Err(Refused::Locked);
    }
    if document.get_pages().is_empty() {
        return Err(Refused::broken(Kind::Pdf, "it has no pages"));
    }
    Ok(document)
}

/// What a dictionary never needs for being drawn, wherever it stands.
const NEVER: [&[u8]; 15] = [
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"OpenAction",
    b"AA",
    b"AF",
    b"EF",
    b"RF",
    b"JS",
    b"JavaScript",
    b"EmbeddedFiles",
    b"XFA",
    b"Collection",
    b"SpiderInfo",
    b"PZ",
];

/// What a note in the margin says about who wrote it, and when.
const ABOUT: [&[u8]; 9] =
    [b"T", b"M", b"CreationDate", b"NM", b"Subj", b"RC", b"Popup", b"IRT", b"Contents"];

/// Marks on a page that are only drawn. All others do something, and go.
const DRAWN: [&[u8]; 16] = [
    b"Link",
    b"Widget",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Ink",
    b"Caret",
    b"Redact",
];

/// A copy with the pages alone.
///
/// # Errors
/// [`NoCopy`] when something can't be taken out.
pub fn copy(mut document: Document) -> Result<Vec<u8>, NoCopy> {
    let doing = doing(&document);
    let marks = marks(&document);
    let mut fault = None;
    for (id, object) in &mut document.objects {
        if marks.contains(id) || doing.contains(id) {
            *object = Object::Null;
            continue;
        }
        let cleaned = clean(object, &doing, &marks, DEPTH);
        fault = fault.or(cleaned.err());
    }
    if let Some(fault) = fault {
        return Err(fault);
    }
    let trailer = &mut document.trailer;
    for key in [&b"Info"[..], b"ID", b"Prev", b"XRefStm", b"Encrypt"] {
        trailer.remove(key);
    }
    let unwritable = |e: lopdf::Error| NoCopy::Unwritable { why: e.to_string() };
    let catalog = document.catalog_mut().map_err(unwritable)?;
    for key in [&b"Perms"[..], b"DSS", b"Legal", b"Threads", b"Requirements", b"URI"] {
        catalog.remove(key);
    }
    document.prune_objects();
    document.renumber_objects();
    let mut copy = Vec::new();
    document.save_to(&mut copy).map_err(|e| NoCopy::Unwritable { why: e.to_string() })?;
    Ok(copy)
}

/// What a dictionary does when clicked or opened; only going to a page or an address of
/// the web is left to do.
fn acts(dict: &Dictionary) -> bool {
    let is_action =
        dict.get(b"Type").and_then(Object::as_name).is_ok_and(|t| t == b"Action");
    match dict.get(b"S").and_then(Object::as_name) {
        Ok(b"GoTo") => false,
        Ok(b"URI") => {
            let address = dict.get(b"URI").and_then(Object::as_str).unwrap_or_default();
            let address = address.to_ascii_lowercase();
            let fine: [&[u8]; 3] = [b"https://", b"http://", b"mailto:"];
            !fine.iter().any(|scheme| address.starts_with(scheme))
        }
        Ok(
            b"JavaScript" | b"Launch" | b"SubmitForm" | b"ImportData" | b"ResetForm"
            | b"GoToE" | b"GoToR" | b"GoToDp" | b"Rendition" | b"RichMediaExecute"
            | b"Movie" | b"Sound" | b"Hide" | b"SetOCGState" | b"Trans" | b"GoTo3DView"
            | b"Named" | b"Thread",
        ) => true,
        _ => is_action,
    }
}

/// Objects that are such actions.
fn doing(document: &Document) -> BTreeSet<ObjectId> {
    objects_that(document, acts)
}

/// Objects that are marks on a page, or files, that do something.
fn marks(document: &Document) -> BTreeSet<ObjectId> {
    objects_that(document, is_lively)
}

fn objects_that(
    document: &Document,
    is: impl Fn(&Dictionary) -> bool,
) -> BTreeSet<ObjectId> {
    document
        .objects
        .iter()
        .filter(|(_, object)| match object {
            Object::Dictionary(dict) => is(dict),
            Object::Stream(stream) => is(&stream.dict),
            _ => false,
        })
        .map(|(id, _)| *id)
        .collect()
}

fn is_lively(dict: &Dictionary) -> bool {
    let name = |key: &[u8]| dict.get(key).and_then(Object::as_name).ok();
    match name(b"Type") {
        Some(b"Annot") => name(b"Subtype").is_none_or(|kind| !DRAWN.contains(&kind)),
        Some(b"Filespec" | b"F" | b"EmbeddedFile" | b"Metadata") => true,
        // Not every writer says that a mark is one.
        None => {
            dict.has(b"Rect")
                && name(b"Subtype").is_some_and(|kind| !DRAWN.contains(&kind))
        }
        Some(_) => false,
    }
}

fn clean(
    object: &mut Object,
    doing: &BTreeSet<ObjectId>,
    marks: &BTreeSet<ObjectId>,
    depth: usize,
) -> Result<(), NoCopy> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(NoCopy::Unwritable { why: "it nests too deep".into() });
    };
    match object {
        Object::Array(items) => {
            items.retain(|item| match item {
                Object::Reference(id) => !marks.contains(id),
                Object::Dictionary(dict) => !is_lively(dict),
                _ => true,
            });
            items.iter_mut().try_for_each(|item| clean(item, doing, marks, depth))
        }
        Object::Dictionary(dict) => clean_dict(dict, doing, marks, depth),
        Object::Stream(stream) => {
            clean_dict(&mut stream.dict, doing, marks, depth)?;
            clean_picture(stream)
        }
        _ => Ok(()),
    }
}

fn clean_dict(
    dict: &mut Dictionary,
    doing: &BTreeSet<ObjectId>,
    marks: &BTreeSet<ObjectId>,
    depth: usize,
) -> Result<(), NoCopy> {
    for key in NEVER {
        dict.remove(key);
    }
    let is_mark = dict.has(b"Rect") && dict.has(b"Subtype");
    if is_mark {
        let is_field = dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == b"Widget");
        for key in ABOUT {
            // A field's T is its name in the form.
            if !is_field || key != b"T" {
                dict.remove(key);
            }
        }
    }
    let goes = |value: &Object| match value {
        Object::Reference(id) => doing.contains(id) || marks.contains(id),
        Object::Dictionary(inner) => acts(inner) || is_lively(inner),
        _ => false,
    };
    let gone: Vec<Vec<u8>> = dict
        .iter()
        .filter(|(_, value)| goes(value))
        .map(|(key, _)| key.clone())
        .collect();
    for key in gone {
        dict.remove(&key);
    }
    dict.iter_mut().try_for_each(|(_, value)| clean(value, doing, marks, depth))
}

/// Pictures keep their own words about place and camera inside a PDF.
fn clean_picture(stream: &mut lopdf::Stream) -> Result<(), NoCopy> {
    let filters = stream.filters().unwrap_or_default();
    let Some((last, before)) = filters.split_last() else { return Ok(()) };
    match *last {
        b"DCTDecode" | b"DCT" => {}
        b"JPXDecode" => {
            return Err(NoCopy::Part { part: "a picture (JPEG 2000)".into() });
        }
        _ => return Ok(()),
    }
    let unclean = |_| NoCopy::Part { part: "a damaged picture (JPEG)".into() };
    if before.is_empty() {
        let content = picture::jpeg(&stream.content).map_err(unclean)?;
        stream.set_content(content);
        return Ok(());
    }
    let mut outer = stream.clone();
    let names = before.iter().map(|name| Object::Name(name.to_vec())).collect();
    outer.dict.set("Filter", Object::Array(names));
    outer.dict.remove(b"DecodeParms");
    let inner = outer
        .decompressed_content_with_limit(STREAM)
        .map_err(|e| NoCopy::Unwritable { why: e.to_string() })?;
    let content = picture::jpeg(&inner).map_err(unclean)?;
    stream.dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
    stream.dict.remove(b"DecodeParms");
    stream.set_content(content);
    Ok(())
}
