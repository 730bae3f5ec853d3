//! Hearings and inputs in the database.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use koreplan_store::{Row, StoreError, Tx, Val};
use sha2::{Digest, Sha256};

use super::rules::{
    HearingState, SenderKind, Source, Submission, Tally, is_late, is_public, letter_key,
    number_of, state,
};
use crate::{
    access::{Facts, Guarded, ListInputs, Permit, Sealed},
    case::Case,
    confirmations::rules::Assurance,
    web::{
        Cx,
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Hearing {
    pub id: i64,
    pub case_id: i64,
    pub slug: String,
    pub title: Text,
    pub intro: Text,
    pub zone: String,
    pub opens_at: i64,
    /// The deadline as written, by the clocks of the zone.
    pub deadline: String,
    /// The first instant after the deadline.
    pub closes_at: i64,
    pub reason: String,
    /// How many days public copies stay, if that is bounded.
    pub public_days: Option<i64>,
    /// Nothing while it is prepared; 0 when it came with its case.
    pub published_at: Option<i64>,
    pub processed_at: Option<i64>,
    pub note_at: Option<i64>,
}

impl Hearing {
    /// The zone the deadline's clock hangs in.
    pub fn time_zone(&self) -> Result<TimeZone, StoreError> {
        TimeZone::get(&self.zone).map_err(|e| StoreError::Broken(e.to_string()))
    }

    pub fn state(&self, now: i64) -> HearingState {
        if self.published_at.is_none() {
            HearingState::Draft
        } else if self.note_at.is_some() {
            HearingState::NotePublished
        } else if self.processed_at.is_some() {
            HearingState::Processed
        } else {
            state(self.opens_at, self.closes_at, now)
        }
    }

    /// The last minute in which input is on time.
    pub fn last_minute(&self) -> i64 {
        self.closes_at - 60_000_000
    }
}

impl Guarded for Hearing {
    fn facts(&self) -> Facts {
        let public = self.published_at.is_some();
        Facts { case_id: self.case_id, public, ..Facts::default() }
    }
}

#[derive(Debug, Clone)]
pub struct Question {
    pub id: i64,
    pub text: Text,
}

#[derive(Debug, Clone)]
pub struct Extension {
    pub old: String,
    pub new: String,
    pub reason: String,
    pub by: String,
    pub at: i64,
}

#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Input {
    pub id: i64,
    pub case_id: i64,
    pub hearing_id: i64,
    pub number: i64,
    pub sender_kind: SenderKind,
    pub name: String,
    pub organisation: String,
    pub email: String,
    pub protected: bool,
    pub owner_id: Option<i64>,
    pub body: String,
    pub source: Source,
    pub received_at: i64,
    pub late: bool,
    pub read_at: Option<i64>,
    pub read_by: Option<String>,
    /// Since when everybody may read the public copy; nothing once that is gone.
    pub released_at: Option<i64>,
    /// The first instant on which nobody reads the public copy any more.
    pub remove_at: Option<i64>,
    /// The input of the same sender that this one corrects.
    pub replaces_id: Option<i64>,
    /// When a correction took its place.
    pub replaced_at: Option<i64>,
    /// When its text and sender were erased.
    pub erased_at: Option<i64>,
    pub assurance: Assurance,
    /// The one whose address it named says: not mine.
    pub disowned: bool,
    /// Published with others, without anybody having looked at the name.
    pub released_together: bool,
}

impl Guarded for Input {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            owner_id: self.owner_id,
            public: self.released_at.is_some(),
            ..Facts::default()
        }
    }
}

impl Input {
    /// Who the public is told it is from: nobody where the name is protected, where the
    /// one it names says that it is false, or where neither they nor anybody at work has
    /// said that it is theirs.
    pub fn public_name(&self) -> Option<&str> {
        let unproved = self.released_together && self.assurance == Assurance::Anonymous;
        if self.disowned {
            None
        } else if !self.organisation.is_empty() {
            Some(&self.organisation)
        } else if self.protected || unproved || self.name.is_empty() {
            None
        } else {
            Some(&self.name)
        }
    }

    /// Who it is from, as everybody may read it.
    pub fn public_sender(&self, cx: &Cx) -> String {
        let kind = cx.t(self.sender_kind.key());
        match self.public_name() {
            Some(name) => format!("{name} ({kind})"),
            None => kind,
        }
    }

