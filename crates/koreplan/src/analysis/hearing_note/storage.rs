//! Notes, their sections and files in the database, and the data they are written from.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use koreplan_export::Document;
use koreplan_store::{Row, StoreError, Tx};

use super::{
    letters::Letter,
    rules::{
        Asked, Count, Data, Moved, Place, Renewed, Section, Theme, asked_and_others,
        nested,
    },
};
use crate::{
    access::{
        Facts, Guarded, Permit, PrepareLetters, ReadNote, ReleaseNote, Sealed, WriteNote,
    },
    analysis::{self, assessments::rules::Voices},
    case::Case,
    hearings::{self, rules::Reply},
    input::{self, storage::Hearing},
    trace,
    web::{
        Cx,
        error::{Error, NotFound},
        l10n::{Lang, Text},
    },
};

/// A note, written at least once.
#[derive(Debug, Clone)]
pub struct Note {
    pub id: i64,
    pub case_id: i64,
    pub lang: Lang,
    /// Counts every change of the note.
    pub revision: i64,
    pub generated_at: i64,
    pub generated_by: String,
    pub released_at: Option<i64>,
    /// What was released; nothing before.
    pub document: Option<Document>,
}

impl Guarded for Note {
    fn facts(&self) -> Facts {
        let public = self.released_at.is_some();
        Facts { case_id: self.case_id, public, ..Facts::default() }
    }
}

/// The note of a hearing, if it was written.
pub fn find(tx: &mut dyn Tx, hearing: &Hearing) -> Result<Option<Note>, StoreError> {
    let row = tx.row(
        "SELECT id, lang, revision, generated_at, generated_by, released_at, document
         FROM hearing_note WHERE hearing_id = $1",
        &[hearing.id.into()],
    )?;
    row.map(|row| {
        let document: String = row.get(6)?;
        let document = (!document.is_empty())
            .then(|| serde_json::from_str(&document))
            .transpose()
            .map_err(|error| {
                StoreError::Broken(format!("a note can't be read: {error}"))
            })?;
        Ok(Note {
            id: row.get(0)?,
            case_id: hearing.case_id,
            lang: Lang::of(&row.get::<String>(1)?).unwrap_or(Lang::Da),
            revision: row.get(2)?,
            generated_at: row.get(3)?,
            generated_by: row.get(4)?,
            released_at: row.get(5)?,
            document,
        })
    })
    .transpose()
}

pub fn load(tx: &mut dyn Tx, hearing: &Hearing) -> Result<Sealed<Note>, Error> {
    Ok(Sealed::new(find(tx, hearing)?.ok_or(NotFound)?))
}

fn section(row: &Row) -> Result<Section, StoreError> {
    let word: String = row.get(0)?;
    let place = word
        .parse()
        .map_err(|_| StoreError::Broken(format!("no such section is stored: {word}")))?;
    let title: Option<String> = row.get(6)?;
    let area = (row.get::<Option<String>>(7)?, row.get::<Option<String>>(8)?);
    let area = Text { da: area.0.unwrap_or_default(), en: area.1.unwrap_or_default() };
    Ok(Section {
        place,
        position: row.get(1)?,
        made: row.get(2)?,
        edited: row.get(3)?,
        base: row.get(4)?,
        version: row.get(5)?,
        topic: title.map(|title| (title, area)),
        under: row.get(9)?,
    })
}

/// The sections of a note in order.
pub fn sections(tx: &mut dyn Tx, note: &Note) -> Result<Vec<Section>, StoreError> {
    tx.rows(
        "SELECT s.place, s.position, s.made, s.edited, s.base, s.version, t.title,
           a.name_da, a.name_en, t.parent_id
         FROM note_section s LEFT JOIN topic t ON t.id = s.topic_id
         LEFT JOIN area a ON a.id = t.area_id
         WHERE s.note_id = $1 ORDER BY s.position, s.place",
        &[note.id.into()],
    )?
    .iter()
    .map(section)
    .collect()
}

/// Begins a note that has no sections yet; gives it.
pub fn insert(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    lang: Lang,
    permit: &Permit<WriteNote>,
    now: i64,
) -> Result<Note, StoreError> {
    tx.exec(
        "INSERT INTO hearing_note (hearing_id, lang, revision, generated_at, generated_by,
           document) VALUES ($1, $2, 0, $3, $4, '')",
        &[hearing.id.into(), lang.word().into(), now.into(), (&permit.by).into()],
    )?;
    find(tx, hearing)?.ok_or_else(|| StoreError::Broken("a note is gone".into()))
}

