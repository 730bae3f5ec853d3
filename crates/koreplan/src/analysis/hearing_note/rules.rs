//! What the note says of the data, what becomes of edited sections when the data change,
//! and when it may be released.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use koreplan_export::{Block, Day, Document, Language};

use crate::{
    analysis::assessments::rules::{Assessment, Met, Voices},
    hearings::rules::danish_order,
    input::rules::HearingState,
    refusal::{Message, Refusal},
    web::{
        choices::Choice as _,
        l10n::{Lang, Text},
    },
};

/// Why an act on a note was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the hearing is not closed")]
    NotClosed,
    #[error("the note is released")]
    Released,
    #[error("someone else has changed the section since")]
    Changed,
    #[error("nothing was changed")]
    NothingChanged,
    #[error("the answers are not dealt with")]
    NotProcessed,
    #[error("{count} sections have no text")]
    Empty { count: usize },
    #[error("the data under {count} edited sections changed")]
    Unsettled { count: usize },
    #[error("the data have changed since the note was written")]
    Stale,
    #[error("the note is not released")]
    NotReleased,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match *self {
            Self::NotClosed => Message::new("note-refused-not-closed"),
            Self::Released => Message::new("note-refused-released"),
            Self::Changed => Message::new("note-refused-changed"),
            Self::NothingChanged => Message::new("note-refused-nothing-changed"),
            Self::NotProcessed => Message::new("note-refused-not-processed"),
            Self::Empty { count } => {
                Message::new("note-refused-empty").with("count", count)
            }
            Self::Unsettled { count } => {
                Message::new("note-refused-unsettled").with("count", count)
            }
            Self::Stale => Message::new("note-refused-stale"),
            Self::NotReleased => Message::new("note-refused-not-released"),
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NotClosed => "note-refused-not-closed-way",
            Self::Released => "note-refused-released-way",
            Self::Changed => "note-refused-changed-way",
            Self::NothingChanged => "note-refused-nothing-changed-way",
            Self::NotProcessed => "note-refused-not-processed-way",
            Self::Empty { .. } => "note-refused-empty-way",
            Self::Unsettled { .. } => "note-refused-unsettled-way",
            Self::Stale => "note-refused-stale-way",
            Self::NotReleased => "note-refused-not-released-way",
        })
    }
}

/// A section of the note. Its word is in the database and in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Hearing,
    Period,
    Parties,
    /// The tables of who was asked and who answered: data, nobody writes them.
    Ticks,
    Answers,
    General,
    /// What the inputs say of a topic.
    Said(i64),
    /// What the authority says to it.
    Comment(i64),
    Changes,
}

impl Place {
    const ALONE: [(Self, &str); 7] = [
        (Self::Hearing, "hearing"),
        (Self::Period, "period"),
        (Self::Parties, "parties"),
        (Self::Ticks, "ticks"),
        (Self::Answers, "answers"),
        (Self::General, "general"),
        (Self::Changes, "changes"),
    ];

    pub fn word(self) -> String {
        match self {
            Self::Said(topic) => format!("topic-{topic}-said"),
            Self::Comment(topic) => format!("topic-{topic}-comment"),
            alone => {
                let known = Self::ALONE.iter().find(|(place, _)| *place == alone);
                known.map_or_else(String::new, |(_, word)| (*word).to_owned())
            }
        }
    }

    /// The topic the section is about.
    pub fn topic(self) -> Option<i64> {
        match self {
            Self::Said(topic) | Self::Comment(topic) => Some(topic),
            _ => None,
        }
    }

    /// The key of the section's name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Hearing => "note-section-hearing",
            Self::Period => "note-section-period",
            Self::Parties => "note-section-parties",
            Self::Ticks => "note-section-ticks",
            Self::Answers => "note-section-answers",
            Self::General => "note-section-general",
            Self::Said(_) => "note-section-said",
            Self::Comment(_) => "note-section-comment",
            Self::Changes => "note-section-changes",
        }
    }

    /// Whether a person may write in it.
    pub fn is_text(self) -> bool {
        self != Self::Ticks
    }
}

/// The word names no section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(word: &str) -> Result<Self, NoPlace> {
        if let Some((place, _)) = Self::ALONE.iter().find(|(_, known)| *known == word) {
            return Ok(*place);
        }
        let (topic, part) = word
            .strip_prefix("topic-")
            .and_then(|rest| rest.split_once('-'))
            .ok_or(NoPlace)?;
        let topic = topic.parse().map_err(|_| NoPlace)?;
        match part {
            "said" => Ok(Self::Said(topic)),
            "comment" => Ok(Self::Comment(topic)),
            _ => Err(NoPlace),
        }
    }
}