    /// Who it is from, for those who read it at work.
    pub fn sender(&self) -> String {
        if self.organisation.is_empty() {
            self.name.clone()
        } else {
            format!("{} ({})", self.organisation, self.name)
        }
    }
}

fn hearing(row: &Row) -> Result<Hearing, StoreError> {
    Ok(Hearing {
        id: row.get(0)?,
        case_id: row.get(1)?,
        slug: row.get(2)?,
        title: Text { da: row.get(3)?, en: row.get(4)? },
        intro: Text { da: row.get(5)?, en: row.get(6)? },
        zone: row.get(7)?,
        opens_at: row.get(8)?,
        deadline: row.get(9)?,
        closes_at: row.get(10)?,
        reason: row.get(11)?,
        public_days: row.get(12)?,
        published_at: row.get(13)?,
        processed_at: row.get(14)?,
        note_at: row.get(15)?,
    })
}

/// The columns of a hearing, in the order [`hearing`] reads them.
macro_rules! select_hearing {
    ($rest:literal) => {
        concat!(
            "SELECT id, case_id, slug, title_da, title_en, intro_da, intro_en, zone,
               opens_at, deadline, deadline_at, reason, public_days, published_at,
               processed_at, note_at FROM hearing ",
            $rest
        )
    };
}

/// The published hearings of the case, in its order.
pub fn hearings(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Hearing>, StoreError> {
    tx.rows(
        select_hearing!(
            "WHERE case_id = $1 AND published_at IS NOT NULL ORDER BY position"
        ),
        &[case.id.into()],
    )?
    .iter()
    .map(hearing)
    .collect()
}

/// The hearing as it is now, inside an act that already had it opened.
pub fn hearing_by_id(tx: &mut dyn Tx, id: i64) -> Result<Hearing, StoreError> {
    let row = tx.row(select_hearing!("WHERE id = $1"), &[id.into()])?;
    hearing(&row.ok_or_else(|| StoreError::Broken("a hearing is gone".into()))?)
}

pub fn load_hearing(
    tx: &mut dyn Tx,
    case: &Case,
    slug: &str,
) -> Result<Sealed<Hearing>, Error> {
    let row = tx.row(
        select_hearing!("WHERE case_id = $1 AND slug = $2"),
        &[case.id.into(), slug.into()],
    )?;
    Ok(Sealed::new(hearing(&row.ok_or(NotFound)?)?))
}

pub fn questions(
    tx: &mut dyn Tx,
    hearing: &Hearing,
) -> Result<Vec<Question>, StoreError> {
    tx.rows(
        "SELECT id, text_da, text_en FROM question WHERE hearing_id = $1 ORDER BY position",
        &[hearing.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Question { id: row.get(0)?, text: Text { da: row.get(1)?, en: row.get(2)? } })
    })
    .collect()
}

pub fn extensions(
    tx: &mut dyn Tx,
    hearing: &Hearing,
) -> Result<Vec<Extension>, StoreError> {
    tx.rows(
        "SELECT old_deadline, new_deadline, reason, by_name, at FROM extension
         WHERE hearing_id = $1 ORDER BY id",
        &[hearing.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Extension {
            old: row.get(0)?,
            new: row.get(1)?,
            reason: row.get(2)?,
            by: row.get(3)?,
            at: row.get(4)?,
        })
    })
    .collect()
}

/// Moves a deadline and keeps the old one.
pub fn save_extension(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    extension: &Extension,
    closes_at: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO extension (hearing_id, old_deadline, new_deadline, reason, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            hearing.id.into(),
            (&extension.old).into(),
            (&extension.new).into(),
            (&extension.reason).into(),
            (&extension.by).into(),
            extension.at.into(),
        ],
    )?;
    tx.exec(
        "UPDATE hearing SET deadline = $1, deadline_at = $2 WHERE id = $3",
        &[(&extension.new).into(), closes_at.into(), hearing.id.into()],
    )?;
    // What was late by the old deadline may be on time by the new one.
    tx.exec(
        "UPDATE input SET late = CASE WHEN received_at >= $1 THEN 1 ELSE 0 END
         WHERE hearing_id = $2",
        &[closes_at.into(), hearing.id.into()],
    )?;
    count_late(tx, hearing)
}

