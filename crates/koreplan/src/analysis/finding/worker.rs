//! The machine's part: it reads the inputs of a search and proposes topics, and places
//! sentences under topics people signed. It works beside the server's other work, and
//! from the start again if it was stopped: the same inputs give the same result.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    time::Duration,
};

use koreplan_log::Entry;
use koreplan_store::{StoreError, Tx, Val};
use koreplan_text::{
    segments::sentences,
    topics::{Count, Mapper, STUDIED, propose},
};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::storage::{self, Example, Proposal, Scope, Search};
use crate::{
    App,
    analysis::{
        placing::storage as placing,
        suggestions::storage::{self as suggestions, Mapping},
    },
    background::away,
    journal,
};

/// Inputs that are read at once.
const SLICE: i64 = 1_000;

/// A candidate is shown with this many sentences.
const EXAMPLES: usize = 8;

/// More topics than this nobody looks through.
const MOST: usize = 30;

/// A sentence is suggested under its nearest topics, and no more than these.
const NEAREST: usize = 2;

/// How long to rest when there was nothing to do, or the database did not answer.
const REST: Duration = Duration::from_secs(1);

/// Works until it is aborted.
pub async fn run(app: App) {
    loop {
        match turn(&app).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(REST).await,
            Err(error) => {
                tracing::warn!(%error, "no topics were found");
                tokio::time::sleep(REST * 10).await;
            }
        }
    }
}

/// Does the oldest work that waits; whether there was any.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn turn(app: &App) -> Result<bool, StoreError> {
    if let Some(search) = app.store.read(storage::waiting).await? {
        find(app, search).await?;
        return Ok(true);
    }
    if let Some(mapping) = app.store.read(suggestions::waiting).await? {
        map(app, mapping).await?;
        return Ok(true);
    }
    Ok(false)
}

/// A sentence that may stand in many inputs.
struct Sentence {
    text: String,
    /// Where it stands in the first of them, in bytes.
    span: Range<usize>,
    /// The ids of the inputs it stands in, ascending.
    inputs: Vec<i64>,
}

/// The sentences of many inputs, as many as are studied: those whose hashes are the
/// smallest, so that the choice is nobody's and the same each time.
#[derive(Default)]
struct Gathered {
    sentences: BTreeMap<[u8; 32], Sentence>,
    /// How many were read, repeats among them.
    read: i64,
}

impl Gathered {
    fn add(&mut self, input_id: i64, body: &str) {
        for span in sentences(body) {
            self.read += 1;
            let text = &body[span.clone()];
            let hash: [u8; 32] = Sha256::digest(text).into();
            let known = self.sentences.entry(hash).or_insert_with(|| Sentence {
                text: text.to_owned(),
                span,
                inputs: Vec::new(),
            });
            if known.inputs.last() != Some(&input_id) {
                known.inputs.push(input_id);
            }
            if self.sentences.len() > STUDIED {
                self.sentences.pop_last();
            }
        }
    }

    fn studied(self) -> Vec<Sentence> {
        self.sentences.into_values().collect()
    }
}

/// Reads the inputs of a scope, and says how far it has come.
async fn gather(
    app: &App,
    scope: Scope,
    progress: impl Fn(&mut dyn Tx, i64) -> Result<(), StoreError> + Copy + Send + 'static,
) -> Result<Gathered, StoreError> {
    let (mut gathered, mut after, mut read) = (Gathered::default(), 0, 0);
    loop {
        let inputs =
            app.store.read(move |tx| storage::bodies(tx, &scope, after, SLICE)).await?;
        let Some((last, _)) = inputs.last() else { return Ok(gathered) };
        after = *last;
        read += storage::place(inputs.len());
        gathered = away(move || {
            for (id, body) in &inputs {
                gathered.add(*id, body);
            }
            gathered
        })
        .await?;
        app.store.write(move |tx| progress(tx, read)).await?;
    }
}

async fn find(app: &App, search: Search) -> Result<(), StoreError> {
    let id = search.id;
    let progress = move |tx: &mut dyn Tx, read| storage::save_progress(tx, id, read);
    let gathered = gather(app, search.scope, progress).await?;
    let read = gathered.read;
    let wanted = usize::try_from(search.wanted).unwrap_or(0);
    let (studied, found) = away(move || {
        let sentences = gathered.studied();
        (storage::place(sentences.len()), candidates(&sentences, wanted))
    })
    .await?;
    let at = app.now().as_microsecond();
    let save = move |tx: &mut dyn Tx| {
        if storage::save_found(tx, &search, (read, studied), &found, at)? {
            let what = json!({
                "candidates": found.len(), "sentences": read, "studied": studied,
            });
            let subject = format!("topic-searches/{}", search.id);
            journal::append(
                tx,
                by_machine(at, &search.case, "FoundTopics", subject, &what),
            )?;
        }
        Ok(())
    };
    app.store.write(save).await
}

/// The entry of what the machine did when it was asked.
fn by_machine(
    at: i64,
    case: &str,
    action: &str,
    subject: String,
    what: &serde_json::Value,
) -> Entry {
    Entry {
        seq: 0,
        at,
        case: case.to_owned(),
        actor: String::new(),
        action: action.to_owned(),
        subject,
        what: what.to_string(),
        why: String::new(),
    }
}

