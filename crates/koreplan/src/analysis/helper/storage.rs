//! What the helper was asked and what it answered, in the database.

use std::{collections::BTreeMap, ops::Range};

use koreplan_log::Hex;
use koreplan_store::{Row, StoreError, Tx, Val};
use sha2::{Digest as _, Sha256};

use super::rules::{Answer, Fault, Given, Kind, Letter};
use crate::{
    access::{AskHelper, Permit},
    analysis::{
        finding::storage::{place, terms_of},
        storage::Topic,
    },
    web::{
        choices::{Choice as _, stored},
        error::NotFound,
    },
};

/// Sentences of a topic that are looked at.
const MOST: i64 = 400;

/// The letters with sentences under the topic, as far as they may be told of: not what
/// was corrected, erased or disowned, and nothing of whoever is protected.
pub fn letters(
    tx: &mut dyn Tx,
    topic: &Topic,
    _: &Permit<AskHelper>,
) -> Result<Vec<Letter>, StoreError> {
    let rows = tx.rows(
        "SELECT i.id, i.body, i.name, i.organisation, i.released_at, l.start_byte,
           l.end_byte
         FROM topic_input l JOIN input i ON i.id = l.input_id
         WHERE l.topic_id = $1 AND i.replaced_at IS NULL AND i.erased_at IS NULL
           AND i.disowned_at IS NULL AND i.protected = 0
         ORDER BY i.number, l.start_byte LIMIT $2",
        &[topic.id.into(), MOST.into()],
    )?;
    let mut letters: Vec<Letter> = Vec::new();
    for row in &rows {
        let id = row.get(0)?;
        if letters.last().is_none_or(|last| last.id != id) {
            let mut names: Vec<String> = vec![row.get(2)?];
            // What an organisation is called is everybody's once its answer is.
            if row.get::<Option<i64>>(4)?.is_none() {
                names.push(row.get(3)?);
            }
            let hidden = redacted(tx, id)?;
            let sentences = Vec::new();
            letters.push(Letter { id, body: row.get(1)?, names, hidden, sentences });
        }
        let span = span(row, 5)?;
        if let Some(letter) = letters.last_mut() {
            letter.sentences.push(span);
        }
    }
    Ok(letters)
}

fn redacted(tx: &mut dyn Tx, input_id: i64) -> Result<Vec<Range<usize>>, StoreError> {
    tx.rows(
        "SELECT start_byte, end_byte FROM redaction WHERE input_id = $1",
        &[input_id.into()],
    )?
    .iter()
    .map(|row| span(row, 0))
    .collect()
}

fn span(row: &Row, at: usize) -> Result<Range<usize>, StoreError> {
    let place = |at| row.get(at).map(|byte: i64| usize::try_from(byte).unwrap_or(0));
    Ok(place(at)?..place(at + 1)?)
}

/// What the record says of a text in the place of the text itself: who has salt and text
/// can prove it, and who has neither can confirm no guess.
pub fn seal(salt: &[u8], text: &[u8]) -> String {
    Hex(&Sha256::new().chain_update(salt).chain_update(text).finalize()).to_string()
}

/// What is asked, of whom, with what.
#[derive(Debug)]
pub struct Asked<'a> {
    pub kind: Kind,
    pub model: &'a str,
    pub host: &'a str,
    pub salt: &'a [u8],
    pub body: &'a str,
    pub given: &'a [Given],
}

/// Whether an input among them has been erased.
fn is_one_erased(tx: &mut dyn Tx, given: &[Given]) -> Result<bool, StoreError> {
    for one in given {
        let row = tx.row(
            "SELECT id FROM input WHERE id = $1 AND erased_at IS NOT NULL",
            &[one.input_id.into()],
        )?;
        if row.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Keeps what is about to be sent; nothing if it holds words that were erased since.
pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<AskHelper>,
    topic: &Topic,
    asked: &Asked,
    now: i64,
) -> Result<Option<i64>, StoreError> {
    if is_one_erased(tx, asked.given)? {
        return Ok(None);
    }
    let id: i64 = tx.one(
        "INSERT INTO helper_use (topic_id, kind, model, host, asked_by, asked_at, salt,
           prompt, answer, fault, thrown)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', 0) RETURNING id",
        &[
            topic.id.into(),
            asked.kind.word().into(),
            asked.model.into(),
            asked.host.into(),
            (&permit.by).into(),
            now.into(),
            asked.salt.to_vec().into(),
            asked.body.into(),
        ],
    )?;
    let rows: Vec<Vec<Val>> = asked
        .given
        .iter()
        .map(|one| {
            vec![
                id.into(),
                one.input_id.into(),
                place(one.span.start).into(),
                place(one.span.end).into(),
            ]
        })
        .collect();
    tx.each(
        "INSERT INTO helper_given (use_id, input_id, start_byte, end_byte)
         VALUES ($1, $2, $3, $4)",
        &rows,
    )?;
    Ok(Some(id))
}