/// What is kept of a form's key.
pub fn key_hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}

/// An input ready to be stored: what can be worked out without the database is.
#[derive(Debug, Clone)]
pub struct Arriving {
    pub submission: Submission,
    pub source: Source,
    pub owner_id: Option<i64>,
    pub received_at: i64,
    key_hash: Vec<u8>,
    request_hash: Vec<u8>,
    /// What letter groups look it up by, where that is known already; else empty, and
    /// filled in after the receipt by `folding.rs`.
    letter: Vec<u8>,
}

impl Arriving {
    pub fn new(
        key: &str,
        submission: Submission,
        source: Source,
        owner_id: Option<i64>,
        received_at: i64,
    ) -> Self {
        let request_hash = submission.hash();
        let key_hash = key_hash(key);
        let letter = Vec::new();
        Self { submission, source, owner_id, received_at, key_hash, request_hash, letter }
    }

    /// For one whose sender does not wait for a receipt: nothing is left to fill in.
    #[must_use]
    pub fn folded(self) -> Self {
        Self { letter: letter_key(&self.submission.body), ..self }
    }

    /// What is stored in place of the key.
    pub fn key_hash(&self) -> &[u8] {
        &self.key_hash
    }

    /// What is stored to tell a repeat from another text under the same key.
    pub fn request_hash(&self) -> &[u8] {
        &self.request_hash
    }

    pub fn is_late(&self, hearing: &Hearing) -> bool {
        is_late(self.received_at, hearing.closes_at)
    }

    /// What the receipt says, once it has a number.
    pub fn received(&self, hearing: &Hearing, number: i64) -> Received {
        let late = self.is_late(hearing);
        Received { number, received_at: self.received_at, late }
    }
}

/// An input's number, and whether it was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    New {
        id: i64,
        number: i64,
    },
    Repeat(Received),
    /// The key was used for another text.
    OtherText,
}

/// What a receipt says of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    pub number: i64,
    pub received_at: i64,
    pub late: bool,
}

/// Whether an input is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    No,
    Same,
    /// The key was used for another text.
    OtherText,
}

/// Which inputs are there already.
pub fn known(tx: &mut dyn Tx, arriving: &[&Arriving]) -> Result<Vec<Known>, StoreError> {
    let keys: Vec<_> =
        arriving.iter().map(|one| vec![one.key_hash.clone().into()]).collect();
    let rows = tx.each("SELECT request_hash FROM input WHERE key_hash = $1", &keys)?;
    let known = rows.iter().zip(arriving).map(|(rows, one)| {
        Ok(match rows.first() {
            None => Known::No,
            Some(row) if row.get::<Vec<u8>>(0)? == one.request_hash => Known::Same,
            Some(_) => Known::OtherText,
        })
    });
    known.collect()
}

/// Stores inputs once each: a repeat of the same form gives the first number, also
/// within one group.
pub fn submit_all(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    arriving: &[&Arriving],
) -> Result<Vec<Stored>, StoreError> {
    let keys: Vec<_> =
        arriving.iter().map(|one| vec![one.key_hash.clone().into()]).collect();
    let known = tx.each(
        "SELECT number, received_at, late, request_hash FROM input WHERE key_hash = $1",
        &keys,
    )?;
    let mut stored = Vec::with_capacity(arriving.len());
    let mut firsts: HashMap<&[u8], (Received, &[u8])> = HashMap::new();
    let mut rows = Vec::with_capacity(arriving.len());
    let mut number = None;
    for (one, known) in arriving.iter().zip(known) {
        let first = match known.first() {
            Some(row) => {
                let (number, received_at) = (row.get(0)?, row.get(1)?);
                let received = Received { number, received_at, late: row.get(2)? };
                Some((received, row.get::<Vec<u8>>(3)? == one.request_hash))
            }
            None => firsts
                .get(&*one.key_hash)
                .map(|(received, request)| (*received, *request == one.request_hash)),
        };
        if let Some((received, same)) = first {
            stored.push(if same { Stored::Repeat(received) } else { Stored::OtherText });
            continue;
        }
        let next = match number {
            Some(last) => last + 1,
            None => next_number(tx, hearing)?,
        };
        number = Some(next);
        firsts.insert(&one.key_hash, (one.received(hearing, next), &one.request_hash));
        rows.push(columns(hearing, one, next));
        stored.push(Stored::New { id: 0, number: next });
    }
    let given = tx.each(INSERT, &rows)?;
    let mut given = given.iter().flatten();
    let mut links = Links::default();
    let mut late = 0;
    for (one, stored) in arriving.iter().zip(&mut stored) {
        if let Stored::New { id, .. } = stored {
            let row = given.next().ok_or_else(|| StoreError::Broken("no id".into()))?;
            *id = row.get(0)?;
            links.add(*id, &one.submission);
            late += usize::from(one.is_late(hearing));
        }
    }
    if !rows.is_empty() {
        count(tx, hearing, rows.len(), late)?;
    }
    links.save(tx)?;
    Ok(stored)
}