/// A deadline that was moved: the old and the new one as dates, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub old: String,
    pub new: String,
    pub reason: String,
}

/// Someone who was asked, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub name: String,
    pub answered: bool,
    pub remarks: bool,
}

/// How many answered as what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub all: i64,
    pub late: i64,
    pub persons: i64,
    pub companies: i64,
    pub associations: i64,
    pub councils: i64,
}

/// An approved topic with what was said under it in this hearing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    pub id: i64,
    /// The topic it is a part of.
    pub parent: Option<i64>,
    pub title: String,
    pub area: Text,
    pub assessment: Assessment,
    pub voices: Voices,
    pub inputs: i64,
    /// How many letters each campaign has that speaks of the topic, the largest first.
    pub campaigns: Vec<i64>,
}

/// Everything the note is written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    pub title: String,
    pub intro: String,
    /// Empty where it came with its case.
    pub published: String,
    pub opens: String,
    pub deadline: String,
    /// From the day one could first answer to the day of the deadline.
    pub days: i64,
    pub moved: Vec<Moved>,
    pub parties: Vec<Asked>,
    /// Organisations that answered without having been asked.
    pub others: Vec<String>,
    pub count: Count,
    pub themes: Vec<Theme>,
}

/// The themes in their order, each followed by its parts. What is a part of a theme that
/// the note does not tell of stands by itself.
pub fn nested(themes: Vec<Theme>) -> Vec<Theme> {
    fn put(
        under: Option<i64>,
        of: &mut BTreeMap<Option<i64>, Vec<Theme>>,
        to: &mut Vec<Theme>,
    ) {
        for theme in of.remove(&under).unwrap_or_default() {
            let id = theme.id;
            to.push(theme);
            put(Some(id), of, to);
        }
    }
    let told: BTreeSet<i64> = themes.iter().map(|theme| theme.id).collect();
    let mut of: BTreeMap<Option<i64>, Vec<Theme>> = BTreeMap::new();
    for theme in themes {
        let parent = theme.parent.filter(|parent| told.contains(parent));
        of.entry(parent).or_default().push(theme);
    }
    let mut ordered = Vec::new();
    put(None, &mut of, &mut ordered);
    ordered
}

/// Who was asked, with who answered: an organisation that sent an input has answered,
/// whether or not anybody noted it. Gives also those who were not asked, each once; both
/// in the order of the Danish alphabet.
pub fn asked_and_others(
    mut parties: Vec<Asked>,
    answered: &[String],
) -> (Vec<Asked>, Vec<String>) {
    let mut others: BTreeMap<Vec<u8>, &String> = BTreeMap::new();
    for name in answered {
        others.entry(danish_order(name)).or_insert(name);
    }
    for party in &mut parties {
        // What the secretariat noted of a party stands.
        if others.remove(&danish_order(&party.name)).is_some() && !party.answered {
            (party.answered, party.remarks) = (true, true);
        }
    }
    parties.sort_by_cached_key(|party| danish_order(&party.name));
    (parties, others.into_values().cloned().collect())
}

/// What the machine writes in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub place: Place,
    pub text: String,
}

/// Writes the note: every section in order, in one language.
pub fn write(data: &Data, lang: Lang) -> Vec<Made> {
    let mut sections = vec![
        (Place::Hearing, hearing(data, lang)),
        (Place::Period, period(data, lang)),
        (Place::Parties, parties(data, lang)),
        (Place::Ticks, ticks(data, lang)),
        (Place::Answers, answers(data, lang)),
        (Place::General, general(data, lang)),
    ];
    for theme in &data.themes {
        sections.push((Place::Said(theme.id), said(theme, lang)));
        sections.push((Place::Comment(theme.id), comment(theme, lang)));
    }
    sections.push((Place::Changes, changes(data, lang)));
    sections.into_iter().map(|(place, text)| Made { place, text }).collect()
}

fn hearing(data: &Data, lang: Lang) -> String {
    let sent = lang.say(
        "note-hearing",
        &[
            ("title", data.title.clone().into()),
            ("from", data.opens.clone().into()),
            ("to", data.deadline.clone().into()),
        ],
    );
    paragraphs(&[sent, data.intro.clone()])
}