/// Keeps what came back, and the sentences of it that are believed. Nothing of it is kept
/// where an input that was sent has been erased meanwhile; gives what became of it.
pub fn end(
    tx: &mut dyn Tx,
    use_id: i64,
    (text, given): (&str, &[Given]),
    read: Result<Answer, Fault>,
    now: i64,
) -> Result<Result<Answer, Fault>, StoreError> {
    let erased = is_one_erased(tx, given)?;
    let read = if erased { Err(Fault::Erased) } else { read };
    let text = if erased { "" } else { text };
    let (fault, thrown) = match &read {
        Ok(answer) => ("", answer.thrown),
        Err(fault) => (fault.word(), 0),
    };
    tx.exec(
        "UPDATE helper_use SET answer = $1, fault = $2, thrown = $3, ended_at = $4
         WHERE id = $5",
        &[text.into(), fault.into(), place(thrown).into(), now.into(), use_id.into()],
    )?;
    let sentences = read.as_ref().map_or(&[][..], |answer| &answer.sentences);
    for (position, sentence) in (1_i64..).zip(sentences) {
        tx.exec(
            "INSERT INTO helper_sentence (use_id, position, body, taken)
             VALUES ($1, $2, $3, 0)",
            &[use_id.into(), position.into(), (&sentence.text).into()],
        )?;
        let ties: Vec<Vec<Val>> = sentence
            .rests_on
            .iter()
            .map(|at| {
                let one = &given[*at];
                vec![
                    use_id.into(),
                    position.into(),
                    one.input_id.into(),
                    place(one.span.start).into(),
                ]
            })
            .collect();
        tx.each(
            "INSERT INTO helper_tie (use_id, position, input_id, start_byte)
             VALUES ($1, $2, $3, $4)",
            &ties,
        )?;
    }
    Ok(read)
}

/// A use of the helper.
#[derive(Debug, Clone)]
pub struct Use {
    pub id: i64,
    pub kind: Kind,
    pub model: String,
    pub host: String,
    pub asked_by: String,
    pub asked_at: i64,
    /// Empty once an input that was sent has been erased.
    pub prompt: String,
    pub ended_at: Option<i64>,
    pub fault: Option<Fault>,
    pub thrown: i64,
    pub settled_by: Option<String>,
    pub settled_at: Option<i64>,
    pub sentences: Vec<Sentence>,
}

/// A sentence of a proposal and the sentences it rests on.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub position: i64,
    pub text: String,
    pub taken: bool,
    pub rests_on: Vec<Source>,
}

#[derive(Debug, Clone)]
pub struct Source {
    pub input_id: i64,
    pub number: i64,
    pub words: String,
}

/// The uses of a topic, the newest first.
pub fn uses(tx: &mut dyn Tx, topic: &Topic) -> Result<Vec<Use>, StoreError> {
    let rows = tx.rows(
        "SELECT id, kind, model, host, asked_by, asked_at, prompt, ended_at, fault, thrown,
           settled_by, settled_at
         FROM helper_use WHERE topic_id = $1 ORDER BY id DESC LIMIT 50",
        &[topic.id.into()],
    )?;
    let mut uses = Vec::with_capacity(rows.len());
    for row in &rows {
        let (id, fault): (i64, String) = (row.get(0)?, row.get(8)?);
        uses.push(Use {
            id,
            kind: stored(&row.get::<String>(1)?)?,
            model: row.get(2)?,
            host: row.get(3)?,
            asked_by: row.get(4)?,
            asked_at: row.get(5)?,
            prompt: row.get(6)?,
            ended_at: row.get(7)?,
            fault: if fault.is_empty() { None } else { Some(stored(&fault)?) },
            thrown: row.get(9)?,
            settled_by: row.get(10)?,
            settled_at: row.get(11)?,
            sentences: sentences(tx, id)?,
        });
    }
    Ok(uses)
}