/// Writes the sections as they are after the machine wrote again.
pub fn save_renewed(
    tx: &mut dyn Tx,
    note: &Note,
    renewed: &[Renewed],
    permit: &Permit<WriteNote>,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec("DELETE FROM note_section WHERE note_id = $1", &[note.id.into()])?;
    for Renewed { section, is_new } in renewed {
        tx.exec(
            "INSERT INTO note_section (note_id, place, position, topic_id, made, edited,
               base, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                note.id.into(),
                section.place.word().into(),
                section.position.into(),
                section.place.topic().into(),
                (&section.made).into(),
                section.edited.clone().into(),
                (&section.base).into(),
                section.version.into(),
            ],
        )?;
        if *is_new && section.place.is_text() {
            keep(tx, note, section.place, &section.made, ("", now))?;
        }
    }
    tx.exec(
        "UPDATE hearing_note SET revision = revision + 1, generated_at = $1,
           generated_by = $2 WHERE id = $3",
        &[now.into(), (&permit.by).into(), note.id.into()],
    )
    .map(drop)
}

/// Keeps a version of a section's text for good. A section that went and came back goes
/// on counting.
fn keep(
    tx: &mut dyn Tx,
    note: &Note,
    place: Place,
    body: &str,
    (by, at): (&str, i64),
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO note_section_version (note_id, place, version, body, by_name, at)
         VALUES ($1, $2, (SELECT coalesce(max(version), 0) + 1 FROM note_section_version
           WHERE note_id = $1 AND place = $2), $3, $4, $5)",
        &[note.id.into(), place.word().into(), body.into(), by.into(), at.into()],
    )
    .map(drop)
}

/// Puts another text in a section, of a person or (nothing) the machine's again; settles
/// it with what the machine writes now. No if another was faster.
pub fn save_text(
    tx: &mut dyn Tx,
    note: &Note,
    section: &Section,
    edited: Option<&str>,
    permit: &Permit<WriteNote>,
    now: i64,
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "UPDATE note_section SET edited = $1, base = made, version = version + 1
         WHERE note_id = $2 AND place = $3 AND version = $4",
        &[
            edited.map(ToOwned::to_owned).into(),
            note.id.into(),
            section.place.word().into(),
            section.version.into(),
        ],
    )?;
    if touched == 1 {
        let standing = edited.unwrap_or(&section.made);
        keep(tx, note, section.place, standing, (&permit.by, now))?;
        touch(tx, note)?;
    }
    Ok(touched == 1)
}

/// Takes out a section whose data are gone.
pub fn remove(
    tx: &mut dyn Tx,
    note: &Note,
    section: &Section,
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "DELETE FROM note_section WHERE note_id = $1 AND place = $2 AND version = $3",
        &[note.id.into(), section.place.word().into(), section.version.into()],
    )?;
    touch(tx, note)?;
    Ok(touched == 1)
}

fn touch(tx: &mut dyn Tx, note: &Note) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing_note SET revision = revision + 1 WHERE id = $1",
        &[note.id.into()],
    )
    .map(drop)
}

/// A text a section had.
#[derive(Debug, Clone)]
pub struct Version {
    pub version: i64,
    pub body: String,
    /// Empty: the machine.
    pub by: String,
    pub at: i64,
}

/// All texts of a section, the oldest first.
pub fn versions(
    tx: &mut dyn Tx,
    note: &Note,
    place: Place,
) -> Result<Vec<Version>, StoreError> {
    tx.rows(
        "SELECT version, body, by_name, at FROM note_section_version
         WHERE note_id = $1 AND place = $2 ORDER BY version",
        &[note.id.into(), place.word().into()],
    )?
    .iter()
    .map(|row| {
        Ok(Version {
            version: row.get(0)?,
            body: row.get(1)?,
            by: row.get(2)?,
            at: row.get(3)?,
        })
    })
    .collect()
}

/// What a note is handed out as.
pub const FORMS: [&str; 2] = ["docx", "pdf"];