fn period(data: &Data, lang: Lang) -> String {
    let mut said = vec![lang.say(
        "note-period",
        &[
            ("from", data.opens.clone().into()),
            ("to", data.deadline.clone().into()),
            ("days", data.days.into()),
        ],
    )];
    if !data.published.is_empty() {
        let date = data.published.clone();
        said.push(lang.say("note-published", &[("date", date.into())]));
    }
    for moved in &data.moved {
        said.push(lang.say(
            "note-moved",
            &[
                ("old", moved.old.clone().into()),
                ("new", moved.new.clone().into()),
                ("reason", moved.reason.clone().into()),
            ],
        ));
    }
    paragraphs(&said)
}

fn parties(data: &Data, lang: Lang) -> String {
    let of = |wanted: fn(&Asked) -> bool| {
        i64::try_from(data.parties.iter().filter(|party| wanted(party)).count())
            .unwrap_or(0)
    };
    if data.parties.is_empty() {
        return lang.say("note-parties-none", &[]);
    }
    let said = lang.say(
        "note-parties",
        &[
            ("asked", of(|_| true).into()),
            ("answered", of(|party| party.answered).into()),
            ("silent", of(|party| party.answered && !party.remarks).into()),
        ],
    );
    paragraphs(&[said])
}

/// The tables, as the tree of a document has them.
fn ticks(data: &Data, lang: Lang) -> String {
    let mut blocks = Vec::new();
    let heads =
        |keys: &[&'static str]| keys.iter().map(|key| lang.say(key, &[])).collect();
    let tick = |yes: bool| lang.say(if yes { "note-yes" } else { "note-no" }, &[]);
    if !data.parties.is_empty() {
        let rows = data.parties.iter().map(|party| {
            vec![
                party.name.clone(),
                tick(party.answered),
                tick(party.remarks),
                tick(party.answered && !party.remarks),
            ]
        });
        blocks.push(Block::Table {
            caption: lang.say("note-table-parties", &[]),
            heads: heads(&[
                "note-party",
                "note-answered",
                "note-remarks",
                "note-no-remarks",
            ]),
            rows: rows.collect(),
        });
    }
    if !data.others.is_empty() {
        let rows = data.others.iter().map(|name| vec![name.clone()]);
        blocks.push(Block::Table {
            caption: lang.say("note-table-others", &[]),
            heads: heads(&["note-other"]),
            rows: rows.collect(),
        });
    }
    serde_json::to_string(&blocks).unwrap_or_default()
}

fn answers(data: &Data, lang: Lang) -> String {
    let count = &data.count;
    let mut said = vec![lang.say(
        "note-answers",
        &[("count", count.all.into()), ("late", count.late.into())],
    )];
    let kinds = [
        ("note-from-persons", count.persons),
        ("note-from-companies", count.companies),
        ("note-from-associations", count.associations),
        ("note-from-councils", count.councils),
    ];
    let list: Vec<_> = kinds
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| format!("- {}", lang.say(key, &[("count", count.into())])))
        .collect();
    said.push(list.join("\n"));
    if count.persons > 0 {
        said.push(lang.say("note-persons-unnamed", &[]));
    }
    paragraphs(&said)
}

fn general(data: &Data, lang: Lang) -> String {
    if data.themes.is_empty() {
        return lang.say("note-no-topics", &[]);
    }
    let list: Vec<_> = data
        .themes
        .iter()
        .map(|theme| {
            let said = lang.say(
                "note-topic-line",
                &[
                    ("title", theme.title.clone().into()),
                    ("area", lang.pick(&theme.area).to_owned().into()),
                    ("count", theme.inputs.into()),
                ],
            );
            format!("- {said}")
        })
        .collect();
    let count = i64::try_from(list.len()).unwrap_or(0);
    paragraphs(&[lang.say("note-general", &[("count", count.into())]), list.join("\n")])
}

/// Who said it: organisations by name, private persons as a number.
fn by_whom(voices: &Voices, lang: Lang) -> String {
    let mut who = voices.organisations.clone();
    if voices.private > 0 {
        let count = i64::try_from(voices.private).unwrap_or(0);
        who.push(lang.say("assessment-persons", &[("count", count.into())]));
    }
    match who.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => {
            format!("{} {} {last}", before.join(", "), lang.say("note-and", &[]))
        }
        None => String::new(),
    }
}

