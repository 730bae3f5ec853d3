//! Chapters, paragraphs, revisions and versions in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{FrozenParagraph, Tally, version_hash};
use crate::{
    access::{Facts, FreezeVersion, Guarded, Permit, ReadDraft, Sealed},
    case::Case,
    web::{
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Chapter {
    pub id: i64,
    pub position: i64,
    pub title: String,
    pub owner: Text,
    pub paragraphs: Vec<Paragraph>,
}

#[derive(Debug, Clone)]
pub struct Paragraph {
    pub id: i64,
    pub case_id: i64,
    pub chapter_id: i64,
    pub revision: i64,
    pub body: String,
    /// The proposals behind it: id, number, title.
    pub proposals: Vec<(i64, i64, String)>,
}

impl Guarded for Paragraph {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, ..Facts::default() }
    }
}

#[derive(Debug, Clone)]
pub struct Revision {
    pub revision: i64,
    pub body: String,
    pub note: String,
    pub by: String,
    pub at: i64,
}

#[derive(Debug, Clone)]
pub struct Version {
    pub id: i64,
    pub case_id: i64,
    pub number: i64,
    pub hash: String,
    pub note: String,
    pub frozen_by: String,
    pub frozen_at: i64,
    pub released_at: Option<i64>,
}

impl Guarded for Version {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            public: self.released_at.is_some(),
            ..Facts::default()
        }
    }
}

/// The whole draft, chapter by chapter.
pub fn chapters(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadDraft>,
) -> Result<Vec<Chapter>, StoreError> {
    text(tx, case)
}

fn text(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Chapter>, StoreError> {
    let rows = tx.rows(
        "SELECT c.id, c.position, c.title, b.name_da, b.name_en
         FROM chapter c JOIN body b ON b.id = c.owner_id
         WHERE c.case_id = $1 ORDER BY c.position",
        &[case.id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let id = row.get(0)?;
            let paragraphs = tx.rows(
                "SELECT id, chapter_id, revision, body FROM paragraph
                 WHERE chapter_id = $1 ORDER BY position",
                &[id_of(id)],
            )?;
            let paragraphs = paragraphs
                .iter()
                .map(|row| paragraph(tx, case.id, row))
                .collect::<Result<_, _>>()?;
            Ok(Chapter {
                id,
                position: row.get(1)?,
                title: row.get(2)?,
                owner: Text { da: row.get(3)?, en: row.get(4)? },
                paragraphs,
            })
        })
        .collect()
}

fn id_of(id: i64) -> koreplan_store::Val {
    id.into()
}

fn paragraph(tx: &mut dyn Tx, case_id: i64, row: &Row) -> Result<Paragraph, StoreError> {
    let id: i64 = row.get(0)?;
    let proposals = tx
        .rows(
            "SELECT p.id, p.number, p.title FROM paragraph_proposal l
             JOIN proposal p ON p.id = l.proposal_id
             WHERE l.paragraph_id = $1 ORDER BY p.number",
            &[id.into()],
        )?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect::<Result<_, StoreError>>()?;
    Ok(Paragraph {
        id,
        case_id,
        chapter_id: row.get(1)?,
        revision: row.get(2)?,
        body: row.get(3)?,
        proposals,
    })
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Paragraph>, Error> {
    let row = tx.row(
        "SELECT p.id, p.chapter_id, p.revision, p.body FROM paragraph p
         JOIN chapter c ON c.id = p.chapter_id WHERE c.case_id = $1 AND p.id = $2",
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(paragraph(tx, case.id, &row.ok_or(NotFound)?)?))
}

pub fn insert_chapter(
    tx: &mut dyn Tx,
    case: &Case,
    title: &str,
    owner_id: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO chapter (case_id, position, title, owner_id)
         VALUES ($1, (SELECT coalesce(max(position), 0) + 1 FROM chapter
           WHERE case_id = $1), $2, $3) RETURNING id",
        &[case.id.into(), title.into(), owner_id.into()],
    )
}

/// A change of a paragraph: the words, why, who, when.
#[derive(Debug)]
pub struct Change<'a> {
    pub body: &'a str,
    pub note: &'a str,
    pub by: &'a str,
    pub at: i64,
    pub proposals: &'a [i64],
}

pub fn insert_paragraph(
    tx: &mut dyn Tx,
    chapter_id: i64,
    change: &Change,
) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO paragraph (chapter_id, position, revision, body)
         VALUES ($1, (SELECT coalesce(max(position), 0) + 1 FROM paragraph
           WHERE chapter_id = $1), 1, $2) RETURNING id",
        &[chapter_id.into(), change.body.into()],
    )?;
    save_history(tx, id, 1, change)?;
    Ok(id)
}

/// Saves the next revision; the earlier ones stay.
pub fn save_revision(
    tx: &mut dyn Tx,
    paragraph: &Paragraph,
    change: &Change,
) -> Result<i64, StoreError> {
    let revision = paragraph.revision + 1;
    tx.exec(
        "UPDATE paragraph SET revision = $1, body = $2 WHERE id = $3",
        &[revision.into(), change.body.into(), paragraph.id.into()],
    )?;
    save_history(tx, paragraph.id, revision, change)?;
    Ok(revision)
}