fn sentences(tx: &mut dyn Tx, use_id: i64) -> Result<Vec<Sentence>, StoreError> {
    let mut ties: BTreeMap<i64, Vec<Source>> = BTreeMap::new();
    for row in tx.rows(
        "SELECT t.position, i.id, i.number, g.start_byte, g.end_byte, i.body
         FROM helper_tie t JOIN input i ON i.id = t.input_id
         JOIN helper_given g ON g.use_id = t.use_id AND g.input_id = t.input_id
           AND g.start_byte = t.start_byte
         WHERE t.use_id = $1 ORDER BY t.position, i.number, g.start_byte",
        &[use_id.into()],
    )? {
        let body: String = row.get(5)?;
        ties.entry(row.get(0)?).or_default().push(Source {
            input_id: row.get(1)?,
            number: row.get(2)?,
            words: body.get(span(&row, 3)?).unwrap_or_default().to_owned(),
        });
    }
    tx.rows(
        "SELECT position, body, taken FROM helper_sentence
         WHERE use_id = $1 ORDER BY position",
        &[use_id.into()],
    )?
    .iter()
    .map(|row| {
        let position = row.get(0)?;
        Ok(Sentence {
            position,
            text: row.get(1)?,
            taken: row.get(2)?,
            rests_on: ties.remove(&position).unwrap_or_default(),
        })
    })
    .collect()
}

/// A use of this topic.
pub fn of_topic(
    tx: &mut dyn Tx,
    topic: &Topic,
    id: i64,
) -> Result<Use, crate::web::error::Error> {
    let found = uses(tx, topic)?.into_iter().find(|one| one.id == id);
    Ok(found.ok_or(NotFound)?)
}

/// How often the helper was asked about a topic, and how many proposals wait.
pub fn counts(tx: &mut dyn Tx, topic: &Topic) -> Result<(i64, i64), StoreError> {
    let asked = "SELECT count(*) FROM helper_use WHERE topic_id = $1";
    let waiting = "SELECT count(*) FROM helper_use u WHERE u.topic_id = $1
       AND u.settled_at IS NULL AND u.ended_at IS NOT NULL AND u.fault = ''
       AND EXISTS (SELECT 1 FROM helper_sentence s WHERE s.use_id = u.id)";
    Ok((tx.one(asked, &[topic.id.into()])?, tx.one(waiting, &[topic.id.into()])?))
}

/// Notes that a proposal was taken, as far as it was, or left. No if another was faster.
pub fn settle(
    tx: &mut dyn Tx,
    (use_id, taken): (i64, &[i64]),
    by: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let mine = tx.exec(
        "UPDATE helper_use SET settled_by = $1, settled_at = $2
         WHERE id = $3 AND settled_at IS NULL",
        &[by.into(), now.into(), use_id.into()],
    )?;
    for position in taken {
        tx.exec(
            "UPDATE helper_sentence SET taken = 1 WHERE use_id = $1 AND position = $2",
            &[use_id.into(), (*position).into()],
        )?;
    }
    Ok(mine == 1)
}

/// What the machine itself made of the topic: the names it proposed with their words, and
/// the sentences nearest to it.
#[derive(Debug, Clone, Default)]
pub struct Own {
    pub names: Vec<String>,
    pub terms: Vec<String>,
    pub sentences: Vec<Source>,
}

pub fn own(tx: &mut dyn Tx, topic: &Topic) -> Result<Own, StoreError> {
    let mut own = Own::default();
    for row in tx.rows(
        "SELECT name, terms FROM candidate WHERE topic_id = $1 ORDER BY id",
        &[topic.id.into()],
    )? {
        own.names.push(row.get(0)?);
        let terms = terms_of(&row.get::<String>(1)?);
        own.terms.extend(terms.into_iter().take(8).map(|term| term.label));
    }
    for row in tx.rows(
        "SELECT i.id, i.number, e.start_byte, e.end_byte, i.body
         FROM candidate_sentence e JOIN candidate c ON c.id = e.candidate_id
         JOIN input i ON i.id = e.input_id
         WHERE c.topic_id = $1 AND i.erased_at IS NULL
         ORDER BY e.strength DESC, i.id, e.start_byte LIMIT 5",
        &[topic.id.into()],
    )? {
        let body: String = row.get(4)?;
        own.sentences.push(Source {
            input_id: row.get(0)?,
            number: row.get(1)?,
            words: body.get(span(&row, 2)?).unwrap_or_default().to_owned(),
        });
    }
    Ok(own)
}