/// What letter groups look things up by - `letter` - is filled in after the receipt, by
/// `folding.rs`, unless it came with the input. `search` is of the time before the search index, and stays empty.
const INSERT: &str =
    "INSERT INTO input (case_id, hearing_id, number, key_hash, request_hash,
   sender_kind, name, organisation, email, protected, owner_id, body, letter,
   search, source, received_at, late)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', $14, $15, $16)
 RETURNING id";

fn next_number(tx: &mut dyn Tx, hearing: &Hearing) -> Result<i64, StoreError> {
    tx.one(
        // Not max(number): PostgreSQL plans that on the empty table as a read of all rows.
        "SELECT coalesce((SELECT number FROM input WHERE case_id = $1
           ORDER BY number DESC LIMIT 1), 0) + 1",
        &[hearing.case_id.into()],
    )
}

fn columns(hearing: &Hearing, one: &Arriving, number: i64) -> Vec<Val> {
    let submission = &one.submission;
    vec![
        hearing.case_id.into(),
        hearing.id.into(),
        number.into(),
        one.key_hash.clone().into(),
        one.request_hash.clone().into(),
        submission.sender_kind.word().into(),
        (&submission.name).into(),
        (&submission.organisation).into(),
        (&submission.email).into(),
        submission.protected.into(),
        one.owner_id.into(),
        (&submission.body).into(),
        one.letter.clone().into(),
        one.source.word().into(),
        one.received_at.into(),
        one.is_late(hearing).into(),
    ]
}

/// Which areas and questions new inputs are about.
#[derive(Default)]
struct Links {
    areas: Vec<Vec<Val>>,
    questions: Vec<Vec<Val>>,
}

impl Links {
    fn add(&mut self, id: i64, submission: &Submission) {
        let pair = |other: &i64| vec![id.into(), (*other).into()];
        self.areas.extend(submission.areas.iter().map(pair));
        self.questions.extend(submission.questions.iter().map(pair));
    }

    fn save(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        let areas = "INSERT INTO input_area (input_id, area_id) VALUES ($1, $2)";
        let questions =
            "INSERT INTO input_question (input_id, question_id) VALUES ($1, $2)";
        if !self.areas.is_empty() {
            tx.each(areas, &self.areas)?;
        }
        if !self.questions.is_empty() {
            tx.each(questions, &self.questions)?;
        }
        Ok(())
    }
}

/// An input whose `letter` is not filled in yet.
#[derive(Debug)]
pub struct Unfolded {
    pub id: i64,
    pub body: String,
}

/// The next inputs to be filled in, and after which one.
pub fn unfolded(
    tx: &mut dyn Tx,
    limit: usize,
) -> Result<(i64, Vec<Unfolded>), StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let last = tx.one("SELECT at FROM tail WHERE name = 'folding'", &[])?;
    let rows = tx.rows(
        "SELECT id, body FROM input WHERE id > $1 ORDER BY id LIMIT $2",
        &[last.into(), limit.into()],
    )?;
    let inputs = rows
        .iter()
        .map(|row| Ok(Unfolded { id: row.get(0)?, body: row.get(1)? }))
        .collect::<Result<_, StoreError>>()?;
    Ok((last, inputs))
}

/// Fills in `letter`, unless somebody else did since `last` was read. What
/// was erased in the meantime stays empty.
pub fn save_folded(
    tx: &mut dyn Tx,
    last: i64,
    newest: i64,
    rows: &[Vec<Val>],
) -> Result<(), StoreError> {
    let mine = tx.exec(
        "UPDATE tail SET at = $1 WHERE name = 'folding' AND at = $2",
        &[newest.into(), last.into()],
    )?;
    if mine == 1 {
        tx.each("UPDATE input SET letter = $1 WHERE id = $2 AND body <> ''", rows)?;
    }
    Ok(())
}

