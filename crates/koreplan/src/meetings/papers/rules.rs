//! What the papers say, for one reader: the tree of the PDF, and its marks.

use koreplan_export::{Block, Day, Document, Language};

use crate::{
    meetings::rules::Verb,
    web::{choices::Choice as _, l10n::Lang},
};

/// An annex as a reader gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    pub name: String,
    pub media: String,
    pub size: i64,
    /// What the file says, as far as it could be read.
    pub words: String,
    /// The copy with nothing about who made it; nothing where none could be made.
    pub copy: Option<Vec<u8>>,
    /// Names the file in addresses.
    pub token: String,
    /// Where the file itself is fetched.
    pub address: String,
    /// Until when it is under embargo; nothing where it is not.
    pub embargo: Option<i64>,
}

impl Annex {
    pub fn is_pdf(&self) -> bool {
        self.media == "application/pdf"
    }
}

/// An item with its cover, as a reader gets it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    pub position: i64,
    pub title: String,
    pub case_number: String,
    pub closed: bool,
    pub resume: String,
    pub recommendation: String,
    pub presentation: String,
    pub decision: Option<(Verb, String)>,
    pub reservations: String,
    pub annexes: Vec<Annex>,
}

/// A point of the agenda: one that is seen, or the place of one that is not.
#[expect(clippy::large_enum_variant, reason = "an agenda has few points")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Point {
    Seen(Item),
    /// Everybody may know that there is a closed item at this place, and nothing of it.
    Closed {
        position: i64,
    },
}

/// What stands around the points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub title: String,
    pub lang: Lang,
    pub made: Day,
    pub host: String,
    pub when: String,
    pub place: String,
    pub chair: String,
    /// Who gets the papers; nobody in particular: everybody.
    pub reader: String,
    /// Until when something in them is under embargo, in words; empty: nothing is.
    pub embargo: String,
}

/// A part of the papers in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Begins on a page of its own.
    Sheet(Vec<Block>),
    /// The pages of a PDF: its bookmark, and what stands there where they can't go in.
    Pages { title: String, bytes: Vec<u8>, otherwise: Vec<Block> },
}

/// The last moment until which any of the annexes is under embargo.
pub fn embargo(points: &[Point]) -> Option<i64> {
    let items = points.iter().filter_map(|point| match point {
        Point::Seen(item) => Some(item),
        Point::Closed { .. } => None,
    });
    items.flat_map(|item| &item.annexes).filter_map(|annex| annex.embargo).max()
}

/// The notice at the top of each page, and the mark across it. Both name the reader:
/// what is passed on says from whom.
pub fn marks(frame: &Frame) -> (String, String) {
    if frame.embargo.is_empty() {
        return (String::new(), String::new());
    }
    let args = [
        ("moment", frame.embargo.clone().into()),
        ("reader", frame.reader.clone().into()),
    ];
    (frame.lang.say("papers-notice", &args), frame.lang.say("papers-watermark", &args))
}

/// The name of an annex in the papers: numbers count what the reader sees.
pub fn annex_title(lang: Lang, item: &Item, number: usize) -> String {
    let annex = &item.annexes[number - 1];
    lang.say(
        "papers-annex",
        &[
            ("number", format!("{}.{number}", item.position).into()),
            ("name", annex.name.clone().into()),
        ],
    )
}

/// The first page: what the meeting is, and its agenda.
pub fn front(frame: &Frame, points: &[Point]) -> Document {
    let lang = frame.lang;
    let say = |key| lang.say(key, &[]);
    let mut head = vec![
        (say("meeting-host"), frame.host.clone()),
        (say("meetings-head-when"), frame.when.clone()),
        (say("meeting-place"), frame.place.clone()),
        (say("meetings-head-chair"), frame.chair.clone()),
    ];
    if !frame.reader.is_empty() {
        head.push((say("papers-reader"), frame.reader.clone()));
    }
    if !frame.embargo.is_empty() {
        head.push((say("papers-embargo"), frame.embargo.clone()));
    }
    head.retain(|(_, value)| !value.is_empty());
    let rows = points.iter().map(|point| match point {
        Point::Seen(item) => vec![
            item.position.to_string(),
            item.title.clone(),
            item.case_number.clone(),
            item.annexes.len().to_string(),
        ],
        Point::Closed { position } => {
            vec![position.to_string(), say("item-closed"), String::new(), String::new()]
        }
    });
    let heads = [
        "papers-head-number",
        "papers-head-item",
        "papers-head-case",
        "papers-head-annexes",
    ];
    let table = Block::Table {
        caption: say("meeting-agenda"),
        heads: heads.map(say).into(),
        rows: rows.collect(),
    };
    Document {
        title: frame.title.clone(),
        language: match lang {
            Lang::Da => Language::Da,
            Lang::En => Language::En,
        },
        made: frame.made,
        head,
        contents: Some(say("papers-contents")),
        foot: frame.title.clone(),
        blocks: vec![Block::Heading { level: 1, text: say("meeting-agenda") }, table],
    }
}

/// The covers and annexes, in the order of the agenda.
pub fn parts(lang: Lang, points: &[Point]) -> Vec<Part> {
    let mut parts = Vec::new();
    for point in points {
        let Point::Seen(item) = point else { continue };
        parts.push(Part::Sheet(cover(lang, item)));
        for (number, annex) in (1..).zip(&item.annexes) {
            let title = annex_title(lang, item, number);
            let sheet = sheet(lang, &title, annex);
            match &annex.copy {
                Some(bytes) if annex.is_pdf() => parts.push(Part::Pages {
                    title,
                    bytes: bytes.clone(),
                    otherwise: sheet,
                }),
                _ => parts.push(Part::Sheet(sheet)),
            }
        }
    }
    parts
}