fn save_history(
    tx: &mut dyn Tx,
    paragraph_id: i64,
    revision: i64,
    change: &Change,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO paragraph_revision (paragraph_id, revision, body, note, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            paragraph_id.into(),
            revision.into(),
            change.body.into(),
            change.note.into(),
            change.by.into(),
            change.at.into(),
        ],
    )?;
    tx.exec(
        "DELETE FROM paragraph_proposal WHERE paragraph_id = $1",
        &[paragraph_id.into()],
    )?;
    for proposal in change.proposals {
        tx.exec(
            "INSERT INTO paragraph_proposal (paragraph_id, proposal_id) VALUES ($1, $2)",
            &[paragraph_id.into(), (*proposal).into()],
        )?;
    }
    Ok(())
}

pub fn revisions(
    tx: &mut dyn Tx,
    paragraph: &Paragraph,
) -> Result<Vec<Revision>, StoreError> {
    tx.rows(
        "SELECT revision, body, note, by_name, at FROM paragraph_revision
         WHERE paragraph_id = $1 ORDER BY revision",
        &[paragraph.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Revision {
            revision: row.get(0)?,
            body: row.get(1)?,
            note: row.get(2)?,
            by: row.get(3)?,
            at: row.get(4)?,
        })
    })
    .collect()
}

/// The text as it stands, the way a version holds it.
pub fn as_it_stands(
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<FrozenParagraph>, StoreError> {
    let mut found = Vec::new();
    for chapter in text(tx, case)? {
        for paragraph in chapter.paragraphs {
            found.push(FrozenParagraph {
                chapter: chapter.title.clone(),
                paragraph_id: paragraph.id,
                revision: paragraph.revision,
                body: paragraph.body,
            });
        }
    }
    Ok(found)
}

fn version(row: &Row) -> Result<Version, StoreError> {
    Ok(Version {
        id: row.get(0)?,
        case_id: row.get(1)?,
        number: row.get(2)?,
        hash: row.get(3)?,
        note: row.get(4)?,
        frozen_by: row.get(5)?,
        frozen_at: row.get(6)?,
        released_at: row.get(7)?,
    })
}

/// All versions, oldest first, each behind its own door.
pub fn versions(
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<Sealed<Version>>, StoreError> {
    Ok(all_versions(tx, case)?.into_iter().map(Sealed::new).collect())
}

fn all_versions(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Version>, StoreError> {
    tx.rows(
        "SELECT id, case_id, number, hash, note, frozen_by, frozen_at, released_at
         FROM version WHERE case_id = $1 ORDER BY number",
        &[case.id.into()],
    )?
    .iter()
    .map(version)
    .collect()
}

pub fn load_version(
    tx: &mut dyn Tx,
    case: &Case,
    number: i64,
) -> Result<Sealed<Version>, Error> {
    let found =
        all_versions(tx, case)?.into_iter().find(|version| version.number == number);
    Ok(Sealed::new(found.ok_or(NotFound)?))
}

/// The number and hash of the newest version.
pub fn newest(tx: &mut dyn Tx, case: &Case) -> Result<Option<(i64, String)>, StoreError> {
    Ok(all_versions(tx, case)?.pop().map(|version| (version.number, version.hash)))
}

/// The paragraphs of a version, as they were frozen.
pub fn frozen(
    tx: &mut dyn Tx,
    version: &Version,
) -> Result<Vec<FrozenParagraph>, StoreError> {
    tx.rows(
        "SELECT chapter, paragraph_id, revision, body FROM version_paragraph
         WHERE version_id = $1 ORDER BY position",
        &[version.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(FrozenParagraph {
            chapter: row.get(0)?,
            paragraph_id: row.get(1)?,
            revision: row.get(2)?,
            body: row.get(3)?,
        })
    })
    .collect()
}

/// Keeps the text as a version; gives its id and number.
pub fn insert_version(
    tx: &mut dyn Tx,
    permit: &Permit<FreezeVersion>,
    case: &Case,
    (hash, note): (&str, &str),
    paragraphs: &[FrozenParagraph],
    now: i64,
) -> Result<(i64, i64), StoreError> {
    let number = newest(tx, case)?.map_or(1, |(number, _)| number + 1);
    let id = tx.one(
        "INSERT INTO version (case_id, number, hash, note, frozen_by, frozen_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        &[
            case.id.into(),
            number.into(),
            hash.into(),
            note.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )?;
    for (position, paragraph) in (1_i64..).zip(paragraphs) {
        tx.exec(
            "INSERT INTO version_paragraph
               (version_id, position, chapter, paragraph_id, revision, body)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                id.into(),
                position.into(),
                (&paragraph.chapter).into(),
                paragraph.paragraph_id.into(),
                paragraph.revision.into(),
                (&paragraph.body).into(),
            ],
        )?;
    }
    Ok((id, number))
}

pub fn save_release(
    tx: &mut dyn Tx,
    version: &Version,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE version SET released_at = $1 WHERE id = $2",
        &[now.into(), version.id.into()],
    )
    .map(drop)
}

pub fn tally(tx: &mut dyn Tx, case: &Case) -> Result<Tally, StoreError> {
    let adopted = crate::proposals::storage::adopted(tx, case)?;
    let chapters = text(tx, case)?;
    let paragraphs: Vec<_> = chapters.iter().flat_map(|c| &c.paragraphs).collect();
    let in_text =
        |id| paragraphs.iter().any(|p| p.proposals.iter().any(|(at, ..)| *at == id));
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let now = version_hash(&as_it_stands(tx, case)?);
    Ok(Tally {
        adopted_not_in_text: count(adopted.iter().filter(|p| !in_text(p.id)).count()),
        without_source: count(
            paragraphs.iter().filter(|p| p.proposals.is_empty()).count(),
        ),
        frozen: newest(tx, case)?.is_some_and(|(_, hash)| hash == now),
    })
}