/// Whether `letter` is filled in everywhere.
pub fn is_all_folded(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    let newest: i64 = tx.one("SELECT coalesce(max(id), 0) FROM input", &[])?;
    let last: i64 = tx.one("SELECT at FROM tail WHERE name = 'folding'", &[])?;
    Ok(last >= newest)
}

/// Notes that it is, after inputs that brought theirs.
pub fn note_all_folded(tx: &mut dyn Tx) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE tail SET at = (SELECT coalesce(max(id), 0) FROM input)
         WHERE name = 'folding'",
        &[],
    )?;
    Ok(())
}

/// The columns of an input, in the order [`input`] reads them.
/// Whether the public is told no name of a private person: 1 or 0.
macro_rules! nameless {
    () => {
        "CASE WHEN i.protected = 1 OR (i.released_together = 1
           AND i.assurance = 'anonymous') THEN 1 ELSE 0 END"
    };
}
pub(crate) use nameless;

macro_rules! select_input {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.case_id, i.hearing_id, i.number, i.sender_kind, i.name,
               i.organisation, i.email, i.protected, i.owner_id, i.body, i.source,
               i.received_at, i.late, i.read_at, i.read_by, i.released_at, i.remove_at,
               i.replaces_id, i.replaced_at, i.erased_at, i.assurance, i.disowned_at,
               i.released_together
             FROM input i ",
            $rest
        )
    };
}

fn input(row: &Row, now: i64) -> Result<Input, StoreError> {
    let released_at: Option<i64> = row.get(16)?;
    let remove_at: Option<i64> = row.get(17)?;
    let is_public = is_public(released_at, remove_at, now);
    Ok(Input {
        id: row.get(0)?,
        case_id: row.get(1)?,
        hearing_id: row.get(2)?,
        number: row.get(3)?,
        sender_kind: stored(&row.get::<String>(4)?)?,
        name: row.get(5)?,
        organisation: row.get(6)?,
        email: row.get(7)?,
        protected: row.get(8)?,
        owner_id: row.get(9)?,
        body: row.get(10)?,
        source: stored(&row.get::<String>(11)?)?,
        received_at: row.get(12)?,
        late: row.get(13)?,
        read_at: row.get(14)?,
        read_by: row.get(15)?,
        released_at: released_at.filter(|_| is_public),
        remove_at,
        replaces_id: row.get(18)?,
        replaced_at: row.get(19)?,
        erased_at: row.get(20)?,
        assurance: stored(&row.get::<String>(21)?)?,
        disowned: row.get::<Option<i64>>(22)?.is_some(),
        released_together: row.get(23)?,
    })
}

fn all(rows: &[Row], now: i64) -> Result<Vec<Input>, StoreError> {
    rows.iter().map(|row| input(row, now)).collect()
}

fn sealed(row: Option<Row>, now: i64) -> Result<Sealed<Input>, Error> {
    Ok(Sealed::new(input(&row.ok_or(NotFound)?, now)?))
}

