//! Conversations, their votes and results in the database.

use std::collections::BTreeMap;

use koreplan_log::Entry;
use koreplan_store::{Row, StoreError, Tx, Val};
use koreplan_text::opinions::{Choice, Opinions, Vote};

use super::{
    polis::{BadRow, Export, Reason},
    rules::{Figures, Moderation},
};
use crate::{
    access::{
        Action as _, Facts, GroupOpinions, Guarded, ImportOpinions, Permit, Sealed,
    },
    case::Case,
    journal,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
    },
};

/// Statements people voted on, brought in from elsewhere.
#[derive(Debug, Clone)]
pub struct Conversation {
    pub id: i64,
    pub case_id: i64,
    pub title: String,
    /// Where it was held, as an address or a name.
    pub source: String,
    /// When something new came in last.
    pub imported_at: i64,
    pub statements: i64,
    pub votes: i64,
}

impl Result_ {
    /// Whether votes or statements came in, or changed, after it was computed.
    pub fn is_outdated(&self, conversation: &Conversation) -> bool {
        self.votes != conversation.votes || conversation.imported_at > self.computed_at
    }
}

impl Guarded for Conversation {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, ..Facts::default() }
    }
}

#[derive(Debug, Clone)]
pub struct Statement {
    pub number: i64,
    /// Empty where only the number is known.
    pub body: String,
    pub moderation: Moderation,
}

/// The groups as they were computed last.
#[derive(Debug, Clone)]
pub struct Result_ {
    pub computed_at: i64,
    pub by: String,
    /// The votes it rests on.
    pub votes: i64,
    pub figures: Figures,
}

/// Where someone stands, and in which group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub x: f64,
    pub y: f64,
    pub group: Option<usize>,
}

macro_rules! select_conversation {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.case_id, c.title, c.source, c.imported_at,
               (SELECT count(*) FROM statement s WHERE s.conversation_id = c.id),
               (SELECT count(*) FROM statement_vote v JOIN statement s
                ON s.id = v.statement_id WHERE s.conversation_id = c.id)
             FROM conversation c ",
            $rest
        )
    };
}

fn conversation(row: &Row) -> Result<Conversation, StoreError> {
    Ok(Conversation {
        id: row.get(0)?,
        case_id: row.get(1)?,
        title: row.get(2)?,
        source: row.get(3)?,
        imported_at: row.get(4)?,
        statements: row.get(5)?,
        votes: row.get(6)?,
    })
}

