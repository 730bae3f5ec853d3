//! Word documents and open documents: packed XML, both.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use crate::{
    Kind,
    limits::{TEXT, UNPACKED},
    packed::{self, Packed, shown},
    picture,
    refused::{NoCopy, Refused},
    xml::{self, Keep},
};

/// A document whose every part has been checked.
pub struct Office {
    kind: Kind,
    parts: Vec<(String, Vec<u8>)>,
}

/// Parts that are programs, whatever they are called beside that.
fn is_program(name: &str) -> bool {
    let name = name.to_lowercase();
    ["vbaproject", "vbadata", "activex/"].iter().any(|mark| name.contains(mark))
        || ["basic/", "scripts/"].iter().any(|folder| name.starts_with(folder))
        || [".exe", ".dll", ".js", ".vbs", ".jar"].iter().any(|end| name.ends_with(end))
}

impl Office {
    /// Unpacks and checks every part: all of them go to whoever opens the original.
    ///
    /// # Errors
    /// [`Refused`] naming the part.
    pub fn open(kind: Kind, bytes: &[u8], budget: u64) -> Result<Self, Refused> {
        let mut packed = Packed::open(bytes, budget.min(UNPACKED))?;
        let mut parts = Vec::new();
        packed.each(|name, part| {
            if is_program(name) {
                return Err(Refused::Program { member: shown(name) });
            }
            if crate::kind::is_marked(&part) {
                return Err(Refused::Infected);
            }
            if xml::is_xml(name, &part) {
                let is_manifest = name == "META-INF/manifest.xml";
                xml::read(kind, name, &part, |event| match event {
                    Event::Start(start) | Event::Empty(start)
                        if is_manifest
                            && start.local_name().as_ref() == "encryption-data" =>
                    {
                        Err(Refused::Locked)
                    }
                    Event::Start(start) | Event::Empty(start)
                        if name == "[Content_Types].xml"
                            && start.attributes_raw().contains("macroEnabled") =>
                    {
                        Err(Refused::Program { member: shown(name) })
                    }
                    _ => Ok(()),
                })?;
            } else if is_ending(name, &["png"]) {
                picture::png(&part)?;
            } else if is_ending(name, &["jpg", "jpeg"]) {
                picture::jpeg(&part)?;
            }
            parts.push((name.to_owned(), part));
            Ok(())
        })?;
        let office = Self { kind, parts };
        match office.part(office.main()) {
            Some(_) => Ok(office),
            None => Err(Refused::broken(kind, "its text is missing")),
        }
    }

    /// How many bytes all parts come to.
    pub fn size(&self) -> u64 {
        self.parts.iter().map(|(_, part)| part.len() as u64).sum()
    }