/// An input as it is now: its public copy ends by itself.
pub fn load(
    tx: &mut dyn Tx,
    case: &Case,
    id: i64,
    now: i64,
) -> Result<Sealed<Input>, Error> {
    let row = tx.row(
        select_input!("WHERE i.case_id = $1 AND i.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    sealed(row, now)
}

/// The input of a receipt: number and key must both fit.
pub fn load_by_key(
    tx: &mut dyn Tx,
    case: &Case,
    number: i64,
    key: &str,
    now: i64,
) -> Result<Sealed<Input>, Error> {
    let row = tx.row(
        select_input!(
            "WHERE i.case_id = $1 AND i.number = $2 AND i.key_hash = $3
               AND i.source <> 'import'"
        ),
        &[case.id.into(), number.into(), key_hash(key).into()],
    )?;
    sealed(row, now)
}

/// The input that corrects this one, if one does.
pub fn successor(
    tx: &mut dyn Tx,
    input: &Input,
    now: i64,
) -> Result<Option<Input>, StoreError> {
    let row = tx.row(select_input!("WHERE i.replaces_id = $1"), &[input.id.into()])?;
    row.map(|row| self::input(&row, now)).transpose()
}

/// The input that this one corrects, if it does.
pub fn predecessor(
    tx: &mut dyn Tx,
    input: &Input,
    now: i64,
) -> Result<Option<Input>, StoreError> {
    let Some(id) = input.replaces_id else { return Ok(None) };
    let row = tx.row(select_input!("WHERE i.id = $1"), &[id.into()])?;
    row.map(|row| self::input(&row, now)).transpose()
}

/// What a list of inputs is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words that are searched for, or the number of an input.
    pub words: String,
    pub area_id: i64,
    pub topic_id: i64,
    pub campaign_id: i64,
    /// `unread`, `late`, `untagged`, `one` (of each campaign the template alone),
    /// `replaced`, or all that count.
    pub which: String,
    pub offset: i64,
}

/// Inputs on one page of a list.
pub const PAGE: i64 = 50;

impl Filter {
    fn params(&self, case: &Case) -> Vec<Val> {
        vec![
            case.id.into(),
            self.number().unwrap_or(0).into(),
            self.area_id.into(),
            self.topic_id.into(),
            (&self.which).into(),
            self.campaign_id.into(),
        ]
    }

    /// The number that was typed in the place of words.
    pub fn number(&self) -> Option<i64> {
        number_of(&self.words).and_then(Result::ok)
    }
}

/// Whether input `$input` is a letter that follows the template of a campaign which is
/// not dissolved, and is not that template itself; with more to ask of its membership `m`.
macro_rules! follows_a_template {
    ($input:literal, $more:expr) => {
        concat!(
            "EXISTS (SELECT 1 FROM campaign_member m
               JOIN campaign c ON c.id = m.campaign_id WHERE m.input_id = ",
            $input,
            ".id AND c.dissolved_at IS NULL AND c.template_id <> ",
            $input,
            ".id ",
            $more,
            ")"
        )
    };
}
/// As [`follows_a_template`], and it says nothing of its own: nobody need read it.
macro_rules! adds_nothing {
    ($input:literal) => {
        $crate::input::storage::follows_a_template!($input, "AND m.own = 0")
    };
}
pub(crate) use {adds_nothing, follows_a_template};

macro_rules! filtered {
    () => {
        concat!(
            "WHERE i.case_id = $1 AND (CAST($2 AS BIGINT) = 0 OR i.number = $2)
          AND (i.replaced_at IS NULL) = ($5 <> 'replaced')
          AND (CAST($3 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM input_area a
            WHERE a.input_id = i.id AND a.area_id = $3))
          AND (CAST($4 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM topic_input t
            WHERE t.input_id = i.id AND t.topic_id = $4))
          AND ($5 <> 'unread' OR (i.read_at IS NULL AND i.erased_at IS NULL))
          AND ($5 <> 'late' OR i.late = 1)
          AND ($5 <> 'untagged' OR (i.erased_at IS NULL AND NOT EXISTS
            (SELECT 1 FROM topic_input t WHERE t.input_id = i.id)))
          AND (CAST($6 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM campaign_member m
            WHERE m.input_id = i.id AND m.campaign_id = $6))
          AND ($5 NOT IN ('one', 'untagged') OR NOT ",
            follows_a_template!("i", "AND ($5 = 'one' OR m.own = 0)"),
            ") "
        )
    };
}

/// One page of the inputs that have no words to fit, and how many there are in all.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    filter: &mut Filter,
    now: i64,
) -> Result<(Vec<Input>, i64), StoreError> {
    let mut params = filter.params(case);
    let count = tx.one(concat!("SELECT count(*) FROM input i ", filtered!()), &params)?;
    filter.offset = filter.offset.min(count);
    params.extend([PAGE.into(), filter.offset.into()]);
    let rows = tx.rows(
        concat!(select_input!(""), filtered!(), "ORDER BY i.number LIMIT $7 OFFSET $8"),
        &params,
    )?;
    Ok((all(&rows, now)?, count))
}

/// Inputs by their ids, in that order.
pub fn some(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    ids: &[i64],
    now: i64,
) -> Result<Vec<Input>, StoreError> {
    let ids: Vec<Vec<Val>> =
        ids.iter().map(|id| vec![(*id).into(), case.id.into()]).collect();
    let rows = tx.each(select_input!("WHERE i.id = $1 AND i.case_id = $2"), &ids)?;
    rows.iter().flatten().map(|row| input(row, now)).collect()
}

/// The released inputs of a hearing, for everybody.
pub fn released(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    now: i64,
) -> Result<Vec<Input>, StoreError> {
    let rows = tx.rows(
        select_input!(
            "WHERE i.hearing_id = $1 AND i.released_at IS NOT NULL
               AND (i.remove_at IS NULL OR i.remove_at > $2) ORDER BY i.number LIMIT 500"
        ),
        &[hearing.id.into(), now.into()],
    )?;
    all(&rows, now)
}

/// The released inputs of a hearing after a number.
pub fn released_after(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    after: i64,
    limit: i64,
    now: i64,
) -> Result<Vec<Input>, StoreError> {
    let rows = tx.rows(
        select_input!(
            "WHERE i.hearing_id = $1 AND i.number > $2 AND i.released_at IS NOT NULL
               AND (i.remove_at IS NULL OR i.remove_at > $3)
             ORDER BY i.number LIMIT $4"
        ),
        &[hearing.id.into(), after.into(), now.into(), limit.into()],
    )?;
    all(&rows, now)
}

pub fn load_by_number(
    tx: &mut dyn Tx,
    case: &Case,
    number: i64,
    now: i64,
) -> Result<Sealed<Input>, Error> {
    let row = tx.row(
        select_input!("WHERE i.case_id = $1 AND i.number = $2"),
        &[case.id.into(), number.into()],
    )?;
    sealed(row, now)
}

/// How many inputs a hearing has, and how many of them came late. What was corrected
/// counts once.
pub fn counts(tx: &mut dyn Tx, hearing: &Hearing) -> Result<(i64, i64), StoreError> {
    let row = tx.row(
        "SELECT inputs, late FROM hearing_count WHERE hearing_id = $1",
        &[hearing.id.into()],
    )?;
    row.map_or(Ok((0, 0)), |row| Ok((row.get(0)?, row.get(1)?)))
}

fn count(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    inputs: usize,
    late: usize,
) -> Result<(), StoreError> {
    let number = |count: usize| Val::from(i64::try_from(count).unwrap_or(i64::MAX));
    tx.exec(
        "INSERT INTO hearing_count (hearing_id, inputs, late) VALUES ($1, $2, $3)
         ON CONFLICT (hearing_id) DO UPDATE SET
           inputs = hearing_count.inputs + excluded.inputs,
           late = hearing_count.late + excluded.late",
        &[hearing.id.into(), number(inputs), number(late)],
    )
    .map(drop)
}

/// Takes an input out of the count: another has taken its place.
pub fn uncount(tx: &mut dyn Tx, input: &Input) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing_count SET inputs = inputs - 1, late = late - $1
         WHERE hearing_id = $2",
        &[input.late.into(), input.hearing_id.into()],
    )
    .map(drop)
}