/// The conversations of the case, newest first.
pub fn list(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Conversation>, StoreError> {
    tx.rows(
        select_conversation!("WHERE c.case_id = $1 ORDER BY c.id DESC"),
        &[case.id.into()],
    )?
    .iter()
    .map(conversation)
    .collect()
}

pub fn load(
    tx: &mut dyn Tx,
    case: &Case,
    id: i64,
) -> Result<Sealed<Conversation>, Error> {
    let row = tx.row(
        select_conversation!("WHERE c.case_id = $1 AND c.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(conversation(&row.ok_or(NotFound)?)?))
}

/// The statements of a conversation, by number.
pub fn statements(
    tx: &mut dyn Tx,
    conversation: &Conversation,
) -> Result<Vec<Statement>, StoreError> {
    tx.rows(
        "SELECT number, body, moderation FROM statement
         WHERE conversation_id = $1 ORDER BY number",
        &[conversation.id.into()],
    )?
    .iter()
    .map(|row| {
        let moderation = stored(&row.get::<String>(2)?)?;
        Ok(Statement { number: row.get(0)?, body: row.get(1)?, moderation })
    })
    .collect()
}

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    pub conversation_id: i64,
    pub new_statements: usize,
    pub new_votes: usize,
    /// Votes and statements that were there, otherwise than now.
    pub changed: usize,
}

impl Outcome {
    /// What the record says of it; `files` with their hashes.
    pub fn noted(&self, files: serde_json::Value) -> serde_json::Value {
        serde_json::json!({
            "changed": self.changed,
            "files": files,
            "new_statements": self.new_statements,
            "new_votes": self.new_votes,
        })
    }
}

/// Why an import was undone.
#[derive(Debug)]
pub enum Undone {
    Bad(Vec<BadRow>),
    Store(StoreError),
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Rows that are written together.
const SLICE: usize = 5_000;

/// Stores an export under its title: what is there already is not stored twice, and a
/// vote or a moderation that has changed since is changed.
///
/// # Errors
/// [`Undone`] with every bad row; then nothing is stored.
pub fn import(
    tx: &mut dyn Tx,
    case_id: i64,
    (title, source): (&str, &str),
    export: Export,
    now: i64,
) -> Result<Outcome, Undone> {
    let mut bad = export.bad;
    let id = tx.one(
        "INSERT INTO conversation (case_id, title, source, imported_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (case_id, title) DO UPDATE SET
           source = CASE WHEN excluded.source = '' THEN conversation.source
             ELSE excluded.source END
         RETURNING id",
        &[case_id.into(), title.into(), source.into(), now.into()],
    )?;
    let mut outcome = Outcome { conversation_id: id, ..Outcome::default() };
    let mut ids = BTreeMap::new();
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    let mut known = known_statements(tx, id)?;
    for (number, statement) in export.statements {
        let word = statement.moderation.word();
        let Some(before) = known.remove(&number) else {
            new.push((
                number,
                vec![id.into(), number.into(), statement.body.into(), word.into()],
            ));
            continue;
        };
        ids.insert(number, before.id);
        // Without comments the file says nothing of texts and moderation.
        if statement.body.is_empty() {
            continue;
        }
        if !before.body.is_empty() && before.body != statement.body {
            let (file, line) = (statement.file, statement.line);
            bad.push(BadRow { file, line, reason: Reason::OtherText(number) });
        } else if before.body.is_empty() || before.moderation != word {
            changed.push(vec![statement.body.into(), word.into(), before.id.into()]);
        }
    }
    if !bad.is_empty() {
        return Err(Undone::Bad(bad));
    }
    outcome.new_statements = new.len();
    outcome.changed = changed.len();
    let (numbers, rows): (Vec<i64>, Vec<Vec<Val>>) = new.into_iter().unzip();
    let given = tx.each(
        "INSERT INTO statement (conversation_id, number, body, moderation)
         VALUES ($1, $2, $3, $4) RETURNING id",
        &rows,
    )?;
    for (number, row) in numbers.into_iter().zip(given.iter().flatten()) {
        ids.insert(number, row.get(0)?);
    }
    tx.each("UPDATE statement SET body = $1, moderation = $2 WHERE id = $3", &changed)?;
    votes(tx, &ids, export.votes, &mut outcome)?;
    if outcome.new_statements + outcome.new_votes + outcome.changed > 0 {
        tx.exec(
            "UPDATE conversation SET imported_at = $1 WHERE id = $2",
            &[now.into(), id.into()],
        )?;
    }
    Ok(outcome)
}

/// As [`import`], from the command line, with its entry in the record.
///
/// # Errors
/// As [`import`].
pub fn import_by_command(
    tx: &mut dyn Tx,
    case: &Case,
    names: (&str, &str),
    export: Export,
    files: serde_json::Value,
    now: i64,
) -> Result<Outcome, Undone> {
    let outcome = import(tx, case.id, names, export, now)?;
    journal::append(
        tx,
        Entry {
            seq: 0,
            at: now,
            case: case.slug.clone(),
            actor: "koreplan import".into(),
            action: ImportOpinions::NAME.into(),
            subject: format!("opinions/{}", outcome.conversation_id),
            what: outcome.noted(files).to_string(),
            why: String::new(),
        },
    )?;
    Ok(outcome)
}

struct Known {
    id: i64,
    body: String,
    moderation: String,
}

fn known_statements(
    tx: &mut dyn Tx,
    conversation_id: i64,
) -> Result<BTreeMap<i64, Known>, StoreError> {
    tx.rows(
        "SELECT number, id, body, moderation FROM statement WHERE conversation_id = $1",
        &[conversation_id.into()],
    )?
    .iter()
    .map(|row| {
        let (id, body, moderation) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((row.get(0)?, Known { id, body, moderation }))
    })
    .collect()
}

fn votes(
    tx: &mut dyn Tx,
    ids: &BTreeMap<i64, i64>,
    votes: BTreeMap<(i64, i64), Choice>,
    outcome: &mut Outcome,
) -> Result<(), StoreError> {
    let mut known: BTreeMap<(i64, i64), String> = BTreeMap::new();
    let statements: Vec<_> = ids.values().map(|id| vec![(*id).into()]).collect();
    for row in tx
        .each(
            "SELECT participant, statement_id, choice FROM statement_vote
             WHERE statement_id = $1",
            &statements,
        )?
        .iter()
        .flatten()
    {
        known.insert((row.get(0)?, row.get(1)?), row.get(2)?);
    }
    let (mut new, mut changed): (Vec<Vec<Val>>, Vec<Vec<Val>>) = (Vec::new(), Vec::new());
    for ((participant, number), choice) in votes {
        let Some(statement) = ids.get(&number).copied() else { continue };
        match known.get(&(participant, statement)) {
            Some(before) if before == word(choice) => {}
            Some(_) => changed.push(vec![
                word(choice).into(),
                statement.into(),
                participant.into(),
            ]),
            None => {
                new.push(vec![statement.into(), participant.into(), word(choice).into()]);
            }
        }
    }
    outcome.new_votes = new.len();
    outcome.changed += changed.len();
    for slice in new.chunks(SLICE) {
        tx.each(
            "INSERT INTO statement_vote (statement_id, participant, choice)
             VALUES ($1, $2, $3)",
            slice,
        )?;
    }
    for slice in changed.chunks(SLICE) {
        tx.each(
            "UPDATE statement_vote SET choice = $1
             WHERE statement_id = $2 AND participant = $3",
            slice,
        )?;
    }
    Ok(())
}

fn word(choice: Choice) -> &'static str {
    match choice {
        Choice::Agree => "agree",
        Choice::Pass => "pass",
        Choice::Disagree => "disagree",
    }
}

/// All votes of a conversation, as the engine reads them.
#[derive(Debug)]
pub struct Ballots {
    /// The number of each statement the engine counts.
    pub numbers: Vec<i64>,
    /// The number of each participant the engine counts.
    pub participants: Vec<i64>,
    pub hidden: Vec<bool>,
    pub votes: Vec<Vote>,
}

pub fn ballots(
    tx: &mut dyn Tx,
    conversation: &Conversation,
) -> Result<Ballots, StoreError> {
    let statements = statements(tx, conversation)?;
    let numbers: Vec<i64> = statements.iter().map(|statement| statement.number).collect();
    let hidden =
        statements.iter().map(|one| one.moderation == Moderation::Rejected).collect();
    let rows = tx.rows(
        "SELECT v.participant, s.number, v.choice FROM statement_vote v
         JOIN statement s ON s.id = v.statement_id WHERE s.conversation_id = $1",
        &[conversation.id.into()],
    )?;
    let mut participants = Vec::with_capacity(rows.len());
    for row in &rows {
        participants.push(row.get::<i64>(0)?);
    }
    participants.sort_unstable();
    participants.dedup();
    let place = |numbers: &[i64], number: i64| {
        let at =
            numbers.binary_search(&number).ok().and_then(|at| u32::try_from(at).ok());
        at.ok_or_else(|| StoreError::Broken(format!("{number} is not counted")))
    };
    let votes = rows.iter().map(|row| {
        let choice = match row.get::<String>(2)?.as_str() {
            "agree" => Choice::Agree,
            "disagree" => Choice::Disagree,
            _ => Choice::Pass,
        };
        let participant = place(&participants, row.get(0)?)?;
        Ok(Vote { participant, statement: place(&numbers, row.get(1)?)?, choice })
    });
    let votes = votes.collect::<Result<_, StoreError>>()?;
    Ok(Ballots { numbers, participants, hidden, votes })
}

/// Places are stored as whole numbers of steps this long: the engine rounds to them.
const STEP: f64 = 1.0 / 1_048_576.0;

/// Keeps the groups, as of `read_at`, when their votes were read; those computed before
/// go.
pub fn save(
    tx: &mut dyn Tx,
    permit: &Permit<GroupOpinions>,
    conversation: &Conversation,
    ballots: &Ballots,
    (opinions, figures): (&Opinions, &Figures),
    read_at: i64,
) -> Result<(), StoreError> {
    let json =
        serde_json::to_string(figures).map_err(|e| StoreError::Broken(e.to_string()))?;
    let votes = i64::try_from(ballots.votes.len()).unwrap_or(i64::MAX);
    tx.exec(
        "INSERT INTO opinion_result (conversation_id, computed_at, by_name, votes, figures)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (conversation_id) DO UPDATE
         SET computed_at = excluded.computed_at, by_name = excluded.by_name,
           votes = excluded.votes, figures = excluded.figures",
        &[conversation.id.into(), read_at.into(), (&permit.by).into(), votes.into(), json.into()],
    )?;
    tx.exec(
        "DELETE FROM opinion_place WHERE conversation_id = $1",
        &[conversation.id.into()],
    )?;
    let rows: Vec<Vec<Val>> = ballots
        .participants
        .iter()
        .zip(&opinions.places)
        .map(|(participant, place)| {
            let group = place.group.and_then(|group| i64::try_from(group).ok());
            vec![
                conversation.id.into(),
                (*participant).into(),
                steps(place.x).into(),
                steps(place.y).into(),
                group.into(),
            ]
        })
        .collect();
    for slice in rows.chunks(SLICE) {
        tx.each(
            "INSERT INTO opinion_place (conversation_id, participant, x, y, group_number)
             VALUES ($1, $2, $3, $4, $5)",
            slice,
        )?;
    }
    Ok(())
}

#[expect(clippy::cast_possible_truncation, reason = "places are within some hundreds")]
fn steps(along: f64) -> i64 {
    (along / STEP).round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "steps of places are far below 2^53")]
fn along(steps: i64) -> f64 {
    steps as f64 * STEP
}

/// The groups as they were computed last, if they were.
pub fn result(
    tx: &mut dyn Tx,
    conversation: &Conversation,
) -> Result<Option<Result_>, StoreError> {
    let row = tx.row(
        "SELECT computed_at, by_name, votes, figures FROM opinion_result
         WHERE conversation_id = $1",
        &[conversation.id.into()],
    )?;
    row.map(|row| {
        let figures = serde_json::from_str(&row.get::<String>(3)?);
        Ok(Result_ {
            computed_at: row.get(0)?,
            by: row.get(1)?,
            votes: row.get(2)?,
            figures: figures.map_err(|e| StoreError::Broken(e.to_string()))?,
        })
    })
    .transpose()
}

/// Where everybody stands; nobody is named.
pub fn places(
    tx: &mut dyn Tx,
    conversation: &Conversation,
) -> Result<Vec<Place>, StoreError> {
    tx.rows(
        "SELECT x, y, group_number FROM opinion_place WHERE conversation_id = $1
         ORDER BY participant",
        &[conversation.id.into()],
    )?
    .iter()
    .map(|row| {
        let group: Option<i64> = row.get(2)?;
        let group = group.and_then(|group| usize::try_from(group).ok());
        Ok(Place { x: along(row.get(0)?), y: along(row.get(1)?), group })
    })
    .collect()
}