fn said(theme: &Theme, lang: Lang) -> String {
    let who = by_whom(&theme.voices, lang);
    let who =
        lang.say("note-said", &[("count", theme.inputs.into()), ("who", who.into())]);
    let mut said = vec![theme.assessment.said.clone(), who];
    said.extend(
        theme
            .campaigns
            .iter()
            .map(|letters| lang.say("note-campaign", &[("count", (*letters).into())])),
    );
    paragraphs(&said)
}

fn comment(theme: &Theme, lang: Lang) -> String {
    let met = theme.assessment.met.map(|met| format!("{}.", lang.say(met.key(), &[])));
    paragraphs(&[met.unwrap_or_default(), theme.assessment.why.clone()])
}

/// What was changed, as far as the assessments tell. Where one of them does not say
/// whether its topic is met, nothing: a person knows.
fn changes(data: &Data, lang: Lang) -> String {
    if data.themes.iter().any(|theme| theme.assessment.met.is_none()) {
        return String::new();
    }
    let list: Vec<_> = data
        .themes
        .iter()
        .filter_map(|theme| {
            let met = theme.assessment.met?;
            matches!(met, Met::Met | Met::Partly).then(|| {
                format!("- {} ({})", theme.title, lang.say(met.key(), &[]).to_lowercase())
            })
        })
        .collect();
    if list.is_empty() {
        lang.say("note-changes-none", &[])
    } else {
        paragraphs(&[lang.say("note-changes", &[]), list.join("\n")])
    }
}

/// What was said, one after the other, without what is empty.
pub fn paragraphs(said: &[String]) -> String {
    let said = said.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join("\n\n")
}

/// A section as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub place: Place,
    pub position: i64,
    /// The topic's name and area; only for sections about one.
    pub topic: Option<(String, Text)>,
    /// The topic that its topic is a part of.
    pub under: Option<i64>,
    /// What the machine makes of the data; nothing once they are gone.
    pub made: String,
    /// What a person wrote in its place.
    pub edited: Option<String>,
    /// The machine's words the person last settled with.
    pub base: String,
    pub version: i64,
}

impl Section {
    /// What the note says.
    pub fn text(&self) -> &str {
        self.edited.as_deref().unwrap_or(&self.made)
    }

    /// The data under an edited section have changed, and nobody has chosen yet.
    pub fn is_unsettled(&self) -> bool {
        self.edited.is_some() && self.base != self.made
    }
}

/// A section after the note was written again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    pub section: Section,
    /// Whether what the note says is another text now.
    pub is_new: bool,
}

/// What becomes of the sections when the machine writes again: edited ones keep their
/// words, also when their data are gone; the others say the new words, or go.
pub fn renewed(old: &[Section], made: Vec<Made>) -> Vec<Renewed> {
    let mut sections = Vec::new();
    for (position, made) in (1_i64..).zip(made) {
        let position = position * 10;
        let known = old.iter().find(|section| section.place == made.place);
        sections.push(match known {
            Some(known) => {
                let is_new = known.edited.is_none() && known.made != made.text;
                let base = if known.edited.is_none() { &made.text } else { &known.base };
                let base = base.clone();
                let version = known.version + i64::from(is_new);
                let section =
                    Section { position, made: made.text, base, version, ..known.clone() };
                Renewed { section, is_new }
            }
            None => {
                let section = Section {
                    place: made.place,
                    position,
                    topic: None,
                    under: None,
                    base: made.text.clone(),
                    made: made.text,
                    edited: None,
                    version: 1,
                };
                Renewed { section, is_new: true }
            }
        });
    }
    // What is left of topics that are gone stands after the others, before the changes.
    let end = sections.last().map_or(0, |last| last.section.position - 5);
    let kept: Vec<_> = old
        .iter()
        .filter(|old| sections.iter().all(|new| new.section.place != old.place))
        .filter(|old| old.edited.is_some())
        .map(|old| {
            let section = Section { made: String::new(), position: end, ..old.clone() };
            Renewed { section, is_new: false }
        })
        .collect();
    sections.extend(kept);
    sections
}

/// Whether the machine would write something else now.
pub fn is_stale(sections: &[Section], made: &[Made]) -> bool {
    let same = |made: &Made| {
        sections.iter().any(|it| it.place == made.place && it.made == made.text)
    };
    let gone = |section: &Section| {
        !section.made.is_empty() && made.iter().all(|made| made.place != section.place)
    };
    !made.iter().all(same) || sections.iter().any(gone)
}

/// Checks that the machine may write the note, first or again.
///
/// # Errors
/// [`Refused`] before the deadline and after the release.
pub fn generate(state: HearingState, released: bool) -> Result<(), Refused> {
    if released {
        Err(Refused::Released)
    } else if state.is_over() {
        Ok(())
    } else {
        Err(Refused::NotClosed)
    }
}