    fn main(&self) -> &'static str {
        if self.kind == Kind::Docx { "word/document.xml" } else { "content.xml" }
    }

    fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.iter().find(|(known, _)| known == name).map(|(_, part)| &part[..])
    }

    /// The text, a line for each paragraph; what was struck out is not in it.
    ///
    /// # Errors
    /// [`Refused`] as [`Office::open`] would have said.
    pub fn text(&self) -> Result<String, Refused> {
        let part = self.part(self.main()).unwrap_or_default();
        let is_word = self.kind == Kind::Docx;
        let mut text = String::new();
        // Elements that hold what is not text of the letter, or no longer.
        let skipped: &[&str] = if is_word {
            &["Fallback", "del", "moveFrom", "instrText", "delText", "sectPr"]
        } else {
            &["tracked-changes", "annotation", "forms", "automatic-styles", "scripts"]
        };
        let (mut skip, mut inside) = (0_usize, 0_usize);
        xml::read(self.kind, self.main(), part, |event| {
            match event {
                Event::Start(start) => {
                    let name = start.local_name();
                    let name: &str = name.as_ref();
                    if skip > 0 || skipped.contains(&name) {
                        skip += 1;
                    } else if holds(is_word, name) {
                        inside += 1;
                    } else {
                        between(is_word, start, &mut text);
                    }
                }
                Event::Empty(start) if skip == 0 => between(is_word, start, &mut text),
                Event::End(_) if skip > 0 => skip -= 1,
                Event::End(end) => {
                    let name = end.local_name();
                    let name: &str = name.as_ref();
                    if holds(is_word, name) {
                        inside = inside.saturating_sub(1);
                    }
                    if matches!(name, "p" | "h") && inside_ends(is_word, inside) {
                        text.push('\n');
                    }
                }
                other if skip == 0 && inside > 0 && text.len() <= 4 * TEXT => {
                    text.push_str(&xml::text_of(other).unwrap_or_default());
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(text)
    }

    /// A copy with the text, its looks and its pictures, and nothing about who wrote it,
    /// when, and what it said before.
    ///
    /// # Errors
    /// [`NoCopy`] when something can't be taken out with certainty.
    pub fn copy(&self) -> Result<Vec<u8>, NoCopy> {
        let parts = if self.kind == Kind::Docx { self.docx() } else { self.odt() }?;
        packed::pack(&parts).map_err(|why| NoCopy::Unwritable { why })
    }

    fn rewritten(
        &self,
        name: &str,
        part: &[u8],
        keep: impl FnMut(&mut BytesStart) -> Keep,
    ) -> Result<Vec<u8>, NoCopy> {
        xml::rewrite(self.kind, name, part, keep)
            .map_err(|e| NoCopy::Unwritable { why: e.to_string() })
    }

    fn docx(&self) -> Result<Vec<(String, Vec<u8>)>, NoCopy> {
        let mut kept = Vec::new();
        let mut dropped = BTreeSet::new();
        for (name, part) in &self.parts {
            match docx_part(name) {
                Part::Dropped => {
                    dropped.insert(format!("/{name}"));
                }
                Part::Unclean => return Err(NoCopy::Part { part: shown(name) }),
                Part::Comments => return Err(NoCopy::Comments),
                Part::Kept => kept.push((name, part)),
            }
        }
        kept.into_iter()
            .map(|(name, part)| Ok((name.clone(), self.docx_copy(name, part, &dropped)?)))
            .collect()
    }

    fn docx_copy(
        &self,
        name: &str,
        part: &[u8],
        dropped: &BTreeSet<String>,
    ) -> Result<Vec<u8>, NoCopy> {
        if !xml::is_xml(name, part) {
            return picture_copy(name, part);
        }
        let mut fault = None;
        let folder = rels_folder(name);
        let copy = self.rewritten(name, part, |start| {
            let local = start.local_name();
            let local: &str = local.as_ref();
            if name == "[Content_Types].xml" {
                let part = xml::attribute(start, "PartName").unwrap_or_default();
                return if dropped.contains(&part) { Keep::No } else { Keep::Yes };
            }
            if let Some(folder) = &folder {
                let target = xml::attribute(start, "Target").unwrap_or_default();
                let kind = xml::attribute(start, "Type").unwrap_or_default();
                if xml::attribute(start, "TargetMode").as_deref() == Some("External") {
                    if kind.ends_with("/hyperlink") {
                        return Keep::Yes;
                    }
                    if kind.ends_with("/attachedTemplate") {
                        return Keep::No;
                    }
                    let what = kind.rsplit('/').next().unwrap_or_default();
                    fault = Some(NoCopy::Outside { what: shown(what) });
                }
                let target = resolved(folder, &target);
                return if dropped.contains(&target) { Keep::No } else { Keep::Yes };
            }
            if CHANGES.contains(&local) || local.ends_with("PrChange") {
                fault = Some(NoCopy::Changes);
            }
            if SAYS_WHO.contains(&local) {
                return Keep::No;
            }
            xml::keep_attributes(start, |key| {
                let local = key.rsplit(':').next().unwrap_or_default();
                !local.starts_with("rsid")
                    && !["author", "initials", "userId", "providerId"].contains(&local)
            });
            Keep::Yes
        })?;
        fault.map_or(Ok(copy), Err)
    }

    fn odt(&self) -> Result<Vec<(String, Vec<u8>)>, NoCopy> {
        let mut kept = Vec::new();
        for (name, part) in &self.parts {
            let is_kept =
                ["mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml"]
                    .contains(&&**name)
                    || name.starts_with("Pictures/");
            let is_dropped = ["meta.xml", "settings.xml", "manifest.rdf", "layout-cache"]
                .contains(&&**name)
                || name.starts_with("Thumbnails/")
                || name.starts_with("Configurations2/")
                || name.starts_with("META-INF/documentsignatures");
            if is_kept {
                kept.push((name.clone(), part));
            } else if !is_dropped {
                return Err(NoCopy::Part { part: shown(name) });
            }
        }
        // The kind stands first, so that it is found by those who only look there.
        kept.sort_by_key(|(name, _)| name != "mimetype");
        let names: BTreeSet<String> = kept.iter().map(|(name, _)| name.clone()).collect();
        kept.into_iter()
            .map(|(name, part)| {
                let copy = self.odt_copy(&name, part, &names)?;
                Ok((name, copy))
            })
            .collect()
    }

    fn odt_copy(
        &self,
        name: &str,
        part: &[u8],
        names: &BTreeSet<String>,
    ) -> Result<Vec<u8>, NoCopy> {
        if name == "mimetype" {
            return Ok(self.kind.media_type().into());
        }
        if !xml::is_xml(name, part) {
            return picture_copy(name, part);
        }
        let mut fault = None;
        let copy = self.rewritten(name, part, |start| {
            let local = start.local_name();
            match local.as_ref() {
                "file-entry" => {
                    let path = xml::attribute(start, "full-path").unwrap_or_default();
                    let keep = path == "/" || names.contains(&path);
                    return if keep { Keep::Yes } else { Keep::No };
                }
                "tracked-changes" | "change-start" | "change-end" | "change" => {
                    fault = Some(NoCopy::Changes);
                }
                "annotation" | "annotation-end" => fault = Some(NoCopy::Comments),
                "scripts" | "event-listeners" => return Keep::No,
                "object" | "object-ole" | "plugin" | "applet" | "floating-frame" => {
                    fault = Some(NoCopy::Part { part: local.as_ref().into() });
                }
                "image" | "fill-image" | "background-image" | "section-source" => {
                    let target = xml::attribute(start, "href").unwrap_or_default();
                    let inside = target.strip_prefix("./").unwrap_or(&target);
                    if !target.is_empty() && !names.contains(inside) {
                        fault = Some(NoCopy::Outside { what: "a picture".into() });
                    }
                }
                _ => {}
            }
            xml::keep_attributes(start, |key| {
                !key.starts_with("officeooo:") && !key.ends_with(":rsid")
            });
            Keep::Yes
        })?;
        fault.map_or(Ok(copy), Err)
    }
}

/// Whether text inside an element of that name is text of the letter.
fn holds(is_word: bool, name: &str) -> bool {
    if is_word { name == "t" } else { matches!(name, "p" | "h") }
}

fn inside_ends(is_word: bool, inside: usize) -> bool {
    is_word || inside == 0
}

/// What stands between letters without being one.
fn between(is_word: bool, start: &BytesStart, text: &mut String) {
    let name = start.local_name();
    match (is_word, name.as_ref()) {
        (_, "tab") => text.push('\t'),
        (true, "br" | "cr") | (false, "line-break") => text.push('\n'),
        (true, "noBreakHyphen") => text.push('-'),
        (false, "s") => {
            let count = xml::attribute(start, "c").and_then(|c| c.parse::<usize>().ok());
            let count = count.unwrap_or(1).min(1_000);
            text.extend(std::iter::repeat_n(' ', count));
        }
        _ => {}
    }
}

/// Elements that say what a text said before.
const CHANGES: [&str; 8] = [
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "cellIns",
    "cellDel",
    "cellMerge",
    "numberingChange",
];

/// Elements that say who wrote, on which machine, from which template.
const SAYS_WHO: [&str; 7] = [
    "rsids",
    "attachedTemplate",
    "docVars",
    "mailMerge",
    "saveThroughXslt",
    "dataBinding",
    "trackRevisions",
];

enum Part {
    Kept,
    Dropped,
    Comments,
    Unclean,
}

fn docx_part(name: &str) -> Part {
    const KEPT: [&str; 9] = [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/numbering.xml",
        "word/fontTable.xml",
        "word/footnotes.xml",
        "word/endnotes.xml",
    ];
    const DROPPED: [&str; 10] = [
        "docProps/",
        "docMetadata/",
        "word/webextensions/",
        "customXml/",
        "word/people.xml",
        "word/webSettings.xml",
        "word/stylesWithEffects.xml",
        "word/glossary/",
        "word/printerSettings/",
        "_xmlsignatures/",
    ];
    // Lists of relations of parts that were dropped go with them.
    let is_numbered = |stem: &str| {
        name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(".xml")).is_some_and(
            |number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()),
        )
    };
    let of = name
        .strip_prefix("word/_rels/")
        .and_then(|rest| rest.strip_suffix(".rels"))
        .map(|part| format!("word/{part}"));
    if let Some(of) = of {
        return docx_part(&of);
    }
    if KEPT.contains(&name)
        || is_numbered("word/header")
        || is_numbered("word/footer")
        || is_numbered("word/theme/theme")
        || name.starts_with("word/media/")
        || name.starts_with("word/fonts/")
    {
        Part::Kept
    } else if DROPPED.iter().any(|dropped| name.starts_with(dropped)) {
        Part::Dropped
    } else if name.starts_with("word/comments") {
        Part::Comments
    } else {
        Part::Unclean
    }
}

/// The folder that the targets of a list of relations are told from.
fn rels_folder(name: &str) -> Option<String> {
    let (folder, _) = name.strip_suffix(".rels")?.split_once("_rels/")?;
    Some(format!("/{folder}"))
}

fn resolved(folder: &str, target: &str) -> String {
    if target.starts_with('/') {
        return target.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    format!("/{}", path.join("/"))
}

fn is_ending(name: &str, endings: &[&str]) -> bool {
    let ending = crate::kind::ending(name).to_lowercase();
    endings.contains(&&*ending)
}

/// A picture inside a document, without its own words about place and camera.
fn picture_copy(name: &str, part: &[u8]) -> Result<Vec<u8>, NoCopy> {
    let unclean = |_| NoCopy::Part { part: shown(name) };
    if part.starts_with(b"\x89PNG") {
        picture::png(part).map_err(unclean)
    } else if part.starts_with(b"\xff\xd8\xff") {
        picture::jpeg(part).map_err(unclean)
    } else if is_ending(name, &["odttf", "ttf"]) {
        Ok(part.to_vec())
    } else {
        Err(NoCopy::Part { part: shown(name) })
    }
}