/// Releases a note: its document and files, one a form, are what it says from now on.
pub fn save_release(
    tx: &mut dyn Tx,
    note: &Note,
    (document, files): (&Document, &[Vec<u8>]),
    permit: &Permit<ReleaseNote>,
    now: i64,
) -> Result<(), StoreError> {
    let document = serde_json::to_string(document)
        .map_err(|error| StoreError::Broken(format!("a note can't be kept: {error}")))?;
    tx.exec(
        "UPDATE hearing_note SET released_at = $1, released_by = $2, document = $3
         WHERE id = $4 AND released_at IS NULL",
        &[now.into(), (&permit.by).into(), document.into(), note.id.into()],
    )?;
    for (form, bytes) in FORMS.into_iter().zip(files) {
        tx.exec(
            "INSERT INTO note_file (note_id, form, bytes) VALUES ($1, $2, $3)",
            &[note.id.into(), form.into(), bytes.clone().into()],
        )?;
    }
    Ok(())
}

/// Takes a release back: the note is the secretariat's again, and its files are gone.
pub fn withdraw(
    tx: &mut dyn Tx,
    _: &Permit<ReleaseNote>,
    note: &Note,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing_note SET released_at = NULL, released_by = NULL, document = ''
         WHERE id = $1",
        &[note.id.into()],
    )?;
    tx.exec("DELETE FROM note_file WHERE note_id = $1", &[note.id.into()])?;
    touch(tx, note)?;
    // What was public is not to be read in what the database has forgotten.
    tx.scrub();
    Ok(())
}

/// A file of a released note.
pub fn file(
    tx: &mut dyn Tx,
    note: &Note,
    form: &str,
    _: &Permit<ReadNote>,
) -> Result<Option<Vec<u8>>, StoreError> {
    tx.row(
        "SELECT bytes FROM note_file WHERE note_id = $1 AND form = $2",
        &[note.id.into(), form.into()],
    )?
    .map(|row| row.get(0))
    .transpose()
}

/// Topics of the case that are not approved: the note leaves them out.
pub fn not_approved(tx: &mut dyn Tx, case: &Case) -> Result<i64, StoreError> {
    tx.one(
        "SELECT count(*) FROM topic WHERE case_id = $1 AND approved_at IS NULL",
        &[case.id.into()],
    )
}