/// Counts the late ones anew, after the deadline has moved.
fn count_late(tx: &mut dyn Tx, hearing: &Hearing) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE hearing_count SET late =
           (SELECT count(*) FROM input WHERE hearing_id = $1 AND late = 1
             AND replaced_at IS NULL)
         WHERE hearing_id = $1",
        &[hearing.id.into()],
    )
    .map(drop)
}

/// The inputs the person sent while signed in.
pub fn own(
    tx: &mut dyn Tx,
    case: &Case,
    person_id: i64,
    now: i64,
) -> Result<Vec<Input>, StoreError> {
    let rows = tx.rows(
        select_input!("WHERE i.case_id = $1 AND i.owner_id = $2 ORDER BY i.number"),
        &[case.id.into(), person_id.into()],
    )?;
    all(&rows, now)
}

/// Letters that came more than once.
#[derive(Debug, Clone)]
pub struct LetterGroup {
    pub count: i64,
    pub first_number: i64,
    pub sample: String,
    /// The members, as many as a page can show.
    pub members: Vec<Input>,
}

/// Members of a group that are listed.
const MEMBERS: i64 = 100;

pub fn letter_groups(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    now: i64,
) -> Result<Vec<LetterGroup>, StoreError> {
    let groups = tx.rows(
        "SELECT letter, count(*), min(number) FROM input
         WHERE case_id = $1 AND letter <> $2 AND replaced_at IS NULL
           AND erased_at IS NULL
         GROUP BY letter HAVING count(*) > 1 ORDER BY count(*) DESC, min(number) LIMIT 50",
        // Those that are not filled in yet are no group.
        &[case.id.into(), Vec::new().into()],
    )?;
    groups
        .iter()
        .map(|row| {
            let letter: Vec<u8> = row.get(0)?;
            let members = tx.rows(
                select_input!(
                    "WHERE i.case_id = $1 AND i.letter = $2 AND i.replaced_at IS NULL
                       AND i.erased_at IS NULL ORDER BY i.number LIMIT $3"
                ),
                &[case.id.into(), letter.into(), MEMBERS.into()],
            )?;
            let members = all(&members, now)?;
            let sample =
                members.first().map(|input| input.body.clone()).unwrap_or_default();
            Ok(LetterGroup {
                count: row.get(1)?,
                first_number: row.get(2)?,
                sample,
                members,
            })
        })
        .collect()
}

