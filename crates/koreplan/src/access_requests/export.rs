//! What goes out: the letter, the file list and the documents, written anew from what
//! remains of them. No text that is left out is anywhere in it, not in a property either.

use jiff::civil::Date;
use koreplan_export::{Block, Day, Document as Sheet, Language, docx};
use koreplan_store::StoreError;

use super::{
    rules::{Ground, Verdict, pieces, said},
    storage::{AccessRequest, Document},
};
use crate::{
    input::public_copy::rules::passages,
    open_data::rules::{Cell, marked_csv},
    web::{choices::Choice as _, error::Error, l10n::Lang},
};

/// A document as it goes out.
pub struct Outgoing {
    pub position: i64,
    pub title: String,
    pub text: String,
}

fn mark(lang: Lang, ground: Ground) -> String {
    lang.say("access-left-out", &[("ground", lang.say(ground.key(), &[]).into())])
}

/// The title in the file list: of what is withheld the kind alone, and of what is
/// redacted without the words that are left out.
pub fn title(lang: Lang, document: &Document) -> String {
    let kind = lang.say(document.kind.key(), &[]);
    if document.verdict != Some(Verdict::Given)
        && document.verdict != Some(Verdict::Redacted)
    {
        return kind;
    }
    let mut title = document.title.clone();
    for redaction in &document.redactions {
        let words = document.body.get(redaction.span.clone()).unwrap_or_default();
        for word in words.split_whitespace().filter(|word| word.chars().count() > 3) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let mut found = passages(&title, word);
            while let Some(span) = found.pop() {
                title.replace_range(span, "[…]");
            }
        }
    }
    format!("{kind}: {title}")
}

/// What is handed out of a document: its text, or the facts in it; nothing where it is
/// withheld.
pub fn outgoing(lang: Lang, document: &Document) -> Option<Outgoing> {
    let text = match document.verdict? {
        Verdict::Given => document.body.clone(),
        Verdict::Redacted => {
            let pieces = pieces(&document.body, &document.redactions);
            said(&pieces, |ground| mark(lang, ground))
        }
        Verdict::Withheld if document.facts.is_empty() => return None,
        Verdict::Withheld => {
            format!("{}\n\n{}", lang.say("access-facts-of", &[]), document.facts)
        }
    };
    Some(Outgoing { position: document.position, title: title(lang, document), text })
}

fn sheet(
    (lang, day): (Lang, Date),
    request: &AccessRequest,
    title: String,
    blocks: Vec<Block>,
) -> Sheet {
    Sheet {
        title,
        language: match lang {
            Lang::Da => Language::Da,
            Lang::En => Language::En,
        },
        made: Day {
            year: day.year(),
            month: u8::try_from(day.month()).unwrap_or(1),
            day: u8::try_from(day.day()).unwrap_or(1),
        },
        head: vec![(lang.say("access-head-date", &[]), lang.date(day))],
        contents: None,
        foot: lang.say("access-number", &[("number", request.number.to_string().into())]),
        blocks,
    }
}

/// The letter of decision.
pub fn letter((lang, day): (Lang, Date), request: &AccessRequest) -> Sheet {
    let mut sheet = sheet(
        (lang, day),
        request,
        lang.say("access-letter-title", &[]),
        Block::of_text(&request.decision),
    );
    sheet.head.insert(0, (lang.say("access-requester", &[]), request.requester.clone()));
    sheet.head.push((lang.say("access-received", &[]), lang.date(request.received)));
    sheet
}

fn heads(lang: Lang) -> Vec<String> {
    [
        "access-head-number",
        "access-head-document",
        "access-head-date",
        "access-head-class",
        "access-head-verdict",
        "access-head-ground",
        "access-head-reason",
    ]
    .map(|head| lang.say(head, &[]))
    .to_vec()
}

/// A line of the file list. Reasons of redactions stand with the sections, without words.
fn listed(lang: Lang, document: &Document) -> Vec<String> {
    let mut grounds: Vec<Ground> =
        document.redactions.iter().map(|one| one.ground).collect();
    if document.verdict == Some(Verdict::Withheld) {
        grounds = document.ground.into_iter().collect();
    }
    grounds.sort_unstable();
    grounds.dedup();
    let grounds: Vec<_> =
        grounds.iter().map(|ground| lang.say(ground.key(), &[])).collect();
    vec![
        document.position.to_string(),
        title(lang, document),
        lang.date(document.dated),
        lang.say(document.class.key(), &[]),
        document.verdict.map_or(String::new(), |verdict| lang.say(verdict.key(), &[])),
        grounds.join("; "),
        document.reason.clone(),
    ]
}

/// Everything that goes out, as files with their names.
pub struct Parts {
    pub letter: Sheet,
    pub list: Sheet,
    pub documents: Sheet,
    pub csv: Vec<u8>,
}

pub fn parts(
    (lang, day): (Lang, Date),
    request: &AccessRequest,
    documents: &[Document],
) -> Result<Parts, Error> {
    let rows: Vec<_> = documents.iter().map(|document| listed(lang, document)).collect();
    let caption = lang.say("access-list", &[]);
    let table =
        Block::Table { caption: caption.clone(), heads: heads(lang), rows: rows.clone() };
    let mut blocks = Vec::new();
    for one in documents.iter().filter_map(|document| outgoing(lang, document)) {
        let text = format!("{}. {}", one.position, one.title);
        blocks.push(Block::Heading { level: 1, text });
        blocks.extend(Block::of_text(&one.text));
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(lang.say("access-none-given", &[])));
    }
    let heads = heads(lang);
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let cells = |row: &Vec<String>| row.iter().cloned().map(Cell::Text).collect();
    let csv = marked_csv(&heads, rows.iter().map(cells));
    let mut all =
        sheet((lang, day), request, lang.say("access-documents-title", &[]), blocks);
    all.contents = Some(lang.say("access-list", &[]));
    Ok(Parts {
        letter: letter((lang, day), request),
        list: sheet((lang, day), request, caption, vec![table]),
        documents: all,
        csv,
    })
}

/// The ZIP. It takes a while: never on a thread that answers.
pub fn packed(parts: &Parts) -> Result<Vec<u8>, Error> {
    let broken = |why: String| Error::from(StoreError::Broken(why));
    let pdf =
        |sheet: &Sheet| koreplan_pdf::write(sheet).map_err(|why| broken(why.to_string()));
    let word = |sheet: &Sheet| docx::write(sheet).map_err(|why| broken(why.to_string()));
    let members = [
        ("1-afgoerelse.pdf", pdf(&parts.letter)?),
        ("1-afgoerelse.docx", word(&parts.letter)?),
        ("2-aktliste.pdf", pdf(&parts.list)?),
        ("2-aktliste.csv", parts.csv.clone()),
        ("3-dokumenter.pdf", pdf(&parts.documents)?),
        ("3-dokumenter.docx", word(&parts.documents)?),
    ];
    docx::pack(&members).map_err(|why| broken(why.to_string()))
}