/// Reads everything a note is written from.
pub fn data(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    hearing: &Hearing,
    lang: Lang,
) -> Result<Data, Error> {
    let plan = hearings::storage::load(tx, hearing)?.plan;
    let day = |civil: &str| -> Result<_, StoreError> {
        let at: DateTime = civil
            .parse()
            .map_err(|_| StoreError::Broken(format!("no time is stored: {civil}")))?;
        Ok(at.date())
    };
    let (opens, deadline) = (day(&plan.opens)?, day(&plan.deadline)?);
    let moved = input::storage::extensions(tx, hearing)?
        .into_iter()
        .map(|moved| {
            Ok(Moved {
                old: lang.date(day(&moved.old)?),
                new: lang.date(day(&moved.new)?),
                reason: moved.reason,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let parties = hearings::storage::replies(tx, hearing)?
        .into_iter()
        .map(|(name, reply)| Asked {
            name,
            answered: reply != Reply::None,
            remarks: reply == Reply::Remarks,
        })
        .collect();
    let (parties, others) = asked_and_others(parties, &organisations(tx, hearing)?);
    // A hearing of a case file was published with its case, on no day of its own.
    let published = hearing.published_at.filter(|at| *at > 0);
    Ok(Data {
        title: lang.pick(&hearing.title).to_owned(),
        intro: lang.pick(&hearing.intro).to_owned(),
        published: published.map_or_else(String::new, |at| lang.date(cx.date_of(at))),
        opens: lang.date(opens),
        deadline: lang.date(deadline),
        days: i64::from((deadline - opens).get_days()),
        moved,
        parties,
        others,
        count: count(tx, hearing)?,
        themes: themes(tx, case, hearing)?,
    })
}

/// What counts as an answer: sent to the hearing, not replaced by a correction, and not
/// by somebody who says it is not theirs.
macro_rules! answers {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM input i WHERE i.hearing_id = $1 AND i.replaced_at IS NULL
               AND i.disowned_at IS NULL ",
            $rest
        )
    };
}

/// The organisations that answered. Anybody can write a name in a form: it counts when
/// its letter came to the secretariat, its sender was proved, or it was published.
macro_rules! named {
    () => {
        "AND i.organisation <> '' AND i.sender_kind <> 'person'
         AND (i.source IN ('letter', 'import') OR i.assurance <> 'anonymous'
           OR i.released_at IS NOT NULL) "
    };
}

fn organisations(tx: &mut dyn Tx, hearing: &Hearing) -> Result<Vec<String>, StoreError> {
    tx.rows(
        concat!(
            answers!("SELECT DISTINCT i.organisation", ""),
            named!(),
            "ORDER BY i.organisation"
        ),
        &[hearing.id.into()],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

fn count(tx: &mut dyn Tx, hearing: &Hearing) -> Result<Count, StoreError> {
    let mut count = Count::default();
    let rows = tx.rows(
        answers!(
            "SELECT i.sender_kind, count(*), CAST(sum(i.late) AS BIGINT)",
            "GROUP BY i.sender_kind ORDER BY i.sender_kind"
        ),
        &[hearing.id.into()],
    )?;
    for row in &rows {
        let (kind, all, late): (String, i64, i64) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        count.all += all;
        count.late += late;
        match kind.as_str() {
            "person" => count.persons = all,
            "company" => count.companies = all,
            "association" => count.associations = all,
            _ => count.councils = all,
        }
    }
    Ok(count)
}

/// The approved topics, with who is behind them in this hearing. Counted by the
/// database: a topic may rest on any number of letters.
fn themes(
    tx: &mut dyn Tx,
    case: &Case,
    hearing: &Hearing,
) -> Result<Vec<Theme>, StoreError> {
    let mut voices: BTreeMap<i64, (Voices, i64)> = BTreeMap::new();
    let persons = tx.rows(
        "SELECT l.topic_id, count(DISTINCT i.id),
           CAST(count(DISTINCT CASE WHEN i.organisation = '' THEN i.id END) AS BIGINT)
         FROM topic_input l JOIN input i ON i.id = l.input_id
         WHERE i.hearing_id = $1 AND i.replaced_at IS NULL AND i.disowned_at IS NULL
         GROUP BY l.topic_id ORDER BY l.topic_id",
        &[hearing.id.into()],
    )?;
    for row in &persons {
        let private = usize::try_from(row.get::<i64>(2)?).unwrap_or(0);
        let said = Voices { organisations: Vec::new(), private };
        voices.insert(row.get(0)?, (said, row.get(1)?));
    }
    let named = tx.rows(
        concat!(
            "SELECT DISTINCT l.topic_id, i.organisation
             FROM topic_input l JOIN input i ON i.id = l.input_id
             WHERE i.hearing_id = $1 AND i.replaced_at IS NULL AND i.disowned_at IS NULL ",
            named!(),
            "ORDER BY l.topic_id, i.organisation"
        ),
        &[hearing.id.into()],
    )?;
    for row in &named {
        if let Some((said, _)) = voices.get_mut(&row.get(0)?) {
            said.organisations.push(row.get(1)?);
        }
    }
    let mut campaigns = campaigns(tx, hearing)?;
    let topics = analysis::storage::all_approved(tx, case)?;
    let told = topics.into_iter().filter_map(|topic| {
        // A topic that rests on another hearing alone is no matter of this one.
        let (mut said, inputs) = voices.remove(&topic.id)?;
        said.organisations.sort_by_cached_key(|name| hearings::rules::danish_order(name));
        said.organisations.dedup_by_key(|name| hearings::rules::danish_order(name));
        Some(Theme {
            id: topic.id,
            parent: topic.parent_id,
            title: topic.title,
            area: topic.area,
            assessment: topic.assessment,
            voices: said,
            inputs,
            campaigns: campaigns.remove(&topic.id).unwrap_or_default(),
        })
    });
    Ok(nested(told.collect()))
}

/// The campaigns that speak of a topic: those whose template has sentences under it, with
/// how many letters of the hearing each has.
fn campaigns(
    tx: &mut dyn Tx,
    hearing: &Hearing,
) -> Result<BTreeMap<i64, Vec<i64>>, StoreError> {
    let rows = tx.rows(
        "SELECT t.topic_id, t.campaign_id, count(*) AS letters
         FROM (SELECT DISTINCT l.topic_id, c.id AS campaign_id FROM topic_input l
             JOIN campaign c ON c.template_id = l.input_id) t
         JOIN campaign c ON c.id = t.campaign_id
         JOIN campaign_member m ON m.campaign_id = t.campaign_id
         JOIN input i ON i.id = m.input_id
         WHERE i.hearing_id = $1 AND i.replaced_at IS NULL AND i.disowned_at IS NULL
           AND c.dissolved_at IS NULL
         GROUP BY t.topic_id, t.campaign_id
         ORDER BY t.topic_id, letters DESC, t.campaign_id",
        &[hearing.id.into()],
    )?;
    let mut campaigns: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for row in &rows {
        campaigns.entry(row.get(0)?).or_default().push(row.get(2)?);
    }
    Ok(campaigns)
}

/// The authority's own letter.
#[derive(Debug, Clone)]
pub struct Template {
    pub name: String,
    pub bytes: Vec<u8>,
    pub by: String,
    pub at: i64,
}

pub fn template(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    _: &Permit<PrepareLetters>,
) -> Result<Option<Template>, StoreError> {
    tx.row(
        "SELECT name, bytes, by_name, at FROM letter_template WHERE hearing_id = $1",
        &[hearing.id.into()],
    )?
    .map(|row| {
        Ok(Template {
            name: row.get(0)?,
            bytes: row.get(1)?,
            by: row.get(2)?,
            at: row.get(3)?,
        })
    })
    .transpose()
}

/// Puts a template in the place of the one that is there.
pub fn save_template(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    (name, bytes): (&str, &[u8]),
    permit: &Permit<PrepareLetters>,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO letter_template (hearing_id, name, bytes, by_name, at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (hearing_id) DO UPDATE SET name = excluded.name,
           bytes = excluded.bytes, by_name = excluded.by_name, at = excluded.at",
        &[
            hearing.id.into(),
            name.into(),
            bytes.to_vec().into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
    .map(drop)
}

/// Inputs that are answered by a letter: standing, with a sender.
macro_rules! answerable {
    ($select:literal, $approved:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM input i WHERE i.hearing_id = $1 AND i.replaced_at IS NULL
               AND i.erased_at IS NULL AND i.disowned_at IS NULL
               AND EXISTS (SELECT 1 FROM topic_input l JOIN topic t ON t.id = l.topic_id
                 WHERE l.input_id = i.id AND t.approved_at IS ",
            $approved,
            " NULL) ",
            $rest
        )
    };
}

/// How many inputs have an answer, and how many wait for one of their topics.
pub fn letter_count(
    tx: &mut dyn Tx,
    hearing: &Hearing,
) -> Result<(i64, i64), StoreError> {
    let id = || [hearing.id.into()];
    Ok((
        tx.one(answerable!("SELECT count(*)", "NOT", ""), &id())?,
        tx.one(answerable!("SELECT count(*)", "", ""), &id())?,
    ))
}

/// The ids of inputs that have an answer, in the order they came.
pub fn letter_ids(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    (from, most): (i64, i64),
) -> Result<Vec<i64>, StoreError> {
    tx.rows(
        answerable!("SELECT i.id", "NOT", "ORDER BY i.number LIMIT $2 OFFSET $3"),
        &[hearing.id.into(), most.into(), from.into()],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// The letter to the sender of an input of the hearing.
pub fn letter(
    cx: &Cx,
    tx: &mut dyn Tx,
    (case, hearing): (&Case, &Hearing),
    id: i64,
) -> Result<Letter, Error> {
    let input = input::storage::load(tx, case, id, cx.now_us())?;
    let (input, _) = input.open(&cx.actor, PrepareLetters)?;
    if input.hearing_id != hearing.id || input.erased_at.is_some() {
        return Err(Error::NotFound);
    }
    let plan = hearings::storage::load(tx, hearing)?.plan;
    Ok(Letter {
        input_id: input.id,
        name: input.name.clone(),
        organisation: input.organisation.clone(),
        number: input::rules::written_number(input.number),
        received: cx.date_of(input.received_at),
        today: cx.today(),
        hearing: hearing.title.clone(),
        case_number: plan.case_number,
        officer: plan.officer,
        contact: plan.contact,
        points: trace::storage::points(tx, &input)?,
    })
}