/// How many other inputs are the same letter.
pub fn same_letter(tx: &mut dyn Tx, input: &Input) -> Result<i64, StoreError> {
    tx.one(
        "SELECT count(*) FROM input WHERE case_id = $1 AND letter = $2 AND id <> $3
           AND replaced_at IS NULL AND erased_at IS NULL",
        &[input.case_id.into(), letter_key(&input.body).into(), input.id.into()],
    )
}

pub fn save_read(
    tx: &mut dyn Tx,
    input: &Input,
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE input SET read_at = $1, read_by = $2 WHERE id = $3 AND read_at IS NULL",
        &[now.into(), by.into(), input.id.into()],
    )
    .map(drop)
}

pub fn tally(tx: &mut dyn Tx, case: &Case, now: i64) -> Result<Tally, StoreError> {
    let count = |tx: &mut dyn Tx, sql| tx.one(sql, &[case.id.into()]);
    Ok(Tally {
        hearings_open: tx.one(
            "SELECT count(*) FROM hearing
             WHERE case_id = $1 AND opens_at <= $2 AND deadline_at > $2
               AND published_at IS NOT NULL",
            &[case.id.into(), now.into()],
        )?,
        unread: count(
            tx,
            "SELECT count(*) FROM input WHERE case_id = $1 AND read_at IS NULL
               AND replaced_at IS NULL AND erased_at IS NULL",
        )?,
        inputs: count(
            tx,
            // Whether there is one: to count a million takes long.
            "SELECT count(*) FROM (SELECT 1 FROM input
               WHERE case_id = $1 AND replaced_at IS NULL LIMIT 1) found",
        )?,
    })
}

/// Takes an input out of its campaign: its words are no longer what they were. The
/// letter that is most like a template which leaves takes its place; a campaign without
/// letters is none.
pub fn leave_campaign(tx: &mut dyn Tx, id: i64, now: i64) -> Result<(), StoreError> {
    for sql in [
        "UPDATE campaign SET members = members - 1,
           with_own = with_own - (SELECT CASE WHEN own > 0 THEN 1 ELSE 0 END
             FROM campaign_member WHERE input_id = $1),
           silent = silent - (SELECT CASE WHEN own > 0 OR campaign.template_id = $1
             THEN 0 ELSE 1 END FROM campaign_member WHERE input_id = $1)
         WHERE id = (SELECT campaign_id FROM campaign_member WHERE input_id = $1)",
        "DELETE FROM campaign_member WHERE input_id = $1",
        "UPDATE campaign SET measured_to = 0, template_id = (SELECT m.input_id
             FROM campaign_member m WHERE m.campaign_id = campaign.id
             ORDER BY m.alike DESC, m.input_id LIMIT 1)
         WHERE template_id = $1 AND EXISTS
           (SELECT 1 FROM campaign_member m WHERE m.campaign_id = campaign.id)",
    ] {
        tx.exec(sql, &[id.into()])?;
    }
    tx.exec(
        "UPDATE campaign SET dissolved_at = $2, released_at = NULL, released_count = NULL
         WHERE template_id = $1 AND dissolved_at IS NULL",
        &[id.into(), now.into()],
    )
    .map(drop)
}