/// Checks that what is saved takes the place of what was read, and differs from it.
///
/// # Errors
/// [`Refused`] if the note is released, another version stands, or nothing was changed.
pub fn save(
    released: bool,
    section: &Section,
    read: i64,
    text: &str,
) -> Result<(), Refused> {
    if released {
        Err(Refused::Released)
    } else if section.version != read {
        Err(Refused::Changed)
    } else if section.text() == text && !section.is_unsettled() {
        Err(Refused::NothingChanged)
    } else {
        Ok(())
    }
}

/// How a note stands before it is released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub state: HearingState,
    pub released: bool,
    /// The version of the whole note, and the one that was read.
    pub revision: (i64, i64),
    pub stale: bool,
}

/// Checks that a release may be taken back.
///
/// # Errors
/// [`Refused::NotReleased`] when there is none.
pub fn withdraw(released: bool) -> Result<(), Refused> {
    if released { Ok(()) } else { Err(Refused::NotReleased) }
}

/// Checks that a note may be released.
///
/// # Errors
/// The first of [`Refused`] that stands in the way.
pub fn release(standing: Standing, sections: &[Section]) -> Result<(), Refused> {
    if standing.released {
        return Err(Refused::Released);
    }
    if !matches!(standing.state, HearingState::Processed | HearingState::NotePublished) {
        return Err(Refused::NotProcessed);
    }
    if standing.revision.0 != standing.revision.1 {
        return Err(Refused::Changed);
    }
    if standing.stale {
        return Err(Refused::Stale);
    }
    match unsettled(sections) {
        0 => {}
        count => return Err(Refused::Unsettled { count }),
    }
    match empty(sections) {
        0 => Ok(()),
        count => Err(Refused::Empty { count }),
    }
}

/// Sections whose data changed under what a person wrote.
pub fn unsettled(sections: &[Section]) -> usize {
    sections.iter().filter(|section| section.is_unsettled()).count()
}

/// Sections that say nothing.
pub fn empty(sections: &[Section]) -> usize {
    sections.iter().filter(|section| section.text().trim().is_empty()).count()
}

/// What stands around the sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The title of the hearing.
    pub title: String,
    pub lang: Lang,
    pub made: Day,
    pub date: String,
    pub unit: String,
    pub case_number: String,
    pub officer: String,
    pub is_draft: bool,
}

/// The note as a document: one tree for page, Word file and PDF.
pub fn document(frame: &Frame, sections: &[Section]) -> Document {
    let lang = frame.lang;
    let say = |key| lang.say(key, &[]);
    let title = lang.say("note-title", &[("title", frame.title.clone().into())]);
    let head = [
        ("note-date", &frame.date),
        ("note-unit", &frame.unit),
        ("note-case-number", &frame.case_number),
        ("note-officer", &frame.officer),
    ];
    let head = head.into_iter().filter(|(_, value)| !value.is_empty());
    let mut sections: Vec<&Section> = sections.iter().collect();
    sections.sort_by_key(|it| (it.position, it.place.topic(), it.place));
    let mut blocks = Vec::new();
    let (mut number, mut part) = (1, 0);
    // The topic one is at, and the one on top that it stands under.
    let (mut topic, mut top) = (None, None);
    for section in sections {
        match section.place {
            Place::Hearing => heading(&mut blocks, 1, say("note-heading-hearing")),
            Place::Period => heading(&mut blocks, 2, say("note-heading-period")),
            Place::Parties => heading(&mut blocks, 2, say("note-heading-parties")),
            Place::Answers => heading(&mut blocks, 1, say("note-heading-answers")),
            Place::General => heading(&mut blocks, 2, say("note-heading-general")),
            Place::Changes => heading(&mut blocks, 1, say("note-heading-changes")),
            Place::Said(id) | Place::Comment(id) if topic != Some(id) => {
                topic = Some(id);
                let (name, area) = section.topic.clone().unwrap_or_default();
                if section.under.is_some() && section.under == top {
                    part += 1;
                    heading(&mut blocks, 3, format!("2.{number}.{part} {name}"));
                } else {
                    (number, part, top) = (number + 1, 0, topic);
                    heading(&mut blocks, 2, format!("2.{number} {name}"));
                }
                let label = say("note-area");
                blocks.push(Block::Labelled { label, text: lang.pick(&area).to_owned() });
            }
            Place::Said(_) | Place::Comment(_) | Place::Ticks => {}
        }
        match section.place {
            Place::Ticks => {
                blocks.extend(
                    serde_json::from_str::<Vec<Block>>(&section.made).unwrap_or_default(),
                );
            }
            Place::Said(_) => blocks.extend(labelled(say("note-label-said"), section)),
            Place::Comment(_) => {
                blocks.extend(labelled(say("note-label-comment"), section));
            }
            _ => blocks.extend(Block::of_text(section.text())),
        }
    }
    let foot = if frame.is_draft {
        lang.say("note-foot-draft", &[("title", title.clone().into())])
    } else {
        title.clone()
    };
    Document {
        title,
        language: match lang {
            Lang::Da => Language::Da,
            Lang::En => Language::En,
        },
        made: frame.made,
        head: head.map(|(key, value)| (say(key), value.clone())).collect(),
        contents: Some(say("note-contents")),
        foot,
        blocks,
    }
}