fn candidates(sentences: &[Sentence], wanted: usize) -> Vec<Proposal> {
    let texts: Vec<&str> = sentences.iter().map(|one| one.text.as_str()).collect();
    let count = if wanted == 0 { Count::Best(MOST) } else { Count::Exactly(wanted) };
    propose(&texts, count)
        .into_iter()
        .map(|topic| {
            let members = topic.members.iter();
            let inputs: BTreeSet<i64> = members
                .flat_map(|one| sentences[one.text].inputs.iter().copied())
                .collect();
            let telling = topic.members.iter().filter(|one| !one.because.is_empty());
            let examples = telling
                .take(EXAMPLES)
                .map(|one| {
                    let sentence = &sentences[one.text];
                    Example {
                        input_id: sentence.inputs[0],
                        because: shifted(&one.because, sentence.span.start),
                        span: sentence.span.clone(),
                        strength: thousandths(one.strength),
                    }
                })
                .collect();
            Proposal {
                name: topic.name,
                terms: topic.terms,
                inputs: storage::place(inputs.len()),
                sentences: storage::place(topic.members.len()),
                examples,
            }
        })
        .collect()
}

/// Places in a sentence as places in its input.
fn shifted(spans: &[Range<usize>], by: usize) -> Vec<Range<usize>> {
    spans.iter().map(|one| one.start + by..one.end + by).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "cosines are between 0 and 1")]
fn thousandths(strength: f64) -> i64 {
    (strength * 1000.0).round() as i64
}

async fn map(app: &App, mapping: Mapping) -> Result<(), StoreError> {
    let scope = mapping.scope;
    let case_id = scope.case_id;
    app.store.write(move |tx| suggestions::forget_open(tx, case_id)).await?;
    let gathered = gather(app, scope, |_, _| Ok(())).await?;
    let topics = app.store.read(move |tx| suggestions::signed(tx, case_id)).await?;
    let ids: Vec<i64> = topics.iter().map(|(id, _)| *id).collect();
    let mapper = away(move || {
        let signed: Vec<_> = topics.into_iter().map(|(_, signed)| signed).collect();
        let sentences = gathered.studied();
        let texts: Vec<&str> = sentences.iter().map(|one| one.text.as_str()).collect();
        Mapper::new(&signed, &texts)
    })
    .await?;
    let mut work = Placing { mapper, ids, seen: BTreeSet::new() };
    let (id, mut after, mut read, mut found) = (mapping.id, 0, 0, 0);
    loop {
        let inputs =
            app.store.read(move |tx| storage::bodies(tx, &scope, after, SLICE)).await?;
        let Some((last, _)) = inputs.last() else { break };
        after = *last;
        read += storage::place(inputs.len());
        let (rows, back) = away(move || (work.rows(&inputs), work)).await?;
        work = back;
        found += storage::place(rows.len());
        app.store.write(move |tx| suggestions::save(tx, id, read, &rows)).await?;
    }
    let statements = app.store.read(move |tx| placing::to_place(tx, case_id)).await?;
    let placed = away(move || work.statements(&statements)).await?;
    let stated = storage::place(placed.len());
    app.store.write(move |tx| placing::save(tx, case_id, &placed)).await?;
    let at = app.now().as_microsecond();
    let save = move |tx: &mut dyn Tx| {
        if suggestions::save_done(tx, id, at)? {
            let what =
                json!({"inputs": read, "statements": stated, "suggestions": found});
            let subject = format!("topic-mappings/{id}");
            journal::append(
                tx,
                by_machine(at, &mapping.case, "MappedTopics", subject, &what),
            )?;
        }
        Ok(())
    };
    app.store.write(save).await
}

/// What is needed to place the sentences of input after input.
struct Placing {
    mapper: Mapper,
    /// The ids of the mapper's topics.
    ids: Vec<i64>,
    /// Texts that were placed already: their likes follow the first of them.
    seen: BTreeSet<[u8; 32]>,
}

impl Placing {
    /// The suggestions for these inputs, as rows of the database.
    fn rows(&mut self, inputs: &[(i64, String)]) -> Vec<Vec<Val>> {
        let mut rows = Vec::new();
        for (input_id, body) in inputs {
            if !self.seen.insert(Sha256::digest(body).into()) {
                continue;
            }
            for span in sentences(body) {
                let found = self.mapper.place(&body[span.clone()]);
                for one in found.into_iter().take(NEAREST) {
                    rows.push(vec![
                        self.ids[one.topic].into(),
                        (*input_id).into(),
                        storage::place(span.start).into(),
                        storage::place(span.end).into(),
                        storage::spans_text(&shifted(&one.because, span.start)).into(),
                        thousandths(one.strength).into(),
                    ]);
                }
            }
        }
        rows
    }

    /// The suggestions for these statements, as rows of the database.
    fn statements(&self, statements: &[(i64, String)]) -> Vec<Vec<Val>> {
        let mut rows = Vec::new();
        for (id, body) in statements {
            for one in self.mapper.place(body).into_iter().take(NEAREST) {
                rows.push(vec![
                    self.ids[one.topic].into(),
                    (*id).into(),
                    storage::spans_text(&one.because).into(),
                    thousandths(one.strength).into(),
                ]);
            }
        }
        rows
    }
}