/// The heading of an item.
pub fn heading(item: &Item) -> String {
    format!("{}. {}", item.position, item.title)
}

/// The cover of an item, in the form of Danish agendas.
fn cover(lang: Lang, item: &Item) -> Vec<Block> {
    let mut blocks = vec![Block::Heading { level: 1, text: heading(item) }];
    let mut part = |key, text: &str| blocks.extend(labelled(lang.say(key, &[]), text));
    if item.closed {
        part("papers-agenda", &lang.say("item-closed", &[]));
    }
    part("papers-case-number", &item.case_number);
    part("papers-resume", &item.resume);
    part("papers-recommendation", &item.recommendation);
    part("papers-presentation", &item.presentation);
    if let Some((verb, decision)) = &item.decision {
        part("papers-decision", &format!("{}. {decision}", lang.say(verb.key(), &[])));
        part("papers-reservations", &item.reservations);
    }
    if !item.annexes.is_empty() {
        let label = lang.say("papers-annexes", &[]);
        blocks.push(Block::Labelled { label, text: String::new() });
        let names =
            (1..=item.annexes.len()).map(|number| annex_title(lang, item, number));
        blocks.push(Block::List(names.collect()));
    }
    blocks
}

/// The sheet of an annex whose pages are not in the papers.
fn sheet(lang: Lang, title: &str, annex: &Annex) -> Vec<Block> {
    let size = (annex.size + 1023) / 1024;
    let said = lang.say(
        "papers-apart",
        &[("kind", annex.media.clone().into()), ("size", size.into())],
    );
    vec![
        Block::Heading { level: 2, text: title.to_owned() },
        Block::Paragraph(said),
        Block::Paragraph(annex.address.clone()),
    ]
}

/// A text whose first paragraph begins with what it is; nothing of nothing.
fn labelled(label: String, text: &str) -> Vec<Block> {
    let mut blocks = Block::of_text(text);
    match blocks.first_mut() {
        None => return blocks,
        Some(Block::Paragraph(first)) => {
            let text = std::mem::take(first);
            blocks[0] = Block::Labelled { label, text };
        }
        Some(_) => blocks.insert(0, Block::Labelled { label, text: String::new() }),
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annex(name: &str, media: &str) -> Annex {
        Annex {
            name: name.into(),
            media: media.into(),
            size: 2_048,
            words: String::new(),
            copy: Some(b"%PDF".to_vec()),
            token: "bilag".into(),
            address: "https://koreplan.example/bilag".into(),
            embargo: None,
        }
    }

    fn item(position: i64, annexes: Vec<Annex>) -> Item {
        Item {
            position,
            title: "Åbne data".into(),
            recommendation: "Det indstilles, at forslaget godkendes.".into(),
            annexes,
            ..Item::default()
        }
    }

    fn frame() -> Frame {
        Frame {
            title: "Møde i styregruppen".into(),
            lang: Lang::Da,
            made: Day { year: 2010, month: 11, day: 2 },
            host: "Styregruppen".into(),
            when: "9. november 2010 kl. 13.00".into(),
            place: "Finansministeriet".into(),
            chair: "Dorte".into(),
            reader: "Jan".into(),
            embargo: String::new(),
        }
    }

    #[test]
    fn a_closed_item_that_is_not_for_the_reader_is_a_line_and_no_sheet() {
        let points = [Point::Closed { position: 1 }, Point::Seen(item(2, vec![]))];

        let front = front(&frame(), &points);
        let Block::Table { rows, .. } = &front.blocks[1] else { panic!("no agenda") };
        assert_eq!(rows[0], ["1", "Lukket punkt", "", ""]);
        assert_eq!(parts(Lang::Da, &points).len(), 1);
    }

    #[test]
    fn pdfs_go_in_as_pages_and_other_files_are_told_of() {
        let word =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        let annexes =
            vec![annex("Notat.pdf", "application/pdf"), annex("Brev.docx", word)];
        let points = [Point::Seen(item(1, annexes))];

        let parts = parts(Lang::Da, &points);
        assert_eq!(parts.len(), 3);
        let Part::Pages { title, .. } = &parts[1] else { panic!("no pages") };
        assert_eq!(title, "Bilag 1.1 Notat.pdf");
        let Part::Sheet(blocks) = &parts[2] else { panic!("no sheet") };
        assert_eq!(
            blocks[0],
            Block::Heading { level: 2, text: "Bilag 1.2 Brev.docx".into() }
        );
    }

    #[test]
    fn papers_are_marked_until_the_last_embargo_in_them_is_over() {
        let under =
            |until| Annex { embargo: Some(until), ..annex("a.pdf", "application/pdf") };
        let points = [
            Point::Seen(item(1, vec![under(5), annex("b.pdf", "application/pdf")])),
            Point::Seen(item(2, vec![under(9)])),
        ];

        assert_eq!(embargo(&points), Some(9));
        assert_eq!(embargo(&points[..0]), None);
        assert_eq!(marks(&frame()), (String::new(), String::new()));
        let until = Frame { embargo: "11. juni 2025 kl. 10.00".into(), ..frame() };
        let (notice, mark) = marks(&until);
        for words in ["11. juni 2025 kl. 10.00", "Jan"] {
            assert!(notice.contains(words) && mark.contains(words), "{notice} {mark}");
        }
    }
}