fn heading(blocks: &mut Vec<Block>, level: u8, text: String) {
    blocks.push(Block::Heading { level, text });
}

/// A text whose first paragraph begins with what it is.
fn labelled(label: String, section: &Section) -> Vec<Block> {
    let mut blocks = Block::of_text(section.text());
    match blocks.first_mut() {
        Some(Block::Paragraph(first)) => {
            let text = std::mem::take(first);
            blocks[0] = Block::Labelled { label, text };
        }
        _ => blocks.insert(0, Block::Labelled { label, text: String::new() }),
    }
    blocks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn theme(id: i64, met: Option<Met>) -> Theme {
        Theme {
            id,
            parent: None,
            title: format!("Emne {id}"),
            area: Text { da: "Sundhed".into(), en: "Health".into() },
            assessment: Assessment {
                said: "Brevene skal sendes digitalt.".into(),
                met,
                why: "Det er enkelt.".into(),
            },
            voices: Voices {
                organisations: vec!["Dansk IT".into(), "Ældre Sagen".into()],
                private: 3,
            },
            inputs: 5,
            campaigns: vec![412],
        }
    }

    fn data(themes: Vec<Theme>) -> Data {
        let parties = ["Ældre Sagen", "Aarhus Kommune", "KL"].map(|name| Asked {
            name: name.into(),
            answered: name == "KL",
            remarks: false,
        });
        let answered = ["Ældre Sagen".into(), "Dansk IT".into(), "Dansk IT".into()];
        let (parties, others) = asked_and_others(parties.to_vec(), &answered);
        Data {
            title: "Åbne data".into(),
            intro: "Hvilke data?".into(),
            published: "6. september 2010".into(),
            opens: "10. september 2010".into(),
            deadline: "15. oktober 2010".into(),
            days: 35,
            moved: Vec::new(),
            parties,
            others,
            count: Count {
                all: 6,
                late: 1,
                persons: 3,
                associations: 3,
                ..Count::default()
            },
            themes,
        }
    }

    fn text_of(made: &[Made], place: Place) -> &str {
        &made.iter().find(|made| made.place == place).unwrap().text
    }

    /// The sections of a note that was just written.
    fn sections(made: Vec<Made>) -> Vec<Section> {
        renewed(&[], made).into_iter().map(|renewed| renewed.section).collect()
    }

    #[test]
    fn a_party_that_sent_an_input_has_answered_and_aa_stands_last() {
        let data = data(Vec::new());

        let names: Vec<_> = data.parties.iter().map(|party| &*party.name).collect();
        assert_eq!(names, ["KL", "Ældre Sagen", "Aarhus Kommune"]);
        let answered: Vec<_> = data.parties.iter().map(|party| party.answered).collect();
        assert_eq!(answered, [true, true, false]);
        assert_eq!(data.others, ["Dansk IT"]);
    }

    #[test]
    fn private_persons_are_counted_and_organisations_named() {
        let made = write(&data(vec![theme(7, Some(Met::Partly))]), Lang::Da);

        let said = text_of(&made, Place::Said(7));
        assert!(said.contains("Dansk IT, Ældre Sagen og 3 privatpersoner"), "{said}");
        assert!(said.contains("412 breve følger én skabelon."), "{said}");
        let comment = text_of(&made, Place::Comment(7));
        assert!(comment.starts_with("Imødekommes delvist."), "{comment}");
    }

    #[test]
    fn the_machine_never_says_that_nothing_was_changed_without_knowing_it() {
        let changes = |met| {
            let made =
                write(&data(vec![theme(7, met), theme(8, Some(Met::Not))]), Lang::Da);
            text_of(&made, Place::Changes).to_owned()
        };

        assert_eq!(changes(None), "");
        assert!(changes(Some(Met::Met)).contains("- Emne 7 (imødekommes)"));
        assert!(changes(Some(Met::Not)).contains("ikke givet anledning"));
    }

    #[test]
    fn an_edited_section_stays_and_is_marked_when_its_data_change() {
        let mut old =
            sections(write(&data(vec![theme(7, None), theme(8, None)]), Lang::Da));
        for section in &mut old {
            if section.place.topic().is_some() {
                section.edited = Some("Mine ord.".into());
            }
        }
        let mut changed = theme(7, None);
        changed.assessment.why = "Ny grund.".into();

        let new = renewed(&old, write(&data(vec![changed]), Lang::Da));

        let of = |place| new.iter().find(|new| new.section.place == place).unwrap();
        let comment = &of(Place::Comment(7)).section;
        assert_eq!(comment.text(), "Mine ord.");
        assert!(comment.is_unsettled() && comment.made.contains("Ny grund."));
        assert!(!of(Place::Said(7)).section.is_unsettled(), "its data did not change");
        assert!(of(Place::Said(8)).section.is_unsettled(), "its data are gone");
        assert_eq!(of(Place::Said(8)).section.text(), "Mine ord.");
    }

    #[test]
    fn a_section_nobody_edited_says_the_new_words_or_goes() {
        let old = sections(write(&data(vec![theme(7, None)]), Lang::Da));

        let new = renewed(&old, write(&data(Vec::new()), Lang::Da));

        assert!(new.iter().all(|new| new.section.place.topic().is_none()));
        let general = new.iter().find(|new| new.section.place == Place::General).unwrap();
        assert!(general.is_new);
        assert_eq!(general.section.version, 2);
        let period = new.iter().find(|new| new.section.place == Place::Period).unwrap();
        assert!(!period.is_new, "it says the same");
    }

    #[test]
    fn a_note_is_released_when_nothing_is_missing() {
        let made = write(&data(vec![theme(7, Some(Met::Not))]), Lang::Da);
        let mut sections = sections(made.clone());
        let standing = Standing {
            state: HearingState::Processed,
            released: false,
            revision: (3, 3),
            stale: is_stale(&sections, &made),
        };
        assert_eq!(release(standing, &sections), Ok(()));

        let not = |change: fn(&mut Standing)| {
            let mut standing = standing;
            change(&mut standing);
            release(standing, &sections)
        };
        assert_eq!(not(|it| it.state = HearingState::Closed), Err(Refused::NotProcessed));
        assert_eq!(not(|it| it.revision.0 = 4), Err(Refused::Changed));
        assert_eq!(not(|it| it.stale = true), Err(Refused::Stale));
        assert_eq!(not(|it| it.released = true), Err(Refused::Released));
        sections[0].edited = Some(String::new());
        assert_eq!(release(standing, &sections), Err(Refused::Empty { count: 1 }));
        sections[0].base = "noget andet".into();
        assert_eq!(release(standing, &sections), Err(Refused::Unsettled { count: 1 }));
    }

    #[test]
    fn no_text_is_lost_when_two_people_edit() {
        let section = &sections(write(&data(Vec::new()), Lang::Da))[0];

        assert_eq!(save(false, section, 1, "Nyt"), Ok(()));
        assert_eq!(save(false, section, 0, "Nyt"), Err(Refused::Changed));
        assert_eq!(save(false, section, 1, section.text()), Err(Refused::NothingChanged));
        assert_eq!(save(true, section, 1, "Nyt"), Err(Refused::Released));
    }

    #[test]
    fn the_document_has_the_form_of_a_hearing_note() {
        let frame = Frame {
            title: "åbne data".into(),
            lang: Lang::Da,
            made: Day { year: 2010, month: 11, day: 2 },
            date: "2. november 2010".into(),
            unit: "Sekretariatet".into(),
            case_number: "2010-4711".into(),
            officer: String::new(),
            is_draft: false,
        };
        let themes = vec![theme(7, Some(Met::Not)), theme(9, Some(Met::Met))];

        // The names of topics come with the sections that are read.
        let mut sections = sections(write(&data(themes), Lang::Da));
        for section in &mut sections {
            let name = section.place.topic().map(|id| format!("Emne {id}"));
            section.topic = name.map(|name| (name, Text::default()));
        }
        let document = document(&frame, &sections);

        assert_eq!(document.title, "Høringsnotat om »åbne data«");
        let headings: Vec<_> = document
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading { level, text } => Some((*level, text.as_str())),
                _ => None,
            })
            .collect();
        assert_eq!(
            headings,
            [
                (1, "1. Høringen"),
                (2, "1.1 Høringsperiode"),
                (2, "1.2 Hørte myndigheder og organisationer"),
                (1, "2. Høringssvarene"),
                (2, "2.1 Generelle bemærkninger"),
                (2, "2.2 Emne 7"),
                (2, "2.3 Emne 9"),
                (1, "3. Ændringer i forhold til høringsudkastet"),
            ]
        );
        let tables =
            document.blocks.iter().filter(|it| matches!(it, Block::Table { .. }));
        assert_eq!(tables.count(), 2);
    }

    #[test]
    fn a_part_of_a_topic_stands_in_its_section() {
        let part = |id, parent| Theme { parent: Some(parent), ..theme(id, None) };
        let themes =
            nested(vec![part(3, 7), theme(5, None), theme(7, None), part(4, 99)]);
        let ids: Vec<_> = themes.iter().map(|theme| theme.id).collect();
        assert_eq!(ids, [5, 7, 3, 4], "the note does not tell of 99");

        let mut sections = sections(write(&data(themes), Lang::Da));
        for section in &mut sections {
            let topic = section.place.topic();
            section.topic = topic.map(|id| (format!("Emne {id}"), Text::default()));
            section.under = topic.and_then(|id| match id {
                3 => Some(7),
                4 => Some(99),
                _ => None,
            });
        }
        let frame = Frame {
            title: "skove".into(),
            lang: Lang::Da,
            made: Day { year: 2010, month: 11, day: 2 },
            date: String::new(),
            unit: String::new(),
            case_number: String::new(),
            officer: String::new(),
            is_draft: true,
        };
        let headings: Vec<_> = document(&frame, &sections)
            .blocks
            .into_iter()
            .filter_map(|block| match block {
                Block::Heading { level, text } if text.contains("Emne") => {
                    Some((level, text))
                }
                _ => None,
            })
            .collect();
        let expected = [
            (2, "2.2 Emne 5"),
            (2, "2.3 Emne 7"),
            (3, "2.3.1 Emne 3"),
            (2, "2.4 Emne 4"),
        ];
        assert_eq!(headings, expected.map(|(level, text)| (level, text.to_owned())));
    }

    proptest! {
        #[test]
        fn nesting_loses_no_theme(parents in proptest::collection::vec(0_i64..9, 0..8)) {
            let themes: Vec<_> = (1..)
                .zip(parents)
                .map(|(id, parent)| {
                    let parent = (parent > 0 && parent < id).then_some(parent);
                    Theme { parent, ..theme(id, None) }
                })
                .collect();
            let nested = nested(themes.clone());
            let mut ids: Vec<_> = nested.iter().map(|theme| theme.id).collect();
            for (at, theme) in nested.iter().enumerate() {
                prop_assert!(theme.parent.is_none_or(|parent| ids[..at].contains(&parent)));
            }
            ids.sort_unstable();
            prop_assert_eq!(ids, (1..).take(themes.len()).collect::<Vec<i64>>());
        }

        #[test]
        fn writing_again_never_loses_what_a_person_wrote(
            topics in proptest::collection::btree_set(0_i64..6, 0..6),
            later in proptest::collection::btree_set(0_i64..6, 0..6),
            edited in proptest::collection::vec(any::<bool>(), 30),
        ) {
            let of = |topics: &std::collections::BTreeSet<i64>| {
                write(&data(topics.iter().map(|id| theme(*id, None)).collect()), Lang::Da)
            };
            let mut old = sections(of(&topics));
            for (section, edited) in old.iter_mut().zip(edited) {
                if edited {
                    section.edited = Some(format!("Rettet {}", section.place.word()));
                }
            }
            let new: Vec<_> = renewed(&old, of(&later)).into_iter().map(|it| it.section).collect();
            for section in old.iter().filter(|section| section.edited.is_some()) {
                let kept = new.iter().find(|new| new.place == section.place);
                prop_assert_eq!(kept.and_then(|kept| kept.edited.clone()), section.edited.clone());
            }
            prop_assert!(!is_stale(&new, &of(&later)));
            for section in &new {
                prop_assert_eq!(section.place.word().parse(), Ok(section.place));
            }
        }
    }
}
